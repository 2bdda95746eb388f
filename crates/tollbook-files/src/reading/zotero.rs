//! What Zotero knows of the files in its storage folder.
//!
//! Zotero keeps each attachment in a folder of its own, `storage/ABCD2345/name.pdf`, and everything else in the
//! database beside it. The database is opened read-only and as one that does not change, so that a running Zotero is
//! neither asked nor disturbed.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use rusqlite::{Connection, OpenFlags};

use super::document::{Metadata, Origin};

/// The name of the database beside the storage folder.
pub const DATABASE: &str = "zotero.sqlite";

/// What a library says of one file, each as written; blank where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ZoteroItem {
    /// The title of the item that the file belongs to.
    pub title: String,
    /// When it was published.
    pub date: String,
    /// The newspaper, site or other publication.
    pub source: String,
    /// The authors, the first first.
    pub byline: String,
    /// The address.
    pub url: String,
    /// When the address was last looked at.
    pub retrieved: String,
    /// The language.
    pub language: String,
    /// The section.
    pub section: String,
}

/// The items of a library by the folders of their files.
#[derive(Clone, Debug, Default)]
pub struct ZoteroLibrary {
    items: HashMap<String, ZoteroItem>,
}

/// The libraries that files of a folder lie in, each opened once.
#[derive(Debug, Default)]
pub struct Libraries {
    opened: Mutex<HashMap<PathBuf, Option<Arc<ZoteroLibrary>>>>,
}

impl Libraries {
    /// What Zotero knows of a file: one in a folder of its own in the folder "storage" beside a database.
    pub fn item(&self, file: &Path) -> Option<ZoteroItem> {
        let storage = file.parent()?.parent()?;
        if storage.file_name()? != "storage" {
            return None;
        }
        let database = storage.parent()?.join(DATABASE);
        let library = {
            let mut opened = self.opened.lock().ok()?;
            let open =
                || database.is_file().then(|| ZoteroLibrary::open(&database).ok()).flatten().map(Arc::new);
            opened.entry(database.clone()).or_insert_with(open).clone()?
        };
        library.item(&file.to_string_lossy().replace('\\', "/")).cloned()
    }
}

impl ZoteroItem {
    /// What a file states about itself, where the library does not say it: a librarian has looked at both.
    pub(super) fn over(&self, mut metadata: Metadata) -> Metadata {
        let fields = [
            (&self.title, &mut metadata.title),
            (&self.date, &mut metadata.date),
            (&self.source, &mut metadata.source),
            (&self.byline, &mut metadata.author),
            (&self.url, &mut metadata.url),
            (&self.retrieved, &mut metadata.retrieved),
            (&self.language, &mut metadata.language),
            (&self.section, &mut metadata.section),
        ];
        let mut known = false;
        for (value, field) in fields {
            if !value.is_empty() {
                *field = Some(value.clone());
                known = true;
            }
        }
        if known {
            metadata.origin = Origin::Page;
        }
        metadata
    }
}

/// Why a library could not be read.
#[derive(Debug, thiserror::Error)]
#[error(
    "Zotero's database {path} could not be read: {source}. The files are read without it; open the library in Zotero \
     and let it check its database."
)]
pub struct ZoteroError {
    path: String,
    source: rusqlite::Error,
}

impl ZoteroLibrary {
    /// Reads the database at `path`.
    ///
    /// # Errors
    /// If it is no database of Zotero's or is damaged.
    pub fn open(path: &Path) -> Result<Self, ZoteroError> {
        let failed = |source| ZoteroError { path: path.display().to_string(), source };
        let flags =
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(address(path), flags).map_err(failed)?;
        read(&connection).map_err(failed)
    }

    /// What is known of a file, from its path: `…/storage/ABCD2345/name.pdf`, relative to any folder above it, or to the
    /// storage folder itself.
    pub fn item(&self, path: &str) -> Option<&ZoteroItem> {
        let mut folders = path.rsplit('/').skip(1);
        folders.next().and_then(|key| self.items.get(key))
    }

