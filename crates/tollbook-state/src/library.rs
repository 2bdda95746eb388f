//! The articles at hand: those of the folder, and those that the project knows.

mod listed;

use std::borrow::Cow;
use std::sync::Arc;

use imbl::{HashMap, HashSet, OrdMap};

pub use self::listed::{KnownArticle, Listed};
use self::listed::{Shared, bytes_of};
use tollbook_core::model::{Article, ArticleId, ArticleIds, Change, Draft, Edit, EntryId, Project, Stamp};
use tollbook_files::hex;
use tollbook_files::reading::{self, LibraryCache};
use tollbook_files::structure::Element;

/// The articles at hand. A copy shares everything with it and costs nothing.
#[derive(Clone, Debug, Default)]
pub struct Library {
    listed: OrdMap<ArticleId, Arc<Listed>>,
    /// What many of them have in common.
    shared: HashMap<Arc<Shared>, ()>,
    /// Counts how often the folder was begun to be read.
    scan: u32,
    /// Files that could not be read, with the reason.
    unreadable: OrdMap<String, String>,
    /// Texts of the project file, by hash.
    stored: HashMap<String, Arc<str>>,
    /// Parts of texts of the project file, by hash.
    structures: HashMap<String, Arc<[Element]>>,
    /// The hashes of texts that the project file does not have.
    missing: HashSet<String>,
    /// Gives the texts that are not held.
    cache: Option<Arc<LibraryCache>>,
}

/// Every text at hand, by hash.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    library: Library,
    listed: std::collections::HashMap<[u8; 32], ArticleId>,
}

impl Texts {
    /// The text with this hash.
    pub fn get(&self, sha256: &str) -> Option<Arc<str>> {
        let listed = bytes_of(sha256).and_then(|hash| self.listed.get(&hash));
        let listed = listed.and_then(|id| self.library.listed_text(*id));
        listed.or_else(|| self.library.stored.get(sha256).cloned())
    }

