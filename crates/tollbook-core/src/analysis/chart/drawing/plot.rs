//! One pair of axes: from periods and counts to places, and from a place back to its bar.

use super::shape::{Area, Drawing, Font, Measure, Point, at};
use crate::analysis::chart::axis::Counts;
use crate::analysis::chart::span::{Span, begins};
use crate::analysis::chart::{Chart, Column, Line, Mode, Segment};
use crate::analysis::timeline::Grain;

/// The widest that a bar is drawn, in points.
const WIDEST: f64 = 44.0;
/// How much of its period's width a bar takes, or several side by side.
const SHARE: f64 = 0.78;
/// The least height of a bar, so that one casualty is seen beside a hundred thousand.
const LEAST: f64 = 2.0;
/// How far from a bar or a line the pointer may be and still mean it, in points.
const REACH: f64 = 4.0;
/// The least distance between two counts written along the axis, in points.
const BETWEEN_COUNTS: f64 = 28.0;
/// Where more layers are shown, only the one that is pointed at has its active period or its band drawn.
const MOST_SHADED: usize = 4;
/// How far a whisker without an end reaches beyond its bar, in points.
pub(super) const OPEN: f64 = 12.0;

/// What a plot shows, where, and on which scale.
#[derive(Clone, Copy, Debug)]
pub struct PlotRequest<'a> {
    /// What is drawn.
    pub chart: &'a Chart,
    /// The only layer that the plot shows; `None` shows all.
    pub layer: Option<usize>,
    /// The rectangle between the axes.
    pub frame: Area,
    /// The stretch of time along the axis.
    pub span: Span,
    /// The highest count for which there is room.
    pub highest: u64,
    /// Physical pixels to a point: bars begin and end on whole pixels.
    pub pixels: f64,
    /// The size of figures.
    pub text: f64,
    /// The layer at which the legend points.
    pub pointed: Option<usize>,
}

/// A plot, laid out.
#[derive(Clone, Debug)]
pub struct Plot<'a> {
    pub(super) request: PlotRequest<'a>,
    /// The counts along the axis.
    pub counts: Counts,
    /// The count at the upper edge of the frame.
    pub top: f64,
    /// How many bars there is room for side by side in one period.
    beside: usize,
}

/// Where a bar is: what is solid, and what is hatched on top.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BarArea {
    /// What is solid, if anything is.
    pub solid: Option<Area>,
    /// What is hatched.
    pub hatched: Option<Area>,
}

impl BarArea {
    /// Both parts.
    pub fn all(&self) -> Option<Area> {
        match (self.solid, self.hatched) {
            (Some(solid), Some(hatched)) => Some(solid.union(&hatched)),
            (solid, hatched) => solid.or(hatched),
        }
    }
}

impl<'a> Plot<'a> {
    /// Lays a plot out.
    pub fn new(request: PlotRequest<'a>) -> Self {
        let PlotRequest { chart, frame, highest, .. } = request;
        let headroom = Self::headroom(chart, request.layer.is_some(), request.text);
        let room = (frame.height() - headroom).max(1.0);
        let counts = Counts::up_to(highest, (room / BETWEEN_COUNTS).max(1.0) as usize);
        let top = counts.top as f64 * frame.height().max(1.0) / room;
        let beside = if chart.view.mode == Mode::SideBySide { chart.beside() } else { 1 };
        Self { request, counts, top, beside }
    }

    /// The room above the highest bar: for its figure, for a whisker without an end, and for the plot's name.
    fn headroom(chart: &Chart, is_named: bool, text: f64) -> f64 {
        let line = Font::regular(text).line_height();
        let open = chart.view.spread
            && chart.view.mode != Mode::Cumulative
            && chart.segments.iter().any(|segment| segment.high.is_none());
        line + 4.0 + if open { OPEN } else { 0.0 } + if is_named { Self::name_height(text) } else { 0.0 }
    }

    /// The height of the name of a plot that shows one layer.
    pub(super) fn name_height(text: f64) -> f64 {
        Font::regular(text).line_height() + 1.0
    }

    /// What is drawn between the axes.
    pub fn draw(&self, measure: Measure<'_>) -> Drawing {
        let mut drawing = Drawing::default();
        self.draw_active_periods(&mut drawing);
        match self.chart().view.mode {
            Mode::Cumulative => self.draw_lines(&mut drawing, measure),
            _ => self.draw_bars(&mut drawing, measure),
        }
        self.draw_name(&mut drawing, measure);
        drawing
    }

