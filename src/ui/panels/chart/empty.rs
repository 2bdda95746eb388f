//! What is said where there is nothing to draw, and what can be done about it.

use eframe::egui::{Align, Layout, RichText, Ui};

use super::model::Model;
use super::{tooltip, wording};
use crate::ui::theme::{self, size, space};
use crate::ui::widgets::cached::{Cached, Revision, revision};
use tollbook_core::analysis::counted::Counted;
use tollbook_core::analysis::timeline::Query;
use tollbook_core::model::Outcome;
use tollbook_state::ChartAction;
use tollbook_state::action::{ChartQuestion, WhatIfChange};
use tollbook_state::{Action, Workspace};

/// What would be drawn if nothing were filtered, kept while nothing is drawn.
#[derive(Default)]
pub struct Empty(Cached<(Revision, Query), Vec<Outcome>>);

/// Says why there are no bars.
pub fn show(ui: &mut Ui, open: &Workspace, model: &Model, local: &mut Empty, actions: &mut Vec<Action>) {
    let (title, advice) = say(open, model);
    let query = &open.query;
    // Nothing that would show no more is offered.
    let elsewhere = local.0.get((revision(open), query.clone()), || outcomes_unfiltered(open));
    middle(ui, &title, &advice, |ui| {
        if !open.what_if.is_nothing() && ui.button("Leave what-if").clicked() {
            actions.push(Action::Chart(ChartAction::WhatIf(WhatIfChange::Leave)));
        }
        if !model.layers.is_empty() && ui.button("Show all operations").clicked() {
            actions.push(Action::Chart(ChartAction::Ask(ChartQuestion::AllOperations)));
        }
        if !model.layers.is_empty() {
            return;
        }
        if query.outcomes.iter().any(|outcome| elsewhere.contains(outcome)) {
            if ui.button("Ask for all sides and causes").clicked() {
                actions.push(Action::Chart(ChartAction::Ask(ChartQuestion::Unfilter)));
            }
        } else if let Some(outcome) = elsewhere.first()
            && ui.button(format!("Show {outcome}")).clicked()
        {
            actions.push(Action::Chart(ChartAction::Ask(ChartQuestion::UnfilteredOutcome(*outcome))));
        }
    });
}

/// The outcomes that have bars where nothing is filtered.
fn outcomes_unfiltered(open: &Workspace) -> Vec<Outcome> {
    let query = Query { grain: open.query.grain, ..Query::everything() };
    let counted = Counted::of(&open.project, &open.answers, &query, &open.what_if);
    let mut outcomes: Vec<Outcome> = counted.timeline.bars.keys().map(|bar| bar.outcome).collect();
    outcomes.dedup();
    outcomes
}

/// Says that killed and wounded are not drawn together.
pub fn one_outcome(ui: &mut Ui) {
    middle(
        ui,
        "One outcome at a time",
        "Killed and wounded are never stacked on each other; choose one above.",
        |_| {},
    );
}

fn middle(ui: &mut Ui, title: &str, advice: &str, below: impl FnOnce(&mut Ui)) {
    let height = ui.available_height();
    ui.allocate_ui_with_layout(ui.available_size(), Layout::top_down(Align::Center), |ui| {
        ui.add_space((height / 2.0 - 40.0).max(space::SMALL));
        ui.label(theme::strong(title).size(size::HEADING));
        ui.label(RichText::new(advice).color(theme::Palette::of(ui).soft));
        ui.add_space(space::TIGHT);
        below(ui);
    });
}

fn say(open: &Workspace, model: &Model) -> (String, String) {
    let outcomes = tooltip::outcomes(open);
    let (title, advice) = if open.project.claims.is_empty() {
        (
            "No casualties annotated yet".to_owned(),
            "Annotate people killed in an article: select the words, press K.".to_owned(),
        )
    } else if !model.layers.is_empty() {
        ("Every operation is hidden".to_owned(), "Click one in the legend to show its bars.".to_owned())
    } else {
        match open.timeline().not_drawn.len() {
            0 => (format!("No {outcomes} here"), "No annotated casualties match the filters.".to_owned()),
            1 => (
                "Nothing to draw yet".to_owned(),
                "One incident is not drawn; see “Not drawn” for why.".to_owned(),
            ),
            n => (
                "Nothing to draw yet".to_owned(),
                format!("{} incidents are not drawn; see “Not drawn” for why.", wording::grouped(n as u64)),
            ),
        }
    };
    (title, advice)
}
