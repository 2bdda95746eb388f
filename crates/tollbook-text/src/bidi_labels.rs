//! Words from right to left, put in order wherever egui has painted them.
//!
//! egui shapes Arabic and Hebrew but does not order them. Its labels, buttons, tooltips and fields are
//! painted as ever; of the finished picture only those texts that have such letters are painted anew, by
//! the engine that lays out articles, in the room and on the lines that egui gave them. What has none,
//! which is nearly everything, costs a look at its characters.

use crate::fonts;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::{Arc, Mutex, PoisonError};

use egui::epaint::{Mesh, TextShape};
use egui::{self, Color32, Context, FullOutput, Galley, Plugin, Rect, Shape, pos2, vec2};
use parley::{BaseDirection, Layout, PositionedLayoutItem};

use super::atlas::{Atlas, Glyph};
use super::block::{Look, Stretch, TextStyle, Typesetter};
use super::fonts::Face;
use super::paint::quad;

/// So many texts are kept laid out beside those of the last frame.
const KEPT: usize = 500;

/// Whether a text has letters that are read from right to left.
fn has_right_to_left(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(from_right)
}

/// Whether a text as a whole is read from right to left: its first letter says so.
pub fn is_right_to_left(text: &str) -> bool {
    !text.is_ascii() && text.chars().find(|c| c.is_alphabetic()).is_some_and(from_right)
}

fn from_right(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{202b}' | '\u{202e}' | '\u{2067}'
        | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}')
}

/// Begins what is ordered for itself, and ends it: "first strong isolate", "pop directional isolate".
const ISOLATE: char = '\u{2068}';
const END: char = '\u{2069}';

/// The text with what stands in quotation marks ordered for itself, as words of an article within a
/// sentence of the program are; and where something was added.
fn isolated(text: &str) -> (String, Vec<usize>) {
    let (mut isolated, mut added, mut depth) = (String::with_capacity(text.len()), Vec::new(), 0_usize);
    for (at, c) in text.char_indices() {
        if c == '”' && depth > 0 {
            depth -= 1;
            isolated.push(END);
            added.push(at);
        }
        isolated.push(c);
        if c == '“' {
            depth += 1;
            isolated.push(ISOLATE);
            added.push(at + c.len_utf8());
        }
    }
    (isolated, added)
}

/// How much of a text's first line is taken by what stands before it, in points.
fn indent(galley: &Galley) -> f32 {
    galley.job.sections.first().map_or(0.0, |section| section.leading_space)
}

/// Puts texts in order as the last thing in every frame.
///
/// The engine is made for the first text that needs it. egui wants what it may share between threads, hence
/// the lock, which is never waited for.
#[derive(Default)]
pub struct BidiLabels(Mutex<Option<Engine>>);

#[derive(Default)]
struct Engine {
    typesetter: Typesetter,
    /// Texts that are laid out, by a hash of how egui was to set them, with the frame of their last use.
    kept: HashMap<u64, (u64, Text)>,
    frame: u64,
}

/// A text laid out, in pixels.
struct Text {
    lines: Vec<Line>,
    right_to_left: bool,
}

/// A line: its glyphs with their colours, from the base line at 0.
struct Line {
    glyphs: Vec<(Glyph, Color32)>,
    left: f32,
    right: f32,
}

impl Plugin for BidiLabels {
    fn debug_name(&self) -> &'static str {
        "right to left"
    }

    fn output_hook(&mut self, context: &Context, output: &mut FullOutput) {
        let mut found = Vec::new();
        for clipped in &mut output.shapes {
            find(&mut clipped.shape, clipped.clip_rect, &mut found);
        }
        if !found.is_empty() {
            let engine = self.0.get_mut().unwrap_or_else(PoisonError::into_inner).get_or_insert_default();
            engine.paint(context, found);
            // egui has handed over this frame's textures already.
            output.textures_delta.append(context.tex_manager().write().take_delta());
        }
    }
}

