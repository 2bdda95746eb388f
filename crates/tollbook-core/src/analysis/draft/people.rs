//! Of whom a passage speaks: the noun for people that governs it, and the phrase around that.

use std::ops::Range;

use super::scene::Scene;
use super::sentence::{Sentence, between, gap, meets, within};
use super::words::{AFTERMATH, BESIDE, CLAUSE_WORDS, DETERMINERS};
use crate::lexicon::Found;
use crate::lexicon::person::Person;
use crate::model::Outcome;

/// The people of a passage.
#[derive(Clone, Debug)]
pub(super) struct People {
    /// The noun: "soldiers". None where the passage names none ("six others", "His death").
    pub noun: Option<Found<Person>>,
    /// The one who is named where no noun is given: "the killing of Jean Martin".
    pub name: Option<Range<usize>>,
    /// The noun with what describes it: "French soldiers of the 2nd Hussar Regiment"; or the name.
    /// Where there is neither, the words of the passage.
    pub phrase: Range<usize>,
}

impl People {
    /// Whether the passage says who they are.
    pub fn are_told(&self) -> bool {
        self.noun.is_some() || self.name.is_some()
    }
}

/// Finds the people of the passage; `outcome` is the word that says what happened to them.
pub(super) fn people(scene: &Scene<'_>, outcome: Option<&Found<Outcome>>) -> People {
    let here = &scene.here;
    let outcome = outcome.map(|found| &found.range);
    let named = || {
        let name = named(here, outcome.filter(|at| meets(at, &scene.span))?)?;
        meets(&name, &scene.span).then_some(name)
    };
    let inside = inside(scene, outcome);
    let name = if inside.is_none() { named() } else { None };
    let noun = match (&inside, &name) {
        (None, None) => counted(scene).or_else(|| subject(scene, outcome?)),
        _ => inside,
    };
    let phrase = match (&noun, &name) {
        (Some(noun), _) => phrase(here, &noun.range),
        (None, Some(name)) => name.clone(),
        (None, None) => scene.span.clone(),
    };
    People { noun, name, phrase }
}

/// The noun inside the passage that governs it.
fn inside(scene: &Scene<'_>, outcome: Option<&Range<usize>>) -> Option<Found<Person>> {
    let here = &scene.here;
    let mut inside: Vec<&Found<Person>> = here
        .persons
        .iter()
        .filter(|noun| meets(&noun.range, &scene.span) && !are_nobody(here, noun))
        .collect();
    // "An official said there were 400 fighters": the official is none of them.
    if inside.iter().any(|noun| !here.is_said_by(&noun.range)) {
        inside.retain(|noun| !here.is_said_by(&noun.range));
    }
    let turn = outcome.filter(|at| within(at, &scene.span)).map_or(scene.span.end, |at| at.start);
    let (before, after): (Vec<_>, Vec<_>) = inside.into_iter().partition(|noun| noun.range.start < turn);
    // The subject stands before its verb, nearest to it; the object after, first.
    let mut subjects = before.iter().rev().filter(|noun| !is_beside(here, noun) && !is_predicate(here, noun));
    let subject = subjects.next().or(before.first());
    let chosen = subject.or_else(|| after.iter().find(|noun| !is_agent(here, noun)));
    chosen.map(|noun| (**noun).clone())
}

/// "There were no survivors": the dead are the others.
fn are_nobody(sentence: &Sentence<'_>, noun: &Found<Person>) -> bool {
    let survivors = ["survivor", "survivors", "survivant", "survivants"];
    survivors.contains(&sentence.word_after(noun.range.start, 0))
        && matches!(sentence.word_before(noun.range.start, 1), "no" | "aucun" | "de")
}

/// "thirteen" marked, and "French soldiers" just after it.
fn counted(scene: &Scene<'_>) -> Option<Found<Person>> {
    let here = &scene.here;
    let noun = here.persons.iter().find(|noun| noun.range.start >= scene.span.end)?;
    let gap = scene.span.end..noun.range.start;
    let divided = here.text[gap.clone()].contains([',', '.', ';', ':', '(']);
    let verb = (here.token_from(gap.start)..here.tokens_until(gap.end)).any(|i| stops(here, i));
    (ends_in_a_number(scene) && !divided && !verb && gap.len() < 60).then(|| noun.clone())
}

