//! A whole text: its paragraphs cut into blocks, of which only those in view are ever laid out.
//!
//! Every byte offset here is an offset into the whole text, on a character boundary; every range is
//! half-open. Heights are pixels. A block that has not been seen yet has an estimated height.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::block::{Affinity, BlockLayout, TextStyle, Typesetter};
use super::columns::columns_of;
use super::cut::{Block, cut};
use super::decorations::{self, DEEPEST, Decorations, ROOM};
use super::heights::Heights;
use super::reflow::wrapped_paragraphs;
use super::structure::{BlockLook, Structure};

/// Blocks that stay laid out though they are out of view, so that scrolling back is free.
const KEPT: usize = 96;

/// How a text is to be set. Another setting makes every block be laid out anew.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    /// Ordinary paragraphs.
    pub body: TextStyle,
    /// The paragraphs that are titles.
    pub title: TextStyle,
    /// How many paragraphs, blank ones not counted, are titles.
    pub titles: usize,
    /// The column's width in pixels.
    pub width: f32,
    /// Pixels in a point.
    pub pixels_per_point: f32,
}

/// A place in the text where a caret may stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Caret {
    /// The byte it stands before.
    pub byte: usize,
    /// The side it leans to.
    pub affinity: Affinity,
}

impl Caret {
    /// A caret before the character at `byte`.
    pub fn before(byte: usize) -> Self {
        Self { byte, affinity: Affinity::Downstream }
    }

    /// A caret after the character that ends at `byte`.
    pub fn after(byte: usize) -> Self {
        Self { byte, affinity: Affinity::Upstream }
    }
}

/// A rectangle in pixels, from the text's top left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub left: f32,
    pub right: f32,
    pub top: f64,
    pub bottom: f64,
    pub baseline: f64,
    /// The size of the letters.
    pub em: f32,
    /// Its paragraph is read from the right.
    pub rtl: bool,
}

/// A text and what is known of its layout.
#[derive(Debug)]
pub(super) struct Document {
    text: Arc<str>,
    structure: Arc<Structure>,
    /// Lines that were broken at some width are joined.
    reflows: bool,
    blocks: Vec<Block>,
    heights: Heights,
    /// Where the columns of tables begin, by the first block of each that was looked at.
    columns: HashMap<usize, Option<Arc<[f32]>>>,
    setting: Setting,
    marks: Arc<Decorations>,
    labels: bool,
    /// The byte under whose line there is room for a note.
    note: Option<usize>,
    clock: u64,
    kept: usize,
}

impl Document {
    #[cfg(test)]
    pub fn new(text: Arc<str>, setting: Setting) -> Self {
        Self::structured(text, Arc::default(), false, setting)
    }

    /// A text with the parts that it has; `reflows` joins lines that were broken at some width.
    pub fn structured(text: Arc<str>, structure: Arc<Structure>, reflows: bool, setting: Setting) -> Self {
        let mut joined = if reflows { wrapped_paragraphs(&text) } else { Vec::new() };
        joined.retain(|range| !structure.keeps_lines(range));
        let mut blocks = cut(&text, &joined);
        let looks = structure.looks(blocks.iter().map(|block| &block.range));
        for (block, look) in blocks.iter_mut().zip(looks) {
            block.look = look;
        }
        let mut document = Self {
            blocks,
            text,
            structure,
            reflows,
            heights: Heights::default(),
            columns: HashMap::new(),
            setting,
            marks: Arc::default(),
            labels: false,
            note: None,
            clock: 0,
            kept: 0,
        };
        document.set(setting, true);
        document
    }

    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// Whether this is the text with these parts.
    pub fn is(&self, text: &Arc<str>, structure: &Arc<Structure>, reflows: bool) -> bool {
        (Arc::ptr_eq(&self.text, text) || self.text == *text) && self.is_set_as(structure, reflows)
    }

    fn is_set_as(&self, structure: &Arc<Structure>, reflows: bool) -> bool {
        self.reflows == reflows && (Arc::ptr_eq(&self.structure, structure) || self.structure == *structure)
    }

    /// Changes how the text is set. Says whether that is a change.
    pub fn reset(&mut self, setting: Setting) -> bool {
        let changes = setting != self.setting;
        if changes {
            self.set(setting, false);
        }
        changes
    }

    fn set(&mut self, setting: Setting, new: bool) {
        let mut titles = setting.titles;
        for block in &mut self.blocks {
            block.title = titles > 0;
            if !block.range.is_empty() {
                titles = titles.saturating_sub(1);
            }
            if !new {
                block.layout = None;
            }
        }
        self.setting = setting;
        self.columns.clear();
        self.kept = 0;
        let heights = (0..self.blocks.len()).map(|index| self.estimate(index));
        self.heights = heights.collect();
    }

