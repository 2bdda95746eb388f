//! Addresses as they are typed and shown, and the password for them.

use super::*;

#[test]
fn an_address_is_shown_without_its_password() {
    let cases = [
        ("postgresql://ada:secret@db.example/sahel", "postgresql://ada@db.example/sahel"),
        ("postgres://ada:se%40cret@db.example:5433/sahel", "postgresql://ada@db.example:5433/sahel"),
        (
            "postgresql://ada@db.example/sahel?password=secret&sslmode=require",
            "postgresql://ada@db.example/sahel?sslmode=require",
        ),
    ];
    for (typed, shown) in cases {
        let address = Address::parse(typed).unwrap();
        assert_eq!(address.to_string(), shown);
        assert!(!format!("{address:?}").contains("secret"));
        assert!(address.config.get_password().is_some());
        assert_eq!(Address::parse(shown).unwrap().to_string(), shown);
    }
}

#[test]
fn a_user_is_typed_beside_the_address_and_encryption_is_left_out_only_where_that_is_said() {
    let typed = |text, user, plain| Address::typed(text, user, plain).map(|address| address.to_string());
    let shown = |text, user, plain| typed(text, user, plain).unwrap();
    assert_eq!(shown("postgresql://db.example/sahel", "ben", false), "postgresql://ben@db.example/sahel");
    assert_eq!(
        shown("postgresql://ada:pw@db.example/sahel", "b@n", false),
        "postgresql://b%40n@db.example/sahel"
    );
    assert_eq!(Address::typed("postgresql://db.example/s", "b@n", false).unwrap().user(), "b@n");
    assert_eq!(shown(" postgresql://ada@localhost/s ", "", true), "postgresql://ada@localhost/s");
    let plain = shown("postgresql://db.example/s?sslmode=require&sslrootcert=a.pem", "ada", true);
    assert_eq!(plain, "postgresql://ada@db.example/s?sslrootcert=a.pem&sslmode=disable");
    assert!(Address::parse(&plain).unwrap().is_exposed());
    let refused = typed("postgresql://ada@db.example/s?sslmode=disable", "", false).unwrap_err().to_string();
    assert!(refused.contains("not encrypted") && refused.contains("db.example"), "{refused}");
    assert!(typed("postgresql://db.example/s", "", false).unwrap_err().to_string().contains("no user"));
}

#[test]
fn the_line_for_the_password_file_is_one_that_is_found_again() {
    let address = Address::parse("postgresql://a%3Ab@db.example:5433/sa%5Chel").unwrap();
    let line = address.password_file_line();
    assert_eq!(line, "db.example:5433:sa\\\\hel:a\\:b:PASSWORD");
    assert_eq!(password_for(&line, ["db.example", "5433", "sa\\hel", "a:b"]).as_deref(), Some("PASSWORD"));
}

#[test]
fn only_a_server_on_this_machine_is_spoken_to_in_plain_without_being_told() {
    let cases = [
        ("postgresql://a@127.0.0.1/d", false, false),
        ("postgresql://a@localhost/d", false, false),
        ("postgresql://a@[::1]/d", false, false),
        ("postgresql://a@localhost/d?sslmode=verify-full", true, false),
        ("postgresql://a@10.0.0.5/d", true, false),
        ("postgresql://a@db.example/d?sslmode=prefer", true, false),
        ("postgresql://a@localhost,db.example/d", true, false),
        ("postgresql://a@localhost/d?hostaddr=10.0.0.5", true, false),
        ("postgresql://a@db.example/d?sslmode=disable", false, true),
    ];
    for (typed, is_encrypted, is_exposed) in cases {
        let address = Address::parse(typed).unwrap();
        assert_eq!((address.is_encrypted, address.is_exposed()), (is_encrypted, is_exposed), "{typed}");
    }
}

#[test]
fn what_is_no_address_is_refused_without_showing_a_password() {
    for typed in [
        "",
        "db.example",
        "https://ada:secret@db.example/sahel",
        "postgresql://ada:secret@/sahel",
        "postgresql://ada:secret@db.example",
        "postgresql://db.example/sahel",
        "postgresql://ada:secret@db.example:port/sahel",
        "postgresql://ada:secret@db.example/sahel?sslmode=secure",
        "postgresql://ada:secret@db.example/sahel?shape=round",
    ] {
        let why = Address::parse(typed).unwrap_err().to_string();
        assert!(why.contains("postgresql://USER@HOST/DATABASE") && !why.contains("secret"), "{typed}: {why}");
    }
}

#[test]
fn the_password_is_on_the_first_line_that_fits() {
    let file =
        "# comment\ndb.example:5432:sahel:ben:b\n*:*:sahel:ada:with\\:colon:and\\\\more\n*:*:*:*:any\n";
    let password = |wanted| password_for(file, wanted);
    assert_eq!(password(["db.example", "5432", "sahel", "ben"]).as_deref(), Some("b"));
    assert_eq!(password(["h", "1", "sahel", "ada"]).as_deref(), Some("with:colon:and\\more"));
    assert_eq!(password(["h", "1", "other", "ada"]).as_deref(), Some("any"));
    assert_eq!(password_for("h:1:d", ["h", "1", "d", "u"]), None);
}

#[test]
fn a_service_is_a_section_of_the_service_file() {
    let file = "[other]\nhost=a\n\n[sahel]\n# where\nhost = db.example\ndbname=sahel\n[third]\nhost=c\n";
    assert_eq!(service(file, "sahel").unwrap(), [("host", "db.example"), ("dbname", "sahel")]);
    assert_eq!(service(file, "none"), None);
}
