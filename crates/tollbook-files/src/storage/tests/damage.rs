use super::*;
use std::fs;

#[track_caller]
fn refusal(path: &Path) -> StorageError {
    let error = Store::open(path).map(|_| "opened").unwrap_err();
    let sentence = error.to_string();
    assert!(sentence.contains(path.file_name().unwrap().to_str().unwrap()), "names the file: {sentence}");
    error
}

#[test]
fn what_is_no_project_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.tollbook");
    assert_eq!(refusal(&path), StorageError::Missing(path.clone()));
    assert_eq!(refusal(folder.path()), StorageError::NotAProject(folder.path().to_owned()));
    for bytes in ["".as_bytes(), b"SQLite", b"Thirteen soldiers were killed. ".repeat(100).as_slice()] {
        fs::write(&path, bytes).unwrap();
        assert_eq!(refusal(&path), StorageError::NotAProject(path.clone()));
    }
    fs::remove_file(&path).unwrap();
    rusqlite::Connection::open(&path).unwrap().execute_batch("CREATE TABLE project (id TEXT)").unwrap();
    assert_eq!(refusal(&path), StorageError::NotAProject(path));
}

#[test]
fn a_file_of_a_newer_program_is_left_alone() {
    let (desk, store) = Desk::saved();
    drop(store);
    rusqlite::Connection::open(desk.path()).unwrap().execute_batch("PRAGMA user_version = 7").unwrap();
    assert_eq!(refusal(&desk.path()), StorageError::Newer { path: desk.path(), found: 7, known: 2 });
}

#[test]
fn a_file_cut_short_anywhere_is_told_from_a_whole_one() {
    let (mut desk, mut store) = Desk::saved();
    let (_, mark) = desk.mark();
    store.commit(&[mark]).unwrap();
    drop(store);
    let whole = fs::read(desk.path()).unwrap();
    let pages = (0..whole.len()).step_by(4096).flat_map(|page| [page, page + 1, page + 2048, page + 4095]);
    for length in (0..300).chain(pages).filter(|&length| length < whole.len()) {
        fs::write(desk.path(), &whole[..length]).unwrap();
        let error = refusal(&desk.path());
        let expected = matches!(
            error,
            StorageError::NotAProject(_) | StorageError::Damaged { .. } | StorageError::Failed { .. }
        );
        assert!(expected, "{length} of {}: {error:?}", whole.len());
    }
    fs::write(desk.path(), whole).unwrap();
    desk.assert_saved();
}

/// Random bytes somewhere: no panic, and a project that differs is always told of, if not on
/// opening then by the check against the history.
#[test]
fn overwritten_bytes_are_found_or_do_no_harm() {
    let (mut desk, mut store) = Desk::saved();
    for _ in 0..30 {
        let (_, mark) = desk.mark();
        store.commit(&[mark]).unwrap();
    }
    drop(store);
    let whole = fs::read(desk.path()).unwrap();
    let mut seed = 1_u64;
    let mut random = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap()
    };
    for _ in 0..300 {
        let mut bytes = whole.clone();
        let at = random() % bytes.len();
        let end = (at + 1 + random() % 64).min(bytes.len());
        bytes[at..end].fill_with(|| u8::try_from(random() % 256).unwrap());
        fs::write(desk.path(), &bytes).unwrap();
        let findings = check(&desk.path());
        let Ok((store, opened)) = Store::open(&desk.path()) else {
            assert!(!findings.is_empty());
            continue;
        };
        if findings.is_empty() {
            assert_same(&opened.project, &desk.project);
        }
        if let Some(step) = opened.history.undo(desk.stamp.coder) {
            let _ = store.edit(step.id);
        }
    }
}

#[test]
fn random_bytes_behind_a_true_header_never_panic() {
    let (desk, store) = Desk::saved();
    drop(store);
    let mut bytes = fs::read(desk.path()).unwrap();
    let mut n = 0_u32;
    bytes[100..].fill_with(|| {
        n = n.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        n.to_be_bytes()[0]
    });
    fs::write(desk.path(), bytes).unwrap();
    assert!(matches!(refusal(&desk.path()), StorageError::Damaged { .. }));
}

