//! Extraction: reading casualty statements from the text of an article, by structure.

pub mod date;
