//! From bytes to text.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_15, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Why bytes are no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// No bytes, or nothing but spaces and line ends.
    #[error("The file is empty. Put the article's text into it, or delete it.")]
    Empty,
    /// Nothing but zero bytes, as after a crash or an interrupted download.
    #[error("The file holds only zero bytes: it was damaged or never finished. Fetch or save it again.")]
    Zeros,
    /// A document of another kind under a text file's name.
    #[error("The file is {0}, not plain text. Open it in its own program and save its text as UTF-8 (.txt).")]
    Document(&'static str),
    /// Bytes that are no text in any encoding.
    #[error(
        "The file holds binary data, not text. Check that it is the right file, or save its text as UTF-8."
    )]
    Binary,
}

/// A text as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// `\n` line ends, no byte-order mark, otherwise exactly as read.
    pub text: String,
    /// The encoding's name, in the spelling of the WHATWG.
    pub encoding: &'static str,
    /// What may be wrong with the text, as a sentence without the file's name.
    pub warning: Option<String>,
}

/// Decodes a whole file.
///
/// In this order: byte-order marks; UTF-16 by its pattern of zero bytes; UTF-8 if every byte is; UTF-8
/// with stray bytes, which are read as Windows-1252 so that nothing is lost; else the encoding
/// that `chardetng` finds likeliest (Windows-1252, Windows-1256 for Arabic, …), where ISO 8859-15 is told
/// from Windows-1252 by "œ" and "€".
///
/// # Errors
/// [`ReadError`] where the bytes are no text.
pub fn decode(bytes: &[u8]) -> Result<Decoded, ReadError> {
    if let Some(kind) = document(bytes) {
        return Err(ReadError::Document(kind));
    }
    let decoded = if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        eight_bits(rest)?
    } else if let Some((encoding, skip)) = utf16(bytes) {
        let (text, malformed) = encoding.decode_without_bom_handling(&bytes[skip..]);
        let warning = malformed.then(|| "Some of the file is no valid UTF-16 and is shown as �.".to_owned());
        Decoded { text: text.into_owned(), encoding: encoding.name(), warning }
    } else {
        eight_bits(bytes)?
    };
    if decoded.text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(Decoded { text: with_line_feeds(decoded.text), ..decoded })
}

/// Kinds of file that end up with a text file's name, by their first bytes.
fn document(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 8] = [
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a Word, OpenDocument or ZIP file"),
        (b"\xd0\xcf\x11\xe0", "an old Word document"),
        (b"{\\rtf", "a Rich Text document"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"\x1f\x8b", "a compressed file"),
        (b"SQLite format 3\0", "a database"),
    ];
    KINDS.iter().find(|(first, _)| bytes.starts_with(first)).map(|(_, kind)| *kind)
}

/// UTF-16, and the length of its byte-order mark: by the mark, or because spaces, digits and ASCII
/// letters leave zeros in every other byte. Text in any script has spaces and line ends.
fn utf16(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let is_utf32 = bytes.starts_with(b"\xff\xfe\0\0");
        return (!is_utf32 && encoding != encoding_rs::UTF_8).then_some((encoding, mark));
    }
    let sample = &bytes[..bytes.len().min(4096) & !1];
    if !sample.contains(&0) {
        return None;
    }
    let zeros = |which: usize| sample.iter().skip(which).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let enough = sample.len() / 40 + 1;
    let encoding = if odd >= enough && even * 20 <= odd {
        UTF_16LE
    } else if even >= enough && odd * 20 <= even {
        UTF_16BE
    } else {
        return None;
    };
    let (text, malformed) = encoding.decode_without_bom_handling(sample);
    let readable = !text.chars().any(|c| c.is_control() && !c.is_whitespace());
    (readable && (!malformed || text.ends_with('\u{fffd}'))).then_some((encoding, 0))
}

/// Whether a byte is a control character that texts do not have.
fn is_control(byte: u8) -> bool {
    // Tabs and ends of lines and pages, and what old programs wrote at the end of a text.
    let occurs = (byte.wrapping_sub(b'\t') < 5) | (byte == 0x1a) | (byte == 0x1b);
    (byte < 0x20) & !occurs
}

