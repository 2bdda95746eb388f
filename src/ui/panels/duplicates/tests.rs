//! Stories of the review: by keyboard and by accessible names.

use crate::ui::panels::duplicates::list::ARTICLES_THAT_COPY_ONE_ANOTHER;
use eframe::egui;
use eframe::egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::State;
use crate::ui::test_support::Story;
use tollbook_core::model::{AnnotationId, ArticleId, ClaimType, Relation};
use tollbook_state::Area;
use tollbook_state::comparison::{PairOrder, PairSort};
use tollbook_state::{Action, ArticleEdit, ClaimEdit, Command, Dock};
use tollbook_state::{ArticleAction, DuplicateAction, IncidentAction, ProjectAction};

/// The panel as the window shows it.
struct Review {
    story: Story,
    local: State,
    ready: bool,
}

fn review(mut story: Story) -> Harness<'static, Review> {
    story.state.preferences.dock = Dock::Duplicates;
    let review = Review { story, local: State::default(), ready: false };
    let mut harness = Harness::builder().with_size(egui::vec2(1200.0, 700.0)).build_ui_state(
        |ui, review: &mut Review| {
            if !review.ready {
                crate::ui::theme::install(ui.ctx());
                review.ready = true;
                return;
            }
            let mut actions = Vec::new();
            super::show(ui, &review.story.state, &mut review.local, &mut actions);
            for action in actions {
                review.story.tell(action);
            }
        },
        review,
    );
    harness.run();
    harness
}

/// Does what the key of a command does.
fn press(harness: &mut Harness<'static, Review>, command: Command) {
    let action = command.action(&harness.state().story.state).expect("it can be done");
    harness.state_mut().story.tell(action);
    harness.run();
}

fn shows(harness: &Harness<'static, Review>, text: &str) -> bool {
    harness.query_all_by_label_contains(text).next().is_some()
}

/// The thirteen of the first two articles, not joined yet, and the twelve of the third.
fn thirteen() -> (Story, [AnnotationId; 3]) {
    let mut story = Story::new();
    let ids = [
        story.annotate("helicopters.txt", "Thirteen French soldiers were killed", ClaimType::Killed),
        story.annotate("mourning.txt", "the 13 soldiers who died", ClaimType::Killed),
        story.annotate("doubts.txt", "At least 12 soldiers died", ClaimType::Killed),
    ];
    story.make_alike(&ids);
    for id in ids {
        story.edit(
            id,
            [ClaimEdit::Operations(story.open().project.operation_named("Barkhane").into_iter().collect())],
        );
    }
    story.tell(Action::Focus(Area::Text));
    (story, ids)
}

#[test]
fn pairs_are_filtered_by_their_titles_and_sorted() {
    let (story, _) = thirteen();
    let mut harness = review(story);
    let queue = |harness: &Harness<'static, Review>| {
        let open = harness.state().story.open();
        open.compared.queue(&open.answers).to_vec()
    };
    let all = queue(&harness);
    assert!(all.len() > 1);
    let tell = |harness: &mut Harness<'static, Review>, sort, words: &str| {
        let order = PairOrder { sort, words: words.to_owned() };
        harness.state_mut().story.tell(Action::Duplicate(DuplicateAction::Arrange(order)));
        harness.run();
    };
    tell(&mut harness, PairSort::Title, "");
    let mut sorted = queue(&harness);
    sorted.sort();
    let mut known = all.clone();
    known.sort();
    assert_eq!(sorted, known, "the same pairs, in another order");
    harness.get_by_label(super::list::FILTER).focus();
    harness.run();
    harness.get_by_label(super::list::FILTER).type_text("no title has these words");
    harness.run();
    assert!(queue(&harness).is_empty());
    harness.get_by_label(super::list::NONE_WITH_WORDS);
    tell(&mut harness, PairSort::MostAlike, "");
    assert_eq!(queue(&harness), all);
}

