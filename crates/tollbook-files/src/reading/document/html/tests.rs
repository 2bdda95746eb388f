use std::sync::atomic::AtomicBool;

use super::super::Limits;
use super::*;

const FIRST: &str =
    "Three soldiers were killed near the river on Monday when their convoy was attacked, the army said.";
const SECOND: &str =
    "Two others were taken to hospital in the capital, where doctors treated them for injuries.";
const THIRD: &str =
    "A spokesman declined to give further details about the operation, which began last week.";

fn read_text(page: &str) -> Document {
    let cancel = AtomicBool::new(false);
    read(page.as_bytes(), None, &Budget::new(Limits::default(), &cancel)).unwrap()
}

#[test]
fn articles_without_what_stands_around_them() {
    let links = "<ul><li><a href=/a>Other news of today</a></li><li><a href=/b>More news</a></li><li><a href=/c>Sport</a></li></ul>";
    let body = format!("<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>");
    for page in [
        format!(
            "<title>A raid - The Paper</title><div class=cookie-banner><p>We use cookies to give you the best experience.</p></div><nav>{links}</nav><main><article><h1>A raid</h1><figure><img src=x><figcaption>A convoy, photographed in May</figcaption></figure>{body}<section class=related-topics>{links}</section></article></main><footer>All rights reserved</footer>"
        ),
        format!(
            "<title>A raid</title><header>{links}</header><section><h1>A raid</h1><div class=entry-content>{body}<p>Lire aussi : <a href=/x>Un autre article sur le sujet</a></p><div class=sharedaddy><a href=/t>Twitter</a></div></div><div id=comments><p>What a terrible thing to happen to anybody at all.</p></div></section>"
        ),
        format!(
            "<title>A raid</title><table width=600><tr><td><a href=a>Home</a><br><a href=b>World</a></td><td><font size=5><b>A raid</b></font><br><br>{FIRST}<br><br>{SECOND}<br><br>{THIRD}</td></tr></table>"
        ),
    ] {
        let text = read_text(&page).text;
        assert_eq!(text.replace("A raid\n\n", ""), format!("{FIRST}\n\n{SECOND}\n\n{THIRD}"), "{page}");
    }
}

#[test]
fn a_site_is_named_by_its_logo_or_its_foot() {
    let body = format!("<h1>A raid</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>");
    for (page, source) in [
        (
            format!(
                "<title>A raid</title><header><a class=logo href=/><img src=l.png alt='Valley Post logo'></a></header><article>{body}</article>"
            ),
            Some("Valley Post"),
        ),
        (
            format!("<title>A raid</title><div id=site-name>Valley Watch</div><article>{body}</article>"),
            Some("Valley Watch"),
        ),
        (
            format!(
                "<title>A raid</title><article>{body}</article><div id=footer>&copy; 2012 Valley Media. All rights reserved.</div>"
            ),
            Some("Valley Media"),
        ),
        (
            format!(
                "<title>A raid</title><header><img src=l.png alt='A convoy on the bridge'></header><article>{body}</article><footer>All rights reserved</footer>"
            ),
            None,
        ),
    ] {
        assert_eq!(read_text(&page).metadata.source.as_deref(), source, "{page}");
    }
}

#[test]
fn a_heading_with_the_name_of_the_site_is_no_headline_and_a_section_no_source() {
    let page = format!(
        "<title>Letter from Karsa: Two winters - The Valley Blog</title><meta property=og:title content='Letter from Karsa: Two winters'><meta property=og:site_name content='U.S.'><script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"Letter from Karsa: Two winters\"}}</script><h1>The Valley Blog</h1><h1>Letter from Karsa: Two winters</h1><article><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>"
    );
    let metadata = read_text(&page).metadata;
    assert_eq!(
        [metadata.title.as_deref(), metadata.source.as_deref()],
        [Some("Letter from Karsa: Two winters"), Some("The Valley Blog")]
    );
}

#[test]
fn a_lesser_heading_is_the_headline_where_the_first_names_the_site() {
    let page = format!(
        "<title>Valley Watch Notes: A raid in the north</title><h1><a href=/>Valley Watch Notes</a></h1><h3>A raid in the north</h3><div><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>"
    );
    let metadata = read_text(&page).metadata;
    assert_eq!(
        [metadata.title.as_deref(), metadata.source.as_deref()],
        [Some("A raid in the north"), Some("Valley Watch Notes")]
    );
}

