//! Strengths: people under arms who are counted and to whom nothing happened.

use std::ops::Range;

use super::candidate::Candidate;
use super::chunk::{ChunkKind, Head, Main, NounGroup, Preposition, VerbGroup};
use super::clause::Clauses;
use super::pack::{Category, Form};
use super::read::{Parsed, Reader};
use super::statement::{PartyKind, Path, Slot, Span};
use super::token::Shape;
use super::{Figures, Kind};

/// How many chunks a word such as "deployed" may stand from the people.
const NEAR: usize = 6;

/// A body that is counted by fewer is several bodies.
const MEN: u64 = 20;

/// How many words a noun for people may stand after its number.
const WORDS: usize = 4;

impl Reader<'_, '_> {
    /// Whether a sentence may state a strength: a number is followed by a word for people under arms.
    pub(super) fn counts_forces(&self, range: Range<usize>) -> bool {
        let number = |at: usize| {
            let token = &self.tokens[at];
            match token.shape {
                Shape::Number(_) => true,
                Shape::Word => self.pack.vocabulary.entries_of(token.word).iter().any(|entry| {
                    matches!(
                        entry.category,
                        Category::Multiplier | Category::PluralMultiplier | Category::AboutNumber
                    )
                }),
                _ => false,
            }
        };
        let forces = |at: usize| {
            self.pack.vocabulary.entries_of(self.tokens[at].word).iter().any(|entry| {
                entry.category == Category::People
                    && entry.form != Form::Singular
                    && matches!(entry.detail.party, Some(PartyKind::StateForces | PartyKind::ArmedGroup))
            })
        };
        range.clone().any(|at| number(at) && (at + 1..(at + 1 + WORDS).min(range.end)).any(forces))
    }

    /// The strengths of a sentence, of people who are in none of its other statements.
    pub(super) fn strengths(
        &self,
        parsed: &Parsed<'_>,
        clauses: &Clauses<'_, '_>,
        casualties: &[Candidate],
    ) -> Vec<Candidate> {
        let taken = |at: usize| {
            casualties.iter().any(|candidate| {
                candidate.agent == Some(at)
                    || candidate.at == at
                    || candidate.group.as_ref().is_some_and(|group| {
                        (group.chunks.0..=group.chunks.1).contains(&at)
                            || group
                                .members
                                .iter()
                                .any(|member| member.noun == at || member.whole == Some(at))
                    })
            })
        };
        let deployed: Vec<Span> = self.deployed(parsed.tokens.clone());
        let mut found = Vec::new();
        for at in 0..parsed.chunks.len() {
            if taken(at)
                || found
                    .iter()
                    .any(|other: &Candidate| other.group.as_ref().is_some_and(|g| g.chunks.1 >= at))
            {
                continue;
            }
            let Some(noun) = clauses.noun(at).filter(|noun| is_counted(noun)) else { continue };
            // "the families of the two policemen".
            let relatives = clauses.before(at).is_some_and(|of| {
                matches!(clauses.kind(of), Some(ChunkKind::Preposition(Preposition::Of)))
                    && clauses.before(of).and_then(|i| clauses.noun(i)).is_some_and(|owner| {
                        owner.party == Some(PartyKind::Civilians)
                            || matches!(owner.head, Head::Body(entry) if entry.detail.party == Some(PartyKind::Civilians))
                    })
            });
            if relatives {
                continue;
            }
            let Some(trigger) = clauses.strength_words(at, noun, &deployed) else { continue };
            let mut group = clauses.group_at(at, false);
            if group.members.iter().any(|member| taken(member.noun)) {
                continue;
            }
            group.members.truncate(1);
            found.push(Candidate {
                at,
                trigger,
                outcome: None,
                slot: Slot::Strength,
                path: Path::Adjacent,
                group: Some(group),
                count: None,
                agent: None,
                loser: clauses.possessor(at),
                kind: Some(Kind::Strength),
                denied: false,
                selected: false,
            });
        }
        found
    }

