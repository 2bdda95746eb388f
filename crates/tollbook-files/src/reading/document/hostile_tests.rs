//! Bad input of every kind ends soon, with a document or a sentence.

use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::samples;
use super::*;

/// Reads bytes, and holds that it ends soon and that the structure fits the text.
fn read_soon(bytes: &[u8], name: &str) -> Result<Vec<Document>, ReadError> {
    let cancel = AtomicBool::new(false);
    let limits = Limits { unpacked: 64 << 20, time: Duration::from_secs(10), ..Limits::default() };
    let begin = Instant::now();
    let read = read(bytes, name, limits, &cancel);
    let took = begin.elapsed();
    assert!(took < Duration::from_secs(20), "{name} took {took:?}");
    for document in read.iter().flatten() {
        assert!(!document.text.contains('\r'), "{name}");
        for element in &document.structure {
            assert!(document.text.get(element.range.clone()).is_some(), "{name}: {element:?}");
        }
    }
    if let Err(error) = &read {
        assert!(error.to_string().ends_with('.'), "{error}");
    }
    read
}

#[test]
fn every_format_is_read_by_content_alone() {
    for (name, bytes) in samples::all() {
        let plain = name.ends_with(".md") || name.ends_with(".txt");
        let documents = read_soon(&bytes, if plain { name } else { "no extension" })
            .unwrap_or_else(|e| panic!("{name}: {e}"));
        assert!(documents[0].text.contains(samples::WORDS), "{name}: {}", documents[0].text);
        assert_eq!(documents[0].warnings, [], "{name}");
    }
}

#[test]
fn files_that_were_cut_off() {
    for (name, bytes) in samples::all() {
        for part in 0..24 {
            let _ = read_soon(&bytes[..bytes.len() * part / 24], name);
        }
    }
}

