//! The second stage: sentences, over lines that were broken at some width.

use std::ops::Range;

use super::pack::{Category, Pack};
use super::token::{Letters, Shape, Token};

/// No sentence is longer than so many tokens: a text without stops is cut, so that reading it takes time
/// in proportion to its length.
const LONGEST: usize = 300;

/// No dateline has more tokens before its dash.
const LONGEST_DATELINE: usize = 12;

/// The tokens of each sentence, without datelines and editors' marks at its head.
pub fn sentences(tokens: &[Token], pack: &Pack) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for at in 0..tokens.len() {
        if at > start && (tokens[at].paragraph || at - start >= LONGEST) {
            push(&mut found, tokens, start..at, pack);
            start = at;
        }
        if tokens[at].shape == Shape::Stop && ends_sentence(tokens, at, pack) {
            // A quotation mark or bracket that closes belongs to the sentence.
            let mut end = at + 1;
            while tokens
                .get(end)
                .is_some_and(|t| t.joined && matches!(t.shape, Shape::Quote | Shape::Close | Shape::Stop))
            {
                end += 1;
            }
            if end > start {
                push(&mut found, tokens, start..end, pack);
                start = end;
            }
        }
    }
    if start < tokens.len() {
        push(&mut found, tokens, start..tokens.len(), pack);
    }
    found
}

fn ends_sentence(tokens: &[Token], at: usize, pack: &Pack) -> bool {
    let mut next = at + 1;
    while tokens
        .get(next)
        .is_some_and(|t| t.joined && matches!(t.shape, Shape::Quote | Shape::Close | Shape::Stop))
    {
        next += 1;
    }
    let Some(after) = tokens.get(next) else { return true };
    if after.paragraph {
        return true;
    }
    // "BEIRUT. - Two died", "Lima, 3 May (XYZ).- Two died": the stop belongs to the dateline.
    if after.shape == Shape::Dash && closes_dateline(tokens, at, pack) {
        return false;
    }
    if after.joined && next == at + 1 {
        // "3.d", "example.org".
        return false;
    }
    if let Some(before) = at.checked_sub(1).map(|i| &tokens[i])
        && pack.traits.capital_nouns
        && matches!(before.shape, Shape::Number(1..=99))
        && tokens[at].joined
        && after.shape == Shape::Word
    {
        // "am 3. Mai", "der 53. Soldat": an ordinal, where nouns have capitals anyway.
        return false;
    }
    if let Some(before) = at.checked_sub(1).map(|i| &tokens[i])
        && before.shape == Shape::Word
        && tokens[at].joined
        && is_abbreviation(before, pack)
        && !is_initial_of_surname(tokens, at, after, pack)
    {
        return false;
    }
    after.shape != Shape::Word || after.letters != Letters::Lower || pack.traits.no_capitals
}

/// Whether the stop at `at` ends a dateline that begins with a place of a known country.
fn closes_dateline(tokens: &[Token], at: usize, pack: &Pack) -> bool {
    let earliest = at.saturating_sub(LONGEST_DATELINE);
    let Some(first) = tokens[earliest..at].iter().rposition(|token| token.paragraph).map(|n| earliest + n)
    else {
        return false;
    };
    let known = |entry: &super::pack::Entry| entry.category == Category::Country;
    let place = pack.vocabulary.entries_of(tokens[first].word).iter().any(known);
    let agency = tokens[first..at].iter().any(|token| token.shape == Shape::Open);
    (place || agency) && after_dateline(&tokens[first..(at + 3).min(tokens.len())], pack).is_some()
}

/// Whether the full stop after this word shortens it: "Gen.", "A."
pub fn is_abbreviation(token: &Token, pack: &Pack) -> bool {
    let listed =
        pack.vocabulary.entries_of(token.word).iter().any(|entry| entry.category == Category::Abbreviation);
    let initial = token.span.end - token.span.start <= 2 && token.letters == Letters::Capital;
    listed || initial
}

/// "der Fahrer Lukasz U. Er wies": the stop at `at` follows an initial that stands for a surname, and a small word of
/// grammar with a capital opens the next sentence.
fn is_initial_of_surname(tokens: &[Token], at: usize, after: &Token, pack: &Pack) -> bool {
    let (Some(initial), Some(name)) =
        (at.checked_sub(1).and_then(|i| tokens.get(i)), at.checked_sub(2).and_then(|i| tokens.get(i)))
    else {
        return false;
    };
    let one = initial.span.end - initial.span.start <= 2 && initial.letters == Letters::Capital;
    let named = name.shape == Shape::Word && name.letters == Letters::Capital;
    let opens = after.shape == Shape::Word
        && after.letters == Letters::Capital
        && pack.vocabulary.entries_of(after.word).iter().any(|entry| {
            matches!(
                entry.category,
                Category::DefiniteArticle
                    | Category::IndefiniteArticle
                    | Category::Pronoun
                    | Category::PlacePreposition
                    | Category::Preposition
                    | Category::ClauseOpener
                    | Category::PossessiveWord
            )
        });
    one && named && opens
}

