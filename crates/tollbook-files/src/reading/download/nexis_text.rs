//! Nexis, the older layout, as text or as a web page: "3 of 120 DOCUMENTS", lines in the middle for source and date, a
//! title, fields in capitals, the text, and fields in capitals again.

use super::labels::{Field, Labelled, counter, is_copyright, labelled, looks_like_date, trailer};
use super::line::{Line, join_paragraphs, on_one_line, unwrap_lines};
use super::part::{Dialect, Part};

/// The older layout of Nexis.
#[derive(Default)]
pub(super) struct NexisText {
    /// The number of the last document and how many there are.
    last: Option<(u64, u64)>,
    /// Whether documents of a web page begin at anchors.
    anchored: bool,
    /// The anchor has just been seen, so that the counter begins no further document.
    at_anchor: bool,
}

impl Dialect for NexisText {
    fn name(&self) -> &'static str {
        "Nexis"
    }

    fn begins(&mut self, line: &Line) -> bool {
        let anchor = line.anchors.iter().any(|name| name.starts_with("DOC_ID") || name == "DOCFULL");
        if let Some((n, of)) = counter(line).filter(|_| line.after_blank || anchor) {
            // A line of the text that looks like a counter is neither in the middle nor next in order.
            let next = self.last.map_or(n == 1, |(last, all)| (n == last + 1 && of == all) || n == 1);
            if line.centred || next || anchor {
                self.last = Some((n, of));
                let begun = std::mem::take(&mut self.at_anchor) && !anchor;
                self.anchored |= anchor;
                return !begun;
            }
        }
        if anchor {
            self.anchored = true;
            self.at_anchor = true;
        }
        anchor
    }

    fn announced(&self) -> Option<u64> {
        self.last.map(|(_, of)| of)
    }

    fn article(&self, lines: &[Line]) -> Option<Part> {
        let is_page = lines.iter().any(|line| !line.within.is_empty());
        let at = lines.iter().take(3).position(|line| counter(line).is_some());
        let begins = at.is_some() || lines[0].anchors.iter().any(|name| name.starts_with("DOC_ID"));
        if !begins {
            return None;
        }
        let lines = without_page_heads(&lines[at.map_or(0, |at| at + 1)..]);
        let mut part = Part::default();
        let head = head_end(&lines);
        read_head(&mut part, &lines[..head.labels]);
        read_fields(&mut part, &lines[head.labels..head.body], true);
        let rest = &lines[head.body..];
        let end = trailer(rest, |line| label(line).is_some_and(|found| found.field.is_some_and(is_after)));
        let mut body: Vec<Line> = rest[..end].iter().filter(|line| !line.is_rule()).cloned().collect();
        if let Some(first) = body.first_mut()
            && let Some(found) = labelled(&first.text).filter(|found| found.field == Some(Field::Body))
        {
            first.text = found.value.to_owned();
        }
        body.retain(|line| !line.text.is_empty());
        part.text = if is_page { join_paragraphs(&body) } else { unwrap_lines(&body) };
        read_fields(&mut part, &rest[end..], false);
        Some(part)
    }
}

/// Where the head of a document ends.
struct HeadEnd {
    /// The first field.
    labels: usize,
    /// The first line of the text.
    body: usize,
}

/// A label in capitals at the beginning of a paragraph.
fn label(line: &Line) -> Option<Labelled<'_>> {
    labelled(&line.text).filter(|found| found.in_capitals() && !line.centred)
}

fn is_before(field: Field) -> bool {
    matches!(
        field,
        Field::Title
            | Field::Date
            | Field::Source
            | Field::Byline
            | Field::Section
            | Field::Length
            | Field::Dateline
            | Field::Highlight
    )
}

fn is_after(field: Field) -> bool {
    matches!(
        field,
        Field::After
            | Field::Language
            | Field::Url
            | Field::Number
            | Field::Source
            | Field::Section
            | Field::Byline
    )
}

