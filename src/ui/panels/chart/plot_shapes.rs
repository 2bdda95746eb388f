//! What is drawn on a plot, as shapes: bars, their spread, what stands without a trial, and what lies
//! behind them.

use eframe::egui::emath::GuiRounding as _;
use eframe::egui::{self, Color32, Mesh, Rect, Shape, Stroke, TextureHandle, TextureOptions, Vec2, pos2};

use super::layout::Geometry;
use super::model::Model;
use crate::ui::theme::{self, Palette};
use tollbook_core::analysis::chart::{Layer, Mode, Segment};
use tollbook_core::analysis::timeline::moment;
use tollbook_core::model::OperationId;
use tollbook_state::Workspace;

/// The least side of a bar on which more than its colour is drawn.
const STRIPED: f32 = 3.0;
/// The side of the tile with which bars are hatched, in pixels.
const TILE: usize = 8;
/// On a bar thinner than this a whisker is drawn above it only.
const THIN: f32 = 4.5;
/// Half of the stroke across the end of a whisker, in points.
const CAP: f32 = 3.5;
/// How far a whisker without an end reaches beyond its bar, in points.
const OPEN: f32 = 12.0;
/// Where more operations are shown, only the one that is pointed at is shaded.
const MOST_SHADED: usize = 4;

/// All that drawing one plot needs.
#[derive(Clone, Copy)]
pub struct PlotShapes<'a> {
    /// The colours.
    pub palette: &'a Palette,
    /// The project.
    pub open: &'a Workspace,
    /// What is counted.
    pub model: &'a Model,
    /// Where it lies.
    pub geometry: Geometry,
    /// The operation that the legend points at.
    pub lit: Option<OperationId>,
    /// The pattern of what is hatched.
    pub hatch: &'a TextureHandle,
}

/// Rectangles of one colour each, painted at once.
#[derive(Default)]
pub struct Rects(Mesh);

impl Rects {
    /// Adds one.
    pub fn add(&mut self, rect: Rect, colour: Color32) {
        if rect.is_positive() {
            self.0.add_colored_rect(rect, colour);
        }
    }

    /// Adds an upright or level line, as wide as the other side of the rectangle that it makes.
    pub fn line(&mut self, from: egui::Pos2, to: egui::Pos2, width: f32, colour: Color32) {
        self.add(Rect::from_two_pos(from, to).expand(width / 2.0), colour);
    }
}

impl From<Rects> for Shape {
    fn from(rects: Rects) -> Self {
        Self::mesh(rects.0)
    }
}

