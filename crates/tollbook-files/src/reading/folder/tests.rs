use std::fs;
use std::sync::Mutex;

use tempfile::TempDir;

use sha2::{Digest, Sha256};

use super::*;
use crate::reading::MAX_BYTES;
use crate::reading::document::NotText;

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    dir
}

/// All that a scan finds, its batches checked, and its summary.
fn scanned(root: &Path) -> (Vec<FoundItem>, Summary) {
    let all = Mutex::new(Vec::new());
    let summary = scan(root, &AtomicBool::new(false), &|batch| {
        let mut all = all.lock().unwrap();
        all.extend(batch.items);
        assert!(batch.read >= all.len() as u64);
        assert!(batch.total.is_none_or(|found| found >= batch.read));
    });
    (all.into_inner().unwrap(), summary)
}

/// "path" of an article, "path!" of what cannot be read.
fn paths(found: &[FoundItem]) -> Vec<String> {
    let path = |found: &FoundItem| match found {
        FoundItem::Article(article) | FoundItem::CachedArticle(article) => article.path.clone(),
        FoundItem::Unreadable(unreadable) => format!("{}!", unreadable.path),
    };
    found.iter().map(path).collect()
}

fn reason(found: &[FoundItem], path: &str) -> String {
    let reason = found.iter().find_map(|found| match found {
        FoundItem::Unreadable(unreadable) if unreadable.path == path => Some(unreadable.reason.clone()),
        _ => None,
    });
    reason.unwrap_or_else(|| panic!("{path} was read: {found:?}"))
}

#[test]
fn articles_in_the_order_of_their_paths() {
    let dir = folder(&[
        ("b.txt", b"B"),
        ("a/z.TXT", b"Z"),
        ("a/deep/er/y.md", b"Y"),
        ("a.txt", b"A"),
        ("a-1.Md", b"A1"),
        (".hidden.txt", b"H"),
        (".git/x.txt", b"X"),
        ("picture.png", b"\x89PNG\r\n\x1a\n"),
        ("named as text.txt", b"\xff\xd8\xff\xe0"),
        ("page.htm", b"<html><p>Three soldiers were killed near the river.</p></html>"),
        ("page_files/frame.html", b"<p>No article</p>"),
        ("X.tollbook", b"SQLite format 3\0"),
        ("package/datapackage.json", b"{}"),
        ("package/claims.csv", b"id\n"),
        ("no extension", b"N"),
    ]);
    let (found, summary) = scanned(dir.path());
    assert_eq!(
        paths(&found),
        ["a-1.Md", "a.txt", "a/deep/er/y.md", "a/z.TXT", "b.txt", "no extension", "page.htm"]
    );
    let not_shown = [(NotText::Image, 2)].into();
    assert_eq!(summary, Summary { articles: 7, not_shown, ..Summary::default() });
}

#[test]
fn an_article_with_all_that_its_file_says() {
    let dir = folder(&[("2022-03-05_x.txt", b"A headline\r\nText\r\n")]);
    let (found, _) = scanned(dir.path());
    let [FoundItem::Article(article)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((&*article.text, article.size, article.encoding), ("A headline\nText\n", 18, "UTF-8"));
    assert_eq!(article.title, "A headline");
    assert_eq!(article.published.as_ref().unwrap().range.to_string(), "2022-03-05");
    // The hash of the stored text, not of the file's bytes.
    assert_eq!(article.sha256[..], Sha256::digest("A headline\nText\n")[..]);
    assert!(article.modified.is_some());
    let again = read_one(dir.path(), "2022-03-05_x.txt").unwrap();
    assert_eq!(again.sha256, article.sha256);
}

#[test]
fn bad_files_are_listed_and_the_rest_is_read() {
    let large = vec![b'x'; usize::try_from(MAX_BYTES).unwrap() + 1];
    let dir = folder(&[
        ("a.txt", b"A"),
        ("empty.txt", b""),
        ("zeros.txt", &[0; 100]),
        ("large.txt", &large),
        ("odd.txt", b"Caf\xc3\xa9 \xc3\xa0 c\xf4t\xe9 \xc3\xa9t\xc3\xa9"),
        ("z.txt", b"Z"),
    ]);
    let (found, summary) = scanned(dir.path());
    assert_eq!(paths(&found), ["a.txt", "empty.txt!", "large.txt!", "odd.txt", "z.txt", "zeros.txt!"]);
    assert_eq!((summary.articles, summary.unreadable), (3, 3));
    assert_eq!(
        reason(&found, "large.txt"),
        "The file has 20 MB; files of up to 20 MB are read. Split it into smaller files."
    );
    let FoundItem::Article(odd) = &found[3] else { panic!() };
    assert_eq!(&*odd.text, "Café à côté été");
    assert_eq!(
        odd.warnings,
        [
            "odd.txt: 2 bytes are not UTF-8 and read as Windows-1252. If letters look wrong, save the file as UTF-8."
        ]
    );
}

#[test]
fn a_folder_that_is_not_there_says_so() {
    let dir = folder(&[]);
    let missing = dir.path().join("missing");
    let (found, summary) = scanned(&missing);
    assert_eq!((summary.articles, summary.unreadable), (0, 1));
    assert!(reason(&found, &missing.display().to_string()).starts_with("The folder is not there any more."));
}

#[test]
fn a_cancelled_scan_stops() {
    let files: Vec<(String, &[u8])> = (0..200).map(|n| (format!("{n}.txt"), &b"text"[..])).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (path.as_str(), *bytes)).collect();
    let dir = folder(&files);
    let cancel = AtomicBool::new(false);
    let summary = scan(dir.path(), &cancel, &|_| cancel.store(true, Ordering::Relaxed));
    assert!(summary.cancelled && summary.articles < 200, "{summary:?}");
}

