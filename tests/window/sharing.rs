//! Others use the same project: another window, another program, a sync program.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use eframe::egui::vec2;
use egui_kittest::kittest::Queryable as _;
use tollbook::ui::dialogs::prompts::{ONLY_READ, WAIT_FOR_TURN};
use tollbook::ui::shell::app::Start;
use tollbook::ui::shell::status::EDIT_HERE;
use tollbook_files::storage::{Store, check, edit_file};
use tollbook_state::save::Turn;
use tollbook_state::{Action, ProgramAction, ProjectAction};

use crate::harness::Window;

/// A folder with an article and a project in it, and the project file.
fn folder() -> (tempfile::TempDir, PathBuf) {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("sahel");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("a.txt"), "Two soldiers were killed near Gao on Monday.\n").unwrap();
    let mut window = Window::open(&folder);
    set_memo(&mut window, "Begun.");
    close(window);
    let file = folder.join("sahel.tollbook");
    assert!(file.exists());
    (parent, file)
}

fn set_memo(window: &mut Window, memo: &str) {
    window.tell(Action::Project(ProjectAction::SetMemo(memo.to_owned())));
}

fn memo(window: &Window) -> String {
    window.project().project.info.iter().next().unwrap().1.memo.clone()
}

/// Closes a window and waits until the project file is free.
fn close(window: Window) {
    drop(window);
}

/// Frames until something is so.
#[track_caller]
fn until(window: &mut Window, what: &str, holds: impl Fn(&Window) -> bool) {
    let begun = Instant::now();
    while !holds(window) {
        window.harness.run_steps(2);
        assert!(begun.elapsed() < Duration::from_secs(30), "{what}: {:?}", window.app().notices);
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A window that notes what it has open, as the program's own do.
fn noting(path: &Path, preferences: &Path) -> Window {
    let start =
        Start { open: Some(path.to_owned()), preferences: Some(preferences.to_owned()), ..Start::default() };
    Window::begin(start, vec2(1280.0, 840.0))
}

#[test]
fn what_another_program_saves_is_taken_in_and_editing_goes_on() {
    let (_parent, file) = folder();
    let mut here = Window::open(&file);
    let mut there = Window::open(&file);
    set_memo(&mut there, "Written there.");
    until(&mut here, "the other's edit is shown", |here| memo(here) == "Written there.");
    // While the other window is editing, this one reads.
    until(&mut here, "it is the other's turn", |here| !here.project().can_edit());
    close(there);
    until(&mut here, "the other is gone", |here| here.project().save.turn != Some(Turn::Wait));
    here.tell(Action::Project(ProjectAction::TakeTurns(Turn::Wait)));
    until(&mut here, "this window may edit", |here| here.project().can_edit());
    set_memo(&mut here, "Written here.");
    assert_eq!(here.project().save.failed, None);
    close(here);
    assert_eq!(check(&file), Vec::<String>::new());
    let (_, opened) = Store::open(&file).unwrap();
    assert_eq!(opened.project.info.iter().next().unwrap().1.memo, "Written here.");
}

#[test]
fn a_second_window_says_so_when_it_opens_and_edits_once_the_first_is_closed() {
    let (parent, file) = folder();
    let preferences = parent.path().join("preferences.json");
    let first = noting(&file, &preferences);
    assert!(first.project().can_edit());
    let mut waiting = noting(&file, &preferences);
    assert!(!waiting.project().can_edit(), "although nothing was edited in the first");
    waiting.harness.get_by_label(WAIT_FOR_TURN).click();
    waiting.rest();
    assert_eq!(waiting.project().save.turn, Some(Turn::Wait));
    close(first);
    until(&mut waiting, "its turn comes", |waiting| waiting.project().can_edit());
    set_memo(&mut waiting, "Waited.");

    let mut reading = noting(&file, &preferences);
    reading.harness.get_by_label(ONLY_READ).click();
    reading.rest();
    close(waiting);
    until(&mut reading, "it is offered", |reading| reading.project().save.turn == Some(Turn::Free));
    assert!(!reading.project().can_edit(), "who chose to read is not made to edit");
    reading.harness.run_steps(2);
    reading.harness.get_by_label(EDIT_HERE).click();
    reading.rest();
    set_memo(&mut reading, "Edited after all.");
    assert!(reading.project().save.is_saved());
}

#[test]
fn what_cannot_be_saved_is_kept_in_a_file_when_the_window_closes_and_comes_in_again() {
    let (_parent, file) = folder();
    let mut window = Window::open(&file);
    let away = file.with_extension("away");
    std::fs::rename(&file, &away).unwrap();
    window
        .harness
        .state_mut()
        .as_mut()
        .unwrap()
        .tell(Action::Project(ProjectAction::SetMemo("Typed while the file was away.".to_owned())));
    until(&mut window, "it is said to be unsaved", |window| window.project().save.failed.is_some());
    window.harness.state_mut().as_mut().unwrap().tell(Action::Program(ProgramAction::Quit));
    window.harness.state_mut().as_mut().unwrap().tell(Action::Program(ProgramAction::QuitUnsaved));
    assert!(window.app().quit);
    close(window);
    let kept: Vec<PathBuf> = std::fs::read_dir(file.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == edit_file::EXTENSION))
        .collect();
    assert_eq!(kept.len(), 1, "{kept:?}");

    std::fs::rename(&away, &file).unwrap();
    let lines = tollbook::jobs::import::without_window(&file, &kept, None).unwrap().lines;
    assert!(lines[0].starts_with("Added 0, changed 1, unchanged 0, refused 0"), "{lines:?}");
    let (_, opened) = Store::open(&file).unwrap();
    assert_eq!(opened.project.info.iter().next().unwrap().1.memo, "Typed while the file was away.");
}
