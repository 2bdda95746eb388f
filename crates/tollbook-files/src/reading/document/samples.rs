//! Documents made byte by byte, for tests.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What every sample says.
pub(crate) const WORDS: &str = "Three soldiers were killed near the river";

/// A ZIP file of parts.
pub(crate) fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let stored = *name == "mimetype";
        let method = if stored { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A Word document with this body.
pub(crate) fn docx(body: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>{body}</w:body></w:document>"
    );
    let relationships = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes\" Target=\"footnotes.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" Target=\"https://example.org/\" TargetMode=\"External\"/></Relationships>";
    let footnotes = "<w:footnotes xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:footnote w:type=\"separator\" w:id=\"-1\"><w:p/></w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> A note.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let styles = "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:style w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/></w:style></w:styles>";
    let core = "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\"><dc:title>A raid</dc:title><dc:creator>A. Writer</dc:creator><dcterms:created>2014-11-03T07:10:00Z</dcterms:created></cp:coreProperties>";
    zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", relationships.as_bytes()),
        ("word/footnotes.xml", footnotes.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("docProps/core.xml", core.as_bytes()),
    ])
}

/// An OpenDocument text with this body.
pub(crate) fn odt(body: &str) -> Vec<u8> {
    let names = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\"";
    let content = format!(
        "<office:document-content {names}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let meta = format!(
        "<office:document-meta {names}><office:meta><dc:title>A raid</dc:title><meta:creation-date>2014-11-03T07:10:00</meta:creation-date></office:meta></office:document-meta>"
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("meta.xml", meta.as_bytes()),
    ])
}

/// An EPUB of chapters.
pub(crate) fn epub(chapters: &[&str]) -> Vec<u8> {
    let items: String =
        (0..chapters.len()).map(|n| format!("<item id=\"c{n}\" href=\"text/c%20{n}.xhtml\"/>")).collect();
    let spine: String = (0..chapters.len()).map(|n| format!("<itemref idref=\"c{n}\"/>")).collect();
    let package = format!(
        "<package xmlns=\"http://www.idpf.org/2007/opf\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><metadata><dc:title>A raid</dc:title><dc:language>en</dc:language></metadata><manifest><item id=\"nav\" href=\"nav.xhtml\" properties=\"nav\"/>{items}</manifest><spine><itemref idref=\"nav\"/>{spine}</spine></package>"
    );
    let pages: Vec<(String, String)> = chapters
        .iter()
        .enumerate()
        .map(|(n, body)| {
            let page = format!(
                "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>t</title></head><body>{body}</body></html>"
            );
            (format!("OEBPS/text/c {n}.xhtml"), page)
        })
        .collect();
    let container = "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles><rootfile full-path=\"OEBPS/content.opf\"/></rootfiles></container>";
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", container.as_bytes()),
        ("OEBPS/content.opf", package.as_bytes()),
        ("OEBPS/nav.xhtml", b"<html><body>Contents</body></html>"),
    ];
    parts.extend(pages.iter().map(|(name, page)| (name.as_str(), page.as_bytes())));
    zipped(&parts)
}

/// A line of a PDF's page: from the left, from the top, the font's size, and the text (Windows-1252).
pub(crate) type Shown<'a> = (f32, f32, f32, &'a str);

