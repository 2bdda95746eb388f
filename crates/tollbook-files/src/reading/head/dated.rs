//! Lines that hold nothing but a date and what goes with it.

use tollbook_core::extract::date::fold;

use super::dateline::{is_agency, is_place};
use super::lines::Line;
use super::published::calendar_of;
use super::site::{bare_name, is_publisher};
use super::words::{Label, WORDS, clip, is_all_capitals, is_capitalised, is_caseless, words_of};

/// A line with nothing but a date, a time and names.
pub(super) fn is_dated(line: &Line<'_>) -> bool {
    let Some(date) = line.dates.iter().find(|date| calendar_of(&date.meaning).is_some()) else {
        return false;
    };
    if line.text.len() > 480 || line.text.chars().count() > 120 {
        return false;
    }
    let covered = |at: usize| line.temporal.iter().any(|span| span.contains(&at));
    // "Xinhua, June 6, 2016 Adjust font size:": buttons of the page behind the date.
    let rest = line.text.get(date.end..).unwrap_or_default();
    let rest = rest.trim_matches([' ', ':', '|', ',', '-', '\t']);
    let has_buttons = WORDS.is_furniture(&fold(clip(rest, 60)));
    let end = if has_buttons { rest.as_ptr().addr() - line.text.as_ptr().addr() } else { line.text.len() };
    let is_other = |word: &&str| {
        let at = word.as_ptr().addr() - line.text.as_ptr().addr();
        at < end
            && !covered(at)
            && !is_time(word)
            && !is_page(&line.text[at..], word)
            && !is_of_address(line.text, at, word)
    };
    let others = words_of(line.text).filter(is_other).collect::<Vec<_>>();
    if others.is_empty() {
        return true;
    }
    // "12 czerwca 2013 (PAP)", "January 25, 2015 by hattie", "The Paper | 3 May 2014", "Karsa, 3 May 2014".
    let byline = others.len() <= 4 && is_label_word(others[0]) && line.text[..date.start].trim().is_empty();
    let named = others.len() <= 6
        && others.iter().all(|word| {
            is_capitalised(word)
                || is_agency(word)
                || WORDS.link.contains(&fold(word))
                || is_label_word(word)
                || is_published(word)
        });
    // "Тарвельский вестник, 4 августа 2023": a paper's name, of which not every word is a capital.
    let beside_site = [(&line.text[..date.start], true), (&line.text[date.end..], false)].into_iter().any(
        |(part, before)| {
            let other = if before { &line.text[date.end..] } else { &line.text[..date.start] };
            let is_time_alone = |text: &str| {
                words_of(text).all(|word| {
                    let from = word.as_ptr().addr() - text.as_ptr().addr();
                    is_time(word)
                        || word.chars().all(char::is_numeric)
                        || is_page(&text[from..], word)
                        || covered(word.as_ptr().addr() - line.text.as_ptr().addr())
                })
            };
            let is_site_alone = |piece: &str| {
                let piece = piece.trim_matches([' ', ',', '.', '–', '—', '-', '/', '،', '\u{3000}']);
                is_publisher(bare_name(piece)) || is_publisher(bare_name(piece.trim_matches(['(', ')'])))
            };
            // "3 May 2014, 10:20 | The Paper": a time between them.
            let mut pieces = part.split(['|', '·', '•']).filter(|piece| !is_time_alone(piece));
            // "The Paper 3 May 2014 World RUTH TAMM".
            let is_named = before
                && words_of(other).count() <= 6
                && words_of(other).all(|word| is_time(word) || is_capitalised(word))
                && !is_caseless(other);
            // "2014-06-10 聯合報 記者王林": a paper, and who wrote it.
            let is_first_named = !before
                && is_caseless(part)
                && others.len() <= 4
                && part.split_whitespace().next().is_some_and(is_site_alone)
                && is_time_alone(other);
            is_first_named
                || pieces.next().is_some_and(is_site_alone)
                    && pieces.next().is_none()
                    && (is_time_alone(other) || is_named)
        },
    );
    // "RUTH TAMM 11/02/2014 - 19:23", "ORLAN Sat Dec 14, 2013 3:46pm": who wrote it or where, before the day and the time.
    let is_timed = line.text[date.end..]
        .trim_start_matches([' ', '-', '–', '|', ','])
        .starts_with(|c: char| c.is_ascii_digit());
    // All words before the date: a name may be that of a month in some language.
    let names = words_of(&line.text[..date.start]).collect::<Vec<_>>();
    let is_name = |word: &str| is_all_capitals(word) && word.chars().all(char::is_alphabetic);
    let by_name = is_timed
        && (1..=3).contains(&names.len())
        && (names.iter().all(|word| is_name(word))
            // "Redazione ANSA ORLAN 14 aprile 2018 19:22".
            || names.iter().all(|word| is_capitalised(word)) && names.iter().any(|word| is_agency(word)));
    let is_title = is_caseless(line.text) && others.len() > 3;
    // What stands between the date with its time and the nearest other word sets them off.
    let at = |word: &str| word.as_ptr().addr() - line.text.as_ptr().addr();
    let last_before = others.iter().rfind(|word| at(word) < date.start);
    let first_after = others.iter().find(|word| at(word) >= date.end);
    // "17 settembre 2009 (modifica il: 18 settembre 2009)".
    let labelled_after = first_after.is_some_and(|word| {
        let rest = fold(clip(&line.text[at(word)..], 40));
        WORDS
            .labels_of(&rest)
            .any(|(_, label)| matches!(label, Label::Published | Label::Original | Label::Updated))
    });
    // "Hana Reeve 17-03-2011, ostatnia aktualizacja 17-03-2011 14:22".
    let by_name_and_change = labelled_after
        && (1..=3).contains(&names.len())
        && names.iter().all(|word| is_capitalised(word) && word.chars().all(char::is_alphabetic));
    let set_off = |between: &str| {
        between.contains("  ")
            || between.contains('\u{3000}')
            || between
                .contains([',', '|', '·', '•', '–', '—', '−', '-', '/', '(', ')', ':', '»', '>', '@', '،'])
    };
    // "Staff report  Published July 28, 2019  Updated July 29, 2019".
    let labelled_before = last_before.is_some_and(|word| is_published(word));
    let before = labelled_before
        || last_before
            .is_none_or(|word| line.text.get(at(word) + word.len()..date.start).is_some_and(set_off));
    let after = labelled_after
        || first_after.is_none_or(|word| line.text.get(date.end..at(word)).is_some_and(set_off));
    // "Karsa Radio Korva in Korvan 1900 GMT 6 May 90": how monitored broadcasts are headed.
    let before_date = words_of(&line.text[..date.start]).map(fold).collect::<Vec<_>>();
    let monitored = others.len() <= 10
        && line.text[date.end..].trim_matches(['.', ' ', ')', ']']).is_empty()
        && matches!(before_date.as_slice(), [.., link, _, time, zone]
            if link == "in" && zone == "gmt" && time.len() == 4 && time.bytes().all(|b| b.is_ascii_digit()));
    // "12-05-2014 News Release 14/102", "Новость 5 марта": what kind of text it is.
    let is_kind = || {
        let rest = [&line.text[..date.start], &line.text[date.end..]]
            .map(|part| fold(part.trim_matches(|c: char| !c.is_alphabetic())));
        let others = rest.iter().filter(|part| !part.is_empty() && !words_of(part).all(is_time));
        others.clone().count() == 1
            && others.clone().all(|part| {
                WORDS.release.contains(part) || WORDS.section.contains(part) || WORDS.furniture.contains(part)
            })
    };
    // "Karsa Lunes 21 de febrero de 2011": where, before the day with its weekday.
    let is_place_of_day = || {
        let before = line.text[..date.start].trim();
        let mut inside = words_of(line.text.get(date.span()).unwrap_or_default());
        let is_word = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() >= 3;
        let has_weekday = inside.next().is_some_and(is_word) && inside.any(is_word);
        has_weekday && is_place(before) && words_of(before).count() == others.len() && !before.contains(',')
    };
    byline
        || by_name && (others.len() <= names.len() || labelled_after)
        || by_name_and_change
        || beside_site
        || monitored
        || (named || labelled_after) && !is_title && before && after
        || is_kind()
        || is_place_of_day()
}

