//! Bringing articles into the folder: a page to paste one, and the question what to do with what was dropped.

use crate::ui::widgets::labels::CANCEL;
use eframe::egui::{self, Button, Context, Event, Grid, ScrollArea, TextEdit, Ui, ViewportCommand, vec2};

use crate::ui::theme::{self, Palette, space};
use crate::ui::widgets::{catalogue, centred, modal, room};
use tollbook_core::analysis::wording::counted;
use tollbook_core::extract::date::parse_typed;
use tollbook_files::collecting::NewArticle;
use tollbook_files::reading::document::Metadata;
use tollbook_files::reading::head;
use tollbook_state::{Action, AppState, InputAction, ProjectAction, Workspace};

/// The title of the page for a pasted article.
pub const TITLE: &str = "New article";
/// The button that writes the article.
pub const SAVE: &str = "Save in the folder";
/// The field of the text.
pub const TEXT: &str = "Text of the article";
/// The button that copies dropped files.
pub const COPY: &str = "Copy into this project's folder";
/// The button that opens a dropped folder.
pub const OPEN: &str = "Open the folder instead";

/// How wide the fields are, in points.
const WIDTH: f32 = 560.0;

/// What the page keeps from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    /// Whether the page is shown.
    pub open: bool,
    article: NewArticle,
    /// The text from which the fields were filled.
    read: String,
    problem: Option<String>,
    was_open: bool,
}

impl State {
    /// Opens the page, and asks the system for what is on the clipboard.
    pub fn paste(&mut self, context: &Context) {
        self.open = true;
        context.send_viewport_cmd(ViewportCommand::RequestPaste);
    }

    /// Opens the page with a text.
    pub fn open_with(&mut self, text: String) {
        self.open = true;
        self.article.text = text;
    }

    /// Fills the fields that are blank or were filled before with what the text says of itself.
    fn read_head(&mut self) {
        if self.article.text == self.read {
            return;
        }
        let before = head(&self.read, "", &Metadata::default());
        let now = head(&self.article.text, "", &Metadata::default());
        self.read.clone_from(&self.article.text);
        let date = |head: &tollbook_files::reading::Head| {
            head.published.as_ref().map_or_else(String::new, |published| published.range.to_string())
        };
        for (field, before, now) in [
            (&mut self.article.title, before.title.words.clone(), now.title.words.clone()),
            (&mut self.article.date, date(&before), date(&now)),
            (&mut self.article.source, before.source.words.clone(), now.source.words.clone()),
        ] {
            if field.is_empty() || *field == before {
                *field = now;
            }
        }
    }
}

/// Shows the page, and the question about what was dropped.
pub fn show(context: &Context, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let Some(open) = &state.workspace else {
        *local = State::default();
        return;
    };
    if !open.input.dropped.is_empty() {
        dropped(context, open, actions);
    }
    if !local.open {
        local.was_open = false;
        return;
    }
    let mut shown = !catalogue::escaped(context);
    let mut saved = false;
    centred(context, TITLE)
        .default_size(vec2(WIDTH + 40.0, 470.0).min(room(context)))
        .resizable(false)
        .open(&mut shown)
        .show(context, |ui| saved = page(ui, open, local, actions));
    local.was_open = true;
    if saved {
        *local = State::default();
    } else if !shown {
        // What was typed is there when the page is opened again.
        local.open = false;
    }
}

