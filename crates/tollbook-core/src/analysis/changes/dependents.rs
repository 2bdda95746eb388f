//! What depends on an edit: later edits without which it cannot be taken back, since they changed the same, or name what
//! it made.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::{ChangedColumns, RowFate};
use crate::model::Cell;

/// The column of the moment of the last change, which says nothing about what was changed.
const MODIFIED: &str = "modified";

/// What an edit changed, and what the later ones changed that depend on it.
#[derive(Clone, Debug, Default)]
pub struct DependentFinder {
    /// The columns that were changed of a row; `None` where the row was added or removed.
    rows: HashMap<(&'static str, Uuid), Option<HashSet<&'static str>>>,
    /// The rows that were added.
    added: HashSet<String>,
}

impl DependentFinder {
    /// A finder of edits that depend on an edit with these changes.
    pub fn new<'a>(changes: impl IntoIterator<Item = &'a ChangedColumns>) -> Self {
        let mut finder = Self::default();
        changes.into_iter().for_each(|change| finder.add(change));
        finder
    }

    /// Whether a later edit with these changes depends on it; then what depends on that edit does too. Edits are to be
    /// asked about in their order.
    pub fn depends(&mut self, changes: &[ChangedColumns]) -> bool {
        let depends = changes.iter().any(|change| self.is_under(change));
        if depends {
            changes.iter().for_each(|change| self.add(change));
        }
        depends
    }

    fn is_under(&self, change: &ChangedColumns) -> bool {
        let is_same = match self.rows.get(&(change.table, change.row)) {
            None => false,
            Some(None) => true,
            Some(Some(_)) if change.fate() != RowFate::Changed => true,
            Some(Some(columns)) => changed(change).any(|column| columns.contains(column)),
        };
        let names = |cell: &Cell<'static>| match cell {
            // Lists of ids are one text.
            Cell::Text(text) => text.len() >= ID && self.added.iter().any(|id| text.contains(id.as_str())),
            _ => false,
        };
        is_same
            || !self.added.is_empty() && change.after.iter().flatten().any(|(_, cell)| names(cell))
            // A claim has the id of its annotation, and names it by that.
            || self.added.contains(&change.row.to_string())
    }

    fn add(&mut self, change: &ChangedColumns) {
        let known = self.rows.entry((change.table, change.row)).or_insert_with(|| Some(HashSet::new()));
        match (change.fate(), known) {
            (RowFate::Changed, Some(columns)) => columns.extend(changed(change)),
            (RowFate::Changed, None) => {}
            (fate, known) => {
                *known = None;
                if fate == RowFate::Added {
                    self.added.insert(change.row.to_string());
                }
            }
        }
    }
}

/// How long an id is, written out.
const ID: usize = 36;

fn changed(change: &ChangedColumns) -> impl Iterator<Item = &'static str> {
    change.after.iter().flatten().map(|(column, _)| *column).filter(|column| *column != MODIFIED)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(
        row: u128,
        before: Option<&[(&'static str, &str)]>,
        after: Option<&[(&'static str, &str)]>,
    ) -> ChangedColumns {
        let columns = |side: Option<&[(&'static str, &str)]>| {
            let columns = side?.iter().map(|(name, text)| (*name, Cell::Text((*text).to_owned().into())));
            Some(columns.collect())
        };
        ChangedColumns {
            table: "incident",
            row: Uuid::from_u128(row),
            before: columns(before),
            after: columns(after),
        }
    }

    #[test]
    fn an_edit_of_the_same_column_stands_on_another_and_one_of_a_different_column_does_not() {
        let title = |row, from, to| {
            change(
                row,
                Some(&[("title", from), ("modified", from)]),
                Some(&[("title", to), ("modified", to)]),
            )
        };
        let mut finder = DependentFinder::new([&title(1, "a", "b")]);
        assert!(!finder.depends(&[change(1, Some(&[("place", "")]), Some(&[("place", "Gao")]))]));
        assert!(!finder.depends(&[change(1, Some(&[("modified", "1")]), Some(&[("modified", "2")]))]));
        assert!(!finder.depends(&[title(2, "a", "b")]));
        assert!(finder.depends(&[title(1, "b", "c"), title(2, "b", "c")]));
        assert!(finder.depends(&[title(2, "c", "d")]), "what depends on it has dependents too");
        assert!(finder.depends(&[change(1, Some(&[("title", "c")]), None)]), "the row was removed");
    }

    #[test]
    fn an_edit_that_names_an_added_row_depends_on_the_one_that_added_it() {
        let mut finder = DependentFinder::new([&change(1, None, Some(&[("title", "a")]))]);
        assert!(finder.depends(&[change(1, Some(&[("place", "")]), Some(&[("place", "Gao")]))]));
        let named = format!("[\"{}\"]", Uuid::from_u128(1));
        assert!(finder.depends(&[change(2, Some(&[("joined_to", "")]), Some(&[("joined_to", &named)]))]));
        assert!(!finder.depends(&[change(3, None, Some(&[("joined_to", "")]))]));
    }
}