    /// Where words such as "deployed" stand.
    fn deployed(&self, range: Range<usize>) -> Vec<Span> {
        let mut found = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let word_at =
                |n: usize| self.tokens.get(at + n).filter(|_| at + n < range.end).map(|token| token.word);
            let longest =
                self.pack.vocabulary.longest(word_at, |_, entry| entry.category == Category::Deployed);
            match longest {
                Some((length, _)) => {
                    found.push(self.tokens[at].span.with(self.tokens[at + length - 1].span));
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }
}

/// Whether a noun group counts several people who may be under arms.
fn is_counted(noun: &NounGroup<'_>) -> bool {
    let Some(number) = &noun.number else { return false };
    let several = least(number.figures) >= 2;
    let armed = match (noun.head, noun.party) {
        (Head::Person(_), Some(party)) => matches!(party, PartyKind::StateForces | PartyKind::ArmedGroup),
        // "27 men", "a 4,500-strong force".
        (Head::Person(entry), None) => entry.category == Category::People,
        // "several groups" are few, and so many bodies.
        (Head::Body(entry), _) => {
            entry.detail.party != Some(PartyKind::Civilians) && least(number.figures) >= MEN
        }
        _ => false,
    };
    several && armed && noun.condition.is_none()
}

fn least(figures: Figures) -> u64 {
    figures.low.or(figures.best).or(figures.high).unwrap_or(0)
}

impl Clauses<'_, '_> {
    /// The words that make the people at `at` a strength: a word such as "deployed" in their clause, the force
    /// of which they are, or the country that has them.
    fn strength_words(&self, at: usize, noun: &NounGroup<'_>, deployed: &[Span]) -> Option<Span> {
        let position = |span: &Span| self.chunks.iter().position(|chunk| chunk.span.end > span.start);
        let near = deployed.iter().find(|span| {
            position(span).is_some_and(|there| {
                there.abs_diff(at) <= NEAR
                    && self.same_clause(**span, at)
                    && !self.has_event_between(at, there)
            })
        });
        if let Some(span) = near {
            return Some(*span);
        }
        if matches!(noun.head, Head::Body(_)) {
            return None;
        }
        let of_force = self
            .before(at)
            .filter(|i| matches!(self.chunks[*i].preposition(), Some(Preposition::Of)))
            .and_then(|i| self.before(i))
            .filter(|i| {
                self.noun(*i)
                    .is_some_and(|force| matches!(force.head, Head::Body(_)) && force.number.is_none())
            });
        if let Some(force) = of_force {
            return Some(self.chunks[force].span);
        }
        let owned = noun.party == Some(PartyKind::StateForces) && self.possessor(at).is_some();
        owned.then_some(self.chunks[at].span)
    }

    /// Whether a verb that says what happened to people stands between two chunks.
    fn has_event_between(&self, a: usize, b: usize) -> bool {
        (a.min(b) + 1..a.max(b))
            .any(|i| self.verb(i).is_some_and(|verb| matches!(verb.main, Main::Trigger(_))))
    }

    /// Whose the people at `at` are: the country or force that has, counts or sends them.
    fn possessor(&self, at: usize) -> Option<usize> {
        let has = |verb: &VerbGroup<'_>| {
            !verb.be && !matches!(verb.main, Main::Say | Main::Deny | Main::Trigger(_))
        };
        let verb = self.before(at).filter(|i| self.verb(*i).is_some_and(has))?;
        let mut owner = self.before(verb)?;
        if matches!(self.chunks[owner].kind, ChunkKind::Relative) {
            // "Ruritania, which has 2,400 soldiers in the north".
            owner = self.before(owner)?;
            while matches!(self.chunks[owner].kind, ChunkKind::Comma) {
                owner = self.before(owner)?;
            }
        }
        let noun = self.noun(owner)?;
        let state = matches!(noun.head, Head::Place | Head::Group | Head::Body(_))
            || noun.military
            || noun.country.is_some() && matches!(noun.head, Head::Number | Head::Unknown);
        let alone =
            self.before(owner).is_none_or(|i| !matches!(self.chunks[i].kind, ChunkKind::Preposition(_)));
        (state && alone).then_some(owner)
    }
}
