//! The menus, made from the list of commands.

use eframe::egui::{self, Button, Role, ScrollArea, Stroke, Ui, WidgetInfo};

use crate::ui::shell::keys;
use crate::ui::shell::workbench::panel_space::{SidePanel, SidePanels};
use crate::ui::theme::space;
use crate::ui::widgets::icon;
use tollbook_state::command::Menu;
use tollbook_state::{AppState, Command};

/// Shows the menu bar; gives the command that was chosen.
pub fn show(ui: &mut Ui, state: &AppState, visible: SidePanels) -> Option<Command> {
    let mut chosen = None;
    let below = ui.next_widget_position().y + ui.spacing().interact_size.y;
    for menu in Menu::ALL {
        ui.menu_button(menu.name(), |ui| {
            let most = ui.ctx().content_rect().bottom() - below - space::MEDIUM;
            ScrollArea::vertical().max_height(most).min_scrolled_height(most).show(ui, |ui| {
                ui.set_width(330.0);
                for command in Command::ALL.iter().copied().filter(|command| command.menu() == menu) {
                    if begins_group(command) {
                        ui.separator();
                    }
                    let enabled = command.is_enabled(state);
                    let is_on = is_on(command, state, visible);
                    let name = command.name_now(state);
                    // Room for the tick.
                    let shown = if is_on.is_some() { format!("     {name}") } else { name.clone() };
                    let button = Button::new(shown)
                        .shortcut_text(keys::written(ui.ctx(), state, command))
                        .frame(false);
                    let response =
                        ui.add_enabled(enabled, button.min_size(egui::vec2(ui.available_width(), 0.0)));
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
                        chosen = Some(command);
                        ui.close();
                    }
                }
            });
        });
    }
    chosen
}

/// How wide the tick before a name is.
const TICK: f32 = 26.0;

/// Whether a command that switches something is on; of a panel, whether it can be seen.
fn is_on(command: Command, state: &AppState, visible: SidePanels) -> Option<bool> {
    match SidePanel::of(command) {
        Some((panel, dock)) => {
            Some(visible.has(panel) && dock.is_none_or(|dock| dock == state.preferences.dock))
        }
        None => command.is_on(state),
    }
}

/// Whether a line stands above a command: where another group of its menu begins.
fn begins_group(command: Command) -> bool {
    matches!(
        command,
        Command::Export
            | Command::CloseProject
            | Command::RemoveAnnotation
            | Command::FindHere
            | Command::RetrySave
            | Command::MarkTotal
            | Command::MarkWith
            | Command::EditCard
            | Command::JoinPair
            | Command::NextArticle
            | Command::FilterArticles
            | Command::ShowArticles
            | Command::ZoomIn
            | Command::ThemeSystem
            | Command::ChartStacked
            | Command::ChartSpread
            | Command::ChartFilters
            | Command::TrialRecount
            | Command::Operations
            | Command::About
    )
}
