//! A sound copy of a project file that is not: the tables from the history, and the history from what is
//! sound of it.
//!
//! Every edit that can be read is applied to an empty project in its order, through
//! [`Project::apply`], so that what comes of it is sound. What does not fit is left out and told. Only where
//! edits are lost are rows of the tables taken in that the history does not explain, in one edit at the end.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, OpenFlags, Row as SqlRow};
use sha2::{Digest as _, Sha256};

use super::changes::{self, Cells};
use super::check;
use super::commit::Pending;
use super::error::{Doing, Fault, StorageError, parse};
use super::open::identify;
use super::schema::VERSION;
use super::store::{Store, absolute, connect};
use super::tables::{self, for_each_table};
use tollbook_core::model::change::Row;
use tollbook_core::model::project::InProject;
use tollbook_core::model::reapply::{Keep, fit};
use tollbook_core::model::{Change, Edit, EditId, Project, Record, Stamp};

/// At most so many sentences of one kind are told one by one.
const MOST_NAMED: usize = 20;

/// Writes a sound copy of the project file at `path` to the new file `to`; says what was done, a sentence each.
/// The file itself is only read.
///
/// # Errors
/// If there is a file at `to`, if nothing can be read of the project, or if the copy cannot be written.
pub fn repair(path: &Path, to: &Path, stamp: &mut Stamp) -> Result<Vec<String>, StorageError> {
    let (path, to) = (absolute(path), absolute(to));
    if to.try_exists().map_err(|error| StorageError::io(&to, Doing::Saving, &error))? {
        return Err(StorageError::Exists(to));
    }
    // On a copy, so that a journal beside the file is used and the file not touched.
    let folder = tempfile::tempdir().map_err(|error| StorageError::io(&to, Doing::Saving, &error))?;
    let copy = folder.path().join("copy");
    std::fs::copy(&path, &copy).map_err(|error| StorageError::io(&path, Doing::Reading, &error))?;
    let connection = connect(&copy, OpenFlags::SQLITE_OPEN_READ_WRITE)
        .map_err(|error| StorageError::sqlite(&path, Doing::Reading, &error))?;
    if identify(&connection, &path)? < VERSION {
        let detail =
            "it is of an older version; open and edit it once to bring it forward, then repair it".to_owned();
        return Err(StorageError::Damaged { path, detail });
    }
    if let Some(older) = super::team::older(&connection).unwrap_or_default() {
        return Err(Fault::Incomplete(older).at(&path, Doing::Reading));
    }
    let mut found = Readable::read(&connection);
    let pending = found.rebuild(&connection, stamp);
    if pending.is_empty() {
        let detail =
            "nothing of its history can be read; restore a dated copy with File > Restore…".to_owned();
        return Err(StorageError::Damaged { path, detail });
    }
    Store::new_file(&to).commit(&pending)?;
    let mut lines = found.lines();
    let left = check::check(&to);
    match left.is_empty() {
        true => lines.push(format!("{} is sound.", to.display())),
        false => lines.extend(left),
    }
    Ok(lines)
}

/// A change as it stands in the history.
struct StoredChange {
    table: String,
    row: String,
    before: Option<String>,
    after: Option<String>,
}

/// What can be read of a file.
#[derive(Default)]
struct Readable {
    edits: Vec<(i64, Edit)>,
    changes: HashMap<i64, Vec<StoredChange>>,
    texts: Vec<(String, Arc<str>)>,
    /// Edits are lost, in whole or in part.
    is_incomplete: bool,
    reports: Vec<String>,
    unused: Vec<String>,
}

impl Readable {
    fn read(connection: &Connection) -> Self {
        let mut found = Self::default();
        let columns = "seq, id, label, coder, at, undoes, part_of";
        let (edits, whole) = both_ways(connection, columns, "edit", "seq", edit);
        found.is_incomplete |= !whole || edits.iter().zip(1..).any(|((seq, _), expected)| *seq != expected);
        found.edits = edits;
        let columns = "edit, n, tbl, row, before, after";
        let (changes, whole) = both_ways(connection, columns, "change", "edit, n", |row| {
            let key: (i64, i64) = (row.get(0)?, row.get(1)?);
            let change = StoredChange {
                table: row.get(2)?,
                row: row.get(3)?,
                before: row.get(4)?,
                after: row.get(5)?,
            };
            Ok((key, change))
        });
        found.is_incomplete |= !whole;
        for ((edit, _), change) in changes {
            found.changes.entry(edit).or_default().push(change);
        }
        let (texts, _) = both_ways(connection, "rowid, sha256, text", "text", "rowid", |row| {
            Ok((row.get::<_, i64>(0)?, (row.get::<_, String>(1)?, row.get::<_, String>(2)?)))
        });
        for (_, (sha256, text)) in texts {
            if crate::hex(&Sha256::digest(text.as_bytes())) == sha256 {
                found.texts.push((sha256, text.into()));
            } else {
                found.reports.push(format!("The stored text {sha256} was changed, and is left out."));
            }
        }
        found
    }

