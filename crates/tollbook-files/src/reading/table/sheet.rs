//! The sheets of a workbook: XLSX, ODS, XLS.

use std::io::{Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataType, ExcelDateTime, Ods, Reader, Xls, Xlsx};

use super::{Kind, TableError, ods};

/// The most that a workbook may unpack to, in bytes.
const MOST_UNPACKED: u64 = 512 * 1024 * 1024;
/// The most columns that are read.
const MOST_COLUMNS: u32 = 1024;

/// Receives the beginning of a sheet with its name, and the rows of it; `false` stops the reading.
pub(super) trait OnSheet {
    fn sheet(&mut self, name: &str) -> bool;
    fn row(&mut self, cells: Vec<String>) -> bool;
}

/// Reads a workbook. A reader that panics is an error like any other.
pub(super) fn read<R: Read + Seek>(mut input: R, kind: Kind, on: &mut dyn OnSheet) -> Result<(), TableError> {
    if kind == Kind::Xls {
        let size = input.seek(SeekFrom::End(0)).map_err(TableError::Io)?;
        if size > MOST_UNPACKED / 4 {
            return Err(TableError::Bomb { most: (MOST_UNPACKED / 4) >> 20 });
        }
    } else {
        check_size(&mut input)?;
        if kind == Kind::Ods {
            ods::check(&mut input)?;
        }
    }
    input.seek(SeekFrom::Start(0)).map_err(TableError::Io)?;
    let read = AssertUnwindSafe(|| match kind {
        Kind::Ods => ranges(Ods::new(input).map_err(damaged)?, on),
        Kind::Xls => ranges(Xls::new(input).map_err(damaged)?, on),
        _ => cells(Xlsx::new(input).map_err(damaged)?, on),
    });
    catch_unwind(read)
        .unwrap_or_else(|_| Err(TableError::Damaged("its structure is not understood".to_owned())))
}

pub(super) fn damaged(error: impl std::fmt::Display) -> TableError {
    TableError::Damaged(error.to_string())
}

/// Unpacks every member once without keeping it: what a file says of its own size is not to be relied on.
fn check_size<R: Read + Seek>(input: &mut R) -> Result<(), TableError> {
    let mut archive = zip::ZipArchive::new(input).map_err(damaged)?;
    let mut left = MOST_UNPACKED;
    for i in 0..archive.len() {
        let member = archive.by_index(i).map_err(damaged)?;
        let unpacked = std::io::copy(&mut member.take(left + 1), &mut std::io::sink()).map_err(damaged)?;
        left = left.checked_sub(unpacked).ok_or(TableError::Bomb { most: MOST_UNPACKED >> 20 })?;
    }
    Ok(())
}

/// XLSX, cell by cell, so that a far-off cell does not make the rows between them.
fn cells<R: Read + Seek>(mut book: Xlsx<R>, on: &mut dyn OnSheet) -> Result<(), TableError> {
    for name in book.sheet_names() {
        // Sheets of charts have no cells.
        let Ok(mut reader) = book.worksheet_cells_reader(&name) else { continue };
        if !on.sheet(&name) {
            return Ok(());
        }
        let mut row: Vec<String> = Vec::new();
        let mut at = None;
        while let Some(cell) = reader.next_cell().map_err(damaged)? {
            let (line, column) = cell.get_position();
            if at != Some(line) {
                if at.is_some() && !on.row(std::mem::take(&mut row)) {
                    return Ok(());
                }
                at = Some(line);
            }
            if column < MOST_COLUMNS {
                let value = shown(&Data::from(cell.get_value().clone()));
                if !value.is_empty() {
                    row.resize(row.len().max(column as usize + 1), String::new());
                    row[column as usize] = value;
                }
            }
        }
        if !row.is_empty() && !on.row(row) {
            return Ok(());
        }
    }
    Ok(())
}

fn ranges<R: Read + Seek, B: Reader<R>>(mut book: B, on: &mut dyn OnSheet) -> Result<(), TableError>
where
    B::Error: std::fmt::Display,
{
    for name in book.sheet_names() {
        let Ok(range) = book.worksheet_range(&name) else { continue };
        if !on.sheet(&name) {
            return Ok(());
        }
        for row in range.rows() {
            if !on.row(row.iter().take(MOST_COLUMNS as usize).map(shown).collect()) {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// A cell as text: dates as ISO 8601, whole numbers without a point.
fn shown(cell: &Data) -> String {
    match cell {
        Data::String(text) => text.replace("\r\n", "\n").replace("_x000D_", ""),
        Data::DateTime(time) => date(time),
        Data::DateTimeIso(time) | Data::DurationIso(time) => time.clone(),
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Data::Empty | Data::Error(_) => String::new(),
        other => other.as_string().unwrap_or_else(|| other.to_string()),
    }
}

fn date(time: &ExcelDateTime) -> String {
    if !time.is_datetime() {
        return time.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    }
}
