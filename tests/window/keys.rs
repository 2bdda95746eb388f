//! Keys as fast hands press them: one each frame, or several in one.

use eframe::egui::{Event, Key, Modifiers, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tollbook::ui::dialogs::new_project;
use tollbook::ui::shell::app::Start;
use tollbook_core::model::{AnnotationId, ClaimType, List};
use tollbook_state::Action;
use tollbook_state::{AnnotationAction, ArticleAction};

use crate::harness::Window;

const ARTICLE: &str = "A new toll\n\n28 November 2019\n\n\
    Five French soldiers were killed on Monday in Mali, the army said.\n\n\
    Two men were wounded near Gao on Tuesday.\n\nSeven more are missing.\n";

/// A window with an article, of which the last of these words have just been marked, the card open.
fn marked(words: &[&str]) -> (tempfile::TempDir, Window, Option<AnnotationId>) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("one.txt"), ARTICLE).unwrap();
    let mut window = Window::open(folder.path());
    let article = window.project().list.shown().next().unwrap().id;
    window.tell(Action::Article(ArticleAction::Show(article)));
    for words in words {
        let at = window.project().open_text().unwrap().find(words).unwrap();
        window.tell(Action::Annotation(AnnotationAction::Select(Some(at..at + words.len()))));
        window.tell(Action::Annotation(AnnotationAction::Add(ClaimType::Killed)));
    }
    let id = window.project().selection.annotation;
    (folder, window, id)
}

impl Window {
    fn has_keyboard(&self) -> String {
        let node = self.harness.root().query_all_by(|node| node.is_focused()).next();
        node.and_then(|node| node.accesskit_node().label()).unwrap_or_default()
    }

    /// Presses keys all of which reach the program in one frame.
    fn at_once(&mut self, keys: &[Key]) {
        for &key in keys {
            for pressed in [true, false] {
                let (physical_key, repeat, modifiers) = (None, false, Modifiers::NONE);
                let event = Event::Key { key, physical_key, pressed, repeat, modifiers };
                self.harness.input_mut().events.push(event);
            }
        }
        self.harness.run_steps(1);
        self.rest();
    }

    fn words(&self, id: AnnotationId) -> String {
        self.project().project.annotations.get(id).unwrap().quote.clone()
    }
}

#[test]
fn arrows_after_the_card_are_the_carets_however_fast_they_come() {
    let (_folder, mut window, _) = marked(&["Five French soldiers"]);
    let before = window.project().selection.caret;
    // One event a frame.
    for key in [Key::Enter, Key::ArrowDown, Key::ArrowDown, Key::ArrowDown] {
        window.harness.key_press(key);
    }
    window.harness.run_steps(1);
    window.rest();
    assert_eq!(window.has_keyboard(), "Text of A new toll");
    let after = window.project().selection.caret;
    let lines_on = |after: usize| after >= ARTICLE.find("Two men").unwrap();
    assert!(!lines_on(before) && lines_on(after), "{before} to {after}");

    // All in one frame.
    window.tell(Action::Annotation(AnnotationAction::OpenForm));
    assert_eq!(window.has_keyboard(), "Count");
    let before = window.project().selection.caret;
    window.at_once(&[Key::Enter, Key::ArrowDown, Key::ArrowDown, Key::ArrowDown]);
    assert!(!window.project().is_in_form());
    assert_eq!(window.has_keyboard(), "Text of A new toll");
    let after = window.project().selection.caret;
    assert!(!lines_on(before) && lines_on(after), "{before} to {after}");
}

#[test]
fn a_mark_and_enter_in_one_frame_open_the_card_and_leave_it() {
    let (_folder, mut window, _) = marked(&[]);
    let at = ARTICLE.find("Two men").unwrap();
    window.tell(Action::Annotation(AnnotationAction::Select(Some(at..at + 7))));
    window.key(Key::F6);
    window.at_once(&[Key::W, Key::Enter, Key::ArrowDown]);
    assert_eq!(window.project().project.annotations.len(), 1);
    assert!(!window.project().is_in_form());
    assert_eq!(window.has_keyboard(), "Text of A new toll");
    assert!(window.project().selection.caret > at + 7);
}

#[test]
fn the_ends_of_a_mark_are_moved_from_the_card_too() {
    let (_folder, mut window, id) = marked(&["Five French"]);
    let id = id.unwrap();
    assert_eq!(window.has_keyboard(), "Count");
    window.press(Modifiers::ALT, Key::ArrowRight);
    // On a Mac these keys go by words in a field.
    let expected = if cfg!(target_os = "macos") { "Five French" } else { "Five French soldiers" };
    assert_eq!(window.words(id), expected);
    assert!(window.project().is_in_form());
    assert_eq!(window.has_keyboard(), "Count");
}

