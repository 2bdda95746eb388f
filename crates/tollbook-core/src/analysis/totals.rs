//! Running totals against what has been counted (docs/counting-rules.md).
//!
//! A total is compared and never added: nothing here changes a bar of the chart.

pub mod between;
mod comparisons;
mod scope;
mod tally;
mod weighing;
pub mod words;

use std::fmt;

pub use comparisons::{Line, Members, Totals};
pub use scope::Group;
pub use tally::FigureSum;

use super::Answers;
use crate::model::{
    AnnotationId, ArticleId, Claim, ClaimStatus, DateRange, EntryId, Figures, ListEntry, Project,
};

/// A total, and what has been counted in its scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
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
}

/// What comes of comparing a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Reported and counted are the same.
    Agrees,
    /// One of the two is a range, and they can be the same.
    AgreesWithinRange,
    /// More are reported than counted.
    MoreReported(u64),
    /// Fewer are reported than counted.
    FewerReported(u64),
    /// There is nothing to compare.
    NotComparable(Missing),
}

/// Why a total cannot be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Missing {
    /// It is denied or superseded.
    Status(ClaimStatus),
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
            Self::MoreReported(n) => write!(f, "{n} more reported than recorded"),
            Self::FewerReported(n) => write!(f, "{n} fewer reported than counted"),
            Self::NotComparable(missing) => write!(f, "not comparable: {missing}"),
        }
    }
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => status.fmt(f),
            Self::Figure => f.write_str("no figure"),
            Self::Outcome => f.write_str("no outcome"),
            Self::Side => f.write_str("no side"),
            Self::Scope => f.write_str("no operation and no place"),
            Self::Definition => f.write_str("it counts by what incidents do not say"),
            Self::Date => f.write_str("no date"),
        }
    }
}

/// The name of the definition that says that there is none.
pub const UNSTATED: &str = "not stated";

/// The definition that a total states.
fn stated(project: &Project, claim: &Claim) -> Option<EntryId> {
    let is_stated = |entry: &ListEntry| !entry.value.trim().eq_ignore_ascii_case(UNSTATED);
    claim.definition.filter(|id| project.entries.get(*id).is_some_and(is_stated))
}

/// The coder's own word, else the day of the incident that the total was given with, else the
/// article's date.
fn as_of(project: &Project, answers: &Answers, claim: &Claim, article: ArticleId) -> Option<DateRange> {
    let incident = || answers.incident(claim.as_of_incident?)?.date.value;
    let published = || project.articles.get(article)?.published;
    claim.as_of.or_else(incident).or_else(published)
}

fn verdict(reported: Figures, counted: Figures) -> (Verdict, Option<i64>) {
    let (low, high) = (counted.low.unwrap_or(0), counted.high.unwrap_or(u64::MAX));
    // A definite figure stands for itself, a range for its ends, of which either may be open.
    let at_least = reported.best.or(reported.low).unwrap_or(0);
    let at_most = reported.best.or(reported.high).unwrap_or(u64::MAX);
    let verdict = match (reported.best, counted.best) {
        (Some(reported), Some(counted)) if reported == counted => Verdict::Agrees,
        _ if at_least <= high && low <= at_most => Verdict::AgreesWithinRange,
        _ if at_least > high => Verdict::MoreReported(at_least.abs_diff(counted.best.unwrap_or(high))),
        _ => Verdict::FewerReported(counted.best.unwrap_or(low).abs_diff(at_most)),
    };
    let definite = |n: Option<u64>| i64::try_from(n?).ok();
    let difference = definite(reported.best).zip(definite(counted.best));
    (verdict, difference.map(|(reported, counted)| reported - counted))
}

#[cfg(test)]
mod tests;