#[test]
fn one_kind_under_the_name_of_another() {
    let documents = read_soon(samples::page().as_bytes(), "text.docx").unwrap();
    assert_eq!(documents[0].extractor.name, "html");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn changed_bytes_never_panic(
        which in 0..11_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<prop::sample::Index>(),
        doubled in any::<bool>(),
    ) {
        let (name, mut bytes) = samples::all().swap_remove(which);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if doubled {
            let at = cut.index(bytes.len());
            let rest = bytes[at..].to_vec();
            bytes.extend_from_slice(&rest);
        }
        let _ = read_soon(&bytes, name);
    }

    #[test]
    fn any_bytes_after_a_known_beginning(
        which in 0..8_usize,
        bytes in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let begin: &[u8] = [
            &b"%PDF-1.7\n"[..], b"PK\x03\x04", b"{\\rtf1 ", b"<html><body>", b"From: a\nSubject: b\nMIME-Version: 1.0\n",
            b"bplist00", b"<?xml version=\"1.0\"?><office:document>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        ][which];
        let _ = read_soon(&[begin, &bytes].concat(), "x");
    }
}

#[test]
fn compressed_bombs() {
    let zeros = vec![b' '; 80 << 20];
    let bomb = samples::zipped(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", &zeros)]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(read_soon(&bomb, "a.docx"), Err(ReadError::Bomb { kind: "Word document", most: 64 }));
    // Within the limit of an ordinary file, but denser than any text.
    let paragraphs = b"<w:p><w:r><w:t>aaaaaaaaaaaaaaa</w:t></w:r></w:p>".repeat(4_000_000);
    let bomb = samples::zipped(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", &paragraphs)]);
    let cancel = AtomicBool::new(false);
    let found = read(&bomb, "a.docx", Limits::default(), &cancel);
    assert!(matches!(found, Err(ReadError::Bomb { .. })), "{found:?}");
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, &vec![b' '; 160 << 20]).unwrap();
    let packed = packed.finish().unwrap();
    let bomb = [
        &b"%PDF-1.4\n1 0 obj <</Filter/FlateDecode/Length 999>>\nstream\n"[..],
        &packed,
        b"\nendstream endobj\n%%EOF",
    ]
    .concat();
    assert_eq!(read_soon(&bomb, "a.pdf"), Err(ReadError::Bomb { kind: "PDF", most: 64 }));
}

#[test]
fn entities_and_nesting() {
    let entities = "<?xml version=\"1.0\"?><!DOCTYPE office:document [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:text><text:p>x&b;&b;y</text:p></office:text></office:body></office:document>";
    assert_eq!(read_soon(entities.as_bytes(), "a.fodt").map(|d| d[0].text.clone()), Ok("xy".to_owned()));
    // Without optimisation, everything takes twenty times as long.
    let count = if cfg!(debug_assertions) { 10_000 } else { 100_000 };
    let deep =
        |open: &str, close: &str| format!("{}{}{}", open.repeat(count), samples::WORDS, close.repeat(count));
    for (name, bytes) in [
        ("div.html", deep("<div>", "</div>").into_bytes()),
        ("b.html", deep("<b>", "</b>").into_bytes()),
        ("blockquote.html", deep("<blockquote><p>", "").into_bytes()),
        ("table.html", deep("<table><tr><td>", "").into_bytes()),
        ("li.html", deep("<ul><li>", "").into_bytes()),
        ("font.html", deep("<p><font size=1><a href=x><i id=y>", "").into_bytes()),
        ("deep.rtf", deep("{\\b{", "}}").into_bytes()),
        ("deep.docx", samples::docx(&deep("<w:sdt>", "</w:sdt>"))),
        ("deep.odt", samples::odt(&deep("<text:section>", "</text:section>"))),
        ("deep.epub", samples::epub(&[&deep("<span>", "</span>")])),
        ("deep.pdf", samples::pdf_of(&[deep("[", "]")], "")),
        ("saved.pdf", samples::pdf_of(&[deep("q ", " Q")], "")),
        (
            "deep.eml",
            format!(
                "Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n{}",
                "--x\nContent-Type: multipart/mixed; boundary=x\n\n".repeat(20_000)
            )
            .into_bytes(),
        ),
    ] {
        let read = read_soon(&bytes, name);
        if name.ends_with(".html") {
            assert!(read.unwrap()[0].text.contains(samples::WORDS), "{name}");
        }
    }
}

#[test]
fn references_that_go_in_circles() {
    // A form that draws itself, and a tree of pages that contains itself.
    let form = samples::pdf_of(&["/X Do BT /F1 12 Tf 72 700 Td (Three soldiers) Tj ET /X Do".to_owned()], "");
    let read = read_soon(&form, "a.pdf");
    assert!(read.as_ref().is_ok_and(|documents| documents[0].text.contains("Three soldiers")), "{read:?}");
    let pages = b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[2 0 R 2 0 R]/Count 2/Parent 2 0 R>> endobj\ntrailer <</Root 1 0 R/Prev 0>>\nstartxref\n0\n%%EOF";
    assert!(read_soon(pages, "a.pdf").is_err());
}

#[test]
fn what_is_refused_has_its_remedy() {
    let locked = samples::pdf_of(
        &["BT /F1 12 Tf 72 700 Td (Three) Tj ET".to_owned()],
        "/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -4/O<0000000000000000000000000000000000000000000000000000000000000000>/U<1111111111111111111111111111111111111111111111111111111111111111>>>",
    );
    let old = [
        &b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..],
        &"WordDocument".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
    ]
    .concat();
    let image = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q".to_owned();
    for (bytes, name, words) in [
        (locked, "a.pdf", "The PDF is protected by a password. Save a copy without the password."),
        (samples::pdf_of(&[image], ""), "a.pdf", "Run text recognition (OCR) on it"),
        (samples::pdf_of(&[String::new()], ""), "a.pdf", "The PDF holds no text."),
        (b"%PDF-1.4 nothing".to_vec(), "a.pdf", "The PDF is damaged or incomplete. Fetch or save it again."),
        (
            old,
            "a.doc",
            "This is an old Word document (.doc), which is not read. Open it in Word or LibreOffice and save it as .docx.",
        ),
        (samples::zipped(&[("Index/Document.iwa", b"x")]), "a.pages", "Export it as Word (.docx) or PDF."),
        (samples::docx(""), "a.docx", "The Word document holds no text."),
        (samples::docx("x")[..300].to_vec(), "a.docx", "is damaged or incomplete. Fetch or save it again."),
        (b"a,b\n1,2\n".to_vec(), "a.csv", "Choose which of its columns"),
        (b"\x89PNG\r\n".to_vec(), "a.png", "This is an image, which holds no text that could be read."),
        (vec![0; 100], "a", "The file holds only zero bytes"),
        (b"  \n".to_vec(), "a.html", "The file is empty."),
    ] {
        let error = read_soon(&bytes, name).expect_err(words).to_string();
        assert!(error.contains(words), "{name}: {error}");
    }
    let limits = Limits { file: 10, ..Limits::default() };
    let error = read(&[b'x'; 20], "a.txt", limits, &AtomicBool::new(false));
    assert_eq!(error, Err(ReadError::TooLarge { megabytes: 0, most: 0 }));
    let cancelled =
        read(&samples::pdf(&[vec![(72.0, 72.0, 12.0, "x")]]), "a", Limits::default(), &AtomicBool::new(true));
    assert!(cancelled.is_err());
}
