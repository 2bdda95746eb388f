//! Keys: how they are written, who has which, and which may be given away.
//!
//! The usual keys stand beside their commands in [`super::command`]; a [`Keymap`] holds what the user
//! has chosen instead. A key has one holder: a command, or a code of the open project.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Command;
use tollbook_core::model::{Code, CodeId, Project};

/// A key with the keys held beside it, such as `Ctrl+Shift+Z`; Ctrl is the command key on a Mac.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Chord {
    ctrl: bool,
    alt: bool,
    shift: bool,
    /// A letter, a digit or a sign as it is; other keys by name: `PageDown`, `F5`.
    key: String,
}

/// Signs that have a name too. `+` stands between keys, so it goes by its name.
const SIGNS: [(&str, &str); 19] = [
    ("Colon", ":"),
    ("Comma", ","),
    ("Period", "."),
    ("Equals", "="),
    ("Semicolon", ";"),
    ("Backslash", "\\"),
    ("Slash", "/"),
    ("Pipe", "|"),
    ("Questionmark", "?"),
    ("Exclamationmark", "!"),
    ("OpenBracket", "["),
    ("CloseBracket", "]"),
    ("OpenCurlyBracket", "{"),
    ("CloseCurlyBracket", "}"),
    ("Backtick", "`"),
    ("Quote", "'"),
    ("Plus", "Plus"),
    ("Minus", "Minus"),
    ("-", "Minus"),
];

/// Keys that move about in a text, or leave it.
const MOVES: [&str; 11] =
    ["Up", "Down", "Left", "Right", "Home", "End", "PageUp", "PageDown", "Tab", "Escape", "Backspace"];

/// Keys that type into a field, or press what has the keyboard.
const PRESSES: [&str; 4] = ["Enter", "Space", "Delete", "Insert"];

impl Chord {
    /// The key of this name, with what is held; `None` if commands can have no such key.
    pub fn new(ctrl: bool, alt: bool, shift: bool, name: &str) -> Option<Self> {
        let sign = SIGNS.iter().find(|(long, sign)| name == *long || name == *sign).map(|(_, sign)| *sign);
        let is_letter = name.len() == 1 && name.starts_with(|key: char| key.is_ascii_alphabetic());
        let is_digit = name.len() == 1 && name.starts_with(|key: char| key.is_ascii_digit());
        let is_function = name.strip_prefix('F').is_some_and(|number| number.parse::<u8>().is_ok());
        let is_named = MOVES.contains(&name) || PRESSES.contains(&name);
        let key = match sign {
            Some(sign) => sign.to_owned(),
            None if name == "+" => "Plus".to_owned(),
            None if is_letter => name.to_uppercase(),
            None if is_digit || is_function || is_named => name.to_owned(),
            None => return None,
        };
        // Which signs and digits need Shift is the keyboard's affair.
        let shift = shift && sign.is_none() && !is_digit && key != "Plus";
        Some(Self { ctrl, alt, shift, key })
    }

    /// The key that annotates with a code: its own, or that of its command.
    pub fn of_code(code: &Code, keys: &Keymap) -> Option<Self> {
        match code.claim {
            Some(claim_type) => keys.first(Command::annotate_as(claim_type)),
            None => code.key.parse().ok(),
        }
    }

    /// The keys held, as Ctrl, Alt and Shift.
    pub fn held(&self) -> [bool; 3] {
        [self.ctrl, self.alt, self.shift]
    }

    /// The key without what is held.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Whether the key means something even while text is typed: it has Ctrl, or is a function key.
    pub fn works_while_typing(&self) -> bool {
        self.ctrl || (self.key.len() > 1 && self.key.starts_with('F'))
    }

    /// Whether a text field has no meaning of its own for it: an arrow with Alt, which goes by words on a
    /// Mac alone.
    pub fn is_beside_typing(&self) -> bool {
        self.alt && !cfg!(target_os = "macos") && ["Up", "Down", "Left", "Right"].contains(&self.key.as_str())
    }

    /// Whether it presses whatever has the keyboard: Enter, Delete.
    pub fn is_press(&self) -> bool {
        !self.ctrl && !self.alt && PRESSES.contains(&self.key.as_str())
    }

    /// Whether text fields have a meaning of their own for it: copy, paste, undo.
    pub fn is_for_fields(&self) -> bool {
        self.ctrl && !self.alt && ["A", "C", "V", "X", "Y", "Z"].contains(&self.key.as_str())
    }

    /// Whether the system has a meaning of its own for it.
    fn is_the_systems(&self) -> bool {
        let key = self.key.as_str();
        (self.alt && (self.ctrl || ["F4", "Tab", "Escape", "Space"].contains(&key)))
            || (self.ctrl && key == "Escape")
    }

