//! What can be selected, and where carets go.
//!
//! A selection is two carets; its range is the half-open range of bytes between them. The units that
//! a selection grows through are word, sentence, paragraph.

use std::ops::Range;

use super::block::{Affinity, Typesetter};
use super::layout::{Caret, Document};
use tollbook_core::text::sentence;
use tollbook_core::text::word::{self, word_at};

/// A selection: where it was begun and where the caret is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Where it was begun. It stays while the selection is extended.
    pub anchor: Caret,
    /// Where the caret is.
    pub focus: Caret,
}

impl Selection {
    /// Nothing selected, the caret at `caret`.
    pub fn at(caret: Caret) -> Self {
        Self { anchor: caret, focus: caret }
    }

    /// The bytes of `range`, the caret at their end.
    pub fn from_range(range: Range<usize>) -> Self {
        Self { anchor: Caret::before(range.start), focus: Caret::after(range.end) }
    }

    /// The selected bytes.
    pub fn range(&self) -> Range<usize> {
        let (a, b) = (self.anchor.byte, self.focus.byte);
        a.min(b)..a.max(b)
    }

    /// The selected bytes, unless there are none.
    pub fn non_empty(&self) -> Option<Range<usize>> {
        Some(self.range()).filter(|range| !range.is_empty())
    }

    /// The bytes of `range`, in the direction of this selection.
    pub fn with_range(&self, range: Range<usize>) -> Self {
        if self.focus.byte < self.anchor.byte {
            Self { anchor: Caret::after(range.end), focus: Caret::before(range.start) }
        } else {
            Self::from_range(range)
        }
    }

    /// From the start of one range to the end of another, whichever comes first, so that both are
    /// inside: how a selection grows by whole words after a double click.
    pub fn spanning(from: Range<usize>, to: Range<usize>) -> Self {
        if to.start < from.start {
            Self { anchor: Caret::after(from.end), focus: Caret::before(to.start) }
        } else {
            Self::from_range(from.start..to.end.max(from.end))
        }
    }
}

/// The paragraph that a byte is in, without its line end.
pub fn paragraph_at(text: &str, byte: usize) -> Range<usize> {
    let byte = floor(text, byte);
    let (before, after) = text.split_at(byte);
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = after.find('\n').map_or(text.len(), |at| byte + at);
    start..end
}

/// The nearest character boundary at or before `byte`.
pub fn floor(text: &str, byte: usize) -> usize {
    text.floor_char_boundary(byte)
}

/// The start of the character before `byte`.
pub fn before(text: &str, byte: usize) -> usize {
    text.get(..byte).and_then(|text| text.chars().next_back()).map_or(byte, |c| byte - c.len_utf8())
}

/// The smallest of word, sentence, paragraph and the whole text that holds the range and more.
pub fn grow(text: &str, range: &Range<usize>) -> Range<usize> {
    let units = [
        word_at(text, range.start),
        sentence::sentence_at(text, range.start),
        paragraph_at(text, range.start),
        0..text.len(),
    ];
    let larger =
        |unit: &Range<usize>| unit.start <= range.start && range.end <= unit.end && unit.len() > range.len();
    units.into_iter().find(larger).unwrap_or(0..text.len())
}

/// The largest of paragraph, sentence and word around `byte` that is inside the range and less; at
/// last, nothing at `byte`.
pub fn shrink(text: &str, range: &Range<usize>, byte: usize) -> Range<usize> {
    let byte = byte.clamp(range.start, range.end);
    // The end of a unit belongs to it here, else the last word of a sentence could not be reached.
    let inside = if byte == range.end && byte > range.start { before(text, byte) } else { byte };
    let units = [paragraph_at(text, inside), sentence::sentence_at(text, inside), word_at(text, inside)];
    let smaller = |unit: &Range<usize>| {
        range.start <= unit.start && unit.end <= range.end && unit.len() < range.len() && !unit.is_empty()
    };
    units.into_iter().find(smaller).unwrap_or(byte..byte)
}

/// A way for the caret to go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Motion {
    /// A cluster to the left, as seen.
    Left,
    /// A cluster to the right, as seen.
    Right,
    /// To the far end of the word to the left.
    WordLeft,
    /// To the far end of the word to the right.
    WordRight,
    /// A line up.
    Up,
    /// A line down.
    Down,
    /// To the start of the paragraph, or of the one before.
    ParagraphUp,
    /// To the start of the next paragraph.
    ParagraphDown,
    /// So many pixels down, or up if negative.
    Page(f32),
    /// To the start of the line.
    LineStart,
    /// To the end of the line.
    LineEnd,
    /// To the start of the text.
    TextStart,
    /// To the end of the text.
    TextEnd,
}

