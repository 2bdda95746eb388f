//! What is asked before a code goes: what removing it takes with it, or where its annotations are to go.

use eframe::egui::{Button, Role, Ui, WidgetInfo};

use super::{Row, State};
use crate::ui::theme;
use crate::ui::widgets::choose::{self, Choice, Look};
use crate::ui::widgets::row;
use tollbook_core::analysis::codebook::claims_alone;
use tollbook_core::analysis::wording::counted;
use tollbook_core::model::{Code, CodeId};
use tollbook_state::CodeAction;
use tollbook_state::update::{Taken, cannot_merge};
use tollbook_state::{Action, Workspace};

const MOVE_THEM_FIRST: &str = "Move them first…";
const LEAVE_IT: &str = "Cancel";
const MOVE_ANNOTATIONS: &str = "Move the annotations";
const MERGE: &str = "Merge";

/// What is asked about the code whose fields are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    /// Whether to remove it.
    Remove,
    /// Which code its annotations are to have.
    Move(Option<CodeId>),
}

/// Shows the question; what was answered closes it.
pub(super) fn show(
    ui: &mut Ui,
    open: &Workspace,
    row: &Row,
    code: &Code,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    let leave = match local.asking {
        Some(Question::Remove) => remove(ui, open, row, code, local, actions),
        Some(Question::Move(to)) => move_to(ui, open, row, code, to, local, actions),
        None => return,
    };
    if leave {
        local.asking = None;
    }
}

fn button(ui: &mut Ui, enabled: bool, text: &str, name: &str) -> bool {
    let response = ui.add_enabled(enabled, Button::new(text));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    response.clicked()
}

fn remove(
    ui: &mut Ui,
    open: &Workspace,
    row: &Row,
    code: &Code,
    local: &mut State,
    actions: &mut Vec<Action>,
) -> bool {
    let id = row.branch.id;
    ui.label(theme::strong(format!("Remove “{}”?", code.name)));
    if let Some(claim_type) = claims_alone(&open.project, id) {
        row::remark(ui, format!("It is the code for {claim_type} and stays. Its annotations can be moved."));
    } else {
        row::remark(ui, takes(local.taken(open, id)));
    }
    let mut leave = false;
    ui.horizontal_wrapped(|ui| {
        let can_go = claims_alone(&open.project, id).is_none();
        let with = match row.alone.marks {
            0 => "Remove it".to_owned(),
            marks => format!("Remove it with {}", counted(marks, "annotation")),
        };
        if button(ui, can_go, &with, &format!("{with}: {}", code.name)) {
            actions.push(Action::Code(CodeAction::Remove(id)));
            local.editing = None;
            leave = true;
        }
        if row.alone.marks > 0 && button(ui, true, MOVE_THEM_FIRST, "Move the annotations first") {
            local.asking = Some(Question::Move(None));
        }
        leave |= button(ui, true, LEAVE_IT, "Cancel, and change nothing");
    });
    leave
}

/// What a removal takes with it, as sentences.
fn takes(taken: Taken) -> String {
    let Taken { annotations, claims, incidents, links, beneath } = taken;
    let gone = [
        (annotations, "annotation", ""),
        (claims, "claim", ""),
        (incidents, "incident", " left empty"),
        (links, "link", " to incidents"),
    ];
    let gone: Vec<String> =
        gone.iter().filter(|(n, ..)| *n > 0).map(|(n, thing, more)| counted(*n, thing) + more).collect();
    let mut text = match gone.as_slice() {
        [] => "Nothing is annotated with it.".to_owned(),
        [one] => format!("With it {} {one}.", if annotations == 1 { "goes" } else { "go" }),
        [first @ .., last] => format!("With it go {} and {last}.", first.join(", ")),
    };
    if beneath > 0 {
        let (codes, verb) = if beneath == 1 { ("code", "moves") } else { ("codes", "move") };
        text.push_str(&format!(" The {beneath} {codes} beneath it {verb} up."));
    }
    text + " Undo brings all of it back."
}

fn move_to(
    ui: &mut Ui,
    open: &Workspace,
    row: &Row,
    code: &Code,
    to: Option<CodeId>,
    local: &mut State,
    actions: &mut Vec<Action>,
) -> bool {
    let id = row.branch.id;
    let annotations = counted(row.alone.marks, "annotation");
    ui.label(theme::strong(format!("Where do the {annotations} of “{}” go?", code.name)));
    let chosen = row::row(ui, "To", |ui| {
        let shown = to.and_then(|to| open.project.codes.get(to)).map_or("", |code| code.name.as_str());
        let look = Look {
            shown,
            hint: "Choose a code",
            width: ui.available_width(),
            heading: false,
            disabled: false,
        };
        choose::one(ui, "to", "New code of the annotations", look, &to, || others(open, id))
    });
    if let Some(chosen) = chosen {
        local.asking = Some(Question::Move(chosen));
    }
    let unlike = to.and_then(|to| cannot_merge(open, id, to));
    if let Some(to) = to {
        row::remark(ui, consequence(open, code, to));
    }
    let stays = claims_alone(&open.project, id).is_some();
    let mut leave = false;
    ui.horizontal_wrapped(|ui| {
        let can_move = to.is_some() && row.alone.marks > 0;
        if button(ui, can_move, &format!("Move {annotations}"), MOVE_ANNOTATIONS)
            && let Some(to) = to
        {
            actions.push(Action::Code(CodeAction::MoveAnnotations(id, to)));
            leave = true;
        }
        let can_merge = to.is_some() && unlike.is_none() && !stays;
        if button(ui, can_merge, MERGE, "Merge: move the annotations and remove the code")
            && let Some(to) = to
        {
            actions.push(Action::Code(CodeAction::Merge(id, to)));
            local.editing = None;
            leave = true;
        }
        leave |= button(ui, true, LEAVE_IT, "Cancel, and change nothing");
    });
    leave
}

/// The other codes, with what each claims.
fn others(open: &Workspace, own: CodeId) -> Vec<Choice<Option<CodeId>>> {
    let codes = open.project.codes.iter().filter(|(id, _)| *id != own);
    let mut choices: Vec<Choice<Option<CodeId>>> = codes
        .map(|(id, code)| Choice {
            value: Some(id),
            name: code.name.clone(),
            note: code.claim.map_or_else(String::new, |claim_type| format!("claims {claim_type}")),
        })
        .collect();
    choices.sort_by_key(|choice| choice.name.to_lowercase());
    choices
}

/// What moving and merging would mean, as sentences.
fn consequence(open: &Workspace, code: &Code, to: CodeId) -> String {
    let Some(other) = open.project.codes.get(to) else { return String::new() };
    if code.claim == other.claim {
        return format!(
            "Merging also removes “{}”; the codes beneath it go beneath “{}”.",
            code.name, other.name
        );
    }
    match (code.claim, other.claim) {
        (None, Some(claim_type)) => format!(
            "“{}” claims {claim_type}: a claim is read from the words of each annotation. Codes with different claims cannot be merged.",
            other.name
        ),
        (Some(_), Some(claim_type)) => {
            format!(
                "Each claim becomes {claim_type} with its annotation. Codes with different claims cannot be merged."
            )
        }
        (_, None) => format!(
            "“{}” makes no claim: the claims of these annotations are removed. Codes with different claims cannot be merged.",
            other.name
        ),
    }
}
