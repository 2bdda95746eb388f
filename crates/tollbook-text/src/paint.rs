//! Puts the visible part of a text on the screen: decorations, the selection, the glyphs as one mesh,
//! the caret.

use std::borrow::Cow;
use std::ops::Range;

use egui::epaint::Mesh;
use egui::{Color32, Painter, Pos2, Rect, Shape, Vec2, pos2, vec2};

use super::atlas::Place;
use super::block::Typesetter;
use super::decorations::{self, DEEPEST, Decoration, Layers, ROOM, Style};
use super::layout::{Area, Caret, Document};

/// The colours of a text view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colors {
    /// The letters.
    pub text: Color32,
    /// The letters of the title.
    pub title: Color32,
    /// Behind selected words.
    pub selection: Color32,
    /// Behind selected words while the keyboard is elsewhere.
    pub selection_unfocused: Color32,
    /// The caret.
    pub caret: Color32,
    /// What is said in the margin, and marks that lie too deep for a lane of their own.
    pub weak_text: Color32,
    /// Behind what is written on a label.
    pub label_background: Color32,
    /// The letters of links.
    pub link: Color32,
    /// Behind words that were looked for.
    pub match_background: Color32,
    /// How strong a wash is, from 0 to 1.
    pub tint: f32,
    /// How strong the wash of an emphasised decoration is, from 0 to 1.
    pub emphasis: f32,
}

