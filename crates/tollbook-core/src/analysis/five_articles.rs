//! The five real articles, annotated completely: with the figures that they must come to.

use std::collections::BTreeSet;

use super::fixture::{Story, story};
use super::timeline::Query;
use crate::model::{Hostile, Outcome};

fn marked() -> Story {
    story(
        "article gossi 2021-09-24
        killed blasco 1 date=2021-09-24 op=Barkhane country=Mali hostile=yes
        total to_52 52 op=Serval;Barkhane from=2013-01-01 as_of_incident=blasco
        killed hussars 2 date=2021-01-02 op=Barkhane hostile=yes cause=explosive
        killed chasseurs 3 after=hussars:-5 op=Barkhane hostile=yes cause=explosive

        article collision 2019-11-27
        killed thirteen 13 date=2019-11-25 op=Barkhane country=Mali hostile=yes
        background beirut 58 date=1983 country=Lebanon
        total to_38 38 areas=Sahel definition=in_combat from=2013-01-01 as_of_incident=thirteen
        strength barkhane 4500 op=Barkhane
        part comrades 7
        join comrades thirteen

        article kirkuk 2023-08-29
        killed mazier 1 date=2023-08-28 op=Chammal country=Iraq hostile=yes
        total to_three 3 countries=Iraq from=2023-08-01 as_of_incident=mazier
        wounded unit 2/-/-
        wounded french 2/-/- date=2023-08-28
        wounded iraqis 3 side=Allied
        join unit french iraqis mazier
        killed car 1 date=2023-08 op=Chammal country=Iraq hostile=no
        killed exercise 1 date=2023-08 op=Chammal country=Iraq hostile=no
        strength region 600 op=Chammal
        strength fighters 400/-/500 side=Armed

        article undated
        total one_killed 1 op=Chammal
        total two_wounded 2 op=Chammal outcome=wounded

        article tensions 2020-01-07
        killed soleimani 1 date=2020-01-03 country=Iraq side=Allied
        strength trainers 160",
    )
}

fn chart(story: &Story, change: impl FnOnce(&mut Query)) -> Vec<String> {
    let mut query = Query::starting(story.project.recorded_sides());
    change(&mut query);
    story.chart(&query).lines().map(str::to_owned).collect()
}

#[test]
fn the_chart_of_the_five_articles() {
    let story = marked();
    assert_eq!(
        chart(&story, |_| {}),
        [
            "Barkhane 2019-11 killed 13",
            "Barkhane 2020-12 killed 3",
            "Barkhane 2021-01 killed 2",
            "Barkhane 2021-09 killed 1",
            "Chammal 2023-08 killed 3",
        ]
    );
    let hostile = chart(&story, |query| query.hostile = Some(BTreeSet::from([Hostile::Yes])));
    assert_eq!(hostile.last().map(String::as_str), Some("Chammal 2023-08 killed 1"));
    let wounded = chart(&story, |query| query.outcomes = BTreeSet::from([Outcome::Wounded]));
    assert_eq!(wounded, ["Chammal 2023-08 wounded at least 2"]);
}

#[test]
fn the_totals_of_the_five_articles() {
    let story = marked();
    let compared = |total| story.compared(total).split(" (").next().unwrap_or_default().to_owned();
    assert_eq!(compared("to_38"), "38 against 13: 25 more reported than recorded");
    assert_eq!(compared("to_52"), "52 against 19: 33 more reported than recorded");
    assert_eq!(compared("to_three"), "3 against 3: agrees");
    assert_eq!(compared("one_killed"), "1 against unknown: not comparable: no date");
    assert_eq!(compared("two_wounded"), "2 against unknown: not comparable: no date");
    assert_eq!(story.answers.totals.iter().filter(|total| total.definition_stated).count(), 1);
}
