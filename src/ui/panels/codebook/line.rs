//! A code of the list: its colour, its key, its name, how often it is used, and a way to change it.
//!
//! One stop of Tab. With the keyboard there, the arrows go through the list and fold it, Alt with Right
//! and Left nests the code and takes it out, F2 shows its fields and Delete asks whether to remove it.

use eframe::egui::{
    Align2, CursorIcon, EventFilter, FontId, Id, Key, LayerId, Modifiers, Order, Popup, PopupCloseBehavior,
    Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::question::Question;
use super::{Row, State, colours};
use crate::ui::theme::{Palette, size, space};
use crate::ui::widgets::{icon, one_line};
use tollbook_core::analysis::codebook::stands_beneath;
use tollbook_core::analysis::usage::Uses;
use tollbook_core::analysis::wording::{counted, grouped};
use tollbook_core::model::{Code, CodeId};
use tollbook_state::{Action, CodeEdit, Workspace};
use tollbook_state::{AnnotationAction, CodeAction};

/// How high a row is.
const ROW: f32 = 26.0;
/// How far a code stands in from the one above it.
const INDENT: f32 = 14.0;
/// How wide a row has to be for its count in full words.
const WORDS: f32 = 290.0;

/// Shows the code at `place` of the rows that are shown.
pub(super) fn show(
    ui: &mut Ui,
    open: &Workspace,
    rows: &[Row],
    place: usize,
    (code, key): (&Code, &str),
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    let row = &rows[place];
    let id = row.branch.id;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let left = rect.left() + INDENT * row.branch.depth.min(6) as f32;
    let right = rect.right() - 26.0;
    let between = |from: f32, to: f32| Rect::from_min_max(pos2(from, rect.top()), pos2(to, rect.bottom()));
    let own = row_id(ui, id);
    if row.has_codes_beneath() {
        fold(ui, own, between(left, left + 16.0), id, code, local);
    }
    swatch(ui, own, between(left + 16.0, left + 38.0), id, code, open.can_edit(), actions);
    name(ui, open, rows, place, between(left + 38.0, right), (code, key), local, actions);
    change(ui, own, between(right, rect.right()), id, code, local);
}

fn row_id(ui: &Ui, id: CodeId) -> Id {
    ui.make_persistent_id(("code", id))
}

/// A sign that folds and unfolds what stands beneath a code; by keyboard the arrows do.
fn fold(ui: &Ui, own: Id, rect: Rect, id: CodeId, code: &Code, local: &mut State) {
    let response = ui.interact(rect, own.with("fold"), Sense::CLICK);
    let is_folded = local.folded.contains(&id);
    response.widget_info(|| {
        WidgetInfo::selected(Role::Button, true, !is_folded, format!("Codes beneath {}", code.name))
    });
    let palette = Palette::for_ui(ui);
    let stroke = Stroke::new(1.3, if response.hovered() { palette.text } else { palette.weak_text });
    if is_folded {
        icon::chevron_right(ui.painter(), rect, stroke);
    } else {
        icon::chevron(ui.painter(), rect, stroke);
    }
    let tip =
        if is_folded { "Show the codes beneath it (Right)" } else { "Hide the codes beneath it (Left)" };
    if response.on_hover_text(tip).clicked() && !local.folded.remove(&id) {
        local.folded.insert(id);
    }
}

/// The code's colour; a click offers others. By keyboard it is among the fields.
fn swatch(
    ui: &mut Ui,
    own: Id,
    rect: Rect,
    id: CodeId,
    code: &Code,
    can_edit: bool,
    actions: &mut Vec<Action>,
) {
    let sense = if can_edit { Sense::CLICK } else { Sense::hover() };
    let response = ui.interact(rect, own.with("colour"), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, can_edit, format!("Colour of {}", code.name)));
    let square = Rect::from_center_size(rect.center(), vec2(14.0, 14.0));
    colours::swatch(ui, square, code.colour, response.hovered() && can_edit);
    let response = if can_edit { response.on_hover_text("Choose another colour") } else { response };
    Popup::from_toggle_button_response(&response)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .gap(2.0)
        .show(|ui| {
            let chosen = colours::choose(ui, code.colour);
            actions.extend(chosen.map(|colour| Action::Code(CodeAction::Edit(id, CodeEdit::Colour(colour)))));
        });
}

