//! Casualties per operation over time: the one value that the chart draws, `series.csv` holds and
//! `tollbook chart` prints (docs/counting-rules.md).

mod group;
mod period;
mod query;
mod sum;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::civil::Date;

pub use group::{Group, Grouping};
pub use period::{Grain, Period, moment};
pub use query::{DaySpan, Query};
pub use sum::Sum;

use super::incident::IncidentView;
use super::what_if::WhatIf;
use crate::model::{DateRange, EntryId, Figures, Hostile, IncidentId, Outcome, Precision};

/// What one row of the series is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// When.
    pub period: Period,
    /// In which group.
    pub group: Group,
    /// Whose people.
    pub side: Option<EntryId>,
    /// What happened to them.
    pub outcome: Outcome,
    /// Whether an enemy did it.
    pub hostile: Hostile,
}

/// What one bar of the chart is about: an outcome each, so that killed and wounded are never
/// stacked on each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bar {
    /// What happened to the people.
    pub outcome: Outcome,
    /// In which group.
    pub group: Group,
    /// When.
    pub period: Period,
}

/// Why an incident's people are not in the chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It has no date.
    NoDate,
    /// Its date crosses from one period to another.
    TooCoarse(DateRange, Grain),
    /// It has no operation.
    NoOperation,
    /// Its claims name several operations.
    SeveralOperations,
}

impl std::fmt::Display for Why {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoDate => f.write_str("no date"),
            Self::TooCoarse(date, grain) => write!(f, "{date} does not lie in one {grain}"),
            Self::NoOperation => f.write_str("no operation"),
            Self::SeveralOperations => f.write_str("several operations"),
        }
    }
}

/// People who are asked for and not drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotDrawn {
    /// The incident.
    pub incident: IncidentId,
    /// Whose people.
    pub side: Option<EntryId>,
    /// What happened to them.
    pub outcome: Outcome,
    /// Why they are not drawn.
    pub why: Why,
}

/// Casualties per operation over time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// The rows of the series: only those with an incident.
    pub series: BTreeMap<Key, Sum>,
    /// Every period from the first to the last that has a row, also those that have none.
    pub periods: Vec<Period>,
    /// The groups in which somebody counts, hidden or not, and how many estimates do.
    pub groups: BTreeMap<Group, usize>,
    /// The bars: the series summed over side and hostile, without hidden groups.
    pub bars: BTreeMap<Bar, Sum>,
    /// What is asked for and not drawn.
    pub not_drawn: Vec<NotDrawn>,
}

/// More periods than this are not laid out one by one: 2,000 years of months.
const MOST_PERIODS: i32 = 24_000;

/// What incidents are sorted by: the first possible day, then the age of the row.
type When = (Option<Date>, IncidentId);

fn when(view: &IncidentView) -> When {
    (view.date.value.map(|date| date.first()), view.root)
}

/// What is asked, and of which recount.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The question.
    pub query: &'a Query,
    /// What is tried; [`WhatIf::default`] is nothing.
    pub what_if: &'a WhatIf,
}

/// Some of an incident's people, and where they are drawn.
struct People {
    side: Option<EntryId>,
    outcome: Outcome,
    hostile: Hostile,
    figures: Figures,
    place: Result<(Period, Group), Why>,
    /// Whether the group or the operation is hidden.
    hidden: bool,
}

impl People {
    fn key(&self) -> Option<Key> {
        let (period, group) = self.place.clone().ok()?;
        let &Self { side, outcome, hostile, .. } = self;
        Some(Key { period, group, side, outcome, hostile })
    }
}

impl From<Key> for Bar {
    fn from(key: Key) -> Self {
        Self { outcome: key.outcome, group: key.group, period: key.period }
    }
}

impl<'a> Asked<'a> {
    /// The people of an incident that are asked for.
    fn people(self, view: &'a IncidentView) -> impl Iterator<Item = People> {
        let hostile = view.hostile.value.unwrap_or(Hostile::Unknown);
        let counts = view.recorded && (!self.what_if.only_hostile || hostile == Hostile::Yes);
        let asked = counts.then(|| self.query.asked(view)).into_iter().flatten();
        asked.filter_map(move |estimated| {
            let figures = self.what_if.figures(estimated)?;
            let (side, outcome) = (estimated.side, estimated.outcome);
            let place = place(view, side, self.query);
            let hidden = self.query.hides(view, place.as_ref().ok().map(|(_, group)| group));
            Some(People { side, outcome, hostile, figures, place, hidden })
        })
    }

    /// The bars in which an incident's people are, hidden groups left out.
    pub fn bars(self, view: &'a IncidentView) -> impl Iterator<Item = Bar> {
        let shown = self.people(view).filter(|people| !people.hidden);
        shown.filter_map(|people| people.key()).map(Bar::from)
    }

    /// The figures with which an incident's people count, as they are asked for.
    pub fn figures(self, view: &'a IncidentView) -> impl Iterator<Item = Figures> {
        self.people(view).map(|people| people.figures)
    }
}

