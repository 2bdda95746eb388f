//! The rows of `incidents.csv`.

use std::collections::BTreeSet;

use super::cell::Cells;
use super::columns::ESTIMATE_FIELD;
use tollbook_core::analysis::Answers;
use tollbook_core::analysis::estimate::Rule;
use tollbook_core::analysis::incident::{Estimated, IncidentView};
use tollbook_core::model::{
    AnnotationId, DateRange, EntryId, Figures, Hostile, Incident, IncidentId, OperationId, Outcome, Project,
};

/// What is the same in every row of an incident.
struct Head<'a> {
    title: String,
    operation: Option<OperationId>,
    date: Option<DateRange>,
    country: &'a str,
    place: &'a str,
    cause: Option<EntryId>,
    hostile: Option<Hostile>,
}

/// What differs from row to row.
struct Part<'a> {
    side: Option<EntryId>,
    outcome: Outcome,
    figures: Figures,
    rule: Rule,
    reason: &'a str,
    sources: Option<usize>,
    articles: BTreeSet<&'a str>,
}

/// Every row of an incident, in the order of their sides' names. An incident that is joined to
/// another has only what the coder set on it: its claims speak for the other.
pub fn rows(project: &Project, answers: &Answers, id: IncidentId) -> impl Iterator<Item = Cells> {
    let rows = project.incidents.get(id).map(|incident| rows_of(project, answers, id, incident));
    rows.into_iter().flatten()
}

fn rows_of(project: &Project, answers: &Answers, id: IncidentId, incident: &Incident) -> Vec<Cells> {
    let view = if incident.joined_to.is_none() { answers.incident(id) } else { None };
    let (head, mut parts) = match view {
        Some(view) => {
            // What is denied or superseded by all is nobody's figure.
            let standing = view.estimates.iter().filter(|estimated| !estimated.stands_for_nobody());
            let parts = standing.map(|estimated| part(project, estimated)).collect();
            (resolved(view), parts)
        }
        None => (own(incident), own_parts(project, id)),
    };
    parts.sort_by_key(|part| (project.entry_name(part.side), part.outcome));
    let fields = set_by_coder(incident);
    let event = project.root(id);
    let write = |part: Option<Part<'_>>| {
        let mut cells = Cells::default();
        cells.id(Some(id.0));
        cells.id(incident.joined_to.map(|id| id.0));
        facts(&mut cells, project, &head);
        let mut fields = fields.clone();
        match part {
            Some(part) => {
                people(&mut cells, project, &part);
                cells.shown(Some(&part.rule));
                cells.text(part.reason);
                cells.shown(part.sources);
                cells.list(part.articles);
                if part.rule == Rule::Coder {
                    fields.push(ESTIMATE_FIELD);
                }
            }
            None => (0..9).for_each(|_| cells.blank()),
        }
        cells.list(fields);
        cells.text(&incident.memo);
        cells.id(Some(event.0));
        cells
    };
    match parts.is_empty() {
        true => vec![write(None)],
        false => parts.into_iter().map(|part| write(Some(part))).collect(),
    }
}

/// The rows of `events.csv` of an event: one for each side and outcome, in the order of `incidents.csv`. An
/// event that is only background has none.
pub fn events(project: &Project, view: &IncidentView) -> Vec<Cells> {
    let head = resolved(view);
    let stands = view.estimates.iter().filter(|estimated| view.recorded && !estimated.stands_for_nobody());
    let mut parts: Vec<Part<'_>> = stands.map(|estimated| part(project, estimated)).collect();
    parts.sort_by_key(|part| (project.entry_name(part.side), part.outcome));
    let row = |part: Part<'_>| {
        let mut cells = Cells::default();
        cells.id(Some(view.root.0));
        facts(&mut cells, project, &head);
        people(&mut cells, project, &part);
        cells.shown(part.sources);
        cells.list(part.articles);
        cells
    };
    parts.into_iter().map(row).collect()
}

/// What is known of an incident: title, operation, date, place, cause and hostile.
fn facts(cells: &mut Cells, project: &Project, head: &Head<'_>) {
    cells.text(&head.title);
    cells.text(project.operation_name(head.operation));
    cells.range(head.date);
    cells.text(head.country);
    cells.text(head.place);
    cells.text(project.entry_name(head.cause));
    cells.text(head.hostile.map_or("", |hostile| hostile.as_str()));
}

/// Whose people, what happened to them and how many they are.
fn people(cells: &mut Cells, project: &Project, part: &Part<'_>) {
    cells.text(project.entry_name(part.side));
    cells.text(part.outcome.as_str());
    cells.count(part.figures.low);
    cells.count(part.figures.best);
    cells.count(part.figures.high);
}

fn resolved(view: &IncidentView) -> Head<'_> {
    Head {
        title: view.title.clone(),
        operation: view.operation.value,
        date: view.date.value,
        country: view.country.value.as_deref().unwrap_or_default(),
        place: view.place.value.as_deref().unwrap_or_default(),
        cause: view.cause.value,
        hostile: view.hostile.value,
    }
}

fn own(incident: &Incident) -> Head<'_> {
    Head {
        title: incident.title.clone(),
        operation: incident.operation,
        date: incident.date,
        country: &incident.country,
        place: &incident.place,
        cause: incident.cause,
        hostile: incident.hostile,
    }
}

fn part<'a>(project: &'a Project, estimated: &'a Estimated) -> Part<'a> {
    let gives = |id: &&AnnotationId| {
        project.claims.get(**id).is_some_and(|claim| claim.counts() && !claim.count.is_blank())
    };
    let articles = estimated
        .claims
        .iter()
        .filter(gives)
        .filter_map(|&id| project.articles.get(project.annotations.get(id)?.article))
        .map(|article| article.path.as_str())
        .collect();
    Part {
        side: estimated.side,
        outcome: estimated.outcome,
        figures: estimated.figures,
        rule: estimated.rule.clone(),
        reason: &estimated.reason,
        sources: Some(estimated.sources),
        articles,
    }
}

fn own_parts(project: &Project, id: IncidentId) -> Vec<Part<'_>> {
    let own = project.estimates.iter().filter(|(_, own)| own.incident == id);
    own.map(|(_, own)| Part {
        side: own.side,
        outcome: own.outcome,
        figures: Figures { low: own.low, best: own.best, high: own.high },
        rule: Rule::Coder,
        reason: &own.reason,
        sources: None,
        articles: BTreeSet::new(),
    })
    .collect()
}

/// The words for what is set on the incident itself.
pub fn set_by_coder(incident: &Incident) -> Vec<&'static str> {
    [
        ("title", !incident.title.is_empty()),
        ("operation", incident.operation.is_some()),
        ("date", incident.date.is_some()),
        ("country", !incident.country.is_empty()),
        ("place", !incident.place.is_empty()),
        ("cause", incident.cause.is_some()),
        ("hostile", incident.hostile.is_some()),
    ]
    .into_iter()
    .filter(|(_, set)| *set)
    .map(|(word, _)| word)
    .collect()
}
