//! What the coder should look at in an incident, as sentences (DESIGN, section 3, rules 3 and 6).

use std::collections::HashMap;

use super::incident::Estimated;
use super::resolve::Resolved;
use super::said::Said;
use crate::model::{ArticleId, DateRange, Kind, OperationId};

pub(super) fn warnings(
    said: &[Said<'_>],
    estimates: &[Estimated],
    date: &Resolved<DateRange>,
    operation: &Resolved<OperationId>,
) -> Vec<String> {
    let mut warnings = Vec::new();
    if date.conflict {
        warnings.push("The claims give dates that exclude each other; set the date, or split.".to_owned());
    }
    if operation.conflict {
        warnings.push("The claims name several operations; choose one, or it is not drawn.".to_owned());
    }
    for estimated in estimates {
        let outcome = estimated.outcome;
        let whole = estimated.figures.high.or(estimated.figures.best);
        if let (Some(whole), Some(part)) = (whole, largest_part(said, estimated))
            && part > whole
        {
            warnings.push(format!("A part, {part} {outcome}, is more than the whole, {whole} {outcome}."));
        }
        if let Some(problem) = estimated.figures.problem() {
            warnings.push(format!("The {outcome}: {problem}"));
        }
    }
    warnings
}

/// The most people of `estimated` that one part gives, or that the exclusive parts of one article
/// give together: another article may speak of the same ones again.
fn largest_part(said: &[Said<'_>], estimated: &Estimated) -> Option<u64> {
    let mut largest = None;
    let mut exclusive: HashMap<ArticleId, u64> = HashMap::new();
    for said in said {
        let claim = said.claim;
        let speaks_of_them = claim.kind == Kind::Part
            && claim.standing.counts()
            && claim.outcome == Some(estimated.outcome)
            && (claim.side.is_none() || claim.side == estimated.side);
        let Some(part) = claim.count.low.or(claim.count.best).filter(|_| speaks_of_them) else { continue };
        largest = largest.max(Some(part));
        if claim.part_exclusive {
            let sum = exclusive.entry(said.article).or_default();
            *sum = sum.saturating_add(part);
        }
    }
    largest.max(exclusive.into_values().max())
}
