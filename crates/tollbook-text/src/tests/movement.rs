//! Where carets go, and what selections grow to.

use super::{SAMPLES, document};
use crate::block::{Affinity, Typesetter};
use crate::layout::{Caret, Document};
use crate::select::{Motion, Selection, grow, moved, shrink};

fn go(document: &mut Document, typesetter: &mut Typesetter, byte: usize, motion: Motion) -> usize {
    moved(document, typesetter, Caret::before(byte), motion, 0.0).byte
}

/// Every place that an arrow key visits, from `caret` on.
fn visits(text: &str, width: f32, caret: Caret, motion: Motion) -> Vec<usize> {
    let (mut document, mut typesetter) = document(text, width);
    let mut caret = caret;
    let mut bytes = vec![caret.byte];
    loop {
        let next = moved(&mut document, &mut typesetter, caret, motion, 0.0);
        if next == caret {
            return bytes;
        }
        assert!(bytes.len() < 500, "{text:?}: {bytes:?} go in a circle");
        let from = document.caret_area(caret, &mut typesetter);
        let to = document.caret_area(next, &mut typesetter);
        let shows = (from.left - to.left).abs() > 0.1 || from.top != to.top;
        assert!(shows, "{text:?} at {caret:?}: nothing moved");
        assert_ne!(next.byte, caret.byte, "{text:?} at {caret:?}: nothing moved");
        bytes.push(next.byte);
        caret = next;
    }
}

#[test]
fn arrows_go_through_the_whole_text_and_back() {
    for text in SAMPLES {
        let text = format!("{text}\n\n{text}");
        for width in [10_000.0, 120.0] {
            let rtl = text.starts_with(['ש', 'ق']);
            let (forward, back) =
                if rtl { (Motion::Left, Motion::Right) } else { (Motion::Right, Motion::Left) };
            let there = visits(&text, width, Caret::before(0), forward);
            assert_eq!(there.last(), Some(&text.len()), "{text:?} {width}");
            let here = visits(&text, width, Caret::after(text.len()), back);
            assert_eq!(here.last(), Some(&0), "{text:?} {width}");
            for byte in there.into_iter().chain(here) {
                assert!(text.is_char_boundary(byte));
            }
        }
    }
}

#[test]
fn arrows_go_as_seen_in_text_of_both_directions() {
    // Right from "abc " enters the Hebrew word from its left, which is its end.
    let text = "ab שלום cd";
    let bytes = visits(text, 1000.0, Caret::before(0), Motion::Right);
    assert_eq!(bytes, [0, 1, 2, 3, 9, 7, 5, 3, 12, 13, 14]);
}

#[test]
fn arrows_step_over_clusters_whole() {
    let bytes = visits("e\u{301}👨‍👩‍👧x", 1000.0, Caret::before(0), Motion::Right);
    assert_eq!(bytes, [0, 3, 21, 22]);
}

#[test]
fn arrows_cross_the_cuts_of_a_long_paragraph() {
    for (text, forward) in [("word ".repeat(7000), Motion::Right), ("מילה ".repeat(4000), Motion::Left)] {
        let (mut document, mut typesetter) = document(&text, 500.0);
        let cut = document.range(0).end;
        let letter = text[..cut - 1].chars().next_back().map_or(0, char::len_utf8);
        let mut caret = Caret::before(cut - 1 - letter);
        let mut bytes = Vec::new();
        for _ in 0..3 {
            caret = moved(&mut document, &mut typesetter, caret, forward, 0.0);
            bytes.push(caret.byte);
        }
        assert_eq!(bytes, [cut - 1, cut, cut + letter]);
        let back = if forward == Motion::Right { Motion::Left } else { Motion::Right };
        for byte in [cut, cut - 1] {
            caret = moved(&mut document, &mut typesetter, caret, back, 0.0);
            assert_eq!(caret.byte, byte);
        }
    }
}

#[test]
fn words_are_left_at_their_far_end() {
    let text = "Thirteen soldiers, killed\n\non Monday.";
    let (mut document, mut typesetter) = document(text, 1000.0);
    let mut at = |byte, motion| go(&mut document, &mut typesetter, byte, motion);
    assert_eq!(at(0, Motion::WordRight), 8);
    assert_eq!(at(8, Motion::WordRight), 17);
    assert_eq!(at(17, Motion::WordRight), 25);
    assert_eq!(at(25, Motion::WordRight), 29);
    assert_eq!(at(30, Motion::WordRight), 36);
    assert_eq!(at(36, Motion::WordRight), 37);
    assert_eq!(at(37, Motion::WordLeft), 30);
    assert_eq!(at(30, Motion::WordLeft), 27);
    assert_eq!(at(27, Motion::WordLeft), 19);
    assert_eq!(at(4, Motion::WordLeft), 0);
    let (mut document, mut typesetter) = super::document("a b", 1000.0);
    assert_eq!(go(&mut document, &mut typesetter, 0, Motion::WordRight), 1);
}

#[test]
fn words_of_a_right_to_left_paragraph_are_to_the_left() {
    let text = "שלום לכם";
    let (mut document, mut typesetter) = document(text, 1000.0);
    assert_eq!(go(&mut document, &mut typesetter, 0, Motion::WordLeft), 8);
    assert_eq!(go(&mut document, &mut typesetter, 15, Motion::WordRight), 9);
}

