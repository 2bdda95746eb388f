//! What is known of one incident: its date, place and operation from all its claims, and its
//! estimates (docs/counting-rules.md).

use std::collections::{BTreeMap, BTreeSet};

use super::claim_warnings::{Derived, claim_warnings};
use super::dates::Dates;
use super::deaths::{Combined, DeathGroup, Groups, combine};
use super::estimate::{Report, Rule, contradicting, estimate};
pub use super::estimated::Estimated;
use super::incident_claims::{IncidentClaim, IndependentSource, describing, incident_claims, is_recorded};
use super::index::Index;
pub use super::resolve::Resolved;
use super::resolve::{resolve, resolve_text};
use crate::model::{
    AnnotationId, ArticleId, DateRange, EntryId, Estimate, Figures, Hostile, IncidentId, Kind, OperationId,
    Outcome, Project, Relation,
};

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
    /// All its claims, earliest annotated first.
    pub claims: Vec<AnnotationId>,
    /// The articles of its claims that are asserted or disputed, else of all its claims.
    pub articles: BTreeSet<ArticleId>,
    /// Who reported it: the independent sources of these articles, or their sources; blank where neither is known.
    pub sources: Vec<String>,
    /// What the coder should look at, as sentences.
    pub warnings: Vec<String>,
}

/// What is known of the incident `root`.
pub fn view(project: &Project, index: &Index, root: IncidentId) -> IncidentView {
    view_of(project, index, root, &|_| true)
}

/// What is known of the incident `root` from the included claims alone.
pub fn view_of(
    project: &Project,
    index: &Index,
    root: IncidentId,
    includes_claim: &dyn Fn(AnnotationId) -> bool,
) -> IncidentView {
    let mut incident_claims = incident_claims(project, index, root);
    // The coder's own figures for people whose claims are all left out are left out too.
    let left_out: BTreeSet<People> = incident_claims
        .iter()
        .filter(|incident_claim| !includes_claim(incident_claim.id))
        .filter_map(people_of)
        .collect();
    incident_claims.retain(|incident_claim| includes_claim(incident_claim.id));
    let recorded = is_recorded(index, root, &incident_claims);
    let describing = describing(index, root, &incident_claims);
    let own = project.incidents.get(root);
    let mut dates = Dates::new(project, index, includes_claim);
    let date = dates.resolve(root, &describing);
    let operation = operation(own.and_then(|own| own.operation), &describing);
    let country = resolve_text(own.map(|own| &own.country), &describing, |claim| &claim.country);
    let place = resolve_text(own.map(|own| &own.place), &describing, |claim| &claim.place);
    let cause = resolve(own.and_then(|own| own.cause), &describing, |claim| claim.cause, |_| 0);
    let vague = |hostile: &Hostile| i64::from(*hostile == Hostile::Unknown);
    let hostile = resolve(own.and_then(|own| own.hostile), &describing, |claim| claim.hostile, vague);
    let estimates = estimates(project, index, root, &incident_claims, &left_out);
    let title = match own.map(|own| own.title.as_str()) {
        Some(title) if !title.is_empty() => title.to_owned(),
        _ => name(project, &date, &place, &country, &estimates),
    };
    let is_valid = |incident_claim: &&IncidentClaim<'_>| incident_claim.claim.status.counts();
    let mut articles: BTreeSet<ArticleId> =
        incident_claims.iter().filter(is_valid).map(|incident_claim| incident_claim.article).collect();
    if articles.is_empty() {
        articles = incident_claims.iter().map(|incident_claim| incident_claim.article).collect();
    }
    let derived = Derived {
        estimates: &estimates,
        date: &date,
        date_in_ring: dates.met_a_ring(),
        operation: &operation,
        has_estimates_aside: has_estimates_aside(index, root),
    };
    let warnings = claim_warnings(project, &incident_claims, &derived);
    let claims = incident_claims.iter().map(|incident_claim| incident_claim.id).collect();
    let sources = sources(project, &articles);
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
        sources,
        warnings,
    }
}

/// The names of those who published articles, each once. Articles that repeat one source are of that one.
fn sources(project: &Project, articles: &BTreeSet<ArticleId>) -> Vec<String> {
    let articles = articles.iter().filter_map(|id| project.articles.get(*id));
    let name = |article: &crate::model::Article| match article.independent_source.trim() {
        "" => article.source.trim().to_owned(),
        agency => agency.to_owned(),
    };
    let mut names: Vec<String> = articles.map(name).collect();
    names.sort_unstable();
    names.dedup_by(|a, b| a.to_lowercase() == b.to_lowercase());
    names
}

