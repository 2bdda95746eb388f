//! What the chart draws, as plain data: made from the timeline once, and kept until there is
//! another timeline.

use std::collections::HashMap;
use std::ops::Range;

use crate::analysis::timeline::{Bar, Grain, Period, Query, Timeline};
use crate::model::{Colour, IncidentId, OperationId, Outcome, Project};

/// An operation of the legend and of the bars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// The operation.
    pub operation: OperationId,
    /// Its name.
    pub name: String,
    /// Its colour.
    pub colour: Colour,
    /// Whether its bars are left out.
    pub hidden: bool,
}

/// One operation's part of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The number of its period.
    pub number: i32,
    /// Which of the layers.
    pub layer: usize,
    /// How much lies below it.
    pub base: u64,
    /// What is drawn solid: the best figures.
    pub best: u64,
    /// What is drawn hatched on top: the lows of incidents without best.
    pub hatched: u64,
}

impl Segment {
    /// Where it ends.
    pub fn top(&self) -> u64 {
        self.base.saturating_add(self.best).saturating_add(self.hatched)
    }
}

/// The bars of one period, stacked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The number of its period.
    pub number: i32,
    /// Its segments, lowest first.
    pub segments: Range<usize>,
    /// How high they are together.
    pub height: u64,
    /// Whether some incident in it has no best figure.
    pub at_least: bool,
}

/// What the chart draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// How long the periods are.
    pub grain: Grain,
    /// What happened to the people: the chart draws one outcome at a time.
    pub outcome: Outcome,
    /// The operations, lowest in the stack first.
    pub layers: Vec<Layer>,
    /// The periods that have a bar, earliest first.
    pub columns: Vec<Column>,
    /// The segments of all columns.
    pub segments: Vec<Segment>,
    /// In which segments an incident's people are.
    places: HashMap<IncidentId, Vec<usize>>,
}

impl Model {
    /// The model of a timeline. Operations are stacked in the order in which they began.
    pub fn of(timeline: &Timeline, query: &Query, project: &Project) -> Self {
        let mut operations: Vec<_> =
            timeline.operations.iter().filter_map(|id| Some((*id, project.operations.get(*id)?))).collect();
        operations.sort_by_key(|(id, operation)| {
            (operation.begins.is_none(), operation.begins, operation.name.to_lowercase(), *id)
        });
        let layers: Vec<Layer> = operations
            .iter()
            .map(|(id, operation)| Layer {
                operation: *id,
                name: operation.name.clone(),
                colour: operation.colour,
                hidden: query.hidden.contains(id),
            })
            .collect();
        let layer_of: HashMap<OperationId, usize> =
            layers.iter().enumerate().map(|(n, layer)| (layer.operation, n)).collect();

        let outcome = query.outcomes.first().copied().unwrap_or(Outcome::Killed);
        let mut bars: Vec<_> = timeline
            .bars
            .iter()
            .filter(|(bar, _)| bar.outcome == outcome)
            .filter_map(|(bar, sum)| Some((bar.period.number, *layer_of.get(&bar.operation)?, sum)))
            .collect();
        bars.sort_by_key(|(number, layer, _)| (*number, *layer));

        let mut columns: Vec<Column> = Vec::new();
        let mut segments = Vec::with_capacity(bars.len());
        let mut places: HashMap<IncidentId, Vec<usize>> = HashMap::new();
        for (number, layer, sum) in bars {
            let at = segments.len();
            if columns.last().is_none_or(|column| column.number != number) {
                columns.push(Column { number, segments: at..at, height: 0, at_least: false });
            }
            let Some(column) = columns.last_mut() else { continue };
            let segment = Segment {
                number,
                layer,
                base: column.height,
                best: sum.best.unwrap_or(0),
                hatched: sum.hatched,
            };
            column.segments.end = at + 1;
            column.height = segment.top();
            column.at_least |= sum.without_best > 0;
            for incident in &sum.incidents {
                places.entry(*incident).or_default().push(at);
            }
            segments.push(segment);
        }
        Self { grain: query.grain, outcome, layers, columns, segments, places }
    }

    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }

    /// The first and the last period that have a bar.
    pub fn extent(&self) -> Option<(i32, i32)> {
        Some((self.columns.first()?.number, self.columns.last()?.number))
    }

    /// The columns of the periods `first` to `last`.
    pub fn between(&self, first: i32, last: i32) -> &[Column] {
        let from = self.columns.partition_point(|column| column.number < first);
        let to = self.columns.partition_point(|column| column.number <= last);
        self.columns.get(from..to).unwrap_or_default()
    }

    /// The bar that a segment is.
    pub fn bar(&self, segment: usize) -> Option<Bar> {
        let segment = self.segments.get(segment)?;
        let period = Period { grain: self.grain, number: segment.number };
        let operation = self.layers.get(segment.layer)?.operation;
        Some(Bar { outcome: self.outcome, operation, period })
    }

    /// The segment that a bar is, if it is drawn.
    pub fn segment(&self, bar: Bar) -> Option<usize> {
        let period = bar.period;
        let column = self.between(period.number, period.number).first()?;
        column.segments.clone().find(|&n| self.bar(n) == Some(bar))
    }

    /// The segments in which an incident's people are.
    pub fn places(&self, incident: IncidentId) -> &[usize] {
        self.places.get(&incident).map_or(&[], Vec::as_slice)
    }

    /// The bar to which a step leads from `bar`; from nowhere, the lowest of the last period.
    pub fn step(&self, bar: Option<Bar>, step: Step) -> Option<Bar> {
        let Some(at) = bar.and_then(|bar| self.segment(bar)) else {
            let column = if step == Step::First { self.columns.first() } else { self.columns.last() };
            return self.bar(column?.segments.start);
        };
        let column = self.columns.partition_point(|column| column.segments.end <= at);
        let next = match step {
            Step::Up => {
                self.columns.get(column).filter(|column| at + 1 < column.segments.end).map(|_| at + 1)
            }
            Step::Down => {
                self.columns.get(column).filter(|column| at > column.segments.start).map(|_| at - 1)
            }
            Step::Left => column.checked_sub(1).and_then(|to| self.nearest(to, at)),
            Step::Right => self.nearest(column + 1, at),
            Step::First => self.nearest(0, at),
            Step::Last => self.nearest(self.columns.len() - 1, at),
        };
        self.bar(next.unwrap_or(at))
    }

    /// The segment of a column whose layer is nearest to that of segment `at`.
    fn nearest(&self, column: usize, at: usize) -> Option<usize> {
        let layer = self.segments.get(at)?.layer;
        let segments = self.columns.get(column)?.segments.clone();
        segments.min_by_key(|&n| self.segments.get(n).map_or(usize::MAX, |other| other.layer.abs_diff(layer)))
    }
}

