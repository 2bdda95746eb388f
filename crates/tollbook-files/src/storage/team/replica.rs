//! A member's replica: a project file that holds the team's edits under the server's numbers, and after them the
//! member's own that wait.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior, params};

use super::address::Address;
use super::error::TeamError;
use crate::storage::commit::{Pending, insert, saved_already, write_row};
use crate::storage::error::{Doing, Fault, StorageError};
use crate::storage::fetch;
use crate::storage::log::{TakenIn, texts_needed};
use crate::storage::schema::REPLICA_SQL;
use crate::storage::store::{Last, Store};
use crate::storage::tables::with_row;
use tollbook_core::model::{Change, Edit};

/// What marks a project file as a replica.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The address of the server, without a password.
    pub address: String,
    /// The number of the last edit that is on the server. Later ones wait.
    pub last: i64,
    /// The part of the history that has not come in yet, of a replica that began with a snapshot.
    pub older: Option<Older>,
}

/// The history before a snapshot, of which a part is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Older {
    /// The number of the last edit of it that has come in; 0 where none has.
    pub here: i64,
    /// The number of its last edit, after which the snapshot was made.
    pub until: i64,
}

/// What becomes of a replica.
pub(super) struct Rebase<'a> {
    /// The number of the last edit that was on the server.
    pub(super) last: i64,
    /// What takes the waiting edits back; empty where none waits.
    pub(super) taking_back: Vec<Change>,
    /// The edits of the server that follow the last.
    pub(super) taken_in: &'a [TakenIn],
    /// The edits that wait after that.
    pub(super) waiting: &'a [Arc<Edit>],
    /// Texts of the articles.
    pub(super) texts: &'a HashMap<String, Arc<str>>,
}

impl Store {
    /// What marks the file as a replica; `None` if it is none.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn membership(&self) -> Result<Option<Membership>, StorageError> {
        let Some(connection) = &self.connection else { return Ok(None) };
        membership(connection).map_err(|fault| self.unreadable(fault))
    }

    /// The edits that were refused by every replica, by number, with the reason.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn refused_edits(&self) -> Result<Vec<(i64, String)>, StorageError> {
        if self.membership()?.is_none() {
            return Ok(Vec::new());
        }
        let Some(connection) = &self.connection else { return Ok(Vec::new()) };
        let read = || -> Result<Vec<(i64, String)>, Fault> {
            let mut statement = connection.prepare("SELECT edit, why FROM refused ORDER BY edit")?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        };
        read().map_err(|fault| self.unreadable(fault))
    }

    /// The first `most` edits after the one with this number, merges with their parts, and the texts that they need.
    pub(super) fn waiting_after(&self, seq: i64, most: usize) -> Result<Vec<Pending>, StorageError> {
        let logged = self.logged_after(seq, most)?;
        let whole = logged.iter().filter(|edit| edit.part_of.is_none());
        whole
            .map(|logged| {
                let edit = Arc::new(self.edit(logged.id.into())?);
                let texts = self.texts_of(texts_needed(&edit))?.into_iter().collect();
                Ok(Pending { edit, texts })
            })
            .collect()
    }

    /// Changes the edits after the last one that is on the server, in one durable transaction.
    pub(super) fn rebase(&mut self, rebase: &Rebase<'_>) -> Result<(), StorageError> {
        self.write_as_replica(|transaction, known| {
            expect_last(transaction, rebase.last)?;
            transaction.execute("DELETE FROM change WHERE edit > ?1", [rebase.last])?;
            transaction.execute("DELETE FROM edit WHERE seq > ?1", [rebase.last])?;
            for change in &rebase.taking_back {
                if with_row!(change, row => write_row(transaction, row))? != 1 {
                    let label = "Take back what waits".to_owned();
                    return Err(Fault::Refused(label, format!("a row of {} is not there", change.table())));
                }
            }
            let mut last = Last { seq: rebase.last, id: id_at(transaction, rebase.last, known)? };
            let refused = insert_taken_in(transaction, &mut last, rebase.taken_in, rebase.texts, insert)?;
            note_refused(transaction, &refused)?;
            transaction.execute("UPDATE team SET last = ?1", [last.seq])?;
            for edit in rebase.waiting.iter().flat_map(|edit| edit.apart()) {
                last = Last { seq: last.seq + 1, id: Some(edit.id) };
                insert(transaction, last.seq, &edit, &[])?;
            }
            Ok(last)
        })
    }

    /// Notes that the edits up to this number are on the server.
    pub(super) fn note_appended(&mut self, before: i64, last: i64) -> Result<(), StorageError> {
        self.write_as_replica(|transaction, known| {
            expect_last(transaction, before)?;
            transaction.execute("UPDATE team SET last = ?1", [last])?;
            Ok(known)
        })
    }

    /// Writes in a transaction that is refused unless the file ends with the edit that this store knows as its last.
    pub(super) fn write_as_replica(
        &mut self,
        write: impl FnOnce(&Transaction<'_>, Last) -> Result<Last, Fault>,
    ) -> Result<(), StorageError> {
        if self.read_only {
            return Err(StorageError::ReadOnly(self.path.clone()));
        }
        self.become_writer()?;
        let known = self.last;
        let Some(connection) = &self.connection else {
            return Err(StorageError::Missing(self.path.clone()));
        };
        let written = || -> Result<Last, Fault> {
            connection.pragma_update(None, "journal_mode", "DELETE")?;
            let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
            saved_already(&transaction, known, &[])?;
            let last = write(&transaction, known)?;
            transaction.commit()?;
            Ok(last)
        };
        self.last = written().map_err(|fault| fault.at(&self.path, Doing::Saving))?;
        Ok(())
    }
}

