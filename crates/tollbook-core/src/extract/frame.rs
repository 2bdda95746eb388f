//! What stands around a trigger verb: auxiliaries apart from it, whom a participle describes, who acted.

use super::Outcome;
use super::chunk::{ChunkKind, Determiner, Head, Main, NounGroup, Preposition, VerbGroup, may_be_participle};
use super::clause::Clauses;
use super::group::Group;
use super::pack::{Entry, Form, Frame};
use super::statement::{PartyKind, Path};

impl<'c, 'a> Clauses<'c, 'a> {
    /// "attacked the post and killed three", where "have" stands once: the verb before "and" has it.
    pub(super) fn shares_have(&self, at: usize) -> bool {
        let joined = self
            .before(at)
            .filter(|i| matches!(self.chunks[*i].kind, ChunkKind::And | ChunkKind::Or | ChunkKind::Comma));
        let Some(joined) = joined else { return false };
        // "ont volé, brûlé ou enlevé": over participles that share it too.
        (0..joined)
            .rev()
            .take(12)
            .filter_map(|i| self.verb(i))
            .find(|verb| verb.have || verb.be || !may_be_participle(verb.form))
            .is_some_and(|verb| verb.have && !verb.be)
    }

    /// Where the verb is last, the people right before it whom someone or something before them acted on.
    pub(super) fn object_before(&self, at: usize) -> Option<usize> {
        if !self.pack.traits.verb_last || self.noun(at + 1).is_some() {
            return None;
        }
        let object = at.checked_sub(1).filter(|i| {
            self.noun(*i).is_some_and(|n| matches!(n.head, Head::Person(_) | Head::Name | Head::Number))
        })?;
        let actor = object.checked_sub(1)?;
        let opens = |i: usize| {
            matches!(
                self.chunks[i].kind,
                ChunkKind::Opener | ChunkKind::RelativePlace | ChunkKind::That | ChunkKind::Relative
            )
        };
        match &self.chunks[actor].kind {
            ChunkKind::Relative => Some(object),
            ChunkKind::Noun(_) if actor > 0 && opens(actor - 1) => Some(object),
            _ => None,
        }
    }

    /// "ließ 23 Deserteure erschießen": the counted people between a verb that leaves or lets and the one at `at`.
    pub(super) fn made_to_suffer(&self, at: usize) -> Option<usize> {
        let object = self.before(at).filter(|i| {
            self.noun(*i).is_some_and(|n| {
                n.is_people() && (n.number.is_some() || n.determiner == Determiner::Indefinite)
            })
        })?;
        let lets = |i: usize| {
            self.verb(i).is_some_and(|verb| {
                matches!(verb.main, Main::Result) && !verb.be && !verb.negated && !verb.modal
            })
        };
        (self.pack.traits.verb_last && self.before(object).is_some_and(lets)).then_some(object)
    }

    /// "hat 77 Soldaten in ihrem Lager verletzt": where the verb is last, the numbered people before it, over what
    /// stands behind prepositions.
    pub(super) fn object_over_places(&self, at: usize) -> Option<(usize, Path)> {
        let mut i = self.before(at)?;
        for _ in 0..4 {
            let noun = self.noun(i)?;
            if !self.is_prepositional(i) {
                // "einen Abgeordneten der Opposition": of whom stands right behind the people.
                let genitive = noun.determiner == Determiner::Definite
                    && noun.number.is_none()
                    && i.checked_sub(1).and_then(|i| self.noun(i)).is_some_and(NounGroup::is_people);
                if genitive {
                    i -= 1;
                    continue;
                }
                let one = matches!(noun.head, Head::Person(_)) && noun.determiner == Determiner::Indefinite;
                let people = noun.is_people()
                    && (noun.number.is_some() || one)
                    && !matches!(noun.head, Head::Outcome(_));
                return people.then_some((i, Path::Clause));
            }
            let preposition = self.before(i)?;
            i = self.before(preposition)?;
        }
        None
    }

