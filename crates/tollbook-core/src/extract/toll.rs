//! Candidates whose trigger counts: "the toll rose to 52", "brings to 52 the number of dead".

use super::candidate::Candidate;
use super::chunk::{ChunkKind, Head, Main, Preposition, may_be_participle};
use super::clause::Clauses;
use super::group::{Counted, Group, GroupMember, count_of};
use super::pack::Entry;
use super::statement::{Path, Slot};
use super::{Figures, Kind};

/// Between a toll and its number stand at most so many chunks.
const LONGEST: usize = 26;

impl<'c, 'a> Clauses<'c, 'a> {
    /// "rose to 52, and that of the wounded to 130": the chunk that says what the second number counts, and the number.
    fn joined_toll(&self, number: usize) -> Option<(usize, usize)> {
        let mut at = number + 1;
        let joined = matches!(self.kind(at), Some(ChunkKind::And | ChunkKind::Comma));
        while matches!(self.kind(at), Some(ChunkKind::And | ChunkKind::Comma)) {
            at += 1;
        }
        let stands_for_toll = match self.kind(at)? {
            ChunkKind::That | ChunkKind::Relative => true,
            ChunkKind::Noun(noun) => {
                noun.number.is_none() && matches!(noun.head, Head::Pronoun(_) | Head::Unknown)
            }
            _ => false,
        };
        if stands_for_toll {
            at += 1 + usize::from(matches!(self.kind(at + 1), Some(ChunkKind::Preposition(Preposition::Of))));
        }
        let counts = match self.kind(at)? {
            ChunkKind::Noun(noun) => matches!(noun.head, Head::Outcome(_)) && noun.number.is_none(),
            ChunkKind::Verb(verb) => {
                stands_for_toll && matches!(verb.main, Main::Trigger(_)) && !verb.be && !verb.have
            }
            _ => false,
        };
        let apart =
            matches!(self.kind(at + 1), Some(ChunkKind::Preposition(_))) && self.is_bare_number(at + 2);
        (counts && apart && (joined || self.pack.traits.construct)).then_some((at, at + 2))
    }

    /// "rose to 52 dead and more than 300 wounded": the toll counts what is joined to its number too.
    fn toll_goes_on(&self, number: usize, found: &mut Vec<Candidate>) {
        if let Some((at, number)) = self.joined_toll(number) {
            let outcome = match self.kind(at) {
                Some(ChunkKind::Noun(noun)) => match noun.head {
                    Head::Outcome(entry) => entry.detail.outcome,
                    _ => None,
                },
                Some(ChunkKind::Verb(verb)) => match verb.main {
                    Main::Trigger(entry) => entry.detail.outcome,
                    _ => None,
                },
                _ => None,
            };
            let mut candidate = self.new_candidate(at, outcome, Slot::Toll, Path::Clause);
            candidate.group = Some(self.number_alone(number));
            candidate.count = self.noun(number).map(count_of);
            candidate.kind = Some(Kind::Total);
            found.push(candidate);
            return;
        }
        let and = number + 1;
        let Some(ChunkKind::And) = self.kind(and) else { return };
        let Some(noun) = self.noun(and + 1) else { return };
        let (Head::Outcome(entry), Some(_)) = (noun.head, &noun.number) else { return };
        let mut candidate = self.new_candidate(and + 1, entry.detail.outcome, Slot::Toll, Path::Clause);
        let mut group = self.group_at(and + 1, false);
        group.members.truncate(1);
        candidate.count = Some(count_of(noun));
        candidate.group = Some(group);
        candidate.kind = Some(Kind::Total);
        found.push(candidate);
    }

