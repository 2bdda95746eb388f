//! Stories of the table: picked, changed, removed and gone to by mouse and by keyboard.

use eframe::egui::{Event, Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{State, show};
use crate::ui::test_support::Story;
use crate::ui::theme;
use tollbook_core::model::{AnnotationId, ClaimType};
use tollbook_state::Area;
use tollbook_state::{Action, ClaimEdit};
use tollbook_state::{AnnotationAction, IncidentAction, ProjectAction};

const HELICOPTERS: &str = "helicopters.txt";
const MOURNING: &str = "mourning.txt";
const DOUBTS: &str = "doubts.txt";

/// The table in a window, and what it asked for.
struct TestWindow {
    story: Story,
    state: State,
    asked: Vec<Action>,
    ready: bool,
}

fn bench(story: Story) -> Harness<'static, TestWindow> {
    let bench = TestWindow { story, state: State::default(), asked: Vec::new(), ready: false };
    let mut harness =
        Harness::builder().with_size(vec2(1280.0, 320.0)).with_step_dt(1.0 / 60.0).build_ui_state(
            |ui, bench: &mut TestWindow| {
                if !std::mem::replace(&mut bench.ready, true) {
                    theme::install(ui.ctx());
                    return;
                }
                let mut actions = Vec::new();
                eframe::egui::CentralPanel::default()
                    .show(ui, |ui| show(ui, &bench.story.state, &mut bench.state, &mut actions));
                for action in actions {
                    bench.asked.push(action.clone());
                    bench.story.tell(action);
                }
            },
            bench,
        );
    harness.run();
    harness
}

fn story_with_claims() -> (Story, [AnnotationId; 3]) {
    let mut story = Story::new();
    let ids = [
        story.annotate(HELICOPTERS, "Thirteen French soldiers", ClaimType::Killed),
        story.annotate(MOURNING, "the 13 soldiers", ClaimType::Killed),
        story.annotate(DOUBTS, "At least 12 soldiers", ClaimType::Killed),
    ];
    story.tell(Action::Annotation(AnnotationAction::SetMemo(ids[1], "copies the agency".to_owned())));
    story.tell(Action::Incident(IncidentAction::Show(None)));
    (story, ids)
}

/// The quotes in view from top to bottom, those that are picked with a star.
fn rows(harness: &Harness<'static, TestWindow>) -> Vec<String> {
    let mut rows: Vec<(f32, String)> = harness
        .root()
        .query_all_by(|node| node.data().role() == eframe::egui::accesskit::Role::Row)
        .map(|node| {
            let label = node.accesskit_node().label().unwrap();
            let quote = label.split('”').next().unwrap().trim_start_matches('“').to_owned();
            let star = if node.accesskit_node().toggled() == Some(eframe::egui::accesskit::Toggled::True) {
                "*"
            } else {
                ""
            };
            (node.rect().top(), format!("{star}{quote}"))
        })
        .collect();
    rows.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Gives the keyboard to the row that Tab comes to.
fn focus_rows(harness: &mut Harness<'static, TestWindow>) {
    let rows = harness.query_all_by_role(eframe::egui::accesskit::Role::Row);
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by(|a, b| a.rect().top().total_cmp(&b.rect().top()));
    rows[harness.state().state.rows.cursor()].focus();
}

fn press(harness: &mut Harness<'static, TestWindow>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_steps(4);
}

fn label(harness: &Harness<'static, TestWindow>) -> String {
    harness.state().story.open().undo_step().unwrap().label.clone()
}

#[test]
fn rows_are_picked_by_keyboard_and_changed_as_one() {
    let (mut story, ids) = story_with_claims();
    let recorded = story.open().project.recorded_side();
    ids.iter().for_each(|id| story.edit(*id, [ClaimEdit::Side(recorded)]));
    story.tell(Action::Incident(IncidentAction::Show(None)));
    let mut harness = bench(story);
    focus_rows(&mut harness);
    harness.run_steps(4);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    assert_eq!(harness.state().story.open().selection.annotation, Some(ids[0]), "the passage is shown");
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(rows(&harness), ["*Thirteen French soldiers", "*the 13 soldiers", "At least 12 soldiers"]);
    press(&mut harness, Modifiers::NONE, Key::Space);
    assert_eq!(rows(&harness)[..2], ["*Thirteen French soldiers", "the 13 soldiers"]);
    press(&mut harness, Modifiers::COMMAND, Key::A);
    assert!(harness.query_by_label("· 3 picked, 3 claims").is_some());

    // To the chooser below, and its second side.
    let chooser = "Set side of all picked";
    while !harness.get_by_label(chooser).is_focused() {
        press(&mut harness, Modifiers::NONE, Key::Tab);
    }
    for key in [Key::Enter, Key::ArrowDown, Key::Enter] {
        press(&mut harness, Modifiers::NONE, key);
    }
    assert_eq!(label(&harness), "Set side of 3 claims");
    let story = &harness.state().story;
    assert_eq!(story.claim(ids[0]).side, story.claim(ids[2]).side);
    assert_ne!(story.claim(ids[0]).side, story.open().project.recorded_side());

    focus_rows(&mut harness);
    harness.run_steps(4);
    press(&mut harness, Modifiers::NONE, Key::End);
    harness.state_mut().asked.clear();
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(
        harness.state().asked,
        [Action::Annotation(AnnotationAction::Show(ids[2])), Action::Focus(Area::Text)],
        "and the text has the keys"
    );
    press(&mut harness, Modifiers::SHIFT, Key::Home);
    press(&mut harness, Modifiers::NONE, Key::Delete);
    assert_eq!(label(&harness), "Remove 3 annotations");
    assert!(harness.query_by_label_contains("Nothing is annotated yet").is_some());
    harness.state_mut().story.tell(Action::Project(ProjectAction::Undo));
    harness.run_steps(4);
    assert_eq!(rows(&harness).len(), 3);
}

#[test]
fn rows_are_filtered_sorted_and_picked_by_pointer() {
    let (mut story, ids) = story_with_claims();
    story.edit(ids[1], [ClaimEdit::Side(None)]);
    let mut harness = bench(story);
    harness.get_by_label("Sort by count").click();
    harness.run_steps(4);
    assert_eq!(rows(&harness)[0], "At least 12 soldiers");
    harness.get_by_label("Sort by count").click();
    harness.run_steps(4);
    assert_eq!(rows(&harness)[2], "At least 12 soldiers", "the other way round");

    harness.get_by_label_contains("“the 13 soldiers”").click();
    harness.run_steps(4);
    harness.get_by_label_contains("“At least 12 soldiers”").click_modifiers(Modifiers::COMMAND);
    harness.run_steps(4);
    assert_eq!(rows(&harness).iter().filter(|row| row.starts_with('*')).count(), 2);

    harness.get_by_label(crate::ui::panels::annotations::filter::FILTER_ANNOTATIONS).focus();
    harness.run();
    for letter in "AGENCY liptako".chars() {
        harness.event(Event::Text(letter.to_string()));
        harness.step();
    }
    harness.run_steps(4);
    assert_eq!(
        rows(&harness),
        ["*the 13 soldiers"],
        "by its memo and its article; and only what is seen is picked"
    );
    assert!(harness.query_by_label("1 of 3 annotations").is_some());
    harness.get_by_label(crate::ui::panels::annotations::filter::CLEAR).click();
    harness.run_steps(4);
    assert_eq!(rows(&harness).len(), 3);
    assert!(harness.query_by_label("· 1 picked, 1 claim").is_some());
}
