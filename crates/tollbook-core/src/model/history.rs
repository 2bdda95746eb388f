//! The history of edits, and what each author can undo and redo.
//!
//! The history is append-only: undo appends an edit that undoes another, redo one that undoes
//! that. Both stacks follow from the history alone, so undo reaches past a restart. Each author has
//! stacks of their own: nobody undoes what somebody else did.

use std::collections::BTreeMap;

use super::change::Edit;
use super::id::{EditId, EntryId};

/// What the history needs to know of an edit; its changes are kept elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The edit.
    pub id: EditId,
    /// Whose it is.
    pub author: EntryId,
    /// What it is called.
    pub label: String,
    /// The edit that it takes back.
    pub undoes: Option<EditId>,
    /// Whether it began the project, which is never undone.
    pub begins: bool,
    /// Whether it is a part of a merge, which is undone as one.
    pub is_part: bool,
}

impl From<&Edit> for Step {
    fn from(edit: &Edit) -> Self {
        let begins = edit.undoes.is_none()
            && edit.changes.iter().any(|change| change.table() == "project" && change.adds());
        Self {
            id: edit.id,
            author: edit.coder,
            label: edit.label.clone(),
            undoes: edit.undoes,
            begins,
            is_part: edit.part_of.is_some(),
        }
    }
}

/// Which edits can be undone and redone, by author.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    authors: BTreeMap<EntryId, Stacks>,
}

/// What one author can undo and redo.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Stacks {
    /// Edits that hold, latest last; undoing one inverts it.
    undo: Vec<Step>,
    /// Edits that undid another, latest last; redoing inverts them.
    redo: Vec<Step>,
}

impl History {
    /// The history after these steps.
    pub fn replay(steps: impl IntoIterator<Item = Step>) -> Self {
        let mut history = Self::default();
        steps.into_iter().for_each(|step| history.push(step));
        history
    }

    /// Adds the latest edit.
    pub fn push(&mut self, step: Step) {
        if step.is_part {
            return;
        }
        let Stacks { undo, redo } = self.authors.entry(step.author).or_default();
        match step.undoes {
            Some(undone) if undo.last().is_some_and(|top| top.id == undone) => {
                undo.pop();
                redo.push(step);
            }
            Some(undone) if redo.last().is_some_and(|top| top.id == undone) => {
                redo.pop();
                undo.push(step);
            }
            _ => {
                redo.clear();
                if !step.begins {
                    undo.push(step);
                }
            }
        }
    }

    /// The edit of `author` that undo would take back.
    pub fn undo(&self, author: EntryId) -> Option<&Step> {
        self.authors.get(&author)?.undo.last()
    }

    /// The edit of `author` that redo would take back.
    pub fn redo(&self, author: EntryId) -> Option<&Step> {
        self.authors.get(&author)?.redo.last()
    }

    /// Whether `author` made this edit and it is not undone.
    pub fn holds(&self, author: EntryId, edit: EditId) -> bool {
        self.authors.get(&author).is_some_and(|stacks| stacks.undo.iter().any(|step| step.id == edit))
    }

    /// How many edits `author` can undo and redo.
    pub fn depth(&self, author: EntryId) -> (usize, usize) {
        self.authors.get(&author).map_or((0, 0), |stacks| (stacks.undo.len(), stacks.redo.len()))
    }
}
