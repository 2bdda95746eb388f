//! Web pages: their article's text with its structure, and what they state about it.

mod archived;
mod charset;
mod clean;
mod json_ld;
mod main_text;
mod metadata;
mod news_xml;
mod site_name;
mod slim;
mod walk;

use dom_query::Document as Dom;

pub(super) use walk::Walker;

use self::main_text::TextOrigin;
use super::{Budget, Builder, Document, ElementKind, Extractor, Metadata, Origin, ReadError, Warning};

const EXTRACTOR: Extractor = Extractor { name: "html", version: 4 };

/// The most elements of a page that is parsed; of a larger one, only the text is kept.
const ELEMENTS: usize = 1_000_000;

/// Reads a saved web page.
pub(super) fn read(bytes: &[u8], label: Option<&str>, budget: &Budget<'_>) -> Result<Document, ReadError> {
    let page = charset::decode_page(bytes, label);
    let mut document = read_page(&page.text, budget)?;
    document.encoding = Some(page.encoding);
    document.warnings.extend(page.warning.map(Warning::Encoding));
    Ok(document)
}

/// A page's text; `label` names its encoding, where something outside of it does.
pub(super) fn decoded(bytes: &[u8], label: Option<&str>) -> String {
    charset::decode_page(bytes, label).text
}

/// Reads a page that is decoded.
fn read_page(page: &str, budget: &Budget<'_>) -> Result<Document, ReadError> {
    let slim = slim::slim(page);
    budget.check()?;
    if slim.elements > ELEMENTS {
        return whole_text(&slim.html);
    }
    let dom = Dom::from(slim.html.as_str());
    budget.check()?;
    let archived = archived::unwrap(&dom).or_else(|| archived::of_internet_archive(page));
    let stated = metadata::stated(&dom, &slim.json_ld, &slim.comments, archived);
    let mut metadata = stated.metadata;
    let around = near_headline(&dom, metadata.title.as_deref());
    clean::clean(&dom);
    budget.check()?;
    let mut builder = Builder::new();
    let found = main_text::write_main_text(
        (dom, &slim.html),
        slim.elements <= main_text::SCORED && !slim.too_deep,
        // A title in a document's properties is no part of its text.
        metadata.title.as_deref().filter(|_| metadata.origin != Origin::Properties),
        stated.body.as_deref(),
        &mut builder,
    );
    metadata.near_headline = around;
    let mut document = builder.finish(metadata, EXTRACTOR);
    if document.text.trim().is_empty() {
        return Err(ReadError::NoText("web page"));
    }
    if found == TextOrigin::WholePage {
        document.warnings.push(Warning::WholePage);
    } else if document.text.len() < 400 {
        document.warnings.push(Warning::LittleText);
    }
    Ok(document)
}

/// The text of HTML that is an article as a whole: a chapter, a message, a cell.
pub(super) fn write_fragment(html: &str, builder: &mut Builder) {
    let slim = slim::slim(html);
    if slim.elements > ELEMENTS {
        builder.start(ElementKind::Paragraph);
        builder.push(&without_tags(&slim.html));
        builder.end();
        return;
    }
    let dom = Dom::from(slim.html.as_str());
    Walker::new(builder).write(&dom.root());
}

/// The lines that a page shows around its headline: a date, a place, a byline that stand outside of the text.
fn near_headline(dom: &Dom, title: Option<&str>) -> Option<String> {
    let title = title?;
    let body = dom.body()?;
    let mut builder = Builder::new();
    Walker::new(&mut builder).write(&body);
    let text = builder.text();
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let at = lines.iter().position(|line| *line == title)?;
    let is_short = |line: &&&str| line.chars().count() <= 160;
    let before = lines[at.saturating_sub(4)..at].iter().filter(is_short);
    let after = lines[at + 1..].iter().take(12).filter(is_short);
    let near: Vec<&str> = before.chain(after).copied().collect();
    (!near.is_empty()).then(|| near.join("\n"))
}

/// All text of a page that is too large to parse.
fn whole_text(html: &str) -> Result<Document, ReadError> {
    let text = without_tags(html);
    let mut builder = Builder::new();
    for line in text.lines() {
        builder.start(ElementKind::Paragraph);
        builder.push(line);
        builder.end();
    }
    let document = builder.finish(Metadata::default(), EXTRACTOR);
    if document.text.is_empty() {
        return Err(ReadError::NoText("web page"));
    }
    Ok(document.with_warning(Warning::WholePage))
}

/// Text between tags, a line for each.
fn without_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len() / 2);
    for piece in html.split('<') {
        let text = piece.split_once('>').map_or(piece, |(_, text)| text);
        if !text.trim().is_empty() {
            out.push_str(text.trim());
            out.push('\n');
        }
    }
    html_escape::decode_html_entities(&out).into_owned()
}

#[cfg(test)]
mod tests;
