//! What is kept of each file of the folder: little, since a folder may hold a million.

use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use tollbook_core::model::{Article, DateRange, PublishedBasis};
use tollbook_files::hex;
use tollbook_files::reading::document::Extractor;
use tollbook_files::reading::{self, Extracted, Published};
use tollbook_files::structure::Element;

/// A file of the folder, as it was read.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Path and title, one after the other, then address, time of retrieval and the words of the date, a line each.
    words: Box<str>,
    /// Where path and title end.
    ends: [u32; 2],
    published: Option<(DateRange, PublishedBasis)>,
    /// The number of the scan that came upon it.
    pub(super) scan: u32,
    sha256: [u8; 32],
    shared: Arc<Shared>,
    rare: Option<Box<Rare>>,
}

/// What is the same for many files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shared {
    source: String,
    language: String,
    extractor: Extractor,
    encoding: &'static str,
}

impl Hash for Shared {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.source, &self.language, self.extractor.name, self.encoding).hash(state);
    }
}

/// What is not held of most files of text.
#[derive(Clone, Debug, Default)]
struct Rare {
    /// SHA-256 of the file as it is, where that is another than the text's.
    original_sha256: Option<[u8; 32]>,
    text: Option<Arc<str>>,
    structure: Option<Arc<[Element]>>,
    warnings: Box<[String]>,
}

impl Listed {
    /// What is kept of a file that was read; its text and structure only if the cache does not give them. `share` gives
    /// an equal value that is there already.
    pub(super) fn new(
        file: reading::ArticleFile,
        is_cached: bool,
        scan: u32,
        share: impl FnOnce(Shared) -> Arc<Shared>,
    ) -> Self {
        let (published, written) = match file.published {
            Some(Published { range, basis, words, .. }) => (Some((range, basis)), words),
            None => (None, String::new()),
        };
        let Extracted { structure, url, retrieved, language, original_sha256, extractor } = file.extracted;
        let (url, retrieved) = (url.unwrap_or_default(), retrieved.unwrap_or_default());
        let mut words = String::new();
        let ends = [&file.path, &file.title].map(|part| {
            words.push_str(part);
            u32::try_from(words.len()).unwrap_or(u32::MAX)
        });
        let one_line = |part: String| part.replace('\n', " ");
        words.extend([&one_line(url), "\n", &one_line(retrieved), "\n", &written]);
        let rare = Rare {
            original_sha256: (original_sha256 != file.sha256).then_some(original_sha256),
            text: (!is_cached).then_some(file.text),
            structure: (!is_cached).then(|| structure.into()),
            warnings: file.warnings.into(),
        };
        let has_rare = rare.original_sha256.is_some() || rare.text.is_some() || !rare.warnings.is_empty();
        Self {
            words: words.into(),
            ends,
            published,
            scan,
            sha256: file.sha256,
            shared: share(Shared {
                source: file.source,
                language: language.unwrap_or_default(),
                extractor,
                encoding: file.encoding,
            }),
            rare: has_rare.then(|| Box::new(rare)),
        }
    }

    fn part(&self, range: Range<u32>) -> &str {
        self.words.get(range.start as usize..range.end as usize).unwrap_or_default()
    }

    /// Address, time of retrieval and the words of the date.
    fn lines(&self) -> [&str; 3] {
        let mut lines = self.words.get(self.ends[1] as usize..).unwrap_or_default().splitn(3, '\n');
        [(); 3].map(|()| lines.next().unwrap_or_default())
    }

    /// Where it lies, relative to the folder, with `/`; for one of several articles in a file, with "#" and what tells
    /// it from the others.
    pub fn path(&self) -> &str {
        self.part(0..self.ends[0])
    }

    /// The headline.
    pub fn title(&self) -> &str {
        self.part(self.ends[0]..self.ends[1])
    }

    /// Who published it.
    pub fn source(&self) -> &str {
        &self.shared.source
    }

    /// Its language, as the file states it.
    pub fn language(&self) -> &str {
        &self.shared.language
    }

    /// When it was published.
    pub fn published(&self) -> Option<DateRange> {
        self.published.map(|(range, _)| range)
    }

    /// SHA-256 of its text.
    pub fn sha256(&self) -> &[u8; 32] {
        &self.sha256
    }

    /// Whether its text has this hash, in hexadecimal.
    pub fn has_text(&self, sha256: &str) -> bool {
        bytes_of(sha256).is_some_and(|hash| hash == self.sha256)
    }

    /// SHA-256 of the file as it is.
    pub fn original_sha256(&self) -> &[u8; 32] {
        self.rare.as_ref().and_then(|rare| rare.original_sha256.as_ref()).unwrap_or(&self.sha256)
    }

