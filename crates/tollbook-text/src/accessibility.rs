//! The text for those who hear it: a document with a text run for every line in view, the caret and
//! the selection.

use std::ops::Range;

use egui::accesskit::{self, Action, Node, Role, TextDirection, TextPosition};
use egui::{Id, Response, Ui, UiBuilder, WidgetInfo};

use super::block::{BlockLayout, Line};
use super::layout::{Caret, Document};
use super::paint::Frame;
use super::select::Selection;

/// A run counts its word starts in bytes, so it can hold no more clusters than this.
const LONGEST_RUN: usize = 255;

/// Adds the text in view to the accessibility tree, if anybody asks for one.
pub(super) fn describe(
    ui: &mut Ui,
    response: &Response,
    label: &str,
    document: &Document,
    blocks: Range<usize>,
    frame: &Frame,
    selection: &Selection,
) {
    response.widget_info(|| WidgetInfo::labeled(Role::Document, true, label));
    let id = response.id;
    let visible = document.range(blocks.start).start..document.range(blocks.end.saturating_sub(1)).end;
    let asked = ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::Document);
        node.set_label(label);
        node.set_read_only();
        node.add_action(Action::Focus);
        node.set_value(document.text().get(visible).unwrap_or_default());
    });
    if asked.is_none() {
        return;
    }
    let mut describer = Describer { id, frame, anchor: None, focus: None, selection };
    for index in blocks {
        let Some(layout) = document.laid_out(index) else {
            continue;
        };
        let range = document.range(index);
        let text = document.text().get(range.clone()).unwrap_or_default();
        let top = document.top(index);
        let last_line = layout.lines.len().saturating_sub(1);
        for (number, line) in layout.lines.iter().enumerate() {
            let ends_paragraph =
                number == last_line && document.text().as_bytes().get(range.end) == Some(&b'\n');
            describer.line(ui, layout, line, text, range.start, top, ends_paragraph);
        }
    }
    if let (Some(anchor), Some(focus)) = (describer.anchor, describer.focus) {
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_text_selection(accesskit::TextSelection { anchor, focus });
        });
    }
}

struct Describer<'a> {
    id: Id,
    frame: &'a Frame,
    anchor: Option<TextPosition>,
    focus: Option<TextPosition>,
    selection: &'a Selection,
}

/// A cluster in reading order.
struct Letter {
    bytes: Range<usize>,
    left: f32,
    right: f32,
}

impl Describer<'_> {
    #[expect(clippy::too_many_arguments, reason = "a line is known by all of these")]
    fn line(
        &mut self,
        ui: &mut Ui,
        layout: &BlockLayout,
        line: &Line,
        text: &str,
        start: usize,
        top: f64,
        ends_paragraph: bool,
    ) {
        let clusters = layout.clusters_of(line);
        let mut letters: Vec<Letter> = clusters
            .iter()
            .map(|cluster| Letter {
                bytes: cluster.start as usize..cluster.end as usize,
                left: cluster.left,
                right: cluster.right,
            })
            .collect();
        letters.sort_by_key(|letter| letter.bytes.start);
        let direction = if layout.rtl { TextDirection::RightToLeft } else { TextDirection::LeftToRight };
        let line_start = start + line.text.start as usize;
        let mut rest = letters.as_slice();
        let mut number = 0;
        loop {
            let (part, after) = rest.split_at(rest.len().min(LONGEST_RUN));
            let last = after.is_empty();
            let first_byte = part.first().map_or(line.text.start as usize, |l| l.bytes.start);
            let last_byte = part.last().map_or(first_byte, |l| l.bytes.end);
            let run = self.id.with(("run", line_start, number));
            let mut value = text.get(first_byte..last_byte).unwrap_or_default().to_owned();
            let left = part.iter().map(|l| l.left).fold(f32::INFINITY, f32::min);
            let left = if left.is_finite() { left } else { line.start_x };
            let right = part.iter().map(|l| l.right).fold(left, f32::max);
            let scale = self.frame.pixels_per_point;
            let mut lengths: Vec<u8> = part.iter().map(|l| l.bytes.len() as u8).collect();
            let mut positions: Vec<f32> = part
                .iter()
                .map(|l| if layout.rtl { right - l.right } else { l.left - left } / scale)
                .collect();
            let mut widths: Vec<f32> = part.iter().map(|l| (l.right - l.left) / scale).collect();
            if last && ends_paragraph {
                value.push('\n');
                lengths.push(1);
                positions.push((right - left) / scale);
                widths.push(0.0);
            }
            let bounds = accesskit::Rect {
                x0: self.frame.x(left).into(),
                y0: self.frame.y(top + f64::from(line.top)).into(),
                x1: self.frame.x(right).into(),
                y1: self.frame.y(top + f64::from(line.bottom)).into(),
            };
            let words = word_starts(text, part);
            let child = ui.new_child(UiBuilder::new().scope_id(run).accessibility_parent(self.id).max_rect(
                egui::Rect::from_min_max(
                    egui::pos2(bounds.x0 as f32, bounds.y0 as f32),
                    egui::pos2(bounds.x1 as f32, bounds.y1 as f32),
                ),
            ));
            let node_id = child.unique_id();
            let many = number > 0 || !last;
            ui.ctx().accesskit_node_builder(node_id, |node: &mut Node| {
                node.set_role(Role::TextRun);
                node.set_text_direction(direction);
                node.set_bounds(bounds);
                node.set_value(value);
                node.set_character_lengths(lengths);
                node.set_character_positions(positions);
                node.set_character_widths(widths);
                node.set_word_starts(words);
                if many && number > 0 {
                    let previous = self.id.with(("run", line_start, number - 1));
                    node.set_previous_on_line(previous.accesskit_id());
                }
                if many && !last {
                    let next = self.id.with(("run", line_start, number + 1));
                    node.set_next_on_line(next.accesskit_id());
                }
            });
            for (caret, position) in
                [(self.selection.anchor, &mut self.anchor), (self.selection.focus, &mut self.focus)]
            {
                if position.is_none() && holds(caret, start, part, line, last) {
                    let before = |l: &&Letter| start + l.bytes.start < caret.byte;
                    *position = Some(TextPosition {
                        node: node_id.accesskit_id(),
                        character_index: part.iter().filter(before).count(),
                    });
                }
            }
            if last {
                return;
            }
            rest = after;
            number += 1;
        }
    }
}

/// Whether a caret is in this part of a line.
fn holds(caret: Caret, start: usize, part: &[Letter], line: &Line, last: bool) -> bool {
    let from = part.first().map_or(line.text.start as usize, |l| l.bytes.start) + start;
    let to = part.last().map_or(from - start, |l| l.bytes.end) + start;
    let at_end = caret.byte == to && last && !line.wrapped;
    (from..to).contains(&caret.byte) || at_end
}

/// The indices of the letters that a word begins with.
fn word_starts(text: &str, letters: &[Letter]) -> Vec<u8> {
    let is_word = |letter: &Letter| {
        let cluster = text.get(letter.bytes.clone()).unwrap_or_default();
        cluster.starts_with(char::is_alphanumeric)
    };
    let mut starts = Vec::new();
    let mut before = false;
    for (index, letter) in letters.iter().enumerate() {
        let word = is_word(letter);
        if word && !before {
            starts.push(index as u8);
        }
        before = word;
    }
    starts
}