    /// Why `command` cannot have this key, as a sentence; `None` if it can. Its usual keys it can have.
    pub fn refusal(&self, command: Command) -> Option<String> {
        if command.usual_keys().any(|usual| usual == *self) {
            return None;
        }
        let moves = MOVES.contains(&self.key.as_str()) && !(self.ctrl && self.key.starts_with("Page"));
        let edits = self.key == "Delete" || self.key == "Insert";
        if self.is_the_systems() {
            Some(format!("Your system keeps {self} for itself; choose another key."))
        } else if moves || edits || self.is_press() {
            Some(format!("{self} is needed for moving and typing in text; choose another key."))
        } else if self.is_for_fields() && (!self.shift || self.key == "Z") {
            Some(format!("{self} is needed in text fields; choose another key."))
        } else {
            None
        }
    }
}

impl FromStr for Chord {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let [mut ctrl, mut alt, mut shift] = [false; 3];
        let mut name = text.trim();
        while let Some((held, rest)) = name.split_once('+').filter(|(_, rest)| !rest.is_empty()) {
            match held {
                "Ctrl" => ctrl = true,
                "Alt" => alt = true,
                "Shift" => shift = true,
                _ => return Err(()),
            }
            name = rest;
        }
        Self::new(ctrl, alt, shift, name).ok_or(())
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in self.held().into_iter().zip(["Ctrl+", "Alt+", "Shift+"]) {
            f.write_str(if held { name } else { "" })?;
        }
        f.write_str(&self.key)
    }
}

/// The keys that the user has chosen instead of the usual ones: by the command's id, keys with a blank
/// between. What is not there has its usual keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Keymap(BTreeMap<String, String>);

impl Keymap {
    /// The keys of a command. A usual key that was given to another command is not among them.
    pub fn chords(&self, command: Command) -> Vec<Chord> {
        let command = command.key_holder();
        match self.0.get(command.id()) {
            Some(chosen) => read(chosen).collect(),
            None => command.usual_keys().filter(|key| self.chosen_for(key).is_none()).collect(),
        }
    }

    /// The first key of a command: the one that menus show.
    pub fn first(&self, command: Command) -> Option<Chord> {
        self.chords(command).into_iter().next()
    }

    /// The command that has a key.
    pub fn command(&self, key: &Chord) -> Option<Command> {
        let has = |command: &Command| self.chords(*command).contains(key);
        self.chosen_for(key).or_else(|| Command::ALL.iter().copied().find(has)).map(Command::key_holder)
    }

    /// Whether a command has its usual keys.
    pub fn is_usual(&self, command: Command) -> bool {
        self.chords(command).into_iter().eq(command.usual_keys())
    }

    /// Whether every command has its usual keys.
    pub fn is_all_usual(&self) -> bool {
        self.0.is_empty()
    }

    /// Gives a command these keys, and takes them from whatever command has them.
    pub fn set(&mut self, command: Command, keys: &[Chord]) {
        let command = command.key_holder();
        for &other in Command::ALL.iter().filter(|other| other.key_holder() != command) {
            let (taken, left): (Vec<_>, Vec<_>) =
                self.chords(other).into_iter().partition(|key| keys.contains(key));
            if !taken.is_empty() {
                self.store(other, &left);
            }
        }
        self.store(command, keys);
    }

    /// Gives every command its usual keys.
    pub fn restore_all(&mut self) {
        self.0.clear();
    }

    fn store(&mut self, command: Command, keys: &[Chord]) {
        if command.usual_keys().eq(keys.iter().cloned()) {
            self.0.remove(command.id());
        } else {
            let written: Vec<String> = keys.iter().map(ToString::to_string).collect();
            self.0.insert(command.id().to_owned(), written.join(" "));
        }
    }

    fn chosen_for(&self, key: &Chord) -> Option<Command> {
        let chosen = |command: &Command| {
            self.0.get(command.id()).is_some_and(|keys| read(keys).any(|found| found == *key))
        };
        Command::ALL.iter().copied().find(chosen)
    }
}

/// The keys that a text names; what is no key is passed over.
pub(super) fn read(keys: &str) -> impl Iterator<Item = Chord> {
    keys.split_whitespace().filter_map(|key| key.parse().ok())
}

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// It gives a command.
    Command(Command),
    /// It annotates with a code that makes no claim; those that make one are commands.
    Code(CodeId),
}

impl Bound {
    /// Whether it annotates the selection.
    pub fn annotates(self) -> bool {
        match self {
            Self::Command(command) => command.annotates(),
            Self::Code(_) => true,
        }
    }

    /// The holder as it is named in a sentence: `“Operations…”`, `the code “place”`.
    pub fn name(self, project: Option<&Project>) -> String {
        match self {
            Self::Command(command) => format!("“{}”", command.name()),
            Self::Code(id) => {
                let name = project.and_then(|project| project.codes.get(id)).map_or("", |code| &code.name);
                format!("the code “{name}”")
            }
        }
    }
}

