//! Offsets: bytes in the program, Unicode code points in files.

/// How many code points begin in some bytes of UTF-8.
fn code_points(bytes: &[u8]) -> usize {
    // All but the continuation bytes, 0b10xx_xxxx.
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
}

/// Turns byte offsets into code points, in one pass over the text; `None` for an offset that does
/// not lie on a character's boundary, or not in the text.
pub fn to_code_points(text: &str, bytes: &[usize]) -> Vec<Option<usize>> {
    let mut order: Vec<usize> = (0..bytes.len()).collect();
    order.sort_unstable_by_key(|&n| bytes[n]);
    let mut points = vec![None; bytes.len()];
    let (mut at, mut point) = (0, 0);
    for n in order {
        let byte = bytes[n];
        if !text.is_char_boundary(byte) {
            continue;
        }
        point += code_points(&text.as_bytes()[at..byte]);
        at = byte;
        points[n] = Some(point);
    }
    points
}

/// How far a walk over a text has come, in both units: looking up offsets that mostly rise costs
/// one pass.
#[derive(Debug)]
pub struct Walk<'a> {
    text: &'a str,
    byte: usize,
    point: usize,
}

impl<'a> Walk<'a> {
    /// A walk over `text`.
    pub fn new(text: &'a str) -> Self {
        Self { text, byte: 0, point: 0 }
    }

    /// The byte at which code point number `point` begins; `None` past the end.
    pub fn byte(&mut self, point: usize) -> Option<usize> {
        if point < self.point {
            (self.byte, self.point) = (0, 0);
        }
        let mut rest = self.text[self.byte..].char_indices();
        let steps = point - self.point;
        let byte = match rest.nth(steps) {
            Some((at, _)) => self.byte + at,
            None if code_points(&self.text.as_bytes()[self.byte..]) == steps => self.text.len(),
            None => return None,
        };
        (self.byte, self.point) = (byte, point);
        Some(byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "à Gao, 😀 خمسة soldats";

    #[test]
    fn offsets_go_both_ways_and_stop_at_the_ends() {
        let ends: Vec<usize> = TEXT.char_indices().map(|(at, _)| at).chain([TEXT.len()]).collect();
        let points: Vec<usize> = to_code_points(TEXT, &ends).into_iter().flatten().collect();
        assert_eq!(points, (0..ends.len()).collect::<Vec<_>>());
        let mut walk = Walk::new(TEXT);
        assert_eq!(points.iter().map(|&point| walk.byte(point).unwrap()).collect::<Vec<_>>(), ends);
        assert_eq!((walk.byte(ends.len()), walk.byte(1)), (None, Some(2)));
        assert_eq!(to_code_points(TEXT, &[2, 1, 0, 999]), [Some(1), None, Some(0), None]);
    }
}
