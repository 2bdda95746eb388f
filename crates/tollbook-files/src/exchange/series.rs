//! `series.csv`: a timeline as rows.

use std::io::{self, Write};

use super::cell::Cells;
use super::columns::SERIES;
use super::sheet::{Options, Sheet};
use tollbook_core::analysis::timeline::{Key, Query, Sum, Timeline};
use tollbook_core::model::Project;

/// The rows of `timeline` of the periods that `query` shows: by period, then by the names of operation and side, then by outcome
/// and hostile.
pub(super) fn sorted<'a>(
    project: &'a Project,
    timeline: &'a Timeline,
    query: &'a Query,
) -> Vec<(&'a Key, &'a Sum)> {
    let mut rows: Vec<(&Key, &Sum)> = timeline.shown(query).collect();
    rows.sort_by_key(|(key, _)| {
        let names = (project.operation_name(Some(key.operation)), project.entry_name(key.side));
        (key.period, names, key.outcome, key.hostile, key.operation, key.side)
    });
    rows
}

/// One of these rows.
pub(super) fn row(cells: &mut Cells, project: &Project, key: &Key, sum: &Sum) {
    cells.day(Some(key.period.start()));
    cells.shown(Some(key.period));
    cells.text(project.operation_name(Some(key.operation)));
    cells.text(project.entry_name(key.side));
    cells.text(key.outcome.as_str());
    cells.text(key.hostile.as_str());
    cells.count(sum.low);
    cells.count(sum.best);
    cells.count(sum.high);
    cells.shown(Some(sum.incidents.len()));
    cells.count(Some(sum.without_best));
}

/// Writes what `query` shows of `timeline` as `series.csv`, and answers with how many rows it has.
///
/// # Errors
/// Those of `out`.
pub fn write_series<W: Write>(
    out: W,
    project: &Project,
    timeline: &Timeline,
    query: &Query,
    options: &Options,
) -> io::Result<usize> {
    let mut sheet = Sheet::new(out, &SERIES, options)?;
    let mut cells = Cells::default();
    for (key, sum) in sorted(project, timeline, query) {
        cells.clear();
        row(&mut cells, project, key, sum);
        sheet.row(&cells)?;
    }
    let rows = sheet.rows();
    sheet.finish()?.flush()?;
    Ok(rows)
}
