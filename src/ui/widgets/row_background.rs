//! What lies under a row, or under words, that can be clicked: the same in every panel.

use eframe::egui::{Rect, Response, StrokeKind, Ui};

use crate::ui::theme::Palette;

/// How round its corners are, in points.
const ROUND: f32 = 4.0;

/// Shows what has been selected, what is under the pointer and what has the keyboard.
pub fn paint_row_background(ui: &Ui, rect: Rect, response: &Response, selected: bool) {
    let focused = response.has_focus();
    show(ui, rect, selected, focused || response.hovered());
    if focused {
        ring(ui, rect);
    }
}

/// Shows what has been selected, and what is lit: under the pointer, or about to be chosen.
pub fn show(ui: &Ui, rect: Rect, selected: bool, lit: bool) {
    let palette = Palette::for_ui(ui);
    if selected {
        ui.painter().rect_filled(rect, ROUND, palette.accent_fill);
        bar(ui, rect);
    } else if lit {
        ui.painter().rect_filled(rect, ROUND, palette.raised);
    }
}

/// The bar at the left of what has been selected, so that it is told not by colour alone.
pub fn bar(ui: &Ui, rect: Rect) {
    ui.painter().rect_filled(rect.with_max_x(rect.left() + 3.0), 1.5, Palette::for_ui(ui).accent);
}

/// The ring about what has the keyboard.
pub fn ring(ui: &Ui, rect: Rect) {
    ui.painter().rect_stroke(rect, ROUND, ui.visuals().selection.stroke, StrokeKind::Inside);
}
