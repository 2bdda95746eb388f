//! Finding rows by the names that stand for them in files.

use crate::model::{EntryId, List, Project};

/// The area with exactly this name.
pub fn area(project: &Project, name: &str) -> Option<EntryId> {
    project.list(List::Area).find(|(_, entry)| entry.value == name).map(|(id, _)| id)
}
