//! The keyboard in the table: arrows go from line to line, Right and Left unfold and fold, Enter goes to
//! the words, Space unfolds a total and takes an incident out or puts it back.

use eframe::egui::{Key, Modifiers, Ui};

use super::model::{Line, Model, ScopeRelation};
use super::{LINE, RemainderEntry};
use crate::ui::widgets::table::Rows;

/// Takes the keys of the line that has the keyboard.
pub(super) fn handle_keys(ui: &Ui, model: &Model, rows: &mut Rows, wishes: &mut Vec<RemainderEntry>) {
    let lines = model.lines();
    let mut wanted = rows.moved(ui, lines.len(), LINE).map(|(to, _)| to);
    let at = rows.cursor();
    let Some(line) = lines.get(at).filter(|_| rows.has_focus()) else { return };
    let pressed = |key| rows.pressed(ui, Modifiers::NONE, key);
    let [enter, space, right, left] = [Key::Enter, Key::Space, Key::ArrowRight, Key::ArrowLeft].map(pressed);
    match line {
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
                wanted = lines[..at].iter().rposition(|line| matches!(line, Line::Total(..)));
            }
            match line {
                Line::Incident(_, incident, _) if enter => wishes.push(RemainderEntry::Incident(*incident)),
                Line::Incident(total, incident, relation) if space => {
                    wishes.push(RemainderEntry::Exclude(
                        *total,
                        *incident,
                        *relation != ScopeRelation::Excluded,
                    ));
                    // The line goes elsewhere; the next one takes its place.
                    wanted = Some(at);
                }
                Line::Between(_, between) if enter => wishes.push(RemainderEntry::Passage(between.earlier)),
                Line::Remainder(total, figure, between) if enter || space => {
                    wishes.push(RemainderEntry::Record(*total, *figure, between.clone()));
                }
                _ => {}
            }
        }
    }
    if let Some(to) = wanted {
        rows.go_to(to);
        rows.take_focus(1);
    }
}
