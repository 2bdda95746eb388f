//! Panels: they show the state and return actions.
//!
//! Each panel is a function of the state and of its own small unsaved state, and pushes the
//! [`Action`](crate::state::Action)s that it wants.

pub mod card;
pub mod codebook;
pub mod field;
pub mod inspector;
pub mod text;
pub mod theme;
pub mod widget;
