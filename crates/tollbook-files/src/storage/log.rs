//! A place where the edits of one project are kept in one order: the project file, or a team's server.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::Serialize;
use uuid::Uuid;

use super::changes::{self, Cells};
use super::commit::Pending;
use super::error::StorageError;
use super::schema::VERSION;
use super::store::Store;
use super::tables::{for_each_table, with_row};
use tollbook_core::model::change::Row;
use tollbook_core::model::project::InProject;
use tollbook_core::model::{Article, Cell, Change, Edit, EditId, Project, Record};

/// An edit as a log keeps it: only the columns that it changed, and nothing of it checked yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LoggedEdit {
    /// Its number; 0 before a log has numbered it.
    #[serde(skip)]
    pub seq: i64,
    /// Its id.
    pub id: Uuid,
    /// What it is called.
    pub label: String,
    /// Who did it.
    pub coder: Uuid,
    /// When, as in RFC 3339.
    pub at: String,
    /// The edit that it takes back.
    pub undoes: Option<Uuid>,
    /// The merge of which it is a part.
    pub part_of: Option<Uuid>,
    /// The format of its changes: the version of the project file.
    pub schema: i64,
    /// Its changes, in order.
    pub changes: Vec<LoggedChange>,
}

/// A change of one row as a log keeps it; JSON objects by column, as in the project file's table `change`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LoggedChange {
    /// The table.
    pub tbl: String,
    /// The row.
    pub row: String,
    /// The row or its changed columns before; absent where the row was added.
    pub before: Option<String>,
    /// The row or its changed columns after; absent where the row was removed.
    pub after: Option<String>,
}

/// What a log made of edits that were to be appended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Appended {
    /// They were taken; the last of them has this number.
    Taken(i64),
    /// Nothing was taken, since these edits follow the one that was expected as the last; not all of them, where they
    /// are many.
    Stale(Vec<LoggedEdit>),
}

/// Where a log ends, as far as somebody knows: the number and the id of its last edit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Last {
    /// The number, from 1; 0 where there is none.
    pub seq: i64,
    /// The id; absent where there is none.
    pub id: Option<EditId>,
}

/// A snapshot of a project that a log offers: its facts after an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotHead {
    /// The number of the edit.
    pub seq: i64,
    /// The SHA-256 of what it holds, unpacked.
    pub sha256: String,
    /// The bytes of that.
    pub size: i64,
    /// The number of its parts.
    pub parts: i64,
}

/// At most so many edits are answered to a caller who lacks them; the server's function has the same number.
pub(super) const MOST_MISSED: usize = 500;

/// A place where the edits of one project are kept in one order.
pub trait EditLog {
    /// Why the log could not be read or written.
    type Error;

    /// The number of the last edit; 0 where there is none.
    ///
    /// # Errors
    /// If the log cannot be read.
    fn last(&mut self) -> Result<i64, Self::Error>;

    /// The first `most` edits after the one with the number `seq`, in order, parts of merges each for itself.
    ///
    /// # Errors
    /// If the log cannot be read.
    fn edits_after(&mut self, seq: i64, most: usize) -> Result<Vec<LoggedEdit>, Self::Error>;

    /// Appends edits with their texts, all of them or none, if the last edit is the expected one.
    ///
    /// After [`Appended::Stale`] a log may let nobody else append until the same caller has tried again or called
    /// [`EditLog::release`]: either must follow at once.
    ///
    /// # Errors
    /// If the log cannot be written, never had the expected edit, or refuses the edits for another reason than that
    /// others follow it.
    fn append(&mut self, expected: Last, edits: &[Pending]) -> Result<Appended, Self::Error>;

    /// Lets others append after [`Appended::Stale`].
    fn release(&mut self) {}

    /// The newest snapshot, if the log has any.
    ///
    /// # Errors
    /// If the log cannot be read.
    fn newest_snapshot(&mut self) -> Result<Option<SnapshotHead>, Self::Error> {
        Ok(None)
    }

    /// `most` packed parts of the snapshot after the edit with the number `seq`, from the part `from` on; fewer where it
    /// has no more.
    ///
    /// # Errors
    /// If the log cannot be read.
    fn snapshot_parts(&mut self, _seq: i64, _from: i64, _most: i64) -> Result<Vec<Vec<u8>>, Self::Error> {
        Ok(Vec::new())
    }

    /// The texts with these SHA-256s, as far as the log has them.
    ///
    /// # Errors
    /// If the log cannot be read.
    fn texts(&mut self, wanted: &[&str]) -> Result<HashMap<String, Arc<str>>, Self::Error>;
}

