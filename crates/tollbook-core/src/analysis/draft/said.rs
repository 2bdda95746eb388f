//! Who says so, and whether it is contradicted.

use std::ops::Range;

use super::scene::{Scene, near};
use super::sentence::{Sentence, gap, meets};
use super::words::{DENIALS, DISPUTES};
use crate::lexicon::attributions;
use crate::model::ClaimStatus;

/// Who says so: the speaker nearest to the passage in its sentence.
pub(super) fn attribution(scene: &Scene<'_>) -> String {
    let said = attributions(scene.here.text);
    let speakers = said.iter().filter(|found| names_someone(&scene.here, &found.value.speaker));
    let nearest = speakers.min_by_key(|found| gap(&found.range, &scene.span));
    nearest.map_or_else(String::new, |found| scene.here.words(&found.value.speaker).to_owned())
}

/// "three were killed, not one as first announced" names no speaker, nor does "announced the death".
fn names_someone(here: &Sentence<'_>, speaker: &Range<usize>) -> bool {
    let happened = here.outcomes.iter().any(|said| meets(&said.range, speaker));
    !happened && !matches!(here.words(speaker).to_lowercase().as_str(), "first" | "initially" | "d'abord")
}

/// How far the claim stands, where its sentence says so outright, or the next one opens with it.
pub(super) fn standing(scene: &Scene<'_>) -> ClaimStatus {
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
    if denied {
        return ClaimStatus::Denied;
    }
    if denied_next || here.has(&around, DISPUTES) { ClaimStatus::Disputed } else { ClaimStatus::Asserted }
}
