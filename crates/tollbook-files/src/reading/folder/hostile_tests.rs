//! Files that no reader should meet in a folder: each is answered with a sentence, soon, and the others are read.

use std::fs::{self, File};
use std::io::Write as _;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use super::*;
use crate::reading::document::samples;

const GOOD: &str = "Ferry runs again\n3 May 2014\n\nNobody was hurt.\n";

/// What a scan lists for each path: an article, or the reason why there is none. A file of a kind that is not listed has
/// neither.
fn scanned(root: &Path) -> HashMap<String, Result<String, String>> {
    let found = Mutex::new(HashMap::new());
    let begun = Instant::now();
    scan(root, &AtomicBool::new(false), &|batch| {
        for item in batch.items {
            let (path, read) = match item {
                FoundItem::Article(article) | FoundItem::CachedArticle(article) => {
                    (article.path, Ok(article.text.to_string()))
                }
                FoundItem::Unreadable(file) => (file.path, Err(file.reason)),
            };
            found.lock().unwrap().insert(path, read);
        }
    });
    // Without optimisation, on a machine that does other work too.
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    found.into_inner().unwrap()
}

/// The folder with a good article before and after these files.
fn among_good_ones(lay_out: impl FnOnce(&Path)) -> HashMap<String, Result<String, String>> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("0.txt"), GOOD).unwrap();
    fs::write(folder.path().join("zz.txt"), GOOD).unwrap();
    lay_out(folder.path());
    let found = scanned(folder.path());
    for name in ["0.txt", "zz.txt"] {
        assert_eq!(found[name].as_deref(), Ok(GOOD));
    }
    found
}

#[track_caller]
fn refused(found: &HashMap<String, Result<String, String>>, name: &str, words: &str) {
    let reason = found[name].as_ref().expect_err(name);
    assert!(reason.contains(words) && reason.ends_with('.'), "{name}: {reason}");
}

/// A file of this size that begins with these bytes; the rest is a hole, which takes no room on the disk.
fn sparse(folder: &Path, name: &str, beginning: &[u8], size: u64) {
    let mut file = File::create(folder.join(name)).unwrap();
    file.write_all(beginning).unwrap();
    file.set_len(size).unwrap();
}

#[test]
fn files_of_two_gigabytes() {
    const SIZE: u64 = 2_000_000_000;
    let nexis = "3 of 120 DOCUMENTS\n\nThe Paper\n\nMay 3, 2014 Saturday\n\nA raid\n\nLENGTH: 100 words\n\nThree.\n\n";
    let starts: [(&str, &[u8]); 9] = [
        ("a.txt", GOOD.as_bytes()),
        ("b.html", b"<html><body><p>Three soldiers were killed.</p>"),
        ("c.csv", b"id,title,date,text\n1,A raid,2014-05-03,Three soldiers were killed.\n"),
        ("d.jsonl", b"{\"title\":\"A raid\",\"text\":\"Three soldiers were killed.\"}\n"),
        ("e.pdf", b"%PDF-1.4\n1 0 obj <<>> endobj\n"),
        ("f.rtf", b"{\\rtf1 Three soldiers were killed.\\par "),
        ("g.eml", b"From: a@example.org\nSubject: A raid\nMIME-Version: 1.0\n\nThree soldiers.\n"),
        ("h.txt", nexis.as_bytes()),
        ("i.docx", b"PK\x03\x04word/document.xml"),
    ];
    let found = among_good_ones(|folder| {
        for (name, beginning) in starts {
            sparse(folder, name, beginning, SIZE);
        }
        sparse(folder, "j.csv", b"id,title,date,text\n", 3 << 30);
        sparse(folder, "k.txt", b"", SIZE);
    });
    refused(&found, "a.txt", "files of up to 20 MB are read. Split it into smaller files.");
    for name in ["c.csv", "d.jsonl", "h.txt"] {
        refused(&found, name, "zero bytes");
    }
    refused(&found, "j.csv", "tables and downloads of up to 2048 MB are read. Split it.");
    for name in ["b.html", "e.pdf", "f.rtf", "g.eml", "i.docx", "k.txt"] {
        refused(&found, name, "");
    }
}

