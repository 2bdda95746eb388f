//! What is known of an incident (rules 3 and 4; the figures themselves are tested beside the estimate).

use super::{assert_incident, drawn};
use crate::analysis::fixture::story;

#[test]
fn the_date_is_the_narrowest_range_that_agrees_with_all_claims() {
    let with =
        |second: &str| format!("article a\n killed k 1 date=2020-01\n killed k2 1 date={second}\n join k2 k");
    assert_incident(&with("2020-01-09"), "2020-01-09: 1 killed (one source)");
    assert_incident(&with("2019-12-28..2020-01-03"), "2020-01-01 to 2020-01-03: 1 killed (one source)");
    assert_incident(&with("2020"), "2020-01: 1 killed (one source)");
    assert_incident(&with("2020-01-31..2020-02-09"), "2020-01-31: 1 killed (one source)");
}

#[test]
fn dates_that_exclude_each_other_go_to_most_voices_then_to_the_finest_then_to_the_earliest() {
    let dates = |dates: &[(&str, &str)]| {
        let mut text = String::from("article z 2021-12-31\n killed k -\n");
        for (n, (source, date)) in dates.iter().enumerate() {
            text += &format!(
                "article a{n} 2021-12-31 independent_source={source}\n killed c{n} 1 date={date}\n join c{n} k\n"
            );
        }
        let story = story(&text);
        let date = story.view("k").date.clone();
        assert_eq!(story.view("k").warnings.len(), usize::from(date.conflict));
        format!("{}{}", date.value.unwrap(), if date.conflict { "!" } else { "" })
    };
    assert_eq!(dates(&[("x", "2020-01-05"), ("y", "2020-01-06"), ("z", "2020-01-06")]), "2020-01-06!");
    assert_eq!(dates(&[("x", "2020-01-05"), ("y", "2020-01-06"), ("y", "2020-01-06")]), "2020-01-05!");
    assert_eq!(dates(&[("x", "2020-02"), ("y", "2020-01-06")]), "2020-01-06!");
    assert_eq!(dates(&[("x", "2020-01-05"), ("y", "2020-01-05")]), "2020-01-05");
}

#[test]
fn other_fields_go_to_most_voices_and_the_coder_has_the_last_word() {
    let text = "article a independent_source=AFP\n killed k 1 country=Mali hostile=unknown
        article b independent_source=AFP\n killed k2 1 country=Mali
        article c\n killed k3 1 country=Niger hostile=yes
        article d\n killed k4 1 country=Niger
        join k2 k3 k4 k";
    assert_incident(text, "Niger!, hostile yes!: 1 killed (all sources agree)");
    assert_incident(
        &format!("{text}\n set k4 country=Mali"),
        "Mali!, hostile yes!: 1 killed (all sources agree)",
    );
    assert_incident(
        &format!("{text}\n incident k country=Chad hostile=no"),
        "Chad, hostile no: 1 killed (all sources agree)",
    );
}

#[test]
fn an_incident_of_several_operations_waits_for_the_coder() {
    let text = "article a\n killed k 1 date=2014-08-01 op=Serval\n killed k2 1 op=Barkhane\n join k2 k";
    drawn(text, "not drawn k killed: several operations");
    assert!(story(text).view("k").warnings[0].contains("several operations"));
    drawn(&format!("{text}\n incident k op=Serval"), "Serval 2014-08 killed 1");
    drawn(&format!("{text}\n set k2 status=denied"), "Serval 2014-08 killed 1");
}

#[test]
fn articles_that_copy_one_agency_speak_with_one_voice() {
    let text = "article a 2020-01-01 independent_source=AFP\n killed k 5
        article b 2020-01-02 independent_source=afp\n killed k2 5
        article c 2020-01-03\n killed k3 3
        article d 2020-01-04\n killed k4 3
        join k2 k3 k4 k";
    assert_incident(text, ": 3 (3–5) killed (2 of 3 sources)");
    assert_incident(
        &format!(
            "{text}\n article b independent_source=-\n article d independent_source=Reuters\n article c independent_source=reuters"
        ),
        ": 5 (3–5) killed (2 of 3 sources)",
    );
}

#[test]
fn a_voice_gives_its_latest_figure_by_the_day_of_its_article_unless_one_is_chosen() {
    let text = "article late 2020-01-09 independent_source=AFP\n killed k 13
        article early 2020-01-01 independent_source=AFP\n killed k2 11
        join k2 k";
    assert_incident(text, ": 13 killed (one source)");
    assert_incident(&format!("{text}\n choose k2"), ": 11 killed (one source)");
    assert_incident(&format!("{text}\n choose k2\n undo"), ": 13 killed (one source)");
    // An article without a date is never the latest.
    assert_incident(&format!("{text}\n article late -"), ": 11 killed (one source)");
}

#[test]
fn each_side_and_outcome_has_its_own_estimate_and_the_coder_can_set_it() {
    let text = "article a\n killed k 1 side=French\n killed k2 4 side=Armed\n wounded w 2/-/-\n join k2 w k";
    assert_incident(
        text,
        ": 1 killed (one source), 4 killed of Armed groups (one source), at least 2 wounded (no definite figure)",
    );
    let set = "\n estimate k killed 2/3/4 reason=both_dead\n estimate k captured 1 side=Civilians";
    let story = story(&format!("{text}{set}"));
    let view = story.view("k");
    let mut estimates: Vec<String> = view
        .estimates
        .iter()
        .map(|estimated| format!("{} {} {}", estimated.figures, estimated.outcome, estimated.reason))
        .collect();
    estimates.sort();
    assert_eq!(estimates, ["1 captured ", "3 (2–4) killed both dead", "4 killed ", "at least 2 wounded "]);
}
