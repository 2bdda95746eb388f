//! Reading back what is not kept in memory: the edits of the history, and the articles' texts.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, params};

use super::changes::{self, Cells};
use super::error::{Doing, Fault, StorageError, parse};
use super::log::{LoggedChange, LoggedEdit};
use super::open::identify;
use super::store::{Store, absolute, connect};
use super::tables::for_each_table;
use crate::structure::Element;
use tollbook_core::model::change::Row;
use tollbook_core::model::{Change, Edit, EditId, Part, Record};

impl Store {
    /// One edit of the history, whole: every row as the edit found it and as it left it.
    ///
    /// The history keeps only the columns that an edit changed. The rest of the row is what the
    /// row's earlier changes add up to, so the answer depends on the history alone and not on how
    /// the project stands now. Its inverse, applied, takes back just these columns.
    ///
    /// # Errors
    /// If there is no such edit, or if the file cannot be read.
    pub fn edit(&self, id: EditId) -> Result<Edit, StorageError> {
        let absent = || StorageError::NoEdit { path: self.path.clone(), id };
        let connection = self.connection.as_ref().ok_or_else(absent)?;
        let edit = edit(connection, id).and_then(|found| match found {
            Some(whole) => with_parts(connection, whole).map(Some),
            None => Ok(None),
        });
        edit.map_err(|fault| self.unreadable(fault))?.ok_or_else(absent)
    }

    /// One edit of the history as it is kept: a merge without the changes of its parts.
    ///
    /// # Errors
    /// If there is no such edit, or if the file cannot be read.
    pub(super) fn edit_apart(&self, id: EditId) -> Result<Edit, StorageError> {
        let absent = || StorageError::NoEdit { path: self.path.clone(), id };
        let connection = self.connection.as_ref().ok_or_else(absent)?;
        edit(connection, id).map_err(|fault| self.unreadable(fault))?.ok_or_else(absent)
    }

    /// The ids of every edit of the history, first to last: what merging another copy goes through.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn edit_ids(&self) -> Result<Vec<EditId>, StorageError> {
        let Some(connection) = &self.connection else { return Ok(Vec::new()) };
        edit_ids(connection).map_err(|fault| self.unreadable(fault))
    }

    /// The text with this SHA-256; `None` if the file has none.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn text(&self, sha256: &str) -> Result<Option<Arc<str>>, StorageError> {
        let Some(connection) = &self.connection else { return Ok(None) };
        text(connection, sha256).map_err(|fault| self.unreadable(fault))
    }

    /// The structure of the text with this SHA-256; empty if the file has none.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn structure(&self, sha256: &str) -> Result<Vec<Element>, StorageError> {
        let Some(connection) = &self.connection else { return Ok(Vec::new()) };
        structure(connection, sha256).map_err(|fault| self.unreadable(fault))
    }

    /// Keeps the structures of texts that the file has, by the texts' SHA-256s. They are no facts and no part of the
    /// history: without them a text is shown all the same.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn keep_structures(&self, structures: &[(String, Arc<[Element]>)]) -> Result<(), StorageError> {
        let Some(connection) = self.connection.as_ref().filter(|_| !self.read_only) else { return Ok(()) };
        let keep = || -> Result<(), Fault> {
            let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
            for (sha256, structure) in structures {
                let Ok(json) = serde_json::to_string(&**structure) else { continue };
                transaction
                    .prepare_cached("UPDATE text SET structure = ?2 WHERE sha256 = ?1 AND structure IS NULL")?
                    .execute([sha256, &json])?;
            }
            Ok(transaction.commit()?)
        };
        keep().map_err(|fault| fault.at(&self.path, Doing::Saving))
    }

    /// The texts with these SHA-256s, as far as the file has them.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn texts_of<'a>(
        &self,
        wanted: impl IntoIterator<Item = &'a str>,
    ) -> Result<HashMap<String, Arc<str>>, StorageError> {
        let found = wanted.into_iter().filter_map(|sha256| match self.text(sha256) {
            Ok(text) => text.map(|text| Ok((sha256.to_owned(), text))),
            Err(error) => Some(Err(error)),
        });
        found.collect()
    }

    /// The id of the edit with this number, if there is one.
    pub(super) fn edit_id_at(&self, seq: i64) -> Result<Option<EditId>, StorageError> {
        let Some(connection) = &self.connection else { return Ok(None) };
        edit_id_at(connection, seq).map_err(|fault| self.unreadable(fault))
    }

    /// The SHA-256s of every text of the file.
    pub(super) fn text_hashes(&self) -> Result<Vec<String>, StorageError> {
        let Some(connection) = &self.connection else { return Ok(Vec::new()) };
        let read = || -> Result<Vec<String>, Fault> {
            let mut statement = connection.prepare("SELECT sha256 FROM text ORDER BY sha256")?;
            let hashes = statement.query_map([], |row| row.get(0))?;
            Ok(hashes.collect::<Result<_, _>>()?)
        };
        read().map_err(|fault| self.unreadable(fault))
    }

    /// The first `most` edits after the one with this number, as the history keeps them.
    pub(super) fn logged_after(&self, seq: i64, most: usize) -> Result<Vec<LoggedEdit>, StorageError> {
        let Some(connection) = &self.connection else { return Ok(Vec::new()) };
        logged_after(connection, seq, most).map_err(|fault| self.unreadable(fault))
    }

    pub(super) fn unreadable(&self, fault: Fault) -> StorageError {
        fault.at(&self.path, Doing::Reading)
    }
}

