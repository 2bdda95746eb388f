//! The articles at hand: those of the folder, and those that the project knows.

use std::sync::Arc;

use imbl::{HashMap, HashSet, OrdMap};

use tollbook_core::model::{
    Article, ArticleId, ArticleIds, DateRange, Draft, EntryId, Project, PublishedBasis, Stamp,
};
use tollbook_files::reading::document::{Element, Extractor};
use tollbook_files::reading::{self, Extracted, LibraryCache};

/// A file of the folder, as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Where it lies, relative to the folder, with `/`.
    pub path: Arc<str>,
    /// What is known of it, without what read the text and from which file.
    pub article: Arc<Article>,
    /// SHA-256 of the file as it is.
    pub original_sha256: [u8; 32],
    /// What read the text.
    pub extractor: Extractor,
    /// Its text; `None` where the cache gives it.
    pub text: Option<Arc<str>>,
    /// The parts of the text; `None` where the cache gives them.
    pub structure: Option<Arc<[Element]>>,
    /// How its bytes were read: `UTF-8`, `windows-1252` …
    pub encoding: &'static str,
    /// What the reader of the file noticed.
    pub warnings: Vec<String>,
}

/// The articles at hand. A copy shares everything with it and costs nothing.
#[derive(Clone, Debug, Default)]
pub struct Library {
    listed: OrdMap<ArticleId, Arc<Listed>>,
    /// The files that were found since the folder was begun to be read.
    seen: HashSet<ArticleId>,
    /// Files that could not be read, with the reason.
    unreadable: OrdMap<String, String>,
    /// Texts of the project file, by hash.
    stored: HashMap<String, Arc<str>>,
    /// The hashes of texts that the project file does not have.
    missing: HashSet<String>,
    /// Gives the texts that are not held.
    cache: Option<Arc<LibraryCache>>,
}

/// Every text at hand, by hash.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    library: Library,
    listed: std::collections::HashMap<String, ArticleId>,
}

impl Texts {
    /// The text with this hash.
    pub fn get(&self, sha256: &str) -> Option<Arc<str>> {
        let listed = self.listed.get(sha256).and_then(|id| self.library.listed_text(*id));
        listed.or_else(|| self.library.stored.get(sha256).cloned())
    }
}

/// What the end of reading the folder has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScanEnd {
    /// Whether files are gone.
    pub has_gone: bool,
    /// Articles that were moved or renamed: from which path, and to which.
    pub moves: Vec<(String, String)>,
}

/// The text of an article, and how far it can be trusted.
#[derive(Clone, Debug, PartialEq)]
pub enum Text {
    /// The text on which annotations are made.
    Loaded(Arc<str>),
    /// It lies in the project file and has to be fetched; its hash.
    Stored(String),
    /// There is none.
    None,
}

impl Listed {
    /// The row that the project holds once the article is annotated.
    pub fn row(&self) -> Article {
        let is_known = !self.extractor.name.is_empty();
        Article {
            original_sha256: if is_known { hex(&self.original_sha256) } else { String::new() },
            extractor: self.extractor.name.to_owned(),
            extractor_version: is_known.then_some(self.extractor.version.into()),
            ..self.article.as_ref().clone()
        }
    }

    /// Whether the file is as it was when the text of `row` was read from it, so that another text comes from another
    /// version of the program.
    pub fn is_same_file(&self, row: &Article) -> bool {
        !row.original_sha256.is_empty() && row.original_sha256 == hex(&self.original_sha256)
    }
}

impl Library {
    /// Takes in what was found in the folder.
    pub fn add(&mut self, ids: &ArticleIds, found: reading::FoundItem) -> Option<ArticleId> {
        match found {
            reading::FoundItem::Article(file) => Some(self.list(ids, Listed::from(file))),
            reading::FoundItem::CachedArticle(file) => {
                Some(self.list(ids, Listed { text: None, structure: None, ..Listed::from(file) }))
            }
            reading::FoundItem::Unreadable(file) => {
                self.unreadable.insert(file.path, file.reason);
                None
            }
        }
    }

