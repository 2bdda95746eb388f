//! What a running total speaks of: areas, first day, and when it held.

use eframe::egui::Ui;

use super::cell;
use super::claim_form::{Form, as_written};
use crate::model::{AnnotationId, Claim, ClaimField, EntryId, IncidentId, List};
use crate::state::{ClaimEdit, Workspace};
use crate::ui::field;
use crate::ui::widget::choose::{self, Choice, Look};
use crate::ui::widget::typed;

/// Countries and named areas, as one line of names with commas between.
pub(super) fn area(form: &mut Form<'_>, ui: &mut Ui) {
    let claim = form.claim;
    let shown = names(form.open, claim);
    let open = form.open;
    let mut focused = false;
    let typed = form.cell(
        ui,
        (ClaimField::Scope, shown.is_empty()),
        "Where",
        |ui, _| {
            let id = ui.make_persistent_id("Where");
            focused = ui.memory(|memory| memory.has_focus(id));
            let edit = field::Edit { hint: "Countries or areas, or not said", ..field::Edit::default() };
            field::text(ui, "Where", "Where", &shown, edit)
        },
        |_, _| {},
    );
    form.shown.in_words |= focused;
    if let Some(text) = typed {
        let (countries, areas) = read_names(open, &text);
        if (&countries, &areas) != (&claim.scope_countries, &claim.scope_areas) {
            form.wish(ClaimEdit::Scope(countries, areas));
        }
    }
}

fn names(open: &Workspace, claim: &Claim) -> String {
    let areas = claim.scope_areas.iter().map(|&id| open.project.entry_name(Some(id)));
    areas.chain(claim.scope_countries.iter().map(String::as_str)).collect::<Vec<_>>().join(", ")
}

/// Names of areas are areas; every other name is a country.
fn read_names(open: &Workspace, text: &str) -> (Vec<String>, Vec<EntryId>) {
    let (mut countries, mut areas) = (Vec::new(), Vec::new());
    for name in text.split([',', ';']).map(str::trim).filter(|name| !name.is_empty()) {
        match open.project.entry(List::Area, name) {
            Some(area) if !areas.contains(&area) => areas.push(area),
            Some(_) => {}
            None => countries.push(name.to_owned()),
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
        (ClaimField::Scope, current.is_none()),
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
    let by_article = super::article_of(form.open, form.id).and_then(|article| article.published);
    let (hint, basis) = match (form.claim.as_of_incident, by_article) {
        (Some(_), _) => ("The incident's day".to_owned(), ""),
        (None, Some(date)) => (date.to_string(), "article's date"),
        (None, None) => ("Not known".to_owned(), ""),
    };
    let typed = form.cell(
        ui,
        (ClaimField::Scope, current.is_none()),
        "As of",
        |ui, _| {
            let edit = field::Edit { hint: &hint, ..field::Edit::default() };
            typed::field(ui, "As of", "As of", &shown, edit, typed::read_date)
        },
        |ui, typed| {
            cell::wrong(ui, typed);
            if current.is_none() {
                as_written(ui, "", basis);
            }
        },
    );
    form.shown.is_wrong |= typed.wrong.is_some();
    if let Some(date) = typed.value
        && date != current
    {
        form.wish(ClaimEdit::AsOf(date));
    }
}

/// The incident that the total was given with, whose day it then holds for.
pub(super) fn as_of_incident(form: &mut Form<'_>, ui: &mut Ui) {
    let (open, id) = (form.open, form.id);
    let current = form.claim.as_of_incident.map(|incident| open.answers.index.root(incident));
    let shown =
        current.and_then(|incident| open.answers.incident(incident)).map_or("", |view| view.title.as_str());
    let chosen = form.cell(
        ui,
        (ClaimField::Scope, current.is_none()),
        "Given with",
        |ui, width| {
            let look = Look { shown, hint: "No incident", width, heading: false, disabled: false };
            choose::one(ui, "Given with", "Given with", look, &current, || incidents_near(open, id))
        },
        |_, _| {},
    );
    if let Some(incident) = chosen {
        form.wish(ClaimEdit::AsOfIncident(incident));
    }
}

/// The incidents that the article of a claim speaks of, and none.
pub(super) fn incidents_near(open: &Workspace, claim: AnnotationId) -> Vec<Choice<Option<IncidentId>>> {
    let mut choices: Vec<Choice<Option<IncidentId>>> = Vec::new();
    for offer in super::offers::in_article(open, claim) {
        if let Some(view) = open.answers.incident(offer) {
            choices.push(Choice::new(Some(offer), view.title.as_str()));
        }
    }
    choices.push(Choice::new(None, ""));
    choices
}
