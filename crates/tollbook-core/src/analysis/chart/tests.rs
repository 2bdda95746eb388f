//! Stories of the chart as a value: bars, lines, totals, what-ifs, and their spoken descriptions.

use std::collections::BTreeSet;

use super::*;
use crate::analysis::claim_filter::sources_of;
use crate::analysis::fixture::{Story, story};
use crate::analysis::timeline::DaySpan;
use crate::analysis::what_if::{Taken, WhatIf};
use crate::model::List;

/// Thirteen in two articles of two sources, one of them also with another figure; three more in one.
fn example() -> Story {
    let mut story = story(
        "operation Serval begins=2013-01-11 ends=2014-08-01\n operation Barkhane begins=2014-08-01
         article a 2019-11-27 independent_source=AFP source=Le_Monde\n killed k 13 date=2019-11-25 op=Barkhane hostile=yes cause=air
         article b 2019-11-28 source=RFI\n killed k2 12/12/14 date=2019-11-25 op=Barkhane
         article c 2020-12-29 independent_source=AFP\n killed m 3 date=2020-12-28 op=Barkhane
         wounded w 2/-/- date=2020-12-28 op=Barkhane\n join k2 k\n join w m",
    );
    story.tell("article d 2013-03-01\n killed s 2/-/- date=2013-02-19 op=Serval");
    story
}

fn ask(story: &Story) -> Query {
    Query::starting(story.project.recorded_sides())
}

fn chart(story: &Story, query: &Query, view: View, what_if: &WhatIf) -> Chart {
    let counted = Counted::count(&story.project, &story.answers, query, what_if);
    let without_what_if = Counted::count(&story.project, &story.answers, query, &WhatIf::default());
    let without_what_if = (!what_if.is_nothing()).then_some(&without_what_if);
    Chart::build(&story.project, &story.answers, query, view, &counted, without_what_if)
}

/// The segments, a line each: `2019-11 Barkhane 12 (12–14)`, with the figure without the what-if.
fn bars(chart: &Chart) -> Vec<String> {
    let bar = |segment: &Segment| {
        let period = Period { grain: chart.grain, number: segment.number };
        let name = &chart.layers[segment.layer].name;
        let high = segment.high.map_or_else(|| "?".to_owned(), |high| high.to_string());
        let without_what_if = segment.without_what_if.map_or_else(String::new, |n| format!(" for {n}"));
        format!("{period} {name} {} ({}–{high}){without_what_if}", segment.height(), segment.low)
    };
    chart.segments.iter().map(bar).collect()
}

fn tried(story: &Story, what_if: &WhatIf) -> Vec<String> {
    bars(&chart(story, &ask(story), View::default(), what_if))
}

#[test]
fn what_a_source_or_a_coder_says_is_counted_as_if_nobody_else_had_spoken() {
    let mut story = example();
    let asked = |story: &Story, change: &dyn Fn(&mut Query)| {
        let mut query = ask(story);
        change(&mut query);
        bars(&chart(story, &query, View::default(), &WhatIf::default()))
    };
    let all = ["2013-02 Serval 2 (2–?)", "2019-11 Barkhane 12 (12–14)", "2020-12 Barkhane 3 (3–3)"];
    assert_eq!(asked(&story, &|_| ()), all);
    let only = |source: &str| Some(BTreeSet::from([source.to_owned()]));
    let rfi = ["2019-11 Barkhane 12 (12–14)"];
    assert_eq!(asked(&story, &|query| query.sources = only("RFI")), rfi);
    let afp = ["2019-11 Barkhane 13 (13–13)", "2020-12 Barkhane 3 (3–3)"];
    assert_eq!(asked(&story, &|query| query.sources = only("afp")), afp, "a source, whatever its case");
    assert_eq!(asked(&story, &|query| query.sources = only("Le Monde")), ["2019-11 Barkhane 13 (13–13)"]);
    assert_eq!(asked(&story, &|query| query.sources = only("")), ["2013-02 Serval 2 (2–?)"]);
    let other = story.project.recorded_side().unwrap();
    story.stamp.coder = other;
    story.tell("article e 2021-01-05\n killed e 1 date=2021-01-02 op=Barkhane");
    assert_eq!(asked(&story, &|query| query.coders = Some([other].into())), ["2021-01 Barkhane 1 (1–1)"]);
    let air = story.project.list(List::Cause).find(|(_, cause)| cause.value.to_lowercase().contains("air"));
    let air = air.map(|(id, _)| id);
    let by_air = asked(&story, &|query| query.causes = Some([air].into()));
    assert_eq!(by_air, ["2019-11 Barkhane 12 (12–14)"]);
}

