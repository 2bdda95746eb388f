//! The history to be looked at: who changed what when, and the project as it was after any edit.
//!
//! A state of the past is made from the present one by taking back what was changed since, so that it takes the
//! longer the further back it lies, and reads only rows that have changed.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags};
use uuid::Uuid;

use super::changes::{self, Cells};
use super::error::{Doing, Fault, StorageError, parse};
use super::migrate;
use super::open::identify;
use super::schema::VERSION;
use super::store::{Store, absolute, connect};
use super::tables::for_each_table;
use tollbook_core::analysis::changes::{ChangedColumns, Columns};
use tollbook_core::model::change::Row;
use tollbook_core::model::project::InProject;
use tollbook_core::model::{Cell, Change, Edit, EditId, EntryId, HistoryEntry, Project, Record};

/// Edits of the history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HistoryPart {
    /// The edits, first to last.
    pub entries: Vec<HistoryEntry>,
    /// The names of the coders whom they add to the list or remove from it; whose only edits were undone is no
    /// longer there.
    pub coders: BTreeMap<EntryId, String>,
}

/// Reads the history of a project file beside the store that is in use.
#[derive(Debug)]
pub struct HistoryReader {
    path: PathBuf,
    connection: Connection,
}

impl HistoryReader {
    /// Opens the history of the project file at `path`.
    ///
    /// # Errors
    /// If there is no project file that can be read.
    pub fn open(path: &Path) -> Result<Self, StorageError> {
        let path = absolute(path);
        if !path.exists() {
            return Err(StorageError::Missing(path));
        }
        let mut connection = connect(&path, OpenFlags::SQLITE_OPEN_READ_ONLY)
            .map_err(|error| StorageError::sqlite(&path, Doing::Reading, &error))?;
        if identify(&connection, &path)? < VERSION {
            connection = migrate::in_memory(&connection).map_err(|fault| fault.at(&path, Doing::Reading))?;
        }
        Ok(Self { path, connection })
    }

    /// The edits after the one with the number `after`, first to last; all after 0.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn entries(&self, after: i64) -> Result<HistoryPart, StorageError> {
        entries_between(&self.connection, after + 1, i64::MAX)
            .map_err(|fault| fault.at(&self.path, Doing::Reading))
    }

    /// The edit with this number, if there is one.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn entry(&self, seq: i64) -> Result<Option<HistoryEntry>, StorageError> {
        let found = entries_between(&self.connection, seq, seq);
        Ok(found.map_err(|fault| fault.at(&self.path, Doing::Reading))?.entries.pop())
    }

    /// The number of the edit with this id, if there is one.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn number_of(&self, id: EditId) -> Result<Option<i64>, StorageError> {
        let read = || -> Result<Option<i64>, Fault> {
            let mut statement = self.connection.prepare_cached("SELECT seq FROM edit WHERE id = ?1")?;
            let mut rows = statement.query([id.to_string()])?;
            Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
        };
        read().map_err(|fault| fault.at(&self.path, Doing::Reading))
    }

    /// What the edit with this number changed.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn changes_of(&self, seq: i64) -> Result<Vec<ChangedColumns>, StorageError> {
        let mut found = Vec::new();
        let each = |_, change| found.push(change);
        each_change(&self.connection, seq, seq, each)
            .map_err(|fault| fault.at(&self.path, Doing::Reading))?;
        Ok(found)
    }

    /// Hands over every change of the edits from number `from` to number `to`, first to last, with its edit's number.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn each_change(
        &self,
        from: i64,
        to: i64,
        each: impl FnMut(i64, ChangedColumns),
    ) -> Result<(), StorageError> {
        each_change(&self.connection, from, to, each).map_err(|fault| fault.at(&self.path, Doing::Reading))
    }
}

impl Store {
    /// The project as it was after the edit with the number `seq`; `present` is what this store was opened with.
    ///
    /// # Errors
    /// If the file cannot be read, or if its history does not add up to `present`.
    pub fn project_after(&self, present: &Project, seq: i64) -> Result<Project, StorageError> {
        let Some(connection) = &self.connection else { return Ok(present.clone()) };
        rewind(connection, present, seq).map_err(|fault| fault.at(&self.path, Doing::Reading))
    }
}

