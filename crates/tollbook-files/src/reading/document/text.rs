//! Plain text and Markdown: the text stands exactly as it is in the file.

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::{Document, Element, ElementKind, Extractor, Metadata, Origin, ReadError, Warning};
use crate::reading::encoding::{self, Decoded, decode};

/// Reads plain text.
pub(super) fn read_plain(bytes: &[u8]) -> Result<Document, ReadError> {
    document(bytes, Extractor { name: "text", version: 1 })
}

/// Reads Markdown: its structure is that of the rendered text, its text keeps the markup.
pub(super) fn read_markdown(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut document = document(bytes, Extractor { name: "markdown", version: 1 })?;
    let body = front_matter(&document.text, &mut document.metadata);
    document.structure = markdown_structure(&document.text, body);
    Ok(document)
}

fn document(bytes: &[u8], extractor: Extractor) -> Result<Document, ReadError> {
    let Decoded { text, encoding, warning } = decode(bytes).map_err(|error| match error {
        encoding::ReadError::Empty => ReadError::Empty,
        encoding::ReadError::Zeros => ReadError::Zeros,
        encoding::ReadError::Document(_) | encoding::ReadError::Binary => ReadError::Binary,
    })?;
    Ok(Document {
        text,
        structure: Vec::new(),
        metadata: Metadata::default(),
        warnings: warning.map(Warning::Encoding).into_iter().collect(),
        encoding: Some(encoding),
        extractor,
    })
}

/// Decodes text of which nothing says how; the encoding's name and a sentence where it is doubtful.
pub(super) fn decode_unmarked(bytes: &[u8]) -> (String, &'static str, Option<String>) {
    match decode(bytes) {
        Ok(Decoded { text, encoding, warning }) => (text, encoding, warning),
        Err(_) => {
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
            (text.into_owned(), "windows-1252", None)
        }
    }
}

/// Reads the fields of YAML or TOML front matter into metadata; where the text proper begins.
fn front_matter(text: &str, metadata: &mut Metadata) -> usize {
    let Some(fence) = ["---", "+++"].into_iter().find(|fence| {
        text.strip_prefix(fence).is_some_and(|rest| rest.trim_start_matches([' ', '\t']).starts_with('\n'))
    }) else {
        return 0;
    };
    let mut found = Metadata { origin: Origin::FrontMatter, ..Metadata::default() };
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        let line = line.trim_end();
        if number > 0 && (line == fence || (fence == "---" && line == "...")) {
            // Programs that clip pages call the address the source.
            if let Some(address) = found.source.take_if(|source| source.contains("://")) {
                found.url.get_or_insert(address);
            }
            *metadata = found;
            return at;
        }
        // Lists and nested data are passed over.
        let Some((key, value)) = line.split_once(if fence == "+++" { '=' } else { ':' }) else { continue };
        if key.starts_with([' ', '\t', '-', '#']) {
            continue;
        }
        let value = value.trim();
        let value = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split(quote).next().unwrap_or_default(),
            _ => value,
        }
        .trim();
        if value.is_empty() || value.starts_with(['[', '{', '|', '>']) {
            continue;
        }
        let field = match key.trim().trim_matches('"').to_lowercase().as_str() {
            "title" | "headline" => &mut found.title,
            "date" | "published" | "date_published" | "pubdate" | "publication_date" | "publication date" => {
                &mut found.date
            }
            "author" | "authors" | "by" | "byline" => &mut found.author,
            "source" | "publisher" | "site" | "newspaper" | "publication" | "website" => &mut found.source,
            "url" | "link" | "source_url" | "permalink" | "canonical" => &mut found.url,
            "lang" | "language" => &mut found.language,
            "retrieved" | "accessed" | "created" | "saved" | "clipped" => &mut found.retrieved,
            "section" | "category" => &mut found.section,
            _ => continue,
        };
        field.get_or_insert_with(|| value.to_owned());
    }
    // A fence that is never closed is a rule across the page.
    0
}