    fn list(&mut self, ids: &ArticleIds, listed: Listed) -> ArticleId {
        let id = ids.at(&listed.path);
        self.listed.insert(id, Arc::new(listed));
        self.seen.insert(id);
        id
    }

    /// Takes the texts that are not held from this cache.
    pub fn set_cache(&mut self, cache: Arc<LibraryCache>) {
        self.cache = Some(cache);
    }

    /// The text that the file of an article has, read if it is not held; `None` if it has changed since it was listed.
    pub fn listed_text(&self, id: ArticleId) -> Option<Arc<str>> {
        let listed = self.listed.get(&id)?;
        listed.text.clone().or_else(|| {
            let hash = bytes_of(&listed.article.sha256)?;
            self.cache.as_ref()?.text(&listed.path, hash)
        })
    }

    /// What was derived before from the text with this hash, if the cache has it. `kind` says what.
    pub fn derived(&self, sha256: &str, kind: &str) -> Option<Vec<u8>> {
        self.cache.as_ref()?.derived(bytes_of(sha256)?, kind)
    }

    /// Keeps what was derived from texts, each by its hash.
    pub fn keep_derived(&self, kind: &str, values: &[(String, Vec<u8>)]) {
        if let Some(cache) = &self.cache {
            let values =
                values.iter().filter_map(|(sha256, value)| Some((bytes_of(sha256)?, value.as_slice())));
            cache.keep_derived(kind, values);
        }
    }

    /// The parts of the text on which an article is annotated; none where only the project file has the text.
    pub fn structure(&self, project: &Project, id: ArticleId) -> Arc<[Element]> {
        let listed = self.listed.get(&id).filter(|_| !self.has_changed(project, id));
        let from_cache = |listed: &Listed| {
            let hash = bytes_of(&listed.article.sha256)?;
            Some(self.cache.as_ref()?.structure(&listed.path, hash).into())
        };
        let found = listed.and_then(|listed| listed.structure.clone().or_else(|| from_cache(listed)));
        found.unwrap_or_default()
    }

    /// Begins to read the folder again: what is not found this time is forgotten at the end.
    pub fn begin_scan(&mut self) {
        self.seen.clear();
        self.unreadable.clear();
    }

