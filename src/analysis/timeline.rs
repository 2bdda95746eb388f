//! Casualties per operation over time: the one value that the chart draws, `series.csv` holds and
//! `tollbook chart` prints (DESIGN, section 3, rules 5, 9 and 10).

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;

use super::incident::{Estimated, IncidentView};
use crate::model::words::words;
use crate::model::{DateRange, EntryId, Hostile, IncidentId, OperationId, Outcome, Precision};

words! {
    /// How long a period of the chart is.
    pub enum Grain ("month, quarter or year") {
        /// A calendar month.
        Month = "month",
        /// A calendar quarter.
        Quarter = "quarter",
        /// A calendar year.
        Year = "year",
    }
}

/// One period of time: its number counts from the year 0 in steps of its grain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// How long it is.
    pub grain: Grain,
    /// Which one.
    pub number: i32,
}

impl Grain {
    /// How many of these are in a year.
    pub fn per_year(self) -> i32 {
        match self {
            Self::Month => 12,
            Self::Quarter => 4,
            Self::Year => 1,
        }
    }

    /// The period that holds `day`.
    pub fn period(self, day: Date) -> Period {
        let month = i32::from(day.month()) - 1;
        let number = i32::from(day.year()) * self.per_year() + month * self.per_year() / 12;
        Period { grain: self, number }
    }

    /// The period that holds all of `date`; `None` if it crosses from one to another.
    pub fn of(self, date: &DateRange) -> Option<Period> {
        let period = self.period(date.first());
        (period == self.period(date.last())).then_some(period)
    }
}

impl Period {
    /// Its first day; the calendar's own first or last where it would lie outside.
    pub fn start(self) -> Date {
        let per_year = self.grain.per_year();
        let year = self.number.div_euclid(per_year);
        let month = self.number.rem_euclid(per_year) * (12 / per_year) + 1;
        let (year, month) = (i16::try_from(year), i8::try_from(month));
        match (year, month) {
            (Ok(year), Ok(month)) => Date::new(year, month, 1).unwrap_or(Date::MAX),
            _ => Date::MAX,
        }
    }
}

impl std::fmt::Display for Period {
    /// `2019-11`, `2019 Q4` or `2019`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let start = self.start();
        match self.grain {
            Grain::Month => DateRange::month(start).fmt(f),
            Grain::Quarter => DateRange::quarter(start).fmt(f),
            Grain::Year => DateRange::year(start).fmt(f),
        }
    }
}

/// What is asked of the timeline. A set that is `None` lets everything through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// How long the periods are.
    pub grain: Grain,
    /// What happened to the people.
    pub outcomes: BTreeSet<Outcome>,
    /// Whose people; `None` inside the set is a side that is not known.
    pub sides: Option<BTreeSet<Option<EntryId>>>,
    /// Whether an enemy did it.
    pub hostile: Option<BTreeSet<Hostile>>,
    /// Operations that are left out.
    pub hidden: BTreeSet<OperationId>,
}

impl Query {
    /// What the chart starts with: the project's own killed, by month, of all causes.
    pub fn starting(own_side: Option<EntryId>) -> Self {
        Self {
            grain: Grain::Month,
            outcomes: BTreeSet::from([Outcome::Killed]),
            sides: own_side.map(|side| BTreeSet::from([Some(side)])),
            hostile: None,
            hidden: BTreeSet::new(),
        }
    }

    /// Everything, by month: what the command line exports.
    pub fn everything() -> Self {
        Self {
            grain: Grain::Month,
            outcomes: Outcome::ALL.iter().copied().collect(),
            sides: None,
            hostile: None,
            hidden: BTreeSet::new(),
        }
    }

    fn lets(&self, view: &IncidentView, estimated: &Estimated) -> bool {
        let hostile = view.hostile.value.unwrap_or(Hostile::Unknown);
        self.outcomes.contains(&estimated.outcome)
            && self.sides.as_ref().is_none_or(|sides| sides.contains(&estimated.side))
            && self.hostile.as_ref().is_none_or(|known| known.contains(&hostile))
    }
}

/// What one row of the series is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// When.
    pub period: Period,
    /// Under which operation.
    pub operation: OperationId,
    /// Whose people.
    pub side: Option<EntryId>,
    /// What happened to them.
    pub outcome: Outcome,
    /// Whether an enemy did it.
    pub hostile: Hostile,
}

/// What one bar of the chart is about: an outcome each, so that killed and wounded are never
/// stacked on each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bar {
    /// What happened to the people.
    pub outcome: Outcome,
    /// Under which operation.
    pub operation: OperationId,
    /// When.
    pub period: Period,
}

/// A sum over incidents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// The sum of the lows; `None` if none is known.
    pub low: Option<u64>,
    /// The sum of the bests that are known; `None` if none is.
    pub best: Option<u64>,
    /// The sum of the highs; `None` if any is not known.
    pub high: Option<u64>,
    /// The sum of the lows of those without best: drawn hatched on top.
    pub hatched: u64,
    /// The incidents, by date.
    pub incidents: Vec<IncidentId>,
    /// How many of them have no best.
    pub without_best: u64,
}

