//! A document of a word processor, or a PDF, as lines.

use super::line::Line;
use crate::reading::document::{Document, ElementKind};

/// The lines of a document, with its bookmarks, page breaks and bold type.
pub(super) fn lines_of(document: &Document) -> Vec<Line> {
    // What begins where, in the order of the text; a bookmark stands at the line that holds it or follows it.
    let mut marks: Vec<(usize, Mark)> = Vec::new();
    for element in &document.structure {
        let mark = match &element.kind {
            ElementKind::Anchor(name) => Mark::Anchor(name.clone()),
            ElementKind::PageBreak | ElementKind::Page(_) => Mark::Page,
            ElementKind::Link(to) => Mark::Link(to.clone()),
            ElementKind::Strong => Mark::Bold(element.range.end),
            _ => continue,
        };
        marks.push((element.range.start, mark));
    }
    marks.sort_by_key(|(at, _)| *at);
    let mut marks = marks.into_iter().peekable();
    let mut lines = Vec::new();
    let mut after_blank = true;
    let mut end = 0;
    let mut waiting = Line::default();
    let mut bold_to = 0;
    for raw in document.text.split_inclusive('\n') {
        let start = end;
        end += raw.len();
        let text_start = start + (raw.len() - raw.trim_start().len());
        let text_end = text_start + raw.trim().len();
        while let Some((_, mark)) = marks.next_if(|(at, _)| *at < end || end == document.text.len()) {
            match mark {
                Mark::Anchor(name) => waiting.anchors.push(name),
                Mark::Page => waiting.new_page = true,
                Mark::Link(to) => waiting.links.push(to),
                Mark::Bold(to) => bold_to = bold_to.max(to),
            }
        }
        if raw.trim().is_empty() {
            after_blank = true;
            continue;
        }
        let mut line = Line::of_text(raw, std::mem::take(&mut after_blank), false);
        let marked = std::mem::take(&mut waiting);
        (line.anchors, line.links, line.new_page) = (marked.anchors, marked.links, marked.new_page);
        line.after_blank |= line.new_page;
        line.bold = bold_to >= text_end;
        lines.push(line);
    }
    lines
}

enum Mark {
    Anchor(String),
    Page,
    Link(String),
    Bold(usize),
}
