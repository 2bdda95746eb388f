//! Lists of people: which noun group comes next or before, and where a member with all that belongs to it ends.

use super::chunk::{ChunkKind, Determiner, Head, Main, NounGroup, Preposition, VerbGroup};
use super::clause::Clauses;
use super::pack::Form;

/// In bytes: a name of so many is most likely one word.
const SHORT_NAME: usize = 10;

/// In chunks.
const LONGEST_LIST: usize = 24;

impl<'c, 'a> Clauses<'c, 'a> {
    pub(super) fn previous_in_list(&self, at: usize) -> Option<usize> {
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

    /// "drei Soldaten der Schutztruppe": whether the noun group at `at` says of whom those right before it are.
    fn is_genitive(&self, at: usize) -> bool {
        self.pack.traits.verb_last
            && self.noun(at).is_some_and(|noun| {
                noun.determiner == Determiner::Definite
                    && noun.number.is_none()
                    && !matches!(noun.head, Head::Person(_) | Head::Pronoun(_) | Head::Number)
            })
            && at
                .checked_sub(1)
                .and_then(|i| self.noun(i))
                .is_some_and(|noun| matches!(noun.head, Head::Person(_)))
    }

    /// "drei Mann einer Batterie", "ein Kind der Bevölkerung": the people right before the noun group at `at`, which says of
    /// what they are.
    pub(super) fn owned_before(&self, at: usize) -> Option<usize> {
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
            .any(|verb| verb.finite() && !matches!(verb.main, super::chunk::Main::Say))
    }

    pub(super) fn next_in_list(
        &self,
        last: usize,
        until: Option<usize>,
        within: Within,
    ) -> Option<(usize, Join)> {
        let mut i = last + 1;
        while matches!(self.kind(i), Some(ChunkKind::Age)) {
            i += 1;
        }
        // "zwei Soldaten schwer und drei leicht verletzt".
        // "ضابطان برتبة عقيد وثمانية جنود".
        let described = self.pack.traits.construct && matches!(self.kind(i + 1), Some(ChunkKind::And));
        if (until.is_some() || described) && matches!(self.kind(i), Some(ChunkKind::Adverb)) {
            i += 1;
        }
        if until.is_some_and(|until| i > until) {
            return None;
        }
        let mut how = match self.kind(i)? {
            ChunkKind::And => Join::And,
            ChunkKind::Comma => Join::Comma,
            ChunkKind::Semicolon => Join::Semicolon,
            ChunkKind::Added => Join::Added,
            ChunkKind::Colon => Join::Colon,
            _ => return None,
        };
        i += 1;
        while let Some(kind) = self.kind(i) {
            match kind {
                ChunkKind::And if matches!(how, Join::Comma | Join::Semicolon) => how = Join::And,
                ChunkKind::Added if how != Join::Colon => how = Join::Added,
                ChunkKind::Adverb => {}
                // "a un juez y a su esposa", "al maestro, a su hijo y a tres vecinos".
                ChunkKind::Preposition(_)
                    if matches!(how, Join::And | Join::Comma)
                        && self.chunks[i].patient_mark
                        && self.joins(i + 1) =>
                {
                    how = Join::And
                }
                // "a coûté la vie à un lieutenant et à sept tirailleurs".
                ChunkKind::Preposition(Preposition::Place)
                    if how == Join::And && until.is_none() && self.suffers_likewise(last, i) => {}
                // "the murder of Lund and of Roth", "of Lund, of Keller, and of Roth".
                ChunkKind::Preposition(Preposition::Of)
                    if how == Join::And || how == Join::Comma && self.goes_on_with_and_of(i) => {}
                _ => break,
            }
            i += 1;
        }
        let home = matches!(self.kind(i), Some(ChunkKind::Preposition(_)))
            && how == Join::Comma
            && self.noun(i + 1).is_some();
        if home
            && (self.list_continues(i + 2) || matches!(self.kind(i + 2), Some(ChunkKind::Comma)))
            && self.list_continues(i + 2)
        {
            // "Lund, 26, of Millbrook, and".
            return Some((i + 1, Join::Age));
        }
        // "Lund, a weaver; Roth": what a word of which nothing is known says of whoever is named before it.
        let described = how == Join::Comma
            && self.noun(last).is_some_and(|n| !n.names.is_empty() && n.number.is_none())
            && self.noun(i).is_some_and(|n| {
                n.determiner == Determiner::Indefinite
                    && n.number.is_none()
                    && matches!(n.head, Head::Unknown)
                    && !n.place_noun
            });
        if described {
            let end = self.end_of(i);
            let parted = matches!(self.kind(end + 1), Some(ChunkKind::Comma | ChunkKind::Semicolon));
            if parted && self.list_continues(end + 1) {
                return Some((end, Join::Age));
            }
        }
        // "his wife, who was with him, and two children".
        let relative = how == Join::Comma && matches!(self.kind(i), Some(ChunkKind::Relative));
        if relative && let Some(end) = self.relative_end(i) {
            return Some((end, Join::Age));
        }
        // "a guard, identified as Lund, and a woman".
        if how == Join::Comma
            && self.verb(i).is_some()
            && let Some(end) = self.described_end(i)
            && self.list_continues(end + 1)
        {
            return Some((end, Join::Age));
        }
        if (self.is_age(i) || matches!(self.kind(i), Some(ChunkKind::Age))) && how == Join::Comma {
            return Some((i, Join::Age));
        }
        // "the mayor's son": the owned joins.
        let mut noun = i;
        while matches!(self.kind(noun + 1), Some(ChunkKind::Owner)) && self.noun(noun + 2).is_some() {
            noun += 2;
        }
        if how == Join::Colon {
            // Only a list of names or people after a number of people.
            return (self.joins(noun) && self.list_continues(self.end_of(noun) + 1)).then_some((noun, how));
        }
        // "villagers at the market and Gorda", "members of the police and Gorda Rifles and three civilians": a name
        // joined to what stands behind a preposition.
        let behind = last.checked_sub(1).and_then(|i| self.chunks[i].preposition());
        let of = matches!(behind, Some(Preposition::Of));
        let owner = self.noun(last).is_some_and(|n| !n.is_people() || of && is_crowd(n));
        let bare_name = self.noun(noun).is_some_and(|n| {
            matches!(n.head, Head::Name | Head::Thing)
                && !n.titled
                && n.number.is_none()
                && n.determiner == Determiner::None
        });
        if how == Join::And && owner && bare_name {
            let one_word = self
                .noun(noun)
                .is_some_and(|n| n.names.iter().all(|name| name.end - name.start <= SHORT_NAME));
            match behind {
                Some(Preposition::Place) if one_word => return None,
                Some(Preposition::Of)
                    if matches!(self.kind(noun + 1), Some(ChunkKind::And)) && self.joins(noun + 2) =>
                {
                    return Some((noun, Join::Age));
                }
                _ => {}
            }
        }
        // "killed four in Gorda and two in Nuba": the people of another place.
        let elsewhere = until.is_none()
            && self.is_bare_number(noun)
            && matches!(behind, Some(Preposition::Place))
            && matches!(self.kind(noun + 1), Some(ChunkKind::Preposition(Preposition::Place)));
        if elsewhere {
            return None;
        }
        // "one that killed the priests and another that killed two maids": who did it.
        let other = self.noun(noun).is_some_and(|n| matches!(n.head, Head::Number) && n.other);
        if other && matches!(self.kind(noun + 1), Some(ChunkKind::That | ChunkKind::Relative)) {
            return None;
        }
        // "perdieron 31 hombres y los contras 54": who lost the others, and no member.
        if how == Join::And
            && until.is_none()
            && self.noun(noun).is_some_and(|n| n.number.is_none() && n.is_definite())
            && self.is_bare_number(noun + 1)
        {
            return None;
        }
        // "eight policemen, two of them officers, and a clerk were".
        let aside = (until.is_some() && how == Join::Comma).then(|| self.aside_end(last + 1)).flatten();
        if let Some(end) = aside
            && matches!(self.kind(end + 1), Some(ChunkKind::And))
            && self.joins(end + 2)
        {
            return Some((end - 1, Join::Age));
        }
        // "63 civilians, 19 of them women": a part, and no member.
        if until != Some(noun)
            && matches!(self.kind(noun + 1), Some(ChunkKind::Including))
            && matches!(how, Join::Comma | Join::Semicolon)
        {
            return None;
        }
        // "lost 40 dead and 12 prisoners", "lost 50 dead, and 961 men gave up": each is counted for what became of them.
        let captives =
            self.noun(last).is_some_and(|n| matches!(n.head, Head::Outcome(_)) && n.number.is_some())
                && self.noun(noun).is_some_and(|n| {
                    let captive = matches!(n.head, Head::Person(entry) if entry.detail.outcome.is_some());
                    n.number.is_some()
                        && (captive || self.pack.traits.verb_last && matches!(n.head, Head::Person(_)))
                });
        if captives {
            return None;
        }
        let joins = self.joins(noun)
            || how == Join::And && self.joins_unknown(last, noun)
            || how != Join::Added && self.noun(noun).is_some_and(|n| self.describes(n, last));
        if !joins {
            return None;
        }
        // "at least ten rebels and possibly more than 20": another number of the same people.
        if self.doubts(last, noun) {
            return Some((noun, Join::Age));
        }
        // A subject of the next clause is no member: "killed three, and five men were hurt". In a relative clause the
        // verb is most likely the main clause's, but never behind a number alone: "in which four died and three were hurt".
        let main_clause = match within {
            Within::Main => false,
            Within::Relative => how == Join::And && !self.is_bare_number(noun),
            Within::Subject => matches!(how, Join::And | Join::Comma),
        };
        // "les corps d'une femme et d'un enfant": what stands behind a preposition is no subject.
        if until.is_none() && !main_clause && !self.is_prepositional(noun) && self.begins_clause(noun) {
            return None;
        }
        // "shot one of the two; the other escaped", "officers: killed 7; other ranks: killed 30".
        let opens_clause =
            matches!(self.kind(self.end_of(noun) + 1), Some(ChunkKind::Verb(_) | ChunkKind::Colon));
        // "wounded 1; other ranks 73": what the next number counts.
        let label = self.is_bare_number(last)
            && !self.is_age(last)
            && self.noun(noun).is_some_and(|n| n.number.is_none() && n.is_plural());
        if until.is_none() && how == Join::Semicolon && (label || opens_clause) {
            return None;
        }
        Some((noun, how))
    }

    /// Whether a word of doubt stands behind the people at `last`, and a number behind it at `next`.
    fn doubts(&self, last: usize, next: usize) -> bool {
        let counted = |at: usize| self.noun(at).is_some_and(|noun| noun.number.is_some());
        let more = self.noun(next).is_some_and(|noun| noun.other && matches!(noun.head, Head::Number));
        let doubt = self.chunks[last + 1..=next].iter().any(|chunk| chunk.doubt);
        doubt && counted(last) && (counted(next) || more)
    }

    /// Whether the people behind the preposition at `at` suffer by the same verb as those that end in `last`, which
    /// stand right behind it: "a coûté la vie à un lieutenant et à sept tirailleurs".
    fn suffers_likewise(&self, last: usize, at: usize) -> bool {
        let people = self.noun(at + 1).is_some_and(|n| {
            let opened = matches!(n.determiner, Determiner::Indefinite | Determiner::Possessive);
            matches!(n.head, Head::Person(_)) && (n.number.is_some() || opened)
        });
        let first = (0..=last).rev().take(8).take_while(|i| {
            self.noun(*i).is_some_and(NounGroup::is_people)
                || matches!(self.kind(*i), Some(ChunkKind::And | ChunkKind::Comma))
                || matches!(self.kind(*i), Some(ChunkKind::Preposition(Preposition::Of | Preposition::Place)))
        });
        let verb = first.last().and_then(|i| self.before(i)).and_then(|i| self.verb(i));
        people
            && !self.begins_clause(at + 1)
            && verb.is_some_and(|verb| matches!(verb.main, super::chunk::Main::Trigger(_)))
    }

    /// "a guard and a beekeeper": whoever is joined to one who suffers is a person, though no word says so.
    fn joins_unknown(&self, last: usize, next: usize) -> bool {
        let person = self.noun(last).is_some_and(|n| matches!(n.head, Head::Person(_)));
        person
            && self.noun(next).is_some_and(|n| {
                n.determiner == Determiner::Indefinite
                    && n.number.is_none()
                    && matches!(n.head, Head::Unknown | Head::Name)
                    && !n.place_noun
                    && n.place.is_none()
            })
    }

    /// Whether a finite verb of its own follows the noun group.
    pub(super) fn begins_clause(&self, noun: usize) -> bool {
        let mut at = self.end_of(noun) + 1;
        // "Iraqi police and hospital sources say": who speaks may be no people.
        let mut speakers = false;
        // Over further members, places and descriptions to the verb.
        for _ in 0..14 {
            match self.kind(at) {
                Some(ChunkKind::Adverb | ChunkKind::Date(_)) => at += 1,
                // "…, police sources said".
                Some(ChunkKind::Noun(next))
                    if at == noun + 1
                        && matches!(next.head, Head::Thing | Head::Unknown)
                        && next.number.is_none()
                        && self.verb(at + 1).is_some_and(|v| matches!(v.main, Main::Say) && v.finite()) =>
                {
                    return true;
                }
                // "fielen ein Leutnant und fünf Jäger, zwei Mann galten als vermisst": a list ends with "and".
                Some(ChunkKind::And) if self.joins(at + 1) => at = self.end_of(at + 1) + 1,
                Some(ChunkKind::Comma) if self.joins(at + 1) && self.and_before_verb(at + 1) => {
                    at = self.end_of(at + 1) + 1;
                }
                // "137 civilians, most of them women, were".
                Some(ChunkKind::Comma) if self.aside_end(at).is_some() => {
                    at = self.aside_end(at).map_or(at, |end| end + 1);
                }
                Some(ChunkKind::And) if self.noun(at + 1).is_some_and(|n| n.number.is_none()) => {
                    speakers = true;
                    at = self.end_of(at + 1) + 1;
                }
                Some(ChunkKind::Preposition(_)) if self.noun(at + 1).is_some() => {
                    at += 2;
                    // "في مواجهات استمرت يومين": where the verb comes first, one after a place describes it.
                    if self.pack.traits.construct && self.verb(at).is_some() {
                        return false;
                    }
                }
                Some(ChunkKind::Verb(verb)) if speakers && !matches!(verb.main, Main::Say) => return false,
                Some(ChunkKind::Verb(verb)) => {
                    let reduced =
                        may_describe(verb) && !self.acts(at) && !matches!(verb.main, super::chunk::Main::Say);
                    return verb.finite() && !reduced || reduced && self.elided(at);
                }
                _ => return false,
            }
        }
        false
    }

    /// Whether "and" stands between the chunk at `at` and the next verb.
    fn and_before_verb(&self, at: usize) -> bool {
        let next = &self.chunks[at.min(self.chunks.len())..];
        next.iter()
            .take(LONGEST_LIST)
            .take_while(|chunk| chunk.verb().is_none())
            .any(|chunk| matches!(chunk.kind, ChunkKind::And))
    }

    /// Whether a participle without an auxiliary has an object and so is a verb of its own.
    pub(super) fn acts(&self, verb: usize) -> bool {
        self.after(verb).is_some_and(|i| self.noun(i).is_some())
    }

    /// "three were killed and five injured": the auxiliary is left out.
    pub(super) fn elided(&self, at: usize) -> bool {
        self.verb(at).is_some_and(|verb| matches!(verb.main, super::chunk::Main::Trigger(_)))
    }

    /// The last chunk of a noun group with what belongs to it: "members of the guard in Gorda".
    pub(super) fn end_of(&self, at: usize) -> usize {
        let mut end = at;
        loop {
            match self.kind(end + 1) {
                Some(ChunkKind::Preposition(Preposition::Of)) if self.noun(end + 2).is_some() => end += 2,
                Some(ChunkKind::Owner) if self.noun(end + 2).is_some() => end += 2,
                Some(ChunkKind::Noun(_)) if self.is_genitive(end + 1) && self.list_continues(end + 2) => {
                    end += 1;
                }
                // "قائد الحامية واثنين": of whom people are stands right behind them.
                Some(ChunkKind::Noun(noun))
                    if self.pack.traits.construct
                        && !noun.is_people()
                        && noun.number.is_none()
                        && matches!(noun.head, Head::Body(_) | Head::Place | Head::Group | Head::Unknown)
                        && self.list_continues(end + 2) =>
                {
                    end += 1;
                }
                // "قائد الكتيبة العقيد ياغوري واثنين": and his rank and name behind that.
                Some(ChunkKind::Noun(noun))
                    if self.pack.traits.construct
                        && matches!(noun.head, Head::Body(_))
                        && noun.number.is_none()
                        && self.noun(end + 2).is_some_and(|n| {
                            matches!(n.head, Head::Person(_))
                                && n.form == Form::Singular
                                && n.is_definite()
                                && n.number.is_none()
                        })
                        && self.list_continues(end + 3) =>
                {
                    end += 2;
                }
                // "the guard in Gorda and two", but "him in front of his wife and two".
                // "people in New York and Washington": two places.
                Some(ChunkKind::Preposition(Preposition::Place | Preposition::Other))
                    if self.noun(end + 2).is_some_and(|n| !matches!(n.head, Head::Person(_)))
                        && self.list_continues(end + 3)
                        && !self.joins_places(end + 2) =>
                {
                    end += 2;
                }
                Some(ChunkKind::Open) => {
                    let Some(close) = (end + 1..self.chunks.len().min(end + 14))
                        .find(|i| matches!(self.chunks[*i].kind, ChunkKind::Close))
                    else {
                        return end;
                    };
                    end = close;
                }
                // "known as Carlos", "armed with rifles": a participle that describes, where the list goes on.
                Some(ChunkKind::Verb(_) | ChunkKind::Adverb) => match self.described_end(end + 1) {
                    // "cuatro jóvenes identificados como A, B y C": the list names them all.
                    Some(after)
                        if self.noun(at).is_some_and(|n| {
                            n.number.as_ref().is_some_and(|n| n.figure.is_some_and(|n| n > 1))
                        }) && self.noun(after).is_some_and(|n| !n.names.is_empty()) =>
                    {
                        return end;
                    }
                    Some(after) if self.list_continues(after + 1) => end = after,
                    _ => return end,
                },
                _ => return end,
            }
        }
    }

    /// Whether "and" joins another place to that at `at`: a name, as that is one, with no title.
    fn joins_places(&self, at: usize) -> bool {
        let bare = |n: &NounGroup<'_>| {
            matches!(n.head, Head::Place | Head::Name)
                && !n.titled
                && n.number.is_none()
                && n.determiner == Determiner::None
        };
        self.noun(at).is_some_and(bare)
            && matches!(self.kind(at + 1), Some(ChunkKind::And))
            && self.noun(at + 2).is_some_and(bare)
    }

