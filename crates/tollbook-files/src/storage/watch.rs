//! What others do to a project file while it is open here: seen, and taken in.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use super::commit::Pending;
use super::error::StorageError;
use super::store::{Last, Store};
use tollbook_core::model::{Change, Edit, EditId, History, Project};

/// What tells a file that was written or replaced from what it was, without opening it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fingerprint {
    size: u64,
    modified: Option<SystemTime>,
    identity: Option<(u64, u64)>,
}

impl Fingerprint {
    /// `None` if there is no such file.
    pub(super) fn read(path: &Path) -> Option<Self> {
        let file = fs::metadata(path).ok()?;
        Some(Self { size: file.len(), modified: file.modified().ok(), identity: identity(&file) })
    }

    /// Whether both are of one file, which may have been written between.
    fn is_same_file(&self, other: &Self) -> bool {
        self.identity.is_some() && self.identity == other.identity
    }
}

#[cfg(unix)]
fn identity(file: &fs::Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    Some((file.dev(), file.ino()))
}

#[cfg(not(unix))]
fn identity(_file: &fs::Metadata) -> Option<(u64, u64)> {
    None
}

/// More edits than these are not taken in one by one.
const MOST_APPENDED: i64 = 2000;

/// What a project file holds after others have changed it.
#[derive(Clone, Debug)]
pub struct Reloaded {
    /// Every fact.
    pub project: Project,
    /// What can be undone and redone.
    pub history: Arc<History>,
    /// The ids of its edits, and of those that were taken out of it into a file of edits.
    pub ids: Arc<HashSet<EditId>>,
    /// Whether it holds edits that it did not hold before. If not, an older copy has taken its place.
    pub has_foreign: bool,
    /// Edits that it held before and lacks now, as far as they can still be read.
    pub missing: Vec<Pending>,
    /// The edits that others have added to what it held before, where it still holds all of that and they are few.
    pub appended: Option<Vec<Edit>>,
    /// What was left out or looks wrong, a sentence each.
    pub warnings: Vec<String>,
    /// The edits are those of the team, which come all the time.
    pub is_from_team: bool,
}

impl Store {
    /// Reads the file anew after others have changed or replaced it, and goes on with it; `None` if it holds
    /// what it held. The lock is kept.
    ///
    /// # Errors
    /// As [`Store::open`]; the store is as it was.
    pub(super) fn reload(&mut self, seen: Option<&Fingerprint>) -> Result<Option<Reloaded>, StorageError> {
        let (mut store, opened) = Self::open(&self.path)?;
        let ids: HashSet<EditId> = store.edit_ids()?.into_iter().collect();
        let mut warnings = opened.warnings;
        let replaced = self.exists
            && seen
                .is_none_or(|seen| Fingerprint::read(&self.path).is_none_or(|now| !now.is_same_file(seen)));
        let (has_foreign, missing) = if replaced {
            // The connection still leads to the file that was here.
            let known = self.edit_ids().unwrap_or_default();
            let still = known.iter().filter(|id| ids.contains(id)).count();
            let lost = known.into_iter().filter(|id| !ids.contains(id));
            let mut missing = Vec::new();
            for id in lost {
                match self.pending(id) {
                    Ok(pending) => missing.push(pending),
                    Err(error) => {
                        warnings.push(format!("An edit that the file held before is lost: {error}."))
                    }
                }
            }
            (ids.len() > still, missing)
        } else {
            let is_older = store.last.seq < self.last.seq;
            (self.last != store.last && !is_older, Vec::new())
        };
        let appended = if has_foreign && !replaced { store.appended(self.last) } else { None };
        let is_same = self.exists && self.last == store.last && !has_foreign && missing.is_empty();
        store.lock = self.lock.take();
        *self = store;
        if is_same {
            return Ok(None);
        }
        let (project, history) = (opened.project, Arc::new(opened.history));
        Ok(Some(Reloaded {
            project,
            history,
            ids: Arc::new(ids),
            has_foreign,
            missing,
            appended,
            warnings,
            is_from_team: false,
        }))
    }

    /// The edits that follow `last`, if that is in the history and they are few.
    pub(super) fn appended(&self, last: Last) -> Option<Vec<Edit>> {
        let added = self.last.seq.checked_sub(last.seq)?;
        if added > MOST_APPENDED || last.id.is_none() || self.edit_id_at(last.seq).ok()? != last.id {
            return None;
        }
        let ids = self.logged_after(last.seq, usize::MAX).ok()?;
        ids.iter().map(|logged| self.edit(logged.id.into()).ok()).collect()
    }

    /// An edit of the file with the texts of the articles that it adds.
    fn pending(&self, id: EditId) -> Result<Pending, StorageError> {
        let edit = self.edit_apart(id)?;
        let hashes = edit.changes.iter().filter_map(|change| match change {
            Change::Article(row) => row.after.as_ref().map(|article| article.sha256.as_str()),
            _ => None,
        });
        let texts = self.texts_of(hashes)?.into_iter().collect();
        Ok(Pending { edit: Arc::new(edit), texts })
    }
}