pub(in crate::storage) fn membership(connection: &Connection) -> Result<Option<Membership>, Fault> {
    if !is_replica(connection)? {
        return Ok(None);
    }
    let mut statement = connection.prepare_cached("SELECT address, last, snapshot, older FROM team")?;
    let row = |row: &rusqlite::Row<'_>| {
        let older = Older { here: row.get(3)?, until: row.get(2)? };
        let older = (older.until > older.here).then_some(older);
        Ok(Membership { address: row.get(0)?, last: row.get(1)?, older })
    };
    Ok(statement.query_row([], row).optional()?)
}

fn is_replica(connection: &Connection) -> Result<bool, Fault> {
    let is_replica = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'team'";
    let mut statement = connection.prepare_cached(is_replica)?;
    Ok(statement.query_row([], |row| row.get::<_, i64>(0))? > 0)
}

/// The part of the history that has not come in yet; `None` of a file whose history is whole.
pub(in crate::storage) fn older(connection: &Connection) -> Result<Option<Older>, Fault> {
    Ok(membership(connection)?.and_then(|membership| membership.older))
}

/// Faults unless the last edit that is on the server is still this one.
fn expect_last(transaction: &Transaction<'_>, last: i64) -> Result<(), Fault> {
    match membership(transaction)? {
        Some(found) if found.last == last => Ok(()),
        _ => Err(Fault::ChangedElsewhere),
    }
}

/// The id of the edit with this number.
fn id_at(
    transaction: &Transaction<'_>,
    seq: i64,
    known: Last,
) -> Result<Option<tollbook_core::model::EditId>, Fault> {
    if seq == known.seq {
        return Ok(known.id);
    }
    fetch::edit_id_at(transaction, seq)
}

/// How an edit is inserted.
type Insert = fn(&Transaction<'_>, i64, &Edit, &[(String, Arc<str>)]) -> Result<(), Fault>;

/// Inserts edits of the server with the texts that they need; gives the numbers of those that were refused, with the
/// reason.
pub(super) fn insert_taken_in<'a>(
    transaction: &Transaction<'_>,
    last: &mut Last,
    taken_in: &'a [TakenIn],
    texts: &HashMap<String, Arc<str>>,
    insert: Insert,
) -> Result<Vec<(i64, &'a str)>, Fault> {
    let mut refused = Vec::new();
    for taken in taken_in {
        *last = Last { seq: last.seq + 1, id: Some(taken.edit.id) };
        let needed = texts_needed(&taken.edit).filter_map(|sha256| texts.get_key_value(sha256));
        let needed: Vec<_> = needed.map(|(sha256, text)| (sha256.clone(), Arc::clone(text))).collect();
        insert(transaction, last.seq, &taken.edit, &needed)?;
        refused.extend(taken.refused.as_deref().map(|why| (last.seq, why)));
    }
    Ok(refused)
}

pub(super) fn note_refused(transaction: &Transaction<'_>, refused: &[(i64, &str)]) -> Result<(), Fault> {
    for (seq, why) in refused {
        transaction.execute("INSERT INTO refused (edit, why) VALUES (?1, ?2)", params![seq, why])?;
    }
    Ok(())
}

/// Marks a project file as a replica of the project at `address`, where all of its edits are.
///
/// # Errors
/// If it is a replica already, or cannot be written.
pub fn make_replica(store: &mut Store, address: &Address) -> Result<(), TeamError> {
    if let Some(membership) = store.membership()? {
        let detail = format!(
            "“{}” belongs to the team at {} already; run: tollbook team sync",
            store.path().display(),
            membership.address
        );
        return Err(TeamError::Replica { detail });
    }
    let address = address.to_string();
    store.write_as_replica(|transaction, known| {
        transaction.execute_batch(REPLICA_SQL)?;
        transaction.execute("INSERT INTO team VALUES (?1, ?2, 0, 0)", params![address, known.seq])?;
        Ok(known)
    })?;
    Ok(())
}
