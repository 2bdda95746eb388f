//! What opens over the panels: pages, palettes and questions.

pub mod agreement;
pub mod bring_in;
pub mod coder;
pub mod columns;
pub mod guide;
pub mod help;
pub mod key_change;
pub mod merge;
pub mod new_project;
pub mod palette;
pub mod picture;
pub mod prompts;
pub mod provenance;
pub mod restore;
pub mod team;
pub mod text_change;
pub mod undo;
