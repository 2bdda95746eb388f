//! Names of people and units beside a claim, and when two of them are the same.

use std::ops::Range;
use std::sync::Arc;

use super::Texts;
use crate::extract::{Context, Languages, names, names_listed};
use crate::model::{Annotation, AnnotationId, ArticleId, CodeId, Project, start};
use crate::text::sentence::sentence_at;
use crate::text::{fold, folded_words};

use crate::analysis::index::Index;

/// A name as it was written, and its words as they are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// As written.
    pub written: Box<str>,
    /// What names that may be the same have in common: of a person the last word, of a unit its
    /// number and its words, each without vowels and doubled letters.
    pub key: Box<str>,
    /// Folded, without small words such as "al" and "de".
    words: Box<[Word]>,
}

/// Whether two folded words are one, differently spelled.
pub(super) fn is_same_word(one: &str, other: &str) -> bool {
    one == other || Word::from_folded(one).is_alike(&Word::from_folded(other))
}

/// A folded word.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    text: Box<str>,
    /// How many letters it has.
    letters: usize,
    has_digit: bool,
}

/// Words are one, differently spelled, from this similarity on: Levenshtein's distance, normalised by the length
/// of the longer word.
const ALIKE: f64 = 0.75;

/// Shorter words are one only where they are equal: "Leon" and "Lean" are two people.
const SPELLED_ALIKE: usize = 5;

impl Word {
    fn from_folded(folded: &str) -> Self {
        let letters = folded.chars().count();
        Self { text: folded.into(), letters, has_digit: has_digit(folded) }
    }

    /// Whether two words are one, differently spelled.
    fn is_alike(&self, other: &Self) -> bool {
        if self.text == other.text {
            return true;
        }
        let (short, long) = (self.letters.min(other.letters), self.letters.max(other.letters));
        // No more than one letter in four may differ.
        short >= SPELLED_ALIKE
            && !(self.has_digit || other.has_digit)
            && (long - short) * 4 <= long
            && strsim::normalized_levenshtein(&self.text, &other.text) >= ALIKE
    }
}

/// Words that a name may have or lack, folded.
const SMALL: &[&str] = &[
    "al", "el", "ul", "bin", "ibn", "ben", "abu", "abou", "ag", "ould", "uld", "de", "du", "des", "d", "la",
    "le", "l", "van", "von", "der", "den", "da", "di", "dos", "the", "of",
];

/// Shorter than this, one word alone is no name that could be compared.
const SHORTEST: usize = 4;

impl Name {
    /// The name that is written so; `None` if nothing is left of it to be compared.
    pub fn parse(written: &str) -> Option<Self> {
        let words: Box<[Word]> = folded_words(written)
            .filter(|word| !SMALL.contains(&word.as_str()))
            .map(|word| Word::from_folded(&word))
            .collect();
        let letters: usize = words.iter().map(|word| word.letters).sum();
        (letters >= SHORTEST).then(|| Self { written: written.into(), key: key(&words), words })
    }

    /// Whether it has more than one word.
    pub fn is_full(&self) -> bool {
        self.words.len() > 1
    }

    /// Whether all its words are among these, which are sorted.
    pub fn is_within(&self, words: &[String]) -> bool {
        let among = |word: &str| words.binary_search_by(|known| known.as_str().cmp(word)).is_ok();
        self.words.iter().all(|word| among(&word.text))
    }

    /// Whether the two may name the same: "Qasem" and "Qassem", "Blasco" and "Maxime Blasco", but
    /// not the 1st and the 2nd regiment.
    pub fn is_same(&self, other: &Self) -> bool {
        let (short, long) = if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        let [.., last] = &*long.words else { return false };
        if let [only] = &*short.words {
            return only.letters >= SHORTEST && only.is_alike(last);
        }
        // Each word of the shorter in turn, somewhere in the longer.
        let mut rest = long.words.iter();
        short.words.iter().all(|word| rest.any(|other| word.is_alike(other)))
    }
}

fn key(words: &[Word]) -> Box<str> {
    match words.split_last() {
        Some((last, _)) if !words.iter().any(|word| word.has_digit) => skeleton(&last.text).into(),
        _ => words.iter().map(|word| skeleton(&word.text)).collect::<Vec<_>>().join(" ").into(),
    }
}

fn has_digit(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
}

/// Letters that are written for one another in names from other scripts.
fn consonant(letter: char) -> char {
    match letter {
        'q' | 'c' => 'k',
        'z' => 's',
        'v' => 'w',
        'j' => 'y',
        letter => letter,
    }
}

