//! From files to articles.

pub mod download;
