use std::sync::atomic::AtomicBool;

use super::*;
use crate::reading::document::Limits;

fn read_text(rtf: &[u8]) -> Result<Document, ReadError> {
    let cancel = AtomicBool::new(false);
    read(rtf, &Budget::new(Limits::default(), &cancel))
}

#[test]
fn text_of_every_code_page() {
    for (rtf, text) in [
        (
            r"{\rtf1\ansi Three {\b soldiers} were killed.\par\par They were {\i very} young.}",
            "Three soldiers were killed.\n\nThey were very young.",
        ),
        (r"{\rtf1\ansi\ansicpg1252 Caf\'e9 \endash  \ldblquote dix\rdblquote}", "Café – “dix”"),
        (
            r"{\rtf1\ansi{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}{\f2\fcharset178 C;}{\f3\fcharset128 D;}}\f1 \'d2\'f0\'ee\'e5 \f2 \'de\'ca\'e1 \f3 \'95\'ba\'8em}",
            "Трое قتل 兵士",
        ),
        (r"{\rtf1\ansi\uc1 \u1602?\u1578?\u1604? and \u-10179?\u-8704? }", "قتل and 😀"),
        (r"{\rtf1\ansi{\uc2 \u233\'3f\'3f}t\u233?}", "été"),
        (r"{\rtf1 a\~b c\_d e\-f \{x\} \\}", "a\u{a0}b c-d ef {x} \\"),
        (r"{\rtf1 one\line two}", "one\ntwo"),
    ] {
        assert_eq!(read_text(rtf.as_bytes()).map(|document| document.text), Ok(text.to_owned()), "{rtf}");
    }
}

#[test]
fn what_is_not_shown_is_left_out() {
    for (rtf, text) in [
        (
            r"{\rtf1{\info{\title T}{\author A}}{\header Head\par}{\*\generator X;}{\colortbl;\red0;}Text{\pict 0102ff}{\v hidden}{\deleted gone}}",
            "Text",
        ),
        (
            r#"{\rtf1 See {\field{\*\fldinst HYPERLINK "https://example.org/"}{\fldrslt the report}}.}"#,
            "See the report.",
        ),
        (r"{\rtf1 a{\*\annotation comment}b{\pict\bin5 {{{{{ }c}", "abc"),
        (r"{\rtf1 a{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt box}}{\shprslt{box}}} b}", "abox b"),
    ] {
        assert_eq!(read_text(rtf.as_bytes()).map(|document| document.text), Ok(text.to_owned()), "{rtf}");
    }
    let document = read_text(
        br"{\rtf1{\info{\title A raid}{\author A. Writer}{\creatim\yr2014\mo11\dy3\hr7\min5}}Text}",
    );
    let metadata = document.unwrap().metadata;
    assert_eq!(metadata.title.as_deref(), Some("A raid"));
    assert_eq!(metadata.author.as_deref(), Some("A. Writer"));
    assert_eq!(metadata.date.as_deref(), Some("2014-11-03T07:05"));
}

#[test]
fn tables_footnotes_headings_and_bookmarks() {
    let rtf = br"{\rtf1{\stylesheet{\s0 Normal;}{\s1 heading 1;}}\pard\s1 A raid\par\pard{\*\bkmkstart Bookmark_1}{\*\bkmkend Bookmark_1}Text{\super\chftn}{\footnote\pard\chftn  A note.} goes on.\par\trowd\cellx1\cellx2\pard\intbl Day\cell Dead\cell\row\trowd\cellx1\cellx2\intbl Monday\cell\cell\row\pard\page After.\par}";
    let document = read_text(rtf).unwrap();
    assert_eq!(document.text, "A raid\n\nText¹ goes on.\n\nDay\tDead\nMonday\n\nAfter.\n\n¹ A note.");
    let has = |text: &str, kind: &ElementKind| {
        document.structure.iter().any(|e| e.kind == *kind && document.text[e.range.clone()] == *text)
    };
    assert!(has("A raid", &ElementKind::Heading(1)));
    assert!(has("Dead", &ElementKind::Cell));
    assert!(has("¹ A note.", &ElementKind::Footnote));
    assert!(has("", &ElementKind::PageBreak));
    assert!(has("", &ElementKind::Anchor("Bookmark_1".to_owned())));
}

#[test]
fn damaged_text() {
    assert_eq!(read_text(br"{\rtf1{\info"), Err(ReadError::Damaged(WHAT)));
    let document = read_text(br"{\rtf1 Three soldiers \'").unwrap();
    assert_eq!(
        (document.text.as_str(), document.warnings.as_slice()),
        ("Three soldiers", &[Warning::Damaged][..])
    );
    let deep = format!("{{\\rtf1 {}x{}}}", "{\\b ".repeat(100_000), "}".repeat(100_000));
    assert_eq!(read_text(deep.as_bytes()).unwrap().text, "x");
}
