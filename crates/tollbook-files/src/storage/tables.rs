//! Rows of the project's tables, between the model's cells and SQLite's columns.

use std::borrow::Cow;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql};

use super::error::Fault;
use tollbook_core::model::project::InProject;
use tollbook_core::model::{BadCell, Cell, Project, Record};

/// Runs a block once for every table, with its record under the given name.
macro_rules! for_each_table {
    ($record:ident => $body:block) => {
        $crate::storage::tables::for_each_table!(@ $record $body
            Info ListEntry Code Operation Article Coverage Assignment ColumnMapping Rejection Incident Estimate
            Annotation Claim Link);
    };
    (@ $record:ident $body:block $($table:ident)*) => {
        $({ type $record = tollbook_core::model::$table; $body })*
    };
}
pub(super) use for_each_table;

/// Runs an expression with the row of a change, whichever its table. The match fails to compile
/// when the model has a table that storage does not know.
macro_rules! with_row {
    ($change:expr, $row:ident => $body:expr) => {
        match $change {
            tollbook_core::model::Change::Info($row) => $body,
            tollbook_core::model::Change::ListEntry($row) => $body,
            tollbook_core::model::Change::Code($row) => $body,
            tollbook_core::model::Change::Operation($row) => $body,
            tollbook_core::model::Change::Article($row) => $body,
            tollbook_core::model::Change::Coverage($row) => $body,
            tollbook_core::model::Change::Assignment($row) => $body,
            tollbook_core::model::Change::ColumnMapping($row) => $body,
            tollbook_core::model::Change::Rejection($row) => $body,
            tollbook_core::model::Change::Incident($row) => $body,
            tollbook_core::model::Change::Estimate($row) => $body,
            tollbook_core::model::Change::Annotation($row) => $body,
            tollbook_core::model::Change::Claim($row) => $body,
            tollbook_core::model::Change::Link($row) => $body,
        }
    };
}
pub(super) use with_row;

/// At most so many bad rows of one table are named one by one.
const MOST_ROWS_NAMED: usize = 20;

/// A cell as a parameter of a statement.
pub(super) struct Parameter<'a>(pub(super) &'a Cell<'a>);

impl ToSql for Parameter<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Cell::Null => ValueRef::Null,
            Cell::Int(n) => ValueRef::Integer(*n),
            Cell::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

/// The columns of a row of a statement as cells that borrow from it.
struct Columns<'r> {
    row: &'r rusqlite::Row<'r>,
    next: usize,
    /// The first value that is no cell at all; no column of a strict table can hold one.
    odd: Option<BadCell>,
}

impl<'r> Iterator for Columns<'r> {
    type Item = Cell<'r>;

    fn next(&mut self) -> Option<Cell<'r>> {
        let value = self.row.get_ref(self.next).ok()?;
        self.next += 1;
        Some(match value {
            ValueRef::Null => Cell::Null,
            ValueRef::Integer(n) => Cell::Int(n),
            ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => Cell::Text(Cow::Borrowed(text)),
                Err(_) => self.odd("bytes that are not UTF-8"),
            },
            ValueRef::Real(_) => self.odd("a broken number"),
            ValueRef::Blob(_) => self.odd("bytes"),
        })
    }
}

impl Columns<'_> {
    fn odd<'c>(&mut self, found: &str) -> Cell<'c> {
        let expected = "text or a whole number";
        self.odd.get_or_insert(BadCell { column: "a column", found: found.to_owned(), expected });
        Cell::Null
    }
}

/// `"a", "b"`: names of columns for a statement; some are words of SQL.
pub(super) fn quoted(columns: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    columns.into_iter().map(|column| format!("\"{}\"", column.as_ref())).collect::<Vec<_>>().join(", ")
}

/// Reads one table into the project. A row that cannot be read is left out and reported.
pub(super) fn load<T: InProject>(
    connection: &Connection,
    project: &mut Project,
    warnings: &mut Vec<String>,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(&select::<T>())?;
    let mut rows = statement.query([])?;
    let mut loaded = Vec::new();
    let mut bad_rows = 0;
    while let Some(row) = rows.next()? {
        match read::<T>(row) {
            Ok(row) => loaded.push(row),
            Err(bad) => {
                bad_rows += 1;
                if bad_rows <= MOST_ROWS_NAMED {
                    let id = row.get_ref(0)?.as_str().unwrap_or("without an id").to_owned();
                    warnings.push(format!("{} {id} was left out: {bad}.", T::TABLE));
                }
            }
        }
    }
    if bad_rows > MOST_ROWS_NAMED {
        warnings.push(format!("{} more rows of {} were left out.", bad_rows - MOST_ROWS_NAMED, T::TABLE));
    }
    project.load::<T>(loaded);
    Ok(())
}

/// One row of the statement of [`load`].
fn read<T: Record>(row: &rusqlite::Row<'_>) -> Result<(T::Id, T), BadCell> {
    let id_is_bad = || BadCell { column: "id", found: "something else".to_owned(), expected: "an id" };
    let id = row.get_ref(0).ok().and_then(|id| id.as_str().ok()?.parse().ok()).ok_or_else(id_is_bad)?;
    let mut columns = Columns { row, next: 1, odd: None };
    let record = T::from_cells(&mut columns)?;
    match columns.odd {
        None => Ok((id, record)),
        Some(odd) => Err(odd),
    }
}

/// Calls `each` with the id and the cells of every row of a table, whether or not they can be read
/// as a record.
pub(super) fn each_row<T: Record>(
    connection: &Connection,
    mut each: impl FnMut(&str, &[Cell<'_>]),
) -> Result<(), Fault> {
    let mut statement = connection.prepare(&select::<T>())?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let cells: Vec<Cell<'_>> = Columns { row, next: 1, odd: None }.collect();
        each(row.get_ref(0)?.as_str()?, &cells);
    }
    Ok(())
}

/// The cells of the row with this id, if it is there.
pub(super) fn cells_of<T: Record>(
    connection: &Connection,
    id: &str,
) -> Result<Option<Vec<Cell<'static>>>, Fault> {
    let mut statement = connection.prepare_cached(&format!("{} WHERE id = ?1", select::<T>()))?;
    let mut rows = statement.query([id])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some(Columns { row, next: 1, odd: None }.map(Cell::into_owned).collect()))
}

/// A statement that reads a table: the id, then the record's columns.
fn select<T: Record>() -> String {
    format!("SELECT id, {} FROM \"{}\"", quoted(T::columns()), T::TABLE)
}
