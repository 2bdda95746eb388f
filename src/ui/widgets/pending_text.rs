//! A text field over text that is a panel's own until a button hands it over.

use eframe::egui::{Key, TextEdit, Ui, WidgetInfo};

/// Shows `text` to be written; answers whether Enter was pressed in it.
pub fn line(ui: &mut Ui, label: &str, hint: &str, width: f32, text: &mut String) -> bool {
    let response = ui.add(TextEdit::singleline(text).hint_text(hint).desired_width(width));
    response.widget_info(|| {
        let mut info = WidgetInfo::text_edit(true, &*text, &*text, hint);
        info.label = Some(label.to_owned());
        info
    });
    response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

/// The same over several lines, as wide as there is room.
pub fn lines(ui: &mut Ui, label: &str, hint: &str, rows: usize, text: &mut String) {
    let field = TextEdit::multiline(text).hint_text(hint).desired_rows(rows).desired_width(f32::INFINITY);
    let response = ui.add(field);
    response.widget_info(|| {
        let mut info = WidgetInfo::text_edit(true, &*text, &*text, hint);
        info.label = Some(label.to_owned());
        info
    });
}
