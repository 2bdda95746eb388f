//! The text format of language packs: sections of rows of columns.
//!
//! ```text
//! # A comment runs to the end of its line.
//! [trigger verb killed object]
//! kill | kills | killed | | killing
//! ```
//!
//! A header names a category and what holds for all its words. A row has the category's columns,
//! separated by `|`; a column holds any number of forms, separated by `,`. A form that begins with
//! `^` must be written with a capital, one that ends in `!` in capitals.

use std::fmt;

use super::category::{Case, Category, Columns, Detail, Entry, Form, Frame};
use crate::extract::{Kind, Outcome, PartyKind};

/// What is wrong with a pack, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, as a sentence that says what to write instead.
    pub problem: String,
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}: {}", self.file, self.line, self.problem)
    }
}

impl std::error::Error for PackError {}

/// A section of the tables that describe the language itself and not words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// `from | to`: letters that count as one.
    Letters,
    /// Short words cut off after their apostrophe: `l'`.
    Elisions,
    /// Words written together with the next: Arabic `و`.
    Prefixes,
    /// Ends of the form that a noun for people has behind a number: Arabic `ا`.
    CountedEnding,
    /// Properties of the language, by name.
    Language,
    /// Words by which the language is recognised.
    Detection,
    /// Wording of the reasons: `key | template`.
    Wording,
}

/// A row of a pack.
#[derive(Clone, Debug, PartialEq)]
pub enum Row<'a> {
    /// Words of one category.
    Words {
        /// Their reading, but for form and value.
        entry: Entry,
        /// The canonical name, for categories that have one.
        name: &'a str,
        /// The form as written and the form of its column.
        forms: Vec<(&'a str, Form)>,
    },
    /// A row of a setting.
    Setting(Setting, Vec<&'a str>),
}

/// Reads the rows of one file.
pub fn read_rows<'a>(file: &str, text: &'a str) -> Result<Vec<Row<'a>>, PackError> {
    let mut rows = Vec::new();
    let mut section: Option<Section> = None;
    for (n, line) in text.lines().enumerate() {
        let error = |problem: String| PackError { file: file.to_owned(), line: n + 1, problem };
        let line = line.split('#').next().unwrap_or("").trim().trim_start_matches('\u{feff}');
        if line.is_empty() {
            continue;
        }
        if let Some(header) = line.strip_prefix('[') {
            let header = header
                .strip_suffix(']')
                .ok_or_else(|| error("A section's header must end with a square bracket.".to_owned()))?;
            section = Some(read_header(header).map_err(error)?);
            continue;
        }
        match &section {
            None => {
                return Err(error("Words need a section: put a header such as [of] above them.".to_owned()));
            }
            Some(Section::Setting(setting)) => {
                rows.push(Row::Setting(*setting, line.split('|').map(str::trim).collect()));
            }
            Some(Section::Words(category, detail)) => {
                rows.push(read_words(*category, *detail, line).map_err(error)?);
            }
        }
    }
    Ok(rows)
}

enum Section {
    Setting(Setting),
    Words(Category, Detail),
}

fn read_header(header: &str) -> Result<Section, String> {
    let setting = match header {
        "letters" => Some(Setting::Letters),
        "elisions" => Some(Setting::Elisions),
        "prefixes" => Some(Setting::Prefixes),
        "counted ending" => Some(Setting::CountedEnding),
        "language" => Some(Setting::Language),
        "detection" => Some(Setting::Detection),
        "wording" => Some(Setting::Wording),
        _ => None,
    };
    if let Some(setting) = setting {
        return Ok(Section::Setting(setting));
    }
    // The longest category name that opens the header; the rest is its detail.
    let category = Category::ALL
        .iter()
        .copied()
        .filter(|category| {
            header.strip_prefix(category.name()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })
        .max_by_key(|category| category.name().len())
        .ok_or_else(|| {
            format!(
                "There is no section [{header}]. See the list of sections in the guide to language packs."
            )
        })?;
    let mut detail = Detail::default();
    let rest = &header[category.name().len()..];
    for word in rest.split(',').flat_map(|part| detail_words(part.trim())) {
        match word {
            "killed" => detail.outcome = Some(Outcome::Killed),
            "wounded" => detail.outcome = Some(Outcome::Wounded),
            "missing" => detail.outcome = Some(Outcome::Missing),
            "captured" => detail.outcome = Some(Outcome::Captured),
            "casualties" => detail.outcome = None,
            "object" => detail.frame = Some(Frame::Object),
            "subject" => detail.frame = Some(Frame::Subject),
            "loss" => detail.frame = Some(Frame::Loss),
            "after" => detail.frame = Some(Frame::After),
            "state forces" => detail.party = Some(PartyKind::StateForces),
            "armed group" => detail.party = Some(PartyKind::ArmedGroup),
            "civilians" => detail.party = Some(PartyKind::Civilians),
            "other people" => detail.party = Some(PartyKind::Other),
            "anyone" => detail.party = None,
            "total" => detail.kind = Some(Kind::Total),
            "background" => detail.kind = Some(Kind::Background),
            "incident" => detail.kind = Some(Kind::Incident),
            "hostile" => detail.hostile = Some(true),
            "accidental" => detail.hostile = Some(false),
            "multinational" => detail.multinational = true,
            "weak" => detail.weak = true,
            "plain" => detail.plain = true,
            "found" => detail.found = true,
            "gerund" => detail.ending = Some(Form::Gerund),
            "past" => detail.ending = Some(Form::Past),
            "finite" => detail.ending = Some(Form::Finite),
            "" => {}
            other => return Err(format!("[{header}]: \"{other}\" says nothing of a {}.", category.name())),
        }
    }
    Ok(Section::Words(category, detail))
}

/// The words of a header's detail; some are two words long.
fn detail_words(mut rest: &str) -> Vec<&str> {
    let mut words = Vec::new();
    while !rest.is_empty() {
        let long =
            ["state forces", "armed group", "other people"].into_iter().find(|word| rest.starts_with(word));
        let end = long.map_or_else(|| rest.find(' ').unwrap_or(rest.len()), str::len);
        words.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    words
}

fn read_words(category: Category, detail: Detail, line: &str) -> Result<Row<'_>, String> {
    let mut cells = line.split('|').map(str::trim);
    let (mut value, mut name) = (0, "");
    let columns = match category.columns() {
        Columns::Forms(columns) => columns,
        Columns::Value => {
            let first = cells.next().unwrap_or("");
            value = first.replace('_', "").parse().map_err(|_| {
                format!("The row must begin with a whole number and \"|\", not with \"{first}\".")
            })?;
            &[Form::Plain]
        }
        Columns::Named(columns) => {
            name = cells.next().unwrap_or("");
            columns
        }
    };
    let mut forms = Vec::new();
    for (n, cell) in cells.enumerate() {
        let Some(form) = columns.get(n) else {
            return Err(format!(
                "A row of [{}] has at most {} columns of words.",
                category.name(),
                columns.len()
            ));
        };
        forms
            .extend(cell.split(',').map(str::trim).filter(|word| !word.is_empty()).map(|word| (word, *form)));
    }
    let entry = Entry { category, form: Form::Plain, detail, value, case: Case::Any };
    Ok(Row::Words { entry, name, forms })
}
