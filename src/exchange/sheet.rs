//! One CSV file on its way out.

use std::io::{self, Write};

use super::cell::{Cells, guard};
use super::columns::File;

/// The choices that an export leaves open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Begin each file with a byte-order mark, for spreadsheets that read UTF-8 only with one.
    pub byte_order_mark: bool,
    /// Put `'` before a text cell that a spreadsheet would take for a formula; import takes it away.
    pub formula_guard: bool,
}

/// U+FEFF in UTF-8.
pub const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// How much is gathered before it is written.
const BUFFER: usize = 1 << 16;

/// A file being written as RFC 4180 has it: lines end with CR LF, and a cell with a comma, a quote
/// or a line end in it stands in quotes, which are doubled inside.
///
/// This and not the csv crate's writer, because a package knows which of its cells can need quotes:
/// most are ids, numbers, days and words, and need not be looked at.
pub struct Sheet<W: Write> {
    out: W,
    buffer: Vec<u8>,
    /// Of each column: whether its cells are text.
    text: Vec<bool>,
    guarded: bool,
    rows: usize,
}

impl<W: Write> Sheet<W> {
    /// Begins the file with its header.
    pub fn new(out: W, file: &File, options: &Options) -> io::Result<Self> {
        let mut buffer = Vec::with_capacity(2 * BUFFER);
        if options.byte_order_mark {
            buffer.extend_from_slice(BYTE_ORDER_MARK);
        }
        let header: Vec<&str> = file.columns.iter().map(|column| column.name).collect();
        buffer.extend_from_slice(header.join(",").as_bytes());
        buffer.extend_from_slice(b"\r\n");
        let text = file.columns.iter().map(|column| column.kind.is_text()).collect();
        Ok(Self { out, buffer, text, guarded: options.formula_guard, rows: 0 })
    }

    /// Writes a row, which must have a cell for every column.
    pub fn row(&mut self, cells: &Cells) -> io::Result<()> {
        debug_assert_eq!(cells.len(), self.text.len(), "{cells:?}");
        for (n, (cell, text)) in cells.iter().zip(&self.text).enumerate() {
            if n > 0 {
                self.buffer.push(b',');
            }
            if !text {
                self.buffer.extend_from_slice(cell.as_bytes());
                continue;
            }
            let mark = if self.guarded { guard(cell) } else { "" };
            push_quoted(&mut self.buffer, mark, cell);
        }
        self.buffer.extend_from_slice(b"\r\n");
        self.rows += 1;
        if self.buffer.len() >= BUFFER { self.empty() } else { Ok(()) }
    }

    fn empty(&mut self) -> io::Result<()> {
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }

    /// How many rows have been written, without the header.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Ends the file and gives back what it was written to.
    pub fn finish(mut self) -> io::Result<W> {
        self.empty()?;
        self.out.flush()?;
        Ok(self.out)
    }
}

fn push_quoted(buffer: &mut Vec<u8>, mark: &str, cell: &str) {
    let special = |byte: &u8| matches!(byte, b',' | b'"' | b'\n' | b'\r');
    // No `any`: a loop without a way out is what the compiler makes many bytes at a time of.
    let needs_quotes = cell.bytes().fold(false, |found, byte| found | special(&byte));
    if !needs_quotes {
        buffer.extend_from_slice(mark.as_bytes());
        buffer.extend_from_slice(cell.as_bytes());
        return;
    }
    buffer.push(b'"');
    buffer.extend_from_slice(mark.as_bytes());
    let mut rest = cell.as_bytes();
    while let Some(at) = rest.iter().position(|&byte| byte == b'"') {
        buffer.extend_from_slice(&rest[..=at]);
        buffer.push(b'"');
        rest = &rest[at + 1..];
    }
    buffer.extend_from_slice(rest);
    buffer.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::columns::LISTS;

    proptest::proptest! {
        /// What is written is what the csv crate would write, and what it reads back.
        #[test]
        fn cells_are_quoted_as_others_read_them(value in "[a,;\"\n\r' é=]{0,8}", detail in ".{0,8}") {
            let mut sheet = Sheet::new(Vec::new(), &LISTS, &Options::default()).unwrap();
            let mut cells = Cells::default();
            ["side", &value, &detail, "true"].into_iter().for_each(|cell| cells.text(cell));
            sheet.row(&cells).unwrap();
            let bytes = sheet.finish().unwrap();
            let mut reader = csv::Reader::from_reader(bytes.as_slice());
            let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            assert_eq!(rows, [csv::StringRecord::from(vec!["side", &value, &detail, "true"])]);
        }
    }
}
