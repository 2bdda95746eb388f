//! The incidents that a claim may be joined to, or counted from.

use crate::ui::widgets::cached::{Cached, Revision, revision};
use tollbook_core::analysis::duplicates::offers::{Offer, on_offer};
use tollbook_core::model::{AnnotationId, IncidentId};
use tollbook_state::Workspace;

/// The offers for one claim, found anew only after an edit.
#[derive(Debug, Default)]
pub struct Offers(Cached<(Revision, u64, AnnotationId), Vec<Offer>>);

impl Offers {
    /// The incidents on offer for a claim, best first.
    pub fn for_claim(&mut self, open: &Workspace, claim: AnnotationId) -> &[Offer] {
        let compared = &open.compared;
        let key = (revision(open), compared.generation, claim);
        self.0.get(key, || on_offer(&open.project, &open.answers, &compared.duplicates, claim))
    }
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
