//! The margin left of the column: marks that go on beyond the window's edges, and the numbers of
//! paragraphs.

use egui::text::{LayoutJob, TextWrapping};
use egui::{Align2, Color32, FontId, Id, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::decorations::{LABEL, Layers};
use super::layout::Caret;
use super::options::Options;
use super::view::TextView;

/// From one bar to the next, in points.
const STEP: f32 = 6.0;

/// How wide a bar is, in points.
const BAR: f32 = 3.0;

impl TextView {
    pub(super) fn show_margin(
        &mut self,
        ui: &mut Ui,
        id: Id,
        rect: Rect,
        layers: &Layers<'_>,
        options: &Options,
    ) {
        let numbers = if options.paragraph_numbers { self.number_paragraphs(ui, rect, options) } else { 0.0 };
        let visible = self.visible();
        if visible.is_empty() {
            return;
        }
        let mut beyond = Vec::new();
        for (above, byte) in [(true, visible.start), (false, visible.end - 1)] {
            layers.marks.over(&(byte..byte + 1), |index| {
                let goes_on = layers.marks.get(index).is_some_and(|mark| {
                    if above { mark.range.start < visible.start } else { mark.range.end > visible.end }
                });
                if goes_on {
                    beyond.push((above, index));
                }
            });
        }
        let right = self.frame.left - 6.0 - numbers;
        let fit = (((right - rect.left()) / STEP).floor().max(1.0)) as usize;
        // The lane nearest to the words is nearest to them here as well.
        let mut columns: Vec<(u8, usize)> =
            beyond.iter().map(|(_, index)| (layers.marks.lane(*index), *index)).collect();
        columns.sort_unstable();
        columns.dedup();
        columns.truncate(fit);
        self.write_margin(ui, rect, right - columns.len() as f32 * STEP, layers, options);
        for (above, index) in beyond {
            if let Some(column) = columns.iter().position(|(_, other)| *other == index) {
                let x = right - column as f32 * STEP - BAR / 2.0;
                self.bar(ui, id.with(("beyond", above, index)), rect, x, above, index, layers);
            }
        }
    }

    /// A bar along the lines of a mark that are in view, with a point at the edge that it runs past.
    #[expect(clippy::too_many_arguments, reason = "a bar is known by all of these")]
    fn bar(
        &mut self,
        ui: &mut Ui,
        id: Id,
        rect: Rect,
        x: f32,
        above: bool,
        index: usize,
        layers: &Layers<'_>,
    ) {
        let Some(mark) = layers.marks.get(index) else { return };
        let Some(words) = self.anchor_for(mark.range.clone()) else { return };
        let (top, bottom) = (words.top().max(rect.top()), words.bottom().min(rect.bottom()));
        let bar = Rect::from_min_max(pos2(x - BAR / 2.0, top), pos2(x + BAR / 2.0, bottom));
        let response = ui.interact(bar.expand2(vec2(1.5, 0.0)), id, Sense::CLICK | Sense::HOVER);
        let says = format!("{} goes on {}", mark.name, if above { "above" } else { "below" });
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &says));
        let painter = ui.painter_at(rect);
        painter.rect_filled(bar, 0.0, mark.color);
        let (tip, foot) = if above { (top, top + 6.0) } else { (bottom, bottom - 6.0) };
        let point = vec![pos2(x, tip), pos2(x - STEP / 2.0, foot), pos2(x + STEP / 2.0, foot)];
        painter.add(Shape::convex_polygon(point, mark.color, Stroke::NONE));
        if response.on_hover_text(format!("{says}; click to go there")).clicked() {
            let byte = if above { mark.range.start } else { mark.range.end };
            self.scroll_to(byte..byte);
        }
    }

    /// Writes the short words of the margin so that they end at `right`, those of one line side by side.
    fn write_margin(&mut self, ui: &Ui, rect: Rect, right: f32, layers: &Layers<'_>, options: &Options) {
        let visible = self.visible();
        let Some(document) = &mut self.document else { return };
        let from = layers.margin.partition_point(|(byte, _)| *byte < visible.start);
        let mut lines: Vec<(f32, String)> = Vec::new();
        for (byte, words) in layers.margin[from..].iter().take_while(|(byte, _)| *byte < visible.end) {
            let area = document.caret_area(Caret::before(*byte), &mut self.typesetter);
            let y = self.frame.y(area.baseline);
            match lines.last_mut().filter(|(line, _)| *line == y) {
                Some((_, line)) => {
                    line.push(' ');
                    line.push_str(words);
                }
                None => lines.push((y, words.to_string())),
            }
        }
        let painter = ui.painter_at(rect);
        let (font, color) = (FontId::proportional(LABEL), options.colors.weak_text);
        for (y, words) in lines {
            // Where there is little room, the beginning is what is seen; nothing lies over the text.
            let mut job = LayoutJob::simple_singleline(words, font.clone(), color);
            job.wrap = TextWrapping::truncate_at_width((right - rect.left()).max(0.0));
            let galley = painter.layout_job(job);
            let at = pos2((right - galley.size().x).max(rect.left()), y + 2.0 - galley.size().y);
            painter.galley(at, galley, color);
        }
    }

    /// Writes the number of each paragraph beside its first line. Gives the room that they take.
    fn number_paragraphs(&self, ui: &Ui, rect: Rect, options: &Options) -> f32 {
        let Some(document) = &self.document else { return 0.0 };
        let painter = ui.painter_at(rect);
        let mut room: f32 = 0.0;
        for index in self.blocks.clone() {
            let (Some(number), Some(layout)) = (document.begins_paragraph(index), document.laid_out(index))
            else {
                continue;
            };
            let Some(line) = layout.lines.first().filter(|_| number > 0) else { continue };
            let y = self.frame.y(document.top(index) + f64::from(line.baseline));
            let color: Color32 = options.colors.weak_text;
            let at = pos2(self.frame.left - 8.0, y + 2.0);
            let font = FontId::proportional(LABEL);
            let written = painter.text(at, Align2::RIGHT_BOTTOM, number, font, color);
            room = room.max(written.width() + 8.0);
        }
        room
    }
}
