//! Whose people they are: by nationality and kind, matched to the project's sides by meaning.

use std::ops::Range;

use super::people::People;
use super::scene::Scene;
use super::sentence::{Sentence, gap, meets, within};
use crate::lexicon::country::Form;
use crate::lexicon::person::{Kind, Number};
use crate::lexicon::{Found, countries};
use crate::model::start::entry_id;
use crate::model::{EntryId, List, Project};

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

/// The project's own side, as its people are spoken of.
pub(super) struct Own {
    /// Its country, if its name tells.
    pub country: Option<&'static str>,
}

impl Own {
    /// The own side of a project.
    pub fn of(project: &Project) -> Self {
        let id = project.own_side();
        let by_name = countries(project.entry_name(id)).first().map(|found| found.value.name);
        let started = id == Some(entry_id(project.id(), List::Side, "French forces"));
        Self { country: by_name.or(started.then_some("France")) }
    }
}

/// The project's side for `whose`: the one it started with, however it is called now, else one whose
/// name says so.
pub(super) fn entry(project: &Project, whose: Whose) -> Option<EntryId> {
    let (started, words): (&str, &[&str]) = match whose {
        Whose::Own => return project.own_side(),
        Whose::Other => (
            "Allied, host and other forces",
            &["allied", "host", "other forces", "coalition", "alli", "autres forces"],
        ),
        Whose::ArmedGroup => {
            ("Armed groups", &["armed group", "militant", "insurgent", "groupes arm", "rebel"])
        }
        Whose::Civilian => ("Civilians", &["civilian", "civil"]),
    };
    let started = entry_id(project.id(), List::Side, started);
    let own = project.own_side();
    if project.entries.get(started).is_some_and(|entry| entry.list == List::Side) && own != Some(started) {
        return Some(started);
    }
    let mut named = project.list(List::Side).filter(|(id, entry)| {
        let name = entry.value.to_lowercase();
        own != Some(*id) && words.iter().any(|word| name.contains(word))
    });
    named.next().map(|(id, _)| id)
}

/// Nouns for armed bodies, folded: what their nationality says, it says of their people.
const FORCES: &[&str] = &[
    "army",
    "armies",
    "force",
    "forces",
    "military",
    "navy",
    "unit",
    "units",
    "contingent",
    "battalion",
    "regiment",
    "brigade",
    "commandos",
    "troops",
    "gendarmerie",
    "aircraft",
    "helicopter",
    "convoy",
    "patrol",
    "armee",
    "armees",
    "unite",
    "unites",
    "troupes",
    "marine",
    "الجيش",
    "قوات",
    "القوات",
    "قوه",
    "وحده",
    "جهاز",
];

/// Bodies and nicknames that only the French army has, folded.
const FRENCH: &[&str] = &[
    "foreign legion",
    "legion etrangere",
    "legionnaire",
    "legionnaires",
    "hussar",
    "hussars",
    "hussard",
    "hussards",
    "spahi",
    "spahis",
    "chasseur",
    "chasseurs",
    "alpine hunters",
    "marsouin",
    "marsouins",
    "zouave",
    "zouaves",
    "foreign parachute",
    "foreign engineer",
    "foreign cavalry",
    "foreign infantry",
    "marine infantry",
    "infanterie de marine",
    "parachute commando",
    "commando parachutiste",
    "regiment du genie",
    "regiment du train",
    "regiment etranger",
];

/// Reads whose people the passage speaks of; `None` where nothing tells.
pub(super) fn whose(project: &Project, scene: &Scene<'_>, people: &People, own: &Own) -> Option<Whose> {
    let here = &scene.here;
    let Some(noun) = &people.noun else {
        let nation = nationality(here, &scene.span, own).filter(|_| speaks_of_forces(scene));
        return nation.or_else(|| before(project, scene, own));
    };
    match attached(project, here, noun, &people.phrase, own) {
        Some(whose) => Some(whose),
        None if noun.value.kind == Kind::Military => around(project, scene, own),
        // "Six men", "four of the crew": as armed as those spoken of before.
        None if points_back(here, noun) => before(project, scene, own),
        None => None,
    }
}

