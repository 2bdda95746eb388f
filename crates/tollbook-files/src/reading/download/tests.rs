//! Each layout, read back from downloads made of known articles.

use proptest::prelude::*;

use super::samples::*;
use super::*;

/// Reads bytes as a download.
pub(super) fn read(bytes: &[u8]) -> (Vec<Part>, Option<Outcome>) {
    let mut parts = Vec::new();
    let outcome = read_text(bytes, &mut |part| {
        parts.push(part);
        true
    });
    (parts, outcome.unwrap())
}

fn read_document(lines: Vec<Line>) -> (Vec<Part>, Option<Outcome>) {
    let mut parts = Vec::new();
    let outcome = read_lines(lines, &mut |part| {
        parts.push(part);
        true
    });
    (parts, outcome)
}

/// Every layout of text files and pages, by name.
fn layouts(samples: &[Sample]) -> Vec<(&'static str, String)> {
    vec![
        ("nexis", nexis_text(samples, &ENGLISH, true, false)),
        ("nexis, rights first", nexis_text(samples, &ENGLISH, false, true)),
        ("nexis, german", nexis_text(samples, &GERMAN, true, true)),
        ("nexis, french", nexis_text(samples, &FRENCH, true, false)),
        ("nexis, page", nexis_page(samples)),
        ("factiva, coded", factiva_page(samples, true)),
        ("factiva, listed", factiva_page(samples, false)),
        ("factiva, text", factiva_text(samples, "Document", "words")),
        ("factiva, german text", factiva_text(samples, "Dokument", "Wörter")),
        ("europresse", europresse(samples, true)),
        ("europresse, older", europresse(samples, false)),
        ("proquest", proquest(samples, false)),
        ("proquest, spanish", proquest(samples, true)),
    ]
}

fn check(name: &str, samples: &[Sample], parts: &[Part], outcome: &Outcome) {
    assert_eq!(outcome.documents, samples.len() as u64, "{name}");
    assert_eq!(parts.len(), samples.len(), "{name}: {}", outcome.summary());
    assert!(outcome.warnings.is_empty(), "{name}: {:?}", outcome.warnings);
    for (part, sample) in parts.iter().zip(samples) {
        assert_eq!(part.title, sample.title, "{name}");
        assert_eq!(part.source, sample.source, "{name}");
        assert_eq!(part.byline.trim_start_matches("By "), sample.byline, "{name}");
        assert!(
            part.section.starts_with(&sample.section) || part.section.is_empty() && name.contains("coded"),
            "{name}: {}",
            part.section
        );
        assert_eq!(labels::date_in(&part.date), labels::date_in(&sample.date), "{name}");
        assert_eq!(part.text, sample.text(), "{name}");
    }
}

#[test]
fn every_layout_gives_its_articles() {
    let samples = samples(30);
    for (name, text) in layouts(&samples) {
        let (parts, outcome) = read(text.as_bytes());
        check(name, &samples, &parts, &outcome.unwrap_or_default());
    }
    for (bookmarks, end) in [
        (true, "End of Document"),
        (false, "End of Document"),
        (false, "Ende des Dokuments"),
        (true, "Other"),
    ] {
        let (parts, outcome) = read_document(nexis_uni(&samples, bookmarks, end));
        if end == "Other" {
            assert_eq!(parts.len(), samples.len());
            continue;
        }
        check("nexis uni", &samples, &parts, &outcome.unwrap());
    }
}

#[test]
fn chats_of_telegram_saved_as_pages() {
    let message = |id: u32, date: &str, body: &str| {
        format!(
            "<div class=\"message default clearfix\" id=\"message{id}\"><div class=\"pull_left userpic_wrap\"><div class=\"initials\">NO</div></div><div class=\"body\"><div class=\"pull_right date details\" title=\"{date} 10:20:33 UTC+02:00\">10:20</div>{body}</div></div>"
        )
    };
    let page = |messages: &str| {
        format!(
            "<!DOCTYPE html><html><head><title>Exported Data</title></head><body><div class=\"page_wrap\"><div class=\"page_header\"><div class=\"content\"><div class=\"text bold\">North Observer</div></div></div><div class=\"page_body chat_page\"><div class=\"history\"><div class=\"message service\" id=\"message-1\"><div class=\"body details\">3 May 2014</div></div>{messages}</div></div></div></body></html>"
        )
    };
    let first = message(
        11,
        "03.05.2014",
        "<div class=\"from_name\">North Observer</div><div class=\"text\">Two guards died.<br><br>A third &amp; a fourth were hurt.</div><div class=\"signature details\">A. Vell</div>",
    );
    let second = message(
        12,
        "04.05.2014",
        "<div class=\"forwarded body\"><div class=\"from_name\">River Post <span class=\"date details\" title=\"01.05.2014 08:00:00\">01.05.2014 08:00:00</span></div><div class=\"text\">The ferry is back.</div></div>",
    );
    let third = message(
        13,
        "05.05.2014",
        "<div class=\"media_wrap clearfix\"><div class=\"title bold\">Photo</div></div>",
    );
    let (parts, outcome) = read(page(&format!("{first}{second}{third}")).as_bytes());
    let shown: Vec<[&str; 5]> = parts
        .iter()
        .map(|part| [part.identity.as_str(), &part.date, &part.source, &part.byline, &part.text])
        .collect();
    assert_eq!(
        shown,
        [
            [
                "Telegram:North_Observer:11",
                "03.05.2014 10:20:33 UTC+02:00",
                "North Observer",
                "A. Vell",
                "Two guards died.\n\nA third & a fourth were hurt."
            ],
            [
                "Telegram:North_Observer:12",
                "04.05.2014 10:20:33 UTC+02:00",
                "North Observer",
                "",
                "The ferry is back."
            ],
        ]
    );
    assert_eq!(outcome.map(|outcome| (outcome.documents, outcome.without_text)), Some((3, 1)));
    // A page of the same chat saved later gives the same identities.
    let (again, _) = read(page(&second).as_bytes());
    assert_eq!(again[0].identity, parts[1].identity);
}

