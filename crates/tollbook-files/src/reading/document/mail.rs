//! Messages (EML), mailboxes of messages (MBOX), and web pages saved as messages (MHTML).

mod digest;
mod forwarded;

use dom_query::{Document as Dom, NodeRef};
use mailparse::{DispositionType, MailHeaderMap, ParsedMail, parse_mail};

use crate::reading::head::{is_foot_of_mail, is_name_of_site};

use super::{Budget, Builder, Document, ElementKind, Extractor, Metadata, Origin, ReadError, html, text};

const EXTRACTOR: Extractor = Extractor { name: "mail", version: 2 };
const WHAT: &str = "message";

/// Messages enclosed in messages are read to this depth.
const DEEPEST: usize = 4;

/// Reads a message, and those that it encloses: a digest of a mailing list is all of its messages.
pub(super) fn read(bytes: &[u8], budget: &Budget<'_>) -> Result<Vec<Document>, ReadError> {
    read_with_enclosed(bytes, budget, 0)
}

fn read_with_enclosed(bytes: &[u8], budget: &Budget<'_>, depth: usize) -> Result<Vec<Document>, ReadError> {
    // Some programs put an envelope line or empty lines above the header.
    let mut bytes = bytes;
    while let [b'\r' | b'\n', rest @ ..] = bytes {
        bytes = rest;
    }
    bytes = without_length(bytes);
    if bytes.starts_with(b"From ") {
        bytes = memchr::memchr(b'\n', bytes).map_or(&[][..], |end| &bytes[end + 1..]);
    }
    let mail = parse_mail(bytes).map_err(|_| ReadError::Damaged(WHAT))?;
    let mut enclosed = Vec::new();
    if depth < DEEPEST {
        for part in mail.parts().filter(|part| part.ctype.mimetype == "message/rfc822") {
            budget.check()?;
            let body = part.get_body_raw().map_err(|_| ReadError::Damaged(WHAT))?;
            enclosed.extend(read_with_enclosed(&body, budget, depth + 1).unwrap_or_default());
        }
        if enclosed.is_empty() {
            for message in digest::messages(&mail) {
                budget.check()?;
                enclosed.extend(read_with_enclosed(message.as_bytes(), budget, DEEPEST).unwrap_or_default());
            }
        }
    }
    let is_digest = mail.parts().any(|part| part.ctype.mimetype == "multipart/digest") || enclosed.len() > 1;
    if !enclosed.is_empty() && (is_digest || !has_own_text(&mail)) {
        return Ok(enclosed);
    }
    let mut documents = vec![document(&mail, budget)?];
    documents.extend(enclosed);
    Ok(documents)
}

/// A message of Apple's program (EMLX), which has its length above it and a property list below it.
fn without_length(bytes: &[u8]) -> &[u8] {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let line = bytes[digits..].iter().take_while(|byte| matches!(byte, b' ' | b'\r')).count();
    if !(1..=12).contains(&digits) || bytes.get(digits + line) != Some(&b'\n') {
        return bytes;
    }
    let rest = &bytes[digits + line + 1..];
    let length = std::str::from_utf8(&bytes[..digits]).ok().and_then(|digits| digits.parse().ok());
    &rest[..length.unwrap_or(rest.len()).min(rest.len())]
}

/// Whether a message that encloses another says something itself.
fn has_own_text(mail: &ParsedMail<'_>) -> bool {
    let mut texts = mail.parts().filter(|part| part.ctype.mimetype.starts_with("text/"));
    texts.any(|part| part.get_body_raw().is_ok_and(|body| !body.trim_ascii().is_empty()))
}

fn document(mail: &ParsedMail<'_>, budget: &Budget<'_>) -> Result<Document, ReadError> {
    let mut metadata = metadata(mail);
    let mut builder = Builder::new();
    if let Some(subject) = &metadata.title {
        builder.start(ElementKind::Heading(1));
        builder.push(subject);
        builder.end();
    }
    let before = builder.text().len();
    write_part(mail, &mut builder, budget)?;
    if builder.text().len() == before {
        return Err(ReadError::NoText(WHAT));
    }
    if let Some(original) = forwarded::original(&builder.text()[before..], metadata.title.as_deref()) {
        // What was forwarded is the article, and the day of forwarding is not its date.
        metadata.title = Some(original.subject);
        metadata.date = original.date;
        metadata.source = original.from.clone().filter(|_| original.is_from_desk).or(metadata.source);
        metadata.author = original.from.or(metadata.author);
    }
    Ok(builder.finish(metadata, EXTRACTOR))
}

