//! Statements of the same text that speak of the same people.

use super::pack::Pack;
use super::statement::{Repeat, Statement};

/// Marks the statements that repeat an earlier one.
pub fn mark_repeats(text: &str, pack: &Pack, found: &mut [Statement], sentence_of: &[usize]) {
    let _ = (pack, sentence_of);
    for at in 1..found.len() {
        let (earlier, rest) = found.split_at_mut(at);
        let statement = &mut rest[0];
        let Some(patient) = &statement.patient else { continue };
        let surname = |span: super::Span| span.words(text).split_whitespace().last().map(str::to_lowercase);
        let names: Vec<_> = patient.names.iter().filter_map(|span| surname(*span)).collect();
        let same_outcome = |other: &Statement| other.outcome == statement.outcome;
        // A surname after the full name.
        let named = earlier.iter().position(|other| {
            same_outcome(other)
                && !names.is_empty()
                && other.patient.as_ref().is_some_and(|p| {
                    p.names.iter().filter_map(|span| surname(*span)).any(|name| names.contains(&name))
                })
        });
        if let Some(of) = named {
            statement.repeat = Some(Repeat { of, certain: names.len() == 1 });
        }
    }
}
