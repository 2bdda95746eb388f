//! Wherever the keyboard goes, it is seen: what has it is scrolled into view.

use eframe::egui::{Event, Id, Response, Ui, accesskit};

/// For how many frames what has the keyboard anew is followed: an area that scrolls settles before the
/// one that it lies in.
const FRAMES: u8 = 20;

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
    let left = match held {
        Some(_) if is_new && !clicked => FRAMES,
        _ if is_new => 0,
        _ => frames(ui).saturating_sub(1),
    };
    ui.data_mut(|data| data.insert_temp(frames_id(), left));
    // Again once what lies around has come to rest, and no more often: a row as high as its area has no
    // place in which it stays.
    let Some(held) = held.filter(|_| [FRAMES, FRAMES / 2].contains(&left)) else { return };
    if hidden(ui, held).is_some() {
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

/// Scrolls an area in which others scroll, and which has shown its contents in `ui`, to what has the
/// keyboard anew: they bring it into their own view alone.
pub fn around(ui: &Ui) {
    if frames(ui) == 0 {
        return;
    }
    let held = ui.memory(|memory| memory.focused());
    if let Some(response) = held.and_then(|held| hidden(ui, held))
        && ui.min_rect().contains_rect(response.rect)
    {
        ui.scroll_to_rect(response.rect, None);
        ui.ctx().request_repaint();
    }
}

/// What has the keyboard, where some of it is not seen and all of it could be.
fn hidden(ui: &Ui, held: Id) -> Option<Response> {
    let response = ui.ctx().read_response(held)?;
    let fits = response.rect.height() < ui.ctx().content_rect().height();
    (fits && !response.interact_rect.expand(0.5).contains_rect(response.rect)).then_some(response)
}

fn frames_id() -> Id {
    Id::unique("frames in which the keyboard is followed")
}

fn frames(ui: &Ui) -> u8 {
    ui.data(|data| data.get_temp(frames_id())).unwrap_or_default()
}
