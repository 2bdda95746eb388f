//! Incidents: joining, splitting, and the coder's own word on them.

use std::collections::HashSet;

use super::claims::is_reckoned_from;
use super::{Outcome, edit as change};
use crate::action::IncidentEdit;
use crate::focus::Area;
use crate::workspace::Workspace;
use tollbook_core::analysis::independent_sources::independent_sources;
use tollbook_core::model::{
    AnnotationId, Claim, ClaimStatus, Draft, EntryId, Estimate, EstimateId, Figures, Incident, IncidentId,
    Kind, Link, LinkId, Outcome as CasualtyOutcome, Relation, Stamp,
};

pub(super) fn show(open: &mut Workspace, incident: Option<IncidentId>) -> Outcome {
    open.selection.incident = incident.map(|id| open.answers.index.root(id));
    if open.selection_incident_is_another() {
        open.selection.annotation = None;
        open.focus.moved_to(Area::Text);
    }
    Ok(Vec::new())
}

impl Workspace {
    /// Whether the selected annotation belongs to another incident than the selected one.
    fn selection_incident_is_another(&self) -> bool {
        self.selection.annotation.is_some() && self.selected_incident() != self.selection.incident
    }
}

pub(super) fn join(open: &mut Workspace, incident: IncidentId, to: IncidentId, stamp: &mut Stamp) -> Outcome {
    let index = &open.answers.index;
    let (from, root) = (index.root(incident), index.root(to));
    if from == root {
        return Err("They are one incident already.".to_owned());
    }
    if is_reckoned_from(open, from, root) || is_reckoned_from(open, root, from) {
        return Err(
            "The date of one is counted from the other, so that they cannot be the same; set that date by hand first."
                .to_owned(),
        );
    }
    let effects = change(open, "Join incidents", stamp, |draft, _| {
        draft.update::<Incident>(from, |incident| incident.joined_to = Some(root));
        Ok(())
    })?;
    open.selection.incident = Some(root);
    Ok(effects)
}

pub(super) fn split(open: &mut Workspace, incident: IncidentId, stamp: &mut Stamp) -> Outcome {
    let effects = change(open, "Split incident", stamp, |draft, _| {
        draft.update::<Incident>(incident, |incident| incident.joined_to = None);
        Ok(())
    })?;
    open.selection.incident = Some(open.answers.index.root(incident));
    Ok(effects)
}

pub(super) fn edit(open: &mut Workspace, id: IncidentId, edit: IncidentEdit, stamp: &mut Stamp) -> Outcome {
    let label = match &edit {
        IncidentEdit::Title(_) => "Change incident's name",
        IncidentEdit::Operation(_) => "Change incident's operation",
        IncidentEdit::Date(_) => "Change incident's date",
        IncidentEdit::Country(_) => "Change incident's country",
        IncidentEdit::Place(_) => "Change incident's place",
        IncidentEdit::Cause(_) => "Change incident's cause",
        IncidentEdit::Hostile(_) => "Change whether incident is hostile",
        IncidentEdit::Memo(_) => "Change incident's memo",
    };
    let id = open.answers.index.root(id);
    change(open, label, stamp, |draft, _| {
        draft.update::<Incident>(id, |incident| match edit {
            IncidentEdit::Title(title) => incident.title = title.trim().to_owned(),
            IncidentEdit::Operation(operation) => incident.operation = operation,
            IncidentEdit::Date(date) => incident.date = date,
            IncidentEdit::Country(country) => incident.country = country.trim().to_owned(),
            IncidentEdit::Place(place) => incident.place = place.trim().to_owned(),
            IncidentEdit::Cause(cause) => incident.cause = cause,
            IncidentEdit::Hostile(hostile) => incident.hostile = hostile,
            IncidentEdit::Memo(memo) => incident.memo = memo,
        });
        Ok(())
    })
}

/// What is said of an override without a reason.
pub const NO_REASON: &str =
    "Say why these figures stand instead of what the claims give; readers of the record will ask.";

pub(super) fn set_estimate(
    open: &mut Workspace,
    incident: IncidentId,
    (side, outcome): (Option<EntryId>, CasualtyOutcome),
    figures: Figures,
    reason: String,
    stamp: &mut Stamp,
) -> Outcome {
    if let Some(problem) = figures.problem() {
        return Err(problem);
    }
    let reason = reason.trim().to_owned();
    if reason.is_empty() {
        return Err(NO_REASON.to_owned());
    }
    let incident = open.answers.index.root(incident);
    change(open, "Set estimate", stamp, |draft, open| {
        let known = open.project.estimates.iter().find(|(_, estimate)| {
            (estimate.incident, estimate.side, estimate.outcome) == (incident, side, outcome)
        });
        let id: EstimateId = known.map_or_else(|| draft.stamp.mint(), |(id, _)| id);
        let Figures { low, best, high } = figures;
        draft.set(id, Estimate { incident, side, outcome, low, best, high, reason });
        Ok(())
    })
}

