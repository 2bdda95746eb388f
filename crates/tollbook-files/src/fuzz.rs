//! Mutated input for every parser: it must end with an answer, whatever the bytes.
//!
//! Each test runs for `TOLLBOOK_FUZZ_SECONDS`, two if that is not set, from the seed `TOLLBOOK_FUZZ_SEED`, and
//! prints how many cases it tried. A case that fails is written to a file, which the failure names.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;
use std::time::{Duration, Instant};

thread_local! {
    /// Where this thread last panicked in a crate of the project. Readers catch panics, which others' crates may cause.
    static PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Notes panics in this project's own crates from now on.
fn note_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let place = panic.location().map(ToString::to_string).unwrap_or_default();
            if !place.contains("/registry/") && !place.starts_with("/rustc/") {
                PANIC.with_borrow_mut(|last| *last = Some(place));
                usual(panic);
            }
        }));
    });
}

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
    note_panics();
    let (begun, mut cases) = (Instant::now(), 0_u64);
    while cases < 10 || begun.elapsed() < time {
        let mut tried = Vec::new();
        let tested = catch_unwind(AssertUnwindSafe(|| {
            case(&mut random, &mut tried);
            // Also one that was caught.
            assert_eq!(PANIC.take(), None);
        }));
        if let Err(panic) = tested {
            let kept = std::env::temp_dir().join(format!("tollbook-fuzz-{}-{cases}", name.replace(' ', "-")));
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

/// A seed that is a ZIP file with the bytes of one part changed, or now and then its own.
pub(crate) fn mutate_package(random: &mut Random, seeds: &[Vec<u8>]) -> Vec<u8> {
    let seed = &seeds[random.below(seeds.len())];
    let mut parts = Vec::new();
    if let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(seed)) {
        for n in 0..archive.len() {
            let mut part = archive.by_index(n).expect("a part of the sample");
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut part, &mut bytes).expect("a part of the sample");
            let name = part.name().expect("a part of the sample").into_owned();
            parts.push((name, bytes));
        }
    }
    if parts.is_empty() || random.below(4) == 0 {
        return mutate(random, seeds);
    }
    let changed = random.below(parts.len());
    let others: Vec<Vec<u8>> = parts.iter().map(|(_, bytes)| bytes.clone()).collect();
    parts[changed].1 = match random.below(8) {
        0 => others[random.below(others.len())].clone(),
        _ => mutate(random, &others[changed..=changed]),
    };
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    crate::reading::document::samples::zipped(&parts)
}
