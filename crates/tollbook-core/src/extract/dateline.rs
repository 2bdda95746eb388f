//! The dateline at the head of an article, for the country in which it was written.

use super::date;
use super::pack::{Category, Pack};
use super::sentence::after_dateline;
use super::token::{Letters, Shape, Token, tokenise};
use super::{DateRange, Dateline};
use crate::model::{DateBasis, Precision};

/// How many bytes at the head of a text a dateline may take.
const HEAD: usize = 400;

/// How many paragraphs a dateline may stand below the beginning: title, author and summary come first.
const PARAGRAPHS: usize = 6;

/// A dateline that ends with a full stop has at most so many tokens.
const LONGEST_STOPPED: usize = 9;

/// Reads the dateline: the first paragraph among the first few that opens with one.
pub fn dateline(text: &str, pack: &Pack) -> Option<Dateline> {
    let paragraphs = text.split('\n').filter(|line| !line.trim().is_empty()).take(PARAGRAPHS);
    paragraphs.filter_map(|line| of_paragraph(&line[..line.floor_char_boundary(HEAD)], pack)).next()
}

/// The day written in the dateline of a text, counted from when the text was published where its year is left out.
pub fn day(text: &str, pack: &Pack, published: Option<DateRange>) -> Option<DateRange> {
    let paragraphs = text.split('\n').filter(|line| !line.trim().is_empty()).take(PARAGRAPHS);
    let head = paragraphs.filter_map(|line| {
        let line = &line[..line.floor_char_boundary(HEAD)];
        let tokens = tokenise(line, pack, true);
        let end = dateline_end(line, &tokens, pack)?;
        line.get(..tokens.get(end)?.span.start)
    });
    let mut dates = head.flat_map(|words| date::find_dates(words, Some(&pack.code)));
    let only = dates.next().filter(|date| date.meaning.is_date())?;
    let reference = date::Reference { published, previous: None };
    let (range, basis) = date::resolve(&only.meaning, &reference)?;
    let certain = published.is_some() || basis == DateBasis::Stated;
    (dates.next().is_none() && range.precision() == Precision::Day && certain).then_some(range)
}

/// The token that ends the dateline at the head of a paragraph: a dash, or in older papers the full stop behind a place
/// in capitals and a date ("BELFAST, November 1.").
fn dateline_end(line: &str, tokens: &[Token], pack: &Pack) -> Option<usize> {
    if let Some(after) = after_dateline(tokens, pack) {
        return after.checked_sub(1);
    }
    let stop = tokens.iter().take(LONGEST_STOPPED).position(|token| token.shape == Shape::Stop)?;
    let comma = tokens[..stop].iter().position(|token| token.shape == Shape::Comma)?;
    let place = |token: &Token| token.shape == Shape::Word && token.letters == Letters::Capitals;
    let words = line.get(tokens.get(comma + 1)?.span.start..tokens[stop].span.start)?;
    let dates = date::find_dates(words, Some(&pack.code));
    let [only] = dates.as_slice() else { return None };
    let dated = only.start == 0 && only.end == words.len() && only.meaning.is_date();
    (comma > 0 && dated && tokens[..comma].iter().all(place)).then_some(stop)
}

fn of_paragraph(line: &str, pack: &Pack) -> Option<Dateline> {
    let tokens = tokenise(line, pack, true);
    let end = dateline_end(line, &tokens, pack)?;
    let mut country = None;
    let mut at = 0;
    while at < end {
        let word_at = |n: usize| {
            let token = tokens.get(at + n).filter(|_| at + n < end)?;
            (token.shape == Shape::Word).then_some(token.word)
        };
        let found = pack.vocabulary.longest(word_at, |_, entry| entry.category == Category::Country);
        at += found.map_or(1, |(length, _)| length);
        // "LIMA (PERU)": the last one is the country of the first.
        let named = found.and_then(|(_, entries)| entries.iter().find(|e| e.category == Category::Country));
        country = named.map(|entry| pack.name(entry.value).to_owned()).or(country);
    }
    let first = tokens.first().filter(|token| token.shape == Shape::Word)?;
    let divided = tokens[..end].iter().position(|token| token.shape != Shape::Word).unwrap_or(end);
    let place = line.get(first.span.start..tokens[divided.max(1) - 1].span.end)?.to_owned();
    country.is_some().then_some(Dateline { place, country, date: None })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::{DateRange, Languages, dateline};

    #[test]
    fn the_day_of_a_dateline_may_end_with_a_full_stop() {
        let published = Some(DateRange::day(date(1972, 11, 2)));
        for (text, day) in [
            ("Bomb in a bar\n\nBELFAST, November 1.\n\nTwo died today.", Some(date(1972, 11, 1))),
            ("BELFAST, October 31. A bomb exploded yesterday.", Some(date(1972, 10, 31))),
            ("BELFAST, a port. Two died.", None),
        ] {
            let read = dateline(text, published, Languages::builtin());
            assert_eq!(read.and_then(|read| read.date), day, "{text}");
        }
    }

    #[test]
    fn a_country_is_read_from_the_head_of_the_text() {
        for (text, country) in [
            ("LIMA (PERU), 3 JAN 90 (XYZ) -- TWO POLICEMEN DIED.", Some("Peru")),
            (
                "Attack in the north\n\nBy A Writer\n\nKABUL, May 3 (Agency) - Two police officers died.",
                Some("Afghanistan"),
            ),
            ("Two police officers died in Kabul on Monday - and the war goes on.", None),
            ("Bomb in a bar\n\nBELFAST, November 1.\n\nTwo died.", Some("United Kingdom")),
            ("GORDA, 3 May -- Two died.", None),
            ("Lima, 3 May (XYZ).- Two policemen died.", Some("Peru")),
            ("GOMA, Democratic Republic of Congo - Two died.", Some("DR Congo")),
        ] {
            let read = dateline(text, None, Languages::builtin());
            assert_eq!(read.and_then(|read| read.country).as_deref(), country, "{text}");
        }
    }
}
