//! The fields of a code.

use eframe::egui::{Button, Role, Ui, WidgetInfo};

use super::question::{self, Question};
use super::{Row, State, colours};
use crate::ui::theme::space;
use crate::ui::widgets::choose::{self, Choice, Look};
use crate::ui::widgets::field;
use crate::ui::widgets::{row, typed};
use tollbook_core::analysis::codebook::claims_alone;
use tollbook_core::model::{Code, CodeId};
use tollbook_state::CodeAction;
use tollbook_state::update::{key_problem, name_problem};
use tollbook_state::{Action, CodeEdit, Command, Keymap, Workspace};

/// Shows the fields of a code, and what is asked about it.
pub(super) fn show(
    ui: &mut Ui,
    (open, keys): (&Workspace, &Keymap),
    row: &Row,
    code: &Code,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    let id = row.branch.id;
    ui.add_space(space::TIGHT);
    ui.add_enabled_ui(open.can_edit(), |ui| {
        ui.spacing_mut().item_spacing.y = space::TIGHT;
        edits(ui, (open, keys), row, code, actions);
        match local.asking {
            Some(_) => question::show(ui, open, row, code, local, actions),
            None => buttons(ui, open, row, code, local, actions),
        }
    });
    if let Some(why) = claims_alone(&open.project, id) {
        row::under(ui, |ui| {
            row::remark(ui, format!("Its annotations claim {why}; no other code does, so it stays."))
        });
    }
    ui.add_space(space::SMALL);
}

fn edits(
    ui: &mut Ui,
    (open, keys): (&Workspace, &Keymap),
    row: &Row,
    code: &Code,
    actions: &mut Vec<Action>,
) {
    let id = row.branch.id;
    let edit = |hint| field::Edit { hint, ..field::Edit::default() };
    let checked = |ui: &mut Ui,
                   label: &str,
                   name: &str,
                   shown: &str,
                   hint,
                   problem: &dyn Fn(&str) -> Option<String>| {
        row::row(ui, label, |ui| {
            let read = |text: &str| problem(text).map_or_else(|| Ok(text.trim().to_owned()), Err);
            let typed = typed::field(ui, label, name, shown, edit(hint), read);
            if let Some(why) = &typed.wrong {
                row::error(ui, why);
            }
            typed.value
        })
    };
    let name = checked(ui, "Name", "Code name", &code.name, "Name of the code", &|text| {
        name_problem(open, text, Some(id))
    });
    actions.extend(name.map(|name| Action::Code(CodeAction::Edit(id, CodeEdit::Name(name)))));
    match code.claim {
        // The key of a code that claims is that of its command.
        Some(claim_type) => row::row(ui, "Key", |ui| {
            let command = Command::annotate_as(claim_type);
            let key = keys.first(command).map_or_else(|| "none".to_owned(), |key| key.to_string());
            row::remark(
                ui,
                format!("{key}, with “{}”. Help > Keyboard shortcuts gives it another.", command.name()),
            );
        }),
        None => {
            let key = checked(ui, "Key", "Code key", &code.key, "A letter or digit, or none", &|text| {
                key_problem(open, keys, text.trim(), id)
            });
            actions.extend(key.map(|key| Action::Code(CodeAction::Edit(id, CodeEdit::Key(key)))));
        }
    }
    let colour = row::row(ui, "Colour", |ui| colours::choose(ui, code.colour));
    actions.extend(colour.map(|colour| Action::Code(CodeAction::Edit(id, CodeEdit::Colour(colour)))));
    let above = row::row(ui, "Under", |ui| {
        let shown =
            code.parent.and_then(|id| open.project.codes.get(id)).map_or("", |code| code.name.as_str());
        let look = Look {
            shown,
            hint: "No other code",
            width: ui.available_width(),
            heading: false,
            disabled: false,
        };
        choose::one(ui, "Under", "Code above it", look, &code.parent, || above(open, row))
    });
    actions.extend(above.map(|above| Action::Code(CodeAction::Edit(id, CodeEdit::Parent(above)))));
    let described = row::row(ui, "Description", |ui| {
        let lines = (code.description.chars().count() / 34 + 1).clamp(2, 5);
        let edit = field::Edit { hint: "When to use this code", lines, ..field::Edit::default() };
        field::text(ui, "Description", "Code description", &code.description, edit)
    });
    actions.extend(described.map(|text| Action::Code(CodeAction::Edit(id, CodeEdit::Description(text)))));
}

/// The codes beneath which a code can stand.
fn above(open: &Workspace, row: &Row) -> Vec<Choice<Option<CodeId>>> {
    let own = &row.branch.with_those_beneath;
    let mut choices: Vec<Choice<Option<CodeId>>> = open
        .project
        .codes
        .iter()
        .filter(|(id, _)| !own.contains(id))
        .map(|(id, code)| Choice::new(Some(id), code.name.as_str()))
        .collect();
    choices.sort_by_key(|choice| choice.name.to_lowercase());
    choices.insert(0, Choice { value: None, name: "No other code".to_owned(), note: String::new() });
    choices
}

fn buttons(
    ui: &mut Ui,
    open: &Workspace,
    row: &Row,
    code: &Code,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    let id = row.branch.id;
    let stays = claims_alone(&open.project, id).is_some();
    let asks = row.alone.marks > 0 || row.has_codes_beneath();
    row::row(ui, "", |ui| {
        ui.horizontal(|ui| {
            let button = |ui: &mut Ui, enabled: bool, text: &str, name: String| {
                let response = ui.add_enabled(enabled, Button::new(text));
                response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, &name));
                response.clicked()
            };
            if button(
                ui,
                open.project.codes.len() > 1,
                "Move or merge…",
                format!("Move or merge {}", code.name),
            ) {
                local.ask(id, Question::Move(None));
            }
            let remove = if asks { "Remove…" } else { "Remove" };
            if button(ui, !stays, remove, format!("Remove {}", code.name)) {
                if asks {
                    local.ask(id, Question::Remove);
                } else {
                    actions.push(Action::Code(CodeAction::Remove(id)));
                    local.editing = None;
                }
            }
        });
    });
}
