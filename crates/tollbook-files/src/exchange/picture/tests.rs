//! Pictures of charts of every kind in every format: what is drawn, and that its texts can be read.

use super::*;
use tollbook_core::analysis::chart::{Mode, View};
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
    let counted = Counted::count(&story.project, &story.answers, &query, &what_if);
    let view = View { mode, spread: true, totals: true, active_periods: true };
    let chart = Chart::build(&story.project, &story.answers, &query, view, &counted, None);
    let caption = Caption::build(&story.project, &story.answers, asked, &counted, &chart);
    (chart, caption)
}

#[test]
fn every_kind_of_chart_is_drawn_in_every_format() {
    let style = PictureStyle { width: 400, height: 300, scale: 1.5, dark: true };
    for &mode in Mode::ALL {
        let (chart, caption) = drawn(mode, true);
        let page = page(&chart, &caption, &style);
        let svg = String::from_utf8(svg(&chart, &caption, &style).unwrap()).unwrap();
        assert!(svg.starts_with("<svg") && !svg.contains("<text"), "{mode}: texts are outlines");
        assert!(png(&chart, &caption, &style).unwrap().starts_with(b"\x89PNG"), "{mode}");
        assert!(pdf(&chart, &caption, &style).unwrap().starts_with(b"%PDF"), "{mode}");
        let ([wide, high], pixels) = pixels(&chart, &caption, &style).unwrap();
        assert_eq!((wide, high), (600, (page.height * 1.5).round() as usize), "{mode}");
        assert_eq!(pixels.len(), wide * high * 4, "{mode}");
    }
}

#[test]
fn svg_draws_every_shape_and_every_label_of_the_page() {
    for &mode in Mode::ALL {
        let (chart, caption) = drawn(mode, false);
        let style = PictureStyle::default();
        let drawing = page(&chart, &caption, &style).drawing;
        let svg = svg_with_text(&chart, &caption, &style);
        let elements = svg.matches("<rect ").count() + svg.matches("<path ").count();
        // The paper is one more.
        assert_eq!(elements, drawing.shapes.len() + drawing.signs.len() + 1, "{mode}");
        assert_eq!(svg.matches("<text ").count(), drawing.labels.len(), "{mode}");
    }
}

/// The text of a PDF, as the program reads it.
fn text_of(pdf: &[u8]) -> String {
    let cancel = std::sync::atomic::AtomicBool::new(false);
    let documents = crate::reading::document::read(pdf, "chart.pdf", Default::default(), &cancel).unwrap();
    documents[0].text.to_string()
}

#[test]
fn the_text_of_a_pdf_can_be_read_in_every_script() {
    let story = story(
        "article a 2021-09-24\noperation عملية_برخان\noperation Операция_Барханы\noperation מבצע_סרוול\n\
         killed one 13 date=2019-11-25 op=عملية_برخان\nkilled two 2 date=2020-11-25 op=Операция_Барханы",
    );
    let query = Query { sides: None, ..Query::starting([]) };
    let what_if = WhatIf::default();
    let counted = Counted::count(&story.project, &story.answers, &query, &what_if);
    let chart = Chart::build(&story.project, &story.answers, &query, View::default(), &counted, None);
    let asked = Asked { query: &query, what_if: &what_if };
    let mut caption = Caption::build(&story.project, &story.answers, asked, &counted, &chart);
    caption.credit = "Ein Überblick: naïve, œuvre, fi".to_owned();
    let text = text_of(&pdf(&chart, &caption, &PictureStyle::default()).unwrap());
    for words in ["Killed", "13", "Операция", "برخان", "Überblick: naïve, œuvre"] {
        assert!(text.contains(words), "“{words}” in {text}");
    }
}

#[test]
fn texts_of_every_script_have_a_width() {
    let font = tollbook_core::analysis::chart::drawing::Font::regular(10.0);
    for text in ["Barkhane", "Операция", "برخان", "מבצע", "作戰"] {
        let letters = text.chars().count() as f64;
        let width = width(text, font);
        assert!((2.0 * letters..=10.5 * letters).contains(&width), "{text}: {width}");
    }
}

#[test]
fn styles_that_cannot_be_drawn_are_refused_with_a_sentence() {
    let (chart, caption) = drawn(Mode::Stacked, false);
    for style in [
        PictureStyle { width: 10, ..PictureStyle::default() },
        PictureStyle { scale: 100.0, ..PictureStyle::default() },
        PictureStyle { scale: f32::NAN, ..PictureStyle::default() },
    ] {
        assert!(svg(&chart, &caption, &style).unwrap_err().ends_with('.'));
    }
}
