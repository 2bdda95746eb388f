//! A table: headings that sort and can be made wider, and rows of which only those in view are made. One row is
//! a stop of Tab; the arrows go from row to row.

pub mod columns;
pub mod rows;

pub use columns::{Column, Columns, Heading, cut, sorted_by};
pub use rows::{Rows, Spec, Stop};

use eframe::egui::{Response, TextEdit, Ui, WidgetInfo};

/// How wide the field that filters rows is.
const FILTER: f32 = 190.0;

/// The field for the words that rows must hold, by its name; `hint` stands in it while it is empty.
pub fn filter(ui: &mut Ui, name: &str, hint: &str, words: &mut String) -> Response {
    let width = FILTER.min(ui.available_width());
    let response = ui.add(TextEdit::singleline(words).hint_text(hint).desired_width(width));
    response.widget_info(|| {
        let mut info = WidgetInfo::text_edit(true, &*words, &*words, hint);
        info.label = Some(name.to_owned());
        info
    });
    response
}
