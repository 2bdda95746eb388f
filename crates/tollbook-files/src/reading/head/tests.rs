use std::collections::HashMap;

use proptest::prelude::*;

use super::*;

const BODY: &str = "The convoy was hit near the river in 2003, after a raid on 3 March 2001 in which two men died. On Monday the \
    army said that it would stay until July 2034.\n\nA second paragraph tells of 14 July 2002, and of a letter.";

/// Title, date, source, city and country of a head.
fn read(text: &str, path: &str) -> [String; 5] {
    let head = head(text, path, &Metadata::default());
    for field in [&head.title, &head.source, &head.agency, &head.city, &head.country, &head.author] {
        if let Some(at) = &field.at {
            assert_eq!(text[at.clone()].trim(), field.words);
        }
    }
    let date = head.published.map(|published| {
        if let Some(at) = published.at {
            assert_eq!(text[at], published.words);
        }
        published.range.to_string()
    });
    [head.title.words, date.unwrap_or_default(), head.source.words, head.city.words, head.country.words]
}

/// Checks a collection of heads; the lines that are wrong.
fn check(collection: &str) -> (usize, Vec<String>) {
    let keys = ["title", "date", "source", "city", "country"];
    let mut wrong = Vec::new();
    let mut count = 0;
    for block in collection.split("\n===").skip(1) {
        let (name, rest) = block.split_once('\n').unwrap();
        let (expected, text) = rest.split_once("---\n").unwrap();
        let expected: HashMap<&str, &str> =
            expected.lines().filter_map(|line| line.split_once(": ")).collect();
        let text = text.replace("\n+", &format!("\n{BODY}"));
        let path = expected.get("file").copied().unwrap_or("x.txt");
        for (key, found) in keys.iter().zip(read(&text, path)) {
            let wanted = expected.get(key).copied().unwrap_or_default();
            count += 1;
            // A known gap stays blank until the rules read it, and then its line has to go.
            let is_gap = expected.get("known gap") == Some(key);
            let is_wrong = if is_gap { !found.is_empty() } else { found != wanted };
            if is_wrong {
                wrong.push(format!("{name}, {key}: found {found:?}, expected {wanted:?}"));
            }
        }
    }
    (count, wrong)
}

#[test]
fn a_collection_of_heads() {
    let (count, wrong) = check(include_str!("collection.txt"));
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn heads_that_the_rules_were_not_made_for() {
    let (count, wrong) = check(include_str!("unseen.txt"));
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn heads_in_the_forms_of_eight_languages() {
    let (count, wrong) = check(include_str!("later.txt"));
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn heads_of_a_second_unseen_round() {
    let (count, wrong) = check(include_str!("second.txt"));
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn heads_in_the_forms_of_twenty_languages() {
    let (count, wrong) = check(include_str!("third.txt"));
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn heads_of_regional_papers_and_archives() {
    let (count, wrong) = check(include_str!("fourth.txt"));
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn heads_of_agencies_databases_and_papers_met_later() {
    let (count, wrong) = check(include_str!("makes.txt"));
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn heads_of_agencies_offices_and_programs() {
    let (count, wrong) = check(include_str!("fifth.txt"));
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn heads_of_papers_and_offices_in_twenty_languages() {
    let (count, wrong) = check(include_str!("sixth.txt"));
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn heads_of_copied_pages() {
    let (count, wrong) = check(include_str!("copied_pages.txt"));
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_stated_title_without_the_site_stands_where_its_words_do() {
    let text = "---\ntitle: The Daily: Raid in the north\ndate: 2014-05-03\n---\nRaid in the north\n\nNo one was hurt.";
    let title = head(text, "a.txt", &Metadata::default()).title;
    assert_eq!(
        (title.words.as_str(), title.at.map(|at| &text[at])),
        ("Raid in the north", Some("Raid in the north"))
    );
}

#[test]
fn what_programs_put_in_place_of_a_title_is_none() {
    for placeholder in ["Document1", "Microsoft Word - raid.doc", "Untitled"] {
        let metadata = Metadata {
            origin: Origin::Properties,
            title: Some(placeholder.to_owned()),
            ..Metadata::default()
        };
        let found = head(&format!("{BODY} {BODY}"), "a.docx", &metadata);
        assert!(found.title.words.starts_with("The convoy was hit"), "{}", found.title.words);
    }
}

#[test]
fn a_date_that_nothing_decides_is_given_with_both_readings() {
    let ask = |text: &str| head(text, "a.txt", &Metadata::default()).ambiguous;
    let asked = ask("Ferry runs again\n03-04-2014\n\nNo one was hurt.").unwrap();
    assert_eq!(asked.words, "03-04-2014");
    assert_eq!([asked.day_first.to_string(), asked.month_first.to_string()], ["2014-04-03", "2014-03-04"]);
    assert_eq!(ask("Ferry runs again\n13-04-2014\n\nNo one was hurt."), None);
    assert_eq!(ask("Ferry runs again\n\nNo one was hurt."), None);
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in r"(\PC|[0-9 .,/:\-'\n()\[\]|]|3 May 2014|،|–|«|كرسا|4 مايو 2021|By |Published|PARIS|AFP|\n\n|---\n|Title: ){0,60}", path in r"[0-9a-z/_.-]{0,20}") {
        read(&text, &path);
    }
}
