//! The span of an annotation without what does not belong to its words.

use std::ops::Range;

use crate::text::sentence::is_abbreviated;

/// The span of an annotation without stray space at its ends, without punctuation before its first word and
/// after its last; the stop of an abbreviation stays. A span that holds nothing else is left as it is.
pub fn trim(text: &str, span: Range<usize>) -> Range<usize> {
    let Some(words) = text.get(span.clone()) else { return span };
    let stop = |c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…' | '،' | '؛' | '؟' | '۔' | '।');
    let wide_stop = |c: char| matches!(c, '。' | '、' | '，' | '；' | '：' | '！' | '？');
    let stray = |c: char| c.is_whitespace() || stop(c) || wide_stop(c);
    // ".22 rounds" and "…": a point that touches the word is the word's.
    let opening = words.trim_start_matches(|c: char| stray(c) && !matches!(c, '.' | '…'));
    let lead = words.len() - opening.len();
    let mut end = words.trim_end_matches(stray).len();
    if words[end..].starts_with('.') && is_abbreviated(&words[..end]) {
        end += 1;
    }
    if lead >= end { span } else { span.start + lead..span.start + end }
}
