//! What is shown of the marks: one code alone or all, and the menu that the text has under the right
//! mouse button.

use crate::ui::widgets::labels::SHOW_ALL;
use eframe::egui::{Popup, PopupCloseBehavior, Response, RichText, Ui};

use super::State;
use super::marks::Marks;
use crate::ui::shell::keys;
use crate::ui::theme::Palette;
use crate::ui::widgets::scrolled;
use tollbook_core::analysis::wording::counted;
use tollbook_core::model::ArticleId;
use tollbook_state::InputAction;
use tollbook_state::{Action, AppState, Command, Workspace};
use tollbook_state::{AnnotationAction, ArticleAction};

/// Says that one code is shown alone, with the way back.
pub(super) fn alone(
    ui: &mut Ui,
    state: &AppState,
    open: &Workspace,
    marks: &Marks,
    actions: &mut Vec<Action>,
) {
    let Some(code) = open.alone.and_then(|alone| open.project.codes.get(alone)) else { return };
    let all: usize = marks.codes.iter().map(|(_, used)| used).sum();
    ui.horizontal_wrapped(|ui| {
        let shown = marks.codes.iter().find(|(id, _)| Some(*id) == open.alone).map_or(0, |(_, used)| *used);
        let text = format!("Only “{}” is shown: {shown} of {}.", code.name, counted(all, "annotation"));
        ui.label(RichText::new(text).color(Palette::for_ui(ui).warning));
        let tip = keys::tip(ui.ctx(), state, Command::ShowAlone, "Show the annotations of every code");
        if ui.small_button(SHOW_ALL).on_hover_text(tip).clicked() {
            actions.push(Action::Annotation(AnnotationAction::ShowOnly(None)));
        }
    });
}

/// The button that chooses which codes are shown.
pub const CODES_SHOWN: &str = "Codes shown";

/// The button that chooses which codes are shown, and how.
pub(super) fn shown(
    ui: &mut Ui,
    state: &AppState,
    open: &Workspace,
    marks: &Marks,
    actions: &mut Vec<Action>,
) {
    let button = ui.button(CODES_SHOWN).on_hover_text("Choose which codes are shown, and how");
    Popup::from_toggle_button_response(&button)
        .align(eframe::egui::RectAlign::BOTTOM_END)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            scrolled(ui, |ui| {
                ui.set_min_width(220.0);
                let all: usize = marks.codes.iter().map(|(_, used)| used).sum();
                if ui
                    .radio(open.alone.is_none(), format!("All codes, {}", counted(all, "annotation")))
                    .clicked()
                {
                    actions.push(Action::Annotation(AnnotationAction::ShowOnly(None)));
                }
                for (id, used) in &marks.codes {
                    let Some(code) = open.project.codes.get(*id) else { continue };
                    let label = format!("{} alone, {used}", code.name);
                    if ui.radio(open.alone == Some(*id), label).clicked() {
                        actions.push(Action::Annotation(AnnotationAction::ShowOnly(Some(*id))));
                    }
                }
                ui.separator();
                let preferences = &state.preferences;
                for (command, is_on) in [
                    (Command::CodeLabels, preferences.code_labels),
                    (Command::ParagraphNumbers, preferences.paragraph_numbers),
                    (Command::LinesAsWritten, preferences.lines_as_written),
                    (Command::WholeWords, preferences.whole_words),
                    (Command::TrimMarks, preferences.trim_marks),
                ] {
                    let mut is_on = is_on;
                    let tip = keys::tip(ui.ctx(), state, command, command.help());
                    if ui.checkbox(&mut is_on, command.name()).on_hover_text(tip).clicked() {
                        actions.extend(command.action(state));
                    }
                }
            })
        });
}

/// The menu of the text.
pub(super) fn context(
    response: &Response,
    state: &AppState,
    open: &Workspace,
    local: &mut State,
    id: ArticleId,
    actions: &mut Vec<Action>,
) {
    if response.secondary_clicked() {
        local.under_menu = local.hovered.clone();
        local.link_under_menu = local.link.clone();
    }
    let mut copy = false;
    response.context_menu(|ui| {
        ui.set_min_width(220.0);
        let written = |ui: &Ui, command| keys::written(ui.ctx(), state, command);
        let item = |ui: &mut Ui, enabled: bool, name: String, key: String| {
            let button = eframe::egui::Button::new(name).shortcut_text(key).frame(false);
            let chosen = ui.add_enabled(enabled, button).clicked();
            if chosen {
                ui.close();
            }
            chosen
        };
        if item(ui, open.selection.span.is_some(), "Copy".to_owned(), "Ctrl+C".to_owned())
            && let Some(text) = local.view.selected_text()
        {
            ui.ctx().copy_text(text.to_owned());
        }
        let command = Command::CopyReference;
        let key = written(ui, command);
        if item(ui, command.is_enabled(state), command.name().to_owned(), key) {
            copy = true;
        }
        let codes: Vec<_> =
            local.under_menu.iter().filter_map(|id| open.project.annotations.get(*id)).collect();
        if !codes.is_empty() || open.alone.is_some() {
            ui.separator();
        }
        let mut named = Vec::new();
        for annotation in codes {
            let Some(code) = open.project.codes.get(annotation.code) else { continue };
            if named.contains(&annotation.code) || open.alone == Some(annotation.code) {
                continue;
            }
            named.push(annotation.code);
            if item(ui, true, format!("Show {} alone", code.name), String::new()) {
                actions.push(Action::Annotation(AnnotationAction::ShowOnly(Some(annotation.code))));
            }
        }
        if open.alone.is_some()
            && item(ui, true, "Show all codes".to_owned(), written(ui, Command::ShowAlone))
        {
            actions.push(Action::Annotation(AnnotationAction::ShowOnly(None)));
        }
        ui.separator();
        let command = Command::OpenArticleFile;
        let key = written(ui, command);
        if item(ui, open.library.listed(id).is_some(), command.name().to_owned(), key) {
            actions.push(Action::Article(ArticleAction::OpenFile(id)));
        }
        let command = Command::OpenAddress;
        if item(
            ui,
            !open.article(id).is_none_or(|article| article.url.is_empty()),
            command.name().to_owned(),
            String::new(),
        ) {
            actions.push(Action::Input(InputAction::OpenAddress(id)));
        }
        if let Some(address) = local.link_under_menu.clone()
            && item(ui, true, "Open the link".to_owned(), String::new())
        {
            actions.push(Action::Input(InputAction::OpenLink(address)));
        }
    });
    local.copy |= copy;
}
