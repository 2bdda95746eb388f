//! Rich Text (RTF): a byte stream of groups, control words and text in the code page of its font.

mod encodings;

use std::collections::HashMap;
use std::sync::Arc;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::docx::superscript;
use super::{Budget, Builder, Document, ElementKind, Extractor, Metadata, Origin, ReadError, Warning};

const EXTRACTOR: Extractor = Extractor { name: "rtf", version: 1 };
const WHAT: &str = "Rich Text document";
/// The deepest nesting of groups whose properties are kept apart.
const DEEPEST: usize = 2000;

/// Reads Rich Text.
pub(super) fn read(bytes: &[u8], budget: &Budget<'_>) -> Result<Document, ReadError> {
    let mut reader = Reader::new(bytes);
    let mut steps = 0_usize;
    while reader.step() {
        steps += 1;
        if steps.is_multiple_of(8192) {
            budget.check()?;
        }
    }
    reader.flush();
    let complete = reader.stack.is_empty();
    let Reader { mut writer, info, .. } = reader;
    let notes = std::mem::take(&mut writer.notes);
    writer.end_table();
    writer.end_paragraph();
    for (number, note) in (1..).zip(notes) {
        writer.builder.start(ElementKind::Footnote);
        writer.builder.push(&superscript(number));
        writer.builder.push(" ");
        writer.builder.push(&note);
        writer.builder.end();
    }
    let document = writer.builder.finish(metadata(&info), EXTRACTOR);
    if document.text.is_empty() {
        return Err(if complete { ReadError::NoText(WHAT) } else { ReadError::Damaged(WHAT) });
    }
    Ok(if complete { document } else { document.with_warning(Warning::Damaged) })
}

