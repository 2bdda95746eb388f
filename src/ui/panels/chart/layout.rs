//! Where each bar and each step is: from periods and counts to places on the screen, and from a point
//! back to its bar.

use eframe::egui::emath::GuiRounding as _;
use eframe::egui::{Pos2, Rect, Vec2, pos2};
use egui_plot::{PlotPoint, PlotTransform};

use super::model::Model;
use super::span::{Span, begins};
use tollbook_core::analysis::chart::{Column, Line, Mode, Segment};
use tollbook_core::analysis::timeline::Grain;

/// The widest that a bar is drawn, in points.
const WIDEST: f32 = 44.0;
/// How much of its period's width a bar takes, or several side by side.
const SHARE: f32 = 0.78;
/// The least height of a bar, so that one casualty is seen beside a hundred thousand.
const LEAST: f32 = 2.0;
/// How far from a bar or a line the pointer may be and still mean it, in points.
const REACH: f32 = 4.0;

/// How periods and counts lie on a plot.
#[derive(Clone, Copy, Debug)]
pub struct Geometry {
    /// From years and counts to points.
    pub transform: PlotTransform,
    /// How long the periods are.
    pub grain: Grain,
    /// Physical pixels to a point.
    pub pixels: f32,
    /// What is drawn.
    pub mode: Mode,
    /// The one operation that the plot shows; `None` is all of them.
    pub layer: Option<usize>,
    /// How many bars there is room for side by side in one period.
    pub beside: usize,
}

/// Where a bar is: what is solid, what is hatched on top, and both.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// What is solid; empty if there is none.
    pub solid: Rect,
    /// What is hatched; empty if there is none.
    pub hatched: Rect,
}

impl Place {
    /// Both parts.
    pub fn all(&self) -> Rect {
        self.solid.union(self.hatched)
    }
}

impl Geometry {
    /// The stretch of time in view.
    pub fn span(&self) -> Span {
        let [from, _] = self.transform.bounds().min();
        let [to, _] = self.transform.bounds().max();
        Span { from, to }
    }

    /// The moment at a place.
    pub fn moment(&self, at: Pos2) -> f64 {
        self.transform.value_from_position(at).x
    }

    /// How many years a movement to the right is.
    pub fn years(&self, points: f32) -> f64 {
        f64::from(points) * self.transform.dvalue_dpos()[0]
    }

    /// How far down a count is.
    pub fn y(&self, count: u64) -> f32 {
        self.transform.position_from_point(&PlotPoint::new(0.0, count as f64)).y
    }

    /// How far to the right a moment is, in years.
    pub fn x(&self, years: f64) -> f32 {
        self.transform.position_from_point(&PlotPoint::new(years, 0.0)).x
    }

    /// From where to where a period lies.
    pub fn slot(&self, number: i32) -> (f32, f32) {
        (self.x(begins(number, self.grain)), self.x(begins(number + 1, self.grain)))
    }

    /// The number of the period at a place.
    pub fn period(&self, x: f32) -> i32 {
        (self.moment(pos2(x, 0.0)) * f64::from(self.grain.per_year())).floor() as i32
    }

    /// The middle of a period.
    pub fn middle(&self, number: i32) -> f32 {
        let (left, right) = self.slot(number);
        (left + right) / 2.0
    }

    /// From where to where a bar goes that is number `n` of `of` in its period.
    fn across(&self, number: i32, n: usize, of: usize) -> (f32, f32) {
        let (left, right) = self.slot(number);
        let all = ((right - left) * SHARE).clamp(1.0 / self.pixels, WIDEST * self.beside as f32);
        let width = (all / self.beside as f32).max(1.0 / self.pixels);
        let from = (left + right) / 2.0 + (n as f32 - of as f32 / 2.0) * width;
        (from.round_to_pixels(self.pixels), (from + width).round_to_pixels(self.pixels))
    }

    /// A bar from one count to another; never lower than can be seen.
    fn upright(&self, (left, right): (f32, f32), base: u64, top: u64) -> Rect {
        let (foot, head) = (self.y(base), self.y(top));
        let head = head.min(foot - LEAST);
        Rect::from_min_max(pos2(left, head), pos2(right.max(left + 1.0 / self.pixels), foot))
    }

    /// From where to where a segment's bar goes that is number `n` of `of` in its period.
    fn width_of(&self, segment: &Segment, (n, of): (usize, usize)) -> (f32, f32) {
        let alone = self.mode != Mode::SideBySide;
        if alone { self.across(segment.number, 0, 1) } else { self.across(segment.number, n, of) }
    }

    /// Which of how many bars of its period a segment is.
    fn turn(&self, model: &Model, at: usize, segment: &Segment) -> (usize, usize) {
        let column = model.between(segment.number, segment.number).first();
        column.map_or((0, 1), |column| (at - column.segments.start, column.segments.len()))
    }

