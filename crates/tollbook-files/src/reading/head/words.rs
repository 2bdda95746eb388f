//! The words by which a head is read, of all languages together.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use memchr::memmem::Finder;

use tollbook_core::extract::LANGUAGES;
use tollbook_core::extract::date::{data_lines, fold};

/// What a label says of the words after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Published,
    /// The date of first publication, beside which another one may stand.
    Original,
    Updated,
    Source,
    Author,
    Title,
    /// A date that is not of publication: of printing, saving, looking up, or of the event.
    OtherDate,
    Other,
}

/// A set of folded words or phrases.
pub(super) type Set = HashSet<String>;

/// The words of all languages.
#[derive(Debug, Default)]
pub(super) struct HeadWords {
    /// Folded labels by their first letter, the longest first.
    labels: HashMap<char, Vec<(String, Label, &'static str)>>,
    furniture_starts: HashMap<char, Vec<String>>,
    pub furniture: Set,
    pub release: Set,
    pub reading_time: Phrases,
    pub section: Set,
    pub site: Set,
    /// Words that begin the name of a station or an agency: "Radio Miren".
    pub site_first: Set,
    /// Ends of words in names of papers, in languages that join words: "Landbote".
    pub site_ending: Vec<String>,
    pub caption: Set,
    pub time: Set,
    /// Words before the number of a page.
    pub page: Set,
    pub link: Set,
    pub rights: Phrases,
    /// Entries of a page that stand above its headline.
    pub page_top: Set,
    /// Phrases of what stands above and below every message of a sender.
    pub mail: Phrases,
    pub agency: Set,
    /// Names of papers, stations and offices that nothing in the name tells.
    pub paper: Set,
    /// Words beside the name of a paper for those who write it: "report", "Redacción".
    pub staff: Set,
    /// Words between several who published: "The Paper with AFP".
    pub with: Set,
    /// Words before the name of the paper in which an article was printed: "Published in".
    pub appeared: Beginnings,
    /// Words before the name of the page that readers are asked to follow: "Follow".
    pub follow: Beginnings,
    pub no_place: Set,
    common: Vec<(&'static str, Set)>,
}

/// Phrases that may stand anywhere in a line.
#[derive(Debug, Default)]
pub(super) struct Phrases(Vec<Finder<'static>>);

impl Phrases {
    fn extend(&mut self, phrases: impl Iterator<Item = String>) {
        self.0.extend(phrases.map(|phrase| Finder::new(&phrase).into_owned()));
    }

    /// Whether one of them stands in a folded line.
    pub fn stand_in(&self, folded: &str) -> bool {
        self.0.iter().any(|phrase| phrase.find(folded.as_bytes()).is_some())
    }

    /// Whether a folded line begins with one of them.
    pub fn begin(&self, folded: &str) -> bool {
        self.0.iter().any(|phrase| folded.as_bytes().starts_with(phrase.needle()))
    }
}

/// Phrases with which a line may begin, by their first letter.
#[derive(Debug, Default)]
pub(super) struct Beginnings(HashMap<char, Vec<String>>);

impl Beginnings {
    fn extend(&mut self, phrases: impl Iterator<Item = String>) {
        for phrase in phrases {
            let first = phrase.chars().next().unwrap_or_default();
            self.0.entry(first).or_default().push(phrase);
        }
    }

    /// Whether the first letter of a line, folded or not, is that of a phrase.
    pub fn may_begin(&self, line: &str) -> bool {
        let first = line.chars().next().map(|first| fold(first.encode_utf8(&mut [0; 4])));
        first.and_then(|first| first.chars().next()).is_some_and(|first| self.0.contains_key(&first))
    }

    /// The longest phrase with which a folded line begins, before a space or a colon.
    pub fn of(&self, folded: &str) -> Option<&str> {
        let phrases = self.0.get(&folded.chars().next()?)?;
        let begins = |phrase: &&String| {
            folded.strip_prefix(phrase.as_str()).is_some_and(|rest| rest.starts_with([' ', ':']))
        };
        phrases.iter().filter(begins).map(String::as_str).max_by_key(|phrase| phrase.len())
    }
}

pub(super) static WORDS: LazyLock<HeadWords> = LazyLock::new(HeadWords::read);

impl HeadWords {
    fn read() -> Self {
        let mut words = Self::default();
        for (code, file) in LANGUAGES.iter().map(|language| (language.code, language.heads)) {
            for (key, entries) in data_lines(file) {
                let entries = entries.map(fold);
                match key {
                    "published" => words.add_labels(Label::Published, code, entries),
                    "original" => words.add_labels(Label::Original, code, entries),
                    "updated" => words.add_labels(Label::Updated, code, entries),
                    "source" => words.add_labels(Label::Source, code, entries),
                    "author" => words.add_labels(Label::Author, code, entries),
                    "title" => words.add_labels(Label::Title, code, entries),
                    "other date" => words.add_labels(Label::OtherDate, code, entries),
                    "other label" => words.add_labels(Label::Other, code, entries),
                    "furniture" => words.furniture.extend(entries),
                    "furniture start" => {
                        for entry in entries {
                            let first = entry.chars().next().unwrap_or_default();
                            words.furniture_starts.entry(first).or_default().push(entry);
                        }
                    }
                    "release" => words.release.extend(entries),
                    "reading time" => words.reading_time.extend(entries),
                    "section" => words.section.extend(entries),
                    "site word" => words.site.extend(entries),
                    "site first" => words.site_first.extend(entries),
                    "site ending" => words.site_ending.extend(entries),
                    "caption" => words.caption.extend(entries),
                    "time" => words.time.extend(entries),
                    "page" => words.page.extend(entries),
                    "name link" => words.link.extend(entries),
                    "rights" => words.rights.extend(entries),
                    "page top" => words.page_top.extend(entries),
                    "mail" => words.mail.extend(entries),
                    "agency" => words.agency.extend(entries),
                    "paper" => words.paper.extend(entries),
                    "staff" => words.staff.extend(entries),
                    "with" => words.with.extend(entries),
                    "appeared in" => words.appeared.extend(entries),
                    "follow" => words.follow.extend(entries),
                    "no place" => words.no_place.extend(entries),
                    "common" => words.common.push((code, entries.collect())),
                    _ => {}
                }
            }
        }
        for labels in words.labels.values_mut() {
            labels.sort_by_key(|(label, ..)| std::cmp::Reverse(label.len()));
        }
        words
    }

    fn add_labels(&mut self, label: Label, code: &'static str, entries: impl Iterator<Item = String>) {
        for entry in entries {
            let first = entry.chars().next().unwrap_or_default();
            self.labels.entry(first).or_default().push((entry, label, code));
        }
    }

    /// The labels that `folded`, a folded line, begins with, the longest first, as folded.
    pub fn labels_of<'w>(&'w self, folded: &'w str) -> impl Iterator<Item = (&'w str, Label)> {
        self.labels_with_language(folded).map(|(label, what, _)| (label, what))
    }

    fn labels_with_language<'w>(
        &'w self,
        folded: &'w str,
    ) -> impl Iterator<Item = (&'w str, Label, &'static str)> {
        let first = folded.chars().next().unwrap_or_default();
        let labels = self.labels.get(&first).into_iter().flatten();
        labels
            .filter(|(label, ..)| {
                // Scripts without capitals may write a number right behind a label: "송고시간2020-09-11".
                folded.strip_prefix(label.as_str()).is_some_and(|rest| {
                    !rest.starts_with(char::is_alphanumeric)
                        || is_caseless(label) && rest.starts_with(|c: char| c.is_ascii_digit())
                })
            })
            .map(|(label, what, code)| (label.as_str(), *what, *code))
    }

    /// The language of the label that a folded line begins with, if no other language has it.
    pub fn language_of_label(&self, folded: &str) -> Option<&'static str> {
        let mut labels = self.labels_with_language(folded);
        let (longest, _, code) = labels.next()?;
        let shared = labels.any(|(label, _, other)| label == longest && other != code);
        (!shared).then_some(code)
    }

