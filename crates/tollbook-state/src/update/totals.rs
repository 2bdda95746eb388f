//! Totals: taking incidents out of one, and recording what it says beyond what is counted.

use super::{Outcome, edit as change};
use crate::action::Remainder;
use crate::workspace::Workspace;
use tollbook_core::analysis::totals::words;
use tollbook_core::model::{
    AnnotationId, Claim, Estimate, EstimateId, Figures, Hostile, Incident, IncidentId, Link, LinkId, Project,
    Relation, Stamp,
};

/// Takes an incident out of a total's scope.
pub(super) fn exclude(
    open: &mut Workspace,
    incident: IncidentId,
    total: AnnotationId,
    stamp: &mut Stamp,
) -> Outcome {
    if excluding(open, incident, total).next().is_some() {
        return Ok(Vec::new());
    }
    let root = open.answers.index.root(incident);
    change(open, "Exclude incident from total", stamp, |draft, _| {
        let id: LinkId = draft.stamp.mint();
        let relation = Relation::ExcludedFromTotal;
        draft.set(id, Link { from: root.0, relation, to: total.0, value: String::new() });
        Ok(())
    })
}

/// Puts an incident back into a total's scope.
pub(super) fn include(
    open: &mut Workspace,
    incident: IncidentId,
    total: AnnotationId,
    stamp: &mut Stamp,
) -> Outcome {
    let links: Vec<LinkId> = excluding(open, incident, total).collect();
    change(open, "Include incident in total", stamp, |draft, _| {
        links.into_iter().for_each(|id| draft.remove::<Link>(id));
        Ok(())
    })
}

/// The links that take an incident, or one that was joined to it, out of a total.
fn excluding(open: &Workspace, incident: IncidentId, total: AnnotationId) -> impl Iterator<Item = LinkId> {
    let index = &open.answers.index;
    let root = index.root(incident);
    index.links(total.0).filter(move |id| {
        open.project.links.get(*id).is_some_and(|link| {
            link.relation == Relation::ExcludedFromTotal
                && link.to == total.0
                && index.root(IncidentId(link.from)) == root
        })
    })
}

/// Records people of whom only a total knows as an incident of its own: an estimate by the coder,
/// with the total's words as evidence, and no claim.
pub(super) fn record_remainder(open: &mut Workspace, wanted: Remainder, stamp: &mut Stamp) -> Outcome {
    let total = open.project.claims.get(wanted.total).ok_or("The total is no longer there.")?.clone();
    let outcome = total.outcome.ok_or("The total does not say what happened to the people; say it first.")?;
    if wanted.figure == 0 {
        return Err("A remainder is at least 1; nobody would be recorded.".to_owned());
    }
    if wanted.reason.trim().is_empty() {
        return Err("Say why the remainder is recorded: it is the coder's own figure.".to_owned());
    }
    let mut made = None;
    let effects = change(open, "Record remainder as an incident", stamp, |draft, open| {
        let id: IncidentId = draft.stamp.mint();
        let estimate: EstimateId = draft.stamp.mint();
        let evidence: LinkId = draft.stamp.mint();
        made = Some(id);
        let country = match total.scope_countries.as_slice() {
            [country] if total.scope_areas.is_empty() => country.clone(),
            _ => String::new(),
        };
        let incident = Incident {
            title: format!(
                "Remainder of {} {outcome}: {}",
                total.count,
                words::scope(&open.project, &total, 0)
            ),
            operation: wanted.operation,
            date: wanted.date,
            country,
            hostile: hostile_of(&open.project, &total),
            ..Incident::blank()
        };
        draft.set(id, incident);
        let Figures { low, best, high } = Figures::exactly(wanted.figure);
        let reason = wanted.reason.trim().to_owned();
        draft.set(estimate, Estimate { incident: id, side: total.side, outcome, low, best, high, reason });
        let relation = Relation::Evidence;
        draft.set(evidence, Link { from: wanted.total.0, relation, to: id.0, value: String::new() });
        Ok(())
    })?;
    open.selection.incident = made.or(open.selection.incident);
    Ok(effects)
}

/// What must be known of hostile for the people to be among those that a total counts: nothing, where
/// it counts those of whom it is not known.
pub fn hostile_of(project: &Project, total: &Claim) -> Option<Hostile> {
    let definition = project.entries.get(total.definition?)?;
    if definition.includes(Some(Hostile::Unknown)) {
        return None;
    }
    Hostile::ALL.iter().copied().find(|hostile| definition.includes(Some(*hostile)))
}
