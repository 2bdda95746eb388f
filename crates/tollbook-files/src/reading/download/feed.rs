//! Feeds (RSS, Atom), exports of blogs in the same form (WordPress, Blogger), notes of Evernote and articles of Factiva in
//! XML: each item is an article.
//!
//! A feed is read as it comes. Entities that a file declares are not read.

use std::io::{self, BufReader, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use tollbook_core::extract::date::find_dates;

use super::part::{Outcome, Part};
use super::split::{Desk, LARGEST_PART};
use super::{Pieces, text_of_markup};

/// Elements nested deeper than this are not followed.
const DEEPEST: usize = 200;

/// Whether a file begins as a feed does.
pub(in crate::reading) fn is_feed(first: &[u8]) -> bool {
    matches!(
        root_of(first).as_str(),
        "rss" | "feed" | "rdf:rdf" | "channel" | "atom:feed" | "ppsarticleresponse" | "en-export"
    )
}

/// The name of the first element, in lower case; blank where something else comes first.
pub(super) fn root_of(first: &[u8]) -> String {
    let is_mark = |b: &&u8| b.is_ascii_whitespace() || !b.is_ascii() || **b == 0;
    // Nearly all files are no XML.
    if first.iter().find(|b| !is_mark(b)) != Some(&b'<') {
        return String::new();
    }
    let mut rest: String = first.iter().take(8 * 1024).map(|b| char::from(b.to_ascii_lowercase())).collect();
    rest.retain(|c| c != '\0');
    let mut rest = rest.trim_start_matches(|c: char| c.is_whitespace() || !c.is_ascii());
    // Declarations, comments and processing instructions come before the first element.
    while let Some(end) = ["<?", "<!--", "<!"].iter().zip(["?>", "-->", ">"]).find_map(|(begin, end)| {
        rest.starts_with(begin).then(|| rest.find(end).map(|at| at + end.len())).flatten()
    }) {
        rest = rest[end..].trim_start();
    }
    let is_of_name = |c: &char| c.is_ascii_alphanumeric() || matches!(c, ':' | '-');
    rest.strip_prefix('<').map(|rest| rest.chars().take_while(is_of_name).collect()).unwrap_or_default()
}

/// Reads a feed. `on` receives the articles as they come, and stops the reading with `false`.
///
/// # Errors
/// Where the file cannot be read.
pub(in crate::reading) fn read_feed(
    input: impl Read,
    on: &mut dyn FnMut(Part) -> bool,
) -> io::Result<Outcome> {
    let input = Utf8::new(Pieces::new(input)?);
    let mut reader = Reader::from_reader(BufReader::new(input));
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut feed = Feed::new(on);
    let mut buffer = Vec::new();
    let mut is_damaged = false;
    while !feed.desk.is_stopped() {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start)) => feed.start(&start),
            Ok(Event::Empty(start)) => {
                feed.start(&start);
                feed.end();
            }
            Ok(Event::End(_)) => feed.end(),
            Ok(Event::Text(text)) => feed.text(&text.xml10_content()),
            Ok(Event::CData(text)) => feed.text(&text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => {
                let reference = format!("&{};", reference.xml10_content());
                let character = html_escape::decode_html_entities(&reference);
                if character != reference {
                    feed.text(&character);
                }
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(quick_xml::Error::Io(error)) => return Err(io::Error::new(error.kind(), error.to_string())),
            Err(_) => {
                is_damaged = true;
                break;
            }
        }
    }
    if is_damaged || feed.depth > 0 && !feed.desk.is_stopped() {
        let sentence =
            "The file is damaged or was cut off: items after that place are missing. Save or fetch it again.";
        feed.desk.outcome().warnings.push(sentence.to_owned());
    }
    Ok(feed.desk.finish())
}

