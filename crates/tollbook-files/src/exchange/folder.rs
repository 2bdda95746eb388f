//! The folder of a package: written beside its place, and put there as a whole.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::columns::FILES;
use super::datapackage::{DATAPACKAGE, EARLIER_TEXTS, FileChecksum, earlier_text_path, package_info};
use super::export_error::ExportError;
use tollbook_core::model::ProjectId;

/// Files that file managers leave in every folder; an export may replace them.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// Where a package is to go, once it is known that it may.
#[derive(Debug)]
pub struct Target {
    dir: PathBuf,
    parent: PathBuf,
    exists: bool,
}

impl Target {
    /// Checks that a package of `project` may be put at `dir`: that there is nothing there, an
    /// empty folder, or a folder with an earlier package of the same project and nothing else.
    pub fn check(dir: &Path, project: ProjectId) -> Result<Self, ExportError> {
        let failed = |source| ExportError::File { path: dir.to_owned(), source };
        let dir = match fs::canonicalize(dir) {
            Ok(dir) => dir,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let dir = std::path::absolute(dir).map_err(failed)?;
                let parent = dir.parent().map(Path::to_owned).unwrap_or_default();
                fs::create_dir_all(&parent).map_err(failed)?;
                return Ok(Self { dir, parent, exists: false });
            }
            Err(error) => return Err(failed(error)),
        };
        let occupied = |why: String| ExportError::Occupied { path: dir.clone(), why };
        let Some(parent) = dir.parent().filter(|_| dir.is_dir()) else {
            return Err(occupied("this is not a folder that can be replaced.".to_owned()));
        };
        let mut names = Vec::new();
        for entry in fs::read_dir(&dir).map_err(failed)? {
            names.push(entry.map_err(failed)?.file_name());
        }
        let ours = |name: &&std::ffi::OsString| {
            let known = FILES.iter().map(|file| file.name).chain([DATAPACKAGE]).chain(LITTER);
            known.into_iter().any(|known| *name == known)
                || *name == EARLIER_TEXTS && holds_earlier_texts(&dir.join(EARLIER_TEXTS))
        };
        if let Some(name) = names.iter().find(|name| !ours(name)) {
            let why = format!("it holds {}, which is not of an export.", name.display());
            return Err(occupied(why));
        }
        match package_info(&dir) {
            Some(info) if info.project == project => {}
            Some(info) => {
                return Err(occupied(format!("it holds an export of another project, “{}”.", info.name)));
            }
            None if names.iter().all(|name| LITTER.iter().any(|litter| name == litter)) => {}
            None => return Err(occupied(format!("it holds CSV files without a {DATAPACKAGE} of Tollbook."))),
        }
        let parent = parent.to_owned();
        Ok(Self { dir, parent, exists: true })
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }
}

/// A folder beside the target in which the package is written. Unless it is put in place, it goes
/// when this value does.
#[derive(Debug)]
pub struct StagingFolder {
    /// Locked while the folder is in use, so that the next export knows what a killed one left behind. It is closed
    /// before the folder is removed, which needs a handle where few may be open.
    _lock: fs::File,
    new: NewPackage,
    folder: TempDir,
}

/// The folder inside, in which the package is written. It is removed by itself: one handle at a time is enough.
#[derive(Debug)]
struct NewPackage(PathBuf);

