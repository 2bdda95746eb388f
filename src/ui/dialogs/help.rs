//! The list of keys, where they can be changed, and what the program is.

use crate::ui::widgets::labels::CLOSE;
use std::path::PathBuf;

use eframe::egui::{self, Align, Button, Context, Layout, Response, TextEdit, Ui, WidgetInfo, vec2};

use crate::ui::dialogs::key_change::{self, Change};
use crate::ui::shell::keys;
use crate::ui::theme::{self, space};
use crate::ui::widgets::{centred, fuzzy, room, row, takes_escape};
use tollbook_state::PreferenceChange;
use tollbook_state::command::Menu;
use tollbook_state::keys::Chord;
use tollbook_state::{Action, AppState, Command};

/// The label of a control, by which tests find it.
pub const RESTORE_EVERY_KEY: &str = "Restore default keys";

const CHANGE: &str = "Change";
const USUAL: &str = "Default";

/// The label of a control, by which tests find it.
pub const TITLE: &str = "Keyboard shortcuts";

/// Which windows of help are open.
#[derive(Debug, Default)]
pub struct State {
    /// The list of keys.
    pub keys: bool,
    /// What the program is.
    pub about: bool,
    /// The program's own files, each with what it holds.
    pub files: Vec<(&'static str, PathBuf)>,
    filter: String,
    change: Option<Change>,
    /// Whether the list of keys was there in the last frame.
    was_open: bool,
}

impl State {
    /// Whether the list of keys has the keyboard.
    pub fn is_modal(&self) -> bool {
        self.keys
    }
}

/// Shows the windows of help that are open.
pub fn show(context: &Context, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    if local.keys {
        local.change = local.change.take().and_then(|change| change.listen(context, state, actions));
    } else {
        local.change = None;
    }
    if local.about && takes_escape(context) {
        local.about = false;
    }
    keys_window(context, state, local, actions);
    let about = centred(context, "About Tollbook").resizable(false).vscroll(true);
    let about = about.default_height(room(context).y.min(560.0));
    let mut is_open = local.about;
    about.open(&mut is_open).show(context, |ui| {
        ui.set_width(room(context).x.min(420.0));
        ui.label(theme::heading(concat!("Tollbook ", env!("CARGO_PKG_VERSION"))));
        ui.label("A desktop workbench for people who record casualties from the news.");
        ui.add_space(space::SMALL);
        ui.label("The program opens a network connection only to the server of a team project: while one that you began or joined is open, and when you connect in File > Team project…. Passwords are kept in memory alone. Articles are never changed; everything that you annotate is stored in one project file beside them.");
        ui.add_space(space::SMALL);
        ui.label(theme::strong("Licence"));
        ui.label(LICENCE);
        ui.add_space(space::SMALL);
        ui.label(theme::strong("Where files are kept"));
        let project = state.workspace.as_ref().map(|open| ("Project", open.file.as_path()));
        let own = local.files.iter().map(|(what, path)| (*what, path.as_path()));
        for (what, path) in project.into_iter().chain(own) {
            row::row(ui, what, |ui| ui.add(egui::Label::new(path.display().to_string()).wrap()));
        }
    });
    local.about = is_open;
}

/// The licence of the program and of the fonts in it.
pub const LICENCE: &str = "Tollbook: MIT or Apache-2.0, as you choose. Fonts: Inter and Noto, SIL Open Font License 1.1. Libraries: \
    MIT, Apache-2.0 and similar licences; Cargo.lock in the source names them.";

/// The list of keys. It keeps the keyboard: Tab stays in it, and no key that is pressed is a command.
fn keys_window(context: &Context, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let is_new = local.keys && !std::mem::replace(&mut local.was_open, local.keys);
    if !local.keys {
        return;
    }
    let whole = context.content_rect();
    let mut closed = false;
    let modal = egui::Modal::new(egui::Id::unique("keys")).show(context, |ui| {
        ui.set_width((whole.width() - 48.0).min(860.0));
        ui.horizontal(|ui| {
            ui.label(theme::heading(TITLE));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| closed = ui.button(CLOSE).clicked());
        });
        let field = head(ui, state, local, actions);
        if is_new {
            field.request_focus();
        }
        ui.separator();
        let height = (whole.height() - 130.0).min(560.0);
        let mut area = egui::ScrollArea::vertical().max_height(height).min_scrolled_height(height);
        if is_new {
            area = area.vertical_scroll_offset(0.0);
        }
        area.auto_shrink(false).show(ui, |ui| list(ui, state, local, actions));
    });
    let own = state.preferences.keys.chords(Command::Keys);
    let again = context.input(|input| {
        let mut pressed = input.events.iter().filter_map(|event| keys::pressed(event, input.modifiers));
        pressed.any(|key| own.contains(&key))
    });
    if closed || modal.should_close() || (again && !is_new) {
        let State { about, files, .. } = std::mem::take(local);
        *local = State { about, files, ..State::default() };
    }
}

