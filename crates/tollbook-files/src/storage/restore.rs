//! Backups read and put back.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::OpenFlags;

use super::error::{Doing, StorageError};
use super::files::{beside, remove_database, sync_folder};
use super::lock::Lock;
use super::open::quick_check;
use super::past::HistoryReader;
use super::store::{Store, absolute, connect};
use tollbook_core::model::HistoryEntry;
use tollbook_core::model::Project;

/// What a backup holds.
#[derive(Clone, Debug)]
pub struct BackupContents {
    /// The facts.
    pub project: Project,
    /// Its last edit.
    pub last: Option<HistoryEntry>,
}

/// Reads a backup, every page of it.
///
/// # Errors
/// If it is damaged or cannot be read.
pub fn read_backup(path: &Path) -> Result<BackupContents, StorageError> {
    check_every_page(path)?;
    let (store, opened) = Store::open(path)?;
    let last = HistoryReader::open(path)?.entry(store.seq())?;
    Ok(BackupContents { project: opened.project, last })
}

/// Writes the project in a backup to a new file.
///
/// # Errors
/// If there is a file already, if the backup is damaged, or if the file cannot be written; then nothing is left.
pub fn restore_into_new(backup: &Path, to: &Path) -> Result<(), StorageError> {
    let to = absolute(to);
    let io = |error: io::Error| StorageError::io(&to, Doing::Saving, &error);
    if to.try_exists().map_err(io)? {
        return Err(StorageError::NameTaken(to));
    }
    let unfinished = copy_beside(backup, &to)?;
    let moved = super::journal::set_aside_before_making(&to).and_then(|()| fs::rename(&unfinished, &to));
    if moved.is_err() {
        remove_database(&unfinished);
    }
    moved.map_err(io)?;
    sync_folder(&to).map_err(io)
}

/// Puts the project in a backup in the place of the project file, which is kept beside it under a dated name; says
/// where, if there was one.
///
/// # Errors
/// If the project is being edited, if the backup is damaged, or if a file cannot be written; then the project file is
/// as it was.
pub fn restore_in_place(
    backup: &Path,
    project: &Path,
    now: Timestamp,
) -> Result<Option<PathBuf>, StorageError> {
    let project = absolute(project);
    let io = |error: io::Error| StorageError::io(&project, Doing::Saving, &error);
    let Some(_lock) = Lock::acquire(&project).map_err(io)? else {
        return Err(StorageError::OpenElsewhere(project));
    };
    let unfinished = copy_beside(backup, &project)?;
    let kept = match save_copy(&project, now) {
        Ok(kept) => kept,
        Err(error) => {
            remove_database(&unfinished);
            return Err(io(error));
        }
    };
    // The journal of an unfinished commit belongs to the file that is kept; until it is gone, opening tells it apart.
    if let Err(error) = fs::rename(&unfinished, &project) {
        remove_database(&unfinished);
        return Err(io(error));
    }
    for suffix in JOURNALS {
        let _ = fs::remove_file(beside(&project, suffix));
    }
    sync_folder(&project).map_err(io)?;
    Ok(kept)
}

const JOURNALS: [&str; 2] = ["-journal", "-wal"];

/// Keeps the project file as it is, under a name with the moment in it.
fn save_copy(project: &Path, now: Timestamp) -> io::Result<Option<PathBuf>> {
    if !project.try_exists()? {
        return Ok(None);
    }
    let moment = now.strftime("%Y-%m-%dT%H-%M-%SZ");
    let mut kept = beside(project, format!("-before-{moment}"));
    let mut n = 1;
    while kept.try_exists()? {
        n += 1;
        kept = beside(project, format!("-before-{moment}-{n}"));
    }
    if fs::hard_link(project, &kept).is_err() {
        fs::copy(project, &kept)?;
        File::open(&kept)?.sync_all()?;
    }
    for suffix in JOURNALS {
        if beside(project, suffix).try_exists()? {
            fs::copy(beside(project, suffix), beside(&kept, suffix))?;
        }
    }
    Ok(Some(kept))
}

/// A sound copy of a backup beside the file that it is to become.
fn copy_beside(backup: &Path, to: &Path) -> Result<PathBuf, StorageError> {
    // Before anything is written, so that the error names the backup.
    read_backup(backup)?;
    let unfinished = beside(to, "-new");
    remove_database(&unfinished);
    let copied = fs::copy(backup, &unfinished).and_then(|_| {
        let file = File::options().read(true).write(true).open(&unfinished)?;
        file.sync_all()
    });
    let copied = copied.map_err(|error| StorageError::io(to, Doing::Saving, &error));
    let copied = copied.and_then(|()| check_every_page(&unfinished));
    if copied.is_err() {
        remove_database(&unfinished);
    }
    copied.map(|()| unfinished)
}

/// Fails if any page of the file is damaged, however large it is.
fn check_every_page(path: &Path) -> Result<(), StorageError> {
    if !path.exists() {
        return Err(StorageError::Missing(path.to_owned()));
    }
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
        .map_err(|error| StorageError::sqlite(path, Doing::Reading, &error))?;
    quick_check(&connection, path)
}
