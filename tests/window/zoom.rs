//! Nothing is cut off and everything is reached at every zoom: on a screen of 1280×720 the program has
//! 1600×900 points at 80 %, and 427×240 at 300 %.

use std::collections::HashMap;
use std::path::Path;

use eframe::egui::accesskit::{Action as Request, ActionRequest, NodeId, Role, TreeId};
use eframe::egui::style::ScrollAnimation;
use eframe::egui::{Event, Id, Key, Modifiers, Rect, Vec2, vec2};
use egui_kittest::kittest::{NodeT, Queryable};

use tollbook::ui::panels::reader;
use tollbook::ui::shell::app::Start;
use tollbook_core::model::Kind;
use tollbook_files::exchange::ExportFormat;
use tollbook_state::command::Menu;
use tollbook_state::{Action, Command, Dock, Preferences};
use tollbook_state::{AnnotationAction, ChartAction, IncidentAction};
use tollbook_state::{Area, PathPurpose};
use tollbook_state::{PreferenceChange, Tab};

use crate::harness::Window;

/// The room that the program has at 300 %, in points.
const SMALLEST: Vec2 = vec2(427.0, 240.0);

/// A window of the sample, of which a copy is in the folder.
fn open(size: Vec2) -> (tempfile::TempDir, Window) {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data"), folder.path());
    let start = Start { open: Some(folder.path().to_owned()), ..Start::default() };
    (folder, begin(start, size))
}

/// A window in which nothing takes time to come into view.
fn begin(start: Start, size: Vec2) -> Window {
    let window = Window::begin(start, size);
    window.harness.ctx.all_styles_mut(|style| style.scroll_animation = ScrollAnimation::none());
    window
}

/// What is shown, and how it is opened.
type Screen = (&'static str, fn(&mut Window));

/// The panels, and how each is opened from the text on, where an annotation is selected.
const PANELS: &[Screen] = &[
    ("the text", |window| window.key(Key::F6)),
    ("the list", |window| window.bring(Key::Num1, |window| window.has("Filter articles"))),
    ("the inspector", Window::inspector),
    ("the annotations", |window| window.dock(Key::Num4, Dock::Annotations)),
    ("annotations that are picked", |window| {
        window.dock(Key::Num4, Dock::Annotations);
        window.ctrl(Key::A);
    }),
    ("the totals", |window| window.dock(Key::Num5, Dock::Totals)),
    ("the look-alikes", |window| window.dock(Key::Num6, Dock::Duplicates)),
    ("nothing found", |window| window.dock(Key::Num7, Dock::Found)),
    ("what was found", |window| {
        window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
        window.write("soldiers");
        window.dock(Key::Num7, Dock::Found);
    }),
    ("the chart", |window| window.dock(Key::Num3, Dock::Chart)),
    ("a bar of the chart", |window| {
        window.dock(Key::Num3, Dock::Chart);
        let bar = window.project().timeline().bars.keys().next().unwrap().clone();
        window.tell(Action::Chart(ChartAction::ShowBar(Some(bar))));
    }),
    ("the chart as a table", |window| {
        window.dock(Key::Num3, Dock::Chart);
        window.choose(Command::ChartTable);
    }),
];

/// The same of what the panels show for a while, and of windows over them.
const SCENES: &[Screen] = &[
    ("the text with its find bar", |window| {
        window.ctrl(Key::F);
        window.write("soldiers");
    }),
    ("the number of a paragraph", |window| window.key(Key::G)),
    ("the facts of an article", |window| window.click(reader::EDIT_DETAILS)),
    ("the inspector of nothing", |window| {
        window.tell(Action::Incident(IncidentAction::Show(None)));
        window.inspector();
    }),
    ("the fields of a code", |window| {
        window.inspector();
        window.tell(Action::Preference(PreferenceChange::Tab(Tab::Codebook)));
        window.click("Change killed");
    }),
    ("the form of an incident", |window| window.form(Kind::Incident)),
    ("the form of a part", |window| window.form(Kind::Part)),
    ("the form of a total", |window| window.form(Kind::Total)),
    ("the form of background", |window| window.form(Kind::Background)),
    ("the form of a strength", |window| window.form(Kind::Strength)),
    ("the inspector of an incident", |window| window.inspector_of(Kind::Incident)),
    ("the inspector of a part", |window| window.inspector_of(Kind::Part)),
    ("the inspector of a total", |window| window.inspector_of(Kind::Total)),
    ("the inspector of background", |window| window.inspector_of(Kind::Background)),
    ("the inspector of a strength", |window| window.inspector_of(Kind::Strength)),
    ("operations", |window| window.ctrl(Key::G)),
    ("lists", |window| window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::L)),
    ("a provenance report", |window| window.ctrl(Key::H)),
    ("filters", |window| window.choose(Command::ChartFilters)),
    ("a what-if", |window| window.choose(Command::TrialRecount)),
    ("the picture of the chart", |window| window.choose(Command::ExportChart)),
    ("the guide", |window| window.choose(Command::Guide)),
    ("the program", |window| window.choose(Command::About)),
    ("the palette", |window| window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::P)),
    ("codes by name", |window| window.choose(Command::AnnotateWith)),
    ("keys", |window| window.key(Key::F1)),
    ("the question for a path", |window| {
        window.tell(Action::AskPath(PathPurpose::Export(ExportFormat::Csv)))
    }),
];

