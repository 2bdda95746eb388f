//! Mutated input for every parser: it must end with an answer, whatever the bytes.
//!
//! Each test runs for `TOLLBOOK_FUZZ_SECONDS`, two if that is not set, from the seed `TOLLBOOK_FUZZ_SEED`, and
//! prints how many cases it tried. A case that fails is written to a file, which the failure names.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use crate::reading::document::{self, Limits, samples};
use crate::reading::download;

/// Numbers that are the same in every run of a seed.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % n.max(1)
    }

    pub(crate) fn pick<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}

fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(otherwise)
}

/// Runs `case` with random numbers until the time is up. What it is about to try it puts into the bytes that it
/// is given, so that they can be kept if it fails.
pub(crate) fn fuzz(name: &str, mut case: impl FnMut(&mut Random, &mut Vec<u8>)) {
    let time = Duration::from_secs(setting("TOLLBOOK_FUZZ_SECONDS", 2));
    let mut random = Random(setting("TOLLBOOK_FUZZ_SEED", 1));
    let (begun, mut cases) = (Instant::now(), 0_u64);
    while cases < 10 || begun.elapsed() < time {
        let mut tried = Vec::new();
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| case(&mut random, &mut tried))) {
            let kept = std::env::temp_dir().join(format!("tollbook-fuzz-{name}-{cases}"));
            let _ = std::fs::write(&kept, tried);
            eprintln!("case {cases} of {name} failed, and is kept in {}", kept.display());
            std::panic::resume_unwind(panic);
        }
        cases += 1;
    }
    println!("{name}: {cases} cases in {:.1} s", begun.elapsed().as_secs_f32());
}

/// Bytes that parsers stumble over.
const TOKENS: [&[u8]; 18] = [
    b"\0",
    b"\r\n",
    b"\"",
    b"'",
    b"<",
    b">",
    b"</",
    b"&#0;",
    b"{",
    b"}",
    b"[[[[",
    b"\\",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"99999999999999999999",
    b"-1",
    b"1e309",
    "\u{202e}\u{0301}".as_bytes(),
];

/// A seed with some bytes changed, left out, doubled, or taken from another seed.
pub(crate) fn mutate(random: &mut Random, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = seeds[random.below(seeds.len())].clone();
    for _ in 0..=random.below(6) {
        let at = random.below(bytes.len() + 1);
        let end = (at + random.below(64)).min(bytes.len());
        match random.below(7) {
            0 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let again: Vec<u8> = bytes[at..end].repeat(1 + random.below(40));
                bytes.splice(at..at, again);
            }
            3 => bytes.truncate(at),
            4 => {
                let other = &seeds[random.below(seeds.len())];
                let from = random.below(other.len() + 1);
                bytes.splice(at..end, other[from..(from + 200).min(other.len())].iter().copied());
            }
            _ => drop(bytes.splice(at..end, TOKENS[random.below(TOKENS.len())].iter().copied())),
        }
    }
    bytes
}

#[test]
fn documents() {
    let (names, seeds): (Vec<_>, Vec<_>) = samples::all().into_iter().unzip();
    let cancel = AtomicBool::new(false);
    let limits = Limits { unpacked: 64 << 20, time: Duration::from_secs(10), ..Limits::default() };
    fuzz("documents", |random, tried| {
        *tried = mutate(random, &seeds);
        let name = names[random.below(names.len())];
        let begun = Instant::now();
        let read = document::read(tried, name, limits, &cancel);
        assert!(begun.elapsed() < Duration::from_secs(20), "{name} took {:?}", begun.elapsed());
        for document in read.iter().flatten() {
            let fits = |element: &document::Element| document.text.get(element.range.clone()).is_some();
            assert!(document.structure.iter().all(fits), "{name}");
            let _ = download::read_document(document, &mut |_| true);
        }
    });
}
