//! `tollbook columns`: what the columns of a table hold, shown and set without a window.

use std::path::Path;
use std::sync::Arc;

use super::Answer;
use crate::jobs::open::{self, project_file};
use tollbook_core::model::{Draft, start};
use tollbook_files::reading::preview_table;
use tollbook_files::reading::table::{ColumnMapping, Role};
use tollbook_files::storage::{Pending, Store};
use tollbook_state::input::{as_stored, columns_of};

/// The names by which columns are set.
const NAMES: [(&str, Role); 7] = [
    ("text", Role::Text),
    ("title", Role::Title),
    ("date", Role::Date),
    ("source", Role::Source),
    ("url", Role::Url),
    ("language", Role::Language),
    ("number", Role::Number),
];

/// `tollbook columns PROJECT TABLE [--set text=body,title=headline]`: says what the columns of a table of the folder hold,
/// or keeps with the project what they are to hold.
///
/// # Errors
/// A sentence that names the file and the remedy.
pub fn columns(path: &Path, table: &str, set: Option<&str>) -> Answer {
    let place = project_file(path).map_err(|why| why.to_string())?;
    let preview = preview_table(&place.folder, table)?;
    let known = if place.file.exists() {
        let (store, opened) = Store::open(&place.file).map_err(|error| format!("{error}."))?;
        if let Some(why) = opened.read_only.filter(|_| set.is_some()) {
            return Err(why);
        }
        Some((store, opened.project))
    } else {
        None
    };
    let Some(set) = set else {
        let kept = known.as_ref().and_then(|(_, project)| columns_of(project).remove(table));
        return Ok(shown(&kept.unwrap_or(preview.mapping), &preview.columns));
    };
    let mapping = parsed(set, &preview.columns)?;
    let mut stamp = crate::jobs::stamp();
    let coder = open::coder_name();
    let (mut store, project, begun) = match known {
        Some((store, project)) => (store, project, None),
        None => {
            let name =
                place.folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            let (project, edit) = start::begin(stamp.mint(), &name, &coder, &mut stamp);
            (Store::new_file(&place.file), project, Some(edit))
        }
    };
    stamp.coder = start::coder_id(project.id(), &coder);
    let row = as_stored(table, &preview.sheet, &mapping);
    let id = project.column_mappings.iter().find(|(_, row)| row.path == table).map(|(id, _)| id);
    let mut draft = Draft::new(&project, &mut stamp);
    let id = id.unwrap_or_else(|| draft.stamp.mint());
    draft.set(id, row);
    if let Some(edit) = draft.finish("Say what the columns of a table hold") {
        let edits = begun.into_iter().chain([edit]).map(|edit| Pending::from(Arc::new(edit)));
        store.commit(&edits.collect::<Vec<_>>()).map_err(|error| format!("{error}."))?;
    }
    Ok(shown(&mapping, &preview.columns))
}

/// A line for each role that a column has, and one with all columns.
fn shown(mapping: &ColumnMapping, columns: &[String]) -> Vec<String> {
    let held = NAMES.iter().filter_map(|(name, role)| Some(format!("{name}={}", mapping.column(*role)?)));
    held.chain([format!("columns: {}", columns.join(", "))]).collect()
}

/// `text=body,title=headline` as a mapping of a table with these columns.
fn parsed(set: &str, columns: &[String]) -> Result<ColumnMapping, String> {
    let mut mapping = ColumnMapping::default();
    for pair in set.split(',') {
        let (name, column) =
            pair.split_once('=').ok_or_else(|| format!("“{pair}” is not of the form text=body."))?;
        let (name, column) = (name.trim(), column.trim());
        let role =
            NAMES.iter().find(|(known, _)| *known == name).map(|(_, role)| *role).ok_or_else(|| {
                let names: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
                format!("A table has no “{name}”; name one of {}.", names.join(", "))
            })?;
        if !columns.iter().any(|known| known == column) {
            return Err(format!("The table has no column “{column}”; it has {}.", columns.join(", ")));
        }
        mapping.set(role, Some(column.to_owned()));
    }
    if mapping.text.is_none() {
        return Err("Say which column holds the texts: text=NAME.".to_owned());
    }
    Ok(mapping)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_were_set_are_kept_with_the_project() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("list.csv"), "k1,k2,k3\n1,Ferry,Shots at the ferry\n").unwrap();
        assert_eq!(columns(folder.path(), "list.csv", None).unwrap(), ["columns: k1, k2, k3"]);
        let set = columns(folder.path(), "list.csv", Some("text=k3, title=k2")).unwrap();
        assert_eq!(set, ["text=k3", "title=k2", "columns: k1, k2, k3"]);
        assert_eq!(columns(folder.path(), "list.csv", None).unwrap(), set);
        for wrong in ["text=k9", "words=k3", "title=k2", "text"] {
            assert!(columns(folder.path(), "list.csv", Some(wrong)).is_err(), "{wrong}");
        }
        assert!(columns(folder.path(), "gone.csv", None).unwrap_err().contains("gone.csv"));
    }
}