    /// How its bytes were read: `UTF-8`, `windows-1252` …
    pub fn encoding(&self) -> &'static str {
        self.shared.encoding
    }

    /// Whether its text is that of the file, and not extracted from it.
    pub(crate) fn is_text_of_file(&self) -> bool {
        matches!(self.shared.extractor.name, "text" | "markdown")
    }

    /// Whether its text is the file as it is, in UTF-8 without any doubt.
    pub(super) fn is_plain_text(&self) -> bool {
        self.is_text_of_file() && self.shared.encoding == "UTF-8" && self.warnings().is_empty()
    }

    /// What the reader of the file noticed.
    pub fn warnings(&self) -> &[String] {
        self.rare.as_ref().map_or(&[], |rare| &rare.warnings)
    }

    /// Its text, if it is held.
    pub fn text(&self) -> Option<&Arc<str>> {
        self.rare.as_ref()?.text.as_ref()
    }

    /// The parts of the text, if they are held.
    pub fn structure(&self) -> Option<&Arc<[Element]>> {
        self.rare.as_ref()?.structure.as_ref()
    }

    /// The path of the file of many articles in which it is, and what tells it apart there; both blank for an article with
    /// a file of its own.
    pub fn container_and_part(&self) -> (&str, &str) {
        let is_of_many = matches!(self.shared.extractor.name, "download" | "table" | "mail");
        self.path().rsplit_once('#').filter(|_| is_of_many).unwrap_or_default()
    }

    /// What is known of it, without what read the text and from which file.
    pub fn article(&self) -> Article {
        let (container, part) = self.container_and_part();
        let [url, retrieved, written] = self.lines();
        Article {
            container: container.to_owned(),
            part: part.to_owned(),
            language: self.shared.language.clone(),
            url: url.to_owned(),
            retrieved: retrieved.to_owned(),
            title: self.title().to_owned(),
            published: self.published(),
            published_basis: self.published.map(|(_, basis)| basis),
            published_as_written: written.to_owned(),
            source: self.shared.source.clone(),
            ..Article::at(self.path(), hex(&self.sha256))
        }
    }

    /// The row that the project holds once the article is annotated.
    pub fn row(&self) -> Article {
        let Extractor { name, version } = self.shared.extractor;
        let is_known = !name.is_empty();
        Article {
            original_sha256: if is_known { hex(self.original_sha256()) } else { String::new() },
            extractor: name.to_owned(),
            extractor_version: is_known.then_some(version.into()),
            ..self.article()
        }
    }

    /// Whether the file is as it was when the text of `row` was read from it, so that another text comes from another
    /// version of the program.
    pub fn is_same_file(&self, row: &Article) -> bool {
        bytes_of(&row.original_sha256).is_some_and(|hash| hash == *self.original_sha256())
    }
}

/// What is known of an article: the project's row, else what was read from the file.
#[derive(Clone, Debug)]
pub enum KnownArticle {
    /// The project has a row of it.
    Row(Arc<Article>),
    /// It is only in the folder.
    File(Arc<Listed>),
}

impl KnownArticle {
    /// Where it lies.
    pub fn path(&self) -> &str {
        match self {
            Self::Row(row) => &row.path,
            Self::File(file) => file.path(),
        }
    }

    /// The headline.
    pub fn title(&self) -> &str {
        match self {
            Self::Row(row) => &row.title,
            Self::File(file) => file.title(),
        }
    }

    /// Who published it.
    pub fn source(&self) -> &str {
        match self {
            Self::Row(row) => &row.source,
            Self::File(file) => file.source(),
        }
    }

    /// When it was published.
    pub fn published(&self) -> Option<DateRange> {
        match self {
            Self::Row(row) => row.published,
            Self::File(file) => file.published(),
        }
    }

    /// The coder's notes.
    pub fn memo(&self) -> &str {
        match self {
            Self::Row(row) => &row.memo,
            Self::File(_) => "",
        }
    }

    /// Its folder.
    pub fn folder(&self) -> &str {
        self.path().rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

impl PartialEq for KnownArticle {
    /// Whether a list shows both alike.
    fn eq(&self, other: &Self) -> bool {
        self.published() == other.published()
            && self.path() == other.path()
            && self.title() == other.title()
            && self.source() == other.source()
            && self.memo() == other.memo()
    }
}

impl From<Arc<Article>> for KnownArticle {
    fn from(row: Arc<Article>) -> Self {
        Self::Row(row)
    }
}

/// The bytes of a hash that is written in hexadecimal digits.
pub(super) fn bytes_of(hash: &str) -> Option<[u8; 32]> {
    let digit = |byte: u8| char::from(byte).to_digit(16).map(|digit| digit as u8);
    let (pairs, rest) = hash.as_bytes().as_chunks::<2>();
    let mut bytes = [0; 32];
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    (rest.is_empty() && pairs.len() == 32).then_some(bytes)
}
