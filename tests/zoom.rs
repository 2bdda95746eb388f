//! Nothing is cut off and everything is reached in a small window: at 300 % zoom a screen of
//! 1280×720 has 427×240 points.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::path::Path;
use std::time::{Duration, Instant};

use eframe::egui::accesskit::{Action as Request, ActionRequest, NodeId, Role, TreeId};
use eframe::egui::{Event, Key, Modifiers, Rect, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use tollbook::state::{AppState, Command, Preferences};
use tollbook::ui::app::{App, Start};

const SIZES: [Vec2; 3] = [vec2(427.0, 240.0), vec2(640.0, 360.0), vec2(1280.0, 720.0)];

/// The whole program on a copy of the sample, without a display.
struct Window {
    harness: Harness<'static, Option<App>>,
    size: Vec2,
    /// What was not seen whole.
    cut: Vec<String>,
    _folder: tempfile::TempDir,
}

impl Window {
    fn open(size: Vec2) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
        copy(&sample, folder.path());
        let mut start = Some(Start { open: Some(folder.path().to_owned()), ..Start::default() });
        let harness = Harness::builder().with_size(size).with_step_dt(1.0 / 60.0).build_ui_state(
            move |ui, app: &mut Option<App>| match app {
                Some(app) => {
                    app.drain();
                    app.show(ui);
                }
                None => *app = start.take().map(|start| App::new(ui.ctx(), start)),
            },
            None,
        );
        let mut window = Self { harness, size, cut: Vec::new(), _folder: folder };
        window.rest();
        window
    }

    fn app(&self) -> &AppState {
        self.harness.state().as_ref().unwrap().state()
    }

    fn rest(&mut self) {
        let begun = Instant::now();
        loop {
            self.harness.run_steps(4);
            if self.harness.state().as_ref().is_some_and(|app| app.state().at_rest()) {
                break;
            }
            assert!(begun.elapsed() < Duration::from_secs(30), "the window never comes to rest");
            std::thread::sleep(Duration::from_millis(5));
        }
        self.harness.run_steps(4);
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.rest();
    }

    fn ctrl(&mut self, key: Key) {
        self.press(Modifiers::COMMAND, key);
    }

    /// Chooses a command from the palette.
    fn choose(&mut self, command: &str) {
        self.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
        self.harness.event(Event::Text(command.to_owned()));
        self.harness.run_steps(2);
        self.press(Modifiers::NONE, Key::Enter);
    }

    fn shows(&self, role: Role) -> bool {
        self.harness.query_all_by_role(role).next().is_some()
    }

    fn has(&self, label: &str) -> bool {
        self.harness.query_all_by_label(label).next().is_some()
    }

    fn ask(&mut self, action: Request, target_node: NodeId) {
        let request = ActionRequest { action, target_tree: TreeId::ROOT, target_node, data: None };
        self.harness.event(Event::AccessKitActionRequest(request));
    }

    /// Gives the keyboard to every control that is there: each must come into view whole.
    fn check(&mut self, what: &str) {
        let controls: Vec<(NodeId, String)> = self
            .harness
            .root()
            .children_recursive()
            .filter(|node| {
                let node = node.accesskit_node();
                is_control(node.role()) && !node.is_disabled()
            })
            .map(|node| {
                let node = node.accesskit_node();
                let label = node.label().or_else(|| node.value()).unwrap_or_default();
                (node.locate().0, format!("{:?} “{label}”", node.role()))
            })
            .collect();
        assert!(!controls.is_empty(), "{what} has no controls");
        let screen = Rect::from_min_size(Default::default(), self.size).expand(1.0);
        for (id, name) in controls {
            self.ask(Request::Focus, id);
            self.harness.run_steps(6);
            let held = self.harness.ctx.memory(|memory| memory.focused());
            // It may be gone, as a panel is that shows something else by now.
            let Some(response) = held.filter(|held| held.accesskit_id() == id) else { continue };
            let Some(response) = self.harness.ctx.read_response(response) else { continue };
            let (whole, seen) = (response.rect, response.interact_rect.expand(1.5));
            if !seen.contains_rect(whole) || !screen.contains_rect(whole) {
                self.cut.push(format!("{what}, {}: {name} at {whole:.0?}, seen {seen:.0?}", self.size));
            }
        }
    }
}

