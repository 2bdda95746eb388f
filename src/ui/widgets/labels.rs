//! Labels of buttons that several panels and dialogs have.

/// Leaves everything as it is.
pub const CANCEL: &str = "Cancel";
/// Puts a window or a bar away.
pub const CLOSE: &str = "Close";
/// Shows again what a filter hides.
pub const SHOW_ALL: &str = "Show all";
/// Removes an entry of a list.
pub const REMOVE: &str = "Remove";
