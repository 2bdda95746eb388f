//! One plot of a picture: its axes, and bars or lines on them.

use super::ProvenanceInput;
use super::svg_writer::{Anchor, SvgWriter, width};
use tollbook_core::analysis::chart::axis::{Counts, Times};
use tollbook_core::analysis::chart::figures::{Area, BarFigure, figures};
use tollbook_core::analysis::chart::span::{Span, begins};
use tollbook_core::analysis::chart::{Chart, CumulativeStep, Line, Mode, Segment, TotalMark};
use tollbook_core::analysis::wording;
use tollbook_core::model::Colour;

/// The size of figures and of what is written along the axes.
const SMALL: f64 = 11.0;
/// The height of a row of labels under the plot.
const ROW: f64 = 16.0;
/// Above the highest bar, for its figure.
const HEADROOM: f64 = 16.0;
/// The widest that a bar is drawn.
const WIDEST: f64 = 44.0;
/// How much of its period's width a bar takes.
const SHARE: f64 = 0.78;
/// The least height of a bar, so that one casualty is seen beside a hundred thousand.
const LEAST: f64 = 1.5;

/// A plot, and the way from years and counts to its points.
pub struct Plot<'a> {
    chart: &'a Chart,
    ground: &'a ProvenanceInput,
    /// The colours of the chart's layers on this ground.
    colours: &'a [Colour],
    /// The only layer that is drawn; `None` draws all.
    only: Option<usize>,
    area: Area,
    span: Span,
    counts: Counts,
    /// The count at the upper edge.
    top: f64,
}

impl<'a> Plot<'a> {
    /// A plot inside `around`, axes and all. `only` draws one layer alone, on the scale of all.
    pub fn new(
        chart: &'a Chart,
        ground: &'a ProvenanceInput,
        colours: &'a [Colour],
        only: Option<usize>,
        around: Area,
    ) -> Self {
        let (first, last) = chart.within.or(chart.extent).unwrap_or((0, 0));
        let span = Span::all(first, last, chart.grain);
        let rooms = ((around.height() - HEADROOM - 2.0 * ROW) / 28.0).max(1.0) as usize;
        let counts = Counts::up_to(highest(chart), rooms);
        let gutter = width(&wording::grouped(counts.top), SMALL, false) + 8.0;
        let end = if chart.view.mode == Mode::Cumulative { gutter } else { 4.0 };
        let area = Area {
            left: around.left + gutter,
            top: around.top,
            right: around.right - end,
            bottom: around.bottom - 2.0 * ROW - 2.0,
        };
        let room = (area.height() - HEADROOM).max(1.0);
        let top = counts.top as f64 * area.height().max(1.0) / room;
        Self { chart, ground, colours, only, area, span, counts, top }
    }

    /// Draws it.
    pub fn draw(&self, pen: &mut SvgWriter) {
        self.lives(pen);
        self.axes(pen);
        match self.chart.view.mode {
            Mode::Stacked => self.columns(pen),
            Mode::SideBySide | Mode::SmallMultiples => self.beside(pen),
            Mode::Cumulative => self.lines(pen),
        }
        let (left, right) = ((self.area.left, self.y(0.0)), (self.area.right, self.y(0.0)));
        pen.line(left, right, &self.ground.soft, 1.0);
    }

    fn x(&self, years: f64) -> f64 {
        self.area.left + (years - self.span.from) / self.span.years().max(1e-9) * self.area.width()
    }

    fn y(&self, count: f64) -> f64 {
        self.area.bottom - count / self.top.max(1e-9) * self.area.height()
    }

    fn colour(&self, layer: usize) -> Colour {
        self.colours.get(layer).copied().unwrap_or(self.ground.ink)
    }

    fn shows(&self, layer: usize) -> bool {
        self.only.is_none_or(|only| only == layer)
    }

