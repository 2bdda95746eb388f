//! Factiva, as a web page or from RTF: with a column of codes (HD, WC, PD …), or the fields one below the other. Each
//! document ends with its number, "Document ABCD000020200101eg1100001".

use super::labels::{date_in, is_copyright, looks_like_date};
use super::line::{Line, join_paragraphs, on_one_line};
use super::part::{Dialect, Part};

/// Both layouts of Factiva.
#[derive(Default)]
pub(super) struct Factiva {
    /// The element that the current document stands in.
    element: Option<u32>,
    is_page: bool,
}

/// The codes of the column of codes.
const CODES: [&str; 33] = [
    "HD", "HL", "CR", "SE", "BY", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP", "TD",
    "CT", "RF", "ART", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "CLM", "DE", "GC", "RST", "MM",
];

impl Dialect for Factiva {
    fn name(&self) -> &'static str {
        "Factiva"
    }

    fn begins(&mut self, line: &Line) -> bool {
        self.is_page |= !line.within.is_empty();
        let element = element(line);
        let begins = self.is_page && element != self.element;
        self.element = element;
        begins
    }

    fn ends(&mut self, line: &Line) -> bool {
        // In a page, the element ends the document.
        !self.is_page && number(&line.text).is_some()
    }

    fn article(&self, lines: &[Line]) -> Option<Part> {
        if self.is_page && element(&lines[0]).is_none() {
            return None;
        }
        let codes = lines.iter().filter_map(|line| code(line).map(|(code, _)| code)).collect::<Vec<_>>();
        let is_indexed = ["HD", "PD", "SN", "AN"].iter().filter(|code| codes.contains(code)).count() >= 2;
        if is_indexed { Some(indexed(lines)) } else { listed(lines) }
    }
}

/// Whether lines are of Factiva: elements of articles in a page, or documents that end with their number.
pub(super) fn is_factiva(lines: &[Line]) -> bool {
    let is_field = |line: &Line| {
        line.inside("index").is_some() || line.inside("headline").is_some() || is_paragraph(line)
    };
    if lines.iter().any(|line| element(line).is_some() && (is_field(line) || number(&line.text).is_some())) {
        return true;
    }
    let numbered = lines.iter().position(|line| number(&line.text).is_some() && line.text.contains(' '));
    let before = numbered.map_or(&[] as &[Line], |end| &lines[..end]);
    let is_pair = |pair: &[Line]| is_length(&pair[0].text) && looks_like_date(&pair[1].text);
    before.windows(2).any(is_pair) || before.iter().filter(|line| code(line).is_some()).count() >= 3
}

/// The element of the page that holds one document: a `div` of class "article".
fn element(line: &Line) -> Option<u32> {
    let is_article = |class: &str| class == "article" || (class.len() == 9 && class.ends_with("article"));
    let holds = |name: &str, class: &str| name == "div" && class.split_whitespace().any(is_article);
    line.within.iter().find(|tag| holds(&tag.name, &tag.class)).map(|tag| tag.serial)
}

/// The code of a line and what follows it on the same line.
fn code(line: &Line) -> Option<(&str, &str)> {
    let in_column = line.inside("index").is_some_and(|tag| matches!(tag.name.as_str(), "td" | "th"));
    let parted = line.text.split_once(['\t', '\u{a0}']).or_else(|| line.text.split_once("  "));
    let (first, rest) = parted.unwrap_or((&line.text, ""));
    let first = first.trim();
    let is_code =
        first.len() <= 4 && (2..=4).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_uppercase());
    (is_code && (in_column || CODES.contains(&first))).then(|| (first, rest.trim()))
}

/// The number in "Document ABCD000020200101eg1100001": a code, the day in eight digits, and more.
pub(super) fn number(text: &str) -> Option<&str> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let number = match words[..] {
        [number] | [_, number] | ["AN", _, number] => number,
        _ => return None,
    };
    let fits = (20..=34).contains(&number.len())
        && number.bytes().all(|b| b.is_ascii_alphanumeric())
        && number.bytes().next().is_some_and(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    if !fits {
        return None;
    }
    let has_day = (4..number.len().saturating_sub(7)).any(|at| {
        let day = &number[at..at + 8];
        (day.starts_with("19") || day.starts_with("20")) && day.bytes().all(|b| b.is_ascii_digit())
    });
    has_day.then_some(number)
}

