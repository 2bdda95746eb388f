//! Under which operation it happened: named in the sentence, else in the same article where days and place
//! fit, else the only one that fits. Never carried over from another article.

use std::ops::Range;

use super::Resolver;
use crate::analysis::places;
use crate::extract::Span;
use crate::model::{Claim, DateRange, Kind, OperationBasis, OperationId, Precision};

/// How many days before an article an undated event of which it speaks may lie.
const NEWS: i32 = -31;

impl Resolver<'_> {
    /// The operations of a claim, of which all else is resolved already, and how they are known.
    pub(super) fn operations(
        &self,
        sentence: Span,
        claim: &Claim,
    ) -> (Vec<OperationId>, Option<OperationBasis>) {
        let fits = |id: &OperationId| self.fits(*id, claim);
        let in_sentence = once(self.named(sentence.range()).into_iter().map(|(_, id)| id));
        if claim.kind == Kind::Total {
            let basis = (!in_sentence.is_empty()).then_some(OperationBasis::Stated);
            return (in_sentence, basis);
        }
        let fitting: Vec<OperationId> = in_sentence.iter().copied().filter(fits).collect();
        match (in_sentence.as_slice(), fitting.as_slice()) {
            (_, [only]) => return (vec![*only], Some(OperationBasis::Stated)),
            ([], _) => {}
            _ => return (Vec::new(), None),
        }
        // What the sentence does not name is inferred for the recorded sides' own people alone.
        if claim.side.is_none_or(|side| !self.project.recorded_sides().any(|recorded| recorded == side)) {
            return (Vec::new(), None);
        }
        let nearest = self
            .named(0..self.text.len())
            .into_iter()
            .filter(|(_, id)| fits(id))
            .min_by_key(|(range, _)| gap(range, &sentence.range()))
            .map(|(_, id)| id);
        let only = || {
            let known = claim.kind.has_incident() && claim.date.is_some() && !claim.country.is_empty();
            let mut fitting = self.project.operations.iter().map(|(id, _)| id).filter(fits);
            let only = fitting.next().filter(|_| known)?;
            fitting.next().is_none().then_some(only)
        };
        match nearest.or_else(only) {
            Some(id) => (vec![id], Some(OperationBasis::Inferred)),
            None => (Vec::new(), None),
        }
    }

    /// Where operations of the project are named in part of the text, in order. A longer name that holds a
    /// shorter one is one mention.
    pub(super) fn named(&self, range: Range<usize>) -> Vec<(Range<usize>, OperationId)> {
        let Some(text) = self.text.get(range.clone()) else { return Vec::new() };
        let mut found: Vec<(Range<usize>, OperationId)> = Vec::new();
        for (id, operation) in self.project.operations.iter() {
            for name in operation.names() {
                found.extend(
                    mentions(text, name).map(|at| (at.start + range.start..at.end + range.start, id)),
                );
            }
        }
        found.sort_by_key(|(at, _)| (at.start, std::cmp::Reverse(at.end)));
        let mut end = 0;
        found.retain(|(at, _)| {
            let again = at.start < end;
            end = end.max(at.end);
            !again
        });
        found
    }

    /// Whether the days and the country of the claim, as far as they are known, are the operation's. An
    /// undated event is taken to be news: it fits what was going on, or just over, when the article appeared.
    fn fits(&self, id: OperationId, claim: &Claim) -> bool {
        let news = || {
            let published = self.passage.published?;
            let first = published.shifted(NEWS).map_or(published.first(), |earlier| earlier.first());
            DateRange::new(first, published.last(), Precision::Range)
        };
        let date = claim.date.or_else(news);
        let operation = self.project.operations.get(id);
        operation
            .is_some_and(|operation| places::fits(self.project, operation, date.as_ref(), &claim.country))
    }
}

/// Where a name stands in a text as whole words, whatever the case of its letters; a name in capitals that is a
/// word of three letters or fewer must be written so.
fn mentions<'t>(text: &'t str, name: &str) -> impl Iterator<Item = Range<usize>> + use<'t> {
    let name = name.trim().to_owned();
    let exact = name.chars().count() <= 3;
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut from = 0;
    std::iter::from_fn(move || {
        if name.is_empty() {
            return None;
        }
        loop {
            let at = find_from(text, from, &name, exact)?;
            from = at.end;
            let bounded =
                !is_word(text[..at.start].chars().next_back()) && !is_word(text[at.end..].chars().next());
            if bounded && is_written_as_name(text, &at, &name) {
                return Some(at);
            }
        }
    })
}

/// A capital where the name has one: "chammal" in small letters may be a common word. Text in capitals and
/// scripts without capitals pass; in these the name must stand between quotation marks or after another word of
/// its alias, since many are common words too.
fn is_written_as_name(text: &str, at: &Range<usize>, name: &str) -> bool {
    let words = &text[at.clone()];
    let opens = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
    if !opens(name) {
        let has_case = name.chars().any(|c| c.is_lowercase() || c.is_uppercase());
        let quoted = text[..at.start].trim_end().ends_with(['«', '“', '"', '”', '\'', '„', '‹']);
        return has_case || quoted || name.contains(' ');
    }
    opens(words)
}

fn find_from(text: &str, from: usize, name: &str, exact: bool) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    if exact {
        return rest.find(name).map(|at| from + at..from + at + name.len());
    }
    let first = name.chars().next()?;
    let starts = rest.char_indices().filter(|(_, c)| same_letter(*c, first));
    for (at, _) in starts {
        let mut letters = rest[at..].char_indices();
        let mut end = at;
        let matches = name.chars().all(|wanted| {
            letters.next().is_some_and(|(offset, c)| {
                end = at + offset + c.len_utf8();
                same_letter(c, wanted)
            })
        });
        if matches {
            return Some(from + at..from + end);
        }
    }
    None
}

fn same_letter(a: char, b: char) -> bool {
    a == b || a.to_lowercase().eq(b.to_lowercase())
}

fn once(ids: impl Iterator<Item = OperationId>) -> Vec<OperationId> {
    let mut seen = Vec::new();
    for id in ids {
        if !seen.contains(&id) {
            seen.push(id);
        }
    }
    seen
}

fn gap(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.start.saturating_sub(b.end).max(b.start.saturating_sub(a.end))
}
