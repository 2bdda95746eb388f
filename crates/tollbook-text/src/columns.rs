//! The columns of a table: where its cells begin, so that those of one column stand below one another.

use std::sync::Arc;

use egui::Color32;
use parley::BaseDirection;

use super::block::{BlockLayout, Look, Stretch, TextStyle, Typesetter};

/// So many rows of a table are looked through for its longest cells.
const ROWS: usize = 2_000;
/// A table of more columns is set as text.
const MOST: usize = 40;
/// How much room is between two columns, in ems.
const GAP: f32 = 1.6;
/// How much is left between two cells where one is wider than its column, in ems.
const LEAST: f32 = 0.5;

/// Where the columns of a table begin, in pixels: its rows have tabs between their cells. `None` where they have no room
/// side by side in `width`.
pub(super) fn columns_of<'t>(
    rows: impl Iterator<Item = &'t str>,
    style: &TextStyle,
    (width, pixels_per_point): (f32, f32),
    typesetter: &mut Typesetter,
) -> Option<Arc<[f32]>> {
    let mut longest: Vec<(usize, &str)> = Vec::new();
    for row in rows.take(ROWS) {
        for (column, cell) in row.split('\t').enumerate().take(MOST + 1) {
            let letters = cell.chars().count();
            match longest.get_mut(column) {
                Some(known) if known.0 >= letters => {}
                Some(known) => *known = (letters, cell),
                None => longest.push((letters, cell)),
            }
        }
    }
    let em = style.size * pixels_per_point;
    // What has no room by far need not be measured.
    let letters: usize = longest.iter().map(|(letters, _)| letters).sum();
    if !(2..=MOST).contains(&longest.len()) || letters as f32 * em * 0.25 > width {
        return None;
    }
    let mut starts = Vec::with_capacity(longest.len());
    let mut x = 0.0;
    for (_, cell) in longest {
        starts.push(x);
        // Heads of columns are bold, and as wide as any cell of as many letters.
        let style = TextStyle { bold: true, ..*style };
        let stretch =
            Stretch { range: 0..cell.len(), style, color: Color32::PLACEHOLDER, look: Look::default() };
        let layout = typesetter.shape(cell, &[stretch], BaseDirection::Auto, None, pixels_per_point);
        x += layout.full_width() + GAP * em;
    }
    (x - GAP * em <= width).then(|| starts.into())
}

impl BlockLayout {
    /// Moves the cells of a row to where their columns begin. `text` is the row's; a row of several lines, or one that is
    /// read from the right in part, stays as it is.
    pub fn align_cells(&mut self, text: &str, starts: &[f32], em: f32) {
        if self.rtl || self.lines.len() != 1 || self.clusters.iter().any(|cluster| cluster.rtl) {
            return;
        }
        let mut starts = starts.iter().skip(1);
        let mut shift = 0.0;
        // From which place on glyphs are moved, and how far.
        let mut moves: Vec<(f32, f32)> = Vec::new();
        for cluster in &mut self.clusters {
            let is_tab = text.as_bytes().get(cluster.start as usize) == Some(&b'\t');
            let (left, right) = (cluster.left, cluster.right);
            cluster.left += shift;
            if is_tab && let Some(start) = starts.next() {
                shift = start.max(cluster.left + LEAST * em) - right;
                moves.push(((left + right) / 2.0, shift));
            }
            cluster.right = right + shift;
        }
        for glyph in &mut self.glyphs {
            let last = moves.partition_point(|(from, _)| *from <= glyph.x);
            glyph.x += last.checked_sub(1).map_or(0.0, |last| moves[last].1);
        }
    }
}