    /// Ends reading the folder: forgets the files that are gone, and gives the file of each article of the project
    /// that was moved or renamed back to it. An article was moved if its file is gone, and one file that no other
    /// article has holds the same text.
    pub fn end_scan(&mut self, project: &Project) -> ScanEnd {
        let before = self.listed.len();
        let seen = std::mem::take(&mut self.seen);
        let (kept, gone): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.listed).into_iter().partition(|(id, _)| seen.contains(id));
        self.listed = kept.into_iter().collect();
        for (_, file) in gone.into_iter().filter(|(id, _)| project.articles.contains(*id)) {
            if let Some(text) = &file.text {
                self.stored.insert(file.article.sha256.clone(), text.clone());
            }
        }
        let has_gone = self.listed.len() != before;
        let mut by_text: std::collections::HashMap<&str, (Vec<ArticleId>, Vec<ArticleId>)> =
            Default::default();
        for (id, article) in project.articles.iter().filter(|(id, _)| !self.listed.contains_key(id)) {
            by_text.entry(article.sha256.as_str()).or_default().0.push(id);
        }
        for (id, file) in self.listed.iter().filter(|(id, _)| !project.articles.contains(**id)) {
            if let Some((_, files)) = by_text.get_mut(file.article.sha256.as_str()) {
                files.push(*id);
            }
        }
        let moved: Vec<(ArticleId, ArticleId)> = by_text
            .into_values()
            .filter_map(|(articles, files)| match (articles.as_slice(), files.as_slice()) {
                ([article], [file]) => Some((*article, *file)),
                _ => None,
            })
            .collect();
        let mut moves = Vec::new();
        for (article, file) in moved {
            if let (Some(listed), Some(row)) = (self.listed.remove(&file), project.articles.get(article)) {
                moves.push((row.path.clone(), listed.path.to_string()));
                self.listed.insert(article, listed);
            }
        }
        moves.sort();
        ScanEnd { has_gone, moves }
    }

    /// The file of an article, if it is in the folder.
    pub fn listed(&self, id: ArticleId) -> Option<&Arc<Listed>> {
        self.listed.get(&id)
    }

    /// Every file of the folder that could be read.
    pub fn files(&self) -> impl Iterator<Item = (ArticleId, &Arc<Listed>)> {
        self.listed.iter().map(|(id, listed)| (*id, listed))
    }

    /// How many files of the folder could be read.
    pub fn len(&self) -> usize {
        self.listed.len()
    }

    /// Whether none could.
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// How many files could not be read.
    pub fn unreadable_count(&self) -> usize {
        self.unreadable.len()
    }

    /// The files that could not be read, with the reason.
    pub fn unreadable(&self) -> impl Iterator<Item = (&str, &str)> {
        self.unreadable.iter().map(|(path, reason)| (path.as_str(), reason.as_str()))
    }

    /// Keeps a text of the project file.
    pub fn keep_text(&mut self, sha256: String, text: Arc<str>) {
        self.stored.insert(sha256, text);
    }

    /// Notes that the project file does not have a text.
    pub fn note_missing(&mut self, sha256: String) {
        self.missing.insert(sha256);
    }

    /// A text of the project file that was kept.
    pub(super) fn kept_text(&self, sha256: &str) -> Option<&Arc<str>> {
        self.stored.get(sha256)
    }

    /// What is known of an article: the project's row, else what was read from the file.
    pub fn article<'a>(&'a self, project: &'a Project, id: ArticleId) -> Option<&'a Article> {
        project.articles.get(id).or_else(|| self.listed.get(&id).map(|listed| listed.article.as_ref()))
    }

    /// The text of an article: that on which it is annotated, even if the file has another now.
    pub fn text(&self, project: &Project, id: ArticleId) -> Text {
        let listed = self.listed.get(&id);
        let Some(row) = project.articles.get(id) else {
            return self.listed_text(id).map_or(Text::None, Text::Loaded);
        };
        let listed = listed.filter(|listed| listed.article.sha256 == row.sha256);
        match listed.and_then(|_| self.listed_text(id)) {
            Some(text) => Text::Loaded(text),
            None => match self.stored.get(&row.sha256) {
                Some(text) => Text::Loaded(text.clone()),
                None if self.missing.contains(&row.sha256) => Text::None,
                None => Text::Stored(row.sha256.clone()),
            },
        }
    }

    /// Whether the file has another text than the one that is annotated.
    pub fn has_changed(&self, project: &Project, id: ArticleId) -> bool {
        match (project.articles.get(id), self.listed.get(&id)) {
            (Some(row), Some(listed)) => row.sha256 != listed.article.sha256,
            _ => false,
        }
    }

    /// How many annotated articles have another text in the folder.
    pub fn changed_count(&self, project: &Project) -> usize {
        project.articles.iter().filter(|(id, _)| self.has_changed(project, *id)).count()
    }

    /// The project with every article of the folder, touched or not: an export lists them all.
    pub fn with_every_article(&self, project: &Project) -> Project {
        let mut stamp = Stamp::new(jiff::Timestamp::UNIX_EPOCH, EntryId(uuid::Uuid::nil()), 0);
        let mut draft = Draft::new(project, &mut stamp);
        for (id, listed) in self.listed.iter().filter(|(id, _)| !project.articles.contains(**id)) {
            draft.set(*id, listed.row());
        }
        let mut whole = project.clone();
        if let Some(edit) = draft.finish("List the articles of the folder") {
            let listed = whole.apply(&edit);
            debug_assert!(listed.is_ok(), "{listed:?}");
        }
        whole
    }

    /// The texts at hand of these articles, and those of the project file that are held, by hash.
    pub fn texts_of(&self, articles: impl IntoIterator<Item = ArticleId>) -> Texts {
        let listed =
            articles.into_iter().filter_map(|id| Some((self.listed.get(&id)?.article.sha256.clone(), id)));
        Texts { listed: listed.collect(), library: self.clone() }
    }

    /// Whether it is known that the project file does not have a text.
    pub(super) fn is_missing(&self, sha256: &str) -> bool {
        self.missing.contains(sha256)
    }

    /// Every text at hand, by hash: what an export needs.
    pub fn texts(&self) -> Texts {
        let listed = self.listed.iter().map(|(id, listed)| (listed.article.sha256.clone(), *id)).collect();
        Texts { library: self.clone(), listed }
    }
}

