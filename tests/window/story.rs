//! An analyst's morning, told through the whole window: open, read, mark, join, undo, export.

use std::path::PathBuf;

use eframe::egui::{Event, Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable;
use tollbook::ui::panels::reader::EDIT_DETAILS;
use tollbook::ui::shell::app::Start;
use tollbook_core::analysis::provenance::Subject;
use tollbook_core::model::{Kind, Outcome, ReadState};
use tollbook_files::exchange::ExportFormat;
use tollbook_files::storage::Store;
use tollbook_state::effect::Output;
use tollbook_state::find::{Ask, TickChange};
use tollbook_state::{Action, Command};
use tollbook_state::{ArticleAction, ChartAction, ProjectAction};

use crate::harness::Window;

const FIRST: &str = "Four soldiers were killed near Gao\n\nPublished: 2019-11-27T09:00:00Z\n\n\
    Four French soldiers were killed on Monday in Mali during Operation Barkhane, the ministry said.\n";
const SECOND: &str = "A new toll\n\n28 November 2019\n\n\
    Five French soldiers were killed on Monday in Mali during Operation Barkhane, the army said. \
    Around 600 soldiers are deployed.\n";

impl Window {
    /// Selects words of the open article by keys alone.
    fn select_by_keys(&mut self, words: &str) {
        let text = self.project().open_text().unwrap();
        let start = text.find(words).unwrap();
        self.key(Key::F6);
        self.press(Modifiers::COMMAND, Key::Home);
        for _ in text[..start].chars() {
            self.harness.key_press(Key::ArrowRight);
        }
        for _ in words.chars() {
            self.harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
        }
        self.harness.run_steps(4);
        let span = self.project().selection.span.clone().unwrap();
        assert_eq!(&text[span], words);
    }

    fn show_article(&mut self, title: &str) {
        let row = self
            .project()
            .list
            .shown()
            .find(|row| self.project().article(row.id).is_some_and(|article| article.title == title));
        let id = row.unwrap().id;
        self.tell(Action::Article(ArticleAction::Show(id)));
    }

    /// Best figures of the chart's bars, by period.
    fn bars(&self) -> Vec<(String, Option<u64>)> {
        let bars = self.project().timeline().bars.iter();
        bars.map(|(bar, sum)| (bar.period.to_string(), sum.best)).collect()
    }
}

fn folder() -> (tempfile::TempDir, PathBuf) {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("sahel");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("one.txt"), FIRST).unwrap();
    std::fs::write(folder.join("two.txt"), SECOND).unwrap();
    (parent, folder)
}

