use super::*;

#[test]
fn kinds_by_content() {
    use NotText::{Archive, Image, Shortcut, SystemFile, WebPart};
    let mail = "From: A <a@example.org>\r\nDate: Mon, 3 Mar 2014 10:00:00 +0000\r\nSubject: Raid\r\nMIME-Version: 1.0\r\n\r\nText.";
    let wide: Vec<u8> = "\u{feff}<html><p>Text".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, name, format) in [
        (&b""[..], "a.txt", Format::Empty),
        (b" \n ", "a", Format::Empty),
        (b"%PDF-1.4\n", "a.txt", Format::Pdf),
        (b"\n\n%PDF-1.4\n", "a", Format::Pdf),
        (b"{\\rtf1\\ansi", "a.doc", Format::Rtf),
        (b"<!DOCTYPE html><html>", "a.docx", Format::Html),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- c -->\n<html xmlns='x'>", "a", Format::Html),
        (b"<!-- saved --><table><tr>", "a.htm", Format::Html),
        (&wide, "a", Format::Html),
        (b"Three <b>soldiers</b> were killed", "a.html", Format::Html),
        (b"Three <b>soldiers</b> were killed", "a.txt", Format::PlainText),
        (b"<svg xmlns='x'/>", "a.html", Format::NotText(Image)),
        (b"\x89PNG\r\n", "a.txt", Format::NotText(Image)),
        (b"[InternetShortcut]\r\nURL=https://example.org/\r\n", "a.url", Format::NotText(Shortcut)),
        (b"body { color: red }", "a.css", Format::NotText(WebPart)),
        (b"anything", "Thumbs.db", Format::NotText(SystemFile)),
        (b"PK\x05\x06\0\0\0\0", "a.zip", Format::NotText(Archive)),
        (mail.as_bytes(), "a.eml", Format::Eml),
        (mail.as_bytes(), "a", Format::Eml),
        (b"From: A\nDate: 3 March 2014\nSubject: Raid\n\nText", "a.txt", Format::PlainText),
        (b"Three soldiers were killed.", "a.text", Format::PlainText),
        (b"Three soldiers were killed.", "README", Format::PlainText),
        (b"# Raid", "a.md", Format::Markdown),
        (b"---\ntitle: Raid\n---\nText", "a", Format::Markdown),
        (b"%!PS-Adobe", "a", Format::Refused(Refused::PostScript)),
    ] {
        assert_eq!(detect(bytes, name), format, "{name}: {}", String::from_utf8_lossy(bytes));
    }
    let mailbox = format!("From a@example.org Mon Mar  3 10:00:00 2014\n{mail}");
    assert_eq!(detect(mailbox.as_bytes(), "a"), Format::Mbox);
    let page = format!("From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/\n{mail}");
    assert_eq!(detect(page.as_bytes(), "a.mhtml"), Format::Mhtml);
}

#[test]
fn elements_fit_the_text() {
    use ElementKind::{Cell, Emphasis, Heading, ListItem, Page, Paragraph, Row, Table};
    let mut builder = Builder::new();
    builder.page(1);
    builder.start(Heading(1));
    builder.push("  A \n raid\u{ad} ");
    builder.end();
    builder.start(Paragraph);
    builder.push("Three ");
    builder.start(Emphasis);
    builder.push("soldiers ");
    builder.end();
    builder.page(2);
    builder.push("died.");
    builder.end();
    builder.start(Paragraph);
    builder.end();
    builder.start(ListItem { depth: 0 });
    builder.push("one");
    builder.end();
    builder.start(ListItem { depth: 0 });
    builder.push("two");
    builder.end();
    builder.start(Table);
    for row in [["", "dead"], ["Monday", ""], ["Friday", "2"]] {
        builder.start(Row);
        for cell in row {
            builder.start(Cell);
            builder.start(Paragraph);
            builder.push(cell);
            builder.end();
            builder.end();
        }
        builder.end();
    }
    builder.end();
    let document = builder.finish(Metadata::default(), Extractor { name: "test", version: 1 });
    assert_eq!(document.text, "A raid\n\nThree soldiers died.\n\none\ntwo\n\n\tdead\nMonday\nFriday\t2");
    let shown: Vec<(&str, &ElementKind)> =
        document.structure.iter().map(|e| (&document.text[e.range.clone()], &e.kind)).collect();
    for expected in [
        ("A raid", &Heading(1)),
        ("A raid\n\nThree soldiers", &Page(1)),
        ("died.\n\none\ntwo\n\n\tdead\nMonday\nFriday\t2", &Page(2)),
        ("Three soldiers died.", &Paragraph),
        ("soldiers", &Emphasis),
        ("two", &ListItem { depth: 0 }),
        ("Friday\t2", &Row),
        ("2", &Cell),
        ("\tdead\nMonday\nFriday\t2", &Table),
    ] {
        assert!(shown.contains(&expected), "{expected:?} in {shown:?}");
    }
}

#[test]
fn pages_in_warnings() {
    for (pages, words) in [
        (vec![3], "page 3"),
        (vec![3, 4], "pages 3 and 4"),
        (vec![1, 2, 3, 7, 9, 10], "pages 1 to 3, 7, 9 and 10"),
    ] {
        assert!(Warning::Order { pages }.to_string().contains(words), "{words}");
    }
}
