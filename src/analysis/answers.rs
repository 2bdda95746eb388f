//! Everything that is derived from the facts and kept: the index and what is known of each
//! incident.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::incident::{IncidentView, view};
use super::index::Index;
use super::timeline::{Query, Timeline, timeline};
use crate::model::{AnnotationId, EntryId, IncidentId, List, Project, Touched};

/// The index of a project and a view of each of its incidents, kept up to date edit by edit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    /// Who belongs to whom.
    pub index: Index,
    views: BTreeMap<IncidentId, Arc<IncidentView>>,
}

impl Answers {
    /// The answers of a whole project.
    pub fn of(project: &Project) -> Self {
        let index = Index::of(project);
        let roots = project.incidents.iter().filter(|(_, incident)| incident.joined_to.is_none());
        let views = roots.map(|(root, _)| (root, Arc::new(view(project, &index, root)))).collect();
        Self { index, views }
    }

    /// Brings the answers up to date with an edit; `project` is as the edit left it. What comes
    /// out is equal to [`Answers::of`] the project. Says which incidents, as roots, may now be
    /// answered differently.
    pub fn update(&mut self, project: &Project, touched: &Touched) -> HashSet<IncidentId> {
        // An incident's name names sides, and any incident may have one.
        let side = |id: &EntryId| project.entries.get(*id).is_none_or(|entry| entry.list == List::Side);
        if touched.entries.iter().any(side) {
            let before = std::mem::replace(self, Self::of(project)).views.into_keys();
            return before.chain(self.views.keys().copied()).collect();
        }
        let stale = self.index.update(project, touched);
        for &root in &stale {
            let stands = project.incidents.get(root).is_some_and(|incident| incident.joined_to.is_none());
            if stands {
                self.views.insert(root, Arc::new(view(project, &self.index, root)));
            } else {
                self.views.remove(&root);
            }
        }
        stale
    }

    /// What is known of the incident that `id` has been joined to in the end.
    pub fn incident(&self, id: IncidentId) -> Option<&Arc<IncidentView>> {
        self.views.get(&self.index.root(id))
    }

    /// What is known of the incident to which a claim belongs.
    pub fn incident_of(&self, claim: AnnotationId) -> Option<&Arc<IncidentView>> {
        self.views.get(&self.index.incident_of(claim)?)
    }

    /// Every incident that is not joined to another, by id.
    pub fn incidents(&self) -> impl Iterator<Item = &Arc<IncidentView>> {
        self.views.values()
    }

    /// The timeline that `query` asks for.
    pub fn timeline(&self, query: &Query) -> Timeline {
        timeline(self.incidents(), query)
    }
}