impl Engine {
    /// Paints the texts anew.
    fn paint(&mut self, context: &Context, found: Vec<&mut Shape>) {
        self.frame += 1;
        let transfer = context.global_style().visuals.text_options.color_transfer_function;
        let max_side = context.input(|input| input.max_texture_side);
        self.typesetter.atlas.begin_frame(transfer, max_side);
        let mut meshes = Vec::new();
        // If the atlas is emptied on the way, what was placed before is void: once more, then. The
        // third time the screen holds more than the atlas ever can.
        for _ in 0..3 {
            let epoch = self.typesetter.atlas.epoch();
            meshes.clear();
            for shape in &found {
                meshes.push(match shape {
                    Shape::Text(text) => self.mesh(text),
                    _ => Mesh::default(),
                });
            }
            if self.typesetter.atlas.epoch() == epoch {
                break;
            }
        }
        let texel = 1.0 / self.typesetter.atlas.side() as f32;
        let texture = self.typesetter.atlas.upload(context);
        for (shape, mut mesh) in found.into_iter().zip(meshes) {
            mesh.vertices.iter_mut().for_each(|vertex| vertex.uv = (vertex.uv.to_vec2() * texel).to_pos2());
            mesh.texture_id = texture;
            let Shape::Text(text) = &mut *shape else { continue };
            let under = around(text).map_or(Shape::Noop, Shape::Text);
            *shape = Shape::Vec(vec![under, Shape::mesh(mesh)]);
        }
        if self.kept.len() > KEPT {
            self.kept.retain(|_, (used, _)| *used == self.frame);
        }
    }
}

/// Finds the texts in view that egui cannot order.
fn find<'a>(shape: &'a mut Shape, clip: Rect, found: &mut Vec<&'a mut Shape>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter_mut().for_each(|shape| find(shape, clip, found)),
        Shape::Text(text)
            if has_right_to_left(&text.galley.job.text)
                && text.angle == 0.0
                && clip.intersects(text.visual_bounding_rect()) =>
        {
            found.push(shape);
        }
        _ => {}
    }
}

/// What egui paints of a text beside its letters: the ground of what is selected, lines under links.
fn around(text: &TextShape) -> Option<TextShape> {
    let mut text = text.clone();
    let has_more = |row: &egui::epaint::text::PlacedRow| {
        row.visuals.mesh.vertices.len() > row.visuals.glyph_vertex_range.len()
    };
    if text.underline.is_empty() && !text.galley.rows.iter().any(has_more) {
        return None;
    }
    text.override_text_color = None;
    for row in &mut Arc::make_mut(&mut text.galley).rows {
        let visuals = &mut Arc::make_mut(&mut row.row).visuals;
        let letters = visuals.glyph_vertex_range.clone();
        for vertex in visuals.mesh.vertices.get_mut(letters).unwrap_or_default() {
            vertex.color = Color32::TRANSPARENT;
        }
    }
    Some(text)
}

