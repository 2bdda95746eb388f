//! Parts and the hurt who died (rules 6 and 8), and what is pointed out.

use super::{GAO, assert_incident, drawn, lines, starting};
use crate::analysis::fixture::story;
use crate::analysis::warnings;

#[test]
fn a_part_that_is_more_than_the_whole_is_pointed_out() {
    let warned = |text: &str| {
        let story = story(&format!("{GAO}{text}"));
        assert_eq!(lines(&story.chart(&starting(&story)))[0], "Barkhane 2019-11 killed 13");
        story.view("k").warnings.join(" ")
    };
    assert_eq!(warned("part p 7\n join p k"), "");
    assert_eq!(warned("part p 14\n join p k"), "A part, 14 killed, is more than the whole, 13 killed.");
    assert_eq!(warned("part p 14 status=denied\n join p k"), "");
    assert_eq!(warned("part p 14 outcome=wounded\n join p k"), "");
    assert_eq!(warned("part p 7\n part p2 7\n join p p2 k"), "", "they may share people");
    assert_eq!(
        warned("part p 7 exclusive=yes\n part p2 7 exclusive=yes\n join p p2 k"),
        "The parts, 14 killed, are more than the whole, 13 killed."
    );
    assert_eq!(
        warned("part p 7 exclusive=yes\n article b\n part p2 7 exclusive=yes\n join p p2 k"),
        "",
        "another article speaks of the same seven"
    );
}

#[test]
fn who_died_of_wounds_is_drawn_at_the_incident_and_stays_among_the_wounded() {
    let text = "article a 2019-11-05
        wounded w 3 date=2019-10-28 op=Barkhane
        killed k 1 died=2019-11-02
        join k w";
    drawn(text, "Barkhane 2019-10 killed 1");
    assert_incident(text, "2019-10-28, Barkhane: 1 killed (one source), 3 wounded (one source)");
    let story = story(&format!("{text}\n estimate w wounded 2 reason=one_of_the_three_died"));
    assert_eq!(
        story.incident_summary("w"),
        "2019-10-28, Barkhane: 1 killed (one source), 2 wounded (set by the coder)"
    );
    assert_eq!(story.view("k").estimates[0].death.map(|day| day.to_string()).as_deref(), Some("2019-11-02"));
}

#[test]
fn people_who_died_of_wounds_are_added_to_those_killed_at_once_where_the_coder_says_that_they_are_others() {
    let known = |said: &str, expected: &str| {
        let text = "article a 2019-11-27 independent_source=AFP\n killed k 13 date=2019-11-25
            article b 2019-12-11 independent_source=AFP\n killed k2 1 died=2019-12-10
            article c 2019-12-12\n killed k3 1 died=2019-12-10
            join k2 k3 k";
        let story = story(&format!("{text}\n{said}"));
        assert_eq!(story.incident_summary("k").strip_prefix("2019-11-25: "), Some(expected));
        story
    };
    let open = known(
        "",
        "13 (13–14) killed (13 at once (one source), 1 later of wounds (all sources agree), perhaps the same people)",
    );
    assert_eq!(
        open.view("k").warnings,
        ["13 killed at once and 1 dead of wounds: say whether they are the same people."]
    );
    let added = "14 killed (13 at once (one source) and 1 later of wounds (all sources agree))";
    let others = known("set k2 others=yes", added);
    let days = others.view("k").estimates[0].by_day_of_death();
    let days: Vec<String> = days.map(|(figures, day)| format!("{figures} {day:?}")).collect();
    assert_eq!(days, ["13 None", "1 Some(2019-12-10)"], "the thirteen died on the day");
    assert!(others.view("k").warnings.is_empty());
    // A source speaks once of each: AFP's later one does not take back its thirteen.
    known(
        "set k2 others=yes\n set k3 count=2",
        "14 (14–15) killed (13 at once (one source) and 1 (1–2) later of wounds (sources differ, lowest taken))",
    );
    known(
        "set k3 others=yes\n set k2 status=denied",
        "14 killed (13 at once (one source) and 1 later of wounds (one source))",
    );
    // A figure that covers both says so.
    known("set k2 others=no count=14", "1 (1–14) killed (sources differ, lowest taken)");
    known("set k2 others=no count=14\n set k3 status=superseded", "14 killed (one source)");
    known(
        "set k2 status=disputed others=yes\n set k3 status=denied",
        "13 (13–14) killed (13 at once (one source) and 1 later of wounds (no definite figure))",
    );
    known(
        "set k2 others=yes count=2/-/-\n set k3 status=denied",
        "at least 15 killed (13 at once (one source) and at least 2 later of wounds (no definite figure))",
    );
}

#[test]
fn one_who_died_of_wounds_in_every_report_is_one() {
    let text = "article a 2020-05-02\n killed k 1 date=2020-04-23 died=2020-05-01
        article b 2020-05-09\n killed k2 1 died=-
        join k2 k";
    assert_incident(text, "2020-04-23: 1 killed (all sources agree)");
    assert_incident(&format!("{text}\n set k others=yes"), "2020-04-23: 1 killed (all sources agree)");
    let same = format!("{text}\n article c\n killed k3 1\n join k3 k");
    assert_incident(
        &same,
        "2020-04-23: 1 (1–2) killed (1 at once (one source), 1 later of wounds (all sources agree), perhaps the same people)",
    );
    assert_incident(&format!("{same}\n set k2 others=no"), "2020-04-23: 1 killed (all sources agree)");
}

#[test]
fn what_is_wrong_with_days_and_figures_is_said_by_its_words() {
    let warned = |text: &str| story(text).view("k").warnings.join(" ");
    assert_eq!(
        warned("article a\n killed k 1 date=2020-05-02 died=2020-05-01"),
        "The day of death, 2020-05-01, is before the incident, 2020-05-02; correct one of them."
    );
    assert!(
        warned("article a\n killed k 1 died=2020-05-01\n killed k2 1 died=2020-05-02\n join k2 k")
            .contains("several days of death, 2020-05-01 and 2020-05-02")
    );
    assert_eq!(
        warned("article a\n killed k 3/2/5"),
        "“quote” in a: The low figure, 3, is above the best figure, 2; change one of them."
    );
    assert!(
        warned("article a\n killed k 1\n killed k2 1\n estimate k2 killed 9\n join k2 k")
            .contains("do not count")
    );
    assert!(
        warned("article a\n killed k 1\n killed k2 1 after=k:5\n set k after=k2:-5").contains("from itself")
    );
}

#[test]
fn an_incident_outside_its_operation_is_pointed_out() {
    let warned = |text: &str| {
        let story = story(text);
        warnings::all(&story.project, story.view("k")).join(" ")
    };
    assert_eq!(warned(GAO), "");
    assert!(
        warned("article a\n killed k 1 date=2014-07-31 op=Barkhane")
            .contains("before Barkhane began, on 2014-08-01")
    );
    assert!(warned("article a\n killed k 1 date=2022-12 op=Barkhane").contains("after Barkhane ended"));
    assert_eq!(warned("article a\n killed k 1 date=2014-08 op=Barkhane country=mali"), "");
    assert!(
        warned("article a\n killed k 1 op=Barkhane country=Iraq")
            .contains("Iraq is not in the area of Barkhane")
    );
}
