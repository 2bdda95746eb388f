//! Committing: edits made durable, in order, all of a batch or none.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior, params};

use super::changes;
use super::error::{Doing, Fault, StorageError, parse};
use super::files::{beside, remove_database, sync_folder};
use super::journal::{self, Locked};
use super::lock::Lock;
use super::log::columns_as_json;
use super::migrate;
use super::open::identify;
use super::schema::{SQL, VERSION};
use super::store::{Last, Store, connect};
use super::tables::{Parameter, quoted, with_row};
use tollbook_core::model::change::Row;
use tollbook_core::model::project::InProject;
use tollbook_core::model::{Edit, EditId};

/// An edit that waits to be saved.
#[derive(Clone, Debug)]
pub struct Pending {
    /// The edit, which has been applied to the project.
    pub edit: Arc<Edit>,
    /// The texts of the articles that it adds or changes, by the SHA-256 of the text in
    /// hexadecimal. A text that the file has already is not stored again.
    pub texts: Vec<(String, Arc<str>)>,
}

impl From<Arc<Edit>> for Pending {
    fn from(edit: Arc<Edit>) -> Self {
        Self { edit, texts: Vec::new() }
    }
}

impl Store {
    /// Saves edits in their order in one durable transaction. When it returns, they survive a crash
    /// of the program and of the machine.
    ///
    /// The first commit takes the lock. If it fails nothing of the batch counts as saved, the store
    /// stays as it was, and the same batch can be committed again: edits that had got into the file
    /// all the same are recognised.
    ///
    /// # Errors
    /// If the project is read-only or being edited elsewhere; if the file does not end with the edit
    /// that this store knows as its last; if the rows are not as the edits found them; if the file
    /// has been moved, is in use or cannot be written, or if the disk is full.
    pub fn commit(&mut self, batch: &[Pending]) -> Result<(), StorageError> {
        if batch.is_empty() {
            return Ok(());
        }
        if self.read_only {
            return Err(StorageError::ReadOnly(self.path.clone()));
        }
        self.become_writer()?;
        if !self.exists {
            self.create(batch)?;
        }
        self.bring_forward()?;
        let connection = match &mut self.connection {
            Some(connection) if !self.gone => connection,
            // Until there is a new connection, what the old one can read stays readable.
            old => old.insert(reconnect(&self.path)?),
        };
        self.gone = false;
        match append(connection, self.last, batch) {
            Ok(last) => {
                self.last = last;
                Ok(())
            }
            Err(fault) => {
                let error = fault.at(&self.path, Doing::Saving);
                self.gone = matches!(error, StorageError::Gone(_) | StorageError::Failed { .. });
                Err(error)
            }
        }
    }

    /// Brings a file of an older format forward; it is kept as it was beside the new one.
    pub(super) fn bring_forward(&mut self) -> Result<(), StorageError> {
        if self.is_older {
            self.become_writer()?;
            migrate::forward(&self.path)?;
            self.connection = Some(reconnect(&self.path)?);
            self.is_older = false;
        }
        Ok(())
    }

    pub(super) fn become_writer(&mut self) -> Result<(), StorageError> {
        if self.lock.is_some() {
            return Ok(());
        }
        match Lock::acquire(&self.path) {
            Ok(Some(lock)) => self.lock = Some(lock),
            Ok(None) => return Err(StorageError::OpenElsewhere(self.path.clone())),
            Err(error) => return Err(StorageError::io(&self.path, Doing::Saving, &error)),
        }
        Ok(())
    }

    /// Makes the file with its first edits in it: beside its place, then moved there, so that
    /// nobody ever sees a project without a beginning. The commit that follows finds them saved.
    fn create(&mut self, batch: &[Pending]) -> Result<(), StorageError> {
        let io = |error| StorageError::io(&self.path, Doing::Saving, &error);
        if self.path.try_exists().map_err(io)? {
            return Err(StorageError::Exists(self.path.clone()));
        }
        let new = beside(&self.path, "-new");
        // What a crash left behind; the lock says that nobody else is making the file.
        remove_database(&new);
        let made = lay_out(&new).and_then(|connection| {
            append(&connection, Last::default(), batch)?;
            connection.close().map_err(|(_, error)| error.into())
        });
        let moved = made
            .map_err(|fault| fault.at(&self.path, Doing::Saving))
            .and_then(|()| journal::set_aside_before_making(&self.path).map_err(io))
            .and_then(|()| fs::rename(&new, &self.path).map_err(io));
        if moved.is_err() {
            remove_database(&new);
        }
        moved?;
        self.exists = true;
        sync_folder(&self.path).map_err(io)
    }
}

