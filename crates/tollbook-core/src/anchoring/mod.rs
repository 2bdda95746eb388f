//! Where the words of annotations are in a text that has changed.
//!
//! [`ChangedText`] aligns the stored text with the new one ([`align`]) and answers for each span: in place, moved,
//! with changed words, or not found. What the alignment cannot place is looked for by its quote and context
//! ([`quote`]), among words that belong to nothing else. Where the same words stand in several places and nothing
//! tells them apart, the answer is that they are not found: never a guess.

mod align;
mod made_elsewhere;
mod new_text;
mod quote;
mod tokens;

pub(crate) use tokens::cut as words;

pub use made_elsewhere::{MadeElsewhere, MadeOn, anchored_inverse};
pub use new_text::{Reanchored, use_new_text};

use std::ops::Range;

use self::align::Alignment;
use self::tokens::{Keys, Token};
use crate::model::Annotation;

/// Words that changed must be at least so alike ([`quote::similarity`]) where both neighbours tell where they are.
const ALIKE_IN_PLACE: f64 = 0.5;
/// And at least so alike where only the passage tells where they are.
const ALIKE_NEARBY: f64 = 0.7;
/// What is found elsewhere must reach so much of the measure of quote and context.
const SCORE_ELSEWHERE: f64 = 0.8;
/// A second place must be so much worse than the first.
const MARGIN: f64 = 0.15;
/// A quote of so many tokens that occurs once in each text is the same without its context.
const LONG_QUOTE: usize = 6;

/// How many tokens on each side are compared where the same words stand in several places.
const CONTEXT: usize = 48;
/// One place must have twice as many of them that are the same as any other, and so many more.
const CLEARLY: usize = 3;

/// A span of the stored text, with its words and their context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted<'a> {
    /// The bytes in the stored text.
    pub span: Range<usize>,
    /// The words.
    pub quote: &'a str,
    /// Some words before them.
    pub prefix: &'a str,
    /// Some words after them.
    pub suffix: &'a str,
}

impl<'a> From<&'a Annotation> for Quoted<'a> {
    fn from(annotation: &'a Annotation) -> Self {
        let Annotation { quote, prefix, suffix, .. } = annotation;
        Self { span: annotation.span(), quote, prefix, suffix }
    }
}

/// Where a span is in the new text, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// At the same bytes, with the same words.
    InPlace,
    /// Elsewhere, with the same words; white space and the form of quotation marks aside.
    Moved(Range<usize>),
    /// With other words.
    WordsChanged(Range<usize>),
    /// Nowhere.
    NotFound(Missing),
}

/// Why a span is not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The words are gone.
    Gone,
    /// The same words stand in several places, and nothing tells which is meant.
    Ambiguous,
}

/// A stored text and the one that takes its place.
#[derive(Debug)]
pub struct ChangedText<'a> {
    old: &'a str,
    new: &'a str,
    old_tokens: Vec<Token>,
    new_tokens: Vec<Token>,
    keys: Keys,
    alignment: Alignment,
}

impl<'a> ChangedText<'a> {
    /// Compares the two texts.
    pub fn new(old: &'a str, new: &'a str) -> Self {
        let mut keys = Keys::default();
        let (old_tokens, new_tokens) = (keys.tokens(old), keys.tokens(new));
        let alignment = Alignment::compute(&old_tokens, &new_tokens);
        Self { old, new, old_tokens, new_tokens, keys, alignment }
    }

    /// Where a span of the old text is in the new one.
    pub fn place(&self, quoted: &Quoted<'_>) -> Place {
        let stands = self.old.get(quoted.span.clone()) == Some(quoted.quote) && !quoted.quote.is_empty();
        let tokens = self.tokens_of(&quoted.span);
        if !stands || tokens.is_empty() {
            return self.elsewhere(quoted, &(0..0));
        }
        match self.aligned(&tokens) {
            Some(at) if self.is_told_apart(&tokens, at) => self.placed(quoted, &tokens, at),
            Some(_) => Place::NotFound(Missing::Ambiguous),
            // Where the words stand unchanged, no other words are taken for them.
            None if self.stand_anywhere(&tokens) => self.elsewhere(quoted, &tokens),
            None => self.changed(quoted, &tokens).unwrap_or_else(|| self.elsewhere(quoted, &tokens)),
        }
    }

