//! Going to a paragraph by its number.

use crate::ui::widgets::labels::CLOSE;
use eframe::egui::{self, Key, Modifiers, Ui};

use crate::ui::theme::{self, Palette, space};
use tollbook_text::TextView;

/// The label of a control, by which tests find it.
pub const GO_TO_PARAGRAPH: &str = "Go to paragraph";

/// The field for the number, while it is open.
#[derive(Debug, Default)]
pub(super) struct GoTo {
    typed: Option<String>,
    wants_focus: bool,
}

impl GoTo {
    /// Opens the field.
    pub fn open(&mut self) {
        self.typed = Some(String::new());
        self.wants_focus = true;
    }

    /// Whether the field is open.
    pub fn is_open(&self) -> bool {
        self.typed.is_some()
    }

    /// Shows the field while it is open, and brings the view to the paragraph.
    pub fn show(&mut self, ui: &mut Ui, view: &mut TextView) {
        let Some(typed) = &mut self.typed else { return };
        let last = view.paragraphs();
        let [mut go, mut close] = [false; 2];
        ui.horizontal_wrapped(|ui| {
            let label = ui.label(GO_TO_PARAGRAPH);
            let field = egui::TextEdit::singleline(typed).desired_width(64.0).hint_text(format!("1–{last}"));
            let response = ui.add(field).labelled_by(label.id);
            if std::mem::take(&mut self.wants_focus) {
                response.request_focus();
            }
            if response.lost_focus() {
                go = ui.input(|input| input.key_pressed(Key::Enter));
                close = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
            }
            let number = read(typed, last);
            if !typed.trim().is_empty()
                && let Err(why) = &number
            {
                ui.label(egui::RichText::new(why).color(Palette::for_ui(ui).error));
            } else {
                ui.label(theme::remark(ui, format!("of {last}; Enter goes there, Esc stays")));
            }
            close |= ui.small_button(CLOSE).clicked();
            match number {
                Ok(number) if go => {
                    if let Some(byte) = view.paragraph(number) {
                        view.select(byte..byte);
                        view.begin_at(byte);
                    }
                    close = true;
                }
                _ if go => self.wants_focus = true,
                _ => {}
            }
        });
        ui.add_space(space::SMALL);
        if close {
            self.typed = None;
            view.request_focus();
        }
    }
}

fn read(typed: &str, last: u32) -> Result<u32, String> {
    let number = typed.trim().parse::<u32>().ok().filter(|number| (1..=last).contains(number));
    number.ok_or_else(|| format!("Type a number from 1 to {last}."))
}
