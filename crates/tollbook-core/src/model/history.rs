//! The history of edits, and what can be undone and redone.
//!
//! The history is append-only: undo appends an edit that undoes another, redo one that undoes
//! that. Both stacks follow from the history alone, so undo reaches past a restart.

use super::change::Edit;
use super::id::EditId;

/// What the history needs to know of an edit; its changes are kept elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The edit.
    pub id: EditId,
    /// What it is called.
    pub label: String,
    /// The edit that it takes back.
    pub undoes: Option<EditId>,
    /// Whether it began the project, which is never undone.
    pub begins: bool,
}

impl From<&Edit> for Step {
    fn from(edit: &Edit) -> Self {
        let begins = edit.undoes.is_none()
            && edit.changes.iter().any(|change| change.table() == "project" && change.adds());
        Self { id: edit.id, label: edit.label.clone(), undoes: edit.undoes, begins }
    }
}

/// Which edits can be undone and redone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Edits that stand, latest last; undoing one inverts it.
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
        match step.undoes {
            Some(undone) if self.undo.last().is_some_and(|top| top.id == undone) => {
                self.undo.pop();
                self.redo.push(step);
            }
            Some(undone) if self.redo.last().is_some_and(|top| top.id == undone) => {
                self.redo.pop();
                self.undo.push(step);
            }
            _ => {
                self.redo.clear();
                if !step.begins {
                    self.undo.push(step);
                }
            }
        }
    }

    /// The edit that undo would take back.
    pub fn undo(&self) -> Option<&Step> {
        self.undo.last()
    }

    /// The edit that redo would take back.
    pub fn redo(&self) -> Option<&Step> {
        self.redo.last()
    }

    /// How many edits can be undone and redone.
    pub fn depth(&self) -> (usize, usize) {
        (self.undo.len(), self.redo.len())
    }
}
