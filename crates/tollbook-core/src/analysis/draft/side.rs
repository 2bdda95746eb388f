//! Whose people they are: by nationality and kind, matched to the project's sides by meaning.

use std::ops::Range;

use super::nation::{Whose, beside, forces, nationality, possessor, speaks_of_own_country_alone};
use super::people::{People, is_agent, is_noun, phrase};
use super::scene::{Scene, near};
use super::sentence::{Sentence, meets};
use super::words::{BODIES, FORCES, FRENCH, OCCUPATIONS};
use crate::lexicon::person::{Kind, Person};
use crate::lexicon::{Found, countries, groups};
use crate::model::start::entry_id;
use crate::model::{EntryId, Kind as ClaimKind, List, Project};

/// The country of the project's own side, if its name tells.
pub(super) fn own_country(project: &Project) -> Option<&'static str> {
    let id = project.recorded_side();
    let by_name = countries(project.entry_name(id)).first().map(|found| found.value.name);
    let started = id == Some(entry_id(project.id(), List::Side, "French forces"));
    by_name.or(started.then_some("France"))
}

/// The project's side for `whose`: the one it started with, however it is called now, else one whose
/// name says so.
pub(super) fn entry(project: &Project, whose: Whose) -> Option<EntryId> {
    let (started, words): (&str, &[&str]) = match whose {
        Whose::Own => return project.recorded_side(),
        Whose::Other => (
            "Allied, host and other forces",
            &["allied", "host", "other forces", "coalition", "alliés", "autres forces"],
        ),
        Whose::ArmedGroup => {
            ("Armed groups", &["armed group", "militant", "insurgent", "groupes armés", "rebel"])
        }
        Whose::Civilian => ("Civilians", &["civilian", "civil"]),
    };
    let started = entry_id(project.id(), List::Side, started);
    let own = project.recorded_side();
    if project.entries.get(started).is_some_and(|entry| entry.list == List::Side) && own != Some(started) {
        return Some(started);
    }
    let mut named = project.list(List::Side).filter(|(id, entry)| {
        let name = entry.value.to_lowercase();
        own != Some(*id) && words.iter().any(|word| name.contains(word))
    });
    named.next().map(|(id, _)| id)
}

/// What a noun says of whose people they are.
enum Told {
    /// This.
    Whose(Whose),
    /// They are soldiers; whose, the words around must tell.
    Soldiers,
    /// Nothing.
    Nothing,
}

/// Reads whose people the passage speaks of; `None` where nothing tells.
pub(super) fn whose(project: &Project, scene: &Scene<'_>, people: &People, kind: ClaimKind) -> Option<Whose> {
    let reader = Reader { project, scene, own: own_country(project) };
    let here = &scene.here;
    let Some(noun) = &people.noun else { return reader.without_noun(people, kind) };
    // "Two soldiers, one of them a woman": of whom some are told, they are.
    if kind == ClaimKind::Part && noun.value.kind == Kind::Civilian {
        let earlier = here.persons.iter().find(|other| other.range.end <= noun.range.start);
        if let Some(Told::Whose(whose)) =
            earlier.map(|other| reader.told(here, other, &phrase(here, &other.range)))
        {
            return Some(whose);
        }
        if earlier.is_some_and(|other| other.value.kind == Kind::Military) {
            return reader.around();
        }
    }
    match reader.told(here, noun, &people.phrase) {
        Told::Whose(whose) => Some(whose),
        Told::Soldiers => reader.around(),
        // "Six men", "the three others": as armed as those spoken of before.
        Told::Nothing if points_back(here, noun) => reader.before(),
        Told::Nothing => None,
    }
}

/// Of so many mentions of a name in the article one may say whose man he is.
const MENTIONS: usize = 12;

struct Reader<'s, 'a> {
    project: &'s Project,
    scene: &'s Scene<'a>,
    own: Option<&'static str>,
}

impl Reader<'_, '_> {
    fn without_noun(&self, people: &People, kind: ClaimKind) -> Option<Whose> {
        let (scene, here) = (self.scene, &self.scene.here);
        let group = groups(here.text).iter().any(|group| meets(&group.range, &scene.span));
        if let Some(nation) = nationality(here, &scene.span, self.own).filter(|_| self.speaks_of_forces()) {
            return Some(nation);
        }
        if group {
            return Some(Whose::ArmedGroup);
        }
        if people.name.is_some() {
            return self.of_name(people);
        }
        if let Some(whose) = possessor(here, scene.span.start, self.own) {
            return Some(whose);
        }
        let opens = here.word_after(scene.span.start, 0);
        let happened = here.outcomes.iter().any(|said| meets(&said.range, &scene.span));
        if here.has(&scene.span, &["of his", "of her", "of their"]) {
            return None;
        }
        match opens {
            // "4,500-strong Barkhane force", "membership ranging between …, mostly fighters".
            _ if kind == ClaimKind::Strength => self.of_strength(),
            "this" | "that" | "ce" | "cette" | "cet" => self.around(),
            // "His killer": not the one who is pointed to.
            "his" | "her" | "their" | "son" | "sa" | "leur" if !happened || !self.opens_with_outcome() => {
                None
            }
            // "A parachutist of …", "the mechanic": a noun that is not known.
            "a" | "an" | "un" | "une" | "the" | "le" | "la" if !self.counts_alone() => None,
            // "Monday's deaths".
            _ if here
                .outcomes
                .iter()
                .any(|said| meets(&said.range, &scene.span) && is_noun(here, &said.range)) =>
            {
                self.around()
            }
            _ => self.before(),
        }
    }