fn indexed(lines: &[Line]) -> Part {
    let mut part = Part::default();
    let mut text: Vec<Line> = Vec::new();
    let starts: Vec<usize> = (0..lines.len()).filter(|i| code(&lines[*i]).is_some()).collect();
    for (n, start) in starts.iter().enumerate() {
        let end = starts.get(n + 1).copied().unwrap_or(lines.len());
        let Some((code, first)) = code(&lines[*start]) else { continue };
        let mut value: Vec<Line> = Vec::new();
        if !first.is_empty() {
            value.push(Line { text: first.to_owned(), after_blank: true, ..Line::default() });
        }
        value.extend(lines[start + 1..end].iter().cloned());
        let line = on_one_line(&value);
        let place = match code {
            "LP" | "TD" => {
                if let Some(first) = value.first_mut() {
                    first.after_blank = true;
                }
                text.extend(value);
                continue;
            }
            "AN" => {
                part.number =
                    number(&line).unwrap_or_else(|| line.split_whitespace().last().unwrap_or("")).to_owned();
                continue;
            }
            "HD" | "HL" => &mut part.title,
            "BY" => &mut part.byline,
            "SE" => &mut part.section,
            "WC" => &mut part.length,
            "PD" => &mut part.date,
            "SN" => &mut part.source,
            "LA" => &mut part.language,
            _ => {
                part.add(code, &line);
                continue;
            }
        };
        if place.is_empty() {
            *place = line;
        } else {
            part.add(code, &line);
        }
    }
    part.text = join_paragraphs(&text);
    part
}

/// "295 words" in any language: a number and one word.
fn is_length(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let is_number = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_digit() || ",.'’".contains(c))
    };
    let number = words.next().is_some_and(is_number);
    let rest: Vec<&str> = words.skip_while(|word| is_number(word)).collect();
    number && rest.len() == 1 && rest[0].chars().all(char::is_alphabetic) && text.chars().count() <= 30
}

fn is_time(text: &str) -> bool {
    let text = text.trim_end_matches(char::is_alphabetic).trim();
    text.len() <= 8 && text.contains(':') && text.chars().all(|c| c.is_ascii_digit() || c == ':')
}

fn is_paragraph(line: &Line) -> bool {
    line.inside("articleparagraph").is_some()
}

/// Fields one below the other: section, headline, authors; length, date, time, source, code, page, language, copyright.
fn listed(lines: &[Line]) -> Option<Part> {
    let head = lines.len().min(400);
    let is_dated = |i: usize| lines.get(i + 1).is_some_and(|line| looks_like_date(&line.text));
    let length = (0..head).find(|i| is_length(&lines[*i].text) && is_dated(*i));
    let date = match length {
        Some(length) => length + 1,
        None => {
            let is_date = |line: &Line| {
                date_in(&line.text).is_some_and(|date| date.len() == line.text.len()) && !is_paragraph(line)
            };
            lines[..head].iter().position(is_date)?
        }
    };
    let ended = lines.iter().rposition(|line| number(&line.text).is_some());
    if ended.is_none() && length.is_none() {
        return None;
    }
    let mut part = Part {
        number: ended.and_then(|at| number(&lines[at].text)).unwrap_or("").to_owned(),
        date: lines[date].text.clone(),
        ..Part::default()
    };
    let top = length.unwrap_or(date);
    part.length = length.map_or(String::new(), |at| lines[at].text.clone());
    let start = lines[..top].iter().rposition(|line| line.new_page).unwrap_or(0);
    read_top(&mut part, &lines[start.max(top.saturating_sub(12))..top]);
    let end = ended.filter(|at| *at > date).unwrap_or(lines.len());
    let body = read_below(&mut part, &lines[date + 1..end]) + date + 1;
    let mut last = end;
    while last > body && code(&lines[last - 1]).is_some_and(|(_, rest)| !rest.is_empty()) {
        last -= 1;
    }
    part.text = join_paragraphs(&lines[body.min(last)..last]);
    Some(part)
}