fn ends_in_a_number(scene: &Scene<'_>) -> bool {
    let last = scene.here.tokens_until(scene.span.end).checked_sub(1);
    let count = |range: &Range<usize>| scene.here.counts.iter().any(|count| within(range, &count.as_written));
    last.and_then(|last| scene.here.tokens.list.get(last))
        .is_some_and(|token| token.is_digits() || count(&token.range))
}

/// "was killed" alone: its subject stands just before it, or its object after. A passage that counts or
/// points by itself ("six others", "His death") has its people elsewhere, and so has a noun ("death").
fn subject(scene: &Scene<'_>, outcome: &Range<usize>) -> Option<Found<Person>> {
    let here = &scene.here;
    let points = here.counts.iter().any(|count| meets(&count.as_written, &scene.span));
    let opens = here.word_after(scene.span.start, 0);
    let noun_phrase = here.tokens.list.get(here.token_from(scene.span.start)).is_some_and(|first| {
        first.range.start < outcome.start
            && !matches!(opens, "was" | "were" | "has" | "have" | "had" | "been" | "a" | "ont" | "ete")
    });
    if !meets(outcome, &scene.span) || points || noun_phrase || is_noun(here, outcome) {
        return None;
    }
    let clause = here.stretch(outcome);
    let near = |noun: &&Found<Person>| {
        let between = between(&noun.range, outcome);
        let crossed = here.outcomes.iter().any(|other| within(&other.range, &between));
        within(&noun.range, &clause) && !crossed && gap(&noun.range, outcome) < 120
    };
    let before = here.persons.iter().rev().filter(|noun| noun.range.end <= outcome.start).filter(near);
    let mut before = before.filter(|noun| !is_beside(here, noun));
    let after = || here.persons.iter().filter(|noun| noun.range.start >= outcome.end).find(near);
    before.next().or_else(after).cloned()
}

/// Whether the word for what happened is a noun: "death", "killing".
pub(super) fn is_noun(sentence: &Sentence<'_>, outcome: &Range<usize>) -> bool {
    matches!(
        sentence.word_after(outcome.start, 0),
        "death"
            | "deaths"
            | "killing"
            | "killings"
            | "assassination"
            | "murder"
            | "execution"
            | "mort"
            | "deces"
            | "مقتل"
            | "وفاه"
            | "مصرع"
    )
}

/// The one whose death is spoken of: "the killing of Jean Martin", "Martin's death", "killed Jean Martin".
fn named(sentence: &Sentence<'_>, outcome: &Range<usize>) -> Option<Range<usize>> {
    let tokens = &sentence.tokens;
    let (first, last) = (sentence.token_from(outcome.start), sentence.tokens_until(outcome.end));
    let is_name = |i: usize| {
        tokens.list.get(i).is_some_and(|token| {
            token.is_capitalised()
                && !sentence.dates.iter().any(|date| meets(&date.as_written, &token.range))
                && !sentence.countries.iter().any(|country| meets(&country.range, &token.range))
        })
    };
    let of = tokens.is(last, &["of", "de", "d", "du"]);
    let object = matches!(tokens.word(first), "killed" | "killing" | "wounded" | "wounding" | "assassinated");
    if of && is_name(last + 1) || object && is_name(last) && tokens.joined(last.checked_sub(1)?) {
        let start = if of { last + 1 } else { last };
        let mut end = start;
        while tokens.joined(end) && is_name(end + 1) {
            end += 1;
        }
        return Some(tokens.span(start, end));
    }
    let owner = first.checked_sub(2).filter(|&at| tokens.word(first - 1) == "s" && is_name(at));
    // "after Soleimani killing": nothing follows that would be its object, and no sentence begins with it.
    let ends = !tokens.joined(last.checked_sub(1)?)
        || AFTERMATH.contains(&tokens.word(last))
        || stops(sentence, last) && !of;
    let bare = || first.checked_sub(1).filter(|&at| at > 0 && ends && tokens.joined(at) && is_name(at));
    let mut start = owner.or_else(bare).filter(|_| is_noun(sentence, outcome))?;
    let end = start;
    while start > 0 && tokens.joined(start - 1) && is_name(start - 1) && !stops(sentence, start - 1) {
        start -= 1;
    }
    Some(tokens.span(start, end))
}

