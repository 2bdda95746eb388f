//! The mouse: click, drag, double click for a word, triple for a sentence, four for a paragraph; and
//! the ends of the selected mark, which can be dragged.

use std::ops::Range;

use egui::{CursorIcon, Key, Pos2, Response, Ui, vec2};

use super::decorations::Layers;
use super::layout::Caret;
use super::options::Options;
use super::select::{self, Selection};
use super::view::TextView;
use tollbook_core::text::sentence;
use tollbook_core::text::word::{piece_at, whole_words};

/// How near to the end of a mark, in points, the mouse takes hold of it.
const NEAR: f32 = 4.0;

/// A press or a drag takes a word whole only so many points inside it: nearer to its edge it may be
/// meant for what is beside it.
const INSIDE: f32 = 3.0;

/// By what a drag extends the selection.
#[derive(Clone, Debug, Default, PartialEq)]
enum Unit {
    #[default]
    Cluster,
    /// Whole words, once it has left the one in which it began.
    Words {
        from: Caret,
        began_in: Range<usize>,
        /// The word that was pressed well inside.
        pressed: Option<Range<usize>>,
    },
    Word(Range<usize>),
    Sentence(Range<usize>),
    Paragraph(Range<usize>),
    /// One end of the selected mark.
    Mark(MarkEnd),
}

/// An end of a mark that is being dragged.
#[derive(Clone, Debug, PartialEq)]
struct MarkEnd {
    begin: bool,
    /// The mark as it is.
    was: Range<usize>,
    /// The mark as it would be now.
    now: Range<usize>,
    began_in: Range<usize>,
}

/// The last press and what it began.
#[derive(Clone, Debug, Default)]
pub(super) struct Dragging {
    active: bool,
    unit: Unit,
    presses: u32,
    pressed_at: Option<(f64, Pos2)>,
}

impl Dragging {
    /// The selected mark, as it would be if the mouse were let go now.
    pub fn moved(&self) -> Option<Range<usize>> {
        match &self.unit {
            Unit::Mark(end) if self.active && end.now != end.was => Some(end.now.clone()),
            _ => None,
        }
    }

    /// Whether an end of the selected mark is held.
    pub fn holds_mark(&self) -> bool {
        matches!(self.unit, Unit::Mark(_))
    }
}