#[test]
fn pairs_are_decided_one_after_the_other_by_keys() {
    let (story, ids) = thirteen();
    let before = story.open().project.clone();
    let mut harness = review(story);
    let open = |harness: &Harness<'static, Review>| harness.state().story.open().compared.open_pairs();
    let all = open(&harness);
    assert!(all >= 2, "{all}");
    assert!(
        shows(&harness, "Same day")
            && shows(&harness, "both 13 killed")
            && shows(&harness, &format!("1 of {all}"))
    );
    assert!(shows(&harness, "Thirteen French soldiers were killed"), "a passage of the left");
    assert!(shows(&harness, "the 13 soldiers who died"), "a passage of the right");

    let first = harness.state().story.open().compared.current();
    press(&mut harness, Command::PairLater);
    let story = &harness.state().story;
    assert_ne!(story.open().compared.current(), first);
    assert_eq!(story.open().compared.queue(&story.open().answers).last().copied(), first, "it comes last");
    assert_eq!((open(&harness), story.open().project == before), (all, true), "nothing was decided");

    press(&mut harness, Command::NextPair);
    press(&mut harness, Command::PreviousPair);
    let decided = harness.state().story.open().compared.current();
    press(&mut harness, Command::KeepPairApart);
    let story = &harness.state().story;
    assert_eq!(story.open().undo_step().unwrap().label, "Keep incidents apart");
    assert!(story.open().project.links.iter().any(|(_, link)| link.relation == Relation::KeptApart));
    assert_eq!(open(&harness), all - 1);
    harness.state_mut().story.tell(Action::Project(ProjectAction::Undo));
    assert_eq!(harness.state().story.open().compared.current(), decided, "it is looked at again");
    harness.state_mut().story.tell(Action::Project(ProjectAction::Redo));
    assert_eq!(open(&harness), all - 1);

    for _ in 0..all {
        if harness.state().story.open().compared.current() != first {
            press(&mut harness, Command::NextPair);
        }
    }
    assert_eq!(harness.state().story.open().compared.current(), first);
    press(&mut harness, Command::OpenSecond);
    assert_eq!(harness.state().story.open().selection.annotation, Some(ids[1]));
    let facts = harness.state().story.open().project.clone();
    press(&mut harness, Command::JoinPair);
    let index = |harness: &Harness<'static, Review>, n: usize| {
        harness.state().story.open().answers.index.incident_of(ids[n])
    };
    assert_eq!(index(&harness, 0), index(&harness, 1));
    let joined =
        harness.state().story.open().project.incidents.iter().find(|(_, row)| row.joined_to.is_some());
    let joined = joined.unwrap().0;
    harness.state_mut().story.tell(Action::Incident(IncidentAction::Split(joined)));
    harness.run();
    assert!(harness.state().story.open().project == facts, "splitting restores exactly what was");
}

#[test]
fn what_is_kept_apart_is_listed_with_a_way_back() {
    let (mut story, _) = thirteen();
    let pairs = story.open().compared.queue(&story.open().answers);
    for pair in pairs.iter() {
        story.tell(Action::Duplicate(DuplicateAction::KeepApart(*pair)));
    }
    let mut harness = review(story);
    assert!(shows(&harness, super::list::NONE_LEFT));
    harness.get_by_label(crate::ui::panels::duplicates::pair::KEEP_APART_NO_MORE).click();
    harness.run();
    assert_eq!(harness.state().story.open().compared.open_pairs(), 1);
    harness.state_mut().story.tell(Action::Project(ProjectAction::Undo));
    harness.run();
    assert_eq!(harness.state().story.open().compared.open_pairs(), 0);
}

#[test]
fn articles_that_copy_one_another_are_made_one_voice_in_one_edit() {
    let mut harness = review(Story::copied());
    assert!(shows(&harness, ARTICLES_THAT_COPY_ONE_ANOTHER));
    let source = harness
        .get_by_role_and_label(
            Role::TextInput,
            crate::ui::panels::duplicates::near_duplicates::SAME_REPORT_AS,
        )
        .value();
    assert_eq!(source.as_deref(), Some("AFP"), "the agency that both name");
    harness.get_by_label(crate::ui::panels::duplicates::near_duplicates::ONE_SOURCE).click();
    harness.run();
    let story = &harness.state().story;
    let sources = |story: &Story| -> Vec<String> {
        let ids: Vec<ArticleId> = story.open().article_ids().into_iter().collect();
        ids.iter()
            .map(|id| story.open().article(*id).unwrap().independent_source.clone())
            .filter(|source| !source.is_empty())
            .collect()
    };
    assert_eq!(sources(story), ["AFP", "AFP"]);
    assert_eq!(story.open().undo_step().unwrap().label, "Make one independent source");
    assert!(!shows(&harness, ARTICLES_THAT_COPY_ONE_ANOTHER));
    harness.state_mut().story.tell(Action::Project(ProjectAction::Undo));
    harness.run();
    assert!(sources(&harness.state().story).is_empty());

    harness.get_by_label(crate::ui::panels::duplicates::near_duplicates::DIFFERENT_SOURCES).click();
    harness.run();
    assert!(!shows(&harness, ARTICLES_THAT_COPY_ONE_ANOTHER));
    // Correcting something else does not bring them back.
    let article = harness.state().story.article("helicopters.txt");
    harness
        .state_mut()
        .story
        .tell(Action::Article(ArticleAction::Edit(article, ArticleEdit::Memo("Seen".to_owned()))));
    harness.run();
    assert!(!shows(&harness, ARTICLES_THAT_COPY_ONE_ANOTHER));
}
