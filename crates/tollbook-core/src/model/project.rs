//! The project: every fact, and the one door through which they change.

use std::sync::Arc;

use imbl::{HashMap, OrdMap};
use jiff::Timestamp;

use super::annotation::Annotation;
use super::article::{Article, Assignment, ColumnMapping, Coverage};
use super::change::{AsRow, Edit, Row};
use super::claim::Claim;
use super::codebook::Code;
use super::id::{CodeId, EntryId, IncidentId, OperationId, ProjectId, RecordId, Ref};
use super::incident::{Estimate, Incident};
use super::link::Link;
use super::list::ListEntry;
use super::operation::Operation;
use super::record::{Cell, Record, record};
use super::rejection::Rejection;
use super::words::{ClaimType, List};

record! {
    /// The project itself: a table of one row.
    pub struct Info: ProjectId, table "project" {
        /// Its name, at first the folder's.
        pub name: String,
        /// When it was begun.
        pub created: Timestamp,
        /// Notes on the whole project.
        pub memo: String,
    }
}

/// The rows of one table, by id. Cloning one costs nothing, whatever its size.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<T: Record>(OrdMap<T::Id, Arc<T>>);

impl<T: Record> Default for Table<T> {
    fn default() -> Self {
        Self(OrdMap::new())
    }
}

impl<T: Record> Table<T> {
    /// The row with this id.
    pub fn get(&self, id: T::Id) -> Option<&T> {
        self.0.get(&id).map(Arc::as_ref)
    }

    /// The row with this id, to be kept.
    pub fn share(&self, id: T::Id) -> Option<Arc<T>> {
        self.0.get(&id).cloned()
    }

    /// Whether there is a row with this id.
    pub fn contains(&self, id: T::Id) -> bool {
        self.0.contains_key(&id)
    }

    /// Every row, by id; ids rise with the time at which rows were made.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (T::Id, &T)> {
        self.0.iter().map(|(id, row)| (*id, row.as_ref()))
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Why an edit could not be applied. Nothing of it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    /// A field is no longer as the edit found it.
    #[error("{column} of {table} {id} has been changed meanwhile")]
    Changed {
        /// The table.
        table: &'static str,
        /// The row.
        id: String,
        /// The column.
        column: String,
    },
    /// A row to be changed or removed is gone.
    #[error("{table} {id} is no longer there")]
    Missing {
        /// The table.
        table: &'static str,
        /// The row.
        id: String,
    },
    /// A row to be added is there already.
    #[error("{table} {id} is there already")]
    Exists {
        /// The table.
        table: &'static str,
        /// The row.
        id: String,
    },
    /// A row would name one that is not there.
    #[error("{table} {id} is still in use, or was never there")]
    Dangling {
        /// The table of the row that is named.
        table: &'static str,
        /// The row that is named.
        id: String,
    },
    /// An annotation's words would not be in its article's text.
    #[error("the words “{quote}” are not found in the article's present text")]
    NotInText {
        /// The words.
        quote: String,
    },
    /// Rows would follow each other in a ring.
    #[error("{table} {id} would lead back to itself")]
    Cycle {
        /// The table.
        table: &'static str,
        /// A row on the ring.
        id: String,
    },
}

/// A row's columns before and after a change.
#[derive(Clone, Debug)]
pub struct ChangedCells<'a> {
    /// The names of the columns.
    pub columns: &'static [String],
    /// The row as the change finds it; `None` if it adds it.
    pub before: Option<Vec<Cell<'a>>>,
    /// The row as the change leaves it; `None` if it removes it.
    pub after: Option<Vec<Cell<'a>>>,
}

