//! Snapshots: the facts of a project after an edit, so that who joins need not take in its whole history first.
//!
//! A snapshot is the rows of every table, a line each: the table's name, the row's id and its columns that are not blank,
//! as in the history. Lines are packed in parts, each by itself. Equal facts give the same lines, and so the same hash.
//! Whoever loads one checks the hash and the references between its rows; that it is what the history adds up to, is
//! checked when the history has come in ([`mod@super::older`]).

use std::io::{Read as _, Write as _};
use std::sync::Arc;

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use rayon::prelude::*;
use rusqlite::Transaction;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::error::TeamError;
use super::replica::Membership;
use super::server::Server;
use crate::hex;
use crate::storage::changes;
use crate::storage::commit::write_row;
use crate::storage::error::Fault;
use crate::storage::log::{EditLog, SnapshotHead};
use crate::storage::store::Store;
use crate::storage::tables::{for_each_table, with_row};
use tollbook_core::model::change::Row;
use tollbook_core::model::project::InProject;
use tollbook_core::model::{Change, Project, Record as _};

/// How many edits after the newest snapshot the next one is made.
pub(super) const SNAPSHOT_EVERY: i64 = 10_000;

/// Bytes of lines after which a part ends.
const PART: usize = 1 << 20;

/// Bytes of lines that a part may have at most, as one row may be long.
const LARGEST_PART: u64 = 256 << 20;

/// Parts loaded at once.
const PARTS_AT_ONCE: i64 = 16;

/// A snapshot as it is sent.
pub(super) struct Packed {
    pub(super) sha256: String,
    pub(super) size: i64,
    pub(super) parts: Vec<Vec<u8>>,
}

impl Packed {
    /// Packs the facts of a project.
    pub(super) fn pack(project: &Project) -> Self {
        let mut parts = vec![String::new()];
        for_each_table!(T => { add_table::<T>(project, &mut parts); });
        let mut hash = Sha256::new();
        parts.iter().for_each(|part| hash.update(part));
        Self {
            sha256: hex(&hash.finalize()),
            size: parts.iter().map(|part| part.len() as i64).sum(),
            parts: parts.par_iter().map(|part| deflated(part.as_bytes())).collect(),
        }
    }
}

fn add_table<T: InProject>(project: &Project, parts: &mut Vec<String>) {
    for (id, row) in T::table(project).iter() {
        if parts.last().is_none_or(|part| part.len() >= PART) {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            // JSON has neither tabs nor line breaks in it.
            part.push_str(&format!("{}\t{id}\t{}\n", T::TABLE, changes::whole::<T>(&row.cells())));
        }
    }
}

fn deflated(part: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    let packed = encoder.write_all(part).and_then(|()| encoder.finish());
    packed.unwrap_or_else(|_| unreachable!("writing to memory does not fail"))
}

fn inflated(part: &[u8]) -> Result<String, String> {
    let mut text = String::new();
    let read = DeflateDecoder::new(part).take(LARGEST_PART).read_to_string(&mut text);
    read.map(|_| text).map_err(|error| format!("a part cannot be unpacked: {error}"))
}

/// The rows of a part, as changes that add them.
fn rows(part: &str) -> Result<Vec<Change>, String> {
    part.lines().map(row).collect()
}

fn row(line: &str) -> Result<Change, String> {
    let mut cells = line.splitn(3, '\t');
    let (Some(table), Some(id), Some(json)) = (cells.next(), cells.next(), cells.next()) else {
        return Err("a line has no row".to_owned());
    };
    let id: Uuid = id.parse().map_err(|_| "a row has no id".to_owned())?;
    for_each_table!(T => {
        if table == T::TABLE {
            let mut cells = changes::blank::<T>();
            changes::lay(&mut cells, changes::parse(T::columns(), json)?);
            let row = changes::record::<T>(&cells).map_err(|bad| bad.to_string())?;
            return Ok(Change::from(Row::<T> { id: id.into(), before: None, after: Some(Arc::new(row)) }));
        }
    });
    Err("a line is of a table that is not known".to_owned())
}

/// Why a snapshot cannot be used.
pub(super) enum Unusable {
    /// It is damaged; the whole history will do instead.
    Damaged(String),
    /// The log or the file failed.
    Failed(TeamError),
}

/// Writes the rows of a snapshot into the tables of a project file, and gives the facts.
pub(super) fn load<L: EditLog>(
    log: &mut L,
    head: &SnapshotHead,
    transaction: &Transaction<'_>,
    failed: impl Fn(Fault) -> Unusable,
) -> Result<Project, Unusable>
where
    TeamError: From<L::Error>,
{
    let (mut hash, mut size, mut from) = (Sha256::new(), 0_i64, 0_i64);
    let mut project = Project::default();
    while from < head.parts {
        let packed = log.snapshot_parts(head.seq, from, PARTS_AT_ONCE);
        let packed = packed.map_err(|error| Unusable::Failed(error.into()))?;
        let expected = PARTS_AT_ONCE.min(head.parts - from);
        if packed.len() as i64 != expected {
            return Err(Unusable::Damaged("parts of it are missing".to_owned()));
        }
        from += expected;
        let texts: Result<Vec<String>, String> = packed.par_iter().map(|part| inflated(part)).collect();
        let texts = texts.map_err(Unusable::Damaged)?;
        for text in &texts {
            hash.update(text);
            size += text.len() as i64;
        }
        let changes: Result<Vec<Vec<Change>>, String> = texts.par_iter().map(|text| rows(text)).collect();
        for change in changes.map_err(Unusable::Damaged)?.into_iter().flatten() {
            with_row!(change, row => {
                write_row(transaction, &row).map_err(|fault| match fault {
                    Fault::Sqlite(error) if is_constraint(&error) => Unusable::Damaged(error.to_string()),
                    other => failed(other),
                })?;
                project.load(row.after.map(|after| (row.id, Arc::unwrap_or_clone(after))));
            });
        }
    }
    if size != head.size || hex(&hash.finalize()) != head.sha256 {
        return Err(Unusable::Damaged("it does not have the hash that it should".to_owned()));
    }
    if let Some(lost) = project.dangling().first() {
        return Err(Unusable::Damaged(format!("{} {} is named and not there", lost.table, lost.id)));
    }
    Ok(project)
}

fn is_constraint(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation)
}

/// Offers the facts after the edit with the number `seq` as a snapshot, if the user may and the newest one is much older.
pub(super) fn offer(server: &mut Server, seq: i64, project: &Project) -> Result<bool, TeamError> {
    if !server.is_reviewer()? {
        return Ok(false);
    }
    let newest = server.newest_snapshot()?.map_or(0, |head| head.seq);
    if seq - newest < SNAPSHOT_EVERY {
        return Ok(false);
    }
    server.add_snapshot(seq, &Packed::pack(project))
}

/// Offers what a replica holds as a snapshot to who joins, if the user is a reviewer or owner, nothing waits, the history is
/// whole and the newest snapshot is old; whether one was made.
///
/// # Errors
/// If the replica or the server cannot be read or written.
pub fn offer_snapshot(store: &Store, present: &Project, server: &mut Server) -> Result<bool, TeamError> {
    match store.membership()? {
        Some(Membership { last, older: None, .. }) if last == store.seq() => offer(server, last, present),
        _ => Ok(false),
    }
}
