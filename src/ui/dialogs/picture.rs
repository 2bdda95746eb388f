//! "Export chart…": how large the picture is, its title and its ground; saved or copied.

use eframe::egui::{self, Context, DragValue, Grid, TextEdit, Ui};

use crate::ui::theme::{self, Palette, space};
use crate::ui::widgets::cached::Cached;
use crate::ui::widgets::{centred, room, takes_escape};
use tollbook_core::analysis::chart::View;
use tollbook_files::exchange::picture::Format;
use tollbook_state::ChartAction;
use tollbook_state::PathPurpose;
use tollbook_state::effect::Output;
use tollbook_state::{Action, AppState};

/// What the window keeps from frame to frame, and never saves.
#[derive(Default)]
pub struct State {
    /// Whether the window is shown.
    pub open: bool,
    title: String,
    format: Format,
    /// What the chart says it shows, and of what.
    words: Cached<(u64, View), (String, String, String)>,
}

/// Shows the window where it is open.
pub fn show(context: &Context, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let Some(open) = &state.workspace else { return };
    if !local.open {
        return;
    }
    if takes_escape(context) {
        local.open = false;
        return;
    }
    let view = state.preferences.chart;
    let (title, scope, source) = local.words.get((open.versions.counts, view), || {
        let caption = open.caption(&open.chart(view));
        (caption.title, caption.scope, caption.source)
    });
    let mut shown = true;
    centred(context, "Export chart").vscroll(true).open(&mut shown).resizable(false).show(context, |ui| {
        ui.set_width(room(ui.ctx()).x.min(460.0));
        ui.add(egui::Label::new(theme::remark(
            ui,
            "The picture shows what the chart shows now: same question, same figures.",
        )));
        ui.add_space(space::SMALL);
        Grid::new("picture").num_columns(2).spacing([space::MEDIUM, space::SMALL]).show(ui, |ui| {
            let label = ui.label("Title");
            ui.add(TextEdit::singleline(&mut local.title).hint_text(title.as_str()).desired_width(360.0))
                .labelled_by(label.id);
            ui.end_row();
            ui.label("Below it");
            ui.add(egui::Label::new(theme::remark(ui, scope.as_str())).wrap());
            ui.end_row();
            ui.label("Source");
            ui.add(egui::Label::new(theme::remark(ui, source.as_str())).wrap());
            ui.end_row();
            ui.label("Size");
            ui.horizontal(|ui| size(ui, &mut local.format));
            ui.end_row();
            ui.label("Background");
            ui.horizontal(|ui| {
                ui.selectable_value(&mut local.format.dark, false, "Light");
                ui.selectable_value(&mut local.format.dark, true, "Dark");
            });
            ui.end_row();
        });
        let problem = match open.query.outcomes.len() {
            1 => local.format.problem(),
            _ => Some("Choose one outcome in the chart.".to_owned()),
        };
        if let Some(problem) = &problem {
            ui.add(egui::Label::new(egui::RichText::new(problem).color(Palette::of(ui).error)).wrap());
        }
        ui.add_space(space::SMALL);
        ui.horizontal(|ui| {
            ui.add_enabled_ui(problem.is_none(), |ui| {
                let save = ui.button(theme::strong("Save as…"));
                if save.on_hover_text("As SVG, PNG or CSV: the file's ending says which.").clicked() {
                    let paper = Output::Chart(local.title.clone(), local.format.clone());
                    actions.push(Action::AskPath(PathPurpose::Save(paper)));
                }
                if ui.button("Copy").on_hover_text("Copy the picture, to be pasted elsewhere.").clicked() {
                    actions.push(Action::Chart(ChartAction::Copy(local.title.clone(), local.format.clone())));
                }
            });
        });
    });
    local.open = shown;
}

fn size(ui: &mut Ui, format: &mut Format) {
    let named = |ui: &mut Ui, name: &str, value: DragValue<'_>| {
        let response = ui.add(value);
        response.clone().on_hover_text(name);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::SpinButton, true, name));
    };
    let points = Format::LEAST..=8_000;
    named(ui, "Width in points", DragValue::new(&mut format.width).range(points.clone()));
    ui.label("×");
    named(ui, "Height in points", DragValue::new(&mut format.height).range(points));
    ui.label("points, PNG at");
    let scale = DragValue::new(&mut format.scale).range(0.5..=8.0).speed(0.05).max_decimals(2);
    named(ui, "Pixels to a point", scale);
    ui.label("times");
}
