//! Building packs from their files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::category::{Case, Category, Columns, Entry, Form};
use super::format::{PackError, Row, Setting, read_rows};
use super::vocabulary::{UNKNOWN, Vocabulary, WordId};
use crate::extract::token::{Shape, Token, fold_into, tokenise};

/// One language.
#[derive(Debug)]
pub struct Pack {
    /// The language's code ("en").
    pub code: String,
    /// The words and phrases.
    pub vocabulary: Vocabulary,
    /// Canonical names of countries, groups and causes; an entry's value is an index into them.
    names: Vec<String>,
    /// The country to which a force belongs, both by the index of their names.
    homes: FxHashMap<u64, u64>,
    /// Letters that count as another.
    letters: FxHashMap<char, char>,
    /// Short words cut off after an apostrophe, folded, without it.
    pub(in crate::extract) elisions: Vec<String>,
    /// Words written together with the next, folded, longest first.
    pub(in crate::extract) prefixes: Vec<String>,
    /// Ends of compounds: nouns for people and for what became of them, by folded form.
    compound_ends: FxHashMap<Box<str>, WordId>,
    /// Ends of unknown words that make a verb, with the reading that they give.
    word_endings: Vec<(String, [Entry; 1])>,
    /// Ends of the form that a noun for people has behind a number.
    counted_endings: Vec<String>,
    /// Words by which the language is recognised.
    detection: Vec<String>,
    /// How the reasons are worded.
    pub wording: BTreeMap<String, String>,
    /// Properties of the language.
    pub traits: Traits,
}

/// Properties of a language that the grammar asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits {
    /// Nouns have capitals, so that a capital makes no name ("capital nouns").
    pub capital_nouns: bool,
    /// The subject may follow its verb ("subject after verb").
    pub subject_after_verb: bool,
    /// The patient follows the noun of its event without a preposition ("construct").
    pub construct: bool,
    /// Nouns are written together ("compounds").
    pub compounds: bool,
    /// Adjectives may follow their noun ("adjective after noun").
    pub adjective_after_noun: bool,
    /// A comma marks decimals and a full stop thousands ("decimal comma").
    pub decimal_comma: bool,
    /// Words run from right to left and have no capitals ("no capitals").
    pub no_capitals: bool,
    /// The verb may stand at the end of its clause ("verb last").
    pub verb_last: bool,
}

/// A file of a pack: its name for errors, and its text.
pub type PackSource<'a> = (&'a str, &'a str);

