//! Reported totals beside cumulative lines: hollow marks at what they report, each with its number in the key.

use super::plot::Plot;
use super::shape::{Anchor, Area, ColourRole, Drawing, Font, Label, Measure, Point, Shape, Stroke, at};
use crate::analysis::chart::{Chart, LineIndex, TotalMark};

/// Half of a mark, in points.
const MARK: f64 = 4.5;
/// How much smaller than a figure a mark's number is, in points.
const SMALLER: f64 = 1.0;

/// The form of a mark: the corners of its outline, in units of half its size.
const FORMS: [&[(f64, f64)]; 7] = [
    // A diamond, a square, a triangle up and one down, a hexagon, a triangle to the right and one to the left.
    &[(0.0, -1.15), (1.15, 0.0), (0.0, 1.15), (-1.15, 0.0)],
    &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
    &[(0.0, -1.1), (1.1, 0.9), (-1.1, 0.9)],
    &[(0.0, 1.1), (-1.1, -0.9), (1.1, -0.9)],
    &[(-0.55, -1.0), (0.55, -1.0), (1.1, 0.0), (0.55, 1.0), (-0.55, 1.0), (-1.1, 0.0)],
    &[(1.1, 0.0), (-0.9, 1.1), (-0.9, -1.1)],
    &[(-1.1, 0.0), (0.9, -1.1), (0.9, 1.1)],
];

/// A mark: where it is, and the totals that it stands for.
struct Mark {
    place: Point,
    line: LineIndex,
    numbers: Vec<usize>,
}

impl Mark {
    /// The numbers in the key: `3`, `3, 5`, or the first and how many more.
    fn text(&self) -> String {
        match self.numbers[..] {
            [] => String::new(),
            [one] => one.to_string(),
            [first, second] => format!("{first}, {second}"),
            [first, .., last] if last - first + 1 == self.numbers.len() => format!("{first}–{last}"),
            [first, ..] => format!("{first} +{}", self.numbers.len() - 1),
        }
    }
}

/// The outline of the mark of a line's totals at a place. Lines with totals differ in it.
pub fn total_mark(chart: &Chart, line: LineIndex, place: Point) -> Shape {
    let mut before: Vec<LineIndex> =
        chart.totals.iter().map(|total| total.line).filter(|n| *n < line).collect();
    before.sort_unstable();
    before.dedup();
    let form = FORMS[before.len() % FORMS.len()];
    let points = form.iter().map(|(x, y)| at(place.x + x * MARK, place.y + y * MARK)).collect();
    let colour = chart.lines.get(line).and_then(|line| line.layer).map_or(ColourRole::Ink, ColourRole::Layer);
    // Once each form is taken they come again, filled, so that many lines are still told apart.
    let is_filled = (before.len() / FORMS.len()) % 2 == 1;
    let fill = if is_filled { colour } else { ColourRole::Paper };
    Shape::Polygon(points, fill.into(), Some(Stroke::solid(colour, 1.6)))
}

