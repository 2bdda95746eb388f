//! Tollbook's files: reading articles, storing projects, exchanging tables.

pub mod reading;
