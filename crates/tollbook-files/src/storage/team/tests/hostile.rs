//! A member who goes past the program, and edits that no program of ours writes.

use super::*;
use crate::storage::LoggedChange;

#[test]
fn a_member_writes_no_table_and_calls_no_function_of_the_owner() {
    let Some((database, ada)) = TeamDatabase::with_project() else { return };
    database.add_member("eve", "coder");
    database.add_member("rita", "reader");
    let id = ada.project.id();
    let append = format!("SELECT tollbook.append('{id}', 2, NULL, '[]')");
    let attempts = [
        format!("INSERT INTO tollbook.edit VALUES ('{id}', 3, gen_random_uuid(), 'x', gen_random_uuid(), 'now', NULL, NULL, 'ada')"),
        "UPDATE tollbook.edit SET label = 'x'".to_owned(),
        "DELETE FROM tollbook.edit".to_owned(),
        "DELETE FROM tollbook.change".to_owned(),
        "UPDATE tollbook.change SET after = '{}'".to_owned(),
        "INSERT INTO tollbook.article_text VALUES ('x', 'x')".to_owned(),
        "UPDATE tollbook.article_text SET utf8 = 'x'".to_owned(),
        "UPDATE tollbook.coder SET member = session_user".to_owned(),
        "UPDATE tollbook.project SET last = 0".to_owned(),
        "SELECT * FROM tollbook.project FOR UPDATE".to_owned(),
        "BEGIN; LOCK TABLE tollbook.project".to_owned(),
        "TRUNCATE tollbook.edit CASCADE".to_owned(),
        "DROP SCHEMA tollbook CASCADE".to_owned(),
        "CREATE TABLE tollbook.mine (x int)".to_owned(),
        "CREATE OR REPLACE FUNCTION tollbook.append(uuid, bigint, text) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'".to_owned(),
        format!("INSERT INTO tollbook.snapshot VALUES ('{id}', 2, 'x', 1, 1, 'ada')"),
        format!("SELECT tollbook.add_snapshot('{id}', 2, 'x', 1, 1)"),
        format!("SELECT tollbook.add_snapshot_part('{id}', 2, 0, 'x')"),
        "ALTER TABLE tollbook.edit DISABLE TRIGGER ALL".to_owned(),
        format!("SET ROLE {}_owner", database.name),
        format!("SET SESSION AUTHORIZATION {}", database.member("ada")),
        format!("SELECT tollbook.insert_edits('{id}', 2, '[]'::json)"),
        format!("SELECT tollbook.bring_in('{id}', 2, '[]')"),
        "SELECT tollbook.create_project(gen_random_uuid(), 'x', 2)".to_owned(),
        format!("SELECT tollbook.open_project('{id}')"),
        format!("SELECT tollbook.give_coder('{id}', '{}', '{}')", ada.stamp.coder, database.member("eve")),
    ];
    let mut eve = database.server.client(&database.member("eve"), &database.name);
    for sql in attempts {
        let error = eve.batch_execute(&sql).expect_err(&sql);
        eve.batch_execute("ROLLBACK").unwrap();
        assert_eq!(error.code().map(|code| code.code()), Some("42501"), "{sql}: {error:?}");
    }
    let mut rita = database.server.client(&database.member("rita"), &database.name);
    assert_eq!(rita.batch_execute(&append).unwrap_err().code().unwrap().code(), "42501");
    rita.batch_execute("SELECT count(*) FROM tollbook.change").unwrap();
    let mut log = database.log("ada");
    assert_eq!(log.edits_after(0, 100).unwrap(), ada.store.logged_after(0, 100).unwrap());
}

/// Appends as a program of the member's own might.
fn forged_append(
    client: &mut postgres::Client,
    project: ProjectId,
    expected: i64,
    edits: &str,
) -> Result<i64, postgres::Error> {
    let sql = "SELECT (tollbook.append($1::text::uuid, $2, edit.id, $3)).seq FROM tollbook.edit WHERE edit.seq = $2";
    client.query_one(sql, &[&project.to_string(), &expected, &edits]).map(|row| row.get(0))
}

