//! Structures of texts go from member to member.

use super::live::Window;
use super::postgres_server::{TRUSTING, TestServer};
use super::*;
use crate::storage::Texts;
use crate::storage::team::structures::Sharing;
use crate::structure::{Element, ElementKind};

fn structure() -> Arc<[Element]> {
    let element = |range, kind| Element { range, kind };
    vec![element(0..8, ElementKind::Heading(1)), element(9..15, ElementKind::Page(3))].into()
}

/// What a member's file holds.
fn stored(path: &std::path::Path) -> Vec<Element> {
    Texts::open(path).unwrap().structure(&hash()).unwrap()
}

#[test]
fn a_structure_that_one_member_has_comes_to_the_others() {
    let Some((database, ada)) = TeamDatabase::with_project() else { return };
    ada.store.keep_structures(&[(hash(), structure())]).unwrap();
    database.add_member("ben", "coder");
    database.add_member("rita", "reader");
    let join = |name: &str| {
        let address = database.address(&database.member(name));
        Member::join(&mut database.log(name), &address, name)
    };
    let (ben, rita) = (join("ben"), join("rita"));
    share_structures(&ben.store, &mut database.log("ben")).unwrap();
    assert_eq!(stored(&ben.path()), [], "nobody has given it yet");
    share_structures(&ada.store, &mut database.log("ada")).unwrap();
    for member in [&ben, &rita] {
        let name = if std::ptr::eq(member, &ben) { "ben" } else { "rita" };
        share_structures(&member.store, &mut database.log(name)).unwrap();
        assert_eq!(stored(&member.path()), *structure());
    }
    // Whoever may only read gives none, and that is no failure.
    let mut owner = database.server.client("root_owner", &database.name);
    owner.batch_execute("DELETE FROM tollbook.article_structure").unwrap();
    share_structures(&rita.store, &mut database.log("rita")).unwrap();
    let count = "SELECT count(*) FROM tollbook.article_structure";
    assert_eq!(owner.query_one(count, &[]).unwrap().get::<_, i64>(0), 0);
    // A text that the server does not have gets none.
    let mut log = database.log("ben");
    let add = "SELECT tollbook.add_structure($1, '[]')";
    log.database.client.execute(add, &[&"0".repeat(64)]).unwrap();
    assert_eq!(owner.query_one(count, &[]).unwrap().get::<_, i64>(0), 0);
}

#[test]
fn what_is_no_structure_is_left_out() {
    let Some((database, ada)) = TeamDatabase::with_project() else { return };
    let mut owner = database.server.client("root_owner", &database.name);
    let insert = "INSERT INTO tollbook.article_structure VALUES ($1, $2, 'eve')";
    for garbage in ["", "[{\"kind\":\"wall\"}]", "[{\"start\":5,\"end\":2,\"kind\":\"table\"}]"] {
        owner.execute(insert, &[&hash(), &garbage]).unwrap();
        share_structures(&ada.store, &mut database.log("ada")).unwrap();
        assert_eq!(stored(&ada.path()), [], "{garbage}");
        owner.batch_execute("DELETE FROM tollbook.article_structure").unwrap();
    }
    // A server that keeps none is no failure.
    owner.batch_execute("DROP TABLE tollbook.article_structure").unwrap();
    share_structures(&ada.store, &mut database.log("ada")).unwrap();
}

#[test]
fn a_text_that_is_new_is_looked_at_again_until_its_structure_follows() {
    let Some((database, mut ada)) = TeamDatabase::with_project() else { return };
    let mut log = database.log("ada");
    let texts = Texts::open(&ada.path()).unwrap();
    let mut sharing = Sharing::default();
    assert_eq!(sharing.step(&mut log, &texts).unwrap(), []);
    let (sha256, text) = ("0".repeat(64), "A text.");
    let pending = {
        let mut draft = Draft::new(&ada.project, &mut ada.stamp);
        draft.set(ArticleId::for_path(ada.project.id(), "n.txt"), Article::at("n.txt", sha256.clone()));
        let edit = Arc::new(draft.finish("Add an article").unwrap());
        Pending { edit, texts: vec![(sha256.clone(), text.into())] }
    };
    ada.store.commit(&[pending]).unwrap();
    assert_eq!(sharing.step(&mut log, &texts).unwrap(), []);
    let mut owner = database.server.client("root_owner", &database.name);
    let json = serde_json::to_string(&*structure()).unwrap();
    let insert = "INSERT INTO tollbook.article_text VALUES ($1, 'A text.')";
    owner.execute(insert, &[&sha256]).unwrap();
    let insert = "INSERT INTO tollbook.article_structure VALUES ($1, $2, 'ben')";
    owner.execute(insert, &[&sha256, &json]).unwrap();
    assert_eq!(sharing.step(&mut log, &texts).unwrap(), [(sha256, structure())]);
}

#[test]
fn open_windows_share_structures_by_themselves() {
    let Some(server) = TestServer::start(&[TRUSTING]) else { return };
    let database = TeamDatabase::on(Arc::new(server));
    let ada = database.begin_project();
    database.add_member("ben", "coder");
    let ben = Member::join(&mut database.log("ben"), &database.address(&database.member("ben")), "Ben");
    ada.store.keep_structures(&[(hash(), structure())]).unwrap();
    let _ada = Window::open(ada);
    let mut owner = database.server.client("root_owner", &database.name);
    let within = std::time::Instant::now() + std::time::Duration::from_secs(60);
    let until = |what: &str, is_so: &mut dyn FnMut() -> bool| {
        while !is_so() {
            assert!(std::time::Instant::now() < within, "{what}");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    };
    let count = "SELECT count(*) FROM tollbook.article_structure";
    until("Ada's window gives it", &mut || owner.query_one(count, &[]).unwrap().get::<_, i64>(0) == 1);
    let path = ben.path();
    let _ben = Window::open(ben);
    until("Ben's window takes it in", &mut || stored(&path) == *structure());
}
