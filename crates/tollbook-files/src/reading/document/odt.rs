//! OpenDocument texts (ODT, FODT): text in order, tracked changes as accepted, comments left out.

use super::docx::superscript;
use super::package::Package;
use super::xml::{self, Element, Node};
use super::{Budget, Builder, Document, ElementKind, Extractor, Metadata, Origin, ReadError, Warning};

const EXTRACTOR: Extractor = Extractor { name: "odt", version: 1 };
const WHAT: &str = "OpenDocument text";

/// Reads an OpenDocument text.
pub(super) fn read(bytes: &[u8], budget: &Budget<'_>) -> Result<Document, ReadError> {
    let mut package = Package::open(bytes, WHAT, budget)?;
    if let Some(manifest) = package.part("META-INF/manifest.xml", budget)?
        && memchr::memmem::find(&manifest, b"encryption-data").is_some()
    {
        return Err(ReadError::Encrypted(WHAT));
    }
    let content = package.part("content.xml", budget)?.ok_or(ReadError::Damaged(WHAT))?;
    let (root, damaged) = xml::parse(&content, WHAT, budget)?;
    drop(content);
    let meta = package.part("meta.xml", budget)?.and_then(|part| xml::parse(&part, WHAT, budget).ok());
    let metadata = meta.map(|(root, _)| metadata(&root)).unwrap_or_default();
    document(&root, damaged, metadata)
}

/// Reads an OpenDocument text that is one XML file.
pub(super) fn read_flat(bytes: &[u8], budget: &Budget<'_>) -> Result<Document, ReadError> {
    let (root, damaged) = xml::parse(bytes, WHAT, budget)?;
    let metadata = metadata(&root);
    document(&root, damaged, metadata)
}

fn document(root: &Element, damaged: bool, metadata: Metadata) -> Result<Document, ReadError> {
    let body = root.child("office:body").and_then(|body| body.child("office:text"));
    let body = body.ok_or(ReadError::Damaged(WHAT))?;
    let mut builder = Builder::new();
    let mut writer = Writer { builder: &mut builder, lists: 0, notes: Vec::new(), boxes: Vec::new() };
    writer.blocks(body);
    for (number, note) in (1..).zip(std::mem::take(&mut writer.notes)) {
        writer.builder.start(ElementKind::Footnote);
        writer.builder.push(&superscript(number));
        writer.builder.push(" ");
        for paragraph in note.elements() {
            writer.inline(paragraph);
            writer.builder.line();
        }
        writer.builder.end();
    }
    let mut document = builder.finish(metadata, EXTRACTOR);
    if document.text.is_empty() {
        return Err(if damaged { ReadError::Damaged(WHAT) } else { ReadError::NoText(WHAT) });
    }
    if damaged {
        document.warnings.push(Warning::Damaged);
    }
    Ok(document)
}

fn metadata(root: &Element) -> Metadata {
    let meta = root.child("office:meta");
    let words = |name: &str| {
        meta.and_then(|meta| meta.child(name))
            .map(|element| element.text().trim().to_owned())
            .filter(|text| !text.is_empty())
    };
    Metadata {
        origin: Origin::Properties,
        title: words("dc:title"),
        date: words("meta:creation-date"),
        author: words("meta:initial-creator").or_else(|| words("dc:creator")),
        language: words("dc:language"),
        ..Metadata::default()
    }
}

struct Writer<'a> {
    builder: &'a mut Builder,
    lists: u8,
    notes: Vec<&'a Element>,
    /// Text boxes that are anchored in the paragraph being written: they follow it.
    boxes: Vec<&'a Element>,
}

