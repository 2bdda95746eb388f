//! The fields of one operation, and what does not fit it.

use crate::ui::widgets::labels::REMOVE;
use eframe::egui::{
    self, Button, Rect, Response, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};
use jiff::civil::Date;

use super::{FieldOrigin, sorted};
use crate::ui::panels::inspector::cell;
use crate::ui::theme::{self, Palette, space};
use crate::ui::widgets::choose::{self, Choice, Look};
use crate::ui::widgets::field::{self, Edit};
use crate::ui::widgets::{row, row_background, typed};
use tollbook_core::analysis::places::named_in;
use tollbook_core::analysis::wording::counted;
use tollbook_core::model::{Colour, ColourSet, Operation, OperationId};
use tollbook_state::{Action, OperationEdit, Workspace};
use tollbook_state::{AnnotationAction, IncidentAction, OperationAction};

/// The label of a control, by which tests find it.
pub const MOVE: &str = "Move";

/// How many incidents that do not fit are listed.
const LISTED: usize = 20;

/// Shows the fields of an operation.
pub(super) fn show(
    ui: &mut Ui,
    open: &Workspace,
    (id, operation): (OperationId, &Operation),
    known: &FieldOrigin,
    into: &mut Option<OperationId>,
    actions: &mut Vec<Action>,
) {
    ui.push_id(id, |ui| {
        ui.add_enabled_ui(open.can_edit(), |ui| {
            let mut edit =
                |edit: OperationEdit| actions.push(Action::Operation(OperationAction::Edit(id, edit)));
            names(ui, operation, &mut edit);
            day(ui, "Begins", "Not set", operation.begins, OperationEdit::Begins, &mut edit);
            day(ui, "Ends", "Goes on, or not known", operation.ends, OperationEdit::Ends, &mut edit);
            area(ui, open, operation, &mut edit);
            follows(ui, open, id, operation, &mut edit);
            colour(ui, operation, &mut edit);
            ui.add_space(space::MEDIUM);
            ui.separator();
            ui.add_space(space::TIGHT);
            leave(ui, open, (id, operation), known, into, actions);
        });
        misfits(ui, open, id, known, actions);
    });
}

fn line(ui: &mut Ui, label: &str, value: &str, hint: &str) -> Option<String> {
    row::row(ui, label, |ui| field::text(ui, label, label, value, Edit { hint, ..Edit::default() }))
}

fn names(ui: &mut Ui, operation: &Operation, edit: &mut impl FnMut(OperationEdit)) {
    if let Some(name) = line(ui, "Name", &operation.name, "") {
        edit(OperationEdit::Name(name));
    }
    if let Some(names) = line(ui, "Other names", &operation.aliases.join(", "), "With commas between") {
        edit(OperationEdit::Aliases(parts(&names)));
    }
}

fn day(
    ui: &mut Ui,
    label: &str,
    hint: &str,
    day: Option<Date>,
    as_edit: impl FnOnce(Option<Date>) -> OperationEdit,
    edit: &mut impl FnMut(OperationEdit),
) {
    let shown = day.map_or_else(String::new, |day| day.to_string());
    let typed = row::row(ui, label, |ui| {
        let look = Edit { hint, ..Edit::default() };
        let typed = typed::field(ui, label, label, &shown, look, typed::read_day);
        if let Some(why) = &typed.wrong {
            row::error(ui, why);
        }
        typed
    });
    if let Some(typed) = typed.value.filter(|typed| *typed != day) {
        edit(as_edit(typed));
    }
}

fn area(ui: &mut Ui, open: &Workspace, operation: &Operation, edit: &mut impl FnMut(OperationEdit)) {
    let (label, hint) = ("Area", "Countries, or areas of the lists");
    let area = operation.area.join(", ");
    let typed = row::row(ui, label, |ui| {
        let typed = field::text(ui, label, label, &area, Edit { hint, ..Edit::default() });
        cell::unknown_places(ui, open, &operation.area);
        typed
    });
    if let Some(area) = typed {
        edit(OperationEdit::Area(named_in(&open.project, &area)));
    }
}

fn follows(
    ui: &mut Ui,
    open: &Workspace,
    id: OperationId,
    operation: &Operation,
    edit: &mut impl FnMut(OperationEdit),
) {
    let chosen = row::row(ui, "Follows", |ui| {
        let shown = open.project.operation_name(operation.follows);
        let width = ui.available_width();
        let look = Look { shown, hint: "No operation", width, heading: false, disabled: false };
        choose::one(ui, "Follows", "Follows", look, &operation.follows, || {
            let mut choices = others(open, id);
            choices.push(Choice::new(None, ""));
            choices
        })
    });
    if let Some(follows) = chosen {
        edit(OperationEdit::Follows(follows));
    }
}

/// Every other operation.
fn others(open: &Workspace, id: OperationId) -> Vec<Choice<Option<OperationId>>> {
    let others = sorted(open).into_iter().filter(|(other, _)| *other != id);
    others.map(|(other, operation)| Choice::new(Some(other), operation.name.as_str())).collect()
}