/// Lists every table once; all that must speak of each of them is written from it.
macro_rules! tables {
    ($($(#[$meta:meta])* $field:ident: $record:ident,)*) => {
        /// Every fact of a project. Cloning one costs nothing, so a snapshot can be handed to
        /// another thread at any time.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Project {
            $($(#[$meta])* pub $field: Table<$record>,)*
            /// How many rows name each row.
            referrers: HashMap<Ref, u32>,
        }

        /// One change of one row.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Change {
            $(
                #[doc = concat!("Of the table `", stringify!($field), "`.")]
                $record(Row<$record>),
            )*
        }

        /// The rows that an edit touched.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Touched {
            $(
                #[doc = concat!("Of the table `", stringify!($field), "`.")]
                pub $field: Vec<<$record as Record>::Id>,
            )*
        }

        impl Change {
            /// The change that takes this one back.
            pub fn inverse(&self) -> Self {
                match self {
                    $(Self::$record(row) => Self::$record(row.inverse()),)*
                }
            }

            /// The change as it fits another copy of the project: [`reapply::fit`](super::reapply::fit).
            pub(super) fn fit(
                &self,
                project: &Project,
                choose: &mut dyn FnMut(&super::reapply::Disagreement) -> super::reapply::Keep,
            ) -> Option<Self> {
                match self {
                    $(Self::$record(row) => super::reapply::fit_row(row, project, choose).map(Self::$record),)*
                }
            }

            /// Whether the change adds a row.
            pub fn adds(&self) -> bool {
                match self {
                    $(Self::$record(row) => row.before.is_none(),)*
                }
            }

            /// Whether the row is another after the change than before.
            pub fn changes_something(&self) -> bool {
                match self {
                    $(Self::$record(row) => row.before != row.after,)*
                }
            }

            /// The table's name in the project file.
            pub fn table(&self) -> &'static str {
                match self {
                    $(Self::$record(_) => <$record as Record>::TABLE,)*
                }
            }

            /// The row's columns as the change finds and leaves them.
            pub fn cells(&self) -> ChangedCells<'_> {
                match self {
                    $(Self::$record(row) => ChangedCells {
                        columns: <$record as Record>::columns(),
                        before: row.before.as_ref().map(|row| row.cells()),
                        after: row.after.as_ref().map(|row| row.cells()),
                    },)*
                }
            }

            /// The row's id.
            pub fn id(&self) -> uuid::Uuid {
                match self {
                    $(Self::$record(row) => row.id.uuid(),)*
                }
            }
        }

        $(
            impl AsRow<$record> for Change {
                fn as_row(&self) -> Option<&Row<$record>> {
                    match self {
                        Self::$record(row) => Some(row),
                        _ => None,
                    }
                }
            }

            impl From<Row<$record>> for Change {
                fn from(row: Row<$record>) -> Self {
                    Self::$record(row)
                }
            }

            impl InProject for $record {
                fn table(project: &Project) -> &Table<Self> {
                    &project.$field
                }

                fn table_mut(project: &mut Project) -> &mut Table<Self> {
                    &mut project.$field
                }
            }
        )*

        impl Project {
            /// Applies an edit, all or nothing, and says which rows it touched.
            ///
            /// # Errors
            /// A [`Conflict`] if a changed field is not as the edit's `before` says, if a row to
            /// be added is there, if a reference would dangle or if rows would name each other in
            /// a ring.
            pub fn apply(&mut self, edit: &Edit) -> Result<Touched, Conflict> {
                let mut next = self.clone();
                let mut touched = Touched::default();
                let mut named = Vec::new();
                for change in &edit.changes {
                    match change {
                        $(Change::$record(row) => {
                            next.change(row, &mut named)?;
                            touched.$field.push(row.id);
                        })*
                    }
                }
                next.check_named(&named)?;
                next.check_rings(&touched)?;
                *self = next;
                Ok(touched)
            }

            /// Every row as a change that adds it.
            pub fn additions(&self) -> Vec<Change> {
                let mut changes = Vec::new();
                $(
                    changes.extend(self.$field.0.iter().map(|(id, row)| {
                        Change::$record(Row { id: *id, before: None, after: Some(Arc::clone(row)) })
                    }));
                )*
                changes
            }

            /// The changes that make this state of a project into another, in the order of the tables.
            pub fn changes_to(&self, after: &Self) -> Vec<Change> {
                use imbl::ordmap::DiffItem;
                let mut changes = Vec::new();
                $(
                    changes.extend(self.$field.0.diff(&after.$field.0).map(|item| {
                        Change::$record(match item {
                            DiffItem::Add(id, row) => Row { id: *id, before: None, after: Some(Arc::clone(row)) },
                            DiffItem::Remove(id, row) => Row { id: *id, before: Some(Arc::clone(row)), after: None },
                            DiffItem::Update { old: (id, old), new: (_, new) } => {
                                Row { id: *id, before: Some(Arc::clone(old)), after: Some(Arc::clone(new)) }
                            }
                        })
                    }));
                )*
                changes
            }

            fn holds(&self, named: Ref) -> bool {
                $(
                    // A claim shares its annotation's id; it is never named itself.
                    if named.table == <$record as Record>::TABLE {
                        return self.$field.contains(named.id.into());
                    }
                )*
                false
            }
        }
    };
}

