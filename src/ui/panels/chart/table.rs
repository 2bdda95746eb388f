//! The same as the bars, the lines and the totals, as a table: for those who read numbers, or hear them.

use eframe::egui::{Color32, FontId, Rect, Role, ScrollArea, Sense, TextStyle, Ui, WidgetInfo, pos2, vec2};

use super::model::Model;
use super::wording;
use crate::ui::panels::inspector::words::verdict;
use crate::ui::theme::{Palette, size, space};
use crate::ui::widgets::{one_line, row_background};
use tollbook_core::analysis::chart::Mode;
use tollbook_core::analysis::timeline::{Bar, Sum};
use tollbook_core::model::AnnotationId;
use tollbook_state::{Action, Workspace};
use tollbook_state::{AnnotationAction, ChartAction};

/// What a row leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowTarget {
    /// A bar, whose incidents it lists.
    Bar(Bar),
    /// A total, whose words it shows.
    Total(AnnotationId),
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// What it leads to.
    pub leads: RowTarget,
    /// The period's name.
    pub period: String,
    /// The operation's name, or a total's scope.
    pub operation: &'a str,
    /// The figures under their headings.
    pub figures: Vec<(&'static str, String)>,
}

impl<'a> Line<'a> {
    /// The row number `n`: first the segments, then the totals.
    pub fn of(model: &'a Model, n: usize, open: &Workspace) -> Option<Self> {
        let Some(bar) = model.bar(n) else { return Self::of_total(model, n - model.segments.len()) };
        let segment = model.segments.get(n)?;
        let layer = model.layers.get(segment.layer)?;
        let nothing = Sum::default();
        let sum = open.timeline().bars.get(&bar).unwrap_or(&nothing);
        let mut figures = vec![
            ("Low", wording::figure(sum.low)),
            ("Best", wording::figure(sum.best)),
            ("High", wording::figure(sum.high)),
            ("Incidents", wording::grouped(sum.incidents.len() as u64)),
        ];
        if model.view.mode == Mode::Cumulative
            && let Some(step) = model.step_of(segment)
        {
            let at_least = if step.at_least { "≥" } else { "" };
            figures.push(("From the beginning", format!("{at_least}{}", wording::grouped(step.count))));
        }
        if let Some(standing) = segment.standing {
            figures.push(("Without what-if", wording::grouped(standing)));
            figures.push(("Difference", wording::signed(segment.height(), standing)));
        }
        let period = wording::period(bar.period);
        Some(Self { leads: RowTarget::Bar(bar), period, operation: &layer.name, figures })
    }

    fn of_total(model: &'a Model, n: usize) -> Option<Self> {
        let total = model.totals.get(n)?;
        let scope = model.lines.get(total.line)?;
        let period = tollbook_core::analysis::timeline::Period { grain: model.grain, number: total.number };
        let mut figures = vec![
            ("Reported", total.reported.to_string()),
            ("Counted", total.counted.to_string()),
            ("Verdict", verdict(total.verdict)),
        ];
        figures.retain(|(_, figure)| !figure.is_empty());
        Some(Self {
            leads: RowTarget::Total(total.annotation),
            period: wording::period(period),
            operation: &scope.name,
            figures,
        })
    }

    /// The row as it is heard.
    pub fn spoken(&self) -> String {
        let mut spoken = match self.leads {
            RowTarget::Bar(_) => format!("{}, {}", self.period, self.operation),
            RowTarget::Total(_) => format!("{}, total of {}", self.period, self.operation),
        };
        for (heading, figure) in &self.figures {
            spoken += &match *heading {
                "Incidents" if figure == "1" => ", 1 incident".to_owned(),
                "Incidents" => format!(", {figure} incidents"),
                heading => format!(", {} {figure}", heading.to_lowercase()),
            };
        }
        spoken
    }
}

/// The headings of the figures.
fn headings(model: &Model) -> Vec<&'static str> {
    let mut headings = vec!["Low", "Best", "High", "Incidents"];
    if model.view.mode == Mode::Cumulative {
        headings.push("From the beginning");
    }
    if model.columns.iter().any(|column| column.standing.is_some()) {
        headings.extend(["Without what-if", "Difference"]);
    }
    headings
}

