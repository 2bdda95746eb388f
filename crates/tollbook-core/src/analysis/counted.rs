//! What is counted: incidents as they are heard, summed as is asked. Kept up to date edit by edit, so
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

/// What is counted for a question and a trial.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counted {
    /// The incidents as they are heard.
    pub heard: FilteredIncidents,
    /// Their people over time. Shared, so that it can be told whether it is another.
    pub timeline: Arc<Timeline>,
}

impl Counted {
    /// Counts everything.
    pub fn of(project: &Project, answers: &Answers, query: &Query, what_if: &WhatIf) -> Self {
        Self::hearing(
            FilteredIncidents::of(project, answers, ClaimFilter::of(query, what_if)),
            answers,
            query,
            what_if,
        )
    }

    /// Counts what is heard.
    fn hearing(heard: FilteredIncidents, answers: &Answers, query: &Query, what_if: &WhatIf) -> Self {
        let views = heard.incidents(answers).map(Arc::as_ref);
        let timeline = Arc::new(timeline(views, Asked { query, what_if }));
        Self { heard, timeline }
    }

    /// Asks another question. What is heard is kept where the same is heard for both.
    pub fn ask(&mut self, project: &Project, answers: &Answers, query: &Query, what_if: &WhatIf) {
        let hearing = ClaimFilter::of(query, what_if);
        *self = if *self.heard.hearing() == hearing {
            Self::hearing(std::mem::take(&mut self.heard), answers, query, what_if)
        } else {
            Self::of(project, answers, query, what_if)
        };
    }

    /// Brings what is counted up to date with an edit; `answers` are as the edit left them, `before`
    /// is what they were. What comes out is equal to [`Counted::of`] the project.
    pub fn update(
        &mut self,
        project: &Project,
        answers: &Answers,
        query: &Query,
        what_if: &WhatIf,
        before: &Before,
    ) {
        let Before::Of(before) = before else {
            *self = Self::of(project, answers, query, what_if);
            return;
        };
        let roots: HashSet<IncidentId> = before.keys().copied().collect();
        let heard_before = self.heard.heard_before(before);
        self.heard.update(project, answers, &roots);
        let heard = &self.heard;
        let view = |id: IncidentId| -> Option<&IncidentView> { heard.view(answers, id).map(Arc::as_ref) };
        let changes: Vec<Change<'_>> =
            heard_before.iter().map(|(root, before)| (before.as_deref(), view(*root))).collect();
        Arc::make_mut(&mut self.timeline).update(Asked { query, what_if }, &changes, view);
    }

    /// The incident as it is counted here.
    pub fn incident<'a>(&'a self, answers: &'a Answers, id: IncidentId) -> Option<&'a Arc<IncidentView>> {
        self.heard.incident(answers, id)
    }

    /// The timeline alone.
    pub fn into_timeline(self) -> Timeline {
        Arc::unwrap_or_clone(self.timeline)
    }
}
