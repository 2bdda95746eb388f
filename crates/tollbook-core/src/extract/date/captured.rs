//! What a form of a date takes from the words of a text, and the dates that it makes of that.

use jiff::civil::{Date, Weekday};

use super::forms::FormYear;
use super::lexicon::UNCLEAR_MONTH;
use super::{CalendarDate, Third, Year, YearPart};

/// What the slots of a form took from the text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Captured {
    pub days: Pair<i8>,
    pub months: Pair<i8>,
    pub years: Pair<(i16, u8)>,
    pub weekdays: Pair<i8>,
    pub number: i32,
    pub unit: i32,
    pub part: Option<Third>,
    pub quarter: i8,
    /// A month was written as an abbreviation.
    pub short: bool,
    /// A short year has an apostrophe before it.
    pub apostrophe: bool,
    /// The unit stands for a number too ("two days" in one word).
    pub single: bool,
    /// How many years the era of the month's language counts more than the common one.
    pub year_offset: i16,
    /// The month of Iran's solar calendar, 1 to 12; 0 where no such month was named.
    pub solar_month: i8,
    /// The first token of the first month.
    pub month_at: usize,
}

/// Up to two values.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pair<T> {
    pub values: [T; 2],
    pub len: usize,
}

impl<T: Copy> Pair<T> {
    pub fn push(&mut self, value: T) {
        if let Some(place) = self.values.get_mut(self.len) {
            *place = value;
            self.len += 1;
        }
    }

    pub fn first(&self) -> Option<T> {
        (self.len > 0).then_some(self.values[0])
    }

    pub fn last(&self) -> Option<T> {
        (self.len > 0).then(|| self.values[self.len - 1])
    }
}

impl Captured {
    /// Whether the name of a month means different months in different languages.
    pub fn has_unclear_month(&self) -> bool {
        self.months.values[..self.months.len].iter().any(|month| i32::from(*month) == UNCLEAR_MONTH)
    }

    pub fn year(&self, form: FormYear) -> Year {
        match (self.years.first(), form) {
            (Some(year), _) => written_year(year),
            (None, FormYear::Open) => Year::Nearest,
            (None, FormYear::FromArticle(offset)) => Year::FromArticle(offset),
            (None, FormYear::Same) => Year::OfPrevious,
        }
    }

    /// A complete date of Iran's solar calendar, as a day of the common one.
    pub fn solar_day(&self) -> Option<CalendarDate> {
        /// The years in which the rule below is known to hold: 1921 to 2032.
        const YEARS: std::ops::RangeInclusive<i32> = 1300..=1410;
        let (month, day) = (i32::from(self.solar_month), i32::from(self.days.first()?));
        // Some forms take the year of another calendar as a number.
        let year = self.years.first().map_or(self.number, |(year, _)| i32::from(year));
        if !YEARS.contains(&year) {
            return None;
        }
        // How many days stand before a year: every fourth or fifth has a day more, eight of 33.
        let before = |year: i32| 365 * (year - 1) + (8 * year + 21) / 33;
        let length = match month {
            1..=6 => 31,
            7..=11 => 30,
            12 => before(year + 1) - before(year) - 336,
            _ => return None,
        };
        if day > length {
            return None;
        }
        let first_of_month = if month <= 7 { 31 * (month - 1) } else { 186 + 30 * (month - 7) };
        let days = before(year) - before(1393) + first_of_month + day - 1;
        // 1 Farvardin 1393.
        let found = Date::new(2014, 3, 21).ok()?.checked_add(jiff::Span::new().days(days)).ok()?;
        Some(CalendarDate::new(Year::Stated(found.year()), YearPart::Day(found.month(), found.day())))
    }

    /// From one date to another.
    pub fn span(&self, night: bool) -> Option<(CalendarDate, CalendarDate)> {
        let year = self.years.last().map_or(Year::Nearest, written_year);
        let (Some(first_month), Some(last_month)) = (self.months.first(), self.months.last()) else {
            let whole = |year| CalendarDate::new(written_year(year), YearPart::Whole(None));
            return Some((whole(self.years.first()?), whole(self.years.last()?)));
        };
        let Some(last_day) = self.days.last() else {
            let month = |month, year| CalendarDate::new(year, YearPart::Month(month, None));
            let first_year = self.first_year(year, first_month > last_month);
            return Some((month(first_month, first_year), month(last_month, year)));
        };
        let last = calendar_day(year, last_month, last_day)?;
        if self.days.len == 1 {
            return night.then(|| Some((day_before(last)?, last)))?;
        }
        let first_day = self.days.first()?;
        if self.months.len == 1 && first_day >= last_day {
            return None;
        }
        let first_year = self.first_year(year, (first_month, first_day) > (last_month, last_day));
        Some((calendar_day(first_year, first_month, first_day)?, last))
    }

    /// The year in which a span begins that ends in `last`.
    fn first_year(&self, last: Year, before: bool) -> Year {
        if self.years.len == 2 {
            return self.years.first().map_or(last, written_year);
        }
        match last {
            Year::Stated(year) if before => Year::Stated(year - 1),
            Year::Short(year) if before && year > 0 => Year::Short(year - 1),
            year => year,
        }
    }
}

fn written_year((year, digits): (i16, u8)) -> Year {
    if digits == 2 { Year::Short(i8::try_from(year).unwrap_or(0)) } else { Year::Stated(year) }
}

/// A day, if some year has it.
pub(super) fn calendar_day(year: Year, month: i8, day: i8) -> Option<CalendarDate> {
    let some_year = match year {
        Year::Stated(year) => year,
        Year::Short(year) => 2000 + i16::from(year),
        _ => 2020,
    };
    // Every short year of 29 February is a leap year in either century, but 1900.
    Date::new(some_year, month, day).ok()?;
    Some(CalendarDate::new(year, YearPart::Day(month, day)))
}

fn day_before(date: CalendarDate) -> Option<CalendarDate> {
    let YearPart::Day(month, day) = date.part else { return None };
    let some_year = if let Year::Stated(year) = date.year { year } else { 2019 };
    let before = Date::new(some_year, month, day).ok()?.yesterday().ok()?;
    let year = match date.year {
        Year::Stated(_) => Year::Stated(before.year()),
        Year::Short(year) if before.year() < some_year => Year::Short((year + 99) % 100),
        year => year,
    };
    Some(CalendarDate::new(year, YearPart::Day(before.month(), before.day())))
}

pub(super) fn weekday(number: i8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(number).ok()
}

impl CalendarDate {
    pub(super) fn new(year: Year, part: YearPart) -> Self {
        Self { year, part, weekday: None }
    }
}
