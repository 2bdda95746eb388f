//! One CSV file on its way out.

use std::io::{self, Write};

use super::cell::{Cells, guard};
use super::columns::{Column, File};

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

/// A file being written: RFC 4180, so lines end with CR LF.
pub struct Sheet<W: Write> {
    out: csv::Writer<W>,
    /// Which columns are guarded.
    guarded: Vec<bool>,
    /// The row in the making.
    record: csv::ByteRecord,
    rows: usize,
}

impl<W: Write> Sheet<W> {
    /// Begins the file with its header.
    pub fn new(out: W, file: &File, options: &Options) -> io::Result<Self> {
        Self::with_columns(out, &file.columns.iter().collect::<Vec<_>>(), options)
    }

    /// Begins a file that has these columns.
    pub fn with_columns(mut out: W, columns: &[&Column], options: &Options) -> io::Result<Self> {
        if options.byte_order_mark {
            out.write_all(BYTE_ORDER_MARK)?;
        }
        let mut out = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .buffer_capacity(1 << 16)
            .from_writer(out);
        out.write_record(columns.iter().map(|column| column.name)).map_err(io_error)?;
        let guarded = columns.iter().map(|column| options.formula_guard && column.kind.is_text()).collect();
        Ok(Self { out, guarded, record: csv::ByteRecord::new(), rows: 0 })
    }

    /// Writes a row, or several one after the other; each must have a cell for every column.
    pub fn row(&mut self, cells: &Cells) -> io::Result<()> {
        let width = self.guarded.len();
        debug_assert_eq!(cells.len() % width, 0, "{cells:?}");
        for cell in cells.iter() {
            // A whole record is written several times as fast as its fields one by one.
            let mark = if self.guarded[self.record.len()] { guard(cell) } else { "" };
            match mark {
                "" => self.record.push_field(cell.as_bytes()),
                mark => self.record.push_field(format!("{mark}{cell}").as_bytes()),
            }
            if self.record.len() == width {
                self.out.write_byte_record(&self.record).map_err(io_error)?;
                self.record.clear();
                self.rows += 1;
            }
        }
        Ok(())
    }

    /// How many rows have been written, without the header.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Ends the file and gives back what it was written to.
    pub fn finish(self) -> io::Result<W> {
        self.out.into_inner().map_err(|error| io::Error::new(error.error().kind(), error.to_string()))
    }
}

/// The csv crate's error as what it is when writing: that of the file.
fn io_error(error: csv::Error) -> io::Error {
    io::Error::from(error)
}
