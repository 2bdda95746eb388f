//! Panels: they show the state and return actions.
//!
//! Each panel is a function of the state and of its own small unsaved state, and pushes the
//! [`Action`](tollbook_state::Action)s that it wants.

pub mod annotations;
pub mod app;
pub mod articles;
pub mod cached;
pub mod chart;
pub mod codebook;
pub mod dock;
pub mod duplicates;
pub mod field;
pub mod find_bar;
pub mod find_field;
pub mod fuzzy;
pub mod guide;
pub mod help;
pub mod inspector;
pub mod key_change;
pub mod keys;
pub mod lists;
pub mod menu;
pub mod new_project;
pub mod notices;
pub mod operations;
pub mod palette;
pub mod picture;
pub mod prompts;
pub mod provenance;
pub mod reader;
pub mod scroll_to_focus;
pub mod search_results;
pub mod start;
pub mod status;

pub mod theme;
pub mod totals;
pub mod typed_ahead;
pub mod widget;
pub mod workbench;

#[cfg(test)]
mod test_support;
