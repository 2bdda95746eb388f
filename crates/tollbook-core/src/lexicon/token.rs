//! Words of a text as the tables see them: folded (lower case, no accents), with their bytes.

use std::ops::Range;

/// One word of a text.
#[derive(Clone, Debug)]
pub(crate) struct Token<'t> {
    /// The word's bytes in the text.
    pub range: Range<usize>,
    /// The word as written.
    pub raw: &'t str,
    /// The word as the tables spell it; see [`fold`].
    pub folded: String,
}

impl Token<'_> {
    /// Whether the word is written in decimal digits alone (of any script that [`fold`] reads).
    pub fn is_digits(&self) -> bool {
        !self.folded.is_empty() && self.folded.bytes().all(|b| b.is_ascii_digit())
    }

    /// Whether the word begins with a capital letter.
    pub fn is_capitalised(&self) -> bool {
        self.raw.chars().next().is_some_and(char::is_uppercase)
    }

    /// The word's value if it is written in digits and below 10^15.
    pub fn digits(&self) -> Option<u64> {
        (self.is_digits() && self.folded.len() <= 15).then(|| self.folded.parse().ok()).flatten()
    }
}

/// The words of a text, in order, with access to what stands between them.
#[derive(Clone, Debug)]
pub(crate) struct Tokens<'t> {
    pub text: &'t str,
    pub list: Vec<Token<'t>>,
}

impl<'t> Tokens<'t> {
    /// Cuts `text` into words: runs of letters, digits and combining marks. Apostrophes, hyphens
    /// and points separate ("d'un" is two words, "twenty-one" is two, "U.S." is two); digits and
    /// letters do not ("7th" is one word, and no number).
    pub fn of(text: &'t str) -> Self {
        let mut list = Vec::with_capacity(text.len() / 5);
        let mut begun: Option<usize> = None;
        let mut push = |range: Range<usize>| {
            let raw = &text[range.clone()];
            list.push(Token { range, raw, folded: fold(raw) });
        };
        for (at, c) in text.char_indices() {
            match (is_word_char(c), begun) {
                (true, None) => begun = Some(at),
                (false, Some(start)) => {
                    push(start..at);
                    begun = None;
                }
                _ => {}
            }
        }
        if let Some(start) = begun {
            push(start..text.len());
        }
        Self { text, list }
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The folded word `i`, or "" past either end: so that rules can look around freely.
    pub fn word(&self, i: usize) -> &str {
        self.list.get(i).map_or("", |t| t.folded.as_str())
    }

    /// The folded word `back` words before `i`, or "".
    pub fn before(&self, i: usize, back: usize) -> &str {
        i.checked_sub(back).map_or("", |j| self.word(j))
    }

    /// Whether word `i` is one of `words`, which are spelled folded.
    pub fn is(&self, i: usize, words: &[&str]) -> bool {
        self.list.get(i).is_some_and(|t| words.contains(&t.folded.as_str()))
    }

    /// What stands between word `i` and the next one; after the last word, the rest of the text.
    pub fn gap(&self, i: usize) -> &'t str {
        let Some(token) = self.list.get(i) else {
            return "";
        };
        let end = self.list.get(i + 1).map_or(self.text.len(), |next| next.range.start);
        &self.text[token.range.end..end]
    }

    /// What stands before word `i`; before the first word, the text's beginning.
    pub fn gap_before(&self, i: usize) -> &'t str {
        let Some(token) = self.list.get(i) else {
            return "";
        };
        let start = i.checked_sub(1).map_or(0, |j| self.list[j].range.end);
        &self.text[start..token.range.start]
    }

    /// Whether words `i` and `i + 1` stand side by side in one phrase: nothing but spaces (one line
    /// break at most), hyphens and apostrophes between them.
    pub fn joined(&self, i: usize) -> bool {
        i + 1 < self.len() && is_soft(self.gap(i))
    }

    /// The bytes from the beginning of word `first` to the end of word `last`.
    pub fn span(&self, first: usize, last: usize) -> Range<usize> {
        self.list[first].range.start..self.list[last].range.end
    }
}