#[test]
fn a_title_element_of_the_site_alone_is_no_headline() {
    let body = format!("<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>");
    let title = |page: &str| read_text(page).metadata.title;
    let page = format!(
        "<title>Valley Daily News: World</title><font size=5><b>A raid in the north</b></font>{body}"
    );
    assert_eq!(title(&page), None);
    let page =
        format!("<title>Valley Net - A raid in the north</title><b>World: A raid in the north</b>{body}");
    assert_eq!(title(&page).as_deref(), Some("A raid in the north"));
}

#[test]
fn a_day_may_stand_in_the_title_element_or_in_an_abbreviation() {
    let body = format!("<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>");
    for page in [
        format!(
            "<title>A raid in the north - 5 March 2014 - Valley Watch</title><h1>A raid in the north</h1>{body}"
        ),
        format!(
            "<title>A raid</title><h1>A raid</h1><abbr title='Wednesday, 5 March 2014 at 10:22'>5 March at 10:22</abbr>{body}"
        ),
    ] {
        let date = read_text(&page).metadata.date.unwrap_or_default();
        assert!(date.contains("5 March 2014"), "{date}");
    }
}

#[test]
fn line_breaks_stand_between_words() {
    let page = format!(
        "<title>Print: A raid</title><table width=600><tr><td><b>The Paper</b><br><font size=5>A raid</font><br>Saturday, 3 May 2014<br>By A. Vell<br><br>{FIRST}<br><br>{SECOND}<br>{THIRD}<br><br>Printed on 12 September 2019</td></tr></table>"
    );
    let text = read_text(&page).text;
    assert!(text.contains("Saturday, 3 May 2014\nBy A. Vell\n\nThree"), "{text}");
    assert!(text.contains(&format!("{SECOND}\n{THIRD}")), "{text}");
}

#[test]
fn dates_of_changes_are_not_of_publication() {
    let date = |head: &str, body: &str| {
        let page = format!(
            "<title>A raid</title>{head}<article><h1>A raid</h1>{body}<p>{FIRST}</p><p>{SECOND}</p></article>"
        );
        read_text(&page).metadata.date
    };
    for (head, body) in [
        (
            "<meta property=article:modified_time content=2019-05-03><meta property=og:updated_time content=2019-05-03>",
            "",
        ),
        (
            "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"A raid\",\"dateModified\":\"2019-05-03\"}</script>",
            "",
        ),
        ("", "<time class=updated datetime=2019-05-03>3 May 2019</time>"),
        ("", "<p>Last updated <time datetime=2019-05-03>3 May 2019</time></p>"),
        ("", "<span class=date>Accessed 3 May 2019</span>"),
    ] {
        assert_eq!(date(head, body), None, "{head}{body}");
    }
    let created = "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"A raid\",\"dateCreated\":\"2014-05-01\"}</script>";
    assert_eq!(date(created, "").as_deref(), Some("2014-05-01"));
    let stated = "<meta property=article:published_time content=2014-05-03>";
    assert_eq!(date(&format!("{created}{stated}"), "").as_deref(), Some("2014-05-03"));
    let body = "<time class=\"entry-date published updated\" datetime=2014-05-03>3 May 2014</time>";
    assert_eq!(date("", body).as_deref(), Some("2014-05-03"));
}

#[test]
fn what_a_page_states() {
    let page = format!(
        "<!-- Page saved with SingleFile \n url: https://example.org/news/raid?x=1 \n saved date: Mon Nov 03 2014 07:10:00 GMT+0100 \n--><html lang=fr><meta charset=utf-8><title>Un raid - Le Journal</title><meta property=og:site_name content=\"Le Journal\"><meta property=article:published_time content=2014-11-02T10:00:00Z><link rel=canonical href=/news/raid><body><h1>Un raid</h1><span>Par A. Plume</span><p>{FIRST}</p><p>{SECOND}</p>"
    );
    let metadata = read_text(&page).metadata;
    assert_eq!(metadata.title.as_deref(), Some("Un raid"));
    assert_eq!(metadata.date.as_deref(), Some("2014-11-02T10:00:00Z"));
    assert_eq!(metadata.source.as_deref(), Some("Le Journal"));
    assert_eq!(metadata.url.as_deref(), Some("https://example.org/news/raid"));
    assert_eq!(metadata.language.as_deref(), Some("fr"));
    assert_eq!(metadata.retrieved.as_deref(), Some("Mon Nov 03 2014 07:10:00 GMT+0100"));
    assert!(metadata.near_headline.is_some_and(|lines| lines.contains("Par A. Plume")));
}

