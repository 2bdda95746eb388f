//! A long text costs no more than what is seen of it.

use super::{document, setting};
use crate::layout::{Caret, Document};
use crate::scroll::{Scroll, Window};

const WINDOW: Window = Window { height: 900.0, above: 20.0, below: 60.0 };

fn megabyte() -> String {
    let paragraph = "Thirteen French soldiers were killed in Mali when two helicopters collided at \
        low altitude as they swooped in at nightfall to support ground forces. "
        .repeat(3);
    format!("{paragraph}\n\n").repeat(1_000_000 / (paragraph.len() + 2))
}

#[test]
fn only_blocks_in_view_are_laid_out() {
    let (mut document, mut typesetter) = document(&megabyte(), 640.0);
    let mut scroll = Scroll::default();
    let blocks = scroll.settle(&WINDOW, &mut document, &mut typesetter);
    assert!(document.blocks() > 4000);
    assert!(blocks.len() < 20, "{blocks:?}");
    assert_eq!(typesetter.laid_out, blocks.len());

    scroll.to(document.total() / 2.0, &document);
    let middle = scroll.settle(&WINDOW, &mut document, &mut typesetter);
    assert!(middle.start > 1500 && middle.end < 2700, "{middle:?}");
    assert!(typesetter.laid_out < 45, "{}", typesetter.laid_out);

    scroll.to(document.total() * 2.0, &document);
    let last = scroll.settle(&WINDOW, &mut document, &mut typesetter);
    assert_eq!(last.end, document.blocks());
    let bottom = scroll.y(&document) + f64::from(WINDOW.height);
    assert!((bottom - document.total() - f64::from(WINDOW.below)).abs() < 1.0);
    assert!(typesetter.laid_out < 80, "{}", typesetter.laid_out);
}

#[test]
fn what_is_read_stays_where_it_is_when_heights_above_turn_out_different() {
    // Words of one letter make the estimate wrong.
    let text =
        "i i i i i i i i i i i i i i i i i i i i i i i i i i i i i i i i i i i i i i i i\n".repeat(3000);
    let (mut document, mut typesetter) = document(&text, 300.0);
    let mut scroll = Scroll::default();
    scroll.to(document.total() / 2.0, &document);
    scroll.settle(&WINDOW, &mut document, &mut typesetter);
    for _ in 0..40 {
        let caret = Caret::before(document.range(scroll.block()).start);
        let top = |document: &mut Document, typesetter: &mut _, scroll: &Scroll| {
            document.caret_area(caret, typesetter).top - scroll.y(document)
        };
        let before = top(&mut document, &mut typesetter, &scroll);
        scroll.by(-70.0);
        scroll.settle(&WINDOW, &mut document, &mut typesetter);
        let after = top(&mut document, &mut typesetter, &scroll);
        assert!((after - before - 70.0).abs() < 0.01, "{before} {after}");
    }
}

#[test]
fn a_long_paragraph_is_cut_where_a_line_may_end() {
    let sentence = "Thirteen soldiers were killed in the crash. ";
    let texts = [
        sentence.repeat(2000),
        "word ".repeat(20_000),
        "é".repeat(40_000),
        "👨‍👩‍👧‍👦".repeat(3000),
        "שלום ".repeat(9000),
    ];
    for text in &texts {
        let document = Document::new(text.as_str().into(), setting(640.0));
        assert!(document.blocks() > 1);
        let mut end = 0;
        for index in 0..document.blocks() {
            let range = document.range(index);
            assert_eq!(range.start, end, "nothing is lost");
            assert!(range.len() <= 16 * 1024);
            end = range.end;
            let part = &text[range.clone()];
            let last = range.end == text.len();
            assert!(last || !text.contains(' ') || part.ends_with(' '), "{:?}", &part[part.len() - 9..]);
            assert!(!part.starts_with('\u{200d}'), "a family was parted");
            assert_eq!(document.block_of(Caret::after(range.end)), index);
            assert_eq!(document.block_of(Caret::before(range.start)), index);
        }
        assert_eq!(end, text.len());
    }
}

#[test]
fn paragraphs_are_exactly_the_lines_of_the_text() {
    let text = "Title\n\nOne.\nTwo.\n";
    let document = Document::new(text.into(), setting(640.0));
    let blocks: Vec<_> = (0..document.blocks()).map(|index| &text[document.range(index)]).collect();
    assert_eq!(blocks, ["Title", "", "One.", "Two.", ""]);
    for (byte, block) in [(0, 0), (5, 0), (6, 1), (7, 2), (11, 2), (12, 3), (17, 4)] {
        assert_eq!(document.block_of(Caret::before(byte)), block, "byte {byte}");
        assert_eq!(document.block_of(Caret::after(byte)), block, "byte {byte}");
    }
}

#[test]
fn layouts_out_of_view_are_dropped_but_their_heights_stay() {
    let (mut document, mut typesetter) = document(&megabyte(), 640.0);
    for index in 0..400 {
        document.layout(index, &mut typesetter);
        document.forget();
    }
    let total = document.total();
    assert!(document.laid_out(0).is_none());
    assert!(document.laid_out(399).is_some());
    let kept = (0..400).filter(|&i| document.laid_out(i).is_some()).count();
    assert!(kept <= 2 * 96, "{kept}");
    let height = document.height(0);
    document.layout(0, &mut typesetter);
    assert_eq!((document.height(0), document.total()), (height, total));
}
