//! What was read of a folder's files, kept outside of the folder, so that opening it again reads only what changed,
//! and so that the texts of a large folder need not stay in memory.
//!
//! It is one SQLite file a folder, and holds nothing that cannot be read again: it may be deleted at any time, and one
//! that is damaged, was written by another build of the program or cannot be written is replaced or done without.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, SystemTime};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};
use tollbook_core::model::DateRange;

use super::document::Extractor;
use super::encoding::decode;
use super::folder::read_one_with;
use super::table::ColumnMapping;
use super::{ArticleFile, Extracted, MAX_BYTES, Published};
use crate::structure::Element;

const TABLES: &str = "
    CREATE TABLE file(
        path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, inode INTEGER NOT NULL,
        columns INTEGER NOT NULL, several TEXT
    ) WITHOUT ROWID;
    CREATE TABLE article(
        file TEXT NOT NULL, n INTEGER NOT NULL, path TEXT NOT NULL, sha256 BLOB NOT NULL, encoding TEXT NOT NULL,
        title TEXT NOT NULL, first TEXT, last TEXT, precision TEXT, basis TEXT, words TEXT, source TEXT NOT NULL,
        warnings TEXT NOT NULL, url TEXT, retrieved TEXT, language TEXT, original BLOB NOT NULL,
        extractor TEXT NOT NULL, version INTEGER NOT NULL, PRIMARY KEY(file, n)
    ) WITHOUT ROWID;
    CREATE TABLE text(sha256 BLOB PRIMARY KEY, text BLOB NOT NULL, structure BLOB) WITHOUT ROWID;
    CREATE TABLE derived(sha256 BLOB, kind TEXT, value BLOB NOT NULL, PRIMARY KEY(sha256, kind)) WITHOUT ROWID;
";
/// A folder of fewer plain texts is read as fast as its cache would be.
const FEWEST_FILES: usize = 256;
/// The texts that were asked for last stay in memory: so many, and so many bytes of them.
const RECENT: usize = 64;
const RECENT_BYTES: usize = 32 << 20;
/// So much memory for reading files is kept by each thread.
const LARGEST_BUFFER: usize = 1 << 20;
/// The most that the caches of all folders take on disk, in bytes; the oldest go first.
const MOST_ON_DISK: u64 = 4 << 30;
/// A file that was written as recently as this may be written again without its time changing.
const UNSETTLED: Duration = Duration::from_secs(2);

/// The cache of one folder.
pub struct LibraryCache {
    root: PathBuf,
    file: Option<PathBuf>,
    connection: Mutex<Option<Connection>>,
    recent: Mutex<VecDeque<([u8; 32], Arc<str>)>>,
    /// Which columns of tables hold what, by the tables' paths.
    columns: BTreeMap<String, ColumnMapping>,
}

impl std::fmt::Debug for LibraryCache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LibraryCache")
            .field("root", &self.root)
            .field("file", &self.file)
            .finish_non_exhaustive()
    }
}

/// By what a file is known to be unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    size: u64,
    /// Nanoseconds since 1970.
    modified: i64,
    inode: u64,
    /// A mark of the columns that the coder has named, 0 where there are none.
    columns: i64,
}

impl Stamp {
    /// The stamp of a file, of a table with the columns named; `None` if it is none, or was written just now.
    pub fn new(metadata: &fs::Metadata, columns: Option<&ColumnMapping>) -> Option<Self> {
        if !metadata.is_file() {
            return None;
        }
        let modified = metadata.modified().ok()?;
        let settled = SystemTime::now().duration_since(modified).is_ok_and(|age| age > UNSETTLED);
        let since = modified.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        #[cfg(unix)]
        let inode = std::os::unix::fs::MetadataExt::ino(metadata);
        #[cfg(not(unix))]
        let inode = 0;
        let modified = i64::try_from(since.as_nanos()).ok()?;
        let columns = columns.map_or(0, |columns| {
            let hash = Sha256::digest(serde_json::to_vec(columns).unwrap_or_default());
            hash.iter().take(7).fold(1, |mark, byte| (mark << 8) | i64::from(*byte))
        });
        settled.then_some(Self { size: metadata.len(), modified, inode, columns })
    }
}

/// The articles of a file, as they were read; their texts are left out.
#[derive(Debug)]
pub(super) struct KnownFile {
    pub stamp: Stamp,
    /// Of a table or download, the sentence that says how many articles there are.
    pub several: Option<String>,
    pub articles: Vec<ArticleFile>,
}

