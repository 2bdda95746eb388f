//! Calendar dates as they are written: ISO, numeric, day and month, month and year, quarters, years.

use jiff::civil::Date;

use super::names::{day_at, is_weekday, month_at, year_at};
use super::{Reading, Relative};
use crate::lexicon::person::person_at;
use crate::lexicon::token::{Token, Tokens, is_soft};
use crate::model::date::{DateRange, Precision};

/// A date found at some word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// The first word after it.
    pub next: usize,
    /// The byte after it; before the end of word `next - 1` where a time is glued on ("28T09").
    pub end: usize,
    pub reading: Reading,
}

impl Hit {
    pub fn through(tokens: &Tokens<'_>, last: usize, reading: Reading) -> Self {
        Self { next: last + 1, end: tokens.list[last].range.end, reading }
    }
}

/// The calendar date that begins at word `i`.
pub(super) fn calendar_at(tokens: &Tokens<'_>, i: usize) -> Option<Hit> {
    iso(tokens, i)
        .or_else(|| numeric(tokens, i))
        .or_else(|| with_weekday(tokens, i))
        .or_else(|| day_month(tokens, i))
        .or_else(|| month_day(tokens, i))
        .or_else(|| month_year(tokens, i))
        .or_else(|| quarter(tokens, i))
        .or_else(|| years(tokens, i))
}

fn stated(tokens: &Tokens<'_>, last: usize, day: Date) -> Option<Hit> {
    Some(Hit::through(tokens, last, Reading::Stated(DateRange::day(day))))
}

/// "2023-08-28", "2023/08/28", "2016-04-13T09:12:00Z".
fn iso(tokens: &Tokens<'_>, i: usize) -> Option<Hit> {
    let year = year_at(tokens, i)?;
    let separator = tokens.gap(i);
    if !matches!(separator, "-" | "/" | ".") || tokens.gap(i + 1) != separator {
        return None;
    }
    let month = two_digits(tokens.list.get(i + 1)?)?;
    let last = tokens.list.get(i + 2)?;
    let (digits, rest) = last.folded.split_at_checked(2)?;
    if !rest.is_empty() && !rest.starts_with('t') {
        return None;
    }
    let day = Date::new(year, month, digits.parse().ok()?).ok()?;
    let mut hit = stated(tokens, i + 2, day)?;
    // The digits before "T" are the first two characters of the word as written.
    let written: usize = last.raw.chars().take(2).map(char::len_utf8).sum();
    hit.end = last.range.start + written;
    Some(hit)
}

fn two_digits(token: &Token<'_>) -> Option<i8> {
    (token.folded.len() == 2 && token.is_digits()).then(|| token.folded.parse().ok()).flatten()
}

/// "28/08/2023", "28.8.23": the day first unless that is impossible.
fn numeric(tokens: &Tokens<'_>, i: usize) -> Option<Hit> {
    let separator = tokens.gap(i);
    if !matches!(separator, "/" | "." | "-") || tokens.gap(i + 1) != separator {
        return None;
    }
    let (first, second) = (day_at(tokens, i)?, day_at(tokens, i + 1)?);
    if !tokens.list[i].is_digits() || !tokens.list[i + 1].is_digits() {
        return None;
    }
    let year = year_at(tokens, i + 2).or_else(|| short_year(tokens.list.get(i + 2)?, separator))?;
    let day = Date::new(year, second, first).or_else(|_| Date::new(year, first, second)).ok()?;
    stated(tokens, i + 2, day)
}

/// Two digits after slashes: 00–69 are of this century, as POSIX has it.
fn short_year(token: &Token<'_>, separator: &str) -> Option<i16> {
    let year = two_digits(token).filter(|_| separator == "/")?;
    Some(i16::from(year) + if year < 70 { 2000 } else { 1900 })
}

/// "Monday, August 28, 2023", "mardi 28 août 2023": the date decides, the weekday is only said.
fn with_weekday(tokens: &Tokens<'_>, i: usize) -> Option<Hit> {
    if !is_weekday(tokens, i) {
        return None;
    }
    let follows = near(tokens, i) || tokens.gap(i).starts_with('.');
    let next = if tokens.is(i + 1, &["the", "le"]) { i + 2 } else { i + 1 };
    follows.then(|| {
        day_month(tokens, next).or_else(|| month_day(tokens, next)).or_else(|| numeric(tokens, next))
    })?
}

/// Whether word `i + 1` follows with nothing between but spaces, a comma or a point.
fn near(tokens: &Tokens<'_>, i: usize) -> bool {
    let gap = tokens.gap(i);
    i + 1 < tokens.len() && is_soft(gap.strip_prefix([',', '.', '،']).unwrap_or(gap))
}