impl Engine {
    /// The letters of a text as quads, whose texture coordinates are still texels: the atlas may grow yet.
    fn mesh(&mut self, shape: &TextShape) -> Mesh {
        let galley = &*shape.galley;
        let mut hasher = DefaultHasher::new();
        (&galley.job, galley.rows.len(), galley.pixels_per_point.to_bits()).hash(&mut hasher);
        let Self { typesetter, kept, frame } = self;
        let (used, text) =
            kept.entry(hasher.finish()).or_insert_with(|| (*frame, Text::lay_out(galley, typesetter)));
        *used = *frame;
        let color = |own: Color32| {
            let own = if own == Color32::PLACEHOLDER { shape.fallback_color } else { own };
            shape.override_text_color.unwrap_or(own).gamma_multiply(shape.opacity_factor)
        };
        let scale = 1.0 / galley.pixels_per_point;
        let mut mesh = Mesh::default();
        let taken = indent(galley);
        // Where nothing fits beside what stands before, the words begin on the second line.
        let first = usize::from(galley.rows.len() > 1 && galley.rows[0].glyphs.is_empty() && taken > 0.0);
        for (n, (line, row)) in text.lines.iter().zip(galley.rows.iter().skip(first)).enumerate() {
            let taken = if n + first == 0 { taken } else { 0.0 };
            // Where egui measured otherwise, a line keeps to its room.
            let (width, room) = ((line.right - line.left) * scale, galley.rect.width() - taken);
            let narrow = if width > room { room / width } else { 1.0 };
            let start = match galley.job.halign {
                egui::Align::Center => galley.rect.center().x - width * narrow / 2.0,
                _ if text.right_to_left => galley.rect.right() - width * narrow,
                _ => row.pos.x + taken,
            };
            let base = row.pos.y + row.glyphs.first().map_or(row.size.y * 0.8, |glyph| glyph.pos.y);
            let origin = (shape.pos + vec2(start, base)) / scale;
            for (glyph, own) in &line.glyphs {
                let x = origin.x + (glyph.x - line.left) * narrow;
                let y = origin.y + glyph.y;
                if let Some((place, at)) = typesetter.atlas.place(&Glyph { x, y, ..*glyph }) {
                    quad(&mut mesh, pos2(at[0], at[1]) * scale, place, scale, color(*own));
                }
            }
        }
        mesh
    }
}

impl Text {
    /// Lays a text out as egui was to set it: on as many lines, and cut where egui cut it.
    fn lay_out(galley: &Galley, typesetter: &mut Typesetter) -> Self {
        let rows = galley.rows.len();
        let mut set = Setting::new(galley, typesetter);
        let layout = if galley.elided {
            set.cut(rows)
        } else if rows == 1 {
            set.shape(None, None)
        } else {
            set.on_rows(rows)
        };
        let lines = layout.lines().map(|line| Line::from_parley(&line, &mut set.typesetter.atlas));
        Self { lines: lines.collect(), right_to_left: layout.is_rtl() }
    }
}

impl Line {
    fn from_parley(line: &parley::Line<'_, Color32>, atlas: &mut Atlas) -> Self {
        let metrics = line.metrics();
        let mut glyphs = Vec::new();
        for item in line.items() {
            let PositionedLayoutItem::GlyphRun(shaped) = item else { continue };
            let run = shaped.run();
            let coords: Vec<i16> = run.normalized_coords().iter().map(|coord| coord.to_bits()).collect();
            let (face, size, color) =
                (atlas.face(run.font(), &coords, false), run.font_size(), shaped.style().brush);
            // What a face has no bold letters for is painted once more, a little aside.
            let again = run.synthesis().embolden().then_some(size / 24.0);
            glyphs.extend(shaped.positioned_glyphs().flat_map(|glyph| {
                let y = glyph.y - metrics.baseline;
                let at = move |aside| {
                    (Glyph { face, size, id: glyph.id, x: glyph.x + aside, y, link: false }, color)
                };
                std::iter::once(0.0).chain(again).map(at)
            }));
        }
        // The space that a wrapped line ends with hangs out of it, to the left of words from the right.
        let left = metrics.inline_min_coord + metrics.offset;
        let (left, right) = (left, left + metrics.advance);
        Self { glyphs, left, right }
    }
}

/// How egui was to set a text.
struct Setting<'a> {
    text: String,
    stretches: Vec<Stretch>,
    direction: BaseDirection,
    /// How wide a line may be, and how much of the first is taken, in pixels.
    width: f32,
    indent: f32,
    /// What says that there is more.
    sign: String,
    typesetter: &'a mut Typesetter,
    pixels_per_point: f32,
}

