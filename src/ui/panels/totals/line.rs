//! One line of the table: a total, or what it unfolds to.

use eframe::egui::{
    Align2, Color32, FontId, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::columns::{Columns, SIGN};
use super::model::{Column, Line, Model, Row, ScopeRelation};
use super::{LINE, RemainderEntry};
use crate::ui::panels::inspector::words::verdict;
use crate::ui::theme::{self, Palette, size, space};
use crate::ui::widgets::table::{Stop, cut};
use crate::ui::widgets::{icon, one_line, signed};
use tollbook_core::analysis::totals::{Verdict, words};
use tollbook_core::analysis::wording::{counted, sentence};
use tollbook_core::model::{AnnotationId, IncidentId};
use tollbook_state::Workspace;

/// The label of a control, by which tests find it.
pub const UNFOLD: &str = "Unfold";

/// The label of a control, by which tests find it.
pub const PUT_BACK: &str = "Put back";

/// How far what a total unfolds to is indented.
const INDENT: f32 = SIGN + 20.0;

pub(super) fn show(
    ui: &mut Ui,
    open: &Workspace,
    columns: &Columns,
    model: &Model,
    line: &Line,
    stop: Stop,
    wishes: &mut Vec<RemainderEntry>,
) -> Response {
    let rect = stop.rect;
    match line {
        Line::Total(n, _) => match model.row(*n) {
            Some(row) => total(ui, open, columns, (row, model.open.contains(&row.id)), stop, wishes),
            None => stop.interact(ui),
        },
        Line::Group(_, relation, n) => {
            let response = stop.interact(ui);
            let (name, tip) = group(*relation, *n);
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
            stop.paint(ui, &response, false);
            let at = pos2(rect.left() + INDENT, rect.center().y);
            let font = FontId::new(size::SMALL, theme::semibold());
            ui.painter().text(at, Align2::LEFT_CENTER, name, font, Palette::for_ui(ui).weak_text);
            response.on_hover_text(tip)
        }
        Line::Between(_, between) => {
            let words = words::between(between);
            let response = sentence_below(ui, stop, &words, Palette::for_ui(ui).text);
            let response = response.on_hover_text("Show the words of the earlier total.");
            if response.clicked() {
                wishes.push(RemainderEntry::Passage(between.earlier));
            }
            response
        }
        Line::Remainder(total, figure, between) => {
            let of = if between.is_some() { "missing between them" } else { "people not recorded here" };
            let words = format!("Record the {figure} {of} as an incident…");
            let response = sentence_below(ui, stop, &words, Palette::for_ui(ui).accent);
            if response.clicked() {
                wishes.push(RemainderEntry::Record(*total, *figure, between.clone()));
            }
            response.on_hover_text("A total never does this by itself. The figure would be the coder's own.")
        }
        Line::Incident(total, incident, relation) => {
            self::incident(ui, open, columns, (*total, *incident, *relation), stop, wishes)
        }
    }
}

fn group(relation: ScopeRelation, n: usize) -> (String, &'static str) {
    let incidents = counted(n, "incident");
    match relation {
        ScopeRelation::Inside => {
            (format!("Inside: {incidents}"), "Their first possible day and their place are in the scope.")
        }
        ScopeRelation::Perhaps => (
            format!("Perhaps inside: {incidents}"),
            "Their days cross an edge of the scope, or their country is not known: they make the counted figure a range.",
        ),
        ScopeRelation::Excluded => {
            (format!("Taken out: {incidents}"), "The coder has taken them out of this total.")
        }
    }
}

/// A sentence below a total.
fn sentence_below(ui: &Ui, stop: Stop, words: &str, colour: Color32) -> Response {
    let response = stop.interact(ui);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, words));
    stop.paint(ui, &response, false);
    let words_at = stop.rect.with_min_x(stop.rect.left() + INDENT);
    cut_at(ui, words_at, words, FontId::proportional(size::BODY), colour);
    response
}

/// Paints words, cut where they are too long.
fn cut_at(ui: &Ui, rect: Rect, words: &str, font: FontId, colour: Color32) {
    let galley = one_line(ui.painter(), words, font, colour, rect.width() - space::SMALL);
    ui.painter().galley(pos2(rect.left(), rect.center().y - galley.size().y / 2.0), galley, colour);
}

fn total(
    ui: &Ui,
    open: &Workspace,
    columns: &Columns,
    (row, is_open): (&Row, bool),
    stop: Stop,
    wishes: &mut Vec<RemainderEntry>,
) -> Response {
    let rect = stop.rect;
    let response = stop.interact(ui);
    let sign = Rect::from_min_size(rect.min, vec2(SIGN, LINE));
    let turn = ui.interact(sign, stop.id("turn"), Sense::CLICK);
    response.widget_info(|| {
        let spoken: Vec<String> = Column::ALL.iter().map(|&column| spoken(row, column)).collect();
        WidgetInfo::selected(Role::TreeItem, true, is_open, spoken.join(", "))
    });
    turn.widget_info(|| {
        let word = if is_open { "Fold" } else { UNFOLD };
        WidgetInfo::labeled(Role::Button, true, format!("{word} “{}”", row.quote))
    });
    stop.paint(ui, &response, open.selection.annotation == Some(row.id));
    let palette = Palette::for_ui(ui);
    let stroke = Stroke::new(1.4, if turn.hovered() { palette.text } else { palette.weak_text });
    if is_open {
        icon::chevron(ui.painter(), sign, stroke);
    } else {
        icon::chevron_right(ui.painter(), sign, stroke);
    }
    let pointer = response.hover_pos();
    let mut tip = None;
    for (column, at) in columns.of_row(rect) {
        let words = words_in(row, column.key);
        let colour = if column.key == Column::Verdict { verdict_colour(ui, row) } else { palette.text };
        cut(ui.painter(), at, &words, FontId::proportional(size::BODY), colour, column.align());
        if pointer.is_some_and(|pointer| at.contains(pointer)) {
            tip = Some(tooltip(row, column.key, &words));
        }
    }
    let response = match tip.filter(|tip| !tip.is_empty()) {
        Some(tip) => response.on_hover_text(tip),
        None => response,
    };
    if turn.on_hover_text(if is_open { "Fold" } else { "Show the incidents behind the figure" }).clicked() {
        response.request_focus();
        wishes.push(RemainderEntry::Turn(row.id));
    } else if response.clicked() {
        wishes.push(RemainderEntry::Passage(row.id));
    }
    response
}

