//! The rules of counting (DESIGN, section 3), each as small stories.

use std::collections::BTreeSet;

use super::fixture::{Story, story};
use super::timeline::{Grain, Query};
use crate::model::{Hostile, Outcome};

fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// What the chart starts with: the project's own killed, by month, of all causes.
fn starting(story: &Story) -> Query {
    Query::starting(story.project.own_side())
}

/// A story, and what the chart then starts with.
#[track_caller]
fn drawn(text: &str, expected: &str) {
    let story = story(text);
    assert_eq!(lines(&story.chart(&starting(&story))), lines(expected));
}

/// A story, and what is then known of the incident of the claim `k`.
#[track_caller]
fn known(text: &str, expected: &str) {
    assert_eq!(story(text).known("k"), expected);
}

const GAO: &str = "article a 2019-11-27\n killed k 13 date=2019-11-25 op=Barkhane country=Mali hostile=yes\n";

// Rule 1

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
    known(
        "article a 2019-11-27
        background k 58 date=1983-10-23 country=Lebanon
        killed k2 60 date=2019-11-25
        join k2 k",
        "2019-11-25: 60 killed (one voice)",
    );
    known("article a 2019-11-27\n background k 58 date=1983-10-23 country=Lebanon", "1983-10-23, Lebanon: ");
}

