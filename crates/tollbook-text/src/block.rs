//! One block of text laid out: lines, clusters and glyphs with their places, in pixels.
//!
//! Everything that is later asked of a block (what is under this point, where is this byte, which
//! rectangles are these bytes) is asked of its clusters in visual order. A cluster is what a reader
//! takes for one letter; carets stand between clusters only.

use std::borrow::Cow;
use std::ops::Range;

use egui::Color32;
use egui::epaint::text::has_emoji_presentation;
use parley::{
    Alignment, AlignmentOptions, BaseDirection, BreakReason, FontStyle, FontWeight, Layout, LayoutContext,
    LineHeight, OverflowWrap, PositionedLayoutItem, StyleProperty,
};
use unicode_segmentation::UnicodeSegmentation as _;

use super::atlas::{Atlas, Glyph};
use super::fonts::{Face, Fonts};

/// What turns text into glyphs. It is dear to make and keeps caches: one serves every text.
#[derive(Default)]
pub(super) struct Typesetter {
    pub fonts: Fonts,
    pub atlas: Atlas,
    pub(super) context: LayoutContext<Color32>,
    /// How many blocks were laid out so far. Tests watch it.
    pub laid_out: usize,
}

/// How the text of a block is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextStyle {
    /// The face that comes first.
    pub face: Face,
    /// In points.
    pub size: f32,
    /// The distance between two base lines, as a multiple of the size.
    pub line_height: f32,
    /// Bold, or the nearest weight that the face has.
    pub bold: bool,
}

/// A stretch of a text, and how it is set.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    pub range: Range<usize>,
    pub style: TextStyle,
    pub color: Color32,
    pub look: Look,
}

/// What is special about the words of a stretch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Slanted; the bundled faces have no italics of their own.
    pub italic: bool,
    /// Spaces as wide as those between the columns of a table.
    pub wide: bool,
}

/// Stands in for the colour of links until they are painted.
pub(super) const LINK: Color32 = Color32::from_rgba_premultiplied(1, 2, 3, 0);

/// On which side of a byte the caret stands, where the two sides are apart: at the end of a wrapped
/// line, or where the direction changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Affinity {
    /// Beside the text before it.
    Upstream,
    /// Beside the text after it.
    #[default]
    Downstream,
}

/// A place between two clusters: a byte of the block, and the side it leans to.
pub(super) type Stop = (u32, Affinity);

/// A cluster of a line, in visual order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cluster {
    pub start: u32,
    pub end: u32,
    pub left: f32,
    pub right: f32,
    pub rtl: bool,
}

impl Cluster {
    pub fn left_stop(&self) -> Stop {
        if self.rtl { (self.end, Affinity::Upstream) } else { (self.start, Affinity::Downstream) }
    }

    pub fn right_stop(&self) -> Stop {
        if self.rtl { (self.start, Affinity::Downstream) } else { (self.end, Affinity::Upstream) }
    }

    /// The edge where the cluster's text begins, or ends.
    fn edge(&self, begin: bool) -> f32 {
        if begin == self.rtl { self.right } else { self.left }
    }
}

/// A line of a block.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub text: Range<u32>,
    pub top: f32,
    pub bottom: f32,
    pub baseline: f32,
    /// The next line continues this one without a separator.
    pub wrapped: bool,
    /// Where a caret stands if there is no cluster.
    pub start_x: f32,
    pub clusters: Range<u32>,
    pub glyphs: Range<u32>,
}

/// A block laid out.
#[derive(Clone, Debug, Default)]
pub(super) struct BlockLayout {
    pub rtl: bool,
    pub height: f32,
    pub lines: Vec<Line>,
    pub clusters: Vec<Cluster>,
    pub glyphs: Vec<Glyph>,
}

