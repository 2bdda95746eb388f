//! Files that hold many articles: downloads of news databases.
//!
//! Whatever kind of file a download is, it is read as lines ([`Line`]); a dialect says where a document begins and ends
//! and what its lines are. Which dialect it is, is told by the structure of the lines.

mod chat;
mod decode;
mod document;
mod endnote;
mod europresse;
mod factiva;
mod feed;
mod html;
mod labels;
mod line;
mod nexis_text;
mod nexis_uni;
mod part;
mod proquest;
mod records;
mod ris;
mod sms;
mod split;
mod tagged;
mod telegram;
mod wisenews;

#[cfg(test)]
pub(in crate::reading) mod samples;
#[cfg(test)]
mod tests;

use std::io::{self, Read};

pub use line::Line;
pub use part::{Outcome, Part};

pub(in crate::reading) use chat::begins_as_chat;
pub(in crate::reading) use decode::Pieces;
pub(in crate::reading) use feed::{is_feed, read_feed};
pub(in crate::reading) use labels::date_in;
pub(in crate::reading) use sms::{is_backup, read_backup};
pub(in crate::reading) use split::{Desk, LARGEST_PART};

use crate::reading::document::Document;
use html::HtmlLines;
use labels::{Field, counter, field, labelled, looks_like_date};
use line::TextLines;
use part::Dialect;
use split::Splitter;

/// A database's layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Nexis, the older layout.
    Nexis,
    /// Nexis Uni.
    NexisUni,
    /// Factiva.
    Factiva,
    /// Europresse.
    Europresse,
    /// ProQuest.
    ProQuest,
    /// A chat of Telegram, saved as web pages.
    Telegram,
    /// A chat of WhatsApp as text, or copied out of Telegram's program.
    Chat,
    /// Records in RIS.
    Ris,
    /// Records of EndNote.
    EndNote,
    /// WiseNews.
    WiseNews,
    /// Genios (WISO).
    Genios,
    /// Labelled fields above each text: EBSCO, NewsBank.
    Records,
}

impl Format {
    /// The layout of a file that begins with `lines`.
    fn dialect(self, lines: &[Line]) -> Box<dyn Dialect> {
        match self {
            Self::Nexis => Box::<nexis_text::NexisText>::default(),
            Self::NexisUni => Box::<nexis_uni::NexisUni>::default(),
            Self::Factiva => Box::<factiva::Factiva>::default(),
            Self::Europresse => Box::<europresse::Europresse>::default(),
            Self::ProQuest => Box::<proquest::ProQuest>::default(),
            Self::Telegram => Box::<telegram::Telegram>::default(),
            Self::Chat => Box::new(chat::Chat::new(lines)),
            Self::Ris => Box::<ris::Ris>::default(),
            Self::EndNote => Box::<endnote::EndNote>::default(),
            Self::WiseNews => Box::<wisenews::WiseNews>::default(),
            Self::Genios => Box::<records::Genios>::default(),
            Self::Records => Box::<records::Records>::default(),
        }
    }
}

/// Reads a text file or web page as a download. `on` receives the articles as they come, and stops the reading with
/// `false`; `None` if the file is no download. Memory is bounded whatever the file's size.
///
/// # Errors
/// Where the file cannot be read.
pub fn read_text(input: impl Read, on: &mut dyn FnMut(Part) -> bool) -> io::Result<Option<Outcome>> {
    let mut pieces = Pieces::new(input)?;
    let Some(first) = pieces.next()? else { return Ok(None) };
    if ["{\\rtf", "PK\u{3}\u{4}", "%PDF-"].iter().any(|magic| first.starts_with(magic)) {
        return Ok(None);
    }
    let mut reader = if is_page(&first) {
        Reader::Page(Box::new(HtmlLines::new()))
    } else {
        Reader::Text(TextLines::new())
    };
    reader.feed(&first);
    let mut lines = reader.take_lines();
    let mut next = pieces.next()?;
    if next.is_none() {
        reader.end();
        lines.extend(reader.take_lines());
    }
    let Some(format) = detect(&lines) else { return Ok(None) };
    let mut splitter = Splitter::new(format.dialect(&lines), on);
    lines.into_iter().for_each(|line| splitter.line(line));
    let mut ended = next.is_none();
    while let Some(piece) = next {
        if splitter.is_stopped() {
            break;
        }
        reader.feed(&piece);
        reader.take_lines().into_iter().for_each(|line| splitter.line(line));
        next = pieces.next()?;
        ended = next.is_none();
    }
    if ended {
        reader.end();
        reader.take_lines().into_iter().for_each(|line| splitter.line(line));
    }
    Ok(Some(splitter.finish()))
}

