//! "Export chart…": the format of the file, how large the picture is, the words around it, and how it will look;
//! saved or copied.

use eframe::egui::{
    self, Context, DragValue, Grid, Rect, ScrollArea, Sense, Stroke, StrokeKind, TextEdit, Ui, vec2,
};

use crate::ui::theme::{self, Palette, space};
use crate::ui::widgets::cached::Cached;
use crate::ui::widgets::drawing::Placement;
use crate::ui::widgets::{centred, room, takes_escape};
use tollbook_core::analysis::chart::View;
use tollbook_core::analysis::chart::drawing::{ColourRole, Page};
use tollbook_core::model::ProjectId;
use tollbook_files::exchange::ChartFormat;
use tollbook_files::exchange::picture::{self, Colours, PictureStyle};
use tollbook_state::effect::{ChartExport, Output};
use tollbook_state::update::PublishedChart;
use tollbook_state::{Action, AppState, ChartAction, PathPurpose, Workspace};

/// The name of the field of the title.
pub const TITLE: &str = "Title";
/// The name of the field of the credit line.
pub const CREDIT: &str = "Credit line";
/// The button that saves the chart.
pub const SAVE: &str = "Save as…";
/// What is said where the picture would be empty.
pub const NOTHING_TO_DRAW: &str = "There is nothing to draw yet; the chart says why.";
/// How the preview is heard.
pub const PREVIEW: &str = "Preview of the picture";

/// The width of the fields, in points.
const FIELDS: f32 = 340.0;
/// The largest preview, in points.
const LARGEST: egui::Vec2 = vec2(660.0, 470.0);

/// What the window keeps from frame to frame, and never saves.
#[derive(Default)]
pub struct State {
    /// Whether the window is shown.
    pub open: bool,
    export: ChartExport,
    preview: Cached<(ProjectId, u64, View, (ChartExport, bool)), Preview>,
}

/// How the picture will look, with the words that the chart itself would say.
struct Preview {
    page: Page,
    colours: Colours,
    title: String,
    credit: String,
    /// Whether there is nothing to draw.
    is_empty: bool,
}

impl Preview {
    fn new(open: &Workspace, view: View, export: &ChartExport, leave_out: bool) -> Self {
        let PublishedChart { chart, caption, own, .. } = export.publish(open, view, leave_out);
        let page = picture::page(&chart, &caption, &export.style);
        let (colours, is_empty) = (export.style.colours(&chart), chart.extent.is_none());
        Self { page, colours, title: own.title, credit: own.credit, is_empty }
    }
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
    let leave_out = state.preferences.without_sensitive;
    let key = (open.project.id(), open.versions.counts, view, (local.export.clone(), leave_out));
    let preview = local.preview.get(key, || Preview::new(open, view, &local.export, leave_out));
    let problem = match open.query.outcomes.len() {
        1 if preview.is_empty => Some(NOTHING_TO_DRAW.to_owned()),
        1 => local.export.style.problem(),
        _ => Some("Choose one outcome in the chart.".to_owned()),
    };
    let problem = problem.filter(|_| local.export.format.is_picture());
    let mut shown = true;
    let window = centred(context, "Export chart").open(&mut shown).resizable(false);
    window.show(context, |ui| {
        let most = room(ui.ctx());
        // As high as its contents, and scrolled only where the program's window is lower than these.
        ui.set_max_height(most.y);
        ScrollArea::vertical().max_height(most.y).show(ui, |ui| {
            // Beside the fields where there is room, and else below them.
            let beside = most.x - FIELDS - space::LARGE;
            if beside >= 320.0 {
                ui.horizontal_top(|ui| {
                    ui.allocate_ui(vec2(FIELDS, 0.0), |ui| {
                        ui.vertical(|ui| fields(ui, &mut local.export, preview, problem.as_deref(), actions));
                    });
                    ui.add_space(space::SMALL);
                    paint(ui, preview, vec2(beside, most.y - 40.0).min(LARGEST));
                });
            } else {
                fields(ui, &mut local.export, preview, problem.as_deref(), actions);
                ui.add_space(space::SMALL);
                paint(ui, preview, vec2(most.x - space::LARGE, 300.0));
            }
        });
    });
    local.open = shown;
}

