use std::io::{Cursor, Write};

use proptest::prelude::*;

use super::*;

const BODY: &str = "The convoy left the depot before dawn and was hit near the river; three guards were killed, a spokesman \
    said, and at least two others were taken to the hospital of the province.";

fn read_as(kind: Kind, bytes: &[u8], mapping: Option<&ColumnMapping>) -> (Vec<Part>, Outcome) {
    let mut parts = Vec::new();
    let outcome = read(Cursor::new(bytes), kind, mapping, &mut |part| {
        parts.push(part);
        true
    });
    (parts, outcome.unwrap())
}

/// The kind found for the name, and the parts.
fn parts(name: &str, bytes: &[u8]) -> (Vec<Part>, Outcome) {
    let kind = detect(&bytes[..bytes.len().min(64 * 1024)], name).expect("a table");
    read_as(kind, bytes, None)
}

fn shown(part: &Part) -> [&str; 5] {
    [&part.title, &part.date, &part.source, &part.url, &part.number]
}

fn suggested(header: &str, rows: &[&str]) -> ColumnMapping {
    let cells = |row: &str| row.split('|').map(str::to_owned).collect::<Vec<_>>();
    suggest(&cells(header), &rows.iter().map(|row| cells(row)).collect::<Vec<_>>())
}

#[test]
fn columns_are_found_by_name_in_many_languages() {
    for (header, text, title, date, source) in [
        ("id|title|publish_date|media_name|url|text", "text", "title", "publish_date", "media_name"),
        (
            "ID|Headline|Published At|Publisher|Link|Full Text",
            "Full Text",
            "Headline",
            "Published At",
            "Publisher",
        ),
        (
            "nr|Titre|Date de publication|Journal|Lien|Contenu",
            "Contenu",
            "Titre",
            "Date de publication",
            "Journal",
        ),
        ("Nummer|Überschrift|Datum|Zeitung|Link|Volltext", "Volltext", "Überschrift", "Datum", "Zeitung"),
        ("id|Título|Fecha|Medio|Enlace|Contenido", "Contenido", "Título", "Fecha", "Medio"),
        ("id|titolo|data|testata|link|testo", "testo", "titolo", "data", "testata"),
        ("id|العنوان|تاريخ النشر|المصدر|الرابط|النص", "النص", "العنوان", "تاريخ النشر", "المصدر"),
        ("id|заголовок|дата|источник|ссылка|текст", "текст", "заголовок", "дата", "источник"),
        (
            "docId|articleTitle|datePublished|sourceName|articleUrl|articleBody",
            "articleBody",
            "articleTitle",
            "datePublished",
            "sourceName",
        ),
    ] {
        let row = |n: usize| {
            format!("{n}|A convoy was hit|2022-03-0{n}|The Star|https://example.org/{n}|{n} {BODY}")
        };
        let mapping = suggested(header, &[&row(1), &row(2), &row(3)]);
        let some = |s: &str| Some(s.to_owned());
        assert_eq!(mapping.text, some(text), "{header}");
        assert_eq!(mapping.title, some(title), "{header}");
        assert_eq!(mapping.date, some(date), "{header}");
        assert_eq!(mapping.source, some(source), "{header}");
        assert!(mapping.url.is_some(), "{header}");
        assert!(mapping.number.is_some() || header.starts_with("nr"), "{header}");
    }
}

#[test]
fn columns_are_found_by_what_stands_in_them() {
    let row = |n: usize| {
        format!(
            "{n}|Convoy {n} was hit on the road|{n} March 2022|https://example.org/{n}|{}",
            BODY.repeat(3)
        )
    };
    let mapping = suggested("a|b|c|d|e", &[&row(1), &row(2), &row(3)]);
    assert_eq!(mapping.text.as_deref(), Some("e"));
    assert_eq!(mapping.title.as_deref(), Some("b"));
    assert_eq!(mapping.date.as_deref(), Some("c"));
    assert_eq!(mapping.url.as_deref(), Some("d"));
    // A list without texts has no text column, and a number that repeats is no number of the article.
    let mapping = suggested(
        "id|title|url",
        &["1|Convoy hit|https://example.org/1", "1|Bridge blown|https://example.org/2"],
    );
    assert_eq!((mapping.text, mapping.number), (None, None));
    // An address or an event's day is not taken for text or publication.
    let row = |n: usize| {
        format!("https://example.org/{n}/{}|2021-01-0{n}|2022-03-0{n}|{n} {BODY}", "x".repeat(300))
    };
    let mapping = suggested("text|event_date|published|body", &[&row(1), &row(2)]);
    assert_eq!((mapping.text.as_deref(), mapping.date.as_deref()), (Some("body"), Some("published")));
}