fn page(ui: &mut Ui, open: &Workspace, local: &mut State, actions: &mut Vec<Action>) -> bool {
    let width = WIDTH.min(room(ui.ctx()).x);
    ui.set_width(width);
    // Pasted anywhere in the page, a text is the article's, unless a field has the keyboard.
    if !ui.ctx().text_edit_focused() {
        let pasted = ui.input_mut(|input| {
            let is_paste = |event: &Event| matches!(event, Event::Paste(_));
            let at = input.events.iter().position(is_paste)?;
            match input.events.remove(at) {
                Event::Paste(text) => Some(text),
                _ => None,
            }
        });
        if let Some(text) = pasted {
            local.article.text = text;
        }
    }
    let rows = ((room(ui.ctx()).y - 300.0) / 18.0).clamp(5.0, 12.0) as usize;
    ScrollArea::vertical().id_salt("pasted text").max_height(rows as f32 * 18.0).show(ui, |ui| {
        let field = TextEdit::multiline(&mut local.article.text)
            .hint_text("Paste the article here")
            .desired_rows(rows)
            .desired_width(f32::INFINITY);
        let response = ui.add(field);
        response.widget_info(|| {
            let mut info =
                egui::WidgetInfo::text_edit(true, "", &local.article.text, "Paste the article here");
            info.label = Some(TEXT.to_owned());
            info
        });
        if !local.was_open {
            response.request_focus();
        }
    });
    local.read_head();
    ui.add_space(space::SMALL);
    Grid::new("new article").num_columns(2).spacing([space::MEDIUM, space::SMALL]).show(ui, |ui| {
        let article = &mut local.article;
        for (label, hint, value) in [
            ("Title", "Headline", &mut article.title),
            ("Date", "2023-08-28, or 2023-08", &mut article.date),
            ("Source", "Who published it", &mut article.source),
            ("Address", "https://…", &mut article.url),
        ] {
            let name = ui.label(label);
            ui.add(TextEdit::singleline(value).hint_text(hint).desired_width(width - 90.0))
                .labelled_by(name.id);
            ui.end_row();
        }
    });
    if let Some(problem) = &local.problem {
        ui.label(egui::RichText::new(problem).color(Palette::for_ui(ui).error));
    }
    ui.add_space(space::SMALL);
    let mut saved = false;
    ui.horizontal(|ui| {
        let has_text = !local.article.text.trim().is_empty();
        if ui.add_enabled(has_text, Button::new(theme::strong(SAVE))).clicked() {
            match finished(&local.article) {
                Ok(article) => {
                    actions.push(Action::Input(InputAction::AddArticle(article)));
                    saved = true;
                }
                Err(why) => local.problem = Some(why),
            }
        }
        ui.label(theme::remark(ui, format!("As a .md file in {}", open.folder.display())));
    });
    saved
}

/// The article with its date as it is written in files.
fn finished(article: &NewArticle) -> Result<NewArticle, String> {
    let date = parse_typed(&article.date, None, None)?;
    let date = date.map_or_else(String::new, |date| date.to_string());
    Ok(NewArticle { date, ..article.clone() })
}

fn dropped(context: &Context, open: &Workspace, actions: &mut Vec<Action>) {
    let files = &open.input.dropped;
    // What has no ending is rather a folder.
    let is_folder = |file: &&std::path::PathBuf| file.extension().is_none_or(|ending| ending.len() > 5);
    let folder = files.first().filter(|_| files.len() == 1).filter(is_folder);
    let response = modal(context, "dropped", "Bring articles in", 480.0, |ui| {
        let names: Vec<String> = files
            .iter()
            .take(4)
            .map(|file| file.file_name().unwrap_or_default().to_string_lossy().into_owned())
            .collect();
        let more = if files.len() > names.len() {
            format!(" and {} more", files.len() - names.len())
        } else {
            String::new()
        };
        ui.label(format!("{}: {}{more}", counted(files.len(), "item"), names.join(", ")));
        ui.label(theme::remark(
            ui,
            format!("Copies are made in {}. The originals stay where they are.", open.folder.display()),
        ));
        ui.add_space(space::SMALL);
        ui.horizontal(|ui| {
            if ui.button(theme::strong(COPY)).clicked() {
                actions.push(Action::Input(InputAction::AddFiles(files.clone())));
            }
            if let Some(folder) = folder
                && ui.button(OPEN).clicked()
            {
                actions.push(Action::Input(InputAction::LeaveDropped));
                actions.push(Action::Project(ProjectAction::Open(folder.clone())));
            }
            if ui.button(CANCEL).clicked() {
                actions.push(Action::Input(InputAction::LeaveDropped));
            }
        });
    });
    if response.should_close() {
        actions.push(Action::Input(InputAction::LeaveDropped));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_follow_the_text_until_they_are_typed_into() {
        let mut local = State::default();
        local.open_with("Shots at the ferry\nKarsa Daily News\n3 April 2014\n\nTwo guards were hurt when shots were fired.".to_owned());
        local.read_head();
        let article = &local.article;
        assert_eq!(
            [article.title.as_str(), article.date.as_str(), article.source.as_str()],
            ["Shots at the ferry", "2014-04-03", "Karsa Daily News"]
        );
        local.article.source = "Karsa News".to_owned();
        local.article.text = local.article.text.replace("Shots at", "Fire on");
        local.read_head();
        assert_eq!(local.article.title, "Fire on the ferry");
        assert_eq!(local.article.source, "Karsa News", "what was typed stays");
        local.article.date = "28 Aug 2023".to_owned();
        assert_eq!(finished(&local.article).unwrap().date, "2023-08-28");
        local.article.date = "some day".to_owned();
        assert!(finished(&local.article).is_err());
    }
}
