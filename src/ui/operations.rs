//! The window in which operations are made, named, dated and coloured.

use std::collections::HashMap;

use eframe::egui::{
    Align, Button, Color32, ComboBox, Context, Layout, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind,
    TextEdit, Ui, WidgetInfo, Window, pos2, vec2,
};
use jiff::civil::Date;

use super::field::{self, Edit};
use super::theme::{self, Palette, size, space};
use crate::model::{Colour, Operation, OperationId};
use crate::state::{Action, AppState, OperationEdit, Workspace};

/// What the window keeps from frame to frame, and never saves.
#[derive(Default)]
pub struct State {
    /// Whether the window is shown.
    pub open: bool,
    chosen: Option<OperationId>,
    /// The name of an operation that is to be made.
    adding: String,
    /// The name of one that was asked for and is to be shown once it is there.
    added: Option<String>,
    /// What was typed into a field and does not fit, with the reason.
    refused: Option<(&'static str, String)>,
}

/// The width of the list, in points.
const LIST: f32 = 190.0;
/// The width of the names of fields, in points.
const NAMES: f32 = 92.0;

/// Shows the window where it is open.
pub fn show(context: &Context, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let Some(open) = &state.workspace else { return };
    if !local.open {
        return;
    }
    if let Some(id) = local.added.as_ref().and_then(|name| open.project.operation_named(name)) {
        (local.chosen, local.added) = (Some(id), None);
    }
    let sorted = sorted(open);
    if local.chosen.is_none_or(|id| !open.project.operations.contains(id)) {
        local.chosen = sorted.first().map(|(id, _)| *id);
    }
    let counts = incidents(open);
    let mut shown = true;
    Window::new("Operations")
        .open(&mut shown)
        .collapsible(false)
        .default_size([640.0, 400.0])
        .min_size([380.0, 260.0])
        .show(context, |ui| {
            ui.add_enabled_ui(open.can_edit(), |ui| {
                ui.horizontal_top(|ui| {
                    let height = ui.available_height().max(320.0);
                    ui.allocate_ui_with_layout(vec2(LIST, height), Layout::top_down(Align::Min), |ui| {
                        list(ui, &sorted, &counts, local, actions);
                    });
                    ui.separator();
                    ui.vertical(|ui| {
                        let chosen = local.chosen.and_then(|id| Some((id, open.project.operations.get(id)?)));
                        match chosen {
                            Some((id, operation)) => {
                                let count = counts.get(&id).copied().unwrap_or(0);
                                form(ui, open, id, operation, count, local, actions);
                            }
                            None => {
                                ui.label(theme::remark(
                                    ui,
                                    "No operations yet. Type a name at the left and press Add.",
                                ));
                            }
                        }
                    });
                });
            });
        });
    local.open = shown;
}

/// The operations in the order in which they began.
fn sorted(open: &Workspace) -> Vec<(OperationId, &Operation)> {
    let mut sorted: Vec<_> = open.project.operations.iter().collect();
    sorted.sort_by_key(|(id, operation)| {
        (operation.begins.is_none(), operation.begins, operation.name.to_lowercase(), *id)
    });
    sorted
}

/// How many incidents each operation has.
fn incidents(open: &Workspace) -> HashMap<OperationId, usize> {
    let mut counts = HashMap::new();
    for view in open.answers.incidents().filter(|view| view.recorded) {
        if let Some(operation) = view.operation.value {
            *counts.entry(operation).or_default() += 1;
        }
    }
    counts
}

fn list(
    ui: &mut Ui,
    sorted: &[(OperationId, &Operation)],
    counts: &HashMap<OperationId, usize>,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    let below = 34.0;
    let height = (ui.available_height() - below).max(80.0);
    ScrollArea::vertical().id_salt("operations").max_height(height).auto_shrink([false, false]).show(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for (id, operation) in sorted {
                let count = counts.get(id).copied().unwrap_or(0);
                if entry(ui, operation, count, local.chosen == Some(*id)).clicked() {
                    local.chosen = Some(*id);
                    local.refused = None;
                }
            }
        },
    );
    ui.horizontal(|ui| {
        let field =
            TextEdit::singleline(&mut local.adding).hint_text("New operation").desired_width(LIST - 62.0);
        let response = ui.add(field);
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::TextInput, true, "Name of a new operation");
            info.current_text_value = Some(local.adding.clone());
            info
        });
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(eframe::egui::Key::Enter));
        let wanted = !local.adding.trim().is_empty();
        if (ui.add_enabled(wanted, Button::new("Add")).clicked() || entered) && wanted {
            let name = std::mem::take(&mut local.adding).trim().to_owned();
            local.added = Some(name.clone());
            actions.push(Action::AddOperation(name));
        }
    });
}

