//! The line of an article that says when it was published: a label, a date on a line of its own, or a
//! dateline. Dates inside sentences are dates of what is told, and never taken.

use std::ops::Range;

use jiff::civil::Date;

use super::Published;
use tollbook_core::lexicon::date::{Reading, Relative, dates};
use tollbook_core::model::{DateRange, Precision, PublishedBasis};

/// A line near the beginning or the end of an article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    /// Where it begins in the text.
    pub start: usize,
    /// Without spaces at either end.
    pub text: &'t str,
}

/// No label, dateline or byline is longer, in bytes.
const REACH: usize = 160;
/// Nor begins its date further in, in bytes.
const LEAD: usize = 60;

/// Labels of publication, then of later changes, folded to lower case.
const PUBLISHED: &[&str] = &[
    "date",
    "posted on",
    "posted",
    "published on",
    "published at",
    "published",
    "first published",
    "publication date",
    "date published",
    "date of publication",
    "publié le",
    "publiée le",
    "publié",
    "paru le",
    "mis en ligne le",
    "date de publication",
    "date de parution",
    "le",
    "created",
    "issued",
    "نشر في",
    "نشر",
    "تاريخ النشر",
    "التاريخ",
];
const UPDATED: &[&str] = &[
    "updated on",
    "updated",
    "last updated",
    "last modified",
    "modified",
    "mis à jour le",
    "modifié le",
    "mise à jour",
];

/// The publication date that the lines of an article's head state, else those of its tail.
/// `year` is the year to read "Aug 28" in, where something else gives it.
pub(super) fn published(head: &[Line<'_>], tail: &[Line<'_>], year: Option<i16>) -> Option<Published> {
    let find = |lines: &[Line<'_>], rule: &dyn Fn(usize, &Line<'_>) -> Option<Published>| {
        lines.iter().enumerate().find_map(|(n, line)| may_hold_a_date(line.text).then(|| rule(n, line))?)
    };
    find(head, &|_, line| labelled(line, PUBLISHED, year))
        .or_else(|| {
            find(head, &|n, line| alone(line, n == 0).or_else(|| dateline(line, year).map(|d| d.published)))
        })
        .or_else(|| find(tail, &|_, line| labelled(line, PUBLISHED, year)))
        .or_else(|| find(head, &|_, line| labelled(line, UPDATED, year)))
        .or_else(|| find(tail, &|_, line| labelled(line, UPDATED, year).or_else(|| alone(line, true))))
}

/// Every date that is looked for has digits near the beginning of its line: a quick look that spares
/// most lines the slow one.
fn may_hold_a_date(line: &str) -> bool {
    clip(line, LEAD + 20).bytes().any(|b| b.is_ascii_digit() || matches!(b, 0xd9 | 0xdb))
}

/// At most `len` bytes of `text`, on a character boundary.
pub(super) fn clip(text: &str, len: usize) -> &str {
    &text[..text.floor_char_boundary(len)]
}

/// The first written-out date of a line, its bytes in the line, and the range in the calendar.
fn date_of(line: &str, year: Option<i16>) -> Option<(DateRange, Range<usize>)> {
    let found = dates(line).into_iter().find(|d| !matches!(d.reading, Reading::FromOther { .. }))?;
    let range = match found.reading {
        Reading::Stated(range) => range,
        Reading::Relative(Relative::MonthDay { month, day }) => {
            DateRange::day(Date::new(year?, month, day).ok()?)
        }
        _ => return None,
    };
    Some((range, found.as_written))
}

fn found(line: &Line<'_>, range: DateRange, at: Range<usize>) -> Published {
    let words = line.text[at.clone()].to_owned();
    let at = line.start + at.start..line.start + at.end;
    Published { range, basis: PublishedBasis::Stated, words, at: Some(at) }
}

/// "Posted on Sep 24, 2021 at 4:23 pm", "date 2023-08-29 …", "Published: 2016-04-13T09:12:00Z".
fn labelled(line: &Line<'_>, labels: &[&str], year: Option<i16>) -> Option<Published> {
    let text = clip(line.text, REACH);
    let decoration =
        text.len() - text.trim_start_matches(['*', '#', '|', '-', '>', '(', '[', '_', ' ', '•', '·']).len();
    let opening = clip(&text[decoration..], 40).to_lowercase();
    let label = labels.iter().filter(|label| opening.starts_with(**label)).max_by_key(|label| label.len())?;
    // Lower case may be longer in bytes than what was written: count characters instead.
    let labelled: usize = text[decoration..].chars().take(label.chars().count()).map(char::len_utf8).sum();
    let rest_at = decoration + labelled;
    let rest = &text[rest_at..];
    if rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    let (range, at) = date_of(rest, year)?;
    // "le" and "date" alone are too short to be labels of anything but a date right after them.
    let reach = if label.len() <= 4 { 3 } else { LEAD / 2 };
    let fits = at.start <= reach && range.precision() == Precision::Day;
    let sentence = *label == "le" && rest[at.end..].chars().filter(|c| c.is_alphabetic()).count() > 12;
    (fits && !sentence).then(|| found(line, range, rest_at + at.start..rest_at + at.end))
}