#[test]
fn a_claim_of_unknown_side_speaks_for_the_only_side_of_its_outcome() {
    let text = "article a 2019-11-27
        killed k 13 date=2019-11-25
        article b 2019-11-28
        killed nobody_left - side=-
        wounded hurt 2 side=-
        join nobody_left hurt k";
    known(text, "2019-11-25: 13 killed (one voice), 2 wounded of  (one voice)");
    assert_eq!(
        {
            let story = story(text);
            story.project.claims.get(story.claim("nobody_left")).and_then(|claim| claim.side)
        },
        None,
        "the claim itself stays as it is"
    );
    known(
        &format!("{text}\n set nobody_left count=12"),
        "2019-11-25: 12 (12–13) killed (voices differ, lowest taken), 2 wounded of  (one voice)",
    );
    // Of two sides nobody knows which; and the coder may say that they are others.
    let two = "killed other 1 side=Armed\n join other k\n set nobody_left count=12";
    known(
        &format!("{text}\n {two}"),
        "2019-11-25: 1 killed of Armed groups (one voice), 12 killed of  (one voice), 13 killed (one voice), \
         2 wounded of  (one voice)",
    );
    known(
        &format!("{text}\n set nobody_left side=Unknown count=1\n delete hurt"),
        "2019-11-25: 1 killed of Unknown (one voice), 13 killed (one voice)",
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
    drawn(&format!("{GAO} set k standing=denied"), "");
    drawn(
        &format!("{GAO} killed k2 12\n join k2 k\n set k standing=superseded"),
        "not drawn k killed: no date",
    );
    drawn(&format!("{GAO} set k standing=denied\n estimate k killed 1"), "not drawn k killed: no date");
    drawn(&format!("{GAO} set k standing=disputed"), "Barkhane 2019-11 killed at least 13");
}

#[test]
fn a_total_or_a_strength_belongs_to_no_incident_even_if_it_did_before() {
    let text = format!("{GAO} killed k2 2 date=2019-11-26\n join k2 k");
    known(&text, "2019-11-25!, Barkhane, Mali, hostile yes: 2 killed (one voice)");
    known(
        &format!("{text}\n set k2 kind=total"),
        "2019-11-25, Barkhane, Mali, hostile yes: 13 killed (one voice)",
    );
}

// Rule 2

#[test]
fn killed_and_wounded_are_two_incidents_until_they_are_joined() {
    let text = "article a 2023-08-29
        killed k 1 date=2023-08-28 op=Chammal country=Iraq
        wounded w 3 date=2023-08-28";
    known(text, "2023-08-28, Chammal, Iraq: 1 killed (one voice)");
    known(
        &format!("{text}\n join w k"),
        "2023-08-28, Chammal, Iraq: 1 killed (one voice), 3 wounded (one voice)",
    );
    known(&format!("{text}\n join w k\n split w"), "2023-08-28, Chammal, Iraq: 1 killed (one voice)");
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

// Rule 3

#[test]
fn the_date_is_the_narrowest_range_that_agrees_with_all_claims() {
    let with =
        |second: &str| format!("article a\n killed k 1 date=2020-01\n killed k2 1 date={second}\n join k2 k");
    known(&with("2020-01-09"), "2020-01-09: 1 killed (one voice)");
    known(&with("2019-12-28..2020-01-03"), "2020-01-01 to 2020-01-03: 1 killed (one voice)");
    known(&with("2020"), "2020-01: 1 killed (one voice)");
    known(&with("2020-01-31..2020-02-09"), "2020-01-31: 1 killed (one voice)");
}

#[test]
fn dates_that_exclude_each_other_go_to_most_voices_then_to_the_finest_then_to_the_earliest() {
    let dates = |dates: &[(&str, &str)]| {
        let mut text = String::from("article z 2021-12-31\n killed k -\n");
        for (n, (voice, date)) in dates.iter().enumerate() {
            text +=
                &format!("article a{n} 2021-12-31 voice={voice}\n killed c{n} 1 date={date}\n join c{n} k\n");
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
    let text = "article a voice=AFP\n killed k 1 country=Mali hostile=unknown
        article b voice=AFP\n killed k2 1 country=Mali
        article c\n killed k3 1 country=Niger hostile=yes
        article d\n killed k4 1 country=Niger
        join k2 k3 k4 k";
    known(text, "Niger!, hostile yes!: 1 killed (all voices agree)");
    known(&format!("{text}\n set k4 country=Mali"), "Mali!, hostile yes!: 1 killed (all voices agree)");
    known(
        &format!("{text}\n incident k country=Chad hostile=no"),
        "Chad, hostile no: 1 killed (all voices agree)",
    );
}

#[test]
fn an_incident_of_several_operations_waits_for_the_coder() {
    let text = "article a\n killed k 1 date=2014-08-01 op=Serval\n killed k2 1 op=Barkhane\n join k2 k";
    drawn(text, "not drawn k killed: several operations");
    assert!(story(text).view("k").warnings[0].contains("several operations"));
    drawn(&format!("{text}\n incident k op=Serval"), "Serval 2014-08 killed 1");
    drawn(&format!("{text}\n set k2 standing=denied"), "Serval 2014-08 killed 1");
}

// Rule 4; the figures themselves are tested beside the estimate.

#[test]
fn articles_that_copy_one_agency_speak_with_one_voice() {
    let text = "article a 2020-01-01 voice=AFP\n killed k 5
        article b 2020-01-02 voice=afp\n killed k2 5
        article c 2020-01-03\n killed k3 3
        article d 2020-01-04\n killed k4 3
        join k2 k3 k4 k";
    known(text, ": 3 (3–5) killed (2 of 3 voices)");
    known(
        &format!("{text}\n article b voice=-\n article d voice=Reuters\n article c voice=reuters"),
        ": 5 (3–5) killed (2 of 3 voices)",
    );
}

#[test]
fn a_voice_gives_its_latest_figure_by_the_day_of_its_article_unless_one_is_chosen() {
    let text = "article late 2020-01-09 voice=AFP\n killed k 13
        article early 2020-01-01 voice=AFP\n killed k2 11
        join k2 k";
    known(text, ": 13 killed (one voice)");
    known(&format!("{text}\n choose k2"), ": 11 killed (one voice)");
    known(&format!("{text}\n choose k2\n undo"), ": 13 killed (one voice)");
    // An article without a date is never the latest.
    known(&format!("{text}\n article late -"), ": 11 killed (one voice)");
}

#[test]
fn each_side_and_outcome_has_its_own_estimate_and_the_coder_can_set_it() {
    let text = "article a\n killed k 1 side=French\n killed k2 4 side=Armed\n wounded w 2/-/-\n join k2 w k";
    known(
        text,
        ": 1 killed (one voice), 4 killed of Armed groups (one voice), at least 2 wounded (no definite figure)",
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

// Rules 5 and 10

fn summed(text: &str, wanted: &str) {
    let story = story(text);
    let timeline = story.answers.timeline(&story.project, &starting(&story));
    let sums: Vec<String> = timeline
        .series
        .values()
        .map(|sum| {
            let end = |n: Option<u64>| n.map_or("-".to_owned(), |n| n.to_string());
            let (low, best, high) = (end(sum.low), end(sum.best), end(sum.high));
            format!(
                "{low}/{best}/{high} hatched {} without {} of {}",
                sum.hatched,
                sum.without_best,
                sum.incidents.len()
            )
        })
        .collect();
    assert_eq!(sums, [wanted]);
}

#[test]
fn a_sum_keeps_unknown_apart_from_nothing() {
    let at = "date=2020-01-01 op=Barkhane";
    summed(&format!("article a\n killed k 2/3/4 {at}\n killed k2 1 {at}"), "3/4/5 hatched 0 without 0 of 2");
    summed(&format!("article a\n killed k 3 {at}\n killed k2 2/-/- {at}"), "5/3/- hatched 2 without 1 of 2");
    summed(&format!("article a\n killed k 2/-/- {at}\n killed k2 3 {at}"), "5/3/- hatched 2 without 1 of 2");
    summed(&format!("article a\n killed k 2/-/- {at}"), "2/-/- hatched 2 without 1 of 1");
    summed(&format!("article a\n killed k 2/-/6 {at}\n killed k2 1 {at}"), "3/1/7 hatched 2 without 1 of 2");
    summed(&format!("article a\n killed k -/6/- {at}\n killed k2 1 {at}"), "1/7/- hatched 0 without 0 of 2");
    summed(&format!("article a\n killed k 0 {at}"), "0/0/0 hatched 0 without 0 of 1");
}

#[test]
fn a_bar_with_an_unknown_best_says_at_least() {
    let text =
        "article a\n killed k 3 date=2020-01-01 op=Barkhane\n killed k2 2/-/- date=2020-01-02 op=Barkhane";
    drawn(text, "Barkhane 2020-01 killed at least 5");
}

#[test]
fn empty_periods_are_there() {
    let story =
        story("article a\n killed k 1 date=2019-11-25 op=Barkhane\n killed k2 1 date=2020-02-01 op=Chammal");
    let periods = |grain| {
        let timeline = story.answers.timeline(&story.project, &Query { grain, ..starting(&story) });
        timeline.periods.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(periods(Grain::Month), ["2019-11", "2019-12", "2020-01", "2020-02"]);
    assert_eq!(periods(Grain::Quarter), ["2019 Q4", "2020 Q1"]);
    assert_eq!(periods(Grain::Year), ["2019", "2020"]);
}

#[test]
fn killed_and_wounded_are_never_in_one_bar() {
    let story =
        story("article a\n killed k 1 date=2019-11-25 op=Barkhane\n wounded w 2 date=2019-11-25 op=Barkhane");
    let both = Query { outcomes: BTreeSet::from([Outcome::Killed, Outcome::Wounded]), ..starting(&story) };
    assert_eq!(lines(&story.chart(&both)), ["Barkhane 2019-11 killed 1", "Barkhane 2019-11 wounded 2"]);
}

#[test]
fn the_chart_starts_with_the_own_side_and_all_causes_and_can_be_filtered() {
    let story = story(
        "article a
        killed k 3 date=2020-01-01 op=Barkhane hostile=yes
        killed k2 2 date=2020-01-02 op=Barkhane hostile=no
        killed k3 1 date=2020-01-03 op=Barkhane
        killed k4 9 date=2020-01-04 op=Barkhane side=Armed
        killed k5 1 date=2020-01-05 op=Serval hostile=yes",
    );
    let start = starting(&story);
    assert_eq!(lines(&story.chart(&start)), ["Barkhane 2020-01 killed 6", "Serval 2020-01 killed 1"]);
    let hostile =
        |known: &[Hostile]| Query { hostile: Some(known.iter().copied().collect()), ..start.clone() };
    assert_eq!(lines(&story.chart(&hostile(&[Hostile::Yes])))[0], "Barkhane 2020-01 killed 3");
    assert_eq!(lines(&story.chart(&hostile(&[Hostile::Unknown]))), ["Barkhane 2020-01 killed 1"]);
    let everyone = Query { sides: None, ..start.clone() };
    assert_eq!(lines(&story.chart(&everyone))[0], "Barkhane 2020-01 killed 15");
    let hidden = Query { hidden: story.project.operation_named("Barkhane").into_iter().collect(), ..start };
    assert_eq!(lines(&story.chart(&hidden)), ["Serval 2020-01 killed 1"]);
    assert_eq!(
        story.answers.timeline(&story.project, &hidden).operations.len(),
        2,
        "what is hidden can be shown again"
    );
}

// Rule 6

#[test]
fn a_part_that_is_more_than_the_whole_is_pointed_out() {
    let warned = |text: &str| {
        let story = story(&format!("{GAO}{text}"));
        assert_eq!(lines(&story.chart(&starting(&story)))[0], "Barkhane 2019-11 killed 13");
        story.view("k").warnings.join(" ")
    };
    assert_eq!(warned("part p 7\n join p k"), "");
    assert_eq!(warned("part p 14\n join p k"), "A part, 14 killed, is more than the whole, 13 killed.");
    assert_eq!(warned("part p 14 standing=denied\n join p k"), "");
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

// Rule 8

#[test]
fn who_died_of_wounds_is_drawn_at_the_incident_and_stays_among_the_wounded() {
    let text = "article a 2019-11-05
        wounded w 3 date=2019-10-28 op=Barkhane
        killed k 1 died=2019-11-02
        join k w";
    drawn(text, "Barkhane 2019-10 killed 1");
    known(text, "2019-10-28, Barkhane: 1 killed (one voice), 3 wounded (one voice)");
    let story = story(&format!("{text}\n estimate w wounded 2 reason=one_of_the_three_died"));
    assert_eq!(story.known("w"), "2019-10-28, Barkhane: 1 killed (one voice), 2 wounded (set by the coder)");
    assert_eq!(story.view("k").estimates[0].death.map(|day| day.to_string()).as_deref(), Some("2019-11-02"));
}

#[test]
fn people_who_died_of_wounds_are_added_to_those_killed_at_once_where_the_coder_says_that_they_are_others() {
    let known = |said: &str, expected: &str| {
        let text = "article a 2019-11-27 voice=AFP\n killed k 13 date=2019-11-25
            article b 2019-12-11 voice=AFP\n killed k2 1 died=2019-12-10
            article c 2019-12-12\n killed k3 1 died=2019-12-10
            join k2 k3 k";
        let story = story(&format!("{text}\n{said}"));
        assert_eq!(story.known("k").strip_prefix("2019-11-25: "), Some(expected));
        story
    };
    let open = known(
        "",
        "13 (13–14) killed (13 at once (one voice), 1 later of wounds (all voices agree), perhaps the same people)",
    );
    assert_eq!(
        open.view("k").warnings,
        ["13 killed at once and 1 dead of wounds: say whether they are the same people."]
    );
    let added = "14 killed (13 at once (one voice) and 1 later of wounds (all voices agree))";
    let others = known("set k2 others=yes", added);
    let days = others.view("k").estimates[0].by_day_of_death();
    let days: Vec<String> = days.map(|(figures, day)| format!("{figures} {day:?}")).collect();
    assert_eq!(days, ["13 None", "1 Some(2019-12-10)"], "the thirteen died on the day");
    assert!(others.view("k").warnings.is_empty());
    // A voice speaks once of each: AFP's later one does not take back its thirteen.
    known(
        "set k2 others=yes\n set k3 count=2",
        "14 (14–15) killed (13 at once (one voice) and 1 (1–2) later of wounds (voices differ, lowest taken))",
    );
    known(
        "set k3 others=yes\n set k2 standing=denied",
        "14 killed (13 at once (one voice) and 1 later of wounds (one voice))",
    );
    // A figure that covers both says so.
    known("set k2 others=no count=14", "1 (1–14) killed (voices differ, lowest taken)");
    known("set k2 others=no count=14\n set k3 standing=superseded", "14 killed (one voice)");
    known(
        "set k2 standing=disputed others=yes\n set k3 standing=denied",
        "13 (13–14) killed (13 at once (one voice) and 1 later of wounds (no definite figure))",
    );
    known(
        "set k2 others=yes count=2/-/-\n set k3 standing=denied",
        "at least 15 killed (13 at once (one voice) and at least 2 later of wounds (no definite figure))",
    );
}

#[test]
fn one_who_died_of_wounds_in_every_report_is_one() {
    let text = "article a 2020-05-02\n killed k 1 date=2020-04-23 died=2020-05-01
        article b 2020-05-09\n killed k2 1 died=-
        join k2 k";
    known(text, "2020-04-23: 1 killed (all voices agree)");
    known(&format!("{text}\n set k others=yes"), "2020-04-23: 1 killed (all voices agree)");
    let same = format!("{text}\n article c\n killed k3 1\n join k3 k");
    known(
        &same,
        "2020-04-23: 1 (1–2) killed (1 at once (one voice), 1 later of wounds (all voices agree), perhaps the same people)",
    );
    known(&format!("{same}\n set k2 others=no"), "2020-04-23: 1 killed (all voices agree)");
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
        super::warnings::all(&story.project, story.view("k")).join(" ")
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

// Rule 9

#[test]
fn five_days_earlier_moves_with_the_incident_that_it_is_reckoned_from() {
    let text = "article a 2021-09-24
        killed k2 2 date=2021-01-02 op=Barkhane
        killed k 3 after=k2:-5 op=Barkhane";
    known(text, "2020-12-28, Barkhane: 3 killed (one voice)");
    known(&format!("{text}\n set k2 date=2021-01-09"), "2021-01-04, Barkhane: 3 killed (one voice)");
    known(&format!("{text}\n incident k2 date=2021-01-08"), "2021-01-03, Barkhane: 3 killed (one voice)");
    known(
        &format!("{text}\n set k2 date=2021-01"),
        "2020-12-27 to 2021-01-26, Barkhane: 3 killed (one voice)",
    );
    known(&format!("{text}\n set k2 date=-"), "Barkhane: 3 killed (one voice)");
    known(
        &format!("{text}\n killed k3 2 date=2021-01-05 op=Barkhane\n set k2 date=-\n join k2 k3"),
        "2020-12-31, Barkhane: 3 killed (one voice)",
    );
    known(
        &format!("{text}\n killed k3 9 after=k:-1\n set k2 date=2021-01-09"),
        "2021-01-04, Barkhane: 3 killed (one voice)",
    );
    let chain = story(&format!("{text}\n killed k3 9 after=k:-1\n set k2 date=2021-01-09"));
    assert_eq!(chain.known("k3"), "2021-01-03: 9 killed (one voice)");
}

#[test]
fn dates_reckoned_from_each_other_in_a_ring_stand_as_they_were_marked() {
    let text =
        "article a\n killed k 1 date=2020-01-01\n killed k2 1 date=2020-01-06 after=k:5\n set k after=k2:-5";
    known(text, "2020-01-01: 1 killed (one voice)");
    known(&format!("{text}\n join k2 k"), "2020-01-01!: 1 killed (one voice)");
}

#[test]
fn a_month_ends_no_later_than_the_article_that_speaks_of_it() {
    let date = |text: &str| {
        let story = story(text);
        let date = story.view("k").date.value.unwrap();
        format!("{}..{} {}", date.first(), date.last(), date.precision())
    };
    assert_eq!(date("article a 2023-08-29\n killed k 1 date=2023-08"), "2023-08-01..2023-08-29 month");
    assert_eq!(date("article a 2023-09-29\n killed k 1 date=2023-08"), "2023-08-01..2023-08-31 month");
    assert_eq!(date("article a 2023-08-29\n killed k 1 date=2023"), "2023-01-01..2023-08-29 year");
    assert_eq!(date("article a 2023-08\n killed k 1 date=2023"), "2023-01-01..2023-08-31 year");
    assert_eq!(date("article a\n killed k 1 date=2023-08"), "2023-08-01..2023-08-31 month");
    assert_eq!(
        date("article a 2020-01-01\n killed k 1 date=2023-08"),
        "2023-08-01..2023-08-31 month",
        "a slip"
    );
    assert_eq!(
        date("article a 2020-01-05\n killed k 1 date=2020-01-01..2020-01-09"),
        "2020-01-01..2020-01-09 range"
    );
}

#[test]
fn a_date_is_drawn_at_a_grain_only_if_it_is_as_fine() {
    let at = |date: &str, grain| {
        let story = story(&format!("article a\n killed k 1 date={date} op=Barkhane"));
        story.chart(&Query { grain, ..starting(&story) }).trim().to_owned()
    };
    assert_eq!(at("2020-01-31+2020-02-02", Grain::Month), "Barkhane 2020-01 killed 1");
    assert_eq!(
        at("2020-01-31..2020-02-02", Grain::Month),
        "not drawn k killed: 2020-01-31 to 2020-02-02 does not lie in one month"
    );
    assert_eq!(at("2020-01-31..2020-02-02", Grain::Quarter), "Barkhane 2020 Q1 killed 1");
    assert_eq!(at("2020-01-01..2020-01-31", Grain::Month), "Barkhane 2020-01 killed 1");
    assert_eq!(at("2020", Grain::Quarter), "not drawn k killed: 2020 does not lie in one quarter");
    assert_eq!(at("2020", Grain::Year), "Barkhane 2020 killed 1");
    assert_eq!(at("2019-12-31+2020-01-01", Grain::Year), "Barkhane 2019 killed 1");
    // Cut short by its article, a year may be one month.
    let story = story("article a 2020-01-20\n killed k 1 date=2020 op=Barkhane");
    assert_eq!(story.chart(&starting(&story)).trim(), "Barkhane 2020-01 killed 1");
}

#[test]
fn what_is_asked_for_and_not_drawn_is_listed_with_its_reason() {
    drawn(
        "article a
        killed k 1 op=Barkhane
        killed k2 1 date=2020-01-01
        killed k3 - date=2020-01-01 op=Barkhane
        killed k4 1 date=2020 op=Barkhane
        wounded w 1
        killed k5 1 side=Armed",
        "not drawn k killed: no date
        not drawn k2 killed: no operation
        not drawn k3 killed: no figure
        not drawn k4 killed: 2020 does not lie in one month",
    );
}
