//! The layout of a project file, and what marks a file as one.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::error::Fault;

/// `application_id`: "Toll" in ASCII.
pub const APPLICATION_ID: i64 = 0x546f_6c6c;

/// `user_version`: the layout that this program writes.
pub const VERSION: i64 = 2;

/// Lays out an empty file.
pub(super) const SQL: &str = include_str!("schema.sql");

/// Lays out, beside that, what marks a file as a team's replica.
pub(super) const REPLICA_SQL: &str = include_str!("team/replica.sql");

/// Lays out, beside that, what was last known of the team's members.
pub(super) const LAST_KNOWN_SQL: &str = include_str!("team/last_known.sql");

/// What a file holds, by kind and name, with the statement that made it.
type Objects = BTreeMap<(String, String), String>;

/// Faults unless the file holds exactly what [`SQL`] makes, with or without [`REPLICA_SQL`] and
/// [`LAST_KNOWN_SQL`]: a view in the place of a
/// table could run for ever, and whatever else is in there came from outside this program. Of an older version, only
/// what kind each table is can be told.
pub(super) fn check(connection: &Connection, is_older: bool) -> Result<(), Fault> {
    let found = objects(connection)?;
    let expected = {
        let blank = Connection::open_in_memory()?;
        blank.execute_batch(SQL)?;
        if !is_older && found.contains_key(&("table".to_owned(), "team".to_owned())) {
            blank.execute_batch(REPLICA_SQL)?;
            if found.contains_key(&("table".to_owned(), "last_assigned".to_owned())) {
                blank.execute_batch(LAST_KNOWN_SQL)?;
            }
        }
        objects(&blank)?
    };
    let foreign = |kind: &str, name: &str| {
        Fault::Broken(format!("it holds the {kind} “{}”, which no Tollbook makes", first_words(name)))
    };
    for ((kind, name), sql) in &found {
        match expected.get(&(kind.clone(), name.clone())) {
            _ if is_older && matches!(kind.as_str(), "table" | "index") => {}
            Some(_) if is_older => {}
            Some(statement) if statement == sql => {}
            Some(_) => {
                return Err(Fault::Broken(format!("its {kind} “{name}” is not laid out as Tollbook does")));
            }
            None => return Err(foreign(kind, name)),
        }
    }
    let missing = expected.keys().find(|key| !is_older && !found.contains_key(*key));
    match missing {
        Some((kind, name)) => Err(Fault::Broken(format!("it has no {kind} “{name}”"))),
        None => Ok(()),
    }
}

/// The beginning of a name that a stranger chose.
fn first_words(name: &str) -> String {
    name.chars().take(80).collect()
}

/// Everything that was made by a statement; SQLite's own tables and indexes were not.
fn objects(connection: &Connection) -> Result<Objects, Fault> {
    let mut statement = connection.prepare(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )?;
    let mut rows = statement.query([])?;
    let mut found = Objects::new();
    while let Some(row) = rows.next()? {
        let sql: String = row.get(2)?;
        found.insert((row.get(0)?, row.get(1)?), without_comments(&sql));
    }
    Ok(found)
}

/// A statement without its comments and the width of its spaces.
fn without_comments(sql: &str) -> String {
    let lines = sql.lines().map(|line| line.split("--").next().unwrap_or_default());
    lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::tables::for_each_table;
    use tollbook_core::model::Record;

    #[test]
    fn every_table_has_exactly_its_records_columns() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(SQL).unwrap();
        let number = |pragma: &str| connection.query_row(pragma, [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(number("PRAGMA application_id"), APPLICATION_ID);
        assert_eq!(number("PRAGMA user_version"), VERSION);
        let mut tables = vec!["change".to_owned(), "edit".to_owned(), "text".to_owned()];
        for_each_table!(T => {
            let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)").unwrap();
            let found: Vec<String> =
                statement.query_map([T::TABLE], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
            let expected: Vec<String> =
                std::iter::once("id".to_owned()).chain(T::columns().iter().cloned()).collect();
            assert_eq!(found, expected, "{}", T::TABLE);
            tables.push(T::TABLE.to_owned());
        });
        tables.sort();
        let mut statement = connection
            .prepare("SELECT name FROM pragma_table_list WHERE type = 'table' AND strict ORDER BY name")
            .unwrap();
        let found: Vec<String> =
            statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        assert_eq!(found, tables);
    }

    #[test]
    fn the_views_for_people_can_be_read() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(SQL).unwrap();
        for view in ["claims_readable", "history_readable"] {
            let count =
                connection.query_row(&format!("SELECT count(*) FROM {view}"), [], |row| row.get::<_, i64>(0));
            assert_eq!(count.unwrap(), 0);
        }
    }
}
