//! Stories of the history: what is listed, what an edit changed, the way to the past and back.

use eframe::egui::vec2;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::details::{CHANGED_SINCE, SHOW_AS_IT_WAS};
use super::{State, show};
use crate::ui::test_support::Story;
use crate::ui::theme;
use tollbook_core::model::HistoryEntry;
use tollbook_core::model::{AnnotationId, Change, ClaimType, EntryId, Project};
use tollbook_files::storage::HistoryPart;
use tollbook_state::effect::{Effect, PastState};
use tollbook_state::past::About;
use tollbook_state::{
    Action, AnnotationAction, ClaimEdit, Dock, Done, HistoryAction, HistoryFilterChange, PreferenceChange,
    ProjectAction,
};

/// The panel in a window, and what it asked for.
struct TestWindow {
    story: Story,
    state: State,
    asked: Vec<Action>,
    ready: bool,
}

fn window(story: Story) -> Harness<'static, TestWindow> {
    let window = TestWindow { story, state: State::default(), asked: Vec::new(), ready: false };
    let builder = Harness::builder().with_size(vec2(1280.0, 320.0)).with_step_dt(1.0 / 60.0);
    let mut harness = builder.build_ui_state(
        |ui, window: &mut TestWindow| {
            if !std::mem::replace(&mut window.ready, true) {
                theme::install(ui.ctx());
                return;
            }
            let mut actions = Vec::new();
            eframe::egui::CentralPanel::default()
                .show(ui, |ui| show(ui, &window.story.state, &mut window.state, &mut actions));
            for action in actions {
                window.asked.push(action.clone());
                window.story.tell(action);
            }
        },
        window,
    );
    harness.run();
    harness
}

/// A project with two marks, and its history as the file would give it.
fn story_with_history() -> (Story, [AnnotationId; 2], Vec<Project>) {
    let mut story = Story::new();
    let mut states = vec![story.open().project.clone()];
    let first = story.annotate("helicopters.txt", "Thirteen French soldiers", ClaimType::Killed);
    states.push(story.open().project.clone());
    let second = story.annotate("mourning.txt", "the 13 soldiers", ClaimType::Killed);
    states.push(story.open().project.clone());
    save_all(&mut story);
    let coder = story.open().coder;
    read(
        &mut story,
        vec![entry(2, coder, "Annotate as killed", &[first]), entry(3, coder, "Remark", &[second])],
    );
    (story, [first, second], states)
}

/// Says that everything has become durable.
fn save_all(story: &mut Story) {
    if let Some(last) = story.open().save.waiting.back().copied() {
        story.tell(Done::Saved(last, jiff::Timestamp::UNIX_EPOCH));
    }
}

fn entry(seq: i64, coder: EntryId, label: &str, rows: &[AnnotationId]) -> HistoryEntry {
    HistoryEntry {
        seq,
        id: tollbook_core::model::EditId(uuid::Uuid::from_u128(seq as u128)),
        label: label.to_owned(),
        coder,
        at: jiff::Timestamp::from_second(1_764_000_000 + seq * 60).unwrap(),
        undoes: None,
        part_of: None,
        rows: rows.iter().map(|id| id.0).collect(),
    }
}

/// Shows the panel, and answers what it asks of the file.
fn read(story: &mut Story, entries: Vec<HistoryEntry>) {
    let effects = story.tell(Action::Preference(PreferenceChange::ShowDock(Dock::History)));
    let job = effects.iter().find_map(|effect| match effect {
        Effect::ReadHistory(job, _, 0) => Some(*job),
        _ => None,
    });
    story.tell(Done::HistoryRead(
        job.expect("the history is read when it is shown"),
        Ok(HistoryPart { entries, coders: Default::default() }),
    ));
}

#[test]
fn edits_are_listed_latest_first_with_who_and_what_and_one_can_be_selected() {
    let (story, ..) = story_with_history();
    let mut harness = window(story);
    let rows: Vec<_> = harness.query_all_by_label_contains("Ada:").collect();
    assert_eq!(rows.len(), 2);
    harness.get_by_label_contains("Ada: Remark").click();
    harness.run();
    assert_eq!(harness.state().story.open().past_edits.selected, Some(3));
    harness.get_by_label(SHOW_AS_IT_WAS).click();
    harness.run();
    harness.get_by_label(CHANGED_SINCE).click();
    harness.run_steps(3);
    let asked = &harness.state().asked;
    assert!(asked.contains(&Action::History(HistoryAction::ShowAsItWas(3))), "{asked:?}");
    assert!(asked.contains(&Action::History(HistoryAction::Compare { from: 3, to: None })), "{asked:?}");
}

