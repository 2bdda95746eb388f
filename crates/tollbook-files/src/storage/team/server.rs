//! A team project on a PostgreSQL server.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use postgres::error::SqlState;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::address::Address;
use super::database::Database;
use super::error::TeamError;
use super::snapshot::Packed;
use crate::hex;
use crate::storage::commit::Pending;
use crate::storage::log::{Appended, EditLog, Last, LoggedChange, LoggedEdit, SnapshotHead, logged};
use crate::storage::schema::VERSION;
use tollbook_core::model::{EntryId, ProjectId};

/// What hints end with that tell of where the members are.
const PRESENCE: &str = " presence";

/// More seconds than clocks may differ without a word.
const CLOCKS_DIFFER: i64 = 300;

/// Texts asked for at once.
const TEXTS_AT_ONCE: usize = 64;

/// A team project on a server, as a log of its edits.
pub struct Server {
    pub(super) database: Database,
    pub(super) project: ProjectId,
    /// Somebody has told of where the members are.
    pub(super) is_presence_hinted: bool,
    /// Whether its history is complete; until then only its owner adds to it.
    is_open: bool,
    turn: Turn,
    /// The prepared call of the function.
    append: Option<postgres::Statement>,
}

/// Whether edits are appended within a transaction that holds the project's lock from the first try on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    /// Nobody else was faster the last time: one call will do.
    Free,
    /// Others were faster.
    Contended,
    /// The lock is held.
    Held,
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Server({}, {})", self.database.address, self.project)
    }
}

impl Server {
    pub(super) fn new(database: Database, project: ProjectId, is_open: bool) -> Self {
        Self { database, project, is_presence_hinted: false, is_open, turn: Turn::Free, append: None }
    }

    /// Connects to a project of a database.
    ///
    /// # Errors
    /// If the database cannot be reached or holds no such project.
    pub fn connect(address: &Address, project: ProjectId) -> Result<Self, TeamError> {
        Database::connect(address)?.project(project)
    }

    /// Whether its history is complete, so that it can be joined.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Ends the bringing in of the history: members may join and append.
    ///
    /// # Errors
    /// If the user is no owner.
    pub fn open_project(&mut self) -> Result<(), TeamError> {
        let id = self.project.to_string();
        self.database.as_owner("SELECT tollbook.open_project($1::text::uuid)", &[&id])?;
        self.is_open = true;
        Ok(())
    }

    /// Lets a member write as a coder of the project.
    ///
    /// # Errors
    /// If the user is no owner, or if there is no such role on the server.
    pub fn give_coder(&mut self, coder: EntryId, member: &str) -> Result<(), TeamError> {
        self.database.as_owner(
            "SELECT tollbook.give_coder($1::text::uuid, $2::text::uuid, $3::text::name)",
            &[&self.project.to_string(), &coder.to_string(), &member],
        )
    }

    /// Waits for a hint that somebody has appended something, at most this long; whether there was one. Other engines and
    /// lost connections give none: whoever calls this looks at the log every few seconds in any case.
    ///
    /// # Errors
    /// If the connection is lost.
    pub fn wait_for_hint(&mut self, patience: std::time::Duration) -> Result<bool, TeamError> {
        use postgres::fallible_iterator::FallibleIterator as _;
        let hint = self.database.client.notifications().timeout_iter(patience).next();
        let hint = hint.map_err(|error| self.database.failed(&error))?;
        self.is_presence_hinted |= hint.as_ref().is_some_and(|hint| hint.payload().ends_with(PRESENCE));
        Ok(hint.is_some())
    }

    /// Asks the server for hints, which not every engine has.
    ///
    /// # Errors
    /// If the connection is lost.
    pub fn listen(&mut self) -> Result<(), TeamError> {
        let gives_none = [SqlState::FEATURE_NOT_SUPPORTED, SqlState::SYNTAX_ERROR];
        match self.database.client.batch_execute("LISTEN tollbook") {
            Err(error) if error.code().is_some_and(|code| gives_none.contains(code)) => Ok(()),
            listening => listening.map_err(|error| self.database.failed(&error)),
        }
    }

    /// What is to be done about this machine's clock, as a sentence, if it is not set as the server's is.
    ///
    /// # Errors
    /// If the connection is lost.
    pub fn clock_warning(&mut self) -> Result<Option<String>, TeamError> {
        Ok(clock_warning(self.clock_ahead()?))
    }

