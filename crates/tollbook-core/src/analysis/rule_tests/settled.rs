//! Cases of estimating, dating and comparing that an independent recount found wrong.

use super::{assert_incident, drawn};
use crate::analysis::counted::timeline_of;
use crate::analysis::fixture::story;

const AT: &str = "date=2020-01-05 op=Barkhane";

/// The low, best and high of the people killed whom the claim `k` is of.
#[track_caller]
fn killed(text: &str, expected: &str) {
    let story = story(text);
    let estimates = story.view("k").estimates.iter().filter(|estimated| !estimated.stands_for_nobody());
    let figure = |n: Option<u64>| n.map_or_else(|| "–".to_owned(), |n| n.to_string());
    let figures = estimates.map(|estimated| estimated.figures);
    let figures = figures.map(|f| format!("{}/{}/{}", figure(f.low), figure(f.best), figure(f.high)));
    assert_eq!(figures.collect::<Vec<_>>().join(" "), expected, "{text}");
}

#[test]
fn a_disputed_figure_displaces_no_asserted_one() {
    let two = |one: &str, other: &str| {
        format!("article a\n killed k {one}\n article b\n killed k2 {other}\n join k2 k")
    };
    killed(&two("1/-/4", "5 status=disputed"), "1/–/5");
    killed(&two("2/-/-", "5 status=disputed"), "2/–/–");
    killed(&two("3", "1/-/- status=disputed"), "3/3/3");
    killed(&two("3", "9/-/- status=disputed"), "3/3/–");
    killed(&two("5 status=disputed", "3/-/- status=disputed"), "5/–/5");
    killed(&two("- ", "5 status=disputed"), "5/–/5");
}

#[test]
fn a_bound_that_is_blank_beside_a_best_equals_the_best() {
    killed("article a\n killed k -/12/-", "12/12/12");
    killed("article a\n killed k -/12/13", "12/12/13");
    killed("article a\n killed k 6/6/-\n article b\n killed k2 6\n join k2 k", "6/6/6");
    killed("article a\n killed k -/600/-\n article b\n killed k2 590\n join k2 k", "590/590/600");
    killed("article a\n killed k -\n estimate k killed -/12/13", "12/12/13");
    killed("article a\n killed k 0/1/1", "0/1/1");
}

#[test]
fn a_figure_without_best_widens_only_where_its_bounds_exclude_the_best_and_a_warning_says_so() {
    let two = |one: &str, other: &str| {
        format!("article a\n killed k {one}\n article b\n killed k2 {other}\n join k2 k")
    };
    let warned = |text: &str| story(text).view("k").warnings.join(" ");
    killed(&two("3", "2/-/-"), "3/3/3");
    assert_eq!(warned(&two("3", "2/-/-")), "");
    killed(&two("3", "5/-/-"), "3/3/–");
    assert_eq!(
        warned(&two("3", "5/-/-")),
        "“quote” in b gives at least 5 killed, which the best figure, 3, contradicts; low and high allow for both."
    );
    killed(&two("9", "4/-/6"), "4/9/9");
    killed(&two("9", "-/-/6"), "–/9/9");
    // The same source's later definite figure takes the place of its vague one.
    let one = "article a 2020-01-01 independent_source=AFP\n killed k 20/-/-\n article b 2020-01-02 independent_source=AFP\n killed k2 13\n join k2 k";
    killed(one, "13/13/13");
    assert_eq!(warned(one), "");
    assert_eq!(warned(&format!("{one}\n estimate k killed 13")), "");
}

#[test]
fn denied_and_superseded_claims_change_nothing() {
    let text = format!("article a\n killed k 2 {AT} side=-\n article b\n killed k2 2 side=Armed\n join k2 k");
    assert_incident(&text, "2020-01-05, Barkhane: 2 killed of Armed groups (all sources agree)");
    for status in ["denied", "superseded"] {
        let denied = format!("{text}\n article c\n killed d 2 side=Civilians status={status}\n join d k");
        killed(&denied, "2/2/2");
    }
    // Not even what an article is known to tell of.
    let total = "article c 2020-01-20\n killed k 2 date=2020-01 op=Barkhane
        article d 2020-01-25\n killed d 2 status=denied\n join d k
        total t 2 op=Barkhane as_of=2020-01-10";
    assert_eq!(story(total).compared("t"), "2 against 0–2: agrees within the range (; perhaps k)");
}