#[test]
fn structure_is_kept() {
    let page = format!(
        "<title>A raid</title><article><h1>A raid</h1><p>{FIRST} <a href=https://example.org/x>Report</a></p><h2>The wounded</h2><p>{SECOND}</p><ul><li>one</li><li>two</li></ul><table><tr><th>Day</th><th>Dead</th></tr><tr><td>Monday</td><td>3</td></tr></table><p>{THIRD}</p></article>"
    );
    let document = read_text(&page);
    for (text, kind) in [
        ("A raid", ElementKind::Heading(1)),
        ("The wounded", ElementKind::Heading(2)),
        ("Report", ElementKind::Link("https://example.org/x".to_owned())),
        ("two", ElementKind::ListItem { depth: 0 }),
        ("Monday\t3", ElementKind::Row),
    ] {
        let found =
            document.structure.iter().any(|e| e.kind == kind && document.text[e.range.clone()] == *text);
        assert!(found, "{kind:?} {text} in {}", document.text);
    }
}

#[test]
fn dates_and_sites_that_pages_state_in_their_own_ways() {
    let body = format!("<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>");
    for (head, top, date, source) in [
        // The time of a change stands before that of publication.
        (
            "<title>A raid at dawn | The Paper</title>",
            "<h1>A raid at dawn</h1><time class=updated datetime=2020-01-09>9 January</time><time class=published datetime=2020-01-07>7 January</time>",
            Some("2020-01-07"),
            Some("The Paper"),
        ),
        // One element says both.
        (
            "<title>A raid at dawn - World - The Paper</title>",
            "<h1>A raid at dawn</h1><time class='published updated' datetime=2020-01-07>7 January</time>",
            Some("2020-01-07"),
            Some("The Paper"),
        ),
        // A section is no site, and a picture's title no page's.
        (
            "<title>A raid at dawn - World</title>",
            "<svg><title>Logo</title></svg><h1>A raid at dawn</h1>",
            None,
            None,
        ),
        (
            "<title>A raid at dawn</title>",
            "<div itemscope><h1 itemprop=headline>A raid at dawn</h1><meta itemprop=datePublished content=2014-06-09><span itemprop=publisher itemscope><meta itemprop=name content='The Paper'></span></div>",
            Some("2014-06-09"),
            Some("The Paper"),
        ),
    ] {
        let page = format!("{head}<body>{top}{body}");
        let metadata = read_text(&page).metadata;
        assert_eq!(metadata.title.as_deref(), Some("A raid at dawn"), "{page}");
        assert_eq!((metadata.date.as_deref(), metadata.source.as_deref()), (date, source), "{page}");
    }
}

#[test]
fn a_title_that_a_word_processor_states_is_a_property() {
    let page = format!(
        "<title>Notes</title><meta name=Generator content='Microsoft Word 15 (filtered)'><body><p><b>Raid at dawn</b></p><p>{FIRST}</p>"
    );
    assert_eq!(read_text(&page).metadata.origin, super::super::Origin::Properties);
}

#[test]
fn the_one_headline_wins_over_the_title_of_a_section() {
    let page = format!(
        "<title>News release 05/2016</title><h1>Ministry names two soldiers</h1><p>{FIRST}</p><p>{SECOND}</p>"
    );
    assert_eq!(read_text(&page).metadata.title.as_deref(), Some("Ministry names two soldiers"));
}

#[test]
fn dates_in_attributes_of_any_element_are_read() {
    let body = format!("<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>");
    for (marked, date) in [
        (
            r#"<span property="dc:date dc:created" content="2016-11-23T18:02:11+00:00">Wed, 11/23</span>"#,
            "2016-11-23T18:02:11+00:00",
        ),
        (
            r#"<abbr class="published" title="2016-11-23T18:02:11+0000">Wednesday evening</abbr>"#,
            "2016-11-23T18:02:11+0000",
        ),
    ] {
        let page = format!("<title>A raid</title><article><h1>A raid</h1>{marked}{body}</article>");
        assert_eq!(read_text(&page).metadata.date.as_deref(), Some(date), "{marked}");
    }
}