    /// "Civilians killed since 2017: 1,341", "Dead: 12": a label without a verb of its own, and a number.
    pub(super) fn labelled(&self, found: &mut Vec<Candidate>) {
        let Some(colon) = self.chunks.iter().position(|chunk| matches!(chunk.kind, ChunkKind::Colon)) else {
            return;
        };
        let ends =
            self.chunks[colon + 1..].iter().skip(1).all(|chunk| matches!(chunk.kind, ChunkKind::Other));
        if !ends || !self.is_bare_number(colon + 1) {
            return;
        }
        let mut label = None;
        for at in 0..colon {
            let outcome = match &self.chunks[at].kind {
                ChunkKind::Noun(noun) => match noun.head {
                    Head::Outcome(entry) | Head::Toll(entry) if noun.number.is_none() => entry.detail.outcome,
                    _ => None,
                },
                ChunkKind::Verb(verb) => match verb.main {
                    Main::Trigger(entry) if !verb.be && !verb.have && may_be_participle(verb.form) => {
                        entry.detail.outcome
                    }
                    Main::Trigger(_) | Main::Say => return,
                    _ => None,
                },
                ChunkKind::Comma | ChunkKind::Semicolon | ChunkKind::That | ChunkKind::Opener => return,
                _ => None,
            };
            match (outcome, label) {
                (Some(outcome), None) => label = Some((at, outcome)),
                (Some(_), Some(_)) => return,
                _ => {}
            }
        }
        let Some((at, outcome)) = label else { return };
        found.retain(|candidate| candidate.at > colon);
        let mut candidate = self.new_candidate(at, Some(outcome), Slot::Toll, Path::Clause);
        candidate.trigger = self.chunks[at].span;
        candidate.group = Some(self.number_alone(colon + 1));
        candidate.count = self.noun(colon + 1).map(count_of);
        let since = self.chunks[..colon]
            .iter()
            .any(|chunk| chunk.since || matches!(chunk.kind, ChunkKind::Preposition(Preposition::Since)));
        candidate.kind = since.then_some(Kind::Total);
        found.push(candidate);
    }

    /// "The number of soldiers killed rose to 12 dead": the 12 are the soldiers, and are counted once.
    pub(super) fn settle_reached(&self, found: &mut Vec<Candidate>) {
        let mut repeated = Vec::new();
        for (n, candidate) in found.iter().enumerate() {
            let Some(first) = candidate.group.as_ref().map(|group| group.chunks.0) else { continue };
            let counted =
                first.checked_sub(1).is_some_and(|i| matches!(self.chunks[i].kind, ChunkKind::CountOf));
            let numbered = self.noun(first).is_some_and(|noun| noun.number.is_some());
            let reached = found.iter().position(|other| {
                other.at > candidate.at
                    && other.slot == Slot::OutcomeNoun
                    && other.outcome == candidate.outcome
                    && self.noun(other.at).is_some_and(|noun| noun.number.is_some())
                    && (self.chunks[other.at - 1].preposition().is_some()
                        // "بلغ عدد المدنيين الذين قتلوا في الغارات 41 قتيلا".
                        || counted
                            && first.checked_sub(2).and_then(|i| self.verb(i)).is_some_and(|verb| {
                                matches!(verb.main, Main::Toll) && !verb.negated && !verb.modal
                            }))
            });
            if counted
                && !numbered
                && let Some(reached) = reached
            {
                repeated.push((n, reached, first));
            }
        }
        for (_, reached, soldiers) in &repeated {
            found[*reached].loser = Some(*soldiers);
            found[*reached].kind = Some(Kind::Total);
        }
        for (n, ..) in repeated.into_iter().rev() {
            found.remove(n);
        }
    }

    /// The number group at `at` without what stands beside it.
    pub(super) fn number_alone(&self, at: usize) -> Group {
        let member = GroupMember { noun: at, whole: None, appositions: Vec::new() };
        let span = self.chunks[at].span;
        Group { members: vec![member], span, chunks: (at, at), stated: None, undecided: false }
    }

    /// The figure at `at` that a toll has reached: "rose from 40 to 52" is 52.
    fn toll_reached(&self, at: usize, rises: bool) -> Counted {
        let Some(noun) = self.noun(at) else { return Default::default() };
        let (figures, form, written) = count_of(noun);
        let from = matches!(
            at.checked_sub(1).and_then(|i| self.kind(i)),
            Some(ChunkKind::Preposition(Preposition::Of) | ChunkKind::Verb(_))
        );
        match (noun.number.as_ref().is_some_and(|number| number.from_to), figures.high) {
            (true, Some(high)) if rises && from => (Figures::exactly(high), form, written),
            _ => (figures, form, written),
        }
    }

    /// Whether a number behind a preposition, and before it a verb that counts, stand right before the chunk at `at`.
    fn is_toll_number(&self, at: usize) -> bool {
        let counts =
            |i: usize| self.verb(i).is_some_and(|v| matches!(v.main, Main::Toll) && !v.negated && !v.modal);
        at >= 3
            && self.is_bare_number(at - 1)
            && self.chunks[at - 2].preposition().is_some()
            && counts(at - 3)
    }

