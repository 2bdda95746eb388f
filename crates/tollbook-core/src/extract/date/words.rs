//! A text cut into words, numbers and signs, with each word's place in the lexicon.

use icu_normalizer::properties::{CanonicalDecompositionBorrowed, Decomposed};
use rustc_hash::FxHashMap;

/// What stands between a token and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing.
    None,
    /// White space on one line.
    Space,
    /// One line break.
    Line,
    /// A blank line, or the beginning of the text.
    Break,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// A word that the lexicon has, by its number there.
    Word(u32),
    /// Any other word.
    OtherWord,
    /// A whole number: its value, and in how many digits it is written.
    Number(u32, u8),
    /// One sign; dashes and apostrophes in one form each.
    Sign(char),
}

/// A word, a number or a sign.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub start: u32,
    pub end: u32,
    pub kind: Kind,
    pub gap: Gap,
}

impl Token {
    pub fn is_sign(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }

    pub fn is_word(&self) -> bool {
        matches!(self.kind, Kind::Word(_) | Kind::OtherWord)
    }

    pub fn number(&self) -> Option<(u32, u8)> {
        match self.kind {
            Kind::Number(value, digits) => Some((value, digits)),
            _ => None,
        }
    }
}

/// The longest folded word that is looked up, in bytes.
const LONGEST: usize = 48;
/// The largest value that a number keeps; larger ones are all alike.
const LARGEST: u32 = 100_000_000;

/// The words that a lexicon knows, each with a number.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    ids: FxHashMap<Box<[u8]>, u32>,
    /// Which first bytes and lengths its words have: spares looking up most words of a text.
    shapes: Vec<u64>,
    /// Letters that may be written together with the word after them.
    pub prefixes: Vec<Box<[u8]>>,
}

impl Vocabulary {
    /// The number of a folded word, which it gets if it has none.
    pub fn add(&mut self, folded: &str) -> u32 {
        let next = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        let bytes = folded.as_bytes();
        if let Some(first) = bytes.first() {
            self.shapes.resize(256, 0);
            self.shapes[usize::from(*first)] |= 1 << bytes.len().min(63);
        }
        *self.ids.entry(bytes.into()).or_insert(next)
    }

    pub fn len(&self) -> usize {
        self.ids.len()
    }

    fn find(&self, folded: &[u8]) -> Option<u32> {
        let shape = self.shapes.get(usize::from(*folded.first()?))?;
        if shape & (1 << folded.len().min(63)) == 0 {
            return None;
        }
        self.ids.get(folded).copied()
    }

    fn kind(&self, folded: &[u8]) -> Kind {
        let prefixed = || {
            let rests = self.prefixes.iter().filter_map(|prefix| folded.strip_prefix(&**prefix));
            rests.filter_map(|rest| self.find(rest)).next()
        };
        self.find(folded).or_else(prefixed).map_or(Kind::OtherWord, Kind::Word)
    }
}

/// `word` in the spelling in which words are compared: lower case, without accents and vowel signs, one
/// form each of Arabic alif, ya and ta marbuta.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    word.chars().for_each(|c| fold_char(c, &mut |c| folded.push(c)));
    folded
}

fn fold_char(c: char, push: &mut impl FnMut(char)) {
    if c.is_ascii() {
        return push(c.to_ascii_lowercase());
    }
    for lower in c.to_lowercase() {
        let mut base = lower;
        // The first letter of a full decomposition: all that follows are marks.
        loop {
            match CanonicalDecompositionBorrowed::new().decompose(base) {
                Decomposed::Expansion(first, _) if !is_hangul(base) => base = first,
                Decomposed::Singleton(other) if other != base => base = other,
                _ => break,
            }
        }
        match base {
            _ if is_mark(base) => {}
            'ß' => "ss".chars().for_each(&mut *push),
            'ø' => push('o'),
            'ł' => push('l'),
            'ı' => push('i'),
            // Sigma at the end of a word, which capitals do not tell apart.
            'ς' => push('σ'),
            'ة' => push('ه'),
            'ى' => push('ي'),
            _ => push(base),
        }
    }
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

/// Marks that belong to the letter before them: Latin accents, Arabic vowel signs and lengthening, and the points below
/// letters of India.
pub(super) fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}'
            | '\u{64b}'..='\u{65f}'
            | '\u{670}'
            | '\u{640}'
            | '\u{93c}'
            | '\u{9bc}'
            | '\u{a3c}'
            | '\u{abc}'
            | '\u{b3c}'
    )
}

/// The value of a decimal digit of any script in which dates are written.
fn digit(c: char) -> Option<u32> {
    /// The zeros of Arabic, Persian, Devanagari, Bengali, Gurmukhi, Gujarati, Oriya, Tamil, Telugu, Kannada, Malayalam,
    /// Thai, Lao, Tibetan, Burmese, Khmer, and of ASCII's digits in full width.
    const ZEROS: [u32; 17] = [
        0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20,
        0x1040, 0x17e0, 0xff10,
    ];
    if c.is_ascii() {
        return c.to_digit(10);
    }
    if !c.is_numeric() {
        return None;
    }
    let value = |zero: u32| u32::from(c).checked_sub(zero).filter(|value| *value < 10);
    ZEROS.into_iter().find_map(value)
}