/// "28 August 2023", "28th of August", "1er janvier 2021", "1-3 January", "du 1er au 3 janvier 2020".
fn day_month(tokens: &Tokens<'_>, i: usize) -> Option<Hit> {
    let first = day_at(tokens, i)?;
    let mut at = i;
    let mut last_day = first;
    let dashed = matches!(tokens.gap(i), "-" | "–" | "—");
    let worded = tokens.joined(i) && tokens.is(i + 1, &["to", "au", "a"]) && tokens.joined(i + 1);
    if dashed || worded {
        let second = if dashed { i + 1 } else { i + 2 };
        if let Some(day) = day_at(tokens, second).filter(|day| *day > first) {
            (at, last_day) = (second, day);
        }
    }
    let month_word = if tokens.is(at + 1, &["of", "de"]) && tokens.joined(at) { at + 2 } else { at + 1 };
    if !near(tokens, month_word - 1) || !near(tokens, at) {
        return None;
    }
    let (words, month) = month_at(tokens, month_word)?;
    if is_the_verb_may(tokens, month_word) {
        return None;
    }
    let last = month_word + words - 1;
    let year = near(tokens, last).then(|| year_at(tokens, last + 1)).flatten();
    days_of(tokens, if year.is_some() { last + 1 } else { last }, (first, last_day), month.number, year)
}

/// "August 28, 2023", "Aug. 28", "January 2", "January 1-3, 2020".
fn month_day(tokens: &Tokens<'_>, i: usize) -> Option<Hit> {
    let (words, month) = month_at(tokens, i)?;
    let at = i + words;
    if !near(tokens, at - 1) || tokens.gap(at - 1).starts_with(',') || is_the_verb_may(tokens, i) {
        return None;
    }
    let first = day_at(tokens, at)?;
    let mut last = at;
    let mut last_day = first;
    if matches!(tokens.gap(at), "-" | "–" | "—")
        && let Some(day) = day_at(tokens, at + 1).filter(|day| *day > first)
    {
        (last, last_day) = (at + 1, day);
    }
    let year = near(tokens, last).then(|| year_at(tokens, last + 1)).flatten();
    // French writes the day before the month: "en août 13 soldats" holds no 13 August.
    let french = matches!(tokens.before(i, 1), "en" | "depuis" | "fin" | "debut");
    if year.is_none()
        && (french || person_at(tokens, last + 1).is_some() && tokens.is(i.wrapping_sub(1), &["in"]))
    {
        return None;
    }
    days_of(tokens, if year.is_some() { last + 1 } else { last }, (first, last_day), month.number, year)
}

/// The days of a month, of a known year or of the latest one before the article.
fn days_of(tokens: &Tokens<'_>, last: usize, days: (i8, i8), month: i8, year: Option<i16>) -> Option<Hit> {
    let reading = match year {
        Some(year) => {
            let (first, last) = (Date::new(year, month, days.0).ok()?, Date::new(year, month, days.1).ok()?);
            Reading::Stated(DateRange::new(
                first,
                last,
                if first == last { Precision::Day } else { Precision::Days },
            )?)
        }
        // Several days without a year are read as the first of them, which dates the event.
        None => {
            Date::new(2020, month, days.0).ok()?;
            Reading::Relative(Relative::MonthDay { month, day: days.0 })
        }
    };
    Some(Hit::through(tokens, last, reading))
}

/// "August 2023", "août 2023", "August of 2023"; "August" where a preposition or an article says
/// that it is the month.
fn month_year(tokens: &Tokens<'_>, i: usize) -> Option<Hit> {
    let (words, month) = month_at(tokens, i)?;
    let last = i + words - 1;
    // Beside a day the date was tried already, and does not exist.
    let day_before = i > 0 && near(tokens, i - 1) && day_at(tokens, i - 1).is_some();
    let day_after = tokens.joined(last) && day_at(tokens, last + 1).is_some();
    if day_before || day_after && near(tokens, last + 1) && year_at(tokens, last + 2).is_some() {
        return None;
    }
    let of = tokens.is(last + 1, &["of", "de"]) && tokens.joined(last);
    let year_word = if of { last + 2 } else { last + 1 };
    if near(tokens, last)
        && near(tokens, year_word - 1)
        && !is_the_verb_may(tokens, i)
        && let Some(year) = year_at(tokens, year_word)
    {
        let range = DateRange::month(Date::new(year, month.number, 1).ok()?);
        return Some(Hit::through(tokens, year_word, Reading::Stated(range)));
    }
    let alone = month.alone && said_to_be_a_month(tokens, i);
    let before = tokens.joined(last) && tokens.is(last + 1, &["dernier", "الماضي"]);
    let end = if before { last + 1 } else { last };
    let reading = Reading::Relative(Relative::Month { month: month.number, before });
    (alone || month.alone && before).then(|| Hit::through(tokens, end, reading))
}