/// Reads all messages of a mailbox; those without text are left out.
pub(super) fn read_box(bytes: &[u8], budget: &Budget<'_>) -> Result<Vec<Document>, ReadError> {
    let mut documents = Vec::new();
    for message in messages(bytes) {
        budget.check()?;
        // Lines that would begin a message are marked with ">".
        let message = unquoted(message);
        documents.extend(read(&message, budget).unwrap_or_default());
    }
    if documents.is_empty() { Err(ReadError::NoText("mailbox")) } else { Ok(documents) }
}

/// Reads a web page that was saved with its pictures in one file.
pub(super) fn read_page(bytes: &[u8], budget: &Budget<'_>) -> Result<Document, ReadError> {
    const PAGE: &str = "saved web page";
    let mail = parse_mail(bytes).map_err(|_| ReadError::Damaged(PAGE))?;
    let part = page_part(&mail, mail.ctype.params.get("start").map(String::as_str))
        .ok_or(ReadError::Damaged(PAGE))?;
    let body = part.get_body_raw().map_err(|_| ReadError::Damaged(PAGE))?;
    let mut document = html::read(&body, part.ctype.params.get("charset").map(String::as_str), budget)?;
    let header = |name: &str| mail.headers.get_first_value(name).map(|value| value.trim().to_owned());
    let metadata = &mut document.metadata;
    let address = header("Snapshot-Content-Location")
        .or_else(|| part.headers.get_first_value("Content-Location"))
        .filter(|address| address.starts_with("http"));
    metadata.url = metadata.url.take().or(address);
    metadata.retrieved = metadata.retrieved.take().or_else(|| header("Date"));
    metadata.title = metadata.title.take().or_else(|| header("Subject"));
    Ok(document)
}

/// The part that is the page itself.
fn page_part<'m>(mail: &'m ParsedMail<'m>, start: Option<&str>) -> Option<&'m ParsedMail<'m>> {
    let pages = || mail.parts().filter(|part| part.ctype.mimetype == "text/html");
    start
        .and_then(|start| {
            pages().find(|part| part.headers.get_first_value("Content-ID").as_deref() == Some(start))
        })
        .or_else(|| pages().next())
}

fn metadata(mail: &ParsedMail<'_>) -> Metadata {
    let header = |name: &str| {
        let field = mail.headers.get_first_header(name)?;
        // Some programs write UTF-8 as it is.
        let value = field.get_value_utf8().unwrap_or_else(|_| field.get_value());
        Some(value)
            .map(|value| value.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|value| !value.is_empty())
    };
    // "A. Writer <a@example.org>", "a@example.org (A. Writer)"
    let author = header("From").map(|from| {
        let name = from.split('<').next().unwrap_or_default().trim().trim_matches('"').trim();
        let in_brackets = from.split_once('(').and_then(|(_, rest)| rest.split(')').next());
        let name = if name.contains('@') { in_brackets.unwrap_or(name) } else { name };
        if name.is_empty() { from.trim_matches(['<', '>']).to_owned() } else { name.to_owned() }
    });
    Metadata {
        origin: Origin::Mail,
        title: header("Subject"),
        date: header("Date"),
        author: author.clone(),
        source: header("Newsgroups").or_else(|| header("Organization")).or_else(|| {
            let is_newsletter = header("List-Unsubscribe").is_some() && header("List-Post").is_none();
            let from = header("From")?;
            let is_office = author.as_deref().is_some_and(is_name_of_site);
            (is_newsletter || is_from_desk(&from) || is_office)
                .then(|| author.clone())
                .flatten()
                .filter(|name| !name.contains('@'))
        }),
        url: header("Archived-At").map(|address| address.trim_matches(['<', '>']).to_owned()),
        language: header("Content-Language"),
        ..Metadata::default()
    }
}

