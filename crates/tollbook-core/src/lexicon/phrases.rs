//! Tables of words and phrases, and how they are found in a text.

use std::collections::HashMap;
use std::ops::Range;

use super::token::{Token, Tokens, arabic_stems, is_soft};

/// Words found in a text, and what they mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// The bytes of the words in the text that was read.
    pub range: Range<usize>,
    /// What they mean.
    pub value: T,
}

/// A table from phrases to meanings; where several phrases begin at one word the longest wins.
pub(super) struct Phrases<T> {
    by_first: HashMap<String, Vec<Row<T>>>,
}

struct Row<T> {
    rest: Vec<String>,
    value: T,
}

impl<T: Copy> Phrases<T> {
    /// A table from rows of phrases, which are separated by `|` and spelled as anyone would: they
    /// are folded here. A phrase in two rows keeps the meaning of the earlier one.
    pub fn new<'a>(rows: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        let mut by_first: HashMap<String, Vec<Row<T>>> = HashMap::new();
        for (phrases, value) in rows {
            for phrase in phrases.split('|') {
                let mut words = Tokens::of(phrase).list.into_iter().map(|t| t.folded);
                if let Some(first) = words.next() {
                    by_first.entry(first).or_default().push(Row { rest: words.collect(), value });
                }
            }
        }
        for rows in by_first.values_mut() {
            rows.sort_by_key(|row| std::cmp::Reverse(row.rest.len()));
        }
        Self { by_first }
    }

    /// The longest phrase that begins at word `i`: how many words, and the meaning.
    pub fn at(&self, tokens: &Tokens<'_>, i: usize) -> Option<(usize, T)> {
        let first = tokens.list.get(i)?;
        let rows = spellings(first).find_map(|word| self.by_first.get(word))?;
        let row = rows.iter().find(|row| {
            row.rest.iter().enumerate().all(|(n, word)| {
                let next = i + n + 1;
                tokens.list.get(next).is_some_and(|t| spellings(t).any(|s| s == word))
                    && joins(tokens.gap(next - 1))
            })
        })?;
        Some((row.rest.len() + 1, row.value))
    }

    /// Every phrase of the table in the text, in order, without overlaps.
    pub fn all(&self, tokens: &Tokens<'_>) -> Vec<Found<T>> {
        let mut found = Vec::new();
        let mut i = 0;
        while i < tokens.len() {
            if let Some((words, value)) = self.at(tokens, i) {
                found.push(Found { range: tokens.span(i, i + words - 1), value });
                i += words;
            } else {
                i += 1;
            }
        }
        found
    }
}

fn spellings<'a>(token: &'a Token<'_>) -> impl Iterator<Item = &'a str> {
    std::iter::once(token.folded.as_str()).chain(arabic_stems(&token.folded))
}

/// Inside a phrase an abbreviation's point may stand too ("U.S.", "Sgt. Maj.").
fn joins(gap: &str) -> bool {
    is_soft(gap) || is_soft(gap.strip_prefix('.').unwrap_or(gap))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_wins_and_phrases_do_not_overlap() {
        let table = Phrases::new([("mali", 1), ("Burkina Faso|burkina", 2), ("U.S.|us army", 3)]);
        let text = "Mali, Burkina-Faso and Burkina; the U.S. army";
        let found: Vec<_> =
            table.all(&Tokens::of(text)).into_iter().map(|f| (&text[f.range], f.value)).collect();
        assert_eq!(found, [("Mali", 1), ("Burkina-Faso", 2), ("Burkina", 2), ("U.S", 3)]);
    }

    #[test]
    fn a_phrase_does_not_reach_across_a_comma() {
        let table = Phrases::new([("car bomb", 1)]);
        assert!(table.all(&Tokens::of("a car, bomb")).is_empty());
    }
}
