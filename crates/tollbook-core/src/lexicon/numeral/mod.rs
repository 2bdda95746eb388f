//! Exact numbers, in digits or in words, wherever they stand; whether they count people is asked
//! in [`super::number`].

mod arabic;

use std::sync::LazyLock;

use text2num::{Language, text2digits};

use super::token::{Tokens, is_arabic, is_soft};
use crate::model::MAX_COUNT;

/// No number above the model's largest count is read.
pub(super) const MOST: u64 = MAX_COUNT;

/// An exact number in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numeral {
    /// How many words it takes.
    pub words: usize,
    pub value: u64,
    /// Written as one unbroken run of digits, as years are.
    pub plain_digits: bool,
}

const ENGLISH: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "million",
    "billion",
];

const FRENCH: &[&str] = &[
    "zero",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "vingt",
    "vingts",
    "trente",
    "quarante",
    "cinquante",
    "soixante",
    "septante",
    "huitante",
    "octante",
    "nonante",
    "cent",
    "cents",
    "mille",
    "million",
    "millions",
    "milliard",
    "milliards",
];

static LANGUAGES: LazyLock<[(Language, &[&str]); 2]> =
    LazyLock::new(|| [(Language::english(), ENGLISH), (Language::french(), FRENCH)]);

/// The exact number that begins at word `i`, as long as it goes: "13", "1,000", "1 000", "2.3 million",
/// "thirteen", "two hundred and five", "quatre-vingt-dix-sept", "a thousand". `None` for ordinals,
/// decimals, vague numbers ("hundreds") and anything above [`MOST`].
pub(super) fn numeral_at(tokens: &Tokens<'_>, i: usize) -> Option<Numeral> {
    digits_at(tokens, i).or_else(|| words_at(tokens, i)).filter(|n| n.value <= MOST)
}

fn digits_at(tokens: &Tokens<'_>, i: usize) -> Option<Numeral> {
    let first = tokens.list.get(i)?;
    let mut value = first.digits()?;
    let mut words = 1;
    let separator = tokens.gap(i);
    if is_thousands_separator(separator) && first.folded.len() <= 3 && !first.folded.starts_with('0') {
        while tokens.gap(i + words - 1) == separator && is_group(tokens, i + words) {
            value = value.checked_mul(1000)?.checked_add(tokens.list[i + words].digits()?)?;
            words += 1;
        }
    }
    let grouped = words > 1;
    if let Some(scaled) = scaled_decimal(tokens, i) {
        return Some(scaled);
    }
    // "3.5", "1,5", "2:1" and "1/3" are no whole numbers.
    let last = i + words - 1;
    let touches_next = tokens.list.get(last + 1).is_some_and(super::token::Token::is_digits)
        && matches!(tokens.gap(last), "." | "," | ":" | "/" | "٫");
    let touches_previous =
        i > 0 && tokens.list[i - 1].is_digits() && matches!(tokens.gap(i - 1), "." | "," | ":" | "/" | "٫");
    if touches_next || touches_previous {
        return None;
    }
    if tokens.joined(last)
        && let Some(scale) = scale(tokens.word(last + 1))
    {
        return Some(Numeral { words: words + 1, value: value.checked_mul(scale)?, plain_digits: false });
    }
    Some(Numeral { words, value, plain_digits: !grouped })
}

/// A comma, a point, an apostrophe, or one space of any width. A point or a space groups thousands
/// in French; in English they stand between three digits and three digits nowhere else.
fn is_thousands_separator(gap: &str) -> bool {
    matches!(gap, "," | "." | "'" | "’" | " " | "\u{a0}" | "\u{202f}" | "\u{2009}" | "٬")
}

fn is_group(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.list.get(i).is_some_and(|t| t.folded.len() == 3 && t.is_digits())
}

/// "2.3 million", "2,3 millions".
fn scaled_decimal(tokens: &Tokens<'_>, i: usize) -> Option<Numeral> {
    if !matches!(tokens.gap(i), "." | ",") || !tokens.joined(i + 1) {
        return None;
    }
    let scale = scale(tokens.word(i + 2)).filter(|s| *s >= 1_000_000)?;
    let (whole, fraction) = (tokens.list.get(i)?, tokens.list.get(i + 1)?);
    let places = u32::try_from(fraction.folded.len()).ok().filter(|p| *p <= 3)?;
    let thousandths = fraction.digits()?.checked_mul(10_u64.pow(3 - places))?;
    let value = whole.digits()?.checked_mul(scale)?.checked_add(thousandths * (scale / 1000))?;
    Some(Numeral { words: 3, value, plain_digits: false })
}