    /// Counts and periods along the axes.
    fn axes(&self, pen: &mut SvgWriter) {
        for count in self.counts.marks() {
            let y = self.y(count as f64);
            pen.line((self.area.left, y), (self.area.right, y), &self.ground.line, 0.6);
            let at = (self.area.left - 6.0, y + SMALL * 0.36);
            pen.text(at, Anchor::End, (SMALL, false), &wording::grouped(count));
        }
        let measure = |text: &str| width(text, SMALL, false) as f32;
        let times = Times::of(self.span, self.chart.grain, self.area.width() as f32, &measure);
        for year in &times.years {
            let x = self.area.left + f64::from(*year);
            pen.line((x, self.area.top), (x, self.area.bottom), &self.ground.line, 0.6);
        }
        for label in &times.labels {
            let row = if label.second_row { 2.0 } else { 1.0 };
            let at = (self.area.left + f64::from(label.middle), self.area.bottom + row * ROW - 2.0);
            pen.text(at, Anchor::Middle, (SMALL, false), &label.text);
        }
    }

    /// The time from each operation's begin to its end, shaded in its colour.
    fn lives(&self, pen: &mut SvgWriter) {
        if !self.chart.view.lives {
            return;
        }
        let year = |day: jiff::civil::Date| {
            f64::from(day.year()) + f64::from(day.day_of_year() - 1) / f64::from(day.days_in_year())
        };
        for (n, layer) in self.chart.shown().filter(|(n, _)| self.shows(*n)) {
            if layer.begins.is_none() && layer.ends.is_none() {
                continue;
            }
            let from = layer.begins.map_or(self.span.from, year).max(self.span.from);
            let to = layer.ends.map_or(self.span.to, year).min(self.span.to);
            if from < to {
                pen.veil(Area { left: self.x(from), right: self.x(to), ..self.area }, &self.colour(n), 0.09);
            }
        }
    }

    /// The middle of a period and how wide its bar is.
    fn place(&self, number: i32) -> (f64, f64) {
        let (from, to) =
            (self.x(begins(number, self.chart.grain)), self.x(begins(number + 1, self.chart.grain)));
        ((from + to) / 2.0, (SHARE * (to - from)).clamp(0.8, WIDEST))
    }

    /// One bar: what is solid, and what is hatched on top of it.
    fn bar(&self, pen: &mut SvgWriter, (middle, wide): (f64, f64), base: u64, segment: &Segment) {
        let colour = self.colour(segment.layer);
        let part = |from: u64, to: u64| {
            let (bottom, top) = (self.y(from as f64), self.y(to as f64));
            Area {
                left: middle - wide / 2.0,
                right: middle + wide / 2.0,
                top: top.min(bottom - LEAST),
                bottom,
            }
        };
        if segment.best > 0 {
            pen.rect(part(base, base + segment.best), &colour);
        }
        if segment.hatched > 0 || (segment.best == 0 && segment.standing.is_none()) {
            let area = part(base + segment.best, base + segment.height());
            pen.frame(area, &format_args!("url(#hatch{})", segment.layer), &colour, "");
        }
    }

    /// Low and high across a bar; an open high ends in a dash.
    fn whisker(&self, pen: &mut SvgWriter, x: f64, (low, best, high): (u64, u64, Option<u64>)) {
        if !self.chart.view.spread || (high == Some(low) && low == best) {
            return;
        }
        let (bottom, top) = (self.y(low as f64), self.y(high.unwrap_or(best).max(low) as f64));
        let ink = &self.ground.ink;
        pen.line((x, bottom), (x, top), ink, 1.2);
        pen.line((x - 3.0, bottom), (x + 3.0, bottom), ink, 1.2);
        match high {
            Some(_) => pen.line((x - 3.0, top), (x + 3.0, top), ink, 1.2),
            None => pen.path(&format!("M{x:.2} {top:.2}v-8"), ink, 1.2, "2 2"),
        }
    }

    /// How high a bar stands without the trial.
    fn standing(&self, pen: &mut SvgWriter, (middle, wide): (f64, f64), standing: Option<u64>) {
        if let Some(height) = standing.filter(|height| *height > 0) {
            let (top, bottom) = (self.y(height as f64), self.area.bottom);
            let area = Area { left: middle - wide / 2.0, right: middle + wide / 2.0, top, bottom };
            pen.frame(area, &"none", &self.ground.ink, "3 2");
        }
    }

    fn columns(&self, pen: &mut SvgWriter) {
        let mut stems = Vec::new();
        for column in &self.chart.columns {
            let place = self.place(column.number);
            for segment in self.chart.segments.get(column.segments.clone()).into_iter().flatten() {
                self.bar(pen, place, segment.base, segment);
            }
            self.standing(pen, place, column.standing);
            self.whisker(pen, place.0, (column.low, column.height, column.high));
            let over = column.high.filter(|_| self.chart.view.spread).max(column.standing);
            stems.push(self.stem(place, (column.height, column.at_least), over));
        }
        self.figures(pen, &stems);
    }

