//! How many people a passage counts, and the words that say so.

use std::ops::Range;

use super::people::People;
use super::scene::Scene;
use super::sentence::{Sentence, between, gap, meets, within};
use super::words::{ORDINALS, POINTING};
use crate::lexicon::Found;
use crate::lexicon::number::{Count, parse_count};
use crate::lexicon::person::Number;
use crate::model::{Figures, Kind, Outcome};

/// A count, with its words in the sentence.
pub(super) type Counted = (Range<usize>, Figures);

/// Reads how many people the passage speaks of; `None` where its words do not say.
pub(super) fn count(
    scene: &Scene<'_>,
    people: &People,
    outcome: Option<&Found<Outcome>>,
    kind: Kind,
) -> Option<Counted> {
    let opens = scene.here.word_after(scene.span.start, 0);
    if matches!(opens, "no" | "none" | "nobody" | "neither" | "aucun" | "aucune" | "personne" | "nul") {
        return None;
    }
    if kind == Kind::Total
        && let Some(total) = total(scene)
    {
        return Some(total);
    }
    inside(scene, people, outcome, kind)
        .or_else(|| one_or_more(scene, people))
        .or_else(|| in_clause(scene, people, outcome))
        .or_else(|| by_verb(scene, people))
}

fn figures(count: &Count) -> Counted {
    (count.as_written.clone(), Figures { low: count.low, best: count.best, high: count.high })
}

/// The count inside the passage that governs its people.
fn inside(
    scene: &Scene<'_>,
    people: &People,
    outcome: Option<&Found<Outcome>>,
    kind: Kind,
) -> Option<Counted> {
    let here = &scene.here;
    let mut inside: Vec<&Count> =
        here.counts.iter().filter(|count| meets(&count.as_written, &scene.span)).collect();
    // Who says so is not counted; nor is "an officer" where a strength has a number.
    let is_counted = |count: &Count| {
        let article = matches!(here.word_after(count.as_written.start, 0), "a" | "an" | "un" | "une");
        let one = kind == Kind::Strength && article && count.best == Some(1);
        !one && !here.is_said_by(&count.as_written)
    };
    if inside.iter().any(|count| is_counted(count)) {
        inside.retain(|count| is_counted(count));
    }
    let noun = people.noun.as_ref();
    let singular = noun.is_some_and(|noun| noun.value.number == Number::Singular);
    if kind == Kind::Strength && singular {
        let numeral = inside.iter().find(|count| is_counted(count) && !is_bare(here, count));
        if let Some(numeral) = numeral {
            return Some(figures(numeral));
        }
    }
    let until = match (noun, outcome.filter(|at| meets(&at.range, &scene.span))) {
        (Some(noun), _) => noun.range.end,
        (None, Some(at)) if inside.iter().any(|count| count.as_written.end <= at.range.start) => {
            at.range.start
        }
        _ => scene.span.end,
    };
    // "Six were officers": a number says more than a bare plural beside it.
    let mut before =
        inside.iter().rev().filter(|count| count.as_written.start < until && !is_bare(here, count));
    let numbered = before.find(|count| {
        let to_noun = count.as_written.end..until.max(count.as_written.end);
        let passed = here.outcomes.iter().any(|other| within(&other.range, &to_noun));
        to_noun.len() <= 80 && !(noun.is_some() && passed)
    });
    // "Seven of the thirteen" are seven.
    let part_of = |count: &Count| {
        matches!(here.word_before(count.as_written.start, 2), "of")
            && here.word_before(count.as_written.start, 1) == "the"
    };
    let part = numbered.filter(|count| part_of(count)).and_then(|_| leading_number(scene));
    if part.is_some() {
        return part;
    }
    if let Some(count) = numbered {
        return Some(figures(whole(here, &inside, count)));
    }
    if let Some(number) = leading_number(scene) {
        return Some(number);
    }
    let bare = inside.iter().find(|count| noun.is_none_or(|noun| meets(&count.as_written, &noun.range)));
    bare.or(inside.first()).filter(|_| !singular).map(|count| figures(count))
}

