//! The whole program, driven by keys and by the names that its controls have.

use std::path::Path;
use std::time::{Duration, Instant};

use eframe::egui::{Event, Key, Modifiers, Vec2, vec2};
use egui_kittest::Harness;
use tollbook::ui::shell::app::{App, Start};
use tollbook_state::{Action, AppState, Area, Beginning, Command, ProjectAction, Workspace};

/// The whole program, without a display.
pub struct Window {
    pub harness: Harness<'static, Option<App>>,
    /// How long it may take to come to rest.
    patience: Duration,
}

impl Window {
    /// A window of the usual size, open on a folder or a file, that keeps no preferences.
    /// A folder without a project begins with the French operations.
    pub fn open(path: &Path) -> Self {
        let start = Start { open: Some(path.to_owned()), ..Start::default() };
        let mut window = Self::begin(start, vec2(1280.0, 840.0));
        window.begin_project();
        window
    }

    /// Answers the question how a new project begins, where it is asked.
    pub fn begin_project(&mut self) {
        if self.app().workspace.as_ref().is_some_and(|open| open.asks_how_to_begin) {
            let (template, recorded) = ("french-operations".to_owned(), vec!["French forces".to_owned()]);
            self.tell(Action::Project(ProjectAction::Begin(Beginning {
                template,
                recorded,
                ..Beginning::default()
            })));
            self.tell(Action::Focus(Area::Text));
        }
    }

    /// A window of this size in points, at rest.
    pub fn begin(start: Start, size: Vec2) -> Self {
        Self::begin_patiently(start, size, Duration::from_secs(30))
    }

    /// The same, on a project that takes so long to be read.
    pub fn begin_patiently(start: Start, size: Vec2, patience: Duration) -> Self {
        let mut start = Some(start);
        let harness = Harness::builder().with_size(size).with_step_dt(1.0 / 60.0).build_ui_state(
            move |ui, app: &mut Option<App>| match app {
                Some(app) => {
                    app.drain();
                    app.close_if_asked(ui.ctx());
                    app.show(ui);
                }
                // Fonts are there from the frame after the one in which they are installed.
                None => *app = start.take().map(|start| App::new(ui.ctx(), start)),
            },
            None,
        );
        let mut window = Self { harness, patience };
        window.rest();
        window
    }

    pub fn app(&self) -> &AppState {
        self.harness.state().as_ref().unwrap().state()
    }

    pub fn project(&self) -> &Workspace {
        self.app().workspace.as_ref().unwrap()
    }

    /// Frames until nothing is under way and everything is saved.
    pub fn rest(&mut self) {
        let begun = Instant::now();
        loop {
            self.harness.run_steps(3);
            if self.harness.state().as_ref().is_some_and(|app| app.state().at_rest()) {
                break;
            }
            assert!(begun.elapsed() < self.patience, "the window never comes to rest");
            std::thread::sleep(Duration::from_millis(5));
        }
        self.harness.run_steps(3);
    }

    pub fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run_steps(2);
        self.rest();
    }

    pub fn key(&mut self, key: Key) {
        self.press(Modifiers::NONE, key);
    }

    pub fn write(&mut self, text: &str) {
        self.harness.event(Event::Text(text.to_owned()));
        self.harness.run_steps(2);
    }

    /// Chooses a command from the palette.
    pub fn choose(&mut self, command: Command) {
        self.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
        self.write(command.name());
        self.key(Key::Enter);
    }

    pub fn tell(&mut self, action: Action) {
        self.harness.state_mut().as_mut().unwrap().tell(action);
        self.rest();
    }
}