#[test]
fn edits_are_filtered_by_words_coder_annotation_and_article() {
    let (mut story, [first, second], _) = story_with_history();
    let shown = |story: &Story| {
        let view = &story.open().past_edits;
        view.shown.iter().map(|n| view.entries[*n].seq).collect::<Vec<_>>()
    };
    let filter = |story: &mut Story, change| {
        story.tell(Action::History(HistoryAction::Filter(change)));
    };
    assert_eq!(shown(&story), [3, 2]);
    filter(&mut story, HistoryFilterChange::Words("REMARK".to_owned()));
    assert_eq!(shown(&story), [3]);
    filter(&mut story, HistoryFilterChange::Clear);
    filter(&mut story, HistoryFilterChange::About(About::Annotation(first)));
    assert_eq!(shown(&story), [2]);
    let article = story.article("mourning.txt");
    filter(&mut story, HistoryFilterChange::About(About::Article(article)));
    assert_eq!(shown(&story), [3]);
    let incident = story.claim(second).incident.unwrap();
    filter(&mut story, HistoryFilterChange::About(About::Incident(incident)));
    assert_eq!(shown(&story), [3]);
    filter(&mut story, HistoryFilterChange::Clear);
    filter(&mut story, HistoryFilterChange::Coder(Some(EntryId(uuid::Uuid::nil()))));
    assert!(shown(&story).is_empty());
}

/// Shows the project as it was after the edit with this number.
fn go_back(story: &mut Story, seq: i64, project: Project) {
    let effects = story.tell(Action::History(HistoryAction::ShowAsItWas(seq)));
    let Some(Effect::ReadPast(job, ..)) = effects.first() else { panic!("{effects:?}") };
    let past =
        PastState { seq, at: jiff::Timestamp::UNIX_EPOCH, label: "Annotate as killed".to_owned(), project };
    story.tell(Done::PastRead(*job, Ok(Box::new(past))));
}

#[test]
fn the_past_is_shown_with_its_chart_cannot_be_changed_and_leads_back() {
    let (mut story, [first, second], states) = story_with_history();
    let operation = story.open().project.operation_named("Barkhane").unwrap();
    story.edit(first, [ClaimEdit::Operations(vec![operation])]);
    save_all(&mut story);
    let (present, bars) = (story.open().project.clone(), story.open().timeline().bars.len());
    go_back(&mut story, 2, states[1].clone());
    assert!(story.open().project.annotations.contains(first));
    assert!(!story.open().project.annotations.contains(second), "it was not made yet");
    assert!(!story.open().can_edit());
    // Nothing of it gets through, by whatever way it comes.
    for action in [
        Action::Annotation(AnnotationAction::Remove(first)),
        Action::Project(ProjectAction::Undo),
        Action::Project(ProjectAction::SetMemo("changed".to_owned())),
    ] {
        let effects = story.tell(action);
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::Save(..))), "{effects:?}");
    }
    assert_eq!(story.open().project, states[1]);
    story.tell(Action::History(HistoryAction::BackToPresent));
    assert_eq!((&story.open().project, story.open().timeline().bars.len()), (&present, bars));
    assert!(story.open().can_edit());
    story.tell(Action::Annotation(AnnotationAction::Remove(second)));
    assert!(!story.open().project.annotations.contains(second));
}

#[test]
fn from_one_moment_of_the_past_another_is_shown_and_the_present_is_kept() {
    let (mut story, _, states) = story_with_history();
    let present = story.open().project.clone();
    go_back(&mut story, 3, states[1].clone());
    go_back(&mut story, 2, states[0].clone());
    assert_eq!(story.open().present(), &present);
    story.tell(Action::History(HistoryAction::BackToPresent));
    assert_eq!(story.open().project, present);
}

#[test]
fn an_edit_that_is_not_saved_yet_keeps_the_past_away() {
    let (mut story, [first, _], _) = story_with_history();
    story.tell(Action::Annotation(AnnotationAction::SetMemo(first, "typed".to_owned())));
    let effects = story.tell(Action::History(HistoryAction::ShowAsItWas(2)));
    assert!(effects.is_empty(), "{effects:?}");
    assert!(story.open().past.is_none());
    let added = story.open().project.clone().changes_to(&story.open().project);
    assert_eq!(added, Vec::<Change>::new());
}