/// A plural without a number: "other members".
fn is_bare(here: &Sentence<'_>, count: &Count) -> bool {
    count.low == Some(2)
        && count.best.is_none()
        && (here.persons.iter().any(|noun| within(&noun.range, &count.as_written))
            || here.words(&count.as_written).ends_with("others")
            || here.words(&count.as_written).ends_with("autres"))
}

/// "Four of the six kidnappers" are four: a count that is part of a larger one speaks for itself.
fn whole<'c>(here: &Sentence<'_>, inside: &[&'c Count], count: &'c Count) -> &'c Count {
    let before = inside.iter().rev().find(|other| other.as_written.end <= count.as_written.start);
    let part = before.filter(|other| {
        let words = here.words(&(other.as_written.end..count.as_written.start)).trim().to_lowercase();
        matches!(
            words.as_str(),
            "of the"
                | "of his"
                | "of her"
                | "of its"
                | "of their"
                | "des"
                | "de ces"
                | "of these"
                | "of those"
        )
    });
    part.copied().unwrap_or(count)
}

/// A number that opens the passage and is not said to count people: "4,500-strong", "49", "four".
fn leading_number(scene: &Scene<'_>) -> Option<Counted> {
    let here = &scene.here;
    let (first, last) = (here.token_from(scene.span.start), here.tokens_until(scene.span.end));
    let first = first + usize::from(here.tokens.is(first, &["another", "the", "les", "with"]));
    let longest = (first + 1..=last.min(first + 6)).rev();
    longest.into_iter().find_map(|end| {
        let range = here.tokens.span(first, end - 1);
        let dated = here.dates.iter().any(|date| meets(&date.as_written, &range));
        let (low, best, high) = parse_count(here.words(&range)).ok().filter(|_| !dated)?;
        let count = Count { as_written: range, low, best, high };
        (low.is_some() || best.is_some() || high.is_some()).then(|| figures(&count))
    })
}

/// "Sergeant Martin", "His death", "the last": the form of the words says one or several.
fn one_or_more(scene: &Scene<'_>, people: &People) -> Option<Counted> {
    let here = &scene.here;
    if let Some(noun) = people.noun.as_ref().filter(|noun| meets(&noun.range, &scene.span)) {
        let named = with_article(here, &noun.range);
        return match noun.value.number {
            Number::Singular => Some((named, Figures::exactly(1))),
            Number::Dual => Some((named, Figures::exactly(2))),
            // "The number of soldiers killed" counts them elsewhere.
            Number::Plural | Number::Collective => None,
        };
    }
    if let Some(name) = &people.name {
        return Some((name.clone(), Figures::exactly(1)));
    }
    let first = here.token_from(scene.span.start);
    if first >= here.tokens.len() {
        return None;
    }
    let words = |n: usize| here.tokens.span(first, (first + n).min(here.tokens.len() - 1));
    let next = here.tokens.word(first + 1);
    let happened = here.outcomes.iter().any(|said| meets(&said.range, &words(2)));
    match here.tokens.word(first) {
        "he" | "she" | "him" | "il" | "elle" | "احدهما" | "احدهم" | "الاخر" | "والاخر" => {
            Some((words(0), Figures::exactly(1)))
        }
        "they" | "them" | "ils" | "elles" => Some((words(0), Figures::at_least(2))),
        "his" | "her" | "son" | "sa" if happened => Some((words(0), Figures::exactly(1))),
        "their" | "leur" | "leurs" if happened => Some((words(0), Figures::at_least(2))),
        "the" | "le" | "l" | "la"
            if matches!(
                next,
                "last" | "first" | "other" | "latest" | "dernier" | "premier" | "un" | "autre"
            ) || ordinal_number(next).is_some() =>
        {
            Some((words(1), Figures::exactly(1)))
        }
        _ => deaths(scene),
    }
}