/// A sign that shows the fields; by keyboard F2 does.
fn change(ui: &Ui, own: Id, rect: Rect, id: CodeId, code: &Code, local: &mut State) {
    let response = ui.interact(rect, own.with("change"), Sense::CLICK);
    let is_shown = local.editing == Some(id);
    response
        .widget_info(|| WidgetInfo::selected(Role::Button, true, is_shown, format!("Change {}", code.name)));
    let palette = Palette::for_ui(ui);
    let lit = response.hovered() || is_shown;
    if lit {
        ui.painter().rect_filled(rect, 4.0, palette.raised);
    }
    icon::pencil(ui.painter(), rect, Stroke::new(1.2, if lit { palette.text } else { palette.weak_text }));
    if response.on_hover_text("Change, merge or remove this code (F2)").clicked() {
        local.toggle(id);
    }
}

#[expect(clippy::too_many_arguments, reason = "the row, where it is, and what comes of it")]
fn name(
    ui: &mut Ui,
    open: &Workspace,
    rows: &[Row],
    place: usize,
    rect: Rect,
    (code, key): (&Code, &str),
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    let row = &rows[place];
    let id = row.branch.id;
    let sense = if open.can_edit() { Sense::click_and_drag() } else { Sense::click() };
    let response = ui.interact(rect, row_id(ui, id), sense);
    let (is_folded, uses) = (row.is_folded, row.shown);
    response.widget_info(|| {
        let beneath = row.branch.with_those_beneath.len() - 1;
        let name =
            if is_folded { format!("{} with {beneath} beneath", code.name) } else { code.name.clone() };
        WidgetInfo::labeled(Role::Button, true, format!("{name}, {}", in_words(uses)))
    });
    paint(ui, rect, &response, (&code.name, key), uses, is_folded);
    drag(ui, &response, id, code, actions);
    if response.has_focus() {
        by_key(ui, open, rows, place, local, actions);
    }
    let can_mark = open.can_edit() && open.selection.span.is_some();
    if response.clicked() {
        if can_mark {
            actions.push(Action::Annotation(AnnotationAction::AddWithCode(id)));
        } else {
            local.toggle(id);
        }
    }
    if !response.dragged() {
        response.on_hover_ui(|ui| tip(ui, code, uses, can_mark, is_folded));
    }
}

fn in_words(uses: Uses) -> String {
    let marks = counted(uses.marks, "annotation");
    if uses.marks == 0 { marks } else { format!("{marks} in {}", counted(uses.articles, "article")) }
}

fn tip(ui: &mut Ui, code: &Code, uses: Uses, can_mark: bool, is_folded: bool) {
    ui.set_max_width(300.0);
    if !code.description.is_empty() {
        ui.label(&code.description);
    }
    let with = if is_folded { ", with the codes beneath it" } else { "" };
    ui.label(format!("{}{with}.", in_words(uses)));
    let what = if can_mark {
        format!("Click to annotate the selection as {}.", code.name)
    } else {
        "Select words to annotate them with it. Drag it onto another code to put it under that one."
            .to_owned()
    };
    ui.label(crate::ui::theme::remark(ui, what));
}

fn paint(ui: &Ui, rect: Rect, response: &Response, (name, key): (&str, &str), uses: Uses, is_folded: bool) {
    let palette = Palette::for_ui(ui);
    let under_drag = response.dnd_hover_payload::<CodeId>().is_some();
    if response.hovered() || response.has_focus() || under_drag {
        let ring = response.has_focus() || under_drag;
        let stroke = if ring { ui.visuals().selection.stroke } else { Stroke::NONE };
        ui.painter().rect(rect, 4.0, palette.raised, stroke, StrokeKind::Inside);
    }
    let small = FontId::proportional(size::SMALL);
    if !key.is_empty() {
        let cap = Rect::from_center_size(pos2(rect.left() + 13.0, rect.center().y), vec2(18.0, 18.0));
        ui.painter().rect(
            cap,
            3.0,
            palette.text_background,
            Stroke::new(1.0, palette.weak_text),
            StrokeKind::Inside,
        );
        ui.painter().text(cap.center(), Align2::CENTER_CENTER, key, small.clone(), palette.text);
    }
    let sum = if is_folded { "Σ " } else { "" };
    let count = match uses.marks {
        0 => "0".to_owned(),
        marks if rect.width() < WORDS - 64.0 => format!("{sum}{}", grouped(marks as u64)),
        marks => format!("{sum}{} in {}", grouped(marks as u64), counted(uses.articles, "article")),
    };
    let at = pos2(rect.right() - space::TIGHT, rect.center().y);
    let count = ui.painter().text(at, Align2::RIGHT_CENTER, count, small, palette.weak_text);
    let left = rect.left() + 30.0;
    let font = FontId::proportional(size::BODY);
    let width = count.left() - left - space::SMALL;
    let galley = one_line(ui.painter(), name, font, palette.text, width);
    ui.painter().galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, palette.text);
}

