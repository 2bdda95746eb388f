//! What differs between two states of a project, in words: which facts, and which bars of the chart. A correction
//! notice is written from this, and whoever restores a backup sees by it what would change.

pub mod dependents;
mod wording;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use uuid::Uuid;

pub use self::wording::RowNames;
use self::wording::{field_name, is_shown, thing, value};
use super::Answers;
use super::counted::timeline_of;
use super::timeline::{Bar, Query};
use super::wording::{counted, period, sum};
use crate::model::reapply::{Difference, Disagreement};
use crate::model::{Cell, Change, Project};

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFate {
    /// It is new.
    Added,
    /// Some of its columns have other values.
    Changed,
    /// It is gone.
    Removed,
}

impl RowFate {
    /// Its word in a table.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
        }
    }
}

/// One fact that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactChange {
    /// What sort of thing it is: "annotation".
    pub thing: &'static str,
    /// The row's id.
    pub row: Uuid,
    /// Which one: its words, its name or its title.
    pub subject: String,
    /// What became of it.
    pub fate: RowFate,
    /// What differs; of a row that was added or removed, what it holds.
    pub fields: Vec<FieldChange>,
}

/// A value of a fact before and after; blank is unknown or not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Which: "count best".
    pub field: String,
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
}

/// A bar of the chart that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarChange {
    /// Which: outcome, group and period.
    pub bar: Bar,
    /// The same in words: "Barkhane, killed, November 2019".
    pub name: String,
    /// What it says before; blank where it is not there.
    pub before: String,
    /// What it says after; blank where it is not there.
    pub after: String,
}

/// What differs between two states of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProjectChanges {
    /// The facts, by table.
    pub facts: Vec<FactChange>,
    /// The bars, by outcome, group and period.
    pub bars: Vec<BarChange>,
}

impl ProjectChanges {
    /// What differs between two states, and what that makes of the bars that `query` asks for.
    pub fn between(before: &Project, after: &Project, query: &Query) -> Self {
        let changes: Vec<ChangedColumns> =
            before.changes_to(after).iter().map(ChangedColumns::from).collect();
        let facts = facts_of_changes(&changes, &RowNames::new(&[after, before]));
        Self { facts, bars: bars_between(before, after, query) }
    }

    /// Whether nothing differs.
    pub fn is_nothing(&self) -> bool {
        self.facts.is_empty() && self.bars.is_empty()
    }

    /// How many things of each sort differ: "2 articles, 12 annotations, 4 incidents, 1 bar of the chart".
    pub fn summary(&self) -> String {
        if self.is_nothing() {
            return "nothing differs".to_owned();
        }
        let rows = |things: &[&str]| -> usize {
            let facts = self.facts.iter().filter(|fact| things.contains(&fact.thing));
            facts.map(|fact| fact.row).collect::<HashSet<Uuid>>().len()
        };
        // A claim has the id of its annotation, so both together are one.
        let named: [(&[&str], &str); 3] = [
            (&["article"], "article"),
            (&["annotation", "claim"], "annotation"),
            (&["incident", "estimate"], "incident"),
        ];
        let mut parts: Vec<String> = Vec::new();
        for (things, name) in named {
            let count = rows(things);
            if count > 0 {
                parts.push(counted(count, name));
            }
        }
        let known: BTreeSet<&str> = named.iter().flat_map(|(things, _)| things.iter().copied()).collect();
        let others = self.facts.iter().filter(|fact| !known.contains(fact.thing)).count();
        if others > 0 {
            parts.push(counted(others, "other fact"));
        }
        if !self.bars.is_empty() {
            let noun = if self.bars.len() == 1 { "bar" } else { "bars" };
            parts.push(format!("{} {noun} of the chart", super::wording::grouped(self.bars.len() as u64)));
        }
        parts.join(", ")
    }
}

/// A change of a row by its columns: of a row that was added or removed those that it fills, else those that differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedColumns {
    /// The table.
    pub table: &'static str,
    /// The row.
    pub row: Uuid,
    /// What the columns hold before; `None` if the row is added.
    pub before: Option<Columns>,
    /// What they hold after; `None` if it is removed.
    pub after: Option<Columns>,
}

/// Columns by their names, and what they hold.
pub type Columns = Vec<(&'static str, Cell<'static>)>;

impl ChangedColumns {
    /// What became of the row.
    pub fn fate(&self) -> RowFate {
        match (&self.before, &self.after) {
            (None, _) => RowFate::Added,
            (Some(_), None) => RowFate::Removed,
            (Some(_), Some(_)) => RowFate::Changed,
        }
    }

