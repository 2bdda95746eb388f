//! The sample's finished project is the record, and opening it writes nothing.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tollbook::analysis::Answers;
use tollbook::analysis::timeline::{Grain, Query};
use tollbook::model::{Kind, Project};
use tollbook::storage::Store;

/// French dead per operation and year: the record of the three operations.
const RECORD: [(&str, i16, u64); 14] = [
    ("Serval", 2013, 7),
    ("Serval", 2014, 2),
    ("Barkhane", 2014, 1),
    ("Barkhane", 2015, 2),
    ("Barkhane", 2016, 4),
    ("Barkhane", 2017, 2),
    ("Barkhane", 2018, 3),
    ("Barkhane", 2019, 17),
    ("Barkhane", 2020, 10),
    ("Barkhane", 2021, 4),
    ("Barkhane", 2022, 1),
    ("Chammal", 2017, 1),
    ("Chammal", 2018, 1),
    ("Chammal", 2023, 3),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data")
}

fn project() -> Project {
    let (_, opened) = Store::open(&folder().join("sample-data.tollbook")).unwrap();
    assert!(opened.warnings.is_empty(), "{:?}", opened.warnings);
    opened.project
}

#[test]
fn the_chart_of_the_sample_is_the_record() {
    let project = project();
    let query = Query { grain: Grain::Year, ..Query::starting(project.own_side()) };
    let timeline = Answers::of(&project).timeline(&project, &query);
    let mut found: BTreeMap<(String, i16), u64> = BTreeMap::new();
    for (bar, sum) in &timeline.bars {
        let operation = project.operation_name(Some(bar.operation)).to_owned();
        *found.entry((operation, bar.period.start().year())).or_default() += sum.best.unwrap_or(0);
        assert_eq!(sum.without_best, 0, "every death of the record has a figure");
    }
    let record: BTreeMap<(String, i16), u64> =
        RECORD.iter().map(|(operation, year, dead)| (((*operation).to_owned(), *year), *dead)).collect();
    assert_eq!(found, record);
    let of =
        |wanted: &str| RECORD.iter().filter(|(name, ..)| *name == wanted).map(|(.., dead)| dead).sum::<u64>();
    assert_eq!([of("Serval"), of("Barkhane"), of("Chammal")], [9, 44, 5]);
}

#[test]
fn the_sample_has_what_makes_counting_hard() {
    let project = project();
    let answers = Answers::of(&project);
    let kinds = |kind| project.claims.iter().filter(|(_, claim)| claim.kind == kind).count();
    for kind in [Kind::Part, Kind::Total, Kind::Background, Kind::Strength] {
        assert!(kinds(kind) >= 10, "{kind}");
    }
    let several = answers.incidents().filter(|view| view.articles >= 2).count();
    assert!(several >= 8, "{several} incidents are in several articles");
    assert!(project.articles.len() >= 30);
    assert!(project.articles.iter().any(|(_, article)| article.published.is_none()), "one is undated");
}

/// Every file below a folder, with its bytes.
fn listing(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut todo = vec![folder.to_owned()];
    while let Some(next) = todo.pop() {
        for entry in std::fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                todo.push(path);
            } else {
                files.insert(path.clone(), std::fs::read(&path).unwrap());
            }
        }
    }
    files
}

#[test]
fn opening_the_sample_writes_nothing() {
    let before = listing(&folder());
    let (store, _) = Store::open(&folder().join("sample-data.tollbook")).unwrap();
    drop(store);
    assert_eq!(listing(&folder()), before);
}
