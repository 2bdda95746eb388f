//! A row of a list: a line, a softer line below, a figure at the right; all of it can be clicked.

use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{Align, Color32, FontFamily, FontId, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::ui::theme::{self, Palette, size, space};
use crate::ui::widgets::row_background;

/// What a row says.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// The first line.
    pub title: &'a str,
    /// The line below; blank for none.
    pub detail: &'a str,
    /// At the right of the first line; blank for none.
    pub figure: &'a str,
    /// The name by which it is heard and found.
    pub name: &'a str,
    /// Whether it is selected.
    pub selected: bool,
    /// How far it stands in, in points.
    pub indent: f32,
    /// Whether the first line is what an article says.
    pub is_quote: bool,
}

impl Row<'_> {
    /// How high a row with a second line is.
    pub const HEIGHT: f32 = 42.0;
    const LOW: f32 = 26.0;

    /// Shows the row over the whole width.
    pub fn show(&self, ui: &mut Ui) -> Response {
        let height = if self.detail.is_empty() { Self::LOW } else { Self::HEIGHT };
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
        response
            .widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), self.selected, self.name));
        if !ui.is_rect_visible(rect) {
            return response;
        }
        let palette = Palette::for_ui(ui);
        let painter = ui.painter();
        row_background::paint_row_background(ui, rect, &response, self.selected);
        let left = rect.left() + space::SMALL + self.indent;
        let mut right = rect.right() - space::SMALL;
        let top = rect.top() + 5.0;
        let line = |text: &str, size: f32, family: FontFamily, colour: Color32, width: f32| {
            let format = TextFormat {
                font_id: FontId::new(size, family),
                color: colour,
                italics: false,
                valign: Align::Center,
                ..TextFormat::default()
            };
            let mut job = LayoutJob::single_section(text.replace(['\n', '\r'], " "), format);
            job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
            painter.layout_job(job)
        };
        if !self.figure.is_empty() {
            let width = (right - left) / 2.0;
            let galley = line(self.figure, size::BODY, theme::semibold(), palette.text, width);
            right -= galley.size().x;
            painter.galley(pos2(right, top), galley, palette.text);
            right -= space::MEDIUM;
        }
        let ink = if self.is_quote { palette.weak_text } else { palette.text };
        let quoted;
        let title = if self.is_quote {
            quoted = format!("“{}”", self.title.trim());
            &quoted
        } else {
            self.title
        };
        let galley = line(title, size::BODY, FontFamily::Proportional, ink, right - left);
        let below = top + galley.size().y + 1.0;
        painter.galley(pos2(left, top), galley, ink);
        if !self.detail.is_empty() {
            let width = rect.right() - space::SMALL - left;
            let galley = line(self.detail, size::SMALL, FontFamily::Proportional, palette.weak_text, width);
            painter.galley(pos2(left, below), galley, palette.weak_text);
        }
        response
    }
}
