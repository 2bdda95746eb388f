//! Annotations: spans of an article's text with a code.

use std::ops::Range;

use jiff::Timestamp;

use super::id::{AnnotationId, ArticleId, CodeId, EntryId};
use super::record::record;
use super::words::{Anchor, Origin};

record! {
    /// A span with a code, its quote and its context.
    pub struct Annotation: AnnotationId, table "annotation" {
        /// The article.
        pub article: ArticleId,
        /// The code.
        pub code: CodeId,
        /// Where the span begins: bytes from the start of the text, on a character boundary.
        pub start: usize,
        /// Where it ends; the span is half-open.
        pub end: usize,
        /// The words of the span, as they were when it was annotated.
        pub quote: String,
        /// Some words before the span, to find it again in a changed text.
        pub prefix: String,
        /// Some words after it.
        pub suffix: String,
        /// The coder's notes.
        pub memo: String,
        /// Who annotated it.
        pub coder: EntryId,
        /// When it was annotated.
        pub created: Timestamp,
        /// When it, or its claim, was last changed.
        pub modified: Timestamp,
        /// Where it came from.
        pub origin: Origin,
        /// Where its quote is in the article's present text.
        pub anchor: Anchor,
        /// SHA-256 of the text to which the span belongs, where that is not the article's.
        pub anchor_sha256: String,
        /// Whether exports leave it out on request.
        pub sensitive: bool,
    }
}

/// Characters of context kept on each side of a quote, as the W3C's text-quote selector has them
/// (Web Annotation Data Model, section 4.2.4).
const CONTEXT: usize = 32;

impl Annotation {
    /// The span.
    pub fn span(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether the span's words in `text`, the article's present text, are its quote; never those of an annotation
    /// that is lost, whose span belongs to another text.
    pub fn matches(&self, text: &str) -> bool {
        self.anchor != Anchor::Lost && self.stands_in(text)
    }

    /// Whether the span's words in `text` are its quote, whichever text that is.
    pub fn stands_in(&self, text: &str) -> bool {
        text.get(self.span()) == Some(self.quote.as_str())
    }

    /// The words of `span` in `text`, with the words before and after; `None` if the span is
    /// empty, runs backwards or does not lie on character boundaries.
    pub fn quote(text: &str, span: &Range<usize>) -> Option<(String, String, String)> {
        if span.is_empty() {
            return None;
        }
        let quote = text.get(span.clone())?;
        let before = &text[..span.start];
        let prefix = before.char_indices().rev().take(CONTEXT).last().map_or("", |(at, _)| &before[at..]);
        let suffix: String = text[span.end..].chars().take(CONTEXT).collect();
        Some((quote.to_owned(), prefix.to_owned(), suffix))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_has_its_context_and_needs_a_span_on_character_boundaries() {
        let text = "à Gao, un soldat est mort.";
        let span = text.find("un soldat").map(|at| at..at + "un soldat".len()).unwrap();
        let (quote, prefix, suffix) = Annotation::quote(text, &span).unwrap();
        assert_eq!(
            (quote.as_str(), prefix.as_str(), suffix.as_str()),
            ("un soldat", "à Gao, ", " est mort.")
        );
        assert_eq!(Annotation::quote(text, &(1..3)), None, "inside à");
        assert_eq!(Annotation::quote(text, &(5..5)), None, "empty");
        assert_eq!(Annotation::quote(text, &(5..500)), None, "past the end");
    }
}