impl Typesetter {
    /// Lays out one block of one style, at most `width` pixels wide.
    #[cfg(test)]
    pub fn lay_out(
        &mut self,
        text: &str,
        style: &TextStyle,
        direction: BaseDirection,
        width: f32,
        pixels_per_point: f32,
    ) -> BlockLayout {
        let look = Look::default();
        let whole = Stretch { range: 0..text.len(), style: *style, color: Color32::PLACEHOLDER, look };
        self.lay_out_stretches(text, &[whole], direction, width, pixels_per_point)
    }

    /// Lays out one block whose first stretch is the whole of it, at most `width` pixels wide. Lines that it holds are
    /// joined.
    pub fn lay_out_stretches(
        &mut self,
        text: &str,
        stretches: &[Stretch],
        direction: BaseDirection,
        width: f32,
        pixels_per_point: f32,
    ) -> BlockLayout {
        let joined =
            if text.contains('\n') { Cow::Owned(text.replace('\n', " ")) } else { Cow::Borrowed(text) };
        let layout = self.shape(&joined, stretches, direction, Some(width), pixels_per_point);
        self.flatten(&layout, &joined)
    }

    /// Shapes a text whose stretches follow one another; without a width, lines break at line ends alone.
    pub(super) fn shape(
        &mut self,
        text: &str,
        stretches: &[Stretch],
        direction: BaseDirection,
        width: Option<f32>,
        pixels_per_point: f32,
    ) -> Layout<Color32> {
        self.laid_out += 1;
        self.fonts.cover(text);
        let text = printable(text);
        let context = &mut self.fonts.context;
        let mut builder = self.context.ranged_builder(context, &text, pixels_per_point, true);
        builder.push_default(OverflowWrap::Anywhere);
        for (n, Stretch { range, style, color, look }) in stretches.iter().enumerate() {
            let weight = if style.bold { FontWeight::BOLD } else { FontWeight::NORMAL };
            let properties: [StyleProperty<'_, Color32>; 5] = [
                Fonts::text_stack(style.face).into(),
                StyleProperty::FontSize(style.size),
                LineHeight::FontSizeRelative(style.line_height).into(),
                weight.into(),
                StyleProperty::Brush(*color),
            ];
            for property in properties {
                // An empty text is set as its first stretch is.
                if n == 0 {
                    builder.push_default(property);
                } else {
                    builder.push(property, range.clone());
                }
            }
            if look.italic {
                builder.push(StyleProperty::FontStyle(FontStyle::Italic), range.clone());
            }
            if look.wide {
                builder.push(StyleProperty::WordSpacing(style.size * 1.6), range.clone());
            }
        }
        for emoji in emoji(&text) {
            builder.push(Fonts::emoji_stack(), emoji);
        }
        builder.set_base_direction(direction);
        let mut layout = builder.build(&*text);
        layout.break_all_lines(width);
        layout.align(Alignment::Start, AlignmentOptions::default());
        layout
    }

