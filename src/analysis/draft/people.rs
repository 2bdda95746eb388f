//! Of whom a passage speaks: the noun for people that governs it, and the phrase around that.

use std::ops::Range;

use super::scene::Scene;
use super::sentence::{Sentence, gap, meets, within};
use crate::lexicon::Found;
use crate::lexicon::person::Person;
use crate::model::Outcome;

/// The people of a passage.
#[derive(Clone, Debug)]
pub(super) struct People {
    /// The noun: "soldiers". None where the passage names none ("six others", "His death").
    pub noun: Option<Found<Person>>,
    /// The noun with what describes it: "French soldiers of the 2nd Hussar Regiment". Where there is
    /// no noun, the words of the passage.
    pub phrase: Range<usize>,
}

/// Words that put people beside others, not in their place: "two soldiers, including a woman",
/// "the widow of a soldier", "killed by gunmen".
const BESIDE: &[&str] = &[
    "of",
    "including",
    "among",
    "by",
    "from",
    "with",
    "beside",
    "against",
    "as",
    "for",
    "to",
    "near",
    "like",
    "de",
    "d",
    "du",
    "des",
    "dont",
    "parmi",
    "par",
    "avec",
    "contre",
    "comme",
    "pour",
    "chez",
    "من",
    "بينهم",
];

/// Small words that may stand between a preposition and its noun.
const DETERMINERS: &[&str] = &[
    "a", "an", "the", "one", "two", "three", "his", "her", "their", "its", "un", "une", "le", "la", "les",
    "l", "des", "deux", "trois", "son", "sa", "ses", "leur", "leurs", "other", "autres", "some", "several",
];

/// Words at which the description of people ends.
const VERBS: &[&str] = &[
    "was", "were", "is", "are", "be", "been", "has", "have", "had", "who", "which", "that", "when", "while",
    "as", "on", "in", "at", "during", "after", "before", "near", "by", "and", "but", "or", "since", "to",
    "into", "with", "a", "ont", "est", "sont", "etait", "etaient", "ete", "fut", "furent", "avait",
    "avaient", "qui", "que", "dans", "en", "sur", "lors", "pendant", "apres", "avant", "pres", "par", "et",
    "mais", "ou", "depuis", "au", "aux", "في", "قد", "كان", "و", "خلال", "بعد", "قبل", "serving", "dates",
    "came", "come", "said", "will", "would", "received", "lost", "lose", "gave", "fell", "then", "also",
    "out",
];

/// Finds the people of the passage; `outcome` is the word that says what happened to them.
pub(super) fn people(scene: &Scene<'_>, outcome: Option<&Found<Outcome>>) -> People {
    let noun = noun(scene, outcome.map(|found| &found.range));
    let phrase = match &noun {
        Some(noun) => phrase(&scene.here, &noun.range),
        None => scene.span.clone(),
    };
    People { noun, phrase }
}

fn noun(scene: &Scene<'_>, outcome: Option<&Range<usize>>) -> Option<Found<Person>> {
    let here = &scene.here;
    let inside: Vec<&Found<Person>> =
        here.persons.iter().filter(|noun| meets(&noun.range, &scene.span)).collect();
    if !inside.is_empty() {
        let turn = outcome.filter(|at| within(at, &scene.span)).map_or(scene.span.end, |at| at.start);
        let (before, after): (Vec<_>, Vec<_>) = inside.into_iter().partition(|noun| noun.range.start < turn);
        // The subject stands before its verb, nearest to it; the object after, first.
        let subject = before.iter().rev().find(|noun| !is_beside(here, noun)).or(before.first());
        let chosen = subject.or_else(|| after.iter().find(|noun| !is_agent(here, noun)));
        return chosen.map(|noun| (**noun).clone());
    }
    // "killed" alone: the subject stands just before it. A passage that counts or points by
    // itself ("six others", "His death") has its people elsewhere.
    let outcome = outcome.filter(|at| meets(at, &scene.span))?;
    let points = here.counts.iter().any(|count| meets(&count.as_written, &scene.span));
    let opens = here.word_after(scene.span.start, 0);
    if points || POINTING.contains(&opens) {
        return None;
    }
    let clause = here.stretch(outcome);
    let between = |noun: &Found<Person>| {
        let (from, to) = (noun.range.end.min(outcome.start), noun.range.start.max(outcome.start));
        !here
            .outcomes
            .iter()
            .any(|other| other.range.start >= from && other.range.end <= to && other.range != *outcome)
    };
    let near = |noun: &&Found<Person>| {
        within(&noun.range, &clause) && between(noun) && gap(&noun.range, outcome) < 120
    };
    let before = here.persons.iter().rev().filter(|noun| noun.range.end <= outcome.start).filter(near);
    let mut before = before.filter(|noun| !is_beside(here, noun));
    let after = || here.persons.iter().filter(|noun| noun.range.start >= outcome.end).find(near);
    before.next().or_else(after).cloned()
}

