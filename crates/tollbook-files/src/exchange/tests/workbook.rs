//! Tests of the workbook: read back with another library, cell by cell.

use std::io::Read;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};

use super::sample::{exported, small, snapshot};
use crate::exchange::columns::{FILES, Type};
use crate::exchange::{ExportError, Options, export_workbook};

fn book(path: &Path) -> Xlsx<std::io::BufReader<std::fs::File>> {
    open_workbook(path).unwrap()
}

/// The text of a member of the workbook.
fn member(path: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// A cell as the package writes it; a cell of another type than its column's is none of the package's words.
fn shown(cell: &Data, kind: Type) -> String {
    match (cell, kind) {
        (Data::Empty, _) => String::new(),
        (Data::Float(n), Type::Count | Type::Integer) => n.to_string(),
        (Data::Bool(truth), Type::Bool) => if *truth { "yes" } else { "no" }.to_owned(),
        (Data::DateTime(time), Type::Day | Type::Moment) => {
            let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
            match kind {
                Type::Day => format!("{year:04}-{month:02}-{day:02}"),
                _ => format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"),
            }
        }
        (
            Data::String(text),
            Type::Text | Type::List | Type::Id | Type::Colour | Type::Word(_) | Type::Words(_),
        ) => text.clone(),
        other => format!("{other:?}"),
    }
}

/// A moment without its fraction of a second, which a spreadsheet does not show.
fn whole_seconds(cell: &str, kind: Type) -> String {
    match cell.split_once('.').filter(|_| matches!(kind, Type::Moment)) {
        Some((whole, _)) => format!("{whole}Z"),
        None => cell.to_owned(),
    }
}

#[test]
fn every_table_is_a_sheet_with_the_cells_of_the_package() {
    let (project, _) = small();
    let files = exported(&snapshot(&project), &Options::default());
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("out.xlsx");
    let report = export_workbook(&snapshot(&project), &path, &mut |_, _| true).unwrap();
    assert_eq!(report.folder, path);
    assert!(report.warnings.iter().all(|warning| !warning.contains("export as CSV")));
    let first = std::fs::read(&path).unwrap();
    export_workbook(&snapshot(&project), &path, &mut |_, _| true).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), first, "the same facts make the same file");
    let mut book = book(&path);
    for file in FILES {
        let sheet = book.worksheet_range(file.name.trim_end_matches(".csv")).unwrap();
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).from_reader(files[file.name].as_bytes());
        for (row, record) in reader.records().map(Result::unwrap).enumerate() {
            for (column, cell) in record.iter().enumerate() {
                let found = sheet.get_value((row as u32, column as u32)).cloned().unwrap_or_default();
                let kind = if row == 0 { Type::Text } else { file.columns[column].kind };
                assert_eq!(shown(&found, kind), whole_seconds(cell, kind), "{} {row} {column}", file.name);
            }
        }
    }
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 1, "nothing is left beside it");
}

#[test]
fn headers_stay_filters_are_set_and_formulas_are_text() {
    let (project, _) = small();
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("out.xlsx");
    export_workbook(&snapshot(&project), &path, &mut |_, _| true).unwrap();
    let first = member(&path, "xl/worksheets/sheet1.xml");
    assert!(first.contains("state=\"frozen\"") && first.contains("<autoFilter"), "{first}");
    let articles = FILES.into_iter().position(|file| file.name == "articles.csv").unwrap() + 1;
    assert!(!member(&path, &format!("xl/worksheets/sheet{articles}.xml")).contains("<f>"));
    assert!(member(&path, "xl/sharedStrings.xml").contains("=1+1"));
}

#[test]
fn the_chart_of_each_outcome_is_native_and_has_the_series_values() {
    let (project, _) = small();
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("out.xlsx");
    export_workbook(&snapshot(&project), &path, &mut |_, _| true).unwrap();
    let mut book = book(&path);
    let killed = book.worksheet_range("chart killed").unwrap();
    let cells: Vec<Vec<String>> =
        killed.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    assert_eq!(cells, [["period", "Barkhane"], ["2019-11", "13"]]);
    let chart = member(&path, "xl/charts/chart1.xml");
    assert!(chart.contains("<c:barChart>") && chart.contains("'chart killed'!$B$2<"), "{chart}");
    let columns = book.worksheet_range("columns").unwrap();
    assert_eq!(columns.get_size().0, 1 + FILES.into_iter().map(|file| file.columns.len()).sum::<usize>());
}

#[test]
fn a_workbook_that_is_cancelled_leaves_the_old_one() {
    let (project, _) = small();
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("out.xlsx");
    std::fs::write(&path, "old").unwrap();
    let stopped = export_workbook(&snapshot(&project), &path, &mut |_, _| false);
    assert!(matches!(stopped, Err(ExportError::Cancelled)));
    assert_eq!(std::fs::read(&path).unwrap(), b"old");
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 1);
}