#[test]
fn what_an_archive_puts_around_a_page_is_taken_out() {
    let body = format!("<h1>A raid</h1><p>23 November 2016</p><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>");
    for page in [
        format!(
            r#"<title>A raid</title><meta property="og:site_name" content="archive.ph"><div id=HEADER>archive.today webpage capture Saved from <input value="https://herald.example/raid"><time datetime="2018-01-12T10:20:00Z">12 Jan 2018</time></div><div id=CONTENT>{body}</div>"#
        ),
        format!(
            r#"<title>A raid</title><div id="bN015htcoyT__google-cache-hdr">This is the cache of <a href="https://herald.example/raid">it</a> as it appeared on 12 Jan 2018 10:20:00 GMT.</div><div>{body}</div>"#
        ),
    ] {
        let document = read_text(&page);
        assert_eq!(document.metadata.url.as_deref(), Some("https://herald.example/raid"));
        assert_eq!((document.metadata.date, document.metadata.source), (None, None));
        assert!(!document.text.contains("2018"), "{}", document.text);
    }
}

#[test]
fn news_in_xml_states_title_date_and_paper() {
    let nitf = format!(
        r#"<?xml version="1.0"?><nitf><head><title>x</title><docdata><doc.copyright holder="Orlan Courier" year="2016"/></docdata><pubdata date.publication="20161123T000000" name="Orlan Courier"/></head><body><body.head><hedline><hl1>A raid in the north</hl1></hedline></body.head><body.content><block><p>{FIRST}</p><p>{SECOND}</p></block></body.content></body></nitf>"#
    );
    let own = format!(
        r#"<?xml version="1.0"?><newsitem date="2016-11-23"><title>REGION: A raid</title><headline>A raid in the north</headline><text><p>{FIRST}</p><p>{SECOND}</p></text><metadata><dc element="dc.publisher" value="Orlan Courier"/></metadata></newsitem>"#
    );
    for (page, date) in [(nitf, "20161123T000000"), (own, "2016-11-23")] {
        assert_eq!(super::super::detect(page.as_bytes(), "a.xml"), super::super::Format::Html);
        let Document { metadata, text, .. } = read_text(&page);
        assert_eq!(metadata.title.as_deref(), Some("A raid in the north"), "{page}");
        assert_eq!(metadata.date.as_deref(), Some(date), "{page}");
        assert_eq!(metadata.source.as_deref(), Some("Orlan Courier"), "{page}");
        assert!(text.contains(FIRST) && text.contains(SECOND), "{text}");
    }
}

#[test]
fn a_site_stands_behind_underscores() {
    let page = format!(
        "<title>山区矿井坍塌_国际新闻_奥兰新闻网</title><h1>山区矿井坍塌</h1><p>{FIRST}</p><p>{SECOND}</p>"
    );
    let metadata = read_text(&page).metadata;
    assert_eq!(
        (metadata.title.as_deref(), metadata.source.as_deref()),
        (Some("山区矿井坍塌"), Some("奥兰新闻网"))
    );
}

#[test]
fn days_of_publication_in_the_foot_beside_a_change_and_before_a_collection() {
    let body = format!("<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>");
    for (above, below) in [
        (
            "",
            "<footer><span class=posted-on><time class=\"entry-date published\" datetime=2018-03-20T19:12:04+01:00>20 mars 2018</time><time class=updated datetime=2018-03-22>22 mars 2018</time></span></footer>",
        ),
        (
            "<div>Von A. Feder <span class=date>Aktualisiert am 21.03.2018-07:40</span> <span class=date>Veröffentlicht am 20.03.2018-18:21</span></div>",
            "",
        ),
        (
            "<dl><dt>Posted</dt><dd><time datetime=2018-03-26>26 Mar 2018</time></dd><dt>Originally published</dt><dd><time datetime=2018-03-20>20 Mar 2018</time></dd></dl>",
            "",
        ),
        (
            "<dl><dt>Mis en ligne</dt><dd><time datetime=2018-03-26>26 mars</time></dd><dt>Publié initialement</dt><dd><time datetime=2018-03-20>20 mars</time></dd></dl>",
            "",
        ),
    ] {
        let document = read_text(&format!(
            "<title>A raid at dawn</title><article><h1>A raid at dawn</h1>{above}{body}{below}</article>"
        ));
        let head = crate::reading::head(&document.text, "", &document.metadata);
        assert_eq!(
            head.published.map(|found| found.range.to_string()).as_deref(),
            Some("2018-03-20"),
            "{above}{below}"
        );
    }
    // The foot of the page itself dates nothing.
    let document = read_text(&format!(
        "<title>A raid at dawn</title><h1>A raid at dawn</h1>{body}<footer><time datetime=2018-03-20>x</time></footer>"
    ));
    assert_eq!(document.metadata.date, None);
}

