//! From blocks to paragraphs: lines joined, words that were divided at line ends put together.

use std::collections::HashSet;

use super::super::{Builder, ElementKind};
use super::blocks::{Block, Line};

/// A paragraph with its text on each page that it stands on.
#[derive(Clone, Debug)]
struct Paragraph {
    kind: Kind,
    text: Vec<(u32, String)>,
    size: f32,
    /// Whether its last line reaches the right edge of its column.
    full: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Plain,
    Heading(u8),
    Item,
    Footnote,
    /// Rows of cells.
    Table(Vec<Vec<String>>),
}

/// Writes the blocks of all pages, in reading order, into a builder.
pub(super) fn write(pages: &[(u32, Vec<Block>)], builder: &mut Builder) {
    let words = vocabulary(pages);
    let body = body_size(pages);
    let leading = usual_leading(pages, body);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for (number, blocks) in pages {
        for block in blocks {
            for paragraph in paragraphs_of(block, edge(block, blocks, body), *number, body, leading, &words) {
                let before = paragraphs.iter_mut().rev().find(|before| before.kind != Kind::Footnote);
                match before {
                    Some(before) if goes_on(before, &paragraph) => {
                        before.full = paragraph.full;
                        for (page, text) in paragraph.text {
                            append(&mut before.text, page, &text, &words);
                        }
                    }
                    _ => paragraphs.push(paragraph),
                }
            }
        }
    }
    let mut page = 0;
    for paragraph in paragraphs {
        let kind = match &paragraph.kind {
            Kind::Plain => ElementKind::Paragraph,
            Kind::Heading(level) => ElementKind::Heading(*level),
            Kind::Item => ElementKind::ListItem { depth: 0 },
            Kind::Footnote => ElementKind::Footnote,
            Kind::Table(_) => ElementKind::Table,
        };
        builder.start(kind);
        for (number, text) in paragraph.text {
            if number != page {
                builder.page(number);
                page = number;
            }
            for (i, line) in text.split('\n').enumerate() {
                if i > 0 {
                    builder.line();
                }
                builder.push(line);
            }
        }
        if let Kind::Table(rows) = paragraph.kind {
            for row in rows {
                builder.start(ElementKind::Row);
                for cell in row {
                    builder.start(ElementKind::Cell);
                    builder.push(&cell);
                    builder.end();
                }
                builder.end();
            }
        }
        builder.end();
    }
}

/// The size of most characters.
fn body_size(pages: &[(u32, Vec<Block>)]) -> f32 {
    let mut sizes: Vec<(f32, usize)> = lines(pages)
        .flat_map(|line| &line.pieces)
        .map(|piece| (piece.size, piece.text.chars().count()))
        .collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|(_, count)| count).sum::<usize>() / 2;
    let mut sum = 0;
    sizes
        .iter()
        .find(|(_, count)| {
            sum += count;
            sum > half
        })
        .map_or(10.0, |(size, _)| *size)
}

fn lines(pages: &[(u32, Vec<Block>)]) -> impl Iterator<Item = &Line> {
    pages.iter().flat_map(|(_, blocks)| blocks).flat_map(|block| &block.lines)
}

/// The usual distance between lines of body text, in sizes of its font.
fn usual_leading(pages: &[(u32, Vec<Block>)], body: f32) -> f32 {
    let mut gaps: Vec<f32> = pages
        .iter()
        .flat_map(|(_, blocks)| blocks)
        .filter(|block| !block.table)
        .flat_map(|block| block.lines.windows(2))
        .filter(|pair| (pair[0].size() - body).abs() < 0.1 * body)
        .map(|pair| (pair[1].y() - pair[0].y()) / body)
        .collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 3).copied().unwrap_or(1.3).clamp(1.0, 2.4)
}

