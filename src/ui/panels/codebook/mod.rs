//! The codebook: the codes as a tree, how often each is used, and changing them.

mod colours;
mod fields;
mod line;
mod question;

use std::collections::BTreeSet;
use std::rc::Rc;

use eframe::egui::{
    self, Align2, DragAndDrop, FontId, Role, ScrollArea, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use self::question::Question;
use crate::ui::theme::{Palette, size, space};
use crate::ui::widgets::cached::{Cached, Revision, revision};
use crate::ui::widgets::pending_text;
use tollbook_core::analysis::codebook::{Branch, tree};
use tollbook_core::analysis::usage::Uses;
use tollbook_core::analysis::wording::counted;
use tollbook_core::model::CodeId;
use tollbook_state::CodeAction;
use tollbook_state::update::{Taken, taken};
use tollbook_state::{Action, AppState, Chord, CodeEdit, Workspace};

/// What the codebook keeps for itself.
#[derive(Debug, Default)]
pub struct State {
    /// The code whose fields are shown.
    editing: Option<CodeId>,
    /// What is asked about it.
    asking: Option<Question>,
    /// The codes whose own are not shown.
    folded: BTreeSet<CodeId>,
    /// The name of a code that is being added.
    adding: String,
    /// The codes that are shown, in order.
    rows: Cached<(Revision, BTreeSet<CodeId>), Rc<[Row]>>,
    /// What removing a code would take with it.
    taken: Cached<(Revision, CodeId), Taken>,
}

impl State {
    /// Shows or hides the fields of a code.
    fn toggle(&mut self, id: CodeId) {
        self.editing = if self.editing == Some(id) { None } else { Some(id) };
        self.asking = None;
    }

    fn taken(&mut self, open: &Workspace, id: CodeId) -> Taken {
        *self.taken.get((revision(open), id), || taken(open, id))
    }

    /// Shows a code's fields with a question about it.
    fn ask(&mut self, id: CodeId, question: Question) {
        self.editing = Some(id);
        self.asking = Some(question);
    }
}

/// A code in the list.
#[derive(Clone, Debug)]
struct Row {
    branch: Branch,
    is_folded: bool,
    /// How often it is used itself.
    alone: Uses,
    /// How often it is used as far as its row tells: with those beneath it where they are not shown.
    shown: Uses,
}

impl Row {
    fn has_codes_beneath(&self) -> bool {
        self.branch.with_those_beneath.len() > 1
    }
}

/// The codes that no folded one hides.
fn rows(open: &Workspace, folded: &BTreeSet<CodeId>) -> Rc<[Row]> {
    let usage = &open.answers.usage;
    let mut rows = Vec::new();
    let mut hidden = 0;
    for branch in tree(&open.project) {
        if hidden > 0 {
            hidden -= 1;
            continue;
        }
        let is_folded = branch.with_those_beneath.len() > 1 && folded.contains(&branch.id);
        let alone = usage.code(branch.id);
        let shown = if is_folded { usage.together(&branch.with_those_beneath) } else { alone };
        if is_folded {
            hidden = branch.with_those_beneath.len() - 1;
        }
        rows.push(Row { branch, is_folded, alone, shown });
    }
    rows.into()
}

/// Shows the codebook: a heading, on which a code can be dropped, and the codes.
pub fn show(ui: &mut Ui, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let Some(open) = &state.workspace else { return };
    let keys = &state.preferences.keys;
    heading(ui, open, actions);
    let shown = local.rows.get((revision(open), local.folded.clone()), || rows(open, &local.folded)).clone();
    let area = ScrollArea::vertical().id_salt("codebook").min_scrolled_height(0.0);
    area.auto_shrink([false, true]).show(ui, |ui| {
        ui.set_width(ui.available_width() - space::SMALL);
        ui.spacing_mut().item_spacing.y = 0.0;
        for (place, row) in shown.iter().enumerate() {
            let id = row.branch.id;
            let Some(code) = open.project.codes.get(id) else { continue };
            let key = Chord::of_code(code, keys).map_or_else(String::new, |key| key.to_string());
            line::show(ui, open, &shown, place, (code, &key), local, actions);
            if local.editing == Some(id) {
                ui.push_id(id, |ui| fields::show(ui, (open, keys), row, code, local, actions));
            }
        }
        if open.can_edit() {
            add(ui, local, actions);
        }
        ui.add_space(space::SMALL);
    });
}

/// What stands above the codes; a code that is dropped there is under no other.
const TOP_LEVEL: &str = "Top of the codebook";

fn heading(ui: &mut Ui, open: &Workspace, actions: &mut Vec<Action>) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, TOP_LEVEL));
    let palette = Palette::for_ui(ui);
    let dragged = DragAndDrop::has_payload_of_type::<CodeId>(ui.ctx());
    if dragged && response.contains_pointer() {
        let stroke = ui.visuals().selection.stroke;
        ui.painter().rect(rect, 4.0, palette.raised, stroke, StrokeKind::Inside);
    }
    let remark = if dragged {
        "Drop here to put it under no other code".to_owned()
    } else if open.selection.span.is_some() {
        "Click a code to annotate the selection".to_owned()
    } else {
        counted(open.project.codes.len(), "code")
    };
    let font = FontId::proportional(size::SMALL);
    let at = pos2(rect.left() + space::TIGHT, rect.center().y);
    ui.painter().text(at, Align2::LEFT_CENTER, remark, font, palette.weak_text);
    if let Some(id) = response.dnd_release_payload::<CodeId>() {
        actions.push(Action::Code(CodeAction::Edit(*id, CodeEdit::Parent(None))));
    }
}

/// A field for the name of another code.
fn add(ui: &mut Ui, local: &mut State, actions: &mut Vec<Action>) {
    ui.add_space(space::TIGHT);
    ui.horizontal(|ui| {
        let width = ui.available_width() - 62.0;
        let entered =
            pending_text::line(ui, "new code", "New code", "Name of another code", width, &mut local.adding);
        let wanted = !local.adding.trim().is_empty();
        let clicked = ui.add_enabled(wanted, egui::Button::new("Add")).clicked();
        if wanted && (entered || clicked) {
            actions.push(Action::Code(CodeAction::Add(std::mem::take(&mut local.adding).trim().to_owned())));
        }
    });
}

#[cfg(test)]
mod tests;