fn colour(ui: &mut Ui, operation: &Operation, edit: &mut impl FnMut(OperationEdit)) {
    row::row(ui, "Colour", |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space::TIGHT;
            for (n, colour) in ColourSet::LAYERS.colours().into_iter().enumerate() {
                let chosen = operation.colour == colour;
                if swatch(ui, colour, n, chosen).clicked() && !chosen {
                    edit(OperationEdit::Colour(colour));
                }
            }
        });
        let shown = operation.colour.to_string();
        let look = Edit { hint: "#0072b2", width: 120.0, ..Edit::default() };
        let typed = typed::field(ui, "Other colour", "Other colour", &shown, look, |text| {
            let colour = text.trim().to_lowercase().parse();
            colour.map_err(|()| "Write a colour as six hexadecimal digits, such as #0072b2.".to_owned())
        });
        if let Some(why) = &typed.wrong {
            row::error(ui, why);
        }
        if let Some(colour) = typed.value {
            edit(OperationEdit::Colour(colour));
        }
    });
}

fn swatch(ui: &mut Ui, colour: Colour, n: usize, chosen: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(22.0, row::HEIGHT), Sense::click());
    let name = format!("Colour {}, {colour}", n + 1);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), chosen, &name));
    let palette = Palette::for_ui(ui);
    let painter = ui.painter();
    let square = Rect::from_center_size(rect.center(), vec2(16.0, 16.0));
    let drawn = theme::drawn(colour, palette);
    painter.rect_filled(square, 3.0, drawn);
    if chosen {
        painter.rect_stroke(square.expand(2.0), 4.0, Stroke::new(1.5, palette.text), StrokeKind::Outside);
        let ink = theme::ink_on(drawn);
        let at = square.center();
        let tick = vec![at + vec2(-4.0, 0.0), at + vec2(-1.0, 3.0), at + vec2(4.0, -3.0)];
        painter.add(Shape::line(tick, Stroke::new(1.8, ink)));
    }
    if response.has_focus() {
        row_background::ring(ui, rect);
    } else if response.hovered() && !chosen {
        painter.rect_stroke(
            square.expand(2.0),
            4.0,
            Stroke::new(1.0, palette.weak_text),
            StrokeKind::Outside,
        );
    }
    response.on_hover_text(name)
}

/// What names the operation, and how it can go.
fn leave(
    ui: &mut Ui,
    open: &Workspace,
    (id, operation): (OperationId, &Operation),
    known: &FieldOrigin,
    into: &mut Option<OperationId>,
    actions: &mut Vec<Action>,
) {
    let incidents = known.incidents.get(&id).copied().unwrap_or(0);
    let uses = known.used.operation(id);
    row::remark(ui, format!("{}. Named by {uses}.", counted(incidents, "incident")));
    let chosen = row::row(ui, "Move to", |ui| {
        row::line(ui, ui.available_width(), |ui| {
            let width = ui.available_width() - 76.0;
            let look = Look {
                shown: open.project.operation_name(*into),
                hint: "Another operation",
                width,
                heading: false,
                disabled: open.project.operations.len() < 2,
            };
            let chosen = choose::one(ui, "Move to", "Move to", look, into, || others(open, id));
            let tip = "All that names this operation names the other instead, and this one goes. One undo takes \
                       it back.";
            let moved = ui.add_enabled(into.is_some(), Button::new(MOVE)).on_hover_text(tip);
            if let Some(into) = into.filter(|_| moved.clicked()) {
                actions.push(Action::Operation(OperationAction::Merge(id, into)));
            }
            chosen
        })
    });
    if let Some(chosen) = chosen {
        *into = chosen;
    }
    row::row(ui, "", |ui| {
        let response = ui.button(REMOVE);
        let name = format!("Remove {}", operation.name);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &name));
        if response.clicked() {
            actions.push(Action::Operation(OperationAction::Remove(id)));
        }
    });
}

/// The incidents outside the operation's life or area; each leads to its words.
fn misfits(ui: &mut Ui, open: &Workspace, id: OperationId, known: &FieldOrigin, actions: &mut Vec<Action>) {
    let Some(misfits) = known.misfits.get(&id) else { return };
    ui.add_space(space::MEDIUM);
    ui.label(theme::strong(format!("{} outside it", counted(misfits.len(), "incident"))));
    for (incident, why) in misfits.iter().take(LISTED) {
        let Some(view) = open.answers.incident(*incident) else { continue };
        if ui.add(egui::Link::new(view.title.as_str())).on_hover_text("Show this incident.").clicked() {
            actions.push(match view.claims.first() {
                Some(&claim) => Action::Annotation(AnnotationAction::Show(claim)),
                None => Action::Incident(IncidentAction::Show(Some(*incident))),
            });
        }
        row::remark(ui, why.as_str());
    }
    if misfits.len() > LISTED {
        row::remark(ui, format!("and {} more", misfits.len() - LISTED));
    }
}

/// The parts of a text with commas between.
fn parts(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
