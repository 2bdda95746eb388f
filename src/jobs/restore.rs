//! Backups found, read and put back.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;

use super::Post;
use super::backups::folder_of;
use tollbook_core::analysis::changes::ProjectChanges;
use tollbook_core::analysis::timeline::Query;
use tollbook_core::model::Project;
use tollbook_files::storage::backup::{Backup, backed_up_projects, backups};
use tollbook_files::storage::{Store, read_backup, restore_in_place, restore_into_new};
use tollbook_state::effect::{Done, JobId, Restored};
use tollbook_state::restore::{BackupSummary, BackupsRequest, ListedBackup, RestoreRequest};

/// Finds the projects of which there are backups in `root`.
pub(super) fn list_projects(post: &Post, job: JobId, root: Option<&Path>) {
    post.done(Done::BackedUp(job, root.map(backed_up_projects).unwrap_or_default()));
}

/// Finds the backups of a project and reads them, newest first; each is reported as soon as it has been read.
pub(super) fn read_all(post: &Post, job: JobId, request: BackupsRequest, root: Option<&Path>) {
    let BackupsRequest { project: file, present } = request;
    let mut listed: Vec<ListedBackup> =
        of_project(&file, root).into_iter().map(|backup| ListedBackup { backup, contents: None }).collect();
    post.done(Done::Backups(job, listed.clone()));
    let present = present.or_else(|| Store::open(&file).ok().map(|(_, opened)| opened.project));
    for n in 0..listed.len() {
        let contents = summary(&listed[n].backup.path, present.as_ref());
        listed[n].contents = Some(contents);
        post.done(Done::Backups(job, listed.clone()));
    }
}

/// The backups of a project file, newest first.
pub(super) fn of_project(file: &Path, root: Option<&Path>) -> Vec<Backup> {
    root.map(|root| backups(file, &folder_of(root, file))).unwrap_or_default()
}

/// What a backup holds, and what restoring it would change of `present`.
pub(super) fn summary(backup: &Path, present: Option<&Project>) -> Result<BackupSummary, String> {
    let contents = read_backup(backup).map_err(|error| format!("{error}."))?;
    let project = contents.project;
    let changes =
        present.map(|present| Arc::new(ProjectChanges::between(present, &project, &Query::everything())));
    let last = contents.last;
    Ok(BackupSummary {
        coder: last.as_ref().map_or_else(String::new, |last| project.entry_name(Some(last.coder)).to_owned()),
        last_edit: last.as_ref().map_or_else(String::new, |last| last.label.clone()),
        edited: last.map(|last| last.at),
        changes,
    })
}

/// Restores a backup, in place or into a new file.
pub(super) fn restore(post: &Post, job: JobId, request: RestoreRequest) {
    let result = carry_out(&request);
    post.done(Done::Restored(job, Box::new(request), result));
}

/// Restores a backup.
///
/// # Errors
/// A sentence that names the file and the remedy; nothing is changed then.
pub(super) fn carry_out(request: &RestoreRequest) -> Result<Restored, String> {
    let RestoreRequest { backup, project, into_new, .. } = request;
    let result = match into_new {
        Some(to) => {
            let to = with_extension(to);
            restore_into_new(backup, &to).map(|()| Restored { file: to, kept: None })
        }
        None => restore_in_place(backup, project, Timestamp::now())
            .map(|kept| Restored { file: project.clone(), kept }),
    };
    result.map_err(|error| format!("Nothing was restored: {error}."))
}

/// The name of a new project file, which is found by its ending.
fn with_extension(to: &Path) -> std::path::PathBuf {
    if to.extension().is_some() {
        return to.to_owned();
    }
    to.with_extension("tollbook")
}