/// Whether a message was sent by the desk of a paper or an office, and not by a person, as its address says.
fn is_from_desk(from: &str) -> bool {
    const DESKS: [&str; 20] = [
        "news",
        "newsletter",
        "newsletters",
        "noreply",
        "no-reply",
        "donotreply",
        "brief",
        "briefing",
        "alerts",
        "alert",
        "digest",
        "daily",
        "weekly",
        "redaktion",
        "redaction",
        "redaccion",
        "editor",
        "press",
        "presse",
        "updates",
    ];
    let local = from
        .rsplit(['<', ' ', ':', '('])
        .find_map(|word| word.split_once('@'))
        .map_or("", |(local, _)| local);
    let local = local.to_ascii_lowercase();
    DESKS.contains(&local.as_str())
        || ["noreply", "no-reply", "donotreply", "newsletter"].iter().any(|part| local.contains(part))
}

/// Writes the text of a part: of alternatives the plain one, of several parts all that are not attached.
fn write_part(part: &ParsedMail<'_>, builder: &mut Builder, budget: &Budget<'_>) -> Result<(), ReadError> {
    budget.check()?;
    if !part.subparts.is_empty() {
        if part.ctype.mimetype == "multipart/alternative" {
            let plain = part.subparts.iter().find(|part| part.ctype.mimetype == "text/plain");
            let plain =
                plain.filter(|part| part.get_body_raw().is_ok_and(|body| !body.trim_ascii().is_empty()));
            let chosen = plain.or_else(|| part.subparts.iter().rev().find(|part| has_text(part)));
            return chosen.map_or(Ok(()), |part| write_part(part, builder, budget));
        }
        for inner in &part.subparts {
            write_part(inner, builder, budget)?;
        }
        return Ok(());
    }
    if part.get_content_disposition().disposition == DispositionType::Attachment {
        return Ok(());
    }
    let Ok(body) = part.get_body_raw() else { return Ok(()) };
    match part.ctype.mimetype.as_str() {
        "text/html" | "application/xhtml+xml" => {
            let page = html::decoded(&body, part.ctype.params.get("charset").map(String::as_str));
            builder.paragraph();
            html::write_fragment(&without_feet(&page), builder);
        }
        kind if kind.starts_with("text/") => {
            let label = part.ctype.params.get("charset").map(String::as_str);
            let text =
                decoded(&body, label.filter(|_| part.headers.get_first_header("Content-Type").is_some()));
            let flowed =
                part.ctype.params.get("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
            write_plain(&text, flowed, builder);
        }
        _ => {}
    }
    Ok(())
}

fn has_text(part: &ParsedMail<'_>) -> bool {
    part.parts().any(|part| part.ctype.mimetype.starts_with("text/"))
}

fn decoded(body: &[u8], label: Option<&str>) -> String {
    if let Ok(text) = std::str::from_utf8(body) {
        return text.to_owned();
    }
    match label.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes())) {
        Some(encoding) if encoding != encoding_rs::UTF_8 => {
            encoding.decode_without_bom_handling(body).0.into_owned()
        }
        _ => text::decode_unmarked(body).0,
    }
}

