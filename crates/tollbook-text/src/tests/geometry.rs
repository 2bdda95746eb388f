//! Rectangles and clicks, held against `parley`'s own account of its clusters.

use std::ops::Range;

use egui::Color32;
use parley::{Affinity as ParleyAffinity, BaseDirection, Cluster, Cursor, Layout};
use proptest::prelude::*;

use super::{SAMPLES, STYLE, document};
use crate::block::{Affinity, Look, Stretch, Typesetter};

/// A cluster as `parley` tells of it.
#[derive(Clone, Debug)]
struct FieldOrigin {
    bytes: Range<usize>,
    line: usize,
    left: f32,
    right: f32,
    rtl: bool,
    /// Space at the end of a wrapped line, which we give no width.
    hangs: bool,
}

fn clusters(layout: &Layout<Color32>, text: &str) -> Vec<FieldOrigin> {
    let mut found = Vec::new();
    let mut byte = 0;
    while let Some(cluster) = Cluster::from_byte_index(layout, byte) {
        let bytes = cluster.text_range();
        let path = cluster.path();
        let line = cluster.line();
        let left = cluster.visual_offset().unwrap();
        let hangs = path.line_index() + 1 < layout.len()
            && text[bytes.start..line.text_range().end].trim().is_empty();
        found.push(FieldOrigin {
            line: path.line_index(),
            left,
            right: left + cluster.advance(),
            rtl: cluster.is_rtl(),
            hangs,
            bytes: bytes.clone(),
        });
        byte = bytes.end;
    }
    // Where the direction changes, parley leaves some of that space inside the line, and so do we.
    let hanging = found.clone();
    for cluster in found.iter_mut().filter(|cluster| cluster.hangs) {
        let beyond = |other: &FieldOrigin| {
            other.line == cluster.line
                && !other.hangs
                && if layout.is_rtl() { other.left < cluster.left } else { other.left > cluster.left }
        };
        cluster.hangs = !hanging.iter().any(beyond);
    }
    found
}

/// The stretches of a line that clusters make up, joined where they touch.
fn joined(mut pieces: Vec<(usize, f32, f32)>) -> Vec<(usize, f32, f32)> {
    pieces.retain(|(_, left, right)| right - left > 0.01);
    pieces.sort_by(|a, b| (a.0, a.1).partial_cmp(&(b.0, b.1)).unwrap());
    let mut joined: Vec<(usize, f32, f32)> = Vec::new();
    for (line, left, right) in pieces {
        match joined.last_mut() {
            Some(last) if last.0 == line && left - last.2 < 0.01 => last.2 = last.2.max(right),
            _ => joined.push((line, left, right)),
        }
    }
    joined
}

