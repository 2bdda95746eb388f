//! What the chart draws, kept until something else is counted, and the way from bar to bar.

use std::ops::Deref;

use tollbook_core::analysis::chart::{Chart, Mode};
use tollbook_core::analysis::timeline::Bar;

/// What the chart draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// What is counted.
    pub chart: Chart,
    /// The segments of each operation, earliest first.
    by_layer: Vec<Vec<usize>>,
}

impl Deref for Model {
    type Target = Chart;

    fn deref(&self) -> &Chart {
        &self.chart
    }
}

impl Model {
    /// The model of a chart.
    pub fn from_chart(chart: Chart) -> Self {
        let mut by_layer = vec![Vec::new(); chart.layers.len()];
        for (n, segment) in chart.segments.iter().enumerate() {
            if let Some(own) = by_layer.get_mut(segment.layer) {
                own.push(n);
            }
        }
        Self { chart, by_layer }
    }

    /// Whether there is nothing to draw, at any time.
    pub fn is_empty(&self) -> bool {
        self.extent.is_none()
    }

    /// The bar to which a step leads from `bar`; from nowhere, the lowest of the last period.
    pub fn step(&self, bar: Option<&Bar>, step: Step) -> Option<Bar> {
        let Some(at) = bar.and_then(|bar| self.segment(bar)) else {
            let column = if step == Step::First { self.columns.first() } else { self.columns.last() };
            return self.bar(column?.segments.start);
        };
        let next = match self.view.mode {
            Mode::Stacked => self.step_in_stacks(at, step),
            Mode::SideBySide => self.step_beside(at, step),
            Mode::SmallMultiples | Mode::Cumulative => self.step_in_rows(at, step),
        };
        self.bar(next.unwrap_or(at))
    }

    /// From period to period, and up and down in a period.
    fn step_in_stacks(&self, at: usize, step: Step) -> Option<usize> {
        let column = self.columns.partition_point(|column| column.segments.end <= at);
        let own = self.columns.get(column)?.segments.clone();
        match step {
            Step::Up => Some(at + 1).filter(|next| own.contains(next)),
            Step::Down => at.checked_sub(1).filter(|next| own.contains(next)),
            Step::Left => column.checked_sub(1).and_then(|to| self.nearest(to, at)),
            Step::Right => self.nearest(column + 1, at),
            Step::First => self.nearest(0, at),
            Step::Last => self.nearest(self.columns.len() - 1, at),
        }
    }

    /// From bar to bar as they stand.
    fn step_beside(&self, at: usize, step: Step) -> Option<usize> {
        let last = self.segments.len().checked_sub(1)?;
        match step {
            Step::Left => at.checked_sub(1),
            Step::Right => Some(at + 1).filter(|next| *next <= last),
            Step::First => Some(0),
            Step::Last => Some(last),
            Step::Up | Step::Down => self.step_in_stacks(at, step),
        }
    }

    fn of_layer(&self, layer: usize) -> &[usize] {
        self.by_layer.get(layer).map_or(&[], Vec::as_slice)
    }

    /// From period to period of one operation, and from operation to operation.
    fn step_in_rows(&self, at: usize, step: Step) -> Option<usize> {
        let here = self.segments.get(at)?;
        let own = self.of_layer(here.layer);
        let place = own.binary_search(&at).ok()?;
        let apart = |n: &usize| self.segments[*n].number.abs_diff(here.number);
        let of = |layer: usize| self.of_layer(layer).iter().copied().min_by_key(apart);
        match step {
            Step::Left => own.get(place.checked_sub(1)?).copied(),
            Step::Right => own.get(place + 1).copied(),
            Step::First => own.first().copied(),
            Step::Last => own.last().copied(),
            Step::Up | Step::Down => {
                // The first operation stands at the top of small charts, and at the foot of a stack.
                let up = (step == Step::Up) == (self.view.mode == Mode::SmallMultiples);
                let mut before = (0..here.layer).rev();
                let mut after = here.layer + 1..self.layers.len();
                if up { before.find_map(of) } else { after.find_map(of) }
            }
        }
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
    use tollbook_core::analysis::Answers;
    use tollbook_core::analysis::chart::View;
    use tollbook_core::analysis::counted::Counted;
    use tollbook_core::analysis::timeline::{Grain, Group, Period, Query, Sum, Timeline};
    use tollbook_core::model::{ColourSet, IncidentId, Operation, OperationId, Outcome, Project};

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
            colour: ColourSet::LAYERS.nth(0),
        };
        let mut project = Project::default();
        project.load([(id(1), operation("late", 2014)), (id(2), operation("early", 2013))]);
        project
    }

    /// Bars as text: `operation period best hatched`, a line each; a period is a month's number.
    fn model(bars: &str) -> Model {
        let groups = BTreeMap::from([1, 2].map(|n| (Group::Operation(id(n)), 1)));
        let mut timeline = Timeline { groups, ..Timeline::default() };
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
            timeline.bars.insert(
                Bar { group: Group::Operation(id(u128::from(numbers[0]))), period, outcome: Outcome::Killed },
                sum,
            );
        }
        let counted = Counted { timeline: timeline.into(), ..Counted::default() };
        let (query, view) = (Query::starting([]), View::default());
        Model::from_chart(Chart::build(&project(), &Answers::default(), &query, view, &counted, None))
    }

    fn month(number: i32) -> Period {
        Period { grain: Grain::Month, number }
    }

    fn bar(operation: u128, month_number: i32) -> Bar {
        Bar { group: Group::Operation(id(operation)), period: month(month_number), outcome: Outcome::Killed }
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
            assert_eq!(model.segment(&model.bar(n).unwrap()), Some(n));
        }
        assert_eq!(model.segment(&bar(2, 103)), None);
        assert_eq!(model.between(101, 200).len(), 1);
    }

    #[test]
    fn steps_follow_what_is_drawn() {
        let mut model = model("1 100 3 0\n 2 100 2 0\n 1 103 1 0\n 2 105 1 0");
        let check = |model: &Model, from, step, to| {
            let mode = model.view.mode;
            assert_eq!(model.step(Some(&from), step), Some(to), "{mode}: {from:?} {step:?}");
        };
        model.chart.view.mode = Mode::SideBySide;
        check(&model, bar(2, 100), Step::Right, bar(1, 100));
        check(&model, bar(1, 103), Step::Left, bar(1, 100));
        check(&model, bar(2, 100), Step::Last, bar(2, 105));
        model.chart.view.mode = Mode::SmallMultiples;
        check(&model, bar(2, 100), Step::Right, bar(2, 105));
        check(&model, bar(2, 105), Step::Down, bar(1, 103));
        check(&model, bar(2, 105), Step::Up, bar(2, 105));
        check(&model, bar(1, 103), Step::First, bar(1, 100));
        model.chart.view.mode = Mode::Cumulative;
        check(&model, bar(2, 105), Step::Up, bar(1, 103));
    }

    #[test]
    fn steps_go_from_bar_to_bar_and_stop_at_the_ends() {
        let model = model("1 100 3 0\n 2 100 2 0\n 1 103 1 0\n 2 105 1 0");
        let check = |from, step, to| assert_eq!(model.step(Some(&from), step), Some(to), "{from:?} {step:?}");
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
