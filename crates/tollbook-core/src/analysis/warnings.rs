//! What the coder should look at in an incident, as sentences (DESIGN, section 3, rules 3, 4, 6
//! and 8).

use std::collections::{BTreeSet, HashMap};

use super::estimate::Rule;
use super::incident::{Estimated, IncidentView};
use super::incident_claims::Said;
use super::places;
use super::resolve::Resolved;
use crate::model::{AnnotationId, ArticleId, DateRange, EntryId, Kind, OperationId, Outcome, Project};

/// Everything to be looked at in an incident: what its claims give cause for, and whether it lies
/// outside its operation.
pub fn all(project: &Project, view: &IncidentView) -> Vec<String> {
    view.warnings.iter().cloned().chain(outside_operation(project, view)).collect()
}

/// Whether an incident is dated outside the life of its operation, or placed outside its area.
///
/// Not part of the view, which does not change with an operation.
pub fn outside_operation(project: &Project, view: &IncidentView) -> Vec<String> {
    let mut warnings = Vec::new();
    let Some(operation) = view.operation.value.and_then(|id| project.operations.get(id)) else {
        return warnings;
    };
    let name = &operation.name;
    if let Some(date) = view.date.value {
        if let Some(begins) = operation.begins.filter(|begins| date.last() < *begins) {
            warnings.push(format!(
                "{date} is before {name} began, on {begins}; check the date and the operation."
            ));
        }
        if let Some(ends) = operation.ends.filter(|ends| *ends < date.first()) {
            warnings
                .push(format!("{date} is after {name} ended, on {ends}; check the date and the operation."));
        }
    }
    if let Some(country) = &view.country.value {
        let area = places::of_operation(project, operation);
        if !area.is_empty() && !area.iter().any(|known| places::same(known, country)) {
            warnings.push(format!(
                "{country} is not in the area of {name}; check the country and the operation."
            ));
        }
    }
    warnings
}

/// What the answers of an incident say of themselves.
pub(super) struct Found<'a> {
    /// One for each side and outcome.
    pub estimates: &'a [Estimated],
    /// When it was.
    pub date: &'a Resolved<DateRange>,
    /// Whether that goes back to itself, so that a claim's own date had to stand for it.
    pub date_in_ring: bool,
    /// Its operation.
    pub operation: &'a Resolved<OperationId>,
    /// Whether the coder gave figures of their own to an incident that is joined to this one.
    pub has_estimates_aside: bool,
}

