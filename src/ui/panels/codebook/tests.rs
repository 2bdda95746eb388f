//! Stories of the codebook: what an edit of it changes, refuses and takes with it.

use eframe::egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::TOP_LEVEL;
use crate::ui::test_support::{Story, TestWindow, bench as bench_of};
use tollbook_core::model::start::code_id;
use tollbook_core::model::{AnnotationId, ClaimType, Code, CodeId, Kind, Outcome};
use tollbook_state::update::{Taken, taken};
use tollbook_state::{Action, ClaimEdit, CodeEdit, Command, PreferenceChange, Tab};
use tollbook_state::{
    AnnotationAction, ArticleAction, ClaimAction, CodeAction, IncidentAction, ProjectAction,
};

const HELICOPTERS: &str = "helicopters.txt";
const MOURNING: &str = "mourning.txt";

/// The inspector with the codebook in front.
fn bench(mut story: Story) -> Harness<'static, TestWindow> {
    story.tell(Action::Preference(PreferenceChange::Tab(Tab::Codebook)));
    bench_of(story)
}

fn code(story: &Story, name: &str) -> CodeId {
    code_id(story.open().project.id(), name)
}

fn row<'a>(story: &'a Story, name: &str) -> &'a Code {
    story.open().project.codes.get(code(story, name)).unwrap()
}

/// Marks words with a code that makes no claim.
fn mark_with(story: &mut Story, path: &str, words: &str, name: &str) -> AnnotationId {
    story.tell(Action::Article(ArticleAction::Show(story.article(path))));
    let at = story.open().open_text().unwrap().find(words).unwrap();
    story.tell(Action::Annotation(AnnotationAction::Select(Some(at..at + words.len()))));
    story.tell(Action::Annotation(AnnotationAction::AddWithCode(code(story, name))));
    story.open().selection.annotation.unwrap()
}

fn undone(story: &mut Story) -> String {
    let label = story.open().undo_step().unwrap().label.clone();
    story.tell(Action::Project(ProjectAction::Undo));
    label
}

fn last_notice(story: &Story) -> &str {
    &story.state.notices.last().unwrap().text
}

#[test]
fn a_code_is_removed_with_all_that_was_counted_before_and_comes_back_whole() {
    let mut story = Story::new();
    let place = mark_with(&mut story, HELICOPTERS, "Ménaka", "place");
    let killed = story.annotate(HELICOPTERS, "Thirteen French soldiers", ClaimType::Killed);
    let incident = story.open().answers.index.incident_of(killed).unwrap();
    story.tell(Action::Incident(IncidentAction::AttachEvidence(place, incident)));
    let (place_code, unit) = (code(&story, "place"), code(&story, "unit"));
    story.tell(Action::Code(CodeAction::Edit(unit, CodeEdit::Parent(Some(place_code)))));

    // Another code that claims the same, so that neither has to stay.
    let mut before = story.open().project.clone();
    assert_eq!(
        taken(story.open(), place_code),
        Taken { annotations: 1, links: 1, beneath: 1, ..Taken::default() }
    );
    story.tell(Action::Code(CodeAction::Remove(place_code)));
    let open = story.open();
    assert!(!open.project.codes.contains(place_code) && !open.project.annotations.contains(place));
    assert!(open.project.links.is_empty());
    assert_eq!(open.project.codes.get(unit).unwrap().parent, None, "what stood beneath it moves up");
    assert_eq!(undone(&mut story), "Remove code place");
    assert_eq!(story.open().project.annotations, before.annotations);
    assert_eq!(story.open().project.links, before.links);

    story.tell(Action::Code(CodeAction::Remove(code(&story, "killed"))));
    assert!(last_notice(&story).contains("is the code for killed and stays"), "{}", last_notice(&story));

    // With its claim goes the incident that nobody else needs.
    let link = story.open().evidence_of(place).next().unwrap().0;
    story.tell(Action::Incident(IncidentAction::DetachEvidence(link)));
    before = story.open().project.clone();
    let takes = taken(story.open(), code(&story, "killed"));
    assert_eq!(takes, Taken { annotations: 1, claims: 1, incidents: 1, ..Taken::default() });
    story.tell(Action::Annotation(AnnotationAction::RemoveAll(vec![killed, place])));
    assert!(story.open().project.incidents.is_empty() && story.open().project.annotations.is_empty());
    assert_eq!(undone(&mut story), "Remove 2 annotations");
    assert_eq!(story.open().project.incidents, before.incidents);
}

