//! Keys that are typed ahead: what was pressed after a key that moves the keyboard waits for the next
//! frame, and is for whoever then has it.
//!
//! A frame may bring several keys, and the toolkit hands all of them to what has the keyboard as it begins.

use eframe::egui::{Context, Event, Key, Plugin, RawInput};

/// The keys that wait.
#[derive(Debug, Default)]
struct Waiting(Vec<Event>);

impl Plugin for Waiting {
    fn debug_name(&self) -> &'static str {
        "keys typed ahead"
    }

    fn input_hook(&mut self, _: &Context, input: &mut RawInput) {
        input.events.splice(0..0, self.0.drain(..));
    }
}

/// Puts off the keys among this frame's events, from the event at `from`.
pub fn put_off(context: &Context, from: usize) {
    let late: Vec<Event> = context.input_mut(|input| {
        let from = from.min(input.events.len());
        let (late, now) = input.events.split_off(from).into_iter().partition(is_typed);
        input.events.extend::<Vec<Event>>(now);
        late
    });
    if !late.is_empty() {
        context.plugin_or_default::<Waiting>().lock().0.extend(late);
        context.request_repaint();
    }
}

/// Whether an event is a key's. Tab is not put off: the toolkit has moved the keyboard for it already.
fn is_typed(event: &Event) -> bool {
    match event {
        Event::Key { key, .. } => *key != Key::Tab,
        Event::Text(_) | Event::Copy | Event::Cut | Event::Paste(_) => true,
        _ => false,
    }
}