/// What the claims of an incident give cause for.
pub(super) fn warnings(project: &Project, said: &[Said<'_>], found: &Found<'_>) -> Vec<String> {
    let mut warnings = Vec::new();
    let mut warn = |text: &str| warnings.push(text.to_owned());
    if found.date.conflict {
        warn("The claims give dates that exclude each other; set the date, or split.");
    }
    if found.date_in_ring {
        warn("A date is reckoned, in the end, from itself; set the date of one of the claims.");
    }
    if found.operation.conflict {
        warn("The claims name several operations; choose one, or it is not drawn.");
    }
    if found.has_estimates_aside {
        warn(
            "The coder's own figures for an incident that is joined here do not count; set them here, or split.",
        );
    }
    let broken: Vec<String> = said.iter().filter_map(|said| out_of_order(project, said)).collect();
    let in_order = broken.is_empty();
    warnings.extend(broken);
    for estimated in found.estimates {
        warnings.extend(parts(said, estimated));
        if let Some(problem) =
            estimated.figures.problem().filter(|_| in_order || estimated.rule == Rule::Coder)
        {
            warnings.push(format!("The {}: {problem}", estimated.outcome));
        }
        if let Rule::Undecided(two) = &estimated.rule {
            let [(at_once, _), (later, _)] = two.as_ref();
            warnings.push(format!(
                "{at_once} killed at once and {later} dead of wounds: say whether they are the same people."
            ));
        }
        warnings.extend(
            estimated.contradicting.iter().filter_map(|id| contradiction(project, said, *id, estimated)),
        );
        warnings.extend(days_of_death(said, found.date, estimated));
    }
    warnings
}

/// A count whose figures are out of order, by the words that give it.
fn out_of_order(project: &Project, said: &Said<'_>) -> Option<String> {
    let problem = said.claim.count.problem().filter(|_| said.claim.status.counts())?;
    let (quote, article) = passage(project, said);
    Some(format!("“{quote}” in {article}: {problem}"))
}

/// A figure without best whose bounds exclude the best that others give.
fn contradiction(
    project: &Project,
    said: &[Said<'_>],
    id: AnnotationId,
    estimated: &Estimated,
) -> Option<String> {
    let said = said.iter().find(|said| said.id == id)?;
    let (quote, article) = passage(project, said);
    let (count, outcome, best) = (said.claim.count, estimated.outcome, estimated.figures.best?);
    Some(format!(
        "“{quote}” in {article} gives {count} {outcome}, which the best figure, {best}, contradicts; low and high allow for both."
    ))
}

/// The words of a claim, and the title of their article.
fn passage<'a>(project: &'a Project, said: &Said<'_>) -> (&'a str, &'a str) {
    let quote = project.annotations.get(said.id).map_or("", |annotation| annotation.quote.trim());
    (quote, project.articles.get(said.article).map_or("", |article| article.title.as_str()))
}

/// Days of death before the incident, and days that differ.
fn days_of_death(said: &[Said<'_>], date: &Resolved<DateRange>, estimated: &Estimated) -> Vec<String> {
    let theirs = said.iter().filter(|said| estimated.claims.contains(&said.id));
    let theirs = theirs.map(|said| said.claim).filter(|claim| claim.counts());
    let days: BTreeSet<_> = theirs
        .filter(|_| estimated.outcome == Outcome::Killed)
        .filter_map(|claim| claim.death_date)
        .collect();
    let mut warnings = Vec::new();
    if let (Some(day), Some(date)) = (days.first(), date.value)
        && *day < date.first()
    {
        warnings
            .push(format!("The day of death, {day}, is before the incident, {date}; correct one of them."));
    }
    if days.len() > 1 && estimated.rule != Rule::Coder {
        let days: Vec<String> = days.iter().map(ToString::to_string).collect();
        warnings.push(format!(
            "The claims give several days of death, {}; if they are different people, split them, so that each \
             counts on a day of its own, or set the estimate.",
            days.join(" and ")
        ));
    }
    warnings
}

/// Parts that come to more people than there are.
fn parts(said: &[Said<'_>], estimated: &Estimated) -> Option<String> {
    let outcome = estimated.outcome;
    let whole = estimated.figures.high.or(estimated.figures.best)?;
    let (one, together) = (largest_part(said, estimated), exclusive_parts(said, estimated));
    match (one, together) {
        (Some(part), _) if part > whole => {
            Some(format!("A part, {part} {outcome}, is more than the whole, {whole} {outcome}."))
        }
        (_, Some(parts)) if parts > whole => {
            Some(format!("The parts, {parts} {outcome}, are more than the whole, {whole} {outcome}."))
        }
        _ => None,
    }
}

/// How many people of `side` and `outcome` a part gives at least.
fn part(said: &Said<'_>, side: Option<EntryId>, outcome: Outcome) -> Option<u64> {
    let claim = said.claim;
    let speaks_of_them = claim.kind == Kind::Part
        && claim.status.counts()
        && claim.outcome == Some(outcome)
        && (claim.side.is_none() || claim.side == side);
    claim.count.low.or(claim.count.best).filter(|_| speaks_of_them)
}

fn largest_part(said: &[Said<'_>], of: &Estimated) -> Option<u64> {
    said.iter().filter_map(|said| part(said, of.side, of.outcome)).max()
}

/// The most people that the exclusive parts of one article give together: another article may speak
/// of the same ones again.
fn exclusive_parts(said: &[Said<'_>], of: &Estimated) -> Option<u64> {
    let mut sums: HashMap<ArticleId, u64> = HashMap::new();
    for said in said.iter().filter(|said| said.claim.part_exclusive) {
        if let Some(part) = part(said, of.side, of.outcome) {
            let sum = sums.entry(said.article).or_default();
            *sum = sum.saturating_add(part);
        }
    }
    sums.into_values().max()
}
