//! How long things take; printed by command: `TOLLBOOK_TEAM_FIGURES=1 cargo test --release -p tollbook-files --lib team::tests::figures -- --nocapture`.

use std::path::Path;
use std::time::{Duration, Instant};

use super::live::Window;
use super::postgres_server::{TRUSTING, TestServer};
use super::*;
use crate::storage::Appended;
use tollbook_core::model::{
    Anchor, Annotation, AnnotationId, Claim, ClaimType, Figures, Kind, Origin, Outcome,
};

fn is_wanted() -> bool {
    std::env::var_os("TOLLBOOK_TEAM_FIGURES").is_some()
}

/// A database of a server that commits durably, as a server in use does.
fn database() -> Option<TeamDatabase> {
    TestServer::start(&[TRUSTING]).map(|server| TeamDatabase::on(Arc::new(server)))
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
    // Members have disks of their own, which twenty on this machine have not.
    let memory = Path::new("/dev/shm");
    let replicas = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
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
    let (project, coder) = (scratch.project.id(), scratch.stamp.coder);
    let script = format!(
        "SELECT taken.seq FROM tollbook.project AS p, LATERAL tollbook.append(p.id, p.last, \
         (SELECT id FROM tollbook.edit AS e WHERE e.project = p.id AND e.seq = p.last), \
         '[{{\"schema\":' || p.format || ',\"id\":\"' || gen_random_uuid() || '\",\"label\":\"Add an incident\",' || \
         '\"coder\":\"{coder}\",\"at\":\"2026-11-29T18:00:00Z\",\"changes\":[{{\"tbl\":\"incident\",\"row\":\"' \
         || gen_random_uuid() || '\",\"after\":\"{{}}\"}}]}}]') AS taken WHERE p.id = '{project}';"
    );
    let member = database.member("ada");
    let by_pgbench = database.server.pgbench(&member, &database.name, &script, 1000);
    let members: Vec<(Member, Server)> = (0..MEMBERS)
        .map(|n| {
            let name = format!("m{n}");
            database.add_member(&name, "coder");
            let mut log = database.log(&name);
            (Member::join_in(&replicas, &mut log, &database.address(&database.member(&name)), &name), log)
        })
        .collect();
    let begun = Instant::now();
    let members: Vec<Member> = std::thread::scope(|scope| {
        let at_work: Vec<_> = members
            .into_iter()
            .map(|(mut member, mut log)| {
                scope.spawn(move || {
                    for _ in 0..EDITS_OF_EACH {
                        member.add_incident("Gao");
                        member.synchronise(&mut log);
                    }
                    member
                })
            })
            .collect();
        at_work.into_iter().map(|member| member.join().unwrap()).collect()
    });
    let one_by_one = rate(&begun);
    let windows = edits_a_second_of_windows(&database, members);
    eprintln!(
        "edits a second: {alone:.0} of one client that only calls the function, {} of pgbench as one client; {one_by_one:.0} of \
         {MEMBERS} members who each wait for the server after every edit, {windows:.0} of {MEMBERS} windows in which edits are \
         made at once and all have all of them, {} edits in all",
        by_pgbench.map_or_else(|| "unknown".to_owned(), |rate| format!("{rate:.0}")),
        database.log("ada").last().unwrap()
    );
    drop(ada);
}

/// How many members edit at once, and how many edits each makes.
const MEMBERS: usize = 20;
const EDITS_OF_EACH: usize = 200;

/// The edits a second of all members together.
fn rate(begun: &Instant) -> f64 {
    (MEMBERS * EDITS_OF_EACH) as f64 / begun.elapsed().as_secs_f64()
}

/// The edits a second of members whose replicas are open in windows: edits are made without waiting for the server, and
/// what waits is appended together, as in use. The time ends when every window holds all edits.
fn edits_a_second_of_windows(database: &TeamDatabase, members: Vec<Member>) -> f64 {
    let mut windows: Vec<Window> = members
        .into_iter()
        .map(|mut member| {
            member.synchronise(&mut database.log("ada"));
            Window::open(member)
        })
        .collect();
    let all = windows[0].incidents() + MEMBERS * EDITS_OF_EACH;
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for window in &mut windows {
            scope.spawn(move || {
                for _ in 0..EDITS_OF_EACH {
                    window.add_incident("Gao");
                }
                window.until("all edits are here", |window| window.incidents() == all);
            });
        }
    });
    rate(&begun)
}

