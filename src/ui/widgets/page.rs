//! A page to be read: one stop of Tab, scrolled by the keys that move in a text.

use eframe::egui::{
    EventFilter, Id, Key, Modifiers, PointerButton, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2,
};

use super::row_background;
use crate::ui::theme::space;

/// How far an arrow key goes, and how much of the last page stays in view, in points.
const STEP: f32 = 40.0;
/// Further than any page is long, in points.
const WHOLE: f32 = 1e6;

/// Shows a page by its name in all the room that is left; `is_new` gives it the keyboard.
pub fn show(ui: &mut Ui, name: &'static str, is_new: bool, add: impl FnOnce(&mut Ui)) {
    let area = ui.available_rect_before_wrap();
    let id = ui.make_persistent_id(name);
    let response = ui.interact(area, id, Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollView, true, name));
    if is_new || is_pressed(ui, &response) {
        response.request_focus();
    }
    ScrollArea::vertical().id_salt(name).animated(false).auto_shrink(false).show(ui, |ui| {
        // Room for the bar of the scroll area, which lies over its contents.
        ui.set_width(ui.available_width() - space::SMALL);
        if response.has_focus() {
            by_key(ui, id, area.height());
        }
        add(ui);
    });
    if response.has_focus() {
        row_background::ring(ui, area.expand(space::TIGHT));
    }
}

/// Whether the page is clicked, and nothing in it takes the keyboard.
fn is_pressed(ui: &Ui, response: &Response) -> bool {
    response.contains_pointer()
        && ui.input(|input| input.pointer.button_pressed(PointerButton::Primary))
        && ui.memory(|memory| memory.focused().is_none())
}

fn by_key(ui: &Ui, id: Id, height: f32) {
    let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    let page = (height - STEP).max(STEP);
    for (key, by) in [
        (Key::ArrowDown, STEP),
        (Key::ArrowUp, -STEP),
        (Key::PageDown, page),
        (Key::PageUp, -page),
        (Key::Home, -WHOLE),
        (Key::End, WHOLE),
    ] {
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            ui.scroll_with_delta(vec2(0.0, -by));
        }
    }
}
