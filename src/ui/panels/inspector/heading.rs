//! Kind, outcome and status: the heading of a claim, each word a chooser.

use eframe::egui::{self, Ui};

use super::words;
use crate::ui::theme::{self, Palette, space};
use crate::ui::widgets::choose::{self, Choice, Look};
use crate::ui::widgets::row;
use tollbook_core::analysis::wording::sentence;
use tollbook_core::model::{AnnotationId, Claim, ClaimStatus, Code, Kind, Outcome};
use tollbook_state::ClaimAction;
use tollbook_state::{Action, ClaimEdit, Workspace};

/// What stands in the place of an outcome that is not set; the outcome casualties is another thing.
pub const NO_OUTCOME: &str = "No outcome";

/// Kind, outcome and status, as the heading of a claim.
pub fn show(
    ui: &mut Ui,
    open: &Workspace,
    id: AnnotationId,
    claim: &Claim,
    code: Option<&Code>,
    actions: &mut Vec<Action>,
) {
    let mut edit = None;
    ui.push_id((id, "heading"), |ui| {
        ui.add_enabled_ui(open.can_edit(), |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::TIGHT;
                if let Some(code) = code {
                    swatch(ui, code);
                }
                if claim.kind != Kind::Strength {
                    edit = edit.take().or(outcome(ui, claim));
                }
                edit = edit.take().or(kind(ui, claim)).or(status_choice(ui, claim));
            });
        });
    });
    actions.extend(edit.map(|edit| Action::Claim(ClaimAction::Edit(id, edit))));
}

fn swatch(ui: &mut Ui, code: &Code) {
    let (rect, _) = ui.allocate_exact_size(egui::vec2(12.0, row::HEIGHT), egui::Sense::hover());
    let square = egui::Rect::from_center_size(rect.center(), egui::vec2(12.0, 12.0));
    ui.painter().rect_filled(square, 3.0, theme::drawn(code.colour, Palette::for_ui(ui)));
}

fn outcome(ui: &mut Ui, claim: &Claim) -> Option<ClaimEdit> {
    let shown = claim.outcome.map_or(NO_OUTCOME.to_owned(), |outcome| sentence(outcome.as_str()));
    let width = choose::heading_width(ui, &shown);
    let look = Look { shown: &shown, hint: "", width, heading: true, disabled: false };
    choose::one(ui, "outcome", "Outcome", look, &claim.outcome, || {
        let known =
            Outcome::ALL.iter().map(|&outcome| Choice::new(Some(outcome), sentence(outcome.as_str())));
        known.chain((claim.kind != Kind::Incident).then(|| Choice::new(None, ""))).collect()
    })
    .map(ClaimEdit::Outcome)
}

fn kind(ui: &mut Ui, claim: &Claim) -> Option<ClaimEdit> {
    let shown = match claim.kind {
        Kind::Strength => sentence(claim.kind.as_str()),
        _ => claim.kind.as_str().to_owned(),
    };
    let width = choose::heading_width(ui, &shown);
    let look = Look { shown: &shown, hint: "", width, heading: true, disabled: false };
    choose::one(ui, "kind", "Kind", look, &claim.kind, || {
        Kind::ALL
            .iter()
            .map(|&kind| Choice {
                value: kind,
                name: sentence(kind.as_str()),
                note: words::kind(kind).to_owned(),
            })
            .collect()
    })
    .map(ClaimEdit::Kind)
}

fn status_choice(ui: &mut Ui, claim: &Claim) -> Option<ClaimEdit> {
    let shown = claim.status.as_str();
    let width = choose::heading_width(ui, shown);
    let look = Look { shown, hint: "", width, heading: true, disabled: false };
    choose::one(ui, "status", "Status", look, &claim.status, || {
        ClaimStatus::ALL
            .iter()
            .map(|&status| Choice {
                value: status,
                name: sentence(status.as_str()),
                note: words::status(status).to_owned(),
            })
            .collect()
    })
    .map(ClaimEdit::Status)
}