#[test]
fn encodings_line_ends_and_marks_change_nothing() {
    let samples = samples(5);
    for (name, text) in layouts(&samples) {
        let plain = read(text.as_bytes()).0;
        let crlf = text.replace("\r\n", "\n").replace('\n', "\r\n");
        let marked = format!("\u{feff}{text}");
        let latin = encoding_rs::WINDOWS_1252.encode(&text.replace("charset=\"utf-8\"", "")).0.into_owned();
        for bytes in [crlf.into_bytes(), marked.into_bytes(), latin] {
            assert_eq!(read(&bytes).0, plain, "{name}");
        }
    }
}

#[test]
fn a_truncated_download_gives_the_articles_before_the_cut() {
    let samples = samples(6);
    for (name, text) in layouts(&samples) {
        let cut = (text.len() * 3 / 4..).find(|at| text.is_char_boundary(*at)).unwrap();
        let (parts, _) = read(&text.as_bytes()[..cut]);
        assert!(parts.len() >= 4, "{name}: {}", parts.len());
        for (part, sample) in parts.iter().zip(&samples).take(4) {
            assert_eq!(part.text, sample.text(), "{name}");
        }
    }
}

#[test]
fn identities_stay_when_a_longer_download_comes() {
    let samples = samples(20);
    for ((name, short), (_, long)) in layouts(&samples[..12]).into_iter().zip(layouts(&samples)) {
        let identities =
            |text: &str| read(text.as_bytes()).0.into_iter().map(|part| part.identity).collect::<Vec<_>>();
        let (short, long) = (identities(&short), identities(&long));
        assert_eq!(short[..], long[..12], "{name}");
        let different: std::collections::HashSet<&String> = long.iter().collect();
        assert_eq!(different.len(), 20, "{name}");
    }
}

#[test]
fn an_article_that_stands_twice_is_handed_over_once() {
    let mut samples = samples(4);
    samples.push(samples[1].clone());
    let (parts, outcome) = read(nexis_text(&samples, &ENGLISH, false, false).as_bytes());
    let outcome = outcome.unwrap();
    assert_eq!((parts.len(), outcome.repeated, outcome.documents), (4, 1, 5));
    assert_eq!(outcome.summary(), "5 of 5 documents read (Nexis), 1 repeated.");
}

#[test]
fn documents_without_text_are_counted() {
    let mut samples = samples(4);
    samples[2].paragraphs.clear();
    for (name, text) in layouts(&samples) {
        if name.starts_with("europresse") {
            continue;
        }
        let (parts, outcome) = read(text.as_bytes());
        let outcome = outcome.unwrap();
        assert_eq!((parts.len(), outcome.without_text), (3, 1), "{name}");
    }
}

#[test]
fn a_cover_alone_says_so_and_articles_are_no_downloads() {
    let cover = nexis_uni(&samples(3), false, "End of Document").into_iter().take(8).collect();
    let (parts, outcome) = read_document(cover);
    assert!(parts.is_empty());
    assert!(outcome.unwrap().warnings[0].contains("no article was found"));
    for text in [
        "A headline\n\nBy Ann Example\n\nTwo men were killed, 3 of 120 in all.\n",
        "<html><body><article><p>A page</p></article></body></html>",
        "Title: A headline\nDate: 2020-01-01\n\nText.",
        "____________________________________________________________\nA rule and some text.\n",
        "",
    ] {
        assert_eq!(read(text.as_bytes()).1, None, "{text}");
    }
}

