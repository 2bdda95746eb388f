//! Answers from the facts: pure functions from a project to what it says.

pub mod account;
pub mod answers;
pub mod by_words;
pub mod chart;
pub mod citation;
pub mod codebook;
pub mod counted;
pub mod coverage;
mod dates;
pub mod deaths;
pub mod draft;
pub mod estimate;
pub mod heard;
pub mod incident;
pub mod index;
pub mod look_alikes;
pub mod near_text;
pub mod places;
mod resolve;
mod said;
pub mod search;
pub mod table;
pub mod timeline;
pub mod totals;
pub mod trial;
pub mod usage;
pub mod uses;
pub mod voices;
pub mod warnings;
pub mod wording;

pub use answers::Answers;

#[cfg(test)]
mod five_articles;
#[cfg(any(test, feature = "fixture"))]
pub mod fixture;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod stories;
