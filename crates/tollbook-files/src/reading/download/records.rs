//! Articles as labelled fields above a text, one after the other, as EBSCO and NewsBank give them and as lists are put
//! together by hand; and Genios (WISO), whose fields stand below the text.

use super::labels::{Field, date_in, is_copyright, labelled, trailer};
use super::line::{Line, join_paragraphs};
use super::part::{Dialect, Part};
use super::proquest::read_fields;

/// Fields above a text. The first label of the file begins each record.
#[derive(Default)]
pub(super) struct Records {
    label: Option<String>,
}

impl Dialect for Records {
    fn name(&self) -> &'static str {
        "labelled records"
    }

    fn begins(&mut self, line: &Line) -> bool {
        let Some(label) = label_of(line) else { return false };
        line.after_blank && *self.label.get_or_insert_with(|| label.clone()) == label
    }

    fn article(&self, lines: &[Line]) -> Option<Part> {
        let body = body(lines);
        let end = body + trailer(&lines[body..], is_field);
        let mut part = Part::default();
        read_fields(&mut part, &fields(&lines[..body]));
        read_fields(&mut part, &fields(&lines[end..]));
        // "Orlan Courier, 11/23/2016, p4": the date beside the paper.
        if part.date.is_empty()
            && let Some(date) = date_in(&part.source).map(str::to_owned)
        {
            let before = part.source.find(&date).unwrap_or(0);
            part.source.truncate(before);
            part.source.truncate(part.source.trim_end_matches([' ', ',', '.', ';', ':']).len());
            part.date = date;
        }
        let is_text = |line: &&Line| !is_copyright(&line.text) && !line.is_rule();
        let text: Vec<Line> = lines[body..end].iter().filter(is_text).cloned().collect();
        part.text = join_paragraphs(&text);
        Some(part)
    }
}

/// Whether lines are such records: at least two, each with a title, a paper or a day, and a text.
pub(super) fn are_records(lines: &[Line]) -> bool {
    const BEGINNINGS: [&str; 4] = ["record", "article", "document", "item"];
    let Some(label) = lines.first().and_then(label_of) else { return false };
    let found = labelled(&lines[0].text).and_then(|found| found.field);
    let may_begin = matches!(found, Some(Field::Title | Field::Source | Field::Date));
    if !may_begin && !BEGINNINGS.contains(&label.as_str()) {
        return false;
    }
    let is_start = |line: &Line| line.after_blank && label_of(line).as_ref() == Some(&label);
    let starts: Vec<usize> = (0..lines.len()).filter(|at| is_start(&lines[*at])).take(3).collect();
    let is_record = |lines: &[Line]| {
        let body = body(lines);
        let fields: Vec<Field> =
            lines[..body].iter().filter_map(|line| labelled(&line.text)?.field).collect();
        let has = |field: Field| fields.contains(&field);
        let text = &lines[body..];
        has(Field::Title)
            && (has(Field::Date) || has(Field::Source))
            && text.iter().any(|line| line.text.chars().count() >= 60 && !is_field(line))
    };
    starts.len() >= 2 && starts.windows(2).all(|pair| is_record(&lines[pair[0]..pair[1]]))
}

/// Where the text of a record begins: after the fields, at the first paragraph that no label begins.
fn body(lines: &[Line]) -> usize {
    let is_text = |line: &Line| line.after_blank && !is_field(line);
    let below = lines.iter().skip(1).position(is_text);
    below.map_or(lines.len(), |at| at + 1)
}

fn is_field(line: &Line) -> bool {
    labelled(&line.text).is_some_and(|found| found.field.is_some())
}

/// The lines of known fields, and those on which their values go on.
fn fields(lines: &[Line]) -> Vec<Line> {
    let is_other = |line: &Line| labelled(&line.text).is_some_and(|found| found.field.is_none());
    lines
        .iter()
        .filter(|line| !is_copyright(&line.text) && !line.is_rule() && !is_other(line))
        .cloned()
        .collect()
}

fn label_of(line: &Line) -> Option<String> {
    Some(labelled(&line.text)?.label.to_lowercase())
}

/// The layout of Genios.
#[derive(Default)]
pub(super) struct Genios;

/// What ends a document.
const RIGHTS: &str = "Alle Rechte vorbehalten";

impl Dialect for Genios {
    fn name(&self) -> &'static str {
        "Genios"
    }

    fn begins(&mut self, _line: &Line) -> bool {
        false
    }

    fn ends(&mut self, line: &Line) -> bool {
        line.text.starts_with(RIGHTS)
    }

    fn article(&self, lines: &[Line]) -> Option<Part> {
        let start = lines.iter().position(|line| !is_copyright(&line.text) && !line.is_rule())?;
        let lines = &lines[start..];
        let below = lines.iter().position(is_source)?;
        let mut part = Part::default();
        read_fields(&mut part, &fields(&lines[below..]));
        let source = std::mem::take(&mut part.source);
        let date = date_in(&source)?;
        let before = &source[..source.find(date).unwrap_or(0)];
        let name = before.trim_end();
        part.source = name.strip_suffix(" vom").unwrap_or(name).trim_end_matches([' ', ',']).to_owned();
        part.date = date.to_owned();
        part.title = lines.first()?.text.clone();
        let repeats = |line: &&Line| line.text.starts_with(&part.source) && line.text.contains(&part.date);
        let body: Vec<Line> = lines
            .get(1..below)?
            .iter()
            .enumerate()
            .filter(|(at, line)| *at > 2 || !repeats(line))
            .map(|(_, line)| line.clone())
            .collect();
        part.text = join_paragraphs(&body);
        Some(part)
    }
}

/// "Quelle: Nordbote vom 03.05.2014, Seite 4".
fn is_source(line: &Line) -> bool {
    // Most lines are told by their first letters.
    line.text.starts_with("Quelle")
        && labelled(&line.text).is_some_and(|found| found.label == "Quelle" && date_in(found.value).is_some())
}

/// Whether lines are of Genios.
pub(super) fn is_genios(lines: &[Line]) -> bool {
    let Some(source) = lines.iter().position(is_source) else { return false };
    let near = &lines[source..lines.len().min(source + 12)];
    near.iter().any(|line| labelled(&line.text).is_some_and(|found| found.label == "Dokumentnummer"))
}
