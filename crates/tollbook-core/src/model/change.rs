//! Edits: changes to facts, as data.

use std::sync::Arc;

use jiff::Timestamp;

use super::id::{EditId, EntryId, Stamp};
use super::list::ListEntry;
use super::project::{Change, Conflict, InProject, Project};
use super::record::Record;
use super::words::List;

/// One row before and after a change. Neither side is a row that was not there.
#[derive(Clone, Debug, PartialEq)]
pub struct Row<T: Record> {
    /// The row's id.
    pub id: T::Id,
    /// The row as the change found it; `None` adds a row.
    pub before: Option<Arc<T>>,
    /// The row as the change leaves it; `None` removes it.
    pub after: Option<Arc<T>>,
}

impl<T: Record> Row<T> {
    /// The change that takes this one back.
    pub fn inverse(&self) -> Self {
        Self { id: self.id, before: self.after.clone(), after: self.before.clone() }
    }
}

/// Something that a coder did: its changes are applied, saved and undone together.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// Its id.
    pub id: EditId,
    /// What it is called in the Edit menu: "Annotate killed".
    pub label: String,
    /// Who did it.
    pub coder: EntryId,
    /// When.
    pub at: Timestamp,
    /// The edit that this one takes back.
    pub undoes: Option<EditId>,
    /// The edit of which this one is a part: a merge.
    pub part_of: Option<EditId>,
    /// The edits of another copy of which this one is made up, each with its own id and author. All of its changes
    /// are theirs then, those of one part after those of another; it is undone as one.
    pub parts: Vec<Part>,
    /// The changes, in order.
    pub changes: Vec<Change>,
}

/// An edit of another copy as a part of a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its id, by which it is known in every copy.
    pub id: EditId,
    /// What it is called.
    pub label: String,
    /// Who did it.
    pub coder: EntryId,
    /// When.
    pub at: Timestamp,
    /// The edit that it takes back.
    pub undoes: Option<EditId>,
    /// How many of the merge's changes are its.
    pub changes: usize,
}

impl Edit {
    /// The edit that takes this one back: every change inverted, last first.
    pub fn inverse(&self, stamp: &mut Stamp) -> Self {
        Self {
            id: stamp.mint(),
            label: self.label.clone(),
            coder: stamp.coder,
            at: stamp.at,
            undoes: Some(self.id),
            part_of: None,
            parts: Vec::new(),
            changes: self.changes.iter().rev().map(Change::inverse).collect(),
        }
    }

    /// The edit with these of its changes, each as `keep` leaves it.
    pub fn with_changes(&self, mut keep: impl FnMut(&Change) -> Option<Change>) -> Self {
        let mut edit = Self { changes: Vec::with_capacity(self.changes.len()), ..self.clone() };
        let mut all = self.changes.iter();
        for part in &mut edit.parts {
            let before = edit.changes.len();
            edit.changes.extend(all.by_ref().take(part.changes).filter_map(&mut keep));
            part.changes = edit.changes.len() - before;
        }
        edit.changes.extend(all.filter_map(keep));
        edit
    }

    /// The edit as the history keeps it: a merge without changes, and after it each of its parts with its own.
    pub fn apart(&self) -> Vec<std::borrow::Cow<'_, Self>> {
        use std::borrow::Cow;
        if self.parts.is_empty() {
            return vec![Cow::Borrowed(self)];
        }
        let whole = Self { label: self.label.clone(), parts: Vec::new(), changes: Vec::new(), ..*self };
        let mut apart = vec![Cow::Owned(whole)];
        let mut all = self.changes.iter();
        for part in &self.parts {
            apart.push(Cow::Owned(Self {
                id: part.id,
                label: part.label.clone(),
                coder: part.coder,
                at: part.at,
                undoes: part.undoes,
                part_of: Some(self.id),
                parts: Vec::new(),
                changes: all.by_ref().take(part.changes).cloned().collect(),
            }));
        }
        apart
    }
}

/// An edit in the making: collects changes against a draft of the project, so that a later change
/// sees the earlier ones and each row stands in the edit once.
#[derive(Debug)]
pub struct Draft<'a> {
    project: &'a Project,
    /// The stamp of the edit, for minting ids.
    pub stamp: &'a mut Stamp,
    changes: Vec<Change>,
    /// Where each row stands in `changes`.
    places: std::collections::HashMap<(&'static str, uuid::Uuid), usize>,
}

impl<'a> Draft<'a> {
    /// An empty draft over `project`.
    pub fn new(project: &'a Project, stamp: &'a mut Stamp) -> Self {
        Self { project, stamp, changes: Vec::new(), places: std::collections::HashMap::new() }
    }

