//! Panels of an open project, one module each.

pub mod annotations;
pub mod articles;
pub mod chart;
pub mod codebook;
pub mod duplicates;
pub mod find_bar;
pub mod find_field;
pub mod history;
pub mod inspector;
pub mod lists;
pub mod members;
pub mod operations;
pub mod reader;
pub mod search_results;
pub mod suggestions;
pub mod totals;
