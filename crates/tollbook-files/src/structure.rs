//! The structure of a text beside it: headings, lists, tables, pages. Readers find it, the project file keeps it, and
//! an export takes the pages from it.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A part of a document's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Element {
    /// The bytes of the text, never empty except for [`ElementKind::Anchor`] and [`ElementKind::PageBreak`].
    #[serde(flatten)]
    pub range: Range<usize>,
    /// What it is.
    #[serde(flatten)]
    pub kind: ElementKind,
}

/// What a part of a document is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum ElementKind {
    /// A heading of a level from 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// An item of a list; the outermost list has depth 0.
    ListItem {
        /// How many lists this list is in.
        depth: u8,
    },
    /// A block quotation.
    Quote,
    /// Text whose line ends and spaces stand as written.
    Preformatted,
    /// Emphasis (italics).
    Emphasis,
    /// Strong emphasis (bold type).
    Strong,
    /// A link, with its address.
    Link(String),
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A cell of a row.
    Cell,
    /// The caption of a picture or table.
    Caption,
    /// A footnote or endnote.
    Footnote,
    /// What stands on a page, with its number in the file, from 1.
    Page(u32),
    /// A page break without a number: a form feed or a section that begins on a new page.
    PageBreak,
    /// A named place, such as a bookmark.
    Anchor(String),
}

/// Where the numbered pages of a text begin, with their numbers, in order.
pub fn page_starts(structure: &[Element]) -> Vec<(usize, u32)> {
    let page = |element: &Element| match element.kind {
        ElementKind::Page(number) => Some((element.range.start, number)),
        _ => None,
    };
    structure.iter().filter_map(page).collect()
}
