//! Whose forces soldiers and police are of whom the words give no nationality: those that the same or the
//! previous sentence speaks of, else those of the country in which it happened.

use std::ops::Range;

use super::candidate::Candidate;
use super::chunk::{ChunkKind, Head, Main, Preposition, VerbGroup};
use super::clause::Clauses;
use super::pack::{Category, Form, Frame};
use super::read::{Parsed, Reader};
use super::rules::Rule;
use super::statement::{Distance, Member, Named, Party, PartyKind, StatedPlace};
use super::{Kind, Outcome};

/// Of which country's forces some words speak.
enum Forces {
    /// Of none.
    None,
    /// Of one.
    Of(Named),
    /// Of several, so that nothing tells which.
    OfSeveral,
}

impl Forces {
    fn add(&mut self, country: Named) {
        match self {
            Self::None => *self = Self::Of(country),
            Self::Of(known) if known.name == country.name => {}
            _ => *self = Self::OfSeveral,
        }
    }
}

impl Clauses<'_, '_> {
    /// The forces of which a sentence speaks, but for those that did something to others and those in the
    /// chunks of `skipped`.
    fn forces_spoken_of(&self, skipped: &[(usize, usize)]) -> Forces {
        let mut found = Forces::None;
        for at in 0..self.chunks.len() {
            let Some(noun) = self.noun(at) else { continue };
            if skipped.iter().any(|(first, last)| (*first..=*last).contains(&at)) {
                continue;
            }
            let country = match self.party(at) {
                Some(party) if party.kind == Some(PartyKind::StateForces) => party.country,
                _ if noun.military || noun.group.is_some() => noun.country.clone(),
                _ => None,
            };
            if let Some(country) = country.filter(|_| !self.acts_on_others(at)) {
                found.add(country);
            }
        }
        found
    }

    /// The country for which soldiers died: "who died for Ruritania".
    fn died_for(&self, candidate: &Candidate) -> Option<Named> {
        // "trois militaires, morts pour la France", of whom a coder selected the first two words.
        let verb = (candidate.at..self.chunks.len().min(candidate.at + 4))
            .find(|i| self.verb(*i).is_some_and(|verb| matches!(verb.main, Main::Trigger(_))));
        let at = if candidate.selected { verb.unwrap_or(candidate.at) } else { candidate.at };
        let beside = matches!(self.kind(at + 1), Some(ChunkKind::Preposition(Preposition::Other)));
        let killed = candidate.outcome == Some(Outcome::Killed) && candidate.agent.is_none();
        let noun = self.noun(at + 2).filter(|noun| beside && killed && matches!(noun.head, Head::Place))?;
        let entry = noun.place.filter(|entry| entry.form == Form::Name)?;
        Some(Named { name: self.pack.name(entry.value).to_owned(), span: noun.head_span })
    }

    /// Whether the noun group at `at` did something to others: it follows "by", or is the subject of an active
    /// verb with an object. Those who only speak did nothing.
    pub(super) fn acts_on_others(&self, at: usize) -> bool {
        let by = |i: usize| matches!(self.chunks[i].preposition(), Some(Preposition::By));
        if let Some(by) = self.before(at).filter(|i| by(*i)) {
            // "the losses suffered by the army": it did nothing.
            return !self.before(by).and_then(|i| self.verb(i)).is_some_and(|verb| verb.loses);
        }
        // "ambushed soldiers killing two": the object of a verb does not act.
        let owner =
            (0..at).rev().find(|i| !matches!(self.chunks[*i].kind, ChunkKind::Adverb | ChunkKind::Other));
        let object = owner.and_then(|i| self.verb(i)).is_some_and(|verb| verb.finite() && !verb.be);
        (at + 1..self.chunks.len()).take(12).any(|i| {
            self.verb(i).is_some_and(|verb| {
                let suffered = object && verb.form == Form::Gerund;
                !suffered
                    && !verb.be
                    && !matches!(verb.main, Main::Say | Main::Deny | Main::Auxiliary)
                    && !suffers(verb)
                    && self.object_of(i).is_some()
                    && self.subject_of(i).is_some_and(|(subject, _)| subject == at)
            })
        })
    }
}

/// Whether the subject of a verb suffers what it says: "die", "lose three men".
fn suffers(verb: &VerbGroup<'_>) -> bool {
    matches!(verb.main, Main::Trigger(entry) if matches!(entry.detail.frame, Some(Frame::Subject | Frame::Loss)))
}

