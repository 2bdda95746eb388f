//! Nothing is cut off and everything is reached in a small window: at 300 % zoom a screen of
//! 1280×720 has 427×240 points.

use std::path::Path;

use eframe::egui::accesskit::{Action as Request, ActionRequest, NodeId, Role, TreeId};
use eframe::egui::{Event, Key, Modifiers, Vec2, vec2};
use egui_kittest::kittest::{NodeT, Queryable};

use tollbook::state::{Command, Preferences};
use tollbook::ui::app::Start;

use crate::harness::Window;

const SIZES: [Vec2; 3] = [vec2(427.0, 240.0), vec2(640.0, 360.0), vec2(1280.0, 720.0)];

/// A window of the sample, of which a copy is in the folder.
fn open(size: Vec2) -> (tempfile::TempDir, Window) {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data"), folder.path());
    let start = Start { open: Some(folder.path().to_owned()), ..Start::default() };
    let window = Window::begin(start, size);
    (folder, window)
}

impl Window {
    fn ctrl(&mut self, key: Key) {
        self.press(Modifiers::COMMAND, key);
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

    /// Gives the keyboard to every control that is there, and notes those that do not come into view whole.
    fn check(&mut self, what: &str, cut: &mut Vec<String>) {
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
        let screen = self.harness.ctx.content_rect();
        for (id, name) in controls {
            self.ask(Request::Focus, id);
            self.harness.run_steps(6);
            let held = self.harness.ctx.memory(|memory| memory.focused());
            // It may be gone, as a panel is that shows something else by now.
            let Some(response) = held.filter(|held| held.accesskit_id() == id) else { continue };
            let Some(response) = self.harness.ctx.read_response(response) else { continue };
            let (whole, seen) = (response.rect, response.interact_rect.expand(1.5));
            if !seen.contains_rect(whole) || !screen.expand(1.0).contains_rect(whole) {
                cut.push(format!("{what}, {}: {name} at {whole:.0?}, seen {seen:.0?}", screen.size()));
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
    let mut cut = Vec::new();
    for size in SIZES {
        let (_folder, mut window) = open(size);
        let before = window.app().preferences.clone();
        window.ctrl(Key::PageDown);
        window.check("the text", &mut cut);
        window.key(Key::N);
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
            window.check(name, &mut cut);
        }
        let Preferences { show_articles, show_inspector, show_dock, .. } = before;
        let after = &window.app().preferences;
        assert_eq!(
            (show_articles, show_inspector, show_dock),
            (after.show_articles, after.show_inspector, after.show_dock),
            "the wide layout is as it was"
        );
    }
    assert!(cut.is_empty(), "cut off:\n{}", cut.join("\n"));
}

#[test]
fn windows_and_menus_fit_into_the_smallest_window() {
    let (_folder, mut window) = open(SIZES[0]);
    let mut cut = Vec::new();
    let command = Modifiers::COMMAND;
    window.key(Key::N);
    for (modifiers, key, name) in [
        (command, Key::G, "Operations"),
        (command | Modifiers::SHIFT, Key::L, "Lists"),
        (command, Key::H, "How was this counted?"),
        (command | Modifiers::SHIFT, Key::P, "the palette"),
        (Modifiers::NONE, Key::F1, "Keys"),
    ] {
        window.press(modifiers, key);
        window.check(name, &mut cut);
        window.key(Key::Escape);
    }
    for title in ["Filters", "Trial recount", "Guide", "Export chart"] {
        window.choose(title);
        window.check(title, &mut cut);
        window.key(Key::Escape);
        window.key(Key::F6);
    }
    for menu in tollbook::state::command::Menu::ALL {
        window.harness.get_by_label(menu.name()).click();
        window.harness.run_steps(4);
        window.check(menu.name(), &mut cut);
        window.key(Key::Escape);
    }
    assert!(cut.is_empty(), "cut off:\n{}", cut.join("\n"));
}

#[test]
fn a_small_window_shows_one_panel_and_keys_go_to_each_and_back() {
    let (_folder, mut window) = open(SIZES[0]);
    window.ctrl(Key::PageDown);
    assert!(window.shows(Role::Document) && !window.has("Filter articles"));
    window.ctrl(Key::Num1);
    assert!(window.has("Filter articles") && !window.shows(Role::Document));
    // The keyboard is in the list; Enter opens an article and goes to its text.
    let first = window.app().workspace.as_ref().unwrap().selection.article;
    window.key(Key::ArrowDown);
    window.key(Key::Enter);
    assert!(window.shows(Role::Document) && !window.has("Filter articles"));
    assert_ne!(window.app().workspace.as_ref().unwrap().selection.article, first);
    window.ctrl(Key::Num2);
    assert!(window.has("Codebook") && !window.shows(Role::Document));
    window.key(Key::Escape);
    assert!(window.shows(Role::Document) && !window.has("Codebook"));
    window.ctrl(Key::Num5);
    assert!(!window.shows(Role::Document));
    window.key(Key::F6);
    assert!(window.shows(Role::Document));
    // What is marked has its card, wherever the keyboard was.
    window.ctrl(Key::Num2);
    assert!(Command::NextAnnotation.is_enabled(window.app()));
    window.ctrl(Key::Num2);
    assert!(window.shows(Role::Document), "the same key goes back");
}
