//! What the user should know: a strip above the panels, never a dialog.

use eframe::egui::{self, Align, Layout, Ui};

use crate::ui::theme::{Palette, space};
use tollbook_state::ProgramAction;
use tollbook_state::{Action, AppState};

const DISMISS: &str = "Dismiss";

/// The label of the button that opens the file of a notice.
pub const OPEN_FILE: &str = "Open the file";

/// More than this many are not shown at once.
const MOST: usize = 3;

/// Shows the notices, the latest first.
pub fn show(ui: &mut Ui, state: &AppState, actions: &mut Vec<Action>) {
    for (which, notice) in state.notices.iter().enumerate().rev().take(MOST) {
        let palette = Palette::for_ui(ui);
        ui.horizontal_top(|ui| {
            let (mark, colour) = if notice.is_error { ("!", palette.error) } else { ("i", palette.accent) };
            ui.label(crate::ui::theme::strong(mark).color(colour));
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                if ui.small_button(DISMISS).clicked() {
                    actions.push(Action::Program(ProgramAction::Dismiss(which)));
                }
                if notice.file.is_some() && ui.small_button(OPEN_FILE).clicked() {
                    actions.push(Action::Program(ProgramAction::OpenNoticeFile(which)));
                }
                ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
                    egui::ScrollArea::vertical().max_height(120.0).id_salt(("notice", which)).show(
                        ui,
                        |ui| {
                            ui.set_width(ui.available_width());
                            ui.add(egui::Label::new(&notice.text).wrap());
                        },
                    );
                });
            });
        });
        ui.add_space(space::TIGHT);
    }
    if state.notices.len() > MOST {
        ui.label(crate::ui::theme::remark(ui, format!("and {} earlier", state.notices.len() - MOST)));
    }
}
