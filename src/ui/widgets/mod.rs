//! Small widgets that several panels share.

pub mod cached;
pub mod catalogue;
pub mod choose;
pub mod drawing;
pub mod field;
pub mod field_origin;
pub mod fuzzy;
pub mod icon;
pub mod labels;
pub mod page;
pub mod pending_text;
pub mod row;
pub mod row_background;
pub mod scroll_to_focus;
pub mod table;
pub mod typed;
pub mod typed_ahead;

use std::sync::Arc;

use crate::ui::theme;
use eframe::egui::text::{LayoutJob, TextWrapping};
use eframe::egui::{self, Color32, FontId, Galley, Painter, Ui, Vec2, vec2};

/// The most room that a window over the workbench may have for its contents, in a window of the
/// program as small as it may be.
pub fn room(context: &egui::Context) -> Vec2 {
    (context.content_rect().size() - ROUND).max(vec2(1.0, 1.0))
}

/// A window over the workbench: in the middle of the program's, until it is moved.
pub fn centred<'open>(context: &egui::Context, name: &'static str) -> egui::Window<'open> {
    egui::Window::new(name)
        .pivot(egui::Align2::CENTER_CENTER)
        .default_pos(context.content_rect().center())
        .collapsible(false)
}

/// A window over the workbench, of this size at first, that leaves the beginning of the text in view until it is moved.
pub fn at_bottom<'open>(context: &egui::Context, name: &'static str, size: Vec2) -> egui::Window<'open> {
    let rect = context.content_rect();
    let (left, top) =
        (rect.center().x - size.x / 2.0, rect.bottom() - size.y - ROUND.y - theme::space::LARGE);
    egui::Window::new(name)
        .default_pos(egui::pos2(left.max(rect.left()), top.max(rect.top())))
        .default_size(size)
        .collapsible(false)
}

/// Whether a window lies over the workbench: what is told beside the pointer would lie over it.
pub fn is_any_dialog_open(context: &egui::Context) -> bool {
    context.memory(|memory| {
        memory.areas().visible_layer_ids().iter().any(|layer| layer.order == egui::Order::Middle)
    })
}

/// Whether a dialog lies over the panels; `beside` windows stand beside what they are about and are none.
pub fn is_dialog_before_panels(context: &egui::Context, beside: usize) -> bool {
    context.memory(|memory| {
        let windows = memory.areas().visible_layer_ids();
        let windows = windows.iter().filter(|layer| layer.order == egui::Order::Middle).count();
        windows > beside || memory.top_modal_layer().is_some()
    })
}

/// Whether Escape puts a window away: one at a time, and a list that is open before it.
pub fn takes_escape(context: &egui::Context) -> bool {
    !egui::Popup::is_any_open(context)
        && context.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape))
}

/// Shows a question over everything, under its title; so wide where there is room, scrolled where there is not.
pub fn modal<R>(
    context: &egui::Context,
    name: &str,
    title: &str,
    width: f32,
    add: impl FnOnce(&mut Ui) -> R,
) -> egui::ModalResponse<R> {
    let room = room(context);
    egui::Modal::new(egui::Id::unique(name)).show(context, |ui| {
        ui.set_width(width.min(room.x));
        // The toolkit would have it no higher than an area usually is.
        ui.set_max_height(room.y);
        ui.label(theme::heading(title));
        ui.separator();
        let left = (room.y - ui.min_rect().height()).max(1.0);
        egui::ScrollArea::vertical().max_height(left).show(ui, add).inner
    })
}

/// Shows what opens beside a button; scrolled where the window is lower than that.
pub fn scrolled<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    egui::ScrollArea::vertical().max_height(room(ui.ctx()).y).show(ui, add).inner
}

/// Frame, title and margins of a window, and a little of what lies behind it.
const ROUND: Vec2 = vec2(48.0, 48.0);

/// Words on one line, cut off with an ellipsis where `width` has no room for all of them.
pub fn one_line(painter: &Painter, words: &str, font: FontId, colour: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::simple_singleline(words.to_owned(), font, colour);
    job.wrap = TextWrapping::truncate_at_width(width.max(1.0));
    painter.layout_job(job)
}

/// A difference with its sign: `+3`, `−1`, `0`.
pub fn signed(difference: i64) -> String {
    format!("{difference:+}").replace('-', "−").replace("+0", "0")
}