#[test]
fn delimited_tables_in_their_dialects() {
    let expected = ["A \"convoy\", hit", "2022-03-05", "The Star", "https://example.org/1", "7"];
    let header = ["id", "title", "date", "source", "url", "text"];
    let quoted = |d: &str| {
        let text = BODY.replace("; ", ";\n");
        format!(
            "{}\r\n\"7\"{d}\"A \"\"convoy\"\", hit\"{d}2022-03-05{d}\"The Star\"{d}https://example.org/1{d}\"{text}\"\r\n8{d}Other{d}2022-03-06{d}The Star{d}https://example.org/2{d}\"{text} é\"\r\n",
            header.join(d)
        )
    };
    for (name, text) in [
        ("list.csv", quoted(",")),
        ("list.csv", quoted(";")),
        ("list.tsv", quoted("\t")),
        ("list.txt", quoted("|")),
        ("list.csv", format!("sep=;\r\n{}", quoted(";"))),
        ("list.csv", format!("\u{feff}{}", quoted(","))),
        ("list.csv", quoted(",").replace("\"\"", "\\\"")),
        ("list.csv", quoted(",").replace("\r\n", "\n")),
    ] {
        for bytes in [
            text.clone().into_bytes(),
            encoding_rs::WINDOWS_1252.encode(text.trim_start_matches('\u{feff}')).0.into_owned(),
        ] {
            let (parts, outcome) = parts(name, &bytes);
            assert_eq!(parts.len(), 2, "{name} {text}");
            assert_eq!(shown(&parts[0]), expected, "{text}");
            assert_eq!(parts[0].text, BODY.replace("; ", ";\n"));
            assert!(parts[1].text.ends_with('é'));
            assert_eq!(outcome.summary(), "2 documents read (CSV table).");
        }
    }
}

#[test]
fn a_text_file_with_commas_is_no_table() {
    for text in ["One, two\nthree, four\n", "Title, Date, place\nA text, with commas, and more\n", BODY] {
        assert_eq!(detect(text.as_bytes(), "a.txt"), None, "{text}");
    }
}

#[test]
fn rows_without_text_are_counted_and_lists_without_texts_say_so() {
    let table = format!(
        "title,date,text\nOne,2022-03-05,\"{BODY}\"\nTwo,2022-03-06,\n,,\nThree,2022-03-07,\"{BODY} More.\"\n"
    );
    let (found, outcome) = parts("a.csv", table.as_bytes());
    assert_eq!((found.len(), outcome.documents, outcome.without_text), (2, 3, 1));
    let (found, outcome) = parts(
        "a.csv",
        b"stories_id,publish_date,title,url,media_name\n1,2022-03-05,Convoy hit,https://example.org/1,Star\n",
    );
    assert!(found.is_empty());
    assert!(
        outcome.warnings[0]
            .starts_with("No column holds texts (stories_id, publish_date, title, url, media_name).")
    );
}

#[test]
fn a_mapping_that_is_kept_is_used_where_it_fits() {
    let table = format!("a,b,c\nFirst headline,\"{BODY}\",\"{BODY} {BODY} By hand.\"\n");
    let mapping = ColumnMapping {
        text: Some("b".to_owned()),
        source: Some("a".to_owned()),
        ..ColumnMapping::default()
    };
    let (found, _) = read_as(Kind::Delimited, table.as_bytes(), Some(&mapping));
    assert_eq!((found[0].text.as_str(), found[0].source.as_str()), (BODY, "First headline"));
    let other = ColumnMapping { text: Some("z".to_owned()), ..ColumnMapping::default() };
    let (found, _) = read_as(Kind::Delimited, table.as_bytes(), Some(&other));
    assert!(found[0].text.ends_with("By hand."));
    let kept: ColumnMapping = serde_json::from_str(&serde_json::to_string(&mapping).unwrap()).unwrap();
    assert_eq!(kept, mapping);
    assert_eq!(
        serde_json::from_str::<ColumnMapping>("{\"text\":\"b\",\"later\":1}").unwrap().text.as_deref(),
        Some("b")
    );
}

