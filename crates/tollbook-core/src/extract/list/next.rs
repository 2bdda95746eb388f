//! From a member of a list to the next one, and how the list goes on to it.

use super::{Join, Within, is_crowd};
use crate::extract::chunk::{ChunkKind, Determiner, Head, Main, NounGroup, Preposition};
use crate::extract::clause::Clauses;

/// In bytes: a name of so many is most likely one word.
const SHORT_NAME: usize = 10;

impl<'c, 'a> Clauses<'c, 'a> {
    pub(in crate::extract) fn next_in_list(
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
            && verb.is_some_and(|verb| matches!(verb.main, Main::Trigger(_)))
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
    pub(in crate::extract) fn list_goes_on_with_and(&self, at: usize) -> bool {
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