impl<'a> Setting<'a> {
    fn new(galley: &Galley, typesetter: &'a mut Typesetter) -> Self {
        let (job, pixels_per_point) = (&*galley.job, galley.pixels_per_point);
        let mut text = job.text.clone();
        if !job.break_on_newline {
            text = text.replace(['\n', '\r'], " ");
        }
        let from_right = is_right_to_left(&text);
        let direction = if from_right { BaseDirection::Rtl } else { BaseDirection::Ltr };
        let (text, added) = if from_right { (text, Vec::new()) } else { isolated(&text) };
        let place = |byte: usize| byte + ISOLATE.len_utf8() * added.partition_point(|at| *at < byte);
        let stretches = job.sections.iter().map(|section| {
            let font = &section.format.font_id;
            let (size, bold) = (font.size, font.family == fonts::semibold());
            Stretch {
                range: place(section.byte_range.start.0)..place(section.byte_range.end.0),
                style: TextStyle { face: Face::Sans, size, line_height: 1.2, bold },
                color: section.format.color,
                look: Look::default(),
            }
        });
        Self {
            stretches: stretches.collect(),
            text,
            direction,
            width: job.wrap.max_width * pixels_per_point,
            indent: indent(galley) * pixels_per_point,
            sign: job.wrap.overflow_character.map_or_else(String::new, String::from),
            typesetter,
            pixels_per_point,
        }
    }

    /// Shapes the text, or what comes before `end` with the sign that there is more.
    fn shape(&mut self, end: Option<usize>, width: Option<f32>) -> Layout<Color32> {
        let Self { text, stretches, direction, indent, sign, typesetter, pixels_per_point, .. } = self;
        let mut layout = match end {
            None => typesetter.shape(text, stretches, *direction, width, *pixels_per_point),
            Some(end) => {
                let text = format!("{}{sign}", &text[..end]);
                let mut stretches = stretches.clone();
                stretches.retain(|stretch| stretch.range.start < end);
                if let Some(last) = stretches.last_mut() {
                    last.range.end = text.len();
                }
                typesetter.shape(&text, &stretches, *direction, width, *pixels_per_point)
            }
        };
        if *indent > 0.0 {
            layout.set_text_indent(*indent, parley::IndentOptions::default());
            layout.break_all_lines(width);
            layout.align(parley::Alignment::Start, parley::AlignmentOptions::default());
        }
        layout
    }

    /// On so many lines: a little wider if the words take up a little more room than egui found.
    fn on_rows(&mut self, rows: usize) -> Layout<Color32> {
        let mut width = self.width;
        let mut layout = self.shape(None, Some(width));
        for _ in 0..4 {
            if layout.len() <= rows {
                break;
            }
            width *= 1.04;
            layout = self.shape(None, Some(width));
        }
        layout
    }

    /// As much as fits on so many lines, and the sign that there is more.
    fn cut(&mut self, rows: usize) -> Layout<Color32> {
        let width = (rows > 1).then_some(self.width);
        let whole = self.shape(None, width);
        let mut end = if rows > 1 {
            whole.lines().nth(rows - 1).map_or(self.text.len(), |line| line.text_range().end)
        } else {
            self.reach(&whole)
        };
        loop {
            end = self.text[..end].trim_end().len();
            let layout = self.shape(Some(end), width);
            let room = self.width - self.indent;
            let fits = if rows > 1 { layout.len() <= rows } else { layout.full_width() <= room };
            match self.text[..end].char_indices().next_back() {
                Some((last, _)) if !fits => end = last,
                _ => return layout,
            }
        }
    }

    /// How far into a text of one line the words are that fit.
    fn reach(&self, layout: &Layout<Color32>) -> usize {
        let mut clusters = Vec::new();
        for line in layout.lines() {
            for run in line.runs() {
                clusters.extend(run.clusters().map(|cluster| (cluster.text_range().end, cluster.advance())));
            }
        }
        // Runs stand as they are seen; words are cut as they are read.
        clusters.sort_unstable_by_key(|(end, _)| *end);
        let mut room = self.width - self.indent;
        let fits = clusters.into_iter().take_while(|(_, advance)| {
            room -= advance;
            room >= 0.0
        });
        fits.last().map_or(0, |(end, _)| end)
    }
}

#[cfg(test)]
mod tests;
