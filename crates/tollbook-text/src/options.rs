//! What a text view is told, and what it answers.

use std::ops::Range;
use std::sync::Arc;

use super::block::TextStyle;
use super::fonts::Face;
use super::paint::Colors;
use super::structure::Structure;

/// How a text is shown. The caller owns the colours and the sizes.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Says what the text is, to those who hear it rather than see it.
    pub label: String,
    /// Ordinary paragraphs.
    pub body: TextStyle,
    /// The title.
    pub title: TextStyle,
    /// How many paragraphs from the start are the title; blank ones do not count.
    pub titles: usize,
    /// The column is no wider than this, in points.
    pub column: f32,
    /// Every colour.
    pub colors: Colors,
    /// A drag selects whole words once it has left the word in which it began.
    pub whole_words: bool,
    /// The ends of the selected mark can be dragged.
    pub can_move_marks: bool,
    /// Every mark says its label.
    pub labels: bool,
    /// Paragraphs have their numbers beside them.
    pub paragraph_numbers: bool,
    /// The parts of the text, and how they are set.
    pub structure: Arc<Structure>,
    /// Lines that were broken at some width are joined to paragraphs.
    pub reflows: bool,
    /// There is room for the short words of [`super::Layers::margin`].
    pub margin_words: bool,
}

impl Options {
    /// Options for text of this size: a column of some 72 letters, the first paragraph no different.
    pub fn new(size: f32, colors: Colors) -> Self {
        let body = TextStyle { face: Face::Serif, size, line_height: 1.6, bold: false };
        Self {
            label: "Text".to_owned(),
            body,
            title: TextStyle { size: size * 1.4, line_height: 1.3, bold: true, ..body },
            titles: 0,
            // Letters of the serif are half an em wide on average.
            column: size * 0.5 * 72.0,
            colors,
            whole_words: true,
            can_move_marks: true,
            labels: false,
            paragraph_numbers: false,
            structure: Arc::default(),
            reflows: false,
            margin_words: false,
        }
    }
}

impl Options {
    /// The room left and right of the column for what stands in the margin, in points.
    pub(super) fn gutters(&self) -> [f32; 2] {
        let side = if self.paragraph_numbers { 2.6 } else { 1.2 };
        let words = if self.margin_words { 1.6 } else { 0.0 };
        [self.body.size * (side + words), self.body.size * side]
    }
}

/// What happened to a text view in a frame.
#[derive(Debug)]
pub struct Response {
    /// egui's own response: context menus and the like.
    pub response: egui::Response,
    /// The selected bytes, if any are.
    pub selection: Option<Range<usize>>,
    /// The reader changed the selection or moved the caret in this frame.
    pub changed: bool,
    /// Where the caret is.
    pub caret: usize,
    /// The byte that was clicked in this frame: the first of the cluster under the pointer.
    pub clicked: Option<usize>,
    /// The byte under the pointer: the first of its cluster.
    pub hovered: Option<usize>,
    /// The marks under the pointer, by index, the shortest first.
    pub hovered_marks: Vec<usize>,
    /// Where an end of the selected mark was dragged to: the mark's bytes from now on.
    pub moved: Option<Range<usize>>,
    /// The keyboard is here.
    pub has_focus: bool,
    /// The bytes in view.
    pub visible: Range<usize>,
}
