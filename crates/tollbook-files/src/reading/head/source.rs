//! Who published an article, which agency reported it, and who wrote it.

use std::ops::Range;

use tollbook_core::extract::date::fold;

use super::dated::is_published;
use super::dateline::is_agency;
use super::lines::{Kind, Line};
use super::site::{is_domain, is_site};
use super::title::wrapped_paragraph;
use super::words::{Label, WORDS, clip, is_capitalised, words_of};

/// Where in the text the source stands: a label, the name of a site, an agency, a signature, a copyright.
pub(super) fn source<'t>(
    text: &str,
    head: &[Line<'t>],
    tail: &dyn Fn() -> &'t [Line<'t>],
) -> Option<Range<usize>> {
    let labelled = |lines: &[Line<'_>]| lines.iter().find_map(label);
    // Below the first line of the text a line of capitals is a piece of it.
    let body = head
        .iter()
        .position(|line| matches!(line.kind, Kind::Body | Kind::Dateline(_)))
        .unwrap_or(head.len());
    let wrapped = wrapped_paragraph(head).map_or(head.len(), |lines| lines.start);
    let above = &head[..body.min(wrapped)];
    // A byline or date may stand below a standfirst, but not among the lines of one paragraph.
    let unwrapped = &head[..wrapped];
    labelled(head)
        .or_else(|| above.iter().find_map(site))
        .or_else(|| unwrapped.iter().find_map(beside_byline))
        .or_else(|| unwrapped.iter().find_map(beside_date))
        .or_else(|| agency(head))
        .or_else(|| labelled(tail()))
        .or_else(|| tail().iter().rev().find_map(signature))
        .or_else(|| tail().iter().rev().find_map(ends_with_agency))
        // A text of a few lines has no tail.
        .or_else(|| head.iter().rev().find(|line| line.kind != Kind::Dated).and_then(ends_with_agency))
        .or_else(|| tail().iter().rev().find_map(copyright))
        .or_else(|| head.iter().find_map(address))
        .filter(|range| text.get(range.clone()).is_some_and(|words| !words.trim().is_empty()))
}

/// "Source: The Daily".
pub(super) fn label(line: &Line<'_>) -> Option<Range<usize>> {
    let Kind::Labelled(Label::Source, value) = &line.kind else { return None };
    let words = &line.text[value.clone()];
    let end = line.dates.iter().find(|date| date.start >= value.start).map_or(value.end, |date| date.start);
    let words = &words[..end - value.start];
    // "来源：中新网 作者：王林": the next label on the line.
    let next = words.match_indices([':', '：']).find_map(|(at, _)| {
        let start = words[..at].rfind(' ')?;
        let label = fold(words[start..at].trim());
        WORDS.labels_of(&label).any(|(known, _)| known == label).then_some(start)
    });
    let words = words[..next.unwrap_or(words.len())]
        .trim_end_matches([' ', ',', '|', '-', '–', '.', '(', '·', '*', '_']);
    (!words.is_empty() && words.chars().count() <= 80)
        .then(|| line.in_text(&(value.start..value.start + words.len())))
}

/// The name of a paper, station, agency or office that a line is.
pub(super) fn site(line: &Line<'_>) -> Option<Range<usize>> {
    match &line.kind {
        Kind::Site(range) => Some(line.in_text(range)),
        _ => None,
    }
}

/// "By Mara Quist | The Elbonian | February 6", "By Tomas Vell, Reuters".
fn beside_byline(line: &Line<'_>) -> Option<Range<usize>> {
    let Kind::Labelled(Label::Author, value) = &line.kind else { return None };
    let words = &line.text[value.clone()];
    let pieces = words.split(['|', ',', '/', '·', '–', '—', '(', ')']).map(str::trim);
    let is_source = |piece: &&str| is_agency(piece) || is_site(piece);
    let whole = is_source(&words.trim()).then_some(words.trim());
    // "By MARA QUIST, Special to The Northern Times".
    let found = whole.or_else(|| pieces.map(without_special).find(is_source))?;
    let at = found.as_ptr().addr() - line.text.as_ptr().addr();
    Some(line.in_text(&(at..at + found.len())))
}

/// "Special to The Northern Times": the paper alone.
fn without_special(piece: &str) -> &str {
    match piece.split_at_checked("special to ".len()) {
        Some((start, paper)) if fold(start) == "special to " => paper,
        _ => piece,
    }
}

/// "The Paper, 3 May 2014", "12 czerwca 2013 (PAP)".
fn beside_date(line: &Line<'_>) -> Option<Range<usize>> {
    if line.kind != Kind::Dated {
        return None;
    }
    let date = line.dates.first()?.span();
    let found = agency_beside(line.text, &date).or_else(|| labelled_after(line.text, date.end));
    found.map(|range| line.in_text(&range))
}

/// "2018年11月05日 14:20 来源：新华社": what a label after a date names.
fn labelled_after(line: &str, from: usize) -> Option<Range<usize>> {
    let rest = &line[from..];
    let names_source = |at: &usize| {
        let word = words_of(&rest[..*at]).last().map(fold).unwrap_or_default();
        WORDS.labels_of(&word).any(|(label, what)| label == word && what == Label::Source)
    };
    let colon = rest.match_indices(['：', ':']).map(|(at, _)| at).find(names_source)?;
    let value = rest[colon..].trim_start_matches(['：', ':', ' ', '\u{a0}']);
    let value = value.split(['|', '\t', '·']).next().unwrap_or_default();
    let value = value.split("  ").next().unwrap_or_default().trim_end();
    let at = value.as_ptr().addr() - line.as_ptr().addr();
    (!value.is_empty() && value.chars().count() <= 40).then_some(at..at + value.len())
}

/// A name of an agency or a paper beside a date.
pub(super) fn agency_beside(line: &str, date: &Range<usize>) -> Option<Range<usize>> {
    let pieces = [&line[..date.start], &line[date.end..]];
    let mut pieces = pieces
        .into_iter()
        .flat_map(|part| part.split(['|', ',', '(', ')', '·', '–', '—', '•', '-', '/', '[', ']']));
    pieces.find_map(|piece| {
        let piece = piece.trim();
        // "Nordbote vom 3. Mai 2014".
        let piece =
            piece.rsplit_once(' ').filter(|(_, last)| is_published(last)).map_or(piece, |(name, _)| name);
        // "18.01.2020 19:40 Ukrinform": the time before it.
        let piece =
            piece.split_once(' ').filter(|(first, _)| is_clock(first)).map_or(piece, |(_, name)| name.trim());
        let at = piece.as_ptr().addr() - line.as_ptr().addr();
        (is_agency(piece) || is_site(piece)).then_some(at..at + piece.len())
    })
}

/// "19:40".
fn is_clock(word: &str) -> bool {
    word.split_once([':', '.']).is_some_and(|(hour, minute)| {
        [hour, minute]
            .iter()
            .all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
    })
}

/// The agency of the opening.
pub(super) fn agency(head: &[Line<'_>]) -> Option<Range<usize>> {
    head.iter().find_map(|line| match &line.kind {
        Kind::Dateline(found) => Some(line.in_text(&found.agency.clone()?)),
        _ => None,
    })
}

/// "(AFP)", "– Reuters", "(AFP) 3 Oct 2012" at the end.
fn signature(line: &Line<'_>) -> Option<Range<usize>> {
    if line.text.chars().count() > 60 {
        return None;
    }
    if let Some(found) = beside_date(line) {
        return Some(found);
    }
    let words = line.text.trim_matches(['(', ')', '[', ']', '-', '–', '—', ' ', '/', '.']);
    let at = words.as_ptr().addr() - line.text.as_ptr().addr();
    is_agency(words).then(|| line.in_text(&(at..at + words.len())))
}

/// "… the governor said. (PAP)"
fn ends_with_agency(line: &Line<'_>) -> Option<Range<usize>> {
    let closed = line.text.trim_end_matches(['.', ' ', '*', '_']).strip_suffix(')');
    let (before, name) = closed?.rsplit_once('(')?;
    let is_sentence = before.trim_end().ends_with(['.', '!', '?', '"', '”', '»', '-', '–', '।', '。']);
    let at = before.len() + 1;
    (is_agency(name) && is_sentence).then(|| line.in_text(&(at..at + name.len())))
}

/// "© 2006 Coastal Gazette. All rights reserved."
fn copyright(line: &Line<'_>) -> Option<Range<usize>> {
    let sign = line.text.find('©').map(|at| at + '©'.len_utf8());
    let worded = fold(clip(line.text, 40)).starts_with("copyright").then_some("copyright".len());
    let start = sign.or(worded)?;
    let rest = line.text.get(start..)?.trim_start_matches(|c: char| !c.is_alphabetic());
    let end = rest.find(['.', '|', ',', '–', ';']).unwrap_or(rest.len());
    let words = rest[..end].trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || c == '-');
    let from = words.as_ptr().addr() - line.text.as_ptr().addr();
    let few = (1..=6).contains(&words_of(words).count());
    let is_rights = WORDS.rights.begin(&fold(words));
    (few && !is_rights && words_of(words).next().is_some_and(is_capitalised))
        .then(|| line.in_text(&(from..from + words.len())))
}

/// The site of an address on a line of its own.
fn address(line: &Line<'_>) -> Option<Range<usize>> {
    if line.kind != Kind::Address {
        return None;
    }
    let host = host(line.bare().0)?;
    let at = host.as_ptr().addr() - line.text.as_ptr().addr();
    Some(line.in_text(&(at..at + host.len())))
}

/// The host of an address, without "www.".
pub(super) fn host(address: &str) -> Option<&str> {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ' ', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    is_domain(host).then_some(host)
}

/// The author's name.
pub(super) fn author(head: &[Line<'_>]) -> Option<Range<usize>> {
    head.iter().find_map(|line| {
        let Kind::Labelled(Label::Author, value) = &line.kind else { return None };
        let words = &line.text[value.clone()];
        let date = line
            .dates
            .iter()
            .find(|date| date.start >= value.start)
            .map_or(words.len(), |date| date.start - value.start);
        let end = words.find(['|', '•', '·', '(', '–', '—']).unwrap_or(words.len()).min(date);
        let name = words[..end].trim_end_matches([' ', ',', '-', ';', '*', '_']);
        let is_name = !name.is_empty() && name.chars().count() <= 80 && !is_agency(name);
        is_name.then(|| line.in_text(&(value.start..value.start + name.len())))
    })
}