#[test]
fn one_article_by_its_path_never_leaves_the_folder() {
    let dir = folder(&[("in/a.txt", b"A"), ("b.txt", b"B")]);
    let inside = dir.path().join("in");
    assert!(read_one(&inside, "a.txt").is_ok());
    for path in ["../b.txt", "/etc/hostname", "", "x/../../b.txt"] {
        let refused = read_one(&inside, path).unwrap_err();
        assert_eq!(
            refused.reason, "The path leads out of the project's folder, and is not followed.",
            "{path}"
        );
    }
    let gone = read_one(&inside, "gone.txt").unwrap_err();
    assert!(gone.reason.starts_with("The file is not there any more."), "{gone:?}");
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn links_loops_and_odd_names() {
        let outside = folder(&[("out.txt", b"O"), ("sub/s.txt", b"S")]);
        let dir = folder(&[("a.txt", b"A"), ("sub/b.txt", b"B")]);
        let root = dir.path();
        symlink(root, root.join("sub/loop")).unwrap();
        symlink(root.join("sub/self.txt"), root.join("sub/self.txt")).unwrap();
        symlink(outside.path().join("out.txt"), root.join("linked.txt")).unwrap();
        symlink(outside.path().join("sub"), root.join("linked")).unwrap();
        symlink(root.join("nowhere.txt"), root.join("broken.txt")).unwrap();
        fs::write(root.join(OsStr::from_bytes(b"bad\xff.txt")), "B").unwrap();
        std::os::unix::net::UnixListener::bind(root.join("socket.txt")).unwrap();
        let (found, _) = scanned(root);
        assert_eq!(
            paths(&found),
            [
                "a.txt",
                "bad\u{fffd}.txt!",
                "broken.txt!",
                "linked!",
                "linked.txt!",
                "socket.txt!",
                "sub/b.txt",
                "sub/loop!",
                "sub/self.txt!"
            ]
        );
        assert!(reason(&found, "sub/loop").starts_with("This is a link to a folder"));
        assert!(reason(&found, "bad\u{fffd}.txt").starts_with("The name is not valid Unicode"));
    }

    #[test]
    fn what_may_not_be_read() {
        let dir = folder(&[("a.txt", b"A"), ("b.txt", b"B"), ("c/d.txt", b"D")]);
        fs::set_permissions(dir.path().join("b.txt"), fs::Permissions::from_mode(0o000)).unwrap();
        fs::set_permissions(dir.path().join("c"), fs::Permissions::from_mode(0o000)).unwrap();
        let (found, _) = scanned(dir.path());
        fs::set_permissions(dir.path().join("c"), fs::Permissions::from_mode(0o700)).unwrap();
        // The superuser may read everything.
        if fs::read(dir.path().join("b.txt")).is_err() {
            assert_eq!(paths(&found), ["a.txt", "b.txt!", "c!"]);
            assert!(reason(&found, "b.txt").starts_with("You have no permission to read this file."));
            assert!(reason(&found, "c").starts_with("You have no permission to open this folder."));
        } else {
            assert_eq!(paths(&found), ["a.txt", "b.txt", "c/d.txt"]);
        }
    }
}

mod several {
    use super::*;
    use crate::reading::download::samples::{ENGLISH, nexis_text, samples};

