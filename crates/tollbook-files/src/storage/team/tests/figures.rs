//! How long things take; printed by command: `TOLLBOOK_TEAM_FIGURES=1 cargo test --release -p tollbook-files --lib team::tests::figures -- --nocapture`.

use std::time::{Duration, Instant};

use super::postgres_server::TestServer;
use super::*;
use crate::storage::Appended;

fn is_wanted() -> bool {
    std::env::var_os("TOLLBOOK_TEAM_FIGURES").is_some()
}

/// A database of a server that commits durably, as a server in use does.
fn database() -> Option<TeamDatabase> {
    TestServer::start(&[]).map(|server| TeamDatabase::on(Arc::new(server)))
}

#[test]
fn from_a_commit_to_another_members_facts() {
    if !is_wanted() {
        return;
    }
    let Some(database) = database() else { return };
    let mut ada = database.begin_project();
    database.add_member("ben", "coder");
    let address = database.address(&database.member("ben"));
    let mut ben = Member::join(&mut database.log("ben"), &address, "Ben");
    let (mut adas, mut bens) = (database.log("ada"), database.log("ben"));
    bens.listen().unwrap();
    let mut delays = Vec::new();
    for n in 0..500 {
        let begun = Instant::now();
        std::thread::scope(|scope| {
            let (ben, bens) = (&mut ben, &mut bens);
            let seen = scope.spawn(move || {
                while ben.project.incidents.len() <= n {
                    bens.wait_for_hint(Duration::from_secs(1)).unwrap();
                    ben.synchronise(bens);
                }
            });
            ada.add_incident("Gao");
            ada.synchronise(&mut adas);
            seen.join().unwrap();
        });
        delays.push(begun.elapsed());
    }
    delays.sort_unstable();
    eprintln!("commit to another member: median {:?}, 99th percentile {:?}", delays[250], delays[495]);
}

#[test]
fn edits_a_second_of_many_members() {
    if !is_wanted() {
        return;
    }
    let Some(database) = database() else { return };
    let ada = database.begin_project();
    // One client that calls the function alone, an edit a call.
    let mut alone = database.log("ada");
    let mut scratch = Member::join(&mut alone, &database.address(&database.member("ada")), "Ada");
    for _ in 0..1000 {
        let id: IncidentId = scratch.stamp.mint();
        scratch.edit("Add an incident", |draft| draft.set(id, Incident::blank()));
    }
    let waiting = scratch.store.waiting_after(2, usize::MAX).unwrap();
    let begun = Instant::now();
    let mut last = Last { seq: 2, id: scratch.store.edit_id_at(2).unwrap() };
    for pending in &waiting {
        let taken = alone.append(last, std::slice::from_ref(pending)).unwrap();
        last = Last { seq: last.seq + 1, id: Some(pending.edit.id) };
        assert_eq!(taken, Appended::Taken(last.seq));
    }
    let alone = 1000.0 / begun.elapsed().as_secs_f64();
    let each = 200;
    let members: Vec<(Member, Server)> = (0..20)
        .map(|n| {
            let name = format!("m{n}");
            database.add_member(&name, "coder");
            let mut log = database.log(&name);
            (Member::join(&mut log, &database.address(&database.member(&name)), &name), log)
        })
        .collect();
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for (mut member, mut log) in members {
            scope.spawn(move || {
                for _ in 0..each {
                    member.add_incident("Gao");
                    member.synchronise(&mut log);
                }
            });
        }
    });
    let together = f64::from(20 * each) / begun.elapsed().as_secs_f64();
    eprintln!(
        "edits a second: {together:.0} of 20 members who each synchronise after every edit, {alone:.0} of one client that \
         only calls the function; {} edits",
        database.log("ada").last().unwrap()
    );
    drop(ada);
}

#[test]
fn joining_a_long_history() {
    if !is_wanted() {
        return;
    }
    let Some(database) = database() else { return };
    let ada = database.begin_project();
    let edits: i64 = std::env::var("TOLLBOOK_TEAM_FIGURES").unwrap().parse().unwrap_or(1);
    let edits = edits.max(100_000);
    let mut owner = database.server.client("root_owner", &database.name);
    let project = ada.project.id();
    owner
        .batch_execute(&format!(
            "INSERT INTO tollbook.edit (project, seq, id, label, coder, at, member) \
             SELECT '{project}', n, gen_random_uuid(), 'Add an incident', '{}', '2026-11-29T18:00:00Z', 'ada' \
             FROM generate_series(3, {edits}) AS n; \
             INSERT INTO tollbook.change (project, edit, n, tbl, row, after) \
             SELECT '{project}', n, 0, 'incident', gen_random_uuid(), '{{\"title\":\"Incident ' || n || '\"}}' \
             FROM generate_series(3, {edits}) AS n; \
             UPDATE tollbook.project SET last = {edits}",
            ada.stamp.coder
        ))
        .unwrap();
    let begun = Instant::now();
    let joined = Member::join(&mut database.log("ada"), &database.address(&database.member("ada")), "Ada");
    assert_eq!(joined.store.seq(), edits);
    eprintln!("joining {edits} edits: {:.1} s", begun.elapsed().as_secs_f64());
}