impl Window {
    fn ctrl(&mut self, key: Key) {
        self.press(Modifiers::COMMAND, key);
    }

    fn click(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.harness.run_steps(4);
    }

    fn shows(&self, role: Role) -> bool {
        self.harness.query_all_by_role(role).next().is_some()
    }

    fn has(&self, label: &str) -> bool {
        self.harness.query_all_by_label(label).next().is_some()
    }

    /// Brings a panel up by its key; where it stands beside the text, that would put it away.
    fn bring(&mut self, key: Key, is_there: impl Fn(&Self) -> bool) {
        if !is_there(self) {
            self.ctrl(key);
        }
        assert!(is_there(self));
    }

    fn dock(&mut self, key: Key, dock: Dock) {
        self.bring(key, |window| window.has(Dock::Found.name()) && window.app().preferences.dock == dock);
    }

    fn inspector(&mut self) {
        self.bring(Key::Num2, |window| window.has(Tab::Codebook.name()));
    }

    /// Selects the first claim of a kind.
    fn select_a(&mut self, kind: Kind) {
        let claim = self.project().project.claims.iter().find(|(_, claim)| claim.kind == kind);
        let (id, _) = claim.unwrap();
        self.tell(Action::Annotation(AnnotationAction::Show(id)));
        if self.project().is_in_form() {
            self.tell(Action::Focus(Area::Text));
        }
    }

    fn form(&mut self, kind: Kind) {
        self.select_a(kind);
        self.tell(Action::Annotation(AnnotationAction::OpenForm));
    }

    fn inspector_of(&mut self, kind: Kind) {
        self.select_a(kind);
        self.inspector();
    }

    fn ask(&mut self, action: Request, target_node: NodeId) {
        let request = ActionRequest { action, target_tree: TreeId::ROOT, target_node, data: None };
        self.harness.event(Event::AccessKitActionRequest(request));
    }