impl Store {
    /// The number of the edit with which the history begins: 1, but while the older history of a replica comes in.
    pub(super) fn first_whole(&self) -> Result<i64, StorageError> {
        let Some(connection) = &self.connection else { return Ok(1) };
        first_whole(connection).map_err(|fault| fault.at(&self.path, Doing::Reading))
    }
}

fn entries_between(connection: &Connection, from: i64, to: i64) -> Result<HistoryPart, Fault> {
    let transaction = connection.unchecked_transaction()?;
    let from = from.max(first_whole(&transaction)?);
    let mut statement = transaction.prepare(
        "SELECT seq, id, label, coder, at, undoes, part_of FROM edit WHERE seq BETWEEN ?1 AND ?2 ORDER BY seq",
    )?;
    let mut rows = statement.query([from, to])?;
    let mut found: Vec<HistoryEntry> = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(HistoryEntry {
            seq: row.get(0)?,
            id: parse(row.get_ref(1)?.as_str()?)?,
            label: row.get(2)?,
            coder: parse(row.get_ref(3)?.as_str()?)?,
            at: parse(row.get_ref(4)?.as_str()?)?,
            undoes: row.get_ref(5)?.as_str_or_null()?.map(parse).transpose()?,
            part_of: row.get_ref(6)?.as_str_or_null()?.map(parse).transpose()?,
            rows: Vec::new(),
        });
    }
    let mut statement = transaction.prepare(
        "SELECT edit, row, CASE WHEN tbl = 'annotation' AND (before IS NULL OR after IS NULL) \
         THEN json_extract(coalesce(after, before), '$.article') END, \
         CASE WHEN tbl = 'list_entry' AND json_extract(coalesce(after, before), '$.list') = 'coder' \
         THEN json_extract(coalesce(after, before), '$.value') END \
         FROM change WHERE edit BETWEEN ?1 AND ?2 ORDER BY edit, n",
    )?;
    let mut rows = statement.query([from, to])?;
    let mut at = 0;
    let mut coders = BTreeMap::new();
    while let Some(row) = rows.next()? {
        if let Some(name) = row.get_ref(3)?.as_str_or_null()? {
            coders.insert(parse(row.get_ref(1)?.as_str()?)?, name.to_owned());
        }
        let seq: i64 = row.get(0)?;
        while found.get(at).is_some_and(|entry| entry.seq < seq) {
            at += 1;
        }
        let Some(entry) = found.get_mut(at).filter(|entry| entry.seq == seq) else { continue };
        for id in [row.get_ref(1)?.as_str_or_null()?, row.get_ref(2)?.as_str_or_null()?].into_iter().flatten()
        {
            let id: Uuid = parse(id)?;
            if entry.rows.last() != Some(&id) {
                entry.rows.push(id);
            }
        }
    }
    Ok(HistoryPart { entries: found, coders })
}

/// The number of the edit with which the history begins: 1, but while the older history of a replica comes in.
fn first_whole(connection: &Connection) -> Result<i64, Fault> {
    Ok(super::team::older(connection)?.map_or(1, |older| older.until + 1))
}

fn each_change(
    connection: &Connection,
    from: i64,
    to: i64,
    mut each: impl FnMut(i64, ChangedColumns),
) -> Result<(), Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT edit, tbl, row, before, after FROM change WHERE edit BETWEEN ?1 AND ?2 ORDER BY edit, n",
    )?;
    let mut rows = statement.query([from.max(first_whole(connection)?), to])?;
    while let Some(row) = rows.next()? {
        let seq = row.get(0)?;
        let (table, id) = (row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_str()?);
        let (before, after) = (row.get_ref(3)?.as_str_or_null()?, row.get_ref(4)?.as_str_or_null()?);
        each(seq, columns_of_change(table, id, before, after)?);
    }
    Ok(())
}

