//! Suggestions, told through the whole window: gone through, accepted and rejected by keys alone.

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use tollbook_core::model::Origin;
use tollbook_state::action::ChartQuestion;
use tollbook_state::{Action, ChartAction, Dock, PreferenceChange};

use crate::harness::Window;

const FIRST: &str = "News from Gao\n\n27 November 2019\n\nFour French soldiers were killed on Monday in Mali \
    during Operation Barkhane, the ministry said. Two French soldiers were wounded.\n";
const SECOND: &str = "A mine\n\n28 November 2019\n\nOne French soldier was killed on Tuesday in Mali during Operation \
    Barkhane by a mine.\n";

impl Window {
    fn suggested(&self) -> String {
        let open = self.project();
        let selected = open.suggestions.selected();
        selected.map_or_else(String::new, |it| open.open_text().unwrap()[it.place.span.clone()].to_owned())
    }

    fn best(&self) -> Vec<Option<u64>> {
        self.project().timeline().bars.values().map(|sum| sum.best).collect()
    }
}

#[test]
fn suggestions_are_accepted_and_rejected_by_keys_and_the_chart_shows_what_was_accepted() {
    accept_and_reject(0);
}

/// The suggestions of a large folder lie in the library cache, and are not held.
#[test]
fn suggestions_of_a_large_folder_are_accepted_and_rejected_by_keys() {
    accept_and_reject(300);
}

/// Beside articles that state nothing, so many of them.
fn accept_and_reject(others: usize) {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("sahel");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("one.txt"), FIRST).unwrap();
    std::fs::write(folder.join("two.txt"), SECOND).unwrap();
    for other in 0..others {
        let text = format!("A letter\n\n1 March 2012\n\nThe library of Gao has lent {other} books.\n");
        std::fs::write(folder.join(format!("{other}.txt")), text).unwrap();
    }
    let mut window = Window::open(&folder);
    window.tell(Action::Chart(ChartAction::Ask(ChartQuestion::AllSides)));
    assert!(window.best().is_empty(), "nothing counts before it is accepted");

    window.key(Key::F6);
    window.key(Key::CloseBracket);
    let first = window.suggested();
    assert!(!first.is_empty());
    window.harness.get_by_label(tollbook::ui::panels::inspector::suggestion::WHY_IT_IS_SUGGESTED);
    window.key(Key::Enter);
    let open = window.project();
    assert_eq!((open.project.claims.len(), window.best().len()), (1, 1));
    let (_, annotation) = open.project.annotations.iter().next().unwrap();
    assert_eq!((annotation.origin, annotation.quote.as_str()), (Origin::Suggestion, first.as_str()));

    window.key(Key::CloseBracket);
    let second = window.suggested();
    window.key(Key::X);
    assert_ne!(window.suggested(), second);
    assert_eq!((window.project().project.rejections.len(), window.project().project.claims.len()), (1, 1));
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.project().project.rejections.len(), 0);
    window.press(Modifiers::COMMAND, Key::Z);
    assert!(window.best().is_empty());
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(window.best().len(), 1, "the chart shows what was accepted");

    // The queue lists the rest; a row leads to its words.
    window.tell(Action::Preference(PreferenceChange::ShowDock(Dock::Suggestions)));
    let waiting = window.project().suggestions.queue(window.project()).len();
    assert_eq!(waiting, 2);
    window.harness.get_by_label("Suggestions 2");
    window.key(Key::F6);
    window.key(Key::CloseBracket);
    window.key(Key::E);
    assert!(window.project().is_in_form(), "a field is corrected on accepting");
    window.key(Key::Enter);
    window.key(Key::CloseBracket);
    window.key(Key::Enter);
    assert!(window.project().suggestions.queue(window.project()).is_empty());
    drop(window);

    // Accepted and rejected are in the file.
    let again = Window::open(&folder);
    assert_eq!(again.project().project.claims.len(), 3);
    assert!(again.project().suggestions.queue(again.project()).is_empty());
}
