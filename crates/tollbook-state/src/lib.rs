//! The application state: what is open, what is selected, what is under way; what the user can
//! ask, and the one place where it changes.
//!
//! Panels read [`AppState`] and return [`Action`]s; [`update()`] changes the state and answers with
//! [`Effect`]s; `jobs` carries those out and comes back with [`Done`]s. Nothing here opens a file,
//! a window or a thread, and nothing reads a clock: the time comes with a
//! [`Stamp`](tollbook_core::model::Stamp).

pub mod action;
pub mod adjudication;
pub mod articles;
pub mod code_edit;
pub mod command;
pub mod comparison;
pub mod dependents;
pub mod effect;
pub mod filter;
pub mod find;
pub mod focus;
pub mod hidden_figures;
pub mod input;
pub mod keys;
pub mod library;
pub mod past;
pub mod preferences;
pub mod reading_positions;
pub mod restore;
pub mod save;
pub mod suggestions;
pub mod table;
pub mod team;
pub mod unfinished_text;
pub mod update;
pub mod versions;
pub mod workspace;

pub use action::{
    Action, AgreementAction, AnnotationAction, ArticleAction, ArticleEdit, Beginning, ChartAction,
    ClaimAction, ClaimEdit, CodeAction, CoderAction, DuplicateAction, EntryEdit, HistoryAction,
    HistoryFilterChange, IncidentAction, IncidentEdit, InputAction, ListAction, MergeAction, OperationAction,
    OperationEdit, PathPurpose, ProgramAction, ProjectAction, Remainder, RestoreAction, SuggestionAction,
    TableAction, TeamAction, TotalAction,
};
pub use code_edit::CodeEdit;
pub use command::Command;
pub use comparison::Comparison;
pub use effect::{Done, Effect, JobId};
pub use focus::{Area, Focus};
pub use keys::{Bound, Chord, Keymap};
pub use library::{KnownArticle, Library, Listed};
pub use preferences::{Dock, PreferenceChange, Preferences, Switch, Tab, Theme};
pub use save::SaveState;
pub use update::{NEW_TEXT, update};
pub use versions::Versions;
pub use workspace::Workspace;

use std::path::PathBuf;

use tollbook_core::model::EditId;

/// Everything that the window shows.
#[derive(Debug, Default)]
pub struct AppState {
    /// The open project; `None` shows the start page.
    pub workspace: Option<Workspace>,
    /// What the user has chosen for every project.
    pub preferences: Preferences,
    /// Where reading stopped in each article.
    pub places: reading_positions::ReadingPositions,
    /// What was typed into forms and not entered yet.
    pub unfinished: unfinished_text::UnfinishedText,
    /// Work that goes on beside the window.
    pub running: Vec<Running>,
    /// What the user should know, latest last.
    pub notices: Vec<Notice>,
    /// From which backup a project is to be restored, while that is asked.
    pub restoring: Option<restore::Restore>,
    /// The dialog by which a team project is begun or joined, while it is open.
    pub team: Option<team::TeamDialog>,
    /// Whether the coder's name is asked before the first edit.
    pub asks_coder: bool,
    /// The question for the coder's name, while it is asked.
    pub naming_coder: Option<CoderQuestion>,
    /// Several project files lie in the folder that was opened; one has to be chosen.
    pub choosing: Vec<PathBuf>,
    /// A path is wanted, and the system has no dialog to ask for it.
    pub asking: Option<PathPurpose>,
    /// What waits until everything is saved.
    pub after_saved: Option<AfterSaved>,
    /// What the window is to put on the clipboard.
    pub to_copy: Option<effect::ToCopy>,
    /// Whether the window is to close now.
    pub quit: bool,
    /// Where the sample lies, if it was found.
    pub sample: Option<PathBuf>,
    /// Number of the last job begun.
    last_job: u64,
}

/// Work that goes on beside the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    /// Which.
    pub job: JobId,
    /// What it does: "Reading articles".
    pub label: String,
    /// How much is done.
    pub done: u64,
    /// Of how much, if that is known.
    pub total: Option<u64>,
    /// Whether it can be cancelled.
    pub can_cancel: bool,
}

/// A sentence for the user, shown where the eye is until it is put away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The sentences.
    pub text: String,
    /// Whether something went wrong.
    pub is_error: bool,
    /// The edit that it tells of; without the edit it goes too.
    pub edit: Option<EditId>,
    /// A file that tells more.
    pub file: Option<PathBuf>,
    /// Whether it says why something could not be done: it goes once something is done.
    pub is_refusal: bool,
}