impl PlotShapes<'_> {
    /// The colour of an operation.
    pub fn colour(&self, layer: &Layer) -> Color32 {
        let colour = theme::drawn(layer.colour, self.palette);
        match self.lit {
            Some(lit) if lit != layer.operation => self.palette.paper.lerp_to_gamma(colour, 0.25),
            _ => colour,
        }
    }

    /// The width of a hair line: one pixel.
    pub fn hair(&self) -> f32 {
        1.0 / self.geometry.pixels
    }

    /// Everything, what lies behind first.
    pub fn shapes(&self) -> Vec<Shape> {
        let mut shapes = vec![self.behind().into()];
        match self.model.view.mode {
            Mode::Cumulative => self.lines(&mut shapes),
            _ => self.bars(&mut shapes),
        }
        shapes
    }

    /// The segment of the selected bar.
    pub fn selected(&self) -> Option<usize> {
        self.model.segment(self.open.selection.bar?)
    }

    /// Whether an operation's shade is drawn: of many only that of the one pointed at.
    pub fn is_shaded(&self, layer: &Layer) -> bool {
        let many = self.geometry.layer.is_none() && self.model.shown().count() > MOST_SHADED;
        !many || self.lit == Some(layer.operation)
    }

    /// The lives of operations, and the period that is selected.
    fn behind(&self) -> Rects {
        let mut rects = Rects::default();
        let (geometry, frame) = (&self.geometry, *self.geometry.transform.frame());
        if let Some(segment) = self.selected().and_then(|n| self.model.segments.get(n)) {
            let (left, right) = geometry.slot(segment.number);
            let room = Rect::from_x_y_ranges(left..=right, frame.y_range()).expand2(Vec2::new(1.0, 0.0));
            rects.add(room, self.palette.accent_fill);
        }
        if !self.model.view.lives {
            return rects;
        }
        for (n, layer) in self.model.shown() {
            let asked = geometry.layer.is_none_or(|only| only == n);
            if !asked || !self.is_shaded(layer) {
                continue;
            }
            if layer.begins.is_none() && layer.ends.is_none() {
                continue;
            }
            let colour = theme::drawn(layer.colour, self.palette);
            let left = layer.begins.map(|day| geometry.x(moment(day)));
            // A life that goes on has no right edge.
            let right = layer.ends.map(|day| geometry.x(moment(day.tomorrow().unwrap_or(day))));
            let across = left.unwrap_or(frame.left())..=right.unwrap_or(frame.right());
            let room = Rect::from_x_y_ranges(across, frame.y_range()).intersect(frame);
            rects.add(room, colour.gamma_multiply(0.10));
            // Not by a shade alone: its edges, and a bar along the top.
            rects.add(room.with_max_y(room.top() + 2.0), colour.gamma_multiply(0.8));
            for x in [left, right].into_iter().flatten().filter(|x| frame.x_range().contains(*x)) {
                rects.line(
                    pos2(x, frame.top()),
                    pos2(x, frame.bottom()),
                    self.hair(),
                    colour.gamma_multiply(0.8),
                );
            }
        }
        rects
    }

    fn bars(&self, shapes: &mut Vec<Shape>) {
        let Self { model, geometry, palette, .. } = *self;
        let (mut solid, mut over) = (Rects::default(), Rects::default());
        let mut stripes = Mesh::with_texture(self.hatch.id());
        // Whole pixels to a stripe, as wide on a dense screen as on another.
        let scale = geometry.pixels / geometry.pixels.round().max(1.0) / TILE as f32;
        let spread = model.view.spread;
        for (_, segment, turn) in geometry.segments(model, geometry.span()) {
            let Some(layer) = model.layers.get(segment.layer) else { continue };
            let colour = self.colour(layer);
            let place = geometry.place(segment, turn);
            let all = place.all();
            // A hair of the ground between one operation and the next.
            let gap = if all.size().min_elem() > STRIPED { self.hair() } else { 0.0 };
            let cut =
                |rect: Rect| if rect.top() <= all.top() { rect.with_min_y(rect.top() + gap) } else { rect };
            solid.add(cut(place.solid), colour);
            let hatched = cut(place.hatched).round_to_pixels(geometry.pixels);
            solid.add(hatched, palette.paper.lerp_to_gamma(colour, 0.3));
            // On a thin bar stripes would be noise; its lighter ground tells it apart.
            if hatched.is_positive() && hatched.width() >= STRIPED {
                stripes.add_rect_with_uv(hatched, hatched * scale, colour);
            }
            if let Some(ghost) =
                geometry.ghost(segment, turn).filter(|_| segment.standing != Some(segment.height()))
            {
                self.ghost(&mut over, ghost);
            }
            if spread && model.view.mode != Mode::Stacked && segment.incidents > 0 {
                self.whisker(&mut over, shapes, all, segment.low, segment.height(), segment.high);
            }
        }
        if model.view.mode == Mode::Stacked && (spread || self.open.standing.is_some()) {
            let (first, last) = geometry.span().periods(geometry.grain);
            for column in model.between(first, last) {
                if let Some(ghost) =
                    geometry.ghost_of(column).filter(|_| column.standing != Some(column.height))
                {
                    self.ghost(&mut over, ghost);
                }
                if spread && column.height > 0 {
                    let bar = geometry.column(column);
                    self.whisker(&mut over, shapes, bar, column.low, column.height, column.high);
                }
            }
        }
        shapes.extend([solid.into(), Shape::mesh(stripes), over.into()]);
    }

    /// The outline of what stands without the trial.
    fn ghost(&self, rects: &mut Rects, ghost: Rect) {
        let (ink, hair) = (self.palette.ink, self.hair().max(1.0));
        for (from, to) in [
            (ghost.left_bottom(), ghost.left_top()),
            (ghost.left_top(), ghost.right_top()),
            (ghost.right_top(), ghost.right_bottom()),
        ] {
            rects.line(from, to, hair, ink);
        }
    }

    /// From low to high; without an end where high is not known.
    fn whisker(
        &self,
        rects: &mut Rects,
        shapes: &mut Vec<Shape>,
        bar: Rect,
        low: u64,
        height: u64,
        high: Option<u64>,
    ) {
        if low == height && high == Some(height) {
            return;
        }
        let (x, ink, hair) = (bar.center().x, self.palette.ink, self.hair().max(1.0));
        let foot = self.geometry.y(low);
        let head = high.map_or(bar.top() - OPEN, |high| self.geometry.y(high));
        if bar.width() < THIN {
            // What lies inside so thin a bar would hide it.
            rects.line(pos2(x, bar.top()), pos2(x, head), hair, self.palette.soft);
            return;
        }
        // On the dark of a bar as on the paper: a rim of paper around the ink.
        rects.line(pos2(x, foot), pos2(x, head), 3.0 * hair, self.palette.paper);
        rects.line(pos2(x, foot), pos2(x, head), hair, ink);
        let cap = CAP.min(bar.width() / 2.0 - 0.5).max(1.0);
        let ends = [Some(foot), high.map(|_| head)];
        for y in ends.into_iter().flatten() {
            rects.line(pos2(x - cap, y), pos2(x + cap, y), hair, ink);
        }
        if high.is_none() {
            let points = vec![pos2(x - cap, head + cap), pos2(x, head), pos2(x + cap, head + cap)];
            shapes.push(Shape::line(points, Stroke::new(hair, ink)));
        }
    }

    /// The top of everything that is drawn of a segment.
    pub fn top_of(&self, segment: &Segment, turn: (usize, usize)) -> Rect {
        let mut rect = self.geometry.outline(segment, turn);
        if self.model.view.spread && segment.incidents > 0 {
            let head = match segment.high {
                Some(high) => self.geometry.y(high),
                None => rect.top() - OPEN,
            };
            rect = rect.with_min_y(rect.top().min(head));
        }
        rect
    }

    /// The top of everything that is drawn of a column.
    pub fn top_of_column(&self, column: &tollbook_core::analysis::chart::Column) -> Rect {
        let bar = self.geometry.column(column);
        let mut rect = self.geometry.ghost_of(column).map_or(bar, |ghost| ghost.union(bar));
        if self.model.view.spread && (column.low, column.high) != (column.height, Some(column.height)) {
            let head = column.high.map_or(bar.top() - OPEN, |high| self.geometry.y(high));
            rect = rect.with_min_y(rect.top().min(head));
        }
        rect
    }
}

/// A tile of diagonal stripes, as dark as the colour that it is given.
pub fn hatch(context: &egui::Context) -> TextureHandle {
    let pixels = (0..TILE * TILE).map(|n| {
        let across = (n % TILE + n / TILE) % TILE;
        let away = across.abs_diff(TILE / 2);
        let cover = [255, 210, 70, 0, 0][away.min(4)];
        Color32::from_white_alpha(cover)
    });
    let image = egui::ColorImage::new([TILE, TILE], pixels.collect());
    context.load_texture("hatching", image, TextureOptions::NEAREST_REPEAT)
}