/// "Monday's deaths" are several; "this death" is one.
fn deaths(scene: &Scene<'_>) -> Option<Counted> {
    let here = &scene.here;
    let said = here.outcomes.iter().find(|said| meets(&said.range, &scene.span))?;
    let i = here.token_from(said.range.start);
    match here.tokens.word(i) {
        "deaths" | "fatalities" | "morts" | "deces" | "killings" => {
            Some((said.range.clone(), Figures::at_least(2)))
        }
        "death" | "mort" => {
            let this = (1..=2).any(|back| {
                matches!(
                    here.tokens.before(i, back),
                    "this" | "that" | "his" | "her" | "ce" | "cette" | "sa" | "new" | "nouvelle"
                )
            });
            this.then(|| (said.range.clone(), Figures::exactly(1)))
        }
        _ => None,
    }
}

/// The noun with an article just before it.
fn with_article(here: &Sentence<'_>, noun: &Range<usize>) -> Range<usize> {
    let i = here.token_from(noun.start);
    let article = i.checked_sub(1).filter(|&at| {
        here.tokens.joined(at)
            && here.tokens.is(at, &["the", "his", "her", "their", "le", "la", "l", "son", "sa"])
    });
    article.map_or(noun.start, |at| here.tokens.list[at].range.start)..noun.end
}

/// The nearest count in the same part of the sentence that speaks of the same outcome.
fn in_clause(scene: &Scene<'_>, people: &People, outcome: Option<&Found<Outcome>>) -> Option<Counted> {
    let here = &scene.here;
    let at = outcome.filter(|at| meets(&at.range, &scene.span)).map_or(&scene.span, |at| &at.range);
    if POINTING.contains(&here.word_after(scene.span.start, 0)) {
        return None;
    }
    let clause = here.stretch(at);
    let same = |count: &&Count| {
        let between = between(&count.as_written, at);
        let crossed = |range: &Range<usize>| within(range, &between);
        within(&count.as_written, &clause)
            && !here.outcomes.iter().any(|other| crossed(&other.range) && other.range != *at)
            && gap(&count.as_written, at) < 120
    };
    let of_noun = people.noun.as_ref().and_then(|noun| {
        let mut near =
            here.counts.iter().filter(same).filter(|count| count.as_written.start <= noun.range.start);
        near.rfind(|count| gap(&count.as_written, &noun.range) < 60)
    });
    let before = || here.counts.iter().filter(same).rfind(|count| count.as_written.end <= at.start);
    let after = || here.counts.iter().filter(same).find(|count| count.as_written.start >= at.end);
    of_noun.or_else(before).or_else(after).map(figures)
}

/// "The head of the group was killed", "a third was wounded": the verb says how many at least.
fn by_verb(scene: &Scene<'_>, people: &People) -> Option<Counted> {
    let here = &scene.here;
    if people.are_told() || !here.outcomes.iter().any(|said| meets(&said.range, &scene.span)) {
        return None;
    }
    let (first, last) = (here.token_from(scene.span.start), here.tokens_until(scene.span.end));
    let verb = (first + 1..last)
        .find(|&i| here.tokens.is(i, &["was", "is", "est", "a", "were", "are", "ont", "sont"]))?;
    // "There were no survivors" says nothing of how many there had been.
    if here.tokens.word(verb - 1) == "there" {
        return None;
    }
    let subject = here.tokens.span(first, verb - 1);
    match here.tokens.word(verb) {
        "were" | "are" | "ont" | "sont" => Some((subject, Figures::at_least(2))),
        _ if here.tokens.list[verb].raw == "à" => None,
        _ => Some((subject, Figures::exactly(1))),
    }
}

