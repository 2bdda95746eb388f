//! Plain tables of the facts for people who read them with SQL.

use super::figures::annotating;
use super::*;
use crate::exchange::Snapshot;
use crate::sql_tables::write_sql_tables;
use tollbook_core::analysis::timeline::Query;

fn write(database: &TeamDatabase, user: &str, member: &Member, schema: &str) -> Result<usize, TeamError> {
    let (store, opened) = Store::open(&member.path()).unwrap();
    let texts = Box::new(move |sha256: &str| store.text(sha256).ok().flatten());
    let snapshot = Snapshot::new(opened.project, Query::everything(), texts);
    let mut connection = Database::connect(&database.address(user)).unwrap();
    let written = write_sql_tables(&mut connection, schema, &snapshot)?;
    Ok(written.iter().find(|(table, _)| table == "annotations").unwrap().1)
}

#[test]
fn the_facts_are_written_into_tables_with_types_and_comments() {
    let Some((database, mut ada)) = TeamDatabase::with_project() else { return };
    database.add_member("rita", "reader");
    annotating(&mut ada);
    let owner = database.member("ada");
    assert_eq!(write(&database, &owner, &ada, "facts").unwrap(), 1);
    let mut rita = database.server.client(&database.member("rita"), &database.name);
    let sql =
        "SELECT quote, count_best, start, sensitive, created, set_by_coder, memo FROM facts.annotations";
    let row = rita.query_one(sql, &[]).unwrap();
    assert_eq!((row.get::<_, String>(0), row.get::<_, i64>(1)), ("thirteen".to_owned(), 13));
    assert_eq!((row.get::<_, i64>(2), row.get::<_, Option<bool>>(3)), (10, None));
    assert_eq!(row.get::<_, std::time::SystemTime>(4), std::time::SystemTime::from(ada.stamp.at));
    assert_eq!((row.get::<_, Option<Vec<String>>>(5), row.get::<_, Option<String>>(6)), (None, None));
    let comment = "SELECT col_description('facts.annotations'::regclass, attnum), obj_description(attrelid, 'pg_class') \
                   FROM pg_attribute WHERE attrelid = 'facts.annotations'::regclass AND attname = 'quote'";
    let row = rita.query_one(comment, &[]).unwrap();
    assert!(row.get::<_, String>(0).contains("words of the span"));
    assert!(row.get::<_, String>(1).contains("annotation"));
    let event = "SELECT sum(best) FROM facts.events WHERE outcome = 'killed'";
    assert_eq!(rita.query_one(&format!("SELECT ({event})::bigint"), &[]).unwrap().get::<_, i64>(0), 13);
    assert!(rita.batch_execute("DELETE FROM facts.annotations").is_err());

    // Whoever reads while they are written anew sees the former facts, and waits for nothing.
    let reading = rita.build_transaction().isolation_level(postgres::IsolationLevel::RepeatableRead);
    let mut reading = reading.start().unwrap();
    let count = "SELECT count(*) FROM facts.annotations";
    assert_eq!(reading.query_one(count, &[]).unwrap().get::<_, i64>(0), 1);
    annotating(&mut ada);
    assert_eq!(write(&database, &owner, &ada, "facts").unwrap(), 2);
    assert_eq!(reading.query_one(count, &[]).unwrap().get::<_, i64>(0), 1);
    reading.commit().unwrap();
    assert_eq!(rita.query_one(count, &[]).unwrap().get::<_, i64>(0), 2);
}

#[test]
fn no_other_schema_is_written_over_and_only_owners_write() {
    let Some((database, ada)) = TeamDatabase::with_project() else { return };
    database.add_member("ben", "coder");
    let mut owner = database.server.client("root_owner", &database.name);
    owner.batch_execute("CREATE SCHEMA other; CREATE TABLE other.annotations (x int)").unwrap();
    for schema in ["other", "tollbook", "public", "pg_facts", "information_schema", ""] {
        let why = write(&database, &database.member("ada"), &ada, schema).unwrap_err().to_string();
        assert!(why.contains(&format!("“{schema}”")) && why.contains("--tables NAME"), "{why}");
    }
    owner.batch_execute("SELECT x FROM other.annotations").unwrap();
    let why = write(&database, &database.member("ben"), &ada, "facts").unwrap_err().to_string();
    assert!(why.contains("GRANT") && why.contains("_owner"), "{why}");
    // A name is quoted, whatever is in it.
    write(&database, &database.member("ada"), &ada, "a\"; DROP SCHEMA other; --").unwrap();
    owner.batch_execute("SELECT x FROM other.annotations").unwrap();
}