#[test]
fn a_preview_shows_columns_rows_and_mapping() {
    let rows: String = (0..400).map(|n| format!("{n},\"{BODY} {n}\"\n")).collect();
    let shown = preview(Cursor::new(format!("id,text\n{rows}")), Kind::Delimited).unwrap();
    assert_eq!((shown.columns.len(), shown.rows.len()), (2, 20));
    assert_eq!(shown.mapping.text.as_deref(), Some("text"));
    assert_eq!(shown.mapping.number.as_deref(), Some("id"));
}

#[test]
fn tables_without_a_header_and_with_a_heading_above_it() {
    let rows: String =
        (1..5).map(|n| format!("Convoy {n} was hit again,2022-03-0{n},\"{n} {BODY} {BODY}\"\n")).collect();
    let (found, _) = parts("a.csv", rows.as_bytes());
    assert_eq!(found.len(), 4);
    assert_eq!((found[0].title.as_str(), found[0].date.as_str()), ("Convoy 1 was hit again", "2022-03-01"));
    let (found, _) =
        parts("a.csv", format!("My list of articles,,\n,,\nheadline,date,text\n{rows}").as_bytes());
    assert_eq!(found.len(), 4);
    assert_eq!(found[0].title, "Convoy 1 was hit again");
}

#[test]
fn markup_times_and_sites_in_cells() {
    let table = "title,timestamp,link,content\nOne,1646463600,https://www.example.org/a,<p>First &amp; last.</p><p>Second<br>line.</p>\n\
        Two,20220306T101500Z,https://example.com/b,<div>Other words of one paragraph only.</div>\n";
    let (found, _) = parts("a.csv", table.as_bytes());
    assert_eq!(found[0].text, "First & last.\n\nSecond\nline.");
    assert_eq!((found[0].date.as_str(), found[0].source.as_str()), ("2022-03-05", "example.org"));
    assert_eq!(found[1].date, "2022-03-06");
}

#[test]
fn json_in_its_shapes() {
    let record = |n: usize| {
        format!(
            r#"{{"id": {n}, "title": "Convoy {n}", "published": "2022-03-0{n}", "source": {{"name": "The Star"}}, "url": "https://example.org/{n}", "paragraphs": ["{BODY}", "Second {n}: {{[\"x\"], é \u00e9."]}}"#
        )
    };
    let records = [record(1), record(2), record(3)];
    for text in [
        format!("[{}]", records.join(",\n ")),
        records.join("\n"),
        records.join("\r\n") + "\r\n",
        format!(
            r#"{{"status": "ok", "totalResults": 3, "articles": [{}], "next": null}}"#,
            records.join(",")
        ),
        format!("\u{feff}[\n{}\n]", records.join(",")),
    ] {
        let (found, outcome) = parts("a.json", text.as_bytes());
        assert_eq!(found.len(), 3, "{text}");
        assert_eq!(shown(&found[1]), ["Convoy 2", "2022-03-02", "The Star", "https://example.org/2", "2"]);
        assert_eq!(found[1].text, format!("{BODY}\n\nSecond 2: {{[\"x\"], é é."));
        assert!(outcome.warnings.is_empty());
    }
    let cut = format!("[{}", records.join(","));
    let (found, outcome) = parts("a.json", &cut.as_bytes()[..cut.len() - 20]);
    assert_eq!(found.len(), 2);
    assert!(outcome.warnings[0].contains("cut off"));
}

#[test]
fn numbers_that_repeat_or_cannot_stand_in_a_path() {
    let table = format!("id,title,text\na/b#1,One,\"{BODY}\"\n{},Two,\"{BODY} Two.\"\n", "x".repeat(120));
    let (found, _) = parts("a.csv", table.as_bytes());
    assert_eq!(found[0].identity, "Table:a_b_1");
    assert!(found[1].identity.len() < 60);
    // A number that repeats beyond the rows by which the column was chosen.
    let rows: String = (0..300).map(|n| format!("{},{n},\"{BODY} {n}\"\n", n % 250)).collect();
    let (found, outcome) = parts("a.csv", format!("id,title,text\n{rows}").as_bytes());
    let different: std::collections::HashSet<&str> =
        found.iter().map(|part| part.identity.as_str()).collect();
    assert_eq!((found.len(), different.len(), outcome.repeated), (300, 300, 0));
}

