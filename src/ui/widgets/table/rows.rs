//! The rows of a table, of which only those in view are made, and the keyboard among them.

use eframe::egui::accesskit::Action;
use eframe::egui::{
    EventFilter, Id, Key, Modifiers, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2,
};

use crate::ui::widgets::row_background;

/// What the rows keep from frame to frame.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// The row that Tab comes to.
    cursor: usize,
    scrolled: f32,
    height: f32,
    /// Whether the cursor's row is to be brought into view.
    reveal: bool,
    /// For how many frames the cursor's row is to take the keyboard.
    wants_focus: u8,
    has_focus: bool,
}

/// What is shown.
#[derive(Clone, Copy, Debug)]
pub struct Spec<'a> {
    /// The name of the table for those who hear it.
    pub name: &'a str,
    /// How many rows there are.
    pub count: usize,
    /// How high each is.
    pub height: f32,
    /// How wide each is.
    pub width: f32,
}

/// A row while it is shown.
#[derive(Clone, Copy, Debug)]
pub struct Stop {
    /// Its number.
    pub number: usize,
    /// Where it stands.
    pub rect: Rect,
    id: Id,
    sense: Sense,
    has_focus: bool,
}

impl Stop {
    /// The row as something to be clicked.
    pub fn interact(&self, ui: &Ui) -> Response {
        ui.interact(self.rect, self.id, self.sense)
    }

    /// The id of something in the row.
    pub fn id(&self, salt: &'static str) -> Id {
        self.id.with(salt)
    }

    /// The background of the row, and the ring around the one that has the keyboard.
    pub fn paint(&self, ui: &Ui, response: &Response, is_selected: bool) {
        row_background::show(ui, self.rect, is_selected, response.hovered());
        if self.has_focus {
            row_background::ring(ui, self.rect);
        }
    }
}

impl Rows {
    /// The row that has the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Whether a row has the keyboard.
    pub fn has_focus(&self) -> bool {
        self.has_focus
    }

    /// Whether a row is asked for that is not shown yet.
    pub fn has_request(&self) -> bool {
        self.reveal || self.wants_focus > 0
    }

    /// Puts the cursor on a row and brings it into view.
    pub fn go_to(&mut self, row: usize) {
        (self.cursor, self.reveal) = (row, true);
    }

    /// Gives the keyboard to the cursor's row, for so many frames at least: an article that is newly shown takes
    /// it for its text.
    pub fn take_focus(&mut self, frames: u8) {
        self.wants_focus = self.wants_focus.max(frames);
        self.reveal = true;
    }

    /// Where an arrow or page key leads among `count` rows, and what was held with it.
    pub fn moved(&self, ui: &Ui, count: usize, row_height: f32) -> Option<(usize, Modifiers)> {
        if !self.has_focus || count == 0 {
            return None;
        }
        let (at, last) = (self.cursor.min(count - 1), count - 1);
        let page = ((self.height / row_height) as usize).saturating_sub(1).max(1);
        [
            (Key::ArrowDown, (at + 1).min(last)),
            (Key::ArrowUp, at.saturating_sub(1)),
            (Key::PageDown, (at + page).min(last)),
            (Key::PageUp, at.saturating_sub(page)),
            (Key::Home, 0),
            (Key::End, last),
        ]
        .into_iter()
        .find_map(|(key, to)| {
            // Most held first: a key without any would also match one with Shift.
            let held = [Modifiers::SHIFT, Modifiers::COMMAND, Modifiers::NONE];
            let held = held.into_iter().find(|held| self.pressed(ui, *held, key))?;
            Some((to, held))
        })
    }

    /// Takes a key, if a row has the keyboard.
    pub fn pressed(&self, ui: &Ui, held: Modifiers, key: Key) -> bool {
        self.has_focus && ui.input_mut(|input| input.consume_key(held, key))
    }

    /// Shows the rows in all the room that there is.
    pub fn show(&mut self, ui: &mut Ui, spec: Spec<'_>, mut row: impl FnMut(&mut Ui, Stop)) {
        let area = ui.available_rect_before_wrap();
        let base = ui.make_persistent_id(spec.name);
        let whole = ui.interact(area, base, Sense::hover());
        whole.widget_info(|| WidgetInfo::labeled(Role::Table, true, spec.name));
        self.cursor = self.cursor.min(spec.count.saturating_sub(1));
        let mut scroll = ScrollArea::vertical().id_salt(base).auto_shrink(false);
        if std::mem::take(&mut self.reveal) {
            let top = self.cursor as f32 * spec.height;
            if top < self.scrolled {
                scroll = scroll.vertical_scroll_offset(top);
            } else if top + spec.height > self.scrolled + area.height() {
                scroll = scroll.vertical_scroll_offset(top + spec.height - area.height());
            }
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut has_focus = false;
        let output = scroll.show_rows(ui, spec.height, spec.count, |ui, range| {
            // Tab comes to one row: to that with the cursor, or else to the first in view.
            let stop = if range.contains(&self.cursor) { self.cursor } else { range.start };
            for number in range {
                let (rect, _) = ui.allocate_exact_size(vec2(spec.width, spec.height), Sense::hover());
                let id = base.with(number);
                // A screen reader can go to any row.
                if ui.input(|input| input.has_accesskit_action_request(id, Action::Focus)) {
                    (self.cursor, self.wants_focus) = (number, 1);
                }
                if number == self.cursor && self.wants_focus > 0 {
                    self.wants_focus -= 1;
                    ui.memory_mut(|memory| memory.request_focus(id));
                    ui.ctx().request_repaint();
                }
                let holds = ui.memory(|memory| memory.has_focus(id));
                if holds {
                    has_focus = true;
                    lock_arrows(ui, id);
                    if self.wants_focus == 0 {
                        self.cursor = number;
                    }
                }
                let sense = if number == stop || holds { Sense::click() } else { Sense::CLICK };
                row(ui, Stop { number, rect, id, sense, has_focus: holds });
            }
        });
        (self.scrolled, self.height) = (output.state.clamped_offset().y, output.inner_rect.height());
        self.has_focus = has_focus;
    }
}

/// Keeps the arrow keys with the row that has the keyboard.
fn lock_arrows(ui: &Ui, id: Id) {
    let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
}
