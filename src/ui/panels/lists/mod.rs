//! The window in which the project's lists are edited: sides, causes, definitions and areas.

mod form;

use eframe::egui::Context;

use crate::ui::panels::inspector::cell;
use crate::ui::theme::space;
use crate::ui::widgets::cached::{Cached, Revision, revision};
use crate::ui::widgets::catalogue::{self, Item};
use tollbook_core::analysis::uses::InUse;
use tollbook_core::model::{EntryId, List};
use tollbook_state::ListAction;
use tollbook_state::{Action, AppState};

pub(crate) use form::choose_country;

/// The label of a control, by which tests find it.
pub const DEFINITIONS: &str = "Definitions";

/// The label of a control, by which tests find it.
pub const AREAS: &str = "Areas";

/// The lists that are edited here; coders come with their annotations.
const LISTS: [(List, &str); 4] =
    [(List::Side, "Sides"), (List::Cause, "Causes"), (List::Definition, DEFINITIONS), (List::Area, AREAS)];

/// What the window keeps from frame to frame, and never saves.
#[derive(Debug)]
pub struct State {
    /// Whether the window is shown.
    pub open: bool,
    /// Whether it was shown in the last frame.
    was_open: bool,
    list: List,
    chosen: Option<EntryId>,
    /// The entry into which the chosen one is to be merged.
    into: Option<EntryId>,
    /// The name of an entry that is to be made.
    adding: String,
    /// The name of one that was asked for and is to be shown once it is there.
    added: Option<String>,
    /// The name of a country that the program does not know.
    country: String,
    used: Cached<Revision, InUse>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            open: false,
            was_open: false,
            list: List::Side,
            chosen: None,
            into: None,
            adding: String::new(),
            added: None,
            country: String::new(),
            used: Cached::default(),
        }
    }
}

impl State {
    fn choose(&mut self, chosen: Option<EntryId>) {
        if self.chosen != chosen {
            (self.chosen, self.into) = (chosen, None);
            self.country.clear();
        }
    }
}

/// Shows the window where it is open.
pub fn show(context: &Context, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let fresh = !std::mem::replace(&mut local.was_open, local.open);
    let Some(open) = state.workspace.as_ref().filter(|_| local.open) else { return };
    let mut shown = !catalogue::escaped(context);
    catalogue::window(context, "Lists", 660.0).open(&mut shown).show(context, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::TIGHT;
            for (list, name) in LISTS {
                if ui.selectable_label(local.list == list, name).clicked() {
                    (local.list, local.added) = (list, None);
                    local.choose(None);
                }
            }
        });
        ui.add_space(space::SMALL);
        let list = local.list;
        if let Some(id) = local.added.as_ref().and_then(|name| open.project.entry(list, name)) {
            local.added = None;
            local.choose(Some(id));
        }
        let entries = cell::in_order(&open.project, list);
        if !entries.iter().any(|(id, _)| Some(*id) == local.chosen) {
            local.choose(entries.first().map(|(id, _)| *id));
        }
        let used = local.used.get(revision(open), || InUse::from_project(&open.project)).clone();
        let items: Vec<Item<'_, EntryId>> = entries
            .iter()
            .map(|(id, entry)| Item {
                id: *id,
                name: &entry.value,
                note: if entry.recorded { "recorded".to_owned() } else { String::new() },
                spoken: format!("Named by {}", used.entry(*id)),
                colour: None,
            })
            .collect();
        ui.add_enabled_ui(open.can_edit(), |ui| {
            let mut adding = std::mem::take(&mut local.adding);
            let chosen = local.chosen;
            let asked = catalogue::show(ui, list.as_str(), &items, (chosen, fresh), &mut adding, |ui| {
                let entry = chosen.and_then(|id| Some((id, open.project.entries.get(id)?)));
                if let Some((id, entry)) = entry {
                    form::show(ui, open, id, entry, used.entry(id), local, actions);
                }
            });
            local.adding = adding;
            if let Some(chosen) = asked.chosen {
                local.choose(Some(chosen));
            }
            if let Some(name) = asked.added {
                local.added = Some(name.clone());
                actions.push(Action::List(ListAction::Add(list, name)));
            }
        });
    });
    local.open = shown;
}

#[cfg(test)]
mod tests;
