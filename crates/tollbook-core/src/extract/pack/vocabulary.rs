//! The words of a pack, by their folded form, and the phrases that they make.

use rustc_hash::FxHashMap;

use super::category::{Category, Entry};

/// A word of the vocabulary; 0 is a word that it does not have.
pub type WordId = u32;

/// The word that no vocabulary has.
pub const UNKNOWN: WordId = 0;

/// The node from which cues begin, apart from all other phrases: a cue may share its words with them.
const CUES: u32 = 0;

/// Words, and phrases of words with what they are.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: FxHashMap<Box<str>, WordId>,
    /// The phrase node that each word opens, by word.
    roots: Vec<u32>,
    /// Further words of phrases: node and word to node.
    edges: FxHashMap<(u32, WordId), u32>,
    /// What a phrase that ends at a node is, by node.
    entries: Vec<Vec<Entry>>,
    /// Whether a phrase goes on after a node.
    goes_on: Vec<bool>,
    /// Whether a word opens the name of a country or of a place in one.
    opens_country: Vec<bool>,
    /// Whether a word is the telling one of a phrase that says what happened to people.
    tells_trigger: Vec<bool>,
}

impl Vocabulary {
    /// The word for folded letters.
    pub fn word(&self, folded: &str) -> WordId {
        self.words.get(folded).copied().unwrap_or(UNKNOWN)
    }

    /// Whether a sentence with this word may say what happened to people.
    pub fn tells_trigger(&self, word: WordId) -> bool {
        self.tells_trigger.get(word as usize).copied().unwrap_or(false)
    }

    /// Whether the name of a country or of a place in one can begin with this word.
    pub fn opens_country(&self, word: WordId) -> bool {
        self.opens_country.get(word as usize).copied().unwrap_or(false)
    }

    /// The longest phrase that opens the words, and its length in words. `accept` is asked
    /// for each reading, since some must be written in capitals.
    pub fn longest(
        &self,
        mut word_at: impl FnMut(usize) -> Option<WordId>,
        mut accept: impl FnMut(usize, &Entry) -> bool,
    ) -> Option<(usize, &[Entry])> {
        let first = word_at(0).filter(|word| *word != UNKNOWN)?;
        let mut node = *self.roots.get(first as usize)?;
        let (mut best, mut length) = (None, 1);
        loop {
            let entries = self.entries[node as usize].as_slice();
            if entries.iter().any(|entry| accept(length, entry)) {
                best = Some((length, entries));
            }
            if !self.goes_on[node as usize] {
                return best;
            }
            let Some(next) = word_at(length).and_then(|word| self.edges.get(&(node, word))) else {
                return best;
            };
            node = *next;
            length += 1;
        }
    }

    /// Adds a word, so that phrases can be made of it.
    pub fn add_word(&mut self, folded: &str) -> WordId {
        if let Some(word) = self.words.get(folded) {
            return *word;
        }
        if self.roots.is_empty() {
            // Word 0 is no word.
            self.roots.push(0);
            self.tells_trigger.push(false);
            self.opens_country.push(false);
            self.entries.push(Vec::new());
            self.goes_on.push(false);
        }
        let word = self.roots.len() as WordId;
        self.words.insert(folded.into(), word);
        let node = self.add_node();
        self.roots.push(node);
        self.tells_trigger.push(false);
        self.opens_country.push(false);
        word
    }

    /// Lets letters without their accents stand for a word, where they are no word themselves.
    pub fn add_alias(&mut self, folded: &str, word: WordId) {
        self.words.entry(folded.into()).or_insert(word);
    }

    fn cue_root(&mut self, first: WordId) -> u32 {
        if let Some(node) = self.edges.get(&(CUES, first)) {
            return *node;
        }
        let node = self.add_node();
        self.edges.insert((CUES, first), node);
        node
    }

