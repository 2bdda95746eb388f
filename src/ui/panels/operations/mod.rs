//! The window in which operations are made, named, dated and coloured.

mod form;

use std::collections::HashMap;

use eframe::egui::Context;

use crate::ui::theme;
use crate::ui::widgets::cached::{Cached, Revision, revision};
use crate::ui::widgets::catalogue::{self, Item};
use tollbook_core::analysis::uses::InUse;
use tollbook_core::analysis::warnings;
use tollbook_core::analysis::wording::counted;
use tollbook_core::model::{IncidentId, Operation, OperationId};
use tollbook_state::OperationAction;
use tollbook_state::{Action, AppState, Workspace};

/// What the window keeps from frame to frame, and never saves.
#[derive(Default)]
pub struct State {
    /// Whether the window is shown.
    pub open: bool,
    /// Whether it was shown in the last frame.
    was_open: bool,
    chosen: Option<OperationId>,
    /// The operation to which all that names the chosen one is to be moved.
    into: Option<OperationId>,
    /// The name of an operation that is to be made.
    adding: String,
    /// The name of one that was asked for and is to be shown once it is there.
    added: Option<String>,
    known: Cached<Revision, FieldOrigin>,
}

/// What is known of the operations' incidents and of what names them.
#[derive(Clone, Debug, Default)]
struct FieldOrigin {
    used: InUse,
    incidents: HashMap<OperationId, usize>,
    /// The incidents that do not fit their operation, and why.
    misfits: HashMap<OperationId, Vec<(IncidentId, String)>>,
}

impl FieldOrigin {
    fn from_workspace(open: &Workspace) -> Self {
        let mut known = Self { used: InUse::from_project(&open.project), ..Self::default() };
        for view in open.answers.incidents().filter(|view| view.recorded) {
            let Some(id) = view.operation.value else { continue };
            *known.incidents.entry(id).or_default() += 1;
            let why = warnings::outside_operation(&open.project, view);
            if !why.is_empty() {
                known.misfits.entry(id).or_default().push((view.root, why.join(" ")));
            }
        }
        known
    }
}

/// Shows the window where it is open.
pub fn show(context: &Context, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let fresh = !std::mem::replace(&mut local.was_open, local.open);
    let Some(open) = state.workspace.as_ref().filter(|_| local.open) else { return };
    if let Some(id) = local.added.as_ref().and_then(|name| open.project.operation_named(name)) {
        (local.chosen, local.added) = (Some(id), None);
    }
    let sorted = sorted(open);
    if local.chosen.is_none_or(|id| !open.project.operations.contains(id)) {
        local.chosen = sorted.first().map(|(id, _)| *id);
    }
    let State { known, chosen, into, adding, .. } = &mut *local;
    let known = known.get(revision(open), || FieldOrigin::from_workspace(open));
    let items: Vec<Item<'_, OperationId>> = sorted
        .iter()
        .map(|(id, operation)| {
            let count = known.incidents.get(id).copied().unwrap_or(0);
            Item {
                id: *id,
                name: &operation.name,
                note: count.to_string(),
                spoken: counted(count, "incident"),
                colour: Some(operation.colour),
            }
        })
        .collect();
    let mut shown = !catalogue::escaped(context);
    let mut asked = None;
    catalogue::window(context, "Operations", 680.0).open(&mut shown).show(context, |ui| {
        asked = Some(catalogue::show(ui, "operation", &items, (*chosen, fresh), adding, |ui| {
            let operation = chosen.and_then(|id| Some((id, open.project.operations.get(id)?)));
            match operation {
                Some((id, operation)) => form::show(ui, open, (id, operation), known, into, actions),
                None => {
                    ui.label(theme::remark(ui, "No operations yet. Type a name at the left and press Add."));
                }
            }
        }));
    });
    local.open = shown;
    let Some(asked) = asked else { return };
    if asked.chosen.is_some() && asked.chosen != local.chosen {
        (local.chosen, local.into) = (asked.chosen, None);
    }
    if let Some(name) = asked.added {
        local.added = Some(name.clone());
        actions.push(Action::Operation(OperationAction::Add(name)));
    }
}

/// The operations in the order in which they began.
fn sorted(open: &Workspace) -> Vec<(OperationId, &Operation)> {
    let mut sorted: Vec<_> = open.project.operations.iter().collect();
    sorted.sort_by_key(|(id, operation)| {
        (operation.begins.is_none(), operation.begins, operation.name.to_lowercase(), *id)
    });
    sorted
}

#[cfg(test)]
mod tests;