    /// Sees that every control is whole in view, or comes into view once it has the keyboard; notes those
    /// that are not.
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
        let ids: HashMap<NodeId, Id> = self.harness.ctx.viewport(|viewport| {
            let all = viewport.this_pass.widgets.layers().flat_map(|(_, widgets)| widgets);
            all.map(|widget| (widget.id.accesskit_id(), widget.id)).collect()
        });
        let screen = self.harness.ctx.content_rect();
        for (node, name) in controls {
            let Some(&id) = ids.get(&node) else { continue };
            for _ in 0..3 {
                if self.hidden(id).is_none() {
                    break;
                }
                self.ask(Request::Focus, node);
                self.harness.run_steps(6);
            }
            // What the keyboard reaches by other ways, such as a sign in a row, goes along with those.
            let held = self.harness.ctx.memory(|memory| memory.focused());
            if let Some((whole, seen)) = self.hidden(id).filter(|_| held == Some(id)) {
                cut.push(format!("{what}, {}: {name} at {whole:.0?}, seen {seen:.0?}", screen.size()));
            }
        }
    }

    /// Where a control is and where it is seen, if that is not the same. It may be gone, as a panel is that
    /// shows something else by now.
    fn hidden(&self, id: Id) -> Option<(Rect, Rect)> {
        let context = &self.harness.ctx;
        let response = context.read_response(id)?;
        let (whole, seen) = (response.rect, response.interact_rect.expand(1.5));
        let is_whole = seen.contains_rect(whole) && context.content_rect().expand(1.0).contains_rect(whole);
        (!is_whole).then_some((whole, seen))
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

/// Opens these in a window of this size, one after the other.
fn fit(size: Vec2, shown: impl IntoIterator<Item = &'static Screen>) {
    let (_folder, mut window) = open(size);
    let mut cut = Vec::new();
    let before = window.app().preferences.clone();
    for (name, show) in shown {
        window.select_a(Kind::Incident);
        show(&mut window);
        window.check(name, &mut cut);
        window.key(Key::Escape);
        window.key(Key::Escape);
        window.key(Key::F6);
    }
    let Preferences { show_articles, show_inspector, show_dock, .. } = before;
    let after = &window.app().preferences;
    assert_eq!(
        (show_articles, show_inspector, show_dock),
        (after.show_articles, after.show_inspector, after.show_dock),
        "the wide layout is as it was"
    );
    assert!(cut.is_empty(), "cut off:\n{}", cut.join("\n"));
}

#[test]
fn everything_fits_at_300_percent() {
    fit(SMALLEST, PANELS.iter().chain(SCENES));
}

#[test]
fn every_panel_fits_at_200_percent() {
    fit(vec2(640.0, 360.0), PANELS);
}

#[test]
fn everything_fits_at_100_percent() {
    fit(vec2(1280.0, 720.0), PANELS.iter().chain(SCENES));
}

#[test]
fn every_panel_fits_at_80_percent() {
    fit(vec2(1600.0, 900.0), PANELS);
}

#[test]
fn the_codebook_shows_its_rows_after_zooming_in_and_back() {
    let (_folder, mut window) = open(vec2(1280.0, 720.0));
    window.inspector();
    window.tell(Action::Preference(PreferenceChange::Tab(Tab::Codebook)));
    let rows = |window: &Window| {
        let screen = window.harness.ctx.content_rect();
        let changes = window.harness.query_all_by_label_contains("Change ").map(|node| node.rect());
        changes.filter(|rect| screen.contains_rect(*rect)).count()
    };
    let before = rows(&window);
    assert!(before > 8, "{before} codes are seen");
    for _ in 0..8 {
        window.ctrl(Key::Plus);
    }
    window.harness.set_size(vec2(640.0, 360.0));
    window.rest();
    window.ctrl(Key::Num0);
    window.harness.set_size(vec2(1280.0, 720.0));
    window.rest();
    assert_eq!(rows(&window), before);
}

#[test]
fn the_panel_below_the_text_keeps_its_share_of_the_window() {
    let (_folder, mut window) = open(vec2(1280.0, 720.0));
    let top = |window: &Window| window.harness.get_by_label(Dock::Found.name()).rect().top();
    let before = top(&window);
    for size in [vec2(853.0, 480.0), vec2(1440.0, 900.0), vec2(1280.0, 720.0)] {
        window.harness.set_size(size);
        window.rest();
        assert!((top(&window) / size.y - before / 720.0).abs() < 0.08, "{} of {}", top(&window), size.y);
    }
    assert!((top(&window) - before).abs() < 2.0, "{} for {before}", top(&window));
    for command in [Command::ShowChart, Command::ShowTotals, Command::ShowLookAlikes, Command::ShowHistory] {
        window.choose(command);
        let before = top(&window);
        for height in (480..=960).step_by(80).chain([720]) {
            window.harness.set_size(vec2(1280.0, height as f32));
            window.rest();
        }
        assert!((top(&window) - before).abs() < 2.0, "{command:?}: {} for {before}", top(&window));
    }
}

#[test]
fn menus_and_the_start_fit_into_the_smallest_window() {
    let mut cut = Vec::new();
    begin(Start::default(), SMALLEST).check("the start", &mut cut);
    let (_folder, mut window) = open(SMALLEST);
    for menu in Menu::ALL {
        window.click(menu.name());
        window.check(menu.name(), &mut cut);
        window.key(Key::Escape);
    }
    assert!(cut.is_empty(), "cut off:\n{}", cut.join("\n"));
}

#[test]
fn a_small_window_shows_one_panel_and_keys_go_to_each_and_back() {
    let (_folder, mut window) = open(SMALLEST);
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
    assert!(window.has(Tab::Codebook.name()) && !window.shows(Role::Document));
    window.key(Key::Escape);
    assert!(window.shows(Role::Document) && !window.has(Tab::Codebook.name()));
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
