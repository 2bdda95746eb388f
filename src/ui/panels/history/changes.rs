//! The window with what differs between two moments: bars of the chart and facts, before and after.

use std::sync::Arc;

use eframe::egui::{Align2, Context, FontId, Label, RichText, Role, TextEdit, Ui, WidgetInfo, vec2};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::moment;
use crate::ui::theme::{self, Palette, size, space};
use crate::ui::widgets::table::{self, Columns, Rows, Spec, cut};
use crate::ui::widgets::{at_bottom, room, takes_escape};
use tollbook_core::analysis::changes::ProjectChanges;
use tollbook_core::analysis::wording::sentence;
use tollbook_core::model::AnnotationId;
use tollbook_state::effect::Output;
use tollbook_state::past::ComparedMoments;
use tollbook_state::{Action, AnnotationAction, AppState, HistoryAction, PathPurpose, Workspace};

/// The name of the window.
pub const TITLE: &str = "What changed";
/// The label of a control, by which tests find it.
pub const FROM: &str = "From";
/// The label of a control, by which tests find it.
pub const TO: &str = "To";
/// Saves the table.
pub const SAVE: &str = "Save as CSV…";
/// The table's name for those who hear it.
pub const NAME: &str = "Changes";

/// How high a row is.
const ROW: f32 = 22.0;

/// What the window keeps from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    rows: Rows,
    from: MomentField,
    to: MomentField,
    /// The lines of the table, and of which comparison they are.
    lines: Vec<Line>,
    made_of: Option<Arc<ProjectChanges>>,
}

/// A moment that is typed.
#[derive(Debug, Default)]
struct MomentField {
    text: String,
    /// The edit of which the text was made.
    shown: Option<Option<i64>>,
    is_wrong: bool,
}

/// A line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    thing: String,
    subject: String,
    field: String,
    before: String,
    after: String,
    annotation: Option<AnnotationId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Thing,
    Subject,
    Field,
    Before,
    After,
}

/// Shows the window where two moments are compared.
pub fn show(context: &Context, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let Some(open) = &state.workspace else { return };
    let Some(compared) = &open.past_edits.compared else {
        *local = State::default();
        return;
    };
    let mut is_open = true;
    let size = vec2(860.0, 400.0).min(room(context));
    at_bottom(context, TITLE).open(&mut is_open).default_size(size).show(context, |ui| {
        moments(ui, open, compared, local, actions);
        ui.add_space(space::TIGHT);
        match &compared.changes {
            None => {
                ui.horizontal(|ui| {
                    ui.spinner();
                    ui.label("Comparing…");
                });
                ui.allocate_space(ui.available_size());
            }
            Some(Err(why)) => drop(ui.label(RichText::new(why).color(Palette::for_ui(ui).error))),
            Some(Ok(changes)) => {
                ui.horizontal(|ui| {
                    if ui.add_enabled(!changes.is_nothing(), eframe::egui::Button::new(SAVE)).clicked() {
                        actions.push(Action::AskPath(PathPurpose::Save(Output::Changes)));
                    }
                    ui.add(Label::new(sentence(&format!("{}.", differs(changes)))).wrap());
                });
                ui.add_space(space::TIGHT);
                list(ui, state, (open, changes), local, actions);
            }
        }
    });
    if !is_open || takes_escape(context) {
        actions.push(Action::History(HistoryAction::CloseComparison));
    }
}

fn differs(changes: &ProjectChanges) -> String {
    if changes.is_nothing() {
        return changes.summary();
    }
    let one = changes.facts.len() + changes.bars.len() == 1;
    format!("{} {}", changes.summary(), if one { "differs" } else { "differ" })
}

/// The two moments, which can be typed.
fn moments(
    ui: &mut Ui,
    open: &Workspace,
    compared: &ComparedMoments,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    ui.horizontal_wrapped(|ui| {
        let from = moment_field(ui, open, FROM, Some(compared.from), &mut local.from);
        let to = moment_field(ui, open, TO, compared.to, &mut local.to);
        if from.is_some() || to.is_some() {
            let from = from.flatten().unwrap_or(compared.from);
            let to = to.unwrap_or(compared.to);
            actions.push(Action::History(HistoryAction::Compare { from, to }));
        }
    });
    ui.label(theme::remark(
        ui,
        "A moment is a day (2026-11-29, until its end) or a day with a time (2026-11-29 14:30); blank is now.",
    ));
}

/// A field for a moment; gives the last edit until the one that was typed, `None` of it for now.
fn moment_field(
    ui: &mut Ui,
    open: &Workspace,
    label: &str,
    seq: Option<i64>,
    field: &mut MomentField,
) -> Option<Option<i64>> {
    if field.shown != Some(seq) {
        field.shown = Some(seq);
        field.is_wrong = false;
        field.text =
            seq.and_then(|seq| open.past_edits.entry(seq)).map_or_else(String::new, |entry| moment(entry.at));
    }
    ui.label(label);
    let hint = if label == FROM { "the beginning" } else { "now" };
    let mut edit = TextEdit::singleline(&mut field.text).hint_text(hint).desired_width(150.0);
    if field.is_wrong {
        edit = edit.text_color(Palette::for_ui(ui).error);
    }
    let response = ui.add(edit);
    response.widget_info(|| {
        let mut info = WidgetInfo::text_edit(true, &field.text, &field.text, label);
        info.label = Some(label.to_owned());
        info
    });
    let entered = response.lost_focus();
    if !entered {
        return None;
    }
    let typed = field.text.trim();
    let known = seq.and_then(|seq| open.past_edits.entry(seq)).map(|entry| moment(entry.at));
    if known.as_deref().unwrap_or_default() == typed {
        return None;
    }
    if typed.is_empty() {
        return Some(if label == FROM { Some(0) } else { None });
    }
    let at = typed_moment(typed);
    field.is_wrong = at.is_none();
    at.map(|at| Some(open.past_edits.last_until(at)))
}