fn columns_of_change(
    table: &str,
    row: &str,
    before: Option<&str>,
    after: Option<&str>,
) -> Result<ChangedColumns, Fault> {
    for_each_table!(T => {
        if table == T::TABLE {
            let columns = |json: Option<&str>| -> Result<Option<Columns>, Fault> {
                let Some(json) = json else { return Ok(None) };
                let columns = changes::parse(T::columns(), json).map_err(Fault::Broken)?;
                Ok(Some(columns.into_iter().map(|(n, cell)| (T::columns()[n].as_str(), cell)).collect()))
            };
            let (before, after) = (columns(before)?, columns(after)?);
            return Ok(ChangedColumns { table: T::TABLE, row: parse(row)?, before, after });
        }
    });
    Err(unknown(table))
}

fn unknown(table: &str) -> Fault {
    Fault::Broken(format!("the history speaks of a table {table}"))
}

/// The rows that have changed since, as they were; `None` is a row that was not there.
type PastRows = HashMap<(&'static str, Uuid), Option<Cells>>;

fn rewind(connection: &Connection, present: &Project, seq: i64) -> Result<Project, Fault> {
    if let Some(older) = super::team::older(connection)?
        && seq < older.until
    {
        return Err(Fault::Incomplete(older));
    }
    let mut statement = connection
        .prepare("SELECT tbl, row, before, after FROM change WHERE edit > ?1 ORDER BY edit DESC, n DESC")?;
    let mut rows = statement.query([seq])?;
    let mut past = PastRows::new();
    while let Some(row) = rows.next()? {
        let (table, id) = (row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?);
        let (before, after) = (row.get_ref(2)?.as_str_or_null()?, row.get_ref(3)?.as_str_or_null()?);
        take_back(&mut past, present, (table, id), before, after)?;
    }
    let changes = past.into_iter().map(|((table, row), cells)| past_row(present, table, row, cells));
    let edit = Edit {
        id: EditId(Uuid::nil()),
        label: String::new(),
        coder: EntryId(Uuid::nil()),
        at: Timestamp::UNIX_EPOCH,
        undoes: None,
        part_of: None,
        parts: Vec::new(),
        changes: changes.collect::<Result<_, _>>()?,
    };
    let mut project = present.clone();
    project.apply(&edit).map_err(|conflict| Fault::Broken(conflict.to_string()))?;
    Ok(project)
}

/// Takes one change back.
fn take_back(
    past: &mut PastRows,
    present: &Project,
    (table, row): (&str, &str),
    before: Option<&str>,
    after: Option<&str>,
) -> Result<(), Fault> {
    for_each_table!(T => {
        if table == T::TABLE {
            return take_back_in::<T>(past, present, row, before, after);
        }
    });
    Err(unknown(table))
}

fn take_back_in<T: InProject>(
    past: &mut PastRows,
    present: &Project,
    row: &str,
    before: Option<&str>,
    after: Option<&str>,
) -> Result<(), Fault> {
    let id: Uuid = parse(row)?;
    let cells = past.entry((T::TABLE, id)).or_insert_with(|| {
        let row = T::table(present).get(id.into())?;
        Some(row.cells().into_iter().map(Cell::into_owned).collect())
    });
    let Some(before) = before else {
        *cells = None;
        return Ok(());
    };
    let columns = changes::parse(T::columns(), before).map_err(Fault::Broken)?;
    if after.is_none() {
        *cells = Some(changes::blank::<T>());
    }
    let cells = cells
        .as_mut()
        .ok_or_else(|| Fault::Broken(format!("{} {id} was changed before it was there", T::TABLE)))?;
    changes::lay(cells, columns);
    Ok(())
}

/// The change that makes a row of the present what it was.
fn past_row(present: &Project, table: &str, row: Uuid, cells: Option<Cells>) -> Result<Change, Fault> {
    for_each_table!(T => {
        if table == T::TABLE {
            let after = cells.map(|cells| changes::record::<T>(&cells).map(Arc::new)).transpose();
            let after = after.map_err(|bad| Fault::Broken(bad.to_string()))?;
            let id = row.into();
            return Ok(Change::from(Row::<T> { id, before: T::table(present).share(id), after }));
        }
    });
    Err(unknown(table))
}