#[test]
fn nobody_is_given_a_best_that_no_source_gave() {
    let two = |one: &str, other: &str| {
        format!("article a\n killed k {one}\n article b\n killed k2 {other}\n join k2 k")
    };
    killed(&two("-/-/12", "1 died=- status=disputed"), "–/–/13");
    killed(&two("-/-/12", "1 died=- status=disputed others=yes"), "–/–/13");
    killed(&two("-", "1 died=-"), "1/–/–");
    killed(&two("-", "1 died=- others=yes"), "1/–/–");
    killed(&two("-", "1 died=- others=no"), "1/1/1");
    killed(&two("13", "- died=- others=yes"), "13/–/–");
    killed(&two("13", "- died=-"), "13/13/13");
    killed(&two("- status=disputed", "1 died=-"), "1/1/1");
    killed(&two("13", "1 died=- status=disputed"), "13/13/14");
    killed(&two("5 status=disputed", "1 died=-"), "1/1/6");
}

#[test]
fn the_earliest_annotated_goes_by_created_and_not_by_id() {
    // Two sources, each a country: the tie goes to the earlier annotated, whichever id is the lesser.
    let text = "article a\n killed k 1 country=Mali created=2020-05-02\n article b\n killed k2 1 country=Niger created=2020-05-01\n join k2 k";
    assert_incident(text, "Niger!: 1 killed (all sources agree)");
    let latest = "article a 2020-01-01 independent_source=AFP\n killed k 5 created=2020-05-02\n killed k2 4 created=2020-05-01\n join k2 k";
    assert_incident(latest, ": 5 killed (one source)");
}

#[test]
fn an_incident_of_which_no_figure_is_known_counts_without_best() {
    let text = format!("article a 2020-02-01\n killed k 3 {AT}\n killed k2 - {AT}\n total t 3 op=Barkhane");
    drawn(&text, "Barkhane 2020-01 killed at least 3");
    assert_eq!(story(&text).compared("t"), "3 against at least 3: agrees within the range (k, k2)");
    drawn(&format!("article a\n killed k - {AT}"), "Barkhane 2020-01 killed unknown");
    let sums = story(&text);
    let timeline = timeline_of(&sums.project, &sums.answers, &super::starting(&sums));
    let sum = timeline.series.values().next().unwrap();
    assert_eq!((sum.low, sum.best, sum.high), (Some(3), Some(3), None));
    assert_eq!((sum.incidents.len(), sum.without_best), (2, 1));
}

#[test]
fn a_verdict_never_contradicts_its_difference() {
    let compared = |figures: &str, reported: &str| {
        let text = format!("article a 2020-02-01\n killed k {figures} {AT}\n total t {reported} op=Barkhane");
        let story = story(&text);
        let compared = *story.answers.totals.get(story.claim("t")).unwrap();
        (compared.verdict.to_string(), compared.difference)
    };
    assert_eq!(compared("-/12/13", "1"), ("11 fewer reported than counted".to_owned(), Some(-11)));
    assert_eq!(compared("-/12/13", "13"), ("agrees within the range".to_owned(), Some(1)));
    assert_eq!(compared("-/600/-", "650"), ("50 more reported than recorded".to_owned(), Some(50)));
    let open = "3 date=2020-01-05 op=Barkhane\n article b\n killed k2 5/-/-\n join k2 k\n article a\n";
    let story = story(&format!("article a 2020-02-01\n killed k {open} total t 9 op=Barkhane"));
    assert_eq!(story.compared("t"), "9 against at least 3: agrees within the range (k)", "a bound is open");
    assert_eq!(story.answers.totals.get(story.claim("t")).unwrap().difference, None);
}

#[test]
fn what_only_the_coders_figure_records_keeps_its_bar_whatever_is_added() {
    let text = format!("article a 2020-02-01\n part k 2 {AT}\n estimate k killed 25");
    let bar = "Barkhane 2020-01 killed 25";
    drawn(&text, bar);
    for added in [
        "killed d 1 op=Serval date=2014-01-01 status=denied",
        "part d 1 op=Serval date=2014-01-01",
        "part d 1 op=Barkhane date=2020-01-05..2020-02-20",
        "background d 58 op=Serval date=1983",
    ] {
        drawn(&format!("{text}\n article b\n {added}\n join d k"), bar);
    }
}

#[test]
fn an_incident_without_date_or_country_makes_the_counted_figure_a_range() {
    let total = |claim: &str, expected: &str| {
        let text =
            format!("article a\n killed k 2 {claim}\n article b 2021-01-01\n total t 2 countries=Mali");
        assert_eq!(story(&text).compared("t"), expected, "{claim}");
    };
    total("date=2020-01-01 country=Mali", "2 against 2: agrees (k)");
    total("country=Mali", "2 against 0–2: agrees within the range (; perhaps k)");
    total("date=2020-01-01", "2 against 0–2: agrees within the range (; perhaps k)");
    total("date=2020-01-01 op=Serval", "2 against 2: agrees (k)");
    total("date=2020-01-01 op=Chammal", "2 against 0: 2 more reported than recorded ()");
}