/// Opens the file again after it was not where it should be. That it is the same one, the check of
/// its last edit tells.
fn reconnect(path: &Path) -> Result<Connection, StorageError> {
    journal::settle(path, Locked::Yes)?;
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
        .map_err(|error| StorageError::sqlite(path, Doing::Saving, &error))?;
    identify(&connection, path)?;
    Ok(connection)
}

/// A database with every table and nothing in them.
pub(super) fn lay_out(path: &Path) -> Result<Connection, Fault> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    let transaction = connection.unchecked_transaction()?;
    transaction.execute_batch(SQL)?;
    transaction.commit()?;
    Ok(connection)
}

/// Appends the batch to the history and its changes to the tables.
fn append(connection: &Connection, last: Last, batch: &[Pending]) -> Result<Last, Fault> {
    // A file from elsewhere may be set to another journal, which would leave more than one file.
    connection.pragma_update(None, "journal_mode", "DELETE")?;
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    let saved = saved_already(&transaction, last, batch)?;
    let mut seq = last.seq;
    let mut id = last.id;
    for (n, pending) in batch.iter().enumerate() {
        let mut texts = pending.texts.as_slice();
        for edit in pending.edit.apart() {
            seq += 1;
            id = Some(edit.id);
            if n < saved {
                continue;
            }
            insert(&transaction, seq, &edit, std::mem::take(&mut texts)).map_err(|fault| match fault {
                Fault::Sqlite(error) if is_constraint(&error) => {
                    Fault::Refused(edit.label.clone(), error.to_string())
                }
                other => other,
            })?;
        }
    }
    transaction.commit().map_err(|error| match batch.last() {
        // A reference that leads nowhere comes up at the end only.
        Some(last) if is_constraint(&error) => Fault::Refused(last.edit.label.clone(), error.to_string()),
        _ => Fault::Sqlite(error),
    })?;
    Ok(Last { seq, id })
}

fn is_constraint(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation)
}

/// How many edits of the batch the file has already, because an earlier try had got through and
/// could not tell. Faults unless the history is otherwise as known.
pub(super) fn saved_already(
    transaction: &Transaction<'_>,
    last: Last,
    batch: &[Pending],
) -> Result<usize, Fault> {
    let mut statement =
        transaction.prepare_cached("SELECT seq, id FROM edit WHERE seq >= ?1 ORDER BY seq")?;
    let mut rows = statement.query([last.seq])?;
    let ids = batch.iter().flat_map(|pending| {
        let parts = pending.edit.parts.iter().map(|part| part.id);
        std::iter::once(pending.edit.id).chain(parts)
    });
    let mut expected = Some((last.seq, last.id))
        .filter(|(seq, _)| *seq > 0)
        .into_iter()
        .chain(ids.zip(last.seq + 1..).map(|(id, seq)| (seq, Some(id))));
    let mut found = 0_usize;
    while let Some(row) = rows.next()? {
        let id: EditId = parse(row.get_ref(1)?.as_str()?)?;
        if expected.next() != Some((row.get(0)?, Some(id))) {
            return Err(Fault::ChangedElsewhere);
        }
        found += 1;
    }
    let known = usize::from(last.seq > 0);
    let mut rows = match found.checked_sub(known) {
        Some(rows) => rows,
        None => return Err(Fault::ChangedElsewhere),
    };
    let mut saved = 0;
    for pending in batch {
        // An edit is there with all of its parts, or not at all.
        let Some(left) = rows.checked_sub(1 + pending.edit.parts.len()) else { break };
        (rows, saved) = (left, saved + 1);
    }
    if rows > 0 { Err(Fault::ChangedElsewhere) } else { Ok(saved) }
}

/// One edit with its texts and changes.
pub(super) fn insert(
    transaction: &Transaction<'_>,
    seq: i64,
    edit: &Edit,
    texts: &[(String, Arc<str>)],
) -> Result<(), Fault> {
    insert_with(transaction, seq, edit, texts, true)
}

