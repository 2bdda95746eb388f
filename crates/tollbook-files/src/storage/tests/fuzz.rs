//! Mutated project files and files of edits.

use super::*;
use crate::fuzz::{fuzz, mutate};
use crate::storage::repair::repair;

#[test]
fn project_files() {
    let (mut desk, mut store) = Desk::saved();
    for _ in 0..5 {
        let (_, mark) = desk.mark();
        store.commit(&[mark]).unwrap();
    }
    drop(store);
    let seeds = [std::fs::read(desk.path()).unwrap()];
    let to = desk.folder.path().join("repaired");
    fuzz("project files", |random, tried| {
        *tried = mutate(random, &seeds);
        std::fs::write(desk.path(), &tried).unwrap();
        let findings = check(&desk.path());
        match Store::open(&desk.path()) {
            Err(_) => assert!(!findings.is_empty()),
            Ok((_, opened)) if findings.is_empty() => assert_same(&opened.project, &desk.project),
            Ok((store, opened)) => {
                let steps = opened.history.undo(desk.stamp.coder);
                let _ = steps.map(|step| store.edit(step.id));
            }
        }
        let mut stamp = Stamp::new(Timestamp::now(), desk.stamp.coder, 1234);
        if repair(&desk.path(), &to, &mut stamp).is_ok() {
            Store::open(&to).unwrap();
            std::fs::remove_file(&to).unwrap();
        }
    });
}

#[test]
fn files_of_edits() {
    let (edits, id) = Desk::some_edits();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.tollbook-edits");
    edit_file::write(&path, id, &edits).unwrap();
    let seeds = [std::fs::read(&path).unwrap()];
    let mut project = Project::default();
    project.apply(&edits[0].edit).unwrap();
    fuzz("files of edits", |random, tried| {
        *tried = mutate(random, &seeds);
        std::fs::write(&path, &tried).unwrap();
        let Ok(file) = edit_file::read(&path) else { return };
        let mut stamp = Stamp::new(Timestamp::UNIX_EPOCH, EntryId(Uuid::nil()), 5);
        if let Some(edit) = edit_file::fit(&project, file, &|_| None, &mut stamp).edit {
            project.clone().apply(&edit).unwrap();
        }
    });
}