pub(super) fn clear_estimate(open: &mut Workspace, id: EstimateId, stamp: &mut Stamp) -> Outcome {
    change(open, "Clear estimate", stamp, |draft, _| {
        draft.remove::<Estimate>(id);
        Ok(())
    })
}

/// Lets the figure of a claim speak for its source; or takes that back, so that the latest speaks.
pub(super) fn choose_figure(
    open: &mut Workspace,
    id: AnnotationId,
    chosen: bool,
    stamp: &mut Stamp,
) -> Outcome {
    let claim = open.project.claims.get(id).ok_or("The claim is no longer there.")?;
    let own = claim.incident.filter(|_| claim.kind == Kind::Incident);
    let own = own.ok_or("Only a claim of the incident itself gives a figure of it.")?;
    if chosen && claim.status != ClaimStatus::Asserted {
        return Err(format!(
            "A {} figure cannot be used for its source; change its status first.",
            claim.status
        ));
    }
    if chosen && claim.count.is_blank() {
        return Err("The claim gives no figure; set its count first.".to_owned());
    }
    let label = if chosen { "Choose figure" } else { "Clear chosen figure" };
    // Of each source one figure is chosen, and one of those who died of wounds.
    let rivals = of_the_same_voice(open, id);
    change(open, label, stamp, |draft, open| {
        for rival in rivals {
            for link in open.answers.index.links(rival.0) {
                let relation = open.project.links.get(link).map(|link| link.relation);
                if relation == Some(Relation::FigureChosen) {
                    draft.remove::<Link>(link);
                }
            }
        }
        if chosen {
            let link: LinkId = draft.stamp.mint();
            let row = Link { from: id.0, relation: Relation::FigureChosen, to: own.0, value: String::new() };
            draft.set(link, row);
        }
        Ok(())
    })
}

/// The claims with which one shares its source and whom it counts, with itself.
fn of_the_same_voice(open: &Workspace, id: AnnotationId) -> Vec<AnnotationId> {
    let died = |id: AnnotationId| open.project.claims.get(id).map(|claim| claim.died_of_wounds);
    let view = open.answers.incident_of(id);
    let estimated = view.and_then(|view| view.estimates.iter().find(|of| of.claims.contains(&id)));
    let Some((view, estimated)) = view.zip(estimated) else { return vec![id] };
    let independent_sources = independent_sources(&open.project, &open.answers, view, estimated);
    let own =
        independent_sources.into_iter().find(|source| source.claims.iter().any(|word| word.claim == id));
    let words = own.into_iter().flat_map(|source| source.claims);
    words.map(|word| word.claim).filter(|other| died(*other) == died(id)).collect()
}

/// Gives a claim that belongs to an incident one of its own.
pub(super) fn give_incident(draft: &mut Draft<'_>, claim: &mut Claim) {
    if claim.kind.has_incident() && claim.incident.is_none() {
        let incident: IncidentId = draft.stamp.mint();
        draft.set(incident, Incident::blank());
        claim.incident = Some(incident);
    }
}

/// Removes those of `incidents` that nobody needs as the edit so far leaves the facts: no claim is born
/// with them, counted from them or given with them, no other incident is joined to them, and they have
/// neither links nor estimates.
pub(super) fn drop_needless(draft: &mut Draft<'_>, incidents: &HashSet<IncidentId>) {
    if incidents.is_empty() {
        return;
    }
    let claims = draft.rows::<Claim>().flat_map(|(_, claim)| {
        [claim.incident, claim.date_incident, claim.as_of_incident].into_iter().flatten()
    });
    let linked = draft.rows::<Link>().flat_map(|(_, link)| [IncidentId(link.from), IncidentId(link.to)]);
    let estimated = draft.rows::<Estimate>().map(|(_, estimate)| estimate.incident);
    let joined = draft
        .rows::<Incident>()
        .filter(|(id, _)| !incidents.contains(id))
        .filter_map(|(_, incident)| incident.joined_to);
    let named = claims.chain(linked).chain(estimated).chain(joined);
    let mut needed: HashSet<IncidentId> = named.filter(|id| incidents.contains(id)).collect();
    // Whoever is needed needs the incident that it was joined to.
    let mut todo: Vec<IncidentId> = needed.iter().copied().collect();
    while let Some(id) = todo.pop() {
        let onward = draft.get::<Incident>(id).and_then(|incident| incident.joined_to);
        todo.extend(onward.filter(|id| incidents.contains(id) && needed.insert(*id)));
    }
    let mut needless: Vec<IncidentId> = incidents.difference(&needed).copied().collect();
    needless.sort_unstable();
    for id in needless {
        draft.remove::<Incident>(id);
    }
}
