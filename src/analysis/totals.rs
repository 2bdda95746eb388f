//! Running totals against what has been counted (DESIGN, section 3, rule 7).
//!
//! A total is compared and never added: nothing here changes a bar of the chart.

use std::collections::{HashMap, HashSet};
use std::fmt;

use jiff::civil::Date;

use super::Answers;
use super::incident::{Estimated, IncidentView};
use super::places;
use crate::model::{
    AnnotationId, ArticleId, Claim, DateRange, EntryId, Figures, IncidentId, Kind, ListEntry, OperationId,
    Outcome, Project, Relation, Standing,
};

/// A total, and what has been counted in its scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The total's annotation.
    pub annotation: AnnotationId,
    /// When it held.
    pub as_of: Option<DateRange>,
    /// What it says.
    pub reported: Figures,
    /// What the project counts in its scope; best is blank where that is a range.
    pub counted: Figures,
    /// Reported less counted, where both are definite.
    pub difference: Option<i64>,
    /// What comes of it.
    pub verdict: Verdict,
    /// Whether it says what it counts; where it does not, all causes are counted.
    pub definition_stated: bool,
    /// The incidents inside its scope, by id.
    pub inside: Vec<IncidentId>,
    /// The incidents that may lie inside or outside, by id: they make the counted figure a range.
    pub perhaps: Vec<IncidentId>,
}

/// What comes of comparing a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Reported and counted are the same.
    Agrees,
    /// One of the two is a range, and they can be the same.
    AgreesWithinRange,
    /// More are reported than counted.
    NotInCorpus(u64),
    /// Fewer are reported than counted.
    FewerReported(u64),
    /// There is nothing to compare.
    NotComparable(Missing),
}

/// Why a total cannot be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Missing {
    /// It is denied or superseded.
    Standing(Standing),
    /// It gives no number.
    Figure,
    /// It does not say what happened to the people.
    Outcome,
    /// It does not say whose people.
    Side,
    /// It names neither operations nor countries.
    Scope,
    /// It is not known when it held.
    Date,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Agrees => f.write_str("agrees"),
            Self::AgreesWithinRange => f.write_str("agrees within the range"),
            Self::NotInCorpus(n) => write!(f, "{n} not in the corpus"),
            Self::FewerReported(n) => write!(f, "{n} fewer reported than counted"),
            Self::NotComparable(missing) => write!(f, "not comparable: {missing}"),
        }
    }
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Standing(standing) => standing.fmt(f),
            Self::Figure => f.write_str("no figure"),
            Self::Outcome => f.write_str("no outcome"),
            Self::Side => f.write_str("no side"),
            Self::Scope => f.write_str("no scope"),
            Self::Date => f.write_str("no date"),
        }
    }
}

/// The name of the definition that says that there is none.
const UNSTATED: &str = "unstated";

/// People who count: an estimate, and its incident.
type People<'a> = (&'a IncidentView, &'a Estimated);

/// Every total of the project, compared.
pub fn totals(project: &Project, answers: &Answers) -> Vec<Compared> {
    // Each total is compared with the people of its own side and outcome only.
    let mut by: HashMap<(Option<EntryId>, Outcome), Vec<People<'_>>> = HashMap::new();
    for (view, estimated) in people(answers) {
        by.entry((estimated.side, estimated.outcome)).or_default().push((view, estimated));
    }
    let totals = project.claims.iter().filter(|(_, claim)| claim.kind == Kind::Total);
    let compared = totals.filter_map(|(id, claim)| {
        let people = claim.outcome.and_then(|outcome| by.get(&(claim.side, outcome)));
        compare_with(project, answers, id, people.into_iter().flatten().copied())
    });
    compared.collect()
}

/// What comes of comparing the total that `total` claims; `None` if it claims none.
pub fn compare(project: &Project, answers: &Answers, total: AnnotationId) -> Option<Compared> {
    compare_with(project, answers, total, people(answers))
}

fn people(answers: &Answers) -> impl Iterator<Item = People<'_>> {
    let recorded = answers.incidents().filter(|view| view.recorded);
    let people = recorded.flat_map(|view| view.estimates.iter().map(|estimated| (view.as_ref(), estimated)));
    people.filter(|(_, estimated)| !estimated.stands_for_nobody())
}

