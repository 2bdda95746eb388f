//! Tables and lists of articles: CSV and the like, workbooks, JSON, and Telegram's saved chats.
//!
//! Each row or record is an article. Which column holds what is suggested from names and contents, can be shown with
//! [`preview`], changed, and kept as a [`ColumnMapping`].

mod delimited;
mod facebook;
mod json;
mod json_feed;
mod mapping;
mod ods;
mod rows;
mod sheet;
mod telegram;
#[cfg(test)]
mod tests;

use std::io::{self, Read, Seek, SeekFrom};

use serde_json::Value;

pub use mapping::{ColumnMapping, Role, suggest};

use crate::reading::download::{Desk, Outcome, Part, Pieces};
use rows::{Rows, Sampled};
use sheet::OnSheet;

/// A kind of table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Fields between commas, semicolons, tabs or bars.
    Delimited,
    /// JSON: lines of objects, lists of objects, Telegram's saved chats.
    Json,
    /// Excel.
    Xlsx,
    /// OpenDocument.
    Ods,
    /// Excel before 2007.
    Xls,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Delimited => "CSV table",
            Self::Json => "JSON list",
            Self::Xlsx | Self::Xls => "Excel table",
            Self::Ods => "OpenDocument table",
        }
    }
}

/// Why a table could not be read.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The file itself.
    #[error("The file could not be read: {0}. Check the drive, or save the table again.")]
    Io(#[source] io::Error),
    /// A workbook that its format's rules do not allow.
    #[error("The table is damaged or incomplete ({0}). Save it again, or as CSV in UTF-8.")]
    Damaged(String),
    /// A workbook that unpacks to too much.
    #[error("The workbook unpacks to more than {most} MB. Save the sheet with the articles as CSV.")]
    Bomb {
        /// The most that is unpacked.
        most: u64,
    },
}

/// The beginning of a table, and what its columns seem to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// The sheet, where the file has several.
    pub sheet: String,
    /// The columns' names.
    pub columns: Vec<String>,
    /// The first rows.
    pub rows: Vec<Vec<String>>,
    /// The suggested mapping.
    pub mapping: ColumnMapping,
}

/// No names of columns are longer, in bytes; a web page may have all of its text in one line.
const LONGEST_HEADER: usize = 8 * 1024;

/// Whether a file is a table, by its first bytes, and by its name only between kinds of text.
pub fn detect(first: &[u8], name: &str) -> Option<Kind> {
    let has = |word: &str| memchr::memmem::find(first, word.as_bytes()).is_some();
    if first.starts_with(b"PK\x03\x04") {
        return if has("opendocument.spreadsheet") {
            Some(Kind::Ods)
        } else {
            (has("xl/") && !has("word/document")).then_some(Kind::Xlsx)
        };
    }
    let extension =
        name.rsplit(['/', '\\']).next().and_then(|file| file.rsplit_once('.')).map_or("", |(_, e)| e);
    let extension = extension.to_ascii_lowercase();
    if first.starts_with(b"\xd0\xcf\x11\xe0") {
        return (extension == "xls").then_some(Kind::Xls);
    }
    // Its encoding need not be found out.
    if first.starts_with(b"%PDF-") {
        return None;
    }
    let is_named = matches!(extension.as_str(), "csv" | "tsv" | "tab");
    if !is_named && !may_be_table(first) {
        return None;
    }
    let first = Pieces::new(first).ok()?.next().ok()??;
    if is_named {
        return Some(Kind::Delimited);
    }
    let first = json::without_assignment(&first).to_owned();
    if json::shape(&first).is_some()
        && (matches!(extension.as_str(), "json" | "jsonl" | "ndjson" | "js") || first.contains("\":"))
    {
        return Some(Kind::Json);
    }
    // Any other text only if its first line names columns of articles. That is looked at first, since it costs least.
    let header = first.lines().next().filter(|header| header.len() <= LONGEST_HEADER)?;
    let names_columns = |delimiter: char| {
        let names: Vec<&str> = header.split(delimiter).map(|name| name.trim().trim_matches('"')).collect();
        let named = |role: Role| names.iter().any(|name| mapping::rank(name, role).is_some());
        let others = || Role::ALL.into_iter().filter(|role| *role != Role::Text && named(*role)).count();
        names.len() >= 3 && named(Role::Text) && others() >= 2
    };
    if ![',', ';', '\t', '|'].into_iter().any(names_columns) {
        return None;
    }
    let form = delimited::form(&first)?;
    names_columns(char::from(form.delimiter)).then_some(Kind::Delimited)
}

