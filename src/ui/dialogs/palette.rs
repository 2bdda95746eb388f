//! Lists to choose from by typing: every command, or every code.

use eframe::egui::{self, Context, Key, Modifiers, Role, Sense, TextEdit, Ui, WidgetInfo, vec2};

use crate::ui::shell::keys;
use crate::ui::theme::{self, Palette, size, space};
use crate::ui::widgets::fuzzy;
use crate::ui::widgets::{room, row_background};
use tollbook_state::keys::{Bound, Chord};
use tollbook_state::{AppState, Command};

/// What a list is open for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To carry out a command.
    Commands,
    /// To annotate the selection with a code.
    Codes,
}

/// An open list.
#[derive(Debug)]
pub struct State {
    purpose: Purpose,
    typed: String,
    at: usize,
    begun: bool,
}

impl State {
    /// A list with nothing typed yet.
    pub fn new(purpose: Purpose) -> Self {
        Self { purpose, typed: String::new(), at: 0, begun: false }
    }
}

struct Item {
    choice: Bound,
    name: String,
    /// Of the name, the characters that were typed.
    found: Vec<usize>,
    key: String,
    help: String,
    why_not: Option<&'static str>,
}

/// The height of an item.
const ROW: f32 = 26.0;
/// The height of the field above the items and of the two lines below them.
const FIELD: f32 = 84.0;

