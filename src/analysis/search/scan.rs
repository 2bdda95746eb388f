//! Finding the places of a text where a phrase may be: those of its rarest letter.

/// The letters of a phrase, and for each the bytes that give it away.
#[derive(Clone, Debug)]
pub(super) struct Clue {
    /// Which letter of the phrase it is.
    pub letter: usize,
    bytes: Bytes,
}

/// Some bytes to look for.
#[derive(Clone, Debug)]
enum Bytes {
    One(u8),
    Two(u8, u8),
    Three(u8, u8, u8),
    Many(Box<[bool; 256]>),
}

impl Clue {
    /// The rarest of the letters, each told by the bytes that stand in every way to write it.
    pub fn rarest(letters: &[Vec<u8>]) -> Option<Self> {
        let cost = |bytes: &Vec<u8>| bytes.iter().map(|byte| u32::from(frequency(*byte))).sum::<u32>();
        let known = letters.iter().enumerate().filter(|(_, bytes)| !bytes.is_empty());
        let (letter, bytes) = known.min_by_key(|(_, bytes)| cost(bytes))?;
        let bytes = match bytes[..] {
            [a] => Bytes::One(a),
            [a, b] => Bytes::Two(a, b),
            [a, b, c] => Bytes::Three(a, b, c),
            _ => {
                let mut table = Box::new([false; 256]);
                bytes.iter().for_each(|byte| table[usize::from(*byte)] = true);
                Bytes::Many(table)
            }
        };
        Some(Self { letter, bytes })
    }

    /// The next place of one of the bytes.
    pub fn next(&self, text: &[u8], from: usize) -> Option<usize> {
        let rest = text.get(from..)?;
        let at = match &self.bytes {
            Bytes::One(a) => memchr::memchr(*a, rest),
            Bytes::Two(a, b) => memchr::memchr2(*a, *b, rest),
            Bytes::Three(a, b, c) => memchr::memchr3(*a, *b, *c, rest),
            Bytes::Many(table) => rest.iter().position(|byte| table[usize::from(*byte)]),
        };
        at.map(|at| from + at)
    }
}

/// About how many of a thousand bytes of news are this one.
fn frequency(byte: u8) -> u8 {
    const LETTERS: [u8; 26] =
        [70, 14, 30, 34, 100, 18, 16, 40, 62, 2, 7, 36, 24, 62, 62, 18, 2, 56, 60, 76, 26, 10, 14, 3, 14, 3];
    match byte {
        b' ' => 170,
        b'a'..=b'z' => LETTERS[usize::from(byte - b'a')],
        b'A'..=b'Z' => LETTERS[usize::from(byte - b'A')] / 10 + 1,
        b'0'..=b'9' | b'.' | b',' | b'\n' | b'-' | b'\'' => 8,
        // What letters of other scripts begin with, in a text of such a script.
        0xc3 | 0xe2 => 25,
        0xce..=0xd1 | 0xd7..=0xd9 => 200,
        0x80..=0xbf => 16,
        _ => 3,
    }
}
