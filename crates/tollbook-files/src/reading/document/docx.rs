//! Word documents (DOCX): text in order, tracked changes as accepted, comments left out, text boxes once.

use std::collections::HashMap;

use super::package::{Package, resolved};
use super::xml::{self, Element, Node};
use super::{Budget, Builder, Document, ElementKind, Extractor, Metadata, Origin, ReadError, Warning};

const EXTRACTOR: Extractor = Extractor { name: "docx", version: 1 };
const WHAT: &str = "Word document";

/// Reads a Word document.
pub(super) fn read(bytes: &[u8], budget: &Budget<'_>) -> Result<Document, ReadError> {
    let mut package = Package::open(bytes, WHAT, budget)?;
    let main = main_part(&mut package, budget)?;
    let part = package.part(&main, budget)?.ok_or(ReadError::Damaged(WHAT))?;
    let (root, damaged) = xml::parse(&part, WHAT, budget)?;
    drop(part);
    let links = relationships(&mut package, &main, budget)?;
    let target = |kind: &str| {
        links.values().find(|(its_kind, _)| its_kind == kind).map(|(_, target)| resolved(&main, target))
    };
    let mut tree = |kind: &str| -> Result<Option<Element>, ReadError> {
        let Some(name) = target(kind) else { return Ok(None) };
        let Some(part) = package.part(&name, budget)? else { return Ok(None) };
        Ok(xml::parse(&part, WHAT, budget).ok().map(|(root, _)| root))
    };
    let styles = tree("styles")?.map(|root| headings(&root)).unwrap_or_default();
    let footnotes = tree("footnotes")?.map(|root| notes(root, "w:footnote")).unwrap_or_default();
    let endnotes = tree("endnotes")?.map(|root| notes(root, "w:endnote")).unwrap_or_default();
    let properties = package.part("docProps/core.xml", budget)?;
    let metadata = properties
        .and_then(|part| xml::parse(&part, WHAT, budget).ok())
        .map(|(root, _)| metadata(&root))
        .unwrap_or_default();

    let mut builder = Builder::new();
    let mut writer = Writer {
        builder: &mut builder,
        links: &links,
        styles: &styles,
        notes: Vec::new(),
        boxes: Vec::new(),
        field: Vec::new(),
    };
    let body = root.child("w:body").unwrap_or(&root);
    writer.blocks(body);
    // Notes may refer to no further notes, but a file may claim it: each is written once.
    let referred = std::mem::take(&mut writer.notes);
    for (number, (is_end, id)) in (1..).zip(referred) {
        if let Some(note) = if is_end { &endnotes } else { &footnotes }.get(&id) {
            writer.note(number, note);
        }
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

/// The name of the part that holds the text.
fn main_part(package: &mut Package<'_>, budget: &Budget<'_>) -> Result<String, ReadError> {
    let links = relationships(package, "", budget)?;
    Ok(links
        .values()
        .find(|(kind, _)| kind == "officeDocument")
        .map_or_else(|| "word/document.xml".to_owned(), |(_, target)| resolved("", target)))
}

/// What a part refers to: by id, the last word of the kind's address, and the target.
fn relationships(
    package: &mut Package<'_>,
    part: &str,
    budget: &Budget<'_>,
) -> Result<HashMap<String, (String, String)>, ReadError> {
    let (folder, file) = part.rsplit_once('/').map_or(("", part), |(folder, file)| (folder, file));
    let name =
        if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
    let Some(bytes) = package.part(&name, budget)? else { return Ok(HashMap::new()) };
    let Ok((root, _)) = xml::parse(&bytes, WHAT, budget) else { return Ok(HashMap::new()) };
    let mut found = HashMap::new();
    for link in root.elements() {
        if let (Some(id), Some(kind), Some(target)) =
            (link.attribute("Id"), link.attribute("Type"), link.attribute("Target"))
        {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.insert(id.to_owned(), (kind, target.to_owned()));
        }
    }
    Ok(found)
}

/// The styles that are headings, with their levels.
fn headings(root: &Element) -> HashMap<String, u8> {
    let mut levels = HashMap::new();
    for style in root.elements().filter(|style| style.name == "w:style") {
        let Some(id) = style.attribute("w:styleId") else { continue };
        let name =
            style.child("w:name").and_then(|name| name.attribute("w:val")).unwrap_or_default().to_lowercase();
        let outline = style.child("w:pPr").and_then(outline_level);
        let level = match name.as_str() {
            "title" => Some(1),
            name => name.strip_prefix("heading ").and_then(|level| level.parse().ok()).or(outline),
        };
        if let Some(level) = level {
            levels.insert(id.to_owned(), level.clamp(1, 6));
        }
    }
    levels
}

fn outline_level(properties: &Element) -> Option<u8> {
    let level: u8 = properties.child("w:outlineLvl")?.attribute("w:val")?.parse().ok()?;
    (level < 9).then_some(level + 1)
}

fn notes(root: Element, name: &str) -> HashMap<String, Element> {
    let mut found = HashMap::new();
    for node in root.children {
        if let Node::Element(note) = node
            && note.name == name
            && note.attribute("w:type").is_none_or(|kind| kind == "normal")
            && let Some(id) = note.attribute("w:id")
        {
            found.insert(id.to_owned(), note);
        }
    }
    found
}

fn metadata(root: &Element) -> Metadata {
    let words = |name: &str| {
        root.child(name).map(|element| element.text().trim().to_owned()).filter(|text| !text.is_empty())
    };
    Metadata {
        origin: Origin::Properties,
        title: words("dc:title"),
        date: words("dcterms:created"),
        author: words("dc:creator"),
        language: words("dc:language"),
        ..Metadata::default()
    }
}

struct Writer<'a> {
    builder: &'a mut Builder,
    links: &'a HashMap<String, (String, String)>,
    styles: &'a HashMap<String, u8>,
    /// The notes that were referred to so far: whether endnotes, and their ids.
    notes: Vec<(bool, String)>,
    /// Text boxes that are anchored in the paragraph being written: they follow it.
    boxes: Vec<&'a Element>,
    /// For each field that is open, whether its instruction, which is no text, is being read.
    field: Vec<bool>,
}

impl<'a> Writer<'a> {
    /// Writes blocks: paragraphs, tables, and what wraps them.
    fn blocks<'t: 'a>(&mut self, parent: &'t Element) {
        for element in parent.elements() {
            match element.name.as_str() {
                "w:p" => self.paragraph(element),
                "w:tbl" => self.table(element),
                "w:bookmarkStart" => self.bookmark(element),
                "w:del" | "w:moveFrom" | "mc:Fallback" | "w:sectPr" | "w:pPr" | "w:tcPr" | "w:sdtPr"
                | "w:tblPr" => {}
                _ => self.blocks(element),
            }
        }
    }

    fn paragraph<'t: 'a>(&mut self, paragraph: &'t Element) {
        let properties = paragraph.child("w:pPr");
        let value = |name: &str| properties.and_then(|p| p.child(name)).and_then(|e| e.attribute("w:val"));
        let level = value("w:pStyle")
            .and_then(|style| self.styles.get(style).copied())
            .or_else(|| properties.and_then(outline_level));
        let list = properties.and_then(|properties| properties.child("w:numPr"));
        let depth = list
            .and_then(|list| list.child("w:ilvl"))
            .and_then(|level| level.attribute("w:val"))
            .and_then(|level| level.parse().ok())
            .unwrap_or(0);
        if properties.is_some_and(|p| p.child("w:pageBreakBefore").is_some_and(is_on)) {
            self.builder.point(ElementKind::PageBreak);
        }
        let kind = match (level, list) {
            (Some(level), _) => ElementKind::Heading(level),
            (None, Some(_)) => ElementKind::ListItem { depth },
            (None, None) => ElementKind::Paragraph,
        };
        self.builder.start(kind);
        self.runs(paragraph);
        self.builder.end();
        for text_box in std::mem::take(&mut self.boxes) {
            self.blocks(text_box);
        }
    }

    /// Writes what stands in a paragraph.
    fn runs<'t: 'a>(&mut self, parent: &'t Element) {
        for element in parent.elements() {
            match element.name.as_str() {
                "w:r" => self.run(element),
                "w:hyperlink" => {
                    let address = element
                        .attribute("r:id")
                        .and_then(|id| self.links.get(id))
                        .map(|(_, target)| target.clone())
                        .filter(|target| target.contains(':'));
                    if let Some(address) = address {
                        self.builder.start(ElementKind::Link(address));
                        self.runs(element);
                        self.builder.end();
                    } else {
                        self.runs(element);
                    }
                }
                "w:bookmarkStart" => self.bookmark(element),
                "w:del" | "w:moveFrom" | "mc:Fallback" | "w:pPr" | "w:sdtPr" | "w:rPr" | "w:rubyPr"
                | "w:rt" => {}
                // A table or paragraph in a paragraph occurs in damaged files.
                "w:p" | "w:tbl" => self.boxes.push(parent),
                _ => self.runs(element),
            }
        }
    }

    fn run<'t: 'a>(&mut self, run: &'t Element) {
        let properties = run.child("w:rPr");
        let has = |name: &str| properties.and_then(|p| p.child(name)).is_some_and(is_on);
        if has("w:vanish") {
            return;
        }
        let bold = has("w:b");
        let italic = has("w:i");
        if bold {
            self.builder.start(ElementKind::Strong);
        }
        if italic {
            self.builder.start(ElementKind::Emphasis);
        }
        self.run_content(run);
        for _ in 0..usize::from(bold) + usize::from(italic) {
            self.builder.end();
        }
    }

    fn run_content<'t: 'a>(&mut self, run: &'t Element) {
        for element in run.elements() {
            let in_instruction = self.field.last().copied().unwrap_or(false);
            match element.name.as_str() {
                "w:fldChar" => match element.attribute("w:fldCharType") {
                    Some("begin") => self.field.push(true),
                    Some("separate") => {
                        if let Some(instruction) = self.field.last_mut() {
                            *instruction = false;
                        }
                    }
                    _ => {
                        self.field.pop();
                    }
                },
                "w:t" if !in_instruction => self.builder.push(&element.text()),
                "w:tab" | "w:ptab" => self.builder.push(" "),
                "w:br" | "w:cr" => match element.attribute("w:type") {
                    Some("page") => self.builder.point(ElementKind::PageBreak),
                    _ => self.builder.line(),
                },
                "w:noBreakHyphen" => self.builder.push("-"),
                "w:sym" => {
                    let code =
                        element.attribute("w:char").and_then(|code| u32::from_str_radix(code, 16).ok());
                    let symbol =
                        code.and_then(char::from_u32).filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c));
                    self.builder.push(symbol.map(String::from).as_deref().unwrap_or("•"));
                }
                "w:footnoteReference" | "w:endnoteReference" => {
                    if let Some(id) = element.attribute("w:id") {
                        self.notes.push((element.name == "w:endnoteReference", id.to_owned()));
                        let number = self.notes.len();
                        self.builder.push(&superscript(number));
                    }
                }
                "w:txbxContent" => self.boxes.push(element),
                "w:rPr" | "mc:Fallback" | "w:delText" | "w:instrText" | "w:t" | "w:footnoteRef"
                | "w:endnoteRef" => {}
                // Drawings, which may hold text boxes.
                _ => self.run_content(element),
            }
        }
    }

    fn bookmark(&mut self, element: &Element) {
        if let Some(name) =
            element.attribute("w:name").filter(|name| *name != "_GoBack" && !name.starts_with("_Toc"))
        {
            self.builder.point(ElementKind::Anchor(name.to_owned()));
        }
    }

    fn table<'t: 'a>(&mut self, table: &'t Element) {
        let rows: Vec<&Element> = children_through(table, "w:tr");
        let cells: usize = rows.iter().map(|row| children_through(row, "w:tc").len()).sum();
        let paragraphs = table.all("w:p").len();
        // A table that only arranges the page: one column, or cells of many paragraphs.
        if cells < 2 * rows.len().max(1) || paragraphs > 4 * cells || table.all("w:tbl").len() > 1 {
            self.blocks(table);
            return;
        }
        self.builder.start(ElementKind::Table);
        for row in rows {
            self.builder.start(ElementKind::Row);
            for cell in children_through(row, "w:tc") {
                self.builder.start(ElementKind::Cell);
                self.blocks(cell);
                self.builder.end();
            }
            self.builder.end();
        }
        self.builder.end();
    }

    fn note<'t: 'a>(&mut self, number: usize, note: &'t Element) {
        self.builder.start(ElementKind::Footnote);
        self.builder.push(&superscript(number));
        self.builder.push(" ");
        for paragraph in note.elements().filter(|element| element.name == "w:p") {
            self.runs(paragraph);
            self.builder.line();
        }
        self.builder.end();
    }
}

/// The elements of a name within, through wrappers such as content controls, but not within each other.
fn children_through<'t>(parent: &'t Element, name: &str) -> Vec<&'t Element> {
    let mut found = Vec::new();
    for element in parent.elements() {
        if element.name == name {
            found.push(element);
        } else if matches!(
            element.name.as_str(),
            "w:sdt" | "w:sdtContent" | "w:ins" | "w:moveTo" | "w:customXml"
        ) {
            found.extend(children_through(element, name));
        }
    }
    found
}

/// Whether a property that may say "off" is on.
fn is_on(element: &Element) -> bool {
    !matches!(element.attribute("w:val"), Some("0" | "false" | "off" | "none"))
}

/// A note's number as it stands in the text.
pub(super) fn superscript(number: usize) -> String {
    number
        .to_string()
        .chars()
        .map(|c| match c {
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            '0' => '⁰',
            c => char::from_u32('⁴' as u32 + (c as u32 - '4' as u32)).unwrap_or(c),
        })
        .collect()
}
