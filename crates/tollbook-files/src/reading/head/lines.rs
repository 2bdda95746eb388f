//! The first and last lines of a text, and what each of them is.

use std::ops::Range;

use tollbook_core::extract::date::{DateExpression, fold};

use super::dated::{is_dated, is_time};
use super::dateline::{Dateline, dateline, is_agency, is_place};
use super::dates::dates_in;
use super::published::is_calendar;
use super::site::{bare_name, is_domain, is_paper, is_publisher, is_site, without_issue};
use super::words::{Label, WORDS, clip, is_all_capitals, is_capitalised, is_caseless, length_of, words_of};

/// A line, without the spaces at either end.
#[derive(Clone, Debug)]
pub(super) struct Line<'t> {
    /// Where it begins in the text.
    pub start: usize,
    pub text: &'t str,
    /// The days and months of the calendar in it, in bytes of the line; empty where no digit is near.
    pub dates: Vec<DateExpression>,
    /// All words about dates, weekdays and other calendars among them.
    pub temporal: Vec<Range<usize>>,
    pub kind: Kind,
    /// Whether a blank line stands before it.
    pub after_blank: bool,
}

/// What a line is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// A label, and the bytes of the line that it names.
    Labelled(Label, Range<usize>),
    /// Nothing but a date and what goes with it; other words on it may name an author or an agency.
    Dated,
    /// An agency's opening and the report after it.
    Dateline(Dateline),
    /// The name of a paper, station, agency or office: these bytes of the line.
    Site(Range<usize>),
    /// An address.
    Address,
    /// The path of a page in its site: "News > World".
    Path,
    /// No title: a menu's entry, a button, a caption, a marker.
    Furniture,
    /// A line of the text itself.
    Body,
    /// Anything else.
    Plain,
}

/// The longest line that may be a title, in characters.
pub(super) const LONGEST_TITLE: usize = 140;

impl<'t> Line<'t> {
    /// Where a range of the line lies in the text.
    pub fn in_text(&self, range: &Range<usize>) -> Range<usize> {
        self.start + range.start..self.start + range.end
    }

    /// The line without the signs of Markdown before and after it, and where that begins in it.
    pub fn bare(&self) -> (&'t str, usize) {
        let rest =
            self.text.trim_start_matches(['#', '*', '_', '>', '•', '|', ':', ' ', '\u{200f}', '\u{200e}']);
        let start = self.text.len() - rest.len();
        (rest.trim_end_matches(['#', '*', '_', '|', ' ', '\u{200f}', '\u{200e}']), start)
    }
}

/// The first `most` lines from `start` that are not blank.
pub(super) fn lines(text: &str, start: usize, most: usize) -> Vec<Line<'_>> {
    let mut at = start;
    let mut after_blank = true;
    let mut lines = Vec::new();
    for line in text[start..].split('\n') {
        let trimmed = line
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200e}' | '\u{200f}'));
        if trimmed.is_empty() {
            after_blank = true;
        } else {
            let from = at + (trimmed.as_ptr().addr() - line.as_ptr().addr());
            lines.push(Line {
                start: from,
                text: trimmed,
                dates: Vec::new(),
                temporal: Vec::new(),
                kind: Kind::Plain,
                after_blank,
            });
            after_blank = false;
            if lines.len() == most {
                break;
            }
        }
        at += line.len() + 1;
    }
    lines
}

