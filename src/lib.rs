//! Tollbook: a desktop workbench for people who record casualties from the news.
//!
//! The crate is a house of floors; each uses only those below it (a test holds that):
//!
//! `model ← lexicon ← analysis ← reading, storage, exchange ← state ← jobs ← ui ← main`
//!
//! | floor | what it is |
//! | --- | --- |
//! | [`model`] | the facts and every change to them, as data |
//! | [`lexicon`] | what words mean: numbers, dates, people, places |
//! | [`analysis`] | answers from the facts: estimates, timeline, totals, drafts of claims |
//! | [`reading`] | from files to articles |
//! | [`storage`] | the project file |
//! | [`exchange`] | CSV in and out |
//! | [`state`] | the application state, what the user can ask, and the one place where it changes |
//! | [`jobs`] | work beside the window |
//! | [`ui`] | panels: show the state, return actions |
//!
//! `ARCHITECTURE.md` is the map.

pub mod analysis;
pub mod exchange;
pub mod jobs;
pub mod lexicon;
pub mod model;
pub mod reading;
pub mod state;
pub mod storage;
pub mod ui;
