//! Downloads written for tests, from known articles, in each layout.

use super::line::Line;

/// A known article.
#[derive(Clone, Debug)]
pub struct Sample {
    pub title: String,
    pub date: String,
    pub source: String,
    pub section: String,
    pub byline: String,
    pub paragraphs: Vec<String>,
}

impl Sample {
    pub fn text(&self) -> String {
        self.paragraphs.join("\n\n")
    }

    fn words(&self) -> usize {
        self.paragraphs.iter().map(|p| p.split_whitespace().count()).sum()
    }
}

const SENTENCES: [&str; 12] = [
    "The convoy left the depot before dawn and was hit near the river, a spokesman said.",
    "Three guards were killed and at least two were wounded when the vehicle struck a mine.",
    "It was the second attack on the road in a week; nobody claimed it at first.",
    "\"We heard one blast, then silence\", a shepherd told the regional radio.",
    "The ministry gave no figures and promised an inquiry before the end of the month.",
    "Of 120 men who had been sent to the valley, 3 of 120 had returned by Friday.",
    "LANGUAGE: none of the prisoners spoke it, said the interpreter of the post.",
    "Deux blessés ont été évacués vers l'hôpital de la région, a précisé l'état-major.",
    "Nach Angaben der Behörde wurden vier Menschen verletzt, darunter ein Kind.",
    "The state-owned company said that its drivers would not go back without an escort.",
    "Copyright in the film of the attack was claimed by two agencies.",
    "Document 7 of 9 in the file describes the same bridge, two days earlier.",
];

/// `n` articles, all different.
pub fn samples(n: usize) -> Vec<Sample> {
    let sentence = |i: usize| SENTENCES[i % SENTENCES.len()];
    (0..n)
        .map(|i| Sample {
            title: format!("Convoy {} hit on the northern road", i + 1),
            date: format!("March {}, {} Monday", i % 28 + 1, 2008 + i / 28),
            source: ["The Northern Star", "Valley Gazette (London)", "La Tribune du Nord"][i % 3].to_owned(),
            section: format!("WORLD; Pg. {}", i + 1),
            byline: "Ann Example".to_owned(),
            paragraphs: (0..2 + i % 3)
                .map(|p| format!("Report {}. {} {}", i + 1, sentence(i * 5 + p), sentence(i * 7 + p * 3 + 1)))
                .collect(),
        })
        .collect()
}

fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut().unwrap();
        if !last.is_empty() && last.chars().count() + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    lines
}

fn middle(text: &str) -> String {
    format!("{}{text}", " ".repeat(79_usize.saturating_sub(text.chars().count()) / 2))
}

/// The labels of one language of an interface.
pub struct Words {
    pub counter: fn(usize, usize) -> String,
    pub byline: &'static str,
    pub section: &'static str,
    pub length: &'static str,
    pub words: &'static str,
    pub language: &'static str,
    pub load_date: &'static str,
}

pub const ENGLISH: Words = Words {
    counter: |n, of| format!("{n} of {of} DOCUMENTS"),
    byline: "BYLINE",
    section: "SECTION",
    length: "LENGTH",
    words: "words",
    language: "LANGUAGE",
    load_date: "LOAD-DATE",
};
pub const GERMAN: Words = Words {
    counter: |n, of| format!("Dokument {n} von {of}"),
    byline: "AUTOR",
    section: "RUBRIK",
    length: "LÄNGE",
    words: "Wörter",
    language: "SPRACHE",
    load_date: "UPDATE",
};
pub const FRENCH: Words = Words {
    counter: |n, of| format!("Document {n} de {of}"),
    byline: "AUTEUR",
    section: "RUBRIQUE",
    length: "LONGUEUR",
    words: "mots",
    language: "LANGUE",
    load_date: "DATE-CHARGEMENT",
};