impl Drop for NewPackage {
    fn drop(&mut self) {
        // What is left goes with the folder around it.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// How the names of these folders begin.
const STAGING: &str = ".tollbook-export-";

/// The file in such a folder that is locked while it is in use.
const LOCK: &str = "lock";

/// Removes the folders in `parent` that exports left behind when they were killed. What a replacement cut
/// short had put away is kept, unless a package is in its place.
fn remove_leftovers(parent: &Path, target: &Target) {
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let path = entry.path();
        let is_staging = entry.file_name().to_string_lossy().starts_with(STAGING);
        if !is_staging || (path.join("old").exists() && !target.exists) {
            continue;
        }
        // What cannot be removed does no harm.
        let _ = match fs::File::options().write(true).open(path.join(LOCK)) {
            Ok(lock) if lock.try_lock().is_ok() => fs::remove_dir_all(path),
            Ok(_) => Ok(()),
            // Killed before it had a lock, or while it was being removed.
            Err(error) if error.kind() == io::ErrorKind::NotFound && holds_only(&path, &["new", "old"]) => {
                fs::remove_dir_all(path)
            }
            Err(_) => Ok(()),
        };
    }
}

/// Whether this is a folder of texts that an export wrote, and of nothing else.
fn holds_earlier_texts(folder: &Path) -> bool {
    let is_ours = |name: &std::ffi::OsStr| {
        LITTER.iter().any(|litter| name == *litter)
            || name.to_str().and_then(|name| name.strip_suffix(".txt")).is_some_and(crate::is_sha256)
    };
    fs::read_dir(folder)
        .is_ok_and(|mut entries| entries.all(|entry| entry.is_ok_and(|entry| is_ours(&entry.file_name()))))
}

/// Whether a folder can be read and holds nothing but some of these.
fn holds_only(folder: &Path, names: &[&str]) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| {
        entries.all(|entry| entry.is_ok_and(|entry| names.iter().any(|name| entry.file_name() == *name)))
    })
}

impl StagingFolder {
    /// Makes the folder. It is on the same disk as the target, so that it can be moved there.
    pub fn beside(target: &Target) -> Result<Self, ExportError> {
        let failed = |source| ExportError::File { path: target.parent.clone(), source };
        remove_leftovers(&target.parent, target);
        let folder = tempfile::Builder::new().prefix(STAGING).tempdir_in(&target.parent).map_err(failed)?;
        let lock = fs::File::create_new(folder.path().join(LOCK)).map_err(failed)?;
        // Where there are no locks, nothing is cleaned up either.
        let _ = lock.try_lock();
        // A folder inside: the temporary one itself can be read by nobody else.
        let new = folder.path().join("new");
        fs::create_dir(&new).map_err(failed)?;
        Ok(Self { _lock: lock, new: NewPackage(new), folder })
    }

    /// Begins a file of the package.
    pub fn create(&self, name: &str) -> io::Result<ChecksumWriter> {
        let file = fs::File::create_new(self.new.0.join(name))?;
        Ok(ChecksumWriter { file, bytes: 0, hash: Sha256::new() })
    }

    /// Writes an earlier text of an article into the package.
    pub fn write_earlier_text(&self, hash: &str, text: &str) -> io::Result<()> {
        fs::create_dir_all(self.new.0.join(EARLIER_TEXTS))?;
        let mut file = self.create(&earlier_text_path(hash))?;
        io::Write::write_all(&mut file, text.as_bytes())?;
        file.finish().map(drop)
    }

    /// Puts the package in its place, and what was there away.
    ///
    /// Where the system can exchange two folders, one or the other is in place at every moment. Where it
    /// cannot, there is a moment between two moves in which neither is; a crash just then leaves both whole
    /// in the temporary folder, whose name begins with `.tollbook-export-`.
    pub fn put_in_place(self, target: &Target) -> Result<(), ExportError> {
        let failed = |source| ExportError::File { path: target.dir.clone(), source };
        let texts = self.new.0.join(EARLIER_TEXTS);
        if texts.exists() {
            sync_dir(&texts).map_err(failed)?;
        }
        sync_dir(&self.new.0).map_err(failed)?;
        self.swap(target)?;
        sync_dir(&target.parent).map_err(failed)
    }

