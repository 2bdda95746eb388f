//! Who changed what when: a table of edits, what the selected one changed, and the ways from it to the project as it
//! was then and to what has changed since.

pub mod changes;
mod details;
mod filter;

use eframe::egui::{Align2, FontId, Key, Modifiers, Role, Ui, UiBuilder, WidgetInfo};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::ui::theme::{self, Palette, size, space};
use crate::ui::widgets::table::{self, Columns, Rows, Spec, Stop, cut};
use tollbook_core::model::HistoryEntry;
use tollbook_state::{Action, AppState, HistoryAction, Workspace};

/// The table's name for those who hear it.
pub const NAME: &str = "History";

/// How high a row is.
const ROW: f32 = 22.0;
/// How wide the part is that tells what the selected edit changed, as a share of the panel.
const DETAILS: f32 = 0.46;

/// What the panel keeps from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    rows: Rows,
    day: filter::DayField,
}

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    When,
    Who,
    What,
}

/// Shows the panel.
pub fn show(ui: &mut Ui, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let Some(open) = &state.workspace else { return };
    let view = &open.past_edits;
    filter::show(ui, open, &mut local.day, actions);
    ui.add_space(space::TIGHT);
    if let Some(why) = &view.failed {
        ui.label(eframe::egui::RichText::new(why).color(Palette::for_ui(ui).error));
        return;
    }
    if view.shown.is_empty() {
        let text = if view.is_under_way() {
            "Reading the history…"
        } else if view.entries.is_empty() {
            "Nothing has been changed yet. Every edit will be listed here with who made it and when."
        } else {
            "No edit passes the filters."
        };
        ui.label(theme::remark(ui, text));
        return;
    }
    let whole = ui.available_rect_before_wrap();
    let split = whole.left() + whole.width() * (1.0 - DETAILS);
    let left = whole.with_max_x(split - space::SMALL);
    let right = whole.with_min_x(split + space::SMALL);
    ui.painter().vline(split, whole.y_range(), (1.0, Palette::for_ui(ui).line));
    ui.scope_builder(UiBuilder::new().max_rect(left), |ui| edits(ui, state, open, local, actions));
    ui.scope_builder(UiBuilder::new().max_rect(right), |ui| details::show(ui, open, actions));
    ui.advance_cursor_after_rect(whole);
}

fn edits(ui: &mut Ui, state: &AppState, open: &Workspace, local: &mut State, actions: &mut Vec<Action>) {
    let view = &open.past_edits;
    ui.spacing_mut().item_spacing.y = 0.0;
    let columns = Columns::for_width(
        "history",
        vec![
            table::Column::new(Column::When, "When", 130.0, 0.0).unsorted(),
            table::Column::new(Column::Who, "Who", 76.0, 0.2).unsorted(),
            table::Column::new(Column::What, "What", 120.0, 0.8).unsorted(),
        ],
        (0.0, ui.available_width()),
        &state.preferences.column_widths,
    );
    columns.headings(ui, None, actions);
    let rows = &mut local.rows;
    let mut wanted = rows.moved(ui, view.shown.len(), ROW).map(|(to, _)| to);
    if rows.pressed(ui, Modifiers::NONE, Key::Enter) {
        wanted = Some(rows.cursor());
    }
    if let Some(to) = wanted {
        rows.go_to(to);
        rows.take_focus(1);
        actions.extend(view.shown.get(to).map(|n| select(&view.entries[*n])));
    }
    let spec = Spec { name: NAME, count: view.shown.len(), height: ROW, width: columns.width() };
    rows.show(ui, spec, |ui, stop| {
        let Some(entry) = view.shown.get(stop.number).and_then(|n| view.entries.get(*n)) else { return };
        row(ui, open, &columns, entry, stop, actions);
    });
}

fn select(entry: &HistoryEntry) -> Action {
    Action::History(HistoryAction::Select(entry.seq))
}

fn row(
    ui: &Ui,
    open: &Workspace,
    columns: &Columns<Column>,
    entry: &HistoryEntry,
    stop: Stop,
    actions: &mut Vec<Action>,
) {
    let response = stop.interact(ui);
    let is_selected = open.past_edits.selected == Some(entry.seq);
    let (when, who) = (moment(entry.at), coder_name(open, entry));
    let what = what(open, entry);
    response
        .widget_info(|| WidgetInfo::selected(Role::Row, true, is_selected, format!("{when}, {who}: {what}")));
    if response.clicked() {
        response.request_focus();
        actions.push(select(entry));
    }
    stop.paint(ui, &response, is_selected);
    let palette = Palette::for_ui(ui);
    let is_shown = open.past.as_ref().is_some_and(|past| past.seq == entry.seq);
    for (column, cell) in columns.of_row(stop.rect) {
        let (text, colour) = match column.key {
            Column::When => (when.as_str(), palette.weak_text),
            Column::Who => (who, palette.weak_text),
            Column::What => (what.as_str(), if is_shown { palette.accent } else { palette.text }),
        };
        let font = FontId::proportional(size::BODY);
        cut(ui.painter(), cell, text, font, colour, Align2::LEFT_CENTER);
    }
    if response.hovered() {
        response.on_hover_text(format!("{what}\n{who}, {when}"));
    }
}

/// Who made an edit; a coder whose first edit was undone is no longer in the project's list.
fn coder_name<'a>(open: &'a Workspace, entry: &HistoryEntry) -> &'a str {
    match open.present().entry_name(Some(entry.coder)) {
        "" => open.past_edits.coders.get(&entry.coder).map_or("", String::as_str),
        name => name,
    }
}

/// What an edit is called, with what it takes back.
fn what(open: &Workspace, entry: &HistoryEntry) -> String {
    let undone = entry.undoes.and_then(|edit| open.past_edits.number_of(edit));
    let undone = undone.and_then(|seq| open.past_edits.entry(seq));
    match undone {
        // An undo that is itself undone makes the edit again.
        Some(undone) if undone.undoes.is_some() => format!("Redo “{}”", entry.label),
        Some(undone) => format!("Undo “{}” of {}", entry.label, moment(undone.at)),
        None if entry.part_of.is_some() => format!("{} (merged)", entry.label),
        None => entry.label.clone(),
    }
}

/// A moment in local time, to the minute.
pub fn moment(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// The banner over the workbench while the past is shown, with the way back.
pub fn banner(ui: &mut Ui, open: &Workspace, actions: &mut Vec<Action>) {
    let Some(past) = &open.past else { return };
    let palette = Palette::for_ui(ui);
    let frame = eframe::egui::Frame::new()
        .fill(palette.accent_fill)
        .inner_margin(eframe::egui::Margin::symmetric(10, 5));
    eframe::egui::Panel::top("past").frame(frame).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.label(theme::strong(format!("The project as it was on {}", moment(past.at))));
            ui.label(format!("after “{}”. Nothing can be changed here.", past.label));
            if ui.button(BACK).clicked() {
                actions.push(Action::History(HistoryAction::BackToPresent));
            }
        });
    });
}

/// Leads back to the present.
pub const BACK: &str = "Back to the present";

#[cfg(test)]
mod tests;
