//! What a coder types into a date field.

use jiff::civil::Date;

use super::{Meaning, Reference, date_in_digits, find_dates, languages, resolve};
use crate::model::{DateRange, Precision};

const FORMS: &str =
    "write 2023-08-28, 28 Aug 2023, Monday, yesterday, 2023-08, 2020 Q3, 2019, or 2020-01-01 to 2020-01-09";

/// The date that a coder typed: in any form that is read in texts ("28 août", "last Tuesday"), counted
/// from the day on which the article was published, or two dates with "to", "–" or "…" between them
/// ([`Precision::Range`]). Blank is no date. All forms that a [`DateRange`] is shown in are read back as
/// the same range, except that a month, quarter or year cut short at the article's day is read back whole.
///
/// # Errors
/// A sentence that says what is wrong and what to write instead.
pub fn parse_typed(
    text: &str,
    published: Option<&DateRange>,
    language: Option<&str>,
) -> Result<Option<DateRange>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let reference = Reference { published: published.copied(), previous: None };
    let read = |part: &str| single(part, &reference, language);
    match read(text) {
        Read::Range(range) => return Ok(Some(range)),
        Read::Unplaced(meaning) => return Err(unplaced(text, &meaning, published.is_some())),
        Read::Nothing => {}
    }
    for separator in [" to ", " – ", " — ", " - ", "–", "…", "..", " au ", "/"] {
        let Some((first, last)) = text.split_once(separator) else { continue };
        let (Read::Range(first), Read::Range(last)) = (read(first), read(last)) else { continue };
        return DateRange::new(first.first(), last.last(), Precision::Range)
            .map(Some)
            .ok_or_else(|| format!("{text} ends before it begins; write the earlier day first."));
    }
    Err(impossible_day(text, language)
        .unwrap_or_else(|| format!("“{text}” is no date that Tollbook can read; {FORMS}.")))
}

enum Read {
    Range(DateRange),
    /// A date of which something else must be known to place it.
    Unplaced(Meaning),
    Nothing,
}

/// One date that is the whole of `text`.
fn single(text: &str, reference: &Reference, language: Option<&str>) -> Read {
    let text = text.trim();
    if let Some(range) = date_in_digits(text).or_else(|| quarter(text)) {
        return Read::Range(range);
    }
    let whole = |language| {
        let found = find_dates(text, language);
        found.first().filter(|date| date.span() == (0..text.len())).map(|date| date.meaning)
    };
    // A coder may type in another language than the article's.
    let any = || languages().find_map(|code| whole(Some(code)));
    let Some(meaning) = language.and_then(|code| whole(Some(code))).or_else(any) else {
        return Read::Nothing;
    };
    let meaning = match meaning {
        // The day first, as everywhere but in the United States; the field shows what was understood.
        Meaning::Ambiguous { day_first, .. } => Meaning::Calendar(day_first),
        meaning => meaning,
    };
    resolve(&meaning, reference).map_or(Read::Unplaced(meaning), |(range, _)| Read::Range(range))
}

/// "2020 Q3", of any year.
fn quarter(text: &str) -> Option<DateRange> {
    let (year, quarter) = text.split_once([' ', '-'])?;
    let quarter =
        quarter.trim().strip_prefix(['q', 'Q'])?.parse::<i8>().ok().filter(|q| (1..=4).contains(q))?;
    let year = date_in_digits(year).filter(|_| year.len() == 4)?.first().year();
    Some(DateRange::quarter(Date::new(year, quarter * 3, 1).ok()?))
}

fn unplaced(text: &str, meaning: &Meaning, dated: bool) -> String {
    match meaning {
        Meaning::ToCome => format!("“{text}” is after the article; {FORMS}."),
        Meaning::FromPrevious(..) => format!("“{text}” is counted from another date; write that day itself."),
        Meaning::Duration(..) | Meaning::OtherCalendar | Meaning::UnclearMonth => {
            format!("“{text}” is no date that Tollbook can read; {FORMS}.")
        }
        _ if dated => format!("“{text}” cannot be counted from the article's date; write the day itself."),
        _ => format!(
            "“{text}” needs the article's date, which is not known; set that first, or write the day itself."
        ),
    }
}

/// The sentence for a well-formed date that no calendar has.
fn impossible_day(text: &str, language: Option<&str>) -> Option<String> {
    // The same words with the first of the month instead say which month is meant.
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let parts =
        text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let [first, second, third] = parts.as_slice() else { return None };
    let day = if first.len() == 4 && digits(first) {
        third
    } else if digits(first) {
        first
    } else {
        second
    };
    if !digits(day) || day.len() > 2 {
        return None;
    }
    let at = day.as_ptr().addr() - text.as_ptr().addr();
    let with_first = format!("{}01{}", &text[..at], &text[at + day.len()..]);
    let month = match single(&with_first, &Reference::default(), language) {
        Read::Range(range) => range.first(),
        _ if parts.iter().all(|part| digits(part)) => {
            return Some(format!("{text} does not exist; a year has 12 months."));
        }
        _ => return None,
    };
    let last = month.days_in_month();
    let is_too_late = day.parse::<i8>().is_ok_and(|day| day > last || day == 0);
    is_too_late.then(|| format!("{text} does not exist; {} has {last} days.", month.strftime("%B %Y")))
}