/// UTF-8 or an encoding of one byte a character.
fn eight_bits(bytes: &[u8]) -> Result<Decoded, ReadError> {
    let (mut zeros, mut controls) = (0, 0);
    // Sums that fit into a byte are counted many at a time.
    for piece in bytes.chunks(255) {
        zeros += usize::from(piece.iter().fold(0_u8, |sum, b| sum + u8::from(*b == 0)));
        controls += usize::from(piece.iter().fold(0_u8, |sum, b| sum + u8::from(is_control(*b))));
    }
    if !bytes.is_empty() && zeros == bytes.len() {
        return Err(ReadError::Zeros);
    }
    // Stray control characters occur in real texts; binary data is full of them.
    if zeros > 0 || controls > 2 + bytes.len() / 200 {
        return Err(ReadError::Binary);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded { text: text.to_owned(), encoding: "UTF-8", warning: None });
    }
    Ok(mended_utf8(bytes).unwrap_or_else(|| legacy(bytes)))
}

/// UTF-8 with a few bytes that are not: those are read one by one as Windows-1252, in which every
/// byte is some character, so that nothing is lost. `None` unless there is more good than bad.
fn mended_utf8(bytes: &[u8]) -> Option<Decoded> {
    let mut text = String::with_capacity(bytes.len() + 16);
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        good += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        bad += chunk.invalid().len();
        let (mended, _) = WINDOWS_1252.decode_without_bom_handling(chunk.invalid());
        text.push_str(&mended);
    }
    let what = if bad == 1 { "One byte is".to_owned() } else { format!("{bad} bytes are") };
    let warning =
        format!("{what} not UTF-8 and read as Windows-1252. If letters look wrong, save the file as UTF-8.");
    (good > bad).then_some(Decoded { text, encoding: "UTF-8", warning: Some(warning) })
}

fn legacy(bytes: &[u8]) -> Decoded {
    // More than enough to tell, and a file of megabytes is not gone through twice.
    let sample = &bytes[..bytes.len().min(64 * 1024)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == bytes.len());
    let mut encoding = detector.guess(None, Utf8Detection::Deny);
    if encoding == WINDOWS_1252 && is_latin_9(bytes) {
        encoding = ISO_8859_15;
    }
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    if !malformed {
        return Decoded { text: text.into_owned(), encoding: encoding.name(), warning: None };
    }
    let (text, _): (Cow<'_, str>, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    let warning = "The encoding is uncertain; it was read as Windows-1252. If letters look wrong, save the file as UTF-8.";
    Decoded { text: text.into_owned(), encoding: WINDOWS_1252.name(), warning: Some(warning.to_owned()) }
}

/// Whether the bytes that ISO 8859-15 and Windows-1252 read differently make sense in the former:
/// "œ" (½ in the other) among letters, or "€" (¤) beside a digit, and no byte that only the latter
/// has.
fn is_latin_9(bytes: &[u8]) -> bool {
    if bytes.iter().any(|b| (0x80..0xa0).contains(b)) {
        return false;
    }
    let is_letter = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphabetic() || *b >= 0xc0);
    (0..bytes.len()).any(|i| {
        let (before, after) = (i.checked_sub(1).and_then(|j| bytes.get(j)), bytes.get(i + 1));
        match bytes[i] {
            0xbd | 0xa8 | 0xb8 => is_letter(before) && is_letter(after),
            0xbc | 0xa6 | 0xb4 => is_letter(after) && !is_letter(before),
            0xa4 => {
                let two_before = i.checked_sub(2).and_then(|j| bytes.get(j));
                [before, two_before].into_iter().flatten().any(u8::is_ascii_digit)
            }
            _ => false,
        }
    })
}

