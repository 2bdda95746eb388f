//! The rows in view, and the keyboard among them.

use eframe::egui::{
    Align2, EventFilter, FontId, Id, Key, Modifiers, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo,
    pos2, vec2,
};

use super::State;
use super::columns::{Columns, cut};
use crate::ui::theme::{self, Palette, size, space};
use crate::ui::widgets::{icon, row_background};
use tollbook_core::analysis::table::{Column, Line};
use tollbook_core::model::AnnotationId;
use tollbook_state::AnnotationAction;
use tollbook_state::Area;
use tollbook_state::{Action, Workspace};

/// How high a row is.
const ROW: f32 = 22.0;
/// For how many frames a newly shown article may take the keyboard for its text.
const FRAMES: u8 = 3;

/// Shows the rows.
pub(super) fn show(
    ui: &mut Ui,
    open: &Workspace,
    columns: &Columns,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    let rows = open.table.rows.clone();
    if rows.is_empty() {
        ui.add_space(space::SMALL);
        let text = if open.table.is_new() {
            "Looking through the annotations…"
        } else {
            "No annotation has all of this."
        };
        ui.label(theme::remark(ui, text));
        return;
    }
    // One stop of Tab for all rows; the arrows go through them.
    let area = ui.available_rect_before_wrap();
    let id = ui.make_persistent_id("rows");
    let response = ui.interact(area, id, Sense::focusable_noninteractive());
    if local.focus > 0 {
        local.focus -= 1;
        response.request_focus();
        ui.ctx().request_repaint();
    }
    if response.has_focus() {
        by_key(ui, id, &rows, (area.height() / ROW) as usize, local, actions);
    }
    response.widget_info(|| {
        let cursor = local.picked.cursor().and_then(|id| Line::of(&open.project, open.answers.views(), id));
        let mut info = WidgetInfo::labeled(Role::Table, true, "Annotations");
        info.current_text_value = cursor.map(|line| spoken(&line));
        info
    });

    let mut scroll = ScrollArea::vertical().id_salt("rows").auto_shrink(false);
    if std::mem::take(&mut local.reveal)
        && let Some(at) = local.picked.cursor().and_then(|id| rows.iter().position(|known| *known == id))
    {
        let (top, height) = (at as f32 * ROW, area.height());
        let offset = if top < local.scrolled {
            Some(top)
        } else {
            (top + ROW > local.scrolled + height).then_some(top + ROW - height)
        };
        if let Some(offset) = offset {
            scroll = scroll.vertical_scroll_offset(offset);
        }
    }
    let focused = response.has_focus();
    let output = scroll.show_rows(ui, ROW, rows.len(), |ui, range| {
        for &row in &rows[range] {
            show_row(ui, open, columns, row, focused, local, actions, &rows);
        }
    });
    local.scrolled = output.state.clamped_offset().y;
}

#[expect(clippy::too_many_arguments, reason = "the row, where it is, and what comes of it")]
fn show_row(
    ui: &mut Ui,
    open: &Workspace,
    columns: &Columns,
    id: AnnotationId,
    focused: bool,
    local: &mut State,
    actions: &mut Vec<Action>,
    rows: &[AnnotationId],
) {
    let (rect, _) = ui.allocate_exact_size(vec2(columns.width(), ROW), Sense::hover());
    // A row whose annotation has just been removed goes with the next answer.
    let Some(line) = Line::of(&open.project, open.answers.views(), id) else { return };
    let response = ui.interact(rect, ui.scope_id().with(id), Sense::CLICK);
    let is_picked = local.picked.contains(id);
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, is_picked, spoken(&line)));
    if response.double_clicked() {
        go_to_passage(id, actions);
    } else if response.clicked() {
        let held = ui.input(|input| input.modifiers);
        if held.shift {
            local.picked.extend(rows, id);
        } else if held.command {
            local.picked.toggle(id);
        } else {
            local.picked.only(id);
            show_passage(id, local, actions);
        }
        local.focus = local.focus.max(1);
    }
    row_background::show(ui, rect, is_picked, response.hovered());
    if open.selection.annotation == Some(id) {
        row_background::bar(ui, rect);
    }
    if focused && local.picked.cursor() == Some(id) {
        row_background::ring(ui, rect);
    }
    paint(ui, columns, rect, &line);
    if response.hovered() {
        let at = ui.ctx().pointer_hover_pos();
        let under = columns.of_row(rect).find(|(_, cell)| at.is_some_and(|at| cell.contains(at)));
        if let Some((column, _)) = under {
            let text = line.text(column);
            if text.chars().count() > 6 {
                response.on_hover_text(text.as_ref());
            }
        }
    }
}

