//! People beside the patient itself: added, left out, included or put before their verb.

use super::Kind;
use super::candidate::Candidate;
use super::chunk::{ChunkKind, Determiner, Head, Main, NounGroup, Preposition, VerbGroup, may_be_participle};
use super::clause::Clauses;
use super::group::count_of;
use super::statement::{Path, Slot};

impl<'c, 'a> Clauses<'c, 'a> {
    /// "Four soldiers died, as did two medics"; "eleven were killed in the first raid and seven in the second".
    pub(super) fn likewise(&self, candidate: &Candidate, more: &mut Vec<Candidate>) {
        if !matches!(candidate.slot, Slot::Subject | Slot::Described) {
            return;
        }
        let mut i = candidate.at + 1;
        while let Some(
            ChunkKind::Preposition(_)
            | ChunkKind::Noun(_)
            | ChunkKind::Adverb
            | ChunkKind::Date(_)
            | ChunkKind::Comma,
        ) = self.kind(i)
        {
            i += 1;
        }
        let people = match self.kind(i) {
            Some(ChunkKind::Likewise) => {
                self.after(i).filter(|n| self.noun(*n).is_some_and(NounGroup::is_people))
            }
            Some(ChunkKind::And) if i > candidate.at + 1 => self.after(i).filter(|n| {
                let number =
                    self.noun(*n).is_some_and(|n| matches!(n.head, Head::Number) && n.number.is_some());
                let place = matches!(
                    self.kind(n + 1),
                    Some(ChunkKind::Preposition(Preposition::Place | Preposition::Other))
                );
                number
                    && place
                    && self.noun(n + 2).is_some()
                    && !matches!(self.kind(n + 3), Some(ChunkKind::Verb(_)))
            }),
            _ => None,
        };
        let Some(people) = people else { return };
        let group = self.group_at(people, false);
        more.push(Candidate {
            at: i,
            group: Some(group),
            path: Path::ElidedVerb,
            count: None,
            ..candidate.clone()
        });
    }

    /// "26 passengers, including four infants", "nine people, three of them children".
    pub(super) fn included(&self, candidate: &Candidate, more: &mut Vec<Candidate>) {
        let Some(group) = &candidate.group else { return };
        let from = group.chunks.1.min(candidate.at);
        let mut i = from + 1;
        while let Some(kind) = self.kind(i) {
            match kind {
                ChunkKind::Including => break,
                ChunkKind::Preposition(_)
                | ChunkKind::Noun(_)
                | ChunkKind::Adverb
                | ChunkKind::Date(_)
                | ChunkKind::Comma
                | ChunkKind::Age => {}
                ChunkKind::Verb(_) if i == candidate.at => {}
                _ => return,
            }
            i += 1;
            if i > from + 16 {
                return;
            }
        }
        // "three of them", "among them three": the number may stand before or after.
        let before = i
            .checked_sub(1)
            .filter(|n| self.noun(*n).is_some_and(|n| matches!(n.head, Head::Number) && n.number.is_some()));
        let Some(people) = self
            .after(i)
            .filter(|n| self.noun(*n).is_some_and(|n| n.is_people() && !matches!(n.head, Head::Pronoun(_))))
        else {
            return;
        };
        if self
            .after(people)
            .is_some_and(|next| self.verb(next).is_some_and(|v| matches!(v.main, Main::Trigger(_))))
        {
            return;
        }
        let mut part = self.group_at(people, false);
        if let Some(before) = before {
            part.span = part.span.with(self.chunks[before].span);
        }
        if part.members.iter().any(|m| self.noun(m.noun).is_some_and(|n| n.determiner == Determiner::No)) {
            return;
        }
        // "most of them teenagers", "including children": no number, and no statement.
        let unnumbered = part.members.iter().any(|m| {
            self.noun(m.noun).is_some_and(|n| n.number.is_none() && n.names.is_empty() && n.is_plural())
        });
        if unnumbered && before.is_none() {
            return;
        }
        let count = before.and_then(|n| self.noun(n)).map(count_of);
        more.push(Candidate { at: i, group: Some(part), count, kind: Some(Kind::Part), ..candidate.clone() });
    }

