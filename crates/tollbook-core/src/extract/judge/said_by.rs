//! Who makes a statement.

use crate::extract::chunk::{ChunkKind, Main};
use crate::extract::clause::Clauses;
use crate::extract::statement::Span;

/// Who says it: the subject of the verb of saying that governs the clause.
pub fn said_by(clauses: &Clauses<'_, '_>, at: usize) -> Option<Span> {
    let saying =
        |i: &usize| clauses.verb(*i).is_some_and(|verb| matches!(verb.main, Main::Say) && !verb.infinitive);
    let before = (0..at).rev().take(20).find(saying);
    let after = (at + 1..clauses.chunks.len()).take(30).find(saying);
    let verb = before.or(after)?;
    let subject = clauses.subject_of(verb).map(|(noun, _)| noun).or_else(|| {
        // "according to", "police said" after a comma: the noun group beside the verb.
        clauses.before(verb).filter(|i| matches!(clauses.chunks[*i].kind, ChunkKind::Noun(_)))
    })?;
    Some(clauses.chunks[subject].span)
}