#[test]
fn a_trial_stands_against_what_is_counted_and_changes_nothing() {
    let story = example();
    let article = |path: &str| crate::model::ArticleId::for_path(story.project.id(), path);
    let before = story.answers.clone();
    let serval = "2013-02 Serval 2 (2–?) for 2";
    let three = "2020-12 Barkhane 3 (3–3) for 3";
    let without_b = WhatIf { articles: [article("b")].into(), ..WhatIf::default() };
    assert_eq!(tried(&story, &without_b), [serval, "2019-11 Barkhane 13 (13–13) for 12", three]);
    let without_afp = WhatIf { sources: ["AFP".to_owned()].into(), ..WhatIf::default() };
    let gone = "2020-12 Barkhane 0 (0–0) for 3";
    assert_eq!(tried(&story, &without_afp), [serval, "2019-11 Barkhane 12 (12–14) for 12", gone]);
    let highs = WhatIf { taken: Taken::Highs, ..WhatIf::default() };
    assert_eq!(tried(&story, &highs), [serval, "2019-11 Barkhane 14 (12–14) for 12", three]);
    let several = WhatIf { two_sources: true, ..WhatIf::default() };
    let none = "2013-02 Serval 0 (0–0) for 2";
    assert_eq!(tried(&story, &several), [none, "2019-11 Barkhane 12 (12–14) for 12", gone]);
    let hostile = WhatIf { only_hostile: true, ..WhatIf::default() };
    assert_eq!(tried(&story, &hostile), [none, "2019-11 Barkhane 12 (12–14) for 12", gone]);
    assert!(story.answers == before);
    assert_eq!(without_b.words(&story.project), ["without the article “b”"]);
}

#[test]
fn the_coders_own_figures_stand_while_somebody_is_heard_who_speaks_of_them() {
    let mut story = example();
    story.tell("estimate m killed 5/5/5 reason=why");
    let article = |path: &str| crate::model::ArticleId::for_path(story.project.id(), path);
    let without = |path: &str| WhatIf { articles: [article(path)].into(), ..WhatIf::default() };
    assert_eq!(tried(&story, &without("b"))[2], "2020-12 Barkhane 5 (5–5) for 5");
    assert_eq!(tried(&story, &without("c"))[2], "2020-12 Barkhane 0 (0–0) for 5");
}

#[test]
fn cumulative_lines_count_from_the_beginning_whatever_is_shown() {
    let story = example();
    let view = View { mode: Mode::Cumulative, ..View::default() };
    let mut query = ask(&story);
    query.within = Some(DaySpan { from: jiff::civil::date(2020, 1, 1), to: jiff::civil::date(2020, 12, 31) });
    let chart = chart(&story, &query, view, &WhatIf::default());
    assert_eq!(bars(&chart), ["2020-12 Barkhane 3 (3–3)"], "only the year");
    let barkhane = chart.lines.iter().find(|line| line.name == "Barkhane").unwrap();
    let steps: Vec<_> = barkhane.steps.iter().map(|step| (step.low, step.count, step.high)).collect();
    assert_eq!(steps, [(12, 12, Some(14)), (15, 15, Some(17))]);
    let serval = chart.lines.iter().find(|line| line.name == "Serval").unwrap();
    assert_eq!(
        serval.steps.iter().map(|step| (step.count, step.high, step.at_least)).collect::<Vec<_>>(),
        [(2, None, true)]
    );
    assert_eq!(barkhane.at(barkhane.steps[0].number - 1), None);
}