    /// What a column holds after the change, or else before it.
    fn column(&self, name: &str) -> Option<&Cell<'static>> {
        [&self.after, &self.before].into_iter().find_map(|side| cell_of(side.as_ref(), name))
    }
}

fn cell_of<'a>(columns: Option<&'a Columns>, name: &str) -> Option<&'a Cell<'static>> {
    columns?.iter().find(|(column, _)| *column == name).map(|(_, cell)| cell)
}

impl From<&Change> for ChangedColumns {
    fn from(change: &Change) -> Self {
        let cells = change.cells();
        let is_listed = |n: usize| match (&cells.before, &cells.after) {
            (Some(before), Some(after)) => before[n] != after[n],
            (row, None) | (None, row) => row.as_ref().is_some_and(|row| row[n] != Cell::Null),
        };
        let columns = |row: &Option<Vec<Cell<'_>>>| {
            let row = row.as_ref()?;
            let places = (0..row.len()).filter(|&n| is_listed(n));
            Some(places.map(|n| (cells.columns[n].as_str(), row[n].clone().into_owned())).collect())
        };
        let (before, after) = (columns(&cells.before), columns(&cells.after));
        Self { table: change.table(), row: change.id(), before, after }
    }
}

/// Changes in words, without those of which there is nothing to tell.
pub fn facts_of_changes(changes: &[ChangedColumns], names: &RowNames<'_>) -> Vec<FactChange> {
    let facts = changes.iter().map(|change| fact(change, names));
    facts.filter(|fact| fact.fate != RowFate::Changed || !fact.fields.is_empty()).collect()
}

/// One thing on which two copies disagree, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisagreementInWords {
    /// What it is about: "Claim “Two soldiers” in a.txt".
    pub subject: String,
    /// What about it; blank where the whole of it was removed.
    pub field: String,
    /// What the project that is open says.
    pub here: String,
    /// What the other copy says, of which an edit is to be taken in.
    pub there: String,
}

impl DisagreementInWords {
    /// In words; `None` of what only the program wants to know.
    pub fn new(disagreement: &Disagreement, names: &RowNames<'_>) -> Option<Self> {
        let Disagreement { table, row, what } = disagreement;
        let change = ChangedColumns { table, row: *row, before: None, after: Some(Vec::new()) };
        let subject = format!("{} {}", super::wording::sentence(thing(table)), names.subject(&change));
        let (field, here, there) = match what {
            Difference::Column { name, .. } if !is_shown(name) => return None,
            Difference::Column { name, ours, theirs, .. } => {
                let value = |cell| match value(name, cell, names) {
                    words if words.is_empty() => "blank".to_owned(),
                    words => words,
                };
                (field_name(name), value(theirs), value(ours))
            }
            Difference::TheyRemoved => (String::new(), "removed".to_owned(), "changed".to_owned()),
            Difference::WeRemoved => (String::new(), "changed".to_owned(), "removed".to_owned()),
        };
        Some(Self { subject, field, here, there })
    }
}

fn fact(change: &ChangedColumns, names: &RowNames<'_>) -> FactChange {
    let mut columns: Vec<&'static str> = Vec::new();
    for (column, _) in [&change.before, &change.after].into_iter().flatten().flatten() {
        if is_shown(column) && !columns.contains(column) {
            columns.push(column);
        }
    }
    let side = |side: &Option<Columns>, column: &str| {
        cell_of(side.as_ref(), column).map_or_else(String::new, |cell| value(column, cell, names))
    };
    let fields = columns.into_iter().filter_map(|column| {
        let (before, after) = (side(&change.before, column), side(&change.after, column));
        (before != after).then(|| FieldChange { field: field_name(column), before, after })
    });
    FactChange {
        thing: thing(change.table),
        row: change.row,
        subject: names.subject(change),
        fate: change.fate(),
        fields: fields.collect(),
    }
}

/// The bars that differ between two states.
fn bars_between(before: &Project, after: &Project, query: &Query) -> Vec<BarChange> {
    let bars = |project: &Project| timeline_of(project, &Answers::from_project(project), query).bars;
    let (old, new) = (bars(before), bars(after));
    let said =
        |bars: &BTreeMap<Bar, super::timeline::Sum>, bar: &Bar| bars.get(bar).map(sum).unwrap_or_default();
    let all: BTreeSet<&Bar> = old.keys().chain(new.keys()).collect();
    let mut found = Vec::new();
    for bar in all {
        let (was, is) = (said(&old, bar), said(&new, bar));
        if was != is {
            let project = if new.contains_key(bar) { after } else { before };
            let name = format!("{}, {}, {}", bar.group.name(project), bar.outcome, period(bar.period));
            found.push(BarChange { bar: bar.clone(), name, before: was, after: is });
        }
    }
    found
}

#[cfg(test)]
mod tests;
