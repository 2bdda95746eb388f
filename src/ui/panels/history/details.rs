//! What the selected edit changed, in words.

use eframe::egui::{Label, RichText, ScrollArea, Ui};

use super::moment;
use crate::ui::theme::{self, Palette, space};
use tollbook_core::analysis::changes::{FactChange, RowFate};
use tollbook_core::analysis::wording::{counted, sentence};
use tollbook_core::model::AnnotationId;
use tollbook_state::{Action, AnnotationAction, HistoryAction, Workspace};

/// Shows the project as it was after the selected edit.
pub const SHOW_AS_IT_WAS: &str = "Show as it was then";
/// Shows what has changed since the selected edit.
pub const CHANGED_SINCE: &str = "What changed since…";

/// An edit that changed more is told in part: an import may change a hundred thousand rows.
const MOST: usize = 200;

/// Shows what the selected edit changed, and the ways from it.
pub(super) fn show(ui: &mut Ui, open: &Workspace, actions: &mut Vec<Action>) {
    let view = &open.past_edits;
    let Some(entry) = view.selected.and_then(|seq| view.entry(seq)) else {
        ui.label(theme::remark(
            ui,
            "Select an edit to see what it changed, the project as it was then, and what has changed since.",
        ));
        return;
    };
    ui.horizontal_wrapped(|ui| {
        if ui.button(SHOW_AS_IT_WAS).on_hover_text("Show the project and its chart after this edit").clicked()
        {
            actions.push(Action::History(HistoryAction::ShowAsItWas(entry.seq)));
        }
        if ui
            .button(CHANGED_SINCE)
            .on_hover_text("List the facts and the bars of the chart that differ between then and now")
            .clicked()
        {
            actions.push(Action::History(HistoryAction::Compare { from: entry.seq, to: None }));
        }
    });
    let who = super::coder_name(open, entry);
    let head = format!("{} by {who}, {}", super::what(open, entry), moment(entry.at));
    ui.add(Label::new(theme::strong(head)).wrap());
    match view.details.as_ref().filter(|(seq, _)| *seq == entry.seq).map(|(_, facts)| facts) {
        None => drop(ui.label(theme::remark(ui, "Reading…"))),
        Some(Err(why)) => drop(ui.label(RichText::new(why).color(Palette::for_ui(ui).error))),
        Some(Ok(facts)) => {
            ScrollArea::vertical().id_salt(entry.seq).auto_shrink(false).show(ui, |ui| {
                for fact in facts.iter().take(MOST) {
                    one(ui, open, fact, actions);
                }
                if facts.len() > MOST {
                    let more = format!("and {} more", counted(facts.len() - MOST, "change"));
                    ui.label(theme::remark(ui, more));
                }
            });
        }
    }
}

/// One change: what became of what, and its fields.
pub(super) fn one(ui: &mut Ui, open: &Workspace, fact: &FactChange, actions: &mut Vec<Action>) {
    ui.add_space(space::TIGHT);
    let title = format!("{} {}: {}", sentence(fact.thing), fact.fate.as_str(), fact.subject);
    let annotation = AnnotationId(fact.row);
    let is_passage =
        matches!(fact.thing, "annotation" | "claim") && open.project.annotations.contains(annotation);
    if is_passage {
        if ui.link(title).on_hover_text("Go to these words").clicked() {
            actions.push(Action::Annotation(AnnotationAction::Show(annotation)));
        }
    } else {
        ui.add(Label::new(title).wrap());
    }
    for field in &fact.fields {
        let text = match fact.fate {
            RowFate::Added => format!("{}: {}", field.field, field.after),
            RowFate::Removed => format!("{}: {}", field.field, field.before),
            RowFate::Changed => {
                format!("{}: {} → {}", field.field, or_blank(&field.before), or_blank(&field.after))
            }
        };
        ui.horizontal_top(|ui| {
            ui.add_space(space::MEDIUM);
            ui.add(Label::new(theme::remark(ui, text)).wrap());
        });
    }
}

/// Blank in a word.
pub(super) fn or_blank(value: &str) -> &str {
    if value.is_empty() { "blank" } else { value }
}
