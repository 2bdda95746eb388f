//! From elements to text and structure.

use dom_query::NodeRef;

use super::super::{Builder, ElementKind};
use super::main_text::LINE_BREAK;

/// Elements nested deeper than this are left out; [`super::slim`] keeps pages well below it.
const DEEPEST: usize = 900;

/// Writes the text of elements into a builder.
pub(in super::super) struct Walker<'b> {
    builder: &'b mut Builder,
    /// Whether a paragraph, heading or the like is open, to which text is added.
    leaf: bool,
    /// How many list items and cells are open: text in them needs no paragraph.
    inside: usize,
    lists: u8,
    breaks: usize,
    preformatted: usize,
}

impl<'b> Walker<'b> {
    /// A walker that writes at the end of `builder`.
    pub(in super::super) fn new(builder: &'b mut Builder) -> Self {
        Self { builder, leaf: false, inside: 0, lists: 0, breaks: 0, preformatted: 0 }
    }

    /// Writes an element and all in it.
    pub(in super::super) fn write(&mut self, node: &NodeRef<'_>) {
        self.node(node, 0);
        self.end_leaf();
    }

    fn node(&mut self, node: &NodeRef<'_>, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        if node.is_text() {
            self.text(&node.text());
            return;
        }
        if !node.is_element() {
            self.children(node, depth);
            return;
        }
        let name = node.node_name().unwrap_or_default();
        match &*name {
            "script" | "style" | "head" | "title" | "noscript" | "img" | "meta" | "link" | "iframe"
            | "input" | "select" | "textarea" | "button" | "rt" | "rp" | "object" | "template" | "svg" => {}
            "br" => self.line_break(),
            "hr" => self.block(),
            "p" | "dt" | "dd" | "summary" | "address" if !has_block(node) => {
                self.leaf(node, ElementKind::Paragraph, depth);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes()[1] - b'0';
                self.leaf(node, ElementKind::Heading(level), depth);
            }
            "figcaption" | "caption" => self.leaf(node, ElementKind::Caption, depth),
            "pre" | "listing" => {
                self.block();
                self.preformatted += 1;
                self.leaf(node, ElementKind::Preformatted, depth);
                self.preformatted -= 1;
            }
            "blockquote" => {
                self.block();
                self.builder.start(ElementKind::Quote);
                self.children(node, depth);
                self.block();
                self.builder.end();
            }
            "ul" | "ol" | "menu" | "dir" => {
                let gap_before = self.lists == 0 && self.inside == 0;
                if gap_before {
                    self.block();
                }
                self.lists += 1;
                self.children(node, depth);
                self.lists -= 1;
                if gap_before {
                    self.block();
                }
            }
            "li" => {
                self.end_leaf();
                self.builder.start(ElementKind::ListItem { depth: self.lists.saturating_sub(1) });
                self.inside += 1;
                self.children(node, depth);
                self.inside -= 1;
                self.builder.end();
            }
            "table" => self.table(node, depth),
            "a" => self.inline(node, link(node), depth),
            "em" | "i" | "cite" | "dfn" => self.inline(node, Some(ElementKind::Emphasis), depth),
            "strong" | "b" => self.inline(node, Some(ElementKind::Strong), depth),
            _ if is_block(&name) => {
                self.block();
                self.children(node, depth);
                self.block();
            }
            _ => self.children(node, depth),
        }
    }

    fn children(&mut self, node: &NodeRef<'_>, depth: usize) {
        for child in node.children_it(false) {
            self.node(&child, depth + 1);
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((line, rest)) = text.split_once(LINE_BREAK) {
            if !line.is_empty() {
                self.text(line);
            }
            self.line_break();
            if !rest.is_empty() {
                self.text(rest);
            }
            return;
        }
        if self.preformatted > 0 {
            self.builder.push_as_written(text);
            return;
        }
        if text.chars().all(|c| c.is_whitespace() && c != '\u{a0}') {
            if self.leaf || self.inside > 0 {
                self.builder.push(" ");
            }
            return;
        }
        self.begin_leaf();
        self.breaks = 0;
        self.builder.push(text);
    }

    fn begin_leaf(&mut self) {
        if !self.leaf && self.inside == 0 {
            self.builder.start(ElementKind::Paragraph);
            self.leaf = true;
        }
    }

    fn end_leaf(&mut self) {
        self.breaks = 0;
        if self.leaf {
            self.builder.end();
            self.leaf = false;
        }
    }

    /// The edge of a block.
    fn block(&mut self) {
        self.end_leaf();
        if self.inside > 0 {
            self.builder.line();
        } else {
            self.builder.paragraph();
        }
    }

    fn line_break(&mut self) {
        if self.preformatted > 0 {
            self.builder.push_as_written("\n");
            return;
        }
        self.breaks += 1;
        if self.breaks >= 2 && self.inside == 0 {
            self.end_leaf();
            self.builder.paragraph();
        } else {
            self.builder.line();
        }
    }

    fn leaf(&mut self, node: &NodeRef<'_>, kind: ElementKind, depth: usize) {
        if self.inside > 0 && matches!(kind, ElementKind::Paragraph | ElementKind::Preformatted) {
            self.builder.line();
            self.children(node, depth);
            self.builder.line();
            return;
        }
        self.end_leaf();
        if kind == ElementKind::Paragraph {
            // Empty lines within it begin another.
            self.children(node, depth);
            self.end_leaf();
            self.builder.paragraph();
            return;
        }
        self.builder.start(kind);
        // Blocks in a heading are lines of it.
        self.inside += 1;
        self.children(node, depth);
        self.inside -= 1;
        self.breaks = 0;
        self.builder.end();
    }

    fn inline(&mut self, node: &NodeRef<'_>, kind: Option<ElementKind>, depth: usize) {
        let Some(kind) = kind.filter(|_| !has_block(node)) else {
            self.children(node, depth);
            return;
        };
        let text = node.text();
        if text.trim().is_empty() {
            self.children(node, depth);
            return;
        }
        self.begin_leaf();
        self.builder.start(kind);
        // Two line breaks within would end the paragraph around the element.
        self.inside += 1;
        self.children(node, depth);
        self.inside -= 1;
        self.builder.end();
    }

    fn table(&mut self, table: &NodeRef<'_>, depth: usize) {
        self.block();
        if self.inside > 0 || is_layout(table) {
            self.children(table, depth);
            self.block();
            return;
        }
        for caption in table.children_it(false).filter(|child| child.has_name("caption")) {
            self.leaf(&caption, ElementKind::Caption, depth);
        }
        self.builder.start(ElementKind::Table);
        for row in rows(table) {
            self.builder.start(ElementKind::Row);
            for cell in row.children_it(false).filter(is_cell) {
                self.builder.start(ElementKind::Cell);
                self.inside += 1;
                self.children(&cell, depth + 3);
                self.inside -= 1;
                self.builder.end();
            }
            self.builder.end();
        }
        self.builder.end();
        self.block();
    }
}

