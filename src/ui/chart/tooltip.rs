//! What a bar says when it is pointed at.

use crate::analysis::timeline::Bar;
use eframe::egui::{Rect, Response, Tooltip, Ui};

use super::model::Model;
use super::wording;
use crate::state::Workspace;
use crate::ui::theme::{self, size};

/// How many incidents are named.
const NAMED: usize = 4;

/// Shows the bar's tooltip at the pointer, or beside `beside`.
pub fn show(
    ui: &Ui,
    response: &Response,
    beside: Option<Rect>,
    open: &Workspace,
    model: &Model,
    segment: usize,
) {
    let Some(bar) = model.bar(segment) else { return };
    let Some(sum) = open.timeline().bars.get(&bar) else { return };
    let Bar { operation, period, .. } = bar;
    let anchor = beside.unwrap_or(response.rect);
    let tooltip = Tooltip::always_open(ui.ctx().clone(), response.layer_id, response.id, anchor).width(340.0);
    let tooltip = if beside.is_none() { tooltip.at_pointer() } else { tooltip };
    tooltip.gap(14.0).show(|ui| {
        let name = open.project.operation_name(Some(operation));
        ui.label(theme::strong(format!("{name}, {}", wording::period(period))));
        ui.label(theme::strong(format!("{} {}", wording::sum(sum), outcomes(open))).size(size::HEADING));
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
            if let Some(view) = open.answers.incident(*id) {
                ui.label(&view.title);
            }
        }
        if sum.incidents.len() > NAMED {
            ui.label(theme::remark(
                ui,
                format!("and {} more", wording::grouped((sum.incidents.len() - NAMED) as u64)),
            ));
        }
    });
}

/// What happened to the people that are asked for: `killed`, or `killed and wounded`.
pub fn outcomes(open: &Workspace) -> String {
    let words: Vec<&str> = open.query.outcomes.iter().map(|outcome| outcome.as_str()).collect();
    words.join(" and ")
}