    /// Whether a form that is also a participle ends a headline that has no other verb.
    pub(super) fn ends_headline(&self, at: usize, verb: &VerbGroup<'_>) -> bool {
        self.pack.traits.verb_last
            && verb.form == Form::Finite
            && self.chunks[at + 1..]
                .iter()
                .all(|chunk| matches!(chunk.kind, ChunkKind::Other | ChunkKind::Adverb))
            && self.chunks[self.headline_start(at)..at].iter().all(|chunk| {
                // "Fünf Schüler tot, neun verletzt".
                let participle = chunk.verb().is_some_and(|verb| {
                    matches!(verb.main, Main::Trigger(_))
                        && verb.form == Form::Participle
                        && !verb.be
                        && !verb.have
                });
                participle
                    || matches!(
                        chunk.kind,
                        ChunkKind::Noun(_)
                            | ChunkKind::Preposition(_)
                            | ChunkKind::And
                            | ChunkKind::Comma
                            | ChunkKind::Colon
                            | ChunkKind::Adverb
                            | ChunkKind::Date(_)
                            | ChunkKind::Other
                    )
            })
    }

    /// Where the words after the last colon before `at` begin.
    fn headline_start(&self, at: usize) -> usize {
        self.chunks[..at]
            .iter()
            .rposition(|chunk| matches!(chunk.kind, ChunkKind::Colon))
            .map_or(0, |i| i + 1)
    }

