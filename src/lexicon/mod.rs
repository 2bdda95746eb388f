//! lexicon.

pub mod sentence;
