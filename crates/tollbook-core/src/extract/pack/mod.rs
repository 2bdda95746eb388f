//! Language packs: every word that extraction knows, as data.
//!
//! A pack is a folder of text files in `languages/<code>/`. The format is described in
//! `languages/README.md`. A project may add words of its own through [`Languages::with_words`].

mod category;
mod format;
mod load;
mod vocabulary;

pub use category::{Case, Category, Detail, Entry, Form, Frame};
pub use format::PackError;
pub use load::{Languages, Pack, PackSource};
pub use vocabulary::{UNKNOWN, Vocabulary, WordId};
