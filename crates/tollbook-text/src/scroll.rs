//! Which part of a text is in the window.
//!
//! The place is kept as a block and a distance into it, not as a distance from the top of the text:
//! the heights above are estimates, and what the reader looks at must stay where it is when one of
//! them turns out to be wrong.

use std::ops::Range;

use super::block::Typesetter;
use super::layout::{Area, Document};

/// The place of the window's top in the text. Everything is in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Scroll {
    block: usize,
    into: f32,
}

/// The window: its height, and the space above the first line and below the last.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Window {
    pub height: f32,
    pub above: f32,
    pub below: f32,
}

impl Scroll {
    /// How far down the text the window's top is.
    pub fn y(&self, document: &Document) -> f64 {
        document.top(self.block) + f64::from(self.into)
    }

    /// Moves the window down, or up.
    pub fn by(&mut self, distance: f32) {
        self.into += distance;
    }

    /// Moves the window's top to a distance from the top of the text.
    pub fn to(&mut self, y: f64, document: &Document) {
        (self.block, self.into) = document.at(y);
    }

    /// Keeps the place when the heights change with the setting of the text.
    pub fn keep_place(&mut self, old_height: f32, document: &mut Document, typesetter: &mut Typesetter) {
        document.layout(self.block, typesetter);
        if self.into > 0.0 && old_height > 0.0 {
            self.into *= document.height(self.block) / old_height;
        }
    }

    /// The block that the window's top is in.
    pub fn block(&self) -> usize {
        self.block
    }

    /// Moves the window just so far that the area is inside, `margin` from the edge; or, if it was
    /// further away than that, to a third of the window.
    pub fn reveal(&mut self, area: &Area, window: &Window, margin: f32, document: &Document) {
        let y = self.y(document);
        let (top, bottom) = ((area.top - y) as f32, (area.bottom - y) as f32);
        if top >= margin && bottom <= window.height - margin {
            return;
        }
        let distance = if top < -window.height || bottom > 2.0 * window.height {
            top - window.height / 3.0
        } else if top < margin {
            top - margin
        } else {
            // What is taller than the window shows its beginning.
            (bottom - window.height + margin).min(top - margin)
        };
        let (block, into) = document.at(area.top);
        self.block = block;
        self.into = into + distance - top;
    }

    /// Lays out what is in the window and keeps the window in the text. Says which blocks are in view.
    pub fn settle(
        &mut self,
        window: &Window,
        document: &mut Document,
        typesetter: &mut Typesetter,
    ) -> Range<usize> {
        let count = document.blocks();
        self.block = self.block.min(count - 1);
        self.climb(window, document, typesetter);
        let mut end = self.descend(window, document, typesetter);
        if let Err(missing) = end {
            // The text ends above the window's end: back, and what comes into view may move it again.
            self.into -= missing;
            self.climb(window, document, typesetter);
            end = self.descend(window, document, typesetter);
        }
        self.block..end.unwrap_or(count)
    }

    /// Makes the place one inside its block, going up or down as need be.
    fn climb(&mut self, window: &Window, document: &mut Document, typesetter: &mut Typesetter) {
        document.layout(self.block, typesetter);
        while self.into < 0.0 && self.block > 0 {
            self.block -= 1;
            document.layout(self.block, typesetter);
            self.into += document.height(self.block);
        }
        while self.into >= document.height(self.block) && self.block + 1 < document.blocks() {
            self.into -= document.height(self.block);
            self.block += 1;
            document.layout(self.block, typesetter);
        }
        if self.block == 0 {
            self.into = self.into.max(-window.above);
        }
    }

    /// Lays out down to the window's end. Says the block after the last, or how much is missing.
    fn descend(
        &self,
        window: &Window,
        document: &mut Document,
        typesetter: &mut Typesetter,
    ) -> Result<usize, f32> {
        let mut y = -self.into;
        for index in self.block..document.blocks() {
            document.layout(index, typesetter);
            y += document.height(index);
            if y >= window.height {
                return Ok(index + 1);
            }
        }
        // The text ends inside the window. All is well if the space below it ends there as well.
        let missing = window.height - y - window.below;
        let at_top = self.block == 0 && self.into <= -window.above;
        if missing > 0.5 && !at_top { Err(missing) } else { Ok(document.blocks()) }
    }
}
