//! The opening of an agency's report: `LIMA (PERU), 3 JAN 90 (XYZ) --`, `PARIS, Aug 28 (AFP) -`, `(Paris)`.

use std::ops::Range;

use tollbook_core::extract::Languages;
use tollbook_core::extract::date::{DateExpression, fold};

use super::lines::LONGEST_TITLE;
use super::site::{is_clock, is_domain, is_paper, is_publisher};
use super::words::{WORDS, clip, is_all_capitals, is_capitalised, is_caseless, words_of};

/// How far into its paragraph a dateline may reach, in bytes.
const REACH: usize = 200;
/// The longest place or agency, in bytes.
const LONGEST: usize = 70;

/// What stands in an opening, as bytes of its paragraph.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Dateline {
    pub place: Option<Range<usize>>,
    pub country: Option<Range<usize>>,
    pub agency: Option<Range<usize>>,
    pub date: Option<DateExpression>,
    /// A dash or colon closes it.
    pub has_dash: bool,
    /// Where the report itself begins.
    pub end: usize,
}

/// The opening of a paragraph; `dates` are the dates found in it.
pub(super) fn dateline(paragraph: &str, dates: &[DateExpression]) -> Option<Dateline> {
    let text = clip(paragraph, REACH);
    let start = text.len() - text.trim_start_matches(['*', '#', '_', ' ', '"', '\'']).len();
    let mut parser = Parser { text, dates, at: start, found: Dateline::default(), closed_by: None };
    let is_long = paragraph.len() > 140;
    if let Some(date) = parser.date_here().filter(|date| date.start == start) {
        // "22 January 2016 – The council": the day alone.
        parser.found.date = Some(date);
        parser.at = date.end;
        parser.skip_spaces();
        // "3 May 2014 (KARSA) – Three guards": its place behind it.
        if parser.left().starts_with('(') {
            let inside = parser.bracketed().filter(|inside| is_place(&text[inside.clone()]))?;
            parser.found.place = Some(inside);
            parser.skip_spaces();
        }
        let dash = dash_length(parser.left());
        let text_follows = words_of(parser.text.get(parser.at + dash..)?).count() >= 6;
        (dash > 0 && text_follows).then_some(())?;
    } else if let Some((place, agency)) = before_square(text, start) {
        // "ORLAN/KARSA rtr ■ The army": the square closes it.
        parser.found.place = Some(place);
        parser.at = text.len() - text[agency.end..].trim_start_matches([' ', '■', '|', '▪']).len();
        parser.found.agency = Some(agency);
        parser.closed_by = Some('(');
    } else if text[start..].starts_with('(') {
        parser.in_front()?;
    } else {
        parser.place()?;
    }
    parser.rest();
    // "RDC: deux morts": a headline, as it ends without a point.
    let is_headline = parser.closed_by == Some(':')
        && parser.found.date.is_none()
        && parser.found.agency.is_none()
        && paragraph.len() <= 4 * LONGEST_TITLE
        && paragraph.chars().count() <= LONGEST_TITLE
        && !paragraph.ends_with(['.', '"', '”', '»', ')', ':'])
        && paragraph.contains(char::is_lowercase);
    if is_headline { None } else { parser.finish(is_long) }
}

/// The places and the agency before a square or a stroke, as bytes of the text.
fn before_square(text: &str, start: usize) -> Option<(Range<usize>, Range<usize>)> {
    let near = clip(&text[start..], LONGEST);
    // Most openings have no such sign.
    if !near.contains(['■', '▪', '|']) {
        return None;
    }
    let opening = &near[..[" ■ ", " ▪ ", " | "].into_iter().find_map(|sign| near.find(sign))?];
    let (place, agency) = opening.rsplit_once(' ')?;
    let is_opening = is_agency(agency) && place.split('/').all(|place| is_place(place.trim()));
    (is_opening && is_all_capitals(place))
        .then(|| (start..start + place.len(), start + place.len() + 1..start + opening.len()))
}

struct Parser<'t> {
    text: &'t str,
    dates: &'t [DateExpression],
    at: usize,
    found: Dateline,
    closed_by: Option<char>,
}

