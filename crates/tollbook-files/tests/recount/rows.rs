//! The files of a package as rows of named cells.

use std::collections::BTreeMap;
use std::path::Path;

/// A row: the cells by the names of their columns.
pub type Row = BTreeMap<String, String>;

/// The files of a package that counting needs.
pub struct Package {
    pub annotations: Vec<Row>,
    pub incidents: Vec<Row>,
    pub totals: Vec<Row>,
    pub series: Vec<Row>,
    pub articles: Vec<Row>,
    pub operations: Vec<Row>,
    pub lists: Vec<Row>,
    pub links: Vec<Row>,
}

impl Package {
    pub fn read(folder: &Path) -> Self {
        let rows = |name: &str| rows(&std::fs::read_to_string(folder.join(name)).unwrap());
        Self {
            annotations: rows("annotations.csv"),
            incidents: rows("incidents.csv"),
            totals: rows("totals.csv"),
            series: rows("series.csv"),
            articles: rows("articles.csv"),
            operations: rows("operations.csv"),
            lists: rows("lists.csv"),
            links: rows("links.csv"),
        }
    }
}

fn rows(text: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names = reader.headers().unwrap().clone();
    let row = |cells: csv::StringRecord| {
        names.iter().map(str::to_owned).zip(cells.iter().map(str::to_owned)).collect()
    };
    reader.records().map(|cells| row(cells.unwrap())).collect()
}

/// The items of a cell that holds a list.
pub fn list(cell: &str) -> Vec<&str> {
    cell.split(';').map(str::trim).filter(|item| !item.is_empty()).collect()
}
