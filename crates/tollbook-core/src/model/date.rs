//! Days as they are known: a first and a last possible day, and how fine the knowledge is.

use std::fmt;

use jiff::civil::Date;

use super::words::words;

words! {
    /// How finely a date is known. The order runs from finest to coarsest.
    pub enum Precision ("a precision such as day or month") {
        /// One day.
        Day = "day",
        /// A known event that took several days.
        Days = "days",
        /// Somewhere between two days.
        Range = "range",
        /// A calendar month, perhaps cut short by the day of the report.
        Month = "month",
        /// A calendar quarter, perhaps cut short by the day of the report.
        Quarter = "quarter",
        /// A calendar year, perhaps cut short by the day of the report.
        Year = "year",
    }

    /// How a date is known.
    pub enum DateBasis ("stated, article, incident or coder") {
        /// Written out with its year, or otherwise complete in itself.
        Stated = "stated",
        /// Counted from the article's own date ("Monday", "yesterday").
        Article = "article",
        /// Counted from another incident ("five days earlier").
        Incident = "incident",
        /// Set by the coder.
        Coder = "coder",
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
        let fineness = |range: &Self| (range.days(), range.precision);
        let finer = if fineness(other) < fineness(self) { other } else { self };
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
    /// (years −9999 to 9999). Five days before some day of a month is a range, and no month.
    pub fn shifted(&self, days: i32) -> Option<Self> {
        let span = jiff::Span::new().try_days(days).ok()?;
        let precision = match self.precision {
            Precision::Month | Precision::Quarter | Precision::Year if days != 0 => Precision::Range,
            precision => precision,
        };
        Some(Self {
            first: self.first.checked_add(span).ok()?,
            last: self.last.checked_add(span).ok()?,
            precision,
        })
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
