//! One sentence with everything that its words mean.

use std::cell::OnceCell;
use std::ops::Range;

use crate::lexicon::cause::Cause;
use crate::lexicon::country::{Country, Form};
use crate::lexicon::date::{DateWords, is_statement_date};
use crate::lexicon::number::Count;
use crate::lexicon::person::Person;
use crate::lexicon::token::Tokens;
use crate::lexicon::{Found, attributions, causes, countries, counts, date, outcomes, persons};
use crate::model::Outcome;

/// A sentence as it is read. All ranges are bytes of `text`, not of the article.
pub(super) struct Sentence<'a> {
    /// Where it begins in the article.
    pub start: usize,
    /// Its words.
    pub text: &'a str,
    pub tokens: Tokens<'a>,
    pub counts: Vec<Count>,
    pub persons: Vec<Found<Person>>,
    pub outcomes: Vec<Found<Outcome>>,
    pub dates: Vec<DateWords>,
    pub countries: Vec<Found<Country>>,
    pub causes: Vec<Found<Cause>>,
    /// Those who say so.
    pub speakers: Vec<Range<usize>>,
    statements: OnceCell<Vec<Range<usize>>>,
}

impl<'a> Sentence<'a> {
    /// Reads the part `range` of an article, which lies on character boundaries.
    pub fn read(article: &'a str, range: Range<usize>) -> Self {
        let start = range.start;
        let text = &article[range];
        Self {
            start,
            text,
            tokens: Tokens::of(text),
            counts: counts(text),
            persons: persons(text),
            outcomes: outcomes(text),
            dates: date::dates(text),
            countries: countries(text),
            causes: causes(text),
            speakers: attributions(text).into_iter().map(|found| found.value.speaker).collect(),
            statements: OnceCell::new(),
        }
    }

    /// Whether these words for a date say when something was said, and not when it happened.
    pub fn is_statement(&self, words: &Range<usize>) -> bool {
        let statements = self.statements.get_or_init(|| {
            let dates = self.dates.iter().map(|date| date.as_written.clone());
            dates.filter(|date| is_statement_date(self.text, date.clone())).collect()
        });
        statements.contains(words)
    }

    /// Whether these words are in those for somebody who says so.
    pub fn is_said_by(&self, words: &Range<usize>) -> bool {
        self.speakers.iter().any(|speaker| within(words, speaker))
    }

    /// The words of a part of the sentence.
    pub fn words(&self, range: &Range<usize>) -> &'a str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    /// The first word that ends after `byte`: the one that it lies in, else the next.
    pub fn token_from(&self, byte: usize) -> usize {
        self.tokens.list.partition_point(|token| token.range.end <= byte)
    }

    /// The number of words that end at or before `byte`.
    pub fn tokens_until(&self, byte: usize) -> usize {
        self.tokens.list.partition_point(|token| token.range.end <= byte)
    }

    /// The folded word `n` words before `byte` (1 is the nearest), or "".
    pub fn word_before(&self, byte: usize, n: usize) -> &str {
        self.tokens.before(self.tokens_until(byte), n)
    }

    /// The folded word `n` words after `byte` (0 is the nearest), or "".
    pub fn word_after(&self, byte: usize, n: usize) -> &str {
        self.tokens.word(self.token_from(byte) + n)
    }

    /// Whether the folded words in `range` hold this run of words.
    pub fn has(&self, range: &Range<usize>, phrases: &[&str]) -> bool {
        self.find(range, phrases).is_some()
    }

    /// Where the first of these runs of folded words stands in `range`.
    pub fn find(&self, range: &Range<usize>, phrases: &[&str]) -> Option<Range<usize>> {
        let (first, last) = (self.token_from(range.start), self.tokens_until(range.end));
        (first..last).find_map(|i| {
            phrases.iter().find_map(|phrase| {
                let mut n = 0;
                for word in phrase.split(' ') {
                    if i + n >= last || self.tokens.word(i + n) != word {
                        return None;
                    }
                    n += 1;
                }
                Some(self.tokens.span(i, i + n - 1))
            })
        })
    }

    /// Whether word `i` is written in digits or begins a count.
    pub fn is_number(&self, i: usize) -> bool {
        let Some(token) = self.tokens.list.get(i) else { return false };
        token.is_digits()
            || self
                .counts
                .iter()
                .any(|count| count.as_written.start == token.range.start && count.best != Some(1))
    }

    /// Whether word `i` is the adjective of a country.
    pub fn is_adjective(&self, i: usize) -> bool {
        let Some(token) = self.tokens.list.get(i) else { return false };
        self.countries
            .iter()
            .any(|found| found.value.form == Form::Adjective && meets(&found.range, &token.range))
    }

    /// The part of the sentence around `range` that no semicolon or dash divides.
    pub fn stretch(&self, range: &Range<usize>) -> Range<usize> {
        let is_hard = |c: char| matches!(c, ';' | '؛' | '—' | '\n');
        let start =
            self.text[..range.start].rfind(is_hard).map_or(0, |at| self.text.ceil_char_boundary(at + 1));
        let end = self.text[range.end..].find(is_hard).map_or(self.text.len(), |at| range.end + at);
        start..end
    }
}

/// How many bytes lie between two ranges; 0 if they meet.
pub(super) fn gap(a: &Range<usize>, b: &Range<usize>) -> usize {
    if a.end <= b.start { b.start - a.end } else { a.start.saturating_sub(b.end) }
}

/// What lies between two ranges, empty if they meet.
pub(super) fn between(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    let (start, end) = (a.end.min(b.end), a.start.max(b.start));
    start..end.max(start)
}

/// Whether `inner` lies in `outer`.
pub(super) fn within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Whether the two have a byte in common.
pub(super) fn meets(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
