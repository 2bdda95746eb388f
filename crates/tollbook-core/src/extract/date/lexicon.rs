//! The words and forms of dates, read from `languages/*/dates.txt`; the format is in `languages/README.md`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::forms::{Atom, Element, Form, Slot, Tree, expand};
use super::words::{Kind, Vocabulary, fold, is_mark};
use super::{Third, Unit};
use crate::extract::languages::LANGUAGES;

/// Code and file of each language.
pub(super) fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
    LANGUAGES.iter().map(|language| (language.code, language.dates))
}

/// A word or phrase of a list.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub slot: Slot,
    /// What follows its first word.
    pub rest: Vec<Atom>,
    pub value: i32,
    /// An abbreviation, read only beside a number.
    pub short: bool,
    /// How many years the era of a month's language counts more than the common one.
    pub year_offset: i16,
}

/// The value of a month's name that means different months in different languages.
pub(super) const UNCLEAR_MONTH: i32 = 0;

/// The words and forms of one language, or of several.
#[derive(Clone, Debug, Default)]
pub(super) struct Lexicon {
    pub vocabulary: Vocabulary,
    /// Entries by their first word, the longest first.
    pub entries: Vec<Vec<Entry>>,
    /// What may follow a day's digits without a space.
    pub suffixes: Vec<Atom>,
    pub tree: Tree,
    pub weak: Vec<u32>,
    pub weak_not_before: Vec<u32>,
    /// Those of them that are months only with a capital.
    pub weak_capital: Vec<u32>,
    pub weekday_links: Vec<u32>,
    pub month_before: Vec<Vec<Atom>>,
    pub no_day_after: Vec<Vec<Atom>>,
    pub weekday_name: Vec<Vec<Atom>>,
    pub year_before: Vec<Vec<Atom>>,
    pub year_before_weak: Vec<Vec<Atom>>,
    pub year_noun_after: Vec<Vec<Atom>>,
    pub plural_endings: Vec<String>,
    pub bare_year: bool,
    /// Whether numeric dates have the day first.
    pub day_first: bool,
    /// What [`Entry::year_offset`] is for the file being read.
    year_offset: i16,
}

/// A lexicon that is read when it is first asked for.
type Lazy = LazyLock<Lexicon, Box<dyn Fn() -> Lexicon + Send + Sync>>;

static BY_LANGUAGE: LazyLock<HashMap<&'static str, Lazy>> = LazyLock::new(|| {
    let lexicon = |file: &'static str| -> Box<dyn Fn() -> Lexicon + Send + Sync> {
        Box::new(move || Lexicon::read(&[file]))
    };
    files().map(|(code, file)| (code, LazyLock::new(lexicon(file)))).collect()
});

static ALL: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::read(&files().map(|(_, file)| file).collect::<Vec<_>>()));

impl Lexicon {
    /// The lexicon of a language; of all of them where the language is not known.
    pub fn for_language(language: Option<&str>) -> &'static Self {
        language.and_then(|code| BY_LANGUAGE.get(code)).map_or(&*ALL, |lexicon| &**lexicon)
    }

    fn read(files: &[&str]) -> Self {
        let mut lexicon = Self { day_first: true, ..Self::default() };
        for file in files {
            lexicon.year_offset = 0;
            let others = lexicon.weak.len();
            let mut with_capital = false;
            for (key, value) in lines(file) {
                lexicon.add(key, value);
                with_capital |= key == "weak capital" && value == "yes";
            }
            if with_capital {
                lexicon.weak_capital.extend_from_slice(&lexicon.weak[others..]);
            }
        }
        lexicon.entries.resize(lexicon.vocabulary.len(), Vec::new());
        for entries in &mut lexicon.entries {
            mark_unclear_months(entries);
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.rest.len()));
        }
        lexicon
    }

    fn add(&mut self, key: &str, value: &str) {
        let words = key.split(' ').collect::<Vec<_>>();
        let number = words.get(1).and_then(|word| word.parse::<i32>().ok());
        let short = words.get(2) == Some(&"short");
        match (words[0], number) {
            ("month", Some(month)) if words.len() == 2 || short => {
                self.list(Slot::Month, month, short, value)
            }
            ("weekday", Some(day)) => self.list(Slot::Weekday, day, short, value),
            ("number", Some(number)) => self.list(Slot::Number, number, false, value),
            ("ordinal", Some(number)) => self.list(Slot::Ordinal, number, false, value),
            ("ordinal", None) => {
                let atoms = split(value).flat_map(|entry| self.atoms(entry)).collect::<Vec<_>>();
                self.suffixes.extend(atoms);
            }
            ("unit", _) => self.list(Slot::Unit, unit(words.get(1)), false, value),
            ("dual", _) => self.list(Slot::Dual, unit(words.get(1)), false, value),
            ("single", _) => self.list(Slot::Single, unit(words.get(1)), false, value),
            ("part", _) => {
                let third = Third::ALL.iter().position(|third| Some(&third.key()) == words.get(1));
                self.list(Slot::Part, i32::try_from(third.unwrap_or(0)).unwrap_or(0), false, value);
            }
            ("other", _) if words.get(1) == Some(&"month") => self.list(Slot::OtherMonth, 0, false, value),
            ("solar", _) => {
                let month = words.get(2).and_then(|word| word.parse().ok()).unwrap_or(0);
                self.list(Slot::OtherMonth, month, false, value);
            }
            ("day", _) if words.get(1) == Some(&"part") => self.list(Slot::DayPart, 0, false, value),
            _ => self.add_setting(key, value),
        }
    }

    fn add_setting(&mut self, key: &str, value: &str) {
        match key {
            "weak" => self.weak.extend(single_words(&mut self.vocabulary, value)),
            "weak not before" => self.weak_not_before.extend(single_words(&mut self.vocabulary, value)),
            "weekday link" => self.weekday_links.extend(single_words(&mut self.vocabulary, value)),
            // Holds for the words of the file, in which it may stand anywhere.
            "weak capital" => {}
            "year offset" => self.year_offset = value.parse().unwrap_or(0),
            "bare year" => self.bare_year = value == "yes",
            "numeric order" => self.day_first &= value == "day first",
            "plural ending" => self.plural_endings.extend(split(value).map(fold)),
            "prefix" => {
                let prefixes = split(value).map(|prefix| fold(prefix).into_bytes().into_boxed_slice());
                self.vocabulary.prefixes.extend(prefixes);
            }
            "month before" => self.month_before.extend(phrases(&mut self.vocabulary, value)),
            "weekday name" => self.weekday_name.extend(phrases(&mut self.vocabulary, value)),
            "no day after" => self.no_day_after.extend(phrases(&mut self.vocabulary, value)),
            "year before" => self.year_before.extend(phrases(&mut self.vocabulary, value)),
            "year before weak" => self.year_before_weak.extend(phrases(&mut self.vocabulary, value)),
            "year noun after" => self.year_noun_after.extend(phrases(&mut self.vocabulary, value)),
            _ => {
                if let Some(form) = Form::of_key(key) {
                    for template in split(value) {
                        for elements in expand(template, &mut |word| self.vocabulary.add(&fold(word))) {
                            self.tree.add(&elements, form);
                        }
                    }
                }
            }
        }
    }

    fn list(&mut self, slot: Slot, value: i32, short: bool, entries: &str) {
        for phrase in split(entries) {
            let mut atoms = self.atoms(phrase).into_iter();
            let Some(Atom::Word(first)) = atoms.next() else { continue };
            let first = first as usize;
            if self.entries.len() <= first {
                self.entries.resize(first + 1, Vec::new());
            }
            let year_offset = self.year_offset;
            let entry = Entry { slot, rest: atoms.collect(), value, short, year_offset };
            self.entries[first].push(entry);
        }
    }

    fn atoms(&mut self, phrase: &str) -> Vec<Atom> {
        atoms(&mut self.vocabulary, phrase)
    }

    /// The entries that begin with a word.
    pub fn entries_of(&self, word: u32) -> &[Entry] {
        self.entries.get(word as usize).map_or(&[], Vec::as_slice)
    }
}

