//! Reading all articles of a folder, many at a time.

use std::collections::{HashMap, HashSet, VecDeque};
use std::fs;
use std::path::{Component, Path};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};

use rayon::prelude::*;

use super::cache::{KeptText, KnownFile, LibraryCache, ReadFile, Stamp};
use super::document::{NotText, ReadError};
use super::file::{Beside, Reading, read_file};
use super::several::TABLE;
use super::table::ColumnMapping;
use super::walk::{Entry, walk};
use super::zotero::Libraries;
use super::{ArticleFile, Batch, Extracted, FoundItem, Summary, Unreadable};

/// The first batch is small, so that something can be shown at once; later ones cost fewer calls.
const FIRST_BATCH: usize = 16;
const LARGEST_BATCH: usize = 512;
/// So many entries wait to be read: the walk is far ahead of the reading, and tells how many there are as soon as it has
/// ended.
const MOST_WAITING: usize = 250_000;
/// So many bytes of text stay in memory; beyond, they are read again when they are needed.
const MOST_HELD: usize = 8 << 20;

/// Reads all articles in `root` and the folders in it: the rules are those of [`walk`]. `on` is called
/// from this thread with batch after batch, in the order of the relative paths; a file that cannot be
/// read is an item of its batch. Once `cancel` is set, the files under way are finished and no more
/// are begun.
pub fn scan(root: &Path, cancel: &AtomicBool, on: &(dyn Fn(Batch) + Sync)) -> Summary {
    scan_files(root, None, cancel, on)
}

/// Reads all articles as [`scan`] does, but takes from the cache what has not changed, and leaves texts to it: those
/// that it has, and those of large folders.
pub fn scan_with_cache(
    root: &Path,
    cache: &LibraryCache,
    cancel: &AtomicBool,
    on: &(dyn Fn(Batch) + Sync),
) -> Summary {
    scan_files(root, Some(cache), cancel, on)
}

fn scan_files(
    root: &Path,
    cache: Option<&LibraryCache>,
    cancel: &AtomicBool,
    on: &(dyn Fn(Batch) + Sync),
) -> Summary {
    let mut summary = Summary::default();
    std::thread::scope(|scope| {
        // Bounded, so that a cancelled scan does not leave a walk through a whole disk behind.
        let (sender, receiver) = sync_channel(LARGEST_BATCH * 8);
        scope.spawn(move || walk(root, cancel, &mut |entry| sender.send(entry).is_ok()));
        // The cache is written beside the reading.
        let (to_cache, files_to_cache) = sync_channel::<ToCache>(8);
        if let Some(cache) = cache {
            scope.spawn(move || {
                let (mut waiting, mut total, mut replaced) = (Vec::new(), 0, false);
                for ToCache { files, gone, is_last } in files_to_cache {
                    replaced |= !gone.is_empty() || files.iter().any(|file| file.is_new_version);
                    if !gone.is_empty() || (is_last && replaced) {
                        cache.forget(&gone, is_last);
                    }
                    total += files.len();
                    waiting.extend(files);
                    waiting = cache.store(waiting, total);
                }
            });
        }
        let mut held = 0;
        let mut queue = Queue { receiver, waiting: VecDeque::new(), taken: 0, ended: false };
        let mut size = FIRST_BATCH;
        let mut files = 0;
        let libraries = Libraries::default();
        // The first reading of a folder does not wait for what is being written.
        let known_files = cache.filter(|cache| cache.knows_files());
        // The path up to which the cache was asked what it knows.
        let mut asked = String::new();
        // A longer download adds only what is new: an article that two files hold is listed once.
        let mut parts = HashSet::new();
        loop {
            let entries = queue.next(size);
            if entries.is_empty() || cancel.load(Ordering::Relaxed) {
                break;
            }
            let read = |(entry, known): (Entry, Option<KnownFile>)| {
                let go_on = !cancel.load(Ordering::Relaxed);
                go_on.then(|| read_entry(root, entry, known, cache, &libraries, cancel))
            };
            let (entries, gone) = with_known(entries, known_files, &mut asked);
            let read: Vec<Read> = entries.into_par_iter().filter_map(read).collect();
            files += read.len() as u64;
            let mut items = Vec::with_capacity(read.len());
            let mut new_files = Vec::new();
            for Read { path, reading, is_known, to_cache } in read {
                new_files.extend(to_cache);
                let mut item = |article: ArticleFile| {
                    held += article.text.len();
                    if is_known {
                        FoundItem::CachedArticle(article)
                    } else if cache.is_some() && held > MOST_HELD {
                        FoundItem::CachedArticle(ArticleFile { text: Arc::from(""), ..article })
                    } else {
                        FoundItem::Article(article)
                    }
                };
                match reading {
                    Reading::Articles(articles) => {
                        summary.articles += articles.len();
                        items.extend(articles.into_iter().map(item));
                    }
                    Reading::Several(articles, sentence) => {
                        let before = items.len();
                        let is_table =
                            articles.first().is_some_and(|first| first.extracted.extractor == TABLE);
                        let new = articles.into_iter().filter(|article| {
                            let identity = article.path.rsplit_once('#').map_or("", |(_, identity)| identity);
                            // Two tables may number their rows alike.
                            let is_new = parts.insert((identity.to_owned(), article.sha256));
                            summary.repeated += usize::from(!is_new);
                            is_new
                        });
                        items.extend(new.map(&mut item));
                        let count = items.len() - before;
                        summary.articles += count;
                        summary.downloads.push(sentence);
                        if is_table {
                            summary.tables.push((path, count));
                        }
                    }
                    Reading::NotShown(kind) => {
                        *summary.not_shown.entry(kind).or_default() += 1;
                        if kind == NotText::Table {
                            summary.tables.push((path, 0));
                        }
                    }
                    Reading::EmptyTable(unreadable) => {
                        summary.tables.push((path, 0));
                        summary.unreadable += 1;
                        items.push(FoundItem::Unreadable(unreadable));
                    }
                    Reading::Unreadable(unreadable) => {
                        summary.unreadable += 1;
                        items.push(FoundItem::Unreadable(unreadable));
                    }
                }
            }
            if cache.is_some() {
                // The other end is there until all is sent.
                let _ = to_cache.send(ToCache { files: new_files, gone, is_last: false });
            }
            on(Batch { read: files, total: queue.total(), items });
            size = (size * 2).min(LARGEST_BATCH);
        }
        if cache.is_some() && !cancel.load(Ordering::Relaxed) {
            let gone = known_files.map_or_else(HashMap::new, |cache| cache.known_files(&asked, LAST_PATH));
            let gone = gone.into_keys().collect();
            let _ = to_cache.send(ToCache { files: Vec::new(), gone, is_last: true });
        }
        // Dropping the queue ends a walk that waits to hand over more.
    });
    summary.cancelled = cancel.load(Ordering::Relaxed);
    summary
}

