//! The start page: what can be opened.

use std::path::PathBuf;

use eframe::egui::{self, Button, Key, RichText, Ui};

use crate::ui::shell::keys;
use crate::ui::theme::{self, Palette, size, space};
use tollbook_state::PathPurpose;
use tollbook_state::{Action, AppState, Command};
use tollbook_state::{ProjectAction, RestoreAction};

/// Leads to the backups.
pub const RESTORE: &str = "Restore from a backup…";

/// What is typed on the start page.
#[derive(Debug, Default)]
pub struct State {
    path: String,
}

/// Shows the start page.
pub fn show(ui: &mut Ui, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let palette = Palette::for_ui(ui);
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let width = ui.available_width().min(620.0);
        let margin = ((ui.available_width() - width) / 2.0).max(0.0);
        ui.horizontal(|ui| {
            ui.add_space(margin);
            ui.vertical(|ui| {
                ui.set_width(width - space::LARGE);
                ui.add_space(ui.available_height().min(700.0) * 0.1 + space::LARGE);
                ui.label(theme::strong("Tollbook").size(size::TITLE));
                ui.label(
                    RichText::new("Read the news, annotate casualties, count each person once.")
                        .size(size::HEADING)
                        .color(palette.weak_text),
                );
                ui.add_space(space::LARGE);
                ui.horizontal_wrapped(|ui| {
                    let open = Button::new(theme::strong("Open folder…")).min_size(egui::vec2(150.0, 34.0));
                    let hint = "A folder of articles: text, web pages, PDF, Word, downloads";
                    let hint = keys::tip(ui.ctx(), state, Command::OpenFolder, hint);
                    if ui.add(open).on_hover_text(hint).clicked() {
                        actions.push(Action::AskPath(PathPurpose::OpenFolder));
                    }
                    let sample = Button::new("Open the sample").min_size(egui::vec2(150.0, 34.0));
                    let hint = "41 articles on three French operations, with their finished project";
                    if state.sample.is_some() && ui.add(sample).on_hover_text(hint).clicked() {
                        actions.push(Action::Project(ProjectAction::OpenSample));
                    }
                });
                ui.add_space(space::MEDIUM);
                path_field(ui, &mut local.path, actions);
                if ui.link(RESTORE).on_hover_text(Command::Restore.help()).clicked() {
                    actions.push(Action::Restore(RestoreAction::Ask));
                }
                ui.label(theme::remark(ui, "Or drop a folder on this window. Articles are never changed."));
                recent(ui, state, actions);
            });
        });
    });
}

fn path_field(ui: &mut Ui, path: &mut String, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let field = egui::TextEdit::singleline(path)
            .hint_text("Path of a folder or a .tollbook file")
            .desired_width(ui.available_width() - 80.0);
        let response = ui.add(field);
        response.widget_info(|| {
            let mut info = egui::WidgetInfo::text_edit(true, path.as_str(), path.as_str(), "");
            info.label = Some("Path".to_owned());
            info
        });
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let wanted = !path.trim().is_empty();
        if (ui.add_enabled(wanted, Button::new("Open")).clicked() || entered) && wanted {
            actions.push(Action::Project(ProjectAction::Open(typed_path(path))));
        }
    });
}

/// The path that was typed or pasted: without blanks and quotes around it, `~` being home.
pub fn typed_path(text: &str) -> PathBuf {
    let text = text.trim().trim_matches(['"', '\'']);
    match (text.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(text),
    }
}

fn recent(ui: &mut Ui, state: &AppState, actions: &mut Vec<Action>) {
    if state.preferences.recent.is_empty() {
        return;
    }
    ui.add_space(space::LARGE);
    ui.label(theme::heading("Recent projects"));
    for path in &state.preferences.recent {
        let name =
            path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into());
        ui.horizontal(|ui| {
            let full = path.display().to_string();
            if ui.link(theme::strong(name)).on_hover_text(&full).clicked() {
                actions.push(Action::Project(ProjectAction::Open(path.clone())));
            }
            ui.add(egui::Label::new(theme::remark(ui, full)).truncate());
        });
    }
}
