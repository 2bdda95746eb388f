//! The kind of a statement, by the words of its sentence and what the text has told before.

use super::{FoundCue, cues};
use crate::extract::candidate::Candidate;
use crate::extract::chunk::{ChunkKind, Determiner, Head, Main, VerbGroup, may_be_participle};
use crate::extract::clause::Clauses;
use crate::extract::date::{DateExpression, Meaning, Unit};
use crate::extract::pack::{Category, Form, Frame, Pack};
use crate::extract::read::Parsed;
use crate::extract::rules::Rule;
use crate::extract::statement::{Count, NumberForm, Slot, Span, Statement};
use crate::extract::token::Token;
use crate::extract::{Figures, Kind, Outcome};

/// So many men are lost in battles, and not in one.
const BATTLES: u64 = 500;

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
        Some(ChunkKind::Date(n)) => parsed.dates.get(*n).is_some_and(
            |date| matches!(date.meaning, Meaning::FromPrevious(Unit::Year, years) if years >= 2),
        ),
        _ => false,
    });
    if years_after && clauses.verb(candidate.at).is_none() {
        return (Kind::Background, Some(clauses.chunks[candidate.at - 1].span));
    }
    // "three months after the bombing that killed 16".
    let after_event = clauses.relative_of(candidate.at).and_then(|at| clauses.before(at)).filter(|event| {
        let long = |date: &DateExpression| {
            matches!(date.meaning, Meaning::FromPrevious(Unit::Month | Unit::Year, n) if n > 0)
        };
        event.checked_sub(1).is_some_and(|i| match clauses.kind(i) {
            Some(ChunkKind::Date(n)) => parsed.dates.get(*n).is_some_and(long),
            _ => false,
        })
    });
    if let Some(event) = after_event {
        return (Kind::Background, Some(clauses.chunks[event - 1].span));
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
                && may_be_participle(verb.form)
                && (clauses.auxiliary_before(candidate.at)
                    || clauses.have_before(candidate.at)
                    || clauses.auxiliary_after(candidate.at, |verb| verb.have && !verb.be))
            || !verb.be && may_be_participle(verb.form) && candidate.slot == Slot::Described
    });
    // Beside a noun, "since" belongs to it only where no verb stands between.
    let since = clauses.since_of(candidate.at).filter(|span| {
        let nominal = clauses.verb(candidate.at).is_none();
        let head = clauses.chunks.iter().take(2).any(|chunk| chunk.span.overlaps(*span));
        // "the deadliest since 2019" speaks of what was before.
        let compares = |cue: Span| cue.overlaps(*span) || clauses.is_before_without_verb(cue, *span);
        let compared = cues.iter().any(|cue| weak(cue) && compares(cue.span));
        // "missing since the boat sank": one event.
        let missing = candidate.outcome == Some(Outcome::Missing)
            && (span_opens(clauses, *span) || clauses.since_date_of(candidate.at).is_none());
        // "منذ الصباح", "since dawn": a period of a day.
        let today = cues.iter().any(|cue| {
            cue.entries.iter().any(|entry| entry.detail.kind == Some(Kind::Incident))
                && cue.span.overlaps(*span)
        });
        // "Since 15 March raids were counted, which led to the death of 67": at the head it holds for all.
        let apart = nominal && !head && clauses.verb_between(candidate.at, *span);
        // "admitted to killing at least 800 since its campaign began".
        let gerund = clauses
            .verb(candidate.at)
            .is_some_and(|verb| verb.form == Form::Gerund && !clauses.pack.traits.verb_last);
        !compared && !missing && !today && (perfect || head || gerund) && !apart
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
        verb.have && matches!(verb.main, Main::Trigger(entry) if entry.detail.frame == Some(Frame::Loss))
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
            noun.ordinal && noun.determiner == Determiner::Definite && matches!(noun.head, Head::Number)
        })
    {
        return (Kind::Part, Some(group.span));
    }
    // "Fourteen were killed. The other ten dead were civilians": some of those told of before.
    let told_before = |figures: Figures| {
        earlier.iter().any(|statement| {
            let more = |whole: u64| figures.best.is_some_and(|part| part < whole);
            statement.outcome == candidate.outcome
                && statement.count.figures.low.or(statement.count.figures.best).is_some_and(more)
        })
    };
    if let Some(group) = &candidate.group
        && let [only] = group.members.as_slice()
        && clauses.noun(only.noun).is_some_and(|noun| {
            noun.other && noun.number.is_some() && noun.determiner == Determiner::Definite
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
        && matches!(clauses.kind(mark), Some(ChunkKind::Including))
        && let Some(all) = clauses.before(mark).and_then(|comma| {
            let comma = matches!(clauses.kind(comma), Some(ChunkKind::Comma)).then_some(comma)?;
            clauses.noun(clauses.before(comma)?)
        })
        && all.number.is_some()
        && matches!(all.head, Head::Outcome(entry) if entry.detail.outcome == candidate.outcome)
    {
        return (Kind::Part, Some(group.span));
    }
    // "70 blessés, dix grièvement atteints": of those named right before.
    let of_those = candidate.group.as_ref().filter(|_| candidate.slot == Slot::Described).and_then(|group| {
        let comma = group.chunks.0.checked_sub(1)?;
        let all = clauses.noun(comma.checked_sub(1)?)?;
        let same = matches!(all.head, Head::Outcome(entry) if entry.detail.outcome == candidate.outcome);
        let figure = |figures: Figures| figures.best.or(figures.low);
        let (whole, part) = (figure(all.number.as_ref()?.figures)?, figure(count.figures)?);
        let parted = matches!(clauses.kind(comma), Some(ChunkKind::Comma));
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
    let finite = clauses.verb(candidate.at).is_some_and(VerbGroup::finite);
    let mut before = (0..at).rev().take(8).filter_map(|i| clauses.noun(i));
    let whole = before.find(|noun| noun.is_people() && noun.number.is_some());
    finite
        && whole.is_some_and(|noun| match noun.head {
            Head::Outcome(entry) => {
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
pub(in crate::extract) fn is_intransitive(verb: &VerbGroup<'_>) -> bool {
    matches!(verb.main, Main::Trigger(entry) if entry.detail.frame == Some(Frame::Subject))
}
