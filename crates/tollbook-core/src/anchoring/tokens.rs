//! A text as the tokens that are compared: words, signs, and single letters of scripts without spaces.

use std::collections::HashMap;
use std::ops::Range;

use crate::text::fold;

/// One token.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// The number of its spelling; tokens that differ only in case, accents or the form of a quotation mark
    /// have the same.
    pub key: u32,
}

/// Gives equal spellings equal numbers, over several texts.
#[derive(Debug, Default)]
pub(super) struct Keys(HashMap<String, u32>);

/// The key of what stands before the first and after the last word of a text.
const BEGIN: u32 = 0;
const END: u32 = 1;

impl Keys {
    /// The tokens of a text, between one that stands for its beginning and one for its end.
    pub fn tokens(&mut self, text: &str) -> Vec<Token> {
        let mut tokens = vec![Token { range: 0..0, key: BEGIN }];
        for range in cut(text) {
            let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX - 3) + 2;
            let key = *self.0.entry(folded(&text[range.clone()])).or_insert(next);
            tokens.push(Token { range, key });
        }
        tokens.push(Token { range: text.len()..text.len(), key: END });
        tokens
    }

    /// The keys of a quote; `None` if it has words that no text has.
    pub fn of_quote(&self, quote: &str) -> Option<Vec<u32>> {
        cut(quote).into_iter().map(|range| self.0.get(&folded(&quote[range])).copied()).collect()
    }
}

/// The spelling by which tokens are compared.
fn folded(token: &str) -> String {
    token.chars().next().map_or_else(String::new, |first| {
        if first.is_alphanumeric() { fold(token) } else { sign(first).to_string() }
    })
}

/// Where the words and signs of a text are.
pub(crate) fn cut(text: &str) -> Vec<Range<usize>> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut begun: Option<usize> = None;
    for (at, c) in text.char_indices() {
        let in_word = is_word(c) || (begun.is_some() && is_mark(c));
        if !in_word && let Some(start) = begun.take() {
            tokens.push(start..at);
        }
        if in_word {
            begun = begun.or(Some(at));
        } else if !c.is_whitespace() && !is_invisible(c) {
            tokens.push(at..at + c.len_utf8());
        }
    }
    tokens.extend(begun.map(|start| start..text.len()));
    tokens
}

/// Whether a character is part of a word that is written with spaces around it.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() && !is_written_without_spaces(c)
}

/// Marks that belong to the letter before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{93c}' | '\u{94d}' | '\u{9bc}' | '\u{9cd}')
}

/// Thai, Lao, Khmer, Burmese, Chinese and Japanese.
fn is_written_without_spaces(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Soft hyphens, marks of direction and the like, which say nothing.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A sign in its plainest form.
fn sign(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' | '‛' | '´' | '`' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' => '"',
        '‐' | '‑' | '–' | '—' | '−' => '-',
        c => c,
    }
}

/// Whether two texts have the same words: white space and the form of quotation marks aside.
pub(super) fn same_words(a: &str, b: &str) -> bool {
    let words = |text| str::chars(text).filter(|c| !c.is_whitespace() && !is_invisible(*c)).map(sign);
    words(a).eq(words(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_signs_and_letters_of_scripts_without_spaces_are_tokens() {
        let text = "L’attaque, 三人死亡";
        let tokens = Keys::default().tokens(text);
        let words: Vec<&str> = tokens.iter().map(|token| &text[token.range.clone()]).collect();
        assert_eq!(words, ["", "L", "’", "attaque", ",", "三", "人", "死", "亡", ""]);
    }

    #[test]
    fn spellings_that_say_the_same_have_one_key() {
        let mut keys = Keys::default();
        let key = |keys: &mut Keys, text| keys.tokens(text).iter().map(|token| token.key).collect::<Vec<_>>();
        assert_eq!(key(&mut keys, "“Été”"), key(&mut keys, "\"été\""));
        assert_ne!(key(&mut keys, "13"), key(&mut keys, "14"));
        assert!(same_words("three\nsoldiers’", "three soldiers'"));
        assert!(!same_words("three soldiers", "four soldiers"));
    }
}
