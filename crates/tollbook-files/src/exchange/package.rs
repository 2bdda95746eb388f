//! The CSV package on its way out: every file of docs/file-format.md, as one folder.

use std::collections::{BTreeSet, HashMap};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::annotations::{self, Names};
use super::cell::Cells;
use super::columns::{self, File};
use super::datapackage::{DATAPACKAGE, FileChecksum, describe, earlier_text_path};
pub use super::export_error::ExportError;
use super::folder::{ChecksumWriter, StagingFolder, Target};
use super::offsets::to_code_points;
use super::sheet::{Options, Sheet};
use super::snapshot::Snapshot;
use super::{incidents, rows, series};
use crate::reading::document::{Element, ElementKind};
use tollbook_core::analysis::Answers;
use tollbook_core::analysis::counted::timeline_of;
use tollbook_core::analysis::index::Index;
use tollbook_core::analysis::wording::counted;
use tollbook_core::model::{Anchor, Annotation, AnnotationId, Article, ArticleId, Project};

/// The form in which a package is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportFormat {
    /// A folder of CSV files, which can be read back.
    #[default]
    Csv,
    /// An Excel workbook.
    Xlsx,
}

impl ExportFormat {
    /// Every form.
    pub const ALL: [Self; 2] = [Self::Csv, Self::Xlsx];

    /// The word for it, which is also the ending of its files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

impl std::str::FromStr for ExportFormat {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let words = || Self::ALL.map(Self::as_str).join(", ");
        Self::ALL
            .into_iter()
            .find(|format| format.as_str() == word)
            .ok_or_else(|| format!("one of {}", words()))
    }
}

/// What an export did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The folder, or the workbook.
    pub folder: PathBuf,
    /// The files, or sheets, and how many rows each has.
    pub files: Vec<(&'static str, usize)>,
    /// What the package does not say as the project does, as sentences.
    pub warnings: Vec<String>,
}

/// How many rows are written between two looks at whether to go on.
const STRIDE: usize = 512;

/// How far an export has come.
struct Progress<'a> {
    done: usize,
    total: usize,
    /// Is told how many rows of how many are done; `false` cancels.
    tell: &'a mut dyn FnMut(usize, usize) -> bool,
}

impl Progress<'_> {
    fn step(&mut self) -> Result<(), ExportError> {
        self.done += 1;
        if self.done.is_multiple_of(STRIDE) { self.look() } else { Ok(()) }
    }

    fn look(&mut self) -> Result<(), ExportError> {
        match (self.tell)(self.done.min(self.total), self.total) {
            true => Ok(()),
            false => Err(ExportError::Cancelled),
        }
    }
}