    fn flatten(&mut self, layout: &Layout<Color32>, text: &str) -> BlockLayout {
        let mut block =
            BlockLayout { rtl: layout.is_rtl(), height: layout.height(), ..BlockLayout::default() };
        for line in layout.lines() {
            let metrics = line.metrics();
            let first_cluster = block.clusters.len() as u32;
            let first_glyph = block.glyphs.len() as u32;
            let start_x = metrics.inline_min_coord + metrics.offset;
            let mut x = start_x;
            for run in line.runs() {
                for cluster in run.visual_clusters() {
                    let left = x;
                    x += cluster.advance();
                    let range = cluster.text_range();
                    // A separator has no place of its own: after it comes the next line. Nor has the
                    // space that parley puts into an empty text.
                    if !cluster.is_hard_line_break() && range.end <= text.len() {
                        block.clusters.push(Cluster {
                            start: range.start as u32,
                            end: range.end as u32,
                            left,
                            right: x,
                            rtl: cluster.is_rtl(),
                        });
                    }
                }
            }
            let wrapped = matches!(line.break_reason(), BreakReason::Regular | BreakReason::Emergency);
            if wrapped {
                let rtl = block.rtl;
                let trimmed = text.get(line.text_range()).unwrap_or_default().trim_end();
                let from = (line.text_range().start + trimmed.len()) as u32;
                hang(&mut block.clusters[first_cluster as usize..], rtl, from);
            }
            for item in line.items() {
                if let PositionedLayoutItem::GlyphRun(glyphs) = item {
                    let run = glyphs.run();
                    let coords: Vec<i16> = run.normalized_coords().iter().map(|c| c.to_bits()).collect();
                    let slanted = run.synthesis().skew().is_some();
                    let face = self.atlas.face(run.font(), &coords, slanted);
                    let link = glyphs.style().brush == LINK;
                    let size = run.font_size();
                    block.glyphs.extend(glyphs.positioned_glyphs().map(|glyph| Glyph {
                        face,
                        size,
                        id: glyph.id,
                        x: glyph.x,
                        y: glyph.y,
                        link,
                    }));
                }
            }
            let range = line.text_range();
            block.lines.push(Line {
                text: range.start as u32..range.end.min(text.len()) as u32,
                top: metrics.block_min_coord,
                bottom: metrics.block_max_coord,
                baseline: metrics.baseline,
                wrapped,
                start_x,
                clusters: first_cluster..block.clusters.len() as u32,
                glyphs: first_glyph..block.glyphs.len() as u32,
            });
        }
        if block.lines.is_empty() {
            // Every text has a line for the caret, whatever it was made of.
            block.lines.push(Line {
                text: 0..text.len() as u32,
                top: 0.0,
                bottom: block.height,
                baseline: block.height * 0.8,
                wrapped: false,
                start_x: 0.0,
                clusters: 0..0,
                glyphs: 0..0,
            });
        }
        block
    }
}

/// Takes the width from the space that a wrapped line ends with, from the byte `from` on: it hangs out
/// of the column, where nothing should be painted or clicked.
fn hang(clusters: &mut [Cluster], rtl: bool, from: u32) {
    let hangs = |cluster: &&Cluster| cluster.start >= from;
    let (spaces, edge) = if rtl {
        let count = clusters.iter().take_while(hangs).count();
        let kept = clusters.get(count).map(|cluster| cluster.left);
        (0..count, kept.or(clusters.last().map(|c| c.right)))
    } else {
        let count = clusters.iter().rev().take_while(hangs).count();
        let first = clusters.len() - count;
        let kept = first.checked_sub(1).map(|last| clusters[last].right);
        (first..clusters.len(), kept.or(clusters.first().map(|c| c.left)))
    };
    if let Some(edge) = edge {
        for cluster in &mut clusters[spaces] {
            (cluster.left, cluster.right) = (edge, edge);
        }
    }
}

