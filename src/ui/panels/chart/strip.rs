//! Below the bars, how far the articles of each period have been read: a dip in the chart is not the
//! same as unread articles.

use eframe::egui::{Align2, FontId, Painter, Pos2, Rect, Stroke, StrokeKind, Ui, pos2};

use super::{tooltip, wording};
use crate::ui::theme::{self, Palette, size};
use crate::ui::widgets::drawing::rect;
use tollbook_core::analysis::chart::drawing::Plot;
use tollbook_core::analysis::coverage::{Articles, PeriodCoverage};
use tollbook_core::analysis::timeline::Period;

/// How high the strip is, with what is written below it.
pub const HEIGHT: f32 = 32.0;
/// How high the boxes are.
const BOX: f32 = 11.0;
/// What stands before it.
pub const NAME: &str = "Read";

/// Paints the strip at the foot of `room`: for each period a box, filled as high as the share of its
/// articles that have been read, with the share that is done darker. A period without articles has
/// none.
pub fn paint(
    painter: &Painter,
    room: Rect,
    plot: &Plot<'_>,
    palette: &Palette,
    font: &FontId,
    so_far: &PeriodCoverage,
) {
    let frame = rect(plot.frame());
    let top = room.bottom() - HEIGHT + 3.0;
    let (first, last) = plot.periods();
    let grain = plot.grain();
    let from = Period { grain, number: first };
    let to = Period { grain, number: last };
    for (period, articles) in so_far.periods.range(from..=to) {
        let (left, right) = plot.slot(period.number);
        let (left, right) = (left as f32, right as f32);
        let gap = if right - left > 6.0 { 1.0 } else { 0.0 };
        let whole = Rect::from_min_max(pos2(left + gap, top), pos2(right - gap, top + BOX))
            .intersect(frame_x(frame, top));
        if !whole.is_positive() {
            continue;
        }
        let part =
            |n: usize| whole.with_min_y(whole.bottom() - BOX * n as f32 / articles.count().max(1) as f32);
        painter.rect_filled(
            part(articles.read + articles.done),
            0.0,
            palette.accent.lerp_to_gamma(palette.text_background, 0.55),
        );
        painter.rect_filled(part(articles.done), 0.0, palette.accent);
        if whole.width() >= 3.0 {
            painter.rect_stroke(whole, 0.0, Stroke::new(1.0, palette.weak_text), StrokeKind::Inside);
        } else {
            painter.hline(whole.x_range(), whole.top(), Stroke::new(1.0, palette.weak_text));
        }
    }
    let name = pos2(frame.left() - 6.0, top + BOX / 2.0);
    painter.text(name, Align2::RIGHT_CENTER, NAME, font.clone(), palette.weak_text);
    // Once for all small charts.
    if plot.layer().is_some_and(|layer| layer > 0) {
        return;
    }
    let words = summary(plot, so_far);
    let below = painter.layout(words, font.clone(), palette.weak_text, f32::INFINITY);
    painter.with_clip_rect(room.intersect(painter.clip_rect())).galley(
        pos2(frame.left(), top + BOX + 2.0),
        below,
        palette.weak_text,
    );
}

/// The strip's width, wherever it is.
fn frame_x(frame: Rect, top: f32) -> Rect {
    Rect::from_x_y_ranges(frame.x_range(), top..=top + BOX)
}

/// All articles in a line: those in view, those without a month, those at other times.
pub fn summary(plot: &Plot<'_>, so_far: &PeriodCoverage) -> String {
    let (first, last) = plot.periods();
    let (mut here, mut elsewhere) = (Articles::default(), Articles::default());
    for (period, articles) in &so_far.periods {
        let sum = if (first..=last).contains(&period.number) { &mut here } else { &mut elsewhere };
        sum.unread += articles.unread;
        sum.read += articles.read;
        sum.done += articles.done;
    }
    let mut parts = vec![format!("{} of this period read", share(here))];
    if elsewhere.count() > 0 {
        parts.push(format!("{} of other periods", share(elsewhere)));
    }
    if so_far.undated.count() > 0 {
        parts.push(format!("{} without a {}", share(so_far.undated), plot.grain()));
    }
    parts.join("; ")
}

/// `3 of 5 articles`, of which so many have been read.
fn share(articles: Articles) -> String {
    let read = wording::grouped((articles.read + articles.done) as u64);
    format!("{read} of {}", wording::counted(articles.count(), "article"))
}

/// Says how far the articles of the period under the pointer have been read.
pub fn tip(ui: &Ui, chart: Rect, at: Pos2, plot: &Plot<'_>, so_far: &PeriodCoverage) {
    let period = Period { grain: plot.grain(), number: plot.period(at.x.into()) };
    tooltip::at(ui, chart, at, |ui| {
        ui.label(theme::strong(wording::period(period)).size(size::BODY));
        match so_far.periods.get(&period) {
            Some(articles) => {
                ui.label(format!(
                    "{}: {} done, {} read, {} unread",
                    wording::counted(articles.count(), "article"),
                    wording::grouped(articles.done as u64),
                    wording::grouped(articles.read as u64),
                    wording::grouped(articles.unread as u64)
                ));
            }
            None => {
                ui.label("No article was published then.");
            }
        }
        ui.label(theme::remark(
            ui,
            "By when articles were published. Dark is done, light is read, empty is unread.",
        ));
    });
}
