//! Finding the passage that a row means.

use std::ops::Range;

use super::parse::{CellProblem, Checked, count};
use super::table::Row;
use crate::exchange::offsets::Walk;

/// How far, in bytes, from its old place a quote is looked for where nothing else tells which one
/// is meant.
const NEARBY: usize = 2_000;

/// Where the row's quote stands in `text`, and whether that is elsewhere than the row says.
///
/// By `start` and `end` if they hold the quote; else by `nth`; else by the words before and after;
/// else where it stands only once, in the text or near the place given.
pub fn locate(row: &Row<'_>, text: &str) -> Checked<(Range<usize>, bool)> {
    let quote = row.cell("quote");
    let (start, end) = (count("start", row.cell("start"))?, count("end", row.cell("end"))?);
    let nth = count("nth", row.cell("nth"))?;
    let place = start.and_then(|start| {
        let mut walk = Walk::new(text);
        let start = walk.byte(usize::try_from(start).ok()?)?;
        let end = match end {
            Some(end) => walk.byte(usize::try_from(end).ok()?)?,
            None => start + quote.len(),
        };
        Some(start..end)
    });
    if let Some(span) = place.clone().filter(|span| !span.is_empty()) {
        let words = text.get(span.clone());
        if words == Some(quote) || words.is_some() && quote.is_empty() {
            return Ok((span, false));
        }
    }
    if quote.is_empty() {
        let why = match start {
            Some(_) => {
                "It is blank, and start and end are not inside the text; give the words of the passage."
            }
            None => "It is blank; give the words of the passage as they stand in the article.",
        };
        return Err(CellProblem::new("quote", why));
    }
    let moved = start.is_some();
    let all: Vec<usize> = occurrences(text, quote).collect();
    let found = |at: usize| Ok((at..at + quote.len(), moved));
    if let Some(nth) = nth.filter(|_| !moved) {
        let at = usize::try_from(nth).ok().and_then(|nth| all.get(nth.checked_sub(1)?));
        return match at {
            Some(at) => found(*at),
            None => Err(CellProblem::new(
                "nth",
                format!("The quote stands {} in the article; count from 1.", times(all.len())),
            )),
        };
    }
    if let [at] = all[..] {
        return found(at);
    }
    let (prefix, suffix) = (row.cell("prefix"), row.cell("suffix"));
    if !prefix.is_empty() || !suffix.is_empty() {
        let fits =
            |at: &&usize| text[..**at].ends_with(prefix) && text[**at + quote.len()..].starts_with(suffix);
        let fitting: Vec<&usize> = all.iter().filter(fits).collect();
        if let [at] = fitting[..] {
            return found(*at);
        }
    }
    if let Some(place) = &place {
        let near: Vec<&usize> = all.iter().filter(|at| at.abs_diff(place.start) <= NEARBY).collect();
        if let [at] = near[..] {
            return found(*at);
        }
    }
    Err(match (all.len(), moved) {
        (0, true) => CellProblem::new(
            "start",
            "The text from start to end is not the quote, and the quote is not in the article.",
        ),
        (0, false) => CellProblem::new(
            "quote",
            "These words are not in the article; copy them from it letter by letter.",
        ),
        (n, true) => CellProblem::new(
            "start",
            format!(
                "The text from start to end is not the quote, which stands {}; correct start and end.",
                times(n)
            ),
        ),
        (n, false) => CellProblem::new(
            "quote",
            format!("These words stand {} in the article; say which in nth, from 1 to {n}.", times(n)),
        ),
    })
}

fn times(n: usize) -> String {
    match n {
        1 => "once".to_owned(),
        n => format!("{n} times"),
    }
}

/// Where `quote` stands, also where it overlaps itself.
fn occurrences<'a>(text: &'a str, quote: &'a str) -> impl Iterator<Item = usize> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + text.get(from..)?.find(quote)?;
        from = at + text[at..].chars().next().map_or(1, char::len_utf8);
        Some(at)
    })
}
