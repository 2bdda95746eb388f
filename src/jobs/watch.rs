//! Watching the folder of articles, so that the window can say that its files have changed.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::Post;
use tollbook_state::effect::Done;

/// Watches one folder until it is dropped.
#[derive(Debug)]
pub(super) struct Watch {
    folder: PathBuf,
    /// Whether a change was reported since the folder was read last.
    reported: Arc<AtomicBool>,
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Watches `folder` and what lies in it. The first change of an article is reported; further ones once
    /// [`Watch::read_again`] was called.
    ///
    /// # Errors
    /// If the system watches no more folders.
    pub fn begin(folder: &Path, post: Post) -> notify::Result<Self> {
        let reported = Arc::new(AtomicBool::new(false));
        let known = Arc::clone(&reported);
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| concerns_articles(&event)) && !known.swap(true, Ordering::Relaxed) {
                post.done(Done::FolderChanged);
            }
        })?;
        watcher.watch(folder, RecursiveMode::Recursive)?;
        Ok(Self { folder: folder.to_owned(), reported, _watcher: watcher })
    }

    /// Whether this is the folder that is watched.
    pub fn is_of(&self, folder: &Path) -> bool {
        self.folder == folder
    }

    /// The folder is read again, so that the next change is news.
    pub fn read_again(&self) {
        self.reported.store(false, Ordering::Relaxed);
    }
}

/// Whether a file that may be an article was made, changed, moved or removed. The project file and what lies beside
/// it while it is written are none, nor are hidden files.
fn concerns_articles(event: &Event) -> bool {
    let changes = matches!(event.kind, EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_));
    changes && event.paths.iter().any(|path| may_be_article(path))
}

fn may_be_article(path: &Path) -> bool {
    let name = path.file_name().map(OsStr::to_string_lossy).unwrap_or_default();
    !name.starts_with(['.', '~']) && !name.contains(".tollbook")
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::time::{Duration, Instant};

    use super::super::Message;
    use super::*;

    #[test]
    fn a_change_of_an_article_is_told_once_until_the_folder_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let (sender, inbox) = channel();
        let post = Post { sender, wake: Arc::new(|| ()), batches: Arc::default() };
        let watch = Watch::begin(folder.path(), post).unwrap();
        let reported = |within: u64| {
            let until = Instant::now() + Duration::from_millis(within);
            let mut times = 0;
            while let Ok(message) = inbox.recv_timeout(until.saturating_duration_since(Instant::now())) {
                times += usize::from(matches!(message, Message::Done(Done::FolderChanged)));
            }
            times
        };
        std::fs::write(folder.path().join("sahel.tollbook"), "x").unwrap();
        std::fs::write(folder.path().join("sahel.tollbook-journal"), "x").unwrap();
        assert_eq!(reported(300), 0, "saving is no change of an article");
        std::fs::write(folder.path().join("a.txt"), "x").unwrap();
        std::fs::write(folder.path().join("b.txt"), "x").unwrap();
        assert_eq!(reported(500), 1);
        watch.read_again();
        std::fs::remove_file(folder.path().join("a.txt")).unwrap();
        assert_eq!(reported(500), 1);
    }
}