/// `\n` for every line end: `\r\n` and the lone `\r` of old Macintosh files.
fn with_line_feeds(text: String) -> String {
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    if !text.contains('\r') {
        return text;
    }
    text.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FRENCH: &str =
        "Deux soldats français ont été tués à l’aube près de Gao, a annoncé l’armée. Le cœur, 500 €.";
    const LATIN: &str = "Deux soldats français ont été tués à l'aube près de Gao, a annoncé l'armée, où un blessé grave est traité.";
    const ARABIC: &str = "قتل جنديان فرنسيان في العراق يوم الاثنين خلال عملية ضد مسلحين، بحسب بيان للجيش.";

    fn read(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes).unwrap();
        assert_eq!(decoded.warning, None);
        (decoded.text, decoded.encoding)
    }

    #[test]
    fn encodings_in_use() {
        let utf16 = |text: &str, big: bool| -> Vec<u8> {
            text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
        };
        let with_mark = |text: &str, big: bool| utf16(&format!("\u{feff}{text}"), big);
        let encoded = |encoding: &'static Encoding, text: &str| {
            let (bytes, _, lossy) = encoding.encode(text);
            assert!(!lossy, "{text}");
            bytes.into_owned()
        };
        let latin_9 = "Le cœur de l'armée, à 500 € près";
        let latin_9_bytes: Vec<u8> = latin_9
            .chars()
            .map(|c| match c {
                'œ' => 0xbd,
                '€' => 0xa4,
                c => u8::try_from(u32::from(c)).unwrap(),
            })
            .collect();
        for (bytes, text, encoding) in [
            (FRENCH.as_bytes().to_vec(), FRENCH, "UTF-8"),
            (format!("\u{feff}{FRENCH}").into_bytes(), FRENCH, "UTF-8"),
            (with_mark(FRENCH, false), FRENCH, "UTF-16LE"),
            (with_mark(FRENCH, true), FRENCH, "UTF-16BE"),
            (utf16(FRENCH, false), FRENCH, "UTF-16LE"),
            (utf16(FRENCH, true), FRENCH, "UTF-16BE"),
            (utf16(ARABIC, false), ARABIC, "UTF-16LE"),
            (utf16(ARABIC, true), ARABIC, "UTF-16BE"),
            (encoded(WINDOWS_1252, FRENCH), FRENCH, "windows-1252"),
            (encoded(WINDOWS_1252, LATIN), LATIN, "windows-1252"),
            (encoded(encoding_rs::WINDOWS_1256, ARABIC), ARABIC, "windows-1256"),
            (latin_9_bytes, latin_9, "ISO-8859-15"),
        ] {
            assert_eq!(read(&bytes), (text.to_owned(), encoding));
        }
    }

    #[test]
    fn line_ends_are_line_feeds_and_nothing_else_changes() {
        assert_eq!(read(b"a\r\nb\rc\n\n d\t ").0, "a\nb\nc\n\n d\t ");
    }

    #[test]
    fn what_is_no_text() {
        let long = [b"text ".repeat(50), vec![1; 40]].concat();
        for (bytes, error) in [
            (&b""[..], ReadError::Empty),
            (b" \r\n\t", ReadError::Empty),
            (b"\xef\xbb\xbf", ReadError::Empty),
            (b"\xff\xfe", ReadError::Empty),
            (&[0; 3000], ReadError::Zeros),
            (b"%PDF-1.7 \xe2\xe3", ReadError::Document("a PDF document")),
            (b"PK\x03\x04\x14\x00", ReadError::Document("a Word, OpenDocument or ZIP file")),
            (b"\x7fELF\x02\x01\x01\x00\x00\x00", ReadError::Binary),
            (&long, ReadError::Binary),
        ] {
            assert_eq!(decode(bytes), Err(error), "{bytes:?}");
            assert!(error.to_string().ends_with('.'));
        }
    }

    #[test]
    fn stray_bytes_lose_nothing_and_are_told() {
        let bytes = [FRENCH.as_bytes(), b" caf\xe9 \x93now\x94"].concat();
        let decoded = decode(&bytes).unwrap();
        assert_eq!(decoded.text, format!("{FRENCH} café “now”"));
        assert_eq!(decoded.encoding, "UTF-8");
        assert_eq!(
            decoded.warning.as_deref(),
            Some(
                "3 bytes are not UTF-8 and read as Windows-1252. If letters look wrong, save the file as UTF-8."
            )
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_text_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(decoded) = decode(&bytes) {
                prop_assert!(!decoded.text.contains('\r') && !decoded.text.trim().is_empty());
            }
        }

        #[test]
        fn any_text_comes_back(text in "[^\\x00-\\x1f\\x7f-\\x9f\u{feff}]{1,80}") {
            prop_assume!(!text.trim().is_empty() && document(text.as_bytes()).is_none());
            prop_assert_eq!(decode(text.as_bytes()).map(|d| d.text), Ok(text));
        }
    }
}
