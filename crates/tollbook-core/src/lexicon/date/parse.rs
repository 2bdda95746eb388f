//! What a coder types into a date field.

use jiff::civil::Date;

use super::names::{day_at, month_at};
use super::{Reading, dates};
use crate::lexicon::token::{Tokens, fold};
use crate::model::date::{DateRange, Precision};

const FORMS: &str = "write 2023-08-28, 28 Aug 2023, 2023-08, 2020 Q3, 2019, or 2020-01-01 to 2020-01-09";

/// The date that a coder typed: a day in any written-out form, a month, a quarter, a year, or two
/// days with "to", "–" or "…" between them ([`Precision::Range`]). Blank is no date. All forms that
/// a [`DateRange`] is shown in are read back as the same range, except that a month, quarter or year
/// cut short at the article's day is read back whole.
///
/// # Errors
/// A sentence that says what is wrong and what to write instead.
pub fn parse_date(text: &str) -> Result<Option<DateRange>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if let Some(range) = single(text) {
        return Ok(Some(range));
    }
    for separator in [" to ", " – ", " — ", " - ", "–", "…", "..", " au ", "/"] {
        let Some((first, last)) = text.split_once(separator) else {
            continue;
        };
        let Some((first, last)) = single(first).zip(single(last)) else {
            continue;
        };
        return DateRange::new(first.first(), last.last(), Precision::Range)
            .map(Some)
            .ok_or_else(|| format!("{text} ends before it begins; write the earlier day first."));
    }
    Err(impossible_day(text)
        .unwrap_or_else(|| format!("“{text}” is no date that Tollbook can read; {FORMS}.")))
}

/// One stated date that is the whole of `text`.
fn single(text: &str) -> Option<DateRange> {
    let text = text.trim();
    if let Some(range) = month_in_digits(text).or_else(|| year_alone(text)).or_else(|| any_day(text)) {
        return Some(range);
    }
    let found = dates(text);
    let [found] = found.as_slice() else {
        return None;
    };
    let Reading::Stated(range) = found.reading else {
        return None;
    };
    (found.as_written == (0..text.len())).then_some(range)
}

/// "2023-08", "2023/08", "08/2023".
fn month_in_digits(text: &str) -> Option<DateRange> {
    let (first, second) = text.split_once(['-', '/'])?;
    let (year, month) = if first.len() == 4 { (first, second) } else { (second, first) };
    let fits = year.len() == 4 && matches!(month.len(), 1 | 2) && all_digits(year) && all_digits(month);
    let first_day = fits.then(|| Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok()).flatten()?;
    Some(DateRange::month(first_day))
}

/// Any year of four digits: what is typed needs no preposition.
fn year_alone(text: &str) -> Option<DateRange> {
    let fits = text.len() == 4 && all_digits(text);
    fits.then(|| Date::new(text.parse().ok()?, 1, 1).ok()).flatten().map(DateRange::year)
}