/// White space, and signs that only steer the direction of writing or line breaks.
fn is_space(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The signs for year, month and day that stand behind a number in Chinese, Japanese and Korean.
fn is_date_sign(c: char) -> bool {
    matches!(c, '年' | '月' | '日' | '号' | '년' | '월' | '일')
}

/// One form for signs that mean the same.
fn sign(c: char) -> char {
    match c {
        '’' | 'ʼ' | '‘' | '`' | '´' => '\'',
        '\u{2010}' | '\u{2011}' | '\u{2212}' | '\u{ad}' => '-',
        '—' | '―' => '–',
        '،' => ',',
        '／' => '/',
        _ => c,
    }
}

/// The tokens of `text`; none of a text that is too large to be an article.
pub(super) fn tokens(text: &str, vocabulary: &Vocabulary) -> Vec<Token> {
    if u32::try_from(text.len()).is_err() {
        return Vec::new();
    }
    let mut list = Vec::with_capacity(text.len() / 5);
    let mut gap = Gap::Break;
    let mut at = 0;
    let mut folded = Vec::with_capacity(LONGEST * 2);
    while let Some(c) = text[at..].chars().next() {
        let start = at;
        at += c.len_utf8();
        let kind = if is_space(c) {
            gap = match (c, gap) {
                ('\n', Gap::Line | Gap::Break) => Gap::Break,
                ('\n', _) => Gap::Line,
                (_, gap) => gap.max(Gap::Space),
            };
            continue;
        } else if let Some(first) = digit(c) {
            let (mut value, mut digits) = (first, 1_u8);
            while let Some((next, length)) =
                text[at..].chars().next().and_then(|c| Some((digit(c)?, c.len_utf8())))
            {
                value = (value.min(LARGEST) * 10 + next).min(LARGEST);
                digits = digits.saturating_add(1);
                at += length;
            }
            Kind::Number(value, digits)
        } else if is_date_sign(c)
            && gap == Gap::None
            && list.last().is_some_and(|last: &Token| last.number().is_some())
        {
            Kind::Sign(c)
        } else if c.is_alphabetic() {
            at = word(text, start, &mut folded);
            if folded.len() <= LONGEST { vocabulary.kind(&folded) } else { Kind::OtherWord }
        } else {
            Kind::Sign(sign(c))
        };
        // Both fit: the whole text does.
        list.push(Token { start: start as u32, end: at as u32, kind, gap });
        gap = Gap::None;
    }
    list
}

/// Folds the word that begins at `start`, as far as it is looked up; where it ends.
fn word(text: &str, start: usize, folded: &mut Vec<u8>) -> usize {
    folded.clear();
    let bytes = text.as_bytes();
    let mut at = start;
    loop {
        while let Some(letter) = bytes.get(at).filter(|b| b.is_ascii_alphabetic()) {
            if folded.len() <= LONGEST {
                folded.push(letter.to_ascii_lowercase());
            }
            at += 1;
        }
        let Some(c) =
            text[at..].chars().next().filter(|c| !c.is_ascii() && (c.is_alphabetic() || is_mark(*c)))
        else {
            return at;
        };
        if folded.len() <= LONGEST {
            fold_char(c, &mut |c| folded.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()));
        }
        at += c.len_utf8();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded() {
        for (word, folded) in [
            ("FÉVRIER", "fevrier"),
            ("Fe\u{301}vrier", "fevrier"),
            ("Kasım", "kasim"),
            ("KASIM", "kasim"),
            ("İLK", "ilk"),
            ("dreißig", "dreissig"),
            ("أَبْرِيل", "ابريل"),
            ("الأحـــد", "الاحد"),
            ("جمعة", "جمعه"),
            ("ноября", "ноября"),
            ("НОЯБРЬ", "ноябрь"),
            ("październik", "pazdziernik"),
        ] {
            assert_eq!(fold(word), folded, "{word}");
        }
    }

    #[test]
    fn texts_are_cut_into_tokens() {
        let mut vocabulary = Vocabulary::default();
        let may = vocabulary.add("may");
        let kinds =
            |text: &str| tokens(text, &vocabulary).iter().map(|t| (t.kind, t.gap)).collect::<Vec<_>>();
        assert_eq!(
            kinds("3rd May—\n\n٢٠١٤"),
            [
                (Kind::Number(3, 1), Gap::Break),
                (Kind::OtherWord, Gap::None),
                (Kind::Word(may), Gap::Space),
                (Kind::Sign('–'), Gap::None),
                (Kind::Number(2014, 4), Gap::Break),
            ]
        );
        assert_eq!(kinds("9\n9")[1].1, Gap::Line);
    }
}
