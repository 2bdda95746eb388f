//! Bringing articles in: columns of tables, dropped files, pasted text, originals.

use std::path::PathBuf;

use super::{Outcome, edit, ensure_article, in_project, projects};
use crate::AppState;
use crate::action::InputAction;
use crate::effect::{Effect, JobId};
use crate::input::{OpenTable, as_stored};
use crate::workspace::Workspace;
use tollbook_core::model::{ArticleId, ColumnMappingId, Stamp};
use tollbook_files::collecting::Added;
use tollbook_files::reading::table::{ColumnMapping, Preview};

pub(super) fn act(state: &mut AppState, action: InputAction, stamp: &mut Stamp) -> Vec<Effect> {
    match action {
        InputAction::LookAtTable(path) => look_at_table(state, path),
        InputAction::SetColumns(path, columns) => set_columns(state, &path, &columns, stamp),
        InputAction::LeaveTable => in_project(state, |open| {
            open.input.table = None;
            Ok(Vec::new())
        }),
        InputAction::Drop(files) => dropped(state, files),
        InputAction::AddFiles(files) => add_files(state, files),
        InputAction::LeaveDropped => in_project(state, |open| {
            open.input.dropped.clear();
            Ok(Vec::new())
        }),
        InputAction::AddArticle(article) => {
            let Some(folder) = state.workspace.as_ref().map(|open| open.folder.clone()) else {
                return Vec::new();
            };
            let job = state.begin_job("Writing the article", false);
            vec![Effect::WriteArticle(job, folder, article)]
        }
        InputAction::KeepOriginal(id) => keep_original(state, id),
        InputAction::OpenAddress(id) => in_project(state, |open| {
            let address = open.article(id).map_or_else(String::new, |article| article.url.clone());
            open_address(&address)
        }),
        InputAction::OpenLink(address) => in_project(state, |_| open_address(&address)),
    }
}

fn look_at_table(state: &mut AppState, path: String) -> Vec<Effect> {
    let job = state.next_job();
    in_project(state, |open| {
        open.input.table = Some(OpenTable { path: path.clone(), preview: None });
        Ok(vec![Effect::LookAtTable(job, open.folder.clone(), path)])
    })
}

/// Takes in the columns of a table, if it is still looked at. Those that the project names stand before those that the
/// table suggests.
pub(super) fn looked_at(state: &mut AppState, path: &str, preview: Result<Box<Preview>, String>) {
    let Some(open) = &mut state.workspace else { return };
    let columns = crate::input::columns_of(&open.project).remove(path);
    let Some(table) = open.input.table.as_mut().filter(|table| table.path == path) else { return };
    table.preview = Some(preview.map(|mut preview| {
        if let Some(columns) = columns.filter(|columns| columns.fits(&preview.columns)) {
            preview.mapping = columns;
        }
        (*preview).into()
    }));
}

fn set_columns(state: &mut AppState, path: &str, columns: &ColumnMapping, stamp: &mut Stamp) -> Vec<Effect> {
    let mut effects = in_project(state, |open| {
        let looked_at = open.input.table.take();
        let preview = looked_at.and_then(|table| table.preview?.ok());
        let sheet = preview.map_or_else(String::new, |preview| preview.sheet.clone());
        edit(open, "Say what the columns of a table hold", stamp, |draft, open| {
            let known = open.project.column_mappings.iter().find(|(_, row)| row.path == path);
            let id = known.map_or_else(|| draft.stamp.mint(), |(id, _): (ColumnMappingId, _)| id);
            let row = as_stored(path, &sheet, columns);
            if known.is_none_or(|(_, known)| *known != row) {
                draft.set(id, row);
            }
            Ok(())
        })
    });
    effects.extend(projects::rescan(state));
    effects
}

/// What was dropped on the window: a project or the first folder opens, files go into the open project's folder, and
/// where both may be meant the coder is asked.
fn dropped(state: &mut AppState, files: Vec<PathBuf>) -> Vec<Effect> {
    let Some(first) = files.first().cloned() else { return Vec::new() };
    let is_project = first.extension().is_some_and(|ending| ending == "tollbook");
    match &mut state.workspace {
        Some(open) if !is_project && open.can_edit() => {
            open.input.dropped = files;
            Vec::new()
        }
        _ => projects::open(state, first),
    }
}

fn add_files(state: &mut AppState, files: Vec<PathBuf>) -> Vec<Effect> {
    let Some(open) = &mut state.workspace else { return Vec::new() };
    open.input.dropped.clear();
    let folder = open.folder.clone();
    let job = state.begin_job("Copying files", true);
    vec![Effect::AddFiles(job, folder, files)]
}

