//! The menus, made from the list of commands.

use eframe::egui::{self, Button, Role, ScrollArea, Stroke, Ui, WidgetInfo};

use super::keys;
use super::theme::space;
use super::widget::icon;
use super::workbench::panel_space::SidePanels;
use tollbook_state::command::Menu;
use tollbook_state::{AppState, Command, Dock, Theme};

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

/// Whether a command that switches something is on.
fn is_on(command: Command, state: &AppState, visible: SidePanels) -> Option<bool> {
    use tollbook_core::analysis::chart::Mode;
    use tollbook_core::analysis::timeline::Grain;
    let preferences = &state.preferences;
    let shown = |dock| Some(visible.dock && preferences.dock == dock);
    let grain = |grain| state.workspace.as_ref().map(|open| open.query.grain == grain);
    match command {
        Command::ShowArticles => Some(visible.articles),
        Command::ShowInspector => Some(visible.inspector),
        Command::ShowChart => shown(Dock::Chart),
        Command::ShowAnnotations => shown(Dock::Annotations),
        Command::ShowTotals => shown(Dock::Totals),
        Command::ShowLookAlikes => shown(Dock::Duplicates),
        Command::ShowFound => shown(Dock::Found),
        Command::WholeWords => Some(preferences.whole_words),
        Command::TrimMarks => Some(preferences.trim_marks),
        Command::CodeLabels => Some(preferences.code_labels),
        Command::ParagraphNumbers => Some(preferences.paragraph_numbers),
        Command::ByteOrderMark => Some(preferences.byte_order_mark),
        Command::FormulaGuard => Some(preferences.formula_guard),
        Command::ThemeSystem => Some(preferences.theme == Theme::System),
        Command::ThemeLight => Some(preferences.theme == Theme::Light),
        Command::ThemeDark => Some(preferences.theme == Theme::Dark),
        Command::ByMonth => grain(Grain::Month),
        Command::ByQuarter => grain(Grain::Quarter),
        Command::ByYear => grain(Grain::Year),
        Command::ChartStacked => Some(preferences.chart.mode == Mode::Stacked),
        Command::ChartSideBySide => Some(preferences.chart.mode == Mode::SideBySide),
        Command::ChartSmallMultiples => Some(preferences.chart.mode == Mode::SmallMultiples),
        Command::ChartCumulative => Some(preferences.chart.mode == Mode::Cumulative),
        Command::ChartSpread => Some(preferences.chart.spread),
        Command::ChartTotals => Some(preferences.chart.totals),
        Command::ChartLives => Some(preferences.chart.lives),
        Command::ChartTable => Some(preferences.chart_table),
        _ => None,
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
