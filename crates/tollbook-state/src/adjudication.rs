//! How far coders agree, and what is decided where they differ.

use std::path::PathBuf;
use std::sync::Arc;

use super::effect::JobId;
use tollbook_core::analysis::agreement::{Agreement, Unit};
use tollbook_core::model::{AnnotationId, Project};

/// The agreement between the project's coders.
#[derive(Debug, Default)]
pub struct AgreementView {
    /// Whether its window is open.
    pub is_open: bool,
    /// What kappa is counted over.
    pub unit: Unit,
    /// What was found last; `None` before the first time.
    pub found: Option<Arc<Vec<Agreement>>>,
    /// Of which version of the facts, and over which units.
    pub(super) answered: Option<(u64, Unit)>,
    /// The work under way, and what it will answer.
    pub(super) job: Option<(JobId, (u64, Unit))>,
}

impl AgreementView {
    /// Whether it is being measured.
    pub fn is_under_way(&self) -> bool {
        self.job.is_some()
    }
}

/// What agreement is measured from.
#[derive(Clone, Debug)]
pub struct AgreementRequest {
    /// The facts.
    pub project: Project,
    /// The articles at hand.
    pub library: super::Library,
    /// The project file, which has the texts that are not.
    pub file: PathBuf,
    /// What kappa is counted over.
    pub unit: Unit,
}

/// What is decided about a place where two coders differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Keep this annotation, and remove the other.
    KeepOnly(AnnotationId),
    /// Both stand as they are.
    KeepBoth,
    /// Neither stands.
    KeepNeither,
}
