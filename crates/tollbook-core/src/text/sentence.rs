//! Where sentences begin and end.
//!
//! Unicode's rules (UAX 29) know the marks of every script, but they take the stop of an abbreviation
//! for the end of a sentence. So their sentences are joined again where the stop belongs to a title
//! ("Gen. Lecointre"), an initial ("M. Macron"), an ordinal ("7. Bataillon") or the like. A stop that
//! may be both ("the U.S. The army…") ends a sentence only before a word that often begins one.
//!
//! A line end always ends a sentence. Sentences have no space around them.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

/// A paragraph longer than this is looked at only around the byte that is asked for.
const REACH: usize = 32 * 1024;

/// The sentences of a text, in order. Space between them belongs to none.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for paragraph in text.split('\n') {
        in_paragraph(paragraph, start, |range| found.push(range));
        start += paragraph.len() + 1;
    }
    found
}

/// The sentence that the character at `byte` belongs to; in the space between two, the one before; an
/// empty range in a blank paragraph.
///
/// Only the paragraph around the byte is looked at, and of that no more than some 64 kB.
pub fn sentence_at(text: &str, byte: usize) -> Range<usize> {
    let byte = text.floor_char_boundary(byte);
    let (before, after) = text.split_at(byte);
    let mut start = before.rfind('\n').map_or(0, |at| at + 1);
    let mut end = after.find('\n').map_or(text.len(), |at| byte + at);
    if byte - start > REACH {
        start = text.floor_char_boundary(byte - REACH);
    }
    if end - byte > REACH {
        end = text.floor_char_boundary(byte + REACH);
    }
    let paragraph = text.get(start..end).unwrap_or_default();
    let mut nearest: Option<Range<usize>> = None;
    in_paragraph(paragraph, start, |range| {
        if range.start <= byte || nearest.is_none() {
            nearest = Some(range);
        }
    });
    nearest.unwrap_or(byte..byte)
}

/// Whether a stop after `text` belongs to its last word, and not to the sentence: "U.S", "Gen", "John F".
pub fn is_abbreviated(text: &str) -> bool {
    let word = last_word(text);
    let last = word.rsplit('.').next().unwrap_or_default();
    let has_stops = last.len() < word.len() && last.chars().all(char::is_alphabetic);
    has_stops || is_initial(word) || is_title(word)
}

fn is_title(word: &str) -> bool {
    TITLES.contains(&word.to_lowercase().as_str()) && !TITLES_AS_WORDS.contains(&word)
}

fn in_paragraph(paragraph: &str, offset: usize, mut found: impl FnMut(Range<usize>)) {
    let mut start = 0;
    let mut give = |range: Range<usize>| {
        let text = paragraph.get(range.clone()).unwrap_or_default();
        let lead = text.len() - text.trim_start().len();
        let length = text.trim().len();
        if length > 0 {
            let start = offset + range.start + lead;
            found(start..start + length);
        }
    };
    for (at, _) in paragraph.split_sentence_bound_indices().skip(1) {
        let (before, after) =
            (paragraph.get(start..at).unwrap_or_default(), paragraph.get(at..).unwrap_or_default());
        if !goes_on(before.trim_end(), after) {
            give(start..at);
            start = at;
        }
    }
    give(start..paragraph.len());
}

/// Whether a sentence that Unicode ends after `before` goes on with `after`.
fn goes_on(before: &str, after: &str) -> bool {
    let Some(stem) = before.strip_suffix('.') else {
        return false;
    };
    let word = last_word(stem);
    let next: &str = after.split_whitespace().next().unwrap_or_default();
    let next = next.trim_start_matches(|c: char| !c.is_alphanumeric());
    let next_word = next.split(|c: char| !c.is_alphanumeric()).next();
    let next_word = next_word.unwrap_or_default();
    if word.is_empty() || next_word.is_empty() {
        return false;
    }
    if word.bytes().all(|b| b.is_ascii_digit()) {
        return is_ordinal(stem, word, next_word);
    }
    let lower = word.to_lowercase();
    let next_is_number = next_word.starts_with(|c: char| c.is_numeric());
    if BEFORE_A_NUMBER.contains(&lower.as_str()) && next_is_number {
        return true;
    }
    if is_title(word) || is_initial(word) {
        return true;
    }
    let may_end = word.contains('.') || MAY_END.contains(&lower.as_str());
    may_end && !STARTERS.contains(&next_word)
}

/// The letters, digits, stops and hyphens that a text ends with.
fn last_word(text: &str) -> &str {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '’' | '\'');
    let length: usize = text.chars().rev().take_while(|&c| inner(c)).map(char::len_utf8).sum();
    text.get(text.len() - length..).unwrap_or_default().trim_start_matches(|c: char| !c.is_alphanumeric())
}

