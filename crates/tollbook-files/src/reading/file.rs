//! Reading one file of a folder: its articles, or why there are none.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use super::document::{self, Document, Format, Limits, NotText, ReadError};
use super::head::head;
use super::several::{self, Several};
use super::shortcut;
use super::table::ColumnMapping;
use super::zotero::{self, Libraries};
use super::{ArticleFile, Extracted, Unreadable};

/// The largest file of plain text that is read as an article, in bytes. The longest books are a tenth of it; a
/// larger file is an archive or a log, and reading it would hold up the rest.
pub const MAX_BYTES: u64 = 20 * 1024 * 1024;

/// How much of a file shows what it is; the rest of a picture or a film is then not read. Pages of databases may begin
/// with a style sheet of 100 kB.
const BEGINNING: u64 = 256 * 1024;

/// What a file gives.
pub(super) enum Reading {
    /// Its articles, at least one.
    Articles(Vec<ArticleFile>),
    /// The articles of a table or download, and a sentence that says how many there are.
    Several(Vec<ArticleFile>, String),
    /// It is of a kind that holds no article.
    NotShown(NotText),
    /// It is a table whose rows give no article, and why.
    EmptyTable(Unreadable),
    /// Why there are none.
    Unreadable(Unreadable),
}

/// What is known of a file beside its bytes.
#[derive(Default)]
pub(super) struct Beside<'a> {
    /// Which columns of a table hold what, where the coder has said so.
    pub columns: Option<&'a ColumnMapping>,
    /// A shortcut to the article's address that has the file's name.
    pub shortcut: Option<&'a Path>,
    /// What the system says of the file, where it was asked already.
    pub metadata: Option<Metadata>,
}

/// Reads a file. `path` is relative to the folder, with `/`. Of a table or download only the article with the identity
/// `only` is read, if there is one.
pub(super) fn read_file(
    path: &str,
    full: &Path,
    only: Option<&str>,
    beside: Beside<'_>,
    libraries: &Libraries,
    cancel: &AtomicBool,
) -> Reading {
    let unreadable = |reason: String| Reading::Unreadable(Unreadable { path: path.to_owned(), reason });
    if full.file_name().is_some_and(|name| name == zotero::DATABASE) {
        return Reading::NotShown(NotText::SystemFile);
    }
    let opened = match Opened::new(full, beside.metadata) {
        Ok(opened) => opened,
        Err(reason) => return unreadable(reason),
    };
    match several::read(path, full, (&opened.first, opened.size), only, beside.columns, cancel) {
        Some(Ok(several)) if several.no_text_column && only.is_none() => {
            return Reading::NotShown(NotText::Table);
        }
        Some(Ok(several)) if several.is_table && several.documents.is_empty() && only.is_none() => {
            return Reading::EmptyTable(Unreadable { path: path.to_owned(), reason: why_empty(several) });
        }
        Some(Ok(several)) => return of_several(path, several, only, || original_of(full)),
        Some(Err(reason)) => return unreadable(reason),
        None => {}
    }
    let (bytes, size, modified) = match opened.bytes(path) {
        Ok(Bytes::All { bytes, size, modified }) => (bytes, size, modified),
        Ok(Bytes::NotShown(kind)) => return Reading::NotShown(kind),
        Err(reason) => return unreadable(reason),
    };
    let documents = match document::read(&bytes, path, Limits::default(), cancel) {
        Ok(documents) => documents,
        Err(ReadError::NotText(NotText::Archive)) if is_named_document(path) => {
            return unreadable(
                "The file is damaged or incomplete, or a compressed archive under the name of a document. Fetch or save it again, or unpack it."
                    .to_owned(),
            );
        }
        Err(ReadError::NotText(kind)) => return Reading::NotShown(kind),
        Err(error) => return unreadable(error.to_string()),
    };
    let sha256 = Sha256::digest(&bytes).into();
    // Most files of plain text are the text itself.
    let is_text = matches!(documents.as_slice(), [document] if document.text.as_bytes() == bytes);
    drop(bytes);
    let original = Original { sha256, size, modified, is_text };
    if let [document] = documents.as_slice()
        && matches!(document.extractor.name, "docx" | "rtf" | "pdf" | "odt")
        && let Some(several) = several::of_document(document)
    {
        return of_several(path, several, only, || original);
    }
    let several = documents.len() > 1;
    let item = libraries.item(full);
    let articles = documents
        .into_iter()
        .map(|mut document| {
            if let Some(item) = &item {
                document.metadata = item.over(document.metadata);
            }
            if document.metadata.url.is_none() {
                document.metadata.url = beside.shortcut.and_then(shortcut::address);
            }
            // One of several is told from the others by its text, so that it stays the same when others are added.
            let id =
                several.then(|| crate::hex(&<[u8; 32]>::from(Sha256::digest(document.text.as_bytes()))[..6]));
            article(path, id.as_deref(), document, original)
        })
        .collect();
    Reading::Articles(articles)
}

/// Whether a file has the name of a document that is read.
fn is_named_document(path: &str) -> bool {
    const ENDS: [&str; 14] = [
        "docx", "odt", "xlsx", "ods", "epub", "pdf", "rtf", "htm", "html", "mht", "mhtml", "eml", "txt", "md",
    ];
    let end = path.rsplit_once('.').map_or("", |(_, end)| end);
    ENDS.iter().any(|known| known.eq_ignore_ascii_case(end))
}