/// A quick look at the first line: whether a text begins as JSON does, or with at least three fields. What is not
/// in ASCII's bytes is decoded before it is looked at.
fn may_be_table(first: &[u8]) -> bool {
    let text = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first);
    let begin = text.iter().position(|byte| !matches!(byte, b' ' | b'\r' | b'\n')).unwrap_or(text.len());
    let line = &text[begin..];
    let line = memchr::memchr(b'\n', line).map_or(line, |end| &line[..end]);
    let is_wide = text.starts_with(b"\xff\xfe") || text.starts_with(b"\xfe\xff") || line.contains(&0);
    let fields = |delimiter: u8| line.iter().filter(|byte| **byte == delimiter).count();
    is_wide
        || line.starts_with(json::ASSIGNED.as_bytes())
        || line.trim_ascii_start().starts_with(b"{")
        || line.trim_ascii_start().starts_with(b"[")
        || line.len() <= LONGEST_HEADER && b",;\t|".iter().any(|delimiter| fields(*delimiter) >= 2)
}

/// Reads a table. `mapping` is used for tables that it fits; for others one is suggested. `on` receives the articles and
/// stops the reading with `false`.
///
/// # Errors
/// [`TableError`] where the file is damaged or cannot be read; the articles before the damage have been handed over.
pub fn read<R: Read + Seek>(
    input: R,
    kind: Kind,
    mapping: Option<&ColumnMapping>,
    on: &mut dyn FnMut(Part) -> bool,
) -> Result<Outcome, TableError> {
    let mut rows = Rows::new(mapping.cloned(), Desk::new(kind.name(), on));
    each(input, kind, &mut rows)?;
    Ok(rows.finish())
}

/// The columns and first rows of a table; of a workbook with several sheets, of the first whose articles have texts.
///
/// # Errors
/// As for [`read`].
pub fn preview<R: Read + Seek>(input: R, kind: Kind) -> Result<Preview, TableError> {
    let mut sampled = Sampled::default();
    each(input, kind, &mut sampled)?;
    Ok(sampled.finish())
}

/// What goes through a table.
trait OnTable: OnSheet {
    fn record(&mut self, fields: Vec<(String, String)>) -> bool;
    /// An article of `program`.
    fn message(&mut self, part: Part, program: &str) -> bool;
    fn warn(&mut self, sentence: String);
}

fn each<R: Read + Seek>(mut input: R, kind: Kind, on: &mut dyn OnTable) -> Result<(), TableError> {
    input.seek(SeekFrom::Start(0)).map_err(TableError::Io)?;
    match kind {
        Kind::Xlsx | Kind::Ods | Kind::Xls => sheet::read(input, kind, on),
        Kind::Delimited => {
            let mut pieces = Pieces::new(input).map_err(TableError::Io)?;
            let Some(first) = pieces.next().map_err(TableError::Io)? else { return Ok(()) };
            let form =
                delimited::form(&first).unwrap_or(delimited::Form { delimiter: b',', backslash: false });
            on.sheet("");
            delimited::records(first, pieces, form, &mut |record| on.row(record)).map_err(TableError::Io)
        }
        Kind::Json => each_record(input, on).map_err(TableError::Io),
    }
}

fn each_record(input: impl Read, on: &mut dyn OnTable) -> io::Result<()> {
    let mut pieces = Pieces::new(input)?;
    let Some(first) = pieces.next()? else { return Ok(()) };
    let first = json::without_assignment(&first);
    let mut records = json::Records::new(json::shape(first).unwrap_or(false));
    on.sheet("");
    let mut piece = Some(first.to_owned());
    let mut stopped = false;
    while let Some(text) = piece {
        let go_on = records.feed(&text, &mut |value: Value, context| {
            if telegram::is_message(&value) {
                return telegram::message(&value, context).is_none_or(|part| on.message(part, "Telegram"));
            }
            if json_feed::is_feed(context) {
                return on.message(json_feed::item(&value, context), "a feed");
            }
            if facebook::is_post(&value) {
                return on.message(facebook::post(&value), "Facebook");
            }
            on.record(json::fields(&value))
        });
        if !go_on {
            stopped = true;
            break;
        }
        piece = pieces.next()?;
    }
    if !stopped && records.is_cut() {
        on.warn("The file ends in the middle: it was cut off. Save or fetch it again.".to_owned());
    }
    for (count, why) in
        [(records.skipped_large, "are too large"), (records.skipped_broken, "are not valid JSON")]
    {
        if count > 0 {
            on.warn(format!("{count} of the records {why} and are left out."));
        }
    }
    Ok(())
}
