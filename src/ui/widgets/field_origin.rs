//! How a field is known: a sign behind it, never by colour alone.

use eframe::egui::{Align2, Color32, FontId, Rect, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::icon;
use super::row::HEIGHT;
use crate::ui::theme::{Palette, size};

/// How wide the sign is.
pub const WIDTH: f32 = 20.0;

/// How a field is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldOrigin {
    /// Read from the words, or given by the claims.
    Read,
    /// Inferred from the article, from other fields or from another incident.
    Inferred,
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
pub fn sign(ui: &mut Ui, known: FieldOrigin, label: &str, tip: &str) -> bool {
    let sense = if known == FieldOrigin::Set { Sense::CLICK } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(WIDTH, HEIGHT), sense);
    let palette = Palette::for_ui(ui);
    let colour = match known {
        FieldOrigin::Set if response.hovered() => {
            ui.painter().rect_filled(rect.shrink2(vec2(0.0, 2.0)), 4.0, palette.raised);
            palette.text
        }
        FieldOrigin::Set => palette.accent,
        FieldOrigin::Conflict => palette.warning,
        FieldOrigin::Read | FieldOrigin::Inferred | FieldOrigin::Blank => palette.weak_text,
    };
    paint(ui, rect, known, colour);
    if known == FieldOrigin::Set {
        let name = format!("Take back {}", label.to_lowercase());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    }
    let response = if tip.is_empty() { response } else { response.on_hover_text(tip) };
    response.clicked()
}

fn paint(ui: &Ui, rect: Rect, known: FieldOrigin, colour: Color32) {
    let (painter, stroke) = (ui.painter(), Stroke::new(1.2, colour));
    match known {
        FieldOrigin::Read => icon::quotes(painter, rect, stroke),
        FieldOrigin::Inferred => {
            let font = FontId::proportional(size::HEADING);
            painter.text(rect.center(), Align2::CENTER_CENTER, "≈", font, colour);
        }
        FieldOrigin::Set => icon::pencil(painter, rect, stroke),
        FieldOrigin::Conflict => icon::warning(painter, rect, stroke),
        FieldOrigin::Blank => {
            let middle = rect.center();
            painter.line_segment([middle - vec2(3.0, 0.0), middle + vec2(3.0, 0.0)], stroke);
        }
    }
}

/// What the signs mean, in one line.
pub fn legend(ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for (known, words) in [
            (FieldOrigin::Read, "read"),
            (FieldOrigin::Inferred, "inferred"),
            (FieldOrigin::Set, "set by the coder"),
            (FieldOrigin::Blank, "not set"),
        ] {
            let (rect, _) = ui.allocate_exact_size(vec2(WIDTH, 16.0), Sense::hover());
            paint(ui, rect, known, Palette::for_ui(ui).weak_text);
            ui.label(crate::ui::theme::remark(ui, words));
            ui.add_space(crate::ui::theme::space::SMALL);
        }
    });
}

/// Whether the coder asks, in the focused field `id`, to take back what was set in it.
pub fn wants_back(ui: &Ui, id: eframe::egui::Id) -> bool {
    use eframe::egui::{Key, Modifiers};
    ui.memory(|memory| memory.has_focus(id))
        && ui.input_mut(|input| input.consume_key(Modifiers::ALT, Key::Backspace))
}
