//! The estimate of an incident's people of one side and outcome, as a value.

use jiff::civil::Date;

use super::estimate::Rule;
use crate::model::{AnnotationId, EntryId, Figures, Outcome};

/// The estimate of an incident's people of one side and outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Estimated {
    /// Whose people; `None` is not known.
    pub side: Option<EntryId>,
    /// What happened to them.
    pub outcome: Outcome,
    /// How many.
    pub figures: Figures,
    /// By which rule.
    pub rule: Rule,
    /// The coder's reason, where the figures are the coder's.
    pub reason: String,
    /// The claims that speak of these people, earliest article first; also those that do not
    /// count, and those that say no side where there is no other.
    pub claims: Vec<AnnotationId>,
    /// How many of its claims count.
    pub counting: usize,
    /// How many independent sources give a figure.
    pub sources: usize,
    /// The claims without a best figure whose bounds exclude the best that others give.
    pub contradicting: Vec<AnnotationId>,
    /// The day of death, where it is not the incident's: the first that a claim with the best
    /// figure gives. Where people who died later are added, it is theirs alone.
    pub death: Option<Date>,
    /// Those killed at once and those who died later, where the two are added.
    pub added: Option<[Figures; 2]>,
}

impl Estimated {
    /// The people by their day of death, where that is not the incident's: those who died later are
    /// counted apart from those killed at once.
    pub fn by_day_of_death(&self) -> impl Iterator<Item = (Figures, Option<Date>)> {
        let all = match self.added {
            None => [Some((self.figures, self.death)), None],
            Some([at_once, later]) => [Some((at_once, None)), Some((later, self.death))],
        };
        all.into_iter().flatten()
    }

    /// Whether every claim that spoke of these people is denied or superseded.
    pub fn stands_for_nobody(&self) -> bool {
        self.counting == 0 && self.rule != Rule::Coder
    }
}
