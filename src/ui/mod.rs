//! ui.

pub mod text;
