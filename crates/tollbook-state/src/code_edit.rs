//! The properties of a code that a coder can change.

use tollbook_core::model::{Code, CodeId, Colour};

/// A change of one property of a code.
#[derive(Clone, Debug, PartialEq)]
pub enum CodeEdit {
    /// The name.
    Name(String),
    /// The key.
    Key(String),
    /// The colour.
    Colour(Colour),
    /// What it is for.
    Description(String),
    /// The code above it.
    Parent(Option<CodeId>),
}

impl CodeEdit {
    /// What the edit is called in the history.
    pub(crate) fn label(&self) -> &'static str {
        match self {
            Self::Name(_) => "Rename code",
            Self::Key(_) => "Change key of code",
            Self::Colour(_) => "Recolour code",
            Self::Description(_) => "Describe code",
            Self::Parent(_) => "Move code",
        }
    }

    /// Makes the change.
    pub(crate) fn apply(self, code: &mut Code) {
        match self {
            Self::Name(name) => code.name = name.trim().to_owned(),
            Self::Key(key) => code.key = key.to_uppercase(),
            Self::Colour(colour) => code.colour = colour,
            Self::Description(description) => code.description = description,
            Self::Parent(parent) => code.parent = parent,
        }
    }
}
