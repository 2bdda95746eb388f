//! What holds of counting whatever coders do, in whatever order.

mod counting;
mod unchanged;
mod up_to_date;

use proptest::prelude::*;
use proptest::sample::select;

use super::counted::timeline_of;
use super::fixture::Story;
use super::timeline::{Query, Timeline};

/// One of so many alike that each has more look-alikes than are kept open at once.
fn one_of_a_crowd() -> impl Strategy<Value = String> {
    (0..36).prop_map(|n| format!("c{n}"))
}

/// One thing that a coder does in a crowd.
fn edit_in_a_crowd() -> impl Strategy<Value = String> {
    let field = word(&[
        "count=1",
        "count=7",
        "date=2020-01-05",
        "date=2020-01-06",
        "date=2021",
        "date=-",
        "place=Kidal",
    ]);
    prop_oneof![
        4 => (one_of_a_crowd(), field).prop_map(|(name, field)| format!("set {name} {field}")),
        1 => (one_of_a_crowd(), one_of_a_crowd()).prop_map(|(a, b)| format!("join {a} {b}")),
        1 => (one_of_a_crowd(), one_of_a_crowd()).prop_map(|(a, b)| format!("apart {a} {b}")),
        1 => one_of_a_crowd().prop_map(|name| format!("split {name}")),
        1 => one_of_a_crowd().prop_map(|name| format!("delete {name}")),
        1 => Just("undo".to_owned()),
    ]
}

fn word(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    select(words).prop_map(str::to_owned)
}

/// One of a few claims, so that edits often meet.
fn name() -> impl Strategy<Value = String> {
    (0..7).prop_map(|n| format!("c{n}"))
}

fn figures() -> impl Strategy<Value = String> {
    word(&["1", "2", "3", "13", "0", "2/3/4", "2/-/-", "-/-/6", "-/600/-", "5/3/4", "9/-/2", "-"])
}

fn date() -> impl Strategy<Value = String> {
    word(&[
        "2020-01-05",
        "2020-01-06",
        "2020-01",
        "2020-01-30..2020-02-03",
        "2020-01-31+2020-02-01",
        "2020",
        "-",
    ])
}

/// A field of a claim, with some value; none of those that make it another kind of claim.
fn field() -> impl Strategy<Value = String> {
    prop_oneof![
        figures().prop_map(|figures| format!("count={figures}")),
        date().prop_map(|date| format!("date={date}")),
        (name(), -5..5).prop_map(|(name, days)| format!("after={name}:{days}")),
        word(&["Barkhane", "Serval", "Serval;Barkhane", "-"]).prop_map(|op| format!("op={op}")),
        word(&["yes", "no", "unknown", "disputed", "-"]).prop_map(|hostile| format!("hostile={hostile}")),
        word(&["French", "Armed", "-"]).prop_map(|side| format!("side={side}")),
        word(&["asserted", "disputed", "denied", "superseded"]).prop_map(|how| format!("status={how}")),
        word(&["victims=Qasem_Saleh", "victims=Qassem_Salih", "place=Gao", "place=Kidal"]),
        word(&["died=2020-01-09", "died=-", "others=yes", "others=no"]),
        word(&["country=Mali", "country=Niger", "outcome=wounded", "exclusive=yes"]),
    ]
}

/// A field of a total's scope, with some value.
fn scope() -> impl Strategy<Value = String> {
    prop_oneof![
        word(&["op=Barkhane", "op=Serval;Barkhane", "op=-", "areas=Sahel", "countries=Mali"]),
        word(&["from=2020-01-06", "from=-", "as_of=2020-01", "as_of=2020-01-31", "as_of=-"]),
        word(&["definition=in_combat", "definition=mort_pour", "outcome=wounded", "side=Armed", "count=-"]),
        name().prop_map(|name| format!("as_of_incident={name}")),
    ]
}

