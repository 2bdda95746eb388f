//! The words around what was found, on one line.

use std::ops::Range;

/// A place of a text with the words around it, on one line: blanks of every kind are single spaces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// What stands before it.
    pub before: String,
    /// The words found.
    pub matched: String,
    /// What stands after it.
    pub after: String,
}

/// The words around `span`, so many letters before it and after it, cut between words; a cut is marked `…`.
pub fn context(text: &str, span: &Range<usize>, [left, right]: [usize; 2]) -> Context {
    let (Some(before), Some(found), Some(after)) =
        (text.get(..span.start), text.get(span.clone()), text.get(span.end..))
    else {
        return Context::default();
    };
    // Twice as many are looked at, since many blanks make one.
    let from = before.char_indices().rev().nth(left * 2).map_or(0, |(at, _)| at);
    let until = after.char_indices().nth(right * 2).map_or(after.len(), |(at, _)| at);
    let (before, after) = (on_one_line(&before[from..]), on_one_line(&after[..until]));
    let last = before.char_indices().rev().nth(left).map(|(at, _)| at);
    let before = match last {
        Some(at) => format!("…{}", before[at..].split_once(' ').map_or(&before[at..], |(_, words)| words)),
        None if from > 0 => format!("…{before}"),
        None => before,
    };
    let first = after.char_indices().nth(right).map(|(at, _)| at);
    let after = match first {
        Some(at) => format!("{}…", after[..at].rsplit_once(' ').map_or(&after[..at], |(words, _)| words)),
        None if until < text.len() - span.end => format!("{after}…"),
        None => after,
    };
    Context { before, matched: on_one_line(found), after }
}

/// The text with a single space for every run of blanks.
fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter.is_whitespace() {
            true if line.ends_with(' ') => {}
            true => line.push(' '),
            false => line.push(letter),
        }
    }
    line
}