    /// The parts of the text with this hash; none where its file is gone.
    pub fn structure(&self, sha256: &str) -> Arc<[Element]> {
        let listed = bytes_of(sha256).and_then(|hash| self.listed.get(&hash));
        listed.map(|id| self.library.listed_structure(*id)).unwrap_or_default()
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

impl Library {
    /// Takes in what was found in the folder.
    pub fn add(&mut self, ids: &ArticleIds, found: reading::FoundItem) -> Option<ArticleId> {
        match found {
            reading::FoundItem::Article(file) => Some(self.list(ids, file, false)),
            reading::FoundItem::CachedArticle(file) => Some(self.list(ids, file, true)),
            reading::FoundItem::Unreadable(file) => {
                self.unreadable.insert(file.path, file.reason);
                None
            }
        }
    }

    fn list(&mut self, ids: &ArticleIds, file: reading::ArticleFile, is_cached: bool) -> ArticleId {
        let id = ids.at(&file.path);
        let shared = &mut self.shared;
        let listed = Listed::new(file, is_cached, self.scan, |value| match shared.get_key_value(&value) {
            Some((known, ())) => known.clone(),
            None => {
                let value = Arc::new(value);
                shared.insert(value.clone(), ());
                value
            }
        });
        self.listed.insert(id, Arc::new(listed));
        id
    }

    /// Takes the texts that are not held from this cache.
    pub fn set_cache(&mut self, cache: Arc<LibraryCache>) {
        self.cache = Some(cache);
    }

    /// The text that the file of an article has, read if it is not held; `None` if it has changed since it was listed.
    pub fn listed_text(&self, id: ArticleId) -> Option<Arc<str>> {
        let listed = self.listed.get(&id)?;
        listed.text().cloned().or_else(|| self.cache.as_ref()?.text(listed.path(), *listed.sha256()))
    }

    /// The same; of a file of plain text in UTF-8 only if `is_wanted` says so of its bytes, which are cheap to get.
    fn listed_text_if(&self, id: ArticleId, is_wanted: impl FnOnce(&[u8]) -> bool) -> Option<Arc<str>> {
        let listed = self.listed.get(&id)?;
        if listed.text().is_some() || !listed.is_plain_text() {
            return self.listed_text(id);
        }
        self.cache.as_ref()?.plain_text_if(listed.path(), *listed.sha256(), is_wanted)
    }

    /// What was derived before from the text with this hash, if the cache has it. `kind` says what.
    pub fn derived(&self, sha256: &str, kind: &str) -> Option<Vec<u8>> {
        self.cache.as_ref()?.derived(bytes_of(sha256)?, kind)
    }

    /// Keeps what was derived from texts, each by its hash; says whether it is kept.
    pub fn keep_derived(&self, kind: &str, values: &[(String, Vec<u8>)]) -> bool {
        let values = values.iter().filter_map(|(sha256, value)| Some((bytes_of(sha256)?, value.as_slice())));
        self.cache.as_ref().is_some_and(|cache| cache.keep_derived(kind, values))
    }

    /// The parts of the text on which an article is annotated; where only the project file has the text, those that it
    /// has with it.
    pub fn structure(&self, project: &Project, id: ArticleId) -> Arc<[Element]> {
        let row = project.articles.get(id);
        if self.listed.contains_key(&id) && !self.has_changed(project, id) {
            return self.listed_structure(id);
        }
        row.and_then(|row| self.structures.get(&row.sha256)).cloned().unwrap_or_default()
    }

    /// The parts of the text that the file of an article has.
    fn listed_structure(&self, id: ArticleId) -> Arc<[Element]> {
        let from_cache =
            |listed: &Listed| Some(self.cache.as_ref()?.structure(listed.path(), *listed.sha256()).into());
        let found = self.listed.get(&id);
        found
            .and_then(|listed| listed.structure().cloned().or_else(|| from_cache(listed)))
            .unwrap_or_default()
    }

    /// The parts of the texts that an edit brings into the project file, by the texts' hashes.
    pub fn structures_of(&self, edit: &Edit) -> Vec<(String, Arc<[Element]>)> {
        let structure = |change: &Change| {
            let Change::Article(row) = change else { return None };
            let after = row.after.as_ref()?;
            let is_new = row.before.as_ref().is_none_or(|before| before.sha256 != after.sha256);
            // That of Markdown follows from the text, and plain text has none.
            let listed = self.listed(row.id).filter(|listed| is_new && !listed.is_text_of_file());
            listed.filter(|listed| listed.has_text(&after.sha256))?;
            let structure = self.listed_structure(row.id);
            (!structure.is_empty()).then(|| (after.sha256.clone(), structure))
        };
        edit.changes.iter().filter_map(structure).collect()
    }

    /// Begins to read the folder again: what is not found this time is forgotten at the end.
    pub fn begin_scan(&mut self) {
        self.scan = self.scan.wrapping_add(1);
        self.unreadable.clear();
    }

    /// Ends reading the folder: forgets the files that are gone, and gives the file of each article of the project
    /// that was moved or renamed back to it. An article was moved if its file is gone, and one file that no other
    /// article has holds the same text.
    pub fn end_scan(&mut self, project: &Project) -> ScanEnd {
        let before = self.listed.len();
        let gone = self.listed.iter().filter(|(_, file)| file.scan != self.scan);
        let gone: Vec<_> = gone.map(|(id, file)| (*id, file.clone())).collect();
        for (id, file) in gone {
            self.listed.remove(&id);
            if let Some(text) = file.text().filter(|_| project.articles.contains(id)) {
                self.stored.insert(hex(file.sha256()), text.clone());
            }
        }
        let has_gone = self.listed.len() != before;
        let mut by_text: std::collections::HashMap<[u8; 32], (Vec<ArticleId>, Vec<ArticleId>)> =
            Default::default();
        for (id, article) in project.articles.iter().filter(|(id, _)| !self.listed.contains_key(id)) {
            if let Some(hash) = bytes_of(&article.sha256) {
                by_text.entry(hash).or_default().0.push(id);
            }
        }
        if !by_text.is_empty() {
            for (id, file) in self.listed.iter().filter(|(id, _)| !project.articles.contains(**id)) {
                if let Some((_, files)) = by_text.get_mut(file.sha256()) {
                    files.push(*id);
                }
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
                moves.push((row.path.clone(), listed.path().to_owned()));
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

    /// Keeps the parts of a text of the project file.
    pub fn keep_structure(&mut self, sha256: String, structure: Arc<[Element]>) {
        self.structures.insert(sha256, structure);
    }

    /// Notes that the project file does not have a text.
    pub fn note_missing(&mut self, sha256: String) {
        self.missing.insert(sha256);
    }

    /// A text of the project file that was kept.
    pub(super) fn kept_text(&self, sha256: &str) -> Option<&Arc<str>> {
        self.stored.get(sha256)
    }

    /// What is known of an article: the project's row, else what was read from the file, made anew each time.
    pub fn article<'a>(&'a self, project: &'a Project, id: ArticleId) -> Option<Cow<'a, Article>> {
        let listed = || Some(Cow::Owned(self.listed.get(&id)?.article()));
        project.articles.get(id).map(Cow::Borrowed).or_else(listed)
    }

    /// The title of an article; empty if it is not known.
    pub fn title<'a>(&'a self, project: &'a Project, id: ArticleId) -> &'a str {
        let row = project.articles.get(id).map(|row| row.title.as_str());
        row.or_else(|| Some(self.listed.get(&id)?.title())).unwrap_or_default()
    }

    /// Where an article lies; empty if it is not known.
    pub fn path<'a>(&'a self, project: &'a Project, id: ArticleId) -> &'a str {
        let row = project.articles.get(id).map(|row| row.path.as_str());
        row.or_else(|| Some(self.listed.get(&id)?.path())).unwrap_or_default()
    }

    /// What is known of an article, shared.
    pub fn shared_article(&self, project: &Project, id: ArticleId) -> Option<KnownArticle> {
        let listed = || Some(KnownArticle::File(self.listed.get(&id)?.clone()));
        project.articles.share(id).map(KnownArticle::Row).or_else(listed)
    }

    /// SHA-256 of the text of an article, in hexadecimal.
    pub fn sha256(&self, project: &Project, id: ArticleId) -> Option<String> {
        let row = project.articles.get(id).map(|row| row.sha256.clone());
        row.or_else(|| Some(hex(self.listed.get(&id)?.sha256())))
    }

    /// The same as [`Self::text`], but may be none where the bytes of the text say that it is not wanted.
    pub fn text_if(&self, project: &Project, id: ArticleId, is_wanted: impl FnOnce(&[u8]) -> bool) -> Text {
        match project.articles.get(id) {
            Some(_) => self.text(project, id),
            None => self.listed_text_if(id, is_wanted).map_or(Text::None, Text::Loaded),
        }
    }

    /// The text of an article: that on which it is annotated, even if the file has another now.
    pub fn text(&self, project: &Project, id: ArticleId) -> Text {
        let listed = self.listed.get(&id);
        let Some(row) = project.articles.get(id) else {
            return self.listed_text(id).map_or(Text::None, Text::Loaded);
        };
        let listed = listed.filter(|listed| listed.has_text(&row.sha256));
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
            (Some(row), Some(listed)) => !listed.has_text(&row.sha256),
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
        let listed = articles.into_iter().filter_map(|id| Some((*self.listed.get(&id)?.sha256(), id)));
        Texts { listed: listed.collect(), library: self.clone() }
    }

    /// Whether it is known that the project file does not have a text.
    pub(super) fn is_missing(&self, sha256: &str) -> bool {
        self.missing.contains(sha256)
    }

    /// Every text at hand, by hash: what an export needs.
    pub fn texts(&self) -> Texts {
        let listed = self.listed.iter().map(|(id, listed)| (*listed.sha256(), *id)).collect();
        Texts { library: self.clone(), listed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tollbook_files::reading::document::Extractor;
    use tollbook_files::reading::{ArticleFile, Extracted};

    #[test]
    fn an_article_of_a_large_folder_takes_little_room() {
        assert_eq!((size_of::<Listed>(), size_of::<crate::articles::ArticleRow>()), (88, 64));
    }

    fn listed(text: &str, version: u32, original: u8) -> Listed {
        let extractor = Extractor::named("html", version).unwrap();
        let file = ArticleFile {
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
        };
        Listed::new(file, false, 0, Arc::new)
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
        assert!(!newer.has_text(&row.sha256));
        assert!(!listed("Two were hurt.", 1, 6).is_same_file(&row));
        assert!(
            !listed("Two were hurt.", 1, 5).is_same_file(&Article::at("raid.html", "")),
            "nothing is known of an older row"
        );
    }
}
