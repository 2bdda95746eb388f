//! A crash in the middle of a commit, and what may happen to the project file before it is opened again.

use std::fs;

use super::*;

const PAGE: usize = 4096;

/// A project file before and after a commit, and the journal that stands beside it meanwhile.
struct Commit {
    desk: Desk,
    /// The file some commits earlier.
    earlier: Vec<u8>,
    before: Vec<u8>,
    after: Vec<u8>,
    journal: Vec<u8>,
    /// The pages that the commit changes, from 0.
    changed: Vec<usize>,
}

impl Commit {
    fn new() -> Self {
        let (mut desk, mut store) = Desk::saved();
        let mut mark = |desk: &mut Desk| {
            let (_, mark) = desk.mark();
            store.commit(&[mark]).unwrap();
            fs::read(desk.path()).unwrap()
        };
        let earlier = mark(&mut desk);
        for _ in 0..20 {
            mark(&mut desk);
        }
        let (before, after) = (mark(&mut desk), mark(&mut desk));
        drop(store);
        let (journal, changed) = journal(&before, &after);
        Self { desk, earlier, before, after, journal, changed }
    }

    /// The file as it is when the program ends after it has written so many pages.
    fn torn(&self, written: usize) -> Vec<u8> {
        let mut file = self.before.clone();
        let grown = self.after.len() > file.len();
        for &page in &self.changed[..written] {
            let end = (page + 1) * PAGE;
            if file.len() < end {
                file.resize(end, 0);
            }
            file[page * PAGE..end].copy_from_slice(&self.after[page * PAGE..end]);
        }
        assert!(grown || file.len() == self.after.len());
        file
    }

    /// Puts a file and the journal where the project lies.
    fn lay(&self, file: &[u8]) {
        for path in listing(self.desk.folder.path()).keys() {
            fs::remove_file(path).unwrap();
        }
        fs::write(self.desk.path(), file).unwrap();
        fs::write(self.journal_path(), &self.journal).unwrap();
    }

    fn journal_path(&self) -> PathBuf {
        self.desk.folder.path().join("Sahel.tollbook-journal")
    }

    fn set_aside(&self) -> PathBuf {
        self.desk.folder.path().join("Sahel.tollbook-journal-of-another-file")
    }
}

