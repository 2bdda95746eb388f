//! The lines of a download, whatever kind of file it is: lines of text, paragraphs of a document, blocks
//! of a web page.

use std::rc::Rc;

/// One element of a web page that is open where a line stands.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Tag {
    /// The element's name in lower case.
    pub name: String,
    /// Its classes in lower case, as written, with spaces between them.
    pub class: String,
    /// Its id in lower case.
    pub id: String,
    /// The title of an element for a date: the date in full.
    pub title: String,
    /// The how-manieth element of the page it is, so that two of one name are told apart.
    pub serial: u32,
}

impl Tag {
    /// Whether one of the element's classes, or its id, contains `part` (in lower case).
    pub fn is_marked(&self, part: &str) -> bool {
        self.class.split_whitespace().any(|class| class.contains(part)) || self.id.contains(part)
    }
}

/// One line, without the spaces around it. Blank lines are not lines: [`Line::after_blank`] tells of them.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// What stands in it; never blank.
    pub text: String,
    /// The number of spaces before it.
    pub indent: usize,
    /// Whether it is set in the middle.
    pub centred: bool,
    /// Whether it is bold from beginning to end.
    pub bold: bool,
    /// Whether a blank line, or the gap between two paragraphs, stands before it.
    pub after_blank: bool,
    /// Whether a page or a section begins with it.
    pub new_page: bool,
    /// Names of the places that links may lead to: bookmarks, anchors.
    pub anchors: Vec<String>,
    /// Where its links lead.
    pub links: Vec<String>,
    /// The elements of a web page that it stands in, the outermost first.
    pub(super) within: Vec<Rc<Tag>>,
}

impl Line {
    /// A line of plain text with the spaces it has around it.
    pub(super) fn of_text(raw: &str, after_blank: bool, new_page: bool) -> Self {
        let text = raw.trim();
        let before = &raw[..raw.len() - raw.trim_start().len()];
        let indent = before.chars().map(|c| if c == '\t' { 8 } else { 1 }).sum();
        let width = text.chars().count();
        // Text files of databases are set on 70 to 90 columns.
        let centred = indent >= 3 && (indent >= 15 || (70..=90).contains(&(2 * indent + width)));
        Self { text: text.to_owned(), indent, centred, after_blank, new_page, ..Self::default() }
    }

    /// The innermost element that it stands in and that has `part` in a class or as its id.
    pub(super) fn inside(&self, part: &str) -> Option<&Tag> {
        self.within.iter().rev().find(|tag| tag.is_marked(part)).map(Rc::as_ref)
    }

    /// The innermost element of this name that it stands in.
    pub(super) fn inside_element(&self, name: &str) -> Option<&Tag> {
        self.within.iter().rev().find(|tag| tag.name == name).map(Rc::as_ref)
    }

    /// Whether it is a rule across the page: 20 or more underscores, hyphens, equals signs or asterisks.
    pub(super) fn is_rule(&self) -> bool {
        let mut chars = self.text.chars();
        let first = chars.next();
        matches!(first, Some('_' | '-' | '=' | '*' | '—' | '─'))
            && self.text.chars().count() >= 20
            && chars.all(|c| Some(c) == first)
    }
}

/// Divides text into lines as it comes, piece by piece.
#[derive(Default)]
pub(super) struct TextLines {
    rest: String,
    after_blank: bool,
    new_page: bool,
    lines: Vec<Line>,
}

impl TextLines {
    pub fn new() -> Self {
        Self { after_blank: true, ..Self::default() }
    }

    /// Takes in a piece of the text.
    pub fn feed(&mut self, piece: &str) {
        /// A longer line is cut.
        const LONGEST: usize = 4 * 1024 * 1024;
        self.rest.push_str(piece);
        // A "\r" at the end may be half of a line end.
        let complete = match self.rest.rfind(['\n', '\r']) {
            Some(at) if at + 1 < self.rest.len() || self.rest.ends_with('\n') => at + 1,
            Some(at) => at,
            None if self.rest.len() > LONGEST => self.rest.len(),
            None => 0,
        };
        let text: String = self.rest.drain(..complete).collect();
        for raw in text.replace("\r\n", "\n").split_terminator(['\n', '\r']) {
            self.line(raw);
        }
    }

    /// Ends the text.
    pub fn end(&mut self) {
        let rest = std::mem::take(&mut self.rest);
        for raw in rest.split(['\n', '\r']) {
            self.line(raw);
        }
    }

    /// The lines that are complete, which are then forgotten.
    pub fn take_lines(&mut self) -> Vec<Line> {
        std::mem::take(&mut self.lines)
    }

