//! Which rows are picked, as lists of files have it: a click picks one, Ctrl adds, Shift extends.

use std::collections::HashSet;

use tollbook_core::model::AnnotationId;

/// The rows that are picked, the one with the cursor, and the one from which Shift extends.
#[derive(Clone, Debug, Default)]
pub struct Picked {
    ids: HashSet<AnnotationId>,
    cursor: Option<AnnotationId>,
    anchor: Option<AnnotationId>,
    /// Counts up with every change.
    version: u64,
}

impl Picked {
    /// Whether a row is picked.
    pub fn contains(&self, id: AnnotationId) -> bool {
        self.ids.contains(&id)
    }

    /// How many rows are picked.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// The row with the cursor.
    pub fn cursor(&self) -> Option<AnnotationId> {
        self.cursor
    }

    /// Another number after every change.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// What is picked, in the order of `rows`.
    pub fn in_order(&self, rows: &[AnnotationId]) -> Vec<AnnotationId> {
        rows.iter().copied().filter(|id| self.contains(*id)).collect()
    }

    /// What is picked, in no order.
    pub fn iter(&self) -> impl Iterator<Item = AnnotationId> {
        self.ids.iter().copied()
    }

    /// Picks one row alone.
    pub fn only(&mut self, id: AnnotationId) {
        self.ids.clear();
        self.ids.insert(id);
        self.go_to(id);
        self.anchor = Some(id);
    }

    /// Picks a row as well, or no longer.
    pub fn toggle(&mut self, id: AnnotationId) {
        if !self.ids.remove(&id) {
            self.ids.insert(id);
        }
        self.go_to(id);
        self.anchor = Some(id);
    }

    /// Picks what lies between the anchor and a row.
    pub fn extend(&mut self, rows: &[AnnotationId], to: AnnotationId) {
        let place = |id: AnnotationId| rows.iter().position(|known| *known == id);
        let anchor = self.anchor.and_then(place);
        match (anchor, place(to)) {
            (Some(from), Some(to)) => {
                self.ids = rows[from.min(to)..=from.max(to)].iter().copied().collect();
            }
            _ => return self.only(to),
        }
        self.go_to(to);
    }

    /// Picks every row.
    pub fn all(&mut self, rows: &[AnnotationId]) {
        self.ids = rows.iter().copied().collect();
        self.version += 1;
    }

    /// Puts the cursor on a row and leaves what is picked.
    pub fn go_to(&mut self, id: AnnotationId) {
        self.cursor = Some(id);
        self.version += 1;
    }

    /// Forgets what is not among `rows` any more.
    pub fn keep_among(&mut self, rows: &[AnnotationId]) {
        if self.ids.is_empty() && self.cursor.is_none() {
            return;
        }
        let is_there = |id: &AnnotationId| rows.contains(id);
        self.ids = match self.ids.len() {
            // A single row is soon looked for, as it is while one types.
            0 | 1 => self.ids.drain().filter(is_there).collect(),
            _ => rows.iter().copied().filter(|id| self.ids.contains(id)).collect(),
        };
        self.cursor = self.cursor.filter(is_there);
        self.anchor = self.anchor.filter(is_there);
        self.version += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_picked_as_files_are() {
        let rows: Vec<AnnotationId> = (0..6).map(|n| AnnotationId(uuid::Uuid::from_u128(n))).collect();
        let mut picked = Picked::default();
        let places = |picked: &Picked, rows: &[AnnotationId]| -> Vec<usize> {
            (0..rows.len()).filter(|n| picked.contains(rows[*n])).collect()
        };
        picked.only(rows[2]);
        picked.extend(&rows, rows[4]);
        assert_eq!(places(&picked, &rows), [2, 3, 4]);
        picked.extend(&rows, rows[1]);
        assert_eq!(places(&picked, &rows), [1, 2], "from where it began");
        picked.toggle(rows[5]);
        picked.toggle(rows[1]);
        assert_eq!(places(&picked, &rows), [2, 5]);
        picked.keep_among(&rows[..4]);
        assert_eq!(places(&picked, &rows), [2]);
        assert_eq!(picked.cursor(), Some(rows[1]));
        picked.all(&rows);
        picked.keep_among(&rows[2..]);
        assert_eq!((picked.len(), picked.cursor()), (4, None));
    }
}
