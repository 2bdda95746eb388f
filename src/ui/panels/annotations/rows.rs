//! The rows in view, and the keyboard among them.

use eframe::egui::{Align2, FontId, Key, Modifiers, Rect, Role, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::State;
use super::columns::Columns;
use crate::ui::theme::{self, Palette, size, space};
use crate::ui::widgets::table::{Spec, Stop, cut};
use crate::ui::widgets::{icon, row_background, typed};
use tollbook_core::analysis::table::{Column, Line};
use tollbook_core::model::AnnotationId;
use tollbook_state::AnnotationAction;
use tollbook_state::Area;
use tollbook_state::{Action, Workspace};

/// How high a row is.
const ROW: f32 = 22.0;
/// For how many frames a newly shown article may take the keyboard for its text.
const FRAMES: u8 = 3;
/// The table's name for those who hear it.
pub const NAME: &str = "Annotations";

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
            "Filtering the annotations…"
        } else {
            "No annotation passes the filters."
        };
        ui.label(theme::remark(ui, text));
        return;
    }
    by_key(ui, &rows, local, actions);
    let spec = Spec { name: NAME, count: rows.len(), height: ROW, width: columns.width() };
    let mut table = std::mem::take(&mut local.rows);
    table.show(ui, spec, |ui, stop| {
        let Some(id) = rows.get(stop.number) else { return };
        show_row(ui, open, columns, (*id, stop), local, actions, &rows);
    });
    // What a click asked of the rows while they were shown.
    if local.rows.has_request() {
        table.take_focus(FRAMES);
        table.go_to(local.rows.cursor());
    }
    local.rows = table;
}

fn show_row(
    ui: &Ui,
    open: &Workspace,
    columns: &Columns,
    (id, stop): (AnnotationId, Stop),
    local: &mut State,
    actions: &mut Vec<Action>,
    rows: &[AnnotationId],
) {
    // A row whose annotation has just been removed goes with the next answer.
    let Some(line) = Line::from_annotation(&open.project, open.answers.views(), id) else { return };
    let response = stop.interact(ui);
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
        local.rows.go_to(stop.number);
    }
    stop.paint(ui, &response, is_picked);
    if open.selection.annotation == Some(id) {
        row_background::bar(ui, stop.rect);
    }
    paint(ui, columns, stop.rect, &line);
    if response.hovered() {
        let at = ui.ctx().pointer_hover_pos();
        let under = columns.of_row(stop.rect).find(|(_, cell)| at.is_some_and(|at| cell.contains(at)));
        if let Some((column, _)) = under {
            let text = line.text(column.key);
            if text.chars().count() > 6 {
                response.on_hover_text(text.as_ref());
            }
        }
    }
}

fn paint(ui: &Ui, columns: &Columns, rect: Rect, line: &Line<'_>) {
    let palette = Palette::for_ui(ui);
    let font = FontId::proportional(size::BODY);
    for (column, mut cell) in columns.of_row(rect) {
        let mut text = line.text(column.key);
        match column.key {
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
                icon::note(ui.painter(), sign, Stroke::new(1.1, palette.weak_text));
                cell.min.x += 15.0;
            }
            Column::Count => text = typed::with_signs(&text).into(),
            _ => {}
        }
        let colour = match column.key {
            Column::ArticleDate | Column::Article | Column::Memo => palette.weak_text,
            _ => palette.text,
        };
        cut(ui.painter(), cell, text.trim(), font.clone(), colour, Align2::LEFT_CENTER);
    }
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
    local.rows.take_focus(FRAMES);
    actions.push(Action::Annotation(AnnotationAction::Show(id)));
}

/// Shows the passage, and hands the keyboard to its text.
fn go_to_passage(id: AnnotationId, actions: &mut Vec<Action>) {
    actions.extend([Action::Annotation(AnnotationAction::Show(id)), Action::Focus(Area::Text)]);
}

/// What the keyboard asks while it is among the rows.
fn by_key(ui: &Ui, rows: &[AnnotationId], local: &mut State, actions: &mut Vec<Action>) {
    if local.rows.pressed(ui, Modifiers::COMMAND, Key::A) {
        local.picked.all(rows);
    }
    // Nothing is picked yet: the first arrow picks the row that has the keyboard.
    let is_first = local.picked.cursor().is_none();
    if let Some((to, held)) = local.rows.moved(ui, rows.len(), ROW) {
        let at = if is_first { local.rows.cursor().min(rows.len() - 1) } else { to };
        let to = rows[at];
        match held {
            Modifiers::SHIFT => local.picked.extend(rows, to),
            Modifiers::COMMAND => local.picked.go_to(to),
            _ => {
                local.picked.only(to);
                show_passage(to, local, actions);
            }
        }
        local.rows.go_to(at);
        local.rows.take_focus(1);
    }
    let Some(cursor) = local.picked.cursor() else { return };
    if local.rows.pressed(ui, Modifiers::NONE, Key::Space)
        || local.rows.pressed(ui, Modifiers::COMMAND, Key::Space)
    {
        local.picked.toggle(cursor);
    }
    if local.rows.pressed(ui, Modifiers::NONE, Key::Enter) {
        go_to_passage(cursor, actions);
    }
    if local.rows.pressed(ui, Modifiers::NONE, Key::Delete) {
        actions.push(Action::Annotation(AnnotationAction::RemoveAll(local.picked.in_order(rows))));
    }
}