/// A moment as it is typed, in local time: a day until its end, or a day with a time, of which the whole minute counts.
fn typed_moment(typed: &str) -> Option<Timestamp> {
    let local = |at: DateTime| at.to_zoned(TimeZone::system()).ok().map(|at| at.timestamp());
    if let Ok(day) = typed.parse::<Date>()
        && !typed.contains([' ', 'T'])
    {
        return local(day.at(23, 59, 59, 999_999_999));
    }
    let (day, time) = typed.split_once([' ', 'T'])?;
    let day: Date = day.trim().parse().ok()?;
    let (hour, minute) = time.trim().split_once(':')?;
    let (hour, minute): (i8, i8) = (hour.parse().ok()?, minute.parse().ok()?);
    let at = DateTime::new(day.year(), day.month(), day.day(), hour, minute, 59, 999_999_999).ok()?;
    local(at)
}

fn lines(changes: &ProjectChanges) -> Vec<Line> {
    let mut lines = Vec::new();
    for bar in &changes.bars {
        lines.push(Line {
            thing: "Bar of the chart".to_owned(),
            subject: bar.name.clone(),
            field: "count".to_owned(),
            before: bar.before.clone(),
            after: bar.after.clone(),
            annotation: None,
        });
    }
    for fact in &changes.facts {
        let annotation = matches!(fact.thing, "annotation" | "claim").then_some(AnnotationId(fact.row));
        let thing = format!("{} {}", sentence(fact.thing), fact.fate.as_str());
        let line = |field: &str, before: &str, after: &str| Line {
            thing: thing.clone(),
            subject: fact.subject.clone(),
            field: field.to_owned(),
            before: before.to_owned(),
            after: after.to_owned(),
            annotation,
        };
        if fact.fields.is_empty() {
            lines.push(line("", "", ""));
        }
        lines.extend(fact.fields.iter().map(|field| line(&field.field, &field.before, &field.after)));
    }
    lines
}

fn list(
    ui: &mut Ui,
    state: &AppState,
    (open, changes): (&Workspace, &Arc<ProjectChanges>),
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    if !local.made_of.as_ref().is_some_and(|known| Arc::ptr_eq(known, changes)) {
        (local.lines, local.made_of) = (lines(changes), Some(Arc::clone(changes)));
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let columns = Columns::for_width(
        "changes",
        vec![
            table::Column::new(Column::Thing, "What", 140.0, 0.0).unsorted(),
            table::Column::new(Column::Subject, "Which", 150.0, 0.5).unsorted(),
            table::Column::new(Column::Field, "Field", 96.0, 0.1).unsorted(),
            table::Column::new(Column::Before, "Before", 100.0, 0.2).unsorted(),
            table::Column::new(Column::After, "After", 100.0, 0.2).unsorted(),
        ],
        (0.0, ui.available_width()),
        &state.preferences.column_widths,
    );
    columns.headings(ui, None, actions);
    let spec = Spec { name: NAME, count: local.lines.len(), height: ROW, width: columns.width() };
    let State { rows, lines, .. } = local;
    if let Some((to, _)) = rows.moved(ui, lines.len(), ROW) {
        rows.go_to(to);
        rows.take_focus(1);
    }
    rows.show(ui, spec, |ui, stop| {
        let Some(line) = lines.get(stop.number) else { return };
        let response = stop.interact(ui);
        let Line { thing, subject, field, before, after, annotation } = line;
        let spoken = format!("{thing}: {subject}, {field}: {before} → {after}");
        response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &spoken));
        if response.clicked() {
            response.request_focus();
            let there = annotation.filter(|id| open.project.annotations.contains(*id));
            actions.extend(there.map(|id| Action::Annotation(AnnotationAction::Show(id))));
        }
        stop.paint(ui, &response, false);
        let palette = Palette::for_ui(ui);
        for (column, cell) in columns.of_row(stop.rect) {
            let (text, colour) = match column.key {
                Column::Thing => (thing, palette.weak_text),
                Column::Subject => (subject, palette.text),
                Column::Field => (field, palette.weak_text),
                Column::Before => (before, palette.weak_text),
                Column::After => (after, palette.text),
            };
            let font = FontId::proportional(size::BODY);
            cut(ui.painter(), cell, text, font, colour, Align2::LEFT_CENTER);
        }
        if response.hovered() {
            response.on_hover_text(spoken);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_day_until_its_end_or_a_minute() {
        let day = typed_moment("2026-11-29").unwrap();
        let minute = typed_moment("2026-11-29 14:30").unwrap();
        assert!(minute < day);
        assert_eq!(moment(minute), "2026-11-29 14:30");
        assert_eq!(moment(day), "2026-11-29 23:59");
        for wrong in ["", "now", "2026-11-31", "2026-11-29 25:00", "2026-11-29 14"] {
            assert_eq!(typed_moment(wrong), None, "{wrong}");
        }
    }
}
