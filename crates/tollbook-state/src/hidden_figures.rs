//! What hides the figures of an empty chart. It is looked for among all claims, in a large project beside the window.

use super::effect::JobId;
use super::workspace::Workspace;
use tollbook_core::analysis::chart::Hidden;
use tollbook_core::analysis::timeline::Query;
use tollbook_core::analysis::what_if::WhatIf;
use tollbook_core::model::Project;

/// Of this many claims it is looked for within a frame.
pub const FEW_CLAIMS: usize = 1000;

/// What was found last, and the work under way.
#[derive(Clone, Debug, Default)]
pub struct HiddenFigures {
    pub(super) found: Option<Box<FoundHidden>>,
    pub(super) job: Option<JobId>,
}

/// For what it is looked for.
#[derive(Clone, Debug)]
pub struct HiddenRequest {
    /// The facts.
    pub project: Project,
    /// Their version.
    pub facts: u64,
    /// What the chart is asked.
    pub query: Query,
    /// What is tried.
    pub what_if: WhatIf,
}

/// What hides figures.
#[derive(Clone, Debug)]
pub struct FoundHidden {
    /// The version of the facts.
    pub facts: u64,
    /// What the chart was asked.
    pub query: Query,
    /// What was tried.
    pub what_if: WhatIf,
    /// What would show figures.
    pub hidden: Vec<Hidden>,
}

impl HiddenFigures {
    /// What was found last for the chart's question, maybe of earlier facts; `None` if nothing was.
    pub fn latest(&self, open: &Workspace) -> Option<&[Hidden]> {
        let found = self.found.as_ref().filter(|found| {
            let FoundHidden { query, what_if, .. } = found.as_ref();
            (query, what_if) == (&open.query, &open.what_if)
        })?;
        Some(&found.hidden)
    }

    /// Whether what was found last is of the facts as they are, and for the chart's question.
    pub fn is_current(&self, open: &Workspace) -> bool {
        let facts = self.found.as_ref().map(|found| found.facts);
        self.latest(open).is_some() && facts == Some(open.versions.facts)
    }

    /// Whether it is being looked for.
    pub fn is_under_way(&self) -> bool {
        self.job.is_some()
    }
}