    /// Whether folded words are an entry of a menu, a button or a rubric, or begin as these do.
    pub fn is_furniture(&self, folded: &str) -> bool {
        !folded.is_empty() && (self.furniture.contains(folded) || self.starts_as_furniture(folded))
    }

    /// Whether a folded line begins as no title does.
    pub fn starts_as_furniture(&self, folded: &str) -> bool {
        let first = folded.chars().next().unwrap_or_default();
        self.furniture_starts
            .get(&first)
            .is_some_and(|starts| starts.iter().any(|start| folded.starts_with(start.as_str())))
    }

    /// The language whose frequent words are found most in `text`, if one stands out.
    pub fn language(&self, text: &str) -> Option<&'static str> {
        self.language_among(text, None)
    }

    /// The language among some, or among all, whose frequent words are found most in `text`, if one stands out.
    pub fn language_among(&self, text: &str, codes: Option<&[&str]>) -> Option<&'static str> {
        let mut counts = vec![0_usize; self.common.len()];
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
            let word = fold(word);
            for (count, (_, common)) in counts.iter_mut().zip(&self.common) {
                *count += usize::from(common.contains(&word));
            }
        }
        if let Some(codes) = codes {
            let others = counts.iter_mut().zip(&self.common).filter(|(_, (code, _))| !codes.contains(code));
            others.for_each(|(count, _)| *count = 0);
        }
        let most = *counts.iter().max()?;
        let mut best = counts.iter().zip(&self.common).filter(|(count, _)| **count == most);
        let (_, (code, _)) = best.next()?;
        (most >= 2 && best.next().is_none()).then_some(*code)
    }
}

