//! Web pages saved by Safari: a property list that holds the page and its parts.

use std::collections::HashMap;

use super::{Budget, Document, ReadError, html};

const WHAT: &str = "web archive";

/// Reads a web archive: its main resource.
pub(super) fn read(bytes: &[u8], budget: &Budget<'_>) -> Result<Document, ReadError> {
    let list = PropertyList::open(bytes).ok_or(ReadError::Damaged(WHAT))?;
    let root = list.dictionary(list.root).ok_or(ReadError::Damaged(WHAT))?;
    let main =
        root.get("WebMainResource").and_then(|at| list.dictionary(*at)).ok_or(ReadError::Damaged(WHAT))?;
    let text = |key: &str| main.get(key).and_then(|at| list.text(*at));
    let data = main.get("WebResourceData").and_then(|at| list.data(*at)).ok_or(ReadError::Damaged(WHAT))?;
    let mut document = html::read(data, text("WebResourceTextEncodingName").as_deref(), budget)?;
    let url = text("WebResourceURL").filter(|url| url.starts_with("http"));
    document.metadata.url = document.metadata.url.take().or(url);
    Ok(document)
}

/// A binary property list: objects that refer to each other by number.
struct PropertyList<'a> {
    bytes: &'a [u8],
    offsets: Vec<usize>,
    reference: usize,
    root: usize,
}

impl<'a> PropertyList<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let trailer = bytes.get(bytes.len().checked_sub(32)?..)?;
        let offset_size = usize::from(trailer[6]);
        let reference = usize::from(trailer[7]);
        let count = number(&trailer[8..16])?;
        let root = number(&trailer[16..24])?;
        let table = number(&trailer[24..32])?;
        let sizes = 1..=8;
        if !sizes.contains(&offset_size) || !sizes.contains(&reference) || count > bytes.len() {
            return None;
        }
        let table = bytes.get(table..table.checked_add(count.checked_mul(offset_size)?)?)?;
        let offsets = table.chunks_exact(offset_size).map(number).collect::<Option<Vec<_>>>()?;
        Some(Self { bytes, offsets, reference, root })
    }

    /// An object's kind, how many items or bytes it has, and what follows.
    fn object(&self, at: usize) -> Option<(u8, usize, &'a [u8])> {
        let bytes = self.bytes.get(*self.offsets.get(at)?..)?;
        let (marker, rest) = bytes.split_first()?;
        let (kind, count) = (marker >> 4, usize::from(marker & 0x0f));
        if count < 15 {
            return Some((kind, count, rest));
        }
        // The count is a number of its own.
        let (marker, rest) = rest.split_first()?;
        let length = 1_usize << (marker & 0x0f).min(3);
        Some((kind, number(rest.get(..length)?)?, rest.get(length..)?))
    }

    fn dictionary(&self, at: usize) -> Option<HashMap<String, usize>> {
        let (kind, count, rest) = self.object(at)?;
        let length = count.checked_mul(self.reference)?;
        let keys = rest.get(..length).filter(|_| kind == 0xd)?;
        let values = rest.get(length..length.checked_mul(2)?)?;
        let pairs = keys.chunks_exact(self.reference).zip(values.chunks_exact(self.reference));
        pairs.map(|(key, value)| Some((self.text(number(key)?)?, number(value)?))).collect()
    }

    fn text(&self, at: usize) -> Option<String> {
        let (kind, count, rest) = self.object(at)?;
        match kind {
            5 => Some(String::from_utf8_lossy(rest.get(..count)?).into_owned()),
            6 => {
                let bytes = rest.get(..count.checked_mul(2)?)?;
                Some(encoding_rs::UTF_16BE.decode_without_bom_handling(bytes).0.into_owned())
            }
            _ => None,
        }
    }

    fn data(&self, at: usize) -> Option<&'a [u8]> {
        let (kind, count, rest) = self.object(at)?;
        rest.get(..count).filter(|_| kind == 4)
    }
}

fn number(bytes: &[u8]) -> Option<usize> {
    let number =
        bytes.iter().try_fold(0_u64, |number, byte| Some(number.checked_mul(256)? + u64::from(*byte)))?;
    usize::try_from(number).ok()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::reading::document::Limits;

    /// A property list as Safari writes it, of one page.
    fn archive(page: &str) -> Vec<u8> {
        let string = |text: &str| {
            let mut bytes = vec![0x5f, 0x10, u8::try_from(text.len()).unwrap()];
            bytes.extend_from_slice(text.as_bytes());
            bytes
        };
        let mut data = vec![0x4f, 0x11];
        data.extend_from_slice(&u16::try_from(page.len()).unwrap().to_be_bytes());
        data.extend_from_slice(page.as_bytes());
        let objects = [
            vec![0xd1, 1, 2],
            string("WebMainResource"),
            vec![0xd2, 3, 4, 5, 6],
            string("WebResourceData"),
            string("WebResourceURL"),
            data,
            string("https://example.org/raid"),
        ];
        let mut bytes = b"bplist00".to_vec();
        let mut offsets = Vec::new();
        for object in &objects {
            offsets.extend_from_slice(&u16::try_from(bytes.len()).unwrap().to_be_bytes());
            bytes.extend_from_slice(object);
        }
        let table = bytes.len() as u64;
        bytes.extend_from_slice(&offsets);
        bytes.extend_from_slice(&[0, 0, 0, 0, 0, 0, 2, 1]);
        for number in [objects.len() as u64, 0, table] {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        bytes
    }

    #[test]
    fn the_main_page_is_read() {
        let paragraph = "Three soldiers were killed near the river on Monday, the army said. ".repeat(6);
        let bytes = archive(&format!(
            "<html><title>A raid</title><article><h1>A raid</h1><p>{paragraph}</p></article>"
        ));
        let cancel = AtomicBool::new(false);
        let budget = Budget::new(Limits::default(), &cancel);
        let document = read(&bytes, &budget).unwrap();
        assert!(document.text.starts_with("A raid\n\nThree soldiers"), "{}", document.text);
        assert_eq!(document.metadata.url.as_deref(), Some("https://example.org/raid"));
        for end in 0..bytes.len() {
            let _ = read(&bytes[..end], &budget);
        }
    }
}
