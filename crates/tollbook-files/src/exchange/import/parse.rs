//! Cells as values, and what is wrong with those that are none, as sentences.

use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;

use tollbook_core::model::{DateRange, Figures, MAX_COUNT, Precision};

/// What a colour looks like, for messages.
pub const COLOUR: &str = "a colour such as #0072b2";

/// What is wrong with a cell: its column and a sentence.
#[derive(Debug, PartialEq, Eq)]
pub struct CellProblem {
    /// The column; blank for the whole row.
    pub column: &'static str,
    /// What is wrong and what to do.
    pub why: String,
}

impl CellProblem {
    /// Something wrong in `column`.
    pub fn new(column: &'static str, why: impl Into<String>) -> Self {
        Self { column, why: why.into() }
    }
}

/// A value, or what is wrong with its cell.
pub type Checked<T> = Result<T, CellProblem>;

/// One of a closed list of words, whatever its case; blank is `None`.
pub fn word<T: FromStr>(
    column: &'static str,
    cell: &str,
    all: &[impl std::fmt::Display],
) -> Checked<Option<T>> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Ok(None);
    }
    cell.to_lowercase().parse().map(Some).map_err(|_| {
        let known: Vec<String> = all.iter().map(ToString::to_string).collect();
        CellProblem::new(column, format!("“{cell}” is none of {}.", known.join(", ")))
    })
}

/// A day as ISO has it; blank is `None`.
pub fn day(column: &'static str, cell: &str) -> Checked<Option<Date>> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Ok(None);
    }
    let written = cell.strip_prefix('-').unwrap_or(cell);
    let iso = written.len() == 10 && written.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    match cell.parse::<Date>() {
        Ok(day) if iso || cell.len() > 10 && !cell.contains(':') => Ok(Some(day)),
        _ if iso => {
            Err(CellProblem::new(column, format!("There is no day {cell}; check the month and the day.")))
        }
        _ => Err(CellProblem::new(
            column,
            format!("“{cell}” is not a day as 2019-11-25; write year-month-day."),
        )),
    }
}

/// Anything that reads back as it is displayed; blank is `None`.
pub fn parsed<T: FromStr>(column: &'static str, cell: &str, expected: &str) -> Checked<Option<T>> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Ok(None);
    }
    cell.parse().map(Some).map_err(|_| CellProblem::new(column, format!("“{cell}” is not {expected}.")))
}

/// A number of people or of characters; blank is `None`. `13.0`, as tools with floating-point
/// columns write it, is 13.
pub fn count(column: &'static str, cell: &str) -> Checked<Option<u64>> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Ok(None);
    }
    let whole = match cell.split_once('.') {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0') => whole,
        _ => cell,
    };
    match whole.parse::<u64>() {
        Ok(n) if n <= MAX_COUNT => Ok(Some(n)),
        Ok(_) => {
            Err(CellProblem::new(column, format!("{cell} is more people than are alive; check the figure.")))
        }
        Err(_) if cell.starts_with('-') => {
            Err(CellProblem::new(column, format!("{cell} is negative; write 0 or more, or leave it blank.")))
        }
        Err(_) => Err(CellProblem::new(
            column,
            format!("“{cell}” is not a whole number; write digits alone, such as 1000, or leave it blank."),
        )),
    }
}

/// `true` or `false`, also `yes`, `no`, `1` and `0`; blank is `None`.
pub fn truth(column: &'static str, cell: &str) -> Checked<Option<bool>> {
    match cell.trim().to_lowercase().as_str() {
        "" => Ok(None),
        "true" | "yes" | "1" => Ok(Some(true)),
        "false" | "no" | "0" => Ok(Some(false)),
        other => Err(CellProblem::new(column, format!("“{other}” is neither true nor false."))),
    }
}

