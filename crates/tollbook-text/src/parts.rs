//! What shows the parts of a text beside its words: page breaks, the marks of lists, lines of quotations and tables.

use egui::{Align2, FontId, Painter, Rect, pos2};

use super::decorations::LABEL;
use super::layout::{Area, Caret, Document};
use super::paint::PaintContext;
use super::structure::page_label;

impl PaintContext<'_> {
    /// Paints what belongs to the parts of the blocks in view.
    pub(super) fn parts(&self, document: &Document, painter: &Painter) {
        for index in self.blocks.clone() {
            let look = document.look(index);
            let Some(layout) = document.laid_out(index) else { continue };
            let (top, height) = (document.top(index), document.height(index));
            let column = document.width();
            let em = document.em(index);
            // The edge at which the block is set in.
            let edge = |offset: f32| {
                let inset = document.indent(index) - offset * em;
                self.frame.x(if layout.rtl { column - inset } else { inset })
            };
            if look.quote {
                let x = self.snap(edge(0.7));
                let (top, bottom) = (self.frame.y(top), self.frame.y(top + f64::from(height)));
                painter.rect_filled(
                    Rect::from_min_max(pos2(x - 1.0, top), pos2(x + 1.0, bottom)),
                    0.0,
                    self.faint(),
                );
            }
            if look.row {
                let y = self.snap(self.frame.y(top + f64::from(layout.height)));
                let row = Rect::from_min_max(pos2(self.frame.x(0.0), y), pos2(self.frame.x(column), y + 1.0));
                painter.rect_filled(row, 0.0, self.faint());
            }
            if look.begins_item && !begins_with_mark(document, index) {
                let Some(line) = layout.lines.first() else { continue };
                let y = self.frame.y(top + f64::from(line.baseline));
                let size = em / self.frame.pixels_per_point;
                let at = pos2(edge(0.6), y - 0.3 * size);
                painter.circle_filled(at, 0.12 * size, self.colors.weak_text);
            }
            for (at, number) in document.pages_in(&document.range(index)) {
                if let Some(area) = document.line_area(index, Caret::before(*at)) {
                    self.page(document, painter, &area, *number);
                }
            }
        }
    }

    /// A line across the column above the first line of a page, with the number of the page.
    fn page(&self, document: &Document, painter: &Painter, area: &Area, number: Option<u32>) {
        let pixel = 1.0 / self.frame.pixels_per_point;
        let middle = self.snap(self.frame.y(area.top) + document.page_height() * pixel * 0.5);
        let (left, right) = (self.frame.x(0.0), self.frame.x(document.width()));
        let font = FontId::proportional(LABEL);
        let written = painter.text(
            pos2(right, middle),
            Align2::RIGHT_CENTER,
            page_label(number),
            font,
            self.colors.weak_text,
        );
        let line = Rect::from_min_max(pos2(left, middle), pos2(written.left() - 6.0, middle + pixel));
        painter.rect_filled(line, 0.0, self.faint());
    }

    /// The colour of lines that should not be seen before the words.
    fn faint(&self) -> egui::Color32 {
        self.colors.weak_text.gamma_multiply(0.45)
    }
}

/// Whether an item shows its own mark: "- one", "2. two".
fn begins_with_mark(document: &Document, index: usize) -> bool {
    let range = document.range(index);
    let words = document.text().get(range).unwrap_or_default().trim_start();
    let number = words.trim_start_matches(|c: char| c.is_ascii_digit());
    words.starts_with(['-', '*', '+', '•', '–', '—', '◦', '▪', '·', '‣'])
        || number.len() < words.len() && number.starts_with(['.', ')'])
}
