//! The tables of the CSV package in a schema of a PostgreSQL database, for people who read them with SQL.

use std::io::Write as _;

use crate::exchange::cell::split_list;
use crate::exchange::columns::{Column, FILES, File, Type};
use crate::exchange::{Options, Snapshot, export};
use crate::storage::team::{Database, DatabaseError, TeamError, Transaction};

/// What is said of the schema in the database, so that no other is ever written over.
const MARK: &str = "Written by tollbook team export --tables; every run writes its tables anew.";

/// Writes the tables of the CSV package into `schema`, typed and with comments, in one transaction: readers see the facts
/// as they were until all of them are there. Says how many rows each table has.
///
/// # Errors
/// If the user is no owner, if the schema holds something else, or if the facts cannot be written.
pub fn write_sql_tables(
    database: &mut Database,
    schema: &str,
    snapshot: &Snapshot,
) -> Result<Vec<(String, usize)>, TeamError> {
    let failed = |detail: String| TeamError::Tables { schema: schema.to_owned(), detail };
    let is_reserved = schema.starts_with("pg_")
        || ["", "tollbook", "public", "information_schema"].contains(&schema)
        || schema.contains('\0')
        || schema.len() > 63;
    if is_reserved {
        return Err(failed("this name is not free for it".to_owned()));
    }
    let folder = tempfile::tempdir().map_err(|error| failed(error.to_string()))?;
    let package = folder.path().join("package");
    export(snapshot, &package, &Options::default(), &mut |_, _| true)
        .map_err(|error| failed(error.to_string().trim_end_matches('.').to_owned()))?;
    let owner = format!("{}_owner", database.address().database());
    let reader = format!("{}_reader", database.address().database());
    let mut foreign = false;
    let written = (|| -> Result<Vec<(String, usize)>, Trouble> {
        let mut transaction = database.client().transaction()?;
        // So that every owner may write them anew.
        transaction.batch_execute(&format!("SET LOCAL ROLE {}", quoted(&owner)))?;
        if !prepare_schema(&mut transaction, schema, &reader)? {
            foreign = true;
            return Ok(Vec::new());
        }
        let mut counts = Vec::new();
        for file in FILES {
            let rows = std::fs::File::open(package.join(file.name))?;
            counts.push((table_name(file).to_owned(), write_table(&mut transaction, schema, file, rows)?));
        }
        transaction.commit()?;
        Ok(counts)
    })();
    match written {
        Ok(_) if foreign => {
            Err(failed("there is a schema of this name that this program has not made".to_owned()))
        }
        Ok(counts) => Ok(counts),
        Err(Trouble::Database(error)) => Err(database.failed_as_owner(&error)),
        Err(Trouble::Here(detail)) => Err(failed(detail)),
    }
}

/// What can go wrong between the files of the package and the server.
enum Trouble {
    Database(DatabaseError),
    Here(String),
}

impl From<DatabaseError> for Trouble {
    fn from(error: DatabaseError) -> Self {
        Self::Database(error)
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self::Here(error.to_string())
    }
}

impl From<csv::Error> for Trouble {
    fn from(error: csv::Error) -> Self {
        Self::Here(error.to_string())
    }
}

/// Makes the schema, unless it is there; whether it is one that this program has made.
fn prepare_schema(
    transaction: &mut Transaction<'_>,
    schema: &str,
    reader: &str,
) -> Result<bool, DatabaseError> {
    let sql = "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = $1";
    if let Some(row) = transaction.query_opt(sql, &[&schema])? {
        return Ok(row.get::<_, Option<String>>(0).as_deref() == Some(MARK));
    }
    transaction.batch_execute(&format!(
        "CREATE SCHEMA {schema}; COMMENT ON SCHEMA {schema} IS {MARK}; GRANT USAGE ON SCHEMA {schema} TO {reader}; \
         ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT ON TABLES TO {reader}",
        schema = quoted(schema),
        MARK = literal(MARK),
        reader = quoted(reader)
    ))?;
    Ok(true)
}

/// `annotations` for `annotations.csv`.
fn table_name(file: &File) -> &'static str {
    file.name.trim_end_matches(".csv")
}

