//! The first stage: words, numbers and marks, with the vocabulary's word for each.

use rustc_hash::FxHashMap;

use super::lines::paragraph_ends;
use super::pack::{Category, Pack, UNKNOWN, WordId};
use super::statement::Span;

/// The name of a model begins with at most so many letters: "AK-47".
const MODEL_LETTERS: usize = 3;

/// No letter of a Latin alphabet lies beyond.
const LAST_LATIN: char = '\u{250}';

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Letters, perhaps with digits.
    Word,
    /// Digits that make a whole number.
    Number(u64),
    /// Digits with one or two decimals, which count people only before "million".
    Decimal {
        /// All its digits as one whole number.
        digits: u64,
        /// What that is to be divided by: 10 or 100.
        divisor: u64,
    },
    /// Digits that make no number of people: "10.30.2014", "0430", "3D".
    OddNumber,
    /// A full stop, question or exclamation mark.
    Stop,
    /// A comma.
    Comma,
    /// A semicolon.
    Semicolon,
    /// A colon.
    Colon,
    /// A dash between words.
    Dash,
    /// A quotation mark.
    Quote,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A sign of money before a number.
    Money,
    /// A per cent sign.
    Percent,
    /// Any other mark.
    Mark,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letters {
    /// No capital at the start, or no capitals in the script.
    Lower,
    /// A capital at the start.
    Capital,
    /// Two or more capitals and no small letters.
    Capitals,
}

/// A word, number or mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// The vocabulary's word.
    pub word: WordId,
    /// What it is made of.
    pub shape: Shape,
    /// How it is written.
    pub letters: Letters,
    /// It is joined to the token before by a hyphen.
    pub hyphen: bool,
    /// It follows the token before without a space.
    pub joined: bool,
    /// A paragraph begins here.
    pub paragraph: bool,
}

/// Appends a word's letters in the form in which the vocabulary has them.
pub fn fold_into(folded: &mut String, word: &str, letters: &FxHashMap<char, char>) {
    if word.is_ascii() && letters.is_empty() {
        folded.extend(word.bytes().map(|byte| byte.to_ascii_lowercase() as char));
        return;
    }
    for c in word.chars() {
        match c {
            '’' | 'ʼ' => folded.push('\''),
            // Marks of vowels and of stretched letters in Arabic, and joined accents.
            '\u{0640}' | '\u{064b}'..='\u{0652}' | '\u{0670}' | '\u{200c}'..='\u{200f}' => {}
            '\u{0300}'..='\u{036f}' => compose(folded, c),
            _ => {
                for small in c.to_lowercase() {
                    folded.push(letters.get(&small).copied().unwrap_or(small));
                }
            }
        }
    }
}

/// Puts a joined accent on the letter before, where the result is a letter of its own.
fn compose(folded: &mut String, accent: char) {
    let Some(letter) = folded.pop() else { return };
    let pairs: &[(char, char)] = match accent {
        '\u{0300}' => &[('a', 'à'), ('e', 'è'), ('u', 'ù')],
        '\u{0301}' => &[('a', 'á'), ('e', 'é'), ('i', 'í'), ('o', 'ó'), ('u', 'ú')],
        '\u{0302}' => &[('a', 'â'), ('e', 'ê'), ('i', 'î'), ('o', 'ô'), ('u', 'û')],
        '\u{0303}' => &[('n', 'ñ'), ('a', 'ã'), ('o', 'õ')],
        '\u{0308}' => &[('a', 'ä'), ('e', 'ë'), ('i', 'ï'), ('o', 'ö'), ('u', 'ü')],
        '\u{0327}' => &[('c', 'ç')],
        _ => &[],
    };
    folded.push(pairs.iter().find(|(plain, _)| *plain == letter).map_or(letter, |(_, whole)| *whole));
}