    /// How far this machine's clock is ahead of the server's, in seconds.
    fn clock_ahead(&mut self) -> Result<i64, TeamError> {
        let now = self.database.client.query_one("SELECT extract(epoch FROM clock_timestamp())::bigint", &[]);
        let theirs: i64 = now.map_err(|error| self.database.failed(&error))?.get(0);
        Ok(jiff::Timestamp::now().as_second() - theirs)
    }

    /// Which of these texts the server has.
    fn texts_there(&mut self, wanted: &[&str]) -> Result<HashSet<String>, TeamError> {
        let sql = "SELECT sha256 FROM tollbook.article_text WHERE sha256 = ANY($1)";
        let rows = self.database.client.query(sql, &[&wanted]);
        let rows = rows.map_err(|error| self.database.reading_failed(&error))?;
        Ok(rows.into_iter().map(|row| row.get(0)).collect())
    }

    /// Stores texts that the server does not have yet, by hash.
    pub(super) fn add_texts(&mut self, texts: &[(&str, &str)]) -> Result<(), TeamError> {
        if texts.is_empty() {
            return Ok(());
        }
        let there = self.texts_there(&texts.iter().map(|(sha256, _)| *sha256).collect::<Vec<_>>())?;
        for (sha256, text) in texts.iter().filter(|(sha256, _)| !there.contains(*sha256)) {
            let sql = "SELECT tollbook.add_text($1, $2)";
            let added = self.database.client.execute(sql, &[sha256, &text.as_bytes()]);
            added.map_err(|error| self.database.failed(&error))?;
        }
        Ok(())
    }

    /// Adds edits of the history with which the project comes to the server; the number of the last one then. `None` if
    /// somebody else adds to it.
    pub(super) fn bring_in(
        &mut self,
        expected: i64,
        logged: &[LoggedEdit],
    ) -> Result<Option<i64>, TeamError> {
        let json = self.as_json(logged)?;
        let sql = "SELECT tollbook.bring_in($1::text::uuid, $2, $3)";
        match self.database.client.query_one(sql, &[&self.project.to_string(), &expected, &json]) {
            Ok(row) => Ok(Some(row.get(0))),
            Err(error) if error.code().is_some_and(|code| code.code() == "TB001") => Ok(None),
            Err(error) => Err(self.database.failed(&error)),
        }
    }

    fn as_json(&self, logged: &[LoggedEdit]) -> Result<String, TeamError> {
        let written = serde_json::to_string(logged);
        written.map_err(|error| self.database.damaged(&format!("an edit cannot be written: {error}")))
    }

    /// Calls the function that appends, within the transaction that is open, if one is.
    fn call_append(&mut self, expected: Last, edits: &[LoggedEdit]) -> Result<Appended, TeamError> {
        let json = self.as_json(edits)?;
        let client = &mut self.database.client;
        let statement = match &self.append {
            Some(statement) => statement.clone(),
            None => {
                let sql = "SELECT * FROM tollbook.append($1::text::uuid, $2, $3::text::uuid, $4)";
                let prepared = client.prepare(sql);
                let prepared =
                    prepared.map_err(|error| TeamError::working(&self.database.address, &error))?;
                self.append.insert(prepared).clone()
            }
        };
        let known = expected.id.map(|id| id.to_string());
        let called = client.query(&statement, &[&self.project.to_string(), &expected.seq, &known, &json]);
        let rows = called.map_err(|error| match error.code().map(|code| code.code()) {
            Some("TB007") => TeamError::went_back(expected.seq),
            _ => TeamError::working(&self.database.address, &error),
        })?;
        match rows.first().map(|row| row.try_get::<_, Option<&str>>(1)) {
            Some(Ok(None)) => Ok(Appended::Taken(rows[0].get(0))),
            _ => Ok(Appended::Stale(self.decode(&rows, expected.seq)?)),
        }
    }

    fn in_turn(&mut self, sql: &str) -> Result<(), TeamError> {
        self.database.client.batch_execute(sql).map_err(|error| self.database.failed(&error))
    }