impl Motion {
    /// Whether the caret keeps its distance from the left edge over several such motions.
    pub fn keeps_x(self) -> bool {
        matches!(self, Self::Up | Self::Down | Self::Page(_))
    }
}

/// Where a motion takes the caret. `x` is the distance from the left edge that up and down aim for.
pub(super) fn moved(
    document: &mut Document,
    typesetter: &mut Typesetter,
    caret: Caret,
    motion: Motion,
    x: f32,
) -> Caret {
    let index = document.block_of(caret);
    let range = document.range(index);
    let stop = ((caret.byte - range.start) as u32, caret.affinity);
    let text = document.text().clone();
    let is_last = index + 1 == document.blocks();
    let layout = document.layout(index, typesetter);
    let line = layout.line_of(stop);
    let in_block = |(byte, affinity): (u32, Affinity)| Caret { byte: range.start + byte as usize, affinity };
    match motion {
        Motion::Left | Motion::Right => {
            let right = motion == Motion::Right;
            if let Some(next) = layout.beside(stop, right) {
                return in_block(next);
            }
            let forward = right != layout.rtl;
            beyond(document, typesetter, index, caret, forward, right)
        }
        Motion::WordLeft | Motion::WordRight => {
            let forward = (motion == Motion::WordRight) != layout.rtl;
            if forward {
                Caret::after(word::next_word(&text, caret.byte).map_or(text.len(), |word| word.end))
            } else {
                Caret::before(word::previous_word(&text, caret.byte).map_or(0, |word| word.start))
            }
        }
        Motion::Up if line > 0 => in_block(layout.stop_at(line - 1, x)),
        Motion::Down if line + 1 < layout.lines.len() => in_block(layout.stop_at(line + 1, x)),
        Motion::Up if index == 0 => Caret::before(0),
        Motion::Down if is_last => Caret::after(text.len()),
        Motion::Up | Motion::Down => {
            let up = motion == Motion::Up;
            let index = if up { index - 1 } else { index + 1 };
            let start = document.range(index).start;
            let layout = document.layout(index, typesetter);
            let line = if up { layout.lines.len() - 1 } else { 0 };
            let (byte, affinity) = layout.stop_at(line, x);
            Caret { byte: start + byte as usize, affinity }
        }
        Motion::Page(distance) => {
            let area = document.caret_area(caret, typesetter);
            let y = (area.top + area.bottom) / 2.0 + f64::from(distance);
            if y < 0.0 {
                Caret::before(0)
            } else if y > document.total() {
                Caret::after(text.len())
            } else {
                document.hit(x, y, typesetter)
            }
        }
        Motion::LineStart | Motion::LineEnd => {
            let block = text.get(range.clone()).unwrap_or_default();
            let [start, end] = layout.line_ends(line, block);
            in_block(if motion == Motion::LineStart { start } else { end })
        }
        Motion::ParagraphUp => {
            let before = text.get(..caret.byte).unwrap_or_default().trim_end_matches('\n');
            Caret::before(before.rfind('\n').map_or(0, |at| at + 1))
        }
        Motion::ParagraphDown => {
            let rest = text.get(caret.byte..).unwrap_or_default();
            let next = rest.find('\n').map(|end| rest.len() - rest[end..].trim_start_matches('\n').len());
            Caret::before(next.map_or(text.len(), |next| caret.byte + next))
        }
        Motion::TextStart => Caret::before(0),
        Motion::TextEnd => Caret::after(text.len()),
    }
}

/// The first place of the next block, or the last of the one before.
fn beyond(
    document: &mut Document,
    typesetter: &mut Typesetter,
    index: usize,
    from: Caret,
    forward: bool,
    right: bool,
) -> Caret {
    let next =
        if forward { Some(index + 1).filter(|&next| next < document.blocks()) } else { index.checked_sub(1) };
    let Some(next) = next else {
        return from;
    };
    let range = document.range(next);
    let caret = if forward { Caret::before(range.start) } else { Caret::after(range.end) };
    if caret.byte != from.byte {
        return caret;
    }
    // Two parts of one paragraph share this byte: go one cluster on.
    let stop = ((caret.byte - range.start) as u32, caret.affinity);
    match document.layout(next, typesetter).beside(stop, right) {
        Some((byte, affinity)) => Caret { byte: range.start + byte as usize, affinity },
        None => caret,
    }
}
