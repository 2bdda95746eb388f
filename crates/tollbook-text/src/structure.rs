//! How the parts of a text are set: headings, lists, quotations, tables, emphasis, links, pages.
//!
//! A structure changes nothing but the look: every byte of the text keeps its place.

use std::ops::Range;

use egui::Color32;

use super::block::{LINK, Look, Stretch, TextStyle};

/// A part of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: PartKind,
}

/// What a part of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// A heading of a level from 1 to 6.
    Heading(u8),
    /// An item of a list that is in so many others.
    Item(u8),
    /// A quotation.
    Quote,
    /// Text whose lines stand as written.
    Preformatted,
    /// A row of a table, with tabs between its cells.
    Row,
    /// The caption of a picture or table.
    Caption,
    /// A footnote.
    Footnote,
    /// Emphasis: italics.
    Emphasis,
    /// Strong emphasis: bold type.
    Strong,
    /// A link.
    Link,
    /// What stands on the page of this number.
    Page(u32),
    /// A page break.
    Break,
}

/// How the parts of a text are set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Structure {
    /// Parts that concern whole lines, by where they begin.
    blocks: Vec<Part>,
    /// Emphasis and links, by where they begin.
    words: Vec<Part>,
    /// Where pages begin, with their numbers, without the first.
    pages: Vec<(usize, Option<u32>)>,
}

/// What a page break says beside its line.
pub(super) fn page_label(number: Option<u32>) -> String {
    number.map_or_else(|| "Page break".to_owned(), |number| format!("Page {number}"))
}

/// How a block is set.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct BlockLook {
    /// The level of a heading; 0 is none.
    pub heading: u8,
    /// How far it is set in, in steps.
    pub indent: u8,
    /// It begins an item of a list.
    pub begins_item: bool,
    pub quote: bool,
    pub row: bool,
    /// A caption or footnote: small, and soft.
    pub aside: bool,
}

impl BlockLook {
    /// The style of a block among paragraphs of this style.
    pub fn style(self, body: &TextStyle) -> TextStyle {
        match self.heading {
            0 if self.aside => TextStyle { size: body.size * 0.88, line_height: 1.45, ..*body },
            0 => *body,
            1 => TextStyle { size: body.size * 1.28, line_height: 1.35, bold: true, ..*body },
            2 => TextStyle { size: body.size * 1.14, line_height: 1.4, bold: true, ..*body },
            _ => TextStyle { bold: true, ..*body },
        }
    }
}

impl Structure {
    /// A structure of these parts, in any order. Those that do not lie in `text` are left out.
    pub fn new(text: &str, parts: impl IntoIterator<Item = Part>) -> Self {
        let mut structure = Self::default();
        for part in parts {
            if text.get(part.range.clone()).is_none() {
                continue;
            }
            match part.kind {
                PartKind::Emphasis | PartKind::Strong | PartKind::Link => structure.words.push(part),
                PartKind::Page(number) => structure.pages.push((part.range.start, Some(number))),
                PartKind::Break => structure.pages.push((part.range.start, None)),
                _ => structure.blocks.push(part),
            }
        }
        let order = |part: &Part| (part.range.start, std::cmp::Reverse(part.range.end));
        structure.blocks.sort_by_key(order);
        structure.words.sort_by_key(order);
        // A page begins with its first words, and nothing breaks above those of the text.
        let first = text.len() - text.trim_start().len();
        for (at, _) in &mut structure.pages {
            *at += text[*at..].len() - text[*at..].trim_start().len();
        }
        structure.pages.retain(|(at, _)| *at > first && *at < text.len());
        structure.pages.sort_by_key(|(at, number)| (*at, number.is_none()));
        structure.pages.dedup_by_key(|(at, _)| *at);
        structure
    }

    /// Whether lines of these bytes stand as written: in preformatted text and in tables.
    pub(super) fn keeps_lines(&self, range: &Range<usize>) -> bool {
        let until = self.blocks.partition_point(|part| part.range.start < range.end);
        // The outermost parts are few, and long ones begin far above.
        self.blocks[..until].iter().rev().take(64).any(|part| {
            matches!(part.kind, PartKind::Preformatted | PartKind::Row) && part.range.end > range.start
        })
    }

