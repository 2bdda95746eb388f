//! People beside the patient itself: added, left out, included or put before their verb.

use super::candidate::Candidate;
use super::chunk::{ChunkKind, Determiner, Head, Main, NounGroup, Preposition, VerbGroup, may_be_participle};
use super::clause::Clauses;
use super::group::{Group, count_of};
use super::list::Within;
use super::pack::Form;
use super::statement::{Path, Slot};
use super::{Kind, Outcome};

impl<'c, 'a> Clauses<'c, 'a> {
    /// "Four soldiers died, as did two medics"; "eleven were killed in the first raid and seven in the second".
    pub(super) fn likewise(&self, candidate: &Candidate, more: &mut Vec<Candidate>) {
        // "two dead in the ranks of the army and eight among the attackers".
        let counted = candidate.slot == Slot::OutcomeNoun
            && candidate.kind.is_none()
            && candidate.group.as_ref().is_some_and(|group| group.chunks.0 == candidate.at);
        if !matches!(candidate.slot, Slot::Subject | Slot::Described) && !counted {
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
            // "five dead, three hurt and eleven more in the hands of", "by two bombs in Gorda and one in Selm": of what is
            // named last, if of any.
            Some(ChunkKind::And)
                if (candidate.at + 1..i).any(|j| {
                    // "in three explosions in Gorda and one in Nuba": an explosion.
                    self.noun(j).is_some_and(|n| {
                        n.number.is_some()
                            && (n.is_people()
                                || n.is_plural() && matches!(n.head, Head::Thing | Head::Event(_)))
                    })
                }) =>
            {
                None
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

    /// "killed three in Gorda, two in Nuba and one in Sabina": the people of each further place.
    pub(super) fn distributed(&self, candidate: &Candidate, more: &mut Vec<Candidate>) {
        let Some(group) = candidate.group.as_ref().filter(|_| candidate.kind.is_none()) else { return };
        // "counted 19 bodies in the morgue, 11 at the school and four at the church".
        let counted = candidate.slot == Slot::OutcomeNoun && group.chunks.0 == candidate.at;
        let slots = [Slot::Subject, Slot::Described, Slot::Object, Slot::ParticipleObject];
        if !slots.contains(&candidate.slot) && !counted {
            return;
        }
        let placed = |i: usize| {
            matches!(self.kind(i), Some(ChunkKind::Preposition(Preposition::Place)))
                && self.noun(i + 1).is_some_and(|noun| noun.number.is_none())
        };
        // The place may be among the words of the people: "three people in Gorda".
        let last = group.chunks.1;
        let inside = last > candidate.at && last.checked_sub(1).is_some_and(placed);
        let mut i = if inside { last - 1 } else { candidate.at.max(last) + 1 };
        while matches!(self.kind(i), Some(ChunkKind::Adverb | ChunkKind::Date(_))) {
            i += 1;
        }
        let mut found = Vec::new();
        // "32 dead, 10 in Gorda, 14 in Nuba and 8 in Sabina": parts of all.
        let parts = !placed(i)
            && matches!(self.kind(i), Some(ChunkKind::Comma | ChunkKind::Colon | ChunkKind::Dash))
            && self.is_bare_number(i + 1)
            && placed(i + 2);
        if parts {
            let whole = self.count_of_group(group);
            let mut at = i;
            while matches!(
                self.kind(at),
                Some(ChunkKind::Comma | ChunkKind::And | ChunkKind::Colon | ChunkKind::Dash)
            ) && self.is_bare_number(at + 1)
                && placed(at + 2)
            {
                found.push(Candidate {
                    at,
                    group: Some(self.number_alone(at + 1)),
                    path: Path::ElidedVerb,
                    kind: Some(Kind::Part),
                    count: None,
                    ..candidate.clone()
                });
                at += 4;
            }
            let named = |part: &Candidate| part.group.as_ref().and_then(|group| self.count_of_group(group));
            let listed: Option<u64> = found.iter().map(named).sum();
            let fits = found.len() > 1 && listed.zip(whole).is_some_and(|(listed, whole)| listed <= whole);
            if fits && self.verb(at).is_none() {
                more.append(&mut found);
            }
            return;
        }
        while placed(i) {
            i += 2;
            while matches!(self.kind(i), Some(ChunkKind::Preposition(Preposition::Of)))
                && self.noun(i + 1).is_some()
            {
                i += 2;
            }
            let mark = i;
            while matches!(self.kind(i), Some(ChunkKind::Comma | ChunkKind::And)) {
                i += 1;
            }
            if i == mark || !self.is_bare_number(i) || !placed(i + 1) || self.verb(i + 3).is_some() {
                break;
            }
            found.push(Candidate {
                at: i - 1,
                group: Some(self.number_alone(i)),
                path: Path::ElidedVerb,
                count: None,
                ..candidate.clone()
            });
            i += 1;
        }
        more.append(&mut found);
    }

    /// The exact figure of a group of one member.
    fn count_of_group(&self, group: &Group) -> Option<u64> {
        let [only] = group.members.as_slice() else { return None };
        let figures = self.noun(only.noun).map(count_of)?.0;
        figures.best.or(figures.low)
    }

    /// "six others were hurt, two seriously": some of those hurt, behind the word that says so.
    fn worse_hurt(&self, candidate: &Candidate, last: usize) -> Option<Candidate> {
        let number = candidate.at.max(last) + 2;
        let parted = matches!(self.kind(number - 1), Some(ChunkKind::Comma));
        let exact = self.noun(number).and_then(|n| n.number.as_ref()).is_some_and(|n| n.figure.is_some());
        let ends = matches!(
            self.kind(number + 2),
            None | Some(ChunkKind::Comma | ChunkKind::Semicolon | ChunkKind::And | ChunkKind::Other)
        );
        let fits = candidate.outcome == Some(Outcome::Wounded)
            && candidate.kind.is_none()
            && parted
            && exact
            && self.is_bare_number(number)
            && matches!(self.kind(number + 1), Some(ChunkKind::Adverb))
            && ends;
        fits.then(|| Candidate {
            at: number,
            group: Some(self.number_alone(number)),
            count: None,
            kind: Some(Kind::Part),
            ..candidate.clone()
        })
    }

    /// "26 passengers, including four infants", "nine people, three of them children".
    pub(super) fn included(&self, candidate: &Candidate, more: &mut Vec<Candidate>) {
        let Some(group) = &candidate.group else { return };
        more.extend(self.worse_hurt(candidate, group.chunks.1));
        let from = group.chunks.1.min(candidate.at);
        let mut i = from + 1;
        let mut aside = false;
        while let Some(kind) = self.kind(i) {
            match kind {
                // "nine died when a bomb hit the bus, among them two nuns".
                ChunkKind::Including if aside && !matches!(self.chunks[i - 1].kind, ChunkKind::Comma) => {
                    return;
                }
                ChunkKind::Including => break,
                ChunkKind::Opener if i > candidate.at => aside = true,
                // "4 dead, 11 hurt, one of them critically": one of those named last.
                ChunkKind::Noun(noun)
                    if i > candidate.at
                        && noun.number.is_some()
                        && matches!(noun.head, Head::Outcome(entry) if entry.detail.outcome != candidate.outcome) =>
                {
                    return;
                }
                ChunkKind::Noun(noun) if aside && noun.is_people() && noun.is_plural() => return,
                // "four were killed, 23 others, including six children, were hurt": of the people of the next clause.
                ChunkKind::Noun(noun)
                    if i > candidate.at.max(group.chunks.1)
                        && noun.is_people()
                        && noun.number.is_some()
                        && matches!(
                            self.chunks[i - 1].kind,
                            ChunkKind::Comma | ChunkKind::And | ChunkKind::Adverb
                        )
                        && !matches!(self.kind(i + 1), Some(ChunkKind::Including)) =>
                {
                    return;
                }
                ChunkKind::Verb(verb) if aside && !matches!(verb.main, Main::Trigger(_)) => {}
                ChunkKind::Preposition(_)
                | ChunkKind::Noun(_)
                | ChunkKind::Adverb
                | ChunkKind::Date(_)
                | ChunkKind::Comma
                | ChunkKind::Age => {}
                ChunkKind::Verb(_) if i == candidate.at => {}
                // "den Tod von 780 Zivilisten bestätigt, darunter", "عدد القتلى بلغ 219 بينهم".
                ChunkKind::Verb(verb)
                    if i > candidate.at
                        && (self.pack.traits.verb_last
                            && candidate.slot == Slot::NounOf
                            && matches!(verb.main, Main::Say | Main::Other)
                            && matches!(self.kind(i + 1), Some(ChunkKind::Comma))
                            || candidate.slot == Slot::Toll && matches!(verb.main, Main::Toll)) => {}
                // "getötet worden, darunter".
                ChunkKind::Verb(verb) if i > candidate.at && matches!(verb.main, Main::Auxiliary) => {}
                _ => return,
            }
            i += 1;
            if i > from + 20 {
                return;
            }
        }
        // "three of them", "among them three": the number may stand before or after.
        let before = i
            .checked_sub(1)
            .filter(|n| !(group.chunks.0..=group.chunks.1).contains(n))
            .filter(|n| self.noun(*n).is_some_and(|n| matches!(n.head, Head::Number) && n.number.is_some()));
        let people = self
            .after(i)
            .filter(|n| self.noun(*n).is_some_and(|n| n.is_people() && !matches!(n.head, Head::Pronoun(_))));
        // "six of them seriously": the number stands alone.
        let alone = before.filter(|n| {
            let exact = |n: &NounGroup<'_>| n.number.as_ref().is_some_and(|number| number.figure.is_some());
            if !self.noun(*n).is_some_and(exact) {
                return false;
            }
            let next = self.kind(i + 1);
            // "six of them seriously", "diez de ellos graves".
            let adjective = self.noun(i + 1).is_some_and(|n| {
                matches!(n.head, Head::Unknown)
                    && n.number.is_none()
                    && n.determiner == Determiner::None
                    && self.pack.traits.adjective_after_noun
            });
            let adverb = (matches!(next, Some(ChunkKind::Adverb)) || adjective)
                && matches!(self.kind(i + 2), None | Some(ChunkKind::Comma | ChunkKind::Other));
            // "nine of them in critical condition", "two of them Canadians".
            let state = matches!(next, Some(ChunkKind::Preposition(Preposition::Place | Preposition::Other)))
                && self.noun(i + 2).is_some_and(|n| !n.is_people() && n.number.is_none());
            let country = self.noun(i + 1).is_some_and(|n| {
                matches!(n.head, Head::Unknown) && n.country.is_some() && n.determiner == Determiner::None
            });
            let ends = |i: usize| matches!(self.kind(i), None | Some(ChunkKind::Comma | ChunkKind::Other));
            let adverb = adverb || state && ends(i + 3) || country && ends(i + 2);
            matches!(self.chunks[*n - 1].kind, ChunkKind::Comma)
                && (adverb || matches!(next, None | Some(ChunkKind::Comma | ChunkKind::Other)))
        });
        let Some(people) = alone.or(people) else { return };
        // "six people including a girl were killed": the verb of all of them, and not of some.
        let own = |verb: usize| {
            let all = group.members.first().and_then(|member| self.noun(member.noun));
            verb == candidate.at
                && self.noun(people).is_some_and(|n| matches!(n.head, Head::Person(_)))
                && all.is_some_and(|n| n.number.as_ref().is_some_and(|n| n.figure != Some(1)))
        };
        if self.after(people).is_some_and(|next| {
            self.verb(next).is_some_and(|v| matches!(v.main, Main::Trigger(_))) && !own(next)
        }) {
            return;
        }
        let mut part = self.group_at(people, false);
        if alone.is_some() {
            part.members.truncate(1);
            part.span = self.chunks[people].span;
            part.chunks = (people, people);
        }
        if let Some(before) = before {
            part.span = part.span.with(self.chunks[before].span);
        }
        if part.members.iter().any(|m| self.noun(m.noun).is_some_and(|n| n.determiner == Determiner::No)) {
            return;
        }
        // "most of them teenagers", "including children": no number, and no statement.
        let unnumbered = part.members.iter().any(|m| {
            self.noun(m.noun).is_some_and(|n| {
                n.number.is_none() && n.names.is_empty() && n.is_plural() && n.form != Form::Dual
            })
        });
        if unnumbered && before.is_none() {
            return;
        }
        let count = before.and_then(|n| self.noun(n)).map(count_of);
        more.push(Candidate { at: i, group: Some(part), count, kind: Some(Kind::Part), ..candidate.clone() });
    }

    /// Whether a word such as "including" stands before the noun group at `at`, and people who are counted before
    /// that.
    pub(super) fn is_included(&self, at: usize) -> bool {
        let Some(mark) = at.checked_sub(1).filter(|i| matches!(self.chunks[*i].kind, ChunkKind::Including))
        else {
            return false;
        };
        (0..mark)
            .rev()
            .take(8)
            .take_while(|i| !matches!(self.chunks[*i].kind, ChunkKind::Semicolon | ChunkKind::Colon))
            .any(|i| self.noun(i).is_some_and(|n| n.is_people() && n.number.is_some()))
    }

    /// "Also hurt was a clerk", "killed were two sergeants", "among the dead was X", "the wounded include Y".
    pub(super) fn inverted_candidate(&self, at: usize, verb: &VerbGroup<'a>, found: &mut Vec<Candidate>) {
        if verb.negated || verb.modal || verb.infinitive {
            return;
        }
        // "The dead are: Lund, a clerk; Roth".
        let over_colon = |i: usize| {
            if matches!(self.chunks[i].kind, ChunkKind::Colon) { self.after(i) } else { Some(i) }
        };
        // "Unter den Verletzten sind laut Gouverneur Lund fünf Kinder": over who says so.
        let over_source = |i: usize| {
            let source = self.chunks[i].according && self.noun(i + 1).is_some_and(|n| n.number.is_none());
            if source { self.after(i + 1) } else { Some(i) }
        };
        let Some(people) = self.after(at).and_then(over_colon).and_then(over_source).filter(|i| {
            self.noun(*i)
                .is_some_and(|n| n.is_people() && !matches!(n.head, Head::Pronoun(_) | Head::Outcome(_)))
        }) else {
            return;
        };
        // "Of those killed, five were women".
        let counted = self.before(at).filter(|i| {
            self.noun(*i).is_some_and(|n| matches!(n.head, Head::Number) && n.number.is_some())
                && self.before(*i).is_some_and(|j| matches!(self.chunks[j].kind, ChunkKind::Comma))
                && self.noun(people).is_some_and(|n| n.number.is_none() && n.is_plural())
        });
        // Back to the word that says what happened: a participle that opens the clause, or the dead.
        let mut i = counted.unwrap_or(at);
        let mut trigger = None;
        while i > 0 {
            i -= 1;
            match &self.chunks[i].kind {
                ChunkKind::Preposition(_) | ChunkKind::Adverb | ChunkKind::Date(_) | ChunkKind::Comma => {}
                ChunkKind::Noun(noun) => {
                    let among = i > 0 && matches!(self.chunks[i - 1].preposition(), Some(Preposition::Among));
                    // "the dead were civilians" describes them; "among the dead were two nuns" tells of some.
                    let some = among || counted.is_some() || matches!(verb.main, Main::Include);
                    if let Head::Outcome(entry) = noun.head
                        && (noun.number.is_none() || among)
                        && some
                        && matches!(noun.determiner, Determiner::Definite | Determiner::Demonstrative)
                    {
                        trigger = Some((i, entry, Kind::Part));
                        break;
                    }
                    // "the dead were a captain and twelve soldiers".
                    let opens = i == 0
                        || noun.is_definite()
                            && self.noun(people).is_some_and(|n| {
                                !matches!(n.head, Head::Number)
                                    && (n.number.is_some() || n.determiner == Determiner::Indefinite)
                            })
                            && matches!(
                                self.chunks[i - 1].kind,
                                ChunkKind::That
                                    | ChunkKind::Comma
                                    | ChunkKind::And
                                    | ChunkKind::But
                                    | ChunkKind::Opener
                            );
                    if let Head::Outcome(entry) = noun.head
                        && noun.number.is_none()
                        && opens
                    {
                        trigger = Some((i, entry, Kind::Incident));
                        break;
                    }
                    if !self.is_prepositional(i) {
                        return;
                    }
                }
                ChunkKind::Verb(other) => {
                    // "among those murdered are Lund and Roth".
                    let those = i >= 2
                        && matches!(self.chunks[i - 2].preposition(), Some(Preposition::Among))
                        && self.noun(i - 1).is_some_and(|n| n.determiner == Determiner::Demonstrative);
                    if let Main::Trigger(entry) = other.main
                        && may_be_participle(other.form)
                        && !other.be
                        && !other.have
                        && those
                    {
                        trigger = Some((i, entry, Kind::Part));
                    } else if let Main::Trigger(entry) = other.main
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
        // "Der jüngste Tote ist 16": a bare number is an age.
        if kind != Kind::Part && (matches!(verb.main, Main::Include) || self.is_bare_number(people)) {
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
        if let Some(number) = counted {
            if kind != Kind::Part {
                return;
            }
            candidate.count = self.noun(number).map(count_of);
            if let Some(group) = &mut candidate.group {
                group.span = group.span.with(self.chunks[number].span);
            }
        }
        found.push(candidate);
    }

    /// "Among them were a nurse and her son": some of the people of the sentence before, to whom `outcome` happened.
    pub(super) fn part_of_sentence_before(&self, outcome: Option<Outcome>) -> Option<Candidate> {
        let verb = self
            .verb(1)
            .filter(|verb| matches!(verb.main, Main::Auxiliary) && verb.be && !verb.negated && !verb.modal)?;
        let opens = matches!(self.kind(0), Some(ChunkKind::Including));
        let people = self.after(1).filter(|i| {
            self.noun(*i).is_some_and(|n| {
                n.is_people() && !matches!(n.head, Head::Pronoun(_) | Head::Outcome(_) | Head::Number)
            })
        })?;
        let group = self.group_at(people, false);
        let counted = group.members.iter().all(|member| {
            self.noun(member.noun).is_some_and(|n| {
                n.determiner != Determiner::No
                    && (n.number.is_some() || !n.names.is_empty() || !n.is_plural())
            })
        });
        (opens && counted && verb.finite()).then(|| Candidate {
            group: Some(group),
            kind: Some(Kind::Part),
            ..self.candidate(1, self.chunks[0].span, outcome, Slot::Inverted, Path::Clause)
        })
    }

    /// "Among the victims were a nurse and her son", "two children were among the victims", "on compte deux enfants parmi les
    /// victimes": some of the people of a sentence before, to whom `outcome` happened; the victims are chunk `at`.
    pub(super) fn part_of_victims(&self, at: usize, outcome: Option<Outcome>) -> Option<Candidate> {
        let tells = |i: usize| {
            self.verb(i).filter(|verb| {
                let stands =
                    matches!(verb.main, Main::Auxiliary) && verb.be || matches!(verb.main, Main::Include);
                stands && !verb.negated && !verb.modal
            })
        };
        let after = self.after(at).map(|i| {
            if matches!(self.chunks[i].kind, ChunkKind::Comma) { self.after(i).unwrap_or(i) } else { i }
        });
        // The mark before the victims.
        let mark = at.checked_sub(1)?;
        let (verb, people) = if mark == 0 {
            let verb = after.filter(|i| tells(*i).is_some())?;
            (verb, self.after(verb)?)
        } else if let Some(verb) = self.before(mark).filter(|i| tells(*i).is_some()) {
            (verb, self.subject_of(verb)?.0)
        } else {
            let people = self.before(mark)?;
            let first = self.first_of_list(people);
            (self.before(first).filter(|i| tells(*i).is_some())?, first)
        };
        let fits = |n: &NounGroup<'_>| {
            n.is_people()
                && !matches!(n.head, Head::Pronoun(_) | Head::Outcome(_))
                && (!matches!(n.head, Head::Number) || n.country.is_some())
        };
        self.noun(people).filter(|n| fits(n))?;
        let group = self.group_at(people, people < verb);
        let counted = group.members.iter().all(|member| {
            self.noun(member.noun).is_some_and(|n| {
                n.determiner != Determiner::No
                    && (n.number.is_some() || !n.names.is_empty() || !n.is_plural())
            })
        });
        counted.then(|| Candidate {
            group: Some(group),
            kind: Some(Kind::Part),
            ..self.candidate(verb, self.chunks[at].span, outcome, Slot::Inverted, Path::Clause)
        })
    }

    /// "Fifteen children were among the 71 people killed": some of those to whom it happened.
    pub(super) fn counted_among(&self, at: usize, verb: &VerbGroup<'a>, found: &mut Vec<Candidate>) {
        let among = matches!(self.kind(at + 1), Some(ChunkKind::Preposition(Preposition::Among)));
        if !among || verb.negated || verb.modal || verb.infinitive {
            return;
        }
        let Some(all) = self.noun(at + 2).filter(|noun| noun.is_definite() || noun.number.is_some()) else {
            return;
        };
        let (trigger, entry) = match (all.head, self.verb(at + 3)) {
            (Head::Outcome(entry), _) => (all.head_span, entry),
            (Head::Person(_), Some(described)) => match described.main {
                Main::Trigger(entry)
                    if may_be_participle(described.form) && !described.be && !described.have =>
                {
                    (self.chunks[at + 3].span, entry)
                }
                _ => return,
            },
            _ => return,
        };
        let Some((people, path)) = self.subject_of(at) else { return };
        let counts =
            |n: &NounGroup<'_>| n.is_people() && !matches!(n.head, Head::Pronoun(_) | Head::Outcome(_));
        if !self.noun(people).is_some_and(counts) {
            return;
        }
        let mut candidate = self.candidate(at, trigger, entry.detail.outcome, Slot::Inverted, path);
        candidate.group = Some(self.group_at(people, true));
        candidate.kind = Some(Kind::Part);
        found.push(candidate);
    }

    /// People added after the verb: "was found dead along with his wife".
    pub(super) fn add_companions(&self, at: usize, candidate: &mut Candidate) {
        let Some(group) = &mut candidate.group else { return };
        // "another, plus a civilian, injured": between the people and the verb.
        let mark =
            group.chunks.1 + 1 + usize::from(matches!(self.kind(group.chunks.1 + 1), Some(ChunkKind::Comma)));
        if mark < at
            && matches!(self.kind(mark), Some(ChunkKind::Added))
            && let Some(noun) =
                self.after(mark).filter(|n| *n < at && self.noun(*n).is_some_and(|n| n.is_people()))
        {
            let more = self.group_within(noun, false, Within::Relative);
            if more.chunks.1 < at {
                group.members.extend(more.members);
                candidate.path = Path::Added;
                return;
            }
        }
        let mut i = at + 1;
        while let Some(kind) = self.kind(i) {
            match kind {
                ChunkKind::Added => {
                    let Some(noun) = self.after(i).filter(|n| self.noun(*n).is_some_and(|n| n.is_people()))
                    else {
                        return;
                    };
                    // "wurden zwei getötet sowie 19 verwundet": people with a verb of their own.
                    if group.chunks.1 >= noun || self.begins_clause(noun) {
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

    /// "brings to 52 the number of soldiers killed", "the number of soldiers killed stands at 52": the number of
    /// people spoken of as a number stands apart. `false` where it stands nowhere, so that nobody is counted.
    pub(super) fn settle_counted(&self, candidate: &mut Candidate) -> bool {
        let Some(group) = &candidate.group else { return true };
        let numbered = |i: usize| {
            self.noun(i)
                .is_some_and(|n| n.number.is_some() && (matches!(n.head, Head::Number) || n.is_people()))
        };
        if group.members.iter().any(|m| self.noun(m.noun).is_some_and(|n| n.number.is_some())) {
            return true;
        }
        // Back over where they were: "die Zahl der in dem Einsatz gefallenen Soldaten".
        let mut count_of_chunk = group.chunks.0.checked_sub(1);
        if self.pack.traits.verb_last {
            while let Some(i) = count_of_chunk
                && (i == candidate.at
                    || self.chunks[i].preposition().is_some()
                    || self.chunks[i].since
                    || matches!(self.chunks[i].kind, ChunkKind::Date(_))
                    || self.noun(i).is_some_and(|n| !n.is_people()))
            {
                count_of_chunk = i.checked_sub(1);
            }
        }
        let Some(mark) = count_of_chunk.filter(|i| matches!(self.chunks[*i].kind, ChunkKind::CountOf)) else {
            return true;
        };
        let toll =
            |i: &usize| self.verb(*i).is_some_and(|v| matches!(v.main, Main::Toll) && !v.negated && !v.modal);
        let toll_before = (0..mark).rev().take(8).find(toll);
        let before = (toll_before.unwrap_or(mark.saturating_sub(1))..mark).find(|i| numbered(*i));
        let end = group.chunks.1.max(candidate.at);
        let after = || {
            let limit = self.chunks.len().min(end + 20);
            let verb = (end + 1..limit).find(|i| {
                toll(i)
                    || self.verb(*i).is_some_and(|v| matches!(v.main, Main::Auxiliary) && v.be && !v.negated)
            });
            // "auf 43 gestiegen": where the verb is last, the number stands before it.
            let from = if self.pack.traits.verb_last { verb.map(|_| end) } else { verb };
            let from = from.or(toll_before)?;
            (from.max(end) + 1..limit).find(|i| numbered(*i))
        };
        let Some((number, at)) = before.or_else(after).and_then(|i| Some((self.noun(i)?, i))) else {
            return false;
        };
        candidate.count = Some(count_of(number));
        let apart = toll_before.is_some() || at > end;
        candidate.kind = if apart { Some(Kind::Total) } else { candidate.kind };
        true
    }
}