/// Comes after the path of any file.
const LAST_PATH: &str = "\u{10ffff}";

/// What the cache is told.
struct ToCache {
    files: Vec<ReadFile>,
    /// Files that it knows and that are not in the folder any more.
    gone: Vec<String>,
    /// Whether this is all.
    is_last: bool,
}

/// Entries as the walk finds them.
struct Queue {
    receiver: Receiver<Entry>,
    waiting: VecDeque<Entry>,
    taken: usize,
    ended: bool,
}

impl Queue {
    /// The next entries, at most `most`; waits for one, and takes more only if they are there.
    fn next(&mut self, most: usize) -> Vec<Entry> {
        if self.waiting.is_empty() && !self.ended {
            match self.receiver.recv() {
                Ok(entry) => self.waiting.push_back(entry),
                Err(_) => self.ended = true,
            }
        }
        self.take_what_is_there();
        let next: Vec<Entry> = self.waiting.drain(..most.min(self.waiting.len())).collect();
        self.taken += next.len();
        next
    }

    fn take_what_is_there(&mut self) {
        while !self.ended && self.waiting.len() < MOST_WAITING {
            match self.receiver.try_recv() {
                Ok(entry) => self.waiting.push_back(entry),
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

/// Entries with what the cache knows of them, and the files that it knows between `asked` and the last of these and that
/// are not among them. Entries come in the order of their paths.
fn with_known(
    entries: Vec<Entry>,
    cache: Option<&LibraryCache>,
    asked: &mut String,
) -> (Vec<(Entry, Option<KnownFile>)>, Vec<String>) {
    let path = |entry: &Entry| match entry {
        Entry::File { path, .. } => Some(path.clone()),
        Entry::Unreadable(_) => None,
    };
    let mut known = HashMap::new();
    // A name that is not Unicode may stand elsewhere in the order.
    let last = entries.iter().rev().find_map(path);
    if let (Some(cache), Some(last)) = (cache, last.filter(|last| **last > **asked)) {
        known = cache.known_files(asked, &last);
        *asked = last.into();
    }
    let entries = entries
        .into_iter()
        .map(|entry| {
            let known = match &entry {
                Entry::File { path, .. } => known.remove(&**path),
                Entry::Unreadable(file) => known.remove(&file.path),
            };
            (entry, known)
        })
        .collect();
    (entries, known.into_keys().collect())
}

/// What one file gave.
struct Read {
    /// The file's path.
    path: String,
    reading: Reading,
    /// Whether it comes from the cache, without its texts.
    is_known: bool,
    to_cache: Option<ReadFile>,
}

fn read_entry(
    root: &Path,
    entry: Entry,
    known: Option<KnownFile>,
    cache: Option<&LibraryCache>,
    libraries: &Libraries,
    cancel: &AtomicBool,
) -> Read {
    let (path, shortcut) = match entry {
        Entry::File { path, shortcut } => (String::from(path), shortcut),
        Entry::Unreadable(unreadable) => {
            let path = unreadable.path.clone();
            return Read { path, reading: Reading::Unreadable(unreadable), is_known: false, to_cache: None };
        }
    };
    let full = root.join(&path);
    let columns = cache.and_then(|cache| cache.columns_of(&path));
    // What a Zotero library or a shortcut says of a file changes without the file.
    let changes_with_file = libraries.item(&full).is_none() && shortcut.is_none();
    // Asked before the file is opened: what is written meanwhile is read again the next time.
    let metadata = fs::metadata(&full).ok();
    let stamp = metadata.as_ref().filter(|_| cache.is_some() && changes_with_file);
    let stamp = stamp.and_then(|metadata| Stamp::new(metadata, columns));
    let is_new_version = known.is_some();
    if let Some(known) = known
        && stamp == Some(known.stamp)
    {
        let reading = match known.several {
            Some(sentence) => Reading::Several(known.articles, sentence),
            None => Reading::Articles(known.articles),
        };
        return Read { path, reading, is_known: true, to_cache: None };
    }
    let beside = Beside { columns, shortcut: shortcut.as_deref(), metadata };
    let reading = read_file(&path, &full, None, beside, libraries, cancel);
    let found = match &reading {
        Reading::Articles(articles) => Some((articles, None)),
        Reading::Several(articles, sentence) => Some((articles, Some(sentence.clone()))),
        Reading::NotShown(_) | Reading::EmptyTable(_) | Reading::Unreadable(_) => None,
    };
    let to_cache =
        stamp.zip(found).filter(|_| !cancel.load(Ordering::Relaxed)).map(|(stamp, (articles, several))| {
            let is_dear =
                |article: &&ArticleFile| !matches!(article.extracted.extractor.name, "text" | "markdown");
            let text = |article: &ArticleFile| KeptText {
                sha256: article.sha256,
                text: article.text.clone(),
                structure: article.extracted.structure.clone(),
            };
            let texts = articles.iter().filter(is_dear).map(text).collect();
            let articles = articles.iter().map(without_text).collect();
            ReadFile {
                path: path.clone(),
                cached: KnownFile { stamp, several, articles },
                texts,
                is_new_version,
            }
        });
    Read { path, reading, is_known: false, to_cache }
}

fn without_text(article: &ArticleFile) -> ArticleFile {
    let Extracted { url, retrieved, language, original_sha256, extractor, structure: _ } = &article.extracted;
    ArticleFile {
        path: article.path.clone(),
        text: Arc::from(""),
        title: article.title.clone(),
        published: article.published.clone(),
        source: article.source.clone(),
        warnings: article.warnings.clone(),
        extracted: Extracted {
            structure: Vec::new(),
            url: url.clone(),
            retrieved: retrieved.clone(),
            language: language.clone(),
            original_sha256: *original_sha256,
            extractor: *extractor,
        },
        ..*article
    }
}

/// Reads one article of a folder again. For one of several in a file, `path` is the file's with "#" and what
/// tells it from the others.
///
/// # Errors
/// Why it cannot be read, as for a scan; also if `path` would lead out of `root`, as it might in a
/// project file from a stranger.
pub fn read_one(root: &Path, path: &str) -> Result<ArticleFile, Unreadable> {
    read_one_with(root, path, &|_| None)
}

/// Reads one article again, of a table by these columns.
pub(super) fn read_one_with<'c>(
    root: &Path,
    path: &str,
    columns: &dyn Fn(&str) -> Option<&'c ColumnMapping>,
) -> Result<ArticleFile, Unreadable> {
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
    let beside = Beside { columns: columns(file), ..Beside::default() };
    match read_file(file, &full, only, beside, &Libraries::default(), &AtomicBool::new(false)) {
        Reading::Articles(articles) | Reading::Several(articles, _) => {
            articles.into_iter().find(|article| article.path == path).ok_or_else(|| {
                unreadable("The article is not in its file any more. Read the folder again.".to_owned())
            })
        }
        Reading::NotShown(kind) => Err(unreadable(ReadError::NotText(kind).to_string())),
        Reading::EmptyTable(found) | Reading::Unreadable(found) => Err(unreadable(found.reason)),
    }
}

#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod tests;
