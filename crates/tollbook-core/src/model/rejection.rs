//! Suggestions that a coder has rejected.

use jiff::Timestamp;

use super::id::{ArticleId, EntryId, RejectionId};
use super::record::record;
use super::words::{Kind, Outcome};

record! {
    /// A suggestion that is not to be made again.
    pub struct Rejection: RejectionId, table "rejection" {
        /// The article.
        pub article: ArticleId,
        /// Where the words begin: bytes from the start of the text.
        pub start: usize,
        /// Where they end.
        pub end: usize,
        /// The words.
        pub quote: String,
        /// The kind of claim that was suggested.
        pub kind: Kind,
        /// The outcome that was suggested.
        pub outcome: Option<Outcome>,
        /// Whether the same words are rejected in other places too.
        pub everywhere: bool,
        /// Who rejected it.
        pub coder: EntryId,
        /// When.
        pub created: Timestamp,
    }
}
