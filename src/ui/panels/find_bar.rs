//! The bar above the text, for finding words in the open article.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::{self, Key, Label, Modifiers, RichText, Sense, Ui, WidgetInfo, vec2};

use crate::ui::theme::{Palette, size, space};
use crate::ui::widgets::cached::Cached;
use crate::ui::widgets::choose::{self, Choice};
use crate::ui::widgets::{icon, row_background};
use tollbook_core::analysis::search::{Mode, Query};
use tollbook_state::Area;
use tollbook_state::action::Step;
use tollbook_state::find::{Ask, MOST};
use tollbook_state::{Action, Workspace};

const CLOSE_THE_FIND_BAR: &str = "Close the find bar";

/// Places in a text, in order.
type ReadingPositions = Arc<[Range<usize>]>;

/// What the bar keeps between frames.
#[derive(Debug, Default)]
pub struct State {
    typed: String,
    found: Cached<(Query, Arc<str>), ReadingPositions>,
    /// The request for the keyboard that the field has followed.
    followed: u64,
}

/// How wide the field is.
const FIELD: f32 = 190.0;

/// Shows the bar if it is open; answers the places to be lit, and which of them is selected. `in_text` says that the text has the
/// keyboard.
pub fn show(
    ui: &mut Ui,
    open: &Workspace,
    text: &Arc<str>,
    local: &mut State,
    in_text: bool,
    actions: &mut Vec<Action>,
) -> (ReadingPositions, Option<usize>) {
    let here = &open.find.here;
    if !here.open {
        return (ReadingPositions::default(), None);
    }
    let key = (here.query.clone(), text.clone());
    let found = local
        .found
        .get(key, || here.matcher.iter().flat_map(|matcher| matcher.spans(text, MOST)).collect())
        .clone();
    let selected = open.selection.span.as_ref();
    let now = selected.and_then(|span| found.binary_search_by_key(&span.start, |found| found.start).ok());
    let mut ask = |what| actions.push(Action::Find(what));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::TIGHT, space::TIGHT);
        let id = ui.make_persistent_id("find in the article");
        let in_field = ui.memory(|memory| memory.has_focus(id));
        if in_field {
            let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
            if pressed(Modifiers::SHIFT, Key::Enter) {
                ask(Ask::Step(Step::Previous));
            } else if pressed(Modifiers::NONE, Key::Enter) {
                ask(Ask::Step(Step::Next));
            }
        }
        let quiet = in_text && !open.is_in_form();
        if (had_focus(ui, id) || quiet)
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
        {
            ask(Ask::CloseBar);
        }
        let mut focus = open.focus.reaches(Area::FindBar, &mut local.followed);
        if !in_field || focus {
            local.typed.clone_from(&here.query.text);
        }
        if typing(ui, id, "Find in the article", &mut local.typed, FIELD, &mut focus) {
            ask(Ask::Here(Query { text: local.typed.clone(), ..here.query.clone() }));
        }
        if let Some(query) = options(ui, "here", &here.query) {
            ask(Ask::Here(query));
        }
        let step = |ui: &mut Ui, name, sign, key| sign_button(ui, !found.is_empty(), name, key, sign);
        if step(ui, "Find previous", icon::chevron_up, "Shift+F3, or Shift+Enter in the field") {
            ask(Ask::Step(Step::Previous));
        }
        if step(ui, "Find next", icon::chevron, "F3, or Enter in the field") {
            ask(Ask::Step(Step::Next));
        }
        let palette = Palette::for_ui(ui);
        let (count, colour) = match &here.problem {
            Some(problem) => (problem.clone(), palette.error),
            None if here.query.is_blank() => (String::new(), palette.weak_text),
            None if found.is_empty() => ("Nothing found".to_owned(), palette.warning),
            None => (which(found.len(), now), palette.weak_text),
        };
        ui.add(Label::new(RichText::new(count).size(size::SMALL).color(colour)).wrap());
        if sign_button(ui, true, CLOSE_THE_FIND_BAR, "Esc: what was found last stays selected", icon::cross) {
            ask(Ask::CloseBar);
        }
    });
    ui.separator();
    (found, now)
}

