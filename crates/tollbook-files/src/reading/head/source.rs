//! Who published an article, which agency reported it, and who wrote it.

use std::ops::Range;

use tollbook_core::extract::date::fold;

use super::dateline::{is_agency, is_country};
use super::lines::{Kind, Line, agency_beside_initials};
use super::site::{bare_name, is_domain, is_paper, is_publisher};
use super::title::wrapped_paragraph;
use super::words::{Label, WORDS, clip, is_all_capitals, is_capitalised, is_caseless, length_of, words_of};

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
        // "by Vanguard" says more than what only looks like a name.
        .or_else(|| {
            unwrapped.iter().find_map(beside_byline).filter(|at| text.get(at.clone()).is_some_and(is_paper))
        })
        .or_else(|| above.iter().find_map(site))
        .or_else(|| unwrapped.iter().find_map(beside_byline))
        .or_else(|| unwrapped.iter().find_map(beside_date))
        .or_else(|| unwrapped.iter().find_map(published_by))
        .or_else(|| agency(head))
        .or_else(|| labelled(tail()))
        .or_else(|| above.iter().chain(tail()).find_map(printed_in))
        .or_else(|| tail().iter().rev().find_map(signature))
        .or_else(|| tail().iter().rev().find_map(ends_with_agency))
        .or_else(|| site_at_end(tail()))
        .or_else(|| named_last(tail()))
        // A text of a few lines has no tail.
        .or_else(|| head.iter().rev().find_map(ends_with_agency))
        .or_else(|| tail().iter().chain(head).find_map(followed))
        .or_else(|| tail().iter().rev().find_map(copyright))
        .or_else(|| head.iter().chain(tail()).find_map(address))
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
    // "Fuente: La Hora, Guatemala".
    let paper = words.split_once(',').filter(|(paper, place)| is_paper(paper) && is_country(place.trim()));
    let words = paper.map_or(words, |(paper, _)| paper);
    // "Quelle: Nordbote vom 3. Mai".
    let words = if end < value.end { bare_name(words) } else { words };
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

/// "By Mara Quist | The Elbonian | February 6", "By Tomas Vell, Reuters", "Par Le Courrier avec AFP Publié le 3 mai".
fn beside_byline(line: &Line<'_>) -> Option<Range<usize>> {
    let Kind::Labelled(Label::Author, value) = &line.kind else { return None };
    let end = line.temporal.iter().map(|span| span.start).find(|start| *start >= value.start);
    let words = line.text.get(value.start..end.unwrap_or(value.end).min(value.end))?;
    // "Автор: …; источник: …": another label further on.
    if let Some(found) = labelled_after(line.text, value.start) {
        return Some(line.in_text(&found));
    }
    // "By MARA QUIST, Special to The Northern Times".
    let pieces = |separators: &'static [char]| words.split(separators).map(without_special).map(bare_name);
    let is_parted = words.contains(['|', ',', '/', '·', '•', '–', '—', '(', ')', '-', ';']);
    let parted = || {
        let strong = pieces(&['|', '·', '•', '–', '—', '(', ')', ';']);
        strong.chain(pieces(&['|', ',', '/', '·', '–', '—', '(', ')', '-'])).find(|piece| is_publisher(piece))
    };
    let found = Some(bare_name(words))
        .filter(|whole| is_publisher(whole))
        .or_else(|| if is_parted { parted() } else { None })
        .or_else(|| after_with(words))?;
    let at = found.as_ptr().addr() - line.text.as_ptr().addr();
    Some(line.in_text(&(at..at + found.len())))
}

/// "Mara Quist avec AFP": the agency behind a person's name.
fn after_with(words: &str) -> Option<&str> {
    let at = |word: &str| word.as_ptr().addr() - words.as_ptr().addr() + word.len();
    let mut links = words_of(words).filter(|word| word.len() <= 8 && WORDS.with.contains(&fold(word)));
    links.find_map(|word| words.get(at(word)..).map(bare_name).filter(|name| is_publisher(name)))
}

