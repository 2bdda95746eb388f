//! The inspector: the selected annotation, its claim, and its incident with every figure.

mod annotation;
pub mod cell;
pub mod chooser_lists;
pub mod claim_form;
mod claims;
mod coder_estimate;
mod date_source;
mod death;
mod estimate;
mod evidence;
pub mod heading;
mod incident;
mod joined;
mod notes;
pub mod offers;
mod scope;
mod total;
pub mod words;

use eframe::egui::{self, Panel, RichText, ScrollArea, Ui};

use super::theme::{self, space};
use super::widget::{field_origin, row};
use super::{codebook, keys};
use tollbook_core::model::{AnnotationId, Article, IncidentId, Kind};
use tollbook_state::{Action, AppState, Command, Workspace};

/// How high the codebook is at first.
const CODEBOOK: f32 = 236.0;
/// In an inspector lower than this the codebook is folded until it is asked for.
const LOW: f32 = 420.0;

/// What the inspector keeps for itself.
#[derive(Debug, Default)]
pub struct State {
    pub(super) incident: incident::State,
    total: total::State,
    codebook: codebook::State,
    evidence: offers::Offers,
    finds: chooser_lists::ChooserLists,
    /// What was selected when it was last shown.
    shown: Option<(Option<AnnotationId>, Option<IncidentId>)>,
    /// Whether it was low when it was last shown.
    low: Option<bool>,
}

/// Shows the inspector.
pub fn show(ui: &mut Ui, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let Some(open) = &state.workspace else { return };
    let low = ui.available_height() < LOW;
    if local.low.replace(low) != Some(low) {
        local.codebook.set_open(!low);
    }
    // What is selected has the larger share.
    let selected = open.selection.annotation.is_some() || open.selection.incident.is_some();
    let share = match (low, selected) {
        (true, _) => 0.75,
        (false, true) => 0.34,
        (false, false) => 0.6,
    };
    let name = match (local.codebook.is_open(), selected) {
        (false, _) => "codebook heading",
        (true, true) => "codebook",
        // A size of its own: while nothing is selected, the codes are what is worked with.
        (true, false) => "codebook alone",
    };
    let height = ui.available_height();
    let size = match (low, selected) {
        (true, _) => CODEBOOK.min(height * share),
        (false, true) => CODEBOOK.min(height * 0.3),
        (false, false) => height * 0.55,
    };
    Panel::bottom(name)
        .frame(egui::Frame::NONE)
        .resizable(local.codebook.is_open())
        .default_size(size)
        .max_size(ui.available_height() * share)
        .show(ui, |ui| codebook::show(ui, state, &mut local.codebook, actions));
    let mut scroll = ScrollArea::vertical().id_salt("inspector");
    // What is selected anew is shown from its beginning.
    let (annotation, incident) = (open.selection.annotation, open.selection.incident);
    let shown = Some((annotation, incident.filter(|_| annotation.is_none())));
    if std::mem::replace(&mut local.shown, shown) != shown {
        scroll = scroll.vertical_scroll_offset(0.0);
    }
    scroll.auto_shrink(false).show(ui, |ui| {
        // Room for the bar of the scroll area, which lies over its contents.
        ui.set_width(ui.available_width() - space::SMALL);
        ui.spacing_mut().item_spacing.y = space::TIGHT;
        ui.add_space(space::TIGHT);
        contents(ui, state, open, local, actions);
        ui.add_space(space::LARGE);
    });
}

fn contents(ui: &mut Ui, state: &AppState, open: &Workspace, local: &mut State, actions: &mut Vec<Action>) {
    let annotation = open.selection.annotation.filter(|id| open.project.annotations.contains(*id));
    if let Some(id) = annotation {
        annotation::show(ui, open, id, actions);
        evidence::of_annotation(ui, open, id, &mut local.evidence, actions);
        if let Some(claim) = open.project.claims.get(id) {
            section(ui);
            let code = open.project.annotations.get(id).and_then(|row| open.project.codes.get(row.code));
            heading::show(ui, open, id, claim, code, actions);
            claim_form::show(ui, open, id, claim, false, &mut local.finds, actions);
            field_origin::legend(ui);
            if claim.kind == Kind::Total {
                section(ui);
                total::show(ui, open, id, &mut local.total, actions);
            }
        }
    }
    let incident = match annotation {
        Some(id) => open.answers.index.incident_of(id),
        None => open.selection.incident,
    };
    match (annotation, incident.and_then(|id| open.answers.incident(id))) {
        (annotation, Some(view)) => {
            if annotation.is_some() {
                section(ui);
            }
            incident::show(ui, open, view, annotation, &mut local.incident, actions);
        }
        (Some(_), None) => {}
        (None, None) => nothing(ui, state, open),
    }
    section(ui);
    notes::show(ui, open, actions);
}

/// A line between two sections.
fn section(ui: &mut Ui) {
    ui.add_space(space::SMALL);
    ui.separator();
    ui.add_space(space::TIGHT);
}

/// What the inspector says while nothing is selected.
fn nothing(ui: &mut Ui, state: &AppState, open: &Workspace) {
    ui.label(theme::heading("Nothing is selected"));
    ui.add_space(space::TIGHT);
    let keyed = |command: Command, text: &str| keys::tip(ui.ctx(), state, command, text);
    let text = if open.project.annotations.is_empty() {
        format!(
            "Select words in the article and mark them as people {}, {} or as a {}. What the words say is then shown \
             here, ready to be corrected.",
            keyed(Command::MarkKilled, "killed"),
            keyed(Command::MarkWounded, "wounded"),
            keyed(Command::MarkTotal, "running total"),
        )
    } else {
        format!(
            "Click marked words in the article, or go to the {}. Its claim, its incident and every figure that other \
             articles give are shown here.",
            keyed(Command::NextAnnotation, "next annotation"),
        )
    };
    ui.add(egui::Label::new(RichText::new(text)).wrap());
    ui.add_space(space::SMALL);
    row::remark(ui, "A bar of the chart lists its incidents; each opens here.");
}

/// What is known of the article that an annotation is in.
pub(super) fn article_of(open: &Workspace, annotation: AnnotationId) -> Option<&Article> {
    open.article(open.project.annotations.get(annotation)?.article)
}

#[cfg(test)]
mod tests;
