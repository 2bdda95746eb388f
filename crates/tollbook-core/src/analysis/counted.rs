//! What is counted: the incidents that a filter leaves, summed over time. Kept up to date edit by edit, so
//! that one changed claim costs its own bars and no more.

use std::collections::HashSet;
use std::sync::Arc;

use super::Answers;
use super::answers::Before;
use super::claim_filter::{ClaimFilter, FilteredIncidents};
use super::incident::IncidentView;
use super::timeline::{Asked, Change, Query, Timeline, timeline};
use super::what_if::WhatIf;
use crate::model::{IncidentId, Project};

/// What is counted for a query and a what-if.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counted {
    /// The incidents, of the claims that the filter includes.
    pub incidents: FilteredIncidents,
    /// Their people over time. Shared, so that it can be told whether it is another.
    pub timeline: Arc<Timeline>,
}

/// The timeline that `query` asks for, without a what-if.
pub fn timeline_of(project: &Project, answers: &Answers, query: &Query) -> Timeline {
    let counted = Counted::count(project, answers, query, &WhatIf::default());
    Arc::unwrap_or_clone(counted.timeline)
}

impl Counted {
    /// Counts everything.
    pub fn count(project: &Project, answers: &Answers, query: &Query, what_if: &WhatIf) -> Self {
        let incidents = FilteredIncidents::build(project, answers, ClaimFilter::from_query(query, what_if));
        Self::from_incidents(incidents, answers, query, what_if)
    }

    fn from_incidents(
        incidents: FilteredIncidents,
        answers: &Answers,
        query: &Query,
        what_if: &WhatIf,
    ) -> Self {
        let views = incidents.incidents(answers).map(Arc::as_ref);
        let timeline = Arc::new(timeline(views, Asked { query, what_if }));
        Self { incidents, timeline }
    }

    /// Counts for another query. The incidents are kept where both include the same claims.
    pub fn ask(&mut self, project: &Project, answers: &Answers, query: &Query, what_if: &WhatIf) {
        *self = if *self.incidents.filter() == ClaimFilter::from_query(query, what_if) {
            Self::from_incidents(std::mem::take(&mut self.incidents), answers, query, what_if)
        } else {
            Self::count(project, answers, query, what_if)
        };
    }

    /// Brings what is counted up to date with an edit; `answers` are as the edit left them, `before`
    /// is what they were. The result is equal to [`Counted::count`] the project.
    pub fn update(
        &mut self,
        project: &Project,
        answers: &Answers,
        query: &Query,
        what_if: &WhatIf,
        before: &Before,
    ) {
        let Before::Of(before) = before else {
            *self = Self::count(project, answers, query, what_if);
            return;
        };
        let roots: HashSet<IncidentId> = before.keys().copied().collect();
        let incidents_before = self.incidents.before(before);
        self.incidents.update(project, answers, &roots);
        let incidents = &self.incidents;
        let view = |id: IncidentId| -> Option<&IncidentView> { incidents.view(answers, id).map(Arc::as_ref) };
        let changes: Vec<Change<'_>> =
            incidents_before.iter().map(|(root, before)| (before.as_deref(), view(*root))).collect();
        Arc::make_mut(&mut self.timeline).update(Asked { query, what_if }, &changes, view);
    }

    /// The incident as it is counted here.
    pub fn incident<'a>(&'a self, answers: &'a Answers, id: IncidentId) -> Option<&'a Arc<IncidentView>> {
        self.incidents.incident(answers, id)
    }
}