/// Marks names of months that mean different months in the languages that were read together.
fn mark_unclear_months(entries: &mut [Entry]) {
    let months: Vec<(Vec<Atom>, i32)> = entries
        .iter()
        .filter(|entry| entry.slot == Slot::Month)
        .map(|entry| (entry.rest.clone(), entry.value))
        .collect();
    for entry in entries.iter_mut().filter(|entry| entry.slot == Slot::Month) {
        if months.iter().any(|(rest, value)| *rest == entry.rest && *value != entry.value) {
            entry.value = UNCLEAR_MONTH;
        }
    }
}

fn unit(word: Option<&&str>) -> i32 {
    let unit = Unit::ALL.iter().position(|unit| Some(&unit.key()) == word);
    i32::try_from(unit.unwrap_or(0)).unwrap_or(0)
}

/// A file's keys and values.
pub(super) fn lines(file: &str) -> impl Iterator<Item = (&str, &str)> {
    let lines = file.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(": ")).map(|(key, value)| (key.trim(), value.trim()))
}

/// A data file's keys and entries, one pair a line.
pub fn data_lines(file: &str) -> impl Iterator<Item = (&str, impl Iterator<Item = &str>)> {
    lines(file).map(|(key, value)| (key, split(value)))
}

/// A line's entries: `|` separates them outside of brackets.
pub(super) fn split(value: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    value
        .split(move |c: char| {
            depth += i32::from(matches!(c, '[' | '(')) - i32::from(matches!(c, ']' | ')'));
            c == '|' && depth == 0
        })
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
}

fn atoms(vocabulary: &mut Vocabulary, phrase: &str) -> Vec<Atom> {
    // The words of the phrase get their numbers first, so that they are found when it is cut up.
    phrase.split(|c: char| !is_letter(c)).filter(|word| !word.is_empty()).for_each(|word| {
        vocabulary.add(&fold(word));
    });
    let tokens = super::words::tokens(phrase, vocabulary);
    tokens.iter().filter_map(|token| Atom::from_kind(token.kind)).collect()
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || is_mark(c)
}

fn single_words(vocabulary: &mut Vocabulary, value: &str) -> Vec<u32> {
    split(value).map(|word| vocabulary.add(&fold(word))).collect()
}

fn phrases(vocabulary: &mut Vocabulary, value: &str) -> Vec<Vec<Atom>> {
    split(value).map(|phrase| atoms(vocabulary, phrase)).collect()
}

impl Atom {
    fn from_kind(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Word(word) => Some(Self::Word(word)),
            Kind::Sign(sign) => Some(Self::Sign(sign)),
            Kind::OtherWord | Kind::Number(..) => None,
        }
    }
}

impl From<Atom> for Element {
    fn from(atom: Atom) -> Self {
        match atom {
            Atom::Word(word) => Self::Word(word),
            Atom::Sign(sign) => Self::Sign(sign),
        }
    }
}
