//! Recording what a total says beyond what is counted, as an incident of its own: a total never does it
//! by itself (docs/counting-rules.md).

use crate::ui::widgets::labels::CANCEL;
use eframe::egui::{Button, Context};

use crate::ui::panels::inspector::{cell, words};
use crate::ui::theme::space;
use crate::ui::widgets::choose::{self, Choice, Look};
use crate::ui::widgets::field::Edit;
use crate::ui::widgets::{catalogue, centred, pending_text, room, row, typed};
use tollbook_core::analysis::totals::Comparison;
use tollbook_core::analysis::totals::between::Between;
use tollbook_core::model::{AnnotationId, Claim, DateRange, OperationId, Precision};
use tollbook_state::TotalAction;
use tollbook_state::update::totals::hostile_of;
use tollbook_state::{Action, Remainder, Workspace};

/// The label of a control, by which tests find it.
pub const RECORD: &str = "Record";

/// The incident while it is being written.
#[derive(Clone, Debug)]
pub struct RemainderEntry {
    total: AnnotationId,
    figure: u64,
    date: Option<DateRange>,
    operation: Option<OperationId>,
    reason: String,
    /// Whether the window is still to get the keyboard.
    fresh: bool,
}

impl RemainderEntry {
    /// What is proposed for `figure` people who are missing from a total, or between it and an earlier
    /// one.
    pub fn propose(
        open: &Workspace,
        compared: &Comparison,
        figure: u64,
        between: Option<&Between>,
    ) -> Option<Self> {
        let total = compared.annotation;
        let claim = open.project.claims.get(total)?;
        let operation = match claim.operations.as_slice() {
            [one] => Some(*one),
            _ => None,
        };
        let title = open.title(open.project.annotations.get(total)?.article);
        let as_of = compared.as_of.map_or_else(String::new, |date| format!(" as of {date}"));
        let reason = match between {
            Some(between) => format!(
                "“{title}” reports {} more{as_of} than were reported as of {}; {figure} of them are in no article.",
                between.more_reported, between.since
            ),
            None => format!(
                "“{title}” reports {}{as_of}; {} are counted in the same scope.",
                compared.reported, compared.counted
            ),
        };
        let date = dates(open, claim, compared, between);
        Some(Self { total, figure, date, operation, reason, fresh: true })
    }
}

/// The days between which the people died: from the earlier total, or the total's own beginning, until
/// it held.
fn dates(
    open: &Workspace,
    claim: &Claim,
    compared: &Comparison,
    between: Option<&Between>,
) -> Option<DateRange> {
    let last = compared.as_of?.first();
    let begins = || claim.operations.iter().filter_map(|&id| open.project.operations.get(id)?.begins).min();
    let first = match between {
        Some(between) => between.since.last().tomorrow().ok(),
        None => claim.scope_from.max(begins()),
    }?;
    let precision = if first == last { Precision::Day } else { Precision::Range };
    DateRange::new(first.min(last), last, precision)
}

/// The name of the form among the project's.
fn form_key(total: AnnotationId) -> String {
    format!("remainder of {total}")
}

/// Shows the window while there is a wish.
pub fn show(
    context: &Context,
    open: &Workspace,
    wish: &mut Option<RemainderEntry>,
    actions: &mut Vec<Action>,
) {
    let Some(current) = wish else { return };
    let Some(claim) = open.project.claims.get(current.total) else {
        *wish = None;
        return;
    };
    let mut shown = !catalogue::escaped(context);
    let mut done = false;
    centred(context, "Record the remainder as an incident")
        .open(&mut shown)
        .resizable(false)
        .default_width(room(context).x.min(440.0))
        .vscroll(true)
        .show(context, |ui| {
            row::remark(
                ui,
                "An incident is made with this figure, set by the coder, and with the total's words as evidence. It \
                 counts like any other; one undo takes it back.",
            );
            ui.add_space(space::SMALL);
            fields(ui, open, claim, current);
            ui.add_space(space::SMALL);
            let lacks = lacks(open, claim, current);
            if let Some(lacks) = lacks {
                row::remark(ui, lacks);
            }
            ui.horizontal(|ui| {
                if ui.add_enabled(lacks.is_none() && open.can_edit(), Button::new(RECORD)).clicked() {
                    let RemainderEntry { total, figure, date, operation, reason, .. } = current.clone();
                    let remainder = Remainder { total, figure, date, operation, reason };
                    actions.push(Action::Total(TotalAction::RecordRemainder(Box::new(remainder))));
                    done = true;
                }
                done |= ui.button(CANCEL).clicked();
            });
        });
    if done || !shown {
        pending_text::forget(context, &form_key(current.total));
        *wish = None;
    }
}