/// An edit as a program of the member's own might send it.
fn forged(coder: EntryId, changes: &str) -> String {
    format!(
        "[{{\"id\":\"{}\",\"label\":\"Forged\",\"coder\":\"{coder}\",\"at\":\"2026-11-29T18:00:00Z\",\"schema\":2,\
         \"changes\":{changes}}}]",
        Uuid::new_v4()
    )
}

#[test]
fn nobody_writes_in_the_name_of_another() {
    let Some((database, ada)) = TeamDatabase::with_project() else { return };
    database.add_member("ben", "coder");
    database.add_member("eve", "coder");
    let id = ada.project.id();
    let mut ben = Member::join(&mut database.log("ben"), &database.address(&database.member("ben")), "Ben");
    ben.add_incident("Gao");
    ben.synchronise(&mut database.log("ben"));
    let mut eve = database.server.client(&database.member("eve"), &database.name);
    let mut append = |expected: i64, edits: &str| forged_append(&mut eve, id, expected, edits);
    for coder in [ada.stamp.coder, ben.stamp.coder] {
        let error = append(3, &forged(coder, "[]")).unwrap_err();
        assert_eq!(error.code().unwrap().code(), "TB002", "{error:?}");
        // Nor as a part of something.
        let part =
            forged(coder, "[]").replace("\"schema\"", &format!("\"part_of\":\"{}\",\"schema\"", Uuid::nil()));
        assert_eq!(append(3, &part).unwrap_err().code().unwrap().code(), "TB002");
    }
    let own = EntryId(Uuid::from_u128(77));
    assert_eq!(append(3, &forged(own, "[]")).unwrap(), 4);
    // The server notes who appended it, whatever the edit says.
    let sql = "SELECT member::text FROM tollbook.edit WHERE seq = 4";
    let member: String =
        database.server.client("root_owner", &database.name).query_one(sql, &[]).unwrap().get(0);
    assert_eq!(member, database.member("eve"));
    // The owner can give a coder to another member.
    database.log("ada").give_coder(own, &database.member("ben")).unwrap();
    assert_eq!(append(4, &forged(own, "[]")).unwrap_err().code().unwrap().code(), "TB002");
}

/// Changes that do not fit, each with what the reason must name.
fn bad_changes(incident: IncidentId) -> Vec<(String, &'static str)> {
    let change = |tbl: &str, row: &str, before: &str, after: &str| {
        format!("[{{\"tbl\":\"{tbl}\",\"row\":\"{row}\",\"before\":{before},\"after\":{after}}}]")
    };
    let id = incident.to_string();
    vec![
        (change("house", &id, "null", "\"{}\""), "no table “house”"),
        (change("incident", "x", "null", "\"{}\""), "“x” is no id"),
        (change("incident", &id, "null", "\"{}\""), "is there already"),
        (change("incident", &Uuid::nil().to_string(), "\"{}\"", "\"{}\""), "no longer there"),
        (
            change("incident", &id, "\"{\\\"title\\\":\\\"no\\\"}\"", "\"{\\\"title\\\":\\\"x\\\"}\""),
            "changed meanwhile",
        ),
        (change("incident", &id, "\"{}\"", "\"not json\""), ""),
        (change("incident", &id, "\"{}\"", "\"{\\\"titel\\\":1}\""), "titel"),
        (
            change(
                "incident",
                &id,
                "\"{}\"",
                &format!("\"{{\\\"joined_to\\\":\\\"{}\\\"}}\"", Uuid::from_u128(5)),
            ),
            "",
        ),
    ]
}

