//! Nexis Uni: documents of word processors and PDFs with a cover, and articles that begin at bookmarks and end with
//! "End of Document".

use tollbook_core::extract::date::find_dates;

use super::is_heading_of_text;
use super::labels::{Field, Labelled, field, is_copyright, labelled, looks_like_date, trailer};
use super::line::{Line, join_paragraphs, on_one_line};
use super::nexis_text::set;
use super::part::{Dialect, Part};

/// The layout of Nexis Uni.
#[derive(Default)]
pub(super) struct NexisUni {
    announced: Option<u64>,
}

/// The line below each article, in the languages of the interface.
const ENDS: [&str; 10] = [
    "end of document",
    "ende des dokuments",
    "dokumentende",
    "fin du document",
    "fin del documento",
    "fin de documento",
    "fine del documento",
    "fine documento",
    "einde van document",
    "fim do documento",
];
/// Headings of sections after the text.
const SECTIONS_AFTER: [&str; 16] = [
    "classification",
    "klassifizierung",
    "klassifikation",
    "clasificación",
    "classificazione",
    "classificatie",
    "classificação",
    "graphic",
    "grafik",
    "graphique",
    "gráfico",
    "grafico",
    "notes",
    "notas",
    "correction",
    "load-date",
];

impl Dialect for NexisUni {
    fn name(&self) -> &'static str {
        "Nexis Uni"
    }

    fn begins(&mut self, line: &Line) -> bool {
        if let Some(announced) = documents_on_cover(&line.text) {
            self.announced = self.announced.or(Some(announced));
        }
        is_begin(line)
    }

    fn ends(&mut self, line: &Line) -> bool {
        is_end(&line.text)
    }

    fn announced(&self) -> Option<u64> {
        self.announced
    }

    fn article(&self, lines: &[Line]) -> Option<Part> {
        let ended = lines.last().is_some_and(|line| is_end(&line.text));
        let lines = &lines[..lines.len() - usize::from(ended)];
        let heading = lines.iter().position(|line| {
            line.anchors.iter().any(|name| name.starts_with("Body")) || is_heading_of_text(&line.text)
        });
        let search = heading.unwrap_or(lines.len().min(200));
        let is_head_label = |line: &Line| label(line).and_then(|found| found.field).is_some_and(is_before);
        let last_label = lines[..search].iter().rposition(is_head_label);
        if heading.is_none() && !ended && (last_label.is_none() || !is_begin(&lines[0])) {
            return None;
        }
        let start = head_start(&lines[..last_label.map_or(search, |at| at + 1).min(search)]);
        let labels = (start..search).find(|i| is_head_label(&lines[*i])).unwrap_or(search.min(start + 4));
        let body = heading.map_or(last_label.map_or(labels, |at| at + 1), |at| at + 1).min(lines.len());
        let mut part = Part::default();
        read_head(&mut part, &lines[start..labels.min(body)]);
        read_fields(&mut part, &lines[labels.min(body)..search.min(body)]);
        let marked = lines[labels.min(body)..body].iter().any(has_hard_space);
        let rest = &lines[body..];
        let rest_end = sections_after(rest);
        let end = trailer(&rest[..rest_end], |line| {
            label(line).is_some_and(|found| found.field.is_some() && (!marked || has_hard_space(line)))
        });
        part.text = join_paragraphs(&rest[..end]);
        read_fields(&mut part, &rest[end..]);
        Some(part)
    }
}

/// Whether lines are of Nexis Uni: bookmarks of articles, or the line below an article with a heading of its text or a
/// field before it, or a cover that counts its documents.
pub(super) fn is_nexis_uni(lines: &[Line]) -> bool {
    if lines.iter().filter(|line| is_begin(line)).count() >= 1 {
        return true;
    }
    let end = lines.iter().position(|line| is_end(&line.text));
    let before = end.map_or(&[] as &[Line], |end| &lines[..end]);
    let is_head = |line: &Line| {
        is_heading_of_text(&line.text) || label(line).and_then(|found| found.field).is_some_and(is_before)
    };
    let cover = &lines[..lines.len().min(12)];
    let counts = cover.iter().any(|line| documents_on_cover(&line.text).is_some());
    before.iter().any(is_head)
        || (counts && cover.iter().filter(|line| labelled(&line.text).is_some()).count() >= 2)
}

fn is_begin(line: &Line) -> bool {
    line.anchors.iter().any(|name| {
        name.strip_prefix("Bookmark_").is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
    })
}

pub(super) fn is_end(text: &str) -> bool {
    text.chars().count() < 40 && ENDS.contains(&text.trim_end_matches('.').to_lowercase().as_str())
}

/// "Documents (120)" on the cover: one word and a number in brackets.
fn documents_on_cover(text: &str) -> Option<u64> {
    let (word, number) = text.split_once('(')?;
    let small = word.trim().to_lowercase();
    let is_document = small.starts_with("docum") || small.starts_with("dokum");
    let number = number.strip_suffix(')').filter(|_| is_document && !small.contains(' '))?;
    number.trim().parse().ok()
}

