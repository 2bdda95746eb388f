//! Where each bar is: from periods and counts to the bars of the plot, and from a point back to its
//! bar.

use eframe::egui::{Pos2, Rect};
use egui_plot::{Bar, PlotPoint, PlotTransform};

use super::model::Model;
use super::span::{Span, begins};
use crate::analysis::chart::Segment;
use crate::analysis::timeline::Grain;

/// The widest that a bar is drawn, in points.
const WIDEST: f64 = 44.0;
/// How much of its period's width a bar takes.
const SHARE: f64 = 0.78;
/// The least height of a bar, so that one casualty is seen beside a hundred thousand.
const LEAST: f64 = 2.0;
/// How far from a bar the pointer may be and still mean it, in points.
const REACH: f32 = 4.0;

/// How periods and counts lie on the plot.
#[derive(Clone, Copy, Debug)]
pub struct Geometry {
    /// From years and counts to points.
    pub transform: PlotTransform,
    /// How long the periods are.
    pub grain: Grain,
    /// Physical pixels to a point.
    pub pixels: f32,
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

    /// How many people a height is.
    pub fn count(&self, points: f64) -> f64 {
        points * self.transform.dvalue_dpos()[1].abs()
    }

    /// A bar over a period, from one count to another.
    pub fn bar(&self, number: i32, base: f64, top: f64) -> Bar {
        let point = self.transform.dvalue_dpos()[0];
        let width =
            (SHARE / f64::from(self.grain.per_year())).clamp(point / f64::from(self.pixels), WIDEST * point);
        let middle = (begins(number, self.grain) + begins(number + 1, self.grain)) / 2.0;
        Bar::new(middle, (top - base).max(self.count(LEAST))).base_offset(base).width(width)
    }

    /// The bars of a segment: what is solid, and what is hatched on top of it.
    pub fn parts(&self, segment: &Segment) -> [Option<Bar>; 2] {
        let base = segment.base as f64;
        let solid = (segment.best > 0).then(|| self.bar(segment.number, base, base + segment.best as f64));
        let between = solid.as_ref().map_or(base, |solid| base + solid.value);
        // Nothing definite, perhaps not even a low: still something that can be pointed at.
        let hatched = (segment.hatched > 0 || segment.best == 0)
            .then(|| self.bar(segment.number, between, segment.top() as f64));
        [solid, hatched]
    }

    /// Where a bar is on the screen.
    pub fn place(&self, bar: &Bar) -> Rect {
        let (base, half) = (bar.base_offset.unwrap_or(0.0), bar.bar_width / 2.0);
        let foot = PlotPoint::new(bar.argument - half, base);
        self.transform.rect_from_values(&foot, &PlotPoint::new(bar.argument + half, base + bar.value))
    }

    /// Where a segment is on the screen, both parts of it.
    pub fn rect(&self, segment: &Segment) -> Rect {
        self.parts(segment).iter().flatten().fold(Rect::NOTHING, |all, bar| all.union(self.place(bar)))
    }

    /// The segments of the periods of which some lies in the stretch.
    pub fn segments<'a>(
        &self,
        model: &'a Model,
        span: Span,
    ) -> impl Iterator<Item = (usize, &'a Segment)> + use<'a> {
        let (first, last) = span.periods(self.grain);
        let columns = model.between(first, last).iter();
        columns.flat_map(|column| column.segments.clone()).filter_map(|n| Some((n, model.segments.get(n)?)))
    }

    /// The segment at a place, or so near that it is meant.
    pub fn hit(&self, model: &Model, at: Pos2) -> Option<usize> {
        let (moment, reach) = (self.moment(at), self.years(REACH));
        self.segments(model, Span { from: moment - reach, to: moment + reach })
            .map(|(n, segment)| (n, self.rect(segment).distance_to_pos(at)))
            .filter(|(_, distance)| *distance <= REACH)
            .min_by(|(_, a), (_, b)| a.total_cmp(b))
            .map(|(n, _)| n)
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::pos2;
    use egui_plot::PlotBounds;

    use super::*;
    use crate::analysis::chart::Column;

    /// A year on 120 points, 100 people on as many.
    fn geometry() -> Geometry {
        let frame = Rect::from_min_max(pos2(100.0, 0.0), pos2(220.0, 100.0));
        let bounds = PlotBounds::from_min_max([2_000.0, 0.0], [2_001.0, 100.0]);
        Geometry { transform: PlotTransform::new(frame, bounds, false), grain: Grain::Month, pixels: 1.0 }
    }

    fn segment(number: i32, base: u64, best: u64, hatched: u64) -> Segment {
        Segment { number, base, best, hatched, ..Segment::default() }
    }

    /// March with 30 of which 10 hatched, on top of it 20; June with one.
    fn model() -> Model {
        let segments = vec![segment(24_002, 0, 20, 10), segment(24_002, 30, 20, 0), segment(24_005, 0, 1, 0)];
        let mut model = crate::ui::chart::tests::empty_model();
        model.0.columns = vec![
            Column { number: 24_002, segments: 0..2, height: 50, at_least: true, ..Column::default() },
            Column { number: 24_005, segments: 2..3, height: 1, ..Column::default() },
        ];
        model.0.segments = segments;
        model
    }

    #[test]
    fn bars_stand_on_each_other_and_the_hatched_part_on_the_solid() {
        let bars: Vec<_> = model().segments.iter().map(|segment| geometry().parts(segment)).collect();
        let rect = |bar: &Option<Bar>| geometry().place(bar.as_ref().unwrap());
        let y = |bar: &Option<Bar>| (rect(bar).top(), rect(bar).bottom());
        assert_eq!(y(&bars[0][0]), (80.0, 100.0));
        assert_eq!(y(&bars[0][1]), (70.0, 80.0));
        assert_eq!(y(&bars[1][0]), (50.0, 70.0));
        assert_eq!(y(&bars[2][0]), (98.0, 100.0), "one casualty is at least two points high");
        assert_eq!(rect(&bars[0][0]).x_range(), rect(&bars[1][0]).x_range());
        assert!((rect(&bars[0][0]).center().x - 125.0).abs() <= 0.5);
    }

    #[test]
    fn a_bar_of_unknown_height_can_be_pointed_at() {
        let hatched = geometry().rect(&segment(24_002, 0, 0, 0));
        assert_eq!((hatched.top(), hatched.bottom()), (98.0, 100.0));
    }

    #[test]
    fn a_point_leads_back_to_its_bar() {
        let (geometry, model) = (geometry(), model());
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
        assert_eq!(geometry().segments(&model(), span).map(|(n, _)| n).collect::<Vec<_>>(), [2]);
    }
}
