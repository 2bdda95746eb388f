//! What comes of reading the folder: articles found, moved, changed or not shown.

use super::{articles, find};
use crate::AppState;
use crate::articles::ArticleList;
use crate::effect::{Effect, JobId};
use crate::library::ScanEnd;
use crate::workspace::Workspace;
use tollbook_core::model::{ArticleId, ArticleIds};
use tollbook_files::reading::{FoundItem, Summary};

/// Takes in articles that were found in the folder.
pub(super) fn found_articles(state: &mut AppState, found: Vec<FoundItem>) -> Vec<Effect> {
    let Some(open) = &mut state.workspace else { return Vec::new() };
    let ids = ArticleIds::from_project(&open.project);
    let added = found.into_iter().filter_map(|found| open.library.add(&ids, found));
    open.list.arrived.extend(added);
    open.versions.articles += 1;
    Vec::new()
}

/// Lists what has been found so far.
pub(crate) fn list_articles(open: &mut Workspace) -> Vec<Effect> {
    let arrived = std::mem::take(&mut open.list.arrived);
    open.list_articles(arrived);
    if open.selection.article.is_some() {
        return Vec::new();
    }
    let found = match &open.resume {
        Some(path) => {
            let id = ArticleId::for_path(open.project.id(), path);
            open.article(id).map(|_| id)
        }
        // The first article can be read while the others are still coming.
        None => open.list.shown().next().map(|row| row.id),
    };
    found.and_then(|id| articles::show(open, id).ok()).unwrap_or_default()
}

/// Says what came of reading the folder, and looks for changed and moved articles.
pub(super) fn scanned(state: &mut AppState, job: JobId, summary: &Summary) -> Vec<Effect> {
    if !state.is_running(job) {
        return Vec::new();
    }
    state.end_job(job);
    let order = state.preferences.list;
    let Some(open) = &mut state.workspace else { return Vec::new() };
    open.compared.wanted = true;
    open.suggestions.wanted = true;
    let ended = if summary.cancelled { ScanEnd::default() } else { open.library.end_scan(&open.project) };
    if ended.has_gone || !ended.moves.is_empty() {
        let filter = std::mem::take(&mut open.list.filter);
        open.list = ArticleList::new(order);
        open.list.filter = filter;
        let all = open.article_ids();
        open.list_articles(all);
    }
    let changed = open.library.changed_count(&open.project);
    let mut effects = list_articles(open);
    if open.resume.take().is_some() && open.selection.article.is_none() {
        effects = list_articles(open);
    }
    let folder = open.folder.display().to_string();
    if summary.cancelled {
        state.tell("Reading was cancelled; File > Read the folder again goes on with the rest.");
    } else if open.library.is_empty() && open.project.articles.is_empty() {
        state.warn(format!(
            "{folder} holds no article that can be read: Tollbook reads documents and downloads. Choose another folder, or \
             put articles there and press F5."
        ));
    }
    if !ended.moves.is_empty() {
        state.tell(moved(&ended.moves));
    }
    if changed > 0 {
        let (articles, it) = if changed == 1 { ("article", "it") } else { ("articles", "each") };
        let message = format!(
            "The text of {changed} annotated {articles} {CHANGED} Open {it} and choose “{}”.",
            super::NEW_TEXT
        );
        state.tell(message);
    }
    if let Some(open) = &mut state.workspace {
        open.not_shown = summary.not_shown_sentence();
        open.input.tables.clone_from(&summary.tables);
    }
    if let Some(message) = unread_tables(summary).filter(|_| summary.articles == 0 && !summary.cancelled) {
        state.tell(message);
    }
    if let Some(message) = downloads(summary).filter(|_| !summary.cancelled) {
        state.tell(message);
    }
    // What has come since the list was filtered was let through by nothing yet.
    let filter = state.workspace.as_ref().map(|open| open.list.filter.clone()).unwrap_or_default();
    if !filter.trim().is_empty() {
        effects.extend(articles::filter(state, filter));
    }
    effects.into_iter().chain(find::look_again(state)).collect()
}

/// What is said of articles of which the folder has another text.
const CHANGED: &str = "has changed in the folder.";

/// Puts that away once all of them have their new texts.
pub(super) fn forget_changed_articles(state: &mut AppState) {
    if state.workspace.as_ref().is_some_and(|open| open.library.changed_count(&open.project) == 0) {
        state.notices.retain(|notice| !notice.text.contains(CHANGED));
    }
}

/// Which articles were recognised at other paths.
fn moved(moves: &[(String, String)]) -> String {
    /// More would cover the window.
    const MOST: usize = 5;
    let mut message = String::from("Recognised by their text, with their annotations:");
    for (n, (from, to)) in moves.iter().take(MOST).enumerate() {
        message.push_str(if n == 0 { " " } else { "; " });
        message.push_str(&format!("{from} is now {to}"));
    }
    if moves.len() > MOST {
        message.push_str(&format!("; and {} more", moves.len() - MOST));
    }
    message.push('.');
    message
}

/// What is said at the end of a notice about tables that give no articles.
pub(super) const NAME_COLUMNS: &str =
    "If they are articles, say which columns hold what: File > Articles > Columns of a table…";

/// Says that tables give no articles, because no column of theirs seems to hold texts. It is said only where there are
/// no other articles: beside articles most tables are the coder's own, and the status bar counts them.
fn unread_tables(summary: &Summary) -> Option<String> {
    let mut unread =
        summary.tables.iter().filter(|(_, articles)| *articles == 0).map(|(path, _)| path.as_str());
    let first = unread.next()?;
    let others = unread.count();
    let tables = match others {
        0 => format!("{first} is a table, of which no column is known to hold texts."),
        1 => format!("{first} and another file are tables, of which no column is known to hold texts."),
        _ => {
            format!("{first} and {others} more files are tables, of which no column is known to hold texts.")
        }
    };
    Some(format!("{tables} {NAME_COLUMNS}"))
}

/// What came of files that hold many articles: "120 articles, 2 files hold several. list.txt: 100 of 100 …".
fn downloads(summary: &Summary) -> Option<String> {
    /// More sentences would cover the window.
    const MOST: usize = 5;
    let files = summary.downloads.len();
    if files == 0 {
        return None;
    }
    let noun = if files == 1 { "file holds" } else { "files hold" };
    let mut message = format!("{} articles; {files} {noun} several.", summary.articles);
    for sentence in summary.downloads.iter().take(MOST) {
        message.push(' ');
        message.push_str(sentence);
    }
    if files > MOST {
        message.push_str(&format!(" And {} more.", files - MOST));
    }
    if summary.repeated > 0 {
        message
            .push_str(&format!(" {} stand in more than one of them and are listed once.", summary.repeated));
    }
    Some(message)
}