/// All words of the document but those that are divided at a line's end.
fn vocabulary(pages: &[(u32, Vec<Block>)]) -> HashSet<String> {
    let mut words = HashSet::new();
    for line in lines(pages) {
        for piece in &line.pieces {
            let mut found: Vec<&str> = piece.text.split_whitespace().collect();
            if found.last().is_some_and(|word| word.ends_with(['-', '\u{ad}'])) {
                found.pop();
            }
            // A line may begin with the second half of a word.
            for word in found.into_iter().skip(1) {
                words.insert(word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
            }
        }
    }
    words
}

/// Where the column of a block ends: lines of very different lengths, such as the fields above a text, say nothing of it,
/// and then the text below them does.
fn edge(block: &Block, blocks: &[Block], body: f32) -> f32 {
    let width = block.x1 - block.x0;
    let full = block.lines.iter().filter(|line| block.x1 - line.x1() < 0.15 * width).count();
    if 2 * full >= block.lines.len() && !is_of_fields(block, blocks, body) {
        return block.x1;
    }
    let below = blocks.iter().filter(|other| {
        !other.table && other.lines.len() > 1 && (other.x0 - block.x0).abs() < body && other.x1 > block.x1
    });
    below.max_by_key(|other| other.lines.len()).map_or(block.x1, |other| other.x1)
}

/// Whether a block is of short fields above or below a text that is much wider: nothing stands beside it, and no line
/// goes on with a small letter.
fn is_of_fields(block: &Block, blocks: &[Block], body: f32) -> bool {
    let width = block.x1 - block.x0;
    let (top, bottom) = (block.lines[0].y(), block.lines.last().map_or(0.0, Line::y));
    let is_beside = |other: &Block| {
        other.x0 > block.x1 && other.lines.iter().any(|line| (top - body..bottom + body).contains(&line.y()))
    };
    let is_wide = |other: &Block| {
        !other.table && (other.x0 - block.x0).abs() < body && other.x1 - other.x0 > 2.5 * width
    };
    let begins_small = |line: &Line| line.text().starts_with(char::is_lowercase);
    block.lines.len() > 1
        && blocks.iter().any(is_wide)
        && !blocks.iter().any(is_beside)
        && !block.lines.iter().any(begins_small)
}

fn paragraphs_of(
    block: &Block,
    edge: f32,
    page: u32,
    body: f32,
    leading: f32,
    words: &HashSet<String>,
) -> Vec<Paragraph> {
    if block.table {
        let rows = block
            .lines
            .iter()
            .map(|line| line.pieces.iter().map(|piece| piece.text.clone()).collect())
            .collect();
        let size = block.lines[0].size();
        return vec![Paragraph {
            kind: Kind::Table(rows),
            text: vec![(page, String::new())],
            size,
            full: false,
        }];
    }
    let rtl = block.lines.iter().filter(|line| line.pieces.iter().any(super::lines::Piece::is_rtl)).count()
        * 2
        > block.lines.len();
    // Text is set from the side on which its lines are flush.
    let flush = |edge: fn(&Line) -> f32, at: f32| {
        block.lines.iter().filter(|line| (edge(line) - at).abs() < 0.5 * line.size()).count()
    };
    let rtl = rtl && flush(Line::x1, block.x1) >= flush(Line::x0, block.x0);
    // Distances from the edge at which lines begin, and from the one at which they end.
    let begins = |line: &Line| if rtl { block.x1 - line.x1() } else { line.x0() - block.x0 };
    let left = |line: &Line| if rtl { line.x0() - block.x0 } else { block.x1 - line.x1() };
    let usual = {
        let mut begins: Vec<f32> = block.lines.iter().map(begins).collect();
        begins.sort_by(f32::total_cmp);
        begins[begins.len() / 2]
    };
    let mut out: Vec<Paragraph> = Vec::new();
    for (i, line) in block.lines.iter().enumerate() {
        let size = line.size();
        let text = line.text();
        let kind = kind(&text, size, body, block);
        let before = i.checked_sub(1).map(|i| &block.lines[i]);
        let starts = match before {
            None => true,
            Some(before) => {
                let gap = (line.y() - before.y()) / size.max(before.size());
                let step = (size / before.size() - 1.0).abs() > 0.12;
                let indented = begins(line) - usual > 0.7 * size && begins(before) - usual < 0.4 * size;
                let end = before.text();
                let room = left(before) - width_of_first_word(&text, size);
                let ended = room > 0.8 * size && ends_sentence(&end);
                let heading = matches!(kind, Kind::Heading(_));
                let bullet = matches!(kind, Kind::Item);
                step || bullet || gap > leading * 1.3 || (!heading && (indented || ended))
            }
        };
        // A line alone says nothing of how wide its column is.
        let full = left(line) < 2.5 * size && block.lines.len() > 1;
        match out.last_mut() {
            Some(paragraph) if !starts => {
                let centred = |line: &Line| (begins(line) - left(line)).abs() < 0.6 * size;
                let forced = before.is_some_and(|before| {
                    let beyond = if rtl { 0.0 } else { edge - block.x1 };
                    left(before) + beyond - width_of_first_word(&text, size)
                        > 0.35 * (block.x1 - block.x0 + beyond)
                        || centred(before) && centred(line) && begins(line).max(begins(before)) > size
                }) && paragraph.kind == Kind::Plain;
                if forced {
                    if let Some((_, written)) = paragraph.text.last_mut() {
                        written.push('\n');
                        written.push_str(&text);
                    }
                } else {
                    append(&mut paragraph.text, page, &text, words);
                }
                paragraph.full = full;
            }
            _ => out.push(Paragraph { kind, text: vec![(page, text)], size, full }),
        }
    }
    out
}

fn kind(text: &str, size: f32, body: f32, block: &Block) -> Kind {
    let mut chars = text.chars();
    let first = chars.next().unwrap_or(' ');
    let bullet =
        matches!(first, '•' | '▪' | '◦' | '‣' | '●' | '■' | '–' | '-' | '*') && chars.next() == Some(' ');
    let short = block.lines.len() <= 8;
    if size > 1.15 * body && short {
        Kind::Heading(match size / body {
            ratio if ratio > 1.7 => 1,
            ratio if ratio > 1.3 => 2,
            _ => 3,
        })
    } else if bullet {
        Kind::Item
    } else if size < 0.9 * body
        && (first.is_ascii_digit() || matches!(first, '*' | '†' | '‡' | '¹' | '²' | '³'))
    {
        Kind::Footnote
    } else {
        Kind::Plain
    }
}

fn width_of_first_word(text: &str, size: f32) -> f32 {
    text.split_whitespace().next().map_or(0, |word| word.chars().count()) as f32 * 0.5 * size
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '»', '\'', '’', ')', ']', ' ', '\u{a0}'])
        .ends_with(['.', '!', '?', ':', '…', '。', '؟', '۔'])
}