#[test]
fn documents_that_are_cut_off_or_bear_another_name() {
    let found = among_good_ones(|folder| {
        for (name, bytes) in samples::all() {
            for part in 1..8 {
                let name = format!("{part}-{name}");
                fs::write(folder.join(name), &bytes[..bytes.len() * part / 8]).unwrap();
            }
        }
        fs::write(folder.join("page.docx"), samples::page()).unwrap();
        fs::write(folder.join("words.pdf"), GOOD).unwrap();
        fs::write(folder.join("text.xlsx"), samples::docx("<w:p><w:r><w:t>Three died.</w:t></w:r></w:p>"))
            .unwrap();
    });
    assert!(found["page.docx"].as_ref().unwrap().contains(samples::WORDS));
    assert_eq!(found["words.pdf"].as_deref(), Ok(GOOD));
    assert_eq!(found["text.xlsx"].as_deref(), Ok("Three died."));
    assert!(found.values().flatten().all(|text| !text.trim().is_empty()));
}

#[cfg(unix)]
#[test]
fn pipes_sockets_and_devices() {
    let found = among_good_ones(|folder| {
        let made = std::process::Command::new("mkfifo").arg(folder.join("pipe.txt")).status().unwrap();
        assert!(made.success());
        std::os::unix::net::UnixListener::bind(folder.join("socket.txt")).unwrap();
        for (name, device) in
            [("null.txt", "/dev/null"), ("zero.html", "/dev/zero"), ("random.csv", "/dev/urandom")]
        {
            std::os::unix::fs::symlink(device, folder.join(name)).unwrap();
        }
    });
    for name in ["pipe.txt", "socket.txt", "null.txt", "zero.html", "random.csv"] {
        refused(&found, name, "This is no ordinary file but a device or a pipe. Delete or rename it.");
    }
}

/// The test would hang if the pipe were opened.
#[cfg(unix)]
#[test]
fn the_columns_of_a_pipe_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let made = std::process::Command::new("mkfifo").arg(folder.path().join("pipe.csv")).status().unwrap();
    assert!(made.success());
    let why = crate::reading::preview_table(folder.path(), "lists/none.csv").unwrap_err();
    assert!(why.starts_with("There is no file lists/none.csv in ") && !why.contains("drive"), "{why}");
    let why = crate::reading::preview_table(folder.path(), "pipe.csv").unwrap_err();
    assert_eq!(why, "pipe.csv: This is no ordinary file. Delete or rename it.");
}

#[test]
fn a_file_that_grows_while_it_is_read() {
    let stop = std::sync::Arc::new(AtomicBool::new(false));
    let mut writers = Vec::new();
    let found = among_good_ones(|folder| {
        for (name, beginning, line) in [
            ("log.txt", GOOD, "Nobody was hurt when the ferry ran again.\n"),
            (
                "log.csv",
                "id,title,date,text\n0,A raid,2014-05-02,A soldier was killed near the river on Sunday.\n",
                "1,A raid,2014-05-03,Three soldiers were killed near the river on Monday.\n",
            ),
        ] {
            let mut file = File::create(folder.join(name)).unwrap();
            file.write_all(beginning.as_bytes()).unwrap();
            let stop = std::sync::Arc::clone(&stop);
            // Piece by piece while the folder is read, and no more than is read in a second or two without optimisation.
            writers.push(std::thread::spawn(move || {
                for _ in 0..60 {
                    if stop.load(Ordering::Relaxed) || file.write_all(line.repeat(1_000).as_bytes()).is_err()
                    {
                        return;
                    }
                }
            }));
        }
    });
    stop.store(true, Ordering::Relaxed);
    writers.into_iter().for_each(|writer| writer.join().unwrap());
    for name in ["log.txt", "log.csv"] {
        assert!(found.keys().any(|path| path.starts_with(name)), "{name}: {:?}", found.keys());
    }
}

#[test]
fn archives_named_as_documents_and_tables_that_give_nothing_are_named() {
    let found = among_good_ones(|folder| {
        let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).unwrap();
        let odt = samples::zipped(&[("Pictures/1.png", b"x"), ("other.bin", b"y")]);
        write("cut.odt", &odt[..odt.len() / 2]);
        write("page.html", b"\x1f\x8b\x08\0\0\0\0\0\0\x03cut off");
        write("pictures.zip", &odt);
        write("blank.csv", b"title,date,text\nOne,2022-03-05,\nTwo,2022-03-06,\n");
        write("large.json", format!("[{{\"text\":[{}1]}}]", "1,".repeat(300_000)).as_bytes());
        write("list.csv", b"id,title,url\n1,Convoy hit,https://example.org/1\n");
    });
    for name in ["cut.odt", "page.html"] {
        refused(&found, name, "under the name of a document");
    }
    refused(&found, "blank.csv", "2 documents read (CSV table), 2 without text");
    refused(&found, "large.json", "1 of the records are too large");
    assert!(!found.contains_key("pictures.zip") && !found.contains_key("list.csv"));
}