impl Colors {
    /// Colours that go with egui's own.
    pub fn from_visuals(visuals: &egui::Visuals) -> Self {
        Self {
            text: visuals.text_color(),
            title: visuals.strong_text_color(),
            selection: visuals.selection.bg_fill.gamma_multiply(0.6),
            selection_unfocused: visuals.selection.bg_fill.gamma_multiply(0.35),
            caret: visuals.text_cursor.stroke.color,
            weak_text: visuals.weak_text_color(),
            label_background: visuals.extreme_bg_color,
            link: visuals.hyperlink_color,
            match_background: visuals.warn_fg_color.gamma_multiply(0.3),
            tint: 0.16,
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
pub(super) struct PaintContext<'a> {
    pub frame: Frame,
    /// The blocks to paint. They are laid out.
    pub blocks: Range<usize>,
    pub clip: Rect,
    /// The bytes in view.
    pub visible: Range<usize>,
    pub layers: &'a Layers<'a>,
    /// The mark under the pointer.
    pub hovered: Option<usize>,
    /// Where the selected mark would go if the mouse were let go now.
    pub moved: Option<Range<usize>>,
    /// Marks are labelled.
    pub labels: bool,
    pub selection: Option<Range<usize>>,
    pub caret: Option<Caret>,
    pub focused: bool,
    pub colors: &'a Colors,
}

/// Adds a glyph whose texture coordinates are still texels: the atlas may grow yet.
///
/// `origin` is in points, `scale` points per pixel.
pub(super) fn quad(mesh: &mut Mesh, origin: Pos2, place: Place, scale: f32, color: Color32) {
    let offset = vec2(place.offset[0].into(), place.offset[1].into());
    let size = vec2(place.size[0].into(), place.size[1].into());
    let texel = pos2(place.texel[0].into(), place.texel[1].into());
    // A picture has its own colours.
    let color = if place.color { Color32::from_white_alpha(color.a()) } else { color };
    mesh.add_rect_with_uv(
        Rect::from_min_size(origin + offset * scale, size * scale),
        Rect::from_min_size(texel, size),
        color,
    );
}

impl PaintContext<'_> {
    /// Paints everything.
    pub fn paint(&self, document: &mut Document, typesetter: &mut Typesetter, painter: &Painter) {
        let mut under = Mesh::default();
        let marks = self.marks();
        let emphasis = |index| self.layers.selected == Some(index) || self.hovered == Some(index);
        for (index, mark) in &marks {
            self.wash(document, mark, self.layers.marks.lane(*index), emphasis(*index), &mut under);
        }
        self.paint_matches(document, &mut under);
        self.select(document, &mut under);
        self.shared_line(document, &marks, &mut under);
        for (index, mark) in &marks {
            let (lane, emphasis) = (self.layers.marks.lane(*index), emphasis(*index));
            if lane < DEEPEST || emphasis {
                self.line(document, mark, lane, emphasis, &mut under);
            }
        }
        self.handles(document, typesetter, &mut under);
        painter.add(Shape::mesh(under));
        painter.add(Shape::mesh(self.glyphs(document, typesetter, painter)));
        if self.labels {
            self.label(document, &marks, painter);
        }
        self.parts(document, painter);
        self.note(document, painter);
        if let Some(caret) = self.caret.filter(|_| self.focused) {
            // As high as letters with ascenders and descenders, not as the line.
            let band = self.band(&document.caret_area(caret, typesetter), -0.08);
            let bar = Rect::from_center_size(
                pos2(self.snap(band.center().x), band.center().y),
                vec2(1.5, band.height()),
            );
            painter.rect_filled(bar, 0.0, self.colors.caret);
        }
    }

    /// The marks in view, those that hold others first.
    fn marks(&self) -> Vec<(usize, Cow<'_, Decoration>)> {
        let mut marks = Vec::new();
        let moved = self.layers.selected.zip(self.moved.as_ref());
        let mut add = |index: usize| {
            let mark = self.layers.marks.get(index)?;
            let shown = match moved {
                Some((selected, range)) if selected == index => {
                    Cow::Owned(Decoration { range: range.clone(), ..mark.clone() })
                }
                _ => Cow::Borrowed(mark),
            };
            marks.push((index, shown));
            Some(())
        };
        self.layers.marks.over(&self.visible, |index| {
            if moved.is_none_or(|(selected, _)| selected != index) {
                add(index);
            }
        });
        moved.and_then(|(selected, _)| add(selected));
        marks
    }

    fn select(&self, document: &Document, mesh: &mut Mesh) {
        let color = if self.focused { self.colors.selection } else { self.colors.selection_unfocused };
        if let Some(range) = &self.selection {
            self.each_area(document, range, |area| {
                mesh.add_colored_rect(self.frame.rect(&area), color);
            });
        }
    }

    /// Found words have a ground, and the one that was gone to has a line around it.
    fn paint_matches(&self, document: &Document, mesh: &mut Mesh) {
        for index in self.layers.found_over(&self.visible) {
            self.each_area(document, &self.layers.matches[index], |area| {
                let rect = self.band(&area, 0.0);
                mesh.add_colored_rect(rect, self.colors.match_background);
                if self.layers.found_now == Some(index) {
                    self.frame_around(rect, 1.0, self.colors.text, mesh);
                }
            });
        }
    }

    pub(super) fn each_area(&self, document: &Document, range: &Range<usize>, mut found: impl FnMut(Area)) {
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

    /// The height of the letters, less so much on top.
    fn band(&self, area: &Area, inset: f32) -> Rect {
        let em = area.em / self.frame.pixels_per_point;
        let baseline = self.frame.y(area.baseline);
        let (top, bottom) = (baseline - em + inset * em, baseline + 0.32 * em);
        self.snapped(self.frame.x(area.left), top, self.frame.x(area.right), bottom)
    }

    /// The wash behind a mark's words.
    fn wash(&self, document: &Document, mark: &Decoration, lane: u8, emphasis: bool, mesh: &mut Mesh) {
        let strength = match (mark.style, emphasis) {
            (_, true) => self.colors.emphasis,
            (Style::Tint, false) => self.colors.tint,
            (Style::Box | Style::Dotted, false) => return,
            // Washes add up: deep ones must leave the letters legible.
            (Style::Underline | Style::Dashed, false) if lane < ROOM => self.colors.tint * 0.6,
            (Style::Underline | Style::Dashed, false) => return,
        };
        // Inner lanes are lower, so that a wash within another can be told from it.
        let inset = (f32::from(lane) * 0.08).min(0.3);
        self.each_area(document, &mark.range, |area| {
            mesh.add_colored_rect(self.band(&area, inset), mark.color.gamma_multiply(strength));
        });
    }

    /// What lies too deep for a lane of its own shares one line, in no code's colour. It is drawn once,
    /// however many lie there.
    fn shared_line(&self, document: &Document, marks: &[(usize, Cow<'_, Decoration>)], mesh: &mut Mesh) {
        let deep = marks.iter().filter(|(index, _)| self.layers.marks.lane(*index) >= DEEPEST);
        let mut ranges: Vec<Range<usize>> = deep.map(|(_, mark)| mark.range.clone()).collect();
        ranges.sort_unstable_by_key(|range| range.start);
        ranges.dedup_by(|next, last| {
            let meets = next.start <= last.end;
            if meets {
                last.end = last.end.max(next.end);
            }
            meets
        });
        for range in ranges {
            let color = self.colors.weak_text;
            let shared =
                Decoration { range, color, style: Style::Underline, label: "".into(), name: "".into() };
            self.line(document, &shared, DEEPEST, false, mesh);
        }
    }

    /// The line under, or around, a mark's words.
    fn line(&self, document: &Document, mark: &Decoration, lane: u8, emphasis: bool, mesh: &mut Mesh) {
        let pixel = 1.0 / self.frame.pixels_per_point;
        let lane = f32::from(lane.min(DEEPEST));
        self.each_area(document, &mark.range, |area| {
            let em = area.em * pixel;
            let baseline = self.frame.y(area.baseline);
            let (left, right) = (self.frame.x(area.left), self.frame.x(area.right));
            let thickness = decorations::thickness(area.em) * pixel;
            let thick = if emphasis { thickness + pixel } else { thickness };
            let top = baseline + 0.16 * em + lane * decorations::step(area.em) * pixel;
            // A little short on both sides, so that two that touch are two.
            let (from, to) = (left + pixel, (right - pixel).max(left + 2.0 * pixel));
            let mut line = |from, to| {
                mesh.add_colored_rect(self.snapped(from, top, to, top + thick), mark.color);
            };
            match mark.style {
                Style::Tint => {}
                Style::Underline => line(from, to),
                Style::Dashed => {
                    let (dash, gap) = (0.32 * em, 0.16 * em);
                    let mut x = from;
                    while x < to {
                        line(x, (x + dash).min(to));
                        x += dash + gap;
                    }
                }
                Style::Dotted => {
                    let mut x = from;
                    while x < to {
                        line(x, (x + thickness).min(to));
                        x += 2.5 * thickness;
                    }
                }
                Style::Box => {
                    let band = self.band(&area, 0.0).expand2(vec2(0.0, lane * pixel));
                    self.frame_around(band, if emphasis { 2.0 } else { 1.0 }, mark.color, mesh);
                }
            }
        });
    }

    /// A line around a rectangle, so many pixels wide.
    fn frame_around(&self, rect: Rect, pixels: f32, color: Color32, mesh: &mut Mesh) {
        let thin = pixels / self.frame.pixels_per_point;
        let [min, max] = [rect.min, rect.max];
        for (left, top, right, bottom) in [
            (min.x, min.y, max.x, min.y + thin),
            (min.x, max.y - thin, max.x, max.y),
            (min.x, min.y, min.x + thin, max.y),
            (max.x - thin, min.y, max.x, max.y),
        ] {
            mesh.add_colored_rect(self.snapped(left, top, right, bottom), color);
        }
    }

    /// The ends of the selected mark, which can be taken hold of.
    fn handles(&self, document: &mut Document, typesetter: &mut Typesetter, mesh: &mut Mesh) {
        let Some(mark) = self.layers.selected.and_then(|index| self.layers.marks.get(index)) else { return };
        let range = self.moved.as_ref().unwrap_or(&mark.range);
        for caret in [Caret::before(range.start), Caret::after(range.end)] {
            if !(self.visible.start..=self.visible.end).contains(&caret.byte) {
                continue;
            }
            let area = document.caret_area(caret, typesetter);
            let band = self.band(&area, 0.0);
            let x = self.snap(band.center().x);
            mesh.add_colored_rect(Rect::from_x_y_ranges(x - 1.0..=x + 1.0, band.y_range()), mark.color);
            let knob = Rect::from_center_size(pos2(x, band.bottom()), vec2(5.0, 5.0));
            mesh.add_colored_rect(knob, mark.color);
        }
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
                let color = match document.is_title(index) {
                    true => self.colors.title,
                    false if document.look(index).aside => self.colors.weak_text,
                    false => self.colors.text,
                };
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
                            let scale = 1.0 / self.frame.pixels_per_point;
                            let origin = pos2(self.frame.left + at[0] * scale, top + at[1] * scale);
                            let color = if glyph.link { self.colors.link } else { color };
                            quad(&mut mesh, origin, place, scale, color);
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

    pub(super) fn snap(&self, value: f32) -> f32 {
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
