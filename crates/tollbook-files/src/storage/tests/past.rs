//! The history as it is looked at: entries, states of the past, and what a backup gives back.

use super::*;
use crate::storage::{HistoryReader, StorageError, read_backup, restore_in_place, restore_into_new};
use tollbook_core::anchoring::MadeElsewhere;

/// A saved project with some marks of which some are changed and removed, and the states after each edit.
fn lived() -> (Desk, Vec<Project>) {
    let (mut desk, mut store) = Desk::saved();
    let mut states = vec![desk.project.clone(), desk.project.clone()];
    let mut save = |desk: &mut Desk, pending: Pending| {
        store.commit(&[pending]).unwrap();
        states.push(desk.project.clone());
    };
    let (first, pending) = desk.mark();
    save(&mut desk, pending);
    let (second, pending) = desk.mark();
    save(&mut desk, pending);
    let pending = desk.edit("Set count", |draft| {
        draft.update::<Claim>(first, |claim| claim.count = Figures::exactly(12));
    });
    save(&mut desk, pending);
    let pending = desk.edit("Remove annotation", |draft| {
        draft.remove::<Claim>(second);
        draft.remove::<Annotation>(second);
    });
    save(&mut desk, pending);
    let pending = desk.edit("Set count", |draft| {
        draft.update::<Claim>(first, |claim| claim.count = Figures::exactly(11));
    });
    save(&mut desk, pending);
    (desk, states)
}

#[test]
fn every_state_of_the_past_is_as_it_was() {
    let (desk, states) = lived();
    let (store, opened) = Store::open(&desk.path()).unwrap();
    // The first two edits were saved together.
    for (seq, state) in (2..).zip(&states[1..]) {
        assert_same(&store.project_after(&opened.project, seq).unwrap(), state);
    }
    let nothing = store.project_after(&opened.project, 0).unwrap();
    assert_eq!((nothing.info.len(), nothing.codes.len()), (0, 0));
}

#[test]
fn the_entries_name_who_what_and_which_rows_and_go_on_from_a_number() {
    let (desk, _) = lived();
    let reader = HistoryReader::open(&desk.path()).unwrap();
    let entries = reader.entries(0).unwrap().entries;
    assert_eq!(entries.iter().map(|entry| entry.seq).collect::<Vec<_>>(), (1..=7).collect::<Vec<_>>());
    assert_eq!(entries[4].label, "Set count");
    let mark = &entries[2];
    assert!(mark.rows.contains(&desk.article.0), "an added annotation names its article");
    let annotation = desk.project.annotations.iter().next().unwrap().0;
    assert!(mark.rows.contains(&annotation.0));
    assert_eq!(reader.entries(5).unwrap().entries, entries[5..]);
    let changed = reader.changes_of(5).unwrap();
    assert_eq!((changed.len(), changed[0].table, changed[0].row), (1, "claim", annotation.0));
    let low = changed[0].before.as_ref().unwrap().iter().find(|(column, _)| *column == "count_best");
    assert_eq!(low.unwrap().1, Cell::Int(13));
}

#[test]
fn a_history_that_does_not_add_up_is_an_error_and_no_panic() {
    let (desk, _) = lived();
    let connection = rusqlite::Connection::open(desk.path()).unwrap();
    connection.execute("UPDATE change SET before = '{\"count_best\": \"many\"}' WHERE edit = 5", []).unwrap();
    drop(connection);
    let (store, opened) = Store::open(&desk.path()).unwrap();
    assert!(matches!(store.project_after(&opened.project, 4), Err(StorageError::Damaged { .. })));
}

#[test]
fn a_backup_takes_the_projects_place_and_the_project_is_kept_beside_it() {
    let (desk, states) = lived();
    let (project, backup) = (desk.path(), desk.folder.path().join("copy.tollbook"));
    std::fs::copy(&project, &backup).unwrap();
    let (mut store, opened) = Store::open(&project).unwrap();
    let mut later = desk;
    later.project = opened.project;
    let (_, pending) = later.mark();
    store.commit(&[pending]).unwrap();
    assert!(
        matches!(
            restore_in_place(&backup, &project, Timestamp::UNIX_EPOCH),
            Err(StorageError::OpenElsewhere(_))
        ),
        "never under whoever edits it"
    );
    drop(store);
    let kept = restore_in_place(&backup, &project, Timestamp::UNIX_EPOCH).unwrap().unwrap();
    assert_eq!(kept.file_name().unwrap(), "Sahel.tollbook-before-1970-01-01T00-00-00Z");
    let (_, restored) = Store::open(&project).unwrap();
    assert_same(&restored.project, states.last().unwrap());
    let (_, before) = Store::open(&kept).unwrap();
    assert_same(&before.project, &later.project);
    assert_eq!(check(&project), Vec::<String>::new());
    // A second time at the same moment, what was kept first is not overwritten.
    let again = restore_in_place(&kept, &project, Timestamp::UNIX_EPOCH).unwrap().unwrap();
    assert_ne!(again, kept);
}

