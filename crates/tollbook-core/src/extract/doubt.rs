//! What reads like a casualty statement and is none: exercises and wishes, false reports, natural and private deaths,
//! figures of speech, games.

use super::candidate::Candidate;
use super::chunk::{Chunk, ChunkKind, Determiner, Main};
use super::clause::Clauses;
use super::judge::{FoundCue, has, is_intransitive};
use super::pack::{Category, Frame};
use super::statement::{Count, NumberForm, Party, PartyKind, Span};
use super::token::{Shape, Token};
use super::{Kind, Outcome};

/// So many bytes before a trigger a cue still speaks of it.
const NEAR: usize = 70;

/// Whether words shortly before the trigger say that it is an exercise, a film or a wish.
pub fn unreal(cues: &[FoundCue<'_>], trigger: Span) -> bool {
    cues.iter().any(|cue| {
        let near = cue.span.end <= trigger.start && trigger.start - cue.span.end <= NEAR;
        near && cue.entries.iter().any(|entry| entry.category == Category::Unreal)
    })
}

/// Whether the sentence says that a report is false.
pub fn refuted(cues: &[FoundCue<'_>]) -> bool {
    has(cues, Category::Refuted).is_some()
}

/// Whether age or illness killed people who bear no arms, and no enemy or accident did.
pub fn natural(
    cues: &[FoundCue<'_>],
    clauses: &Clauses<'_, '_>,
    candidate: &Candidate,
    patient: Option<&Party>,
    tokens: &[Token],
) -> bool {
    let armed = |party: &Party| {
        matches!(party.kind, Some(PartyKind::StateForces | PartyKind::ArmedGroup)) || party.group.is_some()
    };
    let hostile = |cue: &FoundCue<'_>| cue.entries.iter().any(|entry| entry.detail.hostile == Some(true));
    if candidate.outcome != Some(Outcome::Killed) || cues.iter().any(hostile) {
        return false;
    }
    // "who has died aged 91": whoever is so old and was not killed.
    let died = clauses.verb(candidate.at).is_some_and(|verb| !verb.be && is_intransitive(verb));
    let years = |span: Span| {
        let first = tokens.partition_point(|token| token.span.end <= span.start);
        let own = tokens[first..].iter().take_while(|token| token.span.end <= span.end);
        own.filter_map(|token| if let Shape::Number(n) = token.shape { Some(n) } else { None }).max()
    };
    let old = |chunk: &Chunk<'_>| {
        matches!(chunk.kind, ChunkKind::Age)
            && years(chunk.span).is_some_and(|years| (OLD..=130).contains(&years))
    };
    let aged = died && clauses.chunks[candidate.at..].iter().take(4).any(old);
    aged || has(cues, Category::Natural).is_some() && !patient.is_some_and(armed)
}

/// How many words of games there are.
pub fn game_words(cues: &[FoundCue<'_>]) -> usize {
    cues.iter().filter(|cue| cue.entries.iter().any(|entry| entry.category == Category::Sport)).count()
}

/// Whether a figure of speech or a game did it: "killed by the critics", "missing three players". `game` tells whether
/// the words around are about games.
pub fn figurative(
    cues: &[FoundCue<'_>],
    game: impl Fn() -> bool,
    clauses: &Clauses<'_, '_>,
    candidate: &Candidate,
    count: &Count,
) -> bool {
    let agent = candidate.agent.map(|at| clauses.chunks[at].span);
    let in_figure = |cue: &FoundCue<'_>| {
        agent.is_some_and(|agent| agent.overlaps(cue.span))
            && cue.entries.iter().any(|entry| entry.category == Category::FigurativeAgent)
    };
    if cues.iter().any(in_figure) {
        return true;
    }
    let game = || game_words(cues) > 0 || game();
    if agent.is_some() || has(cues, Category::Cause).is_some() || !game() {
        return false;
    }
    // "two supporters died after the match": several who died are counted for nothing else.
    let several = count.figures.low.or(count.figures.best).is_some_and(|n| n > 1)
        && matches!(count.form, NumberForm::Digits | NumberForm::Words | NumberForm::Sum);
    // "the team lost three players".
    let loses = matches!(
        clauses.verb(candidate.at).map(|verb| verb.main),
        Some(Main::Trigger(entry)) if entry.detail.frame == Some(Frame::Loss)
    );
    match candidate.outcome {
        Some(Outcome::Killed) => !several || loses,
        Some(Outcome::Captured) => false,
        _ => candidate.kind != Some(Kind::Strength),
    }
}

/// "His wife died in 2011", "he lost his father": one of somebody's own people, of whom no words nearby say that an
/// enemy or an accident killed them. `near` are the cues of the sentences around.
pub fn private<'p>(
    near: impl Fn() -> Vec<FoundCue<'p>>,
    clauses: &Clauses<'_, '_>,
    candidate: &Candidate,
    patient: Option<&Party>,
    count: &Count,
) -> bool {
    let Some(Main::Trigger(entry)) = clauses.verb(candidate.at).map(|verb| verb.main) else { return false };
    let known = patient.is_some_and(|party| {
        let armed = matches!(party.kind, Some(PartyKind::StateForces | PartyKind::ArmedGroup));
        !armed && party.group.is_none()
    });
    let first = candidate.group.as_ref().and_then(|group| clauses.noun(group.members.first()?.noun));
    let own = first.is_some_and(|noun| noun.determiner == Determiner::Possessive);
    let suffers = match entry.detail.frame {
        Some(Frame::Loss) => true,
        // Where the verb comes first, the passive has this frame too.
        Some(Frame::Subject) => !clauses.pack.traits.construct,
        _ => false,
    };
    let told = || {
        let near = near();
        has(&near, Category::Cause).is_some() || has(&near, Category::OfWounds).is_some()
    };
    count.figures.best == Some(1) && known && own && suffers && !told()
}

/// Whoever dies in this age, and of whom no words say how, died of it.
const OLD: u64 = 70;
