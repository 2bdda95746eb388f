//! What names of papers, stations, agencies and offices look like.

use tollbook_core::extract::date::fold;

use super::dated::is_published;
use super::dateline::{is_agency, is_country};
use super::words::{WORDS, is_all_capitals, is_capitalised, is_caseless, words_of};

/// The longest name of a site, with a country in brackets after it, in bytes.
const LONGEST_SITE: usize = 160;

/// Whether a short line is the name of a paper, station, agency or office: it holds a word of such
/// names at its end or before "of", and all of it is a name.
pub(super) fn is_site(text: &str) -> bool {
    if text.len() > LONGEST_SITE {
        return false;
    }
    // "The Karsa Observer (Elbonia)".
    let text = text.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")).map_or(text, |(name, _)| name);
    // "Газета «Северный край»".
    if let Some((before, name)) = [('«', '»'), ('“', '”'), ('„', '“'), ('"', '"')]
        .into_iter()
        .find_map(|(open, close)| text.strip_suffix(close)?.split_once(open))
        && words_of(before).count() == 1
        && WORDS.site.contains(&fold(before.trim()))
    {
        return words_of(name).count() <= 5 && !name.contains(['.', '?', '!', ':', ',']);
    }
    // A paper that is known, or an agency.
    if is_paper(text) || is_agency(text) {
        return true;
    }
    let words = words_of(text).collect::<Vec<_>>();
    // "Office of the High Commissioner for …": an office with what it is for.
    let is_office = || {
        let mut folded = words.iter().map(|word| fold(word));
        folded.next().is_some_and(|word| WORDS.site.contains(&word))
            && folded.next().is_some_and(|word| WORDS.link.contains(&word))
    };
    let most = if is_caseless(text) { 3 } else { 7 };
    let most = if words.len() > most && is_office() { 12 } else { most };
    if words.is_empty()
        || words.len() > most
        || text.len() > 80
        || text.ends_with(['.', '?', '!', ':', ',', '"', '”', '»']) && !text.ends_with(".com")
    {
        return false;
    }
    // "Karsa TV.example": the last word alone is an address.
    if is_domain(text)
        || words.len() <= 3
            && words.iter().all(|word| is_capitalised(word))
            && is_domain(words[words.len() - 1])
    {
        return true;
    }
    if text.contains(['"', '“', '«', ':', ';', '?', '!', ',', '(', '|', '•', '·'])
        || text.contains(|c: char| c.is_ascii_digit())
    {
        return false;
    }
    let folded = words.iter().map(|word| fold(word)).collect::<Vec<_>>();
    // "Home News": entries of a menu. "World News", "Lebanon News": a section.
    if is_menu(&folded) || is_section(text, &folded) {
        return false;
    }
    // "L’Observateur": the word after an article.
    let without_article =
        |word: &str| word.rsplit(['\'', '’']).next().is_some_and(|word| WORDS.site.contains(word));
    let is_word = |at: usize| {
        folded
            .get(at)
            .is_some_and(|word| WORDS.site.contains(word) || without_article(word) || ends_as_site(word))
    };
    // "d’Orlan": a link before the apostrophe.
    let begins_with_link =
        |word: &str| word.split_once(['\'', '’']).is_some_and(|(link, _)| WORDS.link.contains(link));
    let is_link = |at: usize| {
        folded.get(at).is_some_and(|word| WORDS.link.contains(word) || at > 0 && begins_with_link(word))
    };
    let last = words.len() - 1;
    // A name's other words are capitals or links; in scripts and languages that write them small, the
    // first is a capital and the rest are words of such names.
    // "Le blog de Lorvane": the word after an article may be small.
    let is_small_word = |at: usize| at == 1 && is_link(0) && is_word(1) && is_link(2);
    let capitals =
        words.iter().enumerate().all(|(at, word)| is_capitalised(word) || is_link(at) || is_small_word(at));
    let small =
        is_capitalised(words[0]) && (1..=last).all(|at| is_word(at) || is_link(at)) && last > 0 && last <= 3;
    if !capitals && !small {
        return false;
    }
    // "Le Courrier de Tarvel": the word after an article, with "of" after it.
    let before_link = (0..last).any(|at| is_word(at) && is_link(at + 1) && at <= 2);
    let article = last <= 2 && is_link(0) && is_word(1);
    let caseless = is_caseless(text) && (is_word(0) || is_word(last));
    let station = (1..=2).contains(&last) && WORDS.site_first.contains(&folded[0]);
    last > 0 && (is_word(last) || station || before_link || article || caseless) && (last < 5 || before_link)
        || last == 0 && is_all_capitals(text) && is_word(0)
}

/// "Landbote", "Kreiszeitung": a word of such names at the end of another.
fn ends_as_site(word: &str) -> bool {
    let before = |end: &String| word.strip_suffix(end.as_str()).map_or(0, |before| before.chars().count());
    WORDS.site_ending.iter().any(|end| before(end) >= 3)
}

/// Whether a name is that of a paper, station or office that is known.
pub(super) fn is_paper(text: &str) -> bool {
    let text = text.trim();
    // No name is longer.
    if text.len() > 90 || !text.chars().next().is_some_and(char::is_alphanumeric) {
        return false;
    }
    let folded = fold(text);
    let known = |name: &str| {
        WORDS.paper.contains(name) && !WORDS.section.contains(name) && !WORDS.furniture.contains(name)
    };
    let without_article = || {
        let (article, name) = folded.split_once(' ')?;
        (WORDS.link.contains(article) && name.contains(' ')).then_some(name)
    };
    // "Новая газета. Европа": an edition of a paper that is known.
    let edition = || {
        let (name, edition) = folded.split_once(". ")?;
        (!edition.contains([' ', '.'])).then_some(name)
    };
    known(&folded) || without_article().is_some_and(known) || edition().is_some_and(known)
}

