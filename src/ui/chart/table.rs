//! The same as the bars, as a table: for those who read numbers, or hear them.

use eframe::egui::{
    Align2, Color32, FontId, Rect, Role, ScrollArea, Sense, StrokeKind, TextStyle, Ui, WidgetInfo, pos2, vec2,
};

use super::model::Model;
use super::wording;
use crate::analysis::timeline::{Bar, Sum};
use crate::state::{Action, Workspace};
use crate::ui::theme::{Palette, size, space};

/// The columns that hold figures.
const FIGURES: [&str; 4] = ["Low", "Best", "High", "Incidents"];

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// The bar.
    pub bar: Bar,
    /// The period's name.
    pub period: String,
    /// The operation's name.
    pub operation: &'a str,
    /// Low, best, high and the number of incidents.
    pub figures: [String; 4],
}

impl<'a> Line<'a> {
    /// The row of a segment.
    pub fn of(model: &'a Model, segment: usize, sum: &Sum) -> Option<Self> {
        let bar = model.bar(segment)?;
        let layer = model.layers.get(model.segments.get(segment)?.layer)?;
        let figures = [
            wording::figure(sum.low),
            wording::figure(sum.best),
            wording::figure(sum.high),
            wording::grouped(sum.incidents.len() as u64),
        ];
        Some(Self { bar, period: wording::period(bar.period), operation: &layer.name, figures })
    }

    /// The row as it is heard.
    pub fn spoken(&self) -> String {
        let [low, best, high, incidents] = &self.figures;
        format!(
            "{}, {}, low {low}, best {best}, high {high}, {}",
            self.period,
            self.operation,
            if incidents == "1" { "1 incident".to_owned() } else { format!("{incidents} incidents") }
        )
    }
}

/// Shows the table.
pub fn show(ui: &mut Ui, open: &Workspace, model: &Model, actions: &mut Vec<Action>) {
    let columns = Columns::of(ui.available_width());
    let palette = Palette::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
    let painter = ui.painter();
    let small = FontId::proportional(size::SMALL);
    columns.paint(painter, rect, ["Period", "Operation"], FIGURES, &small, palette.soft);
    painter.hline(rect.x_range(), rect.bottom(), (1.0, palette.line));
    ScrollArea::vertical().id_salt("table").auto_shrink(false).show_rows(
        ui,
        22.0,
        model.segments.len(),
        |ui, rows| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for n in rows {
                let sum = model.bar(n).and_then(|bar| open.timeline().bars.get(&bar));
                if let Some(line) = sum.and_then(|sum| Line::of(model, n, sum)) {
                    row(ui, open, &columns, &line, actions);
                }
            }
        },
    );
}

fn row(ui: &mut Ui, open: &Workspace, columns: &Columns, line: &Line<'_>, actions: &mut Vec<Action>) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::click());
    let selected = open.selection.bar == Some(line.bar);
    response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), selected, line.spoken()));
    let palette = Palette::of(ui);
    let painter = ui.painter();
    if selected {
        painter.rect_filled(rect, 4.0, palette.accent_ground);
        painter.rect_filled(rect.with_max_x(rect.left() + 3.0), 1.5, palette.accent);
    } else if response.hovered() {
        painter.rect_filled(rect, 4.0, palette.raised);
    }
    if response.has_focus() {
        painter.rect_stroke(rect, 4.0, ui.visuals().selection.stroke, StrokeKind::Inside);
    }
    let font = TextStyle::Body.resolve(ui.style());
    let figures = line.figures.each_ref().map(String::as_str);
    columns.paint(painter, rect, [&line.period, line.operation], figures, &font, palette.ink);
    if response.clicked() {
        actions.push(Action::ShowBar((!selected).then_some(line.bar)));
    }
}

/// Where the columns are, from the left.
struct Columns {
    operation: f32,
    /// The right edges of those with figures.
    figures: [f32; 4],
}

impl Columns {
    fn of(width: f32) -> Self {
        // A table as wide as a 4K screen cannot be read across.
        let width = width.min(660.0) - space::SMALL;
        let figure = (width * 0.15).clamp(52.0, 90.0);
        let figures = [3.0, 2.0, 1.0, 0.0].map(|n| width - n * figure);
        let operation = (width * 0.24).clamp(64.0, 140.0);
        Self { operation, figures }
    }

    fn paint(
        &self,
        painter: &eframe::egui::Painter,
        rect: Rect,
        names: [&str; 2],
        figures: [&str; 4],
        font: &FontId,
        colour: Color32,
    ) {
        let left = rect.left() + space::SMALL;
        let y = rect.center().y;
        let starts = [left, left + self.operation];
        let ends = [left + self.operation, rect.left() + self.figures[0] - 52.0];
        for ((name, start), end) in names.into_iter().zip(starts).zip(ends) {
            let format = eframe::egui::text::TextFormat::simple(font.clone(), colour);
            let mut job = eframe::egui::text::LayoutJob::single_section(name.to_owned(), format);
            job.wrap =
                eframe::egui::text::TextWrapping::truncate_at_width((end - start - space::TIGHT).max(0.0));
            let galley = painter.layout_job(job);
            painter.galley(pos2(start, y - galley.size().y / 2.0), galley, colour);
        }
        for (figure, right) in figures.into_iter().zip(self.figures) {
            painter.text(pos2(rect.left() + right, y), Align2::RIGHT_CENTER, figure, font.clone(), colour);
        }
    }
}
