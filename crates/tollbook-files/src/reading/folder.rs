//! Reading all articles of a folder, many at a time.

use std::collections::HashSet;
use std::path::{Component, Path};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};

use rayon::prelude::*;

use super::document::ReadError;
use super::file::{Reading, read_file};
use super::walk::{Entry, walk};
use super::zotero::Libraries;
use super::{ArticleFile, Batch, Found, Summary, Unreadable};

/// The first batch is small, so that something can be shown at once; later ones cost fewer calls.
const FIRST_BATCH: usize = 16;
const LARGEST_BATCH: usize = 512;

/// Reads all articles in `root` and the folders in it: the rules are those of [`walk`]. `on` is called
/// from this thread with batch after batch, in the order of the relative paths; a file that cannot be
/// read is an item of its batch. Once `cancel` is set, the files under way are finished and no more
/// are begun.
pub fn scan(root: &Path, cancel: &AtomicBool, on: &(dyn Fn(Batch) + Sync)) -> Summary {
    let mut summary = Summary::default();
    std::thread::scope(|scope| {
        // Bounded, so that a cancelled scan does not leave a walk through a whole disk behind.
        let (sender, receiver) = sync_channel(LARGEST_BATCH * 8);
        scope.spawn(move || walk(root, cancel, &mut |entry| sender.send(entry).is_ok()));
        let mut queue = Queue { receiver, waiting: Vec::new(), taken: 0, ended: false };
        let mut size = FIRST_BATCH;
        let mut files = 0;
        let libraries = Libraries::default();
        // A longer download adds only what is new: an article that two files hold is listed once.
        let mut parts = HashSet::new();
        loop {
            let entries = queue.next(size);
            if entries.is_empty() || cancel.load(Ordering::Relaxed) {
                break;
            }
            let read = |entry: Entry| {
                (!cancel.load(Ordering::Relaxed)).then(|| read_entry(entry, &libraries, cancel))
            };
            let read: Vec<Reading> = entries.into_par_iter().filter_map(read).collect();
            files += read.len() as u64;
            let mut items = Vec::with_capacity(read.len());
            for reading in read {
                match reading {
                    Reading::Articles(articles) => {
                        summary.articles += articles.len();
                        items.extend(articles.into_iter().map(Found::Article));
                    }
                    Reading::Several(articles, sentence) => {
                        let before = items.len();
                        let new = articles.into_iter().filter(|article| {
                            let identity = article.path.rsplit_once('#').map_or("", |(_, identity)| identity);
                            // Two tables may number their rows alike.
                            let is_new = parts.insert((identity.to_owned(), article.sha256));
                            summary.repeated += usize::from(!is_new);
                            is_new
                        });
                        items.extend(new.map(Found::Article));
                        summary.articles += items.len() - before;
                        summary.downloads.push(sentence);
                    }
                    Reading::NotShown(kind) => *summary.not_shown.entry(kind).or_default() += 1,
                    Reading::Unreadable(unreadable) => {
                        summary.unreadable += 1;
                        items.push(Found::Unreadable(unreadable));
                    }
                }
            }
            on(Batch { read: files, found: queue.total(), items });
            size = (size * 2).min(LARGEST_BATCH);
        }
        // Dropping the queue ends a walk that waits to hand over more.
    });
    summary.cancelled = cancel.load(Ordering::Relaxed);
    summary
}

/// Entries as the walk finds them.
struct Queue {
    receiver: Receiver<Entry>,
    waiting: Vec<Entry>,
    taken: usize,
    ended: bool,
}

impl Queue {
    /// The next entries, at most `most`; waits for one, and takes more only if they are there.
    fn next(&mut self, most: usize) -> Vec<Entry> {
        if self.waiting.is_empty() && !self.ended {
            match self.receiver.recv() {
                Ok(entry) => self.waiting.push(entry),
                Err(_) => self.ended = true,
            }
        }
        self.take_what_is_there();
        let rest = self.waiting.split_off(most.min(self.waiting.len()));
        let next = std::mem::replace(&mut self.waiting, rest);
        self.taken += next.len();
        next
    }

    fn take_what_is_there(&mut self) {
        while !self.ended {
            match self.receiver.try_recv() {
                Ok(entry) => self.waiting.push(entry),
                Err(TryRecvError::Empty) => return,
                Err(TryRecvError::Disconnected) => self.ended = true,
            }
        }
    }

    /// How many entries there are in all, once the walk has ended.
    fn total(&mut self) -> Option<u64> {
        self.take_what_is_there();
        self.ended.then_some((self.taken + self.waiting.len()) as u64)
    }
}

fn read_entry(entry: Entry, libraries: &Libraries, cancel: &AtomicBool) -> Reading {
    match entry {
        Entry::Unreadable(unreadable) => Reading::Unreadable(unreadable),
        Entry::File { path, full } => read_file(&path, &full, None, libraries, cancel),
    }
}

/// Reads one article of a folder again. For one of several in a file, `path` is the file's with "#" and what
/// tells it from the others.
///
/// # Errors
/// Why it cannot be read, as for a scan; also if `path` would lead out of `root`, as it might in a
/// project file from a stranger.
pub fn read_one(root: &Path, path: &str) -> Result<ArticleFile, Unreadable> {
    let unreadable = |reason: String| Unreadable { path: path.to_owned(), reason };
    let relative = Path::new(path);
    let stays_inside = relative.components().all(|part| matches!(part, Component::Normal(_)));
    if path.is_empty() || !stays_inside {
        return Err(unreadable(
            "The path leads out of the project's folder, and is not followed.".to_owned(),
        ));
    }
    let mut full = root.join(relative);
    let mut file = path;
    let mut only = None;
    if let Some((container, identity)) = path.rsplit_once('#')
        && !full.exists()
    {
        file = container;
        only = Some(identity);
        full = root.join(container);
    }
    match read_file(file, &full, only, &Libraries::default(), &AtomicBool::new(false)) {
        Reading::Articles(articles) | Reading::Several(articles, _) => {
            articles.into_iter().find(|article| article.path == path).ok_or_else(|| {
                unreadable("The article is not in its file any more. Read the folder again.".to_owned())
            })
        }
        Reading::NotShown(kind) => Err(unreadable(ReadError::NotText(kind).to_string())),
        Reading::Unreadable(found) => Err(unreadable(found.reason)),
    }
}

#[cfg(test)]
mod tests;
