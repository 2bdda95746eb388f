//! What a coder types into a count field.

use super::Figures;
use super::lexeme::{Lexeme, lexemes};
use super::number::number_at;
use super::pack::{Category, Languages, Pack};
use super::token::tokenise;
use crate::model::MAX_COUNT;

/// What a sign makes of the number beside it.
type Bound = fn(u64) -> Figures;

/// Signs before a number.
const SIGNS: [(&str, Bound); 9] = [
    (">=", Figures::at_least),
    ("≥", Figures::at_least),
    ("<=", at_most),
    ("≤", at_most),
    (">", |n| Figures::at_least(n.saturating_add(1))),
    ("<", |n| at_most(n.saturating_sub(1))),
    ("~", about),
    ("≈", about),
    ("±", about),
];

fn at_most(n: u64) -> Figures {
    Figures { low: None, best: None, high: Some(n) }
}

fn about(n: u64) -> Figures {
    Figures { low: None, best: Some(n), high: None }
}

/// The figures that a coder typed: "13", "6-8", "at least 6", "≥6", "6+", "about 600", "thirteen", "dozens", in any
/// language that has a pack; blank is unknown. Words are read as those of articles are.
///
/// # Errors
/// A sentence that says what is wrong and what to write instead.
pub fn parse_count(text: &str) -> Result<Figures, String> {
    let text = text.trim();
    if text.is_empty() || matches!(text, "?" | "-" | "–" | "—") {
        return Ok(Figures::default());
    }
    if let Some(figures) = three_figures(text) {
        return figures.problem().map_or(Ok(figures), Err);
    }
    if let Some(digits) = too_many(text) {
        return Err(format!(
            "{digits} is more people than are alive; the largest count is {MAX_COUNT}. Check for a slip of the keyboard."
        ));
    }
    if text.starts_with(['-', '−']) {
        return Err(format!(
            "{text} is less than nobody; write a whole number, or leave the field blank if unknown."
        ));
    }
    if let Some((first, second)) = range_in_digits(text) {
        return match second.cmp(&first) {
            std::cmp::Ordering::Less => {
                Err(format!("{text} runs backwards; write the smaller number first: {second}-{first}."))
            }
            std::cmp::Ordering::Equal => Ok(Figures::exactly(first)),
            std::cmp::Ordering::Greater => Ok(Figures { low: Some(first), best: None, high: Some(second) }),
        };
    }
    let sign = SIGNS.iter().find_map(|(sign, of)| Some((text.strip_prefix(sign)?, *of)));
    let sign = sign.or_else(|| Some((text.strip_suffix('+')?, Figures::at_least as Bound)));
    let words = sign.map_or(text, |(words, _)| words.trim());
    let read = Languages::builtin().packs().iter().find_map(|pack| in_words(words, pack));
    let read = match sign {
        Some((_, of)) => {
            read.filter(|figures| figures.low == figures.high).and_then(|figures| figures.best).map(of)
        }
        None => read,
    };
    read.ok_or_else(|| {
        format!(
            "“{text}” is no count that Tollbook can read; write 13, 6-8, at least 6, up to 30, about 600, or leave it blank."
        )
    })
}

/// A number with the words that bound it, and nothing else but a noun for people: "13 soldiers", but not "13 killed".
fn in_words(text: &str, pack: &Pack) -> Option<Figures> {
    let tokens = tokenise(text, pack, true);
    let lexemes = lexemes(text, &tokens, 0..tokens.len(), &[], pack);
    let (number, end) = number_at(&lexemes, 0)?;
    let is_noun = |lexeme: &Lexeme<'_>| lexeme.is_any(&[Category::People, Category::Other]);
    let known = [number.figures.low, number.figures.best, number.figures.high];
    let is_count = known.into_iter().flatten().all(|n| n <= MAX_COUNT);
    (is_count && lexemes[end..].iter().all(is_noun)).then_some(number.figures)
}

/// Low, best and high one by one: "1 (0-1)" as the program writes them, or "0/1/1".
fn three_figures(text: &str) -> Option<Figures> {
    let figure = |part: &str| match part.trim() {
        "" | "?" | "-" | "–" => Some(None),
        digits => digits.parse::<u64>().ok().filter(|n| *n <= MAX_COUNT).map(Some),
    };
    let (low, best, high) = if let [low, best, high] = text.split('/').collect::<Vec<_>>().as_slice() {
        (*low, *best, *high)
    } else {
        let (best, bounds) = text.strip_suffix(')')?.split_once('(')?;
        let (low, high) = bounds.split_once(['-', '–'])?;
        (low, best, high)
    };
    Some(Figures { low: figure(low)?, best: figure(best)?, high: figure(high)? })
}

