//! Pictures of charts of every kind: what they say, and that nothing of them is outside the paper.

use super::*;
use tollbook_core::analysis::chart::View;
use tollbook_core::analysis::counted::Counted;
use tollbook_core::analysis::fixture::story;
use tollbook_core::analysis::timeline::{Asked, Grain, Query};
use tollbook_core::analysis::what_if::WhatIf;

/// A chart with its caption; `wide` spreads the incidents over 60 years and large figures.
fn drawn(mode: Mode, wide: bool) -> (Chart, Caption) {
    let mut text = "article a 2021-09-24\n\
        killed thirteen 13 date=2019-11-25 op=Barkhane\n\
        killed some 2/-/- date=2021-09-24 op=Barkhane\n\
        killed one 1 date=2014-07-14 op=Serval\n\
        total to_52 52 op=Serval;Barkhane from=2013-01-01\n"
        .to_owned();
    if wide {
        text +=
            "killed early 100000 date=1962-03-01 op=Serval\nkilled late 3/5/9 date=2021-12-01 op=Chammal\n";
    }
    let story = story(&text);
    let query = Query { grain: Grain::Month, ..Query::starting(story.project.recorded_sides()) };
    let what_if = WhatIf::default();
    let asked = Asked { query: &query, what_if: &what_if };
    let counted = Counted::of(&story.project, &story.answers, &query, &what_if);
    let view = View { mode, spread: true, totals: true, lives: true };
    let chart = Chart::of(&story.project, &story.answers, &query, view, &counted, None);
    let caption = Caption::of(&story.project, &story.answers, asked, &counted, &chart);
    (chart, caption)
}

/// The numbers of an attribute of all elements of a name.
fn numbers(drawing: &str, element: &str, attribute: &str) -> Vec<f64> {
    let begin = format!("<{element} ");
    let elements = drawing.split(&begin).skip(1);
    let of = |element: &str| -> Option<f64> {
        let tag = element.split('>').next()?;
        tag.split(&format!(" {attribute}=\"")).nth(1)?.split('"').next()?.parse().ok()
    };
    elements.filter_map(|element| of(&format!(" {element}"))).collect()
}

#[test]
fn every_kind_of_chart_is_drawn_within_its_paper() {
    for &mode in Mode::ALL {
        for wide in [false, true] {
            let (chart, caption) = drawn(mode, wide);
            for (width, height) in [(400, 300), (960, 540), (3840, 2160)] {
                let format = Format { width, height, ..Format::default() };
                let drawing = drawing(&chart, &caption, &format);
                let what = format!("{mode}, {width} by {height}, wide: {wide}");
                for (attribute, most) in [("x", f64::from(width)), ("y", f64::from(height))] {
                    for element in ["text", "rect"] {
                        for at in numbers(&drawing, element, attribute) {
                            assert!(
                                (-0.5..=most + 0.5).contains(&at),
                                "{what}: {element} at {attribute} {at}"
                            );
                        }
                    }
                }
                assert!(drawing.contains("Killed per operation"), "{what}");
                assert!(drawing.contains("not drawn") || drawing.contains("incidents from"), "{what}");
                assert!(tree(&chart, &caption, &format).is_ok(), "{what}");
            }
        }
    }
}

#[test]
fn bars_are_as_high_as_what_is_counted() {
    let (chart, caption) = drawn(Mode::Stacked, false);
    let drawing = drawing(&chart, &caption, &Format::default());
    // Beside the bars there are squares of the legend, the paper and the shaded lives.
    let heights = numbers(&drawing, "rect", "height");
    let bars: Vec<f64> = heights.into_iter().filter(|height| (12.0..340.0).contains(height)).collect();
    let one = bars.iter().copied().fold(f64::MAX, f64::min);
    assert!(bars.iter().any(|bar| (bar / one - 13.0).abs() < 0.1), "thirteen to one: {bars:?}");
    assert!(drawing.contains("url(#hatch"), "at least two are hatched");
}

#[test]
fn a_picture_has_outlined_text_and_its_scale() {
    let (chart, caption) = drawn(Mode::Cumulative, true);
    let format = Format { width: 400, height: 300, scale: 1.5, dark: true };
    let svg = svg(&chart, &caption, &format).unwrap();
    assert!(!svg.contains("<text"), "texts are outlines");
    let ([wide, high], pixels) = pixels(&chart, &caption, &format).unwrap();
    assert_eq!((wide, high, pixels.len()), (600, 450, 600 * 450 * 4));
    assert!(png(&chart, &caption, &format).unwrap().starts_with(b"\x89PNG"));
}

#[test]
fn formats_that_cannot_be_drawn_are_refused_with_a_sentence() {
    let (chart, caption) = drawn(Mode::Stacked, false);
    for format in [
        Format { width: 10, ..Format::default() },
        Format { scale: 100.0, ..Format::default() },
        Format { scale: f32::NAN, ..Format::default() },
    ] {
        assert!(svg(&chart, &caption, &format).unwrap_err().ends_with('.'));
    }
}
