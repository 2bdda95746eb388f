//! What words mean: numbers, dates, people, places, causes; pure functions over `&str`.
//!
//! English and French are read well; Arabic for digits, dates and the commonest words. Every finding
//! carries the bytes of the words it was read from, on character boundaries, in order, without
//! overlaps, so that a figure can always be led back to its words. Nothing here fails or panics on
//! any text, and nothing decides what a claim is: that is `analysis`.

pub mod attribution;
pub mod cause;
pub mod country;
mod country_table;
pub mod cue;
pub mod date;
pub mod group;
pub mod name;
pub mod number;
pub mod outcome;
pub mod person;
pub mod sentence;
pub mod word;

mod function_word;
mod numeral;
mod phrases;
mod speech;
mod thing;
pub(crate) mod token;

pub use attribution::attributions;
pub use cause::{causes, hostile_words};
pub use country::countries;
pub use cue::cues;
pub use date::dates;
pub use group::groups;
pub use name::{names, names_listed};
pub use number::{Count, counts};
pub use outcome::outcomes;
pub use person::persons;
pub use phrases::Found;

#[cfg(test)]
mod tests;