tables! {
    /// The project itself.
    info: Info,
    /// The articles that some edit concerns; a file that none does has no row.
    articles: Article,
    /// How far each coder has come.
    coverage: Coverage,
    /// Which coder is to read which article.
    assignments: Assignment,
    /// Which columns of tables of articles hold what.
    column_mappings: ColumnMapping,
    /// The suggestions that coders have rejected.
    rejections: Rejection,
    /// The annotations.
    annotations: Annotation,
    /// The claims, by the annotation that carries them.
    claims: Claim,
    /// The incidents.
    incidents: Incident,
    /// The coders' own estimates.
    estimates: Estimate,
    /// The operations.
    operations: Operation,
    /// The codebook.
    codes: Code,
    /// The entries of the lists.
    entries: ListEntry,
    /// The links.
    links: Link,
}

/// A record that is a table of the project.
pub trait InProject: Record {
    /// Its table.
    fn table(project: &Project) -> &Table<Self>;
    /// Its table, to be changed; only the door uses it.
    #[doc(hidden)]
    fn table_mut(project: &mut Project) -> &mut Table<Self>;
}

impl Project {
    fn change<T: InProject>(&mut self, row: &Row<T>, named: &mut Vec<Ref>) -> Result<(), Conflict> {
        let current = T::table(self).share(row.id);
        let id = || row.id.to_string();
        let after = match (&row.before, &row.after, &current) {
            (None, _, Some(_)) => return Err(Conflict::Exists { table: T::TABLE, id: id() }),
            (Some(_), _, None) => return Err(Conflict::Missing { table: T::TABLE, id: id() }),
            (None, after, None) => after.clone(),
            (Some(before), after, Some(current)) if before == current => after.clone(),
            (Some(before), Some(after), Some(current)) => {
                Some(Arc::new(merge::<T>(row.id, before, after, current)?))
            }
            (Some(before), None, Some(current)) => {
                let changed = differing::<T>(before, current);
                let column = changed.first().map_or_else(String::new, |&n| T::columns()[n].clone());
                return Err(Conflict::Changed { table: T::TABLE, id: id(), column });
            }
        };
        if let Some(current) = current {
            current.references(row.id, &mut |to| match self.referrers.get_mut(&to) {
                Some(count) if *count > 1 => *count -= 1,
                _ => {
                    self.referrers.remove(&to);
                }
            });
            if after.is_none() {
                // Whoever still names the row must be found once all changes are made.
                named.push(Ref { table: T::TABLE, id: row.id.uuid() });
            }
        }
        match after {
            Some(after) => {
                self.refer(row.id, after.as_ref(), |to| named.push(to));
                T::table_mut(self).0.insert(row.id, after);
            }
            None => {
                T::table_mut(self).0.remove(&row.id);
            }
        }
        Ok(())
    }

    fn refer<T: Record>(&mut self, id: T::Id, row: &T, mut each: impl FnMut(Ref)) {
        row.references(id, &mut |to| {
            *self.referrers.entry(to).or_insert(0) += 1;
            each(to);
        });
    }

    fn check_named(&self, named: &[Ref]) -> Result<(), Conflict> {
        let dangling = named.iter().find(|to| self.referrers.contains_key(*to) && !self.holds(**to));
        match dangling {
            Some(to) => Err(Conflict::Dangling { table: to.table, id: to.id.to_string() }),
            None => Ok(()),
        }
    }

    fn check_rings(&self, touched: &Touched) -> Result<(), Conflict> {
        ring(&touched.incidents, |id| self.incidents.get(id)?.joined_to)?;
        ring(&touched.operations, |id| self.operations.get(id)?.follows)?;
        ring(&touched.codes, |id| self.codes.get(id)?.parent)?;
        Ok(())
    }

    /// Puts rows in place without the checks of [`Project::apply`]; for reading a project file,
    /// after which [`Project::dangling`] tells what leads nowhere.
    pub fn load<T: InProject>(&mut self, rows: impl IntoIterator<Item = (T::Id, T)>) {
        for (id, row) in rows {
            self.refer(id, &row, |_| {});
            T::table_mut(self).0.insert(id, Arc::new(row));
        }
    }

    /// Every reference that leads nowhere.
    pub fn dangling(&self) -> Vec<Ref> {
        self.referrers.keys().filter(|to| !self.holds(**to)).copied().collect()
    }

    /// The project's id; nil before the project is begun.
    pub fn id(&self) -> ProjectId {
        self.info.iter().next().map_or(ProjectId(uuid::Uuid::nil()), |(id, _)| id)
    }

