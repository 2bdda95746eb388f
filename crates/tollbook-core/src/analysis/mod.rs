//! Answers from the facts: pure functions from a project to what it says.

pub mod agreement;
pub mod answers;
pub mod by_words;
pub mod changes;
pub mod chart;
pub mod citation;
pub mod claim_filter;
mod claim_warnings;
pub mod codebook;
pub mod counted;
pub mod coverage;
mod dates;
pub mod deaths;
pub mod duplicates;
pub mod estimate;
mod estimated;
pub mod incident;
mod incident_claims;
pub mod independent_sources;
pub mod index;
pub mod near_duplicates;
pub mod places;
pub mod provenance;
mod resolve;
pub mod search;
pub mod table;
pub mod timeline;
pub mod totals;
pub mod usage;
pub mod uses;
pub mod warnings;
pub mod what_if;
pub mod without_sensitive;
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