fn check(text: &str, width: f32) {
    let mut typesetter = Typesetter::default();
    let whole =
        Stretch { range: 0..text.len(), style: STYLE, color: Color32::PLACEHOLDER, look: Look::default() };
    let layout = typesetter.shape(text, &[whole], BaseDirection::Auto, Some(width), 1.0);
    let ours = typesetter.lay_out(text, &STYLE, BaseDirection::Auto, width, 1.0);
    let known = clusters(&layout, text);
    assert_eq!(known.last().map_or(0, |last| last.bytes.end), text.len());

    for from in 0..known.len() {
        for to in [from, from + 1, from + 3, known.len() - 1] {
            let Some(last) = known.get(to) else { continue };
            let range = known[from].bytes.start..last.bytes.end;
            let expected = known[from..=to]
                .iter()
                .filter(|cluster| !cluster.hangs)
                .map(|cluster| (cluster.line, cluster.left, cluster.right));
            let expected = joined(expected.collect());
            let mut painted = Vec::new();
            let bytes = range.start as u32..range.end as u32;
            ours.stretches(bytes, |line, left, right| painted.push((line, left, right)));
            let painted = joined(painted);
            assert_eq!(painted.len(), expected.len(), "{text:?} {range:?}");
            for (a, b) in painted.iter().zip(&expected) {
                assert_eq!(a.0, b.0, "{text:?} {range:?}");
                assert!((a.1 - b.1).abs() < 0.05, "{text:?} {range:?}: {a:?} {b:?}");
                assert!((a.2 - b.2).abs() < 0.05, "{text:?} {range:?}: {a:?} {b:?}");
            }
        }
    }

    for cluster in known.iter().filter(|c| !c.hangs && c.right - c.left > 1.0) {
        let width = cluster.right - cluster.left;
        let (start, end) = (cluster.bytes.start as u32, cluster.bytes.end as u32);
        let (left, right) = if cluster.rtl { (end, start) } else { (start, end) };
        let near_left = ours.stop_at(cluster.line, cluster.left + width * 0.25);
        let near_right = ours.stop_at(cluster.line, cluster.left + width * 0.75);
        assert_eq!(near_left.0, left, "{text:?} {cluster:?}");
        assert_eq!(near_right.0, right, "{text:?} {cluster:?}");
        assert!((ours.x_of(near_left) - cluster.left).abs() < 0.05);
        assert!((ours.x_of(near_right) - cluster.right).abs() < 0.05);
        let under = ours.cluster_at(cluster.line, cluster.left + width * 0.5);
        assert_eq!(under.map(|c| c.start), Some(start));
    }

    // A caret before or after a byte is where parley puts it. At the end of a line in text of both
    // directions parley shows some on the other line.
    if layout.len() > 1 {
        return;
    }
    for cluster in known.iter().filter(|cluster| !cluster.hangs) {
        for (byte, affinity, parleys) in [
            (cluster.bytes.start, Affinity::Downstream, ParleyAffinity::Downstream),
            (cluster.bytes.end, Affinity::Upstream, ParleyAffinity::Upstream),
        ] {
            let cursor = Cursor::from_byte_index(&layout, byte, parleys);
            let expected = cursor.geometry(&layout, 0.0).x0 as f32;
            let x = ours.x_of((byte as u32, affinity));
            assert!((x - expected).abs() < 0.05, "{text:?} byte {byte} {affinity:?}: {x} and not {expected}");
        }
    }
}

#[test]
fn rectangles_are_those_of_the_clusters_and_clicks_give_their_edges() {
    for text in SAMPLES {
        for width in [10_000.0, 120.0] {
            check(text, width);
        }
    }
}

#[test]
fn ligatures_are_as_many_clusters_as_letters() {
    let mut typesetter = Typesetter::default();
    let block = typesetter.lay_out("ffi", &STYLE, BaseDirection::Auto, 1000.0, 1.0);
    assert_eq!(block.clusters.len(), 3);
    let family = typesetter.lay_out("👨‍👩‍👧‍👦", &STYLE, BaseDirection::Auto, 1000.0, 1.0);
    assert_eq!(family.clusters.len(), 1);
    let accented = typesetter.lay_out("e\u{301}", &STYLE, BaseDirection::Auto, 1000.0, 1.0);
    assert_eq!(accented.clusters.len(), 1);
}

#[test]
fn a_span_over_a_change_of_direction_is_several_rectangles() {
    let text = "abc שלום def";
    let (mut document, mut typesetter) = document(text, 1000.0);
    document.layout(0, &mut typesetter);
    let mut areas = Vec::new();
    // From "c " into the first two letters of the Hebrew word, which are its right half.
    document.areas_in(0, 2..8, |area| areas.push((area.left, area.right)));
    assert_eq!(areas.len(), 2, "{areas:?}");
    assert!(areas[0].1 < areas[1].0);
}

#[test]
fn paragraphs_are_aligned_as_they_are_read() {
    let mut typesetter = Typesetter::default();
    let mut edge = |text| {
        let block = typesetter.lay_out(text, &STYLE, BaseDirection::Auto, 500.0, 1.0);
        let left = block.clusters.iter().map(|c| c.left).fold(f32::MAX, f32::min);
        let right = block.clusters.iter().map(|c| c.right).fold(0.0, f32::max);
        (left, right)
    };
    assert!(edge("left").0 < 1.0);
    assert!(edge("שלום").1 > 499.0);
    assert!(edge("سلام").1 > 499.0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn mixed_text_is_painted_and_clicked_exactly(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "a", "ffi", " ", "שלום", "ש", "سلام", "لا", "é", "e\u{301}", "👨‍👩‍👧", "13", "1,234",
                "(", ")", "-", "٢٥", "  ", ".", "漢", "\u{200f}", "word", "«", "»", "%",
            ]),
            1..14,
        ),
        width in prop::sample::select(vec![60.0f32, 150.0, 5000.0]),
    ) {
        check(&pieces.concat(), width);
    }
}
