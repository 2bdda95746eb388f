//! The sixth stage: people joined by commas and "and", told from appositions, before anything is counted.

use super::chunk::{ChunkKind, Determiner, Head, NounGroup, Preposition};
use super::clause::Clauses;
use super::list::{Join, Within};
use super::pack::Form;
use super::rules::Rule;
use super::statement::{NumberForm, Span};

pub use super::people_count::{Counted, count_of, sum};

/// One member of a group: its noun group, and the noun group that it is a part of.
#[derive(Clone, Debug)]
pub struct GroupMember {
    /// Its chunk.
    pub noun: usize,
    /// In "two of his guards", the chunk of the guards.
    pub whole: Option<usize>,
    /// Chunks that describe the same people: "Lund, a clerk".
    pub appositions: Vec<usize>,
}

/// People who are one patient.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its members, in the order of the text.
    pub members: Vec<GroupMember>,
    /// All its words.
    pub span: Span,
    /// The first and the last of its chunks.
    pub chunks: (usize, usize),
    /// The noun group that gives the number of all members: "three men: Lund, Roth and Keller".
    pub stated: Option<usize>,
    /// How the members belong together is open, and so is their number.
    pub undecided: bool,
}

impl<'c, 'a> Clauses<'c, 'a> {
    /// How many people a noun group means, where those of a body may be counted behind it: "a family of five".
    pub fn counted(&self, at: usize) -> Option<Counted> {
        let noun = self.noun(at)?;
        // "one SLA (Ruritanian Armed Forces) private": the number stands before what the bracket explains.
        let over_bracket = at.checked_sub(1).filter(|i| matches!(self.chunks[*i].kind, ChunkKind::Close));
        let numbered = over_bracket
            .and_then(|close| (0..close).rev().find(|i| matches!(self.chunks[*i].kind, ChunkKind::Open)))
            .and_then(|open| self.noun(open.checked_sub(1)?))
            .filter(|before| {
                before.number.is_some() && !matches!(before.head, Head::Person(_) | Head::Outcome(_))
            });
        if let Some(before) = numbered
            && matches!(noun.head, Head::Person(_))
            && noun.number.is_none()
            && noun.determiner == Determiner::None
            && noun.names.is_empty()
        {
            return Some(count_of(before));
        }
        // "stopped 16 men and shot them".
        if matches!(noun.head, Head::Pronoun(_))
            && noun.form == Form::Plural
            && noun.number.is_none()
            && self.object_owner(at).is_some()
            && let Some(known) = self.only_people_before(at).and_then(|i| self.noun(i))
        {
            return Some(count_of(known));
        }
        let inside = (matches!(noun.head, Head::Body(_))
            && noun.number.as_ref().is_none_or(|number| number.figure == Some(1))
            && matches!(self.kind(at + 1), Some(ChunkKind::Preposition(Preposition::Of))))
        .then(|| self.noun(at + 2))
        .flatten()
        .filter(|inside| inside.is_people() && inside.number.is_some());
        Some(count_of(inside.unwrap_or(noun)))
    }

    /// The only people with a number before the pronoun at `at`, where they are on whom something was done; of one
    /// person, the only one before.
    pub(super) fn only_people_before(&self, at: usize) -> Option<usize> {
        // "the clerk, Erik Lund, resisted; the men shot him".
        if self.noun(at).is_some_and(|n| n.form == Form::Singular) {
            let one = |i: &usize| {
                self.noun(*i).is_some_and(|n| {
                    matches!(n.head, Head::Person(_) | Head::Name)
                        && !n.is_plural()
                        && !self.is_prepositional(*i)
                })
            };
            let mut people = (0..at).filter(one);
            let first = people.next()?;
            let same = people.all(|i| i == first + 2 && matches!(self.chunks[i - 1].kind, ChunkKind::Comma));
            return same.then_some(first);
        }
        let plural = |i: &usize| {
            self.noun(*i)
                .is_some_and(|n| n.is_people() && n.is_plural() && !matches!(n.head, Head::Pronoun(_)))
        };
        let counted = |i: &usize| {
            self.noun(*i).is_some_and(|n| n.number.is_some() && matches!(n.head, Head::Person(_)))
                && self.object_owner(*i).is_some()
        };
        let mut people = (0..at).filter(counted);
        let (Some(only), None) = (people.next(), people.next()) else { return None };
        (!(only + 1..at).any(|i| plural(&i))).then_some(only)
    }

