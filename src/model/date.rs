//! Days as they are known: a first and a last possible day, and how fine the knowledge is.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// How finely a date is known. The order runs from finest to coarsest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// One day.
    Day,
    /// A known event that took several days.
    Days,
    /// Somewhere between two days.
    Range,
    /// A calendar month, perhaps cut short by the day of the report.
    Month,
    /// A calendar quarter, perhaps cut short by the day of the report.
    Quarter,
    /// A calendar year, perhaps cut short by the day of the report.
    Year,
}

impl Precision {
    /// Every precision, finest first.
    pub const ALL: [Self; 6] = [Self::Day, Self::Days, Self::Range, Self::Month, Self::Quarter, Self::Year];

    /// The word used in files and in the window.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Days => "days",
            Self::Range => "range",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }
}

impl fmt::Display for Precision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Precision {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|p| p.as_str() == text).ok_or(())
    }
}

/// A first and a last possible day, both included, and how finely that is known.
///
/// `first <= last` always holds; [`DateRange::new`] is the only way to make one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DateRange {
    first: Date,
    last: Date,
    precision: Precision,
}

impl DateRange {
    /// A range from `first` to `last`; `None` if it would end before it begins, or if a
    /// precision of one day is claimed for more than one.
    pub fn new(first: Date, last: Date, precision: Precision) -> Option<Self> {
        let fits = first <= last && (precision != Precision::Day || first == last);
        fits.then_some(Self { first, last, precision })
    }

    /// One day.
    pub fn day(day: Date) -> Self {
        Self { first: day, last: day, precision: Precision::Day }
    }

    /// The calendar month that holds `day`.
    pub fn month(day: Date) -> Self {
        Self { first: day.first_of_month(), last: day.last_of_month(), precision: Precision::Month }
    }

    /// The calendar quarter that holds `day`.
    pub fn quarter(day: Date) -> Self {
        let first_month = (day.month() - 1) / 3 * 3 + 1;
        let first = Date::constant(day.year(), first_month, 1);
        let last = Date::constant(day.year(), first_month + 2, 1).last_of_month();
        Self { first, last, precision: Precision::Quarter }
    }

    /// The calendar year that holds `day`.
    pub fn year(day: Date) -> Self {
        Self { first: day.first_of_year(), last: day.last_of_year(), precision: Precision::Year }
    }

    /// The first possible day.
    pub fn first(&self) -> Date {
        self.first
    }

    /// The last possible day.
    pub fn last(&self) -> Date {
        self.last
    }

    /// How finely the date is known.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// Number of days from first to last, both included; at least 1.
    pub fn days(&self) -> i64 {
        i64::from(self.first.until(self.last).map_or(0, |span| span.get_days())) + 1
    }

    /// Whether `day` is possible.
    pub fn contains(&self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// The days possible under both, as fine as the finer of the two; `None` if they exclude
    /// each other.
    pub fn intersect(&self, other: &Self) -> Option<Self> {
        let first = self.first.max(other.first);
        let last = self.last.min(other.last);
        if first > last {
            return None;
        }
        let finer = if other.days() < self.days() { other } else { self };
        let precision = if first == finer.first && last == finer.last {
            finer.precision
        } else if first == last {
            Precision::Day
        } else {
            Precision::Range
        };
        Some(Self { first, last, precision })
    }

    /// The same range, ending no later than `day`: what an article says of a month or a year
    /// cannot speak of days after it was published. `None` if it begins after `day`.
    pub fn not_after(&self, day: Date) -> Option<Self> {
        let last = self.last.min(day);
        (self.first <= last).then_some(Self { last, ..*self })
    }

    /// The range moved by `days` (negative is earlier); `None` outside the calendar
    /// (years −9999 to 9999).
    pub fn shifted(&self, days: i32) -> Option<Self> {
        let span = jiff::Span::new().try_days(days).ok()?;
        Some(Self { first: self.first.checked_add(span).ok()?, last: self.last.checked_add(span).ok()?, ..*self })
    }
}

impl fmt::Display for DateRange {
    /// As short as the precision allows: `2019-11-25`, `2023-08`, `2020 Q3`, `2013`, else
    /// `2020-01-01 to 2020-01-09`. A month or year cut short is still written as one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.first.year(), self.first.month());
        match self.precision {
            Precision::Month => write!(f, "{year:04}-{month:02}"),
            Precision::Quarter => write!(f, "{year:04} Q{}", (month - 1) / 3 + 1),
            Precision::Year => write!(f, "{year:04}"),
            _ if self.first == self.last => write!(f, "{}", self.first),
            _ => write!(f, "{} to {}", self.first, self.last),
        }
    }
}

/// How a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateBasis {
    /// Written out with its year, or otherwise complete in itself.
    Stated,
    /// Reckoned from the article's own date ("Monday", "yesterday").
    Article,
    /// Reckoned from another incident ("five days earlier").
    Incident,
    /// Set by the coder.
    Coder,
}

impl DateBasis {
    /// Every basis.
    pub const ALL: [Self; 4] = [Self::Stated, Self::Article, Self::Incident, Self::Coder];

    /// The word used in files and in the window.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Article => "article",
            Self::Incident => "incident",
            Self::Coder => "coder",
        }
    }
}

impl fmt::Display for DateBasis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for DateBasis {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|b| b.as_str() == text).ok_or(())
    }
}