fn metadata(info: &HashMap<&'static str, String>) -> Metadata {
    let words =
        |name: &str| info.get(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    Metadata {
        origin: if info.is_empty() { Origin::None } else { Origin::Properties },
        title: words("title"),
        date: words("creatim"),
        author: words("author"),
        ..Metadata::default()
    }
}

/// Where text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Destination {
    Body,
    Footnote,
    /// Not shown.
    Skipped,
    FontTable,
    StyleSheet,
    Info(&'static str),
    Instruction,
    Bookmark,
}

/// What holds within a group.
#[derive(Clone, Debug)]
struct State {
    destination: Destination,
    font: i32,
    /// How many characters stand for a `\u` for readers that do not know it.
    alternatives: usize,
    bold: bool,
    italic: bool,
    /// Hidden or deleted.
    hidden: bool,
    link: Option<Arc<str>>,
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    state: State,
    stack: Vec<State>,
    /// Groups below the deepest whose properties are kept.
    below: usize,
    /// Whether the group's first control word was `\*`: if its next is not known, the group is skipped.
    optional: bool,
    /// Alternatives of a `\u` that are still to be left out.
    to_skip: usize,
    surrogate: Option<u16>,
    pending: Vec<u8>,
    default_encoding: &'static Encoding,
    default_font: i32,
    fonts: HashMap<i32, &'static Encoding>,
    symbol_fonts: Vec<i32>,
    /// The font or style that a table is being read of.
    entry: i32,
    styles: HashMap<i32, u8>,
    style_name: String,
    instruction: String,
    bookmark: String,
    info: HashMap<&'static str, String>,
    writer: Writer,
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            state: State {
                destination: Destination::Body,
                font: 0,
                alternatives: 1,
                bold: false,
                italic: false,
                hidden: false,
                link: None,
            },
            stack: Vec::new(),
            below: 0,
            optional: false,
            to_skip: 0,
            surrogate: None,
            pending: Vec::new(),
            default_encoding: WINDOWS_1252,
            default_font: 0,
            fonts: HashMap::new(),
            symbol_fonts: Vec::new(),
            entry: 0,
            styles: HashMap::new(),
            style_name: String::new(),
            instruction: String::new(),
            bookmark: String::new(),
            info: HashMap::new(),
            writer: Writer::default(),
        }
    }

    /// Reads the next token; `false` at the end.
    fn step(&mut self) -> bool {
        let Some(byte) = self.bytes.get(self.at).copied() else { return false };
        self.at += 1;
        match byte {
            b'{' => {
                self.flush();
                self.to_skip = 0;
                if self.stack.len() >= DEEPEST {
                    self.below += 1;
                } else {
                    self.stack.push(self.state.clone());
                }
                self.optional = false;
            }
            b'}' => {
                self.flush();
                self.to_skip = 0;
                self.optional = false;
                if self.below > 0 {
                    self.below -= 1;
                } else {
                    return self.end_group();
                }
            }
            b'\\' => self.control(),
            b'\r' | b'\n' | 0 => {}
            byte => {
                self.optional = false;
                self.character(byte);
            }
        }
        true
    }

    /// Ends a group; `false` where that was the document's.
    fn end_group(&mut self) -> bool {
        let ended = self.state.destination;
        let Some(state) = self.stack.pop() else { return false };
        self.state = state;
        if ended != self.state.destination {
            match ended {
                Destination::Bookmark => {
                    let name = std::mem::take(&mut self.bookmark);
                    self.writer.builder.point(ElementKind::Anchor(name.trim().to_owned()));
                }
                Destination::StyleSheet => self.end_style(),
                _ => {}
            }
        } else if ended == Destination::StyleSheet {
            self.end_style();
        }
        // What follows the document's end is no part of it.
        !self.stack.is_empty()
    }

    fn end_style(&mut self) {
        let name = std::mem::take(&mut self.style_name).trim().trim_end_matches(';').to_lowercase();
        let level = match name.as_str() {
            "title" => Some(1),
            name => name.strip_prefix("heading ").and_then(|level| level.parse().ok()),
        };
        if let Some(level) = level.filter(|level| (1..=6).contains(level)) {
            self.styles.insert(self.entry, level);
        }
        self.entry = 0;
    }

    fn character(&mut self, byte: u8) {
        if self.to_skip > 0 {
            self.to_skip -= 1;
        } else {
            self.pending.push(byte);
        }
    }

    fn control(&mut self) {
        let Some(first) = self.bytes.get(self.at).copied() else { return };
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            self.symbol(first);
            return;
        }
        let rest = &self.bytes[self.at..];
        let length = rest.iter().take(32).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let word = String::from_utf8_lossy(&rest[..length]).into_owned();
        let mut at = self.at + length;
        let negative = self.bytes.get(at) == Some(&b'-');
        let digits_at = at + usize::from(negative);
        let digits = self.bytes[digits_at.min(self.bytes.len())..]
            .iter()
            .take(10)
            .take_while(|b| b.is_ascii_digit())
            .count();
        let mut value = None;
        if digits > 0 {
            let number = self.bytes[digits_at..digits_at + digits]
                .iter()
                .fold(0_i64, |number, digit| number * 10 + i64::from(digit - b'0'));
            let number = if negative { -number } else { number };
            value = Some(i32::try_from(number).unwrap_or(i32::MAX));
            at = digits_at + digits;
        }
        if self.bytes.get(at) == Some(&b' ') {
            at += 1;
        }
        self.at = at;
        let optional = std::mem::replace(&mut self.optional, false);
        if word == "bin" {
            let length = usize::try_from(value.unwrap_or(0)).unwrap_or(0);
            self.at = self.at.saturating_add(length).min(self.bytes.len());
            return;
        }
        if word == "u" {
            self.unicode(value.unwrap_or(0));
            return;
        }
        if self.to_skip > 0 {
            self.to_skip -= 1;
            return;
        }
        self.flush();
        if !self.word(&word, value) && optional {
            self.state.destination = Destination::Skipped;
        }
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'*' => {
                self.optional = true;
                return;
            }
            b'\'' => {
                let hex = self.bytes.get(self.at..self.at + 2).and_then(|hex| std::str::from_utf8(hex).ok());
                if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                    self.at += 2;
                    self.character(byte);
                }
            }
            b'\\' | b'{' | b'}' => self.character(symbol),
            b'~' => self.say("\u{a0}"),
            b'_' => self.say("-"),
            b'\r' | b'\n' => {
                self.flush();
                self.paragraph_end();
            }
            // Soft hyphens, index entries.
            _ => {}
        }
        self.optional = false;
    }

    fn unicode(&mut self, value: i32) {
        self.flush();
        self.to_skip = self.state.alternatives;
        // Numbers above 32767 are written as negative ones; a few programs write them as they are.
        let Ok(unit) = u16::try_from(value.rem_euclid(65536)) else { return };
        if let Some(character) = u32::try_from(value).ok().filter(|v| *v > 0xffff).and_then(char::from_u32) {
            self.text(&character.to_string());
            return;
        }
        match (self.surrogate.take(), unit) {
            (_, 0xd800..=0xdbff) => self.surrogate = Some(unit),
            (Some(high), 0xdc00..=0xdfff) => {
                let text = String::from_utf16_lossy(&[high, unit]);
                self.text(&text);
            }
            (_, 0xf020..=0xf0ff) => {
                let text = symbol_text(unit as u8);
                self.text(text);
            }
            (_, unit) => {
                let text = String::from_utf16_lossy(&[unit]);
                self.text(&text);
            }
        }
    }

    /// Text that a control word stands for.
    fn say(&mut self, text: &str) {
        if self.to_skip > 0 {
            self.to_skip -= 1;
            return;
        }
        self.flush();
        self.text(text);
    }

    /// Decodes the bytes that were read since the last control word.
    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.pending);
        if self.symbol_fonts.contains(&self.state.font) && self.state.destination == Destination::Body {
            let text: String = bytes.iter().map(|byte| symbol_text(*byte)).collect();
            self.text(&text);
            return;
        }
        let encoding = self.fonts.get(&self.state.font).copied().unwrap_or(self.default_encoding);
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        self.text(&text);
    }

    fn text(&mut self, text: &str) {
        match self.state.destination {
            Destination::Body if !self.state.hidden => {
                let State { bold, italic, link, .. } = &self.state;
                self.writer.text(text, *bold, *italic, link.as_deref(), &self.styles);
            }
            Destination::Footnote if !self.state.hidden => {
                if let Some(note) = self.writer.notes.last_mut() {
                    note.push_str(text);
                }
            }
            Destination::StyleSheet => self.style_name.push_str(text),
            Destination::Info(field) => self.info.entry(field).or_default().push_str(text),
            Destination::Instruction => self.instruction.push_str(text),
            Destination::Bookmark => self.bookmark.push_str(text),
            _ => {}
        }
    }

    fn paragraph_end(&mut self) {
        match self.state.destination {
            Destination::Body => self.writer.end_paragraph(),
            Destination::Footnote => self.text(" "),
            _ => {}
        }
    }

    /// Carries out a control word; whether it is known.
    fn word(&mut self, word: &str, value: Option<i32>) -> bool {
        let on = value != Some(0);
        let in_body = self.state.destination == Destination::Body;
        match word {
            "rtf" | "ansi" | "pc" | "pca" => {}
            "mac" => self.default_encoding = encoding_rs::MACINTOSH,
            "ansicpg" => {
                if let Some(encoding) = value.and_then(encodings::of_code_page) {
                    self.default_encoding = encoding;
                }
            }
            "deff" => {
                self.default_font = value.unwrap_or(0);
                self.state.font = self.default_font;
            }
            "fonttbl" => self.state.destination = Destination::FontTable,
            "stylesheet" => self.state.destination = Destination::StyleSheet,
            "f" if self.state.destination == Destination::FontTable => self.entry = value.unwrap_or(0),
            "fcharset" if self.state.destination == Destination::FontTable => match value {
                Some(2) => self.symbol_fonts.push(self.entry),
                // The document's own code page.
                Some(1) | None => {}
                Some(charset) => {
                    if let Some(encoding) = encodings::of_charset(charset) {
                        self.fonts.insert(self.entry, encoding);
                    }
                }
            },
            "cpg" if self.state.destination == Destination::FontTable => {
                if let Some(encoding) = value.and_then(encodings::of_code_page) {
                    self.fonts.insert(self.entry, encoding);
                }
            }
            "s" if self.state.destination == Destination::StyleSheet => self.entry = value.unwrap_or(0),
            "f" => self.state.font = value.unwrap_or(0),
            "uc" => self.state.alternatives = usize::try_from(value.unwrap_or(1)).unwrap_or(1).min(16),
            "plain" => {
                self.state.font = self.default_font;
                (self.state.bold, self.state.italic, self.state.hidden) = (false, false, false);
            }
            "b" => self.state.bold = on,
            "i" => self.state.italic = on,
            "v" | "deleted" => self.state.hidden = on,
            "info" => self.state.destination = Destination::Skipped,
            "title" | "author" | "creatim" | "revtim" if self.state.destination == Destination::Skipped => {
                let field = ["title", "author", "creatim", "revtim"].into_iter().find(|field| *field == word);
                self.state.destination = field.map_or(Destination::Skipped, Destination::Info);
            }
            "yr" | "mo" | "dy" | "hr" | "min" => {
                if let Destination::Info(field) = self.state.destination {
                    let before = match word {
                        "yr" => "",
                        "hr" => "T",
                        "min" => ":",
                        _ => "-",
                    };
                    let text = format!("{before}{:02}", value.unwrap_or(0));
                    self.info.entry(field).or_default().push_str(&text);
                }
            }
            "footnote" if in_body => {
                self.writer.note(&self.styles);
                self.state.destination = Destination::Footnote;
            }
            "chftn" if in_body => self.writer.note_reference(&self.styles),
            "field" => self.instruction.clear(),
            "fldinst" => self.state.destination = Destination::Instruction,
            "fldrslt" => self.state.link = hyperlink(&self.instruction).or_else(|| self.state.link.clone()),
            "bkmkstart" if in_body => self.state.destination = Destination::Bookmark,
            "shpinst" | "ud" | "shptxt" => {}
            "colortbl" | "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr"
            | "footerf" | "pict" | "objdata" | "objclass" | "nonshppict" | "shprslt" | "sp" | "sn" | "sv"
            | "listtext" | "pntext" | "xe" | "tc" | "rxe" | "bkmkend" | "annotation" | "atnid"
            | "atnauthor" | "filetbl" | "revtbl" | "keywords" | "doccomm" | "operator" | "subject"
            | "template" | "ftnsep" | "ftnsepc" | "ftncn" | "aftnsep" | "aftnsepc" | "aftncn" => {
                if matches!(word, "listtext" | "pntext") && in_body {
                    self.writer.list_item = true;
                }
                self.state.destination = Destination::Skipped;
            }
            // The older code page's text of a pair; the other, in Unicode, follows.
            "upr" => {}
            "par" | "sect" => self.paragraph_end(),
            "page" if in_body => self.writer.page_break(),
            "line" | "softline" if in_body => self.writer.builder.line(),
            "line" => self.text(" "),
            "tab" | "emspace" | "enspace" | "qmspace" => self.text(" "),
            "emdash" => self.text("—"),
            "endash" => self.text("–"),
            "bullet" => self.text("•"),
            "lquote" => self.text("‘"),
            "rquote" => self.text("’"),
            "ldblquote" => self.text("“"),
            "rdblquote" => self.text("”"),
            "zwj" => self.text("\u{200d}"),
            "zwnj" => self.text("\u{200c}"),
            _ if in_body => return self.writer.word(word, value),
            _ => return false,
        }
        true
    }
}