/// Whether a field has the keyboard, or had it until Esc was pressed in this frame.
pub(super) fn had_focus(ui: &Ui, id: egui::Id) -> bool {
    ui.memory(|memory| memory.has_focus(id) || memory.had_focus_last_frame(id))
}

/// `3 of 17`, or how many there are.
fn which(all: usize, now: Option<usize>) -> String {
    now.map_or_else(|| format!("{all} found"), |now| format!("{} of {all}", now + 1))
}

/// The field to type in; answers whether something was typed.
pub(super) fn typing(
    ui: &mut Ui,
    id: egui::Id,
    name: &str,
    typed: &mut String,
    width: f32,
    focus: &mut bool,
) -> bool {
    let field = egui::TextEdit::singleline(typed).id(id).hint_text(format!("{name}…")).desired_width(width);
    let field = field.align(egui::Align2::LEFT_CENTER);
    let mut output = field.show(ui);
    let response = &output.response.response;
    response.widget_info(|| {
        let mut info = WidgetInfo::text_edit(true, &*typed, &*typed, name);
        info.label = Some(name.to_owned());
        info
    });
    if std::mem::take(focus) {
        response.request_focus();
        // Typing begins anew.
        let all = egui::text::CCursorRange::select_all(&output.galley);
        output.state.cursor.set_char_range(Some(all));
        output.state.store(ui.ctx(), id);
    }
    response.changed()
}

/// What matters when words are looked for; answers the query that is wanted instead.
pub(super) fn options(ui: &mut Ui, salt: &str, query: &Query) -> Option<Query> {
    let name = |mode: &Mode| match mode {
        Mode::Phrase => "Phrase",
        Mode::Words => "Each word",
        Mode::Pattern => "Pattern",
    };
    let look =
        choose::Look { shown: name(&query.mode), hint: "", width: 96.0, heading: false, disabled: false };
    let modes = || {
        let note = |mode: &Mode| match mode {
            Mode::Phrase => "in this order",
            Mode::Words => "anywhere; “…” for a phrase",
            Mode::Pattern => "a regular expression",
        };
        Mode::ALL
            .iter()
            .map(|mode| Choice { note: note(mode).to_owned(), ..Choice::new(*mode, name(mode)) })
            .collect()
    };
    let mut wanted = query.clone();
    if let Some(mode) =
        choose::one(ui, ("mode", salt), "How what is typed is meant", look, &query.mode, modes)
    {
        wanted.mode = mode;
    }
    for (sign, name, help, on) in [
        ("Aa", "Match case", "Capitals are other letters than small ones", &mut wanted.match_case),
        ("|a|", "Whole words", "Not within a longer word", &mut wanted.whole_words),
        ("á", "Match accents", "é is another letter than e", &mut wanted.match_accents),
    ] {
        let button = egui::Button::selectable(*on, sign).min_size(vec2(26.0, 24.0));
        let response = ui.add(button).on_hover_text(format!("{name}: {}", help.to_lowercase()));
        response.widget_info(|| WidgetInfo::selected(egui::Role::CheckBox, true, *on, name));
        if response.clicked() {
            *on = !*on;
        }
    }
    (wanted != *query).then_some(wanted)
}

/// A button that shows a painted sign; unlike a part of the interface of its own, it goes to the next line
/// where this one is full.
fn sign_button(
    ui: &mut Ui,
    enabled: bool,
    name: &str,
    help: &str,
    sign: fn(&egui::Painter, egui::Rect, egui::Stroke),
) -> bool {
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(24.0, 24.0), sense);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, enabled, name));
    let palette = Palette::for_ui(ui);
    if enabled {
        row_background::paint_row_background(ui, rect, &response, false);
    }
    sign(ui.painter(), rect, egui::Stroke::new(1.5, if enabled { palette.text } else { palette.line }));
    response.on_hover_text(format!("{name} ({help})")).clicked()
}
