//! From an older format to the one that this program writes: forward only, and on a copy.
//!
//! A copy is laid out in the current format, and every row of the older file is brought over:
//! those of the tables, and those of the history, which then still adds up to the tables. What
//! changed between the formats is said once, in [`crate::format_1`].

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use rusqlite::types::{Value as SqlValue, ValueRef};
use rusqlite::{Connection, OpenFlags, Row, params};
use serde_json::Value;

use super::changes::{self, Cells};
use super::error::{Doing, Fault, StorageError};
use super::files::{beside, remove_database, sync_folder};
use super::open::identify;
use super::schema::{SQL, VERSION};
use super::store::{connect, connect_in_memory};
use super::tables::{Parameter, for_each_table, quoted};
use crate::format_1::{self, Columns};
use tollbook_core::model::{Cell, Record};

/// The older file behind `connection` in the current format, in memory: nothing is written.
pub(super) fn in_memory(connection: &Connection) -> Result<Connection, Fault> {
    let copy = connect_in_memory()?;
    copy_forward(connection, &copy)?;
    Ok(copy)
}

/// Brings the project file at `path` into the current format. The caller holds its lock.
///
/// The copy takes the file's place once it is complete; the file as it was is kept beside it, with
/// its version added to its name. If anything fails, nothing has happened.
pub(super) fn forward(path: &Path) -> Result<(), StorageError> {
    let io = |error: std::io::Error| StorageError::io(path, Doing::Saving, &error);
    let original = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
        .map_err(|error| StorageError::sqlite(path, Doing::Saving, &error))?;
    let version = identify(&original, path)?;
    if version == VERSION {
        // Another program has brought it forward since it was opened here.
        return Ok(());
    }
    let new = beside(path, "-new");
    remove_database(&new);
    let made = connect(&new, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)
        .map_err(Fault::from)
        .and_then(|copy| {
            copy_forward(&original, &copy)?;
            copy.close().map_err(|(_, error)| error.into())
        });
    drop(original);
    let moved = made
        .map_err(|fault| fault.at(path, Doing::Saving))
        .and_then(|()| fs::copy(path, beside(path, format!("-v{version}"))).map_err(io))
        .and_then(|_| fs::rename(&new, path).map_err(io));
    if moved.is_err() {
        remove_database(&new);
    }
    moved?;
    sync_folder(path).map_err(io)
}

/// Lays `copy` out and fills it, in one transaction each.
fn copy_forward(original: &Connection, copy: &Connection) -> Result<(), Fault> {
    let from = original.unchecked_transaction()?;
    let to = copy.unchecked_transaction()?;
    to.execute_batch(SQL)?;
    copy_texts(&from, &to)?;
    let mut older = table_names(&from)?;
    for_each_table!(T => {
        if let Some(place) = older.iter().position(|name| name == T::TABLE) {
            older.swap_remove(place);
            copy_table::<T>(&from, &to)?;
        }
    });
    copy_edits(&from, &to)?;
    copy_changes(&from, &to)?;
    to.commit()?;
    Ok(())
}

fn table_names(connection: &Connection) -> Result<Vec<String>, Fault> {
    let mut statement = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

fn copy_texts(from: &Connection, to: &Connection) -> Result<(), Fault> {
    let mut read = from.prepare("SELECT sha256, text FROM text")?;
    let mut write = to.prepare("INSERT INTO text (sha256, text) VALUES (?1, ?2)")?;
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        write.execute(params![row.get::<_, String>(0)?, row.get::<_, String>(1)?])?;
    }
    Ok(())
}

fn copy_table<T: Record>(from: &Connection, to: &Connection) -> Result<(), Fault> {
    let mut read = from.prepare(&format!("SELECT * FROM \"{}\"", T::TABLE))?;
    let names: Vec<String> = read.column_names().map(str::to_owned).collect();
    let places = vec!["?"; T::columns().len() + 1].join(", ");
    let sql = format!("INSERT INTO \"{}\" (id, {}) VALUES ({places})", T::TABLE, quoted(T::columns()));
    let mut write = to.prepare(&sql)?;
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        let mut columns = columns_of(row, &names)?;
        let id = columns.remove("id");
        let cells = cells::<T>(columns)?;
        write.raw_bind_parameter(1, id.as_ref().and_then(Value::as_str))?;
        for (n, cell) in cells.iter().enumerate() {
            write.raw_bind_parameter(n + 2, Parameter(cell))?;
        }
        write.raw_execute()?;
    }
    Ok(())
}

