//! When it happened, as far as the sentence says, and how that is known.

use std::ops::Range;

use jiff::civil::Date;

use super::scene::Scene;
use super::sentence::{Sentence, between, gap, meets, within};
use crate::analysis::Answers;
use crate::lexicon::cue::Cue;
use crate::lexicon::date::{DateWords, Reading, Relative, dates, is_statement_date, resolve};
use crate::lexicon::{Found, cues};
use crate::model::{DateBasis, DateRange, IncidentId, Outcome, Precision, Project};

/// What is drafted of a claim's date.
#[derive(Clone, Debug, Default)]
pub(super) struct Dated {
    /// The words.
    pub as_written: String,
    /// The days that they mean.
    pub date: Option<DateRange>,
    /// How that is known.
    pub basis: Option<DateBasis>,
    /// The incident from which it is reckoned.
    pub from: Option<IncidentId>,
    /// How many days from it.
    pub offset: Option<i32>,
    /// Whether the words stand inside the passage.
    pub inside: bool,
}

/// How far a date may stand from what it dates before it is somebody else's, as a cost in bytes.
const TOO_FAR: usize = 400;

/// How far before a passage an incident may be marked from which its date is reckoned, in bytes.
const NEAR: usize = 4_000;

/// Reads the date of the event of which the passage speaks.
pub(super) fn date(
    project: &Project,
    answers: &Answers,
    scene: &Scene<'_>,
    outcome: Option<&Found<Outcome>>,
) -> Dated {
    let at = outcome.map(|found| &found.range).filter(|at| meets(at, &scene.span)).unwrap_or(&scene.span);
    let Some(words) = nearest(&scene.here, scene.published.as_ref(), &scene.span, at) else {
        return Dated::default();
    };
    let inside = meets(&words.as_written, &scene.span);
    Dated { inside, ..read(project, answers, scene, &scene.here, words) }
}

/// The date of the sentence before, where the passage goes on about the same event; blank if that
/// sentence has several.
pub(super) fn of_sentence_before(project: &Project, answers: &Answers, scene: &Scene<'_>) -> Dated {
    let Some(before) = scene.earlier().first() else { return Dated::default() };
    if before.outcomes.is_empty() {
        return Dated::default();
    }
    let mut events = before.dates.iter().filter(|words| {
        dates_an_event(before, words) && !is_dateline(before, words, scene.published.as_ref())
    });
    match (events.next(), events.next()) {
        (Some(only), None) if !matches!(only.reading, Reading::FromOther { .. }) => {
            read(project, answers, scene, before, only)
        }
        _ => Dated::default(),
    }
}

fn read(
    project: &Project,
    answers: &Answers,
    scene: &Scene<'_>,
    sentence: &Sentence<'_>,
    words: &DateWords,
) -> Dated {
    let as_written = sentence.words(&words.as_written).to_owned();
    if let Reading::FromOther { days } = words.reading {
        return match base(project, answers, scene) {
            Some((incident, range)) => match range.shifted(days) {
                Some(date) => Dated {
                    as_written,
                    date: Some(date),
                    basis: Some(DateBasis::Incident),
                    from: Some(incident),
                    offset: Some(days),
                    ..Dated::default()
                },
                None => Dated { as_written, ..Dated::default() },
            },
            None => Dated { as_written, ..Dated::default() },
        };
    }
    match days(&words.reading, scene.published.as_ref()) {
        Some((date, basis)) => Dated { as_written, date: Some(date), basis: Some(basis), ..Dated::default() },
        None => Dated { as_written, ..Dated::default() },
    }
}

/// The days that a date means; what is known only to the month or more coarsely ends no later than
/// the article.
pub(super) fn days(reading: &Reading, published: Option<&DateRange>) -> Option<(DateRange, DateBasis)> {
    let (range, basis) = resolve(reading, published)?;
    let coarse = matches!(range.precision(), Precision::Month | Precision::Quarter | Precision::Year);
    match published.filter(|_| coarse) {
        Some(published) => Some((range.not_after(published.last())?, basis)),
        None => Some((range, basis)),
    }
}

/// The date of a strength whose number stands at `at`: when it was so, or was said to be, as far as the
/// sentence says.
pub(super) fn of_strength(
    project: &Project,
    answers: &Answers,
    scene: &Scene<'_>,
    at: &Range<usize>,
) -> Dated {
    let here = &scene.here;
    let stretch = here.stretch(at);
    let dates = here.dates.iter().filter(|words| {
        let range = &words.as_written;
        let between = between(at, range);
        // "Who were sent there in 2014", "of the coalition, begun in 2014": something else was then.
        let divided = here.text[between.clone()].contains([',', '(']) || here.has(&between, RELATIVE);
        let tells = match range.end <= at.start {
            true => here.is_statement(range) || here.tokens_until(range.start) <= 1,
            false => !divided && between.len() <= 60,
        };
        tells
            && within(range, &stretch)
            && !is_bound(here, words)
            && !is_dateline(here, words, scene.published.as_ref())
            && !matches!(words.reading, Reading::FromOther { .. })
    });
    let nearest = dates.min_by_key(|words| gap(at, &words.as_written));
    nearest.map_or_else(Dated::default, |words| read(project, answers, scene, here, words))
}

