//! From files to articles: which files a folder holds, what encoding they are in, and what title,
//! publication date and source their first lines give.
//!
//! One bad file never stops the rest: it is listed with the reason and what to do about it. Nothing
//! here writes anything, and nothing guesses a date from the clock or from the file's own times.

mod cache;
pub mod document;
pub mod download;
mod encoding;
mod file;
mod folder;
mod head;
mod several;
mod shortcut;
pub mod table;
mod walk;
pub mod zotero;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use std::time::SystemTime;

use tollbook_core::model::{DateRange, PublishedBasis};

pub use cache::{LibraryCache, cache_file};
pub use encoding::{Decoded, ReadError, decode};
pub use file::MAX_BYTES;
pub use folder::{read_one, scan, scan_with_cache};
pub use head::{AmbiguousDate, Field, Head, head};
pub use several::preview_table;

/// When an article was published, as far as it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The days that it may be.
    pub range: DateRange,
    /// Where that stands; never [`PublishedBasis::Coder`].
    pub basis: PublishedBasis,
    /// The words that say so.
    pub words: String,
    /// The bytes of these words in the text; `None` if they are part of the file's name.
    pub at: Option<Range<usize>>,
}

/// One article, read.
#[derive(Clone, Debug)]
pub struct ArticleFile {
    /// Where the file lies, relative to the folder, with `/` on every system; for one of several articles in a file,
    /// with "#" and what tells it from the others.
    pub path: String,
    /// Bytes on disk.
    pub size: u64,
    /// When the file was last written, where the system says.
    pub modified: Option<SystemTime>,
    /// SHA-256 of [`Self::text`] in UTF-8.
    pub sha256: [u8; 32],
    /// The text as it is stored: `\n` line ends, no byte-order mark, otherwise exactly as read.
    pub text: Arc<str>,
    /// The encoding that the file is in; empty where it holds no plain characters, as a PDF.
    pub encoding: &'static str,
    /// The headline, or the beginning of the text.
    pub title: String,
    /// When it was published; `None` if nothing says so.
    pub published: Option<Published>,
    /// Who published it; empty if nothing says so.
    pub source: String,
    /// What may be wrong with the text, as sentences that name the file.
    pub warnings: Vec<String>,
    /// What else the file gives.
    pub extracted: Extracted,
}

/// What a file gives beside an article's text and head.
#[derive(Clone, Debug, Default)]
pub struct Extracted {
    /// The parts of the text: headings, lists, pages …
    pub structure: Vec<document::Element>,
    /// The article's address.
    pub url: Option<String>,
    /// When it was fetched or saved, as written.
    pub retrieved: Option<String>,
    /// Its language, as the file states it.
    pub language: Option<String>,
    /// SHA-256 of the file as it is.
    pub original_sha256: [u8; 32],
    /// What read it, and in which version.
    pub extractor: document::Extractor,
}

/// A file or folder that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Where it lies, relative to the folder; a name that is not Unicode is shown as near as may be.
    pub path: String,
    /// Why, and what to do about it, as sentences.
    pub reason: String,
}

/// What a scan comes upon.
#[derive(Clone, Debug)]
pub enum FoundItem {
    /// An article.
    Article(ArticleFile),
    /// An article whose text the [`LibraryCache`] gives; here it is empty.
    CachedArticle(ArticleFile),
    /// A file or folder that could not be read.
    Unreadable(Unreadable),
}

/// Some of what a scan found, as soon as it is known.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Files read so far, these included.
    pub read: u64,
    /// Files in the folder; `None` while they are still being looked for.
    pub total: Option<u64>,
    /// The articles and the unreadable files, in the order of their paths.
    pub items: Vec<FoundItem>,
}

/// What a scan came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles read.
    pub articles: usize,
    /// Files and folders that could not be read.
    pub unreadable: usize,
    /// Files of kinds that hold no article, which are not listed.
    pub not_shown: BTreeMap<document::NotText, usize>,
    /// What came of each file that holds many articles, as sentences that name it.
    pub downloads: Vec<String>,
    /// Articles that stand in more than one of these files, and are listed once.
    pub repeated: usize,
    /// The tables of the folder, with how many articles each gives.
    pub tables: Vec<(String, usize)>,
    /// Whether it was cancelled before all was read.
    pub cancelled: bool,
}

impl Summary {
    /// Files of kinds that hold no article: "3 images and 1 film are not shown."
    pub fn not_shown_sentence(&self) -> Option<String> {
        let mut kinds: Vec<String> =
            self.not_shown.iter().map(|(kind, count)| kind.counted(*count)).collect();
        let last = kinds.pop()?;
        let is_one = self.not_shown.values().sum::<usize>() == 1;
        let all = if kinds.is_empty() { last } else { format!("{} and {last}", kinds.join(", ")) };
        Some(format!("{all} {} not shown.", if is_one { "is" } else { "are" }))
    }
}

#[cfg(test)]
mod tests {
    use super::document::NotText;
    use super::*;

    #[test]
    fn kinds_that_hold_no_article_are_counted() {
        let of = |kinds: &[(NotText, usize)]| {
            Summary { not_shown: kinds.iter().copied().collect(), ..Summary::default() }.not_shown_sentence()
        };
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[(NotText::Image, 1)]).as_deref(), Some("1 image is not shown."));
        let several = of(&[(NotText::Image, 3), (NotText::Video, 1), (NotText::Font, 2)]);
        assert_eq!(several.as_deref(), Some("3 images, 1 film and 2 fonts are not shown."));
    }
}
