//! How a field is known: a sign behind it, never by colour alone.

use eframe::egui::{Role, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::icon;
use super::row::HEIGHT;
use crate::ui::theme::Palette;

/// How wide the sign is.
pub const WIDTH: f32 = 20.0;

/// How a field is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Read from the words, or given by the claims.
    Read,
    /// Set by the coder, who can take it back.
    Set,
    /// Claims disagree, and the coder has not decided.
    Conflict,
    /// Not known.
    Blank,
}

/// The sign of how the field `label` is known, with `tip` as the words for it. Answers whether
/// what the coder set is to be taken back.
///
/// The sign takes no keyboard focus, so that Tab goes from field to field; the same is done with
/// Alt+Backspace in the field itself ([`wants_back`]).
pub fn sign(ui: &mut Ui, known: Known, label: &str, tip: &str) -> bool {
    let sense = if known == Known::Set { Sense::CLICK } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(WIDTH, HEIGHT), sense);
    let palette = Palette::of(ui);
    let painter = ui.painter();
    match known {
        Known::Read => icon::quotes(painter, rect, Stroke::new(1.2, palette.soft)),
        Known::Set => {
            let hovered = response.hovered();
            if hovered {
                painter.rect_filled(rect.shrink2(vec2(0.0, 2.0)), 4.0, palette.raised);
            }
            let colour = if hovered { palette.ink } else { palette.accent };
            icon::pencil(painter, rect, Stroke::new(1.2, colour));
        }
        Known::Conflict => icon::warning(painter, rect, Stroke::new(1.3, palette.warning)),
        Known::Blank => {
            let middle = rect.center();
            let stroke = Stroke::new(1.2, palette.soft);
            painter.line_segment([middle - vec2(3.0, 0.0), middle + vec2(3.0, 0.0)], stroke);
        }
    }
    if known == Known::Set {
        let name = format!("Take back {}", label.to_lowercase());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    }
    let response = if tip.is_empty() { response } else { response.on_hover_text(tip) };
    response.clicked()
}

/// Whether the coder asks, in the focused field `id`, to take back what was set in it.
pub fn wants_back(ui: &Ui, id: eframe::egui::Id) -> bool {
    use eframe::egui::{Key, Modifiers};
    ui.memory(|memory| memory.has_focus(id))
        && ui.input_mut(|input| input.consume_key(Modifiers::ALT, Key::Backspace))
}
