//! The codebook: the codes, how often each is used, and changing them.

use std::collections::HashMap;

use eframe::egui::{
    self, Align2, FontId, Popup, PopupCloseBehavior, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use super::field;
use super::kept::{Kept, Revision, revision};
use super::theme::{self, Palette, size, space};
use super::widget::{draft, icon, number_of, row, typed};
use crate::model::{Code, CodeId, Colour};
use crate::state::{Action, AppState, CodeEdit, Workspace};

/// The names of [`Colour::PALETTE`], for those who hear them.
const NAMES: [&str; 8] = ["Blue", "Orange", "Green", "Vermilion", "Purple", "Sky blue", "Yellow", "Grey"];
/// How high a row is.
const ROW: f32 = 26.0;

/// What the codebook keeps for itself.
#[derive(Debug)]
pub struct State {
    open: bool,
    /// The code whose fields are shown.
    editing: Option<CodeId>,
    /// The name of a code that is being added.
    adding: String,
    counts: Kept<Revision, HashMap<CodeId, usize>>,
}

impl Default for State {
    fn default() -> Self {
        Self { open: true, editing: None, adding: String::new(), counts: Kept::default() }
    }
}

impl State {
    /// Whether the codes are listed, and not only the heading shown.
    pub fn is_open(&self) -> bool {
        self.open
    }
}

/// Shows the codebook: a heading that opens and closes, and the codes.
pub fn show(ui: &mut Ui, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let Some(open) = &state.workspace else { return };
    heading(ui, open, local);
    if !local.open {
        return;
    }
    let counts = local.counts.get(revision(open), || count(open)).clone();
    ScrollArea::vertical().id_salt("codebook").auto_shrink([false, true]).show(ui, |ui| {
        ui.set_width(ui.available_width() - space::SMALL);
        ui.spacing_mut().item_spacing.y = 0.0;
        for (id, code) in in_order(open) {
            ui.push_id(id, |ui| {
                let used = counts.get(&id).copied().unwrap_or(0);
                line(ui, open, id, code, used, local, actions);
                if local.editing == Some(id) {
                    fields(ui, open, id, code, used, actions);
                }
            });
        }
        if open.can_edit() {
            add(ui, local, actions);
        }
        ui.add_space(space::SMALL);
    });
}

/// The codes that make claims, in the order of their marks; then the others, as they were made, those
/// with which a project starts by their keys.
fn in_order(open: &Workspace) -> Vec<(CodeId, &Code)> {
    let mut codes: Vec<(CodeId, &Code)> = open.project.codes.iter().collect();
    codes.sort_by(|(_, a), (_, b)| {
        let marks = a.marks.is_none().cmp(&b.marks.is_none()).then(a.marks.cmp(&b.marks));
        let keys = a.key.is_empty().cmp(&b.key.is_empty()).then_with(|| a.key.cmp(&b.key));
        marks.then(keys).then_with(|| a.name.cmp(&b.name))
    });
    codes
}

/// How often each code is used.
fn count(open: &Workspace) -> HashMap<CodeId, usize> {
    let mut counts = HashMap::new();
    for (_, annotation) in open.project.annotations.iter() {
        *counts.entry(annotation.code).or_insert(0) += 1;
    }
    counts
}

fn heading(ui: &mut Ui, open: &Workspace, local: &mut State) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, local.open, "Codebook"));
    let palette = Palette::of(ui);
    if response.hovered() || response.has_focus() {
        let stroke = if response.has_focus() { ui.visuals().selection.stroke } else { Stroke::NONE };
        ui.painter().rect(rect, 4.0, palette.raised, stroke, StrokeKind::Inside);
    }
    let sign = Rect::from_min_size(rect.min, vec2(20.0, rect.height()));
    let stroke = Stroke::new(1.4, palette.soft);
    if local.open {
        icon::chevron(ui.painter(), sign, stroke);
    } else {
        icon::chevron_right(ui.painter(), sign, stroke);
    }
    let font = FontId::new(size::HEADING, theme::semibold());
    ui.painter().text(
        pos2(rect.left() + 24.0, rect.center().y),
        Align2::LEFT_CENTER,
        "Codebook",
        font,
        palette.ink,
    );
    let remark = if open.selection.span.is_some() && local.open {
        "Click a code to mark the selection".to_owned()
    } else {
        number_of(open.project.codes.len(), "code")
    };
    let font = FontId::proportional(size::SMALL);
    let at = pos2(rect.right() - space::SMALL, rect.center().y);
    ui.painter().text(at, Align2::RIGHT_CENTER, remark, font, palette.soft);
    if response.clicked() {
        local.open = !local.open;
    }
}

