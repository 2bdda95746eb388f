//! The reader: an article's head, its text, and its annotations under the words.

pub mod go_to;
pub mod head;
mod hint;
mod marks;
mod menu;
mod structure;

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::{self, Ui};

use self::go_to::GoTo;
pub use self::head::EDIT_DETAILS;
use self::hint::Hint;
use self::marks::Marks;
pub use self::menu::CODES_SHOWN;
use crate::ui::panels::find_bar;
use crate::ui::panels::inspector::summary;
use crate::ui::shell::keys;
use crate::ui::theme::{self, Palette, size};
use crate::ui::widgets::cached::{self, Cached, Revision};
use crate::ui::widgets::is_any_dialog_open;
use tollbook_core::analysis::citation::with_reference;
use tollbook_core::model::{AnnotationId, ArticleId};
use tollbook_files::reading::AmbiguousDate;
use tollbook_state::Area;
use tollbook_state::library::Text;
use tollbook_state::workspace::Workspace;
use tollbook_state::{Action, AppState, Command};
use tollbook_state::{AnnotationAction, ArticleAction, InputAction, SuggestionAction};
use tollbook_text::{Colors, Layers, Options, Response, TextView};

/// What the reader keeps between frames.
#[derive(Default)]
pub struct State {
    view: TextView,
    shown: Option<ArticleId>,
    revealed: u64,
    marks: Marks,
    structure: structure::Shown,
    /// The address of the link under the pointer, and of that under it when the menu was opened.
    link: Option<String>,
    link_under_menu: Option<String>,
    /// The selection and the caret on which view and state agree.
    known: (Option<Range<usize>>, usize),
    /// The place that was last given to the state.
    place: Option<(ArticleId, usize, usize)>,
    date_problem: Option<String>,
    /// A date of the text that may be read in two ways.
    question: Cached<(ArticleId, String), Option<AmbiguousDate>>,
    summary: Cached<(Revision, AnnotationId), Arc<str>>,
    /// Whether the keyboard still has to come to the date that is to be corrected.
    correcting: bool,
    go_to: GoTo,
    hint: Hint,
    /// Whether the mouse has not moved since the last key or click.
    mouse_rests: bool,
    /// The annotations under the pointer, and those under it when the menu was opened.
    hovered: Vec<AnnotationId>,
    under_menu: Vec<AnnotationId>,
    /// Whether the selected words are to be copied with their reference.
    pub copy: bool,
    /// The request for the keyboard that the text has followed.
    followed: u64,
    /// The bar to look for words with.
    pub find: find_bar::State,
}

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("State").field("shown", &self.shown).finish_non_exhaustive()
    }
}

impl State {
    /// Asks for the number of a paragraph to go to.
    pub fn go_to(&mut self) {
        self.go_to.open();
    }
}

/// What the window needs to know of the reader.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Whether the text has the keyboard.
    pub has_focus: bool,
}