#[test]
fn items_of_a_feed_in_json() {
    let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Valley Post", "items": [
        {"id": "1", "url": "https://post.example/1", "title": "A raid", "content_html": "<p>Three guards were <b>killed</b>.</p>", "date_published": "2022-03-05T10:00:00+01:00"},
        {"id": 2, "content_text": "Two were wounded.", "date_published": "2022-03-06T10:00:00Z"}]}"#;
    let (found, outcome) = parts("feed.json", feed.as_bytes());
    assert_eq!(outcome.summary(), "2 documents read (a feed).");
    let shown: Vec<[&str; 4]> = found
        .iter()
        .map(|part| [&part.source, &part.title, &part.date, &part.text].map(String::as_str))
        .collect();
    assert_eq!(
        shown,
        [
            ["Valley Post", "A raid", "2022-03-05T10:00:00+01:00", "Three guards were killed."],
            ["Valley Post", "", "2022-03-06T10:00:00Z", "Two were wounded."]
        ]
    );
    assert_eq!(found[0].url, "https://post.example/1");
}

#[test]
fn chats_of_telegram() {
    let chat = r#"{"name": "Northern News", "type": "public_channel", "id": 1234567, "messages": [
        {"id": 1, "type": "service", "date": "2022-03-05T09:00:00", "actor": "Northern News", "action": "create_channel", "text": ""},
        {"id": 2, "type": "message", "date": "2022-03-05T10:00:00", "date_unixtime": "1646474400", "from": "Northern News", "from_id": "channel1234567",
         "text": ["Three guards were ", {"type": "bold", "text": "killed"}, " near the river: ", {"type": "link", "text": "https://example.org"}], "text_entities": []},
        {"id": 3, "type": "message", "date": "2022-03-05T11:00:00", "from": "Northern News", "forwarded_from": "Valley Post", "text": "Two were wounded."},
        {"id": 4, "type": "message", "date": "2022-03-05T12:00:00", "from": "A reader", "photo": "photos/1.jpg", "text": ""}]}"#;
    let check = |text: &str| {
        let (found, outcome) = parts("result.json", text.as_bytes());
        assert_eq!((found.len(), outcome.documents, outcome.without_text), (2, 3, 1));
        assert_eq!(outcome.summary(), "3 documents read (Telegram), 1 without text.");
        assert_eq!(found[0].text, "Three guards were killed near the river: https://example.org");
        assert_eq!(
            (found[0].source.as_str(), found[0].date.as_str()),
            ("Northern News", "2022-03-05T10:00:00")
        );
        assert_eq!(found[0].identity, "Telegram:1234567:2");
        assert_eq!(found[1].other, [("Forwarded from".to_owned(), "Valley Post".to_owned())]);
    };
    check(chat);
    check(&format!(r#"{{"about": "Here is the data", "chats": {{"about": "x", "list": [{chat}]}}}}"#));
}

/// A workbook with one sheet of inline strings, numbers and a date.
fn xlsx(rows: &[&[&str]], far: Option<&str>) -> Vec<u8> {
    let cell = |value: &str, r: usize, c: usize| {
        let name = format!("{}{}", char::from(b'A' + c as u8), r + 1);
        match value.strip_prefix('#') {
            Some(number) => format!("<c r=\"{name}\" s=\"1\"><v>{number}</v></c>"),
            None => format!("<c r=\"{name}\" t=\"inlineStr\"><is><t>{value}</t></is></c>"),
        }
    };
    let mut sheet = String::new();
    for (r, row) in rows.iter().enumerate() {
        let cells: String = row.iter().enumerate().map(|(c, value)| cell(value, r, c)).collect();
        sheet.push_str(&format!("<row r=\"{}\">{cells}</row>", r + 1));
    }
    sheet.push_str(far.unwrap_or(""));
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let members = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{package}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"Articles\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{office}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/styles.xml",
            format!(
                "<styleSheet xmlns=\"{main}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{main}\"><sheetData>{sheet}</sheetData></worksheet>"),
        ),
    ];
    zipped(&members.map(|(name, content)| (name, content.into_bytes())))
}