    /// Whether a noun group can be one of several people joined together.
    pub(super) fn joins(&self, at: usize) -> bool {
        self.noun(at).is_some_and(|noun| {
            noun.is_people()
                && !matches!(noun.head, Head::Pronoun(_) | Head::Outcome(_))
                && !(matches!(noun.head, Head::Number)
                    && (noun.determiner == Determiner::Whole
                        || noun.number.as_ref().is_some_and(|n| n.form == NumberForm::Vague && !n.other)))
                || self.outcomeless_people(noun)
                || self.is_nationality(at)
        })
    }

    /// "deux Ukrainiens, des Allemands et une Française": people named by their country alone, behind an article that
    /// tells no number.
    fn is_nationality(&self, at: usize) -> bool {
        self.pack.traits.adjective_after_noun
            && self.noun(at).is_some_and(|noun| {
                matches!(noun.head, Head::Unknown)
                    && noun.country.is_some()
                    && noun.names.is_empty()
                    && noun.determiner == Determiner::None
            })
            && at.checked_sub(1).is_some_and(|i| matches!(self.chunks[i].kind, ChunkKind::Adverb))
            && at >= 2
            && matches!(self.chunks[at - 2].kind, ChunkKind::Comma | ChunkKind::And)
    }

    fn outcomeless_people(&self, noun: &NounGroup<'_>) -> bool {
        matches!(noun.head, Head::Body(_) | Head::Unknown) && noun.number.is_some()
    }

    /// The group to which the noun group at `start` belongs, going on to the right and, for a
    /// subject, to the left.
    pub fn group_at(&self, start: usize, leftwards: bool) -> Group {
        self.group_within(start, leftwards, Within::Main)
    }