/// The figure of a running total: "brings the number … from 37 to 38", "the fifth soldier to die".
fn total(scene: &Scene<'_>) -> Option<Counted> {
    let here = &scene.here;
    let to = |range: &Range<usize>| {
        let last = here.word_before(range.start, 1);
        let accent = here.text[..range.start].trim_end().ends_with('à');
        matches!(last, "to" | "at" | "الى") || last == "a" && accent
    };
    let stretch = here.stretch(&scene.span);
    let reaching = |within_range: &Range<usize>| {
        here.counts
            .iter()
            .filter(|count| meets(&count.as_written, within_range))
            .rfind(|count| to(&count.as_written))
    };
    if let Some(raised) = here
        .counts
        .iter()
        .filter(|count| meets(&count.as_written, &scene.span))
        .find_map(|count| raised(here, count))
    {
        return Some(raised);
    }
    if let Some(count) = reaching(&scene.span) {
        return Some(figures(count));
    }
    if let Some(ordinal) = ordinal(scene) {
        return Some(ordinal);
    }
    // "This raises the number of soldiers killed": the figure is said outside the passage.
    let mut inside = here.counts.iter().filter(|count| meets(&count.as_written, &scene.span));
    if let Some(count) = inside.find(|count| !is_bare(here, count)) {
        return Some(figures(count));
    }
    leading_number(scene).or_else(|| closing_number(scene)).or_else(|| reaching(&stretch).map(figures))
}

/// "from 37 to 38": the number that is reached.
fn raised(here: &Sentence<'_>, count: &Count) -> Option<Counted> {
    let (low, high) = (count.low?, count.high?);
    let from = matches!(here.word_before(count.as_written.start, 1), "from" | "de" | "من");
    let last = here.tokens_until(count.as_written.end).checked_sub(1)?;
    let words = here.tokens.list.get(last).filter(|_| from && low < high)?.range.clone();
    Some((words, Figures::exactly(high)))
}

/// "losses now stand at 42": a number that closes the passage.
fn closing_number(scene: &Scene<'_>) -> Option<Counted> {
    let here = &scene.here;
    let last = here.tokens_until(scene.span.end).checked_sub(1)?;
    let range =
        here.tokens.list.get(last).filter(|token| token.range.start >= scene.span.start)?.range.clone();
    let dated = here.dates.iter().any(|date| meets(&date.as_written, &range));
    let (low, best, high) = parse_count(here.words(&range)).ok().filter(|_| !dated)?;
    best.is_some().then(|| figures(&Count { as_written: range, low, best, high }))
}

/// "the 53rd French soldier killed": an ordinal of people counts all up to them.
fn ordinal(scene: &Scene<'_>) -> Option<Counted> {
    let here = &scene.here;
    let (first, last) = (here.token_from(scene.span.start), here.tokens_until(scene.span.end));
    (first..last).find_map(|i| {
        let token = &here.tokens.list[i];
        let n = ordinal_number(&token.folded)?;
        // What is counted: a person or a death among the next words, or nothing ("is the ninth").
        let ahead = (i + 1..last.min(i + 5)).map(|at| &here.tokens.list[at].range);
        let people = ahead.clone().any(|range| {
            here.persons.iter().any(|noun| meets(&noun.range, range))
                || here.outcomes.iter().any(|said| meets(&said.range, range))
        });
        let regiment = (i + 1..last.min(i + 6)).any(|at| {
            here.tokens.is(
                at,
                &["regiment", "battalion", "bataillon", "brigade", "division", "company", "compagnie"],
            )
        });
        ((people || i + 1 == last) && !regiment).then(|| (token.range.clone(), Figures::exactly(n)))
    })
}

fn ordinal_number(word: &str) -> Option<u64> {
    if let Some((_, n)) = ORDINALS.iter().find(|(name, _)| *name == word) {
        return Some(*n);
    }
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let suffix = &word[digits.len()..];
    let ordinal = matches!(suffix, "st" | "nd" | "rd" | "th" | "e" | "er" | "eme" | "ieme");
    digits.parse().ok().filter(|n| ordinal && (1..100_000).contains(n))
}
