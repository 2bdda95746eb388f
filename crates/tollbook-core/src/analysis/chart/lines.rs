//! Cumulative lines: sums from the beginning on, a step in each period that has a bar.

use super::{Layer, Pair, plus};

/// A line of steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which of the layers; `None` is the scope of a total.
    pub layer: Option<usize>,
    /// What it counts: the operation's name, or the scope in words.
    pub name: String,
    /// Its steps, earliest first, also those before the time that is shown.
    pub steps: Vec<CumulativeStep>,
}

/// A step: how many there are from a period on, with all before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CumulativeStep {
    /// The number of the period.
    pub number: i32,
    /// The lows.
    pub low: u64,
    /// The bests, and the lows where there is none.
    pub count: u64,
    /// The highs; `None` from the first on that is not known.
    pub high: Option<u64>,
    /// Whether some incident has no best figure.
    pub at_least: bool,
    /// With a what-if, how many there are without the what-if.
    pub without_what_if: Option<u64>,
}

impl CumulativeStep {
    /// Before anything.
    pub(super) fn zero(tried: bool) -> Self {
        Self {
            number: 0,
            low: 0,
            count: 0,
            high: Some(0),
            at_least: false,
            without_what_if: tried.then_some(0),
        }
    }
}

impl Line {
    /// The step on which the line stands in a period; `None` before the first.
    pub fn at(&self, number: i32) -> Option<&CumulativeStep> {
        let after = self.steps.partition_point(|step| step.number <= number);
        self.steps.get(after.checked_sub(1)?)
    }
}

/// The lines of the operations that are shown.
pub(super) fn of_operations(layers: &[Layer], sums: &[((i32, usize), Pair<'_>)], tried: bool) -> Vec<Line> {
    let line =
        |(n, layer): (usize, &Layer)| Line { layer: Some(n), name: layer.name.clone(), steps: Vec::new() };
    let mut lines: Vec<Line> = layers.iter().enumerate().map(line).collect();
    for &((number, layer), (sum, without_what_if)) in sums {
        let steps = &mut lines[layer].steps;
        let mut step =
            CumulativeStep { number, ..steps.last().copied().unwrap_or(CumulativeStep::zero(tried)) };
        if let Some(sum) = sum {
            step.low = step.low.saturating_add(sum.low.unwrap_or(0));
            step.count = step.count.saturating_add(sum.height());
            step.high = plus(step.high, sum.high);
            step.at_least |= sum.without_best > 0;
        }
        step.without_what_if = plus(step.without_what_if, without_what_if);
        steps.push(step);
    }
    lines.retain(|line| !line.steps.is_empty());
    lines
}