fn entry(ui: &mut Ui, operation: &Operation, count: usize, chosen: bool) -> eframe::egui::Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), chosen, &operation.name));
    let palette = Palette::of(ui);
    let painter = ui.painter_at(rect);
    if chosen {
        painter.rect_filled(rect, 4.0, palette.accent_ground);
        painter.rect_filled(rect.with_max_x(rect.left() + 3.0), 1.5, palette.accent);
    } else if response.hovered() {
        painter.rect_filled(rect, 4.0, palette.raised);
    }
    if response.has_focus() {
        painter.rect_stroke(rect, 4.0, ui.visuals().selection.stroke, StrokeKind::Inside);
    }
    let middle = rect.left_center() + vec2(16.0, 0.0);
    let swatch = eframe::egui::Rect::from_center_size(middle, vec2(11.0, 11.0));
    painter.rect_filled(swatch, 2.0, theme::drawn(operation.colour, palette));
    let small = eframe::egui::FontId::proportional(size::SMALL);
    let count = painter.layout_no_wrap(count.to_string(), small, palette.soft);
    let right = rect.right() - space::SMALL - count.size().x;
    painter.galley(pos2(right, rect.center().y - count.size().y / 2.0), count, palette.soft);
    let left = swatch.right() + space::SMALL;
    let font = eframe::egui::FontId::proportional(size::BODY);
    let format = eframe::egui::text::TextFormat::simple(font, palette.ink);
    let mut job = eframe::egui::text::LayoutJob::single_section(operation.name.clone(), format);
    job.wrap = eframe::egui::text::TextWrapping::truncate_at_width((right - left - space::SMALL).max(0.0));
    let name = painter.layout_job(job);
    painter.galley(pos2(left, rect.center().y - name.size().y / 2.0), name, palette.ink);
    response
}