    /// How much of the others lies below a segment.
    fn base(&self, segment: &Segment) -> u64 {
        if self.mode == Mode::Stacked { segment.base } else { 0 }
    }

    /// Where a segment's bar is that has this turn in its period.
    pub fn place(&self, segment: &Segment, turn: (usize, usize)) -> Place {
        let across = self.width_of(segment, turn);
        let base = self.base(segment);
        let best = base.saturating_add(segment.best);
        let none = Rect::NOTHING;
        let solid = if segment.best > 0 { self.upright(across, base, best) } else { none };
        // Nothing definite, perhaps not even a low: still something that can be pointed at.
        let hatched = segment.hatched > 0 || (segment.best == 0 && segment.incidents > 0);
        let hatched = match (hatched, segment.best > 0) {
            (false, _) => none,
            (true, false) => self.upright(across, base, best.saturating_add(segment.hatched)),
            (true, true) => {
                let top = self.y(best.saturating_add(segment.hatched)).min(solid.top() - LEAST);
                Rect::from_min_max(pos2(solid.left(), top), pos2(solid.right(), solid.top()))
            }
        };
        Place { solid, hatched }
    }

    /// Where a segment's bar would end without the trial; `None` where none stands, or where it is
    /// stacked on others.
    pub fn ghost(&self, segment: &Segment, turn: (usize, usize)) -> Option<Rect> {
        let standing = segment.standing.filter(|_| self.mode != Mode::Stacked)?;
        (standing > 0).then(|| self.upright(self.width_of(segment, turn), 0, standing))
    }

    /// Where a column would end without the trial.
    pub fn ghost_of(&self, column: &Column) -> Option<Rect> {
        let standing = column.standing.filter(|standing| *standing > 0)?;
        Some(self.upright(self.across(column.number, 0, 1), 0, standing))
    }

    /// A whole column.
    pub fn column(&self, column: &Column) -> Rect {
        self.upright(self.across(column.number, 0, 1), 0, column.height)
    }

    /// Where a segment can be pointed at, and what is outlined around it.
    pub fn rect(&self, model: &Model, at: usize) -> Rect {
        let Some(segment) = model.segments.get(at) else { return Rect::NOTHING };
        if self.mode == Mode::Cumulative {
            let count = model.rung(segment).map_or(0, |rung| rung.count);
            return Rect::from_center_size(
                pos2(self.middle(segment.number), self.y(count)),
                Vec2::splat(7.0),
            );
        }
        self.outline(segment, self.turn(model, at, segment))
    }

    /// A segment's bar, with what stands without the trial.
    pub fn outline(&self, segment: &Segment, turn: (usize, usize)) -> Rect {
        let place = self.place(segment, turn).all();
        self.ghost(segment, turn).map_or(place, |ghost| ghost.union(place))
    }

