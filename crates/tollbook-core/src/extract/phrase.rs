//! A passage that a coder selects by hand, where the text makes no statement of it: the passage names
//! the people, and the coder says what happened to them.

use super::candidate::Candidate;
use super::chunk::Head;
use super::clause::Clauses;
use super::read::Reader;
use super::statement::{Path, Slot, Span, Statement};
use super::{Context, Kind, Languages, Outcome, read_with};

/// Reads the people that the passage `span` names, and when and where its sentence says that something
/// happened to them, as a statement of that outcome and kind. `None` where the passage names nobody.
pub fn read_phrase(
    text: &str,
    span: Span,
    outcome: Option<Outcome>,
    kind: Kind,
    context: &Context,
    languages: &Languages,
) -> Option<Statement> {
    read_with(text, context, languages, |reader| reader.phrase(span, outcome, kind)).flatten()
}

impl Reader<'_, '_> {
    fn phrase(&self, span: Span, outcome: Option<Outcome>, kind: Kind) -> Option<Statement> {
        let at = self.sentences.iter().position(|range| self.span_of(range).overlaps(span))?;
        let parsed = self.parse(self.sentences[at].clone());
        let clauses = Clauses { chunks: &parsed.chunks, pack: self.pack, rules: self.context.rules_off };
        let inside = |chunk: usize| {
            let words = parsed.chunks[chunk].span;
            let head = clauses.noun(chunk).is_some_and(|noun| {
                let number = noun.number.as_ref().map(|n| n.span);
                let head = number.filter(|_| matches!(noun.head, Head::Number)).unwrap_or(noun.head_span);
                span.contains(head) && number.is_none_or(|number| span.contains(number))
            });
            words.overlaps(span) && (span.contains(words) || words.contains(span) || head)
        };
        let people = |chunk: &usize| clauses.noun(*chunk).is_some_and(|noun| noun.is_people());
        let maybe = |chunk: &usize| clauses.noun(*chunk).is_some_and(Clauses::may_be_people);
        let nouns: Vec<usize> = (0..parsed.chunks.len()).filter(|chunk| inside(*chunk)).collect();
        let body = |chunk: &usize| {
            clauses.noun(*chunk).is_some_and(|noun| matches!(noun.head, Head::Body(_) | Head::Group))
        };
        let find = |passes: &dyn Fn(&usize) -> bool| nouns.iter().copied().find(|chunk| passes(chunk));
        let first = find(&people).or_else(|| find(&maybe)).or_else(|| find(&body))?;
        // In a passage with verbs of its own, people of whom nothing says that it happened to them are
        // its patient only where it names no others.
        let clause = (0..parsed.chunks.len()).any(|chunk| inside(chunk) && clauses.verb(chunk).is_some());
        let whole = clauses.group_at(first, false);
        let named = |chunk: &usize| people(chunk) && !(whole.chunks.0..=whole.chunks.1).contains(chunk);
        if clause && nouns.iter().any(named) {
            return None;
        }
        let mut group = whole;
        group.members.retain(|member| inside(member.noun));
        let last = group.members.last()?;
        let end = last.appositions.iter().copied().chain([last.whole.unwrap_or(last.noun)]).max()?;
        group.chunks = (first, end);
        group.span = parsed.chunks[first].span.with(parsed.chunks[end].span);
        let candidate = Candidate {
            at: first,
            trigger: group.span,
            outcome,
            slot: Slot::Described,
            path: Path::Adjacent,
            group: Some(group),
            count: None,
            agent: None,
            loser: None,
            kind: Some(kind),
            denied: false,
            selected: true,
        };
        let before = at.checked_sub(1).map(|before| self.parse(self.sentences[before].clone()));
        let statement = self.statement(&parsed, &clauses, &candidate, before.as_ref(), &[])?;
        Some(Statement { kind, ..statement })
    }

    fn span_of(&self, range: &std::ops::Range<usize>) -> Span {
        match (self.tokens.get(range.start), self.tokens.get(range.end.saturating_sub(1))) {
            (Some(first), Some(last)) => first.span.with(last.span),
            _ => Span::default(),
        }
    }
}