fn form(
    ui: &mut Ui,
    open: &Workspace,
    id: OperationId,
    operation: &Operation,
    count: usize,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    let mut edit = |edit: OperationEdit| actions.push(Action::EditOperation(id, edit));
    let line = |ui: &mut Ui, label: &'static str, value: &str, hint: &'static str| {
        let mut typed = None;
        named(ui, label, |ui| {
            typed = field::text(ui, (id, label), label, value, Edit { hint, ..Edit::default() })
        });
        typed
    };
    if let Some(name) = line(ui, "Name", &operation.name, "") {
        edit(OperationEdit::Name(name));
    }
    if let Some(names) = line(ui, "Other names", &operation.aliases.join(", "), "with commas between") {
        edit(OperationEdit::Aliases(parts(&names)));
    }
    for (label, value) in [("Begins", operation.begins), ("Ends", operation.ends)] {
        let written = value.map_or_else(String::new, |day| day.to_string());
        if let Some(typed) = line(ui, label, &written, "2014-08-01") {
            match day(&typed) {
                Ok(day) => {
                    local.refused = None;
                    edit(if label == "Begins" {
                        OperationEdit::Begins(day)
                    } else {
                        OperationEdit::Ends(day)
                    });
                }
                Err(why) => local.refused = Some((label, why)),
            }
        }
        refusal(ui, local, label);
    }
    if let Some(area) = line(ui, "Area", &operation.area.join(", "), "countries, or areas of the lists") {
        edit(OperationEdit::Area(parts(&area)));
    }
    named(ui, "Follows", |ui| {
        let name = open.project.operation_name(operation.follows);
        let text = if name.is_empty() { "None" } else { name };
        let shown = ComboBox::from_id_salt((id, "follows")).selected_text(text).show_ui(ui, |ui| {
            let others = sorted(open).into_iter().filter(|(other, _)| *other != id);
            let none = (None, "None");
            for (other, name) in
                [none].into_iter().chain(others.map(|(id, other)| (Some(id), other.name.as_str())))
            {
                if ui.selectable_label(operation.follows == other, name).clicked()
                    && operation.follows != other
                {
                    edit(OperationEdit::Follows(other));
                }
            }
        });
        shown.response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::ComboBox, true, "Follows");
            info.current_text_value = Some(text.to_owned());
            info
        });
    });
    named(ui, "Colour", |ui| {
        for (n, colour) in Colour::PALETTE.into_iter().enumerate() {
            if swatch(ui, colour, n, operation.colour == colour).clicked() && operation.colour != colour {
                edit(OperationEdit::Colour(colour));
            }
        }
    });
    if let Some(typed) = line(ui, "Other colour", &operation.colour.to_string(), "#0072b2") {
        match typed.trim().to_lowercase().parse::<Colour>() {
            Ok(colour) => {
                local.refused = None;
                edit(OperationEdit::Colour(colour));
            }
            Err(()) => {
                let why = "Write a colour as six hexadecimal digits, such as #0072b2.".to_owned();
                local.refused = Some(("Other colour", why));
            }
        }
    }
    refusal(ui, local, "Other colour");
    ui.add_space(space::MEDIUM);
    ui.horizontal(|ui| {
        ui.label(theme::remark(
            ui,
            if count == 1 { "1 incident".to_owned() } else { format!("{count} incidents") },
        ));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.button("Remove operation").clicked() {
                actions.push(Action::RemoveOperation(id));
            }
        });
    });
}

fn named(ui: &mut Ui, name: &str, contents: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::TIGHT;
        let (rect, _) = ui.allocate_exact_size(vec2(NAMES, 24.0), Sense::hover());
        let soft = Palette::of(ui).soft;
        ui.painter().text(
            rect.left_center(),
            eframe::egui::Align2::LEFT_CENTER,
            name,
            eframe::egui::FontId::proportional(size::BODY),
            soft,
        );
        contents(ui);
    });
}

fn refusal(ui: &mut Ui, local: &State, field: &str) {
    if let Some((_, why)) = local.refused.as_ref().filter(|(refused, _)| *refused == field) {
        ui.horizontal(|ui| {
            ui.add_space(NAMES + space::TIGHT);
            ui.label(RichText::new(why).size(size::SMALL).color(Palette::of(ui).error));
        });
    }
}

fn swatch(ui: &mut Ui, colour: Colour, n: usize, chosen: bool) -> eframe::egui::Response {
    let (rect, response) = ui.allocate_exact_size(vec2(22.0, 24.0), Sense::click());
    let name = format!("Colour {}, {colour}", n + 1);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), chosen, &name));
    let palette = Palette::of(ui);
    let painter = ui.painter();
    let square = eframe::egui::Rect::from_center_size(rect.center(), vec2(16.0, 16.0));
    let drawn = theme::drawn(colour, palette);
    painter.rect_filled(square, 3.0, drawn);
    if chosen {
        painter.rect_stroke(square.expand(2.0), 4.0, Stroke::new(1.5, palette.ink), StrokeKind::Outside);
        let ink = if theme::contrast(drawn, Color32::BLACK) > 7.0 { Color32::BLACK } else { Color32::WHITE };
        let at = square.center();
        let tick = vec![at + vec2(-4.0, 0.0), at + vec2(-1.0, 3.0), at + vec2(4.0, -3.0)];
        painter.add(eframe::egui::Shape::line(tick, Stroke::new(1.8, ink)));
    } else if response.hovered() || response.has_focus() {
        painter.rect_stroke(square.expand(2.0), 4.0, Stroke::new(1.0, palette.soft), StrokeKind::Outside);
    }
    response.on_hover_text(name)
}

