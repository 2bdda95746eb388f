//! What is known of one incident: its date, place and operation from all its claims, and its
//! estimates (DESIGN, section 3, rules 2 to 4 and 8).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::dates::Dates;
use super::deaths::{Combined, DeathGroup, Groups, combine};
use super::estimate::{Report, Rule, contradicting, estimate};
use super::incident_claims::{Said, Voice, incident_claims, is_recorded, telling};
use super::index::Index;
pub use super::resolve::Resolved;
use super::resolve::{resolve, resolve_text};
use super::warnings::{Found, warnings};
use crate::model::{
    AnnotationId, ArticleId, DateRange, EntryId, Estimate, Figures, Hostile, IncidentId, Kind, OperationId,
    Outcome, Project, Relation,
};

/// The estimate of an incident's people of one side and outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Estimated {
    /// Whose people; `None` is not known.
    pub side: Option<EntryId>,
    /// What happened to them.
    pub outcome: Outcome,
    /// How many.
    pub figures: Figures,
    /// By which rule.
    pub rule: Rule,
    /// The coder's reason, where the figures are the coder's.
    pub reason: String,
    /// The claims that speak of these people, earliest article first; also those that do not
    /// count, and those that say no side where there is no other.
    pub claims: Vec<AnnotationId>,
    /// How many of its claims count.
    pub counting: usize,
    /// How many independent sources give a figure.
    pub voices: usize,
    /// The claims without a best figure whose bounds exclude the best that others give.
    pub contradicting: Vec<AnnotationId>,
    /// The day of death, where it is not the incident's: the first that a claim with the best
    /// figure gives. Where people who died later are added, it is theirs alone.
    pub death: Option<Date>,
    /// Those killed at once and those who died later, where the two are added.
    pub added: Option<[Figures; 2]>,
}

impl Estimated {
    /// The people by their day of death, where that is not the incident's: those who died later are
    /// counted apart from those killed at once.
    pub fn by_day_of_death(&self) -> impl Iterator<Item = (Figures, Option<Date>)> {
        let all = match self.added {
            None => [Some((self.figures, self.death)), None],
            Some([at_once, later]) => [Some((at_once, None)), Some((later, self.death))],
        };
        all.into_iter().flatten()
    }

    /// Whether every claim that spoke of these people is denied or superseded.
    pub fn stands_for_nobody(&self) -> bool {
        self.counting == 0 && self.rule != Rule::Coder
    }
}

/// All that is known of an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncidentView {
    /// The incident to which the others are joined.
    pub root: IncidentId,
    /// Whether it is one that is recorded and drawn, and not only background.
    pub recorded: bool,
    /// A name to call it by.
    pub title: String,
    /// When.
    pub date: Resolved<DateRange>,
    /// Under which operation.
    pub operation: Resolved<OperationId>,
    /// In which country.
    pub country: Resolved<String>,
    /// Where.
    pub place: Resolved<String>,
    /// What did it.
    pub cause: Resolved<EntryId>,
    /// Whether an enemy did it.
    pub hostile: Resolved<Hostile>,
    /// One for each side and outcome of its incident claims, and of the coder's own, sorted.
    pub estimates: Vec<Estimated>,
    /// All its claims, earliest marked first.
    pub claims: Vec<AnnotationId>,
    /// The articles that speak of it: those in which something stands, else all.
    pub articles: BTreeSet<ArticleId>,
    /// What the coder should look at, as sentences.
    pub warnings: Vec<String>,
}

/// What is known of the incident `root`.
pub fn view(project: &Project, index: &Index, root: IncidentId) -> IncidentView {
    view_of(project, index, root, &|_| true)
}