/// "Publié le 17 mai 2019 par Le Courrier": who published, behind the day.
fn published_by(line: &Line<'_>) -> Option<Range<usize>> {
    let Kind::Labelled(Label::Published | Label::Original | Label::Updated, value) = &line.kind else {
        return None;
    };
    let from = line.dates.iter().find(|date| date.start >= value.start)?.end;
    let rest = line.text.get(from..)?;
    let is_by = |word: &&str| {
        let folded = fold(word);
        let mut labels = WORDS.labels_of(&folded);
        word.starts_with(char::is_lowercase)
            && labels.any(|(label, what)| label == folded && what == Label::Author)
    };
    let by = words_of(rest).find(is_by)?;
    let behind = &rest[by.as_ptr().addr() - rest.as_ptr().addr() + by.len()..];
    let pieces: &[char] = &['-', '–', '|', '·', ','];
    let name =
        std::iter::once(behind).chain(behind.split(pieces)).map(bare_name).find(|name| is_publisher(name))?;
    let at = name.as_ptr().addr() - line.text.as_ptr().addr();
    Some(line.in_text(&(at..at + name.len())))
}

/// "Special to The Northern Times": the paper alone.
fn without_special(piece: &str) -> &str {
    let piece = piece.trim();
    match piece.split_at_checked("special to ".len()) {
        Some((start, paper)) if fold(start) == "special to " => paper,
        _ => piece,
    }
}

/// "Published in The Express, January 20th, 2015.": the paper in which an article was printed.
fn printed_in(line: &Line<'_>) -> Option<Range<usize>> {
    let (bare, offset) = line.bare();
    // Most lines begin with no such phrase.
    if !WORDS.appeared.may_begin(bare) {
        return None;
    }
    let folded = fold(clip(bare, 60));
    let phrase = WORDS.appeared.of(&folded)?;
    let start = offset + length_of(bare, phrase)?;
    let end = line.temporal.iter().map(|span| span.start).find(|at| *at >= start).unwrap_or(line.text.len());
    let rest = line.text.get(start..end)?.trim_start_matches([' ', ':', '“', '"', '«']);
    let end = rest.find([',', ';', '(', '"', '”', '»']).unwrap_or(rest.len());
    let end = rest.find(". ").map_or(end, |at| end.min(at));
    let name = bare_name(&rest[..end]);
    let words = words_of(name).count();
    // "Published in Geneva".
    let may_be_place = WORDS.labels_of(phrase).next().is_some();
    let is_name =
        is_publisher(name) || !may_be_place && (1..=5).contains(&words) && words_of(name).all(is_name_word);
    let at = name.as_ptr().addr() - line.text.as_ptr().addr();
    is_name.then(|| line.in_text(&(at..at + name.len())))
}

/// A capital, or a small word inside of names.
fn is_name_word(word: &str) -> bool {
    is_capitalised(word) || WORDS.link.contains(&fold(word))
}

/// "The Paper, 3 May 2014", "12 czerwca 2013 (PAP)", "3 May 2014  Source: The Paper".
fn beside_date(line: &Line<'_>) -> Option<Range<usize>> {
    if line.kind != Kind::Dated {
        return None;
    }
    let date = line.dates.first()?.span();
    let found = labelled_after(line.text, date.end).or_else(|| agency_beside(line.text, &date));
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
    let value = value.split(['|', '\t', '·', ';']).next().unwrap_or_default();
    let value = value.split("  ").next().unwrap_or_default().trim_end();
    let at = value.as_ptr().addr() - line.as_ptr().addr();
    (!value.is_empty() && value.chars().count() <= 40).then_some(at..at + value.len())
}

