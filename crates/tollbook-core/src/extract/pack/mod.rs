//! Language packs: every word that extraction knows, as data.
//!
//! A pack is a folder of text files in `languages/<code>/`. The format is described in
//! `languages/README.md`. A project may add words of its own through [`Languages::with_words`].

mod category;
mod format;
mod load;
mod vocabulary;

pub use category::{Case, Categories, Category, Detail, Entry, Form, Frame};
pub use format::PackError;
pub use load::{Languages, Pack, PackSource};
pub use vocabulary::{UNKNOWN, Vocabulary, WordId};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_row_is_named_with_its_file_and_line() {
        let error = Pack::new("xx", &[("words.txt", "[of]\nof\n[nonsense]\nword")]).unwrap_err();
        assert_eq!((error.file.as_str(), error.line), ("words.txt", 3));
        let error = Pack::new("xx", &[("numbers.txt", "# numbers\n[number]\ntwo | two")]).unwrap_err();
        assert_eq!((error.file.as_str(), error.line), ("numbers.txt", 3));
    }
}
