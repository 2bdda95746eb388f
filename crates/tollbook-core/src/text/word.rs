//! Where words begin and end, by Unicode's rules (UAX 29): "He’s", "1,234" and "שלום" are words.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

/// Words are looked for this far around a byte: a text without spaces must cost no more than others.
const REACH: usize = 1024;

/// The word, the space or the mark that the character at `byte` belongs to; empty at the end of a
/// paragraph.
pub fn piece_at(text: &str, byte: usize) -> Range<usize> {
    let byte = text.floor_char_boundary(byte);
    let from = text.floor_char_boundary(byte.saturating_sub(REACH));
    let to = text.floor_char_boundary((byte + REACH).min(text.len()));
    let line_end = |c| c == '\n';
    let from =
        text.get(from..byte).and_then(|before| before.rfind(line_end)).map_or(from, |at| from + at + 1);
    let to = text.get(byte..to).and_then(|after| after.find(line_end)).map_or(to, |at| byte + at);
    let mut last = byte..byte;
    for (at, piece) in text.get(from..to).unwrap_or_default().split_word_bound_indices() {
        last = from + at..from + at + piece.len();
        if last.contains(&byte) {
            break;
        }
    }
    last
}

/// The word at a caret: the one after it, or else the one before it, or else what [`piece_at`] gives.
pub fn word_at(text: &str, byte: usize) -> Range<usize> {
    let after = piece_at(text, byte);
    if is_word(text.get(after.clone()).unwrap_or_default()) {
        return after;
    }
    let byte = text.floor_char_boundary(byte);
    if let Some(previous) = text.get(..byte).and_then(|text| text.chars().next_back()) {
        let before = piece_at(text, byte - previous.len_utf8());
        if before.end == byte && is_word(text.get(before.clone()).unwrap_or_default()) {
            return before;
        }
    }
    after
}

/// Whether a piece has a letter or a digit.
pub fn is_word(piece: &str) -> bool {
    piece.chars().any(char::is_alphanumeric)
}

/// The first word that ends after `byte`.
pub fn next_word(text: &str, byte: usize) -> Option<Range<usize>> {
    let byte = text.floor_char_boundary(byte);
    let rest = text.get(byte..)?;
    let mut pieces = rest.split_word_bound_indices();
    pieces.find(|(_, piece)| is_word(piece)).map(|(at, piece)| byte + at..byte + at + piece.len())
}

/// The last word that begins before `byte`, as far as `byte`.
pub fn previous_word(text: &str, byte: usize) -> Option<Range<usize>> {
    let before = text.get(..text.floor_char_boundary(byte))?;
    let mut pieces = before.split_word_bound_indices().rev();
    pieces.find(|(_, piece)| is_word(piece)).map(|(at, piece)| at..at + piece.len())
}

/// A range with the words that it cuts made whole, and without space at its ends. A range of space is
/// left as it is.
pub fn whole_words(text: &str, range: &Range<usize>) -> Range<usize> {
    let Some(words) = text.get(range.clone()).filter(|words| !words.trim().is_empty()) else {
        return range.clone();
    };
    let first = range.end - words.trim_start().len();
    let end = range.start + words.trim_end().len();
    let last = text.get(..end).and_then(|text| text.chars().next_back()).map_or(end, |c| end - c.len_utf8());
    piece_at(text, first).start..piece_at(text, last).end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_at_bytes() {
        let text = "He’s “dead”, 1,234 שלום.";
        let at = |needle: &str| text.find(needle).unwrap();
        assert_eq!(&text[word_at(text, 0)], "He’s");
        assert_eq!(&text[word_at(text, at("dead") + 4)], "dead");
        assert_eq!(&text[piece_at(text, at("dead") + 4)], "”");
        assert_eq!(&text[word_at(text, at("1,234") + 2)], "1,234");
        assert_eq!(&text[word_at(text, text.len())], ".");
        assert_eq!(&text[word_at(text, at("שלום") + 1)], "שלום", "inside a character");
        assert_eq!(word_at("", 0), 0..0);
        assert_eq!(word_at("a\n\nb", 2), 2..2, "a blank paragraph has no word");
    }

    #[test]
    fn words_come_before_and_after() {
        let text = "one, two";
        assert_eq!(next_word(text, 1), Some(1..3), "what is left of it");
        assert_eq!(next_word(text, 3), Some(5..8));
        assert_eq!(next_word(text, 8), None);
        assert_eq!(previous_word(text, 5), Some(0..3));
        assert_eq!(previous_word(text, 0), None);
    }

    #[test]
    fn words_that_a_range_cuts_are_made_whole() {
        let text = "On Monday, thirteen\nsoldiers «died».";
        let whole =
            |cut: &str| &text[whole_words(text, &text.find(cut).map(|at| at..at + cut.len()).unwrap())];
        assert_eq!(whole("onday, thirt"), "Monday, thirteen");
        assert_eq!(whole("n\nso"), "thirteen\nsoldiers");
        assert_eq!(whole(" thirteen\n"), "thirteen");
        assert_eq!(whole("soldiers «"), "soldiers «");
        assert_eq!(whole(" "), " ");
        assert_eq!(whole_words(text, &(3..3)), 3..3);
    }

    #[test]
    fn a_text_without_spaces_has_words_at_local_cost() {
        let text = "x".repeat(1_000_000);
        let word = word_at(&text, 500_000);
        assert!(word.contains(&500_000) && word.len() <= 2 * REACH);
    }
}