/// As [`insert`], of an edit whose changes the tables hold already.
pub(super) fn insert_history(
    transaction: &Transaction<'_>,
    seq: i64,
    edit: &Edit,
    texts: &[(String, Arc<str>)],
) -> Result<(), Fault> {
    insert_with(transaction, seq, edit, texts, false)
}

/// A text under its hash, unless it is there.
pub(super) fn insert_text(transaction: &Transaction<'_>, sha256: &str, text: &str) -> Result<(), Fault> {
    transaction
        .prepare_cached("INSERT INTO text (sha256, text) VALUES (?1, ?2) ON CONFLICT (sha256) DO NOTHING")?
        .execute(params![sha256, text])?;
    Ok(())
}

fn insert_with(
    transaction: &Transaction<'_>,
    seq: i64,
    edit: &Edit,
    texts: &[(String, Arc<str>)],
    is_new: bool,
) -> Result<(), Fault> {
    for (sha256, text) in texts {
        insert_text(transaction, sha256, text)?;
    }
    transaction
        .prepare_cached(
            "INSERT INTO edit (seq, id, label, coder, at, undoes, part_of, schema) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            seq,
            edit.id.to_string(),
            edit.label,
            edit.coder.to_string(),
            edit.at.to_string(),
            edit.undoes.map(|id| id.to_string()),
            edit.part_of.map(|id| id.to_string()),
            VERSION,
        ])?;
    for (n, change) in (0_i64..).zip(&edit.changes) {
        with_row!(change, row => Place { edit, seq, n, is_new }.change(transaction, row))?;
    }
    Ok(())
}

/// Where in the history a change stands.
struct Place<'a> {
    edit: &'a Edit,
    seq: i64,
    n: i64,
    /// Whether the tables do not hold it yet.
    is_new: bool,
}

impl Place<'_> {
    /// Writes one change into its table and into the history. Only columns that the edit changes
    /// are written, as in [`tollbook_core::model::Project::apply`].
    fn change<T: InProject>(&self, transaction: &Transaction<'_>, row: &Row<T>) -> Result<(), Fault> {
        let Some((before, after)) = columns_as_json(row) else { return Ok(()) };
        if self.is_new && write_row(transaction, row)? != 1 {
            return Err(Fault::Refused(
                self.edit.label.clone(),
                format!("{} {} is not there", T::TABLE, row.id),
            ));
        }
        transaction
            .prepare_cached(
                "INSERT INTO change (edit, n, tbl, row, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![self.seq, self.n, T::TABLE, row.id.to_string(), before, after])?;
        Ok(())
    }
}

/// Writes one change into its table, only the columns that are changed; says how many rows were written.
pub(super) fn write_row<T: InProject>(transaction: &Transaction<'_>, row: &Row<T>) -> Result<usize, Fault> {
    let id = row.id.to_string();
    let (table, columns) = (T::TABLE, T::columns());
    let before = row.before.as_ref().map(|row| row.cells());
    let after = row.after.as_ref().map(|row| row.cells());
    Ok(match (&before, &after) {
        (None, None) => 1,
        (None, Some(after)) => {
            let places = vec!["?"; columns.len() + 1].join(", ");
            let sql = format!("INSERT INTO \"{table}\" (id, {}) VALUES ({places})", quoted(columns));
            let mut statement = transaction.prepare_cached(&sql)?;
            statement.raw_bind_parameter(1, &id)?;
            for (n, cell) in after.iter().enumerate() {
                statement.raw_bind_parameter(n + 2, Parameter(cell))?;
            }
            statement.raw_execute()?
        }
        (Some(_), None) => {
            let sql = format!("DELETE FROM \"{table}\" WHERE id = ?1");
            transaction.prepare_cached(&sql)?.execute([&id])?
        }
        (Some(before), Some(after)) => {
            let changed = changes::differing(before, after);
            if changed.is_empty() {
                return Ok(1);
            }
            let set: Vec<String> = changed.iter().map(|&n| format!("\"{}\" = ?", columns[n])).collect();
            let sql = format!("UPDATE \"{table}\" SET {} WHERE id = ?", set.join(", "));
            let mut statement = transaction.prepare_cached(&sql)?;
            for (n, &column) in changed.iter().enumerate() {
                statement.raw_bind_parameter(n + 1, Parameter(&after[column]))?;
            }
            statement.raw_bind_parameter(changed.len() + 1, &id)?;
            statement.raw_execute()?
        }
    })
}
