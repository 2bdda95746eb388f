//! Getting a project back from a backup: which backups there are, and what each would change.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use super::effect::JobId;
use tollbook_core::analysis::changes::ProjectChanges;
use tollbook_core::model::Project;
use tollbook_files::storage::backup::{BackedUp, Backup};

/// The question from which backup a project is restored.
#[derive(Debug, Default)]
pub struct Restore {
    /// The project file; `None` until one is chosen.
    pub project: Option<PathBuf>,
    /// The projects of which there are backups, while none is chosen.
    pub projects: Vec<BackedUp>,
    /// The project's backups, newest first.
    pub backups: Vec<ListedBackup>,
    /// The work under way.
    pub(super) job: Option<JobId>,
}

impl Restore {
    /// Whether backups are being found or read.
    pub fn is_under_way(&self) -> bool {
        self.job.is_some()
    }
}

/// A backup, and what is known of it.
#[derive(Clone, Debug)]
pub struct ListedBackup {
    /// The copy.
    pub backup: Backup,
    /// What it holds, or a sentence why it cannot be used; `None` until it has been read.
    pub contents: Option<Result<BackupSummary, String>>,
}

/// What a backup holds.
#[derive(Clone, Debug)]
pub struct BackupSummary {
    /// Who made its last edit.
    pub coder: String,
    /// What that is called.
    pub last_edit: String,
    /// When it was made.
    pub edited: Option<Timestamp>,
    /// What restoring it would change; `None` where the project cannot be read as it is now.
    pub changes: Option<Arc<ProjectChanges>>,
}

/// Whose backups are read.
#[derive(Clone, Debug)]
pub struct BackupsRequest {
    /// The project file.
    pub project: PathBuf,
    /// The project as it is, if it is open.
    pub present: Option<Project>,
}

/// What is restored, and where to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestoreRequest {
    /// The backup.
    pub backup: PathBuf,
    /// The project file in whose place it is put.
    pub project: PathBuf,
    /// The new file to which it is written instead.
    pub into_new: Option<PathBuf>,
    /// What is opened afterwards.
    pub open: Option<PathBuf>,
}
