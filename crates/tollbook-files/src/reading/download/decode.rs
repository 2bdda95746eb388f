//! Decoding a file piece by piece, so that a file of any size takes little memory.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How much is read at once, and how much is looked at to find the encoding.
const PIECE: usize = 256 * 1024;

/// The text of a file in pieces. Line ends are as in the file.
pub(in crate::reading) struct Pieces<R> {
    input: R,
    bytes: Vec<u8>,
    /// Bytes read already: the first piece, or the beginning of a character that was cut.
    waiting: usize,
    ended: bool,
    how: How,
}

enum How {
    /// UTF-8, in which stray bytes are read as Windows-1252 so that nothing is lost.
    Utf8,
    Other(Box<Decoder>),
}

impl<R: Read> Pieces<R> {
    /// Reads the first piece and finds the encoding: byte-order marks, zero bytes of UTF-16, UTF-8 if the
    /// first piece is mostly valid, else what an HTML or XML file says of itself, else what is likeliest.
    pub fn new(mut input: R) -> io::Result<Self> {
        let mut bytes = vec![0; PIECE];
        let waiting = fill(&mut input, &mut bytes)?;
        let ended = waiting < PIECE;
        let (encoding, skip) = encoding(&bytes[..waiting]);
        bytes.copy_within(skip..waiting, 0);
        let how = if encoding == UTF_8 {
            How::Utf8
        } else {
            How::Other(Box::new(encoding.new_decoder_without_bom_handling()))
        };
        Ok(Self { input, bytes, waiting: waiting - skip, ended, how })
    }

    /// The next piece; `None` at the end.
    pub fn next(&mut self) -> io::Result<Option<String>> {
        if self.waiting < self.bytes.len() && !self.ended {
            let read = fill(&mut self.input, &mut self.bytes[self.waiting..])?;
            self.waiting += read;
            self.ended = self.waiting < self.bytes.len();
        }
        if self.waiting == 0 {
            return Ok(None);
        }
        let piece = &self.bytes[..self.waiting];
        let mut text = String::with_capacity(piece.len() + 16);
        let mut cut = 0;
        match &mut self.how {
            How::Utf8 => {
                let chunks = piece.utf8_chunks();
                for chunk in chunks {
                    text.push_str(chunk.valid());
                    let invalid = chunk.invalid();
                    let at_end = invalid.as_ptr_range().end == piece.as_ptr_range().end;
                    if at_end && !self.ended && invalid.len() < 4 && !invalid.is_empty() {
                        cut = invalid.len();
                    } else {
                        text.push_str(&WINDOWS_1252.decode_without_bom_handling(invalid).0);
                    }
                }
            }
            How::Other(decoder) => {
                text.reserve(decoder.max_utf8_buffer_length(piece.len()).unwrap_or(piece.len() * 3));
                let _ = decoder.decode_to_string(piece, &mut text, self.ended);
            }
        }
        let kept = self.waiting - cut;
        self.bytes.copy_within(kept..self.waiting, 0);
        self.waiting = cut;
        Ok(Some(text))
    }
}

/// Reads until the buffer is full or the file ends.
fn fill(input: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut read = 0;
    while read < buffer.len() {
        match input.read(&mut buffer[read..]) {
            Ok(0) => break,
            Ok(n) => read += n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(read)
}

/// The encoding of a file by its first bytes, and how many of them are a byte-order mark.
fn encoding(first: &[u8]) -> (&'static Encoding, usize) {
    if let Some(found) = Encoding::for_bom(first) {
        return found;
    }
    let sample = &first[..first.len().min(4096)];
    let zeros = |which: usize| sample.iter().skip(which).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let enough = sample.len() / 40 + 1;
    if odd >= enough && even * 20 <= odd {
        return (UTF_16LE, 0);
    }
    if even >= enough && odd * 20 <= even {
        return (UTF_16BE, 0);
    }
    let (mut good, mut bad) = (0, 0);
    for chunk in first.utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        bad += chunk.invalid().len();
    }
    // A character may be cut at the end of the piece.
    if bad <= 3.min(good) || bad == 0 || good > 4 * bad {
        return (UTF_8, 0);
    }
    let declared = declared(sample).filter(|encoding| *encoding != UTF_8);
    (declared.unwrap_or_else(|| likeliest(first)), 0)
}

/// `charset=…` or `encoding="…"` near the beginning of a page or an XML file.
fn declared(sample: &[u8]) -> Option<&'static Encoding> {
    let text = String::from_utf8_lossy(sample).to_ascii_lowercase();
    if !text.contains('<') {
        return None;
    }
    let after =
        ["charset=", "encoding="].iter().find_map(|label| text.split_once(label)).map(|(_, rest)| rest)?;
    let name: String = after
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c))
        .collect();
    Encoding::for_label(name.as_bytes())
}

fn likeliest(first: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(first, false);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(bytes: &[u8]) -> String {
        let mut pieces = Pieces::new(bytes).unwrap();
        let mut text = String::new();
        while let Some(piece) = pieces.next().unwrap() {
            text.push_str(&piece);
        }
        text
    }

    #[test]
    fn encodings_of_downloads() {
        let french = "Deux blessés près de l’hôtel, « déjà » évacués.";
        let utf16: Vec<u8> = french.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let with_mark: Vec<u8> = [0xff, 0xfe].into_iter().chain(utf16.iter().copied()).collect();
        let page = format!("<meta charset=iso-8859-1><p>{}", french.replace('’', "'"));
        for (bytes, expected) in [
            (french.as_bytes().to_vec(), french.to_owned()),
            (format!("\u{feff}{french}").into_bytes(), french.to_owned()),
            (WINDOWS_1252.encode(french).0.into_owned(), french.to_owned()),
            (with_mark, french.to_owned()),
            (utf16, french.to_owned()),
            (WINDOWS_1252.encode(&page).0.into_owned(), page.clone()),
            (Vec::new(), String::new()),
        ] {
            assert_eq!(read(&bytes), expected);
        }
    }

    #[test]
    fn characters_that_are_cut_between_two_pieces() {
        for shift in 0..4 {
            let text = format!("{}{}", "x".repeat(shift), "é€😀".repeat(PIECE / 8));
            assert_eq!(read(text.as_bytes()), text);
        }
        let late = [vec![b'x'; PIECE + 10], vec![0xe9, b'!']].concat();
        assert!(read(&late).ends_with("xé!"));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(bytes: Vec<u8>) {
            read(&bytes);
        }
    }
}