/// Shows the open article.
pub fn show(ui: &mut Ui, state: &AppState, local: &mut State, actions: &mut Vec<Action>) -> Shown {
    let nothing = Shown { has_focus: false };
    let Some(open) = &state.workspace else { return nothing };
    let Some(id) = open.selection.article else {
        empty(ui, state, open);
        return nothing;
    };
    head::show(ui, state, open, id, local, actions);
    ui.separator();
    let text = match open.text(id) {
        Text::Loaded(text) => text,
        Text::Stored(_) => {
            ui.label(theme::remark(ui, "Fetching the text from the project file…"));
            return nothing;
        }
        Text::None => {
            ui.label("The text of this article is neither in the folder nor in the project file.");
            return nothing;
        }
    };
    local.marks.refresh(ui, open, &state.preferences.keys, id, &text);
    local.structure.refresh(open, id, &text);
    menu::alone(ui, state, open, &local.marks, actions);
    local.go_to.show(ui, &mut local.view);
    local.follow_state(state, open, id);
    let in_text = find_bar::had_focus(ui, TextView::id(ui));
    let (found, found_now) = find_bar::show(ui, open, &text, &mut local.find, in_text, actions);
    let options = Options {
        structure: local.structure.structure().clone(),
        reflows: !state.preferences.lines_as_written,
        ..options(ui, state, open, id, local.go_to.is_open(), &text)
    };
    let note = local.summary(open, id);
    let layers = Layers {
        marks: &local.marks.decorations,
        selected: open.selection.annotation.and_then(|id| local.marks.index(id)),
        note,
        margin: local.marks.margin.clone(),
        matches: found,
        found_now,
    };
    local.hint.show(ui);
    let shown = local.view.show(ui, &text, &layers, &options);
    local.tell(&shown, id, actions);
    if shown.has_focus && open.focus.area() != Area::Text {
        actions.push(Action::FocusMoved(Area::Text));
    }
    if shown.selection.is_none()
        && shown.clicked.is_some()
        && let Some(annotation) = shown.hovered_marks.first().and_then(|&innermost| local.marks.id(innermost))
    {
        actions.push(Action::Annotation(AnnotationAction::Show(annotation)));
    } else if shown.selection.is_none()
        && shown.clicked.is_some()
        && let Some(place) = shown.hovered_marks.iter().find_map(|&index| local.marks.suggestion(index))
    {
        actions.push(Action::Suggestion(SuggestionAction::Show(place.clone())));
    }
    local.link = shown.hovered.and_then(|byte| local.structure.link_at(byte)).map(str::to_owned);
    // A plain click is for the words.
    if let Some(address) = local.link.clone().filter(|_| shown.clicked.is_some())
        && ui.input(|input| input.modifiers.command)
    {
        actions.push(Action::Input(InputAction::OpenLink(address)));
    }
    if let (Some(range), Some(id)) = (&shown.moved, open.selection.annotation) {
        actions.push(Action::Annotation(AnnotationAction::Move(id, range.clone())));
    }
    local.hovered = shown.hovered_marks.iter().filter_map(|&index| local.marks.id(index)).collect();
    menu::context(&shown.response, state, open, local, id, actions);
    // After a key or a click the mouse merely rests where it is.
    local.mouse_rests = ui.input(|input| {
        let acts = |event: &egui::Event| {
            matches!(
                event,
                egui::Event::Key { .. } | egui::Event::Text(_) | egui::Event::PointerButton { .. }
            )
        };
        let moved = input.pointer.delta() != egui::Vec2::ZERO;
        !moved && (local.mouse_rests || input.events.iter().any(acts))
    });
    let said = shown.response.context_menu_opened() || local.mouse_rests || is_any_dialog_open(ui.ctx());
    if let Some(address) =
        local.link.clone().filter(|_| local.hovered.is_empty() && shown.selection.is_none() && !said)
    {
        shown.response.clone().on_hover_ui_at_pointer(|ui| {
            ui.label(&address);
            ui.label(theme::remark(ui, "Ctrl+click opens it"));
        });
    }
    if !local.hovered.is_empty() && shown.selection.is_none() && !said {
        shown.response.clone().on_hover_ui_at_pointer(|ui| marks::hover(ui, open, &local.hovered));
    }
    local.hint.notice(ui, state, shown.has_focus);
    if std::mem::take(&mut local.copy) {
        local.copy_with_reference(ui, open, id);
    }
    Shown { has_focus: shown.has_focus }
}

impl State {
    /// Brings the view to the article, the place and the selection that the state speaks of.
    fn follow_state(&mut self, state: &AppState, open: &Workspace, id: ArticleId) {
        let (wish, span) = &open.selection.reveal;
        let now = (open.selection.span.clone(), open.selection.caret);
        if self.shown != Some(id) {
            self.shown = Some(id);
            self.view.reset();
            self.view.request_focus();
            let known =
                open.article(id).and_then(|article| state.places.position_in(&open.folder, &article.path));
            match known.filter(|_| span.is_none()) {
                Some(place) => {
                    self.view.select(place.caret..place.caret);
                    self.view.begin_at(place.top);
                }
                None => self.view.select(now.0.clone().unwrap_or(now.1..now.1)),
            }
        } else if now != self.known {
            // What was annotated is no longer selected, and the caret goes along to what was gone to.
            self.view.select(now.0.clone().unwrap_or(now.1..now.1));
        }
        self.known = now;
        if open.focus.reaches(Area::Text, &mut self.followed) {
            self.view.request_focus();
        }
        if *wish != self.revealed {
            self.revealed = *wish;
            if let Some(span) = span {
                self.view.scroll_to(span.clone());
            }
        }
    }