    /// Likewise; within a relative clause the verb that follows the group belongs to the main clause.
    pub(super) fn group_within(&self, start: usize, leftwards: bool, within: Within) -> Group {
        // "elf der 39 Soldaten": the number before the genitive.
        let part = start.checked_sub(1).filter(|i| {
            // "einer der drei Verletzten": so does an article for one.
            self.noun(*i).is_some_and(|n| {
                matches!(n.head, Head::Number)
                    && (n.number.is_some()
                        || self.pack.traits.verb_last && n.determiner == Determiner::Indefinite)
            }) && self
                .noun(start)
                .is_some_and(|n| matches!(n.determiner, Determiner::Definite | Determiner::Demonstrative))
        });
        let start = part.unwrap_or(start);
        let first = if leftwards { self.first_of_list(start) } else { start };
        let mut members = vec![self.member(first)];
        let mut last = self.end_of(members[0].whole.unwrap_or(first));
        let mut undecided = false;
        let mut colon = false;
        let mut coordinated = false;
        let mut joined_by_and = false;
        let mut added = false;
        // Chunks after the verb belong to no subject; the caller bounds them by the text.
        let until = leftwards.then_some(start);
        while let Some((next, how)) = self.next_in_list(last, until, within) {
            match how {
                Join::Age => {
                    // "two, possibly three, gendarmes".
                    // "five guards and possibly one of the attackers": other people.
                    let alike = self.noun(next).is_some_and(|n| {
                        let kind = members.last().and_then(|m| self.noun(m.noun)).and_then(|m| m.party);
                        !matches!(self.kind(next + 1), Some(ChunkKind::Preposition(Preposition::Of)))
                            && (n.party.is_none() || n.party == kind || kind.is_none())
                    });
                    undecided |= alike
                        && self.chunks[last + 1..=next].iter().any(|chunk| chunk.doubt)
                        && members.last().and_then(|m| self.noun(m.noun)).is_some_and(|n| {
                            n.number.as_ref().is_some_and(|number| {
                                number.figure.is_some() && number.figures.high.is_some()
                            })
                        });
                    // "members of the police and Gorda Rifles and two drivers": whether a name adds a person is open.
                    undecided |= self.noun(next).is_some_and(|n| matches!(n.head, Head::Name))
                        && self.before(next).is_some_and(|i| matches!(self.chunks[i].kind, ChunkKind::And));
                    last = next;
                    continue;
                }
                Join::Colon => {
                    colon = true;
                    members.push(self.member(next));
                }
                Join::And | Join::Comma | Join::Semicolon | Join::Added => {
                    // A plural or a role after a finished list describes it: "A and B, members of the guard".
                    let finished = joined_by_and && how == Join::Comma;
                    if finished && !self.list_goes_on_with_and(next) {
                        let described = members.iter_mut().last();
                        if let Some(previous) = described {
                            previous.appositions.push(next);
                        }
                        last = self.end_of(next);
                        continue;
                    }
                    // "900 of its members and leaders": one whole.
                    let one_whole = members.last().is_some_and(|m| m.whole.is_some())
                        && self.noun(next).is_some_and(|n| {
                            n.number.is_none() && n.is_plural() && n.determiner == Determiner::None
                        });
                    if one_whole {
                        last = self.end_of(next);
                        continue;
                    }
                    // "Lund and Roth, a German and a Dane, were": who each of them is.
                    if finished && let Some(end) = self.describes_members(&members, next) {
                        if let Some(previous) = members.last_mut() {
                            previous.appositions.push(next);
                        }
                        last = end;
                        continue;
                    }
                    joined_by_and |= how == Join::And;
                    added |= how == Join::Added;
                    coordinated |= how != Join::Comma;
                    undecided |=
                        how == Join::And && members.len() == 1 && self.may_be_one(members[0].noun, next);
                    undecided |= how == Join::Comma
                        && members.last().is_some_and(|m| self.may_be_named(m.noun, next))
                        && self.list_continues(self.end_of(next) + 1);
                    let member = self.member(next);
                    let previous = members.last().map(|m| m.noun);
                    let apposition = !matches!(how, Join::Added | Join::Semicolon)
                        && self.rules.applies(Rule::Apposition)
                        && previous
                            .is_some_and(|previous| self.is_apposition(previous, next, how, members.len()));
                    if apposition {
                        let whole = member.whole;
                        if let Some(previous) = members.last_mut() {
                            previous.appositions.push(next);
                        }
                        last = self.end_of(whole.unwrap_or(next));
                        continue;
                    }
                    if how == Join::And && previous.is_some_and(|previous| self.shares_number(previous, next))
                    {
                        // "190 policemen and soldiers": the number counts both.
                        if let Some(previous) = members.last_mut() {
                            previous.appositions.push(next);
                        }
                        last = self.end_of(next);
                        continue;
                    }
                    members.push(member);
                }
            }
            let tail = members.last().map_or(next, |m| m.whole.unwrap_or(m.noun));
            last = self.end_of(tail);
            if members.len() > 60 {
                break;
            }
        }
        // "eine Frau durch Raketen der Rebellen, 15 Personen wurden": a list that does not reach its subject is none.
        let unreached = leftwards && last < start && !coordinated;
        let first = if unreached { start } else { first };
        if unreached {
            members = vec![self.member(start)];
            last = self.end_of(members[0].whole.unwrap_or(start));
            (undecided, colon) = (false, false);
        }
        // "le caïd et un instituteur ont été tués": who opens the clause may be somebody, though no word says so.
        undecided |= leftwards && self.opens_with_unknown(first);
        // "963 arrests and 548 people missing": what nothing is known of may be no people.
        undecided |= leftwards
            && members.len() > 1
            && self.noun(start).is_some_and(|n| matches!(n.head, Head::Person(_)))
            && members.iter().any(|member| {
                self.noun(member.noun).is_some_and(|n| {
                    matches!(n.head, Head::Unknown) && n.number.is_some() && n.country.is_none()
                })
            });
        // "46 officers, sergeants and men": the number counts them all.
        if members.len() > 2
            && !added
            && members[1..].iter().all(|m| m.whole.is_none() && self.shares_number(members[0].noun, m.noun))
        {
            let more: Vec<_> = members.drain(1..).map(|member| member.noun).collect();
            members[0].appositions.extend(more);
        }
        // "Six soldiers, four rebels killed after": in a headline a comma stands for "and".
        let numbered = |member: &GroupMember| {
            self.noun(member.noun).is_some_and(|n| {
                matches!(n.head, Head::Person(_)) && n.number.as_ref().is_some_and(|n| n.figure.is_some())
            })
        };
        // "Two militants, constable killed": a noun of one without its article.
        let one = |member: &GroupMember| {
            self.noun(member.noun).is_some_and(|n| {
                matches!(n.head, Head::Person(_))
                    && n.form == Form::Singular
                    && n.determiner == Determiner::None
                    && n.number.is_none()
                    && n.names.is_empty()
            })
        };
        let headline = leftwards
            && members.len() == 2
            && first == 0
            && numbered(&members[0])
            && (numbered(&members[1]) || one(&members[1]))
            && self.verb(start + 1).is_some_and(|verb| !verb.be && !verb.have);
        // "Rebels kill 8 soldiers, 3 clerks in Gorda".
        let acted_on = |verb: usize| {
            self.verb(verb).is_some_and(|v| {
                matches!(v.form, Form::Infinitive | Form::Finite)
                    && !v.infinitive
                    && !v.be
                    && !v.have
                    && !v.modal
            }) && !(0..self.chunks.len()).any(|i| i != verb && self.verb(i).is_some())
        };
        let headline = headline
            || !leftwards
                && members.len() == 2
                && members.iter().all(numbered)
                && self.object_owner(first).is_some_and(acted_on);
        if !coordinated && !colon && !headline && members.len() >= 2 {
            // With only commas between them they are the same people, or of different clauses.
            let count = |member: &GroupMember| self.noun(member.noun).map(|n| count_of(n).0);
            let same = members.windows(2).all(|pair| match (count(&pair[0]), count(&pair[1])) {
                (Some(a), Some(b)) => {
                    a == b || a.is_blank() || b.is_blank() || a.best.is_none() || b.best.is_none()
                }
                _ => false,
            });
            let bare = |member: &GroupMember| {
                self.noun(member.noun)
                    .is_some_and(|n| matches!(n.head, Head::Number) && member.whole.is_none())
            };
            // "two, possibly three, policemen".
            undecided |= !same && members.len() > 2 && members.iter().any(bare);
            // "the clerk Lund, his wife Anna": nobody is his own wife.
            undecided |= self.noun(members[0].noun).is_some_and(|n| !n.names.is_empty())
                && members[1..].iter().any(|member| {
                    self.noun(member.noun)
                        .is_some_and(|n| n.determiner == Determiner::Possessive && !n.names.is_empty())
                });
            // "Police, judge slain".
            undecided |= leftwards
                && members.len() == 2
                && self.noun(members[0].noun).is_some_and(|n| {
                    matches!(n.head, Head::Person(_))
                        && n.is_plural()
                        && n.number.is_none()
                        && n.determiner == Determiner::None
                })
                && one(&members[1]);
            // "unter den Toten ist eine Frau, ihr Mann wurde verletzt": somebody of theirs, in a clause of his own.
            let owned = leftwards
                && members.last().is_some_and(|member| {
                    self.noun(member.noun)
                        .is_some_and(|n| n.determiner == Determiner::Possessive && n.names.is_empty())
                });
            if same && owned {
                members.retain(|member| member.noun == start);
            } else if same {
                let described: Vec<_> = members.drain(1..).map(|member| member.noun).collect();
                members[0].appositions.extend(described);
            } else if members.len() == 2 {
                // "murdered the bishop, 1,000 farmers in the valley, 70 miners on the coast": more are meant.
                undecided |= !leftwards
                    && self
                        .noun(members[1].noun)
                        .is_some_and(|n| matches!(n.head, Head::Person(_)) && n.number.is_some());
                members.retain(|member| if leftwards { member.noun == start } else { member.noun == first });
                if members.is_empty() {
                    members.push(self.member(start));
                }
            }
        }
        // "coûté la vie à un lieutenant et à sept tirailleurs": whether the seven are of them is open.
        undecided |= !leftwards
            && matches!(self.kind(last + 1), Some(ChunkKind::And))
            && matches!(
                self.kind(last + 2),
                Some(ChunkKind::Preposition(Preposition::Place | Preposition::Other))
            )
            && self.noun(last + 3).is_some_and(|n| matches!(n.head, Head::Person(_)) && n.number.is_some())
            && self.verb(last + 4).is_none();
        // "wounded four guards and the adjutant": whether a word of which nothing is known adds a person is open.
        undecided |= !leftwards
            && matches!(self.kind(last + 1), Some(ChunkKind::And))
            && self.noun(last + 2).is_some_and(|n| {
                let opened = matches!(n.determiner, Determiner::Definite | Determiner::Possessive);
                opened && n.number.is_none() && (matches!(n.head, Head::Unknown) && n.country.is_none())
            })
            && !matches!(self.kind(last + 3), Some(ChunkKind::Preposition(Preposition::Of)))
            && !self.begins_clause(last + 2);
        // "70,000 people, the bishop and the priests included": the rest is among the first.
        let included = self.verb(last + 1).is_some_and(|verb| {
            matches!(verb.main, super::chunk::Main::Include)
                && !verb.be
                && super::chunk::may_be_participle(verb.form)
                && self.noun(last + 2).is_none()
        });
        if included {
            members.truncate(1);
            last = self.end_of(members[0].whole.unwrap_or(members[0].noun));
        }
        let mut stated = None;
        if self.rules.applies(Rule::StatedTotal) {
            undecided |= self.settle_totals(&mut members, &mut stated, colon, last);
        }
        let begin = members.first().map_or(start, |m| m.noun).min(stated.unwrap_or(usize::MAX));
        let end = members
            .iter()
            .flat_map(|m| m.appositions.iter().copied().chain([m.whole.unwrap_or(m.noun)]))
            .max()
            .unwrap_or(start)
            .max(last.min(start.max(last)));
        let span = self.chunks[begin].span.with(self.chunks[end].span);
        Group { members, span, chunks: (begin, end), stated, undecided }
    }

