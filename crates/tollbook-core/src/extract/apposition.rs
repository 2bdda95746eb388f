//! What stands beside the members of a list and adds nobody: ages, descriptions, clauses; and which of two nouns may be
//! one person.

use super::chunk::{ChunkKind, Determiner, Head, NounGroup, Preposition, VerbGroup};
use super::clause::Clauses;
use super::group::{GroupMember, count_of};
use super::list::{Join, Within, may_describe};
use super::pack::Form;

/// So many people at most have their ages behind them.
const MOST_AGES: usize = 8;

/// In chunks.
const LONGEST_ASIDE: usize = 12;

/// Whether a noun for people speaks of one, without a number.
fn is_one_person(noun: &NounGroup<'_>) -> bool {
    matches!(noun.head, Head::Person(_)) && noun.form == Form::Singular && noun.number.is_none()
}

impl<'c, 'a> Clauses<'c, 'a> {
    /// "two guards, 21 and 25,": as many bare numbers as people before them.
    pub(super) fn is_one_of_ages(&self, at: usize) -> bool {
        let mark = |i: usize| matches!(self.kind(i), Some(ChunkKind::Comma | ChunkKind::And));
        let mut first = at;
        while first >= 2 && mark(first - 1) && self.is_bare_number(first - 2) && at - first < 2 * MOST_AGES {
            first -= 2;
        }
        let mut ages = 1;
        let mut last = first;
        while mark(last + 1) && self.is_bare_number(last + 2) && last - first < 2 * MOST_AGES {
            (last, ages) = (last + 2, ages + 1);
        }
        let people = first.checked_sub(2).and_then(|i| self.noun(i));
        ages > 1
            && matches!(self.kind(first.wrapping_sub(1)), Some(ChunkKind::Comma))
            && people.is_some_and(|noun| {
                matches!(noun.head, Head::Person(_))
                    && noun.number.as_ref().is_some_and(|number| number.figure == Some(ages))
            })
    }

    /// Whether the noun group at `at` is a bare number beside a name: an age.
    pub(super) fn is_age(&self, at: usize) -> bool {
        let Some(noun) = self.noun(at) else { return false };
        let young = noun.number.as_ref().and_then(|n| n.figure).is_some_and(|n| (1..=110).contains(&n));
        let comma = at >= 2
            && matches!(self.chunks[at - 1].kind, ChunkKind::Comma | ChunkKind::Open | ChunkKind::And);
        let is_one = |at: usize| {
            self.noun(at).is_some_and(|n| {
                (!n.names.is_empty() || n.form == Form::Singular && matches!(n.head, Head::Person(_)))
                    && n.number.as_ref().is_none_or(|number| number.figure == Some(1))
            })
        };
        // "the driver of a pickup, 19,".
        let owned = at >= 4
            && self.chunks[at - 3].preposition().is_some()
            && self.noun(at - 2).is_some_and(|n| !n.is_people() && n.number.is_none())
            && is_one(at - 4);
        let joined = at >= 2 && matches!(self.chunks[at - 1].kind, ChunkKind::And);
        // "Lund and Roth, both 24,".
        let both = at >= 3
            && matches!(self.chunks[at - 2].kind, ChunkKind::Comma)
            && self.noun(at - 3).is_some_and(NounGroup::is_people)
            && self
                .noun(at - 1)
                .is_some_and(|n| n.determiner == Determiner::Whole && matches!(n.head, Head::Number));
        let one = at >= 2 && !joined && (is_one(at - 2) || owned) || self.is_one_of_ages(at);
        let closed = matches!(
            self.kind(at + 1),
            None | Some(
                ChunkKind::Comma
                    | ChunkKind::Semicolon
                    | ChunkKind::Close
                    | ChunkKind::And
                    | ChunkKind::Other
                    | ChunkKind::Verb(_)
            )
        );
        // "a Briton, two Italians and": whose words say more than a number.
        let bare = noun.country.is_none() && noun.determiner == Determiner::None && !noun.other;
        young && bare && matches!(noun.head, Head::Number) && (comma && one || both) && closed
    }

    /// A title or role after a name: "Lund, secretary of the union".
    pub(super) fn describes(&self, noun: &NounGroup<'_>, last: usize) -> bool {
        let named = self.noun(last).is_some();
        named && matches!(noun.head, Head::Person(_))
    }