impl Pack {
    /// Builds a pack from its files.
    pub fn new(code: &str, files: &[PackSource<'_>]) -> Result<Self, PackError> {
        let mut pack = Self {
            code: code.to_owned(),
            vocabulary: Vocabulary::default(),
            names: Vec::new(),
            homes: FxHashMap::default(),
            letters: FxHashMap::default(),
            elisions: Vec::new(),
            prefixes: Vec::new(),
            compound_ends: FxHashMap::default(),
            word_endings: Vec::new(),
            counted_endings: Vec::new(),
            detection: Vec::new(),
            wording: BTreeMap::new(),
            traits: Traits::default(),
        };
        let files: Vec<_> = files
            .iter()
            .map(|(file, text)| read_rows(file, text).map(|rows| (*file, rows)))
            .collect::<Result<_, _>>()?;
        // Letters and short words first: they decide how all other words are cut.
        for (file, rows) in &files {
            for row in rows {
                if let Row::Setting(setting, cells) = row {
                    pack.apply_setting(file, *setting, cells)?;
                }
            }
        }
        for (_, rows) in &files {
            for row in rows {
                match row {
                    Row::Words { entry, name, forms } => pack.add_words(*entry, name, forms),
                    Row::Setting(Setting::Detection, cells) => {
                        for word in cells.iter().flat_map(|cell| cell.split(',')) {
                            let mut folded = String::new();
                            fold_into(&mut folded, word.trim(), &FxHashMap::default());
                            pack.detection.push(folded);
                        }
                    }
                    Row::Setting(..) => {}
                }
            }
        }
        for prefix in pack.prefixes.clone() {
            pack.vocabulary.add_word(&prefix);
        }
        pack.prefixes.sort_by_key(|prefix| std::cmp::Reverse(prefix.len()));
        pack.add_articled();
        pack.add_unaccented();
        if pack.traits.compounds {
            pack.collect_compound_ends();
        }
        Ok(pack)
    }

    fn apply_setting(&mut self, file: &str, setting: Setting, cells: &[&str]) -> Result<(), PackError> {
        let error = |problem: String| PackError { file: file.to_owned(), line: 0, problem };
        match setting {
            Setting::Letters => {
                let [from, to] = cells else {
                    return Err(error("A row of [letters] is: letters | letter.".to_owned()));
                };
                let Some(to) = to.chars().next() else {
                    return Err(error(
                        "A row of [letters] needs the letter that the others count as.".to_owned(),
                    ));
                };
                self.letters.extend(from.chars().filter(|c| !c.is_whitespace()).map(|from| (from, to)));
            }
            Setting::Elisions => {
                let elisions: Vec<_> = cells
                    .iter()
                    .flat_map(|cell| cell.split(','))
                    .map(|word| self.folded(word.trim().trim_end_matches(['\'', '’'])))
                    .collect();
                self.elisions.extend(elisions);
            }
            Setting::Prefixes => {
                let prefixes: Vec<_> = cells
                    .iter()
                    .flat_map(|cell| cell.split(','))
                    .map(|word| self.folded(word.trim()))
                    .collect();
                self.prefixes.extend(prefixes);
            }
            Setting::CountedEnding => {
                let endings: Vec<_> = cells
                    .iter()
                    .flat_map(|cell| cell.split(','))
                    .map(|ending| self.folded(ending.trim()))
                    .collect();
                self.counted_endings.extend(endings);
            }
            Setting::Language => {
                for name in cells.iter().flat_map(|cell| cell.split(',')) {
                    let traits = &mut self.traits;
                    *match name.trim() {
                        "capital nouns" => &mut traits.capital_nouns,
                        "subject after verb" => &mut traits.subject_after_verb,
                        "construct" => &mut traits.construct,
                        "compounds" => &mut traits.compounds,
                        "adjective after noun" => &mut traits.adjective_after_noun,
                        "decimal comma" => &mut traits.decimal_comma,
                        "no capitals" => &mut traits.no_capitals,
                        "verb last" => &mut traits.verb_last,
                        other => {
                            return Err(error(format!("[language]: there is no property \"{other}\".")));
                        }
                    } = true;
                }
            }
            Setting::Wording => {
                let [key, template] = cells else {
                    return Err(error("A row of [wording] is: key | words.".to_owned()));
                };
                self.wording.insert((*key).to_owned(), (*template).to_owned());
            }
            Setting::Detection => {}
        }
        Ok(())
    }

    fn folded(&self, word: &str) -> String {
        let mut folded = String::new();
        fold_into(&mut folded, word, &self.letters);
        folded
    }

    fn add_folded(&mut self, word: &str) -> WordId {
        let folded = self.folded(word);
        self.vocabulary.add_word(&folded)
    }

    fn add_words(&mut self, entry: Entry, name: &str, forms: &[(&str, Form)]) {
        let mut entry = entry;
        if matches!(entry.category.columns(), Columns::Named(_)) {
            // "Bundeswehr @ Germany": a force with its country.
            let (name, home) = name.split_once('@').map_or((name, None), |(name, home)| (name, Some(home)));
            entry.value = self.name_index(name.trim());
            if let Some(home) = home {
                let home = self.name_index(home.trim());
                self.homes.insert(entry.value, home);
            }
        }
        let by_ending = match entry.category {
            Category::VerbEnding => {
                let form = entry.detail.ending.unwrap_or(Form::Past);
                Some(Entry { category: Category::Verb, form, ..entry })
            }
            Category::AdverbEnding => Some(Entry { category: Category::Adverb, ..entry }),
            _ => None,
        };
        if let Some(read) = by_ending {
            let ends: Vec<_> = forms.iter().map(|(end, _)| (self.folded(end), [read])).collect();
            self.word_endings.extend(ends);
            return;
        }
        for (word, form) in forms {
            let mut entry = Entry { form: *form, ..entry };
            let mut word = *word;
            if matches!(form, Form::Name | Form::Town) && !self.traits.no_capitals {
                entry.case = Case::Capital;
            }
            entry.detail.counted = entry.category == Category::People
                && *form == Form::Singular
                && self.counted_endings.iter().any(|ending| {
                    word.strip_suffix(ending.as_str())
                        .is_some_and(|stem| forms.iter().any(|(other, _)| *other == stem))
                });
            if let Some(rest) = word.strip_prefix('^') {
                (word, entry.case) = (rest, Case::Capital);
            }
            if let Some(rest) = word.strip_suffix('!') {
                (word, entry.case) = (rest, Case::Acronym);
            }
            if entry.category == Category::PossessiveMark {
                let word = self.add_folded(word);
                self.vocabulary.add_phrase(&[word], None, entry);
                continue;
            }
            let tokens = tokenise(word, self, false);
            let words: Vec<_> = tokens
                .iter()
                .filter(|token| matches!(token.shape, Shape::Word | Shape::OddNumber))
                .map(|token: &Token| {
                    let folded = self.folded(token.span.words(word));
                    // An elided word is looked up without its mark.
                    self.vocabulary.add_word(
                        folded.strip_suffix('\'').filter(|rest| !rest.is_empty()).unwrap_or(&folded),
                    )
                })
                .collect();
            // The longest word is the rarest, and of two as long the last.
            let telling = tokens
                .iter()
                .filter(|token| matches!(token.shape, Shape::Word | Shape::OddNumber))
                .zip(&words)
                .max_by_key(|(token, _)| token.span.end - token.span.start)
                .map(|(_, id)| *id);
            // Small words of names are words one by one: "de la" is a preposition and an article first.
            if entry.category != Category::NameParticle || words.len() == 1 {
                self.vocabulary.add_phrase(&words, telling, entry);
            }
            if entry.category == Category::NumberedThing {
                let thing = Entry { category: Category::Thing, ..entry };
                self.vocabulary.add_phrase(&words, telling, thing);
            }
        }
    }

    fn name_index(&mut self, name: &str) -> u64 {
        let at = self.names.iter().position(|known| known == name).unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        });
        at as u64
    }

    /// The canonical name that an entry's value stands for.
    pub fn name(&self, value: u64) -> &str {
        usize::try_from(value).ok().and_then(|at| self.names.get(at)).map_or("", String::as_str)
    }

    /// The English short name of every country, in the order of the alphabet.
    pub fn country_names(&self) -> Vec<&str> {
        let entries = self.vocabulary.entries().filter(|entry| entry.category == Category::Country);
        let names: BTreeSet<&str> = entries.map(|entry| self.name(entry.value)).collect();
        names.into_iter().collect()
    }

    /// The country to which the force belongs for whose name an entry's value stands.
    pub fn home(&self, value: u64) -> Option<&str> {
        self.homes.get(&value).map(|home| self.name(*home))
    }

    /// The country of a place by its name.
    pub fn country_of_place(&self, place: &str) -> Option<String> {
        let tokens = tokenise(place, self, true);
        let word_at = |n: usize| tokens.get(n).map(|token| token.word);
        let (length, entries) =
            self.vocabulary.longest(word_at, |_, entry| entry.category == Category::Country)?;
        let entry = entries.iter().find(|entry| entry.category == Category::Country)?;
        (length == tokens.len()).then(|| self.name(entry.value).to_owned())
    }

    /// Whether `name` is the name of a country, and not of a place in one.
    pub fn is_country(&self, name: &str) -> bool {
        let tokens = tokenise(name, self, true);
        let word_at = |n: usize| tokens.get(n).map(|token| token.word);
        let named = |entry: &Entry| entry.category == Category::Country && entry.form == Form::Name;
        let longest = self.vocabulary.longest(word_at, |_, entry| named(entry));
        longest.is_some_and(|(length, entries)| length == tokens.len() && entries.iter().any(named))
    }

    /// A force or country whose name with its article stands only inside phrases is one without them too.
    fn add_articled(&mut self) {
        let is_article = |word: &str| {
            let entries = self.vocabulary.entries_of(self.vocabulary.word(word));
            entries.iter().any(|entry| entry.category == Category::DefiniteArticle)
        };
        let articles: Vec<_> = self.prefixes.iter().filter(|prefix| is_article(prefix)).collect();
        let stem = |text: &str| {
            let stems = articles.iter().filter_map(|article| text.strip_prefix(article.as_str()));
            stems.map(|stem| self.vocabulary.word(stem)).find(|stem| *stem != UNKNOWN)
        };
        let mut shared: Vec<_> = self
            .vocabulary
            .words()
            .filter(|(_, word)| self.vocabulary.entries_of(*word).is_empty())
            .filter_map(|(text, word)| Some((word, stem(text)?)))
            .collect();
        shared.sort_unstable();
        for (word, stem) in shared {
            let named = |entry: &&Entry| {
                matches!(entry.category, Category::Body | Category::Unit | Category::Country)
            };
            let entries: Vec<_> = self.vocabulary.entries_of(stem).iter().filter(named).copied().collect();
            for entry in entries {
                self.vocabulary.add_phrase(&[word], None, entry);
            }
        }
    }

    fn add_unaccented(&mut self) {
        let mut aliases: Vec<_> = self
            .vocabulary
            .words()
            .filter_map(|(text, word)| {
                let plain: String = text.chars().map(unaccented).collect();
                (plain != text).then_some((plain, word))
            })
            .collect();
        aliases.sort();
        for (plain, word) in aliases {
            self.vocabulary.add_alias(&plain, word);
        }
    }

    fn collect_compound_ends(&mut self) {
        let ends = self.vocabulary.words().filter(|(text, word)| {
            text.chars().count() >= 5
                && self.vocabulary.entries_of(*word).iter().any(|entry| {
                    matches!(entry.category, Category::People | Category::OutcomeNoun | Category::Thing)
                })
        });
        self.compound_ends = ends.map(|(text, word)| (text.into(), word)).collect();
    }

    /// The word for folded letters: itself, or the noun for people in which it ends.
    pub(in crate::extract) fn find_word(&self, folded: &str) -> WordId {
        let word = self.vocabulary.word(folded);
        if word != UNKNOWN || !self.traits.compounds || folded.len() < 8 {
            return word;
        }
        folded
            .char_indices()
            .skip(3)
            .find_map(|(at, _)| self.compound_ends.get(&folded[at..]).copied())
            .unwrap_or(UNKNOWN)
    }

    /// The reading of an unknown word by its end, where it is long enough to have one.
    pub(in crate::extract) fn word_by_ending(&self, word: &str) -> &[Entry] {
        if self.word_endings.is_empty() || word.len() < 5 {
            return &[];
        }
        let ends = |end: &String| {
            word.len() > end.len() + 2
                && word.get(word.len() - end.len()..).is_some_and(|tail| tail.eq_ignore_ascii_case(end))
        };
        self.word_endings.iter().find(|(end, _)| ends(end)).map_or(&[], |(_, entry)| entry)
    }

    /// The letters that count as another.
    pub(in crate::extract) fn letters(&self) -> &FxHashMap<char, char> {
        &self.letters
    }
}

