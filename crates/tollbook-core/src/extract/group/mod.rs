//! The sixth stage: people joined by commas and "and", told from appositions, before anything is counted.

mod counted;
mod member;
mod same_people;
mod total;

use super::chunk::{ChunkKind, Determiner, Head, Preposition};
use super::clause::Clauses;
use super::list::{Join, Within};
use super::pack::Form;
use super::rules::Rule;
use super::statement::Span;

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
}