fn hex(hash: &[u8; 32]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a reader takes several articles from one file, whose paths say which after a "#".
fn is_of_many(extractor: Extractor) -> bool {
    matches!(extractor.name, "download" | "table" | "mail")
}

/// The bytes of a hash that is written in hexadecimal digits.
fn bytes_of(hash: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    for (n, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(hash.get(2 * n..2 * n + 2)?, 16).ok()?;
    }
    (hash.len() == 64).then_some(bytes)
}

impl From<reading::ArticleFile> for Listed {
    fn from(file: reading::ArticleFile) -> Self {
        let (published, basis, words): (Option<DateRange>, Option<PublishedBasis>, String) =
            match file.published {
                Some(published) => (Some(published.range), Some(published.basis), published.words),
                None => (None, None, String::new()),
            };
        let Extracted { structure, url, retrieved, language, original_sha256, extractor } = file.extracted;
        let (container, part) =
            file.path.rsplit_once('#').filter(|_| is_of_many(extractor)).unwrap_or_default();
        let article = Article {
            container: container.to_owned(),
            part: part.to_owned(),
            language: language.unwrap_or_default(),
            url: url.unwrap_or_default(),
            retrieved: retrieved.unwrap_or_default(),
            title: file.title,
            published,
            published_basis: basis,
            published_as_written: words,
            source: file.source,
            ..Article::at(file.path.clone(), hex(&file.sha256))
        };
        Self {
            path: file.path.into(),
            article: Arc::new(article),
            text: Some(file.text),
            structure: Some(structure.into()),
            original_sha256,
            extractor,
            encoding: file.encoding,
            warnings: file.warnings,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tollbook_files::reading::ArticleFile;

    fn listed(text: &str, version: u32, original: u8) -> Listed {
        let extractor = Extractor::named("html", version).unwrap();
        Listed::from(ArticleFile {
            path: "raid.html".to_owned(),
            size: 1,
            modified: None,
            sha256: [text.len() as u8; 32],
            text: text.into(),
            encoding: "UTF-8",
            title: "Raid".to_owned(),
            published: None,
            source: String::new(),
            warnings: Vec::new(),
            extracted: Extracted {
                url: Some("https://karsapost.example/raid".to_owned()),
                original_sha256: [original; 32],
                extractor,
                ..Extracted::default()
            },
        })
    }

    #[test]
    fn the_row_of_an_article_says_what_read_its_text_and_from_which_file() {
        let row = listed("Two were hurt.", 1, 5).row();
        assert_eq!((row.extractor.as_str(), row.extractor_version), ("html", Some(1)));
        assert_eq!(
            (row.original_sha256.as_str(), row.url.as_str()),
            (&*"05".repeat(32), "https://karsapost.example/raid")
        );
        let newer = listed("Two were hurt, they say.", 2, 5);
        assert!(
            newer.is_same_file(&row),
            "another version of the program reads another text from the same file"
        );
        assert_ne!(newer.article.sha256, row.sha256);
        assert!(!listed("Two were hurt.", 1, 6).is_same_file(&row));
        assert!(
            !listed("Two were hurt.", 1, 5).is_same_file(&Article::at("raid.html", "")),
            "nothing is known of an older row"
        );
    }
}
