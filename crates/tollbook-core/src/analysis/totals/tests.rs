use super::*;
use crate::analysis::fixture::story;

#[test]
fn verdicts_in_plain_words() {
    let say = |reported: Figures, counted: Figures| {
        let (verdict, difference) = verdict(reported, counted);
        (verdict.to_string(), difference)
    };
    let range = |low, high| Figures { low: Some(low), best: None, high: Some(high) };
    let exactly = Figures::exactly;
    assert_eq!(say(exactly(3), exactly(3)), ("agrees".into(), Some(0)));
    assert_eq!(say(exactly(38), exactly(13)), ("25 more reported than recorded".into(), Some(25)));
    assert_eq!(say(exactly(1), exactly(3)), ("2 fewer reported than counted".into(), Some(-2)));
    assert_eq!(say(exactly(3), range(1, 3)), ("agrees within the range".into(), None));
    assert_eq!(say(exactly(5), range(1, 3)), ("2 more reported than recorded".into(), None));
    assert_eq!(say(Figures::at_least(50), exactly(40)), ("10 more reported than recorded".into(), None));
    assert_eq!(say(Figures::at_least(50), exactly(60)), ("agrees within the range".into(), None));
    let about_13 = Figures { low: Some(10), best: Some(13), high: Some(15) };
    assert_eq!(say(exactly(38), about_13), ("25 more reported than recorded".into(), Some(25)));
    assert_eq!(say(exactly(14), about_13), ("agrees within the range".into(), Some(1)));
    assert_eq!(say(exactly(9), Figures::at_least(2)), ("agrees within the range".into(), None));
    assert_eq!(say(exactly(1), Figures::at_least(2)), ("1 fewer reported than counted".into(), None));
}

/// A story, and what comes of its total `t`.
#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(story(text).compared("t"), expected);
}

const DEAD: &str = "
    article a 2021-01-05
    killed k 13 date=2019-11-25 op=Barkhane country=Mali hostile=yes
    killed k2 3 date=2020-12-28 op=Barkhane country=Mali hostile=yes
    killed k3 2 date=2021-01-02 op=Barkhane country=Niger hostile=no
    killed k4 1 date=2013-02-19 op=Serval country=Mali hostile=disputed
    killed k5 8 date=2020-01-01 op=Barkhane country=Mali side=Armed
    wounded w 6 date=2020-01-02 op=Barkhane country=Mali
    background b 58 date=1983-10-23 op=Barkhane
    part p 7 date=2020-01-02 op=Barkhane
    article b 2021-01-05\n";

#[test]
fn a_total_is_compared_with_what_lies_in_its_scope() {
    let total = |total: &str, expected: &str| check(&format!("{DEAD} total t {total}"), expected);
    total("52 op=Serval;Barkhane", "52 against 19: 33 more reported than recorded (k, k2, k3, k4)");
    total("19 op=Serval;Barkhane", "19 against 19: agrees (k, k2, k3, k4)");
    total("17 op=Barkhane", "17 against 18: 1 fewer reported than counted (k, k2, k3)");
    total("5 op=Barkhane from=2019-11-26", "5 against 5: agrees (k2, k3)");
    total("5 op=Barkhane from=2019-11-25", "5 against 18: 13 fewer reported than counted (k, k2, k3)");
    total("6 op=Barkhane outcome=wounded", "6 against 6: agrees (w)");
    total("8 op=Barkhane side=Armed", "8 against 8: agrees (k5)");
    total("2 countries=niger;Chad", "2 against 2: agrees (k3)");
    total("2 countries=Sahel op=Barkhane", "2 against 18: 16 fewer reported than counted (k, k2, k3)");
    total("19 areas=Sahel", "19 against 19: agrees (k, k2, k3, k4)");
    total("19 areas=Levant", "19 against 0: 19 more reported than recorded ()");
    total("17 areas=Sahel definition=in_combat", "17 against 17: agrees (k, k2, k4)");
    total("19 areas=Sahel definition=not_stated", "19 against 19: agrees (k, k2, k3, k4)");
}