/// Section, headline and authors above the length.
fn read_top(part: &mut Part, lines: &[Line]) {
    let is_headline = |line: &Line| {
        line.inside("headline").is_some() || line.inside("hd").is_some_and(|tag| tag.id == "hd")
    };
    let marked = if lines.iter().any(is_headline) {
        lines.iter().map(is_headline).collect::<Vec<_>>()
    } else {
        lines.iter().map(|line| line.bold).collect()
    };
    let is_byline = |line: &Line| {
        let small = line.text.to_lowercase();
        line.inside("author").is_some()
            || ["by ", "par ", "von ", "por ", "di ", "door ", "de notre ", "от "]
                .iter()
                .any(|start| small.starts_with(start))
    };
    let first = marked.iter().position(|is| *is);
    let (title, after) = match first {
        Some(first) => {
            let end = marked[first..].iter().position(|is| !is).map_or(lines.len(), |n| first + n);
            (first..end, end)
        }
        None => {
            // "R. Tamm" below a headline that is longer.
            let is_name = |line: &Line| {
                let mut words = line.text.split_whitespace();
                let is_capitalised = |word: &str| word.starts_with(|c: char| c.is_uppercase());
                let first = &lines[0].text;
                // A headline that goes on in the next line is longer.
                let is_meant = || lines.len() == 2 && first.chars().count() + line.text.chars().count() < 60;
                (line.after_blank || is_meant())
                    && (2..=4).contains(&words.clone().count())
                    && words.all(is_capitalised)
                    && !line.text.contains(|c: char| c.is_ascii_digit())
                    && lines[0].text.split_whitespace().count() > 4
            };
            let is_byline = |line: &Line| is_byline(line) || is_name(line);
            let end = if lines.len() >= 2 && lines.last().is_some_and(is_byline) {
                lines.len() - 1
            } else {
                lines.len()
            };
            // A short line above the headline is the section's name.
            let short = |line: &Line| line.text.split_whitespace().count() <= 3;
            let first = usize::from(end >= 2 && short(&lines[0]) && !short(&lines[1]));
            (first.min(end)..end, end)
        }
    };
    part.title = on_one_line(&lines[title.clone()]);
    part.section = on_one_line(&lines[..title.start]);
    part.byline = on_one_line(&lines[after..]);
}

/// Time, source, code, page, language and copyright below the date; answers where the text begins.
fn read_below(part: &mut Part, lines: &[Line]) -> usize {
    let copyright = lines.iter().take(10).position(|line| is_copyright(&line.text) || is_rights(&line.text));
    let paragraph = lines.iter().position(is_paragraph);
    let long = |line: &Line| line.text.chars().count() > 90 || line.text.split_whitespace().count() > 12;
    let end = match (copyright, paragraph) {
        (Some(copyright), _) => copyright,
        (None, Some(paragraph)) => paragraph,
        (None, None) => lines.iter().take(10).position(long).unwrap_or(lines.len().min(3)),
    };
    let is_code = |text: &str| {
        (2..=10).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    let fields = &lines[..end];
    for (i, line) in fields.iter().enumerate() {
        let is_last = i + 1 == fields.len();
        let is_plain = line.text.chars().all(|c| c.is_alphabetic() || " ()-".contains(c));
        if is_time(&line.text) && part.source.is_empty() {
            part.add("ET", &line.text);
        } else if part.source.is_empty() {
            part.source.clone_from(&line.text);
        } else if is_code(&line.text) && !part.other.iter().any(|(label, _)| label == "SC") {
            part.add("SC", &line.text);
        } else if is_last && is_plain {
            part.language.clone_from(&line.text);
        } else {
            part.add("PG", &line.text);
        }
    }
    match copyright {
        Some(at) => {
            part.add("CY", &lines[at].text);
            at + 1
        }
        None => end,
    }
}

/// "(c) 2011 …", "2011, Company": a line of rights that does not say the word.
fn is_rights(text: &str) -> bool {
    let small = text.to_lowercase();
    small.starts_with("(c)") || small.starts_with("copr") || small.starts_with('©')
}
