//! Tollbook: a desktop workbench for people who record casualties from the news.
//!
//! This crate is the program: work beside the window, the window, and the command line. The facts and the
//! counting are in `tollbook-core`, the files in `tollbook-files`, the application state in
//! `tollbook-state`. `ARCHITECTURE.md` is the map.

pub mod jobs;
pub mod ui;
