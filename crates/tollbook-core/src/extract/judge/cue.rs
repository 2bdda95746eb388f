//! The cues of a sentence, and what they alone say: whether it is disputed, the cause, the deaths that are counted.

use std::ops::Range;

use crate::extract::Outcome;
use crate::extract::candidate::Candidate;
use crate::extract::clause::Clauses;
use crate::extract::pack::{Category, Entry, Pack};
use crate::extract::statement::{Span, StatedCause};
use crate::extract::token::{Shape, Token};

/// A cue found in a sentence.
pub struct FoundCue<'a> {
    /// Its readings.
    pub entries: &'a [Entry],
    /// Its words.
    pub span: Span,
}

/// The cues of a sentence.
pub fn cues<'a>(tokens: &[Token], range: Range<usize>, pack: &'a Pack) -> Vec<FoundCue<'a>> {
    let mut found = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let word_at = |n: usize| {
            let token = tokens.get(at + n).filter(|_| at + n < range.end)?;
            (token.shape == Shape::Word).then_some(token.word)
        };
        match pack.vocabulary.longest_cue(word_at) {
            Some((length, entries)) => {
                found.push(FoundCue { entries, span: tokens[at].span.with(tokens[at + length - 1].span) });
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

pub(in crate::extract) fn has<'c>(cues: &'c [FoundCue<'_>], category: Category) -> Option<&'c FoundCue<'c>> {
    cues.iter().find(|cue| cue.entries.iter().any(|entry| entry.category == category))
}

/// The words that make the statement disputed.
pub fn disputed(cues: &[FoundCue<'_>]) -> Option<Span> {
    has(cues, Category::Disputed).map(|cue| cue.span)
}

/// Whether the people were hurt first and died later.
pub fn died_of_wounds(clauses: &Clauses<'_, '_>, cues: &[FoundCue<'_>], candidate: &Candidate) -> bool {
    // "three were killed, while a fourth died of wounds": of the fourth.
    let told = || {
        cues.iter().any(|cue| {
            cue.entries.iter().any(|entry| entry.category == Category::OfWounds)
                && clauses.same_clause(cue.span, candidate.at)
        })
    };
    candidate.outcome == Some(Outcome::Killed) && told()
}

/// What did it: the cause that stands nearest to the trigger.
pub fn cause(cues: &[FoundCue<'_>], pack: &Pack, trigger: Span) -> Option<StatedCause> {
    let distance = |span: Span| span.start.abs_diff(trigger.start);
    cues.iter()
        .filter_map(|cue| {
            cue.entries.iter().find(|entry| entry.category == Category::Cause).map(|entry| (cue.span, entry))
        })
        .min_by_key(|(span, _)| distance(*span))
        .map(|(span, entry)| StatedCause {
            key: pack.name(entry.value).to_owned(),
            span,
            hostile: entry.detail.hostile,
        })
}

/// Which deaths the sentence says it counts, by the key that every language's pack shares.
pub fn definition(cues: &[FoundCue<'_>], pack: &Pack) -> Option<String> {
    let mut entries = cues.iter().flat_map(|cue| cue.entries);
    let entry = entries.find(|entry| entry.category == Category::Definition)?;
    Some(pack.name(entry.value).to_owned())
}
