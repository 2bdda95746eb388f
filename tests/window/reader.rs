//! The reader in the whole window, by keyboard and mouse.

use std::path::Path;
use std::time::{Duration, Instant};

use eframe::egui::{Event, Key, Modifiers, OutputCommand, vec2};
use egui_kittest::kittest::Queryable as _;

use tollbook::ui::shell::app::Start;
use tollbook_core::model::{Annotation, AnnotationId, ClaimType};
use tollbook_state::Action;
use tollbook_state::action::{End, Step};
use tollbook_state::reading_positions::ReadingPositions;
use tollbook_state::{AnnotationAction, ArticleAction, ProgramAction, ProjectAction};

use crate::harness::Window;

const TEXT: &str = "Two attacks\n\nPublished: 2019-11-27\n\nFour French soldiers were killed on Monday in Mali, \
    the ministry said.\n\nThree others were wounded near Gao.\n";

/// A window on the folder, whose preferences are kept in it.
fn open(folder: &Path) -> Window {
    let preferences = Some(folder.join("kept/preferences.json"));
    let start = Start { open: Some(folder.to_owned()), preferences, ..Start::default() };
    let mut window = Window::begin(start, vec2(1280.0, 840.0));
    window.begin_project();
    window
}

impl Window {
    fn select(&mut self, words: &str) {
        let at = self.project().open_text().unwrap().find(words).unwrap();
        self.tell(Action::Annotation(AnnotationAction::Select(Some(at..at + words.len()))));
    }

    /// Marks words, and goes back to the text.
    fn mark(&mut self, words: &str, mark: ClaimType) -> AnnotationId {
        self.select(words);
        self.tell(Action::Annotation(AnnotationAction::Add(mark)));
        self.key(Key::Escape);
        self.project().selection.annotation.unwrap()
    }

    fn annotation(&self, id: AnnotationId) -> &Annotation {
        self.project().project.annotations.get(id).unwrap()
    }

    fn caret_is_before(&self, words: &str) -> bool {
        self.project().open_text().unwrap()[self.project().selection.caret..].starts_with(words)
    }
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("attacks.txt"), TEXT).unwrap();
    std::fs::write(folder.path().join("long.txt"), "A line of a long text.\n\n".repeat(400)).unwrap();
    folder
}

fn show(window: &mut Window, path: &str) {
    let open = window.project();
    let id = open.article_ids().into_iter().find(|id| open.article(*id).unwrap().path == path).unwrap();
    window.tell(Action::Article(ArticleAction::Show(id)));
}

#[test]
fn a_key_that_marks_says_what_to_do_first_where_nothing_is_selected() {
    let folder = folder();
    let mut window = open(folder.path());
    show(&mut window, "attacks.txt");
    let said = |window: &Window| {
        window.harness.query_by_label_contains("Select the words to annotate first").is_some()
    };
    window.key(Key::O);
    assert!(!said(&window), "a key that marks nothing says nothing");
    window.key(Key::K);
    assert!(said(&window));
    window.harness.run_steps(240);
    assert!(!said(&window), "it goes by itself");
    window.key(Key::Num1);
    assert!(said(&window), "the key of a code as well");
    window.select("Four French soldiers");
    assert!(!said(&window));
}