/// A file that was read, with the texts that are dear to extract.
pub(super) struct ReadFile {
    pub path: String,
    pub cached: KnownFile,
    pub texts: Vec<KeptText>,
    /// Whether an older version of the file is kept.
    pub is_new_version: bool,
}

/// A text that is dear to extract, with its structure.
pub(super) struct KeptText {
    pub sha256: [u8; 32],
    pub text: Arc<str>,
    pub structure: Vec<Element>,
}

/// The file of a folder's cache among those in `caches`.
pub fn cache_file(caches: &Path, root: &Path) -> PathBuf {
    let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
    let hash = Sha256::digest(root.as_os_str().as_encoded_bytes());
    let name: String = hash[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    caches.join(name).with_extension("sqlite")
}

impl LibraryCache {
    /// The cache of the folder `root` in `file`, which is made once there is something to keep. Without a file, only
    /// texts are given.
    pub fn new(root: &Path, file: Option<PathBuf>) -> Self {
        if let Some(caches) = file.as_deref().and_then(Path::parent) {
            prune(caches, MOST_ON_DISK);
        }
        let connection = file.as_deref().filter(|file| file.exists()).and_then(open);
        Self {
            root: root.to_owned(),
            file,
            connection: Mutex::new(connection),
            recent: Mutex::default(),
            columns: BTreeMap::new(),
        }
    }

    /// The same, with tables read by these columns.
    pub fn with_columns(mut self, columns: BTreeMap<String, ColumnMapping>) -> Self {
        self.columns = columns;
        self
    }

    /// Which columns of the table at `path` hold what, where the coder has said so.
    pub(super) fn columns_of(&self, path: &str) -> Option<&ColumnMapping> {
        self.columns.get(path)
    }

    fn read_again(&self, path: &str) -> Option<ArticleFile> {
        read_one_with(&self.root, path, &|file| self.columns_of(file)).ok()
    }

    /// The structure of the text with this hash, which the article at `path` has.
    pub fn structure(&self, path: &str, sha256: [u8; 32]) -> Vec<Element> {
        self.kept_structure(sha256).unwrap_or_else(|| {
            let again = self.read_again(path).filter(|article| article.sha256 == sha256);
            again.map(|article| article.extracted.structure).unwrap_or_default()
        })
    }

    fn kept_structure(&self, sha256: [u8; 32]) -> Option<Vec<Element>> {
        let connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let mut select =
            connection.as_ref()?.prepare_cached("SELECT structure FROM text WHERE sha256 = ?1").ok()?;
        let packed: Option<Vec<u8>> = select.query_row([&sha256[..]], |row| row.get(0)).optional().ok()??;
        drop(select);
        drop(connection);
        serde_json::from_str(&unpacked(&packed?)?).ok()
    }

    /// Whether any file is known.
    pub(super) fn knows_files(&self) -> bool {
        let connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let any = |connection: &Connection| {
            connection.query_row("SELECT EXISTS (SELECT 1 FROM file)", [], |row| row.get(0))
        };
        connection.as_ref().is_some_and(|connection| any(connection).unwrap_or(false))
    }

    /// What is known of the files whose paths come after `before`, until `last`.
    pub(super) fn known_files(&self, before: &str, last: &str) -> HashMap<String, KnownFile> {
        let connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        connection
            .as_ref()
            .and_then(|connection| read_known_files(connection, before, last).ok())
            .unwrap_or_default()
    }

    /// Keeps what was read. The cache is made for a folder that is worth it: `total` files were read so far.
    /// Answers with what was not kept yet.
    pub(super) fn store(&self, files: Vec<ReadFile>, total: usize) -> Vec<ReadFile> {
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        if connection.is_none() {
            let worth_it = total >= FEWEST_FILES || files.iter().any(|file| !file.texts.is_empty());
            let Some(file) = self.file.as_deref().filter(|_| worth_it) else { return files };
            *connection = open(file);
        }
        // What cannot be kept is read again the next time.
        if let Some(connection) = connection.as_mut() {
            let _ = write_files(connection, &files);
        }
        Vec::new()
    }

    /// Forgets files that are not in the folder any more, and at last, with `is_all`, everything that belongs to no file.
    pub(super) fn forget(&self, files: &[String], is_all: bool) {
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(connection) = connection.as_mut() {
            // What cannot be forgotten is only of no use.
            let _ = forget(connection, files, is_all);
        }
    }

    /// What was derived before from the text with this hash; `kind` says what. Another build of the program derives it
    /// anew.
    pub fn derived(&self, sha256: [u8; 32], kind: &str) -> Option<Vec<u8>> {
        let connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let mut select = connection
            .as_ref()?
            .prepare_cached("SELECT value FROM derived WHERE sha256 = ?1 AND kind = ?2")
            .ok()?;
        select.query_row(params![&sha256[..], kind], |row| row.get(0)).optional().ok()?
    }

    /// Keeps what was derived from texts, and says whether it did. A folder that has no cache makes none for it.
    pub fn keep_derived<'a>(&self, kind: &str, values: impl Iterator<Item = ([u8; 32], &'a [u8])>) -> bool {
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let keep = |connection: &mut Connection| -> rusqlite::Result<()> {
            let transaction = connection.transaction()?;
            {
                let mut insert =
                    transaction.prepare_cached("INSERT OR REPLACE INTO derived VALUES (?1, ?2, ?3)")?;
                for (sha256, value) in values {
                    insert.execute(params![&sha256[..], kind, value])?;
                }
            }
            transaction.commit()
        };
        // What cannot be kept is derived again the next time.
        connection.as_mut().is_some_and(|connection| keep(connection).is_ok())
    }

    /// The text of the article at `path`, if it is still the one with this hash.
    pub fn text(&self, path: &str, sha256: [u8; 32]) -> Option<Arc<str>> {
        let find = |recent: &VecDeque<([u8; 32], Arc<str>)>| {
            recent.iter().find(|(hash, _)| *hash == sha256).map(|(_, text)| text.clone())
        };
        if let Some(text) = find(&self.recent.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Some(text);
        }
        let text = self
            .plain(path, |_| true)
            .filter(|text| is_of(text, sha256))
            .or_else(|| self.stored_text(sha256).filter(|text| is_of(text, sha256)))
            .or_else(|| {
                self.read_again(path).map(|article| article.text).filter(|text| is_of(text, sha256))
            })?;
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        recent.push_front((sha256, text.clone()));
        let mut bytes = 0;
        let fits = recent.iter().take(RECENT).take_while(|(_, text)| {
            bytes += text.len();
            bytes <= RECENT_BYTES
        });
        let fits = fits.count().max(1);
        recent.truncate(fits);
        Some(text)
    }

    /// The text of the article at `path`, which is a file of plain text in UTF-8, if it is still the one with this hash,
    /// and if `is_wanted` says so of the file's bytes: of most files of a search nothing more is needed.
    pub fn plain_text_if(
        &self,
        path: &str,
        sha256: [u8; 32],
        is_wanted: impl FnOnce(&[u8]) -> bool,
    ) -> Option<Arc<str>> {
        self.plain(path, is_wanted).filter(|text| is_of(text, sha256))
    }

    /// The text of a file of plain text, if `is_wanted` says so of its bytes.
    fn plain(&self, path: &str, is_wanted: impl FnOnce(&[u8]) -> bool) -> Option<Arc<str>> {
        thread_local!(static BYTES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) });
        let lower = path.rsplit('/').next()?.to_ascii_lowercase();
        let may_be_plain = !lower.contains('.')
            || [".txt", ".md", ".text", ".markdown"].iter().any(|end| lower.ends_with(end));
        let file = may_be_plain.then(|| open_file(&self.root.join(path))).flatten()?;
        let metadata = file.metadata().ok().filter(fs::Metadata::is_file)?;
        let size = metadata.len();
        if size > MAX_BYTES {
            return None;
        }
        BYTES.with_borrow_mut(|bytes| {
            bytes.clear();
            bytes.reserve_exact(usize::try_from(size).ok()?);
            file.take(size).read_to_end(bytes).ok()?;
            let text = is_wanted(bytes).then(|| decode(bytes).ok()).flatten();
            bytes.shrink_to(LARGEST_BUFFER);
            text.map(|decoded| Arc::from(decoded.text))
        })
    }

    fn stored_text(&self, sha256: [u8; 32]) -> Option<Arc<str>> {
        let connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let mut select =
            connection.as_ref()?.prepare_cached("SELECT text FROM text WHERE sha256 = ?1").ok()?;
        let packed: Vec<u8> = select.query_row([&sha256[..]], |row| row.get(0)).optional().ok()??;
        drop(select);
        drop(connection);
        unpacked(&packed).map(Arc::from)
    }
}