    /// The edits of rows that hold a change each; they must follow the one with the number `seq` without a gap.
    fn decode(&self, rows: &[postgres::Row], seq: i64) -> Result<Vec<LoggedEdit>, TeamError> {
        let mut found: Vec<LoggedEdit> = Vec::new();
        for row in rows {
            let (edit, change) = logged_edit(row).map_err(|why| self.database.damaged(&why))?;
            let is_new = found.last().is_none_or(|last| last.seq != edit.seq);
            if is_new {
                let expected = seq + 1 + i64::try_from(found.len()).unwrap_or(i64::MAX);
                if edit.seq != expected {
                    let why = format!("edit {} stands where edit {expected} should", edit.seq);
                    return Err(self.database.damaged(&why));
                }
                if edit.schema > VERSION {
                    let address = self.database.address.to_string();
                    return Err(TeamError::Newer { address, found: edit.schema, known: VERSION });
                }
                found.push(edit);
            }
            if let Some(edit) = found.last_mut() {
                edit.changes.extend(change);
            }
        }
        Ok(found)
    }

    /// Whether the user may make snapshots.
    ///
    /// # Errors
    /// If the connection is lost.
    pub(super) fn is_reviewer(&mut self) -> Result<bool, TeamError> {
        let sql = "SELECT pg_has_role(session_user, current_database() || '_reviewer', 'MEMBER')";
        let row = self.database.client.query_one(sql, &[]);
        Ok(row.map_err(|error| self.database.reading_failed(&error))?.get(0))
    }

    /// Offers a snapshot to who joins; whether it was wanted.
    pub(super) fn add_snapshot(&mut self, seq: i64, packed: &Packed) -> Result<bool, TeamError> {
        let project = self.project.to_string();
        let parts = i64::try_from(packed.parts.len()).unwrap_or(i64::MAX);
        let add = |client: &mut postgres::Client| {
            let mut transaction = client.transaction()?;
            let sql = "SELECT tollbook.add_snapshot($1::text::uuid, $2, $3, $4, $5)";
            let announced =
                transaction.query_one(sql, &[&project, &seq, &packed.sha256, &packed.size, &parts])?;
            if !announced.get::<_, bool>(0) {
                return Ok(false);
            }
            let sql = "SELECT tollbook.add_snapshot_part($1::text::uuid, $2, $3, $4)";
            let statement = transaction.prepare(sql)?;
            for (n, part) in (0_i64..).zip(&packed.parts) {
                transaction.execute(&statement, &[&project, &seq, &n, part])?;
            }
            transaction.commit().map(|()| true)
        };
        add(&mut self.database.client).map_err(|error: postgres::Error| self.database.failed(&error))
    }
}

impl EditLog for Server {
    type Error = TeamError;

    fn last(&mut self) -> Result<i64, TeamError> {
        let sql = "SELECT last FROM tollbook.project WHERE id = $1::text::uuid";
        let row = self.database.client.query_one(sql, &[&self.project.to_string()]);
        Ok(row.map_err(|error| self.database.reading_failed(&error))?.get(0))
    }

    fn edits_after(&mut self, seq: i64, most: usize) -> Result<Vec<LoggedEdit>, TeamError> {
        let until = seq.saturating_add(i64::try_from(most).unwrap_or(i64::MAX));
        let sql = "SELECT * FROM tollbook.logged($1::text::uuid, $2, $3)";
        let rows = self.database.client.query(sql, &[&self.project.to_string(), &seq, &until]);
        let rows = rows.map_err(|error| self.database.reading_failed(&error))?;
        self.decode(&rows, seq)
    }

    fn append(&mut self, expected: Last, edits: &[Pending]) -> Result<Appended, TeamError> {
        if self.turn != Turn::Held {
            // Not while the lock is held: two members who store one text would wait for each other.
            let texts = edits.iter().flat_map(|pending| &pending.texts);
            let texts: Vec<(&str, &str)> = texts.map(|(sha256, text)| (sha256.as_str(), &**text)).collect();
            self.add_texts(&texts)?;
        }
        let logged: Vec<LoggedEdit> = edits.iter().flat_map(|pending| logged(&pending.edit)).collect();
        if self.turn == Turn::Contended {
            self.in_turn("BEGIN")?;
            self.turn = Turn::Held;
        }
        let is_held = self.turn == Turn::Held;
        match self.call_append(expected, &logged) {
            Ok(Appended::Taken(last)) => {
                self.turn = Turn::Free;
                if is_held {
                    self.in_turn("COMMIT")?;
                }
                Ok(Appended::Taken(last))
            }
            Ok(stale) => {
                self.turn = if is_held { Turn::Held } else { Turn::Contended };
                Ok(stale)
            }
            Err(error) => {
                self.release();
                Err(error)
            }
        }
    }

