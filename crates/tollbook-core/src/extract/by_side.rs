//! People of several sides to whom the same happened: "six rebels and a soldier died" makes a statement of each side.

use super::PartyKind;
use super::candidate::Candidate;
use super::chunk::Determiner;
use super::clause::Clauses;
use super::group::{Group, GroupMember};
use super::pack::Form;

impl Clauses<'_, '_> {
    /// The candidate for each side, where the side of every member is told; else the candidate as it is.
    pub(super) fn by_side(&self, candidate: Candidate) -> Vec<Candidate> {
        let runs = match &candidate.group {
            Some(group) if candidate.count.is_none() && group.stated.is_none() && !group.undecided => {
                self.runs_of_sides(group)
            }
            _ => Vec::new(),
        };
        if runs.len() < 2 {
            return vec![candidate];
        }
        let group_of = |members: Vec<GroupMember>| {
            let begin = members.iter().map(|member| member.noun).min()?;
            let end = members
                .iter()
                .flat_map(|m| m.appositions.iter().copied().chain([m.whole.unwrap_or(m.noun)]))
                .max()?;
            let span = self.chunks[begin].span.with(self.chunks[end].span);
            Some(Group { members, span, chunks: (begin, end), stated: None, undecided: false })
        };
        runs.into_iter().map(|run| Candidate { group: group_of(run), ..candidate.clone() }).collect()
    }

    /// The members parted where the side changes; none where a member's side is open, or where one side comes twice.
    fn runs_of_sides(&self, group: &Group) -> Vec<Vec<GroupMember>> {
        let mut runs: Vec<(PartyKind, Vec<GroupMember>)> = Vec::new();
        let (mut open, mut civilians) = (false, false);
        for member in &group.members {
            let party = self.member_party(member);
            let Some((kind, weak)) = party.and_then(|party| Some((party.kind?, party.weak))) else {
                return Vec::new();
            };
            // "a clerk, her driver and two soldiers", "ten people and a soldier": only of whoever is counted and called a
            // civilian by what he is.
            let told = self.noun(member.noun).is_some_and(|noun| {
                // "7 police, judge slain": a headline has no articles.
                let bare = !self.pack.traits.construct
                    && noun.determiner == Determiner::None
                    && noun.form == Form::Singular
                    && noun.names.is_empty();
                noun.number.is_some() || noun.determiner == Determiner::Indefinite || bare
            });
            open |= !told;
            civilians |= kind == PartyKind::Civilians;
            if kind == PartyKind::Other || kind == PartyKind::Civilians && weak {
                return Vec::new();
            }
            match runs.iter().position(|(side, _)| *side == kind) {
                Some(at) if at + 1 == runs.len() => runs[at].1.push(member.clone()),
                Some(_) => return Vec::new(),
                None => runs.push((kind, vec![member.clone()])),
            }
        }
        if civilians && open {
            return Vec::new();
        }
        runs.into_iter().map(|(_, members)| members).collect()
    }
}
