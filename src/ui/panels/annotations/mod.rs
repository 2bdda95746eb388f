//! Every annotation and claim of the project in one table: filtered, sorted, and changed many at once.

mod bulk;
mod columns;
mod filter;
mod row_selection;
mod rows;

use std::sync::Arc;

use eframe::egui::{self, Ui};

use self::row_selection::Picked;
use crate::ui::theme::{self, space};
use crate::ui::widgets::cached::Cached;
use crate::ui::widgets::table::Rows;
use tollbook_core::model::AnnotationId;
use tollbook_state::TableAction;
use tollbook_state::{Action, AppState, Workspace};

/// The height of the line below the rows.
const FOOT: f32 = 30.0;

/// What the panel keeps from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    /// The words of the filter, as they are typed.
    words: String,
    picked: Picked,
    /// The rows that were shown last: what is picked is always among them.
    shown: Arc<Vec<AnnotationId>>,
    /// The annotation that was last selected anywhere.
    selected: Option<AnnotationId>,
    rows: Rows,
    /// The frame in which the panel was shown last.
    last_frame: u64,
    /// How many of what is picked make claims.
    claims: Cached<(u64, u64), usize>,
}

/// Shows the panel.
pub fn show(ui: &mut Ui, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let Some(open) = &state.workspace else { return };
    if open.table.is_stale(open.versions.contents()) && !open.table.is_asked() {
        actions.push(Action::Table(TableAction::FindRows));
    }
    local.follow_state(ui, open);
    if open.project.annotations.is_empty() {
        ui.add_space(space::MEDIUM);
        let text = "Nothing is annotated yet. Select words in an article and press K to annotate people killed; every \
                    annotation then has a row here.";
        ui.label(theme::remark(ui, text));
        return;
    }
    filter::show(ui, open, &mut local.words, actions);
    let height = (ui.available_height() - FOOT - space::TIGHT).max(60.0);
    ui.allocate_ui(egui::vec2(ui.available_width(), height), |ui| {
        let columns = columns::columns_for_width(ui.available_width(), &state.preferences);
        egui::ScrollArea::horizontal().id_salt("columns").auto_shrink(false).show(ui, |ui| {
            ui.set_width(columns.width());
            ui.spacing_mut().item_spacing.y = 0.0;
            let question = &open.table.question;
            let sort = columns.headings(ui, Some((question.sort, question.descending)), actions);
            actions.extend(sort.map(|column| Action::Table(TableAction::Sort(column))));
            rows::show(ui, open, &columns, local, actions);
        });
    });
    bulk::show(ui, open, local, actions);
}

impl State {
    /// Puts the cursor on the row of an annotation.
    fn reveal(&mut self, id: AnnotationId) {
        if let Some(row) = self.shown.iter().position(|known| *known == id) {
            self.rows.go_to(row);
        }
    }

    /// Keeps up with other rows, and with what was selected elsewhere.
    fn follow_state(&mut self, ui: &Ui, open: &Workspace) {
        let frame = ui.ctx().cumulative_frame_nr();
        // Brought to the front, the table has the keyboard.
        if self.last_frame > 0 && frame > self.last_frame + 1 {
            self.rows.take_focus(1);
        }
        self.last_frame = frame;
        if !Arc::ptr_eq(&self.shown, &open.table.rows) {
            self.shown = open.table.rows.clone();
            self.picked.keep_among(&self.shown);
        }
        if self.selected != open.selection.annotation {
            self.selected = open.selection.annotation;
            if let Some(id) = self.selected.filter(|id| !self.picked.contains(*id) && self.shown.contains(id))
            {
                self.picked.only(id);
                self.reveal(id);
            }
        }
    }
}

#[cfg(test)]
mod tests;
