//! What is asked of the timeline.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::group::{Group, Grouping};
use super::period::{Grain, Period};
use crate::analysis::incident::{Estimated, IncidentView};
use crate::model::{EntryId, Hostile, Outcome};

/// What is asked of the timeline. A set that is `None` lets everything through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// How long the periods are.
    pub grain: Grain,
    /// By what people are grouped.
    pub grouping: Grouping,
    /// What happened to the people.
    pub outcomes: BTreeSet<Outcome>,
    /// Whose people; `None` inside the set is a side that is not known.
    pub sides: Option<BTreeSet<Option<EntryId>>>,
    /// Whether an enemy did it.
    pub hostile: Option<BTreeSet<Hostile>>,
    /// What did it; `None` inside the set is a cause that is not known.
    pub causes: Option<BTreeSet<Option<EntryId>>>,
    /// Only what these say: sources or independent sources of articles, as written; blank is an article with
    /// neither. Estimates are made from what they say alone.
    pub sources: Option<BTreeSet<String>>,
    /// Only what these coders annotated. Estimates are made from their claims alone.
    pub coders: Option<BTreeSet<EntryId>>,
    /// Groups that are left out: operations whatever the grouping is, others only of the grouping.
    pub hidden: BTreeSet<Group>,
    /// The stretch of time that is shown. Nothing is counted otherwise for it: a cumulative line
    /// begins with what came before.
    pub within: Option<DaySpan>,
}

/// A stretch of time, from its first day to its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DaySpan {
    /// The first day.
    pub from: Date,
    /// The last day; never before the first.
    pub to: Date,
}

impl DaySpan {
    /// The stretch between two days, whichever comes first.
    pub fn between(a: Date, b: Date) -> Self {
        Self { from: a.min(b), to: a.max(b) }
    }

    /// The first and the last period of which some lies in it.
    pub fn periods(&self, grain: Grain) -> (i32, i32) {
        (grain.period(self.from).number, grain.period(self.to).number)
    }
}

impl Query {
    /// What the chart starts with: the killed of the sides that are recorded, all if none is, by month,
    /// of all causes.
    pub fn starting(recorded_sides: impl IntoIterator<Item = EntryId>) -> Self {
        let sides: BTreeSet<Option<EntryId>> = recorded_sides.into_iter().map(Some).collect();
        Self {
            outcomes: BTreeSet::from([Outcome::Killed]),
            sides: (!sides.is_empty()).then_some(sides),
            ..Self::everything()
        }
    }

    /// Everything, by month: what the command line exports.
    pub fn everything() -> Self {
        Self {
            grain: Grain::Month,
            grouping: Grouping::Operation,
            outcomes: Outcome::ALL.iter().copied().collect(),
            sides: None,
            hostile: None,
            causes: None,
            sources: None,
            coders: None,
            hidden: BTreeSet::new(),
            within: None,
        }
    }

    /// The same question without filters: every side, cause, source and coder, every operation, all
    /// of the time.
    pub fn unfiltered(&self) -> Self {
        Self {
            grain: self.grain,
            grouping: self.grouping,
            outcomes: self.outcomes.clone(),
            ..Self::everything()
        }
    }

    /// What the chart starts with, for the same outcomes and grain.
    pub fn reset(&self, recorded_sides: impl IntoIterator<Item = EntryId>) -> Self {
        Self {
            grain: self.grain,
            grouping: self.grouping,
            outcomes: self.outcomes.clone(),
            ..Self::starting(recorded_sides)
        }
    }

    /// Whether the same incidents are counted for both questions: they differ at most in the
    /// stretch of time that is shown.
    pub fn counts_as(&self, other: &Self) -> bool {
        let Self { grain, grouping, outcomes, sides, hostile, causes, sources, coders, hidden, within: _ } =
            self;
        (grain, grouping, outcomes) == (&other.grain, &other.grouping, &other.outcomes)
            && (sides, hostile) == (&other.sides, &other.hostile)
            && (causes, sources, coders, hidden)
                == (&other.causes, &other.sources, &other.coders, &other.hidden)
    }

    /// The same question by operation, as the exported package has it.
    pub fn by_operation(&self) -> Self {
        let mut query = Self { grouping: Grouping::Operation, ..self.clone() };
        query.hidden.retain(|group| group.operation().is_some());
        query
    }

    /// Whether people of an incident are left out, who are in this group.
    pub(super) fn hides(&self, view: &IncidentView, group: Option<&Group>) -> bool {
        let operation = view.operation.value.map(Group::Operation);
        !self.hidden.is_empty()
            && group.into_iter().chain(&operation).any(|group| self.hidden.contains(group))
    }

    /// Whether a period is shown.
    pub fn shows(&self, period: Period) -> bool {
        self.within.is_none_or(|within| {
            let (first, last) = within.periods(period.grain);
            (first..=last).contains(&period.number)
        })
    }

    /// The estimates of an incident that are asked for and stand for somebody.
    pub fn asked<'a>(&'a self, view: &'a IncidentView) -> impl Iterator<Item = &'a Estimated> {
        let hostile = view.hostile.value.unwrap_or(Hostile::Unknown);
        let lets = self.hostile.as_ref().is_none_or(|known| known.contains(&hostile))
            && self.causes.as_ref().is_none_or(|causes| causes.contains(&view.cause.value));
        view.estimates.iter().filter(move |estimated| {
            lets && self.outcomes.contains(&estimated.outcome)
                && self.sides.as_ref().is_none_or(|sides| sides.contains(&estimated.side))
                && !estimated.stands_for_nobody()
        })
    }
}
