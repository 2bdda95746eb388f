//! The field at the right of the menu bar, for finding words in all articles.

use eframe::egui::{Key, Modifiers, Ui};

use crate::ui::panels::find_bar;
use tollbook_core::analysis::search::Query;
use tollbook_state::find::Ask;
use tollbook_state::{Action, AppState, Dock};
use tollbook_state::{Area, PreferenceChange};

/// What the field keeps between frames.
#[derive(Debug, Default)]
pub struct State {
    typed: String,
    /// Whether the field is to have the keyboard.
    followed: u64,
    /// Whether what was found is to be seen.
    pub is_asking: bool,
}

/// How wide the field is, and how narrow at most.
const WIDTH: [f32; 2] = [240.0, 90.0];

/// What the keyboard asks of the rest of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindFieldExit {
    /// On to what was found.
    ToFound,
    /// Back to the text.
    ToText,
}

/// Shows the field at the right of the row; answers where the keyboard is to go.
pub fn show(
    ui: &mut Ui,
    state: &AppState,
    local: &mut State,
    actions: &mut Vec<Action>,
) -> Option<FindFieldExit> {
    // The bar of menus has no frames around its fields.
    ui.reset_style();
    let open = state.workspace.as_ref()?;
    let all = &open.find.all;
    let id = ui.make_persistent_id("find in all articles");
    let in_field = ui.memory(|memory| memory.has_focus(id));
    let mut leave = None;
    if in_field {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::ArrowDown) || pressed(Key::Enter) {
            leave = Some(FindFieldExit::ToFound);
        }
    } else {
        let escaped = find_bar::had_focus(ui, id) && ui.input(|input| input.key_pressed(Key::Escape));
        leave = escaped.then_some(FindFieldExit::ToText);
        local.typed.clone_from(&all.query.text);
    }
    let focus = open.focus.reaches(Area::FindField, &mut local.followed);
    let width = ui.available_width().clamp(WIDTH[1], WIDTH[0]);
    let typed = find_bar::typing(ui, id, "Find in all articles", &mut local.typed, width, &mut focus.clone());
    if typed {
        actions.push(Action::Find(Ask::All(Query { text: local.typed.clone(), ..all.query.clone() })));
    }
    // What is found has to be seen.
    if typed || focus {
        local.is_asking = true;
    }
    leave
}

/// Shows what was found, if it is not shown; `is_front` if the panel is there already.
pub fn bring_up(state: &AppState, is_front: bool) -> Option<Action> {
    let is_shown = (is_front || state.preferences.show_dock) && state.preferences.dock == Dock::Found;
    let show = if is_front { PreferenceChange::Dock } else { PreferenceChange::ShowDock };
    (!is_shown).then_some(Action::Preference(show(Dock::Found)))
}
