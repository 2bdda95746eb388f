//! The line below the rows: how many there are, and what can be done with those that are picked.

use eframe::egui::{Button, Role, Ui, WidgetInfo};

use super::State;
use crate::ui::theme::{self, space};
use crate::ui::widgets::choose::{self, Choice, Look};
use tollbook_core::analysis::codebook::tree;
use tollbook_core::analysis::wording::{counted, sentence};
use tollbook_core::model::{ClaimStatus, List, Outcome};
use tollbook_state::{Action, ClaimEdit, Workspace};
use tollbook_state::{AnnotationAction, ClaimAction};

/// How wide a chooser is.
const CHOOSER: f32 = 124.0;

/// Shows the line.
pub(super) fn show(ui: &mut Ui, open: &Workspace, local: &mut State, actions: &mut Vec<Action>) {
    ui.add_space(space::TIGHT);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::TIGHT;
        let (shown, all) = (open.table.rows.len(), open.project.annotations.len());
        let count =
            if shown == all { counted(all, "annotation") } else { format!("{shown} of {all} annotations") };
        ui.label(theme::remark(ui, count));
        if local.picked.len() == 0 {
            let text =
                "· Click a row, or use Up and Down; Shift and Ctrl pick several, to change them at once.";
            ui.label(theme::remark(ui, text));
            return;
        }
        let claims = *local.claims.get((local.picked.version(), open.versions.contents()), || {
            local.picked.iter().filter(|id| open.project.claims.contains(*id)).count()
        });
        let picked = format!("· {} picked, {}", local.picked.len(), counted(claims, "claim"));
        ui.label(theme::strong(picked));
        ui.add_space(space::SMALL);
        ui.add_enabled_ui(open.can_edit(), |ui| {
            let wish = choosers(ui, open);
            if let Some(wish) = wish {
                let ids = local.picked.in_order(&local.shown);
                actions.push(match wish {
                    BulkChange::Code(code) => Action::Annotation(AnnotationAction::SetCodeOfAll(ids, code)),
                    BulkChange::Claim(edit) => Action::Claim(ClaimAction::EditAll(ids, edit)),
                    BulkChange::Remove => Action::Annotation(AnnotationAction::RemoveAll(ids)),
                });
            }
        });
    });
}

/// How wide the button behind the choosers is.
const REMOVE: f32 = 76.0;
/// How wide a chooser is at least.
const LEAST: f32 = 64.0;

/// What is wished for all that is picked.
enum BulkChange {
    Code(tollbook_core::model::CodeId),
    Claim(ClaimEdit),
    Remove,
}

/// Lets one value be set in all; what they have now need not be the same.
fn set<T: Clone + PartialEq>(
    ui: &mut Ui,
    width: f32,
    label: &str,
    options: impl FnOnce() -> Vec<Choice<Option<T>>>,
) -> Option<T> {
    let look = Look { shown: "", hint: label, width, heading: false, disabled: false };
    choose::one(
        ui,
        ("set", label),
        &format!("Set {} of all picked", label.to_lowercase()),
        look,
        &None,
        options,
    )
    .flatten()
}

fn choosers(ui: &mut Ui, open: &Workspace) -> Option<BulkChange> {
    let project = &open.project;
    ui.label("Set");
    // As wide as there is room for all of them and the button.
    let width = ((ui.available_width() - REMOVE) / 5.0 - space::TIGHT).clamp(LEAST, CHOOSER);
    let code = set(ui, width, "Code", || {
        let codes = tree(project).into_iter().filter_map(|branch| {
            let code = project.codes.get(branch.id)?;
            let name = "  ".repeat(branch.depth) + &code.name;
            let note = code.claim.map_or_else(String::new, |claim_type| format!("claims {claim_type}"));
            Some(Choice { value: Some(branch.id), name, note })
        });
        codes.collect()
    });
    let operation = set(ui, width, "Operation", || {
        let all = project.operations.iter().map(|(id, row)| Choice::new(Some(Some(id)), row.name.as_str()));
        all.chain([Choice::new(Some(None), "No operation")]).collect()
    });
    let side = set(ui, width, "Side", || {
        let all = project.list(List::Side).map(|(id, side)| Choice::new(Some(Some(id)), side.value.as_str()));
        all.chain([Choice::new(Some(None), "Not set")]).collect()
    });
    let outcome = set(ui, width, "Outcome", || {
        Outcome::ALL.iter().map(|value| Choice::new(Some(*value), sentence(value.as_str()))).collect()
    });
    let status = set(ui, width, "Status", || {
        ClaimStatus::ALL.iter().map(|value| Choice::new(Some(*value), sentence(value.as_str()))).collect()
    });
    let response = ui.add(Button::new("Remove")).on_hover_text("Remove all that is picked (Delete)");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Remove all picked"));
    let wishes = [
        code.map(BulkChange::Code),
        operation.map(|id: Option<_>| BulkChange::Claim(ClaimEdit::Operations(id.into_iter().collect()))),
        side.map(|side| BulkChange::Claim(ClaimEdit::Side(side))),
        outcome.map(|outcome| BulkChange::Claim(ClaimEdit::Outcome(Some(outcome)))),
        status.map(|status| BulkChange::Claim(ClaimEdit::Status(status))),
        response.clicked().then_some(BulkChange::Remove),
    ];
    wishes.into_iter().flatten().next()
}
