//! Feeds of every form, and what is no feed.

use proptest::prelude::*;

use super::*;

fn read(feed: &str) -> (Vec<Part>, Outcome) {
    let mut parts = Vec::new();
    let outcome = read_feed(feed.as_bytes(), &mut |part| {
        parts.push(part);
        true
    });
    (parts, outcome.unwrap())
}

#[test]
fn rss_gives_its_items() {
    let feed = r#"<?xml version="1.0" encoding="UTF-8"?><!-- made by a program --><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
            <title>Miren Herald</title><link>https://herald.example</link><language>en</language><lastBuildDate>Tue, 06 May 2014 09:00:00 GMT</lastBuildDate>
            <item><title>Two guards die at &lt;i&gt;Karsa&lt;/i&gt; gate</title><link>https://herald.example/1</link><guid isPermaLink="false">herald-1</guid><pubDate>Sat, 03 May 2014 23:20:00 +0200</pubDate><dc:creator>A. Vell</dc:creator><description>Short.</description><content:encoded><![CDATA[<p>Two guards died at the gate.</p><p>A third was hurt &amp; taken away.</p>]]></content:encoded></item>
            <item><title>Ferry runs - The Courier</title><link>https://herald.example/2</link><source url="https://courier.example">The Courier</source><pubDate>Sun, 4 May 2014 08:00:00 GMT</pubDate><description>The ferry &amp;amp; its crew are back.</description></item>
            <item><title>Empty</title></item></channel></rss>"#;
    assert!(is_feed(feed.as_bytes()));
    let (parts, outcome) = read(feed);
    let shown: Vec<[&str; 4]> =
        parts.iter().map(|part| [part.title.as_str(), &part.date, &part.source, &part.text]).collect();
    assert_eq!(
        shown,
        [
            [
                "Two guards die at Karsa gate",
                "2014-05-03",
                "Miren Herald",
                "Two guards died at the gate.\n\nA third was hurt & taken away."
            ],
            ["Ferry runs", "2014-05-04", "The Courier", "The ferry & its crew are back."],
        ]
    );
    assert_eq!(parts[0].identity, "Feed:herald-1");
    assert_eq!(
        [&parts[0].byline, &parts[0].language, &parts[0].url],
        ["A. Vell", "en", "https://herald.example/1"]
    );
    assert_eq!((outcome.documents, outcome.without_text), (3, 1));
}

#[test]
fn atom_gives_its_entries_without_dates_of_changes() {
    let feed = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title type="text">Nordbote</title><updated>2014-05-06T09:00:00Z</updated>
            <entry><title type="html">Zwei W&amp;auml;chter tot</title><id>tag:nordbote,2014:1</id><link rel="self" href="https://n.example/1.xml"/><link href="https://n.example/1"/><updated>2014-05-05T10:00:00Z</updated><published>2014-05-03T10:00:00Z</published><author><name>B. Lind</name><uri>https://n.example/b</uri></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Zwei <b>Wächter</b> starben.</p><p>Ende.</p></div></content></entry>
            <entry><title>Nur geändert</title><id>2</id><updated>2014-05-05T10:00:00Z</updated><summary>Ein Satz.</summary></entry></feed>"#;
    assert!(is_feed(feed.as_bytes()));
    let (parts, _) = read(feed);
    let shown: Vec<[&str; 5]> = parts
        .iter()
        .map(|part| [part.title.as_str(), &part.date, &part.byline, &part.url, &part.text])
        .collect();
    assert_eq!(
        shown,
        [
            [
                "Zwei Wächter tot",
                "2014-05-03",
                "B. Lind",
                "https://n.example/1",
                "Zwei Wächter starben.\n\nEnde."
            ],
            ["Nur geändert", "", "", "", "Ein Satz."],
        ]
    );
    assert_eq!(parts[1].source, "Nordbote");
}