/// A single capital letter, or two with a hyphen ("J.-C."). Letters without case are words.
fn is_initial(word: &str) -> bool {
    let last = word.rsplit(['-', '.']).next().unwrap_or_default();
    let mut chars = last.chars();
    let single = matches!((chars.next(), chars.next()), (Some(c), None) if c.is_uppercase());
    single && !word.contains('.')
}

/// "7. Bataillon": a number of up to three digits that begins the sentence, follows a word that
/// ordinals follow, or stands before one that they stand before. "killed 13. The army" is none.
fn is_ordinal(stem: &str, number: &str, next: &str) -> bool {
    if number.len() > 3 {
        return false;
    }
    let before = stem.get(..stem.len() - number.len()).unwrap_or_default();
    let previous = last_word(before.trim_end());
    let begins = before.trim().is_empty();
    begins || AFTER_WHICH_ORDINALS.contains(&previous) || ORDERED.contains(&next)
}

/// Always followed by what they belong to: ranks, forms of address, and the like.
#[rustfmt::skip]
const TITLES: &[&str] = &[
    // English
    "mr", "mrs", "ms", "dr", "prof", "rev", "fr", "hon", "pres", "gov", "sen", "rep", "amb", "st", "mt", "ft",
    "gen", "lt", "ltc", "col", "maj", "capt", "cpt", "sgt", "ssgt", "sfc", "msgt", "cpl", "pfc", "pvt", "pte",
    "spc", "adm", "vadm", "cmdr", "cdr", "brig", "cmdt", "wo", "sgt.-maj", "sgt.maj", "insp", "supt", "det",
    "vs", "approx", "incl", "viz",
    // French
    "m", "mm", "mme", "mlle", "mgr", "me", "gal", "cne", "cdt", "adj", "ltn", "cal", "cap", "slt", "chef",
    "env", "cf", "av", "apr", "bd",
    // German
    "hr", "frl", "nr", "abs", "hptm", "olt", "oberstlt", "stv", "sog", "bzw", "ca", "inkl", "zzgl", "gegr",
    // Spanish, Portuguese, Italian
    "sr", "sra", "srta", "dra", "gral", "cnel", "tte", "sto", "sta", "d", "dña", "exmo", "sig", "dott", "ten", "magg",
    // Russian, Ukrainian
    "ген", "полк", "подполк", "кап", "им", "ул", "гр", "св",
];

/// Written like a title, but an English word or name as it stands.
const TITLES_AS_WORDS: &[&str] = &["me", "Me", "Ten", "ten", "chef", "cap", "Cap", "sta", "ft", "hon"];

/// Abbreviations when a number follows, else words like others.
#[rustfmt::skip]
const BEFORE_A_NUMBER: &[&str] = &[
    "no", "nos", "nr", "art", "p", "pp", "fig", "vol", "ch", "sec", "par", "al", "n", "núm", "nº", "ca", "c", "circa",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "janv", "févr", "juil", "déc",
];

/// May end a sentence or not: what follows decides.
#[rustfmt::skip]
const MAY_END: &[&str] = &[
    "inc", "ltd", "co", "corp", "bros", "jr", "etc", "al", "est", "usw", "dgl", "ud", "uds", "ee", "uu", "cía",
    "г", "гг", "тыс", "млн", "млрд", "чел", "руб", "т", "д", "mil", "govt", "dept", "div", "bn", "btn", "regt", "sq", "mtn",
    "jan", "feb", "aug", "sept", "oct", "nov", "dec",
];

/// Words that often begin a sentence, as they are written there.
#[rustfmt::skip]
const STARTERS: &[&str] = &[
    "The", "A", "An", "In", "On", "At", "He", "She", "It", "They", "We", "I", "His", "Her", "Their", "Its", "Our",
    "This", "That", "These", "Those", "But", "And", "Or", "So", "Yet", "For", "From", "As", "After", "Before", "When",
    "While", "Since", "There", "Here", "However", "Meanwhile", "Earlier", "Later", "Two", "Three", "Four", "Five",
    "Six", "Seven", "Eight", "Nine", "Ten", "One", "Some", "Many", "Most", "Several", "Other", "Another", "No", "Not",
    "If", "By", "With", "To", "Of", "According", "Both", "All", "Officials", "Police", "What", "Who", "Where", "How",
    "Le", "La", "Les", "L", "Un", "Une", "Des", "Il", "Elle", "Ils", "Elles", "Ce", "Cette", "Ces", "Dans", "En", "Mais",
    "Selon", "Après", "Der", "Die", "Das", "Ein", "Eine", "Er", "Sie", "Es", "Im", "Am", "Aber", "Nach", "El", "Los",
    "Las", "Una", "Según", "Pero", "Tras",
];

