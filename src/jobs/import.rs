//! Import: CSV files become one edit.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Post, clock, headless, open};
use tollbook_core::analysis::Answers;
use tollbook_core::model::{Article, ArticleIds, Project, ProjectId, Stamp, start};
use tollbook_core::resolution::{Passage, resolve_passage};
use tollbook_files::exchange::templates::Template;
use tollbook_files::exchange::{self, ArticleLookup, FoundArticle, Planned, Refused};
use tollbook_files::storage::{Pending, Store, Texts, edit_file};
use tollbook_state::Library;
use tollbook_state::effect::{Done, ImportRequest, Imported, JobId};
use tollbook_state::library::Text;

/// At most so many refused rows are named one by one.
const MOST_NAMED: usize = 50;

pub(super) fn import(post: &Post, job: JobId, request: ImportRequest) {
    let mut stamp = clock::stamp();
    stamp.coder = request.coder;
    let planned = match request.files.as_slice() {
        [file] if request.as_codebook => {
            exchange::plan_codebook(&request.project, file, &request.coder_name, &mut stamp)
                .map_err(|error| error.to_string())
        }
        files => {
            let saved = Texts::open(&request.file).ok();
            let stored = |sha256: &str| saved.as_ref()?.text(sha256).ok().flatten();
            plan(&request.project, &request.library, files, &request.coder_name, &mut stamp, &stored)
        }
    };
    let result = planned.map(|planned| {
        let (report, refused) = (report(&planned), planned.refused.len());
        Box::new(Imported { edit: planned.edit, texts: planned.texts, report, refused })
    });
    post.done(Done::Imported(job, result));
}

/// Works out what `files` make of `project`. `stored` gives texts that only the project file has.
fn plan(
    project: &Project,
    library: &Library,
    files: &[PathBuf],
    coder: &str,
    stamp: &mut Stamp,
    stored: &dyn Fn(&str) -> Option<Arc<str>>,
) -> Result<Planned, String> {
    let is_edit_file =
        |file: &PathBuf| file.extension().is_some_and(|extension| extension == edit_file::EXTENSION);
    match files {
        [file] if is_edit_file(file) => return plan_edits(project, library, file, stamp, stored),
        files if files.iter().any(is_edit_file) => {
            return Err("Import files of edits one by one, each without other files.".to_owned());
        }
        _ => {}
    }
    let answers = Answers::from_project(project);
    let ids = ArticleIds::from_project(project);
    let articles = Articles { project, library, ids, stored };
    let drafts = |passage: &exchange::Passage<'_>| {
        let words = Passage {
            text: passage.text,
            span: passage.span.clone(),
            article: passage.article,
            published: passage.published,
        };
        resolve_passage(project, &answers, &words, passage.kind, passage.outcome)
    };
    exchange::plan(project, files, &articles, &drafts, coder, stamp).map_err(|error| error.to_string())
}

/// The articles of the project and its folder, and their texts.
struct Articles<'a> {
    project: &'a Project,
    library: &'a Library,
    ids: ArticleIds,
    /// Gives texts that only the project file has.
    stored: &'a dyn Fn(&str) -> Option<Arc<str>>,
}

impl ArticleLookup for Articles<'_> {
    fn find(&self, path: &str) -> Option<FoundArticle> {
        let id = self.ids.at(path);
        let row = self.project.articles.get(id).cloned();
        let article =
            row.map_or_else(|| Some(self.library.listed(id)?.row()), |row| Some(Article::clone(&row)))?;
        let text = match self.library.text(self.project, id) {
            Text::Loaded(text) => text,
            Text::Stored(sha256) => (self.stored)(&sha256)?,
            Text::None => return None,
        };
        Some(FoundArticle { id, article, text })
    }

    fn text(&self, sha256: &str) -> Option<Arc<str>> {
        (self.stored)(sha256)
    }
}

/// Works out what edits that were not saved when they were made come to now.
fn plan_edits(
    project: &Project,
    library: &Library,
    file: &Path,
    stamp: &mut Stamp,
    stored: &dyn Fn(&str) -> Option<Arc<str>>,
) -> Result<Planned, String> {
    let edits = edit_file::read(file).map_err(|error| error.to_string())?;
    let at_hand = library.texts();
    let texts = |sha256: &str| at_hand.get(sha256).or_else(|| stored(sha256));
    let fitted = edit_file::fit(project, edits, &texts, stamp);
    let refused = |(line, why)| Refused { file: file.to_owned(), line, column: String::new(), why };
    Ok(Planned {
        edit: fitted.edit,
        texts: fitted.texts,
        changed: fitted.changed,
        unchanged: fitted.unchanged,
        refused: fitted.refused.into_iter().map(refused).collect(),
        ..Planned::default()
    })
}

