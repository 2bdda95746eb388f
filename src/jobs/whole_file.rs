//! Files that are written whole or not at all, and the newest of something kept in one.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use super::{Post, spawn};
use tollbook_state::effect::Done;

/// Who may read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Readers {
    /// Whoever may read what the user makes with any program.
    Usual,
    /// The user alone.
    User,
}

/// Writes a file: first beside it, then in its place.
pub(super) fn write(to: &Path, bytes: &[u8], readers: Readers) -> std::io::Result<()> {
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = to.file_name().unwrap_or_default().to_string_lossy();
    // Names have an end on every disk.
    let name: String = name.chars().take(60).collect();
    let prefix = format!(".{name}.tollbook-");
    remove_leftovers(folder, &prefix);
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix);
    let mut temporary = match readers {
        Readers::Usual => builder.make_in(folder, |path| File::create_new(path))?,
        Readers::User => builder.tempfile_in(folder)?,
    };
    // Tells the next program that this file is being written. Where there are no locks, none is removed.
    let _ = temporary.as_file().try_lock();
    temporary.write_all(bytes)?;
    temporary.as_file().sync_all()?;
    temporary.persist(to)?;
    Ok(())
}

/// Removes what programs that were killed left half-written of the same file.
fn remove_leftovers(folder: &Path, prefix: &str) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if !entry.file_name().to_string_lossy().starts_with(prefix) {
            continue;
        }
        let file = File::options().write(true).open(entry.path());
        if file.is_ok_and(|file| file.try_lock().is_ok()) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// How something is written to a file; gives a sentence that names the file if it cannot be.
type Write<T> = fn(&Path, &T) -> Result<(), String>;

/// Keeps the newest of something in a file beside the window; what is older need not be written.
pub(super) struct Keeper<T> {
    write: Write<T>,
    /// What a thread is to write next.
    waiting: Arc<Mutex<Option<T>>>,
    thread: Option<JoinHandle<()>>,
}

impl<T: Send + 'static> Keeper<T> {
    pub fn new(write: Write<T>) -> Self {
        Self { write, waiting: Arc::default(), thread: None }
    }

    /// Has `value` written to `file` in place of what waits.
    pub fn write_latest(&mut self, value: T, file: &Path, post: &Post) {
        let replaced = lock(&self.waiting).replace(value);
        if replaced.is_some() {
            // The thread that was to write that one writes this one.
            return;
        }
        let (write, waiting, before) = (self.write, self.waiting.clone(), self.thread.take());
        let (file, answer) = (file.to_owned(), post.clone());
        let write_newest = move || {
            let newest = lock(&waiting).take();
            if let Some(Err(why)) = newest.map(|newest| write(&file, &newest)) {
                answer.done(Done::Failed(why));
            }
        };
        let now = write_newest.clone();
        self.thread = spawn(post, "keep", move || {
            // One after the other, so that the newest is the last.
            if let Some(before) = before {
                let _ = before.join();
            }
            write_newest();
        });
        if self.thread.is_none() {
            now();
        }
    }

    /// Waits until everything is written.
    pub fn finish(&mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn lock<T>(waiting: &Mutex<Option<T>>) -> std::sync::MutexGuard<'_, Option<T>> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc::channel;
    use std::time::Duration;

    use super::*;

    static WRITTEN: AtomicUsize = AtomicUsize::new(0);

    /// As on a slow disk.
    fn slowly(file: &Path, value: &u32) -> Result<(), String> {
        std::thread::sleep(Duration::from_millis(20));
        WRITTEN.fetch_add(1, Ordering::Relaxed);
        write(file, value.to_string().as_bytes(), Readers::User).map_err(|error| error.to_string())
    }

    #[test]
    #[cfg(unix)]
    fn papers_can_be_read_by_whoever_may_read_other_files_and_the_rest_by_the_user() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let mode = |name: &str| {
            let file = std::fs::metadata(folder.path().join(name)).unwrap();
            file.permissions().mode() & 0o777
        };
        std::fs::write(folder.path().join("other"), b"").unwrap();
        for _again in 0..2 {
            write(&folder.path().join("paper"), b"", Readers::Usual).unwrap();
            write(&folder.path().join("kept"), b"", Readers::User).unwrap();
            assert_eq!((mode("paper"), mode("kept")), (mode("other"), 0o600));
        }
    }

    #[test]
    fn what_a_killed_program_left_is_removed_with_the_next_of_the_same_file() {
        let folder = tempfile::tempdir().unwrap();
        let (left, other) =
            (folder.path().join(".a.svg.tollbook-x"), folder.path().join(".b.svg.tollbook-x"));
        for path in [&left, &other] {
            std::fs::write(path, b"half").unwrap();
        }
        write(&folder.path().join("a.svg"), b"whole", Readers::Usual).unwrap();
        assert!(!left.exists() && other.exists());
        assert_eq!(std::fs::read(folder.path().join("a.svg")).unwrap(), b"whole");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn the_newest_is_written_for_certain_and_not_everything_before_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("kept");
        let post = Post { sender: channel().0, wake: Arc::new(|| ()), batches: Arc::default() };
        let mut keeper = Keeper::new(slowly);
        for value in 0..=100 {
            keeper.write_latest(value, &file, &post);
        }
        keeper.finish();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "100");
        assert!(WRITTEN.load(Ordering::Relaxed) < 20, "one waits while one is written");
    }
}
