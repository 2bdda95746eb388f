//! What confirms who suffered it, or contradicts that: the number of the verb's form, a list behind a colon, a name that
//! the text has elsewhere.

use super::Figures;
use super::candidate::Candidate;
use super::chunk::{ChunkKind, Head, Main, NounGroup, VerbGroup, may_be_participle};
use super::clause::Clauses;
use super::group::{Group, GroupMember, count_of, sum};
use super::pack::Form;
use super::statement::NumberForm;

/// A list behind a colon begins at most so many chunks behind the verb.
const REACH: usize = 40;

impl<'c, 'a> Clauses<'c, 'a> {
    /// Whether one suffered it by the subject that was found and several by the verb's form, or the other way round:
    /// "the guard of the villa where two men died were".
    fn disagrees(&self, at: usize, verb: &VerbGroup<'a>, group: &Group) -> bool {
        // "were rocketed and machine-gunned": the form stands once.
        let joined = || {
            let and = self.before(at).filter(|i| matches!(self.chunks[*i].kind, ChunkKind::And))?;
            self.before(and).and_then(|i| self.verb(i))?.number
        };
        let number = if verb.be || verb.have { verb.number } else { joined() };
        let (Some(number), [only]) = (number, group.members.as_slice()) else { return false };
        let Some(noun) = self.noun(only.noun).filter(|_| only.whole.is_none() && group.stated.is_none())
        else {
            return false;
        };
        let people = matches!(noun.head, Head::Person(_) | Head::Name);
        let figure = noun.number.as_ref().map(|number| number.figure);
        let one = noun.form == Form::Singular
            && noun.names.len() < 2
            && figure.is_none_or(|figure| figure == Some(1));
        let several = noun.form == Form::Plural && figure.is_none_or(|figure| figure.is_some_and(|n| n > 1));
        // "una decena de guardias resultó herida", "un groupe de dix hommes a été": the word for the number is one.
        let collective = self.pack.traits.adjective_after_noun && noun.number.is_some();
        people && (number == Form::Plural && one || number == Form::Singular && several && !collective)
    }

    /// Leaves the number open where the verb's form contradicts the subject; `false` where the subject then is a word of
    /// which nothing is known.
    pub(super) fn settle_agreement(&self, verb: &VerbGroup<'a>, candidate: &mut Candidate) -> bool {
        let at = candidate.at;
        let Some(group) = candidate.group.as_mut().filter(|group| self.disagrees(at, verb, group)) else {
            return true;
        };
        group.undecided = true;
        !group.members.iter().any(|member| self.noun(member.noun).is_some_and(|noun| noun.shouted))
    }

    /// "lost two officers and 38 men killed": the participle behind the list is said of all.
    pub(super) fn add_lost(&self, candidate: &mut Candidate) {
        let Some(group) = &mut candidate.group else { return };
        // "lost 1,500 men killed and wounded".
        let beside = self.verb(group.chunks.1 + 1).filter(|verb| !verb.be && !verb.have);
        if let Some(Main::Trigger(entry)) = beside.map(|verb| verb.main)
            && entry.detail.outcome.is_none()
        {
            candidate.outcome = None;
            return;
        }
        let next = group.chunks.1 + 2;
        let killed = self.verb(next + 1).is_some_and(|verb| {
            let outcome = match verb.main {
                Main::Trigger(entry) => entry.detail.outcome,
                _ => None,
            };
            outcome == candidate.outcome && may_be_participle(verb.form) && !verb.be && !verb.have
        });
        let counted = self.noun(next).is_some_and(|noun| noun.is_people() && noun.number.is_some());
        if killed && counted && matches!(self.kind(next - 1), Some(ChunkKind::And)) {
            group.members.push(GroupMember { noun: next, whole: None, appositions: Vec::new() });
            group.chunks.1 = next;
            group.span = group.span.with(self.chunks[next].span);
        }
    }

    /// "the following policemen died in combat: Major Lund, Corporal Roth and Private Keller": a list of names that ends
    /// the sentence counts them.
    pub(super) fn count_list_behind_colon(&self, candidate: &mut Candidate) {
        let Some(group) = &candidate.group else { return };
        let [only] = group.members.as_slice() else { return };
        let bare = |noun: &NounGroup<'_>| {
            matches!(noun.head, Head::Person(_))
                && noun.form == Form::Plural
                && noun.number.is_none()
                && noun.names.is_empty()
        };
        if only.whole.is_some() || !self.noun(only.noun).is_some_and(bare) {
            return;
        }
        let from = candidate.at.max(group.chunks.1) + 1;
        let colon = (from..self.chunks.len().min(from + REACH))
            .take_while(|i| !self.verb(*i).is_some_and(VerbGroup::finite))
            .find(|i| matches!(self.chunks[*i].kind, ChunkKind::Colon));
        let Some(first) = colon.map(|colon| colon + 1).filter(|i| self.noun(*i).is_some()) else { return };
        let list = self.group_at(first, false);
        let named = |at: usize| self.noun(at).is_some_and(|noun| !noun.names.is_empty());
        let ends =
            matches!(self.kind(list.chunks.1 + 1), None | Some(ChunkKind::Other | ChunkKind::Semicolon));
        if list.undecided || !ends || !list.members.iter().all(|member| named(member.noun)) {
            return;
        }
        let names = list.members.iter().flat_map(|member| {
            let beside = member.appositions.iter().copied().filter(|at| named(*at));
            [member.noun].into_iter().chain(beside)
        });
        let counts: Vec<Figures> = names.filter_map(|at| Some(count_of(self.noun(at)?).0)).collect();
        candidate.count = Some((sum(&counts), NumberForm::Names, None));
    }
}
