//! Joining: a new project file is made from a log, beside its place, and moved there once it is whole.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use super::address::Address;
use super::error::TeamError;
use super::replica::{insert_taken_in, note_refused};
use super::snapshot::{self, Unusable};
use crate::storage::commit::{insert, insert_text, lay_out};
use crate::storage::error::{Doing, Fault, StorageError};
use crate::storage::files::{beside, remove_database, sync_folder};
use crate::storage::journal;
use crate::storage::log::{EditLog, TakenIn, take_in, texts_of_log};
use crate::storage::open::Opened;
use crate::storage::schema::REPLICA_SQL;
use crate::storage::store::{Last, Store};
use tollbook_core::model::{Edit, Project};

/// Edits taken in at once.
const AT_ONCE: usize = 4000;

/// Texts fetched at once.
const TEXTS_AT_ONCE: usize = 256;

/// How much of the history comes at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JoinWith {
    /// The newest snapshot, if there is one, and what was done since; what is older comes in later.
    Snapshot,
    /// All of it.
    WholeHistory,
}

/// Makes a new project file at `path` from the edits of a log; a replica if it is marked with an address. `progress` is
/// told how many edits there are so far, and stops the work by answering `false`. A replica begins with the newest
/// snapshot of the log, and its older history comes in later; any other file has the whole history.
///
/// # Errors
/// If there is a file already, if the log cannot be read or the file not written. No file is left then.
pub fn join<L: EditLog>(
    log: &mut L,
    path: &Path,
    address: Option<&Address>,
    progress: &mut dyn FnMut(i64) -> bool,
) -> Result<(Store, Opened), TeamError>
where
    TeamError: From<L::Error>,
{
    join_with(log, path, address, JoinWith::Snapshot, progress)
}

/// As [`join`], with the whole history at once where that is wanted.
///
/// # Errors
/// As [`join`].
pub fn join_with<L: EditLog>(
    log: &mut L,
    path: &Path,
    address: Option<&Address>,
    with: JoinWith,
    progress: &mut dyn FnMut(i64) -> bool,
) -> Result<(Store, Opened), TeamError>
where
    TeamError: From<L::Error>,
{
    let mut store = Store::new_file(path);
    let path = store.path().to_owned();
    if path.exists() {
        return Err(StorageError::NameTaken(path).into());
    }
    store.become_writer()?;
    let new = beside(&path, "-new");
    remove_database(&new);
    let io = |error| StorageError::io(&path, Doing::Saving, &error);
    let made = fill(log, &new, address, with, progress).and_then(|unusable| {
        let file = std::fs::File::options().read(true).write(true).open(&new).map_err(io)?;
        file.sync_all().map_err(io)?;
        journal::set_aside_before_making(&path).map_err(io)?;
        std::fs::rename(&new, &path).map_err(io)?;
        sync_folder(&path).map_err(io)?;
        Ok(unusable)
    });
    if made.is_err() {
        remove_database(&new);
    }
    let unusable = made?;
    drop(store);
    let (store, mut opened) = Store::open(&path)?;
    opened.warnings.extend(unusable);
    Ok((store, opened))
}

/// Fills a new file; why the newest snapshot could not be used, as a sentence.
fn fill<L: EditLog>(
    log: &mut L,
    new: &Path,
    address: Option<&Address>,
    with: JoinWith,
    progress: &mut dyn FnMut(i64) -> bool,
) -> Result<Option<String>, TeamError>
where
    TeamError: From<L::Error>,
{
    let failed = |fault: Fault| TeamError::Storage(fault.at(new, Doing::Saving));
    let connection = lay_out(new).map_err(failed)?;
    let (mut begun, mut unusable) = ((Project::default(), Last::default()), None);
    let prepare = || -> Result<Vec<String>, Fault> {
        // Nobody else knows of the file yet, and it is made durable before it is moved to its place. References are
        // checked by the project that is made of the same rows.
        connection.execute_batch(
            "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -65536",
        )?;
        if let Some(address) = address {
            connection.execute_batch(REPLICA_SQL)?;
            connection.execute("INSERT INTO team VALUES (?1, 0, 0, 0)", [address.to_string()])?;
        }
        drop_indexes(&connection)
    };
    let indexes = prepare().map_err(failed)?;
    if address.is_some() && with == JoinWith::Snapshot {
        match begin_with_snapshot(log, &connection, failed) {
            Ok(with) => begun = with.unwrap_or_default(),
            Err(Unusable::Damaged(why)) => {
                unusable = Some(format!(
                    "The newest snapshot on the server could not be used ({why}), and the whole history came instead."
                ));
            }
            Err(Unusable::Failed(error)) => return Err(error),
        }
    }
    let (project, last) = begun;
    if last.seq > 0 && !progress(last.seq) {
        return Err(stopped());
    }
    let last = take_in_history(log, &connection, project, last, address.is_some(), failed, progress)?;
    if last.seq == 0 {
        return Err(TeamError::Replica { detail: "The project on the server has no edits yet".to_owned() });
    }
    let there = log.last()?;
    if there < last.seq {
        return Err(TeamError::went_back(last.seq));
    }
    let finish = || -> Result<(), Fault> {
        for index in &indexes {
            connection.execute_batch(index)?;
        }
        // As it is in every other project file.
        connection.execute_batch("PRAGMA journal_mode = DELETE")?;
        Ok(())
    };
    finish().map_err(failed)?;
    connection.close().map_err(|(_, error)| failed(error.into()))?;
    Ok(unusable)
}

