//! The time from an operation's first day to its last, shaded behind the bars.

use super::plot::Plot;
use super::shape::{Area, ColourRole, Drawing, Paint, Stroke, at};
use crate::analysis::timeline::moment;

impl Plot<'_> {
    pub(super) fn draw_active_periods(&self, drawing: &mut Drawing) {
        if !self.chart().view.active_periods {
            return;
        }
        let frame = self.frame();
        for (n, layer) in self.chart().shown() {
            if !self.is_shaded(n) || (layer.begins.is_none() && layer.ends.is_none()) {
                continue;
            }
            let begins = layer.begins.map(|day| self.x(moment(day)));
            // To the end of the last day; what goes on has no right edge.
            let ends = layer.ends.map(|day| self.x(moment(day.tomorrow().unwrap_or(day))));
            let left = begins.unwrap_or(frame.left);
            let right = ends.unwrap_or(frame.right);
            let area = Area { left, right, ..frame }.intersection(&frame);
            let colour = ColourRole::Layer(n);
            drawing.rect(area, Paint { colour, opacity: 0.1 });
            // Not by a shade alone: its edges, and a bar along the top.
            let edge = Paint { colour, opacity: 0.8 };
            drawing.rect(Area { bottom: area.top + 2.0, ..area }, edge);
            for x in [begins, ends].into_iter().flatten().filter(|x| (frame.left..=frame.right).contains(x)) {
                let stroke = Stroke { paint: edge, width: self.hair(), dashes: None };
                drawing.line([at(x, frame.top), at(x, frame.bottom)], stroke);
            }
        }
    }
}
