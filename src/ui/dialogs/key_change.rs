//! Giving a command another key. Nobody loses one unasked: where the key has a holder, that is said, and
//! it can be taken from there.

use crate::ui::widgets::labels::CANCEL;
use eframe::egui::{Context, Event, Ui};

use crate::ui::shell::keys;
use crate::ui::theme::{self, Palette};
use tollbook_state::CodeAction;
use tollbook_state::PreferenceChange;
use tollbook_state::keys::{Bound, Chord, holders};
use tollbook_state::{Action, AppState, CodeEdit, Command};

/// The label of a control, by which tests find it.
pub const TAKE_IT_FROM_THERE: &str = "Take it from there";

const NO_KEY: &str = "No key";
const ANOTHER_KEY: &str = "Another key";

/// A key that is being changed.
#[derive(Debug)]
pub struct Change {
    /// The command that is to have it.
    pub command: Command,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    /// The new key is to be pressed; why the one pressed before cannot be had.
    Awaits(Option<String>),
    /// Some of these keys have holders.
    Held { keys: Vec<Chord>, by: Vec<(Chord, Bound)>, is_new: bool },
}

impl Change {
    /// Waits for the new key of `command`.
    pub fn begin(command: Command) -> Self {
        Self { command, stage: Stage::Awaits(None) }
    }

    /// Whether every key that is pressed is the new one.
    pub fn awaits_key(&self) -> bool {
        matches!(self.stage, Stage::Awaits(_))
    }

    /// Takes the key that was pressed, if one is awaited; answers with what is still to be asked.
    pub fn listen(self, context: &Context, state: &AppState, actions: &mut Vec<Action>) -> Option<Self> {
        if !self.awaits_key() {
            return Some(self);
        }
        let pressed = context.input_mut(|input| {
            let held = input.modifiers;
            let is_repeated = |event: &Event| matches!(event, Event::Key { repeat: true, .. });
            let mut pressed = input.events.iter().filter(|event| !is_repeated(event));
            let pressed = pressed.find_map(|event| keys::pressed(event, held));
            input
                .events
                .retain(|event| !matches!(event, Event::Key { .. } | Event::Text(_) | Event::Paste(_)));
            pressed
        });
        let Some(key) = pressed else { return Some(self) };
        if key.to_string() == "Escape" {
            return None;
        }
        match key.refusal(self.command) {
            Some(why) => Some(Self { stage: Stage::Awaits(Some(why)), ..self }),
            None => propose(state, self.command, vec![key], actions),
        }
    }
}

/// Gives a command these keys, unless one of them has a holder: then that is asked.
pub fn propose(
    state: &AppState,
    command: Command,
    keys: Vec<Chord>,
    actions: &mut Vec<Action>,
) -> Option<Change> {
    let project = state.workspace.as_ref().map(|open| &open.project);
    let by: Vec<(Chord, Bound)> = keys
        .iter()
        .flat_map(|key| {
            holders(&state.preferences.keys, project, key).into_iter().map(|holder| (key.clone(), holder))
        })
        .filter(|(_, holder)| *holder != Bound::Command(command))
        .collect();
    if by.is_empty() {
        give(command, &keys, &[], actions);
        return None;
    }
    Some(Change { command, stage: Stage::Held { keys, by, is_new: true } })
}

fn give(command: Command, keys: &[Chord], from: &[(Chord, Bound)], actions: &mut Vec<Action>) {
    actions.push(Action::Preference(PreferenceChange::Keys(command, keys.to_vec())));
    actions.extend(from.iter().filter_map(|(_, holder)| match holder {
        Bound::Code(id) => Some(Action::Code(CodeAction::Edit(*id, CodeEdit::Key(String::new())))),
        Bound::Command(_) => None,
    }));
}

/// Shows what is to be pressed or decided; answers with what is still to be asked.
pub fn show(ui: &mut Ui, state: &AppState, change: Change, actions: &mut Vec<Action>) -> Option<Change> {
    let command = change.command;
    let mut left = Some(change);
    ui.horizontal_wrapped(|ui| match left.as_mut().map(|change| &mut change.stage) {
        Some(Stage::Awaits(refused)) => {
            if let Some(why) = refused {
                ui.colored_label(Palette::for_ui(ui).error, why.as_str());
            } else {
                ui.label(format!("Press the new key for “{}”; Escape leaves it as it is.", command.name()));
            }
            if ui.button(NO_KEY).clicked() {
                left = propose(state, command, Vec::new(), actions);
            } else if ui.button(CANCEL).clicked() {
                left = None;
            }
        }
        Some(Stage::Held { keys, by, is_new }) => {
            let project = state.workspace.as_ref().map(|open| &open.project);
            let said: Vec<String> = by
                .iter()
                .map(|(key, holder)| {
                    format!("{} is the key of {}", keys::sign(ui.ctx(), key), holder.name(project))
                })
                .collect();
            ui.colored_label(Palette::for_ui(ui).warning, format!("{}.", said.join(", ")));
            let of_code = by.iter().any(|(_, holder)| matches!(holder, Bound::Code(_)));
            let can_take = !of_code || state.workspace.as_ref().is_some_and(|open| open.can_edit());
            let take = ui.add_enabled(can_take, eframe::egui::Button::new(TAKE_IT_FROM_THERE));
            let take = take.on_disabled_hover_text("This project can only be read; choose another key.");
            if std::mem::take(is_new) {
                take.request_focus();
            }
            if take.clicked() {
                give(command, keys, by, actions);
                left = None;
            } else if ui.button(ANOTHER_KEY).clicked() {
                left = Some(Change::begin(command));
            } else if ui.button(CANCEL).clicked() {
                left = None;
            }
            if of_code {
                ui.label(theme::remark(ui, "The code then has no key; that can be undone."));
            }
        }
        None => {}
    });
    left
}
