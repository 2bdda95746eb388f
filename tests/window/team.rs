//! A replica in the whole window: what colleagues do appears, and nothing moves under the hands of who reads.

use std::collections::HashSet;
use std::sync::Arc;

use eframe::egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable as _;

use tollbook::ui::dialogs::team::{ADDRESS, PASSWORD, TEST, USER};
use tollbook::ui::dialogs::undo::{LEAVE, TOGETHER};
use tollbook::ui::shell::app::Start;
use tollbook_core::model::history::Step;
use tollbook_core::model::{
    Annotation, AnnotationId, ArticleId, Draft, Edit, EntryId, History, List, ListEntry, Stamp,
};
use tollbook_files::storage::{Reloaded, Store};
use tollbook_state::update::Message;
use tollbook_state::{
    Action, AnnotationAction, ArticleAction, Command, Done, PreferenceChange, ProjectAction, Switch,
};

use crate::harness::Window;

const BEN: EntryId = EntryId(uuid::Uuid::from_u128(5));

/// A window on a folder with a long article, which is open, and a project.
fn open() -> (tempfile::TempDir, Window) {
    let folder = tempfile::tempdir().unwrap();
    let line =
        |n: u32| format!("Report {n}: {n} sailors were killed off the cape, the coast guard said.\n\n");
    std::fs::write(folder.path().join("long.txt"), (1..400).map(line).collect::<String>()).unwrap();
    let preferences = Some(folder.path().join("kept/preferences.json"));
    let start = Start { open: Some(folder.path().to_owned()), preferences, ..Start::default() };
    let mut window = Window::begin(start, vec2(1280.0, 840.0));
    window.begin_project();
    window.tell(Action::Project(ProjectAction::SetMemo("Begun.".to_owned())));
    (folder, window)
}

fn say(window: &mut Window, message: impl Into<Message>) {
    window.harness.state_mut().as_mut().unwrap().tell(message.into());
    window.rest();
}

/// An edit of Ben's that annotates words of an article.
fn annotated(window: &Window, article: ArticleId, words: &str, n: u64) -> (Edit, AnnotationId) {
    let open = window.project();
    let text = open.open_text().unwrap();
    let start = text.find(words).unwrap();
    let (quote, prefix, suffix) = Annotation::quote(&text, &(start..start + words.len())).unwrap();
    let mut stamp = Stamp::new(jiff::Timestamp::UNIX_EPOCH, BEN, n);
    let id: AnnotationId = stamp.mint();
    let like = open.project.annotations.iter().next().map(|(_, like)| like.clone()).unwrap();
    let own =
        Annotation { article, start, end: start + words.len(), quote, prefix, suffix, coder: BEN, ..like };
    let mut draft = Draft::new(&open.project, &mut stamp);
    if !open.project.entries.contains(BEN) {
        draft.set(BEN, ListEntry::named(List::Coder, "Ben"));
    }
    draft.set(id, own);
    (draft.finish("Annotate").unwrap(), id)
}

/// The edit comes from the team.
fn arrives(window: &mut Window, edit: Edit) {
    let open = window.project();
    let mut project = open.project.clone();
    project.apply(&edit).unwrap();
    let file = Store::open(&open.file).unwrap().0;
    let ids = file.edit_ids().unwrap().into_iter().chain([edit.id]).collect::<HashSet<_>>();
    let history = History::replay([Step::from(&edit)]);
    let reloaded = Reloaded {
        project,
        history: Arc::new(history),
        ids: Arc::new(ids),
        has_foreign: true,
        missing: Vec::new(),
        appended: Some(vec![edit]),
        warnings: Vec::new(),
        is_from_team: true,
    };
    say(window, Done::Reloaded(Box::new(reloaded)));
}

#[test]
fn what_a_colleague_annotates_appears_without_moving_text_caret_or_selection() {
    for labels in [false, true] {
        let (folder, mut window) = open();
        let article = window.project().selection.article.unwrap();
        window.tell(Action::Preference(PreferenceChange::Set(Switch::CodeLabels, labels)));
        // An own annotation far above, and then words selected where reading has come to.
        let select = |window: &mut Window, words: &str| {
            let at = window.project().open_text().unwrap().find(words).unwrap();
            window.tell(Action::Annotation(AnnotationAction::Select(Some(at..at + words.len()))));
        };
        select(&mut window, "5 sailors were");
        window.tell(Action::Annotation(AnnotationAction::Add(tollbook_core::model::ClaimType::Killed)));
        window.key(Key::Escape);
        window.key(Key::Escape);
        (0..8).for_each(|_| window.key(Key::PageDown));
        let caret = window.project().selection.caret;
        let words = format!("{} sailors were", 3 + caret / 70);
        select(&mut window, &words);
        window.harness.run_steps(90);
        let place = |window: &Window| {
            let state = window.app();
            let place = state.places.position_in(folder.path(), "long.txt").unwrap().clone();
            (place, window.project().selection.clone(), window.project().focus.request())
        };
        let before = place(&window);
        assert!(before.0.top > 500, "{:?}", before.0);
        // Above what is shown, in it, and over the selection itself.
        for (n, quote) in ["Report 3:", "off the cape", words.as_str()].into_iter().enumerate() {
            let (edit, id) = annotated(&window, article, quote, 50 + n as u64);
            arrives(&mut window, edit);
            window.harness.run_steps(90);
            assert!(window.project().project.annotations.contains(id), "it is there");
            assert_eq!(place(&window), before, "with labels: {labels}, at “{quote}”");
        }
        // And the colleague's edit is not the coder's to undo.
        let own = window.project().undo_step().unwrap().label.clone();
        assert!(own.contains("killed"), "{own}");
    }
}