fn head(ui: &mut Ui, state: &AppState, local: &mut State, actions: &mut Vec<Action>) -> Response {
    let row = ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let are_usual = state.preferences.keys.is_all_usual();
            let restore = ui.add_enabled(!are_usual, Button::new(RESTORE_EVERY_KEY));
            let restore = restore.on_hover_text("Give every command its default keys");
            if restore.on_disabled_hover_text("Every command has its default keys.").clicked() {
                actions.push(Action::Preference(PreferenceChange::DefaultKeys));
                local.change = None;
            }
            let hint = "Find a key or a command";
            let field = TextEdit::singleline(&mut local.filter).hint_text(hint).desired_width(f32::INFINITY);
            let response = ui.add(field);
            response.widget_info(|| {
                let mut info = WidgetInfo::text_edit(true, &local.filter, &local.filter, hint);
                info.label = Some(hint.to_owned());
                info
            });
            response
        })
    });
    row.inner.inner
}

/// The widths of the columns of keys, names and buttons; what they do has the rest.
const COLUMNS: [f32; 3] = [140.0, 190.0, 70.0];
/// In less width what a command does is told by a tooltip.
const NARROW: f32 = 600.0;
/// How wide the column of keys is there.
const NARROW_KEYS: f32 = 104.0;

fn list(ui: &mut Ui, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let filter = local.filter.trim().to_owned();
    let fits = |keys: &str, name: &str| {
        fuzzy::find(name, &filter).is_some() || keys.to_lowercase().contains(&filter.to_lowercase())
    };
    for menu in Menu::ALL {
        let commands = Command::ALL.iter().copied().filter(|command| command.menu() == menu);
        let rows: Vec<(Command, String)> = commands
            .map(|command| (command, all_keys(ui.ctx(), state, command)))
            .filter(|(command, keys)| fits(keys, command.name()))
            .collect();
        section(ui, menu.name(), &rows, |ui, (command, keys)| {
            command_row(ui, state, *command, keys, local, actions);
        });
    }
    section(ui, "Codes of this project", &codes(ui.ctx(), state, &fits), |ui, (key, name)| {
        plain_row(ui, key, name)
    });
    for (title, rows) in GESTURES {
        let rows: Vec<_> = rows.iter().filter(|(keys, what)| fits(keys, what)).collect();
        section(ui, title, &rows, |ui, (keys, what)| plain_row(ui, keys, what));
    }
}

/// The codes that make no claim, with their keys.
fn codes(context: &Context, state: &AppState, fits: &dyn Fn(&str, &str) -> bool) -> Vec<(String, String)> {
    let codes = state.workspace.iter().flat_map(|open| open.project.codes.iter());
    let mut rows: Vec<(String, String)> = codes
        .filter(|(_, code)| code.claim.is_none())
        .filter_map(|(_, code)| {
            let key = Chord::of_code(code, &state.preferences.keys)?;
            let what = match state.preferences.keys.command(&key) {
                Some(command) => format!("Annotate with {}; but “{}” has the key", code.name, command.name()),
                None => format!("Annotate with {}", code.name),
            };
            Some((keys::sign(context, &key), what))
        })
        .filter(|(key, name)| fits(key, name))
        .collect();
    rows.sort();
    rows
}

fn all_keys(context: &Context, state: &AppState, command: Command) -> String {
    let keys = state.preferences.keys.chords(command);
    keys.iter().map(|key| keys::sign(context, key)).collect::<Vec<_>>().join(", ")
}

