//! Running totals against what has been counted (DESIGN, section 3, rule 7).
//!
//! A total is compared and never added: nothing here changes a bar of the chart.

pub mod between;
mod scope;
pub mod words;

use std::collections::HashMap;
use std::fmt;

use scope::Scope;

use super::Answers;
use super::incident::{Estimated, IncidentView};
use crate::model::{
    AnnotationId, ArticleId, Claim, DateRange, EntryId, Figures, IncidentId, Kind, ListEntry, Outcome,
    Project, Standing,
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
    /// The incidents that the coder has taken out of it, by id.
    pub excluded: Vec<IncidentId>,
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
    /// What it says it counts does not go by whether an enemy did it.
    Definition,
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
            Self::Definition => f.write_str("it counts by what incidents do not say"),
            Self::Date => f.write_str("no date"),
        }
    }
}

/// The name of the definition that says that there is none.
pub const UNSTATED: &str = "unstated";

/// The definition that a total states.
fn stated(project: &Project, claim: &Claim) -> Option<EntryId> {
    let is_stated = |entry: &ListEntry| !entry.value.trim().eq_ignore_ascii_case(UNSTATED);
    claim.definition.filter(|id| project.entries.get(*id).is_some_and(is_stated))
}

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
    let definition = stated(project, claim).and_then(|id| project.entries.get(id));
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
        excluded: Vec::new(),
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
        for (figures, death) in estimated.by_day_of_death() {
            let (list, add): (_, fn(&mut Counted, Figures)) =
                match scope.holds(answers, view, estimated, death) {
                    Some(true) => (&mut compared.inside, Counted::add),
                    Some(false) => continue,
                    None => (&mut compared.perhaps, Counted::add_perhaps),
                };
            add(&mut counted, figures);
            if list.last() != Some(&view.root) {
                list.push(view.root);
            }
        }
    }
    compared.excluded = scope.excluded.into_iter().collect();
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