impl Reader<'_, '_> {
    /// The country whose forces the people of a statement most likely are, where they are state forces and the
    /// words give no nationality.
    pub(super) fn forces_of(
        &self,
        parsed: &Parsed<'_>,
        candidate: &Candidate,
        patient: Option<&Party>,
        members: &[Member],
        country: Option<&StatedPlace>,
        before: Option<&Parsed<'_>>,
    ) -> Option<StatedPlace> {
        let party = patient?;
        // "a farmer and three soldiers": of some of the people it may be asked.
        let unknown = |party: &Party| {
            party.kind == Some(PartyKind::StateForces) && party.country.is_none() && !party.multinational
        };
        if !unknown(party) && !members.iter().any(|member| unknown(&member.party))
            || party.multinational
            || !self.context.rules_off.applies(Rule::ForcesOf)
        {
            return None;
        }
        let here = Clauses { chunks: &parsed.chunks, pack: self.pack, rules: self.context.rules_off };
        let own = candidate.group.as_ref().map(|group| group.chunks);
        let agent = candidate.agent.map(|at| (at, at));
        let skipped: Vec<_> = own.into_iter().chain(agent).collect();
        let found =
            |country: Named, distance| StatedPlace { name: country.name, span: Some(country.span), distance };
        if let Some(country) = here.died_for(candidate) {
            return Some(found(country, Distance::Clause));
        }
        match here.forces_spoken_of(&skipped) {
            Forces::Of(country) => return Some(found(country, Distance::Sentence)),
            Forces::OfSeveral => return None,
            Forces::None => {}
        }
        if let Some(before) = before {
            let earlier = Clauses { chunks: &before.chunks, pack: self.pack, rules: self.context.rules_off };
            match earlier.forces_spoken_of(&[]) {
                Forces::Of(country) => return Some(found(country, Distance::SentenceBefore)),
                Forces::OfSeveral => return None,
                Forces::None => {}
            }
        }
        // Those of the country in which it happened, unless the article speaks of other countries' forces. People
        // who are deployed somewhere are most often another country's.
        let country = country.filter(|_| candidate.kind != Some(Kind::Strength))?;
        let all = self.forces.get_or_init(|| self.forces_named(0..self.tokens.len()));
        let only = all.iter().all(|name| *name == country.name);
        only.then(|| StatedPlace { distance: country.distance.max(Distance::Repeat), ..country.clone() })
    }

    /// The countries whose forces some tokens name: a nationality beside a word for forces, or a force by name.
    fn forces_named(&self, range: Range<usize>) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let mut note = |name: &str| {
            if !found.iter().any(|known| known == name) {
                found.push(name.to_owned());
            }
        };
        let forces = |at: usize| {
            self.tokens.get(at).is_some_and(|token| {
                self.pack.vocabulary.entries_of(token.word).iter().any(|entry| {
                    entry.detail.party == Some(PartyKind::StateForces) && !entry.detail.multinational
                        || entry.category == Category::Unit && !entry.detail.weak
                })
            })
        };
        for at in range {
            let word = self.tokens[at].word;
            let opens = self.pack.vocabulary.opens_country(word);
            for entry in self.pack.vocabulary.entries_of(word) {
                match entry.category {
                    Category::Country if opens && entry.form != Form::Town => {
                        let small = |at: usize| {
                            self.tokens.get(at).is_some_and(|token| {
                                self.pack.vocabulary.entries_of(token.word).iter().any(|entry| {
                                    matches!(entry.category, Category::Of | Category::DefiniteArticle)
                                })
                            })
                        };
                        // "des Français de la force".
                        let of_force = small(at + 1) && small(at + 2) && forces(at + 3);
                        let beside = forces(at + 1) || forces(at + 2) || of_force || at > 0 && forces(at - 1);
                        if beside {
                            note(self.pack.name(entry.value));
                        }
                    }
                    Category::Group => {
                        if let Some(home) = self.pack.home(entry.value) {
                            note(home);
                        }
                    }
                    _ => {}
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::{Context, Languages, extract};

    /// The country whose forces the people of the last statement are.
    fn forces_of(text: &str, language: &str) -> Option<String> {
        let context = Context { language: Some(language.to_owned()), ..Context::default() };
        let last = extract(text, &context, Languages::builtin()).pop()?;
        let own = last.patient.and_then(|party| party.country).map(|named| named.name);
        own.or(last.forces_of.map(|place| place.name))
    }

    #[test]
    fn soldiers_are_of_the_forces_that_the_sentences_speak_of() {
        for (text, language, expected) in [
            ("A bomb exploded beside a Dutch convoy. Two soldiers were killed.", "en", Some("Netherlands")),
            ("A bomb hit a Dutch base and two soldiers were killed.", "en", Some("Netherlands")),
            ("Two soldiers were killed in Mali.", "en", Some("Mali")),
            ("The police said that two soldiers were killed near Kabul.", "en", Some("Afghanistan")),
            (
                "Une mine a visé le contingent néerlandais. Deux soldats ont été blessés.",
                "fr",
                Some("Netherlands"),
            ),
            ("Der Anschlag galt der Bundeswehr. Zwei Soldaten wurden getötet.", "de", Some("Germany")),
            ("Drei Bundeswehrsoldaten wurden getötet.", "de", Some("Germany")),
            ("Dos soldados murieron en un ataque contra las tropas españolas.", "es", Some("Spain")),
            ("Canada has 1,200 soldiers in Mali.", "en", Some("Canada")),
            ("He spoke of this soldier who died for Denmark.", "en", Some("Denmark")),
            ("Trois militaires sont morts pour le Danemark.", "fr", Some("Denmark")),
            ("A farmer and three soldiers were killed in Mali.", "en", Some("Mali")),
            // Who attacked, who serves under no flag, and whom nothing tells.
            ("Israeli forces shelled the post. Three soldiers were killed.", "en", None),
            ("Three soldiers were killed by Israeli forces.", "en", None),
            ("Two peacekeepers were killed in Mali.", "en", None),
            ("French and Dutch troops searched the valley. Two soldiers were killed in Mali.", "en", None),
            (
                "Dutch troops patrol the north. The minister spoke. Two soldiers were killed in Mali.",
                "en",
                None,
            ),
            ("Around 600 soldiers are stationed in Mali.", "en", None),
            ("Two farmers were killed in Mali.", "en", None),
        ] {
            assert_eq!(forces_of(text, language).as_deref(), expected, "{text}");
        }
    }
}
