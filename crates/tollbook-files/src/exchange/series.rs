//! `series.csv`: a timeline as rows.

use std::io::{self, Write};

use super::cell::Cells;
use super::columns::{SERIES, group_column};
use super::sheet::{Options, Sheet};
use tollbook_core::analysis::timeline::{Grouping, Key, Query, Sum, Timeline};
use tollbook_core::model::Project;

/// The rows of `timeline` of the periods that `query` shows: by period, then by the names of operation and side, then by outcome
/// and hostile.
pub(super) fn sorted<'a>(
    project: &'a Project,
    timeline: &'a Timeline,
    query: &'a Query,
) -> Vec<(&'a Key, &'a Sum)> {
    let mut rows: Vec<(&Key, &Sum)> = timeline.shown(query).collect();
    rows.sort_by_key(|&(key, _)| {
        let names = (key.group.value(project), project.entry_name(key.side));
        (key.period, names, key.outcome, key.hostile, &key.group, key.side)
    });
    rows
}

/// One of these rows.
pub(super) fn row(cells: &mut Cells, project: &Project, key: &Key, sum: &Sum) {
    let grouping = key.group.grouping();
    cells.day(Some(key.period.start()));
    cells.shown(Some(key.period));
    if grouping != Grouping::Side {
        cells.text(key.group.value(project));
    }
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
    let columns = SERIES.columns.iter().filter_map(|column| match column.name {
        "operation" => group_column(query.grouping),
        _ => Some(column),
    });
    let mut sheet = Sheet::with_columns(out, &columns.collect::<Vec<_>>(), options)?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use tollbook_core::analysis::Answers;
    use tollbook_core::analysis::counted::timeline_of;
    use tollbook_core::analysis::fixture::story;

    #[test]
    fn a_series_names_its_groups_in_a_column_of_their_own() {
        let story = story("article a 2019-11-26 source=Le_Monde\nkilled k 13 date=2019-11-25 op=Barkhane");
        for (grouping, head, row) in [
            (
                Grouping::Operation,
                "period_start,period,operation,side,",
                "2019-11-01,2019-11,Barkhane,French forces,",
            ),
            (Grouping::Side, "period_start,period,side,outcome,", "2019-11-01,2019-11,French forces,killed,"),
            (Grouping::Country, "period_start,period,country,side,", "2019-11-01,2019-11,,French forces,"),
            (
                Grouping::Source,
                "period_start,period,source,side,",
                "2019-11-01,2019-11,Le Monde,French forces,",
            ),
        ] {
            let query = Query { grouping, ..Query::everything() };
            let timeline = timeline_of(&story.project, &Answers::from_project(&story.project), &query);
            let mut out = Vec::new();
            let rows =
                write_series(&mut out, &story.project, &timeline, &query, &Options::default()).unwrap();
            let text = String::from_utf8(out).unwrap();
            let lines: Vec<&str> = text.lines().collect();
            assert_eq!(rows, 1);
            assert!(lines[0].starts_with(head) && lines[1].starts_with(row), "{grouping}: {lines:?}");
        }
    }
}
