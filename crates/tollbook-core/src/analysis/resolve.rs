//! From claims that disagree to one value of a field (docs/counting-rules.md).

use super::incident_claims::{IncidentClaim, IndependentSource};
use crate::model::Claim;

/// A field of an incident: its value, and whether the claims agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved<T> {
    /// The value; `None` is not known.
    pub value: Option<T>,
    /// Whether the coder set it.
    pub by_coder: bool,
    /// Whether claims say different things, and the coder has not decided.
    pub conflict: bool,
}

impl<T> Resolved<T> {
    /// Nobody says.
    pub fn unknown() -> Self {
        Self { value: None, by_coder: false, conflict: false }
    }

    /// The coder says.
    pub fn by_coder(value: T) -> Self {
        Self { value: Some(value), by_coder: true, conflict: false }
    }

    /// The claims say.
    pub fn by_claims(value: Option<T>, conflict: bool) -> Self {
        Self { value, by_coder: false, conflict }
    }
}

/// What the coder set, else what most sources say in `field`; `vague` is larger the less precise a
/// value is.
pub(super) fn resolve<T: Clone + PartialEq>(
    own: Option<T>,
    describing: &[&IncidentClaim<'_>],
    field: impl Fn(&Claim) -> Option<T>,
    vague: impl Fn(&T) -> i64,
) -> Resolved<T> {
    if let Some(own) = own {
        return Resolved::by_coder(own);
    }
    let given: Vec<(T, &IndependentSource)> = describing
        .iter()
        .filter_map(|incident_claim| Some((field(incident_claim.claim)?, &incident_claim.source)))
        .collect();
    let conflict = given.windows(2).any(|pair| pair[0].0 != pair[1].0);
    Resolved::by_claims(most_sources(given, vague), conflict)
}

/// [`resolve`] for a text, of which blank is unknown.
pub(super) fn resolve_text(
    own: Option<&String>,
    describing: &[&IncidentClaim<'_>],
    field: impl Fn(&Claim) -> &String,
) -> Resolved<String> {
    let known = |text: &String| Some(text).filter(|text| !text.is_empty()).cloned();
    resolve(own.and_then(known), describing, |claim| known(field(claim)), |_| 0)
}

/// The value that most sources give; ties go to the least vague, then to the earliest.
pub(super) fn most_sources<T: PartialEq>(
    given: Vec<(T, &IndependentSource)>,
    vague: impl Fn(&T) -> i64,
) -> Option<T> {
    let mut votes: Vec<(T, Vec<&IndependentSource>)> = Vec::new();
    for (value, source) in given {
        match votes.iter_mut().find(|(known, _)| *known == value) {
            Some((_, sources)) => sources.push(source),
            None => votes.push((value, vec![source])),
        }
    }
    for (_, sources) in &mut votes {
        sources.sort_unstable();
        sources.dedup();
    }
    // Of equals the first is kept: claims come earliest first.
    let rank = |(value, sources): &(T, Vec<&IndependentSource>)| (sources.len(), -vague(value));
    let first_of_the_best =
        votes.into_iter().reduce(|best, vote| if rank(&vote) > rank(&best) { vote } else { best });
    first_of_the_best.map(|(value, _)| value)
}