fn compare_with<'a>(
    project: &Project,
    answers: &Answers,
    total: AnnotationId,
    people: impl Iterator<Item = People<'a>>,
) -> Option<Compared> {
    let claim = project.claims.get(total).filter(|claim| claim.kind == Kind::Total)?;
    let article = project.annotations.get(total)?.article;
    let definition = claim.definition.and_then(|id| project.entries.get(id));
    let definition = definition.filter(|entry| !entry.value.trim().eq_ignore_ascii_case(UNSTATED));
    let as_of = as_of(project, answers, claim, article);
    let mut compared = Compared {
        annotation: total,
        as_of,
        reported: claim.count,
        counted: Figures::BLANK,
        difference: None,
        verdict: Verdict::NotComparable(Missing::Date),
        definition_stated: definition.is_some(),
        inside: Vec::new(),
        perhaps: Vec::new(),
    };
    let scope = match Scope::of(project, answers, total, claim, article, definition, as_of) {
        Ok(scope) => scope,
        Err(missing) => {
            compared.verdict = Verdict::NotComparable(missing);
            return Some(compared);
        }
    };
    let mut counted = Counted::default();
    for (view, estimated) in people {
        match scope.holds(answers, view, estimated) {
            Some(true) => {
                counted.add(estimated.figures);
                compared.inside.push(view.root);
            }
            Some(false) => {}
            None => {
                counted.add_perhaps(estimated.figures);
                compared.perhaps.push(view.root);
            }
        }
    }
    compared.counted = counted.figures();
    (compared.verdict, compared.difference) = verdict(compared.reported, compared.counted);
    Some(compared)
}

/// The coder's own word, else the day of the incident that the total was given with, else the
/// article's date.
fn as_of(project: &Project, answers: &Answers, claim: &Claim, article: ArticleId) -> Option<DateRange> {
    let incident = || answers.incident(claim.as_of_incident?)?.date.value;
    let published = || project.articles.get(article)?.published;
    claim.as_of.or_else(incident).or_else(published)
}

/// What a total speaks of.
struct Scope<'a> {
    operations: HashSet<OperationId>,
    countries: Vec<&'a str>,
    /// For an incident whose country is not known: whether its operation lies in the countries.
    by_operation: HashMap<OperationId, Option<bool>>,
    side: EntryId,
    outcome: Outcome,
    definition: Option<&'a ListEntry>,
    from: Date,
    as_of: DateRange,
    article: ArticleId,
    /// The incident that the total was given with.
    given_with: Option<IncidentId>,
    excluded: HashSet<IncidentId>,
}

impl<'a> Scope<'a> {
    fn of(
        project: &'a Project,
        answers: &Answers,
        total: AnnotationId,
        claim: &'a Claim,
        article: ArticleId,
        definition: Option<&'a ListEntry>,
        as_of: Option<DateRange>,
    ) -> Result<Self, Missing> {
        if !claim.standing.counts() {
            return Err(Missing::Standing(claim.standing));
        }
        if claim.count.is_blank() {
            return Err(Missing::Figure);
        }
        let outcome = claim.outcome.ok_or(Missing::Outcome)?;
        let side = claim.side.ok_or(Missing::Side)?;
        let areas = claim.scope_areas.iter().flat_map(|&area| places::of_area(project, area));
        let countries: Vec<&str> =
            places::expand(project, &claim.scope_countries).into_iter().chain(areas).collect();
        if claim.operations.is_empty() && countries.is_empty() {
            return Err(Missing::Scope);
        }
        let by_operation = project.operations.iter().map(|(id, operation)| {
            let area = places::of_operation(project, operation);
            let in_scope = |country: &&str| countries.iter().any(|known| places::same(known, country));
            let inside = match (area.iter().filter(|country| in_scope(country)).count(), area.len()) {
                (0, 0) => Some(claim.operations.contains(&id)),
                (0, _) => Some(false),
                (some, all) => (some == all).then_some(true),
            };
            (id, inside)
        });
        let links = answers.index.links(total.0).filter_map(|id| project.links.get(id));
        let excluded = links.filter(|link| link.relation == Relation::ExcludedFromTotal);
        Ok(Self {
            operations: claim.operations.iter().copied().collect(),
            by_operation: by_operation.collect(),
            countries,
            side,
            outcome,
            definition,
            from: claim.scope_from.unwrap_or(Date::MIN),
            as_of: as_of.ok_or(Missing::Date)?,
            article,
            given_with: claim.as_of_incident.map(|id| answers.index.root(id)),
            excluded: excluded.map(|link| answers.index.root(IncidentId(link.from))).collect(),
        })
    }

