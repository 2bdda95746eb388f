//! Answers from the facts: pure functions from a project to what it says.

pub mod answers;
pub mod draft;
pub mod estimate;
pub mod incident;
pub mod index;
pub mod places;
pub mod timeline;
pub mod totals;

pub use answers::Answers;
