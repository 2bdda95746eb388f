use super::*;

#[test]
fn a_second_program_may_look_and_not_write_until_the_first_has_closed() {
    let (mut desk, first) = Desk::saved();
    let (mut second, opened) = Store::open(&desk.path()).unwrap();
    let sentence = opened.read_only.unwrap();
    assert!(sentence.contains("Sahel.tollbook") && sentence.contains("close it there"), "{sentence}");
    let (_, mark) = desk.mark();
    assert_eq!(second.commit(from_ref(&mark)), Err(StorageError::OpenElsewhere(desk.path())));
    drop(first);
    second.commit(&[mark]).unwrap();
    desk.assert_saved_by(&second);
}

impl Desk {
    /// Like [`Desk::assert_saved`], while `store` still holds the lock.
    fn assert_saved_by(&self, store: &Store) {
        assert!(self.assert_saved().read_only.is_some());
        assert_eq!(self.assert_saved().seq, store.seq());
    }
}

#[test]
fn an_edit_that_another_program_made_meanwhile_is_seen() {
    let (mut desk, first) = Desk::saved();
    drop(first);
    let (mut here, _) = Store::open(&desk.path()).unwrap();
    let (mut there, _) = Store::open(&desk.path()).unwrap();
    let (_, foreign) = desk.mark();
    let (_, own) = desk.mark();
    there.commit(&[foreign]).unwrap();
    drop(there);
    let before = std::fs::read(desk.path()).unwrap();
    assert_eq!(here.commit(from_ref(&own)), Err(StorageError::ChangedElsewhere(desk.path())));
    // Nor is it overwritten when tried again.
    assert_eq!(here.commit(&[own]), Err(StorageError::ChangedElsewhere(desk.path())));
    assert_eq!(std::fs::read(desk.path()).unwrap(), before);
}

#[test]
fn a_history_that_was_cut_or_replaced_is_seen() {
    let (mut desk, store) = Desk::saved();
    drop(store);
    let (mut store, _) = Store::open(&desk.path()).unwrap();
    let other = rusqlite::Connection::open(desk.path()).unwrap();
    other.execute("UPDATE edit SET id = 'x' WHERE seq = 2", []).unwrap();
    let (_, mark) = desk.mark();
    // An id that is none is damage; another id is somebody else's edit.
    assert!(matches!(store.commit(from_ref(&mark)), Err(StorageError::Damaged { .. })));
    other.execute("UPDATE edit SET id = ?1 WHERE seq = 2", [Uuid::nil().to_string()]).unwrap();
    assert_eq!(store.commit(from_ref(&mark)), Err(StorageError::ChangedElsewhere(desk.path())));
    other.execute_batch("PRAGMA foreign_keys = OFF; DELETE FROM edit WHERE seq = 2").unwrap();
    assert_eq!(store.commit(&[mark]), Err(StorageError::ChangedElsewhere(desk.path())));
}

#[test]
fn edits_that_got_through_although_the_program_was_told_otherwise_are_not_saved_twice() {
    let (mut desk, mut store) = Desk::saved();
    let known = store.last;
    let (_, one) = desk.mark();
    let (_, two) = desk.mark();
    store.commit(from_ref(&one)).unwrap();
    store.last = known; // As after a commit that succeeded and reported a failure.
    store.commit(&[one, two]).unwrap();
    assert_eq!(store.seq(), 4);
    desk.assert_saved();
}

#[test]
fn two_programs_that_begin_the_same_project_do_not_overwrite_each_other() {
    let (desk, begin) = Desk::begun();
    let (mut here, mut there) = (Store::new_file(&desk.path()), Store::new_file(&desk.path()));
    here.commit(from_ref(&begin)).unwrap();
    assert_eq!(there.commit(from_ref(&begin)), Err(StorageError::OpenElsewhere(desk.path())));
    drop(here);
    assert_eq!(there.commit(&[begin]), Err(StorageError::Exists(desk.path())));
    drop(there);
    desk.assert_saved();
}

#[test]
fn a_file_that_is_in_use_is_saved_to_later() {
    let (mut desk, mut store) = Desk::saved();
    let other = rusqlite::Connection::open(desk.path()).unwrap();
    store.connection.as_ref().unwrap().busy_timeout(std::time::Duration::ZERO).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let (_, mark) = desk.mark();
    assert_eq!(store.commit(from_ref(&mark)), Err(StorageError::Busy(desk.path())));
    other.execute_batch("ROLLBACK").unwrap();
    store.commit(&[mark]).unwrap();
    desk.assert_saved();
}

#[test]
fn an_edit_that_does_not_fit_the_file_is_refused_whole() {
    let (mut desk, mut store) = Desk::saved();
    let (_, good) = desk.mark();
    let (_, lost) = desk.mark();
    let before = std::fs::read(desk.path()).unwrap();
    // As if `lost` had been applied to the project and never handed over.
    let stray = desk.edit("Stray", |draft| {
        let id = draft.project().annotations.iter().next_back().unwrap().0;
        draft.update::<Annotation>(id, |row| row.memo = "m".to_owned());
    });
    let error = store.commit(&[good.clone(), stray.clone()]).unwrap_err();
    assert!(matches!(&error, StorageError::Refused { label, .. } if label == "Stray"), "{error}");
    assert_eq!(std::fs::read(desk.path()).unwrap(), before);
    store.commit(&[good, lost, stray]).unwrap();
    desk.assert_saved();
}

#[test]
fn a_reference_that_leads_nowhere_is_refused() {
    let (mut desk, mut store) = Desk::saved();
    let (_, mark) = desk.mark();
    let mut edit = mark.edit.as_ref().clone();
    edit.changes.retain(|change| change.table() != "incident");
    let error = store.commit(&[Arc::new(edit).into()]).unwrap_err();
    assert!(matches!(error, StorageError::Refused { .. }), "{error}");
    store.commit(&[mark]).unwrap();
    desk.assert_saved();
}
