use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use super::*;

/// Set for the child process of [`a_killed_program_loses_nothing_that_it_reported_saved`]: the
/// project file on which it works.
const CHILD: &str = "TOLLBOOK_TEST_CHILD";

/// The child: commits marks for ever, and says of each when it is saved.
#[test]
fn child_that_saves_until_it_is_killed() {
    let Some(path) = std::env::var_os(CHILD) else { return };
    let (mut desk, begin) = Desk::begun();
    let mut store = Store::new_file(Path::new(&path));
    let article = desk.article();
    store.commit(&[begin, article]).unwrap();
    loop {
        let (id, mark) = desk.mark();
        store.commit(&[mark]).unwrap();
        println!("saved {id}");
    }
}

#[test]
fn a_killed_program_loses_nothing_that_it_reported_saved() {
    for reported in [1, 7, 40] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Sahel.tollbook");
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "storage::tests::durability::child_that_saves_until_it_is_killed",
                "--nocapture",
            ])
            .env(CHILD, &path)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let mut saved: Vec<AnnotationId> = Vec::new();
        let id =
            |line: &str| line.split("saved ").nth(1).map(|id| id.trim().parse::<AnnotationId>().unwrap());
        while saved.len() < reported {
            saved.extend(id(&lines.next().unwrap()));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // A line that was cut off was not reported.
        saved.extend(lines.filter(|line| line.len() == "saved ".len() + 36).filter_map(|line| id(&line)));

        // The lock that it held is free, and the file is whole.
        let (_, opened) = Store::open(&path).unwrap();
        assert_eq!((opened.read_only, opened.warnings), (None, Vec::new()));
        let found: Vec<AnnotationId> = opened.project.annotations.iter().map(|(id, _)| id).collect();
        assert!(found.starts_with(&saved), "{} reported, {} found", saved.len(), found.len());
        assert!(found.len() <= saved.len() + 1, "and at most the one that it could not report");
        assert_eq!(opened.project.claims.len(), found.len());
        assert_eq!(opened.seq, 2 + i64::try_from(found.len()).unwrap());
    }
}