fn columns_of(row: &Row<'_>, names: &[String]) -> Result<Columns, Fault> {
    let mut columns = Columns::new();
    for (n, name) in names.iter().enumerate() {
        let value = match row.get_ref(n)? {
            ValueRef::Null => continue,
            ValueRef::Integer(n) => n.into(),
            ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned().into(),
            ValueRef::Real(_) | ValueRef::Blob(_) => {
                return Err(Fault::Broken(format!("{name} is neither text nor a whole number")));
            }
        };
        columns.insert(name.clone(), value);
    }
    Ok(columns)
}

/// A whole row of an older file as cells of the current one.
fn cells<T: Record>(mut columns: Columns) -> Result<Cells, Fault> {
    format_1::bring_forward(T::TABLE, &mut columns);
    let cell = |name: &String| match columns.get(name) {
        None | Some(Value::Null) => Ok(Cell::Null),
        Some(Value::String(text)) => Ok(Cell::Text(text.clone().into())),
        Some(value) => match value.as_i64() {
            Some(n) => Ok(Cell::Int(n)),
            None => Err(Fault::Broken(format!("{name} is neither text nor a whole number"))),
        },
    };
    T::columns().iter().map(cell).collect()
}

fn copy_edits(from: &Connection, to: &Connection) -> Result<(), Fault> {
    let columns = "seq, id, label, coder, at, undoes, part_of";
    let mut read = from.prepare(&format!("SELECT {columns} FROM edit ORDER BY seq"))?;
    let sql = format!("INSERT INTO edit ({columns}, schema) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    let mut write = to.prepare(&sql)?;
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        for n in 0..7 {
            write.raw_bind_parameter(n + 1, row.get::<_, SqlValue>(n)?)?;
        }
        write.raw_bind_parameter(8, VERSION)?;
        write.raw_execute()?;
    }
    Ok(())
}

/// The rows of an older file as its history has left them so far, by table and id.
type Replayed = HashMap<(String, String), Columns>;

/// Brings the history over. What a column becomes may depend on others of its row, of which a change
/// holds only those that it changed: so the rows are followed from their beginning.
fn copy_changes(from: &Connection, to: &Connection) -> Result<(), Fault> {
    let mut read = from.prepare("SELECT edit, n, tbl, row, before, after FROM change ORDER BY edit, n")?;
    let mut write =
        to.prepare("INSERT INTO change (edit, n, tbl, row, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    let mut replayed = Replayed::new();
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        let (seq, n): (i64, i64) = (row.get(0)?, row.get(1)?);
        let key: (String, String) = (row.get(2)?, row.get(3)?);
        let side = |n: usize| -> Result<Option<Columns>, Fault> {
            let json = row.get_ref(n)?.as_str_or_null()?;
            json.map(serde_json::from_str).transpose().map_err(|error| Fault::Broken(error.to_string()))
        };
        let (before, after) = (side(4)?, side(5)?);
        let known = replayed.remove(&key).unwrap_or_default();
        let whole = |columns: Option<Columns>, rest: Columns| {
            columns.map(|columns| rest.into_iter().chain(columns).collect::<Columns>())
        };
        let before = whole(before, known);
        let after = whole(after, before.clone().unwrap_or_default());
        let mut written = None;
        for_each_table!(T => {
            if key.0 == T::TABLE {
                written = Some(change::<T>(before.clone(), after.clone())?);
            }
        });
        let Some((old, new)) = written else {
            return Err(Fault::Broken(format!("the history speaks of a table {}", key.0)));
        };
        write.execute(params![seq, n, key.0, key.1, old, new])?;
        if let Some(after) = after {
            replayed.insert(key, after);
        }
    }
    Ok(())
}