fn digit(c: char) -> Option<u64> {
    let value = match c {
        '0'..='9' => c as u32 - '0' as u32,
        '٠'..='٩' => c as u32 - '٠' as u32,
        '۰'..='۹' => c as u32 - '۰' as u32,
        _ => return None,
    };
    Some(u64::from(value))
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic()
        || matches!(c, '\u{0300}'..='\u{036f}' | '\u{0640}' | '\u{064b}'..='\u{0652}' | '\u{0670}')
}

/// Cuts a text into tokens. With `look_up`, each gets the vocabulary's word and words written
/// together are cut apart.
pub fn tokenise(text: &str, pack: &Pack, look_up: bool) -> Vec<Token> {
    let mut tokeniser =
        Tokeniser { text, pack, look_up, tokens: Vec::with_capacity(text.len() / 6), folded: String::new() };
    tokeniser.run();
    tokeniser.tokens
}

struct Tokeniser<'a> {
    text: &'a str,
    pack: &'a Pack,
    look_up: bool,
    tokens: Vec<Token>,
    folded: String,
}

impl Tokeniser<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        let byte = *self.text.as_bytes().get(at)?;
        if byte < 0x80 { Some(byte as char) } else { self.text[at..].chars().next() }
    }

    /// Whether the last word cannot end a paragraph: an article, "of", "and", "his".
    fn is_unfinished(&self) -> bool {
        use Category::{And, DefiniteArticle, Demonstrative, IndefiniteArticle, Of, PossessiveWord};
        let opens = [DefiniteArticle, IndefiniteArticle, Of, And, PossessiveWord, Demonstrative];
        let last = self.tokens.last().filter(|token| token.letters == Letters::Lower);
        last.is_some_and(|token| {
            self.pack.vocabulary.entries_of(token.word).iter().any(|entry| opens.contains(&entry.category))
        })
    }

    fn run(&mut self) {
        let mut at = 0;
        let (mut joined, mut hyphen, mut lines) = (false, false, 0);
        let mut ends = paragraph_ends(self.text).into_iter().peekable();
        while let Some(c) = self.char_at(at) {
            if c == '\n' || c == '\u{2029}' {
                let ends = ends.next_if_eq(&at).is_some() && !self.is_unfinished();
                lines += if ends { 2 } else { 1 };
                joined = false;
                at += c.len_utf8();
                continue;
            }
            // Between the cells of a table, which are no sentence together.
            if c == '\t' && lines == 0 && !self.tokens.is_empty() {
                lines = 2;
            }
            if c.is_whitespace()
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}')
            {
                joined = joined && !c.is_whitespace();
                at += c.len_utf8();
                continue;
            }
            let (end, shape) = self.scan(at, c);
            if matches!(shape, Shape::Dash) && c != '—' && c != '–' && self.is_hyphen(at, end) {
                hyphen = true;
                at = end;
                continue;
            }
            let paragraph = lines >= 2 || self.tokens.is_empty();
            self.push(at, end, shape, hyphen, joined, paragraph);
            (joined, hyphen, lines) = (true, false, 0);
            at = end;
        }
    }

    /// Whether the hyphen at `at` joins two parts of a word, perhaps over a line's end.
    fn is_hyphen(&self, at: usize, end: usize) -> bool {
        let before = self.text[..at].chars().next_back().is_some_and(char::is_alphanumeric)
            || self.tokens.last().is_some_and(|last| {
                last.span.end == at && last.shape == Shape::Word && self.text[..at].ends_with('.')
            });
        let rest = &self.text[end..];
        let next = rest.chars().next();
        let over_line =
            next == Some('\n') && rest.trim_start_matches([' ', '\t', '\n']).len() + 20 > rest.len();
        before
            && (next.is_some_and(char::is_alphanumeric)
                || over_line && rest.trim_start().chars().next().is_some_and(char::is_alphabetic))
    }

    /// The end of the token at `at`, and its shape.
    fn scan(&self, at: usize, c: char) -> (usize, Shape) {
        if digit(c).is_some() {
            return self.scan_number(at);
        }
        if is_letter(c) {
            return (self.scan_word(at), Shape::Word);
        }
        // "'s" after a word.
        if matches!(c, '\'' | '’')
            && self.tokens.last().is_some_and(|t| t.shape == Shape::Word && t.span.end == at)
            && self.text[at + c.len_utf8()..].starts_with(['s', 'S'])
            && !self.text[at + c.len_utf8() + 1..].starts_with(is_letter)
        {
            return (at + c.len_utf8() + 1, Shape::Word);
        }
        let end = at + c.len_utf8();
        let shape = match c {
            '.' | '!' | '?' | '…' | '؟' | '。' => Shape::Stop,
            ',' | '،' => Shape::Comma,
            ';' | '؛' => Shape::Semicolon,
            ':' => Shape::Colon,
            '-' if self.text[end..].starts_with('-') => return (end + 1, Shape::Dash),
            '-' | '–' | '—' | '‐' | '‑' => Shape::Dash,
            '"' | '“' | '”' | '«' | '»' | '„' | '‹' | '›' | '\'' | '‘' | '’' | '`' => {
                // The mark of an owner after a plural: "priests' murder".
                if matches!(c, '\'' | '’') && self.owner_mark(at, end) {
                    return (end, Shape::Word);
                }
                Shape::Quote
            }
            '(' | '[' | '{' => Shape::Open,
            ')' | ']' | '}' => Shape::Close,
            '$' | '€' | '£' | '¥' => Shape::Money,
            '%' => Shape::Percent,
            _ => Shape::Mark,
        };
        (end, shape)
    }

    /// Whether an apostrophe follows a plural in "s" and stands before a space and a word.
    fn owner_mark(&self, at: usize, end: usize) -> bool {
        let before = self.text[..at].ends_with(['s', 'S', 'x', 'X', 'z', 'Z']);
        let mut after = self.text[end..].chars();
        let space = after.next().is_some_and(char::is_whitespace);
        let opened = self.tokens.iter().rev().take(12).any(|token| {
            token.shape == Shape::Quote
                && matches!(self.text.as_bytes()[token.span.start], b'\'' | b'`' | 0xe2)
        });
        before && space && !opened && after.find(|c| !c.is_whitespace()).is_some_and(char::is_alphabetic)
    }

    fn scan_word(&self, at: usize) -> usize {
        let mut end = at;
        let start = at;
        while let Some(c) = self.char_at(end) {
            let next = end + c.len_utf8();
            // "و12": a short word written together with a number.
            if digit(c).is_some() && !self.pack.prefixes.is_empty() && self.is_prefix(&self.text[start..end])
            {
                return end;
            }
            if is_letter(c) || digit(c).is_some() {
                end = next;
            } else if matches!(c, '\'' | '’' | 'ʼ') && self.char_at(next).is_none_or(is_letter) {
                let left = &self.text[start..end];
                if self.is_elision(left) {
                    return next;
                }
                if next == self.text.len() {
                    break;
                }
                // "'s" is a word of its own; in "O'Brien" and "didn't" the mark is a letter.
                let right = self.text[next..].chars().take_while(|c| is_letter(*c)).count();
                if right == 1 && matches!(self.char_at(next), Some('s' | 'S')) {
                    return end;
                }
                end = next;
            } else if c == '.' && self.is_initialism(start, end) {
                end = next;
            } else if c == '-'
                && end - start <= MODEL_LETTERS
                && self.text[start..end].chars().all(|c| c.is_ascii_uppercase())
                && self.char_at(next).is_some_and(|c| c.is_ascii_digit())
            {
                // "M-16", "AK-47": what is behind the hyphen belongs to the name.
                end = next;
            } else {
                break;
            }
        }
        end
    }

    fn is_prefix(&self, left: &str) -> bool {
        let mut folded = String::new();
        fold_into(&mut folded, left, self.pack.letters());
        self.pack.prefixes.contains(&folded)
    }

    fn is_elision(&self, left: &str) -> bool {
        left.len() <= 8 && !self.pack.elisions.is_empty() && {
            let mut folded = String::new();
            fold_into(&mut folded, left, self.pack.letters());
            self.pack.elisions.contains(&folded)
        }
    }

    /// Whether the full stop after `end` belongs to letters with stops: "U.S.", "a.m.".
    fn is_initialism(&self, start: usize, end: usize) -> bool {
        let letters = &self.text[start..end];
        let last = letters.rsplit('.').next().unwrap_or("");
        if last.chars().count() != 1 {
            return false;
        }
        // One letter, a stop, one letter, a stop.
        let mut next = self.text[end + 1..].chars();
        let another = next.next().is_some_and(is_letter) && next.next() == Some('.');
        another || letters.contains('.')
    }

    fn scan_number(&self, at: usize) -> (usize, Shape) {
        let (mut end, mut value, mut digits, mut odd) = (at, 0u64, 0, false);
        let mut decimals = None;
        while let Some(c) = self.char_at(end) {
            if let Some(d) = digit(c) {
                value = value.saturating_mul(10).saturating_add(d);
                digits += 1;
                end += c.len_utf8();
                continue;
            }
            // A mark or space of thousands, with exactly three digits after it.
            let after = end + c.len_utf8();
            let group = self.text[after..].chars().map_while(digit).take(4).count();
            if group == 0 || digits == 0 {
                break;
            }
            let thousands = match c {
                // "1,800 muertos": three digits make thousands everywhere, since nobody counts people in thousandths.
                ',' | '٬' => !self.pack.traits.decimal_comma || group == 3,
                '.' => self.pack.traits.decimal_comma,
                '\'' | '’' | '\u{a0}' | '\u{202f}' => true,
                ' ' => digits <= 3 && self.pack.traits.decimal_comma,
                _ => false,
            };
            if thousands && group == 3 && (digits <= 3 || odd) {
                for d in self.text[after..].chars().map_while(digit).take(3) {
                    value = value.saturating_mul(10).saturating_add(d);
                }
                end = after + self.text[after..].chars().take(3).map(char::len_utf8).sum::<usize>();
                digits = 3;
                continue;
            }
            // A decimal, a time or a date.
            if matches!(c, '.' | ',' | ':' | '/' | '٫') && !(c == ',' && group > 2) {
                decimals = (!odd && group <= 2 && matches!(c, '.' | ',' | '٫')).then_some(if group == 1 {
                    10
                } else {
                    100
                });
                odd = true;
                end = after;
                continue;
            }
            break;
        }
        // "3D", "12th", "6ème", "19h30": no number of people.
        let letters =
            self.text[end..].chars().take_while(|c| is_letter(*c)).map(char::len_utf8).sum::<usize>();
        if letters > 0 && self.text[end..end + letters].chars().all(|c| c < LAST_LATIN) {
            let minutes = self.text[end + letters..].chars().take_while(|c| digit(*c).is_some());
            return (end + letters + minutes.map(char::len_utf8).sum::<usize>(), Shape::OddNumber);
        }
        // "0430": a time, or a number of a thing.
        let leading_zero = self.text[at..end].starts_with(['0', '٠']) && end - at > 1;
        let shape = match decimals {
            Some(divisor) => Shape::Decimal { digits: value, divisor },
            None if odd || leading_zero => Shape::OddNumber,
            None => Shape::Number(value),
        };
        (end, shape)
    }

    fn push(&mut self, at: usize, end: usize, shape: Shape, hyphen: bool, joined: bool, paragraph: bool) {
        let mut token = Token {
            span: Span::new(at, end),
            word: UNKNOWN,
            shape,
            letters: Letters::Lower,
            hyphen,
            joined,
            paragraph,
        };
        if !matches!(shape, Shape::Word | Shape::OddNumber) {
            self.tokens.push(token);
            return;
        }
        let text = self.text;
        token.letters = letters_of(&text[at..end]);
        if !self.look_up {
            self.tokens.push(token);
            return;
        }
        self.folded.clear();
        let mut folded = std::mem::take(&mut self.folded);
        fold_into(&mut folded, &text[at..end], self.pack.letters());
        if folded.len() > 1 && folded.ends_with('\'') {
            // The apostrophe of a short word cut off: "l'".
            folded.pop();
        }
        token.word = self.pack.find_word(&folded);
        self.folded = folded;
        if !self.pack.prefixes.is_empty() {
            // A word that only a phrase holds is cut apart where that phrase does not stand.
            let before: Vec<_> = self.tokens.iter().rev().take(3).rev().map(|token| token.word).collect();
            let loose = self.pack.vocabulary.is_out_of_phrase(&before, token.word);
            if (token.word == UNKNOWN || loose) && self.push_prefixes(token) {
                return;
            }
        }
        self.tokens.push(token);
    }

    /// Cuts words written together with the next apart, where what is left is a word.
    fn push_prefixes(&mut self, token: Token) -> bool {
        let text = self.text;
        let mut start = token.span.start;
        let mut parts = Vec::new();
        loop {
            let rest = &text[start..token.span.end];
            let mut folded = String::new();
            fold_into(&mut folded, rest, self.pack.letters());
            let word = self.pack.find_word(&folded);
            // An article stands before no preposition: "العلي" is a name.
            let preposition = |word| {
                let entries = self.pack.vocabulary.entries_of(word);
                !entries.is_empty()
                    && entries.iter().all(|entry| {
                        matches!(entry.category, Category::Preposition | Category::PlacePreposition)
                    })
            };
            let article = |word| {
                let entries = self.pack.vocabulary.entries_of(word);
                entries.iter().any(|entry| entry.category == Category::DefiniteArticle)
            };
            let last = parts.last().map(|part: &(usize, usize, WordId)| part.2);
            // "بلال": nor does an article end a word.
            if last.is_some() && article(word) {
                return false;
            }
            if last.is_some_and(article) && preposition(word) {
                return false;
            }
            // A prefix is as long in the text as folded, but for marks of vowels.
            let cut = self.pack.prefixes.iter().find_map(|prefix| {
                let mut end = start;
                let mut left = String::new();
                for c in rest.chars() {
                    fold_into(&mut left, c.encode_utf8(&mut [0; 4]), self.pack.letters());
                    end += c.len_utf8();
                    if left == *prefix {
                        return Some((end, self.pack.vocabulary.word(prefix)));
                    }
                    if left.len() > prefix.len() {
                        return None;
                    }
                }
                None
            });
            // "والجرحى": a word that only phrases hold is cut again where what is left is a word of its own.
            let own = |text: &str| {
                let mut folded = String::new();
                fold_into(&mut folded, text, self.pack.letters());
                !self.pack.vocabulary.entries_of(self.pack.find_word(&folded)).is_empty()
            };
            let apart = !parts.is_empty()
                && self.pack.vocabulary.entries_of(word).is_empty()
                && cut.is_some_and(|(end, _)| own(&text[end..token.span.end]));
            if word != UNKNOWN && !apart && (!parts.is_empty() || token.word == UNKNOWN) || parts.len() == 3 {
                if parts.is_empty() || word == UNKNOWN {
                    break;
                }
                parts.push((start, token.span.end, word));
                break;
            }
            match cut {
                Some((end, word)) if text[end..token.span.end].chars().count() >= 2 => {
                    parts.push((start, end, word));
                    start = end;
                }
                _ => break,
            }
        }
        if parts.last().is_none_or(|(_, end, _)| *end != token.span.end) {
            return false;
        }
        for (n, (start, end, word)) in parts.into_iter().enumerate() {
            let first = n == 0;
            self.tokens.push(Token {
                span: Span::new(start, end),
                word,
                hyphen: first && token.hyphen,
                joined: !first || token.joined,
                paragraph: first && token.paragraph,
                ..token
            });
        }
        true
    }
}

fn letters_of(word: &str) -> Letters {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else { return Letters::Lower };
    if !first.is_uppercase() {
        return Letters::Lower;
    }
    let mut more = false;
    for c in letters {
        if c.is_lowercase() {
            return Letters::Capital;
        }
        more = true;
    }
    if more { Letters::Capitals } else { Letters::Capital }
}
