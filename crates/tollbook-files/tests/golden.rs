//! What the sample project gives, byte for byte: the CSV package, the chart in every mode and as
//! values, and the provenance report of a figure.
//!
//! The expected files are in `tests/golden`. After a change that is meant to change them, run
//! `UPDATE_GOLDEN=1 cargo test -p tollbook-files --test golden` and look at the difference in git.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tollbook_core::analysis::Answers;
use tollbook_core::analysis::chart::{Caption, Chart, Mode, View};
use tollbook_core::analysis::counted::Counted;
use tollbook_core::analysis::provenance::{IncidentProvenance, ProvenanceInput, Subject};
use tollbook_core::analysis::timeline::{Asked, Bar, DaySpan, Grain, Group, Query};
use tollbook_core::analysis::what_if::WhatIf;
use tollbook_core::model::Project;
use tollbook_files::exchange::picture::{self, PictureStyle};
use tollbook_files::exchange::provenance::{html, markdown};
use tollbook_files::exchange::{Options, Snapshot, export, write_series};
use tollbook_files::storage::Store;

/// The variable that has the expected files written anew.
const UPDATE: &str = "UPDATE_GOLDEN";

fn sample() -> (Store, Project) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sample-data/sample-data.tollbook");
    let (store, opened) = Store::open(&file).unwrap();
    assert!(opened.warnings.is_empty(), "{:?}", opened.warnings);
    (store, opened.project)
}

/// The expected files of one test.
struct Golden {
    folder: PathBuf,
    seen: BTreeSet<String>,
    differing: Vec<String>,
}

impl Golden {
    fn folder(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
        Self { folder, seen: BTreeSet::new(), differing: Vec::new() }
    }

    fn compare(&mut self, name: &str, found: &[u8]) {
        self.seen.insert(name.to_owned());
        let path = self.folder.join(name);
        if std::env::var_os(UPDATE).is_some() {
            fs::create_dir_all(&self.folder).unwrap();
            fs::write(&path, found).unwrap();
            return;
        }
        let expected = fs::read(&path).unwrap_or_default();
        if expected != found {
            let (expected, found) = (String::from_utf8_lossy(&expected), String::from_utf8_lossy(found));
            let line = expected.lines().zip(found.lines()).take_while(|(a, b)| a == b).count();
            let at = |text: &str| {
                text.lines().nth(line).unwrap_or("(the end)").chars().take(300).collect::<String>()
            };
            self.differing.push(format!(
                "{}, line {}:\n  expected {}\n  found    {}",
                path.display(),
                line + 1,
                at(&expected),
                at(&found)
            ));
        }
    }

    /// Fails if a file differs, or if one is expected that is no longer made.
    fn finish(mut self) {
        let there = fs::read_dir(&self.folder).unwrap().map(|entry| entry.unwrap().file_name());
        for name in there.filter_map(|name| name.into_string().ok()) {
            if !self.seen.contains(&name) {
                match std::env::var_os(UPDATE) {
                    Some(_) => fs::remove_file(self.folder.join(name)).unwrap(),
                    None => self.differing.push(format!("{name} is no longer made")),
                }
            }
        }
        assert!(self.differing.is_empty(), "{}\nSet {UPDATE}=1 to accept.", self.differing.join("\n"));
    }
}

#[test]
fn the_package_is_as_expected() {
    let (store, project) = sample();
    let texts = Box::new(move |sha256: &str| store.text(sha256).ok().flatten());
    let snapshot = Snapshot::new(project, Query::everything(), texts);
    let home = tempfile::tempdir().unwrap();
    let report =
        export(&snapshot, &home.path().join("package"), &Options::default(), &mut |_, _| true).unwrap();
    assert_eq!(report.warnings, Vec::<String>::new());
    let mut golden = Golden::folder("package");
    for entry in fs::read_dir(&report.folder).unwrap() {
        let path = entry.unwrap().path();
        golden.compare(&path.file_name().unwrap().to_string_lossy(), &fs::read(&path).unwrap());
    }
    golden.finish();
}

#[test]
fn the_chart_is_as_expected_in_every_mode_and_grain() {
    let (_, project) = sample();
    let answers = Answers::from_project(&project);
    let what_if = WhatIf::default();
    let mut golden = Golden::folder("chart");
    for &grain in Grain::ALL {
        let query = Query { grain, ..Query::starting(project.recorded_sides()) };
        let counted = Counted::count(&project, &answers, &query, &what_if);
        let mut csv = Vec::new();
        write_series(&mut csv, &project, &counted.timeline, &query, &Options::default()).unwrap();
        golden.compare(&format!("{grain}.csv"), &csv);
    }
    let within = Some(DaySpan::between(jiff::civil::date(2013, 1, 1), jiff::civil::date(2024, 1, 1)));
    let query = Query { grain: Grain::Year, within, ..Query::starting(project.recorded_sides()) };
    let counted = Counted::count(&project, &answers, &query, &what_if);
    for &mode in Mode::ALL {
        let view = View { mode, spread: true, active_periods: true, ..View::default() };
        let chart = Chart::build(&project, &answers, &query, view, &counted, None);
        let asked = Asked { query: &query, what_if: &what_if };
        let caption = Caption::build(&project, &answers, asked, &counted, &chart);
        let drawing = picture::svg_with_text(&chart, &caption, &PictureStyle::default());
        golden.compare(&format!("{}.svg", mode.as_str().replace(' ', "-")), drawing.as_bytes());
    }
    golden.finish();
}

#[test]
fn a_provenance_report_is_as_expected() {
    let (_, project) = sample();
    let answers = &Answers::from_project(&project);
    let what_if = &WhatIf::default();
    let query = &Query { grain: Grain::Year, ..Query::starting(project.recorded_sides()) };
    let counted = &Counted::count(&project, answers, query, what_if);
    let input = ProvenanceInput { project: &project, answers, asked: Asked { query, what_if }, counted };
    let mut golden = Golden::folder("provenance");
    let bar = |operation: &str, year: i16| -> Bar {
        let named = project.operation_named(operation).unwrap();
        let found = |bar: &&Bar| bar.group == Group::Operation(named) && bar.period.start().year() == year;
        counted.timeline.bars.keys().find(found).unwrap().clone()
    };
    for (name, bar) in [("barkhane-2019", bar("Barkhane", 2019)), ("chammal-2023", bar("Chammal", 2023))] {
        let subject = Subject::Bar(bar);
        let report = input.report(&subject).unwrap();
        let told = || -> Vec<IncidentProvenance> {
            report.incidents.iter().filter_map(|id| input.incident(&subject, *id)).collect()
        };
        golden.compare(&format!("{name}.md"), markdown(&report, &mut told().into_iter()).as_bytes());
        golden.compare(&format!("{name}.html"), html(&report, &mut told().into_iter()).as_bytes());
    }
    golden.finish();
}
