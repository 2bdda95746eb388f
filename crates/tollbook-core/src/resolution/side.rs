//! Whose people: the project's side for the nationality, affiliation or kind of people that a statement speaks of.

use super::Resolver;
use crate::analysis::places::same;
use crate::extract::{Distance, Party, PartyKind, Statement};
use crate::model::{EntryId, List, ListEntry, SideKind};

impl Resolver<'_> {
    /// The project's side of the people of a statement; blank where the words do not tell, or where they fit
    /// several sides.
    pub(super) fn side(&self, statement: &Statement) -> Option<EntryId> {
        let party = statement.patient.as_ref()?;
        let kind = side_kind(party.kind?);
        if let Some(group) = &party.group
            && let Some(side) = self.only(|entry| is_named(entry, &group.name))
        {
            return Some(side);
        }
        let own = party.country.as_ref().map(|country| country.name.as_str());
        // Civilians are most often of the country in which they were hurt; forces need not be.
        let spoken_of = statement
            .country
            .as_ref()
            .filter(|country| kind == SideKind::Civilians && country.distance <= Distance::Sentence)
            .map(|country| country.name.as_str());
        let of_kind = |entry: &ListEntry| entry.kind == Some(kind);
        let of_country = |country: &str| self.only(|entry| of_kind(entry) && same(&entry.country, country));
        if let Some(side) = own.or(spoken_of).and_then(of_country) {
            return Some(side);
        }
        if kind == SideKind::StateForces && own.is_none() {
            return self.forces_spoken_of(statement, party);
        }
        self.only(|entry| of_kind(entry) && entry.country.trim().is_empty())
    }

    /// Forces without a nationality: those of the country where it happened, where they are called by what
    /// only a country's own forces are called ("police officers", "conscripts", "the army").
    fn forces_spoken_of(&self, _statement: &Statement, _party: &Party) -> Option<EntryId> {
        None
    }

    /// The only side that passes; `None` where none or several do.
    fn only(&self, passes: impl Fn(&ListEntry) -> bool) -> Option<EntryId> {
        let mut sides = self.project.list(List::Side).filter(|(_, entry)| passes(entry)).map(|(id, _)| id);
        let first = sides.next()?;
        sides.next().is_none().then_some(first)
    }
}

fn side_kind(kind: PartyKind) -> SideKind {
    match kind {
        PartyKind::StateForces => SideKind::StateForces,
        PartyKind::ArmedGroup => SideKind::ArmedGroup,
        PartyKind::Civilians => SideKind::Civilians,
        PartyKind::Other => SideKind::Other,
    }
}

/// Whether a side bears the name of a group: the whole name, or the name with more words around it.
fn is_named(entry: &ListEntry, group: &str) -> bool {
    let fold = |text: &str| text.to_lowercase();
    let (side, group) = (fold(&entry.value), fold(group));
    let words: Vec<&str> = side.split(|c: char| !c.is_alphanumeric()).collect();
    let group: Vec<&str> = group.split(|c: char| !c.is_alphanumeric()).collect();
    !group.is_empty() && words.windows(group.len()).any(|window| window == group)
}
