//! The menus, made from the list of commands.

use eframe::egui::{self, Button, Ui};

use super::keys;
use crate::state::command::Menu;
use crate::state::{AppState, Command, Theme};

/// Shows the menu bar; gives the command that was chosen.
pub fn show(ui: &mut Ui, state: &AppState) -> Option<Command> {
    let mut chosen = None;
    for menu in Menu::ALL {
        ui.menu_button(menu.name(), |ui| {
            ui.set_min_width(240.0);
            let mut before = None;
            for command in Command::ALL.iter().copied().filter(|command| command.menu() == menu) {
                if before.is_some_and(|before| group(before) != group(command)) {
                    ui.separator();
                }
                before = Some(command);
                let enabled = command.is_enabled(state);
                let name = match is_on(command, state) {
                    Some(true) => format!("✔ {}", command.name()),
                    Some(false) => format!("    {}", command.name()),
                    None => command.name_now(state),
                };
                let button = Button::new(name).shortcut_text(keys::written(ui.ctx(), command)).frame(false);
                let response = ui.add_enabled(enabled, button.min_size(egui::vec2(ui.available_width(), 0.0)));
                if response.on_hover_text(command.help()).clicked() {
                    chosen = Some(command);
                    ui.close();
                }
            }
        });
    }
    chosen
}

/// Whether a command that switches something is on.
fn is_on(command: Command, state: &AppState) -> Option<bool> {
    use crate::analysis::timeline::Grain;
    let preferences = &state.preferences;
    let grain = |grain| state.workspace.as_ref().map(|open| open.query.grain == grain);
    match command {
        Command::ShowArticles => Some(preferences.show_articles),
        Command::ShowInspector => Some(preferences.show_inspector),
        Command::ShowChart => Some(preferences.show_chart),
        Command::ThemeSystem => Some(preferences.theme == Theme::System),
        Command::ThemeLight => Some(preferences.theme == Theme::Light),
        Command::ThemeDark => Some(preferences.theme == Theme::Dark),
        Command::ByMonth => grain(Grain::Month),
        Command::ByQuarter => grain(Grain::Quarter),
        Command::ByYear => grain(Grain::Year),
        _ => None,
    }
}

/// Commands of one group stand together; a line parts groups.
fn group(command: Command) -> u8 {
    match command {
        Command::Rescan | Command::Undo | Command::MarkKilled | Command::NextAnnotation | Command::Palette => 0,
        Command::Redo
        | Command::MarkWounded
        | Command::MarkMissing
        | Command::MarkCaptured
        | Command::PreviousAnnotation
        | Command::NextOverlapping
        | Command::OpenFolder
        | Command::OpenFile
        | Command::OpenSample
        | Command::Keys => 0,
        Command::Export | Command::Import | Command::RemoveAnnotation | Command::MarkTotal | Command::MarkPart => 1,
        Command::MarkBackground | Command::MarkStrength | Command::RetrySave => 1,
        Command::NextArticle
        | Command::PreviousArticle
        | Command::ReadNextUnread
        | Command::MarkDone
        | Command::MarkUnread => 1,
        Command::CloseProject | Command::Quit | Command::MarkWith => 2,
        Command::FilterArticles | Command::FocusReader => 2,
        Command::EditCard | Command::Join | Command::Split => 3,
        Command::ShowArticles | Command::ShowInspector | Command::ShowChart => 3,
        Command::ZoomIn | Command::ZoomOut | Command::ZoomReset => 4,
        Command::ThemeSystem | Command::ThemeLight | Command::ThemeDark => 5,
        Command::ByMonth | Command::ByQuarter | Command::ByYear => 6,
        Command::Operations => 7,
        Command::About => 8,
    }
}
