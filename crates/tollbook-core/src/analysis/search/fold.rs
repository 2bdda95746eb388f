//! What letters count as the same: a letter is folded to what is left of it when case, accents and
//! the make of quotes and blanks do not matter.

use std::sync::LazyLock;

use icu_normalizer::properties::{CanonicalDecompositionBorrowed, Decomposed};

/// Which differences between letters matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Fold {
    /// `A` is another letter than `a`.
    pub case: bool,
    /// `é` is another letter than `e`.
    pub accents: bool,
}

/// What a letter folds to: nothing, if it cannot be seen; several letters, if it is a ligature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Folded {
    letters: [char; 4],
    len: usize,
}

impl Folded {
    fn push(&mut self, letter: char) {
        if let Some(place) = self.letters.get_mut(self.len) {
            *place = letter;
            self.len += 1;
        }
    }

    /// The letters.
    pub fn letters(&self) -> &[char] {
        &self.letters[..self.len]
    }
}

impl Fold {
    /// What `letter` folds to. A blank of any kind folds to a space.
    pub fn fold(self, letter: char) -> Folded {
        match TABLES[usize::from(self.case) * 2 + usize::from(self.accents)].get(letter as usize) {
            Some(folded) => *folded,
            None => self.work_out(letter),
        }
    }

    fn work_out(self, letter: char) -> Folded {
        let mut folded = Folded::default();
        if letter.is_ascii() {
            let blank = letter.is_ascii_whitespace() || letter == '\u{b}';
            folded.push(match letter {
                _ if blank => ' ',
                _ if self.case => letter,
                _ => letter.to_ascii_lowercase(),
            });
        } else {
            self.decompose(letter, &mut folded);
        }
        folded
    }

    fn table(self) -> Vec<Folded> {
        ('\0'..'\u{800}').map(|letter| self.work_out(letter)).collect()
    }

    fn decompose(self, letter: char, to: &mut Folded) {
        // The syllables of Hangul are letters to those who read them.
        if !('\u{ac00}'..='\u{d7a3}').contains(&letter) {
            match CanonicalDecompositionBorrowed::new().decompose(letter) {
                Decomposed::Default => {}
                Decomposed::Singleton(one) => return self.decompose(one, to),
                Decomposed::Expansion(first, second) => {
                    self.decompose(first, to);
                    return self.decompose(second, to);
                }
            }
        }
        match letter {
            _ if is_invisible(letter) => {}
            _ if is_accent(letter) && !self.accents => {}
            _ if letter.is_whitespace() => to.push(' '),
            '‘' | '’' | '‚' | '‛' | 'ʼ' | '′' => to.push('\''),
            '“' | '”' | '„' | '‟' | '″' => to.push('"'),
            '‐' | '‑' => to.push('-'),
            'ﬀ' => self.spell("ff", to),
            'ﬁ' => self.spell("fi", to),
            'ﬂ' => self.spell("fl", to),
            'ﬃ' => self.spell("ffi", to),
            'ﬄ' => self.spell("ffl", to),
            'ﬅ' | 'ﬆ' => self.spell("st", to),
            _ if self.case => self.plain(letter, to),
            'ς' => to.push('σ'),
            'ſ' => to.push('s'),
            'µ' => to.push('μ'),
            _ => letter.to_lowercase().for_each(|lower| self.plain(lower, to)),
        }
    }

    fn spell(self, letters: &str, to: &mut Folded) {
        letters.chars().for_each(|letter| self.plain(letter, to));
    }

    /// Letters that no table takes apart, and that are often written without their strokes.
    fn plain(self, letter: char, to: &mut Folded) {
        if self.accents {
            return to.push(letter);
        }
        let letters = match letter {
            'ß' => "ss",
            'ẞ' => "SS",
            'æ' => "ae",
            'Æ' => "AE",
            'œ' => "oe",
            'Œ' => "OE",
            'ø' => "o",
            'Ø' => "O",
            'ł' => "l",
            'Ł' => "L",
            'đ' => "d",
            'Đ' => "D",
            'ħ' => "h",
            'Ħ' => "H",
            'ı' => "i",
            _ if is_accent(letter) => return,
            _ => return to.push(letter),
        };
        letters.chars().for_each(|letter| to.push(letter));
    }

    /// The letters that are not ASCII and fold to something else than themselves, with what that is.
    pub fn special(self) -> impl Iterator<Item = (char, Folded)> {
        CHANGED.iter().map(move |&letter| (letter, self.fold(letter)))
    }
}

/// What the letters of Latin, Greek, Cyrillic, Hebrew and Arabic fold to, which most texts are made of.
static TABLES: [LazyLock<Vec<Folded>>; 4] = [
    LazyLock::new(|| Fold { case: false, accents: false }.table()),
    LazyLock::new(|| Fold { case: false, accents: true }.table()),
    LazyLock::new(|| Fold { case: true, accents: false }.table()),
    LazyLock::new(|| Fold { case: true, accents: true }.table()),
];

/// Letters that are not ASCII and that some fold changes. Ideographs and Hangul are left out: none does.
static CHANGED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let ranges =
        ['\u{80}'..='\u{33ff}', '\u{a000}'..='\u{abff}', '\u{f900}'..='\u{1f0ff}', '\u{2f800}'..='\u{2fa1f}'];
    let changed = |letter: &char| {
        let itself = |fold: Fold| fold.fold(*letter).letters() == [*letter];
        !itself(Fold { case: false, accents: false }) || !itself(Fold { case: true, accents: true })
    };
    ranges.into_iter().flatten().filter(changed).collect()
});

/// Whether a letter shows nothing and takes no room: soft hyphens, joiners, marks of direction.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Whether a letter is a mark on the letter before it that many writers leave out: accents of Latin,
/// Greek and Cyrillic, vowel points of Hebrew and Arabic. The vowel signs of Indian scripts are letters.
pub(super) fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{34e}' | '\u{350}'..='\u{36f}' | '\u{483}'..='\u{487}'
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c2}' | '\u{5c4}'..='\u{5c5}' | '\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{6df}'..='\u{6e4}' | '\u{6e7}'..='\u{6e8}' | '\u{6ea}'..='\u{6ed}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Whether a letter is part of a word.
pub(super) fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || is_accent(letter)
}
