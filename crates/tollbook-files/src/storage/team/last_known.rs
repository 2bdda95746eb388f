//! What the server said last of the members and of assignments, kept in the replica for work without the server.

use std::time::{Duration, Instant};

use rusqlite::{Connection, Transaction, params};
use uuid::Uuid;

use super::presence::{MemberPresence, Whereabouts};
use crate::storage::error::{Fault, StorageError};
use crate::storage::schema::LAST_KNOWN_SQL;
use crate::storage::store::Store;

/// So often assignments are written at most.
const KEEP_ASSIGNED_EVERY: Duration = Duration::from_secs(1);

/// So often it is written at most where the others are, which changes all the time.
const KEEP_PRESENT_EVERY: Duration = Duration::from_secs(30);

/// What is to be kept.
#[derive(Debug, Default)]
pub(super) struct Unkept {
    news: Whereabouts,
    kept_at: Option<Instant>,
}

impl Unkept {
    /// Adds what the server said.
    pub(super) fn add(&mut self, news: &Whereabouts) {
        if news.is_whole {
            self.news.assigned.clear();
            self.news.is_whole = true;
        }
        self.news.assigned.extend(&news.assigned);
        if news.present.is_some() {
            self.news.present.clone_from(&news.present);
        }
    }

    /// Whether it is time to write.
    pub(super) fn is_due(&self) -> bool {
        let is_past = |every| self.kept_at.is_none_or(|at| at.elapsed() >= every);
        let has_assigned = self.news.is_whole || !self.news.assigned.is_empty();
        (has_assigned && is_past(KEEP_ASSIGNED_EVERY))
            || (self.news.present.is_some() && is_past(KEEP_PRESENT_EVERY))
    }

    /// Writes it into the replica. Where that fails it is tried again later.
    pub(super) fn write(&mut self, store: &mut Store) {
        self.kept_at = Some(Instant::now());
        let is_new = self.news != Whereabouts::default();
        if is_new && store.keep_whereabouts(&self.news).is_ok() {
            self.news = Whereabouts::default();
        }
    }
}

impl Store {
    /// What the server said last, as far as the replica has it.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(in crate::storage) fn last_known(&self) -> Result<Option<Whereabouts>, StorageError> {
        let Some(connection) = &self.connection else { return Ok(None) };
        read(connection).map_err(|fault| self.unreadable(fault))
    }

    fn keep_whereabouts(&mut self, news: &Whereabouts) -> Result<(), StorageError> {
        self.write_as_replica(|transaction, known| {
            write(transaction, news)?;
            Ok(known)
        })
    }
}

fn has_tables(connection: &Connection) -> Result<bool, Fault> {
    let sql = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'last_assigned'";
    Ok(connection.query_row(sql, [], |row| row.get::<_, i64>(0))? > 0)
}

fn read(connection: &Connection) -> Result<Option<Whereabouts>, Fault> {
    if !has_tables(connection)? {
        return Ok(None);
    }
    // What is no id was written by another program, and says nothing.
    let id = |text: String| text.parse::<Uuid>().ok();
    let mut statement = connection.prepare("SELECT article, coder FROM last_assigned")?;
    let rows = statement.query_map([], |row| Ok((id(row.get(0)?), id(row.get(1)?))))?;
    let mut assigned = Vec::new();
    for row in rows {
        let (article, coder) = row?;
        assigned.extend(article.zip(coder).map(|(article, coder)| (article.into(), Some(coder.into()))));
    }
    let mut statement =
        connection.prepare("SELECT member, coder, article FROM last_present ORDER BY rowid")?;
    let rows = statement.query_map([], |row| {
        let article = row.get::<_, Option<String>>(2)?.and_then(id).map(Into::into);
        Ok((row.get::<_, String>(0)?, id(row.get(1)?), article))
    })?;
    let mut present = Vec::new();
    for row in rows {
        let (member, coder, article) = row?;
        present.extend(coder.map(|coder| MemberPresence { member, coder: coder.into(), article }));
    }
    let present = Some(present);
    Ok(Some(Whereabouts { present, assigned, refused: Vec::new(), is_whole: true, is_last_known: true }))
}

fn write(transaction: &Transaction<'_>, news: &Whereabouts) -> Result<(), Fault> {
    if !has_tables(transaction)? {
        transaction.execute_batch(LAST_KNOWN_SQL)?;
    }
    if news.is_whole {
        transaction.execute("DELETE FROM last_assigned", [])?;
    }
    for (article, coder) in &news.assigned {
        let article = article.to_string();
        match coder {
            Some(coder) => transaction
                .prepare_cached("INSERT OR REPLACE INTO last_assigned VALUES (?1, ?2)")?
                .execute(params![article, coder.to_string()])?,
            None => transaction
                .prepare_cached("DELETE FROM last_assigned WHERE article = ?1")?
                .execute([article])?,
        };
    }
    if let Some(present) = &news.present {
        transaction.execute("DELETE FROM last_present", [])?;
        for MemberPresence { member, coder, article } in present {
            let article = article.map(|article| article.to_string());
            let row = params![member, coder.to_string(), article];
            transaction.execute("INSERT INTO last_present VALUES (?1, ?2, ?3)", row)?;
        }
    }
    Ok(())
}
