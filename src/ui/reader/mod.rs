//! The reader: an article's head, its text, and its annotations under the words.

mod head;
mod marks;

use eframe::egui::{self, Rect, Ui};

use self::marks::Marks;
use super::find_bar;
use super::text::{Colors, Layers, Options, TextView};
use super::theme::{self, Palette, size};
use crate::model::{AnnotationId, ArticleId};
use crate::state::library::Text;
use crate::state::workspace::Workspace;
use crate::state::{Action, AppState};

/// What the reader keeps between frames.
#[derive(Default)]
pub struct State {
    view: TextView,
    shown: Option<ArticleId>,
    revealed: u64,
    marks: Marks,
    selected: Option<AnnotationId>,
    date_problem: Option<String>,
    /// Whether the keyboard still has to come to the date that is to be corrected.
    correcting: bool,
    /// Whether the text is to have the keyboard.
    pub focus: bool,
    /// The bar to look for words with.
    pub find: find_bar::State,
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
    head::show(ui, open, id, local, actions);
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
    local.marks.refresh(ui, open, id, &text);
    if local.shown != Some(id) {
        local.shown = Some(id);
        local.view.reset();
        local.view.request_focus();
        local.selected = None;
    }
    if std::mem::take(&mut local.focus) {
        local.view.request_focus();
    }
    let in_text = find_bar::had_focus(ui, TextView::id(ui));
    let (found, found_now) = find_bar::show(ui, open, &text, &mut local.find, in_text, actions);
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
    let layers = Layers {
        marks: &local.marks.decorations,
        selected: open.selection.annotation.and_then(|id| local.marks.index(id)),
        found,
        found_now,
    };
    let shown = local.view.show(ui, &text, &layers, &options);
    if shown.selection != open.selection.span && (shown.changed || shown.selection.is_none()) {
        actions.push(Action::Select(shown.selection.clone()));
    }
    if shown.selection.is_none()
        && shown.clicked.is_some()
        && let Some(annotation) = shown.hovered_marks.first().and_then(|&innermost| local.marks.id(innermost))
    {
        actions.push(Action::ShowAnnotation(annotation));
    }
    if let (Some(range), Some(id)) = (&shown.moved, open.selection.annotation) {
        actions.push(Action::MoveAnnotation(id, range.clone()));
    }
    // The card says it already.
    let said = open.selection.card;
    if !shown.hovered_marks.is_empty() && shown.selection.is_none() && !said {
        let over: Vec<AnnotationId> =
            shown.hovered_marks.iter().filter_map(|&index| local.marks.id(index)).collect();
        shown.response.clone().on_hover_ui_at_pointer(|ui| marks::hover(ui, open, &over));
    }
    let anchor = open
        .selection
        .annotation
        .and_then(|id| open.project.annotations.get(id))
        .filter(|annotation| annotation.article == id)
        .and_then(|annotation| local.view.anchor_for(annotation.span()));
    Shown { anchor, has_focus: shown.has_focus }
}

fn options(ui: &Ui, open: &Workspace, id: ArticleId, text: &str) -> Options {
    let palette = Palette::of(ui);
    let colors = Colors {
        text: palette.ink,
        title: palette.ink,
        selection: palette.accent_ground,
        selection_unfocused: palette.accent_ground.gamma_multiply(0.7),
        caret: palette.accent,
        soft: palette.soft,
        paper: palette.paper,
        found: palette.found,
        ..Colors::of(ui.visuals())
    };
    let mut options = Options::new(size::READING, colors);
    let title = open.article(id).map_or("", |article| article.title.as_str());
    options.label = format!("Text of {title}");
    let first = text.lines().map(str::trim).find(|line| !line.is_empty());
    options.can_move_marks = open.can_edit();
    options.titles = usize::from(first.is_some_and(|first| first == title));
    options
}

fn empty(ui: &mut Ui, state: &AppState, open: &Workspace) {
    ui.centered_and_justified(|ui| {
        let reading = !state.running.is_empty();
        let text = match (open.list.is_empty(), reading) {
            (true, true) => "Reading articles…",
            (true, false) => "There is nothing to read here yet.",
            (false, _) => "Choose an article from the list.",
        };
        ui.label(egui::RichText::new(text).color(Palette::of(ui).soft));
    });
}