/// The texts of a project file, read beside the store that is in use. Opening them takes no time, however
/// large the project is.
#[derive(Debug)]
pub struct Texts {
    path: PathBuf,
    connection: Connection,
}

impl Texts {
    /// Opens the texts of the project file at `path`.
    ///
    /// # Errors
    /// If there is no project file that can be read.
    pub fn open(path: &Path) -> Result<Self, StorageError> {
        let path = absolute(path);
        let connection = connect(&path, OpenFlags::SQLITE_OPEN_READ_ONLY)
            .map_err(|error| StorageError::sqlite(&path, Doing::Reading, &error))?;
        identify(&connection, &path)?;
        Ok(Self { path, connection })
    }

    /// The text with this SHA-256; `None` if the file has none.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn text(&self, sha256: &str) -> Result<Option<Arc<str>>, StorageError> {
        text(&self.connection, sha256).map_err(|fault| fault.at(&self.path, Doing::Reading))
    }

    /// The structure of the text with this SHA-256; empty if the file has none.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn structure(&self, sha256: &str) -> Result<Vec<Element>, StorageError> {
        structure(&self.connection, sha256).map_err(|fault| fault.at(&self.path, Doing::Reading))
    }

    /// The first `most` texts that were stored after the one with this number, in that order.
    pub(super) fn stored_after(&self, number: i64, most: usize) -> Result<Vec<StoredText>, StorageError> {
        let read = || -> Result<Vec<StoredText>, Fault> {
            let mut statement = self.connection.prepare_cached(
                "SELECT rowid, sha256, structure IS NOT NULL FROM text WHERE rowid > ?1 ORDER BY rowid LIMIT ?2",
            )?;
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            let rows = statement.query_map([number, most], |row| {
                Ok(StoredText { number: row.get(0)?, sha256: row.get(1)?, has_structure: row.get(2)? })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        };
        read().map_err(|fault| fault.at(&self.path, Doing::Reading))
    }
}

/// A text of a project file.
#[derive(Debug)]
pub(super) struct StoredText {
    /// Later texts have higher numbers.
    pub(super) number: i64,
    pub(super) sha256: String,
    /// Whether the file has its structure.
    pub(super) has_structure: bool,
}

/// The structure of the text with this SHA-256. One that cannot be read is none.
fn structure(connection: &Connection, sha256: &str) -> Result<Vec<Element>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT structure, length(CAST(text AS BLOB)) FROM text WHERE sha256 = ?1 AND structure IS NOT NULL",
    )?;
    let found = statement.query_row([sha256], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)));
    let Some((json, length)) = found.optional()? else { return Ok(Vec::new()) };
    let elements: Vec<Element> = serde_json::from_str(&json).unwrap_or_default();
    // The file may be anybody's.
    let fits = |element: &Element| {
        element.range.start <= element.range.end
            && i64::try_from(element.range.end).is_ok_and(|end| end <= length)
    };
    Ok(if elements.iter().all(fits) { elements } else { Vec::new() })
}

