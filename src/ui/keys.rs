//! From the keyboard to commands.

use std::sync::LazyLock;

use eframe::egui::{Context, Key, KeyboardShortcut, Modifiers};

use super::field;
use crate::state::{AppState, Command};

/// A key of a command.
struct Binding {
    shortcut: KeyboardShortcut,
    command: Command,
}

/// Every key, those with most modifiers first, since `N` would also match `Shift+N`.
static BINDINGS: LazyLock<Vec<Binding>> = LazyLock::new(|| {
    let mut bindings: Vec<Binding> = Command::ALL
        .iter()
        .flat_map(|&command| {
            let keys = command.keys().split_whitespace();
            keys.filter_map(move |key| Some(Binding { shortcut: parse(key)?, command }))
        })
        .collect();
    let modifiers = |binding: &Binding| {
        let held = binding.shortcut.modifiers;
        [held.command, held.shift, held.alt].into_iter().filter(|held| *held).count()
    };
    bindings.sort_by_key(|binding| std::cmp::Reverse(modifiers(binding)));
    bindings
});

/// The key that `text` names, such as `Ctrl+Shift+Z`; Ctrl is the command key on a Mac.
pub fn parse(text: &str) -> Option<KeyboardShortcut> {
    let mut modifiers = Modifiers::NONE;
    let mut name = text;
    while let Some((modifier, rest)) = name.split_once('+').filter(|(_, rest)| !rest.is_empty()) {
        modifiers |= match modifier {
            "Ctrl" => Modifiers::COMMAND,
            "Shift" => Modifiers::SHIFT,
            "Alt" => Modifiers::ALT,
            _ => return None,
        };
        name = rest;
    }
    Some(KeyboardShortcut::new(modifiers, Key::from_name(name)?))
}

/// How a command's first key is written on this system; blank if it has none.
pub fn written(context: &Context, command: Command) -> String {
    let key = command.keys().split_whitespace().next().and_then(parse);
    key.map_or_else(String::new, |key| sign(context, &key))
}

/// How a key is written on this system: a sign as the sign, not as its name.
pub fn sign(context: &Context, shortcut: &KeyboardShortcut) -> String {
    let written = context.format_shortcut(shortcut);
    let sign = match shortcut.logical_key {
        Key::Slash => "/",
        Key::Equals => "=",
        _ => return written,
    };
    written.replace(shortcut.logical_key.name(), sign)
}

/// Whether the key means something even while text is typed: it has Ctrl, or is a function key.
fn works_while_typing(shortcut: &KeyboardShortcut) -> bool {
    shortcut.modifiers.command || matches!(shortcut.logical_key, Key::F1 | Key::F3 | Key::F5 | Key::F6)
}

/// Keys that a text field has a meaning of its own for, once something was typed into it.
fn belongs_to_typing(command: Command) -> bool {
    matches!(command, Command::Undo | Command::Redo)
}

/// Takes the keys that were pressed, and gives the commands.
///
/// `quiet` says that single keys are not for commands now: text is being typed, or a card or a
/// menu is open.
pub fn take(context: &Context, state: &AppState, quiet: bool, reader_or_nothing: bool) -> Vec<Command> {
    let typing = context.text_edit_focused();
    let typed = typing && field::is_being_typed(context);
    let mut commands = Vec::new();
    for Binding { shortcut, command } in BINDINGS.iter() {
        if typed && belongs_to_typing(*command) {
            continue;
        }
        if (typing || quiet) && !works_while_typing(shortcut) {
            continue;
        }
        // Enter and Delete press buttons and belong to whatever has the keyboard.
        let plain = shortcut.modifiers.is_none() && matches!(shortcut.logical_key, Key::Enter | Key::Delete);
        if plain && !reader_or_nothing {
            continue;
        }
        if !command.is_enabled(state) {
            // Ctrl+Shift+Z also matches Ctrl+Z: where there is nothing to redo, it must not undo.
            if !shortcut.modifiers.is_none() {
                context.input_mut(|input| input.consume_shortcut(shortcut));
            }
            continue;
        }
        if context.input_mut(|input| input.consume_shortcut(shortcut)) {
            commands.push(*command);
        }
    }
    commands
}

/// The code whose key was pressed, if it makes no claim (those are commands).
pub fn take_code(context: &Context, state: &AppState) -> Option<crate::model::CodeId> {
    let open = state.workspace.as_ref().filter(|open| open.can_edit() && open.selection.span.is_some())?;
    let keyed = open.project.codes.iter().filter(|(_, code)| !code.key.is_empty());
    keyed
        .filter_map(|(id, code)| Some((id, Key::from_name(&code.key.to_uppercase())?)))
        .find(|(_, key)| context.input_mut(|input| input.consume_key(Modifiers::NONE, *key)))
        .map(|(id, _)| id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_written_as_signs() {
        let context = Context::default();
        assert_eq!(written(&context, Command::MarkWith), "/");
        assert_eq!(written(&context, Command::Join), "=");
        assert_eq!(written(&context, Command::MarkKilled), "K");
    }

    #[test]
    fn every_key_of_a_command_can_be_pressed() {
        for command in Command::ALL {
            for key in command.keys().split_whitespace() {
                assert!(parse(key).is_some(), "{key} of {}", command.name());
            }
        }
    }
}