    /// The segments of the periods of which some lies in the stretch, each with its number and its turn
    /// in its period.
    pub fn segments<'a>(
        &self,
        model: &'a Model,
        span: Span,
    ) -> impl Iterator<Item = (usize, &'a Segment, (usize, usize))> + use<'a> {
        let (first, last) = span.periods(self.grain);
        let (columns, own) = match self.layer {
            None => (model.between(first, last), &[][..]),
            Some(layer) => (&[][..], model.of_layer(layer, first, last)),
        };
        let every = columns.iter().flat_map(|column| {
            let (start, of) = (column.segments.start, column.segments.len());
            column.segments.clone().map(move |n| (n, (n - start, of)))
        });
        let own = own.iter().map(|n| (*n, (0, 1)));
        every.chain(own).filter_map(|(n, turn)| Some((n, model.segments.get(n)?, turn)))
    }

    /// The segment at a place, or so near that it is meant.
    pub fn hit(&self, model: &Model, at: Pos2) -> Option<usize> {
        if self.mode == Mode::Cumulative {
            return self.hit_line(model, at);
        }
        let reach =
            REACH + if self.mode == Mode::SideBySide { WIDEST * self.beside as f32 / 2.0 } else { 0.0 };
        let (moment, reach) = (self.moment(at), self.years(reach));
        self.segments(model, Span { from: moment - reach, to: moment + reach })
            .map(|(n, segment, turn)| (n, self.outline(segment, turn).distance_to_pos(at)))
            .filter(|(_, distance)| *distance <= REACH)
            .min_by(|(_, a), (_, b)| a.total_cmp(b))
            .map(|(n, _)| n)
    }

    /// The last step, up to here, of the line that passes.
    fn hit_line(&self, model: &Model, at: Pos2) -> Option<usize> {
        let period = self.period(at.x);
        let near = |line: &&Line| {
            let count = line.at(period)?.count;
            Some((self.y(count) - at.y).abs()).filter(|distance| *distance <= 2.0 * REACH)
        };
        let lines = model.lines.iter().filter(|line| line.layer.is_some());
        let nearest = lines.filter_map(|line| Some((near(&line)?, line)));
        let (_, line) = nearest.min_by(|(a, _), (b, _)| a.total_cmp(b))?;
        model.segment_at(line.layer?, line.at(period)?.number)
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::pos2;
    use egui_plot::PlotBounds;

    use super::*;

    /// A year on 120 points, 100 people on as many.
    fn geometry(mode: Mode) -> Geometry {
        let frame = Rect::from_min_max(pos2(100.0, 0.0), pos2(220.0, 100.0));
        let bounds = PlotBounds::from_min_max([2_000.0, 0.0], [2_001.0, 100.0]);
        let transform = PlotTransform::new(frame, bounds, false);
        Geometry { transform, grain: Grain::Month, pixels: 4.0, mode, layer: None, beside: 2 }
    }

    fn segment(number: i32, layer: usize, base: u64, best: u64, hatched: u64) -> Segment {
        Segment { number, layer, base, best, hatched, incidents: 1, ..Segment::default() }
    }

    /// March with 30 of which 10 hatched, on top of it 20; June with one.
    fn model() -> Model {
        let mut chart = crate::ui::panels::chart::tests::empty_model().chart;
        chart.columns = vec![
            Column { number: 24_002, segments: 0..2, height: 50, at_least: true, ..Column::default() },
            Column { number: 24_005, segments: 2..3, height: 1, ..Column::default() },
        ];
        chart.segments =
            vec![segment(24_002, 0, 0, 20, 10), segment(24_002, 1, 30, 20, 0), segment(24_005, 0, 0, 1, 0)];
        Model::of(chart)
    }

    #[test]
    fn bars_stand_on_each_other_and_the_hatched_part_on_the_solid() {
        let (geometry, model) = (geometry(Mode::Stacked), model());
        let place =
            |n: usize| geometry.place(&model.segments[n], geometry.turn(&model, n, &model.segments[n]));
        let y = |rect: Rect| (rect.top(), rect.bottom());
        assert_eq!(y(place(0).solid), (80.0, 100.0));
        assert_eq!(y(place(0).hatched), (70.0, 80.0));
        assert_eq!(y(place(1).solid), (50.0, 70.0));
        assert_eq!(y(place(2).solid), (98.0, 100.0), "one casualty is at least two points high");
        assert_eq!(place(0).solid.x_range(), place(1).solid.x_range());
        assert!((place(0).solid.center().x - 125.0).abs() <= 0.5);
    }

    #[test]
    fn bars_side_by_side_stand_on_the_ground_and_touch() {
        let (geometry, model) = (geometry(Mode::SideBySide), model());
        let place =
            |n: usize| geometry.place(&model.segments[n], geometry.turn(&model, n, &model.segments[n])).all();
        assert_eq!((place(0).bottom(), place(1).bottom()), (100.0, 100.0));
        assert_eq!(place(0).right(), place(1).left());
        assert_eq!(place(2).width(), place(1).width(), "as wide where it stands alone");
    }

    #[test]
    fn a_bar_of_unknown_height_can_be_pointed_at() {
        let geometry = geometry(Mode::Stacked);
        let hatched = geometry.place(&segment(24_002, 0, 0, 0, 0), (0, 1)).hatched;
        assert_eq!((hatched.top(), hatched.bottom()), (98.0, 100.0));
    }

    #[test]
    fn a_point_leads_back_to_its_bar() {
        let (geometry, model) = (geometry(Mode::Stacked), model());
        assert_eq!(geometry.hit(&model, pos2(125.0, 90.0)), Some(0));
        assert_eq!(geometry.hit(&model, pos2(125.0, 75.0)), Some(0), "the hatched part too");
        assert_eq!(geometry.hit(&model, pos2(125.0, 60.0)), Some(1));
        assert_eq!(geometry.hit(&model, pos2(125.0, 20.0)), None, "above the column");
        assert_eq!(geometry.hit(&model, pos2(135.0, 90.0)), None, "an empty period");
        assert_eq!(geometry.hit(&model, pos2(155.0, 95.0)), Some(2), "near enough to a low bar");
    }

    #[test]
    fn only_what_is_in_view_is_drawn() {
        let span = Span { from: 2_000.4, to: 2_000.8 };
        let model = model();
        let drawn = geometry(Mode::Stacked).segments(&model, span);
        assert_eq!(drawn.map(|(n, ..)| n).collect::<Vec<_>>(), [2]);
    }
}
