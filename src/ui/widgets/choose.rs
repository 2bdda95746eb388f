//! A field that is chosen from a list: opened with a click, Space, the down arrow, or by beginning
//! to type; narrowed by typing; Enter takes what is marked, Esc leaves it as it was. Where several can be
//! chosen the list stays open; Enter puts it away once nothing more is marked.

use std::fmt::Debug;
use std::hash::Hash;

use eframe::egui::{
    self, Align2, Event, EventFilter, FontId, Id, Key, Modifiers, Popup, PopupCloseBehavior, Rect, Response,
    Role, ScrollArea, Sense, SetOpenCommand, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};

use super::row::HEIGHT;
use super::{icon, one_line, room, row_background};
use crate::ui::theme::{self, Palette, size, space};

/// How high an open list is at most.
const LIST_HEIGHT: f32 = 264.0;
/// What stands above it.
const ABOVE: f32 = 32.0;

/// Something that can be chosen.
#[derive(Clone, Debug)]
pub struct Choice<T> {
    /// What is chosen.
    pub value: T,
    /// How it is called; blank for "not known".
    pub name: String,
    /// A remark behind the name.
    pub note: String,
}

impl<T> Choice<T> {
    /// A choice without a remark.
    pub fn new(value: T, name: impl Into<String>) -> Self {
        Self { value, name: name.into(), note: String::new() }
    }
}

/// How a chooser looks while it is closed.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// What stands in it.
    pub shown: &'a str,
    /// What stands in it, softly, when nothing is chosen.
    pub hint: &'a str,
    /// How wide it is.
    pub width: f32,
    /// Whether it is part of a heading: semi-bold and without a frame.
    pub heading: bool,
    /// Whether nothing can be chosen.
    pub disabled: bool,
}

/// What is typed and marked while the list is open.
#[derive(Clone, Debug, Default)]
struct Open {
    filter: String,
    /// Whether another choice was marked, by typing or with an arrow, since the list was opened or one was taken.
    has_chosen: bool,
    /// The place of what is marked, among what the filter lets through.
    at: Option<usize>,
    moved: bool,
}

/// Lets one of `options` be chosen; answers the choice.
pub fn one<T: Clone + PartialEq>(
    ui: &mut Ui,
    salt: impl Hash + Debug,
    label: &str,
    look: Look<'_>,
    current: &T,
    options: impl FnOnce() -> Vec<Choice<T>>,
) -> Option<T> {
    one_found(ui, salt, label, look, current, |typed| narrowed(options(), typed))
}

/// [`one`] of what `options` finds for the words that are typed.
pub fn one_found<T: Clone + PartialEq>(
    ui: &mut Ui,
    salt: impl Hash + Debug,
    label: &str,
    look: Look<'_>,
    current: &T,
    options: impl FnOnce(&str) -> Vec<Choice<T>>,
) -> Option<T> {
    choose(ui, salt, label, look, &|value| value == current, false, options)
}

/// Lets several of `options` be chosen; answers the new set. The list stays open.
pub fn many<T: Clone + PartialEq>(
    ui: &mut Ui,
    salt: impl Hash + Debug,
    label: &str,
    look: Look<'_>,
    current: &[T],
    options: impl FnOnce() -> Vec<Choice<T>>,
) -> Option<Vec<T>> {
    many_found(ui, salt, label, look, current, |typed| narrowed(options(), typed))
}

/// [`many`] of what `options` finds for the words that are typed.
pub fn many_found<T: Clone + PartialEq>(
    ui: &mut Ui,
    salt: impl Hash + Debug,
    label: &str,
    look: Look<'_>,
    current: &[T],
    options: impl FnOnce(&str) -> Vec<Choice<T>>,
) -> Option<Vec<T>> {
    let toggled = choose(ui, salt, label, look, &|value| current.contains(value), true, options)?;
    let mut chosen = current.to_vec();
    match chosen.iter().position(|value| *value == toggled) {
        Some(place) => {
            chosen.remove(place);
        }
        None => chosen.push(toggled),
    }
    Some(chosen)
}