/// Says of every line what it is. `text` is the article's, and `language` the one that the file states.
pub(super) fn classify(lines: &mut [Line<'_>], text: &str, language: Option<&str>) {
    for line in lines.iter_mut() {
        let near = clip(line.text, 220);
        if has_digits(near) {
            line.dates = dates_in(near, text, language);
            line.temporal = line.dates.iter().map(DateExpression::span).collect();
            line.dates.retain(is_calendar);
        }
        line.kind = kind(line);
    }
}

/// Whether a text has digits of any script: a look at its bytes spares most texts one at its characters.
fn has_digits(text: &str) -> bool {
    let mut may_have = false;
    for byte in text.bytes() {
        if byte.is_ascii_digit() {
            return true;
        }
        may_have |= matches!(byte, 0xd9 | 0xdb | 0xe0 | 0xe1 | 0xef);
    }
    may_have && text.chars().any(char::is_numeric)
}

/// Marks the line that a browser prints above a page, "3/5/2019 The title - The Paper", whose day is that of printing.
pub(super) fn mark_printed_header(lines: &mut [Line<'_>]) {
    let Some(first) =
        lines.iter().take(2).position(|line| line.dates.first().is_some_and(|date| date.start == 0))
    else {
        return;
    };
    let line = &lines[first];
    let end = line.dates[0].end;
    // The time of printing follows the day: "3/5/2019, 10:12 AM".
    let rest = line.text[end..].trim_start_matches(|c: char| !c.is_alphabetic());
    let rest = ["AM ", "PM "].iter().find_map(|half| rest.strip_prefix(half)).unwrap_or(rest).trim();
    let repeats = |other: &&Line<'_>| other.text.chars().count() >= 12 && rest.starts_with(other.bare().0);
    let Some(title) = lines[first + 1..].iter().find(repeats) else { return };
    let behind = &rest[title.bare().0.len()..];
    let site = behind.trim_matches([' ', '-', '–', '—', '|', '·']);
    let at = site.as_ptr().addr() - line.text.as_ptr().addr();
    let is_named = !site.is_empty() && site.chars().count() <= 60;
    lines[first].kind = if is_named { Kind::Site(at..at + site.len()) } else { Kind::Furniture };
    lines[first].dates.clear();
}

fn kind(line: &Line<'_>) -> Kind {
    let (bare, offset) = line.bare();
    if bare.is_empty() {
        return Kind::Furniture;
    }
    let folded = fold(clip(bare, 90));
    let whole = folded.trim_end_matches([':', '.', '!', '…', '>', '»', ' ', '-', '–', '|', ']', ')']);
    let whole = whole.trim_start_matches(['[', '(', '-', '–', '»', ' ']);
    if bare.starts_with("http://") || bare.starts_with("https://") || bare.starts_with("www.") {
        return Kind::Address;
    }
    if is_link_menu(bare) || is_row_of_headlines(bare) || is_credit(bare, &folded) {
        return Kind::Furniture;
    }
    if let Some(kind) = labelled(line, bare, offset, &folded) {
        return kind;
    }
    // "News release 14/102".
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '/' | '-' | ' ' | '.' | '№' | '°');
    let unnumbered = unnumbered(whole.trim_end_matches(is_number));
    if is_agency(bare) || bare.len() <= 60 && bare.contains(" - ") && is_publisher(bare) {
        return Kind::Site(offset..offset + bare.len());
    }
    if let Some(agency) = agency_beside_place(bare).or_else(|| agency_beside_initials(bare)) {
        let at = offset + (agency.as_ptr().addr() - bare.as_ptr().addr());
        return Kind::Site(at..at + agency.len());
    }
    // Most lines of an article are long, and then little of what follows needs to be looked at.
    let short = bare.len() <= 4 * LONGEST_TITLE && bare.chars().count() <= LONGEST_TITLE;
    let known = || {
        WORDS.release.contains(unnumbered)
            || WORDS.furniture.contains(whole)
            || WORDS.release.contains(whole)
            || WORDS.section.contains(whole)
    };
    // "© Koaci.com - Lundi 19 décembre 2016 - 14:22".
    if bare.starts_with('©') && is_dated(line) {
        return Kind::Dated;
    }
    if short && (known() || is_furniture(line, bare, &folded) || is_time_of_publication(bare, &folded)) {
        return Kind::Furniture;
    }
    let is_dated = is_dated(line);
    let dates: Vec<DateExpression> = line
        .dates
        .iter()
        .filter_map(|date| {
            Some(DateExpression {
                start: date.start.checked_sub(offset)?,
                end: date.end.checked_sub(offset)?,
                ..*date
            })
        })
        .collect();
    if let Some(found) = dateline(bare, &dates)
        && !(is_dated
            && (found.place.is_none() && found.agency.is_none()
                || is_all(line, offset + found.end, found.has_dash)))
    {
        return Kind::Dateline(found.moved(offset));
    }
    if is_dated {
        return Kind::Dated;
    }
    if short && is_caption(bare, &folded) {
        return Kind::Furniture;
    }
    if let Some(kind) = path(bare, offset) {
        return kind;
    }
    if is_publisher(bare) {
        return Kind::Site(offset..offset + bare.len());
    }
    if let Some(name) = named_by_staff(bare) {
        let at = offset + (name.as_ptr().addr() - bare.as_ptr().addr());
        return Kind::Site(at..at + name.len());
    }
    // "Le Courrier de Tarvel, no. 4512": the number of an issue.
    if let Some(name) = without_issue(bare).filter(|name| is_site(name)) {
        return Kind::Site(offset..offset + name.len());
    }
    // "The Paper - Federal issue No. 5720 (47)".
    if short
        && let Some((name, issue)) = [" - ", " – ", " — ", ", "].into_iter().find_map(|s| bare.split_once(s))
        && is_site(name)
        && issue.contains(['№', '°', 'º'])
        && words_of(issue).count() <= 5
    {
        return Kind::Site(offset..offset + name.len());
    }
    if !short || is_sentences(bare) { Kind::Body } else { Kind::Plain }
}

/// "Saudi Gazette report", "Do G1, com agências": the paper or agency whose desk wrote it.
fn named_by_staff(bare: &str) -> Option<&str> {
    if bare.len() > 80 {
        return None;
    }
    let known = |name: &&str| is_agency(name) || is_paper(name);
    let (before, last) = bare.rsplit_once(' ')?;
    let behind =
        Some(before).filter(|name| WORDS.staff.contains(&fold(last)) && (known(name) || is_site(name)));
    let (first, rest) = bare.split_once(' ')?;
    let is_link =
        || first.len() <= 4 && WORDS.link.contains(&fold(first)) || WORDS.staff.contains(&fold(first));
    behind.or_else(|| {
        let name = rest.split_once(',').map_or(rest, |(name, _)| name).trim();
        Some(name).filter(|name| known(name) && is_link())
    })
}

/// The name of a kind of text without the sign of its number: "boletín de prensa n".
fn unnumbered(name: &str) -> &str {
    [" nr", " no", " n"].iter().find_map(|sign| name.strip_suffix(sign)).unwrap_or(name)
}

/// `[2]Home | [3]World`, `#[1]The Paper » Feed`: links of a page that a program wrote as text, with their numbers.
fn is_link_menu(bare: &str) -> bool {
    let is_numbered = |piece: &str| {
        let number = piece.trim().strip_prefix('[').and_then(|rest| rest.split_once(']'));
        number.is_some_and(|(number, _)| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
    };
    let mut pieces =
        bare.split('|').flat_map(|piece| piece.split("  ")).filter(|piece| !piece.trim().is_empty());
    is_numbered(bare) && pieces.all(is_numbered) && words_of(bare).count() <= 20
}

/// "Floods in the north • Results of the cup • Bread dearer • Rain": headlines of other articles.
fn is_row_of_headlines(bare: &str) -> bool {
    // Most lines have no such sign.
    let near = clip(bare, 600);
    near.contains('•') && near.matches(" • ").nth(2).is_some()
}

/// "Photo Zuma/TASS": who made a picture, which an agency sent.
fn is_credit(bare: &str, folded: &str) -> bool {
    let mut words = words_of(folded);
    let is_caption = words.next().is_some_and(|first| WORDS.caption.contains(first));
    let last = bare.rsplit(['/', ' ']).next().unwrap_or_default();
    is_caption
        && !bare.contains([':', '：'])
        && (1..=4).contains(&words.count())
        && is_agency(last.trim_matches(['(', ')', '.']))
}

/// "Published today at 18:02, updated at 19:10": a time without a day.
fn is_time_of_publication(bare: &str, folded: &str) -> bool {
    let is_label = |(label, what): (&str, Label)| {
        matches!(what, Label::Published | Label::Updated) && label.chars().count() >= 6
    };
    let is_time = |pair: &[char]| pair[0].is_ascii_digit() && matches!(pair[1], ':' | 'h' | 'H' | '.');
    let letters: Vec<char> = bare.chars().collect();
    WORDS.labels_of(folded).any(is_label)
        && words_of(bare).count() <= 12
        && letters.windows(3).any(|three| is_time(three) && three[2].is_ascii_digit())
}

/// Marks the name of an office that stands above a marker such as "Press release", and above the headline.
pub(super) fn mark_letterhead(lines: &mut [Line<'_>]) {
    let Some((first, below)) = lines.split_first_mut() else { return };
    let (bare, offset) = first.bare();
    let words = || words_of(bare);
    let is_name = first.kind == Kind::Plain
        && (2..=8).contains(&words().count())
        && words().next().is_some_and(is_capitalised)
        && words().any(|word| WORDS.site.contains(&fold(word)))
        && !bare.contains([':', '?', '!', '"', '“', '«']);
    let is_marker = |line: &Line<'_>| {
        let folded = fold(line.bare().0);
        WORDS.release.contains(unnumbered(folded.trim_end_matches(|c: char| !c.is_alphabetic())))
    };
    if first.kind == Kind::Furniture && is_marker(first) {
        mark_office_below(below);
    }
    if !is_name {
        return;
    }
    let Some(marker) = below.iter().take(3).position(is_marker) else { return };
    let is_headline = |line: &Line<'_>| line.kind == Kind::Plain && words_of(line.text).count() >= 2;
    // "UNAMA" below the mission's full name.
    let is_short_name = |line: &Line<'_>| words_of(line.text).count() == 1 && is_all_capitals(line.text);
    if below[..marker].iter().all(|line| {
        is_short_name(line)
            || matches!(line.kind, Kind::Dated | Kind::Labelled(..) | Kind::Furniture | Kind::Dateline(_))
    }) && below[marker + 1..].iter().take(3).any(is_headline)
    {
        first.kind = Kind::Site(offset..offset + bare.len());
    }
}

/// Marks a line that looks like an opening and stands twice, as headlines do: "Media: three soldiers died".
pub(super) fn mark_repeated(lines: &mut [Line<'_>]) {
    for at in 1..lines.len() {
        let (before, rest) = lines.split_at_mut(at);
        let Some(line) = rest.first_mut().filter(|line| matches!(line.kind, Kind::Dateline(_))) else {
            continue;
        };
        for same in before.iter_mut().filter(|other| other.text == line.text) {
            same.kind = Kind::Plain;
            line.kind = Kind::Plain;
        }
    }
}

/// Joins a label that stands on a line alone with what it names, on the next: "Source", and below it "OCHA".
pub(super) fn join_labels(lines: &mut [Line<'_>]) {
    let is_label = |line: &Line<'_>| {
        let bare = line.bare().0;
        if bare.len() > 60 || matches!(line.kind, Kind::Body | Kind::Dated | Kind::Dateline(_)) {
            return false;
        }
        let folded = fold(bare);
        let name = folded.trim_end_matches([':', '：', ' ']);
        WORDS.labels_of(name).any(|(label, _)| label == name)
    };
    let labels: Vec<bool> = lines.iter().map(is_label).collect();
    for at in 1..lines.len() {
        if !labels[at - 1] {
            continue;
        }
        let is_form = labels.get(at + 1).is_some_and(|next| *next);
        let (before, rest) = lines.split_at_mut(at);
        let (Some(above), Some(line)) = (before.last_mut(), rest.first_mut()) else { return };
        let (bare, _) = above.bare();
        if bare.len() > 60 || matches!(&above.kind, Kind::Labelled(_, value) if !value.is_empty()) {
            continue;
        }
        let folded = fold(bare);
        let name = folded.trim_end_matches([':', '：', ' ']);
        let colon = name.len() < folded.len();
        let mut labels = WORDS.labels_of(name).filter(|(label, _)| *label == name);
        let Some((_, what)) = labels.next().filter(|(label, _)| label.chars().count() > 2) else {
            continue;
        };
        let (value, offset) = line.bare();
        let range = offset..offset + value.len();
        let is_name = value.chars().count() <= 80
            && words_of(value).count() <= 12
            && !is_sentences(value)
            && words_of(value).next().is_some_and(is_capitalised);
        let what = match what {
            Label::Published | Label::Original | Label::Updated | Label::OtherDate => {
                if line.kind != Kind::Dated {
                    continue;
                }
                what
            }
            // Such words are headings and parts of sentences too.
            Label::Source if (colon || is_form || is_publisher(value)) && is_name => what,
            Label::Author if colon && is_name && is_publisher(value) => Label::Source,
            _ => continue,
        };
        line.kind = Kind::Labelled(what, range);
        above.kind = Kind::Furniture;
    }
}

/// Marks a writer's line that ends with the paper: "Mara Quist | The Paper". As the first line it may be the title.
pub(super) fn mark_bylines(lines: &mut [Line<'_>]) {
    for line in lines.iter_mut().skip(1).filter(|line| line.kind == Kind::Plain) {
        let (bare, _) = line.bare();
        let Some((name, paper)) = bare.rsplit_once(['|', '•', '·', '/', ',']) else { continue };
        let (name, paper) = (name.trim(), bare_name(paper));
        let is_person = (2..=4).contains(&words_of(name).count()) && words_of(name).all(is_capitalised);
        if is_person && !is_caseless(name) && is_site(paper) {
            let at = paper.as_ptr().addr() - line.text.as_ptr().addr();
            line.kind = Kind::Site(at..at + paper.len());
        }
    }
}

/// Marks the office between "Press release" and the day, with the headline below.
fn mark_office_below(lines: &mut [Line<'_>]) {
    let [office, day, headline, ..] = lines else { return };
    let (bare, offset) = office.bare();
    let is_name_word = |word: &str| is_capitalised(word) || WORDS.link.contains(&fold(word));
    let is_name = office.kind == Kind::Plain
        && (2..=8).contains(&words_of(bare).count())
        && words_of(bare).all(is_name_word)
        && !is_caseless(bare)
        && !bare.contains([':', '?', '!', '"', '“', '«', ',']);
    // Where the headline is written as a sentence, its capitals tell it from a name.
    let is_headline = headline.kind == Kind::Plain
        && words_of(headline.text).count() >= 4
        && !words_of(headline.text).all(is_name_word);
    let is_dated = matches!(day.kind, Kind::Dated | Kind::Labelled(Label::Published, _));
    if is_name && is_dated && is_headline {
        office.kind = Kind::Site(offset..offset + bare.len());
    }
}

/// "EFE, Orlan", "Orlan/EFE": an agency and a place alone. "Marta Reis, EFE" is who wrote it.
fn agency_beside_place(bare: &str) -> Option<&str> {
    if bare.len() > 60 {
        return None;
    }
    let dash = [" - ", " – ", " — ", " ــ "].into_iter().find_map(|dash| bare.split_once(dash));
    let (first, last) = dash.or_else(|| bare.split_once([',', '/', '|']))?;
    let is_joined = !bare[first.len()..].starts_with(',');
    let (first, last) = (first.trim(), last.trim());
    let fits = |agency: &str, place: &str| {
        (is_agency(agency) || is_paper(agency)) && is_place(place) && words_of(place).count() <= 3
    };
    if fits(first, last) { Some(first) } else { (is_joined && fits(last, first)).then_some(last) }
}

/// "pap, mqu": an agency and who edited its report.
pub(super) fn agency_beside_initials(bare: &str) -> Option<&str> {
    if bare.len() > 20 {
        return None;
    }
    let is_initials = |part: &str| (2..=4).contains(&part.len()) && part.chars().all(char::is_lowercase);
    let (first, last) = bare.split_once([',', '/'])?;
    let (first, last) = (first.trim(), last.trim());
    let fits =
        |agency: &str, initials: &str| is_agency(agency) && is_initials(initials) && !is_agency(initials);
    if fits(first, last) { Some(first) } else { fits(last, first).then_some(last) }
}

/// Whether what follows an opening is nothing, or sections of a site: "NORTH NEWS - Nov 23, 2016 - 18:02 | World, All".
fn is_all(line: &Line<'_>, from: usize, has_dash: bool) -> bool {
    let rest = line.text.get(from..).unwrap_or_default();
    let is_other = |word: &&str| {
        let at = word.as_ptr().addr() - line.text.as_ptr().addr();
        // "N°312": the number of an issue.
        let is_word = word.chars().filter(|c| c.is_alphabetic()).count() > 1;
        is_word && !line.temporal.iter().any(|span| span.contains(&at)) && !is_time(word)
    };
    let is_section = |word: &str| WORDS.section.contains(&fold(word)) || fold(word) == "all";
    // "AFP - World, Monday 12 March 2018 - 11:48".
    let has_date = || line.dates.iter().any(|date| date.start >= from);
    words_of(rest).next().is_none() && !has_dash
        || (rest.contains('|') || has_date()) && words_of(rest).filter(is_other).all(is_section)
}

impl Dateline {
    /// The same opening, `offset` bytes further on.
    fn moved(self, offset: usize) -> Self {
        let range = |range: Option<Range<usize>>| range.map(|range| range.start + offset..range.end + offset);
        let date = self.date.map(|date| DateExpression {
            start: date.start + offset,
            end: date.end + offset,
            ..date
        });
        Self {
            place: range(self.place),
            country: range(self.country),
            agency: range(self.agency),
            date,
            end: self.end + offset,
            ..self
        }
    }
}

/// A label and what it names.
fn labelled(line: &Line<'_>, bare: &str, offset: usize, folded: &str) -> Option<Kind> {
    for (label, what) in WORDS.labels_of(folded) {
        let length = length_of(bare, label)?;
        let rest = &bare[length..];
        let colon = rest.trim_start().starts_with([':', '：']);
        let value = rest.trim_start_matches([':', '：', ' ', '\u{a0}', '-', '–', '|', '*', '_', '\t']);
        let from = offset + bare.len() - value.len();
        let range = from..from + value.trim_end().len();
        let first_date = line.dates.iter().find(|date| date.start >= offset + length);
        let fits = match what {
            Label::Published | Label::Original | Label::Updated | Label::OtherDate => {
                // A short word such as "le" is a label only right before a date that ends its line.
                let is_word = label.chars().count() <= 4 && !colon;
                let reach = if is_word { 3 } else { 45 };
                first_date.is_some_and(|date| {
                    let after = line.text.len() - date.end;
                    date.start <= offset + length + reach
                        && (label.chars().count() > 2 || after <= 12 || colon)
                        && (colon || is_caseless(label) || rest.starts_with(|c: char| !c.is_alphanumeric()))
                        && !is_sentence_after(line.text, date.end, label)
                }) || colon && what == Label::Updated
            }
            Label::Author => {
                let site = || value.split(['/', ' ']).next().is_some_and(is_domain);
                colon && value.len() < 120 || is_byline(value, line) || site()
            }
            Label::Source if label.contains(' ') && !colon => is_place(value),
            Label::Source | Label::Title | Label::Other => {
                colon && !value.is_empty() && value.chars().count() < 200
            }
        };
        // "To: …" and "Section: …" are labels; "Mali: two soldiers dead" is none and not among them.
        if fits {
            let published =
                matches!(what, Label::Updated | Label::OtherDate).then(|| published_behind(line, from));
            return Some(published.flatten().unwrap_or(Kind::Labelled(what, range)));
        }
    }
    None
}

/// "Updated: 5 May 2014 | Published: 3 May 2014": what a label of publication names further on in a line.
fn published_behind(line: &Line<'_>, from: usize) -> Option<Kind> {
    let rest = &line.text[from..];
    rest.match_indices(['|', '·', '•', ';', '/', '(', ',']).find_map(|(at, separator)| {
        let piece = rest[at + separator.len()..].trim_start();
        let start = line.text.len() - piece.len();
        let folded = fold(clip(piece, 90));
        let is_publication = |label| matches!(label, Label::Published | Label::Original);
        let (label, _) = WORDS.labels_of(&folded).find(|(_, label)| is_publication(*label))?;
        let value = start + length_of(piece, label)?;
        let date = line.dates.iter().find(|date| date.start >= value && date.start <= value + 45)?;
        Some(Kind::Labelled(Label::Published, value..date.end))
    })
}

/// Whether a sentence goes on after a labelled date: "Date 2022-03-05 A scout was killed" may, "Published
/// in July 2020, the report says" may not.
fn is_sentence_after(line: &str, end: usize, label: &str) -> bool {
    let rest = line[end..].trim_start_matches(|c: char| !c.is_alphabetic());
    label.chars().count() > 4
        && rest.starts_with(char::is_lowercase)
        && words_of(rest).filter(|word| !is_time(word)).count() > 6
}

/// Names after "by", perhaps with a place, a paper or a date.
fn is_byline(value: &str, line: &Line<'_>) -> bool {
    let end = line.dates.first().map_or(line.text.len(), |date| date.start);
    let from = value.as_ptr().addr() - line.text.as_ptr().addr();
    let names = line.text.get(from..end.max(from)).unwrap_or(value);
    let words = words_of(names).collect::<Vec<_>>();
    let capitals = words.iter().filter(|word| is_capitalised(word)).count();
    (1..=12).contains(&words.len())
        && words.first().is_some_and(|word| is_capitalised(word))
        && capitals * 2 >= words.len()
        && !is_caseless(names)
        && value.chars().count() < 120
        && !value.trim_end().ends_with(['.', '?', '!']) | (words.len() <= 4)
}

/// Lines of a page that are no title by their form.
fn is_furniture(line: &Line<'_>, bare: &str, folded: &str) -> bool {
    let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
    let reading_time =
        line.dates.is_empty() && words_of(bare).count() <= 8 && WORDS.reading_time.stand_in(folded);
    let few_letters = letters < 3 && line.dates.is_empty()
        || letters <= 4 && bare.chars().any(|c| c.is_ascii_digit()) && line.dates.is_empty();
    let in_brackets = bare.starts_with('[') && bare.ends_with(']') && !bare[1..].contains('[');
    let rights = WORDS.rights.stand_in(folded) || bare.starts_with('©') || folded.starts_with("(c)");
    reading_time || few_letters || in_brackets || rights || WORDS.starts_as_furniture(folded)
}

/// "Photo: A. Wenn", "A street `[Getty]`", "The bridge (Photo: courier)".
fn is_caption(bare: &str, folded: &str) -> bool {
    let first = words_of(folded).next().unwrap_or_default();
    let labelled = WORDS.caption.contains(first)
        && folded[first.len().min(folded.len())..].trim_start().starts_with([':', '/', '©']);
    let credited = [('[', ']'), ('(', ')')].into_iter().any(|(open, close)| {
        let inside = bare.strip_suffix(close).and_then(|rest| rest.rsplit_once(open));
        inside.is_some_and(|(before, inside)| {
            let inside = fold(inside);
            let credit = words_of(&inside).any(|word| WORDS.caption.contains(word))
                || inside.contains("getty")
                || open == '[';
            credit && inside.len() < 60 && !before.trim().is_empty()
        })
    });
    labelled || credited || bare.contains('©')
}

/// "News > World > Asia", "The Elbonian | World": the site's name among the pieces, if it can be told.
fn path(bare: &str, offset: usize) -> Option<Kind> {
    let separators = ['>', '»', '|', '›', '·', '•', '/'];
    let is_path = bare.len() < 200
        && (bare.contains(separators) || [" - ", " – ", " — "].iter().any(|dash| bare.contains(dash)));
    if !is_path {
        return None;
    }
    let mut pieces =
        bare.split(separators).map(str::trim).filter(|piece| !piece.is_empty()).collect::<Vec<_>>();
    // "The Paper - News", but "Conflict - Two guards dead" is a title.
    let dash = [" - ", " – ", " — "].into_iter().find_map(|dash| bare.split_once(dash));
    if let ([_], Some((first, last))) = (pieces.as_slice(), dash) {
        pieces = vec![first.trim(), last.trim()];
        if !pieces.iter().any(|piece| is_site(piece) || begins_as_site(piece)) {
            return None;
        }
    }
    let is_section = |piece: &str| {
        let folded = fold(piece);
        WORDS.section.contains(&folded) || WORDS.furniture.contains(&folded)
    };
    let sections = pieces.iter().filter(|piece| is_section(piece)).count();
    let all_short = bare.len() < 100 && pieces.iter().all(|piece| words_of(piece).count() <= 4);
    // "Home » Africa » The title": the way to a page, its title at the end.
    let is_way = pieces.len() > 2 && bare.contains(['»', '>', '›']);
    if is_way && is_section(pieces[0]) {
        return Some(Kind::Path);
    }
    // "The Paper > World > The title".
    if is_way && is_site(pieces[0]) {
        return Some(Kind::Site(offset..offset + pieces[0].len()));
    }
    // "The Paper • Foreign desk", "paper.example / Mara Quist".
    let named = bare.contains(['•', '|', '·']) && pieces.first().is_some_and(|piece| is_site(piece))
        || bare.contains(" / ") && pieces.first().is_some_and(|piece| is_domain(piece) || is_paper(piece));
    if pieces.len() < 2 || !all_short || sections == 0 && !named {
        return None;
    }
    let name = pieces.iter().find(|piece| !is_section(piece) && (is_site(piece) || **piece == pieces[0]));
    // "Army/World/Accident": keywords.
    let is_joined = !bare.contains(' ');
    Some(match name.filter(|name| is_name_of_site(name) && (!is_joined || is_site(name))) {
        Some(name) => {
            let at = offset + (name.as_ptr().addr() - bare.as_ptr().addr());
            Kind::Site(at..at + name.len())
        }
        None => Kind::Path,
    })
}

/// A piece beside menu entries that may be the site's name: capitalised words.
fn is_name_of_site(piece: &str) -> bool {
    // "J. M. / AGENCIES": who wrote it.
    let is_initials = words_of(piece).all(|word| word.chars().filter(|c| c.is_alphabetic()).count() <= 1);
    !is_initials && (is_site(piece) || is_place(piece) || begins_as_site(piece))
}

/// "Вестник степи": a word of such names before others, which may be written small.
fn begins_as_site(piece: &str) -> bool {
    let mut words = words_of(piece);
    words.next().is_some_and(|word| is_capitalised(word) && WORDS.site.contains(&fold(word)))
        && words.next().is_some()
}

/// Two sentences, or one so long that it is no title.
fn is_sentences(bare: &str) -> bool {
    let ends = bare.trim_end_matches(['"', '”', '»', ')', '’']).ends_with(['.', '؟', '?', '!', '…']);
    let inner = bare.match_indices(". ").filter(|(at, _)| {
        let word = bare[..*at].rsplit(' ').next().unwrap_or_default();
        word.chars().count() > 3 && word.chars().any(char::is_lowercase) || is_caseless(word)
    });
    let words = words_of(bare).count();
    words > 12 && (ends || inner.count() > 0) || words > 7 && bare.ends_with(['.', ','])
}
