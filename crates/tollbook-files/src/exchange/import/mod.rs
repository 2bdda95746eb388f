//! CSV on its way in: from files to one edit.
//!
//! Three uses share one way. A package comes into a project that was just begun with the package's
//! id, and all is as it was. An edited package comes into its project, and each cell that differs
//! from what the project would write becomes a change. Annotations from elsewhere come in by
//! article and quote; what they leave blank is drafted.
//!
//! A sheet of annotations from elsewhere has the columns `article` (the path in the folder), `quote`
//! and one of `code`, `kind` and `outcome`. A quote that stands there more than once needs `nth`
//! (counting from 1), `start` and `end` (code points), or `prefix` and `suffix`. Any other column of
//! `annotations.csv` may follow, and for totals `definition`, `as_of` (a day), `from`,
//! `scope_operations` and `scope_countries` (names of countries or areas). Rows with the same
//! `incident_id`, which may be any label, are joined; a label of several words becomes the incident's
//! title; a mark that claims nothing is evidence of the incidents that it names, with `;` between,
//! and a total is given with its incident. Blank cells are drafted unless `set_by_coder` lists their
//! field: then they are unknown. A mark that the project has already is not made twice. New sides,
//! causes, definitions and coders are added to their lists; operations and codes that the project
//! lacks are refused, for a slip of the pen would open a new line of the chart.
//!
//! Rows that are missing delete nothing. A row that cannot be taken is refused with its file, line,
//! column and a sentence, and stops no other.

mod annotations;
mod articles;
mod claims;
mod codebook;
mod external;
mod incidents;
mod links;
mod lists;
mod locate;
mod names;
pub(super) mod parse;
mod planner;
mod rejections;
mod second_pass;
pub(super) mod table;
mod totals;

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use planner::Planner;
use table::{Shape, Table};

use super::columns::FILES;
use super::datapackage::DATAPACKAGE;
use tollbook_core::model::{
    Article, ArticleId, Claim, Conflict, DateRange, Edit, Kind, Outcome, Project, Stamp,
};

/// An article that can be marked.
#[derive(Clone, Debug)]
pub struct FoundArticle {
    /// Its id.
    pub id: ArticleId,
    /// Its row, or the row that it would have: path, hash, title and date as they were read.
    pub article: Article,
    /// Its text, whose hash is the row's.
    pub text: Arc<str>,
}

/// The articles of the project's folder, and those whose texts are stored.
pub trait ArticleLookup {
    /// The article at a path, relative to the folder and with `/`.
    fn find(&self, path: &str) -> Option<FoundArticle>;

    /// The text with this SHA-256, if the project has it: an article's present text or an earlier one.
    fn text(&self, _sha256: &str) -> Option<Arc<str>> {
        None
    }
}

impl<F: Fn(&str) -> Option<FoundArticle>> ArticleLookup for F {
    fn find(&self, path: &str) -> Option<FoundArticle> {
        self(path)
    }
}

/// A passage of which a claim is to be drafted.
#[derive(Clone, Debug)]
pub struct Passage<'a> {
    /// The article.
    pub article: ArticleId,
    /// When it was published, if that is known.
    pub published: Option<DateRange>,
    /// Its text.
    pub text: &'a str,
    /// The passage: bytes of the text.
    pub span: Range<usize>,
    /// The kind of claim that it makes.
    pub kind: Kind,
    /// What happened to the people, where that is known before the words are read.
    pub outcome: Option<Outcome>,
}

/// Drafts the claim of a passage.
pub type Drafts<'a> = &'a dyn Fn(&Passage<'_>) -> Claim;

/// A row, or a whole file, that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The file.
    pub file: PathBuf,
    /// The line on which the row begins; the header is line 1.
    pub line: u64,
    /// The column; blank for the row or the file as a whole.
    pub column: String,
    /// What is wrong and what to do, as sentences.
    pub why: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}", self.file.display(), self.line)?;
        if !self.column.is_empty() {
            write!(f, ", column {}", self.column)?;
        }
        write!(f, ": {}", self.why)
    }
}

/// What an import would do.
#[derive(Clone, Debug, Default)]
pub struct Planned {
    /// The edit; `None` if nothing changes.
    pub edit: Option<Edit>,
    /// The texts of the articles that the edit adds, by hash: they are stored with it.
    pub texts: Vec<(String, Arc<str>)>,
    /// How many rows were added.
    pub added: usize,
    /// How many rows changed something.
    pub changed: usize,
    /// How many rows said what the project says already.
    pub unchanged: usize,
    /// The rows that were not taken.
    pub refused: Vec<Refused>,
    /// What the coder should know, as sentences.
    pub warnings: Vec<String>,
}

