//! Articles, and how far each coder has come with them.

use std::collections::HashMap;

use jiff::Timestamp;
use uuid::Uuid;

use super::date::DateRange;
use super::id::{ArticleId, AssignmentId, ColumnMappingId, CoverageId, EntryId, ProjectId};
use super::project::Project;
use super::record::record;
use super::words::{PublishedBasis, ReadState};

record! {
    /// One document of the folder. Its text is kept apart, under its hash.
    pub struct Article: ArticleId, table "article" {
        /// Where it is in the folder, with `/`: the file's path, and for an article in a file of many its place there.
        pub path: String,
        /// The path of the file of many articles in which it is; blank for an article with a file of its own.
        pub container: String,
        /// What tells it apart in that file.
        pub part: String,
        /// SHA-256 of the stored text, in hexadecimal.
        pub sha256: String,
        /// SHA-256 of the file from which the text was extracted.
        pub original_sha256: String,
        /// What extracted the text, such as html.
        pub extractor: String,
        /// The version of that.
        pub extractor_version: Option<u64>,
        /// The language of the text, such as fr.
        pub language: String,
        /// Its address.
        pub url: String,
        /// When it was fetched or saved, as stated.
        pub retrieved: String,
        /// The headline.
        pub title: String,
        /// When it was published, if that is known at all.
        pub published: Option<DateRange>,
        /// How that is known.
        pub published_basis: Option<PublishedBasis>,
        /// The words that say when it was published.
        pub published_as_written: String,
        /// Who published it, as printed.
        pub source: String,
        /// Articles that repeat one report are one independent source; blank is one of its own.
        pub independent_source: String,
        /// The coder's notes.
        pub memo: String,
        /// Whether exports leave it and its annotations out on request.
        pub sensitive: bool,
    }
}

impl Article {
    /// The article at `path` whose text has this hash, of which nothing else is known.
    pub fn at(path: impl Into<String>, sha256: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            container: String::new(),
            part: String::new(),
            sha256: sha256.into(),
            original_sha256: String::new(),
            extractor: String::new(),
            extractor_version: None,
            language: String::new(),
            url: String::new(),
            retrieved: String::new(),
            title: String::new(),
            published: None,
            published_basis: None,
            published_as_written: String::new(),
            source: String::new(),
            independent_source: String::new(),
            memo: String::new(),
            sensitive: false,
        }
    }
}

/// The ids of articles by path. An article keeps its id when it is moved or renamed, so the project is
/// asked first; a new one gets an id that follows from its path, so that two coders' copies agree.
#[derive(Clone, Debug, Default)]
pub struct ArticleIds {
    project: ProjectId,
    /// Articles that are no longer at the path from which their id follows.
    moved: HashMap<String, ArticleId>,
}

impl ArticleIds {
    /// The ids of a project's articles.
    pub fn from_project(project: &Project) -> Self {
        let id = project.id();
        let is_moved = |row: &(ArticleId, &Article)| row.0 != ArticleId::for_path(id, &row.1.path);
        let moved = project.articles.iter().filter(is_moved);
        Self { project: id, moved: moved.map(|(id, article)| (article.path.clone(), id)).collect() }
    }

    /// The id of the article at a path.
    pub fn at(&self, path: &str) -> ArticleId {
        if let Some(id) = self.moved.get(path) {
            return *id;
        }
        // The id that follows from the path may be that of an article that was there before.
        let is_taken = |id: &ArticleId| self.moved.values().any(|moved| moved == id);
        let mut id = ArticleId::for_path(self.project, path);
        while is_taken(&id) {
            id = ArticleId(Uuid::new_v5(&id.0, path.as_bytes()));
        }
        id
    }
}

impl ReadState {
    /// The state after this one: unread, read, done, and round again.
    pub fn next(self) -> Self {
        match self {
            Self::Unread => Self::Read,
            Self::Read => Self::Done,
            Self::Done => Self::Unread,
        }
    }
}

record! {
    /// How far one coder has come with one article; no row means unread.
    pub struct Coverage: CoverageId, table "coverage" {
        /// The article.
        pub article: ArticleId,
        /// The coder.
        pub coder: EntryId,
        /// How far.
        pub state: ReadState,
    }
}

record! {
    /// A coder who is to read an article.
    pub struct Assignment: AssignmentId, table "assignment" {
        /// The article.
        pub article: ArticleId,
        /// The coder.
        pub coder: EntryId,
        /// Who assigned it.
        pub assigned_by: EntryId,
        /// When.
        pub created: Timestamp,
    }
}

record! {
    /// Which columns of a table of articles hold what: names of columns, blank where there is none.
    pub struct ColumnMapping: ColumnMappingId, table "column_mapping" {
        /// The path of the table in the folder.
        pub path: String,
        /// The sheet, of a file that has several.
        pub sheet: String,
        /// The column of the articles' texts.
        pub text: String,
        /// The column of their titles.
        pub title: String,
        /// The column of their dates.
        pub date: String,
        /// The column of their sources.
        pub source: String,
        /// The column of their addresses.
        pub url: String,
        /// The column of their languages.
        pub language: String,
        /// The column that tells the rows apart.
        pub identity: String,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Draft, Stamp};

    #[test]
    fn an_article_keeps_its_id_when_it_is_moved() {
        let mut stamp = Stamp::new(Timestamp::UNIX_EPOCH, EntryId(Uuid::nil()), 1);
        let (mut project, _) =
            crate::analysis::fixture::begin(ProjectId(Uuid::from_u128(1)), "P", "Ada", &mut stamp);
        let id = ArticleIds::from_project(&project).at("a.txt");
        assert_eq!(id, ArticleId::for_path(project.id(), "a.txt"));
        let before = project.clone();
        let mut draft = Draft::new(&before, &mut stamp);
        draft.set(id, Article::at("b/a.txt", "ab"));
        project.apply(&draft.finish("Move").unwrap()).unwrap();
        let ids = ArticleIds::from_project(&project);
        assert_eq!(ids.at("b/a.txt"), id);
        let new = ids.at("a.txt");
        assert_ne!(new, id, "another article may take the place");
        assert_eq!(new, ids.at("a.txt"));
    }
}