/// Writes plain text: its lines stand as they are, unless the message says that they may flow. What a sender puts above
/// and below every message ("Unsubscribe") is left out.
fn write_plain(text: &str, flowed: bool, builder: &mut Builder) {
    builder.paragraph();
    let mut paragraphs: Vec<Vec<&str>> = vec![Vec::new()];
    for line in text.lines() {
        if !line.trim().is_empty() {
            if let Some(paragraph) = paragraphs.last_mut() {
                paragraph.push(line);
            }
        } else if paragraphs.last().is_some_and(|paragraph| !paragraph.is_empty()) {
            paragraphs.push(Vec::new());
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    let is_foot = |paragraph: &Vec<&str>| is_foot_of_mail(&paragraph.join(" "));
    if !paragraphs.iter().all(is_foot) {
        // A few lines at either end: in the middle of a text such words are of the text.
        let count = paragraphs.len();
        let mut at = 0;
        paragraphs.retain(|paragraph| {
            at += 1;
            let is_outside = at <= 2 || at + MOST_FEET > count;
            !(is_outside && is_foot(paragraph))
        });
    }
    for paragraph in paragraphs {
        builder.start(ElementKind::Paragraph);
        for line in paragraph {
            builder.push(line);
            // A space at the end says that the next line goes on.
            if !(flowed && line.ends_with(' ') && line != "-- ") {
                builder.line();
            }
        }
        builder.end();
    }
}

/// Takes what a sender puts above and below every message out of one in HTML.
fn without_feet(page: &str) -> String {
    let is_foot = |node: &NodeRef<'_>| {
        let text = node.text();
        text.len() <= 2_000 && is_foot_of_mail(text.trim())
    };
    let dom = Dom::from(page);
    let all = dom.root().text().trim().len();
    let nodes = dom.select("p, td, div, span, font, center, small, li, h6, a");
    for node in nodes.nodes().iter().filter(|node| is_foot(node)) {
        if node.text().trim().len() * 2 < all {
            node.remove_from_parent();
        }
    }
    dom.html().to_string()
}

/// How many paragraphs at the end of a message may be of those that stand below every message.
const MOST_FEET: usize = 8;

/// The messages of a mailbox: each begins with a line "From …" that follows an empty line.
fn messages(bytes: &[u8]) -> Vec<&[u8]> {
    let mut starts = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let line_end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |end| at + end + 1);
        let after_blank = at == 0 || bytes[..at].ends_with(b"\n\n") || bytes[..at].ends_with(b"\r\n\r\n");
        if bytes[at..].starts_with(b"From ") && after_blank {
            // What follows is a header field.
            let next = &bytes[line_end..];
            let name = next.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
            if name > 0 && next.get(name) == Some(&b':') {
                starts.push(at);
            }
        }
        at = line_end;
    }
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| &bytes[start..end]).collect()
}

