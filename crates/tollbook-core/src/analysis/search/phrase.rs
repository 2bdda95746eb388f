//! Looking for a phrase in a text as it is: each letter of the text is folded when it is looked at,
//! and few are, since only the places of the phrase's rarest letter are.

use std::ops::Range;

use super::fold::{Fold, is_accent, is_word};
use super::scan::Clue;

/// A phrase to look for.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    fold: Fold,
    whole_words: bool,
    /// Its letters, folded; one space for every run of blanks.
    letters: Vec<char>,
    /// For each letter, the ways to write it in ASCII.
    ascii: Vec<Vec<u8>>,
    /// Where to look in texts of ASCII alone; `None` if the phrase cannot be in one.
    in_ascii: Option<Clue>,
    /// Where to look in every other text.
    elsewhere: Clue,
}

impl Phrase {
    /// The phrase that `words` spell; `None` if that is nothing.
    pub fn new(words: &str, fold: Fold, whole_words: bool) -> Option<Self> {
        let mut letters: Vec<char> = Vec::new();
        for letter in words.trim().chars() {
            for &folded in fold.fold(letter).letters() {
                if folded != ' ' || letters.last() != Some(&' ') {
                    letters.push(folded);
                }
            }
        }
        let (ascii, elsewhere) = clues(&letters, fold);
        let in_ascii = if ascii.iter().any(Vec::is_empty) { None } else { Clue::rarest(&ascii) };
        Some(Self { fold, whole_words, letters, ascii, in_ascii, elsewhere: elsewhere? })
    }

    /// Every place in `text`, in order; none overlaps another.
    pub fn spans<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let clue = if text.is_ascii() { self.in_ascii.as_ref() } else { Some(&self.elsewhere) };
        let bytes = text.as_bytes();
        let mut free = 0;
        let places = clue.into_iter().flat_map(move |clue| clue.places(bytes).map(|at| (clue.letter, at)));
        places.filter_map(move |(nth, at)| {
            if bytes[at].is_ascii() && !self.may_be(bytes, at, nth) {
                return None;
            }
            let span = self.around(text, text.floor_char_boundary(at), nth)?;
            (span.start >= free).then(|| {
                free = span.end;
                span
            })
        })
    }

    /// Whether the bytes may be a text in UTF-8 that holds the phrase, as far as its rarest letter and those beside it say.
    pub fn may_be_in(&self, bytes: &[u8]) -> bool {
        let clue = &self.elsewhere;
        clue.places(bytes).any(|at| !bytes[at].is_ascii() || self.may_be(bytes, at, clue.letter))
    }

    /// Whether the letters beside the `nth` at `at` may stand there, as far as their bytes say at once.
    fn may_be(&self, bytes: &[u8], at: usize, nth: usize) -> bool {
        let may_be =
            |nth: Option<usize>, byte: Option<&u8>| match (nth.and_then(|nth| self.ascii.get(nth)), byte) {
                (Some(known), Some(byte)) if byte.is_ascii() => known.contains(byte),
                (Some(_), None) => false,
                _ => true,
            };
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        may_be(nth.checked_sub(1), before) && may_be(Some(nth + 1), bytes.get(at + 1))
    }

    /// The phrase, if the letter at `at` is its `nth`.
    fn around(&self, text: &str, at: usize, nth: usize) -> Option<Range<usize>> {
        let letter = text[at..].chars().next()?;
        let folded = self.fold.fold(letter);
        let folded = folded.letters();
        (0..folded.len()).find_map(|place| {
            let first = nth.checked_sub(place)?;
            let after = first + folded.len();
            if self.letters.get(first..after)? != folded {
                return None;
            }
            let mut behind = at + letter.len_utf8();
            if folded == [' '] {
                behind += self.blanks(&text[behind..]);
            }
            let end = self.onward(text, behind, after)?;
            let start = self.backward(text, at, first)?;
            (!self.whole_words || is_whole(text, start, end)).then_some(start..end)
        })
    }

    /// Where the phrase ends, if its letters from the `nth` on stand from `at` on.
    fn onward(&self, text: &str, mut at: usize, mut nth: usize) -> Option<usize> {
        while nth < self.letters.len() {
            let letter = text[at..].chars().next()?;
            let folded = self.fold.fold(letter);
            at += letter.len_utf8();
            self.letters.get(nth..)?.strip_prefix(folded.letters())?;
            nth += folded.letters().len();
            if folded.letters() == [' '] {
                at += self.blanks(&text[at..]);
            }
        }
        let marks: usize = text[at..].chars().take_while(|c| is_accent(*c)).map(char::len_utf8).sum();
        // The marks on its last letter belong to the phrase, or make another letter of it.
        (marks == 0 || !self.fold.accents).then_some(at + marks)
    }

    /// Where the phrase starts, if its letters before the `nth` stand before `at`.
    fn backward(&self, text: &str, mut at: usize, mut nth: usize) -> Option<usize> {
        while nth > 0 {
            let letter = text[..at].chars().next_back()?;
            let folded = self.fold.fold(letter);
            at -= letter.len_utf8();
            self.letters.get(..nth)?.strip_suffix(folded.letters())?;
            nth -= folded.letters().len();
            if folded.letters() == [' '] {
                at = text[..at].trim_end_matches(|letter| self.is_blank(letter)).len();
            }
        }
        Some(at)
    }

    /// Whether a letter is a blank, or nothing between blanks.
    fn is_blank(&self, letter: char) -> bool {
        matches!(self.fold.fold(letter).letters(), [] | [' '])
    }

    /// How many bytes of blanks a text begins with.
    fn blanks(&self, text: &str) -> usize {
        text.len() - text.trim_start_matches(|letter| self.is_blank(letter)).len()
    }
}

/// The ways to write each letter in ASCII, and the rarest letter in texts that are more than that.
fn clues(letters: &[char], fold: Fold) -> (Vec<Vec<u8>>, Option<Clue>) {
    let mut ascii: Vec<Vec<u8>> = vec![Vec::new(); letters.len()];
    // What the ways to write a letter begin with, and what they end with.
    let (mut first, mut last) = (ascii.clone(), ascii.clone());
    let mut note = |nth: usize, letter: char| {
        let mut bytes = [0; 4];
        let bytes = letter.encode_utf8(&mut bytes).as_bytes();
        for (all, byte) in [(&mut first, bytes[0]), (&mut last, bytes[bytes.len() - 1])] {
            if !all[nth].contains(&byte) {
                all[nth].push(byte);
            }
        }
        if letter.is_ascii() {
            ascii[nth].push(bytes[0]);
        }
    };
    for (nth, &wanted) in letters.iter().enumerate() {
        (0..=0x7f_u8)
            .map(char::from)
            .filter(|c| fold.fold(*c).letters() == [wanted])
            .for_each(|c| note(nth, c));
        if !wanted.is_ascii() {
            note(nth, wanted);
        }
    }
    for (letter, folded) in fold.special() {
        for (nth, wanted) in letters.iter().enumerate() {
            if folded.letters().contains(wanted) {
                note(nth, letter);
            }
        }
    }
    // Both of the same length, so that the place in one is that in the other.
    let both: Vec<Vec<u8>> = first.into_iter().chain(last).collect();
    let elsewhere = Clue::rarest(&both).map(|mut clue| {
        clue.letter %= letters.len();
        clue
    });
    (ascii, elsewhere)
}

/// Whether neither end is inside a word.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let inside = |at: usize| {
        let (before, after) = text.split_at(at);
        before.chars().next_back().is_some_and(is_word) && after.chars().next().is_some_and(is_word)
    };
    !inside(start) && !inside(end)
}