#[test]
fn codes_are_merged_and_their_marks_moved() {
    let mut story = Story::new();
    let place = mark_with(&mut story, HELICOPTERS, "Ménaka", "place");
    let (place_code, unit, cause) = (code(&story, "place"), code(&story, "unit"), code(&story, "cause"));
    story.tell(Action::Code(CodeAction::Edit(cause, CodeEdit::Parent(Some(place_code)))));
    story.tell(Action::Code(CodeAction::Merge(place_code, code(&story, "killed"))));
    assert!(last_notice(&story).contains("Move the annotations instead"), "{}", last_notice(&story));
    assert!(story.open().project.codes.contains(place_code));

    story.tell(Action::Code(CodeAction::Merge(place_code, unit)));
    let project = &story.open().project;
    assert!(!project.codes.contains(place_code));
    assert_eq!(project.annotations.get(place).unwrap().code, unit);
    assert_eq!(project.codes.get(cause).unwrap().parent, Some(unit));
    assert_eq!(story.open().answers.usage.code(unit).marks, 1);
    assert_eq!(undone(&mut story), "Merge code place into unit");

    // Into the one that stands beneath it, too.
    story.tell(Action::Code(CodeAction::Merge(place_code, cause)));
    assert_eq!(story.open().project.codes.get(cause).unwrap().parent, None);
    story.tell(Action::Project(ProjectAction::Undo));

    // Marks that move to a code that claims become claims, read from the words; and back.
    let (wounded, killed) = (code(&story, "wounded"), code(&story, "killed"));
    let hurt = story.annotate(HELICOPTERS, "One man was wounded", ClaimType::Wounded);
    story.tell(Action::Code(CodeAction::MoveAnnotations(wounded, killed)));
    assert_eq!(story.claim(hurt).outcome, Some(Outcome::Killed));
    assert_eq!(story.open().undo_step().unwrap().label, "Move 1 annotation from wounded to killed");
    story.tell(Action::Code(CodeAction::MoveAnnotations(killed, unit)));
    assert!(story.open().project.claims.is_empty() && story.open().project.incidents.is_empty());
    story.tell(Action::Project(ProjectAction::Undo));
    assert_eq!(story.open().project.incidents.len(), 1);
    story.tell(Action::Code(CodeAction::MoveAnnotations(place_code, killed)));
    assert_eq!(story.claim(place).kind, Kind::Incident);
}

#[test]
fn nothing_stands_above_itself_and_no_key_is_taken_silently() {
    let mut story = Story::new();
    let (place, unit, person) = (code(&story, "place"), code(&story, "unit"), code(&story, "person"));
    story.tell(Action::Code(CodeAction::Edit(unit, CodeEdit::Parent(Some(place)))));
    story.tell(Action::Code(CodeAction::Edit(person, CodeEdit::Parent(Some(unit)))));
    story.tell(Action::Code(CodeAction::Edit(place, CodeEdit::Parent(Some(person)))));
    assert!(last_notice(&story).contains("which stands beneath it"), "{}", last_notice(&story));
    for (key, owner) in
        [("2", "unit"), ("n", Command::NextAnnotation.name()), ("K", Command::AnnotateKilled.name())]
    {
        story.tell(Action::Code(CodeAction::Edit(place, CodeEdit::Key(key.to_owned()))));
        assert!(last_notice(&story).contains(owner), "{key}: {}", last_notice(&story));
    }
    story.tell(Action::Code(CodeAction::Edit(place, CodeEdit::Key("p".to_owned()))));
    assert_eq!(row(&story, "place").key, "P");
}

#[test]
fn many_claims_are_changed_as_one_and_what_cannot_be_is_said() {
    let mut story = Story::new();
    let killed = story.annotate(HELICOPTERS, "Thirteen French soldiers", ClaimType::Killed);
    let strength = story.annotate(HELICOPTERS, "The seven comrades", ClaimType::Strength);
    let died = story.annotate(MOURNING, "the 13 soldiers", ClaimType::Killed);
    let place = mark_with(&mut story, HELICOPTERS, "Ménaka", "place");
    let all = vec![killed, strength, died, place];
    let side = story.open().project.recorded_side();
    story.tell(Action::Claim(ClaimAction::EditAll(all.clone(), ClaimEdit::Side(side))));
    story.tell(Action::Claim(ClaimAction::EditAll(all.clone(), ClaimEdit::Side(None))));
    assert_eq!(story.claim(died).side, None);
    assert_eq!(last_notice(&story), "Left as they were: 1 without a claim.");
    assert_eq!(undone(&mut story), "Set side of 3 claims");
    assert!(story.claim(died).side.is_some());

    story.tell(Action::Claim(ClaimAction::EditAll(all.clone(), ClaimEdit::Outcome(Some(Outcome::Missing)))));
    assert_eq!([story.claim(killed).outcome, story.claim(strength).outcome], [Some(Outcome::Missing), None]);
    let code_of = |story: &Story, id| story.open().project.annotations.get(id).unwrap().code;
    assert_eq!(code_of(&story, killed), code(&story, "missing"), "the code follows");
    assert!(
        last_notice(&story).contains("1 of strength") && last_notice(&story).contains("1 without a claim")
    );
    assert_eq!(undone(&mut story), "Set outcome of 2 claims");

    // Of claims that name each other's incidents, only the incidents that nobody names any more go.
    let first = story.open().project.claims.get(killed).unwrap().incident.unwrap();
    story.edit(died, [ClaimEdit::DateFrom(first, 2)]);
    story.tell(Action::Annotation(AnnotationAction::SetCodeOfAll(vec![killed, died], code(&story, "total"))));
    assert!(story.open().project.incidents.contains(first), "a date is still counted from it");
    assert_eq!(story.open().project.incidents.len(), 1);
    assert_eq!(undone(&mut story), "Set code of 2 annotations");
}