fn choose<T: Clone>(
    ui: &mut Ui,
    salt: impl Hash + Debug,
    label: &str,
    look: Look<'_>,
    is_chosen: &dyn Fn(&T) -> bool,
    stays_open: bool,
    options: impl FnOnce(&str) -> Vec<Choice<T>>,
) -> Option<T> {
    let id = ui.make_persistent_id(salt);
    let (rect, _) = ui.allocate_exact_size(vec2(look.width, HEIGHT), Sense::hover());
    let sense = if look.disabled { Sense::hover() } else { Sense::click() };
    let response = ui.interact(rect, id, sense);
    let cut = paint_closed(ui, rect, &response, look);
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ComboBox, !look.disabled, label);
        info.current_text_value = Some(look.shown.to_owned());
        info
    });
    let popup_id = Popup::default_response_id(&response);
    let is_open = Popup::is_id_open(ui.ctx(), popup_id);
    let response = if cut && !is_open { response.on_hover_text(look.shown) } else { response };
    if look.disabled {
        return None;
    }

    let mut open = ui.data(|data| data.get_temp::<Open>(id)).unwrap_or_default();
    let mut keys = Keys::default();
    if response.has_focus() {
        lock_arrows(ui, id, is_open);
        keys = read_keys(ui, is_open, stays_open, &mut open);
    }
    let by_pointer = response.clicked() && !keys.any_press;
    let command = if by_pointer {
        Some(SetOpenCommand::Toggle)
    } else if keys.open {
        Some(SetOpenCommand::Bool(true))
    } else if keys.close || is_open && !response.has_focus() && !by_pointer && keys_moved_away(ui) {
        Some(SetOpenCommand::Bool(false))
    } else {
        None
    };
    if by_pointer {
        response.request_focus();
    }
    if by_pointer && !is_open {
        open = Open::default();
    }

    let mut taken = None;
    let close =
        if stays_open { PopupCloseBehavior::CloseOnClickOutside } else { PopupCloseBehavior::CloseOnClick };
    Popup::from_response(&response)
        .open_memory(command)
        .close_behavior(close)
        .gap(2.0)
        .width(look.width.max(160.0))
        .show(|ui| {
            let options = none_first(options(&open.filter));
            taken = list(ui, label, &options, &mut open, &keys, is_chosen);
        });
    if taken.is_some() {
        response.request_focus();
        if stays_open {
            open.filter.clear();
            open.has_chosen = false;
        } else {
            Popup::close_id(ui.ctx(), popup_id);
        }
    }
    if Popup::is_id_open(ui.ctx(), popup_id) {
        ui.data_mut(|data| data.insert_temp(id, open));
    } else {
        ui.data_mut(|data| data.remove::<Open>(id));
    }
    taken
}

/// Whether the keyboard is with another widget now.
fn keys_moved_away(ui: &Ui) -> bool {
    ui.memory(|memory| memory.focused().is_some()) && ui.input(|input| input.key_pressed(Key::Tab))
}

/// Keeps the keys of the list with the chooser.
fn lock_arrows(ui: &Ui, id: Id, is_open: bool) {
    let filter =
        EventFilter { vertical_arrows: true, horizontal_arrows: is_open, escape: is_open, tab: false };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
}

/// What the keyboard asks of the chooser in this frame.
#[derive(Clone, Copy, Debug, Default)]
struct Keys {
    open: bool,
    /// Enter, after everything that was wanted was chosen.
    close: bool,
    take: bool,
    /// Whether Enter or Space was pressed, which egui gives as a click too.
    any_press: bool,
    step: isize,
}