/// Writes the rows of one file in the place of those that its table had; how many.
fn write_table(
    transaction: &mut Transaction<'_>,
    schema: &str,
    file: &File,
    rows: std::fs::File,
) -> Result<usize, Trouble> {
    let table = format!("{}.{}", quoted(schema), quoted(table_name(file)));
    if !is_laid_out(transaction, schema, file)? {
        transaction.batch_execute(&lay_out(&table, file))?;
    }
    // Readers see the former rows until all tables are written; removing the table itself would keep them waiting.
    transaction.batch_execute(&format!("DELETE FROM {table}"))?;
    let mut out = transaction.copy_in(&format!("COPY {table} FROM STDIN WITH (FORMAT csv)"))?;
    let mut count = 0;
    let mut line = Vec::new();
    for record in csv::Reader::from_reader(rows).records() {
        line.clear();
        for (n, (cell, column)) in record?.iter().zip(file.columns).enumerate() {
            if n > 0 {
                line.push(b',');
            }
            add_cell(&mut line, cell, column);
        }
        line.push(b'\n');
        out.write_all(&line)?;
        count += 1;
    }
    out.finish()?;
    Ok(count)
}

/// Whether the table has the columns that it should.
fn is_laid_out(transaction: &mut Transaction<'_>, schema: &str, file: &File) -> Result<bool, DatabaseError> {
    let sql = "SELECT attname::text, format_type(atttypid, NULL) FROM pg_attribute \
               JOIN pg_class ON pg_class.oid = attrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace \
               WHERE nspname = $1 AND relname = $2 AND attnum > 0 AND NOT attisdropped ORDER BY attnum";
    let found = transaction.query(sql, &[&schema, &table_name(file)])?;
    let found = found.iter().map(|row| (row.get::<_, String>(0), row.get::<_, String>(1)));
    Ok(found.eq(file.columns.iter().map(|column| (column.name.to_owned(), sql_type(column.kind).to_owned()))))
}

/// The statements that make a table and say what it holds.
fn lay_out(table: &str, file: &File) -> String {
    let columns: Vec<String> = file
        .columns
        .iter()
        .map(|column| format!("{} {}", quoted(column.name), sql_type(column.kind)))
        .collect();
    let mut sql = format!(
        "DROP TABLE IF EXISTS {table}; CREATE TABLE {table} ({}); COMMENT ON TABLE {table} IS {};",
        columns.join(", "),
        literal(file.about)
    );
    for column in file.columns {
        sql.push_str(&format!(
            "COMMENT ON COLUMN {table}.{} IS {};",
            quoted(column.name),
            literal(column.about)
        ));
    }
    let key: Vec<String> = file.key.iter().map(|column| quoted(column)).collect();
    sql.push_str(&format!("CREATE INDEX ON {table} ({});", key.join(", ")));
    sql
}

/// The type of a column, as PostgreSQL names it.
fn sql_type(kind: Type) -> &'static str {
    match kind {
        Type::Text | Type::Id | Type::Colour | Type::Word(_) => "text",
        Type::List | Type::Words(_) => "text[]",
        Type::Day => "date",
        Type::Moment => "timestamp with time zone",
        Type::Count | Type::Integer => "bigint",
        Type::Bool => "boolean",
    }
}

/// A cell of the package as COPY reads it: blank is NULL, a list is an array.
fn add_cell(line: &mut Vec<u8>, cell: &str, column: &Column) {
    if cell.is_empty() {
        return;
    }
    let array;
    let text = match column.kind {
        Type::List | Type::Words(_) => {
            let items = split_list(cell);
            let item = |item: &String| format!("\"{}\"", item.replace('\\', "\\\\").replace('"', "\\\""));
            array = format!("{{{}}}", items.iter().map(item).collect::<Vec<_>>().join(","));
            &array
        }
        _ => cell,
    };
    line.push(b'"');
    // PostgreSQL keeps no text with this character.
    line.extend(text.replace('\0', "\u{fffd}").replace('"', "\"\"").into_bytes());
    line.push(b'"');
}

/// A name as SQL quotes it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text as SQL quotes it.
fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
