//! What to do first, said below the text when a key could do nothing. It goes by itself.

use eframe::egui::{Frame, Margin, Panel, Ui};

use crate::ui::shell::keys;
use crate::ui::theme::{Palette, space};
use tollbook_state::AppState;
use tollbook_state::keys::{Bound, holders};

/// For how long it stays, in seconds.
const STAYS: f64 = 3.0;

/// The hint.
pub const SELECT_FIRST: &str =
    "Select the words to annotate first: drag over them, or hold Shift with the arrow keys.";

/// What is said just now, and until when.
#[derive(Debug, Default)]
pub(super) struct Hint {
    until: Option<f64>,
}

impl Hint {
    /// Shows the hint at the foot of the room that is left for the text, of which it covers nothing.
    pub fn show(&self, ui: &mut Ui) {
        let Some(left) = self.until.map(|until| until - ui.input(|input| input.time)) else { return };
        ui.ctx().request_repaint_after_secs(left.clamp(0.0, 0.2) as f32);
        let frame =
            Frame::new().fill(Palette::for_ui(ui).raised).inner_margin(Margin::same(space::TIGHT as i8));
        Panel::bottom("hint").frame(frame).show_separator_line(false).show(ui, |ui| {
            ui.vertical_centered(|ui| ui.label(SELECT_FIRST));
        });
    }

    /// Begins the hint if a key that annotates was pressed in the text with nothing selected.
    pub fn notice(&mut self, ui: &Ui, state: &AppState, has_focus: bool) {
        let Some(open) = &state.workspace else { return };
        let (now, pressed) = ui.input(|input| {
            let held = input.modifiers;
            let annotates = |event| {
                let key = keys::pressed(event, held)?;
                let holder = holders(&state.preferences.keys, Some(&open.project), &key).first().copied()?;
                match holder {
                    Bound::Code(_) => Some(()),
                    Bound::Command(command) => command.annotates().then_some(()),
                }
            };
            (input.time, input.events.iter().find_map(annotates).is_some())
        });
        if open.selection.span.is_some() || !open.can_edit() {
            self.until = None;
        } else if pressed && has_focus {
            self.until = Some(now + STAYS);
        }
        self.until = self.until.filter(|until| *until > now);
    }
}
