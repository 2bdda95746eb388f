//! What is known of one incident: its date, place and operation from all its claims, and its
//! estimates (DESIGN, section 3, rules 2 to 4 and 8).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::estimate::{Report, Rule, estimate};
use super::index::Index;
use crate::model::{
    AnnotationId, ArticleId, Claim, DateRange, EntryId, Figures, Hostile, IncidentId, Kind, OperationId,
    Outcome, Precision, Project, Relation, Standing,
};

/// A field of an incident: its value, and whether the claims agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved<T> {
    /// The value; `None` is not known.
    pub value: Option<T>,
    /// Whether the coder set it.
    pub by_coder: bool,
    /// Whether claims say different things, and the coder has not decided.
    pub conflict: bool,
}

impl<T> Resolved<T> {
    fn unknown() -> Self {
        Self { value: None, by_coder: false, conflict: false }
    }

    fn by_coder(value: T) -> Self {
        Self { value: Some(value), by_coder: true, conflict: false }
    }
}

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
    /// The claims that speak of these people, earliest first; also those that do not count.
    pub claims: Vec<AnnotationId>,
    /// How many voices count.
    pub voices: usize,
    /// The first day of death known, where it is not the incident's.
    pub death: Option<Date>,
}

impl Estimated {
    /// Whether every claim that spoke of these people is denied or superseded.
    pub fn stands_for_nobody(&self) -> bool {
        self.voices == 0 && self.rule != Rule::Coder
    }
}

/// All that is known of an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncidentView {
    /// The incident to which the others are joined.
    pub root: IncidentId,
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
    /// One for each side and outcome of its incident claims, sorted.
    pub estimates: Vec<Estimated>,
    /// All its claims, earliest marked first.
    pub claims: Vec<AnnotationId>,
    /// How many articles speak of it.
    pub articles: usize,
    /// What the coder should look at, as sentences.
    pub warnings: Vec<String>,
}

impl IncidentView {
    /// Whether any claim makes it an incident that is recorded, not only background.
    pub fn is_recorded(&self) -> bool {
        !self.estimates.is_empty()
    }
}

/// A claim, with what is known of its article.
struct Said<'a> {
    id: AnnotationId,
    claim: &'a Claim,
    article: ArticleId,
    voice: String,
    published: Option<DateRange>,
}

/// How many links of dates from dates are followed before a ring is assumed.
const DATE_LINKS: usize = 16;

/// What is known of the incident `root`.
pub fn view(project: &Project, index: &Index, root: IncidentId) -> IncidentView {
    let said = said(project, index, root);
    let own = project.incidents.get(root);
    let standing: Vec<&Said<'_>> = said.iter().filter(|said| said.claim.standing.counts()).collect();
    // What background says of an incident matters only where nothing else is said of it.
    let telling: Vec<&Said<'_>> = match standing.iter().any(|said| said.claim.kind != Kind::Background) {
        true => standing.iter().copied().filter(|said| said.claim.kind != Kind::Background).collect(),
        false => standing,
    };

    let date = date(project, index, root, &telling, 0);
    let operation = match own.and_then(|own| own.operation) {
        Some(id) => Resolved::by_coder(id),
        None => operation(&telling),
    };
    let country = text(own.map(|own| &own.country), &telling, |claim| &claim.country);
    let place = text(own.map(|own| &own.place), &telling, |claim| &claim.place);
    let cause = match own.and_then(|own| own.cause) {
        Some(cause) => Resolved::by_coder(cause),
        None => voted(&telling, |claim| claim.cause),
    };
    let hostile = match own.and_then(|own| own.hostile) {
        Some(hostile) => Resolved::by_coder(hostile),
        None => voted(&telling, |claim| claim.hostile),
    };
    let estimates = estimates(project, index, root, &said);
    let title = match own.map(|own| own.title.as_str()) {
        Some(title) if !title.is_empty() => title.to_owned(),
        _ => name(&date, &place, &country, &estimates),
    };
    let articles = said.iter().map(|said| said.article).collect::<BTreeSet<_>>().len();
    let warnings = warnings(project, &said, &estimates, &date, &operation);
    IncidentView {
        root,
        title,
        date,
        operation,
        country,
        place,
        cause,
        hostile,
        estimates,
        claims: said.iter().map(|said| said.id).collect(),
        articles,
        warnings,
    }
}

fn said<'a>(project: &'a Project, index: &Index, root: IncidentId) -> Vec<Said<'a>> {
    let claims = index.claims(root);
    claims
        .into_iter()
        .filter_map(|id| {
            let claim = project.claims.get(id)?;
            let annotation = project.annotations.get(id)?;
            let article = project.articles.get(annotation.article);
            let voice = article.map(|article| article.voice.trim()).filter(|voice| !voice.is_empty());
            let voice = voice.map_or_else(|| annotation.article.to_string(), str::to_lowercase);
            let published = article.and_then(|article| article.published);
            Some(Said { id, claim, article: annotation.article, voice, published })
        })
        .collect()
}