/// Whether a word at `at` is a part of a mail's address, or a name with "@" before it.
fn is_of_address(line: &str, at: usize, word: &str) -> bool {
    line[..at].ends_with('@') || line[at + word.len()..].starts_with('@')
}

fn is_label_word(word: &str) -> bool {
    WORDS.labels_of(&fold(word)).any(|(_, label)| label == Label::Author)
}

/// "vom", "published".
pub(super) fn is_published(word: &str) -> bool {
    let folded = fold(word);
    WORDS.labels_of(&folded).any(|(label, what)| what == Label::Published && label == folded)
}

/// "page" in "page 4", "S" in "S. 4", "p4": the page of a paper. `text` is what begins with the word.
fn is_page(text: &str, word: &str) -> bool {
    let folded = fold(word);
    let name = folded.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = text[word.len()..].trim_start_matches(['.', ' ', ':', '\u{a0}']);
    let is_number = |text: &str| {
        text.strip_prefix(|c: char| c.is_ascii_uppercase())
            .unwrap_or(text)
            .starts_with(|c: char| c.is_numeric())
    };
    WORDS.page.contains(name) && (name.len() < folded.len() || is_number(number))
}

/// "at", "GMT", "14h05", "08", "08:20".
pub(super) fn is_time(word: &str) -> bool {
    let folded = fold(word);
    let digits = folded.trim_matches(|c: char| {
        c.is_numeric() || matches!(c, 'h' | 'z' | 't' | '.' | '時' | '时' | '点' | '分' | '秒' | '시' | '분')
    });
    digits.is_empty() || WORDS.time.contains(&folded) || WORDS.time.contains(digits)
}