/// Whether a text has this hash.
fn is_of(text: &str, sha256: [u8; 32]) -> bool {
    <[u8; 32]>::from(Sha256::digest(text.as_bytes())) == sha256
}

/// Opens a file to read it; a pipe that has taken its place is not waited for.
fn open_file(full: &Path) -> Option<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.read(true);
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    options.open(full).ok()
}

fn packed(words: &str) -> Option<Vec<u8>> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(words.as_bytes()).ok()?;
    packed.finish().ok()
}

fn unpacked(packed: &[u8]) -> Option<String> {
    let mut words = String::new();
    ZlibDecoder::new(packed).read_to_string(&mut words).ok()?;
    Some(words)
}

/// Opens a cache, or makes it anew where it is damaged or of another version; `None` where it cannot be written.
fn open(file: &Path) -> Option<Connection> {
    fs::create_dir_all(file.parent()?).ok()?;
    let connect = || -> rusqlite::Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(file, flags)?;
        connection.busy_timeout(Duration::from_secs(2))?;
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA trusted_schema = OFF;",
        )?;
        Ok(connection)
    };
    let version =
        |connection: &Connection| connection.query_row("PRAGMA user_version", [], |row| row.get::<_, i32>(0));
    if let Ok(connection) = connect()
        && version(&connection).is_ok_and(|version| version == build())
    {
        return Some(connection);
    }
    remove(file);
    let connection = connect().ok()?;
    connection.execute_batch(&format!("BEGIN; {TABLES} PRAGMA user_version = {}; COMMIT;", build())).ok()?;
    Some(connection)
}

