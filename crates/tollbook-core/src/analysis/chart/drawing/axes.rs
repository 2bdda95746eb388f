//! The axes: whole numbers upward, periods to the right, and the lines of the grid.

use super::plot::Plot;
use super::shape::{Anchor, Area, ColourRole, Drawing, Font, Label, Measure, Stroke, at};
use crate::analysis::chart::axis::Times;
use crate::analysis::wording;

/// Between the frame and what is written beside it, in points.
const BESIDE: f64 = 6.0;
/// Between the frame and what is written below it, in points.
const BELOW: f64 = 4.0;

impl Plot<'_> {
    /// How wide the counts are that stand beside the axis.
    pub(super) fn gutter(&self, measure: Measure<'_>) -> f64 {
        let font = Font::regular(self.request.text);
        measure(&wording::grouped(self.counts.top), font) + BESIDE + 2.0
    }

    /// The height of the two rows of periods below the axis.
    pub(super) fn foot(text: f64) -> f64 {
        BELOW + 2.0 * Font::regular(text).line_height()
    }

    /// The grid, the counts and, with `times`, the periods.
    pub(super) fn draw_axes(&self, with_times: bool, measure: Measure<'_>) -> Drawing {
        let (frame, font) = (self.frame(), Font::regular(self.request.text));
        let mut drawing = Drawing::default();
        let grid = Stroke::solid(ColourRole::Grid, 0.6);
        for count in self.counts.marks() {
            let y = self.y(count);
            drawing.line([at(frame.left, y), at(frame.right, y)], grid);
            let place = (frame.left - BESIDE, y - font.line_height() / 2.0);
            let text = wording::grouped(count);
            drawing.labels.push(Label::below(text, place, Anchor::End, font, ColourRole::Ink, measure));
        }
        let width = |text: &str| measure(text, font) as f32;
        let times = Times::lay_out(self.span(), self.grain(), frame.width() as f32, &width);
        for year in &times.years {
            let x = frame.left + f64::from(*year);
            drawing.line([at(x, frame.top), at(x, frame.bottom)], grid);
        }
        for label in times.labels.into_iter().filter(|_| with_times) {
            let row = if label.second_row { font.line_height() } else { 0.0 };
            let place = (frame.left + f64::from(label.middle), frame.bottom + BELOW + row);
            drawing.labels.push(Label::below(
                label.text,
                place,
                Anchor::Middle,
                font,
                ColourRole::Ink,
                measure,
            ));
        }
        drawing
    }

    /// The line on which the bars stand.
    pub(super) fn draw_ground(&self, drawing: &mut Drawing) {
        let Area { left, right, bottom, .. } = self.frame();
        drawing.line([at(left, bottom), at(right, bottom)], Stroke::solid(ColourRole::Soft, 1.0));
    }
}