#[test]
fn an_unstated_definition_is_flagged() {
    let stated = |definition: &str| {
        let story = story(&format!("{DEAD} total t 19 areas=Sahel {definition}"));
        story.answers.totals.get(story.claim("t")).unwrap().definition_stated
    };
    assert!(stated("definition=in_combat") && stated("definition=all_causes"));
    assert!(!stated("definition=not_stated") && !stated(""));
}

#[test]
fn a_total_holds_as_of_its_own_date_else_its_incident_else_its_article() {
    let total =
        |total: &str, expected: &str| check(&format!("{DEAD} total t 18 op=Barkhane {total}"), expected);
    total("as_of=2021-01-01", "18 against 16: 2 more reported than recorded (k, k2)");
    total("as_of=2021-01-01 as_of_incident=k", "18 against 16: 2 more reported than recorded (k, k2)");
    total("as_of_incident=k", "18 against 13: 5 more reported than recorded (k)");
    total("", "18 against 18: agrees (k, k2, k3)");
    check(
        &format!("{DEAD} article c\n total t 18 op=Barkhane"),
        "18 against unknown: not comparable: no date ()",
    );
    check(
        &format!("{DEAD} article c\n total t 13 op=Barkhane as_of_incident=k"),
        "13 against 13: agrees (k)",
    );
}

#[test]
fn a_total_that_says_too_little_is_not_compared() {
    let total = |total: &str, expected: &str| {
        let said = story(&format!("{DEAD} total t {total}")).compared("t");
        assert_eq!(said.split_once(": ").unwrap().1, format!("not comparable: {expected} ()"));
    };
    total("18 op=Barkhane status=denied", "denied");
    total("18 op=Barkhane status=superseded", "superseded");
    total("- op=Barkhane", "no figure");
    total("18 op=Barkhane outcome=-", "no outcome");
    total("18 op=Barkhane side=-", "no side");
    total("18", "no operation and no place");
}

#[test]
fn an_incident_whose_range_crosses_an_edge_makes_the_counted_figure_a_range() {
    let total = |date: &str, more: &str, expected: &str| {
        let text = format!(
            "article a\n killed k 2 date={date} op=Barkhane\n killed k2 1 date=2020-06-15 op=Barkhane"
        );
        check(&format!("{text}\n {more}"), expected);
    };
    let t = "article b 2020-12-31\n total t 3 op=Barkhane from=2020-06-10 as_of=2020-06-20";
    total("2020-06-10", t, "3 against 3: agrees (k, k2)");
    total("2020-06-20", t, "3 against 3: agrees (k, k2)");
    total("2020-06-09", t, "3 against 1: 2 more reported than recorded (k2)");
    total("2020-06-21", t, "3 against 1: 2 more reported than recorded (k2)");
    total("2020-06-09..2020-06-10", t, "3 against 1–3: agrees within the range (k2; perhaps k)");
    total("2020-06-20..2020-06-21", t, "3 against 1–3: agrees within the range (k2; perhaps k)");
    total("2020-06", t, "3 against 1–3: agrees within the range (k2; perhaps k)");
    total("2020-06-10..2020-06-20", t, "3 against 3: agrees (k, k2)");
    // As of some day of June: whether the 20th was before that is open.
    let month = "article b 2020-06\n total t 3 op=Barkhane";
    total("2020-05-30", month, "3 against 2–3: agrees within the range (k; perhaps k2)");
    // An incident without a date may be inside.
    total("-", t, "3 against 1–3: agrees within the range (k2; perhaps k)");
}

#[test]
fn an_article_that_tells_of_the_people_itself_knew_of_them() {
    let text = "article a 2023-08-29
        killed k 1 date=2023-08-28 op=Chammal country=Iraq
        killed k2 1 date=2023-08 op=Chammal country=Iraq
        killed k3 1 date=2023-08 op=Chammal country=Iraq";
    let total = "total t 3 countries=Iraq from=2023-08-01 as_of_incident=k";
    check(&format!("{text}\n {total}"), "3 against 3: agrees (k, k2, k3)");
    check(
        &format!("{text}\n article b 2023-09-30\n {total}"),
        "3 against 1–3: agrees within the range (k; perhaps k2, k3)",
    );
}