/// Marks the build of the program that wrote a cache: what another build read of a file may differ.
fn build() -> i32 {
    static BUILD: OnceLock<i32> = OnceLock::new();
    *BUILD.get_or_init(|| {
        let program = std::env::current_exe().ok().and_then(|program| fs::metadata(program).ok());
        let written = program.as_ref().and_then(|program| program.modified().ok());
        let mark =
            format!("{} {:?} {written:?}", env!("CARGO_PKG_VERSION"), program.map(|program| program.len()));
        let hash = Sha256::digest(mark.as_bytes());
        i32::from_le_bytes([hash[0], hash[1], hash[2], hash[3]])
    })
}

/// Deletes a cache with the files that SQLite keeps beside it.
fn remove(file: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let mut name = file.as_os_str().to_owned();
        name.push(ending);
        // One that is not there need not be deleted.
        let _ = fs::remove_file(name);
    }
}

/// Deletes the caches that were not written for longest, until the rest takes at most so many bytes.
fn prune(caches: &Path, most: u64) {
    let Ok(entries) = fs::read_dir(caches) else { return };
    let mut files: Vec<(SystemTime, u64, PathBuf)> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let metadata = fs::metadata(&path).ok()?;
            let is_cache = path.extension().is_some_and(|ending| ending == "sqlite");
            is_cache.then_some((metadata.modified().ok()?, metadata.len(), path))
        })
        .collect();
    files.sort();
    let mut sum: u64 = files.iter().map(|(_, size, _)| size).sum();
    for (_, size, path) in files {
        if sum <= most {
            return;
        }
        remove(&path);
        sum -= size;
    }
}

fn forget(connection: &mut Connection, files: &[String], is_all: bool) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    for path in files {
        transaction.prepare_cached("DELETE FROM article WHERE file = ?1")?.execute([path])?;
        transaction.prepare_cached("DELETE FROM file WHERE path = ?1")?.execute([path])?;
    }
    if is_all {
        for table in ["text", "derived"] {
            transaction.execute(
                &format!("DELETE FROM {table} WHERE sha256 NOT IN (SELECT sha256 FROM article)"),
                [],
            )?;
        }
    }
    transaction.commit()
}

fn write_files(connection: &mut Connection, files: &[ReadFile]) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    {
        let mut forget = transaction.prepare_cached("DELETE FROM article WHERE file = ?1")?;
        let mut file =
            transaction.prepare_cached("INSERT OR REPLACE INTO file VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
        let mut article = transaction.prepare_cached(
            "INSERT INTO article VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, \
             ?18, ?19)",
        )?;
        let mut text = transaction.prepare_cached("INSERT OR IGNORE INTO text VALUES (?1, ?2, ?3)")?;
        for ReadFile { path, cached: known, texts, .. } in files {
            forget.execute([path])?;
            let Stamp { size, modified, inode, columns } = known.stamp;
            let (size, inode) = (size.cast_signed(), inode.cast_signed());
            file.execute(params![path, size, modified, inode, columns, known.several])?;
            for (n, found) in known.articles.iter().enumerate() {
                let published = found.published.as_ref();
                let warnings = serde_json::to_string(&found.warnings).unwrap_or_default();
                article.execute(params![
                    path,
                    n as i64,
                    found.path,
                    &found.sha256[..],
                    found.encoding,
                    found.title,
                    published.map(|published| published.range.first().to_string()),
                    published.map(|published| published.range.last().to_string()),
                    published.map(|published| published.range.precision().as_str()),
                    published.map(|published| published.basis.as_str()),
                    published.map(|published| &published.words),
                    found.source,
                    warnings,
                    found.extracted.url,
                    found.extracted.retrieved,
                    found.extracted.language,
                    &found.extracted.original_sha256[..],
                    found.extracted.extractor.name,
                    found.extracted.extractor.version,
                ])?;
            }
            for KeptText { sha256, text: words, structure } in texts {
                let structure = serde_json::to_string(structure).ok().and_then(|json| packed(&json));
                if let Some(words) = packed(words) {
                    text.execute(params![&sha256[..], words, structure])?;
                }
            }
        }
    }
    transaction.commit()
}

