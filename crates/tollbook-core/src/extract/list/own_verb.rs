//! Whether a noun group behind a list has a verb of its own, and so is no member of the list.

use crate::extract::chunk::{ChunkKind, Head, Main, VerbGroup, may_be_participle};
use crate::extract::clause::{Clauses, LONGEST_LIST};

impl<'c, 'a> Clauses<'c, 'a> {
    /// Whether a finite verb of its own follows the noun group.
    pub(in crate::extract) fn begins_clause(&self, noun: usize) -> bool {
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
                    let reduced = may_describe(verb) && !self.acts(at) && !matches!(verb.main, Main::Say);
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
    pub(in crate::extract) fn acts(&self, verb: usize) -> bool {
        self.after(verb).is_some_and(|i| self.noun(i).is_some())
    }

    /// "three were killed and five injured": the auxiliary is left out.
    pub(in crate::extract) fn elided(&self, at: usize) -> bool {
        self.verb(at).is_some_and(|verb| matches!(verb.main, Main::Trigger(_)))
    }
}

pub(in crate::extract) fn may_describe(verb: &VerbGroup<'_>) -> bool {
    may_be_participle(verb.form) && !verb.be && !verb.have && !verb.modal
}
