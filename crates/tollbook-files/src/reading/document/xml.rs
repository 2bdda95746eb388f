//! XML as a tree, for documents that are packed as XML.
//!
//! Names have the prefix that their vocabulary usually has ("w:p"), whatever prefix the file uses. Entities that a
//! file declares are not read, and elements below [`DEEPEST`] are left out: no file can make a small text large or
//! a stack overflow.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::{Budget, ReadError};

/// The deepest nesting of elements.
const DEEPEST: usize = 200;
/// The most elements and pieces of text.
const NODES: usize = 8_000_000;

/// An element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    pub name: String,
    attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
}

/// An element or text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// An attribute by its name with the vocabulary's prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The elements directly within.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of a name directly within.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// All elements of a name within, at any depth, in the order of the document.
    pub(super) fn all<'a>(&'a self, name: &str) -> Vec<&'a Self> {
        let mut found = Vec::new();
        let mut stack = vec![self];
        while let Some(element) = stack.pop() {
            if element.name == name {
                found.push(element);
            }
            let children: Vec<&Self> = element.elements().collect();
            stack.extend(children.into_iter().rev());
        }
        found
    }

    /// Its text and that of the elements within.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        let mut stack: Vec<&Node> = self.children.iter().rev().collect();
        while let Some(node) = stack.pop() {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => stack.extend(element.children.iter().rev()),
            }
        }
        out
    }
}

/// Vocabularies and their usual prefixes.
const VOCABULARIES: &[(&str, &str)] = &[
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", "w"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r"),
    ("http://purl.oclc.org/ooxml/officeDocument/relationships", "r"),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"),
    ("http://schemas.openxmlformats.org/package/2006/relationships", "rel"),
    ("http://schemas.openxmlformats.org/package/2006/metadata/core-properties", "cp"),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://purl.org/dc/terms/", "dcterms"),
    ("urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office"),
    ("urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text"),
    ("urn:oasis:names:tc:opendocument:xmlns:table:1.0", "table"),
    ("urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "draw"),
    ("urn:oasis:names:tc:opendocument:xmlns:style:1.0", "style"),
    ("urn:oasis:names:tc:opendocument:xmlns:meta:1.0", "meta"),
    ("urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", "manifest"),
    ("http://www.w3.org/1999/xlink", "xlink"),
    ("http://www.idpf.org/2007/opf", "opf"),
    ("urn:oasis:names:tc:opendocument:xmlns:container", "container"),
];

/// Reads XML. What comes after a mistake is left out: `true` beside the tree says so.
///
/// # Errors
/// If there is no element at all, or too many.
pub(super) fn parse(
    bytes: &[u8],
    what: &'static str,
    budget: &Budget<'_>,
) -> Result<(Element, bool), ReadError> {
    let text = decoded(bytes);
    let mut reader = Reader::from_str(&text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut prefixes: HashMap<String, &'static str> = HashMap::new();
    let mut open: Vec<Element> = vec![Element::default()];
    // Elements that are open below the deepest.
    let mut below = 0_usize;
    let mut nodes = 0_usize;
    let mut damaged = false;
    loop {
        nodes += 1;
        if nodes.is_multiple_of(4096) {
            budget.check()?;
        }
        if nodes > NODES {
            return Err(ReadError::Bomb { kind: what, most: budget.limits().unpacked >> 20 });
        }
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                if open.len() > DEEPEST {
                    below += 1;
                } else {
                    open.push(element(&start, &mut prefixes));
                }
            }
            Ok(Event::Empty(start)) => {
                let empty = element(&start, &mut prefixes);
                if let Some(parent) = open.last_mut() {
                    parent.children.push(Node::Element(empty));
                }
            }
            Ok(Event::End(_)) => {
                if below > 0 {
                    below -= 1;
                } else {
                    close(&mut open);
                }
            }
            Ok(Event::Text(text)) => add_text(&mut open, &text.xml10_content()),
            Ok(Event::CData(text)) => add_text(&mut open, &text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => {
                let name = reference.xml10_content();
                let character = match name.strip_prefix('#') {
                    Some(number) => match number.strip_prefix(['x', 'X']) {
                        Some(hex) => u32::from_str_radix(hex, 16).ok(),
                        None => number.parse().ok(),
                    }
                    .and_then(char::from_u32)
                    .map(String::from),
                    None => {
                        let reference = format!("&{name};");
                        let character = html_escape::decode_html_entities(&reference);
                        (character != reference).then(|| character.to_string())
                    }
                };
                // Entities of the file's own are left out.
                add_text(&mut open, &character.unwrap_or_default());
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(_) => {
                damaged = true;
                break;
            }
        }
    }
    damaged |= open.len() > 1;
    while open.len() > 1 {
        close(&mut open);
    }
    let root = open.pop().unwrap_or_default();
    match root.children.into_iter().find_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    }) {
        Some(element) => Ok((element, damaged)),
        None => Err(ReadError::Damaged(what)),
    }
}

fn close(open: &mut Vec<Element>) {
    if open.len() > 1
        && let Some(element) = open.pop()
        && let Some(parent) = open.last_mut()
    {
        parent.children.push(Node::Element(element));
    }
}

fn add_text(open: &mut [Element], text: &str) {
    if text.is_empty() || open.len() < 2 {
        return;
    }
    let Some(parent) = open.last_mut() else { return };
    if let Some(Node::Text(before)) = parent.children.last_mut() {
        before.push_str(text);
    } else {
        parent.children.push(Node::Text(text.to_owned()));
    }
}

fn element(start: &BytesStart<'_>, prefixes: &mut HashMap<String, &'static str>) -> Element {
    let mut attributes = Vec::new();
    for attribute in start.attributes().with_checks(false).flatten() {
        let key = attribute.key.as_ref().to_owned();
        let value = attribute
            .normalized_value(XmlVersion::default())
            .map(|value| value.into_owned())
            .unwrap_or_default();
        if let Some(prefix) = key.strip_prefix("xmlns") {
            let prefix = prefix.strip_prefix(':').unwrap_or_default();
            match VOCABULARIES.iter().find(|(address, _)| *address == value) {
                Some((_, usual)) => {
                    prefixes.insert(prefix.to_owned(), usual);
                }
                None => {
                    prefixes.remove(prefix);
                }
            }
        } else {
            attributes.push((key, value));
        }
    }
    for (key, _) in &mut attributes {
        // An attribute without a prefix belongs to its element.
        if key.contains(':') {
            *key = usual_name(key, prefixes);
        }
    }
    Element { name: usual_name(start.name().as_ref(), prefixes), attributes, children: Vec::new() }
}

fn usual_name(name: &str, prefixes: &HashMap<String, &'static str>) -> String {
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    match prefixes.get(prefix) {
        Some(usual) => format!("{usual}:{local}"),
        None => name.to_owned(),
    }
}

fn decoded(bytes: &[u8]) -> String {
    if let Some((encoding, skip)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[skip..]).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => {
            let head: String = bytes.iter().take(120).map(|b| char::from(*b)).collect();
            let label = head.split_once("encoding=").map(|(_, rest)| {
                rest.trim_start_matches(['"', '\'']).split(['"', '\'']).next().unwrap_or_default().to_owned()
            });
            let encoding = label
                .and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()))
                .unwrap_or(encoding_rs::UTF_8);
            encoding.decode_without_bom_handling(bytes).0.into_owned()
        }
    }
}