    /// Whether these people are inside; `None` where they may be or not.
    fn holds(&self, answers: &Answers, view: &IncidentView, estimated: &Estimated) -> Option<bool> {
        let counted = estimated.side == Some(self.side)
            && estimated.outcome == self.outcome
            && self.definition.is_none_or(|definition| definition.includes(view.hostile.value))
            && !self.excluded.contains(&view.root);
        if !counted {
            return Some(false);
        }
        both(self.holds_place(view), || self.holds_day(answers, view, estimated))
    }

    /// By its operation where the total names operations, and by its country where it names
    /// countries; an incident of which the country is not known goes by its operation's area.
    fn holds_place(&self, view: &IncidentView) -> Option<bool> {
        let operation = view.operation.value;
        if !self.operations.is_empty() && !operation.is_some_and(|id| self.operations.contains(&id)) {
            return Some(false);
        }
        match &view.country.value {
            _ if self.countries.is_empty() => Some(true),
            Some(country) => Some(self.countries.iter().any(|known| places::same(known, country))),
            None => operation.and_then(|id| self.by_operation.get(&id).copied()).unwrap_or(Some(false)),
        }
    }

    /// By the day of death where that is known, else by the incident's.
    fn holds_day(&self, answers: &Answers, view: &IncidentView, estimated: &Estimated) -> Option<bool> {
        let death = estimated.death.filter(|_| estimated.outcome == Outcome::Killed).map(DateRange::day);
        let Some(date) = death.or(view.date.value) else { return Some(false) };
        if date.last() < self.from || self.as_of.last() < date.first() {
            return Some(false);
        }
        let after_from = self.from <= date.first();
        // An article that tells of these people itself knew of them when it gave its total.
        let told = || {
            let mut articles = view.claims.iter().map(|&claim| answers.index.article_of(claim));
            self.given_with == Some(view.root) || articles.any(|article| article == Some(self.article))
        };
        let before_end = date.last() <= self.as_of.first() || told();
        (after_from && before_end).then_some(true)
    }
}

/// Both of two answers of which either may be open.
fn both(a: Option<bool>, b: impl FnOnce() -> Option<bool>) -> Option<bool> {
    match a {
        Some(false) => Some(false),
        Some(true) => b(),
        None => b().filter(|b| !b),
    }
}

/// A sum of people who are inside and of people who may be.
struct Counted {
    low: u64,
    best: Option<u64>,
    high: Option<u64>,
}

impl Default for Counted {
    fn default() -> Self {
        Self { low: 0, best: Some(0), high: Some(0) }
    }
}

impl Counted {
    fn add(&mut self, figures: Figures) {
        let plus = |sum: Option<u64>, more: Option<u64>| Some(sum?.saturating_add(more?));
        self.low = self.low.saturating_add(figures.low.unwrap_or(0));
        self.best = plus(self.best, figures.best);
        self.high = plus(self.high, figures.high);
    }

    fn add_perhaps(&mut self, figures: Figures) {
        self.add(Figures { low: Some(0), best: None, high: figures.high });
    }

    fn figures(&self) -> Figures {
        Figures { low: Some(self.low), best: self.best, high: self.high }
    }
}

fn verdict(reported: Figures, counted: Figures) -> (Verdict, Option<i64>) {
    let (low, high) = (counted.low.unwrap_or(0), counted.high.unwrap_or(u64::MAX));
    // A definite figure stands for itself, a range for its ends, of which either may be open.
    let at_least = reported.best.or(reported.low).unwrap_or(0);
    let at_most = reported.best.or(reported.high).unwrap_or(u64::MAX);
    let verdict = match (reported.best, counted.best) {
        (Some(reported), Some(counted)) if reported == counted => Verdict::Agrees,
        _ if at_least <= high && low <= at_most => Verdict::AgreesWithinRange,
        _ if at_least > high => Verdict::NotInCorpus(at_least.abs_diff(counted.best.unwrap_or(high))),
        _ => Verdict::FewerReported(counted.best.unwrap_or(low).abs_diff(at_most)),
    };
    let definite = |n: Option<u64>| i64::try_from(n?).ok();
    let difference = definite(reported.best).zip(definite(counted.best));
    (verdict, difference.map(|(reported, counted)| reported - counted))
}

#[cfg(test)]
mod tests;
