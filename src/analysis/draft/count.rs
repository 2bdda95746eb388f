//! How many people a passage counts, and the words that say so.

use std::ops::Range;

use super::people::{POINTING, People};
use super::scene::Scene;
use super::sentence::{Sentence, between, gap, meets, within};
use crate::lexicon::Found;
use crate::lexicon::number::Count;
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
    if kind == Kind::Total
        && let Some(total) = total(scene)
    {
        return Some(total);
    }
    inside(scene, people, outcome)
        .or_else(|| one_or_more(scene, people))
        .or_else(|| in_clause(scene, people, outcome))
        .or_else(|| by_verb(scene, people))
}

fn figures(count: &Count) -> Counted {
    // "At least six" names a figure and says that it is not the last word: it bounds the number and
    // is no best.
    let at_least = count.low == count.best && count.high.is_none();
    let best = count.best.filter(|_| !at_least);
    (count.as_written.clone(), Figures { low: count.low, best, high: count.high })
}

/// The count inside the passage that governs its people.
fn inside(scene: &Scene<'_>, people: &People, outcome: Option<&Found<Outcome>>) -> Option<Counted> {
    let inside = || scene.here.counts.iter().filter(|count| meets(&count.as_written, &scene.span));
    let of_noun = people.noun.as_ref().filter(|noun| meets(&noun.range, &scene.span)).and_then(|noun| {
        let before = inside().filter(|count| count.as_written.start <= noun.range.start);
        let nearest = before.max_by_key(|count| count.as_written.start)?;
        let reach = nearest.as_written.end..noun.range.start.max(nearest.as_written.end);
        let other = scene.here.persons.iter().any(|other| within(&other.range, &reach));
        (!other && reach.len() <= 60).then_some(nearest)
    });
    if people.noun.as_ref().is_some_and(|noun| noun.value.number == Number::Singular) && of_noun.is_none() {
        return None;
    }
    let before = outcome.and_then(|at| inside().rfind(|count| count.as_written.end <= at.range.start));
    of_noun.or(before).or_else(|| inside().next()).map(figures)
}

/// "Sergeant Martin", "His death", "the soldiers": the form of the words says one or several.
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
    let first = here.token_from(scene.span.start);
    let opens = here.tokens.list.get(first)?;
    let singular = matches!(
        opens.folded.as_str(),
        "his" | "her" | "he" | "she" | "him" | "son" | "sa" | "il" | "elle" | "وفاته" | "مقتله"
    );
    let plural =
        matches!(opens.folded.as_str(), "their" | "they" | "them" | "leur" | "leurs" | "ils" | "elles");
    if singular {
        return Some((opens.range.clone(), Figures::exactly(1)));
    }
    if plural {
        return Some((opens.range.clone(), Figures::at_least(2)));
    }
    deaths(scene)
}

/// "Monday's deaths" are several; "the death of Nicolas Mazier" is one.
fn deaths(scene: &Scene<'_>) -> Option<Counted> {
    let here = &scene.here;
    let said = here.outcomes.iter().find(|said| meets(&said.range, &scene.span))?;
    let i = here.token_from(said.range.start);
    match here.tokens.word(i) {
        "deaths" | "fatalities" | "morts" | "deces" | "killings" | "losses" => {
            Some((said.range.clone(), Figures::at_least(2)))
        }
        "death" | "killing" | "assassination" | "murder" | "mort" | "loss" | "مقتل" | "وفاه" => {
            let of = here.tokens.is(i + 1, &["of", "de", "d", "du"]);
            let named = here.tokens.list.get(i + 2).filter(|token| of && token.is_capitalised());
            // "Soleimani's killing".
            let owner = i.checked_sub(2).and_then(|at| here.tokens.list.get(at));
            let owner = owner.filter(|token| here.tokens.word(i - 1) == "s" && token.is_capitalised());
            let dated = |token: &Range<usize>| here.dates.iter().any(|date| meets(&date.as_written, token));
            let name = named.or(owner).filter(|token| !dated(&token.range))?;
            Some((name.range.clone(), Figures::exactly(1)))
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
    if people.noun.is_some() {
        return None;
    }
    let (first, last) = (here.token_from(scene.span.start), here.tokens_until(scene.span.end));
    let verb = (first..last).find(|&i| {
        here.tokens.is(i, &["was", "is", "has", "est", "a", "were", "are", "have", "ont", "sont"])
            && i > first
            && here.tokens.list[i].raw != "à"
    })?;
    let subject = here.tokens.span(first, verb - 1);
    match here.tokens.word(verb) {
        "were" | "are" | "have" | "ont" | "sont" => Some((subject, Figures::at_least(2))),
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
    if let Some(count) = reaching(&scene.span) {
        return Some(figures(count));
    }
    if let Some(ordinal) = ordinal(scene) {
        return Some(ordinal);
    }
    // "This raises the number of soldiers killed": the figure is said outside the passage.
    let numbered = |count: &&Count| count.best.is_some() || count.low != Some(2);
    let mut inside = here.counts.iter().filter(|count| meets(&count.as_written, &scene.span));
    match inside.find(numbered) {
        Some(count) => Some(figures(count)),
        None => reaching(&stretch).map(figures),
    }
}

const ORDINALS: &[(&str, u64)] = &[
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("thirteenth", 13),
    ("premier", 1),
    ("premiere", 1),
    ("deuxieme", 2),
    ("seconde", 2),
    ("troisieme", 3),
    ("quatrieme", 4),
    ("cinquieme", 5),
    ("sixieme", 6),
    ("septieme", 7),
    ("huitieme", 8),
    ("neuvieme", 9),
    ("dixieme", 10),
    ("onzieme", 11),
    ("douzieme", 12),
];

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
