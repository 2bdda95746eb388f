//! Answers from the facts: pure functions from a project to what it says.

pub mod answers;
pub mod draft;
mod dates;
pub mod coverage;
pub mod estimate;
pub mod incident;
pub mod index;
pub mod neighbours;
pub mod places;
mod resolve;
mod said;
pub mod timeline;
pub mod totals;
mod warnings;

pub use answers::Answers;

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod stories;