/// Whether words name who published, perhaps several: "Le Courrier avec AFP", "dpa/AFP", "The Herald, Reuters".
pub(super) fn is_publisher(text: &str) -> bool {
    let is_one = |name: &str| is_site(name);
    if text.len() > LONGEST_SITE || text.trim().is_empty() {
        return false;
    }
    if is_one(text) {
        return true;
    }
    // Several names are no longer.
    if text.len() > 90 {
        return false;
    }
    if let Some(at) = text.find(['/', ',', '+', '&']) {
        return is_one(text[..at].trim()) && is_publisher(text[at + 1..].trim());
    }
    if let Some((first, rest)) = text.split_once(" - ").filter(|_| text.len() <= 60) {
        let known = |name: &str| is_agency(name) || is_paper(name);
        return known(first.trim()) && known(rest.trim());
    }
    let mut words = words_of(text);
    words.clone().nth(8).is_none()
        && words.any(|word| {
            let at = word.as_ptr().addr() - text.as_ptr().addr();
            word.len() <= 8
                && WORDS.with.contains(&fold(word))
                && is_one(text[..at].trim())
                && is_publisher(text[at + word.len()..].trim())
        })
}

/// The name in a piece beside a date, without what goes with the day of an issue: "Nordbote vom", "The Paper No. 45",
/// "UPI Archives", "19:40 Ukrinform".
pub(super) fn bare_name(piece: &str) -> &str {
    let mut name = piece
        .trim()
        .trim_start_matches(['©', ' '])
        .trim_end_matches([':', '-', '–', '—', ',', '.'])
        .trim_end();
    // "«Северные ведомости»": but not the name that is quoted behind another word.
    if let Some(inside) = name.strip_prefix(['«', '“', '„', '"'])
        && let Some(inside) = inside.strip_suffix(['»', '”', '“', '"'])
    {
        name = inside;
    }
    if let Some((first, rest)) = name.split_once(' ')
        && is_clock(first)
    {
        name = rest.trim_start();
    }
    while let Some((before, last)) = name.rsplit_once(' ') {
        let folded = fold(last);
        // "45", "№45", "N°312", "No.45".
        let digits = last.trim_start_matches(['N', 'n', 'o', 'r', '.']);
        let is_number = digits.chars().any(|c| c.is_ascii_digit())
            && digits
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '№' | '#' | '°' | 'º' | '(' | ')' | '/'));
        let is_sign =
            matches!(folded.as_str(), "no" | "no." | "nr" | "nr." | "n°" | "nº" | "№" | "num." | "issue");
        let is_section = (WORDS.section.contains(&folded) || WORDS.furniture.contains(&folded))
            && (is_agency(before) || is_paper(before) || is_publisher(before) && !is_site(before));
        // "Khaama Press On", before a day.
        let is_small =
            (last.starts_with(char::is_lowercase) || last.len() <= 2) && WORDS.time.contains(&folded);
        // "France 24 FR": in which language.
        let is_code = last.len() == 2 && is_all_capitals(last) && is_paper(before);
        let goes = is_number || is_code || is_sign || is_section || is_small || is_published(last);
        if !goes || is_agency(name) || is_paper(name) {
            break;
        }
        name = before.trim_end_matches([' ', ',', '-', '–', '—', ':', '\u{a0}']);
    }
    name
}

/// "19:40".
pub(super) fn is_clock(word: &str) -> bool {
    word.split_once([':', '.']).is_some_and(|(hour, minute)| {
        [hour, minute]
            .iter()
            .all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
    })
}

/// Whether all of several words name sections of a paper, the first of them perhaps a country.
fn is_section(text: &str, folded: &[String]) -> bool {
    let known = |word: &String| WORDS.section.contains(word);
    let Some((last, before)) = folded.split_last() else { return false };
    let place = || text.rfind(' ').is_some_and(|at| is_country(&text[..at]));
    !before.is_empty() && known(last) && (before.iter().all(known) || place())
}

/// A line without the number of an issue at its end.
pub(super) fn without_issue(bare: &str) -> Option<&str> {
    let (name, issue) = bare.rsplit_once(',')?;
    let digits = issue.trim_start_matches(|c: char| !c.is_ascii_digit());
    let sign = fold(issue[..issue.len() - digits.len()].trim());
    let is_number = !digits.is_empty()
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | '/' | '-'));
    (is_number
        && matches!(
            sign.as_str(),
            "no" | "no." | "n" | "n°" | "nº" | "nr" | "nr." | "num" | "num." | "№" | "issue" | "#"
        ))
    .then(|| name.trim_end())
}

/// Whether all of several words are entries of a menu.
fn is_menu(folded: &[String]) -> bool {
    let is_entry = |word: &String| WORDS.furniture.contains(word) || WORDS.section.contains(word);
    folded.len() > 1
        && folded.iter().any(|word| WORDS.furniture.contains(word))
        && folded.iter().all(is_entry)
}

/// "northernpost.example": a name of a site on the network.
pub(super) fn is_domain(text: &str) -> bool {
    let labels = text.split('.').collect::<Vec<_>>();
    let plain = |label: &&str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let end = labels.last().map_or(0, |label| label.len());
    labels.len() >= 2
        && labels.iter().all(plain)
        && (2..=8).contains(&end)
        && labels
            .last()
            .is_some_and(|end| end.chars().all(char::is_alphabetic) && !end.contains(char::is_uppercase))
        && text.len() > 5
}