    /// Says which marks the lines have to make room for, whether for their labels, and under the line of which
    /// byte there is a note.
    pub fn dress(&mut self, marks: &Arc<Decorations>, labels: bool, note: Option<usize>) {
        let note = note.filter(|byte| *byte < self.text.len());
        if note != self.note {
            for byte in [self.note, note].into_iter().flatten() {
                let block = self.block_of(Caret::before(byte));
                self.blocks[block].layout = None;
            }
            self.note = note;
        }
        if labels == self.labels && Arc::ptr_eq(marks, &self.marks) {
            return;
        }
        let needs_room = |marks: &Decorations, labels: bool| labels || marks.deepest() >= ROOM;
        if needs_room(&self.marks, self.labels) || needs_room(marks, labels) {
            for block in &mut self.blocks {
                block.layout = None;
            }
            self.kept = 0;
        }
        self.marks = marks.clone();
        self.labels = labels;
    }

    /// Pushes lines apart for the labels above them, the lanes below them that have no room else, and a note.
    fn make_room(&self, layout: &mut BlockLayout, index: usize) {
        let block = self.range(index);
        let noted = self.note.filter(|byte| block.contains(byte));
        let pages = self.structure.pages_in(&block);
        if !self.labels && self.marks.deepest() < ROOM && noted.is_none() && pages.is_empty() {
            return;
        }
        let (start, em) = (self.blocks[index].range.start, self.em(index));
        let label = ((decorations::LABEL + 4.0) * self.setting.pixels_per_point).round();
        let mut pushed = 0.0;
        for line in &mut layout.lines {
            let text = start + line.text.start as usize..start + line.text.end as usize;
            let deepest = self.marks.deepest_over(&text);
            line.top += pushed;
            if pages.iter().any(|(at, _)| text.contains(at)) {
                pushed += self.page_height();
            }
            if self.labels && deepest.is_some() {
                pushed += label;
            }
            line.baseline += pushed;
            for glyph in &mut layout.glyphs[line.glyphs.start as usize..line.glyphs.end as usize] {
                glyph.y += pushed;
            }
            let lanes = deepest.map_or(0, |lane| lane.min(DEEPEST) + 1);
            pushed += f32::from(lanes.saturating_sub(ROOM)) * decorations::step(em);
            if noted.is_some_and(|byte| text.contains(&byte)) {
                pushed += self.note_height();
            }
            line.bottom += pushed;
        }
        layout.height += pushed;
    }

    /// How high the room for a note is, in pixels.
    pub fn note_height(&self) -> f32 {
        (decorations::NOTE * self.setting.pixels_per_point).round()
    }

    /// How high the room above a line is that begins a page, in pixels.
    pub fn page_height(&self) -> f32 {
        (decorations::PAGE * self.setting.pixels_per_point).round()
    }

    /// How a block is set.
    pub fn look(&self, index: usize) -> BlockLook {
        self.blocks.get(index).map(|block| block.look).unwrap_or_default()
    }

    /// How far a block is set in, in pixels.
    pub fn indent(&self, index: usize) -> f32 {
        let step = self.setting.body.size * self.setting.pixels_per_point * 1.5;
        (f32::from(self.look(index).indent) * step).min(self.setting.width / 2.0).round()
    }

    /// The pages that begin within these bytes.
    pub fn pages_in(&self, range: &Range<usize>) -> &[(usize, Option<u32>)] {
        self.structure.pages_in(range)
    }

    /// The column's width in pixels.
    pub fn width(&self) -> f32 {
        self.setting.width
    }

    fn style(&self, index: usize) -> TextStyle {
        let block = &self.blocks[index];
        if block.title { self.setting.title } else { block.look.style(&self.setting.body) }
    }

    /// Whether a block is set as a title.
    pub fn is_title(&self, index: usize) -> bool {
        self.blocks.get(index).is_some_and(|block| block.title)
    }

    /// The size of a block's letters, in pixels.
    pub fn em(&self, index: usize) -> f32 {
        self.style(index).size * self.setting.pixels_per_point
    }

    fn line_height(&self, index: usize) -> f32 {
        let style = self.style(index);
        (style.size * style.line_height * self.setting.pixels_per_point).round()
    }

    /// The height that a block has if its letters are as wide as letters usually are.
    fn estimate(&self, index: usize) -> f32 {
        let range = self.blocks[index].range.clone();
        let text = self.text.get(range).unwrap_or_default();
        let letters = text.chars().count();
        // Three bytes a letter is how Chinese, Japanese and Korean are written: letters an em wide.
        let ems = if text.len() > 2 * letters { 1.0 } else { 0.49 };
        let em = self.em(index);
        let lines = (letters as f32 * ems * em / self.setting.width.max(em)).ceil();
        self.frame(index, lines * self.line_height(index))
    }