    fn beside(&self, pen: &mut SvgWriter) {
        let shown: Vec<usize> = self.chart.shown().map(|(n, _)| n).filter(|n| self.shows(*n)).collect();
        let mut stems = Vec::new();
        for segment in self.chart.segments.iter().filter(|segment| shown.contains(&segment.layer)) {
            let (middle, wide) = self.place(segment.number);
            let at = shown.iter().position(|n| *n == segment.layer).unwrap_or(0) as f64;
            let wide = wide / shown.len().max(1) as f64;
            let middle = middle + (at - (shown.len() as f64 - 1.0) / 2.0) * wide;
            let place = (middle, wide * 0.92);
            self.bar(pen, place, 0, segment);
            self.standing(pen, place, segment.standing);
            self.whisker(pen, middle, (segment.low, segment.height(), segment.high));
            let over = segment.high.filter(|_| self.chart.view.spread).max(segment.standing);
            stems.push(self.stem(place, (segment.height(), segment.without_best > 0), over));
        }
        stems.sort_by(|a, b| a.area.left.total_cmp(&b.area.left));
        self.figures(pen, &stems);
    }

    /// A bar with what else is drawn of it, up to `over`.
    fn stem(
        &self,
        (middle, wide): (f64, f64),
        (height, at_least): (u64, bool),
        over: Option<u64>,
    ) -> BarFigure {
        let top = self.y(height.max(over.unwrap_or(0)) as f64);
        let (left, right) = (middle - wide / 2.0, middle + wide / 2.0);
        BarFigure { area: Area { left, top, right, bottom: self.area.bottom }, height, at_least }
    }

    /// The figures over the bars.
    fn figures(&self, pen: &mut SvgWriter, stems: &[BarFigure]) {
        let measure = |text: &str| (width(text, SMALL, false), SMALL);
        let bounds = Area { left: self.area.left - 2.0, top: self.area.top - 2.0, ..self.area };
        for figure in figures(stems, bounds, &measure) {
            let at = ((figure.area.left + figure.area.right) / 2.0, figure.area.bottom - 2.0);
            pen.text(at, Anchor::Middle, (SMALL, false), &figure.text);
        }
    }

    fn lines(&self, pen: &mut SvgWriter) {
        let mut ends: Vec<(f64, String, Colour)> = Vec::new();
        for line in &self.chart.lines {
            let colour = line.layer.map_or(self.ground.soft, |layer| self.colour(layer));
            if self.chart.view.spread && line.layer.is_some() {
                let high = |rung: &CumulativeStep| rung.high.unwrap_or(rung.count);
                pen.shape(&self.band(line, &|rung| rung.low, &high), &colour, 0.16);
            }
            if line.rungs.iter().any(|rung| rung.standing.is_some()) {
                pen.path(&self.steps(line, &|rung| rung.standing.unwrap_or(0)), &colour, 1.2, "3 3");
            }
            let dashes = if line.layer.is_none() { "6 3" } else { "" };
            pen.path(&self.steps(line, &|rung| rung.count), &colour, 2.0, dashes);
            // Of an operation; a scope's own figure stands with its totals.
            if let Some(last) = line.at(self.last()).filter(|_| line.layer.is_some()) {
                let at_least = if last.at_least { "≥ " } else { "" };
                let text = format!("{at_least}{}", wording::grouped(last.count));
                ends.push((self.y(last.count as f64), text, colour));
            }
        }
        self.ends(pen, ends);
        self.totals(pen);
    }

    /// How many, where lines end at these heights: moved apart where there is room for all, and else
    /// from the highest down as long as none lies over another.
    fn ends(&self, pen: &mut SvgWriter, mut ends: Vec<(f64, String, Colour)>) {
        ends.sort_by(|a, b| a.0.total_cmp(&b.0));
        if ends.len() as f64 * SMALL <= self.area.height() {
            let mut free = self.area.bottom;
            for (y, ..) in ends.iter_mut().rev() {
                *y = y.min(free);
                free = *y - SMALL;
            }
            let mut free = self.area.top;
            for (y, ..) in &mut ends {
                *y = y.max(free);
                free = *y + SMALL;
            }
        } else {
            ends.dedup_by(|next, last| next.0 - last.0 < SMALL);
        }
        for (y, text, colour) in ends {
            let at = (self.area.right + 4.0, y + SMALL * 0.36);
            pen.text_in(at, Anchor::Start, (SMALL, true), &colour, &text);
        }
    }

