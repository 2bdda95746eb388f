//! Answers from the facts: pure functions from a project to what it says.

pub mod provenance;
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
pub mod claim_filter;
pub mod incident;
pub mod index;
pub mod duplicates;
pub mod near_duplicates;
pub mod places;
mod resolve;
mod incident_claims;
pub mod search;
pub mod table;
pub mod timeline;
pub mod totals;
pub mod what_if;
pub mod usage;
pub mod uses;
pub mod independent_sources;
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
mod rule_tests;