/// Shows the table.
pub fn show(ui: &mut Ui, open: &Workspace, model: &Model, actions: &mut Vec<Action>) {
    let headings = headings(model);
    let columns = Columns::of(ui.available_width(), headings.len());
    let palette = Palette::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
    let painter = ui.painter();
    let small = FontId::proportional(size::SMALL);
    columns.paint(
        painter,
        rect,
        ["Period", &wording::sentence(model.grouping.as_str())],
        &headings,
        &small,
        palette.soft,
    );
    painter.hline(rect.x_range(), rect.bottom(), (1.0, palette.line));
    let rows = model.segments.len() + model.totals.len();
    ScrollArea::vertical().id_salt("table").auto_shrink(false).show_rows(ui, 22.0, rows, |ui, rows| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for n in rows {
            if let Some(line) = Line::of(model, n, open) {
                row(ui, open, &columns, &line, actions);
            }
        }
    });
}

fn row(ui: &mut Ui, open: &Workspace, columns: &Columns, line: &Line<'_>, actions: &mut Vec<Action>) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::click());
    let selected = match &line.leads {
        RowTarget::Bar(bar) => open.selection.bar.as_ref() == Some(bar),
        RowTarget::Total(total) => open.selection.annotation == Some(*total),
    };
    response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), selected, line.spoken()));
    let palette = Palette::of(ui);
    let painter = ui.painter();
    row_background::of(ui, rect, &response, selected);
    let font = TextStyle::Body.resolve(ui.style());
    match line.leads {
        RowTarget::Bar(_) => {
            let figures: Vec<&str> = line.figures.iter().map(|(_, figure)| figure.as_str()).collect();
            columns.paint(painter, rect, [&line.period, line.operation], &figures, &font, palette.ink);
        }
        // A total has figures of its own: they are written out in their words.
        RowTarget::Total(_) => {
            let words: Vec<String> = line
                .figures
                .iter()
                .map(|(heading, figure)| format!("{} {figure}", heading.to_lowercase()))
                .collect();
            let words = format!("{}: {}", line.operation, words.join(", "));
            columns.paint_words(painter, rect, &line.period, &words, &font, palette.soft);
        }
    }
    if response.clicked() {
        actions.push(match &line.leads {
            RowTarget::Bar(bar) => Action::Chart(ChartAction::ShowBar((!selected).then(|| bar.clone()))),
            RowTarget::Total(total) => Action::Annotation(AnnotationAction::Show(*total)),
        });
    }
}

/// Where the columns are, from the left.
struct Columns {
    operation: f32,
    /// The right edges of those with figures.
    figures: Vec<f32>,
    /// How wide each of them is.
    figure: f32,
}

impl Columns {
    fn of(width: f32, figures: usize) -> Self {
        // A table as wide as a 4K screen cannot be read across.
        let width = width.min(400.0 + 66.0 * figures as f32) - space::SMALL;
        let figure = (width * 0.6 / figures as f32).clamp(46.0, 110.0);
        let figures = (0..figures).rev().map(|n| width - n as f32 * figure).collect();
        let operation = (width * 0.2).clamp(64.0, 140.0);
        Self { operation, figures, figure }
    }

    fn paint(
        &self,
        painter: &eframe::egui::Painter,
        rect: Rect,
        names: [&str; 2],
        figures: &[&str],
        font: &FontId,
        colour: Color32,
    ) {
        let left = rect.left() + space::SMALL;
        let end = rect.left() + self.figures.first().copied().unwrap_or(0.0) - self.figure;
        cut(painter, rect, left, left + self.operation, names[0], font, colour);
        cut(painter, rect, left + self.operation, end, names[1], font, colour);
        for (figure, right) in figures.iter().zip(&self.figures) {
            let galley = one_line(painter, figure, font.clone(), colour, self.figure - space::TIGHT);
            let at = pos2(rect.left() + right - galley.size().x, rect.center().y - galley.size().y / 2.0);
            painter.galley(at, galley, colour);
        }
    }

    fn paint_words(
        &self,
        painter: &eframe::egui::Painter,
        rect: Rect,
        period: &str,
        words: &str,
        font: &FontId,
        colour: Color32,
    ) {
        let left = rect.left() + space::SMALL;
        cut(painter, rect, left, left + self.operation, period, font, colour);
        cut(painter, rect, left + self.operation, rect.right(), words, font, colour);
    }
}

/// Paints a text between two places, cut where there is no room.
fn cut(
    painter: &eframe::egui::Painter,
    rect: Rect,
    from: f32,
    to: f32,
    text: &str,
    font: &FontId,
    colour: Color32,
) {
    let galley = one_line(painter, text, font.clone(), colour, to - from - space::TIGHT);
    painter.galley(pos2(from, rect.center().y - galley.size().y / 2.0), galley, colour);
}
