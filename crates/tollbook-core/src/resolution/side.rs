//! Whose people: the project's side for the nationality, affiliation or kind of people that a statement speaks of.

use super::Resolver;
use crate::analysis::places::same;
use crate::extract::{Context, Distance, Languages, PartyKind, Span, Statement, read_phrase};
use crate::model::{EntryId, List, ListEntry, SideKind};

impl Resolver<'_> {
    /// The project's side of the people of a statement; blank where the words do not tell, or where they fit
    /// several sides.
    pub(super) fn side(&self, statement: &Statement) -> Option<EntryId> {
        let party = statement.patient.as_ref()?;
        // A project records what it has named: "a diver of the Spanish coast guard" for a side Coast guard.
        if let Some(side) = self.only(|entry| stands_in(entry, party.span.words(self.text))) {
            return Some(side);
        }
        let kind = side_kind(party.kind.filter(|kind| *kind != PartyKind::Other)?);
        if let Some(group) = &party.group
            && let Some(side) = self.only(|entry| is_named(entry, &group.name))
        {
            return Some(side);
        }
        let own = party.country.as_ref().map(|country| country.name.as_str());
        let own = own.or_else(|| {
            let forces = statement.forces_of.as_ref().filter(|_| kind == SideKind::StateForces)?;
            Some(forces.name.as_str())
        });
        // Civilians are most often of the country in which they were hurt; forces need not be.
        let spoken_of = statement
            .country
            .as_ref()
            .filter(|country| kind == SideKind::Civilians && country.distance <= Distance::Sentence)
            .map(|country| country.name.as_str());
        let of_country = |country: &str| {
            self.only(|entry| {
                let (known, of) = meaning(entry);
                known == Some(kind) && of.is_some_and(|of| same(&of, country))
            })
        };
        if let Some(side) = own.or(spoken_of).and_then(of_country) {
            return Some(side);
        }
        // Peacekeepers and coalitions belong to a side of no country.
        if kind == SideKind::StateForces && own.is_none() && !party.multinational {
            return None;
        }
        self.only(|entry| {
            let (known, of) = meaning(entry);
            known == Some(kind) && of.is_none()
        })
    }

    /// The only side that passes; `None` where none or several do.
    fn only(&self, passes: impl Fn(&ListEntry) -> bool) -> Option<EntryId> {
        let mut sides = self.project.list(List::Side).filter(|(_, entry)| passes(entry)).map(|(id, _)| id);
        let first = sides.next()?;
        sides.next().is_none().then_some(first)
    }
}

/// The kind and the country of a side: as its entry says, else as its name reads ("French forces").
fn meaning(entry: &ListEntry) -> (Option<SideKind>, Option<String>) {
    let country = Some(entry.country.trim().to_owned()).filter(|country| !country.is_empty());
    if entry.kind.is_some() {
        return (entry.kind, country);
    }
    let languages = Languages::builtin();
    let name = entry.value.as_str();
    let party = languages.packs().iter().find_map(|pack| {
        let context = Context { language: Some(pack.code.clone()), ..Context::default() };
        let span = Span::new(0, name.len());
        let read = read_phrase(name, span, None, crate::model::Kind::Strength, &context, languages)?;
        read.patient.filter(|party| party.kind.is_some() || party.country.is_some())
    });
    match party {
        Some(party) => {
            // "French forces": what a country has and is no kind of people are its forces.
            let of_state = party.country.is_some().then_some(SideKind::StateForces);
            (party.kind.map(side_kind).or(of_state), country.or(party.country.map(|named| named.name)))
        }
        None => (None, country),
    }
}

/// The kind of side of people of this kind.
pub(super) fn side_kind(kind: PartyKind) -> SideKind {
    match kind {
        PartyKind::StateForces => SideKind::StateForces,
        PartyKind::ArmedGroup => SideKind::ArmedGroup,
        PartyKind::Civilians => SideKind::Civilians,
        PartyKind::Other => SideKind::Other,
    }
}

/// Whether the name of a side, of two words or more, stands in these words, in singular or plural.
fn stands_in(entry: &ListEntry, words: &str) -> bool {
    let split = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(|word| word.to_lowercase().trim_end_matches('s').to_owned()).collect()
    };
    let (name, words) = (split(&entry.value), split(words));
    name.len() > 1 && words.windows(name.len()).any(|window| window == name)
}

/// Whether a side bears the name of a group: the whole name, or the name with more words around it.
fn is_named(entry: &ListEntry, group: &str) -> bool {
    let fold = |text: &str| text.to_lowercase();
    let (side, group) = (fold(&entry.value), fold(group));
    let words: Vec<&str> = side.split(|c: char| !c.is_alphanumeric()).collect();
    let group: Vec<&str> = group.split(|c: char| !c.is_alphanumeric()).collect();
    !group.is_empty() && words.windows(group.len()).any(|window| window == group)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_is_known_by_its_name_among_the_words_of_the_people() {
        let stands =
            |name: &str, words: &str| stands_in(&ListEntry::named(List::Side, name.to_owned()), words);
        assert!(stands("Coast guard", "A diver of the Spanish coast guard"));
        assert!(stands("Coast guard", "two Coast Guards"));
        assert!(!stands("Coast guard", "a guard on the coast"));
        assert!(!stands("Unknown", "unknown men"), "a single word may mean anything");
    }
}