/// Writes the package to the folder `dir`, which is made if it is not there.
///
/// The package is written beside `dir` and then put in its place as a whole, so that a folder
/// never holds half a package. A folder that is there is replaced only if it is empty or holds
/// nothing but an earlier package of the same project. `progress` is told how many rows of how
/// many are done, and cancels by answering `false`.
///
/// # Errors
/// An [`ExportError`]; what was in `dir` is then as it was.
pub fn export(
    snapshot: &Snapshot,
    dir: &Path,
    options: &Options,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Report, ExportError> {
    let project = &snapshot.project;
    let target = Target::check(dir, project.id())?;
    let total = project.annotations.len() + project.incidents.len() + project.articles.len();
    let mut progress = Progress { done: 0, total, tell: progress };
    progress.look()?;
    let stage = StagingFolder::beside(&target)?;
    let answers = Answers::from_project(project);
    progress.look()?;

    let mut package = Package {
        target: &target,
        stage: &stage,
        options,
        progress,
        report: Report::default(),
        sums: Vec::new(),
        earlier_texts: Vec::new(),
    };
    let mut warnings = Vec::new();
    package.file(&columns::ANNOTATIONS, |out| {
        let stored = Stored { texts: &snapshot.texts, structures: &snapshot.structures };
        each_annotation(project, &answers.index, stored, &mut warnings, |cells| out.counted(cells))
    })?;
    package.file(&columns::INCIDENTS, |out| {
        project.incidents.iter().try_for_each(|(id, _)| {
            out.progress.step()?;
            incidents::rows(project, &answers, id).try_for_each(|cells| out.row(&cells))
        })
    })?;
    package.file(&columns::EVENTS, |out| {
        let mut events: Vec<_> = answers.incidents().collect();
        events.sort_by_key(|view| view.root);
        events
            .into_iter()
            .flat_map(|view| incidents::events(project, view))
            .try_for_each(|cells| out.row(&cells))
    })?;
    let mut cells = Cells::default();
    package.file(&columns::TOTALS, |out| {
        answers.totals.iter().try_for_each(|compared| {
            cells.clear();
            annotations::total(&mut cells, project, compared);
            out.row(&cells)
        })
    })?;
    // A package is read back, where a series by something else would not be known again.
    let query = snapshot.query.by_operation();
    let timeline = timeline_of(project, &answers, &query);
    package.file(&columns::SERIES, |out| {
        series::sorted(project, &timeline, &query).into_iter().try_for_each(|(key, sum)| {
            cells.clear();
            series::row(&mut cells, project, key, sum);
            out.row(&cells)
        })
    })?;
    package.file(&columns::ARTICLES, |out| {
        rows::articles(project).into_iter().try_for_each(|(id, article, states)| {
            let annotations = answers.index.annotation_count(id);
            let states = states.into_iter().map(Some);
            // An article that no coder has a state for has one row all the same.
            let none = if states.len() == 0 { Some(None) } else { None };
            out.progress.step()?;
            states.chain(none).try_for_each(|state| {
                cells.clear();
                rows::article(&mut cells, project, (id, article), state, annotations);
                out.row(&cells)
            })
        })
    })?;
    let (codes, same_code) = rows::codes(project);
    package.file(&columns::CODEBOOK, |out| {
        codes.iter().try_for_each(|code| {
            cells.clear();
            rows::code(&mut cells, project, code);
            out.row(&cells)
        })
    })?;
    let (operations, same_operation) = rows::operations(project);
    package.file(&columns::OPERATIONS, |out| {
        operations.iter().try_for_each(|operation| {
            cells.clear();
            rows::operation(&mut cells, project, operation);
            out.row(&cells)
        })
    })?;
    let (entries, same_entry) = rows::entries(project);
    package.file(&columns::LISTS, |out| {
        entries.iter().try_for_each(|entry| {
            cells.clear();
            rows::entry(&mut cells, entry);
            out.row(&cells)
        })
    })?;
    package.file(&columns::LINKS, |out| {
        rows::links(project).into_iter().try_for_each(|link| {
            cells.clear();
            rows::link(&mut cells, link);
            out.row(&cells)
        })
    })?;
    package.file(&columns::REJECTIONS, |out| {
        rows::rejections(project).into_iter().try_for_each(|(article, rejection)| {
            let text = (snapshot.texts)(&article.sha256);
            let ends = [rejection.start, rejection.end];
            let points = text.map_or_else(|| vec![None; 2], |text| to_code_points(&text, &ends));
            cells.clear();
            rows::rejection(&mut cells, project, (article, rejection), &points);
            out.row(&cells)
        })
    })?;
    package.earlier_texts(snapshot, &mut warnings)?;
    package.json(snapshot)?;

    let twice = |what: &str, name: &str| {
        format!(
            "Several {what} are called “{name}”: the package holds them as one. Give each a name of its own."
        )
    };
    warnings.extend(same_code.into_iter().map(|name| twice("codes", name)));
    warnings.extend(same_operation.into_iter().map(|name| twice("operations", name)));
    warnings.extend(
        same_entry.into_iter().map(|(list, name)| twice(&format!("entries of the list {list}"), name)),
    );
    warnings.extend(snapshot.left_out());
    let mut report = package.report;
    report.warnings = warnings;
    stage.put_in_place(&target)?;
    report.folder = target.dir().to_owned();
    Ok(report)
}

/// The package while it is being written.
struct Package<'a> {
    target: &'a Target,
    stage: &'a StagingFolder,
    options: &'a Options,
    progress: Progress<'a>,
    report: Report,
    sums: Vec<(&'static File, FileChecksum)>,
    /// The hash and size of each.
    earlier_texts: Vec<(String, u64)>,
}

impl<'a> Package<'a> {
    /// Writes one file; `body` writes its rows.
    fn file(
        &mut self,
        file: &'static File,
        body: impl FnOnce(&mut Rows<'_, 'a>) -> Result<(), ExportError>,
    ) -> Result<(), ExportError> {
        let path = self.target.dir().join(file.name);
        let failed = |source| ExportError::File { path: path.clone(), source };
        let out = self.stage.create(file.name).map_err(failed)?;
        let sheet = Sheet::new(out, file, self.options).map_err(failed)?;
        let mut rows = Rows { sheet, path: &path, progress: &mut self.progress };
        body(&mut rows)?;
        let sheet = rows.sheet;
        self.report.files.push((file.name, sheet.rows()));
        let sum = sheet.finish().and_then(ChecksumWriter::finish).map_err(failed)?;
        self.sums.push((file, sum));
        Ok(())
    }

    /// Writes the texts to which lost annotations belong: nothing else has them. They are left out with what is
    /// sensitive, since it may stand in them.
    fn earlier_texts(&mut self, snapshot: &Snapshot, warnings: &mut Vec<String>) -> Result<(), ExportError> {
        let annotations = snapshot.project.annotations.iter().map(|(_, annotation)| annotation);
        let lost = annotations.filter(|annotation| annotation.anchor == Anchor::Lost);
        let hashes: BTreeSet<&str> = lost.map(|lost| lost.anchor_sha256.as_str()).collect();
        if snapshot.left_out.is_some() && !hashes.is_empty() {
            warnings.push(
                "The earlier texts of annotations that are lost are left out, since what is sensitive may stand in \
                 them; these annotations cannot be imported from this package."
                    .to_owned(),
            );
            return Ok(());
        }
        for hash in hashes {
            let Some(text) = (snapshot.texts)(hash) else { continue };
            self.progress.look()?;
            let path = self.target.dir().join(earlier_text_path(hash));
            let failed = |source| ExportError::File { path, source };
            self.stage.write_earlier_text(hash, &text).map_err(failed)?;
            self.earlier_texts.push((hash.to_owned(), text.len() as u64));
        }
        if !self.earlier_texts.is_empty() {
            warnings.push(format!(
                "The folder texts has {}, since annotations that are lost belong to them.",
                counted(self.earlier_texts.len(), "earlier article text")
            ));
        }
        Ok(())
    }

    fn json(&mut self, snapshot: &Snapshot) -> Result<(), ExportError> {
        let failed = |source| ExportError::File { path: self.target.dir().join(DATAPACKAGE), source };
        let files = std::mem::take(&mut self.sums);
        let text = describe(snapshot, self.options, files, &self.earlier_texts)
            .map_err(|error| failed(error.into()))?;
        let mut out = self.stage.create(DATAPACKAGE).map_err(failed)?;
        out.write_all(text.as_bytes()).and_then(|()| out.finish()).map_err(failed)?;
        Ok(())
    }
}

/// A file's rows on their way out.
struct Rows<'a, 'b> {
    sheet: Sheet<ChecksumWriter>,
    path: &'a Path,
    progress: &'a mut Progress<'b>,
}

impl Rows<'_, '_> {
    fn row(&mut self, cells: &Cells) -> Result<(), ExportError> {
        self.sheet.row(cells).map_err(|source| ExportError::File { path: self.path.to_owned(), source })
    }

    /// Writes rows, and counts each of them as a step.
    fn counted(&mut self, cells: &Cells) -> Result<(), ExportError> {
        let before = self.sheet.rows();
        self.row(cells)?;
        (before..self.sheet.rows()).try_for_each(|_| self.progress.step())
    }
}

/// How many articles' rows are made at a time, on all cores; they are then written in their order. So
/// few that they are still in the cache when they are written.
const AT_A_TIME: usize = 16;

/// Where the texts of articles and their structures are found, by SHA-256 in hexadecimal.
struct Stored<'a> {
    texts: &'a dyn Fn(&str) -> Option<Arc<str>>,
    structures: &'a dyn Fn(&str) -> Arc<[Element]>,
}