/// Reads the folder again after files were brought in, and says what came of them.
pub(super) fn added(state: &mut AppState, job: JobId, result: Result<Added, String>) -> Vec<Effect> {
    if !state.is_running(job) {
        return Vec::new();
    }
    state.end_job(job);
    match result {
        Ok(added) => {
            let report = report(&added);
            if added.refused.is_empty() {
                state.tell(report)
            } else {
                state.warn(report)
            }
            if let (Some(open), Some(path)) = (&mut state.workspace, added.files.first()) {
                open.resume = Some(path.clone());
                open.selection.article = None;
            }
            if added.files.is_empty() { Vec::new() } else { projects::rescan(state) }
        }
        Err(why) => {
            state.warn(why);
            Vec::new()
        }
    }
}

/// "3 files are in the folder now; 1 was there already."
fn report(added: &Added) -> String {
    /// More would cover the window.
    const MOST: usize = 5;
    let counted = tollbook_core::analysis::wording::counted;
    let (new, known) = (added.files.len(), added.known);
    let mut report = match (new, known) {
        (0, 0) => String::new(),
        (0, _) => format!("{} there already.", if known == 1 { "The file is" } else { "The files are" }),
        (1, _) => format!("{} is in the folder now.", added.files[0]),
        _ => format!("{} are in the folder now.", counted(new, "file")),
    };
    if new > 0 && known > 0 {
        report.push_str(&format!(
            " {} there already.",
            if known == 1 { "1 was".to_owned() } else { format!("{known} were") }
        ));
    }
    for why in added.refused.iter().take(MOST) {
        report.push_str(if report.is_empty() { "" } else { "\n" });
        report.push_str(why);
    }
    if added.refused.len() > MOST {
        report.push_str(&format!("\nAnd {} more.", added.refused.len() - MOST));
    }
    report
}

fn keep_original(state: &mut AppState, id: ArticleId) -> Vec<Effect> {
    let found = state.workspace.as_ref().and_then(|open| {
        let row = open.article(id)?;
        let listed = open.library.listed(id)?;
        let known = open.project.articles.get(id).map_or_else(String::new, |row| row.original_sha256.clone());
        let file = if row.container.is_empty() { listed.path() } else { row.container.as_str() };
        Some((open.folder.join(file), open.file.clone(), known))
    });
    match found {
        Some((file, project, known)) => {
            let job = state.begin_job("Keeping a copy", false);
            vec![Effect::KeepOriginal(job, file, project, known)]
        }
        None => {
            state.warn("The file of this article is no longer in the folder, so there is nothing to copy.");
            Vec::new()
        }
    }
}

/// Opens the address of a page, and nothing else that an address may name.
fn open_address(address: &str) -> Outcome {
    let address = address.trim();
    let is_page =
        ["http://", "https://"].iter().any(|scheme| address.to_ascii_lowercase().starts_with(scheme));
    if !is_page {
        return Err(
            "The article has no address of a page. Enter it under “Edit article details…”.".to_owned()
        );
    }
    Ok(vec![Effect::OpenAddress(address.to_owned())])
}