fn zipped(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        let method = if *name == "mimetype" {
            zip::CompressionMethod::Stored
        } else {
            zip::CompressionMethod::Deflated
        };
        zip.start_file(*name, zip::write::SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn ods(rows: &[&[&str]]) -> Vec<u8> {
    let row = |row: &&[&str]| {
        let cell = |value: &&str| {
            format!(
                "<table:table-cell office:value-type=\"string\"><text:p>{value}</text:p></table:table-cell>"
            )
        };
        format!("<table:table-row>{}</table:table-row>", row.iter().map(cell).collect::<String>())
    };
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">\
         <office:body><office:spreadsheet><table:table table:name=\"S\">{}<table:table-row table:number-rows-repeated=\"1048000\">\
         <table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table></office:spreadsheet></office:body>\
         </office:document-content>",
        rows.iter().map(row).collect::<String>()
    );
    ods_package(content)
}

/// The package around a sheet's `content.xml`.
fn ods_package(content: String) -> Vec<u8> {
    let kind = b"application/vnd.oasis.opendocument.spreadsheet".to_vec();
    let manifest =
        b"<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>"
            .to_vec();
    zipped(&[("mimetype", kind), ("content.xml", content.into_bytes()), ("META-INF/manifest.xml", manifest)])
}

#[test]
fn workbooks() {
    let rows: [&[&str]; 3] = [
        &["Title", "Date", "Newspaper", "Text"],
        &["Convoy hit", "#44625", "The Star", BODY],
        &["Bridge blown", "#44626.5", "The Star", &BODY[10..]],
    ];
    let bytes = xlsx(&rows, None);
    let (found, outcome) = parts("a.xlsx", &bytes);
    assert_eq!(found.len(), 2);
    assert_eq!(shown(&found[0]), ["Convoy hit", "2022-03-05", "The Star", "", ""]);
    assert_eq!((found[1].date.as_str(), found[0].text.as_str()), ("2022-03-06T12:00:00", BODY));
    assert_eq!(outcome.kind, "Excel table");
    let written: [&[&str]; 2] = [rows[0], &["Convoy hit", "2022-03-05", "The Star", BODY]];
    let (found, outcome) = parts("a.ods", &ods(&written));
    assert_eq!(found.len(), 1);
    assert_eq!(shown(&found[0]), ["Convoy hit", "2022-03-05", "The Star", "", ""]);
    assert_eq!(outcome.kind, "OpenDocument table");
}

#[test]
fn a_far_off_cell_a_bomb_and_a_cut_workbook() {
    let rows: [&[&str]; 2] = [&["title", "date", "text"], &["Convoy hit", "2022-03-05", BODY]];
    let far = "<row r=\"1048576\"><c r=\"XFD1048576\" t=\"inlineStr\"><is><t>far</t></is></c></row>";
    assert_eq!(parts("a.xlsx", &xlsx(&rows, Some(far))).0.len(), 1);
    let whole = xlsx(&rows, None);
    for cut in [whole.len() / 3, whole.len() / 2, whole.len() - 10] {
        let error = read(Cursor::new(&whole[..cut]), Kind::Xlsx, None, &mut |_| true).unwrap_err();
        assert!(error.to_string().contains("damaged or incomplete"), "{error}");
    }
    let bomb =
        zipped(&[("xl/workbook.xml", Vec::new()), ("xl/worksheets/sheet1.xml", vec![b' '; 600 << 20])]);
    let error = read(Cursor::new(&bomb), Kind::Xlsx, None, &mut |_| true).unwrap_err();
    assert!(matches!(error, TableError::Bomb { .. }));
}

#[test]
fn identities_of_rows_stay_when_a_table_grows() {
    let row = |n: usize| format!("Convoy {n},2022-03-0{n},\"{n} {BODY}\"\n");
    let table = |of: usize| format!("title,date,text\n{}", (1..=of).map(row).collect::<String>());
    let identities = |of: usize| {
        parts("a.csv", table(of).as_bytes()).0.into_iter().map(|part| part.identity).collect::<Vec<_>>()
    };
    assert_eq!(identities(3)[..], identities(7)[..3]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn as_many_rows_as_were_written(
        rows in prop::collection::vec(("[a-z \",;\n]{1,20}", "[a-zé\",;\t\n ]{5,60}[a-z]"), 1..300), delimiter in "[,;\t]"
    ) {
        let quote = |field: &str| format!("\"{}\"", field.replace('"', "\"\""));
        let mut text = format!("title{delimiter}date{delimiter}text\n");
        for (n, (title, body)) in rows.iter().enumerate() {
            text.push_str(&format!("{}{delimiter}2022-03-05{delimiter}{}\n", quote(title), quote(&format!("{n} {body} one two three four"))));
        }
        let (found, outcome) = parts("a.csv", text.as_bytes());
        prop_assert_eq!(found.len(), rows.len(), "{:?}", outcome);
    }

    #[test]
    fn any_bytes_are_read(bytes: Vec<u8>, head in prop::sample::select(vec!["", "[{\"a\":", "{\"messages\":[", "a,b,text\n", "{\"a\":1}\n"])) {
        let bytes = [head.as_bytes(), &bytes].concat();
        for kind in [Kind::Delimited, Kind::Json, Kind::Xlsx, Kind::Ods, Kind::Xls] {
            let _ = read(Cursor::new(&bytes), kind, None, &mut |_| true);
            let _ = preview(Cursor::new(&bytes), kind);
        }
        detect(&bytes, "a");
    }

    #[test]
    fn a_changed_workbook_never_panics(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), which in any::<bool>()) {
        let rows: [&[&str]; 2] = [&["title", "date", "text"], &["Convoy hit", "#44625", BODY]];
        let (mut bytes, kind) = if which { (xlsx(&rows, None), Kind::Xlsx) } else { (ods(&rows), Kind::Ods) };
        for (at, new) in changes {
            let at = at.index(bytes.len());
            bytes[at] = new;
        }
        let _ = read(Cursor::new(&bytes), kind, None, &mut |_| true);
    }
}

/// The table, with one piece of its content replaced by another.
fn ods_with(rows: &[&[&str]], from: &str, to: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(ods(rows))).unwrap();
    let mut content = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("content.xml").unwrap(), &mut content).unwrap();
    assert!(content.contains(from));
    ods_package(content.replacen(from, to, 1))
}

