//! One article of a file that holds many.

use sha2::{Digest, Sha256};

use super::line::Line;

/// An article as its database gives it. What is not given is blank; dates and names are as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// The same for the same article in any later or longer download of the same kind: from the database's number
    /// where there is one, else from source, date, title and text. It can stand in a path
    /// (see [`tollbook_core::model::part_identity`]).
    pub identity: String,
    /// The headline.
    pub title: String,
    /// The publication date.
    pub date: String,
    /// Who published it.
    pub source: String,
    /// The section, often with the page.
    pub section: String,
    /// The length that the database states.
    pub length: String,
    /// The authors.
    pub byline: String,
    /// The place, and perhaps the day, that the report was sent from.
    pub dateline: String,
    /// The language, by the database's name for it.
    pub language: String,
    /// The address of the article.
    pub url: String,
    /// When it was fetched or saved.
    pub retrieved: String,
    /// The database's number of the article.
    pub number: String,
    /// The body, with its paragraphs.
    pub text: String,
    /// All other fields: what they are called, and what they say.
    pub other: Vec<(String, String)>,
}

impl Part {
    /// Adds a field that has no place of its own; blank ones are left out.
    pub(in crate::reading) fn add(&mut self, label: &str, value: &str) {
        let value = value.trim();
        if !value.is_empty() {
            self.other.push((label.trim().to_owned(), value.to_owned()));
        }
    }

    /// Tidies the fields and sets the identity. `database` keeps the numbers of different databases apart.
    pub(in crate::reading) fn finish(mut self, database: &str) -> Self {
        let fields = [
            &mut self.title,
            &mut self.date,
            &mut self.source,
            &mut self.section,
            &mut self.length,
            &mut self.byline,
            &mut self.dateline,
            &mut self.language,
            &mut self.url,
            &mut self.number,
        ];
        for field in fields {
            *field = field.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        self.text = tidy(&self.text);
        let number = in_a_path(&self.number);
        self.identity = if number.is_empty() {
            format!("{database}:{}", fingerprint(&[&self.source, &self.date, &self.title, &self.text]))
        } else {
            format!("{database}:{number}")
        };
        self
    }
}

/// A number in a form that can stand in the path of an article: of letters, digits and a few signs, and not long.
fn in_a_path(number: &str) -> String {
    if number.chars().count() > 80 {
        return fingerprint(&[number]);
    }
    let kept = |c: char| c.is_alphanumeric() || "-_·:+=@~".contains(c);
    number.chars().map(|c| if kept(c) { c } else { '_' }).collect()
}

/// 32 hexadecimal digits of a SHA-256 over texts, in which only words count, not the spaces between them.
pub(in crate::reading) fn fingerprint(texts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        for word in text.split_whitespace() {
            hash.update(word);
            hash.update(b" ");
        }
        hash.update(b"\n");
    }
    hash.finalize()[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A text without spaces at line ends, blank lines at its ends, and more than one blank line between paragraphs.
pub(in crate::reading) fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut blank = 0;
    for line in text.lines() {
        let line = line.trim_end_matches([' ', '\t', '\u{a0}', '\r']);
        if line.is_empty() {
            blank += 1;
            continue;
        }
        if !tidy.is_empty() {
            tidy.push_str(if blank > 0 { "\n\n" } else { "\n" });
        }
        blank = 0;
        tidy.push_str(line);
    }
    tidy
}

/// How a database lays out its documents.
pub(super) trait Dialect {
    /// What the database is called.
    fn name(&self) -> &'static str;

    /// Whether a document begins with this line.
    fn begins(&mut self, line: &Line) -> bool;

    /// Whether this line is a document's last.
    fn ends(&mut self, _line: &Line) -> bool {
        false
    }

    /// What the database says of how many documents there are.
    fn announced(&self) -> Option<u64> {
        None
    }

    /// Reads the lines of one document; `None` where they are a cover, a table of contents or a footer.
    fn article(&self, lines: &[Line]) -> Option<Part>;
}

/// What came of reading a file of many articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The database or the kind of table.
    pub kind: String,
    /// Documents found, whether or not they have a text.
    pub documents: u64,
    /// How many documents the file says there are.
    pub announced: Option<u64>,
    /// Documents without a text, which are no articles.
    pub without_text: u64,
    /// Documents that stand in the file more than once.
    pub repeated: u64,
    /// Documents that are too large.
    pub too_large: u64,
    /// It is a table in which no column holds texts.
    pub no_text_column: bool,
    /// What is wrong, as sentences without the file's name.
    pub warnings: Vec<String>,
}

impl Outcome {
    /// Articles handed over.
    pub fn articles(&self) -> u64 {
        self.documents.saturating_sub(self.without_text + self.repeated + self.too_large)
    }

    /// "120 of 120 documents read (Nexis), 2 without text."
    pub fn summary(&self) -> String {
        let of =
            self.announced.filter(|n| *n >= self.documents).map_or(String::new(), |n| format!(" of {n}"));
        let noun = if self.documents == 1 && of.is_empty() { "document" } else { "documents" };
        let mut summary = format!("{}{of} {noun} read ({})", self.documents, self.kind);
        for (count, what) in
            [(self.without_text, "without text"), (self.repeated, "repeated"), (self.too_large, "too large")]
        {
            if count > 0 {
                summary.push_str(&format!(", {count} {what}"));
            }
        }
        summary.push('.');
        summary
    }
}
