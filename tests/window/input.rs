//! Bringing articles in: dropped files, pasted text, columns of tables; and how the reader sets what was read.

use std::path::Path;

use eframe::egui::{Event, Key, Modifiers, Role as UiRole, vec2};
use egui_kittest::kittest::Queryable as _;
use tollbook::ui::dialogs::{bring_in, columns};
use tollbook::ui::shell::app::Start;
use tollbook_core::model::ArticleId;
use tollbook_files::reading::table::Role;
use tollbook_state::{Action, AnnotationAction, ArticleAction, Command, InputAction};

use crate::harness::Window;

fn open(folder: &Path) -> Window {
    let start = Start { open: Some(folder.to_owned()), ..Start::default() };
    let mut window = Window::begin(start, vec2(1280.0, 720.0));
    window.begin_project();
    window
}

impl Window {
    fn paths(&self) -> Vec<String> {
        let open = self.project();
        let mut paths: Vec<String> =
            open.article_ids().into_iter().filter_map(|id| Some(open.article(id)?.path.clone())).collect();
        paths.sort();
        paths
    }

    fn article_at(&self, path: &str) -> ArticleId {
        let open = self.project();
        open.article_ids().into_iter().find(|id| open.article(*id).unwrap().path == path).unwrap()
    }

    fn click_on(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.harness.run_steps(2);
        self.rest();
    }
}

#[test]
fn dropped_files_are_copied_into_the_folder_and_shown() {
    let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    std::fs::write(folder.path().join("a.txt"), "Ferry runs again\n\nNobody was hurt.\n").unwrap();
    let file = elsewhere.path().join("raid.txt");
    std::fs::write(&file, "Raid in the north\n\nTwo guards were hurt.\n").unwrap();
    let mut window = open(folder.path());
    window.tell(Action::Input(InputAction::Drop(vec![file.clone()])));
    window.click_on(bring_in::COPY);
    assert_eq!(window.paths(), ["a.txt", "raid.txt"]);
    assert!(file.exists(), "the original stays where it is");
    let shown = window.project().selection.article;
    assert_eq!(shown, Some(window.article_at("raid.txt")), "what was brought in is shown");
}

#[test]
fn a_pasted_text_becomes_an_article_with_what_it_says_of_itself() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "Ferry runs again\n\nNobody was hurt.\n").unwrap();
    let mut window = open(folder.path());
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::V);
    let text =
        "Shots at the ferry\nKarsa Daily News\n3 April 2014\n\nTwo guards were hurt when shots were fired.\n";
    window.harness.event(Event::Paste(text.to_owned()));
    window.harness.run_steps(4);
    window.click_on(bring_in::SAVE);
    let path = "2014-04-03 Shots at the ferry.md";
    assert_eq!(window.paths(), [path, "a.txt"]);
    let article = window.project().article(window.article_at(path)).unwrap().clone();
    assert_eq!((article.title.as_str(), article.source.as_str()), ("Shots at the ferry", "Karsa Daily News"));
    assert_eq!(article.published.unwrap().to_string(), "2014-04-03");
    assert!(!article.retrieved.is_empty());
}

#[test]
fn a_table_whose_columns_are_not_known_is_read_once_the_coder_names_them() {
    let folder = tempfile::tempdir().unwrap();
    let table = "k1,k2,k3\n1,Ferry,Shots at the ferry\n2,Bridge,Mine at the bridge\n";
    std::fs::write(folder.path().join("list.csv"), table).unwrap();
    std::fs::write(folder.path().join("a.txt"), "Ferry runs again\n\nNobody was hurt.\n").unwrap();
    let mut window = open(folder.path());
    assert_eq!(window.paths(), ["a.txt"]);
    assert!(
        window.harness.query_by_label_contains("table without texts").is_some(),
        "it is not passed over in silence"
    );
    window.choose(Command::TableColumns);
    window.click_on("list.csv");
    let text = columns::label(Role::Text);
    window.harness.get_by_role_and_label(UiRole::ComboBox, text).click();
    window.harness.run_steps(3);
    window.harness.get_by_role_and_label(UiRole::ListBoxOption, "k3").click();
    window.harness.run_steps(3);
    window.click_on(columns::READ);
    let paths = window.paths();
    assert_eq!(paths.len(), 3, "{paths:?}");
    let open = window.project();
    let article = open.article(window.article_at(&paths[1])).unwrap();
    assert_eq!(article.container, "list.csv");
    // It is remembered with the project.
    drop(window);
    let window = self::open(folder.path());
    assert_eq!(window.paths(), paths);
}

#[test]
fn hard_wrapped_text_is_joined_and_stands_as_it_is_on_request() {
    let folder = tempfile::tempdir().unwrap();
    let text = "   KARSA, 4 MAR 91 (ZNA) -- [TEXT] THE NORTHERN COMMAND REPORTED THAT\n\
        TWO CONSCRIPTS DIED IN AN AMBUSH NEAR THE DAM AND THAT THE ROAD TO OSSA\n\
        WAS CLOSED UNTIL THE MORNING, AND THAT A COLUMN HAD BEEN SENT TO FIND THE\n\
        MEN WHO HAD FIRED THE SHOTS.\n";
    std::fs::write(folder.path().join("wire.txt"), text).unwrap();
    let mut window = open(folder.path());
    let id = window.article_at("wire.txt");
    window.tell(Action::Article(ArticleAction::Show(id)));
    assert!(!window.app().preferences.lines_as_written);
    let span = Some(text.find("TWO CONSCRIPTS").unwrap()..text.find(" DIED").unwrap());
    window.tell(Action::Annotation(AnnotationAction::Select(span.clone())));
    window.choose(Command::LinesAsWritten);
    assert!(window.app().preferences.lines_as_written);
    assert_eq!(window.project().selection.span, span, "what is selected stays");
    assert_eq!(window.project().open_text().as_deref(), Some(text), "the text itself never changes");
}