#[test]
fn an_edit_that_the_team_refused_is_shown_as_such_in_the_history() {
    let (_folder, mut window) = open();
    let file = window.project().file.clone();
    let label = "Refused: Annotate as killed";
    let refused = Edit {
        id: tollbook_core::model::EditId(uuid::Uuid::from_u128(77)),
        label: label.to_owned(),
        coder: window.project().coder,
        at: jiff::Timestamp::UNIX_EPOCH,
        undoes: None,
        part_of: None,
        parts: Vec::new(),
        changes: Vec::new(),
    };
    drop(window);
    let (mut store, _) = Store::open(&file).unwrap();
    store.commit(&[std::sync::Arc::new(refused).into()]).unwrap();
    drop(store);
    window = Window::open(&file);
    window.choose(Command::ShowHistory);
    window.harness.get_by_label_contains(label);
}

#[test]
fn an_undo_that_a_colleague_built_on_names_what_stands_on_it_and_takes_all_back_if_wished() {
    let (_folder, mut window) = open();
    let article = window.project().selection.article.unwrap();
    let text = window.project().open_text().unwrap();
    let at = text.find("5 sailors were").unwrap();
    window.tell(Action::Annotation(AnnotationAction::Select(Some(at..at + 9))));
    window.tell(Action::Annotation(AnnotationAction::Add(tollbook_core::model::ClaimType::Killed)));
    let id = window.project().selection.annotation.unwrap();
    let file = window.project().file.clone();
    // Ben's program writes into the same file: a memo, which removing the annotation would take with it.
    let before = window.project().project.clone();
    let mut stamp = Stamp::new(jiff::Timestamp::UNIX_EPOCH, BEN, 50);
    let mut draft = Draft::new(&before, &mut stamp);
    draft.set(BEN, ListEntry::named(List::Coder, "Ben"));
    draft.update::<Annotation>(id, |annotation| annotation.memo = "Checked by Ben.".to_owned());
    let theirs = draft.finish("Change memo of an annotation").unwrap();
    drop(window);
    let (mut store, _) = Store::open(&file).unwrap();
    store.commit(&[std::sync::Arc::new(theirs).into()]).unwrap();
    drop(store);
    window = Window::open(&file);
    window.tell(Action::Article(ArticleAction::Show(article)));
    window.press(Modifiers::COMMAND, Key::Z);
    window.harness.run_steps(3);
    assert!(window.project().project.annotations.contains(id));
    window.harness.get_by_label("Ben");
    window.harness.get_by_label("Change memo of an annotation");
    window.harness.get_by_label(LEAVE).click();
    window.rest();
    assert!(window.project().project.annotations.contains(id) && window.project().undo_question.is_none());

    window.press(Modifiers::COMMAND, Key::Z);
    window.harness.run_steps(3);
    window.harness.get_by_label(TOGETHER).click();
    window.rest();
    assert!(!window.project().project.annotations.contains(id));
    // One edit, which brings all of it back when it is redone.
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    let memo = &window.project().project.annotations.get(id).unwrap().memo;
    assert_eq!(memo, "Checked by Ben.");
}

#[test]
fn a_password_that_was_typed_is_in_no_file_of_the_program() {
    const TYPED: &str = "xyzzy-42-secret";
    let (folder, mut window) = open();
    window.choose(Command::TeamProject);
    for (field, text) in [(ADDRESS, "postgresql://127.0.0.1:1/sahel"), (USER, "ben"), (PASSWORD, TYPED)] {
        window.harness.get_by_label(field).focus();
        window.harness.run_steps(2);
        window.write(text);
    }
    window.harness.get_by_label(TEST).click();
    window.rest();
    let dialog = window.app().team.as_ref().unwrap();
    let (_, tested) = dialog.tested.as_ref().unwrap();
    let why = tested.as_ref().unwrap_err();
    assert!(why.contains("No server can be reached at postgresql://ben@127.0.0.1:1/sahel"), "{why}");
    assert!(!format!("{:?}", window.app()).contains(TYPED), "the state that a report could show");
    window.harness.get_by_label_contains("No server can be reached");
    assert!(window.harness.query_by_value(TYPED).is_none(), "it is not read out");
    drop(window);
    let mut files = vec![folder.path().to_owned()];
    let mut looked_at = 0;
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        looked_at += 1;
        let bytes = std::fs::read(&path).unwrap();
        assert!(!bytes.windows(TYPED.len()).any(|part| part == TYPED.as_bytes()), "{}", path.display());
    }
    assert!(looked_at > 3, "the project, its articles and the preferences");
}
