//! One writer: a lock on a file beside the project file, freed by the system when its holder ends,
//! however it ends.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::files::beside;

/// The lock of a project file, held until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    /// Holds the lock; `None` where the file system has no locks, and only the check of the last
    /// edit stands guard.
    _file: Option<File>,
}

/// The lock's file, beside the project file.
pub(super) fn path_of(project: &Path) -> PathBuf {
    beside(project, "-lock")
}

impl Lock {
    /// Takes the lock; `None` if another holds it.
    pub(super) fn acquire(project: &Path) -> io::Result<Option<Self>> {
        Self::take_at(path_of(project))
    }

    /// Takes the lock on the file at `path`; `None` if another holds it.
    fn take_at(path: PathBuf) -> io::Result<Option<Self>> {
        let file = File::options().read(true).write(true).create(true).truncate(false).open(&path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { path, _file: Some(file) })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                Ok(Some(Self { path, _file: None }))
            }
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Whether another program holds the lock. Makes no file, and changes none.
    pub(super) fn is_held(project: &Path) -> bool {
        let Ok(file) = File::open(path_of(project)) else { return false };
        matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock))
    }
}

impl Drop for Lock {
    /// Removes the file while the lock is still held, so that one file is left at rest. A program
    /// that has just opened the removed file may then take its lock beside the next holder; the
    /// check of the last edit in every commit keeps the two apart.
    fn drop(&mut self) {
        // A file that is left behind is locked by nobody and does no harm.
        let _ = fs::remove_file(&self.path);
    }
}

/// That a window has a project open, noted among the user's own data: the folder of the project is not written
/// for it. Another window of the same user sees it before either has edited anything.
#[derive(Debug)]
pub struct Presence {
    path: PathBuf,
    lock: Option<Lock>,
    /// Nothing could be noted; then no other window is named.
    is_unknown: bool,
}

impl Presence {
    /// Notes in `folder` that the project file is open.
    pub fn enter(folder: &Path, project: &Path) -> Self {
        let project = fs::canonicalize(project).unwrap_or_else(|_| super::store::absolute(project));
        let name = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_URL, project.as_os_str().as_encoded_bytes());
        let is_unknown = fs::create_dir_all(folder).is_err();
        let mut presence = Self { path: folder.join(name.simple().to_string()), lock: None, is_unknown };
        presence.is_first();
        presence
    }

    /// Whether no other window has the project open, or the others came later.
    pub fn is_first(&mut self) -> bool {
        if self.lock.is_none() && !self.is_unknown {
            match Lock::take_at(self.path.clone()) {
                Ok(lock) => self.lock = lock,
                Err(_) => self.is_unknown = true,
            }
        }
        self.is_unknown || self.lock.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_holder_at_a_time_and_no_file_at_rest() {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("Sahel.tollbook");
        assert!(!Lock::is_held(&project));
        let lock = Lock::acquire(&project).unwrap().unwrap();
        assert!(Lock::is_held(&project));
        assert!(Lock::acquire(&project).unwrap().is_none());
        drop(lock);
        assert!(!path_of(&project).exists());
        assert!(Lock::acquire(&project).unwrap().is_some());
    }

    #[test]
    fn a_second_window_sees_the_first_and_follows_it() {
        let folder = tempfile::tempdir().unwrap();
        let (open, project) = (folder.path().join("open"), folder.path().join("Sahel.tollbook"));
        let mut first = Presence::enter(&open, &project);
        let mut second = Presence::enter(&open, &project);
        let mut other = Presence::enter(&open, &folder.path().join("Other.tollbook"));
        assert_eq!([first.is_first(), second.is_first(), other.is_first()], [true, false, true]);
        drop(first);
        assert!(second.is_first());
        assert!(Presence::enter(Path::new("/dev/null/x"), &project).is_first(), "nothing is known");
    }

    #[test]
    fn a_file_that_a_crash_left_behind_locks_nobody_out() {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("Sahel.tollbook");
        fs::write(path_of(&project), "").unwrap();
        assert!(!Lock::is_held(&project));
        assert!(Lock::acquire(&project).unwrap().is_some());
    }
}