fn scale(word: &str) -> Option<u64> {
    match word {
        "hundred" => Some(100),
        "thousand" | "mille" | "الف" => Some(1_000),
        "million" | "millions" | "مليون" => Some(1_000_000),
        "billion" | "milliard" | "milliards" => Some(1_000_000_000),
        _ => None,
    }
}

fn words_at(tokens: &Tokens<'_>, i: usize) -> Option<Numeral> {
    let word = tokens.word(i);
    if is_arabic(word) {
        return arabic::at(tokens, i);
    }
    // "a hundred and five", "un million": the article counts as one.
    if matches!(word, "a" | "un") && tokens.joined(i) {
        let counted =
            matches!(tokens.word(i + 1), "hundred" | "thousand" | "million" | "billion" | "milliard");
        let rest = counted.then(|| words_at(tokens, i + 1)).flatten()?;
        return Some(Numeral { words: rest.words + 1, ..rest });
    }
    LANGUAGES
        .iter()
        .filter_map(|(language, table)| run_at(tokens, i, language, table))
        .max_by_key(|n| n.words)
}

/// The longest run of number words from `i` that makes one number.
fn run_at(tokens: &Tokens<'_>, i: usize, language: &Language, table: &[&str]) -> Option<Numeral> {
    if !table.contains(&tokens.word(i)) {
        return None;
    }
    let mut ends = vec![i];
    let mut last = i;
    while tokens.joined(last) && is_soft(tokens.gap(last)) {
        last += 1;
        let word = tokens.word(last);
        if table.contains(&word) || matches!((word, tokens.before(last, 1)), ("un" | "une", "et" | "vingt")) {
            ends.push(last);
        } else if !matches!(word, "and" | "et") {
            break;
        }
    }
    ends.into_iter().rev().find_map(|end| {
        let phrase: Vec<&str> = (i..=end).map(|j| tokens.word(j)).collect();
        let digits = text2digits(&phrase.join(" "), language).ok()?;
        // "two and three" is read as 23 by the library; "twenty and three" never stands in print.
        let joins_units =
            (i + 1..end).any(|j| matches!(tokens.word(j), "and") && !is_hundreds(tokens.before(j, 1)));
        let value = digits.parse().ok().filter(|_| !joins_units)?;
        Some(Numeral { words: end - i + 1, value, plain_digits: false })
    })
}

fn is_hundreds(word: &str) -> bool {
    matches!(word, "hundred" | "thousand" | "million" | "billion")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<u64> {
        let tokens = Tokens::of(text);
        numeral_at(&tokens, 0).filter(|n| n.words == tokens.len()).map(|n| n.value)
    }

    #[test]
    fn whole_numbers() {
        for (text, value) in [
            ("13", 13),
            ("0", 0),
            ("1,000", 1_000),
            ("1 000", 1_000),
            ("1\u{202f}000", 1_000),
            ("1.000", 1_000),
            ("12,345,678", 12_345_678),
            ("١٣", 13),
            ("2.3 million", 2_300_000),
            ("2,25 millions", 2_250_000),
            ("40 thousand", 40_000),
            ("thirteen", 13),
            ("Twenty-one", 21),
            ("two hundred and five", 205),
            ("two thousand five hundred", 2_500),
            ("a thousand", 1_000),
            ("a hundred and six", 106),
            ("un million", 1_000_000),
            ("treize", 13),
            ("vingt et un", 21),
            ("vingt-et-un", 21),
            ("quatre-vingt-dix-sept", 97),
            ("soixante et onze", 71),
            ("deux cent mille", 200_000),
            ("ثلاثة عشر", 13),
            ("10,000,000,000", MOST),
        ] {
            assert_eq!(read(text), Some(value), "{text}");
        }
    }

    #[test]
    fn what_text2num_would_read_and_we_do_not() {
        // In order: a pronoun, vague plurals, ordinals, and sums of two numbers.
        for text in [
            "no one",
            "hundreds",
            "thousands",
            "une centaine",
            "second",
            "third",
            "first",
            "premier",
            "2nd",
            "7e",
            "twenty and three",
            "one and two",
            "six seven",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read("1,000"), Some(1_000), "the library reads nothing in it");
    }

    #[test]
    fn no_whole_numbers() {
        for text in
            ["3.5", "4:23", "1/3", "10,000,000,001", "99999999999999999999", "12,34", "million of", "K1"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_ends_where_the_next_one_begins() {
        let tokens = Tokens::of("six or seven");
        assert_eq!(numeral_at(&tokens, 0).map(|n| (n.words, n.value)), Some((1, 6)));
        let tokens = Tokens::of("two and three");
        assert_eq!(numeral_at(&tokens, 0).map(|n| (n.words, n.value)), Some((1, 2)));
    }
}
