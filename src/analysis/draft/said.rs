//! Who says so, and whether it is contradicted.

use super::scene::{Scene, near};
use super::sentence::{Sentence, gap};
use crate::lexicon::attributions;
use crate::model::Standing;

/// Who says so: the speaker nearest to the passage in its sentence.
pub(super) fn attribution(scene: &Scene<'_>) -> String {
    let said = attributions(scene.here.text);
    let nearest = said.iter().min_by_key(|found| gap(&found.range, &scene.span));
    nearest.map_or_else(String::new, |found| scene.here.words(&found.value.speaker).to_owned())
}

const DENIALS: &[&str] = &[
    "denied this",
    "denied that",
    "denied it",
    "denied the",
    "denies that",
    "denies this",
    "denied any",
    "has denied it",
    "a dementi",
    "ont dementi",
    "dement",
    "نفي",
    "نفت",
];

const DISPUTES: &[&str] =
    &["disputed", "disputes", "contested", "contests", "conteste", "contestent", "conteste par"];

/// How far the claim stands, where its sentence says so outright, or the next one opens with it.
pub(super) fn standing(scene: &Scene<'_>) -> Standing {
    let here = &scene.here;
    let after = here.start + here.text.len();
    let rest = scene.text.get(after..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    let lead = line.len() - line.trim_start().len();
    let next = (!line.trim().is_empty()).then(|| near(scene.text, after + lead));
    let next = next.filter(|next| next.start >= after && next.len() < 1_000);
    let denied_next = next.is_some_and(|next| {
        let sentence = Sentence::read(scene.text, next);
        sentence.has(&(0..sentence.text.len()), &["denied this", "denied it", "denies this", "a dementi"])
    });
    let around = 0..here.text.len();
    // "He denied that six had died": the passage follows the word.
    let denied = here.find(&around, DENIALS).is_some_and(|denial| denial.end <= scene.span.start);
    if denied || denied_next {
        return Standing::Denied;
    }
    if here.has(&around, DISPUTES) { Standing::Disputed } else { Standing::Asserted }
}
