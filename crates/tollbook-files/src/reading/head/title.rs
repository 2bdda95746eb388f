//! The headline among the lines of a head, or the beginning of the text where there is none.

use std::ops::Range;

use tollbook_core::extract::date::fold;

use super::dateline::{is_agency, is_country};
use super::lines::{Kind, LONGEST_TITLE, Line};
use super::site::{is_paper, is_site};
use super::words::{Label, WORDS, is_all_capitals, is_capitalised, is_caseless, words_of};

/// A title made from the text is cut at this many characters.
const CUT: usize = 80;

/// A title: its words, where they stand if they stand as such, and the name of a site cut off its end.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Title {
    pub words: String,
    pub at: Option<Range<usize>>,
    pub site: Option<Range<usize>>,
}

/// The title that the lines give.
pub(super) fn title(text: &str, lines: &[Line<'_>]) -> Option<Title> {
    if let Some(line) = lines.iter().find(|line| matches!(line.kind, Kind::Labelled(Label::Title, _)))
        && let Kind::Labelled(_, value) = &line.kind
    {
        return Some(whole(line, value.clone()));
    }
    let wrapped = wrapped_paragraph(lines);
    let begins_text =
        |line: &Line<'_>| matches!(line.kind, Kind::Body | Kind::Dateline(_)) || after_date(line).is_some();
    let body = lines.iter().position(begins_text);
    let body = match (body, wrapped.clone()) {
        (Some(body), Some(wrapped)) => body.min(wrapped.start),
        (Some(body), None) => body,
        (None, Some(wrapped)) => wrapped.start,
        (None, None) => lines.len(),
    };
    let headline = best(&lines[..body]).map(|at| {
        let (bare, offset) = lines[at].bare();
        whole(&lines[at], offset..offset + bare.len())
    });
    headline
        .or_else(|| dated_title(&lines[..body]))
        .or_else(|| beginning(text, lines, body, wrapped))
        .or_else(|| date_alone(lines))
}

/// "Northern Province: Flash Update No. 4 (as of 12 May 2019)": a title with the date of the article in it.
fn dated_title(lines: &[Line<'_>]) -> Option<Title> {
    let has_words = |line: &&Line<'_>| {
        let date = line.dates.first().map_or(0..0, |date| date.span());
        let before = words_of(line.text.get(..date.start).unwrap_or_default());
        line.kind == Kind::Dated && before.filter(|word| word.chars().any(char::is_alphabetic)).count() >= 4
    };
    let line = lines.iter().find(has_words)?;
    let (bare, offset) = line.bare();
    Some(whole(line, offset..offset + bare.len()))
}

/// The line that is most like a headline.
fn best(lines: &[Line<'_>]) -> Option<usize> {
    let mut best: Option<(usize, i32)> = None;
    // Below "Menu" and "Skip to content" the page's own head ends.
    let is_top =
        |line: &Line<'_>| line.kind == Kind::Furniture && WORDS.page_top.contains(&fold(line.bare().0));
    let top = lines.iter().take(12).rposition(is_top);
    for (at, line) in lines.iter().enumerate() {
        if line.kind != Kind::Plain {
            continue;
        }
        let (bare, _) = line.bare();
        let words = words_of(bare).count();
        if words == 0 || bare.chars().count() > LONGEST_TITLE {
            continue;
        }
        let next = lines.get(at + 1).map(|line| &line.kind);
        let ends_head = matches!(
            next,
            Some(Kind::Dated | Kind::Labelled(Label::Published | Label::Author | Label::Updated, _))
        );
        let again = lines[at + 1..].iter().any(|other| other.bare().0 == bare);
        // "Home Scope Six guards killed", and below it "Six guards killed": the way to the page ends with its title.
        let ends_way = words >= 3
            && lines[..at]
                .iter()
                .any(|above| above.bare().0.strip_suffix(bare).is_some_and(|way| !way.is_empty()));
        let length = if is_caseless(bare) { bare.chars().count() / 4 } else { words };
        let heading = line.text.starts_with('#');
        // Entries of a menu stand in rows of short lines.
        let short = |at: usize| {
            lines.get(at).is_some_and(|line| line.kind != Kind::Plain || words_of(line.text).count() <= 3)
        };
        let stands_alone = line.after_blank && lines.get(at + 1).is_none_or(|next| next.after_blank);
        let below_date = lines[..at].iter().rev().take(2).any(|above| above.kind == Kind::Dated);
        let in_menu = words <= 3
            && at > 0
            && short(at - 1)
            && short(at + 1)
            && !ends_head
            && !stands_alone
            && !below_date;
        // "Karsa. Corresponsal": who wrote it.
        let is_writer =
            words <= 4 && words_of(bare).last().is_some_and(|word| WORDS.staff.contains(&fold(word)));
        // "HANA REEVE": rather who wrote it, or a rubric.
        let is_name = words <= 3 && is_all_capitals(bare);
        let mut score = 100 - 3 * i32::try_from(at.min(40)).unwrap_or(40);
        let below_top = ends_head && top.is_some_and(|top| (1..=3).contains(&at.saturating_sub(top)));
        score += if below_top { 30 } else { 0 };
        score += if ends_head { 2 } else { 0 }
            + if again && length >= 4 || ends_way { 40 } else { 0 }
            + if heading { 40 } else { 0 };
        // A word alone is rather a rubric, and a sentence with its point rather what stands below a title.
        score += [0, 0, 4, 8, 12][length.min(4)]
            - if in_menu { 20 } else { 0 }
            - if is_name || is_writer { 10 } else { 0 }
            - if bare.ends_with(['.', '。', '।', '።', '။']) { 6 } else { 0 };
        if best.is_none_or(|(_, most)| score > most) {
            best = Some((at, score));
        }
    }
    best.map(|(at, _)| at)
}

/// A line's title, without the name of the site that pages put behind it: "… - Miren Herald".
fn whole(line: &Line<'_>, range: Range<usize>) -> Title {
    let words = &line.text[range.clone()];
    let separators = [" - ", " | ", " – ", " — ", " :: ", " « ", " » "];
    let cut = separators
        .iter()
        .filter_map(|separator| words.rfind(separator).map(|at| (at, at + separator.len())))
        .max();
    // "BBC News - Corporal dies of wounds".
    let front = separators.iter().find_map(|separator| {
        let (site, title) = words.split_once(separator)?;
        ((is_agency(site) || is_paper(site)) && words_of(title).count() >= 3).then_some((site.len(), title))
    });
    if let Some((end, title)) = front {
        let start = range.end - title.len();
        return Title {
            words: title.to_owned(),
            at: Some(line.in_text(&(start..range.end))),
            site: Some(line.in_text(&(range.start..range.start + end))),
        };
    }
    if let Some((end, site)) = cut
        && words_of(&words[..end]).count() >= 3
        && is_site(&words[site..])
        && !is_country(&words[site..])
    {
        let site = range.start + site..range.end;
        let range = range.start..range.start + words[..end].trim_end().len();
        return Title {
            words: line.text[range.clone()].to_owned(),
            at: Some(line.in_text(&range)),
            site: Some(line.in_text(&site)),
        };
    }
    Title { words: words.to_owned(), at: Some(line.in_text(&range)), site: None }
}

/// Lines that are one paragraph broken at some width: all but the last are so long that the next word
/// did not fit.
pub(super) fn wrapped_paragraph(lines: &[Line<'_>]) -> Option<Range<usize>> {
    let mut start = 0;
    while start < lines.len() {
        let end = (start + 1..lines.len()).find(|at| lines[*at].after_blank).unwrap_or(lines.len());
        let block = &lines[start..end];
        if is_wrapped(block) {
            return Some(start..end);
        }
        start = end;
    }
    None
}

fn is_wrapped(block: &[Line<'_>]) -> bool {
    let length = |line: &Line<'_>| line.text.chars().count();
    let width = block.iter().map(length).max().unwrap_or(0);
    let fits = |pair: &[Line<'_>]| {
        let next = pair[1].text.split_whitespace().next().map_or(0, |word| word.chars().count());
        length(&pair[0]) + 1 + next + 3 > width
    };
    let begins = matches!(block[0].kind, Kind::Body | Kind::Dateline(_));
    // In the middle of a paragraph a line may look like anything.
    let prose = |line: &Line<'_>| begins || matches!(line.kind, Kind::Plain | Kind::Body);
    let goes_on = block.get(1).is_some_and(|second| {
        second.text.starts_with(char::is_lowercase)
            || is_caseless(second.text)
            || !second.text.contains(char::is_lowercase)
    });
    (45..=110).contains(&width)
        && block.len() >= 2
        && matches!(block[0].kind, Kind::Plain | Kind::Body | Kind::Dateline(_))
        && block.iter().all(prose)
        && block.windows(2).all(fits)
        && (block.len() > 2 || goes_on)
        && (block.len() > 3 || goes_on || begins)
}

/// The beginning of the text itself, without an opening and an editor's marks.
fn beginning(text: &str, lines: &[Line<'_>], body: usize, wrapped: Option<Range<usize>>) -> Option<Title> {
    let line = lines.get(body)?;
    // "Elbonia, Karsa, June 3 / Trend /": the text begins on the next line.
    let alone = matches!(&line.kind, Kind::Dateline(found) if found.end >= line.text.len());
    if alone && body + 1 < lines.len() {
        return beginning(text, lines, body + 1, wrapped);
    }
    let end = match wrapped {
        Some(block) if block.contains(&body) => block.end,
        _ => body + 1,
    };
    let last = &lines[end - 1];
    let (_, offset) = line.bare();
    let start = match &line.kind {
        Kind::Dateline(found) => line.start + found.end,
        _ => line.start + after_date(line).unwrap_or(offset),
    };
    let rest = text.get(start..last.start + last.text.len())?;
    let joined = rest.split_whitespace().take(60).collect::<Vec<_>>().join(" ");
    let words = without_marks(&joined);
    let is_whole = words.chars().count() <= LONGEST_TITLE && end == body + 1;
    let words = if is_whole { words.to_owned() } else { cut(words) };
    (!words.is_empty()).then_some(Title { words, at: None, site: None })
}

/// "date 2023-08-29 A soldier was …": where the text begins after a labelled date on the same line.
fn after_date(line: &Line<'_>) -> Option<usize> {
    let date = line.dates.first()?;
    let rest = line.text.get(date.end..)?;
    let start = rest.find(|c: char| c.is_alphanumeric() || "“\"«‘'(".contains(c))?;
    let is_text = matches!(line.kind, Kind::Labelled(Label::Published, _)) && words_of(rest).count() > 8;
    is_text.then_some(date.end + start)
}

/// What follows an editor's marks: `[REPORT] [TEXT] THE …`.
fn without_marks(words: &str) -> &str {
    let mut rest = words.trim_start();
    while let Some(inside) = rest.strip_prefix('[') {
        let Some(close) = inside.find(']') else { break };
        rest = inside[close + 1..].trim_start();
    }
    rest
}

/// The first sentence or clause of a long line, if it is short enough; else its first words.
fn cut(text: &str) -> String {
    let limit = text.char_indices().nth(CUT).map_or(text.len(), |(at, _)| at);
    let short = &text[..limit];
    let ends_clause = |(at, c): (usize, char)| {
        let spaced = text[at + c.len_utf8()..].starts_with(char::is_whitespace);
        (spaced && matches!(c, ',' | ';' | ':' | '.' | '!' | '?' | '،' | '؛')).then_some(at)
    };
    // Half a title is better than a clause of three words.
    let clause = short.char_indices().filter_map(ends_clause).rfind(|at| *at >= limit / 2);
    let word = short.rfind(char::is_whitespace).filter(|_| limit < text.len());
    let end = clause.or(word).unwrap_or(limit);
    let cut = text[..end].trim_end_matches([',', ';', ':', '.', ' ', '-', '–', '—', '،']);
    format!("{cut}…")
}

/// A date that stands as the title of a text without any other.
fn date_alone(lines: &[Line<'_>]) -> Option<Title> {
    let line = lines.first().filter(|line| line.kind == Kind::Dated)?;
    let (bare, offset) = line.bare();
    Some(whole(line, offset..offset + bare.len()))
}

/// Whether a name is written as a title is: for comparing a title with the name of the site.
pub(super) fn same_words(one: &str, other: &str) -> bool {
    fold(one.trim()) == fold(other.trim()) && one.split_whitespace().next().is_some_and(is_capitalised)
}