/// Words that open a clause of its own, or a time in which the number changed.
const RELATIVE: &[&str] = &[
    "who", "which", "that", "whom", "when", "after", "before", "qui", "que", "dont", "between", "from",
    "entre",
];

/// Whether the words date an event: not when something was said, nor since or until when.
fn dates_an_event(sentence: &Sentence<'_>, words: &DateWords) -> bool {
    !is_bound(sentence, words) && !sentence.is_statement(&words.as_written)
}

/// Whether the words say since or until when, or when somebody was born.
fn is_bound(sentence: &Sentence<'_>, words: &DateWords) -> bool {
    let before = sentence.word_before(words.as_written.start, 1);
    [1, 2].iter().any(|&n| {
        let word = sentence.word_before(words.as_written.start, n);
        matches!(
            word,
            "since" | "depuis" | "until" | "till" | "jusqu" | "منذ" | "حتي" | "born" | "ne" | "nee"
        ) && (n == 1 || matches!(before, "the" | "le" | "la" | "en" | "au" | "early" | "late"))
    })
}

/// The date that belongs to the event at `at`, which lies in or around `span`.
fn nearest<'s>(
    sentence: &'s Sentence<'_>,
    published: Option<&DateRange>,
    span: &Range<usize>,
    at: &Range<usize>,
) -> Option<&'s DateWords> {
    let events = sentence
        .dates
        .iter()
        .filter(|words| dates_an_event(sentence, words) && !is_dateline(sentence, words, published));
    let costed = events.filter_map(|words| {
        let inside = meets(&words.as_written, span);
        let cost = cost(sentence, at, &words.as_written, inside);
        (cost <= TOO_FAR).then_some((cost, words))
    });
    let (_, words) = costed.min_by_key(|(cost, _)| *cost)?;
    Some(finer(sentence, words, published).unwrap_or(words))
}

/// A date beside another that says the same more finely: "a week ago, on February 14", "October last year".
fn finer<'s>(
    sentence: &'s Sentence<'_>,
    words: &DateWords,
    published: Option<&DateRange>,
) -> Option<&'s DateWords> {
    let (coarse, _) = days(&words.reading, published)?;
    sentence.dates.iter().find(|other| {
        let near = gap(&other.as_written, &words.as_written) <= 6 && other.as_written != words.as_written;
        near && days(&other.reading, published).is_some_and(|(fine, _)| {
            fine.days() < coarse.days() && coarse.contains(fine.first()) && coarse.contains(fine.last())
        })
    })
}

/// Whether the words are the article's own date, which stands before its first sentence: "PARIS, Nov 27
/// (Agency) -".
fn is_dateline(sentence: &Sentence<'_>, words: &DateWords, published: Option<&DateRange>) -> bool {
    let Some(published) = published else { return false };
    let day = days(&words.reading, Some(published)).map(|(range, _)| range);
    let before = sentence.tokens_until(words.as_written.start);
    let preposition = matches!(sentence.word_before(words.as_written.start, 1), "on" | "le" | "this");
    let own = matches!(words.reading, Reading::Stated(_) | Reading::Relative(Relative::MonthDay { .. }));
    sentence.start < 1_500 && before <= 3 && !preposition && own && day.as_ref() == Some(published)
}

fn cost(sentence: &Sentence<'_>, at: &Range<usize>, date: &Range<usize>, inside: bool) -> usize {
    let mut cost = gap(at, date);
    let between = between(at, date);
    // Another thing that happened lies between: the date is more likely its own.
    let others =
        sentence.outcomes.iter().filter(|other| within(&other.range, &between) && other.range != *at);
    let follows = date.start >= at.end;
    cost += others.count() * if follows { 60 } else { 150 };
    if sentence.text[between.clone()].contains([';', '—', '؛']) {
        // "On Friday a sapper was killed; two others were hurt": a date goes on, it never goes back.
        cost += if follows { TOO_FAR } else { 100 };
    }
    let owner = sentence.text[date.end..].strip_prefix(['\'', '’']).is_some_and(|rest| rest.starts_with('s'));
    if owner && gap(date, at) > 12 {
        cost += 150;
    }
    // A date before its event opens the clause; in mid-sentence it closes what came before.
    let opens = sentence.text[..date.start].trim_end();
    let leads = opens.is_empty()
        || opens.ends_with([',', ';', '.', ':', '—'])
        || sentence.tokens_until(date.start) <= 2;
    if !follows && !leads && !owner {
        cost += 60;
    }
    if inside { cost / 4 } else { cost }
}