impl<'a> Writer<'a> {
    fn blocks<'t: 'a>(&mut self, parent: &'t Element) {
        for element in parent.elements() {
            match element.name.as_str() {
                "text:h" => {
                    let level = element.attribute("text:outline-level").and_then(|level| level.parse().ok());
                    self.paragraph(element, ElementKind::Heading(level.unwrap_or(1_u8).clamp(1, 6)));
                }
                "text:p" => {
                    let kind = match self.lists {
                        0 => ElementKind::Paragraph,
                        depth => ElementKind::ListItem { depth: depth - 1 },
                    };
                    self.paragraph(element, kind);
                }
                "text:list" => {
                    self.lists = self.lists.saturating_add(1);
                    self.blocks(element);
                    self.lists -= 1;
                    if self.lists == 0 {
                        self.builder.paragraph();
                    }
                }
                "table:table" => self.table(element),
                "text:bookmark" | "text:bookmark-start" => self.bookmark(element),
                // Deleted text and comments.
                "text:tracked-changes"
                | "office:annotation"
                | "office:forms"
                | "text:sequence-decls"
                | "text:variable-decls" => {}
                _ => self.blocks(element),
            }
        }
    }

    fn paragraph<'t: 'a>(&mut self, element: &'t Element, kind: ElementKind) {
        self.builder.start(kind);
        self.inline(element);
        self.builder.end();
        let lists = std::mem::take(&mut self.lists);
        for text_box in std::mem::take(&mut self.boxes) {
            self.blocks(text_box);
        }
        self.lists = lists;
    }

    fn inline<'t: 'a>(&mut self, parent: &'t Element) {
        for node in &parent.children {
            let element = match node {
                Node::Text(text) => {
                    self.builder.push(text);
                    continue;
                }
                Node::Element(element) => element,
            };
            match element.name.as_str() {
                "text:s" | "text:tab" => self.builder.push(" "),
                "text:line-break" => self.builder.line(),
                "text:a" => {
                    let address = element.attribute("xlink:href").filter(|address| address.contains(':'));
                    if let Some(address) = address {
                        self.builder.start(ElementKind::Link(address.to_owned()));
                        self.inline(element);
                        self.builder.end();
                    } else {
                        self.inline(element);
                    }
                }
                "text:note" => {
                    if let Some(body) = element.child("text:note-body") {
                        self.notes.push(body);
                        self.builder.push(&superscript(self.notes.len()));
                    }
                }
                "text:bookmark" | "text:bookmark-start" => self.bookmark(element),
                "draw:text-box" => self.boxes.push(element),
                "office:annotation" | "text:ruby-text" | "svg:title" | "svg:desc" | "draw:object"
                | "draw:image" => {}
                _ => self.inline(element),
            }
        }
    }

    fn bookmark(&mut self, element: &Element) {
        if let Some(name) = element.attribute("text:name") {
            self.builder.point(ElementKind::Anchor(name.to_owned()));
        }
    }

    fn table<'t: 'a>(&mut self, table: &'t Element) {
        let rows = rows(table);
        let cells: usize = rows.iter().map(|row| cells(row).count()).sum();
        let paragraphs = table.all("text:p").len();
        // A table that only arranges the page: one column, or cells of many paragraphs.
        if cells < 2 * rows.len().max(1) || paragraphs > 4 * cells || table.all("table:table").len() > 1 {
            self.blocks(table);
            return;
        }
        self.builder.start(ElementKind::Table);
        for row in rows {
            self.builder.start(ElementKind::Row);
            for cell in self::cells(row) {
                self.builder.start(ElementKind::Cell);
                self.blocks(cell);
                self.builder.end();
            }
            self.builder.end();
        }
        self.builder.end();
    }
}

fn rows(table: &Element) -> Vec<&Element> {
    let mut found = Vec::new();
    for element in table.elements() {
        match element.name.as_str() {
            "table:table-row" => found.push(element),
            "table:table-header-rows" | "table:table-rows" | "table:table-row-group" => {
                found.extend(rows(element))
            }
            _ => {}
        }
    }
    found
}

fn cells(row: &Element) -> impl Iterator<Item = &Element> {
    row.elements()
        .filter(|cell| matches!(cell.name.as_str(), "table:table-cell" | "table:covered-table-cell"))
}