    pub(super) fn list_continues(&self, at: usize) -> bool {
        match self.kind(at) {
            Some(ChunkKind::And) => self.joins(at + 1),
            Some(ChunkKind::Comma | ChunkKind::Semicolon) => {
                self.joins(at + 1) || matches!(self.kind(at + 1), Some(ChunkKind::And)) && self.joins(at + 2)
            }
            _ => false,
        }
    }

    /// The first member of the list that ends in the noun group at `at`.
    pub(super) fn first_of_list(&self, at: usize) -> usize {
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

    /// Whether "and of" comes right behind the people behind the preposition at `at`, or behind more of them.
    fn goes_on_with_and_of(&self, at: usize) -> bool {
        let mut i = at;
        while matches!(self.kind(i), Some(ChunkKind::Preposition(Preposition::Of))) && self.joins(i + 1) {
            i = self.end_of(i + 1) + 1;
            let mark = i;
            let mut and = false;
            while matches!(self.kind(i), Some(ChunkKind::Comma | ChunkKind::And)) {
                and |= matches!(self.kind(i), Some(ChunkKind::And));
                i += 1;
            }
            if and || i == mark {
                return and && matches!(self.kind(i), Some(ChunkKind::Preposition(Preposition::Of)));
            }
        }
        false
    }

    /// Whether "and" comes later in the list.
    pub(super) fn list_goes_on_with_and(&self, at: usize) -> bool {
        let mut last = self.end_of(at);
        for _ in 0..30 {
            let Some((next, how)) = self.next_in_list(last, None, Within::Relative) else { return false };
            if how == Join::And {
                return true;
            }
            last = self.end_of(next);
        }
        false
    }
}

/// Whether a noun group speaks of several without a number or a name: "the police".
fn is_crowd(noun: &NounGroup<'_>) -> bool {
    noun.is_plural() && noun.number.is_none() && noun.names.is_empty()
}

pub(super) fn may_describe(verb: &VerbGroup<'_>) -> bool {
    super::chunk::may_be_participle(verb.form) && !verb.be && !verb.have && !verb.modal
}

/// Where a list stands, and so whose the verb behind it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    /// In a clause of its own: a noun that has the verb begins the next clause.
    Main,
    /// In a relative clause: the verb is most likely the main clause's.
    Relative,
    /// Behind the noun that is the subject of the verb: "the deaths of two clerks, a cook and a guard were".
    Subject,
}

/// How a list goes on to its next member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    And,
    Comma,
    Semicolon,
    Added,
    Colon,
    Age,
}