#[test]
fn lines_that_look_like_another_document_stay_in_the_text() {
    let mut samples = samples(3);
    samples[1].paragraphs = vec![
        "The list that was found read as follows.".to_owned(),
        "3 of 120 DOCUMENTS".to_owned(),
        "Document 9 of 12".to_owned(),
        "LENGTH: of the bridge, ninety metres in all, by the engineers' estimate of last spring.".to_owned(),
        "Nothing else was found.".to_owned(),
    ];
    for (name, text) in layouts(&samples).into_iter().filter(|(name, _)| name.starts_with("nexis")) {
        let (parts, outcome) = read(text.as_bytes());
        check(name, &samples, &parts, &outcome.unwrap());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn as_many_articles_as_were_written(n in 1usize..12, words in prop::collection::vec("[a-zé]{1,9}", 8..60)) {
        let mut samples = samples(n);
        for (i, sample) in samples.iter_mut().enumerate() {
            sample.paragraphs.push(format!("End {i}: {}.", words.join(" ")));
        }
        for (name, text) in layouts(&samples) {
            let (parts, outcome) = read(text.as_bytes());
            prop_assert_eq!(parts.len(), n, "{}", name);
            prop_assert_eq!(outcome.unwrap().documents, n as u64, "{}", name);
        }
    }

    #[test]
    fn no_change_to_a_download_makes_it_panic(
        which in 0usize..13, cuts in prop::collection::vec((0usize..20_000, 0usize..200, "\\PC{0,3}|\n|\r|<|:|\u{c}"), 0..12)
    ) {
        let mut text = layouts(&samples(3)).swap_remove(which).1;
        for (at, length, new) in cuts {
            let floor = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let (start, end) = (floor(at), floor(at + length));
            text.replace_range(start..end, &new);
        }
        read(text.as_bytes());
    }
}

#[test]
fn mutated_downloads_are_read_to_an_end() {
    let records = [
        "%0 Newspaper Article\n%T Raid in the north\n%J Orlan Gazette\n%8 15 April 2019\n%X Two guards were hurt.\n\n%0 Web Page\n%T B\n%X C\n",
        "Total number of document(s) : 1\n\n~~~~~~~~~~~~~~~~~~~~ #1 ~~~~~~~~~~~~~~~~~~~~\n\n| 2019-04-15 | Orlan Gazette | B04 |World |\n\nRaid in the north\n\nTwo guards were hurt.\n\nDOCUMENT ID: 201904150296340\n",
        "<?xml version='1.0' encoding='UTF-8'?>\n<smses count=\"2\">\n<sms address=\"Radio\" date=\"1399158000000\" body=\"Two hurt &amp; one missing.&#10;\" />\n<mms date=\"1399285200000\"><parts><part ct=\"text/plain\" text=\"The bridge is closed.\" /></parts></mms>\n</smses>",
    ];
    let layouts = layouts(&samples(3)).into_iter().map(|(_, text)| text.into_bytes());
    let seeds: Vec<Vec<u8>> =
        layouts.chain(records.into_iter().map(|record| record.as_bytes().to_vec())).collect();
    crate::fuzz::fuzz("downloads", |random, tried| {
        *tried = crate::fuzz::mutate(random, &seeds);
        let _ = read_text(tried.as_slice(), &mut |_| true);
    });
}

#[test]
fn codes_with_spaces_after_them_in_a_copied_text() {
    let text = "HD  Mine kills two near Osk\nWC  54 words\nPD  4 March 2019\nSN  Osk Courier\nSC  OSKC\nLA  English\nLP  Two guards were \
        killed when their lorry hit a mine.\nTD  The road had been cleared twice this year.\nAN  Document OSKC000020190304ef3400001\n";
    let (parts, outcome) = read(text.as_bytes());
    assert!(outcome.is_some());
    let part = &parts[0];
    assert_eq!(
        [&part.title, &part.date, &part.source],
        ["Mine kills two near Osk", "4 March 2019", "Osk Courier"]
    );
    assert_eq!(part.number, "OSKC000020190304ef3400001");
}

#[test]
fn another_name_for_the_publication_in_french() {
    let rule = "_".repeat(60);
    let text = format!(
        "{rule}\n\nDocument 1 de 1\n\nDeux gardes tués\n\nAuteur: Tarn, Ada\n\nTexte intégral: Deux gardes ont été tués par une mine.\n\nSujet: Gardes; Mines\n\nTitre: Deux gardes tués\n\nTitre de publication: Le Courrier de Karsa\n\nDate de publication: 20 févr 2013\n\nPays de publication: Elbonie\n\nID du document ProQuest: 1234567\n\n{rule}\n"
    );
    let (parts, _) = read(text.as_bytes());
    let part = &parts[0];
    assert_eq!(
        [&part.title, &part.date, &part.source],
        ["Deux gardes tués", "20 févr 2013", "Le Courrier de Karsa"]
    );
}

const PARAGRAPH: &str =
    "Divers searched the harbour on Wednesday for the crew of a ferry that sank at the pier.";

#[test]
fn records_of_labelled_fields_are_articles() {
    let ebsco: String = (1..=3)
        .map(|n| format!("Record: {n}\nTitle:          Ferry sinks {n}\nAuthors:        R. TAMM\nSource:         Orlan Courier, The. 11/2{n}/2016, p4. 1p.\nDocument Type:  Article\nAccession Number: 1196{n}\nDatabase:       Newspaper Source\n\n{PARAGRAPH}\n\nNumber {n}.\n\nCopyright of Orlan Courier, The is the property of Orlan Press.\n\n\n"))
        .collect();
    let newsbank: String = (1..=3)
        .map(|n| format!("Paper: Orlan Courier, The\nTitle: Ferry sinks {n}\nDate: 11/2{n}/2016\nSection: News\nPage: 4A\n\n{PARAGRAPH}\n\nNumber {n}.\n\nAuthor: R. Tamm\nRecord Number: 1196{n}\nCopyright (c) 2016 Orlan Press\n\n"))
        .collect();
    for file in [ebsco, newsbank] {
        let (parts, outcome) = read(file.as_bytes());
        assert_eq!(outcome.unwrap().documents, 3, "{file}");
        for (part, n) in parts.iter().zip(1..) {
            assert_eq!(
                (part.title.as_str(), part.source.as_str()),
                (&*format!("Ferry sinks {n}"), "Orlan Courier, The")
            );
            assert_eq!(
                (part.date.as_str(), part.number.as_str()),
                (&*format!("11/2{n}/2016"), &*format!("1196{n}"))
            );
            assert_eq!(part.text, format!("{PARAGRAPH}\n\nNumber {n}."));
        }
    }
    let one = format!("Title: Ferry sinks\nDate: 23 November 2016\nSource: Orlan Courier\n\n{PARAGRAPH}\n");
    assert!(read(one.as_bytes()).1.is_none(), "one article is no download");
}

#[test]
fn genios_has_its_fields_below_the_text() {
    let file: String = (1..=2)
        .map(|n| format!("Fähre gesunken {n}\n\nOrlaner Bote vom 2{n}.11.2016, Seite 3 / Politik\n\n{PARAGRAPH}\n\nQuelle:          Orlaner Bote vom 2{n}.11.2016, Seite 3\nRessort:         Politik\nDokumentnummer:  OB_{n}\n\nDauerhafte Adresse des Dokuments: https://wiso.example/OB_{n}\n\nAlle Rechte vorbehalten: (c) Orlaner Bote\n\n© GBI-Genios\n\n"))
        .collect();
    let (parts, outcome) = read(file.as_bytes());
    assert_eq!(outcome.unwrap().documents, 2);
    let part = &parts[1];
    assert_eq!([&*part.title, &part.source, &part.date], ["Fähre gesunken 2", "Orlaner Bote", "22.11.2016"]);
    assert_eq!([&*part.number, &part.url, &part.text], ["OB_2", "https://wiso.example/OB_2", PARAGRAPH]);
}

#[test]
fn a_name_below_the_headline_of_factiva_is_the_author() {
    let file: String = (1..=2)
        .map(|n| format!("Ferry with a crew of five sinks at the pier\n\nR. Tamm\n120 words\n23 November 2016\nOrlan Courier\nORLCOU\nEnglish\n(c) 2016 Orlan Press\n\n{PARAGRAPH} {n}\n\nDocument ORLCOU0020161123ecbn0000{n}\n\n"))
        .collect();
    let (parts, _) = read(file.as_bytes());
    assert_eq!(
        (&*parts[0].title, &*parts[0].byline),
        ("Ferry with a crew of five sinks at the pier", "R. Tamm")
    );
}

#[test]
fn a_name_right_below_a_short_headline_of_factiva_is_the_author() {
    let article = |n: usize| {
        format!(
            "Bulletin of the war No 4{n}\nRuth Tamm\n31{n} words\n1{n} May 2016\nOrlan Courier\nORLC\nEnglish\n(c) 2016 Orlan Courier\n\n{PARAGRAPH}\n\nDocument ORLC00002016051{n}ec5{n}0002{n}\n\n"
        )
    };
    let (parts, _) = read((article(1) + &article(2)).as_bytes());
    let heads: Vec<[&str; 3]> =
        parts.iter().map(|part| [&part.title, &part.byline, &part.date].map(String::as_str)).collect();
    assert_eq!(
        heads,
        [
            ["Bulletin of the war No 41", "Ruth Tamm", "11 May 2016"],
            ["Bulletin of the war No 42", "Ruth Tamm", "12 May 2016"]
        ]
    );
}