/// The address of a field's instruction, where it is a link.
fn hyperlink(instruction: &str) -> Option<Arc<str>> {
    let rest = instruction.trim_start().strip_prefix("HYPERLINK")?;
    let address = rest.split('"').nth(1)?;
    address.contains(':').then(|| Arc::from(address))
}

/// A character of a symbol font.
fn symbol_text(byte: u8) -> &'static str {
    match byte {
        b' ' => " ",
        0x2d | 0xbe => "–",
        0xb7 | 0xa7 | 0x76 | 0x6e | 0x6f | 0xd8 => "•",
        _ => "",
    }
}

/// Writes paragraphs and tables.
#[derive(Default)]
struct Writer {
    builder: Builder,
    in_paragraph: bool,
    level: Option<u8>,
    style: Option<i32>,
    list_item: bool,
    list_depth: u8,
    /// Whether the paragraph is in a table, and how many cells the row has.
    in_table: bool,
    columns: usize,
    table: bool,
    row: bool,
    cell: bool,
    notes: Vec<String>,
    noted: bool,
}

impl Writer {
    fn text(&mut self, text: &str, bold: bool, italic: bool, link: Option<&str>, styles: &HashMap<i32, u8>) {
        if text.trim().is_empty() {
            if self.in_paragraph {
                self.builder.push(text);
            }
            return;
        }
        self.begin_paragraph(styles);
        let mut opened = 0;
        for kind in [
            link.map(|address| ElementKind::Link(address.to_owned())),
            bold.then_some(ElementKind::Strong),
            italic.then_some(ElementKind::Emphasis),
        ]
        .into_iter()
        .flatten()
        {
            self.builder.start(kind);
            opened += 1;
        }
        self.builder.push(text);
        for _ in 0..opened {
            self.builder.end();
        }
    }

