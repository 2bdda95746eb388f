//! Restoring a project from a backup.

use std::path::{Path, PathBuf};

use super::projects::{go_on, once_saved};
use crate::action::RestoreAction;
use crate::effect::{Effect, JobId, Restored};
use crate::restore::{BackupsRequest, ListedBackup, Restore, RestoreRequest};
use crate::{AfterSaved, AppState};
use tollbook_files::storage::backup::BackedUp;

pub(super) fn act(state: &mut AppState, action: RestoreAction) -> Vec<Effect> {
    match action {
        RestoreAction::Ask => match state.workspace.as_ref().map(|open| open.file.clone()) {
            Some(file) => list(state, file),
            None => {
                let job = state.next_job();
                state.restoring = Some(Restore { job: Some(job), ..Restore::default() });
                vec![Effect::ListBackedUp(job)]
            }
        },
        RestoreAction::OfProject(file) => list(state, file),
        RestoreAction::Close => {
            state.restoring = None;
            Vec::new()
        }
        RestoreAction::InPlace(backup) => {
            let Some(project) = state.restoring.take().and_then(|asked| asked.project) else {
                return Vec::new();
            };
            let open = Some(match &state.workspace {
                Some(open) if open.file == project => to_open(&project, &open.folder),
                _ => project.clone(),
            });
            once_saved(state, AfterSaved::Restore(RestoreRequest { backup, project, into_new: None, open }))
        }
        RestoreAction::IntoNew(backup, to) => into_new(state, backup, to),
    }
}

/// Writes a backup to a new file; the open project stays open.
pub(super) fn into_new(state: &mut AppState, backup: PathBuf, to: PathBuf) -> Vec<Effect> {
    state.asking = None;
    let Some(project) = state.restoring.as_ref().and_then(|asked| asked.project.clone()) else {
        return Vec::new();
    };
    begin(state, RestoreRequest { backup, project, into_new: Some(to), open: None })
}

/// Begins to restore; the project is closed by now where it is to be replaced.
pub(super) fn begin(state: &mut AppState, request: RestoreRequest) -> Vec<Effect> {
    let job = state.begin_job("Restoring", false);
    vec![Effect::Restore(job, Box::new(request))]
}

/// A project that is kept elsewhere than its articles is opened by their folder.
fn to_open(file: &Path, folder: &Path) -> PathBuf {
    if file.parent() == Some(folder) { file.to_owned() } else { folder.to_owned() }
}

fn list(state: &mut AppState, project: PathBuf) -> Vec<Effect> {
    let job = state.next_job();
    // What is compared with is the present, whatever moment is shown.
    let present =
        state.workspace.as_ref().filter(|open| open.file == project).map(|open| open.present().clone());
    state.restoring = Some(Restore { project: Some(project.clone()), job: Some(job), ..Restore::default() });
    vec![Effect::ReadBackups(job, Box::new(BackupsRequest { project, present }))]
}

/// The projects of which there are backups were found.
pub(super) fn backed_up(state: &mut AppState, job: JobId, projects: Vec<BackedUp>) {
    if let Some(asked) = state.restoring.as_mut().filter(|asked| asked.job == Some(job)) {
        (asked.projects, asked.job) = (projects, None);
    }
}

/// Backups were found, or more of them read.
pub(super) fn listed(state: &mut AppState, job: JobId, backups: Vec<ListedBackup>) {
    if let Some(asked) = state.restoring.as_mut().filter(|asked| asked.job == Some(job)) {
        if backups.iter().all(|backup| backup.contents.is_some()) {
            asked.job = None;
        }
        asked.backups = backups;
    }
}

/// A backup was restored, or not.
pub(super) fn restored(
    state: &mut AppState,
    job: JobId,
    request: RestoreRequest,
    result: Result<Restored, String>,
) -> Vec<Effect> {
    if !state.is_running(job) {
        return Vec::new();
    }
    state.end_job(job);
    // What was open before is opened again whether it was replaced or not.
    let effects = request.open.map_or_else(Vec::new, |path| go_on(state, AfterSaved::Open(path)));
    match result {
        Ok(Restored { file, kept: Some(kept) }) => state.tell(format!(
            "Restored {}. The project as it was before is kept as {}; to get back to it, rename it to a name that ends \
             in .tollbook.",
            file.display(),
            kept.display()
        )),
        Ok(Restored { file, kept: None }) => {
            state.restoring = None;
            state.tell(format!("Restored to {}.", file.display()));
        }
        Err(why) => state.warn(why),
    }
    effects
}
