//! Europresse: articles of a web page, in elements that say what they are, or in the cells of a table in older pages.

use super::labels::{date_in, is_copyright};
use super::line::{Line, join_paragraphs, on_one_line};
use super::part::{Dialect, Part};

/// Both layouts of Europresse.
#[derive(Default)]
pub(super) struct Europresse {
    /// The `article` that the current document stands in.
    element: Option<u32>,
    /// Whether the line before was the publication's name.
    in_name: bool,
}

impl Dialect for Europresse {
    fn name(&self) -> &'static str {
        "Europresse"
    }

    fn begins(&mut self, line: &Line) -> bool {
        let element = line.inside_element("article").map(|tag| tag.serial);
        let in_name = line.inside("docpublicationname").is_some();
        let begins = element != self.element || (element.is_none() && in_name && !self.in_name);
        self.element = element;
        self.in_name = in_name;
        begins
    }

    fn article(&self, lines: &[Line]) -> Option<Part> {
        let has = |class: &str| lines.iter().any(|line| line.inside(class).is_some());
        if !has("docpublicationname") && !has("titrearticle") && !has("docheader") {
            return None;
        }
        let mut part = Part::default();
        let of = |class: &str| {
            lines.iter().filter(|line| line.inside(class).is_some()).cloned().collect::<Vec<_>>()
        };
        part.source = without_issue(&on_one_line(&of("docpublicationname")));
        let headers: Vec<String> = of("docheader").iter().map(|line| line.text.clone()).collect();
        read_header(&mut part, &headers.join(", "));
        let titles = of("titrearticlevisu");
        part.title = on_one_line(if titles.is_empty() { of("titrearticle") } else { titles }.as_slice());
        let number = |line: &Line| document_number(&line.text).map(str::to_owned);
        part.number =
            lines.iter().filter(|line| line.inside("nodoc").is_some()).find_map(number).unwrap_or_default();
        if part.number.is_empty() {
            part.number = lines.iter().rev().take(12).find_map(number).unwrap_or_default();
        }
        let reference = lines
            .iter()
            .find(|line| line.inside("urlref").is_some() || line.inside("linkreferenceddoc").is_some());
        part.url = reference.and_then(|line| line.links.first()).cloned().unwrap_or_default();
        if lines.iter().any(|line| line.inside_element("article").is_some()) {
            newer(&mut part, lines);
        } else {
            older(&mut part, lines);
        }
        Some(part)
    }
}

/// "La Gazette, no. 4301": the name alone.
fn without_issue(name: &str) -> String {
    let cut = [", no", ", n°", ", nº", ", vol", " no. "]
        .iter()
        .filter_map(|issue| name.to_lowercase().find(issue))
        .min();
    let end =
        cut.filter(|at| name.is_char_boundary(*at) && name[*at..].contains(|c: char| c.is_ascii_digit()));
    name[..end.unwrap_or(name.len())].trim().to_owned()
}

/// "Politique, mardi 14 mars 2006, p. 12": section, date, page.
fn read_header(part: &mut Part, header: &str) {
    let Some(date) = date_in(header) else {
        part.add("DocHeader", header);
        return;
    };
    let at = date.as_ptr().addr() - header.as_ptr().addr();
    date.clone_into(&mut part.date);
    // A weekday stands between the section and the date.
    let before = header[..at].trim_end_matches([' ', ',']);
    let section = before.rsplit_once(", ").map_or("", |(section, _)| section);
    let alone = !before.contains(", ") && before.split_whitespace().count() > 1;
    part.section = if alone { before } else { section }.trim_matches([' ', ',']).to_owned();
    let after = header[at + date.len()..].trim_matches([' ', ',', '-']);
    if !after.is_empty() {
        part.section = format!("{}; {after}", part.section).trim_start_matches("; ").to_owned();
    }
}

/// "news·20060315·LM·0q1503_1256056": parts with points between them, one of which is a day.
fn document_number(text: &str) -> Option<&str> {
    text.split_whitespace().rev().find(|word| {
        let parts: Vec<&str> = word.split(['·', '•']).collect();
        let is_day = |part: &&str| part.len() == 8 && part.bytes().all(|b| b.is_ascii_digit());
        parts.len() >= 3 && parts.iter().any(is_day)
    })
}

fn newer(part: &mut Part, lines: &[Line]) {
    let in_header =
        |line: &Line| line.inside_element("header").is_some() || line.inside("titrearticle").is_some();
    let after = |line: &Line| {
        line.inside_element("aside").is_some()
            || line.inside_element("footer").is_some()
            || line.inside("publi").is_some()
    };
    let is_field = |line: &Line| {
        ["docpublicationname", "docheader", "titrearticlevisu"]
            .iter()
            .any(|class| line.inside(class).is_some())
    };
    let title = lines.iter().rposition(|line| line.inside("titrearticle").is_some());
    let mut text: Vec<Line> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let is_author = line.inside("author").is_some() || line.inside("bottomnews").is_some();
        if is_field(line) {
            continue;
        } else if after(line) {
            if !is_copyright(&line.text) && line.inside_element("aside").is_some() {
                part.add("Note", &line.text);
            }
        } else if in_header(line) || is_author {
            let below_title = title.is_some_and(|title| i > title);
            let by = is_author || (below_title && line.inside("subtitle").is_none());
            if by && part.byline.is_empty() {
                part.byline.clone_from(&line.text);
            } else {
                part.add(if line.inside("subtitle").is_some() { "Subtitle" } else { "Heading" }, &line.text);
            }
        } else if line.inside("urlref").is_none() && line.inside("apd-wrapper").is_none() {
            text.push(line.clone());
        }
    }
    part.text = join_paragraphs(&text);
}

/// Below the title: the authors on a short line, the text, rights, and the number in the middle.
fn older(part: &mut Part, lines: &[Line]) {
    let Some(title) = lines.iter().rposition(|line| line.inside("titrearticle").is_some()) else {
        return;
    };
    let mut rest = &lines[title + 1..];
    if let Some(end) = rest
        .iter()
        .position(|line| document_number(&line.text).is_some() && line.text.split_whitespace().count() <= 8)
    {
        rest = &rest[..end];
    }
    let rights = rest.len().saturating_sub(6);
    if let Some(at) = (rights..rest.len()).find(|i| is_copyright(&rest[*i].text)) {
        part.add("Copyright", &rest[at].text);
        rest = &rest[..at];
    }
    if let [first, others @ ..] = rest {
        let short =
            first.text.split_whitespace().count() <= 10 && !first.text.ends_with(['.', '!', '?', '»', '"']);
        if short && !others.is_empty() {
            part.byline.clone_from(&first.text);
            rest = others;
        }
    }
    let mut text = rest.to_vec();
    text.retain(|line| !line.is_rule());
    part.text = join_paragraphs(&text);
}