#[test]
fn sites_before_a_colon_marks_behind_titles_and_addresses_of_the_internet_archive() {
    let body = format!("<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>");
    let stated = |title: &str| {
        let metadata = read_text(&format!("<title>{title}</title><h1>A raid at dawn</h1>{body}")).metadata;
        (metadata.title.unwrap_or_default(), metadata.source)
    };
    let named = |site: &str| ("A raid at dawn".to_owned(), Some(site.to_owned()));
    assert_eq!(stated("Notes of the North: A raid at dawn"), named("Notes of the North"));
    assert_eq!(stated("Orlaner Nachrichten: A raid at dawn"), named("Orlaner Nachrichten"));
    assert_eq!(stated("A raid at dawn - РИА Орлан, 14.05.2018"), named("РИА Орлан"));
    assert_eq!(stated("Karsa: A raid at dawn").1, None);
    let printed = read_text(&format!("<title>A raid at dawn (print version)</title>{body}")).metadata.title;
    assert_eq!(printed.as_deref(), Some("A raid at dawn"));
    let archived = format!(
        "<script>__wm.wombat(\"http://www.courier.example:80/7.html\",\"20090412083015\",\"https://web.archive.org/\");</script><title>A raid at dawn</title>{body}"
    );
    assert_eq!(read_text(&archived).metadata.url.as_deref(), Some("http://www.courier.example:80/7.html"));
}

#[test]
fn links_in_brackets_between_paragraphs_go() {
    let page = format!(
        "<title>A raid at dawn</title><article><h1>A raid at dawn</h1><p>{FIRST}</p><div><i>[<a href=/x>Fair draws a crowd in Osk</a>]</i></div><p>{SECOND} [<a href=/y>the report</a>]</p><p>{THIRD}</p></article>"
    );
    let text = read_text(&page).text;
    assert!(!text.contains("Fair draws") && text.contains("[the report]"), "{text}");
}

#[test]
fn news_in_the_second_generation_of_newsml() {
    let page = format!(
        "<?xml version=\"1.0\"?><newsItem><itemMeta><provider literal=\"Agence Orlan\"/><versionCreated>2018-03-21T19:12:04Z</versionCreated></itemMeta><contentMeta><contentCreated>2018-03-20T18:00:00Z</contentCreated><headline>A raid at dawn</headline></contentMeta><contentSet><inlineXML><html><body><p>{FIRST}</p><p>{SECOND}</p></body></html></inlineXML></contentSet></newsItem>"
    );
    let metadata = read_text(&page).metadata;
    let found = [&metadata.title, &metadata.date, &metadata.source].map(Option::as_deref);
    assert_eq!(found, [Some("A raid at dawn"), Some("2018-03-20T18:00:00Z"), Some("Agence Orlan")]);
}

#[test]
fn notes_of_changes_are_no_text() {
    let page = |note: &str| {
        let page = format!(
            "<title>A raid at dawn</title><article><h1>A raid at dawn</h1><p>{FIRST}</p><p>{SECOND}</p>{note}<p>{THIRD}</p></article>"
        );
        read_text(&page).text
    };
    for note in [
        "<div class=maj>Dernière mise à jour : 15/11/2014</div>",
        "<p>Last updated on 16 May 2018 at 10:20</p>",
        "<p>Zuletzt aktualisiert am 16.05.2018</p>",
    ] {
        assert!(!page(note).contains("201"), "{note}");
    }
    for sentence in [
        "Updated figures of 16 May 2018 name nine dead, four of them children of one family in Osk.",
        "On 16 May 2018 two died.",
    ] {
        assert!(page(&format!("<p>{sentence}</p>")).contains(sentence), "{sentence}");
    }
}
