//! The list of articles: which are shown, and in which order.

use jiff::civil::Date;

use super::workspace::Workspace;
use crate::model::words::words;
use crate::model::{ArticleId, ReadState};

words! {
    /// What the list is sorted by.
    pub enum Sort ("date, title, state or annotations") {
        /// By publication date; undated articles last.
        Date = "date",
        /// By title.
        Title = "title",
        /// Unread first, then read, then done.
        State = "state",
        /// Most annotations first.
        Annotations = "annotations",
    }
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleRow {
    /// The article.
    pub id: ArticleId,
    /// How far the coder has come with it.
    pub state: ReadState,
    /// How many annotations it has.
    pub annotations: usize,
    /// Whether its file is missing or has changed.
    pub troubled: bool,
}

/// The rows of the list, filtered and sorted.
pub fn rows(workspace: &Workspace) -> Vec<ArticleRow> {
    let wanted: Vec<String> = workspace.filter.split_whitespace().map(str::to_lowercase).collect();
    let mut rows: Vec<(ArticleRow, Option<Date>, String)> = workspace
        .article_ids()
        .into_iter()
        .filter_map(|id| {
            let article = workspace.article(id)?;
            let title = article.title.to_lowercase();
            // Most of the time nothing is filtered.
            let hit = wanted.is_empty()
                || wanted.iter().all(|word| {
                    title.contains(word)
                        || article.source.to_lowercase().contains(word)
                        || article.path.to_lowercase().contains(word)
                        || article.published.is_some_and(|date| date.to_string().contains(word))
                });
            hit.then(|| {
                let row = ArticleRow {
                    id,
                    state: workspace.read_state(id),
                    annotations: workspace.answers.index.annotation_count(id),
                    troubled: workspace.library.listed(id).is_none()
                        || workspace.library.has_changed(&workspace.project, id),
                };
                (row, article.published.map(|date| date.first()), title)
            })
        })
        .collect();
    // Undated articles come last, and equal ones stay in the order of their titles.
    rows.sort_by(|(a, a_date, a_title), (b, b_date, b_title)| {
        let date = a_date.is_none().cmp(&b_date.is_none()).then(a_date.cmp(b_date));
        let first = match workspace.sort {
            Sort::Date => date,
            Sort::Title => std::cmp::Ordering::Equal,
            Sort::State => a.state.cmp(&b.state).then(date),
            Sort::Annotations => b.annotations.cmp(&a.annotations).then(date),
        };
        first.then_with(|| a_title.cmp(b_title)).then_with(|| a.id.cmp(&b.id))
    });
    rows.into_iter().map(|(row, _, _)| row).collect()
}