/// "07 January, 2020", "Mardi 28 août 2023 à 14h05", "By Jane Doe | Aug. 28, 2023 4:23 pm": a line with
/// nothing but a date, a time and names. In the first line there may be only date and time, lest a
/// headline's date be taken ("13 novembre 2015").
fn alone(line: &Line<'_>, first: bool) -> Option<Published> {
    if line.text.len() > 100 {
        return None;
    }
    let (range, at) = date_of(line.text, None)?;
    if !matches!(range.precision(), Precision::Day | Precision::Month) {
        return None;
    }
    let (before, after) = (&line.text[..at.start], &line.text[at.end..]);
    let words = |part: &str| -> Vec<String> {
        part.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
    };
    let is_time = |word: &String| {
        let small = word.to_lowercase();
        let digits = small.trim_matches(|c: char| c.is_ascii_digit() || matches!(c, 'h' | 'z' | 't'));
        digits.is_empty()
            || matches!(
                small.as_str(),
                "at" | "à"
                    | "am"
                    | "pm"
                    | "a"
                    | "m"
                    | "p"
                    | "gmt"
                    | "utc"
                    | "est"
                    | "edt"
                    | "cet"
                    | "cest"
                    | "bst"
                    | "min"
                    | "read"
                    | "heures"
                    | "le"
                    | "on"
                    | "the"
                    | "الساعة"
                    | "lecture"
                    | "de"
            )
    };
    let others: Vec<String> = words(before).into_iter().chain(words(after)).filter(|w| !is_time(w)).collect();
    if others.is_empty() {
        // "13 novembre 2015" over an article is its date or its headline; a month alone is its date
        // only below the headline.
        return (!first || range.precision() == Precision::Day).then(|| found(line, range, at));
    }
    let named = others.len() <= 6
        && others.iter().all(|w| {
            w.chars().next().is_some_and(char::is_uppercase)
                || matches!(w.as_str(), "by" | "par" | "and" | "et" | "de" | "du" | "des")
        });
    let byline = ["by ", "par "].iter().any(|by| line.text.to_lowercase().starts_with(by));
    let set_off = |part: &str, next_to_date: Option<char>| {
        words(part).iter().all(is_time) || byline || next_to_date.is_some_and(|c| ",|·•–—-/:()".contains(c))
    };
    let last_before = before.trim_end().chars().next_back();
    let first_after = after.trim_start().chars().next();
    let fits = !first
        && range.precision() == Precision::Day
        && named
        && set_off(before, last_before)
        && set_off(after, first_after);
    fits.then(|| found(line, range, at))
}

/// An agency's opening: "PARIS, Aug 28 (Agency) - ", "BAMAKO, 28 août 2023 (AFP) –".
#[derive(Clone, Debug)]
pub(super) struct Dateline {
    pub published: Published,
}

fn dateline(line: &Line<'_>, year: Option<i16>) -> Option<Dateline> {
    let text = clip(line.text, REACH);
    let comma = clip(text, LEAD).find([',', '(', '،'])?;
    if !is_place(&text[..comma]) {
        return None;
    }
    let (range, at) = date_of(text, year)?;
    let between = text.get(comma..at.start)?;
    let near = between.chars().filter(|c| c.is_alphanumeric()).count() <= 12 && at.start <= LEAD;
    let closes = clip(text[at.end..].trim_start_matches(['.', ',', ' ']), 30);
    let is_opening = closes.starts_with(['(', '-', '–', '—', '/', ')']);
    (near && is_opening && range.precision() == Precision::Day)
        .then(|| Dateline { published: found(line, range, at) })
}

/// Up to four capitalised words.
fn is_place(text: &str) -> bool {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let is_name = |w: &&str| {
        w.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_lowercase() && c.is_alphabetic())
    };
    matches!(words.len(), 1..=4) && words.iter().all(is_name)
}

/// The agency in an opening such as "BAMAKO (Reuters) - " or "PARIS, Aug 28 (AFP) –", and the length
/// of the opening in bytes; also "(Paris) " without an agency.
pub(super) fn opening(line: &str) -> Option<(Option<&str>, usize)> {
    let text = clip(line, REACH);
    let open = clip(text, LEAD).find('(')?;
    let close = open + clip(&text[open..], 40).find(')')?;
    let inside = text[open + 1..close].trim();
    let after = &text[close + 1..];
    let dash = after.trim_start().starts_with(['-', '–', '—']);
    if open == 0 {
        let length = close + 1 + (after.len() - after.trim_start_matches([' ', '-', '–', '—']).len());
        return (is_place(inside) && inside.len() <= 30).then_some((None, length));
    }
    let place = text[..open].split(',').next()?.trim();
    let length = text.len() - after.trim_start_matches([' ', '-', '–', '—']).len();
    (dash && is_place(place) && is_place(inside)).then_some((Some(inside), length))
}