#[test]
fn a_damaged_backup_changes_nothing() {
    let (desk, _) = lived();
    let (project, backup) = (desk.path(), desk.folder.path().join("copy.tollbook"));
    let bytes = std::fs::read(&project).unwrap();
    std::fs::write(&backup, &bytes[..bytes.len() - 100]).unwrap();
    let before = listing(desk.folder.path());
    assert!(matches!(read_backup(&backup), Err(StorageError::Damaged { .. })));
    assert!(restore_in_place(&backup, &project, Timestamp::UNIX_EPOCH).is_err());
    assert!(restore_into_new(&backup, &desk.folder.path().join("new.tollbook")).is_err());
    std::fs::write(&backup, "no project").unwrap();
    assert!(restore_in_place(&backup, &project, Timestamp::UNIX_EPOCH).is_err());
    std::fs::write(&backup, &bytes[..bytes.len() - 100]).unwrap();
    assert!(listing(desk.folder.path()) == before);
}

#[test]
fn a_backup_is_restored_into_a_new_file_and_never_over_another() {
    let (desk, states) = lived();
    let new = desk.folder.path().join("new.tollbook");
    restore_into_new(&desk.path(), &new).unwrap();
    let (_, restored) = Store::open(&new).unwrap();
    assert_same(&restored.project, states.last().unwrap());
    let taken = restore_into_new(&desk.path(), &new);
    assert!(matches!(taken, Err(StorageError::NameTaken(_))), "{taken:?}");
    let contents = read_backup(&new).unwrap();
    assert_eq!(contents.last.unwrap().label, "Set count");
}

#[test]
fn a_project_that_is_gone_comes_back_from_its_backup() {
    let (desk, states) = lived();
    let backup = desk.folder.path().join("copy.tollbook");
    std::fs::rename(desk.path(), &backup).unwrap();
    assert_eq!(restore_in_place(&backup, &desk.path(), Timestamp::UNIX_EPOCH).unwrap(), None);
    assert_same(&Store::open(&desk.path()).unwrap().1.project, states.last().unwrap());
}

#[test]
fn a_merge_is_kept_as_its_parts_and_undone_as_one() {
    let (mut desk, mut store) = Desk::saved();
    let base = desk.project.clone();
    // Another copy's edits, which this one does not have.
    let theirs = [desk.mark().1, desk.mark().1];
    let before = base.clone();
    let copy = std::mem::replace(&mut desk.project, base);
    let edits: Vec<_> = theirs.iter().map(|pending| Arc::clone(&pending.edit)).collect();
    let texts = |_: &str| None;
    let elsewhere = || MadeElsewhere::new(theirs.iter().map(|own| own.edit.as_ref()), Some(&copy), &texts);
    let merge = tollbook_core::model::merge::Merge::new(&desk.project, edits, &mut elsewhere());
    let merged =
        merge.decide(&desk.project, "Merge another copy", &|_| false, &mut elsewhere(), &mut desk.stamp);
    let edit = Arc::new(merged.edit.unwrap());
    desk.project.apply(&edit).unwrap();
    assert_same(&desk.project, &copy);
    store.commit(&[Arc::clone(&edit).into()]).unwrap();
    // The same batch again, as after a commit of which the answer was lost, adds nothing.
    let seq = store.seq();
    drop(store);
    desk.assert_saved();
    assert_eq!(check(&desk.path()), Vec::<String>::new());
    let (mut store, opened) = Store::open(&desk.path()).unwrap();
    assert_eq!(store.seq(), seq);
    assert_eq!(
        opened.history.undo(edit.coder).unwrap().id,
        edit.id,
        "the merge is undone, and not its parts"
    );
    assert_eq!(store.edit(edit.id).unwrap(), *edit);
    let ids = store.edit_ids().unwrap();
    assert!(
        theirs.iter().all(|pending| ids.contains(&pending.edit.id)),
        "its parts are known by their own ids"
    );
    let entries = HistoryReader::open(&desk.path()).unwrap().entries(2).unwrap().entries;
    let told: Vec<_> = entries.iter().map(|entry| (entry.label.as_str(), entry.part_of)).collect();
    let whole = Some(edit.id);
    assert_eq!(told, [("Merge another copy", None), ("Mark killed", whole), ("Mark killed", whole)]);
    assert_same(&store.project_after(&opened.project, 2).unwrap(), &before);
    // A third copy takes from it only what it does not have.
    let known = std::collections::HashSet::from([ids[0], ids[1], theirs[0].edit.id]);
    let taken = other_copy(&desk.path(), &known).unwrap();
    let changes: Vec<_> = taken.edits.iter().map(|pending| pending.edit.changes.len()).collect();
    assert_eq!(changes, [0, theirs[1].edit.changes.len()]);
    // Undone after the restart, everything is as it was.
    let undo = store.edit(edit.id).unwrap().inverse(&mut desk.stamp);
    desk.project.apply(&undo).unwrap();
    store.commit(&[Arc::new(undo).into()]).unwrap();
    drop(store);
    desk.assert_saved();
    assert_same(&desk.project, &before);
    assert_eq!(check(&desk.path()), Vec::<String>::new());
}
