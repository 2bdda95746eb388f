//! ProQuest, as text, web page or RTF: documents between lines of underscores, each a title and labelled fields, of which
//! "Full text" is one.

use super::labels::{Field, Labelled, counter, labelled, trailer};
use super::line::{Line, join_paragraphs, on_one_line};
use super::nexis_text::set;
use super::part::{Dialect, Part};

/// The layout of ProQuest.
#[derive(Default)]
pub(super) struct ProQuest {
    announced: Option<u64>,
    after_rule: bool,
}

impl Dialect for ProQuest {
    fn name(&self) -> &'static str {
        "ProQuest"
    }

    fn begins(&mut self, line: &Line) -> bool {
        let counted = counter(line).filter(|_| line.after_blank || self.after_rule);
        if let Some((_, of)) = counted {
            self.announced = Some(of);
        }
        let begins = line.is_rule() || (counted.is_some() && !self.after_rule);
        self.after_rule = line.is_rule();
        begins
    }

    fn announced(&self) -> Option<u64> {
        self.announced
    }

    fn article(&self, lines: &[Line]) -> Option<Part> {
        let lines = if lines[0].is_rule() { &lines[1..] } else { lines };
        let known = |line: &Line| label(line).is_some_and(|found| found.field.is_some());
        let fields = lines.iter().filter(|line| known(line)).count();
        let is_text = |line: &Line| label(line).is_some_and(|found| found.field == Some(Field::Body));
        let full_text = lines.iter().position(is_text);
        if fields < 3 || (full_text.is_none() && fields < 5) {
            return None;
        }
        let mut part = Part::default();
        let start = full_text.unwrap_or(lines.len());
        let end = match full_text {
            Some(start) => start + 1 + trailer(&lines[start + 1..], known),
            None => lines.len(),
        };
        read_fields(&mut part, &lines[..start]);
        read_fields(&mut part, &lines[end..]);
        if part.title.is_empty() {
            let first = lines.iter().find(|line| counter(line).is_none() && label(line).is_none());
            part.title = first.map(|line| line.text.clone()).unwrap_or_default();
        }
        if let Some(start) = full_text {
            let mut body: Vec<Line> = Vec::new();
            if let Some(found) = label(&lines[start]).filter(|found| !found.value.is_empty()) {
                body.push(Line { text: found.value.to_owned(), ..Line::default() });
            }
            body.extend(lines[start + 1..end].iter().filter(|line| !line.is_rule()).cloned());
            body.retain(|line| !is_button(&line.text));
            // Each paragraph is a line of its own.
            body.iter_mut().for_each(|line| line.after_blank = true);
            let nothing = body.len() == 1 && is_none(&body[0].text);
            part.text = if nothing { String::new() } else { join_paragraphs(&body) };
        }
        Some(part)
    }
}

/// Whether lines are of ProQuest: a rule across the page, and near it documents that are counted, or fields of which one
/// is the full text or the database's number.
pub(super) fn is_proquest(lines: &[Line]) -> bool {
    let rule = lines.iter().position(Line::is_rule);
    let counted = lines.iter().position(|line| counter(line).is_some() && !line.centred);
    let Some(start) = rule.or(counted) else { return false };
    let fields: Vec<Field> = lines[start..].iter().filter_map(|line| label(line)?.field).take(400).collect();
    let is_title_case =
        lines[start..].iter().filter_map(label).any(|f| f.field == Some(Field::Body) && !f.in_capitals());
    let has = |field: Field| fields.contains(&field);
    fields.len() >= 5 && ((is_title_case && has(Field::Source)) || (has(Field::Number) && has(Field::Source)))
}

fn label(line: &Line) -> Option<Labelled<'_>> {
    labelled(&line.text)
}

/// "Enlarge this image" and the like between the paragraphs of a text.
fn is_button(text: &str) -> bool {
    matches!(
        text.trim_end_matches('.').to_lowercase().as_str(),
        "enlarge this image" | "agrandir cette image"
    )
}

/// What stands in place of a text that there is none of.
fn is_none(text: &str) -> bool {
    let small = text.trim_end_matches('.').to_lowercase();
    [
        "none available",
        "not available",
        "aucun disponible",
        "non disponible",
        "nicht verfügbar",
        "no disponible",
        "niet beschikbaar",
    ]
    .contains(&small.as_str())
}

/// Reads labelled fields, whose values may go on on the lines below.
pub(super) fn read_fields(part: &mut Part, lines: &[Line]) {
    let starts: Vec<usize> =
        (0..lines.len()).filter(|i| label(&lines[*i]).is_some_and(|f| f.field.is_some())).collect();
    for (n, start) in starts.iter().enumerate() {
        let end = starts.get(n + 1).copied().unwrap_or(lines.len());
        let Some(found) = label(&lines[*start]) else { continue };
        let more =
            lines[start + 1..end].iter().take_while(|line| !line.is_rule()).cloned().collect::<Vec<_>>();
        let value = format!("{} {}", found.value, on_one_line(&more));
        let value = value.trim();
        if value.is_empty() || is_none(value) {
            continue;
        }
        match found.field {
            // "New York Times, Late Edition; New York": the title of the publication is the better source.
            Some(Field::Highlight) => part.add(found.label, value),
            _ => set(part, found, value),
        }
    }
}