/// What an item's elements say.
#[derive(Default)]
struct Item {
    title: String,
    /// The text in full, and a shorter one.
    content: String,
    summary: String,
    published: String,
    /// A date that counts where there is no other.
    other_date: String,
    source: String,
    author: String,
    link: String,
    id: String,
    section: String,
    /// When a note was made, which is not when the article in it was published.
    retrieved: String,
    /// What kind of item it is, where an export says so.
    kind: String,
    status: String,
}

/// A place that the text of an element goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Title,
    Content,
    /// A piece of the text in full.
    Piece,
    Summary,
    Published,
    OtherDate,
    Retrieved,
    Source,
    Author,
    Link,
    Id,
    Section,
    Kind,
    Status,
}

/// What is known while a feed is read.
struct Feed<'a> {
    desk: Desk<'a>,
    depth: usize,
    /// The names of elements that are items.
    items: &'static [&'static str],
    /// The item being read, and how deep it stands.
    item: Option<(usize, Item)>,
    /// The field being read, and how deep it stands.
    field: Option<(Field, usize)>,
    words: String,
    /// Inside of the field, how deep an element stands that says something else.
    aside: Option<usize>,
    /// The elements that stand open inside of the field.
    inner: Vec<String>,
    /// The feed's own title and language.
    title: String,
    language: String,
}

