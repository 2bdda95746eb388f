//! What is saved, and what is not yet.

use std::collections::VecDeque;

use jiff::Timestamp;

use tollbook_core::model::EditId;
pub use tollbook_files::storage::team::TeamStatus;

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
    /// What happens once the window is closed in which the project is being edited; `None` where there is none.
    pub turn: Option<Turn>,
    /// How far a team's replica has come with its team; `None` of a project that belongs to none.
    pub team: Option<TeamStatus>,
}

/// What this window does while another edits the project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turn {
    /// The coder has not said yet; it waits meanwhile.
    #[default]
    Asked,
    /// It edits as soon as the other window is closed.
    Wait,
    /// It only reads.
    Read,
    /// It only reads, and could edit now.
    Free,
}

impl SaveState {
    /// Whether every edit is durable.
    pub fn is_saved(&self) -> bool {
        self.waiting.is_empty()
    }
}
