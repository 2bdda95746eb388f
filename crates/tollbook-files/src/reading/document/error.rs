//! Why a file gives no text.

use super::detect::{NotText, Refused};

/// Why a file gives no text: what is wrong, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// No bytes, or nothing but spaces and line ends.
    #[error("The file is empty. Put the article's text into it, or delete it.")]
    Empty,
    /// Nothing but zero bytes, as after a crash or an interrupted download.
    #[error("The file holds only zero bytes: it was damaged or never finished. Fetch or save it again.")]
    Zeros,
    /// Bytes that are no text in any encoding and no kind of file that is known.
    #[error(
        "The file holds binary data, not text. Check that it is the right file, or save its text as UTF-8."
    )]
    Binary,
    /// A kind of file that holds no article, such as an image.
    #[error("This is {}, which holds no text that could be read.", .0.name())]
    NotText(NotText),
    /// A kind of document that is not read.
    #[error("This is {}, which is not read. {}", .0.name(), .0.remedy())]
    Refused(Refused),
    /// A table of which no column is known to hold articles.
    #[error("This is a table. Choose which of its columns holds the articles' text.")]
    Table,
    /// A database.
    #[error(
        "This is a database, not an article. Export its articles as text, or open the project that it is."
    )]
    Database,
    /// A document that asks for a password.
    #[error("The {0} is protected by a password. Save a copy without the password.")]
    Encrypted(&'static str),
    /// A document that its format's rules do not allow.
    #[error("The {0} is damaged or incomplete. Fetch or save it again.")]
    Damaged(&'static str),
    /// Pages that are pictures.
    #[error(
        "The PDF holds pictures of pages and no text. Run text recognition (OCR) on it, and put the result here."
    )]
    Scanned,
    /// Fonts that do not say what their characters are.
    #[error(
        "The PDF's fonts do not say which characters they show. Run text recognition (OCR) on it, and put the result here."
    )]
    Unmapped,
    /// A document of a kind that is read, without any text in it.
    #[error("The {0} holds no text. Check that it is the right file.")]
    NoText(&'static str),
    /// Too many bytes.
    #[error("The file has {megabytes} MB; files of up to {most} MB are read. Split it into smaller files.")]
    TooLarge {
        /// Its size.
        megabytes: u64,
        /// The largest that is read.
        most: u64,
    },
    /// A compressed file that unpacks to more than any article needs.
    #[error(
        "The {kind} unpacks to more than {most} MB and is not read. Save the article on its own in a new file."
    )]
    Bomb {
        /// What kind of file it is.
        kind: &'static str,
        /// The most that is unpacked.
        most: u64,
    },
    /// It took too long.
    #[error(
        "The file was not read within {seconds} seconds. Save its text in a simpler format, such as .txt."
    )]
    TooLong {
        /// The longest time.
        seconds: u64,
    },
    /// The user cancelled.
    #[error("Reading was cancelled. Read the folder again.")]
    Cancelled,
}
