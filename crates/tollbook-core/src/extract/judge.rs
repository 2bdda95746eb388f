//! The one place where statements are decided: which candidates stand, and their kind, status and cause.

use std::ops::Range;

use super::candidate::Candidate;
use super::clause::Clauses;
use super::date::{Meaning, Unit};
use super::pack::{Category, Entry, Pack};
use super::read::Parsed;
use super::rules::Rule;
use super::statement::{
    Count, Distance, NumberForm, PartyKind, Path, Slot, Span, StatedCause, StatedDate, StatedPlace, Statement,
};
use super::token::{Shape, Token};
use super::{Context, Kind};
use crate::model::{DateRange, Precision};

/// The cause that may go on for months.
const COMBAT: &str = "combat";

/// So many men are lost in battles, and not in one.
const BATTLES: u64 = 500;

/// A cue found in a sentence.
pub struct FoundCue<'a> {
    /// Its readings.
    pub entries: &'a [Entry],
    /// Its words.
    pub span: Span,
}

/// The cues of a sentence.
pub fn cues<'a>(tokens: &[Token], range: Range<usize>, pack: &'a Pack) -> Vec<FoundCue<'a>> {
    let mut found = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let word_at = |n: usize| {
            let token = tokens.get(at + n).filter(|_| at + n < range.end)?;
            (token.shape == Shape::Word).then_some(token.word)
        };
        match pack.vocabulary.longest_cue(word_at) {
            Some((length, entries)) => {
                found.push(FoundCue { entries, span: tokens[at].span.with(tokens[at + length - 1].span) });
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

pub(super) fn has<'c>(cues: &'c [FoundCue<'_>], category: Category) -> Option<&'c FoundCue<'c>> {
    cues.iter().find(|cue| cue.entries.iter().any(|entry| entry.category == category))
}

/// The words that make the statement disputed.
pub fn disputed(cues: &[FoundCue<'_>]) -> Option<Span> {
    has(cues, Category::Disputed).map(|cue| cue.span)
}

/// Whether the people were hurt first and died later.
pub fn died_of_wounds(clauses: &Clauses<'_, '_>, cues: &[FoundCue<'_>], candidate: &Candidate) -> bool {
    // "three were killed, while a fourth died of wounds": of the fourth.
    let told = || {
        cues.iter().any(|cue| {
            cue.entries.iter().any(|entry| entry.category == Category::OfWounds)
                && clauses.same_clause(cue.span, candidate.at)
        })
    };
    candidate.outcome == Some(super::Outcome::Killed) && told()
}

/// What did it: the cause that stands nearest to the trigger.
pub fn cause(cues: &[FoundCue<'_>], pack: &Pack, trigger: Span) -> Option<StatedCause> {
    let distance = |span: Span| span.start.abs_diff(trigger.start);
    cues.iter()
        .filter_map(|cue| {
            cue.entries.iter().find(|entry| entry.category == Category::Cause).map(|entry| (cue.span, entry))
        })
        .min_by_key(|(span, _)| distance(*span))
        .map(|(span, entry)| StatedCause {
            key: pack.name(entry.value).to_owned(),
            span,
            hostile: entry.detail.hostile,
        })
}

/// Which deaths the sentence says it counts, by the key that every language's pack shares.
pub fn definition(cues: &[FoundCue<'_>], pack: &Pack) -> Option<String> {
    let mut entries = cues.iter().flat_map(|cue| cue.entries);
    let entry = entries.find(|entry| entry.category == Category::Definition)?;
    Some(pack.name(entry.value).to_owned())
}

/// Who says it: the subject of the verb of saying that governs the clause.
pub fn said_by(clauses: &Clauses<'_, '_>, at: usize) -> Option<Span> {
    use super::chunk::{ChunkKind, Main};
    let saying =
        |i: &usize| clauses.verb(*i).is_some_and(|verb| matches!(verb.main, Main::Say) && !verb.infinitive);
    let before = (0..at).rev().take(20).find(saying);
    let after = (at + 1..clauses.chunks.len()).take(30).find(saying);
    let verb = before.or(after)?;
    let subject = clauses.subject_of(verb).map(|(noun, _)| noun).or_else(|| {
        // "according to", "police said" after a comma: the noun group beside the verb.
        clauses.before(verb).filter(|i| matches!(clauses.chunks[*i].kind, ChunkKind::Noun(_)))
    })?;
    Some(clauses.chunks[subject].span)
}

/// Leaves out candidates that say the same as another.
pub fn decide(clauses: &Clauses<'_, '_>, candidates: &mut Vec<Candidate>) {
    let mut kept: Vec<Candidate> = Vec::with_capacity(candidates.len());
    // The chunk of the last word of a list of outcomes that share one number.
    let mut listed: Option<usize> = None;
    for candidate in candidates.drain(..) {
        // "6,100 killed, wounded and missing": one number of what the words do not part.
        let joined = |from: usize| {
            candidate.at == from + 2
                && matches!(
                    clauses.kind(from + 1),
                    Some(
                        super::chunk::ChunkKind::And
                            | super::chunk::ChunkKind::Or
                            | super::chunk::ChunkKind::Comma
                    )
                )
        };
        let bare = candidate.slot == Slot::Described
            || candidate.slot == Slot::OutcomeNoun
                && clauses.noun(candidate.at).is_some_and(|noun| {
                    noun.number.is_none() && noun.determiner != super::chunk::Determiner::Indefinite
                });
        if bare && let Some(last) = kept.last_mut() {
            let number = last.group.as_ref().map_or(last.at, |group| group.chunks.0);
            let numbered = clauses.noun(number).is_some_and(|noun| {
                noun.number.is_some() && matches!(noun.head, super::chunk::Head::Outcome(_))
            });
            if numbered && joined(listed.unwrap_or(number)) && last.outcome != candidate.outcome {
                last.outcome = None;
                listed = Some(candidate.at);
                continue;
            }
        }
        let ends = listed.take();
        // "90 hombres, entre muertos y heridos", "800 men were dead, wounded or missing": which of them died is not said.
        let goes_on = |at: usize| {
            matches!(clauses.kind(at), Some(super::chunk::ChunkKind::And | super::chunk::ChunkKind::Or))
                && clauses.verb(at + 1).is_some_and(|verb| {
                    matches!(verb.main, super::chunk::Main::Trigger(_)) && !verb.be && !verb.have
                })
        };
        let parted = |from: usize| {
            joined(from)
                && (!matches!(clauses.kind(from + 1), Some(super::chunk::ChunkKind::Comma))
                    || goes_on(candidate.at + 1))
        };
        let lost = |outcome: Option<super::Outcome>| outcome != Some(super::Outcome::Captured);
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
            other.outcome = None;
            listed = Some(candidate.at);
            continue;
        }
        // "lost twelve officers and 283 other ranks killed and wounded": all of them.
        let lost_list = kept.last_mut().filter(|other| {
            let (Some(a), Some(b)) = (&other.group, &candidate.group) else { return false };
            other.loser.is_some()
                && other.slot == Slot::Object
                && candidate.slot == Slot::Described
                && candidate.outcome != Some(super::Outcome::Wounded)
                && a.chunks.1 + 2 == b.chunks.0
                && matches!(clauses.kind(a.chunks.1 + 1), Some(super::chunk::ChunkKind::And))
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
            let wounded = Some(super::Outcome::Wounded);
            let killed = Some(super::Outcome::Killed);
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
                    || candidate.outcome == Some(super::Outcome::Missing)
                        && candidate.slot == Slot::Adjective);
            // "the death of two of the wounded".
            let death_of_wounded = matches!(other.slot, Slot::NounOf | Slot::Subject | Slot::Inverted)
                && other.outcome == Some(super::Outcome::Killed)
                && candidate.outcome == Some(super::Outcome::Wounded)
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
                if other.outcome == Some(super::Outcome::Wounded)
                    && candidate.outcome == Some(super::Outcome::Killed)
                    || other.outcome.is_none() && candidate.outcome.is_some()
                    || same_outcome && rank(clauses, &candidate) > rank(clauses, other)
                {
                    let kind = (other.outcome == Some(super::Outcome::Wounded)
                        && candidate.outcome == Some(super::Outcome::Killed))
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

/// The kind of a statement and the words that decide it.
pub fn kind<'a>(
    parsed: &Parsed<'a>,
    clauses: &Clauses<'_, '_>,
    candidate: &Candidate,
    count: &Count,
    earlier: &[Statement],
    tokens: &[Token],
    pack: &'a Pack,
) -> (Kind, Option<Span>) {
    if let Some(kind) = candidate.kind {
        return (kind, Some(candidate.trigger));
    }
    let cues = parsed.cues.get_or_init(|| cues(tokens, parsed.tokens.clone(), pack));
    let cue_of = |kind: Kind| {
        cues.iter().find(|cue| {
            cue.entries.iter().any(|entry| entry.category == Category::Cue && entry.detail.kind == Some(kind))
        })
    };
    let weak = |cue: &FoundCue<'_>| {
        cue.entries.iter().any(|entry| entry.detail.kind == Some(Kind::Background) && entry.detail.weak)
    };
    // "der schwerste Angriff seit Jahren", "the largest toll since the start of the war": what is compared is new.
    let compared =
        |cue: Span| cues.iter().any(|other| weak(other) && clauses.is_before_without_verb(other.span, cue));
    if let Some(cue) = cue_of(Kind::Background)
        .filter(|cue| !weak(cue) || clauses.opens_after(cue.span, candidate.trigger, candidate.at))
        // "killed 19 as troops try to win back what they lost last year".
        .filter(|cue| {
            let dated = parsed.dates.iter().any(|date| Span::new(date.start, date.end).overlaps(cue.span));
            !(dated
                && cue.span.start > candidate.trigger.end
                && clauses.verb_between(candidate.at + 1, cue.span))
        })
        .filter(|cue| !compared(cue.span))
    {
        return (Kind::Background, Some(cue.span));
    }
    let patient = candidate.group.as_ref().map(|group| group.chunks);
    // "twenty years after the massacre of 800".
    let years_after = candidate.at.checked_sub(1).is_some_and(|i| match clauses.kind(i) {
        Some(super::chunk::ChunkKind::Date(n)) => parsed.dates.get(*n).is_some_and(
            |date| matches!(date.meaning, Meaning::FromPrevious(Unit::Year, years) if years >= 2),
        ),
        _ => false,
    });
    if years_after && clauses.verb(candidate.at).is_none() {
        return (Kind::Background, Some(clauses.chunks[candidate.at - 1].span));
    }
    let measured_from = clauses
        .verb(candidate.at)
        .is_some_and(|verb| !verb.have && clauses.in_since_clause(candidate.at, patient));
    if measured_from {
        return (Kind::Background, Some(candidate.trigger));
    }
    // "since 2013", "in the war" beside "have been killed" or a headline without a verb.
    let perfect = clauses.verb(candidate.at).is_none_or(|verb| {
        verb.have
            || verb.be && is_intransitive(verb)
            || clauses.pack.traits.construct
            || clauses.pack.traits.verb_last
                && super::chunk::may_be_participle(verb.form)
                && (clauses.auxiliary_before(candidate.at)
                    || clauses.have_before(candidate.at)
                    || clauses.auxiliary_after(candidate.at, |verb| verb.have && !verb.be))
            || !verb.be && super::chunk::may_be_participle(verb.form) && candidate.slot == Slot::Described
    });
    // Beside a noun, "since" belongs to it only where no verb stands between.
    let since = clauses.since_of(candidate.at).filter(|span| {
        let nominal = clauses.verb(candidate.at).is_none();
        let head = clauses.chunks.iter().take(2).any(|chunk| chunk.span.overlaps(*span));
        // "the deadliest since 2019" speaks of what was before.
        let compares = |cue: Span| cue.overlaps(*span) || clauses.is_before_without_verb(cue, *span);
        let compared = cues.iter().any(|cue| weak(cue) && compares(cue.span));
        // "missing since the boat sank": one event.
        let missing = candidate.outcome == Some(super::Outcome::Missing)
            && (span_opens(clauses, *span) || clauses.since_date_of(candidate.at).is_none());
        // "منذ الصباح", "since dawn": a period of a day.
        let today = cues.iter().any(|cue| {
            cue.entries.iter().any(|entry| entry.detail.kind == Some(Kind::Incident))
                && cue.span.overlaps(*span)
        });
        // "Since 15 March raids were counted, which led to the death of 67": at the head it holds for all.
        let apart = nominal && !head && clauses.verb_between(candidate.at, *span);
        !compared && !missing && !today && (perfect || head) && !apart
    });
    let several = count.figures.low.or(count.figures.best).or(count.figures.high).is_some_and(|n| n > 1);
    let total = cues.iter().filter(|cue| !of_few_days(parsed, cue.span) && !compared(cue.span)).find(|cue| {
        cue.entries.iter().any(|entry| {
            entry.category == Category::Cue
                && entry.detail.kind == Some(Kind::Total)
                && (perfect || !entry.detail.weak)
        })
    });
    let several = several && clauses.rules.applies(Rule::TotalCue);
    // "1 killed to date": one who is counted is a total too, beside words that mean nothing else.
    let strong = |cue: &&FoundCue<'_>| {
        cue.entries.iter().any(|entry| entry.detail.kind == Some(Kind::Total) && !entry.detail.weak)
    };
    let counted = matches!(count.form, NumberForm::Digits | NumberForm::Words);
    if (several || counted && clauses.rules.applies(Rule::TotalCue) && total.as_ref().is_some_and(strong))
        && let Some(cue) = total.filter(|cue| {
            // "announced the death of three, and so the toll rises since the beginning of the war": of the toll.
            let apart = clauses.pack.traits.construct
                && clauses.verb(candidate.at).is_none()
                && candidate.slot != Slot::Toll
                && cue.span.start > candidate.trigger.end
                && clauses.verb_between(candidate.at, cue.span);
            clauses.same_clause(cue.span, candidate.at) && !apart
        })
    {
        return (Kind::Total, Some(cue.span));
    }
    if several && let Some(span) = since {
        return (Kind::Total, Some(span));
    }
    // "the army has lost 1,300 men", at no time told.
    let lost = clauses.verb(candidate.at).is_some_and(|verb| {
        verb.have && matches!(verb.main, super::chunk::Main::Trigger(entry) if entry.detail.frame == Some(super::pack::Frame::Loss))
    });
    let battles = count.figures.low.or(count.figures.best).is_some_and(|people| people >= BATTLES);
    if lost && battles && !parsed.dates.iter().any(|date| date.meaning.is_date()) {
        return (Kind::Total, Some(candidate.trigger));
    }
    // "The toll has risen to 3,660. Another 8,756 people have been wounded": other people of the same period.
    let other = candidate.group.as_ref().is_some_and(|group| match group.members.as_slice() {
        [only] => clauses.noun(only.noun).is_some_and(|noun| noun.other && noun.number.is_some()),
        _ => false,
    });
    if several
        && other
        && perfect
        && !parsed.paragraph
        && earlier.last().is_some_and(|before| {
            before.kind == Kind::Total && parsed.span.start.saturating_sub(before.sentence.end) < 4
        })
    {
        return (Kind::Total, Some(candidate.trigger));
    }
    // "two were killed, and the third died of wounds": one of a number named before.
    if let Some(group) = &candidate.group
        && let [only] = group.members.as_slice()
        && clauses.noun(only.noun).is_some_and(|noun| {
            noun.ordinal
                && noun.determiner == super::chunk::Determiner::Definite
                && matches!(noun.head, super::chunk::Head::Number)
        })
    {
        return (Kind::Part, Some(group.span));
    }
    // "Fourteen were killed. The other ten dead were civilians": some of those told of before.
    let told_before = |figures: super::Figures| {
        earlier.iter().any(|statement| {
            let more = |whole: u64| figures.best.is_some_and(|part| part < whole);
            statement.outcome == candidate.outcome
                && statement.count.figures.low.or(statement.count.figures.best).is_some_and(more)
        })
    };
    if let Some(group) = &candidate.group
        && let [only] = group.members.as_slice()
        && clauses.noun(only.noun).is_some_and(|noun| {
            noun.other && noun.number.is_some() && noun.determiner == super::chunk::Determiner::Definite
        })
        && told_before(count.figures)
    {
        return (Kind::Part, Some(group.span));
    }
    // "22 casualties, including eight dead", "34 blessés, dont 15 grièvement atteints".
    if let Some(group) = &candidate.group
        && clauses.verb(candidate.at).is_none_or(|verb| !verb.be && !verb.have)
        && clauses.is_included(group.chunks.0)
        && !is_of_others_hurt(clauses, group.chunks.0, candidate)
    {
        return (Kind::Part, Some(group.span));
    }
    // "18 blessés, dont 11 ont été hospitalisés": of those who are hurt already.
    if let Some(group) = &candidate.group
        && clauses.is_bare_number(group.chunks.0)
        && let Some(mark) = group.chunks.0.checked_sub(1)
        && matches!(clauses.kind(mark), Some(super::chunk::ChunkKind::Including))
        && let Some(all) = clauses.before(mark).and_then(|comma| {
            let comma =
                matches!(clauses.kind(comma), Some(super::chunk::ChunkKind::Comma)).then_some(comma)?;
            clauses.noun(clauses.before(comma)?)
        })
        && all.number.is_some()
        && matches!(all.head, super::chunk::Head::Outcome(entry) if entry.detail.outcome == candidate.outcome)
    {
        return (Kind::Part, Some(group.span));
    }
    // "70 blessés, dix grièvement atteints": of those named right before.
    let of_those = candidate.group.as_ref().filter(|_| candidate.slot == Slot::Described).and_then(|group| {
        let comma = group.chunks.0.checked_sub(1)?;
        let all = clauses.noun(comma.checked_sub(1)?)?;
        let same = matches!(all.head, super::chunk::Head::Outcome(entry) if entry.detail.outcome == candidate.outcome);
        let figure = |figures: super::Figures| figures.best.or(figures.low);
        let (whole, part) = (figure(all.number.as_ref()?.figures)?, figure(count.figures)?);
        let parted = matches!(clauses.kind(comma), Some(super::chunk::ChunkKind::Comma));
        let alone = clauses.is_bare_number(group.chunks.0);
        let bare = clauses.verb(candidate.at).is_none_or(|verb| !verb.be && !verb.have);
        (same && parted && alone && bare && part < whole).then_some(group.span)
    });
    if let Some(span) = of_those {
        return (Kind::Part, Some(span));
    }
    // "three of the dead"; "مئات القرويين" is hundreds of villagers, and no part of them.
    let loose = clauses.pack.traits.construct && count.form == NumberForm::Vague;
    if let Some(group) = candidate.group.as_ref().filter(|_| !loose)
        && candidate.slot != Slot::OutcomeNoun
        && group
            .members
            .iter()
            .filter_map(|member| member.whole)
            .any(|whole| is_of_casualties(clauses, whole, candidate, earlier, tokens))
    {
        return (Kind::Part, Some(group.span));
    }
    (Kind::Incident, None)
}

/// "47 hurt, of whom five died": whether the people before the word such as "including" suffered something else, so that
/// those who are counted at `at` are new among the dead.
fn is_of_others_hurt(clauses: &Clauses<'_, '_>, at: usize, candidate: &Candidate) -> bool {
    let finite = clauses.verb(candidate.at).is_some_and(super::chunk::VerbGroup::finite);
    let mut before = (0..at).rev().take(8).filter_map(|i| clauses.noun(i));
    let whole = before.find(|noun| noun.is_people() && noun.number.is_some());
    finite
        && whole.is_some_and(|noun| match noun.head {
            super::chunk::Head::Outcome(entry) => {
                entry.detail.outcome.is_some() && entry.detail.outcome != candidate.outcome
            }
            _ => false,
        })
}

/// Whether the people at `whole`, of whom some suffered it, are known to have suffered it all: "three of the dead", and
/// "two of the miners" where the text has told of miners before. "Two of the guards" are new.
fn is_of_casualties(
    clauses: &Clauses<'_, '_>,
    whole: usize,
    candidate: &Candidate,
    earlier: &[Statement],
    tokens: &[Token],
) -> bool {
    use super::chunk::{Determiner, Head};
    let Some(noun) = clauses.noun(whole) else { return false };
    if !matches!(noun.determiner, Determiner::Definite | Determiner::Demonstrative) {
        return false;
    }
    let word_at = |span: Span| {
        tokens.get(tokens.partition_point(|token| token.span.start < span.start)).map(|token| token.word)
    };
    let told = earlier.iter().any(|statement| {
        let head = statement.patient.as_ref().and_then(|party| party.head);
        statement.outcome == candidate.outcome
            && head.is_some_and(|head| word_at(head) == word_at(noun.head_span))
    });
    match noun.head {
        // "two of the injured died": they are new among the dead.
        Head::Outcome(entry) => entry.detail.outcome.is_none() || entry.detail.outcome == candidate.outcome,
        Head::Person(_) => {
            noun.condition.is_some_and(|(entry, _)| entry.detail.outcome == candidate.outcome) || told
        }
        Head::Number => true,
        _ => false,
    }
}

/// Whether the word for "since" at `words` begins a clause.
fn span_opens(clauses: &Clauses<'_, '_>, words: Span) -> bool {
    clauses.chunks.iter().any(|chunk| chunk.since && chunk.span.overlaps(words))
}

/// Whether words are part of a period of two weeks or less, which makes no total: "in the past 24 hours".
fn of_few_days(parsed: &Parsed<'_>, words: Span) -> bool {
    parsed.dates.iter().any(|date| {
        let days = match date.meaning {
            Meaning::Within(Unit::Hour, n) => n / 24,
            Meaning::Within(Unit::Day, n) => n,
            Meaning::Within(Unit::Week, n) => n.saturating_mul(7),
            Meaning::BeforeArticle(Unit::Day | Unit::Week, _) => 7,
            _ => return false,
        };
        days <= 14 && Span::new(date.start, date.end).overlaps(words)
    })
}

/// "sont morts": the perfect of a verb whose subject suffers it has a form of "be".
pub(super) fn is_intransitive(verb: &super::chunk::VerbGroup<'_>) -> bool {
    matches!(verb.main, super::chunk::Main::Trigger(entry) if entry.detail.frame == Some(super::pack::Frame::Subject))
}

/// Whether a sentence names one attack or accident as what did it: "in an air raid", and neither "in raids" nor "in an
/// offensive".
pub fn names_one_event(clauses: &Clauses<'_, '_>, cues: &[FoundCue<'_>]) -> bool {
    let single = |span: Span| {
        clauses
            .chunks
            .iter()
            .filter(|chunk| chunk.span.overlaps(span))
            .filter_map(|chunk| chunk.noun())
            .any(|noun| noun.determiner == super::chunk::Determiner::Indefinite && !noun.is_plural())
    };
    cues.iter().any(|cue| {
        let attack =
            |entry: &Entry| entry.category == Category::Cause && clauses.pack.name(entry.value) != COMBAT;
        cue.entries.iter().any(attack) && single(cue.span)
    })
}

/// An event long before the article is background.
pub fn kind_by_date(
    kind: Kind,
    count: &Count,
    date: Option<&StatedDate>,
    meaning: Option<&Meaning>,
    one_event: bool,
    context: &Context,
) -> Kind {
    let at_least = count.figures.low.or(count.figures.best).unwrap_or(0);
    let people = at_least.max(count.figures.high.unwrap_or(0));
    if kind == Kind::Background && date.is_some_and(|date| date.is_recent(context)) {
        return Kind::Incident;
    }
    // "the army suffered 421 casualties last year".
    let last_year = matches!(meaning, Some(Meaning::BeforeArticle(Unit::Year, 1)));
    if kind == Kind::Background && last_year && people >= 100 {
        return Kind::Total;
    }
    if kind != Kind::Incident || !context.rules_off.applies(Rule::BackgroundByDate) {
        return kind;
    }
    let range = date.and_then(|date| date.range);
    if let (Some(range), Some(published)) = (range, context.published)
        && is_long_before(range, published)
    {
        return Kind::Background;
    }
    // "25 years ago" needs no day of the article.
    if matches!(meaning, Some(Meaning::Ago(Unit::Year, years)) if *years >= 3) {
        return Kind::Background;
    }
    // So many people die on one day in few events, and in many over years.
    let long = range.is_some_and(|range| range.precision() == Precision::Year)
        || range.is_none() && matches!(meaning, Some(Meaning::BeforeArticle(Unit::Year, _)));
    let day = range.is_some_and(|range| range.days() <= 40);
    let month = range.is_some_and(|range| range.days() >= 28);
    if people >= 100 && long || people >= 50 && month && !one_event || at_least >= 2000 && !day {
        Kind::Total
    } else {
        kind
    }
}

/// An event that took its date from another of the sentence is background like that one.
pub fn settle_background(found: &mut [Statement], context: &Context) {
    let Some(published) = context.published.filter(|_| context.rules_off.applies(Rule::BackgroundByDate))
    else {
        return;
    };
    for statement in found.iter_mut().filter(|statement| statement.kind == Kind::Incident) {
        let range = statement.date.as_ref().and_then(|date| date.range);
        if range.is_some_and(|range| is_long_before(range, published)) {
            statement.kind = Kind::Background;
        }
    }
}

/// Whether what happened in `range` was years before an article.
fn is_long_before(range: DateRange, published: DateRange) -> bool {
    i32::from(published.first().year()) - i32::from(range.last().year()) >= 3
}

/// Ties parts to their wholes and drops statements that another of the sentence holds.
pub fn settle_sentence(found: &mut [Statement]) {
    share_side_of_total(found);
    // "four dead and seven wounded in the ranks of the army": said once, and holds for all.
    for at in (0..found.len().saturating_sub(1)).rev() {
        let (before, after) = found.split_at_mut(at + 1);
        let (this, next) = (&mut before[at], &after[0]);
        if this.slot != Slot::OutcomeNoun || next.slot != Slot::OutcomeNoun {
            continue;
        }
        // "eleven wounded, including a policeman": the rest may be others; where children are, most are civilians.
        let civilian = |party: &super::Party| party.kind == Some(PartyKind::Civilians);
        let of_unit = this.patient.as_ref().is_some_and(|party| party.unit.is_some());
        if next.kind == Kind::Part && !of_unit && !next.patient.as_ref().is_some_and(civilian) {
            continue;
        }
        if let (Some(party), Some(other)) = (&mut this.patient, &next.patient)
            && party.says_no_side()
        {
            party.take_side_of(other);
        }
    }
}

/// "The three deaths bring to 41 the number of soldiers killed": the three are such soldiers.
fn share_side_of_total(found: &mut [Statement]) {
    let Some(total) = found.iter().position(|statement| statement.kind == Kind::Total) else { return };
    let (before, after) = found.split_at_mut(total);
    let Some((outcome, whole)) =
        after.first().and_then(|total| Some((total.outcome, total.patient.as_ref()?)))
    else {
        return;
    };
    for statement in before.iter_mut().filter(|statement| statement.outcome == outcome) {
        if let Some(party) = &mut statement.patient
            && party.definite
            && party.says_no_side()
            && statement.slot == Slot::OutcomeNoun
        {
            party.take_side_of(whole);
        }
    }
}

/// Ties each part to the statement of its sentence, from `first` on, that gives the whole.
pub fn tie_parts(found: &mut [Statement], first: usize) {
    for at in first..found.len() {
        if found[at].kind != Kind::Part {
            continue;
        }
        let whole = (first..found.len())
            .filter(|other| found[*other].kind != Kind::Part && found[*other].outcome == found[at].outcome)
            .min_by_key(|other| other.abs_diff(at));
        found[at].whole = whole;
        let Some(whole) = whole.filter(|whole| *whole < at) else { continue };
        // "Fifty people were killed, 30 of them soldiers": not all of these people are civilians.
        let armed = found[at]
            .patient
            .as_ref()
            .is_some_and(|party| matches!(party.kind, Some(PartyKind::StateForces | PartyKind::ArmedGroup)));
        if let Some(party) = found[whole]
            .patient
            .as_mut()
            .filter(|party| armed && party.weak && party.kind == Some(PartyKind::Civilians))
        {
            party.kind = None;
        }
        // "Fifty were killed on Friday, among them five children": the five on Friday, too.
        let (date, country) = (found[whole].date.clone(), found[whole].country.clone());
        let part = &mut found[at];
        let within = |distance: Distance| distance.max(Distance::Sentence);
        part.date = part.date.take().or(date.map(|it| StatedDate { distance: within(it.distance), ..it }));
        part.country =
            part.country.take().or(country.map(|it| StatedPlace { distance: within(it.distance), ..it }));
    }
}