fn read_known_files(
    connection: &Connection,
    before: &str,
    last: &str,
) -> rusqlite::Result<HashMap<String, KnownFile>> {
    let mut files = HashMap::new();
    let mut select = connection.prepare_cached(
        "SELECT path, size, modified, inode, columns, several FROM file WHERE path > ?1 AND path <= ?2",
    )?;
    let mut rows = select.query([before, last])?;
    while let Some(row) = rows.next()? {
        let stamp = Stamp {
            size: row.get::<_, i64>(1)?.cast_unsigned(),
            modified: row.get(2)?,
            inode: row.get::<_, i64>(3)?.cast_unsigned(),
            columns: row.get(4)?,
        };
        files.insert(row.get(0)?, KnownFile { stamp, several: row.get(5)?, articles: Vec::new() });
    }
    let mut select = connection.prepare_cached(
        "SELECT file, path, sha256, encoding, title, first, last, precision, basis, words, source, warnings, url, \
         retrieved, language, original, extractor, version FROM article WHERE file > ?1 AND file <= ?2 ORDER BY file, n",
    )?;
    let mut rows = select.query([before, last])?;
    while let Some(row) = rows.next()? {
        let file: String = row.get(0)?;
        match (article(row)?, files.get_mut(&file)) {
            (Some(article), Some(known)) => known.articles.push(article),
            // A row that does not say what it should is read again.
            _ => drop(files.remove(&file)),
        }
    }
    for known in files.values_mut() {
        for article in &mut known.articles {
            article.size = known.stamp.size;
            let age = u64::try_from(known.stamp.modified).unwrap_or(0);
            article.modified = SystemTime::UNIX_EPOCH.checked_add(Duration::from_nanos(age));
        }
    }
    Ok(files)
}

/// An article without its text.
fn article(row: &Row<'_>) -> rusqlite::Result<Option<ArticleFile>> {
    let day = |n: usize| -> rusqlite::Result<Option<jiff::civil::Date>> {
        Ok(row.get::<_, Option<String>>(n)?.and_then(|day| day.parse().ok()))
    };
    let word = |n: usize| row.get::<_, Option<String>>(n);
    let published = match (day(5)?, day(6)?, word(7)?, word(8)?) {
        (Some(first), Some(last), Some(precision), Some(basis)) => {
            let range = precision.parse().ok().and_then(|precision| DateRange::new(first, last, precision));
            let Some((range, basis)) = range.zip(basis.parse().ok()) else { return Ok(None) };
            Some(Published { range, basis, words: word(9)?.unwrap_or_default(), at: None })
        }
        _ => None,
    };
    let (Ok(sha256), Ok(original_sha256)) =
        (row.get::<_, Vec<u8>>(2)?.try_into(), row.get::<_, Vec<u8>>(15)?.try_into())
    else {
        return Ok(None);
    };
    let Some(extractor) = Extractor::named(&row.get::<_, String>(16)?, row.get(17)?) else { return Ok(None) };
    let encoding: String = row.get(3)?;
    let encoding =
        encoding_rs::Encoding::for_label(encoding.as_bytes()).map_or("", encoding_rs::Encoding::name);
    Ok(Some(ArticleFile {
        path: row.get(1)?,
        size: 0,
        modified: None,
        sha256,
        text: Arc::from(""),
        encoding,
        title: row.get(4)?,
        published,
        source: row.get(10)?,
        warnings: serde_json::from_str(&row.get::<_, String>(11)?).unwrap_or_default(),
        extracted: Extracted {
            url: row.get(12)?,
            retrieved: row.get(13)?,
            language: row.get(14)?,
            original_sha256,
            extractor,
            structure: Vec::new(),
        },
    }))
}

#[cfg(test)]
mod tests;
