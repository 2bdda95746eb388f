//! The reader: an article's head, its text, and its annotations under the words.

use std::ops::Range;

use eframe::egui::{self, Align, Layout, Rect, Ui};

use super::text::{Colors, Decoration, Options, Style, TextView, lanes};
use super::theme::{self, Palette, size, space};
use super::{field, find_bar};
use crate::lexicon;
use crate::model::{AnnotationId, ArticleId, PublishedBasis};
use crate::state::action::ArticleEdit;
use crate::state::library::Text;
use crate::state::workspace::Workspace;
use crate::state::{Action, AppState};

/// What the reader keeps between frames.
#[derive(Default)]
pub struct State {
    view: TextView,
    shown: Option<ArticleId>,
    revealed: u64,
    /// What the annotations looked like when the decorations were made.
    drawn_for: Option<(ArticleId, u64, bool)>,
    decorations: Vec<Decoration>,
    annotations: Vec<AnnotationId>,
    selected: Option<AnnotationId>,
    date_problem: Option<String>,
    /// Whether the keyboard still has to come to the date that is to be corrected.
    correcting: bool,
    /// The bar to look for words with.
    pub find: find_bar::State,
    /// Whether the text is to have the keyboard.
    pub focus: bool,
}

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("State").field("shown", &self.shown).finish_non_exhaustive()
    }
}

/// What the window needs to know of the reader.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Where the selected annotation's words are on the screen, if they are in view.
    pub anchor: Option<Rect>,
    /// Whether the text has the keyboard.
    pub has_focus: bool,
}

/// Shows the open article.
pub fn show(ui: &mut Ui, state: &AppState, local: &mut State, actions: &mut Vec<Action>) -> Shown {
    let nothing = Shown { anchor: None, has_focus: false };
    let Some(open) = &state.workspace else { return nothing };
    let Some(id) = open.selection.article else {
        empty(ui, state, open);
        return nothing;
    };
    head(ui, open, id, local, actions);
    ui.separator();
    let text = match open.text(id) {
        Text::Here(text) => text,
        Text::Stored(_) => {
            ui.label(theme::remark(ui, "Fetching the text from the project file…"));
            return nothing;
        }
        Text::None => {
            ui.label("The file of this article is gone, and its text was never stored.");
            return nothing;
        }
    };
    local.refresh(ui, open, id, &text);
    if local.shown != Some(id) {
        local.shown = Some(id);
        local.view.reset();
        local.view.request_focus();
        local.selected = None;
    }
    if std::mem::take(&mut local.focus) {
        local.view.request_focus();
    }
    let in_text = ui.memory(|memory| memory.has_focus(TextView::id(ui)));
    local.view.light(find_bar::show(ui, open, &text, &mut local.find, in_text, actions));
    let (wish, span) = &open.selection.reveal;
    if *wish != local.revealed {
        local.revealed = *wish;
        if let Some(span) = span {
            local.view.scroll_to(span.clone());
            if open.selection.span.as_ref() == Some(span) {
                local.view.select(span.clone());
            }
        }
    }
    // A mark that was just made takes the place of the selection.
    if open.selection.annotation != local.selected {
        local.selected = open.selection.annotation;
        if open.selection.span.is_none() {
            local.view.collapse();
        }
    }
    let options = options(ui, open, id, &text);
    let shown = local.view.show(ui, &text, &local.decorations, &options);
    if shown.selection != open.selection.span && (shown.changed || shown.selection.is_none()) {
        actions.push(Action::Select(shown.selection.clone()));
    }
    if shown.selection.is_none()
        && shown.clicked.is_some()
        && let Some(&innermost) = shown.hovered_decorations.first()
        && let Some(&annotation) = local.annotations.get(innermost)
    {
        actions.push(Action::ShowAnnotation(annotation));
    }
    // The card says it already.
    let said = open.selection.card;
    if !shown.hovered_decorations.is_empty() && shown.selection.is_none() && !said {
        let over: Vec<AnnotationId> =
            shown.hovered_decorations.iter().filter_map(|at| local.annotations.get(*at).copied()).collect();
        shown.response.clone().on_hover_ui_at_pointer(|ui| hover(ui, open, &over));
    }
    let anchor = open
        .selection
        .annotation
        .and_then(|id| open.project.annotations.get(id))
        .filter(|annotation| annotation.article == id)
        .and_then(|annotation| local.view.anchor_for(annotation.span()));
    Shown { anchor, has_focus: shown.has_focus }
}

impl State {
    /// Makes the decorations again if annotations, article or theme are others than before.
    fn refresh(&mut self, ui: &Ui, open: &Workspace, id: ArticleId, text: &str) {
        let now = (id, open.revision, ui.visuals().dark_mode);
        if self.drawn_for != Some(now) {
            self.drawn_for = Some(now);
            self.annotations = open.annotations(id);
            self.decorations = decorations(ui, open, &self.annotations, text);
        }
        for (decoration, annotation) in self.decorations.iter_mut().zip(&self.annotations) {
            decoration.emphasis = open.selection.annotation == Some(*annotation);
        }
    }
}