/// The text with a space for every tab and control character, for which fonts have no glyph. Bytes
/// keep their places.
fn printable(text: &str) -> Cow<'_, str> {
    let hidden = |b: u8| b < b' ' && !matches!(b, b'\n' | b'\r' | 0x0b | 0x0c) || b == 0x7f;
    if text.bytes().any(hidden) {
        let shown = |c: char| {
            if c.is_ascii() && hidden(c as u8) { ' ' } else { c }
        };
        Cow::Owned(text.chars().map(shown).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// The clusters that are shown as emoji.
fn emoji(text: &str) -> Vec<Range<usize>> {
    let maybe = |c| matches!(c, '\u{203c}'..='\u{32ff}' | '\u{fe0f}' | '\u{1f000}'..);
    if text.is_ascii() || !text.chars().any(maybe) {
        return Vec::new();
    }
    let clusters = text.grapheme_indices(true);
    clusters
        .filter(|(_, cluster)| has_emoji_presentation(cluster))
        .map(|(start, cluster)| start..start + cluster.len())
        .collect()
}

impl BlockLayout {
    /// Moves everything to the right, so many pixels.
    pub fn set_in(&mut self, by: f32) {
        self.lines.iter_mut().for_each(|line| line.start_x += by);
        for cluster in &mut self.clusters {
            cluster.left += by;
            cluster.right += by;
        }
        self.glyphs.iter_mut().for_each(|glyph| glyph.x += by);
    }

    /// The clusters of a line, from left to right.
    pub fn clusters_of(&self, line: &Line) -> &[Cluster] {
        let range = line.clusters.start as usize..line.clusters.end as usize;
        self.clusters.get(range).unwrap_or_default()
    }

    /// The glyphs of a line, from left to right.
    pub fn glyphs_of(&self, line: &Line) -> &[Glyph] {
        let range = line.glyphs.start as usize..line.glyphs.end as usize;
        self.glyphs.get(range).unwrap_or_default()
    }

    /// The line at `y`: the first above all, the last below all.
    pub fn line_at(&self, y: f32) -> usize {
        let below = self.lines.partition_point(|line| line.bottom <= y);
        below.min(self.lines.len().saturating_sub(1))
    }

    /// The place nearest to `x` on a line.
    pub fn stop_at(&self, line: usize, x: f32) -> Stop {
        let Some(line) = self.lines.get(line) else {
            return (0, Affinity::Downstream);
        };
        let clusters = self.clusters_of(line);
        let index = clusters.partition_point(|cluster| cluster.right <= x);
        match (clusters.get(index), clusters.last()) {
            (Some(cluster), _) if x < (cluster.left + cluster.right) / 2.0 => cluster.left_stop(),
            (Some(cluster), _) | (None, Some(cluster)) => cluster.right_stop(),
            (None, None) => (line.text.start, Affinity::Downstream),
        }
    }

    /// The cluster that is at `x` on a line, if any is.
    pub fn cluster_at(&self, line: usize, x: f32) -> Option<&Cluster> {
        let clusters = self.clusters_of(self.lines.get(line)?);
        let index = clusters.partition_point(|cluster| cluster.right <= x);
        clusters.get(index).filter(|cluster| cluster.left <= x)
    }

    /// The line that a place is on.
    pub fn line_of(&self, (byte, affinity): Stop) -> usize {
        let after = self.lines.partition_point(|line| line.text.start <= byte);
        let index = after.saturating_sub(1);
        let leans_back =
            affinity == Affinity::Upstream && self.lines.get(index).is_some_and(|l| l.text.start == byte);
        match index.checked_sub(1) {
            Some(before) if leans_back && self.lines[before].wrapped => before,
            _ => index,
        }
    }

    /// How far right a place is.
    pub fn x_of(&self, stop: Stop) -> f32 {
        let Some(line) = self.lines.get(self.line_of(stop)) else {
            return 0.0;
        };
        let clusters = self.clusters_of(line);
        let begins = || clusters.iter().find(|c| c.start == stop.0);
        let ends = || clusters.iter().find(|c| c.end == stop.0);
        let found = match stop.1 {
            Affinity::Downstream => begins().map(|c| c.edge(true)).or_else(|| ends().map(|c| c.edge(false))),
            Affinity::Upstream => ends().map(|c| c.edge(false)).or_else(|| begins().map(|c| c.edge(true))),
        };
        let inside = || clusters.iter().find(|c| c.start < stop.0 && stop.0 < c.end);
        found.or_else(|| inside().map(|c| c.edge(true))).unwrap_or(line.start_x)
    }

    /// The next place to the left or to the right, if it is in this block.
    ///
    /// Past the end of a line comes the near end of the next, or of the one before in the other
    /// direction. The two ends of a wrapped line's break are often one byte: then one of them is left
    /// out, so that every key press moves.
    pub fn beside(&self, stop: Stop, right: bool) -> Option<Stop> {
        let line = self.line_of(stop);
        let forward = right != self.rtl;
        if let Some(next) = self.beside_on_line(line, stop, right) {
            let at_break = forward && self.lines[line].wrapped && self.end_stop(line, right) == Some(next);
            return match self.end_stop(line + 1, !right) {
                Some(start) if at_break => Some(start),
                _ => Some(next),
            };
        }
        let line = if forward { line + 1 } else { line.checked_sub(1)? };
        let next = self.end_stop(line, !right)?;
        if next.0 == stop.0 { self.beside_on_line(line, next, right).or(Some(next)) } else { Some(next) }
    }

    /// The place at the right or the left end of a line.
    fn end_stop(&self, line: usize, right: bool) -> Option<Stop> {
        let line = self.lines.get(line)?;
        let clusters = self.clusters_of(line);
        let end = if right {
            clusters.last().map(Cluster::right_stop)
        } else {
            clusters.first().map(Cluster::left_stop)
        };
        Some(end.unwrap_or((line.text.start, Affinity::Downstream)))
    }

    fn beside_on_line(&self, line: usize, stop: Stop, right: bool) -> Option<Stop> {
        let clusters = self.clusters_of(self.lines.get(line)?);
        // The gap that the caret is in: the number of clusters to its left.
        let gap = |stop: Stop| {
            clusters.iter().enumerate().find_map(|(i, cluster)| {
                if cluster.left_stop() == stop {
                    Some(i)
                } else if cluster.right_stop() == stop {
                    Some(i + 1)
                } else {
                    None
                }
            })
        };
        let turned = match stop.1 {
            Affinity::Upstream => Affinity::Downstream,
            Affinity::Downstream => Affinity::Upstream,
        };
        let gap = gap(stop).or_else(|| gap((stop.0, turned)))?;
        // What has no width is passed along with the letter behind it, so that every key press shows.
        let seen = |cluster: &&Cluster| cluster.right > cluster.left;
        if right {
            let rest = clusters.get(gap..)?;
            let passed = rest.iter().find(seen).or(rest.last());
            passed.map(Cluster::right_stop)
        } else {
            let rest = clusters.get(..gap)?;
            let passed = rest.iter().rfind(seen).or(rest.first());
            passed.map(Cluster::left_stop)
        }
    }

    /// The ends of a line: where `Home` and `End` go. The end is before the space that a wrapped line
    /// ends with.
    pub fn line_ends(&self, line: usize, text: &str) -> [Stop; 2] {
        let Some(line) = self.lines.get(line) else {
            return [(0, Affinity::Downstream); 2];
        };
        let last = self.clusters_of(line).iter().map(|c| c.end).max();
        let mut end = last.unwrap_or(line.text.start);
        if line.wrapped
            && let Some(text) = text.get(line.text.start as usize..end as usize)
        {
            end = line.text.start + text.trim_end().len() as u32;
        }
        [(line.text.start, Affinity::Downstream), (end, Affinity::Upstream)]
    }

    /// Calls `found` with the line, the left and the right of every stretch that the bytes take up.
    pub fn stretches(&self, range: Range<u32>, mut found: impl FnMut(usize, f32, f32)) {
        if range.is_empty() {
            return;
        }
        let first = self.line_of((range.start, Affinity::Downstream));
        let last = self.line_of((range.end, Affinity::Upstream));
        for index in first..=last {
            let Some(line) = self.lines.get(index) else {
                return;
            };
            let mut open: Option<(f32, f32)> = None;
            for cluster in self.clusters_of(line) {
                if cluster.start < range.end && range.start < cluster.end {
                    let left = open.map_or(cluster.left, |(left, _)| left);
                    open = Some((left, cluster.right));
                } else if let Some((left, right)) = open.take() {
                    found(index, left, right);
                }
            }
            if let Some((left, right)) = open {
                found(index, left, right);
            }
        }
    }
}
