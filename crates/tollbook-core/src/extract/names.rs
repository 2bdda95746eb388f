//! Names of people and units in a sentence, whatever is said of them.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::chunk::{ChunkKind, Main, Preposition};
use super::clause::Clauses;
use super::pack::Category;
use super::read::Reader;
use super::statement::Span;
use super::token::{Letters, Shape, Token};

/// No unit has more words in its name.
const LONGEST_UNIT: usize = 16;

impl Reader<'_, '_> {
    /// The names of people and units, in order, but for those of whoever speaks. Where capitals tell nothing, as in
    /// headlines, there are none, unless the words are a list of names.
    pub(super) fn names(&self, is_list: bool) -> Vec<Range<usize>> {
        self.sentences.iter().flat_map(|range| self.names_of(range.clone(), is_list)).collect()
    }

    fn names_of(&self, sentence: Range<usize>, is_list: bool) -> Vec<Range<usize>> {
        let parsed = self.parse(sentence);
        let clauses = Clauses { chunks: &parsed.chunks, pack: self.pack, rules: self.context.rules_off };
        let says =
            |at: &usize| clauses.verb(*at).is_some_and(|verb| matches!(verb.main, Main::Say | Main::Deny));
        let chunk = |at: Option<usize>| at.and_then(|at| parsed.chunks.get(at)).map(|chunk| &chunk.kind);
        let is_of =
            |at: usize| matches!(chunk(at.checked_sub(1)), Some(ChunkKind::Preposition(Preposition::Of)));
        let subjects: FxHashSet<usize> = (0..parsed.chunks.len())
            .filter(says)
            .flat_map(|verb| {
                let subject = clauses.subject_of(verb).map(|(subject, _)| subject);
                [subject, verb.checked_sub(1), Some(verb + 1)].into_iter().flatten()
            })
            .collect();
        // "Anna Keller of the ministry said".
        let of_others = subjects.iter().filter(|at| is_of(**at)).filter_map(|at| at.checked_sub(2));
        let speakers: FxHashSet<usize> = subjects.iter().copied().chain(of_others).collect();
        let is_place =
            |at: usize| matches!(chunk(at.checked_sub(1)), Some(ChunkKind::Preposition(Preposition::Place)));
        let nouns = parsed.chunks.iter().enumerate();
        let nouns = nouns.filter(|(at, _)| !speakers.contains(at) && !is_place(*at));
        let named = nouns
            .filter_map(|(_, chunk)| chunk.noun())
            .filter(|noun| !noun.is_organisation() && (is_list || !noun.shouted));
        let mut names: Vec<Span> = named
            .flat_map(|noun| {
                noun.unit
                    .and_then(|unit| self.name_of_unit(unit))
                    .into_iter()
                    .chain(noun.names.iter().copied())
            })
            .collect();
        names.sort_by_key(|name| (name.start, name.end));
        names.dedup();
        names.into_iter().map(|name| name.start..name.end).collect()
    }

    /// The word for a unit with the numbers and capitalised words before it, by which it is told from others.
    fn name_of_unit(&self, unit: Span) -> Option<Span> {
        let at = self.tokens.partition_point(|token| token.span.start < unit.start);
        let is_of_name = |token: &&Token| {
            let entries = self.pack.vocabulary.entries_of(token.word);
            matches!(token.shape, Shape::Number(_))
                || entries.iter().any(|entry| entry.category == Category::Ordinal)
                || token.shape == Shape::Word && token.letters != Letters::Lower
        };
        let first = self.tokens[..at].iter().rev().take(LONGEST_UNIT).take_while(is_of_name).last()?;
        Some(first.span.with(unit))
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::{Context, Languages, names};

    #[test]
    fn names_are_those_of_people_and_units_who_do_not_speak() {
        for (code, text, expected) in [
            ("en", "The dead man, Sergeant Maxim Bosco, was hit near Gorda on Friday.", vec!["Maxim Bosco"]),
            (
                "en",
                "Cpl. Cedric de Perron and Alan Bertuccio died.",
                vec!["Cedric de Perron", "Alan Bertuccio"],
            ),
            ("en", "Soldiers of the 1st Engineer Regiment were hurt.", vec!["1st Engineer Regiment"]),
            ("en", "A militia leader, Mustafa al-Kadim, was killed.", vec!["Mustafa al-Kadim"]),
            ("en", "Two French soldiers died in Mali in November.", vec![]),
            ("en", "Authorities said that ISIS had killed them.", vec![]),
            ("en", "The blast killed two, Nicolas Barron of the palace said.", vec![]),
            ("en", "French Soldier Killed By Bomb Near Gao", vec![]),
            ("fr", "Le brigadier-chef Tanguy Maurin est mort.", vec!["Tanguy Maurin"]),
            ("es", "El sargento Luis Ferrada murió en combate.", vec!["Luis Ferrada"]),
            ("de", "Der Hauptmann Jonas Weller fiel am Montag.", vec!["Jonas Weller"]),
            ("en", "", vec![]),
        ] {
            let context = Context { language: Some(code.to_owned()), ..Context::default() };
            let found = names(text, &context, Languages::builtin());
            let found: Vec<&str> = found.into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
