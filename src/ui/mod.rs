//! Panels: they show the state and return actions.
//!
//! Each panel is a function of the state and of its own small unsaved state, and pushes the
//! [`Action`](tollbook_state::Action)s that it wants.

pub mod dialogs;
pub mod panels;
pub mod shell;
pub mod theme;
pub mod widgets;

#[cfg(test)]
mod test_support;
