//! The passage and what stands around it: its sentence, read once, and the sentences before it.

use std::cell::OnceCell;
use std::ops::Range;

use super::Passage;
use super::sentence::Sentence;
use crate::lexicon::sentence::sentence_at;
use crate::model::{ArticleId, DateRange};

/// No more than so many bytes on either side of a passage are read as its sentence. Real sentences
/// are shorter; a text without full stops must not make a mark slow.
const REACH: usize = 1_000;

/// How many sentences before its own a passage may lean on.
const EARLIER: usize = 4;

/// A passage in its surroundings.
pub(super) struct Scene<'a> {
    /// The whole article.
    pub text: &'a str,
    /// The article.
    pub article: ArticleId,
    /// When it was published.
    pub published: Option<DateRange>,
    /// The sentence of the passage, or the sentences if it runs over several.
    pub here: Sentence<'a>,
    /// The passage, in bytes of `here`.
    pub span: Range<usize>,
    earlier: OnceCell<Vec<Sentence<'a>>>,
}

impl<'a> Scene<'a> {
    /// Reads the surroundings of a passage; `None` if its span holds no words of the text.
    pub fn of(passage: &Passage<'a>) -> Option<Self> {
        let text = passage.text;
        let span = super::trim(text, passage.span.clone());
        if span.is_empty() || text.get(span.clone()).is_none() {
            return None;
        }
        let span = span.start..text.floor_char_boundary(span.end.min(span.start + 2 * REACH));
        let (first, last) = (near(text, span.start), near(text, span.end - 1));
        let range = first.start.min(span.start)..last.end.max(span.end);
        let here = Sentence::read(text, range.clone());
        let span = span.start - range.start..span.end - range.start;
        let (article, published) = (passage.article, passage.published);
        Some(Self { text, article, published, here, span, earlier: OnceCell::new() })
    }

    /// The sentences before the passage's own in its paragraph, nearest first.
    pub fn earlier(&self) -> &[Sentence<'a>] {
        self.earlier.get_or_init(|| {
            let paragraph = self.text[..self.here.start].rfind('\n').map_or(0, |at| at + 1);
            let mut found = Vec::new();
            let mut end = self.here.start;
            while found.len() < EARLIER {
                let before = self.text[..end].trim_end().len();
                if before <= paragraph {
                    break;
                }
                let range = near(self.text, before - 1);
                if range.is_empty() || range.start < paragraph || range.end > end {
                    break;
                }
                end = range.start;
                found.push(Sentence::read(self.text, range));
            }
            found
        })
    }

    /// The last sentences of the paragraphs before the passage's own, nearest first; no more than
    /// `most` paragraphs back.
    pub fn paragraphs_before(&self, most: usize) -> impl Iterator<Item = Sentence<'a>> {
        let text = self.text;
        let own = text[..self.here.start].rfind('\n').unwrap_or(0);
        let before = text[..own].rsplit('\n').scan(own, |end, line| {
            let start = *end - line.len();
            let range = start..*end;
            *end = start.saturating_sub(1);
            Some(range)
        });
        let full = before.filter(move |range| !text[range.clone()].trim().is_empty());
        full.take(most).map(move |range| {
            let low = text.floor_char_boundary(range.end.saturating_sub(REACH));
            Sentence::read(text, range.start.max(low)..range.end)
        })
    }
}

/// The sentence at a byte, as far as it reaches no more than [`REACH`] to either side.
pub(super) fn near(text: &str, byte: usize) -> Range<usize> {
    let low = text.floor_char_boundary(byte.saturating_sub(REACH));
    let high = text.ceil_char_boundary((byte + REACH).min(text.len()));
    let sentence = sentence_at(&text[low..high], byte - low);
    low + sentence.start..low + sentence.end
}
