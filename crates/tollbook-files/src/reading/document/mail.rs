//! Messages (EML), mailboxes of messages (MBOX), and web pages saved as messages (MHTML).

use mailparse::{DispositionType, MailHeaderMap, ParsedMail, parse_mail};

use super::{Budget, Builder, Document, ElementKind, Extractor, Metadata, Origin, ReadError, html, text};

const EXTRACTOR: Extractor = Extractor { name: "mail", version: 1 };
const WHAT: &str = "message";

/// Reads one message.
pub(super) fn read(bytes: &[u8], budget: &Budget<'_>) -> Result<Document, ReadError> {
    // Some programs put an envelope line or empty lines above the header.
    let mut bytes = bytes;
    while let [b'\r' | b'\n', rest @ ..] = bytes {
        bytes = rest;
    }
    if bytes.starts_with(b"From ") {
        bytes = memchr::memchr(b'\n', bytes).map_or(&[][..], |end| &bytes[end + 1..]);
    }
    let mail = parse_mail(bytes).map_err(|_| ReadError::Damaged(WHAT))?;
    let metadata = metadata(&mail);
    let mut builder = Builder::new();
    if let Some(subject) = &metadata.title {
        builder.start(ElementKind::Heading(1));
        builder.push(subject);
        builder.end();
    }
    let before = builder.text().len();
    write_part(&mail, &mut builder, budget)?;
    if builder.text().len() == before {
        return Err(ReadError::NoText(WHAT));
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
        documents.extend(read(&message, budget));
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
        mail.headers
            .get_first_value(name)
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
        author,
        source: header("Newsgroups").or_else(|| header("Organization")),
        url: header("Archived-At").map(|address| address.trim_matches(['<', '>']).to_owned()),
        language: header("Content-Language"),
        ..Metadata::default()
    }
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
            html::write_fragment(&page, builder);
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

/// Writes plain text: its lines stand as they are, unless the message says that they may flow.
fn write_plain(text: &str, flowed: bool, builder: &mut Builder) {
    builder.paragraph();
    let mut open = false;
    for line in text.lines() {
        if line.trim().is_empty() {
            if std::mem::take(&mut open) {
                builder.end();
            }
            continue;
        }
        if !open {
            builder.start(ElementKind::Paragraph);
            open = true;
        }
        builder.push(line);
        // A space at the end says that the next line goes on.
        if !(flowed && line.ends_with(' ') && line != "-- ") {
            builder.line();
        }
    }
    if open {
        builder.end();
    }
}

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

    #[test]
    fn plain_text_is_preferred_and_decoded() {
        let message = "From: =?utf-8?Q?Ren=C3=A9_Plume?= <r@example.org>\r\nDate: Mon, 3 Nov 2014 07:10:00 +0100\r\nSubject: =?iso-8859-1?Q?Trois_soldats_tu=E9s?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nTrois soldats ont =\r\n=E9t=E9 tu=E9s\r\nlundi.\r\n\r\n> Avant\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>no</p>\r\n--x--\r\n--m\r\nContent-Type: text/plain\r\nContent-Disposition: attachment\r\n\r\nattached\r\n--m--\r\n";
        let document = with_budget(|budget| read(message.as_bytes(), budget)).unwrap();
        assert_eq!(document.text, "Trois soldats tués\n\nTrois soldats ont été tués\nlundi.\n\n> Avant");
        assert_eq!(document.metadata.author.as_deref(), Some("René Plume"));
        assert_eq!(document.metadata.date.as_deref(), Some("Mon, 3 Nov 2014 07:10:00 +0100"));
    }

    #[test]
    fn pages_and_flowing_text() {
        let html = "Subject: Raid\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\nPHA+VGhyZWUgPGI+c29sZGllcnM8L2I+PC9wPg==\n";
        let document = with_budget(|budget| read(html.as_bytes(), budget)).unwrap();
        assert_eq!(document.text, "Raid\n\nThree soldiers");
        let flowed =
            "Subject: Raid\nContent-Type: text/plain; format=flowed\n\nThree soldiers \nwere killed.\nEnd.\n";
        let document = with_budget(|budget| read(flowed.as_bytes(), budget)).unwrap();
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
