//! Cumulative lines of steps, their bands, and the totals beside them.

use eframe::egui::{Color32, Pos2, Rect, Shape, Stroke, pos2, vec2};

use super::plot_shapes::{PlotShapes, Rects};
use tollbook_core::analysis::chart::{CumulativeStep, Line, TotalMark};

/// How wide a line is, in points.
const WIDTH: f32 = 2.0;
/// Half of a total's mark, in points.
const MARK: f32 = 5.0;

impl PlotShapes<'_> {
    /// Bands first, then lines, then totals.
    pub fn lines(&self, shapes: &mut Vec<Shape>) {
        let Self { model, .. } = *self;
        let (mut bands, mut steps) = (Rects::default(), Rects::default());
        let mut dashed = Vec::new();
        for (n, line) in model.lines.iter().enumerate() {
            let colour = self.colour_of(line);
            let runs = self.runs(line);
            let layer = line.layer.and_then(|layer| model.layers.get(layer));
            if model.view.spread && layer.is_some_and(|layer| self.is_shaded(layer)) {
                for (across, rung) in &runs {
                    self.band(&mut bands, *across, rung, colour);
                }
            }
            if line.layer.is_none() {
                // No further than there are totals to compare.
                let end = self.end_of(n);
                let path = self.path(&runs, |rung| Some(rung.count)).into_iter();
                let path: Vec<Pos2> = path.map(|at| pos2(at.x.min(end), at.y)).collect();
                dashed.extend(Shape::dashed_line(&path, Stroke::new(1.5, colour), 5.0, 3.0));
                continue;
            }
            let mut before: Option<f32> = None;
            for ((left, right), rung) in &runs {
                let y = self.geometry.y(rung.count);
                let from = before.unwrap_or(y);
                steps.line(pos2(*left, from), pos2(*left, y), WIDTH, colour);
                steps.line(pos2(*left, y), pos2(*right, y), WIDTH, colour);
                before = Some(y);
            }
            if self.open.standing.is_some() {
                let standing = self.path(&runs, |rung| rung.standing);
                let stroke = Stroke::new(1.25, self.palette.ink);
                dashed.extend(Shape::dashed_line(&standing, stroke, 3.0, 3.0));
            }
        }
        shapes.extend([bands.into(), steps.into()]);
        shapes.extend(dashed);
        for total in &model.totals {
            self.total(total, shapes);
        }
    }

    /// Where the last total on a line stands.
    pub fn end_of(&self, line: usize) -> f32 {
        let totals = self.model.totals.iter().filter(|total| total.line == line);
        totals.map(|total| self.geometry.middle(total.number)).fold(f32::NEG_INFINITY, f32::max)
    }

    /// The colour of a line; a scope of several operations has the ink's.
    pub fn colour_of(&self, line: &Line) -> Color32 {
        let layer = line.layer.and_then(|layer| self.model.layers.get(layer));
        layer.map_or(self.palette.soft, |layer| self.colour(layer))
    }

    /// The steps of a line that are in view, each from where to where; the ground before the first is
    /// one too.
    fn runs(&self, line: &Line) -> Vec<((f32, f32), CumulativeStep)> {
        let geometry = &self.geometry;
        let frame = *geometry.transform.frame();
        let (first, last) = geometry.span().periods(geometry.grain);
        let from = line.rungs.partition_point(|rung| rung.number < first).saturating_sub(1);
        let to = line.rungs.partition_point(|rung| rung.number <= last);
        let mut runs: Vec<((f32, f32), CumulativeStep)> = Vec::with_capacity(to - from + 1);
        for rung in &line.rungs[from..to] {
            let x = geometry.slot(rung.number).0.max(frame.left());
            match runs.last_mut() {
                Some(((_, right), _)) => *right = x,
                // From the ground up, where the line begins in view.
                None if rung.number >= first && from == 0 => {
                    let ground =
                        CumulativeStep { number: rung.number, low: 0, count: 0, high: Some(0), ..*rung };
                    let ground = CumulativeStep { standing: rung.standing.map(|_| 0), ..ground };
                    runs.push(((x, x), ground));
                }
                None => {}
            }
            runs.push(((x, frame.right()), *rung));
        }
        runs
    }

    fn path(
        &self,
        runs: &[((f32, f32), CumulativeStep)],
        count: impl Fn(&CumulativeStep) -> Option<u64>,
    ) -> Vec<Pos2> {
        let corners = runs.iter().flat_map(|((left, right), rung)| {
            let y = count(rung).map(|count| self.geometry.y(count));
            y.map_or([None; 2], |y| [Some(pos2(*left, y)), Some(pos2(*right, y))])
        });
        corners.flatten().collect()
    }

    /// From low to high; no higher than the line where high is not known.
    fn band(&self, rects: &mut Rects, (left, right): (f32, f32), rung: &CumulativeStep, colour: Color32) {
        let top = self.geometry.y(rung.high.unwrap_or(rung.count));
        let room = Rect::from_min_max(pos2(left, top), pos2(right, self.geometry.y(rung.low)));
        rects.add(room.intersect(*self.geometry.transform.frame()), colour.gamma_multiply(0.22));
    }

    /// Where a total's mark is, and where the line of its scope passes.
    pub fn place_of(&self, total: &TotalMark) -> (Pos2, Option<Pos2>) {
        let x = self.geometry.middle(total.number);
        let line = self.model.lines.get(total.line).and_then(|line| line.at(total.number));
        let on = line.map(|rung| pos2(x, self.geometry.y(rung.count)));
        (pos2(x, self.geometry.y(total.height())), on)
    }

    /// A hollow mark at what is reported, and a dotted way to what is counted.
    fn total(&self, total: &TotalMark, shapes: &mut Vec<Shape>) {
        let (at, on) = self.place_of(total);
        let colour = self.model.lines.get(total.line).map_or(self.palette.soft, |line| self.colour_of(line));
        if let Some(on) = on.filter(|on| (on.y - at.y).abs() > MARK) {
            shapes.extend(Shape::dotted_line(&[at, on], self.palette.soft, 4.0, 0.8));
        }
        let corners = [vec2(0.0, -MARK), vec2(MARK, 0.0), vec2(0.0, MARK), vec2(-MARK, 0.0)];
        let points = corners.map(|corner| at + corner).to_vec();
        shapes.push(Shape::convex_polygon(points, self.palette.paper, Stroke::new(1.8, colour)));
    }

    /// The total at a place.
    pub fn total_at(&self, at: Pos2) -> Option<&TotalMark> {
        let distance = |total: &&TotalMark| self.place_of(total).0.distance(at);
        let near = self.model.totals.iter().filter(|total| distance(total) <= MARK + 3.0);
        near.min_by(|a, b| distance(a).total_cmp(&distance(b)))
    }
}
