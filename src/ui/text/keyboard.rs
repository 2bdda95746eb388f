//! The keys that a focused text view takes. All others, letters above all, are left for commands.

use eframe::egui::{Event, EventFilter, Id, Key, Modifiers, Ui};

use super::select::Motion;
use super::view::TextView;

/// What a key does here.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Deed {
    Go(Motion, bool),
    Grow,
    Shrink,
    All,
}

/// Takes the keys that are for the view out of the events and does what they say.
pub(super) fn handle(view: &mut TextView, ui: &Ui, id: Id, page: f32) {
    let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    let mut deeds = Vec::new();
    let mut copy = false;
    let can_copy = view.selection().is_some();
    ui.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Key { key, pressed: true, modifiers, .. } => match deed(*key, *modifiers, page) {
                Some(deed) => {
                    deeds.push(deed);
                    false
                }
                None => true,
            },
            Event::Copy if can_copy => {
                copy = true;
                false
            }
            _ => true,
        });
    });
    for deed in deeds {
        match deed {
            Deed::Go(motion, extend) => view.go(motion, extend),
            Deed::Grow => view.grow(),
            Deed::Shrink => view.shrink(),
            Deed::All => view.select_all(),
        }
    }
    if copy && let Some(text) = view.selected_text() {
        ui.copy_text(text.to_owned());
    }
}

fn deed(key: Key, modifiers: Modifiers, page: f32) -> Option<Deed> {
    let Modifiers { alt, shift, command, .. } = modifiers;
    // Words are Ctrl on most systems and Alt on a Mac, where Ctrl (Command) goes to the line's ends.
    let mac = cfg!(target_os = "macos");
    let (word, line) = if mac { (alt, command) } else { (command, false) };
    let motion = match key {
        Key::ArrowUp if alt && !shift && !command => return Some(Deed::Grow),
        Key::ArrowDown if alt && !shift && !command => return Some(Deed::Shrink),
        Key::A if command && !shift && !alt => return Some(Deed::All),
        Key::ArrowLeft if line => Motion::LineStart,
        Key::ArrowRight if line => Motion::LineEnd,
        Key::ArrowLeft if word => Motion::WordLeft,
        Key::ArrowRight if word => Motion::WordRight,
        Key::ArrowLeft if !alt => Motion::Left,
        Key::ArrowRight if !alt => Motion::Right,
        Key::ArrowUp if !alt && !command => Motion::Up,
        Key::ArrowDown if !alt && !command => Motion::Down,
        Key::ArrowUp if mac && command => Motion::TextStart,
        Key::ArrowDown if mac && command => Motion::TextEnd,
        Key::Home if command => Motion::TextStart,
        Key::End if command => Motion::TextEnd,
        Key::Home if !alt => Motion::LineStart,
        Key::End if !alt => Motion::LineEnd,
        // With Ctrl these go to other articles.
        Key::PageUp if !alt && !command => Motion::Page(-page),
        Key::PageDown if !alt && !command => Motion::Page(page),
        _ => return None,
    };
    Some(Deed::Go(motion, shift))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_the_keys_of_commands_are_left_alone() {
        for key in [Key::K, Key::W, Key::N, Key::Enter, Key::Escape, Key::Tab] {
            for modifiers in [Modifiers::NONE, Modifiers::SHIFT, Modifiers::COMMAND] {
                assert_eq!(deed(key, modifiers, 1.0), None, "{key:?} {modifiers:?}");
            }
        }
        assert_eq!(deed(Key::PageDown, Modifiers::COMMAND, 1.0), None);
        assert_eq!(deed(Key::A, Modifiers::NONE, 1.0), None);
        assert_eq!(deed(Key::ArrowUp, Modifiers::ALT, 1.0), Some(Deed::Grow));
    }
}
