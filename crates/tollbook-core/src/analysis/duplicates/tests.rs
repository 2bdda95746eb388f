//! Which incidents look alike, and why.

use crate::analysis::fixture::{Story, story};

/// The open pairs, a line each: `a~b: same day, both 13 killed`; by the names of their first claims.
fn open(story: &Story) -> String {
    let found = &story.duplicates;
    let lines = found.open().map(|pair| {
        let [first, second] = pair.both().map(|incident| story.name_of(incident));
        format!("{first}~{second}: {}", found.reasons(pair.first, pair.second).join(", "))
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(open(&story(text)), expected);
}

#[test]
fn what_speaks_for_one_event_is_said_in_words() {
    for (one, other, expected) in [
        ("killed a 13 date=2019-11-25", "killed b 13 date=2019-11-25", "a~b: same day, both 13 killed"),
        (
            "killed a 2 date=2020-01-05 place=Gao country=Mali op=Barkhane",
            "killed b 3 date=2020-01-06 place=near_Gao country=Mali op=Barkhane",
            "a~b: within a day, same place, Gao, same operation, 2 and 3 killed",
        ),
        (
            "killed a 1 date=2020-01-05 place=Gao country=Mali",
            "wounded b 3 date=2020-01-05 place=Gao country=Mali",
            "a~b: same day, same place, Gao, killed and wounded",
        ),
        (
            "killed a 13 date=2019-11-25 place=Ménaka country=Mali",
            "killed b 13 date=2019-11 place=Menaka country=Mali",
            "a~b: dates overlap, same place, Ménaka, both 13 killed",
        ),
        (
            "wounded a 3 date=2020-04-10 place=Gao country=Mali op=Barkhane",
            "killed b 1 date=2020-05-01 died=2020-05-01 place=Gao country=Mali op=Barkhane",
            "a~b: wounded 3 weeks earlier, died later, same place, Gao, same operation, wounded and killed",
        ),
        (
            "killed a 1 date=2020-04-10 died=2020-05-01 country=Mali op=Barkhane",
            "killed b 1 date=2020-05-01 country=Mali op=Barkhane",
            "a~b: died on the day of the other, same country, same operation, both 1 killed",
        ),
        (
            "killed a 1 date=2021-09-24 victims=Maxime_Blasco",
            "killed b 1 victims=Blasco country=Mali op=Barkhane",
            "",
        ),
        (
            "killed a 1 date=2021-09-24 victims=Maxime_Blasco country=Mali op=Barkhane",
            "killed b 1 victims=Blasco country=Mali op=Barkhane",
            "a~b: one has no date, names Maxime Blasco and Blasco, same country, same operation, both 1 killed",
        ),
        (
            "killed a 1 date=2020-01-03 victims=Qasem_Soleimani country=Iraq",
            "killed b 1 date=2020-01-08 victims=Qassem_Suleimani country=Iraq",
            "",
        ),
        (
            "killed a 2 date=2020-01-03 victims=Qasem_Soleimani country=Iraq op=Chammal",
            "killed b 2 date=2020-01-08 victims=Qassem_Suleimani country=Iraq op=Chammal",
            "a~b: dates 5 days apart, names Qasem Soleimani and Qassem Suleimani, same country, same operation, both 2 killed",
        ),
    ] {
        check(&format!("article one\n {one}\n article two\n {other}"), expected);
    }
}

#[test]
fn what_excludes_one_event() {
    let one = "article one\n killed a 13 date=2019-11-25 country=Mali op=Barkhane\n article two\n ";
    let alike = "a~b: same day, same country, same operation, both 13 killed";
    for (other, expected) in [
        ("killed b 13 date=2019-11-25 country=Mali op=Barkhane", alike),
        ("killed b 13 date=2019-11-27 country=Mali op=Barkhane", ""),
        ("killed b 13 date=2019-11-25 country=Iraq op=Chammal", ""),
        ("killed b 3 date=2019-11-25 country=Mali op=Barkhane", ""),
        ("killed b 13 date=2019-11-25 country=Mali op=Barkhane status=denied", ""),
        ("background b 13 date=2019-11-25 country=Mali op=Barkhane", ""),
        (
            "part b 7 date=2019-11-25 country=Mali op=Barkhane",
            "a~b: same day, same country, same operation, one is a part",
        ),
        ("part b 17 date=2019-11-25 country=Mali op=Barkhane", ""),
        ("killed b 13 date=2019-11-25 country=Mali op=Barkhane\n apart b a", ""),
        ("killed b 13 date=2019-11-25 country=Mali op=Barkhane\n join b a", ""),
    ] {
        check(&format!("{one}{other}"), expected);
    }
}

#[test]
fn an_incident_without_a_date_is_found_by_when_its_article_was_published() {
    let dated = "article one 2014-03-10\n killed a 12 date=2014-03-05 place=Leer country=Mali\n";
    let undated = |published: &str, count: u64, place: &str| {
        format!("{dated} article two {published}\n killed b {count} place={place} country=Mali")
    };
    let alike = "a~b: one has no date, same place, Leer, both 12 killed";
    check(&undated("2014-03-12", 12, "Leer"), alike);
    // A report of the time before cannot tell of it.
    check(&undated("2014-03-01", 12, "Leer"), "");
    let candidates = |text: &str| {
        let story = story(text);
        story.duplicates.ranked(&story.project, &story.answers).len()
    };
    assert_eq!(candidates(&undated("2014-03-12", 11, "Bor")), 1, "the same weeks");
    assert_eq!(candidates(&undated("2014-09-12", 4, "Bor")), 0, "another time and another number");
    assert_eq!(
        candidates(&undated("2014-09-12", 12, "-")),
        1,
        "looking back, a number that is not often met"
    );
}

#[test]
fn background_told_in_two_articles_is_a_pair_by_its_names() {
    check(
        "article one\n background a 1 date=2020-01-03 victims=Qasem_Soltani country=Iraq
        article two\n background b 1 date=2020-01 victims=Qassem_Soltany country=Iraq",
        "a~b: dates overlap, names Qasem Soltani and Qassem Soltany, same country, both 1 killed",
    );
}

#[test]
fn pairs_are_ranked_by_one_score_and_hostile_speaks_against() {
    let text = "article one\n killed a 3 date=2020-01-05 place=Gao country=Mali hostile=yes cause=mine
        article two\n killed b 3 date=2020-01-05 place=Gao country=Mali hostile=yes cause=mine
        article three\n killed c 3 date=2020-01-05 place=Gao country=Mali hostile=no";
    let story = story(text);
    let ranked = story.duplicates.ranked(&story.project, &story.answers);
    let named: Vec<String> =
        ranked.iter().map(|(pair, _)| pair.both().map(|incident| story.name_of(incident)).concat()).collect();
    assert_eq!(named, ["ab", "ac", "bc"]);
    assert!(ranked[0].1 > ranked[1].1 + 3, "{ranked:?}");
}

#[test]
fn incidents_are_kept_apart_through_all_that_they_are_joined_to() {
    let text = "article one\n killed a 13 date=2019-11-25\n killed far 1 date=2011-01-01
        article two\n killed b 13 date=2019-11-25\n article three\n killed c 13 date=2019-11-25";
    let three = open(&story(text));
    assert_eq!(three.lines().count(), 3);
    check(&format!("{text}\n apart a b\n join a far\n join b c"), "");
    let mut story = story(&format!("{text}\n apart a b\n join b c"));
    assert_eq!(open(&story), "");
    story.tell("split b");
    assert_eq!(open(&story).lines().count(), 2, "a and c may be one again");
    story.tell("undo\n undo\n undo");
    assert_eq!(open(&story), three);
}

#[test]
fn the_one_of_which_the_coder_has_said_more_stays() {
    let text = "article one\n killed a 13 date=2019-11-25\n article two\n killed b 13 date=2019-11-25";
    let stays = |more: &str| {
        let story = story(&format!("{text}\n {more}"));
        let pair = story.duplicates.open().next().unwrap();
        let (from, to) = pair.join(&story.project, &story.answers);
        assert_ne!(from, to);
        story.name_of(to)
    };
    assert_eq!(stays("set a count=13"), "a");
    assert_eq!(stays("incident b title=The_crash"), "b");
    assert_eq!(stays("incident b title=The_crash\n estimate a killed 13\n incident a place=Gao"), "a");
}