    /// "Also hurt was a clerk", "killed were two sergeants", "among the dead was X", "the wounded include Y".
    pub(super) fn inverted_candidate(&self, at: usize, verb: &VerbGroup<'a>, found: &mut Vec<Candidate>) {
        if verb.negated || verb.modal || verb.infinitive {
            return;
        }
        let Some(people) = self.after(at).filter(|i| {
            self.noun(*i)
                .is_some_and(|n| n.is_people() && !matches!(n.head, Head::Pronoun(_) | Head::Outcome(_)))
        }) else {
            return;
        };
        // Back to the word that says what happened: a participle that opens the clause, or the dead.
        let mut i = at;
        let mut trigger = None;
        while i > 0 {
            i -= 1;
            match &self.chunks[i].kind {
                ChunkKind::Preposition(_) | ChunkKind::Adverb | ChunkKind::Date(_) | ChunkKind::Comma => {}
                ChunkKind::Noun(noun) => {
                    if let Head::Outcome(entry) = noun.head
                        && noun.number.is_none()
                        && noun.determiner == Determiner::Definite
                    {
                        trigger = Some((i, entry, Kind::Part));
                        break;
                    }
                    if let Head::Outcome(entry) = noun.head
                        && noun.number.is_none()
                        && i == 0
                    {
                        trigger = Some((i, entry, Kind::Incident));
                        break;
                    }
                    if !self.is_prepositional(i) {
                        return;
                    }
                }
                ChunkKind::Verb(other) => {
                    if let Main::Trigger(entry) = other.main
                        && may_be_participle(other.form)
                        && !other.be
                        && !other.have
                        && (0..i).all(|j| {
                            matches!(
                                self.chunks[j].kind,
                                ChunkKind::Adverb | ChunkKind::And | ChunkKind::Other
                            )
                        })
                    {
                        trigger = Some((i, entry, Kind::Incident));
                    }
                    break;
                }
                _ => return,
            }
        }
        let Some((from, entry, kind)) = trigger else { return };
        if matches!(verb.main, Main::Include) && kind != Kind::Part {
            return;
        }
        let span = if matches!(self.chunks[from].kind, ChunkKind::Verb(_)) {
            self.chunks[from].span
        } else {
            self.noun(from).map_or(self.chunks[from].span, |n| n.head_span)
        };
        let mut candidate = self.candidate(at, span, entry.detail.outcome, Slot::Inverted, Path::Clause);
        candidate.group = Some(self.group_at(people, false));
        candidate.kind = (kind == Kind::Part).then_some(Kind::Part);
        found.push(candidate);
    }

    /// People added after the verb: "was found dead along with his wife".
    pub(super) fn add_companions(&self, at: usize, candidate: &mut Candidate) {
        let Some(group) = &mut candidate.group else { return };
        let mut i = at + 1;
        while let Some(kind) = self.kind(i) {
            match kind {
                ChunkKind::Added => {
                    let Some(noun) = self.after(i).filter(|n| self.noun(*n).is_some_and(|n| n.is_people()))
                    else {
                        return;
                    };
                    if group.chunks.1 >= noun {
                        return;
                    }
                    let more = self.group_at(noun, false);
                    group.members.extend(more.members);
                    candidate.path = Path::Added;
                    return;
                }
                ChunkKind::Preposition(_)
                | ChunkKind::Noun(_)
                | ChunkKind::Adverb
                | ChunkKind::Date(_)
                | ChunkKind::Comma => i += 1,
                ChunkKind::Open => {
                    let close =
                        (i..self.chunks.len()).find(|j| matches!(self.chunks[*j].kind, ChunkKind::Close));
                    let Some(close) = close else { return };
                    i = close + 1;
                }
                _ => return,
            }
            if i > at + 24 {
                return;
            }
        }
    }

    /// "brings to 52 the number of soldiers killed": the number stands before.
    pub(super) fn count_before(&self, candidate: &mut Candidate) {
        let Some(group) = &candidate.group else { return };
        let first = group.chunks.0;
        if group.members.iter().any(|m| self.noun(m.noun).is_some_and(|n| n.number.is_some())) {
            return;
        }
        let counted = matches!(first.checked_sub(1).and_then(|i| self.kind(i)), Some(ChunkKind::Other));
        if !counted {
            return;
        }
        let is_toll = |i: &usize| self.verb(*i).is_some_and(|verb| matches!(verb.main, Main::Toll));
        let is_number =
            |i: &usize| self.noun(*i).is_some_and(|n| n.number.is_some() && matches!(n.head, Head::Number));
        let before = (0..first).rev().find(is_toll);
        let number = before.and_then(|toll| (toll..first).find(is_number)).or_else(|| {
            // "the number of soldiers killed rose to 52".
            before.or_else(|| (candidate.at..self.chunks.len()).find(is_toll))?;
            (candidate.at + 1..self.chunks.len()).find(|i| is_number(i) && self.is_prepositional(*i))
        });
        if let Some(noun) = number.and_then(|i| self.noun(i)) {
            candidate.count = Some(count_of(noun));
            candidate.kind = Some(Kind::Total);
        }
    }
}
