//! Everything that is derived from the facts and kept: the index, what is known of each incident, how
//! often each code is used, and what comes of comparing the totals.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::incident::{IncidentView, view};
use super::index::Index;
use super::totals::Totals;
use super::usage::Usage;
use crate::model::{AnnotationId, EntryId, IncidentId, List, Project, Touched};

/// The index of a project, a view of each of its incidents and its totals, kept up to date edit by edit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    /// Who belongs to whom.
    pub index: Index,
    /// How often each code is used.
    pub usage: Usage,
    /// Running totals against what is counted.
    pub totals: Totals,
    /// Shared, so that work beside the window can look at them as they are now.
    views: Arc<Incidents>,
}

/// The incidents that are not joined to another, by id.
pub type Incidents = BTreeMap<IncidentId, Arc<IncidentView>>;

impl Answers {
    /// The answers of a whole project.
    pub fn from_project(project: &Project) -> Self {
        let index = Index::from_project(project);
        let roots = project.incidents.iter().filter(|(_, incident)| incident.joined_to.is_none());
        let views: Incidents = roots.map(|(root, _)| (root, Arc::new(view(project, &index, root)))).collect();
        let usage = Usage::from_project(project);
        let mut answers = Self { index, usage, totals: Totals::default(), views: Arc::new(views) };
        answers.totals = Totals::from_project(project, &answers);
        answers
    }

    /// Brings the answers up to date with an edit; `project` is as the edit left it. What comes
    /// out is equal to [`Answers::from_project`] the project. Answers with what the incidents were that may
    /// now be answered differently.
    pub fn update(&mut self, project: &Project, touched: &Touched) -> Before {
        // An incident's name names sides, and any incident may have one.
        let side = |id: &EntryId| project.entries.get(*id).is_none_or(|entry| entry.list == List::Side);
        if touched.entries.iter().any(side) {
            *self = Self::from_project(project);
            return Before::Anything;
        }
        self.usage.update(project, touched);
        let stale = self.index.update(project, touched).into_iter();
        let views = Arc::make_mut(&mut self.views);
        let before: Views = stale
            .map(|root| {
                let stands = project.incidents.get(root).is_some_and(|incident| incident.joined_to.is_none());
                let before = match stands {
                    true => views.insert(root, Arc::new(view(project, &self.index, root))),
                    false => views.remove(&root),
                };
                (root, before)
            })
            .collect();
        let mut totals = std::mem::take(&mut self.totals);
        totals.update(project, self, touched, &before);
        self.totals = totals;
        Before::Of(before)
    }

    /// What is known of every incident that is not joined to another.
    pub fn views(&self) -> &Arc<Incidents> {
        &self.views
    }

    /// What is known of an incident that is not joined to another.
    pub(super) fn view(&self, root: IncidentId) -> Option<&Arc<IncidentView>> {
        self.views.get(&root)
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
}

/// What incidents were before an edit.
#[derive(Clone, Debug)]
pub enum Before {
    /// So many may have changed that they were all made again.
    Anything,
    /// Those that may have changed; `None` for one that was not there.
    Of(Views),
}

impl Before {
    /// The incidents that may now be answered differently, as roots; `None` for all.
    pub fn roots(&self) -> Option<HashSet<IncidentId>> {
        match self {
            Self::Anything => None,
            Self::Of(views) => Some(views.keys().copied().collect()),
        }
    }
}

/// Incidents by id; `None` for one that is not there.
pub type Views = HashMap<IncidentId, Option<Arc<IncidentView>>>;
