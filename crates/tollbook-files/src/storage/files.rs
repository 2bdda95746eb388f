//! The files beside a project file, and putting one in its place.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The path with something added to its name.
pub(super) fn beside(path: &Path, suffix: impl AsRef<OsStr>) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Removes an unfinished database and its journal, if they are there.
pub(super) fn remove_database(path: &Path) {
    let _ = fs::remove_file(path);
    let _ = fs::remove_file(beside(path, "-journal"));
}

/// Makes the renaming of a file durable.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    // Windows neither needs this nor lets a folder be opened for it.
    if !cfg!(unix) {
        return Ok(());
    }
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}