    /// The old tokens that overlap a span; never the text's beginning or end.
    fn tokens_of(&self, span: &Range<usize>) -> Range<usize> {
        let inner = &self.old_tokens[1..self.old_tokens.len() - 1];
        let first = inner.partition_point(|token| token.range.end <= span.start) + 1;
        let last = inner.partition_point(|token| token.range.start < span.end) + 1;
        first..last.max(first)
    }

    /// Where all tokens stand together, as those of them say that are aligned; the first new token.
    fn aligned(&self, tokens: &Range<usize>) -> Option<usize> {
        let mut found = None;
        for old in tokens.clone() {
            let Some(new) = self.alignment.to_new[old] else { continue };
            let Some(first) = new.checked_sub(old - tokens.start) else { continue };
            if found == Some(first) || !self.stand_at(tokens, first) {
                continue;
            }
            if found.is_some() {
                return None;
            }
            found = Some(first);
        }
        found
    }

    /// Whether the new text has these tokens from `first` on, and none of them is aligned with another.
    fn stand_at(&self, tokens: &Range<usize>, first: usize) -> bool {
        let Some(new) = self.new_tokens.get(first..first + tokens.len()) else { return false };
        tokens.clone().zip(new).enumerate().all(|(n, (old, new))| {
            self.old_tokens[old].key == new.key
                && self.alignment.to_old[first + n].is_none_or(|aligned| aligned == old)
        })
    }

    /// Whether these tokens stand together at a place of the new text that belongs to nothing else.
    fn stand_anywhere(&self, tokens: &Range<usize>) -> bool {
        let wanted: Vec<u32> = self.old_tokens[tokens.clone()].iter().map(|token| token.key).collect();
        occurrences(&self.new_tokens, &wanted)
            .into_iter()
            .any(|at| self.is_free(tokens, at..at + wanted.len()))
    }

    /// Whether the context speaks for this place more clearly than for any other where the same tokens stand, in
    /// either text, and belong to nothing else.
    fn is_told_apart(&self, tokens: &Range<usize>, first: usize) -> bool {
        let wanted: Vec<u32> = self.old_tokens[tokens.clone()].iter().map(|token| token.key).collect();
        let here = self.context(tokens, first);
        if wanted.len() + here < CLEARLY {
            return false;
        }
        let is_clear = |other: usize| here >= 2 * other + CLEARLY;
        let in_new = occurrences(&self.new_tokens, &wanted).into_iter();
        let mut in_new = in_new.filter(|at| *at != first && self.is_free(tokens, *at..*at + wanted.len()));
        let mut in_old = occurrences(&self.old_tokens, &wanted).into_iter().filter(|at| {
            let aligned = self.alignment.to_new[*at..*at + wanted.len()].iter().any(Option::is_some);
            *at != tokens.start && !aligned
        });
        in_new.all(|at| is_clear(self.context(tokens, at)))
            && in_old.all(|at| is_clear(self.context(&(at..at + wanted.len()), first)))
    }

    /// How many tokens beside a span, up to a limit on each side, are the same at a place of the new text.
    fn context(&self, tokens: &Range<usize>, first: usize) -> usize {
        let same = |(old, new): &(&Token, &Token)| old.key == new.key;
        let (old, new) = (&self.old_tokens, &self.new_tokens);
        let before = old[..tokens.start].iter().rev().zip(new[..first].iter().rev());
        let after = old[tokens.end..].iter().zip(&new[first + tokens.len()..]);
        before.take(CONTEXT).take_while(same).count() + after.take(CONTEXT).take_while(same).count()
    }

    /// The place of a span whose tokens stand from `first` on.
    fn placed(&self, quoted: &Quoted<'_>, tokens: &Range<usize>, first: usize) -> Place {
        let last = first + tokens.len() - 1;
        // A span may begin or end inside a token, or have spaces at its ends.
        let start = self.same_distance(quoted.span.start, tokens.start, first);
        let end = self.same_distance(quoted.span.end, tokens.end - 1, last);
        let range = match (start, end) {
            (Some(start), Some(end)) if start < end && self.new.get(start..end).is_some() => start..end,
            _ => self.new_tokens[first].range.start..self.new_tokens[last].range.end,
        };
        self.place_at(quoted, range)
    }

