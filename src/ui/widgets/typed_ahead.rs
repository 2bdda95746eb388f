//! Keys that come faster than frames. A frame may bring several keys and clicks, and the toolkit hands all of
//! them to what has the keyboard as it begins; but what a key does may depend on the one before it: on the
//! selection that it made, or on where it sent the keyboard. So a frame gets one of them, and the others wait.

use eframe::egui::{Context, Event, Plugin, RawInput};

/// The events that wait for a frame.
#[derive(Debug, Default)]
struct Waiting {
    events: Vec<Event>,
    /// Whether the next frame gets no key, since the keyboard is on its way to another widget.
    holds: bool,
}

impl Plugin for Waiting {
    fn debug_name(&self) -> &'static str {
        "keys typed ahead"
    }

    fn input_hook(&mut self, context: &Context, input: &mut RawInput) {
        let holds = std::mem::take(&mut self.holds);
        let mut events = std::mem::take(&mut self.events);
        events.append(&mut input.events);
        let end = if holds {
            events.iter().position(is_key).unwrap_or(events.len())
        } else {
            end_of_frame(&events, context.text_edit_focused())
        };
        self.events = events.split_off(end);
        if !self.events.is_empty() {
            context.request_repaint();
        }
        input.events = events;
    }
}

/// Has every frame of a window get one key or click.
pub fn install(context: &Context) {
    drop(context.plugin_or_default::<Waiting>());
}

/// Has keys wait for another frame: the keyboard is on its way to another widget.
pub fn hold(context: &Context) {
    context.plugin_or_default::<Waiting>().lock().holds = true;
    context.request_repaint();
}

/// Puts off the keys among this frame's events: they are for a widget that has the keyboard in the next.
pub fn put_off(context: &Context) {
    let late: Vec<Event> = context.input_mut(|input| {
        let (late, now) = std::mem::take(&mut input.events).into_iter().partition(is_key);
        input.events = now;
        late
    });
    if !late.is_empty() {
        context.plugin_or_default::<Waiting>().lock().events.splice(0..0, late);
        context.request_repaint();
    }
}

/// How many of the events a frame gets: up to the second key or click. Letters typed into a field and the
/// repetitions of a key that is held down come together.
fn end_of_frame(events: &[Event], in_field: bool) -> usize {
    // The key or click that the frame has, and whether it only types a letter.
    let mut before: Option<(&Event, bool)> = None;
    for (at, event) in events.iter().enumerate() {
        let letter = is_letter(events, at);
        let waits = before.is_some_and(|(before, was_letter)| match event {
            Event::Key { pressed: true, repeat: true, .. } => !is_press_of_same_key(before, event),
            // The text of the key before it.
            Event::Text(_) if matches!(events[at - 1], Event::Key { pressed: true, .. }) => false,
            Event::PointerMoved(_) => matches!(before, Event::PointerButton { .. }),
            event if letter => is_key(event) && !(in_field && was_letter),
            event => is_key(event) || matches!(event, Event::PointerButton { .. }),
        });
        if waits {
            return at;
        }
        if is_key(event) || matches!(event, Event::PointerButton { .. }) {
            before = Some((event, letter));
        }
    }
    events.len()
}

/// Whether the key or text at a place only types a letter.
fn is_letter(events: &[Event], at: usize) -> bool {
    match &events[at] {
        Event::Text(_) => true,
        Event::Key { pressed: true, .. } => matches!(events.get(at + 1), Some(Event::Text(_))),
        _ => false,
    }
}

fn is_press_of_same_key(before: &Event, event: &Event) -> bool {
    matches!((before, event), (Event::Key { key: a, .. }, Event::Key { key: b, .. }) if a == b)
}

/// Whether an event is the press of a key, or what one types.
fn is_key(event: &Event) -> bool {
    matches!(
        event,
        Event::Key { pressed: true, .. } | Event::Text(_) | Event::Copy | Event::Cut | Event::Paste(_)
    )
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Key, Modifiers, PointerButton, Pos2};

    use super::*;

    fn key(key: Key, pressed: bool) -> Event {
        Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE }
    }

    fn stroke(of: Key) -> [Event; 2] {
        [key(of, true), key(of, false)]
    }

    fn letter(of: Key, text: &str) -> [Event; 3] {
        [key(of, true), Event::Text(text.to_owned()), key(of, false)]
    }

    fn button(pressed: bool) -> Event {
        let modifiers = Modifiers::NONE;
        Event::PointerButton { pos: Pos2::ZERO, button: PointerButton::Primary, pressed, modifiers }
    }

    /// How many events each frame gets.
    fn frames(mut events: Vec<Event>, in_field: bool) -> Vec<usize> {
        let mut frames = Vec::new();
        while !events.is_empty() {
            let end = end_of_frame(&events, in_field);
            assert!(end > 0, "a frame gets something");
            events.drain(..end);
            frames.push(end);
        }
        frames
    }

    #[test]
    fn a_frame_gets_one_key_with_its_text() {
        let keys = [&stroke(Key::ArrowRight)[..], &letter(Key::K, "k"), &stroke(Key::Enter)].concat();
        assert_eq!(frames(keys, false), [2, 3, 2]);
    }

    #[test]
    fn letters_typed_into_a_field_come_together_and_what_leaves_it_comes_alone() {
        let keys = [&letter(Key::A, "a")[..], &letter(Key::B, "b"), &stroke(Key::Tab), &letter(Key::C, "c")];
        assert_eq!(frames(keys.concat(), true), [6, 2, 3]);
    }

    #[test]
    fn a_key_after_a_click_waits_until_the_click_is_done() {
        let moved = Event::PointerMoved(Pos2::ZERO);
        let events =
            [&[button(true), moved.clone(), button(false)][..], &letter(Key::K, "k"), &[button(true)]];
        assert_eq!(frames(events.concat(), false), [1, 2, 3, 1]);
    }

    #[test]
    fn a_key_that_is_held_down_does_not_run_on_after_it_is_let_go() {
        let mut repeated = key(Key::ArrowDown, true);
        if let Event::Key { repeat, .. } = &mut repeated {
            *repeat = true;
        }
        let events = vec![key(Key::ArrowDown, true), repeated.clone(), repeated];
        assert_eq!(frames(events, false), [3]);
    }
}
