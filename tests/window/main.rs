//! Users' stories through the whole window, without a display.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod form;
mod harness;
mod history;
mod input;
mod keys;
mod reader;
mod sharing;
mod story;
mod suggestions;
mod team;
mod team_frames;
mod typed;
mod zoom;