/// When a claim says that it happened, a date reckoned from another incident moving with that.
fn claimed_date(
    project: &Project,
    index: &Index,
    root: IncidentId,
    claim: &Claim,
    depth: usize,
) -> Option<DateRange> {
    let Some(from) = claim.date_incident.map(|id| index.root(id)) else { return claim.date };
    if from == root || depth >= DATE_LINKS {
        return claim.date;
    }
    let others = said(project, index, from);
    let others: Vec<&Said<'_>> = others.iter().filter(|said| said.claim.standing.counts()).collect();
    let base = date(project, index, from, &others, depth + 1).value?;
    base.shifted(claim.date_offset_days.unwrap_or(0))
}

fn date(
    project: &Project,
    index: &Index,
    root: IncidentId,
    telling: &[&Said<'_>],
    depth: usize,
) -> Resolved<DateRange> {
    if let Some(date) = project.incidents.get(root).and_then(|own| own.date) {
        return Resolved::by_coder(date);
    }
    let dates: Vec<(DateRange, &str)> = telling
        .iter()
        .filter_map(|said| {
            let date = claimed_date(project, index, root, said.claim, depth)?;
            // What an article says of a month ends no later than the article.
            let date = match (date.precision(), said.published) {
                (Precision::Month | Precision::Quarter | Precision::Year, Some(published)) => {
                    date.not_after(published.last()).unwrap_or(date)
                }
                _ => date,
            };
            Some((date, said.voice.as_str()))
        })
        .collect();
    let Some((first, _)) = dates.first() else { return Resolved::unknown() };
    let narrowest = dates.iter().try_fold(*first, |narrowest, (date, _)| narrowest.intersect(date));
    match narrowest {
        Some(date) => Resolved { value: Some(date), by_coder: false, conflict: false },
        None => {
            let value = most_voices(dates.into_iter(), |date| date.days());
            Resolved { value, by_coder: false, conflict: true }
        }
    }
}

fn operation(telling: &[&Said<'_>]) -> Resolved<OperationId> {
    let named: BTreeSet<OperationId> =
        telling.iter().flat_map(|said| said.claim.operations.iter().copied()).collect();
    Resolved {
        value: named.first().copied().filter(|_| named.len() == 1),
        by_coder: false,
        conflict: named.len() > 1,
    }
}

fn text(own: Option<&String>, telling: &[&Said<'_>], field: impl Fn(&Claim) -> &String) -> Resolved<String> {
    match own {
        Some(own) if !own.is_empty() => Resolved::by_coder(own.clone()),
        _ => voted(telling, |claim| Some(field(claim)).filter(|text| !text.is_empty()).cloned()),
    }
}

fn voted<T: Clone + PartialEq>(telling: &[&Said<'_>], field: impl Fn(&Claim) -> Option<T>) -> Resolved<T> {
    let given: Vec<(T, &str)> =
        telling.iter().filter_map(|said| Some((field(said.claim)?, said.voice.as_str()))).collect();
    let conflict = given.iter().any(|(value, _)| *value != given[0].0);
    Resolved { value: most_voices(given.into_iter(), |_| 0), by_coder: false, conflict }
}

/// The value that most voices give; ties go to the one of least `spread`, then to the earliest.
fn most_voices<'a, T: Clone + PartialEq>(
    given: impl Iterator<Item = (T, &'a str)>,
    spread: impl Fn(&T) -> i64,
) -> Option<T> {
    let mut votes: Vec<(T, BTreeSet<&str>)> = Vec::new();
    for (value, voice) in given {
        match votes.iter_mut().find(|(known, _)| *known == value) {
            Some((_, voices)) => {
                voices.insert(voice);
            }
            None => votes.push((value, BTreeSet::from([voice]))),
        }
    }
    let rank = |(value, voices): &(T, BTreeSet<&str>)| (voices.len(), -spread(value));
    let mut best: Option<&(T, BTreeSet<&str>)> = None;
    for vote in &votes {
        if best.is_none_or(|best| rank(vote) > rank(best)) {
            best = Some(vote);
        }
    }
    best.map(|(value, _)| value.clone())
}

fn estimates(project: &Project, index: &Index, root: IncidentId, said: &[Said<'_>]) -> Vec<Estimated> {
    let mut groups: BTreeMap<(Option<EntryId>, Outcome), Vec<&Said<'_>>> = BTreeMap::new();
    for said in said.iter().filter(|said| said.claim.kind == Kind::Incident) {
        let Some(outcome) = said.claim.outcome else { continue };
        groups.entry((said.claim.side, outcome)).or_default().push(said);
    }
    let members: BTreeSet<IncidentId> = index.members(root).into_iter().collect();
    let chosen: BTreeSet<AnnotationId> =
        if said.len() > 1 { chosen(project, &members) } else { BTreeSet::new() };
    let own = own_estimates(project, root);
    for key in own.keys() {
        groups.entry(*key).or_default();
    }
    groups
        .into_iter()
        .map(|((side, outcome), mut said)| {
            // Earliest first by the day of the article: the latest word of a voice is its last.
            said.sort_by_key(|said| (said.published.map(|published| published.last()), said.id));
            let counting: Vec<&&Said<'_>> = said.iter().filter(|said| said.claim.counts()).collect();
            let reports: Vec<Report<&str>> = counting
                .iter()
                .map(|said| Report {
                    voice: said.voice.as_str(),
                    count: said.claim.count,
                    standing: said.claim.standing,
                    chosen: chosen.contains(&said.id),
                })
                .collect();
            let voices = reports.iter().map(|report| report.voice).collect::<BTreeSet<_>>().len();
            let death = counting.iter().filter_map(|said| said.claim.death_date).min();
            let (figures, rule, reason) = match own.get(&(side, outcome)) {
                Some((figures, reason)) => (*figures, Rule::Coder, reason.clone()),
                None => {
                    let (figures, rule) = estimate(&reports);
                    (figures, rule, String::new())
                }
            };
            let claims = said.iter().map(|said| said.id).collect();
            Estimated { side, outcome, figures, rule, reason, claims, voices, death }
        })
        .collect()
}

fn chosen(project: &Project, members: &BTreeSet<IncidentId>) -> BTreeSet<AnnotationId> {
    let links = project.links.iter().filter(|(_, link)| link.relation == Relation::FigureChosen);
    links
        .filter(|(_, link)| members.contains(&IncidentId(link.to)))
        .map(|(_, link)| AnnotationId(link.from))
        .collect()
}

type OwnEstimates = BTreeMap<(Option<EntryId>, Outcome), (Figures, String)>;

fn own_estimates(project: &Project, root: IncidentId) -> OwnEstimates {
    let own = project.estimates.iter().filter(|(_, own)| own.incident == root);
    own.map(|(_, own)| {
        let figures = Figures { low: own.low, best: own.best, high: own.high };
        ((own.side, own.outcome), (figures, own.reason.clone()))
    })
    .collect()
}

/// "2019-11-25, Mali: 13 killed".
fn name(
    date: &Resolved<DateRange>,
    place: &Resolved<String>,
    country: &Resolved<String>,
    estimates: &[Estimated],
) -> String {
    let date = date.value.map(|date| date.to_string());
    let place = place.value.clone().or_else(|| country.value.clone());
    let head: Vec<String> = date.into_iter().chain(place).collect();
    let figures: Vec<String> =
        estimates.iter().map(|estimated| format!("{} {}", estimated.figures, estimated.outcome)).collect();
    let head = if head.is_empty() { "No date or place".to_owned() } else { head.join(", ") };
    if figures.is_empty() { head } else { format!("{head}: {}", figures.join(", ")) }
}

fn warnings(
    project: &Project,
    said: &[Said<'_>],
    estimates: &[Estimated],
    date: &Resolved<DateRange>,
    operation: &Resolved<OperationId>,
) -> Vec<String> {
    let mut warnings = Vec::new();
    if date.conflict {
        warnings.push("The claims give dates that exclude each other; set the date, or split.".to_owned());
    }
    if operation.conflict {
        warnings.push("The claims name several operations; choose one, or it is not drawn.".to_owned());
    }
    for estimated in estimates {
        let whole = estimated.figures.high.or(estimated.figures.best);
        let parts = said.iter().filter(|said| {
            let claim = said.claim;
            claim.kind == Kind::Part
                && claim.standing != Standing::Denied
                && claim.outcome == Some(estimated.outcome)
                && (claim.side.is_none() || claim.side == estimated.side)
        });
        let (exclusive, shared): (Vec<&Said<'_>>, Vec<&Said<'_>>) =
            parts.partition(|said| said.claim.part_exclusive);
        let largest = shared.iter().filter_map(|said| said.claim.count.low).max();
        let sum: u64 = exclusive.iter().filter_map(|said| said.claim.count.low).sum();
        if let (Some(whole), Some(part)) = (whole, largest.max((sum > 0).then_some(sum)))
            && part > whole
        {
            let outcome = estimated.outcome;
            warnings.push(format!("A part, {part} {outcome}, is more than the whole, {whole} {outcome}."));
        }
        if let Some(problem) = estimated.figures.problem() {
            let side = project.entry_name(estimated.side);
            warnings.push(format!("{side} {}: {problem}", estimated.outcome));
        }
    }
    warnings
}