/// A PDF of pages with lines of text in Helvetica.
pub(crate) fn pdf(pages: &[Vec<Shown<'_>>]) -> Vec<u8> {
    let contents: Vec<String> = pages
        .iter()
        .map(|lines| {
            lines
                .iter()
                .map(|(x, y, size, text)| {
                    let text = text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
                    format!("BT /F1 {size} Tf {x} {} Td ({text}) Tj ET\n", 842.0 - y)
                })
                .collect()
        })
        .collect();
    pdf_of(&contents, "")
}

/// A PDF of pages with these content streams, and further entries of the trailer.
pub(crate) fn pdf_of(contents: &[String], trailer: &str) -> Vec<u8> {
    let kids: String = (0..contents.len()).map(|n| format!("{} 0 R ", 4 + 2 * n)).collect();
    let mut objects: Vec<Vec<u8>> = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Kids[{kids}]/Count {}>>", contents.len()).into_bytes(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_vec(),
    ];
    for (n, content) in contents.iter().enumerate() {
        let stream = 5 + 2 * n;
        objects.push(
            format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {stream} 0 R/Resources<</Font<</F1 3 0 R>>/XObject<</X {stream} 0 R>>>>>>").into_bytes(),
        );
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(content);
        let mut object =
            format!("<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Length {}>>\nstream\n", bytes.len())
                .into_bytes();
        object.extend_from_slice(&bytes);
        object.extend_from_slice(b"\nendstream");
        objects.push(object);
    }
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.extend_from_slice(format!("{} 0 obj\n", n + 1).as_bytes());
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let table = out.len();
    out.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
    for offset in offsets {
        out.extend_from_slice(format!("{offset:010} 00000 n \n").as_bytes());
    }
    let size = objects.len() + 1;
    out.extend_from_slice(
        format!("trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{table}\n%%EOF\n").as_bytes(),
    );
    out
}

/// A page as a news site has it.
pub(crate) fn page() -> String {
    let paragraph =
        format!("{WORDS} on Monday, the army said, and two others were taken to hospital. ").repeat(4);
    format!(
        "<!DOCTYPE html><html lang=\"en-GB\"><head><meta charset=\"utf-8\"><title>A raid | The Paper</title><script type=\"application/ld+json\">{{\"@type\":\"NewsArticle\",\"datePublished\":\"2014-11-03\"}}</script></head><body><nav><ul><li><a href=\"/\">Home</a></li></ul></nav><article><h1>A raid</h1><p>{paragraph}</p><p>{paragraph}</p></article></body></html>"
    )
}

/// One sample of every format, with its file's name.
pub(crate) fn all() -> Vec<(&'static str, Vec<u8>)> {
    let paragraph = format!("<w:p><w:r><w:t>{WORDS}.</w:t></w:r></w:p>");
    let message = format!(
        "From: A <a@example.org>\r\nDate: Mon, 3 Nov 2014 07:10:00 +0000\r\nSubject: Raid\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{WORDS}=2E\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>{WORDS}</p>\r\n--x--\r\n"
    );
    let saved = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/raid\r\nSubject: A raid\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n{}\r\n--x--\r\n",
        page()
    );
    vec![
        ("page.html", page().into_bytes()),
        ("page.mhtml", saved.into_bytes()),
        ("text.rtf", format!("{{\\rtf1\\ansi{{\\fonttbl{{\\f0\\fcharset204 A;}}}}{{\\info{{\\title x}}}}\\f0 {WORDS}\\par\\trowd\\cellx1\\cellx2\\intbl a\\cell b\\cell\\row\\u233?{{\\footnote x}}}}").into_bytes()),
        ("message.eml", message.clone().into_bytes()),
        ("messages.mbox", format!("From a@example.org Mon Nov  3 07:10:00 2014\n{message}\n\nFrom b@example.org Mon Nov  3 07:10:00 2014\n{message}").into_bytes()),
        ("text.docx", docx(&paragraph)),
        ("text.odt", odt(&format!("<text:h>A raid</text:h><text:p>{WORDS}.</text:p>"))),
        ("text.epub", epub(&[&format!("<p>{WORDS}.</p>")])),
        ("text.pdf", pdf(&[vec![(72.0, 72.0, 12.0, WORDS), (72.0, 90.0, 12.0, "on Monday.")]])),
        ("text.md", format!("---\ntitle: x\n---\n# A raid\n\n{WORDS}, *they* say.\n").into_bytes()),
        ("text.txt", format!("A raid\n\n{WORDS}.\n").into_bytes()),
    ]
}
