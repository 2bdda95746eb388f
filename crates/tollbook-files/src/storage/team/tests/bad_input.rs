//! What can go wrong on the way to the server: each has a sentence that names it and the remedy.

use super::postgres_server::{TestServer, certificates};
use super::*;

#[track_caller]
fn assert_told(error: &TeamError, words: &[&str]) {
    let sentence = error.to_string();
    for word in words {
        assert!(sentence.contains(word), "“{word}” is not in: {sentence}");
    }
    assert!(!sentence.contains("password@") && !sentence.contains("a test's"), "{sentence}");
}

#[test]
fn what_keeps_one_from_the_server_is_told_with_the_remedy() {
    let Some((database, ada)) = TeamDatabase::with_project() else { return };
    let port = database.server.port;
    let project = ada.project.id();
    let try_at = |address: &str| {
        let address = Address::parse(address).unwrap();
        let joined = Database::connect(&address).and_then(|database| database.project(project));
        joined.map(|_| ()).expect_err(&address.to_string())
    };
    let name = &database.name;
    let member = database.member("ada");
    assert_told(
        &try_at(&format!("postgresql://{member}:wrong@127.0.0.1:{port}/{name}")),
        &["does not let", "password", "~/.pgpass"],
    );
    assert_told(
        &try_at(&format!("postgresql://nobody:x@127.0.0.1:{port}/{name}")),
        &["does not let nobody in"],
    );
    assert_told(&try_at("postgresql://ada:x@127.0.0.1:1/sahel"), &["No server", "saved on this machine"]);
    assert_told(&try_at("postgresql://ada:x@no-such-host.invalid/sahel?sslmode=disable"), &["No server"]);
    let word = "a%20test%27s%20password";
    assert_told(
        &try_at(&format!("postgresql://{member}:{word}@127.0.0.1:{port}/nothing")),
        &["no database “nothing”", "createdb"],
    );
    assert_told(
        &try_at(&format!("postgresql://root_owner:{word}@127.0.0.1:{port}/postgres")),
        &["no team projects", "tollbook team init"],
    );
    assert_told(
        &try_at(&format!("postgresql://{member}:{word}@127.0.0.1:{port}/{name}?sslmode=require")),
        &["no encryption", "sslmode=disable"],
    );
    let log = Database::connect(&database.address(&member)).unwrap().project(ProjectId(Uuid::from_u128(1)));
    assert_told(&log.unwrap_err(), &["no project"]);
    let mut owner = database.server.client("root_owner", name);
    owner.batch_execute("UPDATE tollbook.version SET version = 7").unwrap();
    let log = Database::connect(&database.address(&member)).unwrap().project(project);
    assert_told(&log.unwrap_err(), &["newer Tollbook", "7", "install"]);
}

#[test]
fn a_role_without_rights_is_told_what_to_ask_for() {
    let Some((database, _ada)) = TeamDatabase::with_project() else { return };
    let name = &database.name;
    database.add_member("rita", "reader");
    let mut rita =
        Member::join(&mut database.log("rita"), &database.address(&database.member("rita")), "Rita");
    rita.add_incident("Gao");
    let error = rita.try_to_synchronise(&mut database.log("rita")).unwrap_err();
    assert_told(&error, &["GRANT", &format!("{name}_coder")]);
    assert_eq!(rita.store.waiting_after(2, usize::MAX).unwrap().len(), 1);
    let error = database.log("rita").open_project().unwrap_err();
    assert_told(&error, &["GRANT", &format!("{name}_owner")]);
    // Who may log in and has no role at all does not come into the database.
    let mut owner = database.server.client("root_owner", name);
    owner.batch_execute(&format!("REVOKE {name}_reader FROM {}", database.member("rita"))).unwrap();
    let error = Database::connect(&database.address(&database.member("rita"))).err().unwrap();
    assert_told(&error, &["GRANT"]);
    let mut stranger = Database::connect(&database.address("root_owner")).unwrap();
    stranger.set_up().unwrap();
}

#[test]
fn work_goes_on_while_the_server_is_down_and_is_sent_when_it_is_back() {
    let Some(server) = TestServer::start(&[]) else { return };
    let database = TeamDatabase::on(Arc::new(server));
    let mut ada = database.begin_project();
    ada.add_incident("Gao");
    let mut log = database.log("ada");
    database.server.kill();
    let error = ada.try_to_synchronise(&mut log).unwrap_err();
    assert!(error.may_pass(), "{error}");
    assert_told(&error, &["saved on this machine"]);
    let error = Database::connect(&database.address(&database.member("ada"))).err().unwrap();
    assert_told(&error, &["No server", "saved on this machine"]);
    ada.add_incident("Kidal");
    ada.assert_sound();
    database.server.run();
    let done = ada.synchronise(&mut database.log("ada"));
    assert_eq!(done.appended.len(), 2);
}

#[test]
fn a_server_must_prove_who_it_is_before_anything_is_sent() {
    let encrypted = |certificate: &str| {
        let certificate = format!("ssl_cert_file = '{certificate}'");
        let server = TestServer::start(&["ssl = on", "ssl_key_file = 'server.key'", &certificate])?;
        Some(TeamDatabase::on(Arc::new(server)))
    };
    let Some(database) = encrypted("server.pem") else { return };
    let authority = certificates().join("authority.pem");
    let authority = authority.to_str().unwrap();
    let connect = |database: &TeamDatabase, host: &str, more: &str| {
        let (port, name) = (database.server.port, &database.name);
        let address =
            format!("postgresql://root_owner:a%20test%27s%20password@{host}:{port}/{name}?sslmode={more}");
        Database::connect(&Address::parse(&address).unwrap()).map(|_| ())
    };
    let trusted = format!("require&sslrootcert={authority}&hostaddr=127.0.0.1");
    connect(&database, "localhost", &trusted).unwrap();
    let told = |error: Result<(), TeamError>, word: &str| {
        assert_told(&error.unwrap_err(), &["does not prove who it is", word]);
    };
    told(connect(&database, "localhost", "require&hostaddr=127.0.0.1"), "that this machine trusts");
    told(connect(&database, "db.example", &trusted), "of another name");
    let missing = connect(&database, "localhost", "require&sslrootcert=/no/such/file").unwrap_err();
    assert_told(&missing, &["/no/such/file", "sslrootcert"]);
    let database = encrypted("expired.pem").unwrap();
    told(connect(&database, "localhost", &trusted), "has expired");
}
