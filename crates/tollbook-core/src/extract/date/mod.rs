//! Dates in words: where they stand in a text, what they say, and which days they mean beside the
//! article's own date and the date named last.
//!
//! The words and forms are data (`languages/*/dates.txt`), of which this code knows only the shape.
//! Dates in digits alone are read by rules in `numeric`.

mod captured;
mod find;
mod forms;
mod lexicon;
mod matching;
mod numeric;
mod resolve;
mod typed;
mod words;

#[cfg(test)]
mod tests;

use std::ops::Range;

use jiff::civil::Weekday;

use crate::model::{DateRange, Precision};

pub use find::{find_dates, languages};
pub use lexicon::data_lines;
pub use numeric::date_in_digits;
pub use resolve::{Reference, resolve};
pub use typed::parse_typed;
pub use words::fold;

/// Words that say when, or how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateExpression {
    /// Where they begin, in bytes.
    pub start: usize,
    /// The byte after them.
    pub end: usize,
    /// What they say.
    pub meaning: Meaning,
}

impl DateExpression {
    /// The bytes of the words; a preposition before them ("on", "am") is not among them.
    pub fn span(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// What the words of a date say, before anything else is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A day, month, quarter, half or year of the calendar, with or without its year.
    Calendar(CalendarDate),
    /// From one date to another: several days of one event ([`Precision::Days`]), or some time between
    /// them ([`Precision::Range`]).
    Span(CalendarDate, CalendarDate, Precision),
    /// Two numbers, either of which may be the month.
    Ambiguous {
        /// The first number as the day.
        day_first: CalendarDate,
        /// The first number as the month.
        month_first: CalendarDate,
    },
    /// The latest such weekday: up to and including the article's day, or before it ("last Monday").
    Weekday {
        /// Which weekday.
        weekday: Weekday,
        /// Whether the article's own day is out of the question.
        last: bool,
    },
    /// The night before the latest such weekday, and that day.
    WeekdayNight(Weekday),
    /// A weekday of the week so many before the article's: "Thursday last week".
    WeekdayOfWeek(Weekday, i32),
    /// The latest such weekday before the date named last: "the previous Friday".
    WeekdayBeforePrevious(Weekday),
    /// A day, week, month or year so many before the article's; 0 is "today", "this month".
    BeforeArticle(Unit, i32),
    /// The latest weekend that has begun.
    Weekend,
    /// From the day before to the article's day.
    Overnight,
    /// So many units before the article: "two weeks ago".
    Ago(Unit, i32),
    /// Within so many units before the article: "in the last 24 hours".
    Within(Unit, i32),
    /// So many units after the date named last; negative is before it, 0 "the same day".
    FromPrevious(Unit, i32),
    /// How long, or how old: no date.
    Duration(Unit, i32),
    /// After the article: "tomorrow", "next Monday". No date of what has happened.
    ToCome,
    /// A date of another calendar, which is not converted.
    OtherCalendar,
    /// A date whose month has a name that means different months in different languages, where no language was given.
    UnclearMonth,
}

/// A date of the calendar, as far as it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalendarDate {
    /// Its year.
    pub year: Year,
    /// What it is within its year.
    pub part: YearPart,
    /// The weekday said with it.
    pub weekday: Option<Weekday>,
}

/// How the year of a date is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Year {
    /// In full.
    Stated(i16),
    /// By its last two digits.
    Short(i8),
    /// Not at all: the nearest such date that is not after the article.
    Nearest,
    /// So many years after the article's: 0 is "this year", -1 "last year".
    FromArticle(i32),
    /// The year of the date named last.
    OfPrevious,
    /// Not at all, and before the article's own month: "last August".
    BeforeArticle,
}

/// A year, or what of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearPart {
    /// A day: month and day of the month.
    Day(i8, i8),
    /// A month, or a third of it.
    Month(i8, Option<Third>),
    /// A quarter, 1 to 4.
    Quarter(i8),
    /// A half, 1 or 2.
    Half(i8),
    /// All of it, or a third of it.
    Whole(Option<Third>),
    /// The ten years that begin with it.
    Decade,
}

/// The beginning, middle or end of a month or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Third {
    /// "early May".
    Early,
    /// "mid-May".
    Mid,
    /// "late May".
    Late,
}

impl Third {
    const ALL: [Self; 3] = [Self::Early, Self::Mid, Self::Late];

    fn key(self) -> &'static str {
        match self {
            Self::Early => "early",
            Self::Mid => "mid",
            Self::Late => "late",
        }
    }
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// Seven days.
    Week,
    /// A month of the calendar.
    Month,
    /// A year of the calendar.
    Year,
}

impl Unit {
    const ALL: [Self; 5] = [Self::Hour, Self::Day, Self::Week, Self::Month, Self::Year];

    fn key(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.key() == key)
    }
}

impl Meaning {
    /// Whether it can say when something happened at all.
    pub fn is_date(&self) -> bool {
        !matches!(self, Self::Duration(..) | Self::ToCome | Self::OtherCalendar | Self::UnclearMonth)
    }

    /// Whether it is a year and no finer.
    pub fn is_year(&self) -> bool {
        matches!(self, Self::Calendar(date) if matches!(date.part, YearPart::Whole(_)))
    }

    /// The range that the words state by themselves, whatever the article's date: 28 August 2023, 2013.
    pub fn stated(&self) -> Option<DateRange> {
        let complete = |date: &CalendarDate| matches!(date.year, Year::Stated(_) | Year::Short(_));
        let is_complete = match self {
            Self::Calendar(date) => complete(date),
            Self::Span(first, last, _) => complete(first) && complete(last),
            _ => false,
        };
        is_complete.then(|| resolve(self, &Reference::default()))?.map(|(range, _)| range)
    }
}