/// The parts of a text with commas between.
fn parts(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// A day as it was typed; blank is none.
fn day(typed: &str) -> Result<Option<Date>, String> {
    match typed.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| format!("Write “{text}” as a day such as 2014-08-01.")),
    }
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::chart::tests::{opened, stamp};

    struct App {
        state: AppState,
        local: State,
        asked: u64,
    }

    fn story() -> Harness<'static, App> {
        let claims = "a soldier was killed | Barkhane | 2019-11-25 | 1 | killed";
        let local = State { open: true, ..State::default() };
        let app = App { state: opened(claims), local, asked: 10 };
        let frame = |ui: &mut Ui, app: &mut App| {
            let mut actions = Vec::new();
            show(ui.ctx(), &app.state, &mut app.local, &mut actions);
            for action in actions {
                app.asked += 1;
                crate::state::update(&mut app.state, action, &mut stamp(app.asked));
            }
        };
        let builder = Harness::builder().with_size([800.0, 600.0]).with_step_dt(1.0 / 60.0);
        let mut harness = builder.with_context_setup(theme::install).build_ui_state(frame, app);
        harness.run();
        harness
    }

    fn named(harness: &Harness<'_, App>, name: &str) -> Option<Operation> {
        let open = harness.state().state.workspace.as_ref()?;
        open.project.operations.get(open.project.operation_named(name)?).cloned()
    }

    /// Writes into a field, in place of what is there, and leaves it.
    fn write(harness: &mut Harness<'_, App>, field: &str, text: &str) {
        harness.get_by_label(field).focus();
        harness.run();
        harness.key_press_modifiers(eframe::egui::Modifiers::COMMAND, eframe::egui::Key::A);
        harness.run();
        harness.get_by_label(field).type_text(text);
        harness.run();
        harness.key_press(eframe::egui::Key::Enter);
        harness.run();
    }

    #[test]
    fn an_operation_is_made_named_dated_and_coloured() {
        let mut harness = story();
        write(&mut harness, "Name of a new operation", "Takuba");
        assert!(named(&harness, "Takuba").is_some());
        write(&mut harness, "Other names", "Task Force Takuba, Takouba");
        write(&mut harness, "Begins", "2020-03-27");
        harness.get_by_label("Colour 4, #d55e00").click();
        harness.run();
        let made = named(&harness, "takouba").unwrap();
        assert_eq!(made.name, "Takuba");
        assert_eq!(made.begins, Some(jiff::civil::date(2020, 3, 27)));
        assert_eq!(made.colour, Colour::nth(3));
    }

    #[test]
    fn a_day_that_is_none_is_refused_where_it_was_typed() {
        let mut harness = story();
        harness.get_by_label("Serval").click();
        harness.run();
        write(&mut harness, "Ends", "the summer");
        harness.get_by_label("Write “the summer” as a day such as 2014-08-01.");
        assert_eq!(named(&harness, "Serval").unwrap().ends, Some(jiff::civil::date(2014, 8, 1)));
    }

    #[test]
    fn an_operation_that_is_named_is_not_removed_and_a_notice_says_why() {
        let mut harness = story();
        harness.get_by_label("Barkhane").click();
        harness.run();
        harness.get_by_label("1 incident");
        harness.get_by_label("Remove operation").click();
        harness.run();
        assert!(named(&harness, "Barkhane").is_some());
        assert!(harness.state().state.notices.iter().any(|notice| notice.text.contains("Barkhane")));
        harness.get_by_label("Chammal").click();
        harness.run();
        harness.get_by_label("Remove operation").click();
        harness.run();
        assert!(named(&harness, "Chammal").is_none());
    }

    #[test]
    fn what_is_typed_becomes_parts_and_days() {
        assert_eq!(parts(" Operation Serval, opération Serval,, "), ["Operation Serval", "opération Serval"]);
        assert_eq!(day(" "), Ok(None));
        assert_eq!(day("2014-08-01"), Ok(Some(jiff::civil::date(2014, 8, 1))));
        assert!(day("August 2014").is_err());
    }
}
