//! Files of a folder that hold many articles: tables, downloads of databases, feeds.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

use memchr::memmem::Finder;

use super::document::{Document, Extractor, Metadata, Origin};
use super::download::{self, Outcome, Part};
use super::file::Opened;
use super::table::{self, ColumnMapping, Preview};

/// The largest table or download, in bytes. It is read piece by piece, but its texts are kept.
const MOST: u64 = 2 * 1024 * 1024 * 1024;

/// What reads tables and downloads.
pub(super) const TABLE: Extractor = Extractor { name: "table", version: 2 };
const DOWNLOAD: Extractor = Extractor { name: "download", version: 1 };

/// The articles of one file.
pub(super) struct Several {
    /// The file is a table, and no download.
    pub is_table: bool,
    /// Each with what tells it from the others.
    pub documents: Vec<(String, Document)>,
    /// What came of reading the file, as a sentence: "120 of 120 documents read (Nexis), 2 without text."
    pub summary: String,
    /// Why there are none, or what is wrong.
    pub warnings: Vec<String>,
    /// The file is a table in which no column holds texts.
    pub no_text_column: bool,
}

impl Several {
    fn new(is_table: bool, documents: Vec<(String, Document)>, outcome: Outcome) -> Self {
        let no_text_column = outcome.no_text_column;
        Self { is_table, documents, summary: outcome.summary(), warnings: outcome.warnings, no_text_column }
    }
}

/// Reads a file that begins with `first` as a table or as a download in text or HTML; `None` if it is neither. Only the
/// article with the identity `only` is read, if there is one.
///
/// # Errors
/// Why a table or download could not be read, as a sentence.
pub(super) fn read(
    path: &str,
    full: &Path,
    (first, size): (&[u8], u64),
    only: Option<&str>,
    columns: Option<&ColumnMapping>,
    cancel: &AtomicBool,
) -> Option<Result<Several, String>> {
    let kind = table::detect(first, path);
    let is_feed = kind.is_none() && download::is_feed(first);
    let is_backup = kind.is_none() && download::is_backup(first);
    if kind.is_none() && !is_feed && !is_backup && !may_be_download(first) {
        return None;
    }
    let file = File::open(full).ok()?;
    if size > MOST {
        let (size, most) = (size >> 20, MOST >> 20);
        return Some(Err(format!(
            "The file has {size} MB; tables and downloads of up to {most} MB are read. Split it."
        )));
    }
    let mut documents = Vec::new();
    let reader = if kind.is_some() { TABLE } else { DOWNLOAD };
    let mut on = |part: Part| {
        if only.is_none_or(|only| part.identity == only) {
            documents.push((part.identity.clone(), document(part, reader)));
        }
        !(cancel.load(Ordering::Relaxed) || (only.is_some() && !documents.is_empty()))
    };
    // A file that grows meanwhile is not read without end.
    let is_text = matches!(kind, None | Some(table::Kind::Delimited | table::Kind::Json));
    let file = Bounded { left: size, size, file, zeros: is_text.then_some(0) };
    let outcome = match kind {
        Some(kind) => table::read(file, kind, columns, &mut on).map_err(|error| error.to_string()),
        None if is_backup => download::read_backup(file, &mut on).map_err(|error| unread(&error)),
        None if is_feed => download::read_feed(file, &mut on).map_err(|error| unread(&error)),
        None => match download::read_text(file, &mut on) {
            Ok(outcome) => Ok(outcome?),
            Err(error) => Err(unread(&error)),
        },
    };
    Some(outcome.map(|outcome| Several::new(kind.is_some(), documents, outcome)))
}

fn unread(error: &io::Error) -> String {
    format!("The file could not be read: {error}. Check the drive and try again.")
}