#[test]
fn totals_stand_on_the_line_of_their_own_scope_with_the_difference() {
    let mut story = example();
    story.tell("total t 38 op=Barkhane from=2013-01-11 as_of=2019-11-27");
    story.tell("total t2 52 op=Serval;Barkhane from=2013-01-11 as_of=2020-12-30");
    story.tell("total t3 9 op=Barkhane side=civilians as_of=2020-12-30");
    let view = View { mode: Mode::Cumulative, ..View::default() };
    let chart = chart(&story, &ask(&story), view, &WhatIf::default());
    let marks: Vec<String> = chart
        .totals
        .iter()
        .map(|mark| {
            let line = &chart.lines[mark.line];
            let on = line.at(mark.number).map_or(0, |step| step.count);
            format!("{} at {on} of {}: {}", mark.height(), line.name, mark.words())
        })
        .collect();
    let expected = [
        "38 at 12 of Barkhane: 38 reported, 26 more than recorded here",
        "52 at 17 of Serval and Barkhane: 52 reported, agrees within the range",
    ];
    let mut sorted = marks.clone();
    sorted.sort();
    assert_eq!(sorted, expected);
    let lines = |view| self::chart(&story, &ask(&story), view, &WhatIf::default()).totals.len();
    assert_eq!(lines(View { totals: false, ..view }), 0);
    assert_eq!(lines(View::default()), 0, "bars have no totals");
}

#[test]
fn the_sources_of_an_article_are_its_source_and_its_voice() {
    let story = example();
    let names = |path: &str| {
        let id = crate::model::ArticleId::for_path(story.project.id(), path);
        sources_of(story.project.articles.get(id).unwrap()).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(names("a"), ["Le Monde", "AFP"]);
    assert_eq!(names("c"), ["AFP"]);
    assert_eq!(names("d"), [""]);
}

#[test]
fn people_are_grouped_by_what_is_asked_and_counted_once() {
    let story = example();
    let grouped = |grouping| {
        let query = Query { grouping, ..ask(&story) };
        bars(&chart(&story, &query, View::default(), &WhatIf::default()))
    };
    let side = [
        "2013-02 French forces 2 (2–?)",
        "2019-11 French forces 12 (12–14)",
        "2020-12 French forces 3 (3–3)",
    ];
    assert_eq!(grouped(Grouping::Side), side);
    let source =
        ["2013-02 Source not set 2 (2–?)", "2019-11 Several sources 12 (12–14)", "2020-12 AFP 3 (3–3)"];
    assert_eq!(grouped(Grouping::Source), source);
    assert!(grouped(Grouping::Cause)[0].starts_with("2013-02 Cause not set 2"));
    assert!(grouped(Grouping::Country)[0].starts_with("2013-02 Country not set 2"));
    for grouping in Grouping::ALL.iter().copied() {
        let query = Query { grouping, ..ask(&story) };
        let chart = chart(&story, &query, View::default(), &WhatIf::default());
        assert_eq!(chart.columns.iter().map(|column| column.height).sum::<u64>(), 17, "{grouping}");
        for n in 0..chart.segments.len() {
            assert_eq!(chart.segment(&chart.bar(n).unwrap()), Some(n), "{grouping}");
        }
    }
}

#[test]
fn a_hidden_operation_stays_hidden_in_other_groupings() {
    let story = example();
    let serval = Group::Operation(story.project.operation_named("Serval").unwrap());
    let query = Query { grouping: Grouping::Side, hidden: [serval].into(), ..ask(&story) };
    let chart = chart(&story, &query, View::default(), &WhatIf::default());
    assert_eq!(chart.columns.iter().map(|column| column.height).sum::<u64>(), 15);
}
