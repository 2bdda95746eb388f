//! From a date relative to the article to days.

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

use super::Relative;
use crate::model::date::{DateRange, Precision};

/// The days that `relative` means beside an article published on `published`. Where the article's
/// day is not known, the answer must be the same for every day it may be.
pub(super) fn resolve(relative: Relative, published: &DateRange) -> Option<DateRange> {
    let range = whole(relative, published.first())?;
    if whole(relative, published.last())? != range {
        return None;
    }
    range.not_after(published.last())
}

/// The days that `relative` means on `today`, before they are cut at it.
fn whole(relative: Relative, today: Date) -> Option<DateRange> {
    match relative {
        Relative::Weekday { weekday, before } => {
            let back = i32::from(weekday.until(today.weekday()));
            let back = if before && back == 0 { 7 } else { back };
            days_before(today, back).map(DateRange::day)
        }
        Relative::DaysAgo(days) => days_before(today, days).map(DateRange::day),
        Relative::WeeksAgo(weeks) => {
            let around = days_before(today, weeks.checked_mul(7)?)?;
            DateRange::new(days_before(around, 3)?, days_before(around, -3)?, Precision::Range)
        }
        Relative::MonthsAgo(months) => {
            let span = Span::new().try_months(months).ok()?;
            Some(DateRange::month(today.first_of_month().checked_sub(span).ok()?))
        }
        Relative::YearsAgo(years) => {
            let span = Span::new().try_years(years).ok()?;
            Some(DateRange::year(today.first_of_year().checked_sub(span).ok()?))
        }
        Relative::Week(weeks) => {
            let monday = days_before(today, i32::from(today.weekday().to_monday_zero_offset()))?;
            let first = days_before(monday, weeks.checked_mul(7)?)?;
            DateRange::new(first, days_before(first, -6)?, Precision::Range)
        }
        Relative::Weekend => {
            let since_saturday = i32::from((today.weekday().to_monday_zero_offset() + 2) % 7);
            let saturday = days_before(today, since_saturday)?;
            DateRange::new(saturday, days_before(saturday, -1)?, Precision::Range)
        }
        Relative::Overnight => DateRange::new(days_before(today, 1)?, today, Precision::Range),
        // Eight years hold a 29 February, even across 1900 and 2100.
        Relative::MonthDay { month, day } => (0..=8)
            .filter_map(|back| Date::new(today.year() - back, month, day).ok())
            .find(|date| *date <= today)
            .map(DateRange::day),
        Relative::Month { month, before } => {
            let this_year = Date::new(today.year(), month, 1).ok()?;
            let limit = if before { today.first_of_month().yesterday().ok()? } else { today };
            let first = if this_year <= limit { this_year } else { this_year.checked_sub(1.year()).ok()? };
            Some(DateRange::month(first))
        }
    }
}

