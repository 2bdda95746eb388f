//! A word where the eye is when a key could do nothing: what to do first. It goes by itself.

use eframe::egui::{Align2, FontId, Label, Rect, RichText, Stroke, StrokeKind, Ui, vec2};

use crate::ui::shell::keys;
use crate::ui::theme::{Palette, size, space};
use tollbook_state::AppState;
use tollbook_state::keys::{Bound, holders};

/// For how long it stays, in seconds.
const STAYS: f64 = 3.0;

/// What is said just now, and until when.
#[derive(Debug, Default)]
pub(super) struct Hint {
    until: Option<f64>,
}

impl Hint {
    /// Shows the hint at the foot of the text if a key that annotates was pressed with nothing selected.
    pub fn show(&mut self, ui: &mut Ui, state: &AppState, has_focus: bool, rect: Rect) {
        let Some(open) = &state.workspace else { return };
        let (now, pressed) = ui.input(|input| {
            let held = input.modifiers;
            let marks = |event| {
                let key = keys::pressed(event, held)?;
                let holder = holders(&state.preferences.keys, Some(&open.project), &key).first().copied()?;
                match holder {
                    Bound::Code(_) => Some(()),
                    Bound::Command(command) => command.annotates().then_some(()),
                }
            };
            (input.time, input.events.iter().find_map(marks).is_some())
        });
        if open.selection.span.is_some() || !open.can_edit() {
            self.until = None;
        } else if pressed && has_focus {
            self.until = Some(now + STAYS);
        }
        let Some(left) = self.until.map(|until| until - now).filter(|left| *left > 0.0) else {
            self.until = None;
            return;
        };
        ui.ctx().request_repaint_after_secs(left.min(0.2) as f32);
        let palette = Palette::for_ui(ui);
        let words = "Select the words to annotate first: drag over them, or hold Shift with the arrow keys.";
        let font = FontId::proportional(size::BODY);
        let galley = ui.painter().layout(words.to_owned(), font, palette.text, rect.width() - space::LARGE);
        let ground = Align2::CENTER_BOTTOM
            .align_size_within_rect(galley.size() + vec2(20.0, 12.0), rect.shrink(space::SMALL));
        let painter = ui.painter_at(rect);
        painter.rect(ground, 5.0, palette.raised, Stroke::new(1.0, palette.line), StrokeKind::Inside);
        ui.put(ground, Label::new(RichText::new(words).color(palette.text)).selectable(false));
    }
}
