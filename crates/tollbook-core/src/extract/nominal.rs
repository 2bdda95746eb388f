//! Candidates whose trigger is a noun or an adjective: deaths, the dead, a toll.

use super::candidate::Candidate;
use super::chunk::{ChunkKind, Determiner, Head, Main, NounGroup, Preposition, VerbGroup};
use super::clause::Clauses;
use super::group::count_of;
use super::list::Within;
use super::pack::{Category, Entry, Form};
use super::statement::{Path, Slot};
use super::{Kind, Outcome};

impl<'c, 'a> Clauses<'c, 'a> {
    pub(super) fn noun_candidates(&self, at: usize, noun: &NounGroup<'a>, found: &mut Vec<Candidate>) {
        if noun.determiner == Determiner::No || self.is_unreal_noun(at) {
            return;
        }
        match noun.head {
            // "the 1984 murder of": a year counts nobody.
            Head::Event(entry)
                if noun.number.as_ref().is_none_or(|n| {
                    n.figure.is_some_and(|n| {
                        n == 1
                            || noun.form == Form::Singular && noun.is_definite() && (1900..2100).contains(&n)
                    })
                }) =>
            {
                self.event_candidate(at, noun, entry, found);
            }
            Head::Event(entry) | Head::Outcome(entry)
                if noun.number.is_none() && (self.toll_follows(at) || self.counts_people_before(at)) =>
            {
                let known = found.len();
                self.toll_candidate(at, entry, found);
                if found.len() == known {
                    self.outcome_candidate(at, noun, entry, found);
                }
            }
            // "took 37 prisoner".
            Head::Outcome(entry)
                if entry.detail.outcome == Some(Outcome::Captured)
                    && entry.detail.weak
                    && noun.form == Form::Singular
                    && noun.number.as_ref().is_some_and(|number| number.figure != Some(1))
                    && at >= 1
                    && self.verb(at - 1).is_some_and(|verb| {
                        !verb.negated && !verb.modal && matches!(verb.main, Main::Toll)
                    }) =>
            {
                let mut candidate =
                    self.new_candidate(at, Some(Outcome::Captured), Slot::Resultative, Path::Adjacent);
                candidate.group = Some(self.number_alone(at));
                found.push(candidate);
            }
            // "put its own dead at four", "put the dead at 64".
            Head::Outcome(entry)
                if noun.number.is_none()
                    && matches!(noun.determiner, Determiner::Possessive | Determiner::Definite)
                    && self.is_put_at_number(at) =>
            {
                let known = found.len();
                self.toll_candidate(at, entry, found);
                found.iter_mut().skip(known).for_each(|candidate| candidate.kind = None);
            }
            // "93 massacres" are counted, and not whom they killed.
            Head::Event(entry)
                if entry.detail.weak
                    && noun.number.as_ref().is_some_and(|number| number.figure != Some(1)) => {}
            // "porte à 12 le nombre de Palestiniens tués".
            Head::Outcome(entry)
                if noun.number.is_none()
                    && at > 2
                    && matches!(self.chunks[at - 1].kind, ChunkKind::CountOf)
                    && self.is_bare_number(at - 2)
                    && self.chunks[at - 3].preposition().is_some() =>
            {
                self.toll_before(at, entry, found);
            }
            // "suman 32 los muertos", "cifra en 1.354 los muertos": right behind a verb that counts.
            Head::Outcome(entry)
                if noun.number.is_none()
                    && noun.is_definite()
                    && at > 1
                    && self.is_bare_number(at - 1)
                    && self.before(at - 1).and_then(|i| self.verb(i)).is_some_and(|verb| {
                        matches!(verb.main, Main::Toll) && !verb.negated && !verb.modal
                    }) =>
            {
                self.toll_before(at, entry, found);
            }
            // "se elevan a 17 los fallecidos".
            Head::Outcome(entry)
                if noun.number.is_none()
                    && noun.is_definite()
                    && at > 1
                    && !(self.chunks.get(at + 1).is_some_and(|chunk| chunk.preposition().is_some())
                        && self.is_bare_number(at + 2))
                    && self.chunks[at - 2].preposition().is_some()
                    && self
                        .noun(at - 1)
                        .is_some_and(|n| n.number.is_some() && matches!(n.head, Head::Number)) =>
            {
                self.toll_before(at, entry, found);
            }
            // "son ya siete los fallecidos y unos treinta los heridos".
            Head::Outcome(entry) if self.number_of_copula(at).is_some() => {
                let mut candidate =
                    self.new_candidate(at, entry.detail.outcome, Slot::OutcomeNoun, Path::Adjacent);
                candidate.group = Some(self.number_alone(at - 1));
                found.push(candidate);
            }
            Head::Event(entry) | Head::Outcome(entry) => self.outcome_candidate(at, noun, entry, found),
            Head::Toll(entry) => self.toll_candidate(at, entry, found),
            // "took 16 soldiers prisoner".
            Head::Person(entry)
                if entry.detail.outcome == Some(Outcome::Captured)
                    && noun.form == Form::Singular
                    && noun.determiner == Determiner::None
                    && noun.number.is_none()
                    && noun.names.is_empty()
                    && at >= 2
                    && self.noun(at - 1).is_some_and(NounGroup::is_people)
                    && self.verb(at - 2).is_some_and(|verb| !verb.negated && !verb.modal) =>
            {
                let mut candidate =
                    self.new_candidate(at, Some(Outcome::Captured), Slot::Resultative, Path::Adjacent);
                candidate.group = Some(self.group_at(at - 1, false));
                found.push(candidate);
            }
            // "firent 300 prisonniers".
            Head::Person(entry)
                if entry.detail.outcome == Some(Outcome::Captured)
                    && noun.number.is_some()
                    // "took 40 hostages to hospital".
                    && !(matches!(self.kind(at + 1), Some(ChunkKind::Preposition(Preposition::Other)))
                        && self.noun(at + 2).is_some())
                    && self
                        .taken_by(at)
                        .is_some_and(|verb| verb.takes && !verb.be && !verb.negated && !verb.modal)
                    || entry.detail.outcome == Some(Outcome::Captured)
                        && noun.number.is_some()
                        && self.follows_lost(at) =>
            {
                let mut candidate =
                    self.new_candidate(at, Some(Outcome::Captured), Slot::Object, Path::Adjacent);
                candidate.group = Some(self.group_at(at, false));
                found.push(candidate);
            }
            // "800 tote Engländer".
            Head::Number if noun.number.is_some() && noun.country.is_some() => {
                if let Some((entry, span)) = noun.condition {
                    self.adjective_candidate(at, noun, entry, span, found);
                }
            }
            Head::Person(_) => {
                if let Some((entry, span)) = noun.condition {
                    self.adjective_candidate(at, noun, entry, span, found);
                }
            }
            _ => {}
        }
    }