/// The elements of Markdown from `from` on.
fn markdown_structure(text: &str, from: usize) -> Vec<Element> {
    let mut structure = Vec::new();
    let mut lists: u8 = 0;
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(&text[from..], options).into_offset_iter() {
        let kind = match event {
            Event::Start(tag) => match tag {
                Tag::Heading { level, .. } => ElementKind::Heading(level as u8),
                Tag::Paragraph => ElementKind::Paragraph,
                Tag::BlockQuote(_) => ElementKind::Quote,
                Tag::CodeBlock(_) => ElementKind::Preformatted,
                Tag::List(_) => {
                    lists = lists.saturating_add(1);
                    continue;
                }
                Tag::Item => ElementKind::ListItem { depth: lists.saturating_sub(1) },
                Tag::Emphasis => ElementKind::Emphasis,
                Tag::Strong => ElementKind::Strong,
                Tag::Link { dest_url, .. } => ElementKind::Link(dest_url.into_string()),
                Tag::Table(_) => ElementKind::Table,
                Tag::TableHead | Tag::TableRow => ElementKind::Row,
                Tag::TableCell => ElementKind::Cell,
                Tag::FootnoteDefinition(_) => ElementKind::Footnote,
                _ => continue,
            },
            Event::End(pulldown_cmark::TagEnd::List(_)) => {
                lists = lists.saturating_sub(1);
                continue;
            }
            _ => continue,
        };
        let found = &text[from + range.start..from + range.end];
        let start = from + range.start + (found.len() - found.trim_start().len());
        let end = from + range.start + found.trim_end().len();
        if start < end {
            structure.push(Element { range: start..end, kind });
        }
    }
    structure.sort_by_key(|element| (element.range.start, std::cmp::Reverse(element.range.end)));
    structure
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_and_structure_of_markdown() {
        let text = "---\ntitle: \"A raid: what is known\"\ndate: 2014-11-03\nurl: https://example.org/raid\ntags:\n  - x\nsource: The Paper\n---\n\n# A raid\n\nThree *soldiers* were killed, [they say](https://example.org).\n\n- one\n- two\n";
        let document = read_markdown(text.as_bytes()).unwrap();
        assert_eq!(document.text, text);
        let metadata = &document.metadata;
        assert_eq!(metadata.title.as_deref(), Some("A raid: what is known"));
        assert_eq!(metadata.date.as_deref(), Some("2014-11-03"));
        assert_eq!(metadata.url.as_deref(), Some("https://example.org/raid"));
        assert_eq!(metadata.source.as_deref(), Some("The Paper"));
        let shown: Vec<(&str, &ElementKind)> =
            document.structure.iter().map(|e| (&text[e.range.clone()], &e.kind)).collect();
        for expected in [
            ("# A raid", &ElementKind::Heading(1)),
            ("*soldiers*", &ElementKind::Emphasis),
            ("- two", &ElementKind::ListItem { depth: 0 }),
        ] {
            assert!(shown.contains(&expected), "{expected:?} in {shown:?}");
        }
    }

    #[test]
    fn a_source_that_is_an_address_is_the_address() {
        let text = "---\ntitle: A raid\nsource: \"https://example.org/raid\"\n---\nTwo were hurt.\n";
        let metadata = read_markdown(text.as_bytes()).unwrap().metadata;
        assert_eq!((metadata.url.as_deref(), &metadata.source), (Some("https://example.org/raid"), &None));
        assert_eq!(crate::reading::head(text, "a.md", &metadata).source.words, "example.org");
    }

    #[test]
    fn plain_text_stands_as_it_is() {
        let text = "LIMA, 3 JAN 90\n\n  Three soldiers   were killed.\x0cPage 2\n";
        assert_eq!(read_plain(text.as_bytes()).unwrap().text, text);
        assert_eq!(read_plain(b"\0\0\0"), Err(ReadError::Zeros));
    }
}