/// Whether a paragraph of the next column or page goes on with one.
fn goes_on(before: &Paragraph, next: &Paragraph) -> bool {
    if before.kind != Kind::Plain && before.kind != Kind::Item || next.kind != Kind::Plain {
        return false;
    }
    if (before.size / next.size - 1.0).abs() > 0.06 {
        return false;
    }
    let Some((_, end)) = before.text.last() else { return false };
    let Some((_, begin)) = next.text.first() else { return false };
    let first = begin.chars().find(|c| c.is_alphanumeric());
    let divided = end.ends_with(['-', '\u{ad}']) && first.is_some_and(char::is_alphabetic);
    let has_case = first.is_some_and(|c| c.is_lowercase() || c.is_uppercase());
    let lower = first.is_some_and(char::is_lowercase);
    // A number may go on with a line, or be the day below the name of a paper.
    !ends_sentence(end) && (divided || lower || (!has_case && before.full))
}

/// Adds a line to a text: with a space, or without one where a word was divided.
fn append(text: &mut Vec<(u32, String)>, page: u32, line: &str, words: &HashSet<String>) {
    let Some((last_page, end)) = text.last_mut() else {
        text.push((page, line.to_owned()));
        return;
    };
    let mut line = line;
    let mut separator = " ";
    if let Some(half) = end.strip_suffix(['-', '\u{ad}']) {
        let soft = end.ends_with('\u{ad}');
        let before: String = half
            .rsplit(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'' && c != '’')
            .next()
            .unwrap_or_default()
            .to_owned();
        let after_end = line
            .find(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'' && c != '’')
            .unwrap_or(line.len());
        let after = &line[..after_end];
        let divided = before.chars().next_back().is_some_and(char::is_alphabetic)
            && after.chars().next().is_some_and(char::is_alphabetic);
        if soft || divided {
            let begins_small = !after.chars().next().is_some_and(char::is_uppercase);
            let known = |word: &str| words.contains(&word.to_lowercase());
            let hyphenated = format!("{before}-{after}");
            let whole = format!("{before}{after}");
            if soft || (begins_small && (known(&whole) || !known(&hyphenated))) {
                let kept = half.len();
                end.truncate(kept);
            }
            separator = "";
        } else if before.chars().next_back().is_some_and(char::is_numeric) {
            separator = "";
        }
    }
    if *last_page == page {
        end.push_str(separator);
        end.push_str(line);
    } else {
        if separator.is_empty() {
            // The rest of the word stays with its beginning.
            let rest = line.find(char::is_whitespace).unwrap_or(line.len());
            end.push_str(&line[..rest]);
            line = &line[rest..];
        }
        text.push((page, format!(" {}", line.trim_start())));
    }
}