/// Words that point back to people who were named before.
pub(super) const POINTING: &[&str] = &[
    "his", "her", "their", "he", "she", "they", "this", "that", "these", "those", "him", "them", "son", "sa",
    "ses", "leur", "leurs", "il", "elle", "ils", "elles", "ce", "cet", "cette", "ces", "it",
];

/// Whether the noun stands beside others: "including a woman".
fn is_beside(sentence: &Sentence<'_>, noun: &Found<Person>) -> bool {
    let mut i = sentence.tokens_until(noun.range.start);
    for _ in 0..6 {
        let Some(back) = i.checked_sub(1) else { return false };
        let word = sentence.tokens.word(back);
        if BESIDE.contains(&word) && !heads_a_number(sentence, back) {
            return true;
        }
        let describes = DETERMINERS.contains(&word)
            || sentence.is_adjective(back)
            || back + 1 == i && i > 0 && !VERBS.contains(&word);
        if !describes || !sentence.tokens.joined(back) {
            return false;
        }
        i = back;
    }
    false
}

/// "une centaine de soldats", "dozens of civilians", "the number of soldiers": the preposition belongs
/// to a number.
fn heads_a_number(sentence: &Sentence<'_>, preposition: usize) -> bool {
    let Some(before) = preposition.checked_sub(1) else { return false };
    let range = &sentence.tokens.list[before].range;
    sentence
        .counts
        .iter()
        .any(|count| meets(&count.as_written, range) || count.as_written.start == range.start)
        || matches!(
            sentence.tokens.word(before),
            "number"
                | "nombre"
                | "death"
                | "deaths"
                | "loss"
                | "losses"
                | "killing"
                | "mort"
                | "perte"
                | "dozens"
                | "hundreds"
                | "thousands"
                | "centaine"
                | "dizaine"
                | "number."
                | "life"
                | "lives"
                | "moins"
                | "plus"
                | "member"
                | "members"
                | "membre"
                | "membres"
        )
}

/// Whether the noun did it: "killed by gunmen".
fn is_agent(sentence: &Sentence<'_>, noun: &Found<Person>) -> bool {
    (1..=4).any(|n| matches!(sentence.word_before(noun.range.start, n), "by" | "par"))
}

/// The noun with its description: adjectives and a rank before it, a name and a unit after it.
pub(super) fn phrase(sentence: &Sentence<'_>, noun: &Range<usize>) -> Range<usize> {
    let tokens = &sentence.tokens;
    let mut first = sentence.token_from(noun.start).min(tokens.len().saturating_sub(1));
    while first > 0 && tokens.joined(first - 1) {
        let word = tokens.word(first - 1);
        let token = &tokens.list[first - 1];
        let counted = sentence
            .counts
            .iter()
            .any(|count| count.as_written.start == token.range.start && !token.is_capitalised());
        if counted
            || DETERMINERS.contains(&word)
            || VERBS.contains(&word)
            || BESIDE.contains(&word)
            || token.is_digits()
            || sentence.outcomes.iter().any(|outcome| meets(&outcome.range, &token.range))
            || sentence.is_number(first - 1)
        {
            break;
        }
        first -= 1;
    }
    let mut last = sentence.tokens_until(noun.end).saturating_sub(1).max(first);
    while last + 1 < tokens.len() {
        let gap = tokens.gap(last);
        let opens_unit = gap.trim() == "(" || tokens.gap_before(last).ends_with('(');
        if !(tokens.joined(last) || opens_unit) {
            break;
        }
        let next = &tokens.list[last + 1];
        let word = next.folded.as_str();
        let happens = sentence.outcomes.iter().any(|outcome| meets(&outcome.range, &next.range));
        let dated = sentence.dates.iter().any(|date| meets(&date.as_written, &next.range));
        if happens || dated || VERBS.contains(&word) {
            break;
        }
        last += 1;
    }
    // A preposition or an article at the end belongs to what follows.
    while last > first && (BESIDE.contains(&tokens.word(last)) || DETERMINERS.contains(&tokens.word(last))) {
        last -= 1;
    }
    let range = tokens.span(first, last);
    let end = range.end.max(noun.end);
    let closed = sentence.text[range.start..end].contains('(') && sentence.text[end..].starts_with(')');
    range.start.min(noun.start)..if closed { end + 1 } else { end }
}

/// Whether a noun phrase ends at word `i`: a verb, a preposition, a determiner, or what happened.
pub(super) fn stops(sentence: &Sentence<'_>, i: usize) -> bool {
    let word = sentence.tokens.word(i);
    VERBS.contains(&word)
        || BESIDE.contains(&word)
        || sentence.outcomes.iter().any(|outcome| meets(&outcome.range, &sentence.tokens.list[i].range))
}