/// Shows the list if it is open; gives what was chosen and closes it.
pub fn show(context: &Context, state: &AppState, local: &mut Option<State>) -> Option<Bound> {
    let list = local.as_mut()?;
    let items = matching(items(context, state, list.purpose), &list.typed);
    let moved = step(context, list, items.len());
    let entered = context.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let possible = |item: &&Item| item.why_not.is_none();
    let mut chosen = items.get(list.at).filter(|_| entered).filter(possible).map(|item| item.choice);
    let modal = egui::Modal::new(egui::Id::unique("palette")).show(context, |ui| {
        let room = room(context);
        ui.set_width(room.x.min(520.0));
        field(ui, list);
        ui.add_space(space::TIGHT);
        let height = (room.y - FIELD).min(ROW * 14.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = egui::ScrollArea::vertical().max_height(height).auto_shrink([false, true]);
        if moved {
            area = area.vertical_scroll_offset((list.at as f32 * ROW - height / 2.0).max(0.0));
        }
        if items.is_empty() {
            ui.label(theme::remark(ui, "Nothing matches."));
        }
        area.show_rows(ui, ROW, items.len(), |ui, range| {
            for at in range {
                let item = &items[at];
                if line(ui, item, at == list.at) && item.why_not.is_none() {
                    chosen = Some(item.choice);
                }
            }
        });
        if let Some(item) = items.get(list.at) {
            ui.add_space(space::SMALL);
            let text = item.why_not.unwrap_or(&item.help);
            ui.label(theme::remark(ui, text));
        }
    });
    if chosen.is_some() || modal.should_close() {
        *local = None;
    }
    chosen
}

/// Moves the highlight by the arrow keys; says whether it moved.
fn step(context: &Context, list: &mut State, len: usize) -> bool {
    let last = len.saturating_sub(1);
    let before = list.at;
    list.at = list.at.min(last);
    context.input_mut(|input| {
        for (key, to) in [
            (Key::ArrowDown, list.at + 1),
            (Key::ArrowUp, list.at.saturating_sub(1)),
            (Key::PageDown, list.at + 10),
            (Key::PageUp, list.at.saturating_sub(10)),
        ] {
            if input.consume_key(Modifiers::NONE, key) {
                list.at = to.min(last);
            }
        }
    });
    list.at != before
}

fn field(ui: &mut Ui, list: &mut State) {
    let hint = match list.purpose {
        Purpose::Commands => "Find a command",
        Purpose::Codes => "Annotate with a code",
    };
    let response = ui.add(TextEdit::singleline(&mut list.typed).hint_text(hint).desired_width(f32::INFINITY));
    response.widget_info(|| {
        let mut info = WidgetInfo::text_edit(true, &list.typed, &list.typed, hint);
        info.label = Some(hint.to_owned());
        info
    });
    if !std::mem::replace(&mut list.begun, true) {
        response.request_focus();
    }
    if response.changed() {
        list.at = 0;
    }
}

/// One item; says whether it was clicked.
fn line(ui: &mut Ui, item: &Item, is_marked: bool) -> bool {
    let palette = Palette::for_ui(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    response.widget_info(|| {
        let name =
            if item.key.is_empty() { item.name.clone() } else { format!("{}, {}", item.name, item.key) };
        WidgetInfo::selected(Role::ListBoxOption, item.why_not.is_none(), is_marked, name)
    });
    row_background::show(ui, rect, is_marked, response.hovered());
    let ink = if item.why_not.is_none() { palette.text } else { palette.weak_text };
    let inner = rect.shrink2(vec2(space::SMALL, 0.0));
    let small = egui::FontId::proportional(size::SMALL);
    let key = ui.painter().layout_no_wrap(item.key.clone(), small, palette.weak_text);
    let left = inner.right() - key.size().x;
    ui.painter().galley(egui::pos2(left, rect.center().y - key.size().y / 2.0), key, palette.weak_text);
    let mut job = lettered(&item.name, &item.found, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width((left - inner.left() - space::SMALL).max(1.0));
    let name = ui.painter().layout_job(job);
    ui.painter().galley(egui::pos2(inner.left(), rect.center().y - name.size().y / 2.0), name, ink);
    let clicked = response.clicked();
    if let Some(why) = item.why_not {
        response.on_hover_text(why);
    }
    clicked
}

/// A name, with the letters that were found in the semi-bold face and underlined.
fn lettered(name: &str, found: &[usize], ink: egui::Color32) -> egui::text::LayoutJob {
    let mut job = egui::text::LayoutJob::default();
    for (at, letter) in name.chars().enumerate() {
        let is_found = found.binary_search(&at).is_ok();
        let family = if is_found { theme::semibold() } else { egui::FontFamily::Proportional };
        let underline = if is_found { egui::Stroke::new(1.0, ink) } else { egui::Stroke::NONE };
        let font_id = egui::FontId::new(size::BODY, family);
        let format = egui::TextFormat { font_id, color: ink, underline, ..egui::TextFormat::default() };
        job.append(letter.encode_utf8(&mut [0; 4]), 0.0, format);
    }
    job
}

fn items(context: &Context, state: &AppState, purpose: Purpose) -> Vec<Item> {
    match purpose {
        Purpose::Commands => {
            let recent = &state.preferences.recent_commands;
            let mut commands: Vec<Command> =
                Command::ALL.iter().copied().filter(|command| *command != Command::Palette).collect();
            commands.sort_by_key(|command| {
                recent.iter().position(|id| id == command.id()).unwrap_or(recent.len())
            });
            let item = |command: Command| Item {
                choice: Bound::Command(command),
                name: format!("{}: {}", command.menu().name(), command.name_now(state)),
                found: Vec::new(),
                key: keys::written(context, state, command),
                help: command.help().to_owned(),
                why_not: command.why_not(state),
            };
            commands.into_iter().map(item).collect()
        }
        Purpose::Codes => {
            let codes = state.workspace.iter().flat_map(|open| open.project.codes.iter());
            let mut items: Vec<Item> = codes
                .map(|(id, code)| Item {
                    choice: Bound::Code(id),
                    name: code.name.clone(),
                    found: Vec::new(),
                    key: Chord::of_code(code, &state.preferences.keys)
                        .map_or_else(String::new, |key| keys::sign(context, &key)),
                    help: code.description.clone(),
                    why_not: None,
                })
                .collect();
            items.sort_by(|a, b| a.name.cmp(&b.name));
            items
        }
    }
}

/// The items that have the typed letters, the best first; those that cannot be chosen now last.
fn matching(items: Vec<Item>, typed: &str) -> Vec<Item> {
    let mut ranked: Vec<(fuzzy::Score, Item)> = items
        .into_iter()
        .filter_map(|item| {
            let (score, found) = fuzzy::find(&item.name, typed)?;
            Some((if typed.trim().is_empty() { 0 } else { score }, Item { found, ..item }))
        })
        .collect();
    ranked.sort_by_key(|(score, item)| (item.why_not.is_some(), std::cmp::Reverse(*score)));
    ranked.into_iter().map(|(_, item)| item).collect()
}
