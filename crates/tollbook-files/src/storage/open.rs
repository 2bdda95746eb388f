//! Opening: every fact and the whole history's outline, read in one go. Writes nothing.

use std::fs;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::error::{Doing, Fault, StorageError, parse, unreadable_page};
use super::journal::{self, Locked};
use super::lock::Lock;
use super::migrate;
use super::schema::{self, APPLICATION_ID, VERSION};
use super::store::{Last, Store, absolute, connect};
use super::tables::{self, for_each_table};
use super::team::membership;
use tollbook_core::model::history::Step;
use tollbook_core::model::{History, Project};

/// A file up to this size is checked page by page whenever it is opened; that takes a few
/// hundredths of a second. Damage in a larger one comes up when the damaged part is read, or with
/// [`super::check()`].
const CHECKED_SIZE: u64 = 8 << 20;

/// The highest number of an edit; more than any project comes to, and far from where numbers overflow.
const MAX_SEQ: i64 = 1 << 52;

/// At most so many references that lead nowhere are named one by one.
const MOST_REFERENCES_NAMED: usize = 20;

/// What an opened project file holds.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Every fact.
    pub project: Project,
    /// What can be undone and redone; [`Store::edit`] gives the edits themselves.
    pub history: History,
    /// The number of the last edit.
    pub seq: i64,
    /// Why the project can be looked at and not edited, as a sentence.
    pub read_only: Option<String>,
    /// Whether that is because it is being edited elsewhere, which may end.
    pub elsewhere: bool,
    /// What was left out or looks wrong, a sentence each.
    pub warnings: Vec<String>,
}

impl Store {
    /// Opens a project file and reads it. Neither the file nor its folder is changed, except that
    /// a commit that a crash cut short is taken back, as SQLite does. A file of an older format is
    /// read from a copy in memory; the first commit brings the file itself forward, and keeps it as
    /// it was beside it.
    ///
    /// A project that may not be written, or that another program is editing, is opened all the
    /// same, and [`Opened::read_only`] says why.
    ///
    /// # Errors
    /// If there is no such file, if it is no project, was written by a newer program, is damaged or
    /// cannot be read.
    pub fn open(path: &Path) -> Result<(Self, Opened), StorageError> {
        let path = absolute(path);
        let failed = |error: &rusqlite::Error| StorageError::sqlite(&path, Doing::Reading, error);
        let file = fs::metadata(&path).map_err(|error| StorageError::io(&path, Doing::Reading, &error))?;
        if !file.is_file() {
            return Err(StorageError::NotAProject(path));
        }
        let settled = journal::settle(&path, Locked::No)?;
        let mut connection =
            connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(|error| failed(&error))?;
        let is_older = identify(&connection, &path)? < VERSION;
        schema::check(&connection, is_older).map_err(|fault| fault.at(&path, Doing::Reading))?;
        check_pages(&connection, &path)?;
        let cannot_be_written = connection.is_readonly("main").map_err(|error| failed(&error))?;
        if is_older {
            connection = migrate::in_memory(&connection).map_err(|fault| fault.at(&path, Doing::Reading))?;
        }
        let (last, mut opened) = read(&connection, &path)?;
        opened.warnings.splice(0..0, settled);

        let read_only = file.permissions().readonly() || folder_is_read_only(&path) || cannot_be_written;
        opened.read_only = if read_only {
            Some(format!("{}.", StorageError::ReadOnly(path.clone())))
        } else if Lock::is_held(&path) {
            opened.elsewhere = true;
            Some(format!("{}.", StorageError::OpenElsewhere(path.clone())))
        } else {
            None
        };
        let is_replica = membership(&connection).map_err(|fault| fault.at(&path, Doing::Reading))?.is_some();
        let as_opened = is_replica.then(|| (last, opened.project.clone()));
        let connection = Some(connection);
        let store = Self {
            path,
            exists: true,
            connection,
            project: Some(opened.project.id()),
            last,
            lock: None,
            read_only,
            gone: false,
            is_older,
            as_opened,
        };
        Ok((store, opened))
    }
}

impl Store {
    /// What the file holds, read once more.
    pub(super) fn read_again(&self) -> Result<Opened, StorageError> {
        let Some(connection) = &self.connection else {
            return Err(StorageError::Missing(self.path.clone()));
        };
        read(connection, &self.path).map(|(_, opened)| opened)
    }

    /// The outlines of the edits after the number `after`, up to the number `until`.
    pub(super) fn steps_between(&self, after: i64, until: i64) -> Result<Vec<Step>, StorageError> {
        let Some(connection) = &self.connection else { return Ok(Vec::new()) };
        let read = || {
            let mut found = Vec::new();
            each_step(connection, after + 1, until, |_, step| found.push(step))?;
            Ok(found)
        };
        read().map_err(|fault: Fault| fault.at(&self.path, Doing::Reading))
    }
}

/// A folder's own permissions; a folder on a read-only disk is known by the file in it.
fn folder_is_read_only(path: &Path) -> bool {
    // On Windows the attribute of a folder says nothing about the files in it.
    cfg!(unix)
        && path
            .parent()
            .and_then(|folder| fs::metadata(folder).ok())
            .is_some_and(|folder| folder.permissions().readonly())
}

