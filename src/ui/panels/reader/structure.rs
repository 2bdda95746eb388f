//! The parts of an article's text, as the text engine sets them.

use std::sync::Arc;

use tollbook_core::model::ArticleId;
use tollbook_files::structure::{Element, ElementKind};
use tollbook_state::Workspace;
use tollbook_text::{Part, PartKind, Structure};

/// The structure of the article that is shown, kept until another text is shown.
#[derive(Debug, Default)]
pub(super) struct Shown {
    of: Option<(ArticleId, Arc<str>)>,
    elements: Arc<[Element]>,
    structure: Arc<Structure>,
}

impl Shown {
    /// Brings the structure up to date with the article that is shown.
    pub fn refresh(&mut self, open: &Workspace, id: ArticleId, text: &Arc<str>) {
        let is_known = self.of.as_ref().is_some_and(|(of, known)| *of == id && Arc::ptr_eq(known, text));
        if is_known {
            return;
        }
        self.of = Some((id, text.clone()));
        self.elements = open.library.structure(&open.project, id);
        let parts = self.elements.iter().filter_map(part).chain(front_matter(text));
        self.structure = Arc::new(Structure::new(text, parts));
    }

    /// The structure as it is set.
    pub fn structure(&self) -> &Arc<Structure> {
        &self.structure
    }

    /// The address of the link at a byte, if there is one that leads to a page.
    pub fn link_at(&self, byte: usize) -> Option<&str> {
        let until = self.elements.partition_point(|element| element.range.start <= byte);
        // Links are short, and few elements lie between one and its words.
        self.elements[..until].iter().rev().take(64).find_map(|element| match &element.kind {
            ElementKind::Link(address) if element.range.contains(&byte) && leads_to_page(address) => {
                Some(address.as_str())
            }
            _ => None,
        })
    }

    /// The number of the page on which a byte stands, of a text that has pages.
    pub fn page_at(&self, byte: usize) -> Option<u32> {
        let mut pages = self.elements.iter().filter_map(|element| match element.kind {
            ElementKind::Page(number) if element.range.start <= byte => Some(number),
            _ => None,
        });
        pages.next_back()
    }
}

/// The lines of data above a text, which are set as a remark.
fn front_matter(text: &str) -> Option<Part> {
    let fence = ["---\n", "+++\n"].into_iter().find(|fence| text.starts_with(fence))?;
    let closing = format!("\n{fence}");
    let end = text.find(&closing)? + closing.len();
    Some(Part { range: 0..end, kind: PartKind::Caption })
}

fn leads_to_page(address: &str) -> bool {
    address.starts_with("http://") || address.starts_with("https://")
}

fn part(element: &Element) -> Option<Part> {
    let kind = match &element.kind {
        ElementKind::Heading(level) => PartKind::Heading(*level),
        ElementKind::ListItem { depth } => PartKind::Item(*depth),
        ElementKind::Quote => PartKind::Quote,
        ElementKind::Preformatted => PartKind::Preformatted,
        ElementKind::Row => PartKind::Row,
        ElementKind::Caption => PartKind::Caption,
        ElementKind::Footnote => PartKind::Footnote,
        ElementKind::Emphasis => PartKind::Emphasis,
        ElementKind::Strong => PartKind::Strong,
        ElementKind::Link(_) => PartKind::Link,
        ElementKind::Page(number) => PartKind::Page(*number),
        ElementKind::PageBreak => PartKind::Break,
        ElementKind::Paragraph | ElementKind::Table | ElementKind::Cell | ElementKind::Anchor(_) => {
            return None;
        }
    };
    Some(Part { range: element.range.clone(), kind })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_data_above_the_text_are_set_as_a_remark() {
        let text = "---\ntitle: Raid\n---\n\nTwo were hurt.\n";
        let part = front_matter(text).unwrap();
        assert_eq!((&text[part.range], part.kind), ("---\ntitle: Raid\n---\n", PartKind::Caption));
        assert_eq!(front_matter("--- a line\n\nTwo were hurt."), None);
        assert_eq!(front_matter("---\nA rule, and no more"), None);
    }
}
