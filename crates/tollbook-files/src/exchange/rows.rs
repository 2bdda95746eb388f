//! The rows of the short files: articles, codebook, operations, lists and links.
//!
//! A row is written by one function wherever it is needed: for the file itself, and for telling
//! which cells of an edited file differ from what the project would write.

use std::collections::BTreeMap;

use super::cell::Cells;
use super::code_columns::CODE_COLUMNS;
use tollbook_core::model::{
    Article, ArticleId, Code, Coverage, Link, List, ListEntry, Operation, Project, Rejection,
};

/// A row of `articles.csv`: an article with the state of one coder, or of none.
pub fn article(
    cells: &mut Cells,
    project: &Project,
    (id, article): (ArticleId, &Article),
    coverage: Option<&Coverage>,
    annotations: usize,
) {
    cells.text(&article.path);
    cells.id(Some(id.0));
    cells.text(&article.sha256);
    cells.text(&article.title);
    cells.range(article.published);
    cells.text(article.published_basis.map_or("", |basis| basis.as_str()));
    cells.text(&article.source);
    cells.text(&article.independent_source);
    cells.text(project.entry_name(coverage.map(|coverage| coverage.coder)));
    cells.text(coverage.map_or("", |coverage| coverage.state.as_str()));
    cells.shown(Some(annotations));
    cells.text(&article.memo);
    cells.text(&article.published_as_written);
    cells.text(&article.container);
    cells.text(&article.part);
    cells.text(&article.original_sha256);
    cells.text(&article.extractor);
    cells.count(article.extractor_version);
    cells.text(&article.language);
    cells.text(&article.url);
    cells.text(&article.retrieved);
    cells.yes(article.sensitive);
}

/// A row of `codebook.csv`.
pub fn code(cells: &mut Cells, project: &Project, code: &Code) {
    for column in CODE_COLUMNS {
        (column.write)(cells, project, code);
    }
}

/// A row of `operations.csv`.
pub fn operation(cells: &mut Cells, project: &Project, operation: &Operation) {
    cells.text(&operation.name);
    cells.list(operation.aliases.iter().map(String::as_str));
    cells.day(operation.begins);
    cells.day(operation.ends);
    cells.list(operation.area.iter().map(String::as_str));
    cells.text(project.operation_name(operation.follows));
    cells.shown(Some(operation.colour));
}

/// A row of `lists.csv`.
pub fn entry(cells: &mut Cells, entry: &ListEntry) {
    cells.text(entry.list.as_str());
    cells.text(&entry.value);
    cells.text(&entry.detail);
    cells.text(&entry.country);
    cells.text(entry.kind.map_or("", |kind| kind.as_str()));
    // Of entries of other lists, nothing is said.
    cells.shown((entry.list == List::Side).then_some(if entry.recorded { "yes" } else { "no" }));
}

/// A row of `links.csv`.
pub fn link(cells: &mut Cells, link: &Link) {
    cells.id(Some(link.from));
    cells.text(link.relation.as_str());
    cells.id(Some(link.to));
    cells.text(&link.value);
}

/// The rejections by path, place and what was suggested.
pub fn rejections(project: &Project) -> Vec<(&Article, &Rejection)> {
    let mut rejections: Vec<_> = project
        .rejections
        .iter()
        .filter_map(|(_, rejection)| Some((project.articles.get(rejection.article)?, rejection)))
        .collect();
    rejections.sort_by_key(|(article, row)| {
        (article.path.as_str(), row.start, row.end, row.kind, row.outcome, row.created)
    });
    rejections
}

/// A row of `rejections.csv`; `points` are start and end in code points.
pub fn rejection(
    cells: &mut Cells,
    project: &Project,
    (article, rejection): (&Article, &Rejection),
    points: &[Option<usize>],
) {
    cells.text(&article.path);
    points.iter().for_each(|point| cells.count(point.map(|point| point as u64)));
    cells.text(&rejection.quote);
    cells.text(rejection.kind.as_str());
    cells.text(rejection.outcome.map_or("", |outcome| outcome.as_str()));
    cells.truth(rejection.everywhere);
    cells.text(project.entry_name(Some(rejection.coder)));
    cells.moment(rejection.created);
}

/// The articles by path, each with its coders' states by the coder's name.
pub fn articles(project: &Project) -> Vec<(ArticleId, &Article, Vec<&Coverage>)> {
    let mut coverage: BTreeMap<ArticleId, Vec<&Coverage>> = BTreeMap::new();
    for (_, row) in project.coverage.iter() {
        coverage.entry(row.article).or_default().push(row);
    }
    let mut articles: Vec<_> = project
        .articles
        .iter()
        .map(|(id, article)| {
            let mut states = coverage.remove(&id).unwrap_or_default();
            states.sort_by_key(|row| (project.entry_name(Some(row.coder)), row.state));
            (id, article, states)
        })
        .collect();
    articles.sort_by_key(|(id, article, _)| (article.path.as_str(), *id));
    articles
}

/// Rows that are known by name, in the order of their names. Of several with one name only the
/// first can be written; the names that this concerns are the second answer.
fn by_name<'a, T, K: Ord + Clone>(
    rows: impl Iterator<Item = &'a T>,
    name: impl Fn(&'a T) -> K,
    rest: impl Fn(&'a T) -> String,
) -> (Vec<&'a T>, Vec<K>) {
    let mut sorted: Vec<&T> = rows.collect();
    sorted.sort_by_cached_key(|row| (name(row), rest(row)));
    let mut twice = Vec::new();
    sorted.dedup_by(|next, kept| {
        let same = name(next) == name(kept);
        if same {
            twice.push(name(next));
        }
        same
    });
    (sorted, twice)
}

/// The codes to write, and the names that several have.
pub fn codes(project: &Project) -> (Vec<&Code>, Vec<&str>) {
    let rows = project.codes.iter().map(|(_, code)| code);
    by_name(rows, |code| code.name.as_str(), |code| format!("{code:?}"))
}

/// The operations to write, and the names that several have.
pub fn operations(project: &Project) -> (Vec<&Operation>, Vec<&str>) {
    let rows = project.operations.iter().map(|(_, operation)| operation);
    by_name(rows, |operation| operation.name.as_str(), |operation| format!("{operation:?}"))
}

/// The entries of the lists to write, and the names that several of one list have.
pub fn entries(project: &Project) -> (Vec<&ListEntry>, Vec<(List, &str)>) {
    let rows = project.entries.iter().map(|(_, entry)| entry);
    by_name(rows, |entry| (entry.list, entry.value.as_str()), |entry| format!("{entry:?}"))
}

/// The links to write: one that is there twice is written once.
pub fn links(project: &Project) -> Vec<&Link> {
    let mut links: Vec<&Link> = project.links.iter().map(|(_, link)| link).collect();
    links.sort_by_key(|link| (link.from, link.relation, link.to, link.value.as_str()));
    links.dedup();
    links
}
