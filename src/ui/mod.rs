//! Panels: they show the state and return actions.
//!
//! Each panel is a function of the state and of its own small unsaved state, and pushes the
//! [`Action`](tollbook_state::Action)s that it wants.

pub mod account;
pub mod annotations;
pub mod app;
pub mod articles;
pub mod asks;
pub mod card;
pub mod chart;
pub mod codebook;
pub mod dock;
pub mod field;
pub mod find_bar;
pub mod find_field;
pub mod follow;
pub mod found;
pub mod fuzzy;
pub mod guide;
pub mod help;
pub mod inspector;
pub mod kept;
pub mod key_change;
pub mod keys;
pub mod lists;
pub mod look_alikes;
pub mod menu;
pub mod notices;
pub mod operations;
pub mod palette;
pub mod picture;
pub mod reader;
pub mod start;
pub mod status;
pub mod text;
pub mod theme;
pub mod totals;
pub mod typed_ahead;
pub mod widget;
pub mod workbench;

#[cfg(test)]
mod story;