/// The length in bytes of the beginning of `line` that is `folded` when folded.
pub(super) fn length_of(line: &str, folded: &str) -> Option<usize> {
    let mut so_far = String::new();
    for (at, c) in line.char_indices() {
        if so_far.len() >= folded.len() {
            return (so_far == folded).then_some(at);
        }
        so_far.push_str(&fold(c.encode_utf8(&mut [0; 4])));
    }
    (so_far == folded).then_some(line.len())
}

/// The words of `text`: runs of letters and digits, with apostrophes and points inside them.
pub(super) fn words_of(text: &str) -> impl Iterator<Item = &str> + Clone {
    text.split(|c: char| !(c.is_alphanumeric() || is_mark(c) || matches!(c, '\'' | '’' | '.')))
        .map(|word| word.trim_matches(['\'', '’', '.']))
        .filter(|word| !word.is_empty())
}

/// Signs that belong to the letter before them: accents, vowel signs and tone marks. The scripts of India, Thai, Lao,
/// Burmese and Khmer have their points of a sentence among them.
fn is_mark(c: char) -> bool {
    let is_of_south_asia = matches!(c, '\u{900}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
        && !matches!(c, '।' | '॥' | '။' | '၊' | '។' | '៕');
    is_of_south_asia || matches!(c, '\u{300}'..='\u{36f}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Whether a word begins with a capital, or with a letter of a script without capitals.
pub(super) fn is_capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase())
}

/// Whether a text's letters are of a script without capitals.
pub(super) fn is_caseless(text: &str) -> bool {
    text.chars().find(|c| c.is_alphabetic()).is_some_and(|c| !c.is_lowercase() && !c.is_uppercase())
}

/// Whether no letter is small, and some are capitals.
pub(super) fn is_all_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

/// At most `len` bytes of `text`, on a character boundary.
pub(super) fn clip(text: &str, len: usize) -> &str {
    &text[..text.floor_char_boundary(len)]
}