/// The articles of a table or download; a file without any is one that cannot be read.
fn of_several(
    path: &str,
    several: Several,
    only: Option<&str>,
    original: impl FnOnce() -> Original,
) -> Reading {
    if several.documents.is_empty() && only.is_none() {
        return Reading::Unreadable(Unreadable { path: path.to_owned(), reason: why_empty(several) });
    }
    let original = original();
    let articles =
        several.documents.into_iter().map(|(id, document)| article(path, Some(&id), document, original));
    let sentences: Vec<String> = std::iter::once(several.summary).chain(several.warnings).collect();
    Reading::Several(articles.collect(), format!("{path}: {}", sentences.join(" ")))
}

fn why_empty(several: Several) -> String {
    if several.warnings.is_empty() { several.summary } else { several.warnings.join(" ") }
}

/// The hash, size and time of a file that was read piece by piece.
fn original_of(full: &Path) -> Original {
    let mut hash = Sha256::new();
    let mut piece = vec![0; 256 * 1024];
    let read = File::open(full).and_then(|mut file| {
        loop {
            match file.read(&mut piece)? {
                0 => return file.metadata(),
                n => hash.update(&piece[..n]),
            }
        }
    });
    let metadata = read.ok();
    Original {
        sha256: hash.finalize().into(),
        is_text: false,
        size: metadata.as_ref().map_or(0, std::fs::Metadata::len),
        modified: metadata.and_then(|metadata| metadata.modified().ok()),
    }
}

#[derive(Clone, Copy)]
struct Original {
    sha256: [u8; 32],
    size: u64,
    modified: Option<SystemTime>,
    /// Whether the text of the one article has the same bytes.
    is_text: bool,
}

/// One article of the file at `path`, of several the one with the identity `id`.
fn article(path: &str, id: Option<&str>, document: Document, original: Original) -> ArticleFile {
    let Document { text, structure, metadata, warnings, encoding, extractor } = document;
    // The name of a file of many articles dates none of them.
    let head = head(&text, if id.is_some() { "" } else { path }, &metadata);
    let sha256 = if original.is_text { original.sha256 } else { Sha256::digest(text.as_bytes()).into() };
    let path = id.map_or(path.to_owned(), |id| format!("{path}#{id}"));
    ArticleFile {
        size: original.size,
        modified: original.modified,
        sha256,
        text: Arc::from(text),
        encoding: encoding.unwrap_or_default(),
        title: head.title.words,
        published: head.published,
        source: head.source.words,
        warnings: warnings.into_iter().map(|warning| format!("{path}: {warning}")).collect(),
        extracted: Extracted {
            structure,
            url: metadata.url,
            retrieved: metadata.retrieved,
            language: metadata.language,
            original_sha256: original.sha256,
            extractor,
        },
        path,
    }
}

enum Bytes {
    All { bytes: Vec<u8>, size: u64, modified: Option<SystemTime> },
    NotShown(NotText),
}

/// A file of which the beginning has been read.
pub(super) struct Opened {
    pub file: File,
    pub size: u64,
    modified: Option<SystemTime>,
    pub first: Vec<u8>,
}

impl Opened {
    /// Opens a file; `metadata` is what the system says of it, where it was asked already.
    pub fn new(full: &Path, metadata: Option<Metadata>) -> Result<Self, String> {
        // Opening a pipe would wait for whoever writes into it.
        let metadata = match metadata {
            Some(metadata) => metadata,
            None => std::fs::metadata(full).map_err(|error| file_reason(&error))?,
        };
        if !metadata.is_file() {
            return Err("This is no ordinary file. Delete or rename it.".to_owned());
        }
        let file = File::open(full).map_err(|error| file_reason(&error))?;
        let mut first = Vec::with_capacity(usize::try_from(metadata.len().min(BEGINNING)).unwrap_or(0) + 1);
        (&file).take(BEGINNING).read_to_end(&mut first).map_err(|error| file_reason(&error))?;
        Ok(Self { file, size: metadata.len(), modified: metadata.modified().ok(), first })
    }

    /// All bytes, how many they are, and when they were last written. Of a file that its beginning shows to be no text, no
    /// more than that is read.
    fn bytes(self, path: &str) -> Result<Bytes, String> {
        let Self { file, size, modified, first: mut bytes } = self;
        let mut most = MAX_BYTES;
        if bytes.len() as u64 == BEGINNING {
            let format = document::detect(&bytes, path);
            most = match format {
                // What a ZIP file holds may be named further on.
                Format::NotText(kind) if kind != NotText::Archive => return Ok(Bytes::NotShown(kind)),
                format => format.largest(),
            };
            if size > most {
                return Err(too_large(size, most));
            }
            // A file that grows meanwhile is not read without end.
            let rest = most - BEGINNING + 1;
            (&file).take(rest).read_to_end(&mut bytes).map_err(|error| file_reason(&error))?;
        }
        let size = bytes.len() as u64;
        if size > most {
            return Err(too_large(size, most));
        }
        Ok(Bytes::All { bytes, size, modified })
    }
}

fn too_large(size: u64, most: u64) -> String {
    ReadError::TooLarge { megabytes: size >> 20, most: most >> 20 }.to_string()
}

fn file_reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            "You have no permission to read this file. Give yourself the right to read it.".to_owned()
        }
        io::ErrorKind::NotFound => {
            "The file is not there any more. It was moved, renamed or deleted; put it back, or read the folder again."
                .to_owned()
        }
        _ => format!("The file could not be read: {error}. Check the drive and try again."),
    }
}
