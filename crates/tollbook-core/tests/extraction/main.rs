//! How well extraction reads sentences and articles whose statements are known.
//!
//! `languages/<code>/sentences.txt` holds sentences, `tests/articles` whole articles with every
//! statement that they make. `EXTRACTION_SHOW=1 cargo test -p tollbook-core --test extraction --
//! --nocapture` prints what is wrong, one line a statement; `EXTRACTION_SHOW=fr` that of one language.

#![expect(clippy::disallowed_methods, reason = "a test may read its own files and a switch for its output")]

mod articles;
mod notation;
mod rules;
mod score;
mod sentences;
