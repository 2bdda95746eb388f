//! From a marked passage to a drafted claim: its fields read from the words and their surroundings.
//!
//! A draft would rather be blank than wrong: what it leaves out costs the coder a key, what it makes up
//! costs trust. Each field is read in a file of its own, from a scene that reads the passage's sentence
//! once. Nothing farther than a few paragraphs is looked at, but for the names of operations and of people.

mod cause;
mod count;
mod date;
mod name;
mod nation;
mod operation;
mod outcome;
mod people;
mod place;
mod said;
mod scene;
mod scope;
mod sentence;
mod side;
mod words;

#[cfg(test)]
mod tests;

use std::ops::Range;

use people::People;
use scene::Scene;
use sentence::meets;

use super::Answers;
use crate::lexicon::sentence::is_abbreviated;
use crate::model::{ArticleId, Claim, DateRange, Kind, Mark, Outcome, Project};
use words::POINTING;

/// A marked passage, with its article.
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

/// The claim that `mark` makes of a passage, as far as its words and what stands around them say.
///
/// It has no incident yet, and no field is set by the coder. A passage whose span is empty, or not on
/// character boundaries, gives a claim of which nothing is known.
pub fn draft(project: &Project, answers: &Answers, passage: &Passage<'_>, mark: Mark) -> Claim {
    let mut claim = Claim::blank(mark.kind(), mark.outcome());
    let Some(scene) = Scene::of(passage) else { return claim };
    if mark.outcome().is_none() && mark != Mark::Strength {
        claim.outcome = outcome::outcome(&scene);
    }
    let anchor = if mark == Mark::Strength { None } else { outcome::anchor(&scene, claim.outcome) };
    let people = people::people(&scene, anchor.as_ref());
    let home = side::own_country(project);

    claim.side =
        side::whose(project, &scene, &people, claim.kind).and_then(|whose| side::entry(project, whose));
    let counted = count::count(&scene, &people, anchor.as_ref(), claim.kind);
    if let Some((words, figures)) = &counted {
        claim.count_as_written = scene.here.words(words).to_owned();
        claim.count = *figures;
    }
    claim.status = said::standing(&scene);
    claim.attribution = said::attribution(&scene);

    let goes_on = goes_on(&scene, &people);
    if claim.kind.has_incident() {
        if people.are_told() {
            claim.victims = scene.here.words(&people.phrase).to_owned();
        }
        event(project, answers, &scene, anchor.as_ref(), goes_on, &mut claim);
    }
    if claim.kind == Kind::Strength {
        let at = counted.map_or_else(|| scene.span.clone(), |(words, _)| words);
        let dated = date::of_strength(project, answers, &scene, &at);
        (claim.date_as_written, claim.date, claim.date_basis) = (dated.as_written, dated.date, dated.basis);
        claim.country = place::of_strength(project, &scene, &at).unwrap_or_default().to_owned();
    }
    (claim.operations, claim.operations_basis) = operation::operations(project, &scene, &claim, goes_on);
    if claim.kind == Kind::Total {
        scope::scope(project, &scene, home, &mut claim);
    }
    claim
}

/// Reads when, where and how it happened.
fn event(
    project: &Project,
    answers: &Answers,
    scene: &Scene<'_>,
    anchor: Option<&crate::lexicon::Found<Outcome>>,
    goes_on: bool,
    claim: &mut Claim,
) {
    let here = &scene.here;
    let at = anchor.map(|found| found.range.clone()).filter(|at| meets(at, &scene.span));
    let at = at.unwrap_or_else(|| scene.span.clone());

    let mut dated = date::date(project, answers, scene, anchor);
    // "Corporal Martin was decorated in June": nothing in the sentence says that it dates his death.
    let told = anchor.is_some() || cause::is_told(here) || dated.inside;
    let stray = !told && !dated.as_written.is_empty();
    if stray {
        dated = date::Dated::default();
    }
    claim.died_of_wounds = claim.outcome == Some(Outcome::Killed) && date::of_wounds(here, &at);
    if claim.outcome == Some(Outcome::Killed)
        && let Some((hurt, death)) = date::death(scene)
    {
        claim.died_of_wounds = true;
        claim.death_date = Some(death);
        dated = hurt;
    }
    if dated.as_written.is_empty() && goes_on && !stray {
        dated = date::of_sentence_before(project, answers, scene);
    }
    claim.date_as_written = dated.as_written;
    claim.date = dated.date;
    claim.date_basis = dated.basis;
    claim.date_incident = dated.from;
    claim.date_offset_days = dated.offset;

    let place = place::place(project, scene, &at, claim.kind, goes_on);
    claim.country = place.country;
    claim.place = place.place;

    let mut cause = cause::cause(here, &at);
    claim.hostile = cause::hostile(here, &at, cause);
    if let Some(before) = scene.earlier().first().filter(|_| goes_on && cause.is_none()) {
        let end = before.text.len()..before.text.len();
        cause = cause::cause(before, &end);
        claim.hostile = claim.hostile.or_else(|| cause::hostile(before, &end, cause));
    }
    claim.cause = cause.and_then(|cause| cause::entry(project, cause));
}

/// Whether the passage goes on about the people of the sentence before: "two others", "one of them",
/// "His vehicle".
fn goes_on(scene: &Scene<'_>, people: &People) -> bool {
    let here = &scene.here;
    let words = [
        "others",
        "other",
        "another",
        "them",
        "comrade",
        "comrades",
        "also",
        "autres",
        "autre",
        "aussi",
        "eux",
        "camarade",
        "camarades",
        "second",
        "third",
    ];
    let noun = people.noun.as_ref().filter(|noun| meets(&noun.range, &scene.span));
    let until = noun.map_or(scene.span.end, |noun| noun.range.end);
    let opens = here.word_after(scene.span.start, 0);
    let definite = matches!(opens, "the" | "le" | "la") && noun.is_some();
    here.has(&(scene.span.start..until), &words) || POINTING.contains(&opens) || definite
}

/// The span of a mark without stray space at its ends, without punctuation before its first word and
/// after its last; the stop of an abbreviation stays. A span that holds nothing else is left as it is.
pub fn trim(text: &str, span: Range<usize>) -> Range<usize> {
    let Some(words) = text.get(span.clone()) else { return span };
    let stop = |c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…' | '،' | '؛' | '؟' | '۔' | '।');
    let wide_stop = |c: char| matches!(c, '。' | '、' | '，' | '；' | '：' | '！' | '？');
    let stray = |c: char| c.is_whitespace() || stop(c) || wide_stop(c);
    // ".22 rounds" and "…": a point that touches the word is the word's.
    let opening = words.trim_start_matches(|c: char| stray(c) && !matches!(c, '.' | '…'));
    let lead = words.len() - opening.len();
    let mut end = words.trim_end_matches(stray).len();
    if words[end..].starts_with('.') && is_abbreviated(&words[..end]) {
        end += 1;
    }
    if lead >= end { span } else { span.start + lead..span.start + end }
}
