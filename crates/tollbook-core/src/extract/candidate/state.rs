//! The candidates of verbs that say what happened by another word: "suffered an injury", "is dead".

use super::Candidate;
use crate::extract::Outcome;
use crate::extract::chunk::{ChunkKind, Determiner, VerbGroup};
use crate::extract::clause::Clauses;
use crate::extract::list::Within;
use crate::extract::pack::Entry;
use crate::extract::statement::Slot;

impl<'c, 'a> Clauses<'c, 'a> {
    /// "erlitt eine leichte Schulterverletzung": the subject of a verb of suffering whose object is a hurt.
    pub(super) fn injury_candidate(&self, at: usize, verb: &VerbGroup<'a>, found: &mut Vec<Candidate>) {
        if self.unreal(at, verb) || self.conditional(at) {
            return;
        }
        let hurt = (at + 1..self.chunks.len())
            .take(8)
            .take_while(|i| {
                matches!(
                    self.chunks[*i].kind,
                    ChunkKind::Noun(_)
                        | ChunkKind::Preposition(_)
                        | ChunkKind::Adverb
                        | ChunkKind::Date(_)
                        | ChunkKind::Other
                )
            })
            .any(|i| {
                !self.is_prepositional(i)
                    && self.noun(i).is_some_and(|n| n.injury && n.determiner != Determiner::No)
            });
        if !hurt {
            return;
        }
        let people = self.subject_of(at).or_else(|| self.subject_after(at));
        let Some((noun, path)) = people else { return };
        let Some(group) = self.patient(noun, noun < at, false, Within::Main) else { return };
        let trigger = self.chunks[at].span;
        let mut candidate = self.candidate(at, trigger, Some(Outcome::Wounded), Slot::Subject, path);
        candidate.group = Some(group);
        found.push(candidate);
    }

    pub(super) fn state_candidate(
        &self,
        at: usize,
        verb: &VerbGroup<'a>,
        entry: &'a Entry,
        found: &mut Vec<Candidate>,
    ) {
        if self.unreal(at, verb) || self.conditional(at) {
            return;
        }
        let Some((noun, path)) = self.subject_of(at) else { return };
        // "the mayor is dead", not "they are missing the point".
        let Some(group) = self.patient(noun, true, true, Within::Main) else { return };
        let mut candidate =
            self.candidate(at, self.chunks[at].span, entry.detail.outcome, Slot::Subject, path);
        candidate.group = Some(group);
        found.push(candidate);
    }
}
