//! Texts that must fit into a width.

use std::borrow::Cow;

use super::shape::{Font, Measure};

/// No drawing has room for more characters of one text. Names may have a million.
const LONGEST: usize = 4000;

/// The text, cut where no drawing would have room for more.
fn beginning(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()).into(),
        None => text.into(),
    }
}

/// The text, cut at its end where it is wider than `width`.
pub(super) fn fitted(text: &str, font: Font, width: f64, measure: Measure<'_>) -> String {
    let text = beginning(text);
    if measure(&text, font) <= width {
        return text.into_owned();
    }
    let ends: Vec<usize> = text.char_indices().map(|(end, _)| end).collect();
    let cut = |end: usize| format!("{}…", text[..end].trim_end());
    // A longer text is never narrower, as far as this is about.
    let fitting = ends.partition_point(|end| measure(&cut(*end), font) <= width);
    cut(ends.get(fitting.saturating_sub(1)).copied().unwrap_or(0))
}

/// The lines into which a text breaks where none may be wider than `width`: between words, and inside one only where
/// it alone is wider.
pub(super) fn wrapped(text: &str, font: Font, width: f64, measure: Measure<'_>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in beginning(text).split_whitespace() {
        if let Some(line) = lines.last_mut() {
            let longer = format!("{line} {word}");
            if measure(&longer, font) <= width {
                *line = longer;
                continue;
            }
        }
        let mut line = String::new();
        for letter in word.chars() {
            line.push(letter);
            if line.chars().nth(1).is_some() && measure(&line, font) > width {
                line.pop();
                lines.push(std::mem::replace(&mut line, letter.to_string()));
            }
        }
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_a_megabyte_is_cut() {
        let measured = std::cell::Cell::new(0);
        let measure = |text: &str, font: Font| {
            measured.set(measured.get() + text.len());
            text.chars().count() as f64 * font.size / 2.0
        };
        let name = "é".repeat(1 << 20);
        assert_eq!(fitted(&name, Font::regular(10.0), 50.0, &measure), "ééééééééé…");
        let lines = wrapped(&name, Font::regular(10.0), 500.0, &measure);
        assert_eq!((lines.len(), lines[0].chars().count()), (41, 100));
        assert!(lines[40].ends_with('…'));
        assert!(measured.get() < 4 << 20, "{} bytes were measured", measured.get());
    }
}