/// The one operation that the claims name; no vote is taken between several.
fn operation(own: Option<OperationId>, describing: &[&IncidentClaim<'_>]) -> Resolved<OperationId> {
    if let Some(own) = own {
        return Resolved::by_coder(own);
    }
    let mut named =
        describing.iter().flat_map(|incident_claim| incident_claim.claim.operations.iter().copied());
    let first = named.next();
    let several = named.any(|other| Some(other) != first);
    Resolved::by_claims(first.filter(|_| !several), several)
}

/// Whose people, and what happened to them.
type People = (Option<EntryId>, Outcome);

/// The people whom a claim counts.
fn people_of(incident_claim: &IncidentClaim<'_>) -> Option<People> {
    let counts = incident_claim.claim.kind == Kind::Incident;
    Some((incident_claim.claim.side, incident_claim.claim.outcome.filter(|_| counts)?))
}

fn estimates(
    project: &Project,
    index: &Index,
    root: IncidentId,
    incident_claims: &[IncidentClaim<'_>],
    left_out: &BTreeSet<People>,
) -> Vec<Estimated> {
    let own: BTreeMap<People, &Estimate> = index
        .estimates(root)
        .filter_map(|id| project.estimates.get(id))
        .map(|own| ((own.side, own.outcome), own))
        .collect();
    let mut groups: BTreeMap<People, Vec<&IncidentClaim<'_>>> = BTreeMap::new();
    for incident_claim in incident_claims {
        if let Some(people) = people_of(incident_claim) {
            groups.entry(people).or_default().push(incident_claim);
        }
    }
    for &outcome in Outcome::ALL {
        if !own.contains_key(&(None, outcome)) {
            speak_for_the_only_side(&mut groups, outcome);
        }
    }
    for key in own.keys().filter(|key| !left_out.contains(key)) {
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
fn speak_for_the_only_side(groups: &mut BTreeMap<People, Vec<&IncidentClaim<'_>>>, outcome: Outcome) {
    let counts = |incident_claim: &&IncidentClaim<'_>| incident_claim.claim.counts();
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
    mut incident_claims: Vec<&IncidentClaim<'_>>,
    own: Option<&Estimate>,
    chosen: &BTreeSet<AnnotationId>,
) -> Estimated {
    sort_by_article(&mut incident_claims);
    let counting: Vec<&IncidentClaim<'_>> =
        incident_claims.iter().copied().filter(|incident_claim| incident_claim.claim.counts()).collect();
    let giving = counting.iter().filter(|incident_claim| !incident_claim.claim.count.is_blank());
    let sources = giving.map(|incident_claim| &incident_claim.source).collect::<BTreeSet<_>>().len();
    let count = counting.len();
    let groups = Groups::group(counting, |incident_claim| DeathGroup::from_claim(incident_claim.claim));
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
        .filter(|incident_claim| incident_claim.claim.count.best == figures.best);
    let death = match rule {
        Rule::Added(_) => {
            groups.later.iter().filter_map(|incident_claim| incident_claim.claim.death_date).min()
        }
        _ => of_all.filter_map(|incident_claim| incident_claim.claim.death_date).min(),
    };
    let claims = incident_claims.iter().map(|incident_claim| incident_claim.id).collect();
    Estimated {
        side,
        outcome,
        figures,
        rule,
        reason,
        claims,
        counting: count,
        sources,
        contradicting,
        death,
        added,
    }
}

/// The claims without a best figure whose bounds exclude the best that others of their group give.
fn contradicting_claims(
    groups: &Groups<&IncidentClaim<'_>>,
    chosen: &BTreeSet<AnnotationId>,
) -> Vec<AnnotationId> {
    let mut claims = Vec::new();
    for group in [&groups.first, &groups.later] {
        let reports = reports(group, chosen);
        let places = contradicting(&reports, estimate(&reports).0.best);
        claims.extend(places.into_iter().map(|at| group[at].id));
    }
    claims
}

/// By the day of the article, then by when they were annotated: the latest figure of a source is its last.
pub(super) fn sort_by_article(incident_claims: &mut [&IncidentClaim<'_>]) {
    incident_claims.sort_by_key(|incident_claim| {
        (
            incident_claim.published.map(|published| published.last()),
            incident_claim.created,
            incident_claim.id,
        )
    });
}

/// What the estimate needs to know of claims.
pub(super) fn reports<'s>(
    incident_claims: &[&'s IncidentClaim<'_>],
    chosen: &BTreeSet<AnnotationId>,
) -> Vec<Report<&'s IndependentSource>> {
    let report = |incident_claim: &&'s IncidentClaim<'_>| Report {
        source: &incident_claim.source,
        count: incident_claim.claim.count,
        status: incident_claim.claim.status,
        chosen: chosen.contains(&incident_claim.id),
    };
    incident_claims.iter().map(report).collect()
}

/// Whether an incident that is joined to `root` has figures that the coder set on it.
fn has_estimates_aside(index: &Index, root: IncidentId) -> bool {
    let joined = index.members(root).into_iter().filter(|member| *member != root);
    joined.into_iter().any(|member| index.estimates(member).next().is_some())
}

/// The claims whose figure the coder chose to speak for its source.
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