fn read_keys(ui: &Ui, is_open: bool, stays_open: bool, open: &mut Open) -> Keys {
    ui.input_mut(|input| {
        let mut keys = Keys::default();
        let down = input.consume_key(Modifiers::NONE, Key::ArrowDown)
            || input.consume_key(Modifiers::ALT, Key::ArrowDown);
        let up = input.consume_key(Modifiers::NONE, Key::ArrowUp);
        let enter = input.consume_key(Modifiers::NONE, Key::Enter);
        let space = input.key_pressed(Key::Space);
        keys.any_press = enter || space;
        keys.step = isize::from(down) - isize::from(up);
        let ends = stays_open && enter && !open.has_chosen;
        keys.close = is_open && ends;
        keys.take = is_open && !ends && (enter || (space && open.filter.is_empty()));
        keys.open = !is_open && (down || enter || space);
        let mut typed = String::new();
        input.events.retain(|event| match event {
            Event::Text(text) if text != "=" => {
                typed.push_str(text);
                false
            }
            _ => true,
        });
        if is_open && input.consume_key(Modifiers::NONE, Key::Backspace) {
            open.filter.pop();
            (open.at, open.moved) = (None, true);
        }
        if !typed.trim().is_empty() || (is_open && !open.filter.is_empty() && !typed.is_empty()) {
            keys.open |= !is_open;
            open.filter.push_str(&typed);
            (open.at, open.moved) = (Some(0), true);
        }
        if keys.open {
            keys.step = 0;
        }
        open.has_chosen |= is_open && (keys.step != 0 || !open.filter.is_empty());
        keys
    })
}

/// The options that hold what was typed: first one that is just that, then those that begin with it.
pub fn narrowed<T>(options: Vec<Choice<T>>, filter: &str) -> Vec<Choice<T>> {
    let wanted = filter.trim().to_lowercase();
    if wanted.is_empty() {
        return options;
    }
    let mut hits: Vec<((bool, bool), Choice<T>)> = options
        .into_iter()
        .filter_map(|choice| {
            let name = choice.name.to_lowercase();
            name.contains(&wanted).then(|| ((name != wanted, !name.starts_with(&wanted)), choice))
        })
        .collect();
    hits.sort_by_key(|(later, _)| *later);
    hits.into_iter().map(|(_, choice)| choice).collect()
}

/// The choice of nothing first, where the list begins: it is what is chosen in a field that is not set.
fn none_first<T>(mut options: Vec<Choice<T>>) -> Vec<Choice<T>> {
    if let Some(none) = options.iter().position(|choice| choice.name.is_empty()) {
        options[..=none].rotate_right(1);
    }
    options
}

/// The open list.
fn list<T: Clone>(
    ui: &mut Ui,
    label: &str,
    options: &[Choice<T>],
    open: &mut Open,
    keys: &Keys,
    is_chosen: &dyn Fn(&T) -> bool,
) -> Option<T> {
    ui.spacing_mut().item_spacing.y = 0.0;
    if !open.filter.is_empty() {
        ui.label(theme::strong(open.filter.as_str()));
        ui.separator();
    }
    if options.is_empty() {
        ui.label(theme::remark(ui, "Nothing of that name"));
        return None;
    }
    let chosen = options.iter().position(|choice| is_chosen(&choice.value));
    let at = open.at.or(chosen).unwrap_or(0).min(options.len() - 1);
    let last = options.len() as isize - 1;
    let at = (at as isize + keys.step).clamp(0, last) as usize;
    let moved = keys.step != 0 || open.moved || open.at.is_none();
    (open.at, open.moved) = (Some(at), false);
    let mut taken = keys.take.then(|| options[at].value.clone());
    let width = options.iter().map(wanted_width).fold(ui.available_width(), f32::max);
    let height = LIST_HEIGHT.min(room(ui.ctx()).y - ABOVE);
    // As high as it may be even after a filter had made it low.
    ScrollArea::vertical().max_height(height).min_scrolled_height(height).id_salt(label).show(ui, |ui| {
        ui.set_min_width(width.min(360.0));
        for (n, choice) in options.iter().enumerate() {
            let response = item(ui, choice, n == at, is_chosen(&choice.value));
            if n == at && moved {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                taken = Some(choice.value.clone());
            }
        }
    });
    taken
}