    /// "brings to 52 the number of dead", "se elevan a 17 los fallecidos": the number stands before the toll.
    /// Without a verb that counts it may be the number of one event: "puts between 40 and 70 the number of dead".
    pub(super) fn toll_before(&self, at: usize, entry: &'a Entry, found: &mut Vec<Candidate>) {
        // "porte à 12 le nombre de Palestiniens tués".
        let counted = at.checked_sub(1).filter(|i| matches!(self.chunks[*i].kind, ChunkKind::CountOf));
        let Some(before) = counted.unwrap_or(at).checked_sub(1) else { return };
        // "Ce qui porte à 12, le nombre": a comma between them.
        let comma = matches!(self.chunks[before].kind, ChunkKind::Comma) && self.is_toll_number(before);
        let number = before - usize::from(comma);
        let Some(noun) = self.noun(number).filter(|n| matches!(n.head, Head::Number) && n.number.is_some())
        else {
            return;
        };
        let toll = (0..number)
            .rev()
            .take(4)
            .find(|i| self.verb(*i).is_some_and(|v| matches!(v.main, Main::Toll) && !v.negated && !v.modal));
        // "cifraron en 15 los muertos" needs no verb that counts.
        let apart = self.noun(at).is_some_and(|n| matches!(n.head, Head::Toll(_)))
            || number.checked_sub(1).is_some_and(|i| self.chunks[i].preposition().is_some());
        if toll.is_none() && !apart {
            return;
        }
        let mut candidate = self.new_candidate(at, entry.detail.outcome, Slot::Toll, Path::Clause);
        let whose = self
            .after(at)
            .filter(|i| matches!(self.chunks[*i].preposition(), Some(Preposition::Of | Preposition::Among)))
            .and_then(|i| self.after(i))
            .filter(|i| self.noun(*i).is_some());
        candidate.group = Some(self.group_at(whose.unwrap_or(number), false));
        candidate.count = Some(count_of(noun));
        candidate.kind = Some(if toll.is_some() { Kind::Total } else { Kind::Incident });
        found.push(candidate);
    }

    /// "the death toll rose to 52".
    pub(super) fn toll_candidate(&self, at: usize, entry: &'a Entry, found: &mut Vec<Candidate>) {
        let known = found.len();
        self.toll_after(at, entry, found);
        if found.len() == known {
            self.toll_before(at, entry, found);
        }
    }

