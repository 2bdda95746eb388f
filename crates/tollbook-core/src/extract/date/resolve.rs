//! From what the words of a date say to days.

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::{CalendarDate, Meaning, Third, Unit, Year, YearPart};
use crate::model::{DateBasis, DateRange, Precision};

/// What dates are counted from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reference {
    /// When the article was published.
    pub published: Option<DateRange>,
    /// The date that was named last, or that of the event spoken of.
    pub previous: Option<DateRange>,
}

/// The last two digits of the latest year that a short year means where nothing else tells, as POSIX has it.
const PIVOT: i8 = 68;

/// The days that `meaning` stands for, and how that is known.
///
/// `None` where the date that it is counted from is not known, or too coarse to decide (a weekday in an
/// article of which only the month is known), for what is to come, and for what is no date. What is
/// counted from the article ends no later than its day.
pub fn resolve(meaning: &Meaning, reference: &Reference) -> Option<(DateRange, DateBasis)> {
    match meaning {
        Meaning::Calendar(date) => calendar(date, reference),
        Meaning::Span(first, last, precision) => {
            let (last, basis) = calendar(last, reference)?;
            // A beginning without a year is the nearest one before the end.
            let from = Reference { published: Some(DateRange::day(last.last())), ..*reference };
            let from = if first.year == Year::Nearest { &from } else { reference };
            let (first, _) = calendar(first, from)?;
            Some((DateRange::new(first.first(), last.last(), *precision)?, basis))
        }
        Meaning::FromPrevious(unit, offset) => {
            Some((from_previous(*unit, *offset, &reference.previous?)?, DateBasis::Incident))
        }
        Meaning::WeekdayBeforePrevious(weekday) => {
            let named_last = reference.previous?.first();
            let back = i32::from(weekday.until(named_last.yesterday().ok()?.weekday())) + 1;
            Some((DateRange::day(before(named_last, back)?), DateBasis::Incident))
        }
        Meaning::Ambiguous { .. }
        | Meaning::Duration(..)
        | Meaning::ToCome
        | Meaning::OtherCalendar
        | Meaning::UnclearMonth => None,
        _ => from_article(reference, |today| relative(meaning, today)),
    }
}

/// The days counted from the article's, if they are the same for every day that it may be of.
fn from_article(
    reference: &Reference,
    count: impl Fn(Date) -> Option<DateRange>,
) -> Option<(DateRange, DateBasis)> {
    let published = reference.published?;
    let range = count(published.first())?;
    if count(published.last())? != range {
        return None;
    }
    Some((range.not_after(published.last())?, DateBasis::Article))
}

fn calendar(date: &CalendarDate, reference: &Reference) -> Option<(DateRange, DateBasis)> {
    match date.year {
        Year::Stated(year) => Some((within(year, date.part)?, DateBasis::Stated)),
        Year::Short(short) => {
            Some((within(full_year(short, date, reference)?, date.part)?, DateBasis::Stated))
        }
        Year::OfPrevious => {
            let previous = reference.previous?;
            let year = previous.first().year();
            (year == previous.last().year()).then_some(())?;
            Some((within(year, date.part)?, DateBasis::Incident))
        }
        Year::FromArticle(offset) => {
            let offset = i16::try_from(offset).ok()?;
            from_article(reference, |today| within(today.year().checked_add(offset)?, date.part))
        }
        Year::Nearest => from_article(reference, |today| nearest(date, today)),
        Year::BeforeArticle => {
            from_article(reference, |today| nearest(date, today.first_of_month().yesterday().ok()?))
        }
    }
}

/// The year whose last two digits are `short`: so late that the date is not after the article.
fn full_year(short: i8, date: &CalendarDate, reference: &Reference) -> Option<i16> {
    let (old, new) = (1900 + i16::from(short), 2000 + i16::from(short));
    // The weekday decides where only one century has it.
    if let (Some(weekday), YearPart::Day(month, day)) = (date.weekday, date.part) {
        let fits = |year| Date::new(year, month, day).is_ok_and(|date| date.weekday() == weekday);
        match (fits(old), fits(new), reference.published) {
            (true, false, None) if short > 30 => return Some(old),
            (false, true, None) => return Some(new),
            _ => {}
        }
    }
    Some(match reference.published {
        Some(published) => {
            if within(new, date.part).is_some_and(|range| range.first() <= published.last()) {
                new
            } else {
                old
            }
        }
        None => {
            if short <= PIVOT {
                new
            } else {
                old
            }
        }
    })
}

/// The latest such day, month or quarter that has begun by `today`.
fn nearest(date: &CalendarDate, today: Date) -> Option<DateRange> {
    // Eight years hold a 29 February, even across 1900 and 2100.
    let past = (0..=8).filter_map(|back| within(today.year().checked_sub(back)?, date.part));
    let latest = past.into_iter().find(|range| range.first() <= today)?;
    let Some(weekday) = date.weekday else { return Some(latest) };
    // "Saturday 14 June", where that is a Saturday only next time, announces something.
    let next = within(latest.first().year().checked_add(1)?, date.part);
    let to_come =
        latest.first().weekday() != weekday && next.is_some_and(|range| range.first().weekday() == weekday);
    (!to_come).then_some(latest)
}

