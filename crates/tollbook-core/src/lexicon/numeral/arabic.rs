//! Arabic number words. They stand before their noun; one and two are forms of the noun itself, and
//! are read only as parts of a larger number. "And" is written together with the word after it.
//!
//! All words are as [`fold`](crate::lexicon::token::fold) leaves them.

use super::Numeral;
use crate::lexicon::token::{Tokens, is_soft};

/// With either gender of what is counted.
const UNITS: &[(&str, u64)] = &[
    ("واحد", 1),
    ("واحده", 1),
    ("احد", 1),
    ("احدي", 1),
    ("اثنان", 2),
    ("اثنين", 2),
    ("اثنتان", 2),
    ("اثنتين", 2),
    ("اثنا", 2),
    ("اثني", 2),
    ("اثنتا", 2),
    ("اثنتي", 2),
    ("ثلاثه", 3),
    ("ثلاث", 3),
    ("اربعه", 4),
    ("اربع", 4),
    ("خمسه", 5),
    ("خمس", 5),
    ("سته", 6),
    ("ست", 6),
    ("سبعه", 7),
    ("سبع", 7),
    ("ثمانيه", 8),
    ("ثماني", 8),
    ("ثمان", 8),
    ("تسعه", 9),
    ("تسع", 9),
    ("عشره", 10),
    ("عشر", 10),
];

/// In both cases: "-ūn" and "-īn".
const TENS: &[(&str, u64)] = &[
    ("عشر", 20),
    ("ثلاث", 30),
    ("اربع", 40),
    ("خمس", 50),
    ("ست", 60),
    ("سبع", 70),
    ("ثمان", 80),
    ("تسع", 90),
];

/// "Hundred", in its two spellings.
const HUNDRED: [&str; 2] = ["ميه", "مايه"];

const SCALES: &[(&str, u64)] = &[
    ("الف", 1_000),
    ("الفا", 1_000),
    ("الاف", 1_000),
    ("مليون", 1_000_000),
    ("مليونا", 1_000_000),
    ("ملايين", 1_000_000),
];

/// The number that begins at word `i`, as long as it goes: "ثلاثة عشر", "خمسة وعشرين", "ألفان ومئة".
pub(super) fn at(tokens: &Tokens<'_>, i: usize) -> Option<Numeral> {
    let (mut total, mut words, mut lowest) = (0_u64, 0, u64::MAX);
    loop {
        let first = match words {
            0 => Some(tokens.word(i)),
            _ => following(tokens, i + words - 1).and_then(and),
        };
        let Some(group) = first.and_then(|first| group(tokens, i + words, first, words == 0)) else { break };
        if group.scale >= lowest {
            break;
        }
        total = total.checked_add(group.value.checked_mul(group.scale)?)?;
        (words, lowest) = (words + group.words, group.scale);
    }
    (words > 0).then_some(Numeral { words, value: total, plain_digits: false })
}

/// So many thousands, say.
struct Group {
    value: u64,
    scale: u64,
    words: usize,
}

/// The group whose first word, without "and", is `first`.
fn group(tokens: &Tokens<'_>, i: usize, first: &str, leads: bool) -> Option<Group> {
    match first {
        "الفان" | "الفين" => return Some(Group { value: 2, scale: 1_000, words: 1 }),
        "مليونان" | "مليونين" => return Some(Group { value: 2, scale: 1_000_000, words: 1 }),
        // Only the singular stands for itself: "thousands" is no number.
        "الف" => return Some(Group { value: 1, scale: 1_000, words: 1 }),
        "مليون" => return Some(Group { value: 1, scale: 1_000_000, words: 1 }),
        _ => {}
    }
    let (value, words) = below_thousand(tokens, i, first)?;
    match following(tokens, i + words - 1).and_then(|next| find(SCALES, next)) {
        Some(scale) => Some(Group { value, scale, words: words + 1 }),
        None => (value > 2 || !leads).then_some(Group { value, scale: 1, words }),
    }
}

