//! Puts the visible part of a text on the screen: decorations, the selection, the glyphs as one mesh,
//! the caret.

use std::ops::Range;

use eframe::egui::epaint::Mesh;
use eframe::egui::{Color32, Painter, Pos2, Rect, Shape, Vec2, pos2, vec2};

use super::block::Typesetter;
use super::layout::{Area, Caret, Document};

/// How a decoration shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Style {
    /// A wash behind the words.
    Tint,
    /// A line under the words, in the decoration's lane.
    #[default]
    Underline,
    /// A dashed line under the words, in the decoration's lane.
    Dashed,
    /// Two thin lines under the words, in the decoration's lane.
    Double,
    /// A frame around the words.
    Box,
}

/// Something drawn along a range of the text. It changes no layout.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoration {
    /// The bytes it belongs to.
    pub range: Range<usize>,
    /// Its colour at full strength; washes are drawn weaker.
    pub color: Color32,
    /// Those that overlap have lanes of their own: 0 is nearest to the words.
    pub lane: u8,
    /// How it shows.
    pub style: Style,
    /// It is the selected one.
    pub emphasis: bool,
}

/// The colours of a text view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colors {
    /// The letters.
    pub text: Color32,
    /// The letters of the title.
    pub title: Color32,
    /// Behind words that are lit.
    pub lit: Color32,
    /// Behind selected words.
    pub selection: Color32,
    /// Behind selected words while the keyboard is elsewhere.
    pub selection_unfocused: Color32,
    /// The caret.
    pub caret: Color32,
    /// How strong a wash is, from 0 to 1.
    pub tint: f32,
    /// How strong the wash of an emphasised decoration is, from 0 to 1.
    pub emphasis: f32,
}

impl Colors {
    /// Colours that go with egui's own.
    pub fn of(visuals: &eframe::egui::Visuals) -> Self {
        Self {
            text: visuals.text_color(),
            title: visuals.strong_text_color(),
            lit: visuals.warn_fg_color.gamma_multiply(0.3),
            selection: visuals.selection.bg_fill.gamma_multiply(0.6),
            selection_unfocused: visuals.selection.bg_fill.gamma_multiply(0.35),
            caret: visuals.text_cursor.stroke.color,
            tint: 0.20,
            emphasis: 0.34,
        }
    }
}

/// From pixels of the text to points of the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame {
    /// Where the column's left edge is on the screen, in points.
    pub left: f32,
    /// Where the top of the window is on the screen, in points.
    pub top: f32,
    /// How far down the text the top of the window is, in pixels.
    pub scroll: f64,
    pub pixels_per_point: f32,
}

impl Frame {
    pub fn x(&self, x: f32) -> f32 {
        self.left + x / self.pixels_per_point
    }

    pub fn y(&self, y: f64) -> f32 {
        self.top + (y - self.scroll) as f32 / self.pixels_per_point
    }

    pub fn rect(&self, area: &Area) -> Rect {
        Rect::from_min_max(
            pos2(self.x(area.left), self.y(area.top)),
            pos2(self.x(area.right), self.y(area.bottom)),
        )
    }

    /// From a point of the screen to pixels of the text.
    pub fn to_text(self, point: Pos2) -> (f32, f64) {
        let x = (point.x - self.left) * self.pixels_per_point;
        let y = (point.y - self.top) * self.pixels_per_point;
        (x, f64::from(y) + self.scroll)
    }
}

/// What a picture of the text is made of, beside the text.
pub(super) struct Scene<'a> {
    pub frame: Frame,
    /// The blocks to paint. They are laid out.
    pub blocks: Range<usize>,
    pub clip: Rect,
    pub decorations: &'a [Decoration],
    /// What is lit: in order, none over another.
    pub lit: &'a [Range<usize>],
    /// The decorations under the pointer, by index.
    pub hovered: &'a [usize],
    pub selection: Option<Range<usize>>,
    pub caret: Option<Caret>,
    pub focused: bool,
    pub colors: &'a Colors,
}