/// Notes what read the text of an article that gets another one.
pub(super) fn note_reader(
    draft: &mut tollbook_core::model::Draft<'_>,
    open: &Workspace,
    id: ArticleId,
) -> Result<(), String> {
    ensure_article(draft, &open.library, id)?;
    let Some(listed) = open.library.listed(id) else { return Ok(()) };
    let read = listed.row();
    draft.update::<tollbook_core::model::Article>(id, |row| {
        row.original_sha256 = read.original_sha256;
        row.extractor = read.extractor;
        row.extractor_version = read.extractor_version;
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::annotating::tests::Desk;
    use super::*;
    use crate::action::{Action, ArticleAction, ArticleEdit, ProjectAction};
    use crate::effect::Done;

    fn columns_of_scan(effects: &[Effect]) -> Option<Vec<(String, ColumnMapping)>> {
        effects.iter().find_map(|effect| match effect {
            Effect::Scan(_, request) => Some(request.columns.clone().into_iter().collect()),
            _ => None,
        })
    }

    #[test]
    fn the_columns_of_a_table_are_kept_with_the_project_and_used_to_read_it() {
        let mut desk = Desk::new("Two guards were hurt.");
        let effects = desk.tell(Action::Input(InputAction::LookAtTable("a.csv".to_owned())));
        let preview = || Box::new(Preview { columns: vec!["stuk".to_owned()], ..Preview::default() });
        for effect in effects {
            if let Effect::LookAtTable(job, _, path) = effect {
                desk.tell(Done::TableLookedAt(job, path, Ok(preview())));
            }
        }
        let columns = ColumnMapping { text: Some("stuk".to_owned()), ..ColumnMapping::default() };
        let set = Action::Input(InputAction::SetColumns("a.csv".to_owned(), columns.clone()));
        let effects = desk.tell(set.clone());
        assert_eq!(columns_of_scan(&effects), Some(vec![("a.csv".to_owned(), columns.clone())]));
        let saves = |effects: &[Effect]| effects.iter().any(|effect| matches!(effect, Effect::Save(..)));
        assert!(saves(&effects));
        assert!(!saves(&desk.tell(set)), "the same again changes nothing");
        // What the project names stands before what the table suggests.
        desk.tell(Action::Input(InputAction::LookAtTable("a.csv".to_owned())));
        desk.tell(Done::TableLookedAt(JobId(0), "a.csv".to_owned(), Ok(preview())));
        let open = desk.state.workspace.as_ref().unwrap();
        let shown = open.input.table.as_ref().unwrap().preview.clone().unwrap().unwrap();
        assert_eq!(shown.mapping, columns);
        desk.tell(Action::Project(ProjectAction::Undo));
        assert_eq!(columns_of_scan(&desk.tell(Action::Project(ProjectAction::Rescan))), Some(Vec::new()));
    }

    #[test]
    fn dropped_files_wait_for_an_answer_and_a_project_opens() {
        let mut desk = Desk::new("Two guards were hurt.");
        desk.tell(Action::Input(InputAction::Drop(vec![PathBuf::from("/tmp/a.pdf")])));
        assert_eq!(desk.state.workspace.as_ref().unwrap().input.dropped.len(), 1);
        let effects = desk.tell(Action::Input(InputAction::AddFiles(vec![PathBuf::from("/tmp/a.pdf")])));
        let Some(Effect::AddFiles(job, ..)) = effects.into_iter().find(|e| matches!(e, Effect::AddFiles(..)))
        else {
            panic!("the files are copied")
        };
        let added =
            Added { files: vec!["a.pdf".to_owned()], known: 1, refused: vec!["b: It is a link.".to_owned()] };
        let effects = desk.tell(Done::FilesAdded(job, Ok(added)));
        assert!(columns_of_scan(&effects).is_some(), "the folder is read again");
        let report = &desk.state.notices.last().unwrap().text;
        assert_eq!(report, "a.pdf is in the folder now. 1 was there already.\nb: It is a link.");
        desk.tell(Action::Input(InputAction::Drop(vec![PathBuf::from("/tmp/p.tollbook")])));
        assert!(desk.state.workspace.as_ref().is_none_or(|open| open.input.dropped.is_empty()));
    }

    #[test]
    fn only_addresses_of_pages_are_opened() {
        let mut desk = Desk::new("Two guards were hurt.");
        let id = desk.state.workspace.as_ref().unwrap().selection.article.unwrap();
        let opens = |effects: Vec<Effect>| {
            effects.into_iter().find_map(|effect| match effect {
                Effect::OpenAddress(address) => Some(address),
                _ => None,
            })
        };
        assert_eq!(opens(desk.tell(Action::Input(InputAction::OpenAddress(id)))), None);
        let url = "https://karsapost.example/ferry".to_owned();
        desk.tell(Action::Article(ArticleAction::Edit(id, ArticleEdit::Url(url.clone()))));
        assert_eq!(opens(desk.tell(Action::Input(InputAction::OpenAddress(id)))), Some(url));
        for address in ["file:///etc/passwd", "javascript:alert(1)", "C:\\x.exe", ""] {
            assert_eq!(
                opens(desk.tell(Action::Input(InputAction::OpenLink(address.to_owned())))),
                None,
                "{address}"
            );
        }
    }

    #[test]
    fn an_article_that_is_edited_keeps_what_read_its_text() {
        let mut desk = Desk::new("Two guards were hurt.");
        let id = desk.state.workspace.as_ref().unwrap().selection.article.unwrap();
        desk.tell(Action::Article(ArticleAction::Edit(id, ArticleEdit::Source("Karsa Post".to_owned()))));
        let open = desk.state.workspace.as_ref().unwrap();
        let row = open.project.articles.get(id).unwrap();
        let read = open.library.listed(id).unwrap().row();
        assert_eq!((&row.extractor, row.extractor_version), (&read.extractor, read.extractor_version));
        assert_eq!(row.source, "Karsa Post");
    }
}