/// A name of an agency or a paper beside a date.
pub(super) fn agency_beside(line: &str, date: &Range<usize>) -> Option<Range<usize>> {
    let parts = [&line[..date.start], &line[date.end..]];
    if !parts.iter().any(|part| part.contains(char::is_alphabetic)) {
        return None;
    }
    let pieces = |separators: &'static [char]| parts.into_iter().flat_map(move |part| part.split(separators));
    // "CBS/AP | 3 May 2014" is of both.
    let found = pieces(&['|', '(', ')', '·', '–', '—', '•', '[', ']'])
        .chain(pieces(&['|', ',', '(', ')', '·', '–', '—', '•', '-', '/', '[', ']']))
        .chain(pieces(if is_caseless(line) { &[' ', '\u{3000}', '|'] } else { &['|'] }))
        .map(|piece| bare_name(piece.trim().trim_end_matches(['/', ',']).trim_start_matches(['/', ','])))
        .find(|piece| is_publisher(piece))?;
    let at = found.as_ptr().addr() - line.as_ptr().addr();
    Some(at..at + found.len())
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
    // "hr/re (dpa, afp)": initials before the agencies.
    let is_short =
        |before: &str| before.len() <= 8 && !before.contains(|c: char| c.is_uppercase() || c == ' ');
    let behind = line.text.rsplit_once('(').filter(|(before, _)| is_short(before.trim_end()));
    let words = behind.map_or(line.text, |(_, agencies)| agencies);
    let words = words.trim_matches(['(', ')', '[', ']', '-', '–', '—', ' ', '/', '.']);
    // "mqu/dpa/AFP": the initials of who wrote it.
    let is_initials = |part: &str| part.len() <= 4 && part.chars().all(|c| c.is_lowercase());
    let behind = words.split_once('/').filter(|(first, _)| is_initials(first) && !is_agency(first));
    let words = behind.map_or(words, |(_, agencies)| agencies);
    // "dpa/mqu": the initials behind the agency.
    let words = agency_beside_initials(words).unwrap_or(words);
    // "Avec Le Courrier / AFP".
    let behind =
        words.split_once(' ').filter(|(first, rest)| WORDS.with.contains(&fold(first)) && is_publisher(rest));
    let words = behind.map_or(words, |(_, names)| names);
    let at = words.as_ptr().addr() - line.text.as_ptr().addr();
    (is_agency(words) || behind.is_some()).then(|| line.in_text(&(at..at + words.len())))
}

/// "Follow The Paper on Telegram": what a page asks its readers to follow.
fn followed(line: &Line<'_>) -> Option<Range<usize>> {
    let (bare, offset) = line.bare();
    // Most lines begin with no such word.
    if !WORDS.follow.may_begin(bare) {
        return None;
    }
    let folded = fold(clip(bare, 60));
    let start = length_of(bare, WORDS.follow.of(&folded)?)?;
    let rest = bare.get(start..)?.trim_start();
    let is_small = |word: &&str| word.starts_with(char::is_lowercase) || word.chars().count() < 2;
    let end =
        words_of(rest).find(is_small).map_or(rest.len(), |word| word.as_ptr().addr() - rest.as_ptr().addr());
    let name = bare_name(&rest[..end]);
    let at = name.as_ptr().addr() - bare.as_ptr().addr() + offset;
    is_publisher(name).then(|| line.in_text(&(at..at + name.len())))
}

/// "… the governor said. (PAP)"
fn ends_with_agency(line: &Line<'_>) -> Option<Range<usize>> {
    let closed = line.text.trim_end_matches(['.', ' ', '*', '_']).strip_suffix(')');
    let (before, name) = closed?.rsplit_once('(')?;
    let is_sentence = before.trim_end().ends_with(['.', '!', '?', '"', '”', '»', '-', '–', '।', '。']);
    let at = before.len() + 1;
    // "(APA, 23.1.2014)".
    let has_date = line.dates.iter().any(|date| date.start > at);
    let name = name.split_once(',').filter(|_| has_date).map_or(name, |(agency, _)| agency);
    // "(Source: The Daily)", "(fonte La Voce)".
    let folded = fold(name);
    let label = WORDS.labels_of(&folded).find(|(_, what)| *what == Label::Source);
    if let Some(length) = label.and_then(|(label, _)| length_of(name, label)) {
        let named = bare_name(name[length..].trim_start_matches([':', ' ', '-']));
        let at = named.as_ptr().addr() - line.text.as_ptr().addr();
        return ((1..=5).contains(&words_of(named).count()) && at >= before.len())
            .then(|| line.in_text(&(at..at + named.len())));
    }
    (is_agency(name) && is_sentence).then(|| line.in_text(&(at..at + name.len())))
}