#[test]
fn undo_leaves_the_card_open_while_what_it_is_about_is_there() {
    let (_folder, mut window, id) = marked(&["Two men", "Five French soldiers"]);
    let id = id.unwrap();
    let read = window.project().project.claims.get(id).unwrap().clone();
    window.write("6");
    window.key(Key::Tab);
    // Two are not six: it is doubtful, and joined by its number alone.
    window.press(Modifiers::ALT, Key::Num1);
    let joined = |window: &Window| {
        let index = &window.project().answers.index;
        index.incident_of(id).map(|root| index.claims(root).len())
    };
    assert_eq!(joined(&window), Some(2));
    for _ in 0..2 {
        window.press(Modifiers::COMMAND, Key::Z);
        assert!(window.project().is_in_form());
        assert_eq!(window.project().selection.annotation, Some(id));
    }
    assert_eq!((window.project().project.claims.get(id), joined(&window)), (Some(&read), Some(1)));
    window.press(Modifiers::COMMAND, Key::Z);
    assert!(window.project().project.annotations.get(id).is_none());
    assert!(!window.project().is_in_form());
}

#[test]
fn keys_that_come_faster_than_frames_lose_no_annotation() {
    let text: String = (1..=10).map(|n| format!("{n} sailors were killed off Cape Vela.\n\n")).collect();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("one.txt"), text).unwrap();
    let mut window = Window::open(folder.path());
    let article = window.project().list.shown().next().unwrap().id;
    window.tell(Action::Article(ArticleAction::Show(article)));
    window.key(Key::F6);
    // For each line: select its first words, annotate, leave the form, go to the next line.
    let press = |window: &mut Window, key: Key, modifiers: Modifiers, text: Option<&str>| {
        let physical_key = None;
        for pressed in [true, false] {
            let event = Event::Key { key, physical_key, pressed, repeat: false, modifiers };
            window.harness.input_mut().events.push(event);
            if let (true, Some(text)) = (pressed, text) {
                window.harness.input_mut().events.push(Event::Text(text.to_owned()));
            }
        }
    };
    for _ in 0..10 {
        let words = Modifiers::CTRL | Modifiers::SHIFT | Modifiers::COMMAND;
        press(&mut window, Key::Home, Modifiers::NONE, None);
        press(&mut window, Key::ArrowRight, words, None);
        press(&mut window, Key::ArrowRight, words, None);
        press(&mut window, Key::K, Modifiers::NONE, Some("k"));
        press(&mut window, Key::Enter, Modifiers::NONE, None);
        press(&mut window, Key::ArrowDown, Modifiers::NONE, None);
        press(&mut window, Key::ArrowDown, Modifiers::NONE, None);
    }
    window.harness.run_steps(150);
    window.rest();
    let mut quotes: Vec<_> =
        window.project().project.annotations.iter().map(|(_, row)| row.quote.clone()).collect();
    quotes.sort();
    assert_eq!(quotes.len(), 10, "{quotes:?}");
    assert!(quotes.iter().all(|quote| quote.ends_with("sailors")), "{quotes:?}");
}

#[test]
fn keys_are_not_for_the_text_behind_a_window() {
    let (_folder, mut window, _) = marked(&["Five French soldiers"]);
    window.key(Key::Enter);
    window.press(Modifiers::COMMAND, Key::G);
    window.key(Key::A);
    assert_eq!(window.project().alone, None);
    let held = window.harness.ctx.memory(|memory| memory.focused());
    held.into_iter().for_each(|held| window.harness.ctx.memory_mut(|memory| memory.surrender_focus(held)));
    window.key(Key::A);
    assert_eq!(window.project().alone, None);
    window.key(Key::Escape);
    window.key(Key::F6);
    window.key(Key::A);
    assert!(window.project().alone.is_some());
}

#[test]
fn no_command_acts_behind_the_question_how_to_begin() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("one.txt"), ARTICLE).unwrap();
    let start = Start { open: Some(folder.path().to_owned()), ..Start::default() };
    let mut window = Window::begin(start, vec2(1280.0, 840.0));
    window.harness.get_by_label(new_project::BEGIN);
    let before = window.app().preferences.clone();
    let panels = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num9];
    for key in panels {
        window.press(Modifiers::COMMAND, key);
    }
    assert_eq!(window.app().preferences, before);
    window.key(Key::F4);
    assert_eq!(window.app().preferences, before);
    window.press(Modifiers::COMMAND, Key::Plus);
    assert!(window.app().preferences.zoom > before.zoom, "what concerns the whole program works");
    window.key(Key::Enter);
    assert!(window.harness.query_by_label(new_project::BEGIN).is_none(), "Enter begins");
    window.press(Modifiers::COMMAND, Key::Num9);
    assert_ne!(window.app().preferences.dock, before.dock);
}

#[test]
fn the_country_of_a_side_is_found_by_typing_before_a_project_begins() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("one.txt"), ARTICLE).unwrap();
    let start = Start { open: Some(folder.path().to_owned()), ..Start::default() };
    let mut window = Window::begin(start, vec2(1280.0, 840.0));
    window.harness.get_by_label("Civil war").click();
    window.rest();
    window.harness.get_by_label(&new_project::country_of("Government forces")).click();
    window.rest();
    window.harness.event(Event::Text("seneg".to_owned()));
    window.rest();
    window.key(Key::Enter);
    window.harness.get_by_label(new_project::BEGIN).click();
    window.rest();
    let project = &window.project().project;
    let side = project.list(List::Side).find(|(_, side)| side.value == "Government forces");
    assert_eq!(side.map(|(_, side)| side.country.as_str()), Some("Senegal"));
}
