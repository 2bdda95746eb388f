//! What an OpenDocument table unfolds to, counted before the library that reads it is let at it: that goes on for ever in a
//! table without an end, and repeats cells and rows as often as the file says.

use std::io::{BufReader, Read, Seek};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::TableError;
use super::sheet::damaged;

/// The most cells of all sheets, repeated ones included.
const MOST_CELLS: u64 = 16_000_000;
/// The most text of all cells, repeated ones included, in bytes.
const MOST_TEXT: u64 = 512 << 20;

/// How much a table holds.
#[derive(Default)]
struct Size {
    cells: u64,
    text: u64,
    /// Of the row that is being read: how often it stands, its cells up to the last that is not empty, and their text.
    rows: u64,
    columns: u64,
    in_row: u64,
    text_in_row: u64,
    /// Of the cell that is being read: how often it stands, and its text.
    repeats: u64,
    text_in_cell: u64,
    /// Rows without a cell since the last one with some.
    empty_rows: u64,
}

impl Size {
    fn begin(&mut self, tag: &BytesStart<'_>) {
        match tag.name().as_ref() {
            "table:table-row" => {
                (self.columns, self.in_row, self.text_in_row) = (0, 0, 0);
                self.rows = repeats(tag, "table:number-rows-repeated");
            }
            "table:table-cell" | "table:covered-table-cell" => {
                self.text_in_cell = 0;
                self.repeats = repeats(tag, "table:number-columns-repeated");
                // A value may stand in an attribute.
                let values = tag.attributes().flatten().filter(|attribute| is_value(attribute.key.as_ref()));
                self.add_text(values.map(|attribute| attribute.value.len()).sum());
            }
            _ => {}
        }
    }

    fn add_text(&mut self, bytes: usize) {
        self.text_in_cell = self.text_in_cell.saturating_add(bytes as u64);
    }

    fn end(&mut self, name: &str) -> Result<(), TableError> {
        match name {
            "table:table-cell" | "table:covered-table-cell" => {
                self.columns = self.columns.saturating_add(self.repeats);
                if self.text_in_cell > 0 {
                    self.in_row = self.columns;
                    self.text_in_row =
                        self.text_in_row.saturating_add(self.text_in_cell.saturating_mul(self.repeats));
                }
            }
            "table:table-row" if self.in_row == 0 => {
                self.empty_rows = self.empty_rows.saturating_add(self.rows)
            }
            "table:table-row" => {
                let rows = self.rows.saturating_add(std::mem::take(&mut self.empty_rows));
                self.cells = self.cells.saturating_add(rows.saturating_mul(self.in_row));
                self.text = self.text.saturating_add(self.rows.saturating_mul(self.text_in_row));
            }
            // What follows the last row that holds something is not unfolded.
            "table:table" => self.empty_rows = 0,
            _ => {}
        }
        match self.cells > MOST_CELLS || self.text > MOST_TEXT {
            true => Err(TableError::Bomb { most: MOST_TEXT >> 20 }),
            false => Ok(()),
        }
    }
}

/// Whether an attribute of a cell holds what the cell says.
fn is_value(attribute: &str) -> bool {
    let values = ["office:value", "office:string-value", "office:date-value", "office:time-value"];
    values.contains(&attribute) || matches!(attribute, "office:boolean-value" | "table:formula")
}

/// How often a cell or row stands; anything that is no number is found out by who reads it.
fn repeats(tag: &BytesStart<'_>, attribute: &str) -> u64 {
    let found = tag.attributes().flatten().find(|found| found.key.as_ref() == attribute);
    let number = found.and_then(|found| found.value.trim().parse().ok());
    number.unwrap_or(1)
}

/// Goes through the table once.
///
/// # Errors
/// If it is cut off, or would unfold to too much.
pub(super) fn check<R: Read + Seek>(input: &mut R) -> Result<(), TableError> {
    let mut archive = zip::ZipArchive::new(input).map_err(damaged)?;
    let content = archive.by_name("content.xml").map_err(damaged)?;
    let mut reader = Reader::from_reader(BufReader::new(content));
    let (mut size, mut depth, mut buffer) = (Size::default(), 0_u64, Vec::new());
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(tag) => {
                depth += 1;
                size.begin(&tag);
            }
            Event::Empty(tag) => {
                size.begin(&tag);
                size.end(tag.name().as_ref())?;
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                size.end(tag.name().as_ref())?;
            }
            Event::Text(text) => size.add_text(text.trim_ascii().len()),
            Event::CData(text) => size.add_text(text.len()),
            Event::Eof if depth > 0 => return Err(damaged("it ends in the middle of the table")),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}
