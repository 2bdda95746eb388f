//! Whose people a noun group speaks of, from its own words and from what it is of.

use super::candidate::Candidate;
use super::chunk::{ChunkKind, Determiner, Head, Main, NounGroup, Preposition, VerbGroup};
use super::clause::Clauses;
use super::group::{Group, GroupMember};
use super::pack::Form;
use super::statement::{Named, Party, PartyKind, Slot, Span};

/// "victims", who are none of those whose victims they are.
pub(super) fn is_victims(noun: &NounGroup<'_>) -> bool {
    matches!(noun.head, Head::Outcome(entry) if entry.detail.weak && entry.detail.outcome.is_none())
}

impl Clauses<'_, '_> {
    /// The people of one noun group.
    pub fn party(&self, at: usize) -> Option<Party> {
        let noun = self.noun(at)?;
        let mut party = Party {
            span: self.chunks[at].span,
            head: Some(noun.head_span),
            kind: noun.party,
            country: noun.country.clone(),
            multinational: noun.multinational,
            group: noun.group.clone(),
            unit: noun.unit,
            names: noun.names.clone(),
            weak: matches!(noun.head, Head::Person(entry) if entry.detail.weak),
            definite: noun.is_definite(),
        };
        self.set_kind_by_head(noun, &mut party);
        let mut next = at + 1;
        // "163 Angehörige der Friedenstruppe": a genitive right behind the people.
        if let Some(owner) = self.noun(next).filter(|owner| {
            self.pack.traits.verb_last
                && matches!(noun.head, Head::Person(_))
                && matches!(owner.determiner, Determiner::Definite | Determiner::Demonstrative)
                && owner.number.is_none()
                && matches!(owner.head, Head::Body(_) | Head::Group)
        }) {
            party.span = party.span.with(self.chunks[next].span);
            self.take_from_owner(owner, &mut party);
            next += 1;
        }
        // "five hurt in an attack of insurgents": behind what the people do not belong to, "of" says nothing of them.
        let mut apart = false;
        // "members of the guard", "soldiers from Ruritania", "the dead among the miners".
        for _ in 0..3 {
            let Some(ChunkKind::Preposition(preposition)) = self.kind(next) else { break };
            // "members of the people's army".
            let mut at = next + 1;
            while matches!(self.kind(at + 1), Some(ChunkKind::Owner)) && self.noun(at + 2).is_some() {
                at += 2;
            }
            let Some(owner) = self.noun(at) else { break };
            // "15 Rebellen durch die russische Armee getötet": who did it stands between.
            let acts = self.pack.traits.verb_last
                && matches!(preposition, Preposition::Of | Preposition::Other | Preposition::By)
                && matches!(owner.head, Head::Body(_) | Head::Group | Head::Person(_))
                && self.auxiliary_before(next + 2)
                && self.verb(next + 2).is_some_and(|verb| {
                    super::chunk::may_be_participle(verb.form)
                        && matches!(verb.main, Main::Trigger(entry) if entry.detail.frame == Some(super::pack::Frame::Object))
                });
            if acts {
                break;
            }
            let belongs = matches!(preposition, Preposition::Of | Preposition::Among);
            // "hostages of the guerrillas", "supporters of the front" are no members of them.
            let of_others = matches!(preposition, Preposition::Of)
                && (party.weak || is_victims(noun))
                && party.kind.is_none()
                && Self::is_forces_or_people(owner);
            if belongs && (apart || of_others) {
                break;
            } else if belongs {
                party.span = party.span.with(self.chunks[at].span);
                self.take_from_owner(owner, &mut party);
            } else if matches!(preposition, Preposition::Other)
                && matches!(owner.head, Head::Place | Head::Group | Head::Body(_))
                && !self.pack.traits.construct
                || matches!(preposition, Preposition::Place) && Self::is_forces(owner)
            {
                // "52 dead in the Ruritanian army".
                self.take_from_owner(owner, &mut party);
            } else {
                apart = true;
            }
            next = at + 1;
        }
        Some(party)
    }

    /// Those to whom people belong: a force, or a country by its name.
    pub(super) fn owner(&self, at: usize) -> Option<Party> {
        let mut party = self.party(at)?;
        let noun = self.noun(at)?;
        // "Ruritanian losses" are of its forces.
        if party.kind.is_none() && party.country.is_some() && self.chunks[at].losses {
            party.kind = Some(PartyKind::StateForces);
        }
        if party.country.is_none() && matches!(noun.head, Head::Place) {
            party.country = noun
                .place
                .filter(|entry| entry.form == Form::Name)
                .map(|entry| Named { name: self.pack.name(entry.value).to_owned(), span: noun.head_span });
        }
        Some(party)
    }

    fn set_kind_by_head(&self, noun: &NounGroup<'_>, party: &mut Party) {
        if party.kind.is_some() {
            return;
        }
        party.kind = match noun.head {
            Head::Body(entry) => {
                // "the Ruritanian contingent": a unit of a country is of its forces.
                let of_country = noun.country.is_some() && !entry.detail.weak;
                entry.detail.party.or_else(|| of_country.then_some(PartyKind::StateForces))
            }
            Head::Group => Some(PartyKind::ArmedGroup),
            _ => None,
        };
    }

