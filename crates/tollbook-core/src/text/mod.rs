//! Text as such: where words and sentences begin and end, and how words are compared.

mod fold;
pub mod sentence;
pub mod word;

pub use fold::{fold, folded_words};