/// What is known of the incident `root` from the claims that are heard alone.
pub fn view_of(
    project: &Project,
    index: &Index,
    root: IncidentId,
    includes_claim: &dyn Fn(AnnotationId) -> bool,
) -> IncidentView {
    let mut incident_claims = incident_claims(project, index, root);
    // The coder's own figures for people of whom nothing is heard any more are not heard either.
    let silenced: BTreeSet<People> = incident_claims
        .iter()
        .filter(|incident_claims| !includes_claim(incident_claims.id))
        .filter_map(people_of)
        .collect();
    incident_claims.retain(|incident_claims| includes_claim(incident_claims.id));
    let recorded = is_recorded(index, root, &incident_claims);
    let telling = telling(index, root, &incident_claims);
    let own = project.incidents.get(root);
    let mut dates = Dates::new(project, index, includes_claim);
    let date = dates.of(root, &telling);
    let operation = operation(own.and_then(|own| own.operation), &telling);
    let country = resolve_text(own.map(|own| &own.country), &telling, |claim| &claim.country);
    let place = resolve_text(own.map(|own| &own.place), &telling, |claim| &claim.place);
    let cause = resolve(own.and_then(|own| own.cause), &telling, |claim| claim.cause, |_| 0);
    let vague = |hostile: &Hostile| i64::from(*hostile == Hostile::Unknown);
    let hostile = resolve(own.and_then(|own| own.hostile), &telling, |claim| claim.hostile, vague);
    let estimates = estimates(project, index, root, &incident_claims, &silenced);
    let title = match own.map(|own| own.title.as_str()) {
        Some(title) if !title.is_empty() => title.to_owned(),
        _ => name(project, &date, &place, &country, &estimates),
    };
    let stands = |incident_claims: &&Said<'_>| incident_claims.claim.status.counts();
    let mut articles: BTreeSet<ArticleId> =
        incident_claims.iter().filter(stands).map(|incident_claims| incident_claims.article).collect();
    if articles.is_empty() {
        articles = incident_claims.iter().map(|incident_claims| incident_claims.article).collect();
    }
    let found = Found {
        estimates: &estimates,
        date: &date,
        date_in_ring: dates.met_a_ring(),
        operation: &operation,
        has_estimates_aside: has_estimates_aside(index, root),
    };
    let warnings = warnings(project, &incident_claims, &found);
    let claims = incident_claims.iter().map(|incident_claims| incident_claims.id).collect();
    IncidentView {
        root,
        recorded,
        title,
        date,
        operation,
        country,
        place,
        cause,
        hostile,
        estimates,
        claims,
        articles,
        warnings,
    }
}