/// The edit that annotates a claim with its incident, in the name of `member`, as a log keeps it; and the ids of the annotation
/// and the incident.
pub(super) fn annotating(member: &mut Member) -> (crate::storage::LoggedEdit, AnnotationId, IncidentId) {
    let (article, _) = member.project.articles.iter().next().unwrap();
    let (code, coder, at) =
        (member.project.code_for(ClaimType::Killed).unwrap(), member.stamp.coder, member.stamp.at);
    let (id, incident): (AnnotationId, IncidentId) = (member.stamp.mint(), member.stamp.mint());
    member.edit("Annotate as killed", |draft| {
        let (quote, prefix, suffix) = Annotation::quote(TEXT, &(10..18)).unwrap();
        let annotation = Annotation {
            article,
            code,
            start: 10,
            end: 18,
            quote,
            prefix,
            suffix,
            memo: String::new(),
            coder,
            created: at,
            modified: at,
            origin: Origin::Hand,
            anchor: Anchor::InPlace,
            anchor_sha256: String::new(),
            sensitive: false,
        };
        draft.set(id, annotation);
        draft.set(incident, Incident::blank());
        let mut claim = Claim::blank(Kind::Incident, Some(Outcome::Killed));
        claim.count = Figures::exactly(13);
        claim.incident = Some(incident);
        draft.set(id, claim);
    });
    (member.store.logged_after(member.store.seq() - 1, 1).unwrap().remove(0), id, incident)
}

/// Fills the project with 100,000 claims and as many edits of their incidents as make this many in all, past the program.
fn fill_with_claims(database: &TeamDatabase, ada: &mut Member, edits: i64) {
    const CLAIMS: i64 = 100_000;
    let (logged, annotation, incident) = annotating(ada);
    ada.synchronise(&mut database.log("ada"));
    let mut owner = database.server.client("root_owner", &database.name);
    let (project, coder) = (ada.project.id(), ada.stamp.coder);
    let outline = "INSERT INTO tollbook.edit (project, seq, id, label, coder, at, member) SELECT";
    let rows = "INSERT INTO tollbook.change (project, edit, n, tbl, row, before, after) SELECT";
    let at = "'2026-11-29T18:00:00Z', 'ada'";
    let mut sql = format!(
        "{outline} '{project}', 3 + n, gen_random_uuid(), 'Annotate', '{coder}', {at} FROM generate_series(1, {CLAIMS}) AS n;"
    );
    let of = |text: &str| {
        let text = text.replace('\'', "''");
        format!(
            "replace(replace('{text}', '{annotation}', md5('a' || n)::uuid::text), '{incident}', md5('i' || n)::uuid::text)"
        )
    };
    for (n, change) in logged.changes.iter().enumerate() {
        sql.push_str(&format!(
            "{rows} '{project}', 3 + n, {n}, '{}', {}, NULL, {} FROM generate_series(1, {CLAIMS}) AS n;",
            change.tbl,
            of(&change.row),
            of(change.after.as_ref().unwrap())
        ));
    }
    let more = edits - 3 - CLAIMS;
    let first = 3 + CLAIMS;
    sql.push_str(&format!(
        "{outline} '{project}', {first} + n, gen_random_uuid(), 'Set the memo', '{coder}', {at} \
         FROM generate_series(1, {more}) AS n;\
         {rows} '{project}', {first} + n, 0, 'incident', md5('i' || (n - 1) % {CLAIMS} + 1)::uuid, \
         json_build_object('memo', nullif((n - 1) / {CLAIMS}, 0)::text), \
         json_build_object('memo', ((n - 1) / {CLAIMS} + 1)::text) FROM generate_series(1, {more}) AS n;\
         UPDATE tollbook.project SET last = {edits}; ANALYZE tollbook.edit; ANALYZE tollbook.change;"
    ));
    owner.batch_execute(&sql).unwrap();
}

#[test]
fn joining_with_a_snapshot() {
    if !is_wanted() {
        return;
    }
    let Some(database) = database() else { return };
    let mut ada = database.begin_project();
    let edits: i64 = std::env::var("TOLLBOOK_TEAM_FIGURES").unwrap().parse().unwrap_or(1).max(200_000);
    fill_with_claims(&database, &mut ada, edits);
    let address = database.address(&database.member("ada"));
    let folder = tempfile::tempdir().unwrap();
    let timed = |what: &str, begun: Instant| {
        eprintln!("{edits} edits: {what} {:.1} s", begun.elapsed().as_secs_f64())
    };
    let mut log = database.log("ada");
    let begun = Instant::now();
    let (store, whole) = join_with(
        &mut log,
        &folder.path().join("whole.tollbook"),
        Some(&address),
        JoinWith::WholeHistory,
        &mut |_| true,
    )
    .unwrap();
    timed("joining with the whole history", begun);
    assert_eq!((store.refused_edits().unwrap(), whole.project.claims.len()), (Vec::new(), 100_001));
    let begun = Instant::now();
    assert!(offer_snapshot(&store, &whole.project, &mut log).unwrap());
    timed("making and storing a snapshot", begun);
    drop(store);
    let begun = Instant::now();
    let (mut store, opened) =
        join(&mut log, &folder.path().join("new.tollbook"), Some(&address), &mut |_| true).unwrap();
    timed("joining with the snapshot until the facts are there", begun);
    assert_eq!(opened.project, whole.project);
    let begun = Instant::now();
    bring_in_older(&mut store, &opened.project, &mut log, &mut |_, _| true).unwrap();
    timed("taking in the older history after that", begun);
    store.expect_whole_history().unwrap();
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