    /// The last chunk of a participle that describes the noun before it, with its object.
    pub(super) fn described_end(&self, at: usize) -> Option<usize> {
        let mut i = at;
        while matches!(self.kind(i), Some(ChunkKind::Adverb)) {
            i += 1;
        }
        // "a minor known as Carlos".
        if i > at && self.noun(i).is_some_and(|n| matches!(n.head, Head::Name) && n.number.is_none()) {
            return Some(i);
        }
        self.verb(i).filter(|verb| may_describe(verb) && !self.elided(i))?;
        // "three women, said Colonel Lund, a police official".
        if self.is_saying(i) && self.noun(i + 1).is_some() {
            return None;
        }
        i += 1;
        while matches!(self.kind(i), Some(ChunkKind::Preposition(_) | ChunkKind::Other)) {
            i += 1;
        }
        self.noun(i)?;
        // "connu sous le nom d'Abou Walid".
        while matches!(self.kind(i + 1), Some(ChunkKind::Preposition(Preposition::Of)))
            && self.noun(i + 2).is_some()
        {
            i += 2;
        }
        Some(i)
    }

    /// "Lund and Roth, a couple, and", "Lund and Roth, a German and a Dane": the last chunk of the words after a
    /// finished list of names that say what those named are, where they give as many.
    pub(super) fn describes_members(&self, members: &[GroupMember], next: usize) -> Option<usize> {
        let named = |member: &GroupMember| self.noun(member.noun).is_some_and(|n| !n.names.is_empty());
        if !members.iter().all(named) {
            return None;
        }
        let bare = |at: usize| self.noun(at).is_some_and(|n| n.names.is_empty() && !n.other);
        let counted = self.noun(next).and_then(|n| count_of(n).0.best);
        if bare(next) && counted == Some(members.len() as u64) && members.len() > 1 {
            return Some(self.end_of(next));
        }
        let (mut last, mut count) = (next, 1);
        while let Some((more, Join::And | Join::Comma)) =
            self.next_in_list(self.end_of(last), None, Within::Relative)
        {
            count += 1;
            last = more;
            if !bare(more) {
                return None;
            }
        }
        (bare(next) && counted == Some(1) && count == members.len() && count > 1).then(|| self.end_of(last))
    }

    /// "the senator and party leader Lund": a role with an article, and one without before a name, are one person or two.
    pub(super) fn may_be_one(&self, first: usize, next: usize) -> bool {
        let (Some(a), Some(b)) = (self.noun(first), self.noun(next)) else { return false };
        is_one_person(a)
            && is_one_person(b)
            && a.names.is_empty()
            && matches!(a.determiner, Determiner::Definite | Determiner::Possessive)
            && b.determiner == Determiner::None
            && !b.names.is_empty()
    }

    /// "a priest, Father Roth, and a nun": a role with an article, and a title with a name, are one person or two.
    pub(super) fn may_be_named(&self, first: usize, next: usize) -> bool {
        let (Some(a), Some(b)) = (self.noun(first), self.noun(next)) else { return false };
        is_one_person(a)
            && is_one_person(b)
            && a.names.is_empty()
            && a.determiner == Determiner::Indefinite
            && b.titled
            && b.determiner == Determiner::None
    }

    /// "a malik, his son and a guard": whoever has a son is a person, though no word says so.
    pub(super) fn owns_next(&self, at: usize) -> bool {
        let owned = matches!(self.kind(at + 1), Some(ChunkKind::Comma | ChunkKind::And))
            && self
                .noun(at + 2)
                .is_some_and(|n| matches!(n.head, Head::Person(_)) && n.determiner == Determiner::Possessive);
        owned
            && self.noun(at).is_some_and(|n| {
                n.determiner == Determiner::Indefinite
                    && n.number.is_none()
                    && matches!(n.head, Head::Unknown)
                    && !n.place_noun
                    && n.place.is_none()
            })
    }

    /// The last chunk of the relative clause that opens at `at`, where a comma, "and" and people follow it.
    pub(super) fn relative_end(&self, at: usize) -> Option<usize> {
        let comma = (at + 1..self.chunks.len().min(at + LONGEST_ASIDE))
            .take_while(|i| {
                !matches!(
                    self.chunks[*i].kind,
                    ChunkKind::That | ChunkKind::Opener | ChunkKind::Semicolon | ChunkKind::Relative
                )
            })
            .find(|i| matches!(self.chunks[*i].kind, ChunkKind::Comma))?;
        let verbs = (at..comma).filter(|i| self.verb(*i).is_some_and(VerbGroup::finite)).count();
        let joined = matches!(self.kind(comma + 1), Some(ChunkKind::And)) && self.joins(comma + 2);
        let ends = || self.verb(self.end_of(comma + 2) + 1).is_none();
        (verbs == 1 && joined && ends()).then(|| comma - 1)
    }

    /// The comma that closes what the comma at `at` opens: "…, most of them women,".
    pub(super) fn aside_end(&self, at: usize) -> Option<usize> {
        let mark = at + 1 + usize::from(self.is_bare_number(at + 1));
        (matches!(self.kind(mark), Some(ChunkKind::Including))
            && self.noun(mark + 1).is_some()
            && matches!(self.kind(mark + 2), Some(ChunkKind::Comma)))
        .then_some(mark + 2)
    }
}
