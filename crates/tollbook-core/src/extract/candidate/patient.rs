//! The people at a noun group, where they can be the patient of a verb.

use crate::extract::chunk::{ChunkKind, Determiner, Head, NounGroup, Preposition};
use crate::extract::clause::Clauses;
use crate::extract::group::Group;
use crate::extract::list::Within;
use crate::extract::pack::Form;

impl<'c, 'a> Clauses<'c, 'a> {
    /// The patient that begins at or ends in a noun group, where that can be people.
    pub(super) fn patient(&self, noun: usize, leftwards: bool, weak: bool, within: Within) -> Option<Group> {
        let group = self.noun(noun)?;
        // "the number of dead, that of the wounded": a number, and nobody.
        let that_of = matches!(group.head, Head::Pronoun(_))
            && matches!(self.kind(noun + 1), Some(ChunkKind::Preposition(Preposition::Of)));
        // "a abattu 21 des 23 missiles".
        let of_things = self.is_bare_number(noun)
            && matches!(self.kind(noun + 1), Some(ChunkKind::Preposition(Preposition::Of)))
            && self.noun(noun + 2).is_some_and(|n| matches!(n.head, Head::Thing) && n.is_plural());
        // "a family of seven".
        let counted = matches!(group.head, Head::Body(_))
            && group.determiner == Determiner::Indefinite
            && matches!(self.kind(noun + 1), Some(ChunkKind::Preposition(Preposition::Of)))
            && self.is_bare_number(noun + 2);
        let suffers = self.can_suffer(group, weak) || self.owns_next(noun) || counted && !weak;
        if !suffers || that_of || of_things || self.is_exception(noun) {
            return None;
        }
        // "the gunmen, four of whom were killed", "les assaillants, dont quatre ont été tués": the number alone.
        let beside =
            |at: Option<usize>| at.is_some_and(|i| matches!(self.kind(i), Some(ChunkKind::Including)));
        let alone = leftwards
            && self.is_bare_number(noun)
            && (beside(noun.checked_add(1)) || beside(noun.checked_sub(1)));
        let group = self.group_within(noun, leftwards && !alone, within);
        // No member may be "no one".
        let nobody =
            group.members.iter().any(|m| self.noun(m.noun).is_some_and(|n| n.determiner == Determiner::No));
        (!nobody).then_some(group)
    }

    fn can_suffer(&self, noun: &NounGroup<'_>, weak: bool) -> bool {
        // "for each policeman killed": of no one event.
        let each = noun.determiner == Determiner::Whole
            && matches!(noun.head, Head::Person(_))
            && noun.form == Form::Singular
            && noun.number.is_none()
            && noun.names.is_empty();
        if noun.determiner == Determiner::No || each {
            return false;
        }
        match noun.head {
            Head::Person(_) => true,
            // In a text of capitals an unknown word with a number may be anything.
            // "THE REARGUARD": nor is one with an article a name.
            Head::Name => !(weak && noun.number.is_some() || noun.shouted && noun.is_organisation()),
            Head::Pronoun(entry) => !weak && !entry.detail.weak && entry.form != Form::Plain,
            Head::Number => {
                noun.number.is_some() || noun.other || noun.ordinal || noun.form == Form::Singular
            }
            Head::Outcome(_) => noun.number.is_some() || noun.determiner != Determiner::None,
            Head::Unknown => noun.number.is_some() && !weak,
            Head::Body(_) => !weak && (noun.party.is_some() || noun.number.is_some()),
            Head::Group => !weak,
            Head::Event(_) | Head::Toll(_) | Head::Place | Head::Thing => false,
        }
    }
}