impl<'a> Feed<'a> {
    fn new(on: &'a mut dyn FnMut(Part) -> bool) -> Self {
        Self {
            desk: Desk::new("a feed", on),
            depth: 0,
            items: &["item", "entry"],
            item: None,
            field: None,
            words: String::new(),
            aside: None,
            inner: Vec::new(),
            title: String::new(),
            language: String::new(),
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) {
        self.depth += 1;
        if self.depth > DEEPEST {
            return;
        }
        let name = start.name().as_ref().to_ascii_lowercase();
        let name = name.strip_prefix("atom:").unwrap_or(&name);
        let attribute = |wanted: &str| {
            let found = start
                .attributes()
                .with_checks(false)
                .flatten()
                .find(|attribute| attribute.key.as_ref() == wanted)?;
            found.normalized_value(XmlVersion::default()).ok().map(|value| value.into_owned())
        };
        if let Some((field, _)) = self.field {
            self.start_inside(field, name);
            return;
        }
        let Some((depth, item)) = &mut self.item else {
            match (name, self.depth) {
                ("en-export", 1) => {
                    (self.items, self.desk.outcome().kind) = (&["note"], "Evernote".to_owned())
                }
                ("ppsarticleresponse", 1) => {
                    (self.items, self.desk.outcome().kind) = (&["article"], "Factiva".to_owned());
                }
                _ => {}
            }
            if self.items.contains(&name) {
                self.item = Some((self.depth, Item::default()));
            } else if self.depth <= 3 && name == "title" && self.title.is_empty() {
                self.begin(Field::Title);
            } else if self.depth <= 3 && name == "language" {
                self.begin(Field::Section);
            } else if name == "feed" {
                self.language = attribute("xml:lang").unwrap_or_default();
            }
            return;
        };
        // "<note><note-attributes><source-url>".
        if self.depth == *depth + 2 && name == "source-url" {
            return self.begin(Field::Link);
        }
        if self.depth != *depth + 1 {
            return;
        }
        match name {
            "link" => {
                let is_page = attribute("rel").is_none_or(|rel| rel == "alternate");
                match attribute("href") {
                    Some(href) if is_page && item.link.is_empty() => item.link = href,
                    Some(_) => {}
                    None => self.begin(Field::Link),
                }
            }
            "category" => {
                let term = attribute("term");
                if attribute("scheme").is_some_and(|scheme| scheme.ends_with("#kind")) {
                    item.kind = term.unwrap_or_default().rsplit('#').next().unwrap_or_default().to_owned();
                } else if let Some(term) = term {
                    item.section =
                        if item.section.is_empty() { term } else { std::mem::take(&mut item.section) };
                } else {
                    self.begin(Field::Section);
                }
            }
            "created" if self.items == ["note"] => self.begin(Field::Retrieved),
            _ => {
                if let Some(field) = field_of(name) {
                    self.begin(field);
                }
            }
        }
    }

    fn begin(&mut self, field: Field) {
        self.field = Some((field, self.depth));
        self.words.clear();
        self.inner.clear();
        self.aside = None;
    }

    /// An element inside of a field: markup of its text, or a part of it that is looked for.
    fn start_inside(&mut self, field: Field, name: &str) {
        let name = if name == "paragraph" { "p" } else { name };
        match field {
            _ if is_marked_up(field) => self.words.push_str(&format!("<{name}>")),
            // "<author><name>…</name><uri>…</uri></author>", "<source><title>…</title></source>".
            _ if self.aside.is_none() && !matches!(name, "name" | "title" | "date" | "p") => {
                self.aside = Some(self.depth);
            }
            _ => {}
        }
        self.inner.push(name.to_owned());
    }

    fn text(&mut self, text: &str) {
        if self.field.is_some() && self.aside.is_none() && self.words.len() <= LARGEST_PART + LARGEST_PART / 4
        {
            self.words.push_str(text);
        }
    }

    fn end(&mut self) {
        let depth = self.depth;
        self.depth = depth.saturating_sub(1);
        if depth > DEEPEST {
            return;
        }
        match self.field {
            Some((field, at)) if at == depth => {
                self.field = None;
                let words = std::mem::take(&mut self.words);
                self.finish_field(field, &words);
            }
            Some((field, _)) => {
                let name = self.inner.pop().unwrap_or_default();
                if is_marked_up(field) {
                    self.words.push_str(&format!("</{name}>"));
                }
                if self.aside == Some(depth) {
                    self.aside = None;
                }
            }
            None => {
                if self.item.as_ref().is_some_and(|(at, _)| *at == depth)
                    && let Some((_, item)) = self.item.take()
                    && let Some(part) = self.part(item)
                {
                    self.desk.add_document(part);
                }
            }
        }
    }

    fn finish_field(&mut self, field: Field, words: &str) {
        let line = || plain(words).split_whitespace().collect::<Vec<_>>().join(" ");
        let Some((_, item)) = &mut self.item else {
            match field {
                Field::Title => self.title = line(),
                _ => self.language = line(),
            }
            return;
        };
        let place = match field {
            Field::Piece => {
                let text = plain(words);
                if !item.content.is_empty() {
                    item.content.push_str("\n\n");
                }
                item.content.push_str(&text);
                return;
            }
            Field::Content | Field::Summary => {
                let place = if field == Field::Content { &mut item.content } else { &mut item.summary };
                let text = plain(words);
                if text.len() > place.len() {
                    *place = text;
                }
                return;
            }
            Field::Title => &mut item.title,
            Field::Published => &mut item.published,
            Field::OtherDate => &mut item.other_date,
            Field::Retrieved => &mut item.retrieved,
            Field::Source => &mut item.source,
            Field::Author => &mut item.author,
            Field::Link => &mut item.link,
            Field::Id => &mut item.id,
            Field::Section => &mut item.section,
            Field::Kind => &mut item.kind,
            Field::Status => &mut item.status,
        };
        if place.is_empty() {
            *place = line();
        }
    }

    /// The item as an article; `None` where an export says that it is a picture, a setting, a comment or a draft.
    fn part(&self, item: Item) -> Option<Part> {
        let kind = item.kind.to_ascii_lowercase();
        const NO_ARTICLES: [&str; 14] = [
            "attachment",
            "nav_menu_item",
            "revision",
            "custom_css",
            "customize_changeset",
            "oembed_cache",
            "wp_block",
            "wp_global_styles",
            "wp_navigation",
            "wp_template",
            "comment",
            "settings",
            "template",
            "layout",
        ];
        let is_draft = matches!(item.status.to_ascii_lowercase().as_str(), "draft" | "auto-draft" | "trash");
        if NO_ARTICLES.contains(&kind.as_str()) || is_draft {
            return None;
        }
        let source = if item.source.is_empty() { self.title.clone() } else { item.source };
        // Lists of news from many papers put the paper's name behind the title.
        let title = [" - ", " | ", " – "]
            .into_iter()
            .find_map(|separator| item.title.strip_suffix(source.as_str())?.strip_suffix(separator))
            .filter(|title| !title.trim().is_empty() && !source.is_empty())
            .map_or(item.title.clone(), str::to_owned);
        let date =
            [&item.published, &item.other_date].into_iter().find_map(|date| day(date)).unwrap_or_default();
        let link =
            if item.link.is_empty() && item.id.starts_with("http") { item.id.clone() } else { item.link };
        let part = Part {
            title,
            date,
            source,
            section: item.section,
            byline: item.author,
            language: self.language.clone(),
            number: if item.id.is_empty() { link.clone() } else { item.id },
            url: link,
            retrieved: day(&item.retrieved).unwrap_or_default(),
            text: if item.content.len() >= item.summary.len() { item.content } else { item.summary },
            ..Part::default()
        };
        Some(part.finish("Feed"))
    }
}

/// Whether the text of a field may have elements that mark it up.
fn is_marked_up(field: Field) -> bool {
    matches!(field, Field::Title | Field::Content | Field::Piece | Field::Summary)
}

/// What an item's element says. Dates of a change are left out.
fn field_of(name: &str) -> Option<Field> {
    Some(match name {
        "title" | "headline" => Field::Title,
        "leadparagraph" | "tailparagraphs" => Field::Piece,
        "content:encoded" | "content" | "xhtml:body" | "yandex:full-text" | "turbo:content" | "full-text"
        | "fulltext" | "body" => Field::Content,
        "description" | "summary" => Field::Summary,
        "pubdate" | "published" | "issued" | "dcterms:issued" | "publicationdate" => Field::Published,
        "dc:date" | "date" | "wp:post_date" => Field::OtherDate,
        "source" | "sourcename" | "dc:publisher" | "dc:source" | "news:source" => Field::Source,
        "author" | "dc:creator" | "creator" | "byline" => Field::Author,
        "guid" | "id" | "accessionno" => Field::Id,
        "wp:post_type" | "blogger:type" => Field::Kind,
        "wp:status" | "blogger:status" => Field::Status,
        _ => return None,
    })
}

/// Text without its markup.
fn plain(words: &str) -> String {
    if words.contains('<') {
        // WordPress keeps paragraphs as blank lines.
        let has_blocks = ["<p", "<br", "<div"].iter().any(|tag| words.contains(tag));
        let marked = (!has_blocks && words.contains("\n\n")).then(|| words.replace("\n\n", "<p>"));
        text_of_markup(marked.as_deref().unwrap_or(words))
    } else if words.contains('&') {
        html_escape::decode_html_entities(words).trim().to_owned()
    } else {
        words.trim().to_owned()
    }
}

/// The day of a date as feeds write it, in English or in digits.
fn day(date: &str) -> Option<String> {
    // "20230102T080910Z".
    let compact =
        date.get(..9).filter(|day| day.ends_with('T') && day[..8].bytes().all(|b| b.is_ascii_digit()));
    let date = match compact {
        Some(day) => &format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..8]),
        None => date,
    };
    let found = find_dates(date, Some("en"));
    found.iter().find_map(|found| found.meaning.stated()).map(|range| range.to_string())
}

/// A file's pieces as bytes of UTF-8, whatever its encoding.
pub(super) struct Utf8<R> {
    pieces: Pieces<R>,
    piece: Vec<u8>,
    at: usize,
}

impl<R> Utf8<R> {
    pub fn new(pieces: Pieces<R>) -> Self {
        Self { pieces, piece: Vec::new(), at: 0 }
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.piece.len() {
            match self.pieces.next()? {
                Some(piece) => (self.piece, self.at) = (piece.into_bytes(), 0),
                None => return Ok(0),
            }
        }
        let count = buffer.len().min(self.piece.len() - self.at);
        buffer[..count].copy_from_slice(&self.piece[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests;