/// Opening does not read the texts, and yet tells of damage to them in a file of usual size.
#[test]
fn damage_to_what_is_not_read_yet_is_told_on_opening() {
    let (desk, store) = Desk::saved();
    drop(store);
    let root: i64 = rusqlite::Connection::open(desk.path())
        .unwrap()
        .query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'text'", [], |row| row.get(0))
        .unwrap();
    let mut bytes = fs::read(desk.path()).unwrap();
    bytes[usize::try_from(root - 1).unwrap() * 4096] = 0xff;
    fs::write(desk.path(), bytes).unwrap();
    assert!(matches!(refusal(&desk.path()), StorageError::Damaged { .. }));
}

#[test]
fn a_bad_row_is_left_out_with_a_warning_that_names_it() {
    let (mut desk, mut store) = Desk::saved();
    let (id, mark) = desk.mark();
    store.commit(&[mark]).unwrap();
    drop(store);
    let sql = rusqlite::Connection::open(desk.path()).unwrap();
    sql.execute("UPDATE claim SET kind = 'sum' WHERE id = ?1", [id.to_string()]).unwrap();
    sql.execute("UPDATE article SET published_start = '2019-13-01'", []).unwrap();
    sql.execute("UPDATE incident SET title = CAST(x'ff' AS TEXT)", []).unwrap();
    let (_, opened) = Store::open(&desk.path()).unwrap();
    assert!(opened.project.incidents.is_empty());
    assert!(opened.project.claims.is_empty() && opened.project.articles.is_empty());
    assert_eq!(opened.project.annotations.len(), 1);
    let warned = |parts: &[&str]| {
        opened.warnings.iter().any(|warning| parts.iter().all(|part| warning.contains(part)))
    };
    assert!(warned(&["claim", &id.to_string(), "kind", "“sum”"]), "{:?}", opened.warnings);
    assert!(warned(&["incident", "UTF-8"]), "{:?}", opened.warnings);
    assert!(warned(&["article", "published", "2019-13-01"]), "{:?}", opened.warnings);
    assert!(warned(&["article", &desk.article.to_string(), "is not there"]), "{:?}", opened.warnings);
}

#[test]
fn what_may_not_be_written_is_opened_to_look_at() {
    let (mut desk, store) = Desk::saved();
    drop(store);
    let (_, mark) = desk.mark();
    for target in [desk.path(), desk.folder.path().to_owned()] {
        if cfg!(windows) && target.is_dir() {
            continue;
        }
        let writable = fs::metadata(&target).unwrap().permissions();
        let mut read_only = writable.clone();
        read_only.set_readonly(true);
        fs::set_permissions(&target, read_only).unwrap();
        let before = listing(desk.folder.path());
        let (mut store, opened) = Store::open(&desk.path()).unwrap();
        let refused = store.commit(from_ref(&mark));
        fs::set_permissions(&target, writable).unwrap();
        assert!(opened.read_only.is_some_and(|sentence| sentence.contains("Sahel.tollbook")));
        assert_eq!(refused, Err(StorageError::ReadOnly(desk.path())));
        assert_eq!(listing(desk.folder.path()), before);
    }
}

#[test]
fn a_file_that_was_moved_away_is_not_written_behind_the_users_back() {
    let (mut desk, mut store) = Desk::saved();
    let away = desk.folder.path().join("away.tollbook");
    fs::rename(desk.path(), &away).unwrap();
    let (_, mark) = desk.mark();
    assert_eq!(store.commit(from_ref(&mark)), Err(StorageError::Gone(desk.path())));
    assert_eq!(store.commit(from_ref(&mark)), Err(StorageError::Gone(desk.path())), "nor made again");
    // What is read is still there, and the same batch is saved once the file is back, even a copy.
    assert!(store.text(HASH).unwrap().is_some());
    fs::copy(&away, desk.path()).unwrap();
    store.commit(&[mark]).unwrap();
    desk.assert_saved();
}