/// The incident from which "five days earlier" is reckoned: that of the nearest claim before the
/// passage whose days are known, unless the article names another day in between.
fn base(project: &Project, answers: &Answers, scene: &Scene<'_>) -> Option<(IncidentId, DateRange)> {
    let start = scene.here.start + scene.span.start;
    let dated = answers.index.annotations(scene.article).filter_map(|id| {
        let annotation = project.annotations.get(id).filter(|annotation| annotation.end <= start)?;
        let claim = project.claims.get(id)?;
        let incident = claim.incident.filter(|_| claim.kind.has_incident())?;
        let known = answers.incident(incident).and_then(|view| view.date.value).or(claim.date);
        let date = known.filter(|date| {
            !matches!(date.precision(), Precision::Month | Precision::Quarter | Precision::Year)
        })?;
        Some((annotation.end, incident, date))
    });
    let (end, incident, date) = dated.max_by_key(|(end, ..)| *end)?;
    // Farther back, too much has been told in between.
    let between = scene.text.get(end..scene.here.start.max(end)).filter(|between| between.len() <= NEAR)?;
    let other = dates(between).iter().any(|words| {
        !is_statement_date(between, words.as_written.clone())
            && days(&words.reading, scene.published.as_ref())
                .is_some_and(|(other, _)| other.precision() == Precision::Day && other != date)
    });
    (!other).then_some((incident, date))
}

/// Whether the event at `at` is a death of wounds: "succumbed to his injuries".
pub(super) fn of_wounds(sentence: &Sentence<'_>, at: &Range<usize>) -> bool {
    let stretch = sentence.stretch(at);
    let said = cues(sentence.text)
        .into_iter()
        .filter(|cue| cue.value == Cue::DiedOfWounds && meets(&cue.range, &stretch));
    said.filter(|cue| cue.range.end + 80 >= at.start && gap(&cue.range, at) < 80).any(|cue| {
        let end = sentence.text.ceil_char_boundary((cue.range.end + 90).min(sentence.text.len()));
        sentence.has(&(cue.range.start..end), &["injuries", "wounds", "injury", "blessures", "بجراحه"])
    })
}

/// "wounded on 13 October, died on Thursday": the day of death, where the sentence gives both.
/// The first date is then the incident's.
pub(super) fn death(scene: &Scene<'_>) -> Option<(Dated, Date)> {
    use Outcome::{Killed, Wounded};
    let here = &scene.here;
    if let Some(found) = days_after(scene) {
        return Some(found);
    }
    let event = |range: &Range<usize>| nearest(here, scene.published.as_ref(), range, range);
    let died = here.outcomes.iter().find(|said| said.value == Killed)?;
    let hurt = here.outcomes.iter().find(|said| said.value == Wounded)?;
    let (died_at, hurt_at) = (died.range.clone(), hurt.range.clone());
    let (died, hurt) = (event(&died_at)?, event(&hurt_at)?);
    if died.as_written == hurt.as_written {
        return None;
    }
    let (day, _) = days(&died.reading, scene.published.as_ref())?;
    let (date, basis) = days(&hurt.reading, scene.published.as_ref())?;
    let one_man = hurt_at.end <= died_at.start
        && !here.counts.iter().any(|count| within(&count.as_written, &between(&hurt_at, &died_at)));
    let later = one_man && day.first() == day.last() && date.last() <= day.first();
    let as_written = here.words(&hurt.as_written).to_owned();
    later.then(|| {
        (Dated { as_written, date: Some(date), basis: Some(basis), ..Dated::default() }, day.first())
    })
}

/// "died on Friday, eight days after he had been struck".
fn days_after(scene: &Scene<'_>) -> Option<(Dated, Date)> {
    let here = &scene.here;
    let died = here.outcomes.iter().find(|said| said.value == Outcome::Killed)?;
    let day = nearest(here, scene.published.as_ref(), &died.range, &died.range)?;
    let (date, basis) = days(&day.reading, scene.published.as_ref())?;
    let after = here.dates.iter().find(|words| {
        let end = here.text.ceil_char_boundary((words.as_written.end + 60).min(here.text.len()));
        let hurt = ["struck", "wounded", "hit", "injured", "hurt", "blesse", "blessee", "touche", "touchee"];
        let reckoned = matches!(words.reading, Reading::FromOther { days } if days > 0);
        reckoned && words.as_written.start > died.range.end && here.has(&(words.as_written.end..end), &hurt)
    })?;
    let Reading::FromOther { days: later } = after.reading else { return None };
    let hurt = date.shifted(later.checked_neg()?).filter(|_| date.precision() == Precision::Day)?;
    let as_written = here.words(&after.as_written).to_owned();
    Some((Dated { as_written, date: Some(hurt), basis: Some(basis), ..Dated::default() }, date.first()))
}