    /// The height of a block with what comes below it. A blank line is a gap, and paragraphs without
    /// one between them get a smaller gap.
    fn frame(&self, index: usize, height: f32) -> f32 {
        let line = self.line_height(index);
        let block = &self.blocks[index].range;
        if block.is_empty() {
            return (line * 0.6).round();
        }
        let gap = match self.blocks.get(index + 1) {
            Some(next) if next.range.start == block.end || next.range.is_empty() => 0.0,
            Some(_) if self.blocks[index].title || self.blocks[index].look.heading > 0 => 0.5,
            Some(_) if self.blocks[index].look.is_close() => 0.12,
            Some(_) => 0.3,
            None => 0.0,
        };
        height.max(line) + (line * gap).round()
    }

    pub fn blocks(&self) -> usize {
        self.blocks.len()
    }

    /// The bytes of a block, without the line end after it.
    pub fn range(&self, index: usize) -> Range<usize> {
        let range = self.blocks.get(index).map(|block| block.range.clone());
        range.unwrap_or(self.text.len()..self.text.len())
    }

    /// Which paragraph a block is in, counted from 1 without blank ones, if the block begins it.
    pub fn begins_paragraph(&self, index: usize) -> Option<u32> {
        let block = self.blocks.get(index)?;
        let goes_on = index > 0 && self.blocks[index - 1].paragraph == block.paragraph;
        (!goes_on).then_some(block.paragraph)
    }

    /// How many paragraphs there are; blank ones do not count.
    pub fn paragraphs(&self) -> u32 {
        self.blocks.last().map_or(0, |block| block.paragraph)
    }

    /// The first byte of a paragraph, counted from 1 without blank ones; the last one's if there are
    /// not so many.
    pub fn paragraph(&self, number: u32) -> usize {
        let at = self.blocks.partition_point(|block| block.paragraph < number);
        let at = at.min(self.blocks.len().saturating_sub(1));
        let last = self.blocks.partition_point(|block| block.paragraph < self.blocks[at].paragraph);
        self.range(last).start
    }

    pub fn top(&self, index: usize) -> f64 {
        self.heights.above(index)
    }

    pub fn height(&self, index: usize) -> f32 {
        self.heights.get(index)
    }

    pub fn total(&self) -> f64 {
        self.heights.total()
    }

    /// About how far down the text a caret is: costs no layout.
    pub fn about(&self, caret: Caret) -> f64 {
        let index = self.block_of(caret);
        let range = self.range(index);
        let into = (caret.byte - range.start) as f64 / range.len().max(1) as f64;
        self.top(index) + into.min(1.0) * f64::from(self.height(index))
    }

    /// The block at `y` and how far into it that is.
    pub fn at(&self, y: f64) -> (usize, f32) {
        self.heights.at(y)
    }

    /// The block that a place is in.
    pub fn block_of(&self, caret: Caret) -> usize {
        let after = self.blocks.partition_point(|block| block.range.start <= caret.byte);
        let index = after.saturating_sub(1);
        let joins_previous = index > 0
            && self.blocks[index].range.start == caret.byte
            && self.blocks[index - 1].range.end == caret.byte;
        if joins_previous && caret.affinity == Affinity::Upstream { index - 1 } else { index }
    }

    /// Lays out a block if it is not, and corrects its height.
    pub fn layout(&mut self, index: usize, typesetter: &mut Typesetter) -> &BlockLayout {
        let index = index.min(self.blocks.len() - 1);
        self.clock += 1;
        self.blocks[index].used = self.clock;
        if self.blocks[index].layout.is_none() {
            let style = self.style(index);
            let indent = self.indent(index);
            let block = &self.blocks[index];
            let text = self.text.get(block.range.clone()).unwrap_or_default();
            let Setting { width, pixels_per_point, .. } = self.setting;
            let stretches = self.structure.stretches(&block.range, text, &style, block.look);
            let width = width - indent;
            let mut layout =
                typesetter.lay_out_stretches(text, &stretches, block.direction, width, pixels_per_point);
            if self.blocks[index].look.row
                && let Some(starts) = self.columns(index, width, typesetter)
            {
                let text = self.text.get(self.blocks[index].range.clone()).unwrap_or_default();
                layout.align_cells(text, &starts, style.size * pixels_per_point);
            }
            if indent > 0.0 && !layout.rtl {
                layout.set_in(indent);
            }
            self.make_room(&mut layout, index);
            let height = self.frame(index, layout.height);
            if self.blocks[index].range.is_empty() {
                squeeze(&mut layout, height);
            }
            self.heights.set(index, height);
            self.blocks[index].layout = Some(Box::new(layout));
            self.kept += 1;
        }
        self.blocks[index].layout.get_or_insert_default()
    }