/// About how wide a choice has to be for its words.
fn wanted_width<T>(choice: &Choice<T>) -> f32 {
    let letters = choice.name.chars().count().max(8) + choice.note.chars().count();
    letters as f32 * size::BODY * 0.56 + 48.0
}

fn item<T>(ui: &mut Ui, choice: &Choice<T>, marked: bool, chosen: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT + 2.0), Sense::CLICK);
    let name = if choice.name.is_empty() { "Not set" } else { choice.name.as_str() };
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, name));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let palette = Palette::for_ui(ui);
    row_background::show(ui, rect, marked, response.hovered());
    if chosen {
        let sign = Rect::from_min_size(rect.min, vec2(20.0, rect.height()));
        icon::tick(ui.painter(), sign, Stroke::new(1.5, palette.text));
    }
    let mut text = rect;
    text.min.x += 22.0;
    text.max.x -= space::SMALL;
    if !choice.note.is_empty() {
        let note = paint(
            ui,
            text,
            Align2::RIGHT_CENTER,
            &choice.note,
            FontId::proportional(size::SMALL),
            palette.weak_text,
        );
        text.max.x = note.min.x - space::SMALL;
    }
    let colour = if choice.name.is_empty() { palette.weak_text } else { palette.text };
    paint(ui, text, Align2::LEFT_CENTER, name, FontId::proportional(size::BODY), colour);
    response
}

/// Paints one line of text into `rect`, cut with an ellipsis; answers where it is.
fn paint(ui: &Ui, rect: Rect, align: Align2, text: &str, font: FontId, colour: egui::Color32) -> Rect {
    let galley = one_line(ui.painter(), text, font, colour, rect.width());
    let at = align.align_size_within_rect(galley.size(), rect);
    ui.painter().galley(at.min, galley, colour);
    at
}

/// Paints the closed chooser; answers whether its text had to be cut.
fn paint_closed(ui: &Ui, rect: Rect, response: &Response, look: Look<'_>) -> bool {
    let palette = Palette::for_ui(ui);
    let focused = response.has_focus();
    let stroke = if focused {
        ui.visuals().selection.stroke
    } else if response.hovered() && !look.disabled {
        Stroke::new(1.0, palette.weak_text)
    } else if look.heading {
        Stroke::NONE
    } else {
        Stroke::new(1.0, palette.line)
    };
    let ground = match (look.heading, response.hovered()) {
        (true, false) => egui::Color32::TRANSPARENT,
        (true, true) => palette.raised,
        (false, _) if look.disabled => palette.panel,
        (false, _) => palette.text_background,
    };
    ui.painter().rect(rect, 4.0, ground, stroke, StrokeKind::Inside);
    let sign = Rect::from_min_max(egui::pos2(rect.max.x - 20.0, rect.min.y), rect.max);
    icon::chevron(ui.painter(), sign, Stroke::new(1.3, palette.weak_text));
    let mut text = rect;
    text.min.x += if look.heading { space::TIGHT } else { space::SMALL };
    text.max.x -= 20.0;
    let (words, colour) =
        if look.shown.is_empty() { (look.hint, palette.weak_text) } else { (look.shown, palette.text) };
    let font = match look.heading {
        true => FontId::new(size::HEADING, theme::semibold()),
        false => FontId::proportional(size::BODY),
    };
    let galley = one_line(ui.painter(), words, font, colour, text.width());
    let cut = galley.elided;
    let at = Align2::LEFT_CENTER.align_size_within_rect(galley.size(), text);
    ui.painter().galley(at.min, galley, colour);
    cut
}

/// How wide a chooser in a heading has to be for its words.
pub fn heading_width(ui: &Ui, words: &str) -> f32 {
    let font = FontId::new(size::HEADING, theme::semibold());
    let galley = one_line(ui.painter(), words, font, Palette::for_ui(ui).text, f32::INFINITY);
    galley.size().x + space::TIGHT + 22.0
}