    fn begin_paragraph(&mut self, styles: &HashMap<i32, u8>) {
        if self.in_paragraph {
            return;
        }
        if self.in_table && self.columns >= 2 {
            for (open, kind) in [
                (&mut self.table, ElementKind::Table),
                (&mut self.row, ElementKind::Row),
                (&mut self.cell, ElementKind::Cell),
            ] {
                if !*open {
                    self.builder.start(kind);
                    *open = true;
                }
            }
        } else {
            self.end_table();
        }
        let level = self.level.or_else(|| self.style.and_then(|style| styles.get(&style).copied()));
        self.builder.start(match level {
            Some(level) => ElementKind::Heading(level),
            None if self.list_item => ElementKind::ListItem { depth: self.list_depth },
            None => ElementKind::Paragraph,
        });
        self.in_paragraph = true;
    }

    fn end_paragraph(&mut self) {
        if self.in_paragraph {
            self.builder.end();
            self.in_paragraph = false;
        }
    }

    fn end_cell(&mut self) {
        self.end_paragraph();
        if self.in_table && self.columns >= 2 && !self.cell {
            // An empty cell.
            for (open, kind) in [(&mut self.table, ElementKind::Table), (&mut self.row, ElementKind::Row)] {
                if !*open {
                    self.builder.start(kind);
                    *open = true;
                }
            }
            self.builder.start(ElementKind::Cell);
            self.cell = true;
        }
        if self.cell {
            self.builder.end();
            self.cell = false;
        }
    }

