//! The project file: one SQLite database, a lock beside it while it is edited, and a thread that
//! saves.
//!
//! [`Store::open`] reads every fact and writes nothing; [`Store::commit`] makes edits durable;
//! [`Store::edit`] gives back an edit of the history, so that undo reaches past a restart. The
//! window uses a [`Worker`], which does this on a thread of its own and answers with [`Event`]s.
//!
//! Invariants: a commit is one transaction, and is refused unless the file ends with the edit
//! that the store knows as the last. The tables are always what the history adds up to, which
//! [`check()`] holds.

pub mod backup;
mod changes;
mod check;
mod commit;
mod copy;
pub mod edit_file;
mod error;
mod fetch;
mod files;
mod journal;
mod lock;
mod log;
mod migrate;
mod open;
mod past;
mod repair;
mod restore;
pub mod schema;
mod store;
mod tables;
pub mod team;
mod watch;
mod worker;

pub use check::check;
pub use commit::Pending;
pub use copy::{OtherCopy, other_copy};
pub use error::StorageError;
pub use fetch::Texts;
pub use lock::Presence;
pub use log::{Appended, EditLog, Last, LoggedChange, LoggedEdit, SnapshotHead};
pub use open::Opened;
pub use past::{HistoryPart, HistoryReader};
pub use repair::repair;
pub use restore::{BackupContents, read_backup, restore_in_place, restore_into_new};
pub use store::Store;
pub use watch::Reloaded;
pub use worker::{Event, Unsaved, Worker};

#[cfg(test)]
pub(crate) mod tests;