/// The journal that SQLite writes before it changes `before` into `after`, and the pages that it changes.
fn journal(before: &[u8], after: &[u8]) -> (Vec<u8>, Vec<usize>) {
    let page = |file: &[u8], n: usize| file.get(n * PAGE..(n + 1) * PAGE).map(<[u8]>::to_vec);
    let changed: Vec<usize> =
        (0..after.len() / PAGE).filter(|&n| page(before, n) != page(after, n)).collect();
    let kept: Vec<usize> = changed.iter().copied().filter(|n| n * PAGE < before.len()).collect();
    let nonce = 0x1234_5678_u32;
    let mut journal = vec![0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
    let number = |n: usize| u32::try_from(n).unwrap().to_be_bytes();
    for value in [kept.len(), nonce as usize, before.len() / PAGE, 512, PAGE] {
        journal.extend(number(value));
    }
    journal.resize(512, 0);
    for n in kept {
        let image = page(before, n).unwrap();
        let sum = (1..=PAGE / 200).map(|back| PAGE - 200 * back).filter(|&at| at > 0);
        let checksum = sum.fold(nonce, |sum, at| sum.wrapping_add(u32::from(image[at])));
        journal.extend(number(n + 1));
        journal.extend(&image);
        journal.extend(checksum.to_be_bytes());
    }
    (journal, changed)
}

#[track_caller]
fn open(commit: &Commit) -> Opened {
    let (_, opened) = Store::open(&commit.desk.path()).unwrap();
    assert!(!commit.journal_path().exists(), "no journal is left");
    assert_eq!(check(&commit.desk.path()), Vec::<String>::new());
    opened
}

#[test]
fn a_commit_that_was_cut_short_anywhere_is_taken_back_or_stands_whole() {
    let commit = Commit::new();
    assert!(commit.changed.len() > 3, "{:?}", commit.changed);
    for written in 0..=commit.changed.len() {
        commit.lay(&commit.torn(written));
        let opened = open(&commit);
        assert_eq!(opened.warnings, Vec::<String>::new());
        let all = commit.desk.project.annotations.len();
        let found = opened.project.annotations.len();
        assert!(found + 1 == all || (found == all && written == commit.changed.len()), "{written}: {found}");
        assert_eq!(listing(commit.desk.folder.path()).len(), 1, "{written}");
    }
}

/// What is laid in the file's place is opened as it is; SQLite alone would roll the journal back into it.
#[track_caller]
fn assert_untouched(commit: &Commit, file: &[u8]) {
    commit.lay(file);
    let opened = open(commit);
    assert_eq!(fs::read(commit.desk.path()).unwrap(), file);
    let [warning] = opened.warnings.as_slice() else { panic!("{:?}", opened.warnings) };
    assert!(warning.contains("belongs to another file") && warning.contains("-of-another-file"), "{warning}");
    assert_eq!(fs::read(commit.set_aside()).unwrap(), commit.journal);
}

#[test]
fn a_backup_in_the_files_place_is_not_changed_by_the_journal() {
    let commit = Commit::new();
    assert_untouched(&commit, &commit.earlier);
    // A compact copy numbers its pages otherwise.
    let compact = tempfile::tempdir().unwrap();
    fs::write(commit.desk.path(), &commit.earlier).unwrap();
    fs::remove_file(commit.set_aside()).unwrap();
    let copy = backup::back_up(&commit.desk.path(), compact.path(), Timestamp::UNIX_EPOCH).unwrap();
    assert_untouched(&commit, &fs::read(copy.path).unwrap());
}

#[test]
fn another_project_in_the_files_place_is_not_changed_by_the_journal() {
    let commit = Commit::new();
    let (other, store) = Desk::saved();
    drop(store);
    assert_untouched(&commit, &fs::read(other.path()).unwrap());
}

/// Another machine went on from the state at which this one crashed, and a sync program brought its file.
#[test]
fn another_commit_on_the_same_state_is_not_taken_back() {
    let commit = Commit::new();
    fs::write(commit.desk.path(), &commit.before).unwrap();
    let (mut store, opened) = Store::open(&commit.desk.path()).unwrap();
    let mut there = Desk { project: opened.project, ..Desk::begun().0 };
    there.stamp = Stamp::new(there.stamp.at, there.stamp.coder, 99);
    let (_, foreign) = there.mark();
    store.commit(&[foreign]).unwrap();
    drop(store);
    assert_untouched(&commit, &fs::read(commit.desk.path()).unwrap());
}

#[test]
fn a_project_begun_where_a_journal_was_left_is_not_changed_by_it() {
    let commit = Commit::new();
    commit.lay(&commit.before);
    fs::remove_file(commit.desk.path()).unwrap();
    let (begun, begin) = Desk::begun();
    Store::new_file(&commit.desk.path()).commit(&[begin]).unwrap();
    assert_same(&open(&commit).project, &begun.project);
    assert!(commit.set_aside().exists());
}

#[test]
fn a_file_that_was_renamed_after_the_crash_is_rolled_back_from_its_former_name() {
    let commit = Commit::new();
    for written in 1..commit.changed.len() {
        commit.lay(&commit.torn(written));
        let renamed = commit.desk.folder.path().join("Renamed.tollbook");
        fs::rename(commit.desk.path(), &renamed).unwrap();
        let (_, opened) = Store::open(&renamed).unwrap();
        assert_eq!(opened.project.annotations.len() + 1, commit.desk.project.annotations.len(), "{written}");
        assert_eq!(check(&renamed), Vec::<String>::new());
        // A file of which only the change counter was written is sound as it is.
        assert!(listing(commit.desk.folder.path()).len() == 1 || written == 1, "{written}");
    }
}

/// Rows that somebody changed with SQL do not keep a cut commit from being taken back.
#[test]
fn a_file_that_contradicts_its_history_goes_by_its_first_page() {
    let commit = Commit::new();
    fs::write(commit.desk.path(), &commit.before).unwrap();
    let change = |sql: &str| {
        rusqlite::Connection::open(commit.desk.path()).unwrap().execute_batch(sql).unwrap();
        fs::read(commit.desk.path()).unwrap()
    };
    let before = change("UPDATE claim SET place = 'x' WHERE id = (SELECT min(id) FROM claim)");
    let after = change("UPDATE claim SET place = 'y' WHERE id = (SELECT min(id) FROM claim)");
    let (journal, changed) = journal(&before, &after);
    let odd = Commit { before, after, journal, changed, ..commit };
    odd.lay(&odd.torn(1));
    let (_, opened) = Store::open(&odd.desk.path()).unwrap();
    assert_eq!(opened.warnings, Vec::<String>::new());
    assert!(opened.project.claims.iter().any(|(_, claim)| claim.place == "x"));
    // Far from that state, the journal is another file's.
    let odd = Commit { earlier: odd.before.clone(), ..odd };
    fs::write(odd.desk.path(), &odd.before).unwrap();
    let mut later = odd.before.clone();
    for n in 0..3 {
        let sql = format!("UPDATE claim SET place = 'z{n}' WHERE id = (SELECT min(id) FROM claim)");
        rusqlite::Connection::open(odd.desk.path()).unwrap().execute_batch(&sql).unwrap();
        later = fs::read(odd.desk.path()).unwrap();
    }
    odd.lay(&later);
    let (_, opened) = Store::open(&odd.desk.path()).unwrap();
    assert_eq!((opened.warnings.len(), odd.set_aside().exists()), (1, true));
    assert_eq!(fs::read(odd.desk.path()).unwrap(), later);
}

#[test]
fn a_file_that_is_whole_in_no_way_is_left_as_it_is() {
    let commit = Commit::new();
    let mut file = commit.torn(2);
    // A page that the commit does not change, so that the journal cannot mend it.
    let page = (1..file.len() / PAGE).find(|page| !commit.changed.contains(page)).unwrap();
    file[page * PAGE..(page + 1) * PAGE].fill(0xff);
    commit.lay(&file);
    let before = listing(commit.desk.folder.path());
    let error = Store::open(&commit.desk.path()).map(|_| "opened").unwrap_err();
    assert!(error.to_string().contains("neither with the journal"), "{error}");
    assert_eq!(listing(commit.desk.folder.path()), before);
}
