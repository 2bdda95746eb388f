//! The keyboard in the table: arrows go from line to line, Right and Left unfold and fold, Enter goes to
//! the words, Space unfolds a total and takes an incident out or puts it back.

use eframe::egui::{EventFilter, Id, Key, Modifiers, Ui, scroll_area::ScrollAreaOutput};

use super::model::{Line, Model, ScopeRelation};
use super::{LINE, RemainderEntry};

/// How far the table is scrolled and how high it is, from the last frame.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    offset: f32,
    height: f32,
}

fn seen_id() -> Id {
    Id::unique("totals seen")
}

/// Takes the keys of the line that has the keyboard, as a rule the one that had it last.
pub(super) fn take(
    ui: &mut Ui,
    model: &Model,
    at: Option<usize>,
    wanted: &mut Option<usize>,
    wishes: &mut Vec<RemainderEntry>,
) {
    let lines = model.lines();
    let focused = ui.memory(|memory| memory.focused());
    let Some(at) = at.filter(|at| lines.get(*at).map(super::id) == focused && focused.is_some()) else {
        return;
    };
    let last = lines.len() - 1;
    let page = ui.data(|data| data.get_temp::<Seen>(seen_id()).unwrap_or_default().height / LINE) as usize;
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let to = [
        (Key::ArrowDown, at + 1),
        (Key::ArrowUp, at.saturating_sub(1)),
        (Key::PageDown, at + page.max(1)),
        (Key::PageUp, at.saturating_sub(page.max(1))),
        (Key::Home, 0),
        (Key::End, last),
    ];
    for (key, to) in to {
        if pressed(key) {
            *wanted = Some(to.min(last));
        }
    }
    let [enter, space, right, left] = [Key::Enter, Key::Space, Key::ArrowRight, Key::ArrowLeft].map(pressed);
    match &lines[at] {
        Line::Total(n, _) => {
            let Some(row) = model.row(*n) else { return };
            let is_open = model.open.contains(&row.id);
            if enter {
                wishes.push(RemainderEntry::Passage(row.id));
            }
            if space || (right && !is_open) || (left && is_open) {
                wishes.push(RemainderEntry::Turn(row.id));
            }
        }
        line => {
            if left {
                *wanted = lines[..at].iter().rposition(|line| matches!(line, Line::Total(..)));
            }
            match line {
                Line::Incident(_, incident, _) if enter => wishes.push(RemainderEntry::Incident(*incident)),
                Line::Incident(total, incident, standing) if space => {
                    wishes.push(RemainderEntry::Exclude(
                        *total,
                        *incident,
                        *standing != ScopeRelation::Excluded,
                    ));
                    // The line goes elsewhere; the next one takes its place.
                    *wanted = Some(at);
                }
                Line::Between(_, between) if enter => wishes.push(RemainderEntry::Passage(between.earlier)),
                Line::Remainder(total, figure, between) if enter || space => {
                    wishes.push(RemainderEntry::Record(*total, *figure, between.clone()));
                }
                _ => {}
            }
        }
    }
}

/// Keeps the arrow keys with the line that has the keyboard.
pub(super) fn lock(ui: &Ui, id: Id) {
    let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
}

/// How far the table is to be scrolled so that a line is in view.
pub(super) fn offset(ui: &Ui, line: usize) -> f32 {
    let Seen { offset, height } = ui.data(|data| data.get_temp(seen_id())).unwrap_or_default();
    let top = line as f32 * LINE;
    if top < offset {
        top
    } else if top + LINE > offset + height {
        top + LINE - height
    } else {
        offset
    }
}

/// Notes how far the table is scrolled.
pub(super) fn note<R>(ui: &Ui, shown: &ScrollAreaOutput<R>) {
    let seen = Seen { offset: shown.state.clamped_offset().y, height: shown.inner_rect.height() };
    ui.data_mut(|data| data.insert_temp(seen_id(), seen));
}
