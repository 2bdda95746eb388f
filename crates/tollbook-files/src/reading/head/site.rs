//! What names of papers, stations, agencies and offices look like.

use tollbook_core::extract::date::fold;

use super::dateline::is_agency;
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
    let words = words_of(text).collect::<Vec<_>>();
    let most = if is_caseless(text) { 3 } else { 7 };
    if words.is_empty()
        || words.len() > most
        || text.len() > 80
        || text.ends_with(['.', '?', '!', ':', ',', '"', '”', '»']) && !text.ends_with(".com")
    {
        return false;
    }
    if is_agency(text) || is_domain(text) {
        return true;
    }
    if text.contains(['"', '“', '«', ':', ';', '?', '!', ',', '('])
        || text.contains(|c: char| c.is_ascii_digit())
    {
        return false;
    }
    let folded = words.iter().map(|word| fold(word)).collect::<Vec<_>>();
    // "Home News": entries of a menu.
    if is_menu(&folded) {
        return false;
    }
    // "L’Observateur": the word after an article.
    let without_article =
        |word: &str| word.rsplit(['\'', '’']).next().is_some_and(|word| WORDS.site.contains(word));
    let is_word =
        |at: usize| folded.get(at).is_some_and(|word| WORDS.site.contains(word) || without_article(word));
    // "d’Orlan": a link before the apostrophe.
    let begins_with_link =
        |word: &str| word.split_once(['\'', '’']).is_some_and(|(link, _)| WORDS.link.contains(link));
    let is_link = |at: usize| {
        folded.get(at).is_some_and(|word| WORDS.link.contains(word) || at > 0 && begins_with_link(word))
    };
    let last = words.len() - 1;
    // A name's other words are capitals or links; in scripts and languages that write them small, the
    // first is a capital and the rest are words of such names.
    let capitals = words.iter().enumerate().all(|(at, word)| is_capitalised(word) || is_link(at));
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
