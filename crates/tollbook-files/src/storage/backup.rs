//! Backups: compact dated copies of a project file in a folder of the user's.
//!
//! A copy is one file, written beside its final name and renamed once it is whole and on the disk. Which
//! copies are kept follows from their names alone, so that nothing else has to be stored: the newest ten,
//! the newest of each day of the last month, and no more than [`MOST_BYTES`] in all.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rusqlite::OpenFlags;

use super::error::{Doing, StorageError};
use super::files::{beside, remove_database, sync_folder};
use super::store::{absolute, connect};

/// The newest copies that are kept whatever their age.
const NEWEST: usize = 10;

/// For how many days the newest copy of each day is kept.
const DAYS: i64 = 31;

/// How much all copies of a project may take on the disk; the newest one is kept whatever its size.
pub const MOST_BYTES: u64 = 4 << 30;

/// How long after a copy the next one is due while edits are made.
pub const INTERVAL: SignedDuration = SignedDuration::from_hours(1);

/// The file in a folder of copies that holds the path of their project.
const NOTE: &str = "project.txt";

/// How the moment is written in a file's name, in UTC.
const FORM: &str = "%Y-%m-%dT%H-%M-%SZ";

/// A copy of a project file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The copy.
    pub path: PathBuf,
    /// When it was made.
    pub made: Timestamp,
    /// Bytes on disk.
    pub size: u64,
}

/// Copies the project file into `folder`, which is made if it is not there, and removes copies that are no
/// longer kept. The project file is only read; an unfinished commit of another program is not part of the copy.
///
/// # Errors
/// If the project cannot be read or the copy not be written; no half copy is left then.
pub fn back_up(project: &Path, folder: &Path, now: Timestamp) -> Result<Backup, StorageError> {
    let project = absolute(project);
    let path = folder.join(name(&project, now));
    let failed = |error: &io::Error| StorageError::io(&path, Doing::Saving, error);
    fs::create_dir_all(folder).map_err(|error| failed(&error))?;
    let unfinished = beside(&path, "-unfinished");
    remove_database(&unfinished);
    let size = copy(&project, &unfinished).and_then(|size| {
        fs::rename(&unfinished, &path).map_err(|error| failed(&error))?;
        sync_folder(&path).map_err(|error| failed(&error))?;
        Ok(size)
    });
    let size = size.inspect_err(|_| remove_database(&unfinished))?;
    // Without the note the copies are still found from the project file itself.
    let _ = fs::write(folder.join(NOTE), project.as_os_str().as_encoded_bytes());
    for old in superseded(&backups(&project, folder), now) {
        // A copy that cannot be removed does no harm, and is tried again with the next.
        let _ = fs::remove_file(old);
    }
    Ok(Backup { path, made: now, size })
}

/// Writes a compact copy and makes it durable; its size.
fn copy(project: &Path, to: &Path) -> Result<u64, StorageError> {
    let reading = |error: &rusqlite::Error| StorageError::sqlite(project, Doing::Reading, error);
    let writing = |error: &io::Error| StorageError::io(to, Doing::Saving, error);
    let connection = connect(project, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(|error| reading(&error))?;
    let target = to.to_str().ok_or_else(|| {
        writing(&io::Error::new(io::ErrorKind::InvalidInput, "the name of the folder is not Unicode"))
    })?;
    connection.execute("VACUUM INTO ?1", [target]).map_err(|error| reading(&error))?;
    let file = File::open(to).map_err(|error| writing(&error))?;
    file.sync_all().map_err(|error| writing(&error))?;
    Ok(file.metadata().map_err(|error| writing(&error))?.len())
}

/// The copies of a project in `folder`, newest first.
pub fn backups(project: &Path, folder: &Path) -> Vec<Backup> {
    let stem = stem(project);
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<Backup> = entries
        .filter_map(|entry| {
            let path = entry.path();
            let name = path.file_name()?.to_str()?;
            let made = name.strip_prefix(&stem)?.strip_prefix('.')?.strip_suffix(".tollbook")?;
            let made = DateTime::strptime(FORM, made).ok()?.to_zoned(TimeZone::UTC).ok()?.timestamp();
            Some(Backup { made, size: entry.metadata().ok()?.len(), path })
        })
        .collect();
    found.sort_by_key(|backup| std::cmp::Reverse(backup.made));
    found
}

/// A project file of which there are backups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackedUp {
    /// The project file.
    pub project: PathBuf,
    /// Whether it is still there.
    pub is_there: bool,
    /// How many copies there are.
    pub copies: usize,
    /// When the newest was made.
    pub newest: Timestamp,
}

