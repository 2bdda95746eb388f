//! Texts that must fit into a width.

use super::shape::{Font, Measure};

/// The text, cut at its end where it is wider than `width`.
pub(super) fn fitted(text: &str, font: Font, width: f64, measure: Measure<'_>) -> String {
    if measure(text, font) <= width {
        return text.to_owned();
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
    for word in text.split_whitespace() {
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
