//! What the command line does without a window.

mod agreement;
mod chart;
mod columns;
mod duplicates;
mod history;
mod restore;
mod suggest;
mod team;

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

pub use agreement::coder_agreement;
pub use chart::{ChartChoice, chart};
pub use columns::columns;
pub use duplicates::duplicates;
pub use history::{HistoryChoice, history};
pub use restore::{RestoreChoice, restore};
pub use suggest::{suggest, suggest_lines};
pub use team::{TeamTask, team};

use super::open::{Place, project_file};
use tollbook_core::analysis::Answers;
use tollbook_core::analysis::timeline::Query;
use tollbook_core::model::{ArticleIds, Project, ProjectId, start};
use tollbook_files::exchange::{self, ExportFormat, Options};
use tollbook_files::reading::Summary;
use tollbook_files::storage::{self, Store};
use tollbook_state::Library;

/// What a command answers: lines for standard output, or a sentence for standard error.
pub type Answer = Result<Vec<String>, String>;

/// A project as it stands, or an empty one for a folder without; and the articles of its folder.
pub(super) struct AtHand {
    /// The project file, if there is one.
    store: Option<Store>,
    /// The facts, with every article of the folder.
    project: Project,
    library: Library,
    warnings: Vec<String>,
}

fn at_hand(path: &Path) -> Result<AtHand, String> {
    let place = project_file(path).map_err(|why| why.to_string())?;
    let (store, project, mut warnings) = if place.has_project().map_err(|why| why.to_string())? {
        let (store, opened) = Store::open(&place.file).map_err(|error| format!("{error}."))?;
        (Some(store), opened.project, opened.warnings)
    } else {
        // The same for the same folder, so that it can be exported again to the same place.
        let id = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_URL, place.folder.as_os_str().as_encoded_bytes());
        let name =
            place.folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let (project, _) =
            start::begin(ProjectId(id), &name, &super::coder_name(), &mut super::clock::stamp());
        (None, project, Vec::new())
    };
    let (library, unread) = scan(&project, &place.folder);
    let project = library.with_every_article(&project);
    warnings.extend(unread);
    Ok(AtHand { store, project, library, warnings })
}

/// At most so many files that could not be read are named.
const MOST_NAMED: usize = 20;

/// The files that could not be read, a sentence each.
fn unread_files(library: &Library) -> Vec<String> {
    let named = library.unreadable().take(MOST_NAMED);
    let named = named.map(|(path, reason)| format!("{path} was not read: {reason}"));
    most_named(named, library.unreadable_count())
}

/// The tables without a column of texts, a sentence each.
fn unread_tables(summary: &Summary, library: &Library) -> Vec<String> {
    let is_named = |table: &str| library.unreadable().any(|(path, _)| path == table);
    let empty = summary.tables.iter().filter(|(_, articles)| *articles == 0);
    let tables: Vec<&str> = empty.map(|(path, _)| path.as_str()).filter(|path| !is_named(path)).collect();
    let named = tables.iter().take(MOST_NAMED).map(|path| {
        format!("{path} was not read: it is a table, of which no column is known to hold texts. Name it with “tollbook columns”.")
    });
    most_named(named, tables.len())
}

fn most_named(named: impl Iterator<Item = String>, count: usize) -> Vec<String> {
    let more = count.saturating_sub(MOST_NAMED);
    named.chain((more > 0).then(|| format!("and {more} more files were not read"))).collect()
}

/// The articles of the folder, and what of it was not read, as sentences.
pub(super) fn scan(project: &Project, folder: &Path) -> (Library, Vec<String>) {
    let ids = ArticleIds::from_project(project);
    let library = Mutex::new(Library::default());
    let cache = Arc::new(super::open::library_cache(folder, tollbook_state::input::columns_of(project)));
    let summary =
        tollbook_files::reading::scan_with_cache(folder, &cache, &AtomicBool::new(false), &|batch| {
            if let Ok(mut library) = library.lock() {
                for found in batch.items {
                    library.add(&ids, found);
                }
            }
        });
    let mut library = library.into_inner().unwrap_or_default();
    library.set_cache(cache);
    library.end_scan(project);
    let unread = unread_files(&library).into_iter().chain(unread_tables(&summary, &library));
    let unread = unread.chain(summary.not_shown_sentence()).collect();
    (library, unread)
}

fn stored(path: &Path) -> Result<(Place, Store, storage::Opened), String> {
    let place = project_file(path).map_err(|why| why.to_string())?;
    if !place.has_project().map_err(|why| why.to_string())? {
        return Err(format!(
            "{} holds no project yet: open it in the window and annotate something, or import into it.",
            place.folder.display()
        ));
    }
    let (store, opened) = Store::open(&place.file).map_err(|error| format!("{error}."))?;
    Ok((place, store, opened))
}