/// The text with this SHA-256.
pub(super) fn text(connection: &Connection, sha256: &str) -> Result<Option<Arc<str>>, Fault> {
    let mut statement = connection.prepare_cached("SELECT text FROM text WHERE sha256 = ?1")?;
    Ok(statement.query_row([sha256], |row| Ok(Arc::from(row.get_ref(0)?.as_str()?))).optional()?)
}

pub(super) fn edit_ids(connection: &Connection) -> Result<Vec<EditId>, Fault> {
    let mut statement = connection.prepare("SELECT id FROM edit ORDER BY seq")?;
    let mut rows = statement.query([])?;
    let mut ids = Vec::new();
    while let Some(row) = rows.next()? {
        ids.push(parse(row.get_ref(0)?.as_str()?)?);
    }
    Ok(ids)
}

/// The id of the edit with this number.
pub(super) fn edit_id_at(connection: &Connection, seq: i64) -> Result<Option<EditId>, Fault> {
    let mut statement = connection.prepare_cached("SELECT id FROM edit WHERE seq = ?1")?;
    let mut rows = statement.query([seq])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some(parse(row.get_ref(0)?.as_str()?)?))
}

fn logged_after(connection: &Connection, seq: i64, most: usize) -> Result<Vec<LoggedEdit>, Fault> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached(
        "SELECT seq, id, label, coder, at, undoes, part_of, schema FROM edit WHERE seq > ?1 ORDER BY seq LIMIT ?2",
    )?;
    let mut rows = statement.query([seq, most])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(LoggedEdit {
            seq: row.get(0)?,
            id: parse(row.get_ref(1)?.as_str()?)?,
            label: row.get(2)?,
            coder: parse(row.get_ref(3)?.as_str()?)?,
            at: row.get(4)?,
            undoes: row.get_ref(5)?.as_str_or_null()?.map(parse).transpose()?,
            part_of: row.get_ref(6)?.as_str_or_null()?.map(parse).transpose()?,
            schema: row.get(7)?,
            changes: Vec::new(),
        });
    }
    let mut statement =
        connection.prepare_cached("SELECT tbl, row, before, after FROM change WHERE edit = ?1 ORDER BY n")?;
    for edit in &mut found {
        let changes = statement.query_map([edit.seq], |row| {
            Ok(LoggedChange { tbl: row.get(0)?, row: row.get(1)?, before: row.get(2)?, after: row.get(3)? })
        })?;
        edit.changes = changes.collect::<Result<_, _>>()?;
    }
    Ok(found)
}

