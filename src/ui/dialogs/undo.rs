//! Whether an edit is taken back together with what others have built on it.

use eframe::egui::{Context, Label, ScrollArea, Ui};

use crate::ui::panels::history::moment;
use crate::ui::theme::{self, space};
use crate::ui::widgets::labels::CLOSE;
use crate::ui::widgets::modal;
use tollbook_core::analysis::wording::counted;
use tollbook_state::dependents::Dependents;
use tollbook_state::{Action, AppState, ProjectAction, Workspace};

/// Takes all of it back.
pub const TOGETHER: &str = "Take all of it back";
/// Leaves everything as it is.
pub const LEAVE: &str = "Leave it as it is";

/// Shows the question where it is asked.
pub fn show(context: &Context, state: &AppState, actions: &mut Vec<Action>) {
    let Some(open) = &state.workspace else { return };
    let Some(question) = &open.undo_question else { return };
    let Some(found) = &question.found else { return };
    let response = modal(context, "undo", "Others have built on it", 520.0, |ui| {
        let words = format!(
            "“{}” cannot be taken back by itself, because of what was done since:",
            question.edit.label
        );
        ui.add(Label::new(words).wrap());
        list(ui, open, found);
        ui.add_space(space::SMALL);
        let together = found.changes.is_some();
        if together {
            let words = format!(
                "Taking all of it back also undoes {} named above. It is one edit of yours, and can be redone.",
                if found.edits.len() == 1 { "the edit" } else { "the edits" }
            );
            ui.add(Label::new(theme::remark(ui, words)).wrap());
        } else {
            ui.add(Label::new("They cannot be taken back together either. Nothing was changed.").wrap());
        }
        ui.add_space(space::SMALL);
        ui.horizontal(|ui| {
            if together && ui.button(theme::strong(TOGETHER)).clicked() {
                actions.push(Action::Project(ProjectAction::UndoTogether));
            }
            if ui.button(if together { LEAVE } else { CLOSE }).clicked() {
                actions.push(Action::Project(ProjectAction::LeaveUndo));
            }
        });
    });
    if response.should_close() {
        actions.push(Action::Project(ProjectAction::LeaveUndo));
    }
}

/// More have no room; the history has all of them.
const MOST: usize = 50;

fn list(ui: &mut Ui, open: &Workspace, found: &Dependents) {
    ScrollArea::vertical().id_salt("dependents").max_height(180.0).auto_shrink([false, true]).show(
        ui,
        |ui| {
            for entry in found.edits.iter().take(MOST) {
                ui.horizontal(|ui| {
                    ui.label(theme::strong(open.name_of(entry.coder)));
                    ui.add(Label::new(&entry.label).truncate());
                    ui.label(theme::remark(ui, moment(entry.at)));
                });
            }
            if found.edits.len() > MOST {
                let more = counted(found.edits.len() - MOST, "more edit");
                ui.label(theme::remark(ui, format!("and {more}")));
            }
        },
    );
}