/// A folded word without vowels, silent h and doubled letters: "qassem" and "qasim" → "ksm".
fn skeleton(word: &str) -> String {
    let mut skeleton = String::with_capacity(word.len());
    for letter in word.chars().map(consonant) {
        let silent = matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h') && !skeleton.is_empty();
        if !silent && !skeleton.ends_with(letter) {
            skeleton.push(letter);
        }
    }
    skeleton
}

/// The names beside claims: in the sentence of each, among its victims, and annotated as persons or units
/// in its sentence. Of claims that are asked for one after another, those of one sentence share its names.
pub(super) struct NamesBeside<'a> {
    project: &'a Project,
    index: &'a Index,
    texts: &'a Texts<'a>,
    /// Those of persons and units.
    codes: [CodeId; 2],
    last: Option<Sentence>,
}

/// The names in one sentence.
struct Sentence {
    article: ArticleId,
    range: Range<usize>,
    /// Where the range is a sentence of a known text, neither more nor less.
    text: Option<Arc<str>>,
    /// The language of the words around it.
    language: Context,
    written: Vec<Arc<Name>>,
    marked: Vec<Arc<Name>>,
    /// Both, each name once.
    names: Names,
}

/// Names, each once.
pub(super) type Names = Arc<[Arc<Name>]>;

fn each_once<'a>(names: impl Iterator<Item = &'a Arc<Name>>) -> Names {
    let mut found: Vec<Arc<Name>> = Vec::new();
    for name in names {
        if !found.iter().any(|known| known.words == name.words) {
            found.push(name.clone());
        }
    }
    found.into()
}

impl<'a> NamesBeside<'a> {
    pub fn new(project: &'a Project, index: &'a Index, texts: &'a Texts<'a>) -> Self {
        let codes = ["person", "unit"].map(|name| start::code_id(project.id(), name));
        Self { project, index, texts, codes, last: None }
    }

    /// The names beside a claim, each once.
    pub fn names_beside(&mut self, claim: AnnotationId) -> Names {
        let Some(annotation) = self.project.annotations.get(claim) else { return Names::default() };
        let sentence = match self.last.take().filter(|last| last.holds(annotation)) {
            Some(last) => last,
            None => self.sentence(annotation),
        };
        let victims = self.project.claims.get(claim).map_or("", |claim| claim.victims.as_str());
        let victims = names_listed(victims, &sentence.language, Languages::builtin())
            .into_iter()
            .map(|name| &victims[name]);
        let victims: Vec<Arc<Name>> = victims.filter_map(|written| self.name(written)).collect();
        let Sentence { written, marked, names, .. } = &sentence;
        let names = match victims.is_empty() {
            true => names.clone(),
            false => each_once(written.iter().chain(&victims).chain(marked)),
        };
        self.last = Some(sentence);
        names
    }

    /// What is written so, unless it is an operation.
    fn name(&self, written: &str) -> Option<Arc<Name>> {
        Name::parse(written).filter(|_| self.project.operation_named(written).is_none()).map(Arc::new)
    }

    fn sentence(&self, annotation: &Annotation) -> Sentence {
        let article = annotation.article;
        let text = (self.texts)(article).filter(|text| annotation.matches(text));
        let around;
        let (sentence, range, is_one) = match &text {
            Some(text) => {
                let one = sentence_at(text, annotation.start);
                let range = one.start..one.end.max(annotation.end);
                (&text[range.clone()], range.clone(), range == one)
            }
            // Without the text, the words kept with the quote are all there is.
            None => {
                around = format!("{}{}{}", annotation.prefix, annotation.quote, annotation.suffix);
                (around.as_str(), annotation.span(), false)
            }
        };
        let language = match &text {
            Some(text) => language_around(text, range.clone()),
            None => language_around(sentence, 0..sentence.len()),
        };
        // One word that opens a sentence may be any.
        let is_name =
            |name: &Range<usize>| name.start > 0 || sentence[name.clone()].contains(char::is_whitespace);
        let written = names(sentence, &language, Languages::builtin()).into_iter().filter(is_name);
        let written = written.filter_map(|name| self.name(&sentence[name]));
        let written: Vec<Arc<Name>> = written.collect();
        let marked = self.index.annotations(article).filter_map(|id| self.project.annotations.get(id));
        let marked = marked.filter(|other| self.codes.contains(&other.code));
        let marked = marked.filter(|other| other.start < range.end && range.start < other.end);
        let marked = marked.flat_map(|other| marked_names(&other.quote, &language));
        let marked: Vec<Arc<Name>> = marked.filter_map(|written| self.name(&written)).collect();
        let names = each_once(written.iter().chain(&marked));
        Sentence { article, range, text: text.filter(|_| is_one), language, written, marked, names }
    }
}