fn report(planned: &Planned) -> Vec<String> {
    let refused = planned.refused.len();
    let mut lines = vec![format!(
        "Added {}, changed {}, unchanged {}, refused {refused}",
        planned.added, planned.changed, planned.unchanged
    )];
    lines.extend(planned.refused.iter().take(MOST_NAMED).map(ToString::to_string));
    if refused > MOST_NAMED {
        lines.push(format!("and {} more refused", refused - MOST_NAMED));
    }
    lines.extend(planned.warnings.iter().cloned());
    lines
}

/// What came of an import without a window.
#[derive(Clone, Debug)]
pub struct Report {
    /// What was added, changed and refused.
    pub lines: Vec<String>,
    /// How many rows were refused.
    pub refused: usize,
}

/// `tollbook import PROJECT FILE…`: brings files in and saves what came of it.
///
/// # Errors
/// A sentence that names the file and the remedy; also if every row was refused. Nothing was taken then.
pub fn without_window(path: &Path, files: &[PathBuf], template: Option<&Template>) -> Result<Report, String> {
    if let Some(missing) = files.iter().find(|file| !file.exists()) {
        return Err(format!("There is no file {}. Check the path.", missing.display()));
    }
    let place = open::project_file(path).map_err(|why| why.to_string())?;
    let mut stamp = clock::stamp();
    let coder = open::coder_name();
    let (mut store, project, begun) = if place.has_project().map_err(|why| why.to_string())? {
        let (store, opened) = Store::open(&place.file).map_err(|error| format!("{error}."))?;
        if let Some(why) = opened.read_only {
            return Err(why);
        }
        (store, opened.project, None)
    } else {
        let (id, name) = beginning(files, &place.folder, &mut stamp);
        // The project of a folder that cannot be written is elsewhere, in a folder of its own.
        if let Some(folder) = place.file.parent() {
            std::fs::create_dir_all(folder).map_err(|error| {
                format!("{} could not be made: {error}. Check the permissions.", folder.display())
            })?;
        }
        let (project, edit) = match template {
            Some(template) => template.begin(id, &name, &coder, &mut stamp),
            None => start::begin(id, &name, &coder, &mut stamp),
        };
        (Store::new_file(&place.file), project, Some(edit))
    };
    stamp.coder = start::coder_id(project.id(), &coder);
    let (library, _) = headless::scan(&project, &place.folder);
    let planned =
        plan(&project, &library, files, &coder, &mut stamp, &|sha256| store.text(sha256).ok().flatten())?;
    let mut lines = report(&planned);
    if begun.is_some() {
        lines.extend(open::kept_elsewhere(&place));
    }
    let refused = planned.refused.len();
    let nothing_taken = planned.edit.is_none() && refused > 0;
    if nothing_taken {
        return Err(lines.join("\n"));
    }
    if let Some(edit) = planned.edit {
        project
            .clone()
            .apply(&edit)
            .map_err(|conflict| format!("The rows do not fit the project: {conflict}."))?;
        let structures = library.structures_of(&edit);
        let mut batch: Vec<Pending> = begun.map(|edit| Pending::from(Arc::new(edit))).into_iter().collect();
        batch.push(Pending { edit: Arc::new(edit), texts: planned.texts });
        store.commit(&batch).map_err(|error| format!("{error}."))?;
        if let Err(error) = store.keep_structures(&structures) {
            lines.push(format!("Headings, tables and pages of texts were not saved: {error}."));
        }
    }
    Ok(Report { lines, refused })
}

/// The id and name with which a project begins: those of the package that is brought in, so that
/// it is rebuilt as it was, else new ones.
fn beginning(files: &[PathBuf], folder: &Path, stamp: &mut Stamp) -> (ProjectId, String) {
    let package = files.iter().find_map(|file| exchange::package_info(file));
    match package {
        Some(package) => (package.project, package.name),
        None => {
            let name =
                folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            (stamp.mint(), name)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_extracted_a_text_and_its_parts_are_kept_with_annotations_that_are_brought_in() {
        let folder = tempfile::tempdir().unwrap();
        let page = "<html><body><article><h1>Convoy hit</h1><p>Three drivers were killed on the road to \
                    Dorra on Monday, the governor said.</p><h2>Earlier</h2><p>The road had been closed for \
                    a week because of mines.</p></article></body></html>";
        std::fs::write(folder.path().join("convoy.html"), page).unwrap();
        let rows = folder.path().join("rows.csv");
        std::fs::write(&rows, "article,quote,code\nconvoy.html,Three drivers,killed\n").unwrap();
        let report = without_window(folder.path(), std::slice::from_ref(&rows), None).unwrap();
        assert_eq!(report.refused, 0, "{:?}", report.lines);

        let file = open::project_file(folder.path()).unwrap().file;
        let (store, opened) = Store::open(&file).unwrap();
        let (_, article) = opened.project.articles.iter().next().unwrap();
        assert_eq!(article.extractor, "html");
        assert!(!article.original_sha256.is_empty());
        assert!(!store.structure(&article.sha256).unwrap().is_empty());
    }
}
