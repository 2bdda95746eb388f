//! Looking through all articles: 10,000 (27 MB) from end to end, beside `rg -ic` on the same files, warm;
//! and 100,000 (270 MB) until the first places are handed over. Goals: no longer than `rg`; 50 ms.

#![allow(missing_docs, reason = "criterion's macros make public items")]
#![expect(clippy::unwrap_used, reason = "a bench may stop at the first surprise")]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use jiff::{ToSpan as _, civil::date};
use tollbook::jobs::search::look_through;
use tollbook_core::analysis::search::{Mode, Query};
use tollbook_core::model::{ArticleIds, DateRange, EntryId, Project, PublishedBasis};
use tollbook_files::reading::{ArticleFile, FoundItem, Published};
use tollbook_state::Library;
use tollbook_state::find::{Filter, SearchRequest};

/// The words of the articles, with as many letters that are not ASCII as French news has.
const WORDS: [&str; 24] = [
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
    "Élysée",
    "wounded",
    "of",
    "Barkhane",
    "said",
    "ministry",
    "“",
    "”",
    "13\u{a0}militaires",
];

/// Articles of 2.7 kB, every seventh of which speaks of soldiers.
fn texts(count: usize) -> impl Iterator<Item = String> {
    let mut seed = 1_u64;
    (0..count).map(move |n| {
        let mut text = format!("Report {n}\n\n");
        while text.len() < 2690 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text += WORDS[(seed >> 33) as usize % WORDS.len()];
            text.push(' ');
        }
        text += if n % 7 == 0 { "French soldiers." } else { "Nobody." };
        text
    })
}

fn library(count: usize) -> Library {
    let ids = ArticleIds::from_project(&Project::default());
    let mut library = Library::default();
    for (n, text) in texts(count).enumerate() {
        let file = ArticleFile {
            path: format!("{n}.txt"),
            size: text.len() as u64,
            sha256: [0; 32],
            text: text.into(),
            encoding: "UTF-8",
            title: format!("Report {n}"),
            published: Some(Published {
                range: DateRange::day(date(2014, 1, 1).saturating_add(((n % 3650) as i64).days())),
                basis: PublishedBasis::FileName,
                words: String::new(),
                at: None,
            }),
            source: String::new(),
            modified: None,
            warnings: Vec::new(),
            extracted: Default::default(),
        };
        library.add(&ids, FoundItem::Article(file));
    }
    library
}

fn request(library: &Library, text: &str, mode: Mode) -> SearchRequest {
    let query = Query { text: text.to_owned(), mode, ..Query::default() };
    SearchRequest {
        matcher: query.compile().unwrap().unwrap(),
        filter: Filter::default(),
        project: Project::default(),
        library: library.clone(),
        coder: EntryId(uuid::Uuid::nil()),
        file: PathBuf::new(),
    }
}

/// How many places are found.
fn count(request: &SearchRequest) -> usize {
    let mut hits = 0;
    look_through(request, &AtomicBool::new(false), &mut |batch| {
        hits += batch.articles.iter().map(|article| article.hits.len()).sum::<usize>();
    });
    hits
}

fn rg(folder: &Path, word: &str) {
    let found = Command::new("rg").arg("-ic").arg(word).arg(folder).stdout(Stdio::null()).status();
    assert!(found.is_ok_and(|status| status.success()), "install ripgrep to compare with it");
}

fn whole(criterion: &mut Criterion) {
    let library = library(10_000);
    let folder = tempfile::tempdir().unwrap();
    for (n, text) in texts(10_000).enumerate() {
        std::fs::write(folder.path().join(format!("{n}.txt")), text).unwrap();
    }
    let mut group = criterion.benchmark_group("10,000 articles");
    group.sample_size(20);
    group.bench_function("rg -ic soldiers", |bench| bench.iter(|| rg(folder.path(), "soldiers")));
    for (name, text, mode, hits) in [
        ("soldiers", "soldiers", Mode::Phrase, 1429),
        ("french soldiers, a phrase", "french soldiers", Mode::Phrase, 1429),
        ("elysee, which is Élysée", "elysee", Mode::Phrase, usize::MAX),
        ("french and soldiers, anywhere", "french soldiers", Mode::Words, 2858),
        ("a pattern", r"french \w+s", Mode::Pattern, 1429),
    ] {
        let request = request(&library, text, mode);
        let found = count(&request);
        assert!(found == hits || (hits == usize::MAX && found > 10_000), "{name}: {found}");
        group.bench_function(name, |bench| bench.iter(|| black_box(count(&request))));
    }
}

/// Until the first batch with something in it.
fn first(criterion: &mut Criterion) {
    let library = library(100_000);
    let mut group = criterion.benchmark_group("100,000 articles");
    group.sample_size(10);
    group.bench_function("until the first places, from typing on", |bench| {
        bench.iter_custom(|times| {
            let mut spent = Duration::ZERO;
            for _ in 0..times {
                let (begun, cancel) = (Instant::now(), AtomicBool::new(false));
                let request = request(&library, "soldiers", Mode::Phrase);
                look_through(&request, &cancel, &mut |batch| {
                    if !batch.articles.is_empty() && !cancel.swap(true, Ordering::Relaxed) {
                        spent += begun.elapsed();
                    }
                });
            }
            spent
        });
    });
    group.bench_function("all of them", |bench| {
        bench.iter_batched(
            || request(&library, "soldiers", Mode::Phrase),
            |request| black_box(count(&request)),
            BatchSize::LargeInput,
        );
    });
}

criterion_group!(benches, whole, first);
criterion_main!(benches);