    /// Whether a participle and a number stand alone between the marks of a list.
    pub(super) fn is_tabled(&self, at: usize) -> bool {
        let mark = |kind: Option<&ChunkKind<'_>>| {
            matches!(
                kind,
                None | Some(ChunkKind::Comma | ChunkKind::Semicolon | ChunkKind::Colon | ChunkKind::Other)
            )
        };
        let exact = self.noun(at + 1).is_some_and(|n| {
            matches!(n.head, Head::Number) && n.number.as_ref().is_some_and(|number| number.figure.is_some())
        });
        exact && mark(at.checked_sub(1).and_then(|i| self.kind(i))) && mark(self.kind(at + 2))
    }

    /// Whether an exact number and the word at `at` stand alone between the marks of a list that other numbers go on.
    pub(super) fn is_tabled_after(&self, at: usize) -> bool {
        let mark = |kind: Option<&ChunkKind<'_>>| {
            matches!(kind, Some(ChunkKind::Comma | ChunkKind::Semicolon | ChunkKind::Colon))
        };
        let exact = |i: usize| {
            self.noun(i).is_some_and(|n| {
                matches!(n.head, Head::Number)
                    && n.number.as_ref().is_some_and(|number| {
                        number.figure.is_some()
                            && number.form == super::NumberForm::Digits
                            && number.span == n.span
                    })
            })
        };
        let ends = matches!(self.kind(at + 1), None | Some(ChunkKind::Other)) || mark(self.kind(at + 1));
        at >= 2 && exact(at - 1) && mark(self.kind(at - 2)) && ends
    }

    /// Whether the participle at `at` begins a headline, or goes on from one, and numbered people follow.
    pub(super) fn opens_headline(&self, at: usize) -> bool {
        let numbered = self.noun(at + 1).is_some_and(|n| n.is_people() && n.number.is_some());
        let first = (0..at).all(|i| matches!(self.chunks[i].kind, ChunkKind::Adverb | ChunkKind::Other));
        let joined = at >= 3
            && matches!(self.chunks[at - 1].kind, ChunkKind::And | ChunkKind::Comma)
            && self.verb(at - 3).is_some_and(|v| v.form == Form::Participle && !v.be && !v.have)
            && (0..at - 3).all(|i| matches!(self.chunks[i].kind, ChunkKind::Adverb | ChunkKind::Other));
        numbered && (first || joined)
    }

    /// The people with a number right behind a participle that opens its clause and its form of "be".
    pub(super) fn fronted(&self, at: usize) -> Option<usize> {
        let opens = at == 0
            || matches!(self.chunks[at - 1].kind, ChunkKind::Semicolon | ChunkKind::Comma | ChunkKind::Colon);
        let own = self.verb(at).is_some_and(|verb| verb.be);
        let apart = self.auxiliary_after(at, |verb| verb.be && !verb.negated && !verb.modal);
        let noun = if own { at + 1 } else { at + 2 };
        (opens && (own || apart) && self.noun(noun).is_some_and(|n| n.is_people() && n.number.is_some()))
            .then_some(noun)
    }

    /// The people behind the mark of a patient whom the verb before the participle at `at` leaves so.
    pub(super) fn left_so(&self, at: usize) -> Option<usize> {
        let left = at.checked_sub(1).and_then(|i| self.verb(i)).is_some_and(|verb| {
            matches!(verb.main, Main::Result) && !verb.be && !verb.negated && !verb.modal
        });
        let marked = self.chunks.get(at + 1).is_some_and(|chunk| chunk.patient_mark);
        (left && marked && self.noun(at + 2).is_some_and(NounGroup::is_people)).then_some(at + 2)
    }

    /// The first of several people between a verb that leaves them so and the participle at `at`.
    pub(super) fn left_list(&self, at: usize) -> Option<usize> {
        let mut first = at.checked_sub(1).filter(|i| self.joins(*i))?;
        while first >= 2
            && matches!(self.chunks[first - 1].kind, ChunkKind::And | ChunkKind::Comma)
            && self.joins(first - 2)
        {
            first -= 2;
        }
        // "left two men dead, and a cook and a porter wounded": over those whom the verb left otherwise.
        let mut mark = first;
        while mark > 0 && matches!(self.chunks[mark - 1].kind, ChunkKind::And | ChunkKind::Comma) {
            mark -= 1;
        }
        let otherwise = mark < first
            && mark
                .checked_sub(1)
                .and_then(|i| self.noun(i))
                .is_some_and(|noun| noun.number.is_some() && matches!(noun.head, Head::Outcome(_)));
        let left = first.checked_sub(1).and_then(|i| self.verb(i)).is_some_and(|verb| {
            matches!(verb.main, Main::Result) && !verb.be && !verb.negated && !verb.modal
        });
        ((left || otherwise) && first + 1 < at).then_some(first)
    }

    /// The last chunk of what belongs to a noun group.
    pub(super) fn tail(&self, noun: usize) -> usize {
        let mut end = noun;
        while matches!(self.kind(end + 1), Some(ChunkKind::Preposition(_))) && self.noun(end + 2).is_some() {
            end += 2;
        }
        end
    }

    /// In a language whose subject may follow, a subject far before the verb is another clause's.
    pub(super) fn is_inverted(&self, noun: usize, verb: usize) -> bool {
        // "fue emboscada una patrulla y murieron un mayor y dos cabos": people right behind such a verb suffer it.
        let joined = self.pack.traits.subject_after_verb
            && !self.pack.traits.construct
            && self.before(verb).is_some_and(|i| matches!(self.chunks[i].kind, ChunkKind::And))
            && self.noun(verb + 1).is_some_and(|n| {
                matches!(n.head, Head::Person(_))
                    && (n.number.is_some() || n.determiner == Determiner::Indefinite)
            });
        if joined {
            return true;
        }
        self.pack.traits.subject_after_verb
            && (noun..verb).any(|i| matches!(self.chunks[i].kind, ChunkKind::Comma))
            && self
                .subject_after(verb)
                .is_some_and(|(after, _)| self.noun(after).is_some_and(|n| n.number.is_some()))
    }

    pub(super) fn auxiliary_before(&self, at: usize) -> bool {
        let own = |i: &usize| !self.is_in_closed_relative(*i, at) && !self.shares_auxiliary(*i);
        (0..at).rev().take(20).filter(own).find_map(|i| self.verb(i)).is_some_and(|verb| {
            verb.be && (matches!(verb.main, Main::Auxiliary) || may_be_participle(verb.form))
        })
    }

    /// "Drei Soldaten wurden getötet, zwei verwundet, ein Bauer verschleppt": whether the verb at `at` is a participle
    /// that says what happened, without the auxiliary that stands before it once for all.
    fn shares_auxiliary(&self, at: usize) -> bool {
        let parted = matches!(self.kind(at + 1), Some(ChunkKind::Comma | ChunkKind::And));
        parted
            && self.verb(at).is_some_and(|verb| {
                matches!(verb.main, Main::Trigger(_))
                    && verb.form == Form::Participle
                    && !verb.be
                    && !verb.have
            })
    }

    /// "29 Männer, die ihren Sold abholen wollten, wurden": whether the verb at `verb` is of a relative clause that a
    /// comma closes before the chunk at `at`.
    pub(super) fn is_in_closed_relative(&self, verb: usize, at: usize) -> bool {
        self.closed_relative(verb, at).is_some()
    }

    /// The word that opens that relative clause.
    pub(super) fn closed_relative(&self, verb: usize, at: usize) -> Option<usize> {
        let closed = self.pack.traits.verb_last
            && self.chunks[verb..at].iter().any(|chunk| matches!(chunk.kind, ChunkKind::Comma));
        (0..verb)
            .rev()
            .take(12)
            .take_while(|i| {
                closed && !matches!(self.chunks[*i].kind, ChunkKind::Comma | ChunkKind::Semicolon)
            })
            .find(|i| matches!(self.chunks[*i].kind, ChunkKind::Relative))
    }

    /// "sind … gestorben", "haben … das Leben verloren": whether a form of "be" or "have" before the participle at `at`
    /// makes it a finite verb.
    pub(super) fn ends_perfect(&self, at: usize) -> bool {
        self.pack.traits.verb_last && (self.auxiliary_before(at) || self.have_before(at))
    }

    pub(super) fn auxiliary_after(&self, at: usize, fits: impl Fn(&VerbGroup<'_>) -> bool) -> bool {
        self.verb(at + 1).is_some_and(|verb| matches!(verb.main, Main::Auxiliary) && fits(verb))
    }

    /// The object of the participle to which "and" joins the one at `at`, where that has "have" before it.
    pub(super) fn joined_perfect(&self, at: usize) -> Option<usize> {
        let and = self.before(at).filter(|i| matches!(self.chunks[*i].kind, ChunkKind::And))?;
        let first = self.before(and).filter(|i| {
            self.verb(*i).is_some_and(|verb| may_be_participle(verb.form) && !verb.be && !verb.have)
        })?;
        if !self.pack.traits.verb_last || !self.have_before(first) {
            return None;
        }
        let beside = self
            .before(first)
            .filter(|i| self.noun(*i).is_some_and(Self::may_be_people) && !self.is_prepositional(*i));
        beside.or_else(|| self.object_over_places(first).map(|(noun, _)| noun))
    }

    pub(super) fn have_before(&self, at: usize) -> bool {
        (0..at)
            .rev()
            .take(14)
            .find_map(|i| self.verb(i))
            .is_some_and(|verb| matches!(verb.main, Main::Auxiliary) && verb.have && !verb.be)
    }

    pub(super) fn noun_before_is_determiner(&self, at: usize) -> bool {
        matches!(self.before(at).and_then(|i| self.kind(i)), Some(ChunkKind::Owner))
    }

    /// Whether something that can act stands before the verb: a pronoun of a clause, or "and".
    pub(super) fn has_actor(&self, at: usize) -> bool {
        let mut before = self.before(at);
        // "a blast in a market on 3 May killed".
        while let Some(i) = before
            && self.chunks[i].preposition().is_some()
            && matches!(self.kind(i + 1), Some(ChunkKind::Date(_)))
        {
            before = self.before(i);
        }
        before.is_none_or(|i| match &self.chunks[i].kind {
            ChunkKind::Relative | ChunkKind::And | ChunkKind::But | ChunkKind::That | ChunkKind::Comma => {
                true
            }
            ChunkKind::Noun(noun) => noun.number.is_none() || matches!(noun.head, Head::Thing),
            ChunkKind::Close => true,
            // "Shelling killed": a form in "-ing" that opens the sentence is a noun.
            ChunkKind::Verb(verb) => i == 0 && verb.form == Form::Gerund && !verb.be && !verb.have,
            _ => false,
        })
    }

    /// After a verb without a subject before it, who acted and on whom: two noun groups, with nothing but what stands
    /// behind prepositions between them, of which only the second has a number or an indefinite article.
    pub(super) fn acting_pair(&self, verb: usize) -> Option<(usize, usize)> {
        // "am Montag": the preposition belongs to the date.
        let dated = |i: usize| {
            self.chunks.get(i).is_some_and(|chunk| chunk.preposition().is_some())
                && matches!(self.kind(i + 1), Some(ChunkKind::Date(_)))
        };
        let over_date = |mut i: usize| {
            while dated(i) {
                i = self.after(i)?;
            }
            Some(i)
        };
        let first = over_date(self.after(verb)?).filter(|i| self.noun(*i).is_some())?;
        let mut second = over_date(self.after(first)?)?;
        for _ in 0..3 {
            if self.chunks[second].preposition().is_none() || self.noun(second + 1).is_none() {
                break;
            }
            second = over_date(self.after(second + 1)?)?;
        }
        let (a, b) = (self.noun(first)?, self.noun(second)?);
        // "erschoss der Hauptmann den Rekruten".
        let object = b.object && !a.object && a.determiner == Determiner::Definite;
        let told = b.number.is_some() || b.determiner == Determiner::Indefinite || object;
        // "töteten zwei Attentäter 15 Menschen": where the verb is second, who acted stands first.
        let acted = a.number.is_none()
            || self.pack.traits.verb_last
                && b.number.is_some()
                && [a, b].iter().all(|noun| matches!(noun.head, Head::Person(_)) && noun.is_people())
                && !a.object;
        (acted && told && b.is_people()).then_some((first, second))
    }

    /// The people whom a participle beside them describes: "12 people killed in the raid".
    pub(super) fn described_by(&self, at: usize) -> Option<(usize, Path)> {
        let before = self.before(at)?;
        if let Some(people) = self.owned_before(before).filter(|i| !self.is_prepositional(*i)) {
            return Some((people, Path::Clause));
        }
        // "a Marine assigned to Task Force West died".
        let assigned = self.is_prepositional(before)
            && self.before(before).and_then(|i| self.before(i)).is_some_and(|i| {
                self.verb(i).is_some_and(|v| {
                    super::list::may_describe(v) && matches!(v.main, Main::Other) && v.form != Form::Gerund
                }) && self
                    .before(i)
                    .and_then(|j| self.noun(j))
                    .is_some_and(|n| matches!(n.head, Head::Person(_)))
            });
        let dies = self.verb(at).is_some_and(
            |v| matches!(v.main, Main::Trigger(entry) if entry.detail.frame == Some(Frame::Subject)),
        );
        if assigned && dies && !self.pack.traits.verb_last {
            return self.subject_of(at);
        }
        match &self.chunks[before].kind {
            ChunkKind::Noun(noun) => {
                // "four soldiers in Gorda killed": a place does not suffer.
                let place = matches!(noun.head, Head::Name | Head::Unknown)
                    && noun.number.is_none()
                    && self
                        .before(before)
                        .is_some_and(|i| matches!(self.chunks[i].preposition(), Some(Preposition::Place)));
                // "90 Soldaten bei Angriff von Rebellen getötet": the numbered ones, not those behind a preposition.
                let numbered = Some(before)
                    .filter(|_| self.pack.traits.verb_last && noun.number.is_none())
                    .filter(|i| self.is_prepositional(*i))
                    .and_then(|i| self.described_over_prepositions(i))
                    .filter(|i| self.noun(*i).is_some_and(|n| n.is_people() && n.number.is_some()));
                if numbered.is_some() {
                    return numbered.map(|noun| (noun, Path::Clause));
                }
                if Self::may_be_people(noun) && !place && !self.is_prepositional_modifier(before) {
                    return Some((before, Path::Adjacent));
                }
                // "members of the guard killed in".
                let subject = self.described_over_prepositions(before)?;
                Some((subject, Path::Clause))
            }
            // "in honour of Sergeant Roth, killed on Friday".
            // "three soldiers, dead for their country".
            ChunkKind::Comma
                if self.before(before).is_some_and(|i| {
                    self.noun(i).is_some_and(|n| {
                        n.titled && !n.names.is_empty()
                            || matches!(n.head, Head::Person(_))
                                && n.number.is_some()
                                && self.verb(at).is_some_and(|verb| verb.form == Form::Participle)
                                && !matches!(self.kind(i.wrapping_sub(1)), Some(ChunkKind::Including))
                    }) && !self.joined_of(i)
                        && self
                            .kind(at + 1)
                            .is_some_and(|next| !matches!(next, ChunkKind::Noun(_) | ChunkKind::And))
                }) =>
            {
                self.before(before).map(|noun| (noun, Path::Clause))
            }
            // "was found stabbed and shot to death".
            ChunkKind::And
                if self.before(before).and_then(|i| self.verb(i)).is_some_and(|verb| {
                    matches!(verb.main, Main::Trigger(_))
                        && may_be_participle(verb.form)
                        && !verb.be
                        && !verb.have
                }) && self.before(before).and_then(|i| self.before(i)).is_some_and(|i| {
                    self.verb(i).is_some_and(|verb| matches!(verb.main, Main::Result) && verb.be)
                }) =>
            {
                self.before(before).and_then(|first| self.described_by(first))
            }
            ChunkKind::And | ChunkKind::Comma => {
                let subject = self.subject_of(at)?;
                Some((subject.0, Path::ElidedVerb))
            }
            // "Fifty were captured or killed": told by the first verb.
            ChunkKind::Or => None,
            // "found scores of bodies, some of them mutilated".
            ChunkKind::Including if !self.pack.traits.construct => None,
            // "was found dead", by two verbs.
            ChunkKind::Verb(verb) if matches!(verb.main, Main::Result) && verb.be => self.subject_of(before),
            _ => self.subject_of(at),
        }
    }

    /// Whether "and" joins a noun group to people behind a preposition.
    pub(super) fn joins_behind_preposition(&self, noun: usize) -> bool {
        noun >= 2
            && matches!(self.chunks[noun - 1].kind, ChunkKind::And)
            && self.noun(noun - 2).is_some_and(|n| n.is_people() && n.is_plural())
            && self.is_prepositional(noun - 2)
    }

    /// "قتلوا وأصابوا عشرات الجنود": whether the verb at `at` and the next have one object, so that how many each befell
    /// is not said.
    pub(super) fn shares_object_of_next(&self, at: usize) -> bool {
        // "سبعة مدنيين بينهم امرأة قتلوا وجرح 19": numbered people before are the subject.
        let counted = (0..at)
            .rev()
            .take(6)
            .take_while(|i| {
                matches!(self.chunks[*i].kind, ChunkKind::Noun(_) | ChunkKind::Including | ChunkKind::Adverb)
            })
            .any(|i| self.noun(i).is_some_and(|n| n.number.is_some()))
            // "إن مجندين قتلا وأصيب آخرون".
            || at.checked_sub(1).and_then(|i| self.noun(i)).is_some_and(|n| {
                matches!(n.head, Head::Person(_)) && n.is_plural() && !self.is_prepositional(at - 1)
            });
        let next = self.verb(at + 2).is_some_and(|next| match next.main {
            Main::Trigger(other) => {
                matches!(other.detail.frame, Some(Frame::After | Frame::Subject)) && !other.detail.weak
            }
            _ => false,
        });
        !counted && next && matches!(self.kind(at + 1), Some(ChunkKind::And)) && self.noun(at + 3).is_some()
    }

    /// "قتل وجرح العشرات": whether the verb before the one at `at` has its subject too, and says another outcome.
    pub(super) fn shares_object_of_last(&self, at: usize, outcome: Option<Outcome>) -> bool {
        let last = at.checked_sub(2).and_then(|i| self.verb(i));
        let other = last.is_some_and(|verb| {
            matches!(verb.main, Main::Trigger(entry)
                if entry.detail.frame == Some(Frame::After) && entry.detail.outcome != outcome)
        });
        other && self.pack.traits.construct && self.shares_object_of_next(at - 2)
    }

    /// Whether "and of" stands before a noun group: whoever else is meant stands farther on the left.
    pub(super) fn joined_of(&self, noun: usize) -> bool {
        noun >= 2
            && matches!(self.chunks[noun - 1].preposition(), Some(Preposition::Of))
            && matches!(self.chunks[noun - 2].kind, ChunkKind::And)
    }

    pub(super) fn is_prepositional_modifier(&self, noun: usize) -> bool {
        let Some(preposition) =
            self.before(noun).filter(|i| matches!(self.chunks[*i].preposition(), Some(Preposition::Of)))
        else {
            return false;
        };
        // "members of the guard" but "the bodies of two women killed".
        self.before(preposition).and_then(|i| self.noun(i)).is_some_and(|owner| {
            // "the widows of policemen killed": not the widows.
            // "a hostage of the rebels".
            let of_others =
                matches!(owner.head, Head::Person(entry) if entry.detail.weak && owner.party.is_none());
            let relatives = !of_others
                && matches!(owner.head, Head::Person(_))
                && self.noun(noun).is_some_and(|n| matches!(n.head, Head::Person(_)) && n.is_plural());
            matches!(owner.head, Head::Person(_) | Head::Number)
                && !relatives
                && !self.noun(noun).is_some_and(|n| n.number.is_some() || !n.names.is_empty())
        })
    }

    pub(super) fn described_over_prepositions(&self, noun: usize) -> Option<usize> {
        let mut at = noun;
        for _ in 0..4 {
            let preposition = self.before(at).filter(|i| self.chunks[*i].preposition().is_some())?;
            at = self.before(preposition)?;
            let noun = self.noun(at)?;
            if Self::may_be_people(noun) && !self.is_prepositional_modifier(at) {
                return Some(at);
            }
        }
        None
    }

    /// Who did it, after the verb: "by gunmen".
    pub(super) fn agent_after(&self, at: usize) -> Option<usize> {
        let mut i = at + 1;
        for _ in 0..10 {
            match self.kind(i)? {
                ChunkKind::Preposition(Preposition::By) => {
                    return self.after(i).filter(|n| self.noun(*n).is_some());
                }
                ChunkKind::Preposition(_) | ChunkKind::Noun(_) | ChunkKind::Adverb | ChunkKind::Date(_) => {
                    i += 1
                }
                _ => return None,
            }
        }
        None
    }

    /// "all but two died": two did not.
    pub(super) fn is_exception(&self, at: usize) -> bool {
        at >= 2
            && matches!(self.chunks[at - 1].kind, ChunkKind::But)
            && self.noun(at - 2).is_some_and(|noun| noun.determiner == Determiner::Whole)
    }

    /// "verloren drei Menschen ihr Leben", "فقد سبعة عمال حياتهم": the life that the subject of a verb of losing lost, apart
    /// from it.
    pub(super) fn life_lost(&self, at: usize, entry: &Entry) -> Option<usize> {
        let loses = entry.detail.weak
            && (entry.detail.frame == Some(Frame::Loss) || entry.detail.outcome == Some(Outcome::Missing));
        let inside = |i: &usize| {
            matches!(
                self.chunks[*i].kind,
                ChunkKind::Noun(_) | ChunkKind::Preposition(_) | ChunkKind::Adverb | ChunkKind::Date(_)
            )
        };
        (at + 1..self.chunks.len())
            .take(12)
            .take_while(inside)
            .find(|i| loses && self.noun(*i).is_some_and(|n| n.life) && !self.is_prepositional(*i))
    }

    /// "قضت القوات على أربعة مسلحين": the counted people behind a force and a preposition, after a verb at `at` that by
    /// itself says that its subject died.
    pub(super) fn ended_by_force(&self, at: usize, entry: &Entry) -> Option<usize> {
        let force = self.noun(at + 1).is_some_and(|n| {
            n.number.is_none() && (matches!(n.head, Head::Body(_) | Head::Group) || n.unit.is_some())
        });
        let weak =
            self.pack.traits.construct && entry.detail.weak && entry.detail.outcome == Some(Outcome::Killed);
        let behind = (at + 2..at + 4)
            .find(|i| matches!(self.kind(*i), Some(ChunkKind::Preposition(Preposition::Other))))?;
        (force && weak && self.noun(behind + 1).is_some_and(|n| n.is_people() && n.number.is_some()))
            .then_some(behind + 1)
    }

    /// "Auf Seiten der Rebellen fielen sechs Mann": the force before the verb at `at` among whom it happened.
    pub(super) fn side_named_before(&self, at: usize) -> Option<usize> {
        (0..at)
            .rev()
            .take(8)
            .take_while(|i| !matches!(self.chunks[*i].kind, ChunkKind::Comma | ChunkKind::Semicolon))
            .find(|i| {
                let force = self.is_armed(i + 1)
                    || self.noun(i + 1).is_some_and(|noun| match noun.head {
                        Head::Body(entry) => entry.detail.party.is_some(),
                        _ => false,
                    });
                matches!(self.chunks[*i].preposition(), Some(Preposition::Among)) && force
            })
            .map(|i| i + 1)
    }

    /// Whether a member of a group is under arms by their noun, title or group.
    pub(super) fn any_armed(&self, group: &Group) -> bool {
        group.members.iter().any(|member| {
            [Some(member.noun), member.whole]
                .into_iter()
                .flatten()
                .chain(member.appositions.iter().copied())
                .any(|at| self.is_armed(at))
        })
    }

    /// Whether the noun group at `at` is of people under arms.
    pub(super) fn is_armed(&self, at: usize) -> bool {
        self.noun(at).is_some_and(|noun| {
            let own = matches!(noun.party, Some(PartyKind::StateForces | PartyKind::ArmedGroup));
            // "30 Angehörige der Friedenstruppe": by the genitive behind them.
            let owned = self.pack.traits.verb_last
                && noun.party.is_none()
                && matches!(noun.head, Head::Person(_))
                && self.noun(at + 1).is_some_and(|owner| {
                    owner.determiner == super::chunk::Determiner::Definite
                        && matches!(owner.head, Head::Body(entry) if entry.detail.party.is_some())
                });
            own || owned || noun.group.is_some()
        })
    }

    /// "Captain Lund won three and lost two": one person has no people to lose.
    pub(super) fn is_one_person(&self, at: usize) -> bool {
        self.noun(at).is_some_and(|noun| {
            noun.form == Form::Singular && matches!(noun.head, Head::Person(_)) && !noun.names.is_empty()
        })
    }

    /// "killed 32 and lost two": who lost them acted before.
    pub(super) fn follows_and(&self, at: usize) -> bool {
        self.before(at).is_some_and(|i| matches!(self.chunks[i].kind, ChunkKind::And))
    }

    /// "her husband": people of whoever lost them.
    pub(super) fn is_own(&self, at: usize) -> bool {
        let own = |i: usize| self.noun(i).is_some_and(|noun| noun.determiner == Determiner::Possessive);
        // "quatre membres de sa famille".
        own(at) || matches!(self.kind(at + 1), Some(ChunkKind::Preposition(Preposition::Of))) && own(at + 2)
    }

    /// "the enemy lost fifty men": of neither the loser nor the lost is it known whether they bear arms.
    pub(super) fn is_enemy_of(&self, loser: usize, lost: usize) -> bool {
        let several = self.noun(lost).is_some_and(|noun| {
            let open = matches!(noun.head, Head::Person(_)) && noun.party.is_none();
            open && noun.number.is_some() && noun.is_plural()
        });
        self.is_unknown_side(loser) && several
    }

    /// "the enemy": whoever is meant, and whether they bear arms, is not said.
    pub(super) fn is_unknown_side(&self, at: usize) -> bool {
        self.noun(at).is_some_and(|noun| {
            matches!(noun.head, Head::Person(_))
                && noun.party.is_none()
                && noun.is_definite()
                && !noun.titled
                && noun.names.is_empty()
        })
    }

    /// Whether what lost people is a force, a group or a country, or people who lost their own.
    pub(super) fn can_lose(&self, at: usize) -> bool {
        self.is_armed(at)
            || self.noun(at).is_some_and(|noun| {
                matches!(noun.head, Head::Body(_) | Head::Group | Head::Place | Head::Pronoun(_))
                    || noun.country.is_some()
                    || noun.unit.is_some()
            })
    }
}
