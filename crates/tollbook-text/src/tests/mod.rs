//! The engine from outside its parts: what is painted, what is clicked, where carets go, what is laid
//! out, and the widget as a reader uses it.

mod geometry;
mod lazy;
mod margin;
mod movement;
mod structure;
mod widget;

use super::Face;
use super::block::{TextStyle, Typesetter};
use super::layout::{Document, Setting};

/// Text of every kind that has its own way to be wrong.
pub(super) const SAMPLES: &[&str] = &[
    "Thirteen soldiers were killed.",
    "officials, affluent efforts: ffi fi fl",
    "שלום, 13 חיילים נהרגו",
    "قُتل ثلاثة عشر جنديًا (Tigre) يوم 25 نوفمبر 2019.",
    "abc שלום 1,234 سلام def",
    "e\u{301}a\u{308} n\u{303}o\u{327} क्षि",
    "👨‍👩‍👧‍👦 and 👍🏽 and 🇫🇷🇲🇱 and ❤️",
    "法国军人13名 한국어",
    "tab\there, soft\u{ad}hyphen, zero\u{200b}width, mark\u{200f}er",
    "two  spaces   three",
];

pub(super) const STYLE: TextStyle =
    TextStyle { face: Face::Serif, size: 18.0, line_height: 1.6, bold: false };

pub(super) fn setting(width: f32) -> Setting {
    Setting { body: STYLE, title: STYLE, titles: 0, width, pixels_per_point: 1.0 }
}

pub(super) fn document(text: &str, width: f32) -> (Document, Typesetter) {
    (Document::new(text.into(), setting(width)), Typesetter::default())
}
