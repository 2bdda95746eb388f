//! Word, OpenDocument and EPUB documents.

use std::sync::atomic::AtomicBool;

use super::samples::{docx, epub, odt};
use super::*;

fn read_bytes(bytes: &[u8]) -> Document {
    read(bytes, "x", Limits::default(), &AtomicBool::new(false)).unwrap().swap_remove(0)
}

fn has(document: &Document, text: &str, kind: &ElementKind) -> bool {
    document.structure.iter().any(|e| e.kind == *kind && document.text[e.range.clone()] == *text)
}

#[test]
fn word_documents() {
    let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let p = |inner: &str| format!("<w:p>{inner}</w:p>");
    for (body, text) in [
        (
            p(&(run("Three ") + "<w:r><w:rPr><w:b/></w:rPr><w:t>sol</w:t></w:r>" + &run("diers"))),
            "Three soldiers",
        ),
        (
            p(&format!(
                "<w:ins>{}</w:ins><w:del><w:r><w:delText>two</w:delText></w:r></w:del>{}",
                run("three"),
                run(" dead")
            )),
            "three dead",
        ),
        (
            p(&format!(
                "<w:moveFrom>{}</w:moveFrom>{}<w:moveTo>{}</w:moveTo>",
                run("old "),
                run("a "),
                run("new")
            )),
            "a new",
        ),
        (
            p(&(run("a")
                + "<w:r><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>")),
            "a b\nc-d",
        ),
        (
            p(&(run("dead") + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>" + &run(" here"))),
            "dead¹ here\n\n¹ A note.",
        ),
        (
            p(&(run("see ")
                + "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
                + &run("7")
                + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
                + &run(" on"))),
            "see 7 on",
        ),
        (
            p(&(run("before")
                + "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>"
                + &p(&run("in the box"))
                + "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>"
                + &p(&run("in the box"))
                + "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
                + &run(" after")))
                + &p(&run("next")),
            "before after\n\nin the box\n\nnext",
        ),
        (p("<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>shown</w:t></w:r>"), "shown"),
        (
            format!(
                "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>{}",
                p(&run("Day")),
                p(&run("Dead")),
                p(&run("Monday")),
                p(""),
                p(&run("End"))
            ),
            "Day\tDead\nMonday\n\nEnd",
        ),
        (
            format!("<w:tbl><w:tr><w:tc>{}{}</w:tc></w:tr></w:tbl>", p(&run("One")), p(&run("Two"))),
            "One\n\nTwo",
        ),
    ] {
        assert_eq!(read_bytes(&docx(&body)).text, text, "{body}");
    }
    let document = read_bytes(&docx(
        "<w:p><w:pPr><w:pStyle w:val=\"berschrift1\"/></w:pPr><w:bookmarkStart w:id=\"1\" w:name=\"Bookmark_1\"/><w:r><w:t>A raid</w:t></w:r></w:p><w:p><w:pPr><w:numPr><w:ilvl w:val=\"1\"/></w:numPr></w:pPr><w:hyperlink r:id=\"rId3\"><w:r><w:t>link</w:t></w:r></w:hyperlink></w:p><w:p><w:r><w:br w:type=\"page\"/><w:t>After</w:t></w:r></w:p>",
    ));
    assert_eq!(document.text, "A raid\n\nlink\n\nAfter");
    for (text, kind) in [
        ("A raid", ElementKind::Heading(1)),
        ("link", ElementKind::ListItem { depth: 1 }),
        ("link", ElementKind::Link("https://example.org/".to_owned())),
        ("", ElementKind::PageBreak),
        ("", ElementKind::Anchor("Bookmark_1".to_owned())),
    ] {
        assert!(has(&document, text, &kind), "{kind:?} in {:?}", document.structure);
    }
    let metadata = &document.metadata;
    assert_eq!((metadata.origin, metadata.title.as_deref()), (Origin::Properties, Some("A raid")));
    assert_eq!(metadata.date.as_deref(), Some("2014-11-03T07:10:00Z"));
}

#[test]
fn opendocument_texts() {
    for (body, text) in [
        (
            "<text:h text:outline-level=\"2\">A raid</text:h><text:p>Three<text:s text:c=\"2\"/><text:span>soldiers</text:span></text:p>",
            "A raid\n\nThree soldiers",
        ),
        (
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>a<text:change/>b<office:annotation><text:p>comment</text:p></office:annotation>c</text:p>",
            "abc",
        ),
        (
            "<text:p>dead<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body></text:note> here</text:p>",
            "dead¹ here\n\n¹ A note.",
        ),
        (
            "<text:list><text:list-item><text:p>one</text:p></text:list-item><text:list-item><text:p>two</text:p></text:list-item></text:list><text:p>end</text:p>",
            "one\ntwo\n\nend",
        ),
        (
            "<table:table><table:table-row><table:table-cell><text:p>Day</text:p></table:table-cell><table:table-cell><text:p>Dead</text:p></table:table-cell></table:table-row></table:table>",
            "Day\tDead",
        ),
        (
            "<text:p>before<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame> after</text:p>",
            "before after\n\nbox",
        ),
    ] {
        assert_eq!(read_bytes(&odt(body)).text, text, "{body}");
    }
    assert_eq!(read_bytes(&odt("<text:p>x</text:p>")).metadata.title.as_deref(), Some("A raid"));
}

#[test]
fn chapters_of_an_epub() {
    let document = read_bytes(&epub(&["<h1>One</h1><p>First &amp; last.</p>", "<p>Second</p>"]));
    assert_eq!(document.text, "One\n\nFirst & last.\n\nSecond");
    assert_eq!(document.metadata.language.as_deref(), Some("en"));
    assert!(has(&document, "One", &ElementKind::Heading(1)));
}