fn press(harness: &mut Harness<'static, TestWindow>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

fn focus(harness: &mut Harness<'static, TestWindow>, label: &str) {
    harness.get_by_label(label).focus();
    harness.run();
}

fn parent(harness: &Harness<'static, TestWindow>, name: &str) -> Option<String> {
    let project = &harness.state().story.open().project;
    let above = project.codes.get(code(&harness.state().story, name)).unwrap().parent?;
    Some(project.codes.get(above).unwrap().name.clone())
}

#[test]
fn codes_are_nested_folded_and_removed_by_keyboard_alone() {
    let mut story = Story::new();
    mark_with(&mut story, HELICOPTERS, "Ménaka", "place");
    mark_with(&mut story, MOURNING, "Liptako", "unit");
    story.tell(Action::Incident(IncidentAction::Show(None)));
    story.tell(Action::Annotation(AnnotationAction::Select(None)));
    let mut harness = bench(story);
    focus(&mut harness, "place, 1 annotation in 1 article");
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::ALT, Key::ArrowRight);
    assert_eq!(parent(&harness, "unit").as_deref(), Some("place"));
    press(&mut harness, Modifiers::NONE, Key::ArrowLeft);
    press(&mut harness, Modifiers::NONE, Key::ArrowLeft);
    let folded = "place with 1 beneath, 2 annotations in 2 articles";
    assert!(harness.get_by_label(folded).is_focused(), "folded, with the sum of both");
    assert!(harness.query_by_label_contains("unit, ").is_none());
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    assert!(harness.get_by_label("unit, 1 annotation in 1 article").is_focused());
    press(&mut harness, Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(parent(&harness, "unit"), None);

    press(&mut harness, Modifiers::NONE, Key::Delete);
    assert!(harness.query_by_label_contains("With it goes 1 annotation.").is_some());
    let mut stops = 0;
    while !harness.get_by_label("Remove it with 1 annotation: unit").is_focused() {
        press(&mut harness, Modifiers::NONE, Key::Tab);
        stops += 1;
        assert!(stops < 30, "Tab never comes to the button");
    }
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(harness.state().story.open().project.annotations.len(), 1);
    assert_eq!(undone(&mut harness.state_mut().story), "Remove code unit");
}

#[test]
fn a_code_is_dragged_beneath_another_and_out_again() {
    let mut story = Story::new();
    story.tell(Action::Incident(IncidentAction::Show(None)));
    let mut harness = bench(story);
    let centre =
        |harness: &Harness<'static, TestWindow>, label: &str| harness.get_by_label(label).rect().center();
    let drag = |harness: &mut Harness<'static, TestWindow>, from: &str, to: &str| {
        let (from, to) = (centre(harness, from), centre(harness, to));
        harness.drag_at(from);
        harness.step();
        for at in [from + vec2(0.0, 8.0), to] {
            harness.hover_at(at);
            harness.step();
        }
        harness.drop_at(to);
        harness.run();
    };
    drag(&mut harness, "wounded, 0 annotations", "killed, 0 annotations");
    assert_eq!(parent(&harness, "wounded").as_deref(), Some("killed"));
    drag(&mut harness, "killed, 0 annotations", "wounded, 0 annotations");
    assert_eq!(parent(&harness, "killed"), None, "not beneath what stands beneath it");
    assert!(last_notice(&harness.state().story).contains("which stands beneath it"));
    drag(&mut harness, "wounded, 0 annotations", TOP_LEVEL);
    assert_eq!(parent(&harness, "wounded"), None);
}