    /// The edits that make the project anew.
    fn rebuild(&mut self, connection: &Connection, stamp: &mut Stamp) -> Vec<Pending> {
        let mut project = Project::default();
        let mut rows = HashMap::<(String, String), Cells>::new();
        let mut known = HashSet::<EditId>::new();
        let mut pending = Vec::new();
        for (seq, mut edit) in std::mem::take(&mut self.edits) {
            for change in self.changes.remove(&seq).unwrap_or_default() {
                match whole_change(&change, &mut rows) {
                    Ok(change) => edit.changes.push(change),
                    Err(why) => self.leave_out(seq, &edit.label, &why),
                }
            }
            edit.undoes = edit.undoes.filter(|undone| known.contains(undone));
            edit.at = edit.at.min(stamp.at);
            let fitted = match project.apply(&edit) {
                Ok(_) => Some(edit),
                Err(_) => {
                    let fitted = fit(&edit, &project, |_| Keep::Ours);
                    match project.apply(&fitted) {
                        Ok(_) => Some(fitted),
                        Err(why) => {
                            self.leave_out(seq, &edit.label, &why.to_string());
                            None
                        }
                    }
                }
            };
            if let Some(edit) = fitted.filter(|edit| known.insert(edit.id)) {
                pending.push(Pending::from(Arc::new(edit)));
            }
        }
        if !self.changes.is_empty() {
            self.is_incomplete = true;
            self.reports
                .push(format!("{} edits are lost of which some changes are left.", self.changes.len()));
        }
        let unexplained = unexplained(connection, &mut project, self.is_incomplete);
        if let Some(last) = unexplained.taken(stamp) {
            let rows = last.changes.len();
            self.reports.push(format!(
                "{rows} rows of the tables were taken in, which the history does not explain."
            ));
            pending.push(Pending::from(Arc::new(last)));
        }
        if unexplained.left_out > 0 {
            let rows = unexplained.left_out;
            self.reports.push(format!(
                "{rows} rows of the tables were not as the history says, and were made anew from it."
            ));
        }
        if let Some(first) = pending.first_mut() {
            first.texts = std::mem::take(&mut self.texts);
        }
        self.reports.insert(0, format!("{} edits were taken over.", pending.len()));
        pending
    }

    fn leave_out(&mut self, seq: i64, label: &str, why: &str) {
        self.is_incomplete = true;
        self.unused.push(format!("Edit {seq} (“{label}”) could not be used in whole: {why}."));
    }

    fn lines(self) -> Vec<String> {
        let more = self.unused.len().saturating_sub(MOST_NAMED);
        let mut lines = self.reports;
        lines.extend(self.unused.into_iter().take(MOST_NAMED));
        if more > 0 {
            lines.push(format!("And {more} more edits could not be used in whole."));
        }
        lines
    }
}

fn edit(row: &SqlRow<'_>) -> Result<(i64, Edit), Fault> {
    let edit = Edit {
        id: parse(row.get_ref(1)?.as_str()?)?,
        label: row.get(2)?,
        coder: parse(row.get_ref(3)?.as_str()?)?,
        at: parse(row.get_ref(4)?.as_str()?)?,
        undoes: row.get_ref(5)?.as_str_or_null()?.map(parse).transpose()?,
        parts: Vec::new(),
        part_of: row.get_ref(6)?.as_str_or_null()?.map(parse).transpose()?,
        changes: Vec::new(),
    };
    Ok((row.get(0)?, edit))
}

/// Reads a table from its beginning and, if there is a place that cannot be read, from its end: what lies on
/// both sides of a damaged page. Rows that cannot be understood are passed over. Whether all was read.
fn both_ways<K: Ord + Copy, V>(
    connection: &Connection,
    columns: &str,
    table: &str,
    key: &str,
    read: impl Fn(&SqlRow<'_>) -> Result<(K, V), Fault>,
) -> (Vec<(K, V)>, bool) {
    let mut found = std::collections::BTreeMap::new();
    let mut is_whole = true;
    let mut one_way = |direction: &str| -> rusqlite::Result<()> {
        let order: Vec<String> = key.split(", ").map(|column| format!("{column} {direction}")).collect();
        let sql = format!("SELECT {columns} FROM \"{table}\" ORDER BY {}", order.join(", "));
        let mut statement = connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            match read(row) {
                Ok((key, value)) => drop(found.insert(key, value)),
                Err(_) => is_whole = false,
            }
        }
        Ok(())
    };
    if one_way("ASC").is_err() {
        let _ = one_way("DESC");
        is_whole = false;
    }
    (found.into_iter().collect(), is_whole)
}