/// `tollbook export PROJECT --to DIR`, or `--format xlsx --to FILE`.
///
/// # Errors
/// A sentence that names the file and the remedy.
pub fn export(
    project: &Path,
    to: &Path,
    format: ExportFormat,
    options: &Options,
    without_sensitive: bool,
) -> Answer {
    let AtHand { store, project, warnings: mut lines, library } = at_hand(project)?;
    // The texts of the file are read through a handle of their own, and few may be open.
    let file = store.map(|store| store.path().to_owned()).unwrap_or_default();
    let mut snapshot = super::export::snapshot(project, Query::everything(), library.texts(), file);
    if without_sensitive {
        snapshot = snapshot.without_sensitive();
    }
    let report = match format {
        ExportFormat::Csv => exchange::export(&snapshot, to, options, &mut |_, _| true),
        ExportFormat::Xlsx => exchange::export_workbook(&snapshot, to, &mut |_, _| true),
    };
    let report = report.map_err(|error| error.to_string())?;
    lines.extend(report_lines(&report));
    Ok(lines)
}

/// What an export did, a line each.
fn report_lines(report: &exchange::Report) -> Vec<String> {
    let files = report.files.iter().map(|(name, rows)| format!("{name}: {rows} rows"));
    std::iter::once(format!("Exported to {}", report.folder.display()))
        .chain(files)
        .chain(report.warnings.iter().cloned())
        .collect()
}

/// `tollbook check PROJECT`: what is wrong, a sentence each; nothing is good.
///
/// # Errors
/// A sentence, if there is no project to check.
pub fn check(project: &Path) -> Result<(PathBuf, Vec<String>), String> {
    let place = project_file(project).map_err(|why| why.to_string())?;
    if !place.has_project().map_err(|why| why.to_string())? {
        return Err(format!("{} holds no project to check.", place.folder.display()));
    }
    let mut findings = storage::check(&place.file);
    if let Ok((_, opened)) = Store::open(&place.file) {
        findings.extend(figures(&opened.project));
        findings.extend(articles(&opened.project, &place.folder));
    }
    Ok((place.file, findings))
}

/// `tollbook check --repair NEW-FILE PROJECT`: writes a sound copy of a project file that is not.
///
/// # Errors
/// A sentence, if there is no project, if there is a file already, or if nothing can be read.
pub fn repair(project: &Path, to: &Path) -> Answer {
    let place = project_file(project).map_err(|why| why.to_string())?;
    let mut stamp = super::clock::stamp();
    if let Ok((_, opened)) = Store::open(&place.file) {
        stamp.coder = start::coder_id(opened.project.id(), &super::coder_name());
    }
    storage::repair(&place.file, to, &mut stamp).map_err(|error| format!("{error}."))
}

/// Articles of which the folder has another text than the one that is annotated, or none.
fn articles(project: &Project, folder: &Path) -> Vec<String> {
    let (library, _) = scan(project, folder);
    if library.is_empty() {
        // A project file that lies by itself, such as a copy, has no articles to be compared with.
        return Vec::new();
    }
    let annotated: std::collections::HashSet<_> =
        project.annotations.iter().map(|(_, annotation)| annotation.article).collect();
    let mut findings = Vec::new();
    for (id, article) in project.articles.iter().filter(|(id, _)| annotated.contains(id)) {
        if library.listed(id).is_none() {
            findings.push(format!(
                "“{}” is annotated and no longer in the folder; its stored text is used.",
                article.path
            ));
        } else if library.has_changed(project, id) {
            findings.push(format!(
                "“{}” has another text in the folder than the one that is annotated; its stored text is used.",
                article.path
            ));
        }
    }
    findings
}

/// Figures that no claim bears out: a bar must be the sum of its incidents' estimates, and an
/// estimate must have claims or be the coder's own.
fn figures(project: &Project) -> Vec<String> {
    let answers = Answers::from_project(project);
    let mut findings = Vec::new();
    for view in answers.incidents() {
        for estimated in &view.estimates {
            if let Some(problem) = estimated.figures.problem() {
                findings.push(format!("{}, {}: {problem}", view.title, estimated.outcome));
            }
        }
    }
    for (id, claim) in project.claims.iter() {
        if let Some(problem) = claim.count.problem() {
            findings.push(format!("Claim {id}: {problem}"));
        }
        if claim.kind.has_incident() != claim.incident.is_some() {
            findings.push(format!(
                "Claim {id} is of the kind {} and its incident does not fit that.",
                claim.kind
            ));
        }
    }
    findings
}
