//! Which candidates of a sentence stand, where several speak of the same people.

use crate::extract::candidate::Candidate;
use crate::extract::chunk::{ChunkKind, Determiner, Head, Main};
use crate::extract::clause::Clauses;
use crate::extract::group::Group;
use crate::extract::statement::{Path, Slot};
use crate::extract::when::Governor;
use crate::extract::{Kind, Outcome};

/// Leaves out candidates that say the same as another.
pub fn decide(clauses: &Clauses<'_, '_>, candidates: &mut Vec<Candidate>) {
    let mut kept: Vec<Candidate> = Vec::with_capacity(candidates.len());
    // The chunk of the last word of a list of outcomes that share one number.
    let mut listed: Option<usize> = None;
    for candidate in candidates.drain(..) {
        // "6,100 killed, wounded and missing": one number of what the words do not part.
        let joined = |from: usize| {
            candidate.at == from + 2
                && matches!(clauses.kind(from + 1), Some(ChunkKind::And | ChunkKind::Or | ChunkKind::Comma))
        };
        let bare = candidate.slot == Slot::Described
            || candidate.slot == Slot::OutcomeNoun
                && clauses
                    .noun(candidate.at)
                    .is_some_and(|noun| noun.number.is_none() && noun.determiner != Determiner::Indefinite);
        if bare && let Some(last) = kept.last_mut() {
            let number = last.group.as_ref().map_or(last.at, |group| group.chunks.0);
            let numbered = clauses
                .noun(number)
                .is_some_and(|noun| noun.number.is_some() && matches!(noun.head, Head::Outcome(_)));
            if numbered && joined(listed.unwrap_or(number)) && last.outcome != candidate.outcome {
                last.outcome = None;
                listed = Some(candidate.at);
                continue;
            }
        }
        let ends = listed.take();
        // "90 hombres, entre muertos y heridos", "800 men were dead, wounded or missing": which of them died is not said.
        let goes_on = |at: usize| {
            matches!(clauses.kind(at), Some(ChunkKind::And | ChunkKind::Or))
                && clauses
                    .verb(at + 1)
                    .is_some_and(|verb| matches!(verb.main, Main::Trigger(_)) && !verb.be && !verb.have)
        };
        let parted = |from: usize| {
            joined(from)
                && (!matches!(clauses.kind(from + 1), Some(ChunkKind::Comma)) || goes_on(candidate.at + 1))
        };
        let lost = |outcome: Option<Outcome>| outcome != Some(Outcome::Captured);
        let both = kept.last_mut().filter(|other| {
            lost(other.outcome)
                && lost(candidate.outcome)
                && candidate.outcome.is_some()
                && other.outcome != candidate.outcome
                && parted(ends.unwrap_or(other.at))
                && (other.outcome.is_some() || ends.is_some())
                && candidate.slot == Slot::Described
                && match (&other.group, &candidate.group) {
                    (Some(a), Some(b)) => a.span.overlaps(b.span),
                    _ => false,
                }
        });
        if let Some(other) = both {
            // "was found stabbed and shot to death": of one person both hold.
            let one = matches!(clauses.kind(candidate.at - 1), Some(ChunkKind::And))
                && other.group.as_ref().is_some_and(|group| is_one(clauses, group));
            let killed = Some(Outcome::Killed)
                .filter(|killed| one && [other.outcome, candidate.outcome].contains(&Some(*killed)));
            if killed.is_some() && candidate.outcome == killed {
                (other.at, other.trigger) = (candidate.at, candidate.trigger);
            }
            other.outcome = killed;
            listed = Some(candidate.at);
            continue;
        }
        // "69,280 people disappeared or were killed".
        let either = kept.last_mut().filter(|other| {
            lost(other.outcome)
                && lost(candidate.outcome)
                && other.outcome != candidate.outcome
                && candidate.at == other.at + 2
                && matches!(clauses.kind(other.at + 1), Some(ChunkKind::Or))
                && [other.slot, candidate.slot]
                    .iter()
                    .all(|slot| matches!(slot, Slot::Subject | Slot::Described))
                && match (&other.group, &candidate.group) {
                    (Some(a), Some(b)) => a.span.overlaps(b.span),
                    _ => false,
                }
        });
        if let Some(other) = either {
            other.outcome = None;
            continue;
        }
        // "lost twelve officers and 283 other ranks killed and wounded": all of them.
        let lost_list = kept.last_mut().filter(|other| {
            let (Some(a), Some(b)) = (&other.group, &candidate.group) else { return false };
            other.loser.is_some()
                && other.slot == Slot::Object
                && candidate.slot == Slot::Described
                && candidate.outcome != Some(Outcome::Wounded)
                && a.chunks.1 + 2 == b.chunks.0
                && matches!(clauses.kind(a.chunks.1 + 1), Some(ChunkKind::And))
        });
        if let Some(other) = lost_list {
            if let (Some(all), Some(more)) = (&mut other.group, candidate.group) {
                all.members.extend(more.members);
                all.span = all.span.with(more.span);
                all.chunks.1 = more.chunks.1;
            }
            other.outcome = candidate.outcome;
            continue;
        }
        // "two of the soldiers wounded last week have died": how they came to die.
        let same = kept.iter_mut().find(|other| {
            let wounded = Some(Outcome::Wounded);
            let killed = Some(Outcome::Killed);
            let wounded_before = (matches!(other.slot, Slot::Described | Slot::OutcomeNoun)
                // "einer der drei verletzten Hirten starb".
                || other.slot == Slot::Adjective && other.kind == Some(Kind::Part)
                || other.path == Path::Relative)
                && other.outcome == wounded
                && candidate.outcome == killed
                && matches!(candidate.slot, Slot::Subject | Slot::Described);
            // "died of the wounds that he had suffered".
            let wounds_told =
                other.outcome == killed && candidate.outcome == wounded && candidate.path == Path::Relative;
            // "the bodies of the others were found mutilated".
            let body_told = matches!(other.slot, Slot::NounOf | Slot::OutcomeNoun)
                && other.outcome == killed
                && (candidate.outcome == wounded
                    && candidate.slot == Slot::Described
                    && other.slot == Slot::NounOf
                    // "die Leiche des vermissten Hirten".
                    || candidate.outcome == Some(Outcome::Missing)
                        && candidate.slot == Slot::Adjective);
            // "the death of two of the wounded".
            let death_of_wounded = matches!(other.slot, Slot::NounOf | Slot::Subject | Slot::Inverted)
                && other.outcome == Some(Outcome::Killed)
                && candidate.outcome == Some(Outcome::Wounded)
                && candidate.slot == Slot::OutcomeNoun;
            let wounded_before = wounded_before || wounds_told || death_of_wounded || body_told;
            let unspecific = other.outcome.is_none() || candidate.outcome.is_none();
            (other.outcome == candidate.outcome || wounded_before || unspecific)
                && match (&other.group, &candidate.group) {
                    (Some(a), Some(b)) => a.span.overlaps(b.span),
                    _ => false,
                }
        });
        match same {
            Some(other) => {
                let same_outcome = other.outcome == candidate.outcome || candidate.outcome.is_none();
                // "the death of the mayor, who was killed on 3 October": the verb has the day.
                if same_outcome
                    && other.slot == Slot::NounOf
                    && candidate.path == Path::Relative
                    && clauses.verb(candidate.at).is_some()
                    && is_dated(clauses, candidate.at)
                    && !is_dated(clauses, other.at)
                {
                    let group = other.group.take();
                    *other = candidate;
                    other.group = group.or(other.group.take());
                    continue;
                }
                if other.outcome == Some(Outcome::Wounded) && candidate.outcome == Some(Outcome::Killed)
                    || other.outcome.is_none() && candidate.outcome.is_some()
                    || same_outcome && rank(clauses, &candidate) > rank(clauses, other)
                {
                    let kind = (other.outcome == Some(Outcome::Wounded)
                        && candidate.outcome == Some(Outcome::Killed))
                    .then_some(Kind::Incident);
                    *other = candidate;
                    // "four of the seven wounded have died": new among the dead.
                    other.kind = other.kind.or(kind);
                }
            }
            None => kept.push(candidate),
        }
    }
    *candidates = kept;
}