#[test]
fn an_open_document_table_that_has_no_end_or_unfolds_to_too_much() {
    let rows: [&[&str]; 2] =
        [&["Title", "Date", "Newspaper", "Text"], &["Convoy hit", "2022-03-05", "The Star", BODY]];
    let sentence = |bytes: &[u8]| {
        let read = read(Cursor::new(bytes), Kind::Ods, None, &mut |_| true);
        read.map(|_| String::new()).unwrap_or_else(|error| error.to_string())
    };
    assert_eq!(sentence(&ods(&rows)), "");
    let cut =
        ods_with(&rows, "</table:table></office:spreadsheet></office:body></office:document-content>", "");
    assert!(sentence(&cut).contains("it ends in the middle of the table"), "{}", sentence(&cut));
    let repeated = "<table:table-row table:number-rows-repeated=\"1000000\">";
    let cell = "<table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"16000\">";
    let bomb = ods_with(&rows, "<table:table-cell office:value-type=\"string\">", cell);
    assert_eq!(sentence(&bomb), "");
    let both = format!("{repeated}{cell}");
    let bomb = ods_with(&rows, "<table:table-row><table:table-cell office:value-type=\"string\">", &both);
    assert!(sentence(&bomb).starts_with("The workbook unpacks to more than"), "{}", sentence(&bomb));
}

/// Mutated tables of a kind, read to an end.
fn fuzz_table(name: &str, seeds: &[Vec<u8>]) {
    crate::fuzz::fuzz(name, |random, tried| {
        *tried = crate::fuzz::mutate_package(random, seeds);
        let begun = std::time::Instant::now();
        if let Some(kind) = detect(tried, name) {
            let _ = preview(Cursor::new(tried.as_slice()), kind);
            let read = read(Cursor::new(tried.as_slice()), kind, None, &mut |_| true);
            if let Err(error) = read {
                assert!(error.to_string().ends_with('.'), "{error}");
            }
        }
        assert!(begun.elapsed().as_secs() < 20, "{name} took {:?}", begun.elapsed());
    });
}

#[test]
fn mutated_csv() {
    let rows =
        format!("id;title;date;text\n1;\"Convoy; hit\";2022-03-05;\"{BODY}\"\n2;B;05.03.2022;{BODY}\n");
    fuzz_table("a.csv", &[rows.clone().into_bytes(), rows.replace(';', "\t").into_bytes()]);
}