/// Low, best and high.
pub fn figures(columns: [&'static str; 3], cells: [&str; 3]) -> Checked<Figures> {
    let figures = Figures {
        low: count(columns[0], cells[0])?,
        best: count(columns[1], cells[1])?,
        high: count(columns[2], cells[2])?,
    };
    match figures.problem() {
        None => Ok(figures),
        Some(problem) => Err(CellProblem::new(columns[0], problem)),
    }
}

/// A first day, a last day and a precision. Without a last day the precision gives it: the rest of
/// a month, quarter or year, else the same day. Without a precision the days do.
pub fn range(columns: [&'static str; 3], cells: [&str; 3]) -> Checked<Option<DateRange>> {
    let (first, last) = (day(columns[0], cells[0])?, day(columns[1], cells[1])?);
    let precision: Option<Precision> = word(columns[2], cells[2], Precision::ALL)?;
    let Some(first) = first else {
        return match (last, precision) {
            (None, None) => Ok(None),
            _ => Err(CellProblem::new(
                columns[0],
                format!("It is blank, but {} or {} is not; fill it in.", columns[1], columns[2]),
            )),
        };
    };
    let (last, precision) = match (last, precision) {
        (Some(last), Some(precision)) => (last, precision),
        (Some(last), None) if last == first => (last, Precision::Day),
        (Some(last), None) => (last, Precision::Range),
        (None, Some(Precision::Month)) => return Ok(Some(DateRange::month(first))),
        (None, Some(Precision::Quarter)) => return Ok(Some(DateRange::quarter(first))),
        (None, Some(Precision::Year)) => return Ok(Some(DateRange::year(first))),
        (None, Some(precision)) => (first, precision),
        (None, None) => (first, Precision::Day),
    };
    DateRange::new(first, last, precision).map(Some).ok_or_else(|| {
        let why = match first > last {
            true => format!("{first} is after {last}; change one of them."),
            false => {
                format!("{first} to {last} is more than a day; make it days or range in {}.", columns[2])
            }
        };
        CellProblem::new(columns[0], why)
    })
}

/// A moment as RFC 3339 has it; blank is `None`.
pub fn moment(column: &'static str, cell: &str) -> Checked<Option<Timestamp>> {
    parsed(column, cell, "a moment such as 2019-11-25T18:00:00Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_day_is_said_to_be_none() {
        assert_eq!(day("d", " 2019-11-25 ").unwrap(), Some(jiff::civil::date(2019, 11, 25)));
        assert_eq!(
            day("d", "2021-02-31").unwrap_err().why,
            "There is no day 2021-02-31; check the month and the day."
        );
        for bad in ["25/11/2019", "20191125", "2019-11", "2019-11-25T10:00:00"] {
            assert!(day("d", bad).unwrap_err().why.contains("is not a day"), "{bad}");
        }
        let far = Date::MIN.to_string();
        assert_eq!(day("d", &far).unwrap(), Some(Date::MIN));
    }

    #[test]
    fn counts_are_whole_not_negative_and_of_people_who_can_be() {
        assert_eq!(count("n", "13.0").unwrap(), Some(13));
        assert_eq!(count("n", "").unwrap(), None);
        for (bad, why) in
            [("-3", "negative"), ("99999999999", "more people"), ("1,000", "digits alone"), ("13.5", "whole")]
        {
            assert!(count("n", bad).unwrap_err().why.contains(why), "{bad}");
        }
        let crossed = figures(["low", "best", "high"], ["8", "", "6"]).unwrap_err();
        assert!(crossed.why.contains("low figure, 8, is above the high figure, 6"), "{}", crossed.why);
    }

    #[test]
    fn a_date_may_be_given_short() {
        let range =
            |cells| range(["start", "end", "precision"], cells).map(|range| range.unwrap().to_string());
        assert_eq!(range(["2019-11-25", "", ""]).unwrap(), "2019-11-25");
        assert_eq!(range(["2019-11-25", "2019-11-27", ""]).unwrap(), "2019-11-25 to 2019-11-27");
        assert_eq!(range(["2019-11-01", "", "month"]).unwrap(), "2019-11");
        assert!(range(["2019-11-27", "2019-11-25", ""]).unwrap_err().why.contains("is after"));
        assert!(range(["2019-11-25", "2019-11-27", "day"]).unwrap_err().why.contains("more than a day"));
        assert!(range(["", "2019-11-27", ""]).unwrap_err().why.contains("fill it in"));
    }
}