fn push(found: &mut Vec<Range<usize>>, tokens: &[Token], mut sentence: Range<usize>, pack: &Pack) {
    if let Some(first) = sentence.clone().next()
        && tokens[first].paragraph
        && let Some(after) = after_dateline(&tokens[sentence.clone()], pack)
        && !names_people(&tokens[sentence.start..sentence.start + after], pack)
    {
        sentence.start += after;
    }
    // Editors' marks and speakers' names: "[TEXT]".
    while let Some(first) = tokens.get(sentence.start)
        && first.shape == Shape::Open
        && let Some(close) =
            tokens[sentence.clone()].iter().take(24).position(|token| token.shape == Shape::Close)
        && sentence.start + close + 1 < sentence.end
    {
        sentence.start += close + 1;
    }
    if !sentence.is_empty() {
        found.push(sentence);
    }
}

/// Whether words before a dash speak of people, so that they are no dateline: "FOUR PEASANTS -- TWO MEN …".
fn names_people(tokens: &[Token], pack: &Pack) -> bool {
    tokens.iter().filter(|token| token.shape == Shape::Word).any(|token| {
        let entries = pack.vocabulary.entries_of(token.word);
        entries.iter().any(|entry| entry.category == Category::People)
            && !entries.iter().any(|entry| matches!(entry.category, Category::Country | Category::PlaceNoun))
    })
}

/// The number of tokens of a dateline, with the dash that ends it: "KABUL, 3 May (Agency) --". In small letters it
/// has only the month after a day ("Alger, 5 décembre -") and words inside names ("Republic of the Congo").
pub fn after_dateline(tokens: &[Token], pack: &Pack) -> Option<usize> {
    let is = |token: &Token, categories: &[Category]| {
        pack.vocabulary.entries_of(token.word).iter().any(|entry| categories.contains(&entry.category))
    };
    let place = tokens.first().is_some_and(|token| is(token, &[Category::Country]));
    let mut depth = 0;
    for (n, token) in tokens.iter().take(40).enumerate() {
        let after_number = n > 0 && matches!(tokens[n - 1].shape, Shape::Number(1..=31));
        let small = || is(token, &[Category::Of, Category::DefiniteArticle]);
        match token.shape {
            Shape::Open => depth += 1,
            Shape::Close => depth -= 1,
            Shape::Dash if depth == 0 => {
                let is_dateline = n > 0 && n + 1 < tokens.len() && !is_day(&tokens[..n]);
                return is_dateline.then_some(n + 1);
            }
            Shape::Word if depth <= 0 && n > LONGEST_DATELINE => return None,
            // "Elf Tote, Dutzende Verletzte – das ist": what happened is no place.
            Shape::Word if pack.vocabulary.tells_trigger(token.word) => return None,
            Shape::Word if n > 0 && (after_number || place && small()) => {}
            // A script without capitals tells a dateline by its place alone: "بغداد (رويترز) -".
            Shape::Word if pack.traits.no_capitals && n == 0 && place => {}
            Shape::Word if depth <= 0 && token.letters == Letters::Lower => return None,
            _ => {}
        }
    }
    None
}

/// Whether tokens are a day alone, with its year: "8 July 1971", which heads an entry of a chronology.
fn is_day(tokens: &[Token]) -> bool {
    let of_day = |token: &Token| {
        matches!(token.shape, Shape::Word | Shape::Number(_) | Shape::OddNumber | Shape::Stop | Shape::Comma)
    };
    let words = tokens.iter().filter(|token| token.shape == Shape::Word).count();
    tokens.iter().all(of_day)
        && words == 1
        && tokens.iter().any(|token| matches!(token.shape, Shape::Number(1000..=2100)))
}

#[cfg(test)]
mod tests {
    use super::super::pack::Pack;
    use super::super::token::tokenise;
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let pack = Pack::new("en", &[("w.txt", "[abbreviation]\ngen, col")]).unwrap();
        let tokens = tokenise(text, &pack, true);
        sentences(&tokens, &pack)
            .into_iter()
            .map(|s| &text[tokens[s.start].span.start..tokens[s.end - 1].span.end])
            .collect()
    }

    #[test]
    fn a_text_without_stops_is_cut() {
        let text = "Two men died. ".to_owned() + &"word ".repeat(1000);
        assert!(cut(&text).iter().all(|sentence| sentence.split(' ').count() <= LONGEST));
    }

    #[test]
    fn sentences_end_at_stops_and_paragraphs_and_not_at_lines() {
        for (text, expected) in [
            ("Two died. Three were hurt.", vec!["Two died.", "Three were hurt."]),
            (
                "Officials said that 5\nsoldiers died.\n\nTwo fled.",
                vec!["Officials said that 5\nsoldiers died.", "Two fled."],
            ),
            (
                "Gen. Smith and A. Borel fell in the U.S. sector.",
                vec!["Gen. Smith and A. Borel fell in the U.S. sector."],
            ),
            ("GORDA, 3 MAY 89 (EFE) -- [TEXT] TWO DIED.", vec!["TWO DIED."]),
            ("\"They died.\" He left.", vec!["\"They died.\"", "He left."]),
            ("[SPEAKER] They died.", vec!["They died."]),
        ] {
            assert_eq!(cut(text), expected, "{text}");
        }
    }
}
