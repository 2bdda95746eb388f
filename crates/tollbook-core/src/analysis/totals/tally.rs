//! A sum of figures out of which a figure can be taken again.

use crate::model::Figures;

/// A sum of figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FigureSum {
    /// How many figures.
    figures: i64,
    low: i128,
    best: i128,
    /// The lows of those without best.
    at_least: i128,
    high: i128,
    without_high: i64,
    /// Those that are no definite figure: without best, or open on some side.
    ranges: i64,
}

/// Whether a figure goes into a sum or out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    In,
    Out,
}

impl FigureSum {
    pub(super) fn move_one(&mut self, figures: Figures, way: Way) {
        let sign = if way == Way::In { 1 } else { -1 };
        let sum = |sum: &mut i128, n: Option<u64>| *sum += i128::from(sign) * i128::from(n.unwrap_or(0));
        let count = |count: &mut i64, missing: bool| *count += sign * i64::from(missing);
        count(&mut self.figures, true);
        sum(&mut self.low, figures.low);
        sum(&mut self.best, figures.best);
        sum(&mut self.at_least, figures.low.filter(|_| figures.best.is_none()));
        sum(&mut self.high, figures.high);
        count(&mut self.without_high, figures.high.is_none());
        count(&mut self.ranges, figures.best.is_none() || figures.low.is_none() || figures.high.is_none());
    }

    /// Puts all of another sum into this one.
    pub(super) fn add(&mut self, other: &Self) {
        let Self { figures, low, best, at_least, high, without_high, ranges } = other;
        self.figures += figures;
        self.low += low;
        self.best += best;
        self.at_least += at_least;
        self.high += high;
        self.without_high += without_high;
        self.ranges += ranges;
    }

    /// Whether nothing is in it.
    pub(super) fn is_empty(&self) -> bool {
        self.figures == 0
    }

    /// The sum. An unknown low adds nothing, high is blank where one of them is, and best where one of the
    /// figures is a range.
    pub fn figures(&self) -> Figures {
        Figures {
            low: Some(whole(self.low)),
            best: (self.ranges == 0).then_some(whole(self.best)),
            high: (self.without_high == 0).then_some(whole(self.high)),
        }
    }

    /// The bests, and the lows where there is none.
    pub fn height(&self) -> u64 {
        whole(self.best + self.at_least)
    }
}

fn whole(n: i128) -> u64 {
    u64::try_from(n.max(0)).unwrap_or(u64::MAX)
}