fn unquoted(message: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(message.len());
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        let quoted = line.iter().take_while(|byte| **byte == b'>').count();
        let is_quoted = quoted > 0 && line[quoted..].starts_with(b"From ");
        out.extend_from_slice(&line[usize::from(is_quoted)..]);
    }
    out
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::reading::document::Limits;

    fn with_budget<T>(read: impl FnOnce(&Budget<'_>) -> T) -> T {
        let cancel = AtomicBool::new(false);
        read(&Budget::new(Limits::default(), &cancel))
    }

    fn one(message: &str) -> Document {
        let mut documents = with_budget(|budget| read(message.as_bytes(), budget)).unwrap();
        assert_eq!(documents.len(), 1);
        documents.remove(0)
    }

    #[test]
    fn digests_of_mailing_lists_are_their_messages() {
        let plain = "From: list-request@example.org\nSubject: Watch Digest, Vol 3, Issue 7\nDate: Tue, 6 May 2014 12:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\nSend Watch mailing list submissions to\n\twatch@example.org\n\nToday's Topics:\n\n   1. Raid at Karsa (A. Vell)\n   2. Ferry (B. Lind)\n\n\n----------------------------------------------------------------------\n\nMessage: 1\nDate: Sat, 3 May 2014 10:00:00 +0000\nFrom: A. Vell <a@example.org>\nTo: watch@example.org\nSubject: Raid at Karsa, and\n\twhat followed\nMessage-ID: <1@example.org>\n\nTwo guards died.\n\n------------------------------\n\nMessage: 2\nDate: Sun, 4 May 2014 10:00:00 +0000\nFrom: B. Lind <b@example.org>\nSubject: Ferry\n\nThe ferry is back.\n\n------------------------------\n\nSubject: Digest Footer\n\n_______________________________________________\n\n------------------------------\n\nEnd of Watch Digest, Vol 3, Issue 7\n***********************************\n";
        let mime = "Subject: Watch Digest, Vol 3, Issue 7\nDate: Tue, 6 May 2014 12:00:00 +0000\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: text/plain\n\nToday's Topics\n--o\nContent-Type: multipart/digest; boundary=d\n\n--d\nContent-Type: message/rfc822\n\nDate: Sat, 3 May 2014 10:00:00 +0000\nFrom: a@example.org (A. Vell)\nSubject: Raid at Karsa, and what followed\nContent-Type: text/plain\n\nTwo guards died.\n--d\nContent-Type: message/rfc822\n\nDate: Sun, 4 May 2014 10:00:00 +0000\nFrom: b@example.org\nSubject: Ferry\n\nThe ferry is back.\n--d--\n--o--\n";
        for digest in [plain, mime] {
            let documents = with_budget(|budget| read(digest.as_bytes(), budget)).unwrap();
            let shown: Vec<(&str, Option<&str>)> =
                documents.iter().map(|one| (one.text.as_str(), one.metadata.date.as_deref())).collect();
            assert_eq!(
                shown,
                [
                    (
                        "Raid at Karsa, and what followed\n\nTwo guards died.",
                        Some("Sat, 3 May 2014 10:00:00 +0000")
                    ),
                    ("Ferry\n\nThe ferry is back.", Some("Sun, 4 May 2014 10:00:00 +0000")),
                ]
            );
        }
    }

    #[test]
    fn a_newsletter_is_of_the_desk_that_sends_it() {
        let source = |fields: &str| {
            one(&format!("Subject: Raid\n{fields}Date: Sat, 3 May 2014 10:00:00 +0000\n\nTwo guards died.\n"))
                .metadata
                .source
        };
        assert_eq!(
            source("From: \"Orlan Courier\" <brief@courier.example>\n").as_deref(),
            Some("Orlan Courier")
        );
        let list =
            "From: Orlan Courier <post@courier.example>\nList-Unsubscribe: <https://courier.example/u>\n";
        assert_eq!(source(list).as_deref(), Some("Orlan Courier"));
        let members = "From: A. Vell <a@example.org>\nList-Unsubscribe: <x>\nList-Post: <y>\n";
        assert_eq!(source(members), None);
        assert_eq!(source("From: A. Vell <a@example.org>\n"), None);
    }

    #[test]
    fn what_stands_above_and_below_every_message_is_left_out() {
        let head = "From: Ministry of Defence <j.doe@mod.example>\nSubject: Raid\nDate: Sat, 3 May 2014 10:00:00 +0000\n";
        let plain = format!(
            "{head}Content-Type: text/plain; charset=utf-8\n\nView this email in your browser\n\nTwo guards died.\n\nThe road is closed.\n\nYou receive this message because you asked for it.\nUnsubscribe: https://mod.example/u\n\n© 2014 Ministry of Defence. All rights reserved.\n"
        );
        let html = format!(
            "{head}Content-Type: text/html; charset=utf-8\n\n<p><a href=v>View in browser</a></p><div><p>Two guards died.</p><p>The road is closed.</p></div><p>No more news? <a href=u>Unsubscribe</a></p><p>&copy; 2014 Ministry of Defence</p>"
        );
        let apple = format!("{}\n{plain}<plist version=\"1.0\"></plist>\n", plain.len());
        for message in [&plain, &html, &apple] {
            let document = one(message);
            assert_eq!(document.text, "Raid\n\nTwo guards died.\n\nThe road is closed.");
            assert_eq!(document.metadata.source.as_deref(), Some("Ministry of Defence"));
        }
        // A message about it keeps its words.
        let about = one(&format!("{head}Content-Type: text/plain\n\nHow to unsubscribe.\n"));
        assert_eq!(about.text, "Raid\n\nHow to unsubscribe.");
    }

    #[test]
    fn what_was_forwarded_is_the_article() {
        let mail = |subject: &str, body: &str| {
            one(&format!(
                "From: C. Reader <c@example.org>\nDate: Thu, 8 May 2014 10:00:00 +0000\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n{body}"
            ))
        };
        let body = "See below.\n\n---------- Forwarded message ---------\nFrom: Miren Herald <news@herald.example>\nDate: Sat, May 3, 2014 at 10:20 AM\nSubject: Raid at Karsa\nTo: <c@example.org>\n\nTwo guards died.\n";
        let found = mail("Fwd: Raid at Karsa", body);
        assert_eq!(found.metadata.title.as_deref(), Some("Raid at Karsa"));
        assert_eq!(found.metadata.date.as_deref(), Some("Sat, May 3, 2014 at 10:20 AM"));
        assert_eq!(found.metadata.author.as_deref(), Some("Miren Herald"));
        assert_eq!(found.metadata.source.as_deref(), Some("Miren Herald"));
        let body = "-----Message d'origine-----\nDe : Le Courrier\nEnvoyé : samedi 3 mai 2014 10:20\nÀ : c@example.org\nObjet : Raid à Karsa\n\nDeux gardes sont morts.\n";
        let found = mail("TR: Raid à Karsa", body);
        assert_eq!(
            [found.metadata.title.as_deref(), found.metadata.date.as_deref()],
            [Some("Raid à Karsa"), Some("samedi 3 mai 2014 10:20")]
        );
        // An answer quotes what it answers, and is no forwarding.
        let found = mail(
            "Re: Raid at Karsa",
            "I saw it.\n\n-----Original Message-----\nFrom: D\nSent: Saturday, 3 May 2014\nSubject: Raid at Karsa\n\nDid you?\n",
        );
        assert_eq!(found.metadata.date.as_deref(), Some("Thu, 8 May 2014 10:00:00 +0000"));
    }

    #[test]
    fn plain_text_is_preferred_and_decoded() {
        let message = "From: =?utf-8?Q?Ren=C3=A9_Plume?= <r@example.org>\r\nDate: Mon, 3 Nov 2014 07:10:00 +0100\r\nSubject: =?iso-8859-1?Q?Trois_soldats_tu=E9s?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nTrois soldats ont =\r\n=E9t=E9 tu=E9s\r\nlundi.\r\n\r\n> Avant\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>no</p>\r\n--x--\r\n--m\r\nContent-Type: text/plain\r\nContent-Disposition: attachment\r\n\r\nattached\r\n--m--\r\n";
        let document = one(message);
        assert_eq!(document.text, "Trois soldats tués\n\nTrois soldats ont été tués\nlundi.\n\n> Avant");
        assert_eq!(document.metadata.author.as_deref(), Some("René Plume"));
        assert_eq!(document.metadata.date.as_deref(), Some("Mon, 3 Nov 2014 07:10:00 +0100"));
    }

    #[test]
    fn pages_and_flowing_text() {
        let html = "Subject: Raid\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\nPHA+VGhyZWUgPGI+c29sZGllcnM8L2I+PC9wPg==\n";
        let document = one(html);
        assert_eq!(document.text, "Raid\n\nThree soldiers");
        let flowed =
            "Subject: Raid\nContent-Type: text/plain; format=flowed\n\nThree soldiers \nwere killed.\nEnd.\n";
        let document = one(flowed);
        assert_eq!(document.text, "Raid\n\nThree soldiers were killed.\nEnd.");
    }

    #[test]
    fn every_message_of_a_mailbox() {
        let mailbox = "From a@example.org Mon Nov  3 07:10:00 2014\nSubject: One\n\nFirst.\n>From here on.\n\nFrom now on it is text.\n\nFrom b@example.org Tue Nov  4 07:10:00 2014\nSubject: Two\n\nSecond.\n";
        let documents = with_budget(|budget| read_box(mailbox.as_bytes(), budget)).unwrap();
        let texts: Vec<&str> = documents.iter().map(|document| document.text.as_str()).collect();
        assert_eq!(texts, ["One\n\nFirst.\nFrom here on.\n\nFrom now on it is text.", "Two\n\nSecond."]);
    }

    #[test]
    fn pages_saved_with_their_pictures() {
        let paragraph = "Three soldiers were killed near the river on Monday, the army said. ".repeat(6);
        let page = format!(
            "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/raid\r\nSubject: A raid\r\nDate: Mon, 3 Nov 2014 07:10:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><title>A raid</title><article><h1>A raid</h1><p>{paragraph}</p></article></html>\r\n--x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--x--\r\n"
        );
        let document = with_budget(|budget| read_page(page.as_bytes(), budget)).unwrap();
        assert!(document.text.starts_with("A raid\n\nThree soldiers"), "{}", document.text);
        assert_eq!(document.metadata.url.as_deref(), Some("https://example.org/raid"));
        assert_eq!(document.metadata.retrieved.as_deref(), Some("Mon, 3 Nov 2014 07:10:00 -0000"));
    }
}
