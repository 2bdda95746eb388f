//! What the claims of one incident ask the coder to look at, as sentences (docs/counting-rules.md).

use std::collections::{BTreeSet, HashMap};

use super::estimate::Rule;
use super::estimated::Estimated;
use super::incident_claims::IncidentClaim;
use super::resolve::Resolved;
use crate::model::{AnnotationId, ArticleId, DateRange, EntryId, Kind, OperationId, Outcome, Project};

/// What is derived of an incident, to be checked.
pub(super) struct Derived<'a> {
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
pub(super) fn claim_warnings(
    project: &Project,
    incident_claims: &[IncidentClaim<'_>],
    derived: &Derived<'_>,
) -> Vec<String> {
    let mut warnings = Vec::new();
    let mut warn = |text: &str| warnings.push(text.to_owned());
    if derived.date.conflict {
        warn("The claims give dates that exclude each other; set the date, or split.");
    }
    if derived.date_in_ring {
        warn("A date is counted, through others, from itself; set the date of one of the claims.");
    }
    if derived.operation.conflict {
        warn("The claims name several operations; choose one, or it is not drawn.");
    }
    if derived.has_estimates_aside {
        warn(
            "The coder's own figures for an incident that is joined here do not count; set them here, or split.",
        );
    }
    let broken: Vec<String> =
        incident_claims.iter().filter_map(|incident_claim| out_of_order(project, incident_claim)).collect();
    let in_order = broken.is_empty();
    warnings.extend(broken);
    for estimated in derived.estimates {
        warnings.extend(parts(incident_claims, estimated));
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
            estimated
                .contradicting
                .iter()
                .filter_map(|id| contradiction(project, incident_claims, *id, estimated)),
        );
        warnings.extend(days_of_death(incident_claims, derived.date, estimated));
    }
    warnings
}

/// A count whose figures are out of order, by the words that give it.
fn out_of_order(project: &Project, incident_claim: &IncidentClaim<'_>) -> Option<String> {
    let problem = incident_claim.claim.count.problem().filter(|_| incident_claim.claim.status.counts())?;
    let (quote, article) = passage(project, incident_claim);
    Some(format!("“{quote}” in {article}: {problem}"))
}

/// A figure without best whose bounds exclude the best that others give.
fn contradiction(
    project: &Project,
    incident_claims: &[IncidentClaim<'_>],
    id: AnnotationId,
    estimated: &Estimated,
) -> Option<String> {
    let incident_claim = incident_claims.iter().find(|incident_claim| incident_claim.id == id)?;
    let (quote, article) = passage(project, incident_claim);
    let (count, outcome, best) = (incident_claim.claim.count, estimated.outcome, estimated.figures.best?);
    Some(format!(
        "“{quote}” in {article} gives {count} {outcome}, which the best figure, {best}, contradicts; low and high allow for both."
    ))
}

/// The words of a claim, and the title of their article.
fn passage<'a>(project: &'a Project, incident_claim: &IncidentClaim<'_>) -> (&'a str, &'a str) {
    let quote = project.annotations.get(incident_claim.id).map_or("", |annotation| annotation.quote.trim());
    (quote, project.articles.get(incident_claim.article).map_or("", |article| article.title.as_str()))
}

/// Days of death before the incident, and days that differ.
fn days_of_death(
    incident_claims: &[IncidentClaim<'_>],
    date: &Resolved<DateRange>,
    estimated: &Estimated,
) -> Vec<String> {
    let theirs =
        incident_claims.iter().filter(|incident_claim| estimated.claims.contains(&incident_claim.id));
    let theirs = theirs.map(|incident_claim| incident_claim.claim).filter(|claim| claim.counts());
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
fn parts(incident_claims: &[IncidentClaim<'_>], estimated: &Estimated) -> Option<String> {
    let outcome = estimated.outcome;
    let whole = estimated.figures.high.or(estimated.figures.best)?;
    let (one, together) =
        (largest_part(incident_claims, estimated), exclusive_parts(incident_claims, estimated));
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
fn part(incident_claim: &IncidentClaim<'_>, side: Option<EntryId>, outcome: Outcome) -> Option<u64> {
    let claim = incident_claim.claim;
    let speaks_of_them = claim.kind == Kind::Part
        && claim.status.counts()
        && claim.outcome == Some(outcome)
        && (claim.side.is_none() || claim.side == side);
    claim.count.low.or(claim.count.best).filter(|_| speaks_of_them)
}

fn largest_part(incident_claims: &[IncidentClaim<'_>], of: &Estimated) -> Option<u64> {
    incident_claims.iter().filter_map(|incident_claim| part(incident_claim, of.side, of.outcome)).max()
}

/// The most people that the exclusive parts of one article give together: another article may speak
/// of the same ones again.
fn exclusive_parts(incident_claims: &[IncidentClaim<'_>], of: &Estimated) -> Option<u64> {
    let mut sums: HashMap<ArticleId, u64> = HashMap::new();
    for incident_claim in incident_claims.iter().filter(|incident_claim| incident_claim.claim.part_exclusive)
    {
        if let Some(part) = part(incident_claim, of.side, of.outcome) {
            let sum = sums.entry(incident_claim.article).or_default();
            *sum = sum.saturating_add(part);
        }
    }
    sums.into_values().max()
}