fn section<T>(ui: &mut Ui, title: &str, rows: &[T], mut row: impl FnMut(&mut Ui, &T)) {
    if rows.is_empty() {
        return;
    }
    ui.add_space(space::SMALL);
    ui.label(theme::heading(title));
    rows.iter().for_each(|one| row(ui, one));
}

/// A part of a row, as wide as its column in every section.
fn cell(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(
        vec2(width, 0.0),
        Layout::left_to_right(Align::Min).with_main_wrap(true),
        |ui| {
            ui.set_width(width);
            add(ui);
        },
    );
}

fn plain_row(ui: &mut Ui, keys: &str, what: &str) {
    ui.horizontal_top(|ui| {
        cell(ui, COLUMNS[0], |ui| {
            ui.label(theme::strong(keys));
        });
        let rest = ui.available_width();
        cell(ui, rest, |ui| {
            ui.label(what);
        });
    });
}

fn command_row(
    ui: &mut Ui,
    state: &AppState,
    command: Command,
    keys: &str,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    let is_usual = state.preferences.keys.is_usual(command);
    let is_narrow = ui.available_width() < NARROW;
    ui.horizontal_top(|ui| {
        cell(ui, if is_narrow { NARROW_KEYS } else { COLUMNS[0] }, |ui| {
            if keys.is_empty() {
                ui.label(theme::remark(ui, "no key"));
            } else {
                ui.label(theme::strong(keys));
            }
        });
        let buttons = if is_usual { COLUMNS[2] } else { COLUMNS[2] * 2.0 };
        if is_narrow {
            // What it does has no room beside its name.
            let rest = ui.available_width() - buttons - space::LARGE;
            cell(ui, rest, |ui| {
                ui.label(command.name()).on_hover_text(command.help());
            });
        } else {
            cell(ui, COLUMNS[1], |ui| {
                ui.label(command.name());
            });
            let rest = ui.available_width() - buttons - space::LARGE;
            cell(ui, rest, |ui| {
                ui.label(theme::remark(ui, command.help()));
            });
        }
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            ui.add_space(space::SMALL);
            if button(ui, CHANGE, &format!("Change the key of {}", command.name())) {
                local.change = Some(Change::begin(command));
            }
            let usual = format!("Give {} its usual key: {}", command.name(), command.keys());
            if !is_usual && button(ui, USUAL, &usual) {
                local.change = key_change::propose(state, command, command.usual_keys().collect(), actions);
            }
        });
    });
    if let Some(change) = local.change.take_if(|change| change.command == command) {
        ui.indent("change", |ui| local.change = key_change::show(ui, state, change, actions));
    }
}

fn button(ui: &mut Ui, text: &str, name: &str) -> bool {
    let response = ui.small_button(text);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, name));
    response.on_hover_text(name).clicked()
}

/// What a gesture is, and what it does.
type Gesture = (&'static str, &'static str);

