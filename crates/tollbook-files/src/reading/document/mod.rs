//! From a file's bytes to text with its structure, by content and not by the name's extension.
//!
//! [`detect()`] says what kind of file the bytes are; [`read`] reads it. Every reader answers with a
//! [`Document`]: plain text, the elements of its structure as byte ranges of that text, and what the file
//! states about itself. Nothing here reads or writes files, and nothing opens a network connection.
//!
//! Files come from strangers. A reader holds to [`Limits`], looks at the cancel flag, and answers bad
//! input with a [`ReadError`]: a sentence that says what is wrong and what to do about it.

mod build;
mod detect;
mod docx;
mod epub;
mod error;
mod html;
mod mail;
mod odt;
mod package;
mod pdf;
mod rtf;
mod text;
mod webarchive;
mod xml;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

pub use crate::structure::{Element, ElementKind};

pub use build::Builder;
pub use detect::{Format, NotText, Refused, detect};
pub use error::ReadError;

/// A document's text, its structure, and what it states about itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The text: `\n` line ends, no byte-order mark. Paragraphs are separated by an empty line, list items
    /// and table rows by a line end, table cells by a tab. Plain text and Markdown stand exactly as read.
    pub text: String,
    /// The parts of the text, in the order of their beginnings, the outer before the inner.
    pub structure: Vec<Element>,
    /// What the file states about itself.
    pub metadata: Metadata,
    /// What may be wrong with the text.
    pub warnings: Vec<Warning>,
    /// The encoding of the text in the file, where it is a file of characters.
    pub encoding: Option<&'static str>,
    /// What read it.
    pub extractor: Extractor,
}

/// The reader of a format. Its version rises with every change that may change a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Extractor {
    /// The format's name in lower case, such as `html`.
    pub name: &'static str,
    /// The version of the reader.
    pub version: u32,
}

/// The names of all readers.
const EXTRACTORS: [&str; 13] = [
    "text",
    "markdown",
    "html",
    "pdf",
    "docx",
    "rtf",
    "odt",
    "epub",
    "mail",
    "mhtml",
    "webarchive",
    "download",
    "table",
];

impl Extractor {
    /// The reader of this name and version; `None` if the program has no such reader.
    pub fn named(name: &str, version: u32) -> Option<Self> {
        let name = EXTRACTORS.into_iter().find(|known| *known == name)?;
        Some(Self { name, version })
    }
}

/// What a file states about itself, each as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Where the statements below stand.
    pub origin: Origin,
    /// The title.
    pub title: Option<String>,
    /// When it was published.
    pub date: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Who published it: the site's or the newspaper's name.
    pub source: Option<String>,
    /// The address of the article.
    pub url: Option<String>,
    /// The language, as a BCP 47 tag such as `fr` or `en-GB`.
    pub language: Option<String>,
    /// When the page was fetched or saved.
    pub retrieved: Option<String>,
    /// The section or rubric.
    pub section: Option<String>,
    /// Short lines that a page shows around its headline and that may not be in the text: a date, a byline.
    pub near_headline: Option<String>,
}

/// Where metadata stand, and so how far they are trusted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// Nothing is stated.
    #[default]
    None,
    /// The publisher's statements in a web page: they win over the text.
    Page,
    /// The header fields of a message: they win over the text.
    Mail,
    /// Front matter above the text: it wins over the text.
    FrontMatter,
    /// A program's document properties, often those of a template or of whoever typed it: they count only
    /// where the text has none.
    Properties,
}

/// What may be wrong with a document's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The order of the text is doubtful on these pages.
    Order {
        /// The numbers of the pages, from 1.
        pages: Vec<u32>,
    },
    /// Pages hold pictures but no text.
    PagesWithoutText {
        /// The numbers of the pages, from 1.
        pages: Vec<u32>,
    },
    /// Characters could not be read.
    Characters {
        /// How many.
        count: usize,
    },
    /// The file is damaged or cut off; what could be read is the text.
    Damaged,
    /// The main text of a page was not found, so that all of its text is kept.
    WholePage,
    /// The main text is short beside the page: part of it may be missing.
    LittleText,
    /// A sentence about the encoding.
    Encoding(String),
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Order { pages } => {
                write!(f, "Check this text: the order of its columns is doubtful on {}.", Pages(pages))
            }
            Self::PagesWithoutText { pages } => write!(
                f,
                "There is no text on {}, only pictures. Run text recognition (OCR) on the file if they show text.",
                Pages(pages)
            ),
            Self::Characters { count: 1 } => {
                f.write_str("Check this text: one character could not be read and is shown as �.")
            }
            Self::Characters { count } => {
                write!(f, "Check this text: {count} characters could not be read and are shown as �.")
            }
            Self::Damaged => f.write_str(
                "The file is damaged or incomplete; the text is what could be read. Fetch or save it again.",
            ),
            Self::WholePage => f.write_str(
                "The main text of this page was not found, so that menus and notices may be among the text.",
            ),
            Self::LittleText => {
                f.write_str("The page gives little text: check that the article was saved completely.")
            }
            Self::Encoding(sentence) => f.write_str(sentence),
        }
    }
}