    fn scanned(root: &Path) -> (Vec<FoundItem>, Summary) {
        let found = std::sync::Mutex::new(Vec::new());
        let on = |batch: Batch| found.lock().unwrap().extend(batch.items);
        let summary = scan(root, &AtomicBool::new(false), &on);
        (found.into_inner().unwrap(), summary)
    }

    fn articles(found: &[FoundItem]) -> Vec<&ArticleFile> {
        found
            .iter()
            .filter_map(|found| if let FoundItem::Article(file) = found { Some(file) } else { None })
            .collect()
    }

    #[test]
    fn a_download_gives_its_articles_with_their_heads() {
        let folder = tempfile::tempdir().unwrap();
        let samples = samples(5);
        std::fs::write(folder.path().join("2021 list.txt"), nexis_text(&samples, &ENGLISH, true, false))
            .unwrap();
        std::fs::write(folder.path().join("one.txt"), "A headline\n\nBy Ann Example\n\nTwo men were hurt.\n")
            .unwrap();
        let (found, summary) = scanned(folder.path());
        let articles = articles(&found);
        assert_eq!((articles.len(), summary.articles, summary.unreadable), (6, 6, 0));
        assert_eq!(summary.downloads, ["2021 list.txt: 5 of 5 documents read (Nexis)."]);
        for (article, sample) in articles.iter().zip(&samples) {
            assert!(article.path.starts_with("2021 list.txt#Nexis:"), "{}", article.path);
            assert_eq!(
                (article.title.as_str(), article.source.as_str()),
                (sample.title.as_str(), sample.source.as_str())
            );
            assert_eq!(article.published.as_ref().unwrap().range.first().year(), 2008);
            assert_eq!(article.text.as_ref(), sample.text());
            let again = read_one(folder.path(), &article.path).unwrap();
            assert_eq!((again.text.as_ref(), &again.title), (article.text.as_ref(), &article.title));
        }
        assert!(
            read_one(folder.path(), "2021 list.txt#Nexis:0")
                .unwrap_err()
                .reason
                .contains("not in its file any more")
        );
    }

    #[test]
    fn a_longer_download_adds_only_what_is_new() {
        let folder = tempfile::tempdir().unwrap();
        let samples = samples(8);
        std::fs::write(folder.path().join("b.txt"), nexis_text(&samples[..5], &ENGLISH, true, false))
            .unwrap();
        let before = scanned(folder.path()).0;
        std::fs::write(folder.path().join("a.txt"), nexis_text(&samples, &ENGLISH, false, true)).unwrap();
        let (found, summary) = scanned(folder.path());
        assert_eq!((summary.articles, summary.repeated, summary.downloads.len()), (8, 5, 2));
        let project = tollbook_core::model::ProjectId(uuid::Uuid::nil());
        let ids = |found: &[FoundItem]| {
            let id = |file: &&ArticleFile| tollbook_core::model::ArticleId::for_path(project, &file.path);
            articles(found).iter().map(id).collect::<std::collections::HashSet<_>>()
        };
        assert!(ids(&before).is_subset(&ids(&found)));
    }

    #[test]
    fn a_table_without_texts_is_counted_and_leaves_the_rest_alone() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("list.csv"), "id,title,url\n1,Convoy hit,https://example.org/1\n")
            .unwrap();
        std::fs::write(folder.path().join("one.txt"), "A headline\n\nTwo men were hurt.\n").unwrap();
        let (_, summary) = scanned(folder.path());
        assert_eq!((summary.articles, summary.unreadable), (1, 0));
        assert_eq!(summary.not_shown.get(&crate::reading::document::NotText::Table), Some(&1));
    }
}

#[test]
fn rows_with_the_same_number_in_two_tables_are_two_articles() {
    let text = |place: &str| {
        format!(
            "The road through {place} was closed for two days after a patrol had found three mines in the ditch \
             beside it, and drivers had to take the old bridge, which bears no more than nine tons."
        )
    };
    let table = |first: &str, second: &str| {
        format!("id,title,text\n1,Mines found,{}\n2,Road closed,{}\n", text(first), text(second))
    };
    let (one, two) = (table("Osk", "Hadrin"), table("Tarvel", "Karsa"));
    let folder = folder(&[("a.csv", one.as_bytes()), ("b.csv", two.as_bytes()), ("c.csv", one.as_bytes())]);
    let summary = scan(folder.path(), &AtomicBool::new(false), &|_| ());
    assert_eq!((summary.articles, summary.repeated), (4, 2), "{:?}", summary.downloads);
}