fn fields(
    ui: &mut Ui,
    export: &mut ChartExport,
    preview: &Preview,
    problem: Option<&str>,
    actions: &mut Vec<Action>,
) {
    ui.set_width(FIELDS);
    ui.label(theme::remark(ui, "The picture shows what the chart shows."));
    ui.add_space(space::SMALL);
    Grid::new("picture").num_columns(2).spacing([space::MEDIUM, space::SMALL]).show(ui, |ui| {
        ui.label("Format");
        ui.horizontal(|ui| {
            for format in ChartFormat::ALL.iter().copied() {
                let choice = ui.selectable_value(&mut export.format, format, format.name());
                choice.on_hover_text(format.purpose());
            }
        });
        ui.end_row();
        let picture = export.format.is_picture();
        let label = ui.label(TITLE);
        ui.add_enabled(picture, text_field(&mut export.title).hint_text(preview.title.as_str()))
            .labelled_by(label.id);
        ui.end_row();
        let label = ui.label(CREDIT);
        let mut credit = export.credit.clone().unwrap_or_else(|| preview.credit.clone());
        let field = ui.add_enabled(picture, text_field(&mut credit)).labelled_by(label.id);
        if field.on_hover_text("The last line of the picture. Leave it empty for none.").changed() {
            export.credit = Some(credit);
        }
        ui.end_row();
        ui.label("Size");
        ui.add_enabled_ui(picture, |ui| ui.horizontal(|ui| size(ui, &mut export.style)));
        ui.end_row();
        ui.label("PNG");
        ui.add_enabled_ui(export.format == ChartFormat::Png, |ui| {
            ui.horizontal(|ui| scale(ui, &mut export.style))
        });
        ui.end_row();
        ui.label("Background");
        ui.add_enabled_ui(picture, |ui| {
            ui.horizontal(|ui| {
                ui.selectable_value(&mut export.style.dark, false, "Light");
                ui.selectable_value(&mut export.style.dark, true, "Dark");
            });
        });
        ui.end_row();
    });
    ui.add_space(space::TIGHT);
    let remark = match problem {
        Some(problem) => egui::RichText::new(problem).color(Palette::for_ui(ui).error),
        None if export.format.is_picture() && preview.page.height > f64::from(export.style.height) => {
            theme::remark(
                ui,
                format!("{:.0} points high, so that the legend and the key have room.", preview.page.height),
            )
        }
        None => theme::remark(ui, export.format.purpose()),
    };
    ui.add(egui::Label::new(remark).wrap());
    ui.add_space(space::SMALL);
    ui.horizontal(|ui| {
        ui.add_enabled_ui(problem.is_none(), |ui| {
            if ui.button(theme::strong(SAVE)).clicked() {
                actions.push(Action::AskPath(PathPurpose::Save(Output::Chart(export.clone()))));
            }
            let copy = ui.add_enabled(export.format.is_picture(), egui::Button::new("Copy"));
            if copy.on_hover_text("Copy the picture, to be pasted elsewhere.").clicked() {
                actions.push(Action::Chart(ChartAction::Copy(export.clone())));
            }
        });
    });
}

fn text_field(text: &mut String) -> TextEdit<'_> {
    TextEdit::singleline(text).desired_width(FIELDS - 90.0)
}

fn number(ui: &mut Ui, name: &str, value: DragValue<'_>) {
    let response = ui.add(value);
    response.clone().on_hover_text(name);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::SpinButton, true, name));
}

fn size(ui: &mut Ui, style: &mut PictureStyle) {
    let points = PictureStyle::LEAST..=8_000;
    number(ui, "Width in points", DragValue::new(&mut style.width).range(points.clone()));
    ui.label("×");
    number(ui, "Height in points", DragValue::new(&mut style.height).range(points));
    ui.label("points");
}

fn scale(ui: &mut Ui, style: &mut PictureStyle) {
    let scale = DragValue::new(&mut style.scale).range(0.5..=8.0).speed(0.05).max_decimals(2);
    number(ui, "Pixels per point", scale);
    ui.label("pixels per point");
}

/// Paints the picture as large as there is room for.
fn paint(ui: &mut Ui, preview: &Preview, most: egui::Vec2) {
    let page = vec2(preview.page.width as f32, preview.page.height as f32);
    let scale = (most.x / page.x).min(most.y / page.y).min(1.0);
    let (rect, response) = ui.allocate_exact_size(page * scale, Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, PREVIEW));
    let colour = |role: ColourRole| theme::of_picture(preview.colours.colour(role));
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0.0, colour(ColourRole::Paper));
    let placement = Placement { origin: rect.min, scale, colour: &colour };
    painter.extend(placement.shapes(&preview.page.drawing.shapes));
    placement.labels(&painter, &preview.page.drawing);
    edge(ui, rect);
}

/// A line around the preview, which is as light as the window.
fn edge(ui: &Ui, rect: Rect) {
    ui.painter().rect_stroke(rect, 0.0, Stroke::new(1.0, Palette::for_ui(ui).edge), StrokeKind::Outside);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::test_support::Story;
    use tollbook_core::analysis::provenance::Subject;
    use tollbook_core::model::ClaimType;
    use tollbook_state::AnnotationAction;
    use tollbook_state::effect::Effect;

    #[test]
    fn what_is_sensitive_is_left_out_on_request_and_chart_and_report_say_so() {
        let mut story = Story::new();
        let killed = story.annotate("helicopters.txt", "Thirteen French soldiers", ClaimType::Killed);
        story.tell(Action::Annotation(AnnotationAction::SetSensitive(killed, true)));
        let (export, view) = (ChartExport::default(), View::default());
        let whole = export.publish(story.open(), view, false);
        let without = export.publish(story.open(), view, true);
        assert_eq!((whole.timeline.bars.len(), without.timeline.bars.len()), (1, 0));
        let said = "Marked sensitive and left out: 1 annotation.".to_owned();
        assert!(!whole.caption.notes.contains(&said) && without.caption.notes.contains(&said));

        story.state.preferences.without_sensitive = true;
        let bar = whole.timeline.bars.keys().next().unwrap().clone();
        let effects = story.tell(Action::Chart(ChartAction::CopyProvenance(Subject::Bar(bar))));
        let [Effect::MakeProvenance(_, report)] = &effects[..] else { panic!("{effects:?}") };
        assert!(report.project.annotations.is_empty());
        assert_eq!(report.left_out.map(|left_out| left_out.annotations), Some(1));
    }
}
