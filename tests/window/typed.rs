//! Words that are being typed when the window closes, or the program ends.

use std::path::Path;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, ViewportEvent, ViewportId, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tollbook::ui::panels::inspector::coder_estimate::{OWN_FIGURES, REASON, SET, SET_ESTIMATE};
use tollbook::ui::panels::inspector::notes::ARTICLE_NOTES;
use tollbook::ui::shell::app::Start;
use tollbook::ui::shell::status::{BEING_TYPED, NOT_ENTERED};
use tollbook_core::model::ClaimType;
use tollbook_state::{
    Action, AnnotationAction, ArticleAction, ClaimAction, ClaimEdit, PreferenceChange, Tab,
};

use crate::harness::Window;

const ARTICLE: &str =
    "A patrol boat\n\n28 November 2019\n\nThree sailors were killed on Monday off Cape Vela.\n";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("articles")).unwrap();
    std::fs::write(folder.path().join("articles/one.txt"), ARTICLE).unwrap();
    folder
}

fn open(folder: &Path) -> Window {
    let start = Start {
        open: Some(folder.join("articles")),
        preferences: Some(folder.join("preferences.json")),
        ..Start::default()
    };
    // So high that nothing has to be scrolled to.
    let mut window = Window::begin(start, vec2(1280.0, 1800.0));
    window.begin_project();
    let article = window.project().list.shown().next().unwrap().id;
    window.tell(Action::Article(ArticleAction::Show(article)));
    window
}

impl Window {
    /// Types into a field, and leaves the keyboard there.
    fn type_into(&mut self, label: &str, text: &str) {
        let is_field = |node: &egui_kittest::Node<'_>| {
            matches!(node.accesskit_node().role(), Role::TextInput | Role::MultilineTextInput)
        };
        self.harness.query_all_by_label(label).find(is_field).unwrap().focus();
        self.harness.run_steps(2);
        self.write(text);
    }

    fn write_notes(&mut self, text: &str) {
        self.tell(Action::Preference(PreferenceChange::Tab(Tab::Notes)));
        self.type_into(ARTICLE_NOTES, text);
    }

    fn notes(&self) -> String {
        let article = self.project().selection.article.unwrap();
        self.project().article(article).unwrap().memo.clone()
    }

    fn press_close_button(&mut self) {
        let viewports = &mut self.harness.input_mut().viewports;
        viewports.get_mut(&ViewportId::ROOT).unwrap().events.push(ViewportEvent::Close);
        self.harness.run_steps(3);
        self.harness.input_mut().viewports.get_mut(&ViewportId::ROOT).unwrap().events.clear();
        self.rest();
    }

    /// A claim of which the estimate is being set, and nothing is entered yet.
    fn begin_estimate(&mut self) {
        let at = ARTICLE.find("Three sailors").unwrap();
        self.tell(Action::Annotation(AnnotationAction::Select(Some(at..at + 13))));
        self.tell(Action::Annotation(AnnotationAction::Add(ClaimType::Killed)));
        self.harness.get_by_label(SET_ESTIMATE).click();
        self.harness.run_steps(3);
        self.type_into(REASON, "The ministry corrected itself");
    }
}

#[test]
fn notes_are_saved_when_a_key_closes_the_window_while_they_are_typed() {
    let folder = folder();
    let mut window = open(folder.path());
    window.write_notes("Ask the coast guard");
    window.press(Modifiers::COMMAND, Key::Q);
    assert!(window.app().quit);
    assert_eq!(window.notes(), "Ask the coast guard");
    drop(window);
    assert_eq!(open(folder.path()).notes(), "Ask the coast guard");
}

#[test]
fn notes_are_saved_when_the_button_of_the_window_closes_it_while_they_are_typed() {
    let folder = folder();
    let mut window = open(folder.path());
    window.write_notes("Ask the coast guard");
    window.press_close_button();
    assert!(window.app().quit);
    assert_eq!(window.notes(), "Ask the coast guard");
}

#[test]
fn notes_are_saved_every_second_while_they_are_typed() {
    let folder = folder();
    let mut window = open(folder.path());
    window.write_notes("");
    for n in 1..=30 {
        window.write("a");
        window.harness.run_steps(6);
        let saved = window.notes().len();
        assert!(saved + 12 >= n, "{saved} of {n} letters are saved");
    }
}

#[test]
fn a_space_at_the_end_of_what_was_saved_stays_in_the_field() {
    let folder = folder();
    let mut window = open(folder.path());
    window.begin_estimate();
    let id = window.project().selection.annotation.unwrap();
    window.tell(Action::Claim(ClaimAction::Edit(id, ClaimEdit::Place(String::new()))));
    window.type_into("Place", "Cape ");
    window.harness.run_steps(90);
    window.write("Vela");
    window.key(Key::Tab);
    assert_eq!(window.project().project.claims.get(id).unwrap().place, "Cape Vela");
}

#[test]
fn the_status_says_that_typed_words_are_not_saved() {
    let folder = folder();
    let mut window = open(folder.path());
    window.write_notes("Ask");
    assert!(window.harness.query_by_label(BEING_TYPED).is_some());
    assert!(window.harness.query_all_by_label_contains("Saved ").next().is_none());
    window.harness.run_steps(90);
    window.rest();
    assert!(window.harness.query_by_label(BEING_TYPED).is_none());
    assert!(window.harness.query_all_by_label_contains("Saved ").next().is_some());
}

#[test]
fn a_form_that_was_not_entered_is_filled_in_again_after_a_restart() {
    let folder = folder();
    let mut window = open(folder.path());
    window.begin_estimate();
    assert!(window.harness.query_by_label(NOT_ENTERED).is_some());
    // As after a kill: nothing more is done by this program.
    let id = window.project().selection.annotation.unwrap();
    window.harness.run_steps(2);
    drop(window);

    let mut window = open(folder.path());
    window.tell(Action::Annotation(AnnotationAction::Show(id)));
    assert_eq!(window.harness.get_by_label(REASON).value().as_deref(), Some("The ministry corrected itself"));
    window.type_into(OWN_FIGURES, "");
    window.harness.get_by_label(SET).click();
    window.harness.run_steps(3);
    window.rest();
    let estimates: Vec<_> = window.project().project.estimates.iter().collect();
    assert_eq!(estimates.len(), 1);
    assert_eq!(estimates[0].1.reason, "The ministry corrected itself");
    assert!(window.harness.query_by_label(NOT_ENTERED).is_none());
    drop(window);
    let mut window = open(folder.path());
    window.tell(Action::Annotation(AnnotationAction::Show(id)));
    assert!(window.harness.query_by_label(REASON).is_none());
}

#[test]
fn what_cannot_be_read_stands_in_its_field_again_after_a_restart() {
    let folder = folder();
    let mut window = open(folder.path());
    window.begin_estimate();
    let id = window.project().selection.annotation.unwrap();
    window.type_into("Date", "some day");
    window.press(Modifiers::COMMAND, Key::Q);
    drop(window);
    let mut window = open(folder.path());
    window.tell(Action::Annotation(AnnotationAction::Show(id)));
    let value = |window: &Window| {
        let mut fields = window.harness.query_all_by_label("Date").filter_map(|node| node.value());
        fields.next_back().unwrap_or_default()
    };
    assert!(value(&window).contains("some day"), "{}", value(&window));
}