impl Sum {
    fn add(&mut self, incident: IncidentId, estimated: &Estimated) {
        let figures = estimated.figures;
        let first =
            self.incidents.is_empty() && self.low.is_none() && self.best.is_none() && self.high.is_none();
        let plus = |sum: Option<u64>, more: Option<u64>| match (sum, more) {
            (Some(sum), Some(more)) => Some(sum.saturating_add(more)),
            (sum, more) => sum.or(more),
        };
        self.low = plus(self.low, figures.low);
        self.best = plus(self.best, figures.best);
        self.high = if first {
            figures.high
        } else {
            self.high.zip(figures.high).map(|(sum, more)| sum.saturating_add(more))
        };
        if figures.best.is_none() {
            self.without_best += 1;
            self.hatched = self.hatched.saturating_add(figures.low.unwrap_or(0));
        }
        // An incident's estimates come one after the other.
        if self.incidents.last() != Some(&incident) {
            self.incidents.push(incident);
        }
    }

    /// The height of the bar, with what is hatched.
    pub fn height(&self) -> u64 {
        self.best.unwrap_or(0).saturating_add(self.hatched)
    }
}

impl std::fmt::Display for Sum {
    /// `13`, or `at least 5` where an incident has no best figure.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.without_best > 0 {
            f.write_str("at least ")?;
        }
        self.height().fmt(f)
    }
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
    /// Nothing is known of how many.
    NoFigure,
}

impl std::fmt::Display for Why {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoDate => f.write_str("no date"),
            Self::TooCoarse(date, grain) => write!(f, "{date} is not one {grain}"),
            Self::NoOperation => f.write_str("no operation"),
            Self::SeveralOperations => f.write_str("several operations"),
            Self::NoFigure => f.write_str("no figure"),
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// The rows of the series: only those with an incident.
    pub series: BTreeMap<Key, Sum>,
    /// Every period from the first to the last that has a row, also those that have none.
    pub periods: Vec<Period>,
    /// The operations that have a row, hidden or not.
    pub operations: BTreeSet<OperationId>,
    /// The bars: the series summed over side and hostile, without hidden operations.
    pub bars: BTreeMap<Bar, Sum>,
    /// What is asked for and not drawn.
    pub not_drawn: Vec<NotDrawn>,
}

/// More periods than this are not laid out one by one: 2,000 years of months.
const MOST_PERIODS: i32 = 24_000;

/// What incidents are sorted by: the first possible day, then the age of the row.
type When = (Option<Date>, IncidentId);

/// The timeline of all `views`, as `query` asks.
pub fn timeline<'a>(views: impl IntoIterator<Item = &'a Arc<IncidentView>>, query: &Query) -> Timeline {
    let recorded = views.into_iter().filter(|view| view.recorded);
    let mut asked: Vec<(When, &IncidentView, &Estimated)> = recorded
        .flat_map(|view| view.estimates.iter().map(move |estimated| (view, estimated)))
        .filter(|(view, estimated)| query.lets(view, estimated) && !estimated.stands_for_nobody())
        .map(|(view, estimated)| {
            let first = view.date.value.map(|date| date.first());
            ((first, view.root), view.as_ref(), estimated)
        })
        .collect();
    asked.sort_by_key(|(by, ..)| *by);

    // Hashed while they are summed: for every incident a search through a tree costs more.
    let mut series: HashMap<Key, Sum> = HashMap::new();
    let mut bars: HashMap<Bar, Sum> = HashMap::new();
    let mut operations = BTreeSet::new();
    let mut not_drawn = Vec::new();
    for (_, view, estimated) in asked {
        let (side, outcome) = (estimated.side, estimated.outcome);
        let (period, operation) = match place(view, estimated, query.grain) {
            Ok(place) => place,
            Err(why) => {
                not_drawn.push(NotDrawn { incident: view.root, side, outcome, why });
                continue;
            }
        };
        operations.insert(operation);
        if query.hidden.contains(&operation) {
            continue;
        }
        let hostile = view.hostile.value.unwrap_or(Hostile::Unknown);
        let key = Key { period, operation, side, outcome, hostile };
        series.entry(key).or_default().add(view.root, estimated);
        bars.entry(Bar { outcome, operation, period }).or_default().add(view.root, estimated);
    }
    let series: BTreeMap<Key, Sum> = series.into_iter().collect();
    let bars = bars.into_iter().collect();
    // Keys come in the order of their periods.
    let first = series.keys().next().map(|key| key.period.number);
    let last = series.keys().next_back().map(|key| key.period.number);
    let periods = match (first, last) {
        (Some(first), Some(last)) if last - first <= MOST_PERIODS => {
            (first..=last).map(|number| Period { grain: query.grain, number }).collect()
        }
        _ => series.keys().map(|key| key.period).collect::<BTreeSet<_>>().into_iter().collect(),
    };
    Timeline { series, periods, operations, bars, not_drawn }
}

fn place(view: &IncidentView, estimated: &Estimated, grain: Grain) -> Result<(Period, OperationId), Why> {
    if estimated.figures.is_blank() {
        return Err(Why::NoFigure);
    }
    let date = view.date.value.ok_or(Why::NoDate)?;
    // A known event of several days is drawn where it begins.
    let begins = (date.precision() == Precision::Days).then(|| grain.period(date.first()));
    let period = begins.or_else(|| grain.of(&date)).ok_or(Why::TooCoarse(date, grain))?;
    match (view.operation.value, view.operation.conflict) {
        (Some(operation), _) => Ok((period, operation)),
        (None, true) => Err(Why::SeveralOperations),
        (None, false) => Err(Why::NoOperation),
    }
}
