//! What the bars say, and at which grain (rules 5, 9 and 10).

use std::collections::BTreeSet;

use super::{assert_incident, drawn, lines, starting};
use crate::analysis::counted::timeline_of;
use crate::analysis::fixture::story;
use crate::analysis::timeline::{Grain, Group, Query};
use crate::model::{Hostile, Outcome};

fn summed(text: &str, wanted: &str) {
    let story = story(text);
    let timeline = timeline_of(&story.project, &story.answers, &starting(&story));
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
    summed(&format!("article a\n killed k -/6/- {at}\n killed k2 1 {at}"), "7/7/7 hatched 0 without 0 of 2");
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
        let timeline = timeline_of(&story.project, &story.answers, &Query { grain, ..starting(&story) });
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
    let hidden = Query {
        hidden: story.project.operation_named("Barkhane").into_iter().map(Group::Operation).collect(),
        ..start
    };
    assert_eq!(lines(&story.chart(&hidden)), ["Serval 2020-01 killed 1"]);
    assert_eq!(
        timeline_of(&story.project, &story.answers, &hidden).groups.len(),
        2,
        "what is hidden can be shown again"
    );
}

#[test]
fn five_days_earlier_moves_with_the_incident_that_it_is_reckoned_from() {
    let text = "article a 2021-09-24
        killed k2 2 date=2021-01-02 op=Barkhane
        killed k 3 after=k2:-5 op=Barkhane";
    assert_incident(text, "2020-12-28, Barkhane: 3 killed (one source)");
    assert_incident(
        &format!("{text}\n set k2 date=2021-01-09"),
        "2021-01-04, Barkhane: 3 killed (one source)",
    );
    assert_incident(
        &format!("{text}\n incident k2 date=2021-01-08"),
        "2021-01-03, Barkhane: 3 killed (one source)",
    );
    assert_incident(
        &format!("{text}\n set k2 date=2021-01"),
        "2020-12-27 to 2021-01-26, Barkhane: 3 killed (one source)",
    );
    assert_incident(&format!("{text}\n set k2 date=-"), "Barkhane: 3 killed (one source)");
    assert_incident(
        &format!("{text}\n killed k3 2 date=2021-01-05 op=Barkhane\n set k2 date=-\n join k2 k3"),
        "2020-12-31, Barkhane: 3 killed (one source)",
    );
    assert_incident(
        &format!("{text}\n killed k3 9 after=k:-1\n set k2 date=2021-01-09"),
        "2021-01-04, Barkhane: 3 killed (one source)",
    );
    let chain = story(&format!("{text}\n killed k3 9 after=k:-1\n set k2 date=2021-01-09"));
    assert_eq!(chain.incident_summary("k3"), "2021-01-03: 9 killed (one source)");
}

#[test]
fn dates_reckoned_from_each_other_in_a_ring_stand_as_they_were_marked() {
    let text =
        "article a\n killed k 1 date=2020-01-01\n killed k2 1 date=2020-01-06 after=k:5\n set k after=k2:-5";
    assert_incident(text, "2020-01-01: 1 killed (one source)");
    assert_incident(&format!("{text}\n join k2 k"), "2020-01-01!: 1 killed (one source)");
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
        "Barkhane 2020-01 killed unknown
        not drawn k killed: no date
        not drawn k2 killed: no operation
        not drawn k4 killed: 2020 does not lie in one month",
    );
}
