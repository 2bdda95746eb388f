//! Articles, and how far each coder has come with them.

use super::date::DateRange;
use super::id::{ArticleId, CoverageId, EntryId};
use super::record::record;
use super::words::{PublishedBasis, ReadState};

record! {
    /// One document of the folder. Its text is kept apart, under its hash.
    pub struct Article: ArticleId, table "article" {
        /// Where the file lies, relative to the folder, with `/`.
        pub path: String,
        /// SHA-256 of the stored text, in hexadecimal.
        pub sha256: String,
        /// The headline.
        pub title: String,
        /// When it was published, if that is known at all.
        pub published: Option<DateRange>,
        /// How that is known.
        pub published_basis: Option<PublishedBasis>,
        /// The words that say so.
        pub published_as_written: String,
        /// Who published it.
        pub source: String,
        /// Articles that copy one agency share a voice; blank is a voice of its own.
        pub voice: String,
        /// The coder's notes.
        pub memo: String,
    }
}

impl ReadState {
    /// The state after this one: unread, read, done, and round again.
    pub fn next(self) -> Self {
        match self {
            Self::Unread => Self::Read,
            Self::Read => Self::Done,
            Self::Done => Self::Unread,
        }
    }
}

record! {
    /// How far one coder has come with one article; no row means unread.
    pub struct Coverage: CoverageId, table "coverage" {
        /// The article.
        pub article: ArticleId,
        /// The coder.
        pub coder: EntryId,
        /// How far.
        pub state: ReadState,
    }
}
