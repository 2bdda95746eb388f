//! The menus, made from the list of commands.

use eframe::egui::{self, Button, Role, ScrollArea, Stroke, Ui, WidgetInfo};

use crate::ui::shell::keys;
use crate::ui::shell::workbench::panel_space::{SidePanel, SidePanels};
use crate::ui::theme::space;
use crate::ui::widgets::icon;
use tollbook_state::command::Menu;
use tollbook_state::{AppState, Command};

/// How wide a menu is.
const WIDTH: f32 = 330.0;

/// Shows the menu bar; gives the command that was chosen.
pub fn show(ui: &mut Ui, state: &AppState, visible: SidePanels) -> Option<Command> {
    let mut chosen = None;
    let below = ui.next_widget_position().y + ui.spacing().interact_size.y;
    for menu in Menu::ALL {
        ui.menu_button(menu.name(), |ui| {
            let most = ui.ctx().content_rect().bottom() - below - space::MEDIUM;
            ScrollArea::vertical().max_height(most).min_scrolled_height(most).show(ui, |ui| {
                ui.set_width(WIDTH);
                for entry in entries(menu) {
                    match entry {
                        Entry::Line => drop(ui.separator()),
                        Entry::Command(command) => item(ui, state, visible, command, &mut chosen),
                        Entry::Submenu(name, commands) => {
                            ui.menu_button(name, |ui| {
                                ui.set_width(WIDTH);
                                for command in commands {
                                    item(ui, state, visible, command, &mut chosen);
                                }
                            });
                        }
                    }
                }
            });
        });
    }
    chosen
}

/// An entry of a menu.
#[derive(Debug, PartialEq)]
enum Entry {
    /// A line between two groups.
    Line,
    /// A command.
    Command(Command),
    /// A menu of its own, with its commands.
    Submenu(&'static str, Vec<Command>),
}

/// The entries of a menu; a submenu stands where the first of its commands is declared.
fn entries(menu: Menu) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for command in Command::ALL.iter().copied().filter(|command| command.menu() == menu) {
        if begins_group(command) {
            entries.push(Entry::Line);
        }
        let Some(name) = command.submenu() else {
            entries.push(Entry::Command(command));
            continue;
        };
        let known = entries.iter_mut().find_map(|entry| match entry {
            Entry::Submenu(known, commands) if *known == name => Some(commands),
            _ => None,
        });
        match known {
            Some(commands) => commands.push(command),
            None => entries.push(Entry::Submenu(name, vec![command])),
        }
    }
    entries
}

fn item(ui: &mut Ui, state: &AppState, visible: SidePanels, command: Command, chosen: &mut Option<Command>) {
    let enabled = command.is_enabled(state);
    let is_on = is_on(command, state, visible);
    let name = command.name_now(state);
    // Room for the tick.
    let shown = if is_on.is_some() { format!("     {name}") } else { name.clone() };
    let button = Button::new(shown).shortcut_text(keys::written(ui.ctx(), state, command)).frame(false);
    let response = ui.add_enabled(enabled, button.min_size(egui::vec2(ui.available_width(), 0.0)));
    if let Some(is_on) = is_on {
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, enabled, is_on, &name));
        let at = response.rect.with_max_x(response.rect.left() + TICK);
        let stroke = Stroke::new(1.6, ui.visuals().text_color());
        if is_on {
            icon::tick(ui.painter(), at, stroke);
        }
    }
    let why_not = command.why_not(state).unwrap_or_default();
    if response.on_hover_text(command.help()).on_disabled_hover_text(why_not).clicked() {
        *chosen = Some(command);
        ui.close();
    }
}

/// How wide the tick before a name is.
const TICK: f32 = 26.0;

/// Whether a command that switches something is on; of a panel, whether it can be seen.
fn is_on(command: Command, state: &AppState, visible: SidePanels) -> Option<bool> {
    match SidePanel::for_command(command) {
        Some((panel, dock)) => {
            Some(visible.has(panel) && dock.is_none_or(|dock| dock == state.preferences.dock))
        }
        None => command.is_on(state),
    }
}

/// Whether a line stands above a command, or above the submenu that begins with it.
fn begins_group(command: Command) -> bool {
    matches!(
        command,
        Command::OpenArticleFile
            | Command::TeamProject
            | Command::Import
            | Command::CloseProject
            | Command::CopyReference
            | Command::FindHere
            | Command::Operations
            | Command::WholeWords
            | Command::AnnotateTotal
            | Command::AnnotateWith
            | Command::EditCard
            | Command::Join
            | Command::JoinPair
            | Command::ReadNextUnread
            | Command::ShowAlone
            | Command::ZoomIn
            | Command::ChartSpread
            | Command::ChartFilters
            | Command::TrialRecount
            | Command::Provenance
            | Command::About
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_stands_in_its_menu_once_and_no_menu_is_longer_than_fifteen_entries() {
        let mut listed: Vec<Command> = Vec::new();
        for menu in Menu::ALL {
            let entries = entries(menu);
            let lines = entries.iter().filter(|entry| **entry == Entry::Line).count();
            assert!(entries.len() - lines <= 15, "{} has {} entries", menu.name(), entries.len() - lines);
            for pair in entries.windows(2) {
                assert!(pair[0] != Entry::Line || pair[1] != Entry::Line, "two lines in {}", menu.name());
            }
            for entry in entries {
                match entry {
                    Entry::Line => {}
                    Entry::Command(command) => listed.push(command),
                    Entry::Submenu(name, commands) => {
                        assert!(commands.len() > 1, "{name} needs no menu of its own");
                        listed.extend(commands);
                    }
                }
            }
        }
        listed.sort();
        let mut all = Command::ALL.to_vec();
        all.sort();
        assert_eq!(listed, all);
    }
}
