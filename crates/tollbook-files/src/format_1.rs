//! What format 1, of project files and of CSV packages, called or held otherwise.
//!
//! Both are brought forward by the same rules, a row at a time: [`bring_forward`] takes the columns
//! of a row of a project file, [`bring_cells_forward`] the cells of a row of a CSV file.

use serde_json::{Map, Value};

/// Columns of a row, by name.
pub(crate) type Columns = Map<String, Value>;

/// Columns that have another name now: table, old name, new name.
const RENAMED: [(&str, &str, &str); 4] = [
    ("article", "voice", "independent_source"),
    ("claim", "standing", "status"),
    ("code", "marks", "claim"),
    ("list_entry", "own", "recorded"),
];

/// Columns of a project file that are new and never blank: table, name, value.
fn added() -> [(&'static str, &'static str, Value); 3] {
    [
        ("article", "sensitive", 0.into()),
        ("annotation", "sensitive", 0.into()),
        ("annotation", "anchor", "in place".into()),
    ]
}

/// Words of origin: old, new.
const ORIGINS: [(&str, &str); 3] = [("hand", "by hand"), ("suggestion", "suggested"), ("import", "imported")];

/// The definition of totals that do not say what they include: old name, new name.
const NOT_STATED: (&str, &str) = ("unstated", "not stated");

/// The fields of a total's scope, which `set_by_coder` named as one.
const SCOPE: &str = "scope_countries;definition;scope_from;as_of;as_of_incident";

/// Brings a whole row of a project file's table forward.
pub(crate) fn bring_forward(table: &str, columns: &mut Columns) {
    change(table, columns);
    for (_, name, value) in added().into_iter().filter(|(added, ..)| *added == table) {
        columns.insert(name.to_owned(), value);
    }
}

fn change(table: &str, columns: &mut Columns) {
    if table == "claim" {
        split_exclusive(columns);
    }
    for (_, old, new) in RENAMED.into_iter().filter(|(renamed, ..)| *renamed == table) {
        if let Some(value) = columns.remove(old) {
            columns.insert(new.to_owned(), value);
        }
    }
    if table == "annotation" {
        replace(columns, "origin", &ORIGINS);
    }
    if table == "list_entry" && word(columns, "list") == "definition" {
        replace(columns, "value", &[NOT_STATED]);
    }
}

fn word<'a>(columns: &'a Columns, name: &str) -> &'a str {
    columns.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// Yes in a project file is 1, in CSV `true`.
fn is_yes(columns: &Columns, name: &str) -> bool {
    columns.get(name).is_some_and(|value| value.as_i64() == Some(1) || value.as_str() == Some("true"))
}

fn replace(columns: &mut Columns, name: &str, words: &[(&str, &str)]) {
    if let Some((_, new)) = words.iter().find(|(old, _)| *old == word(columns, name)) {
        columns.insert(name.to_owned(), (*new).into());
    }
}

/// `part_exclusive` held two facts: of a part, that it overlaps no other; of people who died of
/// wounds, that no other figure includes them.
fn split_exclusive(columns: &mut Columns) {
    let exclusive = is_yes(columns, "part_exclusive");
    let of_deaths = is_yes(columns, "died_of_wounds") && word(columns, "kind") != "part";
    let set = word(columns, "set_by_coder").to_owned();
    if of_deaths {
        if exclusive || set.split(';').any(|field| field == "exclusive") {
            columns.insert("in_other_figures".to_owned(), i64::from(!exclusive).into());
        }
        if columns.contains_key("part_exclusive") {
            columns.insert("part_exclusive".to_owned(), 0.into());
        }
    }
    if !set.is_empty() {
        let fields = set.split(';').map(|field| match field {
            "standing" => "status",
            "exclusive" if of_deaths => "in_other_figures",
            "exclusive" => "part_exclusive",
            "scope" => SCOPE,
            other => other,
        });
        let fields: Vec<&str> = fields.collect();
        columns.insert("set_by_coder".to_owned(), fields.join(";").into());
    }
}