#[test]
fn who_is_killed_counts_from_the_day_of_death() {
    let text = "article a 2019-12-31
        killed k 1 date=2019-10-28 died=2019-11-10 op=Barkhane
        wounded w 3 date=2019-10-28 op=Barkhane
        article b 2019-12-31\n";
    check(
        &format!("{text} total t 1 op=Barkhane as_of=2019-11-01"),
        "1 against 0: 1 more reported than recorded ()",
    );
    check(&format!("{text} total t 1 op=Barkhane as_of=2019-11-10"), "1 against 1: agrees (k)");
    check(
        &format!("{text} total t 3 outcome=wounded op=Barkhane as_of=2019-11-01"),
        "3 against 3: agrees (w)",
    );
    // That one of thirteen died later does not take the thirteen out.
    let text = "article a 2019-12-31\n killed k 13 date=2019-11-25 op=Barkhane
        article b 2019-12-31\n killed k2 13 \n article c 2019-12-31\n killed k3 1 died=2019-12-01\n join k2 k3 k";
    check(&format!("{text}\n total t 13 op=Barkhane as_of=2019-11-26"), "13 against 13 (13–14): agrees (k)");
    let text = format!("{text}\n set k3 others=yes");
    check(&format!("{text}\n total t 13 op=Barkhane as_of=2019-11-26"), "13 against 13: agrees (k)");
    check(&format!("{text}\n total t 14 op=Barkhane as_of=2019-12-01"), "14 against 14: agrees (k)");
}

#[test]
fn two_who_died_on_different_days_count_on_their_own_days_where_they_are_two_incidents() {
    let text = "article a 2020-06-01
        killed k 1 date=2020-04-20 died=2020-05-01 op=Barkhane
        killed k2 1 date=2020-04-20 died=2020-05-20 op=Barkhane
        article b 2020-12-31\n";
    for (as_of, n, who) in [("2020-04-30", 0, ""), ("2020-05-10", 1, "k"), ("2020-05-20", 2, "k, k2")] {
        let total = format!("{text} total t {n} op=Barkhane as_of={as_of}");
        check(&total, &format!("{n} against {n}: agrees ({who})"));
    }
    // Joined they are one whose day is told in two ways: nobody is counted twice.
    let one = format!("{text} join k2 k\n total t 1 op=Barkhane as_of=2020-05-20");
    check(&one, "1 against 1: agrees (k)");
    let story = story(&one);
    let warnings = &story.view("k").warnings;
    assert!(warnings.iter().any(|warning| warning.contains("split them")), "{warnings:?}");
}

#[test]
fn an_incident_whose_country_is_not_known_goes_by_its_operation() {
    let text = "article a\n killed k 2 date=2020-01-01 op=Chammal\n article b 2021-01-01\n";
    check(&format!("{text} total t 2 areas=Levant"), "2 against 2: agrees (k)");
    check(
        &format!("{text} total t 2 countries=Syria"),
        "2 against 0–2: agrees within the range (; perhaps k)",
    );
    check(&format!("{text} total t 2 areas=Sahel"), "2 against 0: 2 more reported than recorded ()");
    check(
        "article a 2021-01-01\n killed k 2 date=2020-01-01\n total t 2 areas=Sahel",
        "2 against 0–2: agrees within the range (; perhaps k)",
    );
}

#[test]
fn operations_and_countries_together_must_both_hold() {
    let text = "operation Somewhere
        article a
        killed k 1 date=2020-01-01 op=Chammal country=Syria
        killed k2 2 date=2020-01-01 op=Chammal country=Iraq
        killed k3 4 date=2020-01-01 op=Chammal
        killed k4 8 date=2020-01-01 op=Somewhere
        article b 2021-01-01\n";
    check(
        &format!("{text} total t 9 op=Chammal countries=Syria"),
        "9 against 1–5: 4 more reported than recorded (k; perhaps k3)",
    );
    check(
        &format!("{text} total t 9 op=Chammal areas=Levant"),
        "9 against 7: 2 more reported than recorded (k, k2, k3)",
    );
    check(&format!("{text} total t 8 op=Somewhere areas=Levant"), "8 against 8: agrees (k4)");
    check(
        &format!("{text} total t 7 areas=Levant"),
        "7 against 7–15: agrees within the range (k, k2, k3; perhaps k4)",
    );
}

