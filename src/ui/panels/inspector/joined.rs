//! Which incidents are one: those that were joined, and those on offer.

use std::sync::Arc;

use eframe::egui::{self, Ui};

use super::offers::Offers;
use crate::ui::theme::{self, space};
use crate::ui::widgets::row;
use tollbook_core::analysis::duplicates::Pair;
use tollbook_core::analysis::duplicates::offers::Offer;
use tollbook_core::analysis::incident::IncidentView;
use tollbook_core::model::{AnnotationId, IncidentId};
use tollbook_state::{Action, Workspace};
use tollbook_state::{DuplicateAction, IncidentAction};

/// How many offers are shown at once.
const OFFERS: usize = 5;

/// What this part keeps for itself.
#[derive(Debug, Default)]
pub struct State {
    offers: Offers,
}

/// Shows what the incident is joined with, and what it may be joined to.
pub(super) fn show(
    ui: &mut Ui,
    open: &Workspace,
    view: &Arc<IncidentView>,
    annotation: Option<AnnotationId>,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    let joined: Vec<IncidentId> =
        open.answers.index.members(view.root).into_iter().filter(|id| *id != view.root).collect();
    if !joined.is_empty() {
        ui.add_space(space::MEDIUM);
        ui.label(theme::strong("Joined"));
        for id in joined {
            member(ui, open, id, actions);
        }
    }
    let Some(claim) = annotation.or(view.claims.first().copied()) else { return };
    let offers = local.offers.for_claim(open, claim);
    if !offers.is_empty() {
        ui.add_space(space::MEDIUM);
        ui.label(theme::strong("Could be the same as"));
        for offer in offers.iter().take(OFFERS) {
            on_offer(ui, open, view.root, offer, actions);
        }
    }
}

/// An incident that was joined: the words that it was born with, and a way to make it stand alone.
fn member(ui: &mut Ui, open: &Workspace, id: IncidentId, actions: &mut Vec<Action>) {
    let claims = open.answers.index.born(id);
    let words = claims.first().and_then(|claim| open.project.annotations.get(*claim));
    let words =
        words.map_or_else(|| "An incident without claims".to_owned(), |row| format!("“{}”", row.quote));
    split_row(ui, &words, "Split", open.can_edit(), |clicked| {
        if clicked {
            actions.push(Action::Incident(IncidentAction::Split(id)));
        }
    });
}

fn on_offer(ui: &mut Ui, open: &Workspace, root: IncidentId, offer: &Offer, actions: &mut Vec<Action>) {
    let Some(view) = open.answers.incident(offer.incident) else { return };
    ui.add(egui::Label::new(view.title.as_str()).truncate());
    row::remark(ui, offer.why.as_str());
    ui.horizontal(|ui| {
        let mut button = |label: &str, name: String, tip: &str| {
            let response = ui.add_enabled(open.can_edit(), egui::Button::new(label));
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, open.can_edit(), &name));
            response.on_hover_text(tip).clicked()
        };
        let tip = "They are one event: the claims of both count once.";
        if button(JOIN, format!("{JOIN} {}", view.title), tip) {
            actions.push(Action::Incident(IncidentAction::Join(root, offer.incident)));
        }
        let tip = "They are two events. “Possible duplicates”, below the text, lists what is kept apart.";
        if button(KEEP_APART, format!("{KEEP_APART} from {}", view.title), tip) {
            actions.push(Action::Duplicate(DuplicateAction::KeepApart(Pair::new(root, offer.incident))));
        }
    });
    ui.add_space(space::TIGHT);
}

/// Joins two incidents.
pub(in crate::ui) const JOIN: &str = "Join";
/// Notes that two incidents are two events.
pub(in crate::ui) const KEEP_APART: &str = "Keep apart";

/// Words on the left, cut where they are too long, and a button on the right.
pub(super) fn split_row(ui: &mut Ui, words: &str, button: &str, enabled: bool, clicked: impl FnOnce(bool)) {
    ui.horizontal(|ui| {
        let width = (ui.available_width() - 84.0).max(40.0);
        row::line(ui, width, |ui| ui.add(egui::Label::new(words).truncate()));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let response = ui.add_enabled(enabled, egui::Button::new(button));
            let name = format!("{button} {words}");
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, &name));
            clicked(response.clicked());
        });
    });
}
