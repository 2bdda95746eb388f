//! Dates in words: where they stand in a text, what they say, and which days they mean beside an
//! article's own date.

mod find;
mod forms;
mod names;
mod parse;
mod relative;
mod statement;

use std::ops::Range;

use jiff::civil::Weekday;

use crate::model::date::{DateBasis, DateRange};

pub use find::dates;
pub(in crate::lexicon) use find::dates_in;
pub use parse::parse_date;
pub use statement::is_statement_date;

/// Words that say when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateWords {
    /// The bytes of the words, without a preposition before them: "2 January", "last Friday".
    pub as_written: Range<usize>,
    /// What they say.
    pub reading: Reading,
}

/// What a date in words says, before anything else is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Complete in itself: "28 August 2023", "August 2023", "the third quarter of 2020", "2013".
    Stated(DateRange),
    /// Counted from the day of the article: "Monday", "yesterday", "in August".
    Relative(Relative),
    /// Counted from another event: "five days earlier" (−5), "the next day" (1), "the same day" (0).
    FromOther {
        /// Days after the other event; negative is before it.
        days: i32,
    },
}

/// A date counted from the day on which the article appeared. All of them look back: what is to
/// come ("next Monday", "tomorrow") is no date of a casualty, and is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relative {
    /// The latest such weekday: up to and including the article's day ("Monday"), or before it
    /// ("last Monday").
    Weekday {
        /// Which weekday.
        weekday: Weekday,
        /// Whether the article's own day is out of the question.
        before: bool,
    },
    /// So many days before: 0 is "today", 1 "yesterday".
    DaysAgo(i32),
    /// So many weeks before, to within half a week: the seven days around that day. "two weeks ago".
    WeeksAgo(i32),
    /// The calendar month so many months before: 1 is "last month", 0 "this month".
    MonthsAgo(i32),
    /// The calendar year so many years before: 36 is "36 years ago", 0 "this year".
    YearsAgo(i32),
    /// The week, Monday to Sunday, so many weeks before: 0 is "this week", 1 "last week".
    Week(i32),
    /// The latest Saturday and Sunday that have begun: "over the weekend".
    Weekend,
    /// From the day before to the article's day: "overnight".
    Overnight,
    /// The latest such day of the year not after the article: "January 2".
    MonthDay {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
    },
    /// The latest such month not after the article's day ("in August"), or before the article's own
    /// month ("last August").
    Month {
        /// 1 to 12.
        month: i8,
        /// Whether the article's own month is out of the question.
        before: bool,
    },
}

/// The days that `reading` means in an article published on `published`, and how they are known.
///
/// `None` where the article's date is needed and unknown, or too coarse to decide (a weekday in an
/// article of which only the month is known), and for [`Reading::FromOther`], whose event the coder
/// chooses. A month, week or year ends no later than the article's day: it speaks of the past.
pub fn resolve(reading: &Reading, published: Option<&DateRange>) -> Option<(DateRange, DateBasis)> {
    match reading {
        Reading::Stated(range) => Some((*range, DateBasis::Stated)),
        Reading::Relative(relative) => Some((relative::resolve(*relative, published?)?, DateBasis::Article)),
        Reading::FromOther { .. } => None,
    }
}