    /// The longest cue that opens the words, and its length in words.
    pub fn longest_cue(&self, mut word_at: impl FnMut(usize) -> Option<WordId>) -> Option<(usize, &[Entry])> {
        let first = word_at(0).filter(|word| *word != UNKNOWN)?;
        let mut node = *self.edges.get(&(CUES, first))?;
        let (mut best, mut length) = (None, 1);
        loop {
            let entries = self.entries[node as usize].as_slice();
            if !entries.is_empty() {
                best = Some((length, entries));
            }
            let Some(next) = word_at(length).and_then(|word| self.edges.get(&(node, word))) else {
                return best;
            };
            node = *next;
            length += 1;
        }
    }

    fn add_node(&mut self) -> u32 {
        self.entries.push(Vec::new());
        self.goes_on.push(false);
        self.entries.len() as u32 - 1
    }

    /// Says that the words together are `entry`.
    ///
    /// Of a phrase that says what happened, `telling` is the word that makes a sentence worth reading.
    pub fn add_phrase(&mut self, words: &[WordId], telling: Option<WordId>, entry: Entry) {
        let Some((first, rest)) = words.split_first() else { return };
        let mut node =
            if is_cue(entry.category) { self.cue_root(*first) } else { self.roots[*first as usize] };
        for word in rest {
            self.goes_on[node as usize] = true;
            node = match self.edges.get(&(node, *word)) {
                Some(next) => *next,
                None => {
                    let next = self.add_node();
                    self.edges.insert((node, *word), next);
                    next
                }
            };
        }
        let entries = &mut self.entries[node as usize];
        if !entries.contains(&entry) {
            // Most have one, and there are tens of thousands.
            entries.reserve_exact(1);
            entries.push(entry);
        }
        if entry.category == Category::Country {
            self.opens_country[*first as usize] = true;
        }
        // "machten 800 Gefangene": beside some verbs the noun alone tells it.
        let captives = entry.category == Category::People
            && entry.detail.outcome == Some(crate::extract::Outcome::Captured);
        if is_trigger(entry.category) || captives {
            let telling = telling.unwrap_or(*first);
            self.tells_trigger[telling as usize] = true;
        }
    }

    /// Every word, for the words that end in it.
    pub fn words(&self) -> impl Iterator<Item = (&str, WordId)> {
        self.words.iter().map(|(text, word)| (&**text, *word))
    }

    /// Whether a word means something only as part of a phrase that no words before it have begun.
    pub fn is_out_of_phrase(&self, before: &[WordId], word: WordId) -> bool {
        if word == UNKNOWN || !self.entries_of(word).is_empty() {
            return false;
        }
        let Some(root) = self.roots.get(word as usize) else { return false };
        let continues = (1..=before.len().min(3)).any(|length| {
            let phrase = &before[before.len() - length..];
            let Some((first, rest)) = phrase.split_first() else { return false };
            let starts = [self.roots.get(*first as usize).copied(), self.edges.get(&(CUES, *first)).copied()];
            starts.into_iter().flatten().any(|start| {
                let node = rest.iter().try_fold(start, |node, next| self.edges.get(&(node, *next)).copied());
                node.is_some_and(|node| self.edges.contains_key(&(node, word)))
            })
        });
        !continues && !self.goes_on[*root as usize] && !self.edges.contains_key(&(CUES, word))
    }

    /// What every word and phrase is.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().flatten()
    }

    /// What a single word is.
    pub fn entries_of(&self, word: WordId) -> &[Entry] {
        self.roots.get(word as usize).map_or(&[], |node| &self.entries[*node as usize])
    }
}

/// Whether words of this category are looked for beside the words of the grammar.
fn is_cue(category: Category) -> bool {
    use Category::*;
    matches!(
        category,
        Cue | Unreal
            | Refuted
            | Unharmed
            | Disputed
            | OfWounds
            | Natural
            | FigurativeAgent
            | Sport
            | Cause
            | Definition
    )
}

/// Whether words of this category say what happened, so that a sentence with one is read.
pub fn is_trigger(category: Category) -> bool {
    use Category::*;
    matches!(category, TriggerVerb | TriggerNoun | OutcomeNoun | TriggerAdjective | TollNoun | Deployed)
}
