//! Tables in text: what separates the fields, how they are quoted, and their records one after the other.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use crate::reading::download::{LARGEST_PART, Pieces};

/// How the fields of a table are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Form {
    pub delimiter: u8,
    /// Quotes inside of quotes are written `\"`, not `""`.
    pub backslash: bool,
}

/// How the fields of a table are written, from its beginning: the form in which the most records have the same number of
/// fields. `None` if no form gives two fields.
pub(super) fn form(first: &str) -> Option<Form> {
    if let Some(named) = named_delimiter(first) {
        return Some(Form { delimiter: named, backslash: false });
    }
    let slashed = first.contains("\\\"") && !first.contains("\"\"");
    let mut best: Option<(u64, usize, Form)> = None;
    for delimiter in [b',', b';', b'\t', b'|'] {
        let form = Form { delimiter, backslash: slashed };
        let counts = field_counts(first, form);
        // The header says how many there are.
        let Some(header) = counts.first().copied().filter(|count| *count >= 2) else { continue };
        let same = counts.iter().filter(|count| **count == header).count();
        let share = (same * 1000 / counts.len()) as u64;
        if best.is_none_or(|(of, fields, _)| (share, header) > (of, fields)) {
            best = Some((share, header, form));
        }
    }
    best.map(|(_, _, form)| form)
}

/// "sep=;" on the first line, as Excel writes and reads it.
fn named_delimiter(first: &str) -> Option<u8> {
    let line = first.trim_start_matches('\u{feff}').lines().next()?;
    let named = line.strip_prefix("sep=").or_else(|| line.strip_prefix("SEP="))?;
    match named.as_bytes() {
        [delimiter] => Some(*delimiter),
        _ => None,
    }
}

fn field_counts(first: &str, form: Form) -> Vec<usize> {
    let mut reader = builder(form).from_reader(first.as_bytes());
    let mut counts: Vec<usize> = reader
        .records()
        .take(500)
        .map_while(Result::ok)
        .filter(|r| r.iter().any(|f| !f.trim().is_empty()))
        .map(|r| r.len())
        .collect();
    // The last one may be cut.
    if counts.len() > 2 {
        counts.pop();
    }
    counts
}

/// Further columns of a table are not read.
const MOST_COLUMNS: usize = 10_000;

fn builder(form: Form) -> csv::ReaderBuilder {
    let mut builder = csv::ReaderBuilder::new();
    builder.delimiter(form.delimiter).has_headers(false).flexible(true);
    if form.backslash {
        builder.escape(Some(b'\\')).double_quote(false);
    }
    builder
}

/// Hands over the records of a table, whose first piece has been read. `on` stops the reading with `false`.
pub(super) fn records<R: Read>(
    first: String,
    pieces: Pieces<R>,
    form: Form,
    on: &mut dyn FnMut(Vec<String>) -> bool,
) -> io::Result<()> {
    let since = Rc::new(Cell::new(0));
    let named = named_delimiter(&first).is_some();
    let input = Decoded { pieces, piece: first.into_bytes(), at: 0, since: Rc::clone(&since) };
    let mut reader = builder(form).from_reader(input);
    let mut record = csv::StringRecord::new();
    let mut is_first = true;
    while reader.read_record(&mut record).map_err(io::Error::from)? {
        since.set(0);
        if std::mem::take(&mut is_first) && named {
            continue;
        }
        if !on(record.iter().take(MOST_COLUMNS).map(str::to_owned).collect()) {
            break;
        }
    }
    Ok(())
}

/// The decoded text as bytes; a record without end, after a quote that is never closed, is an error.
struct Decoded<R> {
    pieces: Pieces<R>,
    piece: Vec<u8>,
    at: usize,
    since: Rc<Cell<usize>>,
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.piece.len() {
            match self.pieces.next()? {
                Some(piece) => (self.piece, self.at) = (piece.into_bytes(), 0),
                None => return Ok(0),
            }
        }
        let read = buffer.len().min(self.piece.len() - self.at);
        buffer[..read].copy_from_slice(&self.piece[self.at..self.at + read]);
        self.at += read;
        self.since.set(self.since.get() + read);
        if self.since.get() > 2 * LARGEST_PART {
            return Err(io::Error::other("a row has no end, perhaps because a quotation mark is not closed"));
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_tables() {
        for (first, delimiter) in [
            ("a,b\n1,2\n", b','),
            ("a;b\n1,5;2,5\n3,5;4,5\n", b';'),
            ("a\tb\tc\nx, y, z\t2\t3\n", b'\t'),
            ("title|text\nOne, two|Three; four\n", b'|'),
            ("sep=;\na;b\n", b';'),
            ("id;text\n1;\"One, two, three\n; four, five\"\n2;\"Six, seven\"\n", b';'),
        ] {
            assert_eq!(form(first).map(|f| f.delimiter), Some(delimiter), "{first}");
        }
        assert_eq!(form("one column\nonly\n"), None);
        assert!(form("a,b\n1,\"a \\\"quoted\\\", word\"\n").is_some_and(|form| form.backslash));
    }
}