/// Whether the noun stands beside others: "including a woman".
fn is_beside(sentence: &Sentence<'_>, noun: &Found<Person>) -> bool {
    let tokens = &sentence.tokens;
    let mut i = sentence.token_from(noun.range.start);
    for _ in 0..6 {
        let Some(back) = i.checked_sub(1).filter(|&back| tokens.joined(back)) else { return false };
        let word = tokens.word(back);
        if BESIDE.contains(&word) && !heads_a_number(sentence, back) {
            return true;
        }
        if CLAUSE_WORDS.contains(&word) && !DETERMINERS.contains(&word) {
            return false;
        }
        i = back;
    }
    false
}

/// "une centaine de soldats", "dozens of civilians", "the number of soldiers", "a member of the unit":
/// the preposition belongs to a number, or what stands before it says no more than how many.
fn heads_a_number(sentence: &Sentence<'_>, preposition: usize) -> bool {
    let Some(before) = preposition.checked_sub(1) else { return false };
    let range = &sentence.tokens.list[before].range;
    // "400 to 500 fighters": it stands in the number.
    let own = &sentence.tokens.list[preposition].range;
    sentence.counts.iter().any(|count| count.as_written.end == range.end || within(own, &count.as_written))
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
                | "life"
                | "lives"
                | "moins"
                | "plus"
        )
}

/// Whether the noun only says something of the subject: "three soldiers were also victims".
fn is_predicate(sentence: &Sentence<'_>, noun: &Found<Person>) -> bool {
    (1..=3).any(|n| {
        // "There were 400 fighters" says of nobody that he is one.
        let there = sentence.word_before(noun.range.start, n + 1) == "there";
        !there
            && matches!(
                sentence.word_before(noun.range.start, n),
                "was"
                    | "were"
                    | "is"
                    | "are"
                    | "been"
                    | "be"
                    | "est"
                    | "sont"
                    | "etait"
                    | "etaient"
                    | "fut"
                    | "furent"
            )
    })
}

/// Whether the noun did it: "killed by gunmen".
pub(super) fn is_agent(sentence: &Sentence<'_>, noun: &Found<Person>) -> bool {
    (1..=4).any(|n| matches!(sentence.word_before(noun.range.start, n), "by" | "par" | "from"))
}

/// The noun with its description: adjectives and a rank before it, a name and a unit after it.
pub(super) fn phrase(sentence: &Sentence<'_>, noun: &Range<usize>) -> Range<usize> {
    let tokens = &sentence.tokens;
    let noun_first = sentence.token_from(noun.start).min(tokens.len().saturating_sub(1));
    let noun_last = sentence.tokens_until(noun.end).saturating_sub(1).max(noun_first);
    let mut first = noun_first;
    while first > 0 && tokens.joined(first - 1) && !stops(sentence, first - 1) {
        let word = tokens.word(first - 1);
        if DETERMINERS.contains(&word) || sentence.is_number(first - 1) {
            break;
        }
        first -= 1;
    }
    let mut last = noun_last;
    while last + 1 < tokens.len() {
        let opens_unit = tokens.gap(last).trim() == "(" || tokens.gap_before(last).ends_with('(');
        let next = &tokens.list[last + 1];
        let dated = sentence.dates.iter().any(|date| meets(&date.as_written, &next.range));
        let unit = BESIDE.contains(&next.folded.as_str()) && !CLAUSE_WORDS.contains(&next.folded.as_str());
        let hyphen = matches!(tokens.gap(last), "-" | "‐");
        if hyphen {
            last += 1;
            continue;
        }
        if !(tokens.joined(last) || opens_unit)
            || dated
            || stops(sentence, last + 1) && !unit
            || next.folded.ends_with("ly")
        {
            break;
        }
        last += 1;
    }
    // A preposition or an article at the end belongs to what follows.
    while last > noun_last
        && (BESIDE.contains(&tokens.word(last)) || DETERMINERS.contains(&tokens.word(last)))
    {
        last -= 1;
    }
    let range = tokens.span(first, last);
    let end = range.end.max(noun.end);
    let closes = sentence.text[range.start..end].contains('(') && sentence.text[end..].starts_with(')');
    range.start.min(noun.start)..if closes { end + 1 } else { end }
}

/// Whether a noun phrase ends at word `i`: a verb, a preposition, or what happened.
pub(super) fn stops(sentence: &Sentence<'_>, i: usize) -> bool {
    let Some(token) = sentence.tokens.list.get(i) else { return true };
    let word = token.folded.as_str();
    CLAUSE_WORDS.contains(&word)
        || BESIDE.contains(&word)
        || sentence.outcomes.iter().any(|outcome| meets(&outcome.range, &token.range))
}
