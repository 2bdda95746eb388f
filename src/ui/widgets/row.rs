//! Labels and fields in two columns that never move.

use eframe::egui::{self, Align, Align2, Layout, Sense, Ui, vec2};

use crate::ui::theme::{Palette, size, space};

/// How wide the column of labels is.
pub const LABEL: f32 = 98.0;
/// How high a field is.
pub const HEIGHT: f32 = 24.0;

/// Shows what `add` shows to the right of `label`, over the width that is there.
///
/// The label is painted and not a widget of its own: the field carries its name.
pub fn row<R>(ui: &mut Ui, label: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    explained(ui, label, "", add)
}

/// The same, with what the label means while the pointer rests on it.
pub fn explained<R>(ui: &mut Ui, label: &str, meaning: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.allocate_ui_with_layout(vec2(ui.available_width(), HEIGHT), Layout::left_to_right(Align::Min), |ui| {
        ui.spacing_mut().item_spacing.x = space::SMALL;
        caption(ui, label, meaning);
        column(ui, ui.available_width(), add)
    })
    .inner
}

/// A question on a line of its own, and under it what answers it.
pub fn question<R>(ui: &mut Ui, question: &str, meaning: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    let label = ui.label(egui::RichText::new(question).color(Palette::for_ui(ui).weak_text));
    if !meaning.is_empty() {
        label.on_hover_text(meaning);
    }
    under(ui, add)
}

/// What follows under a field, in the column of fields.
pub fn under<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    row(ui, "", |ui| {
        ui.set_min_height(0.0);
        add(ui)
    })
}

/// The label of a row.
fn caption(ui: &mut Ui, label: &str, meaning: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(LABEL, HEIGHT), Sense::hover());
    if label.is_empty() || !ui.is_rect_visible(rect) {
        return;
    }
    let font = egui::FontId::proportional(size::BODY);
    let soft = Palette::for_ui(ui).weak_text;
    let galley = ui.fonts_mut(|fonts| {
        let mut job = egui::text::LayoutJob::simple_singleline(label.to_owned(), font, soft);
        job.wrap = egui::text::TextWrapping::truncate_at_width(LABEL);
        fonts.layout_job(job)
    });
    if !meaning.is_empty() {
        response.on_hover_text(meaning);
    } else if galley.elided {
        response.on_hover_text(label);
    }
    let at = Align2::LEFT_CENTER.anchor_size(rect.left_center(), galley.size());
    ui.painter().galley(at.min, galley, soft);
}

/// Shows what `add` shows from top to bottom in a column of this width.
pub fn column<R>(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = 1.0;
        add(ui)
    })
    .inner
}

/// Shows what `add` shows in one line of this width and a field's height.
pub fn line<R>(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.allocate_ui_with_layout(vec2(width, HEIGHT), Layout::left_to_right(Align::Center), |ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.x = space::TIGHT;
        add(ui)
    })
    .inner
}

/// A remark that breaks its lines.
pub fn remark(ui: &mut Ui, text: impl Into<String>) {
    let text = crate::ui::theme::remark(ui, text);
    ui.add(egui::Label::new(text).wrap());
}

/// A sentence that says what is wrong.
pub fn error(ui: &mut Ui, text: &str) {
    let error = Palette::for_ui(ui).error;
    ui.add(egui::Label::new(egui::RichText::new(text).size(size::SMALL).color(error)).wrap());
}

/// Something to look at: a sign, and a sentence.
pub fn warning(ui: &mut Ui, text: &str) {
    let colour = Palette::for_ui(ui).warning;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::TIGHT;
        let (rect, _) = ui.allocate_exact_size(vec2(18.0, 18.0), Sense::hover());
        super::icon::warning(ui.painter(), rect, egui::Stroke::new(1.3, colour));
        ui.add(egui::Label::new(egui::RichText::new(text).size(size::SMALL).color(colour)).wrap());
    });
}
