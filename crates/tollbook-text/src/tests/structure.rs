//! Parts of a text and joined lines: what they change on the screen, and that no byte leaves its place.

use std::sync::Arc;

use super::{document, setting};
use crate::block::Typesetter;
use crate::layout::{Caret, Document};
use crate::scroll::{Scroll, Window};
use crate::{Part, PartKind, Structure};

const WIRE: &str = "The northern command reported on Sunday evening that\n\
    two conscripts had died in an ambush near the dam, and\n\
    that the road to Ossa was closed until the morning.\n\nNobody else was hurt.";

fn structured(text: &str, parts: Vec<Part>, reflows: bool) -> (Document, Typesetter) {
    let structure = Arc::new(Structure::new(text, parts));
    (Document::structured(text.into(), structure, reflows, setting(2000.0)), Typesetter::default())
}

#[test]
fn joined_lines_stand_side_by_side_and_keep_their_bytes() {
    let place = |document: &mut Document, typesetter: &mut Typesetter, words: &str| {
        let at = document.text().find(words).unwrap();
        let area = document.caret_area(Caret::before(at), typesetter);
        // What is clicked there is what stands there.
        let hit = document.hit(area.left + 0.5, (area.top + area.bottom) / 2.0, typesetter);
        assert_eq!(hit.byte, at, "{words}");
        (area.left, area.top)
    };
    let (mut joined, mut typesetter) = structured(WIRE, Vec::new(), true);
    let first = place(&mut joined, &mut typesetter, "northern");
    let second = place(&mut joined, &mut typesetter, "two conscripts");
    assert_eq!(first.1, second.1, "on one line");
    assert!(second.0 > first.0);
    let (mut apart, mut typesetter) = document(WIRE, 2000.0);
    assert!(
        place(&mut apart, &mut typesetter, "two conscripts").1
            > place(&mut apart, &mut typesetter, "northern").1
    );
    assert_eq!(joined.paragraphs(), 2);
    assert_eq!(apart.paragraphs(), 4);
}

#[test]
fn preformatted_lines_are_not_joined() {
    let parts = vec![Part { range: 0..WIRE.len(), kind: PartKind::Preformatted }];
    let (document, _) = structured(WIRE, parts, true);
    assert_eq!(document.paragraphs(), 4);
}

#[test]
fn items_are_set_in_headings_are_larger_and_a_page_begins_below_a_line() {
    let text = "Raid\nOne was hurt.\nTwo were not.\nThe end.";
    let part = |words: &str, kind| {
        let at = text.find(words).unwrap();
        Part { range: at..at + words.len(), kind }
    };
    let parts = vec![
        part("Raid", PartKind::Heading(1)),
        part("One was hurt.", PartKind::Item(0)),
        part("Two were not.", PartKind::Item(1)),
        part("The end.", PartKind::Page(2)),
        part("hurt", PartKind::Emphasis),
    ];
    let (mut with, mut typesetter) = structured(text, parts, false);
    let (mut plain, mut other) = document(text, 2000.0);
    let area = |document: &mut Document, typesetter: &mut Typesetter, words: &str| {
        document.caret_area(Caret::before(text.find(words).unwrap()), typesetter)
    };
    assert_eq!(area(&mut plain, &mut other, "One").left, 0.0);
    let (one, two) =
        (area(&mut with, &mut typesetter, "One").left, area(&mut with, &mut typesetter, "Two").left);
    assert!(0.0 < one && one < two, "{one} {two}");
    assert!(area(&mut with, &mut typesetter, "Raid").em > area(&mut with, &mut typesetter, "The end").em);
    let (line, page) = (area(&mut with, &mut typesetter, "One"), area(&mut with, &mut typesetter, "The end"));
    let height = |area: &crate::layout::Area| area.bottom - area.top;
    assert!(height(&page) > height(&line) + 20.0, "there is room for the page's line");
    assert_eq!(page.baseline - page.top, height(&page) - (line.bottom - line.baseline));
}

#[test]
fn a_megabyte_of_broken_lines_with_parts_costs_no_more_than_what_is_seen() {
    let (mut text, mut parts) = (String::new(), Vec::new());
    while text.len() < 1_000_000 {
        let start = text.len();
        text.push_str(WIRE);
        text.push_str("\n\n");
        for word in ["northern", "conscripts", "ambush"] {
            let at = start + WIRE.find(word).unwrap();
            parts.push(Part { range: at..at + word.len(), kind: PartKind::Link });
        }
        parts.push(Part { range: start..start + WIRE.len(), kind: PartKind::Item(1) });
    }
    let (mut document, mut typesetter) = structured(&text, parts, true);
    assert!(document.paragraphs() > 9000, "{}", document.paragraphs());
    let window = Window { height: 900.0, above: 20.0, below: 60.0 };
    let mut scroll = Scroll::default();
    for place in [0.0, 0.5, 1.0] {
        let before = typesetter.laid_out;
        scroll.to(document.total() * place, &document);
        scroll.settle(&window, &mut document, &mut typesetter);
        assert!(typesetter.laid_out - before < 80, "{place}: {}", typesetter.laid_out - before);
    }
}

#[test]
fn cells_of_a_column_stand_below_one_another() {
    let text = "Place\tDead\tHurt\nKarsa\t3\t12\nThe lower crossing\t40\t1\nEnd.";
    let rows = text.match_indices('\n').map(|(at, _)| at);
    let mut start = 0;
    let mut parts = Vec::new();
    for end in rows {
        parts.push(Part { range: start..end, kind: PartKind::Row });
        start = end + 1;
    }
    let (mut with, mut typesetter) = structured(text, parts.clone(), false);
    let left = |document: &mut Document, typesetter: &mut Typesetter, words: &str| {
        let at = document.text().find(words).unwrap();
        let area = document.caret_area(Caret::before(at), typesetter);
        let hit = document.hit(area.left + 0.5, (area.top + area.bottom) / 2.0, typesetter);
        assert_eq!(hit.byte, at, "what is clicked there is what stands there");
        area.left
    };
    let dead = ["Dead", "3", "40"].map(|words| left(&mut with, &mut typesetter, words));
    let hurt = ["Hurt", "12", "1\nEnd"].map(|words| left(&mut with, &mut typesetter, words));
    for column in [dead, hurt] {
        assert!(column.iter().all(|x| (x - column[0]).abs() < 0.01), "{column:?}");
    }
    assert!(hurt[0] > dead[0] + 20.0);
    // Where there is no room, the rows are lines, and what is clicked is still what stands there.
    let structure = Arc::new(Structure::new(text, parts));
    let mut narrow = Document::structured(text.into(), structure, false, setting(90.0));
    for words in ["Dead", "crossing", "1\nEnd"] {
        left(&mut narrow, &mut typesetter, words);
    }
}