fn is_control(role: Role) -> bool {
    matches!(
        role,
        Role::Button
            | Role::CheckBox
            | Role::RadioButton
            | Role::ComboBox
            | Role::TextInput
            | Role::MultilineTextInput
            | Role::Link
            | Role::SpinButton
            | Role::Slider
    )
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let copied = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir(&copied).unwrap();
            copy(&entry.path(), &copied);
        } else {
            std::fs::copy(entry.path(), copied).unwrap();
        }
    }
}

#[test]
fn every_control_of_every_panel_comes_into_view_at_any_zoom() {
    for size in SIZES {
        let mut window = Window::open(size);
        let before = window.app().preferences.clone();
        window.ctrl(Key::PageDown);
        window.check("the text");
        window.press(Modifiers::NONE, Key::N);
        for (key, name) in [
            (Key::Num1, "the list"),
            (Key::Num2, "the inspector"),
            (Key::Num3, "the chart"),
            (Key::Num4, "the annotations"),
            (Key::Num5, "the totals"),
            (Key::Num6, "the look-alikes"),
            (Key::Num7, "what was found"),
        ] {
            // Where a panel stands beside the text, its key would put it away.
            let beside = size.x > 1000.0 || (size.x > 600.0 && key == Key::Num1);
            if !beside {
                window.ctrl(key);
            }
            window.check(name);
        }
        let Preferences { show_articles, show_inspector, show_dock, .. } = before;
        let after = &window.app().preferences;
        assert_eq!(
            (show_articles, show_inspector, show_dock),
            (after.show_articles, after.show_inspector, after.show_dock),
            "the wide layout is as it was"
        );
        assert!(window.cut.is_empty(), "cut off:\n{}", window.cut.join("\n"));
    }
}

#[test]
fn windows_and_menus_fit_into_the_smallest_window() {
    let mut window = Window::open(SIZES[0]);
    let command = Modifiers::COMMAND;
    window.press(Modifiers::NONE, Key::N);
    for (modifiers, key, name) in [
        (command, Key::G, "Operations"),
        (command | Modifiers::SHIFT, Key::L, "Lists"),
        (command, Key::H, "How was this counted?"),
        (command | Modifiers::SHIFT, Key::P, "the palette"),
        (Modifiers::NONE, Key::F1, "Keys"),
    ] {
        window.press(modifiers, key);
        window.check(name);
        window.press(Modifiers::NONE, Key::Escape);
    }
    for title in ["Filters", "Trial recount", "Guide", "Export chart"] {
        window.choose(title);
        window.check(title);
        window.press(Modifiers::NONE, Key::Escape);
        window.press(Modifiers::NONE, Key::F6);
    }
    for menu in tollbook::state::command::Menu::ALL {
        window.harness.get_by_label(menu.name()).click();
        window.harness.run_steps(4);
        window.check(menu.name());
        window.press(Modifiers::NONE, Key::Escape);
    }
    assert!(window.cut.is_empty(), "cut off:\n{}", window.cut.join("\n"));
}

#[test]
fn a_small_window_shows_one_panel_and_keys_go_to_each_and_back() {
    let mut window = Window::open(SIZES[0]);
    window.ctrl(Key::PageDown);
    assert!(window.shows(Role::Document) && !window.has("Filter articles"));
    window.ctrl(Key::Num1);
    assert!(window.has("Filter articles") && !window.shows(Role::Document));
    // The keyboard is in the list; Enter opens an article and goes to its text.
    let first = window.app().workspace.as_ref().unwrap().selection.article;
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::Enter);
    assert!(window.shows(Role::Document) && !window.has("Filter articles"));
    assert_ne!(window.app().workspace.as_ref().unwrap().selection.article, first);
    window.ctrl(Key::Num2);
    assert!(window.has("Codebook") && !window.shows(Role::Document));
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.shows(Role::Document) && !window.has("Codebook"));
    window.ctrl(Key::Num5);
    assert!(!window.shows(Role::Document));
    window.press(Modifiers::NONE, Key::F6);
    assert!(window.shows(Role::Document));
    // What is marked has its card, wherever the keyboard was.
    window.ctrl(Key::Num2);
    assert!(Command::NextAnnotation.is_enabled(window.app()));
    window.ctrl(Key::Num2);
    assert!(window.shows(Role::Document), "the same key goes back");
}
