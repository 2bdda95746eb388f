//! Which rows are wanted: words, and one chooser for each thing that can be asked.

use eframe::egui::{Button, Ui};

use super::columns::name;
use crate::ui::theme::space;
use crate::ui::widgets::choose::{self, Choice, Look};
use crate::ui::widgets::table;
use tollbook_core::analysis::codebook::tree;
use tollbook_core::analysis::table::{AnnotationFilter, Column};
use tollbook_core::analysis::wording::sentence;
use tollbook_core::model::{ClaimStatus, Kind, List, Outcome, ReadState};
use tollbook_state::action::{TableAction, TableFilter};
use tollbook_state::{Action, Workspace};

/// The label of a control, by which tests find it.
pub const CLEAR: &str = "Clear";

/// The label of a control, by which tests find it.
pub const FILTER_ANNOTATIONS: &str = "Filter annotations";

/// How wide a chooser is.
const CHOOSER: f32 = 98.0;

/// Shows the filters. `words` are those that are being typed.
pub(super) fn show(ui: &mut Ui, open: &Workspace, words: &mut String, actions: &mut Vec<Action>) {
    let question = &open.table.question;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::TIGHT;
        let mut asked = Vec::new();
        find(ui, words, &mut asked);
        choosers(ui, open, &question.wanted, &mut asked);
        let sorted = sort(ui, question.sort).filter(|column| *column != question.sort);
        let asked = asked.into_iter().map(TableAction::Filter).chain(sorted.map(TableAction::SortBy));
        actions.extend(asked.map(Action::Table));
        if question.wanted != AnnotationFilter::default()
            && ui.add(Button::new(CLEAR)).on_hover_text("Show every annotation").clicked()
        {
            words.clear();
            actions.push(Action::Table(TableAction::ClearFilters));
        }
    });
}

fn find(ui: &mut Ui, words: &mut String, asked: &mut Vec<TableFilter>) {
    let hint = "Words of quote, memo, article…";
    if table::filter(ui, FILTER_ANNOTATIONS, hint, words).changed() {
        asked.push(TableFilter::Words(words.clone()));
    }
}

fn sort(ui: &mut Ui, by: Column) -> Option<Column> {
    let shown = format!("By {by}");
    let look = Look { shown: &shown, hint: "", width: 130.0, heading: false, disabled: false };
    choose::one(ui, "sort", "Sorted by", look, &by, || {
        Column::ALL.iter().map(|&column| Choice::new(column, name(column))).collect()
    })
}

/// Lets one thing be asked, or nothing.
fn ask<T: Clone + PartialEq>(
    ui: &mut Ui,
    label: &str,
    asked: &Option<T>,
    options: impl FnOnce() -> Vec<(T, String)>,
    name: impl Fn(&T) -> String,
) -> Option<Option<T>> {
    let shown = asked.as_ref().map_or_else(String::new, name);
    let look = Look { shown: &shown, hint: label, width: CHOOSER, heading: false, disabled: false };
    choose::one(ui, label, &format!("Filter by {}", label.to_lowercase()), look, asked, || {
        let all = Choice::new(None, "All");
        let options = options().into_iter().map(|(value, name)| Choice::new(Some(value), name));
        std::iter::once(all).chain(options).collect()
    })
}

/// The words of a closed list, with one for a blank in front.
fn closed<T: Copy + std::fmt::Display>(values: &[T], blank: &str) -> Vec<(Option<T>, String)> {
    let values = values.iter().map(|value| (Some(*value), sentence(&value.to_string())));
    std::iter::once((None, blank.to_owned())).chain(values).collect()
}

fn shown<T: std::fmt::Display>(value: &Option<T>, blank: &str) -> String {
    value.as_ref().map_or_else(|| blank.to_owned(), |value| sentence(&value.to_string()))
}

fn choosers(ui: &mut Ui, open: &Workspace, wanted: &AnnotationFilter, asked: &mut Vec<TableFilter>) {
    let project = &open.project;
    let code_name = |id| project.codes.get(id).map_or_else(String::new, |code| code.name.clone());
    let codes = || {
        let tree = tree(project);
        tree.iter().map(|branch| (branch.id, "  ".repeat(branch.depth) + &code_name(branch.id))).collect()
    };
    asked.extend(ask(ui, "Code", &wanted.code, codes, |id| code_name(*id)).map(TableFilter::Code));
    let named = |name: &str, blank: &str| if name.is_empty() { blank.to_owned() } else { name.to_owned() };
    let operations = || {
        let all = project.operations.iter().map(|(id, operation)| (Some(id), operation.name.clone()));
        std::iter::once((None, "No operation".to_owned())).chain(all).collect()
    };
    asked.extend(
        ask(ui, "Operation", &wanted.operation, operations, |id| {
            named(project.operation_name(*id), "No operation")
        })
        .map(TableFilter::Operation),
    );
    let sides = || {
        let all = project.list(List::Side).map(|(id, side)| (Some(id), side.value.clone()));
        std::iter::once((None, "No side".to_owned())).chain(all).collect()
    };
    asked.extend(
        ask(ui, "Side", &wanted.side, sides, |id| named(project.entry_name(*id), "No side"))
            .map(TableFilter::Side),
    );
    let outcome = || closed(Outcome::ALL, "No outcome");
    asked.extend(
        ask(ui, "Outcome", &wanted.outcome, outcome, |value| shown(value, "No outcome"))
            .map(TableFilter::Outcome),
    );
    asked.extend(
        ask(ui, "Kind", &wanted.kind, || closed(Kind::ALL, "No claim"), |value| shown(value, "No claim"))
            .map(TableFilter::Kind),
    );
    let plain = |value: &dyn std::fmt::Display| sentence(&value.to_string());
    let statuses = || ClaimStatus::ALL.iter().map(|value| (*value, plain(value))).collect();
    asked.extend(ask(ui, "Status", &wanted.status, statuses, |value| plain(value)).map(TableFilter::Status));
    let coders = || project.list(List::Coder).map(|(id, coder)| (id, coder.value.clone())).collect();
    asked.extend(
        ask(ui, "Coder", &wanted.coder, coders, |id| project.entry_name(Some(*id)).to_owned())
            .map(TableFilter::Coder),
    );
    let states = || ReadState::ALL.iter().map(|value| (*value, plain(value))).collect();
    asked.extend(ask(ui, "Article is", &wanted.state, states, |value| plain(value)).map(TableFilter::State));
}
