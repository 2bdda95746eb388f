//! Counts of people in words, and what a coder types into a count field.

mod context;
mod field;
mod quantity;

use std::ops::Range;

use super::date::dates_in;
use super::person::{Number, person_at};
use super::token::Tokens;
use context::Context;

pub use field::parse_count;

/// A count of people, as far as its words go.
///
/// How the words are read (no published codebook gives numbers for vague words that could be cited
/// here, so these are literal readings, and the coder may set any of them):
///
/// | words | low | best | high |
/// | --- | --- | --- | --- |
/// | "13", "thirteen", "a soldier", "both", "a dozen" | 13 | 13 | 13 |
/// | "at least six", "six or more": a bound, and no figure | 6 | | |
/// | "more than 20": the figure named is said to be wrong | 21 | | |
/// | "up to 30", "at most 30" | | | 30 |
/// | "fewer than 30" | | | 29 |
/// | "about 600", "nearly 600", "une centaine": how far off, nobody says | | 600 | |
/// | "6-8", "between 6 and 8", "six or seven" | 6 | | 8 |
/// | "soldiers", "others", "several dozen": a plural is at least two of its unit | 2 | | |
/// | "dozens" 24, "des dizaines" 20, "scores" 40, "hundreds" 200, "thousands" 2000 | 24 | | |
/// | "several": more than two; "a few", "plusieurs", "quelques": more than one | 3; 2 | | |
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The bytes of the words that were read: "at least six", "A French soldier", "other members".
    pub as_written: Range<usize>,
    /// The fewest people there can be, if the words say.
    pub low: Option<u64>,
    /// The number to use, if the words give one.
    pub best: Option<u64>,
    /// The most people there can be, if the words say.
    pub high: Option<u64>,
}

/// Every count of people in `text`, in order, without overlaps: numbers, articles before a person
/// ("a soldier"), plurals without a number ("other members"). Years, dates, ages, times, money,
/// measures, ordinals, the numbers of units and counts of things are none, nor are "no one", "none"
/// and "no soldiers". No count is above ten thousand million.
pub fn counts(text: &str) -> Vec<Count> {
    let tokens = Tokens::of(text);
    let context = Context { tokens: &tokens, dates: dates_in(&tokens) };
    let mut found: Vec<Count> = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        if let Some(next) = context.past_date(i) {
            i = next;
            continue;
        }
        let Some(hit) =
            numbered(&context, i).or_else(|| singular(&context, i)).or_else(|| plural(&context, i))
        else {
            i += 1;
            continue;
        };
        if let Some(mut count) = hit.count {
            // A determiner that was read already as part of an earlier count is not read twice.
            let end = found.last().map_or(0, |c| c.as_written.end);
            if count.as_written.start < end {
                count.as_written.start = tokens.list[i].range.start.max(end);
            }
            found.push(count);
        }
        i = hit.next.max(i + 1);
    }
    found
}

/// What was read at some word: perhaps a count, and where to read on.
struct Hit {
    count: Option<Count>,
    next: usize,
}

/// "thirteen", "at least six French soldiers", "dozens of", "6-8 killed".
fn numbered(context: &Context<'_>, i: usize) -> Option<Hit> {
    let tokens = context.tokens;
    let quantity = quantity::quantity_at(tokens, i)?;
    let after = i + quantity.words;
    let Some(phrase) = context.counts_people(i, &quantity) else {
        return Some(Hit { count: None, next: after });
    };
    let count = Count {
        as_written: tokens.list[i].range.start..phrase.as_written_end,
        low: quantity.low,
        best: quantity.best,
        high: quantity.high,
    };
    Some(Hit { count: Some(count), next: phrase.next })
}

/// "a soldier", "un soldat", "another soldier", "the other".
fn singular(context: &Context<'_>, i: usize) -> Option<Hit> {
    let tokens = context.tokens;
    let one = |last: usize| {
        let count = Count { as_written: tokens.span(i, last), low: Some(1), best: Some(1), high: Some(1) };
        Some(Hit { count: Some(count), next: last + 1 })
    };
    if tokens.is(i, &["the", "l"]) && tokens.is(i + 1, &["other", "autre"]) && tokens.joined(i) {
        return context.stands_alone(i + 1).then(|| one(i + 1))?;
    }
    if tokens.is(i, &["another"]) && context.stands_alone(i) {
        return one(i);
    }
    if tokens.is(i, &["un", "une"]) && tokens.is(i + 1, &["autre"]) && context.stands_alone(i + 1) {
        return one(i + 1);
    }
    // "l'un d'eux", "un des soldats".
    if tokens.is(i, &["un", "une"]) && tokens.is(i + 1, &["d", "des"]) && context.of_people(i + 1) {
        return one(i);
    }
    if !tokens.is(i, &["a", "an", "un", "une", "another"]) || tokens.list[i].raw == "à" {
        return None;
    }
    let (last, person) = context.head_person(i + 1)?;
    (person.number == Number::Singular).then(|| one(last))?
}

/// "soldiers", "other members", "des soldats", "others"; two men in Arabic by their form.
fn plural(context: &Context<'_>, i: usize) -> Option<Hit> {
    let tokens = context.tokens;
    if tokens.is(i, &["others", "autres"]) && context.stands_alone(i) {
        let first = if tokens.is(i.wrapping_sub(1), &["d", "les", "des", "the"]) { i - 1 } else { i };
        let count = Count { as_written: tokens.span(first, i), low: Some(2), best: None, high: None };
        return Some(Hit { count: Some(count), next: i + 1 });
    }
    let (words, person) = person_at(tokens, i)?;
    let next = i + words;
    let (best, high) = match person.number {
        Number::Singular => return Some(Hit { count: None, next }),
        Number::Dual => (Some(2), Some(2)),
        Number::Plural | Number::Collective => (None, None),
    };
    let Some(first) = context.determiner(i) else {
        return Some(Hit { count: None, next });
    };
    let count = Count { as_written: tokens.span(first, next - 1), low: Some(2), best, high };
    Some(Hit { count: Some(count), next })
}

#[cfg(test)]
mod tests;
