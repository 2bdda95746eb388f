//! Colours of codes: those of the palette that everybody can tell apart, and any other by its number.

use eframe::egui::{Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use crate::ui::theme::{self, Palette, space};
use crate::ui::widgets::field;
use crate::ui::widgets::{icon, row, typed};
use tollbook_core::model::{Colour, ColourSet};

/// The names of [`ColourSet::CODES`], for those who hear them.
const NAMES: [&str; 8] = ["Blue", "Orange", "Green", "Vermilion", "Purple", "Sky blue", "Yellow", "Grey"];

/// Lets a colour be chosen; answers the choice.
pub(super) fn choose(ui: &mut Ui, current: Colour) -> Option<Colour> {
    let palette = Palette::for_ui(ui);
    let mut chosen = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for (colour, name) in ColourSet::CODES.colours().into_iter().zip(NAMES) {
            let (rect, response) = ui.allocate_exact_size(vec2(22.0, 22.0), Sense::click());
            let is_current = colour == current;
            response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_current, name));
            swatch(ui, rect.shrink(2.0), colour, response.hovered() || response.has_focus());
            if is_current {
                icon::tick(ui.painter(), rect, Stroke::new(2.0, palette.text_background));
            }
            if response.on_hover_text(name).clicked() {
                chosen = Some(colour);
            }
        }
    });
    ui.add_space(space::TIGHT);
    let edit = field::Edit { hint: "#0072b2", width: 120.0, ..field::Edit::default() };
    let typed = typed::field(ui, "custom", "Own colour", &current.to_string(), edit, read);
    if let Some(why) = &typed.wrong {
        row::error(ui, why);
    }
    chosen.or(typed.value)
}

fn read(text: &str) -> Result<Colour, String> {
    let text = text.trim();
    text.parse().map_err(|()| format!("“{text}” is no colour; write one such as #0072b2."))
}

/// Paints a square of a colour.
pub(super) fn swatch(ui: &Ui, rect: Rect, colour: Colour, lit: bool) {
    let palette = Palette::for_ui(ui);
    let stroke = if lit { Stroke::new(1.5, palette.text) } else { Stroke::NONE };
    ui.painter().rect(rect, 3.0, theme::drawn(colour, palette), stroke, StrokeKind::Outside);
}