fn head_end(lines: &[Line]) -> HeadEnd {
    let begins = |i: usize| i == 0 || lines[i].after_blank;
    let is_known = |i: usize| label(&lines[i]).and_then(|found| found.field).is_some_and(is_before);
    let Some(first) = (0..lines.len().min(60)).find(|i| begins(*i) && is_known(*i)) else {
        // Without fields, the head is what stands in the middle and the paragraph after it.
        let centred = lines.iter().rposition(|line| line.centred && !is_copyright(&line.text));
        let after = centred.filter(|at| *at < 12).map_or(0, |at| at + 1);
        let next = (after + 1..lines.len()).find(|i| lines[*i].after_blank).unwrap_or(lines.len());
        let is_title = next < lines.len() && next - after <= 4;
        let body = if is_title { next } else { after };
        return HeadEnd { labels: body, body };
    };
    let is_body = |i: usize| label(&lines[i]).and_then(|found| found.field) == Some(Field::Body);
    if let Some(body) = (first..lines.len().min(first + 60)).find(|i| begins(*i) && is_body(*i)) {
        return HeadEnd { labels: first, body };
    }
    let mut body = first;
    while body < lines.len() {
        let unknown_before_length = label(&lines[body]).is_some_and(|found| found.field.is_none())
            && (body..lines.len().min(body + 12)).any(|i| begins(i) && is_known(i));
        if !is_known(body) && !unknown_before_length {
            break;
        }
        body += 1;
        while body < lines.len() && !begins(body) && !is_known(body) {
            body += 1;
        }
    }
    HeadEnd { labels: first, body }
}

/// Source, date, edition and title: lines in the middle, then a paragraph at the side.
fn read_head(part: &mut Part, lines: &[Line]) {
    let has_centred = lines.iter().any(|line| line.centred && !is_copyright(&line.text));
    let mut titles: Vec<&[Line]> = Vec::new();
    for paragraph in lines.chunk_by(|_, next| !next.after_blank) {
        if is_copyright(&paragraph[0].text) {
            part.add("Copyright", &on_one_line(paragraph));
            continue;
        }
        let in_head = if has_centred { paragraph[0].centred } else { part.date.is_empty() };
        if !in_head {
            titles.push(paragraph);
            continue;
        }
        for line in paragraph {
            if part.date.is_empty() && looks_like_date(&line.text) {
                part.date.clone_from(&line.text);
            } else if part.date.is_empty() && part.source.is_empty() {
                part.source.clone_from(&line.text);
            } else if part.date.is_empty() && !line.after_blank {
                part.source = format!("{} {}", part.source, line.text);
            } else {
                part.add("Edition", line.text.trim_end_matches(';'));
            }
        }
    }
    let mut titles = titles.into_iter();
    part.title = titles.next().map(on_one_line).unwrap_or_default();
    for paragraph in titles {
        part.add("Subtitle", &on_one_line(paragraph));
    }
}

/// Fields in capitals, each with the lines that go on with it.
fn read_fields(part: &mut Part, lines: &[Line], before: bool) {
    let begins = |i: usize| label(&lines[i]).is_some() && (i == 0 || lines[i].after_blank || before);
    let starts: Vec<usize> = (0..lines.len()).filter(|i| begins(*i)).collect();
    for (n, start) in starts.iter().enumerate() {
        let end = starts.get(n + 1).copied().unwrap_or(lines.len());
        let Some(found) = label(&lines[*start]) else { continue };
        let rest: Vec<Line> =
            lines[start + 1..end].iter().filter(|line| !is_copyright(&line.text)).cloned().collect();
        let value = format!("{} {}", found.value, on_one_line(&rest));
        set(part, found, value.trim());
    }
    for line in lines.iter().filter(|line| is_copyright(&line.text)) {
        part.add("Copyright", &line.text);
    }
}

/// Puts a field where it belongs; the first of a kind wins.
pub(super) fn set(part: &mut Part, found: Labelled<'_>, value: &str) {
    let place = match found.field {
        Some(Field::Title) => {
            part.title.clear();
            &mut part.title
        }
        Some(Field::Source) => &mut part.source,
        Some(Field::Date) => &mut part.date,
        Some(Field::Byline) => &mut part.byline,
        Some(Field::Section) => &mut part.section,
        Some(Field::Length) => &mut part.length,
        Some(Field::Dateline) => &mut part.dateline,
        Some(Field::Language) => &mut part.language,
        Some(Field::Url) => &mut part.url,
        Some(Field::Number) => &mut part.number,
        Some(Field::Highlight | Field::Body | Field::After) | None => {
            part.add(found.label, value);
            return;
        }
    };
    if place.is_empty() {
        value.clone_into(place);
    } else {
        part.add(found.label, value);
    }
}

