//! What a running total says it counts: where, since when, and which deaths.

use crate::analysis::totals::UNSTATED;
use std::ops::Range;

use jiff::civil::Date;

use super::date::days;
use super::place::{located, pointed};
use super::scene::Scene;
use super::sentence::{Sentence, meets};
use crate::lexicon::country::Form;
use crate::lexicon::cue::Cue;
use crate::lexicon::cues;
use crate::model::start::entry_id;
use crate::model::{Claim, EntryId, List, OperationId, Precision, Project};

/// Fills in the scope of a total, whose operations are drafted already.
pub(super) fn scope(project: &Project, scene: &Scene<'_>, home: Option<&str>, claim: &mut Claim) {
    claim.scope_areas = areas(project, &scene.here);
    claim.scope_countries = countries(scene, home);
    claim.definition = definition(project, scene);
    claim.scope_from = from(project, scene, &claim.operations);
}

/// The project's named areas that the sentence names.
fn areas(project: &Project, sentence: &Sentence<'_>) -> Vec<EntryId> {
    let mut areas = Vec::new();
    for (_, id) in super::place::areas(project, sentence.text) {
        if !areas.contains(&id) {
            areas.push(id);
        }
    }
    areas
}

/// The countries by name, not those that a town lies in.
fn countries(scene: &Scene<'_>, home: Option<&str>) -> Vec<String> {
    let here = &scene.here;
    let named = |range: &Range<usize>| {
        here.countries.iter().any(|found| found.value.form == Form::Name && meets(&found.range, range))
    };
    let mut countries: Vec<String> = Vec::new();
    let located = located(here, home).filter(|(range, _)| named(range)).map(|(_, country)| country);
    for country in located.chain(pointed(scene, home)) {
        if !countries.iter().any(|known| known == country) {
            countries.push(country.to_owned());
        }
    }
    countries
}

/// What the total says it counts; "not stated" is an entry of the list too.
fn definition(project: &Project, scene: &Scene<'_>) -> Option<EntryId> {
    let cues = cues(scene.here.text);
    let said = |range: &Range<usize>| {
        let mut inside = cues.iter().filter(|cue| meets(&cue.range, range));
        inside.find_map(|cue| match cue.value {
            Cue::InCombat => Some("in combat"),
            Cue::AllCauses => Some("all causes"),
            Cue::MortPourLaFrance => Some("mort pour la France"),
            _ => None,
        })
    };
    let name = said(&scene.span).or_else(|| said(&clause(scene))).unwrap_or(UNSTATED);
    let started = entry_id(project.id(), List::Definition, name);
    let stands = project.entries.get(started).is_some_and(|entry| entry.list == List::Definition);
    if stands { Some(started) } else { project.entry(List::Definition, name) }
}

/// The passage as far as the next comma: what is said after it is said of a part.
fn clause(scene: &Scene<'_>) -> Range<usize> {
    let text = scene.here.text;
    let divides = |c: char| matches!(c, ',' | ';' | '(' | '—' | '؛' | '،');
    let start = text[..scene.span.start].rfind(divides).map_or(0, |at| text.ceil_char_boundary(at + 1));
    let end = text[scene.span.end..].find(divides).map_or(text.len(), |at| scene.span.end + at);
    start..end
}

/// The first day that the total counts: "since 2013", "this month", "since the start of Serval".
fn from(project: &Project, scene: &Scene<'_>, operations: &[OperationId]) -> Option<Date> {
    let here = &scene.here;
    let published = scene.published.as_ref();
    let since = cues(here.text).into_iter().find(|cue| cue.value == Cue::Since);
    if let Some(since) = &since {
        let date = here.dates.iter().find(|date| meets(&date.as_written, &since.range));
        if let Some(date) = date {
            return days(&date.reading, published).map(|(range, _)| range.first());
        }
    }
    let all = 0..here.text.len();
    if since.is_some() || here.has(&all, &["since", "depuis", "منذ"]) {
        let begins = operations.iter().filter_map(|id| project.operations.get(*id)?.begins);
        // "since the start of the intervention in January 2013"
        let said = here.find(&all, &["since", "depuis", "منذ"]).and_then(|since| {
            here.dates
                .iter()
                .find(|date| date.as_written.start > since.start && date.as_written.start < since.end + 60)
        });
        let said = said.and_then(|date| days(&date.reading, published)).map(|(range, _)| range.first());
        // "since Operation Serval began in January": the operation knows its first day.
        let start = here
            .has(&all, &["began", "begin", "begun", "start", "beginning", "launch", "debut", "lancement"]);
        return if start { begins.min().or(said) } else { said.or(begins.min()) };
    }
    let clause = clause(scene);
    let mut dated = here
        .dates
        .iter()
        .filter(|date| meets(&date.as_written, &clause))
        .filter_map(|date| days(&date.reading, published));
    dated.find_map(|(range, _)| {
        matches!(range.precision(), Precision::Month | Precision::Year | Precision::Quarter)
            .then(|| range.first())
    })
}