    /// "Soleimani's death": whose man he is was said with his name, if at all.
    fn of_name(&self, people: &People) -> Option<Whose> {
        let last = self.scene.here.words(&people.phrase).split_whitespace().last()?;
        let with_name = |sentence: &Sentence<'_>| {
            let at = sentence.text.find(last)?;
            // "Iranian general Qasem Soleimani": nothing but the rest of the name stands between.
            let tokens = &sentence.tokens;
            let is_rank = |noun: &&Found<Person>| {
                let mut name = sentence.token_from(noun.range.end)..sentence.tokens_until(at + last.len());
                let joined = |i: usize| i.checked_sub(1).is_some_and(|before| tokens.joined(before));
                noun.range.end <= at && name.all(|i| tokens.list[i].is_capitalised() && joined(i))
            };
            let rank = sentence.persons.iter().rev().find(is_rank);
            // "Qasem Soleimani, leader of …"
            let end = at + last.len();
            let title = || {
                sentence.persons.iter().find(|noun| noun.range.start >= end && noun.range.start - end < 12)
            };
            let noun = rank.or_else(title)?;
            match self.told(sentence, noun, &phrase(sentence, &noun.range)) {
                Told::Whose(whose) => Some(whose),
                _ => None,
            }
        };
        let scene = self.scene;
        let elsewhere = || {
            let mentions = scene.text.match_indices(last).take(MENTIONS);
            let mut sentences = mentions.map(|(at, _)| Sentence::read(scene.text, near(scene.text, at)));
            sentences.find_map(|sentence| with_name(&sentence))
        };
        with_name(&scene.here).or_else(|| scene.earlier().iter().find_map(with_name)).or_else(elsewhere)
    }

    fn opens_with_outcome(&self) -> bool {
        let here = &self.scene.here;
        let first = here.token_from(self.scene.span.start);
        let second = here.tokens.list.get(first + 1).map(|token| &token.range);
        second.is_some_and(|second| here.outcomes.iter().any(|said| meets(&said.range, second)))
    }

    /// "A third was wounded", "the other": no noun follows.
    fn counts_alone(&self) -> bool {
        let here = &self.scene.here;
        let next = here.word_after(self.scene.span.start, 1);
        matches!(
            next,
            "other"
                | "others"
                | "third"
                | "second"
                | "fourth"
                | "last"
                | "two"
                | "three"
                | "latter"
                | "autre"
                | "autres"
                | "troisieme"
                | "deuxieme"
                | "dernier"
        )
    }

    /// The people of a strength without a noun: of the forces named just after it, else of a group.
    fn of_strength(&self) -> Option<Whose> {
        let here = &self.scene.here;
        if (1..=3).any(|n| matches!(here.word_before(self.scene.span.start, n), "whom" | "dont" | "which")) {
            return self.before();
        }
        let forces = forces(self.project, here, self.own);
        let after = forces.iter().find(|(range, _)| {
            range.start >= self.scene.span.start && range.start < self.scene.span.end + 40
        });
        if let Some((_, whose)) = after {
            return Some(*whose);
        }
        if forces.is_empty() && !groups(here.text).is_empty() {
            return Some(Whose::ArmedGroup);
        }
        self.around()
    }

    /// What the noun and its description say by themselves.
    fn told(&self, sentence: &Sentence<'_>, noun: &Found<Person>, phrase: &Range<usize>) -> Told {
        let described = |words: &[&str]| sentence.has(phrase, words);
        let near = |words: &[&str]| {
            (1..=2).any(|n| words.contains(&sentence.word_before(noun.range.start, n)))
                || words.contains(&sentence.word_after(noun.range.end, 0))
        };
        let nation = || {
            nationality(sentence, &beside(sentence, &noun.range), self.own)
                .or_else(|| nationality(sentence, phrase, self.own))
                .or_else(|| possessor(sentence, phrase.start, self.own))
        };
        let french = || (self.own == Some("France") && described(FRENCH)).then_some(Whose::Own);
        let operation = || {
            let named = super::operation::named(self.project, sentence.text);
            named.iter().any(|(range, _)| meets(range, phrase)).then_some(Whose::Own)
        };
        let soldiers = || french().or_else(nation).or_else(operation).map_or(Told::Soldiers, Told::Whose);
        let kurdish = near(&["kurdish", "peshmerga", "peshmergas", "kurde", "kurdes"]);
        match noun.value.kind {
            Kind::ArmedGroup if kurdish => Told::Whose(Whose::Other),
            Kind::ArmedGroup => Told::Whose(Whose::ArmedGroup),
            // Soldiers are drivers, nurses and engineers too.
            Kind::Civilian if near(&["military", "militaire", "army"]) => soldiers(),
            Kind::Civilian if sentence.has(&noun.range, OCCUPATIONS) => Told::Nothing,
            Kind::Civilian => Told::Whose(Whose::Civilian),
            Kind::Military => soldiers(),
            Kind::Police => nation().map_or(Told::Nothing, Told::Whose),
            Kind::Unknown if described(FORCES) || described(BODIES) => soldiers(),
            Kind::Unknown => {
                // "The group's leader".
                let group = groups(&sentence.text[phrase.clone()]).is_empty();
                let by_nation = || nation().filter(|_| self.speaks_of_forces());
                match french().or_else(operation).or_else(by_nation) {
                    Some(whose) => Told::Whose(whose),
                    None if !group => Told::Whose(Whose::ArmedGroup),
                    None => Told::Nothing,
                }
            }
        }
    }

    /// The only forces that the sentence, else the nearest before it, speaks of.
    fn around(&self) -> Option<Whose> {
        let only = |sentence: &Sentence<'_>| {
            let found = forces(self.project, sentence, self.own);
            let first = found.first()?.1;
            Some(found.iter().all(|(_, whose)| *whose == first).then_some(first))
        };
        let scene = self.scene;
        // What a semicolon divides from the passage is about others.
        let stretch = scene.here.stretch(&scene.span);
        let whole = || only(&scene.here).filter(|_| stretch.len() == scene.here.text.len());
        let part = || only(&Sentence::read(scene.here.text, stretch.clone()));
        let here = whole().or_else(part);
        let paragraph = || scene.earlier().iter().find_map(only);
        let before = || scene.paragraphs_before(6).find_map(|sentence| only(&sentence));
        let country = || speaks_of_own_country_alone(&scene.here, self.own).then_some(Whose::Own);
        here.or_else(paragraph).unwrap_or_else(|| country().or_else(|| before().flatten()))
    }

    /// Whose the people were who were last spoken of before the passage.
    fn before(&self) -> Option<Whose> {
        let last = |sentence: &Sentence<'_>, until: usize| {
            let nouns = sentence
                .persons
                .iter()
                .rev()
                .filter(|noun| noun.range.end <= until && !is_agent(sentence, noun));
            let noun = nouns
                .map(|noun| (noun.range.end, self.told(sentence, noun, &phrase(sentence, &noun.range))))
                .next();
            let forces = forces(self.project, sentence, self.own);
            let nations = self.nations(sentence);
            let force = forces.into_iter().chain(nations).filter(|(range, _)| range.end <= until);
            let force = force
                .max_by_key(|(range, _)| range.end)
                .map(|(range, whose)| (range.end, Told::Whose(whose)));
            noun.into_iter().chain(force).max_by_key(|(end, _)| *end).map(|(_, told)| told)
        };
        let scene = self.scene;
        let here = last(&scene.here, scene.span.start);
        let paragraph = || scene.earlier().iter().find_map(|sentence| last(sentence, sentence.text.len()));
        let above = || scene.paragraphs_before(1).find_map(|sentence| last(&sentence, sentence.text.len()));
        match here.or_else(paragraph).or_else(above)? {
            Told::Whose(whose) => Some(whose),
            Told::Soldiers => self.around(),
            Told::Nothing => None,
        }
    }

    /// People by nationality alone: "the two Frenchmen", "the Iraqis".
    fn nations(&self, sentence: &Sentence<'_>) -> Vec<(Range<usize>, Whose)> {
        let stand_alone = sentence.countries.iter().filter(|found| {
            let i = sentence.tokens_until(found.range.end);
            let counted = matches!(
                sentence.word_before(found.range.start, 1),
                "the" | "two" | "three" | "les" | "deux" | "trois" | "autres" | "other"
            );
            sentence.is_adjective(i.saturating_sub(1)) && counted && super::people::stops(sentence, i)
        });
        stand_alone
            .filter_map(|found| Some((found.range.clone(), nationality(sentence, &found.range, self.own)?)))
            .collect()
    }

    /// Whether the sentence or the ones before it speak of soldiers at all: "2,500 Americans" may be
    /// tourists.
    fn speaks_of_forces(&self) -> bool {
        let armed = |sentence: &Sentence<'_>| {
            sentence.persons.iter().any(|noun| noun.value.kind == Kind::Military)
                || sentence.has(&(0..sentence.text.len()), FORCES)
        };
        let scene = self.scene;
        armed(&scene.here)
            || scene.earlier().iter().any(armed)
            || scene.paragraphs_before(2).any(|sentence| armed(&sentence))
    }
}

/// "Other members", "six men", "one of the men": people who are told by those before them.
fn points_back(sentence: &Sentence<'_>, noun: &Found<Person>) -> bool {
    let word = sentence.word_after(noun.range.start, 0);
    let bare =
        matches!(word, "people" | "persons" | "personnes" | "leader" | "leaders" | "official" | "officials");
    let pointing = (1..=3).any(|n| {
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
                | "leurs"
        )
    });
    pointing && !bare
}
