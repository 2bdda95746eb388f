//! Where names that the project knows stand in a text: whole words, in any case.

use std::ops::Range;

/// A name to look for, and what it names.
pub(super) struct Name<T> {
    lower: Vec<char>,
    /// What it names.
    pub of: T,
}

impl<T> Name<T> {
    /// A name, as the project spells it; `None` if it holds no word.
    pub fn new(name: &str, of: T) -> Option<Self> {
        let lower: Vec<char> = name.trim().chars().flat_map(char::to_lowercase).collect();
        lower.iter().any(|c| c.is_alphanumeric()).then_some(Self { lower, of })
    }

    /// The length of the name at the beginning of `text`, if it stands there.
    fn at(&self, text: &str) -> Option<usize> {
        let mut wanted = self.lower.iter();
        let mut end = 0;
        for c in text.chars() {
            if wanted.len() == 0 {
                break;
            }
            for lower in c.to_lowercase() {
                if wanted.next() != Some(&lower) {
                    return None;
                }
            }
            end += c.len_utf8();
        }
        let ends = !text[end..].starts_with(char::is_alphanumeric);
        (wanted.len() == 0 && ends).then_some(end)
    }
}

/// Every place where one of `names` stands in `text`, in order. Made for long texts: a byte that
/// begins no name costs one look.
pub(super) fn find<T: Copy>(text: &str, names: &[Name<T>]) -> Vec<(Range<usize>, T)> {
    let mut begins = [false; 256];
    for first in names.iter().filter_map(|name| name.lower.first()) {
        for c in first.to_uppercase().chain([*first]) {
            let mut bytes = [0; 4];
            begins[usize::from(c.encode_utf8(&mut bytes).as_bytes()[0])] = true;
        }
    }
    let mut found = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        if !begins[usize::from(byte)] || !text.is_char_boundary(at) {
            continue;
        }
        if text[..at].chars().next_back().is_some_and(char::is_alphanumeric) {
            continue;
        }
        let longest = names.iter().filter_map(|name| Some((name.at(&text[at..])?, name.of)));
        if let Some((length, of)) = longest.max_by_key(|(length, _)| *length) {
            found.push((at..at + length, of));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, names: &[&str]) -> Vec<String> {
        let names: Vec<Name<()>> = names.iter().filter_map(|name| Name::new(name, ())).collect();
        find(text, &names).into_iter().map(|(range, ())| text[range].to_owned()).collect()
    }

    #[test]
    fn names_are_whole_words_in_any_case() {
        assert_eq!(found("BARKHANE, barkhane; Barkhanes", &["Barkhane"]), ["BARKHANE", "barkhane"]);
        assert_eq!(found("opération Épervier", &["épervier"]), ["Épervier"]);
        assert_eq!(found("قوة برخان في مالي", &["برخان"]), ["برخان"]);
        assert_eq!(
            found("Operation Serval", &["Serval", "Operation Serval"]),
            ["Operation Serval", "Serval"]
        );
        assert!(found("anything", &["", " "]).is_empty());
    }
}