/// An article whose annotations are written, with its text.
struct Marked<'a> {
    id: ArticleId,
    article: &'a Article,
    text: Option<Arc<str>>,
    /// The texts to which the spans of its lost annotations belong, by hash.
    earlier: HashMap<&'a str, Option<Arc<str>>>,
    /// Where its pages begin, with their numbers, in order.
    pages: Vec<(usize, u32)>,
}

impl Marked<'_> {
    /// The page on which an annotation begins.
    fn page(&self, annotation: &Annotation) -> Option<u32> {
        let is_in_text = annotation.anchor != Anchor::Lost;
        let until = self.pages.partition_point(|(start, _)| *start <= annotation.start);
        is_in_text.then(|| self.pages.get(until.checked_sub(1)?)).flatten().map(|(_, number)| *number)
    }
}

/// Where the numbered pages of a text begin.
fn pages_of(structure: &[Element]) -> Vec<(usize, u32)> {
    let page = |element: &Element| match element.kind {
        ElementKind::Page(number) => Some((element.range.start, number)),
        _ => None,
    };
    structure.iter().filter_map(page).collect()
}

/// Calls `each` with the rows of `annotations.csv`, those of an article at a time: by the article's
/// path, then by place, then by id. Each article's text is asked for once, and walked once.
fn each_annotation<E>(
    project: &Project,
    index: &Index,
    stored: Stored<'_>,
    warnings: &mut Vec<String>,
    mut each: impl FnMut(&Cells) -> Result<(), E>,
) -> Result<(), E> {
    let Stored { texts, structures } = stored;
    let mut articles: Vec<(&str, ArticleId, &Article)> = project
        .articles
        .iter()
        .filter(|(id, _)| index.annotation_count(*id) > 0)
        .map(|(id, article)| (article.path.as_str(), id, article))
        .collect();
    articles.sort_unstable_by_key(|(path, id, _)| (*path, *id));
    let mut made: Vec<(Cells, Option<String>)> = Vec::new();
    // One group is written while the next is made; an empty one at the end writes the last.
    for group in articles.chunks(AT_A_TIME).chain(std::iter::once(&[][..])) {
        let marked: Vec<Marked<'_>> = group
            .iter()
            .map(|&(_, id, article)| {
                let lost = index.annotations(id).filter_map(|id| project.annotations.get(id));
                let lost = lost.filter(|annotation| annotation.anchor == Anchor::Lost);
                let earlier = lost.map(|lost| (lost.anchor_sha256.as_str(), texts(&lost.anchor_sha256)));
                // Only of a PDF are the numbers of pages known.
                let has_pages = article.extractor == "pdf";
                let pages = if has_pages { pages_of(&structures(&article.sha256)) } else { Vec::new() };
                Marked { id, article, text: texts(&article.sha256), earlier: earlier.collect(), pages }
            })
            .collect();
        let mut next = Vec::new();
        rayon::in_place_scope(|scope| {
            scope.spawn(|_| next = marked.par_iter().map(|marked| rows_of(project, index, marked)).collect());
            made.drain(..).try_for_each(|(rows, warning)| {
                warnings.extend(warning);
                each(&rows)
            })
        })?;
        made = next;
    }
    Ok(())
}