#[test]
fn what_is_excluded_denied_or_without_best_is_counted_as_such() {
    let total = "total t 18 op=Barkhane";
    check(&format!("{DEAD} {total}\n exclude k2 t"), "18 against 15: 3 more reported than recorded (k, k3)");
    check(
        &format!("{DEAD} {total}\n exclude k2 t\n join k2 k"),
        "18 against 2: 16 more reported than recorded (k3)",
    );
    check(&format!("{DEAD} {total}\n exclude k2 t\n undo"), "18 against 18: agrees (k, k2, k3)");
    check(
        &format!("{DEAD} {total}\n set k status=denied"),
        "18 against 5: 13 more reported than recorded (k2, k3)",
    );
    // Even where the coder has said when and where.
    check(
        &format!("{DEAD} {total}\n set k status=denied\n incident k date=2019-11-25 op=Barkhane"),
        "18 against 5: 13 more reported than recorded (k2, k3)",
    );
    check(
        &format!("{DEAD} {total} as_of=2021-01-05\n estimate b killed 58"),
        "18 against 18: agrees (k, k2, k3)",
    );
    check(
        &format!("{DEAD} {total}\n set k count=9/-/-"),
        "18 against at least 14: agrees within the range (k, k2, k3)",
    );
}

#[test]
fn a_definition_that_goes_by_none_of_what_incidents_say_is_compared_with_nothing() {
    check(
        &format!("{DEAD} total t 48 areas=Sahel definition=mort_pour"),
        "48 against unknown: not comparable: it counts by what incidents do not say ()",
    );
}

#[test]
fn two_totals_of_alike_scope_say_how_many_are_missing_between_them() {
    let text = "article a 2021-09-25
        killed k 3 date=2020-12-28 op=Barkhane country=Mali hostile=yes
        killed k2 2 date=2021-01-02 op=Barkhane country=Niger hostile=yes
        killed k3 1 date=2021-09-24 op=Barkhane country=Mali hostile=no
        article b 2020-12-29
        total t1 48 op=Barkhane
        article c 2021-09-24\n";
    let since = |more: &str, total: &str| {
        let story = story(&format!("{text} {more}\n {total}"));
        let compared = story.answers.totals.get(story.claim("t")).unwrap();
        let between = between::between(&story.project, &story.answers, compared);
        between.iter().map(words::between).collect::<Vec<_>>().join(" | ")
    };
    let one = "Since 2020-12-29 (48): 4 more reported, 3 more were counted; 1 is missing between them";
    assert_eq!(since("", "total t 52 op=Barkhane"), one);
    // From before the operation began is from its beginning; a copy says nothing new.
    assert_eq!(
        since("total t2 48 op=Barkhane from=2014-08-01 as_of=2020-12-29", "total t 52 op=Barkhane"),
        one
    );
    // The nearest one counts; those that contradict each other for one day all do.
    assert_eq!(
        since(
            "total t2 50 op=Barkhane as_of=2021-01-02\n total t3 51 op=Barkhane as_of=2021-01-02",
            "total t 50 op=Barkhane"
        ),
        "Since 2021-01-02 (50): no more reported, 1 more was counted; 1 more counted than reported between them | \
         Since 2021-01-02 (51): 1 fewer reported, 1 more was counted; the two contradict each other"
    );
    // Unlike scopes and unlike definitions are not compared, nor one that is withdrawn.
    for total in ["op=Barkhane definition=in_combat", "op=Serval;Barkhane", "op=Barkhane from=2019-01-01"] {
        assert_eq!(since("", &format!("total t 52 {total}")), "", "{total}");
    }
    assert_eq!(since("set t1 status=superseded", "total t 52 op=Barkhane"), "");
    assert_eq!(since("", "total t 52 op=Barkhane as_of=2020-12-29"), "");
}

#[test]
fn a_scope_in_words() {
    let words = |total: &str| {
        let story = story(&format!("article a\n total t 5 {total}"));
        words::scope(&story.project, story.project.claims.get(story.claim("t")).unwrap(), 0)
    };
    assert_eq!(
        words("op=Serval;Barkhane definition=in_combat from=2013-01-11"),
        "Serval and Barkhane, in combat, French forces killed, from 2013-01-11"
    );
    assert_eq!(
        words("areas=Sahel countries=Benin;Togo outcome=-"),
        "in Sahel, Benin and Togo, French forces"
    );
}
