//! Tollbook: a desktop workbench for people who record casualties from the news.

pub mod analysis;
pub mod exchange;
pub mod jobs;
pub mod lexicon;
pub mod model;
pub mod reading;
pub mod state;
pub mod storage;
pub mod ui;