/// What the noun and its description say by themselves.
fn attached(
    project: &Project,
    sentence: &Sentence<'_>,
    noun: &Found<crate::lexicon::person::Person>,
    phrase: &Range<usize>,
    own: &Own,
) -> Option<Whose> {
    let adjective = |words: &[&str]| {
        (1..=2).any(|n| words.contains(&sentence.word_before(noun.range.start, n)))
            || words.contains(&sentence.word_after(noun.range.end, 0))
    };
    let nation = || {
        nationality(sentence, phrase, own)
            .or_else(|| nationality(sentence, &beside(sentence, &noun.range), own))
    };
    let described = |words: &[&str]| sentence.has(phrase, words);
    let french = || (own.country == Some("France") && described(FRENCH)).then_some(Whose::Own);
    let operation = || {
        super::operation::named(project, sentence.text)
            .iter()
            .any(|(range, _)| meets(range, phrase))
            .then_some(Whose::Own)
    };
    let kurdish = ["kurdish", "peshmerga", "peshmergas", "kurde", "kurdes"];
    match noun.value.kind {
        Kind::ArmedGroup if adjective(&kurdish) => Some(Whose::Other),
        Kind::ArmedGroup => Some(Whose::ArmedGroup),
        Kind::Civilian if adjective(&["military", "militaire", "army", "armee"]) => nation().or_else(french),
        Kind::Civilian if adjective(&kurdish) || !described(FORCES) => Some(Whose::Civilian),
        Kind::Civilian => nation().or(Some(Whose::Civilian)),
        Kind::Military | Kind::Police => nation().or_else(french).or_else(operation),
        Kind::Unknown
            if described(FORCES) || described(&["soldiers", "soldats", "military", "militaires"]) =>
        {
            nation().or_else(french).or_else(operation)
        }
        Kind::Unknown => french().or_else(operation).or_else(|| {
            nation().filter(|_| sentence.persons.iter().any(|other| other.value.kind == Kind::Military))
        }),
    }
}

/// The words around a noun where its adjective may stand: four before it, two after it.
fn beside(sentence: &Sentence<'_>, noun: &Range<usize>) -> Range<usize> {
    let tokens = &sentence.tokens;
    let (mut first, mut last) =
        (sentence.token_from(noun.start), sentence.tokens_until(noun.end).saturating_sub(1));
    let stops = |i: usize| super::people::stops(sentence, i);
    for _ in 0..4 {
        if first == 0 || !tokens.joined(first - 1) || stops(first - 1) {
            break;
        }
        first -= 1;
    }
    for _ in 0..2 {
        if last + 1 >= tokens.len() || !tokens.joined(last) || stops(last + 1) {
            break;
        }
        last += 1;
    }
    if first > last || last >= tokens.len() { noun.clone() } else { tokens.span(first, last) }
}

/// The nationality that adjectives (and "US", "Chad's") in `range` give.
fn nationality(sentence: &Sentence<'_>, range: &Range<usize>, own: &Own) -> Option<Whose> {
    let inside = sentence.countries.iter().filter(|found| within(&found.range, range));
    let mut given = inside
        .filter(|found| found.value.form == Form::Adjective || serves_as_adjective(sentence, &found.range));
    let first = given.next()?.value.name;
    let one = given.all(|found| found.value.name == first);
    one.then_some(if Some(first) == own.country { Whose::Own } else { Whose::Other })
}

/// "US troops", "Chad's army".
fn serves_as_adjective(sentence: &Sentence<'_>, name: &Range<usize>) -> bool {
    let possessive = sentence.text[name.end..].starts_with(['\'', '’']);
    possessive || matches!(&sentence.text[name.clone()], "US" | "U.S" | "U.S." | "UK" | "U.K" | "U.K.")
}