/// A code: its colour, its key, its name, how often it is used, and a way to change it.
fn line(
    ui: &mut Ui,
    open: &Workspace,
    id: CodeId,
    code: &Code,
    used: usize,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    let palette = Palette::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let [colour, name, change] = {
        let left = rect.left() + 24.0;
        let right = rect.right() - 26.0;
        [
            Rect::from_min_max(rect.min, pos2(left, rect.bottom())),
            Rect::from_min_max(pos2(left, rect.top()), pos2(right, rect.bottom())),
            Rect::from_min_max(pos2(right, rect.top()), rect.max),
        ]
    };
    swatch(ui, open, id, code, colour, actions);

    let can_mark = open.can_edit() && open.selection.span.is_some();
    let response = ui.interact(name, ui.scope_id().with("name"), Sense::click());
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, true, format!("{}, {}", code.name, number_of(used, "annotation")))
    });
    if response.hovered() || response.has_focus() {
        let stroke = if response.has_focus() { ui.visuals().selection.stroke } else { Stroke::NONE };
        ui.painter().rect(name, 4.0, palette.raised, stroke, StrokeKind::Inside);
    }
    let small = FontId::proportional(size::SMALL);
    if !code.key.is_empty() {
        let cap = Rect::from_center_size(pos2(name.left() + 13.0, name.center().y), vec2(18.0, 18.0));
        ui.painter().rect(cap, 3.0, palette.paper, Stroke::new(1.0, palette.soft), StrokeKind::Inside);
        ui.painter().text(cap.center(), Align2::CENTER_CENTER, &code.key, small.clone(), palette.ink);
    }
    let at = pos2(name.right() - space::TIGHT, name.center().y);
    let number = ui.painter().text(at, Align2::RIGHT_CENTER, used.to_string(), small, palette.soft);
    let left = name.left() + 30.0;
    let mut job = egui::text::LayoutJob::simple_singleline(
        code.name.clone(),
        FontId::proportional(size::BODY),
        palette.ink,
    );
    job.wrap = egui::text::TextWrapping::truncate_at_width((number.left() - left - space::SMALL).max(1.0));
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(pos2(left, name.center().y - galley.size().y / 2.0), galley, palette.ink);
    let tip = match (can_mark, code.description.as_str()) {
        (true, _) => format!("Mark the selection as {}", code.name),
        (false, "") => "Select words to mark them with this code".to_owned(),
        (false, description) => description.to_owned(),
    };
    if response.on_hover_text(tip).clicked() {
        if can_mark {
            actions.push(Action::MarkWith(id));
        } else {
            toggle(local, id);
        }
    }

    let response = ui.interact(change, ui.scope_id().with("change"), Sense::click());
    response.widget_info(|| {
        WidgetInfo::selected(Role::Button, true, local.editing == Some(id), format!("Change {}", code.name))
    });
    let lit = response.hovered() || response.has_focus() || local.editing == Some(id);
    if lit {
        let stroke = if response.has_focus() { ui.visuals().selection.stroke } else { Stroke::NONE };
        ui.painter().rect(change, 4.0, palette.raised, stroke, StrokeKind::Inside);
    }
    icon::pencil(ui.painter(), change, Stroke::new(1.2, if lit { palette.ink } else { palette.soft }));
    if response.on_hover_text("Change this code").clicked() {
        toggle(local, id);
    }
}

fn toggle(local: &mut State, id: CodeId) {
    local.editing = if local.editing == Some(id) { None } else { Some(id) };
}

