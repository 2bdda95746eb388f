//! What counts, and only once (rules 1 and 2).

use super::{GAO, assert_incident, drawn};
use crate::analysis::fixture::story;

#[test]
fn parts_background_totals_and_strengths_are_never_drawn() {
    drawn(
        &format!(
            "{GAO}
            part p 7
            join p k
            background b 58 date=1983-10-23 op=Barkhane
            total t 38 areas=Sahel
            strength s 600 op=Barkhane"
        ),
        "Barkhane 2019-11 killed 13",
    );
}

#[test]
fn an_incident_of_background_and_parts_alone_is_never_drawn() {
    drawn(
        "article a 2019-11-27\n background b 58 date=1983-10-23 op=Barkhane\n part p 7 op=Barkhane date=2019-11-25",
        "",
    );
    // Background speaks for an incident only where nobody else does.
    assert_incident(
        "article a 2019-11-27
        background k 58 date=1983-10-23 country=Lebanon
        killed k2 60 date=2019-11-25
        join k2 k",
        "2019-11-25: 60 killed (one source)",
    );
    assert_incident(
        "article a 2019-11-27\n background k 58 date=1983-10-23 country=Lebanon",
        "1983-10-23, Lebanon: ",
    );
}

#[test]
fn a_claim_of_unknown_side_speaks_for_the_only_side_of_its_outcome() {
    let text = "article a 2019-11-27
        killed k 13 date=2019-11-25
        article b 2019-11-28
        killed nobody_left - side=-
        wounded hurt 2 side=-
        join nobody_left hurt k";
    assert_incident(text, "2019-11-25: 13 killed (one source), 2 wounded of  (one source)");
    assert_eq!(
        {
            let story = story(text);
            story.project.claims.get(story.claim("nobody_left")).and_then(|claim| claim.side)
        },
        None,
        "the claim itself stays as it is"
    );
    assert_incident(
        &format!("{text}\n set nobody_left count=12"),
        "2019-11-25: 12 (12–13) killed (sources differ, lowest taken), 2 wounded of  (one source)",
    );
    // Of two sides nobody knows which; and the coder may say that they are others.
    let two = "killed other 1 side=Armed\n join other k\n set nobody_left count=12";
    assert_incident(
        &format!("{text}\n {two}"),
        "2019-11-25: 1 killed of Armed groups (one source), 12 killed of  (one source), 13 killed (one source), \
         2 wounded of  (one source)",
    );
    assert_incident(
        &format!("{text}\n set nobody_left side=Unknown count=1\n delete hurt"),
        "2019-11-25: 1 killed of Unknown (one source), 13 killed (one source)",
    );
}

#[test]
fn an_incident_of_several_sides_names_the_others() {
    let sides = story(
        "article a 2023-08-29
        wounded allies 3 side=Allied date=2023-08-28 country=Iraq
        wounded own 2/-/-
        killed k 1
        join allies own k",
    );
    assert_eq!(
        sides.view("k").title,
        "2023-08-28, Iraq: 1 killed, at least 2 wounded, 3 wounded (Allied, host and other forces)"
    );
}

#[test]
fn the_coders_own_figures_make_no_record_of_background() {
    drawn("article a\n background k 58 date=1983-10-23 op=Barkhane\n estimate k killed 58", "");
    // A remainder is recorded by figures alone.
    drawn(
        "article a\n part k 2 date=2019-10-23 op=Barkhane\n estimate k killed 25 reason=remainder",
        "Barkhane 2019-10 killed 25",
    );
}

#[test]
fn denied_and_superseded_claims_do_not_count() {
    drawn(&format!("{GAO} set k status=denied"), "");
    drawn(
        &format!("{GAO} killed k2 12\n join k2 k\n set k status=superseded"),
        "not drawn k killed: no date",
    );
    drawn(&format!("{GAO} set k status=denied\n estimate k killed 1"), "not drawn k killed: no date");
    drawn(&format!("{GAO} set k status=disputed"), "Barkhane 2019-11 killed at least 13");
}

#[test]
fn a_total_or_a_strength_belongs_to_no_incident_even_if_it_did_before() {
    let text = format!("{GAO} killed k2 2 date=2019-11-26\n join k2 k");
    assert_incident(&text, "2019-11-25!, Barkhane, Mali, hostile yes: 2 killed (one source)");
    assert_incident(
        &format!("{text}\n set k2 kind=total"),
        "2019-11-25, Barkhane, Mali, hostile yes: 13 killed (one source)",
    );
}

#[test]
fn killed_and_wounded_are_two_incidents_until_they_are_joined() {
    let text = "article a 2023-08-29
        killed k 1 date=2023-08-28 op=Chammal country=Iraq
        wounded w 3 date=2023-08-28";
    assert_incident(text, "2023-08-28, Chammal, Iraq: 1 killed (one source)");
    assert_incident(
        &format!("{text}\n join w k"),
        "2023-08-28, Chammal, Iraq: 1 killed (one source), 3 wounded (one source)",
    );
    assert_incident(
        &format!("{text}\n join w k\n split w"),
        "2023-08-28, Chammal, Iraq: 1 killed (one source)",
    );
}

#[test]
fn the_same_thirteen_are_counted_once_through_any_chain_of_joins() {
    drawn(
        "article a 2019-11-27
        killed k 13 date=2019-11-25 op=Barkhane
        article b 2019-11-28
        killed k2 13 date=2019-11-25 op=Barkhane
        article c 2019-11-29
        killed k3 13 date=2019-11-25 op=Barkhane
        join k3 k2
        join k2 k",
        "Barkhane 2019-11 killed 13",
    );
}
