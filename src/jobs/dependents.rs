//! The edits that depend on an edit, and what takes all of it back together.

use std::collections::HashSet;
use std::sync::Arc;

use super::Post;
use tollbook_core::analysis::changes::ChangedColumns;
use tollbook_core::analysis::changes::dependents::DependentFinder;
use tollbook_core::anchoring::anchored_inverse;
use tollbook_core::model::{Change, Edit, EditId, HistoryEntry, Stamp};
use tollbook_files::storage::{HistoryReader, StorageError, Store};
use tollbook_state::dependents::{Dependents, DependentsRequest};
use tollbook_state::effect::{Done, JobId};

pub(super) fn find(post: &Post, job: JobId, request: &DependentsRequest) {
    post.done(Done::DependentsFound(job, find_dependents(request).map_err(|error| format!("{error}."))));
}

/// Finds the edits that depend on an edit of a project file.
///
/// # Errors
/// If the file cannot be read.
pub(crate) fn find_dependents(request: &DependentsRequest) -> Result<Dependents, StorageError> {
    let DependentsRequest { file, edit, .. } = request;
    let reader = HistoryReader::open(file)?;
    let Some(number) = reader.number_of(edit.id)? else { return Ok(Dependents::default()) };
    let later = reader.entries(number)?.entries;
    let is_part = |entry: &&HistoryEntry| entry.part_of == Some(edit.id);
    let parts = later.iter().filter(is_part).map(|entry| entry.seq);
    let end = parts.max().unwrap_or(number);
    let mut own = Vec::new();
    reader.each_change(number, end, |_, change| own.push(change))?;
    let mut finder = DependentFinder::new(&own);
    let mut dependents = HashSet::new();
    let mut of_one: (i64, Vec<ChangedColumns>) = (end + 1, Vec::new());
    let mut ask = |(number, changes): &(i64, Vec<ChangedColumns>)| {
        if finder.depends(changes) {
            dependents.insert(*number);
        }
    };
    reader.each_change(end + 1, i64::MAX, |number, change| {
        if number != of_one.0 {
            ask(&of_one);
            of_one = (number, Vec::new());
        }
        of_one.1.push(change);
    })?;
    ask(&of_one);
    // A merge is taken back with all of its parts.
    let whole = |entry: &HistoryEntry| entry.part_of.unwrap_or(entry.id);
    let wanted: HashSet<EditId> =
        later.iter().filter(|entry| dependents.contains(&entry.seq)).map(whole).collect();
    let edits: Vec<HistoryEntry> = later.into_iter().filter(|entry| wanted.contains(&entry.id)).collect();
    let changes = taking_back(request, &edits)?;
    let undone: HashSet<EditId> = edits.iter().filter_map(|entry| entry.undoes).collect();
    let is_shown = |entry: &HistoryEntry| {
        !undone.contains(&entry.id) && !entry.undoes.is_some_and(|undone| wanted.contains(&undone))
    };
    Ok(Dependents { edits: edits.into_iter().filter(is_shown).collect(), changes })
}

/// What takes back an edit and those that depend on it, last first; `None` if that does not fit the facts.
fn taking_back(
    request: &DependentsRequest,
    dependents: &[HistoryEntry],
) -> Result<Option<Vec<Change>>, StorageError> {
    let (store, _) = Store::open(&request.file)?;
    let texts = |sha256: &str| store.text(sha256).ok().flatten();
    let mut stamp = Stamp::new(request.edit.at, request.edit.coder, 0);
    let mut project = request.project.clone();
    let mut take_back = |edit: &Edit| {
        let inverse = anchored_inverse(&project, edit.inverse(&mut stamp), &texts);
        inverse.and_then(|inverse| project.apply(&inverse)).is_ok()
    };
    for entry in dependents.iter().rev() {
        let edit = Arc::new(store.edit(entry.id)?);
        if !take_back(&edit) {
            return Ok(None);
        }
    }
    Ok(take_back(&request.edit).then(|| request.project.changes_to(&project)))
}
