//! Wherever the keyboard goes, it is seen: what has it is scrolled into view.

use eframe::egui::{Event, Id, Ui, accesskit};

/// Where the keyboard was in the last frame.
#[derive(Debug, Default)]
pub struct State {
    held: Option<Id>,
    /// Whether the mouse was used.
    clicked: bool,
}

/// Scrolls to what has the keyboard now, where any of it is hidden. Called before anything is shown.
pub fn show(ui: &Ui, local: &mut State) {
    let held = ui.memory(|memory| memory.focused());
    let is_new = std::mem::replace(&mut local.held, held) != held;
    let clicked = std::mem::replace(&mut local.clicked, ui.input(|input| input.pointer.any_click()));
    let Some(held) = held.filter(|_| is_new && !clicked) else { return };
    let Some(response) = ui.ctx().read_response(held) else { return };
    let (whole, seen) = (response.rect, response.interact_rect);
    let fits = whole.height() < ui.ctx().content_rect().height();
    if fits && !seen.expand(0.5).contains_rect(whole) {
        // Every scroll area answers what a screen reader would ask.
        let request = accesskit::ActionRequest {
            action: accesskit::Action::ScrollIntoView,
            target_tree: accesskit::TreeId::ROOT,
            target_node: held.accesskit_id(),
            data: None,
        };
        ui.input_mut(|input| input.events.push(Event::AccessKitActionRequest(request)));
    }
}
