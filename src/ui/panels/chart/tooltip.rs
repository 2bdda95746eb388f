//! What a bar, a line or a total says when it is pointed at: inside the chart, over none of the lists
//! beside it.

use eframe::egui::{Align2, Area, Frame, Id, Order, Pos2, Rect, Ui, vec2};

use super::model::Model;
use super::wording;
use crate::ui::theme::{self, size};
use crate::ui::widgets::is_any_dialog_open;
use tollbook_core::analysis::chart::{Mode, TotalMark};
use tollbook_core::analysis::timeline::Bar;
use tollbook_state::Workspace;

/// How many incidents are named.
const NAMED: usize = 4;
/// How wide a tooltip gets, in points.
const WIDEST: f32 = 340.0;

/// Shows a tooltip beside a place, between the left and the right edge of the chart.
pub fn at(ui: &Ui, chart: Rect, place: Pos2, contents: impl FnOnce(&mut Ui)) {
    if is_any_dialog_open(ui.ctx()) {
        return;
    }
    let screen = ui.ctx().content_rect();
    let width = WIDEST.min(chart.width() - 32.0).max(80.0);
    // Above the place, so that lists below the chart stay free; to the side on which there is room.
    let left_of = place.x + 14.0 + width > chart.right();
    let (pivot, offset) = if left_of {
        (Align2::RIGHT_BOTTOM, vec2(-14.0, -6.0))
    } else {
        (Align2::LEFT_BOTTOM, vec2(14.0, -6.0))
    };
    Area::new(Id::unique("chart tooltip"))
        .order(Order::Tooltip)
        .interactable(false)
        .pivot(pivot)
        .fixed_pos(place + offset)
        .constrain_to(Rect::from_x_y_ranges(chart.x_range(), screen.y_range()))
        .show(ui.ctx(), |ui| {
            Frame::popup(ui.style()).show(ui, |ui| {
                ui.set_max_width(width - 16.0);
                contents(ui);
            });
        });
}

/// What is counted in a bar, and by which incidents.
pub fn of_bar(ui: &Ui, chart: Rect, place: Pos2, open: &Workspace, model: &Model, segment: usize) {
    let (Some(bar), Some(drawn)) = (model.bar(segment), model.segments.get(segment)) else { return };
    let sum = open.timeline().bars.get(&bar);
    let Bar { ref group, period, .. } = bar;
    at(ui, chart, place, |ui| {
        let name = group.name(&open.project);
        ui.label(theme::strong(format!("{name}, {}", wording::period(period))));
        let figure = sum.map_or_else(|| "0".to_owned(), wording::sum);
        ui.label(theme::strong(format!("{figure} {}", outcomes(open))).size(size::HEADING));
        if let Some(without_what_if) = drawn.without_what_if {
            ui.label(what_if_difference(drawn.height(), without_what_if));
        }
        if model.view.mode == Mode::Cumulative
            && let Some(step) = model.step_of(drawn)
        {
            let at_least = if step.at_least { "at least " } else { "" };
            let mut words = format!("{at_least}{} from the beginning on", wording::grouped(step.count));
            if model.view.spread {
                let high = step.high.map(wording::grouped).unwrap_or_else(|| "not known".to_owned());
                words += &format!("; low {}, high {high}", wording::grouped(step.low));
            }
            ui.label(words);
            if let Some(without_what_if) =
                step.without_what_if.filter(|without_what_if| *without_what_if != step.count)
            {
                ui.label(what_if_difference(step.count, without_what_if));
            }
        }
        let Some(sum) = sum else { return };
        let ends = format!(
            "low {}, best {}, high {}",
            wording::figure(sum.low),
            wording::figure(sum.best),
            wording::figure(sum.high)
        );
        ui.label(theme::remark(ui, ends));
        if sum.without_best > 0 {
            let remark =
                format!("{} without a best figure", wording::counted(sum.without_best as usize, "incident"));
            ui.label(theme::remark(ui, remark));
        }
        ui.separator();
        for id in sum.incidents.iter().take(NAMED) {
            if let Some(view) = open.counted.incident(&open.answers, *id) {
                ui.label(&view.title);
            }
        }
        if sum.incidents.len() > NAMED {
            let more = wording::grouped((sum.incidents.len() - NAMED) as u64);
            ui.label(theme::remark(ui, format!("and {more} more")));
        }
    });
}

/// `13 without the what-if: 2 fewer`.
pub fn what_if_difference(tried: u64, without_what_if: u64) -> String {
    let difference = match tried.cmp(&without_what_if) {
        std::cmp::Ordering::Less => format!("{} fewer", wording::grouped(without_what_if - tried)),
        std::cmp::Ordering::Equal => "no difference".to_owned(),
        std::cmp::Ordering::Greater => format!("{} more", wording::grouped(tried - without_what_if)),
    };
    format!("{} without the what-if: {difference}", wording::grouped(without_what_if))
}

/// What a total says, and what is counted in its scope.
pub fn of_total(ui: &Ui, chart: Rect, place: Pos2, open: &Workspace, model: &Model, total: &TotalMark) {
    let scope = model.lines.get(total.line).map_or("", |line| line.name.as_str());
    at(ui, chart, place, |ui| {
        ui.label(theme::strong(format!("Total of {scope}")));
        ui.label(theme::strong(total.words()).size(size::HEADING));
        ui.label(format!("{} reported, {} counted in its scope", total.reported, total.counted));
        if let Some(annotation) = open.project.annotations.get(total.annotation) {
            ui.label(theme::remark(ui, format!("“{}”", annotation.quote)));
            if let Some(article) = open.article(annotation.article) {
                ui.label(theme::remark(ui, article.title.clone()));
            }
        }
        if open.without_what_if.is_some() {
            ui.label(theme::remark(ui, "Compared with what is counted, not with the what-if."));
        }
        ui.label(theme::remark(ui, "Compared, and never added. Click to see its words."));
    });
}

/// What happened to the people that are asked for: `killed`, or `killed and wounded`.
pub fn outcomes(open: &Workspace) -> String {
    let words: Vec<&str> = open.query.outcomes.iter().map(|outcome| outcome.as_str()).collect();
    words.join(" and ")
}