impl EditLog for Store {
    type Error = StorageError;

    fn last(&mut self) -> Result<i64, StorageError> {
        Ok(self.seq())
    }

    fn edits_after(&mut self, seq: i64, most: usize) -> Result<Vec<LoggedEdit>, StorageError> {
        self.logged_after(seq, most)
    }

    fn append(&mut self, expected: Last, edits: &[Pending]) -> Result<Appended, StorageError> {
        if self.last == expected {
            return self.commit(edits).map(|()| Appended::Taken(self.seq()));
        }
        if expected.seq > 0 && self.edit_id_at(expected.seq)? != expected.id {
            return Err(StorageError::ChangedElsewhere(self.path().to_owned()));
        }
        Ok(Appended::Stale(self.logged_after(expected.seq, MOST_MISSED)?))
    }

    fn texts(&mut self, wanted: &[&str]) -> Result<HashMap<String, Arc<str>>, StorageError> {
        self.texts_of(wanted.iter().copied())
    }
}

/// The edit as a log keeps it: a merge without changes, and after it each of its parts.
pub(super) fn logged(edit: &Edit) -> Vec<LoggedEdit> {
    let each = |edit: &Edit| LoggedEdit {
        seq: 0,
        id: edit.id.0,
        // PostgreSQL keeps no text with this character, and a label needs none.
        label: edit.label.replace('\0', "\u{fffd}"),
        coder: edit.coder.0,
        at: edit.at.to_string(),
        undoes: edit.undoes.map(|id| id.0),
        part_of: edit.part_of.map(|id| id.0),
        schema: VERSION,
        changes: edit.changes.iter().filter_map(logged_change).collect(),
    };
    edit.apart().iter().map(|edit| each(edit)).collect()
}

fn logged_change(change: &Change) -> Option<LoggedChange> {
    let (before, after) = with_row!(change, row => columns_as_json(row))?;
    Some(LoggedChange { tbl: change.table().to_owned(), row: change.id().to_string(), before, after })
}

/// Both sides of a change as the history keeps them; `None` if nothing changes.
pub(super) fn columns_as_json<T: Record>(row: &Row<T>) -> Option<(Option<String>, Option<String>)> {
    let before = row.before.as_ref().map(|row| row.cells());
    let after = row.after.as_ref().map(|row| row.cells());
    Some(match (&before, &after) {
        (None, None) => return None,
        (None, Some(after)) => (None, Some(changes::whole::<T>(after))),
        (Some(before), None) => (Some(changes::whole::<T>(before)), None),
        (Some(before), Some(after)) => {
            let changed = changes::differing(before, after);
            if changed.is_empty() {
                return None;
            }
            (Some(changes::some::<T>(before, &changed)), Some(changes::some::<T>(after, &changed)))
        }
    })
}

/// The texts that an edit's articles need, by hash.
pub(super) fn texts_needed(edit: &Edit) -> impl Iterator<Item = &str> {
    let articles = edit.changes.iter().filter_map(|change| match change {
        Change::Article(row) => row.after.as_ref(),
        _ => None,
    });
    articles.map(|article| article.sha256.as_str()).filter(|sha256| !sha256.is_empty())
}