/// "page 3", "pages 1 to 4, 7 and 9".
struct Pages<'a>(&'a [u32]);

impl std::fmt::Display for Pages<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for page in self.0 {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == *page => *last = *page,
                _ => runs.push((*page, *page)),
            }
        }
        let runs: Vec<String> = runs
            .into_iter()
            .flat_map(|(first, last)| match last - first {
                0 => vec![first.to_string()],
                1 => vec![first.to_string(), last.to_string()],
                _ => vec![format!("{first} to {last}")],
            })
            .collect();
        f.write_str(if self.0.len() == 1 { "page " } else { "pages " })?;
        match runs.split_last() {
            Some((last, [])) => f.write_str(last),
            Some((last, rest)) => write!(f, "{} and {last}", rest.join(", ")),
            None => Ok(()),
        }
    }
}

/// How much of the machine reading one file may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The largest file, in bytes.
    pub file: u64,
    /// The most that may be unpacked from a compressed file, in bytes.
    pub unpacked: u64,
    /// The longest text, in bytes.
    pub text: usize,
    /// The longest time.
    pub time: Duration,
}

impl Default for Limits {
    /// What any article needs, and a download of some thousands.
    fn default() -> Self {
        Self {
            file: 512 * 1024 * 1024,
            unpacked: 512 * 1024 * 1024,
            text: 256 * 1024 * 1024,
            time: Duration::from_secs(20),
        }
    }
}

/// What reading one file may still take, asked from time to time while it is read.
#[derive(Clone, Copy, Debug)]
pub struct Budget<'a> {
    limits: Limits,
    cancel: &'a AtomicBool,
    until: Option<Instant>,
}

impl<'a> Budget<'a> {
    /// A budget that begins now.
    pub fn new(limits: Limits, cancel: &'a AtomicBool) -> Self {
        Self { limits, cancel, until: Instant::now().checked_add(limits.time) }
    }

    /// The limits.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// # Errors
    /// If reading was cancelled or has taken too long.
    pub fn check(&self) -> Result<(), ReadError> {
        if self.cancel.load(Ordering::Relaxed) {
            Err(ReadError::Cancelled)
        } else if self.until.is_some_and(|until| Instant::now() > until) {
            Err(ReadError::TooLong { seconds: self.limits.time.as_secs() })
        } else {
            Ok(())
        }
    }
}

/// Reads a file from its bytes; `name` is its name or path, for kinds that only the name tells apart. Most
/// files are one document; a mailbox is one for each message.
///
/// # Errors
/// [`ReadError`] where the bytes give no text.
pub fn read(
    bytes: &[u8],
    name: &str,
    limits: Limits,
    cancel: &AtomicBool,
) -> Result<Vec<Document>, ReadError> {
    if bytes.len() as u64 > limits.file {
        return Err(ReadError::TooLarge { megabytes: bytes.len() as u64 >> 20, most: limits.file >> 20 });
    }
    let budget = Budget::new(limits, cancel);
    budget.check()?;
    // A reader that panics is mistaken about its own input: that ends with this file.
    std::panic::catch_unwind(|| read_as(detect(bytes, name), bytes, &budget))
        .unwrap_or(Err(ReadError::Damaged("file")))
}

/// Reads bytes of a known format.
fn read_as(format: Format, bytes: &[u8], budget: &Budget<'_>) -> Result<Vec<Document>, ReadError> {
    let one = |document| Ok(vec![document]);
    match format {
        Format::Empty => Err(ReadError::Empty),
        Format::NotText(kind) => Err(ReadError::NotText(kind)),
        Format::Refused(kind) => Err(ReadError::Refused(kind)),
        Format::PlainText => one(text::read_plain(bytes)?),
        Format::Markdown => one(text::read_markdown(bytes)?),
        Format::Html => one(html::read(bytes, None, budget)?),
        Format::Pdf => one(pdf::read(bytes, budget)?),
        Format::Docx => one(docx::read(bytes, budget)?),
        Format::Rtf => one(rtf::read(bytes, budget)?),
        Format::Odt => one(odt::read(bytes, budget)?),
        Format::FlatOdt => one(odt::read_flat(bytes, budget)?),
        Format::Epub => one(epub::read(bytes, budget)?),
        Format::Eml => mail::read(bytes, budget),
        Format::Mbox => mail::read_box(bytes, budget),
        Format::Mhtml => one(mail::read_page(bytes, budget)?),
        Format::WebArchive => one(webarchive::read(bytes, budget)?),
        Format::Table | Format::Xlsx | Format::Ods => Err(ReadError::Table),
        Format::Sqlite => Err(ReadError::Database),
    }
}

#[cfg(test)]
mod fuzz_tests;
#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod office_tests;
#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;