/// Whether the people are one person.
fn is_one(clauses: &Clauses<'_, '_>, group: &Group) -> bool {
    matches!(group.members.as_slice(), [only] if clauses.noun(only.noun).is_some_and(|noun| {
        noun.number.as_ref().map_or(!noun.is_plural(), |number| number.figure == Some(1))
    }))
}

/// Whether a date is that of the chunk at `at`.
fn is_dated(clauses: &Clauses<'_, '_>, at: usize) -> bool {
    (0..clauses.chunks.len()).any(|i| {
        matches!(clauses.chunks[i].kind, ChunkKind::Date(_)) && clauses.governor_of(i) == Governor::Chunk(at)
    })
}

/// Of two statements of the same people the more telling stands: one with a number of its own, then one by a verb.
fn rank(clauses: &Clauses<'_, '_>, candidate: &Candidate) -> u8 {
    let numbered = candidate.group.as_ref().is_some_and(|group| {
        group.members.len() > 1
            || group
                .members
                .iter()
                .any(|m| clauses.noun(m.noun).is_some_and(|n| n.number.is_some() || !n.names.is_empty()))
    });
    let toll = candidate.kind == Some(Kind::Total);
    4 * u8::from(toll)
        + 2 * u8::from(numbered)
        + u8::from(!matches!(candidate.slot, Slot::Adjective | Slot::OutcomeNoun))
}