    /// The byte of the new text at which a byte of the old one is, seen from one token.
    fn same_distance(&self, byte: usize, old: usize, new: usize) -> Option<usize> {
        let (old, new) = (&self.old_tokens[old].range, &self.new_tokens[new].range);
        if byte == old.start {
            return Some(new.start);
        }
        if byte == old.end {
            return Some(new.end);
        }
        let (old_word, new_word) = (self.old.get(old.clone())?, self.new.get(new.clone())?);
        if old_word == new_word && old.contains(&byte) { Some(new.start + byte - old.start) } else { None }
    }

    fn place_at(&self, quoted: &Quoted<'_>, range: Range<usize>) -> Place {
        let words = &self.new[range.clone()];
        if !tokens::same_words(words, quoted.quote) {
            Place::WordsChanged(range)
        } else if range == quoted.span && words == quoted.quote {
            Place::InPlace
        } else {
            Place::Moved(range)
        }
    }

    /// The place of a span some of whose words have changed, from its neighbours.
    fn changed(&self, quoted: &Quoted<'_>, tokens: &Range<usize>) -> Option<Place> {
        let to_new = &self.alignment.to_new;
        let first = to_new[tokens.start].or_else(|| to_new[tokens.start - 1].map(|before| before + 1));
        let last =
            to_new[tokens.end - 1].or_else(|| to_new[tokens.end].and_then(|after| after.checked_sub(1)));
        if let (Some(first), Some(last)) = (first, last)
            && first <= last
            && self.is_free(tokens, first..last + 1)
        {
            let range = self.new_tokens[first].range.start..self.new_tokens[last].range.end;
            if quote::similarity(&self.new[range.clone()], quoted.quote) >= ALIKE_IN_PLACE {
                return Some(self.place_at(quoted, range));
            }
        }
        self.nearby(quoted, tokens)
    }

    /// The place of a span that has changed together with its neighbours: between those that are aligned.
    fn nearby(&self, quoted: &Quoted<'_>, tokens: &Range<usize>) -> Option<Place> {
        // A word or two may stand there for another reason.
        if tokens.len() < CLEARLY {
            return None;
        }
        let to_new = &self.alignment.to_new;
        let before = to_new[..tokens.start].iter().rev().find_map(|new| *new)?;
        let after = to_new[tokens.end..].iter().find_map(|new| *new)?;
        if before >= after || !self.is_free(tokens, before + 1..after) {
            return None;
        }
        let window = self.new_tokens[before].range.end..self.new_tokens[after].range.start;
        let (found, next) = quote::best_match(self.new, &window, quoted.quote)?;
        // In the old passage, too, nothing else may be as much like the words.
        let old_before = to_new[..tokens.start].iter().rposition(Option::is_some)?;
        let old_after = tokens.end + to_new[tokens.end..].iter().position(Option::is_some)?;
        let old_window = self.old_tokens[old_before].range.end..self.old_tokens[old_after].range.start;
        let (_, old_next) = quote::best_match(self.old, &old_window, quoted.quote)?;
        if found.score < ALIKE_NEARBY || next.max(old_next) > found.score - MARGIN {
            return None;
        }
        let range = self.whole_tokens(found.range)?;
        self.is_new(tokens, &range).then(|| self.place_at(quoted, range))
    }

    /// Whether no new token of a range is aligned with one outside these old ones.
    fn is_free(&self, tokens: &Range<usize>, new: Range<usize>) -> bool {
        self.alignment.to_old[new].iter().flatten().all(|old| tokens.contains(old))
    }

    /// Whether the old text has the words of a place of the new one nowhere but at these tokens.
    fn is_new(&self, tokens: &Range<usize>, range: &Range<usize>) -> bool {
        let inside = |token: &&Token| range.start <= token.range.start && token.range.end <= range.end;
        let words: Vec<u32> = self.new_tokens.iter().filter(inside).map(|token| token.key).collect();
        let elsewhere = |at: usize| at + words.len() <= tokens.start || at >= tokens.end;
        !occurrences(&self.old_tokens, &words).into_iter().any(elsewhere)
    }

    /// A range of the new text made larger or smaller to whole tokens.
    fn whole_tokens(&self, range: Range<usize>) -> Option<Range<usize>> {
        let halfway = |token: &Token| token.range.start.midpoint(token.range.end);
        let inner = self.new_tokens.get(1..self.new_tokens.len() - 1)?;
        let first = inner.iter().find(|token| halfway(token) >= range.start && !token.range.is_empty())?;
        let last = inner.iter().rev().find(|token| halfway(token) < range.end)?;
        (first.range.start <= last.range.start).then_some(first.range.start..last.range.end)
    }