#[test]
fn when_the_disk_is_full_the_same_edits_are_saved_once_there_is_room() {
    let (mut desk, mut store) = Desk::saved();
    let (_, mut mark) = desk.mark();
    mark.texts.push(("1f".to_owned(), "thirteen ".repeat(100_000).into()));
    let before = fs::read(desk.path()).unwrap();
    let room = |store: &Store, pages: i64| {
        store.connection.as_ref().unwrap().pragma_update(None, "max_page_count", pages).unwrap();
    };
    room(&store, 60);
    assert_eq!(store.commit(from_ref(&mark)), Err(StorageError::Full(desk.path())));
    assert_eq!(fs::read(desk.path()).unwrap(), before);
    room(&store, 100_000);
    store.commit(&[mark]).unwrap();
    desk.assert_saved();
}

/// Another program may leave the file with a write-ahead log, which is more than one file.
#[test]
fn a_file_with_another_journal_goes_back_to_one_file() {
    let (mut desk, store) = Desk::saved();
    drop(store);
    let other = rusqlite::Connection::open(desk.path()).unwrap();
    other.pragma_update(None, "journal_mode", "WAL").unwrap();
    drop(other);
    let before = listing(desk.folder.path());
    drop(Store::open(&desk.path()).unwrap());
    assert_eq!(listing(desk.folder.path()), before);
    let (mut store, _) = Store::open(&desk.path()).unwrap();
    let (_, mark) = desk.mark();
    store.commit(&[mark]).unwrap();
    assert_eq!(listing(desk.folder.path()).len(), 2, "the project and its lock");
    desk.assert_saved();
}

/// A stranger's file may hold what runs for ever, or changes what is written: it is refused by name.
#[test]
fn what_no_tollbook_makes_is_refused_by_name() {
    let foreign = [
        ("CREATE TRIGGER t AFTER INSERT ON edit BEGIN DELETE FROM text; END", "trigger “t”"),
        ("CREATE TABLE note (x)", "table “note”"),
        ("CREATE VIEW note AS SELECT 1", "view “note”"),
        ("CREATE INDEX note ON edit (abs(seq))", "index “note”"),
        (
            "DROP TABLE link; CREATE VIEW link AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT 1 FROM n) \
             SELECT x AS id, x AS \"from\", x AS relation, x AS \"to\", x AS value FROM n",
            "view “link”",
        ),
        ("DROP TABLE link", "no table “link”"),
        ("ALTER TABLE link ADD COLUMN extra TEXT", "table “link” is not laid out"),
    ];
    for (sql, named) in foreign {
        let (desk, store) = Desk::saved();
        drop(store);
        rusqlite::Connection::open(desk.path()).unwrap().execute_batch(sql).unwrap();
        let error = refusal(&desk.path());
        assert!(
            matches!(error, StorageError::Damaged { .. }) && error.to_string().contains(named),
            "{error}"
        );
        assert_eq!(check(&desk.path()), [format!("{error}.")]);
    }
}

#[test]
fn a_number_at_the_end_of_its_range_is_refused() {
    let (desk, store) = Desk::saved();
    drop(store);
    let sql = rusqlite::Connection::open(desk.path()).unwrap();
    sql.execute_batch("PRAGMA foreign_keys = OFF; UPDATE edit SET seq = 9223372036854775807 WHERE seq = 2")
        .unwrap();
    assert!(refusal(&desk.path()).to_string().contains("9223372036854775807"));
}

/// A name that SQLite could take for an address is a file like any other.
#[test]
fn a_name_that_looks_like_an_address_is_a_name() {
    let (desk, begin) = Desk::begun();
    let path = desk.folder.path().join("file:x?mode=memory.tollbook");
    Store::new_file(&path).commit(&[begin]).unwrap();
    assert_same(&Store::open(&path).unwrap().1.project, &desk.project);
    assert!(Store::new_file(Path::new("file:x")).path().is_absolute());
}
