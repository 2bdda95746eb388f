//! Where a text is cut into the blocks that are laid out one by one.

use std::ops::Range;

use parley::BaseDirection;
use unicode_segmentation::GraphemeCursor;

use super::block::BlockLayout;
use super::structure::BlockLook;

/// A paragraph longer than this is laid out in parts, each at most this many bytes.
const BLOCK: usize = 8 * 1024;

/// A part of a text that is laid out as a whole: a paragraph, or a piece of a long one.
#[derive(Debug)]
pub(super) struct Block {
    pub range: Range<usize>,
    pub direction: BaseDirection,
    pub title: bool,
    /// Which paragraph it is in, counted from 1; blank ones do not count, and have that of the one
    /// before.
    pub paragraph: u32,
    pub look: BlockLook,
    pub layout: Option<Box<BlockLayout>>,
    pub used: u64,
}

impl Block {
    fn new(paragraph: u32, range: Range<usize>, direction: BaseDirection) -> Self {
        Self { range, direction, title: false, paragraph, look: BlockLook::default(), layout: None, used: 0 }
    }
}

/// Cuts a text at every line end but those within the paragraphs `joined`, and long paragraphs again where a line may
/// end.
pub(super) fn cut(text: &str, joined: &[Range<usize>]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut start = 0;
    let mut number = 0;
    let mut joined = joined.iter().peekable();
    while start <= text.len() {
        while joined.next_if(|range| range.start < start).is_some() {}
        let whole = joined.next_if(|range| range.start == start).map(|range| range.end);
        let end = whole.unwrap_or_else(|| text[start..].find('\n').map_or(text.len(), |at| start + at));
        let paragraph = text.get(start..end).unwrap_or_default();
        number += u32::from(!paragraph.trim().is_empty());
        if paragraph.is_empty() {
            // A blank line goes on as the text before it, or an arrow key would turn back there.
            let before = text.get(..start).unwrap_or_default().trim_end();
            let before = before.rsplit('\n').next().unwrap_or_default();
            blocks.push(Block::new(number, start..end, direction(before)));
        } else if paragraph.len() <= BLOCK {
            blocks.push(Block::new(number, start..end, BaseDirection::Auto));
        } else {
            // A part must not be taken to have another direction than the whole.
            let direction = direction(paragraph);
            let mut rest = paragraph;
            while !rest.is_empty() {
                let part = cut_point(rest);
                let from = end - rest.len();
                blocks.push(Block::new(number, from..from + part, direction));
                rest = rest.get(part..).unwrap_or_default();
            }
        }
        start = end + 1;
    }
    blocks
}

/// Where to end the first part of a long paragraph: after a sentence if there is one to end, else after
/// a space, else between two clusters.
fn cut_point(text: &str) -> usize {
    if text.len() <= BLOCK {
        return text.len();
    }
    let mut limit = BLOCK;
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let mut window = limit - limit / 4;
    while !text.is_char_boundary(window) {
        window -= 1;
    }
    let tail = text.get(window..limit).unwrap_or_default();
    let after = |(at, space): (usize, &str)| window + at + space.len();
    let sentence = tail.rmatch_indices(". ").next().map(after);
    let space = || tail.rmatch_indices(char::is_whitespace).next().map(after);
    let cluster = || {
        let mut cursor = GraphemeCursor::new(limit, text.len(), true);
        let at_boundary = cursor.is_boundary(text, 0).unwrap_or(true);
        if at_boundary { Some(limit) } else { cursor.prev_boundary(text, 0).ok().flatten() }
    };
    sentence.or_else(space).or_else(cluster).filter(|&at| at > 0).unwrap_or(limit)
}

/// The direction of the first letter that has one.
fn direction(text: &str) -> BaseDirection {
    let first = text.chars().find(|c| c.is_alphabetic());
    match first {
        Some('\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}') => BaseDirection::Rtl,
        Some('\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}') => BaseDirection::Rtl,
        _ => BaseDirection::Ltr,
    }
}
