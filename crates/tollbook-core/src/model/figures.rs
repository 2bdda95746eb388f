//! Low, best and high: how many people, as far as is known.

use std::fmt;

use super::record::{BadCell, Cell, Field};

/// More people than have ever been alive at once; a larger count is a slip of the pen.
pub const MAX_COUNT: u64 = 10_000_000_000;

/// A number of people. Each of the three may be blank, which means unknown and never 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Figures {
    /// At least so many.
    pub low: Option<u64>,
    /// The figure itself, where one is given.
    pub best: Option<u64>,
    /// At most so many; blank where nothing bounds it.
    pub high: Option<u64>,
}

impl Figures {
    /// Nothing known.
    pub const BLANK: Self = Self { low: None, best: None, high: None };

    /// An exact figure: low, best and high are the same.
    pub fn exactly(n: u64) -> Self {
        Self { low: Some(n), best: Some(n), high: Some(n) }
    }

    /// At least `n`, with no best figure and nothing that bounds it.
    pub fn at_least(n: u64) -> Self {
        Self { low: Some(n), best: None, high: None }
    }

    /// The same figures with the bounds that are blank beside a best: they equal the best ("about 12").
    pub fn completed(&self) -> Self {
        Self { low: self.low.or(self.best), best: self.best, high: self.high.or(self.best) }
    }

    /// Whether the bounds leave room for `n`; a blank bound excludes nothing.
    pub fn allows(&self, n: u64) -> bool {
        self.low.is_none_or(|low| low <= n) && self.high.is_none_or(|high| n <= high)
    }

    /// Whether nothing is known.
    pub fn is_blank(&self) -> bool {
        *self == Self::BLANK
    }

    /// What is wrong with the figures, as a sentence: out of order, or more than [`MAX_COUNT`].
    pub fn problem(&self) -> Option<String> {
        for n in [self.low, self.best, self.high].into_iter().flatten() {
            if n > MAX_COUNT {
                return Some(format!("{n} is more people than are alive; check the figure."));
            }
        }
        let pairs = [
            ("low", self.low, "best", self.best),
            ("best", self.best, "high", self.high),
            ("low", self.low, "high", self.high),
        ];
        pairs.into_iter().find_map(|(less, a, more, b)| match (a, b) {
            (Some(a), Some(b)) if a > b => {
                Some(format!("The {less} figure, {a}, is above the {more} figure, {b}; change one of them."))
            }
            _ => None,
        })
    }
}

impl fmt::Display for Figures {
    /// `13`, `6–8`, `6 (5–8)`, `about 600`, `at least 2`, `at most 30`, or `unknown`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.low, self.best, self.high) {
            (None, None, None) => f.write_str("unknown"),
            (Some(low), None, Some(high)) if low == high => write!(f, "{low}"),
            (Some(low), None, Some(high)) => write!(f, "{low}–{high}"),
            (Some(low), None, None) => write!(f, "at least {low}"),
            (None, None, Some(high)) => write!(f, "at most {high}"),
            (Some(low), Some(best), Some(high)) if low == high => write!(f, "{best}"),
            (None, Some(best), None) => write!(f, "about {best}"),
            (low, Some(best), high) => {
                let end = |n: Option<u64>| n.map_or_else(|| "?".to_owned(), |n| n.to_string());
                write!(f, "{best} ({}–{})", end(low), end(high))
            }
        }
    }
}

impl Field for Figures {
    const SUFFIXES: &'static [&'static str] = &["_low", "_best", "_high"];

    fn write_cells<'a>(&'a self, cells: &mut Vec<Cell<'a>>) {
        self.low.write_cells(cells);
        self.best.write_cells(cells);
        self.high.write_cells(cells);
    }

    fn read_cells<'a>(cells: &mut impl Iterator<Item = Cell<'a>>) -> Result<Self, BadCell> {
        Ok(Self {
            low: Field::read_cells(cells)?,
            best: Field::read_cells(cells)?,
            high: Field::read_cells(cells)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_as_a_person_would_say_them() {
        let figures = |low, best, high| Figures { low, best, high }.to_string();
        assert_eq!(figures(None, None, None), "unknown");
        assert_eq!(figures(Some(13), Some(13), Some(13)), "13");
        assert_eq!(figures(Some(2), None, None), "at least 2");
        assert_eq!(figures(Some(400), None, Some(500)), "400–500");
        assert_eq!(figures(Some(5), Some(6), None), "6 (5–?)");
        assert_eq!(figures(None, Some(600), None), "about 600");
    }

    #[test]
    fn figures_out_of_order_or_out_of_reason_are_pointed_out() {
        assert_eq!(Figures::exactly(3).problem(), None);
        assert_eq!(Figures::BLANK.problem(), None);
        let crossed = Figures { low: Some(8), best: None, high: Some(6) };
        assert!(crossed.problem().is_some_and(|text| text.contains("low figure, 8")));
        assert!(Figures::exactly(99_999_999_999).problem().is_some());
    }
}
