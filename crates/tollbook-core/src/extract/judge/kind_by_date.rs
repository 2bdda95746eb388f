//! The kind of a statement, by its date and how many people it speaks of.

use super::FoundCue;
use crate::extract::chunk::Determiner;
use crate::extract::clause::Clauses;
use crate::extract::date::{Meaning, Unit};
use crate::extract::pack::{Category, Entry};
use crate::extract::rules::Rule;
use crate::extract::statement::{Count, Span, StatedDate, Statement};
use crate::extract::{Context, Kind};
use crate::model::{DateRange, Precision};

/// The cause that may go on for months.
const COMBAT: &str = "combat";

/// Whether a sentence names one attack or accident as what did it: "in an air raid", and neither "in raids" nor "in an
/// offensive".
pub fn names_one_event(clauses: &Clauses<'_, '_>, cues: &[FoundCue<'_>]) -> bool {
    let single = |span: Span| {
        clauses
            .chunks
            .iter()
            .filter(|chunk| chunk.span.overlaps(span))
            .filter_map(|chunk| chunk.noun())
            .any(|noun| noun.determiner == Determiner::Indefinite && !noun.is_plural())
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
