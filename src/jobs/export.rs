//! Export and import beside the window.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use super::Post;
use tollbook_core::analysis::timeline::Query;
use tollbook_core::model::Project;
use tollbook_files::exchange::{self, ExportError, ExportFormat, Snapshot};
use tollbook_files::storage::Texts;
use tollbook_state::effect::{Done, ExportRequest, JobId};

pub(super) fn export(post: &Post, job: JobId, request: ExportRequest, cancel: &AtomicBool) {
    let to = match request.format {
        ExportFormat::Csv => package_folder(&request.to, request.project.name()),
        ExportFormat::Xlsx => workbook_file(request.to),
    };
    let mut snapshot = snapshot(request.project, request.query, request.texts, request.file);
    if request.without_sensitive {
        snapshot = snapshot.without_sensitive();
    }
    let mut progress = |done: usize, total: usize| {
        post.done(Done::Progress(job, done as u64, Some(total as u64)));
        !cancel.load(Ordering::Relaxed)
    };
    let exported = match request.format {
        ExportFormat::Csv => exchange::export(&snapshot, &to, &request.options, &mut progress),
        ExportFormat::Xlsx => exchange::export_workbook(&snapshot, &to, &mut progress),
    };
    let result = match exported {
        Ok(report) => {
            let (folder, files) = (report.folder.display(), report.files.len());
            let what = if request.format == ExportFormat::Csv { "files" } else { "tables" };
            let done = format!("Exported {files} {what} to {folder}");
            Ok(std::iter::once(done).chain(report.warnings.iter().cloned()).collect::<Vec<_>>().join("\n"))
        }
        Err(ExportError::Cancelled) => Ok("The export was cancelled; nothing was written.".to_owned()),
        Err(error) => Err(error.to_string()),
    };
    post.done(Done::Exported(job, result));
}

/// The folder that is written: the one that was chosen if it is free for a package, else one of
/// its own inside, so that nobody's other files are touched.
fn package_folder(chosen: &Path, project: &str) -> PathBuf {
    let is_package = chosen.join("datapackage.json").exists();
    let is_free = std::fs::read_dir(chosen).map_or(true, |mut entries| entries.next().is_none());
    if is_package || is_free { chosen.to_owned() } else { chosen.join(format!("{project} CSV")) }
}

/// The chosen file with the ending of a workbook.
fn workbook_file(chosen: PathBuf) -> PathBuf {
    let ends = chosen.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    if ends { chosen } else { chosen.with_added_extension("xlsx") }
}

/// What an export writes of a project: with the texts at hand, and behind them those that only its file has.
pub(super) fn snapshot(
    project: Project,
    query: Query,
    at_hand: tollbook_state::library::Texts,
    file: PathBuf,
) -> Snapshot {
    let stored = StoredTexts::of_file(file);
    let structures = structures(at_hand.clone(), stored.clone());
    Snapshot::new(project, query, texts(at_hand, stored)).with_structures(structures)
}

/// The texts at hand, and behind them those of the project file.
fn texts(at_hand: tollbook_state::library::Texts, stored: StoredTexts) -> exchange::Texts {
    Box::new(move |sha256| {
        at_hand.get(sha256).or_else(|| stored.read(|texts| texts.text(sha256).ok().flatten()).flatten())
    })
}

/// The structures of texts, likewise.
fn structures(at_hand: tollbook_state::library::Texts, stored: StoredTexts) -> exchange::Structures {
    Box::new(move |sha256| {
        let structure = at_hand.structure(sha256);
        if !structure.is_empty() {
            return structure;
        }
        stored.read(|texts| texts.structure(sha256).unwrap_or_default()).unwrap_or_default().into()
    })
}

/// The texts of a project file, opened when the first is wanted.
#[derive(Clone)]
struct StoredTexts(Arc<(PathBuf, Mutex<Option<Option<Texts>>>)>);

impl StoredTexts {
    fn of_file(file: PathBuf) -> Self {
        Self(Arc::new((file, Mutex::new(None))))
    }

    fn read<T>(&self, read: impl FnOnce(&Texts) -> T) -> Option<T> {
        let (file, texts) = &*self.0;
        let mut texts = texts.lock().ok()?;
        texts.get_or_insert_with(|| Texts::open(file).ok()).as_ref().map(read)
    }
}
