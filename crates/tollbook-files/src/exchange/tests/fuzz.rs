//! Packages with cells that somebody has changed: what import takes, `check` finds sound.

use super::back::planned;
use super::sample::{begun, exported, small, snapshot};
use crate::exchange::Options;
use crate::fuzz::{Random, fuzz, mutate};
use crate::storage::{Pending, Store, check};
use tollbook_core::model::*;

/// Cells that have made trouble, or might.
const CELLS: [&str; 26] = [
    "",
    " ",
    "0",
    "1",
    "-1",
    "1.0",
    "13",
    "99999999999999999999",
    "total",
    "incident",
    "part",
    "background",
    "strength",
    "killed",
    "yes",
    "no",
    "2019-11-25",
    "2019-02-30",
    "9999-12-31",
    "month",
    "Gao",
    "Ada",
    "side",
    "coder",
    "2019-11-26T10:00:00Z",
    "=1+1",
];

/// A file with some cells replaced: by one of [`CELLS`], or by another cell of the file.
fn mangle(random: &mut Random, text: &str) -> String {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows: Vec<Vec<String>> =
        reader.records().flatten().map(|row| row.iter().map(str::to_owned).collect()).collect();
    if rows.len() < 2 {
        return text.to_owned();
    }
    for _ in 0..=random.below(4) {
        let (row, from) = (1 + random.below(rows.len() - 1), 1 + random.below(rows.len() - 1));
        let (column, other) = (random.below(rows[row].len()), random.below(rows[from].len()));
        match random.below(5) {
            0 => rows[row][column] = rows[from][other].clone(),
            1 => rows[row][column] = rows[from].get(column).cloned().unwrap_or_default(),
            2 => {
                let again = rows[row].clone();
                rows.push(again);
            }
            _ => rows[row][column] = random.pick(&CELLS).to_owned(),
        }
    }
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// Imports files into a project of the same id that was just begun, and holds that what is taken is sound.
fn import(files: &[(String, Vec<u8>)], into: &Project, random: &mut Random) {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("package");
    std::fs::create_dir(&dir).unwrap();
    for (name, bytes) in files {
        std::fs::write(dir.join(name), bytes).unwrap();
    }
    let planned = planned(into, &[dir]);
    for sentence in planned.refused.iter().map(|refused| &refused.why).chain(&planned.warnings) {
        assert!(sentence.chars().count() < 600 && !sentence.contains('\n'), "{sentence}");
    }
    let Some(edit) = planned.edit else { return };
    let mut project = into.clone();
    project.apply(&edit).unwrap();
    for (id, claim) in project.claims.iter() {
        assert_eq!(claim.kind.has_incident(), claim.incident.is_some(), "claim {id}, {}", claim.kind);
        assert_eq!(claim.count.problem(), None, "claim {id}");
    }
    for (_, estimate) in project.estimates.iter() {
        assert_eq!(Figures { low: estimate.low, best: estimate.best, high: estimate.high }.problem(), None);
    }
    // Saving takes most of the time, and finds least.
    if random.below(10) > 0 {
        return;
    }
    let path = home.path().join("a.tollbook");
    let begin = start::beginning(into, &mut super::sample::stamp(3));
    let text = ("ab".repeat(32), std::sync::Arc::from(super::sample::TEXT));
    let begin = Pending { edit: std::sync::Arc::new(begin), texts: vec![text] };
    let edits = [begin, Pending { edit: std::sync::Arc::new(edit), texts: planned.texts }];
    Store::new_file(&path).commit(&edits).unwrap();
    // The sample's article has no hash of its own.
    let findings: Vec<String> =
        check(&path).into_iter().filter(|found| !found.contains("stored text")).collect();
    assert_eq!(findings, Vec::<String>::new());
}

/// Every file of the sample's package, in the order of their names.
fn package() -> (Vec<(String, Vec<u8>)>, Project) {
    let (project, _) = small();
    let files = exported(&snapshot(&project), &Options::default());
    let mut files: Vec<_> = files.into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
    files.sort();
    (files, project)
}

#[test]
fn packages_with_changed_cells() {
    let (package, project) = package();
    let (empty, _) = begun(9, "Ada");
    let tables: Vec<usize> = (0..package.len()).filter(|&n| package[n].0.ends_with(".csv")).collect();
    fuzz("cells", |random, tried| {
        let mut files = package.clone();
        for _ in 0..=random.below(3) {
            let n = tables[random.below(tables.len())];
            files[n].1 = mangle(random, &String::from_utf8_lossy(&files[n].1)).into_bytes();
        }
        *tried = files.iter().flat_map(|(name, bytes)| [name.as_bytes(), b"\n", bytes].concat()).collect();
        let into = if random.below(2) == 0 { &empty } else { &project };
        import(&files, into, random);
    });
}

#[test]
fn packages_with_changed_bytes() {
    let (package, project) = package();
    let (empty, _) = begun(9, "Ada");
    let seeds: Vec<Vec<u8>> = package.iter().map(|(_, bytes)| bytes.clone()).collect();
    fuzz("bytes", |random, tried| {
        let mut files = package.clone();
        let n = random.below(files.len());
        files[n].1 = mutate(random, &seeds[n..=n]);
        tried.clone_from(&files[n].1);
        let into = if random.below(2) == 0 { &empty } else { &project };
        import(&files, into, random);
    });
}
