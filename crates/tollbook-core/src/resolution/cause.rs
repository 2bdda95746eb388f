//! The project's cause for the cause that a statement names.

use super::Resolver;
use crate::extract::{Languages, StatedCause, cause_key};
use crate::model::{EntryId, List};

impl Resolver<'_> {
    /// The entry of the project's list of causes whose name means the cause of the statement. Of several, the
    /// one whose own name stands in the words; otherwise blank.
    pub(super) fn cause(&self, stated: &StatedCause) -> Option<EntryId> {
        let languages = Languages::builtin();
        let words = stated.span.words(self.text).to_lowercase();
        let mut fitting = Vec::new();
        for (id, entry) in self.project.list(List::Cause) {
            let name = entry.value.to_lowercase();
            if name == stated.key || words.contains(&name) {
                return Some(id);
            }
            if cause_key(&name, languages).is_some_and(|key| key == stated.key) {
                fitting.push(id);
            }
        }
        match fitting.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }
}
