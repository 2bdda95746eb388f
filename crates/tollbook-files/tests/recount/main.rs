//! The rules of counting once more, in the plainest words that could be found for them, over the rows
//! that the program exports; compared with what the program counts, on random projects.
//!
//! A few dozen projects are compared each time. `RECOUNT_PROJECTS=5000 cargo test -p tollbook-files --test
//! recount` compares as many as are wanted, and `RECOUNT_FIRST=n` begins with the n-th.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod random;
mod recount;
mod row_order;
mod rows;

use std::path::Path;
use std::sync::Arc;

use tollbook_core::analysis::timeline::Query;
use tollbook_core::model::Project;
use tollbook_files::exchange::{Options, Snapshot, export};

use rows::Package;

/// The package of a project, written to `folder`.
fn exported(project: &Project, folder: &Path) -> Package {
    let texts = Box::new(|_: &str| None::<Arc<str>>);
    let snapshot = Snapshot::new(project.clone(), Query::everything(), texts);
    export(&snapshot, folder, &Options::default(), &mut |_, _| true).unwrap();
    Package::read(folder)
}

/// A number from the environment.
fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn a_plain_recount_of_the_exported_rows_agrees_with_every_file() {
    let (first, many) = (number("RECOUNT_FIRST", 0), number("RECOUNT_PROJECTS", 48));
    let home = tempfile::tempdir().unwrap();
    let (mut faults, mut rings, mut counted) = (Vec::new(), 0, [0; 3]);
    for seed in first..first + many {
        let lines = random::project(seed);
        let story = random::story(&lines);
        let package = exported(&story.project, &home.path().join(seed.to_string()));
        if recount::dates_in_a_ring(&package) {
            rings += 1;
            continue;
        }
        let found = recount::differences(&package);
        for (sum, files) in counted.iter_mut().zip([&package.incidents, &package.series, &package.totals]) {
            *sum += files.len();
        }
        if !found.is_empty() {
            faults.push(format!("project {seed}:\n{}\n{}", lines.join("\n"), found.join("\n")));
        }
    }
    let [incidents, series, totals] = counted;
    println!(
        "{} projects recounted ({rings} left out, whose dates are counted from one another in a ring): {incidents} \
         rows of incidents, {series} of the series, {totals} totals; {} projects differ",
        many - rings,
        faults.len()
    );
    assert!(faults.is_empty(), "{} of {many} differ, such as\n{}", faults.len(), faults[0]);
}