    fn end_row(&mut self) {
        self.end_paragraph();
        for open in [&mut self.cell, &mut self.row] {
            if std::mem::replace(open, false) {
                self.builder.end();
            }
        }
    }

    fn end_table(&mut self) {
        self.end_row();
        if std::mem::replace(&mut self.table, false) {
            self.builder.end();
        }
    }

    fn page_break(&mut self) {
        self.end_table();
        self.builder.point(ElementKind::PageBreak);
    }

    fn note_reference(&mut self, styles: &HashMap<i32, u8>) {
        self.begin_paragraph(styles);
        self.builder.push(&superscript(self.notes.len() + 1));
        self.noted = true;
    }

    fn note(&mut self, styles: &HashMap<i32, u8>) {
        if !std::mem::replace(&mut self.noted, false) {
            self.note_reference(styles);
            self.noted = false;
        }
        self.notes.push(String::new());
    }

    /// Carries out a control word about paragraphs and tables; whether it is known.
    fn word(&mut self, word: &str, value: Option<i32>) -> bool {
        match word {
            "pard" => {
                (self.level, self.style, self.list_item, self.list_depth, self.in_table) =
                    (None, None, false, 0, false);
            }
            "s" => self.style = value,
            "outlinelevel" => {
                self.level = value.and_then(|level| u8::try_from(level + 1).ok()).filter(|level| *level <= 6);
            }
            "ls" => self.list_item = value.is_some_and(|list| list > 0),
            "ilvl" => self.list_depth = value.and_then(|level| u8::try_from(level).ok()).unwrap_or(0),
            "intbl" => self.in_table = true,
            "trowd" => self.columns = 0,
            "cellx" => self.columns += 1,
            "cell" | "nestcell" => self.end_cell(),
            "row" | "nestrow" => self.end_row(),
            _ => return false,
        }
        true
    }
}

#[cfg(test)]
mod tests;
