//! Evidence: passages that say something of incidents without counting anybody.

use super::{Outcome, edit as change};
use crate::workspace::Workspace;
use tollbook_core::model::{AnnotationId, IncidentId, Link, LinkId, Relation, Stamp};

pub(super) fn attach(
    open: &mut Workspace,
    annotation: AnnotationId,
    incident: IncidentId,
    stamp: &mut Stamp,
) -> Outcome {
    let root = open.answers.index.root(incident);
    if open.evidence_of(annotation).any(|(_, known)| known == root) {
        return Err("It is evidence of that incident already.".to_owned());
    }
    change(open, "Attach evidence", stamp, |draft, _| {
        let id: LinkId = draft.stamp.mint();
        let (from, to) = (annotation.0, root.0);
        draft.set(id, Link { from, relation: Relation::Evidence, to, value: String::new() });
        Ok(())
    })
}

pub(super) fn detach(open: &mut Workspace, link: LinkId, stamp: &mut Stamp) -> Outcome {
    change(open, "Detach evidence", stamp, |draft, _| {
        draft.remove::<Link>(link);
        Ok(())
    })
}

impl Workspace {
    /// The incidents of which an annotation is evidence, as roots, each with its link.
    pub fn evidence_of(&self, annotation: AnnotationId) -> impl Iterator<Item = (LinkId, IncidentId)> {
        self.answers.index.links(annotation.0).filter_map(move |id| {
            let link = self.project.links.get(id)?;
            let is_evidence = link.relation == Relation::Evidence && link.from == annotation.0;
            is_evidence.then(|| (id, self.answers.index.root(IncidentId(link.to))))
        })
    }

    /// The annotations that are evidence of an incident or of one joined to it, each with its link; in
    /// the order in which they were annotated, each once.
    pub fn evidence_for(&self, root: IncidentId) -> Vec<(AnnotationId, LinkId)> {
        let index = &self.answers.index;
        let links = index.members(root).into_iter().flat_map(|member| index.links(member.0));
        let mut evidence: Vec<(AnnotationId, LinkId)> = links
            .filter_map(|id| {
                let link = self.project.links.get(id)?;
                (link.relation == Relation::Evidence).then_some((AnnotationId(link.from), id))
            })
            .collect();
        evidence.sort_unstable();
        evidence.dedup_by_key(|(annotation, _)| *annotation);
        evidence
    }
}