    fn line(&mut self, raw: &str) {
        for (i, part) in raw.split('\u{c}').enumerate() {
            self.new_page |= i > 0;
            if part.trim().is_empty() {
                self.after_blank = true;
                continue;
            }
            let page = std::mem::take(&mut self.new_page);
            let blank = std::mem::take(&mut self.after_blank) || page;
            self.lines.push(Line::of_text(part, blank, page));
        }
    }
}

/// Paragraphs of lines that were wrapped to a width: lines are joined where the next word would not have
/// fitted; where it would have, the end of the line is meant.
pub(super) fn unwrap_lines(lines: &[Line]) -> String {
    let width = lines.iter().filter(|l| !l.centred).map(|l| l.indent + l.text.chars().count()).max();
    let width = width.unwrap_or(0);
    // Lines of a file that is not wrapped are paragraphs, and so are short lines of a list.
    let wrapped = (40..=130).contains(&width);
    let mut text = String::new();
    for (i, line) in lines.iter().enumerate() {
        let Some(previous) = i.checked_sub(1).map(|before| &lines[before]) else {
            text.push_str(&line.text);
            continue;
        };
        let first_word = line.text.split_whitespace().next().unwrap_or("").chars().count();
        let is_full = previous.indent + previous.text.chars().count() + 1 + first_word > width;
        let indented = line.indent > previous.indent + 1;
        if line.after_blank {
            text.push_str("\n\n");
        } else if !wrapped || indented || !is_full {
            text.push('\n');
        } else if !joins_without_space(&text, &line.text) {
            text.push(' ');
        }
        text.push_str(&line.text);
    }
    text
}

/// Whether a word goes on over the end of a line: after a hyphen inside a word ("state-" "owned", not
/// "2 -" "3"), or between characters of a script that has no spaces.
fn joins_without_space(before: &str, after: &str) -> bool {
    let mut ends = before.chars().rev();
    let (last, last_but_one) = (ends.next(), ends.next());
    let first = after.chars().next();
    let inside_word = last == Some('-')
        && last_but_one.is_some_and(char::is_alphanumeric)
        && first.is_some_and(char::is_alphanumeric);
    let spaceless =
        |c: Option<char>| c.is_some_and(|c| ('\u{2e80}'..'\u{a4d0}').contains(&c) || c >= '\u{20000}');
    inside_word || (spaceless(last) && spaceless(first))
}

/// Paragraphs of lines that are not wrapped: each is one, with a blank line before it where there was one.
pub(super) fn join_paragraphs(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        if !text.is_empty() {
            text.push_str(if line.after_blank { "\n\n" } else { "\n" });
        }
        text.push_str(&line.text);
    }
    text
}

/// The lines in one, as for a title that runs over two.
pub(super) fn on_one_line(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        if !text.is_empty() && !joins_without_space(&text, &line.text) {
            text.push(' ');
        }
        text.push_str(&line.text);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<Line> {
        let mut after_blank = true;
        let mut lines = Vec::new();
        for raw in text.lines() {
            if raw.trim().is_empty() {
                after_blank = true;
            } else {
                lines.push(Line::of_text(raw, std::mem::take(&mut after_blank), false));
            }
        }
        lines
    }

    #[test]
    fn wrapped_lines_are_joined_and_meant_ends_kept() {
        for (text, expected) in [
            (
                "The convoy left the town before dawn and was hit beside\nthe river.\n\nA second paragraph stands\nalone.",
                "The convoy left the town before dawn and was hit beside the river.\n\nA second paragraph stands\nalone.",
            ),
            (
                "The second convoy of vehicles of the state-\nowned firm left the town before dawn.",
                "The second convoy of vehicles of the state-owned firm left the town before dawn.",
            ),
            ("One\nTwo\nThree", "One\nTwo\nThree"),
            (
                "A paragraph that is not broken at all and goes on for far longer than any line of a text file that is wrapped \
                 to a width would, because each paragraph is one line.\nThe next.",
                "A paragraph that is not broken at all and goes on for far longer than any line of a text file that is wrapped \
                 to a width would, because each paragraph is one line.\nThe next.",
            ),
            (
                "A first paragraph that ends in the middle of the line here\n   Another that begins with an indentation of three.",
                "A first paragraph that ends in the middle of the line here\nAnother that begins with an indentation of three.",
            ),
        ] {
            assert_eq!(unwrap_lines(&lines(text)), expected);
        }
    }

    #[test]
    fn rules_and_centred_lines() {
        let line = |raw: &str| Line::of_text(raw, false, false);
        assert!(line(&"_".repeat(60)).is_rule());
        assert!(!line("_____ 5 _____").is_rule());
        assert!(line("                               3 of 120 DOCUMENTS").centred);
        assert!(line("       A long name of a newspaper that nearly fills the whole line (Town)").centred);
        assert!(!line("  An indented paragraph of two spaces is no line in the middle").centred);
        assert!(!line("3 of 120 DOCUMENTS").centred);
    }
}