    /// The number of the last period in view.
    fn last(&self) -> i32 {
        self.chart.within.or(self.chart.extent).map_or(0, |(_, last)| last)
    }

    /// The corners of a line's steps, from edge to edge.
    fn corners(&self, line: &Line, height: &dyn Fn(&CumulativeStep) -> u64) -> Vec<(f64, f64)> {
        let first = self.span.periods(self.chart.grain).0;
        let mut count = line.at(first - 1).map_or(0, height);
        let mut corners = vec![(self.area.left, self.y(count as f64))];
        for rung in &line.rungs {
            let x = self.x(begins(rung.number, self.chart.grain));
            if x < self.area.left || rung.number > self.last() {
                continue;
            }
            corners.push((x, self.y(count as f64)));
            count = height(rung);
            corners.push((x, self.y(count as f64)));
        }
        corners.push((self.area.right, self.y(count as f64)));
        corners
    }

    fn steps(&self, line: &Line, height: &dyn Fn(&CumulativeStep) -> u64) -> String {
        path(self.corners(line, height).into_iter())
    }

    fn band(
        &self,
        line: &Line,
        low: &dyn Fn(&CumulativeStep) -> u64,
        high: &dyn Fn(&CumulativeStep) -> u64,
    ) -> String {
        let back = self.corners(line, low).into_iter().rev();
        format!("{}Z", path(self.corners(line, high).into_iter().chain(back)))
    }

    /// Totals as hollow marks at what they report, each with the number of its note.
    fn totals(&self, pen: &mut SvgWriter) {
        let mut taken: Vec<Area> = Vec::new();
        for (n, total) in self.chart.totals.iter().enumerate() {
            let (x, _) = self.place(total.number);
            if x < self.area.left || x > self.area.right {
                continue;
            }
            let y = self.y(total.height() as f64);
            if let Some(counted) = total.counted.best.or(total.counted.low) {
                pen.path(
                    &format!("M{x:.2} {y:.2}V{:.2}", self.y(counted as f64)),
                    &self.ground.soft,
                    0.8,
                    "1 2",
                );
            }
            pen.ring((x, y), 4.0, &self.ground.paper, &self.ground.ink);
            let number = (n + 1).to_string();
            let right = x + 7.0 + width(&number, SMALL - 1.0, false);
            let area = Area { left: x + 7.0, right, top: y - SMALL - 2.0, bottom: y - 4.0 };
            if !taken.iter().any(|other| other.touches(&area)) {
                pen.text((x + 7.0, y - 4.0), Anchor::Start, (SMALL - 1.0, false), &number);
                taken.push(area);
            }
        }
    }
}

/// A path through points.
fn path(points: impl Iterator<Item = (f64, f64)>) -> String {
    let mut path = String::new();
    for (x, y) in points {
        path += &format!("{}{x:.2} {y:.2}", if path.is_empty() { "M" } else { "L" });
    }
    path
}

/// The highest that anything on the chart reaches.
fn highest(chart: &Chart) -> u64 {
    let spread = |high: Option<u64>| high.filter(|_| chart.view.spread).unwrap_or(0);
    let most = match chart.view.mode {
        Mode::Stacked => {
            let column = chart.columns.iter();
            column.map(|c| c.height.max(spread(c.high)).max(c.standing.unwrap_or(0))).max()
        }
        Mode::SideBySide | Mode::SmallMultiples => {
            let segment = chart.segments.iter();
            segment.map(|s| s.height().max(spread(s.high)).max(s.standing.unwrap_or(0))).max()
        }
        Mode::Cumulative => {
            let rungs = chart.lines.iter().flat_map(|line| &line.rungs);
            let lines = rungs.map(|r| r.count.max(spread(r.high)).max(r.standing.unwrap_or(0)));
            lines.chain(chart.totals.iter().map(TotalMark::height)).max()
        }
    };
    most.unwrap_or(0)
}
