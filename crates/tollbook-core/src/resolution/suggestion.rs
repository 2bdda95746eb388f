//! Suggestions: the claims that an article's statements would make, for the coder to accept, correct or reject.

use std::ops::Range;

use super::select::people_span;
use super::side::side_kind;
use super::{Passage, Resolver, certainty, window};
use crate::analysis::Answers;
use crate::extract::{Context, Languages, Named, Statement, dateline, extract};
use crate::model::{ArticleId, Claim, DateRange, Project, SideKind};

/// A claim that extraction read from an article and that nobody has accepted.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// The words to annotate: the people and their number; bytes of the article's text.
    pub span: Range<usize>,
    /// The words that say what happened.
    pub trigger: Range<usize>,
    /// The claim that accepting it would make, with the certainty of each field.
    pub claim: Claim,
    /// How certain it is that the passage makes this claim at all, in percent.
    pub certainty: u8,
    /// Why it says what it says, in one sentence.
    pub reason: String,
    /// What kind of people they are, where the words tell.
    pub side_kind: Option<SideKind>,
    /// Their own nationality as a country's English short name, where the words tell.
    pub side_country: String,
    /// The armed group or force to which they belong, where the words name it.
    pub side_group: String,
    /// It repeats an earlier suggestion of the same article, by its place in the list.
    pub repeats: Option<usize>,
}

/// The suggestions of an article, in the order of its text. `language` is a code such as "en"; without one, or
/// with one that has no pack, the language is detected.
pub fn suggestions(
    project: &Project,
    answers: &Answers,
    article: ArticleId,
    text: &str,
    published: Option<DateRange>,
    language: Option<&str>,
) -> Vec<Suggestion> {
    let languages = Languages::builtin();
    let head = &text[..text.floor_char_boundary(4_000)];
    let language = language.filter(|code| languages.pack(code).is_some()).map(str::to_owned);
    let dateline = dateline(head, published, languages);
    let context = Context { published, dateline, language, ..Context::default() };
    let statements = extract(text, &context, languages);
    let passage = Passage { text, span: 0..0, article, published };
    let resolver = Resolver { project, answers, passage: &passage, text, start: 0 };
    statements.iter().map(|statement| resolver.suggestion(statement)).collect()
}

/// The suggestion of an article whose people and trigger are these bytes, as the project has it now; `None` where
/// the text says no such thing. Costs no more than what stands near, however long the text.
pub fn suggestion_at(
    project: &Project,
    answers: &Answers,
    passage: &Passage<'_>,
    trigger: &Range<usize>,
    language: Option<&str>,
) -> Option<Suggestion> {
    let span = &passage.span;
    let whole = span.start.min(trigger.start)..span.end.max(trigger.end);
    passage.text.get(whole.clone())?;
    let window = window(passage.text, &whole);
    let text = &passage.text[window.clone()];
    let languages = Languages::builtin();
    let head = &passage.text[..passage.text.floor_char_boundary(4_000)];
    let language = language.filter(|code| languages.pack(code).is_some()).map(str::to_owned);
    let context = Context {
        published: passage.published,
        dateline: dateline(head, passage.published, languages),
        language,
        ..Context::default()
    };
    let statements = extract(text, &context, languages);
    let resolver = Resolver { project, answers, passage, text, start: window.start };
    let suggested = statements.iter().map(|statement| resolver.suggestion(statement));
    let shift = |range: Range<usize>| range.start + window.start..range.end + window.start;
    suggested
        .map(|found| Suggestion {
            span: shift(found.span.clone()),
            trigger: shift(found.trigger.clone()),
            repeats: None,
            ..found
        })
        .find(|found| found.span == *span && found.trigger == *trigger)
}

impl Resolver<'_> {
    fn suggestion(&self, statement: &Statement) -> Suggestion {
        let span = people_span(statement).unwrap_or(statement.trigger);
        let mut claim = self.claim(statement, statement.kind, statement.outcome);
        certainty::set(statement, &mut claim);
        let party = statement.patient.as_ref();
        let name = |named: Option<&Named>| named.map_or_else(String::new, |named| named.name.clone());
        Suggestion {
            side_kind: party.and_then(|party| party.kind).map(side_kind),
            side_country: name(party.and_then(|party| party.country.as_ref())),
            side_group: name(party.and_then(|party| party.group.as_ref())),
            span: span.range(),
            trigger: statement.trigger.range(),
            certainty: certainty::statement_certainty(statement),
            reason: self.reason(statement),
            repeats: statement.repeat.filter(|repeat| repeat.certain).map(|repeat| repeat.of),
            claim,
        }
    }
}
