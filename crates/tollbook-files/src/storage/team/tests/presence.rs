//! Who has which article open, to whom articles are assigned, and what a connection turns out to be.

use std::sync::Arc;

use super::live::{Window, is_with_team, windows};
use super::postgres_server::{PASSWORD, TestServer};
use super::*;

fn article(n: u128) -> ArticleId {
    ArticleId::from(Uuid::from_u128(n))
}

/// Where the only other member is seen.
fn other(window: &Window) -> Option<(EntryId, Option<ArticleId>)> {
    match window.present.as_slice() {
        [other] => Some((other.coder, other.article)),
        _ => None,
    }
}

#[test]
fn everybody_sees_which_article_the_others_have_open_and_who_has_gone() {
    let Some((_database, mut ada, mut ben)) = windows() else { return };
    ada.until("Ada is with the team", is_with_team);
    ada.worker.desk().be_at(ada.stamp.coder, Some(article(1)));
    ben.worker.desk().be_at(ben.stamp.coder, None);
    let (as_ada, as_ben) = (ada.stamp.coder, ben.stamp.coder);
    ben.until("Ben sees Ada", |ben| other(ben) == Some((as_ada, Some(article(1)))));
    ada.until("Ada sees Ben", |ada| other(ada) == Some((as_ben, None)));
    ben.worker.desk().be_at(as_ben, Some(article(2)));
    ada.until("Ben has moved on", |ada| other(ada) == Some((as_ben, Some(article(2)))));
    ben.worker.finish().unwrap();
    ada.until("Ben has gone", |ada| ada.present.is_empty());
}

#[test]
fn a_window_that_was_lost_is_forgotten_after_a_minute() {
    let Some((database, mut ada, ben)) = windows() else { return };
    ben.worker.desk().be_at(ben.stamp.coder, Some(article(1)));
    ada.until("Ada sees Ben", |ada| other(ada).is_some());
    let mut owner = database.server.client("root_owner", &database.name);
    owner.batch_execute("UPDATE tollbook.presence SET seen = seen - interval '61 seconds'").unwrap();
    ada.until("Ben is taken for gone", |ada| ada.present.is_empty());
    drop(ben);
}

#[test]
fn of_two_who_take_an_article_at_one_moment_one_gets_it_and_the_other_is_told() {
    let Some((_database, mut ada, mut ben)) = windows() else { return };
    let (as_ada, as_ben) = (ada.stamp.coder, ben.stamp.coder);
    for n in 0..10 {
        let wish = |to| AssignmentWish { article: article(n), before: None, to: Some(to) };
        ada.worker.desk().assign(wish(as_ada));
        ben.worker.desk().assign(wish(as_ben));
        let is_known = |window: &Window| window.assigned.contains_key(&article(n));
        ada.until("Ada knows who has it", is_known);
        ben.until("Ben knows who has it", is_known);
        let holder = ada.assigned[&article(n)].unwrap();
        assert_eq!(ben.assigned[&article(n)], Some(holder));
        let other = if holder == as_ada { &mut ben } else { &mut ada };
        other.until("the other is told", |other| other.refused.len() == 1);
        assert_eq!(other.refused.pop().map(|(wish, why)| (wish.article, why)), Some((article(n), None)));
    }
    assert_eq!((ada.refused.len(), ben.refused.len()), (0, 0));
    // Given back, it is nobody's; assigned to another, it is theirs everywhere.
    let holder = ada.assigned[&article(0)];
    ada.worker.desk().assign(AssignmentWish { article: article(0), before: holder, to: None });
    ben.until("it is nobody's", |ben| ben.assigned[&article(0)].is_none());
    ben.worker.desk().assign(AssignmentWish { article: article(0), before: None, to: Some(as_ada) });
    ada.until("it is Ada's", |ada| ada.assigned[&article(0)] == Some(as_ada));
}