/// The change with both its rows whole, laid on what the history has made of the row so far.
fn whole_change(
    stored: &StoredChange,
    rows: &mut HashMap<(String, String), Cells>,
) -> Result<Change, String> {
    for_each_table!(T => {
        if stored.table == T::TABLE {
            return whole_row::<T>(stored, rows).map(Change::from);
        }
    });
    Err(format!("there is no table {}", stored.table))
}

fn whole_row<T: Record>(
    stored: &StoredChange,
    rows: &mut HashMap<(String, String), Cells>,
) -> Result<Row<T>, String> {
    let key = (stored.table.clone(), stored.row.clone());
    let known = rows.remove(&key).unwrap_or_else(changes::blank::<T>);
    let side = |json: &Option<String>, rest: &Cells| -> Result<Option<Cells>, String> {
        let Some(json) = json else { return Ok(None) };
        let mut cells = rest.clone();
        changes::lay(&mut cells, changes::parse(T::columns(), json)?);
        Ok(Some(cells))
    };
    let row = |cells: &Option<Cells>| -> Result<Option<Arc<T>>, String> {
        let row = cells.as_ref().map(changes::record::<T>).transpose();
        row.map(|row| row.map(Arc::new)).map_err(|bad| bad.to_string())
    };
    let before = side(&stored.before, &known)?;
    let after = side(&stored.after, before.as_ref().unwrap_or(&changes::blank::<T>()))?;
    let id = stored.row.parse().map_err(|_| format!("“{}” is no id", stored.row))?;
    let change = Row { id, before: row(&before)?, after: row(&after)? };
    if let Some(after) = after {
        rows.insert(key, after);
    }
    Ok(change)
}

/// Rows of the tables that are not what the history adds up to.
#[derive(Default)]
struct Unexplained {
    taken: Vec<Change>,
    left_out: usize,
}

impl Unexplained {
    fn taken(&self, stamp: &mut Stamp) -> Option<Edit> {
        (!self.taken.is_empty()).then(|| one_edit(self.taken.clone(), stamp.mint(), stamp))
    }
}

fn one_edit(changes: Vec<Change>, id: EditId, stamp: &Stamp) -> Edit {
    let (coder, at) = (stamp.coder, stamp.at);
    Edit {
        id,
        label: "Repair".to_owned(),
        coder,
        at,
        undoes: None,
        part_of: None,
        parts: Vec::new(),
        changes,
    }
}

/// Compares the tables with `project`, and takes rows in if edits are lost; each as soon as what it names is there.
fn unexplained(connection: &Connection, project: &mut Project, is_incomplete: bool) -> Unexplained {
    let mut stored = Project::default();
    let mut warnings = Vec::new();
    for_each_table!(T => {
        // A table that cannot be read gives what was read of it.
        let _ = tables::load::<T>(connection, &mut stored, &mut warnings);
    });
    let mut found = Unexplained::default();
    let mut waiting = Vec::new();
    for_each_table!(T => { waiting.extend(differing::<T>(project, &stored)); });
    if !is_incomplete {
        found.left_out = waiting.len();
        return found;
    }
    let mut stamp =
        Stamp::new(jiff::Timestamp::UNIX_EPOCH, tollbook_core::model::EntryId(uuid::Uuid::nil()), 0);
    loop {
        let before = waiting.len();
        waiting.retain(|change: &Change| {
            let id = stamp.mint();
            let fits = project.apply(&one_edit(vec![change.clone()], id, &stamp)).is_ok();
            if fits {
                found.taken.push(change.clone());
            }
            !fits
        });
        if waiting.len() == before {
            break;
        }
    }
    found.left_out = waiting.len();
    found
}

fn differing<T: InProject>(project: &Project, stored: &Project) -> Vec<Change>
where
    Change: From<Row<T>>,
{
    let rows = T::table(stored).iter().filter_map(|(id, _)| {
        let (before, after) = (T::table(project).share(id), T::table(stored).share(id));
        (before != after).then(|| Change::from(Row { id, before, after }))
    });
    rows.collect()
}
