//! The mouse: click, drag, double click for a word, triple for a sentence, four for a paragraph.

use std::ops::Range;

use eframe::egui::{Pos2, Response, Ui};

use super::select::{self, Selection};
use super::view::TextView;
use crate::lexicon::sentence;

/// By what a drag extends the selection.
#[derive(Clone, Debug, Default, PartialEq)]
enum Unit {
    #[default]
    Cluster,
    Word(Range<usize>),
    Sentence(Range<usize>),
    Paragraph(Range<usize>),
}

/// The last press and what it began.
#[derive(Clone, Debug, Default)]
pub(super) struct Dragging {
    active: bool,
    unit: Unit,
    presses: u32,
    pressed_at: Option<(f64, Pos2)>,
}

impl TextView {
    /// Selects as the mouse says.
    pub(super) fn take_pointer(&mut self, ui: &Ui, response: &Response) {
        let (pressed, down, pointer, time, shift) = ui.input(|input| {
            (
                input.pointer.primary_pressed(),
                input.pointer.primary_down(),
                if input.pointer.primary_pressed() {
                    // The mouse may have moved on within the frame.
                    input.pointer.press_origin().or(input.pointer.interact_pos())
                } else {
                    input.pointer.interact_pos()
                },
                input.time,
                input.modifiers.shift,
            )
        });
        let Some(pointer) = pointer else {
            return;
        };
        // A quick press is over within the frame, and only `clicked` tells of it.
        if pressed && (response.is_pointer_button_down_on() || response.clicked()) {
            let (delay, distance) = ui.options(|options| {
                let input = &options.input_options;
                (input.max_double_click_delay, input.max_click_dist)
            });
            let again = self
                .dragging
                .pressed_at
                .is_some_and(|(then, place)| time - then < delay && place.distance(pointer) < distance);
            self.dragging.presses = if again { self.dragging.presses + 1 } else { 1 };
            self.dragging.pressed_at = Some((time, pointer));
            self.dragging.active = true;
            response.request_focus();
            self.press(pointer, shift);
        } else if self.dragging.active && down {
            let moved = self.dragging.pressed_at.is_some_and(|(_, place)| place.distance(pointer) > 1.0);
            if moved {
                self.drag(pointer);
            }
            self.scroll_at_edge(ui, response, pointer);
        }
        if !down {
            self.dragging.active = false;
        }
    }

    fn press(&mut self, pointer: Pos2, shift: bool) {
        let Some(caret) = self.caret_at(pointer) else {
            return;
        };
        if shift {
            self.dragging.presses = 1;
            self.dragging.unit = Unit::Cluster;
            self.place(Selection { anchor: self.selection.anchor, focus: caret });
            return;
        }
        let Some(document) = &self.document else {
            return;
        };
        let text = document.text().clone();
        let byte = self.byte_under(pointer).unwrap_or(caret.byte);
        let (unit, selection) = match self.dragging.presses {
            1 => (Unit::Cluster, Selection::at(caret)),
            2 => {
                let word = select::piece_at(&text, byte);
                (Unit::Word(word.clone()), Selection::of(word))
            }
            3 => {
                let sentence = sentence::sentence_at(&text, byte);
                (Unit::Sentence(sentence.clone()), Selection::of(sentence))
            }
            _ => {
                let paragraph = select::paragraph_at(&text, byte);
                (Unit::Paragraph(paragraph.clone()), Selection::of(paragraph))
            }
        };
        self.dragging.unit = unit;
        self.place(selection);
    }

    fn drag(&mut self, pointer: Pos2) {
        let (Some(caret), Some(document)) = (self.caret_at(pointer), &self.document) else {
            return;
        };
        let text = document.text().clone();
        let byte = self.byte_under(pointer).unwrap_or(caret.byte);
        let selection = match &self.dragging.unit {
            Unit::Cluster => Selection { anchor: self.selection.anchor, focus: caret },
            Unit::Word(from) => Selection::spanning(from.clone(), select::piece_at(&text, byte)),
            Unit::Sentence(from) => Selection::spanning(from.clone(), sentence::sentence_at(&text, byte)),
            Unit::Paragraph(from) => Selection::spanning(from.clone(), select::paragraph_at(&text, byte)),
        };
        if selection != self.selection {
            self.place(selection);
        }
    }

    /// Scrolls while the mouse is held above or below the window, faster the further away it is.
    fn scroll_at_edge(&mut self, ui: &Ui, response: &Response, pointer: Pos2) {
        let rect = response.rect;
        let beyond = (pointer.y - rect.bottom()).max(0.0) - (rect.top() - pointer.y).max(0.0);
        if beyond != 0.0 {
            let seconds = ui.input(|input| input.stable_dt).min(0.1);
            self.scroll_by(beyond.clamp(-120.0, 120.0) * 12.0 * seconds);
            ui.ctx().request_repaint();
        }
    }

    fn byte_under(&mut self, pointer: Pos2) -> Option<usize> {
        let (x, y) = self.to_text(pointer);
        let document = self.document.as_mut()?;
        document.cluster_under(x, y, &mut self.typesetter)
    }
}
