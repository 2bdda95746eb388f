//! A large folder beside the tools of the system, warm: listed the first and the second time beside `find | xargs cat`,
//! `cp -r` and `find -printf`, searched beside `rg -ic`; saved pages; PDF files beside `pdftotext`.
//!
//! `cargo bench --bench library` makes 20,000 articles; `TOLLBOOK_ARTICLES=100000` as many as that. With
//! `TOLLBOOK_PAGES=DIR` and `TOLLBOOK_PDFS=DIR` it also reads the files of these folders. Goals: first 1.5 times `cat`,
//! with the cache within `cp -r`; second 3 times `find -printf`; search 1.5 times `rg`; 200 pages of 3 MB in 10 s; PDF 3
//! times `pdftotext`.

#![allow(missing_docs, reason = "a program without users of its items")]
#![expect(clippy::unwrap_used, reason = "a bench may stop at the first surprise")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tollbook::jobs::search::look_through;
use tollbook_core::analysis::search::{Mode, Query};
use tollbook_core::model::{ArticleIds, EntryId, Project};
use tollbook_files::reading::{LibraryCache, cache_file, scan, scan_with_cache};
use tollbook_state::Library;
use tollbook_state::find::{Filter, SearchRequest};

const WORDS: [&str; 20] = [
    "the",
    "soldats",
    "patrol",
    "left",
    "its",
    "base",
    "before",
    "dawn",
    "and",
    "met",
    "nobody",
    "on",
    "road",
    "l’armée",
    "française",
    "wounded",
    "of",
    "Barkhane",
    "said",
    "ministry",
];

/// Articles of some 2.7 kB with a title and a date, every seventh of which speaks of soldiers; written long enough ago
/// that they may be kept in a cache.
fn articles(root: &Path, count: usize) {
    let mut seed = 1_u64;
    for n in 0..count {
        let folder = root.join(format!("{:03}", n / 1000));
        fs::create_dir_all(&folder).unwrap();
        let mut text = format!("Report {n}\n{} March {}\n\n", n % 28 + 1, 2012 + n % 12);
        while text.len() < 2690 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            write!(text, "{} ", WORDS[(seed >> 33) as usize % WORDS.len()]).unwrap();
        }
        text += if n % 7 == 0 { "French soldiers." } else { "Nobody." };
        fs::write(folder.join(format!("{n:06}.txt")), text).unwrap();
    }
    std::thread::sleep(Duration::from_secs(3));
}

/// The shortest of some times.
fn best(times: usize, mut run: impl FnMut()) -> Duration {
    let one = |run: &mut dyn FnMut()| {
        let begun = Instant::now();
        run();
        begun.elapsed()
    };
    (0..times).map(|_| one(&mut run)).min().unwrap()
}

fn shell(command: &str) {
    let status = Command::new("sh").args(["-c", command]).stdout(Stdio::null()).status();
    assert!(status.is_ok_and(|status| status.success()), "{command}");
}

fn print_ratio(what: &str, time: Duration, beside: &str, other: Duration) {
    let ratio = time.as_secs_f64() / other.as_secs_f64();
    println!("{what}: {time:.2?}, {beside} {other:.2?}, {ratio:.2} times");
}

fn counted(root: &Path, cache: Option<&LibraryCache>) -> usize {
    listed(root, cache).0
}

/// How many articles there are, and how long it took until the last was handed over.
fn listed(root: &Path, cache: Option<&LibraryCache>) -> (usize, Duration) {
    let (begun, last) = (Instant::now(), Mutex::new(Duration::ZERO));
    let on = |_| *last.lock().unwrap() = begun.elapsed();
    let cancel = AtomicBool::new(false);
    let summary = match cache {
        Some(cache) => scan_with_cache(root, cache, &cancel, &on),
        None => scan(root, &cancel, &on),
    };
    (summary.articles, last.into_inner().unwrap())
}

fn listing(root: &Path, caches: &Path) {
    let at = root.display();
    let cat = best(3, || shell(&format!("find {at} -name '*.txt' -print0 | xargs -0 cat")));
    let without = best(3, || {
        counted(root, None);
    });
    print_ratio("listed without a cache", without, "find | xargs cat", cat);
    let file = cache_file(caches, root);
    let mut until_listed = Duration::MAX;
    let first = best(3, || {
        let _ = fs::remove_dir_all(caches);
        let (_, last) = listed(root, Some(&LibraryCache::new(root, Some(file.clone()))));
        until_listed = until_listed.min(last);
    });
    print_ratio("listed the first time, with a cache", until_listed, "find | xargs cat", cat);
    let copy = best(2, || shell(&format!("rm -rf {at}-copy && cp -r {at} {at}-copy")));
    shell(&format!("rm -rf {at}-copy"));
    print_ratio("and the cache complete", first, "cp -r", copy);
    let second = best(3, || {
        counted(root, Some(&LibraryCache::new(root, Some(file.clone()))));
    });
    let find = best(3, || shell(&format!("find {at} -printf '%s %T@ %p\\n'")));
    print_ratio("listed the second time", second, "find -printf", find);
}

fn searching(root: &Path, caches: &Path) {
    let project = Project::default();
    let ids = ArticleIds::from_project(&project);
    let cache = Arc::new(LibraryCache::new(root, Some(cache_file(caches, root))));
    let library = Mutex::new(Library::default());
    scan_with_cache(root, &cache, &AtomicBool::new(false), &|batch| {
        let mut library = library.lock().unwrap();
        batch.items.into_iter().for_each(|found| {
            library.add(&ids, found);
        });
    });
    let mut library = library.into_inner().unwrap();
    library.set_cache(cache);
    let query = Query { text: "soldiers".to_owned(), mode: Mode::Phrase, ..Query::default() };
    let request = SearchRequest {
        matcher: query.compile().unwrap().unwrap(),
        filter: Filter::default(),
        project,
        library,
        coder: EntryId(uuid::Uuid::nil()),
        file: PathBuf::new(),
    };
    let mut hits = 0;
    let search = best(3, || {
        hits = 0;
        look_through(&request, &AtomicBool::new(false), &mut |batch| hits += batch.articles.len());
    });
    assert!(hits > 0);
    let rg = best(3, || shell(&format!("rg -ic soldiers {}", root.display())));
    print_ratio("searched", search, "rg -ic", rg);
}

fn main() {
    // Cargo says so when it runs all benches as tests.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let count = std::env::var("TOLLBOOK_ARTICLES").ok().and_then(|n| n.parse().ok()).unwrap_or(20_000);
    let folder = tempfile::tempdir().unwrap();
    let (root, caches) = (folder.path().join("articles"), folder.path().join("caches"));
    articles(&root, count);
    println!("{count} articles");
    listing(&root, &caches);
    searching(&root, &caches);
    if let Some(pages) = std::env::var_os("TOLLBOOK_PAGES") {
        let mut read = 0;
        let time = best(2, || read = counted(Path::new(&pages), None));
        println!("{read} pages: {time:.2?}");
    }
    if let Some(files) = std::env::var_os("TOLLBOOK_PDFS") {
        let mut read = 0;
        let time = best(2, || read = counted(Path::new(&files), None));
        let at = Path::new(&files).display();
        let other = best(2, || shell(&format!("for f in {at}/*.pdf; do pdftotext \"$f\" -; done")));
        print_ratio(&format!("{read} PDF files"), time, "pdftotext", other);
    }
}