/// A step from bar to bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the period before that has a bar.
    Left,
    /// To the next period that has one.
    Right,
    /// To the operation above in the same period.
    Up,
    /// To the operation below.
    Down,
    /// To the first period.
    First,
    /// To the last.
    Last,
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::analysis::timeline::Sum;
    use crate::model::Operation;

    fn id(n: u128) -> OperationId {
        OperationId(Uuid::from_u128(n))
    }

    /// A project with the operations `late` (1) and `early` (2).
    fn project() -> Project {
        let operation = |name: &str, year| Operation {
            name: name.to_owned(),
            aliases: Vec::new(),
            begins: Some(date(year, 1, 1)),
            ends: None,
            area: Vec::new(),
            follows: None,
            colour: Colour::nth(0),
        };
        let mut project = Project::default();
        project.load([(id(1), operation("late", 2014)), (id(2), operation("early", 2013))]);
        project
    }

    /// Bars as text: `operation period best hatched`, a line each; a period is a month's number.
    fn model(bars: &str) -> Model {
        let mut timeline = Timeline {
            series: BTreeMap::new(),
            periods: Vec::new(),
            operations: BTreeSet::from([id(1), id(2)]),
            bars: BTreeMap::new(),
            not_drawn: Vec::new(),
        };
        for (n, line) in bars.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
            let numbers: Vec<u64> = line.split_whitespace().map(|word| word.parse().unwrap()).collect();
            let period = Period { grain: Grain::Month, number: i32::try_from(numbers[1]).unwrap() };
            let sum = Sum {
                best: Some(numbers[2]),
                hatched: numbers[3],
                without_best: u64::from(numbers[3] > 0),
                incidents: vec![IncidentId(Uuid::from_u128(n as u128))],
                ..Sum::default()
            };
            timeline
                .bars
                .insert(Bar { operation: id(u128::from(numbers[0])), period, outcome: Outcome::Killed }, sum);
        }
        Model::of(&timeline, &Query::starting(None), &project())
    }

    fn month(number: i32) -> Period {
        Period { grain: Grain::Month, number }
    }

    fn bar(operation: u128, month_number: i32) -> Bar {
        Bar { operation: id(operation), period: month(month_number), outcome: Outcome::Killed }
    }

    #[test]
    fn bars_are_stacked_in_the_order_in_which_operations_began() {
        let model = model("1 100 3 0\n 2 100 2 4\n 1 103 1 0");
        let names: Vec<&str> = model.layers.iter().map(|layer| layer.name.as_str()).collect();
        assert_eq!(names, ["early", "late"]);
        let drawn: Vec<_> =
            model.segments.iter().map(|s| (s.number, s.layer, s.base, s.best, s.hatched)).collect();
        assert_eq!(drawn, [(100, 0, 0, 2, 4), (100, 1, 6, 3, 0), (103, 1, 0, 1, 0)]);
        let columns: Vec<_> = model.columns.iter().map(|c| (c.number, c.height, c.at_least)).collect();
        assert_eq!(columns, [(100, 9, true), (103, 1, false)]);
    }

    #[test]
    fn a_bar_is_found_by_what_it_is_and_by_its_incidents() {
        let model = model("1 100 3 0\n 2 100 2 0\n 1 103 1 0");
        for n in 0..3 {
            assert_eq!(model.segment(model.bar(n).unwrap()), Some(n));
        }
        assert_eq!(model.segment(bar(2, 103)), None);
        assert_eq!(model.places(IncidentId(Uuid::from_u128(2))), [2]);
        assert_eq!(model.between(101, 200).len(), 1);
    }

    #[test]
    fn steps_go_from_bar_to_bar_and_stop_at_the_ends() {
        let model = model("1 100 3 0\n 2 100 2 0\n 1 103 1 0\n 2 105 1 0");
        let check = |from, step, to| assert_eq!(model.step(Some(from), step), Some(to), "{from:?} {step:?}");
        check(bar(1, 100), Step::Right, bar(1, 103));
        check(bar(1, 103), Step::Right, bar(2, 105));
        check(bar(2, 105), Step::Right, bar(2, 105));
        check(bar(1, 103), Step::Left, bar(1, 100));
        check(bar(2, 100), Step::Up, bar(1, 100));
        check(bar(1, 100), Step::Up, bar(1, 100));
        check(bar(1, 100), Step::Down, bar(2, 100));
        check(bar(1, 100), Step::Last, bar(2, 105));
        assert_eq!(model.step(None, Step::Left), Some(bar(2, 105)));
        assert_eq!(model.step(None, Step::First), Some(bar(2, 100)));
    }
}