/// Reads everything within one transaction, so that all of it is of the same moment.
pub(super) fn read(connection: &Connection, path: &Path) -> Result<(Last, Opened), StorageError> {
    let failed = |error: rusqlite::Error| StorageError::sqlite(path, Doing::Reading, &error);
    let transaction = connection.unchecked_transaction().map_err(failed)?;
    let mut project = Project::default();
    let mut warnings = Vec::new();
    for_each_table!(T => {
        tables::load::<T>(&transaction, &mut project, &mut warnings).map_err(failed)?;
    });
    let dangling = project.dangling();
    for to in dangling.iter().take(MOST_REFERENCES_NAMED) {
        warnings.push(format!("{} {} is named by other rows and is not there.", to.table, to.id));
    }
    if dangling.len() > MOST_REFERENCES_NAMED {
        let more = dangling.len() - MOST_REFERENCES_NAMED;
        warnings.push(format!("{more} more rows are named by others and are not there."));
    }
    let (history, last) = history(&transaction).map_err(|fault| fault.at(path, Doing::Reading))?;
    let older = super::team::older(&transaction).map_err(|fault| fault.at(path, Doing::Reading))?;
    if let Some(older) = older {
        warnings.push(format!(
            "The history begins with edit {} for now: of the {} before it, {} have come from the team so far.",
            older.until + 1, older.until, older.here
        ));
    }
    Ok((last, Opened { project, history, seq: last.seq, read_only: None, elsewhere: false, warnings }))
}

/// Fails if the file is cut short, or if a small one is damaged anywhere.
fn check_pages(connection: &Connection, path: &Path) -> Result<(), StorageError> {
    let failed = |error: rusqlite::Error| StorageError::sqlite(path, Doing::Reading, &error);
    let transaction = connection.unchecked_transaction().map_err(failed)?;
    // Only now that the transaction holds others off, so that no one is making the file longer.
    let size = fs::metadata(path).map_err(|error| StorageError::io(path, Doing::Reading, &error))?.len();
    whole(&transaction, path, size)?;
    if size <= CHECKED_SIZE { quick_check(&transaction, path) } else { Ok(()) }
}

fn number(connection: &Connection, path: &Path, pragma: &str) -> Result<i64, StorageError> {
    let number = connection.query_row(pragma, [], |row| row.get(0));
    number.map_err(|error| StorageError::sqlite(path, Doing::Reading, &error))
}

/// The version of the file's layout. Fails unless the file is a project of a version that this
/// program knows.
pub(super) fn identify(connection: &Connection, path: &Path) -> Result<i64, StorageError> {
    let number = |pragma| number(connection, path, pragma);
    if number("PRAGMA application_id")? != APPLICATION_ID {
        return Err(StorageError::NotAProject(path.to_owned()));
    }
    match number("PRAGMA user_version")? {
        known @ 1..=VERSION => Ok(known),
        found if found > VERSION => Err(StorageError::Newer { path: path.to_owned(), found, known: VERSION }),
        found => {
            let detail = format!("there never was a version {found}");
            Err(StorageError::Damaged { path: path.to_owned(), detail })
        }
    }
}

/// Fails if the file is shorter than it says. SQLite sees a missing page, and takes the missing end
/// of the last one for zeros.
fn whole(connection: &Connection, path: &Path, size: u64) -> Result<(), StorageError> {
    let number = |pragma| number(connection, path, pragma);
    let expected = number("PRAGMA page_count")?.saturating_mul(number("PRAGMA page_size")?);
    if u64::try_from(expected).is_ok_and(|expected| expected <= size) {
        return Ok(());
    }
    let detail = format!("it is cut short: {size} of {expected} bytes");
    Err(StorageError::Damaged { path: path.to_owned(), detail })
}

/// Fails if any page is damaged.
pub(super) fn quick_check(connection: &Connection, path: &Path) -> Result<(), StorageError> {
    let finding: String = connection
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(|error| StorageError::sqlite(path, Doing::Reading, &error))?;
    match finding.as_str() {
        "ok" => Ok(()),
        // The finding runs over several lines.
        _ => {
            if let Some(error) = unreadable_page(&finding) {
                return Err(StorageError::sqlite(path, Doing::Reading, &error));
            }
            let detail = finding.split_whitespace().collect::<Vec<_>>().join(" ");
            Err(StorageError::Damaged { path: path.to_owned(), detail })
        }
    }
}

/// The outline of every edit, and the last of them. While the older history of a replica comes in, of the edits after it.
fn history(connection: &Connection) -> Result<(History, Last), Fault> {
    let before = super::team::older(connection)?.map_or(0, |older| older.until);
    let (mut history, mut last) = (History::default(), Last::default());
    let from = if before == 0 { i64::MIN } else { before };
    each_step(connection, from, i64::MAX, |seq, step| {
        last = Last { seq, id: Some(step.id) };
        if seq > before {
            history.push(step);
        }
    })?;
    Ok((history, last))
}

/// Hands over the outlines of the edits from number `from` to number `to`, first to last.
fn each_step(
    connection: &Connection,
    from: i64,
    to: i64,
    mut each: impl FnMut(i64, Step),
) -> Result<(), Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT edit FROM change WHERE tbl = 'project' AND before IS NULL AND edit >= ?1 ORDER BY edit",
    )?;
    let begun: Vec<i64> = statement.query_map([from], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut statement = connection.prepare_cached(
        "SELECT seq, id, label, undoes, coder, part_of IS NOT NULL FROM edit WHERE seq BETWEEN ?1 AND ?2 ORDER BY seq",
    )?;
    let mut rows = statement.query([from, to])?;
    while let Some(row) = rows.next()? {
        let seq = row.get(0)?;
        if !(1..=MAX_SEQ).contains(&seq) {
            return Err(Fault::Broken(format!("an edit has the number {seq}")));
        }
        let id = parse(row.get_ref(1)?.as_str()?)?;
        let undoes = row.get_ref(3)?.as_str_or_null()?.map(parse).transpose()?;
        let begins = undoes.is_none() && begun.binary_search(&seq).is_ok();
        let author = parse(row.get_ref(4)?.as_str()?)?;
        each(seq, Step { id, author, label: row.get(2)?, undoes, begins, is_part: row.get(5)? });
    }
    Ok(())
}
