//! Where each bar is: from periods and counts to points, and from a point back to its bar.

use eframe::egui::{Pos2, Rect, pos2};

use super::model::{Model, Segment};
use super::span::{Span, begins};
use crate::analysis::timeline::Grain;

/// The widest that a bar is drawn, in points.
const WIDEST: f32 = 44.0;
/// How much of its period's width a bar takes.
const SHARE: f32 = 0.78;
/// The least height of a bar, so that one casualty is seen beside a hundred thousand.
const LEAST: f32 = 2.0;
/// How far from a bar the pointer may be and still mean it, in points.
const REACH: f32 = 4.0;

/// How periods and counts lie on the plot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Geometry {
    /// The plot, without axes.
    pub plot: Rect,
    /// The stretch of time across it.
    pub span: Span,
    /// How long the periods are.
    pub grain: Grain,
    /// The count at its top.
    pub top: u64,
    /// Physical pixels to a point, on which the edges of bars are put.
    pub pixels: f32,
}

/// A bar as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// Which segment it is.
    pub segment: usize,
    /// The solid part; empty if there is none.
    pub solid: Rect,
    /// The hatched part on top of it; empty if there is none.
    pub hatched: Rect,
}

impl Bar {
    /// Both parts.
    pub fn rect(&self) -> Rect {
        self.solid.union(self.hatched)
    }
}

impl Geometry {
    /// How wide a period is.
    pub fn slot(&self) -> f32 {
        (f64::from(self.plot.width()) / (self.span.years() * f64::from(self.grain.per_year()))) as f32
    }

    /// How wide a bar is.
    pub fn bar_width(&self) -> f32 {
        (self.slot() * SHARE).clamp(1.0 / self.pixels, WIDEST)
    }

    /// Where a moment is.
    pub fn x(&self, years: f64) -> f32 {
        let share = (years - self.span.from) / self.span.years();
        self.plot.left() + (share * f64::from(self.plot.width())) as f32
    }

    /// The moment at a place.
    pub fn moment(&self, x: f32) -> f64 {
        let share = f64::from(x - self.plot.left()) / f64::from(self.plot.width());
        self.span.from + share * self.span.years()
    }

    /// The middle of a period.
    pub fn middle(&self, number: i32) -> f32 {
        (self.x(begins(number, self.grain)) + self.x(begins(number + 1, self.grain))) / 2.0
    }

    /// Where a count is.
    pub fn y(&self, count: u64) -> f32 {
        let share = count as f64 / self.top.max(1) as f64;
        self.plot.bottom() - (share * f64::from(self.plot.height())) as f32
    }

    fn snapped(&self, at: f32) -> f32 {
        (at * self.pixels).round() / self.pixels
    }

    /// The bar of a segment.
    pub fn bar(&self, index: usize, segment: &Segment) -> Bar {
        let (middle, half) = (self.middle(segment.number), self.bar_width() / 2.0);
        let left = self.snapped(middle - half);
        let right = self.snapped(middle + half).max(left + 1.0 / self.pixels);
        let bottom = self.snapped(self.y(segment.base));
        let between = self.snapped(self.y(segment.base.saturating_add(segment.best)));
        let top = self.snapped(self.y(segment.top()));
        let solid = Rect::from_min_max(pos2(left, between), pos2(right, bottom));
        let hatched = Rect::from_min_max(pos2(left, top), pos2(right, between));
        let raised = |rect: Rect| {
            let top = rect.top().min(rect.bottom() - LEAST);
            Rect::from_min_max(pos2(rect.left(), top), rect.right_bottom())
        };
        match (segment.best > 0, segment.hatched > 0) {
            (true, false) => Bar { segment: index, solid: raised(solid), hatched: Rect::NOTHING },
            (true, true) => {
                let solid = raised(solid);
                let hatched = hatched.with_max_y(solid.top());
                Bar { segment: index, solid, hatched: raised(hatched) }
            }
            // Nothing definite, perhaps not even a low: still something that can be pointed at.
            (false, _) => Bar { segment: index, solid: Rect::NOTHING, hatched: raised(hatched) },
        }
    }

    /// The bars in view.
    pub fn bars<'a>(&'a self, model: &'a Model) -> impl Iterator<Item = Bar> + 'a {
        let (first, last) = self.span.periods(self.grain);
        let columns = model.between(first, last).iter();
        columns.flat_map(move |column| {
            column.segments.clone().filter_map(|n| Some(self.bar(n, model.segments.get(n)?)))
        })
    }

    /// The segment at a place, or so near that it is meant.
    pub fn hit(&self, model: &Model, at: Pos2) -> Option<usize> {
        let reach = f64::from(REACH) / f64::from(self.slot()) / f64::from(self.grain.per_year());
        let moment = self.moment(at.x);
        let (first, last) = Span { from: moment - reach, to: moment + reach }.periods(self.grain);
        let columns = model.between(first, last).iter();
        columns
            .flat_map(|column| column.segments.clone())
            .filter_map(|n| Some((n, self.bar(n, model.segments.get(n)?).rect().distance_to_pos(at))))
            .filter(|(_, distance)| *distance <= REACH)
            .min_by(|(_, a), (_, b)| a.total_cmp(b))
            .map(|(n, _)| n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::chart::model::Column;

    fn geometry() -> Geometry {
        Geometry {
            plot: Rect::from_min_max(pos2(100.0, 0.0), pos2(220.0, 100.0)),
            span: Span { from: 2_000.0, to: 2_001.0 },
            grain: Grain::Month,
            top: 100,
            pixels: 1.0,
        }
    }

    fn segment(number: i32, base: u64, best: u64, hatched: u64) -> Segment {
        Segment { number, layer: 0, base, best, hatched }
    }

    /// March with 30 of which 10 hatched, on top of it 20; June with one.
    fn model() -> Model {
        let segments = vec![segment(24_002, 0, 20, 10), segment(24_002, 30, 20, 0), segment(24_005, 0, 1, 0)];
        let mut model = crate::ui::chart::tests::empty_model();
        model.columns = vec![
            Column { number: 24_002, segments: 0..2, height: 50, at_least: true },
            Column { number: 24_005, segments: 2..3, height: 1, at_least: false },
        ];
        model.segments = segments;
        model
    }

    #[test]
    fn bars_stand_on_each_other_and_the_hatched_part_on_the_solid() {
        let bars: Vec<Bar> = geometry().bars(&model()).collect();
        let y = |rect: Rect| (rect.top(), rect.bottom());
        assert_eq!(y(bars[0].solid), (80.0, 100.0));
        assert_eq!(y(bars[0].hatched), (70.0, 80.0));
        assert_eq!(y(bars[1].solid), (50.0, 70.0));
        assert_eq!(y(bars[2].solid), (98.0, 100.0), "one casualty is at least two points high");
        assert_eq!(bars[0].solid.x_range(), bars[1].solid.x_range());
        assert!((bars[0].solid.center().x - 125.0).abs() <= 0.5);
    }

    #[test]
    fn a_bar_of_unknown_height_can_be_pointed_at() {
        let bar = geometry().bar(0, &segment(24_002, 0, 0, 0));
        assert_eq!((bar.hatched.top(), bar.hatched.bottom()), (98.0, 100.0));
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
        let mut geometry = geometry();
        geometry.span = Span { from: 2_000.4, to: 2_000.8 };
        assert_eq!(geometry.bars(&model()).map(|bar| bar.segment).collect::<Vec<_>>(), [2]);
    }
}
