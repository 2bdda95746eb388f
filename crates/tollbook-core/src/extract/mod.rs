//! Extraction: reading casualty statements from the text of an article, by structure.
//!
//! A cascade of small stages, each of which knows only the one before it. The grammar contains no word of
//! any language: words are data ([`pack`], `languages/<code>/`).
//!
//! | stage | module | from | to |
//! | --- | --- | --- | --- |
//! | 1 | `token`, `lines` | text | words, numbers and marks, with the vocabulary's word for each; paragraphs |
//! | 2 | `sentence` | tokens | sentences, over lines that were broken at some width |
//! | 3 | `lexeme` | tokens of a sentence with a trigger | the longest phrases with their readings; dates from [`date`] |
//! | 4 | `chunk` | lexemes | noun groups, verb groups, and the small words between; numbers by `number` |
//! | 5 | `clause`, `object` | chunks | a verb's subject and object, the antecedent of a relative pronoun |
//! | 6 | `group`, `list`, `apposition` | a noun group | people joined by commas and "and", told from appositions |
//! | 7 | `candidate`, `frame`, `nominal`, `toll`, `companion` | triggers | trigger, slot and patient, by twelve slot patterns ([`Slot`]) |
//! | 8 | `asserted`, `agreement`, `by_side`, `judge`, `doubt` | candidates | which stand; kind, status and cause |
//! | 9 | `side`, `when`, `event_date`, `place`, `country` | a candidate | whose people, which date, which place and country |
//! | 10 | `repeat` | statements | which speak of people already told of |
//!
//! Sentences without a trigger cost one look-up a word. Time and memory are in proportion to the text.

mod agreement;
mod apposition;
mod asserted;
mod by_side;
mod candidate;
mod chunk;
mod clause;
mod companion;
mod country;
pub mod date;
mod dateline;
mod doubt;
mod event_date;
mod forces;
mod frame;
mod group;
mod judge;
mod languages;
mod lexeme;
mod lines;
mod list;
mod names;
mod nominal;
mod number;
mod object;
mod outcome_noun;
pub mod pack;
mod people_count;
mod phrase;
mod place;
mod read;
mod repeat;
#[cfg(test)]
mod robustness_tests;
mod rules;
mod sentence;
mod side;
mod statement;
mod strength;
mod token;
mod toll;
mod typed_count;
mod when;

pub use crate::model::{DateRange, Figures, Kind, Outcome};
pub use languages::{LANGUAGES, Language};
pub use pack::Languages;
pub use phrase::read_phrase;
pub use rules::{Rule, RuleSet};
pub use statement::*;
pub use typed_count::parse_count;

use std::ops::Range;
use std::sync::LazyLock;

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

/// The statements that a text makes, in the order of their words.
pub fn extract(text: &str, context: &Context, languages: &Languages) -> Vec<Statement> {
    read_with(text, context, languages, |reader| reader.statements()).unwrap_or_default()
}

/// The names of people and units in a sentence, in order, but for those of whoever speaks. Scripts without capitals
/// have few that can be told.
pub fn names(sentence: &str, context: &Context, languages: &Languages) -> Vec<Range<usize>> {
    read_with(sentence, context, languages, |reader| reader.names(false)).unwrap_or_default()
}

/// The names in words that are no sentence, such as a list of victims.
pub fn names_listed(words: &str, context: &Context, languages: &Languages) -> Vec<Range<usize>> {
    read_with(words, context, languages, |reader| reader.names(true)).unwrap_or_default()
}

/// How the text is cut into chunks, for those who write language packs: a line a sentence.
pub fn explain(text: &str, context: &Context, languages: &Languages) -> String {
    read_with(text, context, languages, |reader| reader.explain()).unwrap_or_default()
}

/// Hands a reader of the text to `read`; `None` where the text is in no language that has a pack.
fn read_with<T>(
    text: &str,
    context: &Context,
    languages: &Languages,
    read: impl FnOnce(&read::Reader<'_, '_>) -> T,
) -> Option<T> {
    let pack = match &context.language {
        Some(code) => languages.pack(code),
        None => languages.detect(text),
    }?;
    let tokens = token::tokenise(text, pack, true);
    let sentences = sentence::sentences(&tokens, pack);
    Some(read(&read::Reader {
        text,
        tokens: &tokens,
        sentences: &sentences,
        pack,
        context,
        dateline_country: Default::default(),
        written: Default::default(),
        forces: Default::default(),
        games: Default::default(),
        violence: Default::default(),
        named: Default::default(),
        countries: Default::default(),
        opening_names_another: Default::default(),
    }))
}

/// The English short name of every country that can be told, in the order of the alphabet.
pub fn country_names() -> impl Iterator<Item = &'static str> {
    static NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| {
        Languages::builtin().packs().first().map(|pack| pack.country_names()).unwrap_or_default()
    });
    NAMES.iter().copied()
}

/// The key of the cause that these words name ("roadside bomb" and "improvised explosive device" have one),
/// in any language that has a pack.
pub fn cause_key(words: &str, languages: &Languages) -> Option<String> {
    languages.packs().iter().find_map(|pack| {
        let tokens = token::tokenise(words, pack, true);
        let cues = judge::cues(&tokens, 0..tokens.len(), pack);
        judge::cause(&cues, pack, Span::new(0, words.len())).map(|cause| cause.key)
    })
}

/// Whether a sentence speaks of other people than some that were told of ("two other soldiers", "trois autres").
pub fn says_other(sentence: &str, languages: &Languages) -> bool {
    languages.detect(sentence).is_some_and(|pack| {
        let tokens = token::tokenise(sentence, pack, true);
        lexeme::lexemes(sentence, &tokens, 0..tokens.len(), &[], pack)
            .iter()
            .any(|word| word.is(pack::Category::Other))
    })
}

/// The country and the day in the dateline at the head of a text ("LIMA (PERU), 3 JAN 90 --"). A day without a year
/// is counted from when the text was published.
pub fn dateline(text: &str, published: Option<DateRange>, languages: &Languages) -> Option<Dateline> {
    let pack = languages.detect(text)?;
    let day = dateline::day(text, pack, published).map(|day| day.first());
    let found = dateline::dateline(text, pack);
    found.or_else(|| day.map(|_| Dateline::default())).map(|dateline| Dateline { date: day, ..dateline })
}
