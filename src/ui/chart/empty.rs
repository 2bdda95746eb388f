//! What is said where there is nothing to draw, and what can be done about it.

use eframe::egui::{Align, Layout, RichText, Ui};

use super::model::Model;
use super::tooltip;
use crate::analysis::timeline::Query;
use crate::state::{Action, Workspace};
use crate::ui::theme::{self, size, space};

/// Says why there are no bars.
pub fn show(ui: &mut Ui, open: &Workspace, model: &Model, actions: &mut Vec<Action>) {
    let (title, advice) = say(open, model);
    middle(ui, &title, &advice, |ui| {
        let query = &open.query;
        if !model.layers.is_empty() {
            if ui.button("Show all operations").clicked() {
                actions.push(Action::SetQuery(Query { hidden: Default::default(), ..query.clone() }));
            }
        } else if !open.project.claims.is_empty()
            && (query.sides.is_some() || query.hostile.is_some())
            && ui.button("Ask for all sides and causes").clicked()
        {
            actions.push(Action::SetQuery(Query { sides: None, hostile: None, ..query.clone() }));
        }
    });
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
    if open.project.claims.is_empty() {
        return (
            "No casualties marked yet".to_owned(),
            "Mark killed in an article: select the words, press K.".to_owned(),
        );
    }
    if !model.layers.is_empty() {
        return (
            "Every operation is hidden".to_owned(),
            "Click one in the legend to show its bars.".to_owned(),
        );
    }
    match open.timeline().not_drawn.len() {
        0 => (format!("No {outcomes} here"), "Nobody who is asked for has been marked.".to_owned()),
        1 => (
            "Nothing to draw yet".to_owned(),
            "One incident is not drawn; see “Not drawn” for why.".to_owned(),
        ),
        n => (
            "Nothing to draw yet".to_owned(),
            format!("{n} incidents are not drawn; see “Not drawn” for why."),
        ),
    }
}
