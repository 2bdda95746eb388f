//! A whole picture: the title, the legend, the plots, the key of reported totals, and the notes.

use super::labels::{fitted, wrapped};
use super::panels::{Panel, PanelLimits, extent, panels};
use super::plot::{Plot, PlotRequest};
use super::shape::{Anchor, Area, ColourRole, Drawing, Font, Label, Measure, Stroke, at};
use super::totals::total_mark;
use crate::analysis::chart::span::Span;
use crate::analysis::chart::{Caption, Chart, LineIndex, Mode};

/// Around the picture.
const MARGIN: f64 = 20.0;
/// The sizes of the title, of what stands above the plot, of figures and axes, and of notes.
const TITLE: f64 = 18.0;
const TEXT: f64 = 12.5;
const FIGURES: f64 = 11.0;
const NOTE: f64 = 10.5;
/// From one line to the next, as a share of the size.
const LEADING: f64 = 1.4;
/// From one entry of the legend to the next.
const BETWEEN: f64 = 18.0;
/// The room for the sign before an entry of the legend: of a square, of a piece of a line, of a mark.
const SQUARE: f64 = 17.0;
const PIECE: f64 = 26.0;
const MARK: f64 = 15.0;
/// Between a plot and what is below it.
const AIR: f64 = 4.0;
/// The least share of the height that is asked for which the plots take.
const PLOTS: f64 = 0.5;
/// The least height and width of a small plot.
const LOWEST: f64 = 72.0;
const NARROWEST: f64 = 170.0;

/// How large a picture is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageSize {
    /// Its width in points.
    pub width: f64,
    /// Its height in points; it gets higher where its legend, its plots and its key need more.
    pub height: f64,
    /// Physical pixels to a point.
    pub pixels: f64,
}

/// A picture, laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Its width in points.
    pub width: f64,
    /// Its height in points.
    pub height: f64,
    /// What is drawn on it.
    pub drawing: Drawing,
}

impl Page {
    /// Lays out a chart with the words around it.
    pub fn new(chart: &Chart, caption: &Caption, size: PageSize, measure: Measure<'_>) -> Self {
        let inner = (size.width - 2.0 * MARGIN).max(1.0);
        let mut writer = Writer { drawing: Drawing::default(), measure, inner, top: MARGIN };
        writer.paragraph(&caption.title, Font::strong(TITLE), ColourRole::Ink);
        writer.paragraph(&caption.scope, Font::regular(TEXT), ColourRole::Soft);
        writer.top += 4.0;
        writer.legend(chart);

        let notes = Notes::new(caption, inner, measure);
        let room = size.height - MARGIN - notes.height() - writer.top;
        let height = writer.plots(chart, room.max(PLOTS * size.height), size.pixels);
        writer.top += height.max(room);
        writer.notes(chart, notes);
        let Writer { drawing, top, .. } = writer;
        Self { width: size.width, height: (top + MARGIN).max(size.height).ceil(), drawing }
    }
}

/// Writes from above downward.
struct Writer<'a> {
    drawing: Drawing,
    measure: Measure<'a>,
    /// The width between the margins.
    inner: f64,
    /// How far the picture is written.
    top: f64,
}

/// What stands before an entry of the legend.
#[derive(Clone, Copy)]
enum Sign {
    Square(usize),
    Line(usize),
    Dashes,
    Mark,
}

impl Sign {
    fn room(self) -> f64 {
        match self {
            Self::Square(_) => SQUARE,
            Self::Line(_) | Self::Dashes => PIECE,
            Self::Mark => MARK,
        }
    }
}