    /// "ارتفع عدد الجنود القتلى إلى تسعة": whether the dead or hurt at `at` describe people right before them whom a word
    /// for a number counts.
    fn counts_people_before(&self, at: usize) -> bool {
        self.pack.traits.construct
            && at >= 2
            && self.noun(at - 1).is_some_and(|n| matches!(n.head, Head::Person(_)) && n.number.is_none())
            && matches!(self.chunks[at - 2].kind, ChunkKind::CountOf)
    }

    /// "lost 230 dead and 85 prisoners": whether the people at `at` are joined to counted dead or hurt who were lost.
    fn follows_lost(&self, at: usize) -> bool {
        let outcome =
            |i: usize| self.noun(i).is_some_and(|n| n.number.is_some() && matches!(n.head, Head::Outcome(_)));
        let joined = at >= 2
            && matches!(self.chunks[at - 1].kind, ChunkKind::And | ChunkKind::Comma)
            && outcome(at - 2);
        let loses = |verb: &VerbGroup<'_>| {
            let loss = matches!(verb.main, Main::Trigger(entry)
                if entry.detail.frame == Some(super::pack::Frame::Loss));
            (verb.loses || loss) && !verb.negated && !verb.modal
        };
        joined && (0..at).rev().take(12).find_map(|i| self.verb(i)).is_some_and(loses)
    }

    /// The verb right before the captives at `at`; where the subject may follow its verb, who took them may stand between.
    fn taken_by(&self, at: usize) -> Option<&'c VerbGroup<'a>> {
        let mut before = at.checked_sub(1)?;
        if self.pack.traits.subject_after_verb {
            for _ in 0..4 {
                let taker = match &self.chunks[before].kind {
                    ChunkKind::Noun(noun) => noun.number.is_none(),
                    ChunkKind::Date(_) | ChunkKind::Adverb => true,
                    ChunkKind::Preposition(of) => matches!(of, Preposition::Of),
                    _ => false,
                };
                if !taker {
                    break;
                }
                before = before.checked_sub(1)?;
            }
        }
        self.verb(before)
    }

    /// "an attempt on", "no reports of", "feared the death of", "without casualties".
    fn is_unreal_noun(&self, at: usize) -> bool {
        // "multiple fatalities feared".
        let feared = self
            .verb(at + 1)
            .is_some_and(|verb| verb.modal && matches!(verb.main, Main::Auxiliary) && !verb.be && !verb.have)
            && self.noun(at + 2).is_none()
            && self.verb(at + 2).is_none();
        if feared {
            return true;
        }
        let Some(before) = self.before(at) else { return false };
        match &self.chunks[before].kind {
            ChunkKind::Verb(verb) => {
                // "they fear 200 dead", but "they look for 200 missing".
                let counted = self.noun(at).is_some_and(|noun| {
                    matches!(noun.head, Head::Outcome(entry)
                        if !matches!(entry.detail.outcome, Some(Outcome::Missing | Outcome::Captured)))
                });
                // "they fear to find thirty bodies".
                let planned = (verb.infinitive || verb.form == Form::Infinitive)
                    && counted
                    && self
                        .before(before)
                        .and_then(|i| if self.verb(i).is_none() { self.before(i) } else { Some(i) })
                        .and_then(|i| self.verb(i))
                        .is_some_and(|v| matches!(v.main, Main::Plan(_)));
                planned
                    || matches!(verb.main, Main::Plan(foresees)
                    if counted && foresees || !matches!(verb.form, Form::Past | Form::Finite))
                    || matches!(verb.main, Main::Deny) && verb.form == Form::Infinitive
                    || verb.negated
                    || verb.modal
                    // "podrían haber sufrido unas cien bajas": the modal stands apart.
                    || super::chunk::may_be_participle(verb.form)
                        && before
                            .checked_sub(1)
                            .and_then(|i| self.verb(i))
                            .is_some_and(|modal| modal.modal && matches!(modal.main, Main::Auxiliary))
                    || self.conditional(at)
            }
            // "sentenced to 40 years for the murder of two": behind a term, the noun is no plan.
            ChunkKind::Preposition(_)
                if before
                    .checked_sub(1)
                    .is_some_and(|i| matches!(self.chunks[i].kind, ChunkKind::Date(_))) =>
            {
                false
            }
            ChunkKind::Preposition(of) => self.verb_over_subject(before).is_some_and(|verb| {
                // "حذرت الوزارة بعد مقتل": a plan of something is no plan after it.
                let planned = !self.pack.traits.construct || !matches!(of, Preposition::Other);
                matches!(verb.main, Main::Plan(_)) && planned
                    || (verb.negated || verb.modal) && !matches!(verb.main, Main::Say)
            }),
            ChunkKind::Adverb => false,
            ChunkKind::And | ChunkKind::Or if self.goes_on_from_modal(at) => true,
            _ => self.conditional(at),
        }
    }

    /// The verb before the preposition at `at`; where the verb comes first, its subject may stand between.
    fn verb_over_subject(&self, at: usize) -> Option<&'c VerbGroup<'a>> {
        let before = self.before(at)?;
        let subject = self.pack.traits.construct && self.noun(before).is_some();
        self.verb(if subject { self.before(before)? } else { before })
    }

    /// "son ya siete los fallecidos": the number before the dead or hurt at `at` where a form of "be" stands before it,
    /// or another such pair that is joined to it.
    fn number_of_copula(&self, at: usize) -> Option<usize> {
        let known = self.noun(at).is_some_and(|noun| {
            noun.number.is_none() && noun.determiner == Determiner::Definite && noun.form == Form::Plural
        });
        let number = at.checked_sub(1).filter(|i| known && self.is_bare_number(*i))?;
        let before = self.before(number)?;
        let is = |verb: &VerbGroup<'_>| {
            verb.be && matches!(verb.main, Main::Auxiliary) && !verb.negated && !verb.modal
        };
        let copula = self.verb(before).is_some_and(is);
        let joined = matches!(self.chunks[before].kind, ChunkKind::And)
            && before.checked_sub(1).is_some_and(|i| {
                self.noun(i).is_some_and(|noun| matches!(noun.head, Head::Outcome(_)))
                    && self.number_of_copula(i).is_some()
            });
        (copula || joined).then_some(number)
    }

    /// Whether a verb that counts stands before the noun group at `at`, and a preposition with a number after it.
    fn is_put_at_number(&self, at: usize) -> bool {
        let counts = self
            .before(at)
            .and_then(|i| self.verb(i))
            .is_some_and(|verb| matches!(verb.main, Main::Toll) && !verb.negated && !verb.modal);
        let apart = self.chunks.get(at + 1).is_some_and(|chunk| chunk.preposition().is_some());
        counts && apart && self.is_bare_number(at + 2)
    }

    /// "deaths neared 180": a verb that counts follows.
    fn toll_follows(&self, at: usize) -> bool {
        self.noun(at).is_some_and(|n| n.form == Form::Plural && n.is_plural())
            && self.after(at).is_some_and(|i| self.verb(i).is_some_and(|v| matches!(v.main, Main::Toll)))
    }

    /// "denied the death of seven soldiers": the event is denied. "Denied the murder of": only the role in it.
    fn event_denied(&self, at: usize) -> bool {
        let death = self.noun(at).is_some_and(
            |noun| matches!(noun.head, Head::Event(entry) if entry.detail.frame == Some(super::pack::Frame::Subject)),
        );
        death
            && (0..at)
                .rev()
                .take(8)
                .take_while(|i| {
                    // "ننفي ما تروجه": what is said, right behind the verb.
                    let said = self.pack.traits.construct
                        && i.checked_sub(1)
                            .and_then(|i| self.verb(i))
                            .is_some_and(|verb| matches!(verb.main, Main::Deny));
                    // "denies any link to the death of": no event is denied.
                    let link = self.noun(*i).is_some_and(|noun| noun.determiner == Determiner::No);
                    !link
                        && (said
                            || !matches!(
                                self.chunks[*i].kind,
                                ChunkKind::Comma
                                    | ChunkKind::That
                                    | ChunkKind::But
                                    | ChunkKind::Opener
                                    | ChunkKind::Relative
                            ))
                })
                .find_map(|i| self.verb(i))
                .is_some_and(|verb| matches!(verb.main, Main::Deny) && !verb.negated)
    }

    pub(super) fn new_candidate(
        &self,
        at: usize,
        outcome: Option<Outcome>,
        slot: Slot,
        path: Path,
    ) -> Candidate {
        let trigger = self.noun(at).map_or(self.chunks[at].span, |noun| noun.head_span);
        let denied = self.event_denied(at) || slot == Slot::OutcomeNoun && self.is_of_denied_report(at);
        Candidate::new(at, trigger, outcome, slot, path, denied)
    }

    /// "the murder of X", "X's murder".
    fn event_candidate(&self, at: usize, noun: &NounGroup<'a>, entry: &'a Entry, found: &mut Vec<Candidate>) {
        // "the eighth murder of a mayor this year" tells of eight, and gives one.
        if noun.ordinal {
            return;
        }
        let outcome = entry.detail.outcome;
        let owner = self.owner_of(at);
        // "the massacre in six years of insurgency": of what stands between.
        let between = |people: usize, path: Path| {
            path == Path::Clause && self.noun(people).is_some_and(|noun| matches!(noun.head, Head::Body(_)))
        };
        if let Some((people, path)) = self.of_object(at).filter(|(people, path)| !between(*people, *path))
            && let Some(group) =
                self.people_of_event(at, people, entry.detail.weak && entry.category == Category::TriggerNoun)
        {
            // "the killing and wounding of 30": which of them died is not said.
            let both = at >= 2
                && matches!(self.chunks[at - 1].kind, ChunkKind::And)
                && self.noun(at - 2).is_some_and(|n| {
                    let other = match n.head {
                        Head::Event(other) => other.detail.outcome,
                        _ => None,
                    };
                    n.number.is_none() && other.is_some() && other != outcome && outcome.is_some()
                });
            let outcome = if both { None } else { outcome };
            let mut candidate = self.new_candidate(at, outcome, Slot::NounOf, path);
            candidate.agent = owner.or_else(|| self.agent_of_event(at));
            candidate.group = Some(group);
            self.add_companions_after(&mut candidate);
            found.push(candidate);
            return;
        }
        // "a murder of twelve" has no owner; "the army's killing" has one that acts, and nobody is named.
        let acts = entry.form == Form::Singular && self.is_agentive(entry);
        if let Some(owner) = owner
            && let Some(people) = self.noun(owner)
            && matches!(people.head, Head::Person(_) | Head::Name | Head::Number | Head::Outcome(_))
            && !(acts
                && people.number.is_none()
                && people.party == Some(super::PartyKind::StateForces)
                && people.is_plural())
        {
            let mut candidate = self.new_candidate(at, outcome, Slot::Possessor, Path::Adjacent);
            candidate.group = Some(self.owners(owner));
            candidate.agent = self.agent_of_event(at);
            found.push(candidate);
            return;
        }
        // "Congressman Lund assassination", "the journalist deaths": people beside the noun.
        // "93 massacres" are counted, and not whom they killed.
        if let Some(number) = &noun.number
            && number.figure != Some(1)
            && !entry.detail.weak
        {
            self.outcome_candidate(at, noun, entry, found);
        }
    }

    fn is_agentive(&self, entry: &Entry) -> bool {
        entry.category == Category::TriggerNoun
    }

    /// "The murders of Lund, Roth and Keller have": whether the noun group at `at` is the subject of the verb that follows,
    /// so that nobody behind it is.
    fn heads_clause(&self, at: usize) -> bool {
        !self.is_prepositional(at)
            && !(0..at)
                .rev()
                .take_while(|i| {
                    !matches!(
                        self.chunks[*i].kind,
                        ChunkKind::That | ChunkKind::Opener | ChunkKind::Semicolon | ChunkKind::But
                    )
                })
                .any(|i| self.verb(i).is_some())
    }

    /// The people behind the noun of the event at `event`, from the noun group at `at` on.
    pub(super) fn people_of_event(&self, event: usize, at: usize, mass: bool) -> Option<super::group::Group> {
        let noun = self.noun(at)?;
        let fits = match noun.head {
            // "the bodies of victims" are nobody new.
            Head::Outcome(entry) if entry.detail.weak && noun.number.is_none() => false,
            // "the massacre of Gorda" is one at a place.
            Head::Name if mass && !noun.titled => false,
            Head::Person(_) | Head::Name | Head::Outcome(_) => {
                noun.determiner != Determiner::No && !noun.is_organisation()
            }
            Head::Number => noun.number.is_some() && !(mass && self.pack.traits.construct) || noun.other,
            Head::Unknown => noun.number.is_some(),
            Head::Pronoun(entry) => entry.form != Form::Plain,
            Head::Body(entry) => entry.category == Category::Body && noun.number.is_none(),
            _ => false,
        };
        fits.then(|| {
            let within = if self.heads_clause(event) { Within::Subject } else { Within::Main };
            self.group_within(at, false, within)
        })
    }

    fn agent_of_event(&self, at: usize) -> Option<usize> {
        (at + 1..(at + 12).min(self.chunks.len()))
            .take_while(|i| {
                !matches!(self.chunks[*i].kind, ChunkKind::Comma | ChunkKind::Verb(_) | ChunkKind::Semicolon)
            })
            .find(|i| matches!(self.chunks[*i].preposition(), Some(Preposition::By)))
            .and_then(|i| self.after(i))
            .filter(|i| self.noun(*i).is_some())
    }

    fn add_companions_after(&self, candidate: &mut Candidate) {
        let Some(group) = &mut candidate.group else { return };
        let next = group.chunks.1 + 1;
        if matches!(self.kind(next), Some(ChunkKind::Added))
            && let Some(noun) = self.after(next).filter(|n| self.noun(*n).is_some_and(|n| n.is_people()))
        {
            let more = self.group_at(noun, false);
            group.members.extend(more.members);
            candidate.path = Path::Added;
        }
    }

    /// "two wounded policemen", "the dead rebel".
    fn adjective_candidate(
        &self,
        at: usize,
        noun: &NounGroup<'a>,
        entry: &'a Entry,
        span: super::Span,
        found: &mut Vec<Candidate>,
    ) {
        // "one of the wounded men" has its own number; "the wounded men" speaks of people known.
        let partitive = self.before(at).is_some_and(|i| {
            matches!(self.chunks[i].preposition(), Some(Preposition::Of))
                && self.before(i).and_then(|j| self.noun(j)).is_some_and(|n| matches!(n.head, Head::Number))
        });
        // "two kidnapped lawyers" are spoken of for something else.
        if matches!(entry.detail.outcome, Some(Outcome::Captured)) {
            return;
        }
        let mut candidate = self.new_candidate(at, entry.detail.outcome, Slot::Adjective, Path::Adjacent);
        candidate.trigger = span;
        let mut group = self.group_at(at, false);
        group.members.truncate(1);
        // "1282 getötete und verletzte Zivilisten": one number of what the two adjectives do not part.
        let shared = at.checked_sub(3).filter(|i| {
            self.pack.traits.capital_nouns
                && noun.number.is_none()
                && noun.determiner == Determiner::None
                && matches!(self.chunks[at - 1].kind, ChunkKind::And)
                && matches!(self.chunks[at - 2].kind, ChunkKind::Other)
                && self.is_bare_number(*i)
        });
        if let Some(number) = shared {
            candidate.outcome = None;
            candidate.count = self.noun(number).map(count_of);
            group.chunks = (number, at);
            group.span = self.chunks[number].span.with(self.chunks[at].span);
            candidate.group = Some(group);
            found.push(candidate);
            return;
        }
        if partitive
            && let Some(number) = self.before(at).and_then(|i| self.before(i)).and_then(|i| self.noun(i))
        {
            candidate.count = Some(count_of(number));
            candidate.kind = Some(Kind::Part);
        } else if noun.number.is_none()
            && noun.form != Form::Singular
            && (noun.is_definite() || noun.determiner == Determiner::Possessive)
        {
            return;
        }
        group.chunks = (at, at);
        group.span = self.chunks[at].span;
        candidate.group = Some(group);
        found.push(candidate);
    }
}
