//! A project file in use.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::lock::Lock;
pub(super) use super::log::Last;
use tollbook_core::model::{Project, ProjectId};

/// A project file in use: read at once, locked and written from the first commit on.
///
/// Dropping the store frees the lock.
#[derive(Debug)]
pub struct Store {
    /// Absolute.
    pub(super) path: PathBuf,
    /// The file has been made; one that is gone since is never made again.
    pub(super) exists: bool,
    /// `None` until a new project's file is made.
    pub(super) connection: Option<Connection>,
    /// The project in it; `None` until a new one is saved and opened.
    pub(super) project: Option<ProjectId>,
    /// The last edit of the file, as far as this store knows.
    pub(super) last: Last,
    /// Held from the first commit on.
    pub(super) lock: Option<Lock>,
    /// Neither the file nor its folder may be written.
    pub(super) read_only: bool,
    /// The file was not where it should be when last written; the connection leads to another.
    pub(super) gone: bool,
    /// The file is of an older format: the connection leads to a copy in memory in the current one,
    /// and the file is brought forward with the first commit.
    pub(super) is_older: bool,
    /// The last edit and the facts of a replica when it was opened, until its connection takes them.
    pub(super) as_opened: Option<(Last, Project)>,
}

/// How long to wait for another program that is reading or writing the file.
const BUSY: Duration = Duration::from_secs(2);

/// Statements kept ready: one or two a table, and some for changes of the usual columns.
const STATEMENTS: usize = 64;

impl Store {
    /// A store for a project that is yet to be saved: the file comes into being, whole, with the
    /// first commit.
    pub fn new_file(path: &Path) -> Self {
        Self {
            path: absolute(path),
            exists: false,
            connection: None,
            project: None,
            last: Last::default(),
            lock: None,
            read_only: false,
            gone: false,
            is_older: false,
            as_opened: None,
        }
    }

    /// The project file, as an absolute path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many edits the file holds; the number of the last one.
    pub fn seq(&self) -> i64 {
        self.last.seq
    }
}

/// An absolute path, which SQLite cannot take for an address (`file:…`).
pub(super) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// Opens the database at `path`, as it should be used everywhere. Never follows an address, and
/// makes a file only if `flags` say so.
pub(super) fn connect(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    set_up(Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?)
}

/// A database in memory.
pub(super) fn connect_in_memory() -> rusqlite::Result<Connection> {
    set_up(Connection::open_in_memory()?)
}

fn set_up(connection: Connection) -> rusqlite::Result<Connection> {
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // A file may come from a stranger: nothing in it is run, and nothing in it is believed.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    connection.execute_batch(
        "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON; PRAGMA synchronous = EXTRA;",
    )?;
    Ok(connection)
}
