//! Bars, what is hatched on them, their spread, what there is without a what-if, and their figures.

use std::collections::BTreeMap;

use super::figures::{BarFigure, figures};
use super::labels::fitted;
use super::plot::{OPEN, Plot};
use super::shape::{
    Anchor, Area, ColourRole, Drawing, Font, Label, Measure, Paint, Point, Shape, Stroke, at,
};
use crate::analysis::chart::{Column, Mode, Segment};

/// The least side of a bar on which more than its colour is drawn, in points.
const STRIPED: f64 = 3.0;
/// From one stripe to the next, and how wide each is, in points along an edge.
const STRIPES: (f64, f64) = (6.0, 2.5);
/// On a bar thinner than this a whisker is drawn above it only.
const THIN: f64 = 4.5;
/// Half of the stroke across the end of a whisker, in points.
const CAP: f64 = 3.5;

impl Plot<'_> {
    pub(super) fn draw_bars(&self, drawing: &mut Drawing, measure: Measure<'_>) {
        let view = self.chart().view;
        let mut over = Drawing::default();
        let mut thin = ThinWhiskers::default();
        let mut figures = Vec::new();
        for (_, segment, turn) in self.segments(self.span()) {
            self.draw_bar(drawing, segment, turn);
            if view.mode == Mode::Stacked {
                continue;
            }
            let Some(bar) = self.bar_area(segment, turn).all().or(self.ghost(segment, turn)) else {
                continue;
            };
            let ghost =
                self.ghost(segment, turn).filter(|_| segment.without_what_if != Some(segment.height()));
            let spread = (segment.incidents > 0).then_some((segment.low, segment.height(), segment.high));
            let area = self.draw_over(&mut over, &mut thin, bar, ghost, spread);
            let at_least = segment.without_best > 0;
            figures.push(BarFigure { area, height: segment.height(), at_least });
        }
        if view.mode == Mode::Stacked {
            let (first, last) = self.periods();
            for column in self.chart().between(first, last) {
                let Column { low, height, high, at_least, .. } = *column;
                let ghost = self.ghost_of(column).filter(|_| column.without_what_if != Some(height));
                let spread = (height > 0).then_some((low, height, high));
                let area = self.draw_over(&mut over, &mut thin, self.column(column), ghost, spread);
                figures.push(BarFigure { area, height, at_least });
            }
        }
        for (x, top, head) in thin.above_bars() {
            over.line([at(x, top), at(x, head)], Stroke::solid(ColourRole::Soft, self.stroke()));
        }
        drawing.append(over);
        self.draw_figures(drawing, &figures, measure);
    }

    fn draw_bar(&self, drawing: &mut Drawing, segment: &Segment, turn: (usize, usize)) {
        let colour = ColourRole::Layer(segment.layer);
        let bar = self.bar_area(segment, turn);
        let Some(all) = bar.all() else { return };
        // A hair of the background between one layer and the next.
        let gap = if all.width().min(all.height()) > STRIPED { self.hair() } else { 0.0 };
        let cut = |area: Area| if area.top <= all.top { Area { top: area.top + gap, ..area } } else { area };
        if let Some(solid) = bar.solid.map(cut) {
            drawing.rect(solid, colour);
        }
        if let Some(hatched) = bar.hatched.map(cut) {
            drawing.rect(hatched, ColourRole::Paper);
            drawing.rect(hatched, Paint { colour, opacity: 0.3 });
            // On a thin bar stripes would be noise; its lighter ground tells it apart.
            if hatched.width() >= STRIPED {
                drawing.shapes.extend(stripes(hatched, colour));
            }
        }
    }

    /// Draws what stands over a bar, and answers with the room of all of it.
    fn draw_over(
        &self,
        drawing: &mut Drawing,
        thin: &mut ThinWhiskers,
        bar: Area,
        ghost: Option<Area>,
        spread: Option<(u64, u64, Option<u64>)>,
    ) -> Area {
        let mut room = bar;
        if let Some(Area { left, top, right, bottom }) = ghost {
            let around = [at(left, bottom), at(left, top), at(right, top), at(right, bottom)];
            drawing.line(around, Stroke::dashed(ColourRole::Ink, self.stroke(), 3.0, 2.0));
            room = room.union(&Area { left, top, right, bottom });
        }
        let spread = spread.filter(|_| self.chart().view.spread);
        if let Some((low, _, high)) =
            spread.filter(|(low, height, high)| (*low, *high) != (*height, Some(*height)))
        {
            let head = high.map_or(bar.top - OPEN, |high| self.y(high));
            if bar.width() < THIN {
                thin.add(bar, head, self.hair());
            } else {
                self.draw_whisker(drawing, bar, self.y(low), head, high.is_none());
            }
            room.top = room.top.min(head);
        }
        room
    }

    /// From low to high; an arrow in place of the end where high is not known.
    fn draw_whisker(&self, drawing: &mut Drawing, bar: Area, foot: f64, head: f64, is_open: bool) {
        let x = bar.centre().x;
        // On the dark of a bar as on the background: a rim of paper around the ink.
        drawing.line([at(x, foot), at(x, head)], Stroke::solid(ColourRole::Paper, 3.0 * self.stroke()));
        let ink = Stroke::solid(ColourRole::Ink, self.stroke());
        drawing.line([at(x, foot), at(x, head)], ink);
        let cap = CAP.min(bar.width() / 2.0 - 0.5).max(1.0);
        drawing.line([at(x - cap, foot), at(x + cap, foot)], ink);
        if is_open {
            drawing.line([at(x - cap, head + cap), at(x, head), at(x + cap, head + cap)], ink);
        } else {
            drawing.line([at(x - cap, head), at(x + cap, head)], ink);
        }
    }

    /// The width of thin lines: at least a pixel.
    pub(super) fn stroke(&self) -> f64 {
        self.hair().max(1.0)
    }

    fn draw_figures(&self, drawing: &mut Drawing, bars: &[BarFigure], measure: Measure<'_>) {
        let font = Font::regular(self.request.text);
        let frame = self.frame();
        let name = if self.layer().is_some() { Self::name_height(font.size) } else { 0.0 };
        let bounds =
            Area { left: frame.left - 2.0, top: frame.top + name, right: frame.right + 2.0, ..frame };
        let size = |text: &str| (measure(text, font), font.line_height());
        for figure in figures(bars, bounds, &size) {
            if let Some((from, to)) = figure.leader {
                drawing.line([from, to], Stroke::solid(ColourRole::Soft, self.hair()));
            }
            let place = (figure.area.centre().x, figure.area.top);
            let label = Label::below(figure.text, place, Anchor::Middle, font, ColourRole::Ink, measure);
            drawing.labels.push(label);
        }
    }

    /// The name of the layer at the top of a plot that shows one alone.
    pub(super) fn draw_name(&self, drawing: &mut Drawing, measure: Measure<'_>) {
        let Some((n, layer)) = self.layer().and_then(|n| Some((n, self.chart().layers.get(n)?))) else {
            return;
        };
        let (frame, font) = (self.frame(), Font::regular(self.request.text));
        let (left, middle) = (frame.left + 4.0, frame.top + 1.0 + font.line_height() / 2.0);
        drawing.square(left, middle, 8.0, ColourRole::Layer(n));
        let text = fitted(&layer.name, font, frame.right - left - 12.0, measure);
        let place = (left + 12.0, frame.top + 1.0);
        drawing.labels.push(Label::below(text, place, Anchor::Start, font, ColourRole::Ink, measure));
    }
}

