//! Running totals against what is counted in the same scope.

use eframe::egui::Ui;

use super::theme;
use crate::state::{Action, AppState};

/// What the panel keeps from frame to frame.
#[derive(Debug, Default)]
pub struct State {}

/// Shows the panel.
pub fn show(ui: &mut Ui, _state: &AppState, _local: &mut State, _actions: &mut Vec<Action>) {
    ui.label(theme::remark(ui, "No totals yet."));
}