/// Nexis, older layout, text.
pub fn nexis_text(samples: &[Sample], words: &Words, cover: bool, rights_first: bool) -> String {
    let mut out = String::new();
    if cover {
        out.push_str("Download Request: Selected Items\r\nTime Of Request: Friday, March 20, 2018\r\n\r\n");
        out.push_str("Terms: (DATE(>=2009-12-01) and (mine))\r\n\r\nSource: The Northern Star\r\n\r\n\r\n");
    }
    for (i, sample) in samples.iter().enumerate() {
        let rights = format!(
            "{}\r\n{}\r\n\r\n",
            middle("Copyright 2010 Northern Press"),
            middle("All Rights Reserved")
        );
        out.push_str(&format!("{}\r\n\r\n\r\n\r\n", middle(&(words.counter)(i + 1, samples.len()))));
        if rights_first {
            out.push_str(&rights);
        }
        out.push_str(&format!("{}\r\n\r\n", middle(&sample.source)));
        out.push_str(&format!("{}\r\n{}\r\n\r\n", middle(&sample.date), middle("Late Edition - Final")));
        out.push_str(&format!("{}\r\n\r\n", wrap(&sample.title, 76).join("\r\n")));
        out.push_str(&format!(
            "{}: {}\r\n\r\n{}: {}\r\n\r\n",
            words.byline, sample.byline, words.section, sample.section
        ));
        out.push_str(&format!("{}: {} {}\r\n\r\n", words.length, sample.words(), words.words));
        for paragraph in &sample.paragraphs {
            out.push_str(&format!("{}\r\n\r\n", wrap(paragraph, 78).join("\r\n")));
        }
        out.push_str(&format!(
            "\r\n{}: March 9, 2008\r\n\r\n{}: ENGLISH\r\n\r\n",
            words.load_date, words.language
        ));
        out.push_str("GRAPHIC: The bridge after the attack, with a\r\ncrane beside it\r\n\r\nPUBLICATION-TYPE: Newspaper\r\n\r\n\r\n");
        if !rights_first {
            out.push_str(&rights);
        }
    }
    out
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;").replace('é', "&eacute;")
}

/// Nexis, older layout, web page.
pub fn nexis_page(samples: &[Sample]) -> String {
    let mut out = String::from(
        "<HTML><HEAD><TITLE>Download</TITLE><STYLE TYPE=\"text/css\"><!--\n.c0 { text-align: center; }\n.c1 { text-align: \
         center; margin-top: 0em; }\n.c3 { text-align: center; margin-left: 13%; }\n.c5 { text-align: left; }\n.c6 { text-align: \
         left; }\n.c9 { text-align: left; margin-top: 1em; }\n--></STYLE></HEAD><BODY>\n<A HREF=\"#DOC_ID_0_0\">1</A>\n",
    );
    for (i, s) in samples.iter().enumerate() {
        let middle = |text: &str| {
            format!(
                "<BR><DIV CLASS=\"c0\"><P CLASS=\"c1\"><SPAN CLASS=\"c2\">{}</SPAN></P>\n</DIV>\n",
                escape(text)
            )
        };
        let field = |label: &str, value: &str| {
            format!(
                "<BR><DIV CLASS=\"c5\"><P CLASS=\"c6\"><SPAN CLASS=\"c8\">{label}: </SPAN><SPAN CLASS=\"c2\">{}</SPAN></P>\n</DIV>\n",
                escape(value)
            )
        };
        out.push_str(&format!("<A NAME=\"DOC_ID_0_{i}\"></A>\n<!-- Hide XML section from browser\n<DOC NUMBER={}>\n<DOCFULL> -->\n", i + 1));
        out.push_str(&middle(&format!("{} of {} DOCUMENTS", i + 1, samples.len())));
        out.push_str(&middle(&s.source));
        out.push_str(&format!(
            "<BR><DIV CLASS=\"c3\"><P CLASS=\"c1\"><SPAN CLASS=\"c4\">{}</SPAN></P></DIV>",
            escape(&s.date)
        ));
        out.push_str(&format!(
            "<BR><DIV CLASS=\"c5\"><P CLASS=\"c6\"><SPAN CLASS=\"c7\">{}</SPAN></P></DIV>",
            escape(&s.title)
        ));
        out.push_str(
            &[field("BYLINE", &s.byline), field("SECTION", &s.section), field("LENGTH", "300 words")]
                .concat(),
        );
        out.push_str("<BR><DIV CLASS=\"c5\">");
        for paragraph in &s.paragraphs {
            out.push_str(&format!("<P CLASS=\"c9\"><SPAN CLASS=\"c2\">{}</SPAN></P>\n", escape(paragraph)));
        }
        out.push_str("</DIV>\n");
        out.push_str(&[field("LANGUAGE", "ENGLISH"), field("LOAD-DATE", "March 9, 2008")].concat());
        out.push_str(&middle("Copyright 2010 Northern Press"));
        out.push_str("<!-- Hide XML section from browser\n</DOCFULL> -->\n");
    }
    out + "</BODY></HTML>"
}

