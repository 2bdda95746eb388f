//! Panels: they show the state and return actions.
//!
//! Each panel is a function of the state and of its own small unsaved state, and pushes the
//! [`Action`](crate::state::Action)s that it wants.

pub mod app;
pub mod articles;
pub mod asks;
pub mod field;
pub mod help;
pub mod keys;
pub mod menu;
pub mod notices;
pub mod palette;
pub mod reader;
pub mod start;
pub mod status;
pub mod text;
pub mod theme;