    /// Whether "and" stands before the noun group at `at`, and before that nothing but a noun with an article, of which
    /// nothing is known, opens the clause.
    fn opens_with_unknown(&self, at: usize) -> bool {
        let Some(and) = self.before(at).filter(|i| matches!(self.chunks[*i].kind, ChunkKind::And)) else {
            return false;
        };
        let Some(mut noun) = and.checked_sub(1) else { return false };
        while noun >= 2
            && self.noun(noun).is_some()
            && matches!(self.chunks[noun - 1].preposition(), Some(Preposition::Of))
        {
            noun -= 2;
        }
        let unknown = self.noun(noun).is_some_and(|n| {
            matches!(n.head, Head::Unknown)
                && matches!(n.determiner, Determiner::Definite | Determiner::Indefinite)
                && n.country.is_none()
                && !n.is_plural()
        });
        let border =
            |kind: &ChunkKind<'_>| matches!(kind, ChunkKind::Comma | ChunkKind::Semicolon | ChunkKind::That);
        unknown
            && noun.checked_sub(1).is_none_or(|i| border(&self.chunks[i].kind))
            && !self.pack.traits.construct
    }

    /// The owners of an event, "the mayor and his driver's death": the list ends at the owner's mark.
    pub fn owners(&self, owner: usize) -> Group {
        let mut first = owner;
        while let Some(previous) = self
            .previous_in_list(first)
            .filter(|_| matches!(self.before(first).and_then(|i| self.kind(i)), Some(ChunkKind::And)))
        {
            first = previous;
        }
        let members: Vec<_> = if first == owner {
            vec![self.member(owner)]
        } else {
            vec![self.member(first), self.member(owner)]
        };
        let span = self.chunks[first].span.with(self.chunks[owner].span);
        Group { members, span, chunks: (first, owner), stated: None, undecided: false }
    }