fn edit(connection: &Connection, id: EditId) -> Result<Option<Edit>, Fault> {
    let mut statement =
        connection.prepare_cached("SELECT seq, label, coder, at, undoes, part_of FROM edit WHERE id = ?1")?;
    let mut rows = statement.query([id.to_string()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let seq: i64 = row.get(0)?;
    let mut edit = Edit {
        id,
        label: row.get(1)?,
        coder: parse(row.get_ref(2)?.as_str()?)?,
        at: parse(row.get_ref(3)?.as_str()?)?,
        undoes: row.get_ref(4)?.as_str_or_null()?.map(parse).transpose()?,
        part_of: row.get_ref(5)?.as_str_or_null()?.map(parse).transpose()?,
        parts: Vec::new(),
        changes: Vec::new(),
    };
    let mut statement = connection
        .prepare_cached("SELECT n, tbl, row, before, after FROM change WHERE edit = ?1 ORDER BY n")?;
    let mut rows = statement.query([seq])?;
    while let Some(row) = rows.next()? {
        let stored = Stored {
            seq,
            n: row.get(0)?,
            row: row.get_ref(2)?.as_str()?,
            before: row.get_ref(3)?.as_str_or_null()?,
            after: row.get_ref(4)?.as_str_or_null()?,
        };
        edit.changes.push(change(connection, row.get_ref(1)?.as_str()?, &stored)?);
    }
    Ok(Some(edit))
}

/// A merge with its parts and their changes.
fn with_parts(connection: &Connection, mut whole: Edit) -> Result<Edit, Fault> {
    // Parts follow their merge at once.
    let mut statement = connection.prepare_cached(
        "SELECT id, part_of FROM edit WHERE seq > (SELECT seq FROM edit WHERE id = ?1) ORDER BY seq",
    )?;
    let of_whole = whole.id.to_string();
    let mut rows = statement.query([&of_whole])?;
    while let Some(row) = rows.next()? {
        if row.get_ref(1)?.as_str_or_null()? != Some(of_whole.as_str()) {
            break;
        }
        let Some(part) = edit(connection, parse(row.get_ref(0)?.as_str()?)?)? else { break };
        let Edit { id, label, coder, at, undoes, changes, .. } = part;
        whole.parts.push(Part { id, label, coder, at, undoes, changes: changes.len() });
        whole.changes.extend(changes);
    }
    Ok(whole)
}

/// A row of the table `change`, without the name of its table.
struct Stored<'a> {
    seq: i64,
    n: i64,
    row: &'a str,
    before: Option<&'a str>,
    after: Option<&'a str>,
}

fn change(connection: &Connection, table: &str, stored: &Stored<'_>) -> Result<Change, Fault> {
    for_each_table!(T => {
        if table == T::TABLE {
            return whole_row::<T>(connection, stored).map(Change::from);
        }
    });
    Err(Fault::Broken(format!("the history speaks of a table {table}")))
}

/// The change with both its rows whole.
fn whole_row<T: Record>(connection: &Connection, stored: &Stored<'_>) -> Result<Row<T>, Fault> {
    let side = |json: &str, mut cells: Cells| -> Result<Arc<T>, Fault> {
        changes::lay(&mut cells, changes::parse(T::columns(), json).map_err(Fault::Broken)?);
        changes::record(&cells).map(Arc::new).map_err(|bad| Fault::Broken(bad.to_string()))
    };
    let rest = match (stored.before, stored.after) {
        (Some(_), Some(_)) => match super::team::older(connection)? {
            Some(older) if stored.seq >= older.until => later::<T>(connection, stored)?,
            _ => earlier::<T>(connection, stored)?,
        },
        _ => changes::blank::<T>(),
    };
    Ok(Row {
        id: parse(stored.row)?,
        before: stored.before.map(|json| side(json, rest.clone())).transpose()?,
        after: stored.after.map(|json| side(json, rest)).transpose()?,
    })
}

/// The row as its changes before this one left it.
fn earlier<T: Record>(connection: &Connection, stored: &Stored<'_>) -> Result<Cells, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT before IS NULL, after FROM change \
         WHERE row = ?1 AND tbl = ?2 AND after IS NOT NULL AND (edit < ?3 OR edit = ?3 AND n < ?4) ORDER BY edit, n",
    )?;
    let mut rows = statement.query(params![stored.row, T::TABLE, stored.seq, stored.n])?;
    let mut cells = changes::blank::<T>();
    while let Some(row) = rows.next()? {
        if row.get(0)? {
            // The row was added, perhaps again after it had been removed.
            cells = changes::blank::<T>();
        }
        let columns = changes::parse(T::columns(), row.get_ref(1)?.as_str()?);
        changes::lay(&mut cells, columns.map_err(Fault::Broken)?);
    }
    Ok(cells)
}

/// The row as this change and those after it found it, taken back from what it is now: where its earlier changes have not
/// come in yet.
fn later<T: Record>(connection: &Connection, stored: &Stored<'_>) -> Result<Cells, Fault> {
    let mut cells = super::tables::cells_of::<T>(connection, stored.row)?;
    let mut statement = connection.prepare_cached(
        "SELECT before, after IS NULL FROM change \
         WHERE row = ?1 AND tbl = ?2 AND (edit > ?3 OR edit = ?3 AND n >= ?4) ORDER BY edit DESC, n DESC",
    )?;
    let mut rows = statement.query(params![stored.row, T::TABLE, stored.seq, stored.n])?;
    while let Some(row) = rows.next()? {
        let Some(before) = row.get_ref(0)?.as_str_or_null()? else {
            // The row was added, after it had been removed.
            cells = None;
            continue;
        };
        if row.get(1)? {
            cells = Some(changes::blank::<T>());
        }
        let cells = cells.as_mut().ok_or_else(|| {
            Fault::Broken(format!("{} {} was changed before it was there", T::TABLE, stored.row))
        })?;
        changes::lay(cells, changes::parse(T::columns(), before).map_err(Fault::Broken)?);
    }
    cells.ok_or_else(|| Fault::Broken(format!("{} {} is not there", T::TABLE, stored.row)))
}