fn rows<'a>(table: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    let mut rows = Vec::new();
    for child in table.children_it(false) {
        if child.has_name("tr") {
            rows.push(child);
        } else if ["thead", "tbody", "tfoot"].iter().any(|name| child.has_name(name)) {
            rows.extend(child.children_it(false).filter(|row| row.has_name("tr")));
        }
    }
    rows
}

fn is_cell(node: &NodeRef<'_>) -> bool {
    node.has_name("td") || node.has_name("th")
}

/// Whether a table only arranges a page: it has one column or one row, long cells, or tables in it.
fn is_layout(table: &NodeRef<'_>) -> bool {
    if table.descendants_it().any(|node| node.has_name("table")) {
        return true;
    }
    let rows = rows(table);
    let columns = rows.iter().map(|row| row.children_it(false).filter(is_cell).count()).max().unwrap_or(0);
    if columns < 2 || rows.len() < 2 {
        return true;
    }
    if table.descendants_it().any(|node| node.has_name("th") || node.has_name("caption")) {
        return false;
    }
    rows.iter().flat_map(|row| row.children_it(false)).any(|cell| is_cell(&cell) && cell.text().len() > 600)
}

fn link(node: &NodeRef<'_>) -> Option<ElementKind> {
    let href = node.attr("href")?;
    let href = href.trim();
    let is_address =
        href.starts_with("http://") || href.starts_with("https://") || href.starts_with("mailto:");
    (is_address && href.len() < 2000).then(|| ElementKind::Link(href.to_owned()))
}

fn has_block(node: &NodeRef<'_>) -> bool {
    node.descendants_it().any(|inner| {
        inner.node_name().is_some_and(|name| {
            is_block(&name)
                || matches!(
                    &*name,
                    "p" | "table" | "ul" | "ol" | "li" | "blockquote" | "pre" | "h1" | "h2" | "h3"
                )
        })
    })
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figure"
            | "footer"
            | "form"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "html"
            | "legend"
            | "main"
            | "nav"
            | "p"
            | "section"
            | "summary"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "caption"
            | "figcaption"
    )
}
