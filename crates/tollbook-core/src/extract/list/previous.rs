//! From a member of a list to the one before it, and so to the first.

use super::{is_crowd, may_describe};
use crate::extract::chunk::{ChunkKind, Determiner, Head, Main, Preposition, VerbGroup};
use crate::extract::clause::Clauses;
use crate::extract::pack::Form;

impl<'c, 'a> Clauses<'c, 'a> {
    pub(in crate::extract) fn previous_in_list(&self, at: usize) -> Option<usize> {
        let mut i = at.checked_sub(1)?;
        let mut marks = 0;
        while matches!(
            self.chunks[i].kind,
            ChunkKind::And
                | ChunkKind::Comma
                | ChunkKind::Semicolon
                | ChunkKind::Or
                | ChunkKind::Adverb
                | ChunkKind::Added
        ) {
            marks += usize::from(!matches!(self.chunks[i].kind, ChunkKind::Adverb));
            // "bei dem Anschlag starben 17; 40 wurden verletzt": what a clause of its own says ends the list.
            if matches!(self.chunks[i].kind, ChunkKind::Semicolon) && self.clause_before(i) {
                return None;
            }
            i = i.checked_sub(1)?;
        }
        if marks == 0 {
            return None;
        }
        // An age, a bracket, and what the people are of.
        loop {
            match &self.chunks[i].kind {
                ChunkKind::Age => {
                    i = i.checked_sub(if matches!(self.kind(i.wrapping_sub(1)), Some(ChunkKind::Comma)) {
                        2
                    } else {
                        1
                    })?
                }
                ChunkKind::Close => {
                    i = (0..i)
                        .rev()
                        .find(|j| matches!(self.chunks[*j].kind, ChunkKind::Open))?
                        .checked_sub(1)?
                }
                ChunkKind::Noun(noun) => {
                    if self.is_age(i) {
                        i = i.checked_sub(2)?;
                        continue;
                    }
                    let prepositional =
                        i.checked_sub(1).is_some_and(|j| self.chunks[j].preposition().is_some());
                    if prepositional {
                        // "Lund, 26, of Millbrook, and": over the comma to the age or the name.
                        if i >= 3 && matches!(self.chunks[i - 2].kind, ChunkKind::Comma) {
                            i -= 3;
                            continue;
                        }
                        let owner = i.checked_sub(2)?;
                        // "a rebel identified as Lund, a resident of Gorda,".
                        if self.verb(owner).is_some_and(may_describe) && !self.elided(owner) {
                            i = owner.checked_sub(1)?;
                            if matches!(self.chunks[i].kind, ChunkKind::Comma) {
                                i = i.checked_sub(1)?;
                            }
                            self.noun(i).filter(|n| matches!(n.head, Head::Person(_)))?;
                            continue;
                        }
                        // Beyond a preposition only what it describes: "members of the guard".
                        self.noun(owner)?;
                        i = owner;
                        continue;
                    }
                    if i >= 2 && matches!(self.chunks[i - 1].kind, ChunkKind::Owner) && !noun.is_people() {
                        // "members of the people's army and".
                        if !matches!(noun.head, Head::Body(_) | Head::Group) || !self.is_prepositional(i - 2)
                        {
                            return None;
                        }
                        i -= 2;
                        continue;
                    }
                    // "durch Raketen der Rebellen, 15 Personen": of whom the thing before them is.
                    let of_thing = self.pack.traits.verb_last
                        && noun.determiner == Determiner::Definite
                        && noun.number.is_none()
                        && i > 0
                        && self
                            .noun(i - 1)
                            .is_some_and(|n| matches!(n.head, Head::Thing | Head::Unknown | Head::Event(_)));
                    if self.is_genitive(i) || of_thing {
                        i -= 1;
                        continue;
                    }
                    // "members of the police and Gorda Rifles and two drivers".
                    let joined_of = i >= 3
                        && matches!(self.chunks[i - 1].kind, ChunkKind::And)
                        && matches!(self.chunks[i - 3].preposition(), Some(Preposition::Of))
                        && self.noun(i - 2).is_some_and(|n| !n.is_people() || is_crowd(n))
                        && noun.determiner == Determiner::None
                        && noun.number.is_none()
                        && (!noun.is_people() || matches!(noun.head, Head::Name) && !noun.titled);
                    if joined_of {
                        i -= 2;
                        continue;
                    }
                    break;
                }
                _ => return None,
            }
        }
        if !self.joins(i) && !self.owns_next(i) {
            return None;
        }
        // What stands before decides whether it can be a subject: no preposition, no active verb.
        // "our losses were 1 officer and 9 men killed": a form of "be" has no object.
        let owned = self
            .object_owner(i)
            .is_some_and(|verb| !self.verb(verb).is_some_and(|v| v.be && matches!(v.main, Main::Auxiliary)));
        if self.is_prepositional(i) || owned {
            return None;
        }
        // "after a clash between smugglers and agents, seven men died": the comma ends what is behind the preposition.
        let comma = marks == 1 && matches!(self.chunks[at - 1].kind, ChunkKind::Comma);
        if comma && i >= 3 && matches!(self.chunks[i - 1].kind, ChunkKind::And) {
            let before = self.chunks[i - 3].preposition();
            if self.noun(i - 2).is_some() && before.is_some_and(|p| !matches!(p, Preposition::Of)) {
                return None;
            }
        }
        // "16 rebels, including two commanders, and three soldiers were": no comma before the verb, so that the part ends.
        if marks >= 2
            && i >= 3
            && matches!(self.chunks[i - 1].kind, ChunkKind::Including)
            && matches!(self.chunks[i - 2].kind, ChunkKind::Comma)
            && self.verb(self.end_of(at) + 1).is_some()
            && self.noun(i - 3).is_some_and(|n| n.is_people() && n.number.is_some())
        {
            return (!self.is_prepositional(i - 3) && self.object_owner(i - 3).is_none()).then_some(i - 3);
        }
        // "eight policemen, two of them officers, and a clerk": over the part to its whole.
        if marks >= 2
            && i >= 4
            && matches!(self.chunks[i - 1].kind, ChunkKind::Including)
            && self.is_bare_number(i - 2)
            && matches!(self.chunks[i - 3].kind, ChunkKind::Comma)
            && self.joins(i - 4)
        {
            return (!self.is_prepositional(i - 4) && self.object_owner(i - 4).is_none()).then_some(i - 4);
        }
        // "ten of the dead were women, and 30 people were hurt".
        let predicate = self.object_owner(i).is_some()
            && self
                .noun(i)
                .is_some_and(|n| n.number.is_none() && n.determiner == Determiner::None && n.is_plural())
            && self.noun(at).is_some_and(|n| n.number.is_some());
        if predicate {
            return None;
        }
        // "seven died, among them a child, and 38 others were hurt": a part has no others.
        let part = i.checked_sub(1).is_some_and(|j| matches!(self.chunks[j].kind, ChunkKind::Including));
        let others = self.noun(at).is_some_and(|noun| noun.other && noun.number.is_some());
        (!(part && others)).then_some(i)
    }