/// The question for the coder's name.
#[derive(Debug, Default)]
pub struct CoderQuestion {
    /// What is carried out once there is a name.
    held: Vec<Action>,
}

impl CoderQuestion {
    /// Whether edits wait for the answer.
    pub fn holds_edits(&self) -> bool {
        !self.held.is_empty()
    }
}

/// What waits until everything is saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AfterSaved {
    /// Closing the window.
    Quit,
    /// Closing the project.
    Close,
    /// Opening another.
    Open(PathBuf),
    /// Restoring a backup in the project's place.
    Restore(restore::RestoreRequest),
    /// Making the project a team's.
    BeginTeam(Box<team::BeginTeam>),
}

impl AppState {
    /// A state with these preferences and nothing open.
    pub fn new(preferences: Preferences, sample: Option<PathBuf>) -> Self {
        Self { preferences, sample, ..Self::default() }
    }

    /// Whether nothing is under way and everything is saved.
    pub fn at_rest(&self) -> bool {
        let open = self.workspace.as_ref();
        self.running.is_empty()
            && self.restoring.as_ref().is_none_or(|asked| !asked.is_under_way())
            && open.is_none_or(|open| {
                open.save.is_saved()
                    && open.list.filtering.is_none()
                    && open.following.is_none()
                    && open.undo_question.as_ref().is_none_or(|asked| asked.found.is_some())
                    && !open.table.is_asked()
                    && !open.past_edits.is_under_way()
                    && !open.past_edits.is_comparing()
                    && !open.hidden.is_under_way()
                    && !open.agreement.is_under_way()
            })
    }

    /// Lists the articles that have come since the last call. They come in many batches, and the
    /// list is made once for all of them.
    ///
    /// Also takes in some of the edits of others that have come and were not taken in yet.
    pub fn settle(&mut self) -> Vec<Effect> {
        let mut effects = update::take_in_next(self);
        let list = self.workspace.as_mut().filter(|open| open.list.wants_arranging());
        effects.extend(list.map_or_else(Vec::new, update::list_articles));
        effects
    }

    /// Whether [`AppState::settle`] has more to do in the next frame.
    pub fn wants_settling(&self) -> bool {
        self.workspace.as_ref().is_some_and(|open| open.following.is_some())
    }

    /// The number of a job that shows itself in its own place.
    fn next_job(&mut self) -> JobId {
        self.last_job += 1;
        JobId(self.last_job)
    }

    fn begin_job(&mut self, label: &str, can_cancel: bool) -> JobId {
        let job = self.next_job();
        self.running.push(Running { job, label: label.to_owned(), done: 0, total: None, can_cancel });
        job
    }

    /// Whether `job` is still wanted; a stale answer is dropped.
    fn is_running(&self, job: JobId) -> bool {
        self.running.iter().any(|running| running.job == job)
    }

    fn end_job(&mut self, job: JobId) {
        self.running.retain(|running| running.job != job);
    }

    fn tell(&mut self, text: impl Into<String>) {
        self.notice(Notice { text: text.into(), is_error: false, edit: None, file: None, is_refusal: false });
    }

    /// Tells of an edit, until it is undone.
    fn tell_of_edit(&mut self, text: impl Into<String>, edit: Option<EditId>) {
        self.notice(Notice { text: text.into(), is_error: false, edit, file: None, is_refusal: false });
    }

    /// Removes notices of edits that no longer hold.
    fn forget_notices_of_undone_edits(&mut self) {
        let history = self.workspace.as_ref().map(|open| (&open.history, open.coder));
        self.notices.retain(|notice| {
            notice.edit.is_none_or(|edit| history.is_some_and(|(history, coder)| history.holds(coder, edit)))
        });
    }

    fn warn(&mut self, text: impl Into<String>) {
        self.notice(Notice { text: text.into(), is_error: true, edit: None, file: None, is_refusal: false });
    }

    /// Says why something could not be done.
    fn refuse(&mut self, text: impl Into<String>) {
        let notice = Notice { text: text.into(), is_error: true, edit: None, file: None, is_refusal: true };
        self.notice(notice);
    }

    /// What has been said already is the latest now, and is not said twice.
    fn notice(&mut self, notice: Notice) {
        self.notices.retain(|known| *known != notice);
        self.notices.push(notice);
    }
}