/// ISO days and quarters of any year, as [`DateRange`] is shown.
fn any_day(text: &str) -> Option<DateRange> {
    if let Some((year, quarter)) = text.split_once([' ', '-']) {
        let quarter: Option<i8> = fold(quarter).strip_prefix('q').and_then(|q| q.parse().ok());
        if let Some(quarter) = quarter.filter(|q| (1..=4).contains(q)) {
            return year_alone(year).and_then(|year| {
                Some(DateRange::quarter(Date::new(year.first().year(), quarter * 3, 1).ok()?))
            });
        }
    }
    let [year, month, day] = <[&str; 3]>::try_from(text.split('-').collect::<Vec<_>>()).ok()?;
    let fits =
        [(year, 4), (month, 2), (day, 2)].iter().all(|(part, len)| part.len() == *len && all_digits(part));
    fits.then(|| Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok())
        .flatten()
        .map(DateRange::day)
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// The sentence for a well-formed date that no calendar has.
fn impossible_day(text: &str) -> Option<String> {
    let tokens = Tokens::of(text);
    let year_of = |i: usize| tokens.list.get(i).filter(|t| t.folded.len() == 4)?.digits()?.try_into().ok();
    let number = |i: usize| tokens.list.get(i).filter(|t| t.folded.len() <= 2)?.digits()?.try_into().ok();
    let (year, month, day): (i16, i8, i8) = if tokens.len() != 3 {
        return None;
    } else if let (Some(day), Some((_, month))) = (day_at(&tokens, 0), month_at(&tokens, 1)) {
        (year_of(2)?, month.number, day)
    } else if let (Some((_, month)), Some(day)) = (month_at(&tokens, 0), day_at(&tokens, 1)) {
        (year_of(2)?, month.number, day)
    } else if let Some(year) = year_of(0) {
        (year, number(1)?, number(2)?)
    } else {
        (year_of(2)?, number(1)?, number(0)?)
    };
    let Ok(first) = Date::new(year, month, 1) else {
        return Some(format!("{text} does not exist; a year has 12 months."));
    };
    let last = first.days_in_month();
    Date::new(year, month, day)
        .is_err()
        .then(|| format!("{text} does not exist; {} has {last} days.", first.strftime("%B %Y")))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_coders_type() {
        for (typed, shown) in [
            ("2023-08-28", "2023-08-28"),
            (" 28 Aug 2023 ", "2023-08-28"),
            ("28 août 2023", "2023-08-28"),
            ("August 28, 2023", "2023-08-28"),
            ("28/08/2023", "2023-08-28"),
            ("2023-08", "2023-08"),
            ("08/2023", "2023-08"),
            ("Aug 2023", "2023-08"),
            ("2020 Q3", "2020 Q3"),
            ("Q3 2020", "2020 Q3"),
            ("2019", "2019"),
            ("1809", "1809"),
            ("1809-07-05", "1809-07-05"),
            ("2020-01-01 to 2020-01-09", "2020-01-01 to 2020-01-09"),
            ("2020-01-01–2020-01-09", "2020-01-01 to 2020-01-09"),
            ("2020-01-01/2020-01-09", "2020-01-01 to 2020-01-09"),
            ("Jan 2020 to 3 March 2020", "2020-01-01 to 2020-03-03"),
        ] {
            let range = parse_date(typed).unwrap().map(|r| r.to_string());
            assert_eq!(range.as_deref(), Some(shown), "{typed}");
        }
        assert_eq!(parse_date("  "), Ok(None));
    }

    #[test]
    fn errors_say_what_to_do() {
        for (typed, error) in [
            ("31 February 2021", "31 February 2021 does not exist; February 2021 has 28 days."),
            ("2021-02-30", "2021-02-30 does not exist; February 2021 has 28 days."),
            ("2021-13-01", "2021-13-01 does not exist; a year has 12 months."),
            ("31/04/2021", "31/04/2021 does not exist; April 2021 has 30 days."),
            (
                "2020-01-09 to 2020-01-01",
                "2020-01-09 to 2020-01-01 ends before it begins; write the earlier day first.",
            ),
            (
                "soon",
                "“soon” is no date that Tollbook can read; write 2023-08-28, 28 Aug 2023, 2023-08, 2020 Q3, 2019, or 2020-01-01 to 2020-01-09.",
            ),
            (
                "Monday",
                "“Monday” is no date that Tollbook can read; write 2023-08-28, 28 Aug 2023, 2023-08, 2020 Q3, 2019, or 2020-01-01 to 2020-01-09.",
            ),
        ] {
            assert_eq!(parse_date(typed), Err(error.to_owned()), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn every_shown_date_is_read_back(start in 0_i32..3_000_000, length in 1_i64..4_000) {
            let first = date(1, 1, 1).checked_add(jiff::Span::new().days(start)).unwrap();
            let mut ranges = vec![DateRange::day(first), DateRange::month(first), DateRange::quarter(first), DateRange::year(first)];
            if let Ok(last) = first.checked_add(jiff::Span::new().days(length)) {
                ranges.extend(DateRange::new(first, last, Precision::Range));
            }
            for range in ranges {
                prop_assert_eq!(parse_date(&range.to_string()), Ok(Some(range)));
            }
        }

        #[test]
        fn nothing_typed_panics(text in r"\PC{0,30}|[0-9/. \-]{0,14}|[0-9]{1,2} (f[eé]vrier|may) [0-9]{1,5}") {
            let _ = parse_date(&text);
        }
    }
}
