//! Edits in a file of their own, where the project file cannot take them.
//!
//! One JSON object a line: first what the file is and of which project, then an edit a line with its changes,
//! each with its rows whole, and the texts that it needs. [`read`] gives back exactly what [`write()`] was given.

use std::collections::HashMap;
use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::changes;
use super::commit::Pending;
use super::error::{Doing, StorageError};
use super::files::sync_folder;
use super::schema::VERSION;
use super::tables::{for_each_table, with_row};
use tollbook_core::anchoring::MadeElsewhere;
use tollbook_core::model::change::Row;
use tollbook_core::model::reapply::reapply;
use tollbook_core::model::{Change, Edit, Project, ProjectId, Record, Stamp};

/// How such a file's name ends.
pub const EXTENSION: &str = "tollbook-edits";

/// No file of edits is larger.
const MOST_BYTES: u64 = 1 << 30;

/// Edits of one project.
#[derive(Clone, Debug)]
pub struct EditFile {
    /// The project.
    pub project: ProjectId,
    /// Its edits, in order.
    pub edits: Vec<Pending>,
}

/// Why a file of edits could not be read, as a sentence that names it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditFileError {
    /// The file could not be read at all.
    #[error("{} could not be read: {detail}. Check the path and the permissions.", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        detail: String,
    },
    /// The file is not one of edits, or was changed.
    #[error("{}, line {line}: {detail}. Use the file as Tollbook wrote it.", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        detail: String,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    /// Marks the file as one of edits.
    tollbook_edits: u32,
    project: String,
    /// The version of the columns.
    schema: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    id: String,
    label: String,
    coder: String,
    at: String,
    undoes: Option<String>,
    part_of: Option<String>,
    changes: Vec<LineChange>,
    texts: Vec<(String, String)>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LineChange {
    table: String,
    row: String,
    before: Option<Map<String, Value>>,
    after: Option<Map<String, Value>>,
}

/// The version of the file's own form.
const FORM: u32 = 1;

/// Writes edits to a new file at `path`, whole and durable.
///
/// # Errors
/// If there is a file already or it cannot be written; nothing is left then.
pub fn write(path: &Path, project: ProjectId, edits: &[Pending]) -> Result<(), StorageError> {
    let failed = |error: &io::Error| StorageError::io(path, Doing::Saving, error);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written = tempfile::NamedTempFile::new_in(folder).and_then(|file| {
        let mut out = BufWriter::new(&file);
        let head = Head { tollbook_edits: FORM, project: project.to_string(), schema: VERSION };
        write_line(&mut out, &head)?;
        for pending in edits {
            for (n, edit) in pending.edit.apart().iter().enumerate() {
                // The texts come before the changes that need them.
                let texts = if n == 0 { pending.texts.as_slice() } else { &[] };
                write_line(&mut out, &line(edit, texts))?;
            }
        }
        out.flush()?;
        drop(out);
        file.as_file().sync_all()?;
        file.persist_noclobber(path).map_err(|error| error.error)?;
        sync_folder(path)
    });
    written.map_err(|error| failed(&error))
}

