use super::*;

/// A project with a mark that has been changed, taken away and brought back.
fn marked() -> (Desk, AnnotationId) {
    let (mut desk, mut store) = Desk::saved();
    let (id, mark) = desk.mark();
    let memo = desk.edit("Memo", |draft| draft.update::<Annotation>(id, |row| row.memo = "m".to_owned()));
    let removal = desk.edit("Remove", |draft| {
        draft.remove::<Claim>(id);
        draft.remove::<Annotation>(id);
    });
    let again = Pending::from(Arc::new(removal.edit.inverse(&mut desk.stamp)));
    desk.project.apply(&again.edit).unwrap();
    store.commit(&[mark, memo, removal, again]).unwrap();
    (desk, id)
}

#[test]
fn a_sound_file_has_no_findings_and_is_not_changed() {
    let (desk, _) = marked();
    let before = listing(desk.folder.path());
    assert_eq!(check(&desk.path()), Vec::<String>::new());
    assert_eq!(listing(desk.folder.path()), before);
}

#[test]
fn a_change_that_two_copies_both_made_is_sound() {
    let (mut desk, mut store) = Desk::saved();
    let (id, mark) = desk.mark();
    let mut ours = desk.project.clone();
    let memo = desk.edit("Memo", |draft| draft.update::<Annotation>(id, |row| row.memo = "m".to_owned()));
    let theirs = {
        let mut draft = Draft::new(&ours, &mut desk.stamp);
        draft.update::<Annotation>(id, |row| row.memo = "m".to_owned());
        draft.finish("Memo").unwrap()
    };
    ours.apply(&memo.edit).unwrap();
    ours.apply(&theirs).unwrap();
    store.commit(&[mark, memo, Arc::new(theirs).into()]).unwrap();
    assert_eq!(check(&desk.path()), Vec::<String>::new());
    assert_same(&Store::open(&desk.path()).unwrap().1.project, &ours);
}

/// What somebody did with SQL, and what the finding must speak of.
#[test]
fn what_was_changed_behind_the_history_is_found() {
    let tampering: [(&str, &[&str]); 17] = [
        ("UPDATE claim SET count_best = 12", &["claim", "count_best is not what"]),
        ("UPDATE annotation SET memo = NULL", &["annotation", "memo is not what"]),
        ("DELETE FROM claim", &["claim", "not in its table"]),
        (
            "INSERT INTO incident (id) VALUES ('0190a5d0-0000-7000-8000-000000000000')",
            &["incident", "in no edit"],
        ),
        (
            "UPDATE change SET after = '{\"memo\":\"x\"}' WHERE edit = 4",
            &["edit 5", "Remove", "memo was not"],
        ),
        ("UPDATE change SET after = '{\"mmo\":\"x\"}' WHERE edit = 4", &["edit 4", "no column mmo"]),
        ("UPDATE change SET tbl = 'x' WHERE edit = 4", &["no such table"]),
        ("DELETE FROM change WHERE edit = 3", &["changes a row that is not there"]),
        ("UPDATE text SET text = replace(text, 'thirteen', 'fourteen')", &["“thirteen", "a.txt"]),
        ("DELETE FROM text", &["text of “a.txt”"]),
        ("UPDATE text SET text = text || ' '", &["stored text", "not the one that was stored"]),
        ("UPDATE edit SET undoes = id WHERE seq = 4", &["edit 4", "takes itself back"]),
        (
            "UPDATE edit SET undoes = (SELECT id FROM edit WHERE seq = 5) WHERE seq = 4",
            &["edit 4", "no edit before it"],
        ),
        ("UPDATE edit SET at = '9999-01-01T00:00:00Z' WHERE seq = 4", &["edit 4", "yet to come"]),
        ("UPDATE annotation SET modified = '2000-01-01T00:00:00Z'", &["annotation", "before it was made"]),
        (
            "UPDATE annotation SET coder = (SELECT id FROM list_entry WHERE list = 'side' LIMIT 1)",
            &["annotation", "no coder"],
        ),
        ("UPDATE claim SET side = '0190a5d0-0000-7000-8000-000000000000'", &["names a list_entry"]),
    ];
    for (sql, expected) in tampering {
        let (desk, _) = marked();
        let connection = rusqlite::Connection::open(desk.path()).unwrap();
        connection.execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}")).unwrap();
        drop(connection);
        let findings = check(&desk.path());
        let found = findings
            .iter()
            .any(|finding| expected.iter().all(|part| finding.to_lowercase().contains(&part.to_lowercase())));
        assert!(found, "{sql}: {findings:#?}");
        assert!(findings.iter().all(|finding| finding.ends_with('.')), "{findings:#?}");
    }
}

#[test]
fn a_file_that_cannot_be_opened_is_one_finding() {
    let folder = tempfile::tempdir().unwrap();
    let findings = check(&folder.path().join("none.tollbook"));
    assert!(findings.len() == 1 && findings[0].contains("none.tollbook"), "{findings:?}");
}

#[test]
fn a_long_list_of_findings_is_cut_short_and_says_so() {
    let (mut desk, mut store) = Desk::saved();
    let marks: Vec<Pending> = (0..50).map(|_| desk.mark().1).collect();
    store.commit(&marks).unwrap();
    drop(store);
    rusqlite::Connection::open(desk.path()).unwrap().execute_batch("UPDATE claim SET place = 'x'").unwrap();
    let findings = check(&desk.path());
    assert_eq!(findings.len(), 21, "{findings:#?}");
    assert!(findings[20].starts_with("30 more"), "{}", findings[20]);
}