fn label(line: &Line) -> Option<Labelled<'_>> {
    labelled(&line.text)
}

/// Whether the label is followed by a no-break space, as Nexis Uni sets it and hardly a sentence does.
fn has_hard_space(line: &Line) -> bool {
    line.text.find(':').is_some_and(|at| line.text[at + 1..].starts_with('\u{a0}'))
}

fn is_before(field: Field) -> bool {
    matches!(field, Field::Section | Field::Length | Field::Byline | Field::Dateline | Field::Highlight)
}

/// Where an article's head begins among lines that may begin with a cover: at its bookmark, at the last page break, or
/// at the title above source and date.
fn head_start(lines: &[Line]) -> usize {
    if let Some(at) = lines.iter().rposition(is_begin) {
        return at;
    }
    if let Some(at) = lines.iter().rposition(|line| line.new_page) {
        return at;
    }
    let has_cover = lines.iter().any(|line| documents_on_cover(&line.text).is_some());
    let date = lines.iter().rposition(|line| looks_like_date(&line.text) && !is_copyright(&line.text));
    if has_cover { date.map_or(0, |at| at.saturating_sub(2)) } else { 0 }
}

/// Title, source and date, one below the other; a title may take several lines.
fn read_head(part: &mut Part, lines: &[Line]) {
    let end = lines.iter().position(|line| is_copyright(&line.text)).unwrap_or(lines.len());
    for line in &lines[end..] {
        part.add(if is_copyright(&line.text) { "Copyright" } else { "Edition" }, &line.text);
    }
    let lines = &lines[..end];
    let is_date = |i: &usize| looks_like_date(&lines[*i].text);
    // A title may hold a date too; the date's line is the last that does.
    let is_date_alone = |i: &usize| is_date(i) && lines[*i].text.split_whitespace().count() <= 8;
    let date = (2..lines.len()).rev().find(is_date).or_else(|| (1..lines.len()).find(is_date));
    let date = date.or_else(|| (0..lines.len().min(1)).find(is_date_alone));
    let Some(date) = date else {
        let (title, source) = lines.split_at(lines.len().min(1));
        part.title = on_one_line(title);
        part.source = on_one_line(&source[..source.len().min(1)]);
        return;
    };
    part.date.clone_from(&lines[date].text);
    let source = if date >= 2 { date - 1 } else { date };
    part.title = on_one_line(&lines[..source]);
    part.source = on_one_line(&lines[source..date]);
    if part.source.is_empty()
        && let Some((name, words)) = before_date(&part.date)
    {
        (part.source, part.date) = (name.to_owned(), words.to_owned());
    }
    for line in &lines[date + 1..] {
        part.add("Edition", &line.text);
    }
}

/// "Le Courrier du Nord dimanche 16 mai 2010": source and date on one line, as PDFs may have them.
fn before_date(line: &str) -> Option<(&str, &str)> {
    let first = find_dates(line, None).first()?.start;
    let (name, words) = line.split_at_checked(first)?;
    let name = name.trim_end_matches([' ', ',', '|', '-', '–', '·']).trim();
    name.chars().any(char::is_alphabetic).then_some((name, words))
}

/// Fields, each with the lines that go on with it.
fn read_fields(part: &mut Part, lines: &[Line]) {
    let mut open: Option<(Labelled<'_>, String)> = None;
    let mut close = |open: &mut Option<(Labelled<'_>, String)>| {
        if let Some((found, value)) = open.take() {
            set(part, found, value.trim());
        }
    };
    for line in lines {
        match label(line).filter(|found| found.field.is_some() || has_hard_space(line)) {
            Some(found) => {
                close(&mut open);
                open = Some((found, found.value.to_owned()));
            }
            None if field(&line.text).is_some() => {
                close(&mut open);
                open = Some((Labelled { field: None, label: &line.text, value: "" }, String::new()));
            }
            None => {
                if let Some((_, value)) = &mut open {
                    value.push(' ');
                    value.push_str(&line.text);
                }
            }
        }
    }
    close(&mut open);
}

/// Where sections such as "Classification" begin after the text.
fn sections_after(lines: &[Line]) -> usize {
    let is_heading = |line: &Line| {
        let known = SECTIONS_AFTER.contains(&line.text.to_lowercase().as_str());
        known
            || line
                .anchors
                .iter()
                .any(|name| name.starts_with("Classification") || name.starts_with("Graphic"))
    };
    // A word of the text that stands alone is no such heading: fields come soon after the last one.
    let mut end = lines.len();
    while let Some(at) = lines[..end].iter().rposition(&is_heading) {
        if end - at > 40 {
            break;
        }
        end = at;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::before_date;

    #[test]
    fn a_source_may_stand_before_its_date() {
        for (line, source, date) in [
            ("Le Courrier du Nord dimanche 16 mai 2010", "Le Courrier du Nord", "dimanche 16 mai 2010"),
            ("Nordbote Zeitung, 3. März 2014", "Nordbote Zeitung", "3. März 2014"),
        ] {
            assert_eq!(before_date(line), Some((source, date)));
        }
        assert_eq!(before_date("May 16, 2010 Sunday"), None);
    }
}