/// A change's two sides as the history has them.
fn change<T: Record>(
    before: Option<Columns>,
    after: Option<Columns>,
) -> Result<(Option<String>, Option<String>), Fault> {
    let before: Option<Cells> = before.map(cells::<T>).transpose()?;
    let after: Option<Cells> = after.map(cells::<T>).transpose()?;
    Ok(match (before, after) {
        (Some(before), Some(after)) => {
            let changed = changes::differing(&before, &after);
            (Some(changes::some::<T>(&before, &changed)), Some(changes::some::<T>(&after, &changed)))
        }
        (before, after) => {
            (before.map(|cells| changes::whole::<T>(&cells)), after.map(|cells| changes::whole::<T>(&cells)))
        }
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::Timestamp;

    use super::*;
    use crate::exchange::{self, ArticleLookup, FoundArticle, Options, Snapshot};
    use crate::storage::tests::listing;
    use crate::storage::{Store, check};
    use tollbook_core::analysis::timeline::Query;
    use tollbook_core::model::{ArticleId, Claim, Draft, Info, Kind, Project, Stamp, start};

    fn older() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/format-1")
    }

    /// A folder with the project file of format 1.
    fn copy() -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Sahel.tollbook");
        fs::copy(older().join("Sahel.tollbook"), &path).unwrap();
        (folder, path)
    }

    fn version(path: &Path) -> i64 {
        Connection::open(path).unwrap().query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap()
    }

    fn edit(project: &mut Project, history_of: &str) -> crate::storage::Pending {
        let mut stamp = Stamp::new(Timestamp::UNIX_EPOCH, start::coder_id(project.id(), history_of), 3);
        let before = project.clone();
        let mut draft = Draft::new(&before, &mut stamp);
        draft.update::<Info>(before.id(), |info| info.memo = "Changed.".to_owned());
        let edit = draft.finish("Change the memo").unwrap();
        project.apply(&edit).unwrap();
        Arc::new(edit).into()
    }

    #[test]
    fn opening_a_file_of_format_1_writes_nothing_and_the_first_edit_brings_it_forward() {
        let (folder, path) = copy();
        let before = listing(folder.path());
        let (mut store, mut opened) = Store::open(&path).unwrap();
        assert_eq!((opened.warnings.as_slice(), opened.read_only.as_deref()), (&[][..], None));
        assert_eq!(listing(folder.path()), before, "opening writes nothing");
        assert_eq!(check(&path), Vec::<String>::new());
        assert_eq!(listing(folder.path()), before, "nor does checking");

        store.commit(&[edit(&mut opened.project, "Ada")]).unwrap();
        drop(store);
        assert_eq!(version(&path), VERSION);
        let kept = beside(&path, "-v1");
        assert_eq!(fs::read(&kept).unwrap(), before[&path], "the file as it was is kept");
        assert_eq!(listing(folder.path()).len(), 2);
        assert_eq!(check(&path), Vec::<String>::new(), "the history adds up to the tables");
        let (_, again) = Store::open(&path).unwrap();
        assert_eq!(again.project, opened.project);
    }

    #[test]
    fn what_format_1_said_is_said_in_the_words_of_today() {
        let (_folder, path) = copy();
        let (store, opened) = Store::open(&path).unwrap();
        let project = &opened.project;
        let claim = |kind: Kind, died: bool| -> &Claim {
            let is = |claim: &&Claim| claim.kind == kind && claim.died_of_wounds == died;
            project.claims.iter().map(|(_, claim)| claim).find(is).unwrap()
        };
        let (later, part, total) =
            (claim(Kind::Incident, true), claim(Kind::Part, false), claim(Kind::Total, false));
        assert_eq!((later.in_other_figures, later.part_exclusive), (Some(true), false));
        assert_eq!(later.set_by_coder.to_string(), "death;in_other_figures");
        assert_eq!((part.in_other_figures, part.part_exclusive), (None, true));
        assert!(total.set_by_coder.to_string().ends_with("definition;scope_from;as_of;as_of_incident"));
        assert_eq!(project.articles.iter().next().unwrap().1.independent_source, "AFP");
        let recorded: Vec<&str> = project.recorded_sides().map(|id| project.entry_name(Some(id))).collect();
        assert_eq!(recorded, ["Civilians"]);

        // Undo reaches into what an older program did.
        let ada = start::coder_id(project.id(), "Ada");
        let mut undone = opened.project.clone();
        let mut stamp = Stamp::new(Timestamp::UNIX_EPOCH, ada, 3);
        for _ in 0..2 {
            let step = opened.history.undo(ada).unwrap().id;
            let inverse = store.edit(step).unwrap().inverse(&mut stamp);
            if undone.apply(&inverse).is_ok() {
                break;
            }
        }
        let disputed = undone.claims.iter().any(|(_, claim)| claim.status.to_string() == "disputed");
        assert!(disputed, "before the last edit one claim was disputed");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_of_format_1_in_a_read_only_folder_opens() {
        use std::os::unix::fs::PermissionsExt;
        let (folder, path) = copy();
        let mode = |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
        mode(0o555);
        let opened = Store::open(&path).map(|(_, opened)| (opened.project.claims.len(), opened.read_only));
        mode(0o755);
        let (claims, read_only) = opened.unwrap();
        assert_eq!(claims, 4);
        assert!(read_only.is_some());
    }

    #[test]
    fn a_file_that_cannot_be_brought_forward_stays_as_it_was() {
        let (folder, path) = copy();
        Connection::open(&path).unwrap().execute("UPDATE change SET after = '{' WHERE n = 0", []).unwrap();
        let before = listing(folder.path());
        let error = Store::open(&path).map(|_| "opened").unwrap_err();
        assert!(error.to_string().contains("Sahel.tollbook"), "{error}");
        forward(&path).unwrap_err();
        assert_eq!(listing(folder.path()), before);
    }

    /// The package of format 1 makes the same project as the file from which it was exported, and the
    /// package of that project is the same from both.
    #[test]
    fn a_package_of_format_1_makes_the_same_project_as_the_file() {
        let (_folder, path) = copy();
        let (store, opened) = Store::open(&path).unwrap();
        let package = older().join("package");
        let info = exchange::package_info(&package).unwrap();
        let mut stamp = Stamp::new(Timestamp::UNIX_EPOCH, start::coder_id(info.project, "Ada"), 5);
        let (mut project, _) =
            tollbook_core::analysis::fixture::begin(info.project, &info.name, "Ada", &mut stamp);
        let texts = |path: &str| -> Option<FoundArticle> {
            let id = ArticleId::for_path(info.project, path);
            let article = opened.project.articles.get(id)?.clone();
            let text = store.text(&article.sha256).ok()??;
            Some(FoundArticle { id, article, text })
        };
        let texts: &dyn ArticleLookup = &texts;
        let no_drafts = |passage: &exchange::Passage<'_>| Claim::blank(passage.kind, None);
        let planned = exchange::plan(&project, &[package], texts, &no_drafts, "Ada", &mut stamp).unwrap();
        assert_eq!(planned.refused, []);
        assert_eq!(planned.warnings, Vec::<String>::new());
        project.apply(&planned.edit.unwrap()).unwrap();
        let files = |project: &Project| {
            let texts = |_: &str| Some(Arc::from("\u{c0} Gao, thirteen soldiers were killed.\n"));
            let snapshot = Snapshot::new(project.clone(), Query::everything(), Box::new(texts));
            let home = tempfile::tempdir().unwrap();
            let folder = home.path().join("package");
            exchange::export(&snapshot, &folder, &Options::default(), &mut |_, _| true).unwrap();
            let files = listing(&folder).into_iter();
            let named = files.map(|(path, bytes)| {
                (path.file_name().unwrap().to_owned(), String::from_utf8(bytes).unwrap())
            });
            named.collect::<std::collections::BTreeMap<_, _>>()
        };
        let (of_file, of_package) = (files(&opened.project), files(&project));
        // The description holds the hashes of the others.
        for (name, text) in of_file.iter().filter(|(name, _)| *name != "datapackage.json") {
            assert_eq!(text, &of_package[name], "{}", name.display());
        }
    }
}