#[test]
fn what_was_assigned_is_known_to_who_comes_later_and_after_the_server_was_away() {
    let Some((database, mut ada, ben)) = windows() else { return };
    let as_ada = ada.stamp.coder;
    let wish = AssignmentWish { article: article(1), before: None, to: Some(as_ada) };
    ada.worker.desk().assign(wish);
    ada.until("it is assigned", |ada| ada.assigned.contains_key(&article(1)));
    drop(ben);
    let mut cleo = {
        database.add_member("cleo", "coder");
        let address = database.address(&database.member("cleo"));
        Window::open(Member::join(&mut database.log("cleo"), &address, "Cleo"))
    };
    cleo.until("Cleo knows", |cleo| cleo.assigned.get(&article(1)) == Some(&Some(as_ada)));
    database.server.kill();
    cleo.until("Cleo is told", |cleo| cleo.status.problem.is_some());
    // What is wished meanwhile is sent as soon as it can be.
    cleo.worker.desk().assign(AssignmentWish {
        article: article(2),
        before: None,
        to: Some(cleo.stamp.coder),
    });
    database.server.run();
    let as_cleo = cleo.stamp.coder;
    ada.until("Ada knows of it", |ada| ada.assigned.get(&article(2)) == Some(&Some(as_cleo)));
}

#[test]
fn what_was_last_known_is_there_after_a_restart_until_the_server_says_otherwise() {
    let Some((database, mut ada, ben)) = windows() else { return };
    let as_ben = ben.stamp.coder;
    let assign = |window: &Window, n, to| {
        window.worker.desk().assign(AssignmentWish { article: article(n), before: None, to });
    };
    ben.worker.desk().be_at(as_ben, Some(article(7)));
    assign(&ben, 1, Some(as_ben));
    assign(&ben, 2, Some(as_ben));
    ada.until("Ada knows", |ada| ada.assigned.contains_key(&article(2)) && other(ada).is_some());
    assert!(!ada.is_last_known);
    // Another state of the server, as from a backup.
    let mut owner = database.server.client("root_owner", &database.name);
    owner
        .batch_execute(&format!("DELETE FROM tollbook.assignment WHERE article = '{}'", article(1)))
        .unwrap();
    database.server.kill();
    let mut ada = ada.reopened();
    ada.until("Ada is told what was last known", |ada| !ada.assigned.is_empty());
    assert!(ada.is_last_known);
    let known = |n| (article(n), Some(as_ben));
    assert_eq!(ada.assigned, [known(1), known(2)].into());
    assert_eq!(other(&ada), Some((as_ben, Some(article(7)))));
    ada.until("the server is away", |ada| ada.status.problem.is_some());
    assert_eq!(check(&ada.path), Vec::<String>::new());
    database.server.run();
    ada.until("the server says what is so", |ada| !ada.is_last_known);
    assert_eq!(ada.assigned, [known(2)].into());
    // And that is what is known the next time.
    let path = ada.path.clone();
    ada.worker.finish().unwrap();
    let (store, _) = Store::open(&path).unwrap();
    assert_eq!(store.last_known().unwrap().unwrap().assigned, [known(2)]);
}

#[test]
fn nobody_is_present_in_anothers_name_and_who_only_reads_assigns_nothing() {
    let Some((database, _ada)) = TeamDatabase::with_project() else { return };
    for (name, role) in [("ben", "coder"), ("eve", "coder"), ("rita", "reader")] {
        database.add_member(name, role);
    }
    let mut owner = database.server.client("root_owner", &database.name);
    let row = owner.query_one("SELECT project::text, coder::text FROM tollbook.coder LIMIT 1", &[]).unwrap();
    let (project, as_ada): (String, String) = (row.get(0), row.get(1));
    let (window, new) = (Uuid::new_v4(), Uuid::new_v4());
    let be_at = |coder: &str| format!("SELECT tollbook.be_at('{project}', '{window}', '{coder}', '{new}')");
    let mut ben = database.server.client(&database.member("ben"), &database.name);
    let mut eve = database.server.client(&database.member("eve"), &database.name);
    let mut rita = database.server.client(&database.member("rita"), &database.name);
    let code = |error: postgres::Error| error.code().unwrap().code().to_owned();
    assert_eq!(code(ben.batch_execute(&be_at(&as_ada)).unwrap_err()), "TB002");
    ben.batch_execute(&be_at(&new.to_string())).unwrap();
    // Neither another's window nor the tables behind it.
    assert_eq!(code(eve.batch_execute(&be_at(&new.to_string())).unwrap_err()), "TB002");
    eve.batch_execute(&format!("SELECT tollbook.leave('{project}', '{window}')")).unwrap();
    for table in ["presence", "assignment", "assignment_count"] {
        for sql in ["DELETE FROM tollbook.", "TRUNCATE tollbook."] {
            assert_eq!(code(eve.batch_execute(&format!("{sql}{table}")).unwrap_err()), "42501");
        }
    }
    let assign = format!("SELECT tollbook.assign('{project}', '{new}', NULL, '{as_ada}')");
    assert_eq!(code(rita.batch_execute(&assign).unwrap_err()), "42501");
    assert_eq!(code(rita.batch_execute(&be_at(&new.to_string())).unwrap_err()), "42501");
    let present: i64 = owner.query_one("SELECT count(*) FROM tollbook.presence", &[]).unwrap().get(0);
    assert_eq!(present, 1);
    // One member cannot fill the table.
    for _ in 0..30 {
        let window = Uuid::new_v4();
        let sql = format!("SELECT tollbook.be_at('{project}', '{window}', '{new}', NULL)");
        ben.batch_execute(&sql).unwrap();
    }
    let present: i64 = owner.query_one("SELECT count(*) FROM tollbook.presence", &[]).unwrap().get(0);
    assert_eq!(present, 20);
}