#[test]
fn edits_that_do_not_fit_are_refused_by_every_replica_alike() {
    let Some((database, mut ada)) = TeamDatabase::with_project() else { return };
    for name in ["ben", "eve"] {
        database.add_member(name, "coder");
    }
    let incident = ada.add_incident("Gao");
    ada.synchronise(&mut database.log("ada"));
    let mut ben = Member::join(&mut database.log("ben"), &database.address(&database.member("ben")), "Ben");
    let mut eve = database.server.client(&database.member("eve"), &database.name);
    let cases = bad_changes(incident);
    for (n, (changes, _)) in (3_i64..).zip(&cases) {
        let edits = forged(EntryId(Uuid::from_u128(77)), changes);
        forged_append(&mut eve, ada.project.id(), n, &edits).expect(changes);
    }
    let before = ada.project.clone();
    ben.add_incident("Kidal");
    let done = ben.synchronise(&mut database.log("ben"));
    assert_eq!(done.refused.len(), cases.len());
    for (sentence, (changes, word)) in done.refused.iter().zip(&cases) {
        assert!(sentence.contains(word) && sentence.contains("Forged"), "{changes}: {sentence}");
    }
    ada.synchronise(&mut database.log("ada"));
    assert_eq!(ada.project.incidents.len(), before.incidents.len() + 1);
    assert_eq!(ada.store.refused_edits().unwrap().len(), cases.len());
    let carl = Member::join(&mut database.log("ben"), &database.address(&database.member("ben")), "Carl");
    assert_eq!(ada.digest(), ben.digest());
    assert_eq!(ada.digest(), carl.digest());
    ada.assert_sound();
    // The history shows them as what they are.
    for member in [&ada, &ben, &carl] {
        let entries =
            crate::storage::HistoryReader::open(&member.path()).unwrap().entries(3).unwrap().entries;
        let refused =
            entries.iter().filter(|entry| entry.label == "Refused: Forged" && entry.rows.is_empty());
        assert_eq!(refused.count(), cases.len());
    }
}

#[test]
fn a_text_that_has_another_hash_is_neither_taken_nor_believed() {
    let Some((database, _ada)) = TeamDatabase::with_project() else { return };
    database.add_member("eve", "coder");
    let mut eve = database.server.client(&database.member("eve"), &database.name);
    let error =
        eve.batch_execute(&format!("SELECT tollbook.add_text('{}', 'other')", "0".repeat(64))).unwrap_err();
    assert_eq!(error.code().unwrap().code(), "TB003");
    let mut owner = database.server.client("root_owner", &database.name);
    owner.batch_execute("UPDATE tollbook.article_text SET utf8 = 'other'").unwrap();
    let why = database.log("ada").texts(&[&hash()]).unwrap_err().to_string();
    assert!(why.contains(&hash()) && why.contains("restore a backup"), "{why}");
}

#[test]
fn a_log_with_a_gap_is_not_taken_in() {
    let Some((database, mut ada)) = TeamDatabase::with_project() else { return };
    ada.add_incident("Gao");
    ada.add_incident("Kidal");
    ada.synchronise(&mut database.log("ada"));
    let mut owner = database.server.client("root_owner", &database.name);
    owner
        .batch_execute("DELETE FROM tollbook.change WHERE edit = 3; DELETE FROM tollbook.edit WHERE seq = 3")
        .unwrap();
    let why = database.log("ada").edits_after(0, 100).unwrap_err().to_string();
    assert!(why.contains("edit 4 stands where edit 3 should"), "{why}");
}

#[test]
fn logged_edits_of_strangers_never_panic() {
    use proptest::prelude::*;
    let member = Member::begin();
    let any = proptest::collection::vec(any::<String>(), 4);
    proptest!(|(texts in any, table in 0..20_usize)| {
        let tables = ["incident", "claim", "annotation", "article", "estimate", "link", "list_entry", "code"];
        let tbl = tables.get(table).map_or_else(|| texts[0].clone(), ToString::to_string);
        let change = LoggedChange {
            tbl,
            row: texts[1].clone(),
            before: Some(texts[2].clone()),
            after: Some(texts[3].clone()),
        };
        let edit = crate::storage::LoggedEdit {
            seq: 1, id: Uuid::nil(), label: texts[0].clone(), coder: Uuid::nil(), at: texts[1].clone(),
            undoes: None, part_of: None, schema: 2, changes: vec![change],
        };
        if let Ok(edit) = edit.onto(&member.project) {
            let _ = member.project.clone().apply(&edit);
        }
    });
}