fn write_line(out: &mut impl io::Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

fn line(edit: &Edit, texts: &[(String, Arc<str>)]) -> Line {
    let id = |id: &dyn fmt::Display| id.to_string();
    Line {
        id: edit.id.to_string(),
        label: edit.label.clone(),
        coder: edit.coder.to_string(),
        at: edit.at.to_string(),
        undoes: edit.undoes.as_ref().map(|undone| id(undone)),
        part_of: edit.part_of.as_ref().map(|whole| id(whole)),
        changes: edit.changes.iter().map(line_change).collect(),
        texts: texts.iter().map(|(sha256, text)| (sha256.clone(), text.to_string())).collect(),
    }
}

fn line_change(change: &Change) -> LineChange {
    fn columns<T: Record>(row: &Option<Arc<T>>) -> Option<Map<String, Value>> {
        let row = row.as_ref()?;
        // What was just written as an object can be read as one.
        Some(serde_json::from_str(&changes::whole::<T>(&row.cells())).unwrap_or_default())
    }
    let (before, after) = with_row!(change, row => (columns(&row.before), columns(&row.after)));
    LineChange { table: change.table().to_owned(), row: change.id().to_string(), before, after }
}

/// Reads a file of edits.
///
/// # Errors
/// If it cannot be read, is too large, or is not as [`write()`] makes it.
pub fn read(path: &Path) -> Result<EditFile, EditFileError> {
    let unreadable = |detail: String| EditFileError::Unreadable { path: path.to_owned(), detail };
    let meta = std::fs::metadata(path).map_err(|error| unreadable(error.to_string()))?;
    if !meta.is_file() {
        return Err(unreadable("it is not a file".to_owned()));
    }
    if meta.len() > MOST_BYTES {
        return Err(unreadable(format!("it is larger than {} MB", MOST_BYTES >> 20)));
    }
    let file = File::open(path).map_err(|error| unreadable(error.to_string()))?;
    parse(path, BufReader::new(file))
}

fn parse(path: &Path, lines: impl io::BufRead) -> Result<EditFile, EditFileError> {
    let malformed =
        |line: usize, detail: String| EditFileError::Malformed { path: path.to_owned(), line, detail };
    let mut project = None;
    let mut edits = Vec::new();
    for (n, line) in (1..).zip(lines.lines()) {
        let line = line.map_err(|error| malformed(n, error.to_string()))?;
        match project {
            None => {
                let head: Head = serde_json::from_str(&line)
                    .map_err(|_| malformed(n, "this is no file of edits of Tollbook".to_owned()))?;
                if (head.tollbook_edits, head.schema) != (FORM, VERSION) {
                    return Err(malformed(
                        n,
                        "another version of Tollbook wrote it; use that version".to_owned(),
                    ));
                }
                project = Some(id(&head.project).map_err(|detail| malformed(n, detail))?);
            }
            Some(_) => {
                let line: Line =
                    serde_json::from_str(&line).map_err(|error| malformed(n, error.to_string()))?;
                edits.push(pending(line).map_err(|detail| malformed(n, detail))?);
            }
        }
    }
    let project = project.ok_or_else(|| malformed(1, "the file is empty".to_owned()))?;
    Ok(EditFile { project, edits })
}

fn id<T: FromStr>(text: &str) -> Result<T, String> {
    text.parse()
        .map_err(|_| format!("“{}” stands where it cannot", text.chars().take(60).collect::<String>()))
}

fn pending(line: Line) -> Result<Pending, String> {
    let edit = Edit {
        id: id(&line.id)?,
        label: line.label,
        coder: id(&line.coder)?,
        at: id(&line.at)?,
        undoes: line.undoes.as_deref().map(id).transpose()?,
        part_of: line.part_of.as_deref().map(id).transpose()?,
        parts: Vec::new(),
        changes: line.changes.into_iter().map(change).collect::<Result<_, _>>()?,
    };
    let texts = line.texts.into_iter().map(|(sha256, text)| (sha256, Arc::from(text))).collect();
    Ok(Pending { edit: Arc::new(edit), texts })
}

fn change(line: LineChange) -> Result<Change, String> {
    for_each_table!(T => {
        if line.table == T::TABLE {
            let row = Row::<T> { id: id(&line.row)?, before: row::<T>(line.before)?, after: row::<T>(line.after)? };
            return Ok(Change::from(row));
        }
    });
    Err(format!("there is no table {}", line.table.chars().take(60).collect::<String>()))
}

fn row<T: Record>(columns: Option<Map<String, Value>>) -> Result<Option<Arc<T>>, String> {
    let Some(columns) = columns else { return Ok(None) };
    let mut cells = changes::blank::<T>();
    changes::lay(&mut cells, changes::parse_object(T::columns(), columns)?);
    changes::record(&cells).map(|row| Some(Arc::new(row))).map_err(|bad| bad.to_string())
}

/// What the edits of a file make of a project.
#[derive(Clone, Debug, Default)]
pub struct Fitted {
    /// All that fits, as one edit; `None` if nothing changes.
    pub edit: Option<Edit>,
    /// The texts of the articles that it adds, by hash.
    pub texts: Vec<(String, Arc<str>)>,
    /// How many edits of the file changed something.
    pub changed: usize,
    /// How many the project holds already.
    pub unchanged: usize,
    /// The edits that do not fit: the line in the file, and why, as a sentence.
    pub refused: Vec<(u64, String)>,
}

/// Works out what the edits of a file make of `project`. What it holds already is left out; an edit that does
/// not fit what has been changed meanwhile is refused whole. `texts` gives the texts of the project by their hashes.
pub fn fit(
    project: &Project,
    file: EditFile,
    texts: &dyn Fn(&str) -> Option<Arc<str>>,
    stamp: &mut Stamp,
) -> Fitted {
    let mut fitted = Fitted::default();
    if file.project != project.id() {
        let why = "It holds edits of another project. Open that one and import the file there.";
        fitted.refused.push((1, why.to_owned()));
        return fitted;
    }
    let mut after = project.clone();
    let of_file: HashMap<&str, &Arc<str>> = file
        .edits
        .iter()
        .flat_map(|pending| &pending.texts)
        .map(|(sha256, text)| (sha256.as_str(), text))
        .collect();
    let texts = |sha256: &str| of_file.get(sha256).map(|text| Arc::clone(text)).or_else(|| texts(sha256));
    let mut elsewhere =
        MadeElsewhere::new(file.edits.iter().map(|pending| pending.edit.as_ref()), None, &texts);
    let outcome =
        reapply(&mut after, file.edits.iter().map(|pending| Arc::clone(&pending.edit)), &mut elsewhere);
    for held in &outcome.held_back {
        // The first line says of which project the edits are.
        let line = file.edits.iter().zip(2..).find(|(pending, _)| pending.edit.id == held.edit.id);
        let why = match held.disagreements.first() {
            Some(disagreement) => disagreement.to_string(),
            None => held.why.to_string(),
        };
        let why = format!("“{}” does not fit the project: {why}.", held.edit.label);
        fitted.refused.push((line.map_or(1, |(_, line)| line), why));
    }
    let changes: Vec<_> = outcome.applied.iter().flat_map(|edit| edit.changes.iter().cloned()).collect();
    fitted.changed = outcome.applied.iter().filter(|edit| !edit.changes.is_empty()).count();
    fitted.unchanged = outcome.applied.len() - fitted.changed;
    fitted.texts = file.edits.into_iter().flat_map(|pending| pending.texts).collect();
    if !changes.is_empty() {
        fitted.edit = Some(Edit {
            id: stamp.mint(),
            label: "Import edits that were not saved".to_owned(),
            coder: stamp.coder,
            at: stamp.at,
            undoes: None,
            part_of: None,
            parts: Vec::new(),
            changes,
        });
    }
    fitted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::tests::Desk;
    use tollbook_core::model::{Draft, EntryId, Incident};

    #[test]
    fn edits_that_were_not_saved_come_in_once_and_what_does_not_fit_is_refused_with_its_line() {
        let (pending, id) = Desk::some_edits();
        let mut project = Project::default();
        project.apply(&pending[0].edit).unwrap();
        let file = || EditFile { project: id, edits: pending[1..].to_vec() };
        let mut stamp = Stamp::new(jiff::Timestamp::UNIX_EPOCH, EntryId(uuid::Uuid::nil()), 5);

        let texts = |_: &str| None;
        let fitted = fit(&project, file(), &texts, &mut stamp);
        assert_eq!((fitted.changed, fitted.unchanged, fitted.refused.len()), (3, 0, 0));
        assert_eq!(fitted.texts.len(), 1);
        let mut after = project.clone();
        after.apply(&fitted.edit.unwrap()).unwrap();
        assert_eq!(after.annotations.len(), 2);

        let again = fit(&after, file(), &texts, &mut stamp);
        assert_eq!((again.edit, again.unchanged, again.refused.len()), (None, 3, 0));

        let before = after.clone();
        let mut draft = Draft::new(&before, &mut stamp);
        let incident = before.incidents.iter().next().unwrap().0;
        draft.update::<Incident>(incident, |incident| incident.title = "Gossi".to_owned());
        after.apply(&draft.finish("Change").unwrap()).unwrap();
        let refused = fit(&after, file(), &texts, &mut stamp).refused;
        assert!(refused.len() == 1 && refused[0].0 == 3, "{refused:?}");
        assert!(refused[0].1.contains("title of incident"), "{refused:?}");
        let other = fit(&Project::default(), file(), &texts, &mut stamp).refused;
        assert!(other[0].1.contains("another project"), "{other:?}");
    }

    #[test]
    fn edits_come_back_as_they_were_and_never_over_another_file() {
        let (edits, project) = Desk::some_edits();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.tollbook-edits");
        write(&path, project, &edits).unwrap();
        let back = read(&path).unwrap();
        assert_eq!(back.project, project);
        assert_eq!(back.edits.len(), edits.len());
        for (back, edit) in back.edits.iter().zip(&edits) {
            assert_eq!((&back.edit, &back.texts), (&edit.edit, &edit.texts));
        }
        let before = std::fs::read(&path).unwrap();
        write(&path, project, &edits[..1]).unwrap_err();
        assert_eq!(std::fs::read(&path).unwrap(), before);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no half-written file is left");
    }

    #[test]
    fn what_is_no_file_of_edits_is_refused_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.tollbook-edits");
        let head = format!("{{\"tollbook_edits\":1,\"project\":\"{}\",\"schema\":2}}", uuid::Uuid::nil());
        let line = |table: &str, row: &str| {
            format!(
                "{{\"id\":\"{0}\",\"label\":\"x\",\"coder\":\"{0}\",\"at\":\"2026-11-29T18:00:00Z\",\"undoes\":null,\
                 \"part_of\":null,\"changes\":[{{\"table\":\"{table}\",\"row\":\"{row}\",\"before\":null,\"after\":\
                 {{\"titel\":1}}}}],\"texts\":[]}}",
                uuid::Uuid::nil()
            )
        };
        let nil = uuid::Uuid::nil().to_string();
        let cases = [
            (String::new(), "line 1: the file is empty"),
            ("a,b\n".to_owned(), "line 1: this is no file of edits"),
            (head.replace(":2}", ":3}"), "line 1: another version"),
            (format!("{head}\n{{}}"), "line 2"),
            (format!("{head}\n{}", line("house", &nil)), "line 2: there is no table house"),
            (format!("{head}\n{}", line("incident", "x")), "line 2: “x” stands where it cannot"),
            (format!("{head}\n{}", line("incident", &nil)), "line 2: there is no column titel"),
        ];
        for (text, expected) in cases {
            std::fs::write(&path, &text).unwrap();
            let error = read(&path).unwrap_err().to_string();
            assert!(error.contains("a.tollbook-edits") && error.contains(expected), "{text}: {error}");
        }
        assert!(read(folder.path()).unwrap_err().to_string().contains("not a file"));
    }
}