/// A code that is dragged onto another goes beneath it.
fn drag(ui: &Ui, response: &Response, id: CodeId, code: &Code, actions: &mut Vec<Action>) {
    response.dnd_set_drag_payload(id);
    if response.dragged()
        && let Some(at) = ui.ctx().pointer_interact_pos()
    {
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
        carried(ui, at, &code.name);
    }
    if let Some(dragged) = response.dnd_release_payload::<CodeId>().filter(|dragged| **dragged != id) {
        actions.push(Action::Code(CodeAction::Edit(*dragged, CodeEdit::Parent(Some(id)))));
    }
}

/// The name of the code that is dragged, beside the pointer.
fn carried(ui: &Ui, at: Pos2, name: &str) {
    let palette = Palette::for_ui(ui);
    let painter = ui.ctx().layer_painter(LayerId::new(Order::Tooltip, Id::unique("carried code")));
    let font = FontId::proportional(size::BODY);
    let galley = painter.layout_no_wrap(name.to_owned(), font, palette.text);
    let rect = Rect::from_min_size(at + vec2(space::MEDIUM, 0.0), galley.size()).expand(space::TIGHT);
    painter.rect(rect, 4.0, palette.panel, ui.visuals().selection.stroke, StrokeKind::Inside);
    painter.galley(rect.min + vec2(space::TIGHT, space::TIGHT), galley, palette.text);
}

/// What the keyboard asks of the row that it is with.
fn by_key(
    ui: &Ui,
    open: &Workspace,
    rows: &[Row],
    place: usize,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    let row = &rows[place];
    let id = row.branch.id;
    let arrows = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(row_id(ui, id), arrows));
    let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let go_to = |place: usize| {
        if let Some(row) = rows.get(place) {
            ui.memory_mut(|memory| memory.request_focus(row_id(ui, row.branch.id)));
        }
    };
    let above = (0..place).rev().find(|&at| rows[at].branch.depth < row.branch.depth);
    if open.can_edit() {
        let parent = open.project.codes.get(id).and_then(|code| code.parent);
        if pressed(Modifiers::ALT, Key::ArrowRight)
            && let Some(sibling) = sibling_above(open, rows, place)
        {
            local.folded.remove(&sibling);
            actions.push(Action::Code(CodeAction::Edit(id, CodeEdit::Parent(Some(sibling)))));
        }
        if pressed(Modifiers::ALT, Key::ArrowLeft)
            && let Some(parent) = parent
        {
            let grand = open.project.codes.get(parent).and_then(|code| code.parent);
            actions.push(Action::Code(CodeAction::Edit(id, CodeEdit::Parent(grand))));
        }
        if pressed(Modifiers::NONE, Key::Delete) {
            local.ask(id, Question::Remove);
        }
    }
    if pressed(Modifiers::NONE, Key::F2) {
        local.toggle(id);
    }
    if pressed(Modifiers::NONE, Key::ArrowDown) {
        go_to(place + 1);
    }
    if pressed(Modifiers::NONE, Key::ArrowUp) {
        go_to(place.saturating_sub(1));
    }
    if pressed(Modifiers::NONE, Key::ArrowRight) && !local.folded.remove(&id) && row.has_codes_beneath() {
        go_to(place + 1);
    }
    if pressed(Modifiers::NONE, Key::ArrowLeft) {
        if row.has_codes_beneath() && local.folded.insert(id) {
            return;
        }
        if let Some(above) = above {
            go_to(above);
        }
    }
}

/// The nearest code above in the list that stands as deep: beneath it a code can be nested.
fn sibling_above(open: &Workspace, rows: &[Row], place: usize) -> Option<CodeId> {
    let row = &rows[place].branch;
    let before = rows[..place].iter().rev().map(|row| &row.branch);
    let sibling =
        before.take_while(|other| other.depth >= row.depth).find(|other| other.depth == row.depth)?;
    (!stands_beneath(&open.project, sibling.id, row.id)).then_some(sibling.id)
}