fn said_to_be_a_month(tokens: &Tokens<'_>, i: usize) -> bool {
    let before = tokens.before(i, 1);
    let preposition = matches!(
        before,
        "in" | "since"
            | "of"
            | "early"
            | "late"
            | "mid"
            | "during"
            | "until"
            | "by"
            | "from"
            | "between"
            | "this"
            | "en"
            | "de"
            | "d"
            | "depuis"
            | "fin"
            | "debut"
            | "mi"
            | "mois"
            | "courant"
            | "شهر"
            | "في"
            | "منذ"
    );
    if tokens.list[i].raw.chars().next().is_some_and(|c| !c.is_lowercase() && !c.is_uppercase()) {
        return preposition; // Scripts without capitals.
    }
    // "the August attack", "an April raid".
    let described =
        matches!(before, "the" | "an" | "a") && tokens.joined(i) && tokens.list[i].is_capitalised();
    let english_verb_or_name = tokens.is(i, &["may", "march", "mars", "august", "april", "june", "mai"]);
    (preposition && !is_the_verb_may(tokens, i)) || (described && !english_verb_or_name)
}

/// English months have a capital; "may" and "march" without one are verbs.
fn is_the_verb_may(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.is(i, &["may", "march"]) && !tokens.list[i].is_capitalised()
}

/// "the third quarter of 2020", "Q3 2020", "2020 Q3", "troisième trimestre 2020", "T3 2020".
fn quarter(tokens: &Tokens<'_>, i: usize) -> Option<Hit> {
    let (number, year, last) = if let Some(number) = short_quarter(tokens.word(i)) {
        let word = if tokens.is(i + 1, &["of", "de"]) { i + 2 } else { i + 1 };
        (number, year_at(tokens, word)?, word)
    } else if let Some(year) = year_at(tokens, i) {
        (short_quarter(tokens.word(i + 1)).filter(|_| tokens.joined(i))?, year, i + 1)
    } else {
        let number = match tokens.word(i) {
            "first" | "1st" | "premier" | "1er" => 1,
            "second" | "2nd" | "deuxieme" | "2e" => 2,
            "third" | "3rd" | "troisieme" | "3e" => 3,
            "fourth" | "4th" | "last" | "final" | "quatrieme" | "4e" | "dernier" => 4,
            _ => return None,
        };
        if !tokens.is(i + 1, &["quarter", "trimestre"]) {
            return None;
        }
        let word = if tokens.is(i + 2, &["of", "de"]) { i + 3 } else { i + 2 };
        (number, year_at(tokens, word)?, word)
    };
    let range = DateRange::quarter(Date::new(year, number * 3, 1).ok()?);
    Some(Hit::through(tokens, last, Reading::Stated(range)))
}

fn short_quarter(word: &str) -> Option<i8> {
    let digit = word.strip_prefix(['q', 't'])?;
    digit.parse().ok().filter(|n| digit.len() == 1 && (1..=4).contains(n))
}

/// "2019" after a preposition, "the 2016 operation", "(2013)", "2014-2017", "between 2014 and 2017".
fn years(tokens: &Tokens<'_>, i: usize) -> Option<Hit> {
    let year = year_at(tokens, i)?;
    let dashed = matches!(tokens.gap(i), "-" | "–" | "—");
    let between = tokens.is(i + 1, &["and", "et"]) && matches!(tokens.before(i, 1), "between" | "entre");
    let from = tokens.is(i + 1, &["to", "a"]) && matches!(tokens.before(i, 1), "from" | "de");
    let second = if dashed { i + 1 } else { i + 2 };
    if (dashed || between || from)
        && let Some(last) = year_at(tokens, second).or_else(|| same_century(tokens.list.get(second)?, year))
        && last > year
    {
        let (first, last) = (Date::new(year, 1, 1).ok()?, Date::new(last, 12, 31).ok()?);
        let range = DateRange::new(first, last, Precision::Range)?;
        return Some(Hit::through(tokens, second, Reading::Stated(range)));
    }
    let counts_people = tokens.joined(i) && person_at(tokens, i + 1).is_some();
    let always = matches!(
        tokens.before(i, 1),
        "in" | "en"
            | "since"
            | "depuis"
            | "during"
            | "year"
            | "annee"
            | "early"
            | "late"
            | "mid"
            | "debut"
            | "fin"
            | "عام"
            | "سنه"
            | "منذ"
            | "في"
    );
    let usually = matches!(
        tokens.before(i, 1),
        "by" | "until"
            | "before"
            | "after"
            | "from"
            | "of"
            | "de"
            | "d"
            | "to"
            | "and"
            | "avant"
            | "apres"
            | "the"
            | "le"
            | "la"
            | "a"
            | "et"
            | "l"
    );
    let bracketed = tokens.gap_before(i).ends_with('(') && tokens.gap(i).starts_with([')', ',']);
    let describes_a_thing = !matches!(tokens.before(i, 1), "the" | "le" | "la" | "a") || tokens.joined(i);
    let range = DateRange::year(Date::new(year, 1, 1).ok()?);
    ((always || usually && describes_a_thing || bracketed) && (always || !counts_people))
        .then(|| Hit::through(tokens, i, Reading::Stated(range)))
}

/// "2013-14".
fn same_century(token: &Token<'_>, year: i16) -> Option<i16> {
    two_digits(token).map(|n| year / 100 * 100 + i16::from(n))
}
