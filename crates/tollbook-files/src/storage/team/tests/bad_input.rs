//! What can go wrong on the way to the server: each has a sentence that names it and the remedy.

use super::postgres_server::{TestServer, certificates};
use super::*;

#[track_caller]
fn assert_says(error: &TeamError, words: &[&str]) {
    let sentence = error.to_string();
    for word in words {
        assert!(sentence.contains(word), "“{word}” is not in: {sentence}");
    }
    assert!(!sentence.contains("password@") && !sentence.contains("a test's"), "{sentence}");
}

#[test]
fn what_keeps_one_from_the_server_is_said_with_the_remedy() {
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
    assert_says(
        &try_at(&format!("postgresql://{member}:wrong@127.0.0.1:{port}/{name}")),
        &["does not let", "password", "~/.pgpass"],
    );
    assert_says(
        &try_at(&format!("postgresql://nobody:x@127.0.0.1:{port}/{name}")),
        &["does not let nobody in"],
    );
    assert_says(&try_at("postgresql://ada:x@127.0.0.1:1/sahel"), &["No server", "saved on this machine"]);
    assert_says(&try_at("postgresql://ada:x@no-such-host.invalid/sahel?sslmode=disable"), &["No server"]);
    let word = "a%20test%27s%20password";
    assert_says(
        &try_at(&format!("postgresql://{member}:{word}@127.0.0.1:{port}/nothing")),
        &["no database “nothing”", "createdb"],
    );
    assert_says(
        &try_at(&format!("postgresql://root_owner:{word}@127.0.0.1:{port}/postgres")),
        &["no team projects", "tollbook team init"],
    );
    assert_says(
        &try_at(&format!("postgresql://{member}:{word}@127.0.0.1:{port}/{name}?sslmode=require")),
        &["no encryption", "sslmode=disable"],
    );
    let log = Database::connect(&database.address(&member)).unwrap().project(ProjectId(Uuid::from_u128(1)));
    assert_says(&log.unwrap_err(), &["no project"]);
    let mut owner = database.server.client("root_owner", name);
    owner.batch_execute("UPDATE tollbook.version SET version = 7").unwrap();
    let log = Database::connect(&database.address(&member)).unwrap().project(project);
    assert_says(&log.unwrap_err(), &["newer Tollbook", "7", "install"]);
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
    assert_says(&error, &["GRANT", &format!("{name}_coder")]);
    assert_eq!(rita.store.waiting_after(2, usize::MAX).unwrap().len(), 1);
    let error = database.log("rita").open_project().unwrap_err();
    assert_says(&error, &["GRANT", &format!("{name}_owner")]);
    // Who may log in and has no role at all does not come into the database.
    let mut owner = database.server.client("root_owner", name);
    owner.batch_execute(&format!("REVOKE {name}_reader FROM {}", database.member("rita"))).unwrap();
    let error = Database::connect(&database.address(&database.member("rita"))).err().unwrap();
    assert_says(&error, &["GRANT"]);
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
    assert_says(&error, &["saved on this machine"]);
    let error = Database::connect(&database.address(&database.member("ada"))).err().unwrap();
    assert_says(&error, &["No server", "saved on this machine"]);
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
    let assert_refused = |error: Result<(), TeamError>, word: &str| {
        assert_says(&error.unwrap_err(), &["does not prove who it is", word]);
    };
    assert_refused(connect(&database, "localhost", "require&hostaddr=127.0.0.1"), "that this machine trusts");
    assert_refused(connect(&database, "db.example", &trusted), "of another name");
    let missing = connect(&database, "localhost", "require&sslrootcert=/no/such/file").unwrap_err();
    assert_says(&missing, &["/no/such/file", "sslrootcert"]);
    let database = encrypted("expired.pem").unwrap();
    assert_refused(connect(&database, "localhost", &trusted), "has expired");
}

#[test]
fn a_server_that_is_too_old_is_refused_by_name() {
    let Some((database, _ada)) = TeamDatabase::with_project() else { return };
    let member = database.member("ada");
    // A role for which the server gives itself out as another version.
    let mut owner = database.server.client("root_owner", &database.name);
    owner
        .batch_execute(&format!(
            "CREATE SCHEMA other_version; GRANT USAGE ON SCHEMA other_version TO {member}; \
             CREATE FUNCTION other_version.current_setting(text) RETURNS text LANGUAGE sql AS \
             $$ SELECT CASE $1 WHEN 'server_version_num' THEN '140011' ELSE '14.11' END $$; \
             ALTER ROLE {member} IN DATABASE {} SET search_path = other_version, pg_catalog",
            database.name
        ))
        .unwrap();
    let error = Database::connect(&database.address(&member)).err().unwrap();
    assert_says(&error, &["PostgreSQL 14.11", "15 or later", "upgrade"]);
}

#[test]
fn work_waits_while_the_disk_of_the_server_is_full() {
    let Some((database, mut ada)) = TeamDatabase::with_project() else { return };
    let mut owner = database.server.client("root_owner", &database.name);
    // As the server answers where a file cannot grow.
    owner
        .batch_execute(
            "CREATE FUNCTION public.full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
             RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$; \
             CREATE TRIGGER full_disk BEFORE INSERT ON tollbook.change EXECUTE FUNCTION public.full()",
        )
        .unwrap();
    let gao = ada.add_incident("Gao");
    let mut log = database.log("ada");
    let error = ada.try_to_synchronise(&mut log).unwrap_err();
    assert_says(&error, &["disk of the server", "is full", "administrator", "saved on this machine"]);
    assert!(error.may_pass());
    // Another member's edit comes between, once there is room for it.
    owner.batch_execute("DROP TRIGGER full_disk ON tollbook.change").unwrap();
    database.add_member("ben", "coder");
    let mut ben = Member::join(&mut database.log("ben"), &database.address(&database.member("ben")), "Ben");
    ben.add_incident("Kidal");
    ben.synchronise(&mut database.log("ben"));
    assert_eq!(ada.title(gao), "Gao");
    let done = ada.synchronise(&mut log);
    assert_eq!((done.appended.len(), done.fetched), (1, 1));
    ada.assert_sound();
}

#[test]
fn a_clock_that_is_years_off_is_told_and_changes_no_order() {
    let Some((database, mut ada)) = TeamDatabase::with_project() else { return };
    use crate::storage::team::server::clock_warning;
    assert_eq!(clock_warning(200), None);
    let told = [
        (3 * 365 * 86_400, "1095 days ahead of"),
        (-7200 * 3, "6 hours behind"),
        (-600, "10 minutes behind"),
    ];
    for (ahead, words) in told {
        let sentence = clock_warning(ahead).unwrap();
        assert!(sentence.contains(words) && sentence.contains("set it right"), "{sentence}");
    }
    // Edits made years ago and years ahead come in the order in which the server took them.
    database.add_member("ben", "coder");
    let mut ben = Member::join(&mut database.log("ben"), &database.address(&database.member("ben")), "Ben");
    ada.stamp.at = "2019-01-01T00:00:00Z".parse().unwrap();
    ben.stamp.at = "2031-01-01T00:00:00Z".parse().unwrap();
    ben.add_incident("Kidal");
    ben.synchronise(&mut database.log("ben"));
    ada.add_incident("Gao");
    ada.synchronise(&mut database.log("ada"));
    ben.synchronise(&mut database.log("ben"));
    assert_eq!(ada.digest(), ben.digest());
    assert_eq!(database.log("ada").clock_warning().unwrap(), None);
}