/// Whose forces a sentence speaks of, in order: "Malian army", "French soldiers", "hussars".
fn forces(project: &Project, sentence: &Sentence<'_>, own: &Own) -> Vec<(Range<usize>, Whose)> {
    let mut found = Vec::new();
    for noun in
        sentence.persons.iter().filter(|noun| matches!(noun.value.kind, Kind::Military | Kind::Police))
    {
        if let Some(whose) = nationality(sentence, &beside(sentence, &noun.range), own) {
            found.push((noun.range.clone(), whose));
        }
    }
    for i in 0..sentence.tokens.len() {
        let word = sentence.tokens.word(i);
        let range = &sentence.tokens.list[i].range;
        if FORCES.contains(&word)
            && let Some(whose) = nationality(sentence, &beside(sentence, range), own)
        {
            found.push((range.clone(), whose));
        }
    }
    if own.country == Some("France") {
        let mut from = 0;
        while let Some(range) = sentence.find(&(from..sentence.text.len()), FRENCH) {
            from = range.end;
            // Alone "chasseur" may hunt anything; the others are what they are.
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
    found
}

/// The only forces that the sentence, else the nearest sentence before it, speaks of.
fn around(project: &Project, scene: &Scene<'_>, own: &Own) -> Option<Whose> {
    let only = |sentence: &Sentence<'_>| {
        let found = forces(project, sentence, own);
        let first = found.first()?.1;
        Some(found.iter().all(|(_, whose)| *whose == first).then_some(first))
    };
    let here = only(&scene.here);
    let paragraph = || scene.earlier().iter().find_map(only);
    let before = || scene.paragraphs_before(6).find_map(|sentence| only(&sentence));
    here.or_else(paragraph).or_else(before).flatten()
}

/// Whose the people were who were last spoken of before the passage.
fn before(project: &Project, scene: &Scene<'_>, own: &Own) -> Option<Whose> {
    let in_sentence = |sentence: &Sentence<'_>, until: usize| {
        let mut nouns = sentence.persons.iter().rev().filter(|noun| noun.range.end <= until);
        let noun = nouns.find_map(|noun| {
            let phrase = super::people::phrase(sentence, &noun.range);
            attached(project, sentence, noun, &phrase, own).map(|whose| (noun.range.end, whose))
        });
        let force = forces(project, sentence, own).into_iter().filter(|(range, _)| range.end <= until);
        let force = force.max_by_key(|(range, _)| range.end).map(|(range, whose)| (range.end, whose));
        noun.into_iter().chain(force).max_by_key(|(end, _)| *end).map(|(_, whose)| whose)
    };
    let here = in_sentence(&scene.here, scene.span.start);
    let paragraph = || scene.earlier().iter().find_map(|sentence| in_sentence(sentence, sentence.text.len()));
    let last = || scene.paragraphs_before(1).find_map(|sentence| in_sentence(&sentence, sentence.text.len()));
    here.or_else(paragraph).or_else(last)
}

/// Whether the sentence or the ones before it speak of soldiers at all: "2,500 Americans" may be
/// tourists.
fn speaks_of_forces(scene: &Scene<'_>) -> bool {
    let armed = |sentence: &Sentence<'_>| {
        sentence.persons.iter().any(|noun| noun.value.kind == Kind::Military)
            || sentence.has(&(0..sentence.text.len()), FORCES)
    };
    armed(&scene.here)
        || scene.earlier().iter().any(armed)
        || scene.paragraphs_before(2).any(|sentence| armed(&sentence))
}

/// "Other members", "six men", "one of the crew": people who are told by those before them.
fn points_back(sentence: &Sentence<'_>, noun: &Found<crate::lexicon::person::Person>) -> bool {
    let other = (1..=4).any(|n| {
        matches!(
            sentence.word_before(noun.range.start, n),
            "other"
                | "others"
                | "another"
                | "his"
                | "her"
                | "their"
                | "its"
                | "the"
                | "third"
                | "second"
                | "autre"
                | "autres"
                | "ses"
                | "les"
        )
    });
    noun.value.number != Number::Collective && other && gap(&noun.range, &noun.range) == 0
}
