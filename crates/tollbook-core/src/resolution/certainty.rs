//! How certain a suggestion and its fields are, in percent, by the form in which the text gives them.
//!
//! The figures are set by hand for each form; they are not counted on annotated articles yet.

use crate::extract::{Distance, NumberForm, Path, Slot, Statement, Status};
use crate::model::{Claim, ClaimField};

/// How certain it is that the passage states these casualties.
pub(super) fn of(statement: &Statement) -> u8 {
    let slot = match statement.slot {
        Slot::Subject | Slot::Object => 95,
        Slot::ParticipleObject | Slot::Resultative | Slot::Described => 94,
        Slot::NounOf | Slot::Possessor => 92,
        Slot::OutcomeNoun | Slot::Adjective => 90,
        Slot::Inverted | Slot::Toll => 88,
        Slot::Strength => 80,
    };
    let path = match statement.path {
        Path::Adjacent | Path::Clause => 100,
        Path::Relative | Path::Added => 97,
        Path::ElidedNoun | Path::ElidedVerb => 94,
    };
    let status = if statement.status == Status::Asserted { 100 } else { 92 };
    let patient = if statement.patient.is_some() { 100 } else { 93 };
    product(&[slot, path, status, patient])
}

/// Sets the certainty of each field that the statement gives.
pub(super) fn set(statement: &Statement, claim: &mut Claim) {
    let base = u32::from(of(statement));
    let count = match statement.count.form {
        NumberForm::Digits | NumberForm::Words => 97,
        NumberForm::Article | NumberForm::Names => 95,
        NumberForm::Singular => 93,
        NumberForm::Sum | NumberForm::Plural => 90,
        NumberForm::Vague => 88,
        NumberForm::None => 0,
    };
    let by_distance = |distance: Distance| match distance {
        Distance::Clause => 97,
        Distance::Sentence => 92,
        Distance::SentenceBefore | Distance::Repeat => 86,
        Distance::Dateline => 80,
    };
    let mut fields = vec![(ClaimField::Kind, product(&[base])), (ClaimField::Outcome, product(&[base, 98]))];
    if claim.count != crate::model::Figures::BLANK {
        fields.push((ClaimField::Count, product(&[base, count])));
    }
    if claim.side.is_some() {
        fields.push((ClaimField::Side, product(&[base, 95])));
    }
    if let Some(date) = statement.date.as_ref().filter(|_| claim.date.is_some()) {
        fields.push((ClaimField::Date, product(&[base, by_distance(date.distance)])));
    }
    if let Some(country) = statement.country.as_ref().filter(|_| !claim.country.is_empty()) {
        fields.push((ClaimField::Country, product(&[base, by_distance(country.distance)])));
    }
    for (field, percent) in fields {
        claim.certainty.set(field, percent);
    }
}

/// The product of percentages.
fn product(factors: &[u32]) -> u8 {
    let product = factors.iter().fold(10_000_u64, |product, factor| product * u64::from(*factor) / 100);
    u8::try_from(product / 100).unwrap_or(100)
}