#[test]
fn exports_of_blogs_give_posts_and_pages_alone() {
    let feed = r#"<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="c"><channel><title>Field notes</title>
            <item><title>Post</title><guid>https://b.example/?p=1</guid><pubDate>Mon, 05 May 2014 10:00:00 +0000</pubDate><content:encoded><![CDATA[A line.

Another line.]]></content:encoded><wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item>
            <item><title>Picture</title><guid>2</guid><content:encoded>x y z</content:encoded><wp:post_type>attachment</wp:post_type></item>
            <item><title>Draft</title><guid>3</guid><content:encoded>x y z</content:encoded><wp:post_type>post</wp:post_type><wp:status>draft</wp:status></item></channel></rss>"#;
    let (parts, _) = read(feed);
    assert_eq!(parts.len(), 1);
    assert_eq!([&parts[0].date, &parts[0].text], ["2014-05-05", "A line.\n\nAnother line."]);
}

#[test]
fn a_feed_that_was_cut_off_says_so_and_other_xml_is_none() {
    let (parts, outcome) = read(
        "<rss><channel><title>T</title><item><title>A</title><description>Text.</description></item><item><ti",
    );
    assert_eq!(parts.len(), 1);
    assert!(outcome.warnings[0].contains("cut off"), "{:?}", outcome.warnings);
    for other in ["<html><body>rss</body></html>", "rss", "<?xml version='1.0'?><nitf/>", ""] {
        assert!(!is_feed(other.as_bytes()), "{other}");
    }
}

proptest! {
    #[test]
    fn any_feed_is_read_without_panic(parts in prop::collection::vec("<rss>|<item>|</item>|<entry>|</entry>|<title>|</title>|<link href='a'/>|<author><name>|</author>|<content type=\"xhtml\">|</content>|<!\\[CDATA\\[|\\]\\]>|&x;|&#65;|x y|\\PC{0,4}", 0..40)) {
        read(&parts.concat());
    }
}

#[test]
fn notes_of_evernote_are_articles_with_their_addresses() {
    let note = |title: &str, text: &str| {
        format!(
            r#"<note><title>{title}</title><content><![CDATA[<?xml version="1.0"?><!DOCTYPE en-note SYSTEM "x.dtd"><en-note><div>{text}</div><div>At the <b>bridge</b>.</div></en-note>]]></content><created>20230102T080910Z</created><note-attributes><author>ruth</author><source-url>https://x.example/{title}</source-url></note-attributes><resource><data encoding="base64">QUJD</data></resource></note>"#
        )
    };
    let file = format!(
        r#"<?xml version="1.0"?><!DOCTYPE en-export SYSTEM "x.dtd"><en-export export-date="20240101T101010Z">{}{}</en-export>"#,
        note("One", "Two were hurt."),
        note("Two", "Nobody was.")
    );
    let (parts, outcome) = read(&file);
    assert_eq!(outcome.summary(), "2 documents read (Evernote).");
    let part = &parts[0];
    assert_eq!(part.text, "Two were hurt.\n\nAt the bridge.");
    assert_eq!([&part.date, &part.retrieved, &part.byline].map(String::as_str), ["", "2023-01-02", ""]);
    assert_eq!((part.title.as_str(), part.url.as_str()), ("One", "https://x.example/One"));
}

#[test]
fn factiva_in_xml_gives_its_articles() {
    let article = "<article><accessionNo>ORLC1</accessionNo><headline><paragraph>Raid at <hlt>Osk</hlt></paragraph></headline><leadParagraph><paragraph>Two were hurt.</paragraph></leadParagraph><publicationDate><date>2016-05-11</date></publicationDate><publisher><name>Group</name></publisher><sourceName>Orlan Courier</sourceName><tailParagraphs><paragraph>At the bridge.</paragraph><paragraph>Nobody came.</paragraph></tailParagraphs></article>";
    let file = format!(
        "<ppsArticleResponse><ppsArticleResultSet>{article}</ppsArticleResultSet></ppsArticleResponse>"
    );
    let (parts, _) = read(&file);
    let part = &parts[0];
    assert_eq!(part.text, "Two were hurt.\n\nAt the bridge.\n\nNobody came.");
    assert_eq!([&part.title, &part.date, &part.source], ["Raid at Osk", "2016-05-11", "Orlan Courier"]);
}