fn decorations(ui: &Ui, open: &Workspace, ids: &[AnnotationId], text: &str) -> Vec<Decoration> {
    let palette = Palette::of(ui);
    let spans: Vec<Range<usize>> = ids
        .iter()
        .map(|id| open.project.annotations.get(*id).map_or(0..0, crate::model::Annotation::span))
        .collect();
    let lanes = lanes(&spans);
    ids.iter()
        .zip(spans)
        .zip(lanes)
        .map(|((id, range), lane)| {
            let annotation = open.project.annotations.get(*id);
            let code = annotation.and_then(|annotation| open.project.codes.get(annotation.code));
            let matches = annotation.is_some_and(|annotation| annotation.matches(text));
            let color = code.map_or(palette.soft, |code| theme::drawn(code.colour, palette));
            let style = match (matches, code.and_then(|code| code.marks)) {
                // Words that are no longer those that were marked.
                (false, _) => Style::Box,
                (true, Some(_)) => Style::Underline,
                (true, None) => Style::Dashed,
            };
            let end = range.end.min(text.len());
            let range = if text.is_char_boundary(range.start.min(end)) && text.is_char_boundary(end) {
                range.start.min(end)..end
            } else {
                0..0
            };
            Decoration { range, color, lane, style, emphasis: false }
        })
        .collect()
}

fn options(ui: &Ui, open: &Workspace, id: ArticleId, text: &str) -> Options {
    let palette = Palette::of(ui);
    let colors = Colors {
        text: palette.ink,
        title: palette.ink,
        lit: palette.found,
        selection: palette.accent_ground,
        selection_unfocused: palette.accent_ground.gamma_multiply(0.7),
        caret: palette.accent,
        ..Colors::of(ui.visuals())
    };
    let mut options = Options::new(size::READING, colors);
    let title = open.article(id).map_or("", |article| article.title.as_str());
    options.label = format!("Text of {title}");
    let first = text.lines().map(str::trim).find(|line| !line.is_empty());
    options.titles = usize::from(first.is_some_and(|first| first == title));
    options
}

/// Title, date and how it is known, source; each can be corrected.
fn head(ui: &mut Ui, open: &Workspace, id: ArticleId, local: &mut State, actions: &mut Vec<Action>) {
    let Some(article) = open.article(id) else { return };
    let palette = Palette::of(ui);
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let button = ui.button("Correct…").on_hover_text("Correct title, date or source");
            if button.clicked() {
                local.correcting = true;
                local.date_problem = None;
            }
            // Not a menu, which every click into a field would close.
            egui::Popup::from_toggle_button_response(&button)
                .align(egui::RectAlign::BOTTOM_END)
                .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
                .show(|ui| correct(ui, open, id, local, actions));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(egui::Label::new(theme::heading(&article.title)).truncate());
            });
        });
    });
    ui.horizontal_wrapped(|ui| {
        match article.published {
            Some(date) => {
                ui.label(date.to_string());
                ui.label(theme::remark(
                    ui,
                    how_known(article.published_basis, &article.published_as_written),
                ));
            }
            None => {
                ui.label(egui::RichText::new("No date found").color(palette.warning))
                    .on_hover_text("Words such as “Monday” mean nothing without it. Set it under Correct…");
            }
        }
        if !article.source.is_empty() {
            ui.label(theme::remark(ui, "·"));
            ui.label(&article.source);
        }
        ui.label(theme::remark(ui, "·"));
        ui.label(theme::remark(ui, article.path.as_str()));
        if let Some(listed) = open.library.listed(id) {
            if listed.encoding != "UTF-8" {
                ui.label(theme::remark(ui, format!("· {}", listed.encoding)));
            }
            for warning in &listed.warnings {
                ui.label(egui::RichText::new("·").color(palette.warning));
                ui.label(egui::RichText::new(warning).size(size::SMALL).color(palette.warning));
            }
        }
    });
    if open.library.has_changed(&open.project, id) {
        ui.horizontal_wrapped(|ui| {
            let text = "The file has another text now. This is the text on which your marks were made.";
            ui.label(egui::RichText::new(text).color(palette.warning));
            if open.can_edit() && ui.button("Use the new text").clicked() {
                actions.push(Action::TakeNewText(id));
            }
        });
    } else if open.library.listed(id).is_none() && open.project.articles.contains(id) {
        let text = "The file is no longer in the folder; this is the text stored in the project.";
        ui.label(egui::RichText::new(text).color(palette.warning));
    }
}

