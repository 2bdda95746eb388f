//! Dates in the words of a head, whose language is not known at first.

use tollbook_core::extract::date::{DateExpression, Meaning, find_dates, languages};

use super::published::is_calendar;
use super::words::{WORDS, clip};

/// How much of a text is looked at to tell its language, in bytes.
const READ_FOR_LANGUAGE: usize = 3_000;

/// Signs between the parts of a date, with spaces beside them.
const SPACED: [&str; 3] = [" - ", "/ ", " /"];

/// The dates in `words`, which stand in or beside `text`. `stated` is the language that the file states, as a code.
pub(super) fn dates_in(words: &str, text: &str, stated: Option<&str>) -> Vec<DateExpression> {
    let found = find_dates(words, None);
    // "16 - سبتمبر - 2013", "19/ يوليو/2016": signs with spaces beside them.
    if words.len() <= 80 && !found.iter().any(is_calendar) && SPACED.iter().any(|sign| words.contains(sign)) {
        let joined =
            SPACED.iter().fold(words.to_owned(), |words, sign| words.replace(sign, &" ".repeat(sign.len())));
        let joined = joined.replace('/', " ");
        let dates: Vec<DateExpression> =
            find_dates(&joined, stated).into_iter().filter(is_calendar).collect();
        if !dates.is_empty() {
            return dates;
        }
    }
    match found.iter().find(|date| date.meaning == Meaning::UnclearMonth) {
        Some(unclear) => match language_of(words, unclear, text, stated) {
            Some(code) => find_dates(words, Some(code)),
            None => found,
        },
        None => found,
    }
}

/// The language in which a month is read whose name means different months in several languages: the one that is stated,
/// that the text is in, or in which alone the date has its form. Croatian has a point after the day, Polish has none.
fn language_of(
    words: &str,
    unclear: &DateExpression,
    text: &str,
    stated: Option<&str>,
) -> Option<&'static str> {
    let overlaps =
        |date: &DateExpression| date.start < unclear.end && unclear.start < date.end && is_calendar(date);
    let covers =
        |date: &DateExpression| date.start <= unclear.start && date.end >= unclear.end && is_calendar(date);
    let (mut all, mut fitting) = (Vec::new(), Vec::new());
    for code in languages() {
        let found = find_dates(words, Some(code));
        if found.iter().any(overlaps) {
            all.push(code);
        }
        if found.iter().any(covers) {
            fitting.push(code);
        }
    }
    let stated = stated.and_then(|stated| all.iter().find(|code| **code == stated).copied());
    stated.or_else(|| WORDS.language_among(clip(text, READ_FOR_LANGUAGE), Some(&all))).or(
        match fitting.as_slice() {
            [code] => Some(*code),
            _ => None,
        },
    )
}
