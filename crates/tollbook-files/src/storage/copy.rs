//! What another copy of a project holds and this one does not.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use super::commit::Pending;
use super::error::StorageError;
use super::store::Store;
use tollbook_core::model::{Change, EditId, Project};

/// Another copy of a project.
#[derive(Clone, Debug)]
pub struct OtherCopy {
    /// Its facts.
    pub project: Project,
    /// Its edits that are not known, in its order, with the texts that they need.
    pub edits: Vec<Pending>,
}

/// Reads another copy of a project: the edits whose ids are not among `known`. It is only read.
///
/// # Errors
/// If it cannot be read.
pub fn other_copy(path: &Path, known: &HashSet<EditId>) -> Result<OtherCopy, StorageError> {
    let (store, opened) = Store::open(path)?;
    let mut edits = Vec::new();
    for id in store.edit_ids()?.into_iter().filter(|id| !known.contains(id)) {
        let edit = Arc::new(store.edit_apart(id)?);
        let hashes = edit.changes.iter().filter_map(|change| match change {
            Change::Article(row) => row.after.as_ref().map(|article| article.sha256.as_str()),
            _ => None,
        });
        let texts = store.texts_of(hashes)?.into_iter().collect();
        edits.push(Pending { edit: Arc::clone(&edit), texts });
    }
    Ok(OtherCopy { project: opened.project, edits })
}