fn how_known(basis: Option<PublishedBasis>, words: &str) -> String {
    match basis {
        Some(PublishedBasis::Stated) if !words.is_empty() => format!("stated, “{}”", words.trim()),
        Some(PublishedBasis::Stated) | None => "stated".to_owned(),
        Some(PublishedBasis::FrontMatter) => "from the front matter".to_owned(),
        Some(PublishedBasis::FileName) => "from the file's name".to_owned(),
        Some(PublishedBasis::Coder) => "set by hand".to_owned(),
    }
}

fn correct(ui: &mut Ui, open: &Workspace, id: ArticleId, local: &mut State, actions: &mut Vec<Action>) {
    let Some(article) = open.article(id) else { return };
    ui.set_width(380.0);
    let disabled = !open.can_edit();
    egui::Grid::new("correct").num_columns(2).spacing([space::MEDIUM, space::SMALL]).show(ui, |ui| {
        let edit = |hint| field::Edit { hint, width: 290.0, lines: 1, disabled };
        ui.label("Title");
        if let Some(title) = field::text(ui, ("title", id), "Title", &article.title, edit("")) {
            actions.push(Action::EditArticle(id, ArticleEdit::Title(title)));
        }
        ui.end_row();
        ui.label("Date");
        if local.correcting && ui.is_visible() {
            local.correcting = false;
            let date = ui.make_persistent_id(("date", id));
            ui.memory_mut(|memory| memory.request_focus(date));
        }
        let date = article.published.map_or_else(String::new, |date| date.to_string());
        if let Some(typed) =
            field::text(ui, ("date", id), "Publication date", &date, edit("2023-08-28, or 2023-08"))
        {
            match lexicon::date::parse_date(&typed) {
                Ok(date) => {
                    local.date_problem = None;
                    actions.push(Action::EditArticle(id, ArticleEdit::Published(date)));
                }
                Err(why) => local.date_problem = Some(why),
            }
        }
        ui.end_row();
        if let Some(why) = &local.date_problem {
            ui.label("");
            ui.add(egui::Label::new(egui::RichText::new(why).color(Palette::of(ui).error)).wrap());
            ui.end_row();
        }
        ui.label("Source");
        if let Some(source) =
            field::text(ui, ("source", id), "Source", &article.source, edit("Who published it"))
        {
            actions.push(Action::EditArticle(id, ArticleEdit::Source(source)));
        }
        ui.end_row();
        ui.label("Voice");
        let hint = "Blank: a voice of its own";
        if let Some(voice) = field::text(ui, ("voice", id), "Voice", &article.voice, edit(hint)) {
            actions.push(Action::EditArticle(id, ArticleEdit::Voice(voice)));
        }
        ui.end_row();
        ui.label("Memo");
        let memo = field::Edit { lines: 3, ..edit("Notes") };
        if let Some(memo) = field::text(ui, ("memo", id), "Memo of the article", &article.memo, memo) {
            actions.push(Action::EditArticle(id, ArticleEdit::Memo(memo)));
        }
        ui.end_row();
    });
    ui.label(theme::remark(
        ui,
        "Articles that copy one agency speak with one voice: give them the same name.",
    ));
}

fn hover(ui: &mut Ui, open: &Workspace, over: &[AnnotationId]) {
    ui.set_max_width(340.0);
    for id in over {
        let Some(annotation) = open.project.annotations.get(*id) else { continue };
        let code = open.project.codes.get(annotation.code);
        ui.horizontal(|ui| {
            if let Some(code) = code {
                let colour = theme::drawn(code.colour, Palette::of(ui));
                let (rect, _) = ui.allocate_exact_size(egui::vec2(10.0, 10.0), egui::Sense::hover());
                ui.painter().rect_filled(rect, 2.0, colour);
                ui.label(theme::strong(&code.name));
            }
            if let Some(claim) = open.project.claims.get(*id) {
                ui.label(claim.count.to_string());
                if let Some(outcome) = claim.outcome {
                    ui.label(outcome.as_str());
                }
                if let Some(date) = claim.date {
                    ui.label(date.to_string());
                }
            }
        });
        if !annotation.memo.is_empty() {
            ui.label(theme::remark(ui, annotation.memo.as_str()));
        }
    }
}

fn empty(ui: &mut Ui, state: &AppState, open: &Workspace) {
    ui.centered_and_justified(|ui| {
        let reading = !state.running.is_empty();
        let text = match (open.rows.is_empty(), reading) {
            (true, true) => "Reading articles…",
            (true, false) => "There is nothing to read here yet.",
            (false, _) => "Choose an article from the list.",
        };
        ui.label(egui::RichText::new(text).color(Palette::of(ui).soft));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_that_overlap_never_share_a_lane() {
        assert_eq!(lanes(&[0..10, 2..4, 4..6, 5..12, 12..13]), [0, 1, 1, 2, 0]);
        assert_eq!(lanes(&[]), Vec::<u8>::new());
    }
}
