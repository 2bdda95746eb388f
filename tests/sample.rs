//! The sample's finished project is the record, and opening it writes nothing.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Args, FromArgMatches};
use tollbook::jobs::headless::{self, ChartChoice};
use tollbook_core::analysis::Answers;
use tollbook_core::analysis::counted::timeline_of;
use tollbook_core::analysis::timeline::{Grain, Query};
use tollbook_core::model::{Kind, Project};
use tollbook_files::exchange::Options;
use tollbook_files::storage::Store;

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
    let query = Query { grain: Grain::Year, ..Query::starting(project.recorded_sides()) };
    let timeline = timeline_of(&project, &Answers::from_project(&project), &query);
    let mut found: BTreeMap<(String, i16), u64> = BTreeMap::new();
    for (bar, sum) in &timeline.bars {
        let operation = bar.group.name(&project);
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

/// The published totals, which contradict each other in places: as of, operations or area, definition,
/// how many, and what comes of comparing it with the record.
const PUBLISHED: [(&str, &str, &str, u64, &str); 31] = [
    ("2013-04-29", "Serval", "not stated", 6, "6: agrees"),
    ("2013-07-30", "Serval", "all causes", 7, "7: agrees"),
    ("2013-07-30", "Serval", "in combat", 6, "6: agrees"),
    ("2014-07-14", "Serval", "not stated", 9, "9: agrees"),
    ("2014-10-29", "Serval+Barkhane", "not stated", 10, "10: agrees"),
    ("2016-04-13", "Serval+Barkhane", "not stated", 17, "15: 2 more reported than recorded"),
    ("2016-11-04", "Serval+Barkhane", "not stated", 16, "16: agrees"),
    ("2016-11-04", "Serval+Barkhane", "not stated", 18, "16: 2 more reported than recorded"),
    ("2016-11-04", "Barkhane", "in combat", 8, "6: 2 more reported than recorded"),
    ("2017-04-05", "Serval+Barkhane", "not stated", 17, "17: agrees"),
    ("2018-02-21", "Barkhane", "not stated", 15, "11: 4 more reported than recorded"),
    ("2018-02-26", "Serval+Barkhane", "in combat", 22, "17: 5 more reported than recorded"),
    ("2018-10-17", "Sahel", "not stated", 23, "21: 2 more reported than recorded"),
    ("2019-11-25", "Serval+Barkhane", "in combat", 38, "34: 4 more reported than recorded"),
    ("2019-11-25", "Serval+Barkhane", "not stated", 41, "38: 3 more reported than recorded"),
    ("2019-11-25", "Barkhane", "not stated", 31, "29: 2 more reported than recorded"),
    ("2020-05-01", "Sahel", "not stated", 42, "40: 2 more reported than recorded"),
    ("2020-07-23", "Serval+Barkhane", "in combat", 43, "37: 6 more reported than recorded"),
    ("2020-09-05", "Serval+Barkhane", "in combat", 45, "39: 6 more reported than recorded"),
    ("2020-12-28", "Sahel", "all causes", 55, "48: 7 more reported than recorded"),
    ("2020-12-28", "Sahel", "mort pour la France", 48, STATUS),
    ("2020-12-28", "Sahel", "not stated", 53, "48: 5 more reported than recorded"),
    ("2021-01-02", "Serval+Barkhane", "not stated", 50, "50: agrees"),
    ("2021-01-02", "Sahel", "not stated", 51, "50: 1 more reported than recorded"),
    ("2021-01-06", "Sahel", "all causes", 57, "50: 7 more reported than recorded"),
    ("2021-04-14", "Sahel", "mort pour la France", 51, STATUS),
    ("2021-09-24", "Serval+Barkhane", "not stated", 52, "51: 1 more reported than recorded"),
    ("2021-10-12", "Sahel", "all causes", 59, "52: 7 more reported than recorded"),
    ("2022-01-22", "Serval+Barkhane", "in combat", 53, "46: 7 more reported than recorded"),
    ("2022-02-17", "Serval+Barkhane", "not stated", 58, "53: 5 more reported than recorded"),
    ("2024-09-09", "Chammal", "not stated", 5, "5: agrees"),
];

/// A legal status goes by nothing that incidents hold.
const STATUS: &str = "unknown: not comparable: it counts by what incidents do not say";

#[test]
fn every_published_total_gets_its_verdict() {
    let project = project();
    let answers = Answers::from_project(&project);
    let found: Vec<(String, String, &str, Option<u64>, String)> = answers
        .totals
        .iter()
        .filter_map(|compared| {
            let claim = project.claims.get(compared.annotation)?;
            let operations = claim.operations.iter().map(|&id| project.operation_name(Some(id)));
            let mut scope = operations.collect::<Vec<_>>().join("+");
            if scope.is_empty() {
                let areas = claim.scope_areas.iter().map(|&id| project.entry_name(Some(id)));
                scope = areas.collect::<Vec<_>>().join("+");
            }
            let definition = project.entry_name(claim.definition);
            let verdict = format!("{}: {}", compared.counted, compared.verdict);
            Some((compared.as_of?.to_string(), scope, definition, claim.count.best, verdict))
        })
        .collect();
    for (as_of, scope, definition, reported, verdict) in PUBLISHED {
        let alike: Vec<&str> = found
            .iter()
            .filter(|found| {
                (found.0.as_str(), found.1.as_str(), found.2, found.3)
                    == (as_of, scope, definition, Some(reported))
            })
            .map(|found| found.4.as_str())
            .collect();
        assert!(!alike.is_empty(), "{as_of} {scope} {definition} {reported} is in no article");
        assert!(alike.iter().all(|found| *found == verdict), "{as_of} {scope} {reported}: {alike:?}");
    }
}

#[test]
fn the_sample_has_what_makes_counting_hard() {
    let project = project();
    let answers = Answers::from_project(&project);
    let kinds = |kind| project.claims.iter().filter(|(_, claim)| claim.kind == kind).count();
    for kind in [Kind::Part, Kind::Total, Kind::Background, Kind::Strength] {
        assert!(kinds(kind) >= 10, "{kind}");
    }
    let several = answers.incidents().filter(|view| view.articles.len() >= 2).count();
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

/// `tollbook chart` with these arguments on the sample.
fn chart(arguments: &str, to: &Path) -> Result<Vec<String>, String> {
    let command = ChartChoice::augment_args(clap::Command::new("chart"));
    let to = ["chart", "--to", to.to_str().unwrap()];
    let matches = command.get_matches_from(to.into_iter().chain(arguments.split_whitespace()));
    let choice = ChartChoice::from_arg_matches(&matches).unwrap();
    headless::chart(&folder(), &choice, &Options::default())
}

#[test]
fn the_chart_is_written_as_picture_and_as_values() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    for mode in ["stacked", "cumulative"] {
        let svg = file("chart.svg");
        chart(&format!("--mode {mode} --spread --lives --by year --width 500 --height 400"), &svg).unwrap();
        let svg = std::fs::read_to_string(svg).unwrap();
        assert!(svg.starts_with("<svg") && !svg.contains("<text"), "{mode}");
    }
    chart("--all-sides --outcome wounded --dark --scale 1", &file("chart.png")).unwrap();
    assert!(std::fs::read(file("chart.png")).unwrap().starts_with(b"\x89PNG"));

    // Every choice of the window is one here: the record of one operation, and a recount.
    let years = |arguments: &str| {
        chart(&format!("--by year {arguments}"), &file("chart.csv")).unwrap();
        std::fs::read_to_string(file("chart.csv")).unwrap().lines().count() - 1
    };
    let all = years("");
    assert!(years("--operation Serval") < all);
    assert!(years("--from 2019 --until 2020") < all);
    assert!(years("--two-sources") < all);
    // An end that is left open is that of what is counted.
    let drawn = |arguments: &str| {
        chart(&format!("--by year {arguments}"), &file("chart.svg")).unwrap();
        std::fs::read_to_string(file("chart.svg")).unwrap()
    };
    assert_eq!(drawn("--from 2019"), drawn("--from 2019 --until 2023"));
    assert_eq!(drawn("--until 2014"), drawn("--from 2013 --until 2014"));
    assert!(years("--from 2090") == 0 && years("--until 1970") == 0);

    for (arguments, name, says) in [
        ("", "chart.gif", ".svg"),
        ("--operation Sangaris", "chart.svg", "Barkhane"),
        ("--outcome killed,wounded", "chart.svg", "one outcome"),
        ("--width 20", "chart.svg", "larger"),
        ("--from 2020 --until 2014", "chart.svg", "before"),
    ] {
        let why = chart(arguments, &file(name)).unwrap_err();
        assert!(why.contains(says), "{arguments}: {why}");
    }
}