/// The days of a part of `year`.
fn within(year: i16, part: YearPart) -> Option<DateRange> {
    let day = |month, day| Date::new(year, month, day).ok();
    let range = |first, last| DateRange::new(first, last, Precision::Range);
    match part {
        YearPart::Day(month, of_month) => Some(DateRange::day(day(month, of_month)?)),
        YearPart::Month(month, None) => Some(DateRange::month(day(month, 1)?)),
        YearPart::Month(month, Some(third)) => {
            let first = day(month, 1)?;
            match third {
                Third::Early => range(first, day(month, 10)?),
                Third::Mid => range(day(month, 11)?, day(month, 20)?),
                Third::Late => range(day(month, 21)?, first.last_of_month()),
            }
        }
        YearPart::Quarter(quarter @ 1..=4) => Some(DateRange::quarter(day(quarter * 3, 1)?)),
        YearPart::Half(1) => range(day(1, 1)?, day(6, 30)?),
        YearPart::Half(2) => range(day(7, 1)?, day(12, 31)?),
        YearPart::Whole(None) => Some(DateRange::year(day(1, 1)?)),
        YearPart::Whole(Some(Third::Early)) => range(day(1, 1)?, day(4, 30)?),
        YearPart::Whole(Some(Third::Mid)) => range(day(5, 1)?, day(8, 31)?),
        YearPart::Whole(Some(Third::Late)) => range(day(9, 1)?, day(12, 31)?),
        YearPart::Decade => range(day(1, 1)?, Date::new(year.checked_add(9)?, 12, 31).ok()?),
        YearPart::Quarter(_) | YearPart::Half(_) => None,
    }
}

/// The days that words mean on `today`, before they are cut at it.
fn relative(meaning: &Meaning, today: Date) -> Option<DateRange> {
    match *meaning {
        Meaning::Weekday { weekday, last } => {
            let back = i32::from(weekday.until(today.weekday()));
            let back = if last && back == 0 { 7 } else { back };
            before(today, back).map(DateRange::day)
        }
        Meaning::WeekdayNight(weekday) => {
            let day = before(today, i32::from(weekday.until(today.weekday())))?;
            DateRange::new(before(day, 1)?, day, Precision::Range)
        }
        Meaning::WeekdayOfWeek(weekday, weeks) => {
            // Where weeks that begin on Monday and on Sunday give other days, nothing tells which is meant.
            let of_week =
                |today_at: i8, at: i8| before(today, i32::from(today_at - at) + weeks.checked_mul(7)?);
            let now = today.weekday();
            let day = of_week(now.to_monday_zero_offset(), weekday.to_monday_zero_offset())?;
            let other = of_week(now.to_sunday_zero_offset(), weekday.to_sunday_zero_offset())?;
            (day == other).then(|| DateRange::day(day))
        }
        Meaning::BeforeArticle(unit, count) => match unit {
            Unit::Hour => None,
            Unit::Day => before(today, count).map(DateRange::day),
            Unit::Week => {
                let monday = before(today, i32::from(today.weekday().to_monday_zero_offset()))?;
                let first = before(monday, count.checked_mul(7)?)?;
                DateRange::new(first, before(first, -6)?, Precision::Range)
            }
            Unit::Month => months_before(today, count).map(DateRange::month),
            Unit::Year => years_before(today, count).map(DateRange::year),
        },
        Meaning::Ago(unit, count) => match unit {
            Unit::Hour => {
                let (least, most) = (count / 24, count.checked_add(23)? / 24);
                let (first, last) = (before(today, most)?, before(today, least)?);
                let precision = if first == last { Precision::Day } else { Precision::Range };
                DateRange::new(first, last, precision)
            }
            Unit::Day => before(today, count).map(DateRange::day),
            // To within half a week.
            Unit::Week => {
                let around = before(today, count.checked_mul(7)?)?;
                DateRange::new(before(around, 3)?, before(around, -3)?, Precision::Range)
            }
            Unit::Month => months_before(today, count).map(DateRange::month),
            Unit::Year => years_before(today, count).map(DateRange::year),
        },
        Meaning::Within(unit, count) => {
            let first = match unit {
                Unit::Hour => before(today, count.checked_add(23)? / 24)?,
                Unit::Day => before(today, count)?,
                Unit::Week => before(today, count.checked_mul(7)?)?,
                Unit::Month => today.checked_sub(Span::new().try_months(count).ok()?).ok()?,
                Unit::Year => today.checked_sub(Span::new().try_years(count).ok()?).ok()?,
            };
            DateRange::new(first, today, Precision::Range)
        }
        Meaning::Weekend => {
            let saturday = before(today, i32::from(Weekday::Saturday.until(today.weekday())))?;
            DateRange::new(saturday, before(saturday, -1)?, Precision::Range)
        }
        Meaning::Overnight => DateRange::new(before(today, 1)?, today, Precision::Range),
        _ => None,
    }
}

fn from_previous(unit: Unit, offset: i32, previous: &DateRange) -> Option<DateRange> {
    match unit {
        Unit::Hour => None,
        Unit::Day => previous.shifted(offset),
        Unit::Week => {
            let moved = previous.shifted(offset.checked_mul(7)?)?;
            DateRange::new(before(moved.first(), 3)?, before(moved.last(), -3)?, Precision::Range)
        }
        Unit::Month | Unit::Year => {
            let whole = |day| match unit {
                Unit::Month => months_before(day, offset.checked_neg()?).map(DateRange::month),
                _ => years_before(day, offset.checked_neg()?).map(DateRange::year),
            };
            let range = whole(previous.first())?;
            (whole(previous.last())? == range).then_some(range)
        }
    }
}

fn before(day: Date, days: i32) -> Option<Date> {
    day.checked_sub(Span::new().try_days(days).ok()?).ok()
}

fn months_before(day: Date, months: i32) -> Option<Date> {
    day.first_of_month().checked_sub(Span::new().try_months(months).ok()?).ok()
}

fn years_before(day: Date, years: i32) -> Option<Date> {
    day.first_of_year().checked_sub(Span::new().try_years(years).ok()?).ok()
}
