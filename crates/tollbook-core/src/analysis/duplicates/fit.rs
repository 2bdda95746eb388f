//! How well an incident of its own article fits a claim: what the two say of days, people, operation
//! and figures.

use super::compare::DIED_WITHIN;
use super::traits::{Days, news};
use crate::analysis::Answers;
use crate::analysis::incident::IncidentView;
use crate::model::{AnnotationId, Claim, EntryId, Hostile, Kind, List, Project, start};

/// How well an incident on offer fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Nothing that is known speaks against it.
    Fits,
    /// Something makes it doubtful.
    Doubtful(&'static str),
    /// The days say that they are two events.
    Apart(&'static str),
}

impl Fit {
    /// What speaks against it.
    pub fn doubt(self) -> Option<&'static str> {
        match self {
            Self::Fits => None,
            Self::Doubtful(doubt) | Self::Apart(doubt) => Some(doubt),
        }
    }

    /// The better, the less.
    pub(super) fn rank(self) -> u8 {
        match self {
            Self::Fits => 0,
            Self::Doubtful(_) => 1,
            Self::Apart(_) => 2,
        }
    }
}

/// What an incident is held against: a claim, and the incident to which it belongs.
pub(super) struct ClaimSought<'a> {
    project: &'a Project,
    answers: &'a Answers,
    claim: &'a Claim,
    own: &'a IncidentView,
    /// The days in which what is told without a date is likely to have happened.
    news: Option<Days>,
}

/// Reports that put an event on neighbouring days may speak of one night.
const NEIGHBOURS: i32 = 1;

impl<'a> ClaimSought<'a> {
    /// The claim_sought that is the claim `id`; `None` where it has no incident.
    pub fn for_claim(project: &'a Project, answers: &'a Answers, id: AnnotationId) -> Option<Self> {
        let claim = project.claims.get(id)?;
        let own = answers.incident_of(id)?;
        let article = project.annotations.get(id)?.article;
        let news = news(project, &[article]).filter(|_| claim.kind != Kind::Background);
        Some(Self { project, answers, claim, own, news })
    }

    /// How well an incident fits; `here` says that the claim's own article speaks of it.
    pub fn fit(&self, other: &IncidentView, here: bool) -> Fit {
        if self.is_reckoned(self.own, other) || self.is_reckoned(other, self.own) {
            return Fit::Apart("dated from one another");
        }
        let gap = days(self.own).zip(days(other)).map(|(own, other)| own.gap(other));
        let died_later = || self.died_of_wounds(self.own) || self.died_of_wounds(other);
        if gap.is_some_and(|gap| gap > DIED_WITHIN || gap > NEIGHBOURS && !died_later()) {
            return Fit::Apart("on other days");
        }
        let (own_sides, sides) = (self.sides(self.own), self.sides(other));
        let operations = self.own.operation.value.zip(other.operation.value);
        if !own_sides.is_empty() && !sides.is_empty() && !own_sides.iter().any(|side| sides.contains(side)) {
            Fit::Doubtful("another side")
        } else if self.contradicts_hostile(other) {
            Fit::Doubtful("one hostile, the other not")
        } else if operations.is_some_and(|(own, other)| own != other) {
            Fit::Doubtful("another operation")
        } else if here && gap != Some(0) && self.is_background(self.own) != self.is_background(other) {
            Fit::Doubtful("one is background")
        } else if here && self.has_other_figures(other) && !died_later() {
            Fit::Doubtful("other figures")
        } else {
            Fit::Fits
        }
    }

    /// In how many things of side, operation, days and what is recorded the two do not agree, or are not
    /// known to.
    pub fn disagreements(&self, other: &IncidentView) -> usize {
        let sides = self.sides(other);
        let side = self.sides(self.own).iter().any(|side| sides.contains(side));
        let own = &self.own.operation.value;
        let operation = own.is_some() && *own == other.operation.value;
        let when = days(self.own).or(self.news).zip(days(other));
        let day = when.is_some_and(|(own, other)| own.gap(other) == 0);
        let recorded = self.is_background(self.own) == self.is_background(other);
        [side, operation, day, recorded].into_iter().filter(|agrees| !agrees).count()
    }

    /// Whether an enemy did the one and not the other.
    fn contradicts_hostile(&self, other: &IncidentView) -> bool {
        let known = |view: &IncidentView| match view.hostile.value {
            Some(Hostile::Yes) => Some(true),
            Some(Hostile::No) => Some(false),
            _ => None,
        };
        known(self.own).zip(known(other)).is_some_and(|(own, other)| own != other)
    }

    fn claims(&self, view: &IncidentView) -> impl Iterator<Item = &'a Claim> {
        view.claims.iter().filter_map(|id| self.project.claims.get(*id))
    }

    /// Whether the date of `one` is counted from `other`, some days off.
    fn is_reckoned(&self, one: &IncidentView, other: &IncidentView) -> bool {
        let index = &self.answers.index;
        let from = |claim: &Claim| claim.date_incident.map(|incident| index.root(incident));
        self.claims(one).any(|claim| {
            from(claim) == Some(other.root) && claim.date_offset_days.is_some_and(|days| days != 0)
        })
    }

    fn died_of_wounds(&self, view: &IncidentView) -> bool {
        self.claims(view).any(|claim| claim.died_of_wounds)
    }

    /// The sides that its claims name.
    fn sides(&self, view: &IncidentView) -> Vec<EntryId> {
        let unknown = start::entry_id(self.project.id(), List::Side, "Unknown");
        self.claims(view).filter_map(|claim| claim.side).filter(|side| *side != unknown).collect()
    }

    /// Whether it is nothing but background.
    fn is_background(&self, view: &IncidentView) -> bool {
        !view.recorded && self.claims(view).all(|claim| claim.kind == Kind::Background)
    }

    /// Whether the claim counts other people than the incident has: an article that gives two figures
    /// speaks of two events, or corrects itself. A part is no more than its whole.
    fn has_other_figures(&self, other: &IncidentView) -> bool {
        let claim = self.claim;
        let Some(best) = claim.count.best else { return false };
        let mut theirs = other.estimates.iter().filter(|estimated| {
            let same_side = claim.side.is_none() || estimated.side.is_none() || claim.side == estimated.side;
            Some(estimated.outcome) == claim.outcome && same_side
        });
        theirs.any(|estimated| match claim.kind {
            Kind::Part => estimated.figures.high.is_some_and(|most| most < best),
            _ => estimated.figures.best.is_some_and(|theirs| theirs != best),
        })
    }
}

fn days(view: &IncidentView) -> Option<Days> {
    view.date.value.as_ref().map(Days::from_range)
}