impl<'t> Parser<'t> {
    fn left(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn skip_spaces(&mut self) {
        self.at += self.left().len() - self.left().trim_start_matches(|c: char| c.is_whitespace()).len();
    }

    /// "(ANSA) - ROMA, 9 OTT": an agency before the place; "(Paris) A soldier": a place in brackets.
    fn in_front(&mut self) -> Option<()> {
        let inside = self.bracketed()?;
        self.skip_spaces();
        let dash = dash_length(self.left());
        // "(카르사=연합뉴스)": the place and the agency.
        if let Some((place, agency)) = self.text[inside.clone()].split_once('=')
            && is_agency(agency)
            && is_place(place)
        {
            self.found.place = Some(inside.start..inside.start + place.trim_end().len());
            self.found.agency = Some(inside.end - agency.trim_start().len()..inside.end);
            self.closed_by = Some('(');
            return Some(());
        }
        // "(Nairobi) – Soldiers": a name that is no abbreviation is a place.
        let is_abbreviated = || is_all_capitals(&self.text[inside.clone()]);
        if is_agency(&self.text[inside.clone()]) || dash > 0 && is_abbreviated() {
            is_name(&self.text[inside.clone()]).then_some(())?;
            self.found.agency = Some(inside);
            self.at += dash;
            self.skip_spaces();
            let before = (self.at, self.found.clone());
            // What follows may be a place again, if it ends as one does.
            if dash > 0 && self.place().is_some() {
                self.rest();
                if self.closed_by.is_some() && (self.found.date.is_some() || self.is_capital_place()) {
                    return Some(());
                }
            }
            (self.at, self.found) = before;
            self.closed_by = Some('(');
            return Some(());
        }
        is_place(&self.text[inside.clone()]).then_some(())?;
        self.found.place = Some(inside);
        self.at += dash;
        self.closed_by = Some('(');
        Some(())
    }

    /// The words in brackets that begin here.
    fn bracketed(&mut self) -> Option<Range<usize>> {
        let close = clip(self.left(), LONGEST).find([')', ']'])?;
        let inside = &self.text[self.at + 1..self.at + close];
        let start = self.at + 1 + (inside.len() - inside.trim_start().len());
        let range = start..start + inside.trim().len();
        self.at += close + 1;
        (!range.is_empty()).then_some(range)
    }

    /// "(MindaNews/19 October)": the name alone, and the date for the opening.
    fn before_date(&mut self, inside: Range<usize>) -> Range<usize> {
        let is_inside = |date: &&DateExpression| date.start > inside.start && date.end <= inside.end;
        let Some(date) = self.dates.iter().find(is_inside).copied() else { return inside };
        let name = self.text[inside.start..date.start].trim_end_matches(['/', ',', '-', ' ']);
        if !is_agency(name) && !is_paper(name) {
            return inside;
        }
        if self.found.date.is_none() && super::published::is_calendar(&date) {
            self.found.date = Some(date);
        }
        inside.start..inside.start + name.len()
    }

    /// The place that begins here, up to a comma, bracket, dash, colon or point.
    fn place(&mut self) -> Option<()> {
        let left = clip(self.left(), LONGEST);
        let end = left.char_indices().find_map(|(at, c)| {
            if !matches!(c, '–' | '—' | '-' | ',' | '،' | '(' | ':' | '\n' | '.') {
                return None;
            }
            let spaced_dash = matches!(c, '–' | '—')
                || c == '-' && left[..at].ends_with(' ')
                || left[at..].starts_with("--");
            let agency_follows = c == '-' && agency_at(&left[at + 1..]).is_some();
            let ends = agency_follows
                || matches!(c, ',' | '،' | '(' | ':' | '\n')
                || spaced_dash
                || c == '.' && left[at + 1..].starts_with([' ', '-']) && at > 3;
            ends.then_some(at)
        })?;
        let place = left[..end].trim_end();
        is_place(place).then_some(())?;
        // "KARSAPOST.COM, Karsa -": the site before the place.
        let rest = left[end..].strip_prefix(',').map(str::trim_start);
        if let Some(rest) = rest.filter(|_| is_domain(&fold(place)) || is_paper(place) || is_agency(place)) {
            let name = self.at..self.at + place.len();
            let at = self.at + (left.len() - rest.len());
            let before = std::mem::replace(&mut self.at, at);
            if self.place().is_some() && dash_length(self.left().trim_start()) > 0 {
                self.found.agency = Some(name);
                return Some(());
            }
            (self.at, self.found.place) = (before, None);
        }
        self.found.place = Some(self.at..self.at + place.len());
        self.at += end;
        Some(())
    }

    /// Country, date and agency, in whatever order, up to what closes the opening.
    fn rest(&mut self) {
        while self.closed_by != Some('(') || self.found.place.is_none() {
            self.skip_spaces();
            let at = self.at;
            let Some(next) = self.left().chars().next() else { return };
            let closing = dash_length(self.left());
            if closing > 0 || next == '-' && agency_at(&self.left()[1..]).is_some() {
                self.at += closing.max(1);
                self.closed_by = Some('-');
                self.agency_behind_dash();
                return;
            }
            if let Some(date) = self.date_here() {
                // "KARSA (12 May 2014) –".
                let is_bracketed = self.text[self.at..date.start].contains('(');
                self.found.date = Some(date);
                self.at = date.end;
                if is_bracketed && self.left().starts_with(')') {
                    self.at += 1;
                }
                continue;
            }
            match next {
                '(' | '[' => {
                    let Some(inside) = self.bracketed() else { return };
                    let inside = self.before_date(inside);
                    let words = &self.text[inside.clone()];
                    let after = self.left().trim_start();
                    let more = after.starts_with([',', '،'])
                        || self.date_at(self.text.len() - after.len()).is_some();
                    // "KARSA (apro).-".
                    let is_small_agency = words.len() <= 6
                        && words.chars().all(char::is_lowercase)
                        && (after.starts_with(".-") || dash_length(after) > 0);
                    if next == '[' || !is_name(words) && !is_small_agency {
                        self.at = at;
                        return;
                    }
                    let is_country =
                        self.found.date.is_none() && (more || is_country(words)) && !is_agency(words);
                    if is_country && self.found.country.is_none() {
                        self.found.country = Some(inside);
                    } else {
                        self.found.agency = Some(inside);
                    }
                }
                '/' => {
                    // "/ТАСС/."
                    let Some(close) = clip(&self.left()[1..], LONGEST).find('/') else { return };
                    let inside = at + 1..at + 1 + close;
                    if !is_name(&self.text[inside.clone()]) {
                        return;
                    }
                    self.found.agency = Some(inside);
                    self.at = at + close + 2;
                    self.closed_by = Some('/');
                    self.at += self.left().len() - self.left().trim_start_matches(['.', ' ']).len();
                    return;
                }
                ':' => {
                    self.at += 1;
                    self.closed_by = Some(':');
                    self.quoted_paper();
                    return;
                }
                '.' => {
                    self.at += 1;
                    self.skip_spaces();
                    // "Karsa, 17 de marzo de 2011. Cuatro soldados": the text follows.
                    let more = |rest: &str| {
                        rest.starts_with(['(', '[', '/', '-', '–', '—']) || agency_at(rest).is_some()
                    };
                    let date_follows = (self.found.date.is_some() || self.found.agency.is_some())
                        && more(self.left())
                        || self.date_here().is_some();
                    if !date_follows {
                        self.closed_by = Some('.');
                        return;
                    }
                }
                ',' | '،' => {
                    self.at += next.len_utf8();
                    self.skip_spaces();
                    // "Karsa, 27 October 2008, 14:22 —".
                    let word = self.left().split_whitespace().next().unwrap_or_default();
                    if self.found.date.is_some() && is_clock(word) {
                        self.at += word.len();
                        continue;
                    }
                    // "Dorvik, (SANA) –".
                    if self.date_here().is_none()
                        && !self.left().starts_with('(')
                        && (self.found.date.is_none() || self.agency_behind_word().is_none())
                        && !self.named_after_comma()
                    {
                        return;
                    }
                }
                // "Karsa, 2011. május 12., csütörtök (MTI) –": the day's name.
                _ if self.found.date.is_some() && self.agency_behind_word().is_some() => {
                    self.at += self.agency_behind_word().unwrap_or_default();
                }
                // "Karsa. 12 August 2008. INTERFAX -": an agency after the date.
                _ if self.found.date.is_some() && self.found.agency.is_none() => {
                    let Some(length) = agency_at(self.left()) else { return };
                    self.found.agency = Some(self.at..self.at + length);
                    self.at += length;
                }
                _ => return,
            }
        }
    }

    /// "دمشق-سانا", "القاهرة - رويترز - قال": an agency behind the dash.
    fn agency_behind_dash(&mut self) {
        let at = self.at;
        self.skip_spaces();
        match agency_at(self.left()).filter(|_| self.found.agency.is_none()) {
            Some(length) => {
                self.found.agency = Some(self.at..self.at + length);
                self.at += length;
            }
            None => {
                // "— REGNUM Four soldiers": a name in capitals.
                let word = self.left().split([' ', '.']).next().unwrap_or_default();
                let is_name = word.len() >= 4 && is_all_capitals(word) && (is_agency(word) || is_paper(word));
                // "— Podrobno.uz. Four soldiers": a site, or what kind of agency it is and its site.
                let left = clip(self.left(), LONGEST);
                let site = left.split_once(". ").map(|(site, _)| site);
                let site = site.filter(|site| site.split(' ').next_back().is_some_and(is_domain));
                if let Some(site) = site.filter(|site| is_publisher(site) && self.found.agency.is_none()) {
                    self.found.agency = Some(self.at..self.at + site.len());
                    self.at += site.len() + 1;
                } else if is_name && self.found.agency.is_none() {
                    let start = self.at;
                    self.found.agency = Some(start..start + word.len());
                    self.at = start + word.len();
                } else {
                    self.at = at;
                }
            }
        }
    }

    /// "كرسا: «الشرق الأوسط»": the paper in quotation marks behind the place.
    fn quoted_paper(&mut self) {
        let rest = &self.text[self.at..];
        let left = clip(rest.trim_start(), LONGEST);
        let from = self.at + (rest.len() - rest.trim_start().len());
        let quoted = [('«', '»'), ('"', '"'), ('“', '”')].into_iter().find_map(|(open, close)| {
            left.strip_prefix(open)?.split_once(close).map(|(name, _)| (open, name, close))
        });
        let Some((open, name, close)) = quoted else { return };
        if self.found.agency.is_none() && (is_agency(name) || WORDS.paper.contains(&fold(name))) {
            let start = from + open.len_utf8();
            self.found.agency = Some(start..start + name.len());
            self.at = start + name.len() + close.len_utf8();
        }
    }

    /// The length of a single word before an agency in brackets.
    fn agency_behind_word(&self) -> Option<usize> {
        let left = clip(self.left(), LONGEST);
        let (word, rest) = left.split_once(" (")?;
        let (agency, _) = rest.split_once(')')?;
        let is_word = !word.is_empty() && word.chars().all(char::is_alphabetic);
        (is_word && is_agency(agency)).then_some(word.len() + 1)
    }

    /// A country, region or agency after a comma.
    fn named_after_comma(&mut self) -> bool {
        let left = clip(self.left(), 40);
        let stop = |(at, c): (usize, char)| {
            (matches!(c, ',' | '(' | '–' | '—' | ':' | '،')
                || left[at..].starts_with("--")
                || left[at..].starts_with(" - "))
            .then_some(at)
        };
        let Some(end) = left.char_indices().find_map(stop) else { return false };
        let words = left[..end].trim_end();
        if !is_place(words) {
            return false;
        }
        let range = self.at..self.at + words.len();
        if is_agency(words) {
            self.found.agency = Some(range);
        } else if is_country(words) {
            self.found.country = Some(range);
        }
        self.at += end;
        true
    }

    /// The date that begins here, with "le" or "den" before it.
    fn date_here(&self) -> Option<DateExpression> {
        self.date_at(self.at)
    }

    fn date_at(&self, at: usize) -> Option<DateExpression> {
        if self.found.date.is_some() {
            return None;
        }
        let near = |date: &&DateExpression| {
            let between = self.text.get(at..date.start);
            between.is_some_and(|between| between.len() <= 6 && words_of(between).count() <= 1)
                && date.end <= self.text.len()
        };
        self.dates.iter().find(near).copied().filter(super::published::is_calendar)
    }

    fn is_capital_place(&self) -> bool {
        self.found.place.clone().is_some_and(|place| is_all_capitals(&self.text[place]))
    }

    /// The opening, if what was read is one.
    fn finish(mut self, is_long: bool) -> Option<Dateline> {
        let found = &self.found;
        let told = found.date.is_some() || found.agency.is_some();
        let rest_in_capitals = is_all_capitals(clip(self.left(), 60));
        let single = found.place.clone().is_some_and(|place| words_of(&self.text[place]).count() <= 3);
        let is_opening = match self.closed_by {
            Some('(') => true,
            Some('/') => told,
            // "URL:" alone is a label.
            Some(':' | '.') => {
                let follows = !self.left().trim().is_empty();
                told || self.is_capital_place() && single && !rest_in_capitals && follows
            }
            Some(_) => told || self.is_capital_place() && !rest_in_capitals || is_long && single,
            // "BAMAKO (AFP) Two soldiers", "LIMA, 3 JAN 90 (XYZ)": closed by the agency itself.
            None => {
                found.date.is_some() && found.agency.is_some()
                    || found.agency.clone().is_some_and(|agency| is_agency(&self.text[agency]))
            }
        };
        if !is_opening || self.left().trim().is_empty() && self.closed_by.is_none() && !told {
            return None;
        }
        self.at += self.left().len() - self.left().trim_start_matches([' ', '-', '–', '—', '\n', ':']).len();
        self.found.end = self.at;
        self.found.has_dash = matches!(self.closed_by, Some('-' | ':' | '/'));
        // "NNA - Four soldiers": the agency alone.
        let place = self.found.place.clone();
        if self.found.agency.is_none() && place.is_some_and(|place| is_agency(&self.text[place])) {
            self.found.agency = self.found.place.take();
        }
        if self.found.place.clone().is_some_and(|place| WORDS.no_place.contains(&fold(&self.text[place]))) {
            self.found.place = None;
        }
        Some(self.found)
    }
}

/// The length of the agency's name that `text` begins with, if it stands alone or before a dash or colon.
fn agency_at(text: &str) -> Option<usize> {
    let line = clip(text, LONGEST);
    let end = line.find(['\n', '–', '—', ':', '(', ',', '،']).unwrap_or(line.len());
    let end = [" - ", ". "].iter().filter_map(|stop| line.find(stop)).fold(end, usize::min);
    let name = line[..end].trim_end();
    is_agency(name).then_some(name.len())
}

/// The length of a dash that ends an opening: "--", "–", " - ", ".-".
fn dash_length(text: &str) -> usize {
    let dashes = text.len() - text.trim_start_matches(['-', '–', '—', '―']).len();
    if dashes > 0 {
        let after = &text[dashes..];
        let is_dash = dashes > 1 || after.starts_with(|c: char| c.is_whitespace()) || after.is_empty();
        return if is_dash { dashes } else { 0 };
    }
    if text.starts_with(".-") || text.starts_with(".–") || text.starts_with(".—") {
        return 1 + text[1..].chars().next().map_or(0, char::len_utf8);
    }
    0
}

/// Up to five capitalised words, with small ones such as "de" among them.
pub(super) fn is_place(text: &str) -> bool {
    let words = words_of(text).collect::<Vec<_>>();
    let fits = |word: &&str| is_capitalised(word) || WORDS.link.contains(&fold(word)) || fold(word) == "al";
    let most = if is_caseless(text) { 3 } else { 5 };
    (1..=most).contains(&words.len())
        && words.first().is_some_and(|word| is_capitalised(word) || word.contains('\''))
        && words.iter().all(fits)
        && !text.contains(|c: char| c.is_ascii_digit() || matches!(c, '"' | '“' | '!' | '?' | ';' | '|'))
}

/// Words in brackets that may be a country or an agency: "RADIO VENCEREMOS", "ACAN - EFE", "CADENA 1".
fn is_name(text: &str) -> bool {
    let mut words = words_of(text);
    let first = words.next();
    let fits = |word: &str| {
        is_capitalised(word) || word.chars().all(|c| c.is_ascii_digit()) || WORDS.link.contains(&fold(word))
    };
    let is_known = is_agency(text);
    is_known || first.is_some_and(is_capitalised) && words.clone().count() < 7 && words.all(fits)
}

/// Whether `text` is a known agency, or several.
pub(super) fn is_agency(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let folded = fold(text.trim());
    let known = |name: &str| WORDS.agency.contains(name.trim());
    // "ИНТЕРФАКС-ЮГ": the agency's office in a region.
    let is_office = || {
        let parts = folded.split_once('-');
        parts.is_some_and(|(name, office)| {
            name.chars().count() >= 5
                && known(name)
                && office.chars().count() <= 12
                && office.chars().all(char::is_alphabetic)
        })
    };
    // "INTERFAX.RU".
    let is_on_network = || {
        let parts = folded.rsplit_once('.');
        parts.is_some_and(|(name, end)| {
            name.chars().count() >= 3
                && (2..=4).contains(&end.chars().count())
                && end.chars().all(char::is_alphabetic)
                && known(name)
        })
    };
    known(&folded)
        || is_office()
        || is_on_network()
        || folded.contains(['/', '-', ',', '&']) && folded.split(['/', '-', ',', '&']).all(known)
}

/// Whether `text` is the name of a country in any language.
pub(super) fn is_country(text: &str) -> bool {
    Languages::builtin().packs().iter().any(|pack| pack.is_country(text.trim()))
}
