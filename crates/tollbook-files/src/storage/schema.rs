//! The layout of a project file, and what marks a file as one.

/// `application_id`: "Toll" in ASCII.
pub const APPLICATION_ID: i64 = 0x546f_6c6c;

/// `user_version`: the layout that this program writes.
pub const VERSION: i64 = 2;

/// Lays out an empty file.
pub(super) const SQL: &str = include_str!("schema.sql");

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

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
