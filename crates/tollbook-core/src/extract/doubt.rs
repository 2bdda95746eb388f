//! What reads like a casualty statement and is none: exercises and wishes, false reports, natural and private deaths,
//! figures of speech, games.

use rustc_hash::FxHashSet;

use super::candidate::Candidate;
use super::chunk::{ChunkKind, Determiner, Head, Main};
use super::clause::Clauses;
use super::date::{Meaning, Unit};
use super::judge::{self, FoundCue, has, is_intransitive};
use super::pack::{Category, Frame};
use super::read::{Parsed, Reader};
use super::statement::{Count, NumberForm, Party, PartyKind, Span};
use super::token::{Shape, Token};
use super::{Figures, Kind, Outcome};

impl<'a> Reader<'_, 'a> {
    /// Whether the words of a candidate tell of no casualty after all.
    pub(super) fn asserts_nothing(
        &self,
        parsed: &Parsed<'a>,
        clauses: &Clauses<'_, 'a>,
        candidate: &Candidate,
        kind: Kind,
        count: &Count,
        patient: Option<&Party>,
    ) -> bool {
        let cues = parsed.cues.get_or_init(|| judge::cues(self.tokens, parsed.tokens.clone(), self.pack));
        let n = self.sentences.partition_point(|range| range.start < parsed.tokens.start);
        let of_sentence = |n: usize| {
            let range = self.sentences.get(n).cloned().unwrap_or_default();
            judge::cues(self.tokens, range, self.pack)
        };
        let before = n.checked_sub(1).filter(|_| !parsed.paragraph);
        let game = || before.is_some_and(|n| game_words(&of_sentence(n)) > 0) || self.tells_of_games();
        let near = || (before.unwrap_or(n)..n + 1).flat_map(of_sentence).collect::<Vec<_>>();
        // "most of the victims died", "many have died": no number that anything could be made of.
        let vague = count.form == NumberForm::Vague
            && (kind == Kind::Part
                || candidate.group.as_ref().is_some_and(|group| {
                    let definite = |at: usize| {
                        clauses.noun(at).is_some_and(|noun| {
                            noun.is_definite()
                                && !matches!(noun.head, Head::Body(_) | Head::Group | Head::Unknown)
                        })
                    };
                    !self.pack.traits.construct
                        && candidate.slot != super::Slot::OutcomeNoun
                        && group.members.iter().any(|member| member.whole.is_some_and(definite))
                })
                || clauses.verb(candidate.at).is_some_and(|verb| verb.have && !verb.be)
                    && candidate.group.as_ref().is_some_and(|group| {
                        let bare =
                            |at: usize| clauses.noun(at).is_some_and(|n| matches!(n.head, Head::Number));
                        matches!(group.members.as_slice(), [only] if only.whole.is_none() && bare(only.noun))
                    }));
        // "the army's casualties": neither what happened to them nor how many.
        let nothing =
            candidate.outcome.is_none() && kind != Kind::Strength && count.figures == Figures::BLANK;
        let outcome = candidate.outcome;
        let back = matches!(outcome, Some(Outcome::Missing | Outcome::Captured))
            && has(cues, Category::Unharmed).is_some();
        // "the union has 3,000 members".
        let unarmed = kind == Kind::Strength
            && patient.is_some_and(|party| party.kind == Some(PartyKind::Civilians) && !party.weak);
        let duration = |at: usize| match clauses.kind(at) {
            Some(ChunkKind::Date(n)) => parsed
                .dates
                .get(*n)
                .is_some_and(|date| matches!(date.meaning, Meaning::Duration(Unit::Year, _))),
            _ => false,
        };
        // "has been murdering teachers for years": of no one event.
        let habitual = count.form == NumberForm::Plural
            && clauses
                .verb(candidate.at)
                .is_some_and(|verb| verb.have && verb.be && verb.form == super::pack::Form::Gerund);
        // "compensation for policemen killed in the line of duty": of no one event.
        let general = count.form == NumberForm::Plural
            && candidate.slot == super::Slot::Described
            && candidate.group.as_ref().is_some_and(|group| {
                let bare = |at: usize| clauses.noun(at).is_some_and(|n| n.determiner == Determiner::None);
                let [only] = group.members.as_slice() else { return false };
                only.whole.is_none() && bare(only.noun) && clauses.is_prepositional(only.noun)
            });
        // "did not mention rebel wounded".
        let unmentioned = candidate.slot == super::Slot::Described
            && candidate.group.as_ref().is_some_and(|group| {
                let first = group.chunks.0;
                clauses.noun(first).is_some_and(|n| {
                    n.determiner == Determiner::None && n.number.is_none() && n.names.is_empty()
                }) && first.checked_sub(1).and_then(|i| clauses.verb(i)).is_some_and(|verb| verb.negated)
            });
        // "Soldiers killed": the heading of a column.
        let heading = count.form == NumberForm::Plural
            && candidate.slot == super::Slot::Described
            && parsed.chunks.len() <= 2;
        vague
            || nothing
            || general
            || unmentioned
            || heading
            || habitual
            || self.unnamed(clauses, candidate)
            || self.unexplained(parsed, clauses, candidate, patient, count)
            || back
            || unarmed
            || unreal(cues, candidate.trigger)
            || has(cues, Category::Refuted).is_some()
            || figurative(cues, game, clauses, candidate, count)
            || private(cues, near, clauses, candidate, patient, count)
            || natural(cues, clauses, candidate, patient, count, (self.tokens, &duration))
    }

    /// "The actor has died", "Lund is dead": a named person of whom no words nearby, and few in the whole text, say that
    /// an enemy or an accident killed anybody.
    fn unexplained(
        &self,
        parsed: &Parsed<'a>,
        clauses: &Clauses<'_, 'a>,
        candidate: &Candidate,
        patient: Option<&Party>,
        count: &Count,
    ) -> bool {
        let known = patient.is_some_and(|party| {
            let armed = matches!(party.kind, Some(PartyKind::StateForces | PartyKind::ArmedGroup));
            !armed && party.group.is_none()
        });
        // "He died on Monday" of whoever was named before.
        let first = candidate.group.as_ref().and_then(|group| clauses.noun(group.members.first()?.noun));
        let known = known
            && first.is_some_and(|noun| {
                !noun.names.is_empty()
                    || matches!(noun.head, Head::Pronoun(_)) && noun.form == super::pack::Form::Singular
            });
        let dies = match clauses.kind(candidate.at) {
            Some(ChunkKind::Verb(verb)) => match verb.main {
                Main::State(_) => true,
                Main::Trigger(entry) => entry.detail.plain && is_intransitive(verb),
                _ => false,
            },
            Some(ChunkKind::Noun(noun)) => matches!(noun.head, Head::Event(entry) if entry.detail.plain),
            _ => false,
        };
        let one = candidate.outcome == Some(Outcome::Killed) && count.figures.best == Some(1);
        // A sentence alone has no words around it.
        let alone = self.sentences.len() < FEW;
        if alone || !one || !known || !dies || has_cause(parsed.cues.get_or_init(|| self.cues_of(parsed))) {
            return false;
        }
        let n = self.sentences.partition_point(|range| range.start < parsed.tokens.start);
        let near = n.saturating_sub(1)..(n + 2).min(self.sentences.len());
        let is_explained = near.flat_map(|n| self.sentences.get(n).cloned()).any(|range| {
            self.tokens[range.clone()].iter().any(|token| self.is_act(token))
                || has_cause(&judge::cues(self.tokens, range, self.pack))
        });
        !is_explained && self.violence() < VIOLENT
    }

    /// "they go on killing communists", in capitals: one word of which nothing is known, and which the text has nowhere
    /// beside a title or another word of a name, is nobody's name.
    fn unnamed(&self, clauses: &Clauses<'_, 'a>, candidate: &Candidate) -> bool {
        let behind = matches!(
            candidate.slot,
            super::Slot::Object | super::Slot::ParticipleObject | super::Slot::NounOf
        );
        let Some([only]) = candidate.group.as_ref().map(|group| group.members.as_slice()) else {
            return false;
        };
        let alone = behind && only.whole.is_none() && only.appositions.is_empty();
        alone
            && clauses.noun(only.noun).is_some_and(|noun| {
                let word = noun.head_span.words(self.text);
                noun.shouted
                    && matches!(noun.head, Head::Name)
                    && noun.number.is_none()
                    && noun.country.is_none()
                    && !word.contains(char::is_whitespace)
                    && !self.named().contains(word)
            })
    }

    /// The words that stand beside a title or another word of a name.
    fn named(&self) -> &FxHashSet<&str> {
        self.named.get_or_init(|| {
            let entries = |token: &Token| self.pack.vocabulary.entries_of(token.word);
            let known = |token: &Token| token.shape == Shape::Word && entries(token).is_empty();
            let opens = |token: &Token| {
                entries(token).iter().any(|entry| {
                    matches!(entry.category, Category::Title | Category::People | Category::GivenName)
                })
            };
            let mut found = FxHashSet::default();
            for pair in self.tokens.windows(2) {
                let [first, second] = pair else { continue };
                let beside = second.span.start.saturating_sub(first.span.end) == 1;
                if beside && known(second) && (known(first) || opens(first)) {
                    found.insert(second.span.words(self.text));
                    found.insert(first.span.words(self.text));
                }
            }
            found
        })
    }

    fn cues_of(&self, parsed: &Parsed<'a>) -> Vec<FoundCue<'a>> {
        judge::cues(self.tokens, parsed.tokens.clone(), self.pack)
    }

    /// How many words of the whole text say what killed or hurt people, or that somebody did.
    fn violence(&self) -> usize {
        *self.violence.get_or_init(|| {
            let causes = judge::cues(self.tokens, 0..self.tokens.len(), self.pack);
            let causes = causes.iter().filter(|cue| has_cause(std::slice::from_ref(cue))).count();
            causes + self.tokens.iter().filter(|token| self.is_act(token)).count()
        })
    }

    /// Whether a word is a verb of what is done to people: "killed", "wounded".
    fn is_act(&self, token: &Token) -> bool {
        self.pack.vocabulary.entries_of(token.word).iter().any(|entry| {
            entry.category == Category::TriggerVerb
                && !entry.detail.weak
                && matches!(entry.detail.frame, Some(Frame::Object | Frame::After))
        })
    }

    /// Whether the whole text is about games: more than a few of their words, and one in so many words.
    fn tells_of_games(&self) -> bool {
        *self.games.get_or_init(|| {
            let words = game_words(&judge::cues(self.tokens, 0..self.tokens.len(), self.pack));
            words >= 3 && words * 100 >= self.tokens.len()
        })
    }
}

