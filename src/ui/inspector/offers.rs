//! The incidents that a claim may be joined to.

use crate::model::{AnnotationId, EditId, IncidentId, ProjectId};
use crate::state::Workspace;

/// An incident on offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The incident.
    pub incident: IncidentId,
    /// Why it is on offer, in a few words.
    pub why: String,
}

/// Which state of the facts something was derived from: it is another after every edit.
pub type Revision = (ProjectId, Option<EditId>, Option<EditId>);

/// The state of the facts now. Costs nothing.
pub fn revision(open: &Workspace) -> Revision {
    let step = |step: Option<&crate::model::history::Step>| step.map(|step| step.id);
    (open.project.id(), step(open.history.undo()), step(open.history.redo()))
}

/// A value that is derived anew only when what it was derived from has changed.
#[derive(Clone, Debug)]
pub struct Kept<K, T>(Option<(K, T)>);

impl<K, T> Default for Kept<K, T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<K: PartialEq, T> Kept<K, T> {
    /// The value for `key`.
    pub fn get(&mut self, key: K, derive: impl FnOnce() -> T) -> &T {
        match &mut self.0 {
            Some((known, _)) if *known == key => {}
            kept => *kept = Some((key, derive())),
        }
        match &self.0 {
            Some((_, value)) => value,
            None => unreachable!("it was derived just now"),
        }
    }
}

/// The incidents on offer for a claim, best first.
pub fn on_offer(open: &Workspace, claim: AnnotationId) -> Vec<Offer> {
    in_article(open, claim)
        .into_iter()
        .map(|incident| Offer { incident, why: "in this article".to_owned() })
        .collect()
}

/// The other incidents that the article of a claim speaks of, nearest first.
pub fn in_article(open: &Workspace, claim: AnnotationId) -> Vec<IncidentId> {
    let Some(annotation) = open.project.annotations.get(claim) else { return Vec::new() };
    let own = open.answers.index.incident_of(claim);
    let mut near: Vec<(usize, IncidentId)> = open
        .answers
        .index
        .annotations(annotation.article)
        .filter_map(|id| {
            let incident = open.answers.index.incident_of(id).filter(|incident| Some(*incident) != own)?;
            Some((open.project.annotations.get(id)?.start.abs_diff(annotation.start), incident))
        })
        .collect();
    near.sort_unstable();
    let mut incidents: Vec<IncidentId> = Vec::new();
    for (_, incident) in near {
        if !incidents.contains(&incident) {
            incidents.push(incident);
        }
    }
    incidents
}