/// The tables of whose rows a row of a CSV file is made.
fn tables_of(file: &str) -> &'static [&'static str] {
    match file {
        "annotations.csv" => &["annotation", "claim"],
        "articles.csv" => &["article"],
        "codebook.csv" => &["code"],
        "lists.csv" => &["list_entry"],
        _ => &[],
    }
}

/// The name that a column of a CSV file has now.
pub(crate) fn column<'a>(file: &str, name: &'a str) -> &'a str {
    let renamed = RENAMED.into_iter().find(|(table, old, _)| *old == name && tables_of(file).contains(table));
    renamed.map_or(name, |(.., new)| new)
}

/// The name that a column of a CSV file had.
pub(crate) fn old_column<'a>(file: &str, name: &'a str) -> &'a str {
    let renamed = RENAMED.into_iter().find(|(table, _, new)| *new == name && tables_of(file).contains(table));
    renamed.map_or(name, |(_, old, _)| old)
}

/// The column that a CSV file of format 1 with these columns needs besides, once its rows are brought
/// forward.
pub(crate) fn added_column(file: &str, columns: &[String]) -> Option<&'static str> {
    let splits = file == "annotations.csv" && columns.iter().any(|column| column == "part_exclusive");
    splits.then_some("in_other_figures")
}

/// Brings the cells of a row of a CSV file forward; `columns` are the file's names and cells.
pub(crate) fn bring_cells_forward(file: &str, columns: &mut Columns) {
    for table in tables_of(file) {
        change(table, columns);
    }
    replace(columns, "definition", &[NOT_STATED]);
    for value in columns.values_mut() {
        if let Some(yes) = value.as_i64() {
            *value = if yes == 1 { "yes" } else { "no" }.into();
        }
    }
    // That a side is not recorded is said; of other entries nothing is.
    if file == "lists.csv" && word(columns, "list") != "side" {
        columns.insert("recorded".to_owned(), "".into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn forward(table: &str, row: Value) -> Value {
        let Value::Object(mut columns) = row else { panic!("a row is an object") };
        change(table, &mut columns);
        Value::Object(columns)
    }

    #[test]
    fn what_part_exclusive_said_is_split_by_what_it_was_said_of() {
        let claim = |kind: &str, died: i64, exclusive: i64, set: &str| {
            let row = json!({"kind": kind, "died_of_wounds": died, "part_exclusive": exclusive, "set_by_coder": set});
            let row = forward("claim", row);
            (row["part_exclusive"].clone(), row.get("in_other_figures").cloned(), row["set_by_coder"].clone())
        };
        assert_eq!(claim("part", 0, 1, "exclusive"), (1.into(), None, "part_exclusive".into()));
        assert_eq!(claim("part", 1, 1, "exclusive"), (1.into(), None, "part_exclusive".into()));
        let others = claim("incident", 1, 1, "death;exclusive");
        assert_eq!(others, (0.into(), Some(0.into()), "death;in_other_figures".into()));
        let same = claim("incident", 1, 0, "exclusive");
        assert_eq!(same, (0.into(), Some(1.into()), "in_other_figures".into()));
        assert_eq!(claim("incident", 1, 0, "death"), (0.into(), None, "death".into()), "not said");
    }

    #[test]
    fn a_scope_that_was_set_as_one_was_set_in_every_field() {
        let row = forward("claim", json!({"kind": "total", "set_by_coder": "standing;scope"}));
        assert_eq!(row["set_by_coder"], format!("status;{SCOPE}"));
    }

    #[test]
    fn cells_are_brought_forward_as_rows_are() {
        let Value::Object(mut cells) = json!({"kind": "incident", "died_of_wounds": "true", "part_exclusive": "true", "standing": "asserted", "origin": "hand"})
        else {
            panic!("a row is an object")
        };
        bring_cells_forward("annotations.csv", &mut cells);
        assert_eq!(
            Value::Object(cells),
            json!({"kind": "incident", "died_of_wounds": "true", "part_exclusive": "no", "in_other_figures": "no",
                   "status": "asserted", "origin": "by hand"})
        );
        assert_eq!(column("lists.csv", "own"), "recorded");
        assert_eq!(column("links.csv", "own"), "own");
    }
}
