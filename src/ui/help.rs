//! The list of keys, and what the program is.

use eframe::egui::{self, Context, Key, Modifiers};

use super::keys;
use super::theme::{self, space};
use crate::state::Command;
use crate::state::command::Menu;

/// Which windows of help are open.
#[derive(Debug, Default)]
pub struct State {
    /// The list of keys.
    pub keys: bool,
    /// What the program is.
    pub about: bool,
}

/// Shows the windows of help that are open.
pub fn show(context: &Context, local: &mut State) {
    let is_open = local.keys || local.about;
    if is_open && context.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        *local = State::default();
    }
    let middle = context.content_rect().center();
    let window =
        |name: &'static str| egui::Window::new(name).pivot(egui::Align2::CENTER_CENTER).default_pos(middle);
    window("Keys").open(&mut local.keys).default_width(560.0).collapsible(false).show(context, |ui| {
        egui::ScrollArea::vertical().max_height(520.0).show(ui, |ui| {
            for menu in Menu::ALL {
                ui.add_space(space::SMALL);
                ui.label(theme::heading(menu.name()));
                egui::Grid::new(menu.name()).num_columns(3).spacing([space::LARGE, space::TIGHT]).show(
                    ui,
                    |ui| {
                        for &command in Command::ALL.iter().filter(|command| command.menu() == menu) {
                            if command.keys().is_empty() {
                                continue;
                            }
                            let written: Vec<String> = command
                                .keys()
                                .split_whitespace()
                                .filter_map(keys::parse)
                                .map(|key| keys::sign(ui.ctx(), &key))
                                .collect();
                            ui.label(theme::strong(written.join(", ")));
                            ui.label(command.name());
                            ui.label(theme::remark(ui, command.help()));
                            ui.end_row();
                        }
                    },
                );
            }
            ui.add_space(space::MEDIUM);
            ui.label(theme::heading("In the text"));
            egui::Grid::new("text").num_columns(2).spacing([space::LARGE, space::TIGHT]).show(ui, |ui| {
                for (keys, what) in IN_THE_TEXT {
                    ui.label(theme::strong(keys));
                    ui.label(what);
                    ui.end_row();
                }
            });
        });
    });
    window("About Tollbook").open(&mut local.about).collapsible(false).resizable(false).show(context, |ui| {
        ui.set_width(420.0);
        ui.label(theme::heading(concat!("Tollbook ", env!("CARGO_PKG_VERSION"))));
        ui.label("A desktop workbench for people who record casualties from the news.");
        ui.add_space(space::SMALL);
        ui.label("The program opens no network connection. Articles are never changed; everything that you mark is kept in one project file beside them.");
        ui.add_space(space::SMALL);
        ui.label(theme::remark(ui, "MIT or Apache-2.0. Fonts: Inter and Noto, SIL Open Font License."));
    });
}

/// Keys of the reader itself.
const IN_THE_TEXT: [(&str, &str); 7] = [
    ("Arrows", "Move the caret; with Shift select, with Ctrl by word"),
    ("Home, End", "To the line's ends; with Ctrl to the text's"),
    ("Alt+Up", "Grow the selection: word, sentence, paragraph"),
    ("Alt+Down", "Shrink it again"),
    ("Double click", "Select a word; drag on to select by words"),
    ("Triple click", "Select a sentence"),
    ("Ctrl+A, Ctrl+C", "Select everything; copy"),
];
