//! PDF: characters with their places, put into lines, blocks and paragraphs.
//!
//! `hayro` reads the file and says where each character stands; the order of reading is found here. It all runs on
//! a thread of its own: its stack is large enough for deeply nested files, a panic ends only that thread, and a file
//! that takes too long is given up.

mod blocks;
mod flow;
mod glyphs;
mod lines;
mod running;

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use hayro_interpret::InterpreterCache;
use hayro_syntax::{LoadPdfError, Pdf};
use memchr::memmem;

use self::blocks::Block;
use super::{
    Budget, Builder, Document, Element, ElementKind, Extractor, Limits, Metadata, Origin, ReadError, Warning,
};

const EXTRACTOR: Extractor = Extractor { name: "pdf", version: 4 };
const STACK: usize = 64 * 1024 * 1024;
/// The most pages that are read.
const PAGES: usize = 20_000;

/// Reads a PDF.
pub(super) fn read(bytes: &[u8], budget: &Budget<'_>) -> Result<Document, ReadError> {
    refuse_bombs(bytes, budget)?;
    let bytes = bytes.to_vec();
    let limits = budget.limits();
    let stop = Arc::new(AtomicBool::new(false));
    let (sender, receiver) = channel();
    let its_stop = Arc::clone(&stop);
    let reading = move || {
        let read =
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| read_here(bytes, limits, &its_stop)));
        // Nobody may be waiting any more.
        let _ = sender.send(read.unwrap_or(Err(ReadError::Damaged("PDF"))));
    };
    std::thread::Builder::new()
        .name("pdf".to_owned())
        .stack_size(STACK)
        .spawn(reading)
        .map_err(|_| ReadError::Damaged("PDF"))?;
    loop {
        match receiver.recv_timeout(Duration::from_millis(50)) {
            Ok(read) => return read,
            Err(RecvTimeoutError::Disconnected) => return Err(ReadError::Damaged("PDF")),
            Err(RecvTimeoutError::Timeout) => {
                if let Err(error) = budget.check() {
                    stop.store(true, Ordering::Relaxed);
                    return Err(error);
                }
            }
        }
    }
}

fn read_here(bytes: Vec<u8>, limits: Limits, stop: &AtomicBool) -> Result<Document, ReadError> {
    let budget = Budget::new(limits, stop);
    // A file that was cut off has no end mark; its pages may still be found.
    let complete = memmem::rfind(&bytes, b"%%EOF").is_some();
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => ReadError::Encrypted("PDF"),
        LoadPdfError::Invalid => ReadError::Damaged("PDF"),
    })?;
    let cache = InterpreterCache::new();
    let mut pages = Vec::new();
    let mut turned = Vec::new();
    let mut images = Vec::new();
    let (mut characters, mut unknown) = (0_usize, 0_usize);
    for page in pdf.pages().iter().take(PAGES) {
        budget.check()?;
        let shown = glyphs::shown(page, &cache, &budget)?;
        let all = || shown.glyphs.iter().chain(&shown.turned);
        characters += all().filter(|glyph| !glyph.text.trim().is_empty()).count();
        unknown += all().filter(|glyph| glyph.text == "\u{fffd}").count();
        if characters > limits.text / 4 {
            return Err(ReadError::Bomb { kind: "PDF", most: limits.text as u64 >> 20 });
        }
        images.push(shown.images);
        pages.push(lines::pieces(shown.glyphs));
        turned.push(lines::pieces(shown.turned));
    }
    if characters == 0 {
        let scanned = images.iter().any(|images| *images > 0);
        return Err(if scanned {
            ReadError::Scanned
        } else if complete {
            ReadError::NoText("PDF")
        } else {
            ReadError::Damaged("PDF")
        });
    }
    if unknown * 2 > characters {
        return Err(ReadError::Unmapped);
    }
    let empty: Vec<u32> = numbered(&pages)
        .filter(|(number, pieces)| pieces.is_empty() && images[*number as usize - 1] > 0)
        .map(|(number, _)| number)
        .collect();
    let running = running::take_running(&mut pages);
    let mut doubtful = Vec::new();
    let mut read: Vec<(u32, Vec<Block>)> = Vec::with_capacity(pages.len());
    for ((number, pieces), turned) in (1..).zip(pages).zip(turned) {
        budget.check()?;
        let (mut blocks, in_doubt) = blocks::blocks(pieces);
        if in_doubt {
            doubtful.push(number);
        }
        blocks.extend(blocks::blocks(turned).0);
        read.push((number, blocks));
    }
    let mut builder = Builder::new();
    flow::write(&read, &mut builder);
    let mut document = builder.finish(metadata(&pdf, running), EXTRACTOR);
    document.metadata.title =
        document.metadata.title.take().or_else(|| largest_heading(&document.text, &document.structure));
    if document.text.is_empty() {
        return Err(ReadError::NoText("PDF"));
    }
    if unknown > 0 {
        document.warnings.push(Warning::Characters { count: unknown });
    }
    if !doubtful.is_empty() {
        document.warnings.push(Warning::Order { pages: doubtful });
    }
    if !empty.is_empty() {
        document.warnings.push(Warning::PagesWithoutText { pages: empty });
    }
    if !complete {
        document.warnings.push(Warning::Damaged);
    }
    Ok(document)
}