/// The lines without "PAGE 2" and the running head below it, as printed at the top of each page of old files.
fn without_page_heads(lines: &[Line]) -> Vec<Line> {
    let is_page = |line: &Line| {
        let mut words = line.text.split_whitespace();
        let word = words
            .next()
            .is_some_and(|word| matches!(word.to_uppercase().as_str(), "PAGE" | "SEITE" | "PÁGINA"));
        word && words.next().is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit())) && words.next().is_none()
    };
    let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
    let mut in_head = false;
    for line in lines {
        if is_page(line) && (line.new_page || line.indent > 30) {
            in_head = true;
        } else if !(in_head && line.centred) {
            let mut line = line.clone();
            // A sentence that goes on over the page is one paragraph.
            let ended =
                kept.last().is_none_or(|last| last.text.ends_with(['.', '!', '?', '"', '”', '»', ':']));
            line.after_blank &= !std::mem::take(&mut in_head) || ended;
            kept.push(line);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;
    use super::super::{Outcome, Part};

    fn only(text: &str) -> Part {
        let (mut parts, outcome): (Vec<Part>, Option<Outcome>) = read(text.as_bytes());
        assert_eq!(parts.len(), 1, "{outcome:?}");
        parts.remove(0)
    }

    const COUNTER: &str = "                               1 of 1 DOCUMENTS\n\n\n";

    #[test]
    fn labelled_headlines_and_bodies() {
        let part = only(&format!(
            "{COUNTER}                    Copyright 1995 The Northern Press\n\n                              The Northern Star\n\n\
             \u{20}                  March 3, 1995, Friday, Late Edition\n\nSECTION: Foreign; Page 4\n\nLENGTH: 20 words\n\n\
             HEADLINE: Convoy hit on the northern road;\nTwo guards are dead\n\nBYLINE: By ANN EXAMPLE\n\nDATELINE: NORTHTOWN, March 2\n\n\
             BODY:\n   A convoy was hit.\n\n   WITNESSES: two men and a boy.\n\nGRAPHIC: Photo of the road\n\nLANGUAGE: ENGLISH\n\nLOAD-DATE: March 3, 1995\n"
        ));
        assert_eq!(part.title, "Convoy hit on the northern road; Two guards are dead");
        assert_eq!(
            (part.source.as_str(), part.date.as_str()),
            ("The Northern Star", "March 3, 1995, Friday, Late Edition")
        );
        assert_eq!((part.byline.as_str(), part.dateline.as_str()), ("By ANN EXAMPLE", "NORTHTOWN, March 2"));
        assert_eq!(part.text, "A convoy was hit.\n\nWITNESSES: two men and a boy.");
        assert_eq!(part.language, "ENGLISH");
    }

    #[test]
    fn missing_fields_leave_blanks() {
        let part = only(&format!(
            "{COUNTER}                              The Northern Star\n\n                            March 3, 2008 Monday\n\n\
             Convoy hit\n\nA convoy was hit on the northern road, said a spokesman of the province.\n\nNobody was hurt.\n"
        ));
        assert_eq!((part.title.as_str(), part.source.as_str()), ("Convoy hit", "The Northern Star"));
        assert_eq!(
            part.text,
            "A convoy was hit on the northern road, said a spokesman of the province.\n\nNobody was hurt."
        );
        let part = only(&format!(
            "{COUNTER}                            March 3, 2008 Monday\n\nLENGTH: 3 words\n\nA convoy was hit.\n"
        ));
        assert_eq!(
            (part.title.as_str(), part.source.as_str(), part.text.as_str()),
            ("", "", "A convoy was hit.")
        );
    }

    #[test]
    fn running_heads_of_old_files_are_no_text() {
        let part = only(&format!(
            "{COUNTER}                              The Northern Star\n\n                            March 3, 2008 Monday\n\nConvoy hit\n\n\
             LENGTH: 9 words\n\nA convoy was hit on the northern road, said a spokesman of the\n\u{c}{}PAGE     2\n                      The \
             Northern Star March 3, 2008\n\nprovince on Monday.\n\nLANGUAGE: ENGLISH\n",
            " ".repeat(68)
        ));
        assert_eq!(
            part.text,
            "A convoy was hit on the northern road, said a spokesman of the province on Monday."
        );
    }
}