/// The code's colour; a click offers others.
fn swatch(ui: &mut Ui, open: &Workspace, id: CodeId, code: &Code, rect: Rect, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui);
    let sense = if open.can_edit() { Sense::click() } else { Sense::hover() };
    let response = ui.interact(rect, ui.scope_id().with("colour"), sense);
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, open.can_edit(), format!("Colour of {}", code.name))
    });
    let square = Rect::from_center_size(rect.center(), vec2(14.0, 14.0));
    paint_swatch(ui, square, code.colour, response.hovered() || response.has_focus());
    Popup::from_toggle_button_response(&response)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .gap(2.0)
        .show(|ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::TIGHT;
                for (colour, name) in Colour::PALETTE.into_iter().zip(NAMES) {
                    let (rect, response) = ui.allocate_exact_size(vec2(22.0, 22.0), Sense::click());
                    let chosen = colour == code.colour;
                    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, name));
                    paint_swatch(ui, rect.shrink(2.0), colour, response.hovered() || response.has_focus());
                    if chosen {
                        icon::tick(ui.painter(), rect, Stroke::new(2.0, palette.paper));
                    }
                    if response.on_hover_text(name).clicked() {
                        actions.push(Action::EditCode(id, CodeEdit::Colour(colour)));
                    }
                }
            });
            let edit = field::Edit { hint: "#0072b2", width: 200.0, ..field::Edit::default() };
            let typed = typed::field(ui, "custom", "Own colour", &code.colour.to_string(), edit, read_colour);
            if let Some(why) = &typed.wrong {
                row::error(ui, why);
            }
            actions.extend(typed.value.map(|colour| Action::EditCode(id, CodeEdit::Colour(colour))));
        });
}

fn read_colour(text: &str) -> Result<Colour, String> {
    let text = text.trim();
    text.parse().map_err(|()| format!("“{text}” is no colour; write one such as #0072b2."))
}

fn paint_swatch(ui: &Ui, rect: Rect, colour: Colour, lit: bool) {
    let palette = Palette::of(ui);
    let stroke = if lit { Stroke::new(1.5, palette.ink) } else { Stroke::NONE };
    ui.painter().rect(rect, 3.0, theme::drawn(colour, palette), stroke, StrokeKind::Outside);
}

/// The fields of a code.
fn fields(ui: &mut Ui, open: &Workspace, id: CodeId, code: &Code, used: usize, actions: &mut Vec<Action>) {
    ui.add_space(space::TIGHT);
    ui.add_enabled_ui(open.can_edit(), |ui| {
        ui.spacing_mut().item_spacing.y = space::TIGHT;
        let text = |ui: &mut Ui, label: &str, name: &str, value: &str, hint: &str| {
            row::row(ui, label, |ui| {
                field::text(ui, label, name, value, field::Edit { hint, ..field::Edit::default() })
            })
        };
        let name = text(ui, "Name", "Code name", &code.name, "Name of the code");
        actions.extend(name.map(|name| Action::EditCode(id, CodeEdit::Name(name))));
        let key = text(ui, "Key", "Code key", &code.key, "A letter or digit, or none");
        actions.extend(key.map(|key| Action::EditCode(id, CodeEdit::Key(key.trim().to_owned()))));
        let described = text(ui, "What for", "Code description", &code.description, "When to use it");
        actions.extend(described.map(|text| Action::EditCode(id, CodeEdit::Description(text))));
        row::row(ui, "", |ui| {
            ui.horizontal(|ui| {
                let name = format!("Remove {}", code.name);
                let response = ui.button("Remove");
                response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
                if response.clicked() {
                    actions.push(Action::RemoveCode(id));
                }
                if code.marks.is_some() {
                    ui.label(theme::remark(ui, "makes claims and stays"));
                } else if used > 0 {
                    ui.label(theme::remark(ui, format!("on {}", number_of(used, "annotation"))));
                }
            });
        });
    });
    ui.add_space(space::SMALL);
}

/// A field for the name of another code.
fn add(ui: &mut Ui, local: &mut State, actions: &mut Vec<Action>) {
    ui.add_space(space::TIGHT);
    ui.horizontal(|ui| {
        let width = ui.available_width() - 62.0;
        let entered = draft::line(ui, "New code", "Name of another code", width, &mut local.adding);
        let wanted = !local.adding.trim().is_empty();
        let clicked = ui.add_enabled(wanted, egui::Button::new("Add")).clicked();
        if wanted && (entered || clicked) {
            actions.push(Action::AddCode(std::mem::take(&mut local.adding).trim().to_owned()));
        }
    });
}

#[cfg(test)]
mod tests;