#[test]
fn a_connection_tells_the_version_the_rights_and_the_projects() {
    let Some(database) = TeamDatabase::empty() else { return };
    let found = TestedConnection::test(&database.address("root_owner")).unwrap();
    assert!(!found.is_set_up && found.may_set_up && found.role.is_none() && found.projects.is_empty());
    assert!(found.version.starts_with(|digit: char| digit.is_ascii_digit()), "{}", found.version);
    let ada = database.begin_project();
    for (name, role) in [("ben", "coder"), ("dora", "reviewer"), ("rita", "reader")] {
        database.add_member(name, role);
    }
    let test = |name: &str| TestedConnection::test(&database.address(&database.member(name))).unwrap();
    let role = |name: &str| test(name).role.map(TeamRole::as_str);
    let roles = ["ada", "ben", "dora", "rita"].map(role);
    assert_eq!(roles, [Some("owner"), Some("coder"), Some("reviewer"), Some("reader")]);
    let found = test("ben");
    assert!(found.is_set_up && !found.may_set_up && !found.is_encrypted && !found.is_exposed);
    assert!(found.clock_ahead.abs() < 60);
    let project = &found.projects[0];
    assert_eq!((project.id, project.is_open), (ada.project.id(), true));
    // Nobody's role: a sentence with the remedy.
    let mut owner = database.server.client("root_owner", &database.name);
    let nobody = database.member("nobody");
    let sql = format!("CREATE ROLE {nobody} LOGIN PASSWORD '{}'", PASSWORD.replace('\'', "''"));
    owner.batch_execute(&sql).unwrap();
    let why = TestedConnection::test(&database.address(&nobody)).unwrap_err().to_string();
    assert!(why.contains("GRANT"), "{why}");
}

#[test]
fn a_password_that_is_given_brings_the_connection_about_at_once_and_is_in_no_file() {
    let Some(server) = TestServer::start(&[]) else { return };
    let database = TeamDatabase::on(Arc::new(server));
    let ada = database.begin_project();
    database.add_member("ben", "coder");
    let member = Member::join(&mut database.log("ben"), &database.address(&database.member("ben")), "Ben");
    drop(ada);
    let mut ben = Window::open(member);
    ben.until("a password is asked for", |ben| ben.status.needs_password.is_some());
    let told = ben.status.problem.clone().unwrap();
    assert!(told.contains("password"), "{told}");
    let address = Address::parse(&ben.status.address).unwrap();
    let first = ben.status.needs_password;
    keep_password(&address, "not it".to_owned().into());
    ben.until("a wrong one is refused", |ben| {
        ben.status.needs_password.is_some_and(|now| Some(now) != first)
    });
    assert!(!ben.status.problem.clone().unwrap().contains("not it"));
    keep_password(&address, PASSWORD.to_owned().into());
    ben.until("Ben is with the team", is_with_team);
    let path = ben.path.clone();
    let folder = path.parent().unwrap();
    for file in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let holds = |words: &str| bytes.windows(words.len()).any(|part| part == words.as_bytes());
        assert!(!holds(PASSWORD) && !holds("not it"));
    }
    assert!(!format!("{:?}", ben.worker).contains(PASSWORD));
}