impl Writer<'_> {
    fn text(&mut self, text: impl Into<String>, (x, top): (f64, f64), font: Font, colour: ColourRole) {
        let label = Label::below(text, (x, top), Anchor::Start, font, colour, self.measure);
        self.drawing.labels.push(label);
    }

    fn paragraph(&mut self, text: &str, font: Font, colour: ColourRole) {
        for line in wrapped(text, font, self.inner, self.measure) {
            self.text(line, (MARGIN, self.top), font, colour);
            self.top += font.size * LEADING;
        }
    }

    /// The names beside their colours, in rows.
    fn legend(&mut self, chart: &Chart) {
        let entries = legend_entries(chart);
        let font = Font::regular(TEXT);
        let row = TEXT * 1.6;
        let mut x = 0.0;
        for (n, (sign, name)) in entries.iter().enumerate() {
            let name = fitted(name, font, self.inner - sign.room(), self.measure);
            let width = sign.room() + (self.measure)(&name, font);
            if x > 0.0 && x + width > self.inner {
                (x, self.top) = (0.0, self.top + row);
            }
            let left = MARGIN + x;
            let middle = self.top + font.line_height() / 2.0;
            match *sign {
                Sign::Square(layer) => self.drawing.square(left, middle, 11.0, ColourRole::Layer(layer)),
                Sign::Line(layer) => {
                    let stroke = Stroke::solid(ColourRole::Layer(layer), 2.0);
                    self.drawing.line([at(left, middle), at(left + 20.0, middle)], stroke);
                }
                Sign::Dashes => {
                    let stroke = Stroke::dashed(ColourRole::Soft, 1.5, 5.0, 3.0);
                    self.drawing.line([at(left, middle), at(left + 20.0, middle)], stroke);
                }
                Sign::Mark => {
                    let line = chart.totals.first().map_or(0, |total| total.line);
                    self.drawing.signs.push(total_mark(chart, line, at(left + 5.0, middle)));
                }
            }
            self.text(name, (left + sign.room(), self.top), font, ColourRole::Ink);
            x += width + BETWEEN;
            if n + 1 == entries.len() {
                self.top += row;
            }
        }
        self.top += 4.0;
    }

    /// The plots in a room of this height; answers with how high they are.
    fn plots(&mut self, chart: &Chart, height: f64, pixels: f64) -> f64 {
        let foot = Plot::foot(FIGURES);
        let panels = match chart.view.mode {
            Mode::SmallMultiples => {
                let layers: Vec<usize> = chart.shown().map(|(n, _)| n).collect();
                let limits = PanelLimits { lowest: LOWEST, narrowest: NARROWEST, foot };
                panels((self.inner, height), &layers, limits)
            }
            _ => {
                let room = Area { left: 0.0, top: 0.0, right: self.inner, bottom: height };
                vec![Panel { layer: None, room, has_foot: true }]
            }
        };
        let (first, last) = chart.within.or(chart.extent).unwrap_or((0, 0));
        let end = match chart.view.mode {
            Mode::Cumulative => Plot::end_room(chart, FIGURES, self.measure),
            _ => 4.0,
        };
        for panel in &panels {
            let room = panel.room;
            let frame = Area {
                left: MARGIN + room.left,
                top: self.top + room.top,
                right: MARGIN + room.right - end,
                bottom: self.top + room.bottom - AIR - if panel.has_foot { foot } else { 0.0 },
            };
            let request = PlotRequest {
                chart,
                layer: panel.layer,
                frame,
                span: Span::all(first, last, chart.grain),
                highest: chart.highest(first, last),
                pixels,
                text: FIGURES,
                pointed: None,
            };
            // The scale follows from the height, and the width beside the axis from the scale.
            let gutter = Plot::new(request).gutter(self.measure);
            let plot =
                Plot::new(PlotRequest { frame: Area { left: frame.left + gutter, ..frame }, ..request });
            self.drawing.append(plot.draw_axes(panel.has_foot, self.measure));
            self.drawing.append(plot.draw(self.measure));
            plot.draw_ground(&mut self.drawing);
        }
        extent(&panels).1
    }

    fn notes(&mut self, chart: &Chart, notes: Notes) {
        let font = Font::regular(NOTE);
        self.top += notes.gap();
        for line in &notes.above {
            self.text(line, (MARGIN, self.top), font, ColourRole::Soft);
            self.top += NOTE * LEADING;
        }
        for (line, texts) in &notes.key {
            let middle = at(MARGIN + 5.0, self.top + font.line_height() / 2.0);
            self.drawing.signs.push(total_mark(chart, *line, middle));
            for text in texts {
                self.text(text, (MARGIN + MARK, self.top), font, ColourRole::Soft);
                self.top += NOTE * LEADING;
            }
        }
        for line in &notes.below {
            self.text(line, (MARGIN, self.top), font, ColourRole::Soft);
            self.top += NOTE * LEADING;
        }
    }
}

/// What the legend names: the layers, and once what reported totals are.
fn legend_entries(chart: &Chart) -> Vec<(Sign, String)> {
    let is_cumulative = chart.view.mode == Mode::Cumulative;
    if chart.view.mode == Mode::SmallMultiples {
        return Vec::new();
    }
    let sign = |n| if is_cumulative { Sign::Line(n) } else { Sign::Square(n) };
    let mut entries: Vec<(Sign, String)> =
        chart.shown().map(|(n, layer)| (sign(n), layer.name.clone())).collect();
    if is_cumulative && !chart.totals.is_empty() {
        entries.push((Sign::Mark, Caption::REPORTED_TOTALS.to_owned()));
        if chart
            .totals
            .iter()
            .any(|total| chart.lines.get(total.line).is_some_and(|line| line.layer.is_none()))
        {
            entries.push((Sign::Dashes, Caption::COUNTED_IN_SCOPE.to_owned()));
        }
    }
    entries
}

/// What stands below the plots, in lines.
struct Notes {
    above: Vec<String>,
    /// The lines with reported totals, and what the key says of each.
    key: Vec<(LineIndex, Vec<String>)>,
    below: Vec<String>,
}

impl Notes {
    fn new(caption: &Caption, inner: f64, measure: Measure<'_>) -> Self {
        let font = Font::regular(NOTE);
        let in_key = |text: &str| wrapped(text, font, inner - MARK, measure);
        let key: Vec<_> = caption.totals.iter().map(|key| (key.line, in_key(&key.text))).collect();
        let lines = |text: &String| wrapped(text, font, inner, measure);
        let above = if key.is_empty() { Vec::new() } else { lines(&Caption::TOTALS_NOTE.to_owned()) };
        let below = caption.notes.iter().chain([&caption.source, &caption.credit]).flat_map(lines).collect();
        Self { above, key, below }
    }

    fn rows(&self) -> usize {
        self.key.iter().map(|(_, texts)| texts.len()).sum()
    }

    fn gap(&self) -> f64 {
        if self.above.is_empty() && self.key.is_empty() && self.below.is_empty() { 0.0 } else { 8.0 }
    }

    fn height(&self) -> f64 {
        self.gap() + (self.above.len() + self.rows() + self.below.len()) as f64 * NOTE * LEADING
    }
}
