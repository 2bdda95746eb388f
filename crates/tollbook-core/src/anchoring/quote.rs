//! Finding a quote by its words and its context, as Hypothesis does.
//!
//! The measure is that of Hypothesis' client (`match-quote.ts`): of a hundred parts 50 for the quote, 20 for the
//! words before it, 20 for those after it and 2 for its place, over 92. The parts for words are 1 less the edit
//! distance as a share of the length (Levenshtein, in characters).

use std::ops::Range;

/// A place in a text and how well it fits.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Match {
    /// The bytes.
    pub range: Range<usize>,
    /// From 0 to 1.
    pub score: f64,
}

/// More steps than this are not spent on one comparison.
const MOST_STEPS: usize = 4_000_000;

/// How alike two texts are, from 0 to 1: 1 less the edit distance as a share of the longer one.
pub(super) fn similarity(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (letters(a), letters(b));
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    if a.len().saturating_mul(b.len()) > MOST_STEPS {
        return 0.0;
    }
    let distance = strsim::generic_levenshtein(&a, &b);
    1.0 - share(distance, a.len().max(b.len()))
}

/// The characters of a text with white space as single spaces.
fn letters(text: &str) -> Vec<char> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().collect()
}

/// A count as a share of a whole.
fn share(part: usize, whole: usize) -> f64 {
    let number = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    if whole == 0 { 0.0 } else { number(part) / number(whole) }
}

/// The measure of a place: how well the quote fits, how its context does, and how near it is to where it was.
pub(super) fn score(quote: f64, before: f64, after: f64, place: f64) -> f64 {
    (50.0 * quote + 20.0 * before + 20.0 * after + 2.0 * place) / 92.0
}

/// How well `text` around `range` fits the context of a quote; a blank context fits anything.
pub(super) fn context(text: &str, range: &Range<usize>, prefix: &str, suffix: &str) -> (f64, f64) {
    let before = last_chars(&text[..range.start], prefix.chars().count());
    let after = first_chars(&text[range.end..], suffix.chars().count());
    let fit = |given: &str, found: &str| if given.trim().is_empty() { 1.0 } else { similarity(given, found) };
    (fit(prefix, before), fit(suffix, after))
}

fn last_chars(text: &str, count: usize) -> &str {
    let begin = text.char_indices().rev().take(count).last().map_or(text.len(), |(at, _)| at);
    &text[begin..]
}

fn first_chars(text: &str, count: usize) -> &str {
    let end = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// How near two places are, as a share of the text.
pub(super) fn nearness(a: usize, b: usize, length: usize) -> f64 {
    1.0 - share(a.abs_diff(b), length.max(1)).min(1.0)
}

/// The best place of a quote within `window`, and how alike the next best that does not overlap it is; `None`
/// if the comparison would take too long. Approximate matching by Sellers' algorithm (1980).
pub(super) fn best_match(text: &str, window: &Range<usize>, quote: &str) -> Option<(Match, f64)> {
    let pattern: Vec<char> = quote.chars().map(plain).collect();
    let chars: Vec<(usize, char)> =
        text[window.clone()].char_indices().map(|(at, c)| (window.start + at, plain(c))).collect();
    if pattern.is_empty() || chars.is_empty() || pattern.len().saturating_mul(chars.len()) > MOST_STEPS {
        return None;
    }
    // For each prefix of the pattern: the least distance to a piece that ends here, and where it begins.
    let mut column: Vec<(usize, usize)> = (0..=pattern.len()).map(|n| (n, 0)).collect();
    let mut ends: Vec<(usize, usize, usize)> = Vec::with_capacity(chars.len());
    for (n, (_, c)) in chars.iter().enumerate() {
        let mut diagonal = column[0];
        column[0] = (0, n + 1);
        for m in 1..=pattern.len() {
            let substituted = (diagonal.0 + usize::from(pattern[m - 1] != *c), diagonal.1);
            let inserted = (column[m].0 + 1, column[m].1);
            let deleted = (column[m - 1].0 + 1, column[m - 1].1);
            diagonal = column[m];
            column[m] = substituted.min(inserted).min(deleted);
        }
        let (distance, begin) = column[pattern.len()];
        if begin <= n {
            ends.push((distance, begin, n + 1));
        }
    }
    let fit = |distance: usize| 1.0 - share(distance, pattern.len()).min(1.0);
    let best =
        *ends.iter().min_by_key(|(distance, begin, end)| (*distance, *begin, std::cmp::Reverse(*end)))?;
    let apart = ends.iter().filter(|(_, begin, end)| *end <= best.1 || *begin >= best.2);
    let next = apart.map(|(distance, ..)| fit(*distance)).fold(0.0, f64::max);
    let end = chars.get(best.2).map_or(window.end, |(at, _)| *at);
    Some((Match { range: chars[best.1].0..end, score: fit(best.0) }, next))
}

fn plain(c: char) -> char {
    if c.is_whitespace() { ' ' } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_measure_is_that_of_hypothesis() {
        assert!((score(1.0, 1.0, 1.0, 1.0) - 1.0).abs() < 1e-9);
        assert!((score(1.0, 0.0, 0.0, 0.0) - 50.0 / 92.0).abs() < 1e-9);
        assert!((similarity("kitten", "sitting") - (1.0 - 3.0 / 7.0)).abs() < 1e-9);
    }

    #[test]
    fn the_best_place_of_a_quote_is_found_with_errors() {
        let text = "Early on Monday three soldiers were wounded near the border.";
        let (found, next) = best_match(text, &(0..text.len()), "tree soldier were wounded").unwrap();
        assert_eq!(&text[found.range.clone()], "three soldiers were wounded");
        assert!(found.score > 0.9 && next < 0.6, "{found:?} {next}");
    }

    #[test]
    fn two_places_that_fit_alike_are_seen() {
        let text = "two died. Then two died.";
        let (found, next) = best_match(text, &(0..text.len()), "two died").unwrap();
        assert!((found.score - next).abs() < 1e-9);
    }
}