impl Planned {
    /// Cuts what sentences quote from files: a cell may hold a whole book.
    fn shorten(&mut self) {
        /// A sentence with a long quote in it.
        const MOST: usize = 400;
        let sentences = self.refused.iter_mut().map(|refused| &mut refused.why).chain(&mut self.warnings);
        for sentence in sentences {
            if sentence.chars().any(char::is_control) {
                *sentence = sentence.split(char::is_control).collect::<Vec<_>>().join(" ");
            }
            if let Some((half, _)) = sentence.char_indices().nth(MOST / 2)
                && let Some((end, _)) = sentence.char_indices().rev().nth(MOST / 2)
                && half < end
            {
                // The remedy stands at the end.
                *sentence = format!("{}…{}", &sentence[..half], &sentence[end..]);
            }
        }
    }
}

/// Why nothing can be imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The rows do not fit together. Rows are checked one by one before, so this should not happen.
    #[error("{} cannot be imported: {source}. Import its files one by one to see which one it is.", file.display())]
    Conflict {
        /// The first of the files.
        file: PathBuf,
        /// What does not fit.
        source: Conflict,
    },
}

/// Works out the edit that `files` make of `project`: CSV files, or folders of packages.
///
/// `drafts` drafts what a row from elsewhere leaves blank. For a package into an empty project, the
/// caller begins that with the id that [`super::package_info`] gives.
///
/// # Errors
/// An [`ImportError`]; what is wrong with files and rows is in [`Planned::refused`].
pub fn plan(
    project: &Project,
    files: &[PathBuf],
    articles: &dyn ArticleLookup,
    drafts: Drafts<'_>,
    coder: &str,
    stamp: &mut Stamp,
) -> Result<Planned, ImportError> {
    let mut planned = Planned::default();
    let mut tables = Vec::new();
    for path in files.iter().flat_map(|path| inside(path)) {
        match Table::read(&path, Shape::OfPackage, &mut planned.refused, &mut planned.warnings) {
            Ok(table) => tables.push(table),
            Err(refused) => planned.refused.push(refused),
        }
    }
    let label = match files {
        [file] => format!("Import {}", name(file)),
        files => format!("Import {} files", files.len()),
    };
    let conflict =
        |source| ImportError::Conflict { file: files.first().cloned().unwrap_or_default(), source };
    let mut planner = Planner::new(project, &tables, articles, drafts, stamp, planned);
    planner.run(&tables).map_err(conflict)?;
    let mut planned = planner.finish(label, coder);
    planned.shorten();
    if planned.added + planned.changed == 0 && !planned.refused.is_empty() {
        // What was prepared for rows that were refused, such as their article.
        planned.edit = None;
    }
    // Whatever was overlooked is found here, and not when the edit is to be saved.
    if let Some(edit) = &planned.edit {
        project.clone().apply(edit).map_err(conflict)?;
    }
    Ok(planned)
}

fn name(file: &Path) -> std::path::Display<'_> {
    Path::new(file.file_name().unwrap_or(file.as_os_str())).display()
}

/// Works out the edit that tables already read make of `project`, without articles.
///
/// # Errors
/// An [`ImportError`].
pub(super) fn plan_tables(
    project: &Project,
    tables: &[Table],
    drafts: Drafts<'_>,
    label: &str,
    coder: &str,
    stamp: &mut Stamp,
) -> Result<Planned, ImportError> {
    let mut planner = Planner::new(project, tables, &|_: &str| None, drafts, stamp, Planned::default());
    let conflict = |source| ImportError::Conflict { file: PathBuf::from(label), source };
    planner.run(tables).map_err(conflict)?;
    Ok(planner.finish(label.to_owned(), coder))
}

/// Works out the edit that a codebook makes of `project`: `codebook.csv` of a package, or any file with a
/// column of names. What it does not speak of stays.
///
/// # Errors
/// An [`ImportError`]; what is wrong with the file and its rows is in [`Planned::refused`].
pub fn plan_codebook(
    project: &Project,
    file: &Path,
    coder: &str,
    stamp: &mut Stamp,
) -> Result<Planned, ImportError> {
    let mut planned = Planned::default();
    let table = match Table::read(file, Shape::OfCodebook, &mut planned.refused, &mut planned.warnings) {
        Ok(table) => table,
        Err(refused) => {
            planned.refused.push(refused);
            return Ok(planned);
        }
    };
    let no_drafts = |passage: &Passage<'_>| Claim::blank(passage.kind, passage.outcome);
    let mut planner = Planner::new(project, &[], &|_: &str| None, &no_drafts, stamp, planned);
    planner.codes_above(&table);
    planner.codebook(&[&table]);
    let mut planned = planner.finish(format!("Import codebook {}", name(file)), coder);
    planned.shorten();
    if let Some(edit) = &planned.edit {
        let conflict = |source| ImportError::Conflict { file: file.to_owned(), source };
        project.clone().apply(edit).map_err(conflict)?;
    }
    Ok(planned)
}

/// The files of a package's folder; any other path is itself.
fn inside(path: &Path) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    let files = FILES.iter().map(|file| path.join(file.name)).filter(|file| file.is_file());
    let files: Vec<PathBuf> = files.collect();
    // A folder without any is refused by name.
    if files.is_empty() { vec![path.join(DATAPACKAGE)] } else { files }
}
