//! The list at the left of a window in which named things are made and changed.

use eframe::egui::{
    Align, Button, Context, FontId, Layout, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, Window,
    pos2, vec2,
};

use super::{centred, one_line, pending_text, room, row_background, takes_escape};
use crate::ui::theme::{self, Palette, size, space};
use tollbook_core::model::Colour;

/// How wide the list is, where there is room.
const WIDTH: f32 = 200.0;
/// How high an item is.
const ITEM: f32 = 26.0;
/// How high list and form are at least.
const HEIGHT: f32 = 340.0;
/// What stands above them in a window.
const ABOVE: f32 = 56.0;

/// Something in the list.
pub struct Item<'a, I> {
    /// Which.
    pub id: I,
    /// Its name.
    pub name: &'a str,
    /// What stands behind the name: how often it is used.
    pub note: String,
    /// The same as it is heard: "3 incidents".
    pub spoken: String,
    /// Its colour, if it has one.
    pub colour: Option<Colour>,
}

/// What is asked of the list.
pub struct Asked<I> {
    /// The item that was chosen just now.
    pub chosen: Option<I>,
    /// The name of another that is to be made.
    pub added: Option<String>,
}

/// Shows the list with a field for the name of another `thing` below it, and what `form` shows to the
/// right of it. While the window is `fresh`, the keyboard goes to the item that is chosen.
pub fn show<I: Copy + PartialEq>(
    ui: &mut Ui,
    thing: &str,
    items: &[Item<'_, I>],
    (chosen, fresh): (Option<I>, bool),
    adding: &mut String,
    form: impl FnOnce(&mut Ui),
) -> Asked<I> {
    let mut asked = Asked { chosen: None, added: None };
    ui.horizontal_top(|ui| {
        let height = ui.available_height().max(HEIGHT.min(room(ui.ctx()).y - ABOVE));
        let width = (ui.available_width() * 0.35).min(WIDTH);
        ui.allocate_ui_with_layout(vec2(width, height), Layout::top_down(Align::Min), |ui| {
            let above = ui.available_height() - 34.0;
            ScrollArea::vertical().id_salt(thing).max_height(above).auto_shrink(false).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                for item in items {
                    let response = row(ui, item, chosen == Some(item.id));
                    // The arrow keys go from item to item, and what they come to is shown.
                    if response.clicked() || (fresh && chosen == Some(item.id)) {
                        response.request_focus();
                    }
                    if response.clicked() || response.gained_focus() {
                        asked.chosen = Some(item.id);
                    }
                }
            });
            ui.horizontal(|ui| {
                let is_first = fresh && chosen.is_none();
                asked.added = add(ui, thing, width, is_first, adding);
            });
        });
        ui.separator();
        ui.vertical(|ui| {
            ScrollArea::vertical().id_salt((thing, "form")).max_height(height).auto_shrink(false).show(
                ui,
                |ui| {
                    // Room for the bar of the scroll area, which lies over its contents.
                    ui.set_width(ui.available_width() - space::SMALL);
                    ui.spacing_mut().item_spacing.y = space::TIGHT;
                    form(ui);
                },
            );
        });
    });
    asked
}

/// The window itself, in the middle of the program's.
pub fn window(context: &Context, name: &'static str, width: f32) -> Window<'static> {
    centred(context, name)
        .default_size(vec2(width, 430.0).min(room(context)))
        .min_size(vec2(420.0, 280.0).min(room(context)))
}

/// Whether Escape puts the window away: not while it leaves a field.
pub fn escaped(context: &Context) -> bool {
    !context.text_edit_focused() && takes_escape(context)
}

fn add(ui: &mut Ui, thing: &str, width: f32, wants_focus: bool, adding: &mut String) -> Option<String> {
    let (label, hint) = (format!("Name of a new {thing}"), format!("New {thing}"));
    if wants_focus {
        let field = ui.make_persistent_id(&hint);
        ui.memory_mut(|memory| memory.request_focus(field));
    }
    let entered = pending_text::line(ui, &hint, &label, &hint, width - 62.0, adding);
    let wanted = !adding.trim().is_empty();
    let clicked = ui.add_enabled(wanted, Button::new("Add")).clicked();
    (wanted && (entered || clicked)).then(|| std::mem::take(adding).trim().to_owned())
}

fn row<I>(ui: &mut Ui, item: &Item<'_, I>, chosen: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ITEM), Sense::click());
    response.widget_info(|| {
        let mut info = WidgetInfo::selected(Role::Button, ui.is_enabled(), chosen, item.name);
        info.hint_text = Some(item.spoken.clone());
        info
    });
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let palette = Palette::for_ui(ui);
    let painter = ui.painter_at(rect);
    row_background::paint_row_background(ui, rect, &response, chosen);
    let mut left = rect.left() + space::SMALL + 2.0;
    if let Some(colour) = item.colour {
        let swatch = Rect::from_center_size(pos2(left + 6.0, rect.center().y), vec2(11.0, 11.0));
        painter.rect_filled(swatch, 2.0, theme::drawn(colour, palette));
        left = swatch.right() + space::SMALL;
    }
    let note =
        painter.layout_no_wrap(item.note.clone(), FontId::proportional(size::SMALL), palette.weak_text);
    let right = rect.right() - space::SMALL - note.size().x;
    painter.galley(pos2(right, rect.center().y - note.size().y / 2.0), note, palette.weak_text);
    let font = FontId::proportional(size::BODY);
    let name = one_line(&painter, item.name, font, palette.text, right - left - space::SMALL);
    let cut = name.elided;
    painter.galley(pos2(left, rect.center().y - name.size().y / 2.0), name, palette.text);
    let tip = if cut { format!("{}: {}", item.name, item.spoken) } else { item.spoken.clone() };
    response.on_hover_text(tip)
}