/// Rows as the changes of an edit so far leave them; `None` is a row that is not there.
type Overlaid = HashMap<(&'static str, Uuid), Option<Cells>>;

impl LoggedEdit {
    /// The edit with its rows whole, as it stands to be applied to `project`.
    ///
    /// # Errors
    /// A sentence without a full stop, if it is not of a form that this program writes. Whether it fits is for
    /// [`Project::apply`] to say.
    pub fn onto(&self, project: &Project) -> Result<Edit, String> {
        let at = self.at.parse().map_err(|_| format!("“{}” is no moment", shortened(&self.at)))?;
        let mut rows = Overlaid::new();
        let changes = self.changes.iter().map(|change| change.onto(project, &mut rows));
        Ok(Edit {
            id: EditId(self.id),
            label: self.label.clone(),
            coder: self.coder.into(),
            at,
            undoes: self.undoes.map(EditId),
            part_of: self.part_of.map(EditId),
            parts: Vec::new(),
            changes: changes.collect::<Result<_, _>>()?,
        })
    }

    /// The hashes of the texts that its articles need.
    pub(super) fn texts_needed(&self) -> impl Iterator<Item = String> {
        let articles = self.changes.iter().filter(|change| change.tbl == Article::TABLE);
        let after =
            articles.filter_map(|change| changes::parse(Article::columns(), change.after.as_ref()?).ok());
        let hash = |(n, cell)| match cell {
            Cell::Text(text) if Article::columns()[n] == "sha256" => Some(text.into_owned()),
            _ => None,
        };
        after.flatten().filter_map(hash)
    }

    /// The edit without its changes, under a label that says that it was refused.
    pub(super) fn refused(&self) -> Edit {
        Edit {
            id: EditId(self.id),
            label: format!("Refused: {}", shortened(&self.label)),
            coder: self.coder.into(),
            at: self.at.parse().unwrap_or_default(),
            undoes: None,
            part_of: None,
            parts: Vec::new(),
            changes: Vec::new(),
        }
    }
}

impl LoggedChange {
    fn onto(&self, project: &Project, rows: &mut Overlaid) -> Result<Change, String> {
        for_each_table!(T => {
            if self.tbl == T::TABLE {
                return self.row_onto::<T>(project, rows).map(Change::from);
            }
        });
        Err(format!("there is no table “{}”", shortened(&self.tbl)))
    }

    fn row_onto<T: InProject>(&self, project: &Project, rows: &mut Overlaid) -> Result<Row<T>, String> {
        let id: Uuid = self.row.parse().map_err(|_| format!("“{}” is no id", shortened(&self.row)))?;
        let parse = |json: &Option<String>| match json {
            Some(json) => changes::parse(T::columns(), json).map(Some),
            None => Ok(None),
        };
        let (before, after) = (parse(&self.before)?, parse(&self.after)?);
        let current = rows.entry((T::TABLE, id)).or_insert_with(|| {
            let row = T::table(project).get(id.into())?;
            Some(row.cells().into_iter().map(Cell::into_owned).collect())
        });
        let whole = match (&before, &after) {
            // Only the columns that changed are given; the rest is as it stands.
            (Some(_), Some(_)) => {
                current.clone().ok_or_else(|| format!("{} {id} is no longer there", T::TABLE))?
            }
            _ => changes::blank::<T>(),
        };
        let side = |columns: Option<Vec<_>>| {
            let Some(columns) = columns else { return Ok(None) };
            let mut cells = whole.clone();
            changes::lay(&mut cells, columns);
            let row = changes::record::<T>(&cells).map_err(|bad| bad.to_string())?;
            Ok::<_, String>(Some((cells, Arc::new(row))))
        };
        let (before, after) = (side(before)?, side(after)?);
        let (after_cells, after) = after.map_or((None, None), |(cells, row)| (Some(cells), Some(row)));
        *current = after_cells;
        Ok(Row { id: id.into(), before: before.map(|(_, row)| row), after })
    }
}

/// A text that a stranger may have written, cut where a sentence would become hard to read.
fn shortened(text: &str) -> String {
    text.chars().take(200).collect()
}

/// Edits of a log as they were taken in: each with its rows whole, and why it changes nothing if it was refused.
#[derive(Debug)]
pub(super) struct TakenIn {
    pub(super) edit: Edit,
    pub(super) refused: Option<String>,
}

/// Applies edits of a log to `project`, in their order. One that does not fit changes nothing and is marked as refused,
/// in the same way wherever the same log is taken in.
pub(super) fn take_in(project: &mut Project, logged: &[LoggedEdit]) -> Vec<TakenIn> {
    let mut ids = HashSet::new();
    let mut each = |logged: &LoggedEdit| {
        let applied = logged.onto(project).and_then(|edit| match ids.insert(edit.id) {
            true => project.apply(&edit).map(|_| edit).map_err(|why| why.to_string()),
            false => Err("an edit with this id is there already".to_owned()),
        });
        match applied {
            Ok(edit) => TakenIn { edit, refused: None },
            Err(why) => TakenIn { edit: logged.refused(), refused: Some(why) },
        }
    };
    logged.iter().map(&mut each).collect()
}

/// The texts that edits of a log need, but for those that are there.
pub(super) fn texts_of_log<L: EditLog>(
    log: &mut L,
    logged: &[LoggedEdit],
    is_there: impl Fn(&str) -> bool,
) -> Result<HashMap<String, Arc<str>>, L::Error> {
    let mut wanted: Vec<String> = logged.iter().flat_map(LoggedEdit::texts_needed).collect();
    wanted.sort_unstable();
    wanted.dedup();
    wanted.retain(|sha256| !is_there(sha256));
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    log.texts(&wanted.iter().map(String::as_str).collect::<Vec<_>>())
}
