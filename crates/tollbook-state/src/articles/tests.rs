//! The list through its own door: rows in, lines out.

use std::sync::Arc;

use jiff::civil::Date;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use tollbook_core::model::{Article, DateRange};

/// A row from `title date folder state annotations`; `-` is no date.
fn row(n: u128, words: &str) -> ArticleRow {
    let parts: Vec<&str> = words.split_whitespace().collect();
    let [title, date, folder, state, annotations] = parts[..] else { panic!("{words}") };
    let published = (date != "-").then(|| {
        let day = |text: String| text.parse::<Date>().unwrap();
        match date.len() {
            4 => DateRange::year(day(format!("{date}-01-01"))),
            7 => DateRange::month(day(format!("{date}-01"))),
            _ => DateRange::day(day(date.to_owned())),
        }
    });
    let article = Article {
        title: title.replace('_', " "),
        published,
        ..Article::at(format!("{folder}/{title}.txt").trim_start_matches("./"), "")
    };
    let annotations = annotations.parse().unwrap();
    ArticleRow::new(
        ArticleId(Uuid::from_u128(n)),
        Arc::new(article).into(),
        state.parse().unwrap(),
        annotations,
        None,
        None,
    )
}

const ROWS: [&str; 5] = [
    "“Beirut” 2019-11-26 afp read 2",
    "ambush - . unread 0",
    "Élysée 2019-11-02 afp done 7",
    "Zouar 2020 web unread 0",
    "calm 2020-03-01 web unread 1",
];

fn list(order: Order) -> ArticleList {
    let mut list = ArticleList::new(order);
    list.set_rows(ROWS.iter().enumerate().map(|(n, words)| row(n as u128, words)).collect());
    list
}

/// What is to be seen, headings in brackets.
fn seen(list: &ArticleList) -> String {
    let lines = list.lines().iter().map(|line| match *line {
        Line::Group(at) => {
            let group = list.group(at).unwrap();
            format!("[{} {}/{}]", group.name, group.articles - group.unread, group.articles)
        }
        Line::Article(at) => list.row(at).unwrap().article.title().to_owned(),
    });
    lines.collect::<Vec<_>>().join(", ")
}

#[test]
fn the_list_is_sorted_both_ways() {
    for (sort, usual, reversed) in [
        (Sort::Date, "Élysée, “Beirut”, Zouar, calm, ambush", "calm, Zouar, “Beirut”, Élysée, ambush"),
        (Sort::Title, "ambush, “Beirut”, calm, Zouar, Élysée", "Élysée, Zouar, calm, “Beirut”, ambush"),
        (Sort::State, "ambush, calm, Zouar, “Beirut”, Élysée", "Élysée, “Beirut”, ambush, calm, Zouar"),
        (Sort::Annotations, "Élysée, “Beirut”, calm, ambush, Zouar", "ambush, Zouar, calm, “Beirut”, Élysée"),
    ] {
        assert_eq!(seen(&list(Order { sort, ..Order::default() })), usual, "{sort:?}");
        let order = Order { sort, reversed: true, ..Order::default() };
        assert_eq!(seen(&list(order)), reversed, "{sort:?} reversed");
    }
}

#[test]
fn groups_have_headings_that_count_and_close() {
    let mut months = list(Order { grouping: Grouping::Month, ..Order::default() });
    assert_eq!(
        seen(&months),
        "[November 2019 2/2], Élysée, “Beirut”, [March 2020 0/1], calm, [2020, month not known 0/1], Zouar, \
         [No date 0/1], ambush"
    );
    months.toggle("November 2019");
    assert!(seen(&months).starts_with("[November 2019 2/2], [March 2020"));
    assert_eq!(months.shown_count(), 5, "what is hidden is there");
    months.set_order(Order { grouping: Grouping::Folder, sort: Sort::Title, ..Order::default() });
    assert_eq!(
        seen(&months),
        "[The project's folder 0/1], ambush, [afp 2/2], “Beirut”, Élysée, [web 0/2], calm, Zouar"
    );
}

#[test]
fn a_filter_lets_through_what_its_answers_name() {
    let mut list = list(Order::default());
    let id = |n: u128| ArticleId(Uuid::from_u128(n));
    list.filter = "x".to_owned();
    list.let_through(&[id(0)]);
    assert_eq!(seen(&list), "“Beirut”");
    list.let_through(&[id(4)]);
    assert_eq!(seen(&list), "“Beirut”, calm", "later answers add to the first");
    list.has_answer = false;
    list.let_through(&[id(2)]);
    assert_eq!(seen(&list), "Élysée", "another filter begins anew");
    assert_eq!((list.shown_count(), list.len(), list.read_count()), (1, 5, 2));
    list.clear_filter();
    assert_eq!(list.shown_count(), 5);
}

proptest! {
    /// Edit by edit the list comes to what it would be if it were made again.
    #[test]
    fn a_list_kept_up_to_date_is_the_list_made_anew(
        edits in prop::collection::vec((0_u128..8, 0_usize..4, 0_usize..3, 0_usize..3, 0_usize..9), 1..30),
        sort in 0_usize..4,
        reversed: bool,
        grouping in 0_usize..3,
    ) {
        let order = Order { sort: Sort::ALL[sort], reversed, grouping: Grouping::ALL[grouping].0 };
        let mut kept = ArticleList::new(order);
        let mut rows = HashMap::new();
        for (n, date, folder, state, annotations) in edits {
            let date = ["-", "2019-11-26", "2019-12", "2020"][date];
            let folder = [".", "afp", "web"][folder];
            let words = format!("title{} {date} {folder} {} {annotations}", n / 2, ReadState::ALL[state]);
            kept.set_rows(vec![row(n, &words)]);
            rows.insert(n, row(n, &words));
        }
        let mut anew = ArticleList::new(order);
        anew.set_rows(rows.into_values().collect());
        prop_assert_eq!(kept.lines(), anew.lines());
        prop_assert_eq!(seen(&kept), seen(&anew));
        prop_assert_eq!(kept.read_count(), anew.read_count());
        let ids = |list: &ArticleList| list.shown().map(|row| row.id).collect::<Vec<_>>();
        prop_assert_eq!(ids(&kept), ids(&anew));
    }
}
