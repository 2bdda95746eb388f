//! Whose forces a sentence speaks of, by the nationality of their nouns.

use std::ops::Range;

use super::people::stops;
use super::sentence::{Sentence, meets, within};
use super::words::{BESIDE_OTHERS, FORCES, FRENCH, HAVE};
use crate::lexicon::country::Form;
use crate::lexicon::person::Kind;
use crate::model::Project;

/// Whose people, whatever the project calls its sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// The project's own.
    Own,
    /// Another state's forces.
    Other,
    /// An armed group's.
    ArmedGroup,
    /// Nobody's: they carry no arms.
    Civilian,
}

/// The words around a noun where its adjective may stand: four before it, two after it.
pub(super) fn beside(sentence: &Sentence<'_>, noun: &Range<usize>) -> Range<usize> {
    let tokens = &sentence.tokens;
    let (mut first, mut last) =
        (sentence.token_from(noun.start), sentence.tokens_until(noun.end).saturating_sub(1));
    for _ in 0..4 {
        if first == 0 || !tokens.joined(first - 1) {
            break;
        }
        // "Iraqi and Kurdish troops".
        let pair = tokens.is(first - 1, &["and", "et"]) && first > 1 && sentence.is_adjective(first - 2);
        if stops(sentence, first - 1) && !pair {
            break;
        }
        first -= 1;
    }
    for _ in 0..2 {
        if last + 1 >= tokens.len() || !tokens.joined(last) || stops(sentence, last + 1) {
            break;
        }
        last += 1;
    }
    if first > last || last >= tokens.len() { noun.clone() } else { tokens.span(first, last) }
}

/// The one nationality that adjectives (and "US", "Chad's") in `range` give.
pub(super) fn nationality(sentence: &Sentence<'_>, range: &Range<usize>, own: Option<&str>) -> Option<Whose> {
    let inside = sentence.countries.iter().filter(|found| within(&found.range, range));
    let mut given = inside
        .filter(|found| found.value.form == Form::Adjective || serves_as_adjective(sentence, &found.range));
    let first = given.next()?.value.name;
    given.all(|found| found.value.name == first).then_some(if Some(first) == own {
        Whose::Own
    } else {
        Whose::Other
    })
}

/// "US troops", "Chad's army".
fn serves_as_adjective(sentence: &Sentence<'_>, name: &Range<usize>) -> bool {
    // "US-led" says who leads, not whose people they are.
    let after = &sentence.text[name.end..];
    let leads = after.trim_start_matches('.').starts_with('-');
    let initials = matches!(&sentence.text[name.clone()], "US" | "U.S" | "U.S." | "UK" | "U.K" | "U.K.");
    after.starts_with(['\'', '’']) || initials && !leads
}

/// The country that has the people of a noun phrase which begins at `start`: "France keeps 1,200
/// soldiers", "Denmark said that 90 of its special forces".
pub(super) fn possessor(sentence: &Sentence<'_>, start: usize, own: Option<&str>) -> Option<Whose> {
    let tokens = &sentence.tokens;
    let i = sentence.token_from(start);
    let whose = |name: &str| if Some(name) == own { Whose::Own } else { Whose::Other };
    let subject = |until: usize, reach: usize| {
        let mut names = sentence.countries.iter().rev().filter(|found| found.value.form == Form::Name);
        let near = names.find(|found| found.range.end <= until)?;
        let apart = sentence.token_from(until).saturating_sub(sentence.tokens_until(near.range.end));
        let speaks = !super::place::is_located(sentence, near.range.start);
        (apart <= reach && speaks).then(|| whose(near.value.name))
    };
    for back in 1..=6 {
        let Some(at) = i.checked_sub(back) else { break };
        if HAVE.contains(&tokens.word(at)) && tokens.list[at].raw != "à" {
            return subject(tokens.list[at].range.start, 3);
        }
        if !tokens.joined(at) && !tokens.list[at].is_digits() {
            break;
        }
    }
    let its = (i.saturating_sub(3)..(i + 4).min(tokens.len())).find(|&at| tokens.is(at, &["its", "ses"]))?;
    subject(tokens.list[its].range.start, 30)
}

/// Whose forces the sentence speaks of, in order: "Malian army", "French soldiers", "hussars". Those
/// whom others help, train or fight are left out.
pub(super) fn forces(
    project: &Project,
    sentence: &Sentence<'_>,
    own: Option<&str>,
) -> Vec<(Range<usize>, Whose)> {
    let mut found = Vec::new();
    let mut add = |range: &Range<usize>| {
        let around = beside(sentence, range);
        if let Some(whose) = nationality(sentence, &around, own).filter(|_| !is_helped(sentence, &around)) {
            found.push((range.clone(), whose));
        }
    };
    for noun in
        sentence.persons.iter().filter(|noun| matches!(noun.value.kind, Kind::Military | Kind::Police))
    {
        add(&noun.range);
    }
    for token in sentence.tokens.list.iter().filter(|token| FORCES.contains(&token.folded.as_str())) {
        add(&token.range);
    }
    if own == Some("France") {
        let mut from = 0;
        while let Some(range) = sentence.find(&(from..sentence.text.len()), FRENCH) {
            from = range.end;
            found.push((range, Whose::Own));
        }
    }
    for (range, _) in super::operation::named(project, sentence.text) {
        let i = sentence.token_from(range.start);
        let near = (i.saturating_sub(4)..(i + 4).min(sentence.tokens.len())).any(|at| {
            FORCES.contains(&sentence.tokens.word(at))
                || sentence.persons.iter().any(|noun| meets(&noun.range, &sentence.tokens.list[at].range))
        });
        if near {
            found.push((range, Whose::Own));
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// Whether the forces in `range` are only helped or fought.
fn is_helped(sentence: &Sentence<'_>, range: &Range<usize>) -> bool {
    let nation = sentence.countries.iter().find(|found| within(&found.range, range));
    let start = nation.map_or(range.start, |found| found.range.start);
    (1..=4).any(|n| BESIDE_OTHERS.contains(&sentence.word_before(start, n)))
}

/// Whether the sentence names the own country and no other, but as the place of something.
pub(super) fn speaks_of_own_country_alone(sentence: &Sentence<'_>, own: Option<&str>) -> bool {
    let mut spoken = sentence.countries.iter().filter(|found| {
        found.value.form == Form::Adjective
            || found.value.form == Form::Name && !super::place::is_located(sentence, found.range.start)
    });
    let mut any = false;
    spoken.all(|found| {
        any = true;
        Some(found.value.name) == own
    }) && any
}
