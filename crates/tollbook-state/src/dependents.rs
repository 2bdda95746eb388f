//! An undo of an edit on which others depend: which these are, and whether all are taken back together.

use std::path::PathBuf;
use std::sync::Arc;

use super::effect::JobId;
use tollbook_core::model::{Change, Edit, HistoryEntry, Project};

/// The question whether an edit is taken back together with those that depend on it.
#[derive(Clone, Debug)]
pub struct UndoQuestion {
    /// The edit that is to be taken back.
    pub edit: Arc<Edit>,
    /// Why it cannot be taken back by itself, as a sentence.
    pub why: String,
    /// The work under way; `None` before it is begun and after it is done.
    pub(super) job: Option<JobId>,
    /// What depends on the edit, once that is known.
    pub found: Option<Dependents>,
}

/// The edits that depend on an edit.
#[derive(Clone, Debug, Default)]
pub struct Dependents {
    /// The edits, first to last, but for those that were taken back themselves.
    pub edits: Vec<HistoryEntry>,
    /// What takes back the edit and all of them; `None` where that cannot be done either.
    pub changes: Option<Vec<Change>>,
}

/// The edit of which the dependents are to be found.
#[derive(Clone, Debug)]
pub struct DependentsRequest {
    /// The project file.
    pub file: PathBuf,
    /// The facts, as they are.
    pub project: Project,
    /// The edit.
    pub edit: Arc<Edit>,
}
