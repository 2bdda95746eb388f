//! Comparing the texts of 2,000 articles, of which one has 2 MB, and of 10,000; and how soon it stops when it is
//! cancelled. Goals: near-linear in the text; 100 ms.

#![allow(missing_docs, reason = "criterion's macros make public items")]
#![expect(clippy::unwrap_used, reason = "a bench may stop at the first surprise")]
#![expect(clippy::disallowed_methods, reason = "a bench measures time and waits")]

use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use tollbook_core::analysis::near_duplicates::copies;
use tollbook_core::model::ArticleId;

/// Text of so many words out of some thousands.
fn text(seed: u64, words: usize) -> String {
    let mut state = seed.wrapping_mul(2_862_933_555_777_941_757);
    let mut text = String::new();
    for _ in 0..words {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        text += &format!("word{} ", (state >> 33) % 4096);
    }
    text
}

/// So many articles of some 3 kB; each quotes a sentence of the huge one, and every tenth is a copy.
fn articles(count: usize, huge: bool) -> Vec<(ArticleId, Arc<str>)> {
    let long = text(1, 230_000);
    let id = |n: usize| ArticleId(uuid::Uuid::from_u128(n as u128));
    let one = |n: usize| {
        let quote = &long[(n * 500) % 1_900_000..][..200];
        let own = if n % 10 == 9 { n - 1 } else { n };
        (id(n + 1), format!("{quote} {}", text(own as u64 + 7, 350)).into())
    };
    let mut articles: Vec<(ArticleId, Arc<str>)> = (0..count).map(one).collect();
    if huge {
        articles.push((id(0), long.as_str().into()));
    }
    articles
}

fn comparing(c: &mut Criterion) {
    let mut group = c.benchmark_group("comparing");
    group.sample_size(10);
    for (name, count, huge) in
        [("2,000", 2_000, false), ("2,000 and one of 2 MB", 2_000, true), ("10,000", 10_000, false)]
    {
        let articles = articles(count, huge);
        group.bench_function(name, |b| b.iter(|| black_box(copies(&articles[..], &|_, _| true))));
    }
    let articles = articles(2_000, true);
    group.bench_function("stopping within", |b| {
        b.iter_custom(|times| {
            (0..times).map(|n| stopped_within(&articles, Duration::from_millis(20 + 40 * (n % 8)))).sum()
        });
    });
    group.finish();
}

/// How long it takes to stop when it is cancelled after some time.
fn stopped_within(articles: &[(ArticleId, Arc<str>)], after: Duration) -> Duration {
    let cancel = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let comparing = scope.spawn(|| {
            copies(articles, &|_, _| !cancel.load(Ordering::Relaxed));
            Instant::now()
        });
        std::thread::sleep(after);
        cancel.store(true, Ordering::Relaxed);
        let cancelled = Instant::now();
        comparing.join().unwrap().saturating_duration_since(cancelled)
    })
}

criterion_group!(benches, comparing);
criterion_main!(benches);