impl Scene<'_> {
    /// Paints everything.
    pub fn paint(&self, document: &mut Document, typesetter: &mut Typesetter, painter: &Painter) {
        let mut under = Mesh::default();
        self.light(document, &mut under);
        for washes in [true, false] {
            for (index, decoration) in self.decorations.iter().enumerate() {
                let emphasis = decoration.emphasis || self.hovered.contains(&index);
                self.decorate(document, decoration, emphasis, washes, &mut under);
            }
            if washes {
                self.select(document, &mut under);
            }
        }
        painter.add(Shape::mesh(under));
        painter.add(Shape::mesh(self.glyphs(document, typesetter, painter)));
        if let Some(caret) = self.caret.filter(|_| self.focused) {
            let rect = self.frame.rect(&document.caret_area(caret, typesetter));
            let center = pos2(self.snap(rect.center().x), rect.center().y);
            // As high as letters with ascenders and descenders, not as the line.
            let size = vec2(1.5, rect.height().min(rect.height() * 0.82));
            let bar = Rect::from_center_size(center, size);
            painter.rect_filled(bar, 0.0, self.colors.caret);
        }
    }

    /// A wash behind what is lit and in view.
    fn light(&self, document: &Document, mesh: &mut Mesh) {
        let first = document.range(self.blocks.start).start;
        let last = document.range(self.blocks.end.saturating_sub(1)).end;
        let from = self.lit.partition_point(|range| range.end < first);
        for range in self.lit[from..].iter().take_while(|range| range.start <= last) {
            self.each_area(document, range, |area| {
                mesh.add_colored_rect(self.frame.rect(&area), self.colors.lit);
            });
        }
    }

    fn select(&self, document: &Document, mesh: &mut Mesh) {
        let color = if self.focused { self.colors.selection } else { self.colors.selection_unfocused };
        if let Some(range) = &self.selection {
            self.each_area(document, range, |area| {
                mesh.add_colored_rect(self.frame.rect(&area), color);
            });
        }
    }

    fn each_area(&self, document: &Document, range: &Range<usize>, mut found: impl FnMut(Area)) {
        let first = document.range(self.blocks.start).start;
        let last = document.range(self.blocks.end.saturating_sub(1)).end;
        if range.start > last || range.end < first {
            return;
        }
        let from = document.block_of(Caret::before(range.start));
        let to = document.block_of(Caret::after(range.end)) + 1;
        for index in from.max(self.blocks.start)..to.min(self.blocks.end) {
            document.areas_in(index, range.clone(), &mut found);
        }
    }

    fn decorate(
        &self,
        document: &Document,
        decoration: &Decoration,
        emphasis: bool,
        washes: bool,
        mesh: &mut Mesh,
    ) {
        let color = decoration.color;
        let lane = f32::from(decoration.lane);
        self.each_area(document, &decoration.range, |area| {
            let pixel = 1.0 / self.frame.pixels_per_point;
            let em = area.em / self.frame.pixels_per_point;
            let baseline = self.frame.y(area.baseline);
            let (left, right) = (self.frame.x(area.left), self.frame.x(area.right));
            if washes {
                let strength = match (decoration.style, emphasis) {
                    (_, true) => self.colors.emphasis,
                    (Style::Tint, false) => self.colors.tint,
                    _ => return,
                };
                // Inner lanes are lower, so that a wash within another can be told from it.
                let inset = (lane * 0.08 * em).min(0.3 * em);
                let top = baseline - 1.0 * em + inset;
                let bottom = baseline + 0.32 * em;
                let rect = self.snapped(left, top, right, bottom);
                mesh.add_colored_rect(rect, color.gamma_multiply(strength));
                return;
            }
            let thickness = self.snap((0.085 * em).max(pixel)).max(pixel);
            let thick = if emphasis { thickness * 1.5 } else { thickness };
            let top = baseline + 0.16 * em + lane * (thickness + self.snap(0.075 * em).max(pixel));
            // A little short on both sides, so that two that touch are two.
            let (from, to) = (left + pixel, (right - pixel).max(left + 2.0 * pixel));
            let mut line = |from, to, top, thick| {
                mesh.add_colored_rect(self.snapped(from, top, to, top + thick), color);
            };
            match decoration.style {
                Style::Tint => {}
                Style::Underline => line(from, to, top, thick),
                Style::Double => {
                    line(from, to, top - pixel, pixel);
                    line(from, to, top + thick, pixel);
                }
                Style::Dashed => {
                    let (dash, gap) = (0.32 * em, 0.16 * em);
                    let mut x = from;
                    while x < to {
                        line(x, (x + dash).min(to), top, thick);
                        x += dash + gap;
                    }
                }
                Style::Box => {
                    let thin = if emphasis { 2.0 * pixel } else { pixel };
                    let (up, down) = (baseline - em - lane * pixel, baseline + 0.34 * em);
                    line(left, right, up, thin);
                    line(left, right, down - thin, thin);
                    let mut side = |x| {
                        mesh.add_colored_rect(self.snapped(x, up, x + thin, down), color);
                    };
                    side(left);
                    side(right - thin);
                }
            }
        });
    }

    fn glyphs(&self, document: &Document, typesetter: &mut Typesetter, painter: &Painter) -> Mesh {
        let atlas = &mut typesetter.atlas;
        let mut mesh = Mesh::default();
        // If the atlas is emptied on the way, what was placed before is void: once more, then. The
        // third time the screen holds more than the atlas ever can.
        for _ in 0..3 {
            let epoch = atlas.epoch();
            mesh.clear();
            for index in self.blocks.clone() {
                let Some(block) = document.laid_out(index) else {
                    continue;
                };
                let color = if document.is_title(index) { self.colors.title } else { self.colors.text };
                let top = self.frame.y(document.top(index));
                for line in &block.lines {
                    let (above, below) = (
                        top + line.top / self.frame.pixels_per_point,
                        top + line.bottom / self.frame.pixels_per_point,
                    );
                    // Marks may stand out of their line by up to a line.
                    let margin = below - above;
                    if below + margin < self.clip.top() || above - margin > self.clip.bottom() {
                        continue;
                    }
                    for glyph in block.glyphs_of(line) {
                        if let Some((place, at)) = atlas.place(glyph) {
                            self.add_glyph(&mut mesh, top, place, at, color);
                        }
                    }
                }
            }
            if atlas.epoch() == epoch {
                break;
            }
        }
        let texel = 1.0 / atlas.side() as f32;
        for vertex in &mut mesh.vertices {
            vertex.uv = (vertex.uv.to_vec2() * texel).to_pos2();
        }
        mesh.texture_id = atlas.upload(painter.ctx());
        mesh
    }

    /// Adds a quad whose texture coordinates are still texels: the atlas may grow yet.
    fn add_glyph(&self, mesh: &mut Mesh, top: f32, place: super::atlas::Place, at: [f32; 2], color: Color32) {
        let scale = 1.0 / self.frame.pixels_per_point;
        let min = pos2(
            self.frame.left + (at[0] + f32::from(place.offset[0])) * scale,
            top + (at[1] + f32::from(place.offset[1])) * scale,
        );
        let size = vec2(place.size[0].into(), place.size[1].into());
        let texel = pos2(place.texel[0].into(), place.texel[1].into());
        let color = if place.color { Color32::from_white_alpha(color.a()) } else { color };
        mesh.add_rect_with_uv(
            Rect::from_min_size(min, size * scale),
            Rect::from_min_size(texel, size),
            color,
        );
    }

    fn snap(&self, value: f32) -> f32 {
        (value * self.frame.pixels_per_point).round() / self.frame.pixels_per_point
    }

    /// A rectangle with whole pixels above and below.
    fn snapped(&self, left: f32, top: f32, right: f32, bottom: f32) -> Rect {
        let pixel = 1.0 / self.frame.pixels_per_point;
        let top = self.snap(top);
        let height = Vec2::new(0.0, self.snap(bottom - top).max(pixel));
        Rect::from_min_max(pos2(left, top), pos2(right, top) + height)
    }
}
