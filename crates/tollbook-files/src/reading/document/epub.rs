//! Books and articles in EPUB: their chapters in reading order.

use super::package::{Package, resolved};
use super::xml::{self, Element};
use super::{Budget, Builder, Document, ElementKind, Extractor, Metadata, Origin, ReadError, Warning, html};

const EXTRACTOR: Extractor = Extractor { name: "epub", version: 1 };
const WHAT: &str = "EPUB";

/// Reads an EPUB.
pub(super) fn read(bytes: &[u8], budget: &Budget<'_>) -> Result<Document, ReadError> {
    let mut package = Package::open(bytes, WHAT, budget)?;
    let name = package_file(&mut package, budget)?;
    let part = package.part(&name, budget)?.ok_or(ReadError::Damaged(WHAT))?;
    let (root, mut damaged) = xml::parse(&part, WHAT, budget)?;
    let chapters = chapters(&root, &name);
    let protected = is_protected(&mut package, budget)?;
    let mut builder = Builder::new();
    for chapter in chapters {
        budget.check()?;
        let Some(part) = package.part(&chapter, budget)? else {
            damaged = true;
            continue;
        };
        if protected && memchr::memchr(b'<', &part[..part.len().min(200)]).is_none() {
            return Err(ReadError::Encrypted(WHAT));
        }
        builder.paragraph();
        builder.point(ElementKind::PageBreak);
        html::write_fragment(&String::from_utf8_lossy(&part), &mut builder);
        if builder.text().len() > budget.limits().text {
            return Err(ReadError::Bomb { kind: WHAT, most: budget.limits().text as u64 >> 20 });
        }
    }
    let mut document = builder.finish(metadata(&root), EXTRACTOR);
    if document.text.is_empty() {
        return Err(if damaged { ReadError::Damaged(WHAT) } else { ReadError::NoText(WHAT) });
    }
    if damaged {
        document.warnings.push(Warning::Damaged);
    }
    Ok(document)
}

/// The name of the file that lists the parts.
fn package_file(package: &mut Package<'_>, budget: &Budget<'_>) -> Result<String, ReadError> {
    let container = package.part("META-INF/container.xml", budget)?;
    let named = container.and_then(|part| xml::parse(&part, WHAT, budget).ok()).and_then(|(root, _)| {
        root.all("container:rootfile").first().and_then(|file| file.attribute("full-path")).map(str::to_owned)
    });
    named
        .or_else(|| package.names().into_iter().find(|name| name.ends_with(".opf")))
        .ok_or(ReadError::Damaged(WHAT))
}

/// Whether some parts are encrypted, which may be only the fonts.
fn is_protected(package: &mut Package<'_>, budget: &Budget<'_>) -> Result<bool, ReadError> {
    let part = package.part("META-INF/encryption.xml", budget)?;
    Ok(part.is_some_and(|part| memchr::memmem::find(&part, b"EncryptedData").is_some()))
}

/// The names of the chapters in reading order, without the table of contents.
fn chapters(root: &Element, package: &str) -> Vec<String> {
    let items = root.all("opf:item");
    let spine = root.all("opf:itemref");
    spine
        .iter()
        .filter(|reference| reference.attribute("linear") != Some("no"))
        .filter_map(|reference| {
            let id = reference.attribute("idref")?;
            let item = items.iter().find(|item| item.attribute("id") == Some(id))?;
            let is_contents = item.attribute("properties").is_some_and(|properties| {
                properties.split_whitespace().any(|property| property == "nav" || property == "cover-image")
            });
            let href = item.attribute("href").filter(|_| !is_contents)?;
            Some(resolved(package, &percent_decoded(href)))
        })
        .collect()
}

fn metadata(root: &Element) -> Metadata {
    let words = |name: &str| {
        root.all(name)
            .first()
            .map(|element| element.text().split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|text| !text.is_empty())
    };
    let address = |name: &str| {
        root.all(name)
            .iter()
            .map(|element| element.text().trim().to_owned())
            .find(|text| text.starts_with("http"))
    };
    let dates = root.all("dc:date");
    let is_of_publication =
        |date: &&&Element| date.attribute("opf:event").is_none_or(|event| event.contains("publication"));
    let date = dates.iter().find(is_of_publication).map(|date| date.text().trim().to_owned());
    Metadata {
        origin: Origin::Properties,
        title: words("dc:title"),
        date: date.filter(|date| !date.is_empty()),
        author: words("dc:creator"),
        source: words("dc:publisher"),
        url: address("dc:source").or_else(|| address("dc:identifier")),
        language: words("dc:language"),
        ..Metadata::default()
    }
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.filter(|_| bytes[at] == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