    fn release(&mut self) {
        if self.turn == Turn::Held {
            // Where the connection is lost, the server has taken back what was begun.
            let _ = self.in_turn("ROLLBACK");
            self.turn = Turn::Contended;
        }
    }

    fn newest_snapshot(&mut self) -> Result<Option<SnapshotHead>, TeamError> {
        let sql = "SELECT seq, sha256, size, parts FROM tollbook.snapshot WHERE project = $1::text::uuid \
                   ORDER BY seq DESC LIMIT 1";
        let row = self.database.client.query_opt(sql, &[&self.project.to_string()]);
        let row = row.map_err(|error| self.database.reading_failed(&error))?;
        Ok(row.map(|row| SnapshotHead {
            seq: row.get(0),
            sha256: row.get(1),
            size: row.get(2),
            parts: row.get(3),
        }))
    }

    fn snapshot_parts(&mut self, seq: i64, from: i64, most: i64) -> Result<Vec<Vec<u8>>, TeamError> {
        let sql = "SELECT deflated FROM tollbook.snapshot_part WHERE project = $1::text::uuid AND seq = $2 \
                   AND n >= $3 AND n < $4 ORDER BY n";
        let until = from.saturating_add(most);
        let rows = self.database.client.query(sql, &[&self.project.to_string(), &seq, &from, &until]);
        let rows = rows.map_err(|error| self.database.reading_failed(&error))?;
        Ok(rows.into_iter().map(|row| row.get(0)).collect())
    }

    fn texts(&mut self, wanted: &[&str]) -> Result<HashMap<String, Arc<str>>, TeamError> {
        let mut found = HashMap::new();
        for wanted in wanted.chunks(TEXTS_AT_ONCE) {
            let sql = "SELECT sha256, utf8 FROM tollbook.article_text WHERE sha256 = ANY($1)";
            let rows = self.database.client.query(sql, &[&wanted]);
            for row in rows.map_err(|error| self.database.reading_failed(&error))? {
                let (sha256, bytes): (String, &[u8]) = (row.get(0), row.get(1));
                if hex(&Sha256::digest(bytes)) != sha256 {
                    return Err(self.database.damaged(&format!("the text {sha256} is another one")));
                }
                let text = std::str::from_utf8(bytes);
                let text =
                    text.map_err(|_| self.database.damaged(&format!("the text {sha256} is not UTF-8")))?;
                found.insert(sha256, Arc::from(text));
            }
        }
        Ok(found)
    }
}

/// What is to be done about a clock that is so many seconds ahead of the server's.
pub(super) fn clock_warning(ahead: i64) -> Option<String> {
    let way = if ahead > 0 { "ahead of" } else { "behind" };
    let minutes = ahead.abs() / 60;
    let much = match minutes {
        0..120 => format!("{minutes} minutes"),
        120..2880 => format!("{} hours", minutes / 60),
        _ => format!("{} days", minutes / 1440),
    };
    (ahead.abs() > CLOCKS_DIFFER).then(|| {
        format!(
            "This machine's clock is {much} {way} the server's: set it right, or your edits get wrong times. Their order is \
             the server's all the same."
        )
    })
}

/// The edit of a row, without changes, and its change, if it has any.
fn logged_edit(row: &postgres::Row) -> Result<(LoggedEdit, Option<LoggedChange>), String> {
    fn cell<'a, T: postgres::types::FromSql<'a>>(row: &'a postgres::Row, n: usize) -> Result<T, String> {
        row.try_get(n).map_err(|error| error.to_string())
    }
    let id = |text: &str| text.parse::<Uuid>().map_err(|_| format!("“{text}” is no id"));
    let optional_id = |n| cell::<Option<&str>>(row, n)?.map(id).transpose();
    let edit = LoggedEdit {
        seq: cell(row, 0)?,
        id: id(cell(row, 1)?)?,
        label: cell(row, 2)?,
        coder: id(cell(row, 3)?)?,
        at: cell(row, 4)?,
        undoes: optional_id(5)?,
        part_of: optional_id(6)?,
        schema: cell(row, 7)?,
        changes: Vec::new(),
    };
    let change = match cell::<Option<String>>(row, 8)? {
        None => None,
        Some(tbl) => {
            Some(LoggedChange { tbl, row: cell(row, 9)?, before: cell(row, 10)?, after: cell(row, 11)? })
        }
    };
    Ok((edit, change))
}