    /// What is drawn.
    pub fn chart(&self) -> &'a Chart {
        self.request.chart
    }

    /// The only layer that the plot shows.
    pub fn layer(&self) -> Option<usize> {
        self.request.layer
    }

    /// The rectangle between the axes.
    pub fn frame(&self) -> Area {
        self.request.frame
    }

    /// The stretch of time along the axis.
    pub fn span(&self) -> Span {
        self.request.span
    }

    /// How long the periods are.
    pub fn grain(&self) -> Grain {
        self.chart().grain
    }

    /// The width of one pixel.
    pub(super) fn hair(&self) -> f64 {
        1.0 / self.request.pixels
    }

    /// The place moved to the edge of a pixel.
    pub(super) fn snapped(&self, points: f64) -> f64 {
        (points * self.request.pixels).round() / self.request.pixels
    }

    /// Whether a layer is in the plot.
    pub(super) fn shows(&self, layer: usize) -> bool {
        self.layer().is_none_or(|only| only == layer)
    }

    /// Whether a layer's active period or band is drawn: of many layers only that of the one pointed at.
    pub fn is_shaded(&self, layer: usize) -> bool {
        let many = self.layer().is_none() && !self.chart().is_every_layer_shaded();
        self.shows(layer) && (!many || self.request.pointed == Some(layer))
    }

    /// How far to the right a moment is, in years.
    pub fn x(&self, years: f64) -> f64 {
        let PlotRequest { frame, span, .. } = self.request;
        frame.left + (years - span.from) / span.years().max(1e-9) * frame.width()
    }

    /// How far down a count is.
    pub fn y(&self, count: u64) -> f64 {
        let frame = self.frame();
        frame.bottom - count as f64 / self.top.max(1e-9) * frame.height()
    }

    /// The moment at a place.
    pub fn moment(&self, x: f64) -> f64 {
        self.span().from + self.years(x - self.frame().left)
    }

    /// How many years a movement to the right is.
    pub fn years(&self, points: f64) -> f64 {
        points / self.frame().width().max(1e-9) * self.span().years()
    }

    /// From where to where a period lies.
    pub fn slot(&self, number: i32) -> (f64, f64) {
        (self.x(begins(number, self.grain())), self.x(begins(number + 1, self.grain())))
    }

    /// The number of the period at a place.
    pub fn period(&self, x: f64) -> i32 {
        (self.moment(x) * f64::from(self.grain().per_year())).floor() as i32
    }

    /// The first and the last period in view.
    pub fn periods(&self) -> (i32, i32) {
        self.span().periods(self.grain())
    }

    /// The middle of a period.
    pub fn middle(&self, number: i32) -> f64 {
        let (left, right) = self.slot(number);
        (left + right) / 2.0
    }

    /// From where to where a bar goes that is number `n` of `of` in its period.
    fn across(&self, number: i32, (n, of): (usize, usize)) -> (f64, f64) {
        let (left, right) = self.slot(number);
        let beside = self.beside as f64;
        let all = ((right - left) * SHARE).max(self.hair()).min(WIDEST * beside);
        let width = (all / beside).max(self.hair());
        let from = (left + right) / 2.0 + (n as f64 - of as f64 / 2.0) * width;
        let (from, to) = (self.snapped(from), self.snapped(from + width));
        (from, to.max(from + self.hair()))
    }

    /// A bar from one count to another; never lower than can be seen.
    fn upright(&self, (left, right): (f64, f64), base: u64, top: u64) -> Area {
        let bottom = self.y(base);
        Area { left, top: self.y(top).min(bottom - LEAST), right, bottom }
    }

    /// From where to where a segment's bar goes that is number `n` of `of` in its period.
    fn width_of(&self, segment: &Segment, turn: (usize, usize)) -> (f64, f64) {
        let turn = if self.chart().view.mode == Mode::SideBySide { turn } else { (0, 1) };
        self.across(segment.number, turn)
    }

    /// Which of how many bars of its period a segment is.
    fn turn(&self, at: usize, segment: &Segment) -> (usize, usize) {
        let column = self.chart().between(segment.number, segment.number).first();
        column.map_or((0, 1), |column| (at - column.segments.start, column.segments.len()))
    }

    /// Where a segment's bar is that has this turn in its period.
    pub fn bar_area(&self, segment: &Segment, turn: (usize, usize)) -> BarArea {
        let across = self.width_of(segment, turn);
        let base = if self.chart().view.mode == Mode::Stacked { segment.base } else { 0 };
        let best = base.saturating_add(segment.best);
        let solid = (segment.best > 0).then(|| self.upright(across, base, best));
        // Nothing definite, perhaps not even a low: still something that can be pointed at.
        let is_hatched = segment.hatched > 0 || (segment.best == 0 && segment.incidents > 0);
        let top = best.saturating_add(segment.hatched);
        let hatched = is_hatched.then(|| match solid {
            None => self.upright(across, base, top),
            Some(solid) => Area { top: self.y(top).min(solid.top - LEAST), bottom: solid.top, ..solid },
        });
        BarArea { solid, hatched }
    }

    /// Where a segment's bar would end without the what-if; `None` where there is none, or where bars are stacked.
    pub(super) fn ghost(&self, segment: &Segment, turn: (usize, usize)) -> Option<Area> {
        let without_what_if = segment.without_what_if.filter(|_| self.chart().view.mode != Mode::Stacked)?;
        (without_what_if > 0).then(|| self.upright(self.width_of(segment, turn), 0, without_what_if))
    }

    /// Where a column would end without the what-if.
    pub(super) fn ghost_of(&self, column: &Column) -> Option<Area> {
        let without_what_if = column.without_what_if.filter(|without_what_if| *without_what_if > 0)?;
        Some(self.upright(self.across(column.number, (0, 1)), 0, without_what_if))
    }

    /// A whole column.
    pub(super) fn column(&self, column: &Column) -> Area {
        self.upright(self.across(column.number, (0, 1)), 0, column.height)
    }

    /// Where a segment can be pointed at, and what is outlined around it.
    pub fn segment_area(&self, n: usize) -> Option<Area> {
        let segment = self.chart().segments.get(n)?;
        if self.chart().view.mode == Mode::Cumulative {
            let count = self.chart().step_of(segment).map_or(0, |step| step.count);
            return Some(Area::around(at(self.middle(segment.number), self.y(count)), 3.5));
        }
        self.outline(segment, self.turn(n, segment))
    }

    /// A segment's bar, with what there is without the what-if.
    pub(super) fn outline(&self, segment: &Segment, turn: (usize, usize)) -> Option<Area> {
        match (self.bar_area(segment, turn).all(), self.ghost(segment, turn)) {
            (Some(bar), Some(ghost)) => Some(bar.union(&ghost)),
            (bar, ghost) => bar.or(ghost),
        }
    }

    /// The segments of the periods of which some lies in the stretch, each with its number and its turn in its
    /// period.
    pub(super) fn segments(&self, span: Span) -> impl Iterator<Item = (usize, &'a Segment, (usize, usize))> {
        let chart = self.chart();
        let (first, last) = span.periods(chart.grain);
        let only = self.layer();
        chart.between(first, last).iter().flat_map(move |column| {
            let all = column.segments.clone();
            let (start, of) = (all.start, all.len());
            all.filter_map(move |n| {
                let segment = chart.segments.get(n)?;
                let turn = if only.is_some() { (0, 1) } else { (n - start, of) };
                only.is_none_or(|only| only == segment.layer).then_some((n, segment, turn))
            })
        })
    }

    /// The segment at a place, or so near that it is meant.
    pub fn hit(&self, place: Point) -> Option<usize> {
        if self.chart().view.mode == Mode::Cumulative {
            return self.hit_line(place);
        }
        let beside = self.chart().view.mode == Mode::SideBySide;
        let reach = self.years(REACH + if beside { WIDEST * self.beside as f64 / 2.0 } else { 0.0 });
        let moment = self.moment(place.x);
        self.segments(Span { from: moment - reach, to: moment + reach })
            .filter_map(|(n, segment, turn)| Some((n, self.outline(segment, turn)?.distance(place))))
            .filter(|(_, distance)| *distance <= REACH)
            .min_by(|(_, a), (_, b)| a.total_cmp(b))
            .map(|(n, _)| n)
    }

    /// The last step, up to here, of the line that passes.
    fn hit_line(&self, place: Point) -> Option<usize> {
        let period = self.period(place.x);
        let near = |line: &&Line| {
            let count = line.at(period)?.count;
            Some((self.y(count) - place.y).abs()).filter(|distance| *distance <= 2.0 * REACH)
        };
        let lines = self.chart().lines.iter().filter(|line| line.layer.is_some());
        let nearest = lines.filter_map(|line| Some((near(&line)?, line)));
        let (_, line) = nearest.min_by(|(a, _), (b, _)| a.total_cmp(b))?;
        self.chart().segment_at(line.layer?, line.at(period)?.number)
    }
}

impl Chart {
    /// Whether active periods and bands are drawn of every layer; of many they would cover each other.
    pub(in crate::analysis::chart) fn is_every_layer_shaded(&self) -> bool {
        self.view.mode == Mode::SmallMultiples || self.shown().count() <= MOST_SHADED
    }
}