    /// Whether nothing has been changed yet.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Whether articles, annotations, claims or incidents that are there already are changed or removed.
    pub fn changes_facts(&self) -> bool {
        const FACTS: [&str; 5] = ["article", "annotation", "claim", "incident", "estimate"];
        let mut facts =
            self.changes.iter().filter(|change| FACTS.contains(&change.table()) && !change.adds());
        facts.any(Change::changes_something)
    }

    /// Puts whoever edits into the list of coders, if they are new and have changed something.
    pub fn ensure_coder(&mut self, name: &str) {
        let coder = self.stamp.coder;
        if !self.is_empty() && self.get::<ListEntry>(coder).is_none() {
            self.set(coder, ListEntry::named(List::Coder, name));
        }
    }

    /// The project as it was before the edit.
    pub fn project(&self) -> &'a Project {
        self.project
    }

    /// The row as the edit so far leaves it.
    pub fn get<T>(&self, id: T::Id) -> Option<Arc<T>>
    where
        T: InProject,
        Change: From<Row<T>> + AsRow<T>,
    {
        use super::id::RecordId;
        match self.places.get(&(T::TABLE, id.uuid())) {
            Some(&place) => self.changes[place].as_row().and_then(|row| row.after.clone()),
            None => T::table(self.project).share(id),
        }
    }

    /// Every row of a table as the edit so far leaves it.
    pub fn rows<T>(&self) -> impl Iterator<Item = (T::Id, &T)>
    where
        T: InProject + 'static,
        Change: From<Row<T>> + AsRow<T>,
    {
        use super::id::RecordId;
        let kept = T::table(self.project).iter();
        let kept = kept.filter(|(id, _)| !self.places.contains_key(&(T::TABLE, id.uuid())));
        let changed = self.changes.iter().filter_map(AsRow::<T>::as_row);
        kept.chain(changed.filter_map(|row| Some((row.id, row.after.as_deref()?))))
    }

    /// Adds or replaces a row.
    pub fn set<T>(&mut self, id: T::Id, row: T)
    where
        T: InProject,
        Change: From<Row<T>> + AsRow<T>,
    {
        self.record_change(id, Some(Arc::new(row)));
    }

    /// Removes a row.
    pub fn remove<T>(&mut self, id: T::Id)
    where
        T: InProject,
        Change: From<Row<T>> + AsRow<T>,
    {
        self.record_change(id, None::<Arc<T>>);
    }

    /// Changes a row that is there; a row that is not stays away.
    pub fn update<T>(&mut self, id: T::Id, change: impl FnOnce(&mut T))
    where
        T: InProject,
        Change: From<Row<T>> + AsRow<T>,
    {
        if let Some(mut row) = self.get::<T>(id) {
            change(Arc::make_mut(&mut row));
            self.record_change(id, Some(row));
        }
    }

    fn record_change<T>(&mut self, id: T::Id, after: Option<Arc<T>>)
    where
        T: InProject,
        Change: From<Row<T>> + AsRow<T>,
    {
        use super::id::RecordId;
        let key = (T::TABLE, id.uuid());
        let before = T::table(self.project).share(id);
        let row = Change::from(Row { id, before, after });
        match self.places.get(&key) {
            Some(&place) => self.changes[place] = row,
            None => {
                self.places.insert(key, self.changes.len());
                self.changes.push(row);
            }
        }
    }

    /// The project as the edit so far would leave it.
    ///
    /// # Errors
    /// The [`Conflict`] for which the edit could not be applied.
    pub fn preview(&self) -> Result<Project, Conflict> {
        let mut project = self.project.clone();
        let changes = self.changes.iter().filter(|change| change.changes_something()).cloned().collect();
        project.apply(&Edit {
            id: EditId(uuid::Uuid::nil()),
            label: String::new(),
            coder: self.stamp.coder,
            at: self.stamp.at,
            undoes: None,
            part_of: None,
            parts: Vec::new(),
            changes,
        })?;
        Ok(project)
    }

    /// The edit, without changes that change nothing; `None` if nothing is left.
    pub fn finish(self, label: impl Into<String>) -> Option<Edit> {
        let changes: Vec<Change> = self.changes.into_iter().filter(Change::changes_something).collect();
        if changes.is_empty() {
            return None;
        }
        let (at, coder) = (self.stamp.at, self.stamp.coder);
        Some(Edit {
            id: self.stamp.mint(),
            label: label.into(),
            coder,
            at,
            undoes: None,
            part_of: None,
            parts: Vec::new(),
            changes,
        })
    }
}

/// A change seen as one of a certain table.
pub trait AsRow<T: Record> {
    /// The row's change, if it is of that table.
    fn as_row(&self) -> Option<&Row<T>>;
}