/// The one operation that the claims name; no vote is taken between several.
fn operation(own: Option<OperationId>, telling: &[&Said<'_>]) -> Resolved<OperationId> {
    if let Some(own) = own {
        return Resolved::by_coder(own);
    }
    let mut named =
        telling.iter().flat_map(|incident_claims| incident_claims.claim.operations.iter().copied());
    let first = named.next();
    let several = named.any(|other| Some(other) != first);
    Resolved::by_claims(first.filter(|_| !several), several)
}

/// Whose people, and what happened to them.
type People = (Option<EntryId>, Outcome);

/// The people whom a claim counts.
fn people_of(incident_claims: &Said<'_>) -> Option<People> {
    let counts = incident_claims.claim.kind == Kind::Incident;
    Some((incident_claims.claim.side, incident_claims.claim.outcome.filter(|_| counts)?))
}

fn estimates(
    project: &Project,
    index: &Index,
    root: IncidentId,
    incident_claims: &[Said<'_>],
    silenced: &BTreeSet<People>,
) -> Vec<Estimated> {
    let own: BTreeMap<People, &Estimate> = index
        .estimates(root)
        .filter_map(|id| project.estimates.get(id))
        .map(|own| ((own.side, own.outcome), own))
        .collect();
    let mut groups: BTreeMap<People, Vec<&Said<'_>>> = BTreeMap::new();
    for incident_claims in incident_claims {
        if let Some(people) = people_of(incident_claims) {
            groups.entry(people).or_default().push(incident_claims);
        }
    }
    for &outcome in Outcome::ALL {
        if !own.contains_key(&(None, outcome)) {
            speak_for_the_only_side(&mut groups, outcome);
        }
    }
    for key in own.keys().filter(|key| !silenced.contains(key)) {
        groups.entry(*key).or_default();
    }
    let chosen = chosen(project, index, root);
    groups
        .into_iter()
        .map(|((side, outcome), incident_claims)| {
            estimated(side, outcome, incident_claims, own.get(&(side, outcome)).copied(), &chosen)
        })
        .collect()
}

/// "There were no survivors" says no side: where all who do speak of one, it speaks of that one too.
fn speak_for_the_only_side(groups: &mut BTreeMap<People, Vec<&Said<'_>>>, outcome: Outcome) {
    let counts = |incident_claims: &&Said<'_>| incident_claims.claim.counts();
    let sides = groups.iter().filter(|((side, of), incident_claims)| {
        side.is_some() && *of == outcome && incident_claims.iter().any(counts)
    });
    let mut sides = sides.map(|(people, _)| *people);
    let (Some(only), None) = (sides.next(), sides.next()) else { return };
    let of_unknown = groups.remove(&(None, outcome)).unwrap_or_default();
    groups.entry(only).or_default().extend(of_unknown);
}

fn estimated(
    side: Option<EntryId>,
    outcome: Outcome,
    mut incident_claims: Vec<&Said<'_>>,
    own: Option<&Estimate>,
    chosen: &BTreeSet<AnnotationId>,
) -> Estimated {
    sort_by_article(&mut incident_claims);
    let counting: Vec<&Said<'_>> =
        incident_claims.iter().copied().filter(|incident_claims| incident_claims.claim.counts()).collect();
    let giving = counting.iter().filter(|incident_claims| !incident_claims.claim.count.is_blank());
    let voices = giving.map(|incident_claims| &incident_claims.voice).collect::<BTreeSet<_>>().len();
    let count = counting.len();
    let groups = Groups::of(counting, |incident_claims| DeathGroup::of(incident_claims.claim));
    let (Combined { figures, rule, added }, reason, contradicting) = match own {
        Some(own) => {
            let figures = Figures { low: own.low, best: own.best, high: own.high }.completed();
            (Combined { figures, rule: Rule::Coder, added: None }, own.reason.clone(), Vec::new())
        }
        None => {
            let combined = combine(&groups.map(|group| reports(group, chosen)));
            (combined, String::new(), contradicting_claims(&groups, chosen))
        }
    };
    // That one of thirteen died later does not move the day of the thirteen.
    let of_all = groups
        .first
        .iter()
        .chain(&groups.later)
        .filter(|incident_claims| incident_claims.claim.count.best == figures.best);
    let death = match rule {
        Rule::Added(_) => {
            groups.later.iter().filter_map(|incident_claims| incident_claims.claim.death_date).min()
        }
        _ => of_all.filter_map(|incident_claims| incident_claims.claim.death_date).min(),
    };
    let claims = incident_claims.iter().map(|incident_claims| incident_claims.id).collect();
    Estimated {
        side,
        outcome,
        figures,
        rule,
        reason,
        claims,
        counting: count,
        voices,
        contradicting,
        death,
        added,
    }
}

/// The claims without a best figure whose bounds exclude the best that others of their group give.
fn contradicting_claims(groups: &Groups<&Said<'_>>, chosen: &BTreeSet<AnnotationId>) -> Vec<AnnotationId> {
    let mut claims = Vec::new();
    for group in [&groups.first, &groups.later] {
        let reports = reports(group, chosen);
        let places = contradicting(&reports, estimate(&reports).0.best);
        claims.extend(places.into_iter().map(|at| group[at].id));
    }
    claims
}

/// By the day of the article, then by when they were annotated: the latest figure of a source is its last.
pub(super) fn sort_by_article(incident_claims: &mut [&Said<'_>]) {
    incident_claims.sort_by_key(|incident_claims| {
        (
            incident_claims.published.map(|published| published.last()),
            incident_claims.created,
            incident_claims.id,
        )
    });
}

/// What the estimate needs to know of claims.
pub(super) fn reports<'s>(
    incident_claims: &[&'s Said<'_>],
    chosen: &BTreeSet<AnnotationId>,
) -> Vec<Report<&'s Voice>> {
    let report = |incident_claims: &&'s Said<'_>| Report {
        voice: &incident_claims.voice,
        count: incident_claims.claim.count,
        status: incident_claims.claim.status,
        chosen: chosen.contains(&incident_claims.id),
    };
    incident_claims.iter().map(report).collect()
}

/// Whether an incident that is joined to `root` has figures that the coder set on it.
fn has_estimates_aside(index: &Index, root: IncidentId) -> bool {
    let joined = index.members(root).into_iter().filter(|member| *member != root);
    joined.into_iter().any(|member| index.estimates(member).next().is_some())
}

/// The claims whose figure the coder chose to speak for its voice.
pub(super) fn chosen(project: &Project, index: &Index, root: IncidentId) -> BTreeSet<AnnotationId> {
    let links = index.members(root).into_iter().flat_map(|member| index.links(member.0));
    let links = links.filter_map(|id| project.links.get(id));
    let links = links.filter(|link| link.relation == Relation::FigureChosen);
    links.map(|link| AnnotationId(link.from)).collect()
}

/// "2019-11-25, Mali: 13 killed". Where there are several sides, the project's own comes first and
/// the others are named: "1 killed, 3 wounded (civilians)".
fn name(
    project: &Project,
    date: &Resolved<DateRange>,
    place: &Resolved<String>,
    country: &Resolved<String>,
    estimates: &[Estimated],
) -> String {
    let date = date.value.map(|date| date.to_string());
    let place = place.value.clone().or_else(|| country.value.clone());
    let head: Vec<String> = date.into_iter().chain(place).collect();
    let head = if head.is_empty() { "No date or place".to_owned() } else { head.join(", ") };
    let own = project.recorded_side();
    let several = estimates.windows(2).any(|two| two[0].side != two[1].side);
    let mut estimates: Vec<&Estimated> = estimates.iter().collect();
    // By name, since ids are not the same in every copy of a project.
    estimates.sort_by_key(|estimated| {
        (estimated.side != own, project.entry_name(estimated.side), estimated.outcome)
    });
    let figures: Vec<String> = estimates
        .iter()
        .map(|estimated| {
            let figures = format!("{} {}", estimated.figures, estimated.outcome);
            match project.entry_name(estimated.side) {
                _ if !several || estimated.side == own => figures,
                "" => format!("{figures} (side unknown)"),
                side => format!("{figures} ({side})"),
            }
        })
        .collect();
    if figures.is_empty() { head } else { format!("{head}: {}", figures.join(", ")) }
}
