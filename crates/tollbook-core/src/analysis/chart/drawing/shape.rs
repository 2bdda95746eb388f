//! What a chart is drawn with: shapes and labels, in points, with the role of each colour.

/// A place, in points from the upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downward.
    pub y: f64,
}

/// A place.
pub(super) fn at(x: f64, y: f64) -> Point {
    Point { x, y }
}

/// A rectangle, in points from the upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// The left edge.
    pub left: f64,
    /// The upper edge.
    pub top: f64,
    /// The right edge.
    pub right: f64,
    /// The lower edge.
    pub bottom: f64,
}

impl Area {
    /// How wide it is.
    pub fn width(&self) -> f64 {
        (self.right - self.left).max(0.0)
    }

    /// How high it is.
    pub fn height(&self) -> f64 {
        (self.bottom - self.top).max(0.0)
    }

    /// Whether it is more than a line or a point.
    pub fn is_positive(&self) -> bool {
        self.width() > 0.0 && self.height() > 0.0
    }

    /// Its middle.
    pub fn centre(&self) -> Point {
        at((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0)
    }

    /// Whether it has something in common with another.
    pub fn touches(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether another lies in it.
    pub fn holds(&self, other: &Self) -> bool {
        self.left <= other.left
            && other.right <= self.right
            && self.top <= other.top
            && other.bottom <= self.bottom
    }

    /// The smallest rectangle that holds both.
    pub fn union(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// The part that lies in another.
    pub fn intersection(&self, other: &Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// The rectangle with each edge moved outward.
    pub fn expanded(&self, by: f64) -> Self {
        Self { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }

    /// How far a place lies outside; 0 inside.
    pub fn distance(&self, to: Point) -> f64 {
        let across = (self.left - to.x).max(to.x - self.right).max(0.0);
        let down = (self.top - to.y).max(to.y - self.bottom).max(0.0);
        across.hypot(down)
    }

    /// A square around a place.
    pub fn around(middle: Point, half: f64) -> Self {
        Self { left: middle.x, top: middle.y, right: middle.x, bottom: middle.y }.expanded(half)
    }
}

/// What a colour is for. Who draws chooses the colour, for a light or a dark background.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColourRole {
    /// The background.
    Paper,
    /// Text, and what must stand out most.
    Ink,
    /// What stands out less.
    Soft,
    /// Lines of the grid.
    Grid,
    /// A layer of the chart.
    Layer(usize),
}

/// A colour, and how much of it covers what lies below: from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paint {
    /// Which colour.
    pub colour: ColourRole,
    /// How much it covers.
    pub opacity: f64,
}

impl From<ColourRole> for Paint {
    fn from(colour: ColourRole) -> Self {
        Self { colour, opacity: 1.0 }
    }
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub paint: Paint,
    /// Its width in points.
    pub width: f64,
    /// The lengths of dashes and of the gaps between them; `None` is a whole line.
    pub dashes: Option<(f64, f64)>,
}

impl Stroke {
    /// A whole line.
    pub(super) fn solid(colour: ColourRole, width: f64) -> Self {
        Self { paint: colour.into(), width, dashes: None }
    }

    /// A dashed line.
    pub(super) fn dashed(colour: ColourRole, width: f64, dash: f64, gap: f64) -> Self {
        Self { paint: colour.into(), width, dashes: Some((dash, gap)) }
    }
}

/// A piece of a band: from where to where it goes, and between which heights.
pub type Step = Area;

/// Something that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A filled rectangle.
    Rect(Area, Paint),
    /// A filled convex polygon, perhaps with an outline.
    Polygon(Vec<Point>, Paint, Option<Stroke>),
    /// A line through points.
    Line(Vec<Point>, Stroke),
    /// A filled band: pieces from left to right, each beginning where the one before ends.
    Band(Vec<Step>, Paint),
}

/// Where a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Font {
    /// Its size in points.
    pub size: f64,
    /// Whether it is semi-bold.
    pub strong: bool,
}

impl Font {
    /// The height of a line, as a share of the size.
    const LINE: f64 = 1.21;
    /// How far below the top of a line its baseline is, as a share of the size.
    const ASCENT: f64 = 0.97;

    /// The usual face.
    pub fn regular(size: f64) -> Self {
        Self { size, strong: false }
    }

    /// The semi-bold face.
    pub fn strong(size: f64) -> Self {
        Self { size, strong: true }
    }

    /// The height of a line of text.
    pub fn line_height(&self) -> f64 {
        self.size * Self::LINE
    }

    /// How far below the top of a line its baseline is.
    pub fn ascent(&self) -> f64 {
        self.size * Self::ASCENT
    }
}

/// Says how wide a text is, in points.
pub type Measure<'a> = &'a dyn Fn(&str, Font) -> f64;

/// A text on one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// What is written.
    pub text: String,
    /// Where its baseline is anchored.
    pub at: Point,
    /// Which end is there.
    pub anchor: Anchor,
    /// How it is written.
    pub font: Font,
    /// Its colour.
    pub colour: ColourRole,
    /// The room that it takes.
    pub area: Area,
}

impl Label {
    /// A text whose line has its upper edge at `top` and is anchored at `x`.
    pub(super) fn below(
        text: impl Into<String>,
        (x, top): (f64, f64),
        anchor: Anchor,
        font: Font,
        colour: ColourRole,
        measure: Measure<'_>,
    ) -> Self {
        let text = text.into();
        let width = measure(&text, font);
        let left = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        let area = Area { left, top, right: left + width, bottom: top + font.line_height() };
        Self { text, at: at(x, top + font.ascent()), anchor, font, colour, area }
    }
}

/// Shapes, what lies behind first, and the texts over them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// The shapes. Those of a plot may be cut off at its frame.
    pub shapes: Vec<Shape>,
    /// Small shapes beside texts, over the other shapes and also outside a frame.
    pub signs: Vec<Shape>,
    /// The texts.
    pub labels: Vec<Label>,
}

impl Drawing {
    /// Adds a filled rectangle, unless it is empty.
    pub(super) fn rect(&mut self, area: Area, paint: impl Into<Paint>) {
        if area.is_positive() {
            self.shapes.push(Shape::Rect(area, paint.into()));
        }
    }

    /// Adds a square beside a text.
    pub(super) fn square(&mut self, left: f64, middle: f64, side: f64, colour: ColourRole) {
        let (top, bottom) = (middle - side / 2.0, middle + side / 2.0);
        self.signs.push(Shape::Rect(Area { left, top, right: left + side, bottom }, colour.into()));
    }

    /// Adds a line through points, unless it is less than a line.
    pub(super) fn line(&mut self, points: impl Into<Vec<Point>>, stroke: Stroke) {
        let points = points.into();
        if points.len() > 1 {
            self.shapes.push(Shape::Line(points, stroke));
        }
    }

    /// Adds all of another drawing, over this one.
    pub(super) fn append(&mut self, mut other: Self) {
        self.shapes.append(&mut other.shapes);
        self.signs.append(&mut other.signs);
        self.labels.append(&mut other.labels);
    }
}
