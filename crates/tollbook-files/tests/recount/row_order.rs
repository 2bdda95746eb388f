//! The order of the rows of imported files changes nothing that is counted.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use tollbook_core::analysis::timeline::Query;
use tollbook_core::model::{Article, ArticleId, Claim, EntryId, Project, ProjectId, Stamp};
use tollbook_files::exchange::{FoundArticle, Options, Passage, Snapshot, export, plan};
use uuid::Uuid;

use crate::random::{self, Random};
use crate::rows::{Package, Row};

/// Every place at which a story annotates "quote".
const TEXT: &str = "quote     quote     quote     quote     quote     quote     quote     quote     quote     quote     \
    quote     quote     quote     quote     quote     quote     quote     quote     quote     quote     quote     ";

/// What stands for the hash of that text.
const SHA256: &str = "ab";

fn stamp(entropy: u64) -> Stamp {
    Stamp::new(Timestamp::from_second(1_700_000_000).unwrap(), EntryId(Uuid::nil()), entropy)
}

fn exported(project: &Project, folder: &Path) -> Package {
    let texts = Box::new(|_: &str| Some(Arc::from(TEXT)));
    let snapshot = Snapshot::new(project.clone(), Query::everything(), texts);
    export(&snapshot, folder, &Options::default(), &mut |_, _| true).unwrap();
    Package::read(folder)
}

/// A new project into which files have been imported.
fn imported(folder: &Path, begun: &dyn Fn() -> Project) -> Project {
    let mut project = begun();
    let id = project.id();
    let article = |path: &str| {
        let article = Article::at(path, SHA256.repeat(32));
        Some(FoundArticle { id: ArticleId::for_path(id, path), article, text: TEXT.into() })
    };
    let blank = |passage: &Passage<'_>| Claim::blank(passage.kind, passage.outcome);
    let planned = plan(&project, &[folder.to_owned()], &article, &blank, "Ada", &mut stamp(9)).unwrap();
    assert_eq!(planned.refused.len(), 0, "{:?}", planned.refused.first());
    if let Some(edit) = planned.edit {
        project.apply(&edit).unwrap();
    }
    project
}

/// Rewrites a file with its rows in another order, and without some columns; with `events` each claim names the
/// event to which its incident has been joined.
fn rewrite(file: &Path, seed: u64, without: &[&str], events: Option<&Package>) {
    let text = std::fs::read_to_string(file).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let stays: Vec<usize> = (0..names.len()).filter(|at| !without.contains(&names[*at].as_str())).collect();
    let mut rows: Vec<Vec<String>> =
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    if let (Some(package), Some(at)) = (events, names.iter().position(|name| name == "incident_id")) {
        for label in rows.iter_mut().map(|row| &mut row[at]).filter(|label| !label.is_empty()) {
            *label = package.event(label);
        }
    }
    let mut random = Random::new(seed);
    for last in (1..rows.len()).rev() {
        rows.swap(last, random.below(last + 1));
    }
    let mut writer = csv::Writer::from_path(file).unwrap();
    writer.write_record(stays.iter().map(|at| &names[*at])).unwrap();
    rows.iter().for_each(|row| writer.write_record(stays.iter().map(|at| &row[*at])).unwrap());
    writer.flush().unwrap();
}

/// What is counted, without the ids that an import makes: rows in their own order.
fn counted(package: &Package) -> Vec<String> {
    let without_ids = |row: &Row| {
        let ids = ["incident_id", "event_id", "annotation_id", "joined_to", "as_of_incident"];
        row.iter()
            .filter(|(name, _)| !ids.contains(&name.as_str()))
            .map(|(_, cell)| format!("{cell},"))
            .collect::<String>()
    };
    let files = [&package.incidents, &package.series, &package.totals];
    let mut rows: Vec<String> = files.into_iter().flatten().map(without_ids).collect();
    rows.sort();
    rows
}

#[test]
fn the_order_of_imported_rows_changes_nothing_that_is_counted() {
    let home = tempfile::tempdir().unwrap();
    let many = crate::number("RECOUNT_PROJECTS", 48) / 4;
    for seed in 0..many {
        let story = random::story(&random::project(seed));
        let folder = |name: &str| home.path().join(format!("{seed}-{name}"));
        let package = exported(&story.project, &folder("package"));

        let empty = || {
            tollbook_core::analysis::fixture::begin(
                ProjectId(Uuid::from_u128(9)),
                "Sahel",
                "Ada",
                &mut stamp(5),
            )
            .0
        };
        let first = imported(&folder("package"), &empty);
        let files = ["annotations", "incidents", "articles", "totals", "links", "lists", "operations"];
        for file in files {
            rewrite(&folder("package").join(format!("{file}.csv")), seed, &[], None);
        }
        let second = imported(&folder("package"), &empty);
        assert_eq!(
            counted(&exported(&first, &folder("first"))),
            counted(&exported(&second, &folder("second"))),
            "the package of project {seed}"
        );

        // Rows without ids and times, as another program may have written them.
        let rows = folder("rows").join("annotations.csv");
        std::fs::create_dir_all(folder("rows")).unwrap();
        std::fs::copy(folder("package").join("annotations.csv"), &rows).unwrap();
        rewrite(
            &rows,
            1,
            &["annotation_id", "created", "modified", "date_incident", "date_offset_days"],
            Some(&package),
        );
        let with_articles = || {
            let edit = {
                let begun = empty();
                let mut stamp = stamp(6);
                let mut draft = tollbook_core::model::Draft::new(&begun, &mut stamp);
                for (id, article) in story.project.articles.iter() {
                    draft.set(id, Article { sha256: SHA256.repeat(32), ..article.clone() });
                }
                let somewhere = story.project.operation_named("Somewhere").unwrap();
                draft.set(somewhere, story.project.operations.get(somewhere).unwrap().clone());
                draft.finish("Articles").unwrap()
            };
            let mut begun = empty();
            begun.apply(&edit).unwrap();
            begun
        };
        let first = imported(&rows, &with_articles);
        rewrite(&rows, seed + 2, &[], None);
        let second = imported(&rows, &with_articles);
        assert!(
            first.annotations.iter().next().is_some() || story.project.annotations.iter().next().is_none()
        );
        assert_eq!(
            counted(&exported(&first, &folder("third"))),
            counted(&exported(&second, &folder("fourth"))),
            "the rows of project {seed}"
        );
    }
}