/// The timeline of all `views`.
pub fn timeline<'a>(views: impl IntoIterator<Item = &'a IncidentView>, asked: Asked<'_>) -> Timeline {
    let mut people: Vec<(When, People)> = Vec::new();
    for view in views {
        people.extend(asked.people(view).map(|people| (when(view), people)));
    }
    people.sort_by_key(|(when, _)| *when);

    // Hashed while they are summed: for every incident a search through a tree costs more.
    let mut series: HashMap<Key, Sum> = HashMap::new();
    let mut bars: HashMap<Bar, Sum> = HashMap::new();
    let mut timeline = Timeline::default();
    for ((_, incident), people) in people {
        let Some(key) = people.key() else {
            timeline.not_drawn.extend(not_drawn(incident, people));
            continue;
        };
        *timeline.groups.entry(key.group.clone()).or_default() += 1;
        if !people.hidden {
            series.entry(key.clone()).or_default().add(incident, people.figures);
            bars.entry(key.into()).or_default().add(incident, people.figures);
        }
    }
    timeline.series = series.into_iter().collect();
    timeline.bars = bars.into_iter().collect();
    timeline.lay_out_periods();
    timeline
}

fn not_drawn(incident: IncidentId, people: People) -> Option<NotDrawn> {
    let why = people.place.err()?;
    Some(NotDrawn { incident, side: people.side, outcome: people.outcome, why })
}

/// An incident before and after an edit; `None` where there was or is none.
pub type Change<'a> = (Option<&'a IncidentView>, Option<&'a IncidentView>);

impl Timeline {
    /// Brings the timeline up to date with what has changed. `view` is every incident as it is
    /// now. What comes out is equal to [`timeline()`] of all of them; only the bars that the changed
    /// incidents were or are in are summed anew.
    pub fn update<'a>(
        &mut self,
        asked: Asked<'_>,
        changes: &[Change<'a>],
        view: impl Fn(IncidentId) -> Option<&'a IncidentView>,
    ) {
        let mut changed: HashSet<IncidentId> = HashSet::new();
        let mut series: BTreeMap<Key, Vec<When>> = BTreeMap::new();
        let mut bars: BTreeMap<Bar, Vec<When>> = BTreeMap::new();
        let mut listed = false;
        for &(before, after) in changes {
            changed.extend([before, after].into_iter().flatten().map(|view| view.root));
            for people in before.into_iter().flat_map(|before| asked.people(before)) {
                let Some(key) = people.key() else {
                    listed = true;
                    continue;
                };
                if let Some(count) = self.groups.get_mut(&key.group) {
                    *count = count.saturating_sub(1);
                }
                series.entry(key.clone()).or_default();
                bars.entry(key.into()).or_default();
            }
        }
        if listed {
            self.not_drawn.retain(|not_drawn| !changed.contains(&not_drawn.incident));
        }
        for after in changes.iter().filter_map(|(_, after)| *after) {
            for people in asked.people(after) {
                let Some(key) = people.key() else { continue };
                *self.groups.entry(key.group.clone()).or_default() += 1;
                series.entry(key.clone()).or_default().push(when(after));
                bars.entry(key.into()).or_default().push(when(after));
            }
            let missing: Vec<NotDrawn> =
                asked.people(after).filter_map(|people| not_drawn(after.root, people)).collect();
            if !missing.is_empty() {
                let earlier = |listed: &NotDrawn| {
                    view(listed.incident).is_some_and(|listed| when(listed) < when(after))
                };
                let at = self.not_drawn.partition_point(earlier);
                self.not_drawn.splice(at..at, missing);
            }
        }
        self.groups.retain(|_, count| *count > 0);
        let again = |was: Option<Sum>, mut now: Vec<When>, holds: &dyn Fn(Key) -> bool| {
            let stay = was.into_iter().flat_map(|sum| sum.incidents).filter(|id| !changed.contains(id));
            now.extend(stay.filter_map(|id| view(id).map(when)));
            now.sort_unstable();
            now.dedup();
            let mut sum = Sum::default();
            for view in now.into_iter().filter_map(|(_, id)| view(id)) {
                let inside =
                    asked.people(view).filter(|people| !people.hidden && people.key().is_some_and(holds));
                inside.for_each(|people| sum.add(view.root, people.figures));
            }
            (!sum.incidents.is_empty()).then_some(sum)
        };
        for (key, now) in series {
            let sum = again(self.series.remove(&key), now, &|other| other == key);
            self.series.extend(sum.map(|sum| (key, sum)));
        }
        for (bar, now) in bars {
            let sum = again(self.bars.remove(&bar), now, &|other| Bar::from(other) == bar);
            self.bars.extend(sum.map(|sum| (bar, sum)));
        }
        self.lay_out_periods();
    }

    fn lay_out_periods(&mut self) {
        // Keys come in the order of their periods.
        let first = self.series.keys().next().map(|key| key.period);
        let last = self.series.keys().next_back().map(|key| key.period);
        self.periods = match (first, last) {
            (Some(first), Some(last)) if last.number - first.number <= MOST_PERIODS => {
                let grain = first.grain;
                (first.number..=last.number).map(|number| Period { grain, number }).collect()
            }
            _ => self.series.keys().map(|key| key.period).collect::<BTreeSet<_>>().into_iter().collect(),
        };
    }

    /// The rows of the series of the periods that are shown.
    pub fn shown<'a>(&'a self, query: &'a Query) -> impl Iterator<Item = (&'a Key, &'a Sum)> {
        self.series.iter().filter(|(key, _)| query.shows(key.period))
    }
}

fn place(view: &IncidentView, side: Option<EntryId>, query: &Query) -> Result<(Period, Group), Why> {
    let Query { grain, grouping, .. } = *query;
    let date = view.date.value.ok_or(Why::NoDate)?;
    // A known event of several days is drawn where it begins.
    let begins = (date.precision() == Precision::Days).then(|| grain.period(date.first()));
    let period = begins.or_else(|| grain.period_of_range(&date)).ok_or(Why::TooCoarse(date, grain))?;
    Ok((period, Group::for_incident(view, side, grouping)?))
}
