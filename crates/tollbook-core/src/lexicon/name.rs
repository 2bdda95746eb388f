//! Names of people and units: capitalised runs that are nothing else.

use std::ops::Range;

use super::attribution::attributions;
use super::country::country_at;
use super::date::dates_in;
use super::function_word::is_function_word;
use super::group::groups;
use super::person::person_at;
use super::token::{Tokens, is_soft};

/// Small words inside a name, or before it with a hyphen: "Jean de Vaux", "Mustafa al-Kadhimi".
const PARTICLES: &[&str] = &[
    "al", "el", "ul", "as", "ash", "ibn", "bin", "ben", "bint", "abu", "abou", "ag", "ould", "uld", "de",
    "du", "des", "la", "le", "van", "von", "der", "den", "da", "di", "dos", "st", "of",
];

/// Before a name, and none of it.
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "dr", "sir", "gen", "lt", "col", "maj", "capt", "cpt", "sgt", "cpl", "pfc", "pvt",
    "spc", "adm", "m", "mme", "mlle", "adj", "cne", "first", "second", "class", "chief", "master", "staff",
    "warrant",
];

/// In the name of an office, a body, an operation or a day, which speaks of many incidents.
const BODIES: &[&str] = &[
    "president",
    "presidency",
    "presidence",
    "minister",
    "ministry",
    "ministre",
    "ministere",
    "ministers",
    "secretary",
    "government",
    "gouvernement",
    "parliament",
    "senate",
    "assembly",
    "assemblee",
    "council",
    "conseil",
    "palace",
    "elysee",
    "matignon",
    "pentagon",
    "kremlin",
    "nations",
    "union",
    "operation",
    "operations",
    "army",
    "armies",
    "armee",
    "armees",
    "forces",
    "force",
    "navy",
    "defence",
    "defense",
    "staff",
    "etat",
    "press",
    "agency",
    "agence",
    "news",
    "state",
    "states",
    "republic",
    "republique",
    "republican",
    "day",
    "court",
    "embassy",
    "committee",
    "mission",
    "front",
    "coalition",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "chancellor",
    "king",
    "prince",
    "pope",
    "general",
    "office",
    "west",
    "north",
    "south",
    "east",
    "western",
    "northern",
    "southern",
    "eastern",
    "central",
    "africa",
    "europe",
    "sahel",
    "saharan",
    "god",
    "islam",
    "muslim",
    "muslims",
    "christian",
    "catholic",
    "monde",
    "figaro",
    "reuters",
    "afp",
    "times",
    "post",
    "guardian",
    "bbc",
    "cnn",
    "rfi",
    "human",
    "rights",
    "cross",
    "crescent",
    "twitter",
    "facebook",
];

/// Every name of people or of a unit in one sentence, in order.
///
/// A run of capitalised words is one unless it is a country, nationality or town, a date, an armed
/// group, an office or a body, a title alone, who says so, or the one word that opens the sentence.
/// Scripts without capitals have none. A sentence set like a headline, with most words capitalised,
/// has none that could be told.
pub fn names(sentence: &str) -> Vec<Range<usize>> {
    let tokens = Tokens::of(sentence);
    let capitals = tokens.list.iter().filter(|token| token.is_capitalised()).count();
    let is_headline = tokens.len() > 4 && capitals * 3 > tokens.len() * 2;
    if capitals == 0 || is_headline { Vec::new() } else { runs(sentence, &tokens, true) }
}

/// Every name in words that are no sentence: in a list of victims the first word may be one.
pub fn names_listed(words: &str) -> Vec<Range<usize>> {
    runs(words, &Tokens::of(words), false)
}

fn runs(text: &str, tokens: &Tokens<'_>, is_sentence: bool) -> Vec<Range<usize>> {
    let mut taken: Vec<Range<usize>> = dates_in(tokens).into_iter().map(|date| date.as_written).collect();
    taken.extend(groups(text).into_iter().map(|group| group.range));
    taken.extend(attributions(text).into_iter().map(|said| said.value.speaker));
    let is_taken = |i: usize| {
        let range = &tokens.list[i].range;
        taken.iter().any(|taken| taken.start < range.end && range.start < taken.end)
    };
    let mut found = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        if let Some((words, _)) = country_at(tokens, i) {
            i += words;
            continue;
        }
        let end = run(tokens, i, &is_taken);
        if end == i {
            i += 1;
            continue;
        }
        found.extend(name(tokens, i, end, is_sentence));
        i = end;
    }
    found
}

