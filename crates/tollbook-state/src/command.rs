//! Every command, declared once: its name, its place in the menus, its keys, what it does, when it can be
//! carried out and why not. Menus, keys, the list of commands, tooltips and the list of keys all come from here.

mod answer;
mod needs;
mod table;

use super::AppState;
use super::action::Action;
use super::keys::Chord;
use super::preferences::{PreferenceChange, Switch};
use needs::Need;
pub use table::Command;
use tollbook_core::model::ClaimType;

/// A menu of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Menu {
    /// Projects, import and export.
    File,
    /// Undo, finding words, and the project's lists.
    Edit,
    /// Annotations, claims and incidents.
    Annotate,
    /// Panels, zoom, theme, and moving about.
    View,
    /// What the chart shows.
    Chart,
    /// Help.
    Help,
}

impl Menu {
    /// Every menu, from left to right.
    pub const ALL: [Self; 6] = [Self::File, Self::Edit, Self::Annotate, Self::View, Self::Chart, Self::Help];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Annotate => "Annotate",
            Self::View => "View",
            Self::Chart => "Chart",
            Self::Help => "Help",
        }
    }
}

/// What a command does.
#[derive(Clone, Copy)]
enum Does {
    /// It asks this of the state; `None` if there is nothing that it could do.
    Act(fn(&AppState) -> Option<Action>),
    /// It turns a preference on or off.
    Switch(Switch),
    /// It chooses one of several: whether it is chosen, and what it asks of the state.
    Choose(fn(&AppState) -> Option<bool>, fn(&AppState) -> Option<Action>),
    /// It concerns the window alone.
    Window,
}

/// All that is known of a command.
struct Declaration {
    id: &'static str,
    name: &'static str,
    menu: Menu,
    /// The submenu in which it stands, blank for none.
    submenu: &'static str,
    keys: &'static str,
    help: &'static str,
    /// What must be so before it can be carried out.
    needs: &'static [Need],
    does: Does,
}

/// What preferences of earlier versions call a command, and its id now.
const OLD_IDS: [(&str, &str); 13] = [
    ("MarkKilled", "AnnotateKilled"),
    ("MarkWounded", "AnnotateWounded"),
    ("MarkMissing", "AnnotateMissing"),
    ("MarkCaptured", "AnnotateCaptured"),
    ("MarkCasualties", "AnnotateCasualties"),
    ("MarkTotal", "AnnotateTotal"),
    ("MarkPart", "AnnotatePart"),
    ("MarkBackground", "AnnotateBackground"),
    ("MarkStrength", "AnnotateStrength"),
    ("MarkWith", "AnnotateWith"),
    ("MoveMarkHere", "MoveAnnotationHere"),
    ("MarkDone", "SetDone"),
    ("MarkUnread", "SetUnread"),
];

