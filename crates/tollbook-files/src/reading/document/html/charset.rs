//! The encoding of a web page that comes without its server's word.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::super::text::decode_unmarked;

/// A page's text, its encoding's name, and a sentence where the encoding is doubtful.
pub(super) struct Page {
    pub text: String,
    pub encoding: &'static str,
    pub warning: Option<String>,
}

/// How many bytes are searched for a declaration; pages often have comments and scripts above it.
const DECLARED_WITHIN: usize = 8 * 1024;

/// Decodes a page: byte-order mark; UTF-8 if the bytes are, whatever is declared (browsers convert a page
/// when they save it and may leave the old declaration); `label` (of a mail's header, say); what the page
/// declares; else what is likeliest.
pub(super) fn decode_page(bytes: &[u8], label: Option<&str>) -> Page {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[skip..]);
    }
    match bytes {
        [b'<', 0, ..] => return decode_as(UTF_16LE, bytes),
        [0, b'<', ..] => return decode_as(UTF_16BE, bytes),
        _ => {}
    }
    let declared = label
        .and_then(|label| Encoding::for_label(label.trim().as_bytes()))
        .or_else(|| declared(&bytes[..bytes.len().min(DECLARED_WITHIN)]));
    let stateful = declared == Some(encoding_rs::ISO_2022_JP);
    if !stateful && let Ok(text) = std::str::from_utf8(bytes) {
        return Page { text: text.to_owned(), encoding: "UTF-8", warning: None };
    }
    match declared {
        // A declaration of UTF-16 that can itself be read as ASCII is wrong.
        Some(encoding) if encoding != UTF_16LE && encoding != UTF_16BE && encoding != UTF_8 => {
            decode_as(encoding, bytes)
        }
        _ => {
            let (text, encoding, warning) = decode_unmarked(bytes);
            Page { text, encoding, warning }
        }
    }
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Page {
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    let warning = malformed.then(|| {
        format!(
            "Some of the page is no valid {} and is shown as �. If letters look wrong, save the page again as UTF-8.",
            encoding.name()
        )
    });
    Page { text: text.into_owned(), encoding: encoding.name(), warning }
}

/// The encoding that the page declares: `charset=` in a `meta` element, or the XML declaration.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head: String = head.iter().map(|b| char::from(b.to_ascii_lowercase())).collect();
    let value = |after: &str| -> Option<&'static Encoding> {
        let label = after.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let end = label
            .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | ':' | '.'))
            .unwrap_or(label.len());
        Encoding::for_label(&label.as_bytes()[..end])
    };
    let mut rest = head.as_str();
    while let Some(at) = rest.find("<meta") {
        let tag = &rest[at..];
        let end = tag.find('>').unwrap_or(tag.len());
        if let Some(found) = tag[..end].find("charset").and_then(|at| value(&tag[at + 7..end])) {
            return Some(found);
        }
        rest = &tag[end..];
    }
    let xml = head.trim_start().strip_prefix("<?xml")?;
    let declaration = &xml[..xml.find("?>")?];
    declaration.find("encoding").and_then(|at| value(&declaration[at + 8..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_of_pages() {
        let text = "<p>Drei Soldaten getötet – “sagte” er</p>";
        let encode = |label: &str, text: &str| {
            let encoding = Encoding::for_label(label.as_bytes()).unwrap();
            encoding.encode(text).0.into_owned()
        };
        for (label, head, body) in [
            (
                "iso-8859-1",
                "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=ISO-8859-1\">",
                text,
            ),
            ("windows-1251", "<meta charset='windows-1251'>", "<p>Трое солдат погибли</p>"),
            ("windows-1256", "<META CHARSET=windows-1256>", "<p>قتل ثلاثة جنود</p>"),
            ("shift_jis", "<?xml version=\"1.0\" encoding=\"Shift_JIS\"?>", "<p>兵士三人が死亡</p>"),
            ("iso-2022-jp", "<meta charset=iso-2022-jp>", "<p>兵士三人が死亡</p>"),
            ("utf-8", "<meta charset=iso-8859-1>", text),
            ("utf-8", "", text),
        ] {
            let bytes = [head.as_bytes(), &encode(label, body)].concat();
            let page = decode_page(&bytes, None);
            assert!(page.text.ends_with(body), "{label}: {}", page.text);
            assert_eq!(page.warning, None, "{label}");
        }
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode_page(&wide, None).text, text);
        assert_eq!(decode_page(&encode("iso-8859-1", "<p>getötet</p>"), None).text, "<p>getötet</p>");
    }
}