/// What keys and the mouse do where they stand, whatever keys commands have.
const GESTURES: [(&str, &[Gesture]); 4] = [
    (
        "In the text, by keys",
        &[
            ("Arrows", "Move the caret; with Shift select, with Ctrl by word"),
            ("Home, End", "To the line's ends; with Ctrl to the text's"),
            ("PageUp, PageDown", "By a screenful"),
            ("Alt+Up", "Grow the selection: word, sentence, paragraph"),
            ("Alt+Down", "Shrink it again"),
            ("Ctrl+A, Ctrl+C", "Select everything; copy"),
            ("Escape", "Select nothing"),
        ],
    ),
    (
        "In the text, by mouse",
        &[
            (
                "Drag",
                "Select: whole words beyond the first, with Ctrl exactly; at the edge the text scrolls on",
            ),
            ("Double click", "Select a word; drag on to select by words"),
            ("Triple click", "Select a sentence"),
            ("Drag an end", "Move that end of the selected annotation"),
            ("Right click", "Copy with reference, show one code alone"),
            ("Shift+click", "Extend the selection to there"),
            ("Click an annotation", "Select the annotation; drag an end of it to move that end"),
            ("Rest on an annotation", "Show what the annotations there say"),
        ],
    ),
    (
        "In the form of a claim",
        &[
            ("Enter, Escape", "Go back to the text"),
            ("Tab, Shift+Tab", "To the next field, to the one before"),
            ("=", "Join to the first incident on offer, if it fits; Alt+2, Alt+3 to the others"),
            ("Alt+Backspace", "Read the field from the words again"),
        ],
    ),
    (
        "In lists",
        &[
            ("Up, Down", "To the row above, to the row below"),
            ("Home, End, PageUp, PageDown", "To the ends, or by a screenful"),
            ("Enter", "Open, and go to the text"),
            ("Space", "Of an article: unread, read, done, and round again; so does a click on its sign"),
            ("Left, Right", "Close or open the group of an article"),
        ],
    ),
];

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;

    use tollbook_state::ProjectAction;

    use super::*;
    use crate::ui::test_support::Story;

    struct TestWindow {
        story: Story,
        help: State,
        ready: bool,
    }

    fn bench() -> Harness<'static, TestWindow> {
        let help = State { keys: true, ..State::default() };
        let mut harness = Harness::builder().with_size(vec2(1000.0, 4000.0)).build_ui_state(
            |ui, bench: &mut TestWindow| {
                if !std::mem::replace(&mut bench.ready, true) {
                    theme::install(ui.ctx());
                    return;
                }
                let mut actions = Vec::new();
                show(ui.ctx(), &bench.story.state, &mut bench.help, &mut actions);
                actions.into_iter().for_each(|action| drop(bench.story.tell(action)));
            },
            TestWindow { story: Story::new(), help, ready: false },
        );
        harness.run();
        harness
    }

    fn click(harness: &mut Harness<'_, TestWindow>, name: &str) {
        harness.get_by_label(name).click_accesskit();
        harness.run();
    }

    fn press(harness: &mut Harness<'_, TestWindow>, key: &str) {
        let key = egui::Key::from_name(key).unwrap();
        harness.key_press(key);
        harness.run();
    }

    fn keys_of(harness: &Harness<'_, TestWindow>, command: Command) -> String {
        all_keys(&harness.ctx, &harness.state().story.state, command)
    }

    #[test]
    fn a_key_is_pressed_taken_from_its_holder_and_restored() {
        let mut harness = bench();
        click(&mut harness, "Change the key of Split from incident");
        press(&mut harness, "F9");
        assert_eq!(keys_of(&harness, Command::Split), "F9");

        // What text fields need is refused, and Escape leaves all as it is.
        click(&mut harness, "Change the key of Split from incident");
        press(&mut harness, "Delete");
        harness.get_by_label_contains("is needed for moving and typing in text");
        press(&mut harness, "Escape");
        assert_eq!(keys_of(&harness, Command::Split), "F9");

        // A key of another command is taken only when that is wished.
        click(&mut harness, "Change the key of Split from incident");
        press(&mut harness, "K");
        harness.get_by_label(&format!("K is the key of “{}”.", Command::AnnotateKilled.name()));
        assert_eq!(keys_of(&harness, Command::AnnotateKilled), "K");
        click(&mut harness, crate::ui::dialogs::key_change::TAKE_IT_FROM_THERE);
        assert_eq!(keys_of(&harness, Command::Split), "K");
        assert_eq!(keys_of(&harness, Command::AnnotateKilled), "");

        click(&mut harness, super::RESTORE_EVERY_KEY);
        assert_eq!(keys_of(&harness, Command::Split), "X");
        assert_eq!(keys_of(&harness, Command::AnnotateKilled), "K");
    }

    #[test]
    fn a_key_of_a_code_is_taken_by_one_edit_that_can_be_undone() {
        let mut harness = bench();
        let key = |harness: &Harness<'_, TestWindow>| {
            let codes = &harness.state().story.open().project.codes;
            codes.iter().find(|(_, code)| code.name == "place").unwrap().1.key.clone()
        };
        click(&mut harness, "Change the key of Split from incident");
        press(&mut harness, "1");
        harness.get_by_label("1 is the key of the code “place”.");
        // The button has the keyboard: Enter takes.
        press(&mut harness, "Enter");
        assert_eq!((key(&harness).as_str(), keys_of(&harness, Command::Split).as_str()), ("", "1"));
        harness.state_mut().story.tell(Action::Project(ProjectAction::Undo));
        assert_eq!(key(&harness), "1");
        harness.run();
        harness.get_by_label("Annotate with place; but “Split from incident” has the key");
    }
}
