//! Building a text and its structure at once, so that every element's range fits the text.

use super::{Document, Element, ElementKind, Extractor, Metadata, Warning};

/// What separates the text so far from the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Cell,
    Line,
    Paragraph,
}

/// Builds a [`Document`] from pieces of text. Elements begin at their first character and end after their
/// last, without the white space around them; those that stay empty are left out.
#[derive(Clone, Debug)]
pub struct Builder {
    text: String,
    structure: Vec<Element>,
    open: Vec<(ElementKind, Option<usize>)>,
    gap: Gap,
    /// Pages and anchors that begin at the next character.
    waiting: Vec<ElementKind>,
    pages: Vec<(u32, usize)>,
    preformatted: usize,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            text: String::new(),
            structure: Vec::new(),
            open: Vec::new(),
            gap: Gap::None,
            waiting: Vec::new(),
            pages: Vec::new(),
            preformatted: 0,
        }
    }
}

impl Builder {
    /// An empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Begins an element; blocks begin on a new line.
    pub fn start(&mut self, kind: ElementKind) {
        match gap_around(&kind) {
            Some(Gap::Cell) => self.widen_within_row(),
            Some(gap) => self.widen(gap),
            None => {}
        }
        if kind == ElementKind::Preformatted {
            self.preformatted += 1;
        }
        self.open.push((kind, None));
    }

    /// Ends the innermost element that is open.
    pub fn end(&mut self) {
        let Some((kind, start)) = self.open.pop() else { return };
        if kind == ElementKind::Preformatted {
            self.preformatted -= 1;
        }
        let gap = gap_around(&kind);
        if let Some(start) = start {
            let end = start + self.text[start..].trim_end().len();
            if end > start {
                self.structure.push(Element { range: start..end, kind });
            }
        } else if kind == ElementKind::Cell {
            // An empty cell keeps its place in the row.
            if self.gap == Gap::Cell {
                self.text.push('\t');
                self.gap = Gap::None;
            } else if self.gap >= Gap::Line {
                self.begin();
            }
            return;
        }
        if let Some(gap) = gap {
            self.widen(gap);
        }
    }