#[test]
fn mutated_json() {
    let record = format!(
        "{{\"title\":\"Convoy\",\"date\":\"2022-03-05\",\"text\":\"{BODY}\",\"a\":[1,{{\"b\":null}}]}}"
    );
    let chat = format!(
        "{{\"name\":\"News\",\"type\":\"public_channel\",\"id\":7,\"messages\":[{{\"id\":1,\"type\":\"message\",\"date\":\"2022-03-05T10:00:00\",\"text\":[\"{BODY}\",{{\"type\":\"bold\",\"text\":\"x\"}}]}}]}}"
    );
    let lines = format!("{record}\n{record}\n").into_bytes();
    fuzz_table("a.json", &[lines, format!("[{record},{record}]").into_bytes(), chat.into_bytes()]);
}

#[test]
fn mutated_workbooks() {
    let rows: [&[&str]; 2] =
        [&["Title", "Date", "Newspaper", "Text"], &["Convoy hit", "#44625", "The Star", BODY]];
    fuzz_table("a.xlsx", &[xlsx(&rows, None)]);
}

#[test]
fn mutated_open_document_tables() {
    let rows: [&[&str]; 2] =
        [&["Title", "Date", "Newspaper", "Text"], &["Convoy hit", "2022-03-05", "The Star", BODY]];
    fuzz_table("a.ods", &[ods(&rows)]);
}

#[test]
fn columns_are_told_by_a_word_of_their_names_and_days_by_their_column() {
    let body = BODY.replace(';', ",");
    let table = format!(
        "№;Заголовок новости;Текст новости;Дата выхода;Издание\n1;Обстрел;{body};03/04/2014;Северная газета\n\
         2;Взрыв;{body} Again.;25/04/2014;Северная газета\n"
    );
    let (found, _) = parts("list.csv", table.as_bytes());
    let shown: Vec<[&str; 3]> = found.iter().map(|part| [&*part.title, &*part.date, &*part.source]).collect();
    assert_eq!(
        shown,
        [["Обстрел", "2014-04-03", "Северная газета"], ["Взрыв", "2014-04-25", "Северная газета"]]
    );
}

#[test]
fn records_are_found_in_lists_inside_of_objects() {
    let json = format!(
        r#"{{"response":{{"status":"ok","results":[{{"webTitle":"Ferry","webPublicationDate":"2016-02-01T11:00:00Z","fields":{{"bodyText":"{BODY}"}}}}]}}}}"#
    );
    let (found, _) = parts("a.json", json.as_bytes());
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].title.as_str(), &found[0].date[..10]), ("Ferry", "2016-02-01"));
    // An article with a list of authors is one record.
    let json =
        format!(r#"{{"headline":"Ferry","author":[{{"name":"A"}},{{"name":"B"}}],"articleBody":"{BODY}"}}"#);
    assert_eq!(parts("a.json", json.as_bytes()).0.len(), 1);
}

#[test]
fn tables_of_events_and_messages_are_dated_by_their_own_day() {
    let events = suggested(
        "event_id_cnty|event_date|year|time_precision|actor1|location|source|source_scale|notes|fatalities|timestamp",
        &[
            "ELB101|2021-03-04|2021|1|Armed group|Osk|Osk Courier|Subnational|On 4 March 2021, a lorry of the army hit a mine near Osk.|2|1615332211",
            "ELB102|2021-03-09|2021|1|Rebels|Karsa|Radio Tarvel; Osk Courier|National|On 9 March 2021, rebels clashed with the army at Karsa.|0|1615932211",
        ],
    );
    let found = [&events.text, &events.title, &events.date, &events.source].map(Option::as_deref);
    assert_eq!(found, [Some("notes"), None, Some("event_date"), Some("source")]);
    let (parts, _) = parts(
        "messages.csv",
        b"id,created_at,user_screen_name,full_text\n9,Thu May 03 21:40:00 +0000 2018,oskmonitor,Two guards were killed when their lorry hit a mine near Osk; five others were wounded.\n",
    );
    assert_eq!(shown(&parts[0])[..3], ["", "3 May 2018", "oskmonitor"]);
}

#[test]
fn the_posts_of_an_archive_of_an_account_are_articles() {
    let file = format!(
        r#"window.YTD.tweets.part0 = [ {{"tweet": {{"id_str": "81", "created_at": "Wed Nov 23 18:02:11 +0000 2016", "full_text": "{BODY}", "lang": "en"}}}}, {{"tweet": {{"id_str": "82", "created_at": "Thu Nov 24 18:02:11 +0000 2016", "full_text": "Again: {BODY}", "lang": "en"}}}} ]"#
    );
    let (parts, outcome) = parts("tweets.js", file.as_bytes());
    let dates: Vec<&str> = parts.iter().map(|part| part.date.as_str()).collect();
    assert_eq!(dates, ["23 Nov 2016", "24 Nov 2016"]);
    assert_eq!(parts[0].text, BODY);
    assert!(outcome.warnings.is_empty(), "{:?}", outcome.warnings);
}

