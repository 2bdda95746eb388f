//! Where a member of a list ends, with all that belongs to it, and whether the list goes on behind it.

use crate::extract::chunk::{ChunkKind, Determiner, Head, NounGroup, Preposition};
use crate::extract::clause::Clauses;
use crate::extract::pack::Form;

impl<'c, 'a> Clauses<'c, 'a> {
    /// "drei Soldaten der Schutztruppe": whether the noun group at `at` says of whom those right before it are.
    pub(super) fn is_genitive(&self, at: usize) -> bool {
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

    /// The last chunk of a noun group with what belongs to it: "members of the guard in Gorda".
    pub(in crate::extract) fn end_of(&self, at: usize) -> usize {
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

    pub(in crate::extract) fn list_continues(&self, at: usize) -> bool {
        match self.kind(at) {
            Some(ChunkKind::And) => self.joins(at + 1),
            Some(ChunkKind::Comma | ChunkKind::Semicolon) => {
                self.joins(at + 1) || matches!(self.kind(at + 1), Some(ChunkKind::And)) && self.joins(at + 2)
            }
            _ => false,
        }
    }
}
