//! `articles.csv`: what is known of articles, and how far coders have come with them.

use std::collections::HashMap;

use super::parse::{CellProblem, Checked, count, range, truth, word};
use super::planner::{Planner, RowResult, id};
use super::table::{Row, Table};
use crate::exchange::claim_columns::ReadNames;
use crate::exchange::columns::ARTICLES;
use tollbook_core::model::{Article, ArticleId, Coverage, CoverageId, List, PublishedBasis, ReadState};

/// The columns that are the coder's state; the others are the article's.
const STATE: [&str; 2] = ["coder", "state"];

impl Planner<'_> {
    /// All files of this kind.
    pub(super) fn articles(&mut self, tables: &[&Table]) {
        let mut first: HashMap<&str, Row<'_>> = HashMap::new();
        for row in tables.iter().flat_map(|table| table.rows()) {
            let path = row.cell("article");
            let did = match first.get(path) {
                Some(before) if !row.same(before, article_columns()) => Err(CellProblem::new(
                    "article",
                    format!(
                        "Line {} says other things of the same article; make them the same.",
                        before.line
                    ),
                )),
                _ => self.article_row(&row, path),
            };
            first.entry(path).or_insert(row);
            self.tally(&row, did);
        }
    }

    fn article_row(&mut self, row: &Row<'_>, path: &str) -> Checked<RowResult> {
        if path.is_empty() {
            return Err(CellProblem::new("article", "It is blank; give the article's path in the folder."));
        }
        // What the row says is checked before anything is added.
        let package = !row.cell("article_id").is_empty();
        let published = range(
            ["published_start", "published_end", "published_precision"],
            ["published_start", "published_end", "published_precision"].map(|column| row.cell(column)),
        )?;
        let basis: Option<PublishedBasis> =
            word("published_basis", row.cell("published_basis"), PublishedBasis::ALL)?;
        let state: Option<ReadState> = word("state", row.cell("state"), ReadState::ALL)?;
        let extractor_version = count("extractor_version", row.cell("extractor_version"))?;
        let sensitive = truth("sensitive", row.cell("sensitive"))?;
        let own_id: Option<ArticleId> = id("article_id", row.cell("article_id"))?;

        let known = self.known_article(path);
        let article_id = match (known, own_id) {
            (Some(known), _) => known,
            (None, Some(own_id)) => self.packed_article(row, path, own_id),
            (None, None) => self.article(path)?,
        };
        let Some(before) = self.draft.get::<Article>(article_id) else { return Ok(RowResult::Nothing) };
        let mut article = Article::clone(&before);
        // Elsewhere a blank cell means that nothing is known, which takes nothing away.
        let says = |column: &str| row.get(column).filter(|cell| package || !cell.is_empty());
        let texts: [(&str, &mut String); 12] = [
            ("title", &mut article.title),
            ("source", &mut article.source),
            ("independent_source", &mut article.independent_source),
            ("memo", &mut article.memo),
            ("published_as_written", &mut article.published_as_written),
            ("container", &mut article.container),
            ("part", &mut article.part),
            ("original_sha256", &mut article.original_sha256),
            ("extractor", &mut article.extractor),
            ("language", &mut article.language),
            ("url", &mut article.url),
            ("retrieved", &mut article.retrieved),
        ];
        for (column, text) in texts {
            if let Some(cell) = says(column) {
                cell.clone_into(text);
            }
        }
        if says("extractor_version").is_some() {
            article.extractor_version = extractor_version;
        }
        if says("sensitive").is_some() {
            article.sensitive = sensitive.unwrap_or(false);
        }
        if says("published_start").is_some() {
            article.published = published;
        }
        if says("published_basis").is_some() {
            article.published_basis = basis;
        } else if !package && article.published != before.published {
            article.published_basis = Some(PublishedBasis::Coder);
        }
        let mut changed = *before != article;
        self.draft.set(article_id, article);
        changed |= self.coverage(row, article_id, state);
        Ok(if known.is_none() { RowResult::Added } else { RowResult::changed(changed) })
    }

    /// An article of a package that the project does not have.
    fn packed_article(&mut self, row: &Row<'_>, path: &str, own_id: ArticleId) -> ArticleId {
        let same_project =
            row.table.package.as_ref().is_none_or(|info| info.project == self.base.project.id());
        let written = row.cell("sha256");
        let (id, article, text) = match self.article_at(path) {
            Some(found) => {
                if !written.is_empty() && found.article.sha256 != written {
                    self.warn(format!(
                        "{path} has been changed since the export; its annotations are found by their words."
                    ));
                }
                // Its own date and title come from the row, and so does its path.
                let article = Article { path: path.to_owned(), ..found.article };
                (found.id, article, Some(found.text))
            }
            None => {
                self.warn(format!(
                    "{path} is not in the folder; what is known of it is kept, without its text."
                ));
                let article = Article { ..Article::at(path, written) };
                (ArticleId::for_path(self.base.project.id(), path), article, None)
            }
        };
        self.add_article(if same_project { own_id } else { id }, article, text)
    }

    fn coverage(&mut self, row: &Row<'_>, article: ArticleId, state: Option<ReadState>) -> bool {
        let coder = match (row.get("state"), row.cell("coder")) {
            (None, _) | (Some(""), "") => return false,
            (Some(_), "") => self.draft.stamp.coder,
            (Some(_), name) => self.entry(List::Coder, name).unwrap_or(self.draft.stamp.coder),
        };
        let id = CoverageId::for_coder(article, coder);
        let before = self.draft.get::<Coverage>(id).map(|row| row.state);
        match state {
            Some(state) => self.draft.set(id, Coverage { article, coder, state }),
            None => self.draft.remove::<Coverage>(id),
        }
        before != state
    }
}

fn article_columns() -> impl Iterator<Item = &'static str> {
    ARTICLES.columns.iter().map(|column| column.name).filter(|name| !STATE.contains(name))
}