    /// How each of these blocks, in the order of the text, is set.
    pub(super) fn looks<'a>(&'a self, blocks: impl Iterator<Item = &'a Range<usize>>) -> Vec<BlockLook> {
        let mut open: Vec<&Part> = Vec::new();
        let mut next = 0;
        let look = |block: &Range<usize>| {
            while let Some(part) = self.blocks.get(next).filter(|part| part.range.start < block.end) {
                open.push(part);
                next += 1;
            }
            open.retain(|part| part.range.end > block.start);
            let mut look = BlockLook::default();
            for part in &open {
                match part.kind {
                    PartKind::Heading(level) => look.heading = level.clamp(1, 6),
                    PartKind::Item(depth) => {
                        look.indent = look.indent.max(depth.min(6) + 1);
                        look.begins_item |= part.range.start >= block.start;
                    }
                    PartKind::Quote => {
                        look.quote = true;
                        look.indent = look.indent.max(1);
                    }
                    PartKind::Row => look.row = true,
                    PartKind::Caption | PartKind::Footnote => look.aside = true,
                    _ => {}
                }
            }
            look
        };
        blocks.map(look).collect()
    }

    /// The stretches of a block's text, whose words are set as `style` says where nothing else holds.
    pub(super) fn stretches(
        &self,
        block: &Range<usize>,
        text: &str,
        style: &TextStyle,
        look: BlockLook,
    ) -> Vec<Stretch> {
        let plain = |range: Range<usize>| Stretch {
            range,
            style: *style,
            color: Color32::PLACEHOLDER,
            look: Look::default(),
        };
        let mut stretches = vec![plain(0..text.len())];
        let until = self.words.partition_point(|part| part.range.start < block.end);
        let from = self.words.partition_point(|part| part.range.start < block.start);
        // What holds others begins a little above.
        let inside: Vec<&Part> = self.words[from.saturating_sub(16)..until]
            .iter()
            .filter(|part| part.range.end > block.start && !part.range.is_empty())
            .collect();
        for (n, part) in inside.iter().enumerate() {
            let start = part.range.start.max(block.start) - block.start;
            let end = part.range.end.min(block.end) - block.start;
            let mut stretch = plain(start..end);
            let holders =
                inside[n.saturating_sub(8)..n].iter().filter(|holder| holder.range.end >= part.range.end);
            for kind in holders.map(|holder| holder.kind).chain([part.kind]) {
                match kind {
                    PartKind::Strong => stretch.style.bold = true,
                    PartKind::Link => stretch.color = LINK,
                    _ => stretch.look.italic = true,
                }
            }
            stretches.push(stretch);
        }
        if look.row {
            let tabs = text.match_indices('\t');
            stretches.extend(tabs.map(|(at, _)| Stretch {
                look: Look { wide: true, ..Look::default() },
                ..plain(at..at + 1)
            }));
        }
        // Lines that are joined may have been set in: the spaces between the words are one.
        let mut at = 0;
        while let Some(end) = text[at..].find('\n').map(|found| at + found) {
            let after = &text[end + 1..];
            let spaces = after.len() - after.trim_start_matches([' ', '\t']).len();
            if spaces > 0 {
                let mut tiny = plain(end + 1..end + 1 + spaces);
                tiny.style.size = 0.5;
                stretches.push(tiny);
            }
            at = end + 1 + spaces;
        }
        stretches
    }

    /// The pages that begin within these bytes.
    pub(super) fn pages_in(&self, range: &Range<usize>) -> &[(usize, Option<u32>)] {
        let from = self.pages.partition_point(|(at, _)| *at < range.start);
        let to = self.pages.partition_point(|(at, _)| *at < range.end);
        &self.pages[from..to.max(from)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: TextStyle =
        TextStyle { face: crate::Face::Serif, size: 18.0, line_height: 1.6, bold: false };

    fn part(text: &str, words: &str, kind: PartKind) -> Part {
        let at = text.find(words).unwrap();
        Part { range: at..at + words.len(), kind }
    }

    #[test]
    fn blocks_are_set_as_the_parts_around_them_say() {
        let text = "Raid\n\nTwo were hurt.\n\none\ntwo\nsaid\nKarsa\t3";
        let structure = Structure::new(
            text,
            [
                part(text, "Raid", PartKind::Heading(2)),
                part(text, "one", PartKind::Item(0)),
                part(text, "two", PartKind::Item(1)),
                part(text, "said", PartKind::Quote),
                part(text, "Karsa\t3", PartKind::Row),
                Part { range: 0..900, kind: PartKind::Quote },
            ],
        );
        let ranges: Vec<Range<usize>> =
            crate::cut::cut(text, &[]).into_iter().map(|block| block.range).collect();
        let looks: Vec<(u8, u8, bool, bool)> = structure
            .looks(ranges.iter())
            .into_iter()
            .map(|look| (look.heading, look.indent, look.quote, look.row))
            .collect();
        let plain = (0, 0, false, false);
        assert_eq!(
            looks,
            [
                (2, 0, false, false),
                plain,
                plain,
                plain,
                (0, 1, false, false),
                (0, 2, false, false),
                (0, 1, true, false),
                (0, 0, false, true)
            ]
        );
        assert!(structure.keeps_lines(&(text.len() - 3..text.len())));
        assert!(!structure.keeps_lines(&(0..4)));
    }

    #[test]
    fn emphasis_in_a_link_is_both() {
        let text = "They say so here.";
        let structure = Structure::new(
            text,
            [
                part(text, "say so", PartKind::Link),
                part(text, "so", PartKind::Emphasis),
                part(text, "here", PartKind::Strong),
            ],
        );
        let found = structure.stretches(&(0..text.len()), text, &STYLE, BlockLook::default());
        let shown: Vec<(&str, bool, bool, bool)> = found
            .iter()
            .map(|s| (&text[s.range.clone()], s.look.italic, s.style.bold, s.color == LINK))
            .collect();
        assert_eq!(
            shown[1..],
            [("say so", false, false, true), ("so", true, false, true), ("here", false, true, false)]
        );
    }

    #[test]
    fn a_page_begins_with_its_words_and_the_first_has_no_break_above_it() {
        let text = "One.\n\nTwo.\n\nThree.";
        let page = |range, number| Part { range, kind: PartKind::Page(number) };
        let structure = Structure::new(text, [page(0..4, 1), page(4..10, 2), page(12..18, 3)]);
        assert_eq!(structure.pages_in(&(0..text.len())), [(6, Some(2)), (12, Some(3))]);
        assert_eq!(structure.pages_in(&(6..10)), [(6, Some(2))]);
    }
}