fn tooltip(row: &Row, column: Column, words: &str) -> String {
    match column {
        Column::Verdict if !row.compared.definition_stated => {
            format!("{words}. It does not say what it counts; all causes are counted.")
        }
        Column::Words => format!("“{}”", row.quote),
        _ => words.to_owned(),
    }
}

/// What stands in a cell.
fn words_in(row: &Row, column: Column) -> String {
    let compared = &row.compared;
    let comparable = !matches!(compared.verdict, Verdict::NotComparable(_));
    match column {
        Column::AsOf => compared.as_of.map_or_else(String::new, |date| date.to_string()),
        Column::Article => row.article.clone(),
        Column::Words => row.quote.clone(),
        Column::Scope => row.scope.clone(),
        Column::Reported => compared.reported.to_string(),
        Column::Counted if comparable => compared.counted.to_string(),
        Column::Difference => compared.difference.map_or_else(String::new, signed),
        Column::Counted => String::new(),
        Column::Verdict => {
            let flag = if compared.definition_stated || !comparable { "" } else { " (not stated)" };
            format!("{}{flag}", sentence(&verdict(compared.verdict)))
        }
    }
}

fn spoken(row: &Row, column: Column) -> String {
    let words = words_in(row, column);
    match column {
        Column::Reported | Column::Counted | Column::Difference if !words.is_empty() => {
            format!("{} {words}", column.name().to_lowercase())
        }
        _ => words,
    }
}

fn verdict_colour(ui: &Ui, row: &Row) -> Color32 {
    let palette = Palette::for_ui(ui);
    match row.compared.verdict {
        Verdict::Agrees | Verdict::AgreesWithinRange => palette.good,
        Verdict::MoreReported(_) | Verdict::FewerReported(_) => palette.warning,
        Verdict::NotComparable(_) => palette.weak_text,
    }
}

/// How many of an incident's people are of the side and outcome that a total speaks of.
fn figure(open: &Workspace, total: AnnotationId, incident: IncidentId) -> String {
    let Some(claim) = open.project.claims.get(total) else { return String::new() };
    let view = open.answers.incident(incident);
    let mut people = view.into_iter().flat_map(|view| &view.estimates);
    let asked = people.find(|people| people.side == claim.side && Some(people.outcome) == claim.outcome);
    asked.map_or_else(String::new, |people| people.figures.to_string())
}

fn incident(
    ui: &Ui,
    open: &Workspace,
    columns: &Columns,
    (total, incident, relation): (AnnotationId, IncidentId, ScopeRelation),
    stop: Stop,
    wishes: &mut Vec<RemainderEntry>,
) -> Response {
    let rect = stop.rect;
    let response = stop.interact(ui);
    let sign = Rect::from_min_size(rect.min + vec2(INDENT - 6.0, 0.0), vec2(SIGN, LINE));
    let box_response = ui.interact(sign, stop.id("box"), Sense::CLICK);
    let title = open.answers.incident(incident).map_or("", |view| view.title.as_str());
    let counted = relation != ScopeRelation::Excluded;
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, open.can_edit(), counted, title));
    box_response.widget_info(|| {
        let word = if counted { "Take out" } else { PUT_BACK };
        WidgetInfo::labeled(Role::Button, open.can_edit(), format!("{word} {title}"))
    });
    stop.paint(ui, &response, open.selection.incident == Some(incident));
    let palette = Palette::for_ui(ui);
    let square = Rect::from_center_size(sign.center(), vec2(13.0, 13.0));
    let line = Stroke::new(1.0, if box_response.hovered() { palette.text } else { palette.weak_text });
    ui.painter().rect(square, 3.0, palette.text_background, line, StrokeKind::Inside);
    if counted {
        icon::tick(ui.painter(), square, Stroke::new(1.5, palette.text));
    }
    let colour = if counted { palette.text } else { palette.weak_text };
    let mut at = rect.with_min_x(sign.right() + space::TIGHT);
    if let Some(cell) = columns.cell(rect, Column::Counted) {
        let font = FontId::proportional(size::BODY);
        cut(ui.painter(), cell, &figure(open, total, incident), font, colour, Align2::RIGHT_CENTER);
        at.max.x = cell.left();
    }
    cut_at(ui, at, title, FontId::proportional(size::BODY), colour);
    let tip =
        if counted { "Take it out of this total (Space)." } else { "Put it back into this total (Space)." };
    if box_response.on_hover_text(tip).clicked() {
        response.request_focus();
        wishes.push(RemainderEntry::Exclude(total, incident, counted));
    } else if response.clicked() {
        wishes.push(RemainderEntry::Incident(incident));
    }
    response
}