/// The columns and first rows of the table at `path` in the folder `root`.
///
/// # Errors
/// Why there is nothing to see, as a sentence.
pub fn preview_table(root: &Path, path: &str) -> Result<Preview, String> {
    let full = root.join(path);
    if !full.exists() {
        let root = root.display();
        return Err(format!(
            "There is no file {path} in {root}. Give the table’s path inside of this folder, as the list of articles shows it."
        ));
    }
    let Opened { mut file, size, first, .. } =
        Opened::new(&full, None).map_err(|reason| format!("{path}: {reason}"))?;
    let kind = table::detect(&first, path).ok_or_else(|| format!("{path} is no table that can be read."))?;
    file.seek(SeekFrom::Start(0))
        .map_err(|error| format!("{path} could not be read: {error}. Check the drive and try again."))?;
    table::preview(Bounded { left: size, size, file, zeros: None }, kind)
        .map_err(|error| format!("{path}: {error}"))
}

/// Reads a document of a word processor, or a PDF, as a download; `None` if it is none.
pub(super) fn of_document(document: &Document) -> Option<Several> {
    let mut documents = Vec::new();
    let outcome = download::read_document(document, &mut |part| {
        documents.push((part.identity.clone(), self::document(part, DOWNLOAD)));
        true
    })?;
    Some(Several::new(false, documents, outcome))
}

/// A quick look for what no download is without, so that ordinary articles cost nothing more.
fn may_be_download(first: &[u8]) -> bool {
    const MARKS: [&str; 10] = [
        "docum",
        "dokum",
        "________________",
        "docpublicationname",
        "titrearticle",
        "\"article ",
        "doc_id_",
        "chat_page",
        "文章編號",
        "文章编号",
    ];
    if first.starts_with(b"\xff\xfe") || first.starts_with(b"\xfe\xff") {
        return true;
    }
    static FINDERS: LazyLock<Vec<Finder<'_>>> = LazyLock::new(|| MARKS.map(Finder::new).into());
    let begins = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first);
    if begins.starts_with(b"TY  - ") || begins.starts_with(b"%0 ") {
        return true;
    }
    if repeats_first_label(first) || download::begins_as_chat(first) {
        return true;
    }
    let small = first.to_ascii_lowercase();
    FINDERS.iter().any(|finder| finder.find(&small).is_some())
}

/// Whether the first line begins with a label that begins another line, too: "Title: …".
fn repeats_first_label(first: &[u8]) -> bool {
    let text = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first).trim_ascii_start();
    let Some(colon) = text.iter().take(40).position(|byte| *byte == b':') else { return false };
    let label = &text[..colon];
    let fits =
        !label.is_empty() && !label.iter().any(|byte| matches!(byte, b'\n' | b'<' | b'{' | b'[' | b'"'));
    let line: Vec<u8> = [b"\n", label, b":"].concat();
    fits && memchr::memmem::find(&text[colon..], &line).is_some()
}

/// An article of a download as a document; what the database states of it wins over its text.
fn document(part: Part, extractor: Extractor) -> Document {
    let stated = |value: String| Some(value).filter(|value| !value.is_empty());
    Document {
        text: part.text,
        structure: Vec::new(),
        metadata: Metadata {
            origin: Origin::Page,
            title: stated(part.title),
            date: stated(part.date),
            author: stated(part.byline),
            source: stated(part.source),
            url: stated(part.url),
            language: stated(part.language),
            section: stated(part.section),
            retrieved: stated(part.retrieved),
            ..Metadata::default()
        },
        warnings: Vec::new(),
        encoding: None,
        extractor,
    }
}

/// No text has so many zero bytes in a row: that is where a file was never written.
const HOLE: usize = 64 * 1024;

/// A file up to the size that it had when it was opened.
struct Bounded {
    file: File,
    size: u64,
    left: u64,
    /// Of a text, how many zero bytes were read last.
    zeros: Option<usize>,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let read = self.file.read(&mut buffer[..most])?;
        self.left -= read as u64;
        if let Some(zeros) = &mut self.zeros {
            let last = buffer[..read].iter().rev().take_while(|byte| **byte == 0).count();
            *zeros = if last == read { *zeros + read } else { last };
            if *zeros >= HOLE {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    "it holds a long run of zero bytes, where a part of it was never written",
                ));
            }
        }
        Ok(read)
    }
}

impl Seek for Bounded {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let to = match to {
            SeekFrom::End(by) => SeekFrom::Start(self.size.saturating_add_signed(by)),
            other => other,
        };
        let at = self.file.seek(to)?;
        self.left = self.size.saturating_sub(at);
        Ok(at)
    }
}
