//! The text engine: shows an article's words in any script, with decorations along them, and lets the
//! reader select exactly.
//!
//! [`TextView`] is the widget. Below it, from the bottom up: `fonts` finds faces, `raster` and `atlas`
//! turn glyphs into texels, `block` lays out a paragraph with `parley`, `layout` and `heights` hold a
//! whole text of which only the part in view is laid out, `scroll` says which part that is, `select`
//! moves carets, `paint` draws. The engine knows nothing of articles, codes or the program's state.
//!
//! Offsets are bytes into the whole text, on character boundaries, and gaps between characters: the
//! range `0..1` is the first character if that is ASCII. Carets only ever stand between clusters,
//! which are what a reader takes for one letter: a letter with its accents, a family of emoji.

mod accessibility;
mod atlas;
mod bidi_labels;
mod block;
mod columns;
mod cut;
mod decorations;
pub mod fonts;
mod heights;
mod keyboard;
mod labels;
mod lanes;
mod layout;
mod margin;
mod options;
mod overview;
mod paint;
mod parts;
mod pointer;
mod raster;
mod reflow;
mod scroll;
mod scrollbar;
mod select;
mod structure;
mod view;

pub use bidi_labels::{BidiLabels, is_right_to_left};
pub use block::TextStyle;
pub use decorations::{Decoration, Decorations, Layers, Style};
pub use fonts::Face;
pub use keyboard::keep_arrows;
pub use options::{Options, Response};
pub use paint::Colors;
pub use reflow::wrapped_paragraphs;
pub use structure::{Part, PartKind, Structure};
pub use view::TextView;

#[cfg(test)]
mod tests;
