//! Bringing articles in: the tables of the folder and their columns, and files that were dropped on the window.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use tollbook_core::model::{ColumnMapping, Project};
use tollbook_files::reading::table::{self, Preview};

/// What is known of the folder's tables, and what is asked about what was dropped.
#[derive(Debug, Default)]
pub struct Input {
    /// The tables of the folder, with how many articles each gives.
    pub tables: Vec<(String, usize)>,
    /// The table that is looked at.
    pub table: Option<OpenTable>,
    /// Files and folders that were dropped, and wait for the coder to say what to do with them.
    pub dropped: Vec<PathBuf>,
}

/// A table whose columns are looked at.
#[derive(Clone, Debug)]
pub struct OpenTable {
    /// Its path in the folder.
    pub path: String,
    /// Its columns and first rows, or a sentence why there are none; `None` while it is read.
    pub preview: Option<Result<Arc<Preview>, String>>,
}

/// Which columns of tables hold what, by the tables' paths, as the project has it.
pub fn columns_of(project: &Project) -> BTreeMap<String, table::ColumnMapping> {
    let rows = project.column_mappings.iter().map(|(_, row)| row);
    rows.map(|row| (row.path.clone(), as_read(row))).collect()
}

fn as_read(row: &ColumnMapping) -> table::ColumnMapping {
    let named = |column: &String| Some(column.clone()).filter(|column| !column.is_empty());
    table::ColumnMapping {
        text: named(&row.text),
        title: named(&row.title),
        date: named(&row.date),
        source: named(&row.source),
        url: named(&row.url),
        number: named(&row.identity),
        language: named(&row.language),
        section: None,
        byline: None,
    }
}

/// The row of a project that says which columns of the table at `path` hold what.
pub fn as_stored(path: &str, sheet: &str, columns: &table::ColumnMapping) -> ColumnMapping {
    let name = |column: &Option<String>| column.clone().unwrap_or_default();
    ColumnMapping {
        path: path.to_owned(),
        sheet: sheet.to_owned(),
        text: name(&columns.text),
        title: name(&columns.title),
        date: name(&columns.date),
        source: name(&columns.source),
        url: name(&columns.url),
        language: name(&columns.language),
        identity: name(&columns.number),
    }
}
