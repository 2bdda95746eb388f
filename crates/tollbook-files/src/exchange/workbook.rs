//! The package's tables as one Excel workbook: a sheet for each table, what the columns mean, and the chart of each
//! outcome as a native chart.
//!
//! The tables are those of the CSV package, cell by cell: the workbook is made from one that is written for it. It is
//! for reading and calculating; only the CSV package is read back.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use rust_xlsxwriter::{
    Chart as NativeChart, ChartFormat, ChartPatternFill, ChartPatternFillType, ChartSolidFill, ChartType,
    Color, DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError,
};

use super::columns::{FILES, File, Type};
use super::package::{ExportError, Report, export};
use super::sheet::Options;
use super::snapshot::Snapshot;
use tollbook_core::analysis::Answers;
use tollbook_core::analysis::chart::{Chart, View};
use tollbook_core::analysis::counted::Counted;
use tollbook_core::analysis::timeline::{Period, Query};
use tollbook_core::analysis::what_if::WhatIf;
use tollbook_core::model::{Colour, Outcome, Project};

/// The most characters (UTF-16 units) of a cell.
const LONGEST_CELL: usize = 32_767;
/// The most rows of a sheet, without the header.
const MOST_ROWS: usize = 1_048_575;
/// The most rows of a chart's sheet: a month each for longer than any war.
const MOST_PERIODS: i32 = 12 * 1000;

/// Writes the workbook to `path`. A file that is there is replaced once the new one is complete. `progress` is told how
/// many rows of how many are done, and cancels by answering `false`.
///
/// # Errors
/// An [`ExportError`]; what was at `path` is then as it was.
pub fn export_workbook(
    snapshot: &Snapshot,
    path: &Path,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Report, ExportError> {
    let failed = |source| ExportError::File { path: path.to_owned(), source };
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(parent).map_err(failed)?;
    let folder = tempfile::tempdir_in(parent).map_err(failed)?;
    let package = folder.path().join("package");
    let mut report = export(snapshot, &package, &Options::default(), progress)?;
    let mut book = Workbook::new();
    let formats = Formats::new();
    let wrong = |error: XlsxError| failed(std::io::Error::other(error));
    for (name, _) in &report.files {
        let Some(file) = FILES.into_iter().find(|file| file.name == *name) else { continue };
        let sheet = book.add_worksheet();
        table(sheet, file, &package, &formats, &mut report.warnings).map_err(failed)?;
    }
    let answers = Answers::from_project(&snapshot.project);
    for outcome in &snapshot.query.outcomes {
        let chart = chart(&snapshot.project, &answers, &snapshot.query, *outcome);
        if !chart.columns.is_empty() {
            chart_sheet(book.add_worksheet(), &chart, &formats).map_err(wrong)?;
        }
    }
    meanings(book.add_worksheet(), &formats).map_err(wrong)?;
    // The time of writing would make each workbook different.
    let begun = snapshot.project.info.iter().next().and_then(|(_, info)| excel_moment(info.created));
    let properties = begun.iter().fold(DocProperties::new(), |of, begun| of.set_creation_datetime(begun));
    book.set_properties(&properties);
    let staged = folder.path().join("workbook.xlsx");
    let file = std::fs::File::create(&staged).map_err(failed)?;
    book.save_to_writer(&file).map_err(wrong)?;
    file.sync_all().map_err(failed)?;
    std::fs::rename(&staged, path).map_err(failed)?;
    report.files.iter_mut().for_each(|(name, _)| *name = name.trim_end_matches(".csv"));
    path.clone_into(&mut report.folder);
    Ok(report)
}

struct Formats {
    header: Format,
    day: Format,
    moment: Format,
    wrapped: Format,
}

impl Formats {
    fn new() -> Self {
        Self {
            header: Format::new().set_bold(),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
            wrapped: Format::new().set_text_wrap(),
        }
    }
}

/// One table of the package, with typed cells, a header that stays in sight, and filters.
fn table(
    sheet: &mut Worksheet,
    file: &File,
    package: &Path,
    formats: &Formats,
    warnings: &mut Vec<String>,
) -> std::io::Result<()> {
    let wrong = |error: XlsxError| std::io::Error::other(error);
    let name = file.name.trim_end_matches(".csv");
    sheet.set_name(name).map_err(wrong)?;
    let mut reader =
        csv::ReaderBuilder::new().from_path(package.join(file.name)).map_err(std::io::Error::from)?;
    for (column, of) in (0..).zip(file.columns) {
        sheet.write_string_with_format(0, column, of.name, &formats.header).map_err(wrong)?;
        sheet.set_column_width(column, width(of.kind).max(of.name.len() as f64 + 4.0)).map_err(wrong)?;
    }
    let mut row = 0;
    let mut left_out = 0;
    let mut cut = 0;
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(std::io::Error::from)? {
        if row as usize >= MOST_ROWS {
            left_out += 1;
            continue;
        }
        row += 1;
        for ((column, of), cell) in (0..).zip(file.columns).zip(&record) {
            cut += usize::from(write(sheet, (row, column), of.kind, cell, formats).map_err(wrong)?);
        }
    }
    let last = u16::try_from(file.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, row, last).map_err(wrong)?;
    sheet.set_freeze_panes(1, 0).map_err(wrong)?;
    if left_out > 0 {
        warnings.push(format!(
            "{left_out} rows of {name} do not fit into a sheet and are left out: export as CSV."
        ));
    }
    if cut > 0 {
        warnings.push(format!(
            "{cut} cells of {name} have more than {LONGEST_CELL} characters and are cut off: export as CSV."
        ));
    }
    Ok(())
}

/// Writes one cell by its column's type; whether it had to be cut off. What a spreadsheet cannot hold as a number or
/// a day is text.
fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    kind: Type,
    cell: &str,
    formats: &Formats,
) -> Result<bool, XlsxError> {
    if cell.is_empty() {
        return Ok(false);
    }
    let written = match kind {
        Type::Count | Type::Integer => exact(cell).map(|n| sheet.write_number(row, column, n).map(|_| ())),
        Type::Bool => {
            let truth = matches!(cell, "yes" | "no").then_some(cell == "yes");
            truth.map(|truth| sheet.write_boolean(row, column, truth).map(|_| ()))
        }
        Type::Day => cell
            .parse()
            .ok()
            .and_then(excel_day)
            .map(|day| sheet.write_datetime_with_format(row, column, day, &formats.day).map(|_| ())),
        Type::Moment => {
            cell.parse().ok().and_then(excel_moment).map(|moment| {
                sheet.write_datetime_with_format(row, column, moment, &formats.moment).map(|_| ())
            })
        }
        _ => None,
    };
    if let Some(written) = written {
        return written.map(|()| false);
    }
    // Written as text, whatever it begins with: "=1+1" is no formula.
    let end = cell
        .char_indices()
        .scan(0, |units, (at, c)| {
            *units += c.len_utf16();
            Some((at, *units))
        })
        .find(|(_, units)| *units > LONGEST_CELL)
        .map(|(at, _)| at);
    sheet.write_string(row, column, &cell[..end.unwrap_or(cell.len())])?;
    Ok(end.is_some())
}