fn days_before(day: Date, days: i32) -> Option<Date> {
    day.checked_sub(Span::new().try_days(days).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Weekday, date};
    use proptest::prelude::*;

    use super::*;

    fn on(relative: Relative, (y, m, d): (i16, i8, i8)) -> String {
        resolve(relative, &DateRange::day(date(y, m, d)))
            .map_or("none".into(), |r| format!("{r} [{} {}]", r.first(), r.last()))
    }

    #[test]
    fn relative_to_a_day() {
        use Relative::{DaysAgo, Month, MonthDay, MonthsAgo, Overnight, Week, Weekend, WeeksAgo, YearsAgo};
        let weekday = |weekday, before| Relative::Weekday { weekday, before };
        let month = |month, before| Month { month, before };
        // 2023-08-29 is a Tuesday, 2021-09-24 a Friday, 2020-01-07 a Tuesday, 2019-11-27 a Wednesday.
        for (relative, today, expected) in [
            (weekday(Weekday::Monday, false), (2023, 8, 29), "2023-08-28 [2023-08-28 2023-08-28]"),
            (weekday(Weekday::Friday, false), (2021, 9, 24), "2021-09-24 [2021-09-24 2021-09-24]"),
            (weekday(Weekday::Friday, true), (2021, 9, 24), "2021-09-17 [2021-09-17 2021-09-17]"),
            (weekday(Weekday::Friday, true), (2020, 1, 7), "2020-01-03 [2020-01-03 2020-01-03]"),
            (weekday(Weekday::Wednesday, false), (2020, 1, 7), "2020-01-01 [2020-01-01 2020-01-01]"),
            (DaysAgo(1), (2020, 3, 1), "2020-02-29 [2020-02-29 2020-02-29]"),
            (WeeksAgo(2), (2023, 8, 29), "2023-08-12 to 2023-08-18 [2023-08-12 2023-08-18]"),
            (MonthsAgo(0), (2023, 8, 29), "2023-08 [2023-08-01 2023-08-29]"),
            (MonthsAgo(1), (2020, 3, 31), "2020-02 [2020-02-01 2020-02-29]"),
            (YearsAgo(36), (2019, 11, 27), "1983 [1983-01-01 1983-12-31]"),
            (YearsAgo(1), (2020, 2, 29), "2019 [2019-01-01 2019-12-31]"),
            (Week(0), (2023, 8, 29), "2023-08-28 to 2023-08-29 [2023-08-28 2023-08-29]"),
            (Week(1), (2023, 8, 29), "2023-08-21 to 2023-08-27 [2023-08-21 2023-08-27]"),
            (Weekend, (2023, 8, 29), "2023-08-26 to 2023-08-27 [2023-08-26 2023-08-27]"),
            (Weekend, (2023, 8, 26), "2023-08-26 [2023-08-26 2023-08-26]"),
            (Overnight, (2023, 1, 1), "2022-12-31 to 2023-01-01 [2022-12-31 2023-01-01]"),
            (MonthDay { month: 1, day: 2 }, (2021, 9, 24), "2021-01-02 [2021-01-02 2021-01-02]"),
            (MonthDay { month: 12, day: 28 }, (2021, 9, 24), "2020-12-28 [2020-12-28 2020-12-28]"),
            (MonthDay { month: 2, day: 29 }, (2023, 8, 29), "2020-02-29 [2020-02-29 2020-02-29]"),
            (MonthDay { month: 2, day: 29 }, (1904, 2, 28), "1896-02-29 [1896-02-29 1896-02-29]"),
            (MonthDay { month: 2, day: 31 }, (2021, 9, 24), "none"),
            (month(8, false), (2023, 8, 29), "2023-08 [2023-08-01 2023-08-29]"),
            (month(8, true), (2023, 8, 29), "2022-08 [2022-08-01 2022-08-31]"),
            (month(8, true), (2023, 9, 2), "2023-08 [2023-08-01 2023-08-31]"),
            (month(12, false), (2023, 8, 29), "2022-12 [2022-12-01 2022-12-31]"),
        ] {
            assert_eq!(on(relative, today), expected, "{relative:?} on {today:?}");
        }
    }

    #[test]
    fn an_article_known_to_the_month_dates_only_what_is_coarser() {
        let published = DateRange::month(date(2020, 3, 5));
        let resolved = |relative| resolve(relative, &published).map(|r| r.to_string());
        assert_eq!(resolved(Relative::Weekday { weekday: Weekday::Monday, before: false }), None);
        assert_eq!(resolved(Relative::DaysAgo(1)), None);
        assert_eq!(resolved(Relative::MonthDay { month: 3, day: 14 }), None, "this year or last");
        assert_eq!(resolved(Relative::MonthDay { month: 1, day: 2 }).as_deref(), Some("2020-01-02"));
        assert_eq!(resolved(Relative::MonthsAgo(1)).as_deref(), Some("2020-02"));
        assert_eq!(resolved(Relative::YearsAgo(1)).as_deref(), Some("2019"));
        assert_eq!(resolved(Relative::MonthsAgo(0)).as_deref(), Some("2020-03"));
    }

    proptest! {
        #[test]
        fn nothing_lies_after_the_article(days in -700_000_i32..2_000_000, n in i32::MIN..i32::MAX, month in 1_i8..=12, day in 1_i8..=31, wd in 0_i8..7) {
            let Ok(today) = date(1, 1, 1).checked_add(Span::new().days(days)) else { return Ok(()) };
            let weekday = Weekday::from_monday_zero_offset(wd).unwrap();
            let n = n.saturating_abs();
            for relative in [
                Relative::Weekday { weekday, before: false }, Relative::DaysAgo(n), Relative::WeeksAgo(n.max(1)),
                Relative::MonthsAgo(n), Relative::YearsAgo(n), Relative::Week(n), Relative::Weekend,
                Relative::MonthDay { month, day }, Relative::Month { month, before: false },
            ] {
                if let Some(range) = resolve(relative, &DateRange::day(today)) {
                    prop_assert!(range.last() <= today, "{relative:?} on {today}: {range}");
                }
            }
        }
    }
}
