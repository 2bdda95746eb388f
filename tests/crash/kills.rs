//! The program killed at random moments.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tollbook_core::model::EditId;
use tollbook_state::{Action, ProjectAction};

use super::session::{CHILD, Session};
use super::{Random, folder, ids, kills, tollbook};

fn spawn(folder: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "session::child_that_edits_until_it_is_killed", "--nocapture"])
        .env(CHILD, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Lets the child work for a while, kills it, and gives back what it reported saved.
fn work_and_kill(folder: &Path, random: &mut Random) -> Vec<EditId> {
    let mut child = spawn(folder);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let parsed = |line: String| -> Option<EditId> { line.split("saved ").nth(1)?.trim().parse().ok() };
    let first = lines.find_map(parsed);
    std::thread::sleep(Duration::from_micros(random.below(120_000)));
    child.kill().unwrap();
    child.wait().unwrap();
    first.into_iter().chain(lines.filter_map(parsed)).collect()
}

#[test]
fn a_killed_window_loses_no_edit_that_it_reported_saved() {
    let (folder, file) = folder();
    let mut random = Random(7);
    let mut expected = BTreeSet::new();
    let mut journals = 0;
    for kill in 0..kills() {
        let reported = work_and_kill(folder.path(), &mut random);
        expected.extend(reported);
        let journal = PathBuf::from(format!("{}-journal", file.display()));
        journals += u32::from(journal.exists());
        // What may happen before the project is opened again.
        match random.below(4) {
            0 => {
                let renamed = folder.path().join("renamed.tollbook");
                std::fs::rename(&file, &renamed).unwrap();
                let found = ids(&renamed);
                assert!(expected.is_subset(&found), "kill {kill}, renamed");
                std::fs::rename(&renamed, &file).unwrap();
            }
            1 => {
                let kept = std::fs::read(&file).unwrap();
                let (elsewhere, other) = self::folder();
                drop(Session::open(elsewhere.path()));
                let mut session = Session::open(elsewhere.path());
                session.tell(Action::Project(ProjectAction::SetMemo("Another.".to_owned())));
                session.runner.finish().unwrap();
                let another = std::fs::read(&other).unwrap();
                let journal_kept = std::fs::read(&journal).ok();
                std::fs::write(&file, &another).unwrap();
                assert_eq!(ids(&file), ids(&other), "kill {kill}, replaced");
                assert_eq!(std::fs::read(&file).unwrap(), another);
                std::fs::write(&file, kept).unwrap();
                if let Some(bytes) = journal_kept {
                    std::fs::write(&journal, bytes).unwrap();
                }
            }
            _ => {}
        }
        let found = ids(&file);
        assert!(expected.is_subset(&found), "kill {kill}: {} lost", expected.difference(&found).count());
        expected = found;
    }
    println!("{} kills, {journals} of them during a commit, {} edits, 0 lost", kills(), expected.len());
}

#[test]
fn a_killed_import_or_export_is_whole_or_nothing() {
    let (folder, file) = folder();
    let mut random = Random(11);
    drop(work_and_kill(folder.path(), &mut random));
    let rows: String =
        (0..400).map(|n| format!("a.txt,{n}\n")).fold("article,memo\n".to_owned(), |all, row| all + &row);
    assert!(rows.len() > 400);
    let sheet = folder.path().join("marks.csv");
    let words = ["Thirteen", "soldiers", "killed", "near", "Gao", "Monday", "two", "wounded"];
    for kill in 0..kills() {
        let before = ids(&file);
        let rows: String = words.iter().map(|word| format!("a.txt,{word},place,Coder {kill}\n")).collect();
        std::fs::write(&sheet, format!("article,quote,code,coder\n{rows}")).unwrap();
        let mut import = tollbook().arg("import").arg(folder.path()).arg(&sheet).spawn().unwrap();
        let mut export = tollbook()
            .arg("export")
            .arg(folder.path())
            .arg("--to")
            .arg(folder.path().join("out"))
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(random.below(200_000)));
        for child in [&mut import, &mut export] {
            let _ = child.kill();
            child.wait().unwrap();
        }
        let after = ids(&file);
        assert!(after == before || after.len() == before.len() + 1, "kill {kill}");
    }
    // What the killed exports left goes with the next that is not.
    let export = tollbook()
        .arg("export")
        .arg(folder.path())
        .arg("--to")
        .arg(folder.path().join("out"))
        .status()
        .unwrap();
    assert!(export.success());
    let left = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let left: Vec<_> = left.filter(|name| name.to_string_lossy().starts_with(".tollbook")).collect();
    assert_eq!(left, Vec::<std::ffi::OsString>::new());
}