    /// Adds text whose runs of white space are one space. Soft hyphens, zero-width spaces and byte-order
    /// marks are left out.
    pub fn push(&mut self, text: &str) {
        if self.preformatted > 0 {
            self.push_as_written(text);
            return;
        }
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            if is_white(c) {
                self.widen(Gap::Space);
                rest = &rest[c.len_utf8()..];
                continue;
            }
            if is_invisible(c) {
                rest = &rest[c.len_utf8()..];
                continue;
            }
            let end = rest.find(|c| is_white(c) || is_invisible(c)).unwrap_or(rest.len());
            self.begin();
            self.text.push_str(&rest[..end]);
            rest = &rest[end..];
        }
    }

    /// Adds text whose line ends and spaces stand.
    pub fn push_as_written(&mut self, text: &str) {
        let text = if self.gap >= Gap::Line || self.text.is_empty() {
            text.trim_start_matches(['\n', '\r'])
        } else {
            text
        };
        if text.is_empty() {
            return;
        }
        self.begin();
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\r' => {
                    if chars.peek() != Some(&'\n') {
                        self.text.push('\n');
                    }
                }
                c if is_invisible(c) => {}
                c => self.text.push(c),
            }
        }
    }

    /// A line end within a block.
    pub fn line(&mut self) {
        self.widen(Gap::Line);
    }

    /// The end of a block.
    pub fn paragraph(&mut self) {
        self.widen(Gap::Paragraph);
    }

    /// What follows stands on the page of this number.
    pub fn page(&mut self, number: u32) {
        self.waiting.push(ElementKind::Page(number));
    }

    /// A page break without a number, or a named place, before what follows.
    pub fn point(&mut self, kind: ElementKind) {
        if kind == ElementKind::PageBreak {
            self.widen(Gap::Paragraph);
        }
        self.waiting.push(kind);
    }

    /// The document, when all elements are ended.
    pub fn finish(mut self, metadata: Metadata, extractor: Extractor) -> Document {
        while !self.open.is_empty() {
            self.end();
        }
        self.text.truncate(self.text.trim_end().len());
        let length = self.text.len();
        for (i, (number, start)) in self.pages.iter().enumerate() {
            let end = self.pages.get(i + 1).map_or(length, |(_, next)| *next).min(length);
            let end = start + self.text.get(*start..end).unwrap_or_default().trim_end().len();
            if end > *start {
                self.structure.push(Element { range: *start..end, kind: ElementKind::Page(*number) });
            }
        }
        self.structure.retain_mut(|element| {
            element.range.end = element.range.end.min(length);
            element.range.start = element.range.start.min(element.range.end);
            !element.range.is_empty()
                || matches!(element.kind, ElementKind::PageBreak | ElementKind::Anchor(_))
        });
        let depth = |kind: &ElementKind| match kind {
            ElementKind::Page(_) | ElementKind::PageBreak => 0,
            ElementKind::Anchor(_) => 1,
            ElementKind::Quote | ElementKind::Table => 2,
            ElementKind::Row | ElementKind::Footnote | ElementKind::ListItem { .. } => 3,
            ElementKind::Cell => 4,
            ElementKind::Heading(_)
            | ElementKind::Paragraph
            | ElementKind::Caption
            | ElementKind::Preformatted => 5,
            ElementKind::Link(_) => 6,
            ElementKind::Emphasis | ElementKind::Strong => 7,
        };
        let point =
            |element: &Element| !matches!(element.kind, ElementKind::PageBreak | ElementKind::Anchor(_));
        self.structure.sort_by(|a, b| {
            let key = |e: &Element| (e.range.start, point(e), std::cmp::Reverse(e.range.end), depth(&e.kind));
            key(a).cmp(&key(b))
        });
        Document {
            text: self.text,
            structure: self.structure,
            metadata,
            warnings: Vec::new(),
            encoding: None,
            extractor,
        }
    }

    fn widen(&mut self, gap: Gap) {
        // The cells of a row stand on one line, whatever blocks are in them.
        let in_cell = self.open.iter().rev().any(|(kind, _)| *kind == ElementKind::Cell);
        let gap = if in_cell { gap.min(Gap::Space) } else { gap };
        self.gap = self.gap.max(gap);
    }

    fn widen_within_row(&mut self) {
        if self.gap != Gap::Line && self.gap != Gap::Paragraph {
            self.gap = Gap::Cell;
        }
    }

    /// Writes the gap, and begins what waits for a first character.
    fn begin(&mut self) {
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        if !self.text.is_empty() {
            match gap {
                Gap::None => {}
                Gap::Space => {
                    if !self.text.ends_with([' ', '\n', '\t']) {
                        self.text.push(' ');
                    }
                }
                Gap::Cell => self.text.push('\t'),
                Gap::Line => {
                    self.trim_line();
                    if !self.text.ends_with('\n') {
                        self.text.push('\n');
                    }
                }
                Gap::Paragraph => {
                    self.trim_line();
                    while !self.text.ends_with("\n\n") {
                        self.text.push('\n');
                    }
                }
            }
        }
        let at = self.text.len();
        for (_, start) in &mut self.open {
            start.get_or_insert(at);
        }
        for kind in self.waiting.drain(..) {
            match kind {
                ElementKind::Page(number) => self.pages.push((number, at)),
                kind => self.structure.push(Element { range: at..at, kind }),
            }
        }
    }

    fn trim_line(&mut self) {
        let kept = self.text.trim_end_matches([' ', '\t']).len();
        self.text.truncate(kept);
        for start in self.open.iter_mut().filter_map(|(_, start)| start.as_mut()) {
            *start = kept.min(*start);
        }
        for (_, start) in self.pages.iter_mut().rev().take_while(|(_, start)| *start > kept) {
            *start = kept;
        }
        for element in self.structure.iter_mut().rev().take_while(|e| e.range.end > kept) {
            element.range = element.range.start.min(kept)..kept;
        }
    }
}

impl Document {
    /// The document with one more warning.
    #[must_use]
    pub fn with_warning(mut self, warning: Warning) -> Self {
        self.warnings.push(warning);
        self
    }

    /// The elements that overlap these bytes of the text.
    pub fn elements_in(&self, bytes: std::ops::Range<usize>) -> impl Iterator<Item = &Element> {
        self.structure.iter().filter(move |e| e.range.start < bytes.end && e.range.end > bytes.start)
    }
}

/// What stands between an element and its neighbours; `None` for text within a line.
fn gap_around(kind: &ElementKind) -> Option<Gap> {
    match kind {
        ElementKind::Heading(_)
        | ElementKind::Paragraph
        | ElementKind::Quote
        | ElementKind::Preformatted
        | ElementKind::Table
        | ElementKind::Caption
        | ElementKind::Footnote => Some(Gap::Paragraph),
        ElementKind::ListItem { .. } | ElementKind::Row => Some(Gap::Line),
        ElementKind::Cell => Some(Gap::Cell),
        _ => None,
    }
}

fn is_white(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{b}' | '\u{2028}' | '\u{2029}' | '\u{85}')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}' | '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}')
}
