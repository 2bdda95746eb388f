//! The history read: edits, what they changed, states of the past, and what differs between two of them.

use std::path::Path;

use super::Post;
use tollbook_core::analysis::changes::{FactChange, ProjectChanges, RowNames, facts_of_changes};
use tollbook_core::model::HistoryEntry;
use tollbook_core::model::Project;
use tollbook_files::storage::{HistoryReader, StorageError, Store};
use tollbook_state::effect::{Done, JobId, PastState};
use tollbook_state::past::MomentsRequest;

fn sentence(error: StorageError) -> String {
    format!("{error}.")
}

pub(super) fn entries(post: &Post, job: JobId, file: &Path, after: i64) {
    let found = HistoryReader::open(file).and_then(|reader| reader.entries(after)).map_err(sentence);
    post.done(Done::HistoryRead(job, found));
}

pub(super) fn edit(post: &Post, job: JobId, file: &Path, seq: i64, present: &Project) {
    post.done(Done::EditRead(job, seq, facts_of_edit(file, seq, present)));
}

fn facts_of_edit(file: &Path, seq: i64, present: &Project) -> Result<Vec<FactChange>, String> {
    let changes = HistoryReader::open(file).and_then(|reader| reader.changes_of(seq)).map_err(sentence)?;
    let mut names = RowNames::new(&[present]);
    changes.iter().for_each(|change| names.learn(change));
    Ok(facts_of_changes(&changes, &names))
}

pub(super) fn state(post: &Post, job: JobId, file: &Path, seq: i64) {
    post.done(Done::PastRead(job, state_after(file, seq).map(Box::new)));
}

fn state_after(file: &Path, seq: i64) -> Result<PastState, String> {
    let (store, opened) = Store::open(file).map_err(sentence)?;
    let project = store.project_after(&opened.project, seq).map_err(sentence)?;
    let entry = HistoryReader::open(file).and_then(|reader| reader.entry(seq)).map_err(sentence)?;
    let HistoryEntry { at, label, .. } = entry.ok_or("The project has no such edit.")?;
    Ok(PastState { seq, at, label, project })
}

pub(super) fn compare(post: &Post, job: JobId, request: &MomentsRequest) {
    post.done(Done::MomentsCompared(job, changes_between(request)));
}

/// What differs between two moments.
///
/// # Errors
/// A sentence that names the file and the remedy.
pub(super) fn changes_between(request: &MomentsRequest) -> Result<ProjectChanges, String> {
    let MomentsRequest { file, from, to, query } = request;
    let (store, opened) = Store::open(file).map_err(sentence)?;
    let after = match to {
        Some(to) => store.project_after(&opened.project, *to).map_err(sentence)?,
        None => opened.project.clone(),
    };
    let before = store.project_after(&opened.project, *from).map_err(sentence)?;
    Ok(ProjectChanges::between(&before, &after, query))
}
