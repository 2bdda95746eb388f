//! The inspector: the selected annotation, its claim, and its incident with every figure.

mod annotation;
pub mod cell;
pub mod chooser_lists;
pub mod claim_form;
mod claims;
pub mod coder_estimate;
mod date_source;
mod death;
mod estimate;
mod evidence;
mod field_source;
pub mod form;
pub mod heading;
mod incident;
mod joined;
pub mod notes;
mod offer_line;
pub mod offers;
mod passage;
mod scope;
pub mod suggestion;
pub mod summary;
mod total;
pub mod words;

use std::borrow::Cow;

use eframe::egui::{self, RichText, ScrollArea, Ui};

use crate::ui::panels::codebook;
use crate::ui::shell::keys;
use crate::ui::theme::{self, space};
use crate::ui::widgets::{field_origin, row};
use tollbook_core::model::{AnnotationId, Article, Kind};
use tollbook_state::{Action, AppState, Command, PreferenceChange, Tab, Workspace};

/// The label of a control, by which tests find it.
pub const NOTHING_IS_SELECTED: &str = "Nothing is selected";

/// What the inspector keeps for itself.
#[derive(Debug, Default)]
pub struct State {
    /// The fields of the selected annotation.
    pub form: form::State,
    pub(super) incident: incident::State,
    total: total::State,
    codebook: codebook::State,
    evidence: offers::Offers,
}

/// Shows the inspector: its tabs, and the one that was chosen.
pub fn show(ui: &mut Ui, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let Some(open) = &state.workspace else { return };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::TIGHT;
        for tab in Tab::ALL {
            let label = ui.selectable_label(state.preferences.tab == tab, tab.name());
            if label.clicked() {
                actions.push(Action::Preference(PreferenceChange::Tab(tab)));
            }
        }
    });
    ui.add_space(space::TIGHT);
    if state.preferences.tab != Tab::Selection {
        local.form.has_keyboard = false;
    }
    match state.preferences.tab {
        Tab::Selection => selection(ui, state, open, local, actions),
        Tab::Codebook => codebook::show(ui, state, &mut local.codebook, actions),
        Tab::Notes => notes::show(ui, open, actions),
    }
}

/// The selected annotation, or else the selected incident.
fn selection(ui: &mut Ui, state: &AppState, open: &Workspace, local: &mut State, actions: &mut Vec<Action>) {
    let annotation = open.selection.annotation.filter(|id| open.project.annotations.contains(*id));
    if let Some(id) = annotation {
        let State { form, incident, total, evidence, .. } = local;
        form::show(ui, open, id, form, actions, |ui, actions| {
            about(ui, open, id, (incident, total, evidence), actions);
        });
        return;
    }
    local.form.has_keyboard = false;
    if let Some(selected) = open.suggestions.selected() {
        suggestion::show(ui, state, open, selected, actions);
        return;
    }
    let incident = open.selection.incident.and_then(|id| open.answers.incident(id));
    let scroll = ScrollArea::vertical().id_salt(("incident", open.selection.incident));
    scroll.auto_shrink(false).show(ui, |ui| {
        // Room for the bar of the scroll area, which lies over its contents.
        ui.set_width(ui.available_width() - space::SMALL);
        ui.spacing_mut().item_spacing.y = space::TIGHT;
        match incident {
            Some(view) => incident::show(ui, open, view, None, &mut local.incident, actions),
            None => nothing(ui, state, open),
        }
        ui.add_space(space::LARGE);
    });
}

/// What is known of an annotation beside its fields: code and memo, its total, and its incident.
fn about(
    ui: &mut Ui,
    open: &Workspace,
    id: AnnotationId,
    (incident, total, evidence): (&mut incident::State, &mut total::State, &mut offers::Offers),
    actions: &mut Vec<Action>,
) {
    let claim = open.project.claims.get(id);
    if claim.is_some() {
        field_origin::legend(ui);
    }
    section(ui);
    annotation::show(ui, open, id, claim.is_some(), actions);
    evidence::of_annotation(ui, open, id, evidence, actions);
    if claim.is_some_and(|claim| claim.kind == Kind::Total) {
        section(ui);
        total::show(ui, open, id, total, actions);
    }
    let view = open.answers.index.incident_of(id).and_then(|incident| open.answers.incident(incident));
    if let Some(view) = view {
        section(ui);
        incident::show(ui, open, view, Some(id), incident, actions);
    }
}

/// A line between two sections.
fn section(ui: &mut Ui) {
    ui.add_space(space::SMALL);
    ui.separator();
    ui.add_space(space::TIGHT);
}

/// What the inspector says while nothing is selected.
fn nothing(ui: &mut Ui, state: &AppState, open: &Workspace) {
    ui.label(theme::heading(NOTHING_IS_SELECTED));
    ui.add_space(space::TIGHT);
    let keyed = |command: Command, text: &str| keys::tip(ui.ctx(), state, command, text);
    let text = if open.project.annotations.is_empty() {
        format!(
            "Select words in the article and annotate them as people {}, {} or as a {}. What the words say is then shown \
             here, ready to be corrected.",
            keyed(Command::AnnotateKilled, "killed"),
            keyed(Command::AnnotateWounded, "wounded"),
            keyed(Command::AnnotateTotal, "running total"),
        )
    } else {
        format!(
            "Click annotated words in the article, or go to the {}. Its claim, its incident and every figure that other \
             articles give are shown here.",
            keyed(Command::NextAnnotation, "next annotation"),
        )
    };
    ui.add(egui::Label::new(RichText::new(text)).wrap());
    ui.add_space(space::SMALL);
    row::remark(ui, "A bar of the chart lists its incidents; each opens here.");
    ui.add_space(space::SMALL);
    suggestion::waiting(ui, state, open);
}

/// What is known of the article that an annotation is in.
pub(super) fn article_of(open: &Workspace, annotation: AnnotationId) -> Option<Cow<'_, Article>> {
    open.article(open.project.annotations.get(annotation)?.article)
}

#[cfg(test)]
mod form_tests;
#[cfg(test)]
mod tests;
