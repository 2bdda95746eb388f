//! A sum over incidents (docs/counting-rules.md).

use crate::model::{Figures, IncidentId};

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
    /// Adds people of an incident. Those of one incident come one after the other.
    pub(super) fn add(&mut self, incident: IncidentId, figures: Figures) {
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
        if self.incidents.last() != Some(&incident) {
            self.incidents.push(incident);
        }
    }

    /// This and another, of other incidents.
    pub fn with(mut self, other: Self) -> Self {
        let plus = |a: Option<u64>, b: Option<u64>| match (a, b) {
            (Some(a), Some(b)) => Some(a.saturating_add(b)),
            (a, b) => a.or(b),
        };
        self.low = plus(self.low, other.low);
        self.best = plus(self.best, other.best);
        self.high = self.high.zip(other.high).map(|(a, b)| a.saturating_add(b));
        self.hatched = self.hatched.saturating_add(other.hatched);
        self.without_best = self.without_best.saturating_add(other.without_best);
        self.incidents.extend(other.incidents);
        self
    }

    /// The height of the bar, with what is hatched.
    pub fn height(&self) -> u64 {
        self.best.unwrap_or(0).saturating_add(self.hatched)
    }
}

impl std::fmt::Display for Sum {
    /// `13`, `at least 5` where an incident has no best figure, or `unknown` where nothing is known of any.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.best.is_none() && self.low.is_none() {
            return f.write_str("unknown");
        }
        if self.without_best > 0 {
            f.write_str("at least ")?;
        }
        self.height().fmt(f)
    }
}