impl TextView {
    /// Selects as the mouse says. Gives where the selected mark was dragged to.
    pub(super) fn take_pointer(
        &mut self,
        ui: &Ui,
        response: &Response,
        layers: &Layers<'_>,
        options: &Options,
    ) -> Option<Range<usize>> {
        let (pressed, down, pointer, time, modifiers) = ui.input(|input| {
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
                input.modifiers,
            )
        });
        let mut moved = None;
        let pointer = pointer?;
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
            match self.mark_end_near(pointer, layers, options).filter(|_| !again && !modifiers.shift) {
                Some(end) => self.dragging.unit = Unit::Mark(end),
                None => self.press(pointer, modifiers.shift, options),
            }
        } else if self.dragging.active && down {
            let far = self.dragging.pressed_at.is_some_and(|(_, place)| place.distance(pointer) > 1.0);
            if far {
                self.drag(pointer, options.whole_words && !modifiers.command);
                self.scroll_at_edge(ui, response, pointer);
            }
            if self.dragging.holds_mark() && ui.input_mut(|i| i.consume_key(i.modifiers, Key::Escape)) {
                self.dragging = Dragging::default();
            }
        }
        if !down {
            moved = self.dragging.moved();
            self.dragging.active = false;
        }
        let on_end = !down && response.contains_pointer() && {
            let end = self.mark_end_near(pointer, layers, options);
            end.is_some()
        };
        if on_end || self.dragging.active && self.dragging.holds_mark() {
            ui.set_cursor_icon(CursorIcon::ResizeHorizontal);
        }
        moved
    }

    /// The end of the selected mark that is under the pointer.
    fn mark_end_near(&mut self, pointer: Pos2, layers: &Layers<'_>, options: &Options) -> Option<MarkEnd> {
        let mark = layers.marks.get(layers.selected.filter(|_| options.can_move_marks)?)?;
        let in_view = self.visible();
        let document = self.document.as_mut()?;
        let text = document.text().clone();
        let mut nearest: Option<(f32, MarkEnd)> = None;
        for (begin, caret) in [(true, Caret::before(mark.range.start)), (false, Caret::after(mark.range.end))]
        {
            if !(in_view.start..=in_view.end).contains(&caret.byte) {
                continue;
            }
            let rect = self.frame.rect(&document.caret_area(caret, &mut self.typesetter));
            let distance = (pointer.x - rect.center().x).abs();
            let is_nearer = nearest.as_ref().is_none_or(|(other, _)| distance < *other);
            if rect.y_range().contains(pointer.y) && distance <= NEAR && is_nearer {
                let inside = if begin { caret.byte } else { select::before(&text, caret.byte) };
                let was = mark.range.clone();
                let began_in = piece_at(&text, inside);
                nearest = Some((distance, MarkEnd { begin, now: was.clone(), was, began_in }));
            }
        }
        nearest.map(|(_, end)| end)
    }

    fn press(&mut self, pointer: Pos2, shift: bool, options: &Options) {
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
            1 if options.whole_words => {
                let (began_in, pressed) = (piece_at(&text, byte), self.piece_under(pointer));
                (Unit::Words { from: caret, began_in, pressed }, Selection::at(caret))
            }
            1 => (Unit::Cluster, Selection::at(caret)),
            2 => {
                let word = piece_at(&text, byte);
                (Unit::Word(word.clone()), Selection::from_range(word))
            }
            3 => {
                let sentence = sentence::sentence_at(&text, byte);
                (Unit::Sentence(sentence.clone()), Selection::from_range(sentence))
            }
            _ => {
                let paragraph = select::paragraph_at(&text, byte);
                (Unit::Paragraph(paragraph.clone()), Selection::from_range(paragraph))
            }
        };
        self.dragging.unit = unit;
        self.place(selection);
    }

    fn drag(&mut self, pointer: Pos2, by_words: bool) {
        let (Some(caret), Some(document)) = (self.caret_at(pointer), &self.document) else {
            return;
        };
        let text = document.text().clone();
        let byte = self.byte_under(pointer).unwrap_or(caret.byte);
        let reached = self.piece_under(pointer);
        let selection = match &mut self.dragging.unit {
            Unit::Cluster => Selection { anchor: self.selection.anchor, focus: caret },
            Unit::Words { from, began_in, pressed } => {
                let exact = Selection { anchor: *from, focus: caret };
                let stays = (began_in.start..=began_in.end).contains(&caret.byte);
                if stays || !by_words {
                    exact
                } else {
                    let touched = [pressed.clone(), reached].into_iter().flatten();
                    let all = touched
                        .fold(exact.range(), |all, word| all.start.min(word.start)..all.end.max(word.end));
                    exact.with_range(whole_words(&text, &all))
                }
            }
            Unit::Word(from) => Selection::spanning(from.clone(), piece_at(&text, byte)),
            Unit::Sentence(from) => Selection::spanning(from.clone(), sentence::sentence_at(&text, byte)),
            Unit::Paragraph(from) => Selection::spanning(from.clone(), select::paragraph_at(&text, byte)),
            Unit::Mark(end) => {
                end.drag_to(&text, caret.byte, by_words);
                return;
            }
        };
        if selection != self.selection {
            self.place(selection);
        }
    }

    /// Scrolls while the mouse is held beyond the upper or lower edge, faster the further out. Not
    /// before: the first and the last line must hold still while they are dragged over.
    fn scroll_at_edge(&mut self, ui: &Ui, response: &Response, pointer: Pos2) {
        // The lowest point of a window is as far out as the mouse can go there.
        let inside = response.rect.shrink2(vec2(0.0, 1.0));
        let beyond = (pointer.y - inside.bottom()).max(0.0) - (inside.top() - pointer.y).max(0.0);
        if beyond != 0.0 {
            let seconds = ui.input(|input| input.stable_dt).min(0.1);
            let further = beyond + 20.0 * beyond.signum();
            self.scroll_by(further.clamp(-120.0, 120.0) * 12.0 * seconds);
            ui.ctx().request_repaint();
        }
    }

    /// The word, or the piece between words, that the pointer is well inside of.
    fn piece_under(&mut self, pointer: Pos2) -> Option<Range<usize>> {
        let text = self.document.as_ref()?.text().clone();
        let mut beside = |by: f32| Some(piece_at(&text, self.byte_under(pointer + vec2(by, 0.0))?));
        let (left, right) = (beside(-INSIDE)?, beside(INSIDE)?);
        (left == right).then_some(left)
    }

    fn byte_under(&mut self, pointer: Pos2) -> Option<usize> {
        let (x, y) = self.to_text(pointer);
        let document = self.document.as_mut()?;
        document.cluster_under(x, y, &mut self.typesetter)
    }
}

impl MarkEnd {
    /// Brings the end to a byte. It never passes the other end.
    fn drag_to(&mut self, text: &str, byte: usize, by_words: bool) {
        let Range { start, end } = self.was;
        let exact = !by_words || (self.began_in.start..=self.began_in.end).contains(&byte);
        let wanted = if self.begin { byte..end } else { start..byte };
        if wanted.start >= wanted.end {
            return;
        }
        let wanted = if exact { wanted } else { whole_words(text, &wanted) };
        self.now = if self.begin { wanted.start..end } else { start..wanted.end };
    }
}