impl Plot<'_> {
    pub(super) fn draw_totals(&self, drawing: &mut Drawing, measure: Measure<'_>) {
        let marks = self.marks();
        for total in &self.chart().totals {
            let (place, counted) = self.place_of(total);
            if let Some(counted) =
                counted.filter(|counted| (counted.y - place.y).abs() > MARK && self.is_in_view(place))
            {
                drawing.line([place, counted], Stroke::dashed(ColourRole::Soft, 0.8, 1.0, 2.5));
            }
        }
        drawing.shapes.extend(marks.iter().map(|known| total_mark(self.chart(), known.line, known.place)));
        let lines: Vec<Area> = drawing.shapes.iter().flat_map(stretches).collect();
        let mut taken: Vec<Area> = marks.iter().map(|mark| Area::around(mark.place, MARK + 1.0)).collect();
        let font = Font::regular(self.request.text - SMALLER);
        for known in &marks {
            let text = known.text();
            let size = (measure(&text, font), font.line_height());
            // Over no other number and no mark; over a line of the chart only where all else is full.
            let free =
                |area: &Area| self.frame().holds(area) && !taken.iter().any(|other| other.touches(area));
            let places = || places(known.place, size);
            let found = places()
                .find(|area| free(area) && !lines.iter().any(|line| line.touches(area)))
                .or_else(|| places().find(free));
            let Some(area) = found else { continue };
            let corner = at(
                known.place.x.clamp(area.left, area.right),
                known.place.y.clamp(area.top + 2.0, area.bottom - 2.0),
            );
            let (across, down) = (corner.x - known.place.x, corner.y - known.place.y);
            let distance = across.hypot(down);
            if distance > 2.5 * MARK {
                let share = (MARK + 1.0) / distance;
                let from = at(known.place.x + across * share, known.place.y + down * share);
                drawing.line([from, corner], Stroke::solid(ColourRole::Soft, 0.6));
            }
            drawing.rect(area, super::shape::Paint { colour: ColourRole::Paper, opacity: 0.75 });
            let place = (area.left, area.top);
            drawing.labels.push(Label::below(text, place, Anchor::Start, font, ColourRole::Ink, measure));
            taken.push(area);
        }
    }

    /// The marks in view; totals that report the same on the same line in the same period share one.
    fn marks(&self) -> Vec<Mark> {
        let mut marks: Vec<Mark> = Vec::new();
        for (n, total) in self.chart().totals.iter().enumerate() {
            let (place, _) = self.place_of(total);
            if !self.is_in_view(place) {
                continue;
            }
            let same = |mark: &&mut Mark| {
                mark.line == total.line && (mark.place.x - place.x).hypot(mark.place.y - place.y) < 1.0
            };
            match marks.iter_mut().find(same) {
                Some(mark) => mark.numbers.push(n + 1),
                None => marks.push(Mark { place, line: total.line, numbers: vec![n + 1] }),
            }
        }
        marks
    }

    fn is_in_view(&self, place: Point) -> bool {
        (self.frame().left..=self.frame().right).contains(&place.x)
    }

    /// Where a total's mark is, and where the line of its scope passes.
    pub fn place_of(&self, total: &TotalMark) -> (Point, Option<Point>) {
        let x = self.middle(total.number);
        let line = self.chart().lines.get(total.line).and_then(|line| line.at(total.number));
        (at(x, self.y(total.height())), line.map(|step| at(x, self.y(step.count))))
    }

    /// The number of the total at a place.
    pub fn total_at(&self, place: Point) -> Option<usize> {
        let distance = |n: &usize| {
            let (mark, _) = self.place_of(&self.chart().totals[*n]);
            (mark.x - place.x).hypot(mark.y - place.y)
        };
        let near = (0..self.chart().totals.len()).filter(|n| distance(n) <= MARK + 3.5);
        near.min_by(|a, b| distance(a).total_cmp(&distance(b)))
    }
}

/// Where a text of this size can stand beside a mark, nearest first.
fn places(mark: Point, (wide, high): (f64, f64)) -> impl Iterator<Item = Area> {
    const DIRECTIONS: [(f64, f64); 8] = [
        (1.0, -0.5),
        (-1.0, -0.5),
        (0.0, -1.0),
        (0.0, 1.0),
        (1.0, 0.7),
        (-1.0, 0.7),
        (1.0, -1.5),
        (-1.0, -1.5),
    ];
    (0..9).flat_map(move |ring| {
        let away = MARK + 2.0 + f64::from(ring) * 7.0;
        DIRECTIONS.into_iter().map(move |(across, down)| {
            let x = mark.x + across * (away + wide / 2.0);
            let y = mark.y + down * (away + high / 2.0 - 2.0);
            Area { left: x - wide / 2.0, top: y - high / 2.0, right: x + wide / 2.0, bottom: y + high / 2.0 }
        })
    })
}

/// The rooms of the straight pieces of a line.
fn stretches(shape: &Shape) -> Vec<Area> {
    let Shape::Line(points, stroke) = shape else { return Vec::new() };
    let piece = |pair: &[Point]| {
        let (from, to) = (pair[0], pair[1]);
        let (left, right) = (from.x.min(to.x), from.x.max(to.x));
        let (top, bottom) = (from.y.min(to.y), from.y.max(to.y));
        Area { left, top, right, bottom }.expanded(stroke.width / 2.0)
    };
    points.windows(2).map(piece).collect()
}
