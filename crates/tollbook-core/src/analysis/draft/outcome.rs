//! What happened to the people of a passage, and the word that says so.

use super::scene::Scene;
use super::sentence::{Sentence, gap, meets, within};
use super::words::LOSSES;
use crate::lexicon::Found;
use crate::model::Outcome;

/// The word that says what happened: inside the passage, else the nearest in its part of the
/// sentence. Where the mark says the outcome, only words for that one.
pub(super) fn anchor(scene: &Scene<'_>, wanted: Option<Outcome>) -> Option<Found<Outcome>> {
    let fits = |found: &&Found<Outcome>| wanted.is_none_or(|wanted| found.value == wanted);
    let here = &scene.here;
    let inside = || here.outcomes.iter().filter(|found| meets(&found.range, &scene.span));
    let stretch = here.stretch(&scene.span);
    let near = || {
        let near = here.outcomes.iter().filter(fits).filter(|found| within(&found.range, &stretch));
        near.min_by_key(|found| {
            // "13 soldiers were killed": the verb follows its subject more often than it precedes.
            let before = found.range.start < scene.span.start;
            gap(&found.range, &scene.span) + if before { 30 } else { 0 }
        })
    };
    inside().find(fits).or_else(near).cloned()
}

/// The outcome of a passage whose mark does not say it; `None` where the words do not either.
pub(super) fn outcome(scene: &Scene<'_>) -> Option<Outcome> {
    let said = anchor(scene, None).map(|found| found.value);
    let lost = || scene.here.has(&(0..scene.here.text.len()), LOSSES).then_some(Outcome::Killed);
    // "Seven of them belonged to…": what happened to them is said just before.
    let earlier = || {
        let said = |sentence: &Sentence<'_>| sentence.outcomes.last().map(|found| found.value);
        let own = scene.here.outcomes.iter().rev().find(|found| found.range.end <= scene.span.start);
        let paragraph = || scene.earlier().iter().find_map(said);
        let above = || scene.paragraphs_before(2).find_map(|sentence| said(&sentence));
        own.map(|found| found.value).or_else(paragraph).or_else(above)
    };
    said.or_else(lost).or_else(earlier)
}