/// The whiskers of bars that are too thin for one of their own: what would lie inside a bar would hide it, and of
/// bars in one column of pixels the highest is seen.
#[derive(Default)]
struct ThinWhiskers {
    /// The middle of a bar, the top of the highest and the head of the highest whisker, by column of pixels.
    columns: BTreeMap<i64, (f64, f64, f64)>,
}

impl ThinWhiskers {
    fn add(&mut self, bar: Area, head: f64, pixel: f64) {
        let x = bar.centre().x;
        let column = self.columns.entry((x / pixel).floor() as i64).or_insert((x, bar.top, head));
        (column.1, column.2) = (column.1.min(bar.top), column.2.min(head));
    }

    /// Where each goes: how far to the right, from where, to where.
    fn above_bars(&self) -> impl Iterator<Item = (f64, f64, f64)> {
        self.columns.values().copied().filter(|(_, top, head)| head < top)
    }
}

/// The stripes of a hatched area: at 45 degrees, at the same places wherever the area begins.
pub(super) fn stripes(area: Area, colour: ColourRole) -> impl Iterator<Item = Shape> {
    let (every, width) = STRIPES;
    let first = ((area.left + area.top - width) / every).floor() as i64;
    let last = ((area.right + area.bottom) / every).ceil() as i64;
    (first..=last).filter_map(move |n| {
        let from = n as f64 * every;
        let Area { left, top, right, bottom } = area;
        let corners = vec![at(left, top), at(right, top), at(right, bottom), at(left, bottom)];
        let points = clipped(clipped(corners, from, 1.0), from + width, -1.0);
        (points.len() > 2).then(|| Shape::Polygon(points, colour.into(), None))
    })
}

/// The part of a convex polygon where x + y is at least `limit` (`sign` 1) or at most (`sign` −1).
fn clipped(points: Vec<Point>, limit: f64, sign: f64) -> Vec<Point> {
    let depth = |point: Point| sign * (point.x + point.y - limit);
    let mut inside = Vec::with_capacity(points.len() + 1);
    for (n, &point) in points.iter().enumerate() {
        let next = points[(n + 1) % points.len()];
        let (a, b) = (depth(point), depth(next));
        if a >= 0.0 {
            inside.push(point);
        }
        if (a >= 0.0) != (b >= 0.0) {
            let share = a / (a - b);
            inside.push(at(point.x + (next.x - point.x) * share, point.y + (next.y - point.y) * share));
        }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_thin_bars_in_one_column_of_pixels_one_whisker_is_drawn_above_the_highest() {
        let bar = |left: f64, top: f64| Area { left, top, right: left + 0.5, bottom: 100.0 };
        let mut thin = ThinWhiskers::default();
        thin.add(bar(10.0, 60.0), 40.0, 1.0);
        thin.add(bar(10.25, 50.0), 45.0, 1.0);
        // The head of this one lies inside the bar beside it.
        thin.add(bar(11.0, 80.0), 70.0, 1.0);
        thin.add(bar(11.25, 20.0), 20.0, 1.0);
        let drawn: Vec<(f64, f64, f64)> = thin.above_bars().collect();
        assert_eq!(drawn, [(10.25, 50.0, 40.0)]);
    }
}