    fn swap(self, target: &Target) -> Result<(), ExportError> {
        let failed = |source| ExportError::File { path: target.dir.clone(), source };
        let old = self.folder.path().join("old");
        if target.exists && exchange(&self.new.0, &target.dir) {
            return Ok(());
        }
        if target.exists {
            fs::rename(&target.dir, &old).map_err(failed)?;
        }
        let Err(source) = fs::rename(&self.new.0, &target.dir) else { return Ok(()) };
        if target.exists && fs::rename(&old, &target.dir).is_err() {
            let old = self.folder.keep().join("old");
            return Err(ExportError::Stranded { path: target.dir.clone(), old, source });
        }
        Err(failed(source))
    }
}

/// Exchanges two folders in one step; `false` where the system or the disk cannot.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_one: &Path, _other: &Path) -> bool {
    false
}

/// A file that sums up what is written to it.
#[derive(Debug)]
pub struct ChecksumWriter {
    file: fs::File,
    bytes: u64,
    hash: Sha256,
}

impl io::Write for ChecksumWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl ChecksumWriter {
    /// Ends the file, once all of it is on the disk: a power cut after the folder has been put in
    /// its place could otherwise leave it empty.
    pub fn finish(self) -> io::Result<FileChecksum> {
        self.file.sync_all()?;
        Ok((self.bytes, crate::hex(&self.hash.finalize())))
    }
}

/// Makes sure that a folder's entries are on the disk. Windows has no such call.
fn sync_dir(dir: &Path) -> io::Result<()> {
    if cfg!(unix) { fs::File::open(dir)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_put_in_place_leaves_what_was_there() {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("package");
        fs::create_dir(&dir).unwrap();
        let target = Target::check(&dir, ProjectId(uuid::Uuid::nil())).unwrap();
        fs::write(dir.join("series.csv"), "old").unwrap();
        let stage = StagingFolder::beside(&target).unwrap();
        // Whatever the reason: here the new folder has vanished just before the second move.
        fs::remove_dir(&stage.new.0).unwrap();
        assert!(matches!(stage.swap(&target), Err(ExportError::File { .. })));
        assert_eq!(fs::read_to_string(dir.join("series.csv")).unwrap(), "old");
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_killed_exports_left_is_removed_and_what_is_in_use_is_not() {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("package");
        let target = Target::check(&dir, ProjectId(uuid::Uuid::nil())).unwrap();
        let in_use = StagingFolder::beside(&target).unwrap();
        let left = home.path().join(".tollbook-export-left");
        let put_away = home.path().join(".tollbook-export-put-away");
        for folder in [&left, &put_away] {
            fs::create_dir_all(folder.join("new")).unwrap();
            fs::write(folder.join(LOCK), "").unwrap();
        }
        fs::create_dir(put_away.join("old")).unwrap();
        // The lock went first when the removal of this one was cut short; the other is none of ours.
        let half_removed = home.path().join(".tollbook-export-half-removed");
        let stranger = home.path().join(".tollbook-export-stranger");
        fs::create_dir_all(half_removed.join("new")).unwrap();
        fs::create_dir_all(stranger.join("notes")).unwrap();
        drop(StagingFolder::beside(&target).unwrap());
        assert!(!left.exists() && put_away.exists() && in_use.new.0.exists());
        assert!(!half_removed.exists() && stranger.exists());
        // Once a package is in place, what it replaced is of no use.
        fs::create_dir(&dir).unwrap();
        let target = Target::check(&dir, ProjectId(uuid::Uuid::nil())).unwrap();
        drop(StagingFolder::beside(&target).unwrap());
        assert!(!put_away.exists());
    }

    #[test]
    fn an_exchange_leaves_the_new_package_in_place_and_nothing_else() {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("package");
        fs::create_dir(&dir).unwrap();
        let target = Target::check(&dir, ProjectId(uuid::Uuid::nil())).unwrap();
        fs::write(dir.join("series.csv"), "old").unwrap();
        let stage = StagingFolder::beside(&target).unwrap();
        fs::write(stage.new.0.join("series.csv"), "new").unwrap();
        stage.put_in_place(&target).unwrap();
        assert_eq!(fs::read_to_string(dir.join("series.csv")).unwrap(), "new");
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    }
}
