//! Messages of a telephone, as SMS Backup & Restore saves them in XML: an element with attributes for each.

use std::io::{self, BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use tollbook_core::extract::date::find_dates;

use super::Pieces;
use super::feed::{Utf8, root_of};
use super::part::{Outcome, Part};
use super::split::{Desk, LARGEST_PART};

const NAME: &str = "SMS Backup & Restore";

/// Whether a file begins as such a backup does.
pub(in crate::reading) fn is_backup(first: &[u8]) -> bool {
    root_of(first) == "smses"
}

/// Reads a backup. `on` receives the messages as they come, and stops the reading with `false`.
///
/// # Errors
/// Where the file cannot be read.
pub(in crate::reading) fn read_backup(
    input: impl Read,
    on: &mut dyn FnMut(Part) -> bool,
) -> io::Result<Outcome> {
    let mut reader = Reader::from_reader(BufReader::new(Utf8::new(Pieces::new(input)?)));
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    let mut desk = Desk::new(NAME, on);
    let mut buffer = Vec::new();
    let mut is_whole = false;
    // A message of several parts.
    let mut several: Option<Part> = None;
    while !desk.is_stopped() {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start) | Event::Empty(start)) => match start.name().as_ref() {
                "sms" => {
                    let mut part = message(&start);
                    part.text = attribute(&start, "body");
                    desk.add_document(part.finish(NAME));
                }
                "mms" => several = Some(message(&start)),
                "part" if attribute(&start, "ct") == "text/plain" => {
                    if let Some(part) = several.as_mut().filter(|part| part.text.len() < LARGEST_PART) {
                        let text = attribute(&start, "text");
                        part.text.push_str(if part.text.is_empty() { "" } else { "\n\n" });
                        part.text.push_str(&text);
                    }
                }
                _ => {}
            },
            Ok(Event::End(end)) => match end.name().as_ref() {
                "mms" => {
                    if let Some(part) = several.take() {
                        desk.add_document(part.finish(NAME));
                    }
                }
                "smses" => is_whole = true,
                _ => {}
            },
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(quick_xml::Error::Io(error)) => return Err(io::Error::new(error.kind(), error.to_string())),
            Err(_) => break,
        }
    }
    if !is_whole && !desk.is_stopped() {
        let sentence =
            "The file is damaged or was cut off: messages after that place are missing. Save it again.";
        desk.outcome().warnings.push(sentence.to_owned());
    }
    Ok(desk.finish())
}

/// Who sent or received a message, and when.
fn message(start: &BytesStart<'_>) -> Part {
    let of = |name: &str| attribute(start, name);
    let known =
        |value: String| Some(value).filter(|value| !matches!(value.as_str(), "" | "(Unknown)" | "null"));
    let address = of("address");
    Part {
        date: day(&of("date"), &of("readable_date")),
        source: known(of("contact_name")).unwrap_or(address),
        title: known(of("subject")).or_else(|| known(of("sub"))).unwrap_or_default(),
        ..Part::default()
    }
}

/// The day of a message: as the telephone showed it, if that is a day beside the one in UTC, else that one.
fn day(milliseconds: &str, shown: &str) -> String {
    let utc = milliseconds.parse().ok().and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok());
    let Some(utc) = utc.map(|time| time.to_zoned(jiff::tz::TimeZone::UTC).date()) else {
        return shown.to_owned();
    };
    let shown = find_dates(shown, None).first().and_then(|date| date.meaning.stated());
    let near = shown.filter(|range| range.first() == range.last()).map(|range| range.first());
    let near = near.filter(|day| {
        [utc.yesterday(), Ok(utc), utc.tomorrow()].into_iter().flatten().any(|near| near == *day)
    });
    near.unwrap_or(utc).to_string()
}

/// The value of an attribute; blank where there is none.
fn attribute(start: &BytesStart<'_>, name: &str) -> String {
    let found =
        start.attributes().with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name);
    found.map(|attribute| unescaped(&attribute.value)).unwrap_or_default()
}

/// Text whose references are characters. Signs beyond the first plane are written as two halves, which XML does not allow.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut half = None;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        if !before.is_empty() {
            half = None;
        }
        out.push_str(before);
        let end = from.bytes().take(12).position(|byte| byte == b';');
        let Some(end) = end else {
            out.push('&');
            rest = &from[1..];
            continue;
        };
        let reference = &from[..=end];
        rest = &from[end + 1..];
        let number = reference[1..end].strip_prefix('#').and_then(|number| match number.strip_prefix('x') {
            Some(digits) => u32::from_str_radix(digits, 16).ok(),
            None => number.parse().ok(),
        });
        match number {
            Some(first @ 0xd800..=0xdbff) => half = Some(first),
            Some(second @ 0xdc00..=0xdfff) => {
                let joined = half.take().map(|first| 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00));
                out.extend(joined.and_then(char::from_u32));
            }
            _ => out.push_str(&html_escape::decode_html_entities(reference)),
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<Part>, Outcome) {
        let mut parts = Vec::new();
        let outcome = read_backup(text.as_bytes(), &mut |part| {
            parts.push(part);
            true
        });
        (parts, outcome.unwrap())
    }

    #[test]
    fn messages_of_a_telephone_are_articles() {
        let text = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<!--File Created By SMS Backup-->\n<smses count=\"3\">\n<sms address=\"Radio\" date=\"1399158000000\" type=\"1\" subject=\"null\" body=\"Two hurt &amp; one missing.&#10;More soon &#55357;&#56846;\" readable_date=\"May 4, 2014 1:00:00 AM\" contact_name=\"(Unknown)\" />\n<sms address=\"+1\" date=\"1399198800000\" body=\"\" contact_name=\"Desk\" />\n<mms date=\"1399285200000\" address=\"+1\" contact_name=\"Desk\" readable_date=\"x\"><parts><part ct=\"application/smil\" text=\"no\" /><part ct=\"text/plain\" text=\"The bridge is closed.\" /></parts></mms>\n</smses>";
        assert!(is_backup(text.as_bytes()));
        let (parts, outcome) = read(text);
        assert_eq!(outcome.summary(), "3 documents read (SMS Backup & Restore), 1 without text.");
        let shown: Vec<[&str; 3]> =
            parts.iter().map(|part| [&part.source, &part.date, &part.text].map(String::as_str)).collect();
        assert_eq!(
            shown,
            [
                ["Radio", "2014-05-04", "Two hurt & one missing.\nMore soon 😎"],
                ["Desk", "2014-05-05", "The bridge is closed."]
            ]
        );
    }

    #[test]
    fn a_backup_that_was_cut_off_says_so() {
        let (parts, outcome) =
            read("<smses><sms address=\"a\" date=\"1399158000000\" body=\"One.\" /><sms addr");
        assert_eq!(parts.len(), 1);
        assert!(outcome.warnings[0].contains("cut off"), "{:?}", outcome.warnings);
    }
}
