//! The history as it is looked at: its edits, a state of the past, and what differs between two moments.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use super::effect::JobId;
use tollbook_core::analysis::changes::{FactChange, ProjectChanges};
use tollbook_core::analysis::timeline::Query;
use tollbook_core::model::HistoryEntry;
use tollbook_core::model::{AnnotationId, ArticleId, EditId, EntryId, IncidentId, Project};

/// The history of the open project.
#[derive(Debug, Default)]
pub struct HistoryView {
    /// Every edit that is saved, first to last.
    pub entries: Vec<HistoryEntry>,
    /// The names of the coders who have made them, also of those who are no longer in the project's list.
    pub coders: BTreeMap<EntryId, String>,
    /// Which of them are shown.
    pub filter: HistoryFilter,
    /// The places of those among `entries`, latest first.
    pub shown: Vec<usize>,
    /// The number of the edit that is selected.
    pub selected: Option<i64>,
    /// What an edit changed: its number, and its changes in words or a sentence why they cannot be read.
    pub details: Option<(i64, Result<Vec<FactChange>, String>)>,
    /// What differs between two moments, once that was asked.
    pub compared: Option<ComparedMoments>,
    /// Why the history cannot be read.
    pub failed: Option<String>,
    /// The places of edits among `entries`, by their ids.
    pub(super) places: HashMap<EditId, usize>,
    /// Whether the file may hold edits that are not listed here.
    pub(super) is_stale: bool,
    pub(super) reading: Option<JobId>,
    pub(super) detailing: Option<JobId>,
    pub(super) comparing: Option<JobId>,
}

impl HistoryView {
    /// Of a project that has just been opened.
    pub fn unread() -> Self {
        Self { is_stale: true, ..Self::default() }
    }

    /// The edit with this number.
    pub fn entry(&self, seq: i64) -> Option<&HistoryEntry> {
        let place = self.entries.binary_search_by_key(&seq, |entry| entry.seq).ok()?;
        self.entries.get(place)
    }

    /// The number of an edit.
    pub fn number_of(&self, edit: EditId) -> Option<i64> {
        Some(self.entries.get(*self.places.get(&edit)?)?.seq)
    }

    /// The number of the last edit that was made at `moment` or before; 0 before the first.
    pub fn last_until(&self, moment: Timestamp) -> i64 {
        self.entries.iter().rev().find(|entry| entry.at <= moment).map_or(0, |entry| entry.seq)
    }

    /// Whether edits are being read.
    pub fn is_under_way(&self) -> bool {
        self.reading.is_some()
    }

    /// Whether two moments are being compared.
    pub fn is_comparing(&self) -> bool {
        self.comparing.is_some()
    }
}

/// Which edits are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HistoryFilter {
    /// Words that stand in what an edit is called.
    pub words: String,
    /// Who made it.
    pub coder: Option<EntryId>,
    /// What it changed.
    pub about: About,
    /// When it was made: the first moment, and the first one after.
    pub within: Option<(Timestamp, Timestamp)>,
}

/// What an edit changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum About {
    /// Whatever it is.
    #[default]
    Everything,
    /// An annotation or its claim.
    Annotation(AnnotationId),
    /// An incident, its estimates or its claims.
    Incident(IncidentId),
    /// An article, its annotations or how far it has been read.
    Article(ArticleId),
}

/// What differs between two moments.
#[derive(Clone, Debug)]
pub struct ComparedMoments {
    /// The number of the last edit of the first moment.
    pub from: i64,
    /// That of the second; `None` is now.
    pub to: Option<i64>,
    /// What differs; `None` until it is known.
    pub changes: Option<Result<Arc<ProjectChanges>, String>>,
}

/// A state of the past that is shown in place of the present.
#[derive(Debug)]
pub struct Past {
    /// The number of the last edit that it holds.
    pub seq: i64,
    /// When that was made.
    pub at: Timestamp,
    /// What that is called.
    pub label: String,
    /// The facts as they are now.
    pub(super) present: Project,
}

/// Of which moments a comparison is wanted.
#[derive(Clone, Debug)]
pub struct MomentsRequest {
    /// The project file.
    pub file: PathBuf,
    /// The number of the last edit of the first moment.
    pub from: i64,
    /// That of the second; `None` is now.
    pub to: Option<i64>,
    /// Which bars are compared.
    pub query: Query,
}
