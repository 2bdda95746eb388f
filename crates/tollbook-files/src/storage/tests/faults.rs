//! The disk is full at every possible point of a commit.

use std::fs;

use super::*;

#[test]
fn a_disk_that_fills_up_at_any_page_refuses_the_commit_whole() {
    let (mut refused, mut saved) = (0, 0);
    for room in 0..40 {
        let (mut desk, mut store) = Desk::saved();
        let connection = store.connection.as_ref().unwrap();
        let pages: i64 = connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
        connection.pragma_update(None, "max_page_count", pages + room).unwrap();
        let mut batch: Vec<Pending> = (0..30).map(|_| desk.mark().1).collect();
        batch[0].texts.push(("1f".repeat(32), "thirteen ".repeat(6_000).into()));
        let before = fs::read(desk.path()).unwrap();
        match store.commit(&batch) {
            Err(error) => {
                refused += 1;
                assert_eq!(error, StorageError::Full(desk.path()), "room for {room} pages");
                assert_eq!(fs::read(desk.path()).unwrap(), before, "room for {room} pages");
                // The same edits are saved once there is room.
                store.connection.as_ref().unwrap().pragma_update(None, "max_page_count", 100_000).unwrap();
                store.commit(&batch).unwrap();
            }
            Ok(()) => saved += 1,
        }
        desk.assert_saved();
    }
    assert!(refused > 10 && saved > 0, "{refused} refused, {saved} saved");
}

#[test]
fn a_backup_that_cannot_be_written_leaves_nothing_half_written() {
    let (desk, store) = Desk::saved();
    drop(store);
    let folder = desk.folder.path().join("copies");
    fs::write(&folder, "a file where the folder should be").unwrap();
    let before = listing(desk.folder.path());
    backup::back_up(&desk.path(), &folder, Timestamp::UNIX_EPOCH).unwrap_err();
    assert_eq!(listing(desk.folder.path()), before);
}
