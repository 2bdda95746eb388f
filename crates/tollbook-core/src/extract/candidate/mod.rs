//! The seventh stage: from a word that says what happened to the people to whom it happened.

mod patient;
mod state;
mod verb;

use super::chunk::{ChunkKind, Main};
use super::clause::Clauses;
use super::group::{Counted, Group};
use super::rules::Rule;
use super::statement::{Path, Slot, Span};
use super::{Kind, Outcome};

/// A statement in the making.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The chunk of the trigger.
    pub at: usize,
    /// The words of the trigger.
    pub trigger: Span,
    /// What happened.
    pub outcome: Option<Outcome>,
    /// Where the patient stands.
    pub slot: Slot,
    /// By what way it was found.
    pub path: Path,
    /// The patient.
    pub group: Option<Group>,
    /// A count that stands apart from the patient.
    pub count: Option<Counted>,
    /// Who did it, by chunk.
    pub agent: Option<usize>,
    /// The side that lost the patient, by chunk.
    pub loser: Option<usize>,
    /// The kind that the pattern itself says.
    pub kind: Option<Kind>,
    /// The passage denies it.
    pub denied: bool,
    /// A coder selected it, so that it stands whatever the words around it say.
    pub selected: bool,
}

impl Candidate {
    /// A candidate of which nothing is known yet but how it was found.
    pub(super) fn new(
        at: usize,
        trigger: Span,
        outcome: Option<Outcome>,
        slot: Slot,
        path: Path,
        denied: bool,
    ) -> Self {
        Self {
            at,
            trigger,
            outcome,
            slot,
            path,
            group: None,
            count: None,
            agent: None,
            loser: None,
            kind: None,
            denied,
            selected: false,
        }
    }
}

impl<'c, 'a> Clauses<'c, 'a> {
    /// The candidates of a sentence, in the order of their triggers.
    pub fn candidates(&self) -> Vec<Candidate> {
        let mut found = Vec::new();
        for at in 0..self.chunks.len() {
            match &self.chunks[at].kind {
                ChunkKind::Verb(verb) => match verb.main {
                    Main::Trigger(entry) => self.verb_candidates(at, verb, entry, &mut found),
                    Main::State(entry) => self.state_candidate(at, verb, entry, &mut found),
                    Main::Other if verb.loses => self.injury_candidate(at, verb, &mut found),
                    Main::Include | Main::Auxiliary if self.rules.applies(Rule::Inversion) => {
                        self.inverted_candidate(at, verb, &mut found);
                        self.counted_among(at, verb, &mut found);
                    }
                    _ => {}
                },
                ChunkKind::Noun(noun) => self.noun_candidates(at, noun, &mut found),
                _ => {}
            }
        }
        self.labelled(&mut found);
        self.settle_reached(&mut found);
        if self.rules.applies(Rule::CountBefore) {
            found.retain_mut(|candidate| self.settle_counted(candidate));
        }
        let mut more = Vec::new();
        for candidate in &found {
            if self.rules.applies(Rule::ElidedVerb) {
                let known = more.len();
                self.distributed(candidate, &mut more);
                if more.len() == known {
                    self.likewise(candidate, &mut more);
                }
            }
            if self.rules.applies(Rule::IncludedPart) {
                self.included(candidate, &mut more);
            }
        }
        found.append(&mut more);
        found.sort_by_key(|candidate| (candidate.at, candidate.group.as_ref().map(|group| group.chunks)));
        found
    }

    pub(super) fn candidate(
        &self,
        at: usize,
        trigger: Span,
        outcome: Option<Outcome>,
        slot: Slot,
        path: Path,
    ) -> Candidate {
        let several =
            matches!(slot, Slot::Subject | Slot::Described) && self.is_of_several_outcomes(at, outcome);
        let outcome = outcome.filter(|_| !several);
        let denied = self.denied(at) || slot == Slot::Described && self.is_of_denied_report(at);
        Candidate::new(at, trigger, outcome, slot, path, denied)
    }
}
