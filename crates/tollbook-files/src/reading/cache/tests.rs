use std::fs::File;
use std::sync::atomic::AtomicBool;

use tempfile::TempDir;

use super::super::{FoundItem, scan_with_cache};
use super::*;

const PAGE: &str = "<html><head><title>Road closed</title></head><body><article><h1>Road closed</h1><p>The road through Osk \
    was closed for two days after a patrol had found three mines in the ditch beside it, the army said.</p><p>Drivers had \
    to take the old bridge, which bears no more than nine tons, and the market opened late.</p></article></body></html>";

/// Writes a file that was last written an hour ago.
fn write(folder: &Path, name: &str, words: &str) {
    let path = folder.join(name);
    fs::write(&path, words).unwrap();
    let then = SystemTime::now() - Duration::from_secs(3600);
    File::options().write(true).open(path).unwrap().set_modified(then).unwrap();
}

/// Reads the folder: each article's path, title and date, and whether its text was left to the cache.
fn read(folder: &TempDir, caches: &TempDir) -> (Vec<(String, String, String, bool)>, LibraryCache) {
    let cache = LibraryCache::new(folder.path(), Some(caches.path().join("a.sqlite")));
    let found = Mutex::new(Vec::new());
    scan_with_cache(folder.path(), &cache, &AtomicBool::new(false), &|batch| {
        for item in batch.items {
            let (article, kept) = match item {
                FoundItem::Article(article) => (article, false),
                FoundItem::CachedArticle(article) => (article, true),
                FoundItem::Unreadable(file) => panic!("{}", file.reason),
            };
            let date = article.published.as_ref().map(|published| published.range.to_string());
            let text = cache.text(&article.path, article.sha256).expect("the cache gives the text");
            assert_eq!(<[u8; 32]>::from(Sha256::digest(text.as_bytes())), article.sha256);
            assert!(!kept || article.text.is_empty());
            found.lock().unwrap().push((article.path, article.title, date.unwrap_or_default(), kept));
        }
    });
    (found.into_inner().unwrap(), cache)
}

#[test]
fn the_second_reading_finds_the_same_and_reads_only_what_changed() {
    let (folder, caches) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write(folder.path(), "a.html", PAGE);
    write(folder.path(), "b.txt", "Ferry runs again\n3 May 2014\n\nNobody was hurt.\n");
    write(
        folder.path(),
        "c.csv",
        &format!("id,title,text\n1,Mines,{0}\n2,Bridge,{0} Again.\n", PAGE.replace(['<', '>', ','], " ")),
    );
    let (first, _) = read(&folder, &caches);
    assert_eq!(first.len(), 4);
    assert!(first.iter().all(|(.., kept)| !kept));
    let (second, cache) = read(&folder, &caches);
    assert!(second.iter().all(|(.., kept)| *kept), "{second:?}");
    let same = |found: &[(String, String, String, bool)]| {
        found
            .iter()
            .map(|(path, title, date, _)| (path.clone(), title.clone(), date.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(same(&first), same(&second));
    drop(cache);
    // Another text of the same length, written later.
    fs::write(folder.path().join("b.txt"), "Ferry stops again\n3 May 2014\n\nNobody was hurt\n").unwrap();
    let (third, _) = read(&folder, &caches);
    let of = |name: &str| third.iter().find(|(path, ..)| path == name).unwrap();
    assert_eq!((of("b.txt").1.as_str(), of("b.txt").3), ("Ferry stops again", false));
    assert!(of("a.html").3);
}

#[test]
fn what_belongs_to_no_file_any_more_is_forgotten() {
    let (folder, caches) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for name in ["a.html", "m.html", "z.html"] {
        write(folder.path(), name, &PAGE.replace("Osk", name));
    }
    let (first, cache) = read(&folder, &caches);
    let hash = |path: &str| {
        let known = cache.known_files("", "~");
        known[path].articles[0].sha256
    };
    let hashes = ["a.html", "m.html", "z.html"].map(hash);
    cache.keep_derived("mark", hashes.iter().map(|sha256| (*sha256, &b"derived"[..])));
    assert_eq!(cache.derived(hashes[1], "mark").as_deref(), Some(&b"derived"[..]));
    assert_eq!(cache.derived(hashes[1], "other"), None);
    drop(cache);
    for gone in ["a.html", "z.html"] {
        fs::remove_file(folder.path().join(gone)).unwrap();
    }
    let (second, cache) = read(&folder, &caches);
    assert_eq!((first.len(), second.len(), second[0].3), (3, 1, true));
    let kept =
        hashes.map(|sha256| (cache.stored_text(sha256).is_some(), cache.derived(sha256, "mark").is_some()));
    assert_eq!(kept, [(false, false), (true, true), (false, false)]);
    assert_eq!(cache.known_files("", "~").into_keys().collect::<Vec<_>>(), ["m.html"]);
}

#[test]
fn a_cache_that_is_damaged_or_of_another_version_is_made_anew() {
    let (folder, caches) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write(folder.path(), "a.html", PAGE);
    read(&folder, &caches);
    let file = caches.path().join("a.sqlite");
    Connection::open(&file).unwrap().execute_batch("PRAGMA user_version = 999").unwrap();
    let (found, _) = read(&folder, &caches);
    assert!(!found[0].3);
    assert!(read(&folder, &caches).0[0].3);
    remove(&file);
    fs::write(&file, "no database, but some words that are long enough to be one ".repeat(40)).unwrap();
    assert!(!read(&folder, &caches).0[0].3);
    assert!(read(&folder, &caches).0[0].3);
}

#[test]
fn a_text_that_changed_on_disk_is_not_given() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "b.txt", "Ferry runs again\n");
    let cache = LibraryCache::new(folder.path(), None);
    let sha256 = Sha256::digest("Ferry runs again\n").into();
    assert_eq!(cache.text("b.txt", sha256).as_deref(), Some("Ferry runs again\n"));
    let cache = LibraryCache::new(folder.path(), None);
    write(folder.path(), "b.txt", "Ferry stops again\n");
    assert_eq!(cache.text("b.txt", sha256), None);
    assert_eq!(cache.text("../b.txt", sha256), None);
}

#[test]
fn a_text_whose_bytes_are_not_wanted_is_not_given() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "b.txt", "Ferry runs again\n");
    let cache = LibraryCache::new(folder.path(), None);
    let sha256 = Sha256::digest("Ferry runs again\n").into();
    let has = |word: &'static str| move |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(word);
    assert_eq!(cache.plain_text_if("b.txt", sha256, has("runs")).as_deref(), Some("Ferry runs again\n"));
    assert_eq!(cache.plain_text_if("b.txt", sha256, has("stops")), None);
    write(folder.path(), "b.txt", "Ferry runs anew\n");
    assert_eq!(cache.plain_text_if("b.txt", sha256, has("runs")), None);
}

#[test]
fn few_plain_texts_make_no_cache() {
    let (folder, caches) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write(folder.path(), "b.txt", "Ferry runs again\n");
    read(&folder, &caches);
    assert!(!caches.path().join("a.sqlite").exists());
}

#[test]
fn the_oldest_caches_go_first() {
    let caches = tempfile::tempdir().unwrap();
    write(caches.path(), "old.sqlite", "12345");
    fs::write(caches.path().join("new.sqlite"), "12345").unwrap();
    prune(caches.path(), 7);
    assert!(!caches.path().join("old.sqlite").exists() && caches.path().join("new.sqlite").exists());
}
