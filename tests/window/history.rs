//! Getting back what was: backups restored, the past shown, who changed what.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use eframe::egui::vec2;
use egui_kittest::kittest::Queryable as _;
use tollbook::ui::dialogs::coder::USE;
use tollbook::ui::dialogs::restore::IN_PLACE;
use tollbook::ui::panels::history::BACK;
use tollbook::ui::shell::app::Start;
use tollbook_files::storage::{Store, check};
use tollbook_state::{Action, Command, Dock, HistoryAction, PreferenceChange, ProjectAction, RestoreAction};

use crate::harness::Window;

/// A folder with an article and no project, and a folder for backups.
fn folder() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("sahel");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("a.txt"), "Two soldiers were killed near Gao on Monday.\n").unwrap();
    let backups = parent.path().join("backups");
    (parent, folder, backups)
}

fn open(path: &Path, backups: &Path) -> Window {
    let start = Start { open: Some(path.to_owned()), backups: Some(backups.to_owned()), ..Start::default() };
    let mut window = Window::begin(start, vec2(1280.0, 840.0));
    window.begin_project();
    window
}

/// The memo that the first backup holds, once it is made: a thread makes it that the window does not wait for, and it
/// may be quicker than the next edit.
fn memo_of_backup(backups: &Path) -> String {
    let begun = Instant::now();
    loop {
        if let Some(file) = backup_in(backups) {
            let (_, opened) = Store::open(&file).unwrap();
            return opened.project.info.iter().next().map_or_else(String::new, |(_, info)| info.memo.clone());
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "no backup was made");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn backup_in(folder: &Path) -> Option<PathBuf> {
    let mut paths = std::fs::read_dir(folder).ok()?.map(|entry| entry.unwrap().path());
    paths.find_map(|path| {
        let is_backup = path.extension().is_some_and(|extension| extension == "tollbook");
        if path.is_dir() { backup_in(&path) } else { Some(path).filter(|_| is_backup) }
    })
}

fn set_memo(window: &mut Window, memo: &str) {
    window.tell(Action::Project(ProjectAction::SetMemo(memo.to_owned())));
}

fn memo(window: &Window) -> String {
    window.project().project.info.iter().next().unwrap().1.memo.clone()
}

#[test]
fn a_backup_is_restored_in_place_and_the_project_is_kept() {
    let (_parent, folder, backups) = folder();
    let mut window = open(&folder, &backups);
    // The first edit of a day makes a backup, later ones of the same hour do not.
    set_memo(&mut window, "First.");
    let backed_up = memo_of_backup(&backups);
    set_memo(&mut window, "Second.");
    window.choose(Command::Restore);
    let listed = window.app().restoring.as_ref().unwrap().backups.clone();
    let changes = listed[0].contents.clone().unwrap().unwrap().changes.unwrap();
    assert_eq!((listed.len(), changes.facts.len(), changes.bars.len()), (1, 1, 0));
    window.harness.get_by_label(IN_PLACE).click();
    window.rest();
    assert_eq!(memo(&window), backed_up);
    let file = window.project().file.clone();
    assert_eq!(check(&file), Vec::<String>::new());
    let kept: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().contains(".tollbook-before-"))
        .collect();
    assert_eq!(kept.len(), 1);
    let (_, before) = Store::open(&kept[0]).unwrap();
    assert_eq!(before.project.info.iter().next().unwrap().1.memo, "Second.");
    // The project can be edited on.
    set_memo(&mut window, "Third.");
    assert_eq!(window.project().save.failed, None);
}

#[test]
fn a_project_that_is_gone_is_restored_from_the_start_page() {
    let (_parent, folder, backups) = folder();
    let mut window = open(&folder, &backups);
    set_memo(&mut window, "Only copy.");
    let backed_up = memo_of_backup(&backups);
    let file = window.project().file.clone();
    window.tell(Action::Project(ProjectAction::Close));
    drop(window);
    std::fs::remove_file(&file).unwrap();
    let start = Start { backups: Some(backups), ..Start::default() };
    let mut window = Window::begin(start, vec2(1280.0, 840.0));
    window.tell(Action::Restore(RestoreAction::Ask));
    assert_eq!(window.app().restoring.as_ref().unwrap().projects[0].project, file);
    window.harness.get_by_label("sahel.tollbook").click();
    window.rest();
    window.harness.get_by_label(IN_PLACE).click();
    window.rest();
    assert_eq!((window.project().file.clone(), memo(&window)), (file, backed_up));
}

#[test]
fn the_project_as_it_was_is_shown_and_left_again() {
    let (_parent, folder, backups) = folder();
    let mut window = open(&folder, &backups);
    for text in ["First.", "Second.", "Third."] {
        set_memo(&mut window, text);
    }
    window.tell(Action::Preference(PreferenceChange::ShowDock(Dock::History)));
    let view = &window.project().past_edits;
    assert_eq!(view.entries.len(), 4, "the beginning and three edits: {:?}", view.failed);
    window.tell(Action::History(HistoryAction::Select(3)));
    let details = window.project().past_edits.details.clone().unwrap().1.unwrap();
    assert_eq!(
        (details[0].fields[0].before.as_str(), details[0].fields[0].after.as_str()),
        ("First.", "Second.")
    );
    window.tell(Action::History(HistoryAction::ShowAsItWas(2)));
    assert_eq!(memo(&window), "First.");
    set_memo(&mut window, "Not to be.");
    assert_eq!(memo(&window), "First.", "the past cannot be changed");
    window.harness.get_all_by_label(BACK).next().unwrap().click();
    window.rest();
    assert_eq!(memo(&window), "Third.");
    window.tell(Action::History(HistoryAction::Compare { from: 2, to: Some(3) }));
    let compared = window.project().past_edits.compared.as_ref().unwrap();
    let changes = compared.changes.clone().unwrap().unwrap();
    assert_eq!(changes.facts[0].fields[0].after, "Second.");
}

#[test]
fn the_coder_is_asked_once_before_the_first_edit() {
    let (parent, folder, _) = folder();
    let preferences = parent.path().join("preferences.json");
    let start = || Start {
        open: Some(folder.clone()),
        preferences: Some(preferences.clone()),
        asks_coder: true,
        ..Start::default()
    };
    let mut window = Window::begin(start(), vec2(1280.0, 840.0));
    window.begin_project();
    set_memo(&mut window, "Noted.");
    assert_eq!(memo(&window), "", "the name is asked first");
    window.harness.get_by_label(USE).click();
    window.rest();
    assert_eq!(memo(&window), "Noted.");
    drop(window);
    let mut window = Window::begin(start(), vec2(1280.0, 840.0));
    set_memo(&mut window, "Noted again.");
    assert_eq!(memo(&window), "Noted again.", "it is known from now on");
}
