//! Looking for words in texts, as they are: no folded copy of a text is kept or made.
//!
//! A [`Query`] is compiled once to a [`Matcher`], which gives the exact bytes of what it finds. Unless
//! they are asked for, differences of case and accents do not matter, whether a letter is composed or
//! not; and never does it matter whether a quote is curly, a blank does not break, how many blanks or
//! line ends stand between two words, or whether a word holds a soft hyphen.

mod context;
mod fold;
mod pattern;
mod phrase;
mod scan;

#[cfg(test)]
mod tests;

use std::ops::Range;

pub use context::{Context, context};

use crate::model::words::words;
use fold::Fold;
use pattern::Pattern;
use phrase::Phrase;

words! {
    /// How what was typed is meant.
    pub enum Mode ("phrase, words or pattern") {
        /// The words in this order.
        Phrase = "phrase",
        /// Each of the words, anywhere in the text; words within quotation marks are one phrase.
        Words = "words",
        /// A regular expression.
        Pattern = "pattern",
    }
}

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// As it was typed.
    pub text: String,
    /// How that is meant.
    pub mode: Mode,
    /// Only whole words are found.
    pub whole_words: bool,
    /// `A` is another letter than `a`.
    pub match_case: bool,
    /// `é` is another letter than `e`.
    pub match_accents: bool,
}

impl Default for Query {
    fn default() -> Self {
        let text = String::new();
        Self { text, mode: Mode::Phrase, whole_words: false, match_case: false, match_accents: false }
    }
}

impl Query {
    /// Each of the words of `text`, anywhere: what filters a list.
    pub fn words(text: impl Into<String>) -> Self {
        Self { text: text.into(), mode: Mode::Words, ..Self::default() }
    }

    /// Each of the words as a query of its own; what stands within quotation marks is one.
    pub fn each(&self) -> impl Iterator<Item = Self> {
        parts(&self.text).map(|part| Self { text: part.to_owned(), mode: Mode::Phrase, ..self.clone() })
    }

    /// Whether nothing is looked for.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Makes a matcher of it; `None` if it is blank.
    ///
    /// # Errors
    /// A sentence that says why the regular expression cannot be read.
    pub fn compile(&self) -> Result<Option<Matcher>, String> {
        if self.is_blank() {
            return Ok(None);
        }
        let fold = Fold { case: self.match_case, accents: self.match_accents };
        let phrase = |words: &str| Phrase::new(words, fold, self.whole_words);
        let kind = match self.mode {
            Mode::Pattern => Kind::Pattern(Pattern::new(&self.text, fold, self.whole_words)?),
            Mode::Phrase => Kind::Phrases(phrase(&self.text).into_iter().collect()),
            Mode::Words => Kind::Phrases(parts(&self.text).filter_map(phrase).collect()),
        };
        Ok(match kind {
            Kind::Phrases(phrases) if phrases.is_empty() => None,
            kind => Some(Matcher(kind)),
        })
    }
}

/// The words of what was typed; what stands within quotation marks is one.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text.split(['"', '“', '”']).enumerate();
    quoted.flat_map(|(nth, part)| {
        let is_quoted = nth % 2 == 1;
        let whole = is_quoted.then_some(part);
        let words = (!is_quoted).then(|| part.split_whitespace());
        whole.into_iter().chain(words.into_iter().flatten())
    })
}

/// Finds what a query asks for.
#[derive(Clone, Debug)]
pub struct Matcher(Kind);

#[derive(Clone, Debug)]
enum Kind {
    /// One or several, all of which have to be there.
    Phrases(Vec<Phrase>),
    Pattern(Pattern),
}

impl Matcher {
    /// Whether the text has all that is looked for.
    pub fn is_in(&self, text: &str) -> bool {
        match &self.0 {
            Kind::Phrases(phrases) => phrases.iter().all(|phrase| phrase.spans(text).next().is_some()),
            Kind::Pattern(pattern) => pattern.spans(text).next().is_some(),
        }
    }

    /// Whether these bytes may be a text in UTF-8 that has all that is looked for: what is cheap to say, so that most
    /// texts need not be looked at more closely.
    pub fn may_be_in(&self, bytes: &[u8]) -> bool {
        match &self.0 {
            Kind::Phrases(phrases) => phrases.iter().all(|phrase| phrase.may_be_in(bytes)),
            Kind::Pattern(_) => true,
        }
    }

    /// Every place of the text, at most so many: bytes on character boundaries, in order, none empty and
    /// none over another. None at all if one of several words is missing.
    pub fn spans(&self, text: &str, most: usize) -> Vec<Range<usize>> {
        match &self.0 {
            Kind::Phrases(phrases) => match &phrases[..] {
                [phrase] => phrase.spans(text).take(most).collect(),
                phrases => of_several(phrases, text, most),
            },
            Kind::Pattern(pattern) => pattern.spans(text).take(most).collect(),
        }
    }
}

fn of_several(phrases: &[Phrase], text: &str, most: usize) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    for phrase in phrases {
        let before = all.len();
        all.extend(phrase.spans(text).take(most));
        if all.len() == before {
            return Vec::new();
        }
    }
    // Of those that begin together the longest stays.
    all.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut free = 0;
    all.retain(|span| {
        let stays = span.start >= free;
        free = if stays { span.end } else { free };
        stays
    });
    all.truncate(most);
    all
}
