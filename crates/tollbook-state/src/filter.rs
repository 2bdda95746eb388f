//! Which articles the list is to show: those that have every word that was typed, in title, source,
//! path, date or text.

use std::path::PathBuf;

use super::library::{KnownArticle, Library, Text};
use super::workspace::Workspace;
use tollbook_core::analysis::search::{Matcher, Query};
use tollbook_core::model::{ArticleId, Project};

/// What filtering needs. Making one costs nothing, however many articles there are.
#[derive(Clone, Debug)]
pub struct FilterRequest {
    words: Vec<Matcher>,
    project: Project,
    library: Library,
    /// The project file, which has the texts that are not at hand.
    pub file: PathBuf,
}

impl FilterRequest {
    /// What the list of an open project is filtered by; `None` if nothing was typed.
    pub fn new(open: &Workspace) -> Option<Self> {
        let query = Query::words(open.list.filter.as_str());
        let words: Vec<Matcher> = query.each().filter_map(|word| word.compile().ok().flatten()).collect();
        let (project, library, file) = (open.project.clone(), open.library.clone(), open.file.clone());
        (!words.is_empty()).then_some(Self { words, project, library, file })
    }

    /// Every article there is.
    pub fn articles(&self) -> Vec<ArticleId> {
        let listed = self.library.files().map(|(id, _)| id);
        let gone = self.project.articles.iter().map(|(id, _)| id);
        listed.chain(gone.filter(|id| self.library.listed(*id).is_none())).collect()
    }

    /// The words that what is known of an article has not, by their places; none if it has them all.
    pub fn missing(&self, id: ArticleId) -> Vec<usize> {
        let Some(article) = self.library.shared_article(&self.project, id) else { return vec![0] };
        let known = searchable_words(&article);
        (0..self.words.len()).filter(|word| !self.words[*word].is_in(&known)).collect()
    }

    /// Whether a text has the words at these places.
    pub fn has(&self, text: &str, words: &[usize]) -> bool {
        words.iter().all(|word| self.words[*word].is_in(text))
    }

    /// The text of an article.
    pub fn text(&self, id: ArticleId) -> Text {
        self.library.text(&self.project, id)
    }
}

/// What is known of an article without its text; a line each, so that no phrase reaches across.
fn searchable_words(article: &KnownArticle) -> String {
    let date = article.published().map_or_else(String::new, |date| date.to_string());
    [article.title(), article.source(), article.path(), &date].join("\n\n")
}
