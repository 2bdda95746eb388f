//! Labels above marked words: what tells one mark from another without its colour.

use std::borrow::Cow;
use std::cmp::Ordering;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, FontId, Painter, Rangef, Rect, Stroke, StrokeKind, pos2, vec2};

use super::decorations::{DEEPEST, Decoration, LABEL, NOTE_SIZE};
use super::layout::Document;
use super::paint::PaintContext;

/// A label above the place where a mark begins on a line.
struct Label<'a> {
    top: f32,
    rtl: bool,
    /// Where it begins: at its left, or at its right in a paragraph that is read from there.
    edge: f32,
    lane: u8,
    mark: &'a Decoration,
}

impl PaintContext<'_> {
    /// Writes the note into the room under its line, cut off where the column ends.
    pub(super) fn note(&self, document: &Document, painter: &Painter) {
        let Some((byte, words)) = &self.layers.note else { return };
        let (from, font) = (*byte, FontId::proportional(NOTE_SIZE));
        let mut place = None;
        self.each_area(document, &(from..from + 1), |area| place = Some((self.frame.rect(&area), area.rtl)));
        let Some((line, rtl)) = place else { return };
        let left = self.frame.left;
        let column = Rangef::new(left, left + document.width() / self.frame.pixels_per_point);
        let mut job = LayoutJob::simple_singleline(words.to_string(), font, self.colors.weak_text);
        job.wrap = TextWrapping::truncate_at_width(column.span().max(1.0));
        let galley = painter.layout_job(job);
        // Under the words, moved back where the column has no room for all of it.
        let free = (column.max - galley.size().x).max(column.min);
        let left = if rtl { free.min(line.right() - galley.size().x) } else { line.left().min(free) };
        let room = document.note_height() / self.frame.pixels_per_point;
        let top = line.bottom() - (room + galley.size().y) / 2.0;
        painter.galley(pos2(self.snap(left), self.snap(top)), galley, self.colors.weak_text);
    }

    /// Writes each mark's label above the place where it begins on a line, side by side where several
    /// begin together, the lane nearest to the words first. Of those that lie too deep for a lane of
    /// their own, each line says how many they are.
    pub(super) fn label(
        &self,
        document: &Document,
        marks: &[(usize, Cow<'_, Decoration>)],
        painter: &Painter,
    ) {
        let mut labels: Vec<Label<'_>> = Vec::new();
        for (index, mark) in marks.iter().filter(|(_, mark)| !mark.label.is_empty()) {
            let (lane, first) = (self.layers.marks.lane(*index), labels.len());
            self.each_area(document, &mark.range, |area| {
                let (top, rect) = (self.frame.y(area.top), self.frame.rect(&area));
                let edge = if area.rtl { rect.right() } else { rect.left() };
                match labels.get_mut(first..).and_then(|own| own.last_mut()).filter(|last| last.top == top) {
                    // On one line it begins at the right in a paragraph that is read from there.
                    Some(last) if area.rtl => last.edge = last.edge.max(edge),
                    Some(_) => {}
                    None => labels.push(Label { top, rtl: area.rtl, edge, lane, mark }),
                }
            });
        }
        let order =
            |label: &Label<'_>| (label.top, if label.rtl { -label.edge } else { label.edge }, label.lane);
        labels.sort_by(|a, b| order(a).partial_cmp(&order(b)).unwrap_or(Ordering::Equal));
        for line in labels.chunk_by(|a, b| a.top == b.top) {
            let (shown, deep): (Vec<_>, Vec<_>) = line.iter().partition(|label| label.lane < DEEPEST);
            let mut free = None;
            for label in shown {
                let Label { edge, mark, .. } = *label;
                free = Some(self.write_label(label, free.unwrap_or(edge), &mark.label, mark.color, painter));
            }
            if let Some(first) = deep.first() {
                let (text, color) = (format!("+{}", deep.len()), self.colors.weak_text);
                self.write_label(first, free.unwrap_or(first.edge), &text, color, painter);
            }
        }
    }

    /// Writes `text` where the label begins, or from `free` on if that is further along the line. Gives
    /// where the next one may begin.
    fn write_label(
        &self,
        label: &Label<'_>,
        free: f32,
        text: &str,
        color: Color32,
        painter: &Painter,
    ) -> f32 {
        let font = FontId::proportional(LABEL);
        let words = painter.layout_no_wrap(text.to_owned(), font, self.colors.text);
        let size = vec2(words.size().x + 6.0, LABEL + 3.0);
        let left = if label.rtl { label.edge.min(free) - size.x } else { label.edge.max(free) };
        let rect = Rect::from_min_size(pos2(self.snap(left), self.snap(label.top)), size);
        painter.rect(rect, 2.0, self.colors.label_background, Stroke::new(1.0, color), StrokeKind::Inside);
        let foot = Rect::from_min_max(pos2(rect.left(), rect.bottom() - 2.0), rect.max);
        painter.rect_filled(foot, 0.0, color);
        let at = rect.center() - words.size() / 2.0 - vec2(0.0, 1.0);
        painter.galley(at, words, self.colors.text);
        if label.rtl { rect.left() - 2.0 } else { rect.right() + 2.0 }
    }
}
