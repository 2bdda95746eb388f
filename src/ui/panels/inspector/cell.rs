//! A row of a form: label, field, how it is known, and what is to be said under it.

use eframe::egui::{FontId, Id, Ui};

use super::words;
use crate::ui::theme::{Palette, size, space};
use crate::ui::widgets::choose::Choice;
use crate::ui::widgets::field_origin::{self, FieldOrigin};
use crate::ui::widgets::row;
use crate::ui::widgets::typed::Typed;
use tollbook_core::analysis::places;
use tollbook_core::analysis::totals::UNSTATED;
use tollbook_core::model::{DateRange, EntryId, Hostile, List, ListEntry, OperationId, Precision, Project};
use tollbook_state::Workspace;

const ALL_THESE_DAYS: &str = "It took all these days";

/// What a row says beside its field.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'a> {
    /// Its label, which is the salt of its control too, so that Alt+Backspace takes back there.
    pub label: &'a str,
    /// How the field is known.
    pub origin: FieldOrigin,
    /// The same in words.
    pub tip: &'a str,
}

/// Shows a row: `add` shows the field over the width that it is given, `under` what is to be said
/// under it. Answers what `add` answered, and whether what the coder set is to be taken back.
pub fn show<R>(
    ui: &mut Ui,
    cell: Cell<'_>,
    add: impl FnOnce(&mut Ui, f32) -> R,
    under: impl FnOnce(&mut Ui, &R),
) -> (R, bool) {
    let meaning = words::meaning(cell.label);
    let is_question = cell.label.ends_with('?');
    let add = |ui: &mut Ui| {
        let whole = ui.available_width();
        let width = whole - field_origin::WIDTH - space::TIGHT;
        let (inner, take_back) = row::line(ui, whole, |ui| {
            let (inner, by_key) = row::line(ui, width, |ui| {
                let control = ui.make_persistent_id(cell.label);
                let by_key = cell.origin == FieldOrigin::Set && field_origin::wants_back(ui, control);
                let inner = add(ui, width);
                (inner, by_key)
            });
            (inner, field_origin::sign(ui, cell.origin, cell.label, cell.tip) || by_key)
        });
        under(ui, &inner);
        (inner, take_back)
    };
    if is_question {
        row::question(ui, cell.label, meaning, add)
    } else {
        row::explained(ui, cell.label, meaning, add)
    }
}

/// Shows words that do not fit into their field, `id`, while the pointer rests on it.
pub fn show_when_cut(ui: &Ui, id: Id, words: &str, width: f32) {
    let Some(response) = ui.ctx().read_response(id).filter(|response| response.hovered()) else { return };
    let font = FontId::proportional(size::BODY);
    let wanted = ui.painter().layout_no_wrap(words.to_owned(), font, Palette::for_ui(ui).text).size().x;
    if wanted > width - 2.0 * space::SMALL {
        response.on_hover_text(words);
    }
}

/// Says why what stands in a field cannot be read.
pub fn wrong<T>(ui: &mut Ui, typed: &Typed<T>) {
    if let Some(why) = &typed.wrong {
        row::error(ui, why);
    }
}

/// Says which of the places are in no list.
pub fn unknown_places(ui: &mut Ui, open: &Workspace, names: &[String]) {
    if let Some(why) = places::unknown(&open.project, names) {
        row::warning(ui, &why);
    }
}

/// Asks of a date of several days whether it took them all; answers the date as it is then.
pub fn throughout(ui: &mut Ui, date: Option<DateRange>) -> Option<DateRange> {
    let spans = |date: &DateRange| matches!(date.precision(), Precision::Range | Precision::Days);
    let date = date.filter(|date| date.first() != date.last() && spans(date))?;
    let mut throughout = date.precision() == Precision::Days;
    let changed = row::under(ui, |ui| ui.checkbox(&mut throughout, ALL_THESE_DAYS).changed());
    let precision = if throughout { Precision::Days } else { Precision::Range };
    DateRange::new(date.first(), date.last(), precision).filter(|_| changed)
}

/// Every operation, and none.
pub fn operations(open: &Workspace) -> Vec<Choice<Option<OperationId>>> {
    let all = open.project.operations.iter().map(|(id, operation)| {
        let years = [operation.begins, operation.ends].map(|day| day.map(|day| day.year().to_string()));
        let [begins, ends] = years.map(Option::unwrap_or_default);
        let note =
            if begins.is_empty() && ends.is_empty() { String::new() } else { format!("{begins}–{ends}") };
        Choice { value: Some(id), name: operation.name.clone(), note }
    });
    all.chain([Choice::new(None, "")]).collect()
}

/// The entries of a list, and none.
pub fn entries(open: &Workspace, list: List) -> Vec<Choice<Option<EntryId>>> {
    let all = in_order(&open.project, list).into_iter();
    let all = all.map(|(id, entry)| Choice::new(Some(id), entry.value.as_str()));
    all.chain([Choice::new(None, "")]).collect()
}

/// The entries of a list by name: sides that are recorded first, and last what says the least.
pub fn in_order(project: &Project, list: List) -> Vec<(EntryId, &ListEntry)> {
    let mut entries: Vec<(EntryId, &ListEntry)> = project.list(list).collect();
    entries.sort_by_cached_key(|(_, entry)| {
        let name = entry.value.to_lowercase();
        (!entry.recorded, matches!(name.as_str(), "other" | "unknown" | UNSTATED), name)
    });
    entries
}

/// The values of hostile, and none.
pub fn hostile() -> Vec<Choice<Option<Hostile>>> {
    let all = Hostile::ALL.iter().map(|&hostile| Choice::new(Some(hostile), words::hostile(hostile)));
    all.chain([Choice::new(None, "")]).collect()
}
