use super::*;
use crate::storage::repair::repair;

fn stamp(desk: &Desk) -> Stamp {
    Stamp::new(Timestamp::now(), desk.stamp.coder, 1234)
}

/// A project of several edits, closed.
fn marked() -> Desk {
    let (mut desk, mut store) = Desk::saved();
    let (id, mark) = desk.mark();
    let memo = desk.edit("Memo", |draft| draft.update::<Annotation>(id, |row| row.memo = "m".to_owned()));
    store.commit(&[mark, memo]).unwrap();
    for _ in 0..40 {
        let (_, mark) = desk.mark();
        store.commit(&[mark]).unwrap();
    }
    desk
}

#[test]
fn tables_are_made_anew_from_a_history_that_is_sound() {
    let desk = marked();
    let sql = "PRAGMA foreign_keys = OFF; UPDATE claim SET count_best = 12; DELETE FROM incident; \
               UPDATE annotation SET memo = 'x'";
    rusqlite::Connection::open(desk.path()).unwrap().execute_batch(sql).unwrap();
    let before = std::fs::read(desk.path()).unwrap();
    let to = desk.folder.path().join("repaired.tollbook");
    let lines = repair(&desk.path(), &to, &mut stamp(&desk)).unwrap();
    assert!(lines.last().unwrap().ends_with("is sound."), "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("made anew")), "{lines:?}");
    assert_same(&Store::open(&to).unwrap().1.project, &desk.project);
    assert_eq!(std::fs::read(desk.path()).unwrap(), before, "the file itself is only read");
    assert!(matches!(repair(&desk.path(), &to, &mut stamp(&desk)), Err(StorageError::Exists(_))));
}

/// Rows of the tables stand in for edits that are lost.
#[test]
fn what_the_history_lacks_is_taken_from_the_tables() {
    for sql in [
        "DELETE FROM change WHERE edit = 3",
        "DELETE FROM edit WHERE seq = 5; DELETE FROM change WHERE edit = 5",
        "UPDATE change SET after = '{' WHERE edit = 4",
        "UPDATE change SET tbl = 'house' WHERE edit = 6",
        "UPDATE edit SET coder = 'nobody' WHERE seq = 7",
    ] {
        let desk = marked();
        let connection = rusqlite::Connection::open(desk.path()).unwrap();
        connection.execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}")).unwrap();
        drop(connection);
        let to = desk.folder.path().join("repaired.tollbook");
        let lines = repair(&desk.path(), &to, &mut stamp(&desk)).unwrap();
        assert!(lines.last().unwrap().ends_with("is sound."), "{sql}: {lines:?}");
        assert_same(&Store::open(&to).unwrap().1.project, &desk.project);
    }
}

/// Whatever page is lost, what is written is sound, and most of it is there.
#[test]
fn a_file_with_a_damaged_page_gives_a_sound_copy() {
    let desk = marked();
    let whole = std::fs::read(desk.path()).unwrap();
    let (mut repaired, mut all) = (0, 0);
    for page in 1..whole.len() / 4096 {
        let mut file = whole.clone();
        file[page * 4096..(page + 1) * 4096].fill(0xa5);
        std::fs::write(desk.path(), file).unwrap();
        let to = desk.folder.path().join(format!("repaired-{page}.tollbook"));
        all += 1;
        if let Ok(lines) = repair(&desk.path(), &to, &mut stamp(&desk)) {
            repaired += 1;
            // A text that is lost for good stays a finding.
            let told =
                lines.iter().all(|line| !line.contains("damaged") && !line.contains("history adds up"));
            assert!(told, "{page}: {lines:?}");
            Store::open(&to).unwrap();
        }
    }
    assert!(repaired * 10 >= all * 8, "{repaired} of {all}");
}
