//! Lists to choose from by typing: every command, or every code.

use eframe::egui::{self, Context, Key, Modifiers};

use super::keys;
use super::theme::{self, Palette, space};
use crate::model::CodeId;
use crate::state::{AppState, Command};

/// What a list is open for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To carry out a command.
    Commands,
    /// To mark the selection with a code.
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

/// What was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// A command.
    Command(Command),
    /// A code.
    Code(CodeId),
}

impl State {
    /// A list with nothing typed yet.
    pub fn new(purpose: Purpose) -> Self {
        Self { purpose, typed: String::new(), at: 0, begun: false }
    }
}

struct Item {
    choice: Choice,
    name: String,
    remark: String,
    enabled: bool,
}

/// Shows the list if it is open; gives what was chosen and closes it.
pub fn show(context: &Context, state: &AppState, local: &mut Option<State>) -> Option<Choice> {
    let list = local.as_mut()?;
    let items = matching(items(context, state, list.purpose), &list.typed);
    list.at = list.at.min(items.len().saturating_sub(1));
    context.input_mut(|input| {
        if input.consume_key(Modifiers::NONE, Key::ArrowDown) {
            list.at = (list.at + 1).min(items.len().saturating_sub(1));
        }
        if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
            list.at = list.at.saturating_sub(1);
        }
    });
    let entered = context.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let mut chosen = items.get(list.at).filter(|item| entered && item.enabled).map(|item| item.choice);
    let modal = egui::Modal::new(egui::Id::unique("palette")).show(context, |ui| {
        ui.set_width(460.0);
        let hint = match list.purpose {
            Purpose::Commands => "Find a command",
            Purpose::Codes => "Mark with a code",
        };
        let field = egui::TextEdit::singleline(&mut list.typed).hint_text(hint).desired_width(f32::INFINITY);
        let response = ui.add(field);
        response.widget_info(|| {
            let mut info = egui::WidgetInfo::text_edit(true, &list.typed, &list.typed, hint);
            info.label = Some(hint.to_owned());
            info
        });
        if !list.begun {
            response.request_focus();
            list.begun = true;
        }
        if response.changed() {
            list.at = 0;
        }
        ui.add_space(space::TIGHT);
        egui::ScrollArea::vertical().max_height(360.0).auto_shrink([false, true]).show(ui, |ui| {
            if items.is_empty() {
                ui.label(theme::remark(ui, "Nothing has these letters."));
            }
            for (at, item) in items.iter().enumerate() {
                let colour = if item.enabled { Palette::of(ui).ink } else { Palette::of(ui).soft };
                let button = egui::Button::selectable(at == list.at, egui::RichText::new(&item.name).color(colour))
                    .shortcut_text(item.remark.as_str())
                    .min_size(egui::vec2(ui.available_width(), 0.0));
                let response = ui.add_enabled(item.enabled, button);
                if at == list.at && (entered || list.typed.is_empty() || response.hovered()) {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    chosen = Some(item.choice);
                }
            }
        });
    });
    if chosen.is_some() || modal.should_close() {
        *local = None;
    }
    chosen
}

fn items(context: &Context, state: &AppState, purpose: Purpose) -> Vec<Item> {
    match purpose {
        Purpose::Commands => Command::ALL
            .iter()
            .filter(|command| **command != Command::Palette)
            .map(|&command| Item {
                choice: Choice::Command(command),
                name: format!("{}: {}", command.menu().name(), command.name_now(state)),
                remark: keys::written(context, command),
                enabled: command.is_enabled(state),
            })
            .collect(),
        Purpose::Codes => {
            let codes = state.workspace.iter().flat_map(|open| open.project.codes.iter());
            let mut items: Vec<Item> = codes
                .map(|(id, code)| Item {
                    choice: Choice::Code(id),
                    name: code.name.clone(),
                    remark: code.key.clone(),
                    enabled: true,
                })
                .collect();
            items.sort_by(|a, b| a.name.cmp(&b.name));
            items
        }
    }
}

/// The items that have the typed letters in their order; those where the letters stand together
/// or begin a word come first.
fn matching(items: Vec<Item>, typed: &str) -> Vec<Item> {
    let wanted: Vec<char> = typed.to_lowercase().chars().filter(|letter| !letter.is_whitespace()).collect();
    let mut ranked: Vec<(usize, Item)> =
        items.into_iter().filter_map(|item| Some((spread(&item.name.to_lowercase(), &wanted)?, item))).collect();
    ranked.sort_by_key(|(spread, item)| (!item.enabled, *spread));
    ranked.into_iter().map(|(_, item)| item).collect()
}

/// How far apart the letters stand in a name; `None` if it does not have them all.
fn spread(name: &str, wanted: &[char]) -> Option<usize> {
    let letters: Vec<char> = name.chars().collect();
    let first = *wanted.first().unwrap_or(&' ');
    if wanted.is_empty() {
        return Some(0);
    }
    let starts = letters.iter().enumerate().filter(|(_, letter)| **letter == first).map(|(at, _)| at);
    starts
        .filter_map(|start| {
            let mut at = start;
            for letter in &wanted[1..] {
                at = at + 1 + letters.get(at + 1..)?.iter().position(|found| found == letter)?;
            }
            let begins_word = start == 0 || !letters[start - 1].is_alphanumeric();
            Some((at - start) * 2 + usize::from(!begins_word))
        })
        .min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_in_order_are_found_and_those_that_stand_together_come_first() {
        let find = |name: &str, typed: &str| spread(name, &typed.chars().collect::<Vec<_>>());
        assert_eq!(find("mark killed", "xq"), None);
        assert!(find("mark killed", "mk").is_some());
        assert!(find("mark killed", "kill") < find("keep it long, lad", "kill"));
        assert_eq!(find("anything", ""), Some(0));
    }
}