    /// "drei Mann einer Batterie", "ein Kind der Bevölkerung": the people right before the noun group at `at`, which says of
    /// what they are.
    pub(in crate::extract) fn owned_before(&self, at: usize) -> Option<usize> {
        let people = at.checked_sub(1).filter(|i| {
            self.noun(*i).is_some_and(|n| {
                matches!(n.head, Head::Person(_))
                    && (n.number.is_some() || n.determiner == Determiner::Indefinite)
            })
        })?;
        let genitive = self.noun(at).is_some_and(|n| {
            matches!(n.determiner, Determiner::Definite | Determiner::Indefinite | Determiner::Possessive)
                && n.number.is_none()
                && (!matches!(n.head, Head::Person(_) | Head::Pronoun(_) | Head::Number)
                    || n.form == Form::Collective)
        });
        (self.pack.traits.verb_last && genitive).then_some(people)
    }

    /// Whether a finite verb that says what happened stands in the clause that ends at the mark `at`.
    fn clause_before(&self, at: usize) -> bool {
        (0..at)
            .rev()
            .take_while(|i| {
                !matches!(self.chunks[*i].kind, ChunkKind::Semicolon | ChunkKind::That | ChunkKind::Opener)
            })
            // "a soldier, identified as Lund; a clerk": a participle that describes.
            .filter(|i| {
                let beside = *i > 0 && matches!(self.chunks[*i - 1].kind, ChunkKind::Comma);
                let names = matches!(self.kind(i + 1), Some(ChunkKind::Preposition(Preposition::Other)))
                    && self.noun(i + 2).is_some_and(|n| !n.names.is_empty());
                !(beside && names && self.verb(*i).is_some_and(may_describe))
            })
            .filter_map(|i| self.verb(i))
            .any(|verb| verb.finite() && !matches!(verb.main, Main::Say))
    }

    /// The first member of the list that ends in the noun group at `at`.
    pub(in crate::extract) fn first_of_list(&self, at: usize) -> usize {
        let mut first = at;
        for _ in 0..60 {
            let Some(previous) = self.previous_in_list(first) else { break };
            first = previous;
        }
        // "entre ellos mujeres y niños, y más de un centenar resultaron heridos": whom a word such as "including" names
        // are of those before it, and the number of a verb of its own is of others.
        let others = first != at
            && self.is_bare_number(at)
            && at >= 2
            && matches!(self.chunks[at - 1].kind, ChunkKind::And)
            && matches!(self.chunks[at - 2].kind, ChunkKind::Comma)
            && first.checked_sub(1).is_some_and(|i| matches!(self.chunks[i].kind, ChunkKind::Including))
            && self.verb(at + 1).is_some_and(VerbGroup::finite);
        // "sept morts, dont trois enfants, et 92 blessés qui ont été": the dead and the hurt are no one list.
        let outcome = |i: usize| self.noun(i).is_some_and(|n| matches!(n.head, Head::Outcome(_)));
        if others || outcome(at) && !outcome(first) { at } else { first }
    }
}