fn paint(ui: &Ui, columns: &Columns, rect: Rect, line: &Line<'_>) {
    let palette = Palette::of(ui);
    let font = FontId::proportional(size::BODY);
    for (column, mut cell) in columns.of_row(rect) {
        let mut text = line.text(column);
        match column {
            Column::Code => {
                if let Some(code) = line.code {
                    let square =
                        Rect::from_center_size(pos2(cell.left() + 5.0, cell.center().y), vec2(10.0, 10.0));
                    ui.painter().rect_filled(square, 2.0, theme::drawn(code.colour, palette));
                }
                cell.min.x += 15.0;
            }
            Column::Memo if !text.trim().is_empty() => {
                let sign = Rect::from_center_size(pos2(cell.left() + 5.0, cell.center().y), vec2(12.0, 12.0));
                icon::note(ui.painter(), sign, Stroke::new(1.1, palette.soft));
                cell.min.x += 15.0;
            }
            Column::Count => text = short(&text).into(),
            _ => {}
        }
        let colour = match column {
            Column::ArticleDate | Column::Article | Column::Memo => palette.soft,
            _ => palette.ink,
        };
        cut(ui.painter(), cell, text.trim(), font.clone(), colour, Align2::LEFT_CENTER);
    }
}

/// A count with signs for words, so that it fits; the tooltip has the words.
fn short(count: &str) -> String {
    [("at least ", "≥ "), ("at most ", "≤ "), ("about ", "≈ ")]
        .iter()
        .fold(count.to_owned(), |count, (words, sign)| count.replace(words, sign))
}

/// A row as it is heard: what is known of it, the words first.
fn spoken(line: &Line<'_>) -> String {
    let quote = format!("“{}”", line.annotation.quote.trim());
    let others =
        Column::ALL.iter().filter(|column| **column != Column::Quote).map(|column| line.text(*column));
    let known = others.filter(|text| !text.trim().is_empty());
    std::iter::once(quote).chain(known.map(|text| text.trim().to_owned())).collect::<Vec<_>>().join(", ")
}

/// Shows the passage, and keeps the keyboard among the rows.
fn show_passage(id: AnnotationId, local: &mut State, actions: &mut Vec<Action>) {
    local.selected = Some(id);
    local.focus = FRAMES;
    actions.push(Action::Annotation(AnnotationAction::Show(id)));
}

/// Shows the passage, and hands the keyboard to its text.
fn go_to_passage(id: AnnotationId, actions: &mut Vec<Action>) {
    actions.extend([Action::Annotation(AnnotationAction::Show(id)), Action::Focus(Area::Text)]);
}

/// What the keyboard asks while it is among the rows.
fn by_key(ui: &Ui, id: Id, rows: &[AnnotationId], page: usize, local: &mut State, actions: &mut Vec<Action>) {
    let arrows = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::COMMAND, Key::A) {
        local.picked.all(rows);
    }
    let at = local.picked.cursor().and_then(|id| rows.iter().position(|known| *known == id));
    let last = rows.len() - 1;
    let page = page.saturating_sub(1).max(1);
    let target = |key: Key| match (key, at) {
        (Key::Home, _) => 0,
        (Key::End, _) => last,
        (_, None) => 0,
        (Key::ArrowUp, Some(at)) => at.saturating_sub(1),
        (Key::PageUp, Some(at)) => at.saturating_sub(page),
        (Key::PageDown, Some(at)) => (at + page).min(last),
        (_, Some(at)) => (at + 1).min(last),
    };
    for key in [Key::ArrowDown, Key::ArrowUp, Key::PageDown, Key::PageUp, Key::Home, Key::End] {
        // Most held first: a key without any would also match one with Shift.
        let held = [Modifiers::SHIFT, Modifiers::COMMAND, Modifiers::NONE]
            .into_iter()
            .find(|held| pressed(*held, key));
        let Some(held) = held else { continue };
        let to = rows[target(key)];
        match held {
            Modifiers::SHIFT => local.picked.extend(rows, to),
            Modifiers::COMMAND => local.picked.go_to(to),
            _ => {
                local.picked.only(to);
                show_passage(to, local, actions);
            }
        }
        local.reveal = true;
    }
    let Some(cursor) = local.picked.cursor() else { return };
    if pressed(Modifiers::NONE, Key::Space) || pressed(Modifiers::COMMAND, Key::Space) {
        local.picked.toggle(cursor);
    }
    if pressed(Modifiers::NONE, Key::Enter) {
        go_to_passage(cursor, actions);
    }
    if pressed(Modifiers::NONE, Key::Delete) {
        actions.push(Action::Annotation(AnnotationAction::RemoveAll(local.picked.in_order(rows))));
    }
}