    /// The place of a span whose passage is gone: the same words elsewhere, where they are new and one, or words
    /// and context that are much like them.
    fn elsewhere(&self, quoted: &Quoted<'_>, tokens: &Range<usize>) -> Place {
        // A quote with words that neither text has is found nowhere as it is.
        let wanted = self.keys.of_quote(quoted.quote).unwrap_or_default();
        if quoted.quote.trim().is_empty() {
            return Place::NotFound(Missing::Gone);
        }
        let places = occurrences(&self.new_tokens, &wanted);
        let in_old = occurrences(&self.old_tokens, &wanted).len();
        let free: Vec<usize> =
            places.iter().copied().filter(|at| self.is_free(tokens, *at..*at + wanted.len())).collect();
        if let ([at], 1, 0 | 1) = (free.as_slice(), places.len(), in_old) {
            let range = self.new_tokens[*at].range.start..self.new_tokens[at + wanted.len() - 1].range.end;
            if wanted.len() >= LONG_QUOTE || self.score(quoted, &range, 1.0) >= SCORE_ELSEWHERE {
                return if tokens.is_empty() {
                    self.place_at(quoted, range)
                } else {
                    self.placed(quoted, tokens, *at)
                };
            }
        }
        if free.len() > 1 || (free.len() == 1 && in_old > 1) {
            return Place::NotFound(Missing::Ambiguous);
        }
        self.alike(quoted, tokens).unwrap_or(Place::NotFound(Missing::Gone))
    }

    /// A place whose words and context are much like those of a span, among words that are new.
    fn alike(&self, quoted: &Quoted<'_>, tokens: &Range<usize>) -> Option<Place> {
        let mut best: Option<(f64, Range<usize>)> = None;
        let mut next = 0.0_f64;
        for stretch in self.free_stretches(tokens) {
            let window =
                self.new_tokens[stretch.start].range.start..self.new_tokens[stretch.end - 1].range.end;
            let Some((found, second)) = quote::best_match(self.new, &window, quoted.quote) else { continue };
            let Some(range) = self.whole_tokens(found.range) else { continue };
            let score = self.score(quoted, &range, found.score);
            next = next.max(quote::score(second, 1.0, 1.0, 1.0).min(score));
            match &best {
                Some((known, _)) if *known >= score => next = next.max(score),
                known => {
                    next = known.as_ref().map_or(next, |(known, _)| next.max(*known));
                    best = Some((score, range));
                }
            }
        }
        let (score, range) = best?;
        let is_clear = score >= SCORE_ELSEWHERE && next <= score - MARGIN && self.is_new(tokens, &range);
        is_clear.then(|| self.place_at(quoted, range))
    }

    /// Stretches of the new text of which nothing is aligned with anything else.
    fn free_stretches(&self, tokens: &Range<usize>) -> Vec<Range<usize>> {
        let mut stretches: Vec<Range<usize>> = Vec::new();
        for new in 1..self.new_tokens.len() - 1 {
            if self.is_free(tokens, new..new + 1) {
                match stretches.last_mut().filter(|last| last.end == new) {
                    Some(last) => last.end = new + 1,
                    None => stretches.push(new..new + 1),
                }
            }
        }
        stretches.retain(|stretch| 2 * stretch.len() >= tokens.len());
        stretches
    }

    fn score(&self, quoted: &Quoted<'_>, range: &Range<usize>, quote_score: f64) -> f64 {
        let (before, after) = quote::context(self.new, range, quoted.prefix, quoted.suffix);
        let place = quote::nearness(range.start, quoted.span.start, self.new.len());
        quote::score(quote_score, before, after, place)
    }
}

/// Where a sequence of tokens begins.
fn occurrences(tokens: &[Token], wanted: &[u32]) -> Vec<usize> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let same = |window: &[Token]| window.iter().map(|token| token.key).eq(wanted.iter().copied());
    tokens.windows(wanted.len()).enumerate().filter(|(_, window)| same(window)).map(|(n, _)| n).collect()
}

#[cfg(test)]
mod tests;
