//! The list driven through its accessibility tree, with a project of three articles.

use std::sync::atomic::AtomicBool;
use tollbook_state::{Area, PreferenceChange};
use tollbook_state::{ArticleAction, ProjectAction};

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::*;
use crate::jobs::filter::look_through;
use crate::ui::test_support::Story;
use tollbook_state::{ArticleEdit, Done, Effect};

struct TestWindow {
    story: Story,
    list: State,
    ready: bool,
}

impl TestWindow {
    fn tell(&mut self, action: Action) {
        for effect in self.story.tell(action) {
            if let Effect::Filter(job, request) = effect {
                let mut answers = Vec::new();
                look_through(&request, &AtomicBool::new(false), &mut |hits, done| answers.push((hits, done)));
                for (hits, done) in answers {
                    self.story.tell(Done::Filtered(job, hits, done));
                }
            }
        }
    }
}

fn bench() -> Harness<'static, TestWindow> {
    let mut harness = Harness::builder().with_size(vec2(300.0, 600.0)).build_ui_state(
        |ui, bench: &mut TestWindow| {
            if !std::mem::replace(&mut bench.ready, true) {
                theme::install(ui.ctx());
                return;
            }
            let mut actions = Vec::new();
            show(ui, &bench.story.state, &mut bench.list, &mut actions);
            actions.into_iter().for_each(|action| bench.tell(action));
        },
        TestWindow { story: Story::new(), list: State::default(), ready: false },
    );
    harness.run();
    harness
}

fn press(harness: &mut Harness<'_, TestWindow>, key: Key) {
    harness.key_press(key);
    harness.run();
}

fn paths(harness: &Harness<'_, TestWindow>) -> Vec<String> {
    harness.state().story.open().list.shown().map(|row| row.article.path().to_owned()).collect()
}

fn selected(harness: &Harness<'_, TestWindow>) -> String {
    let open = harness.state().story.open();
    open.article(open.selection.article.unwrap()).unwrap().path.clone()
}

#[test]
fn the_list_is_filtered_by_words_of_title_source_and_text_at_once() {
    let mut harness = bench();
    assert_eq!(paths(&harness), ["helicopters.txt", "mourning.txt", "doubts.txt"]);
    let mut filter = |typed: &str, expected: &[&str]| {
        harness.state_mut().tell(Action::Article(ArticleAction::Filter(typed.to_owned())));
        harness.run();
        assert_eq!(paths(&harness), expected, "{typed}");
    };
    filter("liptako", &["mourning.txt"]);
    filter("MENAKA", &["helicopters.txt", "doubts.txt"]);
    // One word in the source, the other in the text alone.
    filter("agence comrades", &["helicopters.txt"]);
    filter("“near Ménaka”", &["helicopters.txt", "doubts.txt"]);
    filter("comrades liptako", &[]);
    filter("2019-12", &["doubts.txt"]);
    filter(" ", &["helicopters.txt", "mourning.txt", "doubts.txt"]);
}

#[test]
fn typing_filters_says_how_many_and_escape_shows_all_again() {
    let mut harness = bench();
    harness.get_by_label(crate::ui::panels::articles::FILTER_ARTICLES).focus();
    harness.run();
    harness.get_by_label(crate::ui::panels::articles::FILTER_ARTICLES).type_text("mourn");
    harness.run();
    harness.get_by_label("1 of 3");
    press(&mut harness, Key::Escape);
    assert_eq!(paths(&harness).len(), 3);
    assert!(harness.query_by_label("1 of 3").is_none());
}

#[test]
fn the_list_is_gone_through_by_keys_alone() {
    let mut harness = bench();
    harness.state_mut().tell(Action::Focus(Area::ArticleList));
    harness.run();
    assert_eq!(selected(&harness), "helicopters.txt");
    press(&mut harness, Key::ArrowDown);
    assert_eq!(selected(&harness), "mourning.txt");
    press(&mut harness, Key::End);
    assert_eq!(selected(&harness), "doubts.txt");
    press(&mut harness, Key::ArrowUp);
    // Space goes round through the states, each one edit.
    let state = |harness: &Harness<'_, TestWindow>| {
        let open = harness.state().story.open();
        open.read_state(open.selection.article.unwrap())
    };
    for expected in [ReadState::Read, ReadState::Done, ReadState::Unread] {
        press(&mut harness, Key::Space);
        assert_eq!(state(&harness), expected);
    }
    harness.state_mut().tell(Action::Project(ProjectAction::Undo));
    assert_eq!(state(&harness), ReadState::Done);
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().story.open().focus.area(), Area::Text);
    harness.get_by_label_contains("2019-11-28, done");
}

#[test]
fn an_article_with_a_memo_says_so_and_what_it_says() {
    let mut harness = bench();
    assert!(harness.query_by_label_contains(crate::ui::panels::articles::HAS_A_MEMO).is_none());
    let id = harness.state().story.open().selection.article.unwrap();
    let memo = ArticleEdit::Memo("Ask the agency about the date.".to_owned());
    harness.state_mut().tell(Action::Article(ArticleAction::Edit(id, memo)));
    harness.run();
    harness.get_by_label_contains(crate::ui::panels::articles::HAS_A_MEMO).hover();
    harness.run();
    harness.get_by_label("Memo: Ask the agency about the date.");
}

#[test]
fn groups_close_by_keys_and_open_for_the_next_article() {
    let mut harness = bench();
    harness.state_mut().tell(Action::Preference(PreferenceChange::Grouping(Grouping::Month)));
    harness.state_mut().tell(Action::Focus(Area::ArticleList));
    harness.run();
    harness.get_by_label("November 2019, 0 of 2 read");
    press(&mut harness, Key::ArrowLeft);
    assert_eq!(harness.state().story.open().list.lines().len(), 3, "two headings and December's article");
    press(&mut harness, Key::ArrowDown);
    assert_eq!(selected(&harness), "mourning.txt");
    assert_eq!(harness.state().story.open().list.lines().len(), 5);
    harness.get_by_label("December 2019, 0 of 1 read").click();
    harness.run();
    assert_eq!(harness.state().story.open().list.lines().len(), 4);
}