/// Where the run of capitalised words that begins at word `i` ends; `i` if there is none.
fn run(tokens: &Tokens<'_>, i: usize, is_taken: &impl Fn(usize) -> bool) -> usize {
    let capital = |i: usize| {
        tokens.list.get(i).is_some_and(|token| token.is_capitalised())
            && !is_taken(i)
            && !(i > 0 && is_function_word(tokens, i))
    };
    let begins = capital(i)
        || opens_with_particle(tokens, i)
        || is_ordinal(tokens.word(i)) && capital(i + 1) && goes_on(tokens, i);
    if !begins {
        return i;
    }
    let mut end = i + 1;
    loop {
        let mut next = end;
        while next < end + 3 && tokens.is(next, PARTICLES) && goes_on(tokens, next - 1) {
            next += 1;
        }
        // A nationality or a town ends the name.
        if !(goes_on(tokens, next - 1) && capital(next)) || country_at(tokens, next).is_some() {
            return end;
        }
        end = next + 1;
    }
}

/// Whether nothing but a space, a hyphen or an abbreviation's point stands after word `i`.
fn goes_on(tokens: &Tokens<'_>, i: usize) -> bool {
    let gap = tokens.gap(i);
    let abbreviated =
        tokens.list.get(i).is_some_and(|token| token.raw.chars().count() <= 4 && token.is_capitalised());
    i + 1 < tokens.len()
        && !gap.contains('\n')
        && (is_soft(gap) || abbreviated && gap.strip_prefix('.').is_some_and(is_soft))
}

/// "al-Kadhimi".
fn opens_with_particle(tokens: &Tokens<'_>, i: usize) -> bool {
    matches!(tokens.word(i), "al" | "el")
        && tokens.gap(i).starts_with(['-', '\u{2010}', '\u{2011}'])
        && tokens.list.get(i + 1).is_some_and(|token| token.is_capitalised())
}

/// "1st", "68th", "3e", "2ème".
fn is_ordinal(word: &str) -> bool {
    let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
    letters.len() < word.len() && matches!(letters, "st" | "nd" | "rd" | "th" | "e" | "er" | "eme" | "re")
}

/// The name in the run of words `start..end`, without what only leads to it.
fn name(tokens: &Tokens<'_>, mut start: usize, end: usize, is_sentence: bool) -> Option<Range<usize>> {
    if (start..end).any(|i| tokens.is(i, BODIES)) {
        return None;
    }
    while start < end
        && (tokens.is(start, TITLES)
            || is_function_word(tokens, start) && !opens_with_particle(tokens, start))
    {
        start += 1;
    }
    while let Some((words, _)) = (start < end).then(|| person_at(tokens, start)).flatten() {
        start = (start + words).min(end);
    }
    let first = tokens.list.get(start).filter(|_| start < end)?;
    let alone = start + 1 == end;
    let letters = first.raw.chars().count();
    let is_acronym = first.raw.chars().all(|c| c.is_uppercase() || c.is_numeric());
    // One word that opens a sentence may be any; one of two letters, or in capitals, says too little.
    let says_nothing = alone && (is_sentence && start == 0 || letters < 3 || is_acronym);
    (!says_nothing).then(|| tokens.span(start, end - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_capitalised_runs_that_are_nothing_else() {
        for (text, expected) in [
            ("The dead man, Sergeant Maxime Blasco, was hit near Gao on Friday.", vec!["Maxime Blasco"]),
            (
                "Cpl. Cédric de Pierrepont and Alain Bertoncello died.",
                vec!["Cédric de Pierrepont", "Alain Bertoncello"],
            ),
            (
                "Soldiers of the 1st Foreign Engineer Regiment were hurt.",
                vec!["1st Foreign Engineer Regiment"],
            ),
            ("A militia leader, Mustafa al-Kadhimi, was killed.", vec!["Mustafa al-Kadhimi"]),
            ("He was called al-Kadhemi.", vec!["al-Kadhemi"]),
            ("Two French soldiers died in Mali in November.", vec![]),
            ("Authorities said that ISIS had killed them.", vec![]),
            ("Defence Minister Florence Parly praised the soldiers.", vec![]),
            ("President Emmanuel Macron mourned the dead of Operation Barkhane.", vec![]),
            ("The blast killed two, Nicolas Baron of the Élysée Palace said.", vec![]),
            ("French Soldier Killed By Bomb Near Gao", vec![]),
            ("Le brigadier-chef Tanerii Mauri est mort.", vec!["Tanerii Mauri"]),
            ("قُتل قاسم سليماني في بغداد", vec![]),
            ("", vec![]),
        ] {
            let found: Vec<&str> = names(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