    /// Whether a noun group is a force by itself: "the army", "the Ruritanian contingent".
    fn is_forces(noun: &NounGroup<'_>) -> bool {
        match noun.head {
            Head::Group => true,
            Head::Body(entry) => {
                matches!(entry.detail.party, Some(PartyKind::StateForces | PartyKind::ArmedGroup))
                    || noun.country.is_some() && !entry.detail.weak
            }
            _ => false,
        }
    }

    fn is_forces_or_people(noun: &NounGroup<'_>) -> bool {
        Self::is_forces(noun) || matches!(noun.head, Head::Person(_))
    }

    fn take_from_owner(&self, owner: &NounGroup<'_>, party: &mut Party) {
        if party.group.is_none() {
            party.group = owner.group.clone();
        }
        party.multinational |= owner.multinational;
        if party.unit.is_none() {
            party.unit = owner.unit;
        }
        if party.country.is_none() {
            party.country = owner.country.clone().or_else(|| {
                owner.place.filter(|entry| entry.form == Form::Name).map(|entry| Named {
                    name: self.pack.name(entry.value).to_owned(),
                    span: owner.head_span,
                })
            });
        }
        // "an employee of the army", "a candidate of the guerrillas": nothing tells which of the two counts.
        let force = matches!(owner.head, Head::Body(_) | Head::Group) && Self::is_forces(owner);
        // "the military commander of the guerrillas": whoever belongs to a group by its name is of it.
        if matches!(owner.head, Head::Group)
            && owner.party == Some(PartyKind::ArmedGroup)
            && party.kind == Some(PartyKind::StateForces)
        {
            party.kind = owner.party;
        }
        if party.kind.is_none() {
            party.kind = owner.party;
            self.set_kind_by_head(owner, party);
        } else if party.kind == Some(PartyKind::ArmedGroup) && party.weak && matches!(owner.head, Head::Thing)
        {
            // "militants of the Liberal Party" may bear no arms.
            party.kind = None;
        } else if party.kind == Some(PartyKind::Civilians) && force && !party.weak {
            party.kind = None;
        }
    }

    /// The people of whom a bare number at `at` goes on to speak: those before it in the sentence to whom something
    /// happened, or who did something that is done to nobody.
    pub(super) fn people_spoken_of(&self, at: usize) -> Option<Party> {
        let before = (0..at).rev().find(|i| {
            self.noun(*i).is_some_and(|noun| matches!(noun.head, Head::Person(_)) && noun.is_plural())
                && !self.acts_on_others(*i)
        })?;
        let subject_of = |verb: usize| self.subject_of(verb).is_some_and(|(subject, _)| subject == before);
        // "the rebels, 170 in number, belonged to".
        let aside = at - before <= 3 && matches!(self.kind(before + 1), Some(ChunkKind::Comma));
        let takes_part = aside
            || (before + 1..=at).any(|i| {
                self.verb(i).is_some_and(|verb| !matches!(verb.main, Main::Say | Main::Deny)) && subject_of(i)
            });
        let speaks = (before + 1..=at).any(|i| {
            self.verb(i).is_some_and(|verb| matches!(verb.main, Main::Say | Main::Deny)) && subject_of(i)
        });
        // "los soldados llegaron y constataron que hay nueve cuerpos": what they found is of others.
        let of_what_is_said = (before + 1..at).any(|i| matches!(self.chunks[i].kind, ChunkKind::That));
        if of_what_is_said {
            return None;
        }
        let party = self.party(before).filter(|party| party.kind.is_some())?;
        (takes_part && !speaks || self.object_owner(before).is_some()).then_some(party)
    }

    /// "two of the dead were soldiers", "the 12 dead are farmers": the people that the dead or hurt of a candidate are
    /// said to be.
    pub(super) fn told_by_copula(&self, candidate: &Candidate) -> Option<Party> {
        if !matches!(candidate.slot, Slot::OutcomeNoun | Slot::Adjective) {
            return None;
        }
        let verb = candidate.at + 1;
        let is = |v: &VerbGroup<'_>| v.be && matches!(v.main, Main::Auxiliary) && !v.negated && !v.modal;
        self.verb(verb).filter(|v| is(v))?;
        let people = self.after(verb)?;
        let told = self.noun(people).filter(|n| matches!(n.head, Head::Person(_)) && n.number.is_none())?;
        let ends = !matches!(self.kind(people + 1), Some(ChunkKind::Owner | ChunkKind::And));
        (ends && told.determiner != Determiner::No)
            .then(|| self.party(people))
            .flatten()
            .filter(|party| party.kind.is_some())
    }