/// Nexis Uni, as lines of a document.
pub fn nexis_uni(samples: &[Sample], bookmarks: bool, end: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut line = |text: &str, anchor: &str, new_page: bool| {
        let anchors = if anchor.is_empty() || !bookmarks { Vec::new() } else { vec![anchor.to_owned()] };
        lines.push(Line { text: text.to_owned(), after_blank: true, new_page, anchors, ..Line::default() });
    };
    line("Date and Time: Friday, 5. July 2019 09:31:00 CEST", "", false);
    line("Job Number: 00000001", "", false);
    line(&format!("Documents ({})", samples.len()), "", false);
    for (i, sample) in samples.iter().enumerate() {
        line(&format!("{}. {}", i + 1, sample.title), "", false);
        line("Client/Matter: -None-", "", false);
        line("Search Terms: mine", "", false);
    }
    for (i, s) in samples.iter().enumerate() {
        line(&s.title, &format!("Bookmark_{}", i + 1), true);
        line(&s.source, "", false);
        line(&s.date, "", false);
        line("Copyright 2019 Northern Press All Rights Reserved", "", false);
        line(&format!("Section:\u{a0}{}", s.section), "", false);
        line(&format!("Length:\u{a0}{} words", s.words()), "", false);
        line(&format!("Byline:\u{a0}{}", s.byline), "", false);
        line("Body", &format!("Body_{i}"), false);
        for paragraph in &s.paragraphs {
            line(paragraph, "", false);
        }
        line("Classification", "", false);
        line("Language:\u{a0}ENGLISH", "", false);
        line("Subject:\u{a0}ROADS (89%)", "", false);
        line("Load-Date:\u{a0}July 4, 2019", "", false);
        line(end, "", false);
    }
    lines
}

/// A number such as Factiva's.
fn factiva_number(i: usize) -> String {
    format!("NOSTAR002008{:02}{:02}e4330{i:04}", i / 28 % 12 + 1, i % 28 + 1)
}

/// Factiva, web page, with the column of codes (`coded`) or the fields one below the other.
pub fn factiva_page(samples: &[Sample], coded: bool) -> String {
    let mut out = String::from(
        "<!DOCTYPE html><html><head><title>Factiva</title></head><body class=''><h1>Factiva</h1><div id=\"contentLeft\">",
    );
    for (i, s) in samples.iter().enumerate() {
        let (title, source) = (escape(&s.title), escape(&s.source));
        let paragraphs = |from: usize, to: usize| -> String {
            let part = &s.paragraphs[from.min(s.paragraphs.len())..to.min(s.paragraphs.len())];
            part.iter()
                .map(|p| format!("<p class=\"articleParagraph enarticleParagraph\">{}</p>\n", escape(p)))
                .collect()
        };
        out.push_str("<span></span><div class=\"article enArticle\">");
        if coded {
            let row = |code: &str, value: &str| {
                format!(
                    "<tr><td align=\"right\" class=\"index\"><b>{code}</b>&nbsp;</td><td>{value}</td></tr>"
                )
            };
            out.push_str("<table>");
            out.push_str(&row("HD", &format!("<b class='enHeadline'>{title}</b>")));
            out.push_str(
                &[row("BY", &s.byline), row("WC", "300 words"), row("PD", &s.date), row("ET", "15:32")]
                    .concat(),
            );
            out.push_str(
                &[row("SN", &source), row("SC", "NOSTAR"), row("LA", "English"), row("CY", "(c) 2008 Press")]
                    .concat(),
            );
            out.push_str(
                &[row("LP", &paragraphs(0, 1)), row("TD", &paragraphs(1, 99)), row("NS", "gcat : News")]
                    .concat(),
            );
            out.push_str(&row("AN", &format!("<br/>Document {}", factiva_number(i))));
            out.push_str("</table>");
        } else {
            out.push_str(&format!(
                "<div>{}</div><div id=\"hd\"><span class=\"enHeadline\">{title}</span></div>",
                s.section
            ));
            out.push_str(&format!(
                "<div class=\"author\">{}</div><div>300 words</div><div>{}</div>",
                s.byline, s.date
            ));
            out.push_str(&format!(
                "<div>15:32</div><div>{source}</div><div>NOSTAR</div><div>26</div><div>English</div>"
            ));
            out.push_str(&format!(
                "<div>(c) 2008 Press</div>{}<p>Document {}</p>",
                paragraphs(0, 99),
                factiva_number(i)
            ));
        }
        out.push_str("<br/></div><br/>");
    }
    out + "<span></span><div id=\"pageFooter\">&copy; 2011 Factiva, Inc. All rights reserved.</div></div></body></html>"
}

/// Factiva from RTF: fields one below the other, a form feed after each document, and the summary of the search.
pub fn factiva_text(samples: &[Sample], document: &str, words: &str) -> String {
    let mut out = String::new();
    for (i, s) in samples.iter().enumerate() {
        out.push_str(&format!(
            "{}\n{}\nBy {}\n300 {words}\n{}\n15:32\n",
            s.section, s.title, s.byline, s.date
        ));
        out.push_str(&format!("{}\nNOSTAR\n26\nEnglish\n(c) 2008 Press\n\n", s.source));
        for paragraph in &s.paragraphs {
            out.push_str(&format!("{paragraph}\n\n"));
        }
        out.push_str(&format!("{document} {}\n\u{c}", factiva_number(i)));
    }
    out + "Search Summary\nText\tmine\nDate\tAll Dates\nSource\tAll Sources\n"
}

