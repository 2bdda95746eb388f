//! Resolution: from a statement that was read from a text to a claim in the terms of one project, with its
//! sides, operations, causes and incidents.
//!
//! The same two steps serve an annotation made by hand and a suggestion: `extract` reads statements and
//! knows no project; this module looks up what they name in the project's lists. A field that the words do
//! not settle stays blank.

mod cause;
pub mod certainty;
mod date;
mod learned;
mod open;
mod operation;
mod reason;
mod scope;
mod select;
mod side;
mod suggestion;
mod triage;
mod trim;

#[cfg(test)]
mod tests;

use std::ops::Range;

pub use learned::{Learned, Tally};
pub use open::{ReadHeads, Rejected, SuggestionHead, open_heads, read_heads};
pub use suggestion::{Suggestion, suggestion_at, suggestions};
pub use triage::{SHOWN, TRIAGE, triage, triage_of_suggestions};
pub use trim::trim;

use crate::analysis::Answers;
use crate::extract::{
    Context, Distance, Languages, PartyKind, Span, Statement, Status, dateline, extract, read_phrase,
};
use crate::model::{
    ArticleId, Claim, ClaimStatus, DateRange, Figures, Hostile, Kind, MAX_COUNT, Outcome, Project,
};

/// No more than so many bytes on either side of a passage are read with it, so that an annotation in a text of
/// any length is read at once.
const REACH: usize = 20_000;

/// A passage that was annotated, with its article.
#[derive(Clone, Debug)]
pub struct Passage<'a> {
    /// The article's text.
    pub text: &'a str,
    /// The passage: bytes of the text.
    pub span: Range<usize>,
    /// The article.
    pub article: ArticleId,
    /// When the article was published, if that is known.
    pub published: Option<DateRange>,
}

/// The claim of this kind and outcome that a passage makes, as far as its words and what stands around them
/// say. Without an outcome, that of the words.
///
/// It has no incident yet, and no field is set by the coder. A passage whose span is empty, or not on
/// character boundaries, gives a claim of which nothing is known.
pub fn resolve_passage(
    project: &Project,
    answers: &Answers,
    passage: &Passage<'_>,
    kind: Kind,
    outcome: Option<Outcome>,
) -> Claim {
    let span = trim(passage.text, passage.span.clone());
    if span.is_empty() || passage.text.get(span.clone()).is_none() {
        return Claim::blank(kind, outcome);
    }
    let window = window(passage.text, &span);
    let text = &passage.text[window.clone()];
    let inside = Span::new(span.start - window.start, (span.end - window.start).min(text.len()));
    let languages = Languages::builtin();
    let context = Context {
        published: passage.published,
        dateline: dateline(
            &passage.text[..passage.text.floor_char_boundary(4_000)],
            passage.published,
            languages,
        ),
        ..Context::default()
    };
    let statements = extract(text, &context, languages);
    let selected = select::select(text, &statements, inside, kind, outcome)
        .or_else(|| read_phrase(text, inside, outcome, kind, &context, languages));
    let resolver = Resolver { project, answers, passage, text, start: window.start };
    match selected {
        Some(statement) => resolver.claim(&statement, kind, outcome.or(statement.outcome)),
        None => resolver.unread(inside, kind, outcome),
    }
}

/// The part of a text that is read around a passage: whole paragraphs as far as they are near.
fn window(text: &str, span: &Range<usize>) -> Range<usize> {
    let low = text.floor_char_boundary(span.start.saturating_sub(REACH));
    let high = text.ceil_char_boundary((span.end + REACH).min(text.len()));
    let start = if low == 0 { 0 } else { text[low..span.start].find('\n').map_or(low, |at| low + at + 1) };
    let end = if high == text.len() {
        high
    } else {
        text[span.end..high].rfind('\n').map_or(high, |at| span.end + at)
    };
    start..end
}

/// Looks up what a statement names in one project.
struct Resolver<'a> {
    project: &'a Project,
    answers: &'a Answers,
    passage: &'a Passage<'a>,
    /// The part of the article's text in which the statement's spans stand.
    text: &'a str,
    /// Where that part begins in the article's text.
    start: usize,
}

impl Resolver<'_> {
    /// The claim that a statement makes, as a claim of this kind and outcome.
    fn claim(&self, statement: &Statement, kind: Kind, outcome: Option<Outcome>) -> Claim {
        let mut claim = Claim::blank(kind, if kind == Kind::Strength { None } else { outcome });
        claim.count_as_written = self.words(statement.count.written);
        claim.count = figures(statement);
        claim.side = self.side(statement);
        claim.status = match statement.status {
            Status::Asserted => ClaimStatus::Asserted,
            Status::Disputed => ClaimStatus::Disputed,
            Status::Denied => ClaimStatus::Denied,
        };
        claim.attribution = self.words(statement.said_by);
        self.set_date(statement, &mut claim);
        if let Some(country) = statement.country.as_ref().filter(|_| kind != Kind::Total) {
            claim.country.clone_from(&country.name);
        }
        if kind.has_incident() {
            claim.victims = self.victims(statement);
            claim.died_of_wounds = statement.died_of_wounds && outcome == Some(Outcome::Killed);
            self.move_day_of_death(statement, &mut claim);
            if let Some(place) = statement.place.as_ref().filter(|place| place.distance <= Distance::Sentence)
            {
                claim.place.clone_from(&place.name);
            }
            claim.cause = statement.cause.as_ref().and_then(|stated| self.cause(stated));
            claim.hostile = hostile(statement);
        }
        (claim.operations, claim.operations_basis) = self.operations(statement.sentence, &claim);
        if kind == Kind::Total {
            self.set_scope(statement, &mut claim);
        }
        claim
    }

    /// The claim of a passage that names nobody: the operations that it names are all that is known.
    fn unread(&self, span: Span, kind: Kind, outcome: Option<Outcome>) -> Claim {
        let mut claim = Claim::blank(kind, outcome);
        (claim.operations, claim.operations_basis) = self.operations(span, &claim);
        claim
    }

    /// The people as written; blank where the words are a bare number.
    fn victims(&self, statement: &Statement) -> String {
        let patient = statement.patient.as_ref();
        let says_who = |party: &&crate::extract::Party| {
            party.head.is_some_and(|head| !head.words(self.text).chars().all(|c| !c.is_alphabetic()))
        };
        self.words(patient.filter(says_who).map(|party| party.span))
    }

    /// Words of the text on one line.
    fn words(&self, span: Option<Span>) -> String {
        let words = span.map_or("", |span| span.words(self.text));
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// The figures of a statement; a number that no claim may hold stays as written.
fn figures(statement: &Statement) -> Figures {
    let figures = statement.count.figures;
    let fits = [figures.low, figures.best, figures.high].iter().flatten().all(|count| *count <= MAX_COUNT);
    if fits { figures } else { Figures::BLANK }
}

/// Whether an enemy did it, as far as the words say: by the cause, or by who did it.
fn hostile(statement: &Statement) -> Option<Hostile> {
    let by_cause = statement.cause.as_ref().and_then(|cause| cause.hostile);
    let armed =
        |kind: Option<PartyKind>| matches!(kind, Some(PartyKind::ArmedGroup | PartyKind::StateForces));
    let by_agent = statement.agent.as_ref().is_some_and(|agent| armed(agent.kind));
    match by_cause {
        Some(false) => Some(Hostile::No),
        Some(true) => Some(Hostile::Yes),
        None if by_agent => Some(Hostile::Yes),
        None => None,
    }
}