    /// How many files are known.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether no file is known.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

/// The path as SQLite's address of a file that does not change.
fn address(path: &Path) -> String {
    let mut address = String::from("file:");
    let path = path.to_string_lossy().replace('\\', "/");
    // "C:/…" is an absolute path too.
    if path.as_bytes().get(1) == Some(&b':') {
        address.push('/');
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' | b':' => {
                address.push(char::from(byte))
            }
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address.push_str("?immutable=1");
    address
}

fn read(connection: &Connection) -> rusqlite::Result<ZoteroLibrary> {
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    let fields = fields(connection)?;
    let creators = creators(connection)?;
    let mut statement = connection.prepare(
        "SELECT a.itemID, a.parentItemID, i.key FROM itemAttachments a JOIN items i ON i.itemID = a.itemID \
         WHERE a.linkMode IN (0, 1, 4) OR a.path LIKE 'storage:%'",
    )?;
    let mut rows = statement.query([])?;
    let mut items = HashMap::new();
    while let Some(row) = rows.next()? {
        let (own, parent): (i64, Option<i64>) = (row.get(0)?, row.get(1)?);
        let key: String = row.get(2)?;
        let of = |item: i64, names: &[&str]| -> Option<&str> {
            let values = fields.get(&item)?;
            names
                .iter()
                .find_map(|name| values.iter().find(|(known, _)| known == name))
                .map(|(_, value)| value.as_str())
        };
        let about = parent.unwrap_or(own);
        // The attachment's own address is that of the copy; its title is the file's name.
        let value = |names: &[&str]| of(about, names).or_else(|| of(own, names)).unwrap_or("").to_owned();
        let item = ZoteroItem {
            title: of(about, TITLES).unwrap_or("").to_owned(),
            date: as_written(of(about, &["date", "issueDate", "dateEnacted"]).unwrap_or("")),
            source: of(about, SOURCES).unwrap_or("").to_owned(),
            byline: creators.get(&about).map(|names| names.join(", ")).unwrap_or_default(),
            url: value(&["url"]),
            retrieved: value(&["accessDate"]),
            language: of(about, &["language"]).unwrap_or("").to_owned(),
            section: of(about, &["section"]).unwrap_or("").to_owned(),
        };
        items.insert(key, item);
    }
    Ok(ZoteroLibrary { items })
}

const TITLES: &[&str] = &["title", "caseName", "subject", "nameOfAct"];
/// Where kinds of items name their publication, the most usual first.
const SOURCES: &[&str] = &[
    "publicationTitle",
    "websiteTitle",
    "blogTitle",
    "forumTitle",
    "programTitle",
    "bookTitle",
    "encyclopediaTitle",
    "proceedingsTitle",
    "publisher",
    "network",
    "institution",
    "studio",
];

/// The fields of all items: their names and values.
fn fields(connection: &Connection) -> rusqlite::Result<HashMap<i64, Vec<(String, String)>>> {
    let mut statement = connection.prepare(
        "SELECT d.itemID, f.fieldName, CAST(v.value AS TEXT) FROM itemData d JOIN fields f ON f.fieldID = d.fieldID \
         JOIN itemDataValues v ON v.valueID = d.valueID",
    )?;
    let mut rows = statement.query([])?;
    let wanted = |name: &str| {
        let others = ["date", "issueDate", "dateEnacted", "url", "accessDate", "language", "section"];
        TITLES.contains(&name) || SOURCES.contains(&name) || others.contains(&name)
    };
    let mut fields: HashMap<i64, Vec<(String, String)>> = HashMap::new();
    while let Some(row) = rows.next()? {
        let (item, name): (i64, String) = (row.get(0)?, row.get(1)?);
        if wanted(&name) {
            fields
                .entry(item)
                .or_default()
                .push((name, row.get::<_, Option<String>>(2)?.unwrap_or_default()));
        }
    }
    Ok(fields)
}

/// The authors of all items, or where an item has none, those who are named in their place.
fn creators(connection: &Connection) -> rusqlite::Result<HashMap<i64, Vec<String>>> {
    let mut statement = connection.prepare(
        "SELECT i.itemID, c.firstName, c.lastName, t.creatorType = 'author' FROM itemCreators i \
         JOIN creators c ON c.creatorID = i.creatorID JOIN creatorTypes t ON t.creatorTypeID = i.creatorTypeID \
         ORDER BY i.itemID, i.orderIndex",
    )?;
    let mut rows = statement.query([])?;
    let mut all: HashMap<i64, Vec<(bool, String)>> = HashMap::new();
    while let Some(row) = rows.next()? {
        let part = |i: usize| row.get::<_, Option<String>>(i).map(Option::unwrap_or_default);
        let name = format!("{} {}", part(1)?, part(2)?).trim().to_owned();
        all.entry(row.get(0)?).or_default().push((row.get(3)?, name));
    }
    let names = |creators: Vec<(bool, String)>| {
        let has_author = creators.iter().any(|(author, _)| *author);
        creators.into_iter().filter(|(author, _)| *author || !has_author).map(|(_, name)| name).collect()
    };
    Ok(all.into_iter().map(|(item, creators)| (item, names(creators))).collect())
}

/// Zotero keeps "2019-11-00 November 2019": a day for sorting, and what was typed. Without the latter, the day as far as
/// it is known.
fn as_written(value: &str) -> String {
    let sorting = value.get(..10).filter(|day| {
        day.bytes().enumerate().all(|(i, b)| if matches!(i, 4 | 7) { b == b'-' } else { b.is_ascii_digit() })
    });
    let Some(day) = sorting else { return value.trim().to_owned() };
    let typed = value[10..].trim();
    if typed.is_empty() {
        day.trim_end_matches("-00").trim_start_matches("0000").to_owned()
    } else {
        typed.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn library(folder: &Path) -> std::path::PathBuf {
        let path = folder.join("my library? 100%#").join(DATABASE);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let connection = Connection::open(&path).unwrap();
        connection
            .execute_batch(
                "CREATE TABLE items (itemID INTEGER PRIMARY KEY, itemTypeID INT, key TEXT);
                 CREATE TABLE itemAttachments (itemID INTEGER PRIMARY KEY, parentItemID INT, linkMode INT, contentType TEXT, path TEXT);
                 CREATE TABLE fields (fieldID INTEGER PRIMARY KEY, fieldName TEXT);
                 CREATE TABLE itemDataValues (valueID INTEGER PRIMARY KEY, value);
                 CREATE TABLE itemData (itemID INT, fieldID INT, valueID INT);
                 CREATE TABLE creators (creatorID INTEGER PRIMARY KEY, firstName TEXT, lastName TEXT, fieldMode INT);
                 CREATE TABLE creatorTypes (creatorTypeID INTEGER PRIMARY KEY, creatorType TEXT);
                 CREATE TABLE itemCreators (itemID INT, creatorID INT, creatorTypeID INT, orderIndex INT);
                 INSERT INTO items VALUES (1, 1, 'PARENT11'), (2, 2, 'ATTACH22'), (3, 2, 'ALONE333'), (4, 2, 'LINKED44');
                 INSERT INTO itemAttachments VALUES (2, 1, 1, 'text/html', 'storage:page.html'), (3, NULL, 0, 'application/pdf', 'storage:a.pdf'),
                     (4, 1, 2, 'application/pdf', '/elsewhere/b.pdf');
                 INSERT INTO fields VALUES (1, 'title'), (2, 'date'), (3, 'publicationTitle'), (4, 'url'), (5, 'language'), (6, 'accessDate');
                 INSERT INTO itemDataValues VALUES (1, 'Convoy hit on the northern road'), (2, '2019-11-00 November 2019'), (3, 'The Northern Star'),
                     (4, 'https://example.org/1'), (5, 'en'), (6, 'page.html'), (7, '2020-01-02 10:00:00'), (8, 'A scan');
                 INSERT INTO itemData VALUES (1, 1, 1), (1, 2, 2), (1, 3, 3), (1, 5, 5), (2, 1, 6), (2, 4, 4), (2, 6, 7), (3, 1, 8);
                 INSERT INTO creators VALUES (1, 'Ann', 'Example', 0), (2, '', 'Northern Press', 1), (3, 'Ed', 'Itor', 0);
                 INSERT INTO creatorTypes VALUES (1, 'author'), (2, 'editor');
                 INSERT INTO itemCreators VALUES (1, 2, 1, 1), (1, 1, 1, 0), (1, 3, 2, 2);",
            )
            .unwrap();
        path
    }

    #[test]
    fn files_have_the_title_date_and_address_of_their_item() {
        let folder = tempfile::tempdir().unwrap();
        let path = library(folder.path());
        let before = std::fs::read(&path).unwrap();
        let library = ZoteroLibrary::open(&path).unwrap();
        let expected = ZoteroItem {
            title: "Convoy hit on the northern road".to_owned(),
            date: "November 2019".to_owned(),
            source: "The Northern Star".to_owned(),
            byline: "Ann Example, Northern Press".to_owned(),
            url: "https://example.org/1".to_owned(),
            retrieved: "2020-01-02 10:00:00".to_owned(),
            language: "en".to_owned(),
            section: String::new(),
        };
        assert_eq!(library.item("storage/ATTACH22/page.html"), Some(&expected));
        assert_eq!(library.item("ATTACH22/page.html"), Some(&expected));
        assert_eq!(library.item("storage/ALONE333/a.pdf").unwrap().title, "A scan");
        assert_eq!(library.item("storage/LINKED44/b.pdf"), None);
        assert_eq!(library.item("page.html"), None);
        assert_eq!(library.len(), 2);
        let beside: Vec<_> = std::fs::read_dir(path.parent().unwrap()).unwrap().collect();
        assert_eq!((beside.len(), std::fs::read(&path).unwrap()), (1, before));
    }

    #[test]
    fn other_databases_are_errors_that_name_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(DATABASE);
        for bytes in [&b""[..], b"SQLite format 3\0 and then nothing", b"text"] {
            std::fs::write(&path, bytes).unwrap();
            let error = ZoteroLibrary::open(&path).unwrap_err().to_string();
            assert!(error.contains(DATABASE) && error.contains("Zotero"), "{error}");
        }
    }

    #[test]
    fn dates_as_they_were_typed() {
        for (value, expected) in [
            ("2019-11-25 25 November 2019", "25 November 2019"),
            ("2019-00-00 2019", "2019"),
            ("2019-11-00", "2019-11"),
            ("2019-11-25", "2019-11-25"),
            ("November 2019", "November 2019"),
            ("", ""),
        ] {
            assert_eq!(as_written(value), expected);
        }
    }
}
