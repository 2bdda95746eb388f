//! The frame of the window: the loop, menus, keys, docking of panels, status line and start page.

pub mod app;
pub mod dock;
pub mod keys;
pub mod menu;
pub mod notices;
pub mod start;
pub mod status;
pub mod workbench;