/// Reads the lines of a document (of a word processor, or a PDF) as a download; `None` if it is none.
pub fn read_lines(lines: Vec<Line>, on: &mut dyn FnMut(Part) -> bool) -> Option<Outcome> {
    let format = detect(&lines)?;
    let mut splitter = Splitter::new(format.dialect(&lines), on);
    lines.into_iter().for_each(|line| splitter.line(line));
    Some(splitter.finish())
}

/// Reads a document (of a word processor, or a PDF) as a download; `None` if it is none.
pub fn read_document(document: &Document, on: &mut dyn FnMut(Part) -> bool) -> Option<Outcome> {
    read_lines(document::lines_of(document), on)
}

/// The text of a piece of a web page, such as a cell of a table that holds markup.
pub(in crate::reading) fn text_of_markup(markup: &str) -> String {
    let mut page = HtmlLines::new();
    page.feed(markup);
    page.end();
    line::join_paragraphs(&page.take_lines())
}

enum Reader {
    Text(TextLines),
    Page(Box<HtmlLines>),
}

impl Reader {
    fn feed(&mut self, piece: &str) {
        match self {
            Self::Text(text) => text.feed(piece),
            Self::Page(page) => page.feed(piece),
        }
    }

    fn end(&mut self) {
        match self {
            Self::Text(text) => text.end(),
            Self::Page(page) => page.end(),
        }
    }

    fn take_lines(&mut self) -> Vec<Line> {
        match self {
            Self::Text(text) => text.take_lines(),
            Self::Page(page) => page.take_lines(),
        }
    }
}

/// Whether a text is a web page: it begins with an element, and elements of a page follow soon.
fn is_page(first: &str) -> bool {
    let start = first.trim_start();
    let mut end = start.len().min(4096);
    while !start.is_char_boundary(end) {
        end -= 1;
    }
    let small = start[..end].to_ascii_lowercase();
    let elements =
        ["<html", "<!doctype html", "<head", "<body", "<article", "<div", "<table", "<span", "<p>", "<a "];
    start.starts_with('<') && elements.iter().any(|element| small.contains(element))
}

/// Which database lines come from, by their structure; `None` if they are no download.
pub fn detect(lines: &[Line]) -> Option<Format> {
    if lines
        .iter()
        .any(|line| line.inside("docpublicationname").is_some() || line.inside("titrearticlevisu").is_some())
    {
        return Some(Format::Europresse);
    }
    if telegram::is_telegram(lines) {
        return Some(Format::Telegram);
    }
    if ris::is_ris(lines) {
        return Some(Format::Ris);
    }
    if endnote::is_endnote(lines) {
        return Some(Format::EndNote);
    }
    if wisenews::is_wisenews(lines) {
        return Some(Format::WiseNews);
    }
    if chat::is_chat(lines) {
        return Some(Format::Chat);
    }
    if factiva::is_factiva(lines) {
        return Some(Format::Factiva);
    }
    if proquest::is_proquest(lines) {
        return Some(Format::ProQuest);
    }
    let is_anchor =
        |line: &Line| line.anchors.iter().any(|name| name.starts_with("DOC_ID_") || name == "DOCFULL");
    let is_counter = |line: &Line| {
        line.after_blank && counter(line).is_some_and(|(n, _)| line.centred || n == 1 || is_anchor(line))
    };
    for (i, _) in lines.iter().enumerate().filter(|(_, line)| is_counter(line)) {
        let after = &lines[i + 1..lines.len().min(i + 60)];
        let is_field = |line: &Line| {
            labelled(&line.text).is_some_and(|found| found.field.is_some() && found.in_capitals())
        };
        if after.iter().any(is_field) || after.iter().take(8).any(|line| looks_like_date(&line.text)) {
            return Some(Format::Nexis);
        }
    }
    if nexis_uni::is_nexis_uni(lines) {
        return Some(Format::NexisUni);
    }
    if records::is_genios(lines) {
        return Some(Format::Genios);
    }
    records::are_records(lines).then_some(Format::Records)
}

/// Whether a line ends an article of a database: "End of Document", "Document ABCD000020200101eg1100001".
pub(in crate::reading) fn ends_article(text: &str) -> bool {
    nexis_uni::is_end(text) || factiva::number(text).is_some_and(|number| number.len() < text.len())
}

/// Whether a line is one of the words that stand alone above a text.
fn is_heading_of_text(text: &str) -> bool {
    text.split_whitespace().count() <= 3 && !text.contains(':') && field(text) == Some(Field::Body)
}