fn numbered<T>(pages: &[T]) -> impl Iterator<Item = (u32, &T)> {
    (1..).zip(pages)
}

/// The heading in the largest type on the first page.
fn largest_heading(text: &str, structure: &[Element]) -> Option<String> {
    let first_page = structure.iter().find(|element| element.kind == ElementKind::Page(1))?;
    let level = |element: &Element| match element.kind {
        ElementKind::Heading(level) if element.range.start < first_page.range.end => Some(level),
        _ => None,
    };
    let largest = structure.iter().filter_map(|element| Some((level(element)?, element.range.clone())));
    let (_, range) = largest.min_by_key(|(level, range)| (*level, range.start))?;
    Some(text.get(range)?.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The document's properties, and what the running heads say.
fn metadata(pdf: &Pdf, running: Vec<String>) -> Metadata {
    let stated = pdf.metadata();
    let text = |bytes: &Option<Box<[u8]>>| {
        let text = text_string(bytes.as_deref()?);
        let text = text.trim().to_owned();
        (!text.is_empty()).then_some(text)
    };
    // Word's own titles are names of files.
    let title = text(&stated.title).filter(|title| {
        let lower = title.to_lowercase();
        !lower.starts_with("microsoft word")
            && ![".doc", ".docx", ".pdf", ".odt", ".indd", ".qxp", ".qxd"]
                .iter()
                .any(|end| lower.ends_with(end))
            && lower != "untitled"
            && lower != "about:blank"
    });
    let made_by =
        [&stated.creator, &stated.producer].into_iter().filter_map(text).collect::<Vec<_>>().join(" ");
    let created = stated.creation_date.map(|date| {
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
            date.year, date.month, date.day, date.hour, date.minute, date.second
        )
    });
    // A browser prints the page's title and address, and its own day, on every page.
    let browser = ["Chromium", "Chrome", "Skia", "Mozilla", "Firefox", "Safari", "wkhtmltopdf", "WebKit"]
        .iter()
        .any(|name| made_by.contains(name));
    let url = running.iter().flat_map(|line| line.split_whitespace()).find(|word| {
        (word.starts_with("http://") || word.starts_with("https://"))
            && !word.ends_with('…')
            && !word.ends_with("...")
    });
    Metadata {
        origin: Origin::Properties,
        title,
        author: text(&stated.author),
        url: url.map(str::to_owned),
        // The file was made when the article was printed, scanned or put together, which is not when it was published.
        retrieved: created,
        // A browser prints when the page was printed.
        near_headline: (!running.is_empty() && !browser).then(|| running.join("\n")),
        ..Metadata::default()
    }
}

/// A text string: UTF-16 or UTF-8 with a byte-order mark, else one byte a character.
fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xff, 0xfe, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
        },
    }
}

/// Refuses files whose streams unpack to more than any article needs: they are unpacked in memory.
fn refuse_bombs(bytes: &[u8], budget: &Budget<'_>) -> Result<(), ReadError> {
    /// A stream of fewer bytes cannot unpack to more than is allowed: the ratio is 1032 at most.
    const SMALL: usize = 100 * 1024;
    let most = budget.limits().unpacked.min(128 * 1024 * 1024);
    let bomb = ReadError::Bomb { kind: "PDF", most: most >> 20 };
    for twice in [
        &b"/FlateDecode/FlateDecode"[..],
        b"/FlateDecode /FlateDecode",
        b"/Fl/Fl",
        b"/Fl /Fl",
        b"/LZWDecode/LZWDecode",
        b"/LZWDecode /LZWDecode",
    ] {
        if memmem::find(bytes, twice).is_some() {
            return Err(bomb);
        }
    }
    let mut from = 0;
    while let Some(at) = memmem::find(&bytes[from..], b"stream") {
        let start = from + at + 6;
        let end = memmem::find(&bytes[start..], b"endstream").map_or(bytes.len(), |end| start + end);
        from = end + 9.min(bytes.len() - end);
        let data = &bytes[start..end];
        let data = data.strip_prefix(b"\r\n").or_else(|| data.strip_prefix(b"\n")).unwrap_or(data);
        // The first byte of zlib's header says that it is deflate.
        if data.len() < SMALL || data[0] & 0x0f != 8 {
            continue;
        }
        budget.check()?;
        let mut unpacked = flate2::read::ZlibDecoder::new(data).take(most + 1);
        let mut buffer = vec![0; 256 * 1024];
        let mut sum = 0_u64;
        while let Ok(count @ 1..) = unpacked.read(&mut buffer) {
            sum += count as u64;
        }
        if sum > most {
            return Err(bomb);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
