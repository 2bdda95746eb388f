//! The dateline at the head of an article, for the country in which it was written.

use super::date;
use super::pack::{Category, Pack};
use super::sentence::after_dateline;
use super::token::{Shape, tokenise};
use super::{DateRange, Dateline};
use crate::model::{DateBasis, Precision};

/// How many bytes at the head of a text a dateline may take.
const HEAD: usize = 400;

/// How many paragraphs a dateline may stand below the beginning: title, author and summary come first.
const PARAGRAPHS: usize = 6;

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
        let end = after_dateline(&tokens, pack)?.checked_sub(1)?;
        line.get(..tokens.get(end)?.span.start)
    });
    let mut dates = head.flat_map(|words| date::find_dates(words, Some(&pack.code)));
    let only = dates.next().filter(|date| date.meaning.is_date())?;
    let reference = date::Reference { published, previous: None };
    let (range, basis) = date::resolve(&only.meaning, &reference)?;
    let certain = published.is_some() || basis == DateBasis::Stated;
    (dates.next().is_none() && range.precision() == Precision::Day && certain).then_some(range)
}

fn of_paragraph(line: &str, pack: &Pack) -> Option<Dateline> {
    let tokens = tokenise(line, pack, true);
    let end = after_dateline(&tokens, pack)?.checked_sub(1)?;
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
    use super::super::{Languages, dateline};

    #[test]
    fn a_country_is_read_from_the_head_of_the_text() {
        for (text, country) in [
            ("LIMA (PERU), 3 JAN 90 (XYZ) -- TWO POLICEMEN DIED.", Some("Peru")),
            (
                "Attack in the north\n\nBy A Writer\n\nKABUL, May 3 (Agency) - Two police officers died.",
                Some("Afghanistan"),
            ),
            ("Two police officers died in Kabul on Monday - and the war goes on.", None),
            ("GORDA, 3 May -- Two died.", None),
            ("Lima, 3 May (XYZ).- Two policemen died.", Some("Peru")),
            ("GOMA, Democratic Republic of Congo - Two died.", Some("DR Congo")),
        ] {
            let read = dateline(text, None, Languages::builtin());
            assert_eq!(read.and_then(|read| read.country).as_deref(), country, "{text}");
        }
    }
}
