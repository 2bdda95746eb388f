//! What the chart draws, kept until something else is counted, and the way from bar to bar.

use std::ops::Deref;

use crate::analysis::chart::Chart;
use crate::analysis::timeline::Bar;

/// What the chart draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model(pub Chart);

impl Deref for Model {
    type Target = Chart;

    fn deref(&self) -> &Chart {
        &self.0
    }
}

impl Model {
    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.extent.is_none()
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
    use std::collections::BTreeMap;

    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::analysis::Answers;
    use crate::analysis::chart::View;
    use crate::analysis::counted::Counted;
    use crate::analysis::timeline::{Grain, Period, Query, Sum, Timeline};
    use crate::model::{Colour, IncidentId, Operation, OperationId, Outcome, Project};

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
        let operations = BTreeMap::from([(id(1), 1), (id(2), 1)]);
        let mut timeline = Timeline { operations, ..Timeline::default() };
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
        let counted = Counted { timeline: timeline.into(), ..Counted::default() };
        let (query, view) = (Query::starting(None), View::default());
        Model(Chart::of(&project(), &Answers::default(), &query, view, &counted, None))
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
    fn a_bar_is_found_by_what_it_is() {
        let model = model("1 100 3 0\n 2 100 2 0\n 1 103 1 0");
        for n in 0..3 {
            assert_eq!(model.segment(model.bar(n).unwrap()), Some(n));
        }
        assert_eq!(model.segment(bar(2, 103)), None);
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
