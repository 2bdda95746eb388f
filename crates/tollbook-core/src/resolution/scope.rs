//! What a running total says it counts: where, since when, and which deaths.

use super::Resolver;
use crate::extract::Statement;
use crate::model::{Claim, EntryId, List};

impl Resolver<'_> {
    /// Sets the scope of a total, whose operations are resolved already.
    pub(super) fn set_scope(&self, statement: &Statement, claim: &mut Claim) {
        let sentence = statement.sentence.words(self.text);
        claim.scope_areas = self.areas_named(sentence);
        // The dateline's country is no scope.
        let stated = statement.country.as_ref().filter(|country| country.span.is_some());
        claim.scope_countries = stated.map(|country| country.name.clone()).into_iter().collect();
        claim.definition = self.definition(statement, sentence);
        claim.scope_from = statement.since.as_ref().and_then(|date| date.range).map(|range| range.first());
    }

    /// The project's named areas that the words name.
    fn areas_named(&self, words: &str) -> Vec<EntryId> {
        let areas = self.project.list(List::Area);
        areas.filter(|(_, entry)| has_words(words, &entry.value)).map(|(id, _)| id).collect()
    }

    /// What the total says it includes; "not stated" is an entry of the list too.
    fn definition(&self, statement: &Statement, words: &str) -> Option<EntryId> {
        let named = |entry: &str| self.project.entry(List::Definition, entry);
        let stated = statement.definition.as_deref().and_then(named);
        let by_name = || {
            let mut entries = self.project.list(List::Definition);
            entries.find(|(_, entry)| has_words(words, &entry.value)).map(|(id, _)| id)
        };
        stated.or_else(by_name).or_else(|| named("not stated")).or_else(|| named("unstated"))
    }
}

/// Whether `name` stands in the words as whole words.
fn has_words(words: &str, name: &str) -> bool {
    let (words, name) = (words.to_lowercase(), name.trim().to_lowercase());
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !name.is_empty()
        && words.match_indices(&name).any(|(at, _)| {
            !is_word(words[..at].chars().next_back()) && !is_word(words[at + name.len()..].chars().next())
        })
}