impl Sentence {
    /// Whether a passage stands in it.
    fn holds(&self, passage: &Annotation) -> bool {
        self.article == passage.article
            && self.text.as_ref().is_some_and(|text| passage.matches(text))
            && self.range.start <= passage.start
            && passage.end <= self.range.end
    }
}

/// So many bytes before and after a sentence tell its language.
const AROUND: usize = 1000;

/// The language of the words around a passage, as the only thing that is known of the article.
fn language_around(text: &str, passage: Range<usize>) -> Context {
    let from = text.floor_char_boundary(passage.start.saturating_sub(AROUND));
    let to = text.floor_char_boundary(passage.end.saturating_add(AROUND).min(text.len()));
    let language = Languages::builtin().detect(&text[from..to]).map(|pack| pack.code.clone());
    Context { language, ..Context::default() }
}

/// The names in words that the coder annotated as a person or a unit: in a script without capitals all
/// of them.
fn marked_names(quote: &str, language: &Context) -> Vec<String> {
    let has_case = quote.chars().any(|letter| letter.is_lowercase() || letter.is_uppercase());
    if has_case {
        let names = names_listed(quote, language, Languages::builtin());
        names.into_iter().map(|name| quote[name].to_owned()).collect()
    } else {
        vec![quote.trim().to_owned()]
    }
}

/// The words of a place that tell it from others, folded: "the area north of Gao" → "gao".
pub(super) fn place_words(place: &str) -> Vec<String> {
    const GENERAL: &[&str] = &[
        "near",
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "north-east",
        "the",
        "of",
        "in",
        "at",
        "area",
        "region",
        "province",
        "district",
        "village",
        "town",
        "city",
        "road",
        "around",
        "between",
        "and",
        "km",
        "kilometres",
        "border",
        "outside",
        "off",
        "from",
        "to",
        "a",
        "on",
        "les",
        "la",
        "le",
        "de",
        "du",
        "des",
        "pres",
        "nord",
        "sud",
        "est",
        "ouest",
        "camp",
        "base",
        "al",
        "el",
    ];
    let words = place.split(|c: char| !c.is_alphanumeric()).map(fold);
    let mut words: Vec<String> = words
        .filter(|word| word.len() > 1 && !has_digit(word) && !GENERAL.contains(&word.as_str()))
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_however_they_are_spelled() {
        for (a, b, same) in [
            ("Qasem Soleimani", "Qassem Suleimani", true),
            ("Yevhen Koval", "Evhen Koval", true),
            ("Katarzyna Wojcik", "Catarzyna Wojcik", true),
            ("Soleimani", "Qasem Soleimani", true),
            ("al-Kadhimi", "Al-Kadhemi", true),
            ("Mustafa al-Kadhimi", "Kadhemi", true),
            ("Cédric de Pierrepont", "Cedric Pierrepont", true),
            ("Muhammad Hassan", "Mohammed Hasan", true),
            ("Jean-Luc Moreau", "Jean Luc Moreau", true),
            ("1st Foreign Engineer Regiment", "1st Foreign Engineer Regiment", true),
            ("1st Foreign Engineer Regiment", "2nd Foreign Engineer Regiment", false),
            ("Maxime Blasco", "Maxime Bernard", false),
            ("Maxime", "Maxime Blasco", false),
            ("Bertrand", "Bernard", false),
            ("Leon", "Lean", false),
            ("Martin", "Barton", false),
        ] {
            let (one, other) = (Name::parse(a).unwrap(), Name::parse(b).unwrap());
            assert_eq!(one.is_same(&other), same, "{a} / {b}");
            assert_eq!(other.is_same(&one), same, "{b} / {a}");
        }
        assert_eq!(Name::parse("de la"), None);
        assert_eq!(Name::parse("Al-Qasim").unwrap().key, Name::parse("Qassem").unwrap().key);
    }

    #[test]
    fn a_place_is_told_by_its_own_words() {
        assert_eq!(place_words("the area north of Gao"), ["gao"]);
        assert_eq!(place_words("Adrar des Ifoghas"), ["adrar", "ifoghas"]);
        assert!(place_words("80 km north").is_empty());
    }
}