impl Command {
    fn declaration(self) -> &'static Declaration {
        &table::DECLARATIONS[self as usize]
    }

    /// What preferences call it. Another name needs a line in `OLD_IDS`, or the keys that users chose for it are lost.
    pub fn id(self) -> &'static str {
        self.declaration().id
    }

    /// Its name, as the menu has it.
    pub fn name(self) -> &'static str {
        self.declaration().name
    }

    /// The menu in which it stands.
    pub fn menu(self) -> Menu {
        self.declaration().menu
    }

    /// The submenu in which it stands, if it stands in one.
    pub fn submenu(self) -> Option<&'static str> {
        Some(self.declaration().submenu).filter(|name| !name.is_empty())
    }

    /// Its usual keys, such as `Ctrl+Shift+Z`, several with a blank between; may be blank. Those that the user
    /// has are in [`super::keys::Keymap`].
    pub fn keys(self) -> &'static str {
        self.key_holder().declaration().keys
    }

    /// The command whose keys it has: its own, or those of the one in whose place it stands while a suggestion is
    /// looked at. Then no annotation is selected, so that only one of the two can be carried out.
    pub fn key_holder(self) -> Self {
        match self {
            Self::AcceptSuggestion => Self::EditCard,
            Self::AcceptAndJoin => Self::Join,
            Self::RejectSuggestion => Self::Split,
            command => command,
        }
    }

    /// What the keys of a command do now: what it does, or what stands in its place.
    pub fn now(self, state: &AppState) -> Self {
        let stands_in = [Self::AcceptSuggestion, Self::AcceptAndJoin, Self::RejectSuggestion];
        let stands_in = stands_in.into_iter().find(|other| other.key_holder() == self);
        stands_in.filter(|other| other.is_enabled(state)).unwrap_or(self)
    }

    /// What it does, as a sentence.
    pub fn help(self) -> &'static str {
        self.declaration().help
    }

    /// What it asks of the state now; `None` if it cannot be carried out, or if it concerns the window alone.
    pub fn action(self, state: &AppState) -> Option<Action> {
        if self.unmet(state).is_some() {
            return None;
        }
        match self.declaration().does {
            Does::Act(act) | Does::Choose(_, act) => act(state),
            Does::Switch(switch) => {
                let on = switch.is_on(&state.preferences);
                Some(Action::Preference(PreferenceChange::Set(switch, !on)))
            }
            Does::Window => None,
        }
    }

    /// Whether it is on, of a command that turns something on or off or chooses one of several.
    pub fn is_on(self, state: &AppState) -> Option<bool> {
        match self.declaration().does {
            Does::Switch(switch) => Some(switch.is_on(&state.preferences)),
            Does::Choose(is_chosen, _) => is_chosen(state),
            Does::Act(_) | Does::Window => None,
        }
    }

    /// Whether it can be carried out now.
    pub fn is_enabled(self, state: &AppState) -> bool {
        self.why_not(state).is_none()
    }

    /// Why it cannot be carried out now, as a sentence; `None` if it can.
    pub fn why_not(self, state: &AppState) -> Option<&'static str> {
        if let Some(need) = self.unmet(state) {
            return Some(need.reason);
        }
        let can = matches!(self.declaration().does, Does::Window) || self.action(state).is_some();
        (!can).then_some("There is nothing to do now.")
    }

    /// The first condition that is not met.
    fn unmet(self, state: &AppState) -> Option<&'static Need> {
        self.declaration().needs.iter().find(|need| !(need.is_met)(state))
    }

    /// Whether its keys work while a dialog lies over the panels: it concerns the whole program, takes back what the
    /// dialog changed, or opens and closes the dialog itself.
    pub fn works_in_dialogs(self) -> bool {
        let whole_program = [Self::Quit, Self::RetrySave, Self::ZoomIn, Self::ZoomOut, Self::ZoomReset];
        let dialogs = [Self::Undo, Self::Redo, Self::Operations, Self::Lists, Self::Keys];
        whole_program.contains(&self) || dialogs.contains(&self)
    }

    /// Its usual keys.
    pub fn usual_keys(self) -> impl Iterator<Item = Chord> {
        super::keys::read(self.keys())
    }

    /// The command that preferences call so.
    pub fn from_id(id: &str) -> Option<Self> {
        let id = OLD_IDS.iter().find(|(old, _)| *old == id).map_or(id, |(_, id)| *id);
        Self::ALL.iter().copied().find(|command| command.id() == id)
    }

    /// The command that annotates with this type of claim.
    pub fn annotate_as(claim_type: ClaimType) -> Self {
        match claim_type {
            ClaimType::Killed => Self::AnnotateKilled,
            ClaimType::Wounded => Self::AnnotateWounded,
            ClaimType::Missing => Self::AnnotateMissing,
            ClaimType::Captured => Self::AnnotateCaptured,
            ClaimType::Casualties => Self::AnnotateCasualties,
            ClaimType::Total => Self::AnnotateTotal,
            ClaimType::Part => Self::AnnotatePart,
            ClaimType::Background => Self::AnnotateBackground,
            ClaimType::Strength => Self::AnnotateStrength,
        }
    }

    /// Whether it annotates the selection.
    pub fn annotates(self) -> bool {
        self == Self::AnnotateWith
            || ClaimType::ALL.iter().any(|claim_type| Self::annotate_as(*claim_type) == self)
    }

    /// The name with what it would do now: "Undo annotate killed".
    pub fn name_now(self, state: &AppState) -> String {
        let step = state.workspace.as_ref().and_then(|open| match self {
            Self::Undo => open.history.undo(open.coder),
            Self::Redo => open.history.redo(open.coder),
            _ => None,
        });
        match step {
            Some(step) => format!("{} {}", self.name(), lower_first(&step.label)),
            None => self.name().to_owned(),
        }
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::*;

    #[test]
    fn no_two_commands_share_a_key() {
        let mut seen = HashSet::new();
        for command in Command::ALL.iter().filter(|command| command.key_holder() == **command) {
            let written = command.keys().split_whitespace().count();
            assert_eq!(command.usual_keys().count(), written, "{} is no key", command.keys());
            for key in command.usual_keys() {
                assert!(seen.insert(key.clone()), "{key} is taken twice");
            }
        }
    }

    #[test]
    fn every_old_id_names_a_command() {
        for (old, id) in OLD_IDS {
            assert_eq!(Command::from_id(old).map(Command::id), Some(id));
        }
    }

    #[test]
    fn a_menu_has_at_most_fifteen_entries() {
        let mut entries: HashMap<(Menu, Option<&str>), usize> = HashMap::new();
        let mut submenus = HashSet::new();
        for command in Command::ALL {
            *entries.entry((command.menu(), command.submenu())).or_default() += 1;
            if command.submenu().is_some() && submenus.insert((command.menu(), command.submenu())) {
                *entries.entry((command.menu(), None)).or_default() += 1;
            }
        }
        for (place, n) in entries {
            assert!(n <= 15, "{place:?} has {n} entries");
        }
    }

    #[test]
    fn names_are_in_sentence_case_and_helps_are_sentences() {
        for command in Command::ALL {
            let (name, help) = (command.name(), command.help());
            assert!(name.chars().next().is_some_and(char::is_uppercase), "{name}");
            assert!(!name.contains(':'), "{name}");
            assert!(help.ends_with('.') && !help.contains("  "), "{help}");
        }
    }

    #[test]
    fn a_command_that_cannot_be_carried_out_says_why_and_does_nothing() {
        let state = AppState::default();
        for command in Command::ALL {
            match command.why_not(&state) {
                Some(why) => {
                    assert!(why.ends_with('.'), "{why}");
                    assert_eq!(command.action(&state), None, "{}", command.name());
                }
                None => assert!(command.is_enabled(&state)),
            }
        }
        assert_eq!(Command::Undo.why_not(&state), Some("Open a folder of articles first."));
    }
}