    /// The project's name; blank before the project is begun.
    pub fn name(&self) -> &str {
        self.info.iter().next().map_or("", |(_, info)| info.name.as_str())
    }

    /// The entries of one list, in the order in which they were made.
    pub fn list(&self, list: List) -> impl Iterator<Item = (EntryId, &ListEntry)> {
        self.entries.iter().filter(move |(_, entry)| entry.list == list)
    }

    /// The entry of `list` with this name, whatever its case.
    pub fn entry(&self, list: List, value: &str) -> Option<EntryId> {
        let wanted = value.trim().to_lowercase();
        self.list(list).find(|(_, entry)| entry.value.to_lowercase() == wanted).map(|(id, _)| id)
    }

    /// The name of a list's entry; blank for none.
    pub fn entry_name(&self, id: Option<EntryId>) -> &str {
        id.and_then(|id| self.entries.get(id)).map_or("", |entry| entry.value.as_str())
    }

    /// The sides whose casualties are recorded, in the order in which they were made. Where none is,
    /// every side is.
    pub fn recorded_sides(&self) -> impl Iterator<Item = EntryId> {
        self.list(List::Side).filter(|(_, entry)| entry.recorded).map(|(id, _)| id)
    }

    /// The only side whose casualties are recorded; `None` where it is not one.
    pub fn recorded_side(&self) -> Option<EntryId> {
        let mut sides = self.recorded_sides();
        sides.next().filter(|_| sides.next().is_none())
    }

    /// The code whose annotations claim this.
    pub fn code_for(&self, claim_type: ClaimType) -> Option<CodeId> {
        self.codes.iter().find(|(_, code)| code.claim == Some(claim_type)).map(|(id, _)| id)
    }

    /// The operation with this name or alias, whatever its case.
    pub fn operation_named(&self, name: &str) -> Option<OperationId> {
        let wanted = name.trim().to_lowercase();
        self.operations
            .iter()
            .find(|(_, operation)| operation.names().any(|name| name.to_lowercase() == wanted))
            .map(|(id, _)| id)
    }

    /// The name of an operation; blank for none.
    pub fn operation_name(&self, id: Option<OperationId>) -> &str {
        id.and_then(|id| self.operations.get(id)).map_or("", |operation| operation.name.as_str())
    }

    /// The incident that `id` has been joined to in the end, itself if to none.
    pub fn root(&self, id: IncidentId) -> IncidentId {
        // The door lets no ring through; the bound holds for a file that was changed elsewhere.
        let mut root = id;
        for _ in 0..=self.incidents.len() {
            match self.incidents.get(root).and_then(|incident| incident.joined_to) {
                Some(next) => root = next,
                None => return root,
            }
        }
        id
    }
}

/// A row as it becomes where only some of its columns are changed, and others have been changed
/// meanwhile.
fn merge<T: Record>(id: T::Id, before: &T, after: &T, current: &T) -> Result<T, Conflict> {
    let (old, new, mut now) = (before.cells(), after.cells(), current.cells());
    for n in 0..now.len() {
        if old[n] == new[n] {
            continue;
        }
        if now[n] != old[n] && now[n] != new[n] {
            let column = T::columns()[n].clone();
            return Err(Conflict::Changed { table: T::TABLE, id: id.to_string(), column });
        }
        now[n] = new[n].as_ref();
    }
    let merged = T::from_cells(&mut now.iter().map(Cell::as_ref));
    merged.map_err(|bad| Conflict::Changed {
        table: T::TABLE,
        id: id.to_string(),
        column: bad.column.to_owned(),
    })
}

/// The positions of the columns in which two rows differ.
pub(crate) fn differing<T: Record>(a: &T, b: &T) -> Vec<usize> {
    a.cells().iter().zip(b.cells()).enumerate().filter(|(_, (a, b))| **a != *b).map(|(n, _)| n).collect()
}

/// Fails if following `next` from any of `ids` comes back to a row.
fn ring<I: RecordId>(ids: &[I], next: impl Fn(I) -> Option<I>) -> Result<(), Conflict> {
    for &start in ids {
        let mut seen = std::collections::HashSet::from([start]);
        let mut at = start;
        while let Some(following) = next(at) {
            if !seen.insert(following) {
                return Err(Conflict::Cycle { table: I::TABLE, id: following.to_string() });
            }
            at = following;
        }
    }
    Ok(())
}
