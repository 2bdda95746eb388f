//! Extraction: reading casualty statements from the text of an article, by structure.

mod candidate;
mod chunk;
mod clause;
pub mod date;
mod group;
mod judge;
mod languages;
mod lexeme;
mod nominal;
mod number;
pub mod pack;
mod place;
mod read;
mod repeat;
mod sentence;
mod side;
mod statement;
mod token;
mod when;

pub use crate::model::{DateRange, Figures, Kind, Outcome};
pub use pack::Languages;
pub use statement::*;

use jiff::civil::Date;

/// What is known of an article besides its text.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// When it was published, where that is known.
    pub published: Option<DateRange>,
    /// Where its dateline says that it was written.
    pub dateline: Option<Dateline>,
    /// The language as a code ("en"); blank to have it detected.
    pub language: Option<String>,
    /// The rules that are switched off, for measuring what each is worth.
    pub rules_off: RuleSet,
}

/// The place at the head of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dateline {
    /// The place as written.
    pub place: String,
    /// Its country's English short name, where known.
    pub country: Option<String>,
    /// The day written there.
    pub date: Option<Date>,
}

/// A set of the rules that can be switched off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleSet(pub u64);

/// The statements that a text makes, in the order of their words.
pub fn extract(text: &str, context: &Context, languages: &Languages) -> Vec<Statement> {
    let pack = match &context.language {
        Some(code) => languages.pack(code),
        None => languages.detect(text),
    };
    let Some(pack) = pack else { return Vec::new() };
    let tokens = token::tokenise(text, pack, true);
    let sentences = sentence::sentences(&tokens, pack);
    read::Reader { text, tokens: &tokens, sentences: &sentences, pack, context }.statements()
}