    /// Whether the words behind the people that end at `last` say that some bear arms, or that they are of both sides.
    pub(super) fn are_of_several_sides(&self, last: usize) -> bool {
        let both = self.chunks.get(last + 1).is_some_and(|chunk| chunk.preposition().is_some())
            && self.noun(last + 2).is_some_and(|noun| {
                let two = noun.number.as_ref().is_some_and(|number| number.figure == Some(2));
                two && noun.determiner == Determiner::Whole && !noun.is_people()
            });
        let mark = |i: &usize| matches!(self.kind(*i), Some(ChunkKind::Comma | ChunkKind::Open));
        let including =
            (last + 1..).find(|i| !mark(i)).filter(|i| matches!(self.kind(*i), Some(ChunkKind::Including)));
        let armed = |i: usize| {
            self.noun(i).is_some_and(|noun| {
                matches!(noun.party, Some(PartyKind::StateForces | PartyKind::ArmedGroup))
            })
        };
        let listed =
            |i: &usize| matches!(self.kind(*i), Some(ChunkKind::Noun(_) | ChunkKind::And | ChunkKind::Comma));
        // "10 people - two clerks and eight soldiers - were hurt".
        let dashed = Some(last + 1).filter(|i| {
            matches!(self.kind(*i), Some(ChunkKind::Dash))
                && self
                    .noun(i + 1)
                    .is_some_and(|noun| noun.number.is_some() || noun.determiner == Determiner::Indefinite)
        });
        both || including.or(dashed).is_some_and(|i| (i + 1..).take_while(listed).any(armed))
    }

    /// The people of one member, with what its appositions and its whole say of them.
    pub fn member_party(&self, member: &GroupMember) -> Option<Party> {
        let mut party = self.party(member.noun)?;
        let mut contradicted = false;
        // "48 British and Egyptian soldiers" are of no one country.
        let nationality = self.noun(member.noun).is_some_and(|noun| {
            matches!(noun.head, Head::Unknown | Head::Number)
                && noun.number.is_some()
                && noun.country.is_some()
        });
        let mixed = nationality
            && matches!(self.kind(member.noun + 1), Some(ChunkKind::And))
            && member.appositions.contains(&(member.noun + 2));
        let more = member.whole.into_iter().chain(member.appositions.iter().copied());
        for other in more.filter_map(|at| self.party(at)) {
            contradicted |= !party.add_kind(&other);
            party.country = party.country.or(other.country);
            party.group = party.group.or(other.group);
            party.multinational |= other.multinational;
            party.unit = party.unit.or(other.unit);
            for name in other.names {
                if !party.names.contains(&name) {
                    party.names.push(name);
                }
            }
            party.span = party.span.with(other.span);
        }
        if contradicted {
            party.kind = None;
        }
        if mixed {
            party.country = None;
        }
        Some(party)
    }

    /// The people of a whole group: what its members have in common.
    pub fn group_party(&self, group: &Group) -> Option<Party> {
        let parties: Vec<Party> =
            group.members.iter().filter_map(|member| self.member_party(member)).collect();
        let (first, rest) = parties.split_first()?;
        let mut party = first.clone();
        if let Some(stated) = group.stated.and_then(|at| self.party(at)) {
            // "three journalists: Lund, Roth and Keller" are journalists.
            party.kind = stated.kind.or(party.kind);
            party.country = stated.country.or(party.country);
            party.group = stated.group.or(party.group);
            party.head = stated.head;
            party.span = party.span.with(group.span);
            for other in rest {
                party.names.extend(other.names.iter().copied());
                party.span = party.span.with(other.span);
            }
            return Some(party);
        }
        let spans = |span: Span, other: &Party| span.with(other.span);
        party.span = rest.iter().fold(group.span.with(party.span), spans);
        // "Privates Lund and Roth": the rank stands once.
        let shared = group.members.first().and_then(|first| self.noun(first.noun)).is_some_and(|noun| {
            matches!(noun.head, Head::Person(_)) && noun.form == Form::Plural && !noun.names.is_empty()
        });
        let named_only = |other: &Party| {
            shared && other.kind.is_none() && other.country.is_none() && !other.names.is_empty()
        };
        for other in rest {
            if named_only(other) {
                party.names.extend(other.names.iter().copied());
                continue;
            }
            // "cinq militaires français et dix-sept tchadiens": the noun stands once.
            let bare = other.kind.is_none()
                && other.country.is_some()
                && self.pack.traits.adjective_after_noun
                && other.names.is_empty()
                && group.members.iter().any(|m| {
                    self.chunks[m.noun].span == other.span
                        && self.noun(m.noun).is_some_and(|n| matches!(n.head, Head::Number))
                });
            if party.kind != other.kind && !bare {
                party.kind = None;
            }
            if party.country.as_ref().map(|c| &c.name) != other.country.as_ref().map(|c| &c.name) {
                // "French soldiers and two civilians": no common nationality.
                party.country = None;
            }
            party.multinational &= other.multinational;
            if party.group.as_ref().map(|g| &g.name) != other.group.as_ref().map(|g| &g.name) {
                party.group = None;
            }
            party.names.extend(other.names.iter().copied());
            party.definite &= other.definite;
        }
        Some(party)
    }
}