/// Europresse, newer or older layout.
pub fn europresse(samples: &[Sample], newer: bool) -> String {
    let mut out =
        String::from("<!DOCTYPE html> <html> <head> <meta charset=\"utf-8\"> <title></title></head> <body> ");
    for (i, s) in samples.iter().enumerate() {
        let (title, source) = (escape(&s.title), escape(&s.source));
        let number = format!("news·2008{:02}{:02}·NS·0q{i}_12", i / 28 % 12 + 1, i % 28 + 1);
        if newer {
            out.push_str(&format!(
                "<article> <header> <div> <span class=\"DocPublicationName\">{source}, no. {} </span> </div> <div> <span \
                 class=\"DocHeader\">{}, lundi {}, p. 16</span> </div> <div><p>MEDIAS</p></div> <div class=\"titreArticle\"> <p \
                 class=\"sm-margin-TopNews titreArticleVisu rdp__articletitle\">{title}</p> </div> <div>{}</div> </header> <section> \
                 <div class=\"DocText clearfix\"> <div class='docOcurrContainer'>",
                4300 + i, s.section, s.date, s.byline
            ));
            out.extend(
                s.paragraphs
                    .iter()
                    .map(|p| format!(" <p>{}</p> ", escape(p).replace("mine", "<mark>mine</mark>"))),
            );
            out.push_str(&format!(
                "</div> </div> </section> <aside> <div> <b>Note(s) : </b><p>A note</p> </div> </aside> <footer> <small>© 2006 Owner. \
                 Tous droits réservés.</small> <p>Numéro de document : {number}</p> <div id=\"divPubliC\"><span \
                 id=\"PubliC_lblNodoc\">{number}</span> <span>Date d'émission : <b>2015-07-04</b></span></div> </footer> </article> "
            ));
        } else {
            out.push_str(&format!(
                "<table><tbody><tr><td><span class=\"DocPublicationName\">{source}</span><br><span class=\"DocHeader\">{}</span>, \
                 <span class=\"DocHeader\">lundi</span> <span class=\"DocHeader\">{}</span><br><br><span \
                 class=\"TitreArticleVisu\">{title}</span><br>{}<br><br>",
                s.section, s.date, s.byline
            ));
            out.extend(s.paragraphs.iter().map(|p| format!("{}<br><br>\n", escape(p))));
            out.push_str(&format!(
                "© 2006 Owner. Tous droits réservés.</td></tr><tr><td align=\"center\">{number}</td></tr></tbody></table>"
            ));
        }
    }
    out + "</body> </html>"
}

/// ProQuest, text.
pub fn proquest(samples: &[Sample], spanish: bool) -> String {
    let rule = "_".repeat(60);
    let mut out = format!("{rule}\n\nReport Information from ProQuest\nMarch 05 2015 11:12\n{rule}\n\n");
    for (i, s) in samples.iter().enumerate() {
        let (full, title, name, date, id, language) = if spanish {
            (
                "Texto completo",
                "Título",
                "Título de publicación",
                "Fecha de publicación",
                "ID del documento de ProQuest",
                "Idioma de la publicación",
            )
        } else {
            (
                "Full text",
                "Title",
                "Publication title",
                "Publication date",
                "ProQuest document ID",
                "Language of publication",
            )
        };
        out.push_str(&format!(
            "Document {} of {}\n\n{}\n\nAuthor: {}\n\n",
            i + 1,
            samples.len(),
            s.title,
            s.byline
        ));
        out.push_str("Publication info: Northern Star, Late Edition [London] 05 Mar 2008: A.1.\n\nAbstract: None available.\n\n");
        out.push_str(&format!(
            "{full}: {}\n\nSubject: Mines; Roads\n\nLocation: Valley\n\n",
            s.paragraphs.join("\n")
        ));
        out.push_str(&format!(
            "{title}: {}\n\n{name}: {}\n\nPages: A.1\n\n{date}: {}\n\nSection: {}\n\n",
            s.title, s.source, s.date, s.section
        ));
        out.push_str(&format!("Publisher: Northern Press\n\nSource type: Newspapers\n\n{language}: English\n\n{id}: 4338{i:05}\n\n"));
        out.push_str(&format!("Document URL: http://example.org/docview/{i}\n\nCopyright: Copyright Northern Press 2008\n\nDatabase: Central\n\n{rule}\n\n"));
    }
    out + &format!(
        "Bibliography\nCitation style: APA 6th\n\nExample, A. (2008). Convoy.\n\n{rule}\n\nContact ProQuest\nCopyright 2015 ProQuest LLC.\n"
    )
}