fn below_thousand(tokens: &Tokens<'_>, i: usize, first: &str) -> Option<(u64, usize)> {
    let (hundreds, words) = if let Some(hundreds) = hundreds(first) {
        (hundreds, 1)
    } else if let Some(unit @ 3..=9) = find(UNITS, first)
        && following(tokens, i).is_some_and(|next| HUNDRED.contains(&next))
    {
        (unit * 100, 2)
    } else {
        return below_hundred(tokens, i, first);
    };
    let rest = following(tokens, i + words - 1)
        .and_then(and)
        .and_then(|rest| below_hundred(tokens, i + words, rest));
    Some(rest.map_or((hundreds, words), |(rest, more)| (hundreds + rest, words + more)))
}

fn below_hundred(tokens: &Tokens<'_>, i: usize, first: &str) -> Option<(u64, usize)> {
    if let Some(tens) = tens(first) {
        return Some((tens, 1));
    }
    let unit = find(UNITS, first)?;
    match following(tokens, i).filter(|_| unit < 10) {
        Some("عشر" | "عشره") => Some((10 + unit, 2)),
        Some(next) => match and(next).and_then(tens) {
            Some(tens) => Some((tens + unit, 2)),
            None => Some((unit, 1)),
        },
        None => Some((unit, 1)),
    }
}

fn tens(word: &str) -> Option<u64> {
    find(TENS, word.strip_suffix("ون").or_else(|| word.strip_suffix("ين"))?)
}

/// "A hundred", "two hundred", and "three hundred" and on where it is one word.
fn hundreds(word: &str) -> Option<u64> {
    match word {
        "ميتان" | "ميتين" | "مايتان" | "مايتين" => Some(200),
        _ => match HUNDRED.iter().find_map(|hundred| word.strip_suffix(hundred))? {
            "" => Some(100),
            unit => find(UNITS, unit).filter(|unit| (3..=9).contains(unit)).map(|unit| unit * 100),
        },
    }
}

/// The word after "and".
fn and(word: &str) -> Option<&str> {
    word.strip_prefix('و').filter(|rest| !rest.is_empty())
}

/// The word after word `i`, if nothing but space lies between them.
fn following<'t>(tokens: &'t Tokens<'_>, i: usize) -> Option<&'t str> {
    (tokens.joined(i) && is_soft(tokens.gap(i))).then(|| tokens.word(i + 1))
}

fn find(table: &[(&str, u64)], word: &str) -> Option<u64> {
    table.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(u64, usize)> {
        at(&Tokens::of(text), 0).map(|numeral| (numeral.value, numeral.words))
    }

    #[test]
    fn whole_numbers() {
        for (text, value) in [
            ("خمسة", 5),
            ("عشر", 10),
            ("أحد عشر", 11),
            ("اثنا عشر", 12),
            ("اثنتي عشرة", 12),
            ("ثلاثة عشر", 13),
            ("ثماني عشرة", 18),
            ("عشرون", 20),
            ("واحد وعشرون", 21),
            ("خمسة وعشرين", 25),
            ("تسعة وتسعون", 99),
            ("مئة", 100),
            ("مائة وثلاثة", 103),
            ("مئتان", 200),
            ("ثلاثمئة وخمسة وأربعين", 345),
            ("ثلاث مئة", 300),
            ("ألف", 1_000),
            ("ألفان ومئة", 2_100),
            ("خمسة آلاف", 5_000),
            ("ثلاثة عشر ألفًا وخمسمائة", 13_500),
            ("مليونين وخمسة آلاف وثلاثة", 2_005_003),
        ] {
            assert_eq!(read(text), Some((value, text.split(' ').count())), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_by_itself() {
        // "One", "two", "dozens", "hundreds", "thousands", a noun, and "and five".
        for text in ["واحد", "اثنان", "عشرات", "مئات", "آلاف", "جنود", "وخمسة"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_ends_where_the_next_one_begins() {
        // "Six and eight", "thirteen soldiers and five", "twenty and thirty".
        for (text, value, words) in
            [("ستة وثمانية", 6, 1), ("ثلاثة عشر جنديا وخمسة", 13, 2), ("عشرين وثلاثين", 20, 1)]
        {
            assert_eq!(read(text), Some((value, words)), "{text}");
        }
    }
}
