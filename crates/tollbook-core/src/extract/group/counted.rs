//! How many people a noun group means in its sentence, where the words around it count them.

use super::{Counted, count_of};
use crate::extract::chunk::{ChunkKind, Determiner, Head, Preposition};
use crate::extract::clause::Clauses;
use crate::extract::pack::Form;

impl<'c, 'a> Clauses<'c, 'a> {
    /// How many people a noun group means, where those of a body may be counted behind it: "a family of five".
    pub fn counted(&self, at: usize) -> Option<Counted> {
        let noun = self.noun(at)?;
        // "one SLA (Ruritanian Armed Forces) private": the number stands before what the bracket explains.
        let over_bracket = at.checked_sub(1).filter(|i| matches!(self.chunks[*i].kind, ChunkKind::Close));
        let numbered = over_bracket
            .and_then(|close| (0..close).rev().find(|i| matches!(self.chunks[*i].kind, ChunkKind::Open)))
            .and_then(|open| self.noun(open.checked_sub(1)?))
            .filter(|before| {
                before.number.is_some() && !matches!(before.head, Head::Person(_) | Head::Outcome(_))
            });
        if let Some(before) = numbered
            && matches!(noun.head, Head::Person(_))
            && noun.number.is_none()
            && noun.determiner == Determiner::None
            && noun.names.is_empty()
        {
            return Some(count_of(before));
        }
        // "stopped 16 men and shot them".
        if matches!(noun.head, Head::Pronoun(_))
            && noun.form == Form::Plural
            && noun.number.is_none()
            && self.object_owner(at).is_some()
            && let Some(known) = self.only_people_before(at).and_then(|i| self.noun(i))
        {
            return Some(count_of(known));
        }
        let inside = (matches!(noun.head, Head::Body(_))
            && noun.number.as_ref().is_none_or(|number| number.figure == Some(1))
            && matches!(self.kind(at + 1), Some(ChunkKind::Preposition(Preposition::Of))))
        .then(|| self.noun(at + 2))
        .flatten()
        .filter(|inside| inside.is_people() && inside.number.is_some());
        Some(count_of(inside.unwrap_or(noun)))
    }

    /// The only people with a number before the pronoun at `at`, where they are on whom something was done; of one
    /// person, the only one before.
    pub(in crate::extract) fn only_people_before(&self, at: usize) -> Option<usize> {
        // "the clerk, Erik Lund, resisted; the men shot him".
        if self.noun(at).is_some_and(|n| n.form == Form::Singular) {
            let one = |i: &usize| {
                self.noun(*i).is_some_and(|n| {
                    matches!(n.head, Head::Person(_) | Head::Name)
                        && !n.is_plural()
                        && !self.is_prepositional(*i)
                })
            };
            let mut people = (0..at).filter(one);
            let first = people.next()?;
            let same = people.all(|i| i == first + 2 && matches!(self.chunks[i - 1].kind, ChunkKind::Comma));
            return same.then_some(first);
        }
        let plural = |i: &usize| {
            self.noun(*i)
                .is_some_and(|n| n.is_people() && n.is_plural() && !matches!(n.head, Head::Pronoun(_)))
        };
        let counted = |i: &usize| {
            self.noun(*i).is_some_and(|n| n.number.is_some() && matches!(n.head, Head::Person(_)))
                && self.object_owner(*i).is_some()
        };
        let mut people = (0..at).filter(counted);
        let (Some(only), None) = (people.next(), people.next()) else { return None };
        (!(only + 1..at).any(|i| plural(&i))).then_some(only)
    }
}
