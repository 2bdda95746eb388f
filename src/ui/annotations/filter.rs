//! Which rows are wanted: words, and one chooser for each thing that can be asked.

use eframe::egui::{Button, TextEdit, Ui, WidgetInfo};

use super::columns::{name, sorted_by};
use crate::ui::theme::space;
use crate::ui::widget::choose::{self, Choice, Look};
use tollbook_core::analysis::codebook::tree;
use tollbook_core::analysis::table::{AnnotationFilter, Column};
use tollbook_core::analysis::wording::sentence;
use tollbook_core::model::{ClaimStatus, Kind, List, Outcome, ReadState};
use tollbook_state::{Action, Workspace};

/// How wide a chooser is.
const CHOOSER: f32 = 98.0;

/// Shows the filters. `words` are those that are being typed.
pub(super) fn show(ui: &mut Ui, open: &Workspace, words: &mut String, actions: &mut Vec<Action>) {
    let question = &open.table.question;
    let mut wanted = question.wanted.clone();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::TIGHT;
        find(ui, words, &mut wanted);
        choosers(ui, open, &mut wanted);
        let sorted = sort(ui, question.sort).map(|column| sorted_by(question, column));
        actions.extend(sorted.map(|question| Action::AskTable(Box::new(question))));
        if wanted != AnnotationFilter::default()
            && ui.add(Button::new("Clear")).on_hover_text("Show every annotation").clicked()
        {
            words.clear();
            wanted = AnnotationFilter::default();
        }
    });
    if wanted != question.wanted {
        let question = tollbook_core::analysis::table::Question { wanted, ..question.clone() };
        actions.push(Action::AskTable(Box::new(question)));
    }
}

fn find(ui: &mut Ui, words: &mut String, wanted: &mut AnnotationFilter) {
    let hint = "Words of quote, memo, article…";
    let response = ui.add(TextEdit::singleline(words).hint_text(hint).desired_width(190.0));
    response.widget_info(|| {
        let mut info = WidgetInfo::text_edit(true, &*words, &*words, hint);
        info.label = Some("Filter annotations".to_owned());
        info
    });
    if response.changed() {
        wanted.words.clone_from(words);
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
    asked: &mut Option<T>,
    options: impl FnOnce() -> Vec<(T, String)>,
    name: impl Fn(&T) -> String,
) {
    let shown = asked.as_ref().map_or_else(String::new, name);
    let look = Look { shown: &shown, hint: label, width: CHOOSER, heading: false, disabled: false };
    let chosen = choose::one(ui, label, &format!("Filter by {}", label.to_lowercase()), look, asked, || {
        let all = Choice::new(None, "All");
        let options = options().into_iter().map(|(value, name)| Choice::new(Some(value), name));
        std::iter::once(all).chain(options).collect()
    });
    if let Some(chosen) = chosen {
        *asked = chosen;
    }
}

/// The words of a closed list, with one for a blank in front.
fn closed<T: Copy + std::fmt::Display>(values: &[T], blank: &str) -> Vec<(Option<T>, String)> {
    let values = values.iter().map(|value| (Some(*value), sentence(&value.to_string())));
    std::iter::once((None, blank.to_owned())).chain(values).collect()
}

fn shown<T: std::fmt::Display>(value: &Option<T>, blank: &str) -> String {
    value.as_ref().map_or_else(|| blank.to_owned(), |value| sentence(&value.to_string()))
}

fn choosers(ui: &mut Ui, open: &Workspace, wanted: &mut AnnotationFilter) {
    let project = &open.project;
    let code_name = |id| project.codes.get(id).map_or_else(String::new, |code| code.name.clone());
    let codes = || {
        let tree = tree(project);
        tree.iter().map(|branch| (branch.id, "  ".repeat(branch.depth) + &code_name(branch.id))).collect()
    };
    ask(ui, "Code", &mut wanted.code, codes, |id| code_name(*id));
    let named = |name: &str, blank: &str| if name.is_empty() { blank.to_owned() } else { name.to_owned() };
    let operations = || {
        let all = project.operations.iter().map(|(id, operation)| (Some(id), operation.name.clone()));
        std::iter::once((None, "No operation".to_owned())).chain(all).collect()
    };
    ask(ui, "Operation", &mut wanted.operation, operations, |id| {
        named(project.operation_name(*id), "No operation")
    });
    let sides = || {
        let all = project.list(List::Side).map(|(id, side)| (Some(id), side.value.clone()));
        std::iter::once((None, "No side".to_owned())).chain(all).collect()
    };
    ask(ui, "Side", &mut wanted.side, sides, |id| named(project.entry_name(*id), "No side"));
    let outcome = || closed(Outcome::ALL, "No outcome");
    ask(ui, "Outcome", &mut wanted.outcome, outcome, |value| shown(value, "No outcome"));
    ask(ui, "Kind", &mut wanted.kind, || closed(Kind::ALL, "No claim"), |value| shown(value, "No claim"));
    let plain = |value: &dyn std::fmt::Display| sentence(&value.to_string());
    let standings = || ClaimStatus::ALL.iter().map(|value| (*value, plain(value))).collect();
    ask(ui, "Status", &mut wanted.standing, standings, |value| plain(value));
    let coders = || project.list(List::Coder).map(|(id, coder)| (id, coder.value.clone())).collect();
    ask(ui, "Coder", &mut wanted.coder, coders, |id| project.entry_name(Some(*id)).to_owned());
    let states = || ReadState::ALL.iter().map(|value| (*value, plain(value))).collect();
    ask(ui, "Article is", &mut wanted.state, states, |value| plain(value));
}
