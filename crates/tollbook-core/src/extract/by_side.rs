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
    /// Numbers with a whole each may be of a side that is not known.
    fn runs_of_sides(&self, group: &Group) -> Vec<Vec<GroupMember>> {
        let fights = |kind: PartyKind| matches!(kind, PartyKind::StateForces | PartyKind::ArmedGroup);
        // "nine of the army and six of the opposition": each number has a whole of its own.
        let parted =
            group.members.iter().all(|member| member.whole.is_some() && self.is_bare_number(member.noun));
        let mut runs: Vec<(Option<PartyKind>, Vec<GroupMember>)> = Vec::new();
        let (mut open, mut civilians) = (false, false);
        for member in &group.members {
            let party = self.member_party(member);
            let kind = party.as_ref().and_then(|party| party.kind);
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
            civilians |= kind == Some(PartyKind::Civilians);
            let weak = kind == Some(PartyKind::Civilians) && party.as_ref().is_some_and(|party| party.weak);
            if !parted && (kind.is_none() || kind == Some(PartyKind::Other) || weak) {
                return Vec::new();
            }
            match runs.iter().position(|(side, _)| *side == kind) {
                Some(at) if at + 1 == runs.len() => runs[at].1.push(member.clone()),
                Some(_) => return Vec::new(),
                None => runs.push((kind, vec![member.clone()])),
            }
        }
        if civilians && open || !runs.iter().any(|(kind, _)| kind.is_some_and(fights)) {
            return Vec::new();
        }
        runs.into_iter().map(|(_, members)| members).collect()
    }
}
