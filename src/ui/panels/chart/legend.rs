//! The operations and their colours; a click hides or shows one.

use crate::ui::widgets::labels::SHOW_ALL;
use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{
    self, Role, ScrollArea, Sense, Stroke, StrokeKind, TextStyle, Ui, WidgetInfo, pos2,
    style::ScrollAnimation, vec2,
};

use super::model::Model;
use crate::ui::theme::{self, Palette, space};
use crate::ui::widgets::row_background;
use tollbook_core::analysis::chart::{Layer, Mode, View};
use tollbook_state::Action;
use tollbook_state::ChartAction;
use tollbook_state::action::ChartQuestion;

/// The side of a swatch, in points.
const SWATCH: f32 = 11.0;
/// How wide a name gets before it is cut, in points.
const WIDEST: f32 = 260.0;
/// How high the legend gets before it scrolls, in points: two rows, or one where there is little room
/// or where every chart has its name.
const HIGHEST: f32 = 52.0;
const LOWEST: f32 = 26.0;
/// Less room than this is little, in points.
const LITTLE: f32 = 220.0;

/// Shows the legend; answers with the layer under the pointer.
pub fn show(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) -> Option<usize> {
    let (mut lit, mut came) = (None, false);
    let one_row = ui.available_height() < LITTLE || model.view.mode == Mode::SmallMultiples;
    let highest = if one_row { LOWEST } else { HIGHEST };
    let area = ScrollArea::vertical().id_salt("legend").max_height(highest).auto_shrink([false, true]);
    let shown = area.show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::TIGHT, 2.0);
            // Of many operations the last are scrolled away, and the note must not be.
            let first = model.layers.len() > 6;
            if model.view.spread && first {
                ui.label(theme::remark(ui, View::SPREAD_NOTE));
            }
            for (n, layer) in model.layers.iter().enumerate() {
                let response = entry(ui, layer);
                if response.hovered() || response.has_focus() {
                    lit = Some(n);
                }
                came |= response.gained_focus();
                if response.clicked() {
                    actions.push(ask(ChartQuestion::ToggleGroup(layer.group.clone())));
                }
                response.context_menu(|ui| menu(ui, layer, actions));
            }
            if model.view.spread && !first {
                ui.label(theme::remark(ui, View::SPREAD_NOTE));
            }
            if model.layers.iter().any(|layer| layer.hidden)
                && ui.button(SHOW_ALL).on_hover_text("Show what is hidden.").clicked()
            {
                actions.push(ask(ChartQuestion::AllGroups));
            }
        });
    });
    if came {
        // The legend's own area scrolls to its entries; where the chart is low, what it lies in scrolls to it.
        ui.scroll_to_rect_animation(shown.inner_rect, None, ScrollAnimation::none());
    }
    lit
}

fn menu(ui: &mut Ui, layer: &Layer, actions: &mut Vec<Action>) {
    if ui.button(format!("Show only {}", layer.name)).clicked() {
        actions.push(ask(ChartQuestion::OnlyGroup(layer.group.clone())));
    }
    let word = if layer.hidden { "Show" } else { "Hide" };
    if ui.button(format!("{word} {}", layer.name)).clicked() {
        actions.push(ask(ChartQuestion::ToggleGroup(layer.group.clone())));
    }
}

fn ask(question: ChartQuestion) -> Action {
    Action::Chart(ChartAction::Ask(question))
}

fn entry(ui: &mut Ui, layer: &Layer) -> egui::Response {
    let palette = Palette::for_ui(ui);
    let ink = if layer.hidden { palette.weak_text } else { palette.text };
    let format = TextFormat::simple(TextStyle::Body.resolve(ui.style()), ink);
    let mut job = LayoutJob::single_section(layer.name.clone(), format);
    job.wrap = TextWrapping::truncate_at_width(WIDEST.min(ui.max_rect().width() - 60.0));
    let galley = ui.painter().layout_job(job);
    let size = vec2(SWATCH + galley.size().x + space::TIGHT * 1.5 + space::SMALL * 2.0, 24.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response
        .widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), !layer.hidden, &layer.name));
    if ui.is_rect_visible(rect) {
        let painter = ui.painter();
        row_background::paint_row_background(ui, rect, &response, false);
        let middle = rect.left_center() + vec2(space::SMALL + SWATCH / 2.0, 0.0);
        let swatch = egui::Rect::from_center_size(middle, vec2(SWATCH, SWATCH));
        let colour = theme::drawn(layer.colour, palette);
        if layer.hidden {
            painter.rect_stroke(swatch, 2.0, Stroke::new(1.5, colour), StrokeKind::Inside);
        } else {
            painter.rect_filled(swatch, 2.0, colour);
        }
        let text = pos2(swatch.right() + space::TIGHT * 1.5, rect.center().y - galley.size().y / 2.0);
        let across =
            [text + vec2(0.0, galley.size().y / 2.0), text + vec2(galley.size().x, galley.size().y / 2.0)];
        painter.galley(text, galley, ink);
        if layer.hidden {
            painter.line_segment(across, Stroke::new(1.0, ink));
        }
    }
    let hint = if layer.hidden { "Click to show its bars." } else { "Click to hide its bars." };
    response.on_hover_text(hint)
}