/// A Latin letter without its accent.
pub(in crate::extract) fn unaccented(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ç' | 'č' | 'ć' => 'c',
        'è' | 'é' | 'ê' | 'ë' | 'ě' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ý' | 'ÿ' => 'y',
        'š' => 's',
        'ž' => 'z',
        other => other,
    }
}

/// All packs.
#[derive(Debug, Default)]
pub struct Languages {
    packs: Vec<Pack>,
    /// The words by which languages are recognised, with the packs that list them.
    detection: FxHashMap<Box<str>, Vec<usize>>,
    /// No letters count as another where languages are told apart.
    no_letters: FxHashMap<char, char>,
}

/// So many bytes of a text decide its language.
const DETECTED: usize = 1500;

impl Languages {
    /// The packs that belong to the program.
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Languages> = LazyLock::new(|| {
            // A test reads every file, so that a bad one cannot reach a user.
            Languages::with_words(&[]).unwrap_or_default()
        });
        &BUILTIN
    }

    /// Packs from their files: code and files of each.
    pub fn new(sources: &[(&str, &[PackSource<'_>])]) -> Result<Self, PackError> {
        let packs = sources.iter().map(|(code, files)| Pack::new(code, files)).collect::<Result<_, _>>()?;
        Ok(Self::of_packs(packs))
    }

    fn of_packs(packs: Vec<Pack>) -> Self {
        let mut languages = Self::default();
        for (n, pack) in packs.iter().enumerate() {
            for word in &pack.detection {
                languages.detection.entry(word.as_str().into()).or_default().push(n);
            }
        }
        Self { packs, ..languages }
    }

    /// The program's packs with a project's own words added: code and file of each.
    pub fn with_words(own: &[(&str, PackSource<'_>)]) -> Result<Self, PackError> {
        let mut packs = Vec::new();
        for (code, files) in super::super::languages::packs() {
            let more = own.iter().filter(|(language, _)| *language == code).map(|(_, source)| *source);
            let files: Vec<_> = files.iter().copied().chain(more).collect();
            packs.push(Pack::new(code, &files)?);
        }
        Ok(Self::of_packs(packs))
    }

    /// Every pack.
    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    /// The pack of a language.
    pub fn pack(&self, code: &str) -> Option<&Pack> {
        self.packs.iter().find(|pack| pack.code == code)
    }

    /// The pack of the text's language, by the words that it uses most; the first where nothing tells.
    pub fn detect(&self, text: &str) -> Option<&Pack> {
        let head = &text[..text.floor_char_boundary(DETECTED)];
        let mut scores = vec![0usize; self.packs.len()];
        let mut folded = String::new();
        for word in head.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
            folded.clear();
            fold_into(&mut folded, word, &self.no_letters);
            for pack in self.detection.get(folded.as_str()).into_iter().flatten() {
                scores[*pack] += 1;
            }
        }
        if scores.iter().all(|score| *score == 0) {
            // A headline may have none of these words: then the language that knows most of the text's.
            for (pack, score) in self.packs.iter().zip(&mut scores) {
                let known = tokenise(head, pack, true);
                *score = known.iter().filter(|token| token.word != UNKNOWN).count();
            }
        }
        let best = scores.iter().enumerate().max_by_key(|(n, score)| (**score, std::cmp::Reverse(*n)))?.0;
        self.packs.get(best)
    }
}
