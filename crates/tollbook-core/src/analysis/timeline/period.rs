//! Periods of time: months, quarters, years.

use jiff::civil::Date;

use crate::model::DateRange;
use crate::model::words::words;

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
    pub fn period_of_range(self, date: &DateRange) -> Option<Period> {
        let period = self.period(date.first());
        (period == self.period(date.last())).then_some(period)
    }
}

impl Period {
    /// Its last day; the calendar's own last where it would lie outside.
    pub fn end(self) -> Date {
        let next = Self { number: self.number + 1, ..self };
        next.start().yesterday().unwrap_or(Date::MAX)
    }

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

/// Where a day lies on a line of years: whole months are twelfths, whatever their length.
pub fn moment(day: Date) -> f64 {
    let share = (f64::from(day.day()) - 1.0) / f64::from(day.days_in_month());
    f64::from(day.year()) + (f64::from(day.month()) - 1.0 + share) / 12.0
}