    /// Where the columns of the table begin that a block is a row of, if they have room side by side.
    fn columns(&mut self, index: usize, width: f32, typesetter: &mut Typesetter) -> Option<Arc<[f32]>> {
        let above = self.blocks[..index].iter().rev().take_while(|block| block.look.row).count();
        let first = index - above;
        if let Some(known) = self.columns.get(&first) {
            return known.clone();
        }
        let rows = self.blocks[first..].iter().take_while(|block| block.look.row);
        let rows = rows.map(|block| self.text.get(block.range.clone()).unwrap_or_default());
        let measure = (width, self.setting.pixels_per_point);
        let found = columns_of(rows, &self.style(first), measure, typesetter);
        self.columns.insert(first, found.clone());
        found
    }

    /// The layout of a block that has one.
    pub fn laid_out(&self, index: usize) -> Option<&BlockLayout> {
        self.blocks.get(index)?.layout.as_deref()
    }

    /// Drops the layouts that were used longest ago. Their heights stay.
    pub fn forget(&mut self) {
        if self.kept <= 2 * KEPT {
            return;
        }
        let oldest = self.clock.saturating_sub(KEPT as u64);
        self.kept = 0;
        for block in &mut self.blocks {
            if block.used <= oldest {
                block.layout = None;
            }
            self.kept += usize::from(block.layout.is_some());
        }
    }

    /// Where a caret stands, as an area without width.
    pub fn caret_area(&mut self, caret: Caret, typesetter: &mut Typesetter) -> Area {
        let index = self.block_of(caret);
        let start = self.range(index).start;
        let stop = ((caret.byte - start) as u32, caret.affinity);
        let layout = self.layout(index, typesetter);
        let x = layout.x_of(stop);
        let (line, rtl) = (&layout.lines[layout.line_of(stop)], layout.rtl);
        let [line_top, bottom, baseline] = [line.top, line.bottom, line.baseline];
        let top = self.top(index);
        Area {
            left: x,
            right: x,
            top: top + f64::from(line_top),
            bottom: top + f64::from(bottom),
            baseline: top + f64::from(baseline),
            em: self.em(index),
            rtl,
        }
    }

    /// The line of a block on which a caret stands, as an area as wide as the column, if the block is laid out.
    pub fn line_area(&self, index: usize, caret: Caret) -> Option<Area> {
        let layout = self.laid_out(index)?;
        let stop = ((caret.byte - self.range(index).start) as u32, caret.affinity);
        let line = layout.lines.get(layout.line_of(stop))?;
        let top = self.top(index);
        Some(Area {
            left: 0.0,
            right: self.setting.width,
            top: top + f64::from(line.top),
            bottom: top + f64::from(line.bottom),
            baseline: top + f64::from(line.baseline),
            em: self.em(index),
            rtl: layout.rtl,
        })
    }

    /// Calls `found` with every area that the bytes take up in a block, from top to bottom, if the block is
    /// laid out.
    pub fn areas_in(&self, index: usize, range: Range<usize>, mut found: impl FnMut(Area)) {
        let Some(layout) = self.laid_out(index) else {
            return;
        };
        let block = self.range(index);
        let start = range.start.clamp(block.start, block.end) - block.start;
        let end = range.end.clamp(block.start, block.end) - block.start;
        if start >= end {
            return;
        }
        let (top, em) = (self.top(index), self.em(index));
        layout.stretches(start as u32..end as u32, |line, left, right| {
            let line = &layout.lines[line];
            found(Area {
                left,
                right,
                top: top + f64::from(line.top),
                bottom: top + f64::from(line.bottom),
                baseline: top + f64::from(line.baseline),
                em,
                rtl: layout.rtl,
            });
        });
    }

    /// The place nearest to a point.
    pub fn hit(&mut self, x: f32, y: f64, typesetter: &mut Typesetter) -> Caret {
        let (index, y) = self.at(y);
        let start = self.range(index).start;
        let layout = self.layout(index, typesetter);
        let (byte, affinity) = layout.stop_at(layout.line_at(y), x);
        Caret { byte: start + byte as usize, affinity }
    }

    /// The first byte of the cluster that is exactly under a point.
    pub fn cluster_under(&mut self, x: f32, y: f64, typesetter: &mut Typesetter) -> Option<usize> {
        let (index, y) = self.at(y);
        let start = self.range(index).start;
        let layout = self.layout(index, typesetter);
        let line = layout.line_at(y);
        if !(layout.lines.get(line)?.top..layout.lines.get(line)?.bottom).contains(&y) {
            return None;
        }
        let cluster = layout.cluster_at(line, x)?;
        Some(start + cluster.start as usize)
    }
}

/// Makes the only line of a blank block as high as the gap that stands for it.
fn squeeze(layout: &mut BlockLayout, height: f32) {
    layout.height = height;
    for line in &mut layout.lines {
        line.top = 0.0;
        line.bottom = height;
        line.baseline = height * 0.8;
    }
}
