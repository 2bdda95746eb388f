//! From the keyboard to commands and codes.

use eframe::egui::{Context, Event, InputState, Key, KeyboardShortcut, Modifiers};

use crate::ui::widgets::field;
use crate::ui::widgets::typed_ahead;
use tollbook_state::keys::{self, Bound, Chord};
use tollbook_state::{AppState, Command};

/// How a command's first key is written on this system; blank if it has none.
pub fn written(context: &Context, state: &AppState, command: Command) -> String {
    state.preferences.keys.first(command).map_or_else(String::new, |key| sign(context, &key))
}

/// A tooltip with the key of what it explains: `Open a folder of articles. (Ctrl+O)`
pub fn tip(context: &Context, state: &AppState, command: Command, text: &str) -> String {
    match written(context, state, command) {
        key if key.is_empty() => text.to_owned(),
        key => format!("{text} ({key})"),
    }
}

/// How a key is written on this system.
pub fn sign(context: &Context, key: &Chord) -> String {
    let Some(name) = Key::from_name(key.key()) else { return key.to_string() };
    let [ctrl, alt, shift] = key.held();
    let held = [(ctrl, Modifiers::COMMAND), (alt, Modifiers::ALT), (shift, Modifiers::SHIFT)];
    let held = held.into_iter().filter(|(is_held, _)| *is_held);
    let held = held.fold(Modifiers::NONE, |all, (_, one)| all | one);
    // A sign as the sign, not as its name.
    context.format_shortcut(&KeyboardShortcut::new(held, name)).replace(name.name(), key.key())
}

/// The key that an event presses.
pub fn pressed(event: &Event, held: Modifiers) -> Option<Chord> {
    let chord = |held: Modifiers, name: &str| {
        // Of a Mac, Ctrl is another key than the command key, and none of ours.
        let is_ours = held.command || !held.ctrl;
        is_ours.then(|| Chord::new(held.command, held.alt, held.shift, name)).flatten()
    };
    match event {
        Event::Key { key, pressed: true, modifiers, .. } => chord(*modifiers, key.name()),
        // The toolkit gives these in the place of their keys, with or without Shift.
        Event::Copy => chord(held | Modifiers::COMMAND, "C"),
        Event::Cut => chord(held | Modifiers::COMMAND, "X"),
        Event::Paste(_) => chord(held | Modifiers::COMMAND, "V"),
        _ => None,
    }
}

/// Where the keyboard is.
#[derive(Clone, Copy, Debug)]
pub struct Focus {
    /// Single keys are not for commands now: a field of the form has the keyboard, or a menu is open.
    pub quiet: bool,
    /// A dialog lies over the panels: only the commands that concern it or the whole program are carried out.
    pub in_dialog: bool,
    /// The article's text has the keyboard, or nothing has.
    pub in_text: bool,
    /// The form has the keyboard.
    pub in_form: bool,
}

/// Takes the keys that were pressed and mean something now, and gives what they mean.
pub fn consume_pressed(context: &Context, state: &AppState, focus: Focus) -> Vec<Bound> {
    let typing = context.text_edit_focused();
    let typed = typing && field::is_being_typed(context);
    let is_free = |key: &Chord| {
        // Undo is the field's own only while something typed stands in it.
        let is_undo = key.is_for_fields() && ["Z", "Y"].contains(&key.key());
        let is_the_fields = key.is_for_fields() && if is_undo { typed } else { typing };
        let works = key.works_while_typing() || (focus.in_form && key.is_beside_typing());
        let stands_aside = (typing || focus.quiet) && !works;
        // Enter and Delete press buttons and belong to whatever has the keyboard.
        !is_the_fields && !stands_aside && (focus.in_text || !key.is_press())
    };
    let project = state.workspace.as_ref().map(|open| &open.project);
    let mut bound = Vec::new();
    context.input_mut(|input| {
        let held = input.modifiers;
        take_out(input, |event| {
            let key = pressed(event, held).filter(is_free);
            let holders = key.map(|key| keys::holders(&state.preferences.keys, project, &key));
            let first = holders.and_then(|holders| holders.first().copied()).map(|first| match first {
                Bound::Command(command) => Bound::Command(command.now(state)),
                code => code,
            });
            let reaches = |bound: &Bound| match bound {
                Bound::Command(command) => !focus.in_dialog || command.works_in_dialogs(),
                Bound::Code(_) => !focus.in_dialog,
            };
            let taken = first.filter(|first| reaches(first) && is_possible(state, *first));
            bound.extend(taken);
            taken.is_some()
        });
    });
    if bound.iter().any(|bound| bound.annotates()) {
        // An annotation sends the keyboard to its form, which the keys after it are for.
        typed_ahead::hold(context);
    }
    bound
}

