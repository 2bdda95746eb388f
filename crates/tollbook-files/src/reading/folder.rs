//! Reading all articles of a folder, many at a time.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::document::Metadata;
use super::encoding::decode;
use super::head::head;
use super::walk::{Entry, walk};
use super::{ArticleFile, Batch, Found, Summary, Unreadable};

/// The largest file that is read as an article, in bytes. The longest books are a tenth of it; a
/// larger file is an archive or a log, and reading it would hold up the rest.
pub const MAX_BYTES: u64 = 20 * 1024 * 1024;

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
        loop {
            let entries = queue.next(size);
            if entries.is_empty() || cancel.load(Ordering::Relaxed) {
                break;
            }
            let read = |entry: Entry| (!cancel.load(Ordering::Relaxed)).then(|| read_entry(entry));
            let items: Vec<Found> = entries.into_par_iter().filter_map(read).collect();
            let unreadable = items.iter().filter(|item| matches!(item, Found::Unreadable(_))).count();
            summary.unreadable += unreadable;
            summary.articles += items.len() - unreadable;
            let read = (summary.articles + summary.unreadable) as u64;
            on(Batch { read, found: queue.total(), items });
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

fn read_entry(entry: Entry) -> Found {
    match entry {
        Entry::Unreadable(unreadable) => Found::Unreadable(unreadable),
        Entry::File { path, full } => match read_file(&path, &full) {
            Ok(article) => Found::Article(article),
            Err(reason) => Found::Unreadable(Unreadable { path, reason }),
        },
    }
}

/// Reads one article of a folder again.
///
/// # Errors
/// Why it cannot be read, as for a scan; also if `path` would lead out of `root`, as it might in a
/// project file from a stranger.
pub fn read_one(root: &Path, path: &str) -> Result<ArticleFile, Unreadable> {
    let relative = Path::new(path);
    let stays_inside = relative.components().all(|part| matches!(part, Component::Normal(_)));
    if path.is_empty() || !stays_inside {
        let reason = "The path leads out of the project's folder, and is not followed.".to_owned();
        return Err(Unreadable { path: path.to_owned(), reason });
    }
    read_file(path, &root.join(relative)).map_err(|reason| Unreadable { path: path.to_owned(), reason })
}

fn read_file(path: &str, full: &Path) -> Result<ArticleFile, String> {
    let (bytes, size, modified) = bytes_of(full)?;
    let decoded = decode(&bytes).map_err(|error| error.to_string())?;
    drop(bytes);
    let text: Arc<str> = decoded.text.into();
    let head = head(&text, path, &Metadata::default());
    Ok(ArticleFile {
        path: path.to_owned(),
        size,
        modified,
        sha256: Sha256::digest(text.as_bytes()).into(),
        text,
        encoding: decoded.encoding,
        title: head.title.words,
        published: head.published,
        source: head.source.words,
        warnings: decoded.warning.into_iter().map(|warning| format!("{path}: {warning}")).collect(),
    })
}

/// A file's bytes, its size and when it was last written.
fn bytes_of(full: &Path) -> Result<(Vec<u8>, u64, Option<std::time::SystemTime>), String> {
    let file = File::open(full).map_err(|error| file_reason(&error))?;
    let metadata = file.metadata().map_err(|error| file_reason(&error))?;
    if !metadata.is_file() {
        return Err("This is no ordinary file. Delete or rename it.".to_owned());
    }
    let too_large = |size: u64| {
        let (size, most) = (size / (1024 * 1024), MAX_BYTES / (1024 * 1024));
        format!(
            "The file has {size} MB; articles of up to {most} MB are read. Split it into one file for each article."
        )
    };
    if metadata.len() > MAX_BYTES {
        return Err(too_large(metadata.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0) + 1);
    // A file that grows meanwhile is not read without end.
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| file_reason(&error))?;
    let size = bytes.len() as u64;
    if size > MAX_BYTES { Err(too_large(size)) } else { Ok((bytes, size, metadata.modified().ok())) }
}

fn file_reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            "You have no permission to read this file. Give yourself the right to read it.".to_owned()
        }
        io::ErrorKind::NotFound => {
            "The file is not there any more. It was moved, renamed or deleted; put it back, or read the folder again."
                .to_owned()
        }
        _ => format!("The file could not be read: {error}. Check the drive and try again."),
    }
}

#[cfg(test)]
mod tests;