/// The projects of which there are copies in the folders in `root`, the latest copy first.
pub fn backed_up_projects(root: &Path) -> Vec<BackedUp> {
    let entries = fs::read_dir(root).into_iter().flatten().flatten();
    let mut found: Vec<BackedUp> = entries
        .filter_map(|entry| {
            let folder = entry.path();
            let project = PathBuf::from(fs::read_to_string(folder.join(NOTE)).ok()?);
            let copies = backups(&project, &folder);
            let (newest, is_there) = (copies.first()?.made, project.exists());
            Some(BackedUp { newest, is_there, copies: copies.len(), project })
        })
        .collect();
    found.sort_by_key(|found| std::cmp::Reverse(found.newest));
    found
}

/// Whether another copy is due: the last is of another day, or an hour old.
pub fn is_due(last: Option<Timestamp>, now: Timestamp) -> bool {
    let day = |moment: Timestamp| moment.to_zoned(TimeZone::UTC).date();
    last.is_none_or(|last| day(last) != day(now) || now.duration_since(last) >= INTERVAL)
}

/// The copies that need not be kept.
fn superseded(newest_first: &[Backup], now: Timestamp) -> Vec<&Path> {
    let mut days = HashSet::new();
    let mut bytes = 0_u64;
    let mut old = Vec::new();
    for (n, backup) in newest_first.iter().enumerate() {
        let age = now.duration_since(backup.made);
        let first_of_day = days.insert(backup.made.to_zoned(TimeZone::UTC).date());
        let kept = n < NEWEST || (first_of_day && age <= SignedDuration::from_hours(24 * DAYS));
        bytes = bytes.saturating_add(if kept { backup.size } else { 0 });
        if n > 0 && (!kept || bytes > MOST_BYTES) {
            old.push(backup.path.as_path());
        }
    }
    old
}

fn stem(project: &Path) -> String {
    project.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

fn name(project: &Path, now: Timestamp) -> String {
    format!("{}.{}.tollbook", stem(project), now.strftime(FORM))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_copy_holds_what_the_project_holds_and_is_listed() {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("Sahel.tollbook");
        let connection = rusqlite::Connection::open(&project).unwrap();
        connection
            .execute_batch("CREATE TABLE fact (name TEXT); INSERT INTO fact VALUES ('Gorda');")
            .unwrap();
        let copies = folder.path().join("copies");
        let made = back_up(&project, &copies, at("2026-11-29T18:00:00Z")).unwrap();
        let copy = rusqlite::Connection::open(&made.path).unwrap();
        let name: String = copy.query_row("SELECT name FROM fact", [], |row| row.get(0)).unwrap();
        assert_eq!(name, "Gorda");
        drop(copy);
        fs::write(copies.join("Sahel.notes.txt"), "").unwrap();
        fs::write(copies.join("Other.2026-11-29T18-00-00Z.tollbook"), "").unwrap();
        assert_eq!(backups(&project, &copies), [made]);
    }

    #[test]
    fn a_project_that_is_not_there_leaves_no_half_copy() {
        let folder = tempfile::tempdir().unwrap();
        let copies = folder.path().join("copies");
        assert!(back_up(&folder.path().join("none.tollbook"), &copies, at("2026-11-29T18:00:00Z")).is_err());
        assert_eq!(fs::read_dir(&copies).unwrap().count(), 0);
    }

    #[test]
    fn a_copy_is_due_each_day_and_each_hour() {
        let last = Some(at("2026-11-29T17:30:00Z"));
        assert!(is_due(None, at("2026-11-29T17:30:00Z")));
        assert!(!is_due(last, at("2026-11-29T18:29:59Z")));
        assert!(is_due(last, at("2026-11-29T18:30:00Z")));
        assert!(is_due(Some(at("2026-11-29T23:50:00Z")), at("2026-11-30T00:01:00Z")));
    }

    #[test]
    fn the_newest_ten_and_one_a_day_for_a_month_are_kept() {
        let now = at("2026-11-29T18:00:00Z");
        let every_hour: Vec<Backup> = (0..24 * 60)
            .map(|hours| {
                let made = now - SignedDuration::from_hours(hours);
                Backup { path: PathBuf::from(made.to_string()), made, size: 1 << 20 }
            })
            .collect();
        let old: HashSet<&Path> = superseded(&every_hour, now).into_iter().collect();
        let kept: Vec<&Backup> =
            every_hour.iter().filter(|backup| !old.contains(backup.path.as_path())).collect();
        assert!(every_hour[..10].iter().all(|backup| kept.contains(&backup)));
        let days: HashSet<_> = kept.iter().map(|b| b.made.to_zoned(TimeZone::UTC).date()).collect();
        assert_eq!((kept.len(), days.len()), (10 + 31, 32));
    }

    #[test]
    fn copies_together_stay_within_their_size_but_for_the_newest() {
        let now = at("2026-11-29T18:00:00Z");
        let big = |hours| Backup {
            path: PathBuf::from(format!("{hours}")),
            made: now - SignedDuration::from_hours(hours),
            size: MOST_BYTES - 1,
        };
        assert_eq!(superseded(&[big(0), big(1), big(2)], now), [Path::new("1"), Path::new("2")]);
    }
}