/// Words that a German or Scandinavian ordinal follows.
#[rustfmt::skip]
const AFTER_WHICH_ORDINALS: &[&str] = &[
    "der", "die", "das", "dem", "den", "des", "am", "im", "vom", "zum", "zur", "beim", "Der", "Die", "Das", "Dem",
    "Den", "Am", "Im", "Vom", "Zum", "Beim", "seit", "bis", "ab", "den", "det", "Den", "Det",
];

/// Words before which a number with a stop is an ordinal.
#[rustfmt::skip]
const ORDERED: &[&str] = &[
    "Bataillon", "Regiment", "Brigade", "Division", "Kompanie", "Armee", "Korps", "Panzerdivision", "Zug",
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember", "Jahrhundert", "Jahrestag", "Geburtstag",
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `|` marks where a new sentence begins.
    const TABLE: &[&str] = &[
        "Gen. Lecointre spoke. |He was brief.",
        "U.S. troops left. |Iraq stayed.",
        "The U.S. Army said so.",
        "They fought the U.S. |The army won.",
        "It was 4:23 p.m. on Friday.",
        "Posted at 4:23 p.m. Monday by staff.",
        "He died at 4:23 p.m. |The cause is unknown.",
        "M. Macron a parlé. |Mme. Parly aussi.",
        "Das 7. Bataillon kam an. |Es blieb.",
        "7. Bataillon der Gebirgsjäger.",
        "2. Lecointre said so.",
        "They killed 13. |The army denied it.",
        "Am 25. November starben 13 Soldaten.",
        "Sgt. Maj. John F. Kelly of St. Louis died. |So did two others.",
        "On Nov. 25, 2019, it fell. |No. 5 was hit.",
        "Art. 5 and Sec. 12 say no. |Nobody minds.",
        "Sept. 11 Memorial, Oct. 7 Anniversary.",
        "See p. 12 Annex.",
        "Is it true? |Yes! |“It is.” |He left.",
        "He said “no.” |She left.",
        "قُتل ثلاثة جنود؟ |نعم قتلوا.",
        "تین فوجی ہلاک ہوئے۔ |حکومت نے کہا۔",
        "三人死亡。|他们是士兵。",
        "Погибли 3 тыс. человек. |Это много.",
        "D. J. Smith Jr. and Co. agreed.",
        "El Sr. García y el Gral. Pérez murieron. |Nadie más.",
        "A total of 3.5 million people. |More later…",
        "Title without a stop\n|Body text here.",
        "One.\n\n|Two.",
        "They told me. |Ten died.",
        "Vitamin C. Smith wrote it.",
    ];

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        for line in TABLE {
            let text = line.replace('|', "");
            let expected: Vec<&str> = line.split('|').map(str::trim).collect();
            let found: Vec<&str> = sentences(&text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{line}");
        }
    }

    #[test]
    fn every_byte_of_a_sentence_finds_it() {
        for line in TABLE {
            let text = line.replace('|', "");
            for range in sentences(&text) {
                for byte in range.clone() {
                    let at = sentence_at(&text, byte);
                    assert_eq!(&text[at], &text[range.clone()], "byte {byte} of {text}");
                }
            }
        }
        assert_eq!(sentence_at("One.  Two.", 5), 0..4, "the space after");
        assert_eq!(sentence_at("  One.", 0), 2..6, "the space before all");
        assert_eq!(sentence_at("a\n\nb", 2), 2..2, "a blank paragraph");
        assert_eq!(sentence_at("One.", 99), 0..4, "past the end");
        assert_eq!(sentence_at("", 0), 0..0);
    }

    #[test]
    fn a_paragraph_without_end_costs_no_more_than_others() {
        let text = "Thirteen soldiers were killed in the crash. ".repeat(50_000);
        let middle = text.len() / 2 / 44 * 44;
        let found = sentence_at(&text, middle + 20);
        assert_eq!(found, middle..middle + 43);
    }

    proptest! {
        #[test]
        fn sentences_are_ordered_and_hold_all_that_is_not_space(text in "\\PC{0,60}(\\. |\n|؟ )\\PC{0,40}") {
            let mut end = 0;
            for range in sentences(&text) {
                prop_assert!(range.start >= end && range.end > range.start);
                prop_assert!(text[end..range.start].trim().is_empty());
                prop_assert_eq!(text[range.clone()].trim(), &text[range.clone()]);
                end = range.end;
            }
            prop_assert!(text[end..].trim().is_empty());
        }
    }
}