/// Who has a key: a command before a code. More than one only where a project's codebook has a key that
/// this user gave to a command; the first then has it.
pub fn holders(keys: &Keymap, project: Option<&Project>, key: &Chord) -> Vec<Bound> {
    let command = keys.command(key).map(Bound::Command);
    let codes = project.into_iter().flat_map(|project| project.codes.iter());
    let codes = codes.filter(|(_, code)| code.claim.is_none() && code.key.parse().as_ref() == Ok(key));
    command.into_iter().chain(codes.map(|(id, _)| Bound::Code(id))).collect()
}

/// The codes of a project whose keys commands have, each with a sentence for its user.
pub fn hidden_codes(keys: &Keymap, project: &Project) -> Vec<String> {
    let own = project.codes.iter().filter(|(_, code)| code.claim.is_none());
    own.filter_map(|(_, code)| {
        let key: Chord = code.key.parse().ok()?;
        let command = keys.command(&key)?;
        Some(format!(
            "The key {key} of the code “{}” is yours for “{}”. Give one of them another key: the code in the codebook, the \
             command under Help > Keyboard shortcuts.",
            code.name,
            command.name()
        ))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tollbook_core::analysis::fixture::story;
    use tollbook_core::model::Draft;

    fn key(text: &str) -> Chord {
        text.parse().unwrap()
    }

    #[test]
    fn keys_are_written_one_way() {
        let cases = [
            ("Ctrl+Shift+Z", "Ctrl+Shift+Z"),
            ("Shift+Ctrl+z", "Ctrl+Shift+Z"),
            ("Slash", "/"),
            ("Shift+?", "?"),
            ("Ctrl++", "Ctrl+Plus"),
            ("Ctrl+-", "Ctrl+Minus"),
            ("Shift+PageDown", "Shift+PageDown"),
        ];
        for (written, expected) in cases {
            assert_eq!(key(written).to_string(), expected, "{written}");
        }
        for none in ["", "Ctrl+", "Hyper+A", "MediaStop", "é", "AB"] {
            assert!(none.parse::<Chord>().is_err(), "{none}");
        }
    }

    #[test]
    fn a_key_that_is_given_to_one_command_is_taken_from_the_other() {
        let mut keys = Keymap::default();
        let [join, split] = [Command::Join, Command::Split];
        keys.set(split, &[key("=")]);
        assert_eq!((keys.chords(join), keys.chords(split)), (vec![], vec![key("=")]));
        assert_eq!(keys.command(&key("X")), None);
        assert_eq!(keys.command(&key("=")), Some(split));
        // The usual key again, which takes it back.
        keys.set(join, &join.usual_keys().collect::<Vec<_>>());
        assert!(keys.is_usual(join) && keys.chords(split).is_empty());
        keys.restore_all();
        assert!(Command::ALL.iter().all(|command| keys.is_usual(*command)));
    }

    #[test]
    fn a_file_written_by_hand_gives_no_key_twice() {
        let keys: Keymap = serde_json::from_str(r#"{"Split":"= nonsense","Unheard":"Q"}"#).unwrap();
        assert!(keys.chords(Command::Join).is_empty());
        assert_eq!(keys.chords(Command::Split), [key("=")]);
    }

    #[test]
    fn codes_have_keys_too_and_a_command_goes_first() {
        let mut story = story("article a 2019-11-27");
        let (id, code) = {
            let mut codes = story.project.codes.iter();
            let (id, code) = codes.find(|(_, code)| code.key == "1").unwrap();
            (id, code.clone())
        };
        let mut keys = Keymap::default();
        assert_eq!(holders(&keys, Some(&story.project), &key("1")), [Bound::Code(id)]);
        // A code that claims has its command's key, whatever it is.
        assert_eq!(
            holders(&keys, Some(&story.project), &key("K")),
            [Bound::Command(Command::AnnotateKilled)]
        );
        keys.set(Command::Join, &[key("1")]);
        assert_eq!(
            holders(&keys, Some(&story.project), &key("1")),
            [Bound::Command(Command::Join), Bound::Code(id)]
        );
        assert_eq!(hidden_codes(&keys, &story.project).len(), 1);
        let project = story.project.clone();
        let mut draft = Draft::new(&project, &mut story.stamp);
        draft.set(id, Code { key: String::new(), ..code });
        let edit = draft.finish("Change code").unwrap();
        story.project.apply(&edit).unwrap();
        assert!(hidden_codes(&keys, &story.project).is_empty());
    }

    #[test]
    fn keys_of_text_and_system_are_refused_with_a_sentence() {
        for (text, refused) in [
            ("Ctrl+C", true),
            ("Alt+F4", true),
            ("Ctrl+Alt+T", true),
            ("Enter", true),
            ("Alt+Up", true),
            ("PageDown", true),
            ("Ctrl+Delete", true),
            ("Ctrl+PageDown", false),
            ("Ctrl+Shift+C", false),
            ("Q", false),
            ("F9", false),
        ] {
            assert_eq!(key(text).refusal(Command::Join).is_some(), refused, "{text}");
        }
        assert_eq!(key("Delete").refusal(Command::RemoveAnnotation), None, "its usual key");
    }
}
