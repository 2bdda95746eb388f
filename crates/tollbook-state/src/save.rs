//! What is saved, and what is not yet.

use std::collections::VecDeque;

use jiff::Timestamp;

use tollbook_core::model::EditId;

/// How far the edits have come into the project file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SaveState {
    /// Edits that are not yet durable, oldest first.
    pub waiting: VecDeque<EditId>,
    /// When the last edit became durable.
    pub saved_at: Option<Timestamp>,
    /// Why the last attempt failed, with the remedy; edits wait until a retry succeeds.
    pub failed: Option<String>,
    /// Why the project cannot be edited.
    pub read_only: Option<String>,
}

impl SaveState {
    /// Whether every edit is durable.
    pub fn is_saved(&self) -> bool {
        self.waiting.is_empty()
    }
}
