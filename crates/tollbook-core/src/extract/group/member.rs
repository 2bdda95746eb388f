//! Which noun groups can be a member of a group, and of whom a member is a part.

use super::GroupMember;
use crate::extract::chunk::{ChunkKind, Determiner, Head, NounGroup, Preposition};
use crate::extract::clause::Clauses;
use crate::extract::statement::NumberForm;

impl<'c, 'a> Clauses<'c, 'a> {
    /// Whether a noun group can be one of several people joined together.
    pub(in crate::extract) fn joins(&self, at: usize) -> bool {
        self.noun(at).is_some_and(|noun| {
            noun.is_people()
                && !matches!(noun.head, Head::Pronoun(_) | Head::Outcome(_))
                && !(matches!(noun.head, Head::Number)
                    && (noun.determiner == Determiner::Whole
                        || noun.number.as_ref().is_some_and(|n| n.form == NumberForm::Vague && !n.other)))
                || self.outcomeless_people(noun)
                || self.is_nationality(at)
        })
    }

    /// "deux Ukrainiens, des Allemands et une Française": people named by their country alone, behind an article that
    /// tells no number.
    fn is_nationality(&self, at: usize) -> bool {
        self.pack.traits.adjective_after_noun
            && self.noun(at).is_some_and(|noun| {
                matches!(noun.head, Head::Unknown)
                    && noun.country.is_some()
                    && noun.names.is_empty()
                    && noun.determiner == Determiner::None
            })
            && at.checked_sub(1).is_some_and(|i| matches!(self.chunks[i].kind, ChunkKind::Adverb))
            && at >= 2
            && matches!(self.chunks[at - 2].kind, ChunkKind::Comma | ChunkKind::And)
    }

    fn outcomeless_people(&self, noun: &NounGroup<'_>) -> bool {
        matches!(noun.head, Head::Body(_) | Head::Unknown) && noun.number.is_some()
    }

    pub(super) fn member(&self, noun: usize) -> GroupMember {
        // "two of his guards", "one of the girls".
        let partitive = self.noun(noun).is_some_and(|n| matches!(n.head, Head::Number))
            && matches!(
                self.kind(noun + 1),
                Some(ChunkKind::Preposition(Preposition::Of | Preposition::Among))
            );
        // "acht der elf Verletzten": the genitive stands right beside its number.
        let counts = |n: &NounGroup<'_>| {
            matches!(n.head, Head::Number)
                && (n.number.is_some()
                    || n.determiner == Determiner::Indefinite && self.pack.traits.verb_last)
        };
        let beside = self.noun(noun).is_some_and(counts)
            && self.noun(noun + 1).is_some_and(|n| {
                matches!(n.determiner, Determiner::Definite | Determiner::Whole | Determiner::Demonstrative)
                    && (n.is_people() || matches!(n.head, Head::Body(_)))
            });
        if beside {
            return GroupMember { noun, whole: Some(noun + 1), appositions: Vec::new() };
        }
        let mut whole = (partitive
            && self.noun(noun + 2).is_some_and(|n| {
                n.is_people()
                    || n.is_organisation()
                    || matches!(n.head, Head::Body(_) | Head::Unknown | Head::Group)
            }))
        .then_some(noun + 2);
        while let Some(at) = whole
            && matches!(self.kind(at + 1), Some(ChunkKind::Owner))
            && self.noun(at + 2).is_some()
        {
            whole = Some(at + 2);
        }
        GroupMember { noun, whole, appositions: Vec::new() }
    }
}
