//! The form of a claim in the whole window: what is seen of it, and that it never covers the text.

use eframe::egui::{Key, Modifiers, Rect, Vec2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tollbook::ui::panels::reader;
use tollbook::ui::shell::app::Start;
use tollbook_core::model::ClaimType;
use tollbook_state::{Action, AnnotationAction, ArticleAction, PreferenceChange, Switch, Tab};

use crate::harness::Window;

const ARTICLE: &str = "Four soldiers were killed near Gao\n\nPublished: 2019-11-27\n\n\
    Four French soldiers were killed on Monday by a roadside bomb near Gao in Mali, the ministry said.\n\n\
    Two soldiers of their unit were wounded in the same attack.\n";

/// The fields of a claim of people killed, from top to bottom.
const FIELDS: [&str; 12] = [
    "Count",
    "Date",
    "Operation",
    "Side",
    "Country",
    "Place",
    "Cause",
    "Hostile",
    "Victims",
    "Said by",
    "Date counted from",
    "Of wounds",
];

fn window(size: Vec2) -> (tempfile::TempDir, Window) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("one.txt"), ARTICLE).unwrap();
    let start = Start { open: Some(folder.path().to_owned()), ..Start::default() };
    let mut window = Window::begin(start, size);
    window.begin_project();
    let article = window.project().list.shown().next().unwrap().id;
    window.tell(Action::Article(ArticleAction::Show(article)));
    (folder, window)
}

impl Window {
    fn annotate(&mut self, words: &str, mark: ClaimType) {
        let at = self.project().open_text().unwrap().find(words).unwrap();
        self.tell(Action::Annotation(AnnotationAction::Select(Some(at..at + words.len()))));
        self.tell(Action::Annotation(AnnotationAction::Add(mark)));
        self.harness.run_steps(4);
    }

    fn rect(&self, label: &str) -> Rect {
        // The chart has choosers of the same names.
        let nodes = self.harness.query_all_by_label(label).map(|node| node.rect());
        nodes.max_by(|a, b| a.left().total_cmp(&b.left())).unwrap()
    }

    fn text(&self) -> Rect {
        self.harness.get_by_label("Text of Four soldiers were killed near Gao").rect()
    }

    fn focused(&self) -> Option<(String, Rect)> {
        let node = self.harness.root().query_all_by(|node| node.is_focused()).next()?;
        Some((node.accesskit_node().label().unwrap_or_default(), node.rect()))
    }
}

#[test]
fn the_text_has_half_of_the_window_at_the_start_and_the_panel_below_folds_with_one_key() {
    for size in [vec2(1280.0, 720.0), vec2(1440.0, 900.0)] {
        let (_folder, mut window) = window(size);
        let before = window.text().height();
        assert!(before >= size.y / 2.0, "{before} of {}", size.y);
        window.key(Key::F4);
        assert!(window.text().height() > before + 100.0);
        window.key(Key::F4);
        assert_eq!(window.text().height(), before);
    }
}

#[test]
fn all_fields_of_a_new_claim_are_seen_at_once_with_their_sentence() {
    let (_folder, mut window) = window(vec2(1280.0, 720.0));
    window.annotate("Four French soldiers", ClaimType::Killed);
    assert_eq!(window.focused().unwrap().0, "Count");
    let sentence = window.harness.get_by_label("Go to “Four French soldiers”").rect();
    assert!(sentence.top() > 20.0 && sentence.bottom() < window.rect("Count").top());
    let mut above = sentence.bottom();
    for field in FIELDS {
        let rect = window.rect(field);
        assert!(rect.top() >= above - 1.0, "{field} at {rect:?} under {above}");
        assert!(rect.bottom() <= 690.0, "{field} at {rect:?}");
        assert!(!rect.intersects(window.text()), "{field} covers the text");
        above = rect.top();
    }
}

#[test]
fn at_one_and_a_half_only_the_form_is_scrolled() {
    // 1280×720 at 150 %.
    let (_folder, mut window) = window(vec2(853.0, 480.0));
    window.annotate("Four French soldiers", ClaimType::Killed);
    let text = window.text();
    assert!(text.height() > 100.0, "the text stays in view");
    for field in FIELDS {
        let (name, rect) = window.focused().unwrap();
        assert_eq!(name, field);
        assert!(rect.top() > 60.0 && rect.bottom() <= 456.0, "{field} at {rect:?}");
        assert!(!rect.intersects(window.text()), "{field} covers the text");
        window.key(Key::Tab);
        window.harness.run_steps(20);
    }
    assert_eq!(window.text(), text, "the text has not moved");
    // The labels beside the fields are seen too: the text does not lie over the form, and nothing reaches out of it.
    let right_of_text: Vec<(String, Rect)> = window
        .harness
        .root()
        .children_recursive()
        .filter(|node| node.accesskit_node().raw_bounds().is_some())
        .map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect()))
        .filter(|(_, rect)| rect.left() > text.right() && rect.width() > 0.0)
        .collect();
    assert!(right_of_text.iter().any(|(label, _)| label == "Count"));
    let beyond: Vec<_> = right_of_text.iter().filter(|(_, rect)| rect.right() > 853.0).collect();
    assert!(beyond.is_empty(), "{beyond:?}");
    let reader = window.harness.get_by_label(reader::EDIT_DETAILS).rect();
    let tab = window.harness.get_by_label(Tab::Selection.name()).rect();
    assert!(reader.right() < tab.left(), "{reader:?} over {tab:?}");
}

#[test]
fn a_new_annotation_brings_a_hidden_form_up_and_the_keyboard_into_it() {
    let (_folder, mut window) = window(vec2(1280.0, 720.0));
    window.tell(Action::Preference(PreferenceChange::Set(Switch::Inspector, false)));
    window.annotate("Two soldiers", ClaimType::Wounded);
    assert_eq!(window.focused().unwrap().0, "Count");
    window.key(Key::Enter);
    assert!(window.focused().unwrap().0.starts_with("Text of"));
    // Keys of the text work again, and Enter goes back to the fields.
    window.key(Key::Enter);
    assert_eq!(window.focused().unwrap().0, "Count");
    window.press(Modifiers::COMMAND, Key::Z);
    assert!(window.project().project.claims.iter().next().is_none());
}
