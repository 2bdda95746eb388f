//! Where things are drawn and written, at any size.

use eframe::egui;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::{App, CHART, RECORD, draw_as, every_view, last_bar, sized, stamp, story};
use tollbook_core::model::{Outcome, ReadState};
use tollbook_state::ArticleAction;
use tollbook_state::{Action, update};

#[test]
fn it_can_be_used_in_a_narrow_window() {
    let mut harness = sized(RECORD, 400.0, 420.0);
    harness.get_by_label(crate::ui::panels::chart::toolbar::OUTCOME).click();
    harness.run();
    harness.get_by_label("Wounded").click();
    harness.run();
    assert!(harness.state().query().outcomes.contains(&Outcome::Wounded));
    let chart = harness.get_by_label(CHART).rect();
    assert!(chart.width() > 370.0 && chart.height() > 120.0, "{chart:?}");
}

/// Claims of so many operations over so many years, a bar in each.
fn many(operations: usize, years: i32, count: u64) -> String {
    let mut claims = "article one.txt\n".to_owned();
    for n in 0..operations {
        claims += &format!("operation Operation_{n} begins={}-01-01 ends={}-01-01\n", 1_960 + n, 1_970 + n);
    }
    for n in 0..operations * 3 {
        let year = 1_960 + (n as i32 * 7) % years.max(1);
        let month = n % 12 + 1;
        let operation = n % operations;
        claims += &format!("killed k{n} {count} date={year}-{month:02}-03 op=Operation_{operation}\n");
    }
    claims
}

/// The largest and the smallest that a chart has to show, in every way of drawing it.
#[test]
fn nothing_is_written_outside_or_over_something_else_at_any_size() {
    for (operations, years, count) in [(1, 1, 1), (3, 60, 100_000), (25, 60, 7)] {
        for (width, height) in [(400.0, 420.0), (1_200.0, 360.0), (3_840.0, 1_600.0)] {
            let mut harness = sized(&many(operations, years, count), width, height);
            for view in every_view() {
                draw_as(&mut harness, view);
                let chart = harness.get_by_label(CHART).rect();
                let what = format!("{operations} operations, {years} years, {width}×{height}, {view:?}");
                assert!(chart.width() > 200.0 && chart.right() <= width, "{what}: {chart:?}");
                let texts: Vec<(egui::Rect, String)> = written(&harness);
                let inside: Vec<_> = texts.iter().filter(|(at, _)| chart.contains_rect(*at)).collect();
                for (n, (at, text)) in inside.iter().enumerate() {
                    let over =
                        inside[..n].iter().find(|(other, _)| other.shrink(1.5).intersects(at.shrink(1.5)));
                    assert!(over.is_none(), "{what}: “{text}” over {over:?}");
                }
                assert!(inside.len() > 2, "{what}: {inside:?}");
            }
        }
    }
}

#[test]
fn a_tooltip_stays_inside_the_chart_and_off_the_lists() {
    let mut harness = story(RECORD);
    let chart = harness.get_by_label(CHART).rect();
    harness.hover_at(last_bar(chart));
    harness.run();
    harness.run();
    let words = harness.get_by_label("low 3, best 3, high 3").rect();
    assert!(words.left() >= chart.left() && words.right() <= chart.right(), "{words:?} in {chart:?}");
}

#[test]
fn what_has_been_read_stands_below_the_bars() {
    let mut harness = sized(RECORD, 1_200.0, 420.0);
    let line = |harness: &Harness<'_, App>| {
        written(harness).into_iter().map(|(_, text)| text).find(|text| text.contains("article")).unwrap()
    };
    assert!(line(&harness).ends_with("0 of 1 article without a month"), "{}", line(&harness));
    let article = harness.state().open().article_ids().into_iter().next().unwrap();
    let read = Action::Article(ArticleAction::SetReadState(article, ReadState::Read));
    update(&mut harness.state_mut().state, read, &mut stamp(97));
    harness.run();
    assert!(line(&harness).ends_with("1 of 1 article without a month"), "{}", line(&harness));
}

/// Every text that is painted, and where.
fn written(harness: &Harness<'_, App>) -> Vec<(egui::Rect, String)> {
    fn collect(shape: &egui::Shape, clip: egui::Rect, all: &mut Vec<(egui::Rect, String)>) {
        match shape {
            egui::Shape::Text(text) => {
                let rect = text.galley.rect.translate(text.pos.to_vec2());
                if clip.intersects(rect) && !text.galley.text().trim().is_empty() {
                    all.push((rect, text.galley.text().to_owned()));
                }
            }
            egui::Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, clip, all)),
            _ => {}
        }
    }
    let mut all = Vec::new();
    for clipped in &harness.output().shapes {
        collect(&clipped.shape, clipped.clip_rect, &mut all);
    }
    all
}