    /// What the selected annotation's claim says, in one line, to stand under its words.
    fn summary(&mut self, open: &Workspace, article: ArticleId) -> Option<(usize, Arc<str>)> {
        if let Some(selected) = open.suggestions.selected().filter(|it| it.place.article == article) {
            let line = format!("Suggested: {}", summary::claim_summary(open, &selected.suggestion.claim));
            return Some((selected.head.span.end.saturating_sub(1), line.into()));
        }
        let id = open.selection.annotation?;
        let annotation = open.project.annotations.get(id).filter(|row| row.article == article)?;
        let claim = open.project.claims.get(id)?;
        let line =
            self.summary.get((cached::revision(open), id), || summary::claim_summary(open, claim).into());
        Some((annotation.end.saturating_sub(1), line.clone()))
    }

    /// Tells the state what the reader has selected and where the caret is.
    fn tell(&mut self, shown: &Response, id: ArticleId, actions: &mut Vec<Action>) {
        if shown.selection != self.known.0 {
            actions.push(Action::Annotation(AnnotationAction::Select(shown.selection.clone())));
        }
        if shown.caret != self.known.1 {
            actions.push(Action::Annotation(AnnotationAction::PlaceCaret(shown.caret)));
        }
        self.known = (shown.selection.clone(), shown.caret);
        let place = Some((id, shown.visible.start, shown.caret));
        if self.place != place {
            self.place = place;
            actions.push(Action::Article(ArticleAction::KeepPlace(shown.visible.start, shown.caret)));
        }
    }

    /// Copies the selected words, or else the selected annotation's, with where they are from.
    fn copy_with_reference(&self, ui: &Ui, open: &Workspace, id: ArticleId) {
        let annotation = || {
            let row = open.project.annotations.get(open.selection.annotation?)?;
            Some((row.start, row.quote.as_str()))
        };
        let selected = || Some((open.selection.span.as_ref()?.start, self.view.selected_text()?));
        if let (Some(article), Some((at, quote))) = (open.article(id), selected().or_else(annotation)) {
            ui.copy_text(with_reference(&article, quote, self.structure.page_at(at)));
        }
    }
}

fn options(ui: &Ui, state: &AppState, open: &Workspace, id: ArticleId, numbers: bool, text: &str) -> Options {
    let palette = Palette::for_ui(ui);
    let colors = Colors {
        text: palette.text,
        title: palette.text,
        selection: palette.accent_fill,
        selection_unfocused: palette.accent_fill.gamma_multiply(0.7),
        caret: palette.accent,
        weak_text: palette.weak_text,
        label_background: palette.text_background,
        link: palette.accent,
        match_background: palette.match_background,
        ..Colors::from_visuals(ui.visuals())
    };
    let mut options = Options::new(size::READING, colors);
    let title = open.title(id);
    options.label = format!("Text of {title}");
    let first = text.lines().map(str::trim).find(|line| !line.is_empty());
    options.can_move_marks = open.can_edit();
    options.whole_words = state.preferences.whole_words;
    options.labels = state.preferences.code_labels;
    options.paragraph_numbers = state.preferences.paragraph_numbers || numbers;
    options.margin_words = state.preferences.suggestions;
    options.titles = usize::from(first.is_some_and(|first| first == title));
    options
}

fn empty(ui: &mut Ui, state: &AppState, open: &Workspace) {
    let keyed = |command: Command, text: &str| keys::tip(ui.ctx(), state, command, text);
    let (title, text) = match (open.list.is_empty(), !state.running.is_empty()) {
        (true, true) => ("Reading articles…", String::new()),
        (true, false) => (
            "There is nothing to read here yet",
            format!(
                "Drop articles onto the window, or put them into the folder (text, web pages, PDF, Word and others) and {}, or \
                 {}.",
                keyed(Command::Rescan, "read it again"),
                keyed(Command::OpenFolder, "open another folder"),
            ),
        ),
        (false, _) => (
            "No article is shown",
            format!(
                "Choose one from the {}, or go to the {}.",
                keyed(Command::FocusArticles, "list"),
                keyed(Command::NextArticle, "first"),
            ),
        ),
    };
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.3);
        ui.label(theme::heading(title));
        ui.label(egui::RichText::new(text).color(Palette::for_ui(ui).weak_text));
    });
}