#[test]
fn a_folder_is_opened_read_marked_joined_undone_and_exported() {
    let (parent, folder) = folder();
    let mut window = Window::open(&folder);
    assert_eq!(window.project().list.len(), 2);
    assert!(!folder.join("sahel.tollbook").exists(), "opening writes nothing");

    // One key marks; the card has the keyboard; Enter goes back to the text.
    window.show_article("Four soldiers were killed near Gao");
    window.select_by_keys("Four French soldiers were killed");
    window.key(Key::K);
    assert!(window.project().is_in_form());
    let first = window.project().selection.annotation.unwrap();
    let claim = window.project().project.claims.get(first).unwrap().clone();
    assert_eq!(
        (claim.kind, claim.outcome, claim.count.best),
        (Kind::Incident, Some(Outcome::Killed), Some(4))
    );
    assert_eq!(claim.date.unwrap().to_string(), "2019-11-25");
    assert_eq!(window.project().project.operation_name(claim.operations.first().copied()), "Barkhane");
    assert_eq!(window.bars(), [("2019-11".to_owned(), Some(4))]);
    window.key(Key::Enter);
    assert!(!window.project().is_in_form());

    // The same incident in another article is counted twice until it is joined, then once.
    window.show_article("A new toll");
    window.select_by_keys("Five French soldiers were killed");
    window.key(Key::K);
    assert_eq!(window.bars(), [("2019-11".to_owned(), Some(9))]);
    window.harness.event(Event::Text("=".to_owned()));
    window.rest();
    assert_eq!(window.bars(), [("2019-11".to_owned(), Some(4))], "two sources differ: the lowest");
    window.key(Key::Enter);

    // Strengths never count.
    window.select_by_keys("Around 600 soldiers");
    window.key(Key::S);
    window.key(Key::Enter);
    assert_eq!(window.bars(), [("2019-11".to_owned(), Some(4))]);

    // Undo takes the strength back, then the join; redo brings the join again.
    window.press(Modifiers::COMMAND, Key::Z);
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.bars(), [("2019-11".to_owned(), Some(9))]);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(window.bars(), [("2019-11".to_owned(), Some(4))]);

    // Read, next unread.
    window.press(Modifiers::COMMAND, Key::Enter);
    let read = window.project().list.shown().filter(|row| row.state == ReadState::Read).count();
    assert_eq!(read, 1);

    let package = parent.path().join("package");
    window.tell(Action::Project(ProjectAction::Export(ExportFormat::Csv, package.clone())));
    let series = std::fs::read_to_string(package.join("series.csv")).unwrap();
    assert!(series.contains("Barkhane,French forces,killed"), "{series}");
    assert!(package.join("datapackage.json").exists());
    drop(window);

    // All of it is in the file, and undo reaches past the restart.
    let mut again = Window::open(&folder);
    assert_eq!(again.bars(), [("2019-11".to_owned(), Some(4))]);
    again.press(Modifiers::COMMAND, Key::Z);
    assert!(again.project().list.shown().all(|row| row.state == ReadState::Unread));
    again.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(again.bars(), [("2019-11".to_owned(), Some(9))]);
    drop(again);
    let (_, opened) = Store::open(&folder.join("sahel.tollbook")).unwrap();
    assert_eq!(opened.project.claims.len(), 2);
}

#[test]
fn what_cannot_be_opened_is_said_and_nothing_is_lost() {
    let (parent, folder) = folder();
    let cases: [(&str, &[u8], &str); 3] = [
        ("text.tollbook", b"not a database at all, only words", "text.tollbook"),
        ("empty.tollbook", b"", "empty.tollbook"),
        ("other.pdf", b"%PDF-1.4", "other.pdf"),
    ];
    for (name, bytes, named) in cases {
        let file = parent.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        let window = Window::open(&file);
        assert!(window.app().workspace.is_none(), "{name}");
        let notice = window.app().notices.last().unwrap();
        assert!(notice.is_error && notice.text.contains(named), "{}", notice.text);
        assert_eq!(std::fs::read(&file).unwrap(), bytes, "{name} is left as it was");
    }
    let window = Window::open(&parent.path().join("nowhere"));
    assert!(window.app().notices.last().unwrap().text.contains("nowhere"));

    let empty = parent.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    let window = Window::open(&empty);
    assert!(window.app().notices.last().unwrap().text.contains("holds no article"), "says what is missing");

    // A file of zero bytes and one of zeros only are listed with their reasons; the others are read.
    std::fs::write(folder.join("nothing.txt"), b"").unwrap();
    std::fs::write(folder.join("zeros.txt"), [0u8; 512]).unwrap();
    let window = Window::open(&folder);
    assert_eq!(window.project().list.len(), 2);
    assert_eq!(window.project().library.unreadable().count(), 2);
}

#[test]
fn what_was_just_marked_is_taken_back_though_the_card_has_the_keyboard() {
    let (_parent, folder) = folder();
    let mut window = Window::open(&folder);
    window.show_article("Four soldiers were killed near Gao");
    window.select_by_keys("Four French soldiers were killed");
    window.key(Key::K);
    assert!(window.project().is_in_form());

    // What is being typed is the field's own to take back.
    window.harness.event(Event::Text("7".to_owned()));
    window.harness.run_steps(2);
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.project().project.claims.len(), 1);
    window.key(Key::Escape);
    window.key(Key::Enter);
    assert!(window.project().is_in_form());

    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.project().project.claims.len(), 0);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(window.bars(), [("2019-11".to_owned(), Some(4))]);

    // Where there is nothing more to redo, nothing is undone.
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(window.project().project.claims.len(), 1);
}

