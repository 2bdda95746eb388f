//! The selected annotation: its code, its memo, and who made it when.

use crate::ui::widgets::labels::REMOVE;
use eframe::egui::{self, Ui};

use crate::ui::widgets::choose::{self, Choice, Look};
use crate::ui::widgets::field;
use crate::ui::widgets::row;
use tollbook_core::model::{Annotation, AnnotationId, CodeId};
use tollbook_state::AnnotationAction;
use tollbook_state::{Action, Workspace};

/// The label of a control, by which tests find it.
pub const CODE: &str = "Code";

const GO_TO_PASSAGE: &str = "Go to passage";

/// The checkbox for an annotation that exports leave out on request.
pub const SENSITIVE: &str = "Sensitive";

/// Shows the selected annotation.
pub(super) fn show(
    ui: &mut Ui,
    open: &Workspace,
    id: AnnotationId,
    has_claim: bool,
    actions: &mut Vec<Action>,
) {
    let Some(annotation) = open.project.annotations.get(id) else { return };
    ui.push_id((id, "annotation"), |ui| {
        ui.add_enabled_ui(open.can_edit(), |ui| {
            code(ui, open, id, annotation.code, actions);
            // Of an annotation without a claim the memo stands above.
            if has_claim {
                memo(ui, id, &annotation.memo, actions);
            }
        });
        foot(ui, open, id, annotation, actions);
    });
}

fn code(ui: &mut Ui, open: &Workspace, id: AnnotationId, current: CodeId, actions: &mut Vec<Action>) {
    let shown = open.project.codes.get(current).map_or("", |code| code.name.as_str());
    let chosen = row::row(ui, CODE, |ui| {
        let look = Look { shown, hint: "", width: ui.available_width(), heading: false, disabled: false };
        choose::one(ui, "code", CODE, look, &current, || {
            let codes = open.project.codes.iter();
            codes
                .map(|(id, code)| Choice { value: id, name: code.name.clone(), note: code.key.clone() })
                .collect()
        })
    });
    if let Some(code) = chosen.filter(|code| *code != current) {
        actions.push(Action::Annotation(AnnotationAction::SetCode(id, code)));
    }
}

fn memo(ui: &mut Ui, id: AnnotationId, memo: &str, actions: &mut Vec<Action>) {
    let lines = memo.lines().count().clamp(1, 6);
    let typed = row::row(ui, "Memo", |ui| {
        let edit =
            field::Edit { hint: "Notes on this annotation", lines: lines.max(2), ..field::Edit::default() };
        field::text(ui, "memo", "Memo", memo, edit)
    });
    if let Some(text) = typed {
        actions.push(Action::Annotation(AnnotationAction::SetMemo(id, text)));
    }
}

/// Who annotated it, when and how; and what can be done with it.
fn foot(ui: &mut Ui, open: &Workspace, id: AnnotationId, annotation: &Annotation, actions: &mut Vec<Action>) {
    let coder = open.project.entry_name(Some(annotation.coder));
    let day = |at: jiff::Timestamp| at.strftime("%Y-%m-%d %H:%M").to_string();
    let mut text = format!("{} by {coder}, {}", origin(annotation), day(annotation.created));
    if annotation.modified != annotation.created {
        text.push_str(&format!(" · changed {}", day(annotation.modified)));
    }
    row::under(ui, |ui| row::remark(ui, format!("{text} UTC")));
    // Over the whole width, since a narrow panel has no room for them beside the labels.
    ui.horizontal_wrapped(|ui| {
        if ui.button(GO_TO_PASSAGE).clicked() {
            actions.push(Action::Annotation(AnnotationAction::Show(id)));
        }
        let mut sensitive = annotation.sensitive;
        let check = ui.add_enabled(open.can_edit(), egui::Checkbox::new(&mut sensitive, SENSITIVE));
        if check.on_hover_text("Exports leave it out on request").changed() {
            actions.push(Action::Annotation(AnnotationAction::SetSensitive(id, sensitive)));
        }
        if ui.add_enabled(open.can_edit(), egui::Button::new(REMOVE)).clicked() {
            actions.push(Action::Annotation(AnnotationAction::Remove(id)));
        }
    });
}

fn origin(annotation: &Annotation) -> &'static str {
    use tollbook_core::model::Origin;
    match annotation.origin {
        Origin::Hand => "Annotated",
        Origin::Suggestion => "Suggested and accepted",
        Origin::Import => "Imported",
    }
}
