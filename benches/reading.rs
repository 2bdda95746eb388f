//! Ten thousand articles of some 2.7 kB, beside the plain reading of the same files.

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use rayon::prelude::*;
use tempfile::TempDir;
use tollbook_files::reading::scan;

const ARTICLES: usize = 10_000;

/// A folder of articles in the usual shapes: dated in the first line, below the lead, below the headline,
/// in the file's name, and not at all.
fn folder() -> TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for n in 0..ARTICLES {
        let day = n % 28 + 1;
        let start = match n % 5 {
            0 => format!(
                " date 2022-03-{day:02} A scout was killed on Monday, the ministry said on Tuesday.\n"
            ),
            1 => format!(
                "(Lille) A scout was killed on Friday, the ministry said.\n\nPosted on Mar {day}, 2022 at 4:23 pm\n"
            ),
            2 => format!("The ministry stays silent\n\n2 min read\n{day:02} March, 2022\n"),
            3 => format!("Le ministère se tait\nMardi {day} mars 2022 à 14h05\n"),
            _ => "The ministry will stay in the valley as long as it takes, it said on Tuesday.\n".to_owned(),
        };
        let mut text = start;
        while text.len() < 2_700 {
            let number = text.len();
            writeln!(
                text,
                "\nThe convoy of {number} men was hit near the river after the raid of 3 March 2020, in which two soldiers \
                 died; at the hospital they spoke of “an ordinary day” and of the café where it began."
            )
            .expect("writing to a string");
        }
        let folder = dir.path().join(format!("{:02}", n % 20));
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join(format!("{n:05}.txt")), text).expect("an article");
    }
    dir
}

/// What there is to beat: every file read by one thread, and nothing done with it.
fn plain(root: &Path) -> usize {
    let folders = fs::read_dir(root).expect("the folder").map(|entry| entry.expect("a folder").path());
    folders
        .flat_map(|folder| fs::read_dir(folder).expect("a folder"))
        .map(|entry| fs::read(entry.expect("a file").path()).expect("an article").len())
        .sum()
}

/// The same by as many threads as the scan has.
fn plain_on_all_cores(root: &Path) -> usize {
    let folders: Vec<_> =
        fs::read_dir(root).expect("the folder").map(|entry| entry.expect("a folder").path()).collect();
    let files: Vec<_> = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).expect("a folder"))
        .map(|entry| entry.expect("a file").path())
        .collect();
    files.par_iter().map(|path| fs::read(path).expect("an article").len()).sum()
}

fn scanned(root: &Path) -> usize {
    let summary = scan(root, &AtomicBool::new(false), &|batch| {
        black_box(batch);
    });
    assert_eq!((summary.articles, summary.unreadable), (ARTICLES, 0));
    summary.articles
}

fn reading(criterion: &mut Criterion) {
    let dir = folder();
    let root = dir.path();

    let begun = Instant::now();
    let first = std::sync::Mutex::new(None);
    scan(root, &AtomicBool::new(false), &|_| {
        first.lock().expect("no panic").get_or_insert_with(|| begun.elapsed());
    });
    println!(
        "first articles after {:?}, all after {:?}",
        first.into_inner().expect("no panic"),
        begun.elapsed()
    );

    let mut group = criterion.benchmark_group("reading 10,000 articles");
    group.sample_size(10).measurement_time(Duration::from_secs(5));
    group.bench_function("plain reading, one thread", |bencher| bencher.iter(|| plain(root)));
    group.bench_function("plain reading, all cores", |bencher| bencher.iter(|| plain_on_all_cores(root)));
    group.bench_function("scan", |bencher| bencher.iter(|| scanned(root)));
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
