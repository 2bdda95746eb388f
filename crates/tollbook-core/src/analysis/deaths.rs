//! Hurt, then died: how the figures of people who died of wounds go together with those of people
//! killed at once (docs/counting-rules.md).
//!
//! Where an incident has both, the coder says on one claim of those who died later whether they are
//! others. If they are, the two figures are added; if they are the same people, the figures compete
//! as any do. Until it is said, nobody is counted twice: low and best are those of the larger
//! figure, and high allows for both.

use super::estimate::{Report, Rule, estimate};
use crate::model::{Claim, ClaimStatus, Figures, Kind, Outcome};

/// Whom a claim of killed counts, beside the other claims of its incident.
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
    /// Whom `claim` counts.
    pub fn from_claim(claim: &Claim) -> Self {
        let later = claim.died_of_wounds && claim.outcome == Some(Outcome::Killed);
        if !later || claim.kind != Kind::Incident {
            Self::Killed
        } else {
            match claim.in_other_figures {
                Some(false) => Self::Others,
                Some(true) => Self::Same,
                None => Self::Later,
            }
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
    pub fn group(all: Vec<T>, whom: impl Fn(&T) -> DeathGroup) -> Self {
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

/// What the reports of both groups give together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Combined {
    /// How many were killed.
    pub figures: Figures,
    /// By which rule.
    pub rule: Rule,
    /// Those killed at once and those who died later, where the two are added.
    pub added: Option<[Figures; 2]>,
}

/// What the reports of both groups give together.
pub fn combine<V: Ord + Clone>(groups: &Groups<Report<V>>) -> Combined {
    let (first, later) = (estimate(&groups.first), estimate(&groups.later));
    let alone = |(figures, rule)| Combined { figures, rule, added: None };
    let (a, b) = (first.0, later.0);
    // What somebody asserts without a figure is a number of people all the same, and has no best.
    let asserted = |group: &[Report<V>]| group.iter().any(|report| report.status == ClaimStatus::Asserted);
    let figure = |report: &Report<V>| report.status == ClaimStatus::Asserted && !report.count.is_blank();
    let is_firm = |group: &[Report<V>]| group.iter().any(figure);
    let unknown_at_once = a.is_blank() && asserted(&groups.first) && is_firm(&groups.later);
    if !groups.decided && a.is_blank() && !b.is_blank() && !unknown_at_once {
        return alone(later);
    }
    if groups.later.is_empty() || !groups.decided && b.is_blank() {
        return alone(first);
    }
    // What is disputed alone widens, and decides nothing.
    let up_to = |high: Option<u64>| Figures { low: Some(0), best: Some(0), high };
    let widened = |figures: Figures, high: Option<u64>| Figures { high: plus(figures.high, high), ..figures };
    let (figures, [at_once, died_later]) = if is_firm(&groups.first) && !asserted(&groups.later) {
        (widened(a, b.high), [a, up_to(b.high)])
    } else if is_firm(&groups.later) && !asserted(&groups.first) {
        (widened(b, a.high), [up_to(a.high), b])
    } else if groups.decided {
        (add(a, b), [a, b])
    } else if unknown_at_once {
        (Figures { low: b.low, ..Figures::BLANK }, [a, b])
    } else {
        (perhaps_the_same(a, b), [a, b])
    };
    let two = Box::new([first, later]);
    match groups.decided {
        true => Combined { figures, rule: Rule::Added(two), added: Some([at_once, died_later]) },
        false => Combined { figures, rule: Rule::Undecided(two), added: None },
    }
}

/// Both, of whom nobody is in the other.
fn add(a: Figures, b: Figures) -> Figures {
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
