//! The country of a statement whose own sentence names none: that of the dateline, where nothing speaks against it.

use std::ops::Range;

use super::pack::{Case, Category, Entry, Form};
use super::read::{Parsed, Reader};
use super::statement::{Distance, Member, Party, PartyKind, StatedPlace};
use super::token::Letters;
use super::{dateline, pack::UNKNOWN};

/// How many sentences may hold the dateline and what the article is about.
const OPENING: usize = 3;

impl<'a> Reader<'_, 'a> {
    /// The country of the dateline, where the people and what they suffered do not speak of another.
    pub(super) fn infer_country(
        &self,
        parsed: &Parsed<'a>,
        patient: Option<&Party>,
        members: &[Member],
        agent: Option<&Party>,
    ) -> Option<StatedPlace> {
        let country = self.dateline_country.get_or_init(|| match self.context.dateline.as_ref() {
            Some(dateline) => {
                dateline.country.clone().or_else(|| self.pack.country_of_place(&dateline.place))
            }
            None => dateline::dateline(self.text, self.pack).and_then(|dateline| dateline.country),
        });
        let country = country.clone()?;
        if self.opening_names_another(&country) {
            return None;
        }
        // An article about another country names that one more often; a sentence that names another speaks of it,
        // unless it names it only for forces that are abroad ("BEIRUT, 24 Oct -- Nine French soldiers died") or for
        // foreigners of whose country the article says less than of its own.
        let all = self.countries();
        let times = |name: &str| all.iter().find(|(other, _)| other == name).map_or(0, |(_, times)| *times);
        let people = || patient.into_iter().chain(members.iter().map(|member| &member.party));
        let of = |party: &Party, name: &str| party.country.as_ref().is_some_and(|named| named.name == name);
        let foreigners = !people().any(|party| of(party, &country));
        let is_of_people = |name: &str, here: usize| {
            let forces = |party: &Party| party.kind == Some(PartyKind::StateForces) && of(party, name);
            people().chain(agent).any(forces)
                || foreigners
                    && here == 1
                    && 2 * times(name) <= times(&country)
                    && people().any(|party| of(party, name))
        };
        let here = self.countries_named(parsed.tokens.clone());
        if here.iter().any(|(name, n)| *name != country && !is_of_people(name, *n)) {
            return None;
        }
        if all.iter().any(|(name, n)| *name != country && *n > times(&country) + 1) {
            return None;
        }
        Some(StatedPlace { name: country, span: None, distance: Distance::Dateline })
    }

    /// Whether the first sentences name another country, and speak of the dateline's own no more: "NAIROBI — Rebels in
    /// Chad", but not "LIMA — Peruvian police guarded the envoys of the United States".
    fn opening_names_another(&self, country: &str) -> bool {
        *self.opening_names_another.get_or_init(|| {
            let end = self.sentences.iter().take(OPENING).next_back().map_or(0, |range| range.end);
            let others = self.countries_of(0..end, |entry, _| entry.form == Form::Name);
            // "U.S. soldiers" may be anywhere.
            let own = self.countries_of(0..end, |entry, next| {
                entry.form == Form::Adjective || !self.names_people(next)
            });
            others.iter().any(|(name, _)| name != country)
                && own.iter().all(|(name, n)| name != country || *n < 2)
        })
    }

    /// The countries that the whole text names, with how often.
    pub(super) fn countries(&self) -> &[(String, usize)] {
        self.countries.get_or_init(|| self.countries_named(0..self.tokens.len()))
    }

    /// The countries that some tokens name, by name, adjective or place, with how often.
    fn countries_named(&self, range: Range<usize>) -> Vec<(String, usize)> {
        self.countries_of(range, |_, _| true)
    }

    /// The countries whose towns some tokens name.
    pub(super) fn countries_of_towns(&self, range: Range<usize>) -> Vec<(String, usize)> {
        self.countries_of(range, |entry, _| entry.form == Form::Town)
    }

    /// Whether the token at `at` is a word for people, a force or a thing of theirs: behind a country's name, that
    /// describes it.
    fn names_people(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            self.pack.vocabulary.entries_of(token.word).iter().any(|entry| {
                matches!(
                    entry.category,
                    Category::People | Category::Title | Category::Body | Category::Unit | Category::Thing
                )
            })
        })
    }

    fn countries_of(
        &self,
        range: Range<usize>,
        fits: impl Fn(&Entry, usize) -> bool,
    ) -> Vec<(String, usize)> {
        let mut found: Vec<(String, usize)> = Vec::new();
        for at in range.clone() {
            let token = &self.tokens[at];
            if token.word == UNKNOWN || !self.pack.vocabulary.opens_country(token.word) {
                continue;
            }
            let word_at =
                |n: usize| self.tokens.get(at + n).filter(|_| at + n < range.end).map(|token| token.word);
            let short = token.span.end - token.span.start <= 2;
            let written =
                |entry: &Entry| entry.case != Case::Acronym || token.letters == Letters::Capitals && !short;
            let is_country = |words: usize, entry: &Entry| {
                entry.category == Category::Country && written(entry) && fits(entry, at + words)
            };
            let longest = self.pack.vocabulary.longest(word_at, is_country);
            let Some(entry) =
                longest.and_then(|(words, entries)| entries.iter().find(|entry| is_country(words, entry)))
            else {
                continue;
            };
            let name = self.pack.name(entry.value);
            match found.iter_mut().find(|(known, _)| known == name) {
                Some((_, times)) => *times += 1,
                None => found.push((name.to_owned(), 1)),
            }
        }
        found
    }
}
