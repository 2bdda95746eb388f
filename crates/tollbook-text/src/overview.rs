//! Beside the scroll bar: where in the whole text marks lie, and words that were looked for.

use std::ops::Range;
use std::sync::Arc;

use egui::epaint::Mesh;
use egui::{Color32, Rect, Shape, Ui, pos2, vec2};

use super::decorations::{Decorations, Layers};
use super::layout::{Caret, Document};
use super::options::Options;
use super::view::TextView;

/// The room that it takes, in points.
pub(super) const WIDTH: f32 = COLUMN * COLUMNS as f32 + 1.0;

const COLUMN: f32 = 3.0;

/// The first lanes have a column each, all deeper ones the last.
const COLUMNS: usize = 3;

/// The strip as it was drawn last, and what for.
#[derive(Debug, Default)]
pub(super) struct Overview {
    key: Option<Key>,
    mesh: Arc<Mesh>,
}

#[derive(Clone, Debug)]
struct Key {
    marks: Arc<Decorations>,
    found: Arc<[Range<usize>]>,
    room: Rect,
    /// The height of the text in pixels: it changes while more of the text is seen.
    total: f64,
    color: Color32,
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.marks, &other.marks)
            && Arc::ptr_eq(&self.found, &other.found)
            && (self.room, self.total, self.color) == (other.room, other.total, other.color)
    }
}

impl TextView {
    pub(super) fn show_overview(&mut self, ui: &Ui, room: Rect, layers: &Layers<'_>, options: &Options) {
        let Some(document) = &self.document else { return };
        let key = Key {
            marks: layers.marks.clone(),
            found: layers.matches.clone(),
            room,
            total: document.total().round(),
            color: options.colors.text,
        };
        if self.overview.key.as_ref() != Some(&key) {
            self.overview.mesh = Arc::new(draw(document, &key));
            self.overview.key = Some(key);
        }
        ui.painter().add(Shape::Mesh(self.overview.mesh.clone()));
    }
}

fn draw(document: &Document, key: &Key) -> Mesh {
    let rows = key.room.height().max(1.0) as usize;
    let scale = rows as f64 / document.total().max(1.0);
    let row = |byte: usize| ((document.about(Caret::before(byte)) * scale) as usize).min(rows - 1);
    let mut columns = vec![[None::<Color32>; COLUMNS]; rows];
    for (mark, lane) in key.marks.iter().filter(|(mark, _)| !mark.range.is_empty()) {
        let column = usize::from(lane).min(COLUMNS - 1);
        let (first, last) = (row(mark.range.start), row(mark.range.end));
        for row in &mut columns[first..=last.max(first)] {
            row[column].get_or_insert(mark.color);
        }
    }
    let mut mesh = Mesh::default();
    let at = |row: usize, column: usize| key.room.min + vec2(column as f32 * COLUMN, row as f32);
    for (row, columns) in columns.iter().enumerate() {
        for (column, color) in columns.iter().enumerate() {
            if let Some(color) = color {
                // Two points high at least, or a mark in a long text could not be seen.
                mesh.add_colored_rect(Rect::from_min_size(at(row, column), vec2(COLUMN - 1.0, 2.0)), *color);
            }
        }
    }
    let mut before = None;
    for found in key.found.iter() {
        let row = row(found.start);
        if before != Some(row) {
            before = Some(row);
            let min = at(row, 0);
            mesh.add_colored_rect(Rect::from_min_max(min, pos2(key.room.right(), min.y + 1.0)), key.color);
        }
    }
    mesh
}