    /// Whether "and" stands before the noun group at `at`: "and two guards", "y a dos guardias".
    fn follows_and_or_mark(&self, at: usize) -> bool {
        let before = self.before(at);
        let over = before.filter(|i| self.chunks[*i].patient_mark).and_then(|i| self.before(i));
        matches!(over.or(before).and_then(|i| self.kind(i)), Some(ChunkKind::And))
    }

    fn member(&self, noun: usize) -> GroupMember {
        // "two of his guards", "one of the girls".
        let partitive = self.noun(noun).is_some_and(|n| matches!(n.head, Head::Number))
            && matches!(
                self.kind(noun + 1),
                Some(ChunkKind::Preposition(Preposition::Of | Preposition::Among))
            );
        // "acht der elf Verletzten": the genitive stands right beside its number.
        let counts = |n: &NounGroup<'_>| {
            matches!(n.head, Head::Number)
                && (n.number.is_some()
                    || n.determiner == Determiner::Indefinite && self.pack.traits.verb_last)
        };
        let beside = self.noun(noun).is_some_and(counts)
            && self.noun(noun + 1).is_some_and(|n| {
                matches!(n.determiner, Determiner::Definite | Determiner::Whole | Determiner::Demonstrative)
                    && (n.is_people() || matches!(n.head, Head::Body(_)))
            });
        if beside {
            return GroupMember { noun, whole: Some(noun + 1), appositions: Vec::new() };
        }
        let mut whole = (partitive
            && self.noun(noun + 2).is_some_and(|n| {
                n.is_people()
                    || n.is_organisation()
                    || matches!(n.head, Head::Body(_) | Head::Unknown | Head::Group)
            }))
        .then_some(noun + 2);
        while let Some(at) = whole
            && matches!(self.kind(at + 1), Some(ChunkKind::Owner))
            && self.noun(at + 2).is_some()
        {
            whole = Some(at + 2);
        }
        GroupMember { noun, whole, appositions: Vec::new() }
    }

    /// Whether the number of the people at `previous` counts the bare plural at `next` too.
    fn shares_number(&self, previous: usize, next: usize) -> bool {
        let (Some(a), Some(b)) = (self.noun(previous), self.noun(next)) else { return false };
        // "662 ضابطا وجنديا": behind such a number its noun is singular, and the second has the same form.
        let large = a.number.as_ref().and_then(|number| number.figure).is_some_and(|figure| figure > 10);
        let counted = self.pack.traits.construct
            && large
            && matches!(b.head, Head::Person(entry) if entry.detail.counted)
            && b.form == Form::Singular;
        a.number.as_ref().is_some_and(|number| number.figure.is_none_or(|figure| figure > 2))
            // "30 Ruritanian and foreign soldiers".
            && (matches!(a.head, Head::Person(_)) || matches!(a.head, Head::Unknown | Head::Number) && a.country.is_some())
            && matches!(b.head, Head::Person(_) | Head::Body(_))
            && (counted || matches!(b.form, Form::Plural | Form::Collective))
            && b.number.is_none()
            && (b.determiner == Determiner::None
                // "عشرات المدنيين والعسكريين".
                || self.pack.traits.construct
                    && b.determiner == Determiner::Definite
                    && a.number.as_ref().is_some_and(|number| number.form == NumberForm::Vague))
            && !b.other
            && b.names.is_empty()
            // "48 British and Egyptian soldiers"; "34 soldats et policiers congolais": behind both nouns an adjective is said
            // of both.
            && (b.country.is_none()
                || !matches!(a.head, Head::Person(_)) && a.names.is_empty()
                || self.pack.traits.adjective_after_noun && a.country.is_none())
    }

    /// Whether the noun group at `next` describes the people at `previous` and adds nobody.
    fn is_apposition(&self, previous: usize, next: usize, how: Join, members: usize) -> bool {
        let (Some(a), Some(b)) = (self.noun(previous), self.noun(next)) else { return false };
        let one = |noun: &NounGroup<'_>| {
            noun.number.as_ref().is_none_or(|n| n.figure == Some(1))
                && noun.form != Form::Plural
                && !noun.is_plural()
        };
        // A role without an article adds nobody: "Lund, leader of the party and secretary of the union".
        let bare_role = matches!(b.head, Head::Person(_))
            && b.names.is_empty()
            && b.number.is_none()
            && b.form == Form::Singular
            && b.determiner == Determiner::None
            && !b.other;
        // "الضابط أبو سيف وسائقه": where an owner is written together with the noun, "and" may add somebody.
        let adds = self.pack.traits.construct && how == Join::And && self.noun(next + 1).is_none();
        if bare_role && !a.names.is_empty() && !adds {
            return true;
        }
        if how == Join::And {
            // "senator and leader Lund": a role without an article goes on to the name.
            return members == 1
                && matches!(a.head, Head::Person(_))
                && a.names.is_empty()
                && a.determiner == Determiner::None
                && a.number.is_none()
                && a.form == Form::Singular
                && matches!(b.head, Head::Person(_))
                && b.determiner == Determiner::None
                && b.form == Form::Singular
                && !b.names.is_empty();
        }
        let named = !a.names.is_empty();
        // "Dr Lund, his wife, and two children": of whoever is named first nobody else can be the owner.
        // "The bodies of Lund, his brother and": bodies own nobody.
        let owner = |noun: &NounGroup<'_>| noun.is_people() && !matches!(noun.head, Head::Outcome(_));
        let first_named = named && !(0..previous).any(|i| self.noun(i).is_some_and(owner));
        if first_named
            && b.determiner == Determiner::Possessive
            && b.names.is_empty()
            && self.list_continues(self.end_of(next) + 1)
        {
            return false;
        }
        let role = matches!(b.head, Head::Person(_)) && b.names.is_empty() && one(b) && !b.other;
        if named && role {
            // "Lund, a clerk, and Roth", but "Lund, a nurse and two drivers".
            let after = self.end_of(next) + 1;
            let list = b.determiner == Determiner::Indefinite
                && matches!(self.kind(after), Some(ChunkKind::And))
                && self.joins(after + 1)
                && self.noun(after + 1).is_some_and(|n| n.names.is_empty());
            return !list;
        }
        // "the mayor, Anna Roth,".
        let first_role = matches!(a.head, Head::Person(_)) && a.names.is_empty() && one(a);
        // "his driver, Sergeant Roth, and", "the president's brother, Senator Roth".
        let owned = a.determiner == Determiner::Possessive
            || matches!(previous.checked_sub(1).and_then(|i| self.kind(i)), Some(ChunkKind::Owner));
        if first_role && owned && b.titled && b.determiner == Determiner::None && one(b) {
            return true;
        }
        if first_role && !b.names.is_empty() && one(b) && !b.titled {
            let after = self.end_of(next) + 1;
            let ends =
                !matches!(self.kind(after), Some(ChunkKind::And)) || a.determiner == Determiner::Definite;
            return ends;
        }
        // "his brother, a doctor, and": two roles of one person.
        bare_role
            && role
            && a.determiner != Determiner::Indefinite
            && b.determiner == Determiner::Indefinite
            && !matches!(self.kind(self.end_of(next) + 1), Some(ChunkKind::And))
    }

    /// A number that equals the sum of the others counts them all. `true` where it may be one of them as well.
    fn settle_totals(
        &self,
        members: &mut Vec<GroupMember>,
        stated: &mut Option<usize>,
        colon: bool,
        last: usize,
    ) -> bool {
        if members.len() < 2 {
            return false;
        }
        let figure = |member: &GroupMember| {
            self.noun(member.noun).map(count_of).and_then(|(f, _, _)| f.best.filter(|b| f.low == Some(*b)))
        };
        let figures: Vec<_> = members.iter().map(figure).collect();
        let total_of = |slice: &[Option<u64>]| slice.iter().try_fold(0u64, |sum, n| Some(sum + (*n)?));
        // "two children and two women" are four.
        let pair = members.len() == 2
            && matches!(self.before(members[1].noun).and_then(|i| self.kind(i)), Some(ChunkKind::And));
        if let Some(first) = figures[0].filter(|_| colon || !pair)
            && first >= 2
            && (total_of(&figures[1..]) == Some(first) || colon)
        {
            // "4 soldiers, 3 policemen and 1 civilian" are eight: soldiers are no civilians, and people may be.
            let parties: Vec<_> = members.iter().map(|member| self.noun(member.noun)?.party).collect();
            let of_all = self.noun(members[0].noun).is_some_and(|noun| match noun.head {
                Head::Person(entry) => {
                    let people = entry.detail.weak && noun.party == Some(super::PartyKind::Civilians);
                    people || noun.party.is_none()
                }
                _ => true,
            });
            let others = parties[1..].iter().flatten();
            let differ = others.clone().any(|party| Some(*party) != parties[0]);
            let alike = others.count() > 0 && !differ;
            let aside = matches!(self.kind(last + 1), Some(ChunkKind::Comma | ChunkKind::Dash));
            if !colon && !of_all && (differ || alike && !aside) {
                return alike;
            }
            let total = members.remove(0);
            let all = std::mem::take(members);
            *stated = Some(total.noun);
            *members = all;
            return false;
        }
        // "comrades Forero, Sotelo and Antequera": a plural without a number takes its names in.
        let first = members[0].noun;
        if self
            .noun(first)
            .is_some_and(|n| n.number.is_none() && n.form == Form::Plural && !n.names.is_empty())
        {
            return false;
        }
        if members.len() >= 3
            && let Some(last) = figures[figures.len() - 1]
            && last >= 2
            && total_of(&figures[..figures.len() - 1]) == Some(last)
            && !self
                .before(members[members.len() - 1].noun)
                .is_some_and(|i| matches!(self.chunks[i].kind, ChunkKind::Added))
            && !self.follows_and_or_mark(members[members.len() - 1].noun)
        {
            *stated = members.pop().map(|total| total.noun);
        }
        false
    }
}
