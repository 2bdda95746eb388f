//! Dividing a stream of lines into documents.

use std::collections::HashMap;

use super::line::Line;
use super::part::{Dialect, Outcome, Part, fingerprint};

/// The largest document that is read, in bytes of text: that of an article that is a file of its own.
pub(in crate::reading) const LARGEST_PART: usize = 20 * 1024 * 1024;

/// Receives parts; `false` stops the reading.
pub(in crate::reading) type OnPart<'a> = &'a mut dyn FnMut(Part) -> bool;

/// Collects the lines of one document after the other and hands the articles over.
pub(super) struct Splitter<'a> {
    dialect: Box<dyn Dialect + 'a>,
    lines: Vec<Line>,
    bytes: usize,
    desk: Desk<'a>,
}

/// Counts documents, and hands over those that are articles and new.
pub(in crate::reading) struct Desk<'a> {
    outcome: Outcome,
    /// Identities seen, with the fingerprint of the text.
    seen: HashMap<String, String>,
    on: OnPart<'a>,
    stopped: bool,
}

impl<'a> Desk<'a> {
    pub fn new(kind: &str, on: OnPart<'a>) -> Self {
        let outcome = Outcome { kind: kind.to_owned(), ..Outcome::default() };
        Self { outcome, seen: HashMap::new(), on, stopped: false }
    }

    /// Takes in one document. One whose number another document has too, with another text, is told apart by its text.
    pub fn add_document(&mut self, mut part: Part) {
        self.outcome.documents += 1;
        if part.text.trim().is_empty() {
            self.outcome.without_text += 1;
            return;
        }
        if part.text.len() > LARGEST_PART {
            self.outcome.too_large += 1;
            return;
        }
        let text = fingerprint(&[&part.text]);
        match self.seen.get(&part.identity) {
            None => {}
            Some(same) if *same == text => {
                self.outcome.repeated += 1;
                return;
            }
            Some(_) => {
                part.identity = format!("{}~{text}", part.identity);
                if self.seen.contains_key(&part.identity) {
                    self.outcome.repeated += 1;
                    return;
                }
            }
        }
        self.seen.insert(part.identity.clone(), text);
        self.stopped |= !(self.on)(part);
    }

    pub fn is_stopped(&self) -> bool {
        self.stopped
    }

    pub fn outcome(&mut self) -> &mut Outcome {
        &mut self.outcome
    }

    /// The outcome, with a warning where a file that announces documents has none.
    pub fn finish(mut self) -> Outcome {
        let outcome = &mut self.outcome;
        if outcome.documents == 0 {
            outcome.warnings.push(format!(
                "This looks like {}, but no article was found in it. Download it again with the full texts, or save one \
                 article as text and report its form.",
                outcome.kind
            ));
        }
        if outcome.too_large > 0 {
            let most = LARGEST_PART / (1024 * 1024);
            outcome.warnings.push(format!(
                "{} of the documents have more than {most} MB and are left out.",
                outcome.too_large
            ));
        }
        self.outcome
    }
}

impl<'a> Splitter<'a> {
    pub fn new(dialect: Box<dyn Dialect + 'a>, on: OnPart<'a>) -> Self {
        let desk = Desk::new(dialect.name(), on);
        Self { dialect, lines: Vec::new(), bytes: 0, desk }
    }

    /// Takes in the next line.
    pub fn line(&mut self, line: Line) {
        if self.dialect.begins(&line) {
            self.close();
        }
        let ends = self.dialect.ends(&line);
        self.bytes += line.text.len();
        if self.bytes <= LARGEST_PART + LARGEST_PART / 4 {
            self.lines.push(line);
        }
        if ends {
            self.close();
        }
    }

    pub fn is_stopped(&self) -> bool {
        self.desk.is_stopped()
    }

    fn close(&mut self) {
        self.bytes = 0;
        let lines = std::mem::take(&mut self.lines);
        if self.desk.is_stopped() || lines.is_empty() {
            return;
        }
        if let Some(part) = self.dialect.article(&lines) {
            self.desk.add_document(part.finish(self.dialect.name()));
        }
    }

    /// Ends the file.
    pub fn finish(mut self) -> Outcome {
        self.close();
        self.desk.outcome().announced = self.dialect.announced();
        self.desk.finish()
    }
}