#[test]
fn days_with_years_of_two_digits_are_dates() {
    let rows = ["11/23/16|Orlan Courier|A raid|BODY", "11/24/16|Orlan Courier|Again|BODY"];
    let rows = rows.map(|row| row.replace("BODY", BODY));
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let mapping = suggested("Day|Paper|Title|Text", &rows);
    assert_eq!((mapping.date.as_deref(), mapping.source.as_deref()), (Some("Day"), Some("Paper")));
}

#[test]
fn a_source_that_is_an_address_names_its_site() {
    let file = format!(
        "date,headline,source,text\n23-Nov-2016 06:02PM,A raid,https://www.courier.example/1,\"{BODY}\"\n24-Nov-2016 06:02PM,Again,https://www.courier.example/2,\"Again: {BODY}\"\n"
    );
    let (parts, _) = parts("a.csv", file.as_bytes());
    let [_, date, source, url, _] = shown(&parts[0]);
    assert_eq!((source, url), ("courier.example", "https://www.courier.example/1"));
    assert!(date.starts_with("23-Nov-2016"), "{date}");
}

#[test]
fn posts_of_facebook_are_decoded_and_have_no_title() {
    // Every byte of the UTF-8 is a character.
    let file = format!(
        r#"[{{"timestamp": 1479924131, "attachments": [], "data": [{{"post": "Bless\u00c3\u00a9s au pont. {BODY}"}}, {{"update_timestamp": 1479924131}}], "title": "Veille a publi\u00c3\u00a9."}},
            {{"timestamp": 1480010531, "attachments": [{{"data": [{{"media": {{"uri": "1.jpg", "description": "The road to Osk after the raid."}}}}]}}], "data": [], "title": "Veille a ajout\u00c3\u00a9 une photo."}},
            {{"timestamp": 1480010532, "attachments": [{{"data": [{{"media": {{"uri": "2.jpg"}}}}]}}], "data": [], "title": "Veille a ajout\u00c3\u00a9 une photo."}}]"#
    );
    let (found, outcome) = parts("your_posts_1.json", file.as_bytes());
    assert_eq!(outcome.summary(), "3 documents read (Facebook), 1 without text.");
    assert_eq!(found[0].text, format!("Blessés au pont. {BODY}"));
    assert_eq!((found[0].title.as_str(), found[0].date.as_str()), ("", "2016-11-23"));
    assert_eq!(found[1].text, "The road to Osk after the raid.");
    // What is written in Latin letters once stays as it is.
    let file = format!(r#"[{{"title": "Été à Karsa", "date": "2016-11-23", "text": "{BODY} Déjà vu."}}]"#);
    assert!(parts("a.json", file.as_bytes()).0[0].text.ends_with("Déjà vu."));
}

#[test]
fn a_post_is_published_when_it_is_created() {
    let row = [format!("Osk Watch|2019-06-01 18:02:11 EDT|12|https://x.example/1|{BODY}")];
    let row = row.each_ref().map(String::as_str);
    let mapping = suggested("Page Name|Created|Total Interactions|URL|Message", &row);
    assert_eq!((mapping.date.as_deref(), mapping.text.as_deref()), (Some("Created"), Some("Message")));
    assert_eq!(suggested("Paper|Created|Pages|URL|Full text", &row).date, None);
}

#[test]
fn posts_of_instagram_have_their_text_in_the_title() {
    let file = r#"[{"media": [{"uri": "a.jpg", "creation_timestamp": 1479924131, "title": "Bless\u00c3\u00a9s au pont"}]},
        {"media": [{"uri": "b.jpg", "creation_timestamp": 1480010531, "title": ""}, {"uri": "c.jpg", "creation_timestamp": 1480010531, "title": ""}], "title": "Deux images", "creation_timestamp": 1480010600}]"#;
    let (found, _) = parts("posts_1.json", file.as_bytes());
    let found: Vec<[&str; 2]> = found.iter().map(|part| [part.date.as_str(), part.text.as_str()]).collect();
    assert_eq!(found, [["2016-11-23", "Blessés au pont"], ["2016-11-24", "Deux images"]]);
}