/// Whether only spaces, at most one line break, hyphens and apostrophes make up `gap`.
pub(crate) fn is_soft(gap: &str) -> bool {
    let mut breaks = 0;
    gap.chars().all(|c| {
        breaks += usize::from(c == '\n');
        breaks <= 1 && (c.is_whitespace() || matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\'' | '’' | 'ʼ'))
    })
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c)
}

/// Marks that belong to the letter before them: Latin combining accents, Arabic vowel signs.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}')
}

/// The spelling used by all tables: lower case; Latin letters without accents, composed or not
/// ("Élysée" → "elysee"); Arabic without vowel signs and with one form of alif, ya and ta marbuta;
/// Arabic and Persian digits as 0–9.
pub(crate) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.chars().filter(|c| !is_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => folded.push('e'),
            'ì'..='ï' | 'ī' | 'ı' => folded.push('i'),
            'ñ' | 'ń' | 'ň' => folded.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => folded.push('o'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ğ' => folded.push('g'),
            'ş' | 'š' | 'ś' => folded.push('s'),
            'ž' | 'ź' | 'ż' => folded.push('z'),
            'ł' => folded.push('l'),
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'أ' | 'إ' | 'آ' | 'ٱ' => folded.push('ا'),
            'ى' | 'ی' | 'ئ' => folded.push('ي'),
            'ة' => folded.push('ه'),
            'ؤ' => folded.push('و'),
            'ک' => folded.push('ك'),
            '٠'..='٩' => push_digit(&mut folded, c, '٠'),
            '۰'..='۹' => push_digit(&mut folded, c, '۰'),
            // Lower-casing "İ" leaves a combining dot behind.
            c if is_mark(c) => {}
            c => folded.push(c),
        }
    }
    folded
}

fn push_digit(folded: &mut String, digit: char, zero: char) {
    let value = u32::from(digit) - u32::from(zero);
    folded.extend(char::from_digit(value, 10));
}

/// Whether a folded word begins with an Arabic letter.
pub(crate) fn is_arabic(folded: &str) -> bool {
    folded.chars().next().is_some_and(|c| ('\u{620}'..='\u{64a}').contains(&c))
}

/// The folded Arabic word without the prefixes that are written together with it ("and", "with",
/// "for", "the"): each shorter form in turn, longest first.
pub(crate) fn arabic_stems(folded: &str) -> impl Iterator<Item = &str> {
    let mut rest = is_arabic(folded).then_some(folded);
    std::iter::from_fn(move || {
        let word = rest?;
        let shorter = word
            .strip_prefix("ال")
            .or_else(|| word.strip_prefix("لل"))
            .or_else(|| word.strip_prefix(['و', 'ف', 'ب', 'ل', 'ك']))
            .filter(|w| w.chars().count() >= 2);
        rest = shorter;
        shorter
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_where_a_reader_would() {
        let words = |text| Tokens::of(text).list.into_iter().map(|t| t.folded).collect::<Vec<_>>();
        assert_eq!(words("Thirteen soldiers, d’un 7th"), ["thirteen", "soldiers", "d", "un", "7th"]);
        assert_eq!(words("U.S.-led"), ["u", "s", "led"]);
        assert_eq!(words("l'Élysée e\u{301}te\u{301} blessé"), ["l", "elysee", "ete", "blesse"]);
        assert_eq!(words("١٣ جنديًّا"), ["13", "جنديا"]);
        assert_eq!(words("İzmir"), ["izmir"]);
        assert!(words(" …—“”").is_empty());
    }

    #[test]
    fn gaps_are_what_stands_between() {
        let tokens = Tokens::of("(two, three");
        assert_eq!((tokens.gap_before(0), tokens.gap(0), tokens.gap(1)), ("(", ", ", ""));
        assert!(!tokens.joined(0));
        assert!(!tokens.joined(1), "nothing follows the last word");
        assert!(Tokens::of("two\nmen").joined(0));
        assert!(!Tokens::of("two\n\nmen").joined(0), "a paragraph ends a phrase");
    }

    #[test]
    fn arabic_prefixes_come_off_one_by_one() {
        assert_eq!(arabic_stems(&fold("والجنود")).collect::<Vec<_>>(), ["الجنود", "جنود"]);
        assert_eq!(arabic_stems("soldiers").count(), 0);
    }
}
