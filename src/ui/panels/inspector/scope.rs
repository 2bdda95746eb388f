//! What a running total speaks of: areas, first day, and when it held.

use eframe::egui::Ui;

use super::cell;
use super::claim_form::Form;
use crate::ui::widgets::choose::{self, Choice, Look};
use crate::ui::widgets::field;
use crate::ui::widgets::typed;
use tollbook_core::analysis::places::{is_known, named_in, same};
use tollbook_core::model::{ClaimField, EntryId, List};
use tollbook_state::{ClaimEdit, Workspace};

/// Countries and named areas: chosen from those that there are, or typed.
pub(super) fn area(form: &mut Form<'_>, ui: &mut Ui) {
    let (open, claim) = (form.open, form.claim);
    let areas = claim.scope_areas.iter().map(|&id| open.project.entry_name(Some(id)).to_owned());
    let current: Vec<String> = areas.chain(claim.scope_countries.iter().cloned()).collect();
    let shown = current.join(", ");
    let mut finds = std::mem::take(form.finds);
    let chosen = form.cell(
        ui,
        (ClaimField::ScopeCountries, shown.is_empty()),
        "Where",
        |ui, width| {
            let hint = "Not set";
            let look = Look { shown: &shown, hint, width, heading: false, disabled: false };
            choose::many_found(ui, "Where", "Where", look, &current, |typed| {
                places(open, finds.places(open), &current, typed)
            })
        },
        |ui, _| cell::unknown_places(ui, open, &current),
    );
    *form.finds = finds;
    if let Some(names) = chosen {
        let (countries, areas) = read_names(open, &names);
        form.wish(ClaimEdit::Scope(countries, areas));
    }
}

/// Those that are chosen, every other, and what is typed if it is none of them: several at once, perhaps.
fn places(open: &Workspace, all: &[Choice<String>], chosen: &[String], typed: &str) -> Vec<Choice<String>> {
    let others = all.iter().filter(|place| !chosen.iter().any(|name| same(name, &place.name))).cloned();
    let chosen = chosen.iter().map(|name| Choice::new(name.clone(), name.as_str()));
    let mut places = choose::narrowed(chosen.chain(others).collect(), typed);
    let typed = typed.trim();
    if !typed.is_empty() && !places.iter().any(|place| same(&place.name, typed)) {
        let named = named_in(&open.project, typed);
        let all_known = named.iter().all(|name| is_known(&open.project, name));
        let (name, note) =
            if all_known { (named.join(", "), "") } else { (typed.to_owned(), "not in the lists") };
        places.push(Choice { value: name.clone(), name, note: note.to_owned() });
    }
    places
}

/// Names of areas are areas; every other name is a country. Several may have been typed at once.
fn read_names(open: &Workspace, names: &[String]) -> (Vec<String>, Vec<EntryId>) {
    let (mut countries, mut areas): (Vec<String>, Vec<EntryId>) = (Vec::new(), Vec::new());
    for name in names.iter().flat_map(|names| named_in(&open.project, names)) {
        match open.project.entry(List::Area, &name) {
            Some(area) if !areas.contains(&area) => areas.push(area),
            None if !countries.iter().any(|known| same(known, &name)) => countries.push(name),
            _ => {}
        }
    }
    (countries, areas)
}

/// The first day that the total counts.
pub(super) fn from(form: &mut Form<'_>, ui: &mut Ui) {
    let current = form.claim.scope_from;
    let shown = current.map_or_else(String::new, |day| day.to_string());
    let typed = form.cell(
        ui,
        (ClaimField::ScopeFrom, current.is_none()),
        "From",
        |ui, _| {
            let edit = field::Edit { hint: "The beginning", ..field::Edit::default() };
            typed::field(ui, "From", "From", &shown, edit, read_first_day)
        },
        cell::wrong,
    );
    form.shown.is_wrong |= typed.wrong.is_some();
    if let Some(day) = typed.value
        && day != current
    {
        form.wish(ClaimEdit::From(day));
    }
}

/// "Since 2013" begins with the first day of that year.
fn read_first_day(text: &str) -> Result<Option<jiff::civil::Date>, String> {
    Ok(typed::read_date(text)?.map(|date| date.first()))
}

/// When the total held, where the coder says so.
pub(super) fn as_of(form: &mut Form<'_>, ui: &mut Ui) {
    let current = form.claim.as_of;
    let shown = typed::show_date(current);
    // The day alone: there may be room for no more. Which day it is, the tooltip says.
    let held = form.open.answers.totals.get(form.id).and_then(|total| total.as_of);
    let hint = held.map_or_else(|| "Not set".to_owned(), |date| date.to_string());
    let incident = form.claim.as_of_incident.and_then(|id| form.open.answers.incident(id)?.date.value);
    let tip = match (held, incident) {
        (None, _) => "Neither the article nor an incident gives it a day.",
        (Some(_), Some(_)) => {
            "The day of the incident that it was given with, until another is written here."
        }
        (Some(_), None) => "The article's date, until another is written here.",
    };
    let typed = form.cell(
        ui,
        (ClaimField::AsOf, current.is_none()),
        "As of",
        |ui, _| {
            let edit = field::Edit { hint: &hint, ..field::Edit::default() };
            let typed = typed::field(ui, "As of", "As of", &shown, edit, typed::read_date);
            let field = ui.ctx().read_response(ui.make_persistent_id("As of"));
            if let Some(field) = field.filter(|field| current.is_none() && field.hovered()) {
                field.on_hover_text(tip);
            }
            typed
        },
        cell::wrong,
    );
    form.shown.is_wrong |= typed.wrong.is_some();
    if let Some(date) = typed.value
        && date != current
    {
        form.wish(ClaimEdit::AsOf(date));
    }
}

/// The label of the incident that a total was given with.
const WITH_INCIDENT: &str = "With incident";

/// The incident that the total was given with, whose day it then holds for.
pub(super) fn as_of_incident(form: &mut Form<'_>, ui: &mut Ui) {
    let (open, id) = (form.open, form.id);
    let current = form.claim.as_of_incident.map(|incident| open.answers.index.root(incident));
    let shown =
        current.and_then(|incident| open.answers.incident(incident)).map_or("", |view| view.title.as_str());
    let mut finds = std::mem::take(form.finds);
    let chosen = form.cell(
        ui,
        (ClaimField::AsOfIncident, current.is_none()),
        WITH_INCIDENT,
        |ui, width| {
            let look = Look { shown, hint: "No incident", width, heading: false, disabled: false };
            choose::one_found(
                ui,
                "with incident",
                "The incident whose day the total holds for",
                look,
                &current,
                |typed| finds.incidents(open, id, typed, "No incident"),
            )
        },
        |_, _| {},
    );
    *form.finds = finds;
    if let Some(incident) = chosen {
        form.wish(ClaimEdit::AsOfIncident(incident));
    }
}