/// One thing that a coder does.
fn edit() -> impl Strategy<Value = String> {
    let mark = word(&["killed", "killed", "killed", "wounded", "part", "background", "strength", "total"]);
    let kind = word(&["incident", "part", "background", "total"]);
    let published = word(&["2020-01-20", "2020-01", "2020-02-09", "-"]);
    let source = word(&["AFP", "Reuters", "-"]);
    prop_oneof![
        8 => (0..4, mark, name(), figures(), date(), field()).prop_map(|(article, mark, name, figures, date, field)| {
            format!("article a{article}\n{mark} {name} {figures} date={date} op=Barkhane {field}")
        }),
        4 => (name(), field()).prop_map(|(name, field)| format!("set {name} {field}")),
        1 => (name(), kind).prop_map(|(name, kind)| format!("set {name} kind={kind}")),
        4 => (name(), name()).prop_map(|(a, b)| format!("join {a} {b}")),
        2 => name().prop_map(|name| format!("split {name}")),
        2 => name().prop_map(|name| format!("delete {name}")),
        2 => (0..4, published, source).prop_map(|(n, published, source)| format!("article a{n} {published} independent_source={source}")),
        2 => (name(), date(), word(&["Serval", "-"])).prop_map(|(name, date, op)| format!("incident {name} date={date} op={op}")),
        2 => (name(), figures()).prop_map(|(name, figures)| format!("estimate {name} killed {figures}")),
        2 => name().prop_map(|name| format!("choose {name}")),
        1 => (name(), name()).prop_map(|(a, b)| format!("apart {a} {b}")),
        2 => (0..4, 0..2, scope()).prop_map(|(article, total, scope)| {
            format!("article a{article}\ntotal t{total} 3 op=Barkhane {scope}")
        }),
        3 => (0..2, scope()).prop_map(|(total, scope)| format!("set t{total} {scope}")),
        2 => (name(), 0..2).prop_map(|(name, total)| format!("exclude {name} t{total}")),
        3 => Just("undo".to_owned()),
    ]
}

/// Does what the lines say as far as there are such claims and the door lets them through.
fn tell(story: &mut Story, edits: &[String]) {
    for line in edits.iter().flat_map(|edit| edit.lines()) {
        let is_mark =
            line.starts_with(|letter: char| "kwbpt".contains(letter)) || line.starts_with("strength");
        let words = line.split([' ', '=', ':']).skip(usize::from(is_mark) * 2);
        let is_name = |word: &&str| word.starts_with(['c', 'u', 't']) && word[1..].parse::<u8>().is_ok();
        let stands = |name: &str| if name.starts_with('t') { story.is_marked(name) } else { story.has(name) };
        if words.filter(is_name).all(stands) {
            // A refusal leaves the project as it was; that is the model's to test.
            let _ = story.try_line(line);
        }
    }
}

fn story_after(edits: &[String]) -> Story {
    let mut story = Story::begin();
    story.tell(
        "article a0 2020-01-20 independent_source=AFP\n article a1 2020-02-09\n article a2 2020-01\n article a3 independent_source=AFP",
    );
    tell(&mut story, edits);
    story
}

fn everything(story: &Story) -> Timeline {
    timeline_of(&story.project, &story.answers, &Query::everything())
}

fn many<T: std::fmt::Debug>(edit: impl Strategy<Value = T>) -> impl Strategy<Value = Vec<T>> {
    prop::collection::vec(edit, 0..40)
}

/// Marks of people who are not counted, whatever is said of them, and to which claim's incident
/// they are joined.
fn uncounted() -> impl Strategy<Value = (String, String)> {
    let mark = word(&["part", "part", "background", "total", "strength"]);
    let joined = (0..7).prop_map(|n| format!("c{n}"));
    (mark, figures(), date(), field(), joined).prop_map(|(mark, figures, date, field, joined)| {
        (format!("article a0\n{mark} u0 {figures} date={date} op=Serval {field}"), joined)
    })
}
