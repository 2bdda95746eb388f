//! Mutated documents of each format: see [`crate::fuzz`].

use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use super::{Element, Limits, read, samples};
use crate::fuzz::{fuzz, mutate_package};
use crate::reading::download;
use crate::reading::head::head;

/// Reads mutations of the sample with this name, and of what stands in it if it is a package.
fn fuzz_sample(name: &str) {
    let seeds: Vec<Vec<u8>> =
        samples::all().into_iter().filter(|(sample, _)| *sample == name).map(|(_, bytes)| bytes).collect();
    let cancel = AtomicBool::new(false);
    let limits = Limits { unpacked: 64 << 20, time: Duration::from_secs(10), ..Limits::default() };
    fuzz(name, |random, tried| {
        *tried = mutate_package(random, &seeds);
        let begun = Instant::now();
        let read = read(tried, name, limits, &cancel);
        assert!(begun.elapsed() < Duration::from_secs(20), "{name} took {:?}", begun.elapsed());
        for document in read.iter().flatten() {
            let fits = |element: &Element| document.text.get(element.range.clone()).is_some();
            assert!(document.structure.iter().all(fits), "{name}");
            let head = head(&document.text, name, &document.metadata);
            assert!(
                head.published
                    .and_then(|published| published.at)
                    .is_none_or(|at| document.text.get(at).is_some())
            );
            let _ = download::read_document(document, &mut |_| true);
        }
        if let Err(error) = read {
            assert!(error.to_string().ends_with('.'), "{error}");
        }
    });
}

macro_rules! fuzz_each {
    ($($test:ident $name:literal)*) => {
        $(#[test]
        fn $test() {
            fuzz_sample($name);
        })*

        #[test]
        fn every_sample_is_among_them() {
            let tested = [$($name),*];
            assert!(samples::all().iter().all(|(name, _)| tested.contains(name)));
        }
    };
}

fuzz_each! {
    html "page.html"
    mhtml "page.mhtml"
    rtf "text.rtf"
    eml "message.eml"
    mbox "messages.mbox"
    docx "text.docx"
    odt "text.odt"
    epub "text.epub"
    pdf "text.pdf"
    markdown "text.md"
    plain_text "text.txt"
}