#[test]
fn the_date_of_an_article_is_corrected_by_mouse_and_keyboard() {
    let (_parent, folder) = folder();
    std::fs::write(folder.join("three.txt"), "No day\n\nA French soldier was killed on Monday.\n").unwrap();
    let mut window = Window::open(&folder);
    window.show_article("No day");
    let published = |window: &Window| {
        let id = window.project().selection.article.unwrap();
        window.project().article(id).unwrap().published.map(|date| date.to_string())
    };
    assert_eq!(published(&window), None);

    window.harness.get_by_label(EDIT_DETAILS).click();
    window.harness.run_steps(4);
    assert!(window.harness.get_by_label(tollbook::ui::panels::reader::head::PUBLICATION_DATE).is_focused());
    // A click into another field leaves all of them where they are.
    window.harness.get_by_label(tollbook::ui::panels::reader::head::MEMO_OF_THE_ARTICLE).click();
    window.harness.run_steps(4);
    window.harness.get_by_label(tollbook::ui::panels::reader::head::PUBLICATION_DATE).click();
    window.harness.run_steps(4);
    window.harness.event(Event::Text("2023-08-28".to_owned()));
    window.harness.run_steps(2);
    window.key(Key::Enter);
    assert_eq!(published(&window).as_deref(), Some("2023-08-28"));
}

#[test]
fn escape_puts_the_list_of_keys_away() {
    let (_parent, folder) = folder();
    let mut window = Window::open(&folder);
    window.key(Key::F1);
    assert!(window.harness.query_all_by_label(tollbook::ui::dialogs::help::TITLE).next().is_some());
    window.key(Key::Escape);
    window.harness.run_steps(30);
    assert!(window.harness.query_all_by_label(tollbook::ui::dialogs::help::TITLE).next().is_none());
}

#[test]
fn the_guide_is_read_to_its_end_by_the_keys_of_a_text() {
    let mut window = Window::begin(Start::default(), vec2(1280.0, 840.0));
    window.choose(Command::Guide);
    // How far up its first words have gone.
    let top = |window: &Window| window.harness.get_by_label("How Tollbook counts").rect().top();
    let start = top(&window);
    let gone = |window: &mut Window, key| {
        window.key(key);
        start - top(window)
    };
    let line = gone(&mut window, Key::ArrowDown);
    let page = gone(&mut window, Key::PageDown);
    let end = gone(&mut window, Key::End);
    assert!(0.0 < line && line * 4.0 < page && page * 2.0 < end, "{line} {page} {end}");
    assert_eq!(gone(&mut window, Key::PageDown), end, "that is all");
    assert!(gone(&mut window, Key::PageUp) < end);
    assert_eq!(gone(&mut window, Key::Home), 0.0);
    window.key(Key::Escape);
    assert!(window.harness.query_by_label("How Tollbook counts").is_none());
}

