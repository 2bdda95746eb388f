//! What did it, and whether an enemy did.

use std::ops::Range;

use super::people::is_noun;
use super::sentence::{Sentence, between, gap, meets, within};
use super::words::{AFTERMATH, HAPPENED};
use crate::lexicon::Found;
use crate::lexicon::cause::{Cause, hostile_by_cause, hostile_words};
use crate::lexicon::person::Kind;
use crate::model::start::entry_id;
use crate::model::{EntryId, Hostile, List, Project};

/// How far a cause may stand from the word for what happened. What a death led to is not what caused
/// it: a noun has its cause close by.
fn reach(sentence: &Sentence<'_>, at: &Range<usize>) -> usize {
    if is_noun(sentence, at) { 40 } else { 250 }
}

/// The causes that may be those of the event at `at`.
fn reachable<'s>(sentence: &'s Sentence<'_>, at: &Range<usize>) -> Vec<&'s Found<Cause>> {
    let (stretch, reach) = (sentence.stretch(at), reach(sentence, at));
    let near = sentence
        .causes
        .iter()
        .filter(|found| meets(&found.range, &stretch) && gap(at, &found.range) <= reach);
    // "A bomb", "an explosion" may be several of the project's causes.
    near.filter(|found| {
        found.value != Cause::Other
            && !is_name(sentence, &found.range)
            && !follows_from(sentence, at, &found.range)
    })
    .collect()
}

/// "The general's death was followed by rocket attacks": a verb stands between the noun and what came
/// of it.
fn follows_from(sentence: &Sentence<'_>, at: &Range<usize>, range: &Range<usize>) -> bool {
    is_noun(sentence, at) && sentence.has(&between(at, range), AFTERMATH)
}

/// The cause nearest to the event at `at`, if nothing divides them.
pub(super) fn cause(sentence: &Sentence<'_>, at: &Range<usize>) -> Option<Cause> {
    let reachable = reachable(sentence, at);
    if is_spread(sentence, at, &reachable) {
        return None;
    }
    let nearest = reachable.into_iter().min_by_key(|found| {
        let between = between(at, &found.range);
        let others = sentence.outcomes.iter().filter(|other| within(&other.range, &between)).count();
        // "In an accident, when his vehicle overturned": a named kind says more.
        let vague = if found.value == Cause::OtherAccident { 40 } else { 0 };
        gap(at, &found.range) + others * 60 + vague
    });
    nearest.map(|found| found.value)
}

/// "the 68th Artillery Regiment": a cause that is part of a name.
fn is_name(sentence: &Sentence<'_>, range: &Range<usize>) -> bool {
    let words = sentence.words(range);
    let capital = words.starts_with(char::is_uppercase) && words.chars().any(char::is_lowercase);
    capital
        && range.start > 0
        && !sentence.text[..range.start].trim_end().ends_with(['.', '"', '“', '«', ':'])
}

/// Whether the sentence spreads its people over several causes: "one in a car accident and the other in
/// an exercise". A passage that stands before them is about all of them.
fn is_spread(sentence: &Sentence<'_>, at: &Range<usize>, causes: &[&Found<Cause>]) -> bool {
    let different = causes.iter().any(|found| found.value != causes[0].value);
    let after = at.end..sentence.text.len();
    different
        && sentence.has(&after, &["the other", "l autre", "the others", "الاخر"])
        && sentence.has(&after, &["one", "l un", "un", "احدهما"])
}

/// Whether the sentence tells of an event at all: a cause, an attack, or people who "fell" or were "hit".
pub(super) fn is_told(sentence: &Sentence<'_>) -> bool {
    let all = 0..sentence.text.len();
    !sentence.causes.is_empty() || sentence.has(&all, HAPPENED) || !hostile_words(sentence.text).is_empty()
}

/// The project's entry for a cause: the one it started with, else one of the same name.
pub(super) fn entry(project: &Project, cause: Cause) -> Option<EntryId> {
    let started = entry_id(project.id(), List::Cause, cause.as_str());
    let stands = project.entries.get(started).is_some_and(|entry| entry.list == List::Cause);
    if stands { Some(started) } else { project.entry(List::Cause, cause.as_str()) }
}

/// Whether an enemy did it, as far as the sentence says.
pub(super) fn hostile(sentence: &Sentence<'_>, at: &Range<usize>, cause: Option<Cause>) -> Option<Hostile> {
    let (stretch, reach) = (sentence.stretch(at), reach(sentence, at));
    let said = hostile_words(sentence.text).into_iter();
    let near = said.filter(|found| {
        meets(&found.range, &stretch)
            && gap(at, &found.range) <= reach
            && !follows_from(sentence, at, &found.range)
    });
    let words: Vec<Hostile> = near.map(|found| found.value).collect();
    // Where there are several causes, what all of them say.
    let all = || {
        let mut all = reachable(sentence, at).into_iter().map(|found| hostile_by_cause(found.value));
        let first = all.next()??;
        all.all(|other| other == Some(first)).then_some(first)
    };
    let by_cause = cause.map_or_else(all, hostile_by_cause);
    if words.contains(&Hostile::No) || by_cause == Some(Hostile::No) {
        return Some(Hostile::No);
    }
    let by_enemy = sentence.persons.iter().any(|noun| {
        let after = sentence.word_before(noun.range.start, 1);
        let before = sentence.word_before(noun.range.start, 2);
        noun.value.kind == Kind::ArmedGroup
            && (matches!(after, "by" | "par") || matches!(before, "by" | "par"))
    });
    let yes = words.contains(&Hostile::Yes) || by_cause == Some(Hostile::Yes) || by_enemy;
    yes.then_some(Hostile::Yes)
}