/// Takes the keys that `takes` wants out of the events, each with the text that it types: Alt+2 types a
/// 2, and on a Mac another sign.
pub fn take_out(input: &mut InputState, mut takes: impl FnMut(&Event) -> bool) {
    let mut follows = false;
    input.events.retain(|event| {
        let is_its_text = std::mem::take(&mut follows) && matches!(event, Event::Text(_));
        let is_taken = is_its_text || takes(event);
        follows = is_taken && matches!(event, Event::Key { pressed: true, .. });
        !is_taken
    });
}

fn is_possible(state: &AppState, bound: Bound) -> bool {
    match bound {
        Bound::Command(command) => command.is_enabled(state),
        Bound::Code(_) => {
            state.workspace.as_ref().is_some_and(|open| open.can_edit() && open.selection.span.is_some())
        }
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::RawInput;

    use super::*;
    use crate::ui::test_support::Story;

    #[test]
    fn signs_are_written_as_signs() {
        let (context, mut state) = (Context::default(), AppState::default());
        assert_eq!(written(&context, &state, Command::AnnotateWith), "/");
        assert_eq!(written(&context, &state, Command::Join), "=");
        assert_eq!(written(&context, &state, Command::AnnotateKilled), "K");
        assert_eq!(tip(&context, &state, Command::OpenFolder, "Open"), "Open (Ctrl+O)");
        state.preferences.keys.set(Command::AnnotateKilled, &["Ctrl+Alt+Plus".parse().unwrap()]);
        assert_eq!(written(&context, &state, Command::AnnotateKilled), "Ctrl+Alt+Plus");
    }

    /// What a key means where the keyboard is.
    fn pressed_in(chord: &Chord, focus: Focus) -> Vec<Bound> {
        let (context, state) = (Context::default(), Story::new().state);
        let [ctrl, alt, shift] = chord.held();
        let modifiers = Modifiers { alt, ctrl, shift, command: ctrl, ..Modifiers::NONE };
        let key = Key::from_name(chord.key()).unwrap();
        let event = Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
        let input = RawInput { events: vec![event], ..RawInput::default() };
        let mut bound = Vec::new();
        context
            .run_ui(input, |ui| bound.extend(consume_pressed(ui.ctx(), &state, focus)))
            .textures_delta
            .clear();
        bound
    }

    #[test]
    fn no_key_carries_out_a_command_behind_a_dialog() {
        let focus = Focus { quiet: false, in_dialog: false, in_text: true, in_form: false };
        let dialog = Focus { in_dialog: true, ..focus };
        let mut carried_out = 0;
        for command in Command::ALL.iter().copied() {
            for chord in command.usual_keys() {
                let (without, within) = (pressed_in(&chord, focus), pressed_in(&chord, dialog));
                carried_out += without.len();
                let expected = if command.works_in_dialogs() { without } else { Vec::new() };
                assert_eq!(within, expected, "{chord} of {}", command.name());
            }
        }
        assert!(carried_out > 30, "{carried_out} keys mean something beside a dialog");
        let code: Chord = "1".parse().unwrap();
        assert_eq!(pressed_in(&code, dialog), [], "a code's key");
    }

    #[test]
    fn every_key_of_a_command_can_be_pressed() {
        for command in Command::ALL {
            for chord in command.usual_keys() {
                let key = Key::from_name(chord.key());
                let key = key.unwrap_or_else(|| panic!("{chord} of {}", command.name()));
                assert_eq!(Chord::new(false, false, false, key.name()).unwrap().key(), chord.key());
            }
        }
    }
}