/// A text of fewer sentences is an excerpt.
const FEW: usize = 3;

/// So many words of what kills people make a text one about violence.
const VIOLENT: usize = 3;

/// So many bytes before a trigger a cue still speaks of it.
const NEAR: usize = 70;

/// Whether words shortly before the trigger say that it is an exercise, a film or a wish.
fn unreal(cues: &[FoundCue<'_>], trigger: Span) -> bool {
    cues.iter().any(|cue| {
        let near = cue.span.end <= trigger.start && trigger.start - cue.span.end <= NEAR;
        near && cue.entries.iter().any(|entry| entry.category == Category::Unreal)
    })
}

/// Whether age or illness killed people who bear no arms, and no enemy or accident did.
fn natural(
    cues: &[FoundCue<'_>],
    clauses: &Clauses<'_, '_>,
    candidate: &Candidate,
    patient: Option<&Party>,
    count: &Count,
    (tokens, duration): (&[Token], &dyn Fn(usize) -> bool),
) -> bool {
    let armed = |party: &Party| {
        matches!(party.kind, Some(PartyKind::StateForces | PartyKind::ArmedGroup)) || party.group.is_some()
    };
    let hostile = |cue: &FoundCue<'_>| cue.entries.iter().any(|entry| entry.detail.hostile == Some(true));
    if cues.iter().any(hostile) {
        return false;
    }
    // "the flu has struck 200 pensioners".
    if candidate.outcome != Some(Outcome::Killed) {
        let hurt = candidate.outcome == Some(Outcome::Wounded);
        return hurt && has(cues, Category::Natural).is_some() && !patient.is_some_and(armed);
    }
    // "who has died aged 91", "died at 92", "the death of the actor, at the age of 81".
    let event = |at: usize| {
        clauses.noun(at).is_some_and(
            |noun| matches!(noun.head, Head::Event(entry) if entry.detail.frame == Some(Frame::Subject)),
        )
    };
    let died = clauses.verb(candidate.at).is_some_and(is_intransitive) || event(candidate.at);
    let years = |span: Span| {
        let first = tokens.partition_point(|token| token.span.end <= span.start);
        let own = tokens[first..].iter().take_while(|token| token.span.end <= span.end);
        own.filter_map(|token| if let Shape::Number(n) = token.shape { Some(n) } else { None }).max()
    };
    let one = count.figures.best == Some(1);
    let old = |at: usize| {
        let alone = one
            && clauses.is_bare_number(at)
            && clauses.kind(at - 1).is_some_and(|kind| matches!(kind, ChunkKind::Preposition(_)));
        let age = matches!(clauses.chunks[at].kind, ChunkKind::Age) || one && duration(at) || alone;
        age && years(clauses.chunks[at].span).is_some_and(|years| (OLD..=110).contains(&years))
    };
    let end = clauses.chunks.len().min(candidate.at + 7);
    let aged = died && (candidate.at + 1..end).any(old);
    aged || has(cues, Category::Natural).is_some() && !patient.is_some_and(armed)
}

/// Whether words say what killed or hurt people.
fn has_cause(cues: &[FoundCue<'_>]) -> bool {
    has(cues, Category::Cause).is_some() || has(cues, Category::OfWounds).is_some()
}

/// How many words of games there are.
fn game_words(cues: &[FoundCue<'_>]) -> usize {
    cues.iter().filter(|cue| cue.entries.iter().any(|entry| entry.category == Category::Sport)).count()
}

/// Whether a figure of speech or a game did it: "killed by the critics", "missing three players". `game` tells whether
/// the words around are about games.
fn figurative(
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
fn private<'p>(
    cues: &[FoundCue<'_>],
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
    // A loss has its cause in its own sentence.
    let loss = entry.detail.frame == Some(Frame::Loss);
    let one = count.figures.best == Some(1) && known && own && suffers;
    one && !has_cause(cues) && (loss || !has_cause(&near()))
}

/// Whoever dies in this age, and of whom no words say how, died of it.
const OLD: u64 = 70;