    fn toll_after(&self, at: usize, entry: &'a Entry, found: &mut Vec<Candidate>) {
        let mut i = at + 1;
        // Where the verb stands before its subject: "ارتفعت حصيلة".
        let toll =
            |i: usize| self.verb(i).is_some_and(|v| matches!(v.main, Main::Toll) && !v.negated && !v.modal);
        let before = self.pack.traits.subject_after_verb && (at.saturating_sub(3)..at).any(toll);
        let (mut bridged, mut rises) = (before, before);
        // "the toll of the attacks that struck two camps on Monday rose to 38": over clauses inside its words, up to a
        // verb that counts.
        let (mut inside, mut passed, mut inner) = (false, false, None);
        while let Some(kind) = self.kind(i) {
            match kind {
                ChunkKind::Relative if !bridged && self.pack.traits.verb_last => {
                    let Some(comma) = (i + 1..self.chunks.len().min(i + 14))
                        .find(|j| matches!(self.chunks[*j].kind, ChunkKind::Comma))
                    else {
                        return;
                    };
                    (i, passed) = (comma, true);
                }
                ChunkKind::Relative if !bridged => (inside, passed) = (true, true),
                ChunkKind::Verb(verb)
                    if !bridged && inside && verb.finite() && !matches!(verb.main, Main::Toll) =>
                {
                    inside = false;
                }
                ChunkKind::Verb(verb)
                    if !bridged
                        && !verb.be
                        && (!verb.finite() || verb.have && matches!(verb.main, Main::Trigger(_)))
                        && !matches!(verb.main, Main::Toll | Main::Say) =>
                {
                    passed = true;
                    if let Main::Trigger(own) = verb.main {
                        inner = own.detail.outcome;
                    }
                }
                ChunkKind::Noun(_)
                    if passed && !rises && !(self.pack.traits.verb_last && (i + 1..i + 4).any(toll)) => {}
                ChunkKind::Verb(verb) => {
                    if verb.negated || verb.modal || matches!(verb.main, Main::Say | Main::Trigger(_)) {
                        return;
                    }
                    rises |= matches!(verb.main, Main::Toll);
                    bridged = true;
                }
                // "le bilan de la tuerie commise par un soldat": who did it is nobody counted.
                ChunkKind::Preposition(Preposition::By) if !bridged || !rises => {
                    i = self.after(i).filter(|n| self.noun(*n).is_some()).unwrap_or(i);
                }
                // "le bilan de la tuerie dans une de leurs bases".
                ChunkKind::Noun(_)
                    if !bridged
                        && matches!(
                            self.chunks[i - 1].preposition(),
                            Some(Preposition::Place | Preposition::Of)
                        )
                        && self
                            .noun(i)
                            .is_some_and(|n| n.number.as_ref().is_some_and(|n| n.figure == Some(1))) => {}
                // "the dead brought to 56 the number of soldiers killed": told by the number's own words.
                ChunkKind::Noun(_) if matches!(self.kind(i + 1), Some(ChunkKind::CountOf)) => return,
                ChunkKind::Noun(noun) => {
                    let number =
                        noun.number.is_some() && (noun.is_people() || matches!(noun.head, Head::Unknown));
                    // "rose from 40 to 52": the last number before the clause ends.
                    let later = (i + 1..(i + 3).min(self.chunks.len())).find(|j| {
                        // "rose to 80 with 300 wounded": those are others.
                        self.noun(*j).is_some_and(|n| {
                            n.number.is_some()
                                && match n.head {
                                    Head::Number => true,
                                    Head::Outcome(own) => own.detail.outcome == entry.detail.outcome,
                                    _ => false,
                                }
                        }) && matches!(
                            self.chunks[*j - 1].kind,
                            ChunkKind::Preposition(Preposition::Other | Preposition::Place)
                        )
                    });
                    // "the toll is 57 dead and 12 missing": each says itself what it counts.
                    let says_itself = match noun.head {
                        Head::Outcome(own) => Some(own.detail.outcome),
                        _ => None,
                    };
                    if number && says_itself.is_some() && !rises {
                        return;
                    }
                    if number && later.is_none() {
                        let outcome = says_itself.unwrap_or(entry.detail.outcome).or(inner);
                        let mut candidate = self.new_candidate(at, outcome, Slot::Toll, Path::Clause);
                        let mut group = self.group_at(i, false);
                        group.members.truncate(1);
                        if self.joined_toll(i).is_some() {
                            group = self.number_alone(i);
                        }
                        // "faisant passer le nombre de morts de 5 à 19": the verb stands before.
                        candidate.count = Some(self.toll_reached(i, rises || at > 0 && toll(at - 1)));
                        candidate.group = Some(group);
                        candidate.loser = self
                            .noun(at)
                            .filter(|n| n.country.is_some() || n.party.is_some())
                            .map(|_| at)
                            .or_else(|| {
                                self.after(at)
                                    .filter(|j| {
                                        matches!(
                                            self.chunks[*j].preposition(),
                                            Some(Preposition::Of | Preposition::Among)
                                        )
                                    })
                                    .and_then(|j| self.after(j))
                            });
                        // "عدد القتلى المدنيين بلغ": who they were stands right behind.
                        let counted = at >= 2 && matches!(self.chunks[at - 2].kind, ChunkKind::CountOf);
                        let beside = Some(if counted { at - 1 } else { at + 1 }).filter(|j| {
                            self.pack.traits.construct
                                && self.noun(*j).is_some_and(|n| {
                                    matches!(n.head, Head::Person(_) | Head::Body(_) | Head::Group)
                                        && n.number.is_none()
                                })
                        });
                        candidate.loser = candidate.loser.or(beside);
                        // "put the number of wounded at 50" is of what is spoken of; "the toll is at 50" of all.
                        let given = self.before(at).and_then(|i| self.verb(i)).is_some_and(|v| {
                            v.finite() && !matches!(v.main, Main::Toll | Main::Auxiliary) && !v.be
                        });
                        candidate.kind = (!given).then_some(Kind::Total);
                        found.push(candidate);
                        self.toll_goes_on(i, found);
                        return;
                    }
                }
                ChunkKind::Preposition(_)
                | ChunkKind::Owner
                | ChunkKind::Adverb
                | ChunkKind::Date(_)
                | ChunkKind::Other
                | ChunkKind::Open
                | ChunkKind::Close => {}
                ChunkKind::Comma | ChunkKind::And if !bridged => {}
                _ => return,
            }
            i += 1;
            if i > at + LONGEST {
                return;
            }
        }
    }
}
