//! A member of a group that gives the number of all: "three men: Lund, Roth and Keller".

use super::{GroupMember, count_of};
use crate::extract::PartyKind;
use crate::extract::chunk::{ChunkKind, Head};
use crate::extract::clause::Clauses;
use crate::extract::pack::Form;

impl<'c, 'a> Clauses<'c, 'a> {
    /// Whether "and" stands before the noun group at `at`: "and two guards", "y a dos guardias".
    fn follows_and_or_mark(&self, at: usize) -> bool {
        let before = self.before(at);
        let over = before.filter(|i| self.chunks[*i].patient_mark).and_then(|i| self.before(i));
        matches!(over.or(before).and_then(|i| self.kind(i)), Some(ChunkKind::And))
    }

    /// A number that equals the sum of the others counts them all. `true` where it may be one of them as well.
    pub(super) fn settle_totals(
        &self,
        members: &mut Vec<GroupMember>,
        stated: &mut Option<usize>,
        colon: bool,
        last: usize,
    ) -> bool {
        if members.len() < 2 {
            return false;
        }
        let figure = |member: &GroupMember| {
            self.noun(member.noun).map(count_of).and_then(|(f, _, _)| f.best.filter(|b| f.low == Some(*b)))
        };
        let figures: Vec<_> = members.iter().map(figure).collect();
        let total_of = |slice: &[Option<u64>]| slice.iter().try_fold(0u64, |sum, n| Some(sum + (*n)?));
        // "two children and two women" are four.
        let pair = members.len() == 2
            && matches!(self.before(members[1].noun).and_then(|i| self.kind(i)), Some(ChunkKind::And));
        if let Some(first) = figures[0].filter(|_| colon || !pair)
            && first >= 2
            && (total_of(&figures[1..]) == Some(first) || colon)
        {
            // "4 soldiers, 3 policemen and 1 civilian" are eight: soldiers are no civilians, and people may be.
            let parties: Vec<_> = members.iter().map(|member| self.noun(member.noun)?.party).collect();
            let of_all = self.noun(members[0].noun).is_some_and(|noun| match noun.head {
                Head::Person(entry) => {
                    let people = entry.detail.weak && noun.party == Some(PartyKind::Civilians);
                    people || noun.party.is_none()
                }
                _ => true,
            });
            let others = parties[1..].iter().flatten();
            let differ = others.clone().any(|party| Some(*party) != parties[0]);
            let alike = others.count() > 0 && !differ;
            let aside = matches!(self.kind(last + 1), Some(ChunkKind::Comma | ChunkKind::Dash));
            if !colon && !of_all && (differ || alike && !aside) {
                return alike;
            }
            let total = members.remove(0);
            let all = std::mem::take(members);
            *stated = Some(total.noun);
            *members = all;
            return false;
        }
        // "comrades Forero, Sotelo and Antequera": a plural without a number takes its names in.
        let first = members[0].noun;
        if self
            .noun(first)
            .is_some_and(|n| n.number.is_none() && n.form == Form::Plural && !n.names.is_empty())
        {
            return false;
        }
        if members.len() >= 3
            && let Some(last) = figures[figures.len() - 1]
            && last >= 2
            && total_of(&figures[..figures.len() - 1]) == Some(last)
            && !self
                .before(members[members.len() - 1].noun)
                .is_some_and(|i| matches!(self.chunks[i].kind, ChunkKind::Added))
            && !self.follows_and_or_mark(members[members.len() - 1].noun)
        {
            *stated = members.pop().map(|total| total.noun);
        }
        false
    }
}