/// A whole number that a spreadsheet's floating-point numbers hold exactly.
fn exact(cell: &str) -> Option<f64> {
    let n: i64 = cell.parse().ok()?;
    (n.unsigned_abs() <= 1 << 53).then_some(n as f64)
}

/// A day from March 1900 on: before it, spreadsheets do not agree.
fn excel_day(day: Date) -> Option<ExcelDateTime> {
    if day < Date::constant(1900, 3, 1) {
        return None;
    }
    let (year, month, day) =
        (u16::try_from(day.year()).ok()?, u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    ExcelDateTime::from_ymd(year, month, day).ok()
}

fn excel_moment(moment: Timestamp) -> Option<ExcelDateTime> {
    let moment = Offset::UTC.to_datetime(moment);
    let clock = (u16::try_from(moment.hour()).ok()?, u8::try_from(moment.minute()).ok()?, moment.second());
    excel_day(moment.date())?.and_hms(clock.0, clock.1, f64::from(clock.2)).ok()
}

fn width(kind: Type) -> f64 {
    match kind {
        Type::Text | Type::List => 24.0,
        Type::Id => 14.0,
        Type::Moment => 20.0,
        _ => 12.0,
    }
}

/// What every column means.
fn meanings(sheet: &mut Worksheet, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name("columns")?;
    for (column, (name, width)) in (0..).zip([("table", 16.0), ("column", 26.0), ("meaning", 100.0)]) {
        sheet.write_string_with_format(0, column, name, &formats.header)?;
        sheet.set_column_width(column, width)?;
    }
    let columns = FILES.into_iter().flat_map(|file| file.columns.iter().map(move |column| (file, column)));
    for (row, (file, column)) in (1..).zip(columns) {
        sheet.write_string(row, 0, file.name.trim_end_matches(".csv"))?;
        sheet.write_string(row, 1, column.name)?;
        sheet.write_string_with_format(row, 2, column.about, &formats.wrapped)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// The chart of one outcome.
fn chart(project: &Project, answers: &Answers, query: &Query, outcome: Outcome) -> Chart {
    let query = Query { outcomes: [outcome].into(), ..query.clone() };
    let counted = Counted::count(project, answers, &query, &WhatIf::default());
    Chart::build(project, answers, &query, View::default(), &counted, None)
}

/// A series of the chart: what it is called, how it is drawn, and its values by period.
struct Series {
    name: String,
    colour: Colour,
    hatched: bool,
    values: BTreeMap<i32, u64>,
}

/// The chart's values, a row for each period, those without any included, and the chart of them. Where an incident has
/// no best figure its low is a series of its own, drawn hatched on top.
fn chart_sheet(sheet: &mut Worksheet, chart: &Chart, formats: &Formats) -> Result<(), XlsxError> {
    let name = format!("chart {}", chart.outcome);
    sheet.set_name(&name)?;
    let mut all: Vec<Series> = Vec::new();
    for (i, layer) in chart.layers.iter().enumerate() {
        let segments = || chart.segments.iter().filter(move |segment| segment.layer == i);
        let of = |value: fn(&tollbook_core::analysis::chart::Segment) -> u64| {
            segments()
                .map(|segment| (segment.number, value(segment)))
                .filter(|(_, n)| *n > 0)
                .collect::<BTreeMap<_, _>>()
        };
        let (best, hatched) = (of(|segment| segment.best), of(|segment| segment.hatched));
        if !best.is_empty() || !hatched.is_empty() {
            let (name, colour) = (layer.name.clone(), layer.colour);
            let at_least = format!("{name}, at least");
            all.push(Series { name, colour, hatched: false, values: best });
            if !hatched.is_empty() {
                all.push(Series { name: at_least, colour, hatched: true, values: hatched });
            }
        }
    }
    sheet.write_string_with_format(0, 0, "period", &formats.header)?;
    let (first, last) = match (chart.columns.first(), chart.columns.last()) {
        (Some(first), Some(last)) => {
            (first.number, last.number.min(first.number.saturating_add(MOST_PERIODS)))
        }
        _ => return Ok(()),
    };
    for (row, number) in (1..).zip(first..=last) {
        sheet.write_string(row, 0, Period { grain: chart.grain, number }.to_string())?;
    }
    let rows = u32::try_from(last - first + 1).unwrap_or(1);
    let mut native = NativeChart::new(ChartType::ColumnStacked);
    native.title().set_name(chart.outcome.as_str());
    native.x_axis().set_name("period");
    native.y_axis().set_name("people").set_min(0.0);
    for (column, series) in (1..).zip(&all) {
        sheet.write_string_with_format(0, column, &series.name, &formats.header)?;
        sheet.set_column_width(column, series.name.chars().count() as f64 + 4.0)?;
        for (row, number) in (1..).zip(first..=last) {
            if let Some(value) = series.values.get(&number) {
                sheet.write_number(row, column, *value as f64)?;
            }
        }
        let drawn = native.add_series();
        drawn
            .set_name((name.as_str(), 0, column))
            .set_categories((name.as_str(), 1, 0, rows, 0))
            .set_values((name.as_str(), 1, column, rows, column))
            .set_gap(30)
            .set_format(&mut fill(series));
    }
    sheet.set_freeze_panes(1, 1)?;
    native.set_width(1000).set_height(480);
    let beside = u16::try_from(all.len() + 2).unwrap_or(2);
    sheet.insert_chart(1, beside, &native)?;
    Ok(())
}

fn fill(series: &Series) -> ChartFormat {
    let Colour { red, green, blue } = series.colour;
    let colour = Color::RGB(u32::from_be_bytes([0, red, green, blue]));
    let mut format = ChartFormat::new();
    if series.hatched {
        let mut pattern = ChartPatternFill::new();
        pattern.set_pattern(ChartPatternFillType::DiagonalStripesWideUpwards);
        pattern.set_foreground_color(colour).set_background_color(Color::White);
        format.set_pattern_fill(&pattern);
    } else {
        format.set_solid_fill(ChartSolidFill::new().set_color(colour));
    }
    format
}