/// The name of a paper, station or site that stands alone below the text.
fn site_at_end(tail: &[Line<'_>]) -> Option<Range<usize>> {
    let stands_alone = |(at, line): &(usize, &Line<'_>)| {
        let words = line.bare().0;
        let is_known = !is_all_capitals(words) || is_paper(words) || is_domain(words);
        line.after_blank || at + 1 == tail.len() && is_known
    };
    tail.iter().enumerate().rev().filter(stands_alone).find_map(|(_, line)| site(line))
}

/// "The Harborian": a name with its article, alone on the last line.
fn named_last(tail: &[Line<'_>]) -> Option<Range<usize>> {
    let line = tail.last().filter(|line| line.kind == Kind::Plain)?;
    let (bare, offset) = line.bare();
    let (article, name) = bare.split_once(' ')?;
    let is_name = (1..=2).contains(&words_of(name).count())
        && words_of(name).all(|word| word.chars().count() > 3 && is_capitalised(word))
        && name.chars().all(|c| c.is_alphabetic() || c == ' ');
    let is_article =
        article.chars().count() <= 3 && is_capitalised(article) && WORDS.link.contains(&fold(article));
    (is_article && is_name).then(|| line.in_text(&(offset..offset + bare.len())))
}

/// "© 2006 Coastal Gazette. All rights reserved.", "© Copyright of Northern Media 2010".
pub(super) fn copyright(line: &Line<'_>) -> Option<Range<usize>> {
    // A line of copyright is short, or begins with it.
    let near = clip(line.text, 400);
    let sign = near.find('©').map(|at| at + '©'.len_utf8());
    let may_be_worded = near.starts_with(['c', 'C']);
    let worded =
        (may_be_worded && fold(clip(near, 40)).starts_with("copyright")).then_some("copyright".len());
    let start = sign.or(worded)?;
    // "The bridge - Photo: © AFP" says who made a picture.
    let is_of_picture = words_of(&near[..start]).any(|word| WORDS.caption.contains(&fold(word)));
    if is_of_picture {
        return None;
    }
    let mut rest = line.text.get(start..)?;
    // "© Copyright (c) 2013 of …".
    loop {
        rest = rest.trim_start_matches(|c: char| !c.is_alphabetic());
        let first = words_of(rest).next()?;
        let folded = fold(first);
        let is_link = first.starts_with(char::is_lowercase) && WORDS.link.contains(&folded);
        if folded != "copyright" && folded != "c" && !is_link {
            break;
        }
        rest = &rest[first.len()..];
    }
    let from = line.text.len() - rest.len();
    let date = line.temporal.iter().map(|span| span.start).find(|at| *at > from);
    let rest = date.and_then(|date| line.text.get(from..date)).unwrap_or(rest);
    let end = rest.find(['|', ',', '–', ';', '/']).unwrap_or(rest.len());
    let end = rest.find(". ").map_or(end, |at| end.min(at));
    let words = rest[..end]
        .trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '.' | '('));
    let words = bare_name(words);
    let at = words.as_ptr().addr() - line.text.as_ptr().addr();
    let few = (1..=6).contains(&words_of(words).count());
    let is_rights = WORDS.rights.begin(&fold(words));
    (few && !is_rights && (words_of(words).next().is_some_and(is_capitalised) || is_domain(words)))
        .then(|| line.in_text(&(at..at + words.len())))
}

/// The site of an address on a line of its own.
fn address(line: &Line<'_>) -> Option<Range<usize>> {
    let (bare, _) = line.bare();
    // "This story was found at: http://…".
    let named = || {
        let near = clip(bare, 200);
        let at = near.contains(':').then(|| near.find("http"))??;
        let before = bare[..at].trim_end();
        (before.ends_with(':') && words_of(before).count() <= 6).then(|| &bare[at..])
    };
    let host = host(if line.kind == Kind::Address { bare } else { named()? })?;
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
