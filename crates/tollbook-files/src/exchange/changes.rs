//! The tables of what differs between two states of a project, and of who changed what when.

use std::io::{self, Write};

use super::cell::Cells;
use super::columns::{CHANGES, HISTORY};
use super::sheet::{Options, Sheet};
use tollbook_core::analysis::changes::{FactChange, ProjectChanges, RowFate};
use tollbook_core::model::HistoryEntry;

/// Writes what differs, facts and then bars of the chart; answers with how many rows there are.
///
/// # Errors
/// Those of `out`.
pub fn write_changes<W: Write>(out: W, changes: &ProjectChanges, options: &Options) -> io::Result<usize> {
    let mut sheet = Sheet::new(out, &CHANGES, options)?;
    let mut cells = Cells::default();
    for fact in &changes.facts {
        each_field(fact, |field, before, after| {
            cells.clear();
            fact_cells(&mut cells, fact, [field, before, after]);
            sheet.row(&cells)
        })?;
    }
    for bar in &changes.bars {
        let fate = match (bar.before.is_empty(), bar.after.is_empty()) {
            (true, _) => RowFate::Added,
            (_, true) => RowFate::Removed,
            _ => RowFate::Changed,
        };
        cells.clear();
        cells.text("bar of the chart");
        cells.id(None);
        for text in [&bar.name, fate.as_str(), "count", &bar.before, &bar.after] {
            cells.text(text);
        }
        sheet.row(&cells)?;
    }
    let rows = sheet.rows();
    sheet.finish()?.flush()?;
    Ok(rows)
}

/// The table of who changed what when, written edit by edit.
pub struct HistorySheet<W: Write> {
    sheet: Sheet<W>,
    cells: Cells,
}

impl<W: Write> HistorySheet<W> {
    /// Begins the table.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn new(out: W, options: &Options) -> io::Result<Self> {
        Ok(Self { sheet: Sheet::new(out, &HISTORY, options)?, cells: Cells::default() })
    }

    /// Writes what an edit changed; `undoes` is the number of the edit that it takes back.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn edit(
        &mut self,
        entry: &HistoryEntry,
        coder: &str,
        undoes: Option<i64>,
        facts: &[FactChange],
    ) -> io::Result<()> {
        let Self { sheet, cells } = self;
        for fact in facts {
            each_field(fact, |field, before, after| {
                cells.clear();
                cells.shown(Some(entry.seq));
                cells.moment(entry.at);
                cells.text(coder);
                cells.text(&entry.label);
                cells.shown(undoes);
                fact_cells(cells, fact, [field, before, after]);
                sheet.row(cells)
            })?;
        }
        Ok(())
    }

    /// Ends the table; how many rows there are.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn finish(self) -> io::Result<usize> {
        let rows = self.sheet.rows();
        self.sheet.finish()?.flush()?;
        Ok(rows)
    }
}

/// Goes through the fields of a fact; one of which no field is told has a row of its own all the same.
fn each_field(fact: &FactChange, mut row: impl FnMut(&str, &str, &str) -> io::Result<()>) -> io::Result<()> {
    if fact.fields.is_empty() {
        return row("", "", "");
    }
    fact.fields.iter().try_for_each(|field| row(&field.field, &field.before, &field.after))
}

fn fact_cells(cells: &mut Cells, fact: &FactChange, [field, before, after]: [&str; 3]) {
    cells.text(fact.thing);
    cells.id(Some(fact.row));
    for text in [&fact.subject, fact.fate.as_str(), field, before, after] {
        cells.text(text);
    }
}