fn fields(ui: &mut eframe::egui::Ui, open: &Workspace, claim: &Claim, wish: &mut RemainderEntry) {
    let figure = row::row(ui, "How many", |ui| {
        if std::mem::take(&mut wish.fresh) {
            let field = ui.make_persistent_id("How many");
            ui.memory_mut(|memory| memory.request_focus(field));
        }
        let typed =
            typed::field(ui, "How many", "How many", &wish.figure.to_string(), Edit::default(), |text| {
                let text = text.trim();
                text.parse().map_err(|_| format!("“{text}” is no number of people; write one such as 3."))
            });
        if let Some(why) = &typed.wrong {
            row::error(ui, why);
        }
        typed
    });
    wish.figure = figure.value.unwrap_or(wish.figure);
    let date = row::row(ui, "When", |ui| {
        let shown = typed::show_date(wish.date);
        let hint = "Not set";
        let typed =
            typed::field(ui, "When", "When", &shown, Edit { hint, ..Edit::default() }, typed::read_date);
        if let Some(why) = &typed.wrong {
            row::error(ui, why);
        }
        if wish.date.is_some_and(|date| date.precision() != Precision::Day) {
            row::remark(
                ui,
                "It is listed as not drawn wherever these days are in several periods of the chart.",
            );
        }
        typed
    });
    wish.date = date.value.unwrap_or(wish.date);
    let operation = row::row(ui, "Operation", |ui| {
        let shown = open.project.operation_name(wish.operation);
        let width = ui.available_width();
        let look = Look { shown, hint: "Choose one", width, heading: false, disabled: false };
        choose::one(ui, "Remainder's operation", "Operation", look, &wish.operation, || {
            operations(open, claim)
        })
    });
    wish.operation = operation.unwrap_or(wish.operation);
    row::row(ui, "Reason", |ui| {
        pending_text::lines(
            ui,
            &form_key(wish.total),
            "Reason",
            "Why the coder records them",
            3,
            &mut wish.reason,
        );
        if let Some(hostile) = hostile_of(&open.project, claim) {
            let definition = open.project.entry_name(claim.definition);
            let hostile = words::hostile(hostile).to_lowercase();
            row::remark(ui, format!("Hostile is set to “{hostile}”, since the total counts “{definition}”."));
        }
    });
}

/// The operations of the total's scope, or every one where it names none.
fn operations(open: &Workspace, claim: &Claim) -> Vec<Choice<Option<OperationId>>> {
    let mut choices = cell::operations(open);
    choices.retain(|choice| {
        claim.operations.is_empty() || choice.value.is_some_and(|id| claim.operations.contains(&id))
    });
    choices
}

/// What is still to be said, if anything.
fn lacks(open: &Workspace, claim: &Claim, wish: &RemainderEntry) -> Option<&'static str> {
    let one_country = claim.scope_areas.is_empty() && claim.scope_countries.len() == 1;
    let needs_operation = !claim.operations.is_empty() || !one_country;
    if wish.figure == 0 {
        Some("A remainder is at least 1.")
    } else if wish.reason.trim().is_empty() {
        Some("Say why.")
    } else if needs_operation && wish.operation.is_none() && !open.project.operations.is_empty() {
        Some("Choose the operation under which they are to be counted: an incident has one.")
    } else {
        None
    }
}