#[test]
fn lines_are_gone_up_and_down_at_one_x() {
    let text = "A long line of words to walk along.\nshort\n\nAnother long line of words.";
    let (mut document, mut typesetter) = document(text, 1000.0);
    let mut caret = Caret::before(20);
    let x = document.caret_area(caret, &mut typesetter).left;
    let mut bytes = Vec::new();
    for _ in 0..4 {
        caret = moved(&mut document, &mut typesetter, caret, Motion::Down, x);
        bytes.push(caret.byte);
    }
    assert_eq!(bytes[..2], [41, 42], "the short line's end, then the blank line");
    let third = document.caret_area(Caret::before(bytes[2]), &mut typesetter).left;
    assert!((third - x).abs() < 8.0, "{third} and {x}");
    assert_eq!(bytes[3], text.len(), "down from the last line goes to the end");
    let up = moved(&mut document, &mut typesetter, Caret::before(3), Motion::Up, x);
    assert_eq!(up.byte, 0);

    // Within a wrapped paragraph as well.
    let (mut document, mut typesetter) = super::document(&"word ".repeat(60), 200.0);
    let start = Caret::before(2);
    let down = moved(&mut document, &mut typesetter, start, Motion::Down, 120.0);
    let up = moved(&mut document, &mut typesetter, down, Motion::Up, 120.0);
    for caret in [down, up] {
        let left = document.caret_area(caret, &mut typesetter).left;
        assert!((left - 120.0).abs() < 8.0, "{left}");
    }
    assert!(up.byte < down.byte);
}

#[test]
fn home_and_end_are_those_of_the_wrapped_line() {
    let text = "one two three four five six seven eight nine ten";
    let (mut document, mut typesetter) = document(text, 120.0);
    let layout = document.layout(0, &mut typesetter).clone();
    assert!(layout.lines.len() > 2);
    let line = &layout.lines[1];
    let inside = line.text.start as usize + 2;
    let start = go(&mut document, &mut typesetter, inside, Motion::LineStart);
    assert_eq!(start, line.text.start as usize);
    let end = moved(&mut document, &mut typesetter, Caret::before(inside), Motion::LineEnd, 0.0);
    assert_eq!(end.byte, line.text.end as usize - 1, "before the space");
    let again = moved(&mut document, &mut typesetter, end, Motion::LineEnd, 0.0);
    assert_eq!(again, end, "End stays on its line");
    assert_eq!(end.affinity, Affinity::Upstream);
}

#[test]
fn the_ends_of_the_text_and_pages() {
    let text = "A line of text.\n".repeat(200);
    let (mut document, mut typesetter) = document(&text, 1000.0);
    assert_eq!(go(&mut document, &mut typesetter, 50, Motion::TextStart), 0);
    let end = go(&mut document, &mut typesetter, 50, Motion::TextEnd);
    assert_eq!(end, text.len());
    let page = go(&mut document, &mut typesetter, 0, Motion::Page(600.0));
    assert!(page > 10 * 16 && page < 25 * 16, "{page}");
    let back = go(&mut document, &mut typesetter, page, Motion::Page(-600.0));
    assert_eq!(back, 0);
}

#[test]
fn selections_grow_and_shrink_by_units() {
    let text = "First one.\nGen. Lecointre spoke. Thirteen soldiers died.";
    let died = text.find("soldiers").unwrap();
    let word = grow(text, &(died + 2..died + 2));
    assert_eq!(&text[word.clone()], "soldiers");
    let sentence = grow(text, &word);
    assert_eq!(&text[sentence.clone()], "Thirteen soldiers died.");
    let paragraph = grow(text, &sentence);
    assert_eq!(&text[paragraph.clone()], &text[11..]);
    assert_eq!(grow(text, &paragraph), 0..text.len());
    assert_eq!(grow(text, &(0..text.len())), 0..text.len());

    let smaller = shrink(text, &(0..text.len()), died + 2);
    assert_eq!(smaller, paragraph);
    assert_eq!(shrink(text, &paragraph, died + 2), sentence);
    assert_eq!(shrink(text, &sentence, died + 2), word);
    assert_eq!(shrink(text, &word, died + 2), died + 2..died + 2);
    let last = shrink(text, &sentence, sentence.end);
    assert_eq!(&text[last], "died", "the end of a unit belongs to it");
}

#[test]
fn a_drag_by_words_keeps_both_words() {
    let forward = Selection::spanning(4..8, 12..15);
    assert_eq!((forward.range(), forward.focus.byte), (4..15, 15));
    let back = Selection::spanning(12..15, 4..8);
    assert_eq!((back.range(), back.focus.byte), (4..15, 4));
    assert_eq!(Selection::spanning(4..8, 4..8).range(), 4..8);
}

#[test]
fn paragraphs_are_gone_through_by_their_starts() {
    let text = "The title\n\nThirteen died.\nOne more.\n";
    let (mut document, mut typesetter) = document(text, 300.0);
    let starts = [0, 11, 26, 36];
    for pair in starts.windows(2) {
        assert_eq!(go(&mut document, &mut typesetter, pair[0], Motion::ParagraphDown), pair[1]);
        assert_eq!(go(&mut document, &mut typesetter, pair[1], Motion::ParagraphUp), pair[0]);
    }
    assert_eq!(go(&mut document, &mut typesetter, 30, Motion::ParagraphUp), 26, "its own start first");
    assert_eq!(go(&mut document, &mut typesetter, 36, Motion::ParagraphDown), 36);
    assert_eq!(go(&mut document, &mut typesetter, 0, Motion::ParagraphUp), 0);
}
