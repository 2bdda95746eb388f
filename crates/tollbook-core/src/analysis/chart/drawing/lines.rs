//! Cumulative lines of steps, their bands, and how many there are at their ends.

use super::plot::Plot;
use super::shape::{
    Anchor, Area, ColourRole, Drawing, Font, Label, Measure, Paint, Point, Shape, Step, Stroke, at,
};
use crate::analysis::chart::{Chart, CumulativeStep, Line, LineIndex};
use crate::analysis::wording;

/// How wide a line is, in points.
const WIDTH: f64 = 2.0;
/// The swatch before the figure at a line's end: its side, and what is left free on both sides of it, in points.
const SWATCH: (f64, f64) = (5.0, 4.0);

/// A step of a line that is in view: from where to where, and how many.
type Run = ((f64, f64), CumulativeStep);

impl Plot<'_> {
    /// Bands first, then lines, then totals.
    pub(super) fn draw_lines(&self, drawing: &mut Drawing, measure: Measure<'_>) {
        let runs: Vec<Vec<Run>> = self.chart().lines.iter().map(|line| self.runs(line)).collect();
        let lines = || self.chart().lines.iter().zip(&runs).enumerate();
        for (_, (line, runs)) in lines() {
            let Some(layer) = line.layer.filter(|n| self.chart().view.spread && self.is_shaded(*n)) else {
                continue;
            };
            let band: Vec<Step> =
                runs.iter().map(|run| self.band(run)).filter(|step| step.width() > 0.0).collect();
            if !band.is_empty() {
                drawing
                    .shapes
                    .push(Shape::Band(band, Paint { colour: ColourRole::Layer(layer), opacity: 0.2 }));
            }
        }
        let mut ends = Vec::new();
        for (n, (line, runs)) in lines() {
            let count = |step: &CumulativeStep| Some(step.count);
            let Some(layer) = line.layer else {
                // No further than there are totals to compare.
                let end = self.end_of(n);
                let path: Vec<Point> =
                    path(self, runs, count).into_iter().map(|p| at(p.x.min(end), p.y)).collect();
                drawing.line(path, Stroke::dashed(ColourRole::Soft, 1.5, 5.0, 3.0));
                continue;
            };
            if runs.iter().any(|(_, step)| step.without_what_if.is_some()) {
                let path = path(self, runs, |step| step.without_what_if);
                drawing.line(path, Stroke::dashed(ColourRole::Ink, 1.25, 3.0, 3.0));
            }
            drawing.line(path(self, runs, count), Stroke::solid(ColourRole::Layer(layer), WIDTH));
            if let Some((_, step)) = runs.last() {
                ends.push((self.y(step.count), layer, end_text(step)));
            }
        }
        self.draw_ends(drawing, ends, measure);
        self.draw_totals(drawing, measure);
    }

    /// The room at the right of a plot in which the figures of its lines stand.
    pub fn end_room(chart: &Chart, text: f64, measure: Measure<'_>) -> f64 {
        let font = Font::strong(text);
        let last =
            chart.lines.iter().filter(|line| line.layer.is_some()).filter_map(|line| line.steps.last());
        let widest = last.map(|step| measure(&end_text(step), font)).fold(0.0, f64::max);
        widest + SWATCH.0 + 3.0 * SWATCH.1
    }

    /// Where the last total on a line stands.
    fn end_of(&self, line: LineIndex) -> f64 {
        let totals = self.chart().totals.iter().filter(|total| total.line == line);
        totals.map(|total| self.middle(total.number)).fold(f64::NEG_INFINITY, f64::max)
    }

    /// The steps of a line that are in view; the ground before the first is one too.
    fn runs(&self, line: &Line) -> Vec<Run> {
        let frame = self.frame();
        let (first, last) = self.periods();
        let from = line.steps.partition_point(|step| step.number < first).saturating_sub(1);
        let to = line.steps.partition_point(|step| step.number <= last);
        let mut runs: Vec<Run> = Vec::with_capacity(to.saturating_sub(from) + 1);
        for step in line.steps.get(from..to).unwrap_or_default() {
            let x = self.snapped(self.slot(step.number).0).max(frame.left);
            match runs.last_mut() {
                Some(((_, right), _)) => *right = x,
                // From the ground up, where the line begins in view.
                None if step.number >= first && from == 0 => {
                    let without_what_if = step.without_what_if.map(|_| 0);
                    let ground = CumulativeStep { low: 0, count: 0, high: Some(0), without_what_if, ..*step };
                    runs.push(((x, x), ground));
                }
                None => {}
            }
            runs.push(((x, frame.right), *step));
        }
        runs
    }

    /// From low to high; no higher than the line where high is not known.
    fn band(&self, ((left, right), step): &Run) -> Step {
        let top = self.y(step.high.unwrap_or(step.count)).max(self.frame().top);
        Area { left: *left, top, right: *right, bottom: self.y(step.low) }
    }

    /// How many, where lines end at these heights: moved apart where there is room for all, and else from the highest
    /// down as long as none lies over another.
    fn draw_ends(&self, drawing: &mut Drawing, mut ends: Vec<(f64, usize, String)>, measure: Measure<'_>) {
        let (frame, font) = (self.frame(), Font::strong(self.request.text));
        let line = font.line_height();
        ends.sort_by(|a, b| a.0.total_cmp(&b.0));
        if ends.len() as f64 * line <= frame.height() {
            let mut free = frame.bottom;
            for (y, ..) in ends.iter_mut().rev() {
                *y = y.min(free);
                free = *y - line;
            }
            let mut free = frame.top;
            for (y, ..) in &mut ends {
                *y = y.max(free);
                free = *y + line;
            }
        } else {
            ends.dedup_by(|next, last| next.0 - last.0 < line);
        }
        let (swatch, air) = SWATCH;
        for (y, layer, text) in ends {
            let left = frame.right + air;
            drawing.square(left, y, swatch, ColourRole::Layer(layer));
            let place = (left + swatch + air, y - line / 2.0);
            drawing.labels.push(Label::below(text, place, Anchor::Start, font, ColourRole::Ink, measure));
        }
    }
}

/// How many there are at the end of a line.
fn end_text(step: &CumulativeStep) -> String {
    let at_least = if step.at_least { "≥" } else { "" };
    format!("{at_least}{}", wording::grouped(step.count))
}

/// The corners of a line's steps.
fn path(plot: &Plot<'_>, runs: &[Run], count: impl Fn(&CumulativeStep) -> Option<u64>) -> Vec<Point> {
    let mut path: Vec<Point> = Vec::with_capacity(2 * runs.len());
    for ((left, right), step) in runs {
        let Some(y) = count(step).map(|count| plot.y(count)) else { continue };
        for point in [at(*left, y), at(*right, y)] {
            if path.last() != Some(&point) {
                path.push(point);
            }
        }
    }
    path
}
