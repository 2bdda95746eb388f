//! What an incident is compared by.

use std::sync::Arc;

use jiff::civil::Date;

use super::name::{Name, is_same_word, place_words};
use crate::analysis::incident::IncidentView;
use crate::model::{
    ArticleId, DateRange, EntryId, Figures, Hostile, Kind, OperationId, Outcome, Precision, Project,
};
use crate::text::fold;

/// What part an incident plays in counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It is recorded and drawn.
    Recorded,
    /// Nothing but parts: its whole is elsewhere.
    Part,
    /// An event outside what is being recorded.
    Background,
}

/// Some people of an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct People {
    /// Whose.
    pub side: Option<EntryId>,
    /// What happened to them.
    pub outcome: Outcome,
    /// How many.
    pub figures: Figures,
    /// The day of death, where it is not the incident's.
    pub death: Option<Day>,
    /// Whether some claim says that they were hurt and died of it later.
    pub died_later: bool,
}

/// A day as a number, so that days can be subtracted.
pub(super) type Day = i32;

/// When, in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Days {
    pub first: Day,
    pub last: Day,
}

/// A range that is no longer is as good as a day for comparing: a night, an operation of a week.
pub(super) const FINE: Day = 10;

impl Days {
    pub fn from_range(range: &DateRange) -> Self {
        Self { first: day(range.first()), last: day(range.last()) }
    }

    /// Whether it is known to within a few days.
    pub fn is_fine(self) -> bool {
        self.last - self.first <= FINE
    }

    /// Days from the end of one to the beginning of the other; 0 where they overlap.
    pub fn gap(self, other: Self) -> Day {
        (other.first - self.last).max(self.first - other.last).max(0)
    }
}

/// The number of a day.
pub(super) fn day(day: Date) -> Day {
    (day - Date::constant(1970, 1, 1)).get_days()
}

/// How long before an article an event may lie that it tells without a date.
pub(super) const NEWS: Day = 31;

/// The days in which what articles tell without a date is likely to have happened: the month before the first of
/// them was published.
pub(super) fn news(project: &Project, articles: &[ArticleId]) -> Option<Days> {
    let published = articles.iter().filter_map(|id| project.articles.get(*id)?.published);
    let first = published.map(|range| Days::from_range(&range)).min_by_key(|days| days.last)?;
    Some(Days { first: first.first - NEWS, last: first.last })
}

/// What an incident is compared by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Traits {
    pub role: Role,
    pub date: Option<DateRange>,
    pub days: Option<Days>,
    /// Of an incident without a date, unless it is background: in which days it is likely to have happened.
    pub news: Option<Days>,
    pub people: Vec<People>,
    pub operation: Option<OperationId>,
    /// Whether an enemy did it, where that is known.
    pub hostile: Option<bool>,
    /// What did it.
    pub cause: Option<EntryId>,
    /// Folded; blank is not known.
    pub country: String,
    /// As written.
    pub place: String,
    /// The words that tell the place, sorted.
    pub place_words: Vec<String>,
    /// Those beside its claims, but for the names of its own place.
    pub names: Vec<Arc<Name>>,
    /// The articles that speak of it, sorted.
    pub articles: Vec<ArticleId>,
}

impl Traits {
    /// The traits of an incident with the names beside its claims.
    pub fn from_incident(project: &Project, view: &IncidentView, mut names: Vec<Arc<Name>>) -> Self {
        let claims = || view.claims.iter().filter_map(|id| project.claims.get(*id));
        let role = if view.recorded {
            Role::Recorded
        } else if claims().any(|claim| claim.kind == Kind::Part) {
            Role::Part
        } else {
            Role::Background
        };
        let died_later =
            |outcome: Outcome| outcome == Outcome::Killed && claims().any(|claim| claim.died_of_wounds);
        let people = if view.recorded {
            let estimates = view.estimates.iter().filter(|estimated| !estimated.stands_for_nobody());
            let people = estimates.map(|estimated| People {
                side: estimated.side,
                outcome: estimated.outcome,
                figures: estimated.figures,
                death: estimated.death.map(day),
                died_later: died_later(estimated.outcome),
            });
            people.collect()
        } else {
            let status = claims().filter(|claim| claim.status.counts());
            let people = status.filter_map(|claim| {
                let (outcome, death) = (claim.outcome?, claim.death_date.map(day));
                let (side, figures) = (claim.side, claim.count);
                Some(People { side, outcome, figures, death, died_later: died_later(outcome) })
            });
            people.collect()
        };
        let mut articles: Vec<ArticleId> =
            view.claims.iter().filter_map(|id| Some(project.annotations.get(*id)?.article)).collect();
        articles.sort_unstable();
        articles.dedup();
        let place = view.place.value.clone().unwrap_or_default();
        let place_words = place_words(&place);
        // The place is compared as a place.
        names.retain(|name| !name.is_within(&place_words));
        Self {
            role,
            news: match role {
                Role::Recorded | Role::Part if view.date.value.is_none() => news(project, &articles),
                _ => None,
            },
            date: view.date.value,
            days: view.date.value.as_ref().map(Days::from_range),
            people,
            operation: view.operation.value,
            hostile: match view.hostile.value {
                Some(Hostile::Yes) => Some(true),
                Some(Hostile::No) => Some(false),
                _ => None,
            },
            cause: view.cause.value,
            country: view.country.value.as_deref().map(|country| fold(country.trim())).unwrap_or_default(),
            place_words,
            place,
            names,
            articles,
        }
    }

    /// Whether the date is one calendar day.
    pub fn is_one_day(&self) -> bool {
        self.date.is_some_and(|date| date.precision() == Precision::Day || date.first() == date.last())
    }

    /// Whether the two tell a place in common.
    pub fn shares_place(&self, other: &Self) -> bool {
        let shared = |word: &String| other.place_words.iter().any(|other| is_same_word(word, other));
        self.place_words.iter().any(shared)
    }

    /// Whether one article speaks of both.
    pub fn shares_article(&self, other: &Self) -> bool {
        self.articles.iter().any(|article| other.articles.binary_search(article).is_ok())
    }
}