/// The rows of one article's annotations, one after the other, and a warning if its text does not
/// fit them.
fn rows_of(project: &Project, index: &Index, marked: &Marked<'_>) -> (Cells, Option<String>) {
    let mut annotations: Vec<(AnnotationId, &Annotation)> =
        index.annotations(marked.id).filter_map(|id| Some((id, project.annotations.get(id)?))).collect();
    annotations.sort_by_key(|(id, annotation)| (annotation.start, annotation.end, *id));
    let ends: Vec<usize> =
        annotations.iter().flat_map(|(_, annotation)| [annotation.start, annotation.end]).collect();
    let points_in = |text: &Option<Arc<str>>, ends: &[usize]| match text {
        Some(text) => to_code_points(text, ends),
        None => vec![None; ends.len()],
    };
    let mut points = points_in(&marked.text, &ends);
    for ((_, annotation), points) in annotations.iter().zip(points.chunks_exact_mut(2)) {
        if annotation.anchor == Anchor::Lost {
            let text = marked.earlier.get(annotation.anchor_sha256.as_str()).unwrap_or(&None);
            points.clone_from_slice(&points_in(text, &[annotation.start, annotation.end]));
        }
    }
    let warning = points.contains(&None).then(|| {
        let what =
            if marked.text.is_some() { "does not reach to some of its annotations" } else { "is not stored" };
        format!("{}: its text {what}, so start and end are blank in annotations.csv.", marked.article.path)
    });
    let mut names = Names::new(project);
    let mut rows = Cells::default();
    for (annotation, points) in annotations.into_iter().zip(points.chunks_exact(2)) {
        let page = marked.page(annotation.1);
        annotations::row_on_page(
            &mut rows,
            &mut names,
            Some(marked.article),
            annotation,
            (points[0], points[1]),
            page,
        );
    }
    (rows, warning)
}

/// Writes `annotations.csv` alone.
///
/// # Errors
/// Those of `out`.
pub fn write_annotations<W: Write>(
    out: W,
    project: &Project,
    index: &Index,
    texts: &dyn Fn(&str) -> Option<Arc<str>>,
    options: &Options,
) -> std::io::Result<W> {
    let mut sheet = Sheet::new(out, &columns::ANNOTATIONS, options)?;
    let stored = Stored { texts, structures: &|_| Arc::default() };
    each_annotation(project, index, stored, &mut Vec::new(), |cells| sheet.row(cells))?;
    sheet.finish()
}
