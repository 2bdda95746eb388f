//! The table of annotations: what it is asked, and the rows that were found.

use std::sync::Arc;

use super::effect::JobId;
use tollbook_core::analysis::answers::Incidents;
use tollbook_core::analysis::table::{self, Question};
use tollbook_core::model::{AnnotationId, EntryId, Project};

/// The table of annotations. Its rows are found beside the window, since a large project has many.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Which rows are wanted, and in which order.
    pub question: Question,
    /// The rows that were found last.
    pub rows: Arc<Vec<AnnotationId>>,
    /// What they answer, and of which revision of the project; `None` before the first.
    pub(super) answered: Option<(u64, Question)>,
    /// The work under way.
    pub(super) asked: Option<JobId>,
}

impl Table {
    /// Whether other rows are wanted than those that were found.
    pub fn is_stale(&self, revision: u64) -> bool {
        self.answered
            .as_ref()
            .is_none_or(|(known, question)| *known != revision || *question != self.question)
    }

    /// Whether rows are being found.
    pub fn is_asked(&self) -> bool {
        self.asked.is_some()
    }

    /// Whether no rows have been found yet.
    pub fn is_new(&self) -> bool {
        self.answered.is_none()
    }
}

/// What the rows are found from: a snapshot of the facts.
#[derive(Clone, Debug)]
pub struct Request {
    /// The facts.
    pub project: Project,
    /// What is known of each incident.
    pub incidents: Arc<Incidents>,
    /// Whose reading of the articles counts.
    pub reader: EntryId,
    /// What is wanted.
    pub question: Question,
    /// Of which revision the facts are.
    pub revision: u64,
}

/// Rows that were found.
#[derive(Clone, Debug)]
pub struct FoundRows {
    rows: Vec<AnnotationId>,
    revision: u64,
    question: Question,
}

impl Request {
    /// Finds the rows.
    pub fn find(self) -> FoundRows {
        let rows = table::rows(&self.project, &self.incidents, &self.question, self.reader);
        FoundRows { rows, revision: self.revision, question: self.question }
    }
}

impl Table {
    pub(super) fn add_rows(&mut self, job: JobId, found: FoundRows) {
        if self.asked == Some(job) {
            self.asked = None;
            self.rows = Arc::new(found.rows);
            self.answered = Some((found.revision, found.question));
        }
    }
}
