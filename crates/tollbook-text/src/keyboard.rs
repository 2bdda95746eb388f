//! The keys that a focused text view takes. All others, letters above all, are left for commands.

use egui::{Event, EventFilter, Id, Key, Modifiers, Ui};

use super::layout::Caret;
use super::select::{self, Motion, Selection};
use super::view::{ScrollRequest, TextView};

/// What a key does here.
#[derive(Clone, Copy, Debug, PartialEq)]
enum KeyAction {
    Go(Motion, bool),
    Grow,
    Shrink,
    All,
    Collapse,
}

/// Takes the keys that are for the view out of the events and does what they say.
pub(super) fn handle(view: &mut TextView, ui: &Ui, id: Id, page: f32) {
    // Esc leaves the selection, not the text: that is what Tab is for.
    let kept = EventFilter { horizontal_arrows: true, vertical_arrows: true, escape: true, tab: false };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, kept));
    keep_arrows(ui);
    let mut actions = Vec::new();
    let mut copy = false;
    let selects = view.selection().is_some();
    ui.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Key { key: Key::Escape, pressed: true, modifiers: Modifiers::NONE, .. } if selects => {
                actions.push(KeyAction::Collapse);
                false
            }
            Event::Key { key, pressed: true, modifiers, .. } => match deed(*key, *modifiers, page) {
                Some(deed) => {
                    actions.push(deed);
                    false
                }
                None => true,
            },
            Event::Copy if selects => {
                copy = true;
                false
            }
            _ => true,
        });
    });
    for deed in actions {
        match deed {
            KeyAction::Go(motion, extend) => view.go(motion, extend),
            KeyAction::Grow => view.grow(),
            KeyAction::Shrink => view.shrink(),
            KeyAction::All => view.select_all(),
            KeyAction::Collapse => view.collapse(),
        }
    }
    if copy && let Some(text) = view.selected_text() {
        ui.copy_text(text.to_owned());
    }
}

impl TextView {
    /// Moves the caret, and the selection's end with it if `extend`.
    pub(super) fn go(&mut self, motion: Motion, extend: bool) {
        let Some(document) = &mut self.document else {
            return;
        };
        let from = self.selection.focus;
        let x = match self.kept_x {
            Some(x) => x,
            None => document.caret_area(from, &mut self.typesetter).left,
        };
        let range = self.selection.non_empty();
        let to = match (range, motion) {
            // An arrow without Shift leaves a selection at the side it points to.
            (Some(range), Motion::Left | Motion::Right) if !extend => {
                let block = document.block_of(from);
                let rtl = document.layout(block, &mut self.typesetter).rtl;
                if (motion == Motion::Right) != rtl {
                    Caret::after(range.end)
                } else {
                    Caret::before(range.start)
                }
            }
            _ => select::moved(document, &mut self.typesetter, from, motion, x),
        };
        self.place(Selection { anchor: if extend { self.selection.anchor } else { to }, focus: to });
        self.kept_x = motion.keeps_x().then_some(x);
        if let Motion::Page(distance) = motion {
            // The window goes along, so that the caret stays where it is in it.
            self.scroll.by(distance);
        }
        self.wish = Some(ScrollRequest::RevealCaret);
    }

    /// Grows the selection to the next larger of word, sentence and paragraph.
    pub fn grow(&mut self) {
        if let Some(document) = &self.document {
            let before = self.selection;
            let larger = select::grow(document.text(), &before.range());
            if larger != before.range() {
                let mut grown = std::mem::take(&mut self.grown);
                grown.push(before);
                self.place(Selection::from_range(larger));
                self.grown = grown;
            }
        }
    }

    /// Goes back to what the selection was grown from, or to the next smaller unit at its end.
    pub fn shrink(&mut self) {
        if let Some(before) = self.grown.pop() {
            let grown = std::mem::take(&mut self.grown);
            self.place(before);
            self.grown = grown;
        } else if let Some(document) = &self.document {
            let range = self.selection.range();
            let smaller = select::shrink(document.text(), &range, self.selection.focus.byte);
            self.place(Selection::from_range(smaller));
        }
    }
}

fn deed(key: Key, modifiers: Modifiers, page: f32) -> Option<KeyAction> {
    let Modifiers { alt, shift, command, .. } = modifiers;
    // Words are Ctrl on most systems and Alt on a Mac, where Ctrl (Command) goes to the line's ends.
    let mac = cfg!(target_os = "macos");
    let (word, line) = if mac { (alt, command) } else { (command, false) };
    let motion = match key {
        Key::ArrowUp if alt && !shift && !command => return Some(KeyAction::Grow),
        Key::ArrowDown if alt && !shift && !command => return Some(KeyAction::Shrink),
        Key::A if command && !shift && !alt => return Some(KeyAction::All),
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
        Key::ArrowUp if command && !alt => Motion::ParagraphUp,
        Key::ArrowDown if command && !alt => Motion::ParagraphDown,
        Key::Home if command => Motion::TextStart,
        Key::End if command => Motion::TextEnd,
        Key::Home if !alt => Motion::LineStart,
        Key::End if !alt => Motion::LineEnd,
        // With Ctrl these go to other articles.
        Key::PageUp if !alt && !command => Motion::Page(-page),
        Key::PageDown if !alt && !command => Motion::Page(page),
        _ => return None,
    };
    Some(KeyAction::Go(motion, shift))
}

/// Leaves the arrow keys of this frame to the widget that has the keyboard.
///
/// The toolkit knows which keys a widget keeps only two frames after it has taken the keyboard; an arrow
/// that is pressed before would take the keyboard on to a neighbour.
pub fn keep_arrows(ui: &Ui) {
    use Key::{ArrowDown, ArrowLeft, ArrowRight, ArrowUp};
    let is_arrow = |event: &Event| {
        matches!(event, Event::Key { key: ArrowDown | ArrowLeft | ArrowRight | ArrowUp, pressed: true, .. })
    };
    if ui.input(|input| input.events.iter().any(is_arrow)) {
        ui.memory_mut(|memory| memory.move_focus(egui::FocusDirection::None));
    }
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
        assert_eq!(deed(Key::ArrowUp, Modifiers::ALT, 1.0), Some(KeyAction::Grow));
    }
}