/// A number above [`MAX_COUNT`], as typed.
fn too_many(text: &str) -> Option<&str> {
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers
        .filter(|digits| digits.trim_start_matches('0').len() >= 11)
        .find(|digits| digits.parse::<u64>().map_or(true, |n| n > MAX_COUNT))
}

/// The two numbers of "6-8".
fn range_in_digits(text: &str) -> Option<(u64, u64)> {
    let (first, second) = text.split_once(['-', '–', '—'])?;
    Some((first.trim().parse().ok()?, second.trim().parse().ok()?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::parse_count;
    use crate::extract::Figures;

    fn figures(low: Option<u64>, best: Option<u64>, high: Option<u64>) -> Figures {
        Figures { low, best, high }
    }

    #[test]
    fn what_coders_type() {
        let exactly = Figures::exactly;
        for (typed, expected) in [
            ("", Figures::default()),
            (" ? ", Figures::default()),
            ("13", exactly(13)),
            ("0", exactly(0)),
            ("thirteen", exactly(13)),
            ("treize", exactly(13)),
            ("trece", exactly(13)),
            ("dreizehn", exactly(13)),
            ("١٣", exactly(13)),
            ("1,000", exactly(1000)),
            ("6-8", figures(Some(6), None, Some(8))),
            ("6 – 8", figures(Some(6), None, Some(8))),
            ("6 to 8", figures(Some(6), None, Some(8))),
            ("at least 6", figures(Some(6), None, None)),
            ("mindestens 6", figures(Some(6), None, None)),
            ("≥6", figures(Some(6), None, None)),
            (">= 6", figures(Some(6), None, None)),
            ("6+", figures(Some(6), None, None)),
            ("> 20", figures(Some(21), None, None)),
            ("up to 30", figures(None, None, Some(30))),
            ("≤ 30", figures(None, None, Some(30))),
            ("~600", figures(None, Some(600), None)),
            ("about 600", figures(None, Some(600), None)),
            ("dozens", figures(Some(24), None, None)),
            ("two other", exactly(2)),
            ("13 soldiers", exactly(13)),
            ("10000000000", exactly(10_000_000_000)),
            ("1 (0-1)", figures(Some(0), Some(1), Some(1))),
            ("1 (0–1)", figures(Some(0), Some(1), Some(1))),
            ("6 (5–?)", figures(Some(5), Some(6), None)),
            ("0/1/1", figures(Some(0), Some(1), Some(1))),
            ("2/-/-", figures(Some(2), None, None)),
        ] {
            assert_eq!(parse_count(typed), Ok(expected), "{typed}");
        }
        let unreadable = |typed| {
            format!(
                "“{typed}” is no count that Tollbook can read; write 13, 6-8, at least 6, up to 30, about 600, or leave it blank."
            )
        };
        for (typed, error) in [
            ("99999999999", "99999999999 is more people than are alive; the largest count is 10000000000. Check for a slip of the keyboard.".to_owned()),
            ("-3", "-3 is less than nobody; write a whole number, or leave the field blank if unknown.".to_owned()),
            ("8-6", "8-6 runs backwards; write the smaller number first: 6-8.".to_owned()),
            ("3/2/5", "The low figure, 3, is above the best figure, 2; change one of them.".to_owned()),
            ("a lot", unreadable("a lot")),
            ("3.5", unreadable("3.5")),
            ("13 killed", unreadable("13 killed")),
            ("first", unreadable("first")),
            ("+", unreadable("+")),
            ("≥ 6 to 8", unreadable("≥ 6 to 8")),
        ] {
            assert_eq!(parse_count(typed), Err(error), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn nothing_typed_panics(text in r"[0-9a-z ,.≥<>~+/()–-]{0,20}|\PC{0,12}") {
            if let Ok(figures) = parse_count(&text) {
                prop_assert!(figures.problem().is_none(), "{text}: {figures:?}");
            }
        }
    }
}
