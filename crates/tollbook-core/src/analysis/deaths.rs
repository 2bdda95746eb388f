//! Hurt, then died: how the figures of people who died of wounds go together with those of people
//! killed at once (DESIGN, section 3, rule 8).
//!
//! Where an incident has both, the coder says on one claim of those who died later whether they are
//! others. If they are, the two figures are added; if they are the same people, the figures compete
//! as any do. Until it is said, nobody is counted twice: low and best are those of the larger
//! figure, and high allows for both.

use super::estimate::{Report, Rule, estimate};
use crate::model::{Claim, ClaimField, ClaimStatus, Figures, Kind, Outcome};

/// DeathGroup a claim of killed counts, beside the other claims of its incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeathGroup {
    /// All of the killed, as far as it knows.
    Killed,
    /// People who died of wounds; whether others count them too, nobody has said.
    Later,
    /// People who died of wounds, and are the same as those of other claims.
    Same,
    /// People who died of wounds, and are none of those killed at once.
    Others,
}

impl DeathGroup {
    /// DeathGroup `claim` counts.
    pub fn of(claim: &Claim) -> Self {
        let later = claim.died_of_wounds && claim.outcome == Some(Outcome::Killed);
        if !later || claim.kind != Kind::Incident {
            Self::Killed
        } else if claim.part_exclusive {
            Self::Others
        } else if claim.set_by_coder.contains(ClaimField::Exclusive) {
            Self::Same
        } else {
            Self::Later
        }
    }
}

/// The two groups of an estimate's reports. There is one alone, the first, unless some are of people
/// killed at once and some of people who died later.
#[derive(Debug)]
pub struct Groups<T> {
    /// All of the killed, or those killed at once.
    pub first: Vec<T>,
    /// Those who died of wounds.
    pub later: Vec<T>,
    /// Whether those are said to be others.
    decided: bool,
}

impl<T> Groups<T> {
    /// Groups what `whom` says whom it counts. What is said of some who died of wounds holds of all:
    /// nobody has to say it of every claim.
    pub fn of(all: Vec<T>, whom: impl Fn(&T) -> DeathGroup) -> Self {
        let decided = all.iter().any(|one| whom(one) == DeathGroup::Others);
        let same = !decided && all.iter().any(|one| whom(one) == DeathGroup::Same);
        let (first, later): (Vec<T>, Vec<T>) = all.into_iter().partition(|one| match whom(one) {
            DeathGroup::Killed | DeathGroup::Same => true,
            DeathGroup::Later => same,
            DeathGroup::Others => false,
        });
        if first.is_empty() {
            Self { first: later, later: first, decided }
        } else {
            Self { first, later, decided }
        }
    }

    /// The same groups, of what `each` makes of them.
    pub fn map<U>(&self, each: impl Fn(&[T]) -> Vec<U>) -> Groups<U> {
        Groups { first: each(&self.first), later: each(&self.later), decided: self.decided }
    }
}

/// The figures that the reports of both groups give together, and by which rule.
pub fn together<V: Ord + Clone>(groups: &Groups<Report<V>>) -> (Figures, Rule) {
    let (first, later) = (estimate(&groups.first), estimate(&groups.later));
    if !groups.decided && first.0.is_blank() && !later.0.is_blank() {
        return later;
    }
    if groups.later.is_empty() || !groups.decided && later.0.is_blank() {
        return first;
    }
    // What is disputed alone widens, and decides nothing.
    let says = |report: &Report<V>| report.standing == ClaimStatus::Asserted && !report.count.is_blank();
    let firm = |group: &[Report<V>]| group.iter().any(says);
    let one_is = firm(&groups.first) || firm(&groups.later);
    let weigh = |figures: Figures, group: &[Report<V>]| match one_is && !firm(group) {
        true => Figures { low: Some(0), best: Some(0), high: figures.high },
        false => figures,
    };
    let (a, b) = (weigh(first.0, &groups.first), weigh(later.0, &groups.later));
    let two = Box::new([first, later]);
    match groups.decided {
        true => (added(a, b), Rule::Added(two)),
        false => (perhaps_the_same(a, b), Rule::Undecided(two)),
    }
}

/// Both, of whom nobody is in the other.
fn added(a: Figures, b: Figures) -> Figures {
    let low = match (a.low, b.low) {
        (Some(a), Some(b)) => Some(a.saturating_add(b)),
        (a, b) => a.or(b),
    };
    Figures { low, best: plus(a.best, b.best), high: plus(a.high, b.high) }
}

/// Both, of whom some may be in the other.
fn perhaps_the_same(a: Figures, b: Figures) -> Figures {
    // "Some died later" changes nothing beside a figure that has room for them.
    let has_room = |best: u64, other: Figures| other.low.is_none_or(|low| low <= best);
    let best = match (a.best, b.best) {
        (Some(a), Some(b)) => Some(a.max(b)),
        (Some(best), None) if has_room(best, b) => Some(best),
        (None, Some(best)) if has_room(best, a) => Some(best),
        _ => None,
    };
    Figures { low: a.low.max(b.low), best, high: plus(a.high, b.high) }
}

fn plus(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    Some(a?.saturating_add(b?))
}