#[test]
fn words_are_found_here_and_everywhere_by_keyboard_alone_and_marked() {
    let (_parent, folder) = folder();
    std::fs::write(folder.join("three.txt"), "Third\n\n1 December 2019\n\nNo French\u{a0}soldiers here.\n")
        .unwrap();
    let mut window = Window::open(&folder);
    window.show_article("A new toll");
    // In the article: the place that is found stays selected, and a key marks it.
    window.press(Modifiers::COMMAND, Key::F);
    for letter in "five french soldiers".chars() {
        window.harness.event(Event::Text(letter.to_string()));
    }
    window.rest();
    window.harness.get_by_label("1 of 1");
    window.key(Key::Escape);
    assert!(!window.project().find.here.open);
    window.key(Key::K);
    let marked = window.project().selection.annotation.unwrap();
    let quote = window.project().project.annotations.get(marked).unwrap().quote.clone();
    assert_eq!(quote, "Five French soldiers");
    window.key(Key::Enter);

    // In all articles, also in one whose file is gone and whose text is in the project alone.
    std::fs::remove_file(folder.join("two.txt")).unwrap();
    window.key(Key::F5);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    for letter in "french soldiers".chars() {
        window.harness.event(Event::Text(letter.to_string()));
    }
    window.rest();
    assert_eq!(window.project().find.all.hits, 3);
    // Down to the list: the first article, its first place; Enter opens it, with its words selected.
    window.key(Key::Enter);
    window.key(Key::ArrowDown);
    window.key(Key::Space);
    assert_eq!(window.project().find.all.ticked, 1);
    window.key(Key::Enter);
    let open = window.project();
    assert_eq!(&open.open_text().unwrap()[open.selection.span.clone().unwrap()], "French soldiers");
    let first = open.selection.article;
    window.key(Key::F3);
    assert_eq!(window.project().selection.article, first);
    window.harness.get_by_label("1 of 1");
    // Everything, marked with one code as one edit: also where only the project has the text.
    let code = window.project().project.code_for(tollbook_core::model::ClaimType::Strength).unwrap();
    window.tell(Action::Find(Ask::Tick(TickChange::All, true)));
    window.tell(Action::Find(Ask::Mark(code)));
    assert_eq!(window.project().project.annotations.len(), 4);
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.project().project.annotations.len(), 1);
}

#[test]
fn a_bar_is_told_down_to_its_words_and_the_page_is_saved() {
    let (parent, folder) = folder();
    let mut window = Window::open(&folder);
    window.show_article("Four soldiers were killed near Gao");
    window.select_by_keys("Four French soldiers were killed");
    window.key(Key::K);
    window.key(Key::Enter);
    window.show_article("A new toll");
    let bar = window.project().timeline().bars.keys().next().unwrap().clone();
    window.tell(Action::Chart(ChartAction::ShowBar(Some(bar.clone()))));

    window.press(Modifiers::COMMAND, Key::H);
    window.harness.get_by_label("Go to “Four French soldiers were killed”").click();
    window.rest();
    assert!(window.project().open_text().unwrap().contains("Four French soldiers"), "and back to the words");

    let page = parent.path().join("page.html");
    window.tell(Action::Project(ProjectAction::Save(
        Output::Provenance(Subject::Bar(bar.clone())),
        page.clone(),
    )));
    let html = std::fs::read_to_string(&page).unwrap();
    assert!(html.contains("<strong>Four French soldiers were killed</strong>"), "{html}");
    window.tell(Action::Project(ProjectAction::Save(
        Output::Provenance(Subject::Bar(bar)),
        parent.path().join("page.pdf"),
    )));
    assert!(window.app().notices.last().unwrap().text.contains(".html"), "says which endings there are");
}

/// The whole job without a mouse and without a look at anything but the keys.
#[test]
fn a_project_is_made_and_exported_by_the_keyboard_alone() {
    let (parent, folder) = folder();
    let mut window = Window::begin(Start::default(), vec2(1280.0, 840.0));
    window.press(Modifiers::COMMAND, Key::O);
    window.write(folder.to_str().unwrap());
    window.key(Key::Enter);
    window.begin_project();
    assert_eq!(window.project().library.files().count(), 2);

    window.select_by_keys("Four French soldiers were killed");
    window.key(Key::K);
    window.key(Key::Enter);
    window.press(Modifiers::COMMAND, Key::Enter);
    window.select_by_keys("Five French soldiers were killed");
    window.key(Key::K);
    window.write("=");
    window.key(Key::Enter);
    window.select_by_keys("Around 600 soldiers");
    window.key(Key::S);
    window.key(Key::Enter);
    let count = |window: &Window| window.project().project.claims.len();
    assert_eq!((count(&window), window.bars()), (3, vec![("2019-11".to_owned(), Some(4))]));

    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(count(&window), 2);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(count(&window), 3);

    let package = parent.path().join("package");
    window.press(Modifiers::COMMAND, Key::E);
    window.write(package.to_str().unwrap());
    window.key(Key::Enter);
    let series = std::fs::read_to_string(package.join("series.csv")).unwrap();
    assert!(series.contains("2019-11,Barkhane,French forces,killed"), "{series}");
}