#[test]
fn an_end_of_a_mark_is_moved_by_keys_and_each_move_is_one_undo() {
    let folder = folder();
    let mut window = open(folder.path());
    show(&mut window, "attacks.txt");
    let id = window.mark("French soldiers", ClaimType::Killed);
    window.press(Modifiers::ALT, Key::ArrowRight);
    assert_eq!(window.annotation(id).quote, "French soldiers were");
    window.press(Modifiers::ALT | Modifiers::SHIFT, Key::ArrowLeft);
    assert_eq!(window.annotation(id).quote, "Four French soldiers were");
    window.press(Modifiers::ALT, Key::ArrowLeft);
    window.press(Modifiers::ALT | Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(window.annotation(id).quote, "French soldiers");
    window.tell(Action::Project(ProjectAction::Undo));
    assert_eq!(window.annotation(id).quote, "Four French soldiers");
    for _ in 0..2 {
        window.tell(Action::Annotation(AnnotationAction::MoveEnd(End::End, Step::Previous)));
    }
    assert_eq!(window.annotation(id).quote, "Four");
    window.tell(Action::Annotation(AnnotationAction::MoveEnd(End::End, Step::Previous)));
    assert_eq!(window.annotation(id).quote, "Four", "one word stays");

    // To any words at all.
    window.select("Three others");
    window.press(Modifiers::COMMAND, Key::M);
    assert_eq!(window.annotation(id).quote, "Three others");
    assert_eq!(window.project().selection.span, None);
}

#[test]
fn one_code_is_shown_alone_and_all_again() {
    let folder = folder();
    let mut window = open(folder.path());
    show(&mut window, "attacks.txt");
    let killed = window.mark("Four French soldiers", ClaimType::Killed);
    let wounded = window.mark("Three others were wounded", ClaimType::Wounded);
    window.key(Key::A);
    assert!(window.harness.query_by_label_contains("Only “wounded” is shown: 1 of 2 annotations").is_some());
    window.key(Key::N);
    assert_eq!(window.project().selection.annotation, Some(wounded), "the others are passed over");
    window.harness.get_by_label(tollbook::ui::widgets::labels::SHOW_ALL).click();
    window.rest();
    assert_eq!(window.project().alone, None);
    window.key(Key::N);
    assert_eq!(window.project().selection.annotation, Some(killed));
    // One of another code that is gone to from elsewhere is never hidden.
    window.key(Key::A);
    window.tell(Action::Annotation(AnnotationAction::Show(wounded)));
    assert_eq!(window.project().alone, None);
}

#[test]
fn annotations_are_gone_through_from_the_caret_on() {
    let folder = folder();
    let mut window = open(folder.path());
    show(&mut window, "attacks.txt");
    let long = window.mark("Four French soldiers were killed", ClaimType::Killed);
    let short = window.mark("French soldiers", ClaimType::Part);
    let last = window.mark("Three others were wounded", ClaimType::Wounded);
    window.press(Modifiers::COMMAND, Key::Home);
    window.key(Key::N);
    assert_eq!(window.project().selection.annotation, Some(long));
    assert!(window.caret_is_before("Four French"));
    window.key(Key::O);
    assert_eq!(window.project().selection.annotation, Some(short));
    window.key(Key::O);
    assert_eq!(window.project().selection.annotation, Some(long), "round and round");
    window.press(Modifiers::COMMAND, Key::End);
    window.press(Modifiers::SHIFT, Key::N);
    assert_eq!(window.project().selection.annotation, Some(last), "back from the caret");
    // The caret alone says which overlap.
    let inside = TEXT.find("soldiers").unwrap();
    window.tell(Action::Annotation(AnnotationAction::PlaceCaret(inside)));
    window.key(Key::O);
    assert_eq!(window.project().selection.annotation, Some(long));
}

#[test]
fn a_paragraph_is_gone_to_by_its_number() {
    let folder = folder();
    let mut window = open(folder.path());
    show(&mut window, "attacks.txt");
    window.key(Key::G);
    window.harness.event(Event::Text("9".to_owned()));
    window.rest();
    assert!(window.harness.query_by_label("Type a number from 1 to 4.").is_some());
    window.key(Key::Enter);
    window.key(Key::Backspace);
    window.harness.event(Event::Text("4".to_owned()));
    window.rest();
    window.key(Key::Enter);
    assert!(window.caret_is_before("Three others"), "{}", window.project().selection.caret);
    assert!(
        window.harness.query_by_label(tollbook::ui::panels::reader::go_to::GO_TO_PARAGRAPH).is_none(),
        "the field is put away"
    );
    window.press(Modifiers::SHIFT, Key::End);
    assert!(window.project().selection.span.is_some(), "the text has the keyboard again");
}

#[test]
fn words_are_copied_with_their_reference() {
    let folder = folder();
    let mut window = open(folder.path());
    show(&mut window, "attacks.txt");
    window.select("Three others");
    window.harness.event_modifiers(Event::Copy, Modifiers::COMMAND | Modifiers::SHIFT);
    let mut copied = None;
    for _ in 0..6 {
        window.harness.step();
        let commands = &window.harness.output().platform_output.commands;
        copied = copied.or(commands.iter().find_map(|command| match command {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        }));
    }
    assert_eq!(copied.as_deref(), Some("“Three others”\n— Two attacks, 2019-11-27, attacks.txt"));
}

#[test]
fn reading_goes_on_where_it_stopped_after_a_restart() {
    let folder = folder();
    let mut window = open(folder.path());
    show(&mut window, "long.txt");
    (0..6).for_each(|_| window.key(Key::PageDown));
    let caret = window.project().selection.caret;
    assert!(caret > 500);
    let top = |window: &Window| {
        let state = window.harness.state().as_ref().unwrap().state();
        state.places.position_in(folder.path(), "long.txt").unwrap().top
    };
    let stopped = top(&window);
    assert!(stopped > 200);
    // Another article and back.
    show(&mut window, "attacks.txt");
    show(&mut window, "long.txt");
    assert_eq!((top(&window), window.project().selection.caret), (stopped, caret));
    window.tell(Action::Article(ArticleAction::Show(window.project().selection.article.unwrap())));
    window.harness.state_mut().as_mut().unwrap().tell(Action::Program(ProgramAction::Quit));
    let patience = Instant::now() + Duration::from_secs(20);
    let kept = folder.path().join("kept/places.json");
    let is_kept = || {
        let text = std::fs::read_to_string(&kept).ok()?;
        let places: ReadingPositions = serde_json::from_str(&text).ok()?;
        places.last(folder.path()).map(|last| last.article == "long.txt" && last.top == stopped)
    };
    while is_kept() != Some(true) {
        assert!(Instant::now() < patience, "nothing was kept");
        std::thread::sleep(Duration::from_millis(5));
    }

    let window = open(folder.path());
    let open = window.project();
    let article = open.article(open.selection.article.unwrap()).unwrap();
    assert_eq!(article.path, "long.txt", "the article that was read last");
    assert_eq!((top(&window), open.selection.caret), (stopped, caret));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3, "nothing was written for the project");
}