fn stopped() -> TeamError {
    TeamError::Replica { detail: "Stopped; nothing was written".to_owned() }
}

/// Removes the indexes, which are made faster once all rows are there; the statements that make them.
fn drop_indexes(connection: &Connection) -> Result<Vec<String>, Fault> {
    let mut statement =
        connection.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let indexes: Vec<(String, String)> = rows.collect::<Result<_, _>>()?;
    drop(statement);
    for (name, _) in &indexes {
        connection.execute_batch(&format!("DROP INDEX \"{name}\""))?;
    }
    Ok(indexes.into_iter().map(|(_, sql)| sql).collect())
}

/// Fills the tables from the newest snapshot; `None` where there is none that can be used.
fn begin_with_snapshot<L: EditLog>(
    log: &mut L,
    connection: &Connection,
    failed: impl Fn(Fault) -> TeamError + Copy,
) -> Result<Option<(Project, Last)>, Unusable>
where
    TeamError: From<L::Error>,
{
    let of_log = |error: L::Error| Unusable::Failed(error.into());
    let failed = |fault: Fault| Unusable::Failed(failed(fault));
    let Some(head) = log.newest_snapshot().map_err(of_log)? else { return Ok(None) };
    let at_end = log.edits_after(head.seq - 1, 1).map_err(of_log)?;
    let Some(end) = at_end.first() else {
        return Err(Unusable::Damaged(format!("there is no edit {}", head.seq)));
    };
    let last = Last { seq: head.seq, id: Some(end.id.into()) };
    let begin = || Transaction::new_unchecked(connection, TransactionBehavior::Immediate);
    let transaction = begin().map_err(|error| failed(error.into()))?;
    // Where it cannot be used, what the transaction holds is taken back.
    let project = snapshot::load(log, &head, &transaction, failed)?;
    let articles = project.articles.iter().map(|(_, article)| article.sha256.as_str());
    let anchors = project.annotations.iter().map(|(_, annotation)| annotation.anchor_sha256.as_str());
    let mut wanted: Vec<&str> = articles.chain(anchors).filter(|sha256| !sha256.is_empty()).collect();
    wanted.sort_unstable();
    wanted.dedup();
    for wanted in wanted.chunks(TEXTS_AT_ONCE) {
        for (sha256, text) in log.texts(wanted).map_err(of_log)? {
            insert_text(&transaction, &sha256, &text).map_err(failed)?;
        }
    }
    // What it changed comes in with the older history.
    let outline = Edit { label: end.label.clone(), ..end.refused() };
    insert(&transaction, head.seq, &outline, &[]).map_err(failed)?;
    let marked =
        transaction.execute("UPDATE team SET last = ?1, snapshot = ?1, older = 0", params![head.seq]);
    marked.and_then(|_| transaction.commit()).map_err(|error| failed(error.into()))?;
    Ok(Some((project, last)))
}

/// Edits that are to be written, with the texts that they need.
struct Batch {
    taken_in: Vec<TakenIn>,
    texts: HashMap<String, Arc<str>>,
}

/// Takes in the edits after `last`, until there are no more.
fn take_in_history<L: EditLog>(
    log: &mut L,
    connection: &Connection,
    mut project: Project,
    last: Last,
    is_replica: bool,
    failed: impl Fn(Fault) -> TeamError,
    progress: &mut dyn FnMut(i64) -> bool,
) -> Result<Last, TeamError>
where
    TeamError: From<L::Error>,
{
    let mut written = last;
    let mut known_texts = HashSet::new();
    let mut seq = last.seq;
    loop {
        let logged = log.edits_after(seq, AT_ONCE)?;
        let Some(end) = logged.last() else { return Ok(written) };
        seq = end.seq;
        let texts = texts_of_log(log, &logged, |sha256| known_texts.contains(sha256))?;
        known_texts.extend(texts.keys().cloned());
        let batch = Batch { taken_in: take_in(&mut project, &logged), texts };
        write(connection, &mut written, &batch, is_replica).map_err(&failed)?;
        if !progress(seq) {
            return Err(stopped());
        }
    }
}

fn write(connection: &Connection, last: &mut Last, batch: &Batch, is_replica: bool) -> Result<(), Fault> {
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    let refused = insert_taken_in(&transaction, last, &batch.taken_in, &batch.texts, insert)?;
    if is_replica {
        note_refused(&transaction, &refused)?;
        transaction.execute("UPDATE team SET last = ?1", [last.seq])?;
    }
    Ok(transaction.commit()?)
}
