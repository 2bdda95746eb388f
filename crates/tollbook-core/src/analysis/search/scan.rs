//! Finding the places of a text where a phrase may be: those of its rarest letter.

/// Which letter of a phrase to look for first, and the bytes that give it away.
#[derive(Clone, Debug)]
pub(super) struct Clue {
    /// Which letter of the phrase it is.
    pub letter: usize,
    bytes: Bytes,
}

/// Some bytes to look for.
#[derive(Clone, Debug)]
enum Bytes {
    /// A few, three of which are looked for at a time; some may stand twice.
    Few(Vec<[u8; 3]>),
    Many(Box<[bool; 256]>),
}

/// Up to so many times three bytes are a few.
const FEW: usize = 3;

impl Clue {
    /// The rarest of the letters, each told by the bytes that stand in every way to write it.
    pub fn rarest(letters: &[Vec<u8>]) -> Option<Self> {
        let cost = |bytes: &Vec<u8>| bytes.iter().map(|byte| u32::from(frequency(*byte))).sum::<u32>();
        let known = letters.iter().enumerate().filter(|(_, bytes)| !bytes.is_empty());
        let (letter, bytes) = known.min_by_key(|(_, bytes)| cost(bytes))?;
        let bytes = if bytes.len() <= 3 * FEW {
            let mut bytes = bytes.clone();
            // The frequent ones together, so that the others need be looked for seldom.
            bytes.sort_by_key(|byte| std::cmp::Reverse(frequency(*byte)));
            let three = |some: &[u8]| [some[0], some[some.len() / 2], some[some.len() - 1]];
            Bytes::Few(bytes.chunks(3).map(three).collect())
        } else {
            let mut table = Box::new([false; 256]);
            bytes.iter().for_each(|byte| table[usize::from(*byte)] = true);
            Bytes::Many(table)
        };
        Some(Self { letter, bytes })
    }

    /// The places of the bytes, in order.
    pub fn places<'a>(&'a self, text: &'a [u8]) -> ReadingPositions<'a> {
        let mut next = [None; FEW];
        if let Bytes::Few(threes) = &self.bytes {
            for (next, three) in next.iter_mut().zip(threes) {
                *next = find(*three, text, 0);
            }
        }
        ReadingPositions { bytes: &self.bytes, text, next, at: 0 }
    }
}

/// The next of three bytes.
fn find([a, b, c]: [u8; 3], text: &[u8], from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let at = if a == b && b == c { memchr::memchr(a, rest) } else { memchr::memchr3(a, b, c, rest) };
    at.map(|at| from + at)
}

/// The places of some bytes.
pub(super) struct ReadingPositions<'a> {
    bytes: &'a Bytes,
    text: &'a [u8],
    /// The next place of each three of them.
    next: [Option<usize>; FEW],
    /// How far the text has been looked through.
    at: usize,
}

impl Iterator for ReadingPositions<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        match self.bytes {
            Bytes::Few(threes) => {
                let (nth, at) = self
                    .next
                    .iter()
                    .enumerate()
                    .filter_map(|(nth, at)| Some((nth, (*at)?)))
                    .min_by_key(|(_, at)| *at)?;
                self.next[nth] = find(threes[nth], self.text, at + 1);
                Some(at)
            }
            Bytes::Many(table) => {
                let at = self.at + self.text[self.at..].iter().position(|byte| table[usize::from(*byte)])?;
                self.at = at + 1;
                Some(at)
            }
        }
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
